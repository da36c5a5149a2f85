"""The program as its users start it."""

from __future__ import annotations

import csv
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.cli import main

Shinchoku = Callable[..., "subprocess.CompletedProcess[str]"]


def _table(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def report(tmp_path: Path, report_text: str) -> Path:
    path = tmp_path / "midori-r5-h1.txt"
    path.write_text(report_text, encoding="utf-8")
    return path


def test_run_writes_the_tables_and_only_the_summary_to_stdout(
    shinchoku: Shinchoku, report: Path, tmp_path: Path
) -> None:
    done = shinchoku("run", report, "--output", "out")
    assert done.returncode == 0, done.stderr
    assert report.name in done.stdout
    assert "[1/1]" in done.stderr
    assert "[1/1]" not in done.stdout
    (document,) = _table(tmp_path / "out", "documents")
    assert document["fiscal_year"] == "2023"
    assert document["period"] == "H1"
    values = {row["text"]: row["value"] for row in _table(tmp_path / "out", "figures")}
    assert values["12名"] == "12"
    assert values["90件"] == "90"


def test_a_second_run_changes_no_byte(shinchoku: Shinchoku, report: Path, tmp_path: Path) -> None:
    assert shinchoku("run", report, "--output", "out").returncode == 0
    before = {p: p.read_bytes() for p in (tmp_path / "out").rglob("*.*") if p.suffix in (".csv", ".json")}
    assert len(before) == 11
    again = shinchoku("run", report, "--output", "out")
    assert again.returncode == 0
    assert "unchanged" in again.stderr
    assert {p: p.read_bytes() for p in before} == before


def test_a_failing_file_does_not_stop_the_others(shinchoku: Shinchoku, report: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 40)
    done = shinchoku("run", "empty.txt", "binary.txt", report, "--output", "out")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    rows = {row["source_file"]: row for row in _table(tmp_path / "out", "documents")}
    assert rows["empty.txt"]["status"] == rows["binary.txt"]["status"] == "failed"
    assert rows["empty.txt"]["failure"]
    assert rows[report.name]["status"] != "failed"


def test_the_same_bytes_under_two_names_are_one_document(shinchoku: Shinchoku, report: Path, tmp_path: Path) -> None:
    (tmp_path / "copy.txt").write_bytes(report.read_bytes())
    assert shinchoku("run", report, "copy.txt", "--output", "out").returncode == 0
    assert len(_table(tmp_path / "out", "documents")) == 1


def test_quiet_prints_nothing(shinchoku: Shinchoku, report: Path) -> None:
    done = shinchoku("run", report, "--output", "out", "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("year", ["2021", "令和3", "R3", "令和3年度"])
def test_options_fill_what_the_text_leaves_out(shinchoku: Shinchoku, tmp_path: Path, year: str) -> None:
    text = "【取組方向1】居場所\n\n○ 居場所の開設（健康部こころ課）\n\n5月10日に開設し、30人が利用しました。\n"
    (tmp_path / "no-head.txt").write_text(text, encoding="utf-8")
    done = shinchoku("run", "no-head.txt", "--output", "out", "--fiscal-year", year, "--period", "fy")
    assert done.returncode == 0, done.stderr
    (document,) = _table(tmp_path / "out", "documents")
    assert (document["fiscal_year"], document["period"]) == ("2021", "FY")
    assert [row["start"] for row in _table(tmp_path / "out", "dates")] == ["2021-05-10"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "run, explain, export, review, batch, schedule, inbox, status, retry, profile"),
        (["run"], "INPUT"),
        (["run", "x.txt"], "--output"),
        (["run", "x.txt", "--output", "out", "--perio", "H1"], "--period"),
        (["run", "x.txt", "--output", "out", "--period", "H3"], "H1, H2, FY"),
        (["run", "x.txt", "--output", "out", "--max-mb", "0"], "1 以上"),
        (["run", "x.txt", "--output", "out", "--profile", "nowhere"], "nowhere"),
        (["run", "x.txt", "--output", "out", "--fiscal-year", "いつか"], "2023、令和5、R5"),
        (["run", "x.txt", "--output"], "--output"),
        (["explain", "a.txt", "b.txt"], "b.txt"),
        (["walk"], "「walk」"),
    ],
)
def test_wrong_usage_says_what_to_do(shinchoku: Shinchoku, arguments: list[str], says: str) -> None:
    done = shinchoku(*arguments, SHINCHOKU_LANG="ja")
    assert done.returncode == 2
    assert done.stdout == ""
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_help_follows_option_variable_and_locale(shinchoku: Shinchoku) -> None:
    japanese, english = "使い方: ", "Usage: "
    assert shinchoku("run", "--help", "--lang", "ja").stdout.startswith(japanese)
    assert shinchoku("run", "--help", SHINCHOKU_LANG="ja").stdout.startswith(japanese)
    assert shinchoku("--help", SHINCHOKU_LANG=None, LC_ALL="ja_JP.UTF-8").stdout.startswith(japanese)
    assert shinchoku("--help", SHINCHOKU_LANG=None, LC_ALL="C").stdout.startswith(english)
    assert shinchoku("--help", "--lang", "en", SHINCHOKU_LANG="ja").stdout.startswith(english)


@pytest.mark.parametrize("encoding", ["ascii", "cp932"])
def test_consoles_without_our_symbols_still_work(shinchoku: Shinchoku, report: Path, encoding: str) -> None:
    for arguments in (["run", report, "--output", "out"], ["explain", report], ["--help"]):
        done = shinchoku(*arguments, PYTHONIOENCODING=encoding, PYTHONUTF8="0", SHINCHOKU_LANG="ja")
        assert done.returncode == 0, done.stderr
        assert done.stdout


def test_explain_marks_each_value_under_its_characters(shinchoku: Shinchoku, report: Path) -> None:
    done = shinchoku("explain", report)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    at = next(i for i, line in enumerate(lines) if "7月24日" in line)
    below = lines[at + 1 : at + 6]
    assert any("2023-07-24" in line for line in below)
    assert any("participants 12人" in line for line in below)
    caret = next(line for line in below if "participants 12人" in line)
    assert caret.count("^") == 4  # 12名 takes four columns


def test_explain_speaks_japanese(shinchoku: Shinchoku, report: Path) -> None:
    done = shinchoku("explain", report, "--lang", "ja")
    listing = done.stdout
    for told in (
        "年度（西暦）: 2023  (本文)",
        "参加者数 12人",
        "役割=行事の日",
        "数えない: 見出しの番号",
        "[区分 今後の取組]",
    ):
        assert told in listing
    assert "言及・参照とは読まない: 重なる「1」を別に読んだため" in listing
    assert not any(word in listing for word in ("rejected", "not counted", "figure ", "status="))


def test_explain_marks_the_values_of_indicators(shinchoku: Shinchoku, tmp_path: Path) -> None:
    table = "|指標|単位|実績値（R5）|目標値（R8）|\n|---|---|---|---|\n|相談員の数|人|15|20|\n"
    (tmp_path / "kpi.txt").write_text(f"令和5年度　計画の進捗状況\n\n○相談\n{table}", encoding="utf-8")
    lines = shinchoku("explain", "kpi.txt").stdout.splitlines()
    first, second = (line.split() for line in lines if "^^ indicator " in line)
    assert {"name=相談員の数", "unit=人", "actual=15", "actual_period=R5", "target=20"} < set(first)
    assert second == ["^^", "indicator", first[2]]


def test_explain_of_one_long_line_grows_with_its_length(shinchoku: Shinchoku, tmp_path: Path) -> None:
    sizes = []
    for count in (200, 400):
        (tmp_path / "long.txt").write_text("講座を5月3日に開き、20人が参加しました。" * count, encoding="utf-8")
        listing = shinchoku("explain", "long.txt").stdout
        assert listing.count("participants 20人") == count
        sizes.append(len(listing))
    assert sizes[1] < 2.2 * sizes[0]


def test_explain_of_an_unknown_measure_names_how_many_there_are(shinchoku: Shinchoku, report: Path) -> None:
    done = shinchoku("explain", report, "--measure", "9")
    assert done.returncode == 2
    assert "it has 1" in done.stderr


def test_the_same_bytes_under_another_name_are_one_document(shinchoku: Shinchoku, report: Path, tmp_path: Path) -> None:
    assert shinchoku("run", report, "--output", "out").returncode == 0
    (tmp_path / "second.txt").write_bytes(report.read_bytes())
    assert shinchoku("run", "second.txt", "--output", "out").returncode == 0
    assert [row["source_file"] for row in _table(tmp_path / "out", "documents")] == [report.name]
    again = shinchoku("run", "second.txt", "--output", "out", SHINCHOKU_LANG="ja")
    assert f"second.txt\t正常 (変更なし, {report.name} と同じ内容" in again.stdout
    both = shinchoku("run", report, "second.txt", "--output", "new")
    assert f"second.txt: ok (same bytes as {report.name}" in both.stderr


def test_a_missing_file_does_not_stop_the_others(shinchoku: Shinchoku, report: Path, tmp_path: Path) -> None:
    done = shinchoku("run", report, "gone.txt", "--output", "out")
    assert done.returncode == 1
    rows = {row["source_file"]: row for row in _table(tmp_path / "out", "documents")}
    assert (rows[report.name]["status"], rows["gone.txt"]["status"]) == ("ok", "failed")
    assert shinchoku("run", "gone.txt", "--output", "out").returncode == 2


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("ja", "in に読み取れるファイルがありません。対応形式は .txt .text .pdf です。"),
        ("en", "in: no file to read. Supported: .txt .text .pdf."),
    ],
)
@pytest.mark.parametrize("command", ["run", "batch"])
def test_a_folder_without_reports_says_so(
    shinchoku: Shinchoku, tmp_path: Path, command: str, lang: str, said: str
) -> None:
    (tmp_path / "in").mkdir()
    done = shinchoku(command, "in", "--output", "out", SHINCHOKU_LANG=lang)
    assert done.returncode == 2
    assert said in done.stderr


@pytest.mark.parametrize(
    ("name", "ja", "en"),
    [
        ("gone.toml", "ファイルがありません", "there is no such file"),
        (".", "フォルダーです", "this is a folder"),
        ("sjis.toml", "UTF-8 ではありません", "this is not UTF-8"),
    ],
)
def test_a_style_file_that_cannot_be_read(shinchoku: Shinchoku, tmp_path: Path, name: str, ja: str, en: str) -> None:
    (tmp_path / "sjis.toml").write_bytes("title = '表'".encode("cp932"))
    for lang, said in (("ja", ja), ("en", en)):
        done = shinchoku("profile", "check", name, SHINCHOKU_LANG=lang)
        assert done.returncode == 2
        assert said in done.stderr
        assert "Traceback" not in done.stderr


def test_a_draft_without_headings_says_how_it_reads(shinchoku: Shinchoku, tmp_path: Path) -> None:
    rows = "".join(f"{n}\t事業{n}\t総務課\t{n}0人が参加した。\t続ける。\n" for n in range(1, 4))
    (tmp_path / "table.txt").write_text(f"番号\t事業名\t担当課\t実績\t今後の予定\n{rows}", encoding="utf-8")
    drafted = shinchoku("profile", "draft", "table.txt", "--output", "mine.toml")
    checked = shinchoku("profile", "check", "mine.toml")
    for done in (drafted, checked):
        assert done.returncode == 0, done.stderr
        assert "No line is known as a heading; each row of a table is a measure." in done.stdout
    shown = shinchoku("profile", "draft", "table.txt")
    assert "No line" not in shown.stdout
    assert "No line" in shown.stderr


@pytest.mark.parametrize("output", ["taken", "taken/below"])
def test_an_output_that_is_a_file(shinchoku: Shinchoku, report: Path, tmp_path: Path, output: str) -> None:
    (tmp_path / "taken").write_bytes(b"")
    done = shinchoku("run", report, "--output", output)
    assert done.returncode == 2
    assert "taken is a file: name a folder" in done.stderr


def test_a_draft_is_checked_tested_and_used(shinchoku: Shinchoku, report: Path, tmp_path: Path) -> None:
    draft = shinchoku("profile", "draft", report, "--output", "mine.toml")
    assert draft.returncode == 0, draft.stderr
    written = (tmp_path / "mine.toml").read_bytes()
    assert shinchoku("profile", "check", "mine.toml").returncode == 0
    tested = shinchoku("profile", "test", report, "--profile", "mine.toml")
    assert "mine" in tested.stdout
    assert shinchoku("run", report, "--output", "out", "--profile", "mine.toml").returncode == 0
    (document,) = _table(tmp_path / "out", "documents")
    assert document["profile"] == "mine"
    again = shinchoku("profile", "draft", report, "--output", "mine.toml", SHINCHOKU_LANG="ja")
    assert again.returncode == 1
    assert "既にあります" in again.stderr
    assert (tmp_path / "mine.toml").read_bytes() == written


def test_a_style_with_a_false_example_is_named(shinchoku: Shinchoku, tmp_path: Path) -> None:
    style = 'id = "bad"\ntitle = "b"\nsignature = ["^x"]\n[[heading]]\nlevel = "measure"\nform = "■"\nexamples = ["□ 相談"]\n'
    (tmp_path / "bad.toml").write_text(style, encoding="utf-8")
    done = shinchoku("profile", "check", "bad.toml", SHINCHOKU_LANG="ja")
    assert done.returncode == 2
    assert "□ 相談" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_styles_are_listed_by_examples(shinchoku: Shinchoku) -> None:
    done = shinchoku("profile", "list")
    assert done.returncode == 0
    assert "    direction: Ⅰ　暮らしを支える\n" in done.stdout
    assert "each row of a table is a measure" in done.stdout
    assert "(?" not in done.stdout
    assert "    方向: Ⅰ　暮らしを支える\n" in shinchoku("profile", "list", SHINCHOKU_LANG="ja").stdout
    assert {"torikumi-hoko", "kihon-mokuhyo", "gyosei-hokoku"} <= {
        line.partition("\t")[0] for line in done.stdout.split("\n")
    }


def test_explain_of_a_page_tells_how_it_was_read(shinchoku: Shinchoku) -> None:
    sample = Path(__file__).resolve().parents[2] / "samples" / "tatara-r5-h1.pdf"
    done = shinchoku("explain", sample, "--page", "2")
    assert done.returncode == 0
    assert done.stdout.startswith("page 2: good  reader=pdfium  595.3 x 841.9 pt\n")
    refused = shinchoku("explain", sample, "--page", "99")
    assert refused.returncode == 2
    assert "no page 99" in refused.stderr


def test_review_writes_pages_and_run_only_where_it_is_asked_for(
    shinchoku: Shinchoku, report: Path, tmp_path: Path
) -> None:
    assert shinchoku("run", report, "--output", "out").returncode == 0
    assert not (tmp_path / "out" / "review").exists()
    done = shinchoku("review", "--output", "out")
    assert (done.returncode, done.stdout.strip()) == (0, str(Path("out", "review", "index.html")))
    assert len(list((tmp_path / "out" / "review").iterdir())) == 2
    both = shinchoku("run", report, "--output", "other", "--review")
    assert both.returncode == 0, both.stderr
    assert "index.html" not in both.stdout
    assert (tmp_path / "other" / "review" / "index.html").exists()


def test_review_of_a_folder_without_tables_says_what_to_do(shinchoku: Shinchoku) -> None:
    done = shinchoku("review", "--output", "nowhere")
    assert done.returncode == 2
    assert "shinchoku run" in done.stderr
    assert "Traceback" not in done.stderr


def test_two_versions_of_one_report_are_told(shinchoku: Shinchoku, report: Path, report_text: str) -> None:
    second = report.with_name("midori-second.txt")
    second.write_text(report_text.replace("90件", "91件"), encoding="utf-8")
    done = shinchoku("run", report, second, "--output", "out", "--lang", "ja")
    assert done.returncode == 0
    assert done.stdout.count("同じ報告書の版") == 1
    assert f"{report.name}、{second.name}" in done.stdout
    (report.parent / "課").mkdir()
    beside = report.parent / "課" / report.name
    beside.write_text(report_text.replace("90件", "92件"), encoding="utf-8")
    folders = shinchoku("run", report.parent, "--output", report.parent / "folders", "--lang", "ja")
    assert folders.stdout.count("フォルダーは違いますが、同じ報告書とみられます") == 1
    assert f"課/{report.name}" in folders.stdout
    alone = shinchoku("run", report, "--output", "elsewhere", "--lang", "ja")
    assert "同じ報告書の版" not in alone.stdout


def test_a_file_is_known_by_the_name_it_was_read_under(shinchoku: Shinchoku, report: Path, tmp_path: Path) -> None:
    wrong = report.with_suffix(".docx")
    wrong.write_bytes(report.read_bytes())
    assert shinchoku("run", wrong, "--output", "out").returncode == 1
    assert shinchoku("run", report, "--output", "out").returncode == 0
    (document,) = _table(tmp_path / "out", "documents")
    assert (document["source_file"], document["status"]) == (report.name, "ok")


def test_a_report_without_measures_is_not_of_the_best_grade(shinchoku: Shinchoku, tmp_path: Path) -> None:
    (tmp_path / "memo.txt").write_text("令和5年度の覚え書き\n会議を3回開いた。\n", encoding="utf-8")
    assert shinchoku("run", "memo.txt", "--output", "out").returncode == 0
    (document,) = _table(tmp_path / "out", "documents")
    assert (document["measures"], document["grade"]) == ("0", "fair")


@pytest.mark.parametrize("command", ["review", "export", "trend"])
def test_a_folder_without_tables_is_wrong_usage(shinchoku: Shinchoku, tmp_path: Path, command: str) -> None:
    options = ["--format", "jsonl"] if command == "export" else []
    assert shinchoku(command, "--output", "nowhere", *options).returncode == 2
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("stage", ["pipeline.run.segment.segment", "pipeline.cli._explain"])
def test_details_of_an_internal_error_command_no_terminal(
    stage: str, report: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ValueError("at \x1b]0;owned\x07 \u202e12 \x9b31m")

    monkeypatch.setattr(stage, broken)
    assert main(["explain", str(report), "--debug", "--lang", "en"]) == 1
    told = capsys.readouterr().err
    assert "Traceback" in told
    assert "ValueError" in told
    assert "internal error" in told
    assert not {"\x1b", "\x07", "\u202e", "\x9b"} & set(told)

"""PDFs drawn for each test: pages, wraps, furniture, notes, columns, damage."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from extractors.mentions import Span
from pipeline import ingest

from .drawn_pdf import FULL, LEFT, PITCH, PROSE, SIZE, Row, joined, pdf, read, refused, rows, texts, wrapped
from .test_headed import BODY, table


def test_text_pages_and_boxes(tmp_path: Path) -> None:
    raw = pdf(rows("【取組方向1】相談体制の充実", "参加者：500人"), rows("（今後の取組方向）"))
    source = read(tmp_path, raw)
    assert source.text == "【取組方向1】相談体制の充実\n参加者：500人\n（今後の取組方向）\n"
    assert [source.text[at] for at in source.page_starts] == ["【", "（"]
    assert (source.format, source.furniture, source.checks) == ("pdf", (), ())
    assert source.boxes is not None
    at = source.text.index("500人")
    x0, top, x1, bottom = map(float, source.boxes(Span(at, at + 4)).split(","))
    assert (x0, x1) == (LEFT + 4 * SIZE, LEFT + 4 * SIZE + 3 * SIZE / 2 + SIZE)
    assert bottom - top == pytest.approx(SIZE, abs=0.1)
    assert abs(top - (100 + PITCH)) < 3


def test_a_span_over_two_lines_has_two_boxes(tmp_path: Path) -> None:
    source = read(tmp_path, pdf(rows("相談会", "研修会")))
    assert source.boxes is not None
    first, second = source.boxes(Span(1, 6)).split("|")
    assert first.startswith(f"{LEFT + SIZE:.1f},")
    assert second.startswith(f"{LEFT:.1f},")
    assert source.boxes(Span(3, 4)) == ""


def test_wrapped_lines_are_soft_and_paragraphs_are_not(tmp_path: Path) -> None:
    source = read(tmp_path, pdf(rows("○ 出張相談会（健康部こころ課）", *wrapped(PROSE), "", "・参加者：500人")))
    assert joined(source) == f"○ 出張相談会（健康部こころ課）\n{PROSE}\n・参加者：500人\n"


def test_a_wrap_over_the_end_of_a_page(tmp_path: Path) -> None:
    lines = wrapped(PROSE)
    source = read(tmp_path, pdf(rows(*lines[:2]), rows(*lines[2:])))
    assert joined(source) == PROSE + "\n"
    footed = read(tmp_path, pdf([*rows(*lines[:2]), (290, 800, "- 1 -")], [*rows(*lines[2:]), (290, 800, "- 2 -")]))
    assert joined(footed) == PROSE + "\n- 2 -\n"  # a page number stands between the halves, not in the sentence
    assert "- 1 -\n" in footed.text


def test_rows_of_a_table_are_not_joined(tmp_path: Path) -> None:
    table: list[Row] = []
    for number in range(6):
        table += [(LEFT, 100 + PITCH * number, f"北部地域第{number}地区の相談件数と参加者数")]
        table += [(LEFT + 350, 100 + PITCH * number, "１２３"), (LEFT + 408, 100 + PITCH * number, "４５６")]
    assert read(tmp_path, pdf(table)).soft_breaks == ()
    assert read(tmp_path, pdf(rows("５００", "３００人", "２００人"))).soft_breaks == ()


@pytest.mark.parametrize(
    "number", ["- {} -", "－{}－", "― {} ―", "-{}-", "- {} / 4 -", "{}", "{}/4", "第Ⅱ－{}", "{} ページ", "P.{}", "{}頁"]
)
@pytest.mark.parametrize("top", [30, 805])
def test_page_numbers_are_furniture(tmp_path: Path, number: str, top: int) -> None:
    numbers = [number.format(n).replace("－", "−") for n in (1, 2, 3)]  # the font's own dash
    raw = pdf(*([*rows("・参加者：500人", "2"), (290, top, text)] for text in numbers))
    source = read(tmp_path, raw)
    assert texts(source) == numbers
    assert source.text.count("\n2\n") >= 3  # the same digit in the body stays


def test_running_headers_are_furniture_and_body_lines_are_not(tmp_path: Path) -> None:
    pages = [
        [
            (LEFT, 40, "みどり県若者支援計画"),
            (LEFT, 60, "【取組方向1】"),
            *rows(f"・参加者：{n}00人"),
            (LEFT, 800, f"資料 {n}"),
        ]
        for n in (1, 2, 3)
    ]
    source = read(tmp_path, pdf(*pages))
    assert texts(source) == [text for n in (1, 2, 3) for text in ("みどり県若者支援計画", f"資料 {n}")]


def test_figures_at_the_foot_of_pages_are_not_furniture(tmp_path: Path) -> None:
    pages = [[*rows("相談"), (LEFT, 790, f"参加者 {n} 人"), (LEFT, 810, str(n))] for n in (500, 20, 71)]
    assert texts(read(tmp_path, pdf(*pages))) == []


def test_bold_by_drawing_twice_is_read_once(tmp_path: Path) -> None:
    twice = [row for x, top, text in rows("総合戦略", "人人人") for row in ((x, top, text), (x + 0.4, top, text))]
    assert read(tmp_path, pdf(twice)).text == "総合戦略\n人人人\n"


def test_pictures_without_text_are_named(tmp_path: Path) -> None:
    source = read(tmp_path, pdf(rows("相談会"), None, []))
    (check,) = source.checks
    assert check.code == "no_text_layer"
    assert check.message_ja.startswith("2 ページ")  # the blank third page hides nothing
    assert len(source.page_starts) == 3
    error = refused(tmp_path, pdf(None, None))
    assert error.code == "no_text_layer"
    assert "OCR" in error.ja


def test_glyphs_without_meaning_are_reported_and_left(tmp_path: Path) -> None:
    source = read(tmp_path, pdf(rows("参加者：5人"), extra="BT /F2 12 Tf 1 0 0 1 300 400 Tm <00040005> Tj ET"))
    (check,) = source.checks
    assert (check.code, check.message_ja[:5]) == ("garbled_text", "1 ページ")
    assert check.span is not None
    assert source.text[check.span.start : check.span.end] == "\ufffd"
    assert f"{source.text.count(chr(0xFFFD))} か所" in check.message_ja
    assert [(page.grade, page.reasons) for page in source.pages] == [("poor", ("garbled_text",))]


def test_vertical_pages_are_read_column_by_column(tmp_path: Path) -> None:
    text = "県内の若者を支える相談の場を令和五年度は五か所に増やしました。参加者は二〇〇人でした。"
    places = [(500 - 20 * (at // 13), 100 + SIZE * (at % 13), char) for at, char in enumerate(text)]
    source = read(tmp_path, pdf([*places, (290, 800, "- 1 -")]))
    assert joined(source).replace("\n", "").startswith(text)
    assert texts(source) == ["- 1 -"]


def test_digits_below_each_other_are_no_number(tmp_path: Path) -> None:
    column = [(300, 100 + SIZE * n, str(n)) for n in range(5)]
    assert read(tmp_path, pdf([*rows("相談会を開きました。"), *column])).text.count("\n") == 5


@pytest.mark.parametrize(
    "raw",
    [
        b"%PDF-1.7\n%%EOF",
        b"%PDF-1.4\ngarbage\n" * 50,
        pdf(rows("相談会"))[:400],
        pdf(rows("相談会")).replace(b"/Type/Page/", b"/Type/Nope/").replace(b"/Kids[6 0 R]", b"/Kids[]"),
        b"PK\x03\x04word/document.xml",
        "相談会の記録".encode(),
    ],
)
def test_damaged_files_are_refused(tmp_path: Path, raw: bytes) -> None:
    error = refused(tmp_path, raw)
    assert error.code == "damaged"
    assert "ください" in error.ja


@pytest.mark.parametrize("kind", [MemoryError, RecursionError, ValueError])
def test_whatever_the_engine_raises_is_a_refusal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: type[Exception]
) -> None:
    from pipeline.ingest import pdf as reader

    def fail(_: bytes) -> None:
        raise kind

    monkeypatch.setattr(reader, "_read_pages", fail)
    assert refused(tmp_path, pdf(rows("相談会"))).code == "damaged"


@pytest.mark.parametrize(
    ("raw", "why"),
    [(b"%PDF-1.4\n1 0 obj\n<</Type", "途中で切れています"), (b"hello", "中身が PDF ではありません")],
)
def test_why_a_file_is_no_pdf_is_said(tmp_path: Path, raw: bytes, why: str) -> None:
    error = refused(tmp_path, raw)
    assert (error.code, why in error.ja) == ("damaged", True)


@pytest.mark.parametrize(("lost", "why"), [(-20, "途中で切れている"), (None, "一部が壊れている")])
def test_a_file_that_was_put_together_says_whether_it_is_cut(tmp_path: Path, lost: int | None, why: str) -> None:
    raw = pdf(rows("相談会")).replace(b"startxref\n", b"startxref\n9")[:lost]
    (check,) = read(tmp_path, raw).checks
    assert (check.code, why in check.message_ja) == ("repaired", True)


@pytest.mark.parametrize("size", [0.01, 0.06])
def test_letters_too_small_to_be_seen_do_no_harm(tmp_path: Path, size: float) -> None:
    assert "相談会" in read(tmp_path, pdf([(LEFT, 100, "相談会"), (LEFT, 200, "覚え書き", size)])).text


def test_a_password_is_asked_for_by_name(tmp_path: Path) -> None:
    locked = pdf(rows("相談会")).replace(
        b"/Root 1 0 R",
        b"/Root 1 0 R/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<"
        + b"11" * 32
        + b">/U<"
        + b"22" * 32
        + b">>>",
    )
    error = refused(tmp_path, locked)
    assert error.code == "password"


def test_lost_pages_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.ingest import readings as reader

    read_page = reader.read_page
    monkeypatch.setattr(reader, "read_page", lambda *a: None if a[1] else read_page(*a))
    (check,) = read(tmp_path, pdf(rows("相談会"), rows("研修会"))).checks
    assert (check.code, check.severity.value) == ("missing_pages", "error")


def test_a_long_report_that_is_opened_anew_reads_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.ingest import readings as reader

    raw = pdf(*(rows(f"{number}月の相談会", f"{number}人が参加した。") for number in range(1, 6)))
    whole = read(tmp_path, raw)
    monkeypatch.setattr(reader, "_PAGES_AT_ONCE", 2)
    again = read(tmp_path, raw)
    assert again == whole
    assert "5人が参加した。" in again.text


@pytest.mark.parametrize("first", [1, 2, 3, 4])
def test_a_long_report_that_two_read_reads_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, first: int) -> None:
    """Also where a table with one head goes on over three pages: the page before does not tell what the fourth is."""
    from pipeline.ingest import pdf as reader

    body = [
        [[f"{name}の教室"], ["福祉課"], ["市民会館で開いた。"], ["続ける。"]]
        for name in ["料理", "書道", "園芸", "手話"]
    ]
    pages = [table([BODY[0], *body], top=80), *([*table(body, top=80)] for _ in range(2))]
    raw = pdf(*pages, rows("相談会", "30人が参加した。"), rows("研修会", "40人が参加した。"))
    whole = read(tmp_path, raw)
    taken = []

    def share(sha256: str, seam: int, ocr_mode: str) -> Callable[[], bytes | None]:
        taken.append(seam)
        return lambda: reader.read_rest(raw, sha256, seam, ocr_mode)

    monkeypatch.setattr(reader, "_LONG", 5)
    monkeypatch.setattr(reader, "_AHEAD", first - 2)
    path = tmp_path / "r5.pdf"
    again = ingest.read(path, path.name, max_bytes=2**20, share=share)
    assert taken == [first]
    assert again == whole
    spans = [Span(at, at + 1) for at in range(len(whole.text))]
    assert [again.boxes(span) for span in spans] == [whole.boxes(span) for span in spans]


def test_the_rest_of_another_file_is_not_read() -> None:
    from pipeline.ingest.pdf import read_rest

    assert read_rest(pdf(rows("相談会"), rows("研修会")), "0" * 64, 1, "off") is None


def test_the_engines_are_silent(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    read(tmp_path, pdf(rows("相談会"), extra="/Pattern cs /P9 scn 1 2 RG\n"))
    assert capfd.readouterr() == ("", "")
    assert logging.getLogger("pdfminer").level == logging.NOTSET


def test_reading_a_text_loads_no_engine(tmp_path: Path) -> None:
    import subprocess

    (tmp_path / "a.txt").write_text("相談会\n", encoding="utf-8")
    code = (
        "import sys; from pathlib import Path; from pipeline import ingest\n"
        "ingest.read(Path(sys.argv[1]), 'a.txt', max_bytes=99)\n"
        "assert not {'pdfplumber', 'pdfminer', 'pypdfium2'} & set(sys.modules)"
    )
    root = Path(__file__).resolve().parents[3]
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "a.txt")], check=True, cwd=root)


def test_a_raised_number_is_no_digit_of_the_figure(tmp_path: Path) -> None:
    noted: list[Row] = [(LEFT, 100, "参加者は1,200"), (LEFT + 76, 94, "3", 7), (LEFT + 79.5, 100, "人でした。")]
    note: list[Row] = [(LEFT, 700, "3", 6), (LEFT + 5, 702, "県の集計による。", 9)]
    source = read(tmp_path, pdf([*noted, *note]))
    assert source.text.startswith("参加者は1,200³人でした。\n³")
    ((mark, span),) = [(n.mark, source.text[n.span.start : n.span.end]) for n in source.notes]
    assert (mark, span) == ("³", "³県の集計による。")
    assert [source.text[a.start : a.end] for a in source.asides] == ["³"]


def test_a_plain_number_at_the_head_of_a_note_is_none_of_its_words(tmp_path: Path) -> None:
    noted: list[Row] = [(LEFT, 100, "加算は11件に"), (LEFT + 67, 94, "2", 7), (LEFT + 71, 100, "適用しました。")]
    note: list[Row] = [(LEFT, 700, "2", 12), (LEFT + 7, 702, "市が定める区域で取得した場合の額。", 9)]
    body = rows(*wrapped(PROSE), top=200)
    source = read(tmp_path, pdf([*noted, *body, *note]))
    assert [(n.mark, [source.text[m.start : m.end] for m in n.marks]) for n in source.notes] == [("2", ["²", "2"])]
    unmarked = read(tmp_path, pdf([*body, *note], noted))
    assert unmarked.notes == ()  # no raised 2 on its page: 2市 may be a figure


@pytest.mark.parametrize("head", ["注1", "注１", "(注1)"])
def test_a_raised_number_points_to_a_note_with_a_sign_of_its_own_page(tmp_path: Path, head: str) -> None:
    def page(top: int, words: str) -> list[Row]:
        noted: list[Row] = [
            (LEFT, top, "調査は任意です"),
            (LEFT + 82, top - 6, "1", 7),
            (LEFT + 85.5, top, "日に決めた。"),
        ]
        return [*noted, *rows(*wrapped(PROSE), top=200), (LEFT, 700, f"{head}{words}", 9)]

    first, second = page(100, "国の手引に準じて行った。"), page(140, "市が定める区域をいう。")
    source = read(tmp_path, pdf(first, second))
    marks = [[source.text[m.start : m.end] for m in n.marks] for n in source.notes]
    assert marks == [["¹", head], ["¹", head]]  # numbers begin anew on each page
    assert read(tmp_path, pdf(first[:-1], second[3:])).notes == ()


def test_a_note_without_sign_is_no_item_of_a_list(tmp_path: Path) -> None:
    source = read(tmp_path, pdf(rows("参加者は500人1)でした。", "1)相談会", "2)研修会")))
    assert source.notes == ()


def test_signs_point_to_their_notes(tmp_path: Path) -> None:
    source = read(tmp_path, pdf(rows("参加者は500人（※1）、相談は※2のとおり。", "※1 延べ数", "※2 別表")))
    assert [(n.mark, [source.text[m.start : m.end] for m in n.marks]) for n in source.notes] == [
        ("※1", ["（※1）"]),
        ("※2", ["※2"]),
    ]


def test_words_set_wide_are_closed_up_and_cells_are_not(tmp_path: Path) -> None:
    spread: list[Row] = [(LEFT + 30 * n, 100, char) for n, char in enumerate("実施状況")]
    digits: list[Row] = [(LEFT + 30 * n, 130, char) for n, char in enumerate("3718")]
    assert read(tmp_path, pdf([*spread, *digits])).text == "実施状況\n3 7 1 8\n"


def two_columns(right: list[str], pitch: float = 20) -> list[Row]:
    left = [PROSE[at : at + 17] for at in range(0, 136, 17)]
    return [
        *((LEFT, 100 + 20 * n, line) for n, line in enumerate(left)),
        *((LEFT + 240, 100 + pitch * n, line) for n, line in enumerate(right)),
    ]


def test_columns_of_prose_are_read_one_after_the_other(tmp_path: Path) -> None:
    right = [PROSE[at : at + 17] for at in range(0, 136, 17)]
    text = joined(read(tmp_path, pdf(two_columns(right))))
    assert text.replace("\n", "") == PROSE[:136] * 2


def test_cells_are_read_across(tmp_path: Path) -> None:
    text = read(
        tmp_path, pdf(two_columns(["１２３", "４５６", "７８９", "３２１", "６５４", "９８７", "１１１", "２２２"]))
    ).text
    assert text.startswith(f"{PROSE[:17]} １２３\n")
    prose = [PROSE[at : at + 17] for at in range(0, 136, 17)]
    ruled = "\n".join(f"{LEFT} {842 - 98 - 20 * n} m 520 {842 - 98 - 20 * n} l S" for n in range(9))
    assert read(tmp_path, pdf(two_columns(prose), extra=ruled)).text.startswith(f"{PROSE[:17]} {PROSE[:17]}\n")


def test_ruby_is_kept_out_of_the_words(tmp_path: Path) -> None:
    source = read(tmp_path, pdf([(LEFT, 100, "相談会を開いた。"), (LEFT + 2, 88, "そうだん", 5)]))
    assert source.text == "相談会を開いた。\nそうだん\n"
    assert texts(source) == ["そうだん"]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_pages_are_read_as_they_are_looked_at(tmp_path: Path, turn: int) -> None:
    upright = read(tmp_path, pdf(rows("相談会", "研修会")))
    turned = read(tmp_path, pdf(rows("相談会", "研修会"), more=f"/Rotate {turn}"))
    assert sorted(turned.text.split()) == sorted(upright.text.split())
    assert turned.pages[0].width == (595 if turn == 180 else 842)
    assert turned.boxes is not None
    x0, top, x1, bottom = map(float, turned.boxes(Span(0, 3)).split(","))
    assert (x1 - x0 > bottom - top) is (turn == 180)


def test_no_figure_is_made_of_what_is_left_of_a_number(tmp_path: Path) -> None:
    from pipeline.run import Settings, run_one

    lost = "BT /F1 12 Tf 1 0 0 1 70 400 Tm <0035> Tj /F2 12 Tf <0004> Tj /F1 12 Tf <00304EBA> Tj ET"
    path = tmp_path / "r5.pdf"
    path.write_bytes(pdf(rows("参加者：7人"), extra=lost))
    dataset = run_one(path, path.name, Settings()).dataset
    assert dataset is not None
    assert "5\ufffd" in dataset.source.text
    assert "\ufffd0人" in dataset.source.text
    assert [str(f.figure.value) for f in dataset.figures] == ["7"]


def test_large_pictures_beside_text_are_told(tmp_path: Path) -> None:
    picture = "q 300 0 0 300 90 200 cm BI /W 1 /H 1 /CS /G /BPC 8 /F /AHx ID 80> EI Q"
    source = read(tmp_path, pdf(rows("相談会"), extra=picture))
    assert [(check.code, check.severity.value) for check in source.checks] == [("picture", "info")]
    assert source.grade == "fair"


def test_a_file_without_index_is_put_together_and_said(tmp_path: Path) -> None:
    raw = pdf(rows("相談会"))
    source = read(tmp_path, raw[: raw.index(b"startxref")] + b"%%EOF")
    assert source.text == "相談会\n"
    assert [check.code for check in source.checks] == ["repaired"]
    assert source.grade == "fair"


def test_a_sign_of_another_font_stands_where_it_is_drawn(tmp_path: Path) -> None:
    # Some programs draw the signs that a font lacks behind the rest of the line, which leaves a gap for them.
    line: list[Row] = [
        (LEFT, 100, "評価は、"),
        (LEFT + 5 * SIZE, 100, "（計画を上回る）と"),
        (LEFT + 14 * SIZE, 100, "（計画どおり）です。"),
    ]
    signs: list[Row] = [(LEFT + 4 * SIZE + 1, 100.5, "◎", 10), (LEFT + 13 * SIZE + 1, 100.5, "△", 10)]
    assert read(tmp_path, pdf([*line, *signs])).text == "評価は、◎（計画を上回る）と△（計画どおり）です。\n"


def test_a_short_last_line_is_no_vertical_word(tmp_path: Path) -> None:
    source = read(tmp_path, pdf([(LEFT, 100, "参"), (LEFT, 112, "第２回を開いた。")]))
    assert source.text == "参\n第２回を開いた。\n"


def test_a_shadow_is_read_once(tmp_path: Path) -> None:
    twice = [row for x, top, text in rows("参加者：500人") for row in ((x, top, text), (x + 1.5, top + 1.5, text))]
    assert read(tmp_path, pdf(twice)).text == "参加者：500人\n"


def test_a_number_in_small_print_is_no_mark(tmp_path: Path) -> None:
    source = read(tmp_path, pdf([(LEFT, 100, "こども課"), (LEFT + 4 * SIZE, 98, "03-5550-0101", 8)]))
    assert source.text == "こども課03-5550-0101\n"


def test_columns_that_share_their_lines_are_prose_where_paragraphs_begin_apart(tmp_path: Path) -> None:
    left = [
        "県内の圏域で、若者とその家",
        "族の相談会を開く。",
        "あわせて、支援に携わる方々",
        "の研修を行い、市町の担当者",
        "が参加しました。",
    ]
    left += ["次の年度は会場の数を増やし", "て続けます。", "また会場も増やします。"]
    right = [
        "会場の例",
        "公民館の和室や図書館のロビ",
        "ーで、集いと併せて",
        "開く。",
        "支援センターの談話室も使う",
        "ことができる。",
    ]
    right += ["学校の空き教室も使うように", "する。"]
    lines = [(LEFT, 100 + 20 * n, text) for n, text in enumerate(left)]
    source = read(tmp_path, pdf([*lines, *((LEFT + 200, 100 + 20 * n, text) for n, text in enumerate(right))]))
    assert source.text.index("また会場も増やします。") < source.text.index("会場の例")


def test_a_file_that_lost_its_end_gives_the_pages_that_are_left(tmp_path: Path) -> None:
    whole = pdf(*(rows(f"第{n}回の相談会") for n in range(1, 9)))
    source = read(tmp_path, whole[: whole.index("第5回".encode("utf-16-be").hex().encode())])
    assert "第4回の相談会" in source.text
    assert "第6回" not in source.text
    assert {check.code for check in source.checks} == {"missing_pages", "repaired"}
    assert source.grade == "poor"


def test_an_index_that_points_elsewhere_is_said(tmp_path: Path) -> None:
    raw = pdf(rows("相談会"))
    at = raw.index(b"xref\n") + len(b"xref\n0 8\n0000000000 65535 f \n")
    source = read(tmp_path, raw[:at] + raw[at:].replace(b"0000000", b"0009999"))
    assert source.text == "相談会\n"
    assert [check.code for check in source.checks] == ["repaired"]


def test_a_share_in_the_margin_is_no_page_number(tmp_path: Path) -> None:
    pages = [[*rows("相談会を開きました。", f"{n}回目"), (290, 800, f"{n}/3")] for n in (1, 2, 3)]
    assert texts(read(tmp_path, pdf(*pages))) == ["1/3", "2/3", "3/3"]
    shares = [[*rows("県の負担", f"{n}回目"), (290, 800, share)] for n, share in enumerate(["2/3", "1/3", "1/2"])]
    assert texts(read(tmp_path, pdf(*shares))) == []


@pytest.mark.parametrize(
    ("gap", "text"), [(3.2, "教室：5/17 88人、7/11"), (0.4, "教室：5/1788人、7/11")], ids=["narrow blank", "none"]
)
def test_a_narrow_blank_parts_two_numbers(tmp_path: Path, gap: float, text: str) -> None:
    source = read(tmp_path, pdf([(LEFT, 100, "教室：5/17"), (LEFT + 5 * SIZE + gap, 100, "88人、7/11")]))
    assert source.text.strip() == text


def test_numbers_set_wide_stay_whole(tmp_path: Path) -> None:
    wide = [(LEFT + 9.2 * n, 100, digit) for n, digit in enumerate("1204")]
    source = read(tmp_path, pdf([*wide, (LEFT + 40, 100, "人が来た。")]))
    assert "1204" in source.text
    spread = [
        (LEFT, 100, "勤"),
        (LEFT + 16, 100, "続"),
        (LEFT + 32, 100, "2"),
        (LEFT + 42, 100, "5"),
        (LEFT + 52, 100, "年"),
    ]
    source = read(tmp_path, pdf([*spread, (LEFT + 100, 100, "19.66月分")]))
    assert "25年" in source.text


def test_ruby_that_stands_far_above_its_words_is_ruby_too(tmp_path: Path) -> None:
    # LibreOffice sets it half a line higher, and the words below wide apart where it is longer than they are.
    words: list[Row] = [(LEFT, 120, "市内を"), (LEFT + 36, 120, "巡回"), (LEFT + 72, 120, "した。")]
    ruby = (LEFT + 36, 120 - 10.5, "じゅんかい", 6)
    source = read(tmp_path, pdf([*words, ruby]))
    assert source.text == "市内を巡回した。\nじゅんかい\n"
    assert texts(source) == ["じゅんかい"]
    wider = (LEFT + 36, 120 - 10.5, "じゅんかい", 7)
    words[2] = (LEFT + 73, 120, "した。")
    assert read(tmp_path, pdf([*words, wider])).text == "市内を巡回した。\nじゅんかい\n"


def test_the_place_of_a_value_that_a_page_break_cuts_is_on_its_page(tmp_path: Path) -> None:
    lines = wrapped(PROSE)
    lines[-1] = PROSE[: FULL - 2] + "１，２"
    source = read(tmp_path, pdf(rows(*lines), rows("３４人が集まった。", *wrapped(PROSE))))
    start = source.text.index("１，２")
    end = source.text.index("３４人") + 3
    assert source.boxes is not None
    assert "|" not in source.boxes(Span(start, end))
    assert source.boxes(Span(start, end)) == source.boxes(Span(start, start + 3))


def test_digits_behind_a_thousands_mark_go_with_it(tmp_path: Path) -> None:
    # Too little for a margin to be seen; the digits alone tell that the line goes on.
    for first, second, cut in (("参加者は1,", "234人", True), ("1,2", "34人", True), ("1,234", "567人", False)):
        source = read(tmp_path, pdf(rows(f"\ufffd{first}"[1:], second)))
        assert (len(first) in source.soft_breaks) is cut


def test_footers_whose_words_change_with_the_chapter_are_furniture(tmp_path: Path) -> None:
    chapters = ["第１章　計画の姿", "第２章　水辺を守る", "第３章　森を育てる"]

    def page(no: int, at: int, *, number: int) -> list[Row]:
        shown = f"{number}　　{chapters[at]}" if number % 2 == 0 else f"{chapters[at]}　　{number}"
        return [*rows(f"会を{no}回開きました。"), (LEFT, 790, shown)]

    source = read(tmp_path, pdf(*(page(7 - at, at, number=24 + at) for at in range(3))))
    assert texts(source) == [f"24　　{chapters[0]}", f"{chapters[1]}　　25", f"26　　{chapters[2]}"]
    other = read(tmp_path, pdf(*(page(7, at, number=number) for at, number in enumerate((24, 31, 26)))))
    assert texts(other) == []  # it does not count with the pages


@pytest.mark.parametrize(
    ("heads", "marks"),
    [
        (["※1土地の所有者と結ぶ協定", "※2３月末の件数"], [["※1", "※1"], ["※2", "※2"]]),
        (["※1２年ごとに改める協定", "※2　３月末の件数"], [["※1", "※1"], ["※2"]]),
        (["※12年ごとに改める協定", "※23月末の件数"], [["※1", "※1"], ["※2", "※2"]]),
    ],
)
def test_the_mark_of_a_note_is_none_of_the_words_right_behind_it(
    tmp_path: Path, heads: list[str], marks: list[list[str]]
) -> None:
    source = read(tmp_path, pdf(rows("市民の森※1は１２か所※2です。", "", *heads)))
    assert [[source.text[m.start : m.end] for m in sorted(note.marks)] for note in source.notes] == marks


def test_a_day_that_the_only_full_line_of_a_vertical_page_cuts_is_whole(tmp_path: Path) -> None:
    lines = ["植樹の会を令和六年十月十二", "日に開きました。", "来た方は三百人です。"]
    drawn = [(480 - 20 * n, 100 + SIZE * at, char) for n, words in enumerate(lines) for at, char in enumerate(words)]
    assert joined(read(tmp_path, pdf(drawn))).startswith("植樹の会を令和六年十月十二日に開きました。\n")

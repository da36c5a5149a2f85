"""Small tables that tell of one measure each, a column for each block, however they are set and wherever the measure is named."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from extractors.mentions import ClaimedBy
from pipeline.ingest.text import read
from pipeline.ingest.wraps import display_width
from pipeline.model import BlockKind, Report, ReportHead
from pipeline.profile import builtin
from pipeline.run import Settings, run_one
from pipeline.segment import segment
from pipeline.segment.choice import choose

from .invented_report import I, O, P, X

T = BlockKind.TARGET
HEAD = "葦原町水辺再生計画\n令和６年度の実施結果\n\n"
TREE = {
    "第１項　水辺を守る": [
        ("堤防の草刈り", "河川課", ("年３回の草刈りを行う。", "６月と９月に行い、214人が出た。", "参加する世帯が減っている。", "区間を延ばす。")),
        ("ため池の点検", "農村整備課、危機管理室", ("18か所を点検する。", "16か所を点検した。", "２か所は道がなく点検できなかった。", "道を設ける。")),
    ],
    "第２項　水辺で遊ぶ": [
        ("カヌー教室", "生涯学習課", ("年５回開く。", "年６回開き、83人が乗った。", "指導者が２人しかいない。", "講習を秋に開く。")),
        ("親水公園の改修", "都市整備課", ("護岸60mを直す。", "護岸42mを直した。", "資材が足りず18mを見送った。", "残る18mを直す。")),
    ],
}  # fmt: skip
Told = tuple[str, str, str, str]
Row = Callable[[tuple[str, ...]], str]


def segmented(text: str) -> tuple[str, Report]:
    source = read("r.txt", "0" * 64, text.encode())
    return source.text, segment(source, choose(source, builtin()), ReportHead())


def report(sheet: Callable[[str, str, Told], str]) -> str:
    sections = (f"{title}\n\n" + "\n".join(sheet(*measure) for measure in ms) + "\n" for title, ms in TREE.items())
    return HEAD + "".join(sections)


def bars(cells: tuple[str, ...]) -> str:
    return "｜".join(cells) + "\n"


def tabs(cells: tuple[str, ...]) -> str:
    return "\t".join(cells) + "\n"


def blanks(cells: tuple[str, ...]) -> str:
    return "".join(cell + " " * (40 - display_width(cell)) for cell in cells).rstrip() + "\n"


def padded(cells: tuple[str, ...], sep: str = "｜", width: int = 14) -> str:
    """Return cells below each other's lines, wrapped at a width."""
    columns = [[""] for _ in cells]
    for lines, cell in zip(columns, cells, strict=True):
        for letter in cell:
            if display_width(lines[-1] + letter) > width:
                lines.append("")
            lines[-1] += letter
    height = max(map(len, columns))
    rows = ([lines[n] if n < len(lines) else "" for lines in columns] for n in range(height))
    return "".join(
        sep.join(cell + " " * (width - display_width(cell)) for cell in row).rstrip(" ") + "\n" for row in rows
    )


def run_on(cells: tuple[str, ...]) -> str:
    words = "｜".join(cells)
    return "".join(words[at : at + 22] + "\n" for at in range(0, len(words), 22))


def assert_told(text: str, told: tuple[BlockKind, ...] = (T, P, I, O)) -> None:
    raw, found = segmented(text)
    directions = [
        (f"第{'１２'[n]}項　{d.title}", [m for s in d.sections for m in s.measures])
        for n, d in enumerate(d for d in found.directions if d.title)
    ]
    assert [title for title, _ in directions] == list(TREE)
    for (_, measures), expected in zip(directions, TREE.values(), strict=True):
        assert [(m.title, "、".join(m.departments)) for m in measures] == [
            (title, office) for title, office, _ in expected
        ]
        for measure, (_, _, cells) in zip(measures, expected, strict=True):
            for kind, cell in zip(told, cells, strict=True):
                words = "".join(raw[b.span.start : b.span.end] for b in measure.blocks if b.kind is kind)
                assert "".join(cell.split()) in words.replace("\n", "").replace("｜", "")


@pytest.mark.parametrize("row", [bars, run_on])
def test_letters_head_columns_where_all_four_stand(row: Row) -> None:
    head = bars(("Ｐ", "Ｄ", "Ｃ", "Ａ"))
    assert_told(report(lambda title, office, told: f"　　{title}\n　　{office}\n{head}{row(told)}"))


@pytest.mark.parametrize("row", [bars, tabs, blanks, run_on])
@pytest.mark.parametrize(
    "heads",
    [
        ("Plan", "Do", "Check", "Action"),
        ("計画", "実施", "評価", "改善"),
        ("目標", "実績", "課題", "今後"),
        ("Plan（計画）", "Do（実行）", "Check（評価）", "Action（改善）"),
    ],
)
def test_a_table_below_a_name_that_is_only_set_in(heads: tuple[str, ...], row: Row) -> None:
    head = (bars if row is run_on else row)(heads)
    assert_told(report(lambda title, office, told: f"　　{title}\n　　{office}\n{head}{row(told)}"))


@pytest.mark.parametrize("name", ["　　{}\n　　{}\n", "◆{}　（{}）\n", "（１）{}\n担当課：{}\n"])
def test_cells_that_go_on_below_themselves(name: str) -> None:
    head = padded(("目標", "実績", "課題", "今後"))
    assert_told(report(lambda title, office, told: f"{name.format(title, office)}{head}{padded(told)}"))


@pytest.mark.parametrize("row", [bars, tabs, run_on])
@pytest.mark.parametrize("name", ["（１）{}（{}）\n", "◆{}　（{}）\n", "■ {}\n担当：{}\n"])
def test_a_table_below_a_name_with_a_mark(name: str, row: Row) -> None:
    head = (bars if row is run_on else row)(("計画", "実績", "課題", "今後の方針"))
    assert_told(report(lambda title, office, told: f"{name.format(title, office)}{head}{row(told)}"))


def test_what_was_done_in_sentences_below_a_word_that_names_measures() -> None:
    text = report(
        lambda title, office, told: f"◆{title}（{office}）\n" + bars(("取組", "課題", "今後")) + bars(told[1:])
    )
    raw, found = segmented(text)
    first = next(iter(found.measures()))
    assert [(b.kind, raw[b.span.start : b.span.end]) for b in first.blocks] == list(
        zip((P, I, O), TREE["第１項　水辺を守る"][0][2][1:], strict=True)
    )


def test_heads_that_stand_once_above_all_measures() -> None:
    text = report(lambda title, office, told: f"◆{title}（{office}）\n{bars(told)}")
    assert_told(text.replace(HEAD, HEAD + bars(("Plan", "Do", "Check", "Action")) + "\n"))


@pytest.mark.parametrize(
    "sheet",
    [
        lambda title, office, told: (
            f"|{title}（{office}）|\n|計画|実績|課題|今後の方針|\n|---|---|---|---|\n|{'|'.join(told)}|\n"
        ),
        lambda title, office, told: f"|{title}（{office}）|\n|計画|実績|課題|今後の方針|\n|{'|'.join(told)}|\n",
    ],
)
def test_the_name_across_the_top_of_each_table(sheet: Callable[[str, str, Told], str]) -> None:
    assert_told(report(sheet))


def test_a_number_that_the_edge_of_a_cell_cuts_is_none(tmp_path: Path) -> None:
    cut = ("三度刈る。", "９月に延べ1210人で刈った。", "人手が足りない。", "続ける。")
    head = padded(("目標", "実績", "課題", "今後"), width=12)
    path = tmp_path / "r.txt"
    path.write_text(report(lambda title, office, told: f"◆{title}（{office}）\n{head}{padded(cut, width=12)}"), "utf-8")
    dataset = run_one(path, "r.txt", Settings()).dataset
    assert dataset is not None
    assert [f.figure.text for f in dataset.figures] == ["三度"] * 4
    torn = [n for n in dataset.numerals if n.claimed_by is ClaimedBy.UNCLAIMED]
    assert {dataset.source.text[n.span.start : n.span.end] for n in torn} == {"12", "10"}


def test_text_behind_a_row_is_none_of_it() -> None:
    note = "　この取組は県の補助を受けて行ったものであり、来年度の補助の額は未定である。"
    text = report(
        lambda title, office, told: (
            f"◆{title}（{office}）\n" + bars(("計画", "実績", "課題", "今後")) + bars(told) + note + "\n"
        )
    )
    _, found = segmented(text)
    for measure in found.measures():
        assert max(b.span.end for b in measure.blocks) > text.index(note)
        assert [b.kind for b in measure.blocks][:4] == [T, P, I, O]


@pytest.mark.parametrize(
    "table",
    [
        "取組名｜実績｜課題\n堤防の草刈り｜３回行った。｜人手が足りない。\nため池の点検｜16か所を見た。｜道がない。\n",
        "事業名｜担当課｜実績\n堤防の草刈り｜河川課｜３回行った。\nため池の点検｜農村整備課｜16か所を見た。\n",
        "取組｜担当課｜実績\n堤防の草刈り｜河川課｜三度の草刈り\nため池の点検｜農村整備課｜16か所の点検\n",
    ],
)
def test_rows_that_a_column_names_are_measures(table: str) -> None:
    _, found = segmented(f"{HEAD}基本目標１　水辺を守る\n\n{table}")
    assert [m.title for m in found.measures()] == ["堤防の草刈り", "ため池の点検"]


def test_values_below_a_measure_are_no_blocks_of_it() -> None:
    accounts = "収支（千円）\n\n実績｜計画｜結果\n6,812｜7,020｜6,934\n"
    text = report(lambda title, office, told: f"◆{title}（{office}）\n【実績】{told[1]}\n【今後】{told[3]}\n")
    _, found = segmented(text + accounts)
    *_, last = found.measures()
    assert [b.kind for b in last.blocks][:2] == [P, O]
    assert T not in [b.kind for b in last.blocks]


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        (("人手が足りない。", "道がなく点検できなかった。", "若い世帯は２割。", "申込みは役場のみ。"), I),
        (("人手が足りない。", "道がなく点検できなかった。", "若い世帯は２割。", "参加者の満足度は９割。"), X),
        (("人手が足りない。", "おおむね計画どおり。", "若い世帯は２割。", "申込みは役場のみ。"), X),
    ],
)
def test_how_it_went_is_of_what_is_wanting_where_it_never_tells_what_came_well(
    told: tuple[str, ...], kind: BlockKind
) -> None:
    checks = iter(told)
    steps = report(
        lambda title, office, cells: (
            f"◆{title}\nPlan\n　{cells[0]}\nDo\n　{cells[1]}\nCheck\n　{next(checks)}\nAction\n　{cells[3]}\n　　　　　　　　　　　　{office}\n"
        )
    )
    raw, found = segmented(steps)
    measures = list(found.measures())
    assert [m.title for m in measures] == [title for ms in TREE.values() for title, _, _ in ms]
    doubtful = next(b for b in measures[2].blocks if "２割" in raw[b.span.start : b.span.end])
    assert doubtful.kind is kind

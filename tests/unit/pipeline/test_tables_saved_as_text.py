"""Tables of reports saved as text: heads set wide, above no names or in two lines, one sign for all tabs, short years."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.ingest import below_heads
from pipeline.ingest.wraps import display_width

from .invented_report import read
from .table_texts import drawn

ROWS = (
    ("審議会の女性委員の割合（％）", "28.4", "33.1", "40"),
    ("「歩くのが好き、続けたい」人の割合（％）", "61.2", "－", "75"),
    ("相談窓口の認知度（％）", "52.0", "58.3", "70"),
)
VALUES = ("策定時", "令和５年度", "目標値")
FOUND = [
    ("審議会の女性委員の割合", "28.4", "33.1", "40"),
    ("「歩くのが好き、続けたい」人の割合", "61.2", None, "75"),
    ("相談窓口の認知度", "52.0", "58.3", "70"),
]


def _laid(*rows: tuple[str, ...] | str, first: int = 46) -> list[str]:
    """Return rows as lines whose cells begin below each other; a row that is a line already stays one."""
    lines = []
    for row in rows:
        line = row if isinstance(row, str) else "　　"
        for at, cell in enumerate([] if isinstance(row, str) else row):
            wide = (first if at == 0 else 12) - display_width(cell)
            line += cell + ("　" * (wide // 2) + " " * (wide % 2) if wide > 0 else "　")
        lines.append(line.rstrip())
    return lines


def _indicators(tmp_path: Path, lines: list[str]) -> list[tuple[str | None, ...]]:
    return [
        (i.name, *(None if v is None else str(v) for v in (i.baseline, i.actual, i.target)))
        for i in drawn(tmp_path, *lines).indicators
    ]


@pytest.mark.parametrize(
    "lines",
    [
        _laid(("指　　標", *VALUES), *ROWS),
        _laid(("指　　標　　名", "策 定 時", "実　績　値", "目　標　値"), *ROWS),
        _laid(("項　　目", "基　準", "実　績", "目　標"), *ROWS),
        _laid(("", *VALUES), *ROWS),
        _laid(("", *VALUES), *ROWS, first=30),
        _laid(("", "基準値", "最新値", "目標値"), ("", "(2021)", "(2024)", "(2026)"), *ROWS),
        _laid(("", "基準値", "最新値", "目標値"), ("指標", "（R3）", "（R6）", "（R8）"), *ROWS),
        _laid(("指標", "基準値", "最新値", "目標値"), ("", "令和３年度", "令和６年度", "令和８年度"), *ROWS),
        _laid(("指標", "計画", "実績", "目標"), ("", "策定時", "（R6）", "（R8）"), *ROWS),
        _laid(("成果目標", "基準値", "実績値", "目標値"), *ROWS),
        _laid(("指標", *VALUES), "", *ROWS),
        _laid(("指標", *VALUES), "", ROWS[0], "", ROWS[1], "", ROWS[2]),
        _laid(("指標", *VALUES), "　　" + "-" * 80, *ROWS),
        _laid(("指標", "担当課", *VALUES), *((r[0], "市民課", *r[1:]) for r in ROWS)),
        _laid(
            ("指標", *VALUES), "　　【基本目標１】互いを認める", ROWS[0], "　　【基本目標２】安心して暮らす", *ROWS[1:]
        ),
        _laid(("", *VALUES), "　　■互いを認める", ROWS[0], "　　■安心して暮らす", *ROWS[1:]),
        _laid(("指標", *VALUES), ("審議会の女性委員の", *ROWS[0][1:]), ("割合（％）",), *ROWS[1:]),
        ["／".join(row) for row in (("指標", *VALUES), ROWS[0], (*ROWS[1][:2], "未公表", "75"), ROWS[2])],
        [" / ".join(row) for row in (("指標", *VALUES, "評価"), *((*r, "Ｂ") for r in ROWS))],
        ["　　".join(row) for row in (("指標", *VALUES), *ROWS)],
        [",".join(row) for row in (("指標名", *VALUES), *ROWS)],
        [";".join((*row, "")) for row in (("指標名", "担当課", *VALUES), *((r[0], "市民課", *r[1:]) for r in ROWS))],
        ["，".join(row) for row in (("成果指標", *VALUES), *ROWS)],
        [",".join(f'"{cell}"' for cell in row) for row in (("指標", *VALUES, "備考"), *((*r, "") for r in ROWS))],
    ],
)
def test_indicators_of_tables_saved_as_text(tmp_path: Path, lines: list[str]) -> None:
    assert _indicators(tmp_path, lines) == FOUND


def test_a_name_goes_on_below_its_values_in_brackets(tmp_path: Path) -> None:
    values = ROWS[0][1:]
    lines = _laid(
        ("指標", *VALUES),
        ("女性委員の割合（条例で", *values),
        ("設けるもの）",),
        ("歩く人の数", *values),
        ("（40～64歳）",),
    )
    assert [name for name, *_ in _indicators(tmp_path, lines)] == [
        "女性委員の割合（条例で設けるもの）",
        "歩く人の数（40～64歳）",
    ]


def test_units_and_thousands_between_commas(tmp_path: Path) -> None:
    lines = ["指標名,単位,基準値(R3),実績値(R6),目標値(R8)", '来場者,人,"1,200",,"1,600"', "待ち時間,分,27,16,10"]
    found = [(i.name, i.unit, i.baseline, i.actual, i.target) for i in drawn(tmp_path, *lines).indicators]
    assert found == [("来場者", "人", 1200, None, 1600), ("待ち時間", "分", 27, 16, 10)]


def test_years_below_heads_are_those_of_the_values(tmp_path: Path) -> None:
    lines = _laid(("", "基準値", "最新値", "目標値"), ("", "R3", "R6", "R8"), *ROWS)
    periods = [(i.baseline_period, i.actual_period, i.target_period) for i in drawn(tmp_path, *lines).indicators]
    assert set(periods) == {("R3", None, "R8"), ("R3", "R6", "R8")}


@pytest.mark.parametrize(
    "lines",
    [
        _laid(("", "基準の", "実績と", "目標値"), *ROWS),  # words of a sentence
        _laid(("", "大", "中", "小"), *ROWS),
        ["基準値　実績値　目標値", *("　".join((*row, "5")) for row in ROWS)],  # one value more than heads
        _laid(("", "基準値", "実績値", "目標値"), ("花を植える", "まだ", "半ば", "済み")),
        ["計画,実績,目標", "りんご,みかん,ぶどう", "なし,かき,くり"],
        ["指標,実績,目標", "来場者,1,200,1,600", "宿泊者,2,100,2,400"],  # where a number ends is not told
        ["説明を聞き，意見を述べ，話し合い，", "計画，実績，目標を並べた。"],
    ],
)
def test_what_heads_no_values(tmp_path: Path, lines: list[str]) -> None:
    assert _indicators(tmp_path, lines) == []


@pytest.mark.parametrize(
    "line", ["　　（注）令和６年度の調査による。", "　　（単位：％）", "　　次の表は参考である", "　　１　取組の状況"]
)
def test_a_line_behind_the_last_row_is_no_part_of_its_name(tmp_path: Path, line: str) -> None:
    lines = [*_laid(("指標", *VALUES), *ROWS), line]
    assert _indicators(tmp_path, lines) == FOUND
    (grid,) = drawn(tmp_path, *lines).source.tables
    assert grid.rows == 1 + len(ROWS)


def _told(sign: str, *heads: str) -> list[tuple[str, str]]:
    """Return the titles of a report's measures in tables, each with the kinds of its blocks."""
    rows = (
        ("川の清掃", "環境課", "年４回行う", "４回行い212人が参加した", "参加者が減っている", "高校生に呼びかける"),
        ("並木の手入れ", "公園課", "桜60本の診断", "58本を診断した", "", "古い木から植え替える"),
        ("花壇づくり", "公園課", "苗を配る", "苗を900本配った", "水やりの人手が足りない", "学校と組む"),
    )
    tables = "\n\n".join(
        "\n".join([name, sign.join(heads), *(sign.join(row) for row in part)])
        for name, part in (("分野１　水とみどり", rows[:2]), ("分野２　まちの花", rows[2:]))
    )
    report = read(
        f"第３次帆波町環境プラン　令和６年度取組状況\n\n１　分野別の取組\n\n{tables}\n\n２　意見\n・冬も続けてほしい。\n"
    )
    assert [d.title for d in report.directions] == ["水とみどり", "まちの花"]
    return [(m.title, "".join(b.kind.value[0] for b in m.blocks)) for m in report.measures()]


@pytest.mark.parametrize(
    ("plan", "done", "ahead"),
    [
        ("６年度計画", "６年度実績", "７年度計画"),
        ("６年度（計画）", "６年度（実績）", "７年度（予定）"),
        ("計画（2024）", "実績（2024）", "計画（2025）"),
        ("2024計画", "2024実績", "2025計画"),
        ("６年度に計画したこと", "６年度に行ったこと", "７年度に行うこと"),
        ("予定していた取組", "取組の結果", "次年度の取組"),
    ],
)
def test_heads_of_measures_that_name_their_year(plan: str, done: str, ahead: str) -> None:
    told = [("川の清掃", "tpio"), ("並木の手入れ", "tpo"), ("花壇づくり", "tpio")]
    assert _told("\t", "取組名", "担当", plan, done, "課題", ahead) == told


@pytest.mark.parametrize("sign", ["\t", "　　", "   ", "｜", "／", " / "])
def test_one_sign_parts_all_cells(sign: str) -> None:
    told = [("川の清掃", "tpio"), ("並木の手入れ", "tpo"), ("花壇づくり", "tpio")]
    assert _told(sign, "取組名", "担当", "計画", "実績", "課題", "今後の予定") == told


def test_a_planned_value_is_no_result(tmp_path: Path) -> None:
    (found,) = drawn(
        tmp_path, "|指標|R5(実績)|R6(実績)|R7(計画)|", "|---|---|---|---|", "|相談件数（件）|12|15|20|"
    ).indicators
    assert (found.actual, found.target) == (15, 20)


def test_a_long_line_of_letters_set_wide_is_read_at_once() -> None:
    raw = f"指標{'　　目' * 20_000}\n道の長さ　　1　　2　　3\n"
    assert list(below_heads.find(raw, [])) == []

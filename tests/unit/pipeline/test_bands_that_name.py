"""Sheets whose first row, a band across them, names the measure: ① 街路樹 over 担当課, 実績 and 課題, sections in lines above."""

from __future__ import annotations

import pytest

from .drawn_sheets import BREAK, I, O, P, Table, read, told
from .test_sheets_below_lines import tree

TREE = [
    (1, "森を育てる", [("木を守る", ["間伐の補助", "苗木の配布"]), ("木を使う", ["木の遊具"])]),
    (2, "川を清める", [("水を守る", ["川の掃除", "魚道の手入れ"])]),
]
OFFICES = {"間伐の補助": "林務課", "苗木の配布": "林務課、公園課", "木の遊具": "保育課", "川の掃除": "河川課"}


def sheet(band: str, title: str, *, office: bool = True) -> Table:
    rows: Table = [[(band, 1, 2)]]
    if office:
        rows.append(["所管課", OFFICES.get(title, "水産課")])
    rows += [["令和６年度の\n取組実績", f"{title}に取り組んだ。"], ["検証（課題）", "人手が足りない。"]]
    return [*rows, ["令和７年度の\n展開", "続けて行う。"]]


def sheets(goal: str, part: str, band: str, *, office: bool = True, broken: bool = False) -> list[str | Table]:
    parts: list[str | Table] = []
    for no, of_goal, sections in TREE:
        parts.append(goal.format(no=no, goal=of_goal))
        for at, (section, titles) in enumerate(sections, start=1):
            parts.append(part.format(no=no, at=at, part=section))
            for n, title in enumerate(titles, start=1):
                whole = sheet(band.format(no=no, at=at, n=n, circled=" ①②"[n], title=title), title, office=office)
                parts += [whole[:3], BREAK, whole[3:]] if broken and n == 2 else [whole]
    return parts


@pytest.mark.parametrize(
    "band",
    [
        "{circled}　{title}",
        "{title}",
        "{no}-{at}-{n}　{title}",
        "【{title}】",
        "取組{n}　{title}",
        "（{n}）{title}",
        "■{title}",
    ],
)
@pytest.mark.parametrize(
    ("goal", "part"), [("基本目標{no}　{goal}", "（{at}）{part}"), ("{no}　{goal}", "{no}-{at}　{part}")]
)
@pytest.mark.parametrize("office", [True, False])
def test_a_band_names_the_measure_and_lines_above_what_it_belongs_to(
    band: str, goal: str, part: str, *, office: bool
) -> None:
    source, report = read(*sheets(goal, part, band, office=office))
    assert tree(report) == TREE
    for measure in report.measures():
        assert told(source, measure) == [
            (P, f"{measure.title}に取り組んだ。"),
            (I, "人手が足りない。"),
            (O, "続けて行う。"),
        ]
        offices = tuple(OFFICES.get(measure.title, "水産課").split("、"))
        assert measure.departments == (offices if office else ())


def test_the_end_of_a_page_cuts_a_sheet() -> None:
    _, report = read(*sheets("基本目標{no}　{goal}", "（{at}）{part}", "{circled}　{title}", broken=True))
    assert tree(report) == TREE
    assert [len(measure.blocks) for measure in report.measures()] == [3] * 5


@pytest.mark.parametrize("office", ["{}", "担当：{}", "（{}）"])
@pytest.mark.parametrize("band", ["{circled}　{title}", "{title}", "■{title}"])
def test_the_office_may_stand_at_the_right_of_the_band(band: str, office: str) -> None:
    parts = sheets("基本目標{no}　{goal}", "（{at}）{part}", band, office=False)
    for part in parts:
        if isinstance(part, list):
            (words, *_), *_ = part[0]
            title = next(title for _, _, sections in TREE for _, all_ in sections for title in all_ if title in words)
            part[0] = [words, office.format(OFFICES.get(title, "水産課"))]
    _, report = read(*parts)
    assert tree(report) == TREE
    for measure in report.measures():
        assert measure.departments == tuple(OFFICES.get(measure.title, "水産課").split("、"))


@pytest.mark.parametrize("office", ["　所管：{}", "　{}", "（{}）", "　【担当課：{}】", "　担当　{}"])
@pytest.mark.parametrize("band", ["{circled}{title}", "{title}", "{no}-{at}-{n}　{title}", "取組{n}　{title}"])
@pytest.mark.parametrize("broken", [True, False])
def test_the_office_may_stand_behind_the_title(band: str, office: str, *, broken: bool) -> None:
    parts = sheets("基本目標{no}　{goal}", "（{at}）{part}", band, office=False, broken=broken)
    for part in parts:
        if isinstance(part, list) and isinstance(part[0][0], tuple):
            words = part[0][0][0]
            title = next(title for _, _, sections in TREE for _, all_ in sections for title in all_ if title in words)
            part[0] = [(words + office.format(OFFICES.get(title, "水産課")), 1, 2)]
    _, report = read(*parts)
    assert tree(report) == TREE
    for measure in report.measures():
        assert measure.departments == tuple(OFFICES.get(measure.title, "水産課").split("、"))


def test_lines_above_bands_with_offices_are_directions() -> None:
    parts: list[str | Table] = []
    for no, titles_ in (("Ⅰ", ["間伐の補助", "苗木の配布"]), ("Ⅱ", ["川の掃除"])):
        parts.append(f"{no}　{titles_[0]}に取り組む")
        parts += [sheet(f"①{title}　所管：{OFFICES[title]}", title, office=False) for title in titles_]
    _, report = read(*parts)
    assert [(d.no, [m.title for s in d.sections for m in s.measures]) for d in report.directions] == [
        (1, ["間伐の補助", "苗木の配布"]),
        (2, ["川の掃除"]),
    ]


def titles(*parts: str | Table) -> list[str]:
    _, report = read(*parts)
    return [measure.title for measure in report.measures()]


@pytest.mark.parametrize("band", ["令和６年度の取組状況", "評価シート"])
def test_a_band_that_all_sheets_share_names_none(band: str) -> None:
    assert titles("（１）間伐の補助", sheet(band, "間伐の補助"), "（２）木の遊具", sheet(band, "木の遊具")) == [
        "間伐の補助",
        "木の遊具",
    ]


@pytest.mark.parametrize("bands", [("林務課", "保育課"), ("所管：林務課", "所管：保育課")])
def test_a_band_that_names_an_office_names_no_measure(bands: tuple[str, str]) -> None:
    first, second = (
        sheet(band, title, office=False) for band, title in zip(bands, ("間伐の補助", "木の遊具"), strict=True)
    )
    assert titles("（１）間伐の補助", first, "（２）木の遊具", second) == ["間伐の補助", "木の遊具"]


@pytest.mark.parametrize("band", ["総合評価：Ａ　所管：{}", "取組の点検　{}", "個別の調書（{}）"])
def test_bands_that_differ_in_their_offices_alone_name_no_measure(band: str) -> None:
    first, second = (
        sheet(band.format(office), title, office=False)
        for office, title in (("林務課", "間伐の補助"), ("保育課", "木の遊具"))
    )
    assert titles("（１）間伐の補助", first, "（２）木の遊具", second) == ["間伐の補助", "木の遊具"]


def test_a_bureau_and_its_office_across_a_sheet_say_whose_it_is() -> None:
    first, second = (
        sheet(band, title, office=False)
        for band, title in (("産業部　林務課", "間伐の補助"), ("福祉部　保育課", "木の遊具"))
    )
    _, report = read("（１）間伐の補助", first, "（２）木の遊具", second)
    assert [m.departments for m in report.measures()] == [("産業部　林務課",), ("福祉部　保育課",)]


def test_bands_that_say_what_was_done_name_no_measure() -> None:
    first, second = (
        sheet(band, "間伐の補助", office=False) for band in ("間伐を35haで行った。", "遊具を6園に置いた。")
    )
    assert titles("（１）間伐の補助", first, "（２）木の遊具", second) == ["間伐の補助", "木の遊具"]


@pytest.mark.parametrize("office", [True, False])
def test_a_band_may_stand_alone_at_the_foot_of_a_page(*, office: bool) -> None:
    parts: list[str | Table] = []
    for part in sheets("基本目標{no}　{goal}", "（{at}）{part}", "{circled}　{title}", office=office):
        if isinstance(part, list) and "苗木の配布" in part[0][0][0]:
            parts += [part[0][0][0], BREAK, part[1:]]
        else:
            parts.append(part)
    _, report = read(*parts)
    assert tree(report) == TREE


def test_a_line_of_another_mark_at_the_foot_of_a_page_is_no_band() -> None:
    parts = sheets("基本目標{no}　{goal}", "（{at}）{part}", "{circled}　{title}", broken=True)
    at = parts.index(BREAK)
    _, report = read(*parts[:at], "※　次の面に続く", *parts[at:])
    assert [measure.title for measure in report.measures()] == [
        title for *_, parts in TREE for _, all_ in parts for title in all_
    ]


TOLD: Table = [["実績", ("3回行った。", 1, 3)], ["課題", ("人手が足りない。", 1, 3)]]
VALUES: Table = [["ＫＰＩ", "基準値", "目標値", "実績値"], ["行った数", "10件", "30件", "20件"]]


@pytest.mark.parametrize(
    ("top", "apart"),
    [
        ([[("{circled}　{title}", 1, 4)], ["所管課", "林務課", "評価", "Ａ"]], False),
        ([[("{circled}　{title}", 1, 4)], ["所管課", "林務課", "評価", "Ａ"]], True),
        ([["{circled}", ("{title}", 1, 3)], ["所管課", "林務課", "評価", "Ａ"]], False),
        ([[("{circled}　{title}", 1, 4)], ["所管課", ("林務課", 1, 3)], *VALUES], False),
        ([[("{circled}　{title}", 1, 4)], ["所管課", ("林務課", 1, 3)], *VALUES], True),
    ],
)
def test_what_stands_below_a_band_is_of_its_measure(top: Table, *, apart: bool) -> None:
    parts: list[str | Table] = ["（１）木を守る"]
    for circled, title in zip("①②", ("間伐の補助", "苗木の配布"), strict=True):
        rows: Table = [
            [(place[0].format(circled=circled, title=title), *place[1:]) if isinstance(place, tuple) else place.format(circled=circled) for place in row]
            for row in top
        ]  # fmt: skip
        parts += [rows, TOLD] if apart else [[*rows, *TOLD]]
    source, report = read(*parts)
    assert [(m.title, m.departments) for m in report.measures()] == [
        ("間伐の補助", ("林務課",)),
        ("苗木の配布", ("林務課",)),
    ]
    for measure in report.measures():
        assert told(source, measure)[-2:] == [(P, "3回行った。"), (I, "人手が足りない。")]


def one_grid(goal: str, band: str) -> Table:
    rows: Table = []
    for no, of_goal, sections in TREE:
        rows += [[(goal.format(no=no, roman=" ⅠⅡ"[no], goal=of_goal), 1, 2)]] if goal else []
        for n, title in enumerate((title for _, titles_ in sections for title in titles_), start=1):
            words = band.format(n=n, circled=" ①②③"[n], title=title, office=OFFICES.get(title, "水産課"))
            rows += sheet(words, title, office=False)
    return rows


@pytest.mark.parametrize("goal", ["基本目標{no}　{goal}", "{roman}　{goal}", "【柱{no}】{goal}"])
@pytest.mark.parametrize(
    "band", ["{circled}{title}　所管：{office}", "（{n}）{title}（{office}）", "{title}　{office}"]
)
def test_sheets_in_one_grid_are_parted_at_their_bands(goal: str, band: str) -> None:
    source, report = read(one_grid(goal, band))
    assert [(d.no, d.title, [m.title for s in d.sections for m in s.measures]) for d in report.directions] == [
        (no, of_goal, [title for _, titles_ in sections for title in titles_]) for no, of_goal, sections in TREE
    ]
    for measure in report.measures():
        assert measure.departments == tuple(OFFICES.get(measure.title, "水産課").split("、"))
        assert told(source, measure)[1:] == [(I, "人手が足りない。"), (O, "続けて行う。")]


@pytest.mark.parametrize(
    "rows",
    [
        [["取組名", "花壇"], [("令和5年度", 1, 2)], ["実績", "5鉢。"], [("令和6年度", 1, 2)], ["実績", "6鉢植えた。"]],
        [["取組名", "花壇"], [("１　実施", 1, 2)], ["実績", "6鉢植えた。"], [("２　点検", 1, 2)], ["課題", "遅い。"]],
        [["取組名", "花壇"], ["実績", "6鉢植えた。"], [("※　速報", 1, 2)], ["課題", "遅い。"], ["実績", "３回。"]],
    ],
)
def test_rows_across_one_sheet_part_nothing(rows: Table) -> None:
    assert titles(rows) == ["花壇"]


@pytest.mark.parametrize("office", [True, False])
@pytest.mark.parametrize("below", ["", "市の森を次の世代に渡す。"])
def test_a_band_called_as_a_level_names_what_its_labels_tell(below: str, *, office: bool) -> None:
    parts: list[str | Table] = []
    for no, of_goal, sections in TREE:
        parts += [f"基本目標{no}　{of_goal}", *filter(None, [below])]
        for title in (title for _, titles_ in sections for title in titles_):
            parts.append(sheet(f"施策{len(parts)}　{title}", title, office=office))
    source, report = read(*parts)
    assert [(d.no, [m.title for s in d.sections for m in s.measures]) for d in report.directions] == [
        (no, [title for _, titles_ in sections for title in titles_]) for no, _, sections in TREE
    ]
    assert [len(told(source, measure)) for measure in report.measures()] == [3] * 5

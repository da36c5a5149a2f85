"""What sheets belong to: lines above them, rows across them, fields of their own."""

from __future__ import annotations

import pytest

from pipeline.model import Report

from .drawn_sheets import BREAK, Table, read, told

TREE = [
    (1, "森を育てる", [("木を守る", ["間伐の補助", "苗木の配布"]), ("木を使う", ["木の遊具"])]),
    (2, "川を清める", [("水を守る", ["川の掃除"])]),
]
ABOVE = {title: (no, goal, part) for no, goal, parts in TREE for part, titles in parts for title in titles}


def tree(report: Report) -> list[tuple[int | None, str | None, list[tuple[str | None, list[str]]]]]:
    return [
        (d.no, d.title, [(s.title, [m.title for m in s.measures]) for s in d.sections if s.measures])
        for d in report.directions
    ]


def sheet(*fields: tuple[str, str]) -> Table:
    rows: Table = [[label, (words, 1, 3)] for label, words in fields]
    return [*rows, ["担当課", "林務課", "評価", "Ａ"], ["実績", ("３回開いた。", 1, 3)], ["課題", ("道が遠い。", 1, 3)]]


def sheets(heading: str, *labels: str, number: str = "") -> list[str | Table]:
    parts: list[str | Table] = []
    last = None
    for n, (title, (no, goal, part)) in enumerate(ABOVE.items(), start=1):
        if goal != last and heading:
            parts.append(heading.format(no=no, roman=" ⅠⅡ"[no], goal=goal))
        last = goal
        parts += [number.format(n)] if number else []
        words = {"goal": f"{no}　{goal}", "part": part, "title": title}
        parts.append(sheet(*((label.partition("=")[2], words[label.partition("=")[0]]) for label in labels)))
    return parts


@pytest.mark.parametrize(
    ("heading", "labels"),
    [
        ("基本方針{no}　{goal}", ("part=施策", "title=事業名")),
        ("基本目標{no}　{goal}", ("part=基本施策", "title=施策名")),
        ("【政策{no}】{goal}", ("title=事業名", "part=施策の方向性")),
        ("{roman}　{goal}", ("part=施策", "title=事務事業名")),
        ("{roman}　{goal}", ("part=基本施策", "title=取組名")),
        ("基本目標{no}　{goal}", ("goal=基本目標", "part=基本施策", "title=施策名")),
        ("", ("goal=政策", "part=施策", "title=事業名")),
        ("", ("goal=基本目標", "part=施策", "title=事業")),
        ("", ("title=事業名", "goal=基本方針", "part=基本施策")),
    ],
)
def test_lines_and_fields_name_what_sheets_belong_to(heading: str, labels: tuple[str, ...]) -> None:
    _, report = read(*sheets(heading, *labels))
    found = tree(report)
    assert [(goal, parts) for _, goal, parts in found] == [(goal, parts) for _, goal, parts in TREE]


def test_a_field_that_goes_on_below_the_next_heading_stands_above_it() -> None:
    _, report = read(
        "Ⅰ　山の章", sheet(("施策", "木を守る"), ("事業名", "間伐の補助")), sheet(("施策", "木を使う"), ("事業名", "木の遊具")),
        "Ⅱ　里の章", sheet(("施策", "木を使う"), ("事業名", "木の食器")),
    )  # fmt: skip
    assert [(goal, parts) for _, goal, parts in tree(report)] == [
        ("山の章", []),
        ("木を守る", [(None, ["間伐の補助"])]),
        ("木を使う", [(None, ["木の遊具"])]),
        ("里の章", []),
        ("木を使う", [(None, ["木の食器"])]),
    ]


def test_a_heading_at_the_foot_of_a_page_stands_above_the_number_of_the_next_sheet() -> None:
    parts = sheets("基本目標{no}　{goal}", "part=基本施策", "title=施策名", number="■個票{}")
    at = parts.index("■個票4")
    _, report = read(*parts[:at], BREAK, *parts[at:])
    assert [(goal, parts) for _, goal, parts in tree(report)] == [(goal, parts) for _, goal, parts in TREE]


def test_rows_across_a_sheet_are_headings_above_it() -> None:
    tables: list[str | Table] = []
    for title, (no, goal, part) in ABOVE.items():
        at = [name for name, _ in TREE[no - 1][2]].index(part) + 1
        bands: Table = [[(f"基本目標{no}　{goal}", 1, 4)], [(f"基本施策{no}-{at}　{part}", 1, 4)]]
        tables.append([*bands, *sheet(("具体的施策", title))])
    _, report = read(*tables)
    assert tree(report) == TREE
    # The end of a page cuts a sheet below its title.
    last = tables[-1]
    assert isinstance(last, list)
    _, report = read(
        *tables[:-1],
        [[(c[0], 1, 2)] if isinstance(c := row[0], tuple) else [c, title] for row in last[:3]],
        BREAK,
        last[3:],
    )
    assert tree(report) == TREE


def test_projects_in_a_list_do_not_name_the_sheet() -> None:
    _, report = read(
        sheet(("施策", "木を守る"), ("主な事業", "間伐、植樹")), sheet(("施策", "木を使う"), ("主な事業", "遊具、食器"))
    )
    assert [m.title for m in report.measures()] == ["木を守る", "木を使う"]


def chaptered(chapter: str, *lines: str, behind: str = "") -> Report:
    """Return a report whose sheets stand in one chapter, below some lines, two below each."""
    parts: list[str | Table] = [
        "１　点検の趣旨",
        "市は毎年点検を行っています。",
        "２　評価の方法",
        "担当する課が評価しました。",
        chapter,
    ]
    for n, line in enumerate(lines):
        parts += [line, sheet(("施策名", f"橋の点検{n}")), sheet(("施策名", f"道の手入れ{n}"))]
    _, report = read(*parts, *([behind, "よく取り組まれている。"] if behind else []))
    return report


@pytest.mark.parametrize(
    ("chapter", "word", "count"),
    [
        ("３　点検・評価シート", "基本方針", 2),
        ("３　点検・評価シート", "目標", 2),
        ("３　施策評価個票", "柱", 2),
        ("３　点検・評価シート", "基本方針", 1),
        ("３　施策別の取組と評価", "基本目標", 2),
        ("Ⅲ　事業評価調書", "施策の柱", 2),
        ("第３章　評価の結果", "柱", 2),
    ],
)
def test_the_only_part_with_sheets_stands_above_the_directions(chapter: str, word: str, count: int) -> None:
    report = chaptered(chapter, *(f"{word}{n}　町を守る{n}" for n in range(1, count + 1)))
    assert [(d.no, d.title) for d in report.directions] == [(n, f"町を守る{n}") for n in range(1, count + 1)]


@pytest.mark.parametrize(
    ("chapter", "word"),
    [
        ("基本目標３　暮らしを守る", "基本方針"),
        ("方針３　暮らしを守る", "施策"),
        ("政策３　暮らしを守る", "施策"),
        ("３　学校教育の充実", "施策"),
        ("３　学校教育の充実", "政策"),
        ("Ⅲ　評価を生かす町", "施策"),
    ],
)
def test_a_direction_over_numbered_measures_stays_one(chapter: str, word: str) -> None:
    report = chaptered(chapter, f"{word}1　橋を守る", f"{word}2　道を守る")
    (direction,) = report.directions
    assert (direction.title, [s.title for s in direction.sections]) == (
        chapter.split("　")[1],
        ["橋を守る", "道を守る"],
    )


def deep(chapter: str, direction: str) -> Report:
    """Return a report whose sheets stand below numbered titles in one chapter, of two directions with two sections each."""
    first = "Ⅰ" if chapter.startswith("Ⅱ") else "１"
    parts: list[str | Table] = [f"{first}　点検の趣旨", "市は毎年点検を行っています。", *([chapter] if chapter else [])]
    for n in (1, 2):
        parts.append(direction.format(n) + f"町を守る{n}")
        for k in (1, 2):
            parts += [f"{n}-{k}　道を守る{n}{k}", f"①　橋の点検{n}{k}", sheet()]
            parts += [f"②　道の手入れ{n}{k}", sheet()]
    _, report = read(*parts)
    return report


@pytest.mark.parametrize(
    ("chapter", "direction"),
    [
        ("２　個別事業の実施状況", "基本目標{}　"),
        ("２　施策の展開", "基本方針{}　"),
        ("Ⅱ　重点事業の進捗状況", "施策の柱{}　"),
        ("第２章　事業別の成果と課題", "基本目標{}　"),
        ("２．主要事業一覧", "（{}）"),
        ("２　各施策の点検結果", "（{}）"),
        ("", "基本目標{}　"),
    ],
)
def test_the_only_part_with_sheets_stands_above_directions_with_sections(chapter: str, direction: str) -> None:
    report = deep(chapter, direction)
    assert [(d.no, d.title, [s.title for s in d.sections if s.measures]) for d in report.directions] == [
        (n, f"町を守る{n}", [f"道を守る{n}1", f"道を守る{n}2"]) for n in (1, 2)
    ]
    assert [m.title for m in report.measures()][:3] == ["橋の点検11", "道の手入れ11", "橋の点検12"]


@pytest.mark.parametrize("chapter", ["基本目標２　暮らしを守る", "２　学校教育の充実"])
def test_a_direction_over_two_levels_stays_one(chapter: str) -> None:
    (direction,) = deep(chapter, "（{}）").directions
    assert (direction.no, direction.title) == (2, chapter.split("　")[1])


@pytest.mark.parametrize("behind", ["４　学識経験者の意見", "４　これからの進め方", "Ⅳ　学識経験者からの意見"])
def test_what_counts_on_behind_the_last_sheet_is_none_of_it(behind: str) -> None:
    report = chaptered("３　点検・評価シート", "基本方針1　橋を守る", "基本方針2　道を守る", behind=behind)
    *_, last = report.measures()
    assert [block.kind.value for block in last.blocks] == ["other", "progress", "issues"]


def test_what_each_sheet_counts_is_its_own() -> None:
    parts: list[str | Table] = []
    for n in (1, 2):
        parts += ["１　取組の内容", sheet(("施策名", f"橋の点検{n}")), "２　学識経験者の意見", "よく取り組まれている。"]
    _, report = read(*parts)
    assert all(len(m.blocks) > 3 for m in report.measures())


def counted(label: str, numbers: list[str], name: str = "{title}", office: str = "担当課：林務課") -> list[str | Table]:
    """Return a table below each heading of a section, with rows of the measures there: counted, and what is told of each."""
    parts: list[str | Table] = []
    left = iter(numbers)
    for no, goal, sections in TREE:
        parts.append(f"基本目標{no}　{goal}")
        for n, (section, titles) in enumerate(sections, start=1):
            table: Table = []
            for title in titles:
                table.append([f"{label}{next(left)}", name.format(title=title), office])
                table += [[word, (words, 1, 2)] for word, words in (("実績", "３回開いた。"), ("課題", "道が遠い。"))]
            parts += [f"施策{no}－{n}　{section}", table]
    return parts


@pytest.mark.parametrize(
    ("label", "numbers"),
    [
        ("事業", ["１", "２", "３", "４"]),
        ("取組", ["1-1-1", "1-1-2", "1-2-1", "2-1-1"]),
        ("重点事業", ["①", "②", "③", "④"]),
    ],
)
@pytest.mark.parametrize(
    ("office", "departments"),
    [
        ("担当課：林務課", ("林務課",)),
        ("担当課：林務課\n　　　　水道局", ("林務課", "水道局")),
        ("所管課：林務課、水道局", ("林務課", "水道局")),
        ("（林務課）", ("林務課",)),
        ("（郷土資料館）", ("郷土資料館",)),
        ("林務課\n水道局", ("林務課", "水道局")),
        ("図書館", ("図書館",)),
    ],
)
def test_measures_counted_in_one_table(
    label: str, numbers: list[str], office: str, departments: tuple[str, ...]
) -> None:
    source, report = read(*counted(label, numbers, office=office))
    assert tree(report) == [
        (no, goal, [(section, list(titles)) for section, titles in parts]) for no, goal, parts in TREE
    ]
    for measure in report.measures():
        assert measure.departments == departments
        assert [words for _, words in told(source, measure)] == ["３回開いた。", "道が遠い。"]


@pytest.mark.parametrize(
    "rows",
    [
        [["事業１", "苗の購入", "120千円"], ["事業２", "看板", "34千円"], ["事業３", "講習会", "8千円"]],
        [["取組１", ("苗を配った。", 1, 2)], ["成果", ("310本である。", 1, 2)], ["取組２", ("看板を直した。", 1, 2)]],
        [
            ["事業１", ("苗の配布", 1, 2)],
            ["実績", ("310本", 1, 2)],
            ["事業２", ("看板", 1, 2)],
            ["実績", ("4枚", 1, 2)],
        ],
    ],
)
def test_what_a_sheet_counts_within_it_is_no_measure(rows: Table) -> None:
    sheets = [
        [["施策名", (title, 1, 2)], ["担当課", ("林務課", 1, 2)], ["実績", ("３回開いた。", 1, 2)], *rows]
        for title in ("間伐の補助", "苗木の配布", "川の掃除")
    ]
    _, report = read(*sheets)
    assert [m.title for m in report.measures()] == ["間伐の補助", "苗木の配布", "川の掃除"]


@pytest.mark.parametrize("title", ["新しい図書館", "駅前の交番", "福祉センター"])
def test_a_name_behind_its_number_is_no_office(title: str) -> None:
    sheets: list[Table] = [
        [["施策", f"{n}-1", name], ["担当課", ("林務課", 1, 2)], ["実績", ("３回開いた。", 1, 2)]]
        for n, name in enumerate(("間伐の補助", title, "川の掃除"), start=1)
    ]
    _, report = read(*sheets)
    assert [(m.title, m.departments) for m in report.measures()][1] == (title, ("林務課",))

"""Tables in which several rows tell of each measure: its name and office, and below them labels beside their words."""

from __future__ import annotations

import pytest

from .drawn_sheets import BREAK, I, N, O, P, Table, read, told

HEAD: Table = [["番号", ("事業名", 1, 2), "担当課"]]


def measure(no: str, title: str, office: str, *rows: tuple[str, str]) -> Table:
    """Return the rows of a measure: below its name each label and its words."""
    return [[(no, 1 + len(rows), 1), (title, 1, 2), office], *([label, (words, 1, 2)] for label, words in rows)]


PLANTED = measure("1-1", "苗の配布", "緑政課", ("実績", "310本を配った。"), ("課題", "水やりの人手が足りない。"))
DUG = measure("1-2", "池の掃除", "公園課、河川課", ("実績", "泥を4トン上げた。"))


@pytest.mark.parametrize("bands", [True, False], ids=["bands", "plain"])
def test_rows_below_a_name_tell_of_it(*, bands: bool) -> None:
    band: Table = [[("基本方針1　緑をふやす", 1, 4)]] if bands else []
    source, report = read([*HEAD, *band, *PLANTED, *DUG])
    first, second = report.measures()
    assert [(m.title, m.departments) for m in (first, second)] == [
        ("苗の配布", ("緑政課",)),
        ("池の掃除", ("公園課", "河川課")),
    ]
    assert told(source, first) == [(P, "310本を配った。"), (I, "水やりの人手が足りない。")]
    assert told(source, second) == [(P, "泥を4トン上げた。")]
    assert [d.title for d in report.directions if d.title] == (["緑をふやす"] if bands else [])


def test_the_labels_may_stand_in_the_column_of_numbers_or_of_names() -> None:
    numbered: Table = [
        ["番号", "事業名", "担当課"],
        ["1", "苗の配布", "緑政課"],
        ["実績", ("310本を配った。", 1, 2)],
        ["今後の予定", ("2か所を加える。", 1, 2)],
        ["2", "池の掃除", "公園課"],
        ["実績", ("泥を4トン上げた。", 1, 2)],
        ["今後の予定", ("秋にも行う。", 1, 2)],
    ]
    named: Table = [
        [("取組名", 1, 2), "所管課"],
        [("苗の配布", 1, 2), "緑政課"],
        ["実績", ("310本を配った。", 1, 2)],
        ["今後の予定", ("2か所を加える。", 1, 2)],
        [("池の掃除", 1, 2), "公園課"],
        ["実績", ("泥を4トン上げた。", 1, 2)],
        ["今後の予定", ("秋にも行う。", 1, 2)],
    ]
    for table in (numbered, named):
        source, report = read(table)
        first, second = report.measures()
        assert [(m.title, m.departments) for m in (first, second)] == [
            ("苗の配布", ("緑政課",)),
            ("池の掃除", ("公園課",)),
        ]
        assert told(source, first) == [(P, "310本を配った。"), (O, "2か所を加える。")]
        assert told(source, second) == [(P, "泥を4トン上げた。"), (O, "秋にも行う。")]


def test_two_labels_may_stand_beside_each_other_each_before_its_words() -> None:
    def sheet(title: str, office: str, done: str, wanting: str) -> Table:
        return [[(title, 1, 3), office], ["成果", done, "課題", wanting]]

    table = [
        [("事業名", 1, 3), "担当課"],
        *sheet("苗の配布", "緑政課", "310本を配った。", "水が足りない。"),
        *sheet("池の掃除", "公園課", "泥を4トン上げた。", "人手が足りない。"),
    ]
    source, report = read(table)
    first, second = report.measures()
    assert (first.title, told(source, first)) == ("苗の配布", [(P, "310本を配った。"), (I, "水が足りない。")])
    assert (second.title, second.departments) == ("池の掃除", ("公園課",))


def test_what_a_page_leaves_blank_of_a_number_stands_before_the_labels() -> None:
    table: Table = [
        *HEAD,
        ["1-1", ("苗の配布", 1, 2), "緑政課"],
        ["", "実績", ("310本を配った。", 1, 2)],
        ["", "課題", ("水やりの人手が足りない。", 1, 2)],
        *DUG,
    ]
    source, report = read(table)
    first, _ = report.measures()
    assert told(source, first) == [(P, "310本を配った。"), (I, "水やりの人手が足りない。")]


def test_a_last_row_that_tells_of_all_is_none_of_these() -> None:
    table: Table = [
        ["事業名", "担当課", "令和6年度の取組"],
        ["苗の配布", "緑政課", "310本を配った。"],
        ["池の掃除", "公園課", "泥を4トン上げた。"],
        ["課題", ("人手が足りない。", 1, 2)],
    ]
    source, report = read(table)
    first = next(iter(report.measures()))
    assert first.title == "苗の配布"
    assert told(source, first) == [(P, "310本を配った。")]


def test_names_of_which_no_row_tells_are_no_measures() -> None:
    _, report = read([*HEAD, ["1-1", ("苗の配布", 1, 2), "緑政課"], ["1-2", ("池の掃除", 1, 2), "公園課"]])
    assert not list(report.measures())


def test_a_row_that_says_what_grades_mean_names_no_direction() -> None:
    table: Table = [
        ["事業名", "担当課", "実績", "評価"],
        [("基本方針1　緑をふやす", 1, 4)],
        ["苗の配布", "緑政課", "310本を配った。", "Ａ"],
        ["池の掃除", "公園課", "泥を4トン上げた。", "Ｂ"],
        [("評価　Ａ：順調　Ｂ：おおむね順調　Ｃ：遅れている", 1, 4)],
    ]
    source, report = read(table)
    assert [d.title for d in report.directions if d.title] == ["緑をふやす"]
    _, second = report.measures()
    assert told(source, second) == [(P, "泥を4トン上げた。"), (N, "Ｂ")]


@pytest.mark.parametrize("head", ["圏域計画の柱", "総合計画の基本目標"])
def test_what_a_sheet_calls_by_its_plan_names_its_direction(head: str) -> None:
    def sheet(direction: str, section: str, title: str) -> Table:
        return [
            [head, direction, "施策", section],
            ["事業名", title, "担当課", "緑政課"],
            ["実績", ("310本を配った。", 1, 3)],
            ["課題", ("水が足りない。", 1, 3)],
        ]

    _, report = read(
        sheet("柱1　緑をふやす", "街路樹", "苗の配布"), BREAK, sheet("柱2　水をまもる", "ため池", "池の掃除")
    )
    assert [(d.no, d.title) for d in report.directions if d.title] == [(1, "緑をふやす"), (2, "水をまもる")]
    assert [s.title for d in report.directions for s in d.sections] == ["街路樹", "ため池"]


_OF = ("緑政課、公園課", "公園課")
_TOLD = (
    ("310本の苗を秋に配った。", "2か所を加えることとする。"),
    ("泥を4トン上げて乾かした。", "秋にも行うこととする。"),
)


def _in_rows(labels: tuple[str, ...], rows: int, *, names: bool) -> Table:
    """Return a table whose rows tell of each measure beside its name or below it, one of them whose it is."""
    table: Table = [["番号", "事業名", "区分", "内容"] if names else ["番号", ("事業名", 1, 2)]]
    for no, (name, office, words) in enumerate(zip(("苗の配布", "池の掃除"), _OF, _TOLD, strict=True), start=1):
        said = dict(zip(("実績", "今後の予定"), words, strict=True))
        pairs = [(label, said.get(label, office)) for label in labels]
        if names:
            first, *others = pairs
            table += [[(str(no), rows, 1), (name, rows, 1), *first], *map(list, others)]
        else:
            table += [[str(no), (name, 1, 2)], *([label, (told_of, 1, 2)] for label, told_of in pairs)]
    return table


@pytest.mark.parametrize("names", [True, False], ids=["beside", "below"])
@pytest.mark.parametrize(
    "labels",
    [
        ("主管課", "実績", "今後の予定"),
        ("担当部署", "実績", "今後の予定"),
        ("実績", "今後の予定", "所管"),
        ("実績", "担当課", "今後の予定"),
        ("どこが担当しましたか？", "実績", "今後の予定"),
    ],
)
def test_one_of_the_rows_says_whose_it_is(labels: tuple[str, ...], *, names: bool) -> None:
    source, report = read(_in_rows(labels, 3, names=names))
    measures = list(report.measures())
    assert [(m.title, m.departments) for m in measures] == [
        ("苗の配布", ("緑政課", "公園課")),
        ("池の掃除", ("公園課",)),
    ]
    assert [told(source, m) for m in measures] == [list(zip((P, O), words, strict=True)) for words in _TOLD]


def test_a_row_that_names_no_office_says_nothing_of_one() -> None:
    source, report = read(_in_rows(("備考", "実績", "今後の予定"), 3, names=True))
    measures = list(report.measures())
    assert [m.departments for m in measures] == [(), ()]
    assert told(source, measures[0])[0] == (N, "緑政課、公園課")

"""The column that names the measures of a table, whatever its head is called, and columns that name something else."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.model import BlockKind, Dataset, Report
from pipeline.run import Settings, run_one
from pipeline.tabular import Role, Sheet

from .drawn_pdf import LEFT, pdf
from .drawn_sheets import document, read
from .drawn_tables import ruled

_TITLE = "松葉町観光振興計画の進捗状況（令和６年度）"
_BODY = [
    ["1", "案内板の更新", "商工課", "５か所を取り替えた。", "残る３か所を更新する。"],
    ["2", "自転車の貸出し", "都市課、商工課", "７月から20台で試行した。", "台数を増やす。"],
    ["3", "宿の研修会", "商工課", "２回、38人が受講した。", "オンラインでも開く。"],
]
_MORE = [
    ["4", "空き店舗の活用", "商工課", "２件に補助金を交付した。", "募集を早める。"],
    ["5", "特産品の商談会", "農林課", "県外の12社を招いた。", "会場を広げる。"],
]
_LEVELS = [
    ("訪れる人を迎える", "案内板の更新", ("商工課",)),
    ("訪れる人を迎える", "自転車の貸出し", ("都市課", "商工課")),
    ("訪れる人を迎える", "宿の研修会", ("商工課",)),
    ("産業を育てる", "空き店舗の活用", ("商工課",)),
    ("産業を育てる", "特産品の商談会", ("農林課",)),
]


def _heads(name: str) -> list[str]:
    return ["番号", name, "実施主体", "令和６年度の実績", "令和７年度の予定"]


def _found(report: Report) -> list[tuple[str | None, str, tuple[str, ...]]]:
    return [(d.title, m.title, m.departments) for d in report.directions for s in d.sections for m in s.measures]


def _run(path: Path) -> Dataset:
    found = run_one(path, path.name, Settings()).dataset
    assert found is not None
    return found


def _blanks(row: list[str]) -> str:
    return "".join(words + "　" * (w - len(words)) for words, w in zip(row, (4, 10, 10, 18, 12), strict=True)).rstrip()


@pytest.mark.parametrize("mark", ["\t", "｜", "|", ""])
@pytest.mark.parametrize(
    "name", ["措置の名称", "措置", "対策名", "アクション", "対策事業等", "取り組む事項", "メニュー", "テーマ", "内容"]
)
def test_a_table_below_each_direction(tmp_path: Path, name: str, mark: str) -> None:
    wide = str.maketrans("12345", "１２３４５")
    lines = [_TITLE, "", "松葉町商工課", ""]
    for direction, body in (("方針１　訪れる人を迎える", _BODY), ("方針２　産業を育てる", _MORE)):
        rows = [_heads(name), *([row[0].translate(wide), *row[1:]] if not mark else row for row in body)]
        lines += [direction, "", *(mark.join(row) if mark else _blanks(row) for row in rows), ""]
    path = tmp_path / "x.txt"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    report = _run(path).report
    assert _found(report) == _LEVELS
    for measure in report.measures():
        assert [block.kind for block in measure.blocks] == [BlockKind.PROGRESS, BlockKind.OUTLOOK]


@pytest.mark.parametrize("name", ["措置の名称", "テーマ", "具体的な手立て", "町の約束", "取り組むこと"])
def test_so_it_is_on_a_page(tmp_path: Path, name: str) -> None:
    words, rules = ruled([_heads(name), *_BODY], (LEFT, 104, 196, 288, 450, 590))
    path = tmp_path / "x.pdf"
    path.write_bytes(pdf([(LEFT, 30, _TITLE), (LEFT, 60, "方針１　訪れる人を迎える"), *words], extra=rules))
    assert [(title, offices) for _, title, offices in _found(_run(path).report)] == [
        (title, offices) for _, title, offices in _LEVELS[:3]
    ]


def test_a_number_need_not_stand_before_what_is_called_a_name() -> None:
    body = [row[1:] for row in _BODY]
    _, report = read([_heads("措置の名称")[1:], *body])
    assert [m.title for m in report.measures()] == [row[0] for row in body]
    _, report = read([_heads("内訳")[1:], *body])
    assert not list(report.measures())


@pytest.mark.parametrize(
    "table",
    [
        [["番号", "会場名", "担当課", "実績"], ["1", "港会館", "商工課", "25人が来た。"]],
        [["番号", "団体名", "実績", "今後の予定"], ["1", "観光協会", "案内所を開いた。", "続ける。"]],
        [["番号", "委員の意見", "対応状況", "担当課"], ["1", "案内板の字の大きさ", "改めた。", "商工課"]],
        [["番号", "実施場所", "担当課", "実績"], ["1", "港会館の前庭", "商工課", "市を開いた。"]],
        [["番号", "講師", "担当課", "実績"], ["1", "山川の会", "商工課", "話を聞いた。"]],
        [["番号", "課題", "対応の実績", "担当課"], ["1", "字の大きさ", "改めた。", "商工課"]],
        [["番号", "開催日", "実績", "今後の予定"], ["1", "６月３日", "市を開いた。", "続ける。"]],
        [["番号", "内容", "担当課", "実績"], ["1", "案内板を新しくした。", "商工課", "５か所"]],
    ],
)
def test_what_names_something_else_names_no_measures(table: list[list[str]]) -> None:
    _, report = read(table)
    assert not list(report.measures())


def test_what_is_said_of_several_rows_names_none() -> None:
    rows = [["1", "窓口", "商工課", "25人が来た。"], ["2", "窓口", "農林課", "31人が来た。"]]
    _, report = read([["番号", "経路", "担当課", "実績"], *rows])
    assert not list(report.measures())


_CODED = [("1-1", "1-2", "2-1"), ("1-1-1", "1-1-2", "2-1-1"), ("①", "②", "③"), ("(1)", "(2)", "(3)"), ("1", "2", "3")]


@pytest.mark.parametrize("codes", _CODED)
@pytest.mark.parametrize("head", ["取組", "事業名", "施策", "事務事業"])
def test_codes_below_the_head_of_names_are_no_names(head: str, codes: tuple[str, ...]) -> None:
    rows = [[code, *row[1:]] for code, row in zip(codes, _BODY, strict=True)]
    _, report = read(
        [[(head, 2, 2), ("所管", 2, 1), ("令和６年度", 1, 1), ("令和７年度", 1, 1)], ["実績", "今後の取組"], *rows]
    )
    assert [(m.title, m.departments) for m in report.measures()] == [
        (row[1], tuple(row[2].split("、"))) for row in _BODY
    ]


def test_codes_below_the_head_of_sections_number_them() -> None:
    rows = [["1-1", "案内を整える", *_BODY[0][1:]], ["1-2", "宿を整える", *_BODY[2][1:]]]
    _, report = read([[("施策", 1, 2), "取組", "所管", "実績", "今後の取組"], *rows])
    assert [(d.title, m.title) for d in report.directions for s in d.sections for m in s.measures] == [
        ("案内を整える", "案内板の更新"),
        ("宿を整える", "宿の研修会"),
    ]


def test_two_columns_of_values_below_one_head_are_no_codes() -> None:
    rows = [["①", "案内板の数", "枚", "12", "15"], ["②", "宿の研修の回数", "回", "1", "2"]]
    source = document([[("指標", 2, 2), ("単位", 2, 1), ("実績", 1, 2)], ["R5", "R6"], *rows])
    sheet = Sheet(source, source.tables[0])
    assert [column.role for column in sheet.columns] == [
        Role.NUMBER,
        Role.INDICATOR,
        Role.UNIT,
        Role.ACTUAL,
        Role.ACTUAL,
    ]


@pytest.mark.parametrize(
    ("below", "departments"),
    [("商工係", ("総務課", "商工係")), ("庶務係", ("総務課庶務係",))],
)
def test_what_has_a_cell_to_itself_is_no_part_of_the_office_above_it(below: str, departments: tuple[str, ...]) -> None:
    rows = [["案内板の更新", "商工係", "５か所。"], ["宿の研修会", f"総務課\n{below}", "２回。"]]
    _, report = read([["取組", "所管", "実績"], *rows])
    assert [m.departments for m in report.measures()] == [("商工係",), departments]


_TOLD = ["前年度の課題", "当年度の取組", "成果", "次年度の方向"]
_OF_LEVEL: list[list[str | tuple[str, int, int]]] = [
    ["(1) 灯りの点検\n〔土木課\n北部公民館〕", "暗い道が多い。", "２回見回った。", "18か所を直した。", "毎月見回る。"],
    ["(2) 子どもの見守り", "立つ人が足りない。", "会を３回開いた。", "立つ人が12人増えた。", "夕方にも立つ。"],
]


@pytest.mark.parametrize(
    "head",
    [
        "重点施策",
        "基本施策名",
        "施策の方向",
        "取組の方向性",
        "重点項目",
        "施策区分",
        "施策の柱",
        "推進方針",
        "政策",
        "中項目",
    ],
)
def test_a_level_names_measures_where_nothing_below_it_is_named(head: str) -> None:
    _, report = read("方針１　まちを守る", [[head, *_TOLD], *_OF_LEVEL])
    assert _found(report) == [
        ("まちを守る", "灯りの点検", ("土木課", "北部公民館")),
        ("まちを守る", "子どもの見守り", ()),
    ]
    _, report = read([["基本目標", head, *_TOLD], ["１ まちを守る", *_OF_LEVEL[0]], ["２ 子を育てる", *_OF_LEVEL[1]]])
    assert [(d, m) for d, m, _ in _found(report)] == [("まちを守る", "灯りの点検"), ("子を育てる", "子どもの見守り")]


def test_a_cell_of_such_a_level_over_several_rows_names_one_measure() -> None:
    rows = [[("(1) 灯りの点検", 2, 1), *_OF_LEVEL[0][1:]], _OF_LEVEL[1][1:], _OF_LEVEL[1]]
    _, report = read([["重点施策", *_TOLD], *rows])
    assert [(m.title, len(m.blocks)) for m in report.measures()] == [("灯りの点検", 8), ("子どもの見守り", 4)]
    rows = [[*row, "はい"] for row in rows]
    _, report = read([["重点施策", *_TOLD, "広報"], *rows])
    assert not list(report.measures())  # what else each row has may name something


@pytest.mark.parametrize(
    "table",
    [
        [["基本目標", *_TOLD], *_OF_LEVEL],
        [["分野", *_TOLD], *_OF_LEVEL],
        [["重点施策", "成果"], *([row[0], row[3]] for row in _OF_LEVEL)],
        [["重点施策", *_TOLD], _OF_LEVEL[0], [_OF_LEVEL[0][0], *_OF_LEVEL[1][1:]]],
        [
            ["重点施策", "指標", "基準値", "実績値"],
            ["(1) 灯り", "直した灯り", "8", "18"],
            ["(2) 見守り", "人数", "3", "15"],
        ],
    ],
)
def test_levels_that_name_no_measures(table: list[list[str | tuple[str, int, int]]]) -> None:
    _, report = read("資料", table)
    assert not list(report.measures())


@pytest.mark.parametrize(
    ("words", "title", "departments"),
    [
        ("声かけ（福祉課\n農政課）", "声かけ", ("福祉課", "農政課")),
        ("声かけ\n【担当：福祉課\n農政課\n保健センター】", "声かけ", ("福祉課", "農政課", "保健センター")),
        ("声かけ\n〔健康福祉部地域包\n括ケア推進課〕", "声かけ", ("健康福祉部地域包括ケア推進課",)),
        ("声かけ\n〔健康福祉部\n地域包括ケア課〕", "声かけ", ("健康福祉部地域包括ケア課",)),
        ("声かけ\n（福祉課、農政\n課）", "声かけ", ("福祉課", "農政課")),
        ("声かけ（福祉課\nとの共催）", "声かけ（福祉課との共催）", ()),
        ("声かけ（子ども\nお年寄り）", "声かけ（子どもお年寄り）", ()),
    ],
)
def test_offices_below_each_other_in_the_bracket_of_a_name(
    words: str, title: str, departments: tuple[str, ...]
) -> None:
    _, report = read([["取組", "実績", "今後の予定"], [words, "２回行った。", "続ける。"]])
    assert [(m.title, m.departments) for m in report.measures()] == [(title, departments)]

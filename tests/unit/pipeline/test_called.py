"""What the values of tables are called: what is counted by one of the two heads, where it stands by the other."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from extractors.mentions import Span
from pipeline.cells import CellFigures, read_cells
from pipeline.cli import main
from pipeline.model import ReportHead, SourceDoc
from pipeline.pages import Cell, Grid
from pipeline.profile import builtin
from pipeline.segment import segment
from pipeline.segment.choice import choose

from .table_texts import TITLE, read

Names = tuple[str | None, str]


def cells_of(*rows: str) -> tuple[CellFigures, list[Cell]]:
    """Read a table whose cells `|` parts; `<` goes on with the one on its left, `^` with the one above it, `/` breaks a line."""
    text, cells = TITLE, dict[tuple[int, int], Cell]()
    for row, line in enumerate(rows):
        for column, words in enumerate(line.split("|")):
            if words == "<":
                of = next(c for c in cells.values() if c.row == row and c.column + c.columns == column)
                cells[of.row, of.column] = Cell(row=row, column=of.column, columns=of.columns + 1, spans=of.spans)
            elif words == "^":
                of = next(c for c in cells.values() if c.column == column and c.row + c.rows == row)
                cells[of.row, of.column] = Cell(row=of.row, column=column, rows=of.rows + 1, spans=of.spans)
            else:
                raw = words.replace("/", "\n")
                cells[row, column] = Cell(row=row, column=column, spans=(from_to(text, raw),) if raw else ())
                text += f"{raw}\n"
    grid = Grid(cells=tuple(sorted(cells.values(), key=lambda cell: (cell.row, cell.column))))
    source = SourceDoc(name="x.pdf", sha256="0" * 64, format="pdf", text=text, tables=(grid,))
    return read_cells(source, segment(source, choose(source, builtin()), ReportHead())), list(grid.cells)


def from_to(text: str, words: str) -> Span:
    return Span(len(text), len(text) + len(words))


def called(*rows: str) -> list[Names]:
    """Return label and place of the cells of the last row that are values."""
    found, cells = cells_of(*rows)
    named = (found.called.get(c.spans[0]) for c in cells if c.row == len(rows) - 1 and c.spans)
    return [(name.label, name.place) for name in named if name is not None]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["区分|平均年齢|職員数", "灯台守|43.1歳|4人"], [("平均年齢", "灯台守"), ("職員数", "灯台守")]),
        (
            ["区分|件/数|台/数/(台)|計/人", "貝拾い|12件|4|9人"],
            [("貝拾い", "件数"), ("貝拾い", "台数"), ("貝拾い", "計")],
        ),
        (["区分|面/積/㎡", "畑|400㎡"], [("面積", "畑")]),
        (
            ["館|来館者数（人）|開館日数|収入（千円）", "貝の館|120|286日|30"],
            [(n, "貝の館") for n in ("来館者数", "開館日数", "収入")],
        ),
        (["月|開館日数|入館者数", "4月|26日|1,200人"], [("開館日数", "4月"), ("入館者数", "4月")]),
        (["区分|4月|5月", "開館日数|26日|27日"], [("開館日数", "4月"), ("開館日数", "5月")]),
        (["区分|予算額|決算額", "計|980千円|870千円"], [("予算額", "計"), ("決算額", "計")]),
        (["区分|R4|R5", "相談件数|12件|15件"], [("相談件数", "R4"), ("相談件数", "R5")]),
        (["区分|4月|5月", "来館者数|12人|15人"], [("来館者数", "4月"), ("来館者数", "5月")]),
        (["年度|世帯数|保険税", "令和５年度|12|15千円"], [("世帯数", "令和５年度"), ("保険税", "令和５年度")]),
        (["初任給|北浜|国", "大学卒の給料|9千円|8千円"], [("大学卒の給料", "北浜"), ("大学卒の給料", "国")]),
        (["便|4月|5月", "東回り|12人|15人", "合計|12人|15人"], [(None, "合計 4月"), (None, "合計 5月")]),
        (["船|男|女", "職員数|4人|5人"], [("職員数", "男"), ("職員数", "女")]),
        (["職種|勤続20年", "船員の給料|251千円"], [("船員の給料", "勤続20年")]),
        (["地区|会員|うち新規", "浜|9人|2人"], [("会員", "浜"), ("新規", "浜")]),
        (["区分|浜|うち市内", "うち女性|4人|1人", "会員数|9人|2人"], [("会員数", "浜"), ("会員数", "うち市内")]),
        (["種類|件数|摘要", "流木|4件|9件"], [("流木", "件数"), ("流木", "摘要")]),
    ],
)
def test_the_head_that_names_a_quantity_says_what_is_counted(rows: list[str], expected: list[Names]) -> None:
    assert called(*rows) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["校名|児童数|<|<", "^|男|女|計", "浜小|4人|5人|9人"], ["児童数 男", "児童数 女", "児童数 計"]),
        (
            ["講座|参加者数|<|事業費", "^|大人|うち市内|^", "書道|4人|5人|9千円"],
            ["参加者数 大人", "参加者数 うち市内", "事業費"],
        ),
        (["種類|解決|<", "^|件数|率", "流木|4件|50%"], ["解決 件数", "解決 率"]),
        (["区分|給与費|<", "^|給料|職員手当", "船員|40千円|9千円"], ["給料", "職員手当"]),
        (["事業|令和５年度|<", "^|回数|参加者", "書道|4回|50人"], ["書道", "参加者"]),
        (["部門|職員数|<", "^|令和５年|令和６年", "議会|4人|5人"], ["職員数", "職員数"]),
        (["地区|令和５年度の利用者数|<", "^|4月|5月", "浜|4人|5人"], ["利用者数", "利用者数"]),
    ],
)
def test_a_lower_head_takes_the_upper_one_where_it_says_no_more_than_a_part(
    rows: list[str], expected: list[str]
) -> None:
    assert [label for label, _ in called(*rows)] == expected


def test_heads_that_are_no_part_of_the_label_say_where_a_value_stands() -> None:
    assert called("部門|区分|職員数|<", "^|^|令和５年|令和６年", "行政|議会|4人|5人")[1:] == [
        ("職員数", "行政 議会 令和５年"),
        ("職員数", "行政 議会 令和６年"),
    ]
    assert called("種目|公務員|<|民間", "^|職員数|給料|給料", "船員|4人|9千円|8千円")[1:] == [
        ("給料", "船員 公務員"),
        ("給料", "船員 民間"),
    ]
    assert called("橋|左の財源内訳|<", "^|国庫補助金|一般財源", "浜橋|9千円|8千円")[1] == (
        "一般財源",
        "浜橋 左の財源内訳",
    )


@pytest.mark.parametrize(
    ("head", "label"),
    [
        ("利用者数（人）", "利用者数"),
        ("構成比（％）", "構成比"),
        ("利用者数※1", "利用者数"),
        ("利用者数（注２）", "利用者数"),
        ("利用者数（延べ）", "利用者数"),
        ("（参考）利用者数", "利用者数"),
        ("利 用 者 数", "利用者数"),
        ("利用/者数", "利用者数"),
        ("決算額/千円", "決算額"),
        ("平均給料月額（Ａ）", "平均給料月額"),
        ("人件費率Ｂ／Ａ", "人件費率"),
        ("差引額（Ａ－Ｂ）", "差引額"),
        ("定員（▲は減）", "定員"),
        ("入所児童数（各月１日現在）", "入所児童数"),
        ("支給額（令和６年度決算）", "支給額"),
        ("令和６年度決算額", "決算額"),
        ("平均給与月額（国比較）", "平均給与月額（国比較）"),
        ("ビタミンＣの量", "ビタミンＣの量"),
        ("評価Ａの件数", "評価Ａの件数"),
        ("受注額", "受注額"),
        ("Wi-Fi 利用者数", "Wi-Fi 利用者数"),
        ("６５歳以上の割合", "６５歳以上の割合"),
    ],
)
def test_what_stands_beside_a_name_is_no_part_of_it(head: str, label: str) -> None:
    assert called(f"区分|{head}|定員（人）", "浜の館|120|130")[0][0] == label


def test_letters_are_those_of_a_formula_where_a_head_calculates_with_them() -> None:
    heads = [label for label, _ in called("区分|歳出額Ａ|人件費/Ｂ|比率Ｂ／Ａ", "浜村|9千円|8千円|7%")]
    assert heads == ["歳出額", "人件費", "比率"]
    assert [label for label, _ in called("区分|定員Ａ|定員Ｂ", "浜村|9人|8人")] == ["定員Ａ", "定員Ｂ"]
    rows = ["区分|R4|R5", "量の見込み①|9人|8人", "確保方策②|9人|9人", "過不足②－①|0人|1人"]
    assert called(*rows)[0] == ("過不足", "R4")
    assert called(*rows[:-1])[0] == ("確保方策②", "R4")
    assert called(*rows[:2], rows[3], rows[2])[0] == ("確保方策", "R4")


def test_when_and_where_something_was_held_is_no_name_of_it() -> None:
    assert called("回|開催日|会場|講座名|受講者数", "第1回|5月8日|浜の館|貝の標本|12人")[-1] == (
        "受講者数",
        "第1回 貝の標本",
    )


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ("1 一般管理費", "一般管理費"),
        ("(2) 漁港費", "漁港費"),
        ("3. 予防費", "予防費"),
        ("１ 級", "１級"),
        ("大 学 卒", "大学卒"),
        ("（再任用職員）", "再任用職員"),
        ("2 人以上世帯", "2 人以上世帯"),
        ("3 年生", "3 年生"),
        ("類似団体(Ⅰ－２)", "類似団体(Ⅰ－２)"),
    ],
)
def test_a_row_is_called_without_its_number(row: str, name: str) -> None:
    assert called("区分|決算額", f"{row}|120千円") == [("決算額", name)]


def test_codes_of_accounts_are_no_names() -> None:
    assert called("款|項|説 明|予算額|決算額", "2|1|船の修理|9千円|8千円")[-2:] == [
        ("予算額", "船の修理"),
        ("決算額", "船の修理"),
    ]
    assert called("款|項|予算額", "2総務費|1管理費|9千円")[-1:] == [("予算額", "総務費 管理費")]


def test_how_much_years_differ_is_called_as_the_row_and_beside_quantities_as_its_column() -> None:
    assert called("区分|R5|R6|増減", "山林の火事|9件|8件|△1件")[-1] == ("山林の火事", "増減")
    assert called("区分|予算額|決算額|差引", "浜|9千円|8千円|1千円")[-1] == ("差引", "浜")


def test_a_year_is_told_where_no_day_tells_it(tmp_path: Path) -> None:
    (year,) = read(tmp_path, "|区分|令和5年度|", "|会員数|12人|").figures
    assert (year.figure.label, year.place.item, year.as_of) == ("会員数", "令和5年度", None)
    (day,) = read(tmp_path, "|区分|会員数|", "|令和6年3月末現在|12人|").figures
    assert day.as_of is not None
    assert (day.figure.label, day.place.item) == ("会員数", None)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["月|開館日数", "4月|26日"], ["26日"]),
        (["区分|4月|5月", "開館日数|26日|27日"], ["26日", "27日"]),
        (["職種|平均勤続年数|給料", "灯台守|12年|9千円"], ["12年"]),
        (["館|休館日|開館", "貝の館|6日|5年"], []),
    ],
)
def test_days_and_years_below_their_counts_are_no_dates(rows: list[str], expected: list[str]) -> None:
    assert [figure.text for figure in cells_of(*rows)[0].bare] == expected


def test_the_heading_of_a_table_stands_before_its_heads(tmp_path: Path) -> None:
    before = "１ くらし\n○ 港の管理（港湾課）\n（取組内容と進捗状況）\n① 桟橋\n"
    (figure,) = read(tmp_path, "|桟橋名|係留数|", "|東桟橋|12隻|", before=before).figures
    assert (figure.figure.label, figure.place.item) == ("係留数", "① 桟橋 東桟橋")


def test_tables_of_measures_tell_no_places(tmp_path: Path) -> None:
    found = read(tmp_path, "|取組名|担当課|取組内容と進捗状況|参加者数|", "|浜の清掃|環境課|清掃をしました。|12人|")
    assert [m.title for m in found.report.measures()] == ["浜の清掃"]
    assert {f.place.item for f in found.figures} == {None}


def test_the_table_of_a_sheet_goes_on_with_its_measure() -> None:
    text, grids = TITLE, []
    for table in (
        [("施策名", "浜の清掃", "担当課", "環境課"), ("取組内容", "清掃をした。", "課題", "人手")],
        [("区分", "R5決算額", "R6予算額"), ("事業費", "9千円", "8千円")],
    ):
        cells = []
        for row, line in enumerate(table):
            for column, words in enumerate(line):
                cells.append(Cell(row=row, column=column, spans=(from_to(text, words),)))
                text += f"{words}\n"
        grids.append(Grid(cells=tuple(cells)))
    source = SourceDoc(name="x.pdf", sha256="0" * 64, format="pdf", text=text, tables=tuple(grids))
    report = segment(source, choose(source, builtin()), ReportHead())
    assert [measure.title for measure in report.measures()] == ["浜の清掃"]
    assert {(name.label, name.place) for name in read_cells(source, report).called.values()} == {("事業費", "")}


def test_a_row_that_bears_a_measures_title_is_held_against_that_measure(tmp_path: Path) -> None:
    told = (
        "\n【取組方向１】くらし\n\n○ 桟橋の照明の設置（港湾課）\n（取組内容と進捗状況）\n　事業費は3,480万円である。\n"
    )
    for value, checks in (("38,400千円", {"duplicate_figure"}), ("34,800千円", set())):
        rows = f"|桟橋の照明の設置|{value}|", "|浜辺の清掃の実施|4,600千円|"
        found = read(tmp_path, "|区分|決算額|", *rows, before="＜概況＞\n　計画に沿って取り組んだ。\n\n", after=told)
        assert [record.place.measure_no for record in found.figures] == [None, None, 1]
        assert {check.code for check in found.checks if check.code == "duplicate_figure"} == checks


def test_a_series_goes_on_whatever_years_its_columns_are_of(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for year, values in ((5, (12, 15, 8, 9)), (6, (15, 19, 9, 7))):
        head = f"青凪市ひだまり計画　令和{year}年度　進捗状況報告書\n\n１ くらし\n○ 講座（港湾課）\n（取組内容と進捗状況）\n開きました。\n\n"
        rows = f"|講座名|R{year - 1}参加者数|R{year}参加者数|\n|---|---|---|\n|貝の標本|{values[0]}人|{values[1]}人|\n|網の手入れ|{values[2]}人|{values[3]}人|\n"
        (tmp_path / "in" / f"{year}.txt").write_text(head + rows, encoding="utf-8")
    main(["run", str(tmp_path / "in"), "--output", str(tmp_path / "out")])
    main(["trend", "--output", str(tmp_path / "out")])
    with (tmp_path / "out" / "trend.csv").open(encoding="utf-8-sig") as file:
        changes = {(row["label"], row["value"], row["change"]) for row in csv.DictReader(file)}
    assert {
        ("参加者数", "15", "3"),
        ("参加者数", "19", "4"),
        ("参加者数", "9", "1"),
        ("参加者数", "7", "-2"),
    } <= changes

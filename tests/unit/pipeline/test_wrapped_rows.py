"""Tables set with blanks whose cells go on below: wrapped names and sentences, offices below each other, heads in two storeys."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.ingest import below_heads
from pipeline.ingest.wraps import display_width

from .invented_report import measures_of
from .table_texts import drawn, unclaimed, values

_REPORT = "磯辺町港の計画　令和６年度進捗状況\n\n基本目標１　港を生かす\n\n"
_ROWS = (
    ("釣り桟橋の利用促進と案内板", "港湾課", "桟橋に案内板を６基立て、５，２１０人が利用した。", "夜間の利用を試す。"),
    ("朝市の出店者支援", "水産課／商工課", "出店は３８店となった。", "若い出店者に道具を貸し出す。"),
    ("灯台の公開", "観光課", "年１２回公開し、１，８４０人が上った。", "歩道を直す。"),
)


def _wrapped(cell: str, width: int) -> list[str]:
    """Return the lines of a cell; its own breaks are shown as ／."""
    lines = [""]
    for letter in cell:
        if letter == "／" or display_width(lines[-1] + letter) > width:
            last = lines[-1][-1:] if letter in "、。" else ""  # a stop begins no line
            lines[-1] = lines[-1].removesuffix(last)
            lines.append(last)
        lines[-1] += letter.strip("／")
    return lines


def _set(widths: tuple[int, ...], *rows: tuple[str, ...], gap: int = 2, between: str = "") -> str:
    lines = []
    for row in rows:
        cells = [_wrapped(cell, width) for cell, width in zip(row, widths, strict=True)]
        for at in range(max(map(len, cells))):
            parts = [cell[at] if at < len(cell) else "" for cell in cells]
            line = "".join(p + " " * (w + gap - display_width(p)) for p, w in zip(parts, widths, strict=True))
            lines.append(line.rstrip())
        lines += [between] if between != "" else []
    return "\n".join(line.replace("\n", "") for line in lines) + "\n"


def _tables(raw: str) -> list[list[list[str]]]:
    found = []
    for grid in below_heads.find(raw, []):
        rows: list[list[str]] = [[] for _ in range(grid.rows)]
        for cell in grid.cells:
            rows[cell.row].append(cell.text(raw))
        found.append(rows)
    return found


def _measures(raw: str) -> list[tuple[str, tuple[str, ...], str, str]]:
    """Return the measures of a report with their departments, what was done and what is to come."""
    return [
        (
            measure.title,
            measure.departments,
            *(
                "".join(raw[slice(*block.span)] for block in measure.blocks if block.kind.value == kind)
                for kind in ("progress", "outlook")
            ),
        )
        for measure in measures_of(raw)
    ]


_FOUND = [(name, tuple(offices.split("／")), done, ahead) for name, offices, done, ahead in _ROWS]


@pytest.mark.parametrize("widths", [(26, 10, 24, 20), (12, 10, 20, 14), (14, 10, 50, 30), (8, 8, 16, 12)])
@pytest.mark.parametrize("gap", [2, 4])
@pytest.mark.parametrize("between", ["", "\n"])
def test_cells_are_wrapped_in_any_column(widths: tuple[int, ...], gap: int, between: str) -> None:
    raw = _REPORT + _set(widths, ("取組名", "担当課", "実績", "今後の予定"), *_ROWS, gap=gap, between=between)
    assert _measures(raw) == _FOUND


@pytest.mark.parametrize("form", ["{}", "{:>3}", "{:>5}", "({})"])
def test_numbers_count_the_rows(form: str) -> None:
    rows = [(form.format(at), *row) for at, row in enumerate(_ROWS, start=1)]
    raw = _REPORT + _set((5, 14, 10, 20, 14), ("No.", "取組名", "担当課", "実績", "今後の予定"), *rows)
    assert _measures(raw) == _FOUND


def test_a_column_of_what_the_measures_belong_to_is_wrapped_too() -> None:
    rows = [(name, *row) for name, row in zip(("１　港の賑わいを取り戻す", "", "２　眺めを守る"), _ROWS, strict=True)]
    raw = _REPORT.partition("基本目標")[0] + _set(
        (14, 26, 10, 24, 20), ("基本目標", "取組名", "担当課", "実績", "今後の予定"), *rows
    )
    assert _measures(raw) == _FOUND
    (table,) = _tables(raw)
    assert [row[0] for row in table] == ["基本目標", "１　港の賑わいを取り戻す", "", "２　眺めを守る"]


def test_names_that_only_fill_their_column_are_rows_of_their_own() -> None:
    """Also where a row leaves open what the one above it says."""
    raw = """取組名          担当課    実績              今後の予定
朝市の出店支援  水産課    ３回開いた。      続ける。
灯台の一般公開            ５回開いた。      増やす。
釣り桟橋の案内  港湾課    ６基を立てた。    直す。
浜辺の清掃活動            ４回の開催
"""
    (table,) = _tables(raw)
    assert [row[0] for row in table[1:]] == ["朝市の出店支援", "灯台の一般公開", "釣り桟橋の案内", "浜辺の清掃活動"]


def test_a_stop_takes_the_blank_before_the_next_column() -> None:
    raw = """取組名    担当課  実績                今後の予定
朝市      水産課  出店は３８店となる。若い人に道具を
                                      貸し出す。
灯台公開  観光課  １２回公開した。    歩道を直す。
"""
    assert _tables(raw)[0][1] == ["朝市", "水産課", "出店は３８店となる。", "若い人に道具を貸し出す。"]


def test_values_below_each_other_are_rows_of_their_own() -> None:
    raw = """事業名      担当課    指標          目標    実績
朝市        水産課    開催回数      12      11
                      来場者数      4,000   3,870
灯台公開    観光課    公開日数      12      12
"""
    assert [row[-1] for row in _tables(raw)[0][1:]] == ["11", "3,870", "12"]


@pytest.mark.parametrize(
    "below",
    [
        "基本目標２　海を守る\n",
        "海を守る\n",
        "基本目標２　海を守る\n取組名      担当課    実績              今後の予定\n",
    ],
)
def test_what_stands_right_below_the_last_row_is_none_of_it(below: str) -> None:
    raw = f"""取組名      担当課    実績              今後の予定
朝市        水産課    ３回開いた。      続ける。
灯台公開    観光課    ５回開いた。      増やす。
{below}"""
    assert _tables(raw)[0][1:] == [
        ["朝市", "水産課", "３回開いた。", "続ける。"],
        ["灯台公開", "観光課", "５回開いた。", "増やす。"],
    ]


def test_a_row_goes_on_over_the_end_of_a_page() -> None:
    table = _set((26, 10, 24, 20), ("取組名", "担当課", "実績", "今後の予定"), *_ROWS).split("\n")
    at = next(n for n, line in enumerate(table) if line.startswith("朝市")) + 1
    page = ["", "                    - 1 -", "", table[0]]
    raw = _REPORT + "\n".join([*table[:at], *page, *table[at:]])
    assert _measures(raw) == _FOUND
    between = _REPORT + "\n".join([*table[: at - 1], *page, *table[at - 1 :]])
    assert _measures(between) == _FOUND


def test_numbers_that_a_line_cuts_are_no_figures(tmp_path: Path) -> None:
    raw = _set(
        (10, 8, 18, 12),
        ("取組名", "担当課", "実績", "今後"),
        ("朝市の日", "水産課", "出店した店は延べ１２６店である。", "続ける。"),
        ("灯台の日", "観光課", "塔に６人が上った。", "続ける。"),
    )
    found = drawn(tmp_path, *raw.splitlines())
    assert "延べ１  " in raw
    assert [value[0] for value in values(found)] == ["６人"]
    assert unclaimed(found) == ["１", "２６"]


def test_heads_in_two_storeys(tmp_path: Path) -> None:
    lines = """指標名                単位    基準値      実績値                目標値
                              （R3）      （R5）    （R6）      （R8）
朝市の来場者数        人       2,140       3,015     3,870       4,000
灯台に上った人の数    人         980       1,602     1,840       2,000
"""
    found = drawn(tmp_path, *lines.splitlines()).indicators
    assert [(i.name, i.baseline, i.actual, i.target) for i in found] == [
        ("朝市の来場者数", 2140, 3870, 4000),
        ("灯台に上った人の数", 980, 1840, 2000),
    ]


def test_heads_in_two_storeys_over_sentences() -> None:
    raw = """取組名      担当課    令和６年度
                      実績                  課題
朝市        水産課    ３８店が出た。        雨の日の来場が少ない。
灯台公開    観光課    １２回公開した。      歩道が傷んでいる。
"""
    assert _tables(raw)[0][1:3] == [["実績", "課題"], ["朝市", "水産課", "３８店が出た。", "雨の日の来場が少ない。"]]


def test_names_of_indicators_are_wrapped(tmp_path: Path) -> None:
    lines = """指標名              単位    基準値    実績値    目標値
港を訪れて満足した  ％        61.0      68.5      75.0
人の割合
朝市の店の数        店          24        38        45
"""
    found = drawn(tmp_path, *lines.splitlines()).indicators
    assert [(i.name, i.actual) for i in found] == [("港を訪れて満足した人の割合", 68.5), ("朝市の店の数", 38)]


@pytest.mark.parametrize("below", ["資料：港湾課", "※年度末の値", "注）見込み", "基本目標２", "値は端数を丸めた。"])
def test_a_note_below_a_name_that_fills_its_column_is_none_of_it(tmp_path: Path, below: str) -> None:
    lines = f"""指標名                      単位    基準値    実績値    目標値
朝市の店の数                店          24        38        45
港を訪れて満足した人の割合  ％        61.0      68.5      75.0
{below}
"""
    found = drawn(tmp_path, *lines.splitlines()).indicators
    assert [i.name for i in found] == ["朝市の店の数", "港を訪れて満足した人の割合"]


@pytest.mark.parametrize("below", ["資料：港湾課", "※年度末の値", "続きは別に示す。"])
def test_a_note_below_wrapped_measures_is_none_of_them(below: str) -> None:
    raw = _set((14, 10, 20, 14), ("取組名", "担当課", "実績", "今後の予定"), *_ROWS[1:], _ROWS[0]) + below + "\n"
    assert [row[0] for row in _tables(raw)[0][1:]] == [name for name, *_ in (*_ROWS[1:], _ROWS[0])]

"""Heads that a table says again below the band of each part: they name columns and no measure."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from extractors.mentions import Span
from pipeline.ingest.heads_again import without
from pipeline.pages import Cell, Grid

from .drawn_pdf import pdf
from .drawn_pdf import read as read_pdf
from .drawn_tables import EDGES, HEAD, ruled
from .test_tables_of_reports import read

_HEAD = "|番号|事業|所管課|実施状況|課題|今後の方向性|"
_FIRST = (
    "|1|保存樹の指定|公園課|3本を指定した。|所有者が高齢である。|助成を広げる。|",
    "|2|里山の手入れ|林務課|5回行った。|担い手が足りない。|講座を開く。|",
)
_SECOND = (
    "|3|街路樹の更新|道路課|9本を植えた。|費用が高い。|計画を改める。|",
    "|4|花壇の世話|公園課|8か所で行った。|水場が遠い。|給水の栓を置く。|",
)
_BANDS = ("|基本目標1 守る||||||", "|基本目標2 増やす||||||")
_NAMES = [("保存樹の指定", 1), ("里山の手入れ", 1), ("街路樹の更新", 2), ("花壇の世話", 2)]


@pytest.mark.parametrize(
    "again",
    [
        _HEAD,
        "|番 号|事 業|所 管 課|実施状況|課 題|今後の方向性|",
        "||事業|所管課|実施状況|課題|今後の方向性|",
        "|番号|取組|所管課|実施状況|課題|今後の方向性|",
        "|番号|施策|担当課|実施状況|課題|今後の方向性|",
        "|No.|施策|担当部署|実施状況|課題|今後の方向性|",
        "|番号|事業|所管課|実施状況|課題|今後の予定|",
    ],
)
@pytest.mark.parametrize("above", [True, False])
def test_a_head_below_a_band_names_no_measure(tmp_path: Path, again: str, *, above: bool) -> None:
    top = (_HEAD, _BANDS[0]) if above else (_BANDS[0], _HEAD)
    found = read(tmp_path, *top, *_FIRST, _BANDS[1], again, *_SECOND)
    measures = [(m.title, d.no) for d in found.report.directions for s in d.sections for m in s.measures]
    assert measures == _NAMES
    assert [len(m.blocks) for m in found.report.measures()] == 4 * [3]


def test_rows_that_only_look_like_heads_stay(tmp_path: Path) -> None:
    other = "|5|事業の評価|所管課会議|実施状況を見た。|課題が残る。|今後も見る。|"
    found = read(tmp_path, _HEAD, _BANDS[0], *_FIRST, _BANDS[1], other, *_SECOND)
    assert len(list(found.report.measures())) == 5


def _grid(*rows: str) -> tuple[Grid, str]:
    """Return a table of rows of cells parted by bars, `<` for what goes on from the left and `^` from above, with its text."""
    cells: list[Cell] = []
    text = ""
    for number, row in enumerate(rows):
        for column, words in enumerate(row.split("|")):
            if words == "<":
                cells[-1] = replace(cells[-1], columns=cells[-1].columns + 1)
            elif words == "^":
                at = next(n for n, c in enumerate(cells) if (c.column, c.row + c.rows) == (column, number))
                cells[at] = replace(cells[at], rows=cells[at].rows + 1)
            else:
                span = Span(len(text), len(text) + len(words))
                cells.append(Cell(row=number, column=column, spans=(span,) if words else ()))
                text += f"{words}\n"
    return Grid(cells=tuple(cells)), text


_BAND = "基本目標{}|<|<|<"


def _kept(*rows: str) -> tuple[list[tuple[int, str]], list[str]]:
    """Return the first cell of each row that is kept, with its number, and what stands apart."""
    grid, text = _grid(*rows)
    (found,), apart = without([grid], text)
    first = [(cell.row, cell.text(text)) for cell in found.cells if cell.column == 0]
    return first, [text[span.start : span.end] for span in apart]


def test_heads_of_two_rows() -> None:
    head = ("取組|担当課|実施状況|<", "^|^|上半期|下半期")
    rows = (*head, "講座|学習課|3回|4回", _BAND.format(2), *head, "見学|学習課|1回|2回", "貸出し|図書館|5日|6日")
    kept, apart = _kept(*rows)
    assert kept == [(0, "取組"), (2, "講座"), (3, "基本目標2"), (4, "見学"), (5, "貸出し")]
    assert apart == ["取組", "担当課", "実施状況", "上半期", "下半期"]


_LIST = "No.|事業|担当課|実績"


@pytest.mark.parametrize(
    "rows",
    [
        # Forms of one grid: labels below each head, and words over several columns.
        (_LIST, "1|講座|学習課|3回", "課題|場所が狭い。|<|<", _LIST, "2|見学|学習課|1回", "課題|遠い。|<|<"),
        # What stands below names of measures are no names.
        (
            "実績|評価|課題|今後",
            "3回|A|狭い。|広げる。",
            "（2）見学|<|<|<",
            "実績|評価|課題|今後",
            "1回|B|遠い。|続ける。",
        ),
        # Columns of another width, and other things told in them.
        (_LIST, "1|講座|学習課|3回", _BAND.format(2), "No.|事業|<|実績", "2|見学|<|1回"),
        (_LIST, "1|講座|学習課|3回", _BAND.format(2), "No.|事業|予算|今後", "2|見学|30万円|続ける。"),
        # No row below it, and names that are words of heads.
        (_LIST, "1|講座|学習課|3回", _BAND.format(2), _LIST),
        (_LIST, "1|事業|学習課|3回", "2|実績|担当課|1回", "3|見学|学習課|5回"),
    ],
)
def test_rows_that_are_no_head_again(rows: tuple[str, ...]) -> None:
    grid, text = _grid(*rows)
    assert without([grid], text) == ((grid,), [])


def test_a_head_below_a_band_of_a_ruled_table(tmp_path: Path) -> None:
    table = [["基本目標１ 集う", "", ""], HEAD, ["相談会", "福祉課", "３回"], ["基本目標２ 学ぶ", "", ""], HEAD]
    table += [["交流会", "こども課", "５回"]]
    merged = frozenset((row, column) for row in (0, 3) for column in (0, 1))
    words, rules = ruled(table, EDGES, top=200, merged=merged)
    source = read_pdf(tmp_path, pdf(words, extra=rules))
    assert [c.text(source.text) for c in source.tables[0].cells if c.column == 0] == [
        "基本目標１ 集う", "取組名", "相談会", "基本目標２ 学ぶ", "交流会",
    ]  # fmt: skip
    assert [source.text[s.start : s.end] for s in source.furniture] == HEAD

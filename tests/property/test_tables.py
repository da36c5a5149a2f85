"""Whatever a text draws: its segments cover it once, its cells lie in it, and every numeral is accounted for once."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.check import check
from pipeline.extract import extract
from pipeline.ingest.text import read
from pipeline.model import ReportHead, SegmentKind
from pipeline.profile import builtin
from pipeline.resolve import resolve
from pipeline.segment import segment

HEADS = [
    "|事業名|担当課|実績|今後の予定|", "|指標名|単位|基準値（R3）|実績値|", "区分\t件数（件）\t決算額（千円）", "│施策│実績│課題│予定│",
    "|基本目標|施策|事業名|実績|",
]  # fmt: skip
ROWS = [
    "|1 相談|福祉課|3回開いた。|続ける。|", "||〃|20人|－|", "|件数（件）|〃|1,200|▲5.0|", "相談\t12\t3,400", "計\t12\t1", "\t\t", "||||",
    "│相談│3回│な│し│", "├──┼──┼──┼──┤", "|---|---|---|---|", "|1|", "│||│", "基本目標1\t\t", "|基本目標1 相談||||",
    "○ 相談会（福祉課）", "（単位：千円）", "（取組内容と進捗状況）", "【取組方向1】相談", "", "　", "\f", "|③ つどい|長寿課|6月3日に18人が参加|R6：7団体|",
    "|施策名|2 見守り|担当課|福祉課|", "|施策名|担当課|", "|成果|5回開いた。|課題|人が足りない。|", "|今後の取組（R7）|2か所で開く。|",
    "|指標|参加者数|目標値（R7）|40人|実績値|38人|", "１　取組の実績", "|指標名|R5実績|R6目標|",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(HEADS + ROWS), min_size=1, max_size=25).map("\n".join).filter(str.strip)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_tables_of_any_text(text: str) -> None:
    source = read("x.txt", "0" * 64, text.encode())
    report = segment(source, builtin()[0], ReportHead())
    at = 0
    for piece in report.segments:
        assert piece.span.start == at
        at = piece.span.end
        if piece.kind is SegmentKind.BLANK:
            assert not source.text[piece.span.start : at].strip()
    assert at == len(source.text)
    for grid in source.tables:
        positions = [
            (r, c)
            for x in grid.cells
            for r in range(x.row, x.row + x.rows)
            for c in range(x.column, x.column + x.columns)
        ]
        assert len(positions) == len(set(positions))
        assert all(source.text[s.start : s.end].strip() for x in grid.cells for s in x.spans)
    found = check(resolve(source, report, extract(source, report)))
    assert [m.no for m in report.measures()] == list(range(1, len(list(report.measures())) + 1))
    starts = [n.span.start for n in found.numerals]
    assert starts == sorted(set(starts))
    for record in found.figures:
        assert source.text[record.figure.span.start : record.figure.span.end] == record.figure.text

"""Any text gives a tree whose segments cover it once."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.mentions import Span
from pipeline.locate import locate
from pipeline.model import Report, ReportHead, SegmentKind, SourceDoc
from pipeline.profile import builtin
from pipeline.segment import segment
from pipeline.segment.choice import choose

STYLE = next(style for style in builtin() if style.id == "torikumi-hoko")

LINES = st.sampled_from(
    [
        "【取組方向1】相談", "【取組方向　２ 交流】", "【取組方向2】", "【参考】", "（1）窓口", "(2)", "⑶ 交流", "○ 相談会（福祉課）",
        "○訪問", "〇〇市", "○", "◎ 会（第3条関係）", "○「相談", "会」（教育局", "（こころ課、", "長寿課）", "（取組内容と進捗状況）",
        "（今後の取組方向）", "（実績）3回開きました。", "＜課題＞", "■今後の予定：増やす", "① 電話", "②", "ア) 来所", "1. 訪問", "◇第1回",
        "・10件（8月末現在）", "令和5年度の上半期の進捗状況です。", "「青凪県計画」の進捗", "目　次", "【取組方向1】相談……3", "- 1 -", "2", "3", "",
        "　", "\f", "別紙1", "担当課：福祉課", "\ufeff", "1 窓口",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=200), st.lists(LINES, max_size=40).map("\n".join))
MARKS = st.sampled_from(
    [
        "第1章", "1-(1)", "1-(1)-①", "Ⅰ", "基本目標1", "施策の方向2", "◆", "■", "▼カード1-1", "No.3", "(ア)", "##", "柱１", "施策名：",
        "担当課：", "■担当：", "〔実績〕", "［所管：福祉課］", "はじめに", "|", "\t", "…", "P.", "- 1 / 6 -", "表1", "※", "福祉課",
    ]
)  # fmt: skip
WORDS = st.sampled_from(["相談", "見守りの充実", "福祉課", "3回", "12人", "を開きました。", "：", "｜", "\t", " ", ""])
OTHER_STYLES = st.lists(
    st.one_of(LINES, st.tuples(MARKS, WORDS, WORDS).map("".join), st.tuples(WORDS, WORDS, WORDS).map("".join)),
    max_size=30,
).map("\n".join)


def read(text: str, soft: tuple[int, ...] = ()) -> Report:
    pages = (0, *(i + 1 for i, c in enumerate(text) if c == "\f" and i + 1 < len(text)))
    source = SourceDoc(
        name="x.txt", sha256="0" * 64, format="txt", text=text, soft_breaks=soft, page_starts=tuple(pages)
    )
    return segment(source, STYLE, ReportHead())


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.data())
def test_segments_cover_any_text_once(text: str, data: st.DataObject) -> None:
    breaks = [i for i, c in enumerate(text) if c == "\n"]
    soft = tuple(data.draw(st.lists(st.sampled_from(breaks), unique=True))) if breaks else ()
    report = read(text, soft)
    at = 0
    for piece in report.segments:
        assert piece.span.start == at
        at = piece.span.end
        if piece.kind is SegmentKind.BLANK:
            assert not text[piece.span.start : piece.span.end].strip()
    assert at == len(text)


@settings(max_examples=150, deadline=None)
@given(OTHER_STYLES)
def test_any_text_has_a_style(text: str) -> None:
    """A derived outline is written as a style and read again: none may contradict itself."""
    source = SourceDoc(name="x.txt", sha256="0" * 64, format="txt", text=text)
    report = segment(source, choose(source, builtin()), ReportHead())
    assert sum(piece.span.end - piece.span.start for piece in report.segments) == len(text)


def _holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_the_tree_lies_inside_the_text_and_every_place_is_found(text: str) -> None:
    report = read(text)
    pages = [piece.span for piece in report.segments if piece.kind is SegmentKind.FURNITURE]
    words = "".join(c for i, c in enumerate(text) if c != "\n" and not any(s.start <= i < s.end for s in pages))
    end = 0
    for number, measure in enumerate(report.measures(), start=1):
        assert measure.no == number
        assert end <= measure.heading.start
        assert measure.title in words or measure.departments
        assert _holds(measure.span, measure.heading)
        for block in measure.blocks:
            assert _holds(measure.span, block.span)
            assert all(_holds(block.span, item.span) for item in block.items)
        end = measure.span.end
    assert end <= len(text)
    locator = locate(report)
    for offset in range(len(text)):
        block, place = locator.block_and_place(offset)
        if block is not None:
            assert block.span.start <= offset < block.span.end
            assert not locator.heading_at(offset)
        if place.item is not None:
            assert block is not None
    assert all(text[s.start : s.end].strip() for s in locator.marker_spans(text))

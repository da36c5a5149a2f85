"""Measures that tell without labels, but all in the same order: what was done, what is wanting, what is to come.

Where measures are seen to keep to it, each in a paragraph of its own, the one before what is to come tells what is wanting in the
others too, if it says no more than how things are and that in some word for what is ill: 夏の渇水で、三つの池が枯れています.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from extractors.mentions import Span
from extractors.patterns import compile_pattern
from pipeline.model import Block, BlockKind, Direction, Measure
from pipeline.segment.both import is_so, tells_wanting
from pipeline.segment.described import with_measures
from pipeline.segment.tense import opens_line, parts_of, sentence_bounds, sentences

_ORDER = [BlockKind.PROGRESS, BlockKind.ISSUES, BlockKind.OUTLOOK]
_HABIT = 2  # measures
_ILL = compile_pattern(
    r"ず、|な[いく]|ません|少な|[狭遠古弱遅]|減[っりら少]|落ち|止ま|途切|[崩壊枯荒傷]|流され|欠[いけ員]|[不未][一-鿿]|高齢|閉[ざじ鎖]|偏|重[くな]|かさ[みん]|膨ら|高騰|値上が|延び|渇水|食害|[大豪]雨|台風|猛暑"
)


def told_in_paragraphs(raw: str, directions: Sequence[Direction]) -> Sequence[Direction]:
    """Return the directions of a report, what is wanting apart where its measures tell it before what is to come.

    Args:
        raw: the report's text.
        directions: as they were read.
    """
    measures = (m for d in directions for s in d.sections for m in s.measures)
    if sum(_tells(raw, measure.blocks, _ORDER) for measure in measures) < _HABIT:
        return directions
    return with_measures(directions, partial(_with_wants_apart, raw))


def _tells(raw: str, blocks: Sequence[Block], order: Sequence[BlockKind]) -> bool:
    """Tell whether blocks without labels are of some kinds in order, each from a new line on."""
    return [block.kind for block in blocks] == order and all(
        block.heading is None and not block.column and opens_line(raw, blocks[0].span.start, block.span.start)
        for block in blocks
    )


def _with_wants_apart(raw: str, measure: Measure) -> Measure:
    if not _tells(raw, measure.blocks, [BlockKind.PROGRESS, BlockKind.OUTLOOK]):
        return measure
    done, ahead = measure.blocks
    bounds = list(sentence_bounds(raw, done.span))
    opening = (
        n
        for n in range(len(bounds) - 1, 0, -1)
        if opens_line(raw, done.span.start, bounds[n][0]) and raw[bounds[n - 1][1] - 1] == "。"
    )
    last = next(opening, None)
    if last is None or not all(map(_is_ill, sentences(raw, Span(bounds[last][0], done.span.end)))):
        return measure
    parts = [(done.kind, done.span.start, bounds[last - 1][1]), (BlockKind.ISSUES, bounds[last][0], done.span.end)]
    return replace(measure, blocks=(*parts_of(done, parts), ahead))


def _is_ill(sentence: str) -> bool:
    """Tell whether a folded sentence tells what is wanting, or how things are with a word for what is ill."""
    return tells_wanting(sentence) or (is_so(sentence) and _ILL.search(sentence) is not None)

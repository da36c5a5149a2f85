"""The noun phrase or the quote that ends right before a place in the text: what names an occasion there."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from extractors import morphology, scripts
from extractors.gatherings import DAY_IN_JOB, OCCASION
from extractors.patterns import compile_pattern
from pipeline.resolve import places, row_heads
from pipeline.resolve.phrases import QUOTE, TITLED, before_anniversary, before_aside, begin_of_name

if TYPE_CHECKING:
    from pipeline.resolve.layout import Layout


def phrase_before(layout: Layout, at: int, *, known: bool = True) -> str | None:
    """Return the noun phrase or quote that ends at `at`; `known`: only if a word in it is that of an occasion."""
    text = layout.text
    at = before_aside(text, at)
    if text[at - 1 : at] in "」』" and at:
        quotes = [m for m in QUOTE.finditer(text, at - 90, at) if m.end() == at]
        return layout.quote(*quotes[-1].span("name")) if quotes else None
    near = max(layout.line_at(max(at - 1, 0)).body, at - morphology.MAX_CHUNK)
    lowest = max(near, *[text.rfind(mark, near, at) + 1 for mark in "、,。)"])
    if known and not OCCASION.search(text, lowest, at + 1):  # which may look one character ahead
        return None  # tagging the clause is dear
    if _YEAR_OF_NAME.search(text, max(lowest, at - 5), at):  # みなとウォーク2023
        name = phrase_before(layout, at - 4, known=known)
        return None if name is None else name + layout.quote(at - 4, at)
    words = morphology.clause_tokens(layout.view, max(at - 1, 0))
    last = bisect_left(words, at, key=lambda t: t.end)
    if last >= len(words) or words[last].end != at or words[last].pos1 not in ("名詞", "接尾辞"):
        return None
    start = begin_of_name(words, last, lowest, is_row=not layout.is_sentence(at - 1))
    start = before_anniversary(text, lowest, start)
    start = min(start, day.start()) if (day := _DAY_IN_JOB.search(text, lowest, at)) else start
    titled = TITLED.search(text, near, start)
    if text.endswith("」展", 0, at) and start == at - 1:
        return phrase_before(layout, start)  # 「旅の写真」展
    name = layout.quote(*titled.span("name")) if titled else layout.quote(start, at)
    if known:
        return name if titled or (len(name) > 1 and OCCASION.search(name)) else None
    return None if row_heads.NO_NAME.search(name) else name


_DAY_IN_JOB = compile_pattern(rf"{DAY_IN_JOB}(?:体験)?$")
"""The tagger parts it at its number: 一|日|署長."""
_YEAR_OF_NAME = scripts.compile(r"[一-鿿ァ-ヶーぁ-ん](?:19|20)\d\d$")


def topic_of_session(layout: Layout, at: int) -> str | None:
    """Return the occasion whose time an ordinal at `at` counts: ワークショップは、第1回を6月14日に開いた."""
    begin = max(layout.sentence(at, at)[0], at - _LONGEST_LIST)
    topic = _BEFORE_ORDINAL.search(layout.text, begin, at + 1)
    return phrase_before(layout, topic.start()) if topic else None


_BEFORE_ORDINAL = scripts.compile(r"[はをの]、?(?=第|\d{1,2} ?回目)|[はを]、?(?=[全計]\d{1,2} ?回)")
_LONGEST_LIST = 120  # characters: 第1回を6月14日（土）、第2回を8月2日（土）、…


def held_beside(layout: Layout, left: int, at: int) -> str | None:
    """Return the first of two things held, of which alone a bracket tells who came: 街頭啓発（60名参加）とライトアップを."""
    beside = _ATTENDED_BESIDE.search(layout.text, max(left, at - _BESIDE), at)
    return phrase_before(layout, beside.start(), known=False) if beside else None


_ATTENDED_BESIDE = scripts.compile(
    r"[(](?:参加者?|約)?[\d,]{1,6} ?[人名](?:が?(?:参加|来場))?[)](?:と|及び|、)[^、。\n()\d]{2,20}$"
)

_BESIDE = 80  # characters


def named_before_next(layout: Layout, end: int, following: int) -> str | None:
    """Return the object whose verb the next date shares: 6月3日に研修会を、7月1日に見学会を開催."""
    if layout.text[following - 1 : following] not in ("、", ",") or following - end > morphology.MAX_CHUNK:
        return None
    at = following - 1
    if placed := _PLACED_BEFORE_NEXT.search(layout.text, end, at):
        at = placed.start() + 1
    is_object = layout.text.startswith("を", at - 1)
    at -= is_object
    name = phrase_before(layout, at, known=not (is_object or row_heads.IS_PART.search(layout.text, end, at)))
    return None if name is None or places.is_place(name) else name


_PLACED_BEFORE_NEXT = scripts.compile(r"を[^、。をはが\d()]{2,20}(?:で|において|にて)$")
"""10月にフェスタを市役所で、2月に発表会を公民館で開く."""

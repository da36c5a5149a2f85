"""Shares of a whole that is called by its name: 634人が参加しました。市外からは204人で、参加者全体の32.2％, 総延長の21％."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.label_words import EARLIER
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.check.beside import HUNDRED, Mismatch, agree, comparable, exact, is_share, words_between
from pipeline.model import FigureRecord

_LEAD = compile_pattern(
    r"(?:[、,]|は) ?(?:(?P<of>[一-鿿ァ-ヶー]{1,10}?)の?(?:全体|総数|全数)|(?P<all>[総全](?!体|国|県|数)[一-鿿ァ-ヶー]{1,8}))の ?$"
)
_AMOUNTS = compile_pattern("(?:を|に|で|と)")
_PART_GAP = compile_pattern(r"[^0-9。\n()]{1,24}")
_SET_APART = compile_pattern(rf"{EARLIER}|目標|計画|予定|全国|平均|合わせ|合計")
_LONGEST_LEAD = 20
_BEFORE = 120  # characters from the whole to the part
_BEHIND = 24  # characters from the share to the whole
_NEAR = 10


def mismatched_shares_of_all(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield the shares that the part before them is not of the one value that bears the name of their whole.

    Args:
        text: without wraps.
        figures: of the report, by offset.
    """
    for at in range(1, len(figures)):
        part, share = figures[at - 1], figures[at]
        if not is_share(share) or not exact(part, share):
            continue
        start, end = share.figure.span.start, share.figure.span.end
        lead = _LEAD.search(words_between(text, max(0, start - _LONGEST_LEAD), start))
        gap = words_between(text, part.figure.span.end, start)
        if lead is None or not _PART_GAP.fullmatch(gap) or _SET_APART.search(gap):
            continue
        if not _AMOUNTS.match(words_between(text, end, end + 2)):
            continue
        named = [
            w for w in _around(text, figures, at) if comparable(w, part) and _bears(text, w, lead["of"], lead["all"])
        ]
        if len(named) != 1 or not exact(named[0]) or named[0].figure.value < part.figure.value:
            continue
        calculated = part.figure.value / named[0].figure.value * HUNDRED
        if not agree(share.figure.value, calculated):
            yield Mismatch(share, calculated, (part, named[0]))


def mismatched_shares_of_kind(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield the shares of a part by its name that it has not in the sum right before: 男性214人、女性126人、計340人で、女性の割合は37.1％.

    Args:
        text: without wraps.
        figures: of the report, by offset.
    """
    for at in range(2, len(figures)):
        share, whole = figures[at], figures[at - 1]
        if not is_share(share) or not whole.figure.value:
            continue
        gap = words_between(text, whole.figure.span.end, share.figure.span.start)
        led = _SHARE_OF_KIND.fullmatch(gap)
        if led is None:
            continue
        parts = [r for r in figures[max(0, at - _MOST) : at - 1] if r.part_of == whole.figure_id]
        named = [r for r in parts if fold(r.figure.label or "") == led["name"] and comparable(r, whole)]
        if len(named) == 1 and exact(share, whole, *named):
            calculated = named[0].figure.value / whole.figure.value * HUNDRED
            if not agree(share.figure.value, calculated):
                yield Mismatch(share, calculated, (named[0], whole))


_SHARE_OF_KIND = compile_pattern(
    r"(?:で|であり|となり)?[、。] ?(?P<name>[^0-9。、\n()]{1,12})の(?:割合|比率|構成比)(?:は|が)、? ?"
)
_MOST = 6


def _around(text: str, figures: Sequence[FigureRecord], at: int) -> Iterator[FigureRecord]:
    """Yield the figures of the paragraph before the part `figures[at - 1]`, and the one right behind the share."""
    stop = figures[at - 1].figure.span.start
    for k in range(at - 2, -1, -1):
        end = figures[k].figure.span.end
        if stop - end > _BEFORE or "\n" in text[end:stop]:
            break
        yield figures[k]
    if at + 1 < len(figures):
        gap = text[figures[at].figure.span.end : figures[at + 1].figure.span.start]
        if len(gap) <= _BEHIND and "\n" not in gap:
            yield figures[at + 1]


def _bears(text: str, record: FigureRecord, of: str | None, whole: str | None) -> bool:
    """Tell whether a value is that of a whole by the words beside it: 634人が参加 of 参加者, 総延長は400km."""
    start, end = record.figure.span.start, record.figure.span.end
    lead = words_between(text, max(0, start - _NEAR), start)
    if _SET_APART.search(lead):
        return False
    label = fold(record.figure.label or "")
    if whole is not None:
        return label in (whole, whole[1:])
    name = (of or "").removesuffix("数").removesuffix("者") or (of or "")
    return name in label or words_between(text, end, end + _NEAR).lstrip("がをのに").startswith(name)

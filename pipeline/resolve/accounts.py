"""The account of a stretch's numerals: every one of them once, with the mention that holds it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from heapq import merge
from operator import itemgetter

from extractors.mentions import ClaimedBy, Figure, Mention, Occasion
from pipeline.account import NumeralRecord
from pipeline.extract import Stretch
from pipeline.model import DateRecord, FigureRecord

_UNCLAIMED, _FIGURE, _DATE, _ORDINAL = ClaimedBy.UNCLAIMED, ClaimedBy.FIGURE, ClaimedBy.DATE, ClaimedBy.ORDINAL


def account(
    stretch: Stretch, values: Mapping[int, str], figures: Sequence[FigureRecord], dates: Sequence[DateRecord]
) -> Iterator[NumeralRecord]:
    """Yield every numeral once, with the mention that holds it.

    Args:
        stretch: what was found.
        values: the indicators by where their values begin.
        figures: of the stretch.
        dates: likewise.
    """
    refs = {f.figure.span.start: f.figure_id for f in figures}
    refs |= {d.date.span.start: d.date_id for d in dates}
    beside = {claim.span.start: claim.by for claim in stretch.aside}
    told = [(mention.span, _claim(mention)) for mention in stretch.mentions]
    told += [(claim.span, claim.by) for claim in stretch.claims]
    # Both are in order: the sort is a merge, and a mention stands before a claim beside it.
    told.sort(key=itemgetter(0))
    coming = iter(told)
    following = next(coming, None)
    reached, claim, ref = 0, _UNCLAIMED, None  # of the last mention that begins before the numeral does
    aside = [claim.span for claim in stretch.aside]
    ended = 0
    for span in merge(stretch.numerals, aside, key=itemgetter(0)) if aside else stretch.numerals:
        start, end = span
        if start < ended:
            continue  # it stands in the middle of a number, which goes on behind it
        ended = end
        while following is not None and following[0][0] <= start:
            (begin, reached), claim = following
            ref = (values.get(begin) or refs.get(begin)) if claim in _REFERRED else None
            following = next(coming, None)
        if start in beside:
            yield _new_record((span, beside[start], None))
        elif end <= reached:
            yield _new_record((span, claim, ref))
        else:
            yield _new_record((span, _UNCLAIMED, None))


_new_record = partial(tuple.__new__, NumeralRecord)
"""A half of the time of calling `NumeralRecord`."""
_REFERRED = (ClaimedBy.FIGURE, ClaimedBy.DATE)


def _claim(mention: Mention) -> ClaimedBy:
    if isinstance(mention, Occasion):
        return _ORDINAL
    return _FIGURE if isinstance(mention, Figure) else _DATE

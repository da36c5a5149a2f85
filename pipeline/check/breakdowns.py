"""Totals that the parts told beside them do not add up to, or that a part exceeds: 12人（男5人、女8人）."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from itertools import accumulate, pairwise, takewhile
from typing import NamedTuple

from extractors.mentions import FigureKind, Qualifier
from extractors.patterns import compile_pattern
from pipeline.check.beside import sentence_behind, words_before, words_between
from pipeline.check.values import COUNTED, exact, off_by_rounding, sum_of
from pipeline.model import FigureRecord

_INCOMPLETE_QUALIFIERS = frozenset(
    {Qualifier.OF_WHICH, Qualifier.ABOUT, Qualifier.DEGREE, Qualifier.AT_LEAST, Qualifier.MORE_THAN}
)
_OPENS_PARTS = compile_pattern("うち|内訳")
"""Between two parts: what follows may count the same things anew."""
_ADDED = COUNTED | {FigureKind.DURATION}
_OUTCOME = compile_pattern(r"修了|就職|合格|卒業|完走|達成")
"""What the same persons may come to one after the other."""
_OVERLAP = compile_pattern("重複|複数(?:回答|の)|掛け?持ち|兼ね|端数|四捨五入|一致しな|一致しませ")
_EXTREME = compile_pattern("最[少多大小高低]")
_PARTS = 2  # fewest that add up
_LONGEST_NOTE, _NEXT_TO, _LONGEST_AGAIN = 40, 16, 12  # characters


class Breakdown(NamedTuple):
    """A total and its parts, which add up to something else."""

    total: FigureRecord
    parts: Sequence[FigureRecord]
    are_all: bool
    """Whether the parts are told to be all of the total; otherwise they only make more."""


def exceeding_parts(text: str, figures: Sequence[FigureRecord]) -> Iterator[tuple[FigureRecord, FigureRecord]]:
    """Yield the parts that are greater than their total, and the total.

    Args:
        text: what `joined` returns.
        figures: of the report, by offset.
    """
    for total, parts in _parts_of_totals(text, figures):
        for part in parts:
            if part.figure.value > total.figure.value:
                yield part, total


def mismatched_breakdowns(text: str, figures: Sequence[FigureRecord], complete: Collection[str]) -> Iterator[Breakdown]:
    """Yield the totals that their parts do not add up to, or more than add up to.

    Args:
        text: what `joined` returns.
        figures: of the report, by offset.
        complete: figure_ids of the totals whose parts are known to be all of them.
    """
    for total, parts in _parts_of_totals(text, figures):
        whole = total.figure.value
        are_all = total.figure_id in complete
        members = list(_apart_from_shares(text, parts)) if are_all else parts
        added = sum_of(members)
        if added == whole or not exact(total) or off_by_rounding(added - whole, (total, *members)):
            continue
        loose = any(_INCOMPLETE_QUALIFIERS.intersection(m.figure.qualifiers) for m in members)
        if are_all:
            if not (loose and added <= whole) and not _told_to_overlap(text, members):
                yield Breakdown(total, members, are_all)
        elif (
            added > whole
            and len(members) >= _PARTS
            and all(m.figure.value <= whole for m in members)
            and not _is_told_in_part(members, whole)
            and not _overlapping(text, members)
        ):
            yield Breakdown(total, members, are_all)


def _parts_of_totals(
    text: str, figures: Sequence[FigureRecord]
) -> Iterator[tuple[FigureRecord, Sequence[FigureRecord]]]:
    totals = {r.figure_id: r for r in figures}
    parts: dict[str, list[FigureRecord]] = defaultdict(list)
    for record in figures:
        if record.part_of:
            parts[record.part_of].append(record)
    places = {record.figure_id: n for n, record in enumerate(figures)} if parts else {}
    for figure_id, members in parts.items():
        total = totals[figure_id]
        first, last = places[members[0].figure_id], places[members[-1].figure_id]
        beside = (*figures[max(0, first - 1) : first], *figures[last + 1 : last + 2])
        if (
            total.figure.kind in _ADDED
            and not any(_is_of_range(text, member) for member in members)
            and not any(_is_completed(total, members, record) for record in beside)
        ):
            yield total, members


def _is_of_range(text: str, member: FigureRecord) -> bool:
    """Tell whether a value is no part but one of those that a mean lies between: 平均18人（最少12人、最多24人）."""
    return _EXTREME.search(words_before(text, member.figure.span.start, _NEXT_TO)) is not None


def _is_completed(total: FigureRecord, members: Sequence[FigureRecord], record: FigureRecord) -> bool:
    """Tell whether what stands right before or behind the parts makes up the total with them: its name kept it from being one."""
    start, end = record.figure.span.start, record.figure.span.end
    return (
        max(start - members[-1].figure.span.end, members[0].figure.span.start - end) <= _LONGEST_AGAIN
        and record is not total
        and record.figure.unit_norm == total.figure.unit_norm
        and sum_of(members) + record.figure.value == total.figure.value
    )


def _is_told_in_part(members: Sequence[FigureRecord], whole: Decimal) -> bool:
    """Tell whether the first of some parts are all of a total, and the others tell again of it: 市内6人、市外4人、20代以下3人."""
    return whole in accumulate(member.figure.value for member in members)


def _apart_from_shares(text: str, members: Sequence[FigureRecord]) -> Iterator[FigureRecord]:
    """Yield the parts that add up, without what the text says again of the same total behind them.

    83件（新規51件、継続32件）、うち7件; 212人（正規148人、会計年度任用64人、再掲：保健師11人）.
    """
    yield members[0]
    yield from takewhile(lambda member: not _is_told_again(text, member), members[1:])


def _is_told_again(text: str, member: FigureRecord) -> bool:
    again = "再掲" in words_before(text, member.figure.span.start, _LONGEST_AGAIN)
    return again or Qualifier.OF_WHICH in member.figure.qualifiers


def _overlapping(text: str, members: Sequence[FigureRecord]) -> bool:
    """Tell whether parts may hold the same things: うち新規120件、うち電話300件; ※重複あり; attendances; うち女性5人、修了予定17人."""
    spans = [m.figure.span for m in members]
    again = any(_OPENS_PARTS.search(words_between(text, a.end, b.start)) for a, b in pairwise(spans))
    return (
        again
        or len({m.figure.label for m in members if _OUTCOME.search(m.figure.label or "")}) > 1
        or _told_to_overlap(text, members)
        or any(Qualifier.TOTAL_ATTENDANCES in m.figure.qualifiers for m in members)
        or len({m.status for m in members}) > 1
    )


def _told_to_overlap(text: str, members: Sequence[FigureRecord]) -> bool:
    """Tell whether the words behind parts say that they count some things several times or are rounded: （複数回答）, （端数処理による）."""
    behind = sentence_behind(text, members[-1].figure.span.end, _LONGEST_NOTE)
    return "延べ" in behind[:_NEXT_TO] or _OVERLAP.search(behind) is not None

"""Totals that the parts told beside them do not add up to, or that a part exceeds: 12人（男5人、女8人）."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from itertools import accumulate, pairwise, takewhile
from typing import NamedTuple

from extractors.label_words import EARLIER
from extractors.mentions import FigureKind, Qualifier
from extractors.patterns import compile_pattern
from pipeline.check.beside import sentence_behind, words_before, words_behind, words_between
from pipeline.check.values import COUNTED, NEARLY, comparable, exact, off_by_rounding, slipped, sum_of
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
_AGAIN = compile_pattern("[^0-9]*延べ")
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
            and "平均" not in words_before(text, total.figure.span.start, _LONGEST_AGAIN)
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
    return _AGAIN.match(behind[:_NEXT_TO]) is not None or _OVERLAP.search(behind) is not None


def mismatched_classes(
    text: str, figures: Sequence[FigureRecord]
) -> Iterator[tuple[FigureRecord, Sequence[FigureRecord]]]:
    """Yield the totals that the kinds listed behind them by name, or the classes of the next sentence, nearly add up to.

    1,284人で、身体842人、療育236人、精神216人; 市内132橋を点検した。判定は、区分Ⅰが71橋、区分Ⅱが46橋、区分Ⅲが17橋.

    Args:
        text: what `joined` returns.
        figures: of the report, by offset.
    """
    for whole, run, is_slip in (*_listed(text, figures), *_classed(text, figures)):
        added, stated = sum_of(run), whole.figure.value
        near = slipped(stated, added) if is_slip else 0 < abs(added - stated) <= added * NEARLY
        behind = sentence_behind(text, run[-1].figure.span.end, _LONGEST_NOTE)
        if near and exact(whole, *run) and not _REST.search(behind):
            yield whole, run


def _listed(text: str, figures: Sequence[FigureRecord]) -> Iterator[tuple[FigureRecord, Sequence[FigureRecord], bool]]:
    for at, whole in enumerate(figures):
        run = _listed_behind(text, figures, at)
        if len(run) > _PARTS:
            yield whole, run, True  # nothing says that they are all


def _classed(text: str, figures: Sequence[FigureRecord]) -> Iterator[tuple[FigureRecord, Sequence[FigureRecord], bool]]:
    at = 0
    while at < len(figures):
        run = _classes_from(text, figures, at)
        wholes = _examined(text, figures, at) if len(run) > _PARTS else []
        at += max(1, len(run))
        if len(wholes) == 1:
            yield wholes[0], run, False


_LISTED_FIRST = compile_pattern(r"で(?:あり|す)?、(?:内訳は、?)?[^0-9、。\n()]{1,10}")
_LISTED_NEXT = compile_pattern(r"、[^0-9、。\n()]{1,10}")
_APART = compile_pattern(rf"など|等|ほか|他|うち|また|さらに|累計|目標|計画|予定|定員|予算|{EARLIER}")


def _listed_behind(text: str, figures: Sequence[FigureRecord], at: int) -> Sequence[FigureRecord]:
    """Return the values that a clause behind one lists, each by its name: 1,284人で、身体842人、療育236人、精神206人."""
    whole = figures[at]
    found: list[FigureRecord] = []
    for record in figures[at + 1 : at + 1 + _MOST]:
        last = found[-1] if found else whole
        gap = words_between(text, last.figure.span.end, record.figure.span.start)
        told = (_LISTED_NEXT if found else _LISTED_FIRST).fullmatch(gap)
        if told is None or not comparable(whole, record) or record.part_of is not None or _APART.search(gap):
            break
        found.append(record)
    return found


_CLASS = compile_pattern(r"(?<![0-9A-Z.])(?P<no>[ⅠⅡⅢⅣⅤ]|[1-5]|[A-E])(?:判定|ランク|段階|型|評価)?(?:が|は|に|:)? ?$")
_EXAMINED = compile_pattern(r"[^0-9。\n]{0,24}(?:点検|調査|診断|検査|判定|評価)")
_REST = compile_pattern("[0-9]|残|未|ほか|他|不明|対象外|除")
_FARTHEST_WHOLE = 120  # characters
_MOST, _MOST_BEFORE = 10, 4  # parts, figures


def _classes_from(text: str, figures: Sequence[FigureRecord], at: int) -> Sequence[FigureRecord]:
    """Return the values from one on that are those of one class after the other: 区分Ⅰが71橋、区分Ⅱが46橋."""
    found: list[FigureRecord] = []
    last = ""
    for record in figures[at : at + _MOST]:
        match = _CLASS.search(text[max(0, record.figure.span.start - _NEXT_TO) : record.figure.span.start])
        gap = words_between(text, found[-1].figure.span.end, record.figure.span.start) if found else ""
        if match is None or len(gap) > _NEXT_TO or "。" in gap or "\n" in gap:
            break
        if found and (not comparable(found[0], record) or ord(match["no"]) != ord(last) + 1):
            break
        if not found and match["no"] not in "ⅠA1":
            break
        last = match["no"]
        found.append(record)
    return found


def _examined(text: str, figures: Sequence[FigureRecord], at: int) -> list[FigureRecord]:
    """Return the values before a run of classes that are said to be of all that was examined."""
    start, unit = figures[at].figure.span.start, figures[at].figure.unit_norm
    found = []
    for record in reversed(figures[max(0, at - _MOST_BEFORE) : at]):
        end = record.figure.span.end
        if start - end > _FARTHEST_WHOLE or "\n" in text[end:start]:
            break
        if record.figure.unit_norm == unit and record.part_of is None and exact(record):
            found.append(record)
    return found if found and all(_EXAMINED.match(words_behind(text, r.figure.span.end, 40)) for r in found) else []

"""What the values of one measure say of each other across its lines, cells and sentences.

受診者の目標240人 in the cell of plans and 186人（達成率87.5％） in that of results; 参加者684人 above 目標　700人（達成率99.7％）.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from extractors.mentions import FigureKind, Qualifier, Status
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.check.beside import sentence_before, words_behind, words_between
from pipeline.check.values import (
    COUNTED,
    HUNDRED,
    Mismatch,
    agree,
    attainments,
    exact,
    is_share,
    relative_rounding,
    sum_of,
)
from pipeline.model import FigureRecord

_RATE = compile_pattern(
    r"(?:[^0-9。\n]{0,16}[。\n、,・/ ()]{1,4}|[^0-9。\n]{0,4})(?:(?:年間|年度|数値)?(?:目標|計画)(?:値|数|人数|件数)?(?:に対する|比の?|の))?(?:達成|到達)(?:率|度|割合)(?:は|が|も|:)?、? ?(?:約)?"
)
"""From a value or its target to the rate of attainment right behind it."""
_OF_PLAN = compile_pattern("累計|通算|最終|計画期間|[0-9元]年度|全体")
"""Before a target: it may be of more than the value is of."""
_TARGET = compile_pattern("(?:の?(?:目標|計画|予定)(?:値|数|人数|件数)?|数)$")
_AGAINST = compile_pattern(r"(?:に対し(?:て)?|の)、?(?:約)?")
_PLANNED = compile_pattern(r"計画(?:値|数|人数|件数)?(?:の|は|である|:)? ?$")
_NEARLY = Decimal("0.5")
_LEAD, _FARTHEST = 24, 48  # characters


def mismatched_targets(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield the rates of attainment that no value of a measure has of its only target in that unit."""
    for measure_no, told in groupby(figures, lambda record: record.place.measure_no):
        own = list(told) if measure_no is not None else []
        for at, rate in enumerate(own):
            beside = _beside(text, own, at) if at and is_share(rate) and exact(rate) else None
            if beside is not None:
                yield from _of_target(text, own, rate, beside)


def _beside(text: str, own: Sequence[FigureRecord], at: int) -> FigureRecord | None:
    """Return the value or target right behind which, or behind the parts of which, the rate of attainment `own[at]` stands."""
    start, end = own[at].figure.span.start, own[at - 1].figure.span.end
    if start - end > _FARTHEST:
        return None
    gap, behind = words_between(text, end, start), words_behind(text, own[at].figure.span.end, 4)
    if not _RATE.fullmatch(gap) and not (behind.startswith("の達成") and _AGAINST.fullmatch(gap)):
        return None
    return next((record for record in own[at - 1 :: -1] if record.part_of is None), None)


def _of_target(text: str, own: Sequence[FigureRecord], rate: FigureRecord, beside: FigureRecord) -> Iterator[Mismatch]:
    of_unit = [r for r in own if r.figure.unit_norm == beside.figure.unit_norm and r is not rate and exact(r)]
    targets = [r for r in of_unit if r.status is Status.TARGET]
    if (
        not targets
        and beside.status is Status.PLANNED
        and _PLANNED.search(sentence_before(text, beside.figure.span.start, _LEAD))
    ):
        targets = [beside]
    done = [r for r in of_unit if r.status is Status.ACTUAL and r.figure.kind in COUNTED]
    if len(targets) != 1 or not targets[0].figure.value or beside not in (*targets, *done):
        return
    target = targets[0]
    name = _name(target)
    wholes = [
        r for r in done if _is_whole(r) and (r is beside or _name(r) == name or (not name and r.place == target.place))
    ]
    if (
        len(wholes) != 1
        or (name and _name(wholes[0]) != name)
        or _OF_PLAN.search(sentence_before(text, target.figure.span.start, _LEAD))
    ):
        return
    whole = wholes[0]
    rates = [way for r in done for way in attainments(r, target)]
    loose = relative_rounding(whole, target)
    if any(
        agree(rate.figure.value, way, abs(way) * loose)
        for way in (*rates, sum_of(done) / target.figure.value * HUNDRED)
    ):
        return
    calculated = whole.figure.value / target.figure.value * HUNDRED
    if abs(calculated - rate.figure.value) <= calculated * _NEARLY:
        yield Mismatch(rate, calculated, (whole, target))


def _name(record: FigureRecord) -> str:
    """Return what a value counts by its name, without that it is a target or a number."""
    return _TARGET.sub("", fold(record.figure.label or ""))


def _is_whole(record: FigureRecord) -> bool:
    return (
        record.part_of is None
        and record.figure.kind is not FigureKind.CHANGE
        and not {Qualifier.OF_WHICH, Qualifier.EACH}.intersection(record.figure.qualifiers)
    )

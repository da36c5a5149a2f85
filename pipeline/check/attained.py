"""A rate of attainment beside its target, where the value that was reached stands further before them.

新規就農者は16人となり、前年度の12人から4人増えた。目標の20人に対する達成率は85％である.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractors.label_words import EARLIER
from extractors.mentions import FigureKind, Qualifier, Status
from extractors.patterns import compile_pattern
from pipeline.check.beside import HUNDRED, Mismatch, agree, exact, is_share, words_between
from pipeline.model import FigureRecord

_TARGET = compile_pattern(
    r"(?P<of>[^0-9、。\n()]{0,10})目標(?:値|数|件数|人数)?(?:の|は|である|を|\(|:|として(?:い[るた])?)?、? ?$"
)
_RATE = compile_pattern(
    r"\)?(?:(?:に対し(?:て)?の?|に対する|の)、?|(?:で(?:あり|す)?|である)(?:ため|ので)?、)(?:達成(?:率|度|割合)|進捗率)(?:は|が|:)?、?(?:約)? ?"
)
_PART_OF_IT = compile_pattern(r"\)?(?:の|に対し(?:て)?、?)")
_AMOUNTS = compile_pattern(r"(?:に当た|にあた|に相当|の達成率|を達成)")
_OF_PLAN = compile_pattern("累計|通算|全体|最終|計画期間|年間|令和[0-9]+年度(?:末)?の?$|年度末")
"""Before a target: it is of more than the value that was reached may be of."""
_NOT_REACHED = compile_pattern(rf"(?:{EARLIER}|目標|計画|予定|定員|うち|当初|[0-9]年度)[^0-9、。\n()]{{0,12}}\(?$")
_CHANGES = compile_pattern(r" ?(?:増|減|から[^0-9、。\n()]{0,4}$)")
_NEARLY = Decimal("0.5")
"""How far a mistaken rate may lie from that calculated, of it; what is further off is of something else."""
_REACH = 160  # characters
_MOST = 10  # figures


def mismatched_attainments(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield the rates of attainment that no value before them is of the target beside them.

    Args:
        text: without wraps.
        figures: of the report, by offset.
    """
    for at in range(2, len(figures)):
        target, rate = figures[at - 1 : at + 1]
        if not is_share(rate) or rate.part_of or not target.figure.value or not exact(target, rate):
            continue
        start, end = target.figure.span.start, target.figure.span.end
        if "目標" not in text[max(0, start - 12) : start]:
            continue
        lead = _TARGET.search(words_between(text, max(0, start - 24), start))
        if lead is None or _OF_PLAN.search(lead["of"]):
            continue
        gap, stop = words_between(text, end, rate.figure.span.start), rate.figure.span.end
        behind = words_between(text, stop, stop + 8)
        if not _RATE.fullmatch(gap) and not (_PART_OF_IT.fullmatch(gap) and _AMOUNTS.match(behind)):
            continue
        near = list(_alike(text, figures, at))
        if any(agree(rate.figure.value, value) for reached in near for value in _possible(reached, target)):
            continue
        reached = [record for record in near if _is_reached(text, record)]
        start = reached[0].figure.span.start if reached else 0
        line = text.rfind("\n", max(0, start - 2 * _REACH), start)
        if sum(record.figure.span.start > line for record in reached) == 1:  # in the nearest line that has any
            calculated = reached[0].figure.value / target.figure.value * HUNDRED
            if abs(calculated - rate.figure.value) <= calculated * _NEARLY:
                yield Mismatch(rate, calculated, (reached[0], target))


def _alike(text: str, figures: Sequence[FigureRecord], at: int) -> Iterator[FigureRecord]:
    """Yield the values of the target's unit that stand before it in its block."""
    target = figures[at - 1]
    for k in range(at - 2, max(-1, at - 2 - _MOST), -1):
        record = figures[k]
        near = target.figure.span.start - record.figure.span.end <= _REACH
        if not near or record.place.block != target.place.block or record.place.measure_no != target.place.measure_no:
            return
        if record.figure.unit_norm == target.figure.unit_norm:
            yield record


def _possible(reached: FigureRecord, target: FigureRecord) -> Iterator[Decimal]:
    a, b = reached.figure.value, target.figure.value
    yield a / b * HUNDRED
    if a:
        yield b / a * HUNDRED
    yield (2 - a / b) * HUNDRED


def _is_reached(text: str, record: FigureRecord) -> bool:
    """Tell whether a value may be what was reached: no change, no part, none of an earlier year."""
    figure = record.figure
    start, end = figure.span.start, figure.span.end
    return (
        record.status is Status.ACTUAL
        and record.part_of is None
        and figure.kind is not FigureKind.CHANGE
        and exact(record)
        and not {Qualifier.OF_WHICH, Qualifier.EACH}.intersection(figure.qualifiers)
        and not _NOT_REACHED.search(words_between(text, max(0, start - 20), start))
        and not _CHANGES.match(words_between(text, end, end + 4))
    )

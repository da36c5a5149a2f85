"""A share beside the numbers that it is taken of, and the attainment of an indicator."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractors.label_words import EARLIER
from extractors.patterns import compile_pattern
from pipeline.check.beside import (
    CLOSED,
    HUNDRED,
    RATE_BESIDE,
    Mismatch,
    agree,
    comparable,
    exact,
    is_share,
    last_digit,
    words_between,
)
from pipeline.model import FigureRecord, Indicator

_NEAR = 30  # characters between a part and its share in brackets
_BESIDE = compile_pattern(r"[、, ・]{0,2}(?:で|と|\()? ?")
_COLUMNS = compile_pattern(r"[ 　]{2}|[|｜│┃\t]")
"""Between values of two columns of a table."""
_IN_BRACKETS = compile_pattern(r"[^。\n0-9()]*\( ?")
_FOLLOWED = compile_pattern(r" ?\( ?")
_NAMED_SHARE = (
    rf"(?![^0-9、]*(?:うち|{EARLIER}|目標|計画|平均|全国|全体|など|等|ほか))[^0-9、。()\n]{{1,16}}(?:は|が|:)? ?"
)
_FIRST_SHARE = compile_pattern(rf" ?\( ?(?:内訳[は:]? ?)?{_NAMED_SHARE}")
_SHARE_NEXT = compile_pattern(rf" ?[、,・] ?{_NAMED_SHARE}")
_FEWEST_SHARES = 2
_NEARLY = Decimal("0.15")  # of the whole


def mismatched_shares(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield the percentages that are not the share of the part beside them: 24人中15人（65.2％）.

    Args:
        text: the report's.
        figures: of the report, by offset.
    """
    by_id = {record.figure_id: record for record in figures}
    for at, part in enumerate(figures):
        total = by_id.get(part.part_of or "")
        if total is None or not comparable(total, part) or not total.figure.value:
            continue
        share = _share_of(text, figures, at, total)
        if share is None or not exact(share, part, total):
            continue
        calculated = part.figure.value / total.figure.value * HUNDRED
        if not agree(share.figure.value, calculated):
            yield Mismatch(share, calculated, (part, total))


def overfull_shares(text: str, figures: Sequence[FigureRecord]) -> Iterator[Sequence[FigureRecord]]:
    """Yield the shares of answers in 「」 that make up more than all: 「良い」62％、「普通」31％、「悪い」17％.

    Args:
        text: without wraps.
        figures: of the report, by offset.
    """
    found: list[FigureRecord] = []
    for at, record in enumerate(figures):
        lead = words_between(text, max(0, record.figure.span.start - _LONGEST_ANSWER), record.figure.span.start)
        if not (is_share(record) and exact(record) and _ANSWER.search(lead)):
            found = []
            continue
        follows = found and _NEXT_ANSWER.fullmatch(
            words_between(text, found[-1].figure.span.end, record.figure.span.start)
        )
        if not follows:
            found = []
        found.append(record)
        last = figures[at + 1] if at + 1 < len(figures) else None
        if last is not None and _NEXT_ANSWER.fullmatch(
            words_between(text, record.figure.span.end, last.figure.span.start)
        ):
            continue
        added = sum((share.figure.value for share in found), Decimal(0))
        rounding = sum((last_digit(share.figure.value) for share in found), Decimal(0)) / 2
        start, end = found[0].figure.span.start, record.figure.span.end
        around = words_between(text, max(0, start - _FAR), end + _FAR)
        if (
            len(found) > _FEWEST_SHARES
            and rounding < added - HUNDRED <= _NEARLY * HUNDRED
            and _ONE_OF_ALL.search(around)
            and not _SEVERAL_ANSWERS.search(around)
        ):
            yield found


_ANSWER = compile_pattern(r"」(?:と(?:の|する)?(?:回答|答え)?)?[がはも:]? ?$")
_NEXT_ANSWER = compile_pattern(
    r" ?(?:、|,|・|で、|と)? ?「[^」\n]{1,20}」(?:と(?:の|する)?(?:回答|答え)?)?[がはも:]? ?"
)
_ONE_OF_ALL = compile_pattern("「[^」]{0,8}(?:普通|ふつう|不満|悪い|ない|なかった|いいえ|どちら|無回答)")
"""An answer that leaves no other: who gave it gave but one."""
_SEVERAL_ANSWERS = compile_pattern("複数|重複|以上|あわせ|合わせ|うち|MA")
_LONGEST_ANSWER = 16
_FAR = 60


def mismatched_shares_of_whole(
    text: str, figures: Sequence[FigureRecord]
) -> Iterator[tuple[FigureRecord, Sequence[FigureRecord]]]:
    """Yield the percentages that those in the bracket behind them nearly add up to: 11.3％（直接廃棄5.9％、食べ残し5.6％）.

    Rates of groups do not add up to that of all, and mostly lie on both sides of it; what is far from the sum is of
    something else.

    Args:
        text: without wraps.
        figures: of the report, by offset.
    """
    for at, total in enumerate(figures):
        parts = _shares_behind(text, figures, at)
        if len(parts) < _FEWEST_SHARES or not exact(total, *parts):
            continue
        added = sum((part.figure.value for part in parts), Decimal(0))
        whole = total.figure.value
        rounding = sum((last_digit(part.figure.value) for part in parts), Decimal(0))  # or cutting off
        if max(part.figure.value for part in parts) < whole and rounding < abs(added - whole) <= _NEARLY * whole:
            yield total, parts


def _shares_behind(text: str, figures: Sequence[FigureRecord], at: int) -> Sequence[FigureRecord]:
    """Return the percentages in the bracket behind `figures[at]`, if that names each of them and holds nothing else."""
    found: list[FigureRecord] = []
    end = figures[at].figure.span.end
    for k in range(at, len(figures) if is_share(figures[at]) else at):
        record = figures[k]
        if k > at:
            lead = words_between(text, end, record.figure.span.start)
            if not is_share(record) or not (_SHARE_NEXT if found else _FIRST_SHARE).fullmatch(lead):
                return []
            found.append(record)
            end = record.figure.span.end
        if found and CLOSED.match(words_between(text, end, end + 3)):
            return found
    return []


def calculated_attainments(indicator: Indicator) -> tuple[Decimal, ...]:
    """Return what the attainment of an indicator can be, by the formulas in use; none where it cannot be calculated."""
    actual, baseline = indicator.actual, indicator.baseline
    if actual is None or indicator.target is None:
        return ()
    found = []
    for target in (indicator.target, *_targets_of_year(indicator)):
        if target:
            found.append(actual / target * HUNDRED)
        if actual:  # the less the better
            found.append(target / actual * HUNDRED)
        if target:
            found.append((2 - actual / target) * HUNDRED)
        if baseline is not None and baseline != target:
            found.append((actual - baseline) / (target - baseline) * HUNDRED)
    return tuple(found)


def _targets_of_year(indicator: Indicator) -> Iterator[Decimal]:
    """Yield the other values of the year that the actual one is of: the target of that year, beside the plan's last."""
    for entry in indicator.earlier:
        period, _, value = entry.rpartition("=")
        if period and period == indicator.actual_period:
            yield Decimal(value)


def attainment_agrees(indicator: Indicator) -> bool:
    """Tell whether an indicator's attainment is one that its values give; all of 100 % and more may be called 100."""
    stated = indicator.attainment
    possible = calculated_attainments(indicator)
    if stated is None or not possible:
        return True
    return any(agree(stated, value) or (stated == HUNDRED and value > HUNDRED) for value in possible)


_OF_TOTAL = compile_pattern(r"(?:で(?:あり)?|と)?[、,]? ?\(? ?(?P<all>(?:全体|総数)の ?)?")
_MAKES_UP = compile_pattern("(?:を占|に当た|にあた|に相当)")


_NAMED_RATE = compile_pattern(r"で(?:あり)?、? ?(?P<deed>[一-鿿]{2,4})率(?:は|が|:) ?")
_DEED_BEFORE = 16  # characters
_OF_SOME = compile_pattern("[今本当]年度?|新規|新た|累計|期")
"""Before a part: what was done before counts to the rate, too."""


def _is_of_total(text: str, part: FigureRecord, share: FigureRecord, total: FigureRecord, *, alone: bool) -> bool:
    """Tell whether words say that a percentage is that of a part in its total.

    48人で、全体の40％; 48人で、40％に当たる; うち解消したものは24件で、解消率は80％, whose deed the part has before it.
    """
    if total.part_of is not None:
        return False
    start, end = part.figure.span.start, share.figure.span.end
    gap = words_between(text, part.figure.span.end, share.figure.span.start)
    if rate := _NAMED_RATE.fullmatch(gap):
        lead = words_between(text, max(0, start - _DEED_BEFORE), start)
        return alone and rate["deed"] in lead and not _OF_SOME.search(lead)
    said = _OF_TOTAL.fullmatch(gap)
    return said is not None and (
        said["all"] is not None or (alone and _MAKES_UP.match(words_between(text, end, end + 4)) is not None)
    )


def _share_of(text: str, figures: Sequence[FigureRecord], at: int, total: FigureRecord) -> FigureRecord | None:
    """Return the percentage that stands beside the part `figures[at]` of `total` and can only be its share."""
    part = figures[at]
    behind = figures[at + 1] if at + 1 < len(figures) else None
    if behind is not None and is_share(behind):
        end, start = part.figure.span.end, behind.figure.span.start
        gap = words_between(text, end, start) if start - end <= _NEAR else "\n"
        closed = CLOSED.match(words_between(text, behind.figure.span.end, behind.figure.span.end + 2))
        if total.figure.span.start > behind.figure.span.end and _COLUMNS.search(text, end, start):
            return None  # the share of a column of its own: which values that is taken of, its head says
        if (
            _BESIDE.fullmatch(gap)
            or _is_of_total(text, part, behind, total, alone=figures[at - 1] is total)
            or (closed and (_IN_BRACKETS.fullmatch(gap) or RATE_BESIDE.fullmatch(gap)))
        ):
            return behind
    before = figures[at - 2] if at >= 2 and figures[at - 1] is total else None
    if before is not None and is_share(before):
        gap = words_between(text, before.figure.span.end, total.figure.span.start)
        closed = CLOSED.match(words_between(text, part.figure.span.end, part.figure.span.end + 2))
        if closed and _FOLLOWED.fullmatch(gap):
            return before
    return None

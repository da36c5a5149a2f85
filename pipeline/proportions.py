"""What a report says twice: a share beside the numbers that it is taken of, a change beside the two it lies between.

Only what stands so close that nothing else can be meant is compared; rounding and cutting off both pass.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from extractors.label_words import EARLIER
from extractors.mentions import FigureKind, Qualifier
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.model import FigureRecord, Indicator, SourceDoc

_HUNDRED = Decimal(100)
_NEAR = 30  # characters between a part and its share in brackets
_BESIDE = compile_pattern(r"[、, ・]{0,2}(?:で|と|\()? ?")
_APART = compile_pattern(r"[\s|│┃]{1,24}")
_COLUMNS = compile_pattern(r"[ 　]{2}|[|｜│┃\t]")
"""Between values of two columns of a table."""
_IN_BRACKETS = compile_pattern(r"[^。\n0-9()]*\( ?")
_FOLLOWED = compile_pattern(r" ?\( ?")
_CLOSED = compile_pattern(r" ?\)")
_COUNTED = frozenset({FigureKind.COUNT, FigureKind.PEOPLE, FigureKind.PARTICIPANTS, FigureKind.MONEY})
_COMPARED = compile_pattern(
    r"(?:前年度?|昨年度?|前回|前期|(?:前年|昨年)(?:度?同[期月]|度?(?:比|末)))[^。\n0-9()、]{0,8}$"
)
_FROM = compile_pattern(
    r" ?(?:から|→|⇒) ?(?:(?:[RHS]|令和|平成)?[0-9元./年月日度末]{2,10}(?:時点|現在|には?|は|で)? ?)?"
)
_TO_CHANGE = compile_pattern(r" ?(?:→|⇒|から|に(?:対し|比べ)て?|、) ?")
"""Between the earlier value and by how much it changed: 前年同期 250件 → +20件."""
_THAN_BEFORE = compile_pattern(
    r"(?:で|でした。|であり|となり|、|\(|と| )*対?(?:前年度?|昨年度?|前回|前期)(?:度?同[期月]|度?末)?(?:比べて?|に比べて?|と比べて?|に比し|比で?|より|から|を)?[ も、:]{0,2}"
)
_RATE_OF_CHANGE = compile_pattern(r"(?:増|減|の?増加|の?減少)?(?:し)?[、(・/ ]{1,2}(?:率にして|率で)?")
"""Between a change and its rate: 20件増（8.0％増）, 20件（8.0％）増."""
_POINTS = frozenset({"ポイント", "pt"})
_WHOLE = compile_pattern(r"^(?:条例)?(?:対象|定員|定数|配布|配付|発送|送付|予算|目標)")
"""What a rate beside may be taken of: 対象102人 受診99人（97.1％）, 638人（定数720人、充足率88.6％）."""
_RATE = r"(?:実施|受診|回答|回収|充足|達成|出席|参加|執行|利用|接種|修了|完了|普及|設置|加入|整備|就職|登録|交付|配布|配置|配備|投票|採択|合格|定着)率(?:は|:)? ?"
_RATE_BESIDE = compile_pattern(rf" ?(?:[、, ]{{1,2}}{_RATE}|\( ?(?:{_RATE})?)")
_PART_NEXT = compile_pattern(
    r" ?[、,] ?[^0-9、。()\n]{1,12}| {1,3}[^0-9、。()\n ]{1,8} ?|(?:[にの](?:対し|うち))?、?[^0-9、。()\n]{0,8}"
)
_WHOLE_NEXT = compile_pattern(r" ?\( ?(?P<name>[^0-9、。()\n]{2,8})")
_NAMED_SHARE = (
    rf"(?![^0-9、]*(?:うち|{EARLIER}|目標|計画|平均|全国|全体|など|等|ほか))[^0-9、。()\n]{{1,16}}(?:は|が|:)? ?"
)
_FIRST_SHARE = compile_pattern(rf" ?\( ?(?:内訳[は:]? ?)?{_NAMED_SHARE}")
_SHARE_NEXT = compile_pattern(rf" ?[、,・] ?{_NAMED_SHARE}")
_FEWEST_SHARES = 2
_NEARLY = Decimal("0.15")  # of the whole
_WRAP = "\0"
_FARTHEST = 1_000  # characters: a report may come as one line of megabytes
_SENTENCE = compile_pattern(r"[。\n]")
_VAGUE = frozenset(
    {
        Qualifier.ABOUT,
        Qualifier.DEGREE,
        Qualifier.AT_LEAST,
        Qualifier.AT_MOST,
        Qualifier.LESS_THAN,
        Qualifier.MORE_THAN,
        Qualifier.AROUND,
    }
)


class Mismatch(NamedTuple):
    """A stated value that those beside it do not give."""

    stated: FigureRecord
    calculated: Decimal
    terms: tuple[FigureRecord, FigureRecord]
    """What it was calculated from: a part and its total, or the later and the earlier value."""


def without_wraps(source: SourceDoc) -> str:
    """Return the text with a sign of no meaning for each line break that only wraps a line."""
    text, at = [], 0
    for wrap in source.soft_breaks:
        text += [source.text[at:wrap], _WRAP]
        at = wrap + 1
    return "".join([*text, source.text[at:]])


def _between(text: str, start: int, end: int) -> str:
    return fold(text[start:end].replace(_WRAP, ""))


def mismatched_shares(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield the percentages that are not the share of the part beside them: 24人中15人（65.2％）.

    Args:
        text: the report's.
        figures: of the report, by offset.
    """
    by_id = {record.figure_id: record for record in figures}
    for at, part in enumerate(figures):
        total = by_id.get(part.part_of or "")
        if total is None or not _comparable(total, part) or not total.figure.value:
            continue
        share = _share_of(text, figures, at, total)
        if share is None or not _exact(share, part, total):
            continue
        calculated = part.figure.value / total.figure.value * _HUNDRED
        if not _agree(share.figure.value, calculated):
            yield Mismatch(share, calculated, (part, total))


def mismatched_rates(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield the rates that the whole and the part named right before them do not give: 対象236人、実施85人、実施率42.4％.

    Args:
        text: the report's.
        figures: of the report, by offset.
    """
    for at in range(2, len(figures)):
        first, second, share = figures[at - 2 : at + 1]
        if not (_is_share(share) and _comparable(first, second)) or share.part_of or second.part_of:
            continue
        pair = _whole_and_part(text, first, second, share)
        if pair is None:
            continue
        whole, part = pair
        if not whole.figure.value or not _exact(share, part, whole):
            continue
        calculated = part.figure.value / whole.figure.value * _HUNDRED
        if not _agree(share.figure.value, calculated):
            yield Mismatch(share, calculated, (part, whole))


def _whole_and_part(
    text: str, first: FigureRecord, second: FigureRecord, share: FigureRecord
) -> tuple[FigureRecord, FigureRecord] | None:
    """Return which of two values is the whole and which the part that the rate behind them must be of; None if neither."""
    between = _between(text, first.figure.span.end, second.figure.span.start)
    gap = _between(text, second.figure.span.end, share.figure.span.start)
    if _APART.fullmatch(between) and _APART.fullmatch(gap):  # columns: 対象　受診　受診率
        of_part = second.figure.label and share.figure.label == f"{second.figure.label.removesuffix('者')}率"
        return (first, second) if of_part and _is_whole(first) else None
    named = _ANY_RATE.fullmatch(gap)
    if _NAMED_SLASH.fullmatch(between) and named and named["of"] in (first.figure.label or ""):
        return second, first  # 配布数48人／対象60人（配布率80％）
    if _is_whole(first) and _PART_NEXT.fullmatch(between) and _RATE_BESIDE.fullmatch(gap):
        return first, second
    if _AGAINST.fullmatch(between) and _is_rate_of(gap, first, second):
        return first, second
    if _SLASH.fullmatch(between) and _OPENING.fullmatch(gap):
        return second, first
    if named and named["of"] in between and _CLAUSE.fullmatch(between):
        return first, second
    opened = _WHOLE_NEXT.fullmatch(between)
    if opened and _RATE_AFTER.fullmatch(gap) and (_is_whole(second) or _WHOLE.match(opened["name"])):
        return second, first
    return None


def _is_rate_of(gap: str, whole: FigureRecord, part: FigureRecord) -> bool:
    """Tell whether what leads to a rate names none, or that of the two values before it: 訪問対象596人に対し587人、訪問率."""
    if _OPENING.fullmatch(gap) or _RATE_BESIDE.fullmatch(gap):
        return True
    named = _ANY_RATE.fullmatch(gap)
    return named is not None and any(named["of"] in fold(r.figure.label or "") for r in (whole, part))


_AGAINST = compile_pattern(
    r"(?:の(?:目標|計画|定員|対象|予定)(?:値|数)?)?に対し(?:て)?[、 ]?(?:実績は?)?[^0-9、。()\n]{0,10}"
)


def exceeding_outcomes(text: str, figures: Sequence[FigureRecord]) -> Iterator[tuple[FigureRecord, FigureRecord]]:
    """Yield what was granted and what it was granted of, where it is more: 74件の申請があり、81件を採択した.

    Args:
        text: without wraps.
        figures: of the report, by offset.
    """
    for asked, granted in pairwise(figures):
        if (
            _comparable(asked, granted)
            and granted.figure.value > asked.figure.value
            and granted.part_of is None
            and _ASKED.fullmatch(_between(text, asked.figure.span.end, granted.figure.span.start))
            and _GRANTED.match(fold(text[granted.figure.span.end : granted.figure.span.end + 16]))
        ):
            yield granted, asked


_ASKED = compile_pattern(
    r"の(?:交付|助成|補助|利用)?(?:申請|応募|申込み?|申し込み|提案)(?:が|を|の)[^。0-9()\n]{1,24}、(?:[^。0-9()\n]{0,12}[、は])?"
)
_GRANTED = compile_pattern("[をがに](?:交付決定|採択|採用|認定|承認|選定|許可|選考|交付)")
_CLAUSE = compile_pattern(
    rf"(?![^0-9]*(?:{EARLIER}|目標|計画|うち))(?:で|が|あり|となり|に上り|に対し|、)[^0-9。()\n]{{1,30}}"
)
"""From a whole to the part that the rate is named by: 128件で、解決をみたのは109件、解決率は85.2％."""
_SLASH = compile_pattern(" ?/ ?")
_NAMED_SLASH = compile_pattern(r" ?/ ?[^0-9、。()\n]{1,12}")
_OPENING = compile_pattern(r" ?\( ?")
_ANY_RATE = compile_pattern(r" ?(?:で|となり|であり)?[、,(] ?(?P<of>[一-鿿ァ-ヶー]{1,6})率(?:は|:)? ?")
_RATE_AFTER = compile_pattern(rf"[、,] ?{_RATE}")


def _is_whole(record: FigureRecord) -> bool:
    return record.figure.label is not None and _WHOLE.match(fold(record.figure.label)) is not None


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
        if len(parts) < _FEWEST_SHARES or not _exact(total, *parts):
            continue
        added = sum((part.figure.value for part in parts), Decimal(0))
        whole = total.figure.value
        rounding = sum((_step(part.figure.value) for part in parts), Decimal(0))  # or cutting off
        if max(part.figure.value for part in parts) < whole and rounding < abs(added - whole) <= _NEARLY * whole:
            yield total, parts


def _shares_behind(text: str, figures: Sequence[FigureRecord], at: int) -> Sequence[FigureRecord]:
    """Return the percentages in the bracket behind `figures[at]`, if that names each of them and holds nothing else."""
    found: list[FigureRecord] = []
    end = figures[at].figure.span.end
    for k in range(at, len(figures) if _is_share(figures[at]) else at):
        record = figures[k]
        if k > at:
            lead = _between(text, end, record.figure.span.start)
            if not _is_share(record) or not (_SHARE_NEXT if found else _FIRST_SHARE).fullmatch(lead):
                return []
            found.append(record)
            end = record.figure.span.end
        if found and _CLOSED.match(_between(text, end, end + 3)):
            return found
    return []


def mismatched_changes(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield the changes that are not the difference of the two values before them: 128社（前年度115社）、12社増.

    Args:
        text: the report's.
        figures: of the report, by offset.
    """
    for at in range(2, len(figures)):
        earlier, later, change = figures[at - 2 : at + 1]
        stated = change.figure
        if stated.kind is not FigureKind.CHANGE or _SENTENCE.search(text, earlier.figure.span.start, stated.span.start):
            continue
        lead = _between(text, max(0, later.figure.span.start - 20), later.figure.span.start)
        between = _between(text, earlier.figure.span.end, later.figure.span.start)
        if _COMPARED.search(lead) and earlier.figure.span.end < later.figure.span.start:
            pairs = [(later, record) for record in _stated_before(text, figures, at - 1)]
        elif _FROM.fullmatch(between) and (_comparable(earlier, later) or _in_points(earlier, later, change)):
            pairs = [(earlier, later)]
        else:
            continue
        if not all(_exact(change, *pair) for pair in pairs):
            continue
        calculated = [_change(*pair, stated.unit_norm) for pair in pairs]
        # Of several values, the change may be that of any.
        if len(pairs) == 1 and calculated[0] is not None and not _agrees_with_sign(stated.value, calculated[0]):
            (first, second), gives = pairs[0], calculated[0]
            yield Mismatch(change, gives, (second, first))


def mismatched_growth(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield the rates of change that the change beside them is not of the value it starts from.

    前年同期 250件 → +20件（9.0％増） names that value; 270件で前年度より20件、9.0％増えた gives it as the difference.

    Args:
        text: the report's.
        figures: of the report, by offset.
    """
    for at in range(2, len(figures)):
        value, change, rate = figures[at - 2 : at + 1]
        if not (_is_growth(rate) and _is_change_of(value, change)):
            continue
        lead = fold(text[max(0, value.figure.span.start - 20) : value.figure.span.start])
        between = fold(text[value.figure.span.end : change.figure.span.start])
        beside = fold(text[change.figure.span.end : rate.figure.span.start])
        if not _RATE_OF_CHANGE.fullmatch(beside) or not _exact(value, change, rate):
            continue
        if _COMPARED.search(lead):
            base = value.figure.value if _TO_CHANGE.fullmatch(between) else None
        else:
            base = value.figure.value - change.figure.value if _THAN_BEFORE.fullmatch(between) else None
        if base is None or base <= 0:
            continue
        calculated = change.figure.value / base * _HUNDRED
        if not _agrees_with_sign(rate.figure.value, calculated):
            yield Mismatch(rate, calculated, (change, value))


def _is_growth(record: FigureRecord) -> bool:
    return record.figure.kind is FigureKind.CHANGE and record.figure.unit_norm == "%"


def _is_change_of(value: FigureRecord, change: FigureRecord) -> bool:
    """Tell whether a change is in the unit of the value before it."""
    return (
        value.figure.kind in _COUNTED
        and change.figure.kind is FigureKind.CHANGE
        and value.figure.unit_norm == change.figure.unit_norm
    )


def _stated_before(text: str, figures: Sequence[FigureRecord], at: int) -> list[FigureRecord]:
    """Return what the earlier value `figures[at]` may be that of: the values of its unit in its sentence before it.

    What stands in a bracket that has closed is none: 相談は120件（来所80件、電話40件）で、前年度の100件から. Two are as many as
    more: which of them is meant is open.
    """
    found: list[FigureRecord] = []
    stop, closed = figures[at].figure.span.start, 0
    lowest = stop - _FARTHEST
    for k in range(at - 1, -1, -1):
        record = figures[k]
        gap = _between(text, record.figure.span.end, stop)
        if len(found) > 1 or record.figure.span.end < lowest or _SENTENCE.search(gap):
            break
        stop, closed = record.figure.span.end, closed + gap.count(")") - gap.count("(")
        if _comparable(record, figures[at]) and closed <= 0:
            found.append(record)
    return found


def _change(first: FigureRecord, second: FigureRecord, unit: str | None) -> Decimal | None:
    """Return the change from one value to another in `unit`, None where it is of another unit than they."""
    difference = second.figure.value - first.figure.value
    if unit == first.figure.unit_norm or unit in _POINTS:
        return difference
    return difference / first.figure.value * _HUNDRED if unit == "%" and first.figure.value else None


def _in_points(earlier: FigureRecord, later: FigureRecord, change: FigureRecord) -> bool:
    """Tell whether a change in points lies between two rates: 46.1％から47.5％へと1.4ポイント上昇."""
    return _is_share(earlier) and _is_share(later) and change.figure.unit_norm in _POINTS


def _agrees_with_sign(stated: Decimal, calculated: Decimal) -> bool:
    return (stated < 0) is (calculated < 0) and _agree(abs(stated), abs(calculated))


def calculated_attainments(indicator: Indicator) -> tuple[Decimal, ...]:
    """Return what the attainment of an indicator can be, by the formulas in use; none where it cannot be calculated."""
    actual, baseline = indicator.actual, indicator.baseline
    if actual is None or indicator.target is None:
        return ()
    found = []
    for target in (indicator.target, *_targets_of_year(indicator)):
        if target:
            found.append(actual / target * _HUNDRED)
        if actual:  # the less the better
            found.append(target / actual * _HUNDRED)
        if target:
            found.append((2 - actual / target) * _HUNDRED)
        if baseline is not None and baseline != target:
            found.append((actual - baseline) / (target - baseline) * _HUNDRED)
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
    return any(_agree(stated, value) or (stated == _HUNDRED and value > _HUNDRED) for value in possible)


def _share_of(text: str, figures: Sequence[FigureRecord], at: int, total: FigureRecord) -> FigureRecord | None:
    """Return the percentage that stands beside the part `figures[at]` of `total` and can only be its share."""
    part = figures[at]
    behind = figures[at + 1] if at + 1 < len(figures) else None
    if behind is not None and _is_share(behind):
        end, start = part.figure.span.end, behind.figure.span.start
        gap = _between(text, end, start) if start - end <= _NEAR else "\n"
        closed = _CLOSED.match(_between(text, behind.figure.span.end, behind.figure.span.end + 2))
        if total.figure.span.start > behind.figure.span.end and _COLUMNS.search(text, end, start):
            return None  # the share of a column of its own: which values that is taken of, its head says
        if _BESIDE.fullmatch(gap) or (closed and (_IN_BRACKETS.fullmatch(gap) or _RATE_BESIDE.fullmatch(gap))):
            return behind
    before = figures[at - 2] if at >= 2 and figures[at - 1] is total else None
    if before is not None and _is_share(before):
        gap = _between(text, before.figure.span.end, total.figure.span.start)
        closed = _CLOSED.match(_between(text, part.figure.span.end, part.figure.span.end + 2))
        if closed and _FOLLOWED.fullmatch(gap):
            return before
    return None


def _is_share(record: FigureRecord) -> bool:
    return record.figure.kind is FigureKind.RATE and record.figure.unit_norm == "%"


def _comparable(one: FigureRecord, other: FigureRecord) -> bool:
    return (
        one.figure.kind in _COUNTED and other.figure.kind in _COUNTED and one.figure.unit_norm == other.figure.unit_norm
    )


def _exact(*records: FigureRecord) -> bool:
    return not any(r.figure.value_max is not None or _VAGUE.intersection(r.figure.qualifiers) for r in records)


def _agree(stated: Decimal, calculated: Decimal) -> bool:
    """Tell whether a stated value is a calculated one, rounded or cut off where it is stated."""
    step = _step(stated)
    return abs(stated - calculated) <= step / 2 or 0 <= calculated - stated < step


def _step(value: Decimal) -> Decimal:
    """Return what the last digit of a stated value counts."""
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(min(0, exponent if isinstance(exponent, int) else 0))

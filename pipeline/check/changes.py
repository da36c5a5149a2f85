"""A change beside the two values that it lies between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractors.label_words import EARLIER, only_tells_why
from extractors.mentions import FigureKind
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.check.beside import COUNTED, HUNDRED, Mismatch, agree, comparable, exact, is_share, words_between
from pipeline.model import FigureRecord

_COMPARED = compile_pattern(
    rf"(?:{EARLIER}度?(?:同[期月]|比|末)?|[0-9]{{1,2}}年前|策定時|開始時|導入前)[^。\n0-9()、]{{0,8}}\(?$"
)
_FROM = compile_pattern(
    r" ?(?:から|→|⇒) ?(?:(?:[RHS]|令和|平成)?[0-9元./年月日度末]{1,10}(?:時点|現在|には?|は|で|:)? ?)?"
)
_TO_CHANGE = compile_pattern(r" ?(?:→|⇒|から|に(?:対し|比べ)て?|、) ?")
"""Between the earlier value and by how much it changed: 前年同期 250件 → +20件."""
_THAN_BEFORE = compile_pattern(
    rf"(?:で|でした。|であり|となり|、|\(|と| )*対?{EARLIER}度?(?:同[期月]|末)?(?:比べて?|に比べて?|と比べて?|に比し|比で?|より|から|を)?[ も、:]{{0,2}}"
)
_RATE_OF_CHANGE = compile_pattern(r"(?:増|減|の?増加|の?減少)?(?:し)?[、(・/ ]{1,2}(?:率にして|率で)?")
"""Between a change and its rate: 20件増（8.0％増）, 20件（8.0％）増."""
_POINTS = frozenset({"ポイント", "pt"})
_FARTHEST = 1_000  # characters: a report may come as one line of megabytes
_SENTENCE = compile_pattern(r"[。\n]")


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
        lead = words_between(text, max(0, later.figure.span.start - 20), later.figure.span.start)
        gap = words_between(text, later.figure.span.end, stated.span.start)
        compared = (
            _COMPARED.search(lead)
            or _COMPARED_WITH.fullmatch(gap)
            or (_OF_YEAR_BEFORE.search(lead) and _SINCE_THEN.fullmatch(gap))
        )
        if compared and earlier.figure.span.end < later.figure.span.start:
            of_shares = is_share(later) and stated.unit_norm in _POINTS
            told = _stated_before(text, figures, at - 1, of_shares=of_shares)
            pairs = [(later, record) for record in (told[:1] if _is_named(text, told, later) else told)]
        elif _leads_to(text, earlier, later, change):
            pairs = [(earlier, later)]
        else:
            continue
        other = (
            _OF_OTHER_TIME.search(gap)
            or _OF_OTHER_THING.search(gap)
            or (_TWO_AGO.search(lead) and _ONE_AGO.search(gap))
        )
        if other or not all(exact(change, *pair) for pair in pairs):
            continue
        calculated = [change_between(*pair, change) for pair in pairs]
        # Of several values, the change may be that of any.
        if len(pairs) == 1 and calculated[0] is not None and not fits_change(change, calculated[0]):
            (first, second), gives = pairs[0], calculated[0]
            yield Mismatch(change, gives, (second, first))


_OF_OTHER_TIME = compile_pattern(
    r"(?:(?:令和|平成|[RH])?[0-9元]{1,4}年度?|前々年|一昨年|当初|基準年|[0-9]年前|計画|目標)[^、。]{0,8}(?:比|より|から|対し)"
)
"""Before a change: 前年度の1,790人を上回り、令和元年度と比べると240人の減少 is from a year that is not told."""

_OF_OTHER_THING = compile_pattern(
    r"(?:[増減]|上回|下回|超え)[^0-9、。\n()]{0,6}、[^0-9、。\n()]{1,12}(?:は|が|も)、? ?$"
)
"""12万人で、前年の10万人から増加し、消費額は25％増加した."""
_TWO_AGO, _ONE_AGO = compile_pattern("一昨年|前々年"), compile_pattern("昨年|前年")
"""一昨年度（1,500人）より多く、昨年度より220人増えた: from two years."""


def mismatched_asides(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield the changes that are not from the earlier value in brackets behind: 12件増の100件（前年度88件）.

    Args:
        text: without wraps.
        figures: of the report, by offset.
    """
    for at in range(2, len(figures)):
        one, other, earlier = figures[at - 2 : at + 1]
        change, later = (one, other) if one.figure.kind is FigureKind.CHANGE else (other, one)
        if change.figure.kind is not FigureKind.CHANGE or not (
            comparable(later, earlier) or _in_points(earlier, later, change)
        ):
            continue
        lead = words_between(text, max(0, change.figure.span.start - 20), change.figure.span.start)
        inner = words_between(text, one.figure.span.end, other.figure.span.start)
        behind = words_between(text, other.figure.span.end, earlier.figure.span.start)
        told = _MORE_MAKES if change is one else _THAN_EARLIER
        if (
            not told.fullmatch(inner)
            or not _ASIDE_BEHIND.fullmatch(behind)
            or (change is one and not _COMPARED.search(lead))
            or not exact(change, later, earlier)
        ):
            continue
        calculated = change_between(earlier, later, change)
        if calculated is not None and not fits_change(change, calculated):
            yield Mismatch(change, calculated, (later, earlier))


_MORE_MAKES = compile_pattern(
    r"(?:(?:増加|減少|増|減)?(?:の|した|し(?:て)?|となる)|え(?:て|た)?|増えて?|減って?|り|って?)?、? ?(?:約)?"
)
"""Between a change and the value that it leads to: 12件増の100件, 15人増えて302人."""
_THAN_EARLIER = compile_pattern(
    rf"[^0-9。\n()]{{0,8}}[、(] ?(?:対)?{EARLIER}度?(?:同[期月]|末)?(?:と|に)?(?:比べて?|より|から|を|比で?)も?、?"
)
_ASIDE_BEHIND = compile_pattern(
    rf"[^0-9。\n()]{{0,14}}\)?[^0-9。\n()]{{0,4}}[、(] ?(?:{EARLIER}度?|[0-9]{{1,2}}年度)(?:同[期月]|末)?(?:は|の|:|実績)? ?"
)


def mismatched_ratios(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield the 前年度比 that a value and that of the year before do not give: 24,600人（前年度22,000人、対前年度比111.8％）.

    Args:
        text: without wraps.
        figures: of the report, by offset.
    """
    for at in range(2, len(figures)):
        later, earlier, ratio = figures[at - 2 : at + 1]
        if not is_share(ratio) or not comparable(later, earlier) or not exact(later, earlier, ratio):
            continue
        lead = words_between(text, max(0, earlier.figure.span.start - 14), earlier.figure.span.start)
        inner = words_between(text, later.figure.span.end, earlier.figure.span.start)
        gap = words_between(text, earlier.figure.span.end, ratio.figure.span.start)
        if not (_COMPARED.search(lead) and _RATIO_LEAD.fullmatch(gap) and _CLAUSE.fullmatch(inner)):
            continue
        if not earlier.figure.value:
            continue
        calculated = later.figure.value / earlier.figure.value * HUNDRED
        if not agree(ratio.figure.value, calculated) and not agree(ratio.figure.value, abs(calculated - HUNDRED)):
            yield Mismatch(ratio, calculated, (later, earlier))


_RATIO_LEAD = compile_pattern(rf"\)?[、,] ?対?{EARLIER}度?(?:同[期月])?比(?:は|:)? ?")
_CLAUSE = compile_pattern(r"[^0-9。\n()]{0,12}[、(] ?[^0-9。\n()]{0,10}\(?")


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
        if not _RATE_OF_CHANGE.fullmatch(beside) or not exact(value, change, rate):
            continue
        if _COMPARED.search(lead):
            base = value.figure.value if _TO_CHANGE.fullmatch(between) else None
        else:
            base = value.figure.value - change.figure.value if _THAN_BEFORE.fullmatch(between) else None
        if base is None or base <= 0:
            continue
        calculated = change.figure.value / base * HUNDRED
        if not fits_change(rate, calculated):
            yield Mismatch(rate, calculated, (change, value))


def _leads_to(text: str, earlier: FigureRecord, later: FigureRecord, change: FigureRecord) -> bool:
    """Tell whether two values are told as what it was and what it became: 42か所から47か所へ, 前年度末の42haに対し、今は47ha.

    So are those of a year and the next, of a day and a later one: 令和4年度は42人、令和5年度は47人で.
    """
    start = earlier.figure.span.start
    between = words_between(text, earlier.figure.span.end, later.figure.span.start)
    if _FROM.fullmatch(between):
        return comparable(earlier, later) or _in_points(earlier, later, change)
    gap = words_between(text, later.figure.span.end, change.figure.span.start)
    if not comparable(earlier, later) or not _BEHIND_LATER.fullmatch(gap):
        return False
    lead = words_between(text, max(0, start - 24), start)
    if _AT_FIRST.search(lead) and _AT_LAST.fullmatch(between):
        return True
    if (_COMPARED.search(lead) and _AGAINST.fullmatch(between)) or (
        _OF_DAY.search(lead) and _NEXT_OF_DAY.fullmatch(between)
    ):
        return True
    first = _OF_YEAR.search(lead)
    second = _NEXT_OF_YEAR.fullmatch(between)
    return first is not None and second is not None and int(second["year"]) - int(first["year"]) == 1


_COMPARED_WITH = compile_pattern(r" ?\)? ?[にと]比(?:べて?|較して)、? ?(?:約)?")
_OF_YEAR_BEFORE, _SINCE_THEN = compile_pattern(r"[0-9元]年度?末?の$"), compile_pattern(r"から、? ?")
"""560人で、令和4年度末の512人から48人の増加."""
_BEHIND_LATER = compile_pattern(
    r"(?:で|と|に)?(?:あり|なり|なって|なった)?(?:[、(]|(?<=と)) ?(?:率にして)?(?:前年度?(?:比で?|より|から))?"
)
_AGAINST = compile_pattern(r"に対し(?:て)?、? ?[^0-9、。\n()]{0,8}(?:は|が|には)? ?")
_AT_FIRST = compile_pattern(r"(?:年度|期)(?:当初|初め|はじめ|首)[^0-9、。\n()]{0,15}$")
_AT_LAST = compile_pattern(r"[^0-9。\n()]{0,6}、(?:年度|期)末[^0-9。\n()、]{0,10}")
"""年度当初の待機児童は23人だったが、年度末には9人となり."""
_OF_DAY = compile_pattern(r"[0-9]月(?:[0-9]{1,2}日|末)?(?:現在|時点)(?:で|の|は)?$")
_NEXT_OF_DAY = compile_pattern(
    r"(?:で)?、(?:[RHS]|令和|平成)[0-9元]{1,2}[年月日末0-9./]{2,10}(?:現在|時点)(?:で|は|には)?"
)
_OF_YEAR = compile_pattern(
    r"(?<!\d)(?:[RHS]|令和|平成)?(?P<year>[0-9]{1,4})年度?(?:末)?(?:の|は|が|に|:)?[^0-9。、\n()]{0,12}$"
)
_NEXT_OF_YEAR = compile_pattern(
    r"[^0-9。\n()]{0,6}、(?:[RHS]|令和|平成)?(?P<year>[0-9]{1,4})年度?(?:末)?(?:は|が|に|には|で|:)?"
)


def _is_growth(record: FigureRecord) -> bool:
    return record.figure.kind is FigureKind.CHANGE and record.figure.unit_norm == "%"


def _is_change_of(value: FigureRecord, change: FigureRecord) -> bool:
    """Tell whether a change is in the unit of the value before it."""
    return (
        value.figure.kind in COUNTED
        and change.figure.kind is FigureKind.CHANGE
        and value.figure.unit_norm == change.figure.unit_norm
    )


def _stated_before(text: str, figures: Sequence[FigureRecord], at: int, *, of_shares: bool) -> list[FigureRecord]:
    """Return what the earlier value `figures[at]` may be that of: the values of its unit in its sentence before it.

    What stands in a bracket that has closed is none: 相談は120件（来所80件、電話40件）で、前年度の100件から. Two are as many as
    more: which of them is meant is open.
    """
    found: list[FigureRecord] = []
    stop, closed = figures[at].figure.span.start, 0
    lowest = stop - _FARTHEST
    for k in range(at - 1, -1, -1):
        record = figures[k]
        gap = words_between(text, record.figure.span.end, stop)
        if len(found) > 1 or record.figure.span.end < lowest or _SENTENCE.search(gap):
            break
        stop, closed = record.figure.span.end, closed + gap.count(")") - gap.count("(")
        start = record.figure.span.start
        aside = closed > 0 or only_tells_why(words_between(text, max(0, start - 2), start), gap)
        if not aside and (is_share(record) if of_shares else comparable(record, figures[at])):
            found.append(record)
    return found


def _is_named(text: str, told: Sequence[FigureRecord], earlier: FigureRecord) -> bool:
    """Tell whether the nearest of values is named as a number of its own, which the earlier value has too: 会員数は121人となり."""
    if not told or told[0].figure.label_span is None or told[0].figure.label_span != earlier.figure.label_span:
        return False
    span, label = told[0].figure.span, told[0].figure.label_span
    return _NUMBER_IS.fullmatch(words_between(text, label.end - 1, span.start)) is not None


_NUMBER_IS = compile_pattern(r"[数額量]は、?(?:[RHS0-9./年月日末度]|令和|平成|現在|時点|で|、)*")
"""Between the last letter of a name and its value: 会員数は、令和7年3月末現在で."""


def change_between(first: FigureRecord, second: FigureRecord, change: FigureRecord) -> Decimal | None:
    """Return the change from one value to another in the unit of `change`, None where that is another than theirs."""
    unit = change.figure.unit_norm
    difference = second.figure.value - first.figure.value
    if unit == first.figure.unit_norm or unit in _POINTS:
        return difference
    return difference / first.figure.value * HUNDRED if unit == "%" and first.figure.value else None


def _in_points(earlier: FigureRecord, later: FigureRecord, change: FigureRecord) -> bool:
    """Tell whether a change in points lies between two rates: 46.1％から47.5％へと1.4ポイント上昇."""
    return is_share(earlier) and is_share(later) and change.figure.unit_norm in _POINTS


def fits_change(change: FigureRecord, calculated: Decimal) -> bool:
    """Tell whether a change is the calculated one, of the same direction."""
    stated = change.figure.value
    return (stated < 0) is (calculated < 0) and agree(abs(stated), abs(calculated))

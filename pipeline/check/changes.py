"""A change beside the two values that it lies between: 128社（前年度115社）、13社増; 12件増の100件（前年度88件）."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from extractors.label_words import EARLIER, only_tells_why
from extractors.mentions import FigureKind, Qualifier, Status
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.check.beside import (
    BEFORE,
    SENTENCE_END,
    sentence_before,
    words_amid,
    words_before,
    words_behind,
    words_between,
)
from pipeline.check.values import (
    COUNTED,
    HUNDRED,
    POINTS,
    Mismatch,
    agree,
    alike,
    comparable,
    exact,
    half_step,
    is_share,
    last_alike,
    relative_rounding,
)
from pipeline.model import FigureRecord

_CHANGE = FigureKind.CHANGE
_COMPARED = compile_pattern(rf"(?:{BEFORE}比?|[0-9]{{1,2}}年前|策定時|開始時|導入前)[^。\n0-9()、]{{0,8}}\(?$")
YEAR = r"(?:令和|平成|[RHS])?[0-9元]{1,4}年度?(?:[0-9]{1,2}月)?末?"
_FROM = compile_pattern(
    r" ?(?:から|→|⇒)、? ?(?:(?:(?:[RHS]|令和|平成)?[0-9元〇一二三四五六七八九十./年月日度末]{1,12}|[今本]年度?)(?:時点|現在|には?|は|で|:)?、? ?)?"
)
_TO_CHANGE = compile_pattern(r" ?(?:→|⇒|\)?(?:から|より|[にと]比べて?|に対して?)|、)、? ?")
"""Between the earlier value and by how much it changed: 前年同期 250件 → +20件."""
_THAN_BEFORE = compile_pattern(
    rf"(?:で|でした。|であり|となり|、|\(|と| )*対?{BEFORE}(?:比べて?|に比べて?|と比べて?|に比し|比で?|より|から|を)?[ も、:]{{0,2}}"
)
_RATE_OF_CHANGE = compile_pattern(r"(?:増|減|の?増加|の?減少)?(?:し)?[、(・/ ]{1,2}(?:率にして|率で)?")
"""Between a change and its rate: 20件増（8.0％増）, 20件（8.0％）増."""
_FARTHEST = 1_000  # characters: a report may come as one line of megabytes


def mismatched_changes(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield the changes that are not the difference of the two values before them: 128社（前年度115社）、12社増."""
    for at in range(2, len(figures)):
        earlier, later, change = figures[at - 2 : at + 1]
        stated = change.figure
        if not _tells_change(change) or _makes_next(text, figures, at):
            continue
        between = words_amid(text, earlier, later)
        gap = words_between(text, later.figure.span.end, stated.span.start)
        if _is_told_against(between, gap):
            later = replace(
                later, figure=replace(later.figure, kind=earlier.figure.kind, value=abs(later.figure.value))
            )
        if _OF_ONE.search(between):
            continue  # 8万件で、1日当たりでは前年の221件を9件上回った
        if SENTENCE_END.search(between) or (SENTENCE_END.search(gap) and not _RATE_NEXT.fullmatch(gap)):
            continue
        lead = between[-20:]
        compared = (
            _COMPARED.search(lead)
            or (_COMPARED_WITH.fullmatch(gap) and (")" not in gap or "(" in between))
            or (_OF_YEAR_BEFORE.search(lead) and _SINCE_THEN.fullmatch(gap))
            or _is_aside_of_year(text, figures[at - 2 : at + 1], between, gap)
        )
        if compared and earlier.figure.span.end < later.figure.span.start:
            of_shares = is_share(later) and stated.unit_norm in POINTS
            told = _stated_before(text, figures, at - 1, of_shares=of_shares)
            pairs = [(later, record) for record in (told[:1] if _is_next_to(text, told, later) else told)]
        elif _leads_to(text, earlier, later, change):
            pairs = [(earlier, later)]
        else:
            continue
        other = (
            _OF_OTHER_TIME.search(gap)
            or (_OF_OTHER_THING.search(gap) and not _is_named_again(gap, earlier, later))
            or (_TWO_AGO.search(lead) and _ONE_AGO.search(gap))
            or (_FROM.fullmatch(between) and _TO_OTHER_BRACKET.match(gap))
        )
        if other or not all(exact(change, *pair) for pair in pairs):
            continue
        if len(pairs) == 1:  # of several values, the change may be that of any
            yield from change_mismatch(change, *pairs[0])


_OF_OTHER_TIME = compile_pattern(
    r"(?:(?:令和|平成|[RH])?[0-9元]{1,4}年度?|前々年|一昨年|当初|基準年|[0-9]年前|計画|目標)[^、。]{0,8}(?:比|より|から|対し)"
    rf"|、(?![^、。\n]*(?:{BEFORE}|これ|それ|同[期月年]|[定始入立足]時))[^0-9、。\n()]{{2,12}}(?:より|から|[にと]比べて?|と比較して)も?、? ?$"
    r"|、(?:計画|目標|予定|定員|想定|見込み?|[^0-9、。\n()]{0,4}平均)を ?$"
)
"""Before a change: 前年度の1,790人を上回り、令和元年度と比べると240人の減少 is from a year that is not told; 、想定より10人多い from no year."""

_OF_ONE = compile_pattern("[1一][^0-9、。]{1,4}(?:当たり|あたり|当り)[では]")
_RATE_NEXT = compile_pattern(r"[^0-9。\n()]{0,16}。(?:率にして|(?:伸び|増加|減少|増減)率は)、? ?")
_OF_CHANGE = ("伸び率", "増加率", "増減率", "減少率", "上昇率", "低下率")


def _tells_change(record: FigureRecord) -> bool:
    """Tell whether a value is a change, by its words or by its name: 伸び率は15％."""
    named = is_share(record) and fold(record.figure.label or "").endswith(_OF_CHANGE)
    return record.figure.kind is _CHANGE or named


def _makes_next(text: str, figures: Sequence[FigureRecord], at: int) -> bool:
    """Tell whether a change is told of the value right behind it: 定員を20人から30人に増やし、前年度より15人多い28人が受講した."""
    change, *behind = figures[at : at + 2]
    return (
        bool(behind)
        and behind[0].figure.unit_norm == change.figure.unit_norm
        and behind[0].figure.value != figures[at - 1].figure.value
        and _MAKES.fullmatch(words_amid(text, change, behind[0])) is not None
    )


GREW = r"(?:の?(?:増加|減少|上昇|低下|向上|改善|増|減)|増え|減り|減っ|多|少な)"
_MAKES = compile_pattern(rf"{GREW}(?:の|した|となる|い|た)、?")
_OF_OTHER_THING = compile_pattern(
    r"、(?:(?:このうち|うち)[^0-9、。\n()]{0,12}"
    r"|(?!(?:(?:その|この)?(?:伸び|増[加減]|減少|差|率)|これ|対?前年)[^0-9、。\n()]{0,6}、? ?$)[^0-9、。\n()]{2,16}(?:は|が|も))、?(?:率にして|率で)?、? ?$"
)
"""Before a change: 12万人で、前年の10万人から増加し、消費額は25％増加した."""
_TO_OTHER_BRACKET = compile_pattern(
    rf" ?\)[^0-9()\n。]{{0,12}}、[^0-9()\n。、]{{0,8}}(?:{EARLIER})[^0-9()\n。、]{{0,4}}比"
)
"""From the bracket in which two values stand to what is told against another time: 30％減（200t→140t）、前年度比では."""
_TWO_AGO, _ONE_AGO = compile_pattern("一昨年|前々年"), compile_pattern("昨年|前年")
"""一昨年度（1,500人）より多く、昨年度より220人増えた: from two years."""


def _is_named_again(gap: str, *records: FigureRecord) -> bool:
    """Tell whether the words right before a change name what the values are of."""
    last = gap.rpartition("、")[2]
    labels = [fold(record.figure.label or "") for record in records]
    leads = [last.partition(label)[0] for label in labels if label and label in last]
    return any(not lead.endswith("の") or lead in ("その", "この") for lead in leads)  # 市外の利用は is of a part


def mismatched_asides(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield the changes that are not from the earlier value in brackets behind: 12件増の100件（前年度88件）."""
    for at in range(2, len(figures)):
        one, other, earlier = figures[at - 2 : at + 1]
        change, later = (one, other) if one.figure.kind is _CHANGE else (other, one)
        if change.figure.kind is not _CHANGE or not (comparable(later, earlier) or _in_points(earlier, later, change)):
            continue
        lead = words_before(text, change.figure.span.start, 20)
        inner = words_amid(text, one, other)
        behind = words_amid(text, other, earlier)
        told = _MORE_MAKES if change is one else _THAN_EARLIER
        if (
            not told.fullmatch(inner)
            or not _ASIDE_BEHIND.fullmatch(behind)
            or (
                change is one
                and not (_COMPARED.search(lead.replace("までに", "。")) or _is_of_last_year(text, change, behind))
            )
            or not exact(change, later, earlier)
        ):
            continue
        yield from change_mismatch(change, earlier, later)


def _is_of_last_year(text: str, change: FigureRecord, behind: str) -> bool:
    """Tell whether a change by the report's own doing is to a value with that of the year before in a bracket: 3台増やして20台とした（前年度17台）."""
    lead = sentence_before(text, change.figure.span.start, _LONGEST_LEAD)
    return _LAST_YEAR_BEHIND.fullmatch(behind) is not None and not _OF_SOME_TIME.search(lead)


_LONGEST_LEAD = 60
_LAST_YEAR_BEHIND = compile_pattern(rf"[^0-9。、\n()]{{0,10}}\( ?(?:{EARLIER})度?(?:末|実績)?(?:は|の|:)? ?")
_OF_SOME_TIME = compile_pattern(
    rf"[0-9〇一二三四五六七八九十][年月]|{EARLIER}|当初|計画|目標|予定|まで|累計|より|から|比|平均|同期"
)
_MORE_MAKES = compile_pattern(
    r"(?:(?:増加|減少|増|減)?(?:の|した|し(?:て)?|させて?|となる)|え(?:て|た)?|増えて?|減って?|(?:増や|減ら)し[てた]?|り|って?)?、? ?(?:約|計|全)?"
)
"""Between a change and the value that it leads to: 12件増の100件, 15人増えて302人."""
_THAN_EARLIER = compile_pattern(
    rf"[^0-9。\n()]{{0,8}}[、(] ?(?:対)?{BEFORE}(?:と|に)?(?:比べて?|より|から|を|比で?)も?、?"
)
_ASIDE_BEHIND = compile_pattern(
    rf"[^0-9。\n()]{{0,14}}\)?[^0-9。\n()]{{0,4}}[、。(/] ?(?:{BEFORE}|{YEAR})(?:は|の|:|実績)? ?"
)


def mismatched_growth(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield the rates of change that the change beside them is not of the value it starts from.

    前年同期 250件 → +20件（9.0％増） names that value; 270件で前年度より20件、9.0％増えた gives it as the difference.
    """
    for at in range(2, len(figures)):
        value, change, rate = figures[at - 2 : at + 1]
        if not (_is_growth(rate) and _is_change_of(value, change)):
            continue
        lead = words_before(text, value.figure.span.start, 20)
        between = words_amid(text, value, change)
        beside = words_amid(text, change, rate)
        if not _RATE_OF_CHANGE.fullmatch(beside) or _is_told_against(between, beside) or not exact(value, change, rate):
            continue
        if _COMPARED.search(lead):
            base = value.figure.value if _TO_CHANGE.fullmatch(between) else None
        else:
            base = value.figure.value - change.figure.value if _THAN_BEFORE.fullmatch(between) else None
        if base is None or base <= 0:
            continue
        calculated = change.figure.value / base * HUNDRED
        if not _fits(rate, calculated, abs(calculated) * relative_rounding(change, value)):
            yield Mismatch(rate, calculated, (change, value))


def _leads_to(text: str, earlier: FigureRecord, later: FigureRecord, change: FigureRecord) -> bool:
    """Tell whether two values are told as what it was and what it became: 42か所から47か所へ, 前年度末の42haに対し、今は47ha.

    So are those of a year and the next, of a day and a later one: 令和4年度は42人、令和5年度は47人で.
    """
    start = earlier.figure.span.start
    between = words_amid(text, earlier, later)
    are_alike = _are_measured_alike(earlier, later) or _in_points(earlier, later, change)
    if _FROM.fullmatch(between):
        return are_alike
    gap = words_amid(text, later, change)
    if not are_alike or not _BEHIND_LATER.fullmatch(gap):
        return False
    lead = words_before(text, start, 24)
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
_OF_YEAR_BEFORE, _SINCE_THEN = (
    compile_pattern(r"(?:[0-9元]年度?末?|現在|時点|[0-9]月末)(?:の|の?\()$"),
    compile_pattern(r"\)?(?:から|より|[にと]比べて?)、? ?"),
)
"""560人で、令和4年度末の512人から48人の増加."""
_BEHIND_LATER = compile_pattern(
    r"(?:で|と|に)?(?:あり|なり|なって|なった)?(?:[、(]|(?<=と)) ?(?:率にして)?(?:前年度?(?:比で?|より|から))?"
    r"|[^0-9。\n()]{0,12}[、。](?:率にして|(?:伸び|増加|減少|増減)率は)、? ?"
)
_AGAINST = compile_pattern(r"に対し(?:て)?、? ?[^0-9、。\n()]{0,8}(?:は|が|には)? ?")
_AS_RATE = compile_pattern(r"(?:で|と(?:なり|なって))?、? ?率にして、? ?")


def _is_told_against(between: str, gap: str) -> bool:
    """Tell whether 率にして follows what is told against an earlier value, so that it is no change itself: 80件に対し100件、率にして25％の増."""
    return _AS_RATE.fullmatch(gap) is not None and _AGAINST.fullmatch(between) is not None


_AT_FIRST = compile_pattern(r"(?:年度|期)(?:当初|初め|はじめ|首)[^0-9、。\n()]{0,15}$")
_AT_LAST = compile_pattern(r"[^0-9。\n()]{0,6}、(?:年度|期)末[^0-9。\n()、]{0,10}")
"""年度当初の待機児童は23人だったが、年度末には9人となり."""
_OF_DAY = compile_pattern(r"[0-9]月(?:[0-9]{1,2}日|末)?(?:現在|時点)(?:では?|の|は|に)?[^0-9、。\n()]{0,8}$")
_NEXT_OF_DAY = compile_pattern(
    r"[^0-9。\n()]{0,8}、 ?(?:[RHS]|令和|平成)?[0-9元]{1,2}[年月日末0-9./]{1,10}(?:現在|時点)(?:で|は|には|では)?"
)
_OF_YEAR = compile_pattern(
    r"(?<!\d)(?:[RHS]|令和|平成)?(?P<year>[0-9]{1,4})年度?(?:末)?(?:の|は|が|に|:)?[^0-9。、\n()]{0,12}$"
)
_NEXT_OF_YEAR = compile_pattern(
    r"(?:[^0-9。\n()]{0,6}、|に対し(?:て)?、?)(?:[RHS]|令和|平成)?(?P<year>[0-9]{1,4})年度?(?:末)?(?:は|が|に|には|で|:)?"
)


def _are_measured_alike(one: FigureRecord, other: FigureRecord) -> bool:
    return comparable(one, other) or last_alike(one, other)


def _is_growth(record: FigureRecord) -> bool:
    return record.figure.kind is _CHANGE and record.figure.unit_norm == "%"


def _is_change_of(value: FigureRecord, change: FigureRecord) -> bool:
    """Tell whether a change is in the unit of the value before it."""
    return (
        value.figure.kind in COUNTED
        and change.figure.kind is _CHANGE
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
        if len(found) > 1 or record.figure.span.end < lowest or SENTENCE_END.search(gap):
            break
        stop, closed = record.figure.span.end, closed + gap.count(")") - gap.count("(")
        start = record.figure.span.start
        aside = closed > 0 or only_tells_why(words_before(text, start, 2), gap)
        if not aside and (is_share(record) if of_shares else _are_measured_alike(record, figures[at])):
            found.append(record)
    return found


def _is_next_to(text: str, told: Sequence[FigureRecord], earlier: FigureRecord) -> bool:
    """Tell whether an earlier value is that of the nearest of values: in a bracket behind it, or of one number by its name.

    The name stands before the nearest value, and only there: 会員数は121人となり.
    """
    if told and _OPENS_BRACKET.fullmatch(words_amid(text, told[0], earlier)):
        return True
    if not told or told[0].figure.label_span is None or told[0].figure.label_span != earlier.figure.label_span:
        return False
    span, label = told[0].figure.span, told[0].figure.label_span
    return _NUMBER_IS.fullmatch(words_between(text, label.end - 1, span.start)) is not None


def _is_aside_of_year(text: str, records: Sequence[FigureRecord], between: str, gap: str) -> bool:
    """Tell whether a bracket gives the value of another year and the change from it, about as much: 540人（令和4年度480人、12.5％増）.

    So that what is told is no sum of years beside one of them: 累計1,540人（令和5年度480人、12.5％増）.
    """
    told, earlier, _ = records
    ratio = told.figure.value / earlier.figure.value if earlier.figure.value else Decimal(0)
    return (
        _OF_YEAR_ASIDE.fullmatch(between) is not None
        and _CHANGE_ASIDE.fullmatch(gap) is not None
        and are_told_alike(told, earlier)
        and 1 / _MOST_TIMES < ratio < _MOST_TIMES
        and not NO_WHOLE.search(words_before(text, told.figure.span.start, _NEAR))
    )


_MOST_TIMES = Decimal("1.5")
_OF_YEAR_ASIDE = compile_pattern(rf" ?\( ?{YEAR}(?:実績)?(?:は|の|:)? ?")
_CHANGE_ASIDE = compile_pattern(r" ?(?:から|より|と?比べ?て?で?|比)?[、,/・] ?|(?:から|より|と比べて) ?")
_OPENS_BRACKET = compile_pattern(rf" ?\( ?(?:{BEFORE}|{YEAR}(?:実績)?)(?:は|の|:)? ?")
_NUMBER_IS = compile_pattern(r"[数額量]は、?(?:[RHS0-9./年月日末度]|令和|平成|現在|時点|で|、)*")
"""Between the last letter of a name and its value: 会員数は、令和7年3月末現在で."""


def change_mismatch(change: FigureRecord, first: FigureRecord, second: FigureRecord) -> Iterator[Mismatch]:
    """Yield a change that is not the one from a value to another, however they are rounded, if it is in a unit of theirs."""
    unit = change.figure.unit_norm
    calculated = second.figure.value - first.figure.value
    if unit == first.figure.unit_norm or unit in POINTS:
        loose = half_step(first) + half_step(second)
    elif unit == "%" and first.figure.value:
        calculated *= HUNDRED / first.figure.value
        loose = abs(calculated + HUNDRED) * relative_rounding(first, second)
    else:
        return
    if not _fits(change, calculated, loose):
        yield Mismatch(change, calculated, (second, first))


def _in_points(earlier: FigureRecord, later: FigureRecord, change: FigureRecord) -> bool:
    """Tell whether a change in points lies between two rates: 46.1％から47.5％へと1.4ポイント上昇."""
    return is_share(earlier) and is_share(later) and change.figure.unit_norm in POINTS


def _fits(change: FigureRecord, calculated: Decimal, loose: Decimal) -> bool:
    """Tell whether a change is the calculated one, of the same direction."""
    stated = change.figure.value
    alike = (stated < 0) is (calculated < 0) or change.figure.kind is not _CHANGE  # 減少率は10％
    return alike and agree(abs(stated), abs(calculated), loose)


def is_for_better_or_worse(text: str, mismatch: Mismatch) -> bool:
    """Tell whether a change is as great as calculated and its words do not say which way: 6.8％で、0.3ポイント改善（前年度7.1％）."""
    stated = mismatch.stated.figure
    told = _BETTER_OR_WORSE.match(words_behind(text, stated.span.end, _NEAR))
    return told is not None and abs(stated.value) == abs(mismatch.calculated)


_BETTER_OR_WORSE = compile_pattern(r" ?(?:ほど|程度|だけ)?、?の?(?:改善|悪化|好転)")
NO_WHOLE = compile_pattern(rf"累計|うち|目標|計画|予定|定員|延べ|平均|当たり|{EARLIER}|[0-9](?:月|年度?)[^0-9]{{0,4}}$")
_NEAR = 12


def are_told_alike(one: FigureRecord, other: FigureRecord) -> bool:
    """Tell whether two values are exact, done, of one unit, and no attendances or parts of others."""
    return (
        alike(one, other)
        and exact(one, other)
        and other.status is one.status is Status.ACTUAL
        and not {Qualifier.OF_WHICH, Qualifier.TOTAL_ATTENDANCES}.intersection(
            (*one.figure.qualifiers, *other.figure.qualifiers)
        )
    )

"""Sums that so much for each of so many gives: 1団体につき20万円を8団体に; 15団体に各6万円; 月8回を12か月; 額面5千円を2万冊."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from extractors.counters import counter_of
from extractors.mentions import FigureKind, Per
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.check.beside import (
    SENTENCE_END,
    WITH_OTHERS,
    sentence_before,
    sentence_behind,
    words_amid,
    words_before,
    words_behind,
    words_between,
)
from pipeline.check.means import BARRED, LEADS_TO_MEAN, OF_MONEY, OfOne, told_of_one
from pipeline.check.values import (
    COUNTED,
    NEARLY,
    Mismatch,
    exact,
    last_digit,
    slipped,
    times_in,
    written_step,
)
from pipeline.model import FigureRecord

_FREQUENCY, _DURATION, _MONEY = FigureKind.FREQUENCY, FigureKind.DURATION, FigureKind.MONEY
_PRICE_NEXT = compile_pattern(r"(?:ずつ)?(?:を|、|で、?|の[^0-9、。\n()]{1,8}を|×|\*)?[^0-9、。\n()]{0,8}")
EACH = r"(?:各々?|それぞれ|一律に?)"
_NUMBER_NEXT = compile_pattern(
    rf"[^0-9。\n()]{{0,12}}、? ?1[^0-9、。\n()]{{1,12}}|(?:に(?:は|対し(?:て)?)?|へ|で)?、?{EACH}"
)
_TO_EACH = compile_pattern(r"(?:に(?:は|対し(?:て)?)?|へ|で)?、?")
"""Between a number and what each of it had, told by ずつ: 保育所11か所に4回ずつ."""
_TIMES_SIGN = compile_pattern(" ?[×*✕] ?")
_USED = compile_pattern(r"\)の(?:使用|利用|販売|購入|助成|補助|支給)[^0-9、。\n()]{0,4}(?:は|が)、?")
"""補助券（1枚300円）の利用枚数は: of what was used or sold; a face value is not always used up, so that only a slip is told."""
_SPENT = compile_pattern("(?:利用|使用|換金)総?額|事業費")
"""Of what was given some may not have been used; an undertaking may cost more than was granted for it."""
_NUMBER_APART = compile_pattern(
    r"[^0-9。、\n()]{0,8}。(?:[^0-9。、\n()]{1,8}は、?1[^0-9、。\n()]{1,12}|1[^0-9、。\n()]{1,16}は、? ?)"
)
"""12品が完成した。補助は1品20万円で."""
_FROM_PAYERS = compile_pattern(r"^から|代金(?=(?:は|が|として)?、? ?$)")
"""Behind a number: 150店から計9万円の収入; 400袋をそろえ、代金."""
SUM_NEXT = compile_pattern(
    r"[^0-9。\n]{0,24}(?:総額|合計|計|延べ|のべ|合わせて|支給額|交付額|助成額|補助額|=|＝)(?:は|で)?[^0-9。\n、]{0,6}"
)
_COST_NEXT = compile_pattern(
    r"[^0-9。\n]{0,16}、[^0-9。\n、]{0,6}(?:費用?|支出|経費|代金|総数|[枚本冊個台部食着袋箱]数)(?:は|が|として)?、? ?"
)
"""Words that tell a sum less surely: it may hold more than the things counted, and only what is near, or a slip, is told."""


def mismatched_products(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield the sums that so much for each of so many does not give: 1団体につき20万円を8団体に交付し、総額は180万円."""
    for at in range(2, len(figures)):
        one, other, stated = figures[at - 2 : at + 1]
        total, times = _in_smaller_unit(stated, one, other)
        number_first = other.figure.unit_norm == total.figure.unit_norm != one.figure.unit_norm
        price, number = (other, one) if number_first else (one, other)
        counted = price.figure.kind in COUNTED or price.figure.per is Per.YEAR
        alike = counted and price.figure.unit_norm == total.figure.unit_norm
        of_one = price_of(text, price, number) if alike and total.figure.kind in COUNTED else None
        if of_one is None or not exact(price, number, total):
            continue
        next_to = words_amid(text, one, other)
        behind = words_amid(text, other, total)
        before = number_first and _NUMBER_APART.fullmatch(next_to) is not None
        used = not number_first and _USED.fullmatch(next_to) is not None
        opened = sentence_before(text, one.figure.span.start, _LONGEST_LEAD)
        if (
            number.figure.unit_norm not in (of_one.unit, f"{of_one.unit}間")
            or number.figure.value <= 1
            or not ((beside := _leads_on(next_to, each=number_first)) or before or used)
            or not ((sums := SUM_NEXT.fullmatch(behind)) or _COST_NEXT.fullmatch(behind))
            or WITH_MORE.search(next_to + behind)
            or WITH_OTHERS.search(behind)
            or (_SPENT.search(behind) and not used)
            or BARRED.search(opened + next_to + _FROM_PAYERS.sub("", behind))
        ):
            continue
        end = total.figure.span.end
        if LESS_BEHIND.match(words_behind(text, end, 24)) or _one_of_several(text, figures, at, price):
            continue
        calculated = price.figure.value * number.figure.value
        lead = sentence_before(text, price.figure.span.start, _LONGEST_LEAD)
        sure = bool(sums and beside) and (not _IN_TURNS.search(behind) or number.figure.unit_norm in _TIMES)
        apart = abs(calculated - total.figure.value)
        near = apart <= calculated * NEARLY and not sums and not used
        if not sure and not near and not slipped(total.figure.value, calculated):
            continue  # 1棟20万円の補助を9棟に行い、事業費は410万円
        loose = written_step(stated) * times if total is not stated else Decimal(0)
        if apart > max(loose, _rounding(calculated, price, number, total, lead)):
            yield Mismatch(stated, calculated / times, (price, number))


def _in_smaller_unit(total: FigureRecord, *parts: FigureRecord) -> tuple[FigureRecord, Decimal]:
    """Return a sum in the unit that one of its factors has, if that is a smaller one, and how many make its own: 60MW of 10kW each."""
    for part in parts:
        if times := times_in(total.figure.unit_norm or "", part.figure.unit_norm or ""):
            figure = replace(total.figure, value=total.figure.value * times, unit_norm=part.figure.unit_norm)
            return replace(total, figure=figure), times
    return total, Decimal(1)


def _leads_on(words: str, *, each: bool) -> bool:
    """Tell whether words lead from a price to its number, or from a number to what each of it had."""
    ways = (_NUMBER_NEXT, _TO_EACH) if each else (_PRICE_NEXT,)
    return any(way.fullmatch(words) for way in ways)


_IN_TURNS = compile_pattern("延べ|のべ")
_TIMES = frozenset({"回", "日", "日間"})
"""Of these times, as many each make what came in all; to other things, some may have gone several times."""
_SOME_LESS = r"\([^()\n]{0,8}[0-9](?![0-9]*年)[^()\n]{0,6}(?:は|のみ|だけ|辞退|欠席)"
"""In the bracket behind a sum: 230本（10世帯は1本）, 23回（8月は1回）, but not 23回（令和4年度は20回）."""
LESS_BEHIND = compile_pattern(
    rf"の予算|[^。\n]{{0,16}}(?:減額|一部|月割り?(?![^。\n]{{0,6}}な[いし])|年度途中|見込|予定|用意|準備|含|ほか|加え|別に|うち|{_SOME_LESS})"
)


def _one_of_several(text: str, figures: Sequence[FigureRecord], at: int, price: FigureRecord) -> bool:
    """Tell whether the sentence has another price before, so that the sum may be of both: 1団体2万円を10団体に、1団体3万円を5団体に."""
    start = price.figure.span.start
    for record in reversed(figures[max(0, at - _LONGEST_SUM) : at - 2]):
        if "。" in text[record.figure.span.end : start] or "\n" in text[record.figure.span.end : start]:
            return False
        of_each = _EACH_BEFORE.search(words_before(text, record.figure.span.start, _LONGEST_OF_ONE))
        in_turn = words_behind(text, record.figure.span.end, 2) == "ずつ" and _LED_BY_NUMBER.search(
            words_before(text, record.figure.span.start, _LONGEST_OF_ONE)
        )
        if record.figure.unit_norm == price.figure.unit_norm and (of_each or in_turn or price_of(text, record, price)):
            return True
    return False


_LED_BY_NUMBER = compile_pattern(r"[0-9][^0-9、。]{1,3}(?:に(?:は)?|へ|で)$")
"""Before so many ずつ: 小学校7校に3回ずつ."""
_LONGEST_SUM = 8  # figures
_LONGEST_LEAD = 36


def _rounding(
    calculated: Decimal, price: FigureRecord, number: FigureRecord, total: FigureRecord, lead: str
) -> Decimal:
    """Return how far a sum may be from the calculated one: at most 2 %, as the noughts of price and sum leave it.

    What is paid につき one is so much and no less; 当たり it may be a mean, and a mean by its name is rounded however much that is.
    """
    of_price = 0 if _JUST_SO.search(lead) else _step(price) * number.figure.value / 2
    left = of_price + (_step(total) if total.figure.kind is _MONEY else Decimal(0))
    return left if _IS_MEAN.search(lead) else min(calculated * OF_MONEY, left)


_JUST_SO = compile_pattern("につき")
_IS_MEAN = compile_pattern(r"平均[^0-9、。\n]{0,8}、? ?$")


def _step(record: FigureRecord) -> Decimal:
    """Return what the last digit but noughts of a sum of money counts; other things are counted as they are stated."""
    if record.figure.kind is not _MONEY:
        return last_digit(record.figure.value)
    digits = format(record.figure.value.to_integral_value(), "f")
    return Decimal(10) ** (len(digits) - len(digits.rstrip("0")))


def mismatched_terms(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield the sums that so many a month for so many months, or so long each for so many times, does not give.

    月8回を12か月続け、年間で96回; 1回2時間で全6回、計12時間; 20日間、1日8軒を回り、合わせて160軒.
    """
    for at in range(2, len(figures)):
        one, other, total = figures[at - 2 : at + 1]
        number_first = other.figure.kind is _FREQUENCY or _is_of_each(text, other, one, total)
        each, number = (other, one) if number_first else (one, other)
        if each.figure.kind not in _OF_EACH or not _per_unit(each, total):
            continue
        if not _is_of_each(text, each, number, total) or not exact(each, number, total):
            continue
        next_to = _MONTHS_FROM_TO.sub("", words_amid(text, one, other))
        behind = words_amid(text, other, total)
        told = _NUMBER_FIRST if number_first else _TIMES_NEXT
        in_all = _IN_ALL_OF_DAYS if each.figure.per is Per.DAY else _IN_ALL
        before = words_before(text, one.figure.span.start, len("から"))  # 月2回から月3回
        if not (told.fullmatch(next_to) and in_all.fullmatch(behind)) or BARRED.search(before + next_to + behind):
            continue
        if WITH_MORE.search(behind + words_behind(text, total.figure.span.end, 2 * _LONGEST_OF_ONE)):
            continue
        calculated = each.figure.value * number.figure.value / _per_unit(each, total)
        if abs(calculated - total.figure.value) > _of_mean(each, number):
            yield Mismatch(total, calculated, (each, number))


def _of_mean(each: FigureRecord, number: FigureRecord) -> Decimal:
    """Return how far a sum may be off where what each day had may be a mean: 1日当たり6筆."""
    is_mean = LEADS_TO_MEAN.search(fold(each.figure.text)) is not None
    return last_digit(each.figure.value) * number.figure.value / 2 if is_mean else Decimal(0)


def _per_unit(each: FigureRecord, total: FigureRecord) -> Decimal:
    """Return how many units of the one value make one of the other, 0 where they count unlike things."""
    units = (each.figure.unit_norm, total.figure.unit_norm)
    return Decimal(1) if units[0] == units[1] else Decimal(_MINUTES) if units == ("分", "時間") else Decimal(0)


_MINUTES = 60
WITH_MORE = compile_pattern(
    rf"含|加え|別に|ほか|うち|除|中止|休(?!ま[ずな]|み?な[くし])|補って|設計|工賃|送料|交通費|旅費|見込|{_SOME_LESS}"
)
_NUMBER_FIRST = compile_pattern(r"[^0-9。、\n()]{0,8}、(?:1(?:日|回))?")
_TIMES_NEXT = compile_pattern(r"(?:ずつ)?(?:[^0-9、。\n()]{0,12}[、で×をに])? ?(?:全|年間|×)?")
_MONTH = r"(?:[令和RH]*[0-9]{1,4}年|翌年)?[0-9]{1,2}月"
_MONTHS_FROM_TO = compile_pattern(rf"{_MONTH}(?:から|~){_MONTH}(?:まで)?[の、]?$")
_IN_ALL = compile_pattern(
    r"[^0-9。\n()]{0,12}(?:[、(=]|で) ?(?:年間で?|通年で|合わせて)?(?:[^0-9、。\n()]{1,6}時間は、?)?(?:合計|計|総|延べ)?[^0-9、。\n()]{0,6}"
)
_IN_ALL_OF_DAYS = compile_pattern(
    r"(?:かけて)?[^0-9。\n()]{0,12}(?:[、(=]|で) ?(?:合わせて|合計|計|延べ|のべ|全部で|年間)(?:で|は)?[^0-9、。\n()]{0,6}"
)
_TERMS = {
    Per.MONTH: frozenset({"か月", "か月間"}),
    Per.WEEK: frozenset({"週", "週間"}),
    Per.DAY: frozenset({"日", "日間"}),
}


def _is_of_each(text: str, each: FigureRecord, number: FigureRecord, total: FigureRecord) -> bool:
    """Tell whether values are how many a month, how many months and how many in all; or how long a time is, and so on."""
    figure, unit = each.figure, number.figure.unit_norm
    if figure.kind is _FREQUENCY:
        in_all = total.figure.kind in COUNTED or total.figure.per is Per.YEAR
        return (
            figure.per is not None
            and unit in _TERMS.get(figure.per, frozenset())
            and in_all
            and figure.unit_norm == total.figure.unit_norm
        )
    lead = words_before(text, figure.span.start, _LONGEST_OF_ONE)
    one = _ONE_TIME.search(lead) if figure.kind is total.figure.kind is _DURATION else None
    if one is None:
        return False
    # What each thing took is told of all only in so many words: others of one day go side by side.
    summed = _SUMMED.search(words_before(text, total.figure.span.start, 3)) is not None
    return unit in ("回", "日間", "日") or (unit == one["unit"] and summed)


_OF_EACH = frozenset({_FREQUENCY, _DURATION})
_ONE_TIME = compile_pattern(
    r"(?<![0-9])1(?P<unit>回|日|件|人|組|団体|世帯|校|枠|コマ|区画)(?:当たり|あたり|につき)? ?$"
)
_SUMMED = compile_pattern("(?:計|延べ|のべ) ?$")
_LONGEST_OF_ONE = 8


def price_of(text: str, record: FigureRecord, number: FigureRecord) -> OfOne | None:
    """Return of one what a price is told, also right behind it: 1台当たり12万円, 1台12万円のものを8台; not 市民1人当たり.

    So is how many there are to one: 1区画30本を12区画に, 1か所に2人ずつ. What is told of each is of what `number` counts.
    """
    of_one = told_of_one(text, record)
    if of_one is not None:
        return of_one if of_one.of[-1:] in ("", "の") else None
    start, end = record.figure.span.start, record.figure.span.end
    lead = words_before(text, start, _LONGEST_OF_ONE)
    if _EACH_BEFORE.search(lead) or _is_times(text, record, number):
        return OfOne(number.figure.unit_norm or "", 0) if record.figure.unit_norm != number.figure.unit_norm else None
    if record.figure.kind is not _MONEY and not _EACH_BEHIND.match(words_behind(text, end, 4)):
        return None
    match = _ONE_IS.search(lead)
    counter = counter_of(match["unit"]) if match else None
    return OfOne(counter.norm, len(match[0])) if match and counter else None


def _is_times(text: str, each: FigureRecord, number: FigureRecord) -> bool:
    """Tell whether a sign or ずつ makes a value that of each of a number, no other factor beside it: 4,500円×20回, 11か所に4回ずつ."""
    start, end = each.figure.span.start, each.figure.span.end
    if start > number.figure.span.start:
        gap = words_between(text, number.figure.span.end, start)
        return _TO_EACH.fullmatch(gap) is not None and words_behind(text, end, 2) == "ずつ"
    gap = words_between(text, end, number.figure.span.start)
    return _TIMES_SIGN.fullmatch(gap) is not None and not _OTHER_TERMS.search(
        sentence_before(text, start, _LONGEST_LEAD)
    )


_OTHER_TERMS = compile_pattern(r"[×*✕+÷−]|[0-9][^0-9、]{0,4}[-/] ?$")
_EACH_BEFORE = compile_pattern(rf"{EACH}$")
_ONE_IS = compile_pattern(r"(?<![0-9.一-鿿])[1一] ?(?P<unit>[一-鿿か]{1,4})(?:に|へ)? ?$")
_EACH_BEHIND = compile_pattern("ずつ|[をで、]")


_FACE_VALUE = compile_pattern(r"(?:額面(?:金額)?(?:は|が|で|:)?|(?<![0-9.])1 ?(?:冊|セット|組|口)(?:当たり)?) ?$")
_FACE_VALUES = compile_pattern(r"(?:発行|額面)(?:総|金)?額(?:は|が|で|:)?、? ?$")
_SOLD = frozenset({"冊", "セット", "組", "口", "枚", "部", "シート"})
_MOST_SOLD = 5  # figures


def mismatched_face_values(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield what vouchers are worth in all where their face value and their number do not give it.

    額面7,500円の応援券を6,000円で1万組販売し、発行総額は7億円. Of several values or numbers, which is meant is open.
    """
    for at in range(2, len(figures)):
        total = figures[at]
        start = total.figure.span.start
        lead = words_before(text, start, 16)
        premium = "プレミアム" in lead and _PREMIUM.search(lead) is not None
        if total.figure.kind is not _MONEY or not exact(total) or not (premium or _FACE_VALUES.search(lead)):
            continue
        told = [
            r for r in figures[max(0, at - _MOST_SOLD) : at] if not SENTENCE_END.search(text, r.figure.span.end, start)
        ]
        values = [r for r in told if _FACE_VALUE.search(words_before(text, r.figure.span.start, 8))]
        numbers = [r for r in told if r.figure.unit_norm in _SOLD and r.figure.value > 1]
        if not (len(values) == 1 or (premium and values)) or len(numbers) != 1 or not exact(values[0], numbers[0]):
            continue
        number = numbers[0].figure.value
        prices = [r.figure.value for r in told if r.figure.kind is _MONEY]
        ways = [price * number for price in prices]
        if premium and len(prices) == 2:
            ways.append(abs(prices[0] - prices[1]) * number)
        if premium and len(ways) < len(prices) + 1:
            continue
        if all(abs(way - total.figure.value) > way * OF_MONEY for way in ways):
            yield Mismatch(total, ways[-1] if premium else values[0].figure.value * number, (values[0], numbers[0]))


_PREMIUM = compile_pattern(r"プレミアム(?:分|相当)?[^0-9、。()\n]{0,8}、? ?$")
"""Before what vouchers are worth more in all than they cost: プレミアム分の総額は."""


_A_MONTH = compile_pattern(r"(?<![一-鿿0-9])(?:毎?月|1か月(?:当たり)?)額?(?:は|で|に)? ?$")
_THEN_A_YEAR = compile_pattern(r" ?(?:[、(/]|で、) ?年(?:間|額)?(?:では|にすると|換算で|は|で)? ?")
_NOT_ALL_MONTHS = compile_pattern(
    r"給食|授業|保育|学童|クラブ|夏|冬|か月|カ月|ヶ月|箇月|[0-9]月|賞与|ボーナス|一時金|平均|程度|上限|うち|別に|含|除|割引|一括|前納|年払|以内"
)


def mismatched_years_of_months(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield the sums of a year that so much a month, told right before it, does not give: 月240円、年2,880円."""
    for month, year in pairwise(figures):
        if (
            not {month.figure.kind, year.figure.kind} <= _SUMS_OF_MONEY
            or month.figure.unit_norm != year.figure.unit_norm
        ):
            continue
        start, end = month.figure.span.start, month.figure.span.end
        gap = words_between(text, end, year.figure.span.start)
        yearly = _THEN_A_YEAR.fullmatch(gap) or (year.figure.per is Per.YEAR and gap.strip() in ("、", "(", "/"))
        if not yearly or not exact(month, year):
            continue
        lead = sentence_before(text, start, _LONGEST_LEAD)
        around = _OF_ONE_MONTH.sub("", lead + sentence_behind(text, year.figure.span.end, _LONGEST_LEAD))
        calculated = abs(month.figure.value) * _MONTHS
        borne = _BORNE.match(words_behind(text, year.figure.span.end, _LONGEST_LEAD))
        near = borne and 0 < abs(calculated - abs(year.figure.value)) <= calculated * _FAR_OFF
        if near and _A_MONTH.search(lead) and not _NOT_ALL_MONTHS.search(around):
            yield Mismatch(year, calculated, (month,))


_BORNE = compile_pattern(r"\)?(?:程度)?の?(?:負担|[増減]|節約|節減|引き?[上下]げ|値[上下]げ|削減|軽減|支出)")
"""Behind a sum of a year: it is what a month's makes, and no price for which less is taken at once: 月500円、年5,000円."""
_SUMS_OF_MONEY = frozenset({_MONEY, FigureKind.CHANGE})
_OF_ONE_MONTH = compile_pattern("(?<![0-9])1(?:か|カ|ヶ|箇)月")
_MONTHS = 12
_FAR_OFF = Decimal("0.3")
"""How far a mistaken sum may be, of it; what is further off is of something else."""

"""Means, products and what lasts how long, told by the values of a sentence: a slip of what the only total and number there give.

1人当たり月平均 9.0時間 of 28,800時間 and 320人; 1人1日当たり 805g of 12,410t, 40,000人 and 365 days; 約4万円 for 40万円. As in
`clauses`, few words are asked for, and nothing is told where another way of reckoning gives the value.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractors.label_words import EARLIER
from extractors.mentions import FigureKind, Qualifier
from extractors.patterns import compile_pattern
from pipeline.check.beside import sentence_before, told_before, words_amid, words_before, words_behind, words_between
from pipeline.check.means import LEADS_TO_MEAN, is_of_other
from pipeline.check.values import (
    COUNTED,
    FAR,
    Mismatch,
    exact,
    in_other_order,
    slipped,
    times_in,
    to_step,
    written_step,
)
from pipeline.model import FigureRecord

_COUNTER = r"[一-鿿か]{1,4}?"
_PER_ONE = compile_pattern(
    rf"(?<![0-9.])[1一] ?(?P<unit>{_COUNTER})(?P<time>(?:[1一] ?)?(?:日|月|か月))?(?:当たり|あたり|当り|につき|平均)(?P<tail>(?:[^0-9、。()\n]|1(?=日|か月|月)){{0,16}})、? ?$"
)
_MEAN_ONE = compile_pattern(
    rf"平均(?:では|して|で|すると)?、?[1一] ?(?P<unit>{_COUNTER})(?:当たり|あたり|につき)?(?P<time>)(?P<tail>)$"
)
_OF_MONTH, _OF_DAY = compile_pattern("月"), compile_pattern("日")
_NO_MEAN = compile_pattern(
    rf"{EARLIER}|目標|予定|見込|上限|以内|うち|除|平日|休日|単価|参加費|定員|それぞれ|各|全国|県平均|類似|など|ほか"
)
_IS_PRICE = compile_pattern(r"の[^0-9、。()\n]{0,6}(?:[費料金代額]|負担|補助|助成|券|商品)")
_OF_WHAT = compile_pattern(r"[当あ]たりの(?P<what>[^0-9、。\n()の]{2,8}?)(?:は|が)?、?$")
_MONTHS = Decimal(12)
_DAYS = (Decimal(365), Decimal(366))
_MOST, _FARTHEST, _LONGEST, _PAIR = 6, 160, 36, 2
_IN_GRAMS = {"t": "kg", "トン": "kg"}


def _told(text: str, figures: Sequence[FigureRecord], at: int, sentences: int = 2) -> Sequence[FigureRecord]:
    return told_before(text, figures, at, most=_MOST, reach=_FARTHEST, sentences=sentences)


def _times(record: FigureRecord, unit: str | None) -> Decimal | None:
    """Return how many of a unit make one of that of a value, 1 if it is the same; None if they measure different things."""
    own = record.figure.unit_norm or ""
    if own == unit:
        return Decimal(1)
    if direct := times_in(own, unit or ""):
        return direct
    return Decimal(1_000_000) if (own in _IN_GRAMS and unit == "g") else None


def mismatched_per_one(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield the means of one, of a month or day as well, that the one total and the one number beside them give but for a slip."""
    for at, mean in enumerate(figures):
        start = mean.figure.span.start
        lead = words_before(text, start, _LONGEST)
        told = (_PER_ONE.search(lead) or _MEAN_ONE.search(lead)) if LEADS_TO_MEAN.search(lead) else None
        if told is None or mean.figure.value_max is not None or not mean.figure.value:
            continue
        if not {Qualifier.ABOUT}.issuperset(mean.figure.qualifiers):
            continue
        near = [*_told(text, figures, at), *figures[at + 1 : at + 2]]
        words = words_between(text, near[0].figure.span.start, mean.figure.span.end) if near else ""
        numbers = [r for r in near if r.figure.unit_norm == told["unit"] and r.figure.value > 1]
        totals = [
            r
            for r in near
            if r not in numbers
            and (r.figure.kind in COUNTED or r.figure.kind is mean.figure.kind)
            and _times(r, mean.figure.unit_norm)
            and r.figure.span.start < start
        ]
        if len(numbers) != 1 or len(totals) != 1 or not exact(*numbers, *totals) or _NO_MEAN.search(words):
            continue
        if (of := _OF_WHAT.search(lead)) and is_of_other(of["what"], words[: words.rfind(of[0])]):
            continue
        if _IS_PRICE.match(words_behind(text, mean.figure.span.end, 10)):
            continue
        number, total = numbers[0], totals[0]
        if not number.figure.value:
            continue
        of_one = total.figure.value * (_times(total, mean.figure.unit_norm) or 1) / number.figure.value
        days = (
            []
            if not _OF_DAY.search(words)
            else [r.figure.value for r in near if r.figure.unit_norm in ("日", "日間") and r.figure.value] or [*_DAYS]
        )
        spell = f"{told['time'] or ''}{told['tail']}"
        monthly, daily = _OF_MONTH.search(spell), _OF_DAY.search(spell)
        ways = [
            of_one,
            *([of_one / _MONTHS] if _OF_MONTH.search(words) else ()),
            *(of_one / n for n in (*days, *_DAYS) if days),
        ]
        if any(_fits(mean, way) for way in ways):
            continue
        calculated = of_one / _MONTHS if monthly else of_one / days[0] if daily else of_one
        if _is_slip(mean, calculated) or (monthly and abs(calculated - mean.figure.value) <= calculated * FAR):
            yield Mismatch(mean, calculated, (total, number))


def _fits(mean: FigureRecord, calculated: Decimal) -> bool:
    """Tell whether a mean is a calculated one, roughly if it is told with 約 or of money."""
    loose = Qualifier.ABOUT in mean.figure.qualifiers or mean.figure.kind is FigureKind.MONEY
    step = max(written_step(mean), mean.figure.value * Decimal("0.08" if loose else "0.005"))
    return abs(mean.figure.value - calculated) < step


def _is_slip(mean: FigureRecord, calculated: Decimal) -> bool:
    """Tell whether a mean is a calculated one by a slip of the pen, or by a power of ten."""
    rounded = to_step(calculated, written_step(mean))
    about = Qualifier.ABOUT in mean.figure.qualifiers
    tens = any(_fits(mean, calculated * times) for times in _TENS)
    swapped = rounded >= 10 and in_other_order(mean.figure.value.normalize(), rounded.normalize())
    return tens or (not about and (swapped or slipped(mean.figure.value, rounded, fewest=3)))


_TENS = (Decimal("0.001"), Decimal("0.01"), Decimal("0.1"), Decimal(10), Decimal(100), Decimal(1000))

_YEARLY = compile_pattern(
    r"(?:年間|毎年|年平均|(?<![0-9])[1一]年(?:間|当たり|あたり|に)?|年間?当たり)[^0-9、。()\n]{0,12}$"
)
_YEARS_LEFT = compile_pattern(r"(?:残余|残り?|あと|使用可能|埋立可能)[^0-9。()\n]{0,12}$")


def mismatched_years_left(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield for how many years what is left is said to last at so much a year, if it does not: 16,800㎥, 年間1,400㎥, 残余年数は約22年."""
    for at in range(_PAIR, len(figures)):
        years = figures[at]
        start = years.figure.span.start
        if years.figure.unit_norm not in ("年", "年間", "か年") or not _YEARS_LEFT.search(
            words_before(text, start, 20)
        ):
            continue
        near = _told(text, figures, at)
        yearly = [r for r in near if _YEARLY.search(words_before(text, r.figure.span.start, 16))]
        if len(yearly) != 1 or not yearly[0].figure.value or years.figure.value_max is not None:
            continue
        stocks = [r for r in near if r is not yearly[0] and r.figure.unit_norm == yearly[0].figure.unit_norm]
        if any(r.figure.span.start > yearly[0].figure.span.start for r in stocks):
            continue
        if _NOT_ALL.search(words_between(text, near[0].figure.span.start, start)) or not _AT_THAT_PACE.search(
            words_between(text, yearly[0].figure.span.end, start)
        ):
            continue
        ways = [r.figure.value / yearly[0].figure.value for r in stocks]
        value = years.figure.value
        if (
            ways
            and exact(*stocks)
            and not any(abs(value - way) <= max(Decimal(1), way * Decimal("0.12")) for way in ways)
        ):
            yield Mismatch(years, ways[-1], (stocks[-1], yearly[0]))


_NOT_ALL = compile_pattern("利子|利息|据置|増|減|見直|搬入|除|含|猶予|期間")
_AT_THAT_PACE = compile_pattern("推移|続|ペース|場合|すると|れば|換算|試算|返済|で、|と、")


_PRICE = compile_pattern(
    r"(?<![0-9.])[1一] ?(?P<of>[^0-9、。()\n]{1,4}(?:(?:当たり|あたり|につき)?(?:に|へ|は)?[^0-9、。()\n]{0,6}))$"
)
_SUM = compile_pattern(
    r"(?:計|総額|合計|収入|収入額|総[一-鿿]{0,4}|合わせて|全部で|費用?|経費|代金|=)[^0-9、。()\n]{0,6}、? ?$"
)
_SURE_SUM = compile_pattern(
    r"(?:で|に|から|分)?、?(?:計|合計|総計|合わせて)|[^0-9。()\n]{0,8}、(?:支給|交付|助成|補助|給付)(?:総|合計)額(?:は|で)?"
)
_LESS = compile_pattern(
    r"(?:減免|免除|割引|無料)(?!(?:者)?(?:な|無|は?な|し))|半額|一部|除|差し?引|うち|上限|以内|見込|予定|予算|など|ほか|含|別に|加え|平均|キャンセル|協賛|寄附|寄付|売上|負担|事務費|送料|(?:を|と)合わせ"
)
_PAID, _COSTS = compile_pattern("参加費|[講場用]料|会費|補助|助成"), compile_pattern("(?:事業|開催|運営)費|経費")
"""Of what is paid or granted for each, and what all of it cost: the two need not be one sum."""
_MONEY = FigureKind.MONEY


def mistaken_sums(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield what so many had or paid at so much for one, if it is that but for a slip: 1人500円、84人から計40,200円.

    That a value is the price shows by the words or, of money, by nothing else of money standing in the sentence. What is less by
    so many prices may leave out those who paid nothing: of that, only digits in another order are told.
    """
    for at in range(_PAIR, len(figures)):
        total = figures[at]
        start = total.figure.span.start
        if total.figure.kind not in COUNTED or not _SUM.search(words_before(text, start, 12)) or not exact(total):
            continue
        told = [r for r in _told(text, figures, at, 1) if r.figure.kind in COUNTED or r.figure.kind is _DURATION]
        factors = _factors(text, told, total)
        if not factors or not exact(*factors):
            continue
        price, *numbers = factors
        calculated, value = price.figure.value, total.figure.value
        for number in numbers:
            calculated *= number.figure.value
        first = min(r.figure.span.start for r in factors)
        words = sentence_before(text, first, 24) + words_between(text, first, total.figure.span.end)
        if _LESS.search(words + words_behind(text, total.figure.span.end, 12).partition("。")[0]):
            continue
        last = max(factors, key=lambda r: r.figure.span.start)
        if _PAID.search(words) and _COSTS.search(words_amid(text, last, total)):
            continue
        by_name = price.figure.label is not None and total.figure.label == f"{price.figure.label}収入"
        sure = by_name or _SURE_SUM.fullmatch(words_amid(text, last, total)) is not None
        if value != calculated and _is_slip_of_product(value, calculated, price.figure.value, sure=sure):
            yield Mismatch(total, calculated, (price, *numbers))


_DURATION = FigureKind.DURATION


def _factors(text: str, told: Sequence[FigureRecord], total: FigureRecord) -> Sequence[FigureRecord]:
    """Return the price and the one or two numbers that a sum can be of; nothing where others may be."""
    alike = [r for r in told if r.figure.unit_norm == total.figure.unit_norm]
    numbers = [r for r in told if r not in alike and r.figure.value > 1]
    if len(alike) != 1 or not numbers:
        return ()
    of_one = _PRICE.search(words_before(text, alike[0].figure.span.start, 12))
    if of_one:
        named = [r for r in numbers if of_one["of"].startswith(r.figure.unit_norm or "\0")]
        return (alike[0], named[0]) if len(named) == 1 and len(numbers) == 1 else ()
    terms = [r for r in numbers if r.figure.unit_norm in _IN_TIME]
    whole = len(numbers) == 1 and not terms
    return (
        (alike[0], *numbers)
        if total.figure.kind is _MONEY and (whole or len(numbers) == len(terms) + 1 == _PAIR)
        else ()
    )


_IN_TIME = frozenset({"か月", "か月分", "か月間", "月分", "回", "回分", "日", "日間", "日分"})


def _is_slip_of_product(value: Decimal, calculated: Decimal, price: Decimal, *, sure: bool) -> bool:
    """Tell whether a sum is a product by a slip of the pen or a power of ten, and not less by what some did not pay."""
    if any(value == calculated * times for times in _TENS):
        return True
    a, b = (f"{v.normalize():f}" for v in (value, calculated))
    noughts = min(len(a) - len(a.rstrip("0")), len(b) - len(b.rstrip("0")))
    digits = len(b) - noughts
    if len(a) == len(b) and sorted(a) == sorted(b) and digits > 1 and len(set(b.rstrip("0"))) > 1:
        return digits > _PAIR or sure
    if value < calculated and price and (unpaid := (calculated - value) / price) == unpaid.to_integral_value():
        return False  # `%` is not defined of a sum of 30 digits
    return digits > 1 and slipped(value, calculated, fewest=1) and (digits > _PAIR or sure)


_LIMIT = compile_pattern(r"(?:上限|限度|最大)(?:金?額)?(?:は|が|を|:)? ?$")
_LIMIT_BEHIND = compile_pattern("を(?:上限|限度)")
_GIVEN_TO = compile_pattern(r"(?:に|へ|に対し(?:て)?|で)?(?:は)?、?(?:計|総額|合計|合わせて)?[^0-9、。()\n]{0,6}")
_GIVEN = compile_pattern(r"を?(?:交付|補助|助成|支給|支出|給付)")
_OTHER_LIMIT = compile_pattern(
    "加算|上乗せ|特例|引き?上げ|改[定正]|拡充|別途|場合は|ただし|総額|予算|年度当たり|併せて|累計"
)


def surpassed_caps(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield what so many were given in the sentence of a limit for one that it surpasses: （上限100万円）…1件に120万円を交付."""
    for at in range(_PAIR, len(figures)) if "上限" in text or "限度" in text else ():
        number, given = figures[at - 1 : at + 1]
        if given.figure.kind is not FigureKind.MONEY or number.figure.kind not in COUNTED or not exact(number, given):
            continue
        if not _GIVEN_TO.fullmatch(words_amid(text, number, given)) or number.figure.kind is FigureKind.MONEY:
            continue
        if not _GIVEN.match(words_behind(text, given.figure.span.end, 4)):
            continue
        told = [*_told(text, figures, at), *figures[at + 1 : at + 2]]
        limits = [
            r
            for r in told
            if r.figure.kind is FigureKind.MONEY
            and (
                _LIMIT.search(words_before(text, r.figure.span.start, 8))
                or _LIMIT_BEHIND.match(words_behind(text, r.figure.span.end, 6))
            )
        ]
        if len(limits) != 1 or _OTHER_LIMIT.search(
            words_between(text, told[0].figure.span.start, given.figure.span.start)
        ):
            continue
        most = limits[0].figure.value * number.figure.value
        if given.figure.value >= most + written_step(given):
            yield Mismatch(given, most, (limits[0], number))


PER_ONE = (
    (mismatched_per_one, "mean_mismatch", " ÷ "),
    (mismatched_years_left, "share_mismatch", " ÷ "),
    (mistaken_sums, "product_mismatch", " × "),
    (surpassed_caps, "product_mismatch", " × "),
)
"""All that finds means and products, with code and sign."""

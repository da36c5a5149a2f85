"""Periods that make a quantity a rate of occurrence: 月1回, 年に3回, 1日8件, 2回/週, 2か月に1回, 週5日."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from extractors import scripts
from extractors.counters import ABOUT, PERIODS, Counter
from extractors.mentions import FigureKind
from extractors.patterns import compile_pattern

if TYPE_CHECKING:
    from extractors.quantities import Quantity

_COUNT = FigureKind.COUNT
PER_UNKNOWN = Counter("回", FigureKind.FREQUENCY, Decimal(1), False)
"""The counter of a frequency whose period is none of `Per` (2か月に1回)."""
_PERIOD = scripts.compile(
    r"(?<![\d元今昨来本翌例前同先隔半当一二三四五六七八九十百千数何幾かカヵヶケ箇])(?<!ふた)"
    r"(?P<period>毎年度?|毎月|毎週|毎日|年間|年度|月間|週間|年|月|週)(?: ?に| ?当たり| ?あたり|につき)?[ 、]?(?:約|概ね|おおむね|およそ)? ?$"
)
_PERIOD_ONE = scripts.compile(
    r"(?:(?<![\d.月])1|(?<![\d一二三四五六七八九十月])一) ?(?P<period>年間?|[かカヵヶケ箇]月|月|週間?|日)(?: ?に| ?当たり| ?あたり|につき| ?(?:ごと|毎)に?)? ?約? ?$"
)
_JANUARY = scripts.compile(r"1 ?月(?! ?(?:当|あ|につ))")
_PACE = scripts.compile(r" ?(?:程度|以上|ずつ)?の?(?:頻度|割合|ペース|間隔)")
"""Behind 1月に2回 it says that each month is meant; else it is January."""
_ABOUT_SO_MANY = compile_pattern(f" ?{ABOUT}")
"""Behind 月10件 it says that this is so every month."""
_PERIOD_SOME = scripts.compile(
    r"(?:(?<![\d.月時])(?<!\d[、・~])(?<!令和)(?<!平成)(?<!昭和)(?<![RHS])(?:(?:[1-9][、~])?\d{1,3}|1,?000|(?<![〇一二三四五六七八九十百千])(?:[数何幾][十百千]?|[一二三四五六七八九十百千]{1,3})) ?(?:年|[かカヵヶケ箇]月|週間?|日|時間|分) ?か?(?:に|ごとに?|毎に?|当たり|あたり|につき)|(?:(?<![第\d一二三四])(?:[1一]?四|4)半期|(?<![上下四前後4])半期|半年|(?<![\d一二三])学期|ふた月) ?(?:に|ごとに?|毎に?)|毎(?:四半期|学期)|隔[年月週日]に?) ?$"
)
_PERIOD_BEHIND = scripts.compile(
    r" ?/ ?(?:(?P<period>年|月|週|日)(?![\d度])|(?:[2-9]|1\d) ?(?:年(?!度)|[かカヵヶケ箇]月|週間?|日間?))"
)


_FOR_EACH = ("1人", "一人", "世帯", "1戸", "一戸")
_LEADS_OVER = tuple(
    f"{word}\n" for word in ("当たり", "あたり", "につき", "ごとに", "に", "毎月", "毎年", "毎週", "毎日")
)
"""What ends a line that a number below goes on with."""


def with_period(text: str, quantity: Quantity) -> Quantity:
    """Join the period that makes the quantity a frequency: 月1回, 年に3回, 1日8件, 2回/週."""
    days = quantity.unit == "日"
    if quantity.counter.kind is not _COUNT and not days:
        return quantity
    behind = _PERIOD_BEHIND.match(text, quantity.end)
    if behind and behind["period"]:
        return quantity._replace(end=behind.end(), per=PERIODS[behind["period"]])
    if behind and quantity.unit in ("回", "度"):
        return quantity._replace(end=behind.end(), counter=PER_UNKNOWN)
    window = text[max(0, quantity.start - 12) : quantity.start]
    if window.endswith("\n") and not window.endswith(_LEADS_OVER):
        return quantity  # この1年 above 128か所
    base = quantity.start - len(window)
    often = quantity.unit in ("回", "度")
    about = window.endswith(("月", "年")) and _ABOUT_SO_MANY.match(text, quantity.end) is not None
    match = _PERIOD_ONE.search(window)
    if match and _JANUARY.match(match.group()) and not _PACE.match(text, quantity.end):
        return quantity
    if match and not often and window.endswith(_FOR_EACH, 0, match.start()):
        return quantity  # 1人1日当たり812g
    if match is None and (often or days or about or "週" in window[-4:] or "毎" in window[-6:]):
        match = _PERIOD.search(window)
        if match and not (often or days) and match["period"][0] not in "週毎" and not about:
            return quantity  # 年間1,000ヘクタール is an amount
        if match and not (often or days) and "、" in match.group():
            return quantity  # 毎月、300部を配り tells how often and how many
    if match and days and match["period"] not in ("年", "月", "週", "毎週") and "に" not in match.group():
        return quantity  # 年間200日 is a duration
    if match:
        return quantity._replace(start=base + match.start(), per=PERIODS[match["period"].replace(" ", "")])
    some = _PERIOD_SOME.search(window) if often else None
    return quantity._replace(start=base + some.start(), counter=PER_UNKNOWN) if some else quantity

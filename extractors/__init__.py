"""Dates, numbers and occasions of Japanese text, each tied to its exact characters.

Works on any string, with no report around it:

    find_dates("9月3日から2月21日", fiscal_year=2023)
    find_dates("先月の集計は来週の金曜日に出る。", issued=datetime.date(2024, 5, 15))
    find_figures("延べ参加者数162名（8月末時点）")
    find_numerals("三割、1億2千万円")
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from extractors.mentions import DateMention, Figure, Numeral
    from extractors.registry import EXTRACTORS

_ENDS_SENTENCE = frozenset("。\n")


def __getattr__(name: str) -> object:
    """Import the extractors when they are asked for: who needs a type or a table of this package does not wait for them."""
    if name == "EXTRACTORS":
        from extractors.registry import EXTRACTORS

        return EXTRACTORS
    raise AttributeError(name)


def find_dates(text: str, *, fiscal_year: int | None = None, issued: dt.date | None = None) -> list[DateMention]:
    """Return the date expressions of `text`, in order.

    Args:
        text: any Japanese text.
        fiscal_year: the year from whose April to March months without a year are counted (2023 for 令和5年度);
            that of `issued` where it is not given.
        issued: the day of writing, that 昨日, 来週, 先月 and 本年 count from. Only where it is given are 3日前, 2週間後
            and 5年前 dates (開催の3日前 counts from something else), a bare 10日 and 月末 of its month, 週末 of its week,
            and 次の火曜日 the first behind it. Spans leave it out: 今後2週間, 向こう1か月 and 次の3日間 are so many days or
            months from the day behind it on, 過去3年間 and この5年間 those up to the day before it.

    Returns:
        Mentions whose `start` and `end` are None where neither the text nor these say the year.
    """
    from extractors.arbiter import settle
    from extractors.date_years import resolve_years
    from extractors.from_issue import FromIssue, in_month_of
    from extractors.mentions import DateMention
    from extractors.registry import EXTRACTORS
    from extractors.view import TextView
    from extractors.wareki import fiscal_year_of
    from extractors.years_taken_over import REACH, YearsTakenOver

    if fiscal_year is None and issued is not None:
        fiscal_year = fiscal_year_of(issued)
    found: list[DateMention] = []
    taken_over = YearsTakenOver()
    extractors = EXTRACTORS if issued is None else (FromIssue(), *EXTRACTORS)
    for mention in settle(TextView(text), extractors).mentions:
        if isinstance(mention, DateMention):
            before, year = found[-1] if found else None, None
            between = text[before.span.end : mention.span.start] if before else ""
            if before and not _ENDS_SENTENCE.intersection(between):
                year = taken_over.year_of(mention, before, between, text[mention.span.end : mention.span.end + REACH])
            year = fiscal_year if year is None else year
            dated = resolve_years(mention, fiscal_year=year, before=before, issued=issued)
            found.append(dated if issued is None else in_month_of(dated, issued))
    return found


def find_figures(text: str) -> list[Figure]:
    """Return the quantities of `text` that have a unit or counter, in order; dates and ordinals are none.

    Ages that describe persons (65歳以上の方) are among them; the figures of a report leave these out. Where the whole text may be a date or a name as well as a quantity (1/4, 15～34歳), it is what is asked for.
    """
    from extractors import ages
    from extractors.arbiter import settle
    from extractors.mentions import Figure
    from extractors.registry import EXTRACTORS
    from extractors.view import TextView

    view = TextView(text)
    mentions, losers = settle(view, EXTRACTORS, ages.find(view))
    whole = (lost.mention for lost in losers if lost.mention.text == text)
    return [m for m in mentions if isinstance(m, Figure)] or [m for m in whole if isinstance(m, Figure)]


def find_numerals(text: str) -> list[Numeral]:
    """Return every number of `text`, Arabic or kanji, whatever follows it, in order."""
    from extractors.numerals import find
    from extractors.view import TextView

    return find(TextView(text))


__all__ = ["EXTRACTORS", "find_dates", "find_figures", "find_numerals"]

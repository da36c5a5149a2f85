"""What a number with a dot before 月 is: so many months (2.05月分, 4.50月, 48月以内), or a list of months (4.5月に).

What may be either is neither read as a number nor as a date.
"""

from __future__ import annotations

import itertools
import re

from extractors import scripts

_LAST_MONTH = 12
_FIRST_OF_FISCAL_YEAR = 4
_LIMITS = "(?:以[内上下]|未満|分|を(?:超え|経過|限度|上限))"
_BEHIND_DOT = scripts.compile(r"[0-9](?:\.|\ \.\ )$|[0-9]\.(?P<first>[0-9]{1,3})月?分?(?:[~→-]|から)\ ?$")
_BEFORE_DECIMAL = scripts.compile(r"分?(?:[~→-]|から)\ ?[0-9]{1,2}\.[0-9]{1,3}月")
_NUMBER_OF_ITEM = scripts.compile(r"(?:^|\n)[ (第]*(?P<no>[0-9]{1,2})\.$")
_MONTH_OF_ITEM = scripts.compile(r"(?:補正|定例|臨時|議会|会議|号)")
"""Behind the month of a numbered heading it says that it is one: １．12月補正予算."""
_ITEMS_AROUND = 2000
_LISTED = scripts.compile(r"(?<![0-9A-Za-z.,第])(?P<n>[1-9][0-9]?(?:\.[1-9][0-9]?){1,5})月(?![間号曜])")
_THEN = scripts.compile(
    r"に(?!引|改|増|減|上げ|下げ|満|相当|据|変更|達|な[るっり]|す|し[たて、]|留|とど|止|縮|短|延長)|の(?:[0-9二三四] ?回|両月|各|開催|間に)|から[^\n、。0-9]{0,12}(?:開始|始ま|始め|実施)"
    r"|頃|ごろ|[上中下]旬|[初末]|[開実]|現在|(?:定例|臨時)"
)
"""Behind months that are listed with one dot, and not behind so many."""
_OF_DAY = scripts.compile(r"\ ?[0-9]{1,2}(?:日|[、・~-][0-9]{1,2}日)")
_MISTYPED = range(_LAST_MONTH + 1, 20)
_COUNTED = scripts.compile(rf"月{_LIMITS}")
_DECIMAL = scripts.compile(r"(?P<whole>[0-9]{1,2}) ?\. ?(?P<rest>[0-9]{1,3})")
_PAID = scripts.compile(r"(?:期末|勤勉)手当|賞与|ボーナス|支給(?:割合|月数)")
_MONDAY = scripts.compile(r"(?:^|\n)[ ・○●]*[0-9]{1,2}\.(?:1[3-9]|2[0-9]|3[01])月\ $")
"""At the head of a line a day may be set apart with its weekday: 4.15月　会議."""
_NEAR = 40
_MOST_PAID = 5
"""Months of salary of a year, about which 4.5月分 may be a number behind such words, as 6.12月分 is none."""


def listed(text: str, start: int) -> re.Match[str] | None:
    """Return the months at `start` that dots part, up to behind 月, as group n: 4.5月に, 6.7.8月; None for a number."""
    m = _LISTED.match(text, start)
    if m is None:
        return None
    months = [int(n) for n in m["n"].split(".")]
    if max(months) > _LAST_MONTH or not (_ascend(months) or _ascend([_in_fiscal_year(n) for n in months])):
        return None
    if len(months) > 2:
        return m
    if _is_of_item(text, start + len(str(months[0])) + 1, m.end(), months[1]) or _is_paid(text, start):
        return None
    return m if months[0] > _MOST_PAID or _THEN.match(text, m.end()) else None


def is_no_month(text: str, start: int, end: int, months: list[int]) -> bool:
    """Tell whether what reads as a month without a year is a number of months, or the last of a list with dots.

    Args:
        text: the folded text.
        start: where the number begins.
        end: behind 月.
        months: the numbers before 月.
    """
    if _OF_DAY.match(text, end):
        return False
    if len(months) == 1 and months[0] > _LAST_MONTH:
        counted = months[0] not in _MISTYPED or _COUNTED.match(text, end - 1) is not None
        return counted or text[start - 1 : start] == "."
    if _BEFORE_DECIMAL.match(text, end):
        return True
    dot = _BEHIND_DOT.search(text, max(0, start - 12), start) if "." in text[max(0, start - 12) : start] else None
    if dot is None:
        return False
    first = dot.start("first")
    if first < 0:
        return not _is_of_item(text, start, end, months[0])
    return not _is_of_item(text, first, dot.end("first") + 1, int(dot["first"]))


def are_counted(text: str, start: int, end: int) -> bool:
    """Tell whether the number from `start` to `end`, before 月, can only be a number of months."""
    if not text.startswith("月", end):
        return False
    written, limited = text[start:end].lstrip("+-△▲"), _COUNTED.match(text, end) is not None
    decimal = _DECIMAL.fullmatch(written)
    if decimal is None:
        return limited and written.isdecimal() and len(written) < 4 and int(written) > _LAST_MONTH
    first, rest = int(decimal["whole"]), decimal["rest"]
    if not first or rest[0] == "0" or int(rest) > _LAST_MONTH:
        return _MONDAY.search(text, start - 3, end + 2) is None or _is_paid(text, start)
    follow = _in_fiscal_year(first) < _in_fiscal_year(int(rest))
    return limited and ((first <= _MOST_PAID and _is_paid(text, start)) or not follow)


def _is_paid(text: str, start: int) -> bool:
    return _PAID.search(text, max(0, start - _NEAR), start) is not None


def _in_fiscal_year(month: int) -> int:
    return (month - _FIRST_OF_FISCAL_YEAR) % _LAST_MONTH


def _ascend(months: list[int]) -> bool:
    return all(first < second for first, second in itertools.pairwise(months))


def _is_of_item(text: str, start: int, end: int, month: int) -> bool:
    """Tell whether the number and dot before a month number a line, as those of the lines around it do: ３．４月の行事."""
    item = _NUMBER_OF_ITEM.search(text, max(0, start - 8), start) if text[start] != "0" else None
    if item is None:
        return False
    no = int(item["no"])
    if _MONTH_OF_ITEM.match(text, end) or (no == 1 and month > 2):
        return True
    beside = [f"\n{no + 1}."]
    if no > 1:
        beside.append(f"\n{no - 1}.")
    near = max(0, item.start() - _ITEMS_AROUND)
    around = text[near : item.start() + _ITEMS_AROUND]
    return any(number in around for number in beside) or (near == 0 and text.startswith(f"{no - 1}."))

"""Years that are said to have passed since a year that is named: 平成15年度に始まったこの事業は、令和5年度で20年が経過した."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.patterns import compile_pattern
from pipeline.check.beside import words_between
from pipeline.check.wording import flat, on
from pipeline.model import Check, DateRecord, Severity

_BEGUN = compile_pattern(
    r"(?:\([^()\n]{1,16}\))?(?:から|より|に)?[^0-9、。\n()]{0,16}(?:開[館設校園局所業始通港店庁院催]|設立|創[設立業刊]|発足|始[まめ]|スタート|制定|施行|供用|竣工|完成|建設|着手|合併|締結|導入)"
)
_SINCE = compile_pattern(
    r"[^0-9。\n()]{0,40}?(?:(?P<years>[0-9]{1,3})(?:周年(?:を迎え|記念|に当た|と)|年(?:が|を)?(?:経過|経[ちつった]|過ぎ))|(?P<nth>[0-9]{1,3})年目)"
)
_TO_NOW = compile_pattern(r"[^0-9。\n()]{0,40}")
_OPEN = compile_pattern("約|おおむね|概ね|余り|以上|超|近く|来年|翌年|来る|後に|迎える予定|改[修築]|建替|以来の|うち")
_REACH = 60  # characters
_FEWEST = 5  # years: 3年目 may be that of a phase


def mismatched_years(text: str, dates: Sequence[DateRecord], fiscal_year: int | None) -> Iterator[Check]:
    """Yield a check of each number of years that does not fit the year in which the sentence says that it began.

    A year more or less may be the difference of calendar and fiscal years, and passes.

    Args:
        text: without wraps.
        dates: of the report, by offset.
        fiscal_year: of the report, up to which the years count where the sentence names no other year.
    """
    for at, record in enumerate(dates):
        date = record.date
        if date.start is None or date.written.year is None or date.is_range:
            continue
        words = words_between(text, date.span.end, date.span.end + _REACH)
        if not _BEGUN.match(words):
            continue
        until, end = fiscal_year, date.span.end
        behind = dates[at + 1].date if at + 1 < len(dates) else None
        if behind is not None and _TO_NOW.fullmatch(words_between(text, end, min(behind.span.start, end + _REACH))):
            until, end = (behind.start.year if behind.start else None), behind.span.end
        told = _SINCE.match(words_between(text, end, end + _REACH))
        if until is None or told is None or _OPEN.search(words_between(text, date.span.end, end) + told[0]):
            continue
        yield from _compared(record, told, until - date.start.year)


def _compared(record: DateRecord, told: re.Match[str], passed: int) -> Iterator[Check]:
    stated = int(told["years"] or told["nth"])
    counted = passed + 1 if told["nth"] else passed
    if passed >= _FEWEST and abs(stated - counted) > 1:
        yield on(
            record,
            severity=Severity.WARNING,
            code="elapsed_mismatch",
            message_ja=f"「{flat(record.date.text)}」からの年数は{counted}年{'目' if told['nth'] else ''}ですが、{stated}年とあります。原文を確かめてください。",
            message_en=f"From '{flat(record.date.text)}' on it is {'year ' if told['nth'] else ''}{counted}{'' if told['nth'] else ' years'}, but {stated} is stated. Check the report.",
        )

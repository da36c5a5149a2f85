"""The fiscal year and the part of it that a report does not say: by its edition and its days, and what it plans for when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from extractors.patterns import compile_pattern
from pipeline.model import BlockKind, Period
from pipeline.segment.tense import kind_of_sentence
from pipeline.segment.years import (
    DATE_LINE,
    DAY_NO,
    MONTH,
    YEAR_NO,
    fiscal_years,
    month_of_day,
    month_of_session,
    number_written,
    period_said,
    year_announced,
    year_by_day,
    year_dated,
    year_of_edition,
    year_of_session,
    year_on_cover,
    year_spoken_in,
)

_SEVERAL_PLANS = 2  # sentences
_FIRST_LINES = 6  # of a report, that may name the edition
_ISSUED = compile_pattern(
    rf"(?:[^、。:0-9]{{1,20}}[都道府県市町村部局課室会] +)?{DATE_LINE.pattern}(?: +[^、。:0-9]{{1,20}}[都道府県市町村部局課室会])?"
)
_WILL_DO = compile_pattern(r"[をにへと][^、。]{0,16}[うくぐすつぬぶむる]$")
_SAYS = compile_pattern(
    "(?:示|記|表|及|除|含|掲げ|載せ|述べ|当た|数え|占め|回|超え|分け|どま|よ|に上|[と達要対当]す|であ|があ|て[いお]|でい|にな).$"
)
"""What so ends only says how it is, or where it is told: 令和6年度の実績を表1に示す."""
_OF_RESULTS = compile_pattern(r"実績|報告|結果|実施状況|点検|評価")
_AS_OF = compile_pattern(
    rf"(?:(?:令和|R) ?{YEAR_NO} ?[年.] ?(?={DAY_NO} ?(?:月|末|\. ?[0-9]))|(?={DAY_NO} ?月))"
    rf"(?P<month>{MONTH}) ?[月.]? ?(?:末日?|{DAY_NO} ?日?)? ?(?:現在|時点)"
)
_DATE_HEAD = compile_pattern(r"(?:令和|平成|R|20[0-9]{2})[^。\n]{0,12}?(?:現在|時点)")
_MOST = 0.7  # of the days of counting
_LAST_MONTHS = 2  # February and March, in which a council meets before a fiscal year ends
_TOP = 400  # characters in which a speech says where it is made
# What is reported to a council happened since it last met: that is no part of the year.
_SESSION_DATED = compile_pattern(r"(?:令和|平成|R|20[0-9]{2})[^。\n]{0,10}?月 ?[^。\n]{0,4}?(?:定例|臨時|議会)")
_SESSION = compile_pattern(
    r"(?:定例|臨時)(?:[市町村県]?議?会)(?! ?(?:を|は|:|\()? ?(?:計|年)? ?[0-9]{1,3} ?回)|[0-9一二三四五六七八九十] ?月 ?(?:[市町村県])?議会"
)


def _year_of_dates(text: str, named: int | None) -> int | None:
    """Return the fiscal year of the session that a speech is made in, else of most days at which the report counts.

    Args:
        text: folded.
        named: the year of the file's name, which stands where the days of counting do not agree.
    """
    session, top = _SESSION_DATED.search(text, 0, _TOP), text[:_TOP]
    held = year_on_cover(top) if _is_of_session(text) else None  # a speech in February tells of the year that runs
    for year in (year_dated(session.group()) if session else None, year_of_session(top), held):
        if year is not None:
            return year
    years = Counter(y for y in (year_dated(m.group()) for m in _DATE_HEAD.finditer(text)) if y)
    if not years:  # the day of publication alone is no evidence: reports of a year appear in the next
        return year_spoken_in(top, text) if named is None else None
    year, count = years.most_common(1)[0]
    return year if named is None or count >= _MOST * years.total() else None


def _is_of_session(text: str) -> bool:
    """Tell whether the top of a folded text says that it is a speech in a session; 定例 may end a line, and 会 begin the next."""
    return _SESSION.search(text[:_TOP].replace("\n", "")) is not None


def year_derived(text: str, named: int | None, title: str, preface: Sequence[str]) -> int | None:
    """Return the fiscal year that the days of a folded text tell, else its edition, its own day, or the plans of a report on results."""
    year = _year_of_dates(text, named)
    if year is not None:
        return year
    edition, period = year_of_edition([title, *preface[:_FIRST_LINES]]), period_said(title)
    issued = _issued(preface)
    if edition is not None or period is Period.H1:
        year = year_by_day(issued, edition) if issued else None
    if year is None and edition is not None:
        return _year_before_plans(text, edition)
    of_results = _OF_RESULTS.search(title) is not None and period not in (Period.H1, Period.H2)
    return _year_before_plans(text) if year is None and named is None and of_results else year


def _year_before_plans(text: str, edition: int | None = None) -> int | None:
    """Return the year before the only one of which a folded text speaks, several times and always of what is to come.

    Of an edition (令和5年度版), that is its own or the next one, whatever other years are spoken of.
    """
    said = [(y.year, sentence) for sentence in text.replace("\n", "").split("。") for y in fiscal_years(sentence)]
    years = {year for year, _ in said}
    if edition is None:
        return _before(years.pop(), said) if len(years) == 1 else None
    own = any(_is_ahead(sentence) for year, sentence in said if year == edition)
    return _before(edition if own else edition + 1, said)


def _is_ahead(sentence: str) -> bool:
    """Tell whether a sentence that names a year says what is to be done in it: 令和6年度末までにまとめる."""
    kind = kind_of_sentence(sentence)
    if kind is not None:
        return kind is BlockKind.OUTLOOK
    return _WILL_DO.search(sentence) is not None and _SAYS.search(sentence) is None


def _before(year: int, said: Sequence[tuple[int, str]]) -> int | None:
    """Return the year before `year`, if that is what several sentences plan for, of those which name it all."""
    ahead = [_is_ahead(sentence) for told, sentence in said if told == year]
    return year - 1 if len(ahead) >= _SEVERAL_PLANS and all(ahead) else None


def _is_over(year: object, text: str) -> bool:
    """Tell whether the session that a speech is made in is held when fiscal year `year` is over, or in its last months to tell of it."""
    session = month_of_session(text) or month_of_day(text)
    if session is None or not isinstance(year, int):
        return False
    return session >= (year + 1, 4) or (session >= (year + 1, _LAST_MONTHS) and year_announced(text) == year)


def _issued(preface: Sequence[str]) -> str | None:
    """Return the line that dates a report, and says at most whose it is besides."""
    return next((line for line in preface if _ISSUED.fullmatch(line.strip())), None)


def _appeared_after(year: object, preface: Sequence[str]) -> bool:
    """Tell whether a line of its own dates the report after fiscal year `year`: whatever was counted in it, it tells of all."""
    dated = _issued(preface)
    issued = year_dated(dated) if dated else None
    return issued is not None and isinstance(year, int) and issued > year


def period_derived(text: str, year: object, preface: Sequence[str]) -> Period | None:
    """Return the part of the year that a folded text tells of by its days; of a speech in a session, if its year is over.

    Args:
        text: folded.
        year: the fiscal year that is reported on.
        preface: the folded lines before the first heading.
    """
    if not _is_of_session(text):
        return _period_of_dates(text, year, preface)
    return Period.FY if _is_over(year, text[:_TOP]) else None


def _period_of_dates(text: str, year: object, preface: Sequence[str]) -> Period:
    if _appeared_after(year, preface):
        return Period.FY
    months = Counter(number_written(m["month"]) for m in _AS_OF.finditer(text))
    last = months.most_common(1)[0][0] if months else 3
    return Period.H1 if 7 <= last <= 10 else Period.FY

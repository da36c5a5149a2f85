"""The fiscal year and the part of it that a title, a sentence, a label or a file name says a report is about."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain
from typing import NamedTuple

from extractors import scripts
from extractors.numerals import parse_kanji
from extractors.patterns import compile_pattern
from extractors.wareki import year_of
from pipeline.model import Period
from pipeline.segment.brackets import CLOSING, OPENING

YEAR_NO = r"(?:元|[0-9]{1,2}|[一二三四五六七八九十]{1,3})"
MONTH = r"(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])"
DAY_NO = r"(?:[0-9]{1,2}+|[一二三四五六七八九十]{1,4}+)"
DATE_LINE = compile_pattern(
    rf"[(\[]?(?:(?:令和|平成|[RH]) ?{YEAR_NO}|20[0-9]{{2}}) ?年 ?{DAY_NO} ?月(?: ?{DAY_NO} ?日)?"
    r"(?: ?\([月火水木金土日](?:曜日?)?\))?(?: ?(?:作成|公表|発行|改訂|提出|報告))?[)\]]?"
)
"""A line that is nothing but the day or month at which something is given: 令和6年7月10日（水）提出."""
_FISCAL = compile_pattern(
    rf"(?:(?P<era>令和|平成|昭和|㋿|㍻|[RHS]\.?) ?(?:{YEAR_NO} ?[・、,] ?)?(?P<no>{YEAR_NO}) ?年? ?|(?P<west>(?:19|20)[0-9]{{2}}) ?年? ?)(?:\((?:令和|平成|(?:19|20)[0-9]{{2}})[^()]{{0,6}}\) ?)?(?:年|事業年)?度"
)
"""令和6年度; of two that are told together, 令和5・6年度, the last."""
_DATED = compile_pattern(
    rf"(?:(?P<era>令和|平成|㋿|㍻|[RH]\.?) ?(?P<no>{YEAR_NO}) ?[年.]|(?P<west>20[0-9]{{2}}) ?[年./]) ?(?P<month>{MONTH}) ?(?:月|[./](?= ?[0-9])|(?=末))"
)
# A year that bounds a plan, or in which something was made or a meeting is held, is not the one that a report is about.
_SPAN_BEHIND = compile_pattern(
    r" ?[~\-]|\) ?[~\-](?! ?$)|\)? ?(?:から|より|まで|以降|を(?:初年度|始期|終期|目標|計画期間|最終)|に(?:策定|改定|見直|制定|開始|設置)|策定|改定|版|当初予算)| ?第 ?[0-9一二三四五六七八九十]{1,2} ?回"
)
_SPAN_BEFORE = compile_pattern(
    r"(?:[0-9元年度月日期時初在)] ?[~\-]|から|計画期間(?:は|:)?|(?:目標|策定|改定|制定|作成)年度(?:は|:)?) ?$"
)
_ABOUT_BEHIND = compile_pattern(
    r"(?:末|の|における|中|に係る| |[上下]半期|[前後]期|第[1-4]四半期|[0-9]{1,2}月末|現在|時点|・|及び|主な|各|分|\()*"
    r"(?:進捗|取組|取り組み|実績|実施状況|報告|点検|評価|状況|事業)"
)
_EDITION = compile_pattern(rf"{_FISCAL.pattern} ?版(?![のをにはでも、])")
_REPORTED_IN_BRACKET = compile_pattern(
    r"の?(?:事務|事業|施策|業務|取組|実施|執行|活動|決算|実績|等)*"
    r"(?:を?(?:評価|点検)?対象|分|実績|事業|(?<=の)(?:取組|施策|活動)|報告)(?:年度)?(?:に(?:対|関)する)?(?:の?(?:点検|評価|及び|・|報告|状況))* ?[)\]〕>~\-]"
)
"""令和6年度 点検及び評価（令和5年度対象）: the year of the bracket is reported on, the other one is that of the report."""
_OF_BRACKET = compile_pattern(r"[(\[〔<~-] ?(?:評価|点検|報告)?対象(?:年度|事業|期間)? ?[: ] ?$")
"""（対象：令和5年度） names it as well."""
_OPENS, _CLOSES = (re.escape("".join(signs)) for signs in (OPENING, map(CLOSING.__getitem__, OPENING)))
_OPENS_SUBTITLE = tuple("([〔<~-")
_JUDGES = compile_pattern(r"点検(?:[・及びと]|および){0,4}評価")
_OF_YEAR = compile_pattern(
    r"(?:^|(?<=  )|(?<=[/|;])|(?<=[/|;] ))(?:[^。、0-9\s]{0,6}対象(?:と(?:する|なる))?|報告|実績)?年度(?:は|[:=])? *[(]?"
)
"""評価対象年度：令和5年度, be it one of several fields of its line."""
_YEAR_OF_BUDGET = compile_pattern(
    rf"{_FISCAL.pattern} ?(?:[^。、0-9()]{{0,4}}会計)?の?当初予算案?(?!の?(?:編成|要求|査定|提案)|へ|に(?!計上|盛り?込|お[けい]|係る))"
)
"""A title's year of the budget that it tells of: 令和6年度当初予算に計上した事業; 令和6年度当初予算への反映 is told in the year before."""
_YEAR_IN_SHORT = compile_pattern(
    rf"(?:^|(?P<named>状況|報告書?|実績|評価|点検|結果|シート|一覧表?|調書|管理表) ?\( ?)(?:(?P<era>令和|平成|R\.?) ?(?P<no>{YEAR_NO})|(?P<west>20[0-9]{{2}}))"
    r"(?(named) ?\)$| ?(?=実績|進捗|取組|評価|[上下]半期))"
)
"""A title's year without 年度: 進捗状況（R6）, R6実績報告."""
_SENTENCE_ABOUT = compile_pattern(r"(?!に)[^。、]{0,24}?(?:進捗|取組|実績|報告|点検|評価|状況)")

_H1 = compile_pattern(
    r"上半期|上期|(?<!計画)前期(?!計画|基本|課程|実施計画)|中間(?:報告|取りまとめ|とりまとめ|評価|点検|時点|実績|進捗|(?=\)))|(?:7|8|9)月末|9月30日|(?<![0-9])4月?(?:1日)? ?[~-] ?9月|4月(?:1日)?から9月|前半|(?:第 ?)?[2二] ?四半期(?:末|まで)"
)
_H2 = compile_pattern(
    r"下半期|下期|(?<!計画)後期(?!計画|基本|課程|高齢|実施計画)|(?<![0-9])10月?(?:1日)? ?[~-] ?(?:翌年)?3月|10月(?:1日)?から(?:翌年)?3月|後半"
)
_FY = compile_pattern(
    r"年度末|年間|通年|年度(?:の)?(?:取組)?(?:実績|実施状況|取組状況|進捗状況|活動|評価|事業報告|報告|年次)|年次報告|3月末|3月31日|4月(?:1日)? ?[~-] ?(?:翌年)?3月|最終(?:報告|評価)|年度を通じ|(?:第 ?)?[4四] ?四半期(?:末|まで)"
)
_YEARLY = compile_pattern(
    r"(?<![周青少])年報(?![酬償道])|年次(?:報告|評価)|(?:教育委員会|教育に関する事務|教育行政)[^。]{0,30}点検[^。]{0,3}評価|主要[なの]?施策の?成果|決算"
)
_YEARS_OF_PLAN = compile_pattern(rf"(?:(?:令和|平成|R|H) ?{YEAR_NO}|20[0-9]{{2}}) ?(?:年度?)? ?(?:から|[~\-])")
_H1_NAME = scripts.compile(
    r"(?<![a-z0-9])h1(?![0-9a-z])|上半期|上期|前期|中間|(?<=[0-9度年_\- ])上(?![一-鿿])|1st-?half|first-?half"
)
_H2_NAME = scripts.compile(
    r"(?<![a-z0-9])h2(?![0-9a-z])|下半期|下期|後期|(?<=[0-9度年_\- ])下(?![一-鿿])|2nd-?half|second-?half"
)
_FY_NAME = compile_pattern(r"(?<![a-z])fy|年度末|年間|通年|年次|annual")
_HALF_NAME = r"(?:h[12](?![0-9a-z])|[上下](?:半?期)?(?![一-鿿])|[前後]期|通年|[1-4]q|q[1-4])"
_MONTH_NAME = r"(?! ?年?[._ \-]?(?:1[0-2]|0?[1-9])(?:月|[._\-][0-9]))"  # r5.6.20 is a day
_ERA_NAME = r"(?:(?:令和|(?<![a-z])r) ?_?0?(?P<reiwa>[0-9]{1,2}|元)|(?:平成|(?<![a-z])h) ?_?(?P<heisei>[12][0-9]|3[0-9]))(?![0-9])"
_WEST_NAME = r"(?<![0-9])(?P<west>20[0-9]{2})(?![0-9])"
_YEAR_NAMES = tuple(
    compile_pattern(pattern)
    for pattern in (
        rf"(?:{_ERA_NAME}|{_WEST_NAME}) ?_?(?:年度|fy)|(?:年度|fy)[ _\-]?{_WEST_NAME.replace('west', 'west_behind')}",
        rf"{_ERA_NAME}{_MONTH_NAME}",
        rf"{_WEST_NAME}(?: ?年{_MONTH_NAME}(?![0-9版])|[ _\-]?{_HALF_NAME})|{_HALF_NAME}[ _\-]?{_WEST_NAME.replace('west', 'west_behind')}",
    )
)
"""What says that it is a year, the plainest first."""
_BARE_YEAR_NAME = compile_pattern(
    r"(?!.*(?:scan|dscn?|img|image|photo|page|doc|no|№|vol|ver|スキャン|画像|写真)[ ._\-]*2)"
    rf"[^0-9一二三四五六七八九十①-⑳]*(?<![a-z]){_WEST_NAME}[^0-9一二三四五六七八九十①-⑳]*"
)
"""A number that may well be the year, as the only one of the name."""
_SESSION = compile_pattern(
    rf"(?:(?P<era>令和|平成|[RH]\.?) ?(?P<no>{YEAR_NO})|(?P<west>20[0-9]{{2}})) ?年 ?第? ?(?P<nth>[1-9一二三四五六七八九]) ?回[^。\n、]{{0,14}}?定例"
)
_SECOND_SESSION = 2
_SESSION_MONTH = compile_pattern(
    rf"(?:(?P<era>令和|平成|[RH]\.?) ?(?P<no>{YEAR_NO})|(?P<west>20[0-9]{{2}})) ?年[^。\n、0-9]{{0,14}}(?:第 ?[0-9一二三四五六七八九]{{1,2}} ?回)?[^。\n、0-9]{{0,14}}?[( ]?"
    rf"(?P<month>1[0-2]|[1-9]|十?[一二]|[三四五六七八九十]) ?月[) ]?[^。\n、0-9]{{0,10}}?(?:定例|臨時|議会)"
)
_MONTHS_BETWEEN_SESSIONS = 3
_LAST_SESSION = 4
_DONE = compile_pattern(r"実績|進捗|進ちょく|成果|効果|結果|状況")
_DAY = rf"{_DATED.pattern} ?{DAY_NO}(?: ?日)?+"  # whole, so that what follows it is what stands behind the day
_UNTIL = rf"(?:(?:令和|平成|R|H)\.? ?{YEAR_NO} ?[年.] ?|20[0-9]{{2}} ?[年./] ?|翌年 ?)?(?P<until>{MONTH})"
_FROM_TO = rf"{_DATED.pattern}(?: ?{DAY_NO}(?: ?日)?+)? ?(?:から|より|[~\-]) ?(?P<last>{_UNTIL} ?[月./])"
_SPAN_REPORTED = compile_pattern(
    r"(?:報告|対象|評価|点検|集計|調査) ?(?:対象)? ?期間 ?[:はが]? ?[(]?"
    rf"{_DAY} ?(?:から|より|[~\-]) ?(?P<last>{_UNTIL} ?[月./])"
)
"""報告期間　令和6年4月1日から令和6年9月30日まで."""
_SPAN_OF_REPORT = compile_pattern(
    rf"(?:この|(?<![一-鿿])[本当])(?:年次|評価)?(?:報告書?|書|冊子|年報|資料|白書)[でのがには][^。0-9]{{0,30}}?{_FROM_TO}"
)
"""この報告で扱う期間は、令和6年4月1日から令和7年3月31日まで."""
_SPAN_SUMMED_UP = compile_pattern(
    rf"{_FROM_TO} ?(?:{DAY_NO} ?日|末日?)?(?:まで)?[^。]{{0,40}}?(?:取組|実績|状況|実施|事業|施策|活動)[^。]{{0,20}}?(?:まとめ|整理し|報告(?:し|する)|掲載し)"
)
"""令和6年4月から令和7年3月までの取組をまとめました."""
_MONTHS_REPORTED = compile_pattern(
    rf"(?![^0-9]{{0,8}}(?:(?:計画|指定|契約|協定|委託|実施|募集)期間|工期|任期))[^。、]{{0,12}}?[{_OPENS}]?(?:自 ?)?{_DATED.pattern}(?: ?{DAY_NO} ?日)?"
    rf" ?(?:から|[~\-]|(?: |\) ?\(?)?至) ?(?P<last>{_UNTIL}) ?月 ?(?:(?:{DAY_NO}|末) ?日?)?(?:まで|分)? ?[{_CLOSES}]?[^。、0-9]{{0,3}}(?: {{3,}}[^。、0-9]{{2,30}})?"
)
"""A line that is nothing but the months or days of a report, be who issued it far off on it: 2年目（令和6年4月～令和7年3月）, 自 令和5年4月1日 至 令和6年3月31日."""
_SPAN_OF_TITLE = compile_pattern(
    rf"(?:この[1一]年間?|報告書?|実績|状況|まとめ|あゆみ|歩み|評価|成果|取組|経過|概要) ?[(〔\[~\-] ?(?:自 ?)?{_FROM_TO} ?(?:(?:{DAY_NO}|末) ?日?)?(?:まで|分)? ?[)〕\]~\-]"
)
"""事業報告書（令和5年4月～令和6年3月）, この一年（令和5年4月～令和6年3月）の歩み."""
_OWN_YEAR = compile_pattern(rf"年度(?:分|事業)? ?[(〔\[] ?(?:自 ?)?{_FROM_TO}")
"""令和6年度（2024年10月～2025年9月）: a year of subsidies, or of schemes, that begins in another month than April."""
_DATED_DAY = compile_pattern(
    rf"{_DAY}(?! ?(?:現在|時点|[~\-]|から|まで|以降|に|付|施行|策定|改定|制定|公布|法律|条例))"
)
_SPEAKS_NOW = compile_pattern(r"[今本]年度?(?!末?退職)|来年度|[上下]半期")
_ANNOUNCED = compile_pattern(
    r"(?:の|中の|における|に(?:実施|執行|推進)(?:し|いたし)(?:た|ました))[^。、]{0,16}(?:事業|取組|取り組み|施策|事務|[市町村区県]政の[^。、]{0,6}(?:動き|歩み|経過|状況))"
    r"(?:(?![^。]{0,20}(?:方針|所信|計画|予算|編成))[^。]{0,40}(?:報告|申し上げ|説明|述べ)"
    r"|の?[^。、\n]{0,6}(?:成果|実績|結果|実施状況|取組状況|執行状況|あらまし|歩み|総括)(?:に(?:ついて|つき|関)|の?(?:報告|概要)|[)\]〕>~\-」』\n]| *$))"
)
"""Of a sentence, or of a title: (令和6年度の主な事業の成果について)."""
_TO_COME = compile_pattern(
    r"(?:\([^()]*\))?(?:[にへ](?:の?向け|の引き?継ぎ|つな[ぐげ])|(?:の|に(?:おける|向けた)|以降の)?(?:取組|取り組み|事業|実施|業務|運営|主な|今後の)*の?(?:方針|進め方|予定|計画|見通し|見込み?|方向性?|対応策?|スケジュール|展望|重点|課題))"
)
"""Behind the second half of a year: what of it is told that is yet to come: 上半期の実績と下半期の進め方."""
_PARTS = {(4, 9): Period.H1, (10, 3): Period.H2, (4, 3): Period.FY}
_APRIL = 4
_HALF_OVER = 8
"""The month from which on a half-year's report, and whoever says 今年度, speak of the year that runs."""


class YearSaid(NamedTuple):
    """A fiscal year, and where in the text it stands."""

    year: int
    start: int
    end: int


def fiscal_years(text: str) -> Iterator[YearSaid]:
    """Yield the fiscal years that a folded text names, without those that bound a plan."""
    for match in _FISCAL.finditer(text):
        year = _year(match)
        if year is None or _SPAN_BEHIND.match(text, match.end()) or _SPAN_BEFORE.search(text[: match.start()][-8:]):
            continue
        yield YearSaid(year, *match.span())


def year_reported(text: str) -> int | None:
    """Return the fiscal year whose progress a folded sentence or title speaks of."""
    said = list(fiscal_years(text))
    for year in said:
        if _is_in_bracket(text, year):
            return year.year
    for about in (_ABOUT_BEHIND, _SENTENCE_ABOUT):
        near = [y.year for y in said if about.match(text[y.end : y.end + 40])]
        if near:
            return near[0]
    return said[0].year if said else None


def year_judged(title: str, said: object, told: object) -> object:
    """Return the year that a report tells of, where the one that its head says may only be that of judging the year before.

    Args:
        title: folded; 点検・評価報告書 below 令和6年度 is made in that year.
        said: the year of its head.
        told: that of the labels of what was done (令和5年度の実施状況).
    """
    before = isinstance(said, int) and said - 1 == told
    return told if before and _JUDGES.search(title) and not _DONE.search(title) else said


def year_below_title(line: str) -> int | None:
    """Return the fiscal year that a folded line below a title says is reported on: （令和5年度実施分）, 対象年度：令和5年度."""
    told = {match.end() for match in _OF_YEAR.finditer(line)} if "年度" in line else set()
    for year in fiscal_years(line):
        if year.start in told or (year.start <= 2 and _is_in_bracket(line, year)):
            return year.year
    return None


def _is_in_bracket(text: str, year: YearSaid) -> bool:
    before = text[: year.start].rstrip()
    if _OF_BRACKET.search(before) is not None:
        return True
    return before.endswith(_OPENS_SUBTITLE) and _REPORTED_IN_BRACKET.match(text, year.end) is not None


def year_of_edition(lines: Iterable[str]) -> int | None:
    """Return the year that folded lines name as that of the edition: 環境報告書（令和5年度版）, which may tell of it or the one before."""
    match = next(filter(None, map(_EDITION.search, lines)), None)
    return _year(match) if match else None


def year_by_day(line: str, edition: int | None) -> int | None:
    """Return the fiscal year that a report tells of whose day a folded line names.

    Args:
        line: folded.
        edition: the year that its title names as that of the edition (令和5年度版), which it tells of if that is over,
            else of the one before; None where it tells of the first half of a year, in autumn or winter.
    """
    dated = _DATED.search(line)
    issued = _fiscal(dated) if dated else None
    if dated is None or issued is None:
        return None
    month = number_written(dated["month"])
    if edition is None:
        return None if _APRIL <= month < _HALF_OVER else issued
    if issued == edition and month < _APRIL:  # hardly over
        return None
    return issued - 1 if issued - edition in (0, 1) else None


def year_in_short(title: str) -> int | None:
    """Return the year that a folded title names without saying that it is reported on: 進捗状況（R6）, R6年度当初予算の概要."""
    match = _YEAR_IN_SHORT.search(title) or _YEAR_OF_BUDGET.search(title)
    return _year(match) if match else None


def year_dated(text: str) -> int | None:
    """Return the fiscal year of the first date with a year and a month."""
    for match in _DATED.finditer(text):
        year = _fiscal(match)
        if year is not None:
            return year
    return None


def _fiscal(dated: re.Match[str]) -> int | None:
    year = _year(dated)
    return None if year is None else year - (number_written(dated["month"]) < 4)


def span_reported(text: str) -> tuple[int, Period] | None:
    """Return the fiscal year and the part of it that a folded text names as the time that it reports on, day by day."""
    found = chain(_SPAN_REPORTED.finditer(text), _SPAN_OF_REPORT.finditer(text))
    return next(filter(None, map(_span_of, found)), None)


def months_reported(line: str) -> tuple[int, Period] | None:
    """Return the fiscal year and the part of it whose months a folded line names, and says that it sums them up or nothing."""
    match = _MONTHS_REPORTED.fullmatch(line) or _SPAN_OF_TITLE.search(line) or _SPAN_SUMMED_UP.search(line)
    return _span_of(match) if match else None


def _span_of(match: re.Match[str]) -> tuple[int, Period] | None:
    year, part = _fiscal(match), _PARTS.get((number_written(match["month"]), number_written(match["until"])))
    until = _DATED.match(match.string, match.start("last"))
    return (year, part) if year is not None and part is not None and (until is None or _fiscal(until) == year) else None


def own_year(line: str) -> dt.date | None:
    """Return the first day of the twelve months that a folded line names as those of its year, if that is no April."""
    match = _OWN_YEAR.search(line)
    year, month = (_year(match), number_written(match["month"])) if match else (None, _APRIL)
    if match is None or year is None or month == _APRIL or number_written(match["until"]) != (month - 2) % 12 + 1:
        return None
    until = _DATED.match(match.string, match.start("last"))
    return dt.date(year, month, 1) if until is None or _year(until) == year + (month > 1) else None


def year_on_cover(top: str) -> int | None:
    """Return the fiscal year of the first day with a year in the folded top of a text, as the one that it tells of.

    What is dated in spring may tell of the year before: it says nothing.
    """
    dated = _DATED_DAY.search(top)
    return None if dated is None or 4 <= number_written(dated["month"]) < _HALF_OVER else year_dated(dated.group())


def year_spoken_in(top: str, text: str) -> int | None:
    """Return the fiscal year in which a folded text is dated, if it tells of a year that runs: 今年度, 上半期.

    Args:
        top: where the date of the text stands.
        text: all of it.
    """
    return year_on_cover(top) if _SPEAKS_NOW.search(text) else None


def year_announced(top: str) -> int | None:
    """Return the fiscal year of whose work a folded speech says that it tells: 令和6年度の主な事業について申し上げます."""
    return next((said.year for said in fiscal_years(top) if _ANNOUNCED.match(top, said.end)), None)


def year_of_session(text: str) -> int | None:
    """Return the fiscal year of a council's ordinary session: the second (in June) and later ones lie in its own year.

    The first is held in February or March, and some councils count the extraordinary ones: it tells nothing.
    """
    match = _SESSION.search(text)
    if match is None or number_written(match["nth"]) < _SECOND_SESSION:
        return None
    return _year(match)


def month_of_session(text: str) -> tuple[int, int] | None:
    """Return year and month of the council's session that a folded text names first: 令和5年9月定例会, 令和5年第3回定例会.

    The month that is written counts; else the second to fourth of the four ordinary sessions are those of June,
    September and December.
    """
    match = _SESSION_MONTH.search(text)
    if match is not None:
        year = _year(match)
        return None if year is None else (year, number_written(match["month"]))
    year, nth = year_of_session(text), _SESSION.search(text)
    if year is None or nth is None or (no := number_written(nth["nth"])) > _LAST_SESSION:
        return None
    return year, no * _MONTHS_BETWEEN_SESSIONS


def month_of_day(top: str) -> tuple[int, int] | None:
    """Return year and month of the first day with a year in the folded top of a text, as that on which it is spoken."""
    dated = _DATED_DAY.search(top)
    return None if dated is None or (year := _year(dated)) is None else (year, number_written(dated["month"]))


def period_said(text: str) -> Period | None:
    """Return the part of the year that a folded title, sentence or label names."""
    first, second = _H1.search(text), _H2.search(text)
    if first and second:
        return Period.H1 if first.start() < second.start() and _TO_COME.match(text, second.end()) else Period.FY
    if first:
        return Period.H1 if "半" in first.group() or not _is_of_plan(text) else None
    if second:
        return Period.H2
    return Period.FY if _FY.search(text) else None


def _is_of_plan(text: str) -> bool:
    """Tell whether what is called 中間 is the middle of the years of a plan: 中間評価（令和3年度～令和5年度）."""
    return "中間" in text and _YEARS_OF_PLAN.search(text) is not None and next(fiscal_years(text), None) is None


def is_yearly(title: str) -> bool:
    """Tell whether a folded title is that of what law or custom has made once a year: 年報, 教育委員会の点検及び評価."""
    return _YEARLY.search(title) is not None


_QUARTER = compile_pattern(r"(?:第 ?)?(?P<no>[1-4一二三四]) ?四半期(?! ?(?:から|[~-])|まで)")
_LAST_QUARTER = 4


def quarter_reported(title: str) -> int | None:
    """Return the quarter that a folded title names as the one that is reported on, if the fiscal year goes on behind it."""
    match = _QUARTER.search(title)
    no = number_written(match["no"]) if match else _LAST_QUARTER
    return no if no < _LAST_QUARTER else None


class NamedBy(NamedTuple):
    """What a file's name says."""

    year: int | None
    period: Period | None
    bare: bool
    """Whether the year is a number of which the name does not say that it is a year: 報告2023."""


def from_file_name(name: str) -> NamedBy:
    """Read r5-h1, R05上半期, 2023_上, 令和5年度年度末: the file's own name first, then its folders.

    Any other four digits (scan2023-001) are no year, unless they are the only number of the name.
    """
    year: int | None = None
    period: Period | None = None
    bare = False
    for part in reversed(name.lower().split("/")):
        stem = part.rpartition(".")[0] or part
        if year is None:
            said = next((years for years in map(partial(_named_years, stem), _YEAR_NAMES) if years), set())
            if len(said) == 1:  # two bound a plan
                (year,) = said
            elif not said and (match := _BARE_YEAR_NAME.fullmatch(stem)):
                year, bare = int(match["west"]), True
        if period is None:
            first, second = _H1_NAME.search(stem), _H2_NAME.search(stem)
            if first or second:
                period = Period.FY if first and second else Period.H1 if first else Period.H2
            elif _FY_NAME.search(stem):
                period = Period.FY
    return NamedBy(year, period, bare)


def _named_years(stem: str, pattern: re.Pattern[str]) -> set[int]:
    return {year for year in map(_named_year, pattern.finditer(stem)) if year}


def _named_year(match: re.Match[str]) -> int | None:
    said = match.groupdict()
    west = next((said[key] for key in said if key.startswith("west") and said[key]), None)
    if west:
        return int(west)
    if said["heisei"]:
        return year_of("平成", int(said["heisei"]))
    return year_of("令和", 1 if said["reiwa"] == "元" else int(said["reiwa"]))


def _year(match: re.Match[str]) -> int | None:
    if match["west"]:
        return year_of(None, int(match["west"]))
    return year_of(match["era"].rstrip("."), number_written(match["no"]))


def number_written(written: str) -> int:
    """Return the number of a folded year, month or day as written: 7, 七, 元."""
    return 1 if written == "元" else int(written) if written.isdigit() else int(parse_kanji(written) or 0)


def tells_done(label: str) -> bool:
    """Tell whether a label's words say that something was done, whatever year it names."""
    return _DONE.search(label) is not None

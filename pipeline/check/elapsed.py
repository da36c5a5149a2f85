"""Years counted from when something began: 平成26年10月に開館し、令和6年10月で15周年; 令和3年度に始めた…は5年目; of a plan, its 最終年度.

So are the hours from a time of one day to that of another: 8月29日午後1時に開設し、8月31日午前10時に閉鎖するまで45時間.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors import wareki
from extractors.mentions import DateMention, Precision, Span
from extractors.numerals import ANY, parse
from extractors.patterns import compile_pattern
from pipeline.check.beside import LEFT_OUT, offset_behind, sentence_before, words_behind, words_between
from pipeline.check.clock import TIME_BEHIND, minute_of
from pipeline.check.wording import flat, on
from pipeline.model import BlockKind, Check, DateRecord

_BEGUN = compile_pattern(
    r"(?:\([^()\n]{1,16}\))?(?:から|より|に|の)?[^0-9、。\n()]{0,16}(?:開[館設校園局所業始通港店庁院催]|設立|創[設立業刊]|発足|始[まめ]|スタート|制定|施行|供用|竣工|完成|建設|着手|合併|締結|導入|継続|続け)"
)
_SINCE = compile_pattern(
    rf"(?P<topic>[^0-9。\n()]{{0,40}}?)(?:(?P<full>満 ?)?(?P<years>{ANY})(?:周年(?:[をとの、。)\n]|記念|に当た|$)|年(?:(?:が|を)?(?:経過|経[ちつった]|過ぎ)|を迎え)|(?(full)年(?:を迎え|とな|にな[りっ]|に達し|が?たち)|(?!)))|(?P<nth>{ANY})年目)"
)
_UNIT = compile_pattern("周年|年目?")
_TO_NOW = compile_pattern(r"[^0-9。\n()]{0,40}")
_NOT_EXACTLY = compile_pattern(
    "約|おおむね|概ね|余り|以上|超|近く|来年|翌年|来る|後に|迎える予定|改[修築]|建替|以来の|うち"
)
_ANEW = compile_pattern(r"見直|改[正定]|拡[充大]|リニューアル|再開|移行|期|段階|中断|休止|現行|新た|から.*から")
"""Between the begin and the years: they may be those of a part of it."""
_FROM_LATER = compile_pattern(r"(?:の[^、。]{1,12}|に[^、。]{1,20}(?:[たて]|し、)[^。]{0,20})から、?$")
"""Between a second day and the years: they are counted from it: 平成27年度に移転した館は、移転から9年目."""
_SINCE_REACH = 60  # characters
_FEWEST = 5  # years: 3年目 may be that of a phase
_FEWEST_FISCAL = 2


def mismatched_years(text: str, dates: Sequence[DateRecord], fiscal_year: int | None) -> Iterator[Check]:
    """Yield a check of each number of years that does not fit the year in which the sentence says that it began.

    A year more or less may be the difference of calendar and fiscal years, and passes, unless both are fiscal years.

    Args:
        text: what `joined` returns.
        dates: of the report, by offset.
        fiscal_year: of the report, up to which the years count where the sentence names no other year.
    """
    for at, record in enumerate(dates):
        date = record.date
        if at and not date.is_range:
            yield from _of_hours(text, dates[at - 1], record)
        if date.is_range and date.precision is Precision.DAY:
            yield from _of_weekdays(text, record)
        if date.start is None or date.written.year is None:
            continue
        behind = dates[at + 1].date if at + 1 < len(dates) else None
        if behind is not None and behind.span.start - date.span.end > _SINCE_REACH:
            behind = None
        if date.is_range:
            yield from _of_plan(text, dates, at)
            continue
        if behind is not None:
            yield from _of_yearly(text, record, behind)
            yield from _of_interval(text, record, behind)
            yield from _of_months(text, record, behind)
        yield from _of_age(text, record, behind)
        words = words_behind(text, date.span.end, _SINCE_REACH)
        if _BEGUN.match(words):
            yield from _since(text, record, behind, fiscal_year)


_UP_TO = compile_pattern(r"までの ?(?P<n>[0-9]{1,2}) ?[かカヶケ箇]月間?")
_BEGAN_IN = compile_pattern(
    r"(?:に|から)(?!(?:決定|準備|募集))[^0-9、。\n()]{0,12}(?:[0-9]{1,3}[^0-9、。\n()]{1,4}(?:で|に))?(?:試行|運用|実施|利用|運行)?を?(?:開始|始め|開設|スタート)し?(?:て|た(?:後)?)?、"
)


def _of_months(text: str, record: DateRecord, behind: DateMention) -> Iterator[Check]:
    """Compare the months from that in which something began to the end of another: 10月に開始し、3月末までの5か月間."""
    begun, date = record.date.start, record.date
    told = _UP_TO.match(words_behind(text, behind.span.end, 12))
    if told is None or begun is None or behind.end is None or date.precision is not Precision.MONTH or behind.is_range:
        return
    whole = (behind.end + dt.timedelta(days=1)).day == 1 and begun < behind.end
    between = words_between(text, date.span.end, behind.span.start)
    counted = (behind.end.year - begun.year) * 12 + behind.end.month - begun.month + 1
    if whole and _BEGAN_IN.fullmatch(between) and abs(counted - int(told["n"])) == 1:
        yield on(
            record,
            code="elapsed_mismatch",
            message_ja=f"「{flat(date.text)}」から「{flat(behind.text)}」までは{counted}か月ですが、{told['n']}か月とあります。原文を確かめてください。",
            message_en=f"From '{flat(date.text)}' to '{flat(behind.text)}' it is {counted} months, but {told['n']} is stated. Check the report.",
        )


def _since(text: str, record: DateRecord, behind: DateMention | None, fiscal_year: int | None) -> Iterator[Check]:
    date = record.date
    until, end = fiscal_year, date.span.end
    fiscal = date.precision is Precision.FISCAL_YEAR
    now = record.place.block is BlockKind.PROGRESS  # what is to be done counts from the next year
    if behind is not None and _TO_NOW.fullmatch(words_between(text, end, behind.span.start)):
        until, end = (behind.start.year if behind.start else None), behind.span.end
        fiscal, now = fiscal and behind.precision is Precision.FISCAL_YEAR, True
    told = _SINCE.match(words_behind(text, end, _SINCE_REACH))
    if until is None or told is None or date.start is None:
        return
    led = words_between(text, date.span.end, end) + told["topic"]
    if _NOT_EXACTLY.search(led + told[0]) or (end > date.span.end and _FROM_LATER.match(told["topic"])):
        return
    if told["full"] and behind is not None and end == behind.span.end:
        found = _compared_in_full(record, told, behind)
    else:
        exact = fiscal and now and told["nth"] is not None and not _ANEW.search(led)
        found = _compared(record, told, until - date.start.year, exact=exact)
    unit = _UNIT.match(told.string, told.end("nth" if told["nth"] else "years"))
    last = offset_behind(text, end, unit.end() if unit else told.end())
    for check in found:
        yield replace(check, span=Span(date.span.start, last))


def _compared_in_full(record: DateRecord, told: re.Match[str], until: DateMention) -> Iterator[Check]:
    """Compare full years with those between two days or months: 平成28年4月に開設し、令和5年3月で満7年を迎えた."""
    date = record.date
    if date.start is None or date.end is None or until.start is None or until.end is None:
        return
    fewest, most = (
        wareki.full_years(first, last) for first, last in ((date.end, until.start), (date.start, until.end))
    )
    if not fewest <= int(parse(told["years"]) or 0) <= most:
        yield _elapsed(record, f"満{most}年", f"{most} full years", f"{told['years']}年")


def _compared(record: DateRecord, told: re.Match[str], passed: int, *, exact: bool) -> Iterator[Check]:
    stated = int(parse(told["years"] or told["nth"]) or 0)
    counted = passed + 1 if told["nth"] else passed
    off = abs(stated - counted)
    if (passed >= _FEWEST and off > 1) or (exact and passed >= _FEWEST_FISCAL and off):
        nth_ja, nth_en = (f"{counted}年目", f"year {counted}") if told["nth"] else (f"{counted}年", f"{counted} years")
        yield _elapsed(record, nth_ja, nth_en, f"{stated}年目" if told["nth"] else f"{stated}年")


_FIRST = compile_pattern(
    r"(?:を|に)(?:第 ?(?:1|一) ?回|初回|1回目)(?:と(?:し(?:て)?|する|数え)|が(?:開|行|始)|を(?:開|行|催))[^0-9、。\n()]{0,12}、?[^0-9、。\n()]{0,12}$"
)
_SINCE_FIRST = compile_pattern(
    r"(?:に|から)(?:始ま[りっ]|始め|開始し|スタートし|創設し)(?:て|た)?(?:以来|から)?、?[^02-9、。\n()]{0,24}(?:[はがを]|、)[^02-9。\n()]{0,16}$"
)
_NEVER_LEFT_OUT = compile_pattern("欠かさず|途切れ|休むことなく|休まず|絶やさず")
"""Of what began so, each year had one: only then do they give its number."""
_NTH_TIME = compile_pattern(
    rf"(?:の[^0-9、。\n()第]{{0,12}})?(?:で|は|に|が)?(?:は|、)*(?:通算)?第 ?(?P<no>{ANY}) ?回(?:目)?(?:を|と|に|。|、|で|目)"
)
_EACH_YEAR = compile_pattern(r"毎年|年に?(?:1|一)[度回]|欠かさず|年(?:1|一)回")
_LEFT_OUT = compile_pattern(rf"{LEFT_OUT}|隔年")
_REACH = 80  # characters


def _of_yearly(text: str, record: DateRecord, until: DateMention) -> Iterator[Check]:
    """Compare the number of what is held each year with the years since its first: 平成28年度を第1回とし、令和6年度で第9回."""
    date = record.date
    if date.start is None or until.start is None or date.precision is not until.precision:
        return
    gap = words_between(text, date.span.end, until.span.start)
    if date.precision not in (Precision.FISCAL_YEAR, Precision.YEAR) or not (
        _FIRST.match(gap) or (_SINCE_FIRST.match(gap) and _NEVER_LEFT_OUT.search(gap))
    ):
        return
    told = _NTH_TIME.match(words_behind(text, until.span.end, _SINCE_REACH))
    lead = sentence_before(text, date.span.start, _REACH)
    if told is None or not _EACH_YEAR.search(lead + gap) or _LEFT_OUT.search(lead + gap):
        return
    stated, counted = int(parse(told["no"]) or 0), until.start.year - date.start.year + 1
    if stated != counted:
        check = _elapsed(
            record, f"第{counted}回", f"number {counted}", f"第{stated}回", since="を第1回とする毎年の回数"
        )
        yield replace(check, span=Span(date.span.start, offset_behind(text, until.span.end, told.end("no") + 1)))


_BORN = compile_pattern(r"(?:に)?生まれ?(?:の[^0-9。\n()]{0,12})?(?:[、で(]+|$)(?:[^0-9、。\n()]{0,8}、)?")
_AGED = compile_pattern(
    r"(?:(?:現在|時点)(?:で|の|、)*|[でに]、?(?=満))満? ?(?P<age>[0-9]{1,3}) ?(?:歳|才)(?!以|未|代|児|の(?:誕生|年度|[弟妹兄姉]))"
)


def _of_age(text: str, record: DateRecord, until: DateMention | None) -> Iterator[Check]:
    """Compare an age with the years from a birth to the day of which it is told: 大正9年2月生まれ、令和5年7月1日現在103歳."""
    born = record.date
    if until is None or until.start is None or until.end is None or born.start is None or born.end is None:
        return
    if "生ま" not in text[born.span.end : born.span.end + 3] or until.precision is not Precision.DAY:
        return
    told = (
        _AGED.match(words_behind(text, until.span.end, _NEXT_TO))
        if _BORN.fullmatch(words_between(text, born.span.end, until.span.start))
        else None
    )
    if told is None or "数え" in sentence_before(text, until.span.start, _REACH):
        return
    fewest, most = wareki.full_years(born.end, until.start), wareki.full_years(born.start, until.end)
    if not fewest <= int(told["age"]) <= most:
        yield _elapsed(record, f"満{most}歳", f"{most} years of age", f"{told['age']}歳", since="生まれの人の年齢")


_NEXT_TO = 16  # characters
_EACH_SO_OFTEN = compile_pattern(r"隔年|(?P<n>[2-9二三四五]) ?(?:か年|カ年|年)(?:ごと|毎|に[1一][回度])")
_LAST_TIME = compile_pattern(
    r"[^0-9。\n]{0,24}(?:。|、)[^0-9。\n()]{0,12}(?:前回|直近)(?:の?調査)?(?:の|は|に当たる|である|\(|、)*"
)


def _of_interval(text: str, record: DateRecord, last: DateMention) -> Iterator[Check]:
    """Compare the year of the last time with how often something is held: 3年に1度の調査を令和5年度に行い、前回の令和2年度."""
    date = record.date
    if date.start is None or last.start is None or not date.precision is last.precision is Precision.FISCAL_YEAR:
        return
    gap = words_between(text, date.span.end, last.span.start)
    if "回" not in gap and "直近" not in gap:
        return
    often = _EACH_SO_OFTEN.search(sentence_before(text, date.span.start, _REACH)) if _LAST_TIME.fullmatch(gap) else None
    if often is None or _OUT_OF_TURN.search(
        sentence_before(text, date.span.start, _REACH)
        + gap
        + words_behind(text, last.span.end, _REACH).partition("。")[0]
    ):
        return
    years = int(parse(often["n"] or "") or 2)
    passed = date.start.year - last.start.year
    if 0 < passed < years:  # it may have been put off, but not be held before its time
        yield _elapsed(record, f"{years}年前", f"{years} years before", f"「{flat(last.text)}」", since="の前回")


_OUT_OF_TURN = compile_pattern(rf"{LEFT_OUT}|前倒|臨時|追加|特別|補|変更|改め|これまで|従来|見直")
_OF_PLAN = (
    rf"(?:まで)?(?:の{ANY} ?[かカヶ箇ケ]?年間?)?(?P<gap>(?:で(?:あ|す|し)[^0-9。、\n()]{{0,4}}。)?[^0-9。、\n]{{0,24}}?)の?"
    rf"(?P<which>(?P<last>最終年度?)|初年度|(?P<no>{ANY}) ?か?年度?目)"
)
_OF_PLAN_IN = compile_pattern(rf"{_OF_PLAN}(?:に[当あ]たる|である|となる|の|で)、?")
"""Between the years of a plan and the one that is so called: 計画（令和5～7年度）の最終年度に当たる."""
_OF_PLAN_IS = compile_pattern(rf"{_OF_PLAN}(?:に[当あ]た|であ|とな[っりる]|を迎え|に入|です|でし|だっ|。)")
_IS_YEAR = compile_pattern(r"[はが]、?(?:[^0-9。\n]|第 ?[0-9]{1,2} ?[次期]){0,40}")
"""Between the year and those of the plan: 令和6年度は、第2次計画（."""
_OF_ITS_YEARS = compile_pattern(
    rf"(?:まで)?(?:の?{ANY} ?[かカヶ箇ケ]?年間?)?(?:\))?(?:で(?:あり|す|ある)?|とし(?:て(?:おり|いる))?|となって(?:おり|いる))[、。]"
)
_IS_SO = compile_pattern(
    rf"(?:は|が)、?(?P<gap>)(?:その|計画の|計画期間の|期間の)?(?P<which>(?P<last>最終年度?)|初年度|(?P<no>{ANY}) ?か?年度?目)(?:に[当あ]た|であ|となる|です|でし|だっ)"
)
"""Behind the years of a plan and one of them: …令和8年度までの5年間で、令和6年度は3年目に当たる."""
_OTHER_PLAN = compile_pattern("前|旧|次|比|改定|から|後")


def _of_plan(text: str, dates: Sequence[DateRecord], at: int) -> Iterator[Check]:
    """Compare the years of a plan with the one said to be its last or third."""
    span, end = dates[at].date, dates[at].date.span.end
    if span.start is None or span.end is None or not _is_of_fiscal_years(span):
        return
    told, year = None, None
    if at + 1 < len(dates) and (behind := dates[at + 1].date).span.start - end <= _SINCE_REACH:
        told, year = _OF_PLAN_IN.fullmatch(words_between(text, end, behind.span.start)), behind
    if (
        told is None
        and at
        and span.span.start - (before := dates[at - 1].date).span.end <= _SINCE_REACH
        and _IS_YEAR.fullmatch(words_between(text, before.span.end, span.span.start))
    ):
        told, year = _OF_PLAN_IS.match(words_behind(text, end, _SINCE_REACH)), before
    if told is None and year is not None and _OF_ITS_YEARS.fullmatch(words_between(text, end, year.span.start)):
        told = _IS_SO.match(words_behind(text, year.span.end, _SINCE_REACH))
    if told is None or year is None or year.start is None or year.is_range or _OTHER_PLAN.search(told["gap"]):
        return
    first, last = wareki.fiscal_year_of(span.start), wareki.fiscal_year_of(span.end)
    expected = last if told["last"] else first + int(parse(told["no"] or "1") or 1) - 1
    if year.precision is Precision.FISCAL_YEAR and wareki.fiscal_year_of(year.start) != expected:
        yield on(
            dates[at],
            code="elapsed_mismatch",
            message_ja=f"「{flat(span.text)}」の{told['which']}は{expected}年度ですが、「{flat(year.text)}」とあります。原文を確かめてください。",
            message_en=f"'{told['which']}' of '{flat(span.text)}' is the fiscal year {expected}, but '{flat(year.text)}' is stated. Check the report.",
        )


def _is_of_fiscal_years(date: DateMention) -> bool:
    """Tell whether a span is of whole fiscal years, as such or by its days: 令和4年4月1日から令和9年3月31日まで."""
    if date.precision is Precision.FISCAL_YEAR or date.start is None or date.end is None:
        return date.precision is Precision.FISCAL_YEAR
    last = date.end + dt.timedelta(days=1)
    return date.is_range and {(day.month, day.day) for day in (date.start, last)} == {_FIRST_OF_YEAR}


_FIRST_OF_YEAR = (4, 1)


def _elapsed(record: DateRecord, counted_ja: str, counted_en: str, stated: str, since: str = "からの年数") -> Check:
    return on(
        record,
        code="elapsed_mismatch",
        message_ja=f"「{flat(record.date.text)}」{since}は{counted_ja}ですが、{stated}とあります。原文を確かめてください。",
        message_en=f"From '{flat(record.date.text)}' on it is {counted_en}, but {stated} is stated. Check the report.",
    )


_FROM_TIME = compile_pattern(rf"{TIME_BEHIND}(?:に|から)[^0-9。\n()]{{0,24}}(?:、|から)[^0-9。\n()]{{0,12}}")
_TO_TIME = compile_pattern(
    rf"{TIME_BEHIND}(?:(?:に[^0-9、。\n()]{{1,16}})?まで(?:の|、)?(?:延べ|計|合計)?|に[^0-9、。\n()]{{1,16}} ?\((?:[^0-9、。\n()]{{1,6}}時間)?(?:は|:)? ?)"
    rf"(?P<hours>[0-9]{{1,4}})時間(?:(?P<more>{ANY})分)?(?![0-9半]|当たり|あたり|のうち|以|[超余])"
)
"""31日午前10時に閉鎖するまで45時間; 翌13日3時40分に復旧した（停電時間4時間30分）."""
_WITH_BREAKS = compile_pattern("実|断続|休|(?<!解)除|毎|各|延べ|うち|ごと")
_ONE_MINUTE = 1.5 / 60
"""By how much both times may be cut off, in hours."""


def _of_hours(text: str, first: DateRecord, second: DateRecord) -> Iterator[Check]:
    """Compare the hours from a time of one day to that of another with those that are told, rounded either way."""
    one, other = first.date, second.date
    if (
        one.is_range
        or not one.precision is other.precision is Precision.DAY
        or one.start is None
        or other.start is None
        or other.span.start - one.span.end > _SINCE_REACH
    ):
        return
    begun = _FROM_TIME.fullmatch(words_between(text, one.span.end, other.span.start))
    ended = _TO_TIME.match(words_behind(text, other.span.end, _SINCE_REACH)) if begun else None
    if begun is None or ended is None or _WITH_BREAKS.search(begun[0] + ended[0]):
        return
    passed = (other.start - one.start).days * 24 + (minute_of(ended) - minute_of(begun)) / 60
    told, stated = int(ended["hours"]), ended[0][ended.start("hours") - ended.start() :]
    off = abs(told + int(parse(ended["more"] or "0") or 0) / 60 - passed)
    if passed > 0 and (off >= 1 or (ended["more"] and off > _ONE_MINUTE)):
        hours, minutes = divmod(round(passed * 60), 60)
        more_ja, more_en = (f"{minutes}分", f" {minutes} minutes") if ended["more"] and minutes else ("", "")
        length_ja, length_en = f"{hours}時間{more_ja}", f"{hours} hours{more_en}"
        check = _elapsed(second, length_ja, length_en, stated, since="の時刻までの長さ")
        span = Span(one.span.start, offset_behind(text, other.span.end, ended.end()))
        yield replace(check, code="count_mismatch", span=span)


_WITHOUT_REST = compile_pattern(
    r"(?:まで)?[の、]?\(?(?:土・?日|土曜(?:日)?・?日曜日?)(?:[・、]?(?:祝日?|祝祭日|休日))?[はを]、?除[くき][^0-9。\n]{0,40}?(?:日数は|延べ|計|の) ?(?P<days>[0-9]{1,3})日(?:間)?(?:[で、。]|実施|開)"
)
_WORKDAYS = 5


def _of_weekdays(text: str, record: DateRecord) -> Iterator[Check]:
    """Compare the days of a span without its Saturdays and Sundays with more that are told: 2月17日から3月17日まで（土日祝日を除く。）."""
    first, last, end = record.date.start, record.date.end, record.date.span.end
    told = _WITHOUT_REST.match(words_behind(text, end, 2 * _SINCE_REACH)) if first and last else None
    if first is None or last is None or told is None:
        return
    days = [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
    most = sum(day.weekday() < _WORKDAYS for day in days)
    if most < int(told["days"]) <= len(days):
        check = _elapsed(record, f"最大{most}日", f"{most} days at most", f"{told['days']}日", since="の平日")
        span = Span(record.date.span.start, offset_behind(text, end, told.end("days") + 1))
        yield replace(check, code="count_mismatch", span=span)

"""Steps of one undertaking that are told in their order, and whose days are not: 5月24日に締め切り of what was opened on 6月3日.

着工：10月7日　完成：8月30日; 7月30日の入札を経て7月16日に契約を結び.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.patterns import compile_pattern
from pipeline.check.beside import MOVED, line_start, words_before, words_behind, words_between
from pipeline.check.clock import TIME_BEHIND
from pipeline.check.wording import flat, on
from pipeline.model import Check, DateRecord, Severity

_BEGAN = compile_pattern(
    r"(?:に|から)?(?:[^0-9、。\n()]{1,8}を)?(?:(?:着手|着工|起工|開始|開設|開会|開講|契約|募集|公募)(?:(?:いた)?し(?:て|、)?)?|始め(?:て|、)?|始まり|契約を結び)、?(?!.*(?:[翌来はがも]|先立))[^0-9、。\n]{0,12}"
)
_OF_ANOTHER = r"(?:た|て(?:い|お))(?!上で|後)(?:[一-鿿ァ-ヶー]|こと)"
"""Behind a step: it is told only to tell of something else: 完了した設計."""
_ENDED = compile_pattern(
    rf"(?:に|までに?|をもって)?(?:[^0-9、。\n()]{{1,8}}を)?(?:(?:完了|完成|終了|竣工|[閉終]会|修了|閉講|終結)(?!し{_OF_ANOTHER})|(?:終え|終わ[りっ]|締め切[りっ])(?:た(?=上で|後)|た(?![一-鿿ァ-ヶー])|ました|[て、]))"
)
_STEPS = (
    "(?:入札)?公告|公示|公募(?:開始)?|(?:募集|受付)(?:開始)?",
    "(?:(?:応募|申込|申請|募集|受付)の?)?締め?切り?",
    "入札|開札|審査(?:会)?|選考",
    "落札|(?:事業者)?選定|採択|交付決定",
    "契約(?:締結)?|協定締結",
    "着手|着工|起工|工期|(?:施工|履行)期間",
    "竣工|しゅん工|完成|完了",
    "(?:完成|完了)?検査|引き?渡し|納品|納入",
    "供用(?:開始)?|開館|開園|開所|運用開始",
)
"""In the order in which one comes to them. What is 開始 or 終了 may be a step of another, as 受付."""
_STEP = "|".join(f"(?P<s{n}>{step})" for n, step in enumerate(_STEPS))
_NAMED = compile_pattern(rf"(?:^|[\n\t、,/・ (○●◇◆■□-])(?:{_STEP}|(?P<begin>開始))日?(?:は|を|:)?\s?$")
_THEN_NAMED = compile_pattern(
    rf"(?: ?\((?:[月火水木金土日][^()\n]{{0,4}}|[^()\n]{{0,20}}[0-9](?![0-9]? ?(?:工区|期|号|区|棟))[^()\n]{{0,20}})\))?[\s、,/・○●◇◆■□-]*(?:{_STEP}|(?P<end>終了))日?(?:は|を|:)?\s?"
)
"""Between two days: （着工：7月3日、竣工：12月20日）, 着工：7月3日（月）、竣工：; a bracket of words tells of which part: （北工区）, （第1工区）."""
_TOLD = compile_pattern(
    rf"[にの](?:[^0-9、。\n()]{{1,12}}[をのと])??(?:{_STEP})(?:を(?:行い?|実施し|結び|締結し)|し|、|の?後)(?:て|た後)?、?(?!.*(?:[翌来はがも]|先立))[^0-9、。\n]{{0,12}}"
)
_THEN_TOLD = compile_pattern(
    rf"に(?:[^0-9、。\n()]{{1,16}}[をとがの])??(?:{_STEP})(?:を(?:行|実施|結|締結)|し(?!{_OF_ANOTHER})|、|。|と(?:なっ|し))"
)
_AFTER = compile_pattern(
    r"[にの][^0-9、。\n()]{1,20}(?:を経て|を経た上で|の後|ののち|した後|に続[きい]て?)、?(?!.*(?:[翌来はがも]|先立))[^0-9、。\n]{0,8}"
)
_FIRST_SESSION = compile_pattern(
    r"[にの](?: ?\([^()\n]{1,4}\))?第1回[^。\n]{0,24}、(?:以後|以降|その後|以来|毎[月週])[^。\n]{0,16}"
)
_LATER_SESSION = compile_pattern(r" ?(?:\([^()\n]{1,4}\))?[にの]第(?:[2-9]|[1-9][0-9])回")
"""4月23日に第1回を開き、以後毎月、3月25日の第12回まで."""
_AT_TIME = compile_pattern(rf"{TIME_BEHIND}(?:ごろ|頃)?に[^0-9、。\n()]{{2,24}}、(?:その後、?)?")
_THEN_AT_TIME = compile_pattern(rf"{TIME_BEHIND}(?:ごろ|頃)?に(?:(?!た[一-鿿ァ-ヶー「])[^0-9、。\n()]){{2,24}}[、。]")
"""What is told by the clock is told as it came: 翌11日午前6時に解除、7月10日午前8時に閉鎖した."""
_LONGEST = dt.timedelta(days=150)
_REACH, _BEHIND = 14, 30  # characters


def reversed_steps(dates: Sequence[DateRecord], text: str) -> Iterator[Check]:
    """Yield a check of each day before that of the step that is told right before it and comes first.

    Args:
        dates: of a stretch of a report, by offset.
        text: what `joined` returns.
    """
    for first, second in pairwise(dates):
        if (_is_before(second, first) and _are_steps(first, second, text)) or _are_sessions(first, second, text):
            yield _reversed(first, second)
    for run in _chronicles(dates, text):
        back = [(one, other) for one, other in pairwise(run) if _starts(other) < _starts(one)]
        if len(back) != 1 or len(run) < _FEWEST or not all(r.date.written.year for r in back[0]):
            continue
        if _OUTCOME.search(words_behind(text, back[0][1].date.span.end, _LONGEST_LINE).partition("\n")[0]):
            yield _reversed(*back[0])


_FEWEST = 4
"""Days of which one breaks the order that the others keep."""


def _starts(record: DateRecord) -> dt.date:
    return record.date.start or dt.date.max


def _reversed(first: DateRecord, second: DateRecord) -> Check:
    return on(
        second,
        severity=Severity.ERROR,
        code="reversed_range",
        message_ja=f"「{flat(second.date.text)}」は、先に行われたはずの「{flat(first.date.text)}」より前になっています。原文を確かめてください。",
        message_en=f"'{flat(second.date.text)}' is before '{flat(first.date.text)}', which should come first. Check the report.",
    )


_CHRONICLE = compile_pattern(r"(?:経過|経緯|沿革|流れ|スケジュール|歩み|あゆみ)[^一-鿿0-9。、ぁ-ん\n]{0,3}\n")
_OPENS_LINE = compile_pattern(r"[ ・○●◇◆*-]{0,4}")
_OUTCOME = compile_pattern("決定|答申|議決|可決|公表|施行|公布|完成|竣工|開館|開所|供用|締結|踏まえ|受けて?、|を経て")
"""In a line of a list: what others lead to, and not the first of what another body did: 第1回市民会議."""
_NOT_IN_TURN = compile_pattern(rf"{MOVED}|予定|再掲|参考|遡")
_LONGEST_LINE, _LONGEST_HEAD = 200, 12  # characters


def _chronicles(dates: Sequence[DateRecord], text: str) -> Iterator[Sequence[DateRecord]]:
    """Yield the days that open the lines of each list below a line that says it tells how something came about: 策定経過."""
    run, reached, barred = list[DateRecord](), -1, False
    for record in (*dates, None):
        if record is not None and record.date.span.start < reached:
            continue
        at = record.date.span.start if record else 0
        begin = line_start(text, at, _LONGEST_HEAD)
        opens = record is not None and begin > 0 and _OPENS_LINE.fullmatch(words_between(text, begin, at)) is not None
        if not (opens and begin == reached):
            if run and not barred:
                yield run
            run, barred = [], False
            led = opens and _CHRONICLE.search(words_before(text, begin, _LONGEST_HEAD)) is not None
            if not led:
                continue
        if record is None or record.date.start is None:
            barred = True
            continue
        run.append(record)
        line = words_behind(text, at, _LONGEST_LINE).partition("\n")[0]
        barred = barred or _NOT_IN_TURN.search(line) is not None
        reached = text.find("\n", at, at + _LONGEST_LINE) + 1


def _are_sessions(first: DateRecord, second: DateRecord, text: str) -> bool:
    """Tell whether a day told with the number of a session is before that told with the first: 4月23日に第1回を開き、以後."""
    one, other = first.date, second.date
    if one.start is None or other.end is None or other.end >= one.start or other.written.year is None:
        return False
    start, end = one.span.end, other.span.start
    return (
        end - start <= 2 * _BEHIND
        and _FIRST_SESSION.fullmatch(words_between(text, start, end)) is not None
        and _LATER_SESSION.match(words_behind(text, other.span.end, _BEHIND)) is not None
    )


def _is_before(second: DateRecord, first: DateRecord) -> bool:
    """Tell whether the second of two days is before the first.

    Where neither says its year, in every year that both may be of: 1月 may be of the year before 12月, or behind it.
    """
    one, other = first.date, second.date
    if one.start is None or other.end is None or other.end >= one.start or "年" in (one.written.relative or ""):
        return False
    if one.written.year and other.written.year:
        return True
    return not (one.written.year or other.written.year) and (
        (other.end.month, other.end.day) < (one.start.month, one.start.day)
    )


def _are_steps(first: DateRecord, second: DateRecord, text: str) -> bool:
    """Tell whether two days are told as those of two steps of one undertaking, the first of which comes first."""
    start, end = first.date.span.end, second.date.span.start
    between = words_between(text, start, min(end, start + 2 * _BEHIND))
    behind = words_behind(text, second.date.span.end, _BEHIND)
    if _BEGAN.fullmatch(between) and _ENDED.match(behind):
        return True
    back = (first.date.start or dt.date.min) - (second.date.end or dt.date.min)
    if not first.date.written.year and back > _LONGEST:
        return False  # 12月10日の会議の後、6月1日に: of the next year
    if _AT_TIME.fullmatch(between) and _THEN_AT_TIME.match(behind):
        return True
    if _AFTER.fullmatch(between) and behind[:1] == "に":
        return True
    one, other = _TOLD.fullmatch(between), _THEN_TOLD.match(behind)
    if one is None or other is None:
        other = _THEN_NAMED.fullmatch(between)
        one = _NAMED.search(words_before(text, first.date.span.start, _REACH)) if other else None
    return one is not None and other is not None and _rank(one.groupdict()) < _rank(other.groupdict())


def _rank(found: dict[str, str | None]) -> int:
    """Return which of the steps a match names."""
    for n in range(len(_STEPS)):
        if found[f"s{n}"]:
            return n
    return _BEGIN if found.get("begin") else len(_STEPS)


_BEGIN = 5

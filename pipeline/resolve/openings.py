"""Which dates open an occasion: what their line, their sentence or the head of their list says."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractors import days, scripts
from extractors.date_years import impossible
from extractors.gatherings import DAY_SET_WIDE, FOR_DAYS, HELD, OCCASION, ON_EDGE_DAY
from extractors.lengths import lasts
from extractors.mentions import FigureKind, Precision, Qualifier, Role
from extractors.patterns import compile_pattern
from pipeline.resolve import no_occasion, places, row_heads, rows
from pipeline.resolve.attendance import counts_those_present
from pipeline.resolve.begun import is_held_from
from pipeline.resolve.phrases import NO_NAME
from pipeline.resolve.postponed import CALLED_OFF, is_day_moved_to, was_moved_here, was_postponed
from pipeline.resolve.roles import is_milestone

if TYPE_CHECKING:
    from pipeline.resolve.events import Dated, Session
    from pipeline.resolve.layout import Layout, Line
    from pipeline.resolve.parts import Located

_EVENT = Role.EVENT
_DAY, _MONTH = Precision.DAY, Precision.MONTH
_PARTICIPANTS, _PEOPLE = FigureKind.PARTICIPANTS, FigureKind.PEOPLE

_COUNTED = scripts.compile(r"登録|会員|委員(?!会)|職員(?!研修)|在籍|定員|採用|雇用|配置|応募|申込|入所|人口|世帯|受付")
_NO_OCCASION = scripts.compile(r"(?:公表|締切|期限|更新|改定|改正|提出|納付|支給|発行|発送|休館|休業)日? ?:$")
_CALLED_OFF_THEN = scripts.compile(rf"は、?[^、。()\n\d]{{0,24}}(?:延期|{CALLED_OFF})")
_TIME_CALLED_OFF = scripts.compile(
    r"の?[回分]は、?[^、。()\n\d]{0,24}(?:中止(?:し|と|に|$|。)|取りやめ|取り止め)", re.MULTILINE
)
"""9月の回は高波のため中止した."""
_FELL_THROUGH = scripts.compile(
    r"の[^、。\n\d()はがをに]{2,16}(?<!改定)(?<!改正)(?<!施行)(?<!開始)(?<!導入)(?<!発行)(?<!公表)(?<!上げ)(?<!採用)(?<!募集)(?<!受付)(?<!販売)(?<!放送)(?<!運行)(?<!工事)は、?[^。\n]{0,40}?(?:中止(?:し|と|に|。|$)|取りやめ|取り止め|見送[っりら])"
)
"""9月15日の街頭配布は、警報が出たため中止した: whatever it was, it had its day."""
_HELD_THEN = scripts.compile(
    r"に(?:(?:改めて|あらためて|再度|再び|追加で?|新たに|別途)(?:開催|実施)|奉納|執り行|営まれ|催さ|(?:変更|延期|順延|前倒し|繰り?上げ|繰り?下げ)(?:して|し|て|の上)?、?(?:開催|実施|行[いっう]|開[きくい]))|(?:にも|に|の|、| )?\n?(?:(?<=に)(?:それぞれ|各)?[1一] ?回(?:ずつ)?、?)?(?:開催|実施)(?!方法|要領|状況|計画|主体)"
    r"|に(?:は)?、?[^、。()「」\nをがは]{1,16}(?:で|にて)、?開催(?:する|し(?:た(?=。|$)|、|まし)|を?予定|の予定|。|$)"
    r"|に(?:[^、。()「」\nをがは\d]{1,10}、(?:令和\d{1,2}年|[来翌同]年)?\d{1,2}月(?:\d{1,2}日|[上中下]旬)?頃?に)?[^、。()「」\nをがは\d]{1,16}での開催を(?:予定|計画)",
    re.MULTILINE,
)
"""…; 6月、9月に各1会場で開催予定: what takes place is held, whatever it is called."""
_OPENED_SOON = scripts.compile(
    r"(?:に(?:は)?、)?[^。、\n]{0,24}を(?:[^、。\n\d]{1,16}で、?|\d{1,2} ?(?:日間?|泊\d日|会場|か所)(?:の日程)?(?:で|にわた[りっ]て?|に分けて)?、?)?(?:開催|開く|開き|開い|開講|(?<=会を)持(?:つ|った|ち(?:、|まし)))"
)
_DATE_LABEL = scripts.compile(rf"{DAY_SET_WIDE}|実施日|開催時期(?!を)")
_TO_BE_HELD = compile_pattern(rf"(?:{OCCASION.pattern})を[^、。\n]{{0,12}}(?:運行|催行|予定|計画|企画|準備)")


_IS_OF_DAYS = compile_pattern(rf"{FOR_DAYS.pattern}|{ON_EDGE_DAY.pattern}")
"""Behind the first day of several: on how many, or on which of them, it was held."""


def opens(
    layout: Layout,
    bounds: tuple[int, int],
    dates: Sequence[Dated],
    k: int,
    sessions: Sequence[Session],
    figures: Sequence[Located],
) -> bool:
    """Tell whether the date is that of an occasion."""
    dated = dates[k]
    date = dated.date
    from_then = is_held_from(layout, dated)
    if (
        dated.role is not _EVENT
        or date.precision not in (_DAY, _MONTH)
        or ((date.opens or lasts(date.written)) and not (from_then or _IS_OF_DAYS.match(layout.text, dated.end)))
        or (date.start is None and (date.is_range or not impossible(date.parts)))
        or was_postponed(layout, [(d.start, d.end) for d in dates[k : k + 2]], 0)
        or is_day_moved_to(layout, [(d.start, d.end) for d in dates[max(k - 1, 0) : k + 1]], min(k, 1))
        or no_occasion.tells_of_none(layout, dated)
        or _takes_up_a_day(layout, dates, k)
    ):
        return False
    text = layout.text
    own_line = layout.line_at(dated.start)
    left, stop = layout.sentence(dated.start, dated.end)
    in_session = bisect_left(sessions, (left,)) < bisect_left(sessions, (stop,))
    if in_session or from_then or _HELD_THEN.match(text, dated.end):
        return True
    head = text[max(own_line.body, dated.start - 2 * _NEAR) : dated.start].rstrip()
    if _OPENED_SOON.match(text, dated.end) or (head.endswith(":") and OCCASION.search(head)):
        return True
    separate = date.precision is _DAY and len(date.parts) > 1 and not date.is_range
    if separate and head.endswith(":") and not _NO_OCCASION.search(head):
        return True  # 公開保育：5/28、6/18
    if _are_times(text, dated) or _names_an_occasion(layout, dated) or _is_told_called_off(layout, dated, head):
        return True
    if _is_one_of_series(layout, dated) or was_deliberated(layout, dated):
        return True
    if _is_row_of_course(layout, dated, bounds[0]) or _is_row(layout, bounds, dates, k, figures):
        return True
    if date.text.endswith("末") and not HELD.search(
        text, dated.end, min(layout.spoken(dated.start, dated.end)[1], dated.end + 12)
    ):
        return False
    moved = was_moved_here(layout, [(d.start, d.end) for d in dates[max(k - 1, 0) : k + 1]], min(k, 1))
    if moved and _was_attended(layout, dates, k, figures):
        return True  # 4月の予定を6月15日に変更し、78名が参加した
    if is_milestone(layout, dated.start, dated.end) or (
        date.precision is _MONTH and text[dated.end : dated.end + 1] == "は"
    ):
        return False
    return _was_attended(layout, dates, k, figures) or _is_spoken_of(layout, dated, bounds[0])


def _are_times(text: str, dated: Dated) -> bool:
    """Tell whether the days or months of a list are counted as times: 5/28、6/18の2回, 10月、12月の2回を予定."""
    date = dated.date
    if len(date.parts) < 2 or date.is_range:
        return False
    times = _TIMES_BEHIND if date.precision is _DAY else _TIMES_TO_COME
    before = _TIMES_BEFORE.search(text, dated.start - _NEAR, dated.start)
    counted = before is not None and int(before["no"]) == len(date.parts) and text.startswith(")", dated.end)
    return counted or times.match(text, dated.end) is not None


def _takes_up_a_day(layout: Layout, dates: Sequence[Dated], k: int) -> bool:
    """Tell whether a month only says of which of the days before it so many came: 5月25日、10月26日に開催し、5月620人、10月790人.

    So does a day of those that its sentence names before (8月24、25日に開催し、24日は310人、25日は中止した), but where it had an
    occasion of its own (4日は盆踊りを行った).
    """
    date, begin = dates[k].date, layout.line_at(dates[k].start).start
    if date.precision is _DAY and date.written.month is None and date.start:
        return days.takes_up(layout.text, dates[k].start, dates[k].end) and not _OWN_OCCASION.match(
            layout.text, dates[k].end
        )
    if date.precision is not _MONTH or not _COUNT_BEHIND.match(layout.text, dates[k].end):
        return False
    first = bisect_left(dates, (begin,))
    return any(
        d.date.precision is _DAY and d.date.start and date.start and d.date.start.replace(day=1) == date.start
        for d in dates[first:k]
    )


_OWN_OCCASION = compile_pattern(
    rf"(?:は|も)、?(?:[^、。\n\dをは]{{1,16}}で、?)?[^、。\n\dを]{{0,16}}(?:{OCCASION.pattern})」?を(?:開[きい催]|行[いっ]|実施|催)"
)
_COUNT_BEHIND = scripts.compile(r"(?:が|は|に)?(?:約|延べ)?[\d,]{1,7} ?[人名]")


def _is_told_called_off(layout: Layout, dated: Dated, head: str) -> bool:
    """Tell whether the words behind the date say that an occasion of it, or of `head`, fell through."""
    if _CALLED_OFF_THEN.match(layout.text, dated.end) and OCCASION.search(head):
        return True  # 母親教室　年6回の予定（8月は大雨により中止）
    if _TIME_CALLED_OFF.match(layout.text, dated.end):
        return True
    return dated.date.precision is _DAY and _FELL_THROUGH.match(layout.text, dated.end) is not None


def was_deliberated(layout: Layout, dated: Dated) -> bool:
    """Tell whether what a meeting did then stands behind a further day: 会議を7月31日に開き、12月18日には素案を了承した."""
    left = layout.sentence(dated.start, dated.end)[0]
    return (
        dated.date.precision is _DAY
        and _DELIBERATED.match(layout.text, dated.end) is not None
        and _MET.search(layout.text, max(left, dated.start - 2 * _NEAR), dated.start) is not None
    )


_DELIBERATED = scripts.compile(r"に?(?:は|も)、?[^、。\n\d]{0,24}(?:審議|了承|承認|答申|諮問|議決|可決|協議|議論)")
_MET = scripts.compile(r"(?:会議|[議員]会|部会)を[^。\n]{0,20}開[いき催][^。\n]*、$")


def _is_one_of_series(layout: Layout, dated: Dated) -> bool:
    """Tell whether the words before a date say which time of several it was: 初回は6月22日, 次回は1月に予定."""
    before = (layout.text, max(0, dated.start - 24), dated.start)
    if dated.date.precision is _DAY and _ONE_OF_SERIES.search(*before):
        return True
    return _NEXT_TIME.search(*before) is not None and _IS_PLANNED.match(layout.text, dated.end) is not None


def _was_attended(layout: Layout, dates: Sequence[Dated], k: int, figures: Sequence[Located]) -> bool:
    """Tell whether the sentence of a day says how many came, before it names another."""
    dated = dates[k]
    right = layout.sentence(dated.start, dated.end)[1]
    stop = min(right, dated.end + _NEAR, dates[k + 1].start if k + 1 < len(dates) else right)
    first = bisect_left(figures, (dated.end,))
    came = dated.date.precision is _DAY or _CAME_IN_MONTH.match(layout.text, dated.end, right)
    return bool(came) and any(
        located.start < stop
        and located.figure.kind is _PARTICIPANTS
        and not (
            _SUMS.intersection(located.figure.qualifiers)
            and not (
                dated.date.start != dated.date.end and _TO_ALL_DAYS.fullmatch(layout.text, dated.end, located.start)
            )
        )
        for located in figures[first : first + _FIELDS_WITH_FIGURES]
    )


_TO_ALL_DAYS = compile_pattern(r"(?:[(][月火水木金土日・祝、]{1,5}[)])?[)]に(?:延べ)?")
"""田植え（5月20、21日）に延べ152人: who came on several days is counted so."""
_CAME_IN_MONTH = compile_pattern(
    r"に(?:は、?)?(?:(?:[^、。\n\d]{1,16}|\d{1,2} ?(?:会場|か所|地区|校区))で(?:開催|実施)(?:し、?|、))?(?:約)?[\d,]{1,6} ?[人名](?:が|の)?(?:参加|出席|受講|聴講)"
)
_SUMS = frozenset({Qualifier.TOTAL_ATTENDANCES, Qualifier.DISTINCT, Qualifier.EACH})


def _names_an_occasion(layout: Layout, dated: Dated) -> bool:
    """Tell whether the name of an occasion stands right beside the date, so that no verb is needed."""
    text, start, end = layout.text, dated.start, dated.end
    if _IN_WRITING.match(text, end) and _MEETS.search(text, max(layout.sentence(start, end)[0], start - _NEAR), start):
        return True  # 会議は5月に開催し、2月は書面で行った
    if _AT_OCCASION.match(text, end):
        return True  # 11月1日の「健康フェア」において
    if (planned := _NAMED_AND_PLANNED.match(text, end)) and not NO_NAME.search(planned["name"]):
        return True
    if (_PLANNED_THEN.match(text, end) or _CAME_THEN.match(text, end)) and _TOPIC.search(
        text, max(0, start - _NEAR), start
    ):
        return True  # 相談会は、5月25日に37人、9月28日に44人が利用した; 次の講座は1月17日に予定している
    if _PLANNED_THEN.match(text, end) and _OBJECT_BEFORE.search(text, start - _NEAR, start):
        return True  # 相談会を9月と2月に予定
    if _RESUMED.match(text, end) and _OF_ONE_TIME.search(text, start - _NEAR, start):
        return True
    is_topic = _IS_ON.search(text, start - 30, start) is not None
    if dated.date.precision is not _DAY or dated.date.text.endswith("末"):
        right = layout.sentence(start, end)[1]  # 基礎研修は7月末、専門研修は10月に実施する予定
        return is_topic and text.startswith("、", end) and HELD.search(text, end, min(right, end + _NEAR)) is not None
    if _NAME_BEFORE.search(text, start - 30, start):
        return not is_milestone(layout, start, end)
    if is_topic and _NOUN_LAST.match(text, end):
        return True
    if _TIMES_OF_DAYS.match(text, end) and _ON_DAYS.search(text, start - _NEAR, start):
        return True
    return is_topic and _NO_VERB.match(text, end) is not None


_AT_OCCASION = compile_pattern(
    rf"の(?:「[^」\n]{{0,40}}?(?:{OCCASION.pattern})[^「」\n]{{0,8}}」|[^、。\n]{{0,16}}?(?:{OCCASION.pattern}))(?:において|にて|で(?!あ)|には|では|を経て)"
    rf"|の(?!定例会|臨時会|[^、。\n]{{0,8}}議会)[^、。\n]{{0,16}}?(?:{OCCASION.pattern})に(?:諮[りっ]|報告|提示|提案|付議|示し)"
    rf"|の[^、。\n]{{0,16}}?(?:{OCCASION.pattern})(?:「[^「」\n]{{1,40}}」)?(?:[(][^()\n]{{1,20}}[)])?[がはに](?:は)?、?(?:約|延べ|計)?[0-9,]{{1,6}} ?[人名組]"
    r"|の「[^「」\n]{1,40}」には、?(?:約|延べ|計)?[0-9,]{1,6} ?[人名組]"
)
_TOPIC = compile_pattern(rf"(?:{OCCASION.pattern})(?:「[^「」\n]{{1,40}}」|」)?は、?(?:[^、。\n]{{1,24}}[人名組]、)*$")
_OBJECT_BEFORE = compile_pattern(rf"(?:{OCCASION.pattern})」?を、?$")
_IN_WRITING = scripts.compile(r"(?:は|に(?:は)?)、?書面(?:で|により|にて|による|での)?(?:開催|実施|行[いっう])")
_MEETS = scripts.compile(r"(?:会議|会合|協議会|[員議部総例]会)[はを]")
_NAMED_AND_PLANNED = compile_pattern(
    r"に(?:は)?、?(?:[^、。\n\d「」]{1,16}で、?)?「(?P<name>[^「」\n]{1,40})」を(?:予定|計画|企画)(?:し|です|。|$)",
    re.MULTILINE,
)
"""12月中旬に「冬のゆうべ」を予定しています: what is planned by its name alone is held."""
_PLANNED_THEN = compile_pattern(r"(?:に(?:開催|実施)?を?|を|の)(?:予定|計画)(?:し|され|です|。|$)")
_CAME_THEN = scripts.compile(
    r"に(?:約|延べ|計)?[\d,一二三四五六七八九十百]{1,7} ?(?:[人名](?!で|の(?:会員|委員|職員))|組)"
)
_NAME_BEFORE = compile_pattern(rf"(?:{OCCASION.pattern})(?:」|を?(?:全|計)?\d{{1,2}}回(?:開催|実施)?)?[ (:]{{1,3}}$")
_IS_ON = compile_pattern(rf"(?:{OCCASION.pattern})」?は、? ?$")
_NOUN_LAST = scripts.compile(
    r"に[^、。\n\d]{2,16}(?:で|にて)[一-鿿ァ-ヶー]{2,8}(?=。|$)(?<!予定)(?<!受付)(?<!締切)(?<!公表)(?<!配布)",
    re.MULTILINE,
)
"""コンテストは7月2日に産業会館で公開審査。"""
_ONE_DAY = r"(?:\d{1,2}月 ?)?\d{1,2} ?日(?:[(][^()\n]{1,4}[)])?"
_ON_DAYS = compile_pattern(rf"(?:{OCCASION.pattern})」?は、? ?(?:{_ONE_DAY}(?:と|、|・|及び))*$")
_TIMES_OF_DAYS = scripts.compile(rf"(?:(?:と|、|・|及び){_ONE_DAY})*の(?:計)?[\d一二三四五六七八九十]{{1,2}} ?回(?!目)")
"""研修会は7月30日と8月1日の2回。"""
_RESUMED = scripts.compile(r"に(?:は、?)?(?:[^、。\n\d]{1,16}年ぶりに|[^、。\n\d]{1,16}で、?|\d年ぶりに)?再開")
_OF_ONE_TIME = scripts.compile(
    r"(?:ツアー|まつり|祭り?|フェア|フェスタ|フェスティバル|大会|マラソン|コンサート|花火|(?:運動|音楽|演奏|発表)会)(?:「[^「」\n]{1,30}」|」)?[をは]、?$"
)
"""ツアー「…」を10月に再開する予定: what is held on one day, but not 教室 or 窓口, which goes on from then."""
_NO_VERB = compile_pattern(r"[、。( ]|$", re.MULTILINE)
_TIMES_BEFORE = scripts.compile(r"(?<![\d年月第]) ?(?P<no>\d{1,2}) ?回(?:を|の)?[^、。()\n\d]{0,12}[(]$")
"""Before a list in a bracket: 協議体を2回開催した（6月、9月）."""
_TIMES_BEHIND = scripts.compile(r"(?:の|、)(?:計|全)?(?:[\d一二三四五六七八九十]{1,2} ?回|予定)")
_TIMES_TO_COME = scripts.compile(
    r"の(?:計|全)?[\d一二三四五六七八九十]{1,2} ?回(?:の開催)?(?:を|とする|、[^、。\n]{1,20}で)?(?:予定|計画|開催|実施)"
)
_NEXT_TIME = scripts.compile(r"次回(?:の[^、。\n]{1,16})?は、?$")
_ONE_OF_SERIES = scripts.compile(
    r"(?:初回|最終回|最終日|初日|前回|直近|最近|今回|[このそ]のうち)(?:の[^、。\n]{1,10})?(?:は|では|が|(?<=うち))、?$"
)
_IS_PLANNED = scripts.compile(r"[にをの]?(?:開催|実施)?(?:する|を)?予定|[にへ]開|。|$")
_NO_NOUN = scripts.compile(r"[^一-鿿ァ-ヶーA-Za-z]|$")


def _is_row(
    layout: Layout, bounds: tuple[int, int], dates: Sequence[Dated], k: int, figures: Sequence[Located]
) -> bool:
    """Tell whether the date stands in a row of sessions: with a head count or a place behind it, field by field.

    A weekday, a place or the head of the list must show that it is one: a number of people behind a bare day may as well
    be what was counted then.
    """
    dated = dates[k]
    date, text = dated.date, layout.text
    line = layout.line_at(dated.start)
    head = text[max(line.body, dated.start - _NEAR) : dated.start].rsplit("。", 1)[-1]
    if date.precision is not _DAY or _COUNTED.search(head):
        return False
    stop = min(line.end, dates[k + 1].start) if k + 1 < len(dates) else line.end
    fields = [f for f in rows.fields(layout, dated.end) if f.end <= stop]
    beside = any(not f.quoted and places.is_place(text[f.start : f.end]) for f in fields)
    if (
        beside
        and not date.is_range
        and (date.weekday or text.startswith(":", dated.end) or _head_speaks(layout, line, bounds[0]))
    ):
        return True  # ヒアリング　8月3日（木）　県庁第二庁舎; セミナー / 6月26日　北浜会場　21社
    first = bisect_left(figures, (dated.end,))
    counted = any(
        figures[n].start < stop and figures[n].figure.kind in (_PEOPLE, _PARTICIPANTS)
        and rows.leads_to_count(layout, dated.end, figures[n].start)
        and counts_those_present(layout, dated, figures[n])
        for n in range(first, min(first + _FIELDS_WITH_FIGURES, len(figures)))
    )  # fmt: skip
    if not counted:
        return False
    if any(
        0 < b < len(dates)
        and _NEXT_OF_ROW.fullmatch(text, dates[b - 1].end, dates[b].start)
        and layout.line_no(dates[b - 1].start) == line.no
        for b in (k, k + 1)
    ):
        return True
    return bool(
        (date.weekday and not date.is_range)
        or beside
        or places.is_place(head.strip(" :・("))
        or rows.ORDINAL_LABEL.fullmatch(head.strip(" :・("))
        or _head_speaks(layout, line, bounds[0])
    )


_NEXT_OF_ROW = scripts.compile(
    r" ?(?:[「『][^」』\n]{1,40}[」』] ?)?(?:[\d,]{1,5} ?[人名組]|(?:[一-鿿]{1,4}のため)?(?:中止|延期))(?:[(][^()\n]{1,20}[)])?[、・ ]{1,3}(?:[①-⑳]|第\d{1,2}回)? ?"
)
"""Between two days of a row that tells of each who came: 1/26 22人、2/9 中止（警報）、2/16 35人."""
_FIELDS_WITH_FIGURES = 3
_NEAR = 80  # characters: a report may come as one line of megabytes


def _is_spoken_of(layout: Layout, dated: Dated, block_start: int) -> bool:
    """Tell whether the date's sentence, its label or the head of its list speaks of an occasion."""
    text = layout.text
    left, right = layout.spoken(dated.start, dated.end)
    own_line = layout.line_at(dated.start)
    if text[left : dated.start].lstrip().startswith("("):
        left = layout.sentence(max(left - 1, 0), max(left - 1, 0))[0]
    near = max(left, dated.start - 200)
    words = text[near : min(right, dated.end + 200)]
    if _MAY_ANNOUNCE.search(words) and (told_of := _ANNOUNCED.search(words)):
        words = words[: told_of.start()] + words[told_of.end() :]
    if dated.date.precision is _MONTH and _WORKED_THEN.match(text, dated.end, right):
        return False
    told = _TOLD_BEFORE.match(text, near, dated.start)  # 研修を8月に実施し、9月に報告書をまとめた
    if HELD.search(words, told.end() - near if told else 0) and OCCASION.search(words):
        return True
    if dated.date.precision is _DAY and _TOOK_PLACE.search(text, dated.end, min(right, dated.end + 200)):
        return True
    if "による" in words and _DONE_BY_PEOPLE.match(text, dated.end, right):
        return True
    bracketed = text[dated.start - 1 : dated.start] == "("  # 救命処置の実技　45人参加（7月14日）
    near = max(left, dated.start - _NEAR // 4) if bracketed else dated.end
    exact = dated.date.precision is _DAY and not dated.date.text.endswith(_LOOSE_ENDS)
    if exact and HELD.search(text, near, min(right, dated.end + 200)):
        return True
    if _DATE_LABEL.search(text, max(left, dated.start - 12), dated.start):
        return True
    if OCCASION.search(words) and (
        own_line.bullet
        or ":" in words
        or "(" in words
        or _TO_BE_HELD.search(text, dated.end, min(right, dated.end + 200))
        or _NO_MORE_SAID.match(text, dated.end)
        or _NAMED_LAST.match(text, dated.end)
    ):
        return True
    if OCCASION.search(text, max(own_line.body, dated.start - 2 * _NEAR), dated.start) and not layout.is_sentence(
        dated.start
    ):
        return True  # a row of a list: 新任者研修  6月12日  52名
    # A bare date in a list under a line that speaks of an occasion: ◇第1回 / 8月25日、参加者29名
    return bool(own_line.bullet and _NO_NOUN.match(text, dated.end) and _head_speaks(layout, own_line, block_start))


_MAY_ANNOUNCE = compile_pattern("案内|周知|告知|広報|宣伝|P ?R")
_ANNOUNCED = compile_pattern(
    rf"(?:{OCCASION.pattern})会?」?(?:の(?:開催)?|を|について(?:の)?)(?:[^、。\n\dをはが]{{1,10}}[でに])?(?:案内|周知|告知|広報(?![紙誌])|宣伝|P ?R)"
)
"""9月に中学校を訪問し、体験会を案内する: who tells of an occasion then does not hold it then."""
_WORKED_THEN = scripts.compile(
    r"に(?:は、?)?[^、。\n\d「」()]{1,16}を[^、。\n\d]{0,4}(?:植え|収穫し|刈り?|まき|摘み|仕込み|塗り|[張取入買切組]り?替え|取り付け|据え付け|見直し|まとめ|集約し)(?:付け|取り)?て?、"
)
"""5月に苗を植え、…見学を実施した: a clause of its own, in which nothing was held."""
_LOOSE_ENDS = ("旬", "旬頃", "末", "末日", "末頃")
"""How days end on which a thing is done rather than an occasion held: 苗の購入は5月中旬に行い."""
_TOOK_PLACE = compile_pattern(
    rf"(?:{OCCASION.pattern})」?(?:[がも](?:あ[っり]|持たれ|営まれ)|を(?:設け|持[ちっ]))|の場を(?:設け|持[ちっ])"
)
"""避難訓練があり."""
_DONE_BY_PEOPLE = scripts.compile(
    r"に(?:は)?、?[^、。\n\d]{0,16}(?:[学校]生|[住市町村区県]民|児童?|親子|ボランティア|の方々)による[^、。「」()\n\dをはが]{0,12}(?:植樹|植え付け|放流|田植え|稲刈り|種まき|収穫)(?:[(][^()\n]{1,20}[)])?を(?:行|実施)"
)
"""11月に児童による稚魚の放流を行う: they come together for it."""
_NO_MORE_SAID = compile_pattern(r"に(?:も)?(?:。|$)", re.MULTILINE)
"""報告会を公民館で12月頃に。"""
_NAMED_LAST = compile_pattern(
    rf"、?[^、。\n]{{1,24}}(?:にて|において|で)、?[^、。\n]{{0,20}}(?:{OCCASION.pattern})(?:。|$)", re.MULTILINE
)
"""9月29日、公民館前にて炊き出し訓練。"""
_TOLD_BEFORE = compile_pattern(r"[^。\n]*\d ?[月日旬](?![間目])[^。\n]*[しりきいれて]、")
"""A clause with a date of its own, which is over."""


def _is_row_of_course(layout: Layout, dated: Dated, block_start: int) -> bool:
    """Tell whether the line is 前期　6月8日　52名 below the name of an occasion."""
    own_line = layout.line_at(dated.start)
    if not row_heads.COURSE_ROW.fullmatch(layout.text, own_line.body, dated.start):
        return False
    for above in range(own_line.no - 1, -1, -1):
        line = layout.line(above)
        if line.start < block_start:
            return False
        if not line.blank and not row_heads.COURSE_ROW.match(layout.text, line.body):
            return OCCASION.search(layout.text, line.body, line.end) is not None
    return False


def _head_speaks(layout: Layout, own_line: Line, block_start: int) -> bool:
    """Tell whether the line that heads the rows around a line speaks of an occasion."""
    above = rows.head_above(layout, own_line.no, block_start)
    if above is None:
        return False
    line = layout.line(above)
    words = layout.text[line.start : line.end][-300:]
    return bool(OCCASION.search(words) or _SESSION.search(words))


_SESSION = scripts.compile(r"第\d+回|開催|実施|開き|開い")

"""What became of a day that was set: put off to another, called off, or held after all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractors import scripts
from extractors.modality import PLAN_CHANGED, is_cancelled

if TYPE_CHECKING:
    from pipeline.resolve.layout import Layout

_LONGEST_STORY = 60  # characters from a day to what became of it
_MOVED = r"(?:延期|順延|振り?替え|振替|繰り?下げ|繰り?延べ|繰り?上げ|前倒し|変更(?:して|し、|しま|した|する|と|の[上う]|し?(?=実施|開催|$|[。)])))"
_LATER = scripts.compile(r"延期|順延|繰り?下げ|繰り?延べ|延び|遅れ|ずれ込")
_MAY_MOVE = scripts.compile(
    r"予定|はず|延期|順延|振|繰|変更|前倒|改め|見送り|見合わせ|取りやめ|延[びば]|遅れ|ずれ込|移し"
)
"""Without one of these up to where its sentence may move it no day is put off."""
_MOVED_TO = scripts.compile(
    rf"[にへ](?:{_MOVED}|改めて|延び|延ばし|移し(?:、|た|て|まし)|遅れ|ずれ込)|に?(?:開催|実施|完了|完成|開始)?の?予定(?:に(?:変更|延期)|とな[っり])"
)
_SAME_DAY = scripts.compile(rf"[にへ]{_MOVED}[^。、\n\d]{{0,6}}、同日")
_WAS_PLANNED = r"[をにはがの]?(?:開催|実施)?(?:[をのはが]|する)?予定(?!どおり|通り|を変更せ)"
_PLANNED_THEN_MOVED = scripts.compile(rf"{_WAS_PLANNED}[^。\n]{{0,60}}?(?:延期|順延|振り?替え|振替|繰り?下げ)")
_HAD_BEEN_PLANNED = scripts.compile(
    rf"(?:(?:に[^、。\n\d]{{1,12}}を)?{_WAS_PLANNED}(?:[しさ]れ?て(?:い|おり)|した|であっ|だっ|でし|のところ|が[^。、\n]{{1,20}}(?:流れ|中止|でき)|の[^。、\n]{{1,20}}[はを])"
    r"|に(?:開[くき]|行う|[一-鿿]{2}する)はず(?:でし|だっ|であっ))[^。\n]{0,60}$"
)
_SHIFTED = scripts.compile(
    r"[^、。\n\d]{0,12}の(?:計画|予定)を(?:約)?\d{1,2}(?:か月|月|週間|日|年)間?(?:前倒し|早め|繰り?上げ|遅らせ|繰り?下げ)[^。\n]{0,16}$"
    r"|[のに][^、。\n\d]{1,12}を(?:告知|周知|公表|案内|広報|発表)して(?:い|おり)?た[^。\n]{1,40}遅れ(?:て|、)[^。\n]{0,8}$"
)
"""Between two days: 3月開始の計画を2か月前倒しし、1月に始めた; 7月6日の開園を告知していたが、2週間遅れて20日に開いた."""
_SET_TO_BE = scripts.compile(r"に?(?P<deed>[一-鿿]{2})予定の[^。、\n]{1,20}[はを][^。\n]{0,60}$")
"""Behind a day: 1月に完了予定の工事は, and behind a later one that very deed is told."""
_SET = r"[^。\n]{0,40}?予定"
_WAS_SET = r"(?:(?:し|され)て(?:い|おり?)(?:た|まし)|(?:だっ|であっ|でし)た|した)"
_GIVEN_UP = (
    r"(?:(?:中止|延期|順延|見送り)(?:(?:し|と(?:し|なっ|なり|いたし))(?:た|ました)(?![一-鿿ァ-ヶ])|(?:し|とし|となり)、|(?=$|[。)]))"
    r"|(?:取りやめ|取り止め|見合わせ|見送っ|見送りまし|流れ)(?:た|まし)|(?:取りやめ|取り止め|見合わせ|見送り)、"
    rf"|予定{PLAN_CHANGED})"
)
_SET_THEN_PAST = scripts.compile(rf"{_SET}{_WAS_SET}|[^。\n]{{0,{_LONGEST_STORY}}}?{_GIVEN_UP}")
"""Behind a day: it was to be then, or it was given up or put off; either way the day is past."""
_WAS_SET_FOR = scripts.compile(rf"予定{_WAS_SET}[^。、\nをは]{{0,16}}$")
"""Before a day: 予定していた5月の視察."""
_KEPT = scripts.compile(
    rf"{_SET}(?:[^。\n]{{0,30}}予定)?(?:していた)?(?:どおり|通り|とおり)[^。\n]{{0,30}}(?:し|まし|っ|え|れ)た(?=[。、)]|$)"
    rf"|{_SET}(?:{_WAS_SET}|の)[^。、\n]{{1,20}}(?:を|は、?)[^。、\nを]{{0,20}}(?:実施|開催)し(?:、|ました|た(?![一-鿿ァ-ヶ]))"
    rf"|{_SET}{_WAS_SET}[^。、\n]{{1,20}}(?:を|は、?)[^。、\nを]{{0,20}}(?:実施|開催)(?=$|[。)])"
)
"""Behind a day that was set: it was held then, 予定どおり or in another form (オンラインで実施した)."""
_BESIDE = scripts.compile(r"(?:\([^()\n]{0,20}\))?(?:[、,・と ]|及び|並びに){1,3}(?:第 ?\d{1,3} ?回[はをが]?)?|の")
"""Between days of which the same is told: 3月と5月に予定していた, 第1回を3月、第2回を5月に, 5月から10月までの第1日曜日."""
_PUT_OFF = scripts.compile(
    r"(?:(?!開催し|実施し|行い|行っ|開き|開い|決|延期|[にへ]順延)[^。\n]){1,40}(?:延期|順延)(?:し|と|さ|を余儀|。|\)|$|する|いた)"
)
_PUT_OFF_BEFORE = scripts.compile(
    r"[のは][^。、\n]{0,24}(?:[はが]、?)?(?:[^。、\n]{1,12}(?:ため|により|で|から)、?)?(?:(?:延期|順延)(?:し|とし|となり|され)|(?:開催|実施)を(?:見送り|見合わせ|取りやめ))、(?:改めて)?$"
)
"""Between two days: 6月3日の大会は雨のため順延し、6月10日に…."""
_HELD_THEN = scripts.compile(
    r"に(?:改めて?|延期して|変更して)?、?(?:[^。、\n]{1,16}で)?(?:開催|実施|行[いっ]|開[きい催])"
)
_DONE = scripts.compile(r"(?:し|され)(?:、|た(?![一-鿿ァ-ヶ])|ました)|(?=$|[。)])")
_HELD_THEN_LATE = scripts.compile(
    r"[^。\n]{0,50}(?:※|[(])[^。\n※()]{0,24}(?:延期|順延|繰り?下げ)(?:して|の上)、?(?:開催|実施)"
)
"""Behind a day, in a note: ※大雪のため1週間延期して開催."""
_NOT_YET = scripts.compile(r"予定(?!した\d)|見込|します|行う|開く|(?:する|図る)(?:。|こと|$)|計画")
_DEED_DONE = scripts.compile(
    r"(?:まし)?た(?=[。、)ところが]|$)|(?:開催|実施)(?=$|[ 。(、)])|(?:開催|実施|延期)し、|参加|出席|修了|受講|来場"
)
_INSTEAD = scripts.compile(
    r"中止(?:分|回|(?:した|[とに]?なった)[^。、\n]{0,16})(?:の?(?:振り?替|代替|代わり|延期)|に(?:代え|替え|代わ|替わ))"
)
CALLED_OFF = "(?:中止|取りやめ|取り止め|見合わせ)"
"""What becomes of an occasion that does not take place."""
_OF_ANOTHER = scripts.compile(
    r"(?:(?:開催|実施|出展)(?:し|、)|行い、|開き、|開い(?:た|て))[^。\n]{0,40}?[^、。\n]{1,12}[はを](?:[^、。\n]{0,16})"
    + CALLED_OFF
)
_FELL = scripts.compile(
    r"[でりめ](?:、)?(?:流れ(?:た|ま|、)|お流れ)|休講|持ち越[しす]|開催(?:し(?:なか|ませ)|に至ら)|行(?:いませ|わな)|開(?:か(?:れ)?なか|きませ|かずに)"
    r"|(?:ため|により|から|[はもでず])、?見送(?:っ|り(?:まし|と[しな]|、))"
)
_OF_ONE_DAY = scripts.compile(
    r"[(](?:うち|ただし、?)?(?:(?:\d{1,2}月)?\d{1,2}日(?:目|[(][^()]{1,4}[)])?|初日|最終日|午前|午後|一部)[^()\d]{0,12}[はを][^()]{0,30}[)]"
    r"|予定(?:(?:して|し)(?:いまし|い|まし)?た|で(?:した|あった))が、(?:[^、。\n\d]{1,16}(?:ため|により|で)、?)?(?:\d{1,2}月)?\d{1,2}日[^。、\n\d]{0,20}[はを][^。、\n\d]{0,20}?"
    + CALLED_OFF
    + r"|のうち、?\d{1,2}日[^。、\n\d]{0,20}[はを][^。\n\d]{0,30}?"
    + CALLED_OFF
    + r"|は、?(?:[^。\n]{0,30}(?:ため|により|から|で)、?)?[^、。\n\dはがを]{1,16}(?<!開催)(?<!実施)(?<!全て)(?<!すべて)(?<!行事)を"
    + CALLED_OFF
    + r"(?:し|と(?:し|なっ))?(?:まし)?た(?:ものの|が)、(?=[^。\n]{0,60}(?:\d ?[人名組]|来場|参加|開催|実施|行[いっ]|にぎわ))"
)
"""8月10日～12日（12日は雨天により中止）: of the other days it says nothing; は屋外種目を取りやめたものの、350人が来場した."""
_PARTS = r" ?(?:会場|か所|箇所|地区|校|種目|コース)"
_OF_SOME_PLACES = scripts.compile(
    r"(?<![\d全])\d{1,3}" + _PARTS + r"(?:(?:で)?は|を|で|が)、?[^、。\n\d]{0,12}?" + CALLED_OFF
)
_OF_PLACES = scripts.compile(r"\d" + _PARTS)
"""15会場で予定していたが、屋外6会場は中止: elsewhere it took place."""
_STILL_SET = scripts.compile(r"予定(?:して(?:い(?!た|まし)|お(?!りまし))|です|である|だが)")
"""Before what is told of them: 15会場で予定しているが、屋外6会場は中止する, and elsewhere it is still to come."""
_ON_CONDITION = scripts.compile(r"によっては|場合(?:に)?は|次第では")
"""Between two days: 天候によっては10月へ延期する."""
_DONE_THEN_ANOTHER = scripts.compile(
    r"に(?:終わ|完成|完了|終え|済ませ|納め|納入|着工|竣工)[^。、\n]{0,4}、[^。、\n]{1,16}は"
)
"""Between two days: 2号機が12月に終わり、3号機は6月にずれ込む."""
_CAME_OF_IT = scripts.compile(
    r"(?:参加|出席|受講|来場|開催|実施)(?:が?あ(?:った|りまし)|(?:し|され)(?:た|まし)|が?(?=$|[。)]))|(?:開い|行っ)た|(?:開き|行い)まし"
)
_REACH = 70  # characters between a day and the one that it was moved to
_VERB = 8  # characters: に順延, へ変更して
_TOLD = 400  # characters in which a sentence tells what became of a day; a line may be of megabytes


def was_postponed(layout: Layout, spans: Sequence[tuple[int, int]], k: int) -> bool:
    """Tell whether date `k` was put off: 6月3日の訓練は7月8日に延期して実施, 当初6月3日を予定していたが、延期した.

    Args:
        layout: the lines of the view.
        spans: of all dates, in view offsets, by start.
        k: the date that may have been put off.
    """
    text = layout.text
    start, end = spans[k]
    right = layout.sentence(start, end)[1]
    later = spans[k + 1] if k + 1 < len(spans) and spans[k + 1][0] < right else None
    if later is not None and later[0] - end > _REACH:
        return False
    stop = min(right, end + _REACH)
    if not _MAY_MOVE.search(text, end, later[1] + _VERB if later else stop) or _MOVED_TO.match(text, end):
        return False
    if later is not None and (
        _ON_CONDITION.search(text, end, later[0]) or _DONE_THEN_ANOTHER.match(text, end, later[0])
    ):
        return False
    if later is None:
        moved = _PLANNED_THEN_MOVED.match(text, end, stop) or _PUT_OFF.match(text, end, stop)
        return moved is not None and _HELD_THEN_LATE.match(text, end, right) is None
    return bool(
        _MOVED_TO.match(text, later[1])
        or _PLANNED_THEN_MOVED.match(text, end, later[0])
        or _PUT_OFF_BEFORE.match(text, end, later[0])
        or (_HAD_BEEN_PLANNED.match(text, end, later[0]) and _HELD_THEN.match(text, later[1]))
        or (_SHIFTED.match(text, end, later[0]) and _DEED_DONE.search(text, later[1], right))
        or ((to_be := _SET_TO_BE.match(text, end, later[0])) and _is_told(text, later[1], to_be["deed"]))
    )


def _is_told(text: str, at: int, deed: str) -> bool:
    """Tell whether the words behind a day at `at` say that a deed was done then: に完了した."""
    return text.startswith(f"に{deed}", at) and _DONE.match(text, at + 1 + len(deed)) is not None


def was_moved_here(layout: Layout, spans: Sequence[tuple[int, int]], k: int) -> bool:
    """Tell whether date `k` is the one to which the date before it, in the same sentence, was put off."""
    if not 0 < k < len(spans) or spans[k][0] >= layout.sentence(*spans[k - 1])[1]:
        return False
    return was_postponed(layout, spans, k - 1)


def is_day_moved_to(layout: Layout, spans: Sequence[tuple[int, int]], k: int) -> bool:
    """Tell whether date `k` only takes up the day to which something was put off: 9月13日に延期し、同日…開催した."""
    return k > 0 and _SAME_DAY.fullmatch(layout.text, spans[k - 1][1], spans[k][1]) is not None


def was_put_off_to(layout: Layout, spans: Sequence[tuple[int, int]], k: int) -> bool:
    """Tell whether date `k` is a later one than that in whose place it came, and none to which it was brought forward."""
    if not was_moved_here(layout, spans, k):
        return False
    right = min(layout.sentence(*spans[k])[1], spans[k][1] + _VERB)
    return _LATER.search(layout.text, spans[k - 1][1], right) is not None


def was_held_after_all(layout: Layout, spans: Sequence[tuple[int, int]], k: int) -> bool:
    """Tell whether date `k` is the one to which an earlier one of its sentence was put off, and on which it was held."""
    text, end = layout.text, spans[k][1]
    if not (_HELD_THEN.match(text, end) or _MOVED_TO.match(text, end)) or not was_moved_here(layout, spans, k):
        return False
    right = min(layout.sentence(spans[k - 1][0], end)[1], end + _TOLD)
    return _NOT_YET.search(text, end, right) is None and _DEED_DONE.search(text, end, right) is not None


def came_of_it(layout: Layout, spans: Sequence[tuple[int, int]], k: int) -> bool:
    """Tell whether more is told of date `k` than that something was moved there: 10月7日に延期し、85名が参加した."""
    text, end = layout.text, spans[k][1]
    right = min(layout.sentence(*spans[k])[1], end + _TOLD)
    return _NOT_YET.search(text, end, right) is None and _CAME_OF_IT.search(text, end, right) is not None


def was_kept(layout: Layout, spans: Sequence[tuple[int, int]], k: int) -> bool:
    """Tell whether date `k` was set and something held then, as planned or in another form: 予定どおり公開した."""
    end, stop = _told_alone(layout, spans, k)
    return _KEPT.match(layout.text, end, stop) is not None


def is_plan_of_the_past(layout: Layout, spans: Sequence[tuple[int, int]], k: int) -> bool:
    """Tell whether what was planned for date `k` is told as past: it had been set, was given up, put off or held."""
    text, start = layout.text, spans[k][0]
    end, stop = _told_alone(layout, spans, k)
    left = layout.sentence(start, end)[0]
    return bool(
        _SET_THEN_PAST.match(text, end, stop)
        or _WAS_SET_FOR.search(text, max(left, start - _TOLD), start)
        or was_kept(layout, spans, k)
        or was_postponed(layout, spans, k)
        or (was_moved_here(layout, spans, k) and not _NOT_YET.search(text, end, stop))
    )


def _told_alone(layout: Layout, spans: Sequence[tuple[int, int]], k: int) -> tuple[int, int]:
    """Return the bounds of what is told behind date `k`, and the days listed with it, before another day is named."""
    end = spans[k][1]
    right = min(layout.sentence(*spans[k])[1], end + _TOLD)
    for at, following in spans[k + 1 :]:
        if at >= right:
            break
        if not _BESIDE.fullmatch(layout.text, end, at):
            return end, at
        end = following
    return end, right


def fell_through_in_part(layout: Layout, end: int, stop: int) -> bool:
    """Tell whether the words behind a date say that only some of what was set for it did not take place."""
    some = _told_of_some(layout.text, end, stop)
    if some is None or _STILL_SET.search(layout.text, end, some.start()):
        return False
    return is_cancelled(layout.text, some.start(), some.end())


def _told_of_some(text: str, end: int, stop: int) -> re.Match[str] | None:
    """Return the words that tell of one of several days, or of some of several places, what became of them."""
    some = _OF_ONE_DAY.search(text, end, stop)
    if some is None and (places := _OF_SOME_PLACES.search(text, end, stop)):
        return places if _OF_PLACES.search(text, end, places.start()) else None
    return some


def was_called_off(layout: Layout, end: int, stop: int) -> bool:
    """Tell whether the words behind a date, up to `stop`, say that what was set for it did not take place."""
    text = layout.text
    while some := _told_of_some(text, end, stop):
        if was_called_off(layout, end, some.start()):
            return True
        end = some.end()
    if _INSTEAD.search(text, end, stop) or _OF_ANOTHER.match(text, _behind_head(text, end, stop), stop):
        return False
    return is_cancelled(text, end, stop) or _FELL.search(text, end, stop) is not None


def was_called_off_before(text: str, start: int) -> bool:
    """Tell whether the words before the bracket that a date opens say that it did not take place: 1回中止（8月30日）."""
    return _CALLED_OFF_THEN.search(text, start - _LONGEST_OFF, start) is not None


_CALLED_OFF_THEN = scripts.compile(rf"{CALLED_OFF}(?:とし|し)?た? ?[(]$")
_LONGEST_OFF = 10  # characters


def _behind_head(text: str, end: int, stop: int) -> int:
    """Return where the verb right behind the date begins: に、開催し."""
    at = _TO_VERB.match(text, end, stop)
    return at.end() if at else end


_TO_VERB = scripts.compile(
    r"(?:の両日|の\d日間)?[にへ、]?(?:[^、。\n]{0,20}[でを]、?)?(?=開催|実施|出展|行い|開[きい])"
)

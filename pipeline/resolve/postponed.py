"""What became of a day that was set: put off to another, called off, or held after all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractors import scripts
from extractors.modality import is_cancelled

if TYPE_CHECKING:
    from pipeline.resolve.layout import Layout

_MOVED = r"(?:延期|順延|振り?替え|振替|繰り?下げ|繰り?延べ|変更(?:して|し、|しま|した|する|と))"
_MAY_MOVE = scripts.compile(r"予定|延期|順延|振|繰|変更|改めて")
"""Without one of these up to where its sentence may move it no day is put off."""
_MOVED_TO = scripts.compile(rf"[にへ](?:{_MOVED}|改めて)")
_WAS_PLANNED = r"[をにはがの]?(?:開催|実施)?(?:[をのはが]|する)?予定(?!どおり|通り|を変更せ)"
_PLANNED_THEN_MOVED = scripts.compile(rf"{_WAS_PLANNED}[^。\n]{{0,60}}?(?:延期|順延|振り?替え|振替|繰り?下げ)")
_HAD_BEEN_PLANNED = scripts.compile(rf"{_WAS_PLANNED}(?:[しさ]れ?て(?:い|おり)|した|であっ|だっ|でし)[^。\n]{{0,60}}$")
_PUT_OFF = scripts.compile(
    r"(?:(?!開催し|実施し|行い|行っ|開き|開い|決|延期|[にへ]順延)[^。\n]){1,40}(?:延期|順延)(?:し|と|さ|を余儀|。|\)|$|する|いた)"
)
_HELD_THEN = scripts.compile(
    r"に(?:改めて|延期して|変更して)?、?(?:[^。、\n]{1,16}で)?(?:開催|実施|行[いっ]|開[きい催])"
)
_NOT_YET = scripts.compile(r"予定|見込|します|行う|開く|(?:する|図る)(?:。|こと|$)|計画")
_DEED_DONE = scripts.compile(
    r"(?:まし)?た(?=[。、)ところが]|$)|(?:開催|実施)(?=$|[ 。(、)])|(?:開催|実施|参加|出席|延期)し、|参加|出席|修了|受講|来場"
)
_INSTEAD = scripts.compile(r"中止(?:分|回|した(?:もの|回|分)|と?なった[^。、\n]{0,10})の?(?:振り?替|代替|代わり|延期)")
_OF_ANOTHER = scripts.compile(
    r"(?:(?:開催|実施|出展)(?:し|、)|行い、|開き、|開い(?:た|て))[^。\n]{0,40}?[^、。\n]{1,12}[はを](?:[^、。\n]{0,16})(?:中止|取りやめ|取り止め|見合わせ)"
)
_FELL = scripts.compile(
    r"[でりめ](?:、)?(?:流れ(?:た|ま|、)|お流れ)|休講|開催(?:し(?:なか|ませ)|に至ら)|行(?:いませ|わな)"
)
_OF_ONE_DAY = scripts.compile(
    r"[(](?:うち|ただし、?)?(?:(?:\d{1,2}月)?\d{1,2}日(?:目|[(][^()]{1,4}[)])?|初日|最終日|午前|午後|一部)[^()\d]{0,12}[はを][^()]{0,30}[)]"
)
"""8月10日～12日（12日は雨天により中止）: of the other days it says nothing."""
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
    if later is None:
        return bool(_PLANNED_THEN_MOVED.match(text, end, stop) or _PUT_OFF.match(text, end, stop))
    return bool(
        _MOVED_TO.match(text, later[1])
        or _PLANNED_THEN_MOVED.match(text, end, later[0])
        or (_HAD_BEEN_PLANNED.match(text, end, later[0]) and _HELD_THEN.match(text, later[1]))
    )


def was_moved_here(layout: Layout, spans: Sequence[tuple[int, int]], k: int) -> bool:
    """Tell whether date `k` is the one to which the date before it, in the same sentence, was put off."""
    if not 0 < k < len(spans) or not was_postponed(layout, spans, k - 1):
        return False
    return spans[k][0] < layout.sentence(*spans[k - 1])[1]


def was_held_after_all(layout: Layout, spans: Sequence[tuple[int, int]], k: int) -> bool:
    """Tell whether date `k` is the one to which an earlier one of its sentence was put off, and on which it was held."""
    if not was_moved_here(layout, spans, k):
        return False
    text, end = layout.text, spans[k][1]
    right = min(layout.sentence(spans[k - 1][0], end)[1], end + _TOLD)
    if _NOT_YET.search(text, end, right):
        return False
    return bool(_HELD_THEN.match(text, end) or _MOVED_TO.match(text, end)) and bool(_DEED_DONE.search(text, end, right))


def was_called_off(layout: Layout, end: int, stop: int) -> bool:
    """Tell whether the words behind a date, up to `stop`, say that what was set for it did not take place."""
    text = layout.text
    if one_day := _OF_ONE_DAY.search(text, end, stop):
        return was_called_off(layout, end, one_day.start()) or was_called_off(layout, one_day.end(), stop)
    if _INSTEAD.search(text, end, stop) or _OF_ANOTHER.match(text, _behind_head(text, end, stop), stop):
        return False
    return is_cancelled(text, end, stop) or _FELL.search(text, end, stop) is not None


def _behind_head(text: str, end: int, stop: int) -> int:
    """Return where the verb right behind the date begins: に、開催し."""
    at = _TO_VERB.match(text, end, stop)
    return at.end() if at else end


_TO_VERB = scripts.compile(
    r"(?:の両日|の\d日間)?[にへ、]?(?:[^、。\n]{0,20}[でを]、?)?(?=開催|実施|出展|行い|開[きい])"
)

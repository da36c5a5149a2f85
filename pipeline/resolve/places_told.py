"""Where an occasion took place, told outside of its own line or sentence: below its row, or of the series that it is one of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors import scripts
from extractors.gatherings import WEEKDAY_ASIDE
from pipeline.resolve import places, rows

if TYPE_CHECKING:
    from pipeline.resolve.layout import Layout, Line

_FIELDS_BELOW = scripts.compile(
    r" *(?P<place>(?:[^ 、。:()\[\]|│┃「」\n\d]|\d(?=\d{0,3}号?(?:会議|研修|講義|教)?室)){2,24})(?:[(][^()\n]{1,20}[)])?"
    r"(?: +(?:(?:参加|受講|出席|来場|聴講)(?:者数?)?[ :]?)?(?:延べ|約|計)?(?P<count>\d[\d,]{0,6}) ?[人名](?:が?(?:参加|受講|出席|来場|聴講))?)? *"
)
"""What a row of a session goes on with in the line below it: its place, and who came."""
_TIME_OF_SERIES = scripts.compile(WEEKDAY_ASIDE + r"の(?:開催の)?回(?:[にでは、]|$)")
"""Behind the day of one time of what is held again and again: 司法書士を招いた10月14日の回には."""
_HELD_AGAIN = scripts.compile(r"毎[月週日]|隔[月週]|各月|[月週年]に?\d{1,2}回")


def told_apart(layout: Layout, date: tuple[int, int], right: int) -> str | None:
    """Return the place of an occasion whose own line and sentence name none.

    Args:
        layout: the lines of the view.
        date: the bounds of its date.
        right: where its own words end.
    """
    if (below := _below(layout, date[0])) is not None:
        return layout.quote(*below[0]) if below[0][1] <= right else None
    if place := _of_times(layout, date[0]) or _of_sentence(layout, date):
        return place
    if _TIME_OF_SERIES.match(layout.text, date[1]) is None:
        return None
    last = layout.sentence(*date)[0] - 1
    left = layout.sentence(last - 1, last - 1)[0] if last > 0 and layout.text[last] == "。" else last
    series = last > left and _HELD_AGAIN.search(layout.text, left, last)
    return places.held_at(layout, left, last) if series else None


def _of_times(layout: Layout, date: int) -> str | None:
    """Return the place at which the sentence that leads the rows of sessions says all were held, where `date` is in a row."""
    no = layout.line_no(date)
    if not rows.is_session(layout, layout.line(no)) or (above := rows.head_above(layout, no, 0)) is None:
        return None
    lead = layout.line(above)
    begin = max(lead.start, lead.end - _LONGEST_LEAD)
    told = _HELD_TIMES_AT.search(layout.text, begin, lead.end) or _LED_BY_PLACE.search(layout.text, begin, lead.end)
    name = layout.quote(*told.span("place")) if told else ""
    return name if places.is_place(name) else None


def _of_sentence(layout: Layout, date: tuple[int, int]) -> str | None:
    """Return the place that a sentence tells before the dates of all its sessions: 市民会館を会場に、第1回を6月3日、第2回を7月1日に."""
    left = max(layout.sentence(*date)[0], date[0] - _LONGEST_SENTENCE)
    if layout.text.find("会場に", left, date[0]) < 0:
        return None
    told = _FOR_ALL_AT.search(layout.text, left, date[0])
    name = layout.quote(*told.span("place")) if told else ""
    own = told is not None and _ANOTHER_DEED.search(layout.text, told.end(), date[0]) is not None
    return name if places.is_place(name) and not own else None


_FOR_ALL_AT = scripts.compile(
    r"(?:(?<![一-鿿ァ-ヶーぁ-ん])|(?<=[はをに]))(?P<place>[^・、。「」()\n\dはをがに]{2,24})を会場に(?:して)?、?"
)
_ANOTHER_DEED = scripts.compile(r"(?:開[いきか]|行[いっわ]|実施|催)[^、。\n「」]{0,4}、")
_LONGEST_SENTENCE = 300  # characters
_HELD_TIMES_AT = scripts.compile(
    r"(?:[をは]、?|[。、 ]|(?<![^\n])[ ・○◇■-]{1,4})(?P<place>(?![^で]{0,8}(?:[各両数]|複数|全(?!国)))[一-鿿々ァ-ヶーA-Za-z]{2,24})(?:で|にて|において)、?(?:(?:次|以下|下記)のとおり、?)?(?:[計全年]に?)?(?:[\d一二三四五六七八九十]{1,3} ?回、?)?(?:にわたり、?)?"
    r"(?<![でて、])(?:開催|実施|開[いき]|行[いっ]|催[しさ])[^。、\n]{0,6}(?:、[^。、でに\n]{0,30}(?:が参加|が受講|が来場|が出席)[^。、\n]{0,8})?[。:]? *$"
)
"""実演会を農業センターで2回行い、計40人が参加しました。, and the rows of both below it."""
_LED_BY_PLACE = scripts.compile(
    r"(?:(?<![^\n])[ ・○◇■-]*|。 *)(?P<place>(?![各両数]|複数|いずれ|(?:[小中高]?学校|小中学校|高校|大学|保育[所園]|公民館|集会所|施設)[でに])(?:[^ 、。「」()\n\dではがをと・の]|の(?=[家森里丘杜郷駅])){2,24})(?:において|にて|で)、?[^、。\n\d]{2,40}を(?:開催|実施|開[いき]|行[いっ]|催[しさ])[^。、\n]{0,8}[。:]? *$"
)
"""青年の家において、親子を対象とした宿泊体験を行いました。, and the rows of its sessions below it."""
_LONGEST_LEAD = 120  # characters


def counts_below(layout: Layout, date: int, count: int) -> bool:
    """Tell whether the number at `count` says, behind its place, how many came to the session in the row of `date`."""
    below = _below(layout, date)
    return below is not None and below[1] == count


def _below(layout: Layout, date: int) -> tuple[tuple[int, int], int] | None:
    """Return the bounds of the place in the line that goes on with the row of a date, and where who came is counted."""
    for no in range(layout.line_no(date) + 1, layout.count):
        line = layout.line(no)
        if not rows.goes_on(layout, line):
            return None
        fields = _FIELDS_BELOW.fullmatch(layout.text, line.start, line.end)
        if fields and places.is_place(fields["place"]):
            return fields.span("place"), fields.start("count")
    return None


def shared_by_all(layout: Layout, line: Line) -> tuple[int, str] | None:
    """Return the place that a line says to be that of all its occasions, and where it says so: 会場はいずれも市民会館."""
    match = _OF_ALL.search(layout.text, line.start, line.end) if line.end - line.start < _LONGEST_LIST else None
    name = layout.quote(*match.span("venue")) if match else ""
    return (match.start(), name) if match and places.is_place(name) else None


_LONGEST_LIST = 400  # characters
_OF_ALL = scripts.compile(
    r"(?:(?:会場|場所)は、?(?:いずれも|すべて|全て|全回|各回とも)|(?<=[。、 を])(?:いずれも|どちらも|全回とも|各回とも))、?"
    r"(?P<venue>[^、。\n\d「」()はがをに]{2,24}?)(?=で(?:開催|実施|行)|にて|[。、()]|で(?:す|した|ある|あった)|$)",
    re.MULTILINE,
)

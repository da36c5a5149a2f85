"""Rows of sessions: a date or an ordinal, where it was, who came (第2回　7月8日（月）　東公民館　28人).

Their columns are places and themes, and a head count at their end says how many took part.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors import scripts
from extractors.counters import COMPANIES

if TYPE_CHECKING:
    from extractors.view import TextView

_DIGITS = r"[\d一二三四五六七八九十]{1,3}"
_MARK = scripts.compile(
    rf"(?P<day>(?<![\d./])[RHS](?:\d{{1,2}}|元)[./]\d{{1,2}}[./]\d{{1,2}}(?!\d)|(?<![\d./])\d{{1,2}} ?[/.] ?\d{{1,2}}(?![\d.,%])|月 ?{_DIGITS} ?日|[、・~] ?{_DIGITS} ?日)(?P<weekday> ?[(][日月火水木金土][^()\n]{{0,6}}[)])?"
    rf"|毎(?:週|月第[\d一二三四五第、・]{{1,5}}) ?[月火水木金土日・]{{1,5}}曜日?|第 ?{_DIGITS} ?回(?!目)|{_DIGITS} ?回目|(?:^|(?<=[\n (・●○◇]))[一二三四五六七八九十\d]{{1,2}} ?[日夜]目"
)
_ASIDE = scripts.compile(r"[「『][^「」『』\n]{1,60}[」』]|[(][^()\n]{1,20}[)]")
_ROOM = scripts.compile(r"(?:第 ?)?\d{1,4} ?号?(?=(?:[大中小]?会議|研修|講義|教|多目的|実習)?室)")
"""The number of a room, which counts nothing: 市役所201会議室, 第2研修室."""
_CLAUSE = scripts.compile(r"[をがはでに。]|から|現在|時点|まで|末|以降|より|予定|定員|募集|申込")
COMPANY = f"(?:{'|'.join(sorted(COMPANIES))}|部局|課|自治会|町内会|企業|法人|機関|市町村?)"
"""What those who come together are counted by, before how many they were: 12団体30人."""
_COUNTS = scripts.compile(
    rf"(?:[^ 、\d]{{0,10}}\d[\d,]* ?[人名組社校園][、・])*[^ 、\d]{{0,20}}(?:\d+ ?{COMPANY})?[^ 、\d]{{0,8}}"
)
_HOURS = scripts.compile(r" ?\d{1,2}:\d{2} ?(?:[~-] ?(?:\d{1,2}:\d{2})?)?(?=[ 、,]|$)")
_SENDERS = scripts.compile(r"(?<=[社校園体課局会関所町市村設業])から$")
"""Those from where who came: 町立4園から15人."""
_FIELDS = scripts.compile(r"(?:、?[^ 、\d]{1,24}、)+")
"""Fields of a row that commas part: 6月9日（日）、東公民館、31名."""
_REACH = 90


def mark_before(view: TextView, at: int) -> int | None:
    """Return where the date or ordinal ends behind which the number at view offset `at` stands in a row of a session."""
    text = view.text
    lowest = max(0, at - _REACH)
    start = max(text.rfind("\n", lowest, at) + 1, text.rfind("。", lowest, at) + 1, lowest)
    mark = None
    for match in _MARK.finditer(text, start, at):
        mark = match
    if mark is None:
        return None
    between = text[mark.end() : at]
    columns = _SENDERS.sub("", _HOURS.sub(" ", _ROOM.sub("", _ASIDE.sub(" ", between))))
    if _CLAUSE.search(columns):
        return None
    head, opened, inside = columns.partition("(")
    if opened:
        columns = head if not inside.strip() or inside.endswith("、") else head + inside
    # 4月1日 17,482人: a date alone may be that of a census.
    told = mark["day"] is None or mark["weekday"] is not None or columns != between or bool(columns.strip(" :|│"))
    last = columns.strip(" :|│").rsplit(" ", 1)[-1]
    if mark["day"] is None or mark["weekday"] is not None:
        parted = _FIELDS.match(last)
        last = last[parted.end() if parted else 0 :].removeprefix("、")
    row = told and _COUNTS.fullmatch(last) is not None
    return mark.end() if row else None

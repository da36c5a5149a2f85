"""When a report was issued: the date on its cover, or the session of the council that it was made for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractors import wareki
from extractors.mentions import DateMention, Mention, Precision
from extractors.patterns import compile_pattern
from pipeline.model import Report
from pipeline.segment.years import month_of_session

if TYPE_CHECKING:
    from pipeline.resolve.layout import Layout, Line
    from pipeline.resolve.standing import Standing, Standings

_LONGEST_IMPRINT = 20  # characters beside the date: the department that issued it
_LONGEST_LINE = 400  # characters with which a date stands on its line, blanks and all
_NO_IMPRINT = compile_pattern(r"[0-9。、:│|]|開催|実施|会議|講座|研修")
_IMPRINT_BEFORE = compile_pattern(
    r" *(?:(?:とりまとめ|取りまとめ|作成|編集|発行|文責)(?:者|課|担当)? ?: ?[^。、:0-9\n]{2,20}[ (]{1,2}"
    r"|(?:[^。、:0-9\n]{2,40}|[^。、:\n]{4,40}(?:定例|臨時)(?:[市町村県]?議?会)[^。、:0-9\n]{0,30})"
    r"(?:報告|答弁|説明|資料|演説|表明)(?:の?(?:要旨|概要)|書)? ?\("  # 教育長報告（令和5年11月22日）
    r"|(?:ページ(?:番号|ID) ?:? ?[0-9]{1,12} +)?(?:作成|発行|公表|提出|報告|更新|決裁|掲載)(?:年月)?日? ?:? *)?"
)
_MADE = compile_pattern(r"(?:作成|発行|編集|公表|提出|取りまとめ|とりまとめ)(?:年月)?日? ?: ?$")
"""Right before a date, wherever on its line: （対象期間：令和6年10月～令和7年3月　作成：令和7年2月末）."""
_IMPRINT_BEHIND = compile_pattern(r" *(?:\)? *$|\(| [^。、│|]{1,40}$|(?:作成|発行|公表|提出|更新)[) ]*$)")
_HELD = compile_pattern("開催|実施")
_PAPER = compile_pattern(r" *[^。、()\n]{0,20}(?:資料|報告|配[付布])[^()\n]{0,8}\) *$")
"""Behind a date in a bracket of its own: （R7.10.20　理事会資料2）."""
_BY_OFFICE = compile_pattern(r"【[^【】。、0-9\n]{2,20}[部課局室係会所] *$")
"""Before a date in a bracket that closes a line: …△：計画を下回る　【県商工労働部　令和7年7月】."""
_COVER_LINES = 12
_LATEST_ISSUE = dt.timedelta(days=730)
_LONGEST_SESSION = 120  # characters of a line in which a session is looked for
_LONGEST_SESSION_LINE = 40  # characters of a line that does nothing but name the session and the speech
_SPOKEN_IN = compile_pattern("(?:開会|招集|開催|開会中)(?:に|の|を|いただ)|提出|当た[りっ]|あた[りっ]|報告|説明|所信")
_OTHER_DAY = compile_pattern(r" ?(?:一部)?(?:策定|改定|改訂|制定|決定|施行|改正|時点|現在)")


def cover_date(report: Report, layout: Layout, standings: Standings, mentions: Sequence[Mention]) -> DateMention | None:
    """Return the date on a report's cover, on which or in whose month it was issued; None where it has none.

    Args:
        report: its head gives the period that the date cannot lie before.
        layout: the lines.
        standings: of the mentions.
        mentions: of the report.
    """
    start = report.head.period_start
    for mention in mentions:
        if not isinstance(mention, DateMention):
            continue
        standing = standings.of(mention)
        if standing.place.measure_no is not None or standing.place.direction_no is not None:
            return None
        if (
            mention.start is not None
            and mention.end is not None
            and mention.precision in (Precision.DAY, Precision.MONTH)
            and mention.written.year is not None
            and not (mention.as_of or mention.is_range or (mention.written.edge or "").endswith("四半期"))
            and not _OTHER_DAY.match(layout.text, standing.end)
            and (start is None or start <= mention.start <= start + _LATEST_ISSUE)
            and is_imprint(layout, standing)
        ):
            return mention
    return None


def session_month(report: Report, layout: Layout) -> tuple[dt.date, dt.date] | None:
    """Return the first and the last day of the month of the council's session that a speech is made in.

    None where its title and the lines before the first heading name none, or one that the report cannot be of.
    """
    start = report.head.period_start
    for number in range(min(_COVER_LINES, layout.count)):
        line = layout.line(number)
        words = layout.text[line.start : min(line.end, line.start + _LONGEST_SESSION)]
        if not (len(words) <= _LONGEST_SESSION_LINE or _SPOKEN_IN.search(words)):
            continue
        session = month_of_session(words)
        month = wareki.month_span(*session) if session else None
        if month is not None:
            return month if start is None or start <= month[0] <= start + _LATEST_ISSUE else None
    return None


def is_imprint(layout: Layout, standing: Standing) -> bool:
    """Tell whether a date stands alone on a line before the first direction: when the report was issued."""
    if standing.place.measure_no is not None or standing.place.direction_no is not None:
        return False
    line = layout.line_at(standing.start)
    if line.end - line.start > _LONGEST_LINE:
        return False
    made = _MADE.search(layout.text, line.start, standing.start) is not None
    if line.no < _COVER_LINES and (made or _is_in_own_bracket(layout, line, standing)):
        return True
    if line.bullet:
        return False  # ・令和5年11月　議会への報告
    if (
        line.no < _COVER_LINES
        and _IMPRINT_BEFORE.fullmatch(layout.text, line.start, standing.start)
        and _IMPRINT_BEHIND.match(layout.text, standing.end, line.end)
        and not _HELD.search(layout.text, standing.end, line.end)
    ):
        return True
    words = layout.text[line.start : standing.start] + layout.text[standing.end : line.end]
    return len(words.strip()) <= _LONGEST_IMPRINT and not _NO_IMPRINT.search(words)


def _is_in_own_bracket(layout: Layout, line: Line, standing: Standing) -> bool:
    """Tell whether a date stands in a bracket with the paper or the office that it is the day of."""
    text = layout.text
    if text[line.start : standing.start].strip() == "(":
        return _PAPER.match(text, standing.end, line.end) is not None
    by_office = _BY_OFFICE.search(text, line.start, standing.start)
    return by_office is not None and text[standing.end : line.end].rstrip() == "】"

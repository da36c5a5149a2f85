"""As-of dates: which figures a point of measurement (8月末現在) governs.

In brackets behind a figure it governs the figures of its line back to the as-of before it, and the earlier entries of
the list that it closes where they have none of their own; a bracket that dates a value of its own (62社（3月末は48社））
governs that one only. Before a figure it governs what follows in its sentence; in the sentence that leads a list, the
list below; on a line of its own, the list that it closes, else the list below.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from extractors.label_words import BEFORE_CHANGE, EARLIER
from extractors.mentions import FigureKind, Precision, Qualifier, Status
from extractors.patterns import compile_pattern
from pipeline.resolve.as_of_lists import figures_between, list_above, list_below
from pipeline.resolve.value_dates import CHANGES_TO, FLOWS, FROM_WHICH, MEASURED, paired

if TYPE_CHECKING:
    from pipeline.model import DateRecord
    from pipeline.resolve.layout import Layout, Line
    from pipeline.resolve.parts import Located
    from pipeline.resolve.standing import Standing

_DURATION = FigureKind.DURATION


class Point(NamedTuple):
    """An as-of date at view offsets `start`..`end`."""

    day: dt.date
    start: int
    end: int


class Year(NamedTuple):
    """A year that the text names, at view offsets `start`..`end`."""

    start: int
    end: int
    first: dt.date
    last: dt.date


_WHOLE_YEARS = frozenset({Precision.YEAR, Precision.FISCAL_YEAR})
_WORDS = compile_pattern(
    r" ?(?:の?時点|現在|現時点|付け?|末日?現在)*(?:の(?:速報値|暫定値|集計|実績)?|において|では|で|、)*"
)
_OPEN_BRACKET = compile_pattern(r"[(\[〔【][^)\]〕】]*$")
_OPENED = compile_pattern(r"[(\[〔【](?:[^()\n]{2,14}(?:末|現在|時点)[、。])? *$")
_LONGEST_BRACKET = 400
_VALUE_BEHIND = compile_pattern(r"[ )\]]*:? ?[約延べのべ]*\d")
_CLOSING = compile_pattern(r"[)\]〕】。]")
_DIGIT = compile_pattern(r"\d")
_LEADS = compile_pattern(r"(?:とおり|通り|以下|次の|下記|実績|状況|件数|人数)[^。]*[。:)）〕】]? *$")
_ALONE = compile_pattern(r"[ ※*(\[〔【]*$")
_ENDS_ALONE = compile_pattern(r"[ )\]〕】。]*$")
_OWN_VALUE = compile_pattern(r"[^、。\d)\]〕】]{0,12}[約延べのべ]*\d")
_BARE_VALUE = compile_pattern(r"[ :はで、]{0,2}(?:約|延べ)?\d")
_AVERAGE = compile_pattern(r"平均[^\d、。\n]{0,8}$")
_COMPARED = compile_pattern(
    rf"(?:{EARLIER}|{BEFORE_CHANGE}|策定時|開始時|当初|[\d十](?:年|か月)前)[^\d。、(]{{0,8}}\(?$"
)
_CLAUSE_OVER = compile_pattern(r"(?:で(?:あり|す)?|し|おり|が)、")
_IN_ITS_COURSE = compile_pattern(
    r"(?:年度?|[上下]半期|期間|月)中[のにはで、]|年度内[のに]|(?:(?<=[、。])年間|この間)の|[上下]半期の|まして、|(?:ため|ことから|ので)、"
)
"""What happened in a time, or came of it, is not of the point before it: 年度末で64件、年度中の成約は19件."""
_IN_FIELDS = compile_pattern(r"[^ \t](?: {2,}|\t)[^ \t].*\d")
_DEED = compile_pattern(r"ました ?。?$|した ?。?$")


def years_of(dates: Sequence[tuple[DateRecord, Standing]]) -> list[Year]:
    """Return the whole years among the dates of a text."""
    return [
        Year(standing.start, standing.end, date.start, date.end)
        for date, standing in ((record.date, standing) for record, standing in dates)
        if date.precision in _WHOLE_YEARS and not date.is_range and date.start and date.end
    ]


def assign(
    layout: Layout,
    figures: Sequence[Located],
    statuses: Sequence[Status],
    points: Sequence[Point],
    years: Sequence[Year],
    block_bounds: Sequence[tuple[int, int]],
    dated_lines: frozenset[int],
    timed_lines: frozenset[int],
    governs: Callable[[int, int], bool],
) -> list[dt.date | None]:
    """Return the as-of date of each figure, or None.

    Args:
        layout: the lines of the view.
        figures: by start.
        statuses: of the figures; what is planned or a target has no as-of date.
        points: the as-of dates, by start.
        years: that the text names, by start.
        block_bounds: for each point, the bounds of the block that it stands in.
        dated_lines: the lines that hold a date of their own of any role.
        timed_lines: those of them whose date is no mere span around the as-of dates (本年度, a term of a course).
        governs: whether a point can be that of a figure, by the heads of its table.
    """
    given: list[dt.date | None] = [None] * len(figures)
    starts, measured = [f.start for f in figures], [layout.line_no(p.start) for p in points]
    dated, own = dated_lines.union(measured), timed_lines.union(measured)
    for n, point in enumerate(points):
        line = layout.line_at(point.start)
        last = max(points[n - 1].end, line.start) if n else line.start
        following = points[n + 1].start if n + 1 < len(points) else len(layout.text)
        on_line = figures_between(starts, line.start, line.end)
        sentence = max(last, _sentence_of(layout, point))
        before = figures_between(starts, sentence, point.start)
        targets: Sequence[int]
        if (own_value := paired(layout.text, figures, starts, point.start, point.end)) is not None:
            targets = [own_value]
        elif (
            not on_line
            and _stands_alone(layout.text, point, line)
            and (closed := _closed_list(layout, starts, line, block_bounds[n][0], own))
        ):
            targets = closed
        elif items := _items(layout, starts, line, point, block_bounds[n][0]):
            targets = items
        elif before and _is_behind(layout.text, figures, starts, before[-1], point, line.end):
            targets = _after_changes(layout.text, figures, _of_last_clause(layout.text, figures, before, point))
            targets = [*targets, *_rates_behind(layout, figures, starts, point, line)]
            if last == line.start and line.bullet and _closes_list(layout, point, line, block_bounds[n][1]):
                closed = list_above(layout, figures, starts, point.start, block_bounds[n][0], dated, before)
                targets = [*closed, *targets]
        else:
            targets = _following(layout, figures, starts, point, sentence, following)
            if not (targets or (before and line.bullet)) or _leads(layout.text, point.end, line.end):
                targets = [*targets, *list_below(layout, starts, line, block_bounds[n][1], own)]
        for k in targets:
            located, actual = figures[k], statuses[k] is Status.ACTUAL
            if given[k] is None and actual and governs(n, k) and _dates(layout, years, line, located, point):
                given[k] = point.day
    return given


def _sentence_of(layout: Layout, point: Point) -> int:
    """Return where the sentence of a point begins, that before it for a bracket of its own: 187件です。（8月末時点）."""
    sentence = layout.sentence(point.start, point.end)[0]
    if layout.text[sentence : point.start].strip(" ("):
        return sentence
    return layout.sentence(max(sentence - 1, 0), max(sentence - 1, 0))[0]


def _items(layout: Layout, starts: Sequence[int], line: Line, point: Point, block_start: int) -> Sequence[int]:
    """Return the figures of the items that a bracket behind the last of them names: （①～③とも8月末時点）."""
    named = _NAMED_ITEMS.search(layout.text, max(line.start, point.start - 12), point.start)
    if named is None:
        return ()
    first = line
    while first.no and first.start > block_start and not first.bullet.startswith(named["first"]):
        first = layout.line(first.no - 1)
    return figures_between(starts, first.start, point.start) if first.bullet.startswith(named["first"]) else ()


_NAMED_ITEMS = compile_pattern(r"[(](?P<first>[①-⑳])(?:~|から|及び|、)[②-⑳](?:まで)?(?:とも|は|は?いずれも)、?$")


def _dates(layout: Layout, years: Sequence[Year], line: Line, located: Located, point: Point) -> bool:
    """Tell whether a figure can be of a point's time: measured, and not of another time that the text names."""
    behind = point.end if point.end <= located.start else 0
    compared = _COMPARED.search(layout.text, max(line.start, located.start - 14, behind), located.start)
    if compared and not (behind and located.figure.kind is FigureKind.CHANGE):
        return False  # 1,523件（前年同期1,310件）: the comparison is of another time
    measured = is_measured(layout.text, located) or (
        behind and _OF_CAPACITY.fullmatch(layout.text, behind, located.start) is not None
    )
    return bool(measured) and not _is_of_another_year(layout, years, located, point)


_OF_CAPACITY = compile_pattern(r"(?:時点|現在)(?:における|で?の)[^、。\d]{0,12}(?:定員|定数)[は:]?(?:約|計)?")
"""A point that says of which time the places were, which else there are at any: 4月1日時点の利用定員は3,640人."""


def _is_of_another_year(layout: Layout, years: Sequence[Year], located: Located, point: Point) -> bool:
    """Tell whether a figure is that of a year of a series in which the point does not lie: R4 15件、R5 8件（8月末）."""
    n = bisect_left(years, (located.start,)) - 1
    if n < 0 or years[n].start < layout.sentence(located.start, located.end)[0]:
        return False
    year = years[n]
    if year.first <= point.day <= year.last:
        return False
    if point.end <= year.start:
        return _OF_YEAR.fullmatch(layout.text, year.end, located.start) is not None
    return n + 1 < len(years) and years[n + 1].start < point.start


_OF_YEAR = compile_pattern(r"[)]?(?:実績)?[ :はがに、の]{0,2}(?:約|延べ|計)?")


def _rates_behind(
    layout: Layout, figures: Sequence[Located], starts: Sequence[int], point: Point, line: Line
) -> list[int]:
    """Return the rates behind a point in its bracket: 198人（4月1日現在、定数230人、充足率86.1%） tells both of one time."""
    end = _bracket_end(layout.text, point, line.end)
    inside = figures_between(starts, point.end, end or point.end)
    return [k for k in inside if figures[k].figure.kind is FigureKind.RATE]


def _closes_list(layout: Layout, point: Point, line: Line, block_end: int) -> bool:
    """Tell whether a point ends its bracket in the last entry of a list: one within it is that of its own entry."""
    words = _WORDS.match(layout.text, point.end, line.end)
    if not layout.text.startswith((")", "]", "】"), words.end() if words else point.end):
        return False
    for below in range(line.no + 1, layout.count):
        entry = layout.line(below)
        if entry.start >= block_end:
            return True
        if not entry.blank:
            return entry.bullet != line.bullet
    return True


def is_measured(text: str, located: Located) -> bool:
    """Tell whether the figure is one that a point in time can govern; a duration only as an average (平均3.2週間)."""
    kind = located.figure.kind
    if (located.figure.label or "").endswith(("定員", "定数")):
        return False  # what may be there at most is so at any time
    if kind is _DURATION:
        return _AVERAGE.search(text, located.start - 12, located.start) is not None
    return kind in MEASURED


def _stands_alone(text: str, point: Point, line: Line) -> bool:
    """Tell whether the line holds nothing but the point: （8月末現在）."""
    words = _WORDS.match(text, point.end, line.end)
    behind = words.end() if words else point.end
    return bool(_ALONE.match(text, line.start, point.start) and _ENDS_ALONE.match(text, behind, line.end))


def _closed_list(layout: Layout, starts: Sequence[int], line: Line, block_start: int, own: frozenset[int]) -> list[int]:
    """Return the figures of the list, or of the line of prose, that ends right above a line of its own."""
    found: list[int] = []
    sort: bool | None = None  # whether the lines above are entries of a list or rows
    for above in range(line.no - 1, -1, -1):
        entry = layout.line(above)
        cell = layout.is_in_row(entry)
        if entry.start < block_start or above in own or (entry.blank and found and not cell):
            break
        if entry.blank:
            continue
        listed = cell or bool(entry.bullet) or _IN_FIELDS.search(layout.text, entry.start, entry.end) is not None
        if sort is None:
            sort = listed
        elif not sort or not listed:
            break
        found.extend(figures_between(starts, entry.start, entry.end))
    return found


def _is_behind(
    text: str, figures: Sequence[Located], starts: Sequence[int], k: int, point: Point, line_end: int
) -> bool:
    """Tell whether the point stands in a bracket behind figure `k`, or closes the line without one."""
    if text.startswith(")は", point.end) and figures[k].end < point.start - 1:
        return False  # 5圏域の人口（10月1日）は、…: it dates what its noun is said to be
    between = text[figures[k].end : point.start]
    words = _WORDS.match(text, point.end, line_end)
    rest = words.end() if words else point.end
    if _OPEN_BRACKET.search(between):
        if not (words and words.group().endswith("、")) and _OWN_VALUE.match(text, rest, line_end):
            return False
        closed = (text.find(sign, rest, min(line_end, rest + _LONGEST_BRACKET)) for sign in ")]")
        outside = next((at + 1 for at in closed if at >= 0), rest)
        return not _VALUE_BEHIND.match(text, outside, line_end)
    if _DIGIT.search(text, rest, line_end) or figures_between(starts, point.end, line_end):
        return False
    return "。" not in between or not (between + text[rest:line_end]).strip(" 。")  # 男性30人。9月末現在。


def _in_aside(text: str, figures: Sequence[Located], before: Sequence[int], point: Point) -> list[int]:
    """Return the figures of the bracket that a point closes: 1,200トン（人口9,400人、8月1日現在）、…540グラム.

    With the one that they are a part of: 登録者128人（うち新規14人、9月末現在）.
    """
    words = _WORDS.match(text, point.end)
    if not text.startswith((")", "]"), words.end() if words else point.end):
        return []
    opened = text.rfind("(", max(0, point.start - _LONGEST_BRACKET), point.start)
    near = [k for k in before if figures[k].start > opened >= 0]
    held = [k for k in near if not _CLOSING.search(text, figures[k].end, point.start)]
    if held and held[0] - 1 in before and Qualifier.OF_WHICH in figures[held[0]].figure.qualifiers:
        return [held[0] - 1, *held]
    return held


def _leads(text: str, start: int, end: int) -> bool:
    return _LEADS.search(text, max(start, end - _LONGEST_BRACKET), end) is not None


def _following(
    layout: Layout, figures: Sequence[Located], starts: Sequence[int], point: Point, sentence: int, following: int
) -> list[int]:
    """Return the figures that a point before them governs: those of its bracket, else of its clause; a point that closes one is of what it holds."""
    if aside := _in_aside(layout.text, figures, figures_between(starts, sentence, point.start), point):
        return aside
    stop = min(following, layout.sentence(point.start, point.end)[1])
    closed_at = _bracket_end(layout.text, point, stop)
    inside = figures_between(starts, point.end, closed_at or point.end)
    if inside:  # （前年度末52店、＋12店）: a comparison dates its own value
        return [k for k in inside if figures[k].figure.kind is not FigureKind.CHANGE]
    if closed_at is not None and _BARE_VALUE.match(layout.text, point.end, closed_at):
        return []  # 事業所は742（前年度末588）となり、うち61事業所: it dates the number of its bracket
    targets = figures_between(starts, point.end, stop)
    return _of_its_clause(layout.text, figures, targets, stop, until=layout.text.startswith("までの", point.end))


def _bracket_end(text: str, point: Point, stop: int) -> int | None:
    """Return where the bracket closes that a point opens; None where it stands in none."""
    if not _OPENED.search(text, point.start - 20, point.start):
        return None
    depth = 0
    for at in range(point.end, min(stop, point.end + _LONGEST_BRACKET)):
        if text[at] in "([":
            depth += 1
        elif text[at] in ")]":
            if not depth:
                return at
            depth -= 1
    return None


def _after_changes(text: str, figures: Sequence[Located], targets: Sequence[int]) -> list[int]:
    """Leave out what held before a change: of 146人 → 172人（9月末現在） the date is that of the second."""
    return [
        k
        for k in targets
        if k + 1 not in targets or not CHANGES_TO.fullmatch(text, figures[k].end, figures[k + 1].start)
    ]


def _of_last_clause(text: str, figures: Sequence[Located], before: Sequence[int], point: Point) -> Sequence[int]:
    """Leave out what was done in an earlier clause, where the sentence goes on behind a point's bracket: 6校を受け入れ、会員は120人（3月末現在）となった."""
    if not _SAID_OF_LAST.match(text, point.end):
        return before
    told = list(_DONE_BEFORE.finditer(text, figures[before[0]].end, figures[before[-1]].start))
    return [k for k in before if not told or figures[k].start > told[-1].start()]


_SAID_OF_LAST = compile_pattern(r"(?:時点|現在)?[)](?:と(?:な|増)|に(?:な|増|達|上)|で(?:あ|す|し))")
_DONE_BEFORE = compile_pattern(r"を[^、。\n\d]{0,10}[しりいきえれけめ]、[^、。\n\d]{2,20}[はが]")


def _of_its_clause(
    text: str, figures: Sequence[Located], targets: Sequence[int], stop: int, *, until: bool
) -> list[int]:
    """Return the figures up to where a deed is told: 9月末現在149人で、4校では、18名が復帰しました.

    What is counted `until` a day is so too where it came to be: 3月末までの開館日数は210日、来館者は延べ8,400人.
    """
    kept: list[int] = []
    told = _DEED.search(text, stop - 8, stop)
    ends = (_IN_ITS_COURSE, _CLAUSE_OVER) if told else (_IN_ITS_COURSE,)
    for k in targets:
        if kept and not until and _is_of_another_topic(text, figures[kept[-1]], figures[k]):
            break
        between = figures[kept[-1]].end if kept else figures[k].start, figures[k].start
        if (
            kept
            and any(end.search(text, *between) for end in ends)
            and not (until and _NET.fullmatch(text, *between))
            and not _is_since_earlier(text, figures[k], *between)
        ):
            break
        kept.append(k)
        if FROM_WHICH.match(text, figures[k].end) or _WHICH_WAS.match(text, figures[k].end):
            break  # 前年度末の51％から3ポイント上昇, 前年度末に51億円であった残高は: what comes then is of now
    return kept


_WHICH_WAS = compile_pattern(r"(?:であ|だ)った[^、。\n\d]{2,12}[はが]、")


_NET = compile_pattern(r"[)]?で、実[^、。\n\d]{1,8}[はが](?:約)?")
"""Between how many times they came and how many they were: 延べ8,400人で、実人数は930人."""


def _is_since_earlier(text: str, located: Located, start: int, end: int) -> bool:
    """Tell whether a figure is by how much the one before it differs from that of an earlier time: 40店で、前年同期と比べて4店増."""
    return located.figure.kind is FigureKind.CHANGE and _SINCE_EARLIER.fullmatch(text, start, end) is not None


_SINCE_EARLIER = compile_pattern(
    rf"(?:で(?:あり|す)?|となり|に(?:なり|達し))、?{EARLIER}[^。、\d]{{0,6}}(?:から|より|[にと](?:比べ|比し)て?)も?、?(?:約)?"
)


def _is_of_another_topic(text: str, before: Located, located: Located) -> bool:
    """Tell whether a figure counts what happened to something else: 3月末現在79.8％、講習会は24回."""
    happened = located.figure.unit_norm in FLOWS or located.figure.kind is FigureKind.PARTICIPANTS
    happened = happened and not (located.figure.label or "").endswith(("額", "残高"))  # 月末で150人、売上額は920万円
    return happened and _NEW_TOPIC.fullmatch(text, before.end, located.start) is not None


_NEW_TOPIC = compile_pattern(r"[^。\n]{0,8}、[^、。\n\d]{2,20}[はが](?:約|計|延べ)?")

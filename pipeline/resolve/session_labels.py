"""What the rows of sessions count, said once for all of them: 計50人が受講した above or below them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from extractors import scripts
from extractors.counters import GROUPS
from extractors.gatherings import WEEKDAY_ASIDE
from extractors.mentions import Figure, FigureKind, Qualifier, Span
from extractors.patterns import compile_pattern
from pipeline.model import FigureRecord
from pipeline.resolve import rows
from pipeline.resolve.layout import Layout, Line
from pipeline.resolve.parts import Located
from pipeline.resolve.standing import Standing

_PARTICIPANTS = FigureKind.PARTICIPANTS
_CAME = compile_pattern(r"(?:参加|受講|修了|来場|出席|聴講|視聴|観覧|入場|来館|来園|来訪|見学|体験)(?:者数?|人数)?")
"""Says of anybody that they came: no noun of one occasion alone."""
_LEADS_ROWS = compile_pattern(
    rf"(?P<name>{_CAME.pattern})(?:など|等)?(?:は、?(?:次|以下|下記)の(?:表の)?(?:とおり|通り)[^。\n]{{0,8}}。?|:|(?<=数)) *$"
)
"""What a line says that the rows below it give: 開催日と出席者数は以下のとおりです, or 研修の出席者数 alone."""
_LONGEST_LEAD = 40  # characters
_SUM = scripts.compile(
    r"[ ・※→]*(?:以上、?)?(?:[^、。\n\d]{0,8}(?:合?計|合わせて|あわせて|総勢)|延べ|のべ|全[\d一二三四五六七八九十]+回で)"
)


def with_shared_labels(
    layout: Layout, figures: Sequence[tuple[Located, Standing]], records: Sequence[FigureRecord]
) -> list[FigureRecord]:
    """Give those who came to the sessions of a list the label that the sentence above it, or the sum below it, has.

    Args:
        layout: the lines of the view.
        figures: every figure with where it stands, by start.
        records: of the figures, in the same order.
    """
    found = list(records)
    starts = [located.start for located, _ in figures]
    told: dict[tuple[int, int], Mapping[str | None, Figure]] = {}
    totals = {record.figure_id: record.figure for record in records}
    for k, (located, standing) in enumerate(figures):
        figure = records[k].figure
        total = totals.get(records[k].part_of or "")
        if total and _is_summed_up(layout, located, figure, total):
            named = replace(figure, label=total.label, label_span=total.label_span)
            found[k] = replace(records[k], figure=named)
            continue
        if figure.label or not (figure.kind is _PARTICIPANTS or figure.unit in GROUPS):
            continue
        row = layout.line_at(located.start)
        if not (rows.is_session(layout, row) or rows.goes_on(layout, row)):
            continue
        if figure.kind is _PARTICIPANTS and (lead := _lead(layout, row, standing.bounds[0])) is not None:
            named = replace(figure, label=layout.view.slice(lead), label_span=lead)
            found[k] = replace(records[k], figure=named)
            continue
        for start, end in _around(layout, row, standing.bounds):
            if (start, end) not in told:
                told[start, end] = _named(records[bisect_left(starts, start) : bisect_left(starts, end)])
            if shared := told[start, end].get(figure.unit_norm):
                named = replace(figure, label=shared.label, label_span=shared.label_span)
                found[k] = replace(records[k], figure=named)
                break
    return found


def _is_summed_up(layout: Layout, located: Located, figure: Figure, total: Figure) -> bool:
    """Tell whether a count right behind the day of a session is told by its sum who it counts: （5/6　38人、6/9　42人）、受講者は計80人."""
    if figure.kind is not _PARTICIPANTS or total.span.start < figure.span.start:
        return False
    if not (total.label and _CAME.fullmatch(total.label)):
        return False
    return _BEHIND_DAY.search(layout.text, located.start - _LONGEST_DAY, located.start) is not None


_BEHIND_DAY = scripts.compile(rf"(?:\d{{1,2}}日|\d/\d{{1,2}}|\d回目?){WEEKDAY_ASIDE}[ :はに]{{0,2}}(?:約|延べ)?$")
_LONGEST_DAY = 24  # characters


def _lead(layout: Layout, row: Line, lowest: int) -> Span | None:
    """Return where the line above the rows around a row says that they give who came."""
    above = rows.line_above(layout, row.no, lowest)
    if above is None:
        return None
    line = layout.line(above)
    lead = _LEADS_ROWS.search(layout.text, max(line.start, line.end - _LONGEST_LEAD), line.end)
    return layout.view.span(*lead.span("name")) if lead else None


def _around(layout: Layout, row: Line, bounds: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Yield the bounds of what may say for all the rows around a row what they count: the sentence above, the sum below."""
    above = rows.line_above(layout, row.no, bounds[0])
    if above is not None:
        line = layout.line(above)
        last = max(line.start, line.end - 2)  # before its full stop
        yield layout.sentence(last, last)[0], line.end
    below = rows.line_below(layout, row.no)
    if below is not None and (line := layout.line(below)).start < bounds[1] and _SUM.match(layout.text, line.start):
        yield line.start, line.end


def _named(records: Sequence[FigureRecord]) -> Mapping[str | None, Figure]:
    """Return, by their unit, who is said to have come in one sentence; not where it tells of some by another word."""
    found: dict[str | None, Figure] = {}
    for record in records:
        figure = record.figure
        if not (figure.label and _CAME.fullmatch(figure.label)) or Qualifier.OF_WHICH in figure.qualifiers:
            continue
        if found.setdefault(figure.unit_norm, figure).label != figure.label:
            return {}
    return found

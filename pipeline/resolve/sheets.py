"""Tables of sessions: a row each, with the day, the place, who came and what about in columns of their own."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from extractors import scripts
from extractors.gatherings import DAY_HEAD, OCCASION
from extractors.mentions import DateMention, FigureKind, Mention, Occasion, Precision, Role, Status
from extractors.modality import is_cancelled
from extractors.patterns import compile_pattern
from pipeline.model import EventStatus, SourceDoc
from pipeline.resolve import places
from pipeline.stacks import sheets_of
from pipeline.tabular import DITTO, NO_VALUE, Sheet

if TYPE_CHECKING:
    from pipeline.pages import Cell
    from pipeline.resolve.parts import Located

_HEADS = tuple(
    (what, scripts.compile(pattern))
    for what, pattern in (
        ("date", rf"{DAY_HEAD}(?:[(].*[)])?"),
        ("venue", r"(?:開催|実施)?(?:場所|会場|開催地)名?"),
        (
            "count",
            r"(?:延べ?)?(?:参加|出席|受講|来場|聴講|修了|入場)(?:者|人員|人|委員|児童|職員)*数?(?:[(].*[)])?|人数(?:[(].*[)])?",
        ),
        ("theme", r"(?:主な)?(?:内容|テーマ|演題|議題|題目|議事|講演題目)(?:等|・講師)?"),
        (
            "name",
            r"(?:講座|行事|事業|研修|教室|会議|訓練|イベント|催し|講習会?|大会|部門|種目|名)(?:等)?の?(?:名称?|名等)?|名称|区分",
        ),
        ("region", r"地区|地域|圏域|ブロック|管内"),
        ("ordinal", r"回|回次"),
    )
)
_NUMBER = scripts.compile(r"\d{1,4}")
_CELLS = tuple(
    (what, scripts.compile(pattern))
    for what, pattern in (
        ("date", r"(?:(?:令和|[RH])? ?[\d元]+ ?[年./] ?)?\d{1,2} ?[月./] ?\d{1,2} ?日? ?(?:\([^()]{1,5}\))?"),
        ("count", r"(?:参加|受講|出席|来場)?者?(?:延べ?|約)? ?\d[\d,]* ?[人名]"),
        ("ordinal", r"第? ?\d{1,2} ?回?目?"),
    )
)
"""What the cells of columns hold where no head says it."""
_OF_OCCASIONS = compile_pattern("開催|実施|訓練|研修|講義|会議|審議")
_LONGEST_TITLE = 40  # characters
_LONGEST_TERM = 31  # days


class Session(NamedTuple):
    """A row of a table of sessions."""

    date: int
    """Index of the date."""
    status: EventStatus
    ordinal: int | None
    title: str | None
    series: str | None
    region: str | None
    venue: str | None
    figure: int | None
    """Index of the figure that counts who came."""
    table: int
    """Where the table begins, in the raw text."""


def tables_of_sessions(source: SourceDoc) -> list[tuple[Sheet, dict[str, int]]]:
    """Return the tables whose heads name the columns of sessions, each with these columns."""
    found = ((sheet, _columns(sheet)) for sheet in sheets_of(source))
    return [(sheet, columns) for sheet, columns in found if "date" in columns]


def read_sessions(
    tables: Iterable[tuple[Sheet, dict[str, int]]],
    mentions: Sequence[Mention],
    dates: Sequence[tuple[DateMention, Role, Status]],
    figures: Sequence[Located],
    statuses: Sequence[Status],
) -> Iterator[Session]:
    """Yield the sessions of tables.

    Args:
        tables: as `tables_of_sessions` returns them.
        mentions: everything found in a stretch of the text, for the ordinals.
        dates: of that stretch, by start.
        figures: likewise.
        statuses: of the figures.
    """
    ordinals = [m for m in mentions if isinstance(m, Occasion)]
    date_starts = [date.span.start for date, _, _ in dates]
    figure_starts = [located.figure.span.start for located in figures]
    ordinal_starts = [m.span.start for m in ordinals]
    for sheet, columns in tables:
        last: dict[str, str] = {}
        for cells in sheet.rows():
            said = {what: sheet.cell(cells[0].row, number) for what, number in columns.items()}
            words = {what: _words(sheet, cell, last.get(what)) for what, cell in said.items()}
            last = {what: text for what, text in words.items() if text}
            found = _within(said["date"], date_starts)
            counts = [
                k
                for k in _within(said.get("count"), figure_starts)
                if figures[k].figure.kind in (FigureKind.PEOPLE, FigureKind.PARTICIPANTS)
                and statuses[k] is Status.ACTUAL
            ]
            numbers = [k for cell in cells for k in _within(cell, ordinal_starts)]
            off = any(is_cancelled(sheet.words(cell), 0, len(sheet.words(cell))) for cell in cells)
            for k in found:
                date, role, status = dates[k]
                if not _is_day(date, role):
                    continue
                held = status is Status.ACTUAL and not off
                theme, name = _title(words.get("theme")), _title(words.get("name"))
                yield Session(
                    date=k,
                    status=EventStatus.CANCELLED if off else EventStatus.HELD if held else EventStatus.PLANNED,
                    ordinal=ordinals[numbers[0]].ordinal if numbers else _number(words.get("ordinal")),
                    title=theme or name,
                    series=name,
                    region=words.get("region"),
                    venue=words.get("venue"),
                    figure=counts[0] if held and len(counts) == 1 and len(found) == 1 else None,
                    table=sheet.grid.span.start,
                )


def _columns(sheet: Sheet) -> dict[str, int]:
    """Return the columns that tell of sessions; none where the table may as well list something else by its day."""
    if sheet.body <= sheet.captions:
        return _columns_without_heads(sheet)
    columns: dict[str, int] = {}
    for number, column in enumerate(sheet.columns):
        what = next((what for what, head in _HEADS if head.fullmatch(column.head)), None)
        if what is not None:
            columns.setdefault(what, number)
    if "date" not in columns or len(columns) < 2:
        return {}
    head = sheet.columns[columns["date"]].head
    names = sheet.columns[columns["name"]].head if "name" in columns else ""
    if _OF_OCCASIONS.search(head) or "count" in columns or "venue" in columns or OCCASION.search(names):
        return columns
    return {}


def _columns_without_heads(sheet: Sheet) -> dict[str, int]:
    """Return the columns of sessions by what their cells hold: a day in each row, and who came."""
    rows = list(sheet.rows())
    columns: dict[str, int] = {}
    for number in range(sheet.grid.columns):
        cells = (sheet.cell(row[0].row, number) for row in rows)
        words = [sheet.words(cell) for cell in cells if cell is not None and cell.spans]
        told = [w for w in words if w not in NO_VALUE and not is_cancelled(w, 0, len(w))]
        if len(words) < len(rows) or not told:
            continue
        named = next((what for what, pattern in _CELLS if all(map(pattern.fullmatch, told))), None)
        if named == "ordinal" and not (told[0].startswith("第") or _go_up(told)):
            continue  # so many of something
        what = named or ("venue" if all(places.is_place(w) or w in DITTO for w in told) else "theme")
        if what in columns:
            return {}
        columns[what] = number
    return columns if len(rows) > 1 and {"date", "count"} <= columns.keys() else {}


def _go_up(ordinals: Sequence[str]) -> bool:
    """Tell whether the numbers of cells follow one another as those of sessions do, be it over several days each."""
    numbers = [int("".join(filter(str.isdecimal, words))) for words in ordinals]
    return numbers[0] < numbers[-1] and all(b - a in (0, 1) for a, b in pairwise(numbers))


def _words(sheet: Sheet, cell: Cell | None, above: str | None) -> str | None:
    """Return what a cell says, that of the one above it where it says 同上; None for an empty one."""
    if cell is None or not sheet.written(cell) or sheet.words(cell) in NO_VALUE:
        return None
    if is_cancelled(sheet.words(cell), 0, len(sheet.words(cell))):
        return None  # 大雨のため中止, where the theme or the venue would stand
    return above if sheet.words(cell) in DITTO or sheet.words(cell) == "同" else sheet.written(cell)


def _within(cell: Cell | None, starts: Sequence[int]) -> list[int]:
    """Return the indices of what begins in a cell."""
    if cell is None:
        return []
    return [k for s in cell.spans for k in range(bisect_left(starts, s.start), bisect_left(starts, s.end))]


def _is_day(date: DateMention, role: Role) -> bool:
    if role not in (Role.EVENT, Role.REFERENCE) or date.precision not in (Precision.DAY, Precision.MONTH):
        return False
    if date.start is None or date.end is None or date.deadline:
        return False
    return (date.end - date.start).days <= _LONGEST_TERM


def _title(words: str | None) -> str | None:
    if words is None or len(words) > _LONGEST_TITLE or "。" in words:
        return None
    return words.strip("「」『』") or None


def _number(words: str | None) -> int | None:
    return int(words) if words and _NUMBER.fullmatch(words) else None

"""What the words of one cell give: a number, one with its unit above it or before what only compares, or several."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from extractors.mentions import Figure, Span
from extractors.numerals import parse
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.pages import CUT_NUMBER
from pipeline.tabular import Sheet
from pipeline.units import counter_of_unit, known_unit, unit_alone

if TYPE_CHECKING:
    import re

BARE = compile_pattern(r"(?P<sign>[△▲+-]?) ?(?P<number>[0-9][0-9,]*(?:\.[0-9]+)?)")
_COUNTED = compile_pattern(rf"{BARE.pattern} ?(?P<unit>[^0-9\s()%]{{1,4}})")
_WITH_ASIDE = compile_pattern(rf"{BARE.pattern}(?=\s?(?:\((?:[^()]*[0-9][^()]*|-+)\)|\[[^\[\]]*[0-9][^\[\]]*\])$)")
"""A number with one beside it that only compares: 8,754（▲40）, 44 [60]."""
_OF_TIME = compile_pattern(rf"{BARE.pattern} ?(?P<unit>[日年月])間?")
_BRACKETED = compile_pattern(rf"\( ?{BARE.pattern} ?\) ?(?P<unit>[^0-9\s()]{{1,4}}?)分?")
"""(1.40)月分: that of some only."""
_SENSE_BEFORE = compile_pattern(r"(?:延べ?|のべ|実|約|計)(?=[0-9])")
_WHOLE = compile_pattern(r"[△▲+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")
_AMOUNT = compile_pattern(
    rf"(?m)^[○◯・] ?(?P<name>[^\s0-9][^\n0-9]{{0,40}}?) +{BARE.pattern}(?P<rest>(?:\n(?![○◯・])[^\n0-9]{{1,40}})?)$"
)
"""An amount behind its name, which may go on below it: ○防災費 265,978."""
_OF_AMOUNT = compile_pattern(r"[費金料税債額](?:\([^()]*\))?$")
AGES = frozenset({"歳", "才"})


class Number(NamedTuple):
    """A number that is all that a cell holds, but for what is said of it."""

    match: re.Match[str]
    """Of `BARE`, or of what begins with it."""
    span: Span
    unit: str | None
    """That the cell says."""
    above: Span | None = None
    """Where its unit stands on a line of its own."""
    told: bool = False
    """Whether the text says by itself that it is a figure: 28回."""


def number_in(raw: str, span: Span) -> Number | None:
    """Return the number that a cell holds; None for words, several numbers, and marks that stand for none.

    Args:
        raw: the text.
        span: the cell's words.
    """
    unit, above, span = _unit_first(raw, span)
    folded = fold(raw[span.start : span.end])
    if (sense := _SENSE_BEFORE.match(folded)) is not None:  # 延96人: the figure is what stands behind it
        span, folded = Span(span.start + sense.end(), span.end), folded[sense.end() :]
    words = CUT_NUMBER.sub("", folded)
    if (match := BARE.fullmatch(words)) is not None:
        return Number(match, span, unit, above)
    if (match := _WITH_ASIDE.match(words)) is not None:
        stop = match.end()
        for cut in CUT_NUMBER.finditer(folded):
            stop += cut.start() < stop
        return Number(match, Span(span.start, span.start + stop), None)
    if (match := _COUNTED.fullmatch(words)) is not None and known_unit(match["unit"]):
        return Number(match, span, match["unit"], told=True)
    if words == folded and (match := _BRACKETED.fullmatch(words)) is not None and unit_alone(match["unit"]):
        return Number(match, Span(span.start + match.start("sign"), span.start + match.end("number")), match["unit"])
    return None


def time_counted(raw: str, span: Span, *heads: str) -> Number | None:
    """Return the number of a cell that is no date, for its column or row counts days, months or years: 26日 below 開館日数.

    Args:
        raw: the text.
        span: the cell's words.
        heads: the folded ones of its column and row.
    """
    match = _OF_TIME.fullmatch(fold(raw[span.start : span.end])) if any("数" in head for head in heads) else None
    return Number(match, span, match["unit"]) if match and any(f"{match['unit']}数" in head for head in heads) else None


def _unit_first(raw: str, span: Span) -> tuple[str | None, Span | None, Span]:
    """Return the unit that stands in a cell on a line above its bare number, where it stands, and where the number does."""
    above, _, below = raw[span.start : span.end].rpartition("\n")
    number = below.lstrip()
    unit = unit_alone(fold(above.strip())) if above and BARE.fullmatch(fold(number)) else None
    if unit is None:
        return None, None, span
    return unit, Span(span.start, span.start + len(above)), Span(span.end - len(number), span.end)


def numbers_of_lines(raw: str, span: Span, lines: int) -> Sequence[tuple[Span, re.Match[str]]]:
    """Return the numbers of a cell that stand below each other, one for each of the lines that name its row; else nothing."""
    found: list[tuple[Span, re.Match[str]]] = []
    at = span.start
    for line in raw[span.start : span.end].split("\n"):
        words = fold(line.strip())
        start = at + len(line) - len(line.lstrip())
        match = BARE.fullmatch(words) if _WHOLE.fullmatch(words) else None
        if match is None:
            return ()
        found.append((Span(start, start + len(line.strip())), match))
        at += len(line) + 1
    return found if len(found) == lines > 1 else ()


def amounts_named(raw: str, span: Span) -> Iterator[tuple[Span, Span | None, re.Match[str]]]:
    """Yield the amounts that stand behind their names in a list within a cell, with where the name stands in one piece."""
    folded = fold(raw[span.start : span.end])
    for match in _AMOUNT.finditer(folded) if "\n" in folded or " " in folded else ():
        if _OF_AMOUNT.search(match["name"] + match["rest"]):
            name, (start, end) = match.span("name"), (match.start("sign"), match.end("number"))
            label = None if match["rest"] else Span(span.start + name[0], span.start + name[1])
            yield Span(span.start + start, span.start + end), label, match


def figure_of(raw: str, span: Span, match: re.Match[str], unit: str | None) -> Figure | None:
    """Return the figure that a number is in a unit; None without the one or the other.

    Args:
        raw: the text.
        span: of the figure.
        match: of `BARE`, or of what begins with it.
        unit: as `units` finds it.
    """
    value = parse(match["number"])
    if unit is None or value is None:
        return None
    counter = counter_of_unit(unit)
    return Figure(
        span=span,
        text=raw[span.start : span.end],
        value=(-value if match["sign"] in ("△", "▲", "-") else value) * counter.factor,
        unit=unit,
        unit_norm=counter.norm,
        kind=counter.kind,
    )


def with_units_first(raw: str, sheet: Sheet, taken: Container[Span]) -> tuple[list[Figure], list[Span]]:
    """Return the numbers of a table without a head that stand below their units in their cells, and where these units stand."""
    figures, units = [], []
    for cell in sheet.grid.cells:
        if len(cell.spans) != 1 or cell.spans[0] in taken:
            continue
        found = number_in(raw, sheet.place(cell))
        if found is None or found.above is None:
            continue
        if (figure := figure_of(raw, found.span, found.match, found.unit)) is not None:
            figures.append(figure)
            units.append(found.above)
    return figures, units

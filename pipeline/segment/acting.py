"""Departments that only the text of a report names: at the head of what each did (給水課では、…), or in brackets behind it (…した。（給水課）)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.model import Block, BlockKind, Direction, Measure, SourceDoc
from pipeline.segment.departments import is_certain_office, is_department, split_departments

_OTHER = BlockKind.OTHER
_LEAST = 3  # measures
_NAME = r"[^、。「」()\s]{1,20}[課室係]"
_ACTS = compile_pattern(
    rf"(?:^|[、。]\s*)(?P<names>{_NAME}(?:(?:及び|並びに|、|・|と){_NAME}){{0,4}})"
    r"(?:において(?:は)?、|では、|は、|が(?:共同で|連携して|協力して|中心と|主体と|事務局と|、))"
)
"""An office that the sentence is about, at its head or behind a clause."""


_SIGNED = compile_pattern(
    r"(?:。\s{0,80}[(\[【〔](?P<behind>[^()\[\]【】〔〕。]{2,80})[)\]】〕](?=[ \t]*(?:\n|$))"
    r"|[(\[【〔](?P<within>[^()\[\]【】〔〕。]{2,80})[)\]】〕](?:。|(?=\s*$|[ \t]*\n\s*[・○●◆■※-])))"
)
"""Brackets that end a paragraph or a point, be they wrapped."""
_WRAP = compile_pattern(r"\n[ \t]*")
_HABIT = 2  # measures
_MOST = 0.6  # of the measures without a department of their own


def with_acting_offices(source: SourceDoc, directions: Sequence[Direction]) -> tuple[Direction, ...]:
    """Return the directions of a report, each measure with the offices that its text says to have acted.

    Those in brackets behind paragraphs count where most measures have them. Those that its first sentence names do
    where no measure names a department in any other way, and every one of them names such an office: as long as one
    does not, an office in a text may as well be whoever was asked or met.

    Args:
        source: the report.
        directions: what it reports.
    """
    measures = [measure for direction in directions for section in direction.sections for measure in section.measures]
    found = _signing(source, measures) or _acting(source.text, measures)
    if not found:
        return tuple(directions)
    return tuple(
        replace(
            direction,
            sections=tuple(
                replace(
                    section,
                    measures=tuple(replace(m, departments=found.get(m.no, m.departments)) for m in section.measures),
                )
                for section in direction.sections
            ),
        )
        for direction in directions
    )


def _signing(source: SourceDoc, measures: Sequence[Measure]) -> Mapping[int, tuple[str, ...]]:
    """Return the offices in brackets behind the paragraphs of measures that name no others; none where few have them."""
    found: dict[int, tuple[str, ...]] = {}
    raw = source.text
    for measure in measures:
        if not _may_name(raw, measure):
            continue
        named = dict.fromkeys(name for block in measure.blocks for name in _signs(source, block))
        text = raw[measure.heading.end : measure.span.end] if named else ""
        if named and all(office in named or office in text for office in measure.departments):  # none of the heading's
            found[measure.no] = tuple(named | dict.fromkeys(measure.departments))
    silent = sum(not measure.departments or measure.no in found for measure in measures)
    return found if len(found) >= max(_HABIT, _MOST * silent) else {}


def _may_name(raw: str, measure: Measure) -> bool:
    """Tell at little cost whether the text of a measure may name all departments of its heading, wherever its lines end."""
    if not measure.departments:
        return True
    told = [raw[measure.heading.end : measure.span.end], *(raw[slice(*block.span)] for block in measure.blocks)]
    words = "".join("".join(told).split())
    return all("".join(office.split()) in words for office in measure.departments)


def _signs(source: SourceDoc, block: Block) -> Iterator[str]:
    """Yield the offices, as written, in brackets that end paragraphs of a block."""
    if block.kind is _OTHER:
        return
    raw, text = source.text, source.folded[block.span.start : block.span.end]
    for match in _SIGNED.finditer(text):
        start, end = match.span("behind") if match["behind"] else match.span("within")
        written = _WRAP.sub("", raw[block.span.start + start : block.span.start + end].replace("\u3000", " "))
        names = fold(written)
        bounds = split_departments(names, 0, len(names))
        if bounds and all(is_department(names[a:b]) for a, b in bounds) and is_certain_office(names[slice(*bounds[0])]):
            yield from (written[a:b].strip() for a, b in bounds)


def _acting(raw: str, measures: Sequence[Measure]) -> Mapping[int, tuple[str, ...]]:
    """Return the offices of which the first sentences of measures tell, if that of each does; else none."""
    if len(measures) < _LEAST or any(measure.departments for measure in measures):
        return {}
    found: dict[int, tuple[str, ...]] = {}
    for measure in measures:
        if not (named := _offices(raw, measure)):
            return {}
        found[measure.no] = named
    return found


def _offices(raw: str, measure: Measure) -> tuple[str, ...]:
    """Return the offices, as written, of which the first sentence of a measure's text tells."""
    block = next(iter(measure.blocks), None)
    if block is None:
        return ()
    start = block.span.start
    text = fold(raw[start : block.span.end])
    sentence = text[: text.find("。") + 1]
    match = _ACTS.search(sentence)
    bounds = split_departments(sentence, *match.span("names")) if match else ()
    if not all(is_department(sentence[a:b]) and is_certain_office(sentence[a:b]) for a, b in bounds):
        return ()
    return tuple(raw[start + a : start + b].strip() for a, b in bounds)

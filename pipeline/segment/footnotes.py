"""Footnotes of a text: what they say belongs to the mark that they repeat, not to the block that they stand below."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.patterns import compile_pattern
from pipeline.segment.lines import Line

_HEAD = compile_pattern(
    r"\(?(?P<mark>(?P<sign>[※*]) ?[0-9]{1,2}|注 ?[0-9]{0,2})(?P<end>\)|[ :.、])? ?(?=\S)(?![0-9,.])"
)
_MARK = compile_pattern(r"(?<=.)(?:[※*]|注) ?[0-9]{1,2}")


def find_footnotes(lines: Sequence[Line]) -> frozenset[int]:
    """Return the numbers of the lines that are footnotes: （注）…, 注２　…, and ※１ … where the text bears that mark."""
    heads: dict[int, str] = {}  # the mark that must be borne, if one must
    for number, line in enumerate(lines):
        head = _HEAD.match(line.text) if line.text[0] in "(※*注" else None
        if head is not None and (head["sign"] or head["end"]):
            heads[number] = head["mark"].replace(" ", "") if head["sign"] else ""
    known = any(heads.values())
    borne = {m.group().replace(" ", "") for line in lines for m in _MARK.finditer(line.text)} if known else set[str]()
    found: set[int] = set()
    for number in heads:
        if heads[number] and heads[number] not in borne:
            continue
        found.add(number)
        while number + 1 < len(lines) and not lines[number + 1].gap and lines[number + 1].indent > lines[number].indent:
            number += 1
            found.add(number)
    return frozenset(found)

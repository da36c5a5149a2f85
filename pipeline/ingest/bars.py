"""Labels that a bar parts from their text in a text file, whose text goes on below behind bars of its own.

成　果｜全教科で板書の型をそろえ、八割が
      ｜分かると答えた。
"""

from __future__ import annotations

from typing import NamedTuple

from extractors.patterns import compile_pattern
from extractors.spans import Span
from pipeline.ingest.wraps import begins_item, display_width

_BARRED = compile_pattern(r"(?m)^(?P<label>[^\n|｜│]{0,30})(?P<bar>[|｜│][ 　]*)(?P<text>[^\s|｜│][^\n|｜│]*)$")
_ENDS = ("。", "．", "：", ":")
_LONGEST_LABEL = 24  # columns, with the blanks before it
_NEAR = 2  # columns between bars that stand below each other


class Barred(NamedTuple):
    """What bars part."""

    breaks: tuple[int, ...]
    """Offsets of the line breaks behind which a text goes on."""
    bars: tuple[Span, ...]
    """The bars that only carry a column on."""


def find(text: str) -> Barred:
    """Return where texts go on behind a bar, below the one that parts them from their labels.

    Args:
        text: with line feeds as line ends.
    """
    breaks: list[int] = []
    bars: list[Span] = []
    before, column = None, -1
    for line in _BARRED.finditer(text) if any(bar in text for bar in "|｜│") else ():
        at, labelled = display_width(line["label"]), bool(line["label"].strip())
        if labelled:
            column = at if at <= _LONGEST_LABEL else -1
        elif before is not None and before.end() + 1 == line.start() and column >= 0 and abs(at - column) <= _NEAR:
            bars.append(Span(*line.span("bar")))
            if not before["text"].rstrip().endswith(_ENDS) and not begins_item(line["text"]):
                breaks.append(before.end())
        else:
            column = -1
        before = line
    return Barred(tuple(breaks), tuple(bars))

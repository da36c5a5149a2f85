"""Labels that stand alone behind bullets, over text that is set in: ・実施状況, where no others open a report's blocks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.model import BlockKind
from pipeline.profile import Level, base
from pipeline.segment.forms import Form
from pipeline.segment.lines import Line

BULLETS = "・-*"
"""Signs of points that may stand before a label, too."""
_LONGEST = 30  # characters
_HABIT = 2  # times that one of them must come back


def with_bulleted(lines: Sequence[Line], forms: Sequence[tuple[Form, ...]]) -> Iterator[tuple[Form, ...]]:
    """Yield the readings of lines with those as such labels put first.

    Args:
        lines: of a report without other labels.
        forms: what each may be.
    """
    kinds: dict[int, BlockKind] = {}
    for number, (line, below) in enumerate(pairwise(lines)):
        if line.text[0] in BULLETS and len(line.text) <= _LONGEST and not below.gap and below.indent > line.indent:
            kind = base().kind_of(line.text[1:])
            if kind is not None:
                kinds[number] = kind
    times = Counter(lines[number].text for number in kinds)
    known = max(times.values(), default=0) >= _HABIT
    for number, (line, readings) in enumerate(zip(lines, forms, strict=True)):
        title = (1 + (line.text[1:2] == " "), len(line.text))
        own = known and number in kinds
        yield (Form(Level.LABEL, -1, "", None, title, title[1], kinds[number]), *readings) if own else readings

"""Tables set with blanks in a text that is wrapped at a margin: rows that go on below it are made whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.ingest.wraps import LOOSE, display_width, has_gap, margin_of

_BLANKS = " 　"
_LONGEST = 4  # lines of a row
_SEVERAL = 3  # rows


def whole_rows(text: str) -> str:
    """Return a text, as long as it was, in which blanks stand for the line breaks that a margin put between two cells of a row.

    Several rows stand below each other, of which each fills the margin, is cut in the blank between two cells and goes
    on at the same column as the others, or ends there.

    Args:
        text: with line feeds as line ends.
    """
    if " \n" not in text and "　\n" not in text:  # most texts
        return text
    lines = text.split("\n")
    widths = [len(line) for line in text.encode("cp932", "replace").split(b"\n")]
    margin = margin_of(widths)
    breaks = set(_breaks(lines, widths, margin)) if margin else set[int]()
    if not breaks:
        return text
    joined = (f"{line}　" if at in breaks else f"{line}\n" for at, line in enumerate(lines))
    return "".join(joined)[:-1]


def _breaks(lines: Sequence[str], widths: Sequence[int], margin: int) -> Iterator[int]:
    """Yield the numbers of the lines of which the row goes on on the next."""
    run: list[range] = []
    at = 0
    while at < len(lines):
        row = _row(lines, widths, at, margin)
        if row:
            run.append(row)
        if not row or row.stop == len(lines):
            if len(run) >= _SEVERAL and _go_on_alike(lines, widths, run):
                yield from (number for row in run for number in row[:-1])
            run = []
        at = max(row.stop, at + 1)


def _row(lines: Sequence[str], widths: Sequence[int], at: int, margin: int) -> range:
    """Return the lines of the row that begins with line `at`, which the margin cuts; none where none does."""
    least, most = margin - 1, margin + LOOSE
    stop = at
    if least <= widths[at] <= most and lines[at][0] not in _BLANKS and has_gap(lines[at].strip()):
        while stop < min(len(lines), at + _LONGEST) and least <= widths[stop] <= most:
            stop += 1
    if stop in (at, len(lines)) or not lines[stop].strip() or widths[stop] >= least:
        return range(at, at)
    row = range(at, stop + 1)
    parted = all(lines[n][-1] in _BLANKS or lines[n + 1][0] in _BLANKS for n in row[:-1])
    return row if parted and not any("。" in lines[n] for n in row) else range(at, at)


def _go_on_alike(lines: Sequence[str], widths: Sequence[int], run: Sequence[range]) -> bool:
    """Tell whether rows that a margin cuts are those of one table."""
    full = {widths[row.start] for row in run}
    if max(full) - min(full) > 1 or len({len(row) for row in run}) > 1:
        return False
    if not all(lines[number][-1] in _BLANKS for row in run[1:] for number in row[:-1]):
        return False  # the next line may be set in for another reason
    last = [lines[row.stop - 1].rstrip() for row in run[1:]]  # the head may be set in the middle
    begins = {display_width(line) - display_width(line.lstrip(_BLANKS)) for line in last}
    return len(begins) == 1 or len(set(map(display_width, last))) == 1

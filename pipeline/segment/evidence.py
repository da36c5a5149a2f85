"""Lines that must be headings, whatever they look like: those right above what each measure of a report begins with.

That is a department (担当課：…) or the first label of its blocks (【実施状況】). Whatever comes back most often right below a
line that can be a heading shows the headings; the other labels stand below the text of the block before them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

_LEAST = 3  # times that a department or label must come back
_SHARE = 0.6  # of which that must stand below a heading
_ALIKE = 0.8  # what stands there nearly as often as the most frequent, but begins earlier, is what opens measures


def headings_by_evidence(shown: Sequence[str], may_head: Callable[[int], bool]) -> list[int]:
    """Return the numbers of the lines that evidence shows to be headings, in order.

    Args:
        shown: for each line what it names, as what comes back is told apart: a department, or a label by its words;
            empty for any other line.
        may_head: whether a line can be a heading by its words.

    Returns:
        None of them where nothing comes back often enough.
    """
    heads: dict[str, list[int]] = {}
    times: dict[str, int] = {}
    for number, what in enumerate(shown):
        if not what or (number and shown[number - 1]):  # what goes on with the lines above opens nothing
            continue
        times[what] = times.get(what, 0) + 1
        if number and may_head(number - 1):
            heads.setdefault(what, []).append(number - 1)
    openers = {w: n for w, n in heads.items() if len(n) >= max(_LEAST, _SHARE * times[w])}
    if not openers:
        return []
    most = max(map(len, openers.values()))
    return next(numbers for numbers in openers.values() if len(numbers) >= _ALIKE * most)

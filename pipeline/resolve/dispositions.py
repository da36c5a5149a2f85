"""What became of each part of a total: 15件あり、12件は終結、2件は継続中、1件は来年度に調査する予定.

Each part opens a clause of its own, which says what became of it, and together they are all of the total.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from extractors.mentions import Status
from extractors.patterns import compile_pattern
from pipeline.model import BlockKind
from pipeline.resolve.parts import FEWEST_PARTS, MOST_PARTS, Located, adds_up, comparable

if TYPE_CHECKING:
    from pipeline.resolve.layout import Layout
    from pipeline.resolve.standing import Standing

_PLANNED, _ACTUAL = Status.PLANNED, Status.ACTUAL
_OUTLOOK, _TARGET = BlockKind.OUTLOOK, BlockKind.TARGET

_NEXT = compile_pattern(
    r"[^。\n]{0,60}?(?:、(?:[^、。\n()\d]{0,12}までに)?(?:(?:この|その)?うち)?(?:残る|残りの?|あと|他の?|ほかの?)?|の?うち、?)"
    r"(?P<named>[^、。\n()\d]{1,14}(?:のは|[者了]は|ものが|により))?"
)
"""From one number to the next, which begins its clause or is what it says of its topic: 審査を終えたのは45件."""
_FAR = 90  # characters: more than `_NEXT` matches
_SAID = "はがをでにも"
_AHEAD = compile_pattern(r"予定|見込|(?<![一-鿿])計画|目標|今後|来年|次年|翌年|年度|\d月")
_DONE = compile_pattern(r"(?:[しりいえけめきれみてちげせねび]|済み?|[^はがをにのと、。\n]中で?|[一-鿿])、")


def disposed(layout: Layout, figures: Sequence[Located], k: int) -> list[int]:
    """Return the parts of figure `k` that its sentence tells of one by one; none where they do not add up to it."""
    text, total = layout.text, figures[k]
    left_over, at = total.figure.value, total.end
    parts: list[int] = []
    for p in range(k + 1, min(k + MOST_PARTS, len(figures))):
        part = figures[p]
        if part.start - at > _FAR:
            break
        if not comparable(total, part):
            continue
        lead = _NEXT.fullmatch(text, at, part.start)
        if lead is None or text[part.end : part.end + 1] not in (_SAID + "、" if lead["named"] else _SAID):
            break
        parts.append(p)
        left_over -= part.figure.value
        at = part.end
        if left_over <= 0:
            break
    return parts if left_over == 0 and len(parts) >= FEWEST_PARTS else []


_ASKED = compile_pattern(
    r"に(?:[^、。\n\d]{1,12}を)?(?:配布|送付|郵送|発送|配付)し、(?=[^。\n]{0,24}回答)|(?P<of>に対し(?:て)?、?)"
)
_OF_WHOM = compile_pattern(r"対象(?:者|児|世帯|施設|家庭|となる|の)?[^、。\n\d]{0,6}(?:約|延べ)?$")


def answered(layout: Layout, figures: Sequence[Located], k: int) -> list[int]:
    """Return how many of those addressed it reached or answered: 対象304世帯に対し、298世帯を訪問; 2,000人に配布し、1,104人から回答."""
    text, total = layout.text, figures[k]
    if k + 1 == len(figures) or not text.startswith("に", total.end):
        return []
    asked, part = _ASKED.match(text, total.end), figures[k + 1]
    if asked is None or asked.end() != part.start or part.figure.value > total.figure.value:
        return []
    if asked["of"] and not _OF_WHOM.search(text, max(0, total.start - 16), total.start):
        return []
    return [k + 1] if comparable(total, part) else []


def settle_disposed(layout: Layout, figures: Sequence[tuple[Located, Standing]], statuses: list[Status]) -> None:
    """Tell as done what the clause of a part says, whatever the sentence ends on: 12件は終結 beside 1件は調査する予定.

    Args:
        layout: the lines of the view.
        figures: every figure, by start, with where it stands.
        statuses: of the figures; changed.
    """
    located = [figure for figure, _ in figures]
    for k, (total, standing) in enumerate(figures):
        if statuses[k] is not _PLANNED and _PLANNED not in statuses[k + 1 : k + 3]:
            continue
        if not adds_up(total.figure) or standing.place.block in (_OUTLOOK, _TARGET):
            continue
        if _AHEAD.search(layout.text, layout.sentence(total.start, total.end)[0], total.start):
            continue
        told = [k, *disposed(layout, located, k)]
        for n in _done(layout.text, located, told):
            statuses[n] = _ACTUAL


def _done(text: str, figures: Sequence[Located], told: Sequence[int]) -> Iterator[int]:
    """Yield those of some figures in a row whose own words, up to the next of them, say that it is so."""
    for n, behind in pairwise(told):
        own = figures[n].end, figures[behind].start
        of_which = n == told[0] and text[slice(*own)].startswith(("のうち", "うち"))
        if not _AHEAD.search(text, *own) and (of_which or _DONE.search(text, *own)):
            yield n

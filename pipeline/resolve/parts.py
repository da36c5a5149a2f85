"""Part-of: which figure is a part of which total, and which groups of parts must add up.

Brackets behind a total (90件（訪問82件、同行8件）), うち, 内訳, N人中M人 and a closing 計 tie parts to a total of the
same unit. 延べ and 実 are never parts of each other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from extractors.mentions import Figure as Fig
from extractors.mentions import FigureKind, Qualifier

if TYPE_CHECKING:
    from pipeline.resolve.layout import Layout


class Located(NamedTuple):
    """A figure at view offsets `start`..`end`."""

    start: int
    end: int
    figure: Fig


class Breakdown(NamedTuple):
    """The parts of a total, by index of the figures."""

    total: int
    parts: tuple[int, ...]
    complete: bool
    """True where the text gives the parts as all of the total, so that they must add up."""


_OF_WHICH = re.compile(r"(?:この|その|の)?(?:うち|内数?)(?!容|科|部|閣|閲|側)")
_AMONG = re.compile(r"(?:の?うち|中|の?内(?![容科部閣閲側訳]))[、,]? ?[^。\n\d]{0,20}$")
_COMPARED = re.compile(
    r"前年|現状|現在|[月度]末|昨年|前回|前期|目標|計画|定員|対象|予定|最大|当初|参考|比|増|減|一昨|年度|達成|平均|1人|1回|当たり|あたり|上限|単価|各|×|(?<!\d)1[^\d、]{1,3}$"
)
_AMONG_REACH = 120
_INCOMPLETE = re.compile(r"等|など|ほか|他|主な|うち|例|含む")
_OPENS_WITH_OF_WHICH = re.compile(r"[(](?:この|その)?うち[^()]*$")
_OPENING_BEHIND = re.compile(r" ?(?:程度|以上|以下|超|の)?[ 、]?[(\[〔]")
_ANY_BRACKET = re.compile(r"[()\[\]〔〕]")
_LONGEST_BRACKET = 400
_BRACKET_LINES = 4
_BREAKDOWN_BEHIND = re.compile(r"[^。\n]{0,60}?(?:。| )?[(]?(?:その|この)?内訳(?:は|として)?[、: ]*")
_BREAKDOWN_REACH = 70  # characters: the longest match of the pattern up to and with 内訳
_BREAKDOWN_LINE = re.compile(r"[ ・\-※]*[(（\[【<]?(?:内訳|うち|このうち)")
_SUM_WORD = re.compile(r"(?:合計|総計|計)(?:で|は|:)?(?:約|延べ|のべ)? ?$")
_SAME_SENSE = frozenset({Qualifier.TOTAL_ATTENDANCES, Qualifier.DISTINCT})
_ADDABLE = frozenset(
    {FigureKind.COUNT, FigureKind.PEOPLE, FigureKind.PARTICIPANTS, FigureKind.MONEY, FigureKind.DURATION}
)
_COUNTER = re.compile(r"[0-9a-zア-ン①-⑳㋐-㋾]+")
_MOST_POINTS = 20  # of a list that breaks a total down
_NO_UNIT_SHARED = frozenset({"回"})


def find_breakdowns(layout: Layout, figures: Sequence[Located]) -> list[Breakdown]:
    """Return the breakdowns of a text.

    Args:
        layout: the lines of the view.
        figures: every figure, by start.

    Returns:
        One breakdown for each total that has parts, in order of the totals; a figure is part of one total at most.
    """
    owner: dict[int, int] = {}
    complete: dict[int, bool] = {}
    for k, total in enumerate(figures):
        if not _adds_up(total.figure):
            continue
        for parts, is_all in (
            _in_bracket(layout, figures, k),
            _told_behind(layout, figures, k),
            _among(layout, figures, k),
            _below(layout, figures, k, owner),
        ):
            if not parts:
                continue
            free = [
                p for p in parts if p not in owner and p != k and owner.get(k) != p and _comparable(total, figures[p])
            ]
            owner.update((p, k) for p in free)
            if free:
                complete[k] = complete.get(k, True) and is_all and len(free) > 1
    _close_with_sum(layout, figures, owner, complete)
    totals: dict[int, list[int]] = {}
    for p, k in owner.items():
        totals.setdefault(k, []).append(p)
    return [Breakdown(k, tuple(sorted(parts)), complete[k]) for k, parts in sorted(totals.items())]


def _adds_up(figure: Fig) -> bool:
    """Tell whether a figure can be a total or a part of one."""
    return figure.kind in _ADDABLE and figure.unit_norm is not None and not figure.value_max and figure.value >= 0


def _comparable(total: Located, part: Located) -> bool:
    a, b = total.figure, part.figure
    if a.unit_norm != b.unit_norm or not (_adds_up(a) and _adds_up(b)):
        return False
    senses = _SAME_SENSE.intersection(b.qualifiers)
    return not senses or senses == _SAME_SENSE.intersection(a.qualifiers)


def _bracket_behind(layout: Layout, at: int) -> tuple[int, int] | None:
    """Return the inside of the bracket that opens right behind `at` and closes within a few lines, nested ones included."""
    text = layout.text
    opening = _OPENING_BEHIND.match(text, at)
    if not opening:
        return None
    stop = layout.line(min(layout.count - 1, layout.line_no(at) + _BRACKET_LINES)).end
    depth = 1
    for bracket in _ANY_BRACKET.finditer(text, opening.end(), min(stop, opening.end() + _LONGEST_BRACKET)):
        depth += 1 if bracket[0] in "([〔" else -1
        if depth == 0:
            return opening.end(), bracket.start()
    return None


def _in_bracket(layout: Layout, figures: Sequence[Located], k: int) -> tuple[list[int], bool]:
    text = layout.text
    total = figures[k]
    inside = _bracket_behind(layout, total.end)
    if inside is None:
        return [], False
    found = [p for p in _within(figures, k + 1, *inside) if _comparable(total, figures[p])]
    words = text[inside[0] : inside[1]]
    of_which = bool(_OF_WHICH.match(words)) or "、うち" in words
    kept = []
    at = inside[0]
    for p in found:
        if "うち" in text[at : figures[p].start] or not _COMPARED.search(text, at, figures[p].start):
            kept.append(p)
        at = figures[p].end
    if (
        len(kept) == 1
        and not of_which
        and not _is_breakdown(words)
        and figures[kept[0]].figure.value >= total.figure.value
    ):
        return [], False
    # A part that is itself broken down in an inner bracket owns what stands there.
    outer = [
        p for p in kept if text.count("(", inside[0], figures[p].start) == text.count(")", inside[0], figures[p].start)
    ]
    return outer or kept, not of_which and not _INCOMPLETE.search(words)


def _is_breakdown(words: str) -> bool:
    return words.startswith("内訳")


def _within(figures: Sequence[Located], first: int, start: int, end: int) -> list[int]:
    found = []
    for p in range(first, len(figures)):
        if figures[p].start >= end:
            break
        if figures[p].start >= start:
            found.append(p)
    return found


def _among(layout: Layout, figures: Sequence[Located], k: int) -> tuple[list[int], bool]:
    """Read 16人中、9人 and 240人のうち、男性は100人, 240人（…）。うち50人, このうち."""
    text = layout.text
    total = figures[k]
    if k + 1 == len(figures) or figures[k + 1].start > total.end + _AMONG_REACH:
        return [], False
    last = min(total.end + _AMONG_REACH, layout.line_at(total.end).end)
    found: list[int] = []
    for p in range(k + 1, min(k + 6, len(figures))):
        part = figures[p]
        if part.start > last:
            break
        between = text[figures[p - 1].end : part.start]
        if (Qualifier.OF_WHICH in part.figure.qualifiers and _of_total(text, total.end, part.start)) or (
            p == k + 1 and _AMONG.match(between.lstrip())
        ):
            found.append(p)
        elif not found and not between.startswith("("):
            break
    return [p for p in found if _comparable(total, figures[p]) and _nearest_total(figures, p, k)], False


def _told_behind(layout: Layout, figures: Sequence[Located], k: int) -> tuple[list[int], bool]:
    """Read 相談件数は287件。内訳：電話198件、面接89件 on the total's own line, up to the end of that sentence."""
    text = layout.text
    total = figures[k]
    if text.find("内訳", total.end, total.end + _BREAKDOWN_REACH) < 0:
        return [], False
    line = layout.line_at(total.end)
    match = _BREAKDOWN_BEHIND.match(text, total.end, line.end)
    if match is None or any(_comparable(total, figures[p]) for p in _within(figures, k + 1, total.end, match.end())):
        return [], False
    stop = text.find("。", match.end(), line.end)
    stop = line.end if stop < 0 else stop
    parts = [p for p in _within(figures, k + 1, match.end(), stop) if _comparable(total, figures[p])]
    return parts, not _INCOMPLETE.search(text[match.end() : stop])


def _of_total(text: str, start: int, end: int) -> bool:
    """Tell whether うち can be of a total that ends at `start`: no bracket between them, but one that うち opens."""
    between = text[start:end]
    opened = between.count("(") - between.count(")")
    return between.count("。") <= 1 and (opened == 0 or (opened == 1 and bool(_OPENS_WITH_OF_WHICH.search(between))))


def _nearest_total(figures: Sequence[Located], part: int, total: int) -> bool:
    """Tell whether no nearer figure could be the total: of the same unit and not itself marked うち."""
    for k in range(part - 1, total, -1):
        other = figures[k].figure
        if _comparable(figures[k], figures[part]) and Qualifier.OF_WHICH not in other.qualifiers:
            return False
    return True


def _below(layout: Layout, figures: Sequence[Located], k: int, owner: Mapping[int, int]) -> tuple[list[int], bool]:
    """Read a line 内訳：… or うち… right under the total's line, which has no other total behind it."""
    total = figures[k]
    own = layout.line_at(total.end)
    below = own.no + 1
    if below < layout.count and layout.line(below).blank:
        below += 1
    if below >= layout.count or (line := layout.line(below)).blank:
        return [], False
    match = _BREAKDOWN_LINE.match(layout.text, line.start, line.end)
    if not match and line.bullet in ("", layout.line_at(total.start).bullet):
        return [], False
    behind = _within(figures, k + 1, total.end, own.end)
    if k in owner or any(owner.get(p) != k and _comparable(total, figures[p]) for p in behind):
        return [], False
    if not match:
        return ([] if behind else _items_below(layout, figures, k, below)), True
    parts = [p for p in _within(figures, k + 1, line.start, line.end) if _comparable(total, figures[p])]
    words = layout.text[line.start : line.end]
    if "内訳" not in match.group():
        parts = [p for p in parts[:1] if figures[p].figure.value <= total.figure.value or not behind]
    return parts, "内訳" in match.group() and not _INCOMPLETE.search(words)


def _items_below(layout: Layout, figures: Sequence[Located], k: int, first: int) -> list[int]:
    """Return the figures that close the points of a list right below a total, if they add up to it.

    Points that do not add up may as well be about something else: nothing says 内訳.
    """
    total = figures[k]
    mark = _COUNTER.sub("#", layout.line(first).bullet)
    if not mark or mark == _COUNTER.sub("#", layout.line_at(total.start).bullet):
        return []
    parts: list[int] = []
    for no in range(first, min(layout.count, first + _MOST_POINTS)):
        line = layout.line(no)
        if _COUNTER.sub("#", line.bullet) != mark:
            break
        inside = _within(figures, k + 1, line.start, line.end)
        if len(inside) != 1 or not _comparable(total, figures[inside[0]]):
            return []
        parts += inside
    whole = sum(figures[p].figure.value for p in parts)
    return parts if len(parts) > 1 and whole == total.figure.value else []


def _close_with_sum(
    layout: Layout, figures: Sequence[Located], owner: dict[int, int], complete: dict[int, bool]
) -> None:
    """Tie A 50人、B 70人、計120人: the total stands last."""
    text = layout.text
    for k, total in enumerate(figures):
        if k in complete or k in owner or not _SUM_WORD.search(text, max(0, total.start - 8), total.start):
            continue
        parts: list[int] = []
        at = total.start
        for p in range(k - 1, max(-1, k - 12), -1):
            part = figures[p]
            gap = text[part.end : at]
            if (
                not _comparable(total, part)
                or "\n" in gap
                or "。" in gap
                or len(gap) > 24
                or "、" not in gap
                or p in owner
            ):
                break
            parts.append(p)
            at = part.start
        if len(parts) > 1 and not any(
            figures[p].figure.unit_norm in _NO_UNIT_SHARED and figures[p].figure.label is None for p in parts
        ):
            for p in parts:
                owner[p] = k
            complete[k] = True

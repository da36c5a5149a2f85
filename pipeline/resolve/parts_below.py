"""The parts of a total that stand on the lines below it: 内訳：…, うち…, the points of a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from extractors.label_words import EARLIER
from extractors.patterns import compile_pattern
from pipeline.resolve.parts import (
    INCOMPLETE,
    MOST_OFF,
    MOST_PARTS,
    Located,
    comparable,
    is_of_earlier,
    listed_on,
    within,
)
from pipeline.resolve.phrases import in_bracket_since

if TYPE_CHECKING:
    from pipeline.resolve.layout import Layout, Line

_MEASURE = compile_pattern(
    rf"[(](?:[^()。\n]{{0,40}}[、・ ])?[^()。、\n\d]{{0,16}}(?:目標|計画|達成|進捗|執行|{EARLIER})[^()。、\n\d]{{0,8}}$"
)
_LONGEST_MEASURE = 70
_FURTHEST = 2  # figures
_BREAKDOWN_LINE = compile_pattern(r"[ ・\-※]*[(（\[【<]?(?:内訳|うち|このうち)")
_COUNTER = compile_pattern(r"[0-9a-zア-ン①-⑳㋐-㋾]+")


def below(layout: Layout, figures: Sequence[Located], k: int, owner: Mapping[int, int]) -> tuple[list[int], bool]:
    """Read a line 内訳：… or うち… right under the total's line, which has no other total behind it."""
    total = figures[k]
    own = layout.line_at(total.end)
    below = own.no + 1
    if below < layout.count and layout.line(below).blank:
        below += 1
    if below >= layout.count or (line := layout.line(below)).blank:
        return [], False
    match = _BREAKDOWN_LINE.match(layout.text, line.start, line.end)
    if not match and not (line.bullet and _is_list_of_its_own(layout.text, line, layout.line_at(total.start))):
        return [], False
    if _is_measure(layout.text, total.start) or _is_compared_with(layout.text, figures, k, own.start):
        return [], False
    beside = within(figures, k + 1, total.end, own.end)
    if len(beside) > MOST_PARTS:
        return [], False  # a line that tells of so much owns nothing below
    behind = [p for p in beside if not _is_measure(layout.text, figures[p].start)]
    if _opens_part(layout.text, own):  # a part has no parts but on a line that is set in further
        if not match or len(_opening(layout.text, line)) <= len(_opening(layout.text, own)):
            return [], False
    elif k in owner:
        return [], False
    if any(_may_own_below(layout.text, figures, k, p) for p in behind if owner.get(p) != k):
        return [], False
    if not match:
        told = _TOLD_BELOW.search(layout.text, total.end, own.end) or _ALL_OF_NEXT.search(
            layout.text, own.start, total.start
        )
        return ([] if behind and not told else _items_below(layout, figures, k, below, announced=bool(told))), True
    if "内訳" not in match.group():
        return _of_which_below(layout, figures, k, line, sure=not behind), False
    parts = [p for p in within(figures, k + 1, line.start, line.end) if comparable(total, figures[p])]
    return parts, not INCOMPLETE.search(layout.text[line.start : line.end])


def _is_compared_with(text: str, figures: Sequence[Located], k: int, start: int) -> bool:
    """Tell whether a value is of an earlier time, and one of now stands before it on the line: 86件で、前年度の72件から増加した."""
    before = (figure for figure in figures[max(0, k - _FURTHEST) : k] if figure.start >= start)
    return is_of_earlier(text, figures[k]) and any(comparable(figures[k], figure) for figure in before)


def _may_own_below(text: str, figures: Sequence[Located], k: int, other: int) -> bool:
    """Tell whether what stands below may as well be a part of a value behind the total: what a bracket holds, or is of an earlier time, owns nothing there."""
    total, behind = figures[k], figures[other]
    aside = in_bracket_since(text, total.end, behind.start) or is_of_earlier(text, behind)
    return comparable(total, behind) and not aside


def _of_which_below(layout: Layout, figures: Sequence[Located], k: int, first: Line, *, sure: bool) -> list[int]:
    """Return the parts on the lines right below a total that うち opens, one below the other.

    Args:
        layout: the lines of the view.
        figures: every figure.
        k: the total.
        first: the first of the lines; the others are set in as far as it is.
        sure: whether a part may exceed the total, which then is a mistake of the text.
    """
    text, total = layout.text, figures[k]
    found: list[int] = []
    for no in range(first.no, min(layout.count, first.no + MOST_PARTS)):
        line = layout.line(no)
        opening = _opening(text, line)
        if not _opens_part(text, line) or len(opening) < len(_opening(text, first)):
            break
        if len(opening) > len(_opening(text, first)):
            continue  # parts of the part above
        if opening != _opening(text, first):
            break
        parts = [p for p in within(figures, k + 1, line.start, line.end) if comparable(total, figures[p])]
        if not parts or not (sure or figures[parts[0]].figure.value <= total.figure.value):
            break
        found += [parts[0], *listed_on(text, figures, total, parts[0])]
    return found


def _opens_part(text: str, line: Line) -> bool:
    """Tell whether a line begins with うち."""
    match = _BREAKDOWN_LINE.match(text, line.start, line.end)
    return match is not None and "内訳" not in match.group()


def _opening(text: str, line: Line) -> str:
    """Return what stands before うち on a line: blanks and a mark."""
    return text[line.start : line.end].partition("うち")[0].removesuffix("この")


def _is_measure(text: str, at: int) -> bool:
    """Tell whether a bracket gives the value at `at` as what another is measured against: 3,045人（目標3,000人、達成率101.5%）."""
    measured = _MEASURE.search(text, at - _LONGEST_MEASURE, at)
    return measured is not None and "うち" not in measured.group()


def _items_below(layout: Layout, figures: Sequence[Located], k: int, first: int, *, announced: bool) -> list[int]:
    """Return the figures of the points of a list right below a total, one of its unit in each, if they add up to it.

    Points that do not add up may as well be about something else, but where the line of the total says that they are its
    parts (内訳は次のとおり): then they may miss it by a little, and each may tell of more than one thing.
    """
    total = figures[k]
    opened = layout.line(first)
    mark = _COUNTER.sub("#", opened.bullet)
    if not mark or not _is_list_of_its_own(layout.text, opened, layout.line_at(total.start)):
        return []
    parts: list[int] = []
    for no in range(first, min(layout.count, first + MOST_PARTS)):
        line = layout.line(no)
        if _COUNTER.sub("#", line.bullet) != mark or line.indent(layout.text) < opened.indent(layout.text):
            break
        inside = within(figures, k + 1, line.start, line.end)
        alike = [p for p in inside if comparable(total, figures[p])]
        if len(alike) != 1 or (len(inside) > 1 and not announced):
            return []
        parts += alike
    values = [figures[p].figure.value for p in parts]
    apart, whole = abs(sum(values) - total.figure.value), total.figure.value
    near = announced and len(parts) > 1 and apart <= whole * MOST_OFF and max(values) < whole
    return parts if len(parts) > 1 and (apart == 0 or near) else []


def _is_list_of_its_own(text: str, line: Line, above: Line) -> bool:
    """Tell whether a point belongs to another list than the line above it: of another mark, or set in further."""
    return _COUNTER.sub("#", line.bullet) != _COUNTER.sub("#", above.bullet) or line.indent(text) > above.indent(text)


_TOLD_BELOW = compile_pattern("内訳は[、 ]?(?:次|以下|下記)")
_ALL_OF_NEXT = compile_pattern(
    r"(?:次|以下|下記)の[^0-9。、\n()]{1,16}[、 ]?(?:合計|計|延べ|のべ|合わせて|全部で)[、 ]?$"
    r"|(?:次|以下|下記)の(?:とおり|通り)(?:で(?:あり)?|となり)、 ?(?:合計|総数|全体|全部)(?:は|で)?、? ?(?:延べ)?$"
)
"""Before a total: 次の会場で延べ1,204冊を."""

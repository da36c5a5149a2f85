"""Numbers whose marks may as well part two numbers: 1 234人, 1'234人, 1、234人; 一・五部; 2．3回開催 at the head of a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors import scripts
from extractors.numerals import DIGITS

if TYPE_CHECKING:
    from extractors.numerals import Number
    from extractors.view import TextView

_DIGITS = frozenset("0123456789") | DIGITS.keys()
_GROUP = 3
_MARKS = frozenset(" '’、")
_HEAD = scripts.compile(r"(?<![\dA-Za-z.,/第問図表和成~-])(?:(?<!\d )[1-9]\d{0,2} ?['’ ]|(?<![、・])[1-9]\d{0,2}、)$")
"""What may be the first group; a third number before it (52、61、154人) makes a list."""
_COLUMN_GAPS = "\u3000\t"
_LETTER_SPACED = scripts.compile(r"[^\d] ?\d \d $")
_LINE_HEAD = scripts.compile(r"(?:^|\n)[ ・○●◎◇◆□■]*$")
_WHOLE = scripts.compile(r" ?(?:[回件人名冊社校]|団体|[かヶカ箇]所)")
"""Units of which halves are rarely told."""


def is_unclear(view: TextView, number: Number) -> bool:
    """Tell whether a number may as well be cut from its first group, or hold the number of its line."""
    text, (start, end, _, _) = view.text, number
    before, length = text[start - 1 : start], end - start
    if before == "・" and text[start] in _DIGITS and text[start - 2 : start - 1] in _DIGITS:
        return True  # the decimals of another, or the second of two: 一・五部, 三・四年, 2・3グループ
    if length == _GROUP and before in _MARKS and _may_end(view, start):
        return True
    if length == 1:
        return text.startswith(" ", end) and _LETTER_SPACED.search(text, start - 4, start + 2) is not None
    return "." in text[start : start + _GROUP] and _may_be_numbered(view, start, end)


def _may_end(view: TextView, start: int) -> bool:
    """Tell whether a number of three digits may be the last ones of a longer one."""
    if view.raw[view.raw_offset(start - 1)] in _COLUMN_GAPS:
        return False
    return _HEAD.search(view.text, start - 8, start) is not None


def _may_be_numbered(view: TextView, start: int, end: int) -> bool:
    """Tell whether the full-width stop in a number may close the number of the line: 2．3回開催."""
    if "．" not in view.slice(view.span(start, end)):
        return False
    return bool(_WHOLE.match(view.text, end) and _LINE_HEAD.search(view.text, start - _GROUP, start))

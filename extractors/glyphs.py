"""Numbers in one character, above the line or with a power: ½, 3¾, 10⁸, 2^10, 1.5×10^3, 10の6乗."""

from __future__ import annotations

import unicodedata
from decimal import Context, Decimal

from extractors.patterns import compile_pattern

_TO_SPREADSHEET = Context(prec=15)


def is_multiple(value: Decimal, step: Decimal | int) -> bool:
    """Tell whether a number holds another a whole number of times; `%` raises for what is 10**28 times as large."""
    times = value / step
    return times == times.to_integral_value()


def shortened(quotient: Decimal) -> Decimal:
    """Return what a division gives to the 15 digits that spreadsheets and JSON readers hold: 0.333333333333333."""
    return _TO_SPREADSHEET.plus(quotient)


FRACTIONS = {
    sign: shortened(Decimal(above) / Decimal(below))
    for sign in "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒"
    for above, below in [unicodedata.normalize("NFKC", sign).split("⁄")]
}
"""A fraction of one character, and its value."""
MAX_DIGITS = 24
"""Longest digit string with a value: more would be rounded by Decimal's arithmetic, and is an identifier anyway."""
RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_RAISED_AS_DIGITS = str.maketrans(RAISED, "0123456789")
_POWER = compile_pattern(
    r"(?P<base>[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?)(?P<ten>[*×x] ?10)?"
    r"(?:\^(?P<up>[+-]?[0-9]{1,2})|の(?P<to>[0-9]{1,2})乗"
    rf"|(?<=10)(?<![0-9.,]10)(?P<raised>(?<=[*×x]10)-[{RAISED}]{{1,2}}|[¹²][⁰¹²³⁴-⁹]|[⁴-⁹]))(?![0-9.,{RAISED}])"
)
"""A raised 1, 2 or 3 may as well be the mark of a note, and behind any base but 10 whatever is raised."""


def power(text: str, at: int) -> tuple[int, Decimal | None] | None:
    """Return where the power that begins at `at` ends and its value (None for one that has none), None for no power."""
    match = _POWER.match(text, at)
    if match is None:
        return None
    base = Decimal(match["base"].replace(",", ""))
    exponent = int(match["up"] or match["to"] or match["raised"].translate(_RAISED_AS_DIGITS))
    if len(match["base"]) > MAX_DIGITS or (not base and exponent <= 0):
        return match.end(), None
    return match.end(), base * Decimal(10) ** exponent if match["ten"] else base**exponent

"""Units of which a part stands before the number: 摂氏20度, 氷点下5度, 時速60キロ, ¥3,000, US$50."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors import scripts
from extractors.counters import COUNTERS, CURRENCY_SIGNS, DEGREES

if TYPE_CHECKING:
    from extractors.quantities import Quantity

_TEMPERATURE = scripts.compile(r"(?:(?P<scale>摂氏|セ氏|華氏|カ氏) ?)?(?P<below>氷点下|零下)? ?$")
_SPEED = scripts.compile(r"(?:毎(?P<every>[時分秒])|(?P<speed>[時分秒])速) ?(?:約|最大|最高|平均|およそ)? ?$")
_SYMBOLS = {
    "キロ": "km", "キロメートル": "km", "km": "km", "㎞": "km", "メートル": "m", "m": "m", "センチ": "cm", "センチメートル": "cm",
    "cm": "cm", "ミリ": "mm", "ミリメートル": "mm", "mm": "mm", "マイル": "マイル", "ノット": "ノット",
    "リットル": "L", "L": "L", "㎥": "㎥", "立方メートル": "㎥", "トン": "t", "t": "t", "キログラム": "kg", "kg": "kg",
}  # fmt: skip
"""Measures that a time may be put before, and how their speeds are written."""
ENDS_SIGN = frozenset(sign[-1] for sign in CURRENCY_SIGNS) | {" "}
"""What stands before a number behind the sign of a currency."""
_LONGEST_SIGN = 3
_PER = {"時": "h", "分": "min", "秒": "s"}


def join(text: str, quantity: Quantity) -> Quantity:
    """Return the quantity with the foreword that makes its unit another one, or as it is where there is none."""
    at, word = quantity.number_start, quantity.unit or ""
    if quantity.counter.norm in DEGREES:
        match = _TEMPERATURE.search(text, at - 8, at)
        if match is None or not (match["scale"] or match["below"]):
            return quantity
        low, high = quantity.value, quantity.value_max
        if match["below"]:
            low, high = (-low, None) if high is None else (-high, -low)
        counter = quantity.counter
        if match["scale"] and word == "度":
            counter = COUNTERS["℃" if match["scale"] in ("摂氏", "セ氏") else "℉"]
        return quantity._replace(start=match.start(), value=low, value_max=high, counter=counter)
    symbol = _SYMBOLS.get(word)
    match = _SPEED.search(text, at - 8, at) if symbol else None
    if match is None:
        return quantity
    norm = f"{symbol}/{_PER[match['every'] or match['speed']]}"
    return quantity._replace(counter=quantity.counter._replace(norm=norm))


def currency_sign(text: str, at: int) -> tuple[int, str] | None:
    """Return where the sign of a currency that ends at view offset `at` begins, and the sign (US$ before 50, USD of USD 50)."""
    end = at - (text[at - 1 : at] == " ")
    if text[end - 1 : end] not in ENDS_SIGN:
        return None
    for start in range(max(0, end - _LONGEST_SIGN), end):
        sign = text[start:end]
        if sign in CURRENCY_SIGNS and not (
            sign.isalpha() and text[start - 1 : start].isalnum() and text[start - 1].isascii()
        ):
            return (start, sign) if end == at or sign.isalpha() else None
    return None

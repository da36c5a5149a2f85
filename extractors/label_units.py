"""Whether a label can name what a quantity counts, as far as the name says in what it is counted: 戸数 is never in ㎥."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors import scripts
from extractors.counters import PERSONS, POINTS, TAKES_MEASURE
from extractors.mentions import FigureKind

if TYPE_CHECKING:
    from extractors.label_words import Label
    from extractors.quantities import Quantity

_MONEY = FigureKind.MONEY
_SHARES = frozenset({FigureKind.RATE, FigureKind.RATIO})
_OF_MONEY = scripts.compile(r"額$")
_OF_SHARE = scripts.compile(r"(?<![倍効引統能軽生亡姻婚患殺病])率$|割合$")
"""出生率 and 死亡率 may be told in persons for each thousand, 引率 is none."""
_OF_NUMBER = scripts.compile(r"(?:人口|[^指係点歩分秒度]数)$")
_OF_INQUIRY = scripts.compile(r"(?:アンケート|調査|ヒアリング)$")
_OF_THINGS = scripts.compile(r"[件戸冊台棟]数$")
_MEASURES = TAKES_MEASURE - {"W", "GB", "MB"}


def fits(text: str, label: Label, quantity: Quantity) -> bool:
    """Tell whether the last word of a label allows the unit: 助成額 no 件, 給水戸数 no ㎥, 入所率 no 円.

    A share, points and multiples may be told of anything (事業費は8％増).
    """
    if quantity.kind in _SHARES or quantity.unit in POINTS:
        return True
    if quantity.kind is _MONEY:
        return not (_OF_SHARE.search(text, *label) or _OF_NUMBER.search(text, *label))
    paid = _OF_MONEY.search(text, *label) and not text.startswith("を", label.end)  # 税額を3件減免した
    if paid or _OF_SHARE.search(text, *label):
        return False
    if quantity.unit in PERSONS:
        return _OF_THINGS.search(text, *label) is None and _OF_INQUIRY.search(text, *label) is None
    return quantity.unit not in _MEASURES or _OF_NUMBER.search(text, *label) is None

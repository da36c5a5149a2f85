"""Figures: every quantity that has a unit or counter, save dates, clock times and ordinals.

500人, 2,839件, 73%, 1/2, 3億2,104万5千円, 20～30名, 月1回, 14時間30分. Head counts are `people` here; those who took
part are proposed again, with precedence, in `participants.py`. Not found: ages (65歳), school years (3年生), numbers of
articles and laws, 第1回, and numbers without any counter.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from extractors import quantities, scripts
from extractors.counters import COUNTERS, PERIODS
from extractors.mentions import Claim, ClaimedBy, Figure, FigureKind
from extractors.patterns import compile_pattern
from extractors.reading import figure

if TYPE_CHECKING:
    from extractors.view import TextView

_BARE_FREQUENCY = compile_pattern(
    r"毎(?:日|週|月|年度|年)(?!第|(?! ?(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:時(?!間)|:\d\d)) ?(?:\d|[一二三四五六七八九十])|[ 、]?[月火水木金土日](?:曜|・|、|[~-])|末|初|新聞|検査|のように|回)"
    r"(?![^。、\n\d]{1,20}の割合)"
)
"""Not in the name of a share or of a deed: 毎日運動する人の割合, 毎日検査."""
_HALF = scripts.compile(
    r"半(?:(?<=約半)|(?<![一-鿿ァ-ヶー0-9]半))(?P<unit>年|日|月|時間|ダース)(?:間(?![隔]))?"
    r"(?!(?!程度|以上|以内|未満|前後)[一-鿿ァ-ヶー々ごおぶ]| ?(?:に[0-9一]|ほど前))"
)


class Figures:
    """Finds figures of every kind but participants."""

    __slots__ = ()
    name = "figures"

    def find(self, view: TextView) -> Iterator[Figure | Claim]:
        """Yield the figures of `view`, and a claim for each quantity that only says what another is counted by."""
        for quantity in view.memo(quantities.scan):
            if quantity.basis:
                span = view.span(quantity.start, quantity.end)
                yield Claim(span=span, text=view.slice(span), by=ClaimedBy.NAME)
                continue
            yield figure(view, quantity, quantity.kind)
        for match in _HALF.finditer(view.text):
            span, unit = view.span(match.start(), match.end()), match.group()[1:]
            counter = COUNTERS["か月" if unit.startswith("月") else unit]
            yield Figure(
                span=span, text=view.slice(span), value=Decimal("0.5"), unit=unit, unit_norm=counter.norm, kind=counter.kind
            )  # fmt: skip
        for match in _BARE_FREQUENCY.finditer(view.text):
            span = view.span(match.start(), match.end())
            yield Figure(
                span=span, text=view.slice(span), value=Decimal(1), unit="回", unit_norm="回",
                kind=FigureKind.FREQUENCY, per=PERIODS[match.group()],
            )  # fmt: skip

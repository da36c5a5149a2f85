"""Scales on which results are given: 100点満点中82点, 5段階評価で4, 5件法. The highest mark or the number of steps is no figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors import scripts

if TYPE_CHECKING:
    from extractors.quantities import Quantity

_GRADED = r"(?:評価|評定|採点|判定)"
_SCALE = {
    "点": scripts.compile(
        rf" ?満点(?!を(?:取|獲得|達成)|(?:だっ|であっ)た|が ?\d|の(?:者|人|児童|生徒|成績))| ?を満点と| ?{_GRADED}(?:で|の)"
    ),
    "段階": scripts.compile(
        rf" ?(?:相対|絶対)?(?:の)?(?:{_GRADED}|中|満足度|尺度|スケール|アンケート)|で(?:の)?{_GRADED}|で(?:平均)? ?\d(?:\.\d+)?(?![\d.]| ?[人名件回社校])"
        r"|の(?:うち)?、? ?\d(?:以上|以下|[、・とがを]|$)|の(?:うち|中の?)、?(?:最[高低上下]|[金銀銅]賞|真ん中|中位)|[(][^()\n]{1,12}[)]で(?:平均)? ?\d"
    ),
    "件": scripts.compile(r"法(?![人律定制令廷務曹案])"),
    "ポイント": scripts.compile(r" ?満点"),
}
"""Behind the highest mark or the number of steps: what results are given on (100点満点中82点, 5段階評価で4, 5件法)."""
_RATED = scripts.compile(r"(?:\d(?:点|ポイント)?|評価|評定|[足解成到実]度|スコア|尺度) ?[(]$")
"""Before the number of steps alone in a bracket: 平均評定4.2（5段階）, 満足度（5段階）は4.2."""


_HIGHEST = scripts.compile(rf"{_GRADED}(?:で|の|のうち)の?(?:上位|下位|上から|下から)$")
"""Before the steps of a scale that a rate is told for: 5段階評価の上位2段階."""


def is_scale(text: str, quantity: Quantity) -> bool:
    """Tell whether the quantity is what results are given on: 5点満点中4.6点."""
    behind = _SCALE.get(quantity.unit or "")
    if behind is not None and behind.match(text, quantity.end):
        return True
    if quantity.unit == "点" and quantity.value_max is not None:
        return text.startswith(("で評価", "で評定", "で採点"), quantity.end)  # 1点から5点で評価
    return quantity.unit == "段階" and (
        _HIGHEST.search(text, max(0, quantity.start - 10), quantity.start) is not None
        or _is_scale_aside(text, quantity)
    )


def _is_scale_aside(text: str, quantity: Quantity) -> bool:
    """Tell whether a bracket holds nothing but the steps on which the mark beside it is given."""
    before = _RATED.search(text, max(0, quantity.start - 8), quantity.start)
    return before is not None and text.startswith(")", quantity.end)

"""What kind of block a label opens in a report of a given fiscal year and period."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from extractors.patterns import compile_pattern
from pipeline.model import Block, BlockKind, Period, ReportHead
from pipeline.segment.years import fiscal_years, tells_done

_SHORT = compile_pattern(r"[RH][0-9]{1,2}(?![0-9年.])")
_NO_ERA = compile_pattern(r"(?:元|[0-9]{1,2}|[一二三四五六七八九十]{1,3})年度(?!目)")
_ERAS = ("令和", "平成")
_NEAR = 3
"""Years from that of the report that a number without an era may be."""
_SECOND_HALF = compile_pattern(r"下半?期|後期(?!高齢)|後半|年度(?:末まで|内)の|残りの")


class Kinds:
    """The kinds of a report's blocks, by its head."""

    def __init__(self, head: ReportHead) -> None:
        """Take the head of the report."""
        self._head = head

    def of(self, kind: BlockKind, label: str, blocks: Sequence[Block]) -> BlockKind:
        """Return what a label opens behind other blocks of its measure.

        Args:
            kind: what its words say.
            label: its words, without blanks.
            blocks: those before it.
        """
        if kind is not BlockKind.PROGRESS or self._head.fiscal_year is None:
            return kind
        year = year_of(label, self._head.fiscal_year)
        if year is not None and year > self._head.fiscal_year:
            return BlockKind.OUTLOOK
        if tells_done(label):
            return kind
        if self._head.period is Period.H1 and _SECOND_HALF.search(label):
            return BlockKind.OUTLOOK
        # 令和5年度の取組 below 上半期の進捗状況: what the rest of the year is to bring.
        told = any(b.kind is BlockKind.PROGRESS for b in blocks)
        if year == self._head.fiscal_year and told and self._head.period is Period.H1:
            return BlockKind.OUTLOOK
        return kind


@lru_cache(maxsize=1024)  # a report repeats few labels
def year_of(label: str, reported: int | None) -> int | None:
    """Return the fiscal year that a folded label names first, be it without a word for it: R7取組, 7年度にやること.

    Args:
        label: its words, without blanks.
        reported: the fiscal year of the report, which tells the era of a year that is only a number.
    """
    short = _SHORT.match(label)
    said = f"{short.group()}年度" if short else label
    year = next((year.year for year in fiscal_years(said)), None)
    bare = _NO_ERA.match(label) if year is None and reported is not None else None
    if bare is None or reported is None:
        return year
    years = (said.year for era in _ERAS for said in fiscal_years(f"{era}{bare.group()}"))
    return min((year for year in years if abs(year - reported) <= _NEAR), default=None)

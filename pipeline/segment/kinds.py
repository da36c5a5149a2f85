"""What kind of block a label opens in a report of a given fiscal year and period."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.patterns import compile_pattern
from pipeline.model import Block, BlockKind, Period, ReportHead
from pipeline.segment.years import fiscal_years, tells_done

_SECOND_HALF = compile_pattern(r"下半?期|後期(?!高齢)|後半")


class Kinds:
    """The kinds of a report's blocks, by its head."""

    def __init__(self, head: ReportHead) -> None:
        """Take the head of the report."""
        self._head = head
        self._years: dict[str, int | None] = {}  # that labels name: a report repeats a few

    def of(self, kind: BlockKind, label: str, blocks: Sequence[Block]) -> BlockKind:
        """Return what a label opens behind other blocks of its measure.

        Args:
            kind: what its words say.
            label: its words, without blanks.
            blocks: those before it.
        """
        if kind is not BlockKind.PROGRESS or self._head.fiscal_year is None:
            return kind
        if label not in self._years:
            self._years[label] = next((said.year for said in fiscal_years(label)), None)
        year = self._years[label]
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

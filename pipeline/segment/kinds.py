"""What kind of block a label opens in a report of a given fiscal year and period."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from extractors.patterns import compile_pattern
from pipeline.model import Block, BlockKind, Period, ReportHead
from pipeline.profile import base
from pipeline.segment.years import fiscal_years, tells_done

_PROGRESS, _OUTLOOK = BlockKind.PROGRESS, BlockKind.OUTLOOK
_SHORT = compile_pattern(r"(?<![A-Za-z])[RH][0-9]{1,2}(?![0-9年.])")
_NO_ERA = compile_pattern(r"(?:元|[0-9]{1,2}|[一二三四五六七八九十]{1,3})年度(?!目)")
_BY_WORD = compile_pattern(r"(?P<year>[前昨本今当])年度(?!比)")
_ERAS = ("令和", "平成")
_NEAR = 3
"""Years from that of the report that a number without an era may be."""
_PLAN = compile_pattern(r"(?!.*(?:今後|以降|下半?期|後半|残り)).*(?:計画|予定|スケジュール|[工行]程)")
_SECOND_HALF = compile_pattern(r"下半?期|後期(?!高齢)|後半|年度(?:末まで|内)の|残りの")

_UNDERTAKING = compile_pattern(r"(?:対策|事業|施策|支援|推進|活動|計画|改善|内容|概要)(?:事業|計画|施策|活動|内容|等)?")
_AHEAD = compile_pattern(r"今後|これから|引き続き|[次来翌]年度|次期|残りの")


class Kinds:
    """The kinds of a report's blocks, by its head."""

    def __init__(self, head: ReportHead, results: Iterable[str] = ()) -> None:
        """Take the head of the report, and the labels and heads of columns under which it tells results."""
        self._head = head
        years = (year_of(label, head.fiscal_year) for label in results)
        self._years = {year for year in years if year is not None and year <= (head.fiscal_year or 0)}
        self._last = max(self._years, default=0)

    @property
    def year(self) -> int | None:
        """The fiscal year of the report."""
        return self._head.fiscal_year

    def of(self, kind: BlockKind, label: str, blocks: Sequence[Block]) -> BlockKind:
        """Return what a label opens behind other blocks of its measure.

        Where results of several years stand beside each other, the last of these is the one reported: what was planned
        for it is its target, and what the years before it were like is of none of the kinds.

        Args:
            kind: what its words say.
            label: its words, without blanks.
            blocks: those before it.
        """
        told = self._years or kind in (_PROGRESS, _OUTLOOK)
        if self._head.fiscal_year is None or not told:
            return kind
        year = year_of(label, self._head.fiscal_year)
        if year is not None and self._is_past(kind, year):
            return BlockKind.OTHER
        if kind is _OUTLOOK and year == self._last and self._head.period is not Period.H1:
            return BlockKind.TARGET if _PLAN.match(label) else kind
        if kind is not _PROGRESS:
            return kind
        if year is not None and year > self._head.fiscal_year:
            return _OUTLOOK
        if tells_done(label):
            return kind
        if self._head.period is Period.H1 and _SECOND_HALF.search(label):
            return _OUTLOOK
        # 令和5年度の取組 below 上半期の進捗状況: what the rest of the year is to bring.
        told = any(b.kind is _PROGRESS for b in blocks)
        if year == self._head.fiscal_year and told and self._head.period is Period.H1:
            return _OUTLOOK
        return kind

    def _is_past(self, kind: BlockKind, year: int) -> bool:
        """Tell whether what is told of a year is of one before the year reported; a base that targets start from is not."""
        if year >= (self._last or self._head.fiscal_year or 0):
            return False
        return kind is _OUTLOOK or (len(self._years) > 1 and (kind is not BlockKind.TARGET or year in self._years))


@lru_cache(maxsize=1024)  # a report repeats few labels
def year_of(label: str, reported: int | None) -> int | None:
    """Return the fiscal year that a folded label names first, be it without a word for it: R7取組, 7年度にやること.

    Args:
        label: its words, without blanks.
        reported: the fiscal year of the report, which tells the era of a year that is only a number.
    """
    if reported is not None and (word := _BY_WORD.match(label)):
        return reported - (word["year"] in "前昨")
    short = _SHORT.search(label)
    said = label if short is None else f"{label[: short.start()]}{short.group()}年度"
    year = next((year.year for year in fiscal_years(said)), None)
    bare = _NO_ERA.match(label) if year is None and reported is not None else None
    if bare is None or reported is None:
        return year
    years = (said.year for era in _ERAS for said in fiscal_years(f"{era}{bare.group()}"))
    return min((year for year in years if abs(year - reported) <= _NEAR), default=None)


def kind_of_words(words: str) -> BlockKind | None:
    """Return the kind of block that words at either end of a label name, be it with について behind them."""
    words = words.removesuffix("について")
    tail = kind_of_tail(words)
    if tail is not None:
        return tail
    for kind, pattern in base().blocks:
        match = pattern.search(words)
        if match and (match.start() == 0 or match.end() == len(words)):
            return kind
    return None


def kind_of_tail(words: str) -> BlockKind | None:
    """Return the kind of block that the words name with which a label ends: 委員会の意見を踏まえた今後の対応.

    What stands before them says of what they are; a noun that names undertakings too (事業, 対策) is not enough.
    """
    for first in range(len(words) - 1):
        tail = words[first:]
        if not _UNDERTAKING.fullmatch(tail) and (kind := base().kind_of(tail)) is not None:
            return _OUTLOOK if kind is _PROGRESS and _AHEAD.search(words) else kind
    return None

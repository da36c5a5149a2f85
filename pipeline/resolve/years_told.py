"""The year that the words before a month or day say it is of: 昨年度は12月に実施した, 令和7年度の計画：9月26日."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from extractors.gatherings import OCCASION
from extractors.mentions import DateMention, Precision
from extractors.patterns import compile_pattern

if TYPE_CHECKING:
    from pipeline.resolve.layout import Layout
    from pipeline.resolve.standing import Standing

_FIRST_OF_FISCAL_YEAR = 4  # April
_OF_TOPIC = compile_pattern(
    rf"(?:(?:に(?:おいて)?|で)?(?:は|も)、?[^。、\n]{{0,30}}|、|の[^。、\n]{{0,12}}(?:{OCCASION.pattern})会?(?:は|も)、?)"
)
_GOES_ON = compile_pattern(r"(?:[^。、\n]|(?<![がしりきいれてでめのろ])、){0,40}")
"""Between two dates of one clause; 昨年度は12月に中止したが、9月に…: a new clause may tell of another year."""
_OPENED = compile_pattern(r"[ 【\[〔<《(]*")
_HEADS_LINE = compile_pattern(r"(?P<of>[^。、:\n\d()【】\[\]〔〕<>《》]{0,16})(?: ?:|[】\]〕>》]|\) ?:)")
_PREPARED_BEFORE = compile_pattern(r"に向け|予算|編成|要求|募集|申込|申し込み|採用|入[園学所校居]|策定|改定|準備")
"""What is done in the year before the one that it is for: 令和7年度の入園募集：11月1日から."""


class _YearTold(NamedTuple):
    """The year that a sentence, or what heads a line, tells of: 昨年度は12月に実施した, 令和7年度：9月26日に発表会."""

    year: int
    is_fiscal: bool
    end: int
    """Of the year, or of the last date that is of it, in view offsets."""
    headed: int
    """Where ends what it heads, likewise; 0 where it heads nothing."""
    leads: bool = True
    """Whether the year itself is the last date."""

    def fiscal_year_of(self, mention: DateMention) -> int:
        """Return the fiscal year in which a month or day of the year lies."""
        month = mention.written.month
        return self.year - (not self.is_fiscal and month is not None and month < _FIRST_OF_FISCAL_YEAR)

    def covers(self, layout: Layout, mention: DateMention, standing: Standing) -> bool:
        """Tell whether a month or day without a year is of the year that is the topic of its clause, or heads its line."""
        if mention.written.relative or not mention.year_inferred or not mention.parts:
            return False
        if standing.end <= self.headed:
            return True
        between = _OF_TOPIC if self.leads else _GOES_ON
        return between.fullmatch(layout.text, self.end, standing.start) is not None


class YearsTold:
    """The years told so far in a block: that of the sentence, and that which heads the line and all that is on it."""

    def __init__(self, layout: Layout) -> None:
        """Begin a block in which no year is told yet."""
        self._layout = layout
        self._topic: _YearTold | None = None
        self._heading: _YearTold | None = None

    def year_of(self, mention: DateMention, standing: Standing) -> int | None:
        """Return the fiscal year told of the next date of the block, None where none is."""
        years = (self._topic, self._heading)
        over = next((told for told in years if told and told.covers(self._layout, mention, standing)), None)
        self._topic = over and over._replace(end=standing.end, leads=False)
        return over and over.fiscal_year_of(mention)

    def tell(self, date: DateMention, standing: Standing) -> None:
        """Take that date with its years, which may name one; 令和7年度：前年度と同様、5月に: a year that heads goes on."""
        if told := _year_told(self._layout, date, standing):
            self._topic = told
            self._heading = told if told.headed else self._heading


def _year_told(layout: Layout, date: DateMention, standing: Standing) -> _YearTold | None:
    """Return the year that a date names as that of what comes next, None where it names none or several."""
    fiscal = date.precision is Precision.FISCAL_YEAR
    if not (fiscal or date.precision is Precision.YEAR) or len(date.parts) != 1 or date.start is None:
        return None
    return _YearTold(date.start.year, fiscal, standing.end, _end_of_headed(layout, standing))


def _end_of_headed(layout: Layout, standing: Standing) -> int:
    """Return where ends what a year heads: its line, and the sentence that goes on behind it; 0 where it heads none."""
    line = layout.line_at(standing.start)
    head = _HEADS_LINE.match(layout.text, standing.end, line.end)
    if head is None or _PREPARED_BEFORE.search(head["of"]):
        return 0
    if not _OPENED.fullmatch(layout.text, line.body, standing.start):
        return 0
    return max(line.end, layout.sentence(standing.start, standing.end)[1])

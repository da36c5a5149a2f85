"""Figures of one passage, with the words that lead to each: what the relations between values are read from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from extractors.label_words import EARLIER
from extractors.mentions import FigureKind
from extractors.patterns import compile_pattern
from pipeline.check.beside import words_before, words_behind, words_between
from pipeline.check.named_rates import is_whole
from pipeline.check.values import COUNTED, POINTS, exact, is_share
from pipeline.model import FigureRecord


class Told(NamedTuple):
    """A figure of a passage."""

    record: FigureRecord
    value: Decimal
    """Without its sign."""
    unit: str | None
    sentence: int
    """Counted from the first of the passage, as is the line."""
    line: int
    lead: str
    """The words of its sentence and line before it, without those in brackets, `_LEAD` characters at most."""


class Stated(NamedTuple):
    """A value that is held against the others of its passage."""

    text: str
    run: Sequence[Told]
    at: int
    told: Told
    behind: str
    """The words of its sentence and line behind it."""
    before: Sequence[Told]
    """The nearest values before it, and so on."""
    after: Sequence[Told]

    def here(self, some: Sequence[Told]) -> list[Told]:
        """Return those of some values that stand in its sentence."""
        return [o for o in some if o.sentence == self.told.sentence]

    def of_unit(self, some: Sequence[Told]) -> list[Told]:
        """Return those of some values that count the same."""
        unit = self.told.unit
        return [o for o in some if o.unit == unit and is_amount(o)]

    def between(self, one: Told, other: Told) -> str:
        """Return the words between two values."""
        return words_between(self.text, one.record.figure.span.end, other.record.figure.span.start)


_LEAD, _BEHIND = 24, 16  # characters
_BRACKET = compile_pattern(r"\([^()]{0,20}\)")
_MOST_BEFORE, _MOST_AFTER, _SENTENCES = 8, 4, 2
_LONGEST_GAP = 160  # characters
_TABLE = compile_pattern(r"\n\n|[\t|｜│┃]")
_ROUNDED = compile_pattern("四捨五入|端数|一致しな|合わな")
"""Beside values: their sums may be off."""
_ROUNDED_BEFORE, _ROUNDED_BEHIND = 60, 90  # characters


def passages(text: str, figures: Sequence[FigureRecord]) -> Iterator[list[Told]]:
    """Yield the figures that stand near one another in one place, not in a table, and are not told to be rounded."""
    for run in _runs(text, figures):
        if len(run) > 1 and not _is_rounded(text, run):
            yield [_told(text, *held) for held in run]


def _runs(text: str, figures: Sequence[FigureRecord]) -> Iterator[list[tuple[FigureRecord, int, int]]]:
    """Yield the figures that stand near one another, each with its sentence and its line."""
    run: list[tuple[FigureRecord, int, int]] = []
    sentence = line = 0
    for record in figures:
        if run:
            last = run[-1][0]
            gap = text[last.figure.span.end : record.figure.span.start]
            if len(gap) > _LONGEST_GAP or record.place != last.place or _TABLE.search(gap):
                yield run
                run, sentence, line = [], 0, 0
            else:
                lines = gap.count("\n")
                sentence += gap.count("。") + lines
                line += lines
        run.append((record, sentence, line))
    yield run


def _told(text: str, record: FigureRecord, sentence: int, line: int) -> Told:
    figure = record.figure
    return Told(record, abs(figure.value), figure.unit_norm, sentence, line, _lead(text, figure.span.start))


def _is_rounded(text: str, run: Sequence[tuple[FigureRecord, int, int]]) -> bool:
    start, end = run[0][0].figure.span.start, run[-1][0].figure.span.end
    return _ROUNDED.search(text, max(0, start - _ROUNDED_BEFORE), end + _ROUNDED_BEHIND) is not None


def _lead(text: str, at: int) -> str:
    words = words_before(text, at, _LEAD)
    if ")" in words:
        words = _BRACKET.sub("", words_before(text, at, 2 * _LEAD))
    return words.rpartition("\n")[2].rpartition("。")[2]


def clause_behind(text: str, told: Told) -> str:
    """Return the words of the sentence and line of a value behind it, `_BEHIND` characters at most."""
    return words_behind(text, told.record.figure.span.end, _BEHIND).partition("\n")[0].partition("。")[0]


def stated(text: str, run: Sequence[Told], at: int, behind: str) -> Stated:
    """Return a value of a passage, of which `clause_behind` is known, with what stands beside it."""
    told = run[at]
    return Stated(
        text,
        run,
        at,
        told,
        behind,
        [o for o in run[max(0, at - _MOST_BEFORE) : at] if told.sentence - o.sentence <= _SENTENCES],
        run[at + 1 : at + 1 + _MOST_AFTER],
    )


def is_level(told: Told) -> bool:
    """Tell whether a figure is how much or many something is, and not by how much it changed, nor 約."""
    figure = told.record.figure
    return (figure.kind in COUNTED or (figure.kind is FigureKind.DURATION and told.unit in HOURS)) and exact(
        told.record
    )


def is_counted(told: Told) -> bool:
    """Tell whether a figure is an amount, a length of time, how often something is, or a change of one of these."""
    kind = told.record.figure.kind
    return kind in _AMOUNTS or (kind is FigureKind.CHANGE and told.unit != "%" and told.unit not in POINTS)


_AMOUNTS = COUNTED | {FigureKind.DURATION, FigureKind.FREQUENCY}


def is_amount(told: Told) -> bool:
    """Tell whether a figure is counted, and not 約."""
    return is_counted(told) and exact(told.record)


def is_exact_share(told: Told) -> bool:
    """Tell whether a figure is a share that is not 約."""
    return is_share(told.record) and exact(told.record)


def is_named_by(stated: Stated, terms: Sequence[FigureRecord]) -> bool:
    """Tell whether all that the clause of a value says that it is of is told beside those before it that give it: 設置率 of 設置した9校."""
    text, told = stated.text, stated.told
    start = told.record.figure.span.start
    if any(term.figure.span.start > start for term in terms):
        return True
    phrase = _CLAUSE.split(told.lead)[-1]
    if stated.at:
        phrase = phrase[-max(1, start - stated.run[stated.at - 1].record.figure.span.end) :]
    names = [bare for name in _NAMES.findall(_OF_ONE.sub("", phrase)) if len(bare := _GENERAL.sub("", name)) > 1]
    if not names or (any(map(is_whole, terms)) and all(map(_OF_WHOLE.match, names))):
        return True
    spans = (term.figure.span for term in terms)
    words = "\n".join(
        words_between(text, max(0, s.start - _BESIDE), min(s.end + _BESIDE, start - len(phrase))) for s in spans
    )
    owners = (_GENERAL.sub("", owner) for owner in _OWNER.findall(phrase))
    return all(name[:2] in words for name in names) and all(o[-2:] in words for o in owners if len(o) > 1)


_CLAUSE = compile_pattern(r"[、,(\n]")
_NAMES = compile_pattern("[0-9]+[歳代]|[一-鿿々ァ-ヶー]{2,}")
_OWNER = compile_pattern("([^0-9、。のはがをにとで ]{2,})の")
_OF_ONE = compile_pattern("[1一][^0-9、。]{1,3}?(?:当たり|あたり|当り|平均|につき)")
_OF_WHOLE = compile_pattern("執行|収納|充足|回収|徴収|登用")
"""What a part is to be of its whole."""
_GENERAL = compile_pattern(
    rf"{EARLIER}度?|[本今当同]年度?|対前|年度|年間|令和|平成|[合総累小]計|総[数額]|全体|全部|延べ?|割合|比率|構成|[率占比]|増加|減少|増減|(?:自然|社会|純)[増減]|伸び|差額|差引|[残在][高額数庫り]"
    r"|不用|繰越|平均|一人|当たり?|[人件回戸者台個校][数員]?$|数$|金額|決算|支出|支給|支払|発行|交付|補助|助成|収入|代金|額$|実績|比較|年度?末|有効|[未空残欠][一-鿿]{1,3}"
)
_BESIDE = 24  # characters


HOURS = frozenset({"時間", "分", "秒"})
OF_EARLIER = compile_pattern(rf"{EARLIER}[^0-9、。\n]{{0,14}}$")
"""At the end of the words that lead to a value: it is of another time."""
OTHERS = rf"{EARLIER}|全国|県(?:平均|全体|内)|国の|国平均|類似"
OF_OTHERS = compile_pattern(rf"(?:{OTHERS}|再掲)[^0-9、。\n]{{0,14}}$")
"""It is of another time or of others, and no term of what is told of now."""
ONLY_SOME = compile_pattern("(?:だけ|のみ|累計|これまで)[^0-9、。]{0,10}$")
"""It is of a part, or of more years than one."""
YEAR = compile_pattern(r"\(?(?:令和|平成|R|H) ?(?P<year>[0-9]+)年?度?(?:末|は|の)? ?[^0-9、。]{0,6}$")
"""It is of that year."""

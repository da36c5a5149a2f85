"""What the heads of a table call a value: which of its two heads says what is counted, and where in the table it stands.

平均年齢 over a column and 一般職 before a row: 平均年齢 is counted, of 一般職. 相談件数 before the years R4, R5: 相談件数, of R4.
Notes, units in brackets, letters of formulas and blanks between single characters are no part of a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import zip_longest
from typing import NamedTuple

from extractors.counters import scaled_counter_of
from extractors.gatherings import DAY_HEAD
from extractors.mentions import FigureKind
from extractors.patterns import compile_pattern
from extractors.spans import Span
from extractors.view import fold
from pipeline.counted import OPENS_PART, kind_of
from pipeline.pages import Cell
from pipeline.tabular import SUBTOTAL, TOTAL, Column, Role, Sheet, is_value, whole_year, years
from pipeline.units import scaled_unit, unit_in

_LETTER = r"(?:[A-Z](?![a-z])|[①-⑳])"
_FORMULA = rf"(?<![A-Za-z0-9])\(?{_LETTER}\)?(?: ?[-+*/×÷=~] ?\(?(?:{_LETTER}|100)\)?){{1,6}}"
_CALCULATED = compile_pattern(rf"{_FORMULA}\)?(?= ?\(|$)")
_LETTERED = compile_pattern(rf"(?<![A-Za-z0-9]){_LETTER}$")
_ENDS = tuple(
    compile_pattern(pattern)
    for pattern in (
        rf"\((?:{_LETTER}|[ア-ン]|{_FORMULA})\)$",
        rf"{_FORMULA}$",
        r"[(\[〔]?(?:(?:※|\*) ?[0-9]{0,2}|注 ?[0-9]{1,2}|(?<=[(\[〔])注)[)\]〕]?$",
    )
)
"""What may stand behind a name: (A), B/A, ※1, 注2."""
_LAST_BRACKET = compile_pattern(r"[(\[【〔](?P<words>[^()\[\]【】〔〕]{1,24})[)\]】〕]$")
_NOTE = compile_pattern(r"再掲|参考|[▲△].*|-.{0,3}(?:減|マイナス).*|税[込抜].*|延べ?|実|各.{1,12}(?:現在|時点)")
_BEFORE = compile_pattern(r"[(〔\[](?:参考|再掲|うち)[)〕\]]\s*")
_BRACKETED = compile_pattern(r"[(〔][^()〔〕\s][^()〔〕]*[)〕]")
_COUNTS_ROWS = compile_pattern(
    r"(?:\([0-9]{1,3}\)|[0-9]{1,3}(?:[.-][0-9]{1,3})*[.、:]?) +"
    r"(?=[^\d\s])(?!(?:[年人回日](?:[生目間以未]|世帯)|[級号類歳種%円~]|か月|か年|時間|千円|[a-z]))"
)
"""The number of a row before its name: 1 一般管理費, but not 2 人以上世帯."""
_CODE = compile_pattern(r"[0-9]{1,3}(?:[.-][0-9]{1,3})*[.、:]? *(?=[^\d\s])")
_OF_ACCOUNTS = frozenset("款項目節")
_OF_YEARS = frozenset(("年度", "年", "年次", "年度別"))
_REMARKS = compile_pattern(r"摘要|備考|説明|.{0,12}(?:内容|概要|理由|業務|活動|発生源)(?:等|・.{1,12})?")
"""The head of a column that tells of what is named before it: it names nothing itself."""
SAYS_MORE = compile_pattern(rf"{DAY_HEAD}|(?:開催|実施|募集|受付)?期間|(?:開催|実施)?(?:場所|会場)名?|対象者?")
"""The head of a column that says of what is named before it when, where and for whom it was."""
_TIME = compile_pattern(
    r"1?[0-9]月(?:末|分|期|中)?|第?[1-4]/?四半期|[上下前後]半?期|(?:前々?|昨|本|今|当|翌|次)年度?(?:同[期月])?|(?:[0-9]{1,4}|元)(?:年度?)?末?"
)
_YEAR_BEFORE = compile_pattern(
    r"(?P<year>(?:(?:令和|平成|昭和|[RH])(?:[0-9]{1,2}|元)|(?:19|20)[0-9]{2})(?:年度?)?)(?: ?の| +|(?=[^0-9.年→~/+*-]))"
)
_OF_TIME = compile_pattern(
    r"(?:当初|補正後?|最終|末|現在|時点|実績|計画|見込み?|予定|予算|決算|処理後|値|[年度分の()]){1,6}"
)
"""What is left of a head without its year that says no more than when."""
_ONLY_PART = compile_pattern(
    r"(?:男|女)(?:性|子|女計)?|総数|全体|その他|内[訳数]|(?:対?前年度?)計|新規|継続|延べ|実|(?!うち)[^0-9]{0,8}[0-9]+(?:[~-][0-9]+)?(?:歳|年|級|号)[児生以上未満下]*"
    r"|(?:実績|目標|計画|見込み?|予定|現状|基準)(?:数量|[値数額量])?|[^0-9()]{0,6}[市町村県国区]|北海道|東京都|(?:京都|大阪)府|全国(?:平均)?|類似団体(?:平均)?"
)
"""Says of what is counted only which part it is, or whose: 男, うち県内, 県."""
_ANY = compile_pattern(
    r"(?:延べ?|実|総)?(?:件数|人数|回数|金額|人員|数量?|[額率比]|割合|比率|構成比|面積|延長)|[件人回]|対象|終了|完了|増減[数額率比]?"
)
"""Says that something is counted, and not what: 件数, 率."""
_QUANTITY = compile_pattern(
    r"(?:[数額者費料量率比差給金税債高齢]|割合|平均|単価|価格|面積|延長|距離|人口|世帯|人員|定員|定数|指数|収入|支出|歳入|歳出|収支|財源|予算|決算|差引|増減|報酬|手当|件|回|冊)$"
    r"|当たり|あたり"
)
"""How words end that say what is counted: 職員数, 決算額, 構成比."""
_NOUN = compile_pattern(
    r"(?:[^0-9()]{1,20}(?:数|額|者|費|量|高|人員|回数|件数|面積|収入|支出)|[^0-9()]{0,20}(?:剰余|不足|余剰)金|定員"
    r"|1[^0-9()]{1,3}(?:当たり|あたり|平均)(?:の?[^0-9()]{1,6})?"
    r"|(?![^()]*(?:増|減|伸び|対?前[年期]|寄与))[^0-9()]{2,12}(?:率|割合)"
    r"|(?:対象|受診|受講|修了|参加|出席|来場|来館|入場|入館|応募|申込み?|申し込み|登録|採択|交付|受付|利用|貸出|認定|合格|受験|入所|入居|退所|待機|回答|回収)(?:人|委員|児童|団体|企業)?)$"
)
"""The head of a column that says what is counted: 参加者数, 受診率, 受講; not one of a year, a place or a sort."""
_BRACKETS = compile_pattern(r"[(\[【〔].*", re.DOTALL)
_YEAR = compile_pattern(r"(?:令和|平成|昭和|[RHS])?(?:[0-9]+|元)年?度?末?|\([^()]*\)|の")
_ONE_YEAR = compile_pattern(r"(?:令和|平成|昭和|[RHS])(?:[0-9]+|元)年?度?末?|[0-9]+年度末?|[0-9]{4}年?|\([^()]*\)|の")
_ANY_SUM = compile_pattern(
    r"(?:予算|決算|交付|支出|金|総|件|人|回|個|台|本|日|備蓄|在庫|保有|生産|出荷|目標|計画|実績)?(?:額|数|数量|人員)"
)
"""Says no more than that something is counted or paid: 件数, 決算額."""
_ANY_COUNT = compile_pattern(r"(?:[件人回個台本日枚冊]|備蓄|在庫|保有|生産|出荷)?(?:数|数量)|人員|金額")
"""Says no more than that something is counted, and the row of what: 件数, 備蓄数量; 決算額 says what is told of it."""
_REST = "その他"
"""Among sorts that rows name, one of them."""
OF_WHICH = compile_pattern(r"[(（]?うち|内、|.*再掲")
_SHARE = compile_pattern(r"[率比]$|割合$")
_LONGEST_NAME = 40  # characters
_NUMBER, _DEPARTMENT = Role.NUMBER, Role.DEPARTMENT


class Called(NamedTuple):
    """What a value of a table is called."""

    label: str | None
    """What is counted."""
    span: Span | None
    """Where the words of the label stand, the last of several."""
    place: str = ""
    """Where in the table it stands: the words of its heads that are not the label, the row's first."""
    untimed: str = ""
    """The same without those that are years."""


class _Name(NamedTuple):
    """A head as a name."""

    words: str
    span: Span
    time: str = ""
    """The year that stands before it, or in brackets behind it."""

    @property
    def folded(self) -> str:
        """Its folded words without blanks."""
        return fold(self.words).replace(" ", "")

    @property
    def is_time(self) -> bool:
        """Whether it says no more than when: R5, 4月, 令和7年度当初."""
        return _is_time(self.folded)

    @property
    def told(self) -> Iterator[tuple[str, bool]]:
        """Its words and the year beside it, each with whether it is a year."""
        yield self.words, whole_year(self.folded) is not None
        if self.time:
            yield self.time, True

    @property
    def opens_part(self) -> bool:
        """Whether it names a part of what stands before it: うち県内."""
        return OF_WHICH.match(self.folded) is not None

    @property
    def is_part(self) -> bool:
        """Whether it only says which part is counted, or when."""
        return _is_part(self.folded)

    @property
    def counts(self) -> bool:
        """Whether it says that something is counted."""
        return _counts(self.folded)


class Heads:
    """The heads of a table as the names of its values."""

    def __init__(self, sheet: Sheet, rows: Sequence[tuple[Sequence[Cell], Cell | None]]) -> None:
        """Read them.

        Args:
            sheet: a table with a head.
            rows: the cells of each row with the one that names it.
        """
        self._sheet = sheet
        spans = {span for column in sheet.columns for span in column.spans}
        heads = (fold(sheet.raw(span)) for span in (*spans, *(head.spans[0] for _, head in rows if head is not None)))
        self._lettered = any(_CALCULATED.search(words.strip()) for words in heads)
        self._over = {span: self._name(span) for span in spans}
        self._columns: dict[tuple[Span, ...], tuple[list[_Name], list[_Name]]] = {}
        self._before = {cells[0].row: self._names(cells[0].row, head) for cells, head in rows}

    @cached_property
    def _rows_count(self) -> bool:
        """Whether most rows are called by what they count."""
        named = [
            names[-1] for names in self._before.values() if names and not (names[-1].is_part or names[-1].opens_part)
        ]
        return 2 * sum(name.counts for name in named) > len(named)

    @cached_property
    def _columns_count(self) -> bool:
        """Whether some column is called by what it counts, and not only by when, by its share or how much it differs."""
        columns = (column for column in self._sheet.columns if kind_of(self._sheet, column) is not FigureKind.CHANGE)
        names = (self._over[span] for column in columns for span in column.spans)
        return any(name.counts and not _SHARE.search(name.folded) for name in names)

    def _named_over(self, spans: tuple[Span, ...]) -> tuple[list[_Name], list[_Name]]:
        """Return the names over a column, and those of them that say what is counted."""
        if spans not in self._columns:
            names = [self._over[span] for span in spans]
            over = [name for name in names if not _is_unit(name.folded)] or names[-1:]
            self._columns[spans] = over, _joined(over)
        return self._columns[spans]

    def called(self, cell: Cell, own: Cell | None, *, changes: bool, by_column: bool) -> Called:
        """Return what a value is called.

        Args:
            cell: where it stands.
            own: what names it in its row, other than the row's head.
            changes: whether its column gives by how much others differ.
            by_column: whether the row only says of which occasion it is.
        """
        before = self._before.get(cell.row, [])
        if own is not None and not _REMARKS.fullmatch(self._sheet.column(own).head):
            before = [*before, self._name(own.spans[0], account=True)]
        over, label = self._named_over(self._sheet.column(cell).spans)
        by_row = [] if by_column else _joined(before)
        differs = changes and not self._columns_count
        if differs or not any(name.counts for name in label):
            row_says = any(not adds_up(name.folded) for name in by_row)
            if row_says and (differs or self._rows_count or all(name.is_part for name in label)):
                label = by_row
            elif all(adds_up(name.folded) or _is_unit(name.folded) for name in label):
                label = []
        elif all(_ANY_COUNT.fullmatch(name.folded) for name in label) and not all(
            name.is_part and name.folded != _REST for name in by_row
        ):
            label = by_row
        heads = (name for name in (*before, *over) if not _is_unit(name.folded))
        told = [words for name in heads for words in name.told if name not in label or words[0] == name.time]
        words = " ".join(name.words for name in label)
        part = OPENS_PART.match(fold(words))
        return Called(
            label=words[part.end() if part else 0 :] or None,
            span=label[-1].span if label else None,
            place=" ".join(words for words, _ in told),
            untimed=" ".join(words for words, is_year in told if not is_year),
        )

    def _names(self, row: int, head: Cell | None) -> list[_Name]:
        """Return what the cells of a row name, from the left; what only tells of them, where nothing else does."""
        names: list[_Name] = []
        remarks: list[_Name] = []
        for number in range(self._behind_codes() if head is None else head.column + 1):
            cell, column = self._sheet.cell(row, number), self._sheet.columns[number]
            if cell is None or cell.column != number or not cell.spans or column.role in (_NUMBER, _DEPARTMENT):
                continue
            if len(self._sheet.words(cell)) > _LONGEST_NAME:
                continue
            if column.head in _OF_YEARS or not is_value(self._sheet.words(cell)):
                beside = _REMARKS.fullmatch(column.head) or SAYS_MORE.fullmatch(column.head)
                told = remarks if beside else names
                told.append(self._name(cell.spans[0], account=column.head in _OF_ACCOUNTS))
        return names or remarks

    def _behind_codes(self) -> int:
        """Return how many columns name a row that has no head: its year, or its codes and what they are of."""
        columns = self._sheet.columns
        codes = (n for n, c in enumerate(columns) if c.head not in _OF_ACCOUNTS and c.role is not _NUMBER)
        first = next(codes, 0)
        return first + 1 if first or columns[0].head in _OF_YEARS else 0

    def _name(self, span: Span, *, account: bool = False) -> _Name:
        """Return what a head names, without what only stands beside the name."""
        raw = self._sheet.raw(span)
        lines = [line for line in (line.strip() for line in raw.split("\n")) if line]
        named = [
            line for line, below in zip_longest(lines, lines[1:]) if not self._is_aside(fold(line), below)
        ] or lines
        written = "".join(named)
        start, end, time = self._bounds(fold(written))
        if (year := _year_before(fold(written)[start:end])) is not None:
            start, time = start + year.end(), written[start : start + year.end("year")]
        number = (_CODE if account else _COUNTS_ROWS).match(fold(written), start, end)
        start = number.end() if number else start
        at = span.start + max(raw.find(written), 0) + start
        words = written[start:end].split()
        joined = ("" if len(max(words, key=len, default="")) == 1 else " ").join(words)
        stands = raw.find(written) >= 0
        return _Name(joined, Span(at, at + end - start) if stands else span, time)

    def _is_aside(self, line: str, below: str | None) -> bool:
        """Tell whether a line of a head is but its unit, or the letter by which it is calculated.

        A head written from top to bottom has no unit over one more character of its name: 件 over 数.
        """
        downwards = below is not None and len(line) == len(below) == 1 and not _is_unit(fold(below))
        return (
            (_is_unit(line) and not downwards)
            or (self._lettered and _LETTERED.fullmatch(line) is not None)
            or _CALCULATED.fullmatch(line) is not None
        )

    def _bounds(self, folded: str) -> tuple[int, int, str]:
        """Return where a name begins and ends in some folded words, and the year that stands in brackets behind it."""
        before = _BEFORE.match(folded)
        start, end, time = before.end() if before else 0, len(folded), ""
        if start < end and _BRACKETED.fullmatch(folded, start):
            return start + 1, end - 1, time
        ends = (*_ENDS, _LETTERED) if self._lettered else _ENDS
        while True:
            cut = next((found for pattern in ends if (found := pattern.search(folded, start, end))), None)
            bracket = _LAST_BRACKET.search(folded, start, end)
            if cut is None and bracket is not None:
                dated = next(years(bracket["words"]), None) is not None
                if dated or _NOTE.fullmatch(bracket["words"]) or unit_in(bracket[0]):
                    cut, time = bracket, bracket["words"] if dated else time
            if cut is None or not folded[start : cut.start()].strip():
                return start, end, time
            end = start + len(folded[start : cut.start()].rstrip())


def _year_before(words: str) -> re.Match[str] | None:
    """Return the year before what a head says is counted, if it says more than when: 令和5年度の of 令和5年度の決算額."""
    found = _YEAR_BEFORE.match(words)
    rest = words[found.end() :].replace(" ", "") if found else ""
    return found if found and _counts(rest) and not _is_time(words.replace(" ", "")) else None


@lru_cache(maxsize=1024)  # heads come back
def _is_time(words: str) -> bool:
    if _TIME.fullmatch(words) or whole_year(words) is not None:
        return True
    found = next(years(words), None)
    return found is not None and not found.start and _OF_TIME.fullmatch(words, found.end) is not None


@lru_cache(maxsize=1024)
def _is_part(words: str) -> bool:
    if adds_up(words) or _is_time(words) or _is_unit(words):
        return True
    return _ONLY_PART.fullmatch(words) is not None or _REMARKS.fullmatch(words) is not None


@lru_cache(maxsize=1024)
def _counts(words: str) -> bool:
    return not _is_part(words) and (_QUANTITY.search(words) or _NOUN.fullmatch(words)) is not None


def _is_unit(words: str) -> bool:
    """Tell whether a head is but the unit of what stands below it, and does not name that: 人, 千円, but not 団体."""
    unit = scaled_unit(words.strip("()"))
    counter = scaled_counter_of(unit) if unit else None
    return counter is not None and not counter.names_itself


def adds_up(words: str) -> bool:
    """Tell whether folded words are the head of what adds up others: 計, 合計, 小計."""
    return (TOTAL.fullmatch(words) or SUBTOTAL.fullmatch(words)) is not None


def _joined(names: Sequence[_Name]) -> list[_Name]:
    """Return the last of some names that is no time, behind the one over it that says what is counted where it does not: 認定者数 計."""
    *above, last = [name for name in names if not name.is_time] or (None,)
    if last is None:
        return []
    if last.is_part or last.opens_part or _ANY.fullmatch(last.folded):
        over = next((name for name in reversed(above) if not name.is_part), None)
    elif not last.counts:
        over = next((name for name in reversed(above) if name.counts), None)
    else:
        over = None
    return [over, last] if over is not None else [last]


def label_of_row(sheet: Sheet, column: Column, head: Cell | None, *, sessions: bool) -> Span | None:
    """Return where the thing is named that a value of a measure counts: in its column's head, else in its row's.

    Args:
        sheet: the table.
        column: of the value.
        head: what names its row.
        sessions: whether the rows tell of sessions.
    """
    if sessions and column.spans and column.role is Role.OTHER:
        head = None  # what the row tells of is a session, and nothing that could be counted
    named = (span for span in reversed(column.spans) if not _ONE_YEAR.fullmatch(fold(sheet.raw(span))))
    if column.role is Role.OTHER and (span := next(named, None)) is not None:
        words = fold(sheet.raw(span))
        aside = _BEFORE.match(words)
        start = aside.end() if aside else 0
        bare = _BRACKETS.sub("", words[start:]).rstrip()
        noun = _ONE_YEAR.sub("", bare).replace(" ", "")
        whole = head is None or adds_up(sheet.words(head))
        if "\n" not in bare and _NOUN.fullmatch(noun) and (whole or not _ANY_SUM.fullmatch(noun)):
            return Span(span.start + start, span.start + start + len(bare))
    if head is not None and _names_year(sheet.words(head)) and column.spans:
        span = column.spans[-1]
        return Span(span.end - len(OF_WHICH.sub("", sheet.raw(span))), span.end)
    named_by_column = bool(column.spans) and column.role is Role.OTHER
    if not named_by_column if head is None else adds_up(sheet.words(head)):
        return None
    span = column.spans[-1] if head is None else head.spans[0]
    words = fold(sheet.raw(span))
    if _BRACKETED.fullmatch(words):  # (国費)
        span, words = Span(span.start + 1, span.end - 1), words[1:-1]
    if (part := OPENS_PART.match(words)) is not None:
        span, words = Span(span.start + part.end(), span.end), words[part.end() :]
    unit = unit_in(words)
    bracket = max(words.rfind("("), words.rfind("[")) if unit is not None else 0
    return Span(span.start, span.start + len(words[:bracket].rstrip())) if bracket > 0 else span


def _names_year(words: str) -> bool:
    return words[:1] != "(" and _YEAR.fullmatch(words.replace(" ", "")) is not None

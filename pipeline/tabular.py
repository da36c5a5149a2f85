"""What the head of a table says: which rows are its head, and what each column holds.

Everything here is read from the words of the head cells, folded and without blanks (指 標 名 is 指標名). A head of two
rows, or one whose merged cells stand over several columns, is read downwards: 実績値 over R4 and R5.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import NamedTuple

from extractors.counters import COUNTERS
from extractors.patterns import compile_pattern
from extractors.spans import Span
from extractors.view import fold
from extractors.wareki import year_of
from pipeline import units
from pipeline.asking import unasked
from pipeline.pages import Cell, Grid
from pipeline.placed import ABOVE, LONGEST_HEAD, Table
from pipeline.source import SourceDoc

_MOST_HEADS = 3  # rows
_SHORT_HEAD = 12
_FEWEST_VALUES = 2


class Role(StrEnum):
    """What a column holds."""

    NUMBER = "number"
    DIRECTION = "direction"
    TITLE = "title"
    DEPARTMENT = "department"
    INDICATOR = "indicator"
    UNIT = "unit"
    BASELINE = "baseline"
    ACTUAL = "actual"
    TARGET = "target"
    ATTAINMENT = "attainment"
    OTHER = "other"


OF_VALUES = frozenset({Role.BASELINE, Role.ACTUAL, Role.TARGET, Role.ATTAINMENT})
"""What columns of values hold."""
VALUE_ROLES = OF_VALUES | {Role.UNIT}
"""Columns that hold values and their units, and name nothing."""
ITEM = compile_pattern(r"[一-鿿]{0,6}(?:項目|事項|方策)|タイトル|標題|表題|題名|名称|テーマ|課題名")
"""What names measures where no other field does."""
_LONGEST_VALUE = 20  # characters of a cell that holds a value with its unit and year

# In order: the first that the head's words match decides.
_ROLES = tuple(
    (role, compile_pattern(pattern))
    for role, pattern in (
        (Role.NUMBER, r"(?:no\.?|№|(?:取組み?|施策|政策|事業|事務事業|プロジェクト|整理|管理|個票|(?:評価|点検|管理|進捗管理)?(?:シート|カード|調書|票)|公約|提言|指摘|議案|案件|(?:基本|重点)?(?:目標|方針)|柱)の?(?:番号|コード|no\.?|№)|番号|コード|連番|通番|項番|#)"),
        (Role.UNIT, r"\(?単位\)?"),
        (Role.ATTAINMENT, r".*(?:達成率|達成度|進捗率|達成割合|(?:目標|計画)(?:値)?(?:達成)?比(?!較)|目標(?:値)?に対する(?:割合|比率)).*"),
        (Role.INDICATOR, r"[一-鿿]{2,4}指標(?:名|の?名称)?|(?:成果|評価|活動|数値|目標|主な|重要業績評価|モニタリング|参考)*(?:指標|KPI|目標項目)(?:の?(?:名称?|項目|内容))?(?:\(KPI\))?|KPI\(.*\)|めやす|(?:目安|めやす)の(?:数値|数字|項目)|(?:目安|めやす|ものさし|物差し)となる(?:数値|指標|項目|もの)|[^の]{0,8}の?(?:ものさし|物差し)|(?:数値目標|指標|KPI)(?:[・･/]|及び|と)(?:数値目標|(?:成果|重要業績評価)?指標|KPI)(?:\(KPI\))?名?"),
        (Role.DEPARTMENT, r"(?:主な?|実施|事業)?(?:(?:担当|所管|主管|主務|所轄|関係)(?:部?課[・/]?(?:係|室|班)名?|課室?名?|所属名?|部局?課?名?|部署名?|機関名?|委員会名?|(?:係|室|班|グループ|チーム)名?)?|取組(?:課室?名?|所属名?|部局?課?名?|部署名?|機関名?|係|室))等?|(?:[課室係班]|部署|所属|部局|課室|部課|部?課[・/]?係|グループ)名?|(?:推進|実施|責任|取り?まとめ|とりまとめ)(?:主体|機関|部署|部局|所属|課名?)|(?:取組の?)?主体|実施者|担い手"),
        (Role.TITLE, r"(?:主な|主要|具体的な?)?(?:取組|取り組み)(?:項目|事項)|(?:(?:行政)?改革|行革|実施|実行|個別|具体的?な?|取組|推進|重点|改善|見直し|計画|小)(?:項目|事項|方策)名称?|[案議]?件名|(?:案件|議案|公約|提言|検証)(?:の?名称?|項目)|(?:措置|対策|行動|活動|アクション|プログラム|メニュー)(?:(?:の名[称前]|名[称前]?|項目)(?:等|(?=\())?|事業名?等?)"),
        (Role.DIRECTION, r"(?:基本|取組|施策|政策|重点|推進|改革|行革|大|中|まちづくり)(?:的な?|の)?(?:目標|方向性?|方針|柱|視点|分野|領域|体系|分類)名?|(?:基本|取組|施策|重点|推進|大|中)項目|(?:施策|政策|改革|大|中)区分|(?:基本|重点|成長|政策|個別)?戦略(?:名|の柱)?|[一-鿿ァ-ヶー]{2,8}(?:計画|プラン|ビジョン)の?(?:柱|基本目標|基本方針)|(?:分野|柱|(?:基本|重点)?政策|(?:基本|重点)施策)(?:名称?)?|[章節編]"),
        (Role.TITLE, r"(?:主要?な?|具体的な?|個別の?|主な|重点的?な?|実施|関連|予定)*(?:取組み?|取り組み|施策|事業|業務|事務事業|計画事業|細事業|プロジェクト)(?:の?(?:名[称前]?|項目|事業名|名等))?(?:\(事業\)|\(施策\)|等)?|(?:主な)?(?:取組|事業|施策)(?:[・･/]|及び)?(?:取組|事業|施策)名|(?:主な)?(?:取組|事業|施策)[・･/](?:取組|事業|施策)|取組内容\((?:取組|事業|施策)名\)|(?:主な|具体的な?|重点)?(?:取組み?|取り組み|施策|事業|事務事業)(?:の?名称?|項目)?等?(?:[・･/,、]|及び|と)(?:主な)?(?:担当|所管|主管|実施)(?:部?課室?|課係|係|部局|部署|所属|機関)?名?等?"),
        (Role.BASELINE, r".*(?:基準|現状値|現況値|策定当?時|計画当初|当初値|初期値|ベースライン).*|(?:計画)?(?:当初|開始[時前]|着手時|計画[時前]|策定前|取組前|始める前|はじめる前|スタート時?|出発[点時])(?:値|\([^()]*[0-9元][^()]*\))|(?:はじめ|始め|最初|もと|元|スタート|計画を?(?:作|つく)った[時とき]{1,2})の(?:数?値|数字|数)(?:\(.*\))?"),
        (Role.TARGET, r"(?!.*(?:達成状況|実績)|(?:基本|重点|政策)目標[0-9Ⅰ-Ⅻ①-⑳]{1,2}[^0-9の]).*目標.*|(?:めざす|目指す|目ざす)(?:数?値|水準|数字?)(?:\(.*\))?|(?:ゴール|(?:めざす|目指す)(?:ところ|数字))\([^()]*[0-9元][^()]*\)|計画[値量数]|量の見込み?量?|確保(?:方策|の?内容|量|数)"),
        (Role.ACTUAL, r"(?!.*(?:状況|内容|概要|成果|と)).*(?:実績値?|現在値|中間(?:実績|評価)?値|最終値|直近値?|最新値|実測値|達成値|現状|(?:現在|いま|今)(?=\([^()]*[0-9元][^()]*\))|(?:現在|いま|今|今回|直近|最新)の(?:数?値|数字|数(?![^(]))|(?:とどい|届い)た(?:数?値|数字))\)?.*"),
    )
)  # fmt: skip
_YEAR = compile_pattern(
    r"(?:(?P<era>令和|平成|昭和|[RHSrhs])\.? ?(?P<no>[0-9]{1,2}|元)(?:年?\((?:19|20)[0-9]{2}年?\))?(?:年度?|(?<=\))度)?|(?P<western>(?:19|20)[0-9]{2})(?:年?\((?:令和|平成|昭和|[RHS])(?:[0-9]{1,2}|元)年?\))?年?度?"
    r"|(?P<bare>元|[0-9]{1,2})年度)(?: ?(?:[0-9]{1,2}月)?末| ?[上下前後]半?期| ?[0-9]{1,2}月(?:[0-9]{1,2}日)?|(?<=[0-9])\.[0-9]{1,2}(?:\.[0-9]{1,2}|末日?)?)?(?:時点|現在)?"
)
_OF_TIME = compile_pattern(
    r"(?:19|20)[0-9]{2}(?:年|(?=実績|目標|計画))|[0-9]{1,2}年度|1?[0-9]月末|(?:1?[0-9]月|[0-9]年[目後])の?(?=実績|目標|現在|時点)|1[0-9]{0,5}[^0-9\s]{1,4}(?:平均|当たり|あたり)"
)
"""2024年度実績, 6年度計画, 9月末実績, 1回平均 and 10万人当たり are no numbers with their units."""
_NAMES_TARGETS = compile_pattern(r"(?P<sure>(?:数値|成果|達成)目標(?:名|項目)?)|(?:主な|計画の?|全体の?|活動|行動|管理)?目標(?:とする(?:数値|指標|項目|もの)|の?(?:内容|名称?|種別|区分))?(?:\(KPI\))?")  # fmt: skip
_MONTH = compile_pattern(r"1?[0-9]月")
_PLAN_OF_YEAR = compile_pattern(
    rf"(?P<before>計画\()?{_YEAR.pattern}(?(before)\)|(?:計画|\((?:計画|予定|見通し|方針)\)))"
)
_ERAS = {"R": "令和", "H": "平成", "S": "昭和"}
_COUNTED = compile_pattern(
    r"(?P<label>(?:基本|重点|個別|主要|具体)?(?:施策|政策|事業|取組み?|取り組み|プロジェクト)|基本(?:目標|方針)) ?"
    r"(?:[0-9]{1,2}-){0,2}(?P<no>[0-9]{1,2}|[①-⑳])"
)
COUNT = compile_pattern(r"(?:[0-9]{1,2}-){0,3}[0-9]{1,2}|\([0-9]{1,2}\)|[①-⑳]")
_ACCOUNTS = compile_pattern(
    r"[款項目節]|款[・/]?項(?:[・/]?目)?(?:[・/]?節)?|項[・/]?目[・/]?節|[款項目節](?:番号|コード)"
)
_ACCOUNT = compile_pattern(r"[0-9]{1,3}(?:[ .。・\n-]{1,2}[0-9]{1,3}){0,8}")
_OVER_EACH_OTHER = compile_pattern(
    r"上段(?:は|が|[::=] ?|に)?[^上下\d]{0,6}?(?P<upper>目標|計画|実績)[^上下]{0,8}下段(?:は|が|[::=] ?|に)?"
    r"[^上下\d]{0,6}?(?P<lower>目標|計画|実績)"
)
"""What the two rows of each indicator hold, as a line above the table or its head says."""
_ROLES_OF_TWO = {"目標": Role.TARGET, "計画": Role.TARGET, "実績": Role.ACTUAL}
_NUMBER = compile_pattern(
    r"[~約延べ計△▲+\- ]*[0-9][0-9,.]*(?:[万億千][0-9,.]*)*(?: ?(?P<unit>[^0-9\s(]{1,4}))?(?:\([^()]*\))?"
)

_VALUE_OF_SOME = compile_pattern(
    r"\( ?[0-9][0-9,.]* ?\) ?(?P<unit>[^0-9\s()]{1,4})|[0-9]+\.[0-9]+ ?月分|月[0-9]+\.[0-9]+"
)
"""(1.40)月分 below 2.45月分; 月 above 4.60."""
_NO_NUMBER = compile_pattern(r"[-ー…*x]+ ?(?P<unit>[^0-9\s(]{1,4})")
"""A unit with a mark before it where its number would stand: －千円, － 人."""


class Year(NamedTuple):
    """A year as a table writes it."""

    start: int
    end: int
    year: int
    """In the western calendar."""


class Column(NamedTuple):
    """A column of a table."""

    role: Role
    head: str
    """Its folded words without blanks, those of the upper row first."""
    written: str
    """The same as they stand."""
    unit: str | None
    """What its bare numbers count, as written (千円)."""
    period: str | None
    """The year that the head names, as written (R5年度)."""
    year: int | None
    spans: tuple[Span, ...]
    parts: tuple[str, ...] = ()
    """The words of its head as they stand over each other, from above."""


def years(folded: str) -> Iterator[Year]:
    """Yield the years of some folded words: R5, 令和5年度, 2023, 元年度 behind a year of another form is of 令和."""
    for match in _YEAR.finditer(folded):
        if match["western"]:
            year = int(match["western"])
        else:
            number = match["no"] or match["bare"]
            written = match["era"] or "令和"
            found = year_of(_ERAS.get(written.upper(), written), 1 if number == "元" else int(number))
            if found is None:
                continue
            year = found
        yield Year(match.start(), match.end(), year)


def whole_year(folded: str) -> int | None:
    """Return the year that some folded words are, and nothing else."""
    found = next(years(folded), None)
    return found.year if found and (found.start, found.end) == (0, len(folded)) else None


def count_of(label: str) -> str | None:
    """Return the number of a folded label that counts what it names: 1 of 基本目標1."""
    return counted["no"] if (counted := _COUNTED.fullmatch(label)) else None


_BEGINS_NUMBER = frozenset("0123456789△▲+-")


def _unit_first(words: str) -> int:
    """Return where the number begins behind a unit that stands above it in its cell (千円1,200); 0 without one: 区域1 is a name."""
    return next((n for n in range(1, 4) if words[n : n + 1] in _BEGINS_NUMBER and units.may_stand_first(words[:n])), 0)


def is_value(words: str) -> bool:
    """Tell whether folded words are a number with at most its unit, or a mark that stands for none."""
    if words in NO_VALUE or words in DITTO:
        return True
    if (blank := _NO_NUMBER.fullmatch(words)) is not None:
        return blank["unit"] in COUNTERS
    number = words[_unit_first(words) :]
    if number in NO_VALUE:
        return True
    if (beside := _VALUE_OF_SOME.fullmatch(number)) is not None:
        return beside["unit"] in (None, "月分") or units.known_unit(beside["unit"]) is not None
    match = _NUMBER.fullmatch(number)
    return match is not None and (not match["unit"] or units.known_unit(match["unit"]) is not None)


NO_VALUE = frozenset((
    "-", "--", "ー", "‐", "−", "―", "…", "・・・", "...", "*", "／", "/", "×", "未集計", "集計中", "未定", "未公表", "調査中",
    "未調査", "調査なし", "未把握", "未確定", "算定中", "算出中", "非公表", "公表前", "データなし", "不明", "該当なし", "対象外", "なし", "皆増", "皆減", "N/A", "n/a", "NA", "達成", "未達成", "概ね達成",
))  # fmt: skip
"""What a cell says where it holds no number."""
TOTAL = compile_pattern(r"(?:総?合|総)? *計(?: *\([^()]*\))?")
SUBTOTAL = compile_pattern(r"小 *計")
"""What the names of rows that add up others are from end to end: 合計, 総合計(人)."""
DITTO = frozenset(("〃", "同上", "同 上", '"', "々", "”", "″"))
"""What a cell says that repeats the one above."""


class Sheet(Table):
    """A table with its head read."""

    def __init__(self, source: SourceDoc, grid: Grid, *, headed: bool = True) -> None:
        """Read the head of `grid`; a form, whose cells label each other, has none."""
        super().__init__(source, grid)
        self.captions, self.body = self._split() if headed else (0, 0)

    def turned(self) -> Sheet:
        """Return the table with its rows as columns."""
        turned = (
            replace(cell, row=cell.column, column=cell.row, rows=cell.columns, columns=cell.rows)
            for cell in self.grid.cells
        )
        cells = tuple(sorted(turned, key=lambda cell: (cell.row, cell.column)))
        return Sheet(self._source, replace(self.grid, cells=cells))

    def rows(self) -> Iterator[Sequence[Cell]]:
        """Yield the cells of each row below the head."""
        for number in range(self.body, self.grid.rows):
            if number in self._by_row:
                yield self._by_row[number]

    def label(self, cell: Cell) -> str:
        """Return the folded words of a cell as a label; 施策 of 施策1 where that counts the sheets."""
        counted = _COUNTED.fullmatch(self.words(cell))
        return counted["label"] if counted and counted["label"] in self._counting else self.words(cell)

    @cached_property
    def _counting(self) -> frozenset[str]:
        """The labels whose numbers count sheets: they stand but once, or each at the head of rows with labels of their own."""
        rows: dict[str, list[Cell]] = {}
        for cell in self.grid.cells:
            if counted := _COUNTED.fullmatch(self.words(cell)):
                rows.setdefault(counted["label"], []).append(cell)
        return frozenset(label for label, cells in rows.items() if len(cells) == 1 or all(map(self._heads_rows, cells)))

    def _heads_rows(self, cell: Cell) -> bool:
        """Tell whether a cell begins a row below which one begins with words that count nothing."""
        below = self.cell(cell.row + cell.rows, 0)
        words = self.words(below) if below is not None else ""
        return cell.column == 0 and words != "" and _COUNTED.fullmatch(words) is None

    @property
    def unit(self) -> str | None:
        """What the bare numbers of the whole table count, if that is one thing."""
        return self.units[0] if len(self.units) == 1 else None

    @cached_property
    def units(self) -> tuple[str, ...]:
        """What the bare numbers of the table count: （単位：千円、％） on the line above it or in its first rows.

        A corner says it too, above names alone: 事業費（千円） before 令和5年度, 令和6年度.
        """
        captions = (self.words(cell) for number in range(self.captions) for cell in self.row(number))
        named = units.named_above(self.above, captions) or units.named_below(self.below)
        corner = self.cell(self.captions, 0) if not named and self.body > self.captions else None
        names = corner is not None and not any(_NUMBER.fullmatch(self.words(row[0])) for row in self.rows())
        said = units.unit_in(self.words(corner)) if corner is not None and names else None
        return (said,) if said else named

    @cached_property
    def over_each_other(self) -> tuple[Role, Role] | None:
        """What the upper and the lower row of each indicator hold, where a line above or the head says that they differ."""
        start = self.grid.span.start
        heads = "\n".join(column.head for column in self.columns)
        match = _OVER_EACH_OTHER.search(f"{fold(self._raw[max(start - ABOVE, 0) : start])}\n{heads}")
        roles = (_ROLES_OF_TWO[match["upper"]], _ROLES_OF_TWO[match["lower"]]) if match else None
        return roles if roles and roles[0] is not roles[1] else None

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """What each column holds; all of role other where the table has no head."""
        found = tuple(self._checked(number, self._column(number)) for number in range(self.grid.columns))
        found = self._with_names(
            tuple(c._replace(role=Role.NUMBER) if self._holds_codes(n) else c for n, c in enumerate(found))
        )
        if any(column.role is Role.INDICATOR for column in found):
            return found
        # Beside measures, 令和6年度計画 holds what is to be done, if also but a number: 3回.
        return tuple(c._replace(role=Role.OTHER) if _PLAN_OF_YEAR.fullmatch(c.head) else c for c in found)

    def _holds_codes(self, number: int) -> bool:
        """Tell whether a column holds nothing but the numbers of accounts, or of what the next one names below the same head: 1-1, ②."""
        head = self.cell(self.body - 1, number) if self.body > self.captions else None
        if head is None or head.column != number:
            return False
        if head.columns == 1:
            cells = (self.cell(row, number) for row in range(self.body, self.grid.rows))
            words = [self.words(cell) for cell in cells if cell is not None and cell.spans]
            return _ACCOUNTS.fullmatch(self._bare(head)) is not None and all(map(_ACCOUNT.fullmatch, words))
        codes, names = (
            [c for row in self.rows() for c in row if c.column == n and c.spans] for n in (number, number + 1)
        )
        counts = codes and all(c.columns == 1 and COUNT.fullmatch(self.words(c)) for c in codes)
        return bool(counts and names) and not any(is_value(self.words(cell)) for cell in names)

    def _with_names(self, columns: tuple[Column, ...]) -> tuple[Column, ...]:
        """Return columns with that of 数値目標, or 目標 before targets, as the one of the indicators' names where it holds no value, and those behind it do."""
        first = next((n for n, column in enumerate(columns) if column.role in OF_VALUES | {Role.INDICATOR}), None)
        target = columns[first] if first is not None and columns[first].role is Role.TARGET else None
        if first is None or target is None or not (names := _NAMES_TARGETS.fullmatch(target.head)):
            return columns
        cells = [c for row in range(self.body, self.grid.rows) if (c := self.cell(row, first)) is not None and c.spans]
        valued = any(c.role is Role.TARGET or (names["sure"] and c.role is Role.ACTUAL) for c in columns[first + 1 :])
        if not cells or not valued or any(is_value(self.words(cell)) for cell in cells):
            return columns
        return (*columns[:first], target._replace(role=Role.INDICATOR), *columns[first + 1 :])

    def _checked(self, number: int, column: Column) -> Column:
        """Return a column whose head promises values, or a name, as one of text where most of its cells are sentences."""
        named = column.role is Role.TITLE and self.grid.rows == self.body + 1  # 取組 over all that is told of one
        below_other = column.role is Role.DIRECTION and len(column.parts) > 1  # 金額 below 節
        if column.role not in OF_VALUES and not named and not below_other:
            return column
        cells = (self.cell(row, number) for row in range(self.body, self.grid.rows))
        words = [self.words(cell) for cell in cells if cell is not None and cell.spans]
        if below_other:
            values = words and all(map(is_value, words)) and not all(map(COUNT.fullmatch, words))
            return column._replace(role=Role.OTHER) if values else column
        sentences = sum(w.endswith("。") if named else len(w) > _LONGEST_VALUE or "。" in w for w in words)
        return column._replace(role=Role.OTHER) if sentences * 2 > len(words) else column

    def column(self, cell: Cell) -> Column:
        """Return the column of a body cell; of a merged one, the first that has a head."""
        covered = self.columns[cell.column : cell.column + cell.columns]
        return next((column for column in covered if column.head), covered[0])

    def find(self, *roles: Role) -> list[int]:
        """Return the columns of some roles, from the left."""
        seen: set[str] = set()
        found = []
        for number, column in enumerate(self.columns):
            if column.role in roles and (column.head not in seen or column.year):
                found.append(number)
                seen.add(column.head)
        return found

    def _split(self) -> tuple[int, int]:
        """Return the first row of the head and the first row of the body."""
        first = 0
        while first < self.grid.rows - 1 and self.is_band(self.row(first)):
            first += 1
        if not (self._is_head(first) or self._stands_over_values(first)):
            return first, first
        stop = first + 1
        deepest = max((c.row + c.rows for c in self.row(first)), default=stop)
        wide = [c for c in self.row(first) if 1 < c.columns < self.grid.columns]
        spread = any(c.column < below.column < c.column + c.columns for below in self.row(first + 1) for c in wide)
        stop = min(deepest, first + _MOST_HEADS) if deepest > stop else stop
        second = first + 2 if deepest == first + 1 and first + 2 < self.grid.rows else stop
        if second > stop and (self.dates_head(first + 1) or (spread and self._is_head(first + 1))):
            stop = second
        stop += stop < self.grid.rows - 1 and self._names_units(stop)
        return first, min(stop, self.grid.rows)

    def _names_units(self, row: int) -> bool:
        """Tell whether a row only says in which units the columns below it are."""
        return units.is_row_of_units([self.words(cell) for cell in self.row(row)])

    def _stands_over_values(self, row: int) -> bool:
        """Tell whether a row names the columns of the next ones, which give nothing but a value for each: be the names long."""
        heads, *below = (self.row(number) for number in range(row, self.grid.rows))
        named = [self.words(cell) for cell in heads]
        short = all(w and len(w) <= LONGEST_HEAD and not w.endswith("。") for w in named)
        if not short or len(heads) <= _FEWEST_VALUES or any(map(is_value, named)):
            return False
        below = below[1:] if self._names_units(row + 1) else below
        return bool(below) and all(
            len(cells) == len(heads)
            and not is_value(self.words(cells[0]))
            and all(is_value(self.words(cell)) for cell in cells[1:])
            for cells in below
        )

    def dates_head(self, row: int) -> bool:
        """Tell whether a row only says of which years the values are that the head right above it names: R4, R6, R6."""
        cells = self.row(row)
        filled = [cell for cell in cells if cell.spans]
        names_none = bool(cells) and not cells[0].spans
        return names_none and len(filled) > 1 and all(map(_YEAR.fullmatch, map(self._bare, filled)))

    def _bare(self, cell: Cell) -> str:
        return self.words(cell).replace(" ", "").strip("()")

    def _is_head(self, row: int) -> bool:
        """Tell whether a row only names columns: short words, of which at least one says what a column holds."""
        words = [self.words(cell).replace(" ", "") for cell in self.row(row) if cell.spans]
        if len(words) < 2 or any(len(w) > LONGEST_HEAD or w.endswith("。") for w in words):
            return False
        named = sum(map(names_column, words))
        months = [w for w in words if _MONTH.fullmatch(w)]
        numbers = sum(bool(_NUMBER.fullmatch(w)) and not _YEAR.fullmatch(w) and not _OF_TIME.match(w) for w in words)
        numbers -= len(months) if len(months) > 1 else 0
        return not numbers and (named > 0 or all(len(w) <= _SHORT_HEAD for w in words))

    def _column(self, number: int) -> Column:
        cells: list[Cell] = []
        unit = None
        for row in range(self.captions, self.body):
            cell = self.cell(row, number)
            if cell is None or cell in cells or not cell.spans:
                continue
            alone = units.unit_alone(self.words(cell)) if cells or row > self.captions else None
            if alone and (
                self._names_units(row) or (units.known_unit(alone) and not units.counter_of_unit(alone).names_itself)
            ):
                unit = alone
            if not (alone and self._names_units(row)):
                cells.append(cell)
        parts = [self.words(cell).replace(" ", "") for cell in cells]
        head = "".join(parts)
        spans = tuple(span for cell in cells for span in cell.spans)
        period, year = None, None
        for cell in cells:
            for found in years(self.words(cell)):
                period, year = self.written(cell)[found.start : found.end].strip(), found.year
        bare = units.IN_BRACKETS.sub("", head)
        # A head over several columns says less than the one below it.
        role = next(
            (role for text in (*parts[:0:-1], head, bare, *parts[:1]) if (role := role_of(text)) is not Role.OTHER),
            Role.OTHER,
        )
        if role is Role.OTHER and year is not None and (rest := _YEAR.sub("", bare)) in ("", "値", "年", "度", "計画"):
            role = Role.TARGET if rest == "計画" or _PLAN_OF_YEAR.fullmatch(head) else Role.ACTUAL
        return Column(
            role,
            head,
            " ".join(map(self.written, cells)),
            unit or units.unit_in(head),
            period,
            year,
            spans,
            tuple(parts),
        )


def names_column(words: str) -> bool:
    """Tell whether folded words name a column for certain: what it holds, its year or its unit."""
    return role_of(words) is not Role.OTHER or _YEAR.fullmatch(words) is not None or units.unit_in(words) is not None


@lru_cache(maxsize=1024)  # heads come back
def role_of(words: str) -> Role:
    """Return what the column holds that some folded words without blanks are the head of."""
    bare = units.IN_BRACKETS.sub("", words := unasked(words))
    for role, pattern in _ROLES:
        if pattern.fullmatch(words.lower() if role is Role.NUMBER else words) or pattern.fullmatch(bare or words):
            return role
    return Role.OTHER

"""The fields of a form: which of a table's cells name which others.

A label stands left of what it names, or above it; one that is merged over several rows names what stands beside all of
them. Labels are known by their words, or by their place: a few words where a row or what follows a value begins.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractors.mentions import Span
from extractors.patterns import compile_pattern
from pipeline.kinds import BlockKind
from pipeline.pages import Cell
from pipeline.segment.kinds import kind_of_words
from pipeline.segment.level_fields import heads_counted, names_bureau
from pipeline.segment.office_names import KINDS
from pipeline.stacks import is_label
from pipeline.tabular import ITEM, OF_VALUES, Role, Sheet, is_value, role_of, whole_year, years

_LONGEST_LABEL = 20  # characters
_FEWEST_YEARS = 2
_FEWEST_STEPS = 3  # 令和6年度の実績 beside 令和7年度の計画 are two labels
_PAIRS = 2  # one label at a row's head may name the row
_LONGEST_LEVEL = 40
_NAMED = frozenset({Role.DIRECTION, Role.TITLE, Role.DEPARTMENT, Role.NUMBER})
_AHEAD = compile_pattern("今後|[次来翌]年度")
_LONGEST_OWN = 14  # of a label that no vocabulary has
_LEAD = compile_pattern(
    r"(?:[■□◆◇●○▼▶※]|[0-9]{1,2}(?:[.-][0-9]{1,2}){1,3}\.?(?= )|\(?[0-9一二三四五六七八九十ア-ンⅠ-Ⅻa-z]{1,2}[.)、:]|[0-9ア-ンｱ-ﾝ]{1,2}(?= )|[①-⑳⑴-⒇Ⅰ-Ⅻ]) *"
)
_NO_LABEL = compile_pattern(
    r"[。、☑☐□■✓✔レ※「」『』]|[0-9]{1,3}(?:人|名|件|回|円|%)|[0-9],[0-9]{3}|^[・○〇●-]|[A-Z☆★◎△×]$"
)


_STEP = r"(?:[PDCA]|[Pp]lan|PLAN|[Dd]o|DO|[Cc]heck|CHECK|[Aa]ct(?:ion)?|ACT(?:ION)?)"
_STEP_NAMED = "(?:計画|実[施行績]|評価|検証|点検|改善|見直し)"
_CYCLE = compile_pattern(
    rf"(?P<over>{_STEP}(?={_STEP_NAMED})|{_STEP_NAMED}(?={_STEP}))(?P<under>{_STEP}|{_STEP_NAMED})"
)
"""One of plan, do, check, act over or under what it is called: Ｐ 計画, 実施 Do."""
_LETTERS = {"P": "P(計画)", "D": "D(実施)", "C": "C(評価)", "A": "A(改善)"}
"""What the letters of Plan, Do, Check, Act mean, where a form has all of them alone."""
NUMBER = compile_pattern(r"(?:No\.?|№) ?[0-9]{1,4}|[0-9①-⑳ⅠⅡⅢⅣⅤ]{1,3}(?:-?\(?[0-9①-⑳]{1,3}\)?){0,3}")
"""What may number a measure in a cell before its name."""


class Field(NamedTuple):
    """What a label names."""

    label: Cell | None
    """None for words that no label names."""
    words: str
    """The label's, folded, without blanks and mark; of one that stands beside labels of its own, that one's."""
    within: str = ""
    """The words of the label that this one stands beside, merged over several rows."""
    values: Sequence[Cell] = ()
    is_bureau: bool = False
    """Whether it names the bureau whose departments stand in a field of their own: it is the level above them."""
    is_level: bool = False
    """Whether it names by its place what the measure belongs to."""
    is_name: bool = False
    """Whether it names the measure by its place."""

    @property
    def cells(self) -> Sequence[Cell]:
        """Its label and what that names."""
        return (self.label, *self.values) if self.label is not None else self.values

    @property
    def spans(self) -> list[Span]:
        """Where the text is that its label names."""
        return [span for cell in self.values for span in cell.spans]

    @property
    def role(self) -> Role:
        """What the label says that stands there: 目標 beside 体系 is a level of the plan."""
        if self.is_name:
            return Role.TITLE
        placed = self.words == "目標" and self.within.endswith("体系")
        return Role.DIRECTION if self.is_bureau or self.is_level or placed else role_of(self.words)


def read_fields(sheet: Sheet) -> list[Field]:
    """Return the fields of a form in order of their labels, with the cells that no label names among them."""
    fields = _with_levels(sheet, list(_Form(sheet).read()))
    first = next((at for at, field in enumerate(fields) if field.role is Role.TITLE), 0)
    if not any(field.role is Role.DEPARTMENT and not names_bureau(field.words) for field in fields[1:]):
        return fields
    if any(field.role is Role.DIRECTION for field in fields[:first]):
        return fields
    return [
        field._replace(is_bureau=True)
        if at < first and field.label is not None and names_bureau(field.words)
        else field
        for at, field in enumerate(fields)
    ]


def _with_levels(sheet: Sheet, fields: list[Field]) -> list[Field]:
    """Return the fields of a form, those as levels that hold numbered names right before the measure's: 施策の大要 (1) 木を守る.

    Below that name, only what is called as one above it: 重点課題 1 … may tell of the measure.
    """
    levels: set[str] = set()
    found = list(fields)
    before: list[int] = []
    named = False
    for at, field in enumerate(fields):
        if field.role is Role.TITLE:
            levels |= set() if named else {fields[n].words for n in before}
            for n in before:
                found[n] = fields[n]._replace(is_level=fields[n].words in levels)
            named, before = True, []
        elif field.role in (Role.OTHER, Role.TARGET) and _holds_level(sheet, field):
            before.append(at)
        elif field.role not in _NAMED:
            before = []
    return found


def _holds_level(sheet: Sheet, field: Field) -> bool:
    """Tell whether a field may hold the name of a level by its words: a numbered one, and nothing wanting or to come."""
    if field.label is None or len(field.values) != 1 or _AHEAD.search(field.words):
        return False
    words = sheet.words(field.values[0])
    return (
        len(words) <= _LONGEST_LEVEL
        and "。" not in words
        and heads_counted(words)
        and kind_of_words(field.words) is not BlockKind.ISSUES
    )


def years_over(sheet: Sheet) -> list[int]:
    """Return the columns of a table whose heads begin with a year: 令和6年度, R6実績; none where they name but one year."""
    said = {n: next(years(column.head), None) for n, column in enumerate(sheet.columns)}
    found = {n: year.year for n, year in said.items() if year is not None and year.start == 0}
    return list(found) if len(set(found.values())) >= _FEWEST_YEARS else []


def is_form(sheet: Sheet) -> bool:
    """Tell whether a table's cells name each other, and not only those of its head what stands below them."""
    if sheet.body == sheet.captions:
        return True
    if len([n for n in years_over(sheet) if whole_year(sheet.columns[n].head)]) >= _FEWEST_YEARS:
        return False  # what its rows are called stands beside values of years
    named = sheet.row(sheet.grid.rows - 1)[:-1] if sheet.body == sheet.grid.rows else ()
    if any(role_of(bare_label(sheet.label(cell))) is Role.DEPARTMENT for cell in named):
        return True  # nothing stands below its cells: they name each other
    labels = [[is_label(bare_label(sheet.label(cell))) for cell in row if cell.spans] for row in sheet.rows()]
    if any(
        known and all(known) and (len(known) > 1 or len(row) == 1)
        for known, row in zip(labels, sheet.rows(), strict=True)
    ):
        return True
    if any(
        known[:1] == [True] and len(row) < sheet.grid.columns for known, row in zip(labels, sheet.rows(), strict=True)
    ):
        return True
    if sheet.grid.rows == sheet.body + 1 and (sheet.find(Role.TITLE) or _heads_a_sheet(sheet)):
        return True
    rows = [sheet.row(number) for number in range(sheet.captions, sheet.grid.rows)]
    if any(len(row) != 2 for row in rows):
        return False
    if sheet.captions and len(rows) == 1 and role_of(bare_label(sheet.label(rows[0][0]))) is Role.TITLE:
        return True  # 事業名 beside what it is called, below 基本目標1 …: the end of a page cuts the rest off
    return sum(_is_pair(sheet, *row) for row in rows) >= max(_PAIRS, len(rows) - 1)  # 評価 beside a grade is none


def _heads_a_sheet(sheet: Sheet) -> bool:
    """Tell whether a table of one row says whose a sheet is and what of: 課名 and テーマ over their words."""
    named = any(ITEM.fullmatch(column.head) for column in sheet.columns)
    return named and bool(sheet.find(Role.DEPARTMENT)) and not sheet.find(*OF_VALUES, Role.INDICATOR)


def _is_pair(sheet: Sheet, label: Cell, value: Cell) -> bool:
    """Tell whether the first of two cells names the second: 課題 beside what is said of it."""
    return is_label(bare_label(sheet.label(label))) and not is_label(bare_label(sheet.label(value)))


def bare_label(words: str) -> str:
    """Return the folded words of a label without blanks, mark and colon: 成果 for ３．成　果：, P(計画) for Ｐ　計画."""
    lead = _LEAD.match(words)
    words = words[lead.end() if lead and lead.end() < len(words) else 0 :].replace(" ", "").rstrip(":")
    if (step := _CYCLE.fullmatch(words)) is not None:
        return f"{step['over']}({step['under']})"
    return words[1:-1] if words[:1] in "【[<〔《≪〈(" and words[-1:] in "】]>〕》≫〉)" else words


class _Form:
    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._words = {id(cell): bare_label(sheet.label(cell)) for cell in sheet.grid.cells}
        if _LETTERS.keys() <= set(self._words.values()):
            self._words = {key: _LETTERS.get(words, words) for key, words in self._words.items()}
        self._taken: set[int] = set()
        self._values = self._values_of_pairs() | frozenset(self._steps_of_years())
        self._over: list[Cell] = []
        """Labels merged over rows that have labels of their own."""

    def read(self) -> Iterator[Field]:
        for number in range(self._sheet.grid.rows):
            row = self._sheet.row(number)
            heads = self._heads_columns(number)
            may_be_own = True
            for cell in row:
                if not cell.spans or id(cell) in self._taken:
                    may_be_own = True
                elif heads or self._is_known(cell) or (may_be_own and self._is_own(cell)):
                    yield self._field(cell, below=heads)
                    may_be_own = False
                else:
                    yield Field(None, "", self._within(cell), (cell,))
                    may_be_own = True

    def _field(self, label: Cell, *, below: bool) -> Field:
        beside = self._beside(label)
        known = beside is not None and (self._is_known(beside) or self._heads_labels(label))
        values: list[Cell] = []
        if beside is not None and not below and not known:
            values = self._values_beside(label)
        elif beside is not None and known and beside.rows < label.rows and not below:
            self._over.append(label)
        else:
            values = self._values_below(label)
        self._taken.update(map(id, (label, *values)))
        return Field(label, self._words[id(label)], self._within(label), [cell for cell in values if cell.spans])

    def _heads_labels(self, label: Cell) -> bool:
        """Tell whether labels stand beside some row of a label merged over several, a value behind each: 体系 beside まちづくりの柱, 施策名."""
        column = label.column + label.columns
        rows = (self._sheet.row(n) for n in range(label.row, label.row + label.rows)) if label.rows > 1 else ()
        cells = [[c for c in row if c.column >= column] for row in rows]
        pairs = bool(cells) and all(len(row) > 1 and row[0].column == column for row in cells)
        return pairs and any(self._is_known(row[0]) and not self._is_known(row[1]) for row in cells)

    def _beside(self, cell: Cell) -> Cell | None:
        """Return the cell right of another, if it begins in one of its rows."""
        found = self._sheet.cell(cell.row, cell.column + cell.columns)
        return found if found is not None and cell.row <= found.row and id(found) not in self._taken else None

    def _values_beside(self, label: Cell) -> list[Cell]:
        values: list[Cell] = []
        for row in range(label.row, label.row + label.rows):
            cells = [c for c in self._sheet.row(row) if c.column >= label.column + label.columns]
            for at, cell in enumerate(cells):
                own = at and not all(map(NUMBER.fullmatch, map(self._sheet.words, values)))
                if self._is_known(cell) or (own and self._is_own(cell)):
                    break
                values.append(cell)
        return values

    def _values_below(self, label: Cell) -> list[Cell]:
        values: list[Cell] = []
        row = label.row + label.rows
        while row < self._sheet.grid.rows:
            cells = [c for c in self._sheet.row(row) if label.column <= c.column < label.column + label.columns]
            wide = any(c.column + c.columns > label.column + label.columns for c in cells)
            if not cells or wide or any(self._is_known(c) or id(c) in self._taken for c in cells):
                break
            if self._is_of_pairs(row) or (values and self._heads_columns(row)):
                break
            values += cells
            row = max(c.row + c.rows for c in cells)
        return values

    def _heads_columns(self, row: int) -> bool:
        """Tell whether a row only has labels of what stands below them."""
        cells = self._sheet.row(row)
        below = self._sheet.row(max((c.row + c.rows for c in cells), default=0))
        filled = [c for c in cells if c.spans]
        known = [self._is_known(c) or ITEM.fullmatch(self._words[id(c)]) is not None for c in cells]
        if len(filled) < 2 or len(filled) < len(cells) or not below or 2 * sum(known) < len(known):
            return False
        if not all(k or self._is_short(c) for k, c in zip(known, cells, strict=True)):
            return False
        pairs = len(cells) % 2 == 0 and not any(known[1::2])  # 施策名 … 担当課 …
        same = [c.column for c in cells] == [c.column for c in below]
        return same and not pairs and not any(self._is_known(c) for c in below)

    def _is_of_pairs(self, row: int) -> bool:
        """Tell whether each value of a row has its label beside it: 施策名 … 担当課 …."""
        known = [self._is_known(cell) for cell in self._sheet.row(row)]
        return len(known) >= 2 * _PAIRS and known == [True, False] * (len(known) // 2)

    def _values_of_pairs(self) -> frozenset[int]:
        """Return the right cells of a form of two columns with labels all down its left side: 改善 beside 今後の方向性 is no label."""
        rows = [self._sheet.row(number) for number in range(self._sheet.grid.rows)]
        if len(rows) < _PAIRS or any(len(row) != 2 for row in rows) or not all(self._has_known(row[0]) for row in rows):
            return frozenset()
        right = [row[1] for row in rows]
        few = 2 * sum(map(self._has_known, right)) < len(right)
        return frozenset(map(id, right)) if few else frozenset()

    def _steps_of_years(self) -> Iterator[int]:
        """Yield the cells beside each other that say year by year what is done, no labels: R6検討, R7実施 beside 年次工程.

        What stands below heads like these (R6実績, R7計画) is what they name.
        """
        for number in range(self._sheet.grid.rows):
            run: list[tuple[Cell, int]] = []
            for cell in (*self._sheet.row(number), None):
                year = (
                    next(years(self._words[id(cell)][:_LONGEST_OWN]), None)
                    if cell is not None and cell.column
                    else None
                )
                if cell is not None and year and not year.start and (not run or year.year == run[-1][1] + 1):
                    run.append((cell, year.year))
                    continue
                below = {c.column for c in self._sheet.row(number + 1)}
                if len(run) >= _FEWEST_STEPS and not below.issuperset(step.column for step, _ in run):
                    yield from (id(step) for step, _ in run)
                run = []

    def _has_known(self, cell: Cell) -> bool:
        words = self._words[id(cell)]
        return bool(cell.spans) and len(words) <= _LONGEST_LABEL and is_label(words)

    def _is_known(self, cell: Cell) -> bool:
        return id(cell) not in self._values and self._has_known(cell)

    def _is_own(self, cell: Cell) -> bool:
        """Tell whether a cell may be a label by its place: a few words, or a kind of office (班), before another cell."""
        short = id(cell) not in self._values and (self._is_short(cell) or self._words[id(cell)] in KINDS)
        return short and self._beside(cell) is not None

    def _is_short(self, cell: Cell) -> bool:
        words = self._words[id(cell)]
        return 2 <= len(words) <= _LONGEST_OWN and not is_value(words) and not _NO_LABEL.search(words)

    def _within(self, cell: Cell) -> str:
        """Return the words of the label that a cell stands beside though its own label does too."""
        over = (c for c in self._over if c.row <= cell.row < c.row + c.rows and c.column < cell.column)
        return next((self._words[id(c)] for c in over), "")

"""What the columns of a table of measures hold: which names the measures, what stands over them, what each tells.

The words of the heads decide, and where these may mean several things, the places of the columns: 項目 names measures
where other columns tell of them, 取組目標 is a level before their names and a target behind them, and 計画 before the
results is what these were to be.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from itertools import dropwhile, pairwise, takewhile
from typing import NamedTuple

from extractors.mentions import Span
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.kinds import TOLD
from pipeline.markers import named_by_place
from pipeline.model import BlockKind
from pipeline.pages import Cell
from pipeline.segment.departments import split_departments
from pipeline.segment.kinds import kind_of_tail
from pipeline.segment.level_fields import names_bureau, stand_together
from pipeline.segment.tense import tells_done
from pipeline.segment.whose import offices_in
from pipeline.stacks import CYCLE
from pipeline.tabular import Column, Role, Sheet, is_value, role_of, whole_year, years

_DESCRIBES = compile_pattern(r"(?:取組|事業|施策)?の?(?:内容|概要|目的)")
_SORTS = compile_pattern(r"(?:事業|認定|施設|サービス)?(?:区分|種別)")
"""What names measures where each row has another."""
_CALLS = compile_pattern(
    r"(?:名[称前]?|項目|事項|措置|対策|活動|行動|取組|取り組み|(?:取り組む|やる)こと|対応策|方策|手[立だ]て|テーマ|アクション|プログラム|メニュー|プロジェクト|チャレンジ|ミッション|挑戦|約束|施策|事業)等?(?:\([^()]*\))?$"
)
"""What heads names, be it in a report's own words: 取り組むテーマ, 具体的な手立て."""
_RESULT = compile_pattern(r"(?:(?:令和|平成)?[0-9元]{1,4}年度)?の?実績")  # 実績の内訳, 令和6年度実績の概要
_TELLS = compile_pattern(r"実績|状況|進捗|成果|結果|効果")
_ITEM = compile_pattern(
    r"(?:主な|主要|重点|具体的な?)?(?:取組|施策|事業|推進|実施|実行|活動|行動|改革|改善|点検)?(?:項目|事項)"
)
"""What may name measures where no other column does."""
_SHORT_NAME = compile_pattern(r"[^。]{2,40}")
_NAME = compile_pattern(rf"(?!.*(?:[うくぐすつぬぶむる]|[しっいんれけめえせ]た|ます)$){_SHORT_NAME.pattern}")
"""What may be a measure's name, and no sentence that tells of one."""
_OF_ELSE = compile_pattern(
    r"(?:日[時程]?|時[期間]|期[日間]|月|年度?|先|相手方?|講師|主催者?|主体|額|費|数|率|量|区分|分類|種[別類]|対象者?|備考|評価|所在地|住所|場所)(?:\([^()]*\))?$"
    r"|(?:施設|団体|会場|会議|講座|研修|催し|大会|地区|地域|学校|路線|資料|計画|条例|委員|参加者|指標|氏|品|人|企業|事業[所者]|市町村?)名"
    r"|意見|指摘|質問|要望|提言|[市町村区県]名|今後|[来次翌]年|年度の|課題|(?:実施し|行っ|取り組ん)た"
)
"""The heads of columns that name occasions, bodies, places or what was said, and no measures."""
_OF_MEASURES = compile_pattern(r"施策|政策|取組|取り組み|項目|推進")
"""What the heads of levels have that may as well name measures; 基本目標, 分野 and 柱 stand above them."""
_ITEM_OF_PLAN = compile_pattern(r"(?:取組|推進|実施|実行)(?:項目|事項)")
"""What names them, be it beside 施策."""
_AIM = compile_pattern(r"(?:取組|施策|推進)の?(?:目標|方向性?|方針)|方向性?|方針")
"""What is a level of the plan before the measures, and told of each behind their names."""
_PLAN = compile_pattern(r"(?!.*(?:今後|次年度|来年度|翌年度|以降|下半?期|後[半期])).*(?:計画(?:内容)?|予定)")
_LATER_HALF = compile_pattern(
    r"(?:(?:令和|平成|R)?[0-9元]{1,4}年度)?の?(?:下半?期|後[半期]|年度後半)の?(?:対応|動き|進め方|取組み?|取り組み)?$"
)
"""下半期の対応 tells what is to be done in the report of the first half, and what was done in that of the year."""
NO_KIND = compile_pattern(
    r"(?:期間|年度|年月日?|名|番号|額|費|主体|区分|コスト|体系|法令)(?:\([^()]*\))?$|^(?:関連|関係|上位|根拠)"
)
"""Heads that say what something is or costs, whatever else their words are."""
_OF_ROWS = compile_pattern(r"(?:実施|対象|事業|取組|報告)?年度?")
"""The head of a column that says of which year each row tells."""
_CODE = compile_pattern(r"[0-9]{1,2}-[0-9]{1,2}")
"""The number of a section below that of its direction."""
_IS_NO_NAME = compile_pattern(
    r"[【\[(<■□◆●○・]?(?:(?:[本今昨来次翌]年度|(?:令和|平成|R)?(?:[0-9]{1,4}|元)年度?|[上下前後]半?期|第?[1-4]四半期|[0-9]{1,2}月)[^ ]{0,6}"
    r"|(?:行政|[都道府県市区町村]|[市町村区県]民|住民|地域|事業者|企業|団体|家庭|学校|関係機関)[^ ]{0,4}(?:の|による)(?:取組み?|取り組み|役割|活動))$|[※*注]"
)
"""Rows across a table that say of when or by whom is told what stands below them."""
NOWHERE = -1
"""The column of names in a table without one."""
_SEVERAL = 2  # labels
_LONGEST_LEVEL = 30  # characters
_SENTENCE = 10  # characters: no value and no grade
_NO_BLANKS = str.maketrans("", "", " \n")
FIELDS: dict[Role, BlockKind] = {
    Role.BASELINE: BlockKind.TARGET,
    Role.TARGET: BlockKind.TARGET,
    Role.INDICATOR: BlockKind.TARGET,
    Role.UNIT: BlockKind.TARGET,
    Role.ACTUAL: BlockKind.PROGRESS,
    Role.ATTAINMENT: BlockKind.PROGRESS,
}
_OFFICES = {Role.DEPARTMENT: BlockKind.OTHER}

KindOf = Callable[[str], BlockKind | None]
"""What a label opens, by the report's style."""


class Columns(NamedTuple):
    """The columns of a table of measures, by their numbers."""

    title: int
    levels: tuple[int, ...]
    """Those of directions and sections, from the left."""
    coded: frozenset[int]
    """Those of them whose numbers stand in the column before."""
    department: int | None
    kinds: dict[int, BlockKind]
    """What each tells; those that name things are left out."""
    of_rows: dict[tuple[int, int], tuple[BlockKind, Cell]]
    """What the cells of rows tell that have a label of their own, by row and column, with that label."""
    naming: frozenset[int] = frozenset()
    """The rows that name measures, each over what is told of it, in a table without a column of names."""


def columns_of(sheet: Sheet, kind_of: KindOf) -> Columns | None:
    """Return the columns of a table that names measures and tells of them; None for any other table."""
    kinds = _kinds(sheet, kind_of)
    titles = sorted({*sheet.find(Role.TITLE), *_items(sheet, kinds)})
    told = any(kinds.get(number) in TOLD for number in _texts(sheet) if number not in titles)
    results = bool(sheet.find(Role.ACTUAL)) and not sheet.find(Role.INDICATOR, Role.BASELINE, Role.TARGET)
    title = titles[-1] if titles else 0
    of_rows = _kinds_of_rows(sheet, kind_of, title) or _labels_below(sheet, kind_of, title) if titles else {}
    if not titles and (naming := _rows_of_names(sheet, kind_of)):
        return Columns(NOWHERE, (), frozenset(), next(iter(sheet.find(Role.DEPARTMENT)), None), kinds, {}, naming)
    if not titles or not (told or results or of_rows):
        return None
    before = (n for n in (*_texts(sheet), *sheet.find(Role.TARGET)) if n < title)
    aims = {n for n in _texts(sheet) if _AIM.fullmatch(sheet.columns[n].head)}
    unnamed = [n for n in before if (n in aims or kinds.get(n) not in TOLD) and _is_level(sheet, n)]
    levels = sorted([*sheet.find(Role.DIRECTION), *titles[:-1], *unnamed])
    behind = {n for n in levels if n > title and _AIM.fullmatch(sheet.columns[n].head)}
    kinds |= {n: kind_of(sheet.columns[n].head) or BlockKind.OTHER for n in behind}
    kinds = {n: kind for n, kind in kinds.items() if n not in (title, *unnamed)}
    above = tuple(n for n in levels if n not in behind and n != title) or tuple(_bureaus(sheet, title))
    return Columns(
        title,
        above,
        frozenset(n for n in above if n and _is_code_of(sheet, n - 1, n)),
        next((n for n in sheet.find(Role.DEPARTMENT) if n not in above), None),
        kinds,
        of_rows,
    )


def _rows_of_names(sheet: Sheet, kind_of: KindOf) -> frozenset[int]:
    """Return the rows of a table that name its measures, each right above what the columns tell of one: 1-1 見守り over 計画 and 実績.

    None for a table that does not begin with one, or whose rows across it only say of when or of what kind the rows
    below are (令和6年度, 上半期, 課題), or come back.
    """
    if not kinds_of(sheet, kind_of):
        return frozenset()
    rows = list(sheet.rows())
    names = [_names_measure(sheet, cells) for cells in rows]
    found = [n for n, (name, below) in enumerate(pairwise([*names, True])) if name and not below]
    words = [names[n].translate(_NO_BLANKS) for n in found]
    alone = len(set(words)) == len(words) and not any(_IS_NO_NAME.match(name) or kind_of(name) for name in words)
    led = bool(rows) and bool(names[0]) and found and all(names[: found[0] + 1])
    return frozenset(rows[n][0].row for n in found) if led and alone else frozenset()


def _names_measure(sheet: Sheet, cells: Sequence[Cell]) -> str:
    """Return the folded words of a row across the table, or across all of it but the offices at its end; nothing for any other row."""
    filled = [cell for cell in cells if cell.spans]
    if not filled or filled[0].column:
        return ""
    if offices_in(sheet.words(filled[0]), Span(0, len(sheet.words(filled[0])))):
        return ""
    offices = "".join(map(sheet.words, filled[1:]))
    beside = len(filled) > 1 and filled[0].columns > 1 and split_departments(offices, 0, len(offices))
    return sheet.words(filled[0]) if beside or sheet.is_band(cells) else ""


def _bureaus(sheet: Sheet, title: int) -> list[int]:
    """Return the column of the bureaus, before the measures' names, whose departments stand in another: 部局 beside 課名."""
    offices = sheet.find(Role.DEPARTMENT)
    found = [n for n in offices if n < title and names_bureau(sheet.columns[n].head) and _is_level(sheet, n)]
    return found[:1] if len(offices) > len(found) else []


def _is_level(sheet: Sheet, column: int) -> bool:
    """Tell whether a column before the measures' names holds what they belong to, by its head or its merged cells."""
    cells = {
        id(c): c for n in range(sheet.body, sheet.grid.rows) if (c := sheet.cell(n, column)) is not None and c.spans
    }
    named = [sheet.words(cell) for cell in cells.values()]
    if _AIM.fullmatch(sheet.columns[column].head):
        return not any("。" in words for words in named)
    merged = any(cell.rows > 1 for cell in cells.values())
    head = sheet.columns[column].head  # 分類, of which rows below each other hold the same
    groups = named_by_place(head) or names_bureau(head) or _ITEM.fullmatch(head) is not None
    grouped = groups and stand_together(named) and len(set(named)) < len(named)
    return (merged or grouped) and all(len(w) <= _LONGEST_LEVEL and "。" not in w and not is_value(w) for w in named)


def _kinds_of_rows(sheet: Sheet, kind_of: KindOf, title: int) -> dict[tuple[int, int], tuple[BlockKind, Cell]]:
    """Return what the rows of a table tell whose measures take several, each with its label: 計画 over 実績.

    Returns:
        By row and column of the cells behind the labels, which one it is.
    """
    below: dict[int, list[Cell]] = {}
    for cell in sheet.grid.cells:
        if cell.column > title and cell.row >= sheet.body and cell.spans:
            below.setdefault(cell.column, []).append(cell)
    for number, cells in sorted(below.items()):
        times = Counter(map(sheet.label, cells))
        kinds = {n: kind for n, label in enumerate(times) if (kind := kind_of(label)) is not None}
        known = kinds.keys() | {n for n, label in enumerate(times) if role_of(label) in _OFFICES}
        if len(set(kinds.values())) < _SEVERAL or TOLD.isdisjoint(kinds.values()) or not _come_back(times, known):
            continue
        behind = (sheet.cell(cell.row, n) for cell in cells for n in range(number + 1, sheet.grid.columns))
        words = (sheet.words(cell) for cell in behind if cell is not None)
        if not any(len(w) >= _SENTENCE and not is_value(w) for w in words):
            continue
        told = beside_each_other([(label, next((y.year for y in years(label)), None)) for label in times], kinds)
        named = {label: told.get(n, BlockKind.OTHER) for n, label in enumerate(times)}
        return {
            (cell.row, column): (named[sheet.label(cell)], cell)
            for cell in cells
            for column in range(number, sheet.grid.columns)
        }
    return {}


def _come_back(times: Counter[str], kinds: Container[int]) -> bool:
    """Tell whether what may label rows does so, be it that some words are known nowhere: 特記 beside 実績 and 課題 of each measure.

    Args:
        times: how often each stands there, in order.
        kinds: the places among them of those that are known.
    """
    unknown = [count for n, count in enumerate(times.values()) if n not in kinds]
    once = max(times.values()) == 1
    return 2 * sum(unknown) < times.total() and (once or 1 not in unknown)


def _labels_below(sheet: Sheet, kind_of: KindOf, title: int) -> dict[tuple[int, int], tuple[BlockKind, Cell]]:
    """Return what the rows tell that stand below the name of each measure, labels beside their words: 実績 … over 課題 ….

    Returns:
        By row and column of the labels and of the cells behind them, what they tell, with the label; nothing where most
        measures have no such rows, as where only a last row tells of them all.
    """
    found: dict[tuple[int, int], tuple[BlockKind, Cell]] = {}
    told: list[bool] = []  # of each measure, whether such rows stand below its name
    for cells in sheet.rows():
        name = sheet.cell(cells[0].row, title)
        pairs = list(_pairs(sheet, cells, kind_of, title)) if told else []
        stops = [*(label.column for label, _ in pairs[1:]), sheet.grid.columns]
        for (label, kind), stop in zip(pairs, stops, strict=False):
            rows = range(label.row, label.row + label.rows)
            found |= {(row, column): (kind, label) for row in rows for column in range(label.column, stop)}
        if pairs:
            told[-1] = True
        elif name is not None and name.spans and name.row == cells[0].row and not sheet.is_band(cells):
            told.append((name.row, title) in found)  # the words of a label over several rows go on
    return found if sum(told) * 2 > len(told) and any(kind in TOLD for kind, _ in found.values()) else {}


def _pairs(sheet: Sheet, cells: Sequence[Cell], kind_of: KindOf, title: int) -> Iterator[tuple[Cell, BlockKind]]:
    """Yield the labels of a row of nothing but labels, each before its words, with what they tell; none of another row.

    The first stands in the column of names or before it, behind what a page's end leaves blank of the measure's number.
    """
    filled = list(dropwhile(lambda cell: not cell.spans and cell.column < title, cells))
    labels = filled[::2]
    if len(filled) % 2 or not filled or filled[0].column > title or not all(label.spans for label in labels):
        return
    told = (kind_of(words) or _OFFICES.get(role_of(words)) for words in map(sheet.label, labels))
    kinds = list(takewhile(lambda kind: kind is not None, told))
    if len(kinds) == len(labels):
        yield from ((label, kind) for label, kind in zip(labels, kinds, strict=True) if kind is not None)


def _is_code_of(sheet: Sheet, codes: int, names: int) -> bool:
    """Tell whether a column numbers what the next one names: 施策番号 before 施策, filled in the same rows, and not in all.

    What is filled in every row may count the measures.
    """
    if sheet.columns[codes].role is not Role.NUMBER:
        return False
    rows = [
        (sheet.cell(row[0].row, codes), sheet.cell(row[0].row, names)) for row in sheet.rows() if not sheet.is_band(row)
    ]
    filled = [(bool(code and code.spans), bool(name and name.spans)) for code, name in rows]
    several = any(
        (name is not None and name.rows > 1) or (code is not None and _CODE.fullmatch(sheet.words(code)))
        for code, name in rows
    )
    return all(code == name for code, name in filled) and (several or not all(code for code, _ in filled))


def column_of_years(sheet: Sheet) -> int | None:
    """Return the column that says of which year each row tells, where a measure has several: R5 over R6; None without one."""
    for number, column in enumerate(sheet.columns):
        if _OF_ROWS.fullmatch(column.head):
            cells = (sheet.cell(row[0].row, number) for row in sheet.rows() if not sheet.is_band(row))
            named = [sheet.words(cell) for cell in cells if cell is not None and cell.spans]
            return number if len(set(named)) > 1 and all(map(whole_year, named)) else None
    return None


def kinds_of(sheet: Sheet, kind_of: KindOf) -> dict[int, BlockKind]:
    """Return what each column of a table tells whose measure is named above it; nothing for a table of anything else."""
    kinds = _kinds(sheet, kind_of)
    aims = [n for n in sheet.find(Role.DIRECTION) if _AIM.fullmatch(sheet.columns[n].head)]
    kinds |= {n: kind_of(sheet.columns[n].head) or BlockKind.OTHER for n in aims}
    told = [number for number in _texts(sheet) if kinds[number] in TOLD]
    other = [number for number in kinds if number not in told and kinds[number] is not BlockKind.OTHER]
    named = sheet.find(Role.TITLE, Role.INDICATOR)
    beside = len(told) > 1 or other or sheet.find(Role.DEPARTMENT)
    described = sheet.find(Role.ACTUAL) and any(_DESCRIBES.fullmatch(column.head) for column in sheet.columns)
    values = described or len(set(other)) == sheet.grid.columns > 1  # 目標 beside 実績, and nothing that names them
    return kinds if not named and (values or (told and beside)) else {}


def _texts(sheet: Sheet) -> list[int]:
    return [number for number, column in enumerate(sheet.columns) if column.role is Role.OTHER]


def _items(sheet: Sheet, kinds: dict[int, BlockKind]) -> list[int]:
    """Return the column of items that name measures: 取組項目; 項目 where an office or several things are told of each."""
    unnamed = not sheet.find(Role.TITLE)
    several = len(TOLD.intersection(kinds.values())) > 1 or bool(sheet.find(Role.DEPARTMENT))
    valued = bool(sheet.find(Role.BASELINE, Role.UNIT))  # as indicators are
    items = _ITEM if unnamed and several and not valued else _ITEM_OF_PLAN
    found = [n for n, column in enumerate(sheet.columns) if items.fullmatch(column.head)]
    found = [n for n in found if sheet.columns[n].role in (Role.OTHER, Role.DIRECTION)][-1:]
    return found or (_names_in(sheet, kinds) or _lowest_level(sheet, kinds) if unnamed and not valued else [])


def _lowest_level(sheet: Sheet, kinds: Mapping[int, BlockKind]) -> list[int]:
    """Return the last column of a level of the plan where nothing below it is named, and each of its cells is another: 重点施策.

    What has no more above it (基本目標) names no measures, nor does what only sums up: results are told of each and,
    unless an office is, what is wanting or to come. A cell over several rows names one where all beside it tells of it.
    """
    last = next(reversed(sheet.find(Role.DIRECTION)), None)
    if last is None or _OF_MEASURES.search(sheet.columns[last].head) is None:
        return []
    behind = {kind for number, kind in kinds.items() if number > last}
    more = behind & (TOLD - {BlockKind.PROGRESS}) or sheet.find(Role.DEPARTMENT)
    if BlockKind.PROGRESS not in behind or not more:
        return []
    covering = (sheet.cell(cells[0].row, last) for cells in sheet.rows() if not sheet.is_band(cells))
    cells = {id(cell): cell for cell in covering if cell is not None}.values()
    words = [sheet.words(cell).replace("\n", "") for cell in cells]
    one_each = BlockKind.OTHER not in behind or all(cell.rows == 1 for cell in cells)
    named = all(map(_SHORT_NAME.fullmatch, words)) and len(set(words)) == len(words) and not any(map(is_value, words))
    return [last] if one_each and named else []


def _names_in(sheet: Sheet, kinds: dict[int, BlockKind]) -> list[int]:
    """Return the first column of text where it only names what results are told of beside it: テーマ, 内容, 取組内容.

    Of each an office or what is to come is told too, so that the rows are no list of occasions or bodies. A head that
    says nothing of names (内容) heads them behind their numbers.
    """
    first = next(iter(_texts(sheet)), None)
    others = {kind for number, kind in kinds.items() if number != first}
    if first is None or BlockKind.PROGRESS not in others:
        return []
    head = sheet.columns[first].head
    sorts = _SORTS.fullmatch(head) is not None
    if _OF_ELSE.search(head) and not sorts:
        return []
    described, called = _DESCRIBES.fullmatch(head) is not None, sorts or _CALLS.search(head) is not None
    if kinds[first] in TOLD and not (described or called):
        return []
    if not (described or called or (first and sheet.columns[first - 1].role is Role.NUMBER)):
        return []
    if not sheet.find(Role.DEPARTMENT) and (described or BlockKind.OUTLOOK not in others):
        return []
    cells = (sheet.cell(cells[0].row, first) for cells in sheet.rows() if not sheet.is_band(cells))
    names = [sheet.words(cell).replace("\n", "") for cell in cells if cell is not None and cell.spans]
    told = any(kinds.get(n) in TOLD for n in _texts(sheet) if n != first)
    if (len(set(names)) < len(names) and not described) or (sorts and not (told and sheet.find(Role.DEPARTMENT))):
        return []
    name = _SHORT_NAME if called and not sorts and kinds[first] not in TOLD else _NAME
    return [first] if names and all(map(name.fullmatch, names)) and not any(map(is_value, names)) else []


def _kinds(sheet: Sheet, kind_of: KindOf) -> dict[int, BlockKind]:
    """Return what each column tells; columns that name things are left out."""
    kinds: dict[int, BlockKind] = {}
    letters = CYCLE if CYCLE.keys() <= {column.head for column in sheet.columns} else {}
    for number, column in enumerate(sheet.columns):
        if column.role in FIELDS:
            kinds[number] = FIELDS[column.role]
        elif column.role is Role.OTHER:
            lowest = _lowest(sheet, column)
            # 実施状況 over 課題 says only what it is a part of; 令和7年度 over 取組内容 says when.
            part = kind_of(column.head.removesuffix(lowest)) and kind_of(lowest)
            words = part or kind_of(column.head) or (BlockKind.PROGRESS if _RESULT.match(column.head) else None)
            words = words or letters.get(column.head)
            if words is None and not NO_KIND.search(column.head):
                words = kind_of_tail(column.head)
            if _LATER_HALF.match(column.head):
                words = _told_ahead(sheet, number) or words
            kinds[number] = words or BlockKind.OTHER
        if number in kinds and whole_year(column.head):
            kinds[number] = _told_ahead(sheet, number) or kinds[number]
    return beside_each_other([(column.head, column.year) for column in sheet.columns], kinds)


def _told_ahead(sheet: Sheet, column: int) -> BlockKind | None:
    """Return what the cells of a column tell whose head only names a year or its later half: what is done, or is to be."""
    cells = {id(c): c for row in sheet.rows() if (c := sheet.cell(row[0].row, column)) is not None and c.spans}
    told = [tells_done(sheet.raw(span), Span(0, span.end - span.start)) for c in cells.values() for span in c.spans]
    done, ahead = told.count(True), told.count(False)
    if done and ahead:
        return None
    return BlockKind.PROGRESS if done else BlockKind.OUTLOOK if ahead else None


def _lowest(sheet: Sheet, column: Column) -> str:
    """Return the folded words of the last of the cells that head a column."""
    return "".join(fold(sheet.raw(span)) for span in column.spans[-1:]).translate(_NO_BLANKS)


def beside_each_other(heads: Sequence[tuple[str, int | None]], kinds: Mapping[int, BlockKind]) -> dict[int, BlockKind]:
    """Return what columns or fields tell in view of the others.

    取組内容 only describes where results are told too, and plans that stand before the results of their year are what
    these were to be: 令和6年度計画 before 令和6年度実績.

    Args:
        heads: their folded words, each with the year that it names.
        kinds: what each tells by itself, by its place among them; what tells nothing is left out.
    """
    found = dict(kinds)
    results = next(
        (n for n in sorted(kinds) if kinds[n] is BlockKind.PROGRESS and not _DESCRIBES.fullmatch(heads[n][0])), 0
    )
    if any(
        _TELLS.search(words) or (year and kinds.get(n) is BlockKind.PROGRESS) for n, (words, year) in enumerate(heads)
    ):
        found |= {n: BlockKind.OTHER for n in kinds if _DESCRIBES.fullmatch(heads[n][0])}
    of = heads[results][1] if results else None
    for number in kinds:
        words, year = heads[number]
        ahead = year is not None and of is not None and year > of
        if number < results and kinds[number] is BlockKind.OUTLOOK and not ahead and _PLAN.fullmatch(words):
            found[number] = BlockKind.TARGET
    return found


def is_prose(sheet: Sheet) -> bool:
    """Tell whether a table only frames prose, so that headings may stand in its cells."""
    lengths = [len(sheet.words(cell)) for cell in sheet.grid.cells if cell.spans]
    return sum(length > 60 for length in lengths) * 4 > len(lengths)

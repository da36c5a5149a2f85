"""What the heads of a table and the line above it say that it counts, and of when: 件数, 実人数, 受講者; 利用者数は次のとおり.

Bare numbers are in what they name where neither a cell nor a head puts a unit beside them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.counters import scaled_counter_of
from extractors.gatherings import OCCASION
from extractors.mentions import FigureKind, Qualifier, Span
from extractors.patterns import compile_pattern
from extractors.senses import DISTINCT, TOTAL
from pipeline.tabular import DITTO, Column, Role, Sheet, years
from pipeline.units import counter_of_unit, known_unit, unit_alone

_PERSONS = compile_pattern(
    r"(?:人数|人員|(?:職|会|委|隊|団|教|社|議|学級?|定|役|部|組合|構成|指導|支援|相談)員数|(?<!業)者数|(?:児童|生徒|園児|学生|患者|幼児)数)(?:\([^()]*\))?"
    r"|人口(?:数|総数)?(?=$|\(|令和|平成|[RH]?[0-9]+年|R[0-9]|総数|計|男|女)"
)
"""A head that says that persons are counted, though it names no unit."""
_COMERS = compile_pattern(
    r"(?:[^0-9()]{0,8}(?:参加|出席|受講|来場|聴講|修了|受診|応募|申込|登録|対象|利用|来館|入場)者|参加|出席|受講|来場|受診)(?:\((?:延べ?|実|計)\))?"
)
"""One that names those who came."""
_AGE = compile_pattern(r"平均[^、。]{0,6}年齢|年齢の?平均|寿命|余命|最高(?:年)?齢|最年[少長]")
_HEADS_ALONE = compile_pattern(
    r"(?:延べ?|のべ|実)?人[数員](?:延べ?|のべ|実)?(?:人[数員])?(?:\([^()0-9]*\))*|(?:延べ?|のべ|実)(?:\(人\))?"
)
"""One that says that heads are counted, and of whom not: 実人数, 人数（延べ）, 延べ below 人数."""
_HELD = compile_pattern(rf"{OCCASION.pattern}|開催|会場")
_POSTS = compile_pattern(r"構成|配置|派遣|体制|定員|委員(?:数|の(?:内訳|状況|人数))")
"""Above a table: who belongs to what was held, or works for it, and not who came."""
_REAL_NUMBER = compile_pattern(r"実[数員]")
"""Beside a share or a number that is wanted, no 実 of 延べ."""
OPENS_PART = compile_pattern(r"[(（]?うち(?=[^)） ])")
"""A row's head that names a part of the row above: うち女性."""
_DIFFERENCE = compile_pattern(r"増減(?![率割比])(?:数|額|量)?|差引?(?:額|数)?$")
"""The head of a column of differences: 増減, 増減（決算－計画）, 差."""
_PAIR = 2
_BAND = compile_pattern(r"[0-9]{1,3}(?:歳|才)?~[0-9]{1,3}[歳才]|[0-9]{1,3}[歳才](?:未満|以上|以下|代)?")
_CHANGES = compile_pattern(r"増減|増加|減少|対前年")
_SHARE = compile_pattern(r"率|比(?!較)|割合|平均|指数|順位|%")
_IN_PERCENT = compile_pattern(
    r"[^倍円角利死出生殖産]率(?:\([^()]*\))?$|構成比|割合$|増減率|伸び率|対?前年度?(?:増減)?比$"
)
"""The head of shares, which are in % where any %s are in a table: 構成比, 収納率; not 倍率, 死亡率."""
_SURE_PERCENT = compile_pattern(
    r"(?:構成比|(?:構成|執行|収納|徴収|納付|受診|受講|達成|進捗|充足|稼働|利用|就職|進学|回収|回答|普及|整備|加入|認定|実施|参加|出席|合格|接種|登録|補助|増減|増加|減少|伸び|高齢化|人件費|耐震化|リサイクル|資源化|再生利用|水洗化)率)(?:[A-Z]/[A-Z])?(?:\([^()]*\))?$"
)
"""One of which nothing but % is told, by whatever a table says of its units."""
_MOST_AS_FRACTION = 2
_NUMBER = compile_pattern(r"[△▲+-]? ?([0-9][0-9,]*(?:\.[0-9]+)?)")
_COUNTS_OF = compile_pattern(
    r"(?:[^0-9()]*(?<![法絵番取り])(?=[^()]{1,3}数))??(?P<unit>件|回|冊|台|本|枚|か所|ヶ所|箇所|団体|世帯|組|戸|棟|学級|校|社|部|食|施設|店舗|事業所|人)数?(?:\([^()0-9]*\))?"
)
"""A head that names its counter: 相談件数, 団体数, 回."""
_CAPTION = compile_pattern(
    r"(?P<what>[^、。()\n]{0,20}[者員人]数)(?:(?:の(?:推移|内訳|状況|実績))?[ :]*$|は、?(?:次|以下|下記)の(?:表の)?とおり)"
)
"""What a line says above a table of bare numbers: 利用者数は次の表のとおりで、…."""

_MEASURED = compile_pattern(r"実績|決算|現在|時点|月|末|年(?!度)")
"""Of a day, which may belong to the fiscal year before: 令和7年3月末."""
_BARE_YEAR = compile_pattern(r"(?<![0-9.和成RHrh])[0-9]{1,2}年度")
_HALF_BETWEEN_ERAS = 15
"""Years: 平成 began thirty before 令和, and a year without an era is of the one in which it is nearer to the report's."""


_MONEY = compile_pattern(r"予算|決算|(?:事業|経|総|人件|工事)費(?!率)|(?:交付|補助|執行|支出|支給|請求|契約)額")
_OF_MONEY = compile_pattern(rf"{_MONEY.pattern}|[^数定金]額|(?<!料)金額|収入|支出|財源|(?:料|税|債|費|金|給)$")
"""What is money where a table says that it gives both money and others."""


def may_be_in(column: Column, unit: str) -> bool:
    """Tell whether a column may be in a unit that something beside it names: a 決算額 is in no 件."""
    is_money = counter_of_unit(unit).kind is FigureKind.MONEY
    if is_money and not _MONEY.search(column.parts[-1] if column.parts else ""):
        return not (_COMERS.fullmatch(column.head) or _PERSONS.search(column.head))
    return is_money or _MONEY.search(column.head) is None


def is_to_come(column: Column, fiscal_year: int | None) -> bool:
    """Tell whether a column is of a fiscal year behind that of the report: 令和5年度予算 in a report of 令和4年度."""
    if column.year is None or fiscal_year is None or _MEASURED.search(column.head):
        return False
    of_heisei = column.year > fiscal_year + _HALF_BETWEEN_ERAS and _BARE_YEAR.search(column.head)
    return column.year > fiscal_year and not of_heisei


def is_share(column: Column) -> bool:
    """Tell whether the numbers of a column are shares, means or ranks, which are in no counter that others have."""
    return _SHARE.search(column.head) is not None


def unit_named(column: Column, common: str | None) -> str | None:
    """Return the counter that the head of a column names by what it is called: 件 of 相談件数.

    Args:
        column: of whole numbers.
        common: the unit of the whole table, which is meant where it only scales that counter: 千人 above 人数.
    """
    found = _COUNTS_OF.fullmatch(column.head)
    for part in () if found else column.parts[::-1]:  # 総数 and うち男 below 職員数
        found = _COUNTS_OF.fullmatch(part)
        if found or _SHARE.search(part) or _OF_MONEY.search(part) or _COMERS.fullmatch(part) or _PERSONS.search(part):
            break
    unit = known_unit(found["unit"]) if found else None
    own, whole = (scaled_counter_of(u) if u else None for u in (unit, common))
    return common if own and whole and own.norm == whole.norm else unit


def of_several(column: Column, row: str, units: Sequence[str]) -> str | None:
    """Return in which of the units that a table names for all its columns (千円, %; 人, 学級) a column is; None where it may be in several.

    Args:
        column: of the number.
        row: the folded head of its row.
        units: at least two.
    """
    shares = [unit for unit in units if counter_of_unit(unit).kind is FigureKind.RATE]
    if is_share(column):
        return shares[0] if len(shares) == 1 and _IN_PERCENT.search(column.head) else None
    others = [unit for unit in units if unit not in shares]
    if len(others) == 1:
        return others[0]
    money = [unit for unit in others if counter_of_unit(unit).kind is FigureKind.MONEY]
    for words in (*column.parts[::-1], row):
        named = [unit for unit in others if f"{unit}数" in words]
        named = named or (money if _OF_MONEY.search(words) else [])
        if len(named) == 1:
            return named[0]
    return None


def units_of_rows(sheet: Sheet) -> dict[int, str | None] | None:
    """Return the unit of each row where a table has a column of units, in which 〃 repeats the one above; else nothing."""
    column = next(iter(sheet.find(Role.UNIT)), None)
    if column is None:
        return None
    units: dict[int, str | None] = {}
    for row in range(sheet.body, sheet.grid.rows):
        words = "" if (said := sheet.cell(row, column)) is None else sheet.words(said)
        units[row] = units.get(row - 1) if words in DITTO else unit_alone(words)
    return units


def percents(sheet: Sheet) -> frozenset[int]:
    """Return the columns without any unit that are in %, as what they are called and their numbers tell: 執行率, 98.3.

    0.983 may be in % as well as a fraction.
    """
    found = (n for n, c in enumerate(sheet.columns) if c.parts and not c.unit and _SURE_PERCENT.search(c.parts[-1]))
    return frozenset(
        column
        for column in found
        if any(
            (number := _NUMBER.fullmatch(sheet.words(cell))) and float(number[1].replace(",", "")) > _MOST_AS_FRACTION
            for row in range(sheet.body, sheet.grid.rows)
            if (cell := sheet.cell(row, column)) is not None
        )
    )


def tells_age(column: Column, row: str) -> bool:
    """Tell whether the head of a column or a row asks for an age as a value (平均年齢) and does not say of whom: 対象年齢."""
    return any(map(_AGE.search, (column.head, row)))


def is_difference(column: Column) -> bool:
    """Tell whether a column gives by how much others differ, be it 増減 or R6-R5: in their unit, if they have one.

    R2-R6 are the years from the one to the other.
    """
    head = column.head.strip("()")
    told = tuple(years(head)) if "-" in head else ()
    if len(told) == _PAIR and head == f"{head[: told[0].end]}-{head[told[1].start : told[1].end]}":
        return told[0].year > told[1].year
    return _DIFFERENCE.search(column.head) is not None


def bands(sheet: Sheet) -> Iterator[Span]:
    """Yield the ages that columns are called by: 20歳未満, 20歳～23歳."""
    for row in range(sheet.captions, sheet.body):
        cells = (cell for cell in sheet.row(row) if len(cell.spans) == 1)
        yield from (sheet.place(cell) for cell in cells if _BAND.fullmatch("".join(sheet.words(cell).split())))


def counts_persons(sheet: Sheet, column: Column, row: str) -> bool:
    """Tell whether the head of a column, that of a row (folded words) or the line above the table says that persons are counted."""
    if _CHANGES.search(column.head) or (column.parts and _OF_MONEY.search(column.parts[-1])):
        return False
    if _COMERS.fullmatch(column.head) or _PERSONS.search(column.head) or _PERSONS.search(row.replace(" ", "")):
        return True
    caption = _CAPTION.search(sheet.above)
    return caption is not None and _PERSONS.search(caption["what"]) is not None


def kind_of(sheet: Sheet, column: Column) -> FigureKind | None:
    """Return what the head of a column makes of its counts: differences, or those who came.

    Heads that are counted without a word of whose came where the table, or the line above it, tells of what was held.
    """
    if is_difference(column):
        return FigureKind.CHANGE
    if _HEADS_ALONE.fullmatch(column.head) is None:
        return None
    told = sheet.above if _POSTS.search(sheet.above) is None else ""
    held = any(map(_HELD.search, (*(other.head for other in sheet.columns), told)))
    return FigureKind.PARTICIPANTS if held else None


def senses(column: Column, row: str) -> Iterator[Qualifier]:
    """Yield in which sense the heads of a cell's column and row (folded words) say that it counts."""
    sense = next((sense for words in (column.head, row) if (sense := _sense(words)) is not None), None)
    if sense is not None:
        yield sense
    if OPENS_PART.match(row):
        yield Qualifier.OF_WHICH


def _sense(words: str) -> Qualifier | None:
    closed = f"{words})"  # which a head that ends in 延べ or 実 is as well as one in brackets
    if TOTAL.search(closed) is not None:
        return Qualifier.TOTAL_ATTENDANCES
    return Qualifier.DISTINCT if DISTINCT.search(_REAL_NUMBER.sub("", closed)) is not None else None

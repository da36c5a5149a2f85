"""What a cell of a KPI table says: 49.6, 80か所以上（R8）, 年2回, 15/29, 5位."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from extractors.mentions import Span
from extractors.numerals import parse
from extractors.patterns import compile_pattern
from pipeline.pages import Cell
from pipeline.tabular import DITTO, OF_VALUES, Column, Role, Sheet, years
from pipeline.units import known_unit, scaled_unit

_NUMBER = compile_pattern(r"(?P<sign>[△▲+-]?) ?(?P<number>[0-9][0-9,]*(?:\.[0-9]+)?(?:[万億千][0-9,.]*)*)")
_UNIT_WITH_DIGIT = compile_pattern(r"(?<=[0-9]) ?(?P<unit>[^\s()0-9,.]{1,8}[0-9](?:/[^\s()0-9]{1,3})?)(?=$|[\s()])")
"""168 千t-CO2, 12.5 km2."""
_NOTE = compile_pattern(r"(?<=\S) ?(?:※[0-9]?|\*[0-9]?|\(注[0-9]?\)|注[0-9]\)?)$")
_AROUND = compile_pattern(
    r"(?:約|延べ|のべ|延|計|累計|全国|県内|以上|以下|未満|程度|超|を?維持|に増加|に減少|人以上|[() :])*"
)
_JUDGED = compile_pattern(r"^(?:目標)?(?:未|ほぼ|概ね|おおむね)?達成(?:済み?)?(?= ?\()")
"""A judgement before the number that it rests on: 達成（104%）."""
_BETWEEN = compile_pattern(r"[\0()\s]+")
_LIMIT = compile_pattern(r"(?:以上|以下|未満|程度|超)$")
_SAYS_REACHED = compile_pattern(r"達成(?:状況|度合い?)|到達度")
_JUDGES = compile_pattern(r"(?:自己|総合|達成|目標|進捗)?の?(?:評価|判定)(?:区分)?|進捗(?:状況|度合い?|区分)?|達成区分")
"""The heads of grades: what they say in words stands beside the values."""
_IN_WORDS = compile_pattern(r"(?=.*[\w◎○〇◯●△▲▼×☆★→↑↓↗↘])[^0-9]{1,20}")
_SHARE = compile_pattern(r"([0-9]{1,5}) ?/ ?([0-9]{1,5})")
"""A value as so many of all: 15/29."""
_SHARE_UNIT = "分数"
_EACH = compile_pattern(r"(?:毎|1 ?)?(?P<per>年|月|週|日)(?:間に?)? ?(?=[0-9][0-9,.]* ?[^0-9\s/年月日]{1,4}$)")
"""Before a value that comes so often: 年2回, 1日8件."""
_PER = compile_pattern(r"(?<=[^\s0-9/]) ?/ ?(?P<per>年|月|週|日)度?$")
"""Behind one: 154件/年."""
_RANKS_OR_DAYS = ("位", "日", "年間")
"""What counts in a cell of values, and is part of a date or no unit elsewhere."""


class Value(NamedTuple):
    """What a cell of a KPI table says."""

    value: Decimal
    unit: str | None
    period: str | None
    year: int | None
    span: Span


def read_value(words: str, raw: str, span: Span) -> Value | None:
    """Read a cell that is one number, with at most its unit and the year that it is of; None for anything else.

    Args:
        words: the cell, folded.
        raw: the same characters as written.
        span: where they stand.
    """
    said = list(years(words))
    period, year = None, None
    rest = _NOTE.sub("", _JUDGED.sub("", words))
    own = _UNIT_WITH_DIGIT.search(rest)
    unit = scaled_unit(own["unit"]) if own else None
    rest = rest[: own.start("unit")] + rest[own.end() :] if own and unit else rest
    for found in said:
        if found.start > 0 and words[found.start - 1].isalnum():
            continue
        if found.end - found.start == 4 and words[found.start : found.end].isdigit() and words != raw and not period:
            continue
        bracketed = words[found.start - 1 : found.start] == "(" or words[found.end : found.end + 1] in (")", ":", "")
        if bracketed and rest.replace(words[found.start : found.end], "").strip("() :"):
            period, year = raw[found.start : found.end], found.year
            rest = rest.replace(words[found.start : found.end], " " * (found.end - found.start))
    if (share := _SHARE.fullmatch(rest.strip())) and 0 < int(share[2]) >= int(share[1]):
        return Value(Decimal(share[1]) / Decimal(share[2]), _SHARE_UNIT, period, year, span)
    each = _PER.search(rest)
    rest = rest[: each.start()] if each else rest
    often = _EACH.match(rest) or each
    rest = rest[often.end() :] if often and not each else rest
    numbers = list(_NUMBER.finditer(rest))
    if len(numbers) != 1:
        return None
    number = numbers[0]
    value = parse(number["number"])
    if value is None:
        return None
    around = rest[: number.start()] + "\0" + rest[number.end() :]
    for word in _BETWEEN.split(around):
        word = _LIMIT.sub("", word)
        known = word if word in _RANKS_OR_DAYS else known_unit(word)
        if known and unit is None:
            unit = f"{known}/{often['per']}" if often else known
            around = around.replace(known, "", 1)
    if not all(_AROUND.fullmatch(part.strip()) for part in around.split("\0")):
        return None
    return Value(-value if number["sign"] in ("△", "▲", "-") else value, unit, period, year, span)


def in_words(sheet: Sheet, cells: Sequence[Cell]) -> tuple[str, ...]:
    """Return what the cells of a row that should hold values say without a number, each as head=words: 達成率=達成."""
    columns = [(sheet.column(cell), cell) for cell in cells if cell.spans]
    return tuple(
        f"{column.head}={sheet.written(cell)}"
        for column, cell in columns
        if (column.role in OF_VALUES or _SAYS_REACHED.search(column.head) or _JUDGES.fullmatch(column.head))
        and _IN_WORDS.fullmatch(words := sheet.words(cell))
        and words not in DITTO
    )


def comparable(read: Sequence[tuple[Column, Value]]) -> list[tuple[Column, Value]]:
    """Return the values of an indicator; its shares (15/29) only where it has nothing else to compare with them."""
    counts = [value.unit != _SHARE_UNIT for column, value in read if column.role is not Role.ATTAINMENT]
    if any(counts):
        return [(column, value) for column, value in read if value.unit != _SHARE_UNIT]
    return [(column, value._replace(unit=None)) for column, value in read]

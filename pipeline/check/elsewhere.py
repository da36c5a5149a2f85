"""One thing that is told with two values in two places of a report: among what was done and below it, in a measure and in a table.

実績 has 加入率42.0％ and 課題 加入率が41.0％にとどまる; a table has 2,410冊 where a measure has 2,140冊.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractors.label_words import EARLIER
from extractors.mentions import FigureKind, Status
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.check.beside import COUNTED_OTHERWISE, OF_A_PART, sentence_before, sentence_behind
from pipeline.check.indicators import is_of_year, unit_of
from pipeline.check.retold import says_what, share_told, untold
from pipeline.check.values import COUNTED, NEARLY, exact, is_share, slipped
from pipeline.model import BlockKind, FigureRecord, Indicator, Report

_TOLD_BELOW = frozenset({BlockKind.ISSUES, BlockKind.OUTLOOK})
_OTHERWISE = compile_pattern(
    rf"{EARLIER}|{OF_A_PART}|目標|計画|予定|定員|平均|当初|新規|新た|全国|県|国の|他の?[市町]|類似|年度末?[のはに]|[0-9]年前|かつて"
)
"""Before a value: it may be of another time or place."""
_STATES = compile_pattern(
    r" ?(?:(?:と|に)?(?:とど|留)ま|と(?:な[っり]|低|少|高|多|伸)|しか|に(?:過ぎ|すぎ|対し|対す|達し)|で(?:あ|、|は|推移)|の?うち|中、|(?:。|、|\n|$))"
)
"""Behind a value: it is how things stand."""
_IS = compile_pattern(r"(?:者?数|率)?(?:は|が|も|の|:)?、? ?$")
_WHEN = compile_pattern(r"[RHS令和平成元0-9./年月日度末]+(?:現在|時点)の?")
_REACH = 80  # characters
_MOST_OF_NAME = 0.8


def told_below(text: str, figures: Sequence[FigureRecord]) -> Iterator[tuple[FigureRecord, FigureRecord]]:
    """Yield the one value of a name that a measure tells as done, and another in which what is told below it states it.

    Args:
        text: what `joined` returns.
        figures: of the report, by offset.
    """
    done: dict[tuple[object, ...], list[FigureRecord]] = defaultdict(list)
    for record in figures:
        figure, measure = record.figure, record.place.measure_no
        if not figure.label or measure is None or record.status is not Status.ACTUAL or not exact(record):
            continue
        if figure.kind not in COUNTED and not is_share(record):
            continue
        key = (measure, fold(figure.label), figure.unit_norm, figure.qualifiers)
        if record.place.block is BlockKind.PROGRESS:
            done[key].append(record)
        elif record.place.block in _TOLD_BELOW and len(told := done.get(key, [])) == 1:
            first = told[0]
            if (
                _is_slip_of(figure.value, first.figure.value)
                and record.as_of in (None, first.as_of)
                and _is_stated(text, record, first)
            ):
                yield first, record


def _is_slip_of(value: Decimal, other: Decimal) -> bool:
    return value != other and (abs(value - other) <= NEARLY * other or slipped(value, other))


def _is_stated(text: str, record: FigureRecord, first: FigureRecord) -> bool:
    """Tell whether a sentence states a value of all that the other is of: its name stands right before it, and nothing sets it apart."""
    start, end, label = record.figure.span.start, record.figure.span.end, fold(record.figure.label or "")
    lead, behind = sentence_before(text, start, _REACH), sentence_behind(text, end, _REACH)
    before, found, then = lead.rpartition(label)
    whose = _WHEN.sub("", before).rpartition("、")[2]
    if not found or not _IS.fullmatch(then) or not _STATES.match(behind) or COUNTED_OTHERWISE.match(behind):
        return False
    told = sentence_before(text, first.figure.span.start, _REACH)
    name = _MARKS.sub("", whose)
    if name not in told and share_told(name, told) < _MOST_OF_NAME:
        return False
    apart = (_WHEN.sub("", before).removesuffix(whose), told.rpartition("、")[2])
    return not _EARLIER.search(told + name) and not any(map(_OTHERWISE.search, apart))


_MARKS = compile_pattern(r"^[ ・○●◇◆■①-⑳-]+|の$")
_EARLIER = compile_pattern(EARLIER)


def told_in_other_digits(
    text: str, figures: Sequence[FigureRecord], indicators: Sequence[Indicator], report: Report
) -> Iterator[tuple[Indicator, FigureRecord]]:
    """Yield the indicators of the year, and the values with the same digits in another order that measures tell of them.

    Only where neither the table's value stands in a measure, nor the measure's in the table.

    Args:
        text: what `joined` returns.
        figures: of the report, by offset.
        indicators: of its tables.
        report: its measures, whose titles may name what an indicator is of.
    """
    of_digits: dict[tuple[str, str], list[FigureRecord]] = defaultdict(list)
    known = {(record.figure.unit_norm, record.figure.value) for record in figures} if indicators else set()
    for record in figures if indicators else ():
        counts = record.figure.kind in COUNTED or is_share(record)
        if counts and record.place.measure_no is not None and record.status is Status.ACTUAL and exact(record):
            of_digits[record.figure.unit_norm or "", _digits(record.figure.value)].append(record)
    titles = {measure.no: fold(measure.title) for measure in report.measures()} if of_digits else {}
    for indicator in indicators:
        actual, unit = indicator.actual, unit_of(indicator)
        if actual is None or not is_of_year(indicator.actual_period, report.head) or (unit, actual) in known:
            continue
        digits = _digits(actual)
        alike = [r for r in of_digits.get((unit, digits), ()) if r.figure.value != actual]
        named = [r for r in alike if _is_named(text, r, indicator, titles.get(r.place.measure_no or 0, ""))]
        if len(set(digits.strip("0"))) > 1 and len(digits) >= _FEWEST_DIGITS and len(named) == 1:
            yield indicator, named[0]


_FEWEST_DIGITS = 3


def _digits(value: Decimal) -> str:
    """Return the digits of a value as written, in order of their size."""
    return "".join(sorted(f"{abs(value):f}".replace(".", "")))


def _is_named(text: str, record: FigureRecord, indicator: Indicator, title: str) -> bool:
    """Tell whether the sentence of a value and the title of its measure say of it what an indicator is called."""
    span, name = record.figure.span, fold(indicator.name)
    if indicator.span.start <= span.start < indicator.span.end or record.figure.kind is FigureKind.CHANGE:
        return False
    lead = sentence_before(text, span.start, _REACH)
    around = f"{title} {lead} {sentence_behind(text, span.end, _NEXT)}"
    if _APART.search(lead) or any((word in lead) is not (word in name) for word in _SENSES):
        return False
    name = _OF_SENSES.sub(" ", _BRACKET.sub("", name))
    whose = all(part in around for part in name.split("の") if len(part) == 1)  # 苔の窓口, not 羊歯の窓口
    return whose and share_told(name, around) >= _MOST_OF_NAME and not _OWN.search(untold(name, around))


_SENSES = ("累計", "延べ", "平均", "新規")
_OF_SENSES = compile_pattern("|".join(_SENSES))
_OWN = compile_pattern("[^者数率件量額員回度]")
_APART = compile_pattern(rf"{EARLIER}|目標|計画値|予定|定員|全国|[0-9]月末|半期")
_BRACKET = compile_pattern(r"(?:件|人|回|冊|本|店|団体|世帯)?数?(?:\([^()]{0,12}\))?$")
_NEXT = 16  # characters


_WHO_CAME = "来場|参加|入場|来訪|訪れ|迎え|人出|集ま|にぎわ|観覧"
_OF_EVENT = compile_pattern(
    rf"(?:^|[、。\n・])(?P<of>[^、。\n・]{{0,20}}の)??(?P<name>[^、。\n・の()0-9]{{3,20}}?)(?:に(?:は)?|では?|は|の(?:{_WHO_CAME})(?:者|客)?数?(?:は|が|も)?)、?(?:約|延べ|のべ|およそ)*$"
)
_CAME = compile_pattern(rf"[^0-9。\n、]{{0,10}}(?:{_WHO_CAME})")
_OF_THEM = compile_pattern("から|の?うち|中|に(?!の?ぼ|上|達|な)")
_IN_PART = compile_pattern(rf"{EARLIER}|うち|目標|見込|予定|日目|[日夜昼]間の?部|会場")


def told_of_event(text: str, figures: Sequence[FigureRecord]) -> Iterator[tuple[FigureRecord, FigureRecord]]:
    """Yield how many came to an event by its name, and the same digits in another order further on: 約2万6千人, 約6万2千人.

    Args:
        text: what `joined` returns.
        figures: of the report, by offset.
    """
    alike: dict[tuple[object, ...], list[tuple[str | None, str, FigureRecord]]] = defaultdict(list)
    for record in figures:
        figure = record.figure
        digits = _digits(figure.value)
        if figure.kind not in _OF_PEOPLE or record.status is not Status.ACTUAL or len(set(digits) - {"0"}) < _PAIR:
            continue
        lead = sentence_before(text, figure.span.start, _REACH)
        named = _OF_EVENT.search(lead)
        if named is None or _IN_PART.search(named[0]) or not says_what(named["name"]):
            continue
        behind = sentence_behind(text, figure.span.end, _REACH)
        if _OF_THEM.match(behind) or not (re.search(_WHO_CAME, named[0]) or _CAME.match(behind)):
            continue
        of = "" if _DAY.fullmatch(named["of"] or "") else named["of"]
        alike[figure.unit_norm, figure.qualifiers, digits].append((of, named["name"], record))
    for some in alike.values():
        if len(some) == _PAIR:
            (of, name, one), (of_other, again, other) = some
            named_alike = name.endswith(again) or again.endswith(name)
            if one.figure.value != other.figure.value and named_alike and (not (of and of_other) or of == of_other):
                yield one, other


_DAY = compile_pattern(r"[0-9一二三四五六七八九十年月日令和()火水木金土祝・休 ]+の")
_OF_PEOPLE = frozenset({FigureKind.PEOPLE, FigureKind.PARTICIPANTS})
_PAIR = 2

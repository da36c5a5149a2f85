"""One thing that is told with two values in two places of a report: among what was done and below it, in a measure and in a table.

実績 has 加入率42.0％ and 課題 加入率が41.0％にとどまる; a table has 2,410冊 where a measure has 2,140冊.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import chain

from extractors.label_words import EARLIER
from extractors.mentions import FigureKind, Status
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.check.beside import COUNTED_OTHERWISE, OF_A_PART, sentence_before, sentence_behind
from pipeline.check.indicators import is_of_year, other_values, unit_of
from pipeline.check.retold import says_what, share_told, untold
from pipeline.check.values import COUNTED, NEARLY, exact, is_share, slipped
from pipeline.model import BlockKind, Event, FigureRecord, Indicator, Report

_ACTUAL = Status.ACTUAL
_PROGRESS = BlockKind.PROGRESS
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
    """Yield the one value of a name that a measure tells as done, and another in which what is told below it states it."""
    done: dict[tuple[object, ...], list[FigureRecord]] = defaultdict(list)
    yield from _told_below_of_deed(text, figures)
    for record in figures:
        figure, measure = record.figure, record.place.measure_no
        if not figure.label or measure is None or record.status is not _ACTUAL or not exact(record):
            continue
        if figure.kind not in COUNTED and not is_share(record):
            continue
        key = (measure, fold(figure.label), figure.unit_norm, figure.qualifiers)
        if record.place.block is _PROGRESS:
            done[key].append(record)
        elif record.place.block in _TOLD_BELOW and len(told := done.get(key, [])) == 1:
            first = told[0]
            if (
                _is_slip_of(figure.value, first.figure.value)
                and record.as_of in (None, first.as_of)
                and _is_stated(text, record, first)
            ):
                yield first, record


def _told_below_of_deed(text: str, figures: Sequence[FigureRecord]) -> Iterator[tuple[FigureRecord, FigureRecord]]:
    """Yield the only value of its unit that a measure tells as done, and another of those who had it: 派遣先22団体, 派遣を受けた20団体."""
    done: dict[tuple[int, str | None], list[FigureRecord]] = defaultdict(list)
    for record in figures:
        figure, measure = record.figure, record.place.measure_no
        if measure is None or figure.kind not in COUNTED or record.part_of or not exact(record):
            continue
        key = (measure, figure.unit_norm)
        if record.place.block is _PROGRESS:
            done[key].append(record)
        elif record.place.block in _TOLD_BELOW and len(told := done.get(key, [])) == 1:
            first, lead = told[0], sentence_before(text, figure.span.start, _REACH)
            named = _WHO_HAD.search(lead)
            if (
                named
                and first.status is _ACTUAL
                and _is_slip_of(figure.value, first.figure.value)
                and first.figure.qualifiers == figure.qualifiers
                and record.as_of in (None, first.as_of)
                and not _OTHERWISE.search(lead)
                and not _AT_ANY_TIME.search(lead)
                and _STATES_OF.match(behind := sentence_behind(text, figure.span.end, _REACH))
                and not COUNTED_OTHERWISE.match(behind)
                and _says_of(text, first, named["of"])
            ):
                yield first, record


def _says_of(text: str, record: FigureRecord, deed: str) -> bool:
    """Tell whether the name of a value, or the words right behind it, say what was done: 派遣 of 派遣先22団体, 22団体に派遣した."""
    around = f"{fold(record.figure.label or '')} {sentence_behind(text, record.figure.span.end, _NEXT)}"
    return deed in around or deed[-2:] in around


_WHO_HAD = compile_pattern(
    r"(?:^|[、。・ ])(?P<of>[一-鿿ァ-ヶー]{2,8}?)(?:(?:を(?:受け|行[っい]|実施し)|し|され|でき|[のが]あっ)(?:まし)?た|先の|者の?)(?:[一-鿿ァ-ヶー]{1,4}の?)?、? ?$"
)
"""Before a value: 派遣を受けた, 登録のあった."""
_STATES_OF = compile_pattern(r" ?(?:の(?!う)|[はがをにで]|の?うち|中|全て|すべて)")
_AT_ANY_TIME = compile_pattern("これまで|累計|通算|以[来降]|から|一部|新規|新た|継続|アンケート|回答")


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

    So are values near them in a sentence that says no more than the name. Only where neither the table's value stands
    in a measure, nor the measure's in the table.

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
        if counts and record.place.measure_no is not None and record.status is _ACTUAL and exact(record):
            of_digits[record.figure.unit_norm or "", _digits(record.figure.value)].append(record)
    titles = {measure.no: fold(measure.title) for measure in report.measures()} if of_digits else {}
    plain = _told_plainly(text, chain.from_iterable(of_digits.values()), report.head.period_end)
    in_tables = {(unit_of(i), i.actual) for i in indicators}
    for indicator in indicators:
        actual, unit = indicator.actual, unit_of(indicator)
        if not actual or not is_of_year(indicator.actual_period, report.head) or (unit, actual) in known:
            continue
        digits = _digits(actual)
        told = len(digits) >= _FEWEST_DIGITS and len(set(digits.strip("0"))) > 1
        alike = [r for r in of_digits.get((unit, digits), ()) if told and r.figure.value != actual]
        near = [r for r in _near(plain, indicator, actual) if r not in alike]
        named = [r for r in (*alike, *near) if _is_named(text, r, indicator, titles.get(r.place.measure_no or 0, ""))]
        if len(named) == 1 and (unit, named[0].figure.value) not in in_tables:
            yield indicator, named[0]


def _told_plainly(
    text: str, records: Iterable[FigureRecord], period_end: dt.date | None
) -> Mapping[tuple[str, str], Sequence[tuple[FigureRecord, str]]]:
    """Return the values that are of the whole year and of no part, with all that their sentence says, by unit and its first word."""
    found: dict[tuple[str, str], list[tuple[FigureRecord, str]]] = defaultdict(list)
    for record in records:
        if record.part_of or record.event_id or record.figure.qualifiers or record.as_of not in (None, period_end):
            continue
        behind = sentence_behind(text, record.figure.span.end, _NEXT)
        lead = _OF_THIS_YEAR.sub("", _WHEN.sub("", sentence_before(text, record.figure.span.start, _REACH)))
        told = f"{lead} {behind.partition('、')[0]}"
        if not COUNTED_OTHERWISE.match(behind) and not behind.startswith(("から", "→")):
            found[record.figure.unit_norm or "", untold(told, "")[:_PAIR]].append((record, told))
    return found


def _near(
    plain: Mapping[tuple[str, str], Sequence[tuple[FigureRecord, str]]], indicator: Indicator, actual: Decimal
) -> Iterator[FigureRecord]:
    """Yield the values near that of an indicator whose sentence says what it is called and nothing else."""
    name, unit = _BRACKET.sub("", fold(indicator.name)), unit_of(indicator)
    words = {name[at : at + _PAIR] for at in range(len(name) - 1)}
    for some in (plain.get((unit, word), ()) for word in words):
        for record, told in some if len(some) <= _MOST_ALIKE else ():
            value = record.figure.value
            if (
                0 < abs(value - actual) <= NEARLY * abs(actual)
                and value not in other_values(indicator)
                and share_told(name, told) >= _MOST_OF_NAME
                and not _OWN.search(untold(name, told))
                and not untold(told, name)
                and all(part in name for part in _OF_PART.findall(told))
            ):
                yield record


_MOST_ALIKE = 100
"""Values whose sentences begin alike: where there are more, one near another is nothing to go by."""
_OF_THIS_YEAR = compile_pattern(
    r"(?:[今本]|(?:令和|平成|[RH])?[0-9元]{1,4})年度(?:末)?(?:中|内)?(?:は|に|の|には|における)?、?"
)
_OF_PART = compile_pattern(rf"{OF_A_PART}|新規|新た|増|減|残|一方|延べ|累計")
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
    """Yield how many came to an event by its name, and the same digits in another order further on: 約2万6千人, 約6万2千人."""
    alike: dict[tuple[object, ...], list[tuple[str | None, str, FigureRecord]]] = defaultdict(list)
    for record in figures:
        figure = record.figure
        digits = _digits(figure.value)
        if figure.kind not in _OF_PEOPLE or record.status is not _ACTUAL or len(set(digits) - {"0"}) < _PAIR:
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


def told_of_occasion(
    text: str, figures: Sequence[FigureRecord], events: Sequence[Event]
) -> Iterator[tuple[FigureRecord, FigureRecord]]:
    """Yield what a measure tells of those who came, and the same digits in another order where an overview names what it held.

    Args:
        text: what `joined` returns.
        figures: of the report, by offset.
        events: of the report, by whose names an overview may tell of them.
    """
    of_people = [r for r in figures if r.figure.kind in _OF_PEOPLE and r.status is _ACTUAL and exact(r)]
    outside = [r for r in of_people if r.place.measure_no is None]
    names: dict[int | None, set[str]] = defaultdict(set)
    came: dict[int | None, Decimal] = defaultdict(Decimal)
    for event in events if outside else ():
        came[event.measure_no] += event.participants or 0
        name = fold(event.series or event.title or "")
        if event.measure_no is not None and len(name) >= _SHORTEST_NAME and says_what(name):
            names[event.measure_no].add(name)
    inside: dict[str, list[FigureRecord]] = defaultdict(list)
    for record in of_people if outside and names else ():
        if record.place.measure_no is not None and record.part_of is None:
            inside[_digits(record.figure.value)].append(record)
    for record in outside:
        value, lead = record.figure.value, sentence_before(text, record.figure.span.start, _REACH)
        if len(set(_digits(value)) - {"0"}) < _PAIR or len(_digits(value)) < _FEWEST_DIGITS or _IN_PART.search(lead):
            continue
        alike = [
            r
            for r in inside.get(_digits(value), ())
            if r.figure.unit_norm == record.figure.unit_norm
            and value not in (r.figure.value, came[r.place.measure_no])
            and any(_names_alone(lead, name) for name in names[r.place.measure_no])
        ]
        told = {r.figure.value for r in alike}
        if len(told) == 1 and not any(r.figure.value in told for r in outside):
            yield alike[0], record


_SHORTEST_NAME = 3
_AND_OTHERS = compile_pattern("合わせ|全体|合計|など|ほか")


def _names_alone(lead: str, name: str) -> bool:
    """Tell whether a sentence names something, and nothing beside it: not 河川清掃と海岸清掃には."""
    before, found, behind = lead.partition(name)
    listed = behind.startswith(("と", "や", "・", "及び", "、")) or before.endswith(("と", "や", "・", "及び"))
    return found != "" and not listed and not _AND_OTHERS.search(lead)

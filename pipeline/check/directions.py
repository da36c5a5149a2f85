"""Values told with their direction against an earlier one: 前年度末（14,860百万円）より増加し、14,680百万円となった.

So is what is called the most or the least of several, and is surpassed by another told beside it: 6月が4,215人で最も少なかった。…2月は4,108人.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.mentions import FigureKind, Status
from extractors.patterns import compile_pattern
from pipeline.check.beside import BEFORE, sentence_before, words_amid, words_before, words_behind
from pipeline.check.changes import YEAR
from pipeline.check.values import Surpassed, alike, exact, last_alike
from pipeline.model import FigureRecord

_UP = r"増加|増え|上昇|伸び|上回|拡大|向上|上がっ|増"
_DOWN = r"減少|減っ|減り|低下|下降|下回|縮小|下がっ|減"
_HOW = r"(?:大きく|大幅に|やや|わずかに|若干|さらに|も|微)*"
_WAYS = rf"{_HOW}(?:(?P<up>{_UP})|(?P<down>{_DOWN}))"
_THAN = r"\)?(?:と比べて?|に比べて?|に比して?|に対し(?:て)?|から|より|を)(?:は|も)?、?"
_NOT_YET_SO = r"(?!い(?:な|ませ)|お(?:ら|りませ)|は|ま?せん|よう|こと|見込|ため|計画|予定|目標|方針|可能|想定)"
"""Behind a direction: it is denied, or what is aimed at: 前年度を上回ることを目指す; 増加しておらず."""
_ENDS = rf"(?:し(?:た(?![一-鿿])|て|、|ま)|た(?![一-鿿])|て(?:、|い(?!な|ませ))|る。|りま){_NOT_YET_SO}"
_EARLIER_LEAD = compile_pattern(rf"(?:{BEFORE}|(?<![0-9元RHS.]){YEAR})(?:実績|決算)?(?:の|は|\(|:| )*$")
_THEN_LATER = compile_pattern(
    rf"{_THAN}{_WAYS}(?:し(?:て)?|て|り|の)?(?:、|(?:[今本]年度|令和[0-9]{{1,2}}年度)?[はの]?、?)*"
)
"""From the earlier value to the later one that is told behind the direction."""
_IS = compile_pattern(r"(?:と(?:な|し)|に(?:な|達|のぼ|上|とど)|で(?:あ|し|す|、|。))")
_THEN_EARLIER = compile_pattern(
    rf"(?:で(?:あり)?|と(?:なり|なって)?|に(?:なり|達し))?(?:、|\(| )*(?:{BEFORE})(?:実績|決算)?(?:の|は|\(|:| )*"
)
"""From a value to the earlier one told behind it."""
_TO_WAY = compile_pattern(
    rf"{_THAN}{_WAYS}(?:し(?:た(?![一-鿿])|て|、|ま)|た(?![一-鿿])|て|る|り|ま|と|。|\)){_NOT_YET_SO}"
)
_OTHER = compile_pattern("目標|計画|予定|うち|平均|全国|県内|率は|幅|当たり|[0-9]年前")
_FROM_TO = compile_pattern(r"から(?:、|(?:令和[0-9]{1,2}年度?|[今本]年度?)(?:の|は|には?)?)*")
_TO = compile_pattern(rf"(?:へと?|に|まで){_WAYS}{_ENDS}")
_AGAINST = compile_pattern(r"\)?に(?:対し(?:て)?|比べて?)、?(?:[今本]年度(?:は|の)?、?)?")
_SO = compile_pattern(rf"(?:と|に|へと?|で)(?:なり)?、?{_WAYS}{_ENDS}")
_NEAR, _REACH = 24, 150  # characters


def misdirected(text: str, figures: Sequence[FigureRecord]) -> Iterator[Surpassed]:
    """Yield the values that lie on the other side of the earlier one beside them than the word between or behind them says."""
    for one, other in pairwise(figures):
        start, end = one.figure.span.start, other.figure.span.end
        if other.figure.span.start - one.figure.span.end > 2 * _NEAR or not _may_be_compared(one, other):
            continue
        gap, behind = words_amid(text, one, other), words_behind(text, end, _NEAR)
        if _OTHER.search(gap + words_before(text, start, _NEAR).rpartition("、")[2]):
            continue
        led = _EARLIER_LEAD.search(words_before(text, start, _NEAR)) is not None
        said = (_THEN_LATER.fullmatch(gap) if _IS.match(behind) else None) if led else None
        if said is None and ((led and _AGAINST.fullmatch(gap)) or _FROM_TO.fullmatch(gap)):
            said = (_TO if "から" in gap else _SO).match(behind)
        if said is not None:
            yield from _told(said, one, other)
        elif _THEN_EARLIER.fullmatch(gap) and (said := _TO_WAY.match(behind)):
            yield from _told(said, other, one)


def _may_be_compared(one: FigureRecord, other: FigureRecord) -> bool:
    return (
        (alike(one, other) or last_alike(one, other))
        and exact(one, other)
        and one.status is other.status is Status.ACTUAL
        and one.figure.value != other.figure.value
    )


def _told(said: re.Match[str], earlier: FigureRecord, later: FigureRecord) -> Iterator[Surpassed]:
    if bool(said["up"]) is (later.figure.value < earlier.figure.value):
        yield Surpassed(later, earlier, said["up"] or said["down"])


_NAMED = compile_pattern(
    r"(?:^|[、。\n(・ はがで])(?P<name>(?:第|令和|平成|[RH])?(?:[0-9]{1,4}|元)?(?P<kind>月|年度|年|回|期|[^0-9、。\n() はがで]{0,6}?(?:地区|校区|学区|支所|会場|館|線|小学校|中学校|コース|路線|教室)))(?:は|が|の|で|:)*(?:延べ)? ?$"
)
_MOST = compile_pattern(
    r"(?:で|と(?:なり)?|が)、?(?:年間|期間中|年度中|全体)?(?:で)?(?:最も|一番|最)(?P<way>多|少な?|高|低|大き|小さ)(?:く|い(?![一-鿿の])|かった(?!の)|で|と|。|、)"
)
_MOST_LED = compile_pattern(
    r"(?:^|[、。\n・ はが])(?:最も|一番|最)(?P<way>多|少な?|高|低|大き|小さ)(?:い|かった)?(?:の|月|年度?|地区|校区|学区|会場|路線)?(?:は|が)、?[^0-9、。\n()はが]{0,10}(?:[0-9]{1,2}月|[0-9]{1,4}年度?)?(?:の|で|が|、)?(?:延べ)?$"
)
_OTHERS = compile_pattern(
    "なお|このほか|オンライン|分館|過去|全国|県内|のうち|目標|計画|前年|昨年|除|平均|男性|女性|当たり|平日|休日"
)
_LARGE = frozenset({"多", "高", "大き"})
_FURTHEST = 8  # figures
_COUNTS = frozenset({FigureKind.PARTICIPANTS, FigureKind.PEOPLE, FigureKind.COUNT, FigureKind.RATE, FigureKind.MONEY})


def surpassed_extremes(text: str, figures: Sequence[FigureRecord]) -> Iterator[Surpassed]:
    """Yield what is called the most or the least, each by its name, where another of the kind in the paragraph is more, or less."""
    for at, record in enumerate(figures):
        end = record.figure.span.end
        around = words_before(text, record.figure.span.start, _NEAR) + words_behind(text, end, 8)
        if "最" not in around and "一番" not in around:
            continue
        lead = words_before(text, record.figure.span.start, 2 * _NEAR)
        said, name = _MOST.match(words_behind(text, end, 16)) or _MOST_LED.search(lead), _name_of(text, record)
        if said is None or name is None or not exact(record) or record.status is not Status.ACTUAL:
            continue
        others = [
            r
            for r in _others(text, figures, at)
            if (of := _name_of(text, r)) and of["kind"][-1:] == name["kind"][-1:] and of["name"] != name["name"]
        ]
        best = max if said["way"] in _LARGE else min
        most = best((record, *others), key=lambda r: r.figure.value)
        if most.figure.value != record.figure.value:
            yield Surpassed(
                record, most, f"最も{said['way'].rstrip('な')}{'な' if said['way'].startswith('少') else ''}い"
            )


def _name_of(text: str, record: FigureRecord) -> re.Match[str] | None:
    return _NAMED.search(words_before(text, record.figure.span.start, _NEAR))


def _others(text: str, figures: Sequence[FigureRecord], at: int) -> Iterator[FigureRecord]:
    """Yield the values like one in its paragraph, but none if words say that they may be of others."""
    span = figures[at].figure.span
    near = [
        r
        for r in figures[max(0, at - _FURTHEST) : at + 1 + _FURTHEST]
        if r is not figures[at]
        and abs(r.figure.span.start - span.start) <= _REACH
        and r.place == figures[at].place
        and "\n" not in text[min(r.figure.span.end, span.end) : max(r.figure.span.start, span.start)]
    ]
    if not near:
        return
    begin, end = min(near[0].figure.span.start, span.start), max(near[-1].figure.span.end, span.end)
    if _OTHERS.search(sentence_before(text, begin, _NEAR) + words_behind(text, begin, end - begin)):
        return
    yield from (
        r
        for r in near
        if r.figure.unit_norm == figures[at].figure.unit_norm
        and exact(r)
        and r.status is Status.ACTUAL
        and r.figure.kind in _COUNTS
        and r.part_of is None
    )


DIRECTIONS = (misdirected, surpassed_extremes)

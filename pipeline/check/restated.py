"""One quantity that stands there twice, the second time in other units or by a word that points back.

1億8,500万円（185,000千円）; 延長2,400m（2.4km）; 窓口を8か所に置いた。これら8か所すべてで; 57人が訪れた。訪れた57人には.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractors.label_words import EARLIER
from extractors.mentions import FigureKind, Precision, Status
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.check.beside import (
    CLOSED,
    OF_RESULTS,
    sentence_before,
    sentence_behind,
    words_amid,
    words_before,
    words_behind,
    words_between,
)
from pipeline.check.values import COUNTED, NEARLY, comparable, exact, half_step, times_in
from pipeline.model import DateRecord, FigureRecord

_DAY = Precision.DAY
_Pair = tuple[FigureRecord, FigureRecord]
_SAME = compile_pattern(r" ?(?:\( ?(?:=|すなわち)?|=|、?すなわち|、?つまり) ?")
_UNIT = compile_pattern(r"[^0-9.,]*$")


def told_in_other_units(text: str, figures: Sequence[FigureRecord]) -> Iterator[_Pair]:
    """Yield the values whose bracket has the same digits in another unit, of another size: 2,400m（24.0km）."""
    for at in range(1, len(figures)):
        one, other = figures[at - 1 : at + 1]
        gap = other.figure.span.start - one.figure.span.end
        if not 0 < gap <= _NEAR or not _SAME.fullmatch(words_amid(text, one, other)):
            continue
        opened = "(" in words_amid(text, one, other)
        if opened and not CLOSED.match(words_behind(text, other.figure.span.end, 2)):
            continue
        if _is_other_time(one, other):
            yield one, other
            continue
        size = _size(one, other)
        if size is None or not one.figure.value or not other.figure.value or not exact(one, other):
            continue
        if not {one.figure.kind, other.figure.kind} <= COUNTED:
            continue  # 15t（1日当たり150kg）
        if _unit(one) == _unit(other):
            continue  # 1億円（1,000万円）may be of a part, in one unit it is
        ratio = one.figure.value * size / other.figure.value
        if ratio != 1 and _digits(ratio) == "1":
            yield one, other


_NEAR = 8  # characters


def _unit(record: FigureRecord) -> str:
    match = _UNIT.search(fold(record.figure.text))
    return match[0].strip() if match else ""


def _is_other_time(one: FigureRecord, other: FigureRecord) -> bool:
    """Tell whether one length of time has another one, near it, in its bracket: 1.5時間（80分）."""
    a, b = one.figure, other.figure
    times = _SMALLER.get((a.unit_norm or "", b.unit_norm or ""))
    if times is None or not a.kind is b.kind is FigureKind.DURATION or not exact(one, other):
        return False
    calculated, loose = a.value * times, half_step(one) * times + half_step(other)
    return abs(calculated - b.value) > loose and calculated / _FAR <= b.value <= calculated * _FAR


_SMALLER = {("分", "秒"): 60, ("時間", "分"): 60}
_FAR = 3


def _size(one: FigureRecord, other: FigureRecord) -> Decimal | None:
    """Return how many units of the second value make one of the first; None where they measure different things."""
    units = one.figure.unit_norm or "", other.figure.unit_norm or ""
    if units[0] == units[1]:
        return Decimal(1) if one.figure.kind is other.figure.kind is FigureKind.MONEY else None
    if times := times_in(*units):
        return times
    times = times_in(*units[::-1])
    return 1 / times if times else None


def _digits(value: Decimal) -> str:
    return f"{value:f}".replace(".", "").strip("0")


_BACK = compile_pattern(
    r"(?:^|[。、\n])[ ・]*(?:なお、|また、|その後、)?(?:これら|両|こうした|上記|(?P<one>この))の? ?$"
)
_OF_TIME = frozenset({"回", "日", "年", "か月", "点", "つ"})
_ALL = compile_pattern(
    r" ?(?:すべて|全て|全部|とも|いずれ|全員|(?:の[^0-9、。\n()]{1,8})?(?:には|では|から|は|を|に|が|の))"
)
_DONE = compile_pattern(
    r"(?:が|の|を|に(?:対し(?:て)?、?)?)?(?:[^0-9、。\n()]{0,16}(?:が|を|に))?(?P<deed>[^0-9、。\n()がをにの]{2,8}?)(?:し|され|いただき|があり)?(?:た|ました)。"
)
_AGAIN = compile_pattern(
    rf"。(?:\n[ ・]*{OF_RESULTS}?)?(?:この|その|なお、|うち)?(?P<deed>[^0-9、。\n()]{{1,8}}?)(?:し|され|いただい|があっ|を受け)?た ?$"
)
_TO_THEM = compile_pattern(r" ?(?:全員|すべて|全て)?(?:に|から|へ|を[^0-9、。\n]{2,12}に|の内訳)")
_OF_THEM = compile_pattern(" ?で(?:は)?、")
"""Behind those who 補助を受けた."""
_SOME_SAID = compile_pattern(r"から[^、。\n]{0,12}(?:回答|感想|意見|声)")
"""参加した52人から回答を得た: the others gave none."""
_OTHERS = compile_pattern(rf"うち|ほか|残る|{EARLIER}|新た|目標|計画|予定|追加|平均|各")
_REACH, _FAR = 30, 80  # characters


def counted_otherwise(text: str, figures: Sequence[FigureRecord]) -> Iterator[_Pair]:
    """Yield a count and the one that a sentence behind it points back to, with another number: 8か所に置いた。これら7か所すべてで."""
    for at in range(1, len(figures)):
        again = figures[at]
        if again.figure.kind not in COUNTED or again.figure.qualifiers or not exact(again) or again.part_of:
            continue
        start, end = again.figure.span.start, again.figure.span.end
        lead = words_before(text, start, _REACH)
        points = _BACK.search(lead) if again.figure.unit_norm not in _OF_TIME else None
        points = points if points and _ALL.match(words_behind(text, end, 12)) else None
        deed = None if points else _AGAIN.search(lead)
        behind = words_behind(text, end, 16)
        of_them = deed and (_TO_THEM.match(behind) or ("を受けた" in deed[0] and _OF_THEM.match(behind)))
        if not points and not of_them:
            continue
        told = _counts_before(text, figures, at)
        if len(told) != 1 or told[0].figure.value == again.figure.value:
            continue
        first = told[0]
        between = words_between(text, first.figure.span.end, start)
        if points and (_lists_names(between) or _OTHERS.search(between)):
            continue
        if deed and again.figure.value < first.figure.value and _SOME_SAID.match(words_behind(text, end, 16)):
            continue
        if deed and (not _is_same_deed(between, deed["deed"]) or _OTHERS.search(deed[0])):
            continue
        apart = abs(first.figure.value - again.figure.value)
        if apart <= first.figure.value * NEARLY or (points and (apart == 1 or not points["one"])):
            yield first, again


def _counts_before(text: str, figures: Sequence[FigureRecord], at: int) -> list[FigureRecord]:
    """Return the values of the unit of `figures[at]` in its sentence before it and in the sentence before that."""
    again = figures[at]
    start = again.figure.span.start
    lowest = max(0, start - 2 * _FAR)
    stop = text.rfind("。", lowest, max(lowest, text.rfind("。", lowest, start)))
    found = []
    for record in figures[max(0, at - _MOST) : at]:
        near = record.figure.span.start > max(stop, lowest) and record.place.measure_no == again.place.measure_no
        if near and record.status is Status.ACTUAL and comparable(record, again):
            found.append(record)
    return found if all(exact(r) and not r.part_of and not r.figure.qualifiers for r in found) else []


_MOST = 8  # figures


def _lists_names(words: str) -> bool:
    """Tell whether names stand between that may be what is pointed at: 8か所に置き、東、西、南は駅前にある."""
    return words.count("、") + words.count("・") > 1


def _is_same_deed(between: str, deed: str) -> bool:
    """Tell whether a sentence says of a count what the next begins with: 57人が訪れた。訪れた."""
    told = _DONE.match(between)
    return told is not None and told["deed"].rstrip("しさ") == deed.rstrip("しさ") != ""


_DENIED = compile_pattern(
    r"(?P<what>[一-鿿]{2})(?:は|を|が)、?(?:[^0-9、。\n]{1,8}は、?)?"
    r"(?P<said>(?:行わ|実施し|開催し|設け|あり)?(?:なかった|ませんでした)|見送(?:った|りました)|皆無(?:であった|でした))"
    r"。(?:\n[ ・]*)?(?P=what)(?:した|された|[がの]あった) ?$"
)


def counted_though_denied(text: str, figures: Sequence[FigureRecord]) -> Iterator[tuple[FigureRecord, str]]:
    """Yield the counts of what the sentence before says was not done, and its words: 募集は見送った。募集した3人."""
    for record in figures:
        start = record.figure.span.start
        if record.figure.kind in COUNTED and text[max(0, start - 1) : start] == "た" and record.figure.value:
            said = _DENIED.search(words_before(text, start, 2 * _REACH))
            if said and not _GOES_ON.search(sentence_behind(text, start, 2 * _REACH)):
                yield record, f"{said['what']}は{said['said']}"


_GOES_ON = compile_pattern(rf"継続|引き?続|従来|既存|{EARLIER}")
_DAY_NAMED = compile_pattern(r"(?P<of>[^0-9、。\n() :]{0,6}?(?:締め?切り?|期限))日?(?:は|を|:| )+$")
_NAMED_BEHIND = compile_pattern(r"(?:\([^()0-9]{1,4}\))?の(?:[^0-9、。\n()の]{0,6})?(?P<of>締め?切り?|期限)")
_OF_SEVERAL = compile_pattern("次|追加|再|延長|当初|前期|後期|変更|回目|[第各両]|早期")


def dated_otherwise(text: str, dates: Sequence[DateRecord]) -> Iterator[tuple[DateRecord, DateRecord]]:
    """Yield the day that a measure names as its only deadline, and another that it calls so: 締切：9月29日; 9月22日の締切."""
    named: list[DateRecord] = []
    for record in dates:
        if named and named[-1].place.measure_no != record.place.measure_no:
            named = []
        start, end = record.date.span.start, record.date.span.end
        if record.date.start is None or record.date.precision is not _DAY or record.date.is_range:
            continue
        lead = words_before(text, start, _REACH).rpartition("\n")[2]
        if _DAY_NAMED.search(lead):
            named.append(record)
        elif len(named) == 1 and _NAMED_BEHIND.match(words_behind(text, end, _REACH)):
            first = named[0]
            between = words_between(text, max(0, first.date.span.start - _REACH), end + _REACH)
            near = start - first.date.span.end <= _LONGEST
            if near and first.date.start != record.date.start and not _OF_SEVERAL.search(between):
                yield first, record


_LONGEST = 300  # characters


_PLAIN = compile_pattern(r"(?P<number>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+(?:\.[0-9]+)?) ?(?P<unit>[千万億百十]*円)")
_GENERAL = compile_pattern(
    "総?額|金額|経費|予算|決算|総?事業費?|合計|全体|支出|執行|令和|年度|[一-鿿]?円|実績|交付|県|市|町|村"
)
_WORD = compile_pattern("[一-鿿ァ-ヶー]{2,}")
_FEWEST_DIGITS = 3


def told_in_other_size(text: str, figures: Sequence[FigureRecord]) -> Iterator[_Pair]:
    """Yield an amount of money, and the same number in units of another size that another sentence tells of the same: 12,480千円, 12,480百万円."""
    alike: dict[str, list[tuple[str, FigureRecord]]] = defaultdict(list)
    for record in figures:
        if record.figure.kind is not FigureKind.MONEY or record.status is not Status.ACTUAL or not exact(record):
            continue
        told = _PLAIN.fullmatch(fold(record.figure.text))
        if told and len(told["number"].replace(",", "").replace(".", "").strip("0")) >= _FEWEST_DIGITS:
            alike[told["number"]].append((told["unit"], record))
    for some in alike.values():
        units = {unit for unit, _ in some}
        if len(some) > 1 and len(units) == len(_OF_TWO_SIZES):
            first = some[0]
            yield from (
                (first[1], record)
                for unit, record in some
                if unit != first[0] and _are_named_alike(text, first[1], record)
            )


_OF_TWO_SIZES = ("smaller", "greater")


def _are_named_alike(text: str, one: FigureRecord, other: FigureRecord) -> bool:
    """Tell whether two values are called alike, or the sentence of one has what the other is called."""
    labels = [fold(record.figure.label or "") for record in (one, other)]
    if labels[0] == labels[1] != "":
        return True
    names = [_GENERAL.sub(" ", label) for label in labels]
    around = [
        f"{fold(record.figure.label or '')} {sentence_before(text, record.figure.span.start, _FAR)}"
        for record in (one, other)
    ]
    words = {word for name in names for word in _WORD.findall(name)}
    words |= {word for told in around for word in _WORD.findall(_GENERAL.sub(" ", told.rpartition("、")[2]))}
    return any(all(word in told for told in around) for word in words)

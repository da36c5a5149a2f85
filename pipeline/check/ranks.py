"""Values told one after the other, each by its name, and what words say of their order.

住まいが38件、仕事が46件、健康が21件で、住まいが最も多かった; 件数の多い順に、騒音22件、悪臭28件; 令和3年度から順に64人、73人、71人で、本年度が最多.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.counters import counter_of
from extractors.mentions import FigureKind, Span, Status
from extractors.numerals import parse
from extractors.patterns import compile_pattern
from pipeline.check.beside import offset_behind, words_before, words_behind, words_between
from pipeline.check.values import WHO_COME, Surpassed, alike, exact, is_share, last_alike, sum_of
from pipeline.model import FigureRecord

_NAME = r"「?(?P<name>(?:(?:第|令和|平成|[RH])? ?(?:[0-9]{1,2}|元)(?:歳代?|代|年度?|回目?|月|期|日))?[^0-9、。\n() :はがで「」]{0,16}?)」?(?:に関するもの|について)?"
_VALUE_NEXT = r"(?:は|が|で|の)?(?:[ :…]|延べ|約)*"
_BULLETS = " ・○●◇◆■*-"
_BULLET = rf"[{re.escape(_BULLETS)}①-⑳]*"
_NEXT = compile_pattern(
    rf"\)?(?:(?:で|と)?(?:[、,・/→] ?| {{1,4}})|(?:です|である|でした|であった)?。?\n{_BULLET})(?:また、|次いで)?{_NAME}{_VALUE_NEXT}"
)
"""Between two values of a list: 38件、仕事が46件; below each other; 64人、59人 without names."""
_FIRST = compile_pattern(rf"(?:^|[、。 :\n(・はがと]|では|別には){_NAME}{_VALUE_NEXT}$")
_MOST = frozenset({"多", "高", "大き", "長"})
_SAID = compile_pattern(
    r"(?:最も|一番|いちばん|最)(?P<way>多|少な?|高|低|大き|小さ|長|短)(?P<rest>く(?![、。]|な[っり]))?"
)
_WHERE = compile_pattern(r"[、。\n]")
_OTHERWISE = compile_pattern(
    "県内|全国|過去|前[年回]|近年|これまで|始ま|開設|以来|特に|割合|比|伸び|増|減|率|平均|のうち"
)
_LEADS = compile_pattern("(?:なお|うち|このうち|そのうち|中でも|また|やはり|なかでも|「|[ ・])*")
_NAMELESS = compile_pattern("その他|不明|無回答|未回答|上記以外|左記以外")
_OF_COUNTS = r"(?:(?P<of>[一-鿿か]{1,8})?数|回答|割合|率|額|量|もの|、|(?<=で)は|^|[(\n。])"
_ORDER = compile_pattern(
    rf"{_OF_COUNTS}(?:の|が)?(?P<way>多|少な|高|低|大き|小さ|長|短)い(?:もの|方|ほう)?(?:から)?順(?!では?な)(?:に)?[^0-9。\n]{{0,24}}\)?\n?[^0-9。\n]{{0,18}}$"
)
_ORDER_BEHIND = compile_pattern(
    r"\)?の?順(?:に(?P<way>多|少な|高|低|大き|小さ)|で(?:(?P<so>多|少な|高|低|大き|小さ)|あ|す|、(?![^、。\n]{0,20}(?:行[いっわ]|実施|開[いき催]|[回巡訪])))|と(?:な|、)|。)"
)
_ORDER_FOLLOWS = compile_pattern(
    r"\)?(?:と|で)?(?:続き)?、?(?P<way>多|少な|高|低|大き|小さ)い順(?:に(?:続|並)|と(?:な|、)|で(?:あ|す|、|し))"
)
"""Behind a list: 以下、騒音22件、悪臭28件と多い順に続く."""
_NAME_SAID = r"「?(?P<{0}>[^0-9、。\n() :はがで「」]{{1,16}}?)」?"
_NTH_IN_ORDER = compile_pattern(
    rf"(?:^|[、。]) ?(?:また|なお|うち)?(?:{_NAME_SAID.format('name')}[はが]、?(?P<n>[2-5二三四五])番目に(?P<way>多|少な|高|低)(?:い(?!の)|く|かった(?!の))"
    rf"|(?P<n2>[2-5二三四五])番目に(?P<way2>多|少な|高|低)(?:い|かった)のは、?{_NAME_SAID.format('name2')}(?:で|だ|と(?:な|、)))"
)
"""Behind a list: 東部が2番目に多い; 2番目に多いのは東部で."""
_THEN_NAMED = compile_pattern(
    rf"(?:^|[、。]) ?{_NAME_SAID.format('first')}が(?:最も|一番|最)(?P<way>多|少な|高|低)[^0-9、。\n]{{0,6}}、(?:次いで|続いて|次に|以下)、?(?P<names>[^0-9。\n()]{{2,60}}?)の順(?:で(?:あ|す|し|、)|と(?:な|、)|に(?:な|多|続)|。)"
)
"""Behind a list: 仕事が最も多く、次いで健康、住まいの順であった."""
_LEADS_TO_ORDER = compile_pattern(
    r"\)?(?:であり|です|でした|であった|である|で|と(?:なり|なった|なって(?:おり|いる|います)|なりました))?(?:、[^0-9、。\n]{1,20}が(?:最も|一番|最)[^0-9、。\n]{1,6})?"
)
"""Between a list and what is told of its order, or of its first."""
_OF_YEARS = compile_pattern(
    r"\)?[^0-9。\n]{0,12}、?(?:[今本]年度?(?:は|が|の[^0-9、。\n]{1,8}(?:は|が))|令和[0-9]{1,2}年度(?:は|が))、?(?:(?:過去|この|直近) ?(?P<n>[0-9]{1,2}) ?(?:か年|年)間?(?:で|の中で|のうちで?)、?)?(?:最も|最|一番)(?P<way>多|少な?|高|低)"
)
_RECORD = compile_pattern(
    r" ?\(過去最(?P<way>多|高|少|低|大|長|短)\)|(?:で|と(?:なり)?)?、?過去最(?P<rest>多|高|少|低|大|長|短)(?:と|で|を|に|。)"
)
"""Behind the last of a series of years: （過去最多）."""
_REACH, _NEAR = 80, 28  # characters
_FEWEST = 3


class _Entry(NamedTuple):
    name: str
    record: FigureRecord


def misjudged(text: str, figures: Sequence[FigureRecord]) -> Iterator[Surpassed]:
    """Yield the values of a list that stand otherwise in it than words say: called the most, or told in the order of how many."""
    run: list[_Entry] = []
    for record in (*figures, None):
        match = _next(text, run[-1].record, record) if run and record else None
        if record is None or match is None:
            if len(run) > 1:
                yield from _judged(text, [_Entry(_name_of_first(text, run[0].record), run[0].record), *run[1:]])
            run = [_Entry("", record)] if record else []
        else:
            run.append(_Entry(match["name"].strip(), record))


def _next(text: str, one: FigureRecord, other: FigureRecord) -> re.Match[str] | None:
    start, end = one.figure.span.end, other.figure.span.start
    if not 0 < end - start <= _NEAR or not (alike(one, other) or last_alike(one, other)):
        return None
    if not one.status is other.status is Status.ACTUAL or not exact(one, other):
        return None
    return _NEXT.fullmatch(words_between(text, start, end))


def _name_of_first(text: str, record: FigureRecord) -> str:
    start = record.figure.span.start
    match = _FIRST.search(words_before(text, start, _NEAR))
    return match["name"].strip(_BULLETS) if match else ""


def _judged(text: str, run: Sequence[_Entry]) -> Iterator[Surpassed]:
    end = run[-1].record.figure.span.end
    behind = words_behind(text, end, _REACH)
    parts = _without_total(text, run)
    if len(run) >= _FEWEST and ("最" in behind or "番" in behind):
        yield from _called(parts, behind)
        yield from _of_years(run, behind)
    if len(parts) > 1:
        yield from _in_order(text, parts, behind)
    if len(parts) >= _FEWEST and ("番目" in behind or "順" in behind):
        yield from _ranked(parts, behind)
        yield from _named_in_order(text, parts, behind)


def _without_total(text: str, run: Sequence[_Entry]) -> Sequence[_Entry]:
    """Return a list without what all of it adds up to, by its name or as its topic: 職員は48人、正規30人、会計年度18人."""
    first = run[0].record.figure
    is_topic = _TOPIC.search(words_before(text, first.span.start, _NEAR)) is not None
    is_sum = is_topic and 2 * first.value == sum_of(entry.record for entry in run)
    return [e for e in run[is_sum:] if not _TOTAL.fullmatch(e.name)]


_TOPIC = compile_pattern(r"は、?(?:延べ|約)? ?$")
_TOTAL = compile_pattern("(?:総|合)?計|全体|総数")


def _called(run: Sequence[_Entry], behind: str) -> Iterator[Surpassed]:
    """Yield the value that is called the most or the least of all, and is not."""
    said = _SAID.search(behind)
    if said is None or said["rest"] or len(run) < _FEWEST or not _may_be(said["way"], run[0].record):
        return
    begin = max((m.end() for m in _WHERE.finditer(behind, 0, said.start())), default=0)
    stop = match.start() if (match := _WHERE.search(behind, said.end())) else len(behind)
    clause = behind[begin:stop]
    led, told = clause[: said.start() - begin], clause[said.end() - begin :]
    led = _OF_KNOWN.sub("", led, count=1)
    if _VALUES.search(_NAMES_WITH_NUMBERS.sub("", behind[:begin])):
        return
    names = [entry for entry in run if entry.name and _names(entry.name, led, told)]
    if len(names) != 1 or _OTHERWISE.search(led.partition(names[0].name)[0] + told.partition(names[0].name)[0]):
        return
    # What has no name is passed over where the most of all is told.
    most = _extreme([entry for entry in run if entry in names or not _NAMELESS.search(entry.name)], said["way"])
    if names[0].record.figure.value != most.figure.value:
        yield Surpassed(names[0].record, most, clause.strip(" ・"))


_OF_KNOWN = compile_pattern(
    "^(?:(?:このうち|うち|なお)、?)?(?:(?:[^0-9、。\n()]{0,12}(?:判明|特定|明らか|分か|わか|把握|回答)[^、。\n()]{0,8}|これら|この|その|以上)(?:の?うち|の中)(?:で|では)?"
    "|(?:その他|不明|無回答)[^0-9、。\n()]{0,8}を?除(?:く|き|いて|けば|くと))、?(?:は、?)?"
)
"""Before what is said of the most of all: it is that of all that have a name, 原因が判明したもののうち."""
_VALUES = compile_pattern("[0-9]")
_NAMES_WITH_NUMBERS = compile_pattern("(?:第|令和|平成|[RH])? ?(?:[0-9]{1,2}|元)(?:歳代?|代|年度?|回目?|月|期|日)")
_STEM = compile_pattern(r"[一-鿿ァ-ヶーA-Za-z0-9]{2,}")


def _names(name: str, led: str, told: str) -> bool:
    """Tell whether a clause calls a thing by its name, or what that begins with: 仕事が最も; 最も低かった第2回は; 最も多いのは仕事で."""
    stem = _STEM.match(name)
    for word in {name, stem[0] if stem else name}:
        before, found, after = led.rpartition(word)
        after = _PLACE.sub("", after, count=1) if word == name else after
        is_said = found and after.strip("」") in ("が", "は", "が、", "は、", "で") and not _OF_NOUN.match(told)
        if is_said and _LEADS.fullmatch(before):
            return True
        before, found, after = told.partition(word)
        if found and _LEADS.fullmatch(led) and _CALLED.fullmatch(before) and _THEN.match(after):
            return True
    return False


_PLACE = compile_pattern("^(?:地区|地域|校区|学区|支部|会場|センター|公民館|小学校|中学校)")
"""Behind a name that a list tells without it: 浜72.5％, 浜校区が最も高い."""
_OF_NOUN = compile_pattern(r"(?:い|かった)(?:[一-鿿ァ-ヶー]{1,6}(?<!傾向)(?<!状況)(?:は|が|に(?!な))|のは)")
"""Behind 悪臭が最も多: い時期は夏であった and かったのは夏である say when it is."""
_CALLED = compile_pattern(r"(?:かった|い)?(?:の[はが]|[^0-9、。\n()はが]{1,8}[はが]|は)?、?「?")
_THEN = compile_pattern(r"」?(?:$|[でだとはがにのを、。])")


def _may_be(way: str, record: FigureRecord) -> bool:
    """Tell whether a value can be called so: a rate high, a count great in number."""
    lasts = record.figure.kind is FigureKind.DURATION
    if way in ("長", "短"):
        return lasts
    return not lasts and (way not in ("高", "低") or is_share(record) or record.figure.kind is FigureKind.MONEY)


def _extreme(run: Sequence[_Entry], way: str) -> FigureRecord:
    pick = max if way in _MOST else min
    return pick((entry.record for entry in run), key=lambda record: record.figure.value)


def _of_years(run: Sequence[_Entry], behind: str) -> Iterator[Surpassed]:
    """Yield the last value of a series of years that is called the most or the least of them, and is not."""
    said, way = _OF_YEARS.match(behind), ""
    if said and not (said["n"] and int(said["n"]) != len(run)):
        way = said["way"]
    elif said is None and (said := _RECORD.match(behind)) and all("年" in e.name for e in run[1:]):
        way = said["way"] or said["rest"]
    if said is None or not way or any(e.name and "年" not in e.name for e in run[1:]):
        return
    last, most = run[-1].record, _extreme(run, "多" if way == "大" else way)
    if last.figure.value != most.figure.value:
        yield Surpassed(last, most, said[0].strip(" ()、。").rpartition("、")[2])


def _in_order(text: str, run: Sequence[_Entry], behind: str) -> Iterator[Surpassed]:
    """Yield the first value of a list that breaks the order in which it is said to stand."""
    start = run[0].record.figure.span.start
    lead = words_before(text, start, 2 * _NEAR)
    before = _ORDER.search(lead) if "順" in lead else None
    said = before or ((_ORDER_BEHIND.match(behind) or _ORDER_FOLLOWS.match(behind)) if len(run) >= _FEWEST else None)
    if said is None:
        return
    way = said["way"] or (said.groupdict().get("so") or "多")
    entries = [*run[:-1], *(() if _NAMELESS.match(run[-1].name) else run[-1:])]
    if any(not e.name or _NAMES_WITH_NUMBERS.match(e.name) or _NAMELESS.match(e.name) for e in entries):
        return
    if not _may_be(way, run[0].record) or (before and before["of"] and _are_others(before["of"], run[0].record)):
        return
    steps = [b.record.figure.value - a.record.figure.value for a, b in pairwise(entries)]
    wrong = [n for n, step in enumerate(steps) if (step > 0 if way in _MOST else step < 0)]
    if len(wrong) == 1 or (wrong and before):
        one, other = (entries[n].record for n in (wrong[0], wrong[0] + 1))
        yield Surpassed(other, one, _words_of(said[0]))


def _are_others(of: str, record: FigureRecord) -> bool:
    """Tell whether a number by which things are in order is not that which is told of them: 会員数の多い順に、青葉会が12件."""
    if of.endswith(("者", "員", "人")):
        return record.figure.unit_norm not in WHO_COME
    counter = counter_of(of) or counter_of(of[-1:])
    return counter is not None and record.figure.unit_norm != counter.norm


def _words_of(said: str) -> str:
    return said[: said.find("順") + 1].lstrip(")、の。(\n")


def _ranked(run: Sequence[_Entry], behind: str) -> Iterator[Surpassed]:
    """Yield the value that words put second or third of all, and that is not: 東部が2番目に多い."""
    said = _NTH_IN_ORDER.search(behind)
    if (
        said is None
        or not _LEADS_TO_ORDER.fullmatch(behind, 0, said.start())
        or _OTHERWISE.search(behind[: said.end()])
    ):
        return
    name, way, n = (said[a] or said[b] for a, b in (("name", "name2"), ("way", "way2"), ("n", "n2")))
    entries = [e for e in run if e.name == name]
    nth = int(parse(n) or 0)
    if len(entries) != 1 or nth > len(run) or not _may_be(way, run[0].record) or any(not e.name for e in run):
        return
    ordered = sorted((e.record for e in run), key=lambda r: r.figure.value, reverse=way in _MOST)
    named = [e.record for e in run if not _NAMELESS.match(e.name)]
    value, expected = entries[0].record, ordered[nth - 1]
    ranks = [sum(_is_ahead(r, value, way) for r in some) + 1 for some in (ordered, named)]
    ties = sum(r.figure.value == value.figure.value for r in ordered)
    if ties == 1 and nth not in ranks and expected.figure.value != value.figure.value:
        yield Surpassed(value, expected, said[0].strip("、。 "))


def _is_ahead(one: FigureRecord, other: FigureRecord, way: str) -> bool:
    apart = one.figure.value - other.figure.value
    return apart > 0 if way in _MOST else apart < 0


def _named_in_order(text: str, run: Sequence[_Entry], behind: str) -> Iterator[Surpassed]:
    """Yield the first value of those that words name in their order that the next one surpasses: 次いで健康、住まいの順."""
    said = _THEN_NAMED.search(behind)
    if (
        said is None
        or not _LEADS_TO_ORDER.fullmatch(behind, 0, said.start())
        or _OTHERWISE.search(behind[: said.end()])
    ):
        return
    of = {entry.name: entry.record for entry in run}
    names = [said["first"], *(name.strip(" 「」") for name in said["names"].split("、"))]
    if len(of) != len(run) or any(name not in of for name in names) or not _may_be(said["way"], run[0].record):
        return
    for one, other in pairwise(of[name] for name in names):
        if _is_ahead(other, one, said["way"]):
            end = run[-1].record.figure.span.end
            start, stop = said.start("first"), said.end("names") + len("の順")
            words = Span(offset_behind(text, end, start), offset_behind(text, end, stop))
            yield Surpassed(one, other, behind[said.start("names") : stop], words)
            return

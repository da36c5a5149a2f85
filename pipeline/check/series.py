"""Values told one after the other, and words on them that they contradict.

14社、12社、11社と増加が続いている. So are those of sessions, told by their numbers: 第1回26人、第2回19人、第3回31人で、第2回は定員の20人を上回った; below a list of sessions 最も多かったのは第3回.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from extractors.mentions import Qualifier, Span, Status
from extractors.numerals import ANY, parse
from extractors.patterns import compile_pattern
from pipeline.check.beside import (
    ATTENDED,
    BEFORE,
    NOT_REACHED,
    NTH,
    words_amid,
    words_before,
    words_behind,
    words_between,
)
from pipeline.check.values import WHO_COME, Surpassed, alike, comparable, exact
from pipeline.model import FigureRecord

_ACTUAL = Status.ACTUAL
_TIME = rf"(?:(?P<era>令和|平成|昭和|西暦|[RHS])? ?(?P<year>{ANY}) ?年(?:度)?(?:末|中)?|(?P<month>{ANY})月(?:末|中)?)(?:時点|現在)?(?:には?|は|が|で|の)?、? ?\(?"
_NEXT = compile_pattern(
    rf" ?\)?(?:、|,|→|⇒|から|で|であったものが|だったものが)? ?(?:(?:一昨|昨|前|翌|今|本)年度?(?:末)?(?:には?|は|が|の)?、? ?|{_TIME})?"
)
"""Between two values: 令和4年度14社、令和5年度12社; 14社、12社; 4月の64戸から9月の."""
_TO_LATER_DAY = compile_pattern(
    rf" ?(?:から|より)、? ?(?:(?:令和|平成|[RH])? ?{ANY} ?年度?|[RH] ?{ANY}(?=末)|[今本]年度?|年度)?(?: ?{ANY} ?月)?(?: ?{ANY} ?日)?末?(?:時点|現在)?(?:に|で|の|は)*、? ?"
)
"""Between two values of days: 4月1日現在の50人から3月31日現在の45人に."""
_LEAD = compile_pattern(rf"{_TIME}[:| ]*$")
_TREND = compile_pattern(
    r"\)?(?P<how>へと?|に|と|で|となり|となって|と推移し(?:て)?|と回復し(?:て)?|と推移しており|で推移し(?:て)?|となっており)?、? ?(?:と)?(?:年々|毎[年月回]|連続して|[0-9](?:年|か月|回)連続で|徐々に|着実に|順調に|大きく|大幅に|わずかに|やや|緩やかに|急激に|ともに)?、?"
    r"(?:(?P<up>増加|増え|伸び(?![率悩ずな])|上昇|右肩上がり|増[え加]?続け)|(?P<down>減少|減[っりる]|低下|右肩下がり|減り続け))(?!に(?!転)|へ|を(?!続|示|たど|見せ)|の(?!一途)|ず|対?策|分|要因)(?P<rest>[^、。\n]{0,10})"
)
_NO_TREND = compile_pattern(
    r"転じ|幅|率|抑|歯止め|防|の兆|目標|見込|予測|しない|せず|なかった|て(?:おら|おりませ|いな|いませ)|鈍|^し?た(?:[前昨同]|令和)"
)
_SAID_ELSEWHERE = compile_pattern(r"年々|毎[年月回]|推移|続|傾向|右肩")
_NEAR = 40  # characters
_PAIR = 2  # values


def contradicted_trends(text: str, figures: Sequence[FigureRecord]) -> Iterator[Surpassed]:
    """Yield the last value of a series, the first, and the words that tell the other way than all of its values go."""
    for later, earlier in pairwise(figures):
        yield from _since(text, later, earlier)
    run: list[FigureRecord] = []
    times: list[int | None] = []
    for record in (*figures, None):
        step = _step(text, run[-1], record) if run and record else None
        if record is None or step is None:
            yield from _judged(text, run, times)
            run, times = [record] if record else [], []
        else:
            run.append(record)
            times.append(step[0])


def _since(text: str, later: FigureRecord, earlier: FigureRecord) -> Iterator[Surpassed]:
    """Yield the value that is said to have grown from the one of the year before behind it, and is less: 420件で、前年度の450件から増加した."""
    start, end = later.figure.span.end, earlier.figure.span.end
    if earlier.figure.span.start - start > _NEAR or not alike(later, earlier):
        return
    said = _GREW_FROM.match(words_behind(text, end, _NEAR))
    if said is None or _NO_TREND.search(said["rest"]) or not exact(later, earlier):
        return
    if (
        later.part_of
        or earlier.part_of
        or not _YEAR_BEFORE.fullmatch(words_between(text, start, earlier.figure.span.start))
    ):
        return
    if later.figure.value < earlier.figure.value if said["up"] else later.figure.value > earlier.figure.value:
        yield Surpassed(later, earlier, said["up"] or said["down"])


_YEAR_BEFORE = compile_pattern(rf"(?:で(?:あり|した。|す。)?|と(?:なり|なっており))?、?対?{BEFORE}の、? ?")
_GREW_FROM = compile_pattern(
    r"(?:から|より|に比べて?|と比べて?)、?(?:も)?(?:大きく|大幅に|わずかに|やや)?(?:(?P<up>増加|増え)|(?P<down>減少|減[っり]))(?=し?(?:た[。、)\n]|て|、|まし|。|とな))(?P<rest>[^、。\n]{0,10})"
)


def _are_of_one_kind(one: FigureRecord, other: FigureRecord) -> bool:
    return alike(one, other) and one.status is other.status is _ACTUAL and exact(one, other)


def _step(text: str, one: FigureRecord, other: FigureRecord) -> tuple[int | None] | None:
    """Return the time that leads to the second of two values of a series, in brackets; None if they are not of one."""
    start, end = one.figure.span.end, other.figure.span.start
    if end - start > _NEAR or not _are_of_one_kind(one, other):
        return None
    gap = words_between(text, start, end)
    if match := _NEXT.fullmatch(gap):
        return (_time(match),) if end > start else None
    return (None,) if _TO_LATER_DAY.fullmatch(gap) else None


def _time(match: re.Match[str]) -> int | None:
    """Return the year or month that leads to a value; a year of no era counts as one of the era before it."""
    words = match["year"] or match["month"]
    number = parse(words) if words else None
    return int(number) + _ERAS.get((match["era"] or "")[:1], 0) if number is not None else None


_ERAS = {"昭": 1925 - 2018, "S": 1925 - 2018, "平": 1988 - 2018, "H": 1988 - 2018}
"""What makes a year comparable with one of 令和."""


def _time_before(text: str, record: FigureRecord) -> int | None:
    start = record.figure.span.start
    match = _LEAD.search(words_before(text, start, _NEAR))
    return _time(match) if match else None


def _judged(text: str, run: Sequence[FigureRecord], times: Sequence[int | None]) -> Iterator[Surpassed]:
    if len(run) < _PAIR:
        return
    end = run[-1].figure.span.end
    said = _TREND.match(words_behind(text, end, _NEAR))
    if said is None or _NO_TREND.search(said["rest"]):
        return
    times = (_time_before(text, run[0]), *times)
    if not _in_time(text, run, times, said[0], said["how"] or ""):
        return
    known = [time for time in times if time is not None]
    backwards = len(known) > 1 and known[0] > known[-1] and _is_of_years(text, run)
    in_turn = run[::-1] if backwards else run
    steps = [(b.figure.value - a.figure.value) * (1 if said["up"] else -1) for a, b in pairwise(in_turn)]
    if all(step < 0 for step in steps):
        yield Surpassed(in_turn[-1], in_turn[0], said["up"] or said["down"])
    elif sum(step < 0 for step in steps) == 1 and _EACH_TIME.search(said[0]):
        at = next(n for n, step in enumerate(steps) if step < 0)
        yield Surpassed(in_turn[at + 1], in_turn[at], said["up"] or said["down"])


_EACH_TIME = compile_pattern("毎年|毎月|毎回|連続")
"""What grew each time fell at none: 210人、240人、230人と毎月増加した."""


def _is_of_years(text: str, run: Sequence[FigureRecord]) -> bool:
    return "年" in words_amid(text, run[0], run[1])


def _in_time(text: str, run: Sequence[FigureRecord], times: Sequence[int | None], said: str, how: str) -> bool:
    """Tell whether a series is one of times: each value has its own, an arrow or から leads on, or the words say so."""
    gaps = [words_amid(text, a, b) for a, b in pairwise(run)]
    if len(run) == _PAIR:
        return "から" in gaps[0] and how in ("へ", "に", "と", "へと")
    dated = None not in times and (sorted(times) == list(times) or sorted(times, reverse=True) == list(times))  # type: ignore[type-var]
    return dated or all("→" in gap or "⇒" in gap for gap in gaps) or _SAID_ELSEWHERE.search(said) is not None


_IN_A_ROW = compile_pattern(
    rf"[^0-9はがも。\n]{{0,6}}。?\n?[ ・※]*(?:[^0-9はがも。、\n]{{1,24}}、)?(?P<years>[2-9二三四五]) ?(?:年度?|か年)連続(?:で|して)、?{BEFORE}(?:の?実績)?を(?:(?P<more>上回)|(?P<less>下回))(?:った|りまし|り|って)(?:た)?(?!もの|こと|とこ)"
)
_NEXT_YEAR = compile_pattern(rf" ?(?:[、,|→・] ?)?(?:\n[ ・○|]*)?{_TIME}[:| ]*")


def contradicted_years(text: str, figures: Sequence[FigureRecord]) -> Iterator[Surpassed]:
    """Yield the value of a year that is on the other side of the one before than each of so many years is said to be.

    令和4年度412千kWh, 令和5年度398千kWh, 令和6年度401千kWh above 2年連続で前年度を下回った.
    """
    for at in range(_PAIR, len(figures)) if "連続" in text else ():
        said = _IN_A_ROW.match(words_behind(text, figures[at].figure.span.end, 2 * _NEAR))
        first = at - int(parse(said["years"]) or 0) if said else -1
        if said is None or first < 0:
            continue
        run = figures[first : at + 1]
        times = [_time_before(text, run[0])]
        for one, other in pairwise(run):
            gap = words_amid(text, one, other)
            led = _NEXT_YEAR.fullmatch(gap) if _are_of_one_kind(one, other) else None
            times.append(_time(led) if led and led["year"] else None)
        known = [time for time in times if time is not None]
        if len(known) != len(run) or known != list(range(known[0], known[0] + len(run))):
            continue
        for one, other in pairwise(run):
            step = other.figure.value - one.figure.value
            if step < 0 if said["more"] else step > 0:
                yield Surpassed(other, one, said[0][said.start("years") :])


_NTH = compile_pattern(NTH)
_IN_TURN = compile_pattern(
    rf"(?:{ATTENDED}|利用)(?:者|人)?(?:数)?(?:は|が|も)?、?(?:順に|それぞれ|順番に)、? ?(?:延べ)?$"
)
_NEXT_IN_TURN = compile_pattern(" ?[、,・] ?")
_APART = compile_pattern("定員|目標|予定|応募|申込|うち|前年|昨年|平均|累計|合計|計$")
"""Before a value: it is not of those who came to the session alone."""
_MORE = compile_pattern("ほか|別に|加え|(?<!うち)オンライン")
"""Before a value: these came to the session, too."""
_ASIDE = frozenset({Qualifier.OF_WHICH, Qualifier.DISTINCT, Qualifier.EACH})
_TOTAL = compile_pattern(r"(?:合わせて|計|延べ)(?:で|は)?、? ?$")
_WHO = rf"(?:(?:{ATTENDED}|利用)(?:者|人)?(?:数)?(?:が|は|の)、?)?"
_MOST_OR_LEAST = "(?:最も|一番)(?P<{way}>多|少な)"
_EXTREME = compile_pattern(
    rf"(?:^|[。\n]|で、)[ ・○●◇◆*-]*(?:なお、?|このうち、?|うち、?)?{_WHO}"
    rf"(?:{_MOST_OR_LEAST.format(way='way')}(?:かった|い)(?:回|の)は、?{NTH}(?!から|と|及び|、第|・)"
    rf"|第 ?(?P<named>[0-9一二三四五六七八九十]{{1,3}}) ?回が、?{_MOST_OR_LEAST.format(way='so')}(?:かった(?![一-鿿])|い(?![一-鿿])|く(?:なっ|なり|、)))"
)
_LIMIT_LEAD = compile_pattern(rf"(?:^|[、。(\n・ ]){NTH}(?:に)?は、?定員(?:の|である|\()? ?$")
_OVER = compile_pattern(
    rf" ?\)?(?:を(?:大きく|大幅に|やや|わずかに|若干)?(?:(?P<more>上回(?:る|り|った)|超え(?:る|て|た))|(?P<less>下回(?:る|り|った)))|に(?:は)?(?P<short>{NOT_REACHED}))(?![^。\n]{{0,10}}(?:応募|申込|申し込|希望|予約|問合))"
)
_NEXT_TO, _GAP, _REACH, _LONGEST = 24, 120, 200, 400  # characters
_MOST_BETWEEN = 3  # figures


def contradicted_turns(text: str, figures: Sequence[FigureRecord]) -> Iterator[Surpassed]:
    """Yield the values of sessions that are called the most or the least, or more or less than the places, and are not."""
    at = 0 if _NTH.search(text) else len(figures)
    while at < len(figures):
        sessions, last = _in_turn(text, figures, at) or _by_number(text, figures, at)
        if len(sessions) >= _PAIR:
            yield from _of_extremes(text, sessions, figures[last])
            yield from _of_places(text, figures, sessions, last)
        at = last + 1


def _may_come(record: FigureRecord) -> bool:
    return (
        record.figure.unit_norm in WHO_COME
        and record.status is _ACTUAL
        and exact(record)
        and (not record.part_of or record.part_of > record.figure_id)  # of a sum behind: 26人、19人、計45人
        and not _ASIDE.intersection(record.figure.qualifiers)
    )


def _in_turn(text: str, figures: Sequence[FigureRecord], at: int) -> tuple[Mapping[int, FigureRecord], int] | None:
    """Return who came to each session told before, where a list gives them without numbers, and where that ends: 参加者は順に26人、19人."""
    first = figures[at]
    start = first.figure.span.start
    lead = words_before(text, start, 6)
    if "順" not in lead and "それぞれ" not in lead:
        return None
    if not _may_come(first) or not _IN_TURN.search(words_before(text, start, _NEXT_TO)):
        return None
    told = words_before(text, start, _LONGEST).rpartition("\n\n")[2]
    numbers = [int(parse(match["no"]) or 0) for match in _NTH.finditer(told[max(0, told.rfind("第1回")) :])]
    last = at
    while (
        last + 1 < len(figures)
        and comparable(first, figures[last + 1])
        and _may_come(figures[last + 1])
        and _NEXT_IN_TURN.fullmatch(words_amid(text, figures[last], figures[last + 1]))
    ):
        last += 1
    if numbers != list(range(1, last - at + 2)):
        return None
    return dict(enumerate(figures[at : last + 1], start=1)), last


def _by_number(text: str, figures: Sequence[FigureRecord], at: int) -> tuple[Mapping[int, FigureRecord], int]:
    """Return who came to each session from the first on, told behind its number, and where that ends."""
    found: dict[int, FigureRecord] = {}
    last, end = at, max(0, figures[at].figure.span.start - _GAP)
    for k in range(at, len(figures)):
        record, start = figures[k], figures[k].figure.span.start
        if start - end > _GAP or record.place.measure_no != figures[at].place.measure_no:
            break
        gap = words_between(text, end, start)
        clause = gap[-_NEXT_TO:].rpartition("\n")[2].rpartition("、")[2]
        if _MORE.search(clause):
            return {}, last
        if not _may_come(record) or _APART.search(clause):
            if not found:
                break
            continue
        numbers = [int(parse(match["no"]) or 0) for match in _NTH.finditer(gap)]
        if (numbers if found else numbers[-1:]) != [len(found) + 1]:
            several = found and not numbers and not _TOTAL.search(gap)  # values of one session
            return ({} if several else found), last
        found[len(found) + 1], last, end = record, k, record.figure.span.end
    return found, last


def _behind(text: str, end: int) -> str:
    """Return the rest of a line and the line below it."""
    lines = words_behind(text, end, _REACH).split("\n")
    return "\n".join(lines[:2])


def _of_extremes(text: str, sessions: Mapping[int, FigureRecord], last: FigureRecord) -> Iterator[Surpassed]:
    said = _EXTREME.search(_behind(text, last.figure.span.end))
    if said is None:
        return
    told = sessions.get(int(parse(said["no"] or said["named"]) or 0))
    pick = max if (said["way"] or said["so"]) == "多" else min
    most = pick(sessions.values(), key=lambda record: record.figure.value)
    if told is not None and told.figure.value != most.figure.value:
        words = said[0].strip("。\n ・○●◇◆*-").removeprefix("で、")
        at = text.find(words, last.figure.span.end, last.figure.span.end + 2 * _REACH)
        yield Surpassed(told, most, words, Span(at, at + len(words)) if at >= 0 else None)


def _of_places(
    text: str, figures: Sequence[FigureRecord], sessions: Mapping[int, FigureRecord], last: int
) -> Iterator[Surpassed]:
    """Yield a session that is said to have had more or less than there were places: 第2回は定員の20人を上回る."""
    end = figures[last].figure.span.end
    reach = end + len(_behind(text, end))
    for places in figures[last + 1 : last + 1 + _MOST_BETWEEN]:
        start, stop = places.figure.span.start, places.figure.span.end
        if start > reach:
            return
        led, said = _LIMIT_LEAD.search(words_before(text, start, _NEXT_TO)), _OVER.match(words_behind(text, stop, 40))
        came = sessions.get(int(parse(led["no"]) or 0)) if led and said else None
        if led is None or said is None or came is None or came.figure.unit_norm != places.figure.unit_norm:
            continue
        value, bound = came.figure.value, places.figure.value
        if value < bound if said["more"] else value > bound if said["less"] else value >= bound:
            yield Surpassed(came, places, f"第{led['no']}回は定員{said[0].strip(' )')}")


TURNS = (contradicted_trends, contradicted_turns, contradicted_years)
"""All that finds values which do not follow each other as is told."""

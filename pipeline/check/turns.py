"""How many came to each session of a series, and words on one of them that those contradict.

第1回26人、第2回19人、第3回31人で、第2回は定員の20人を上回った; below a list of sessions 最も多かったのは第3回.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from extractors.mentions import Qualifier, Span, Status
from extractors.numerals import parse
from extractors.patterns import compile_pattern
from pipeline.check.beside import ATTENDED, NTH, words_before, words_behind, words_between
from pipeline.check.values import WHO_COME, Surpassed, comparable, exact
from pipeline.model import FigureRecord

_NTH = compile_pattern(NTH)
_IN_TURN = compile_pattern(
    rf"(?:{ATTENDED}|利用)(?:者|人)?(?:数)?(?:は|が|も)?、?(?:順に|それぞれ|順番に)、? ?(?:延べ)?$"
)
_NEXT_IN_TURN = compile_pattern(" ?[、,・] ?")
_APART = compile_pattern("定員|目標|予定|応募|申込|うち|前年|昨年|平均|累計|合計|計$")
"""Before a value: it is not of those who came to the session alone."""
_ASIDE = frozenset({Qualifier.OF_WHICH, Qualifier.DISTINCT, Qualifier.EACH})
_TOTAL = compile_pattern(r"(?:合計|合わせて|計|延べ)(?:で|は)?、? ?$")
_WHO = rf"(?:(?:{ATTENDED}|利用)(?:者|人)?(?:数)?(?:が|は|の)、?)?"
_HOW = "(?:最も|一番)(?P<{way}>多|少な)"
_EXTREME = compile_pattern(
    rf"(?:^|[。\n]|で、)[ ・○●◇◆*-]*(?:なお、?|このうち、?|うち、?)?{_WHO}"
    rf"(?:{_HOW.format(way='way')}(?:かった|い)(?:回|の)は、?{NTH}(?!から|と|及び|、第|・)"
    rf"|第 ?(?P<named>[0-9一二三四五六七八九十]{{1,3}}) ?回が、?{_HOW.format(way='so')}(?:かった(?![一-鿿])|い(?![一-鿿])|く(?:なっ|なり|、)))"
)
_LIMIT_LEAD = compile_pattern(rf"(?:^|[、。(\n・ ]){NTH}(?:に)?は、?定員(?:の|である|\()? ?$")
_OVER = compile_pattern(
    r" ?\)?(?:を(?:大きく|大幅に|やや|わずかに|若干)?(?:(?P<more>上回(?:る|り|った)|超え(?:る|て|た))|(?P<less>下回(?:る|り|った)))|に(?:は)?(?P<short>満たな|届か|達しな))(?![^。\n]{0,10}(?:応募|申込|申し込|希望|予約|問合))"
)
_FEWEST = 2
_GAP, _REACH, _NEXT_TO, _LONGEST = 120, 200, 24, 400  # characters


def contradicted_turns(text: str, figures: Sequence[FigureRecord]) -> Iterator[Surpassed]:
    """Yield the values of sessions that are called the most or the least, or more or less than the places, and are not.

    Args:
        text: what `joined` returns.
        figures: of the report, by offset.
    """
    at = 0
    while at < len(figures):
        sessions, last = _in_turn(text, figures, at) or _by_number(text, figures, at)
        if len(sessions) >= _FEWEST:
            yield from _of_extremes(text, sessions, figures[last])
            yield from _of_places(text, figures, sessions, last)
        at = last + 1


def _may_come(record: FigureRecord) -> bool:
    return (
        record.figure.unit_norm in WHO_COME
        and record.status is Status.ACTUAL
        and exact(record)
        and not record.part_of
        and not _ASIDE.intersection(record.figure.qualifiers)
    )


def _in_turn(text: str, figures: Sequence[FigureRecord], at: int) -> tuple[Mapping[int, FigureRecord], int] | None:
    """Return who came to each session told before, where a list gives them without numbers, and where that ends: 参加者は順に26人、19人."""
    first = figures[at]
    start = first.figure.span.start
    if "順" not in words_before(text, start, 6) and "それぞれ" not in words_before(text, start, 6):
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
        and _NEXT_IN_TURN.fullmatch(
            words_between(text, figures[last].figure.span.end, figures[last + 1].figure.span.start)
        )
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
        words = said[0].strip("。\n ・○●◇◆*-")
        at = text.find(words, last.figure.span.end)
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


_MOST_BETWEEN = 3

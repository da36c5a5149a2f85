"""Counts and sums that the sessions listed on the lines below or above them do not have.

4回開催した over the lines 第1回 …, 第2回 …, 第3回 …; 2回の参加者は計50人 below those of 21 and 19.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from extractors.label_words import EARLIER
from extractors.mentions import Qualifier
from extractors.numerals import ANY, parse
from extractors.patterns import compile_pattern
from pipeline.check.beside import (
    ATTENDED,
    OFF,
    WITH_OTHERS,
    line_start,
    sentence_before,
    words_before,
    words_behind,
    words_between,
)
from pipeline.check.values import COUNTED, FAR, WHO_COME, Miscount, exact, numbers_held, sum_of
from pipeline.model import FigureRecord

_DAY = r"(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})月 ?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})日|[0-9]{1,2}[/.][0-9]{1,2}(?![0-9])"
_NTH_OR_TIME = rf"(?:第 ?|(?={ANY} ?回目))(?P<no>{ANY}) ?回目?"
_NTH = compile_pattern(_NTH_OR_TIME)
_SESSION = compile_pattern(
    rf"(?P<indent> *)(?:[・○●◇◆①-⑳*\-] ?|\(?[0-9]{{1,2}}(?:[.)] ?| {{2,}}| ?\| ?))?(?:(?!第)[^0-9、。\n() :]{{1,8}}[: ] ?)?(?:{_NTH_OR_TIME}|{_DAY})"
)
_BULLET = compile_pattern(r" *[・○●◇◆①-⑳*\-]")
_ANY_DAY = compile_pattern(_DAY)
_HELD = compile_pattern(r"、?(?:[^0-9、。\n()]{0,16}(?:を|で|に|、))?(?:開催|開[いき]|実施|行[っい]|を数え|重ね)")
_ANNOUNCES = compile_pattern(r"次|以下|下記|日程")
_SOME = compile_pattern(
    rf"主な|一部|うち|例え|例を|(?:など|等)(?=[をの、]|$)|ほか|抜粋|代表|各(?!回の)|ずつ|それぞれ|予定|計画|累計|通算|これまで|{EARLIER}|掲載|放送|半期|[上下]期"
)
_OFF = compile_pattern(rf"{OFF}|予定")
_SEVERAL = compile_pattern(r"~|から|(?<=回)[・、]第")
MOST_OFF, FEWEST = 2, 2
_LONGEST_LINE, _LONGEST_LIST = 200, 2_000  # characters


class _Line(NamedTuple):
    start: int
    words: str
    no: int | None
    sessions: int
    """How many the line tells of, each by its number; 1 where it has none."""


def miscounted_listed_sessions(text: str, figures: Sequence[FigureRecord]) -> Iterator[Miscount]:
    """Yield the numbers of times that the list of sessions right below does not have: 4回開催した, and three lines of them."""
    for record in numbers_held(figures):
        figure = record.figure
        start, end = figure.span.start, figure.span.end
        stop = text.find("\n", end, end + _LONGEST_LINE)
        first = _first_of_list(text, stop + 1) if stop >= 0 else None
        if first is None:
            continue
        begin = line_start(text, start, _LONGEST_LINE)
        own, behind = words_between(text, begin, stop), words_between(text, end, stop)
        lead = words_between(text, begin, start)
        titled = _TITLE.fullmatch(lead) and _TITLE_END.fullmatch(behind)
        held = titled or _HELD.match(behind) or (not behind.strip() and _NUMBER_LEAD.fullmatch(lead))
        if held and not _SOME.search(own):
            yield from _compared(record, _below(text, first, own), own, titled=titled is not None)


_NUMBER_LEAD = compile_pattern(r" *[・○●◇◆*-]? ?(?:開催|実施|開講)(?:回数)?[: ]+(?:年|全)?")
_TITLE = compile_pattern(r"[^0-9。\n()]{2,40} ?\( ?(?:全|計|開催|実施|年間?|延べ)? ?")
_TITLE_END = compile_pattern(r"(?:(?:を|の)?(?:全て|すべて)?(?:開催|実施|終了|修了|開講|完了)(?:済み?|した)?)? ?\) *:?")
"""Around the number in the title of a list: 学習会（全4回を終了）, 出張講座（開催3回）."""
_TABLE_HEAD = compile_pattern(
    r"(?![^\n]*[0-9、。]) *(?:回[次数]?|期日|日[程付]|(?:開催|実施|月)日|No\.?)(?:(?: +| ?\| ?)[^ \n|]+){1,8} *\n"
)
"""The line above the rows of a table set with blanks: 回　期日　　会場　　参加者数."""


def _first_of_list(text: str, at: int) -> int | None:
    """Return where the list at a line begins, below the head of its table if it is one; None where there is none."""
    line = words_behind(text, at, _LONGEST_LINE)
    head = _TABLE_HEAD.match(line)
    if head:
        at, line = text.index("\n", at) + 1, line[head.end() :]
    line = line[:40]
    begins = ("回" in line or "月" in line or "/" in line or "." in line) and _SESSION.match(line) is not None
    return at if begins else None


def _compared(record: FigureRecord, sessions: Sequence[_Line], own: str, *, titled: bool) -> Iterator[Miscount]:
    held = sum(not _OFF.search(line.words) for line in sessions)
    numbers = [line.no for line in sessions if line.no is not None]
    in_turn = len(numbers) == len(sessions) and all(b == a + 1 for a, b in pairwise(numbers))
    stated, told = record.figure.value, titled and _differ(sessions)
    if (
        len(sessions) >= FEWEST
        and (in_turn or (not numbers and (told or _ANNOUNCES.search(own) or _are_all(sessions, own, int(stated)))))
        and stated not in (held, len(sessions))
        and all(abs(n - stated) <= MOST_OFF for n in (held, len(sessions)))
        and not any(line.sessions > 1 or _SEVERAL.search(line.words[:_OPENING]) for line in sessions)
        and not any(f"{n}回" in own for n in (held, len(sessions)))
    ):
        yield Miscount(record, held, "、".join(line.words.strip()[:_OPENING] for line in sessions))


_OPENING = 14  # characters of a line
_BESIDES = compile_pattern("臨時|追加|番外|個人参加|自主|別途")


def _differ(sessions: Sequence[_Line]) -> bool:
    """Tell whether each line of a list has a day of its own, and none tells of what was held besides."""
    days = {match[0] for line in sessions if (match := _ANY_DAY.search(line.words))}
    return len(days) == len(sessions) and not any(_BESIDES.search(line.words) for line in sessions)


def _are_all(sessions: Sequence[_Line], own: str, stated: int) -> bool:
    """Tell whether a number is said to be that of all, and each line of a list gives who came: 全4回."""
    return f"全{stated}回" in own and all(_CAME.search(line.words) for line in sessions)


_CAME = compile_pattern("[0-9] ?(?:人|名|組)")


def _below(text: str, at: int, own: str) -> Sequence[_Line]:
    """Return the sessions that the lines from `at` on list; none where other lines of their depth stand among them."""
    lines, found = text[at : at + _LONGEST_LIST].split("\n"), list[_Line]()
    if sum(map(len, lines)) >= _LONGEST_LIST - len(lines):
        lines.pop()
    starts = [at, *(at + length for length in accumulate(len(line) + 1 for line in lines))]
    depth = None
    for n, words in enumerate(words_between(line, 0, len(line)) for line in lines):
        match = _SESSION.match(words)
        indent = len(words) - len(words.lstrip(" "))
        if depth is None and match:
            depth = indent
        if not words.strip():
            following = next((line for line in lines[n:] if line.strip()), "")
            return () if _SESSION.match(following) else found
        if depth is None:
            return ()
        if match and indent == depth:
            number = parse(match["no"]) if match["no"] else None
            no = int(number) if number is not None else None
            found.append(_Line(starts[n], words, no, len(_NTH.findall(words)) or 1))
        elif indent <= depth and not _ends_list(words, indent, depth, own):
            return ()
        elif indent <= depth:
            return () if _TOLD_BELOW.match(words) else found
    return found


_TOLD_BELOW = compile_pattern(r" *[※(].*(?:回|書面|中止|延期)")
"""※第3回は書面: what a line below a list tells of a session."""


def _ends_list(words: str, indent: int, depth: int, own: str) -> bool:
    """Tell whether a line goes on behind a list: it stands further out, or bears the mark of the line above the list."""
    above, mark = _BULLET.match(own), _BULLET.match(words)
    told = words.strip()
    begins = told[:1] in "(【<〔《■◆※" or SUM_LINE.match(told) is not None
    return indent < depth or begins or bool(above and mark and above[0] == mark[0])


SUM_LINE = compile_pattern(r"(?:合 *|総 *)?計[ |:]")


_TOTAL = compile_pattern(
    rf" *(?:[・○●◇◆*\-] ?)?(?:(?:以上|これら|全て)の?、?)?(?:(?:計|合計|全) ?)?(?:の?(?P<n>{ANY}) ?回(?:の|で|、)?)?、?(?:の?(?P<who>{ATTENDED}|利用)者?(?:数)?(?:は|が)?、?)?(?:全(?P<all>{ANY})回で)?(?P<sum>(?:合計|総計|計|延べ|のべ|合わせて)?(?:で)?、?(?:延べ|のべ)?) ?$"
)
_ASIDE = compile_pattern(
    rf"オンライン|含|加え|ほか|別に|などに|実人数|実数|{EARLIER}|目標|累計|通算|これまで|うち|年間|新規|初|見込|高校生|子ども|大人"
)
_LEADS_SOME = compile_pattern("主な|一部|うち|例え|例を|など|ほか|抜粋|代表")
"""In the line above a list that holds some of the sessions."""
_NOT_ADDED = frozenset({Qualifier.DISTINCT, Qualifier.OF_WHICH, Qualifier.EACH})


def mismatched_attendance(
    text: str, figures: Sequence[FigureRecord]
) -> Iterator[tuple[FigureRecord, Sequence[FigureRecord]]]:
    """Yield the sums of those who came, right below or above the sessions that do not add up to them, and who came to each."""
    for at, total in enumerate(figures):
        if total.figure.unit_norm not in WHO_COME or total.figure.kind not in COUNTED or not exact(total):
            continue
        if total.part_of or _NOT_ADDED.intersection(total.figure.qualifiers):
            continue
        parts = _told_above(text, figures, at) or _told_below(text, figures, at)
        added = sum_of(parts)
        if len(parts) >= FEWEST and 0 < abs(added - total.figure.value) <= added * FAR:
            yield total, parts


def _told_above(text: str, figures: Sequence[FigureRecord], at: int) -> Sequence[FigureRecord]:
    """Return how many came to each of the sessions right above their sum: 計94人, 3回の参加者は94人."""
    start = figures[at].figure.span.start
    begin = line_start(text, start, _LONGEST_LINE)
    lead = _TOTAL.fullmatch(words_between(text, begin, start)) if begin else None
    if lead is None or not (lead["n"] or lead["sum"]):
        return ()
    if _ASIDE.search(words_behind(text, start, _LONGEST_LINE).partition("\n")[0]):
        return ()
    parts = _attended(text, figures, at, _above(text, begin), begin)
    told = parse(lead["n"] or lead["all"] or "")
    return parts if told is None or told == len(parts) else ()


def _told_below(text: str, figures: Sequence[FigureRecord], at: int) -> Sequence[FigureRecord]:
    """Return the same of the sessions right below the line that ends with their sum: 次のとおり開催し、延べ94人が参加."""
    start, end = figures[at].figure.span.start, figures[at].figure.span.end
    stop = text.find("\n", end, end + _LONGEST_LINE)
    first = _first_of_list(text, stop + 1 + text.startswith("\n", stop + 1)) if stop >= 0 else None
    behind = words_between(text, end, stop) if first is not None else ""
    if first is None or _SUM_BEHIND.fullmatch(behind) is None:
        return ()
    lead = sentence_before(text, start, _LONGEST_LINE)
    own = words_between(text, line_start(text, start, _LONGEST_LINE), stop)
    summed = _SUM_BEFORE.search(lead)
    if not (summed or (_ANNOUNCES.search(own) and (_WHO_BEFORE.search(lead) or _WHO_BEHIND.match(behind)))):
        return ()
    if any(p.search(own) for p in (_ASIDE, _SOME, _OF_EACH, WITH_OTHERS)):
        return ()
    lines = [line._replace(sessions=0) if _OFF.search(line.words) else line for line in _below(text, first, own)]
    last = lines[-1].start if lines else first
    close = text.find("\n", last, last + _LONGEST_LINE)
    parts = _attended(text, figures, at, lines, close if close >= 0 else min(len(text), last + _LONGEST_LINE))
    if any(_ASIDE.search(line.words) for line in lines):
        return ()
    told = (
        r.figure.value
        for r in figures[max(0, at - FEWEST) : at]
        if r.figure.span.start >= start - len(lead) and r.figure.unit_norm == "回"
    )
    return parts if all(number == len(parts) for number in told) else ()


_SUM_BEFORE = compile_pattern(
    r"(?:延べ|のべ|計|合わせて|あわせて|総数)(?:[^0-9、。\n()]{0,8}(?:は|が|:))?[、 ]?(?:延べ|のべ)?$"
)
_WHO_BEFORE = compile_pattern(rf"(?:{ATTENDED}|利用|来館|訪れた)(?:した)?(?:者|人|児童|生徒)?数?(?:は|が|:)?[、 ]?$")
_WHO_BEHIND = compile_pattern(rf" ?[がのを]?(?:{ATTENDED}|利用|来館|訪れ)")
_SUM_BEHIND = compile_pattern(r"[^0-9。\n]{0,24}。?[^0-9。\n]{0,2}")
"""Behind a sum, up to the end of its line."""
_OF_EACH = compile_pattern("平均|各|ずつ|毎回|定員|会員|当たり|あたり")


def _above(text: str, begin: int) -> Sequence[_Line]:
    """Return the sessions that the lines right above offset `begin` list, from the first on."""
    found: list[_Line] = []
    end = begin - 1
    while end > 0 and begin - end < _LONGEST_LIST:
        start = line_start(text, end, _LONGEST_LINE)
        words = words_between(text, start, end)
        match = _SESSION.match(words)
        if match is None:
            return () if _LEADS_SOME.search(words) else found[::-1]
        held = 0 if _OFF.search(words) else len(_NTH.findall(words)) or len(_ANY_DAY.findall(words))
        found.append(_Line(start, words, None, held))
        end = start - 1
    return ()


def _attended(
    text: str, figures: Sequence[FigureRecord], at: int, lines: Sequence[_Line], close: int
) -> Sequence[FigureRecord]:
    """Return how many came to each of the sessions of some lines; none where a line tells of others, or leaves one out."""
    if not lines:
        return ()
    unit = figures[at].figure.unit_norm
    found: list[FigureRecord] = []
    for record in _figures_in(figures, lines[0].start, close):
        if record.figure.unit_norm != unit:
            continue
        if record.part_of or not exact(record) or _NOT_ADDED.intersection(record.figure.qualifiers):
            return ()
        if "定員" not in words_before(text, record.figure.span.start, 4):
            found.append(record)
    bounds = [*(line.start for line in lines), close]
    for line, (low, high) in zip(lines, pairwise(bounds), strict=True):
        if sum(low <= record.figure.span.start < high for record in found) != line.sessions:
            return ()
    return found


def _figures_in(figures: Sequence[FigureRecord], start: int, end: int) -> Iterator[FigureRecord]:
    for at in range(bisect_left(figures, start, key=lambda record: record.figure.span.start), len(figures)):
        if figures[at].figure.span.start >= end:
            return
        yield figures[at]

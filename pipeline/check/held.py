"""How often something was held, and by how many attended, against the list of its sessions below or above.

4回開催した over the lines 第1回 …, 第2回 …, 第3回 …; 2回の参加者は計50人 below those of 21 and 19.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from extractors.label_words import EARLIER
from extractors.mentions import Per, Qualifier, Status
from extractors.numerals import ANY, parse
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.check.beside import COUNTED, exact, words_between
from pipeline.check.listed import Miscount
from pipeline.model import FigureRecord

_DAY = r"(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})月 ?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})日|[0-9]{1,2}[/.][0-9]{1,2}(?![0-9])"
_NTH = compile_pattern(rf"第 ?(?P<no>{ANY}) ?回")
_SESSION = compile_pattern(
    rf"(?P<indent> *)(?:[・○●◇◆①-⑳*\-] ?|\(?[0-9]{{1,2}}[.)] ?)?(?:(?!第)[^0-9、。\n() :]{{1,8}}[: ] ?)?(?:第 ?(?P<no>{ANY}) ?回|{_DAY})"
)
_BULLET = compile_pattern(r" *[・○●◇◆①-⑳*\-]")
_ANY_DAY = compile_pattern(_DAY)
_HELD = compile_pattern(r"、?(?:[^0-9、。\n()]{0,16}(?:を|で|に|、))?(?:開催|開[いき]|実施|行[っい]|を数え|重ね)")
_ANNOUNCES = compile_pattern(r"次|以下|下記|日程")
_SOME = compile_pattern(
    rf"主な|一部|うち|例え|例を|(?:など|等)(?=[をの、]|$)|ほか|抜粋|代表|各|ずつ|それぞれ|予定|計画|累計|通算|これまで|{EARLIER}|掲載|放送|半期|[上下]期"
)
_OFF = compile_pattern("中止|延期|順延|取りやめ|取り止め|見送|未実施|流会|予定")
_SEVERAL = compile_pattern(r"~|から|(?<=回)[・、]第")
_MOST_OFF, _FEWEST = 2, 2
_LONGEST_LINE, _LONGEST_LIST = 200, 2_000  # characters


class _Line(NamedTuple):
    start: int
    words: str
    no: int | None
    sessions: int
    """How many the line tells of, each by its number; 1 where it has none."""


def miscounted_listed_sessions(text: str, figures: Sequence[FigureRecord]) -> Iterator[Miscount]:
    """Yield the numbers of times that the list of sessions right below does not have: 4回開催した, and three lines of them.

    Args:
        text: without wraps.
        figures: of the report, by offset.
    """
    for record in figures:
        figure = record.figure
        if figure.unit_norm != "回" or record.status is not Status.ACTUAL or not exact(record) or figure.qualifiers:
            continue
        start, end = figure.span.start, figure.span.end
        stop = text.find("\n", end, end + _LONGEST_LINE)
        if figure.per not in (None, Per.YEAR) or stop < 0 or not _begins_list(text, stop + 1):
            continue
        begin = text.rfind("\n", max(0, start - _LONGEST_LINE), start) + 1
        own, behind = words_between(text, begin, stop), words_between(text, end, stop)
        sessions = _HELD.match(behind) and not _SOME.search(own) and _below(text, stop + 1, own)
        if sessions:
            yield from _compared(record, sessions, own)


def _begins_list(text: str, at: int) -> bool:
    line = fold(text[at : at + 40])
    return ("回" in line or "月" in line or "/" in line or "." in line) and _SESSION.match(line) is not None


def _compared(record: FigureRecord, sessions: Sequence[_Line], own: str) -> Iterator[Miscount]:
    held = sum(not _OFF.search(line.words) for line in sessions)
    numbers = [line.no for line in sessions if line.no is not None]
    in_turn = len(numbers) == len(sessions) and all(b == a + 1 for a, b in pairwise(numbers))
    stated = record.figure.value
    if (
        len(sessions) >= _FEWEST
        and (in_turn or (not numbers and (_ANNOUNCES.search(own) or _are_all(sessions, own, int(stated)))))
        and stated not in (held, len(sessions))
        and all(abs(n - stated) <= _MOST_OFF for n in (held, len(sessions)))
        and not any(line.sessions > 1 or _SEVERAL.search(line.words[:_OPENING]) for line in sessions)
        and not any(f"{n}回" in own for n in (held, len(sessions)))
    ):
        yield Miscount(record, held, "、".join(line.words.strip()[:_OPENING] for line in sessions))


_OPENING = 14  # characters of a line


def _are_all(sessions: Sequence[_Line], own: str, stated: int) -> bool:
    """Tell whether a number is said to be that of all, and each line of a list gives who came: 全4回."""
    return f"全{stated}回" in own and all(_CAME.search(line.words) for line in sessions)


_CAME = compile_pattern("[0-9] ?(?:人|名|組)")


def _below(text: str, at: int, own: str) -> Sequence[_Line]:
    """Return the sessions that the lines from `at` on list; none where other lines of their depth stand among them."""
    lines, found = words_between(text, at, at + _LONGEST_LIST).split("\n"), list[_Line]()
    if sum(map(len, lines)) >= _LONGEST_LIST - len(lines):
        lines.pop()
    depth = None
    for n, words in enumerate(lines):
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
            found.append(_Line(at, words, int(number) if number is not None else None, len(_NTH.findall(words)) or 1))
        elif indent <= depth and not _ends_list(words, indent, depth, own):
            return ()
        elif indent <= depth:
            return found
    return found


def _ends_list(words: str, indent: int, depth: int, own: str) -> bool:
    """Tell whether a line goes on behind a list: it stands further out, or bears the mark of the line above the list."""
    above, mark = _BULLET.match(own), _BULLET.match(words)
    return indent < depth or bool(above and mark and above[0] == mark[0]) or words.strip()[:1] in "(【<〔《■◆※"


_TOTAL = compile_pattern(
    rf" *(?:[・○●◇◆*\-] ?)?(?:(?:以上|これら|全て)の?、?)?(?:(?:計|合計|全) ?)?(?:の?(?P<n>{ANY}) ?回(?:の|で|、)?)?、?(?:の?(?P<who>参加|出席|受講|来場|利用|聴講)者?(?:数)?(?:は|が)?、?)?(?:全(?P<all>{ANY})回で)?(?P<sum>(?:合計|総計|計|延べ|のべ|合わせて)?(?:で)?、?(?:延べ|のべ)?) ?$"
)
_ASIDE = compile_pattern(
    rf"オンライン|含|加え|ほか|別に|などに|実人数|実数|{EARLIER}|目標|累計|通算|これまで|うち|年間|新規|初|見込|高校生|子ども|大人"
)
_LEADS_SOME = compile_pattern("主な|一部|うち|例え|例を|など|ほか|抜粋|代表")
"""In the line above a list that holds some of the sessions."""
_NEARLY = Decimal("0.35")
_NOT_ADDED = frozenset({Qualifier.DISTINCT, Qualifier.OF_WHICH, Qualifier.EACH})


def mismatched_attendance(
    text: str, figures: Sequence[FigureRecord]
) -> Iterator[tuple[FigureRecord, Sequence[FigureRecord]]]:
    """Yield the sums of those who came, right below the sessions that do not add up to them, and who came to each.

    Args:
        text: without wraps.
        figures: of the report, by offset.
    """
    for at in range(_FEWEST, len(figures)):
        total = figures[at]
        start = total.figure.span.start
        if total.figure.unit_norm not in ("人", "組", "世帯") or total.figure.kind not in COUNTED:
            continue
        begin = text.rfind("\n", max(0, start - _LONGEST_LINE), start) + 1
        lead = _TOTAL.fullmatch(words_between(text, begin, start)) if begin else None
        if lead is None or not (lead["n"] or lead["sum"]) or not exact(total):
            continue
        behind = words_between(text, start, start + _LONGEST_LINE).partition("\n")[0]
        if _ASIDE.search(behind) or _NOT_ADDED.intersection(total.figure.qualifiers):
            continue
        lines = _above(text, begin)
        parts = _attended(text, figures, at, lines, begin)
        told = parse(lead["n"] or lead["all"] or "")
        if len(parts) < _FEWEST or (told is not None and told != len(parts)):
            continue
        added = sum((part.figure.value for part in parts), Decimal(0))
        if added != total.figure.value and abs(added - total.figure.value) <= added * _NEARLY:
            yield total, parts


def _above(text: str, begin: int) -> Sequence[_Line]:
    """Return the sessions that the lines right above offset `begin` list, from the first on."""
    found: list[_Line] = []
    end = begin - 1
    while end > 0 and begin - end < _LONGEST_LIST:
        start = text.rfind("\n", max(0, end - _LONGEST_LINE), end) + 1
        words = words_between(text, start, end)
        match = _SESSION.match(words)
        if match is None:
            return () if _LEADS_SOME.search(words) else found[::-1]
        held = 0 if _OFF.search(words) else len(_NTH.findall(words)) or len(_ANY_DAY.findall(words))
        found.append(_Line(start, words, None, held))
        end = start - 1
    return ()


def _attended(
    text: str, figures: Sequence[FigureRecord], at: int, lines: Sequence[_Line], begin: int
) -> Sequence[FigureRecord]:
    """Return how many came to each of the sessions of some lines; none where a line tells of others, or leaves one out."""
    if not lines:
        return ()
    unit, first = figures[at].figure.unit_norm, lines[0].start
    found: list[FigureRecord] = []
    for k in range(at - 1, -1, -1):
        record = figures[k]
        start = record.figure.span.start
        if start < first:
            break
        if start >= begin or record.figure.unit_norm != unit:
            continue
        if record.part_of or not exact(record) or _NOT_ADDED.intersection(record.figure.qualifiers):
            return ()
        if "定員" not in text[max(0, start - 4) : start]:
            found.insert(0, record)
    bounds = [*(line.start for line in lines), begin]
    for line, (low, high) in zip(lines, pairwise(bounds), strict=True):
        if sum(low <= record.figure.span.start < high for record in found) != line.sessions:
            return ()
    return found

"""Counts that the list on the lines below or above them does not have, of sessions or of anything.

4回開催した over the lines 第1回 …, 第2回 …, 第3回 …; 2回の参加者は計50人 below those of 21 and 19; 次の4市町を選んだ over three names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile
from typing import NamedTuple

from extractors.label_words import EARLIER
from extractors.mentions import FigureKind, Qualifier
from extractors.numerals import ANY, parse
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.check.beside import ATTENDED, OFF, line_start, words_before, words_behind, words_between
from pipeline.check.values import COUNTED, FAR, WHO_COME, Miscount, Mismatch, exact, last_digit, numbers_held, sum_of
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
_MOST_OFF, _FEWEST = 2, 2
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
    r"(?![^\n]*[0-9、。]) *(?:回[次数]?|期日|日[程付]|(?:開催|実施|月)日|No\.?)(?:(?: {2,}| ?\| ?)[^ \n|]+){1,8} *\n"
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
        len(sessions) >= _FEWEST
        and (in_turn or (not numbers and (told or _ANNOUNCES.search(own) or _are_all(sessions, own, int(stated)))))
        and stated not in (held, len(sessions))
        and all(abs(n - stated) <= _MOST_OFF for n in (held, len(sessions)))
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
    lines, found = words_behind(text, at, _LONGEST_LIST).split("\n"), list[_Line]()
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
            return () if _TOLD_BELOW.match(words) else found
    return found


_TOLD_BELOW = compile_pattern(r" *[※(].*(?:回|書面|中止|延期)")
"""※第3回は書面: what a line below a list tells of a session."""


def _ends_list(words: str, indent: int, depth: int, own: str) -> bool:
    """Tell whether a line goes on behind a list: it stands further out, or bears the mark of the line above the list."""
    above, mark = _BULLET.match(own), _BULLET.match(words)
    told = words.strip()
    begins = told[:1] in "(【<〔《■◆※" or _SUM.match(told) is not None
    return indent < depth or begins or bool(above and mark and above[0] == mark[0])


_SUM = compile_pattern(r"(?:合 *|総 *)?計[ |:]")


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
    """Yield the sums of those who came, right below the sessions that do not add up to them, and who came to each."""
    for at in range(_FEWEST, len(figures)):
        total = figures[at]
        start = total.figure.span.start
        if total.figure.unit_norm not in WHO_COME or total.figure.kind not in COUNTED:
            continue
        begin = line_start(text, start, _LONGEST_LINE)
        lead = _TOTAL.fullmatch(words_between(text, begin, start)) if begin else None
        if lead is None or not (lead["n"] or lead["sum"]) or not exact(total):
            continue
        behind = words_behind(text, start, _LONGEST_LINE).partition("\n")[0]
        if _ASIDE.search(behind) or _NOT_ADDED.intersection(total.figure.qualifiers):
            continue
        lines = _above(text, begin)
        parts = _attended(text, figures, at, lines, begin)
        told = parse(lead["n"] or lead["all"] or "")
        if len(parts) < _FEWEST or (told is not None and told != len(parts)):
            continue
        added = sum_of(parts)
        if added != total.figure.value and abs(added - total.figure.value) <= added * FAR:
            yield total, parts


def mismatched_session_means(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield the means of those who came, right below the sessions that do not give them."""
    for at in range(_FEWEST, len(figures)):
        mean = figures[at]
        start = mean.figure.span.start
        if mean.figure.unit_norm not in WHO_COME or "平均" not in words_before(text, start, 8) or not exact(mean):
            continue
        begin = line_start(text, start, _LONGEST_LINE)
        if not begin or not _MEAN.fullmatch(words_between(text, begin, start)):
            continue
        parts = _attended(text, figures, at, _above(text, begin), begin)
        if len(parts) >= _FEWEST:
            calculated = sum_of(parts) / len(parts)
            if abs(calculated - mean.figure.value) >= last_digit(mean.figure.value):
                yield Mismatch(mean, calculated, tuple(parts))


_MEAN = compile_pattern(
    rf" *(?:[・○●◇◆*\-] ?)?(?:1回(?:当たり|あたり)?の?)?(?:(?:{ATTENDED})(?:者|人)?数?の?)?(?:1回(?:当たり|あたり)?の?)?平均(?:(?:の?(?:{ATTENDED})者?数?)?(?:は|で|:)?)?、? ?"
)


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
        if "定員" not in words_before(text, start, 4):
            found.insert(0, record)
    bounds = [*(line.start for line in lines), begin]
    for line, (low, high) in zip(lines, pairwise(bounds), strict=True):
        if sum(low <= record.figure.span.start < high for record in found) != line.sessions:
            return ()
    return found


_NEXT = r"(?:次|以下|下記)"
_LED = compile_pattern(rf"{_NEXT}(?:に(?:示|掲げ|挙げ)る|の(?:とおり|通り)、?)?の?[^0-9、。\n()]{{0,8}}$")
"""Before the count: 次の4市町."""
_LEADS = compile_pattern(rf"[^。\n]{{0,30}}{_NEXT}の(?:とおり|通り)[^0-9。\n]{{0,20}}[。:]?\)? *$")
"""Behind it: 3団体を次のとおり選んだ。"""
_OF_EARLIER = compile_pattern(EARLIER)
"""3回開催した昨年度に続き、次のとおり."""
_REST = compile_pattern(r"[^0-9\n]{0,60}$")
_BULLETS = r"・○●◇◆■□*▪•\-"
_KANA = ("アイウエオカキクケコサシスセソ", "イロハニホヘト")
_KANJI = "一二三四五六七八九十"
_MARK = compile_pattern(
    rf"(?P<indent> *)(?:(?P<bullet>[{_BULLETS}]) ?|(?P<ring>[①-⑳]) ?"
    rf"|(?P<open>\()?(?P<no>[0-9]{{1,2}}|[{_KANA[0]}ロハニホヘト]|[a-z]|[A-Z]|[{_KANJI}])(?(open)\) ?|(?:[.、:)] ?| +)))(?P<words>[^ \n].*)"
)
_PLAIN = compile_pattern(r"(?P<indent> +)(?P<words>[^ \n].*)")
_APART = compile_pattern(" {2,}")
_OPEN = compile_pattern(
    r"…|\.\.|など|(?<![高中初均平同])等(?![学級分間身])|ほか|他|うち|合同|共同|オンライン|配信|※|[、,]|及び|並びに"
)
"""In an entry: it may hold several names, or leave some unnamed."""
_BRACKET = compile_pattern(r"\((?:(?!及び|並びに|ほか|など|等|合同|共同)[^()])*\)")
_NAME_END = compile_pattern(r"[^。、:]{1,24}")
_UNNUMBERED = frozenset({"日", "年", "か月", "時間", "分", "週", "日間", "円", "%"})
_KINDS = frozenset({FigureKind.COUNT, FigureKind.PEOPLE, FigureKind.PARTICIPANTS, FigureKind.FREQUENCY})
_LINE, _REACH = 200, 2_000  # characters


def miscounted_lists(text: str, figures: Sequence[FigureRecord]) -> Iterator[Miscount]:
    """Yield the counts that announce more or fewer entries than the list on the lines below them has."""
    for at, record in enumerate(figures):
        figure = record.figure
        if figure.kind not in _KINDS or not exact(record) or figure.qualifiers or figure.unit_norm in _UNNUMBERED:
            continue
        start, end = figure.span.start, figure.span.end
        begin, stop = line_start(text, start, _LINE), text.find("\n", end, end + _LINE)
        line = text[max(begin, start - _LINE) : stop] if stop >= 0 else ""
        if not ("次" in line or "以下" in line or "下記" in line):
            continue
        if not _announces(text, figures, at, (begin, start, end, stop)):
            continue
        unit = fold(figure.unit or "")
        listed = _entries(words_behind(text, stop + 1, _REACH), words_between(text, begin, stop), figure.value)
        entries = [entry for entry in listed if not _SUM.match(entry)]
        told = [_AMOUNT.findall(entry) for entry in entries]
        if any(unit and of.startswith(unit) for units in told for of in units) or (any(told) and not all(told)):
            continue  # an entry of so many, or one of two lines
        again = len({entry.partition(" ")[0] for entry in entries}) < len(entries)
        if len(entries) >= _FEWEST and 0 < abs(len(entries) - figure.value) <= _MOST_OFF and not again:
            yield Miscount(record, len(entries), "、".join(entry[:_LONGEST_QUOTED] for entry in entries))


_AMOUNT = compile_pattern(r"(?<![第0-9])[0-9]+ ?(?P<unit>[^0-9 ]{1,6})")
_LONGEST_QUOTED = 20


def _announces(text: str, figures: Sequence[FigureRecord], at: int, places: tuple[int, int, int, int]) -> bool:
    """Tell whether a count leads to a list: none but of those who came stands behind it in its line, or beside 次のとおり in its sentence."""
    begin, start, end, stop = places
    lead, behind = words_between(text, begin, start), words_between(text, end, stop)
    others = list(takewhile(lambda record: record.figure.span.start < stop, figures[at + 1 : at + 1 + _MOST_OFF]))
    if _LED.search(lead.rpartition("。")[2]):
        of_those_who_came = bool(others) and all(r.figure.kind is FigureKind.PARTICIPANTS for r in others)
        return of_those_who_came or (not others and _REST.match(behind) is not None)
    alone = at == 0 or figures[at - 1].figure.span.start < max(begin, text.rfind("。", begin, start))
    return not others and alone and _LEADS.match(behind) is not None and not _OF_EARLIER.search(behind)


def _entries(below: str, own: str, stated: object) -> list[str]:
    """Return the entries of the list that a text begins with, below the line `own`; none where it is no list, or an open one."""
    whole = below if len(below) < _REACH else below.rpartition("\n")[0]
    lines = [line.rstrip() for line in whole.split("\n")]
    first = next((n for n, line in enumerate(lines) if line), len(lines))
    if first > 1 or first == len(lines):
        return []
    marked = _MARK.match(lines[first])
    found = _marked(lines[first:], marked, own, stated) if marked else _plain(lines[first:], own)
    return [] if any(_OPEN.search(_BRACKET.sub("", entry)) for entry in found) else found


def _kind(match: re.Match[str]) -> tuple[str, int]:
    """Return what a mark counts with and how far it has come, 0 of a bullet."""
    if match["bullet"]:
        return match["bullet"], 0
    if match["ring"]:
        return "①", ord(match["ring"]) - ord("①") + 1
    mark, sign = match["no"], "(" if match["open"] else ""
    if mark.isdigit():
        return f"{sign}1", int(mark)
    if mark in _KANJI:
        return f"{sign}一", _KANJI.index(mark) + 1
    if mark.isascii():
        return f"{sign}{'A' if mark.isupper() else 'a'}", ord(mark.lower()) - ord("a") + 1
    return f"{sign}ア", _KANA[0].find(mark) + 1 or _KANA[1].find(mark) + 1


def _marked(lines: Sequence[str], opening: re.Match[str], own: str, stated: object) -> list[str]:
    """Return the entries of a list whose first line bears a mark; none where its end is not to be seen."""
    kind, number = _kind(opening)
    depth, above = len(opening["indent"]), _MARK.match(own)
    if number > 1 or (above and _kind(above)[0] == kind and len(above["indent"]) >= depth):
        return []
    found: list[str] = []
    gap = going_on = 0
    for line in lines:
        match = _MARK.match(line)
        if not line:
            gap += 1
        elif match and len(match["indent"]) == depth and _kind(match)[0] == kind:
            if gap and not number and len(found) != stated:
                return []  # another list may begin
            if gap and not number:
                break
            if number and _kind(match)[1] != len(found) + 1:
                return [] if _kind(match)[1] != 1 else found
            found += _of_line(match["words"], kind, len(found) + 1) if number else _bulleted(match["words"], kind)
            going_on = 0
        elif len(line) - len(line.lstrip(" ")) > depth and not gap:
            going_on += 1
            if going_on > 1 and not match:
                return []  # more than an entry says: what stands below headings
        else:
            break
    sentences = sum(entry.endswith("。") for entry in found)
    return found if number or sentences in (0, len(found)) else []


def _of_line(words: str, kind: str, number: int) -> list[str]:
    """Return the entries that a line holds beside each other: a 担い手の確保　　b 森林の整備."""
    found: list[str] = []
    for piece in _APART.split(words):
        match = _MARK.match(piece)
        if not found:
            found.append(piece)
        elif match and _kind(match) == (kind, number + len(found)):
            found.append(match["words"])
        else:
            found[-1] += f" {piece}"
    return found


def _bulleted(words: str, bullet: str) -> list[str]:
    """Return the entries that a line holds beside each other, each behind the same sign."""
    return [piece.strip() for piece in words.split(f" {bullet}") if piece.strip()]


def _plain(lines: Sequence[str], own: str) -> list[str]:
    """Return the entries of a list without marks: short lines further in than the one above, up to a blank line."""
    opening = _PLAIN.match(lines[0])
    depth = len(opening["indent"]) if opening else 0
    if depth <= len(own) - len(own.lstrip(" ")):
        return []
    found: list[str] = []
    for line in lines:
        match = _PLAIN.match(line)
        if match is None or len(match["indent"]) < depth:
            return found
        if len(match["indent"]) > depth or not _NAME_END.fullmatch(match["words"]):
            return []
        found.append(match["words"])
    return []

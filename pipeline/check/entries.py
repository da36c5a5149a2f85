"""Counts that announce more or fewer entries than the list on the lines below them has: 次の4市町を選んだ over three names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from extractors.label_words import EARLIER
from extractors.mentions import FigureKind
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.check.beside import line_start, words_behind, words_between
from pipeline.check.lists import FEWEST, MOST_OFF, SUM_LINE
from pipeline.check.values import Miscount, exact
from pipeline.model import FigureRecord

_NEXT = r"(?:次|以下|下記)"
_LED = compile_pattern(rf"{_NEXT}(?:に(?:示|掲げ|挙げ)る|の(?:とおり|通り)、?)?の?[^0-9、。\n()]{{0,8}}$")
"""Before the count: 次の4市町."""
_LEADS = compile_pattern(
    rf"(?![^。\n]*(?:結果|成果|意見|要望|課題|方針))[^。\n]{{0,30}}{_NEXT}の(?:とおり|通り)[^0-9。\nをが]{{0,20}}[。:]?\)? *$"
)
"""Behind it: 3団体を次のとおり選んだ。, and not 3校で次のとおり教材を配った, of which the list is."""
_OF_EARLIER = compile_pattern(EARLIER)
"""3回開催した昨年度に続き、次のとおり."""
_REST = compile_pattern(r"[^0-9\n]{0,60}$")
_BULLETS = r"・○●◇◆■□*▪•\-"
_KANA = "アイウエオカキクケコサシスセソ"
_KANJI = "一二三四五六七八九十"
_MARK = compile_pattern(
    rf"(?P<indent> *)(?:(?P<bullet>[{_BULLETS}]) ?|(?P<ring>[①-⑳]) ?"
    rf"|(?P<open>\()?(?P<no>[0-9]{{1,2}}|[{_KANA}]|[a-z]|[A-Z]|[{_KANJI}])(?(open)\) ?|(?:[.、:)] ?| +)))(?P<words>[^ \n].*)"
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
        entries = [entry for entry in listed if not SUM_LINE.match(entry)]
        told = [_AMOUNT.findall(entry) for entry in entries]
        if any(unit and of.startswith(unit) for units in told for of in units) or (any(told) and not all(told)):
            continue  # an entry of so many, or one of two lines
        if figure.unit_norm == "人" and any(map(_GROUP.search, entries)):
            continue  # 住民代表: one or more of them
        again = len({entry.partition(" ")[0] for entry in entries}) < len(entries)
        if len(entries) >= FEWEST and 0 < abs(len(entries) - figure.value) <= MOST_OFF and not again:
            yield Miscount(record, len(entries), "、".join(entry[:_LONGEST_QUOTED] for entry in entries))


_AMOUNT = compile_pattern(r"(?<![第0-9])[0-9]+ ?(?P<unit>[^0-9 ]{1,6})")
_GROUP = compile_pattern("(?:者|代表|員)$")
_LONGEST_QUOTED = 20


def _announces(text: str, figures: Sequence[FigureRecord], at: int, places: tuple[int, int, int, int]) -> bool:
    """Tell whether a count leads to a list: none but of those who came stands behind it in its line, or beside 次のとおり in its sentence."""
    begin, start, end, stop = places
    lead, behind = words_between(text, begin, start), words_between(text, end, stop)
    others = list(takewhile(lambda record: record.figure.span.start < stop, figures[at + 1 : at + 1 + MOST_OFF]))
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
    return f"{sign}ア", _KANA.index(mark) + 1


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

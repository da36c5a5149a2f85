"""Footnotes, and the marks in the text that point to them: ※1, （注1）, a raised 3.

A mark that is tied to its note is no part of the sentence: 1,200³人 are 1,200人.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence

from extractors.patterns import compile_pattern
from extractors.spans import Span
from pipeline.ingest.pages import Line
from pipeline.pages import Note

_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_NUMBER = rf"(?P<no>[0-9]{{1,2}}|[０-９]{{1,2}}|[{_RAISED}]{{1,2}})"  # of one width: ※1２年ごと is note 1
_SIGN = r"(?P<sign>[※＊*]|注釈?|註|脚注)"
# ※1 ＊1 注1 (注1) 注） ¹ ¹⁾ 1)
_MARK = (
    rf"(?:[（(［\[⁽]?(?:{_SIGN}{_NUMBER}?|(?P<raised>[{_RAISED}]{{1,2}}))[）)］\]⁾]?|(?P<bare>[0-9０-９]{{1,2}})[）)])"
)
_NOTE = compile_pattern(rf"[ 　]*(?P<mark>{_MARK})[ 　:：.．]*(?=\S)")
_SHORTER = compile_pattern(rf"[ 　]*(?P<mark>{_SIGN}(?P<no>[0-9０-９]))(?=[0-9０-９])")
"""A note whose words begin with a number right behind its own: ※12年ごとに where the text bears ※1."""
# Word processors set a raised mark's number at its note as it is: 2市が定める区域
_PLAIN_NOTE = compile_pattern(r"[ 　]*(?P<mark>(?P<no>[0-9０-９]{1,2}))(?![0-9０-９.,．，%％])[ 　]*(?=\S)")
_POINTER = compile_pattern(
    rf"[（(［\[]?{_SIGN}{_NUMBER}[）)］\]⁾]?"
    rf"|[（(］\[]{_SIGN.replace('sign', 'lone')}[）)］\]]"
    rf"|⁽?(?P<raised>[{_RAISED}]{{1,2}})⁾?"
    r"|(?<=[^0-9０-９\s（(第])(?P<bare>[0-9０-９]{1,2})[）)]"
)
_DIGITS = str.maketrans(_RAISED + "０１２３４５６７８９", "0123456789" * 2)
_SMALLER = 0.97  # times the size of the text: a note by itself, a list otherwise


def find_notes(lines: Sequence[Line], page_starts: Sequence[int], usual_size: float) -> tuple[Note, ...]:
    """Return the notes that a mark of the text points to.

    Args:
        lines: of the document, furniture left out, by offset.
        page_starts: offsets of the pages.
        usual_size: of the text's characters, in points; a number without a sign opens a note only in smaller ones.
    """
    small = _SMALLER * usual_size
    heads = [
        (line, found)
        for line in lines
        if (found := _NOTE.match(line.text) or (_PLAIN_NOTE.match(line.text) if line.size < small else None))
        is not None
    ]
    heads = [(line, m) for line, m in heads if m.re is _PLAIN_NOTE or m["sign"] or line.size < small]
    if not heads:
        return ()
    own = {line.start: m.end() for line, m in heads}
    pointers = [(line, list(_pointers(line, own.get(line.start, 0)))) for line in lines]
    borne = {key for _, pointing in pointers for key, _, _ in pointing}
    heads = [(line, _borne(line, m, borne)) for line, m in heads]
    by_key: dict[str, list[int]] = defaultdict(list)
    for at, (_, m) in enumerate(heads):
        by_key[_key(m)].append(at)
    pages = [bisect_right(page_starts, line.start) for line, _ in heads]
    marks: dict[int, list[Span]] = defaultdict(list)
    for line, pointing in pointers:
        page = bisect_right(page_starts, line.start)
        for key, span, is_raised in pointing:
            # The note of the same page, else the next one.
            near = [at for at in by_key.get(key, ()) if pages[at] == page] or [
                at for at in by_key.get(key, ()) if pages[at] > page
            ]
            if not near and is_raised:  # the sign may stand at the note alone: 運動² … 注2開始後
                near = [at for at in by_key.get(f"注{key}", ()) if pages[at] == page]
                is_bare = bool(near)
            else:
                is_bare = bool(near) and heads[near[0]][1].re is _PLAIN_NOTE
            if is_bare and not (is_raised and pages[near[0]] == page):
                continue
            if near and not heads[near[0]][0].start <= span.start < heads[near[0]][0].end:
                if (is_bare or _touches(heads[near[0]][1])) and not marks[near[0]]:
                    # nothing else tells its number from its words
                    marks[near[0]].append(_head_of(*heads[near[0]]))
                marks[near[0]].append(span)
    return tuple(
        Note(
            mark=heads[at][1]["mark"],
            span=Span(heads[at][0].start, heads[at][0].end),
            marks=tuple(sorted(spans)),
            small=heads[at][0].size < small,
        )
        for at, spans in sorted(marks.items())
    )


def _borne(line: Line, m: re.Match[str], borne: Container[str]) -> re.Match[str]:
    """Return the mark at a note's head without the first digit of its words, if only the text bears it so."""
    if m.re is not _NOTE or _key(m) in borne:
        return m
    shorter = _SHORTER.match(line.text)
    return shorter if shorter is not None and _key(shorter) in borne else m


def _touches(m: re.Match[str]) -> bool:
    """Tell whether the words of a note begin right behind the number of its mark: ※1土地の所有者."""
    return bool(m["sign"]) and m.end() == m.end("mark") and m["mark"][-1].isdigit()


def _head_of(line: Line, m: re.Match[str]) -> Span:
    return Span(line.start + m.start("mark"), line.start + m.end("mark"))


def _pointers(line: Line, begin: int) -> Iterator[tuple[str, Span, bool]]:
    """Yield what each points to, where it stands, and whether it is raised."""
    for m in _POINTER.finditer(line.text, begin):
        if m.start() > 0:
            yield _key(m), Span(line.start + m.start(), line.start + m.end()), m["raised"] is not None


def _key(m: re.Match[str]) -> str:
    found = m.groupdict()
    sign = found.get("sign") or found.get("lone")
    number = (found.get("no") or found.get("raised") or found.get("bare") or "").translate(_DIGITS)
    if not sign:
        return number
    return ("※" if sign in "※＊*" else "注") + number


def asides_of(between: Iterable[Span], notes: Iterable[Note]) -> tuple[Span, ...]:
    """Return what stands in the middle of sentences without being part of them: `between` their halves, and marks of notes."""
    whole = sorted(between)
    marks = (mark for note in notes for mark in note.marks)
    apart = (mark for mark in marks if not any(span.start <= mark.start < span.end for span in whole))
    return tuple(sorted([*whole, *apart]))

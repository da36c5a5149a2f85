"""What each line may be, by its form alone; whether it is, the outline judges from the lines around it."""

from __future__ import annotations

import re
from typing import NamedTuple

from extractors.numerals import parse_kanji
from pipeline.model import BlockKind
from pipeline.profile import HeadingRule, Level, Profile
from pipeline.segment.lines import Line

LONGEST_HEADING = 200  # characters of a heading line with its department; a longer line is prose
_LONGEST_LABEL = 60
_ROMAN = {c: n for n, c in enumerate("ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ", start=1)} | {
    c: n for n, c in enumerate(("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"), start=1)
}
_KANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_HALF_KANA = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ"
_INNER = re.compile(r"[^()\[\].、 ]+")
_COLON = re.compile(r" ?[::] ?")


class Form(NamedTuple):
    """One reading of a line."""

    level: Level
    style: int
    """Index of the profile's rule: headings of one style look alike."""
    number: str
    """The marker or number as written, folded; empty without one."""
    no: int | None
    title: tuple[int, int]
    """Bounds in the line's text."""
    rest: int
    """Where text that follows a label on its line begins; the line's length if none does."""
    kind: BlockKind | None
    """What a label opens."""


class FormReader:
    """Reads the forms of lines under one profile."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        self._rules = [(style, rule, rule.pattern.match) for style, rule in enumerate(profile.headings)]
        inside = (Level.LABEL, Level.ITEM)
        self._rules_of_prose = [entry for entry in self._rules if entry[1].level in inside]

    def read(self, line: Line) -> tuple[Form, ...]:
        """Return every reading of a line, in the profile's order of precedence."""
        text, rules = line.text, self._rules
        if len(text) > LONGEST_HEADING:  # prose may stand behind an item's marker or a label: （実績）研修を…
            text, rules = text[:_LONGEST_LABEL], self._rules_of_prose
        found = [(style, rule, match) for style, rule, matches in rules if (match := matches(text))]
        if not found:
            return ()
        forms = (self._form(style, rule, match, line.text) for style, rule, match in found)
        return tuple(form for form in forms if form is not None)

    def _form(self, style: int, rule: HeadingRule, match: re.Match[str], text: str) -> Form | None:
        groups = rule.pattern.groupindex
        number = (match["no"] or "") if "no" in groups else ""
        name = "departments" if rule.level is Level.DEPARTMENTS else "title"
        title = match.span(name) if name in groups else (match.end(), len(text))
        kind, rest = None, len(text)
        if rule.level is Level.LABEL:
            kind = self._profile.kind_of(match["title"])
            if kind is None:
                return None
            colon = _COLON.match(text, match.end())
            rest = colon.end() if colon else match.end()
            while rest < len(text) and text[rest] == " ":
                rest += 1
        return Form(rule.level, style, number, number_of(number), title, rest, kind)


def number_of(marker: str) -> int | None:
    """Return the number that a marker writes: 3, 三, Ⅲ, ③, ⑶, ウ) or c); None if it is none (◇)."""
    inner = _INNER.search(marker)
    if inner is None:
        return None
    core = inner.group()
    if core.isascii() and core.isdigit():
        return int(core)
    if core in _ROMAN:
        return _ROMAN[core]
    if len(core) == 1:
        code = ord(core)
        for first, last, base in ((0x2460, 0x2473, 1), (0x3251, 0x325F, 21), (0x2474, 0x2487, 1), (0x61, 0x7A, 1)):
            if first <= code <= last:
                return code - first + base
        for row in (_KANA, _HALF_KANA):
            if core in row:
                return row.index(core) + 1
    value = parse_kanji(core)
    return None if value is None else int(value)

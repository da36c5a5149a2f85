"""What each line may be, by its form alone; whether it is, the outline judges from the lines around it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, partial
from itertools import groupby
from typing import NamedTuple

from extractors.numerals import parse_kanji
from extractors.patterns import compile_pattern
from pipeline.kinds import TOLD
from pipeline.model import BlockKind
from pipeline.profile import Level, Profile
from pipeline.segment.brackets import OPENING
from pipeline.segment.departments import bracket_line
from pipeline.segment.evidence import heads_goals
from pipeline.segment.grades import is_grade
from pipeline.segment.legends import signs_explained
from pipeline.segment.lines import LOST, Line
from pipeline.stacks import CYCLE, all_name_cells
from pipeline.states import FRONT

LONGEST_HEADING = 200  # characters of a heading line with its department; a longer line is prose
_LONGEST_LABEL = 60
_LABEL, _DEPARTMENTS = Level.LABEL, Level.DEPARTMENTS
"""To look a member up takes thirty times as long."""
OF_MEASURE = frozenset({_LABEL, _DEPARTMENTS})
"""What lines are that stand right below the name of a measure."""
_HEADINGS = frozenset({Level.OFFICE, Level.PART, Level.DIRECTION, Level.BETWEEN, Level.SECTION, Level.MEASURE})
_ORDER = {level: at for at, level in enumerate(Level)}
_MOST_LABELS = 10_000  # remembered
_ROMAN = {c: n for n, c in enumerate("ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ", start=1)} | {
    c: n for n, c in enumerate(("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"), start=1)
}
_KANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_HALF_KANA = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ"
_IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラム"
_SECOND = "ロ"
_ROWS = tuple(
    (ord(first), ord(last), base)
    for first, last, base in (
        *(("⓪", "⓪", 0), ("①", "⑳", 1), ("㉑", "㉟", 21), ("➀", "➉", 1), ("⓵", "⓾", 1)),
        *(("❶", "❿", 1), ("➊", "➓", 1), ("⓫", "⓴", 11), ("⑴", "⒇", 1), ("㈠", "㈩", 1), ("㋐", "㋾", 1)),
        *(("ⅰ", "ⅻ", 1), ("ⓐ", "ⓩ", 1), ("a", "z", 1), ("A", "Z", 1)),
    )
)
"""Characters that count, each row with the number of its first."""
_INNER = compile_pattern(r"[^()\[\].、 ]+")
_JUDGED = compile_pattern(
    r"(?P<words>(?:今後|これから|[次来翌]年度|[次来]期)[^\s:。、()\[【〔<《]{0,12}|[^\s:。、()\[【〔<《]{0,8}(?:方向性?|方針|見通し))"
    rf" ?{FRONT}(?P<sign>$| ?: ?| {{1,12}}(?=\S))"
)
"""今後の方向性（拡充） heads no measure; 改善対策事業（拡充） may."""
_SIGN = compile_pattern(r"[:/→…|│]")  # 課題：…, 課題／…, 課題→…, 課題｜…
_COLON = compile_pattern(r" ?[::] ?")
_BETWEEN_HEADS = compile_pattern(r" *[|│] *| +")
_FEWEST_HEADS = 3


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

    def has_sign(self, text: str) -> bool:
        """Tell whether a sign or nothing but a blank parts this label of `text` (課題：…) from what follows."""
        return sign_of(text[self.title[1] : self.rest]) is not None


def label_in(forms: Sequence[Form]) -> Form | None:
    """Return the first reading of a line as a label; None where it has none."""
    return next((form for form in forms if form.level is _LABEL), None)


def opens_block(text: str, forms: Sequence[Form]) -> bool:
    """Tell whether a folded line opens a block: it is a label alone, in brackets, or parted from its text by a sign.

    Args:
        text: of the line.
        forms: what it may be.
    """
    label = label_in(forms)
    return label is not None and (label.rest >= len(text) or text[0] in OPENING or label.has_sign(text))


_new_form = partial(tuple.__new__, Form)
"""A third of the time of calling `Form`."""


def sign_of(behind: str) -> str | None:
    """Return the sign that stands behind a label's words, a blank where only blanks do; None without either."""
    match = _SIGN.search(behind)
    return match.group() if match else " " if behind.isspace() else None


IN_TABLE = (Form(Level.ITEM, -1, "", None, (0, 0), 0, None),)
"""What a line of a table is to the lines around it: no heading, and nothing that carries one on."""
IN_GOALS = (IN_TABLE[0]._replace(style=-2),)
"""Likewise a line of a table that holds indicators, and so no measure."""


def is_tabled(readings: tuple[Form, ...]) -> bool:
    """Tell whether what a line may be is that of one in a table."""
    return readings is IN_TABLE or readings is IN_GOALS


def is_over_goals(forms: Sequence[tuple[Form, ...]], number: int) -> bool:
    """Tell whether a table of indicators stands right below a line."""
    return any(below is IN_GOALS for below in forms[number + 1 : number + 2])


def is_left_blank(lines: Sequence[Line], forms: Sequence[tuple[Form, ...]], number: int) -> bool:
    """Tell whether nothing stands behind line `number` that could be what it labels."""
    below = number + 1
    return below >= len(lines) or lines[below].gap or label_in(forms[below]) is not None


DEPARTMENTS = Form(Level.DEPARTMENTS, -1, "", None, (0, 0), 0, None)
"""What a line is that no rule reads as one of departments, but where it stands."""
AHEAD = DEPARTMENTS._replace(style=-2)
"""What a line of departments is that stands above the measures that are theirs."""

_Rule = tuple[int, Level, Callable[[str], re.Match[str] | None]]
"""The index of a rule of the profile, its level, and what reads a line by it."""


class FormReader:
    """Reads the forms of lines under one profile."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        self._kinds: dict[str, BlockKind | None] = {}
        """What labels that were met open; a report repeats a few."""
        held = sorted(frozenset[str]().union(*(rule.holds for rule in profile.headings)))
        self._held = re.compile(f"[{re.escape(''.join(held))}]" if held else r"(?!)")
        self._by_start: dict[str, list[tuple[_Rule, frozenset[str]]]] = {}
        self._rules: dict[tuple[str, frozenset[str]], list[_Rule]] = {}

    def read(self, line: Line) -> tuple[Form, ...]:
        """Return every reading of a line, in the profile's order of precedence."""
        return () if line.is_lost or (line.pieces and heads_goals(line)) else self._read(line.text)

    def read_all(self, lines: Iterable[Line]) -> list[tuple[Form, ...]]:
        """Return every reading of each of some lines, of which the labels come back."""
        read = lru_cache(maxsize=1024)(self._read)
        return [
            () if (LOST in line.text and line.is_lost) or (line.pieces and heads_goals(line)) else read(line.text)
            for line in lines
        ]

    def _read(self, whole: str) -> tuple[Form, ...]:
        text = whole if len(whole) <= LONGEST_HEADING else whole[:_LONGEST_LABEL]
        rules = self.rules(text)
        if len(whole) > LONGEST_HEADING:  # prose may stand behind an item's marker or a label: （実績）研修を…
            rules = [entry for entry in rules if entry[1] in (_LABEL, Level.ITEM)]
        forms: list[Form] = []
        doubtful = False  # whether a grade or a legend would not be all that it seems to be
        for style, level, matches in rules:
            match = matches(text)
            if match is not None and (form := self._form(style, level, match, whole)) is not None:
                forms.append(form)
                doubtful = doubtful or level in _HEADINGS or (level is _LABEL and text.startswith("(", form.title[0]))
        if (judged := _JUDGED.match(text)) is not None and self._profile.kind_of(judged["words"]) is BlockKind.OUTLOOK:
            stated = _new_form((_LABEL, -1, "", None, (0, judged.start("sign")), judged.end(), BlockKind.OUTLOOK))
            forms = [stated, *(form for form in forms if form.level is not _LABEL)]
        if (kind := self._heads_blocks(text)) is not None:
            return (_new_form((_LABEL, -1, "", None, (0, len(text)), len(text), kind)),)
        if doubtful and is_grade(text):
            meant = (_LABEL, "(")  # ○(達成はできなかった): no label, whatever words stand in the brackets
            return tuple(f for f in forms if f.level not in _HEADINGS and (f.level, text[f.title[0] :][:1]) != meant)
        if doubtful and signs_explained(text):
            return tuple(f for f in forms if f.level not in _HEADINGS)
        return tuple(forms)

    def _heads_blocks(self, text: str) -> BlockKind | None:
        """Return what a line opens that heads columns of blocks and nothing else, by the first that tells: 計画|実績|課題.

        One that begins with the edge of a table is none: the table says itself what its head is of.
        """
        if text[0] in "|│" or (text.count(" ") < _FEWEST_HEADS - 1 and "|" not in text and "│" not in text):
            return None
        heads = _BETWEEN_HEADS.split(text.strip("|│ "))
        if len(heads) < _FEWEST_HEADS or not all_name_cells(heads):
            return None
        kinds = (CYCLE.get(head) or self._profile.kind_of(head) for head in heads)
        told = list(dict.fromkeys(kind for kind in kinds if kind in TOLD))
        return told[0] if len(told) > 1 else None

    def rules(self, text: str) -> list[_Rule]:
        """Return the rules that can match a line by its first character and the signs in it, in order of precedence."""
        key = text[0], frozenset(self._held.findall(text))
        rules = self._rules.get(key)
        if rules is None:
            rules = self._rules[key] = [
                rule for rule, holds in self._starting(text[0]) if not (holds and holds.isdisjoint(key[1]))
            ]
        return rules

    def _starting(self, start: str) -> list[tuple[_Rule, frozenset[str]]]:
        """Return the rules that can match a line beginning with `start`, each with the signs of which it needs one."""
        rules = self._by_start.get(start)
        if rules is None:
            rules = self._by_start[start] = [
                ((style, rule.level, rule.pattern.match), rule.holds)
                for style, rule in enumerate(self._profile.headings)
                if rule.starts is None or rule.starts.match(start)
            ]
        return rules

    def _form(self, style: int, level: Level, match: re.Match[str], text: str) -> Form | None:
        if level is _LABEL:
            return self._label(style, match, text)
        groups = match.re.groupindex
        number = (match["no"] or "") if "no" in groups else ""
        name = "departments" if level is _DEPARTMENTS else "title"
        title = match.span(name) if name in groups else (match.end(), len(text))
        return _new_form((level, style, number, number_of(number) if number else None, title, len(text), None))

    def _label(self, style: int, match: re.Match[str], text: str) -> Form | None:
        words = match["title"]
        kind = self._kinds.get(words)
        if kind is None:
            if words in self._kinds:
                return None
            kind = self._kinds[words] = self._profile.kind_of(words)
            if len(self._kinds) > _MOST_LABELS:
                self._kinds.clear()
            if kind is None:
                return None
        rest = match.end()
        if rest < len(text):
            colon = _COLON.match(text, rest)
            rest = colon.end() if colon else rest
            while rest < len(text) and text[rest] == " ":
                rest += 1
        return _new_form((_LABEL, style, "", None, match.span("title"), rest, kind))


@lru_cache(maxsize=32)
def reader_of(profile: Profile) -> FormReader:
    """Return the reader of a style, which learns which rules a line's first character leaves."""
    return FormReader(profile)


def number_of(marker: str) -> int | None:
    """Return the number that a marker writes: 3, 三, Ⅲ, ③, ⑶, ウ), c) or 2-3, whose last it is; None if it is none (◇)."""
    inner = _INNER.search(marker.rpartition("-")[2])
    if inner is None:
        return None
    core = inner.group()
    if core.isascii() and core.isdigit():
        return int(core)
    if core in _ROMAN:
        return _ROMAN[core]
    if len(core) == 1:
        code = ord(core)
        for first, last, base in _ROWS:
            if first <= code <= last:
                return code - first + base
        for row in (_KANA, _HALF_KANA):
            if core in row:
                return row.index(core) + 1
    value = parse_kanji(core)
    return None if value is None else int(value)


def in_iroha(forms: Sequence[tuple[Form, ...]]) -> Sequence[tuple[Form, ...]]:
    """Return the readings of lines, the numbers of those that count イ, ロ, ハ after that old order and not by アイウ."""
    if _SECOND not in set(map(_kana_of, {form.number for readings in forms for form in readings})):
        return forms
    letters: dict[int, set[str]] = {}
    for form in (form for readings in forms for form in readings):
        if form.level is not _LABEL and (letter := _kana_of(form.number)):
            letters.setdefault(form.style, set()).add(letter)
    styles = {style for style, found in letters.items() if _SECOND in found and found.issubset(_IROHA)}
    if not styles:
        return forms
    return [
        tuple(
            form._replace(no=_IROHA.index(letter) + 1)
            if form.style in styles and (letter := _kana_of(form.number))
            else form
            for form in readings
        )
        for readings in forms
    ]


def _kana_of(marker: str) -> str:
    """Return the kana that a marker counts with, as full katakana; empty without one."""
    inner = _INNER.search(marker)
    core = inner.group() if inner else ""
    if len(core) != 1:
        return ""
    if core in _HALF_KANA:
        return _KANA[_HALF_KANA.index(core)]
    return chr(ord(core) + 0x60) if "ぁ" <= core <= "ん" else core if core in _KANA else ""


def leading(lines: Sequence[Line], forms: Sequence[tuple[Form, ...]], profile: Profile) -> Sequence[tuple[Form, ...]]:
    """Return the readings of lines without those of headings that a heading below theirs must follow at once, where none begins to count.

    Departments may stand between: くらし over 担当：福祉課 and (1). What counts through the whole report begins anew nowhere.
    """
    styles = {
        style
        for style, rule in enumerate(profile.headings)
        if rule.leads_to_measure and rule.level is not Level.MEASURE
    }
    if not styles:
        return forms
    through = _counted_through(forms)

    def leads(number: int, form: Form) -> bool:
        below = behind_departments(lines, forms, number + 1)
        if below >= len(lines) or behind_departments(lines, forms, number) > number:  # 担当：福祉課 heads nothing
            return False
        begins = (f for f in forms[below] if f.no in (None, 1) or (f.style in through and lines[number].gap))
        found = (f for f in begins if f.level in _HEADINGS and f.style not in styles)
        told = below > number + 1 and not lines[below].gap  # 見守り over 担当：福祉課 and 実績 is a measure itself
        return any(_ORDER[f.level] > _ORDER[form.level] and not (told and f.title[0] == 0) for f in found)

    return [
        readings
        if is_tabled(readings) or all(form.style not in styles for form in readings)
        else tuple(form for form in readings if form.style not in styles or leads(number, form))
        for number, readings in enumerate(forms)
    ]


def _counted_through(forms: Sequence[tuple[Form, ...]]) -> frozenset[int]:
    """Return the styles of headings whose numbers go on from the first to the last, and never begin anew."""
    numbers: dict[int, list[int]] = {}
    for form in (form for readings in forms for form in readings if form.level in _HEADINGS and form.number):
        numbers.setdefault(form.style, []).append(form.no or 0)
    counts = {
        style: [no for no, _ in groupby(found)] for style, found in numbers.items()
    }  # 施策4（続き） is not counted
    return frozenset(style for style, found in counts.items() if found == list(range(1, len(found) + 1)))


def behind_departments(lines: Sequence[Line], forms: Sequence[tuple[Form, ...]], number: int) -> int:
    """Return the first line from `number` on that does not only say whose a heading is; the number of lines if none follows."""
    while number < len(lines) and (
        any(form.level is _DEPARTMENTS for form in forms[number]) or bracket_line(lines[number].text) is not None
    ):
        number += 1
    return number

"""Headings behind what a report reports: what sums it up, or adds a remark (4 その他)."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.patterns import compile_pattern
from pipeline.markers import mark_of
from pipeline.profile import Level
from pipeline.segment.evidence import says_nothing
from pipeline.segment.forms import IN_TABLE, LONGEST_HEADING, Form
from pipeline.segment.lines import Line
from pipeline.segment.tense import kind_of_sentence

_SUMS_UP = compile_pattern(
    r"(?:[0-9]{1,2}|[Ⅰ-Ⅻ]|第[0-9]{1,2}章?)[.、 ]{1,2}(?:(?:全体の?)?(?:まとめ|総括|講評)(?:と今後[^。]{0,12})?|[お終]わりに|むすび|結び)"
)
_OTHERS = compile_pattern(
    r"(?:[0-9]{1,2}|[Ⅰ-Ⅻ一二三四五六七八九十]|第[0-9]{1,2}章?)[.、 ]{1,2}その他(?:の?(?:参考)?事項)?"
)
_OF_MEASURE = frozenset({Level.LABEL, Level.DEPARTMENTS})


def closes(text: str) -> bool:
    """Tell whether a folded line may head what closes a report by its words."""
    return _SUMS_UP.fullmatch(text) is not None or _OTHERS.fullmatch(text) is not None


def find_closing(
    lines: Sequence[Line], readings: Sequence[tuple[Form, ...]], measures: Sequence[int]
) -> frozenset[int]:
    """Return the line behind the last measure that sums the report up or adds to it: 3 まとめ, 4 その他.

    What counts on with the measures themselves is one of them, unless it tells neither what was done nor what will be.
    """
    last = measures[-1] if measures else len(lines)
    found = (n for n in range(last, len(lines)) if lines[n].gap and readings[n] is not IN_TABLE)
    closing = (n for n in found if _SUMS_UP.fullmatch(lines[n].text) or _adds(lines, n, last))
    return frozenset(n for n in closing if n > last or _only_states(lines, readings, n))


def _only_states(lines: Sequence[Line], readings: Sequence[tuple[Form, ...]], number: int) -> bool:
    """Tell whether nothing that belongs to a measure stands below a heading up to the end, and no sentence has a tense."""
    told = any(form.level in _OF_MEASURE for forms in readings[number + 1 :] for form in forms)
    sentences = (words for line in lines[number + 1 :] for words in line.text.split("。") if words)
    return not told and all(kind_of_sentence(words) is None for words in sentences)


def _adds(lines: Sequence[Line], number: int, last: int) -> bool:
    """Tell whether a line heads a closing remark: 4 その他 over a text, where the heading 3 stands before the last measure."""
    line, below = lines[number], lines[number + 1 : number + 2]
    if not _OTHERS.fullmatch(line.text) or not below or says_nothing(below[0].text) or "。" not in below[0].text:
        return False
    form = mark_of(line.text)
    before = (
        n for n in range(number - 1, -1, -1) if lines[n].indent == line.indent and len(lines[n].text) <= LONGEST_HEADING
    )
    same = next((n for n in before if form and (other := mark_of(lines[n].text)) and other.form == form.form), number)
    return same < last

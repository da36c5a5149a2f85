"""Labels of blocks in a report's own words: lines that come back under its measures, though no vocabulary has them.

《歩み》 and 《これから》 under every measure open blocks as 《実績》 and 《今後》 do, and コスト： does beside 成果：. What such a block
tells its words say, else the tense of what stands below.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from extractors.patterns import compile_pattern
from pipeline.markers import form_of
from pipeline.model import BlockKind
from pipeline.profile import Level, base
from pipeline.segment.departments import bracket_line, contact
from pipeline.segment.forms import Form
from pipeline.segment.headings import OPENING
from pipeline.segment.lines import Line
from pipeline.segment.outline import is_prose, states_value
from pipeline.segment.tense import kind_of_sentence

_LONGEST = 30
_LONGEST_FIELD = 14  # characters of コスト： with its colon
_NO_MARK = "・-※*"  # what opens points of a list
_HABIT = 2  # times that a label must stand in a report to show how its labels are written
_WHOLE = compile_pattern(r"[【〔\[<《≪〈(](?P<title>[^】〕\]>》≫〉()]{2,28})[】〕\]>》≫〉)]")
_FIELD = compile_pattern(r"(?P<title>[^::。、()\[\]「」0-9]{2,12}): ?(?=\S)")
_SESSION = compile_pattern(r"第?[0-9一二三四五六七八九十]+[回日期部]|[0-9]")
_AMOUNT = compile_pattern(r"(?:費|額|予算|決算|コスト|主体|体制|人員|財源)$")
_NO_LABEL = frozenset({Level.DEPARTMENTS, Level.CONTENTS, Level.ANNEX, Level.LABEL, Level.OFFICE})


class _Candidate(NamedTuple):
    """A line that would be a label if it came back."""

    key: str
    """What must come back."""
    look: str
    """How it is written: labels of one report look alike."""
    title: tuple[int, int]
    rest: int


def with_own_labels(lines: Sequence[Line], forms: Sequence[tuple[Form, ...]]) -> list[tuple[Form, ...]]:
    """Return the readings of lines with those as labels of the report's own put first.

    Args:
        lines: of the report.
        forms: what each may be.
    """
    read = list(forms)
    found = {
        candidate: numbers
        for numbers in _recurring(lines, forms)
        if (candidate := _candidate(lines[numbers[0]], forms[numbers[0]])) is not None
    }
    if not found:
        return read
    often, alike = _habits(lines, forms)
    taken = {number for numbers in found.values() for number in numbers}
    measures = [
        n for n, readings in enumerate(forms) if n not in taken and any(f.level is Level.MEASURE for f in readings)
    ]
    for candidate, numbers in found.items():
        if _comes_back(candidate, numbers, often, alike[candidate.look]) and _once_in_each(numbers, measures):
            kind = _kind(lines, numbers, candidate)
            for number in numbers:
                rest = candidate.rest if candidate.rest >= 0 else len(lines[number].text)
                read[number] = (Form(Level.LABEL, -1, "", None, candidate.title, rest, kind), *forms[number])
    return read


def _recurring(lines: Sequence[Line], forms: Sequence[tuple[Form, ...]]) -> Iterator[list[int]]:
    """Yield the numbers of lines that begin alike, if they are more than one and no known labels."""
    found: dict[tuple[str, int], list[int]] = {}
    for number, line in enumerate(lines):
        text = line.text
        colon = text.find(":", 0, _LONGEST_FIELD)
        if colon > 0:
            key = text[:colon], line.indent
        elif len(text) <= _LONGEST and text[0] not in _NO_MARK:
            key = text, -1
        else:
            continue
        if not (forms[number] and forms[number][0].level in _NO_LABEL):
            found.setdefault(key, []).append(number)
    yield from (numbers for numbers in found.values() if len(numbers) > 1)


def _habits(lines: Sequence[Line], forms: Sequence[tuple[Form, ...]]) -> tuple[dict[str, int], Counter[str]]:
    """Return how often each look of known labels comes back at most, and how many lines look like labels in each."""
    known: Counter[tuple[str, str]] = Counter()
    others: set[tuple[str, str]] = set()
    for line, readings in zip(lines, forms, strict=True):
        label = next((form for form in readings if form.level is Level.LABEL), None)
        if label is not None:
            known[_look(line, label.title, label.rest), line.text[slice(*label.title)]] += 1
        elif len(line.text) <= _LONGEST or ":" in line.text[:_LONGEST_FIELD]:
            candidate = _candidate(line, readings)
            if candidate is not None:
                others.add((candidate.look, candidate.key))
    often: dict[str, int] = {}
    for (look, _), times in known.items():
        often[look] = max(times, often.get(look, 0))
    return often, Counter(look for look, _ in others)


def _look(line: Line, title: tuple[int, int], rest: int) -> str:
    """Return how a label is written: its bracket or mark, or that a colon at its indentation ends it."""
    lead = line.text[: title[0]].strip()
    if lead:
        marked = form_of(line.text)
        return lead[0] if lead[0] in OPENING or marked is None else marked.form[:1]
    return f":{line.indent}" if ":" in line.text[title[1] : rest] else ""


def _candidate(line: Line, forms: tuple[Form, ...]) -> _Candidate | None:
    text = line.text
    if any(form.level in _NO_LABEL for form in forms):
        return None
    field = _FIELD.match(text) if ":" in text[:_LONGEST_FIELD] else None
    if field:
        if form_of(text) is not None or states_value(f"{field['title']} ") or contact(text) is not None:
            return None
        return _Candidate(field["title"], f":{line.indent}", field.span("title"), field.end())
    if len(text) > _LONGEST or bracket_line(text) is not None:
        return None
    whole, marked = _WHOLE.fullmatch(text), form_of(text)
    if whole:
        title = whole.span("title")
    elif marked is not None and not text[0].isdigit() and text[0] not in OPENING:
        title = (marked.title + (text[marked.title : marked.title + 1] == " "), len(text))
    else:
        return None
    words = text[slice(*title)]
    if len(words) < 2 or _SESSION.search(words) or is_prose(words) or states_value(words):
        return None
    return _Candidate(text, _look(line, title, len(text)), title, -1)


def _comes_back(candidate: _Candidate, numbers: Sequence[int], known: Mapping[str, int], alike: int) -> bool:
    """Tell whether a line comes back often enough, beside the labels that are known and the titles that look like it."""
    same = known.get(candidate.look, 0)
    if same < _HABIT and (max(known.values(), default=0) >= _HABIT or candidate.look[0] == ":"):
        return False  # its labels are written in another way
    return len(numbers) * 2 >= (same if candidate.look[0] == ":" else alike)


def _once_in_each(numbers: Sequence[int], measures: Sequence[int]) -> bool:
    """Tell whether a measure can begin between any two of some lines."""
    within = [bisect_left(measures, number) for number in numbers]
    return not measures or (within[0] > 0 and len(set(within)) == len(within))


def _kind(lines: Sequence[Line], numbers: Sequence[int], candidate: _Candidate) -> BlockKind:
    words = lines[numbers[0]].text[slice(*candidate.title)].replace(" ", "")
    said = None if _AMOUNT.search(words) else _kind_of_words(words)
    if said is not None:
        return said
    told = Counter(kind for number in numbers for kind in _told(lines, number, candidate.rest))
    return told.most_common(1)[0][0] if told else BlockKind.OTHER


def _kind_of_words(words: str) -> BlockKind | None:
    """Return the kind of block that words at either end of a label name."""
    for kind, pattern in base().blocks:
        match = pattern.search(words)
        if match and (match.start() == 0 or match.end() == len(words)):
            return kind
    return None


def _told(lines: Sequence[Line], number: int, rest: int) -> Iterator[BlockKind]:
    """Yield the kind of the sentences that a label opens, as far as they tell."""
    words = lines[number].text[rest:] if rest >= 0 else "".join(line.text for line in lines[number + 1 : number + 2])
    for sentence in words.split("。"):
        kind = kind_of_sentence(sentence) if sentence else None
        if kind is not None:
            yield kind

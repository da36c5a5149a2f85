"""Labels of blocks in a report's own words: lines that come back under its measures, though no vocabulary has them.

《歩み》 and 《これから》 under every measure open blocks as 《実績》 and 《今後》 do, and コスト： does beside 成果：. What such a block
tells its words say, else the tense of what stands below.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Container, Iterator, Mapping, Sequence
from functools import cache, partial
from operator import attrgetter
from typing import NamedTuple

from extractors.patterns import compile_pattern
from pipeline.codes import places_of
from pipeline.markers import TITLE, begins_with_status, form_of
from pipeline.model import BlockKind
from pipeline.profile import Level
from pipeline.segment.asked import with_asked
from pipeline.segment.brackets import OPENING
from pipeline.segment.bulleted_labels import BULLETS, with_bulleted
from pipeline.segment.contacts import contact
from pipeline.segment.counts import counts_on, number_in
from pipeline.segment.departments import bracket_line, office_line, split_departments
from pipeline.segment.evidence import names_goal, names_picture, says_nothing
from pipeline.segment.forms import OF_MEASURE, Form, is_left_blank, sign_of
from pipeline.segment.grades import is_grade
from pipeline.segment.headings import sheet_number
from pipeline.segment.kinds import kind_of_words
from pipeline.segment.level_fields import find_level_fields, names_record
from pipeline.segment.lines import Line
from pipeline.segment.numbered_labels import without_numbers, without_titles
from pipeline.segment.outline import has_word, is_prose, states_value
from pipeline.segment.signed import with_office_heads, with_offices_below, with_signed_offices
from pipeline.segment.tense import kind_of_sentence
from pipeline.stacks import CYCLE
from pipeline.tabular import is_value

_LONGEST = 30
_WEAK = f"{BULLETS} "
_NO_MARK = f"{BULLETS}※"  # what opens points of a list
_FIELDS_OF_A_CARD = 3
_MOST = 2 / 3  # of the sentences that tell what a label opens
_SENTENCE = 8  # characters
_MOST_SET_IN = 0.8  # of the labels with nothing behind, over text that is set in
_HABIT = 2  # times that a label must stand in a report to show how its labels are written
_BRACKETED = compile_pattern(r"[【〔\[<《≪〈(](?P<title>[^】〕\]>》≫〉()]{2,28}|[PDCA])[】〕\]>》≫〉)] ?")
_LETTER_ENDS = r"(?=:| (?:[0-9][0-9,.]{0,9} ?|[A-Za-z][A-Za-z0-9]{1,11})?[^ -~]|  )"
_YEAR = r"(?:(?:令和|平成|[RH]) ?(?:元|[0-9]{1,2}|[一二三四五六七八九十]{1,3}) ?年度?|20[0-9]{2} ?年度?|[0-9]{1,2}年度|[今本当前昨次来翌]年度)"
_HALF = r"(?:[上下前後]半?期|[前後]半)"
_FIELD = compile_pattern(
    rf"(?P<bullet>[・*\-■◆●▼▶▽▷□◇◎▲△☆★] ?)?+(?:\*\*)?+(?P<title>[^ :/→=…|│*。、()\[\]【】〔〕<>《》≪≫〈〉「」0-9]{{2,12}}+|{_YEAR}(?:の?{_HALF})?|[PDCA]{_LETTER_ENDS}|[問答](?=:))(?:\*\*)?(?P<sign> {{0,6}}(?::|[|│](?=[^|│]*$))|[/→= ]|…{{1,3}}) {{0,12}}(?:\*\* ?)?(?=\S)"
)
_SESSION = compile_pattern(
    r"第?[0-9一二三四五六七八九十]+[回日部]|[0-9](?![0-9]*[次期])|(?:[0-9]次|[0-9一二三四五六七八九十]+期)(?![^0-9]{0,8}(?:計画|プラン|ビジョン|構想))"
)
_PERIOD = compile_pattern(
    rf"(?:{_YEAR}(?: ?の? ?{_HALF})?|(?:年度)?{_HALF}|年度[前後]半|年間|通年)(?:中|分|以降|から)?"
)
"""A line that is nothing but a time opens a block if it comes back; once it may as well head a column."""
_NUMBERED_YEAR = compile_pattern(rf"(?=[^0-9]{{0,2}}[0-9]){_YEAR}(?:の?{_HALF})?")
"""令和7年度 before a sign: a field where it tells in words; with values behind it says what was counted in each year."""
_OF_PERIOD = compile_pattern(rf"(?:{_PERIOD.pattern})[のに]")
_ASKED = compile_pattern(
    r"(?:ご|御|お|主な|市民の?|住民の?|委員の?|議会の?|監査の?|前回の?)*(?:指摘|意見|要望|要請|質問|質疑|提言|提案|問い?|尋ね|求め|請願|陳情|声)(?:事項|内容|要旨|の?(?:内容|概要|要旨)|等)?"
    r"|(?:求め|寄せ|指摘さ|問わ|言わ)られ?た(?:こと|点|声|[ご御]?意見)|(?:指摘さ|問わ|言わ)れた(?:こと|点)"
)
_AMOUNT = compile_pattern(r"(?:費|額|予算|決算|コスト|主体|体制|人員|財源|時期|場所|会場)$")
_CYCLE = frozenset(CYCLE)
"""D： and another of them are those of Plan, Do, Check, Act; A： alone answers a question, and A, B, C only count."""
_COUNTS_ON = compile_pattern(rf"[【〔\[<《≪〈(]?[BE](?:[】〕\]>》≫〉)]|{_LETTER_ENDS})")
_BRACKETS = "【】〔〕[]<>《》≪≫〈〉() "
_BARE = compile_pattern(r"[^\s0-9:。、「」()・/→…]{3,16}")
"""What may be a label with nothing that shows it, where known ones stand so too."""
_CONTENT = "内容"
"""In brackets it opens a block; before a colon or a blank it is as often a detail of a session, but right behind fields."""
_LABEL, _MEASURE = Level.LABEL, Level.MEASURE
"""To look a member up takes thirty times as long."""
_level = attrgetter("level")
_NO_LABEL = frozenset({Level.DEPARTMENTS, Level.CONTENTS, Level.ANNEX, Level.ASIDE, Level.LABEL, Level.OFFICE})


class _Candidate(NamedTuple):
    """A line that would be a label if it came back."""

    key: str
    """What must come back."""
    look: str
    """How it is written: labels of one report look alike."""
    title: tuple[int, int]
    rest: int


def with_own_labels(
    lines: Sequence[Line], forms: Sequence[tuple[Form, ...]], tabled: Container[int] = ()
) -> list[tuple[Form, ...]]:
    """Return the readings of lines with those as labels of the report's own put first.

    Args:
        lines: of the report.
        forms: what each may be.
        tabled: the numbers of the lines that stand in tables, whose heads show nothing of how labels are written.
    """
    forms = without_titles(lines, without_numbers(lines, _without_counted(lines, with_asked(lines, forms))))
    forms = with_office_heads(lines, with_offices_below(lines, with_signed_offices(lines, forms)))
    levels = find_level_fields(lines, forms)
    if levels:
        forms = [
            tuple(form for form in readings if form.level not in OF_MEASURE) if number in levels else readings
            for number, readings in enumerate(forms)
        ]
    often = _how_often(lines, forms)
    read = _without_weak(lines, forms, often, tabled)
    if max(often.values(), default=0) < _HABIT:
        read = list(with_bulleted(lines, read))
    found = {
        candidate: numbers
        for numbers in _recurring(lines, forms, levels)
        if not says_nothing(lines[numbers[0]].text)
        and (candidate := _candidate(lines[numbers[0]], forms[numbers[0]])) is not None
        and (candidate.key != _CONTENT or all(_goes_on_with_fields(lines, forms, number) for number in numbers))
        and not (_lists_years(lines, numbers, candidate))
    }
    letters = _CYCLE.intersection(candidate.key.strip(_BRACKETS) for candidate in found)
    if "D" not in letters or len(letters) == 1 or any(_COUNTS_ON.match(line.text) for line in lines):
        found = {c: numbers for c, numbers in found.items() if c.key.strip(_BRACKETS) not in _CYCLE}
    if not found:
        return read
    alike = cache(partial(_how_many, lines, forms))
    taken = {number for numbers in found.values() for number in numbers}
    measures = [
        n for n, readings in enumerate(forms) if readings and n not in taken and _MEASURE in map(_level, readings)
    ]
    cards = _looks_of_cards(found, often)
    for candidate, numbers in found.items():
        offices = _names_offices(lines, numbers, candidate)
        letter = candidate.key.strip(_BRACKETS) in _CYCLE
        if _once_in_each(numbers, measures) and (
            offices
            or letter
            or candidate.key == _CONTENT
            or candidate.look in cards
            or _comes_back(candidate, numbers, often, alike)
        ):
            kind = None if offices else _kind(lines, numbers, candidate)
            for number in numbers:
                stop = len(lines[number].text)
                rest = candidate.rest if candidate.rest >= 0 else stop
                form = Form(Level.LABEL, -1, "", None, candidate.title, rest, kind)
                if offices:
                    form = Form(Level.DEPARTMENTS, -1, "", None, (rest, stop), stop, None)
                read[number] = (form, *forms[number])
    return read


def _lists_years(lines: Sequence[Line], numbers: Sequence[int], candidate: _Candidate) -> bool:
    """Tell whether fields that are years only list what was counted in each: 令和5年度：812人."""
    if candidate.rest < 0 or not _NUMBERED_YEAR.fullmatch(candidate.key):
        return False
    return any(is_value(lines[number].text[candidate.rest :]) for number in numbers)


def _goes_on_with_fields(lines: Sequence[Line], forms: Sequence[tuple[Form, ...]], number: int) -> bool:
    """Tell whether a line stands right below a field with what that holds, and as far out as it."""
    if not number or lines[number].gap or lines[number - 1].indent != lines[number].indent:
        return False
    text = lines[number - 1].text
    named = any(f.level is Level.DEPARTMENTS or (f.level is _LABEL and f.rest < len(text)) for f in forms[number - 1])
    return named or names_record(text)


def _looks_of_cards(found: Mapping[_Candidate, Sequence[int]], often: Mapping[str, int]) -> set[str]:
    """Return the looks of fields that no vocabulary has and that come back together, as those of cards do."""
    if max(often.values(), default=0) >= _HABIT:
        return set()
    of_look: dict[str, list[int]] = {}
    for candidate, numbers in found.items():
        if candidate.rest >= 0 and not _is_weak(candidate.look):
            of_look.setdefault(candidate.look, []).append(len(numbers))
    return {look for look, times in of_look.items() if sum(2 * n >= max(times) for n in times) >= _FIELDS_OF_A_CARD}


def _names_offices(lines: Sequence[Line], numbers: Sequence[int], candidate: _Candidate) -> bool:
    """Tell whether a field names departments wherever it stands, one of them beyond doubt: だれが：福祉課."""
    if candidate.rest < 0:
        return False
    values = [lines[number].text[candidate.rest :] for number in numbers]
    return all(split_departments(value, 0, len(value)) for value in values) and any(map(office_line, values))


def _without_counted(lines: Sequence[Line], forms: Sequence[tuple[Form, ...]]) -> Sequence[tuple[Form, ...]]:
    """Return the readings of lines, those that a label's word counts as headings (目標 1 …, 目標 2 …) as no labels.

    They come before all other labels and departments, which stand in the measures below them.
    """
    counted: dict[str, dict[int, int | None]] = {}
    for number, readings in enumerate(forms):
        levels = {form.level for form in readings}
        if _LABEL not in levels:
            if Level.DEPARTMENTS in levels:
                break
            continue
        marked = form_of(lines[number].text)
        if marked is None or not places_of(marked.form):
            break
        if has_word(marked.form):  # 3 取組の状況 heads a part
            counted.setdefault(marked.form, {})
    for number, line in enumerate(lines) if counted else ():
        marked = form_of(line.text)
        if marked is not None and marked.form in counted:
            counted[marked.form][number] = number_in(line.text[: marked.title])
    found = {
        number
        for of_form in counted.values()
        if len(of_form) >= _HABIT and counts_on(list(of_form.values()))
        for number in of_form
    }
    if not found:
        return forms
    return [
        tuple(form for form in readings if form.level is not _LABEL) if number in found else readings
        for number, readings in enumerate(forms)
    ]


def _without_weak(
    lines: Sequence[Line], forms: Sequence[tuple[Form, ...]], often: Mapping[str, int], tabled: Container[int]
) -> list[tuple[Form, ...]]:
    """Return the readings of lines without the weak looks of labels (・課題：…, 課題 …), if others are the labels."""
    of_weak = max((times for look, times in often.items() if _is_weak(look)), default=0)
    of_others = max((times for look, times in often.items() if not _is_weak(look)), default=0)
    if of_others >= _HABIT <= of_weak:  # 〔指標〕 of a direction is no label of its measures
        text = [() if number in tabled else readings for number, readings in enumerate(forms)]
        told = _how_often(lines, text, indicators=False)
        of_others = max((times for look, times in told.items() if not _is_weak(look)), default=0)
    if of_others < _HABIT <= of_weak:
        return list(forms)
    kept = {*_looks_of_forms(lines, forms)} if of_weak >= _HABIT else set[str]()
    if of_weak >= _FIELDS_OF_A_CARD:
        kept.update(_looks_of_prose(lines, forms, of_others))
    return [
        tuple([f for f in readings if f.level is not _LABEL or not _is_weak(look := _look(line, f)) or look in kept])
        if readings and readings[0].level is _LABEL
        else readings
        for line, readings in zip(lines, forms, strict=True)
    ]


def _looks_of_forms(lines: Sequence[Line], forms: Sequence[tuple[Form, ...]]) -> Iterator[str]:
    """Yield the looks of fields that stand as far out as labels do over what is set in below them: 課題 … below 実績."""
    alone: Counter[int] = Counter()
    over: Counter[int] = Counter()
    for line, below, readings in zip(lines, lines[1:], forms, strict=False):
        label = readings[0] if readings and readings[0].level is _LABEL else None
        if label is not None and label.rest >= len(line.text):
            alone[line.indent] += 1
            over[line.indent] += below.indent > line.indent and not below.gap
    yield from (f" {indent}" for indent, times in alone.items() if over[indent] >= max(_HABIT, _MOST_SET_IN * times))


def _looks_of_prose(lines: Sequence[Line], forms: Sequence[tuple[Form, ...]], times: int) -> Collection[str]:
    """Return the weak looks in which a report writes most of its labels, whose others come back so many times: 成果 …, 今後 …."""
    told: Counter[tuple[str, str]] = Counter()
    for line, readings in zip(lines, forms, strict=True):
        label = readings[0] if readings and readings[0].level is _LABEL else None
        if label is not None and (not _is_weak(look := _look(line, label)) or _tells_in_words(line, label)):
            told[look, line.text[slice(*label.title)]] += 1
    of_look = Counter(look for (look, _), n in told.items() if 5 * n >= 4 * times)
    most = max((n for look, n in of_look.items() if not _is_weak(look)), default=0)
    return {
        look
        for look, n in of_look.items()
        if _is_weak(look) and look[0] not in BULLETS and n >= _FIELDS_OF_A_CARD and n > most
    }


def _tells_in_words(line: Line, label: Form) -> bool:
    """Tell whether a sentence stands behind a label on its line, and no value."""
    return line.text.endswith("。") and len(line.text) - label.rest >= _SENTENCE


def _is_weak(look: str) -> bool:
    return len(look) > 1 and look[0] in _WEAK


def _recurring(lines: Sequence[Line], forms: Sequence[tuple[Form, ...]], levels: Container[int]) -> Iterator[list[int]]:
    """Yield the numbers of lines that begin alike, if they are more than one, and neither known labels nor `levels` nor numbers of sheets."""
    found: dict[tuple[str, int], list[int]] = {}
    for number, (line, readings) in enumerate(zip(lines, forms, strict=True)):
        text = line.text
        if readings and readings[0].level in _NO_LABEL and not _PERIOD.fullmatch(text):
            continue
        field = _FIELD.match(text)
        bracketed = _BRACKETED.match(text) if text[0] in OPENING else None
        if field:
            key = text[: field.end("title")], line.indent
        elif bracketed:
            key = bracketed.group(), -1
        elif len(text) <= _LONGEST and text[0] not in _NO_MARK:
            key = text, -1
        else:
            continue
        found.setdefault(key, []).append(number)
    again = (numbers for numbers in found.values() if len(numbers) > 1)
    alike = ([n for n in numbers if n not in levels and _may_recur(lines[n].text)] for numbers in again)
    yield from sorted(numbers for numbers in alike if len(numbers) > 1)


def _may_recur(text: str) -> bool:
    return not names_picture(text) and sheet_number(text) is None


def _how_often(lines: Sequence[Line], forms: Sequence[tuple[Form, ...]], *, indicators: bool = True) -> dict[str, int]:
    """Return how often each look of known labels comes back at most, those of indicators among them or not."""
    known: Counter[tuple[str, str]] = Counter()
    alone: list[tuple[str, str]] = []
    for number, (line, readings) in enumerate(zip(lines, forms, strict=True)):
        if not indicators and names_goal(line.text):
            continue
        for form in readings:
            if form.level is _LABEL and not is_grade(line.text):
                known[key := (_look(line, form), line.text[slice(*form.title)])] += 1
                alone += [key] if line.text == key[1] and is_left_blank(lines, forms, number) else []
                break
    fields = {words for look, words in known if _is_weak(look)}
    known.subtract(key for key in alone if key[1] in fields)  # 課題, left blank where others have 課題 …
    often: dict[str, int] = {}
    for (look, _), times in known.items():
        often[look] = max(times, often.get(look, 0))
    return often


def _how_many(lines: Sequence[Line], forms: Sequence[tuple[Form, ...]]) -> Counter[str]:
    """Return how many different lines look like labels in each look."""
    candidates = (_candidate(line, readings) for line, readings in zip(lines, forms, strict=True))
    return Counter(look for look, _ in {(found.look, found.key) for found in candidates if found is not None})


def _look(line: Line, form: Form) -> str:
    """Return how a label is written: its bracket or mark, or the sign that ends it at its indentation."""
    return _look_of(line, form.title, form.rest)


def _look_of(line: Line, title: tuple[int, int], rest: int) -> str:
    lead = line.text[: title[0]].strip()
    if lead and lead[0] in OPENING:
        return lead[0] + (" " if rest < len(line.text) else "")
    sign = sign_of(line.text[title[1] : rest])
    field = f"{sign}{line.indent}" if sign else ""
    if lead and (field or lead[0] in BULLETS):
        return f"{lead[0]}{field}"
    if lead:
        marked = form_of(line.text)
        return lead[0] if marked is None else marked.form[:1]
    return field


def _candidate(line: Line, forms: tuple[Form, ...]) -> _Candidate | None:
    text = line.text
    if _PERIOD.fullmatch(text):
        return _Candidate(text, "", (0, len(text)), -1)
    if any(form.level in _NO_LABEL for form in forms) or contact(text) is not None:
        return None
    field = _FIELD.match(text)
    if field:
        marked = form_of(text)
        if (
            (marked is not None and not (field["bullet"] and len(marked.form) == 1) and field["title"] not in _CYCLE)
            or (states_value(f"{field['title']} ") and field["title"] != _CONTENT)
            or (field["sign"] == "/" and office_line(field["title"]))
        ):
            return None
        look = f"{(field['bullet'] or '')[:1]}{sign_of(field['sign'])}{line.indent}"
        return _Candidate(field["title"], look, field.span("title"), field.end())
    if bracket_line(text) is not None or begins_with_status(text):
        return None
    bracketed = _BRACKETED.match(text) if text[0] in OPENING else None
    if bracketed is None and len(text) > _LONGEST:
        return None
    marked, rest = form_of(text), len(text)
    if bracketed and (marked is None or TITLE in marked.form or bracketed["title"] in _CYCLE):
        title, rest = bracketed.span("title"), bracketed.end()
    elif marked is None and _BARE.fullmatch(text) and not office_line(text):
        title = (0, len(text))
    elif marked is not None and not text[0].isdigit() and text[0] not in OPENING:
        title = (marked.title + (text[marked.title : marked.title + 1] == " "), len(text))
    else:
        return None
    words = text[slice(*title)]
    if not (_PERIOD.fullmatch(words) or words in _CYCLE) and (
        len(words) < 2
        or _SESSION.search(_OF_PERIOD.sub("", words, count=1))
        or is_prose(words)
        or (states_value(words) and words != _CONTENT)
    ):
        return None
    return _Candidate(text[:rest], _look_of(line, title, rest), title, rest if rest < len(text) else -1)


def _comes_back(
    candidate: _Candidate, numbers: Sequence[int], known: Mapping[str, int], alike: Callable[[], Counter[str]]
) -> bool:
    """Tell whether a line comes back often enough, beside the labels that are known and the titles that look like it."""
    same = known.get(candidate.look, 0) or known.get(f"{candidate.look} ", 0)  # alone as well as before its text
    if not candidate.look and _BARE.fullmatch(candidate.key):
        return same >= _HABIT and 5 * len(numbers) >= 4 * same
    of_time = _is_field(candidate.look) and _PERIOD.fullmatch(candidate.key) is not None  # 下半期：…
    of_time = of_time and _NUMBERED_YEAR.fullmatch(candidate.key) is None
    if same < _HABIT and not of_time and (max(known.values(), default=0) >= _HABIT or _is_field(candidate.look)):
        return False  # its labels are written in another way
    return len(numbers) * 2 >= (same if _is_field(candidate.look) else alike()[candidate.look])


def _is_field(look: str) -> bool:
    """Tell whether labels of a look end with a sign that text follows: コスト：12千円."""
    return look[-1:].isdigit()


def _once_in_each(numbers: Sequence[int], measures: Sequence[int]) -> bool:
    """Tell whether a measure can begin between any two of some lines."""
    within = [bisect_left(measures, number) for number in numbers]
    return not measures or (within[0] > 0 and len(set(within)) == len(within))


def _kind(lines: Sequence[Line], numbers: Sequence[int], candidate: _Candidate) -> BlockKind:
    words = lines[numbers[0]].text[slice(*candidate.title)].replace(" ", "")
    if _ASKED.fullmatch(words) or (words == _CONTENT and _is_field(candidate.look)):
        return BlockKind.OTHER  # whatever the tense of what others say; what is described described.py tells
    said = None if _AMOUNT.search(words) else kind_of_words(words)
    if said is not None:
        return said
    if _PERIOD.fullmatch(words):
        return BlockKind.PROGRESS  # of a year or half to come the report's own year tells
    told = Counter(kind for number in numbers for kind in _told(lines, number, candidate.rest))
    (kind, times), *_ = told.most_common(1) or [(BlockKind.OTHER, 0)]
    return kind if times >= _MOST * told.total() else BlockKind.OTHER  # （答弁） tells of what was and what will be


def _told(lines: Sequence[Line], number: int, rest: int) -> Iterator[BlockKind]:
    """Yield the kind of the sentences that a label opens, as far as they tell."""
    words = lines[number].text[rest:] if rest >= 0 else "".join(line.text for line in lines[number + 1 : number + 2])
    for sentence in words.split("。"):
        kind = kind_of_sentence(sentence) if sentence else None
        if kind is not None:
            yield kind

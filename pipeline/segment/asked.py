"""Questions that are asked of what headings above them name: 課題は何ですか。 below ◇相談会 and again below ◇訪問.

A question is a measure where it alone says what is asked about; of what has a heading it is a label of what is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from extractors.patterns import compile_pattern
from pipeline.markers import Marked
from pipeline.model import BlockKind
from pipeline.profile import Level
from pipeline.segment.departments import bracket_line, split_heading
from pipeline.segment.forms import Form
from pipeline.segment.kinds import kind_of_words
from pipeline.segment.lines import Line
from pipeline.segment.questions import answers, question
from pipeline.segment.tense import kind_of_sentence

_WHAT = compile_pattern(r"どのような|どんな|どういった|どういう")
_SUBJECT = (compile_pattern(r"は|を|、|について|に関して"), compile_pattern(r"が|に|も"))
"""What stands behind the words that a question is about; the latter may stand within them: 気になっていることは."""
_ENDS = compile_pattern(r"(?:でしょう)?か?[。?]?$")
_SEVERAL = 2  # headings
_MOST = 0.6  # of the questions
_LONGEST = 60  # characters of a heading


def with_asked(lines: Sequence[Line], forms: Sequence[tuple[Form, ...]]) -> Sequence[tuple[Form, ...]]:
    """Return the readings of lines, the questions that are asked of what headings above them name as labels."""
    answered = (n - 1 for n, line in enumerate(lines) if n and answers(line.text))
    asked = {n: found for n in answered if (found := question(lines, n)) is not None}
    if not asked or not _are_of_headings(lines, forms, asked):
        return forms
    read = list(forms)
    for number, marked in asked.items():
        text = lines[number].text
        kind = _kind(text[marked.title :], lines[number + 1].text)
        read[number] = (Form(Level.LABEL, -1, "", None, (marked.title, len(text)), len(text), kind),)
    return read


def _are_of_headings(lines: Sequence[Line], forms: Sequence[tuple[Form, ...]], asked: dict[int, Marked]) -> bool:
    """Tell whether questions stand below headings and most come back below others, or each heading says whose it is."""
    heads = [head for number in asked if (head := _head(lines, forms, number)) is not None]
    if len(heads) < _SEVERAL or heads[0] > min(asked):
        return False
    times = Counter(lines[n].text[marked.title :] for n, marked in asked.items())
    if sum(n for n in times.values() if n > 1) >= _MOST * len(asked):
        return True
    named = (split_heading(lines[n].text) for n in heads)
    return len(asked) > len(heads) and all(found.certain and found.title and found.departments for found in named)


def _head(lines: Sequence[Line], forms: Sequence[tuple[Form, ...]], number: int) -> int | None:
    """Return the line that stands apart above a question and may be a heading, be it that a line between says whose it is."""
    above = number - 1
    while above > 0 and (bracket_line(lines[above].text) or any(f.level is Level.DEPARTMENTS for f in forms[above])):
        above -= 1
    text = lines[above].text if above >= 0 else ""
    stands = above >= 0 and lines[above].gap and len(text) <= _LONGEST
    return above if stands and not text.endswith("。") and not answers(text) else None


def _kind(question: str, answer: str) -> BlockKind | None:
    """Return what the answer to a question tells: by the tense of that, by what it is about, or by the answer's own tense."""
    words = _WHAT.sub("", question.replace(" ", ""))
    tense = kind_of_sentence(_ENDS.sub("", words))
    ends = next((found.start() for pattern in _SUBJECT if (found := pattern.search(words))), len(words))
    about = kind_of_words(words[:ends]) if ends else None
    whole = ends == len(words)  # 予定どおり進んでいますか。 is about no plan
    if tense is BlockKind.OUTLOOK or (tense is BlockKind.PROGRESS and (whole or about is BlockKind.TARGET)):
        return tense
    return about or tense or next(filter(None, map(kind_of_sentence, answer.split("。"))), None)

"""How alike two measures are: their titles, what they say, who does it, and where they stand.

Words count the more the fewer measures of the plan use them, so that boilerplate and ○○の実施 say little.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from extractors.patterns import compile_pattern
from pipeline.trend.plans import Measure, plain

BY_TITLE = (0.50, 0.30, 0.12, 0.08)
"""What title, text, department and place count where the title goes on; what is missing leaves its weight to others."""
BY_TEXT = (0.15, 0.65, 0.12, 0.08)
"""The same where only the text goes on: a measure under a wholly new title."""

_DIGITS = compile_pattern(r"[0-9一二三四五六七八九〇]+")

_SENTENCE_END = compile_pattern(r"[。\n]")
_MOST = 0.5
"""Part of the shorter text from which on the same sentences are no boilerplate."""

Grams = Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """Each from 0 to 1; None where one of the two does not say."""

    title: float
    text: float | None
    department: float | None
    place: float | None

    @property
    def score(self) -> float:
        """All of it, weighted, 0 to 1."""
        parts = (self.title, self.text, self.department, self.place)
        by_title = _weighted(parts, BY_TITLE)
        return by_title if self.text is None else max(by_title, _weighted(parts, BY_TEXT))


def _weighted(parts: Iterable[float | None], weights: Iterable[float]) -> float:
    known = [(weight, part) for weight, part in zip(weights, parts, strict=True) if part is not None]
    return sum(weight * part for weight, part in known) / sum(weight for weight, _ in known)


class Judge:
    """Compares measures of one plan."""

    def __init__(self, measures: Iterable[Measure]) -> None:
        """Weigh the words by all measures of the plan."""
        measures = list(measures)
        self._count = len(measures)
        self._sentences = {m.measure_id: _sentences(m.text) for m in measures}
        grams = {m.measure_id: _grams(self._sentences[m.measure_id], 2) for m in measures}
        self._spread = {
            "title": Counter(gram for m in measures for gram in set(_grams([m.title], 2))),
            "text": Counter(gram for m in measures for gram in set(grams[m.measure_id])),
        }
        self._titles = {m.measure_id: self._weighed("title", _grams([m.title], 2)) for m in measures}
        self._texts = {m.measure_id: self._weighed("text", grams[m.measure_id]) for m in measures}

    def _weighed(self, kind: str, grams: Iterable[str]) -> dict[str, float]:
        spread = self._spread[kind]
        return {
            gram: (1 + math.log(times)) * math.log((1 + self._count) / spread[gram])
            for gram, times in sorted(Counter(grams).items())
        }

    def compare(self, before: Sequence[Measure], after: Sequence[Measure]) -> list[list[Likeness]]:
        """Compare every measure of a report with every one of the next.

        What two texts share counts by how much more it is than what either shares with any other: a text may be
        written anew and still be the only one that speaks of a thing, and boilerplate stands in many.
        """
        shared = [[self.shared(one, other) for other in after] for one in before]
        of_row = [_two_greatest(row) for row in shared]
        of_column = [_two_greatest([row[n] for row in shared]) for n in range(len(after))]
        found = []
        for m, one in enumerate(before):
            row = []
            for n, other in enumerate(after):
                text: float | None = shared[m][n]
                if not (self._texts[one.measure_id] and self._texts[other.measure_id]):
                    text = None
                elif text:
                    rival = max(_rival(of_row[m], text), _rival(of_column[n], text))
                    text = math.sqrt(text) * text / (text + rival)
                row.append(self._likeness(one, other, text))
            found.append(row)
        return found

    def shared(self, one: Measure, other: Measure) -> float:
        """Return what two texts share, 0 to 1; sentences that are the very same count only where they are most of one."""
        texts = self._texts[one.measure_id], self._texts[other.measure_id]
        sentences = self._sentences[one.measure_id], self._sentences[other.measure_id]
        same = set(sentences[0]) & set(sentences[1])
        if not same:
            return _cosine(*texts)
        whole = min(sum(map(len, found)) for found in sentences)
        if sum(map(len, same)) >= _MOST * whole:
            return _cosine(*texts)
        rest = [_grams([s for s in found if s not in same], 2) for found in sentences]
        return _cosine(*(self._weighed("text", grams) for grams in rest))

    def _likeness(self, one: Measure, other: Measure, text: float | None) -> Likeness:
        from rapidfuzz import fuzz

        ratio = fuzz.ratio(plain(one.title), plain(other.title)) / 100
        title = (ratio + _cosine(self._titles[one.measure_id], self._titles[other.measure_id])) / 2
        return Likeness(
            title=1.0 if ratio == 1 else title,
            text=text,
            department=_departments(one, other),
            place=_places(one, other),
        )

    def covered(self, whole: Measure, parts: Iterable[Measure]) -> float:
        """Return how much of what a measure says stands in others, 0 to 1."""
        said = self._texts[whole.measure_id]
        there = set().union(*(self._texts[part.measure_id] for part in parts))
        return _share(said, there)

    def part_score(self, whole: Measure, part: Measure) -> float:
        """Return how likely a measure is a part of another, 0 to 1; its title may stand in the other's text."""
        text = math.sqrt(self.shared(whole, part))
        parts = (self._titled(whole, part), text, _departments(whole, part), _places(whole, part))
        return _weighted(parts, BY_TEXT)

    def _titled(self, whole: Measure, part: Measure) -> float:
        """Return how much of one measure's title stands in another measure's title or text, 0 to 1."""
        there = set(_grams([whole.title, *self._sentences[whole.measure_id]], 2))
        return _share(self._titles[part.measure_id], there)


def _sentences(text: str) -> list[str]:
    return [folded for line in _SENTENCE_END.split(text) if (folded := _folded(line))]


def _folded(text: str) -> str:
    """Return a text without blanks, signs and numbers, which change every year and say nothing."""
    return _DIGITS.sub("", plain(text))


def _grams(texts: Iterable[str], length: int) -> list[str]:
    """Return the runs of `length` characters."""
    return [text[at : at + length] for text in map(_folded, texts) for at in range(len(text) - length + 1)]


def _cosine(one: Grams, other: Grams) -> float:
    product = sum(weight * other[gram] for gram, weight in one.items() if gram in other)
    lengths = math.sqrt(sum(w * w for w in one.values())) * math.sqrt(sum(w * w for w in other.values()))
    return product / lengths if lengths else 0.0


def _share(grams: Grams, there: set[str]) -> float:
    whole = sum(grams.values())
    return sum(weight for gram, weight in grams.items() if gram in there) / whole if whole else 0.0


def _two_greatest(values: Iterable[float]) -> tuple[float, float]:
    first, second = 0.0, 0.0
    for value in values:
        if value > first:
            first, second = value, first
        elif value > second:
            second = value
    return first, second


def _rival(greatest: tuple[float, float], value: float) -> float:
    """Return the greatest value of a row or column beside the one at hand."""
    return greatest[1] if value == greatest[0] else greatest[0]


def _departments(one: Measure, other: Measure) -> float | None:
    from rapidfuzz import fuzz

    if not one.departments or not other.departments:
        return None
    few, many = sorted((one.departments, other.departments), key=len)
    return sum(max(fuzz.ratio(plain(d), plain(e)) for e in many) for d in few) / (100 * len(few))


def _places(one: Measure, other: Measure) -> float | None:
    from rapidfuzz import fuzz

    pairs = [(one.direction, other.direction), (one.section, other.section)]
    known = [fuzz.ratio(plain(a), plain(b)) / 100 for a, b in pairs if a and b]
    return sum(known) / len(known) if known else None

"""How alike two measures are: their titles, what they say, who does it, and where they stand.

Words count the more the fewer measures of the plan use them, so that boilerplate and ○○の実施 say little.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.trend.plans import Measure, plain
from pipeline.trend.words import grams, last_years, pairs, sentences, values

BY_TITLE = (0.50, 0.30, 0.12, 0.08)
"""What title, text, department and place count where the title goes on; what is missing leaves its weight to others."""
BY_TEXT = (0.15, 0.65, 0.12, 0.08)
"""The same where only the text goes on: a measure under a wholly new title."""

_MOST = 0.5
"""Part of the shorter text from which on the same sentences are no boilerplate."""

QUOTED = 0.6
"""Likeness of two texts of which the later names a value of the earlier as that of the year before."""

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

    def __init__(self, editions: Sequence[Sequence[Measure]]) -> None:
        """Weigh the words by all measures of the plan.

        Args:
            editions: the measures of each of its reports, the earliest first.
        """
        measures = [measure for edition in editions for measure in edition]
        self._count = len(measures)
        self._sentences = {m.measure_id: {s: grams(s) for s in sentences(m.text)} for m in measures}
        said = {i: [gram for found in texts.values() for gram in found] for i, texts in self._sentences.items()}
        self._spread = {
            "title": Counter(gram for m in measures for gram in set(pairs(m.title))),
            "text": Counter(gram for found in said.values() for gram in set(found)),
        }
        self._titles = {m.measure_id: self._weighed("title", pairs(m.title)) for m in measures}
        self._texts = {i: self._weighed("text", found) for i, found in said.items()}
        self.departments = Departments(editions)

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
        own = _own_values(before)
        quoted = {other.measure_id: last_years(other.text) for other in after}
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
                if text is not None and quoted[other.measure_id] & own[one.measure_id]:
                    text = max(text, QUOTED)
                row.append(self._likeness(one, other, text))
            found.append(row)
        return found

    def shared(self, one: Measure, other: Measure) -> float:
        """Return what two texts share, 0 to 1; sentences that are the very same count only where they are most of one."""
        texts = self._texts[one.measure_id], self._texts[other.measure_id]
        said = self._sentences[one.measure_id], self._sentences[other.measure_id]
        same = set(said[0]) & set(said[1])
        if not same:
            return _cosine(*texts)
        whole = min(sum(map(len, found)) for found in said)
        if sum(map(len, same)) >= _MOST * whole:
            return _cosine(*texts)
        rest = [[gram for s, found in spoken.items() if s not in same for gram in found] for spoken in said]
        return _cosine(*(self._weighed("text", grams) for grams in rest))

    def _likeness(self, one: Measure, other: Measure, text: float | None) -> Likeness:
        from rapidfuzz import fuzz

        ratio = fuzz.ratio(plain(one.title), plain(other.title)) / 100
        title = (ratio + _cosine(self._titles[one.measure_id], self._titles[other.measure_id])) / 2
        return Likeness(
            title=1.0 if ratio == 1 else title,
            text=text,
            department=self.departments.likeness(one, other),
            place=_places(one, other),
        )

    def handed_on(self, whole: Measure, part: Measure, partners: Iterable[Measure]) -> float:
        """Return what a measure shares with a part of it and with none of its partners, 0 to 1."""
        said, there = self._texts[whole.measure_id], self._texts[part.measure_id]
        common = {gram: weight * there[gram] for gram, weight in said.items() if gram in there}
        kept = set().union(*(self._texts[partner.measure_id] for partner in partners))
        return self.shared(whole, part) * (1 - _share(common, kept))

    def part_score(self, whole: Measure, part: Measure, handed_on: float) -> float:
        """Return how likely a measure is a part of another, 0 to 1; its title may stand in the other's text."""
        department = self.departments.likeness(whole, part)
        parts = (self.named(whole, part), math.sqrt(handed_on), department, _places(whole, part))
        return _weighted(parts, BY_TEXT)

    def named(self, whole: Measure, part: Measure) -> float:
        """Return how much of one measure's title stands in another measure's title or text, 0 to 1."""
        there = {gram for text in (whole.title, *self._sentences[whole.measure_id]) for gram in pairs(text)}
        return _share(self._titles[part.measure_id], there)


def _own_values(measures: Sequence[Measure]) -> dict[str, set[str]]:
    """Return the values of each measure that no other one states."""
    stated = {measure.measure_id: values(measure.text) for measure in measures}
    times = Counter(value for found in stated.values() for value in found)
    return {i: {value for value in found if times[value] == 1} for i, found in stated.items()}


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


def _places(one: Measure, other: Measure) -> float | None:
    from rapidfuzz import fuzz

    places = [(one.direction, other.direction), (one.section, other.section)]
    known = [fuzz.ratio(plain(a), plain(b)) / 100 for a, b in places if a and b]
    return sum(known) / len(known) if known else None


class Departments:
    """How alike the departments of measures are: by name, and by what a reorganisation of the offices made of them."""

    def __init__(self, editions: Iterable[Sequence[Measure]]) -> None:
        """Learn from the measures that keep their title who took over from whom."""
        self._had: Counter[str] = Counter()
        self._went: Counter[tuple[str, str]] = Counter()
        for before, after in pairwise(editions):
            titles = [Counter(plain(m.title) for m in measures) for measures in (before, after)]
            later = {plain(m.title): _names(m) for m in after}
            for measure in before:
                title, ended = plain(measure.title), _names(measure)
                if titles[0][title] == titles[1][title] == 1:
                    self._had.update(ended)
                    goes_on = ended & later[title]
                    self._went.update((d, d) for d in goes_on)
                    self._went.update((d, e) for d in ended - goes_on for e in later[title] - goes_on)

    def likeness(self, one: Measure, other: Measure) -> float | None:
        """Return how alike the departments of two measures are, 0 to 1; None where one of the two names none."""
        few, many = sorted((_names(one), _names(other)), key=len)
        if not few:
            return None
        return sum(max(self._alike(d, e) for e in many) for d in sorted(few)) / len(few)

    def _alike(self, one: str, other: str) -> float:
        from rapidfuzz import fuzz

        took_over = (self._went[d, e] / (1 + self._had[d]) for d, e in ((one, other), (other, one)))
        return max(fuzz.ratio(one, other) / 100, *took_over)


def _names(measure: Measure) -> set[str]:
    return {plain(department) for department in measure.departments}

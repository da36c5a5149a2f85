"""Which measure of a report is which of the next one: the best pairs, then splits and merges, then new names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.tables.further import Relation
from pipeline.trend.assign import assign
from pipeline.trend.likeness import Judge, Likeness
from pipeline.trend.plans import Measure, plain
from pipeline.trend.words import are_for_others, listed, lives_on, made_one, reworded, says_joined

# Chosen on the plans in tests/trend/plans, whose links are annotated by hand; tests/trend/README.md has the scores, and
# how the last ones were met before anything was chosen on them.
PAIRED = 0.36
"""Least score of two measures that are one, or of which one is a part of the other."""
SURE = 0.75
"""From here on no link is wrong there; below, `reason` asks a person to look."""
GOES_ON = 0.28
"""Least likeness of the texts of two measures under wholly different titles; the less the more of the title goes on."""
SAME_TITLE = 0.90
"""Likeness of two titles from which on no text is asked for."""
SAME_TEXT = 0.50
"""The same where the earlier report says that the measure ends, another office has it, or it is for others by its title."""
NEW_NAME = 0.15
"""Most likeness of two titles of which one is a new name: where words go on and no more, another thing is meant."""
TOLD_ANEW = 0.20
"""Least likeness of the texts of two measures that are one under a new name where nothing else is left of either."""
NEXT_BEST = 0.05
"""Least by which such a pair is above what else is left."""
SAME_PLACE = 0.75
"""Least likeness of the titles of two directions that are one."""
PART = 0.12
"""Least that a part's text shares with the whole's and not with the whole's partner, boilerplate aside (cosine)."""
LIVES_ON = 0.41
"""Least score of a part where the whole goes on under its title: that is the same measure, and most others are new."""
SAME_OFFICE = 0.35
"""Least likeness of the departments of two measures that are of one office: what another office begins is its own."""

_TITLED = {
    Relation.SAME: ("取組名が同じ", "the title is the same"),
    Relation.RETITLED: ("取組名の言い回しが変わった", "the title is in other words"),
    Relation.RENAMED: ("取組名が変わった", "the title is another one"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A measure and what became of it; `one` is None for a new measure, `other` for a dropped one."""

    one: Measure | None
    other: Measure | None
    relation: Relation
    score: float
    ja: str
    en: str


def link(before: Sequence[Measure], after: Sequence[Measure], judge: Judge) -> list[Link]:
    """Link the measures of two successive reports of a plan.

    Returns:
        Every measure at least once, in the order of the later report; what was dropped comes last.
    """
    likeness = judge.compare(before, after)
    scores = [[found.score for found in row] for row in likeness]
    pairs = assign(
        [
            [found.score if _may_be_one(one, other, found) else 0.0 for other, found in zip(after, row, strict=True)]
            for one, row in zip(before, likeness, strict=True)
        ]
    )
    partner = {one: [other] for one, other in pairs}
    origin = {other: [one] for one, other in pairs}
    loose_after = [n for n in range(len(after)) if n not in origin]
    loose_before = [n for n in range(len(before)) if n not in partner]
    parts = _parts(before, after, loose_after, partner | {n: [] for n in loose_before}, judge)
    wholes = _parts(after, before, loose_before, origin | {n: [] for n in loose_after}, judge, merged=True)
    wholes = [(w, n, score) for w, n, score in wholes if (n, w) not in {(a, b) for a, b, _ in parts}]
    ended = {one for _, one, _ in wholes} | {one for one, _, _ in parts}
    begun = {other for _, other, _ in parts} | {other for other, _, _ in wholes}
    told_anew = _told_anew(
        before, likeness, [n for n in loose_before if n not in ended], [n for n in loose_after if n not in begun]
    )
    ended |= {one for one, _ in told_anew}
    begun |= {other for _, other in told_anew}
    heirs = _heirs([(before[one], after[other]) for one, other in pairs], before)
    links: list[Link] = []
    split = {one: score for one, _, score in parts}
    merged = {other: score for other, _, score in wholes}
    for one, other in (*pairs, *told_anew):
        if one in split or other in merged:
            # That the two go together may be certain; that they are part and whole is no more so than the other part.
            kind, part = (Relation.SPLIT, split[one]) if one in split else (Relation.MERGED, merged[other])
            links.append(_part_link(before[one], after[other], kind, min(scores[one][other], part)))
        else:
            links.append(_pair_link(before[one], after[other], likeness[one][other], heirs))
    links += [_part_link(before[one], after[other], Relation.SPLIT, score) for one, other, score in parts]
    links += [_part_link(before[one], after[other], Relation.MERGED, score) for other, one, score in wholes]
    links += [_new(after[n], [row[n] for row in scores]) for n in loose_after if n not in begun]
    links += [_dropped(before[n], scores[n]) for n in loose_before if n not in ended]
    place = {m.measure_id: n for n, m in enumerate((*after, *before))}
    return sorted(links, key=lambda k: tuple(place[m.measure_id] for m in (k.other or k.one, k.one) if m is not None))


def _may_be_one(one: Measure, other: Measure, found: Likeness) -> bool:
    """Tell whether two measures are alike enough; what is missing of the title the text has to show."""
    if found.score < PAIRED or one.again is not other.again:  # what is told again goes on as what is told again
        return False
    elsewhere = found.department is not None and found.department < SAME_OFFICE
    for_others = are_for_others(one.title, other.title)
    enough = SAME_TEXT if one.ends or elsewhere or for_others else GOES_ON * (1 - found.title)
    told = (found.title >= SAME_TITLE and not for_others) or (found.text is not None and found.text >= enough)
    return told or (lives_on(one.title, other.title) and not one.ends and not elsewhere)


def _told_anew(
    before: Sequence[Measure], likeness: Sequence[Sequence[Likeness]], ones: Sequence[int], others: Sequence[int]
) -> list[tuple[int, int]]:
    """Pair what is left under new names in the same direction: each the clearly best of what is left for the other."""
    found = []
    for one, other in ((one, other) for one in ones if not before[one].ends for other in others):
        pair = likeness[one][other]
        if pair.title > NEW_NAME or (pair.text or 0.0) < TOLD_ANEW or (pair.place or 0.0) < SAME_PLACE:
            continue
        rivals = [likeness[one][n].score for n in others if n != other]
        rivals += [likeness[n][other].score for n in ones if n != one]
        if pair.score >= max(rivals, default=0.0) + NEXT_BEST:
            found.append((one, other))
    return found


def _parts(
    wholes: Sequence[Measure],
    others: Sequence[Measure],
    loose: Sequence[int],
    partner: dict[int, list[int]],
    judge: Judge,
    *,
    merged: bool = False,
) -> list[tuple[int, int, float]]:
    """Return (whole, part, score) for each loose measure of `others` that took something over from a whole.

    They must have words in common that the whole's partner has no longer; a phrase that two measures share makes no part,
    but a title that lists the subject of the other does, and a whole that says it took the part in (`merged`) or made it
    one with its partner, and titles that all narrow the whole's.
    A whole without a partner must have gone into two parts at least.
    """
    found = []
    for n in loose:
        part = others[n]
        best: tuple[int, int, float] | None = None
        for w, partners in sorted(partner.items()):
            there = [others[p] for p in partners]
            told = _are_narrower(wholes[w], [part, *there])
            told |= merged and (says_joined(wholes[w].text, part.title) or _is_made_one(wholes[w], part, there))
            score = _part_score(wholes[w], part, there, judge, told=told)
            if score is not None and (best is None or score > best[2]):
                best = (w, n, score)
        if best is not None:
            found.append(best)
    count = Counter(w for w, _, _ in found)
    return [part for part in found if partner[part[0]] or count[part[0]] > 1]


def _part_score(
    whole: Measure, part: Measure, partners: Sequence[Measure], judge: Judge, *, told: bool
) -> float | None:
    handed_on = judge.handed_on(whole, part, partners)
    if handed_on < PART and not told and not _is_listed(whole, part, partners):
        return None
    score = judge.part_score(whole, part, handed_on)
    if told:
        return max(score, PAIRED)
    if all(plain(partner.title) != plain(whole.title) for partner in partners):
        return score if score >= PAIRED else None
    department = judge.departments.likeness(whole, part)
    return score if score >= LIVES_ON and (department is None or department >= SAME_OFFICE) else None


def _is_listed(whole: Measure, part: Measure, partners: Sequence[Measure]) -> bool:
    """Tell whether the whole's title lists the subject of the part's, of the same deed, and no partner's title has it."""
    others = [plain(partner.title) for partner in partners]
    there = plain(part.title)
    subjects = [s for s in listed(whole.title) if s in there and not any(s in other for other in others)]
    return bool(subjects) and reworded(part.title, whole.title)


def _is_made_one(whole: Measure, part: Measure, partners: Sequence[Measure]) -> bool:
    """Tell whether the whole's text says that the subject of the part, of the same deed, and a partner's are one now."""
    others = " ".join(plain(partner.title) for partner in partners)
    there = plain(part.title)
    return reworded(part.title, whole.title) and any(
        any(s in there and s not in others for s in subjects) and any(s in others and s not in there for s in subjects)
        for subjects in made_one(whole.text)
    )


def _are_narrower(whole: Measure, parts: Sequence[Measure]) -> bool:
    """Tell whether the titles of several measures each narrow that of the whole: 計画の作成, 高齢者の計画の作成."""
    title = plain(whole.title)
    return len(parts) > 1 and all(title in plain(part.title) and title != plain(part.title) for part in parts)


def _heirs(pairs: Sequence[tuple[Measure, Measure]], before: Sequence[Measure]) -> dict[str, str]:
    """Return the direction that each direction is now: of another title if that is a new one that took most of it."""
    from rapidfuzz import fuzz

    known = {plain(measure.direction) for measure in before}
    moves = Counter((one.direction, other.direction) for one, other in pairs)
    heirs = {}
    for (one, other), times in moves.items():
        nearest = max((fuzz.ratio(plain(other), title) for title in known), default=0.0)
        most = 2 * times > sum(n for (a, _), n in moves.items() if a == one)
        if fuzz.ratio(plain(one), plain(other)) >= 100 * SAME_PLACE or (most and nearest < 100 * SAME_PLACE):
            heirs[one] = other
    return heirs


def _pair_link(one: Measure, other: Measure, found: Likeness, heirs: Mapping[str, str]) -> Link:
    moved = bool(one.direction and other.direction) and heirs.get(one.direction) != other.direction
    titled = _titled(one.title, other.title)
    relation = Relation.MOVED if moved else titled
    ja, en = ([words] for words in _TITLED[titled])
    if titled is not Relation.SAME:
        ja.append(f"取組名の類似度 {found.title:.2f}")
        en.append(f"likeness of the titles {found.title:.2f}")
    if moved:
        ja.append(f"取組方向「{one.direction}」から「{other.direction}」へ移った")
        en.append(f"it moved from direction '{one.direction}' to '{other.direction}'")
    if one.no != other.no:
        ja.append(f"番号が {one.no} から {other.no} になった")
        en.append(f"its number changed from {one.no} to {other.no}")
    if found.text is not None:
        ja.append(f"本文の類似度 {found.text:.2f}")
        en.append(f"likeness of the texts {found.text:.2f}")
    if found.department is not None:
        ja.append(f"担当の類似度 {found.department:.2f}")
        en.append(f"of the departments {found.department:.2f}")
    return _link(one, other, relation, found.score, ja, en)


def _titled(one: str, other: str) -> Relation:
    """Return what became of a title."""
    if plain(one) == plain(other):
        return Relation.SAME
    return Relation.RETITLED if reworded(one, other) else Relation.RENAMED


def _part_link(one: Measure, other: Measure, relation: Relation, score: float) -> Link:
    if relation is Relation.SPLIT:
        ja = f"「{one.title}」の内容が分かれて「{other.title}」に引き継がれた"
        en = f"part of '{one.title}' goes on as '{other.title}'"
    else:
        ja = f"「{one.title}」の内容が「{other.title}」にまとめられた"
        en = f"'{one.title}' was merged into '{other.title}'"
    return _link(one, other, relation, score, [ja], [en])


def _new(measure: Measure, scores: Sequence[float]) -> Link:
    nearest = max(scores, default=0.0)
    ja = [f"前の報告書に対応する取組がない（最も近いものの類似度 {nearest:.2f}）"]
    en = [f"the report before has no such measure (the nearest has likeness {nearest:.2f})"]
    return _link(None, measure, Relation.NEW, 1 - nearest, ja, en)


def _dropped(measure: Measure, scores: Sequence[float]) -> Link:
    nearest = max(scores, default=0.0)
    ja = [f"後の報告書に対応する取組がない（最も近いものの類似度 {nearest:.2f}）"]
    en = [f"the report after has no such measure (the nearest has likeness {nearest:.2f})"]
    return _link(measure, None, Relation.DROPPED, 1 - nearest, ja, en)


def _link(
    one: Measure | None, other: Measure | None, relation: Relation, score: float, ja: list[str], en: list[str]
) -> Link:
    if score < SURE and one is not None and other is not None:
        ja, en = [*ja, "確認してください"], [*en, "please check"]
    return Link(
        one=one, other=other, relation=relation, score=round(min(score, 1.0), 3), ja="、".join(ja), en="; ".join(en)
    )

"""Two labels side by side with the text of each below it, 計画に掲げたこと | 取り組んだこと: read one after the other.

Columns of prose are told before: their labels may stand level by chance. No rule need part the two; a rule or a line
across both, a wide gap, a heading or another label ends them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.ingest.places import Box
from pipeline.ingest.runs import Run
from pipeline.markers import form_of
from pipeline.profile import base

_HIRAGANA = compile_pattern("[ぁ-ん]")
_LONGEST = 24  # characters of a label
_FEWEST = 4  # runs: two labels and their texts
_SHORTEST = 8  # characters of a text
_AROUND = " ・■□◆◇●○▼▽▶【】[]<>《》〈〉〔〕()"
"""What may stand around its words."""
_LEVEL = 0.3  # em
_GUTTER = 0.4  # em at least between the two texts
_APART = 1.0  # em at least between the labels
_INSET = 1.5  # em by which a text may begin behind its label
_ASIDE = 0.5  # em by which it may begin before
_FAR = 1.2  # em between lines: more than in a text
_LARGE = 1.15  # times the size of the text: a heading
_WIDE = 2.0  # em by which a rule reaches over the second label: it leads across both


def deal(
    parts: Iterable[tuple[bool, list[Run]]], rules: Sequence[Box], tables: Sequence[Box]
) -> Iterator[tuple[bool, list[Run]]]:
    """Yield the parts of a page, what stands below each of two labels with that label as a part of its own.

    Args:
        parts: whether each is whole (a card), and its runs.
        rules: in the same frame.
        tables: likewise; in them nothing is looked for.

    Yields:
        Whether it is whole, as a label with its text is, and its runs.
    """
    for is_whole, runs in parts:
        if is_whole or len(runs) < _FEWEST:
            yield is_whole, runs
        else:
            yield from _parted(runs, rules, tables)


def _parted(runs: list[Run], rules: Sequence[Box], tables: Sequence[Box]) -> Iterator[tuple[bool, list[Run]]]:
    ordered = sorted(runs, key=lambda run: run.v1)
    above: list[Run] = []
    at = 0
    while at < len(ordered):
        heads = _heads(ordered, at)
        inside = heads and any(box[0] < heads[0].u0 < box[2] and box[1] < heads[0].v1 < box[3] for box in tables)
        texts = _texts(ordered[at + 2 :], *heads, rules) if heads and not inside else None
        if texts is None:
            above.append(ordered[at])
            at += 1
            continue
        yield from ((False, above),) if above else ()
        yield from ((True, [head, *text]) for head, text in zip(heads, texts, strict=True))
        above = []
        at += 2 + sum(map(len, texts))
    if above:
        yield False, above if len(above) < len(runs) else runs


def _heads(ordered: Sequence[Run], at: int) -> tuple[Run, Run] | tuple[()]:
    """Return the two labels that stand alone on the line that begins at a place, from the left."""
    line = ordered[at : at + 3]
    level = [run for run in line if abs(run.v1 - line[0].v1) < _LEVEL * line[0].em]
    if len(level) != 2 or (at and abs(ordered[at - 1].v1 - line[0].v1) < _LEVEL * line[0].em):
        return ()
    left, right = sorted(level, key=lambda run: run.u0)
    apart = right.u0 - left.u1 >= _APART * left.em and left.text.strip() != right.text.strip()
    return (left, right) if apart and _is_label(left) and _is_label(right) else ()


def _is_label(run: Run) -> bool:
    words = fold(run.text).strip(_AROUND)
    return 1 < len(words) <= _LONGEST and base().kind_of(words.replace(" ", "")) is not None


def _texts(below: Sequence[Run], left: Run, right: Run, rules: Sequence[Box]) -> tuple[list[Run], list[Run]] | None:
    """Return the text below each of two labels; None where one has none, or it is no text.

    Args:
        below: runs from the top.
        left: the first label.
        right: the second.
        rules: in the same frame.
    """
    across = sorted(v0 for u0, v0, u1, v1 in rules if v0 == v1 and u0 < left.u1 and u1 > right.u0 + _WIDE * right.em)
    texts: tuple[list[Run], list[Run]] = ([], [])
    bottom = max(left.v1, right.v1)
    for number, run in enumerate(below):
        is_right = run.u0 > right.u0 - _ASIDE * run.em
        fits = is_right or (run.u0 > left.u0 - _ASIDE * run.em and run.u1 < right.u0 - _GUTTER * run.em)
        ruled = any(texts) and bisect_left(across, bottom) < bisect_left(across, run.v1 - run.em / 2)
        if not fits or ruled or run.v0 - bottom > _FAR * run.em:
            if fits and _is_row(below[number : number + 2], right):
                return None  # of a table, as the line above it
            break
        near = (*below[max(number - 1, 0) : number], *below[number + 1 : number + 2])
        alone = all(abs(other.v1 - run.v1) > _LEVEL * run.em for other in near)
        if alone and not is_right and _opens(run, texts[0]):
            break
        if not texts[is_right] and abs(run.u0 - (left, right)[is_right].u0) > _INSET * run.em:
            return None
        texts[is_right].append(run)
        bottom = max(bottom, run.v1)
    return texts if all(map(_is_text, texts)) else None


def _is_row(line: Sequence[Run], right: Run) -> bool:
    """Tell whether two runs stand level on either side, and are no labels."""
    if len(line) < 2 or abs(line[0].v1 - line[1].v1) > _LEVEL * line[0].em or all(map(_is_label, line)):
        return False
    a, b = sorted(line, key=lambda run: run.u0)
    return a.u1 < right.u0 - _GUTTER * a.em and abs(b.u0 - right.u0) < _INSET * b.em


def _opens(run: Run, text: Sequence[Run]) -> bool:
    """Tell whether a line below a text that nothing stands beside opens what follows: a label, or a heading."""
    marked = form_of(fold(run.text.strip()))
    large = bool(text) and run.em > _LARGE * text[0].em
    return _is_label(run) or large or (marked is not None and bool(text))


def _is_text(runs: Sequence[Run]) -> bool:
    text = "".join(run.text for run in runs).strip()
    return len(text) >= _SHORTEST and _HIRAGANA.search(text) is not None

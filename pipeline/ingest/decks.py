"""Rows of cards: boxes that begin at one height beside each other, each with lines of its own, read one after the other.

The lines of cards stand level with each other as the cells of a table's rows do. But the cells of a row touch; cards are
apart, hold several lines, and nothing stands beside them outside of boxes.

The boxes of a sheet are of any width: each has a label of its own at its head, and there are several rows of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.ingest.places import Box
from pipeline.ingest.runs import Run

_SAME = 3.0  # points
_APART = 4.0  # points: the cells of a table are nearer to each other
_WIDEST_GAP = 40.0  # points
_ALIKE = 0.8  # times the width of the widest
_NARROWEST = 70.0  # points
_FEWEST_LINES = 3  # of each
_LONGEST_LABEL = 12  # characters
_MOST = 400  # boxes of a page; more are a drawing
_NARROW = 0.2  # times the width of the widest box of a sheet
_LONGEST_HEAD = 16  # characters of the label of one
_FEWEST_ROWS = 2  # of them on a page: the columns of a table are one
_TOUCH = 0.3  # em by which text may reach out of its box


class _Deck(NamedTuple):
    """Some cards beside each other, and what each holds."""

    cards: list[Box]
    held: list[list[Run]]


def deal(runs: Sequence[Run], boxes: Sequence[Box], outlines: Sequence[Box] = ()) -> Iterator[tuple[bool, list[Run]]]:
    """Yield what stands in each card of a page, and what stands above, between and below the rows of cards, from the top.

    Args:
        runs: of a page.
        boxes: outlines and grounds, in the same frame.
        outlines: those of them that rules close.

    Yields:
        Whether it is a card, and runs of it; all of the page as it is where no cards are.
    """
    rest = list(runs)
    if 1 < len(boxes) <= _MOST:
        for deck in _decks(rest, boxes, outlines):
            taken = {id(run) for runs_of_card in deck.held for run in runs_of_card}
            top = min(card[1] for card in deck.cards)
            above = [run for run in rest if id(run) not in taken and run.v0 + run.v1 < 2 * top]
            yield from ((False, above),) if above else ()
            yield from ((True, runs_of_card) for runs_of_card in deck.held)
            taken.update(map(id, above))
            rest = [run for run in rest if id(run) not in taken]
    if rest:
        yield False, rest


def _decks(runs: Sequence[Run], boxes: Sequence[Box], outlines: Sequence[Box]) -> Iterator[_Deck]:
    """Yield the rows of cards of a page from the top, none of which reaches into the one above it."""
    labelled = [(row, held) for row in _rows(outlines, _NARROW) if _are_labelled(held := _level(runs, row))]
    labelled = labelled if len(labelled) >= _FEWEST_ROWS else []
    known = {box for row, _ in labelled for box in row}
    alike = [row for row in _rows(boxes, _ALIKE) if known.isdisjoint(row)]
    cards = [(row, held) for row in alike if _are_cards(held := _level(runs, row))]
    bottom = 0.0
    for row, held in sorted([*labelled, *cards], key=lambda deck: deck[0][0][1]):
        if row[0][1] > bottom - _SAME:
            yield _Deck(row, held)
            bottom = max(card[3] for card in row)


def _level(runs: Sequence[Run], row: Sequence[Box]) -> list[list[Run]]:
    """Return what stands in each of some boxes; nothing where something stands beside them."""
    top, end = min(card[1] for card in row), max(card[3] for card in row)
    level = [run for run in runs if top < (run.v0 + run.v1) / 2 < end]
    held = [[run for run in level if _is_in(run, card)] for card in row]
    return held if sum(map(len, held)) == len(level) else []


def _are_cards(held: Sequence[Sequence[Run]]) -> bool:
    return bool(held) and not any(map(_has_few_lines, held)) and _are_told(held)


def _are_labelled(held: Sequence[Sequence[Run]]) -> bool:
    """Tell whether boxes are those of a sheet: a label alone on the first line of each, and a sentence in one of them."""
    heads = [min(runs, key=lambda run: run.v0 + run.v1, default=None) for runs in held]
    if not heads or not any("。" in run.text for runs in held for run in runs):
        return False
    return all(
        head is not None
        and len(head.text.strip()) <= _LONGEST_HEAD
        and not {"。", "、"}.intersection(head.text)
        and not head.text.strip()[:1].isdecimal()
        and not any(run is not head and run.v0 < head.v1 - _TOUCH * head.em for run in runs)
        for head, runs in zip(heads, held, strict=True)
    )


def _rows(boxes: Sequence[Box], alike: float) -> list[list[Box]]:
    """Return the boxes that begin at one height and are apart from each other, of nearly one width, the upper row first.

    Args:
        boxes: of a page.
        alike: the share of the width of its neighbour that each has at least.
    """
    found: list[list[Box]] = []
    row: list[Box] = []
    wide = sorted((b for b in boxes if b[2] - b[0] > _NARROWEST), key=lambda b: (round(b[1] / _SAME), b[0], -b[3]))
    for box in wide:
        last = row[-1] if row else None
        if last is not None and abs(box[1] - last[1]) < _SAME:
            if box[0] < last[2] - _SAME:  # the ground of its title, or its outline once more
                continue
            narrower, wider = sorted((box[2] - box[0], last[2] - last[0]))
            if _APART < box[0] - last[2] < _WIDEST_GAP and narrower > alike * wider:
                row.append(box)
                continue
        found.append(row)
        row = [box]
    return [row for row in [*found, row] if len(row) > 1]


def _is_in(run: Run, card: Box) -> bool:
    reach = _TOUCH * run.em
    return (
        card[0] - reach < run.u0
        and run.u1 < card[2] + reach
        and card[1] - reach < (run.v0 + run.v1) / 2 < card[3] + reach
    )


def _has_few_lines(runs: Sequence[Run]) -> bool:
    lines, bottom = 0, 0.0
    for run in sorted(runs, key=lambda run: run.v0):
        if not lines or run.v0 > bottom - _TOUCH * run.em:
            lines, bottom = lines + 1, run.v1
    return lines < _FEWEST_LINES


def _are_told(held: Sequence[Sequence[Run]]) -> bool:
    """Tell whether boxes are cards, and no columns of a table: each holds sentences, or all have one label."""
    if all(any("。" in run.text for run in runs) for runs in held):
        return True
    labels = [{run.text.strip() for run in runs if 1 < len(run.text.strip()) <= _LONGEST_LABEL} for runs in held]
    shared = [label for label in labels[0] if all(label in others for others in labels)]
    return any(not any(char.isdecimal() for char in label) for label in shared)

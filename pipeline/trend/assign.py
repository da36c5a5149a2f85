"""The best one-to-one assignment of two lists (Kuhn and Munkres, by shortest augmenting paths)."""

from __future__ import annotations

from collections.abc import Sequence


def assign(gains: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Pair rows with columns so that the sum of the gains is the greatest; a pair that gains nothing is left out.

    Args:
        gains: 0 or more, a row of the same length for each entry of the first list. Takes rows² · columns steps.
    """
    rows, columns = len(gains), len(gains[0]) if gains else 0
    if rows > columns:
        turned = [[row[c] for row in gains] for c in range(columns)]
        return sorted((row, column) for column, row in assign(turned))
    of_row, of_column = [0.0] * (rows + 1), [0.0] * (columns + 1)
    taken = [0] * (columns + 1)  # the row of each column, from 1; 0 is none
    for row in range(1, rows + 1):
        taken[0] = row
        for at, before in _path(gains, taken, of_row, of_column):
            taken[at] = taken[before]
    return sorted((taken[c] - 1, c - 1) for c in range(1, columns + 1) if taken[c] and gains[taken[c] - 1][c - 1] > 0)


def _path(
    gains: Sequence[Sequence[float]], taken: Sequence[int], of_row: list[float], of_column: list[float]
) -> list[tuple[int, int]]:
    """Return the shortest path from the row that `taken[0]` names to a free column, from its end to its beginning."""
    columns = len(of_column) - 1
    least = [float("inf")] * (columns + 1)
    before = [0] * (columns + 1)
    seen = [False] * (columns + 1)
    at = 0
    while taken[at]:
        seen[at] = True
        row, step, follower = taken[at], float("inf"), 0
        for column in range(1, columns + 1):
            if seen[column]:
                continue
            cost = -gains[row - 1][column - 1] - of_row[row] - of_column[column]
            if cost < least[column]:
                least[column], before[column] = cost, at
            if least[column] < step:
                step, follower = least[column], column
        for column in range(columns + 1):
            if seen[column]:
                of_row[taken[column]] += step
                of_column[column] -= step
            else:
                least[column] -= step
        at = follower
    path = []
    while at:
        path.append((at, before[at]))
        at = before[at]
    return path

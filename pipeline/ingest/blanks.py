"""Where blanks are seen between the characters of a line: most files draw none, but leave a gap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from statistics import median

from extractors.patterns import compile_pattern

BLANK = 0.5  # em between characters that a reader sees as a blank
THIN = 0.2  # em: a blank of a proportional font
_EVENLY = 0.05  # em between the characters of a line that is not spread
_AUTOMATIC = 0.3  # em: more than programs leave between digits and words
_TOUCHING = 0.1  # em between them where they leave none
_EXACT = 0.02  # em between cells that touch, as they are measured
_TOUCH = 3  # of a line that show that its characters have cells
_LONGEST_NUMBER = 2  # digits
_WHOLE = 0.95  # em: the cell of a character and not its ink
_BEHIND_CLOSING = 0.4  # em behind a closing bracket or stop that are seen as one
_BETWEEN_NUMBERS = 0.2  # em that two digits stand further apart than others of their line: 5/17 88人 in narrow blanks
_HALF = 0.5  # em of a bracket's cell that are blank
_OPENS = "（「『【〔［〈《≪"
_CLOSES = "、。，．）」』】〕］〉》≫"
_SPACED = 3  # characters at equal distances are one word set wide
_EVEN, _ROUGHLY = 0.25, 0.6  # em that the distances may differ, and where no other characters are in the line
_TWO_DIGITS = compile_pattern(r"[0-9](?=[0-9])")
_MOSTLY = 0.7  # share of the digits of a page
WORD = compile_pattern(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff⺀-⿕々〇（）]")
_DIGIT_AND_WORD = compile_pattern(rf"[0-9](?={WORD.pattern})")


def find_blanks(
    letters: Sequence[str],
    gaps: Sequence[float],
    edges: Sequence[tuple[float, float]],
    em: float,
    *,
    widest: float,
    least: float | None,
) -> set[int]:
    """Return before which characters of a line a blank is seen.

    Args:
        letters: of the line.
        gaps: in em, behind each but the last.
        edges: where each begins and ends.
        em: in points.
        widest: em between the characters of a word set wide.
        least: em of a blank behind digits; None where the line is set wide and has no thin blanks.
    """
    found: set[int] = set()
    furthest = max(gaps, default=0.0)
    if furthest > _BEHIND_CLOSING:
        found = _blanks(letters, [_seen(gap, at, letters, edges, em) for at, gap in enumerate(gaps)], widest)
    if furthest > THIN and least is not None and median(gaps) < _EVENLY:
        found.update(_thin_blanks(letters, gaps, edges, em, least))
    if furthest > _BETWEEN_NUMBERS:
        found |= _between_numbers("".join(letters), gaps, edges, em)
    return found


def least_behind_digits(lines: Iterable[tuple[Sequence[str], Sequence[float]]]) -> float:
    """Return from how many em on a gap between digits and a word behind them is a blank on a page.

    A program may leave a gap there by itself; where digits mostly touch the words of the page, it does not.

    Args:
        lines: their characters, and the gaps behind each but the last, in em.
    """
    lines = [(letters, gaps) for letters, gaps in lines if gaps]
    if not any(THIN < gap <= _AUTOMATIC for letters, gaps in lines for gap in _behind_digits(letters, gaps)):
        return _AUTOMATIC  # nothing hangs on it
    beside = [gap for letters, gaps in lines for gap in _behind_digits(letters, gaps, _digits(letters))]
    return THIN if beside and sum(gap < _TOUCHING for gap in beside) >= _MOSTLY * len(beside) else _AUTOMATIC


def _behind_digits(letters: Sequence[str], gaps: Sequence[float], start: int = 0) -> Iterator[float]:
    """Yield the gaps between digits and words behind them, from character `start` on."""
    for match in _DIGIT_AND_WORD.finditer("".join(letters), start):
        yield gaps[match.start()]


def _digits(letters: Sequence[str]) -> int:
    """Return how many digits a line begins with."""
    return next((at for at, letter in enumerate(letters) if not letter.isdecimal()), 0)


def _seen(gap: float, at: int, letters: Sequence[str], edges: Sequence[tuple[float, float]], em: float) -> float:
    """Return a gap without what belongs to the cells of its two characters, in em.

    Some fonts give the ink of a character instead of its cell: an opening bracket fills the end of its cell, a stop
    the beginning, an ideograph the middle.
    """
    if gap <= BLANK:  # half of a closing bracket's cell is blank already
        return gap + BLANK - _BEHIND_CLOSING if letters[at] in _CLOSES else gap
    for index, inner in ((at, _OPENS), (at + 1, _CLOSES)):
        letter, (u0, u1) = letters[index], edges[index]
        if letter > "\u2e7f" and letter not in inner:
            gap -= max(min(1.0 - (u1 - u0) / em, _HALF if letter in _OPENS + _CLOSES else _HALF / 2), 0.0)
    return gap


def _blanks(letters: Sequence[str], gaps: Sequence[float], widest: float) -> set[int]:
    """Return before which characters a blank is seen; a word set wide has none.

    Args:
        letters: of a line.
        gaps: in em, behind each but the last.
        widest: in em, inside of a word.
    """
    wide = {at + 1 for at, gap in enumerate(gaps) if gap > BLANK and letters[at].strip() and letters[at + 1].strip()}
    if not wide:
        return wide
    for start, end in list(_spaced(letters, gaps, widest)):
        wide -= set(range(start + 1, end))
    return wide


def _thin_blanks(
    letters: Sequence[str], gaps: Sequence[float], edges: Sequence[tuple[float, float]], em: float, least: float
) -> Iterator[int]:
    """Yield before which characters of a line set without gaps a narrow blank is seen.

    It stands between two words, or behind the number at the line's head, `least` em wide there; where digits touch the
    words of the page, behind any. A character as wide as its cell is no mere ink; in a proportional font, whose kana are
    narrower, cells are told by all of them touching.
    """
    touch = all(abs(gap) < _EXACT or gap > THIN for gap in gaps) and sum(gap <= THIN for gap in gaps) >= _TOUCH
    whole = [
        WORD.match(letter) and (touch or u1 - u0 > _WHOLE * em) for letter, (u0, u1) in zip(letters, edges, strict=True)
    ]
    number = _digits(letters)
    for at, gap in enumerate(gaps, start=1):
        if gap > THIN and whole[at]:
            heads = at == number <= _LONGEST_NUMBER or (least == THIN and letters[at - 1].isdecimal())
            if whole[at - 1] or (heads and gap > least):
                yield at


def _between_numbers(text: str, gaps: Sequence[float], edges: Sequence[tuple[float, float]], em: float) -> set[int]:
    """Return before which digits another number begins: further off than digits are in the line, and than what is beside.

    Args:
        text: of a line.
        gaps: in em, behind each character but the last.
        edges: of its characters.
        em: in points.
    """
    pairs = [match.start() for match in _TWO_DIGITS.finditer(text)]
    steps = [  # of ink they differ less
        edges[at + 1][0] + edges[at + 1][1] - edges[at][0] - edges[at][1] for at in pairs
    ]
    least = min(steps, default=0.0) + _BETWEEN_NUMBERS * em
    tight = min((gaps[at] for at in pairs), default=0.0)
    found: set[int] = set()
    for at, step in zip(pairs, steps, strict=True):
        beside = min(gaps[at - 1] if at else 0.0, gaps[at + 1] if at + 1 < len(gaps) else 0.0)
        if step > least and gaps[at] > max(tight, beside) + _BETWEEN_NUMBERS:
            found.add(at + 1)
    return found


def _spaced(letters: Sequence[str], gaps: Sequence[float], widest: float) -> Iterator[tuple[int, int]]:
    """Yield the stretches that are words set wide: single characters at equal distances."""
    start = 0
    if all(map(WORD.match, letters)) and min(gaps) > BLANK and max(gaps) < min(min(gaps) + _ROUGHLY, widest):
        yield 0, len(letters)
        return
    while start < len(gaps):
        gap = gaps[start]
        end = start
        if BLANK < gap < widest:
            while end < len(gaps) and abs(gaps[end] - gap) < _EVEN and letters[end + 1].strip():
                end += 1
        stretch = letters[start : end + 1]
        words = sum(bool(WORD.match(letter)) for letter in stretch)
        # Digits at equal distances are the cells of a row, unless they stand in a sentence set wide.
        if words == len(stretch) >= _SPACED or (len(stretch) >= 4 * _SPACED and words > 0.5 * len(stretch)):
            yield start, end + 1
        start = max(end, start + 1)

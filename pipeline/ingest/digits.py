"""A second look at the numbers of a picture: Tesseract's English reads digits, points and commas that its Japanese confuses."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import Any, NamedTuple

from extractors.patterns import compile_pattern
from extractors.view import fold

_WORD = 5  # the level of words in Tesseract's table
_NUMBER = compile_pattern(r"[0-9][0-9.,]*%{0,2}")
_WHOLE = compile_pattern(r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?%?|[0-9]{1,3}(?:,[0-9]{0,3})+|[0-9]+\.")
_RISKY = compile_pattern(r".*%|.*\.[0-9]{2}")  # the sign of per cent may be read as a digit, or one as a part of it
_NO_DIGITS = compile_pattern(r"[^0-9]+")
_SURE, _AGREED, _DOUBTFUL = 85.0, 20.0, 50.0  # per cent: to be believed alone, with the other, and to raise a doubt
_CERTAIN, _LOST = 95.0, 60.0  # what an agreement counts as; what is read with less is no number yet
_WIDTHS = (0.75, 1.3)  # times the width of the other's word, of one and the same
_BEGINS = 0.4  # times the height of a word, by which the left edges of one and the same may differ
_TRIANGLES = ("A", "a", "▲", "△")
_SHARED = 0.6  # of either word


class _Place(NamedTuple):
    top: int
    left: int
    width: int
    height: int
    at: int

    def shares(self, other: _Place) -> bool:
        """Tell whether two words are one."""
        across = min(self.left + self.width, other.left + other.width) - max(self.left, other.left)
        return (
            _WIDTHS[0] * other.width < self.width < _WIDTHS[1] * other.width
            and across > _SHARED * max(self.width, other.width)
            and self._is_level(other)
        )

    def begins_with(self, other: _Place) -> bool:
        """Tell whether two words begin at one place."""
        return abs(self.left - other.left) < _BEGINS * self.height and self._is_level(other)

    def _is_level(self, other: _Place) -> bool:
        down = min(self.top + self.height, other.top + other.height) - max(self.top, other.top)
        return down > _SHARED * min(self.height, other.height)


def mend(table: dict[str, list[Any]], western: dict[str, list[Any]]) -> None:
    """Put the numbers of Tesseract's table right by what it reads in English.

    What both read alike is sure, and stands where English sees it; where they differ, English is believed if it is
    sure, and if it is not, neither is.

    Args:
        table: of the picture, in Japanese.
        western: of the same picture, in English.
    """
    places = sorted(_places(western))
    for place in _places(table):
        words = fold(table["text"][place.at].strip())
        is_number = bool(_NUMBER.fullmatch(words))
        if not is_number and (float(table["conf"][place.at]) >= _DOUBTFUL or len(words) > len("100,000")):
            continue
        near = _near(place, places)
        if words.startswith("4") and any(
            place.begins_with(other) and western["text"][other.at].strip().startswith(_TRIANGLES) for other in near
        ):  # ▲, which English sees so, is no 4
            table["conf"][place.at] = 0.0
            continue
        same = [other for other in near if place.shares(other)]
        other = same[0] if len(same) == 1 else None
        read = western["text"][other.at].strip() if other else ""
        if other is None or not _WHOLE.fullmatch(read):
            if _RISKY.fullmatch(words):
                table["conf"][place.at] = 0.0
            continue
        sure = float(western["conf"][other.at])
        ours, theirs = _NO_DIGITS.sub("", words), _NO_DIGITS.sub("", read)
        agreed = is_number and ours == theirs
        if len(ours) > len(theirs) and ours.endswith(theirs):  # the head of a number is easily overlooked
            continue
        if sure >= _SURE or (agreed and sure >= _AGREED):
            table["text"][place.at], table["left"][place.at], table["width"][place.at] = read, other.left, other.width
            table["conf"][place.at] = _CERTAIN if agreed else sure
        elif is_number and (sure >= _DOUBTFUL or _RISKY.fullmatch(words)):
            table["conf"][place.at] = 0.0


def _places(table: dict[str, list[Any]]) -> Iterator[_Place]:
    columns = (table[name] for name in ("level", "text", "top", "left", "width", "height"))
    for at, (level, text, top, left, width, height) in enumerate(zip(*columns, strict=True)):
        if level == _WORD and text.strip():
            yield _Place(top, left, width, height, at)


def _near(place: _Place, others: list[_Place]) -> list[_Place]:
    """Return those of the words of another table, sorted by height, that may be at the height of one."""
    first = bisect_left(others, place.top - place.height, key=lambda other: other.top)
    last = bisect_left(others, place.top + place.height, key=lambda other: other.top)
    return others[first:last]

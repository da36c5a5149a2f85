"""With which characters the matches of a pattern begin, so that a search tries no other places.

`re` knows that only of a pattern that begins with a character or a class, or whose alternatives all begin with one
character each. Most alternatives here begin with a look-behind, a group or something that may be missing: a search would
try each of them at every character of the text. What is said here leads a search past the characters that cannot begin a
match, and never changes what it finds.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

_Members = list[tuple[Any, Any]]
"""Of a class of characters, as `re._parser` has them."""
_WIDEST = 200
"""Characters of a range: a class with all ideographs leads past next to nothing."""
_CLASSES = frozenset({"CATEGORY_DIGIT", "CATEGORY_SPACE"})
_REPEATS = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})


def first_characters(parsed: Iterable[tuple[Any, Any]]) -> _Members | None:
    """Return a class that holds the first character of every match of a parsed pattern, which matches no empty text.

    Args:
        parsed: what `re._parser.parse` made of a pattern in which case counts.

    Returns:
        None where nothing useful can be said.
    """
    found = _first(parsed)
    return None if found is None or found[1] else found[0]


def _first(parsed: Iterable[tuple[Any, Any]]) -> tuple[_Members, bool] | None:
    """Return what may stand where a sequence begins, and whether it may be empty, so that what follows counts too."""
    members: _Members = []
    for operation, argument in parsed:
        found = _first_of(str(operation), operation, argument)
        if found is None:
            return None
        members += found[0]
        if not found[1]:
            return members, False
    return members, True


def _first_of(name: str, operation: Any, argument: Any) -> tuple[_Members, bool] | None:
    if name == "LITERAL":
        return [(operation, argument)], False
    if name == "IN":
        return (argument, False) if all(_is_narrow(*member) for member in argument) else None
    if name == "BRANCH":
        found = [_first(alternative) for alternative in argument[1]]
        if None in found:
            return None
        return [member for one in found if one for member in one[0]], any(one[1] for one in found if one)
    if name == "SUBPATTERN":
        _, added, removed, inner = argument
        return None if added or removed else _first(inner)
    if name in _REPEATS:
        least, _, inner = argument
        repeated = _first(inner)
        return repeated and (repeated[0], repeated[1] or not least)
    if name == "ATOMIC_GROUP":
        return _first(argument)
    if name == "ASSERT" and argument[0] > 0:  # what stands here must be its beginning too
        return _first(argument[1])
    return ([], True) if name in ("ASSERT", "ASSERT_NOT", "AT") else None


def _is_narrow(operation: Any, argument: Any) -> bool:
    name = str(operation)
    if name == "RANGE":
        return bool(argument[1] - argument[0] < _WIDEST)
    return name == "LITERAL" or (name == "CATEGORY" and str(argument) in _CLASSES)

"""Lines of a list of sessions that stand in it twice, word for word."""

from __future__ import annotations

from extractors.patterns import compile_pattern

_DAY = compile_pattern(
    r"(?<![0-9０-９])[0-9０-９]{1,2}[ 　]?(?:月[ 　]?[0-9０-９]{1,2}[ 　]?日|[/.／][0-9０-９]{1,2}(?![0-9０-９]))"
)
_SAYS_WHICH = compile_pattern(
    r"第[ 　]?[0-9０-９一二三四五六七八九十]{1,3}[ 　]?回|[0-9０-９][ 　]?(?:人|名|組|社|団体|世帯|件|家族)"
)
"""What tells one session from another of the same day: its ordinal, or how many came."""
_ROW = compile_pattern(r"[│|｜┃\t]")
_LONGEST_LINE = 200  # characters
_LONGEST_LIST = 12  # lines


def line_around(text: str, at: int) -> tuple[int, int] | None:
    """Return the bounds of the line that holds `at`, None if it is longer than one of a list."""
    start = text.rfind("\n", max(0, at - _LONGEST_LINE), at) + 1
    end = text.find("\n", at, at + _LONGEST_LINE)
    if (start == 0 and at > _LONGEST_LINE) or (end < 0 and len(text) > at + _LONGEST_LINE):
        return None
    return start, end if end >= 0 else len(text)


def is_said_again(text: str, at: int) -> bool:
    """Tell whether the line that holds `at` stands in the list above it already, word for word.

    The list goes up as far as its lines tell of a day; rows of tables are none.
    """
    bounds = line_around(text, at)
    if bounds is None:
        return False
    start, stop = bounds
    near = text[max(0, start - _LONGEST_LIST * _LONGEST_LINE) : start]
    if not all(word in near for word in text[start:stop].split()):  # as of nearly every line
        return False
    line = _words(text[start:stop])
    if not _DAY.search(line) or not _SAYS_WHICH.search(line) or _ROW.search(line):
        return False
    end = start - 1
    for _ in range(_LONGEST_LIST):
        above = line_around(text, end) if end > 0 else None
        words = _words(text[slice(*above)]) if above else ""
        if above is None or not _DAY.search(words):
            return False
        if words == line:
            return True
        end = above[0] - 1
    return False


def _words(line: str) -> str:
    return " ".join(line.split())

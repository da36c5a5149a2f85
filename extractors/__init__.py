"""Dates, numbers and occasions of Japanese text, each tied to its exact characters.

Works on any string, with no report around it:

    find_dates("9月3日から2月21日", fiscal_year=2023)
    find_figures("延べ参加者数162名（8月末時点）")
    find_numerals("三割、1億2千万円")
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractors.mentions import DateMention, Figure, Numeral
    from extractors.registry import EXTRACTORS


def __getattr__(name: str) -> object:
    """Import the extractors when they are asked for: who needs a type or a table of this package does not wait for them."""
    if name == "EXTRACTORS":
        from extractors.registry import EXTRACTORS

        return EXTRACTORS
    raise AttributeError(name)


def find_dates(text: str, *, fiscal_year: int | None = None) -> list[DateMention]:
    """Return the date expressions of `text`, in order.

    Args:
        text: any Japanese text.
        fiscal_year: the year from whose April to March months without a year are counted (2023 for 令和5年度).

    Returns:
        Mentions whose `start` and `end` are None where neither the text nor `fiscal_year` says the year.
    """
    from extractors.arbiter import settle
    from extractors.dates import resolve_years
    from extractors.mentions import DateMention
    from extractors.registry import EXTRACTORS
    from extractors.view import TextView

    found: list[DateMention] = []
    for mention in settle(TextView(text), EXTRACTORS).mentions:
        if isinstance(mention, DateMention):
            found.append(resolve_years(mention, fiscal_year=fiscal_year, before=found[-1] if found else None))
    return found


def find_figures(text: str) -> list[Figure]:
    """Return the quantities of `text` that have a unit or counter, in order; dates and ordinals are none."""
    from extractors.arbiter import settle
    from extractors.mentions import Figure
    from extractors.registry import EXTRACTORS
    from extractors.view import TextView

    return [m for m in settle(TextView(text), EXTRACTORS).mentions if isinstance(m, Figure)]


def find_numerals(text: str) -> list[Numeral]:
    """Return every number of `text`, Arabic or kanji, whatever follows it, in order."""
    from extractors.numerals import find
    from extractors.view import TextView

    return find(TextView(text))


__all__ = ["EXTRACTORS", "find_dates", "find_figures", "find_numerals"]

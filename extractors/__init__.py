"""Dates, numbers and occasions of Japanese text, each tied to its exact characters.

Works on any string, with no report around it:

    find_dates("9月3日から2月21日", fiscal_year=2023)
    find_figures("延べ参加者数162名（8月末時点）")
    find_numerals("三割、1億2千万円")
"""

from __future__ import annotations

from extractors.arbiter import Extractor, settle
from extractors.clock_times import ClockTimes
from extractors.dates import Dates, resolve_years
from extractors.figures import Figures
from extractors.mentions import DateMention, Figure, Numeral
from extractors.names import Names
from extractors.numerals import find as _find_numerals
from extractors.occasions import Occasions
from extractors.ordinals import Ordinals
from extractors.participants import Participants
from extractors.references import References
from extractors.view import TextView

EXTRACTORS: tuple[Extractor, ...] = (
    References(),
    Names(),
    ClockTimes(),
    Occasions(),
    Ordinals(),
    Dates(),
    Participants(),
    Figures(),
)
"""In order of precedence, where two candidates are of one length and start together."""


def find_dates(text: str, *, fiscal_year: int | None = None) -> list[DateMention]:
    """Return the date expressions of `text`, in order.

    Args:
        text: any Japanese text.
        fiscal_year: the year from whose April to March months without a year are counted (2023 for 令和5年度).

    Returns:
        Mentions whose `start` and `end` are None where neither the text nor `fiscal_year` says the year.
    """
    found: list[DateMention] = []
    for mention in settle(TextView(text), EXTRACTORS).mentions:
        if isinstance(mention, DateMention):
            found.append(resolve_years(mention, fiscal_year=fiscal_year, before=found[-1] if found else None))
    return found


def find_figures(text: str) -> list[Figure]:
    """Return the quantities of `text` that have a unit or counter, in order; dates and ordinals are none."""
    return [m for m in settle(TextView(text), EXTRACTORS).mentions if isinstance(m, Figure)]


def find_numerals(text: str) -> list[Numeral]:
    """Return every number of `text`, Arabic or kanji, whatever follows it, in order."""
    return _find_numerals(TextView(text))


__all__ = ["EXTRACTORS", "find_dates", "find_figures", "find_numerals"]

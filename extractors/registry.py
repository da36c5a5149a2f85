"""Every extractor, in order of precedence."""

from __future__ import annotations

from extractors.accounts import Accounts
from extractors.arbiter import Extractor
from extractors.clock_times import ClockTimes
from extractors.dates import Dates
from extractors.figures import Figures
from extractors.names import Names
from extractors.occasions import Occasions
from extractors.ordinals import Ordinals
from extractors.participants import Participants
from extractors.references import References

EXTRACTORS: tuple[Extractor, ...] = (
    Accounts(),
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

"""Every extractor, in order of precedence."""

from __future__ import annotations

from extractors.accounts import Accounts, speaks_of_budget
from extractors.arbiter import Extractor
from extractors.clock_times import ClockTimes
from extractors.dates import Dates, Eras, speaks_of_fiscal_years
from extractors.figures import Figures
from extractors.names import Names
from extractors.occasions import Occasions
from extractors.ordinals import Ordinals
from extractors.participants import Participants
from extractors.references import References
from extractors.slashes import writes_days

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
OF_WHOLE = (writes_days, speaks_of_fiscal_years, speaks_of_budget, Eras)
"""What they ask of the whole text, for its parts: see `TextView.part`."""

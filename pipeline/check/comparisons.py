"""All that finds values which others do not give, with the codes of their checks and how they are calculated."""

from __future__ import annotations

from pipeline.check.accounts import ACCOUNTS
from pipeline.check.changes import (
    mismatched_asides,
    mismatched_changes,
    mismatched_growth,
)
from pipeline.check.clauses import (
    CLAUSES,
    mismatched_points,
    mismatched_rows_told,
)
from pipeline.check.distances import mismatched_distances
from pipeline.check.flows import mismatched_flows
from pipeline.check.fraction_words import mismatched_times, mismatched_words
from pipeline.check.fractions import PARTS, QUOTIENTS
from pipeline.check.means import mismatched_means
from pipeline.check.named_rates import mismatched_mean_rates
from pipeline.check.per_one import PER_ONE
from pipeline.check.rates import mismatched_rates
from pipeline.check.remainders import mismatched_remainders
from pipeline.check.shares import (
    mismatched_in_turn,
    mismatched_shares,
    mismatched_shares_of_all,
)
from pipeline.check.since import (
    mismatched_below,
    mismatched_beside_ratios,
    mismatched_by_name,
    mismatched_since,
)
from pipeline.check.targets import mismatched_targets
from pipeline.check.tariffs import PRODUCTS

COMPARISONS = (
    (mismatched_shares, "share_mismatch", " ÷ "),
    (mismatched_rates, "share_mismatch", " ÷ "),
    (mismatched_shares_of_all, "share_mismatch", " ÷ "),
    (mismatched_targets, "share_mismatch", " ÷ "),
    *((find, "share_mismatch", " ÷ ") for find in QUOTIENTS),
    *((find, "share_mismatch", " × ") for find in PARTS),
    (mismatched_mean_rates, "share_mismatch", " ÷ "),
    (mismatched_words, "share_mismatch", "、"),
    (mismatched_in_turn, "share_mismatch", " ÷ "),
    (mismatched_remainders, "remainder_mismatch", " − "),
    (mismatched_flows, "remainder_mismatch", "、"),
    (mismatched_means, "mean_mismatch", " ÷ "),
    *((find, "product_mismatch", " × ") for find in PRODUCTS),
    (mismatched_growth, "change_mismatch", "、"),
    (mismatched_times, "share_mismatch", " ÷ "),
    (mismatched_beside_ratios, "change_mismatch", "、"),
    (mismatched_distances, "change_mismatch", "、"),
    *CLAUSES,
    *ACCOUNTS,
    *PER_ONE,
)
"""What finds values that two others do not give, the code, and how it is calculated."""

CHANGES = (
    mismatched_changes,
    mismatched_asides,
    mismatched_since,
    mismatched_below,
    mismatched_by_name,
    mismatched_points,
    mismatched_rows_told,
)
"""What finds changes that are not those from one value to another."""

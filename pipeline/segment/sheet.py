"""The lines of a report as its headings are looked for: those that are one with a rule below, or two in one."""

from __future__ import annotations

from pipeline.model import SourceDoc
from pipeline.profile import Profile
from pipeline.segment.lines import Sheet, read_lines
from pipeline.segment.run_in import with_run_in
from pipeline.segment.underlined import with_underlined


def read_sheet(source: SourceDoc, profile: Profile) -> Sheet:
    """Cut a report into the lines in which its headings stand, those of the page apart.

    Args:
        source: the report.
        profile: its style.
    """
    return with_underlined(source, with_run_in(source, read_lines(source, profile)))


def cut_alike(one: Profile, other: Profile) -> bool:
    """Tell whether a report has the same lines under two styles: both set the same apart as of its pages."""
    rules, others = ((style.furniture, style.vocabulary, style.blocks) for style in (one, other))
    return rules == others

"""Votes for and against, and the words that call them unanimous."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.mentions import Span
from extractors.patterns import compile_pattern
from pipeline.check.wording import flat
from pipeline.model import Check, Severity

_AGAINST = compile_pattern(
    r"賛成(?:は|が|者)?:? ?[0-9]{1,3}[人名票]?[^0-9。\n]{0,6}反対(?:は|が|者)?:? ?[1-9][0-9]{0,2}[人名票]?(?![0-9])[^0-9。\n]{0,12}(?:全員賛成|全会一致|満場一致|全員一致)"
)


def contradicted_unanimity(text: str) -> Iterator[Check]:
    """Yield a check of each vote that is called unanimous beside the number of those who were against: 賛成9、反対2で、全会一致で採択.

    Args:
        text: what `joined` returns.
    """
    for match in _AGAINST.finditer(text) if "反対" in text else ():
        words = flat(match[0])
        yield Check(
            severity=Severity.WARNING,
            code="comparison_mismatch",
            message_ja=f"「{words}」は、反対があるのに全員の賛成とされています。原文を確かめてください。",
            message_en=f"'{words}' tells of votes against, and calls the vote unanimous. Check the report.",
            span=Span(match.start(), match.end()),
        )

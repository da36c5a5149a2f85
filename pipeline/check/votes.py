"""Votes: those that were cast against those that counted, and what words say of votes for and against."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.mentions import Span
from extractors.patterns import compile_pattern
from pipeline.check.beside import words_behind
from pipeline.check.values import Mismatch, exact, missed
from pipeline.check.wording import flat
from pipeline.model import Check, FigureRecord, Severity

_MOST, _NEXT_TO = 6, 24  # figures, characters


def mismatched_votes(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield the votes that were not valid where they and those that were are more than voted: 投票者8,412人、有効8,290票、無効132票.

    Fewer are no mistake, as some take their paper home, unless the report says that nobody did.
    """
    for at in range(2, len(figures)) if "無効" in text else ():
        valid, invalid = figures[at - 1 : at + 1]
        names = [(record.figure.label or "") for record in (valid, invalid)]
        if not (names[0].startswith("有効") and names[1].startswith("無効")) or "票" not in "".join(names):
            continue
        all_votes = [r for r in figures[max(0, at - _MOST) : at - 1] if _VOTERS.fullmatch(r.figure.label or "")]
        end = invalid.figure.span.end
        if len(all_votes) != 1 or not exact(all_votes[0], valid, invalid):
            continue
        if "\n" in text[all_votes[0].figure.span.end : end] or "。" in text[all_votes[0].figure.span.end : end]:
            continue
        calculated = all_votes[0].figure.value - valid.figure.value
        more = invalid.figure.value > calculated > 0
        none_lost = _NONE_LOST.match(words_behind(text, end, _NEXT_TO))
        if missed(invalid.figure.value, calculated) and (more or none_lost):
            yield Mismatch(invalid, calculated, (all_votes[0], valid))


_VOTERS = compile_pattern("(?:総)?投票(?:者)?(?:総)?数")
_NONE_LOST = compile_pattern(r"[^0-9。\n]{0,8}\(?(?:持ち帰り|不受理)[^0-9。\n]{0,8}(?:なし|無し|ない)")


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

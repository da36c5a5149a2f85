"""Rates that say more or less than the words behind them: 達成率は96％となり、目標を上回った; 前年度比94％と増加した."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.label_words import EARLIER
from extractors.patterns import compile_pattern
from pipeline.check.beside import HUNDRED, exact, is_share, words_between
from pipeline.model import FigureRecord

_SAID = r"(?![一-鿿ァ-ヶー]|も?の(?!で|の)|ところ|こと|とは|とき|わけ|せん)"
"""Behind a verb: it says something of the rate, and not of what else did so (目標を達成したものは4件), and is no negation."""
_ATTAINED = compile_pattern(r"達成率(?:は|が|:)?、?(?:全体で)? ?$")
_OVER = compile_pattern(
    rf"(?:で(?:あり)?|となり|と|に(?:達し|なり))、? ?目標(?:値)?を(?:大きく|やや|わずかに)?(?P<more>上回(?:った|りま)|超え(?:た|まし)|達成(?:した|いたしました|しました)){_SAID}"
)
_UNDER = compile_pattern(
    rf"(?:で(?:あり)?|となり|と)、? ?目標(?:値)?(?:を(?:大きく|やや|わずかに)?(?P<less>下回(?:った|りま)|達成でき(?:なかった|ませんでした))|に(?P<short>(?:は)?届(?:かなかった|きませんでした)|達しなかった)){_SAID}"
)
_RATIO = compile_pattern(rf"対?{EARLIER}度?(?:同[期月])?比(?:は|で|:)?、? ?$")
_TREND = compile_pattern(
    rf"(?:と(?:なり、)?|に|へと?|となって)、?(?:大きく|大幅に|わずかに|やや)?(?:(?P<up>増加し(?:た|まし)|増え(?:た|まし)|伸び(?:た|まし))|(?P<down>減少し(?:た|まし)|減っ(?:た|て)|減りまし)){_SAID}"
)
_NEAR = 16  # characters
_RATIOS = range(60, 200)
"""What a value may be of the one of the year before, in percent; 前年度比12％ is mostly the change."""


def contradicted_rates(text: str, figures: Sequence[FigureRecord]) -> Iterator[tuple[FigureRecord, str]]:
    """Yield the rates of attainment and of change that lie on the other side of 100 % than the words behind them say.

    Args:
        text: without wraps.
        figures: of the report, by offset.
    """
    for record in figures:
        value, start, end = record.figure.value, record.figure.span.start, record.figure.span.end
        if not is_share(record) or value == HUNDRED or not exact(record):
            continue
        lead = words_between(text, max(0, start - _NEAR), start)
        behind = words_between(text, end, end + 2 * _NEAR)
        if "達成率" in lead and _ATTAINED.search(lead):
            said = (_OVER if value < HUNDRED else _UNDER).match(behind)
        elif "比" in lead and int(value) in _RATIOS and _RATIO.search(lead):
            said = _TREND.match(behind)
            said = said if said and bool(said["up"]) is (value < HUNDRED) else None
        else:
            continue
        if said:
            yield record, next(word for word in said.groups() if word)

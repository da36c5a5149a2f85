"""What is said to surpass or to fall short of another value, and does not: 目標の500人に対し470人で、目標を上回った."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from extractors.label_words import EARLIER
from extractors.mentions import FigureKind, Per, Qualifier
from extractors.patterns import compile_pattern
from pipeline.check.beside import COUNTED, SHARES_OF_DEEDS, comparable, exact, is_share, words_between
from pipeline.model import FigureRecord

_BOUND = rf"(?:(?:年間|年度|当初)?(?:目標|計画|予定)(?:値|数|人数|件数|回数)?|定員|{EARLIER}度?(?:同[期月])?(?:実績)?|(?:全国|県|国)(?:の)?平均)"
_OVER = r"を?(?:(?:大きく|大幅に|やや|わずかに|若干)?(?P<more>上回(?:っ[たてい]|りま|り、|る結果)|超え(?:た|て|、|まし|る結果))|(?:大きく|大幅に|やや|わずかに|若干)?(?P<less>下回(?:っ[たてい]|りま|り、|る結果))|(?:概ね)?(?P<done>達成(?:し(?:た|て[いお]|まし)|でき(?:た|まし)))(?!(?:とは|の(?!で)|[一-鿿ァ-ヶー](?!が))))"
_VALUE_FIRST = compile_pattern(
    rf"(?:の?(?:参加|利用|来場|応募|申込み?|受講|登録))?(?:で(?:あり|した)?|と(?:なり|なって)?|に(?:達し|上り|なり))?、? ?(?P<of>{_BOUND})(?:の|である|\()? ?"
)
"""Between a value and what it is measured against: 470人となり、目標値の."""
_BOUND_LEAD = compile_pattern(rf"(?P<of>{_BOUND})(?:の|である|は|を|とした|として|\()? ?$")
_AIMED = compile_pattern(r"(?:を|の[^0-9、。\n()]{1,8}を)目標(?:とし|に)(?:て)?、? ?")
_THEN = compile_pattern(
    r"\)?(?:に対し(?:て)?|に対する)、? ?(?:実績(?:値)?(?:は|が|で)|[^0-9、。\n()]{1,10}(?:は|が))?、? ?(?:延べ)?"
)
_BEHIND = compile_pattern(
    rf"(?:[のが]?(?:参加|利用|来場|応募|受講|登録|実績|申込み?)(?:が|は)?)?(?:の開催|を?(?:開催|実施|設置)し?)?(?:が?あ[りっ]た?|で(?:あり|した)?|と(?:なり|なって)|に(?:達し|上り)|し)?(?:て|、){{0,2}} ?(?:(?P<of>{_BOUND}){_OVER})"
)
_SHORT = compile_pattern(
    r"[がを]?(?:受講|参加|入所|利用|応募|入居)(?:が?あり|し|で)?、?[^0-9、。\n()]{0,6}(?P<less>空きがあ|定員(?:に満た|を満たさ)な|定員割れ)"
)
"""定員30人に対して26人が受講し、空きがある."""
_NAMED_OVER = compile_pattern(rf"\)?{_OVER}")
_AHEAD_OF = compile_pattern(
    r"\)?を(?:大きく|大幅に|やや|わずかに|若干)?(?:(?P<more>上回る|超える)|(?P<less>下回る))、? ?(?:延べ)?"
)
_THE_MORE = compile_pattern(
    r"(?<![未不非無])(?:参加|利用|受講|登録|開催|実施|来場|来館|入館|設置|加入|会員|修了|訪問|応募|貸出|受診|接種)"
    rf"|(?:収納|更新|耐震化|自給|稼働|認定|進学)率|{SHARES_OF_DEEDS}|満足度|認知度|理解度|(?:協力|加盟|登録)店"
)
"""Of these the more is the better, so that a target is reached from below."""
_LONGEST_LEAD = 16
_REACH = 40
_OF_WORDS = frozenset({Qualifier.MORE_THAN, Qualifier.LESS_THAN})
"""What the words that compare say of the bound: 54.1％を上回って."""
_APART = frozenset({Qualifier.OF_WHICH, Qualifier.EACH})


class Surpassed(NamedTuple):
    """A value that is not more, or less, than another as is said."""

    value: FigureRecord
    bound: FigureRecord
    words: str


def contradicted(text: str, figures: Sequence[FigureRecord]) -> Iterator[Surpassed]:
    """Yield the values that are said to surpass, to reach or to fall short of the one beside them and do not.

    Args:
        text: without wraps.
        figures: of the report, by offset.
    """
    for one, other in pairwise(figures):
        if (
            not _are_alike(one, other)
            or _APART.intersection((*one.figure.qualifiers, *other.figure.qualifiers))
            or one.part_of
            or other.part_of
        ):
            continue
        gap = words_between(text, one.figure.span.end, other.figure.span.start)
        end = other.figure.span.end
        behind = words_between(text, end, end + _REACH).partition("\n")[0]
        start = one.figure.span.start
        lead = words_between(text, max(0, start - _LONGEST_LEAD), start).rpartition("\n")[2]
        yield from _told(one, other, lead, gap, behind)


def _are_alike(one: FigureRecord, other: FigureRecord) -> bool:
    yearly = [r.figure.kind is FigureKind.FREQUENCY and r.figure.per is Per.YEAR for r in (one, other)]
    if any(yearly):  # 年20回を目標とし、18回
        return one.figure.unit_norm == other.figure.unit_norm and all(
            own or r.figure.kind in COUNTED for own, r in zip(yearly, (one, other), strict=True)
        )
    return comparable(one, other) or (is_share(one) and is_share(other))


def _told(one: FigureRecord, other: FigureRecord, lead: str, gap: str, behind: str) -> Iterator[Surpassed]:
    """Yield the contradiction of two values beside each other, by the words around them."""
    bound = _BOUND_LEAD.search(lead)
    if _VALUE_FIRST.fullmatch(gap) and not bound and (said := _NAMED_OVER.match(behind)):
        value, limit = one, other  # 470人で、目標値の500人を達成した
    elif bound and (said := _AHEAD_OF.fullmatch(gap)):
        value, limit = other, one  # 前年度の500人を上回る470人
        yield from _compared(value, limit, said["more"], said["less"], None)
        return
    elif (
        ((bound and _THEN.fullmatch(gap)) or _AIMED.fullmatch(gap))
        and (said := _BEHIND.match(behind))
        and (not bound or said["of"][:1] == bound["of"][:1] or said["of"].startswith("目標"))
    ):
        value, limit = other, one  # 目標の500人に対し470人で、目標を上回った
    elif bound and bound["of"] == "定員" and _THEN.fullmatch(gap) and (said := _SHORT.match(behind)):
        yield from _compared(other, one, None, said["less"], None)
        return
    else:
        return
    the_more = _THE_MORE.search((value.figure.label or "") + lead + gap + said[0])
    reached = said["done"] if the_more else None
    yield from _compared(value, limit, said["more"], said["less"], reached)


def _compared(
    value: FigureRecord, bound: FigureRecord, more: str | None, less: str | None, reached: str | None
) -> Iterator[Surpassed]:
    qualifiers = tuple(q for q in bound.figure.qualifiers if q not in _OF_WORDS)
    if not exact(value, replace(bound, figure=replace(bound.figure, qualifiers=qualifiers))):
        return
    a, b = value.figure.value, bound.figure.value
    if more and a < b:
        yield Surpassed(value, bound, more.strip("、"))
    elif less and a > b:
        yield Surpassed(value, bound, less.strip("、"))
    elif reached and a < b:
        yield Surpassed(value, bound, reached)

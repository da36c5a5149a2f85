"""What is told of a value and its target, or what else it is measured against, where the two say otherwise.

目標の500人に対し470人で、目標を上回った; 達成率は96％となり、目標を上回った. So are the values of one
measure across its lines, cells and sentences: 受診者の目標240人 in the cell of plans, 186人（達成率87.5％） in that of results.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby, pairwise

from extractors.label_words import EARLIER
from extractors.mentions import FigureKind, Per, Qualifier, Status
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.check.beside import (
    BEFORE,
    GROWING,
    NOT_REACHED,
    REACHED,
    THE_LESS,
    THE_MORE,
    line_start,
    sentence_before,
    words_amid,
    words_before,
    words_behind,
    words_between,
)
from pipeline.check.values import (
    COUNTED,
    HUNDRED,
    Mismatch,
    Surpassed,
    agree,
    alike,
    attainments,
    exact,
    is_share,
    last_alike,
    relative_rounding,
    sum_of,
)
from pipeline.model import FigureRecord

_YEAR = Per.YEAR
_BOUND = rf"(?:(?:(?:[上下]半期|[今本当]年度|今期)の)?(?:年間|年度|当初)?(?:目標|計画|予定)(?:値|数|人数|件数|回数|額|量)?|定員|{BEFORE}(?:実績)?|(?:全国|県|国)(?:の)?平均)"
_OVER = rf"(?:を?(?:(?:大きく|大幅に|やや|わずかに|若干)?(?P<more>上回(?:っ[たてい]|りまし|り、|る結果)|超え(?:た|て|、|まし|る結果))|(?:大きく|大幅に|やや|わずかに|若干)?(?P<less>下回(?:っ[たてい]|りまし|り、|る結果))|(?P<failed>達成でき(?:なかった|ませんでした|ず)(?!の(?!で)|もの(?!の)|ところ|こと|わけ|[一-鿿ァ-ヶー]))|(?:概ね)?(?P<done>{REACHED})(?!(?:とは|ところ|もの(?!の)|こと|の(?!で)|[一-鿿ァ-ヶー](?!が))))|には?(?:わずかに|やや|惜しくも)?(?P<short>{NOT_REACHED})(?!の(?!で)|こと|わけ|[一-鿿ァ-ヶー])|に(?P<met>到?達し(?:た|て[いお]|まし))(?!の(?!で)|ところ|もの(?!の)|こと|[一-鿿ァ-ヶー]))"
_VALUE_FIRST = compile_pattern(
    rf"(?:の?(?:参加|利用|来場|応募|申込み?|受講|登録))?(?:で(?:あり|した)?|と(?:なり|なって)?|に(?:達し|上り|なり))?、? ?(?P<of>{_BOUND})(?:の|である|とした|とする|として(?:い[るた])?|(?:に|として)(?:掲げ|定め|設定し)(?:た|て(?:い[るた])?)|\()? ?"
)
"""Between a value and what it is measured against: 470人となり、目標値の."""
_BOUND_LEAD = compile_pattern(rf"(?P<of>{_BOUND})(?:の|である|は|を|とした|として|\()? ?$")
_AIMED = compile_pattern(r"(?:を|の[^0-9、。\n()]{1,8}を)目標(?:とし|に)(?:て)?、? ?")
_THEN = compile_pattern(
    r"(?:以[上下内])?\)?(?:に対し(?:て)?|に対する)、? ?(?:実績(?:値)?(?:は|が|で)?|[^0-9、。\n()]{1,10}(?:は|が))?、? ?(?:延べ)?"
)
_BEHIND = compile_pattern(
    rf"(?:[のが]?(?:参加|利用|来場|応募|受講|登録|実績|申込み?)(?:が|は)?)?(?:の開催|を?(?:開催|実施|設置)し?)?(?:が?あ[りっ]た?|で(?:あり|した)?|と(?:なり|なって)|に(?:達し|上り|とどまり|とどまった(?:が|ものの))|し)?(?:て|、){{0,2}} ?(?:(?P<of>{_BOUND}){_OVER})"
)
_SHORT = compile_pattern(
    r"[がを]?(?:受講|参加|入所|利用|応募|入居)(?:が?あり|し|で)?、?[^0-9、。\n()]{0,6}(?P<less>空きがあ|定員(?:に満た|を満たさ)な|定員割れ)"
)
"""定員30人に対して26人が受講し、空きがある."""
_NAMED_OVER = compile_pattern(rf"(?:以[上下])?\)?{_OVER}")
_AHEAD_OF = compile_pattern(
    r"\)?を(?:大きく|大幅に|やや|わずかに|若干)?(?:(?P<more>上回る|超える)|(?P<less>下回る))、? ?(?:延べ)?"
)
_LONGEST_LEAD = 16
_BEHIND_BOUND = 40
_OF_WORDS = frozenset({Qualifier.MORE_THAN, Qualifier.LESS_THAN})
"""What the words that compare say of the bound: 54.1％を上回って."""
_OF_BOUNDS = _OF_WORDS | {Qualifier.AT_MOST, Qualifier.AT_LEAST}
"""What a target says of itself: 15件以下, 300人以上."""
_APART = frozenset({Qualifier.OF_WHICH, Qualifier.EACH})


def contradicted(text: str, figures: Sequence[FigureRecord]) -> Iterator[Surpassed]:
    """Yield the values that are said to surpass, to reach or to fall short of the one beside them and do not."""
    for one, other in pairwise(figures):
        if (
            not _are_alike(one, other)
            or _APART.intersection((*one.figure.qualifiers, *other.figure.qualifiers))
            or one.part_of
            or other.part_of
        ):
            continue
        gap = words_amid(text, one, other)
        end = other.figure.span.end
        behind = words_behind(text, end, _BEHIND_BOUND).partition("\n")[0]
        start = one.figure.span.start
        lead = words_before(text, start, _LONGEST_LEAD).rpartition("\n")[2]
        yield from _told(one, other, lead, gap, behind)


def _are_alike(one: FigureRecord, other: FigureRecord) -> bool:
    yearly = [r.figure.per is _YEAR and r.figure.kind is FigureKind.FREQUENCY for r in (one, other)]
    if any(yearly):  # 年20回を目標とし、18回
        return one.figure.unit_norm == other.figure.unit_norm and all(
            own or r.figure.kind in COUNTED for own, r in zip(yearly, (one, other), strict=True)
        )
    return alike(one, other) or last_alike(one, other)


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
    words = fold(value.figure.label or "") + lead + gap + behind[: said.end() + _LONGEST_LEAD]
    may_grow = limit.figure.kind is not FigureKind.DURATION and not THE_LESS.search(words)
    the_more = THE_MORE.search(words) or (may_grow and GROWING.search(words))
    failed = "達成できなかった" if said["failed"] else None
    short = said["short"] or failed
    reached, short = (said["done"] or said["met"], short) if the_more or _is_most(limit) else (None, None)
    if failed and short and _is_most(limit):
        yield from _failed(value, limit, failed)
        return
    yield from _compared(value, limit, said["more"], said["less"] or short, reached)


def _failed(value: FigureRecord, most: FigureRecord, words: str) -> Iterator[Surpassed]:
    """Yield the value that is within a target of no more than so many and is said to have missed it: 40件以下に対し37件."""
    plain = replace(most, figure=replace(most.figure, qualifiers=()))
    if exact(value, plain) and value.figure.value <= most.figure.value:
        yield Surpassed(value, most, words)


def _compared(
    value: FigureRecord, bound: FigureRecord, more: str | None, less: str | None, reached: str | None
) -> Iterator[Surpassed]:
    qualifiers = tuple(q for q in bound.figure.qualifiers if q not in (_OF_BOUNDS if reached else _OF_WORDS))
    if not exact(value, replace(bound, figure=replace(bound.figure, qualifiers=qualifiers))):
        return
    a, b = value.figure.value, bound.figure.value
    if _is_most(bound):  # 18件で、目標の15件以下を達成した
        if reached and a > b:
            yield Surpassed(value, bound, reached)
        return
    if more and a < b:
        yield Surpassed(value, bound, more.strip("、"))
    elif less and a > b:
        yield Surpassed(value, bound, less.strip("、"))
    elif reached and a < b:
        yield Surpassed(value, bound, reached)


def _is_most(bound: FigureRecord) -> bool:
    return Qualifier.AT_MOST in bound.figure.qualifiers


_SAID = r"(?![一-鿿ァ-ヶー]|も?の(?!で|の)|ところ|こと|とは|とき|わけ|せん)"
"""Behind a verb: it says something of the rate, and not of what else did so (目標を達成したものは4件), and is no negation."""
_ATTAINED = compile_pattern(r"達成率(?:は|が|:)?、?(?:全体で)? ?$")
_RATE_OVER = compile_pattern(
    rf"(?:で(?:あり)?|となり|と|に(?:達し|なり))、? ?目標(?:値)?を(?:大きく|やや|わずかに)?(?P<more>上回(?:った|りまし)|超え(?:た|まし)|達成(?:した|いたしました|しました)){_SAID}"
)
_RATE_UNDER = compile_pattern(
    rf"(?:で(?:あり)?|となり|と)、? ?目標(?:値)?(?:を(?:大きく|やや|わずかに)?(?P<less>下回(?:った|りま)|達成でき(?:なかった|ませんでした))|に(?P<short>(?:は)?届(?:かなかった|きませんでした)|達しなかった)){_SAID}"
)
_RATIO = compile_pattern(rf"対?{BEFORE}比(?:は|で|:)?、? ?$")
_RATE_TREND = compile_pattern(
    rf"(?:と(?:なり、)?|に|へと?|となって)、?(?:大きく|大幅に|わずかに|やや)?(?:(?P<up>増加し(?:た|まし)|増え(?:た|まし)|伸び(?:た|まし))|(?P<down>減少し(?:た|まし)|減っ(?:た|て)|減りまし)){_SAID}"
)
_LEAD_OF_RATE = 16  # characters
_RATIOS = range(60, 200)
"""What a value may be of the one of the year before, in percent; 前年度比12％ is mostly the change."""


def contradicted_rates(text: str, figures: Sequence[FigureRecord]) -> Iterator[tuple[FigureRecord, str]]:
    """Yield the rates of attainment and of change that lie on the other side of 100 % than the words behind them say."""
    for record in figures:
        value, start, end = record.figure.value, record.figure.span.start, record.figure.span.end
        if not is_share(record) or value == HUNDRED or not exact(record):
            continue
        lead = words_before(text, start, _LEAD_OF_RATE)
        behind = words_behind(text, end, 2 * _LEAD_OF_RATE)
        if "達成率" in lead and _ATTAINED.search(lead):
            said = (_RATE_OVER if value < HUNDRED else _RATE_UNDER).match(behind)
        elif "比" in lead and int(value) in _RATIOS and _RATIO.search(lead):
            said = _RATE_TREND.match(behind)
            said = said if said and bool(said["up"]) is (value < HUNDRED) else None
        else:
            continue
        if said:
            yield record, next(word for word in said.groups() if word)


_RATE = compile_pattern(
    r"(?:[^0-9。\n]{0,16}[。\n、,・/ ()]{1,4}|[^0-9。\n]{0,4})(?:(?:年間|年度|数値)?(?:目標|計画)(?:値|数|人数|件数)?(?:に対する|比の?|の))?(?:達成|到達)(?:率|度|割合)(?:は|が|も|:)?、? ?(?:約)?"
)
"""From a value or its target to the rate of attainment right behind it."""
_OF_PLAN = compile_pattern("累計|通算|最終|計画期間|[0-9元]年度|全体")
"""Before a target: it may be of more than the value is of."""
_TARGET = compile_pattern("(?:の?(?:目標|計画|予定)(?:値|数|人数|件数)?|数)$")
_AGAINST = compile_pattern(r"(?:に対し(?:て)?|の)、?(?:約)?")
_PLANNED = compile_pattern(r"計画(?:値|数|人数|件数)?(?:の|は|である|:)? ?$")
_OF_EARLIER = compile_pattern(rf"{EARLIER}[^0-9、。\n()]{{0,12}}\(?$")
_NEARLY = Decimal("0.5")
"""How far a mistaken rate may lie from that calculated, of it; what is further off is of something else."""
_LEAD, _FARTHEST, _LINE = 24, 48, 200  # characters


def mismatched_targets(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield the rates of attainment that no value of a measure has of its only target in that unit."""
    for measure_no, told in groupby(figures, lambda record: record.place.measure_no):
        own = list(told) if measure_no is not None else []
        for at, rate in enumerate(own):
            beside = _beside(text, own, at) if at and is_share(rate) and exact(rate) else None
            if beside is not None:
                yield from _of_target(text, own, rate, beside)


def _beside(text: str, own: Sequence[FigureRecord], at: int) -> FigureRecord | None:
    """Return the value or target right behind which, or behind the parts of which, the rate of attainment `own[at]` stands."""
    start, end = own[at].figure.span.start, own[at - 1].figure.span.end
    if start - end > _FARTHEST:
        return None
    gap, behind = words_between(text, end, start), words_behind(text, own[at].figure.span.end, 4)
    if not _RATE.fullmatch(gap) and not (behind.startswith("の達成") and _AGAINST.fullmatch(gap)):
        return None
    return next((record for record in own[at - 1 :: -1] if record.part_of is None), None)


def _of_target(text: str, own: Sequence[FigureRecord], rate: FigureRecord, beside: FigureRecord) -> Iterator[Mismatch]:
    of_unit = [r for r in own if r.figure.unit_norm == beside.figure.unit_norm and r is not rate and exact(r)]
    targets = [r for r in of_unit if r.status is Status.TARGET]
    if len(targets) > 1:  # those of its line alone
        begin, end = line_start(text, rate.figure.span.start, _LINE), rate.figure.span.end
        end += len(words_behind(text, end, _LINE).partition("\n")[0])
        of_unit, targets = ([r for r in some if begin <= r.figure.span.start < end] for some in (of_unit, targets))
    if (
        not targets
        and beside.status is Status.PLANNED
        and _PLANNED.search(sentence_before(text, beside.figure.span.start, _LEAD))
    ):
        targets = [beside]
    done = [r for r in of_unit if r.status is Status.ACTUAL and r.figure.kind in COUNTED]
    if len(targets) != 1 or not targets[0].figure.value or beside not in (*targets, *done):
        return
    target = targets[0]
    name = _name(target)
    wholes = [
        r
        for r in done
        if _is_whole(text, r) and (r is beside or _name(r) == name or (not name and r.place == target.place))
    ]
    if (
        len(wholes) != 1
        or (name and _name(wholes[0]) != name)
        or _OF_PLAN.search(sentence_before(text, target.figure.span.start, _LEAD))
    ):
        return
    whole = wholes[0]
    rates = [way for r in done for way in attainments(r, target)]
    loose = relative_rounding(whole, target)
    if any(
        agree(rate.figure.value, way, abs(way) * loose)
        for way in (*rates, sum_of(done) / target.figure.value * HUNDRED)
    ):
        return
    calculated = whole.figure.value / target.figure.value * HUNDRED
    if abs(calculated - rate.figure.value) <= calculated * _NEARLY:
        yield Mismatch(rate, calculated, (whole, target))


def _name(record: FigureRecord) -> str:
    """Return what a value counts by its name, without that it is a target or a number."""
    return _TARGET.sub("", fold(record.figure.label or ""))


def _is_whole(text: str, record: FigureRecord) -> bool:
    return (
        record.part_of is None
        and not _OF_EARLIER.search(words_before(text, record.figure.span.start, _LEAD))
        and record.figure.kind is not FigureKind.CHANGE
        and not {Qualifier.OF_WHICH, Qualifier.EACH}.intersection(record.figure.qualifiers)
    )

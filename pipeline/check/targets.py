"""What is told of a value and its target, or what else it is measured against, where the two say otherwise.

目標の500人に対し470人で、目標を上回った; 達成率は96％となり、目標を上回った; 新規就農者は16人となり、…目標の20人に対する達成率は85％;
and what sentences tell of an indicator and its attainment, which its table has otherwise.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from extractors.counters import counter_of
from extractors.label_words import EARLIER
from extractors.mentions import FigureKind, Per, Qualifier, Span, Status
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.check.beside import (
    BEFORE,
    OF_A_PART,
    SHARES_OF_DEEDS,
    sentence_before,
    words_before,
    words_behind,
    words_between,
)
from pipeline.check.values import (
    COUNTED,
    HUNDRED,
    NEARLY,
    Mismatch,
    Surpassed,
    agree,
    alike,
    exact,
    is_share,
    relative_rounding,
)
from pipeline.model import FigureRecord, Indicator, ReportHead

_BOUND = rf"(?:(?:年間|年度|当初)?(?:目標|計画|予定)(?:値|数|人数|件数|回数)?|定員|{BEFORE}(?:実績)?|(?:全国|県|国)(?:の)?平均)"
_OVER = r"(?:を?(?:(?:大きく|大幅に|やや|わずかに|若干)?(?P<more>上回(?:っ[たてい]|りま|り、|る結果)|超え(?:た|て|、|まし|る結果))|(?:大きく|大幅に|やや|わずかに|若干)?(?P<less>下回(?:っ[たてい]|りま|り、|る結果))|(?:概ね)?(?P<done>達成(?:し(?:た|て[いお]|まし)|でき(?:た|まし)))(?!(?:とは|の(?!で)|[一-鿿ァ-ヶー](?!が))))|には?(?:わずかに|やや|惜しくも)?(?P<short>(?:届か|達し|及ば)(?:な(?:い|かった)|ず|ませんでした))(?!の(?!で)|こと|わけ|[一-鿿ァ-ヶー]))"
_VALUE_FIRST = compile_pattern(
    rf"(?:の?(?:参加|利用|来場|応募|申込み?|受講|登録))?(?:で(?:あり|した)?|と(?:なり|なって)?|に(?:達し|上り|なり))?、? ?(?:[上下]半期の)?(?P<of>{_BOUND})(?:の|である|とした|としていた|\()? ?"
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
    rf"|(?:収納|更新|耐震化|自給|稼働|認定|進学)率|{SHARES_OF_DEEDS}|満足度|認知度|理解度|(?:協力|加盟|登録)店|水揚|漁獲|収穫|出荷|販売|売上|輸出|宿泊|入込|植樹|植栽|養成|寄附|通報|就[業農職]者|移住|定住|創業|起業"
)
"""Of these the more is the better, so that a target is reached from below."""
_LONGEST_LEAD = 16
_BEHIND_BOUND = 40
_OF_WORDS = frozenset({Qualifier.MORE_THAN, Qualifier.LESS_THAN})
"""What the words that compare say of the bound: 54.1％を上回って."""
_APART = frozenset({Qualifier.OF_WHICH, Qualifier.EACH})


def contradicted(text: str, figures: Sequence[FigureRecord]) -> Iterator[Surpassed]:
    """Yield the values that are said to surpass, to reach or to fall short of the one beside them and do not.

    Args:
        text: what `joined` returns.
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
        behind = words_behind(text, end, _BEHIND_BOUND).partition("\n")[0]
        start = one.figure.span.start
        lead = words_before(text, start, _LONGEST_LEAD).rpartition("\n")[2]
        yield from _told(one, other, lead, gap, behind)


def _are_alike(one: FigureRecord, other: FigureRecord) -> bool:
    yearly = [r.figure.kind is FigureKind.FREQUENCY and r.figure.per is Per.YEAR for r in (one, other)]
    if any(yearly):  # 年20回を目標とし、18回
        return one.figure.unit_norm == other.figure.unit_norm and all(
            own or r.figure.kind in COUNTED for own, r in zip(yearly, (one, other), strict=True)
        )
    lasting = one.figure.kind is other.figure.kind is FigureKind.DURATION
    return alike(one, other) or (lasting and one.figure.unit_norm == other.figure.unit_norm)


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
    reached, short = (said["done"], said["short"]) if the_more else (None, None)
    yield from _compared(value, limit, said["more"], said["less"] or short, reached)


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


_SAID = r"(?![一-鿿ァ-ヶー]|も?の(?!で|の)|ところ|こと|とは|とき|わけ|せん)"
"""Behind a verb: it says something of the rate, and not of what else did so (目標を達成したものは4件), and is no negation."""
_ATTAINED = compile_pattern(r"達成率(?:は|が|:)?、?(?:全体で)? ?$")
_RATE_OVER = compile_pattern(
    rf"(?:で(?:あり)?|となり|と|に(?:達し|なり))、? ?目標(?:値)?を(?:大きく|やや|わずかに)?(?P<more>上回(?:った|りま)|超え(?:た|まし)|達成(?:した|いたしました|しました)){_SAID}"
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
    """Yield the rates of attainment and of change that lie on the other side of 100 % than the words behind them say.

    Args:
        text: what `joined` returns.
        figures: of the report, by offset.
    """
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


_TARGET = compile_pattern(
    r"(?P<of>[^0-9、。\n()]{0,10})目標(?:値|数|件数|人数)?(?:の|は|である|を|\(|:|として(?:い[るた])?)?、? ?$"
)
_RATE = compile_pattern(
    r"\)?(?:(?:に対し(?:て)?の?|に対する|の)、?|(?:で(?:あり|す)?|である)(?:ため|ので)?、)(?:達成(?:率|度|割合)|進捗率)(?:は|が|:)?、?(?:約)? ?"
)
_PART_OF_IT = compile_pattern(r"\)?(?:の|に対し(?:て)?、?)")
_AMOUNTS = compile_pattern(r"(?:に当た|にあた|に相当|の達成率|を達成)")
_OF_PLAN = compile_pattern("累計|通算|全体|最終|計画期間|年間|令和[0-9]+年度(?:末)?の?$|年度末")
"""Before a target: it is of more than the value that was reached may be of."""
_NOT_REACHED = compile_pattern(rf"(?:{EARLIER}|目標|計画|予定|定員|うち|当初|[0-9]年度)[^0-9、。\n()]{{0,12}}\(?$")
_CHANGES = compile_pattern(r" ?(?:増|減|から[^0-9、。\n()]{0,4}$)")
_NEARLY = Decimal("0.5")
"""How far a mistaken rate may lie from that calculated, of it; what is further off is of something else."""
_REACH = 160  # characters
_MOST = 10  # figures


def mismatched_attainments(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield the rates of attainment that no value before them is of the target beside them.

    Args:
        text: what `joined` returns.
        figures: of the report, by offset.
    """
    for at in range(2, len(figures)):
        target, rate = figures[at - 1 : at + 1]
        if not is_share(rate) or rate.part_of or not target.figure.value or not exact(target, rate):
            continue
        start, end = target.figure.span.start, target.figure.span.end
        if "目標" not in words_before(text, start, 12):
            continue
        lead = _TARGET.search(words_before(text, start, 24))
        if lead is None or _OF_PLAN.search(lead["of"]):
            continue
        gap, stop = words_between(text, end, rate.figure.span.start), rate.figure.span.end
        behind = words_behind(text, stop, 8)
        if not _RATE.fullmatch(gap) and not (_PART_OF_IT.fullmatch(gap) and _AMOUNTS.match(behind)):
            continue
        near = list(_alike(text, figures, at))
        if any(
            agree(rate.figure.value, value, abs(value) * relative_rounding(reached, target))
            for reached in near
            for value in _possible(reached, target)
        ):
            continue
        reached = [record for record in near if _is_reached(text, record)]
        start = reached[0].figure.span.start if reached else 0
        line = text.rfind("\n", max(0, start - 2 * _REACH), start)
        if sum(record.figure.span.start > line for record in reached) == 1:  # in the nearest line that has any
            calculated = reached[0].figure.value / target.figure.value * HUNDRED
            if abs(calculated - rate.figure.value) <= calculated * _NEARLY:
                yield Mismatch(rate, calculated, (reached[0], target))


def _alike(text: str, figures: Sequence[FigureRecord], at: int) -> Iterator[FigureRecord]:
    """Yield the values of the target's unit that stand before it in its block."""
    target = figures[at - 1]
    for k in range(at - 2, max(-1, at - 2 - _MOST), -1):
        record = figures[k]
        near = target.figure.span.start - record.figure.span.end <= _REACH
        if not near or record.place.block != target.place.block or record.place.measure_no != target.place.measure_no:
            return
        if record.figure.unit_norm == target.figure.unit_norm:
            yield record


def _possible(reached: FigureRecord, target: FigureRecord) -> Iterator[Decimal]:
    a, b = reached.figure.value, target.figure.value
    yield a / b * HUNDRED
    if a:
        yield b / a * HUNDRED
    yield (2 - a / b) * HUNDRED


def _is_reached(text: str, record: FigureRecord) -> bool:
    """Tell whether a value may be what was reached: no change, no part, none of an earlier year."""
    figure = record.figure
    start, end = figure.span.start, figure.span.end
    return (
        record.status is Status.ACTUAL
        and record.part_of is None
        and figure.kind is not FigureKind.CHANGE
        and exact(record)
        and not {Qualifier.OF_WHICH, Qualifier.EACH}.intersection(figure.qualifiers)
        and not _NOT_REACHED.search(words_before(text, start, 20))
        and not _CHANGES.match(words_behind(text, end, 4))
    )


_GOES_ON = "(?:て(?:おり|いる|います)|た(?!い))"
_SAID_OF = compile_pattern(
    rf"(?:は|が|も|については)、?目標(?:値)?(?:を(?P<done>(?:達成し|上回っ){_GOES_ON}|達成しまし|上回りまし)"
    rf"|(?P<short>に(?:は)?(?:届か|達し)な(?:かった|い)|を達成でき(?:なかった|ませんでした)|を下回(?:っ{_GOES_ON}|りまし))){_SAID}"
)
"""Behind the name of an indicator."""


def contradicted_indicators(
    text: str, indicators: Sequence[Indicator], head: ReportHead
) -> Iterator[tuple[Indicator, Span, str]]:
    """Yield the indicators that are said to have reached their target, or not to, where their values say otherwise.

    Args:
        text: what `joined` returns.
        indicators: of its tables.
        head: of the report.
    """
    known: dict[str, list[Indicator]] = defaultdict(list)
    for indicator in indicators:
        known[_plain(indicator.name)[-_SHORTEST_INDICATOR:]].append(indicator)
    for said in _SAID_OF.finditer(text) if known else ():
        lead = _plain(words_before(text, said.start(), _LONGEST_INDICATOR))
        for indicator in known.get(lead[-_SHORTEST_INDICATOR:], ()):
            actual, target, baseline = indicator.actual, indicator.target, indicator.baseline
            if actual is None or target is None or baseline is None or baseline == target:
                continue
            if indicator.target_period and (head.fiscal_year_label or "?") not in fold(indicator.target_period):
                continue  # that of the plan's last year
            reached = actual >= target if target > baseline else actual <= target
            words = said["short"] if reached else said["done"]
            if words and lead.endswith(_plain(indicator.name)):
                yield indicator, Span(said.start(), said.end()), words


_SHORTEST_INDICATOR, _LONGEST_INDICATOR = 5, 60  # characters


def _plain(words: str) -> str:
    return "".join(fold(words).split())


def calculated_attainments(indicator: Indicator) -> tuple[Decimal, ...]:
    """Return what the attainment of an indicator can be, by the formulas in use; none where it cannot be calculated."""
    actual, baseline = indicator.actual, indicator.baseline
    if actual is None or indicator.target is None:
        return ()
    found = []
    for target in (indicator.target, *_targets_of_year(indicator)):
        if target:
            found.append(actual / target * HUNDRED)
        if actual:  # the less the better
            found.append(target / actual * HUNDRED)
        if target:
            found.append((2 - actual / target) * HUNDRED)
        if baseline is not None and baseline != target:
            found.append((actual - baseline) / (target - baseline) * HUNDRED)
    return tuple(found)


def _targets_of_year(indicator: Indicator) -> Iterator[Decimal]:
    """Yield the other values of the year that the actual one is of: the target of that year, beside the plan's last."""
    for entry in indicator.earlier:
        period, _, value = entry.rpartition("=")
        if period and period == indicator.actual_period:
            yield Decimal(value)


def attainment_agrees(indicator: Indicator) -> bool:
    """Tell whether an indicator's attainment is one that its values give; all of 100 % and more may be called 100."""
    stated = indicator.attainment
    possible = calculated_attainments(indicator)
    if stated is None or not possible:
        return True
    return any(agree(stated, value) or (stated == HUNDRED and value > HUNDRED) for value in possible)


_NAMED = compile_pattern(r"(?:^|[、・]) ?(?P<name>[^0-9、。・\n]{4,40}?)(?:は|が|も|:)、? ?$")
_OF_SOME_ROW = compile_pattern(rf"{OF_A_PART}|累計|通算")
_TO_COME = compile_pattern(r"[^。\n]{0,16}(?:目標|予定|見込|目指)")
_BRACKET = compile_pattern(r"\([^()]{0,12}\)$")
_LONGEST_CLAUSE = 160  # characters


def told_otherwise(
    text: str, figures: Iterable[FigureRecord], indicators: Sequence[Indicator], head: ReportHead
) -> Iterator[tuple[Indicator, FigureRecord]]:
    """Yield the values of the year that a sentence gives of an indicator by its name, where its table has another.

    Args:
        text: what `joined` returns.
        figures: of the report, by offset.
        indicators: of its tables.
        head: of the report.
    """
    known = dict(_by_name(indicators, head))
    for record in figures if known else ():
        figure, start = record.figure, record.figure.span.start
        if record.status is not Status.ACTUAL or record.part_of or figure.qualifiers or not exact(record):
            continue
        lead = sentence_before(text, start, _LONGEST_CLAUSE)
        named = _NAMED.search(lead)
        indicator = known.get((_name(named["name"]), figure.unit_norm or "")) if named else None
        if indicator is None or indicator.actual is None or _OF_SOME_ROW.search(lead):
            continue
        if record.as_of not in (None, head.period_end) or indicator.span.start <= start < indicator.span.end:
            continue
        if _TO_COME.match(words_behind(text, figure.span.end, _BEHIND_VALUE)):
            continue
        apart = abs(figure.value - indicator.actual)
        if 0 < apart <= indicator.actual * NEARLY and figure.value not in _other_values(indicator):
            yield indicator, record


_BEHIND_VALUE = 20  # characters


def _by_name(indicators: Sequence[Indicator], head: ReportHead) -> Iterator[tuple[tuple[str, str], Indicator]]:
    """Yield the indicators of the report's year by name and unit, those of one name and unit left out."""
    names = [(_name(i.name), _unit(i)) for i in indicators]
    times = Counter(names)
    for name, indicator in zip(names, indicators, strict=True):
        of_year = indicator.actual_period is None or (head.fiscal_year_label or "?") in fold(indicator.actual_period)
        if len(name[0]) >= _SHORTEST_INDICATOR and name[1] and of_year and times[name] == 1:
            yield name, indicator


def _name(words: str) -> str:
    return _BRACKET.sub("", _plain(words))


def _unit(indicator: Indicator) -> str:
    unit = fold(indicator.unit or "").strip()
    counter = counter_of(unit)
    return counter.norm if counter else unit


def _other_values(indicator: Indicator) -> list[Decimal]:
    """Return the values that the row of an indicator has of other years."""
    earlier = (entry.rpartition("=")[2] for entry in indicator.earlier)
    told = [value for value in (indicator.baseline, indicator.target) if value is not None]
    return told + [Decimal(value) for value in earlier if _DECIMAL.fullmatch(value)]


_DECIMAL = compile_pattern(r"-?[0-9]+(?:\.[0-9]+)?")

"""What sentences and rows say of the indicators of tables: another value, a target reached or not, an attainment.

職員は48人 where the table has 46; 漏水件数は目標を達成した where it has 52 of a target of 45; 達成率90％ of 80 and 100.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal

from extractors.counters import counter_of
from extractors.label_words import EARLIER
from extractors.mentions import Span, Status
from extractors.patterns import compile_pattern
from extractors.view import fold, fold_tight
from pipeline.check.beside import (
    COUNTED_OTHERWISE,
    GROWING,
    NOT_REACHED,
    OF_A_PART,
    OF_SOME_PLACE,
    REACHED,
    THE_LESS,
    THE_MORE,
    sentence_before,
    words_behind,
)
from pipeline.check.retold import says_what
from pipeline.check.values import HUNDRED, NEARLY, agree, exact
from pipeline.model import FigureRecord, Indicator, ReportHead
from pipeline.tabular import years

_NAMED = compile_pattern(r"(?:^|[、・]) ?(?P<name>[^0-9、。・\n]{4,40}?)(?:は|が|も|:)、? ?$")
_OF_SOME_ROW = compile_pattern(rf"{OF_A_PART}|累計|通算")
_TO_COME = compile_pattern(r"[^。\n]{0,16}(?:目標|予定|見込|目指)")
_BRACKET = compile_pattern(r"\([^()]{0,12}\)$")
_LONGEST_LEAD = 160  # characters
_SHORTEST_INDICATOR = 5  # characters


def told_otherwise(
    text: str, figures: Sequence[FigureRecord], indicators: Sequence[Indicator], head: ReportHead
) -> Iterator[tuple[Indicator, FigureRecord]]:
    """Yield the values of the year that a sentence gives of an indicator by its name, where its table has another.

    Args:
        text: what `joined` returns.
        figures: of the report, by offset.
        indicators: of its tables.
        head: of the report.
    """
    known = dict(_by_name(indicators, head))
    for at, record in enumerate(figures if known else ()):
        figure, start = record.figure, record.figure.span.start
        if record.status is not Status.ACTUAL or record.part_of or figure.qualifiers or not exact(record):
            continue
        lead = sentence_before(text, start, _LONGEST_LEAD)
        named = _NAMED.search(lead)
        indicator = known.get((_name(named["name"]), figure.unit_norm or "")) if named else None
        if indicator is None or indicator.actual is None or _OF_SOME_ROW.search(lead) or OF_SOME_PLACE.search(lead):
            continue
        if record.as_of not in (None, head.period_end) or indicator.span.start <= start < indicator.span.end:
            continue
        behind = words_behind(text, figure.span.end, _BEHIND_VALUE)
        if _TO_COME.match(behind) or COUNTED_OTHERWISE.match(behind):
            continue
        if any(
            later.figure.value == indicator.actual and "。" not in text[start : later.figure.span.start]
            for later in figures[at + 1 : at + 1 + _MOST_BEHIND]
        ):
            continue  # 128haから130haに増えた
        apart = abs(figure.value - indicator.actual)
        if 0 < apart <= indicator.actual * NEARLY and figure.value not in other_values(indicator):
            yield indicator, record


_BEHIND_VALUE = 24  # characters
_MOST_BEHIND = 3  # figures


def _by_name(indicators: Sequence[Indicator], head: ReportHead) -> Iterator[tuple[tuple[str, str], Indicator]]:
    """Yield the indicators of the report's year by name and unit, those of one name and unit left out."""
    names = [(_name(i.name), unit_of(i)) for i in indicators]
    times = Counter(names)
    for name, indicator in zip(names, indicators, strict=True):
        own = len(name[0]) >= _SHORTEST_INDICATOR or (len(name[0]) == _SHORTEST_INDICATOR - 1 and says_what(name[0]))
        told = own and name[1] and times[name] == 1
        if told and is_of_year(indicator.actual_period, head):
            yield name, indicator


def is_of_year(period: str | None, head: ReportHead) -> bool:
    """Tell whether what a table's head says of when a value is of names the report's year, or nothing is said."""
    return period is None or any(told.year == head.fiscal_year for told in years(fold(period)))


def _name(words: str) -> str:
    return _BRACKET.sub("", fold_tight(words))


def unit_of(indicator: Indicator) -> str:
    """Return the unit of an indicator as figures have it."""
    unit = fold(indicator.unit or "").strip()
    counter = counter_of(unit)
    return counter.norm if counter else unit


def other_values(indicator: Indicator) -> list[Decimal]:
    """Return the values that the row of an indicator has of other years."""
    earlier = (entry.rpartition("=")[2] for entry in indicator.earlier)
    told = [value for value in (indicator.baseline, indicator.target) if value is not None]
    return told + [Decimal(value) for value in earlier if _DECIMAL.fullmatch(value)]


_DECIMAL = compile_pattern(r"-?[0-9]+(?:\.[0-9]+)?")


_TOLD_OF_TARGET = compile_pattern(
    rf"(?:(?:年間|年度|数値|[今本]年度の)?目標(?:値)?)(?:\([^()\n]{{1,12}}\)|(?:の|である)[0-9.,]+[^0-9、。\n()]{{1,4}}?)?(?:を(?:(?P<done>{REACHED})|(?P<failed>達成でき(?:な|ませ))"
    r"|(?P<more>上回(?:っ(?:た(?!い)|て(?:おり|いる|います))|りまし))|(?P<less>下回(?:っ(?:た|て(?:おり|いる|います))|りまし)))"
    rf"|に(?:は)?(?:(?P<short>{NOT_REACHED})|到?(?P<met>達し(?:た|て(?:い[るま]|おり)|ました))))(?!の(?!で)|もの(?!の)|ところ|こと|とは|とき|わけ|せん|[一-鿿ァ-ヶー])"
)
_IS_NAMED = compile_pattern(r"(?:\([^()]{1,4}\)|」)?(?:は|が|も|については)、?(?:いずれも|既に|すでに)?$")
_OPENED = compile_pattern(r"(?:^|[^ぁ-んァ-ヶー一-鿿0-9A-Za-z]|うち)$")
_OF_EARLIER = compile_pattern(EARLIER)
_OF_ITS_YEAR = compile_pattern("年間|年度|中間|単年|当面|[今本]年|期|累計")
"""With a target: it may be one on the way to that of the plan's last year, which alone the table has."""
_IN_WORDS = {"達成": True, "達成済": True, "達成済み": True, "未達成": False, "未達": False}


def contradicted_indicators(
    text: str, indicators: Sequence[Indicator], head: ReportHead
) -> Iterator[tuple[Indicator, Span, str]]:
    """Yield the indicators that a sentence or their own row says to have reached their target or not, against their values.

    With where that is said, and the words that say it: 漏水件数は目標を達成した, where the table has 52 of 45 and began with 61.

    Args:
        text: what `joined` returns.
        indicators: of its tables.
        head: of the report.
    """
    judged = [(indicator, _is_target_reached(indicator, head)) for indicator in indicators]
    reached = {
        name: (indicator, is_so)
        for indicator, is_so in judged
        if is_so is not None and len(name := fold_tight(indicator.name)) >= _SHORTEST_INDICATOR
    }
    legend = dict(_legend(text)) if any(indicator.in_words for indicator in indicators) else {}
    for indicator, is_so in judged:
        if is_so is None and not legend:
            continue
        for span, word in _judgements(text, indicator):
            as_said, literal = _IN_WORDS.get(word), False
            if as_said is None and word in legend:
                as_said, literal = legend[word]
            is_right = _is_no_less(indicator, head) if literal else is_so
            if None not in (as_said, is_right) and as_said is not is_right:
                yield indicator, span, word
    yield from _misjudged_of_later(text, [indicator for indicator, is_so in judged if is_so is None])
    final = {
        name: (indicator, False)
        for indicator, is_so in judged
        if is_so is None
        and _falls_short_of_all(indicator)
        and len(name := fold_tight(indicator.name)) >= _SHORTEST_INDICATOR
    }
    names = [fold_tight(indicator.name) for indicator in indicators] if reached or final else []
    for said in _TOLD_OF_TARGET.finditer(text) if names else ():
        lead = fold_tight(sentence_before(text, said.start(), _LONGEST_LEAD))
        named = _IS_NAMED.search(lead)
        known = reached if _OF_ITS_YEAR.search(said[0]) or _OF_ITS_YEAR.search(lead) else {**final, **reached}
        last = _last_named(lead[: named.start()], names) if named and not _OF_EARLIER.search(lead) else ()
        for indicator, is_so in (known[name] for name in last if name in known):
            if _says(said, indicator) is (not is_so):
                yield indicator, Span(said.start(), said.end()), fold_tight(said[0])


def _misjudged_of_later(text: str, indicators: Sequence[Indicator]) -> Iterator[tuple[Indicator, Span, str]]:
    """Yield the one row judged otherwise than its value stands to a target of a later year, where a note or the other rows show that it is what they are judged by."""
    found: dict[tuple[str | None, str | None], list[tuple[Indicator, bool, bool]]] = {}
    for indicator in indicators:
        actual, target, baseline = indicator.actual, indicator.target, indicator.baseline
        as_said = _IN_WORDS.get(_word(indicator.in_words[0])) if len(indicator.in_words) == 1 else None
        if as_said is None or actual is None or target is None or baseline is None:
            continue
        if baseline == target or len(indicator.earlier) > 1:
            continue
        is_so = actual <= target if target < baseline else actual >= target
        found.setdefault((indicator.actual_period, indicator.target_period), []).append((indicator, as_said, is_so))
    told = _JUDGED_BY_TARGET.search(text) is not None if found else False
    for rows in found.values():
        wrong = [indicator for indicator, as_said, is_so in rows if as_said is not is_so]
        shown = not all(as_said for _, as_said, is_so in rows if as_said is is_so)
        if len(wrong) == 1 and (told or (shown and len(rows) > _FEWEST_SHOWN)):
            yield wrong[0], *_judged_by(text, wrong[0], wrong[0].in_words[0])


def _judged_by(text: str, indicator: Indicator, entry: str) -> tuple[Span, str]:
    """Return the row of an indicator up to a word that judges it, if that is next to its values, and the word."""
    word, span = _word(entry), indicator.span
    behind = _NEXT_CELL.match(text, span.end)
    end = behind.end() if behind else span.end
    return (Span(span.start, end + len(word)) if text.startswith(word, end) else span), word


_NEXT_CELL = compile_pattern(r"[^0-9 \t|\n]{0,4}[ \t|]{1,20}")


def _word(entry: str) -> str:
    return fold_tight(entry.rpartition("=")[2])


_FEWEST_SHOWN = 3
_JUDGED_BY_TARGET = compile_pattern(
    r"(?:目標(?:値)?(?:に(?:到?達し|届い)|を(?:達成し|上回っ|満たし)))た(?:もの|指標|項目|場合)[^。\n「]{0,6}「?達成」?"
)
"""What a note says of the words that judge: 目標値に達したものを「達成」とした."""


def _last_named(words: str, names: Collection[str]) -> list[str]:
    """Return the names that some words end with, the last first: 認知度と登録者数."""
    found, known = list[str](), 0
    while own := max((name for name in names if words.endswith(name)), key=len, default=""):
        found.append(own)
        rest = words.removesuffix(own)
        words = _AND.sub("", rest)
        known = len(found) if _OPENED.search(rest) else known
        if words == rest:
            break
    return found[:known]


_AND = compile_pattern("(?:、|と|及び|並びに|・)$")
_JUDGED_BEHIND = compile_pattern(
    r"[ \t|、]{0,4}(?:(?:達成)?(?:評価|判定|状況)|達成度)(?:は|:| )+(?P<word>未?達成(?:済み?)?|未達)(?![一-鿿ぁ-ん])"
)
_LEGEND = compile_pattern(
    r"(?P<mark>[◎○〇×✕●▲△])(?:は|:|=|…| )[、 ]?(?:[^0-9、。\n○×◎]{0,8}が)?(?:目標(?:値)?)(?:(?P<more>以上)|(?P<less>未満)|(?:を)?(?P<done>達成(?!率|度)(?:し)?た?)|(?:を|に)?(?P<failed>未達成?|達成(?:でき|して)?(?:な|せず)|届かな|達しな))(?=[、,。\n) ・もとを]|$|した|のもの|であ)"
)
"""What a note says that marks mean: ○は目標以上、×は目標未満."""


def _legend(text: str) -> Iterator[tuple[str, tuple[bool, bool]]]:
    """Yield the marks that a note explains, whether they say that a target was reached, and whether that is so of no less than it."""
    found = {match["mark"]: match for match in _LEGEND.finditer(text)}
    if len(found) > 1:
        for mark, match in found.items():
            yield mark, (bool(match["more"] or match["done"]), bool(match["more"] or match["less"]))


def _judgements(text: str, indicator: Indicator) -> Iterator[tuple[Span, str]]:
    """Yield the words that the row of an indicator, or its line behind it, judges it by, with where they stand."""
    for entry in indicator.in_words:
        yield _judged_by(text, indicator, entry)
    behind = _JUDGED_BEHIND.match(text, indicator.span.end)
    if behind and not indicator.in_words:
        yield Span(indicator.span.end, behind.end()), behind["word"]


def _is_no_less(indicator: Indicator, head: ReportHead) -> bool | None:
    actual, target = indicator.actual, indicator.target
    if actual is None or target is None or not _are_of_one_time(indicator, head):
        return None
    return actual >= target


def _are_of_one_time(indicator: Indicator, head: ReportHead) -> bool:
    """Tell whether the target of an indicator is of the time of its value, and not of the plan's last year."""
    of_year = head.fiscal_year is not None and is_of_year(indicator.target_period, head)
    return of_year or indicator.target_period == indicator.actual_period


def _falls_short_of_all(indicator: Indicator) -> bool:
    """Tell whether the value of an indicator lies between its baseline and the one target that its table has."""
    actual, target, baseline = indicator.actual, indicator.target, indicator.baseline
    if actual is None or target is None or baseline is None or len(indicator.earlier) > 1:
        return False
    return baseline < actual < target or target < actual < baseline


def _says(said: re.Match[str], indicator: Indicator) -> bool | None:
    """Return whether words say that a target was reached; None where they may but compare two numbers, and rightly: 下回った."""
    if said["more"] or said["less"]:
        actual, target = indicator.actual or Decimal(0), indicator.target or Decimal(0)
        rightly = actual > target if said["more"] else actual < target
        return None if rightly else said["more"] is not None
    return said["done"] is not None or said["met"] is not None


def _is_target_reached(indicator: Indicator, head: ReportHead) -> bool | None:
    """Tell whether the value of an indicator is as good as its target; None where it is open which is the better.

    So it is where the target is of another year than the value, as that of the plan's last.
    """
    actual, target, baseline = indicator.actual, indicator.target, indicator.baseline
    if actual is None or target is None or not _are_of_one_time(indicator, head):
        return None
    if baseline is not None and baseline != target:
        return actual <= target if target < baseline else actual >= target
    if actual == target:
        return True
    return actual >= target if THE_MORE.search(fold(indicator.name)) else None


def calculated_attainments(indicator: Indicator) -> tuple[Decimal, ...]:
    """Return what the attainment of an indicator can be, by the formulas in use; none where it cannot be calculated."""
    actual, baseline = indicator.actual, indicator.baseline
    if actual is None or indicator.target is None:
        return ()
    found = []
    for target in (indicator.target, *_targets_of_year(indicator)):
        if target:
            found.append(actual / target * HUNDRED)
        if actual and not _is_better_more(indicator.name):
            found.append(target / actual * HUNDRED)
        if target:
            found.append((2 - actual / target) * HUNDRED)
        if baseline is not None and baseline != target:
            found.append((actual - baseline) / (target - baseline) * HUNDRED)
    return tuple(found)


_EITHER = compile_pattern("相談|通報|来所|巡回|点検|訓練")


def _is_better_more(name: str) -> bool:
    """Tell whether an indicator is one of which the more is the better: a target of it is not reached from above."""
    words = fold(name)
    if THE_LESS.search(words) or _EITHER.search(words):
        return False
    return (THE_MORE.search(words) or GROWING.search(words)) is not None


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

"""A value and what it is measured against, told in the sentence before: how far apart they are said to be, and on which side.

割合は18.5％。目標に掲げる25％には6.5ポイント及ばない; 本市27.1％／県平均24.0％ above 県平均より高い.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.mentions import FigureKind, Span, Status
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.check.beside import (
    BEFORE,
    OF_OTHER_TIME,
    SENTENCE_END,
    THE_LESS,
    sentence_before,
    words_amid,
    words_before,
    words_behind,
    words_between,
)
from pipeline.check.values import POINTS, Mismatch, Surpassed, agree, alike, exact, half_step, is_share
from pipeline.model import FigureRecord

_AVERAGE = r"(?:全国|県|国|都|道|府|市|町|村|全体|管内|圏域|類似団体)内?の?平均(?:値)?"
_AIM = r"(?:目標|計画|基準|定員|予算)(?:値|数|額)?"
_BOUND = rf"(?:{_AVERAGE}|{_AIM}|{BEFORE}(?:実績)?)"
_OF_BOUND = compile_pattern(
    rf"(?P<of>{_BOUND})(?:の|は|が|である|:|として(?:い[るた])?|とする|に(?:掲げ|定め)(?:る|た)|\(| )*$"
)
_TO_DISTANCE = compile_pattern(
    r"\)?(?:に(?:は)?|を|より(?:も)?|と比べ(?:て|ると)?|に比べ(?:て)?|とは|まで(?:は|に)?(?:あと|なお)?)、?(?:約)? ?"
)
_DISTANCE = compile_pattern(
    r"(?:も|ほど|分)?(?:及ば|及ん|届か|届い|足り|下回|上回|超え|多[いくか]|少な|高[いくか]|低[いくか]|不足|超過|の(?:開き|差))"
)
_NO_DISTANCE = compile_pattern("ずつ|以[上下内]|平均")
_REACH, _NEAR = 90, 20  # characters


def mismatched_distances(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield how far a value is said to lie from its target or an average, where those two lie otherwise apart."""
    for at in range(1, len(figures)):
        distance, bound = figures[at], figures[at - 1]
        start, end = distance.figure.span.start, distance.figure.span.end
        if not _DISTANCE.match(words_behind(text, end, 8)):
            continue
        if not _TO_DISTANCE.fullmatch(words_between(text, bound.figure.span.end, start)):
            continue
        if not _is_distance(distance, bound) or not _OF_BOUND.search(
            words_before(text, bound.figure.span.start, _NEAR)
        ):
            continue
        made = _made(text, figures, at)
        told = _told_before(text, figures, at - 1) if made is None else [made]
        if len(told) != 1 or not exact(distance, bound, *told) or _NO_DISTANCE.search(text, bound.figure.span.end, end):
            continue
        value = told[0]
        calculated = abs(value.figure.value - bound.figure.value)
        loose = half_step(value) + half_step(bound)
        if not agree(abs(distance.figure.value), calculated, loose):
            yield Mismatch(distance, calculated, (value, bound))


def _is_distance(distance: FigureRecord, bound: FigureRecord) -> bool:
    of_shares = is_share(bound) and distance.figure.unit_norm in POINTS
    return of_shares or (not is_share(bound) and distance.figure.unit_norm == bound.figure.unit_norm)


def _told_before(text: str, figures: Sequence[FigureRecord], at: int) -> list[FigureRecord]:
    """Return the values that may be measured against `figures[at]`: those of its sentence before it, or of the one before."""
    bound = figures[at]
    start = bound.figure.span.start
    topic = _OF_BOUND.sub("", _GOES_ON.sub("", sentence_before(text, start, _REACH)))
    breaks = [m.start() for m in SENTENCE_END.finditer(text, start - _REACH, start)]
    near = [
        r
        for r in figures[max(0, at - 6) : at]
        if start - r.figure.span.end <= _REACH
        and not OF_OTHER_TIME.search(words_before(text, r.figure.span.start, _NEAR))
        and r.place == bound.place
        and r.status is Status.ACTUAL
        and r.figure.kind is not FigureKind.CHANGE
        and alike(r, bound)
        and not _is_closed_off(text, r, start)
    ]
    if near and not _is_of_size(near[-1], bound):
        return []
    near = [r for r in near if _is_of_size(r, bound)]
    same = [r for r in near if not breaks or r.figure.span.start > breaks[-1]]
    if same:
        return same
    before = [r for r in near if len(breaks) < _TWO or r.figure.span.start > breaks[-_TWO]]
    return before if all(not topic or _names(topic, r) for r in before) else []


_GOES_ON = compile_pattern(r"^[ ・○※(]*(?:(?:しかし|ただし|なお|また|一方|依然として?|本市は|これは|同率は)、?)?")
"""What a sentence that goes on about the value of the one before begins with."""
_TWO = 2
_MOST_TIMES = 3
"""What is that many times as much as a bound, or as little, is mostly something else."""


def _is_of_size(record: FigureRecord, bound: FigureRecord) -> bool:
    value, of_bound = record.figure.value, bound.figure.value
    return of_bound < _MOST_TIMES * value < _MOST_TIMES**2 * of_bound


def _names(topic: str, record: FigureRecord) -> bool:
    label = fold(record.figure.label or "")
    return label != "" and label in topic


def _is_closed_off(text: str, record: FigureRecord, start: int) -> bool:
    """Tell whether a value stands in a bracket that has closed before an offset: of a part of the value before it."""
    behind = words_between(text, record.figure.span.end, start)
    return behind.count(")") > behind.count("(")


def _made(text: str, figures: Sequence[FigureRecord], at: int) -> FigureRecord | None:
    """Return the value that a distance is said to make, behind it in its sentence: 目標の60％を2ポイント上回る62％."""
    bound, distance, *later = figures[at - 1 : at + 2]
    if not later or not alike(bound, later[0]):
        return None
    between = words_amid(text, distance, later[0])
    return later[0] if _MAKES.fullmatch(between) else None


_MAKES = compile_pattern(rf"{_DISTANCE.pattern}[ぁ-ん]{{0,3}}、?(?:約)?")


_SIDE = compile_pattern(
    rf"[^0-9。\n]{{0,6}}\)?(?:。|\n|、|が、|と、)[ ・○※(]*(?:本市は|いずれも|依然(?:として)?、?|なお)?、?(?P<of>{_BOUND})(?:の(?:水準|値|割合))?"
    rf"(?:より(?:も)?|を|に比べ(?:て)?|と比べ(?:て)?|に対し(?:て)?)、?(?:依然として|なお)?(?:やや|わずかに|若干|大きく|大幅に|かなり)?"
    rf"(?:(?P<more>高|多|上回|超え)|(?P<less>低|少な|下回))(?P<rest>[ぁ-ん]{{0,2}}[^、。\n]{{0,10}})"
)
_NO_SIDE = compile_pattern(r"な(?:い|か)|ず|ませ|目指|目標|よう|こと|場合|とき|もの(?!の|$)|地区|校|施設|店|団体")


_ENDING = compile_pattern("(?<=[いるりた])[^いるりた].*$|[^ぁ-ん].*$")


def contradicted_sides(text: str, figures: Sequence[FigureRecord]) -> Iterator[Surpassed]:
    """Yield the values that the words behind them put on the other side of an average or a target told beside them."""
    for at in range(1, len(figures)):
        one, other = figures[at - 1 : at + 1]
        end = other.figure.span.end
        if other.figure.span.start - one.figure.span.end > _NEAR or not alike(one, other) or not exact(one, other):
            continue
        said = _SIDE.match(words_behind(text, end, 2 * _NEAR + 10))
        if said is None or _NO_SIDE.search(said["rest"]):
            continue
        before, behind = (_bound_of(text, record) for record in (one, other))
        if said["of"] not in (before, behind) or (before and behind):
            continue
        value, bound = (other, one) if before == said["of"] else (one, other)
        alone = (
            at < _TWO
            or not alike(figures[at - _TWO], one)
            or SENTENCE_END.search(text, figures[at - _TWO].figure.span.end, one.figure.span.start)
        )
        apart = value.figure.value - bound.figure.value
        if alone and (apart <= 0 if said["more"] else apart >= 0):
            words = said[0][said.start("of") : said.start("rest")] + _ENDING.sub("", said["rest"])
            yield Surpassed(value, bound, words)


def _bound_of(text: str, record: FigureRecord) -> str | None:
    match = _OF_BOUND.search(words_before(text, record.figure.span.start, _NEAR))
    return match["of"] if match else None


_AIMED_AT = compile_pattern(r"(?P<of>目標|計画|定員)(?:値|数|人数|件数)?(?:を|に(?:は)?|より(?:も)?)、?$")
_OF_SOME = compile_pattern("うち|除|新規|新た|男性|女性")
_THEN = compile_pattern(r"\)?に対し(?:て)?の?、? ?(?:実績(?:値)?(?:は|が)?)?、? ?(?:延べ)?")
_OFF = compile_pattern(
    r"(?:ほど|も)?(?:(?P<more>上回(?:った|りました))|(?P<less>下回(?:った|りました))"
    r"|(?P<short>(?:及ば|届か|足りま?|満た)(?:なかった|ませんでした)|及びませんでした|届きませんでした))(?=[。、\n)]|$)"
)


def misplaced_distances(text: str, figures: Sequence[FigureRecord]) -> Iterator[Surpassed]:
    """Yield the values that lie as far from their target as is said, but on its other side.

    目標80人に対して92人、成立は18組であった。参加者数は目標に12人及ばなかった.
    """
    for at in range(_TWO, len(figures)):
        distance = figures[at].figure
        said = _OFF.match(words_behind(text, distance.span.end, _NEAR))
        aimed = _AIMED_AT.search(words_before(text, distance.span.start, _NEAR)) if said else None
        if said is None or aimed is None:
            continue
        lead = sentence_before(text, distance.span.start, _REACH)
        found = list(_pairs_of(text, figures, at, aimed["of"]))
        if len(found) != 1 or (said["short"] and THE_LESS.search(lead + fold(found[0][0].figure.label or ""))):
            continue
        value, bound = found[0]
        apart = value.figure.value - bound.figure.value
        topic = _GOES_ON.sub("", lead).rpartition(aimed["of"])[0]
        of_it = (not topic.strip("、") or _names(topic, value) or "、" in topic) and not _OF_SOME.search(topic)
        if (
            of_it
            and abs(apart) == abs(distance.value)
            and exact(figures[at])
            and (apart < 0 if said["more"] else apart > 0)
        ):
            span = Span(distance.span.start, distance.span.end + len(said[0]))
            yield Surpassed(value, bound, f"{aimed[0]}{fold(distance.text)}{said[0]}", span)


def _pairs_of(
    text: str, figures: Sequence[FigureRecord], at: int, of: str
) -> Iterator[tuple[FigureRecord, FigureRecord]]:
    """Yield the values shortly before `figures[at]` that are told with their target, and that: 目標80人に対して92人."""
    for k in range(max(1, at - 6), at):
        bound, value = figures[k - 1 : k + 1]
        if (
            figures[at].figure.span.start - value.figure.span.end <= _REACH
            and value.place == figures[at].place
            and alike(bound, value)
            and value.figure.unit_norm == figures[at].figure.unit_norm
            and exact(bound, value)
            and (led := _OF_BOUND.search(words_before(text, bound.figure.span.start, _NEAR)))
            and led["of"].startswith(of)
            and _THEN.fullmatch(words_amid(text, bound, value))
        ):
            yield value, bound


_EARLIER_NEXT = compile_pattern(rf" ?\((?:同|{BEFORE})(?:は|:)? ?")
_OTHER_NEXT = compile_pattern(r"\)、? ?[^0-9、。\n()]{1,12}")
_BOTH = compile_pattern(
    rf"\)(?:で(?:あり|あった|した)?|と(?:なり|なった|なっており))?[、。]? ?[^0-9。\n、()]{{0,12}}(?:とも|いずれも|どちらも)(?:に)?、?{BEFORE}(?:の?実績)?(?:を|より)"
    r"(?:大きく|やや|わずかに)?(?:(?P<more>上回(?:った|り|って))|(?P<less>下回(?:った|り|って)))"
)


def contradicted_pairs(text: str, figures: Sequence[FigureRecord]) -> Iterator[Surpassed]:
    """Yield the one of two values, each with the earlier one in a bracket, that went the other way than both are said to.

    小学校3.1%（前年度3.6%）、中学校5.4%（同5.0%）であり、いずれも前年度を下回った.
    """
    for at in range(3, len(figures)):
        one, before, other, earlier = figures[at - 3 : at + 1]
        said = _BOTH.match(words_behind(text, earlier.figure.span.end, 2 * _NEAR + 10))
        if (
            said is None
            or not alike(one, before)
            or not alike(other, earlier)
            or not exact(one, before, other, earlier)
            or not _EARLIER_NEXT.fullmatch(words_amid(text, one, before))
            or not _OTHER_NEXT.fullmatch(words_amid(text, before, other))
            or not _EARLIER_NEXT.fullmatch(words_amid(text, other, earlier))
        ):
            continue
        for value, bound in ((one, before), (other, earlier)):
            apart = value.figure.value - bound.figure.value
            if apart < 0 if said["more"] else apart > 0:
                yield Surpassed(value, bound, said["more"] or said["less"])


SIDES = (contradicted_sides, contradicted_pairs, misplaced_distances)
"""All that finds values on another side of what they are measured against than is told."""

"""Parts that exceed what they are of by their names: 延べ142人（実人数186人）, 74件の申請があり、81件を採択した."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from extractors.label_words import EARLIER
from extractors.mentions import FigureKind, Qualifier, Status
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.check.beside import comparable, exact, words_between
from pipeline.model import FigureRecord


def exceeding_distinct(text: str, figures: Sequence[FigureRecord]) -> Iterator[tuple[FigureRecord, FigureRecord]]:
    """Yield more persons than came in all, and in all: 延べ142人（実人数186人）.

    Args:
        text: without wraps.
        figures: of the report, by offset.
    """
    for first, second in pairwise(figures):
        senses = (*first.figure.qualifiers, *second.figure.qualifiers)
        if Qualifier.DISTINCT not in senses or Qualifier.TOTAL_ATTENDANCES not in senses:
            continue
        distinct, total = (first, second) if Qualifier.DISTINCT in first.figure.qualifiers else (second, first)
        if (
            comparable(first, second)
            and Qualifier.DISTINCT not in total.figure.qualifiers
            and distinct.figure.value > total.figure.value
            and _SENSES_BESIDE.fullmatch(words_between(text, first.figure.span.end, second.figure.span.start))
        ):
            yield distinct, total


_SENSES_BESIDE = compile_pattern(
    r" ?[、(/・]? ?(?:延べ?|のべ|実)?(?:利用者|参加者)?(?:人数|件数|人員|[者員]?数)?(?:は|が|で|:)? ?(?:延べ|のべ|延|実)? ?"
)


def exceeding_outcomes(text: str, figures: Sequence[FigureRecord]) -> Iterator[tuple[FigureRecord, FigureRecord]]:
    """Yield what was granted and what it was granted of, where it is more: 74件の申請があり、81件を採択した.

    So are those of a year more than of all years: 48件を認定し、累計は45件.

    Args:
        text: without wraps.
        figures: of the report, by offset.
    """
    for asked, granted in pairwise(figures):
        if (
            comparable(asked, granted)
            and granted.figure.value > asked.figure.value
            and granted.part_of is None
            and (
                _was_granted(text, asked, granted)
                or _is_outcome(text, asked, granted)
                or _is_subgroup(text, asked, granted)
            )
        ):
            yield granted, asked
        elif (
            comparable(asked, granted)
            and asked.figure.value > granted.figure.value
            and exact(asked, granted)
            and asked.status is granted.status is Status.ACTUAL
            and _IN_ALL.fullmatch(words_between(text, asked.figure.span.end, granted.figure.span.start))
            and _OF_THE_YEAR.search(words_between(text, max(0, asked.figure.span.start - 24), asked.figure.span.start))
        ):
            yield asked, granted


_IN_ALL = compile_pattern(
    rf"(?!.*(?:{EARLIER}|目標|計画|減|抹消|解除|廃止|中|うち|対し))[^0-9、。\n()]{{0,14}}(?:[、(]|で、|り、) ?(?:これまでの)?累計(?:で|では|は|が|:)?(?:延べ)? ?"
)
"""From what a year brought to all that there is: 今年度は48件を認定し、累計は145件となった."""

_OF_THE_YEAR = compile_pattern(r"(?:今年度|本年度|新規|新た)[^0-9。\n()]{0,16}$")


def exceeding_those_present(text: str, figures: Sequence[FigureRecord]) -> Iterator[tuple[FigureRecord, FigureRecord]]:
    """Yield some of those who came, and all of them told before in the block: 延べ128人が参加した。…参加者のうち…は141人.

    Args:
        text: without wraps.
        figures: of the report, by offset.
    """
    most: FigureRecord | None = None  # the greatest head count of those present in the block so far
    added = Decimal(0)  # all of them
    for record in figures:
        if most is not None and most.place != record.place:
            most, added = None, Decimal(0)
        start, value = record.figure.span.start, record.figure.value
        if most and _PRESENT.search(words_between(text, max(0, start - _LONGEST_GROUP), start)):
            whole = most.figure.value
            is_total = added in (whole, 2 * whole) or Qualifier.TOTAL_ATTENDANCES in most.figure.qualifiers
            if comparable(most, record) and exact(most, record) and is_total and value > whole:
                yield record, most
        elif record.figure.kind is FigureKind.PARTICIPANTS and record.status is Status.ACTUAL:
            added += value
            most = record if most is None or value > most.figure.value else most


_PRESENT = compile_pattern(
    r"(?:^|[。、\n])[ 　]*(?:なお、|また、)?(?:参加|受講|来場|出席|聴講)(?:した)?(?:者|された方|方)々?(?:の?うち|の中で)、?"
    r"(?![^。\n]*(?:平均|以上|前年|昨年|累計))[^。\n0-9()]{0,60}[はが]、? ?(?:約|合わせて)?$"
)
_LONGEST_GROUP = 80  # characters
_SUBGROUP = compile_pattern("(?:女性|男性|外国人|新規|市外|町外|県外|若手|新任|障がい者|高齢者?)の?")
_BESIDE_WHOLE = compile_pattern(
    rf"(?!.*(?:{EARLIER}))(?:で(?:あり|す)?|であった)?[、。](?:うち)?[^0-9、。\n()]{{3,16}}(?:は|が) ?"
)


def _is_subgroup(text: str, whole: FigureRecord, part: FigureRecord) -> bool:
    """Tell whether the second of two values is that of a part by its name: 消防団員数は512人、女性消防団員は21人."""
    of_whole, of_part = (fold(record.figure.label or "").removesuffix("数") for record in (whole, part))
    group = _SUBGROUP.match(of_part)
    return (
        group is not None
        and of_part[group.end() :] == of_whole != ""
        and _BESIDE_WHOLE.fullmatch(words_between(text, whole.figure.span.end, part.figure.span.start)) is not None
    )


_ALL_OF_THEM = compile_pattern(
    r"(?:の?(?:応募|申込み?|希望)(?:者|があ[^0-9、。\n()]{1,6}、(?:応募|申込|希望)者)?)?の?全員(?:が|を|に|で)[^0-9。\n()]{0,16}"
)
_WITH_OTHERS = compile_pattern("加え|付き?添|含|当日|合わせ|保護者|家族|同伴")
_CAME_OF_THEM = compile_pattern("[がのを](?:参加|受講|出席|入所|採用)")
_ASKED_LEAD = compile_pattern(r"(?:応募|申込み?|申し込み|希望)(?:者|のあった|した)?(?:は|の)? ?$")
"""応募15人全員を受け入れて20人が参加した."""
_PASSED = compile_pattern(r"[がも](?:受験|受講|受け|受検|応募|申請)(?:し|て)?、[^。0-9()\n]{0,12}")
_HAS_PASSED = compile_pattern("[がを](?:合格|修了|採択|採用|認定)")


def _was_granted(text: str, asked: FigureRecord, granted: FigureRecord) -> bool:
    """Tell whether a sentence says that so much was asked for and so much of it granted: 74件の申請があり、81件を採択."""
    start, end = asked.figure.span.start, granted.figure.span.end
    between = words_between(text, asked.figure.span.end, granted.figure.span.start)
    if _ALL_OF_THEM.fullmatch(between) and _CAME_OF_THEM.match(words_between(text, end, end + 4)):
        lead = words_between(text, max(0, start - 12), start)
        return not _WITH_OTHERS.search(between) and (
            _ASKED_LEAD.search(lead) is not None or "応募" in between or "申込" in between
        )
    asked_for = None if _CARRIED.search(between) else _ASKED.fullmatch(between)
    behind = words_between(text, end, end + 16)
    passed = _PASSED.fullmatch(between) is not None and _HAS_PASSED.match(behind) is not None
    return passed or (asked_for is not None and _GRANTED.match(behind) is not None)


def _is_outcome(text: str, asked: FigureRecord, granted: FigureRecord) -> bool:
    """Tell whether two values beside each other are called what was asked for and what was granted of it: 申請45件、採択38件."""
    start = asked.figure.span.start
    before = _ASKED_NAMED.search(words_between(text, max(0, start - 12), start))
    behind = _GRANTED_NAMED.fullmatch(words_between(text, asked.figure.span.end, granted.figure.span.start))
    end = granted.figure.span.end
    if _CARRIED.search(words_between(text, end, end + 24).partition("\n")[0]):
        return False
    return before is not None and behind is not None and _GRANTED_OF[before["of"]].fullmatch(behind["of"]) is not None


_GRANTED_OF = {
    "申請": compile_pattern("交付決定|採択|認定|承認|許可"),
    "応募": compile_pattern("採択|採用|当選|入選"),
    "受講": compile_pattern("修了"),
    "受験": compile_pattern("合格"),
}
_CARRIED = compile_pattern(rf"含|継続|繰越|{EARLIER}|再")
_ASKED_NAMED = compile_pattern(r"(?P<of>申請|応募|受講|受験)(?:者|件数|者数|数|人数)?(?:は|が|:)? ?$")
_GRANTED_NAMED = compile_pattern(
    r"(?:で(?:あった|した)?(?:が|、)?|であり|に対し(?:て)?)?[、 ・]{0,2}(?:うち)?(?P<of>交付決定|採択|認定|承認|許可|採用|当選|入選|修了|合格)(?:者|件数|者数|数|人数)?(?:は|が|:)? ?"
)
_ASKED = compile_pattern(
    r"の(?:交付|助成|補助|利用)?(?:申請|応募|申込み?|申し込み|提案)(?:が|を|の)[^。0-9()\n]{1,24}、(?:[^。0-9()\n]{0,12}[、は])?"
)
_GRANTED = compile_pattern(r"[をがに](?:[^。0-9()、\n]{1,8}を)?(?:交付決定|採択|採用|認定|承認|選定|許可|選考|交付)")

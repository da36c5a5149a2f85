"""Values that an overview tells again with their digits mistaken: 木育フェスタに延べ2,510人, where the measure has 2,150人.

What an overview counts is hard to tell from words alone. But a value that stands nowhere else, while one of the thing
that it names has the same digits in another order, or all but one of them, is a slip.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import accumulate

from extractors.label_words import EARLIER
from extractors.mentions import FigureKind, Status
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.check.beside import COUNTED, exact, words_between
from pipeline.check.repeated import says_what
from pipeline.model import FigureRecord, Report

_NAMED = compile_pattern(
    r"(?:^|[。、\n・:])(?: |[①-⑳○●◇◆■])*(?P<name>[^。、\n:]{3,40}?)(?:には|では|へは|は|に|で|が|も)、?(?:合わせて|全体で|年間で?|合計で?|計|延べ|のべ|新たに|約)*、? ?$"
)
_INNER = compile_pattern(
    r"(?:への|での|の)[^の]{1,12}$|(?:来場|参加|利用|来館|登録|受講|申込み?|開催)(?:者|件|人)?数?$"
)
"""Behind the name of a thing, what of it is counted: 空き家バンクへの登録, まつりの来場者数."""
_OTHER_TIME = compile_pattern(
    rf"{EARLIER}|目標|計画値|予定|定員|うち|平均|当たり|当初|[0-9]月(?:末|から|まで|に)|半期|累計|通算|全国|これまで|[0-9](?:日目|回目)"
)
_EARLIER_LEAD = compile_pattern(rf"(?:{EARLIER}度?|目標|予定|定員|当初)[^0-9。、\n()]{{0,10}}\(?$")
_OF_SOME = compile_pattern(r"(?:新規|新たな|継続|更新|再)[^0-9、。\n()]{0,10}$")
"""Before the value of a measure: 新規の登録は45件 is less than there are."""
_REACH = 80  # characters
_FEWEST_DIGITS, _FEWEST_ALIKE = 2, 3
_LONGEST_SUM = 4  # figures
_MOST_ALIKE = 8
"""Where more values share their digits, they tell nothing."""


def retold_otherwise(
    text: str, figures: Sequence[FigureRecord], report: Report
) -> Iterator[tuple[FigureRecord, FigureRecord]]:
    """Yield the values of measures and, out of all measures, the slips of a digit that tell them again.

    Args:
        text: without wraps.
        figures: of the report, by offset.
        report: its measures, by whose titles an overview may name what it tells of.
    """
    outside = [r for r in figures if r.place.measure_no is None and _may_be_told_again(r)]
    inside = [r for r in figures if r.place.measure_no is not None and _may_be_told_again(r)]
    if not outside or not inside:
        return
    titles = {measure.no: _plain(measure.title) for measure in report.measures()}
    slips, told = _by_slip(inside), _told_somewhere(figures)
    for record in outside:
        found = [slips.get(key, ()) for key in _slips_of(record)]
        near = {r.figure_id: r for some in found if len(some) <= _MOST_ALIKE for r in some}.values()
        if not near or _OTHER_TIME.search(lead := _lead(text, record)):
            continue
        names = list(_names(lead))
        alike = [r for r in near if _is_of(text, r, names, titles, record)]
        again = told[record.figure.unit_norm, record.figure.value] > 1
        if len({r.figure.value for r in alike}) == 1 and not again:
            yield alike[0], record


_COME = "参加|出席|来場|利用|受講|来館|受診|回答|応募|登録|申込み?"
_NAMED_BESIDE = compile_pattern(
    rf"(?:^|[。、\n・:]|[①-⑳○●◇◆■])[ 　]*(?P<name>[^。、\n:・]{{3,30}}?)(?:の(?:御)?(?P<of>{_COME})(?:者|件|人)?数?(?:は|が|:)?|に(?:御)?(?P<who>{_COME})し(?:た|て(?:い)?た))、? ?$"
)
"""Before a value: 記念式典の出席者, 収穫祭に来場した."""
_NEAR = 16  # characters


def mistaken_again(text: str, figures: Sequence[FigureRecord]) -> Iterator[tuple[FigureRecord, FigureRecord]]:
    """Yield the values of a measure that one sentence of it tells, and those of the same digits in which another tells them.

    出席者は312人 and, further on, 記念式典の出席者321人.

    Args:
        text: without wraps.
        figures: of the report, by offset.
    """
    alike: dict[tuple[int | None, str | None, str], list[FigureRecord]] = defaultdict(list)
    for record in figures:
        if record.place.measure_no is not None and _may_be_told_again(record):
            digits = _digits(record.figure.value)
            if len(digits.rstrip("0")) >= _FEWEST_ALIKE:
                alike[record.place.measure_no, record.figure.unit_norm, "".join(sorted(digits))].append(record)
    for some in alike.values():
        if len(some) == _PAIR and some[0].figure.value != some[1].figure.value:
            one, other = some
            if _names_that_of(text, other, one) or _names_that_of(text, one, other):
                yield one, other


_PAIR = 2
_LONGEST_GAP = 400  # characters
_DATED = compile_pattern("[0-9一二三四五六七八九十](?:月|日|時|年)|曜")
"""Before a value: it may be that of another time."""


def _names_that_of(text: str, record: FigureRecord, told: FigureRecord) -> bool:
    """Tell whether the words before a value name what another sentence tells the other value of, and what is counted."""
    first, last = sorted((record.figure.span, told.figure.span), key=lambda span: span.start)
    gap = text[first.end : min(last.start, first.end + _LONGEST_GAP)]
    if len(gap) < _LONGEST_GAP and "。" not in gap and "\n" not in gap:
        return False
    named = _NAMED_BESIDE.search(lead := _lead(text, record))
    if named is None or _DATED.search(lead) or not says_what(name := _plain(named["name"])):
        return False
    other, end = _lead(text, told), told.figure.span.end
    around = f"{other[-_NEAR:]} {words_between(text, end, end + _NEAR).partition('。')[0]}"
    return (
        name in _plain(other)
        and (named["of"] or named["who"]) in around
        and not any(_OTHER_TIME.search(words) or _OF_SOME.search(words) for words in (lead, other))
    )


def _may_be_told_again(record: FigureRecord) -> bool:
    figure = record.figure
    return (
        figure.kind in COUNTED
        and figure.kind is not FigureKind.CHANGE
        and record.status is Status.ACTUAL
        and exact(record)
        and len(_digits(figure.value)) >= _FEWEST_DIGITS
    )


def _digits(value: Decimal) -> str:
    return f"{value.normalize():f}".replace(".", "").replace("-", "")


def _slips_of(record: FigureRecord) -> Iterator[tuple[str | None, int, str]]:
    """Yield what a value has in common with one that a slip makes of it: its digits, or all but one of three or more."""
    digits, unit = _digits(record.figure.value), record.figure.unit_norm
    yield unit, len(digits), "".join(sorted(digits))
    if len(digits.rstrip("0")) >= _FEWEST_ALIKE:
        for at in range(len(digits)):
            yield unit, len(digits), f"{digits[:at]}?{digits[at + 1 :]}"


def _by_slip(records: Iterable[FigureRecord]) -> Mapping[tuple[str | None, int, str], Sequence[FigureRecord]]:
    found: dict[tuple[str | None, int, str], list[FigureRecord]] = defaultdict(list)
    for record in records:
        for key in _slips_of(record):
            found[key].append(record)
    return found


def _lead(text: str, record: FigureRecord) -> str:
    start = record.figure.span.start
    return words_between(text, max(0, start - _REACH), start).rpartition("\n")[2].rpartition("。")[2]


def _plain(words: str) -> str:
    return "".join(fold(words).split())


_BRACKET_BEHIND = compile_pattern(r"\([^()]{1,12}\)$")
_ONLY_TIME = compile_pattern(r"(?:[0-9]{1,4}[年月日/.]?|令和|同|第|回|[昨本今]年度?|[(（][^()]{1,3}[)）])+")
_LEAST_LAST = 4  # characters


def _names(lead: str) -> Iterator[str]:
    """Yield what the clause before a value may name as what it is of: 空き家バンクへの登録, 空き家バンク."""
    match = _NAMED.search(lead)
    name = _BRACKET_BEHIND.sub("", _plain(match["name"])) if match else ""
    last = name.rpartition("の")[2]
    while says_what(name) and not _ONLY_TIME.fullmatch(name):
        yield name
        shorter = _INNER.sub("", name)
        if shorter == name:
            break
        name = shorter
    if last != name and says_what(last) and len(last) >= _LEAST_LAST:
        yield last  # 5月23日の初級研修


def _is_of(
    text: str, told: FigureRecord, names: Sequence[str], titles: Mapping[int, str], record: FigureRecord
) -> bool:
    """Tell whether the value of a measure is of what an overview names, by its sentence or by the measure's title."""
    if told.figure.value == record.figure.value or not names or _EARLIER_LEAD.search(lead := _lead(text, told)):
        return False  # of another time
    if _OF_SOME.search(lead):
        return False
    swapped = sorted(_digits(told.figure.value)) == sorted(_digits(record.figure.value))
    of_one_name = told.figure.label is not None and told.figure.label == record.figure.label
    if not of_one_name and (not swapped or len(_digits(told.figure.value)) < _FEWEST_ALIKE):
        return False
    title, sentence = titles.get(told.place.measure_no or 0, ""), _plain(lead)
    return any(name in title or name in sentence for name in names)


def _told_somewhere(figures: Iterable[FigureRecord]) -> Counter[tuple[str | None, Decimal]]:
    """Return how often each value of a unit is told, or is the sum of some that stand beside each other."""
    of_unit: dict[str | None, list[Decimal]] = defaultdict(list)
    for record in figures:
        of_unit[record.figure.unit_norm].append(record.figure.value)
    return Counter(
        (unit, added)
        for unit, values in of_unit.items()
        for at in range(len(values))
        for added in accumulate(values[at : at + _LONGEST_SUM])
    )

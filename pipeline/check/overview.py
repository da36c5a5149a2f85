"""What an overview tells again of a measure, with another value.

What it counts is hard to tell from words alone. But a value that stands nowhere else, while one of the thing that it
names has the same digits in another order, or all but one of them, is a slip.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import accumulate

from extractors.mentions import Qualifier, Status
from extractors.patterns import compile_pattern
from extractors.view import fold_tight
from pipeline.check.beside import COUNTED_OTHERWISE, OF_OTHER_TIME, OF_SOME_PLACE, words_behind
from pipeline.check.retold import (
    AROUND,
    FEWEST_ALIKE,
    OF_NEW,
    OTHER_TIME,
    digits_of,
    lead_of,
    may_be_told_again,
    says_what,
    scope_of,
    share_told,
    untold,
)
from pipeline.check.values import COUNTED, exact, is_share, slipped, written_step
from pipeline.model import FigureRecord, Report

_NAMED_AS = compile_pattern(
    r"(?:^|[。、\n・:])(?: |[①-⑳○●◇◆■])*(?P<name>[^。、\n:]{3,40}?)(?:には|では|へは|は|に|で|が|も|を)、?(?:合わせて|全体で|年間で?|合計で?|計|延べ|のべ|新たに|約)*、? ?$"
)
_INNER = compile_pattern(
    r"(?:への|での|の)[^の]{1,12}$|(?:来場|参加|利用|来館|登録|受講|申込み?|開催)(?:者|件|人)?数?$"
)
"""Behind the name of a thing, what of it is counted: 空き家バンクへの登録, まつりの来場者数."""
_LONGEST_SUM = 4  # figures
_REACH = 80  # characters
_MOST_ALIKE = 8
"""Where more values share their digits, they tell nothing."""


def retold_otherwise(
    text: str, figures: Sequence[FigureRecord], report: Report
) -> Iterator[tuple[FigureRecord, FigureRecord]]:
    """Yield the values of measures and, out of all measures, the slips of a digit that tell them again.

    Args:
        text: what `joined` returns.
        figures: of the report, by offset.
        report: its measures, by whose titles an overview may name what it tells of.
    """
    outside = [r for r in figures if r.place.measure_no is None and may_be_told_again(r)]
    inside = [r for r in figures if r.place.measure_no is not None and may_be_told_again(r)]
    if not outside or not inside:
        return
    titles = {measure.no: fold_tight(measure.title) for measure in report.measures()}
    slips, told = _by_slip(inside), _told_somewhere(figures)
    overview = {_value_of(r) for r in figures if r.place.measure_no is None}
    for record in outside:
        found = [slips.get(key, ()) for key in _slips_of(record)]
        near = {r.figure_id: r for some in found if len(some) <= _MOST_ALIKE for r in some}.values()
        if not near or OTHER_TIME.search(lead := lead_of(text, record)):
            continue
        heads = (fold_tight(record.figure.label or ""), fold_tight(record.place.item or ""))
        # The row of a table is named by the measure's title.
        title = next((t for t in titles.values() if t and (t == heads[0] or heads[1].endswith(t))), None)
        names = [title] if title else list(_names(lead))
        alike = [r for r in near if _value_of(r) not in overview and _is_of(text, r, names, titles, record)]
        again = told[record.figure.unit_norm, record.figure.value] > 1
        if len({r.figure.value for r in alike}) == 1 and not again:
            yield alike[0], record


def told_of_name(
    text: str, figures: Sequence[FigureRecord], report: Report
) -> Iterator[tuple[FigureRecord, FigureRecord]]:
    """Yield the only value that measures tell of a name, and a slip of it in a sentence out of all measures that bears the name, too.

    So are shares, small counts and round values, of which the digits alone tell nothing: 受診率は34.1％ of 31.4％, 約3億4千万円
    of 4億3,972万円.

    Args:
        text: what `joined` returns.
        figures: of the report, by offset.
        report: its measures and its period.
    """
    inside: dict[tuple[str, str | None], list[FigureRecord]] = defaultdict(list)
    outside: list[FigureRecord] = []
    for record in figures:
        if record.figure.label and _is_told(record):
            if record.place.measure_no is None:
                outside.append(record)
            elif exact(record):
                inside[fold_tight(record.figure.label), record.figure.unit_norm].append(record)
    titles = {measure.no: fold_tight(measure.title) for measure in report.measures()} if outside else {}
    over = report.head.period_end
    for record in outside:
        label = fold_tight(record.figure.label or "")
        named = inside.get((label, record.figure.unit_norm), [])
        alike = [r for r in named[:_MOST_ALIKE] if not OF_OTHER_TIME.search(lead_of(text, r))]
        if len(named) > _MOST_ALIKE or len({r.figure.value for r in alike}) != 1:
            continue
        if not _is_slip_of(record, told := alike[0]):
            continue
        of_times = {record.as_of, told.as_of} - {None, over}
        behind = words_behind(text, record.figure.span.end, AROUND)
        lead = lead_of(text, record)
        if (of_times and record.as_of != told.as_of) or OTHER_TIME.search(lead) or OF_SOME_PLACE.search(lead):
            continue
        of_part = untold(_OF_CITY.sub("", fold_tight(scope_of(text, told))), fold_tight(lead))  # 北部圏域の高齢化率
        if of_part or any(label in other != label and unit == record.figure.unit_norm for other, unit in inside):
            continue  # 研修会は6回: with 職員研修会, of another measure
        names = [label] if _opens_both(text, record, told, label) else list(_names(lead))
        if not _NOT_IT.match(behind) and not _not_alike(told, record) and _is_of(text, told, names, titles, record):
            of_measure = (r for r in figures if r.place.measure_no == told.place.measure_no)
            if not _told_somewhere(of_measure)[_value_of(record)]:  # 6か所 with 5か所 and 1か所 more
                yield told, record


_OF_CITY = compile_pattern("^(?:(?:本|全)?[市町村県](?:全体|全域|内)?|全体)(?:の|$)")
"""What a name is told of where it is of all: 市全体の苗木の活着率."""
_NOT_IT = compile_pattern(
    r"[^、。\n]{0,4}(?:を(?:超|こえ|突破|上回|下回|割)|に迫|の?うち|中、|から|→|増|減|多|少な|ずつ|台)"
)
"""Behind a value that is not that of the thing: 1,000人を超えた."""


def _is_told(record: FigureRecord) -> bool:
    """Tell whether a value can be that of all that its name says: counted or a share, done, no part and of no session."""
    return (
        (record.figure.kind in COUNTED or is_share(record))
        and record.status is Status.ACTUAL
        and record.part_of is None
        and record.event_id is None
        and Qualifier.OF_WHICH not in record.figure.qualifiers
    )


def _is_slip_of(record: FigureRecord, told: FigureRecord) -> bool:
    """Tell whether a value is that of a measure but for a digit or their order, as far as it is rounded."""
    value, right = record.figure.value, told.figure.value
    if record.figure.qualifiers == (Qualifier.ABOUT,):
        step = written_step(record)
        while value and not value % (10 * step):
            step *= 10
        if step <= written_step(told):
            return False  # 約24回 may be any near it
        ways = [(right / step).to_integral_value(way) for way in (ROUND_FLOOR, ROUND_CEILING)]
        if not value % (5 * step) and abs(value - right) * 2 <= 5 * step:
            return False  # 約350人 of 338人
        return value / step not in ways and any(slipped(value / step, way, fewest=_PAIR) for way in ways)
    if not exact(record) or value == right:
        return False
    next_to = max(value, right) < _TEN and abs(value - right) == 1
    return next_to or slipped(value, right, fewest=_PAIR)


_PAIR, _TEN = 2, 10


def _opens_both(text: str, record: FigureRecord, told: FigureRecord, label: str) -> bool:
    """Tell whether a name that says what is counted opens the clauses of both of its values, so that it is of the same."""
    opened = (_OPENS.search(fold_tight(lead_of(text, r))) for r in (record, told))
    return says_what(label, fewest=_PAIR) and all(match is not None and match["name"] == label for match in opened)


_OPENS = compile_pattern(r"(?:^|、)[・○●◇◆■]?(?P<name>[^、。]{4,20}?)(?:は|が|も|:)、?(?:約|年間|計|延べ)*$")


def _value_of(record: FigureRecord) -> tuple[str | None, Decimal]:
    return record.figure.unit_norm, record.figure.value


def _slips_of(record: FigureRecord) -> Iterator[tuple[str | None, int, str]]:
    """Yield what a value has in common with one that a slip makes of it: its digits, or all but one of three or more."""
    digits, unit = digits_of(record.figure.value), record.figure.unit_norm
    yield unit, len(digits), "".join(sorted(digits))
    if len(digits.rstrip("0")) >= FEWEST_ALIKE:
        for at in range(len(digits)):
            yield unit, len(digits), f"{digits[:at]}?{digits[at + 1 :]}"


def _by_slip(records: Iterable[FigureRecord]) -> Mapping[tuple[str | None, int, str], Sequence[FigureRecord]]:
    found: dict[tuple[str | None, int, str], list[FigureRecord]] = defaultdict(list)
    for record in records:
        for key in _slips_of(record):
            found[key].append(record)
    return found


_BRACKET_BEHIND = compile_pattern(r"\([^()]{1,12}\)$")
_OF_YEAR = compile_pattern("^(?:年間|[今本]年度|年度内|1年間)(?:の|における)")
_ONLY_TIME = compile_pattern(r"(?:[0-9]{1,4}[年月日/.]?|令和|同|第|回|[昨本今]年度?|[(（][^()]{1,3}[)）])+")
_LEAST_LAST = 4  # characters


def _names(lead: str) -> Iterator[str]:
    """Yield what the clause before a value may name as what it is of: 空き家バンクへの登録, 空き家バンク."""
    match = _NAMED_AS.search(lead)
    name = _OF_YEAR.sub("", _BRACKET_BEHIND.sub("", fold_tight(match["name"]))) if match else ""
    last = name.rpartition("の")[2]
    if name and not says_what(name) and len(core := name.partition("の")[0]) >= _LEAST_LAST:
        yield f"{core}の"  # 相談支援の件数: by the measure's title
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
    if told.figure.value == record.figure.value or not names or OF_OTHER_TIME.search(lead := lead_of(text, told)):
        return False  # of another time
    otherwise = any(COUNTED_OTHERWISE.match(words_behind(text, r.figure.span.end, _REACH)) for r in (told, record))
    if otherwise or (OF_NEW.search(lead) and not _NEW.search(names[0])):
        return False
    of_part = _OF_PART.search(lead)
    if of_part and not any(name in fold_tight(of_part["name"]) for name in names):
        return False  # 売上のうち野菜は
    digits = digits_of(told.figure.value)
    swapped = sorted(digits) == sorted(digits_of(record.figure.value))
    of_one_name = told.figure.label is not None and told.figure.label == record.figure.label
    title, sentence = titles.get(told.place.measure_no or 0, ""), fold_tight(lead)
    heads = sentence.rstrip("をはがも、").endswith(tuple(names))  # 防災教室を42回 of 防災教室の開催は24回
    alike = of_one_name or (swapped and (heads or len(digits) >= FEWEST_ALIKE))
    if alike and any(name in title or name in sentence for name in names):
        return True
    if len(digits) < FEWEST_ALIKE or _not_alike(told, record):
        return False
    around = f"{title} {sentence} {fold_tight(words_behind(text, told.figure.span.end, AROUND).partition('。')[0])}"
    return any(share_told(name, around) >= _MOST_OF_NAME for name in names)


_NEW = compile_pattern("新規|新た")
_OF_PART = compile_pattern(r"うち、?(?P<name>[^、。\n]{1,16})$")
_MOST_OF_NAME = 0.8
_SENSES = frozenset({Qualifier.DISTINCT, Qualifier.TOTAL_ATTENDANCES})


def _not_alike(one: FigureRecord, other: FigureRecord) -> bool:
    """Tell whether two values count in other ways: 実人数 and 延べ人数."""
    senses = [_SENSES.intersection(r.figure.qualifiers) for r in (one, other)]
    return Qualifier.DISTINCT in senses[0] ^ senses[1]


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

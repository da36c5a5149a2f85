"""Totals that the parts or classes told beside them do not add up to, or that a part exceeds: 12人（男5人、女8人）."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from itertools import accumulate, pairwise, takewhile
from typing import NamedTuple

from extractors.label_words import EARLIER
from extractors.mentions import FigureKind, Qualifier, Status
from extractors.patterns import compile_pattern
from pipeline.check.beside import (
    WITH_OTHERS,
    sentence_behind,
    words_amid,
    words_before,
    words_behind,
    words_between,
)
from pipeline.check.values import (
    COUNTED,
    NEARLY,
    adds_up_by_groups,
    comparable,
    exact,
    missed,
    off_by_rounding,
    slipped,
    sum_of,
)
from pipeline.model import FigureRecord

_INCOMPLETE_QUALIFIERS = frozenset(
    {Qualifier.OF_WHICH, Qualifier.ABOUT, Qualifier.DEGREE, Qualifier.AT_LEAST, Qualifier.MORE_THAN}
)
_OPENS_PARTS = compile_pattern("うち|内訳")
"""Between two parts: what follows may count the same things anew."""
_ADDED = COUNTED | {FigureKind.DURATION}
_OUTCOME = compile_pattern(r"修了|就職|合格|卒業|完走|達成")
"""What the same persons may come to one after the other."""
_OVERLAP = compile_pattern(
    "重複|[両双]方|両[^0-9、。\n()]{1,8}(?:を|に|へ|とも)[^0-9、。\n()]{1,10}(?:者|人|世帯|団体|事業所|施設)[がは]|(?:いず|ど)れにも|どちらにも|併有|併願|複数(?:回答|の)"
    "|掛け?持ち|兼[ね務任]|(?:各々|それぞれ|双方|各区分|両区分)(?:に|で)(?:計上|集計|算入|数え)|端数|四捨五入|一致しな|一致しませ"
)
_AGAIN = compile_pattern("[^0-9]*延べ")
_EXTREME = compile_pattern("最[少多大小高低]")
_PARTS = 2  # fewest that add up
_LONGEST_NOTE, _NEXT_TO, _LONGEST_AGAIN = 40, 16, 12  # characters


class Breakdown(NamedTuple):
    """A total and its parts, which add up to something else."""

    total: FigureRecord
    parts: Sequence[FigureRecord]
    are_all: bool
    """Whether the parts are told to be all of the total; otherwise they only make more."""


def exceeding_parts(text: str, figures: Sequence[FigureRecord]) -> Iterator[tuple[FigureRecord, FigureRecord]]:
    """Yield the parts that are greater than their total, and the total."""
    for total, parts in _parts_of_totals(text, figures):
        if min(record.figure.value for record in (total, *parts)) < 0:
            continue  # what is above zero may be more than all of it with what is below
        for part in parts:
            if part.figure.value > total.figure.value:
                yield part, total


def mismatched_breakdowns(text: str, figures: Sequence[FigureRecord], complete: Collection[str]) -> Iterator[Breakdown]:
    """Yield the totals that their parts do not add up to, or more than add up to.

    Args:
        text: what `joined` returns.
        figures: of the report, by offset.
        complete: figure_ids of the totals whose parts are known to be all of them.
    """
    for total, parts in _parts_of_totals(text, figures):
        whole = total.figure.value
        are_all = total.figure_id in complete
        members = list(_apart_from_shares(text, parts)) if are_all else parts
        again = parts[len(members) :] if are_all and sum_of(members) == whole else ()  # told of the same total anew
        if halves := _opposites(text, total, again if are_all else parts):
            are_all, members = True, halves
        added = sum_of(members)
        if added == whole or not exact(total) or off_by_rounding(added - whole, (total, *members)):
            continue
        rest = _told_anew(members, whole)
        if len(rest) < len(members):
            members, added = rest, sum_of(rest)
            if len(rest) < _PARTS or not missed(whole, added):
                continue
        vague = {*_INCOMPLETE_QUALIFIERS} - ({Qualifier.OF_WHICH} if _are_opposite(text, members) else set())
        loose = any(vague.intersection(m.figure.qualifiers) for m in members)
        if are_all:
            grouped = adds_up_by_groups(whole, [member.figure.value for member in members])
            if not (loose and added <= whole) and not grouped and not _told_to_overlap(text, members):
                yield Breakdown(total, members, are_all)
        elif (
            added > whole
            and len(members) >= _PARTS
            and all(m.figure.value <= whole for m in members)
            and not _is_told_in_part(members, whole)
            and (not _overlapping(text, members) or _is_slip_of(text, members, whole))
        ):
            yield Breakdown(total, members, are_all)


def _told_anew(members: Sequence[FigureRecord], whole: Decimal) -> Sequence[FigureRecord]:
    """Return the parts behind those that add up to a total: they divide it in another way, 40人（男22人、女18人、市内31人、市外9人）."""
    begin, added = 0, Decimal(0)
    for at, member in enumerate(members, start=1):
        added += member.figure.value
        if added == whole and at - begin >= _PARTS:
            begin, added = at, Decimal(0)
    return members[begin:]


def _is_slip_of(text: str, members: Sequence[FigureRecord], whole: Decimal) -> bool:
    """Tell whether several parts, each told as うち, make up a total but for a slip of the pen: 異常なし984人、要観察143人、要精検87人 of 1,204."""
    return len(members) > _PARTS and slipped(whole, sum_of(members)) and not _told_to_overlap(text, members)


def _opposites(text: str, total: FigureRecord, parts: Sequence[FigureRecord]) -> Sequence[FigureRecord]:
    """Return the two parts of a total that leave no third by their names and nearly add up to it: うち県内, 県外; 新築, 既築."""
    for one, other in pairwise(parts):
        gap = words_amid(text, one, other)
        near = abs(one.figure.value + other.figure.value - total.figure.value) <= total.figure.value * NEARLY
        inside, _, behind = sentence_behind(text, other.figure.span.end, _LONGEST_NOTE).partition(")")
        more = _MORE_LEFT.search(gap + inside) or _OTHERS_LEFT.search(behind)
        if near and _are_opposite(text, (one, other)) and not more:
            return one, other
    return ()


def _are_opposite(text: str, members: Sequence[FigureRecord]) -> bool:
    """Tell whether two parts have names that differ in one sign and its opposite, or in a denial: 市内, 市外; 常勤, 非常勤."""
    if len(members) != _PARTS:
        return False
    leads = [words_before(text, member.figure.span.start, _NEXT_TO) for member in members]
    one, other = (named[1] if (named := _NAME_OF_PART.search(lead)) else "" for lead in leads)
    if len(one) != len(other):
        short, long = sorted((one, other), key=len)
        signs = "非未不準" if short == "要保護" else "非未不"  # who is neither is given no aid
        return short != "" and long in (f"{sign}{short}" for sign in signs)
    apart = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    return len(apart) == 1 and any(pair in (apart[0], apart[0][::-1]) for pair in _OPPOSITE)


_NAME_OF_PART = compile_pattern(r"(?:うち|[(、,・と]) ?、? ?(?!うち)([^0-9、。\n()]{1,8}?)(?:[がは:]|から)? ?$")
_OPPOSITE = [("内", "外"), ("男", "女"), ("有", "無"), ("新", "既"), ("新", "旧"), ("上", "下"), ("前", "後")]
_OTHERS_LEFT = compile_pattern("不明|回答|その他|ほか|他|残|除")
_MORE_LEFT = compile_pattern(rf"{_OTHERS_LEFT.pattern}|[0-9]")
"""Between two parts and behind them: some of the whole may be neither, or more follow."""


def _parts_of_totals(
    text: str, figures: Sequence[FigureRecord]
) -> Iterator[tuple[FigureRecord, Sequence[FigureRecord]]]:
    totals = {r.figure_id: r for r in figures}
    parts: dict[str, list[FigureRecord]] = defaultdict(list)
    for record in figures:
        if record.part_of:
            parts[record.part_of].append(record)
    places = {record.figure_id: n for n, record in enumerate(figures)} if parts else {}
    for figure_id, members in parts.items():
        total = totals[figure_id]
        first, last = places[members[0].figure_id], places[members[-1].figure_id]
        beside = (*figures[max(0, first - 1) : first], *figures[last + 1 : last + 2])
        if (
            total.figure.kind in _ADDED
            and "平均" not in words_before(text, total.figure.span.start, _LONGEST_AGAIN)
            and not any(_is_of_range(text, member) for member in members)
            and not any(_is_completed(total, members, record) for record in beside)
            and (total.status is Status.ACTUAL or any(member.status is not Status.ACTUAL for member in members))
            and not WITH_OTHERS.search(words_amid(text, members[-1], total))
        ):
            yield total, members


def _is_of_range(text: str, member: FigureRecord) -> bool:
    """Tell whether a value is no part but one of those that a mean lies between: 平均18人（最少12人、最多24人）."""
    return _EXTREME.search(words_before(text, member.figure.span.start, _NEXT_TO)) is not None


def _is_completed(total: FigureRecord, members: Sequence[FigureRecord], record: FigureRecord) -> bool:
    """Tell whether what stands right before or behind the parts makes up the total with them: its name kept it from being one."""
    start, end = record.figure.span.start, record.figure.span.end
    return (
        max(start - members[-1].figure.span.end, members[0].figure.span.start - end) <= _LONGEST_AGAIN
        and record is not total
        and record.figure.kind is total.figure.kind
        and sum_of(members) + record.figure.value == total.figure.value
    )


def _is_told_in_part(members: Sequence[FigureRecord], whole: Decimal) -> bool:
    """Tell whether the first of some parts are all of a total, and the others tell again of it: 市内6人、市外4人、20代以下3人."""
    return whole in accumulate(member.figure.value for member in members)


def _apart_from_shares(text: str, members: Sequence[FigureRecord]) -> Iterator[FigureRecord]:
    """Yield the parts that add up, without what the text says again of the same total behind them.

    83件（新規51件、継続32件）、うち7件; 212人（正規148人、会計年度任用64人、再掲：保健師11人）.
    """
    yield members[0]
    yield from takewhile(lambda member: not _is_told_again(text, member), members[1:])


def _is_told_again(text: str, member: FigureRecord) -> bool:
    again = "再掲" in words_before(text, member.figure.span.start, _LONGEST_AGAIN)
    return again or Qualifier.OF_WHICH in member.figure.qualifiers


def _overlapping(text: str, members: Sequence[FigureRecord]) -> bool:
    """Tell whether parts may hold the same things: うち新規120件、うち電話300件; ※重複あり; attendances; うち女性5人、修了予定17人."""
    spans = [m.figure.span for m in members]
    again = any(_OPENS_PARTS.search(words_between(text, a.end, b.start)) for a, b in pairwise(spans))
    return (
        again
        or len({m.figure.label for m in members if _OUTCOME.search(m.figure.label or "")}) > 1
        or _told_to_overlap(text, members)
        or any(Qualifier.TOTAL_ATTENDANCES in m.figure.qualifiers for m in members)
        or len({m.status for m in members}) > 1
    )


def _told_to_overlap(text: str, members: Sequence[FigureRecord]) -> bool:
    """Tell whether the words behind parts say that they count some things several times or are rounded: （複数回答）, （端数処理による）."""
    behind = sentence_behind(text, members[-1].figure.span.end, _LONGEST_NOTE)
    return _AGAIN.match(behind[:_NEXT_TO]) is not None or _OVERLAP.search(behind) is not None


_JUDGED = (
    r"(?:判定|区分|評価|結果|分類|状態|状況|程度|段階|等級|階級|ランク|診断|内訳|形態?|種別|種類|部門|年代|規模|[一-鿿][度性]"
    r"|[^0-9、。\n()]{1,8}別(?:に|で)?(?:みる|見る)?と?)(?:の(?:結果|内訳|状況))?"
)
_CLASS = r"(?:[「『]?(?:[^0-9、。\n()「」『』]{0,12}[0-9]{1,2}){0,2}[^0-9、。\n()「」『』]{0,12}[」』]?(?:\([^0-9、。\n()]{1,12}\))?(?:が|は|:)? *)"
_FIRST_CLASS = compile_pattern(
    rf"[^\n]{{0,60}}?{_JUDGED}(?:(?:は|では|:|次のとおり|と)、? ?|(?:は|を)?、?(?:次|以下)のとおり[^0-9\n]{{0,12}}\n[ ・]*){_CLASS}"
    rf"|(?:は|のうち)、 ?[^0-9、。\n()]{{0,4}}(?:度|区分|判定|評価|ランク|等級)[A-ZⅠⅡⅢ甲乙]{_CLASS}"
    rf"|について(?:は)?、 ?[A-ZⅠⅡⅢ甲乙](?:ランク|区分|判定|評価|等級){_CLASS}|[^0-9。\n()]{{0,6}}\n?[ ・(【〔\[]{{0,3}}財源の?内訳[)】〕\]: は、]{{0,3}}{_CLASS}"
    rf"|[^\n]{{0,40}}(?:区分|分類|判定|評価|仕分け?|分け)[^0-9、。\n]{{0,8}}。(?=[^0-9、。\n]{{0,8}}[A-ZⅠ-Ⅴ甲乙])(?![^。\n]{{0,40}}。){_CLASS}"
    r"|(?P<bare>で(?:あり|す)?、[^0-9、。\n()]{1,10})"
)
"""From a whole to the first of its classes: 240基を調べた。傷みの判定は、軽いが; 75棟は、健全度Aが; 1,284人で、身体."""
_CLASS_NEXT = compile_pattern(rf"(?:(?:と(?:なり|判定され)|で(?:あり)?)?(?:、|・|,|と|及び) ?|\n[ ・]*){_CLASS}")
_NOT_OF_ALL = compile_pattern(
    rf"{_OVERLAP.pattern}|{EARLIER}|うち(?!、)|目標|計画は|予定|定員|累計|また|さらに|一部|などは?|ほか|課題|理由|年度|予算|従来|各|別々|除"
)
_ENDS_CLASSES = compile_pattern(
    r" ?(?:で(?:あ|す|し[たて、]|ご)|だった|と(?:な|判定|評価)|に(?:区分|分類|判定|分かれ|分け)|[。、)]|\n|$)"
)
_UNTOLD = compile_pattern(
    r"[^\n]{0,36}(?:重な|含|残|ほか|他|除|未(?!満)|保留|なお|その|不明|判定(?:でき|不能|外)|対象外|など|等(?:$|で|と))"
    r"|[^。\n]{0,20}[、と][^0-9、。\n()]{1,12}[一二三四五六七八九十百]"
)
"""Behind the last class: some of the whole may be in none."""
_FEWEST_CLASSES, _MOST_CLASSES = 3, 8


def mismatched_classes(text: str, figures: Sequence[FigureRecord]) -> Iterator[tuple[FigureRecord, list[FigureRecord]]]:
    """Yield the wholes that the classes of a judgement told behind them nearly add up to, and how many each class has.

    240基を調べた。判定は、良が131基、可が84基、不可が35基: each of the whole is in one class. Where nothing says so, as of kinds that
    a clause lists by name (1,284人で、身体842人、療育236人、精神216人), only a slip of the pen is told.
    """
    whole, end = figures[0] if figures else None, 0  # what the classes up to figures[end] are of
    for at, record in enumerate(figures):
        if at < end:
            continue
        whole = whole if whole and at == end else record
        classes = _classes_of(text, figures, at, whole)
        end = at + len(classes)
        if len(classes) < _FEWEST_CLASSES or _goes_on(text, classes[-1], figures[end + 1 : end + 2]):
            continue
        added, total = sum_of(classes), whole.figure.value
        near = not _only_listed(text, record, classes[0]) and abs(added - total) <= max(Decimal(1), total * NEARLY)
        if not off_by_rounding(added - total, (whole, *classes)) and added != total and (near or slipped(total, added)):
            yield whole, classes


def _only_listed(text: str, before: FigureRecord, first: FigureRecord) -> bool:
    """Tell whether nothing says that the things listed behind a whole are all of it: 1,284人で、身体842人、療育236人、精神206人."""
    led = _FIRST_CLASS.fullmatch(words_amid(text, before, first))
    return led is not None and led["bare"] is not None


def _goes_on(text: str, last: FigureRecord, behind: Sequence[FigureRecord]) -> bool:
    """Tell whether what follows the last class may be another, in a sentence of its own: …が46橋であった。区分Ⅲは15橋."""
    return any(
        comparable(last, record) and "\n" not in text[last.figure.span.end : record.figure.span.start]
        for record in behind
        if record.figure.span.start - last.figure.span.end <= _LONGEST_NOTE
    )


def _classes_of(text: str, figures: Sequence[FigureRecord], at: int, whole: FigureRecord) -> list[FigureRecord]:
    """Return how many of a whole each class behind `figures[at]` has; none where they may not be all of it, or overlap."""
    found = list[FigureRecord]()
    for record in figures[at + 1 : at + 1 + _MOST_CLASSES]:
        last = found[-1] if found else figures[at]
        gap = words_amid(text, last, record)
        if not comparable(whole, record) or not (_CLASS_NEXT if found else _FIRST_CLASS).fullmatch(gap):
            break
        if record.part_of not in (None, whole.figure_id) or not exact(whole, record) or _NOT_OF_ALL.search(gap):
            return []
        found.append(record)
    behind = words_behind(text, found[-1].figure.span.end, _LONGEST_NOTE) if found else ""
    if not _ENDS_CLASSES.match(behind) or _UNTOLD.match(behind):
        return []
    return [] if any(r.figure.value > whole.figure.value or r.status is not whole.status for r in found) else found

"""Changes told from an earlier value without its own beside it: 前年度の48件から12件増え、60件となった; 60件となった。令和3年度の48件から12件増加した.

So are those on the line below a value of one name, or below the only one of their unit: ・相談件数 60件 above ・前年同期の相談件数 48件に比べ12件増.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.mentions import FigureKind, Qualifier, Status
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.check.beside import (
    BEFORE,
    OPENED,
    is_called,
    sentence_before,
    words_amid,
    words_before,
    words_behind,
    words_between,
)
from pipeline.check.changes import GREW, NO_WHOLE, YEAR, are_told_alike, change_mismatch
from pipeline.check.values import HUNDRED, Mismatch, agree, alike, exact, half_step, is_share, last_alike, last_digit
from pipeline.model import FigureRecord

_CHANGE = FigureKind.CHANGE
_OF_EARLIER = rf"(?:{BEFORE}|(?<![0-9元RHS.]){YEAR})(?:実績)?(?:の|は|実績の)?、? ?\(?"
_FROM_EARLIER = compile_pattern(rf"{_OF_EARLIER}$")
_OPENS = compile_pattern(
    rf"(?:^|[。・]) ?(?:(?:なお|また)、)?(?:(?P<topic>[^0-9、。\n()の・]{{1,12}})(?:は|が)、? ?)?{_OF_EARLIER}$"
)
"""The beginning of the sentence up to the earlier value: nothing but what it counts."""
_BY = compile_pattern(r"\)?(?:から|より|[にと]比べて?|と比較して?|に対して?)、? ?")
_THEN = compile_pattern(
    rf"{GREW}(?:(?P<of>の|した|となる|い)|(?:(?:して?|て|となり|で)?、 ?|して|て|で)(?:(?P<name>[^0-9、。\n()]{{1,12}})は、? ?)?(?:[今本]年度は、? ?)?)"
)
"""Between the change and the value that it makes."""
_MADE = compile_pattern(
    r"(?:[とに](?:なり|なっ|なる)|に(?:達し|上[りっ]|のぼ|増え|減)|で(?:あっ|し[たて]|す。|ある)|だった)"
)
_CHANGED = compile_pattern(rf"{GREW}[^0-9、。\n]{{0,10}}。")
_ENDING = compile_pattern("(?:件|者|人|団体|社|回|世帯|戸)?(?:数|額|量)$|者$")
_REACH = 120
_LONGEST_TOPIC = 32
_NEAR = 12


def mismatched_since(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield the changes from an earlier value that do not make the present one."""
    for at in range(1, len(figures)):
        earlier, change = figures[at - 1 : at + 1]
        if change.figure.kind is not _CHANGE or not exact(earlier, change):
            continue
        start = earlier.figure.span.start
        if not _BY.fullmatch(words_amid(text, earlier, change)):
            continue
        lead = words_before(text, start, _LONGEST_TOPIC).rpartition("\n")[2]
        if not _FROM_EARLIER.search(lead):
            continue
        later = _made(text, figures, at)
        if later is None and (opened := _OPENS.search(lead)):
            later = _told_before(text, figures, at - 1, opened)
        if later is not None:
            yield from change_mismatch(change, earlier, later)


def mismatched_below(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield the changes that a line or sentence of their own tells with the earlier value, and that do not make the one told before."""
    for at in range(1, len(figures)):
        one, other = figures[at - 1 : at + 1]
        change, earlier = (one, other) if one.figure.kind is _CHANGE else (other, one)
        if (
            change.figure.kind is not _CHANGE
            or not exact(change, earlier)
            or one.place != other.place
            or change.figure.unit_norm not in (earlier.figure.unit_norm, "%", "ポイント")
        ):
            continue
        lead = sentence_before(text, one.figure.span.start, _LONGEST_TOPIC)
        opened = (_OPENS_LINE if one is earlier else _OPENS_CHANGE).fullmatch(lead)
        later = figures[at - 2] if one is change and at > 1 and _is_aside_of(text, figures[at - 2], change) else None
        if (opened is None and later is None) or not _are_told_together(text, one, other):
            continue
        if opened is not None:
            later = _named_before(text, figures, at - 1, earlier, bare=opened["name"] == "")
        if later is not None and _may_be_present(text, later, earlier):
            yield from change_mismatch(change, earlier, later)


def mismatched_beside_ratios(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield the changes that do not go with the 前年度比 before them: 37,400人（前年度比110.0％、3,100人増）."""
    yield from _turned_ratios(text, figures)
    for at in range(2, len(figures)):
        value, ratio, change = figures[at - 2 : at + 1]
        if (
            change.figure.kind is not _CHANGE
            or not is_share(ratio)
            or value.figure.unit_norm != change.figure.unit_norm
            or not _RATIO_BEHIND.fullmatch(words_amid(text, value, ratio))
            or not _AND_CHANGE.fullmatch(words_amid(text, ratio, change))
            or not exact(value, ratio, change)
            or (ratio.figure.value > HUNDRED) is not (change.figure.value > 0)
        ):
            continue
        now, share = value.figure.value, ratio.figure.value / HUNDRED
        before = now - change.figure.value
        loose = (half_step(value) + half_step(change)) * share
        if share and before > 0 and not agree(ratio.figure.value, now / before * HUNDRED, 2 * loose / before * HUNDRED):
            yield Mismatch(change, now - now / share, (value, ratio))


def _turned_ratios(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield the rates of change in brackets behind a 前年度比 that is not by as much from 100: 前年比92.0％（18.0％減）."""
    for ratio, change in pairwise(figures):
        if change.figure.kind is not _CHANGE or change.figure.unit_norm != "%" or not is_share(ratio):
            continue
        start, end = ratio.figure.span.start, change.figure.span.end
        if (
            not OPENED.fullmatch(words_amid(text, ratio, change))
            or not _CLOSED_CHANGE.match(words_behind(text, end, _NEAR))
            or not _RATIO_BEFORE.search(words_before(text, start, _NEAR))
            or not exact(ratio, change)
        ):
            continue
        calculated = ratio.figure.value - HUNDRED
        step = max(last_digit(ratio.figure.value), last_digit(change.figure.value))
        if abs(calculated - change.figure.value) > step:
            yield Mismatch(change, calculated, (ratio,))


_CLOSED_CHANGE = compile_pattern(r" ?(?:の?(?:増加?|減少?)|増し|低下|上昇)?\)")
_RATIO_BEFORE = compile_pattern(rf"対?{BEFORE}対?比(?:で|は|が|:)? ?$")
_RATIO_BEHIND = compile_pattern(rf"[^0-9。、\n()]{{0,6}}[(、] ?対?{BEFORE}対?比(?:は|で|:)? ?")
_AND_CHANGE = compile_pattern(r"(?:で|と)?[、,・/( ]{1,2}")


def mismatched_by_name(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield the changes of several things, told from a list of their earlier values, that are not those of the values of their names.

    窓口214件、電話388件 above 前年同期（窓口230件、電話371件）に比べ、窓口は16件減、電話は17件増.
    """
    for at, change in enumerate(figures):
        label, start = fold(change.figure.label or ""), change.figure.span.start
        if change.figure.kind is not FigureKind.CHANGE or not label or not exact(change):
            continue
        lead = _IS_NAMED.sub("", words_before(text, start, _LONGEST_TOPIC))
        if not lead.endswith(label) or not _OPENS_CLAUSE.search(lead.removesuffix(label)):
            continue
        named = [
            r
            for r in figures[max(0, at - _MOST_TOLD) : at]
            if r.figure.kind is not FigureKind.CHANGE
            and fold(r.figure.label or "") == label
            and (r.place.measure_no, r.place.block) == (change.place.measure_no, change.place.block)
        ]
        if len(named) != _PAIR or named[0].figure.unit_norm != named[1].figure.unit_norm:
            continue
        leads = [sentence_before(text, r.figure.span.start, _REACH) for r in named]
        later, earlier = named
        between = words_between(text, earlier.figure.span.end, start)
        if (
            _IN_LIST_OF_EARLIER.search(leads[1])
            and not _AT_OTHER_TIME.search(leads[0])
            and _THAN_THESE.fullmatch(between)
            and exact(later, earlier)
            and later.status is Status.ACTUAL
            and alike(later, earlier)
        ):
            yield from change_mismatch(change, earlier, later)


_OPENS_CLAUSE = compile_pattern(r"[、。\n] ?$")
_IS_NAMED = compile_pattern("(?:は|が|も|で)?、? ?(?:約)?$")
_IN_LIST_OF_EARLIER = compile_pattern(
    rf"(?:{BEFORE}(?:実績)?(?:の|は)? ?\(|\( ?{BEFORE}(?:実績)?(?:の|は|:)?) ?[^()]*$"
)
_AT_OTHER_TIME = compile_pattern(rf"{BEFORE}|{YEAR}|目標|計画|予定|当初|半期")
_THAN_THESE = compile_pattern(r"[^()。\n]*\)(?:[にと]比べて?|と比較して?|より|から|に対して?|。)[^()。\n年月]*")
_MOST_TOLD = 16  # figures
_PAIR = 2


def _are_told_together(text: str, one: FigureRecord, other: FigureRecord) -> bool:
    """Tell whether a change stands right behind the earlier value that it is from, or before it."""
    between = words_amid(text, one, other)
    if one.figure.kind is _CHANGE:
        return _THAN.fullmatch(between) is not None
    surpasses = between == "を" and _SURPASSES.match(words_behind(text, other.figure.span.end, _NEAR)) is not None
    return surpasses or _TO_CHANGE.fullmatch(between) is not None


def _is_aside_of(text: str, later: FigureRecord, change: FigureRecord) -> bool:
    """Tell whether a change from before opens the bracket behind a value: 842件（対前年同期 +30件、."""
    before, opened, lead = words_amid(text, later, change).rpartition("(")
    return opened != "" and not before.strip() and _OPENS_CHANGE.fullmatch(lead) is not None


def _named_before(
    text: str, figures: Sequence[FigureRecord], at: int, earlier: FigureRecord, *, bare: bool
) -> FigureRecord | None:
    """Return the one value before `figures[at]` in its block that bears the name of an earlier one.

    Where that is told without any, the only one of its unit in the sentence or line right above, if it is of all.
    """
    label = fold(earlier.figure.label or "").removesuffix("数")
    found: list[FigureRecord] = []
    first = figures[at]
    lines = 0
    for k in range(at - 1, -1, -1):
        record = figures[k]
        if record.place != first.place or first.figure.span.start - record.figure.span.end > _FARTHEST:
            break
        if _may_be_present(text, record, earlier):
            lines = max(lines, _stops(text[record.figure.span.end : first.figure.span.start]))
            name = fold(record.figure.label or "").removesuffix("数")
            if (label and name == label) or (bare and lines == 1 and not _is_parted(text, figures, k)):
                found.append(record)
    near = (
        len(found) == 1
        and earlier.figure.value < _MOST_TIMES * found[0].figure.value < _MOST_TIMES**2 * earlier.figure.value
    )
    return found[0] if near else None


def _stops(between: str) -> int:
    """Return how many sentences or lines end in what stands between two values."""
    return len(_STOP.findall(between))


def _is_parted(text: str, figures: Sequence[FigureRecord], at: int) -> bool:
    """Tell whether a value is one of a whole and its part, so that a change may be of the other: 24校のうち18校で."""
    return any(
        whole.figure.unit_norm == part.figure.unit_norm and _OUT_OF.fullmatch(words_amid(text, whole, part))
        for whole, part in pairwise(figures[max(0, at - 1) : at + 2])
    )


_OUT_OF = compile_pattern(r"(?:のうち|中)、?[^0-9、。\n()]{0,16}")


def _may_be_present(text: str, record: FigureRecord, earlier: FigureRecord) -> bool:
    """Tell whether a value can be what an earlier one has become: of its unit, whole, done and of no other time."""
    lead = words_before(text, record.figure.span.start, _NEAR).rpartition("\n")[2]
    return (
        (alike(record, earlier) or last_alike(record, earlier))
        and exact(record)
        and record.event_id is None
        and record.part_of is None
        and record.status is Status.ACTUAL
        and not {Qualifier.OF_WHICH, Qualifier.EACH}.intersection(record.figure.qualifiers)
        and not NO_WHOLE.search(lead.replace("延べ", ""))
    )


_STOP = compile_pattern(r"。\n?|\n")
_NAME = r"(?P<name>[^0-9、。\n:]{0,16}?)"
_MARKED = r"[ ・○●◇◆*※\-]{0,4}\(?(?:(?:なお|また|これは)、?)?"
_OPENS_LINE = compile_pattern(rf"{_MARKED}対?{BEFORE}(?:実績)?(?:の|は|:)?、? ?\(?{_NAME}(?:は|が|:|\()?、? ?")
"""前年同期の相談件数 , （前年度."""
_OPENS_CHANGE = compile_pattern(
    rf"{_MARKED}対?{BEFORE}(?:比(?:べ|較し)?(?:て|で)?|より|から|に比べて?)?(?:は|:)?、? ?{_NAME}(?:は|が|:)?、? ?"
)
_TO_CHANGE = compile_pattern(
    r" ?\)?(?:(?:から|より|[にと]比べて?|と比較して?|に対して?|で(?:あり)?|だったので)?[、,/・→⇒ ]{0,3}|→|⇒)(?:約)? ?"
)
_THAN = compile_pattern(
    rf" ?(?:の?(?:増加|減少|増|減)|(?:増え|減り|減っ|多|少な)[^0-9、。\n()]{{0,8}})?(?:し(?:た|て)?|で|となり)?[、, ]?\(? ?{BEFORE}(?:実績)?(?:の|は|:)? ?"
)
"""Between a change and the earlier value: 36件増（前年同期."""
_SURPASSES = compile_pattern("(?:余り|ほど)?も?(?:上回|下回)")
_FARTHEST = 400  # characters
_MOST_TIMES = 2
"""What has become more than that many times as much, or as little, is mostly something else."""


def _made(text: str, figures: Sequence[FigureRecord], at: int) -> FigureRecord | None:
    """Return the value behind the change `figures[at]` that is said to be what it makes."""
    if at + 1 == len(figures) or not are_told_alike(figures[at - 1], figures[at + 1]):
        return None
    later, label = figures[at + 1], fold(figures[at - 1].figure.label or "")
    then = _THEN.fullmatch(words_amid(text, figures[at], later))
    if then is None or (then["name"] and then["name"] != label):
        return None
    end = later.figure.span.end
    return later if then["of"] or _MADE.match(words_behind(text, end, _NEAR)) else None


def _told_before(text: str, figures: Sequence[FigureRecord], at: int, opened: re.Match[str]) -> FigureRecord | None:
    """Return the value of the sentence before that a sentence goes on about; of several, the one that its topic names."""
    earlier, change = figures[at : at + 2]
    end = change.figure.span.end
    if not _CHANGED.match(words_behind(text, end, 2 * _NEAR)):
        return None
    stop = earlier.figure.span.start
    before = text.rfind("。", max(0, stop - _LONGEST_TOPIC), stop)
    found: list[FigureRecord] = []
    for k in range(at - 1, -1, -1):
        record = figures[k]
        close, begin = record.figure.span.end, record.figure.span.start
        if before < 0 or before - close > _REACH or {"。", "\n"}.intersection(text[close:before]):
            break
        of_time = are_told_alike(record, earlier) and not NO_WHOLE.search(words_before(text, begin, _NEAR))
        if of_time and not _is_parted(text, figures, k):
            found.append(record)
    if (topic := opened["topic"]) is not None:
        stem = _ENDING.sub("", topic)
        found = [record for record in found if len(stem) > 1 and is_called(text, record, topic, stem)]
    return found[0] if len(found) == 1 else None

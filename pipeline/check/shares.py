"""Shares of a whole: beside their part and it, told in turn, of answers, or of a whole that is called by its name.

634人が参加しました。市外からは204人で、参加者全体の32.2％; 150人のうち「満足」が141人（94.0％）、「不満」が3人（3.0％）.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractors.label_words import EARLIER
from extractors.mentions import Status
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.check.beside import (
    CLOSED,
    ONE_CHOSEN,
    OPENED,
    RATE_BESIDE,
    words_amid,
    words_before,
    words_behind,
    words_between,
)
from pipeline.check.named_rates import STILL_TO_BE
from pipeline.check.values import (
    HUNDRED,
    NEARLY,
    Mismatch,
    agree,
    comparable,
    counted_in,
    exact,
    is_share,
    last_digit,
    more_than_all,
    quotient_mismatch,
    sum_of,
)
from pipeline.check.wording import added
from pipeline.model import FigureRecord

_NEAR = 30  # characters between a part and its share in brackets
_BESIDE = compile_pattern(r"[、, ・]{0,2}(?:で|と|\()? ?")
_COLUMNS = compile_pattern(r"[ 　]{2}|[|｜│┃\t]")
"""Between values of two columns of a table."""
_ASIDE = compile_pattern(r"[ 　|｜│┃\t]+")
"""All that is between two values of one row."""
_OF_ROW = compile_pattern("(?<!比)率$")
"""The name of a rate that each row has of its own values: 執行率."""
_OF_COLUMN = compile_pattern("構成(?:比|割合)")
"""The name of a share that each row has of all rows, and not the one of its values of the other."""
_IN_BRACKETS = compile_pattern(r"[^。\n0-9()]*\( ?")
_FOLLOWED = compile_pattern(r" ?\( ?")
_NAMED_SHARE = (
    rf"(?![^0-9、]*(?:うち|{EARLIER}|目標|計画|平均|全国|全体|など|等|ほか))[^0-9、。()\n]{{1,16}}(?:は|が|:)? ?"
)
_FIRST_SHARE = compile_pattern(rf" ?\( ?(?:内訳[は:]? ?)?{_NAMED_SHARE}")
_SHARE_NEXT = compile_pattern(rf" ?[、,・] ?{_NAMED_SHARE}")
_FEWEST_SHARES = 2


def mismatched_shares(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield the percentages that are not the share of the part beside them: 24人中15人（65.2％）."""
    by_id = {record.figure_id: record for record in figures}
    for at, part in enumerate(figures):
        total = by_id.get(part.part_of or "")
        if total is None or not comparable(total, part):
            continue
        if total.status is Status.TARGET and "。" in text[total.figure.span.end : part.figure.span.start]:
            continue  # 1,204人で、目標1,000人を超えた。うち新規は388人: of those who came
        share = _share_of(text, figures, at, total)
        if share is not None:
            yield from quotient_mismatch(share, part, total)


def overfull_shares(text: str, figures: Sequence[FigureRecord]) -> Iterator[Sequence[FigureRecord]]:
    """Yield the shares of answers in 「」 that make up more than all: 「良い」62％、「普通」31％、「悪い」17％."""
    found: list[FigureRecord] = []
    for at, record in enumerate(figures):
        lead = words_before(text, record.figure.span.start, _LONGEST_ANSWER)
        if not (is_share(record) and exact(record) and _ANSWER.search(lead)):
            found = []
            continue
        follows = found and _NEXT_ANSWER.fullmatch(words_amid(text, found[-1], record))
        if not follows:
            found = []
        found.append(record)
        last = figures[at + 1] if at + 1 < len(figures) else None
        if last is not None and _NEXT_ANSWER.fullmatch(words_amid(text, record, last)):
            continue
        start, end = found[0].figure.span.start, record.figure.span.end
        around = words_between(text, max(0, start - _FAR), end + _FAR)
        if (
            len(found) > _FEWEST_SHARES
            and more_than_all(found)
            and _ONE_OF_ALL.search(around)
            and not _SEVERAL_ANSWERS.search(around)
        ):
            yield found


_ANSWER = compile_pattern(r"」(?:と(?:の|する)?(?:回答|答え)?)?[がはも:]? ?$")
_NEXT_ANSWER = compile_pattern(
    r" ?(?:、|,|・|で、|と)? ?「[^」\n]{1,20}」(?:と(?:の|する)?(?:回答|答え)?)?[がはも:]? ?"
)
_ONE_OF_ALL = compile_pattern(
    rf"{ONE_CHOSEN}|「[^」]{{0,8}}(?:普通|ふつう|不満|悪い|ない|なかった|いいえ|どちら|無回答)"
)
"""Each who answered gave but one answer, as some are that leave no other."""
_SEVERAL_ANSWERS = compile_pattern("複数|重複|以上|あわせ|合わせ|うち|MA")
_LONGEST_ANSWER = 16
_FAR = 60


def mismatched_shares_of_whole(
    text: str, figures: Sequence[FigureRecord]
) -> Iterator[tuple[FigureRecord, Sequence[FigureRecord]]]:
    """Yield the percentages that those in the bracket behind them nearly add up to: 11.3％（直接廃棄5.9％、食べ残し5.6％）.

    Rates of groups do not add up to that of all, and mostly lie on both sides of it; what is far from the sum is of
    something else.
    """
    for at, total in enumerate(figures):
        parts = _shares_behind(text, figures, at)
        if len(parts) < _FEWEST_SHARES or not exact(total, *parts):
            continue
        added = sum_of(parts)
        whole = total.figure.value
        rounding = sum((last_digit(part.figure.value) for part in parts), Decimal(0))  # or cutting off
        if max(part.figure.value for part in parts) < whole and rounding < abs(added - whole) <= NEARLY * whole:
            yield total, parts


def _shares_behind(text: str, figures: Sequence[FigureRecord], at: int) -> Sequence[FigureRecord]:
    """Return the percentages in the bracket behind `figures[at]`, if that names each of them and holds nothing else."""
    found: list[FigureRecord] = []
    end = figures[at].figure.span.end
    for k in range(at, len(figures) if is_share(figures[at]) else at):
        record = figures[k]
        if k > at:
            lead = words_between(text, end, record.figure.span.start)
            if not is_share(record) or not (_SHARE_NEXT if found else _FIRST_SHARE).fullmatch(lead):
                return []
            found.append(record)
            end = record.figure.span.end
        if found and CLOSED.match(words_behind(text, end, 3)):
            return found
    return []


_OF_TOTAL = compile_pattern(r"(?:で(?:あり)?|と)?[、,]? ?\(? ?(?P<all>(?:全体|総数)の ?)?")
_MAKES_UP = compile_pattern("(?:を占|に当た|にあた|に相当)")


_NAMED_RATE = compile_pattern(r"で(?:あり)?、? ?(?P<deed>[一-鿿]{2,4})率(?:は|が|:) ?")
_DEED_BEFORE = 16  # characters
_OF_SOME = compile_pattern("[今本当]年度?|新規|新た|累計|期")
"""Before a part: what was done before counts to the rate, too."""


def _is_of_total(text: str, part: FigureRecord, share: FigureRecord, total: FigureRecord, *, alone: bool) -> bool:
    """Tell whether words say that a percentage is that of a part in its total.

    48人で、全体の40％; 48人で、40％に当たる; うち解消したものは24件で、解消率は80％, whose deed the part has before it.
    """
    if total.part_of is not None:
        return False
    start, end = part.figure.span.start, share.figure.span.end
    gap = words_amid(text, part, share)
    if rate := _NAMED_RATE.fullmatch(gap):
        lead = words_before(text, start, _DEED_BEFORE)
        return alone and rate["deed"] in lead and not (_OF_SOME.search(lead) or STILL_TO_BE.search(lead))
    said = _OF_TOTAL.fullmatch(gap)
    return said is not None and (
        said["all"] is not None or (alone and _MAKES_UP.match(words_behind(text, end, 4)) is not None)
    )


def _share_of(text: str, figures: Sequence[FigureRecord], at: int, total: FigureRecord) -> FigureRecord | None:
    """Return the percentage that stands beside the part `figures[at]` of `total` and can only be its share."""
    part = figures[at]
    behind = figures[at + 1] if at + 1 < len(figures) else None
    if behind is not None and is_share(behind):
        end, start = part.figure.span.end, behind.figure.span.start
        gap = words_between(text, end, start) if start - end <= _NEAR else "\n"
        closed = CLOSED.match(words_behind(text, behind.figure.span.end, 2))
        name = fold(behind.figure.label or "")
        if _OF_COLUMN.search(name) and _ASIDE.fullmatch(text, total.figure.span.end, part.figure.span.start):
            return None
        of_row = _COLUMNS.search(text, end, start) or _OF_ROW.search(name)
        if total.figure.span.start > behind.figure.span.end and of_row:
            return None  # the share of a column of its own: which values that is taken of, its head says
        if (
            _BESIDE.fullmatch(gap)
            or _is_of_total(text, part, behind, total, alone=figures[at - 1] is total)
            or (closed and (_IN_BRACKETS.fullmatch(gap) or RATE_BESIDE.fullmatch(gap)))
        ):
            return behind
    before = figures[at - 2] if at >= 2 and figures[at - 1] is total else None
    if before is not None and is_share(before):
        gap = words_amid(text, before, total)
        closed = CLOSED.match(words_behind(text, part.figure.span.end, 2))
        if closed and _FOLLOWED.fullmatch(gap):
            return before
    return None


_NEXT = compile_pattern(r" ?\)(?:(?:で、|、|,|・|と)? ?|\n[ ・○●◇◆*-]*)[^0-9。\n()]{1,24}")
_FIRST = compile_pattern(r"[^0-9。\n()]{1,30}")
_FEWEST = 3  # shares, of which all but one agree


def mismatched_in_turn(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield the one share in brackets that its part has not in the whole that all others beside it are of."""
    at = 0
    while at + 2 * _FEWEST <= len(figures):
        pairs = _pairs(text, figures, at)
        end = at + 2 * len(pairs)
        if len(pairs) >= _FEWEST:
            if end < len(figures) and _is_sum_behind(text, figures[end], pairs):
                yield from _departing(figures[end], pairs)
            elif at and _FIRST.fullmatch(words_amid(text, figures[at - 1], pairs[0][0])):
                yield from _departing(figures[at - 1], pairs)
            else:
                yield from _departing(added([part for part, _ in pairs]), pairs)
        at = max(at + 1, end)


def _is_sum_behind(text: str, whole: FigureRecord, pairs: Sequence[tuple[FigureRecord, FigureRecord]]) -> bool:
    """Tell whether the value behind a list is the sum of it: 反対 48人（24.0％）、回答者 200人."""
    gap = words_amid(text, pairs[-1][1], whole)
    return _SUM_BEHIND.fullmatch(gap) is not None and sum_of(part for part, _ in pairs) == whole.figure.value


_SUM_BEHIND = compile_pattern(r" ?\)[、, \n(]{0,3}[^0-9。\n()]{0,16}")


def _pairs(text: str, figures: Sequence[FigureRecord], at: int) -> Sequence[tuple[FigureRecord, FigureRecord]]:
    """Return the parts from `figures[at]` on, each with the share in the bracket behind it."""
    found: list[tuple[FigureRecord, FigureRecord]] = []
    for k in range(at, len(figures) - 1, 2):
        part, share = figures[k], figures[k + 1]
        beside = is_share(share) and exact(part, share)
        if not beside or not OPENED.fullmatch(words_amid(text, part, share)):
            break
        if found:
            last = found[-1][1].figure.span.end
            if not comparable(found[-1][0], part) or not _NEXT.fullmatch(
                words_between(text, last, part.figure.span.start)
            ):
                break
        found.append((part, share))
    return found


def _departing(whole: FigureRecord, pairs: Sequence[tuple[FigureRecord, FigureRecord]]) -> Iterator[Mismatch]:
    if not comparable(whole, pairs[0][0]) or not whole.figure.value or not exact(whole):
        return
    calculated = [part.figure.value / whole.figure.value * HUNDRED for part, _ in pairs]
    departing = [n for n, (_, share) in enumerate(pairs) if not agree(share.figure.value, calculated[n])]
    if len(departing) == 1:
        part, share = pairs[departing[0]]
        yield Mismatch(share, calculated[departing[0]], (part, whole))


_LEAD = compile_pattern(
    r"(?:[、,]|は|(?P<next>で)) ?(?:(?P<of>[一-鿿ァ-ヶー]{1,10}?)の?(?:全体|総数|全数)|(?P<all>[総全](?!体|国|県|数)[一-鿿ァ-ヶー]{1,8}))の ?$"
)
_AMOUNTS = compile_pattern("(?:を|に|で|と)")
_PART_GAP = compile_pattern(r"[^0-9。\n()]{1,24}")
_SET_APART = compile_pattern(rf"{EARLIER}|目標|計画|予定|全国|平均|合わせ|合計")
_LONGEST_LEAD = 20
_BEFORE = 120  # characters from the whole to the part
_BEHIND = 24  # characters from the share to the whole
_NAME_WITHIN = 10


def mismatched_shares_of_all(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield the shares that the part before them is not of the one value that bears the name of their whole."""
    for at in range(1, len(figures)):
        part, share = figures[at - 1], figures[at]
        if not is_share(share) or not exact(part, share):
            continue
        start, end = share.figure.span.start, share.figure.span.end
        lead = _LEAD.search(words_before(text, start, _LONGEST_LEAD))
        gap = words_between(text, part.figure.span.end, start)
        if lead is None or not _PART_GAP.fullmatch(gap) or _SET_APART.search(gap):
            continue
        if lead["next"] and lead[0] != gap:
            continue  # 窓口が120人、電話で回答者全体の30％
        if not _AMOUNTS.match(words_behind(text, end, 2)):
            continue
        named = [
            w for w in _around(text, figures, at) if comparable(w, part) and _bears(text, w, lead["of"], lead["all"])
        ]
        if len(named) == 1 and named[0].figure.value >= part.figure.value:
            yield from quotient_mismatch(share, part, named[0])


def _around(text: str, figures: Sequence[FigureRecord], at: int) -> Iterator[FigureRecord]:
    """Yield the figures of the paragraph before the part `figures[at - 1]`, and the one right behind the share."""
    stop = figures[at - 1].figure.span.start
    for k in range(at - 2, -1, -1):
        end = figures[k].figure.span.end
        if stop - end > _BEFORE or "\n" in text[end:stop]:
            break
        yield figures[k]
    if at + 1 < len(figures):
        gap = text[figures[at].figure.span.end : figures[at + 1].figure.span.start]
        if len(gap) <= _BEHIND and "\n" not in gap:
            yield figures[at + 1]


def _bears(text: str, record: FigureRecord, of: str | None, whole: str | None) -> bool:
    """Tell whether a value is that of a whole by the words beside it: 634人が参加 of 参加者, 総延長は400km."""
    start, end = record.figure.span.start, record.figure.span.end
    lead = words_before(text, start, _NAME_WITHIN)
    if _SET_APART.search(lead):
        return False
    label = fold(record.figure.label or "")
    if whole is not None:
        return label in (whole, whole[1:])
    name = counted_in(of or "") or (of or "")
    return name in label or words_behind(text, end, _NAME_WITHIN).lstrip("がをのに").startswith(name)

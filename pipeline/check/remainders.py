"""What is said to be left of a whole: 防火水槽は60基あり、42基を更新した。残る18基は."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from extractors.label_words import EARLIER
from extractors.patterns import compile_pattern
from pipeline.check.beside import Mismatch, comparable, exact, words_between
from pipeline.model import FigureRecord

_LEFT = compile_pattern(
    r"[。、] ?(?:なお、)?(?:(?:残る|残り(?:の|は)?|あと)|(?:(?:未(?P<of>[一-鿿]{1,4}?)|不(?:適合|合格|採択|成立|在)|欠席|(?P<free>空き(?:戸|室|区画|部屋|枠)数?)))(?:の(?:もの|世帯|施設|[一-鿿]{1,4}))?(?:は|が))、? ?$"
)
_MAY_BE_LEFT = compile_pattern("[残あ未不欠空]")
_MAY_DIFFER = compile_pattern("[増減動差]")
_APART = compile_pattern(
    rf"{EARLIER}|目標|増|減|定員|予算|平均|累計|うち.*うち|延べ|追加|新た|ほか|廃止|撤去|辞退|除|また|さらに|一方"
)
"""With one of these between them, what is left need not be that of the value before."""
_OF_WHOLE = compile_pattern(
    r"の?うち|中[、、]?|あ[りるっ]|に配|を対象|のところ|で行[いっ]|を(?:調査|検査|点検)し|に対し|を計画|を予定|で、|(?:です|でした|である|であった)。"
)
_MOST_BETWEEN = 4
_FARTHEST = 140  # characters


def mismatched_remainders(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield the remainders that what is told of a whole and of what is done of it does not leave.

    Args:
        text: without wraps.
        figures: of the report, by offset.
    """
    for at in range(2, len(figures)):
        left = figures[at]
        start = left.figure.span.start
        if not _MAY_BE_LEFT.search(text, max(0, start - 14), start):
            continue
        told = _LEFT.search(words_between(text, max(0, start - 14), start))
        if told is None or not exact(left):
            continue
        before = _whole_and_done(text, figures, at, "入居" if told["free"] else told["of"])
        if before is None:
            continue
        whole, *done = before
        values = [record.figure.value for record in done]
        some = (sum(told) for size in range(1, len(values) + 1) for told in combinations(values, size))
        if all(whole.figure.value - gone != left.figure.value for gone in some):
            yield Mismatch(left, whole.figure.value - sum(values), tuple(before))


def mismatched_differences(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield what is said to be the difference of the two values before it and is not: 出生168人、死亡402人で、自然減は234人."""
    for at in range(2, len(figures)):
        one, other, stated = figures[at - 2 : at + 1]
        start = stated.figure.span.start
        if not _MAY_DIFFER.search(text, max(0, start - 10), start):
            continue
        if not _DIFFERENCE.search(words_between(text, max(0, start - 10), start)):
            continue
        behind = words_between(text, other.figure.span.end, start)
        between = words_between(text, one.figure.span.end, other.figure.span.start)
        if (
            _NEXT_CLAUSE.fullmatch(behind)
            and _NEXT_NAME.fullmatch(between)
            and one.figure.unit_norm == other.figure.unit_norm == stated.figure.unit_norm
            and comparable(one, other)
            and exact(one, other, stated)
        ):
            calculated = abs(one.figure.value - other.figure.value)
            if calculated != abs(stated.figure.value):
                yield Mismatch(stated, calculated, (one, other))


_DIFFERENCE = compile_pattern(r"[、。] ?(?:その)?(?:(?:自然|社会|純)(?:増|減|動態)(?:数)?は|差し?引き?(?:は|で)?) ?$")
_NEXT_NAME = compile_pattern(r"(?:で|が)?[、,] ?[^0-9。、\n()]{1,12}")
_NEXT_CLAUSE = compile_pattern(r"[^0-9。\n()]{0,8}[、。][^0-9。\n()]{1,10}")


def _whole_and_done(
    text: str, figures: Sequence[FigureRecord], at: int, undone: str | None
) -> list[FigureRecord] | None:
    """Return the whole that something is left of and what is told to be done of it; None if that is open.

    未解決 names what is done by itself: 受付46件、解決41件で、未解決は5件.
    """
    left = figures[at]
    found: list[FigureRecord] = []
    for k in range(at - 1, max(-1, at - _MOST_BETWEEN - 2), -1):
        record = figures[k]
        end = record.figure.span.end
        if left.figure.span.start - end > _FARTHEST or "\n" in text[end : left.figure.span.start]:
            break
        if comparable(record, left):
            found.insert(0, record)
            gap = words_between(text, end, (found[1] if len(found) > 1 else left).figure.span.start)
            if len(found) > 1 and _leads(gap, undone):
                break
    if len(found) < _FEWEST or not exact(*found):
        return None
    whole, *done = found
    between = words_between(text, whole.figure.span.end, left.figure.span.start)
    lead = words_between(text, max(0, whole.figure.span.start - 12), whole.figure.span.start)
    gap = words_between(text, whole.figure.span.end, done[0].figure.span.start)
    if not _leads(gap, undone) or _APART.search(between) or _SET_APART.search(lead):
        return None
    parts = sum(record.figure.value for record in done)
    return found if parts < whole.figure.value > left.figure.value else None


def _leads(gap: str, undone: str | None) -> bool:
    """Tell whether words lead from a whole to what is done of it."""
    return _OF_WHOLE.search(gap) is not None or (undone is not None and undone in gap)


_FEWEST = 2
_SET_APART = compile_pattern(rf"{EARLIER}|目標|残り|残る|累計|延べ")

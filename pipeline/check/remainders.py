"""What is left of a whole, told in words: 対象160棟のうち142棟を点検し、残る18棟; 1か所を残して."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from extractors.label_words import EARLIER
from extractors.patterns import compile_pattern
from pipeline.check.beside import SENTENCE_END, is_asked_for, words_amid, words_before, words_behind, words_between
from pipeline.check.values import Mismatch, comparable, exact, off_by_rounding, sum_of
from pipeline.model import FigureRecord

_LEFT = compile_pattern(
    r"[。、] ?(?:なお、)?(?:(?:残る|残り(?:の|は)?|あと)|(?:(?:未(?P<of>[一-鿿]{1,4}?)|不(?:適合|合格|採択|成立|在)|欠席|(?P<free>空き(?:戸|室|区画|部屋|枠)数?)))(?:の(?:もの|世帯|施設|[一-鿿]{1,4}))?(?:は|が|(?P<all>者?の)))、? ?$"
)
_ALL_OF_IT = compile_pattern("の?(?:全員|全て|すべて|全部)")
"""Behind what is left: 未訪問の18世帯全て are all of it, while 未訪問の18世帯 need not be."""
_MAY_BE_LEFT = compile_pattern("[残あ未不欠空]")
_APART = compile_pattern(
    rf"{EARLIER}|目標|増|減|定員|予算|平均|累計|うち.*うち|延べ|追加|新た|ほか|廃止|撤去|辞退|除|また|さらに|一方"
)
"""With one of these between them, what is left need not be that of the value before."""
_OF_WHOLE = compile_pattern(
    r"の?うち|^の?中|あ[りるっ]|を(?:作[りっ成]|印刷|購入|用意|発行)|に(?:配|案内し|送付し|通知し|呼び?かけ)|を対象|のところ|で行[いっ]|を(?:調査|検査|点検)し|に対し|を計画|を予定|で、|(?:です|でした)。"
)
_MOST_DONE = 4
_FARTHEST = 140  # characters


def mismatched_remainders(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield the remainders that what is told of a whole and of what is done of it does not leave."""
    for at in range(2, len(figures)):
        left = figures[at]
        start = left.figure.span.start
        behind = text.startswith("を残", left.figure.span.end)
        if not behind and not _MAY_BE_LEFT.search(text, start - 14, start):
            continue
        told = None if behind else _LEFT.search(words_before(text, start, 14))
        if not (told or behind) or not exact(left):
            continue
        if told and told["all"] and not _ALL_OF_IT.match(words_behind(text, left.figure.span.end, 6)):
            continue
        ways = _wholes_and_done(text, figures, at, told and ("入居" if told["free"] else told["of"]))
        more = [r for r in figures[at + 1 : at + 2] if comparable(r, left) and _goes_on(text, left, r)]
        told_here = [r for r in figures[max(0, at - _MOST_DONE - 2) : at] if comparable(r, left)]
        all_told = [r for r in told_here if not SENTENCE_END.search(text, r.figure.span.end, start)]
        if any(_leaves((*all_told[k:], *more), left) for k in range(len(all_told) - 1)):
            continue
        if any(abs(a.figure.value - b.figure.value) == left.figure.value for a, b in combinations(all_told, 2)):
            continue  # 女性31名を含む団員は412名で、残る381名
        if ways and not any(_leaves((*way, *more), left) for way in ways):
            whole, *done = ways[0]
            yield Mismatch(left, whole.figure.value - sum(record.figure.value for record in done), tuple(ways[0]))


def _goes_on(text: str, left: FigureRecord, behind: FigureRecord) -> bool:
    """Tell whether a value is the next in the list that what is left stands in: 不適合が9件、判定保留が5件."""
    return _NEXT_LEFT.fullmatch(words_amid(text, left, behind)) is not None


_NEXT_LEFT = compile_pattern(r"(?:で|は(?:令和)?[0-9]{0,2}[^0-9。、\n()]{1,12})?、(?!うち)[^0-9。、\n()]{0,16}")


def _leaves(way: Sequence[FigureRecord], left: FigureRecord) -> bool:
    """Tell whether some of what is done of a whole leaves so much."""
    whole, *values = (record.figure.value for record in way)
    some = (sum(told) for size in range(1, len(values) + 1) for told in combinations(values, size))
    apart = [whole - gone - left.figure.value for gone in some]
    return 0 in apart or any(off_by_rounding(value, (left, *way)) for value in apart)


def _wholes_and_done(
    text: str, figures: Sequence[FigureRecord], at: int, undone: str | None
) -> Sequence[Sequence[FigureRecord]]:
    """Return the wholes that something may be left of, the nearest first, each with what is told to be done of it.

    Nothing where it is open whether the nearest is one. 対象160棟のうち142棟を点検し、6棟は解体済みで、残る12棟 has two;
    未解決 names what is done by itself: 受付46件、解決41件で、未解決は5件.
    """
    left = figures[at]
    found: list[FigureRecord] = []
    ways: list[Sequence[FigureRecord]] = []
    for k in range(at - 1, max(-1, at - _MOST_DONE - 2), -1):
        record = figures[k]
        end = record.figure.span.end
        if left.figure.span.start - end > _FARTHEST or "\n" in text[end : left.figure.span.start]:
            break
        if comparable(record, left):
            found.insert(0, record)
            next_to = found[1] if len(found) > 1 else left
            gap = words_between(text, end, next_to.figure.span.start)
            if len(found) > 1 and (_leads(gap, undone) or _were_asked_for(record, gap)):
                if not _is_whole_of(text, found, left):
                    return [] if _leaves(found, left) else ways
                ways.append(tuple(found))
    return ways


def _is_whole_of(text: str, way: Sequence[FigureRecord], left: FigureRecord) -> bool:
    whole, *done = way
    start, end = whole.figure.span.start, whole.figure.span.end
    rest = whole.figure.value - sum_of(done)
    return (
        exact(*way)
        and not _APART.search(words_between(text, end, left.figure.span.start))
        and not _SET_APART.search(words_before(text, start, 12))
        and (rest > 0 or (not rest and text.startswith("を残", left.figure.span.end)))
        and whole.figure.value > left.figure.value
    )


def _leads(gap: str, undone: str | None) -> bool:
    """Tell whether words lead from a whole to what is done of it."""
    return _OF_WHOLE.search(gap) is not None or (undone is not None and undone in gap)


def _were_asked_for(record: FigureRecord, gap: str) -> bool:
    """Tell whether a value is how many asked for something, and words lead to how many got it: 申請は52件、設置は45件."""
    return is_asked_for(record) and _GOT.fullmatch(gap) is not None


_GOT = compile_pattern(r"(?:あり|で)?、(?:うち)?[^0-9、。\n()]{1,8}(?:は|が)?")
_SET_APART = compile_pattern(rf"{EARLIER}|目標|残り|残る|累計|延べ")

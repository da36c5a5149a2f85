"""A rate by its name: the values of its sentence that it must be of, as it is called by one of them.

予算1,250千円に対して決算が1,175千円、執行率は94.0％; 842人（うち町外331人、町外の割合39.3％）.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from extractors.label_words import EARLIER
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.check.beside import sentence_before, words_between
from pipeline.check.values import HUNDRED, NEARLY, comparable, exact, quotient_mismatch
from pipeline.model import FigureRecord

WHOLE = compile_pattern(
    r"^(?:条例|調査|[健検]診)?(?:対象|定員|定数|配布|配付|発送|送付|予算|目標|被保険者|(?:当日)?有権者|調定)"
)
"""What a rate beside may be taken of: 対象102人 受診99人（97.1％）, 638人（定数720人、充足率88.6％）."""
OF_OTHERS = compile_pattern(rf"{EARLIER}|平均|全国|同規模|目標率")
_NEXT_WORD = 4  # characters


def pair_named(text: str, figures: Sequence[FigureRecord], at: int) -> tuple[FigureRecord, FigureRecord] | None:
    """Return the whole and the part that the rate `figures[at]` must be of by its name; None if they are none.

    Args:
        text: what `joined` returns.
        figures: of the report, by offset.
        at: two or more.
    """
    return _deed_before(text, figures, at) or _part_before(text, figures, at)


def is_whole(record: FigureRecord) -> bool:
    """Tell whether a value is one that rates are taken of, by its name: 定員, 対象者."""
    return record.figure.label is not None and WHOLE.match(fold(record.figure.label)) is not None


def _deed_before(text: str, figures: Sequence[FigureRecord], at: int) -> tuple[FigureRecord, FigureRecord] | None:
    """Return the only two values of a sentence before a rate if its name is that of what one did of the other, and it is a slip.

    予算1,250千円に対して決算が1,175千円、執行率は94.0％; 対象68世帯に声を掛け、51世帯が参加した（参加率75.0％）.
    """
    first, second, share = figures[at - 2 : at + 1]
    start, end = first.figure.span.start, share.figure.span.start
    words = words_between(text, start, end) if end - start <= _LONGEST_SENTENCE else "。"
    named = _RATE_NAMED.search(words)
    lead = sentence_before(text, start, _LONGEST_SENTENCE)
    if named is None or not comparable(first, second) or "。" in words or "\n" in words or second.part_of:
        return None
    if OF_OTHERS.search(lead + words) or _ANY_VALUE.search(lead) or not exact(first, second, share):
        return None
    deeds = _DEEDS.get(named["of"], (named["of"],))
    between = words_between(text, first.figure.span.end, second.figure.span.start)
    behind = words[second.figure.span.end - start : named.start()]
    part_told, whole_told = (
        f"{fold(second.figure.label or '')}、{between[-_NEXT_WORD:]}{behind}",
        fold(first.figure.label or ""),
    )
    done = any(word in part_told for word in deeds) and not any(word in whole_told for word in deeds)
    whole = is_whole(first) or _WHOLE_LED.search(lead) or _AGAINST_IT.match(between)
    if not done or not whole or not first.figure.value:
        return None
    return (first, second) if is_near(share, second, first) else None


def _part_before(text: str, figures: Sequence[FigureRecord], at: int) -> tuple[FigureRecord, FigureRecord] | None:
    """Return a part right before a rate that bears its name, and its whole: 842人（うち町外331人、町外の割合39.3％）.

    Of none where another value of the sentence makes the rate, too.
    """
    part, share = figures[at - 1 : at + 1]
    label = fold(part.figure.label or "")
    gap = words_between(text, part.figure.span.end, share.figure.span.start)
    named = _SHARE_OF_PART.fullmatch(gap)
    if part.part_of is None or named is None or named["of"] not in (label, label.removesuffix("数").removesuffix("者")):
        return None
    start = part.figure.span.start
    told = [
        r
        for r in figures[max(0, at - _MOST_PARTS) : at - 1]
        if comparable(r, part) and not _ENDS.search(text, r.figure.span.end, start)
    ]
    others = (r for r in told if r.figure_id != part.part_of)
    if any(not list(quotient_mismatch(share, part, r)) for r in others):
        return None
    return next(((r, part) for r in told if r.figure_id == part.part_of), None)


_SHARE_OF_PART = compile_pattern(
    r" ?[、,] ?(?P<of>[^0-9、。\n()]{1,12}?)(?:の?(?:割合|比率|構成比)|率)(?:は|が|:)?、? ?"
)
_ENDS = compile_pattern(r"[。\n]")
_MOST_PARTS = 6  # figures


def is_near(share: FigureRecord, part: FigureRecord, whole: FigureRecord) -> bool:
    """Tell whether a rate is that of a part but for a slip."""
    if not whole.figure.value:
        return False
    calculated = part.figure.value / whole.figure.value * HUNDRED
    near = abs(calculated - share.figure.value) <= calculated * NEARLY
    return near or _in_other_order(share.figure.value, calculated)


def _in_other_order(stated: Decimal, calculated: Decimal) -> bool:
    """Tell whether a rate has the digits of another in another order: 57.0 of 75.0."""
    rounded = round(calculated, len(f"{stated:f}".partition(".")[2]))
    return sorted(f"{stated:f}") == sorted(f"{rounded:f}")


_LONGEST_SENTENCE = 120  # characters
_RATE_NAMED = compile_pattern(
    r"(?:[、,/・(]|で|り) ?(?:その|この)?[^0-9、。\n()率の]{0,8}?(?P<of>[一-鿿]{2})率(?:にして|は|が|も|で|:)?、? ?$"
)
_ANY_VALUE = compile_pattern("[0-9](?![0-9]*(?:年|月))")
_WHOLE_LED = compile_pattern(r"(?:対象|予算|定員|発送|配布|送付)[^0-9、。\n()]{0,8}$")
_AGAINST_IT = compile_pattern(r"(?:の予算|の対象|の定員)?(?:に対し|のうち|を対象)")
_DEEDS = {
    "執行": ("執行", "支出", "決算", "使い", "使っ"),
    **dict.fromkeys(("回収", "回答", "返送"), ("回収", "返送", "回答", "返信")),
    **dict.fromkeys(("収納", "徴収"), ("収入済", "収納済", "収納額", "徴収", "納付済")),
    "充足": ("入所", "在籍", "入園", "参加", "受講", "利用", "入居", "従事", "配置"),
}
"""What words tell that so many are what a rate is named by, where that is not its own name."""

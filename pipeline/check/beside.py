"""What the checks of numbers that stand beside each other share: which are compared, and when they agree.

Only what stands so close that nothing else can be meant is compared; rounding and cutting off both pass.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from extractors.mentions import FigureKind, Qualifier
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.model import FigureRecord, SourceDoc

HUNDRED = Decimal(100)
COUNTED = frozenset({FigureKind.COUNT, FigureKind.PEOPLE, FigureKind.PARTICIPANTS, FigureKind.MONEY})
SHARES_OF_DEEDS = (
    r"(?<![未不非無])(?:実施|受診|回答|回収|充足|達成|出席|参加|執行|利用|接種|修了|完了|普及|設置|加入|整備|就職|登録|交付|配布|配置|配備|投票|採択|合格|定着"
    r"|備蓄|作成|策定|公開|確認|受検|導入|認証|点検|解決|改善|対応)率"
)
RATE = rf"{SHARES_OF_DEEDS}(?:は|:)? ?"
RATE_BESIDE = compile_pattern(rf" ?(?:(?:で|[、, ]){{1,2}}{RATE}|\( ?(?:{RATE})?)")
CLOSED = compile_pattern(r" ?\)")
NOT_YET = compile_pattern(
    "予定|見込|推計|予測|目標|目指|対象|満[0-9]|[0-9]歳|とする|こととし|計画|想定|将来|定員|募集|締め?切|期限"
)
"""With one of these in the sentence of a day to come, it tells how things will stand, not how they do."""
_WRAP = "\0"
_VAGUE = frozenset(
    {
        Qualifier.ABOUT,
        Qualifier.DEGREE,
        Qualifier.AT_LEAST,
        Qualifier.AT_MOST,
        Qualifier.LESS_THAN,
        Qualifier.MORE_THAN,
        Qualifier.AROUND,
    }
)


class Mismatch(NamedTuple):
    """A stated value that those beside it do not give."""

    stated: FigureRecord
    calculated: Decimal
    terms: tuple[FigureRecord, ...]
    """What it was calculated from: a part and its total, or the later and the earlier value."""


def without_wraps(source: SourceDoc) -> str:
    """Return the text with a sign of no meaning for each line break that only wraps a line."""
    text, at = [], 0
    for wrap in source.soft_breaks:
        text += [source.text[at:wrap], _WRAP]
        at = wrap + 1
    return "".join([*text, source.text[at:]])


def words_between(text: str, start: int, end: int) -> str:
    """Return the folded words of a stretch, joined over wraps."""
    return fold(text[start:end].replace(_WRAP, ""))


def is_share(record: FigureRecord) -> bool:
    """Tell whether a figure is a percentage."""
    return record.figure.kind is FigureKind.RATE and record.figure.unit_norm == "%"


def comparable(one: FigureRecord, other: FigureRecord) -> bool:
    """Tell whether two figures count the same unit."""
    return (
        one.figure.kind in COUNTED and other.figure.kind in COUNTED and one.figure.unit_norm == other.figure.unit_norm
    )


def exact(*records: FigureRecord) -> bool:
    """Tell whether all of some figures are single values, none of them 約 or 以上."""
    return not any(r.figure.value_max is not None or _VAGUE.intersection(r.figure.qualifiers) for r in records)


def agree(stated: Decimal, calculated: Decimal) -> bool:
    """Tell whether a stated value is a calculated one, rounded or cut off where it is stated."""
    step = last_digit(stated)
    return abs(stated - calculated) <= step / 2 or 0 <= calculated - stated < step


def last_digit(value: Decimal) -> Decimal:
    """Return what the last digit of a stated value counts."""
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(min(0, exponent if isinstance(exponent, int) else 0))

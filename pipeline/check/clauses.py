"""What the values of one sentence make of each other, told by the values more than by the words: a slip of what they nearly give.

定員480人に対し実員432人で、欠員は58人; 残高2,146百万円に対し、積立て312百万円、取崩し450百万円、年度末残高は2,018百万円. Few words are
asked for; in return, a value is told only where no other way of reckoning with those before it gives it, and it lies as near to
what they give as a slip of the pen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractors.label_words import EARLIER
from extractors.mentions import FigureKind
from extractors.patterns import compile_pattern
from pipeline.check.beside import (
    OPEN,
    sentence_before,
    told_before,
    words_amid,
    words_around,
    words_before,
    words_behind,
)
from pipeline.check.values import (
    COUNTED,
    POINTS,
    Mismatch,
    comparable,
    exact,
    is_share,
    last_digit,
    off_by_rounding,
    slipped,
    sum_of,
)
from pipeline.model import FigureRecord

_MOST, _FARTHEST, _LONGEST, _PAIR = 6, 160, 24, 2


def _before(text: str, figures: Sequence[FigureRecord], at: int) -> Sequence[FigureRecord]:
    return told_before(text, figures, at, most=_MOST, reach=_FARTHEST)


def _near(stated: Decimal, calculated: Decimal) -> bool:
    """Tell whether a value is as near to a calculated one as a slip makes it, be they of one digit."""
    apart = abs(stated - calculated)
    near = apart <= max(Decimal(1), calculated * _FAR) or apart in _TENS
    return calculated > 0 and (near or slipped(stated, calculated, fewest=1))


_FAR = Decimal("0.2")
_TENS = frozenset(map(Decimal, (10, 100, 1000)))

_OF_GAPS = COUNTED | {FigureKind.CHANGE}
_APART = "差(?!し?引)|開き|純[増減]|黒字|赤字"
_WANTING = "欠員|欠席|不足|超過|空き|未達|あと|残り|落選|外れ|漏れ|余剰|残席|余裕|残[一-鿿]{0,3}(?=は|が)"
_GAP = compile_pattern(rf"(?:{_APART}|(?P<wanting>{_WANTING}))(?!し)[^0-9、。()\n]{{0,8}}、? ?$")
_GAP_BEHIND = compile_pattern(
    rf"(?:分)?[のが]?[^0-9、。()\n]{{0,4}}(?:{_APART}|(?P<wanting>不足|欠員|超過|空き|余裕|余剰))"
    r"|(?:ほど|も|だけ)?を?(?:(?P<short>[下上]回|届か|及ば|足り)|多[いく]|少な)"
)
_NO_GAP = compile_pattern(
    rf"など|等(?!級|価)|ほか|約|一部|(?<![控解])除[きくいし]|含[みむめ]|重複|複数|概算|平均|累計|新た|辞退|取り?下げ|追加|内定|新規|延べ|廃止|退|{EARLIER}|撤去|それぞれ|各|うち(?!、?[^、。]{{0,12}}(?:完了|終|済|実施))"
)
_FROM_ELSEWHERE = compile_pattern(r"うち|前|昨")
"""Between the second of two values and how far it is from something else."""
_REFERENCE = compile_pattern(
    r"(?P<name>[^0-9、。\n()]{2,}?)(?:より|から|[にと]比べ|[にと]比し|まで|に対[しす]る?|と|に|を|の)(?:の|は|も|て)*"
    rf"(?:(?P<apart>{_APART})|{_WANTING}|$)"
)
"""In the last clause before a distance: what it is from, or whose it is: 1,318人で、全国平均より124人多い; 定員まで8人の余裕."""
_ITSELF = compile_pattern("^(?:その|この|これ|それ|両者?|抽選|くじ|最多と最[少小]|最大と最小)+$")
_TO_REST = compile_pattern(r"(?:に対し|のところ|のうち|の内、|中、|から、|を予定し|を計画し)")
_OF_WHOLE = compile_pattern(
    "定[員数]|目標|計画|予定|必要|見込|予算|応募|申込|申し込み|募集|委員|[歳収]入|転入|出生|発行|作成|整備延長|対象"
)
"""In the name of one of two values: the other may be wanting to it."""


def _are_apart(text: str, one: FigureRecord, other: FigureRecord, stated: FigureRecord) -> bool:
    """Tell whether what lies between two values, or is wanting to the first, is of them by the words, not from a third."""
    behind = _GAP_BEHIND.match(words_behind(text, stated.figure.span.end, 12))
    before = _GAP.search(words_before(text, stated.figure.span.start, 14))
    last = words_amid(text, other, stated).rpartition("、")[2]
    lead, between = sentence_before(text, one.figure.span.start, _LONGEST), words_amid(text, one, other)
    named = _REFERENCE.search(last)
    if named and not _ITSELF.match(named["name"]):
        of_two = named["apart"] and named[0].startswith(named["name"] + "の")
        if not any(name in lead + between for name in (named["name"].split("と") if of_two else [named["name"]])):
            return False
    wanting = (before and before["wanting"]) or (behind and (behind["wanting"] or behind["short"]))
    if not wanting:
        return before is not None or behind is not None
    if "欠席" in wanting and "出席" not in lead + between:
        return False  # those who did not come need not be those who had asked for no place
    return _TO_REST.search(between) is not None or bool(_OF_WHOLE.search(lead)) != bool(_OF_WHOLE.search(between))


def mismatched_gaps(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield what is said to lie between the two values of its sentence before it, or to be wanting, and does not."""
    for at in range(_PAIR, len(figures)):
        stated = figures[at]
        start, end = stated.figure.span.start, stated.figure.span.end
        if stated.figure.unit_norm in POINTS:
            continue
        if not _GAP.search(words_before(text, start, 14)) and not _GAP_BEHIND.match(words_behind(text, end, 12)):
            continue
        told = _before(text, figures, at)
        unit = stated.figure.unit_norm
        some = [r for r in told if r.figure.unit_norm == unit and r.figure.kind in COUNTED]
        if (
            stated.figure.kind not in _OF_GAPS
            or len(some) != _PAIR
            or not exact(stated, *some)
            or _NO_GAP.search(words_around(text, some[0], stated, _LONGEST))
        ):
            continue
        if _FROM_ELSEWHERE.search(words_amid(text, some[1], stated)) or not _are_apart(text, some[0], some[1], stated):
            continue
        one, other = (record.figure.value for record in some)
        calculated, value = abs(one - other), abs(stated.figure.value)
        if value in (calculated, one + other) or off_by_rounding(calculated - value, (stated, *some)):
            continue
        if _near(value, calculated) and value < max(one, other):
            yield Mismatch(stated, calculated, (max(some, key=_value), min(some, key=_value)))


def _value(record: FigureRecord) -> Decimal:
    return record.figure.value


_TO_POINTS = compile_pattern(r"[^0-9。\n]{0,24}")
_IN_ONE_YEAR = compile_pattern("[1一](?:か)?年間?で")
_ELSEWHERE = compile_pattern(
    rf"(?:{EARLIER}|前回|当初|計画|目標|全国|県|国|平均|同[期月年規]|[年月期]|類似|想定|見込)[^0-9、。\n]{{0,10}}(?:から|より|[にと]?比|対し|を|に)|[一-鿿ァ-ヶー]{{2,}}(?<!差)(?:は|が|も|では)|(?:全国|県|国|都|道|府|管内)の"
)
"""Between a percentage and points: these lie from something else, or are of it."""
_FROM_THERE = compile_pattern(r"\)?(?:から|より|[にと]比べ|[にと]比し|に対し|を|まで|との?差|と(?:の)?比較)")
_APART_FROM = compile_pattern(r"差|開き|[上下]回|高[いくか]|低[いくか]|及ば|届[いか]|足り|不足|とどま")
"""What ties points to the two percentages before them."""
_OF_TIME = compile_pattern(rf"{EARLIER}|年度|前回")
_STEPS = frozenset(map(Decimal, ("0.1", "1.0", "0.01", "10.0")))
_LONGEST_GAP = 10
_OF_OTHER_POINTS = compile_pattern(
    rf"{OPEN}|それぞれ|平均(?=して|で)|累計|年平均|ごと|以上|ずつ|とも|いずれ|両者|計|[0-9０-９]区分"
)


def mismatched_points(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield by how many points the only two percentages of a sentence are said to differ, told right behind them, if they do not.

    収納率は99.1％で、前年度の98.6％から0.4ポイント上昇: both are told to the digit of the points, which are reckoned from them as they stand.
    """
    for at in range(_PAIR, len(figures)):
        points = figures[at]
        if points.figure.unit_norm not in POINTS or not exact(points):
            continue
        told = [r for r in _before(text, figures, at) if r.figure.kind is not FigureKind.DURATION]
        one, other = told[-_PAIR:] if len(told) >= _PAIR else (points, points)
        if not (is_share(one) and is_share(other)) or sum(map(is_share, told)) != _PAIR or not exact(one, other):
            continue
        if any(record.figure.unit_norm in POINTS for record in told):
            continue
        gap = _IN_ONE_YEAR.sub("", words_amid(text, other, points))
        steps = {last_digit(record.figure.value) for record in (one, other, points)}
        calculated, value = abs(one.figure.value - other.figure.value), abs(points.figure.value)
        between = words_amid(text, one, other)
        led = _FROM_THERE.match(gap) or _APART_FROM.search(
            gap + words_behind(text, points.figure.span.end, _LONGEST_GAP)
        )
        fewest = 1 if led else 3
        if (
            _TO_POINTS.fullmatch(gap)
            and not _ELSEWHERE.search(gap)
            and (led or _OF_TIME.search(between))
            and value != calculated > 0
            and max(steps) <= last_digit(points.figure.value) * 10
            and min(steps) >= last_digit(points.figure.value)
            and (slipped(value, calculated, fewest=fewest) or abs(value - calculated) in _STEPS)
            and not _OF_OTHER_POINTS.search(words_around(text, one, points, _LONGEST))
        ):
            yield Mismatch(points, calculated, (one, other))


_COMES = compile_pattern(
    r"(?:新規|新た|増|入(?!居率)|採用|加|積|受[け入理付]|登録|追加|購入|寄附|寄付|発行|認定|設置|整備|繰入|交付|開設|転入|起債|借)"
)
_GOES = compile_pattern(
    r"(?:減|退|転出|崩|廃|除|死亡|償還|返|使[用っいわ]|支出|執行|差し?引|控除|終[了結]|解[除約散体]|辞|満[期了]|離[任職]|配布|払[いっ]|脱|充当|充て|歳出|閉|卒|修了|処分|撤去|[休廃]止|休業|廃業|売却|繰越|繰り越|抹消)"
)
_OPENS = compile_pattern(
    rf"(?:末|当初|期首|年初|[0-9]日(?:現在|時点)?|{EARLIER}度?|形式収支|収支|残高|予算|歳入|収入|(?:令和|平成|[RH])[0-9元]{{1,2}}年度?)[^0-9、。()\n]{{0,10}}$"
)
_LEAVES = compile_pattern(r"[^0-9。\n()]{0,8}(?:から|に対し(?:て)?|に(?=、|新た)|だったが|で(?:始|スタート)|あ[っり])")
_CLOSES = compile_pattern(
    r"(?:末|現在|時点|残高?|収支|不用額|執行残|累計|合計|通算|(?:令和|平成|[RH])?[0-9元]{1,2}年度|[今本翌]年度|差し?引き?|結果)[^0-9、。()\n]{0,12}、? ?$"
)
_BECAME = compile_pattern(r"(?:と|に)(?:な|至)")
_ENDS_IN = compile_pattern(r"(?:と|に)(?:な|至)|で(?:あ|す|し)|。|\)|、|\n|$|だ")
_NO_BALANCE = compile_pattern(
    rf"{OPEN}|うち|平均|異動|還付|欠損|見込|目標|定員|それぞれ|率|振替|組替|待機|稼働|有効|休[止業][^0-9、。\n]{{0,6}}が、|前年度(?:比|より)|延べ|利子|運用"
)


def mismatched_balances(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield what there is left, where what there was with what came in and went out gives something else, nearly that.

    Each value between is in or out by a word before or behind it: 412人から、退職19人、採用23人により、408人となった.
    """
    for at in range(_PAIR, len(figures)):
        left = figures[at]
        lead = words_before(text, left.figure.span.start, _LONGEST)
        if not (
            _CLOSES.search(lead) or _BECAME.match(words_behind(text, left.figure.span.end, 4))
        ) or not _ENDS_IN.match(words_behind(text, left.figure.span.end, 4)):
            continue
        told = _before(text, figures, at)
        for first in range(len(told) - _PAIR, max(-1, len(told) - _PAIR - 3), -1):
            account = [*told[first:], left]
            signs = _signs(text, account)
            if signs:
                yield from _balanced(text, account, signs)
                break


def _signs(text: str, account: Sequence[FigureRecord]) -> Sequence[int]:
    """Return for each value between the first and the last of an account whether it came in (1) or went out (-1); nothing if that is open."""
    before, *moves, _ = account
    if not all(comparable(before, record) for record in account) or not exact(*account):
        return ()
    end = before.figure.span.end
    opened = _OPENS.search(words_before(text, before.figure.span.start, _LONGEST))
    if not opened or not (_LEAVES.match(words_behind(text, end, 16)) or words_behind(text, end, 1) in ("、", "(")):
        return ()
    found = list[int]()
    for n, move in enumerate(moves, start=1):
        gap = words_amid(text, account[n - 1], move)
        name = gap.rpartition("、")[2] or gap
        behind = words_amid(text, move, account[n + 1])
        deed = behind.partition("、")[0] if behind[:1] in ("を", "が", "の", "も") else ""
        ways = [(_COMES.search(words) is not None, _GOES.search(words) is not None) for words in (deed, name) if words]
        clear = [way for way in ways if way[0] != way[1]]
        if not clear:
            return ()
        found.append(1 if clear[0][0] else -1)
    return found


def _balanced(text: str, account: Sequence[FigureRecord], signs: Sequence[int]) -> Iterator[Mismatch]:
    before, *moves, left = account
    changes = [move.figure.value for move in moves]
    calculated = before.figure.value + sum((n * v for n, v in zip(signs, changes, strict=True)), Decimal(0))
    turned = before.figure.value - sum((n * v for n, v in zip(signs, changes, strict=True)), Decimal(0))
    value = left.figure.value
    if (
        value == calculated
        or off_by_rounding(calculated - value, account)
        or _NO_BALANCE.search(words_around(text, before, left, _LONGEST))
        or "繰越" in words_amid(text, moves[-1], left)
    ):
        return  # what is neither spent nor carried over need not be told
    apart = abs(value - calculated)
    both = len(set(signs)) == _PAIR
    near = slipped(value, calculated) or (
        both and (value == turned or apart <= max(Decimal(1), calculated * _FAR / 4) or apart in _TENS)
    )
    if near and value not in changes and value != before.figure.value:
        yield Mismatch(left, calculated, (before, *moves))


_AGAIN = compile_pattern(r"再掲[)）]?[^0-9、。\n]{0,8}$")


def added_again(text: str, figures: Sequence[FigureRecord]) -> Iterator[tuple[FigureRecord, Sequence[FigureRecord]]]:
    """Yield the totals that only those of their parts make which are told again, too, and those told once: 再掲 1,108人 is added."""
    for at in range(_PAIR + 1, len(figures)) if "再掲" in text else ():
        total = figures[at]
        some = [r for r in _before(text, figures, at) if comparable(r, total)]
        again = [r for r in some if _AGAIN.search(words_before(text, r.figure.span.start, 12))]
        once = [r for r in some if r not in again]
        if again and len(once) >= _PAIR and exact(total, *some) and sum_of(some) == total.figure.value:
            yield total, once


_TURNED = compile_pattern(
    r"(?:の?(?:増|減|伸び|プラス|マイナス)|[^0-9。\n()]{0,24}[0-9,.]*[^0-9。\n()]{0,24}(?:増[加え]|減[少っりる]|伸び))"
)


def mismatched_rows_told(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield by how much a sentence says that the two values of a row above it differ, by its name, if it is a slip of that."""
    rows: dict[str, tuple[FigureRecord, FigureRecord] | None] = {}
    for at, record in enumerate(figures):
        label = record.figure.label
        if not label:
            continue
        if at + 1 < len(figures) and figures[at + 1].figure.label == label and _is_row(text, figures, at):
            rows[label] = None if label in rows else (record, figures[at + 1])
        pair = rows.get(label)
        if not pair or record in pair or record.place.measure_no != pair[0].place.measure_no:
            continue
        one, other = pair
        calculated, value = one.figure.value - other.figure.value, abs(record.figure.value)
        if record.figure.unit_norm != one.figure.unit_norm or not exact(record, one, other):
            continue
        if value in (one.figure.value, other.figure.value) or off_by_rounding(
            abs(calculated) - value, (record, one, other)
        ):
            continue
        turned = _TURNED.match(words_behind(text, record.figure.span.end, 60))
        if turned and slipped(value, abs(calculated)) and value != abs(calculated):
            yield Mismatch(record, calculated, (one, other))


def _is_row(text: str, figures: Sequence[FigureRecord], at: int) -> bool:
    """Tell whether two values are all that a line gives, with nothing but blanks between them."""
    one, other = figures[at : at + _PAIR]
    end = other.figure.span.end
    first = not at or "\n" in text[figures[at - 1].figure.span.end : one.figure.span.start]
    last = words_behind(text, end, 4).lstrip(" ")[:1] in ("\n", "")
    return first and last and comparable(one, other) and not words_amid(text, one, other).strip(" 　|→")


_INCLUDED = compile_pattern(
    r"(?:を|も)?(?:含め(?:て)?(?!ず|な|ませ)|含む|含んで|含んだ)、?(?:合わせて|全体で|計|合計)?[^0-9、。()\nうち]{0,10}"
)


def exceeding_included(text: str, figures: Sequence[FigureRecord]) -> Iterator[tuple[FigureRecord, FigureRecord]]:
    """Yield the values that another, told right behind, is said to include, and that are more than it: 31戸を含め28戸."""
    for at in range(1, len(figures)):
        part, whole = figures[at - 1 : at + 1]
        if not comparable(part, whole) or part.figure.value <= whole.figure.value:
            continue
        if exact(part, whole) and _INCLUDED.fullmatch(words_amid(text, part, whole)):
            yield part, whole


CLAUSES = (
    (mismatched_gaps, "remainder_mismatch", " − "),
    (mismatched_balances, "remainder_mismatch", "、"),
)
"""All that finds values which those of their sentence do not give, with code and sign."""

"""What several values of a passage give in more than one way, and one value that keeps to none: parts, points and net changes.

236台で、新規41台、撤去32台により、前年度末の227台から11台の純増; 年4回、1回15,200部で、年間76,000部. That the others fit each other tells what they are; the
words need say little.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from extractors.label_words import EARLIER
from extractors.patterns import compile_pattern
from pipeline.check.beside import (
    OPEN,
    THE_LESS,
    sentence_before,
    told_before,
    words_amid,
    words_around,
    words_before,
    words_behind,
)
from pipeline.check.values import (
    POINTS,
    Mismatch,
    Surpassed,
    comparable,
    exact,
    is_share,
    slipped,
)
from pipeline.model import FigureRecord

_MOST, _FARTHEST, _PAIR, _LONGEST = 8, 200, 2, 24
_OPEN = compile_pattern(rf"{OPEN}|平均|それぞれ|各(?![種位自])|のべ")
_OF_OTHER = compile_pattern(rf"{EARLIER}|目標|計画|定員|全国|県内|累計")


def _told(text: str, figures: Sequence[FigureRecord], at: int, sentences: int = 1) -> Sequence[FigureRecord]:
    return told_before(text, figures, at, most=_MOST, reach=_FARTHEST, sentences=sentences)


def _near(value: Decimal, calculated: Decimal) -> bool:
    return abs(value - calculated) <= 1 or slipped(value, calculated, fewest=1)


_WAY = compile_pattern(
    r"紙(?:面|媒体)?|電子|ウェブ|W(?:eb|EB)|インターネット|オンライン|郵送|窓口|来[所庁]|電話|訪問|持参"
)
"""In the name of a part: each comes in but one of these ways."""


def mistaken_second_parts(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield the last of two parts of a whole, all named alike, that with the first makes a slip of it: 回答938人、うちウェブ回答394人、郵送回答554人."""
    for at in range(_PAIR, len(figures)):
        part = figures[at]
        told = [r for r in _told(text, figures, at, _PAIR) if comparable(r, part)]
        if len(told) < _PAIR or not part.figure.label:
            continue
        whole, first = told[-_PAIR:]
        name, names = whole.figure.label, (first.figure.label or "", part.figure.label)
        if not name or len(set(names)) != _PAIR or not exact(whole, first, part) or first.part_of is None:
            continue
        if not all(own.endswith(name) and _WAY.fullmatch(own.removesuffix(name)) for own in names):
            continue
        made, value = first.figure.value + part.figure.value, whole.figure.value
        calculated = value - first.figure.value
        slip = made > value and slipped(made, value) and slipped(part.figure.value, calculated)
        rest_of_line = words_behind(text, part.figure.span.end, _FARTHEST).partition("\n")[0]
        if slip and not _OPEN.search(words_around(text, first, part, _LONGEST) + rest_of_line):
            yield Mismatch(part, calculated, (whole, first))


_FOUR = 4
_NET = compile_pattern(r"(?:の|が)?純(?:増|減)")


def mistaken_net_changes(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield the net change that neither what came and went nor the values before and after give, though these agree.

    236台で、新規41台、撤去32台により、前年度末の227台から11台の純増.
    """
    for at in range(_FOUR, len(figures)):
        net = figures[at]
        if not _NET.match(words_behind(text, net.figure.span.end, 6)) and not words_before(
            text, net.figure.span.start, 4
        ).endswith(("純増は", "純減は", "純増", "純減")):
            continue
        some = [r for r in _told(text, figures, at) if r.figure.unit_norm == net.figure.unit_norm]
        gaps = [
            (abs(a.figure.value - b.figure.value), {n, m}) for (n, a), (m, b) in combinations(enumerate(some), _PAIR)
        ]
        value = abs(net.figure.value)
        if not exact(net, *some) or any(gap == value for gap, _ in gaps):
            continue
        twice = {gap for gap, pair in gaps for same, others in gaps if gap == same > 0 and not pair & others}
        least = min(twice, default=value)  # what agrees for moves and stocks does so for each stock and its move, too
        if least < min((r.figure.value for r in some), default=Decimal(0)) and least != value and len(some) == _FOUR:
            yield Mismatch(net, least, tuple(some))


_TOGETHER = compile_pattern(r"(?:の|と|、|,|及び)?")
_TURNED = compile_pattern(r"の?(?:増|減|プラス|マイナス)")


def mistaken_of_several(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield the one change of several told in a row that the values of its unit do not give, while all others are right.

    11校28学級、794人。前年度は12校30学級、812人で、2校2学級18人の減.
    """
    for at in range(5, len(figures)):
        if not _TURNED.match(words_behind(text, figures[at].figure.span.end, 4)):
            continue
        first = at
        while first and _TOGETHER.fullmatch(words_amid(text, figures[first - 1], figures[first])):
            first -= 1
        row, told = figures[first : at + 1], _told(text, figures, first, _PAIR)
        pairs = [[r for r in told if r.figure.unit_norm == record.figure.unit_norm] for record in row]
        if len(row) < _PAIR or any(
            len(pair) != _PAIR or not exact(*pair, r) for pair, r in zip(pairs, row, strict=True)
        ):
            continue
        gaps = [abs(one.figure.value - other.figure.value) for one, other in pairs]
        astray = [n for n, (gap, record) in enumerate(zip(gaps, row, strict=True)) if gap != abs(record.figure.value)]
        if (
            len(astray) == 1
            and not _OF_OTHER.search(words_amid(text, told[-1], row[0]))
            and not _OPEN.search(words_around(text, told[0], row[-1], _LONGEST))
            and gaps[n := astray[0]]
            and _near(abs(row[n].figure.value), gaps[n])
        ):
            yield Mismatch(row[n], gaps[n], tuple(pairs[n]))


_EACH_TIME = compile_pattern(r"(?:[1一]回|毎回)(?:当たり|あたり|に(?:つき)?)?[^0-9、。\n()]{0,6}$")
_IN_ALL = compile_pattern(r"(?:年間|合計|総|計)[^0-9、。\n()]{0,10}は、?$")


def mistaken_times(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield what a year makes of so much each time, if it is that of one time more or less: 年4回、1回15,200部で、年間76,000部."""
    for at in range(_PAIR, len(figures)):
        times, each, total = figures[at - _PAIR : at + 1]
        if times.figure.unit_norm != "回" or not comparable(each, total) or not exact(times, each, total):
            continue
        if not _EACH_TIME.search(words_before(text, each.figure.span.start, 12)) or times.figure.value < _PAIR:
            continue
        if not _IN_ALL.search(words_before(text, total.figure.span.start, 16)):
            continue
        n, value = times.figure.value, total.figure.value
        words = words_around(text, times, total, _LONGEST)
        one_off = value in (each.figure.value * (n + 1), each.figure.value * (n - 1))
        if (
            one_off
            and "\n" not in words
            and words.count("。") <= 1
            and not (_OPEN.search(words) or _MORE.search(words))
        ):
            yield Mismatch(total, each.figure.value * n, (each, times))


_MORE = compile_pattern(r"臨時|追加|増刊|号外|特別|残|在庫|保管|別に|加え|予備|うち|中止|ただし")

_FROM_EARLIER = compile_pattern(
    rf"(?:^|[。、])(?P<name>[^、。\n]{{2,16}}?)(?:の(?:割合|比率|構成比)|の?率)?(?:は|が|も)、?(?:{EARLIER}度?)の?$"
)
_TO_POINTS = compile_pattern(r"(?:から|より|に比べ|を)、?")


def mistaken_points_by_name(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield by how many points a share of the sentence before differs from that of the year before, if it is a slip of that.

    うち65歳以上が233件（45.0％）。65歳以上の割合は前年度の42.6％から3.4ポイント上がった.
    """
    for at in range(_PAIR, len(figures)):
        then, points = figures[at - 1 : at + 1]
        if points.figure.unit_norm not in POINTS or not is_share(then):
            continue
        named = _FROM_EARLIER.search(words_before(text, then.figure.span.start, 28))
        if named is None or not _TO_POINTS.fullmatch(words_amid(text, then, points)):
            continue
        told = [r for r in _told(text, figures, at, _PAIR) if is_share(r) and r is not then]
        own = [r for r in told if r.figure.label and r.figure.label.startswith(named["name"])]
        value = abs(points.figure.value)
        if len(own) != 1 or not exact(then, points, *told):
            continue
        if any(abs(r.figure.value - then.figure.value) == value for r in told):
            continue
        calculated = abs(own[0].figure.value - then.figure.value)
        if calculated and slipped(value, calculated, fewest=1):
            yield Mismatch(points, calculated, (own[0], then))


_TO_TARGET = compile_pattern(r"を?(?:上回り|増加し|増え|上昇し|伸び)、(?:年間)?目標(?:値|額)?(?:である|の)?")
_REACHED = compile_pattern(r"を(?:達成し|上回っ|超え)(?:た(?=[。、)]|ほか)|て(?:いる|い?ます|おり)|まし)")


def unreached_targets(text: str, figures: Sequence[FigureRecord]) -> Iterator[Surpassed]:
    """Yield what grew since the year before, by what is told, and is said to have reached a target that it is below.

    18,240円で、前年度の17,100円を1,140円上回り、目標の18,500円を達成した: the values tell which it is.
    """
    for at in range(3, len(figures)):
        now, then, apart, target = figures[at - 3 : at + 1]
        said = _REACHED.match(words_behind(text, target.figure.span.end, 8))
        if said is None or not all(comparable(now, r) for r in (then, target)) or not exact(now, then, apart, target):
            continue
        if apart.figure.unit_norm != now.figure.unit_norm or "。" in words_amid(text, now, target):
            continue
        grew = now.figure.value - then.figure.value == abs(apart.figure.value) > 0 and not now.part_of
        below = now.figure.value < target.figure.value and _TO_TARGET.fullmatch(words_amid(text, apart, target))
        aimed_down = THE_LESS.search(sentence_before(text, now.figure.span.start, _FARTHEST))
        if grew and below and not aimed_down and _OF_OTHER.search(words_amid(text, now, then)):
            yield Surpassed(now, target, said[0].removeprefix("を"))


_THROUGH = compile_pattern(r"(?:に?わたる|の)(?P<what>[^0-9、。\n()のを]{2,8})(?:を通[しじ]|全体を通[しじ]|を終え)")
_HELD = compile_pattern(r"(?:開催|実施|開[いきか講]|行[いっわ])")
_OF_MORE = compile_pattern(r"年度|計|から|まで|合わせ")
_SOME_OF_THEM = compile_pattern(r"うち|各|最初|残り|前半|後半|半期|連続|追加|初め|オンライン|対面|会場|コース")


def sessions_told_again(text: str, figures: Sequence[FigureRecord]) -> Iterator[tuple[FigureRecord, FigureRecord]]:
    """Yield how often something was held, and another number of the same told behind it as of all: 研修を4回開催し…3回の研修を通じた満足度."""
    for at in range(1, len(figures)):
        again = figures[at]
        told = _THROUGH.match(words_behind(text, again.figure.span.end, 20)) if again.figure.unit_norm == "回" else None
        held = [r for r in _told(text, figures, at, _PAIR) if r.figure.unit_norm == "回"] if told else []
        if told is None or len(held) != 1 or held[0].figure.value == again.figure.value or not exact(held[0], again):
            continue
        first = held[0]
        of_same = words_before(text, first.figure.span.start, 12).endswith((f"{told['what']}を", f"{told['what']}は"))
        is_held = _HELD.match(words_behind(text, first.figure.span.end, 4))
        of_more = _OF_MORE.search(words_amid(text, first, again))
        if of_same and is_held and not of_more and not _SOME_OF_THEM.search(words_around(text, first, again, _LONGEST)):
            yield first, again


ACCOUNTS = (
    (mistaken_second_parts, "remainder_mismatch", " − "),
    (mistaken_net_changes, "remainder_mismatch", "、"),
    (mistaken_times, "product_mismatch", " × "),
    (mistaken_points_by_name, "change_mismatch", " − "),
    (mistaken_of_several, "remainder_mismatch", " − "),
)
"""All that finds values which those of a passage do not give, with code and sign."""

"""Numbers with their counters: the grammar that every extractor of figures shares.

A quantity is a number or a range of numbers with what counts it: 500人, 2,839件, 20～30名, 1億2千万円, 14時間30分,
1/2, 三分の一, 月1回. What is counted, in which sense, and whether it is a figure at all is not decided here.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from extractors import (
    bare_counts,
    changes,
    days,
    doubtful_marks,
    estimates,
    forewords,
    frequencies,
    month_counts,
    morphology,
    numerals,
    scripts,
    shared_units,
    slashes,
    tenths,
)  # fmt: skip
from extractors.basis import is_basis, is_each_day, is_whole, share
from extractors.counters import (
    BEHIND_COUNTER,
    COMPOUND,
    COUNTERS,
    CURRENCY_SIGNS,
    DEEDS,
    GIVEN_POINTS,
    LENGTHS,
    NATIONAL_MONEY,
    NO_COUNTER,
    NOT_BEHIND,
    OTHER_SENSES,
    Counter,
    are_one_unit,
    by_measure,
    counter_of,
)
from extractors.frequencies import PER_UNKNOWN
from extractors.glyphs import FRACTIONS, is_multiple, shortened
from extractors.heading_numbers import counts_heading
from extractors.mentions import FigureKind, Per
from extractors.patterns import compile_pattern

if TYPE_CHECKING:
    from extractors.numerals import Number
    from extractors.view import TextView

_FREQUENCY = FigureKind.FREQUENCY


class Quantity(NamedTuple):
    """A quantity at view offsets `start`..`end`."""

    start: int
    end: int
    number_start: int
    """Where the first digit stands: behind 月 in 月1回."""
    value: Decimal
    value_max: Decimal | None
    unit: str | None
    """As written, without blanks."""
    counter: Counter
    per: Per | None = None
    basis: bool = False
    """Whether it is only what another quantity is counted by (1人当たり) or rounded to (千円未満): no figure."""

    @property
    def kind(self) -> FigureKind:
        """The kind that the counter gives; `people` for every head count."""
        return self.counter.kind if self.per is None else _FREQUENCY

    @property
    def is_frequency(self) -> bool:
        """Whether a period before or behind the number makes it a rate of occurrence."""
        return self.per is not None or self.counter is PER_UNKNOWN


_new_quantity = partial(tuple.__new__, Quantity)
"""A third of the time of calling `Quantity`."""
_RATIO = Counter("", FigureKind.RATIO, Decimal(1), False)
_RANGE = scripts.compile(r" ?(?:[~ー-]|から|ないし|乃至) ?")
BETWEEN = scripts.compile(r"(?:以上|超|を超え)(?:、|かつ|~)? ?")
BELOW = scripts.compile(r" ?(?:未満|以下|以内)")
"""10人以上20人未満: one quantity between two bounds."""
_RANGE_SIGNS = frozenset("~ー-かな乃以超を、")
"""With one of these, behind a blank perhaps, goes on what `_read_range` reads."""
_NO_UNIT = compile_pattern(r"月(?!間)|[)】]| ?つ(?:な[がぎぐげ]|づ[かきくけ])")
"""No counter begins so, and no range or ratio goes on: right behind most numbers of dates and headings."""
_LONGEST_JOINT = 5
"""The most characters that `_RANGE` matches: ` ないし `."""
_FRACTION = scripts.compile(r" ?/ ?")
_PARTS_OF = scripts.compile(r" ?分の ?")
_RATIO_SIGNS = frozenset("/分と")
"""With one of these, behind a blank perhaps, goes on what `_read_ratio` and `_read_mixed` read."""
_SOMEWHAT_MORE = scripts.compile(r"有?余り?の?")  # 50余名: a little more than that
_TWO_OR_THREE = scripts.compile(r"[1-8],[2-9]")  # 4,5人: no number is written with a comma before its last digit
_NO_RATIO_BEFORE = scripts.compile(r"[\d/.-]$")
_WORD_GOES_ON = scripts.compile(r"[㐀-鿿々ァ-ヶー]")
_VERB_BEHIND = scripts.compile(
    r"(?<=[\d万千][㐀-鿿])(?![化目式性])[㐀-鿿](?:し[たて、]|す[。、る]|っ[たて]|い[たて]|ん[だで]|[えけせてねべめれげ][た、]|[きりみ]、)"
)
"""Behind a counter of one character: 3本流した, where the tagger may read 本流."""
_OF_WHICH = scripts.compile(r"中[ 、約\d]")
_AGE_BEFORE = scripts.compile(r"(?:年齢|平均|寿命|最高齢|最年[少長]|享年)[^。\n\d]{0,8}$")
_AGE_BEHIND = scripts.compile(
    r"(?:半| ?\d{1,2} ?[か箇ヶカヵ]月)?"
    r"(?:若返|(?:ほど|程度)?[高低]|です|でした|であ[るっり]|で、|だっ?た?[。、]|とな|に(?:なり|なっ|なる(?:[。、]|$)|上昇|低下|延び)|[。)]|$|、(?!\d))"
)
_SMALLER = scripts.compile(r"\d{1,3} ?(?:[cm]?m|[kg]?g|m[Ll])(?![A-Za-z\d])|\d[\d,]* ?(?:[人名組]|チーム)")
"""What may follow km, m or kg without a blank: 1m50cm, 10km512人."""
_ORDINAL_LIST = scripts.compile(r"第 ?(?:[\d一二三四五六七八九十]{1,3} ?[回期章節条項号]? ?[、・,~-] ?){1,6}$")
"""What makes the number behind it the last of a list of ordinals: 第1・2回, 第2、3回."""
_TOLD = scripts.compile(r"[ァ-ヶー]{2,12}[をが][^\n。]{1,40}[ただる]。")  # 3ゴールを決めた。 is no heading
_HEADING_NUMBER = scripts.compile(r"(?:^|\n)[ 第(\[【・○◎●◇◆■□-]*$")


def scan(view: TextView) -> list[Quantity]:
    """Return every quantity of the view in order, apart; an arbiter settles overlaps with dates and other readings."""
    numbers = view.memo(numerals.scan)
    units = bare_counts.scan(view) | shared_units.scan(view)
    found: list[Quantity] = []
    k = 0
    while k < len(numbers):
        quantity = _read(view, numbers, k, units)
        if quantity is None:
            k += 1
            continue
        if found and quantity.start < found[-1].end:
            found.pop()  # 2か月に1回: what looked like a duration is the period of a frequency
        if found and found[-1].per and quantity.per is None and changes.goes_on(view.text, found[-1], quantity):
            quantity = quantity._replace(per=found[-1].per)
        found.append(quantity)
        while k < len(numbers) and numbers[k].start < quantity.end:
            k += 1
    return found


def _read(view: TextView, numbers: list[Number], k: int, units: dict[int, str]) -> Quantity | None:
    number = numbers[k]
    start, end, value, _ = number
    text = view.text
    if value is None:
        return _read_estimate(view, number)
    if is_whole(text, start) or doubtful_marks.is_unclear(view, number):
        return None
    if unit := units.get(start):
        return Quantity(start, end, start, value, None, unit, COUNTERS[unit])
    signed = text[start - 1 : start] in forewords.ENDS_SIGN and forewords.currency_sign(text, start) is not None
    if month_counts.are_counted(text, start, end):
        return Quantity(start, end + 1, start, value, None, "月", COUNTERS["か月"])
    if not signed and _NO_UNIT.match(text, end):
        return None
    quantity = None
    if not _RATIO_SIGNS.isdisjoint(text[end : end + 2]):
        quantity = _read_ratio(view, numbers, k) or _read_mixed(view, numbers, k)
    if quantity is None and signed:
        quantity = _read_signed_money(view, numbers, k)
    if quantity is None:
        own = _counter_at(view, end)
        quantity = _read_range(view, numbers, k, own) or _read_single(view, numbers, k, own)
        if quantity is None and text[start] in FRACTIONS and end - start == 1:
            quantity = Quantity(start, end, start, value, None, None, _RATIO)
        quantity = quantity and forewords.join(text, quantity)
    if quantity is not None and (of_it := share(text, quantity)):
        return quantity._replace(end=of_it[0], value=of_it[1], unit=None, counter=_RATIO)
    return quantity._replace(basis=True) if quantity and is_basis(text, quantity) else quantity


def _read_estimate(view: TextView, number: Number) -> Quantity | None:
    """Read 4,5人 as four or five."""
    written = view.text[number.start : number.end]
    if not _TWO_OR_THREE.fullmatch(written) or int(written[2]) != int(written[0]) + 1:
        return None
    counted = _counter_at(view, number.end)
    single = counted and _measure(view, number._replace(value=Decimal(written[2])), counted)
    if not single or single.counter.kind in (FigureKind.MONEY, FigureKind.RATE, FigureKind.RATIO):
        return None
    return frequencies.with_period(view.text, single._replace(value=Decimal(written[0]), value_max=single.value))


def _next(numbers: list[Number], k: int, text: str, joint: re.Pattern[str]) -> Number | None:
    """Return the next number where only `joint` stands between it and number `k`."""
    if k + 1 == len(numbers):
        return None
    after = numbers[k + 1]
    if after.value is None or not 0 < after.start - numbers[k].end <= _LONGEST_JOINT:
        return None
    match = joint.match(text, numbers[k].end)
    return after if match and match.end() == after.start else None


def _read_ratio(view: TextView, numbers: list[Number], k: int) -> Quantity | None:
    text, number = view.text, numbers[k]
    if number.value is None:
        return None
    below = _next(numbers, k, text, _FRACTION)
    if below and below.value and not _NO_RATIO_BEFORE.search(text, number.start - 1, number.start):
        stop = below.end
        if number.value > below.value or text[stop : stop + 1] in ("/", "-"):
            return None
        if _counter_at(view, stop) or not slashes.is_share_in(view, number.start, stop):
            return None
        return Quantity(number.start, stop, number.start, shortened(number.value / below.value), None, None, _RATIO)
    above = _next(numbers, k, text, _PARTS_OF)
    if above and above.value is not None and number.value:
        unit = f"分の{text[above.start : above.end]}"
        value = shortened(above.value / abs(number.value))
        return Quantity(
            number.start, above.end, number.start, -value if number.value < 0 else value, None, unit, _RATIO
        )
    return None


def _read_mixed(view: TextView, numbers: list[Number], k: int) -> Quantity | None:
    """Read 2と4分の1 as two and a quarter."""
    whole = numbers[k].value
    if not view.text.startswith("と", numbers[k].end) or not whole or whole != int(whole):
        return None
    follows = k + 1 < len(numbers) and numbers[k + 1].start == numbers[k].end + 1
    parts = _read_ratio(view, numbers, k + 1) if follows else None
    if parts is None or parts.value >= 1:
        return None
    return parts._replace(start=numbers[k].start, number_start=numbers[k].start, value=whole + parts.value)


def _read_signed_money(view: TextView, numbers: list[Number], k: int) -> Quantity | None:
    """Read ¥3,000 and $100~$200: the sign of the currency stands before the number."""
    number = numbers[k]
    signed = forewords.currency_sign(view.text, number.start)
    if signed is None or number.value is None or _counter_at(view, number.end):
        return None
    at, sign = signed
    end, most = number.end, None
    if k + 1 < len(numbers) and (upper := forewords.currency_sign(view.text, numbers[k + 1].start)):
        last = numbers[k + 1]
        if last.value and last.value > number.value and _RANGE.fullmatch(view.text, end, upper[0]):
            end, most = last.end, last.value
    return Quantity(at, end, number.start, number.value, most, sign, COUNTERS[CURRENCY_SIGNS[sign]])


def _read_range(view: TextView, numbers: list[Number], k: int, own: tuple[str, int] | None) -> Quantity | None:
    text, first = view.text, numbers[k]
    joint_at = own[1] if own else first.end  # 20人から30人: the counter may stand behind both
    if _RANGE_SIGNS.isdisjoint(text[joint_at : joint_at + 2]):
        return None
    if k + 1 == len(numbers) or not 0 < numbers[k + 1].start - joint_at <= _LONGEST_JOINT:
        return None
    last = numbers[k + 1]
    match = _RANGE.match(text, joint_at)
    if match is None and own and (between := BETWEEN.match(text, joint_at)):
        bounded = _counter_at(view, last.end)
        match = between if bounded and BELOW.match(text, bounded[1]) else None
    scale = None
    if match is None or match.end() != last.start:
        if (neighbour := estimates.neighbour(text, first, last)) is None:
            return None
        first, last, scale = first._replace(value=neighbour[0]), last._replace(value=neighbour[1]), Decimal(1)
    counted = _counter_at(view, last.end)
    if counted is None and own is None and text[joint_at : last.start].strip() == "~":
        counted = _unknown_counter(view, last)  # 30~40協定
    if counted is None or first.value is None or last.value is None or (own and not are_one_unit(own[0], counted[0])):
        return None
    named_by_day = counted[0] == "年" and is_multiple(last.value, 1) and not is_multiple(first.value * 10, 1)
    if "から" in text[joint_at : last.start] and (named_by_day or changes.became(text, first.start, counted)):
        return None
    single = _measure(view, last, counted)
    if single is None:
        return None
    # ~ before a scaled number shares the scale: 2~3万人 is 20,000 to 30,000.
    low = first.value * (scale or (1 if own else estimates.shared_scale(text, first, last)))
    lower = (own and counter_of(own[0])) or single.counter  # 5千円～1万円
    low *= lower.factor if single.unit != "割" else Decimal("0.1")
    if low == single.value or (low > single.value and text[joint_at : last.start].strip() != "~"):
        return None  # 15~8人 is as it is written: a check tells
    low, most = (single.value, low) if single.value < low < 0 else (low, single.value)  # △5～△10%
    return frequencies.with_period(
        view.text, single._replace(start=first.start, number_start=first.start, value=low, value_max=most)
    )


def _read_single(view: TextView, numbers: list[Number], k: int, own: tuple[str, int] | None) -> Quantity | None:
    number = numbers[k]
    counted = own or _unknown_counter(view, number)
    if counted is None:
        return _read_former(view, numbers, k)
    quantity = _measure(view, number, counted)
    if quantity is None:
        return None
    each_day = quantity.unit == "日" and is_each_day(view.text, number.start, quantity.end)
    if not each_day and (smaller := COMPOUND.get(quantity.unit or "")):
        quantity = _join_smaller(view, quantity, numbers, k + 1, smaller)
    if quantity.unit == "泊" and k + 1 < len(numbers):
        quantity = _read_stay(view, quantity, numbers[k + 1])
    return frequencies.with_period(view.text, quantity)


def _read_former(view: TextView, numbers: list[Number], k: int) -> Quantity | None:
    """Read the 18 of 18→21か所: a value that changed, counted by what stands behind the new one."""
    number = numbers[k]
    if "→" not in view.text[number.end : number.end + 2]:
        return None
    later = _next(numbers, k, view.text, changes.BECOMES)
    counted = _counter_at(view, later.end) if later else None
    counter = counter_of(counted[0]) if counted else None
    if counted is None or counter is None or number.value is None:
        return None
    if not _is_quantity(view.text, number, counted[0], number.end):
        return None
    return Quantity(number.start, number.end, number.start, number.value * counter.factor, None, counted[0], counter)


def _join_smaller(
    view: TextView, quantity: Quantity, numbers: list[Number], k: int, smaller: dict[str, int]
) -> Quantity:
    """Join what the numbers from `k` on give in smaller units: 1時間20分30秒, 1年と6か月."""
    while k < len(numbers) and view.text[quantity.end : numbers[k].start] in ("", " ", "と"):
        value, rest = numbers[k].value, _counter_at(view, numbers[k].end)
        parts = smaller.get(counter.norm) if rest and (counter := counter_of(rest[0])) else None
        if rest is None or value is None or parts is None:
            break
        value, end = tenths.with_rest(view.text, numbers[k], rest[0], rest[1], value)
        quantity = quantity._replace(end=end, value=shortened(quantity.value + value / parts))
        k += 1
    return quantity


def _read_stay(view: TextView, nights: Quantity, days: Number) -> Quantity:
    """Read 2泊3日 as one stay of three days."""
    end = days.end + (2 if view.text.startswith("日間", days.end) else 1)
    if days.start != nights.end or days.value is None or not view.text.startswith("日", days.end):
        return nights
    return nights._replace(end=end, value=days.value, unit=view.text[days.end : end], counter=COUNTERS["日"])


def _measure(view: TextView, number: Number, counted: tuple[str, int]) -> Quantity | None:
    (word, end), text = counted, view.text
    counter = known = counter_of(word)
    if counter is None:
        money = NATIONAL_MONEY.fullmatch(word) is not None
        counter = Counter(word, FigureKind.MONEY if money else FigureKind.COUNT, Decimal(1), not money)
    elif word == "ポイント" and GIVEN_POINTS.match(text, end):
        counter = counter._replace(kind=FigureKind.COUNT)
    if number.value is None or not _is_quantity(text, number, word, end):
        return None
    if counts_heading(view, number.start, number.end, end, names_itself=counter.names_itself, is_known=bool(known)):
        return None
    value, end = tenths.with_rest(text, number, word, end, number.value * counter.factor)
    return _new_quantity((number.start, end, number.start, value, None, word, counter, None, False))


def _is_quantity(text: str, number: Number, word: str, end: int) -> bool:
    """Judge the counters that are also signs of dates, ordinals and names."""
    start, _, value, _ = number
    near = text[max(0, start - 24) : start]
    if "第" in near and (near[-1] == "第" or _ORDINAL_LIST.search(text, start - 24, start)):
        return False
    if near.endswith(NOT_BEHIND.get(word, ())):
        return False
    value = value or Decimal(0)
    if word == "年" and 1000 <= value < 10_000:
        return False
    if word == "日":
        return days.are_counted(text, start, end, value)
    if word in ("歳", "才"):  # an age is a quantity where it is the value told, not where it describes persons
        return bool(_AGE_BEFORE.search(text, start - 16, start) or _AGE_BEHIND.match(text, end))
    if word in ("夜", "晩"):
        return value > 1  # 一夜 is a word
    other = OTHER_SENSES.get(word)
    return other is None or not other.match(text, end)


def _counter_at(view: TextView, at: int) -> tuple[str, int] | None:
    """Return the known counter that stands at view offset `at` (blanks may come first), and its end."""
    text = view.text
    start = at
    while start < at + 2 and text.startswith(" ", start):
        start += 1
    if text.startswith(("余", "有余"), start):  # 50余名, 100余りの団体
        start = _SOMEWHAT_MORE.match(text, start).end()  # type: ignore[union-attr]  # it begins so
    for length in LENGTHS.get(text[start : start + 1], ()):
        word = text[start : start + length]
        if word not in COUNTERS:
            continue
        end = start + len(word)
        last, after = word[-1], text[end : end + 1]
        if last.isascii() and last.isalpha() and after.isascii() and after.isalnum() and not _SMALLER.match(text, end):
            continue
        if after.isdigit() and (last.isdigit() or (start > at and word in DEEDS)):
            continue  # 2km294人, 8/26 登録44人
        if "ァ" <= last <= "ー" and "ァ" <= after <= "ー" and after != "・":
            continue  # a word in katakana goes on: 3メガ of 3メガソーラー
        if word in ("年", "%ポイント") and OTHER_SENSES[word].match(text, end):
            continue
        ranks = after == "目" and not text.startswith("目標", end) and word not in ("項", "種", "品")
        if (
            not (ranks and len(word) == 1)
            and _WORD_GOES_ON.match(after)
            and not (
                text.startswith(BEHIND_COUNTER, end) or _OF_WHICH.match(text, end) or _VERB_BEHIND.match(text, end)
            )
            and not _ends_word(view, start, end)
        ):
            continue
        return None if ranks else by_measure(text, word, end) or (word, end)  # 3つ目, 5回目: an ordinal
    return None


def _ends_word(view: TextView, start: int, end: int) -> bool:
    """Tell whether the tagger also cuts a word at `end` (人|参加, but 人材)."""
    words = morphology.clause_tokens(view, start)
    last = morphology.first_from(words, end) - 1
    return last >= 0 and words[last].end == end


def _unknown_counter(view: TextView, number: Number) -> tuple[str, int] | None:
    """Read the noun directly behind the number as its counter: 3圃場, 12相談員."""
    text, at = view.text, number.end
    if money := NATIONAL_MONEY.match(text, at):
        return money.group(), money.end()
    if (
        text[number.start - 1 : number.start] == "第"
        or not _WORD_GOES_ON.match(text, at)
        or NO_COUNTER.match(text, at)
        or (_HEADING_NUMBER.search(text, number.start - 12, number.start) and not _TOLD.match(text, at))
    ):
        return None
    end = at
    words = morphology.clause_tokens(view, at)
    for token in words[morphology.first_from(words, at) :]:
        if token.start != end:
            break
        suffix = token.pos1 == "接尾辞" and token.pos2 == "名詞的" and end > at
        noun = token.pos1 == "名詞" and token.pos2 == "普通名詞" and (token.pos3 in ("一般", "助数詞可能") or end == at)
        if not (suffix or noun) or (token.pos3 == "サ変可能" and end > at) or NO_COUNTER.match(token.surface):
            break
        end = token.end
        if token.pos3 == "助数詞可能":
            break
    word = text[at:end]
    return (word, end) if word and not NO_COUNTER.match(word) and not text.startswith("目", end) else None

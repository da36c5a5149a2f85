"""Labels that a quantity has from one before it: 96件、9件減, 40.9％…1.3ポイントの上昇, 6回予定→5回."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from extractors import scripts
from extractors.counters import POINTS
from extractors.label_means import ENDS_ITEM, of_mean
from extractors.label_words import EARLIER, Label
from extractors.mentions import FigureKind, Qualifier
from extractors.patterns import compile_pattern

if TYPE_CHECKING:
    from extractors.quantities import Quantity

_RATE = FigureKind.RATE
_AIM_NAME = scripts.compile(r"(?:目標|計画|基準|目安)値?")
"""Names what a value is compared with, and not what is measured."""
_NEAR = 100  # characters
_MOST_LISTED = 12  # quantities
_EARLIER = rf"{EARLIER}[^()、。\n\d]{{0,8}}"
_IN_COMPARISON = compile_pattern(
    rf"{_EARLIER}[(](?:約|延べ|計)?(?:[^()。\n]{{1,30}}、)?(?:約|延べ)?$|[(]{_EARLIER}:? ?[\d,]{{1,9}} ?[^\d、。()\n]{{1,4}}$"
)
"""In the bracket of earlier values: 前年同期（2,904件、5,120万円）, 前年：59社73名."""
_TIME = (
    r"(?:(?:令和|平成|[RHS]) ?(?:元|\d{1,2}|[一二三四五六七八九十]{1,3})(?:年度?|\.\d{1,2})?末?|(?:20)?\d{1,2}年度末?|\d{1,2}月(?:末|\d{1,2}日)?|\d{1,2}(?:月(?:\d{1,2}日)?)?(?:~|から)\d{1,2}月(?:\d{1,2}日)?(?:まで)?"
    rf"|{EARLIER}(?:度|同[期月])*末?|(?:[今本]年度)?[上下]半期|第[1-4一二三四]四半期|年間)"
)
_BY_TIME = scripts.compile(rf"(?:[(、,/]|(?:、|[(])うち) ?{_TIME}(?:実績)?(?:[: ]|は|に|の)?(?:約|延べ)? ?$")
"""Before a value that only its time tells from the one before the bracket: 利用96人（R5：84人、R4：70人）."""
_NEXT_OF_TIME = scripts.compile(
    rf"[(]{_TIME}(?:実績)?[: は]?(?:約|延べ|計)?\d[\d,]{{0,8}} ?[^\d、。()\n]{{1,4}}[、・ ](?:約|延べ)?$"
)
"""Before the second of two earlier values: 18回、受講者540人（R4：15回、462人）."""
_TOLD = scripts.compile(r"[^()、。\n\d]{0,16}")
"""Between a value and the bracket behind it: 57件の貸出があった（前年度44件）."""
_OF_TOTAL_TIME = scripts.compile(rf"、うち{_TIME}(?:は|に|の)?$")
_SAME = scripts.compile(r"[(、 ]同 ?$")
"""Before a value of what was named before: 甲（相談6件）、乙（同9件）."""
_TIMES_EARLIER = scripts.compile(
    rf"{_TIME}[^、。\n\d]{{0,6}}[の比]約? ?$|(?<=[はがも、])[一-鿿ァ-ヶー]{{1,6}}(?:当?時|当初)の約? ?$"
)
_AIM = scripts.compile(
    r"(?P<aim>目標|基準)(?:値)?(?:の|と(?:する|した|して(?:いる|いた|います|おり(?:ます|ました)))) ?$|(?P<value>(?:目標|計画)値) ?$"
)
"""The target is known by no other name."""
_BESIDE_EARLIER = scripts.compile(rf"[(、。](?:{_EARLIER}|{_TIME}(?::| )?)(?:約|延べ)?$")
_THEN_CHANGED = compile_pattern(r" ?[、,] ?(?:約|計)?")
_CHANGED = compile_pattern(r" ?の?(?:増|減)")
_SIGNS = "+-△▲±"
_RATE_BESIDE = compile_pattern(r" ?[(]同 ?")
_LINE_OF_CHANGE = compile_pattern(r"[ ・(]*(?:対?前年度?(?:同期)?比|前回比|前年度?から|前年同期から)[ +△▲-]{0,2}")
_ASIDE = scripts.compile(
    r" ?(?:を?[一-鿿]{2})? ?[(](?:(?:[1一] ?[^\d、。()\n]{1,4}?|[月年週])(?:当たり|あたり|につき)?の?平均|[1一] ?[^\d、。()\n]{1,3}(?:当たり|あたり|につき)(?:の?平均)?|年間|年度内に?|累計|通算|計|合計|延べ|各(?:[一-鿿]{1,4})?)? ?"
)
"""Opens a bracket with more of the same: 月2回（年間23回）, 24名（各会場12名）, 960冊（1日平均4冊）."""
_BECAME = compile_pattern(
    r" ?(?:の?予定|の?計画|の?見込み?)?(?: ?[(][^()\n]{1,20}[)])? ?→ ?(?:\d{1,2}[/月]\d{0,2}[日末]? )?(?:[(][^()\n]{1,20}[)] ?)?(?:約|延べ)?"
)
_NEXT = compile_pattern(r" ?[、,] ?(?:延べ|約)?")
"""Between the values of a list: 参加者 33人、41人、26人."""
_IN_ALL = compile_pattern(
    r"[^。、\n\d()]{0,16}、(?:これまでの?)?(?:累計|通算|年間(?:合計)?|全体|全[\d一二三四五六七八九十]回の?合計)(?:では?|は)、?(?:約|延べ)?"
)
"""Before the total of what was just counted: 60人を養成し、累計で1,240人; それぞれ28人、36人が参加し、年間では64人."""
_MADE_OF = scripts.compile(r" ?(?:ほど)?(?:多い|少ない|増の|減の|[上下]回る)(?:約|延べ)?")
"""Between by how much a value differs and the value: 前年度より7人多い23人."""
_AND_AMOUNT = scripts.compile(r" ?[、,] ?(?:計|合計|総額)(?:約)?| ")
_ENTRY_ENDS = scripts.compile(r" ?(?:$|[)。、(\n])", re.MULTILINE)
_OF_THE_WHOLE = scripts.compile(r"[^。、\n\d()]{0,16}[、。](?:この|その)(?:うち(?:の)?、?)?(?:約)?")
"""Between a whole and its share: 経費は2,870千円で、そのうち2分の1に; その2分の1は."""
_BEFORE_SHARE = compile_pattern(r" ?[(]")
"""Between a number and what share it is, 満足が12人（60％）, or its rate of change: 前年度から90人（12.5％）増えた."""
_AFTER_ANSWER = compile_pattern(r"[」』]と(?:回答|答え)[^、。\n\d()]{0,6}[(]約?$")
"""Before the share of those whose answer was told: 18人が「満足」と回答（90％）."""
_ITS_SUBJECT = compile_pattern("」?が、?約?")
_OF_WHICH = scripts.compile(r"[、。](?:この|その)うち(?:の)?、?(?:約)?$")
_MOST_BETWEEN = 3  # quantities
_BY_PERIOD = r"(?:[年月期]別(?:に|では|には)|四半期別では|(?:その)?内訳は)、?"
_NEXT_PERIOD = scripts.compile(
    rf"(?:[^。、\n\d()]{{0,10}}、(?:{_BY_PERIOD})?|[^。、\n\d()]{{0,16}}。(?:{_BY_PERIOD})){_TIME}(?:は|が|:| )?(?:約|延べ|計)?"
)
"""Before what of a total, or of a list, falls in a time: 閲覧回数は6,300回で、月別では4月1,010回、5月1,120回."""
_ASIDE_OF = compile_pattern(r"[(][^()\n]{1,24}[)]")
_PART_NAME = scripts.compile(r"(?:会場|の部|コース|部門|クラス|編)$")
_COUNTED_TOPIC = scripts.compile(r"(?P<topic>[一-鿿ァ-ヶー]{1,10}(?:者|者数|校|校数|人数|人員|団体|チーム))は、?$")
_SUM_OF = scripts.compile(r"、(?:合?計|合わせて|あわせて|総計)(?:[はで]、?)?(?:約|延べ)?")
_BY_POINTS = compile_pattern(
    r"(?:ほど)?(?:上がり|下がり|上昇し|低下し|改善し|向上し|伸び)て?、[^、。\n()]{0,14}?(?:で|には|に)?(?:約)?"
)
"""Between by how many points a rate changed and what it came to: 40.2％から1.1ポイント上がり、9月末で41.3％."""
_THAN = scripts.compile(r"[にと]比べ(?:て|ると)?、?約?")
_CHANGED_SO = compile_pattern(r"[)]の?[増減]")
"""Behind a rate in brackets, which is that of the difference before it."""
_OF_VALUE = compile_pattern(r"の約?")
_VALUE_THEN = scripts.compile(rf"{_TIME}[^、。\n\d]{{0,6}}の?$")
"""Around the earlier value of which a multiple is: 前年同期の90冊の4倍."""
_GREW_ASIDE = compile_pattern(r"(?:の?[増減][加少]?|短縮|削減|縮減|圧縮|上昇|低下)[)]")
"""Closes the bracket behind a value that says by what rate it rose or fell: 20日→15日（25％短縮）, 92人（15％増）."""
_AS_RATE = compile_pattern(r"(?:の?[増減][^、。\n\d()]{0,6})?、?率(?:にして|にすると|で|では)、?(?:約)?")
"""Before the rate of the difference just told: 58件、率にして8.5％の増加."""
_CHANGED_BY = compile_pattern(r" ?の?(?:増|減)(?:員|加|少|設)? ?[(]")
"""Opens a bracket with the values of a change: 3人増（18人→21人）."""
_FROM = scripts.compile(rf" ?から、?(?:さらに)?(?:(?:{_TIME}){{1,2}}(?:現在|時点)?の?に?は?、?)?(?:約)? ?")
_TO = compile_pattern(r" ?(?:[にへ](?![はかも])|とな[っりる]|(?:[(][\d.,]{1,6} ?[%割][)])?の?[増減])")
"""会場数を12会場から15会場に, 組織数は139組織から4組織増え."""
_OF_THEM = compile_pattern(r"(?:の?うち|の中)、?(?:約)?")
_AT_ANOTHER_TIME = scripts.compile(
    r"。(?:なお、|また、|一方、?)?(?:[前昨同当翌]|第[1-4一二三四]|[上下]半期|平日|休日|冬季|夏季|冬期|夏期)[^、。\d]{0,10}(?:の|は|が|で|には|では)、?(?:約)?"
)
"""Begins a sentence that gives the same of another time: 第4四半期は28.1％."""


def inherited(
    text: str, everything: Sequence[Quantity], at: int, known: Mapping[int, tuple[Label | None, tuple[Qualifier, ...]]]
) -> Label | None:
    """Return the label that quantity `at`, which has none of its own, shares with one before it.

    Args:
        text: the folded text.
        everything: the quantities, in order.
        at: index of the one.
        known: the readings of those before it, by start.
    """
    quantity = everything[at]
    aim = _AIM.search(text, quantity.start - 12, quantity.start)
    aimed_at = Label(*aim.span(aim.lastgroup or 0)) if aim else None
    if not at:
        return aimed_at
    before = everything[at - 1]
    if quantity.unit == "倍" and _is_multiple(text, before, quantity):
        return _of_multiple(text, everything, at, known)
    if quantity.unit in POINTS:
        return _of_rate(text, everything, at, known)
    if mean_of := of_mean(text, everything, at, known):
        return mean_of
    if quantity.start - before.end > _NEAR or "\n" in text[before.end : quantity.start]:
        return None
    if _IN_COMPARISON.search(text, quantity.start - 48, quantity.start) and (
        parallel := _in_parallel(text, everything, at, known)
    ):
        return parallel
    label = known.get(before.start, (None,))[0]
    if label and (
        _is_amount_of(text, before, label, quantity)
        or _is_share_aside(text, before, label, quantity)
        or _is_rate_of(text, before, quantity)
        or _is_sum(text, everything, at, known)
    ):
        return label
    if quantity.kind is FigureKind.RATIO and _OF_THE_WHOLE.fullmatch(text, before.end, quantity.start):
        return label
    if quantity.unit == "回" and (times := _of_times(text, everything, at, known)):
        return times
    last = everything[at - 1 - before.basis] if before.basis and at > 1 else before  # 384件（1日平均2件）
    told = known.get(last.start, (None,))[0]
    if last.counter.norm == quantity.counter.norm and told is not None and _goes_on(text, last, quantity):
        return told
    return _of_period(text, everything, at, known) or aimed_at


def _of_period(
    text: str, everything: Sequence[Quantity], at: int, known: Mapping[int, tuple[Label | None, object]]
) -> Label | None:
    """Return the label of what quantity `at` gives for one of several times: 延べ960人（前年度比2％増）で、内訳は4月310人、5月650人."""
    quantity = everything[at]
    if not ENDS_ITEM.match(text, quantity.end):
        return None
    for before in everything[max(0, at - _MOST_BETWEEN) : at][::-1]:
        alike = before.kind is quantity.kind or before.is_frequency  # 月46回、下半期計276回
        if before.counter.norm != quantity.counter.norm or not alike:
            continue
        between = _ASIDE_OF.sub("", text[before.end : quantity.start])
        return known.get(before.start, (None,))[0] if _NEXT_PERIOD.fullmatch(between) else None
    return None


def _is_multiple(text: str, before: Quantity, quantity: Quantity) -> bool:
    """Tell whether a multiple is of an earlier value, that before it or the one told: 前年度の1.3倍, 前年同期の30冊に比べ1.6倍."""
    return (
        _TIMES_EARLIER.search(text, quantity.start - 20, quantity.start)
        or _THAN.fullmatch(text, before.end, quantity.start)
        or (
            _OF_VALUE.fullmatch(text, before.end, quantity.start)
            and _VALUE_THEN.search(text, before.start - 20, before.start)
        )
    ) is not None


def _is_rate_of(text: str, before: Quantity, quantity: Quantity) -> bool:
    """Tell whether a rate is that of the difference just told, or what points led to: 1.1ポイント上がり、9月末で41.3％."""
    if quantity.unit not in ("%", "パーセント"):
        return False
    changed = _CHANGED_SO.match(text, quantity.end) or _GREW_ASIDE.match(text, quantity.end)
    if changed and _BEFORE_SHARE.fullmatch(text, before.end, quantity.start):
        return True
    link = _BY_POINTS if before.unit in POINTS else _AS_RATE
    return link.fullmatch(text, before.end, quantity.start) is not None


def _is_share_aside(text: str, before: Quantity, label: Label, quantity: Quantity) -> bool:
    """Tell whether a rate is all that the bracket behind a number says, which its subject names: 満足が12人（60％）.

    That of a part has the whole's label and none of its own: 車両40台のうち30台（75％）.
    """
    return (
        quantity.kind is _RATE
        and text.startswith(")", quantity.end)
        and _BEFORE_SHARE.fullmatch(text, before.end, quantity.start) is not None
        and _ITS_SUBJECT.fullmatch(text, label.end, before.start) is not None
    )


def _is_sum(
    text: str, everything: Sequence[Quantity], at: int, known: Mapping[int, tuple[Label | None, object]]
) -> bool:
    """Tell whether quantity `at` sums up two before it that share one label: 東会場が12校、西会場が9校、合わせて21校."""
    if at <= 1 or not _SUM_OF.fullmatch(text, everything[at - 1].end, everything[at].start):
        return False
    first, second, total = everything[at - 2 : at + 1]
    alike = first.counter.norm == second.counter.norm == total.counter.norm
    return alike and known.get(first.start, (None,))[0] == known.get(second.start, (None,))[0]


def of_part(
    text: str,
    everything: Sequence[Quantity],
    at: int,
    label: Label,
    known: Mapping[int, tuple[Label | None, object]],
) -> Label:
    """Return 参加者 of 参加者は親子の部が64人、大人の部が41人: where or in what they came says not who is counted."""
    if not text.startswith(("が", "は"), label.end) or not _PART_NAME.search(text, *label):
        return label
    if topic := _COUNTED_TOPIC.search(text, label.start - 16, label.start):
        return Label(*topic.span("topic"))
    before = everything[at - 1] if at else None
    if before is None or before.counter.norm != everything[at].counter.norm or text[before.end : label.start] != "、":
        return label
    shared = known.get(before.start, (None,))[0]
    return shared if shared and text.startswith("は", shared.end) and shared.end + 2 < before.start else label


def _is_amount_of(text: str, before: Quantity, label: Label, quantity: Quantity) -> bool:
    """Tell whether an amount of money is that of what was just counted: 交付決定48件・1,104千円; 補助19団体、計2,860千円; 融資5件 9,000千円."""
    between = text[before.end : quantity.start]
    if quantity.kind is not FigureKind.MONEY:
        return False
    listed = (
        not text[label.end : before.start].strip()
        and _AND_AMOUNT.fullmatch(between)
        and _ENTRY_ENDS.match(text, quantity.end)
    )
    return between == "・" or bool(listed)


def _of_times(
    text: str, everything: Sequence[Quantity], at: int, known: Mapping[int, tuple[Label | None, object]]
) -> Label | None:
    """Return the label of the times of which quantity `at` is said to be some: 講座を26回開き、受講者は684人。このうち6回は."""
    quantity = everything[at]
    if not _OF_WHICH.search(text, quantity.start - 8, quantity.start):
        return None
    for before in everything[max(0, at - _MOST_BETWEEN) : at][::-1]:
        if quantity.start - before.end > _NEAR or "\n" in text[before.end : quantity.start]:
            return None
        if before.unit == quantity.unit:
            return known.get(before.start, (None,))[0]
    return None


def is_among(text: str, before: Quantity, quantity: Quantity) -> bool:
    """Tell whether a quantity is so many of the one right before it: 62軒中48軒; but for cases and times also 端末80台のうち20台."""
    if before.counter.norm != quantity.counter.norm:
        return False
    between = text[before.end : quantity.start]
    of_some = quantity.kind in (FigureKind.COUNT, FigureKind.PEOPLE) and quantity.unit not in ("件", "回")
    return between.rstrip(" ") in ("中", "中、") or (of_some and _OF_THEM.fullmatch(between) is not None)


def names_aim(text: str, label: Label) -> bool:
    """Tell whether a label is only that of what was aimed at: 目標値."""
    return _AIM_NAME.fullmatch(text, *label) is not None


def is_ambiguous(
    text: str,
    everything: Sequence[Quantity],
    k: int,
    known: Mapping[int, tuple[Label | None, tuple[Qualifier, ...]]],
    *,
    aimed_at: bool = False,
) -> bool:
    """Tell whether value `k` is one of a list or a part, so that what follows may be told of the others or of the whole.

    乳がん48％、肺がん52％で、目標の60％には…; 120人、うち宿泊客は30人で、目標の150人には….
    """
    label, qualifying = known.get(everything[k].start, (None, ()))
    if Qualifier.OF_WHICH in qualifying and aimed_at:
        return True
    if not k or label is None or label.end != everything[k].start:
        return False
    before = everything[k - 1]
    other = known.get(before.start, (None,))[0]
    return (
        before.counter.norm == everything[k].counter.norm
        and other is not None
        and other.end == before.start
        and text[other.start : other.end] != text[label.start : label.end]
        and text[before.end : label.start] in ("、", "・")
    )


def of_another_time(
    text: str,
    everything: Sequence[Quantity],
    at: int,
    label: Label | None,
    known: Mapping[int, tuple[Label | None, object]],
) -> Label | None:
    """Return the label of the value that quantity `at` gives for another time, else its own `label`.

    A name within the bracket stays its own: 相談120件（前年度：電話30件）.
    """
    quantity = everything[at]
    if (
        at
        and everything[at - 1].unit == quantity.unit
        and _MADE_OF.fullmatch(text, everything[at - 1].end, quantity.start)
    ):
        return known.get(everything[at - 1].start, (None,))[0] or label
    told = known.get(everything[at - 1].start, (None,))[0] if at else None
    if label and told and label.start < told.start and _is_amount_of(text, everything[at - 1], told, quantity):
        return told  # 貸付：生活資金3件 450千円
    before = text[max(0, quantity.start - 32) : quantity.start]
    if at and quantity.kind is _RATE and _AFTER_ANSWER.search(before):
        return told or label
    if at and "同" in before[-3:] and _SAME.search(text, quantity.start - 3, quantity.start):
        beside, rate = everything[at - 1], _RATE
        changed = quantity.kind is rate and _RATE_BESIDE.fullmatch(text, beside.end, quantity.start)
        if changed and beside.kind is not rate:  # 漁獲量6,410t（前年度比▲4.8％）、金額38億円（同3.1％増）
            return known.get(beside.start, (label,))[0]
        return _named_last(text, everything, at, known) or label
    if at > 2 and "(" in before and _NEXT_OF_TIME.search(text, quantity.start - 32, quantity.start):
        return _in_parallel(text, everything, at, known) or label
    if not at or not _BY_TIME.search(text, quantity.start - 24, quantity.start):
        return label
    opened = text.rfind("(", max(0, quantity.start - _NEAR), quantity.start)
    if opened < 0 or ")" in text[opened : quantity.start]:
        total = everything[at - 1]
        whole = total.counter.norm == quantity.counter.norm and _OF_TOTAL_TIME.fullmatch(
            text, total.end, quantity.start
        )
        return known.get(total.start, (label,))[0] if whole else label
    main = next((everything[k] for k in range(at - 1, -1, -1) if everything[k].end <= opened), None)
    if main is None or main.counter.norm != quantity.counter.norm or not _TOLD.fullmatch(text, main.end, opened):
        return label
    return label if label and label.start > opened else known.get(main.start, (None,))[0] or label


def _named_last(
    text: str, everything: Sequence[Quantity], at: int, known: Mapping[int, tuple[Label | None, object]]
) -> Label | None:
    """Return the label of the last value before quantity `at` of its unit in its line."""
    for before in everything[max(0, at - _MOST_LISTED) : at][::-1]:
        if before.counter.norm == everything[at].counter.norm:
            if "\n" in text[before.end : everything[at].start]:
                return None
            return known.get(before.start, (None,))[0]
    return None


def _of_multiple(
    text: str, everything: Sequence[Quantity], at: int, known: Mapping[int, tuple[Label | None, object]]
) -> Label | None:
    """Return the label of the value that is so many times an earlier one: 売上げは2億円で、前年度の1.3倍に伸びた."""
    before = everything[at - 1]
    gap = text[before.end : everything[at].start]
    if len(gap) > _NEAR // 2 or "。" in gap or "\n" in gap or ")" in gap or before.kind is FigureKind.RATIO:
        return None
    return known.get(before.start, (None,))[0]


def _goes_on(text: str, before: Quantity, quantity: Quantity) -> bool:
    """Tell whether a quantity says more of what the one right before it counts."""
    start, end = before.end, quantity.start
    if _BECAME.fullmatch(text, start, end) or (
        _FROM.fullmatch(text, start, end) and _TO.match(text, quantity.end) is not None
    ):
        return True
    if any(p.fullmatch(text, start, end) for p in (_ASIDE, _NEXT, _IN_ALL)):
        return True
    if _CHANGED_BY.fullmatch(text, start, end) and _BECAME.match(text, quantity.end):
        return True
    if quantity.kind is _RATE and _AT_ANOTHER_TIME.search(text, start, end):
        return True
    return bool(
        _THEN_CHANGED.fullmatch(text, start, end)
        and (_CHANGED.match(text, quantity.end) or text[quantity.start] in _SIGNS)
        and _BESIDE_EARLIER.search(text, before.start - 24, before.start)
    )


def _of_rate(
    text: str, everything: Sequence[Quantity], at: int, known: Mapping[int, tuple[Label | None, tuple[Qualifier, ...]]]
) -> Label | None:
    """Return the label of the rate before points: 女性割合は40.9％で、前年度から1.3ポイント上昇した."""
    for k in range(at - 1, max(-1, at - 5), -1):
        gap = text[everything[k].end : everything[at].start]
        head, _, line = gap.rpartition("\n")
        if (
            len(gap) > _NEAR
            or gap.count("。") > 1
            or "\n" in head
            or ("\n" in gap and not _LINE_OF_CHANGE.fullmatch(line))
        ):
            return None
        label = known.get(everything[k].start, (None,))[0]
        if everything[k].unit in ("%", "パーセント") and label and not names_aim(text, label):
            return None if is_ambiguous(text, everything, k, known) else label
    return None


def _in_parallel(
    text: str, everything: Sequence[Quantity], at: int, known: Mapping[int, tuple[Label | None, object]]
) -> Label | None:
    """Return the label of the value that an earlier one in a bracket stands for: 甲は12件、乙は5件で、前年（10件、4件）."""
    opened = text.rfind("(", max(0, everything[at].start - _NEAR), everything[at].start)
    closed = text.find(")", max(0, opened), opened + _NEAR)
    if not 0 <= opened < everything[at].start < closed:
        return None
    lowest = max(0, opened - _NEAR)
    sentence = max(text.rfind("。", lowest, opened), text.rfind("\n", lowest, opened), lowest - 1)
    alike = [
        q
        for q in everything[max(0, at - _MOST_LISTED) : at + _MOST_LISTED]
        if sentence < q.start < closed and q.counter.norm == everything[at].counter.norm
    ]
    inside = [q for q in alike if q.start > opened]
    outside = [q for q in alike if q.start < opened]
    if len(inside) != len(outside):
        return None
    return known.get(outside[inside.index(everything[at])].start, (None,))[0]

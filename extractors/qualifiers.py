"""Words around a quantity that change what it means: 延べ, 実, 約, 程度, 以上, 以下, 未満, 超, 各, うち."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from extractors import scripts, senses
from extractors.counters import ABOUT, PERSONS, TERMS
from extractors.mentions import FigureKind, Qualifier

if TYPE_CHECKING:
    from extractors.label_words import Label
    from extractors.quantities import Quantity
    from extractors.view import TextView

_RATE, _RATIO, _DURATION = FigureKind.RATE, FigureKind.RATIO, FigureKind.DURATION

_ABOUT = scripts.compile(
    r"(?:(?<![成契予規条公解制節要特協婚誓倹集])約|およそ|おおむね|概ね|ほぼ)[ 、]?(?:延べ|のべ|延)? ?$"
)
_EACH = scripts.compile(
    r"(?:各|それぞれ|おのおの)(?:延べ|約)? ?$|各(?![種位地])[一-鿿ァ-ヶー]{1,8} ?$|各[回日期]の(?:募集)?定員(?:は|:)?(?:約)? ?$"
)
_EACH_LABEL = scripts.compile(r"各(?![種位地])[一-鿿ァ-ヶー]*$")
_COUNTS_HOUSES = frozenset({"か所", "館", "校", "園", "施設", "事業所", "世帯"})
_IS_PART = scripts.compile(
    r"(?:[地校学]区|地域|圏域?|[市町村区]|ブロック|支部|学[年校級]|[校園]|会場|クラス|コース|グループ|班)$"
)
"""Of a label: what has so many in it, where 各 tells of it (各地区（3か所）)."""
_TOTAL_BEHIND = scripts.compile(r" ?[(](?:延べ|のべ|延)(?:人数|人員|件数|数)?[)]")
_DISTINCT_BEHIND = scripts.compile(r" ?[(]実(?:人数|人員|件数|数)?[)]")
_BEHIND = (
    (scripts.compile(ABOUT), Qualifier.DEGREE),
    (scripts.compile(r"(?:頃|ごろ)"), Qualifier.AROUND),
    (scripts.compile(r"以上"), Qualifier.AT_LEAST),
    (scripts.compile(r"(?:以下|以内)"), Qualifier.AT_MOST),
    (scripts.compile(r"(?:未満|足らず|に満たない|に満たなかった)"), Qualifier.LESS_THAN),
    (scripts.compile(r"余り?(?![剰裕地計った])"), Qualifier.MORE_THAN),
    (scripts.compile(r"強(?![一-鿿いくかめま])"), Qualifier.MORE_THAN),
    (scripts.compile(r"弱(?![一-鿿いくかめま])"), Qualifier.LESS_THAN),
    (
        scripts.compile(
            r"(?:超(?!過)|(?:を超え|を上回)(?!(?:る|った|て)[^。、\nがはも]{0,8}[\d一二三四五六七八九十]))"
        ),
        Qualifier.MORE_THAN,
    ),
)
_CLAUSE_END = scripts.compile(r"[^、。()\d\n]*[(]?[^、。()\d\n]*$")
_UCHI = "うち(?!わけ|合わせ|どく|(?<!のうち)(?:エコ|省エネ)診断)"
"""Not the name うちエコ診断, but 40世帯のうち省エネ診断を受けた9世帯."""
_AMONG = scripts.compile(
    rf"(?:\A|(?<=[の\n 、,。()・|│/人名件円])|(?:この|その))(?:{_UCHI}|内(?=[ 、]?(?:[\d一二三四五六七八九]|$)))[、,]?[^、。()\n]{{0,30}}$"
)
_THINGS = scripts.compile(r"(?:^|[、。\n ・])[一-鿿ァ-ヶー]{1,8}[先物紙書]の$")
"""Of what persons are no part: 送付先のうち町外の方は約1,900人."""
_BEHIND_FIRST = frozenset("足余程ほ前くぐ頃ご以未に超を強弱")
_ABOUT_ENDS = frozenset("約そ概むほ")
_ORDER = {qualifier: k for k, qualifier in enumerate(Qualifier)}
_OF_WHICH = scripts.compile(rf"(?:この|その)?{_UCHI}|内(?=[ 、]?[\d一二三四五六七八九])")
_BOUNDS = ("定員", "目標", "上限", "枠", "法定率", "平均", "基準", "基準値")
"""Labels of what others exceed: 定員100名を超えた tells of those who came."""
_PAST = scripts.compile(
    r"(?:前年|昨年|前年度|昨年度|前回|前期|同期|同月|一年間|1年間)(?:実績)?の(?:[\d,一二三四五六七八九十百]+ ?(?:組|世帯|件|団体|社))?(?:約|延べ)? ?$"
)
"""What was once: 昨年の350人を超え tells of another number."""
_AIM = scripts.compile(r"(?:目標|計画|予定|見込み?|定員|上限)(?:値|数)?の(?:約|延べ)? ?$")
"""What others exceed: 目標の350人を上回り tells of the number before it, if there is one."""
_BOUND = r"(?:以上|以下|未満|超|を超える|に満たない)の[^、。()\d\n]{0,8}"
_BOUND_OF = scripts.compile(rf" ?{_BOUND}[\d一二三四五六七八九十]")
"""5駅のうち乗降客が3千人以上の1駅: what is among them comes behind."""
_TELLS_WHICH = scripts.compile(r" ?(?:以上|以下|以内|未満|程度)?[^、。()\n\d]{2,24}は(?:約|延べ|計)?\d")
"""うち6か月の指導を終えた者は94人: how long is told of those who are counted behind."""
_BOUNDED = scripts.compile(rf"{_BOUND}$")
_NAMED_SHARE = scripts.compile(r"うち、?[^、。()\n]{1,30}の割合[:は ]")
"""回答者180人のうち、「…」と答えた方の割合：88.4％: うち tells of whom the share is, which is no part itself."""
_CHANGED_TO = scripts.compile(
    r" ?の?(?:(?:増加?|減少?|プラス|マイナス|上昇|低下)(?:の|し(?:て、?|、)?|で、?|となる)|(?:増え|減り|減って|増えて)、?)(?:約|計)? ?[\d一二三四五六七八九十]"
)
"""Between by how many something changed and what it came to."""
_BARE = scripts.compile(r"(?:うち|中|(?<![県市町村区域館校園国])内)[、,]? ?(?:約|計)?$")
_REST = scripts.compile(r"残|ほか|他|あと")
_SAME_SENTENCE = scripts.compile(r"[^。\n]*")
_RESPECTIVELY = scripts.compile(r" ?(?:[、と]|及び) ?(?:(?P<total>延べ)|約)?[\d一二三四五六七八九十][\d,.万千]*")
"""来訪者はそれぞれ27組、31組, 各27組、31組: one value for each of those named before, and none is of all; but 各12人、延べ36人."""
_TOTAL_RIGHT_BEFORE = ("延べ", "のべ", "延")


def read(
    view: TextView, quantity: Quantity, label: Label | None, *, after_of_which: bool, last_end: int
) -> tuple[Qualifier, ...]:
    """Return the qualifiers of a quantity, in the order of the enumeration.

    Args:
        view: the text.
        quantity: what they qualify.
        label: its label, where it has one: a qualifier may stand before or inside it.
        last_end: where the quantity before it ends: what stands before that qualifies that one.
        after_of_which: whether the quantity continues a list that うち opened.
    """
    text = view.text
    before = text[max(0, quantity.start - 14) : quantity.start]
    own = text[quantity.start : quantity.number_start] + before
    each = _is_each(text, before, quantity, label)
    # 延べ60名（各回20名）: what each time is counted is no total.
    near = text[max(last_end, quantity.start - 12) : quantity.number_start + 1] if each else None
    near = near or _clause_before(text, quantity, label, last_end)
    found = _sense(view, quantity, label, near, last_end)
    if (not _ABOUT_ENDS.isdisjoint(before) and _ABOUT.search(before)) or "約" in own[
        : quantity.number_start - quantity.start
    ]:
        found.add(Qualifier.ABOUT)
    if each:
        found.add(Qualifier.EACH)
    if after_of_which or _is_of_which(text, quantity, last_end):
        found.add(Qualifier.OF_WHICH)
    if "余" in text[quantity.number_start : quantity.end]:
        found.add(Qualifier.MORE_THAN)
    if quantity.value_max is not None:  # 100㎡超300㎡未満
        inside = text[quantity.number_start : quantity.end]
        found.update(q for word, q in (("以上", Qualifier.AT_LEAST), ("超", Qualifier.MORE_THAN)) if word in inside)
    if text[quantity.end : quantity.end + 1] != "を" or not (
        (label and text.endswith(_BOUNDS, 0, label.end))
        or _PAST.search(before)
        or (_AIM.search(before) and last_end and _SAME_SENTENCE.fullmatch(text, last_end, quantity.start))
    ):
        found.update(_behind(text, quantity.end))
    return tuple(sorted(found, key=_ORDER.__getitem__)) if found else ()


def _sense(view: TextView, quantity: Quantity, label: Label | None, near: str, last_end: int) -> set[Qualifier]:
    """Return whether a quantity is 延べ or 実, never both: what stands right behind it decides, then headings, then `near`."""
    text = view.text
    bracketed = "(" in text[quantity.end : quantity.end + 2]
    if bracketed and _TOTAL_BEHIND.match(text, quantity.end):
        return {Qualifier.TOTAL_ATTENDANCES}
    if bracketed and _DISTINCT_BEHIND.match(text, quantity.end):
        return {Qualifier.DISTINCT}
    if quantity.kind in (_RATE, _RATIO):
        return set()  # 相談延べ件数は312件で、前年度比8.1％増: no share is of attendances
    if quantity.counter.norm in TERMS and not text.endswith(_TOTAL_RIGHT_BEFORE, 0, quantity.start):
        return set()  # 延べ宿泊者数は、5月からの3か月間で: nor is the time in which they came
    if (told := senses.told(view, quantity, last_end)) is not None:
        return set(told)
    total = [m.start() for m in senses.TOTAL.finditer(near)] if "延" in near or "のべ" in near else []
    distinct = [m.start() for m in senses.DISTINCT.finditer(near)] if "実" in near else []
    if total or distinct:  # where both are named, the nearer one counts: 延べ利用者のうち実人数は
        return {
            Qualifier.TOTAL_ATTENDANCES if max(total, default=-1) > max(distinct, default=-1) else Qualifier.DISTINCT
        }
    if label and text.startswith("(", label.end) and (told_so := _TOTAL_BEHIND.match(text, label.end)):
        opens = text.rfind("(", max(told_so.end(), quantity.start - _LONGEST_ASIDE), quantity.start)
        part = opens >= 0 and text.find(")", opens, quantity.start) < 0 and last_end > told_so.end()
        return set() if part else {Qualifier.TOTAL_ATTENDANCES}  # 貸与台数（延べ）は、4月が12台、5月が15台
    return set()


_LONGEST_ASIDE = 100  # characters


def _is_each(text: str, before: str, quantity: Quantity, label: Label | None) -> bool:
    if ("各" in before or "れ" in before or "お" in before) and _EACH.search(before):
        others = _RESPECTIVELY.match(text, quantity.end)
        if others and others["total"] and not text.endswith(_TOTAL_RIGHT_BEFORE, 0, quantity.start):
            return True
        return not (others and ("それぞれ" in before or text.startswith(quantity.unit or "\n", others.end())))
    if label is None or label.end > quantity.start or _counts_its_noun(text, quantity, label):
        return False
    return _EACH_LABEL.search(text, label.start - 5, label.start) is not None


def _counts_its_noun(text: str, quantity: Quantity, label: Label) -> bool:
    """Tell whether a bracket behind houses says how many there are of them in all: 各地域包括支援センター（4か所）."""
    return (
        quantity.counter.norm in _COUNTS_HOUSES
        and text[label.end : quantity.start].strip() == "("
        and not _IS_PART.search(text, label.start, label.end)
    )


def _behind(text: str, at: int) -> Iterator[Qualifier]:
    """Yield the qualifiers that follow view offset `at`: 程度以上 are two."""
    for _ in range(2):
        at += text.startswith(" ", at)
        if text[at : at + 1] not in _BEHIND_FIRST:
            return
        for pattern, qualifier in _BEHIND:
            if match := pattern.match(text, at):
                yield qualifier
                at = match.end()
                break


def _clause_before(text: str, quantity: Quantity, label: Label | None, last_end: int) -> str:
    """Return what may hold 延べ or 実: from before the label to the number, or the end of the clause."""
    if label and label.end <= quantity.start and quantity.start - label.start <= 60:
        begin = max(0, label.start - 4)
        begin = max(begin, text.rfind("\n", begin, label.start) + 1)
        named = text[begin : min(label.end, quantity.number_start)]
        own_from = last_end if last_end < quantity.start else 0  # 延べ27組61人: of both
        between = text[max(label.end, own_from) : quantity.number_start].rsplit("、", 1)
        if own_from > label.end and (senses.TOTAL.search(own := between[-1] + " 0") or senses.DISTINCT.search(own)):
            return own  # 参加者数：延べ74名（実31名）: its own sense, not that of the label
        return (between[-1] if len(between) > 1 else named + between[-1]) + " "
    start = max(0, quantity.start - 12)
    match = _CLAUSE_END.search(text, start, quantity.start)
    near = text[match.start() if match else start : quantity.start]
    # 12: the digit after 延 itself decides (延37人)
    return near + text[quantity.number_start : quantity.number_start + 1]


def names_others(text: str, first: int, name: str) -> bool:
    """Tell whether a name in a list is not of those that うち opens: 高校21校のうち13校、特別支援学校9校.

    Args:
        text: of the view.
        first: where the first count behind うち begins.
        name: what stands before a later count of the list.
    """
    return (
        bool(name.strip(" 、,・約計")) and not _REST.search(name) and _BARE.search(text, first - 8, first) is not None
    )


def _is_of_which(text: str, quantity: Quantity, last_end: int) -> bool:
    """Tell whether うち stands before the quantity and behind the one before it, in the bracket or clause of both."""
    start = max(0, quantity.start - 60)
    window = text[start : quantity.start]
    if "うち" not in window and "内" not in window:
        return False
    if _BOUND_OF.match(text, quantity.end) or _CHANGED_TO.match(text, quantity.end):
        return False
    if last_end and _CHANGED_TO.fullmatch(text, last_end, quantity.number_start + 1):
        last_end = 0  # うち…は3件増の6件: it stands before both
    if quantity.kind is _RATE and _NAMED_SHARE.search(window):
        return False
    if (quantity.is_frequency or quantity.kind is _DURATION) and _TELLS_WHICH.match(text, quantity.end):
        return False
    opens = text.rfind("(", start, quantity.start)
    bounded = _BOUNDED.search(text, max(start, quantity.start - 16), quantity.start)  # a bound is no count of its own
    if (
        opens >= (0 if bounded else last_end)
        and ")" not in text[opens : quantity.start]
        and _OF_WHICH.match(text, opens + 1)
    ):
        return True
    among = _AMONG.search(text, max(start, last_end), quantity.start)
    things = (
        among and quantity.unit in PERSONS and _THINGS.search(text, max(last_end, among.start() - 12), among.start())
    )
    return among is not None and not things

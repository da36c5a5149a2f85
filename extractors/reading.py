"""How a quantity becomes a figure: its label, its qualifiers and its sign, read once for each view.

Both extractors of figures make theirs here, so that a head count reads the same whichever of them wins it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractors import (
    coordination,
    label_compared,
    label_rows,
    label_shared,
    label_units,
    labels,
    qualifiers,
    quantities,
    signs,
)
from extractors.counters import DEGREES, PERSONS, POINTS, TERMS
from extractors.label_words import BOUNDS_OTHERS, EARLIER, OCCASION_ENDS, PERSON_NOUN, SESSION, Label, behind_grade
from extractors.mentions import Figure, FigureKind, Qualifier
from extractors.modality import SHORT_OF
from extractors.patterns import compile_pattern

if TYPE_CHECKING:
    from extractors.quantities import Quantity
    from extractors.view import TextView

_LISTED_CHANGE = compile_pattern(r"、[^、。()\n\d]{1,8}で[\d,.万千億]+ ?[^\d、。()\n]{1,4}?の?(?P<more>増|減)")
"""Behind 件数で313件: 、金額で726万円の増 says that both rose."""
_EACH_CHANGED = compile_pattern(r"、[^、。()\n\d]{1,10}は[\d,.万千億]+ ?[^\d、。()\n]{1,4}?の?(?P<more>増|減)")
_COMPARED_WITH = compile_pattern(
    r"(?:[前昨](?:年度?|回|期)|同期|同月)(?:末|同期|同月)?(?:に比べ|と比べ|と比較し|より)て?、?[^、。\n\d]{1,10}は$"
)
"""前年度に比べ、会員は12人、団体は2団体減った: the first number is no count of members either."""
_LESS = compile_pattern(
    r" ?の?(?:若返|減(?!収|益|給|俸|刑|速|圧|価|免|災|量|塩|税|額|築|食|ら|員|床|便|車|反|農|資|船)|縮減|(?<!の)(?:削減|節減|圧縮|短縮)(?=[しさ)])|短く(?=[なし])|縮[まめん]|(?<!回)引き?下げ|マイナス(?! ?[\d一二三四五六七八九十])|低下|下落|下降|(?<!歩)下が[っりる])"
)
_MORE = compile_pattern(
    r" ?の?(?:増(?!収|益|進|結|設|床|便|車|棟|刷|築|改|水|資|額|員|税|強|殖|える?計|やす|発|補)|(?<!回)引き?上げ|プラス(?! ?[\d一二三四五六七八九十])|上昇|伸び(?![率悩])|延び(?=[てたま、])|(?<!歩)上が[っりる])"
)
_RATE_LESS = compile_pattern(r" ?(?:(?:ダウン|DOWN)(?![ァ-ヺー])|の?減[収益])")
_RATE_MORE = compile_pattern(r" ?(?:(?:アップ|UP)(?![ァ-ヺー])|の?増[収益])")
"""Behind rates and money: 前年度比3.2％アップ, 3％の増収; but 動画を10本アップ, 3社増収 count what was put up and whose it was."""
_CAME_UP = compile_pattern(
    r"(?:声|意見|要望|課題|候補|案|提言|質問|指摘|問題|論点|希望|疑問|不満|苦情|名前|名|報告|成果|アイデア)(?:等|など)?(?:が|は|も|として)?(?:約|計|合計)?$"
)
"""Before a number that 上がった says was brought up: 意見が12件上がった."""
_RATE_TOO = compile_pattern(r"[、,( ]{1,2}率(?:にして|では|で|にすると)[^、。\n(]{1,10}(?:%|パーセント|ポイント)")
"""Behind 143トン it says what the number did: 率にして3.2%減少."""
_ASIDE_TOO = compile_pattern(
    r" ?[(](?![^()\n]*(?:前年|昨年|前回|前期|目標|計画|→))[^()\n]{1,24}[)](?= ?(?:の?(?:[増減]|上昇|低下|下落|伸び|延び)|[上下](?:回|が[っりる])|多[いくか]|少な|短く))"
)
"""Between a number and what it did: 132t（2.6％）減少, 25人（うち子ども6人）増え."""
_SHARE_TOO = compile_pattern(
    r"、 ?(?:約)?(?:[\d.,]{1,7} ?(?:%|パーセント|ポイント)(?= ?の?[増減])|[\d.,万億千]{1,12} ?[^\d、。()をにはがのと]{1,6}(?=[上下]回))"
)
"""Behind a number that is counted from an earlier one: 前年度から24人、3.2％の増 and 前年度を24件、36万円上回った say it of both."""
_EACH_BY = compile_pattern(
    r"それぞれ(?:[^、。\n\d()]{0,8}(?:より|から|比べて?)、?)?(?:[\d.,万億千]{1,9} ?[^\d、。()\n]{1,5}[、と])*$"
)
_EACH_TOO = compile_pattern(
    r"(?:[、と] ?[\d.,万億千]{1,9} ?[^\d、。()をはがのとに]{1,5}?){1,6}(?= ?(?:の?[増減]|延び|[上下]が[っり]|[上下]回|短く|上昇|低下))"
)
"""Of each of several things: それぞれ0.2分、1.1分延びた says of both that they rose."""
_LONGEST_EACH = 48  # characters
_AGAINST_BESIDE = compile_pattern(r"(?:比|差|より|から|比べ)[^\d、。(]{0,6}[\d.,万億千]{1,9} ?[^\d、。()]{1,4}[(]$")
"""Before a share in a bracket: 前年度の1,198件より78件（6.5％）多い."""
_BY_RATIO = compile_pattern(r"(?:年度?|同期|前回|前期|当初|計画)比で?、?(?:約)?$")
_REDUCES = compile_pattern(r"を?(?:減ら|削減|縮減|引き?下げ|抑え)")
_RAISES = compile_pattern(r"を?(?:増や|ふや|引き?上げ|高め|伸ば)")
"""Behind what is measured against a time: 3年度比で10％減らす."""
_COUNTED_FROM = compile_pattern(r"(?:から|より|に?比べて?|比で?|を)(?:それぞれ|、)? ?(?:約)?$")
_TOGETHER_CHANGED = compile_pattern(r"[、・ ]?[\d,]{1,7} ?[人名](?= ?(?:の?(?:増|減)(?!免|額)|[上下]回))")
"""Behind groups: 5世帯12人の増加 says that both rose."""
_UNDER = compile_pattern(rf" ?(?:ほど|程度)?(?:下回|{SHORT_OF}|(?P<than>少な[いくか]|縮小))")
_OVER = compile_pattern(r" ?(?:ほど|程度)?(?:上回|(?P<than>多[いくか]|拡[大充]|延伸))")
"""Behind any unit: 前年同期を24冊下回った, 昨年より5人多い; but 100人を下回った tells how many there were not."""
TELLS_CHANGE = frozenset(" のをほ程増減上下多少若縮削節圧短引低マプ伸延ダアDU届及足不ふ抑高拡")
"""With one of these begins all that says right behind a quantity that something rose or fell by it."""
_POINTS_OR_AGE = POINTS | {"歳"}  # 10年前より3.1歳高い
_LOWER = compile_pattern(rf" ?(?:ほど|程度)?(?:を?下回|低[いくか]|{SHORT_OF}|足りな|不足)")
_HIGHER = compile_pattern(r" ?(?:ほど|程度)?(?:を?上回|高[いくか]|の?改善|の?向上|の?悪化)")
"""Behind points: by how much one rate differs from another."""
_AGAINST = compile_pattern(r"(?:比|差|増減|より|から|比べ)[^\d、。(]{0,6}$")
_AGAINST_ITSELF = compile_pattern(
    r"(?:(?:前年度?|昨年度?|前回|前期|同[期月])(?:同[期月])?(?:比|差|から)|(?:計画|予算|目標|当初|見込み?)(?:額|値)?[比差]) ?[:は]? ?$"
)
_BEHIND_EARLIER = compile_pattern(rf"[(、。](?:{EARLIER}|(?:令和|[RH]) ?\d{{1,2}}年度?)[^()\n、。]{{1,14}}、 ?$")
"""36.1日（前年度39.4日、△3.3日）."""
_EARLIER_BESIDE = compile_pattern(rf"{EARLIER}度?(?:同期|同月)?(?:から)? ?:? ?$")
"""No count of an earlier time is below zero: 12人（前年▲8人）."""
_CHANGING = frozenset({FigureKind.PARTICIPANTS, FigureKind.PEOPLE, FigureKind.COUNT, FigureKind.DURATION})
_PRICED = frozenset({FigureKind.MONEY, FigureKind.RATE})
_DIFFERING = _CHANGING | _PRICED
_UNCHANGING = frozenset({FigureKind.FREQUENCY, FigureKind.RATIO})
Reading = tuple[Label | None, tuple[Qualifier, ...]]
"""The label and the qualifiers of a quantity."""

_SHARES = frozenset({FigureKind.RATE, FigureKind.RATIO})
_COMPARISON = compile_pattern(
    r"対?(?:前年度?|昨年度?|前回|前期|一昨年度?)(?:同月|同期|末)?(?:比|増減率?|伸び率|増加率)?|対?(?:計画|予算|目標|当初|見込み?)(?:額|値)?[比差]"
)
_OTHER_SENSE = compile_pattern(r"[、・ /(]{1,3}(?:延べ|のべ|延|実|うち実)(?:人数|数|人員)?(?:[: ]*|で(?:は、?)?)")
_NAMES_SENSE = compile_pattern(r"実(?:人|数|件|利用|参加)|延(?![床長])|のべ")
"""実人員284名、延べ612名: what is named by its sense lends its name to no other sense; 延床面積 and 延長 have but one."""
_JOINED = compile_pattern(r"[、 ・]?(?:約|延べ|のべ|延|計)?")
_NEXT_YEAR = compile_pattern(
    r"(?:と(?:増|減|伸び|推移|回復|な)[^、。\n\d]{0,8}(?=、))?[、 /→]{1,3}(?:目標(?:値)?[(])?(?:[RH]|令和|平成|20) ?(?:元|\d{1,2}|[一二三四五六七八九十]{1,3}) ?(?:年度?)?(?:末|実績|見込)?[)]?(?:[: ]{0,2}|(?<=[度末])[はが]、?)"
)
_ITS_AIM = compile_pattern(r"(?:で|であり|でしたが|だったが)?、[^、。\n\d]{0,12}")  # 53人で、計画値50人
_THAN_BEFORE = compile_pattern(
    rf"(?:と|に)なり、 ?(?:約)?|[にへ]と、 ?(?:約)?|[^。\n\d]{{0,8}}{EARLIER}[^。、\n\d]{{0,6}}(?:比べて?|比較して|より|から|比で?|を)、? ?|[)]?(?:[にと]比べ(?:て|ると)?|より|から|を)は?、? ?(?:約)?"
    r"|で、?(?:基準(?:年度?)?(?:とする|の|である))?(?:令和|平成|[RH]) ?(?:元|\d{1,2})年度?[にと]比べて?、? ?(?:約)?"
    rf"|[^。、\n\d()]{{0,12}}、(?:令和|平成|[RH])? ?(?:元|\d{{1,2}})年度は{EARLIER}度?(?:より|から|[にと]比べて?)、?(?:約)?"
)
_NEAR, _GROUPS = 40, frozenset({"組", "世帯"})
_RESULTS = compile_pattern(
    r" ?(?:と(?:する|し|なる|なり|なっ)|に(?:する|した|なる|なった|なり|なっ|増え|増や|広が|減)|の?体制)"
)
_NAMES_CHANGE = compile_pattern(r"上昇|低下|改善|悪化|向上|下落")
_RAISED_BY = compile_pattern(
    r"[をがに]?[^、。\n\d()]{0,8}[しせけやえりれきい]て?、?(?:[^、。\n()]{1,14}(?:時点|現在|末)で|合わせて|あわせて|(?:合計|累計|通算)で?|全体で|計)?(?:約)? ?"
    r"|を経て、?[^。、\n]{0,16}には、?(?:約)?|(?:であった|だった|でした)が、[^、。\n\d()]{0,10}(?:に?は|に)、?"
)
_NEXT_TIME = compile_pattern(
    rf" ?[、,・] ?{SESSION} ?|、[1一] ?(?:回|日|会場|か所|教室|講座|地区|校)(?:当たり|あたり)?の?平均(?:で|では)?、?(?:約)?|、(?:第\d{{1,2}}回を)?(?:\d{{1,2}}月)?\d{{1,2}}日(?:[(][^()\n]{{1,6}}[)])?に(?:[^、。\n\d()]{{1,16}}で)?(?:開いて|開催して|実施して|行って|開き|行い)、?(?:約|延べ)?| ?/ ?(?:延べ?|のべ|実) ?|と|及び"
)
_TOPIC_OF_BOTH = compile_pattern(r"(?:は、?|:)[^。\n]{2,60}(?:[でにて]|それぞれ、?)(?:約|延べ)?$")
_RATE_ASIDE = compile_pattern(r"[(][\d.,]{1,6} ?[%割][)]")  # 前年度より5団体（11.1％）増加
_LIST_JOINT = compile_pattern(rf"(?:[(][^()\n]{{1,20}}[)])?[、・](?:[^、。\n\d()はがのを]{{0,20}}|{SESSION})")


def figure(view: TextView, quantity: Quantity, kind: FigureKind) -> Figure:
    """Make the figure of a quantity with its label and qualifiers."""
    label, qualifying = reading(view, quantity)
    start, end, _, value, value_max, counted, counter, per, _ = quantity
    text, span, unit = view.text, view.span(start, end), counted
    if unit and (at := text.rfind(unit, start, end)) >= 0:  # else a blank stands in it: か 所
        unit = view.quote(view.span(at, at + len(unit)))
    before = text[start - 1 : start]
    listed = _LISTED_CHANGE.match(text, end) if before == "で" else None
    if before == "は" and _COMPARED_WITH.search(text, start - _NEAR, start):
        listed = _EACH_CHANGED.match(text, end)
    too = (_RATE_TOO.match(text, end) or _ASIDE_TOO.match(text, end)) if text[end : end + 1] in " 、,(" else None
    told = too.end() if too else listed.start("more") if listed else end
    if before == "(" and quantity.kind is FigureKind.RATE:
        told += text.startswith(")", told)  # 132t（2.6％）減少
    if text.startswith(("、", "と"), told):
        if (share := _SHARE_TOO.match(text, told)) and _COUNTED_FROM.search(text, start - 8, start):
            told = share.end()
        elif (each := _EACH_TOO.match(text, told)) and _EACH_BY.search(text, start - _LONGEST_EACH, start):
            told = each.end()
    if counted in _GROUPS and (together := _TOGETHER_CHANGED.match(text, told)):
        told = together.end()
    fell = text[told : told + 1] in TELLS_CHANGE and (
        _LESS.match(text, told) is not None
        or (quantity.kind in _PRICED and _RATE_LESS.match(text, told) is not None)
        or (counted in _POINTS_OR_AGE and _LOWER.match(text, told) is not None)
        or _differs(text, quantity, told, _UNDER)
        or _is_against_time(text, quantity, told, _REDUCES)
    )
    if fell and value > 0:
        value, value_max = (-value, None) if value_max is None else (-value_max, -value)
    if _is_change(text, quantity, told, fell=fell):
        kind = FigureKind.CHANGE
    label_span = view.span(*label) if label else None
    return Figure(
        span=span, text=view.slice(span), value=value, value_max=value_max, unit=unit,
        unit_norm=counter.norm or None, kind=kind, per=per, qualifiers=qualifying,
        label=view.quote(label_span) if label_span else None, label_span=label_span,
    )  # fmt: skip


def _is_change(text: str, quantity: Quantity, told: int, *, fell: bool) -> bool:
    """Tell whether the quantity says by how much something rose or fell: 12人増, 前年度比 ＋12人, 3.2％減.

    A signed rate or amount of money may be a value of its own (対前年度比 △3.2％, ▲1,200千円).
    """
    own = quantity.kind
    if own in _UNCHANGING:
        return False
    if text[told : told + 1] in TELLS_CHANGE:
        if text.startswith("上が", told) and _CAME_UP.search(text, quantity.start - 12, quantity.start):
            return False
        if fell or _MORE.match(text, told) or _differs(text, quantity, told, _OVER):
            return True
        if (own in _PRICED and _RATE_MORE.match(text, told)) or _is_against_time(text, quantity, told, _RAISES):
            return True
    signed = text[quantity.start] in "+-△▲±マプ"
    if quantity.unit in _POINTS_OR_AGE:
        return signed or _HIGHER.match(text, told) is not None
    if signed and own is FigureKind.MONEY:  # 前年比＋12万円; ▲1,200千円 may be a value of its own
        return _AGAINST_ITSELF.search(text, quantity.start - 8, quantity.start) is not None
    if not signed or own not in _CHANGING or quantity.counter.norm in DEGREES:
        return False
    return (
        (text[quantity.start] == "+" or signs.is_beside_signed(text, quantity.start, plus=True))
        or any(by.search(text, quantity.start - 16, quantity.start) for by in (_EARLIER_BESIDE, _AGAINST))
        or (text[quantity.start - 1 : quantity.start] == "(" and quantity.start > 1)
        or bool(_BEHIND_EARLIER.search(text, quantity.start - 24, quantity.start))
    )


def _is_against_time(text: str, quantity: Quantity, told: int, by: re.Pattern[str]) -> bool:
    """Tell whether something is to rise or fall by the quantity against an earlier time: 前年度比で5％減らす."""
    if quantity.kind not in _DIFFERING or by.match(text, told) is None:
        return False
    return _BY_RATIO.search(text, quantity.start - 10, quantity.start) is not None


def _differs(text: str, quantity: Quantity, told: int, by: re.Pattern[str]) -> bool:
    """Tell whether the words behind the quantity make it a difference, against what stands before it where need be."""
    differs = by.match(text, told)
    if differs is None or quantity.kind not in _DIFFERING:
        return False
    if differs["than"] is None:
        return True
    against = _AGAINST_BESIDE if text[quantity.start - 1 : quantity.start] == "(" else _AGAINST
    return against.search(text, quantity.start - 24, quantity.start) is not None


def reading(view: TextView, quantity: Quantity) -> Reading:
    """Return label and qualifiers of a quantity of `quantities.scan`."""
    return view.memo(_read_all)[quantity.start]


def _read_all(view: TextView) -> dict[int, Reading]:
    """Read every quantity in order: a later one of a list may take its label or its うち from an earlier one."""
    known: dict[int, Reading] = {}
    everything = view.memo(quantities.scan)
    for k, quantity in enumerate(everything):
        if not quantity.basis:
            known[quantity.start] = _read(view, everything, k, known)
            _share_deed(view.text, everything, k, known)
            if k and (shared := _came_together(view.text, everything[k - 1], quantity, known)):
                known[everything[k - 1].start] = shared
    return known


def _read(view: TextView, everything: Sequence[Quantity], at: int, known: dict[int, Reading]) -> Reading:
    quantity = everything[at]
    if quantity.unit == "km" and view.text[quantity.end : quantity.end + 1].isdigit():
        return None, ()  # 10km512人: a name of what is counted
    label = labels.read(view, quantity)
    label = behind_grade(view.text, label) if label else None
    told_before = label is not None and at > 0 and everything[at - 1].end == label.end  # 修了者 229人は219人の誤り
    told_before = told_before and everything[at - 1].unit == quantity.unit
    if label and (told_before or not label_units.fits(view.text, label, quantity)):
        label = None
    compared = _of_its_unit(view.text, everything, label_compared.compared_with(view, quantity), quantity)
    if compared is None and at and _same_thing(view, everything[at - 1], quantity, label):
        compared = _outside(view.text, everything, at)
    if compared is None and label is None:
        compared = label_compared.stated_before(view.text, everything, at, known)
    if label and label.end <= quantity.start and _NAMES_SENSE.match(view.text, *label):
        compared = None  # 実人数45人、延人数120人: each names its own sense
    if compared is not None and (was := known.get(everything[compared].start)):
        main = everything[compared]
        named = label if label and main.end < label.start and quantity.kind is FigureKind.MONEY else None
        own = named is not None and not _COMPARISON.fullmatch(view.text, *named)
        of_sense = was[0] is not None and _NAMES_SENSE.match(view.text, was[0].start, was[0].end)
        if main.kind not in _SHARES or quantity.kind is main.kind:  # 達成率120%(目標100件)
            label = label if of_sense or own else was[0] or label  # 総事業費38億円（うち執行額21億円）
    if label and _COMPARISON.fullmatch(view.text, label.start, label.end):
        label = labels.named_before(view, label.start)  # 就職件数 前年度比12件増
    label = _of_whole(view.text, everything, at, known, label) if at else label
    if label is None and at and _is_difference(view.text, everything[at - 1], quantity):
        label = _of_what_differs(view.text, everything, _outside(view.text, everything, at), known)
    before = everything[at - 1] if at else None
    if label is None and before is not None and _is_result(view.text, everything, at, known):
        label = known.get(before.start, (None,))[0]
    label = _or_shared(view, everything, at, known, label)
    qualifying = qualifiers.read(
        view, quantity, label,
        after_of_which=before is not None and _continues_of_which(view.text, before, quantity, known),
        last_end=before.end if before else 0,
    )  # fmt: skip
    return label, qualifying


def _of_whole(
    text: str, everything: Sequence[Quantity], at: int, known: dict[int, Reading], label: Label | None
) -> Label | None:
    """Return the label, or that of the quantity right before of which quantity `at` is so many: 更新は、延長4kmのうち3kmを終えた."""
    before, persons = everything[at - 1], everything[at].unit in PERSONS
    if (label and label.end > before.start) or not label_shared.is_among(text, before, everything[at]):
        return label
    if label and persons:  # not 研修 of 研修を修了した22人のうち19人
        return None if text.startswith("を", label.end) and not PERSON_NOUN.search(text, *label) else label
    whole = known.get(before.start, (None,))[0]
    names_them = not persons or text.startswith("中", before.end)  # not 採用が決まった6人のうち4人: a deed of all
    return whole if whole and (names_them or PERSON_NOUN.search(text, *whole)) else label


def _or_shared(
    view: TextView, everything: Sequence[Quantity], at: int, known: dict[int, Reading], label: Label | None
) -> Label | None:
    """Return the label, or that which a quantity without one shares with another or has from the head of its row."""
    text, quantity = view.text, everything[at]
    label = label_shared.of_another_time(text, everything, at, label, known)
    label = label and label_shared.of_part(text, everything, at, label, known)
    if label is None or _NAMES_CHANGE.fullmatch(text, label.start, label.end):
        label = label_shared.inherited(text, everything, at, known) or label
    return label or label_rows.head_of_row(view, quantity)


def _came_together(text: str, before: Quantity, quantity: Quantity, known: dict[int, Reading]) -> Reading | None:
    """Return the reading of 8組 in 8組19名が参加, of 実9人 in 実9人、延べ40人が受講, of 20件 in 20件、30万円の寄附: what is told behind is told of both."""
    groups = before.unit in _GROUPS and quantity.unit in PERSONS
    things = before.unit != quantity.unit and before.kind is quantity.kind is FigureKind.COUNT
    things = things and not before.counter.names_itself
    cases = before.unit == "件" and quantity.kind is FigureKind.MONEY
    cases = cases or (things and text.startswith("の", quantity.end))
    senses = before.unit == quantity.unit and _OTHER_SENSE.fullmatch(text, before.end, quantity.start) is not None
    if not (groups or cases or senses) or before.start not in known:
        return None
    (label, qualifying), (shared, _) = known[before.start], known[quantity.start]
    behind = groups or shared is None or shared.start >= quantity.end
    joined = senses or _JOINED.fullmatch(text, before.end, quantity.start)
    return (shared, qualifying) if label is None and behind and joined else None


def _share_deed(text: str, everything: Sequence[Quantity], at: int, known: dict[int, Reading]) -> None:
    """Give 利用 of 8月には1,200人、9月には980人が利用 to what is counted in the clauses before too."""
    label = known[everything[at].start][0]
    if label is None or label.start < everything[at].end:
        return
    k: int | None = at
    while k and (k := _same_deed(text, everything, k)) is not None:
        for n in range(coordination.first_of(everything, k), k + 1):
            was, qualifying = known.get(everything[n].start, (label, ()))
            topic = was is not None and OCCASION_ENDS.search(text, was.start, was.end) is not None
            far = was is not None and _TOPIC_OF_BOTH.match(text, was.end, everything[n].start) is not None
            if was is not None and not (topic and (far or text.startswith("が", everything[n].end))):
                return  # but 説明会は45人が、…, and 説明会は、6月に北館で45人、9月に南館で30人が参加
            if n == k or everything[n].unit in _GROUPS:
                known[everything[n].start] = label, qualifying


def _same_deed(text: str, everything: Sequence[Quantity], k: int) -> int | None:
    """Return the index of the count before count `k` of which the same is told."""
    last = k - 1 - everything[k - 1].basis  # 延べ40人、1回平均8人が参加
    before, quantity = everything[max(last, 0)], everything[k]
    persons = before.unit in PERSONS and quantity.unit in PERSONS
    if persons and _NEXT_TIME.fullmatch(text, before.end, quantity.start):
        return last
    return coordination.goes_on_from(text, everything, k)


def _outside(text: str, everything: Sequence[Quantity], at: int) -> int:
    """Return the index of the quantity before quantity `at`: the one before the bracket, where a bracket ends between."""
    before = at - 1
    if text.startswith(")", everything[before].end):
        opens = text.rfind("(", max(0, everything[before].start - _NEAR * 2), everything[before].start)
        while before and everything[before].start > opens >= 0:
            before -= 1
    return before


def _is_result(text: str, everything: Sequence[Quantity], at: int, known: dict[int, Reading]) -> bool:
    """Tell whether a quantity is what the one before it led to: 6か所増やし、18か所とする; 41人であったが、年度末には33人に減った."""
    before, quantity = everything[at - 1 : at + 1]
    return (
        before.counter.norm == quantity.counter.norm
        and not coordination.adds_two(everything, at, known)
        and _RESULTS.match(text, quantity.end) is not None
        and _RAISED_BY.fullmatch(text, before.end, quantity.start) is not None
    )


def _is_difference(text: str, before: Quantity, quantity: Quantity) -> bool:
    """Tell whether a quantity is by how much the one before it rose or fell: 104人で、前年度と比べ9人の減少."""
    rate = _RATE_ASIDE.match(text, quantity.end)
    end = rate.end() if rate else quantity.end
    return (
        (before.counter.norm == quantity.counter.norm or quantity.kind is FigureKind.RATE)
        and any(by.match(text, end) for by in (_LESS, _MORE, _UNDER, _OVER, _RATE_TOO))
        and _THAN_BEFORE.fullmatch(text, before.end, quantity.start) is not None
    )


def _of_what_differs(text: str, everything: Sequence[Quantity], at: int, known: dict[int, Reading]) -> Label | None:
    """Return the label of quantity `at`, from which another differs; of an aim, that of the value that was to reach it."""
    label = known.get(everything[at].start, (None,))[0]
    if label and at and label_shared.names_aim(text, label):
        reached = everything[at - 1]
        near = reached.counter.norm == everything[at].counter.norm and _ITS_AIM.fullmatch(
            text, reached.end, label.start
        )
        return (
            known.get(reached.start, (None,))[0]
            if near and not label_shared.is_ambiguous(text, everything, at - 1, known, aimed_at=True)
            else None
        )
    return label


def _of_its_unit(text: str, everything: Sequence[Quantity], compared: int | None, quantity: Quantity) -> int | None:
    """Return the index of the value beside value `compared` that has the unit of the quantity: 件 of 12件、3万円（前年度10件、2万円）."""
    if compared is None or quantity.kind in _SHARES:
        return compared
    alike = (
        k
        for k in range(compared, max(-1, compared - 3), -1)
        if everything[k].counter.norm == quantity.counter.norm and not everything[k].basis
    )
    nearest = next(alike, compared)
    return nearest if "。" not in text[everything[nearest].end : everything[compared].start] else compared


def _same_thing(view: TextView, before: Quantity, quantity: Quantity, label: Label | None) -> bool:
    """Tell whether a quantity says more of the one right before it: 実143人、延べ1,087人; 488件、前年同期比8.4％."""
    between = view.text[before.end : quantity.start]
    if len(between) > _NEAR or "\n" in between or "。" in between:
        return False
    if label and _COMPARISON.fullmatch(view.text, label.start, label.end):
        return "は" not in view.text[before.end : label.start]  # 講座は12件で、受講は前年度比8人増
    if BOUNDS_OTHERS.match(view.text, quantity.end):
        return False
    if before.unit != quantity.unit:  # 参加48社、61人; 19組26人
        if (
            quantity.counter.names_itself
            or quantity.counter.norm in TERMS
            or (label and quantity.unit == "回")  # 出前講義は高校23校、延べ41回
            or (before.unit or "").endswith("室")  # 201会議室　29人
            or (before.kind is FigureKind.MONEY) != (quantity.kind is FigureKind.MONEY)
        ):
            return False
        return (_JOINED.fullmatch(between) or _OTHER_SENSE.fullmatch(between)) is not None and (
            label is None or label.start < before.start
        )
    # 120人→135人; R6:1,310件、R5:1,275件
    return between.strip() == "→" or bool(_NEXT_YEAR.fullmatch(between) or _OTHER_SENSE.fullmatch(between))


def _continues_of_which(text: str, before: Quantity, quantity: Quantity, known: dict[int, Reading]) -> bool:
    """Tell whether the quantity stands in a list behind one that うち marks: うち男性50人、女性70人."""
    return (
        before.start in known
        and before.counter.norm == quantity.counter.norm  # うち新規12台、購入費は30万円: what is not among them
        and Qualifier.OF_WHICH in known[before.start][1]
        and _LIST_JOINT.fullmatch(text, before.end, quantity.start) is not None
        and not qualifiers.names_others(text, before.start, text[before.end : quantity.start])
    )

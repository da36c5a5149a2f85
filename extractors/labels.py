"""The noun that a quantity counts, in the text's own words.

It stands before the number (参加者：500人, 授業を33回), before the bracket that holds it (支援センター（21か所）), behind
it (12名参加, 3回の研修会) or at the head of the line (体験活動：8月末現在で8回実施). Word classes decide where a noun
begins and ends; the modifying clause before it is no part of the label.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors import attendance_rows, label_lengths, morphology, scripts
from extractors.counters import COMPANIES, GROUPS, PERSONS
from extractors.label_behind import became_behind, came_behind, done_with, noun_behind, predicate_behind, set_up_behind
from extractors.label_clauses import clause_of_number, of_attribute, of_whole
from extractors.label_links import WINDOW, skip
from extractors.label_nouns import (
    clause_before,
    ends_quantity,
    named_as,
    named_by_number,
    noun_before,
    numbered_before,
    plain_noun_before,
)
from extractors.label_objects import THEN, handed_out, is_doer, object_before, sort_of_unit
from extractors.label_predicates import held_so_often, said_around
from extractors.label_words import (
    ATTENDANCE,
    BARE,
    COUNTED_ONLY,
    NOT_ATTENDING,
    OCCASION_ENDS,
    OF_WHAT,
    PERSON_NOUN,
    SAYS_WHICH,
    Label,
    names_whose,
    trim,
)
from extractors.mentions import FigureKind
from extractors.nouns import before_bracket, is_deed, noun_phrase
from extractors.patterns import compile_pattern

if TYPE_CHECKING:
    from extractors.quantities import Quantity
    from extractors.view import TextView

_DURATION, _COUNT, _RATIO, _MONEY = FigureKind.DURATION, FigureKind.COUNT, FigureKind.RATIO, FigureKind.MONEY

_CAME = scripts.compile(rf" ?(?:程度|以上)?(?:の方)?(?:が|の)(?P<cue>{ATTENDANCE.pattern})")
_ANOTHER_CLAUSE = compile_pattern(r"[。\nをがは]|\d ?[^\d()。\n]{1,5}[(][^()\n]{0,60}$")  # 8回、160人（1回平均20人）
_A_YEAR = r"(?:[RHS]|令和|平成|昭和)(?:元|\d{1,2})年?"
_AT_THAT_TIME = (
    rf"(?:{_A_YEAR}(?:度?末?|\d{{1,2}}月末|\d{{1,2}}月(?:\d{{1,2}}日|末)?(?:現在|時点))|[前昨]年度?末?|\d{{1,2}}月末"
    r"|\d{1,2}月(?:\d{1,2}日|末)?(?:現在|時点)|現[状行在])[: 、]?"
)
_SINCE = r"(?:[\dRHS./年月日度元]|令和){2,12}から(?:(?:[\dRHS./年月日度元]|令和){2,12}まで)?(?:の|、)?"
_OPENS_OWN = scripts.compile(
    rf"[(\[〔](?:{_AT_THAT_TIME}|{_SINCE})?(?P<each>[1一] ?(?:時間|か所|世帯|[件回人社日月年台組本枚戸校名泊食区箱株袋]画?)(?:当たり|あたり|につき)?)?(?:約|最長|最大|最高|延べ|のべ|延|計|全|各|合計|実人数|実|累計|うち)?:? ?$"
)
_MOST_QUOTED, _LONGEST_OPENING = 30, 28  # characters: (令和4年12月31日現在、約, (令和5年10月1日から3月31日まで、
_CLOSES_OWN = scripts.compile(r" ?(?:程度|以上|以下|以内|超|延べ|予定|分|相当)?[)\]〕、]")
_AREA = compile_pattern(r"(?:地区|地域|圏域|会場|校区|[市町村区県])$")
_CELL_ENDS = tuple(" (:|│1234567890")
_PLACE = compile_pattern(r"(?:館|集会所|研修所|センター|ホール|プラザ|会場|校舎|庁舎|公園)$")
_AT_OR_TO = scripts.compile(r"(?:[(][^()\n]{1,20}[)])?[でに]|(?:から[^、。\n]{1,8})?[にへ]、?(?:広げ|拡大|拡充|展開)")
"""居場所を6校から10校に広げる."""
_WHO_DID = scripts.compile(r"[ただる](?:人|者|方)$")
_AT_FIRST = scripts.compile(r"(?<=[はがも、])(?:[一-鿿ァ-ヶー]{1,6}|\d{1,2}年)(?:前|当?時|当初)の約?$")
"""来訪客は震災前の1.5倍に達した: when it was one."""
_GIVEN = compile_pattern(r"[にへ](?:[^。、\n\d]{1,12}を)?(?:交付|配布|配付|支給|送付|郵送|発送|提供|進呈|渡|貸)")
_INSIDE = compile_pattern(r"(?:[(、]|うち)([県都道府市区町村国]内)$")
"""市内12人、市外8人: among persons it says who they are."""
_BESIDE_OTHERS = scripts.compile(r"[、・ ]{1,2}[県都道府市区町村国][内外](?:の|で|が|は|:)?\d")
"""市内874件、県外780件: so it does beside what was counted elsewhere."""
_ALL_PLACES = scripts.compile(
    r"中、? ?[\d一二三四五六七八九十]+ ?(?:市町村?|町村|市|か所|箇所|会場|地区|地域|校区|施設|校)で"
)
_IN_WHICH = scripts.compile(
    r"(?:で(?:延べ|のべ|計|約)|の(?:うち、?)?(?:約|延べ)?) ?[\d一二三四五六七八九十百千]|を(?:巡回|訪問|巡[りっ]|回[りっ])|(?<=会場)で(?:開[きい催]|実施|行[いっ])"
)
"""Behind places or units: what was counted in them."""
_PAST_PERIOD = scripts.compile(r"(?:前年度?|昨年度?|前年同期|前回|前期|一昨年度?|前々年度)(?:同期|比)?$")
_AFTERWARDS = compile_pattern(r"[後前]$|以来$|以降$")
_SINCE_THEN = ("後", "以来", "以降")
_SPAN_NOUN = compile_pattern(r"(?:年数|日数|期間|時間|期限|任期)$")
_HOUSEHOLDS = frozenset({"世帯", "家族", "戸"})
_DEED_OF_GROUP = scripts.compile(
    rf" ?(?:程度|以上)?(?:の(?:親子|家族|方々?|皆さん|夫婦|世帯))?(?:が|の|から)?(?P<what>{ATTENDANCE.pattern}|回答|応募|入居|申込み?|登録|加入|相談|転入|移住|成立)"
)
"""129組が参加, 83世帯の応募: what groups did names them."""
_COPIES = frozenset({"部", "冊", "枚", "個", "本", "台", "セット", "通"})
_PHYSICAL = (_COPIES - {"通"}) | set("基棟張脚着足頭羽匹株缶箱袋隻両tℓL") | {"トン", "kg", "キログラム", "リットル"}
"""Counters of things that can be touched, and of what is weighed or poured."""
_HANDLING = scripts.compile(
    r"(?:貸し?出し?|貸与|設置|更新|交換|取り?替え?|導入|購入|配備|整備|点検|補修|修繕|撤去|寄贈|配布|配付|提供|作成|製作|植樹|植栽|定植|伐採|剪定|[一-鿿A-Za-z]化)$"
)
"""What is done with them."""
_GIVER = scripts.compile(rf"[業社体合会市区町村県国民児所]$|{PERSON_NOUN.pattern}|{_PLACE.pattern}")
"""Who did it, or where: 企業の提供, 園児の植樹, 図書館の貸出し."""
_NAMED_AMOUNT = compile_pattern(r"(?:数|額|率|量|人口)では?、?$")
_ROSE_OR_FELL = compile_pattern(r" ?(?:の|ほど)?(?:増|減|上回|下回|多[いくか]|少な[いくか]|上昇|低下)")
_SURPASSES = compile_pattern(
    r"(?:、[\d.,万億千]+ ?[^\d、。\n]{1,5}?)?(?:ほど|程度|余り|近く|も)?(?:上回|下回|超え|超過|高[いくか]|低[いくか])"
)
"""Behind the number by which a value differs from what を makes its object: 県平均を2ポイント上回る."""
_STANDARD = scripts.compile(r"(?:定員|[一-鿿]{2}基準)の$")
"""Names the value that it sets: 定員の25組に達した, 排水基準の2mg/Lを下回った."""
_EXCEEDED = scripts.compile(
    rf"を(?![^、。\n\d]{{0,8}}(?:上回る|上回った|超える|超えた)[ごお]?(?:{ATTENDANCE.pattern}))"
)
_SENSE_OF = scripts.compile(r"(?:実|延べ?|のべ)(?:人?数|人員)")
_ALL_OF_THEM = frozenset({"皆さん", "皆様", "皆さま", "方々"})
"""Say no more of those counted than what stands before の."""
_OBJECT = scripts.compile(r"を、?(?:約|およそ|延べ|のべ|合?計|新たに|[一-鿿]{2}の)*$")
_AGAINST_ALL = scripts.compile(r"に対し(?:て)?、?$")
_OF_MEASURE = scripts.compile(
    r"(?:KPI|[^\n:]{0,8}指標|数値目標) ?: ?(?P<name>[^ 、。:()\d][^ 、。:()]{1,24}) +(?=目標|計画|実績|基準|現状|R\d|令和)"
)
_IN_ALL = compile_pattern("(?P<name>総額|[年月日]額(?=は)) ?は?約?$")
_OF_ALL = scripts.compile(r"[(、]全体(?:で|では|は)?$")
"""女性職員は31人（全体124人）: not those named before, but all."""
_FIELD = scripts.compile(
    r"(?:取り?組み?|実施|事業|進捗|活動)?(?:の?(?:内容|状況|実績|結果|概要|方針|方向))?|今後.*|主な.*"
)
"""The name of a block or a cell, which holds more than what it names: 取組内容：市内15学区の31クラブで実施."""


def read(view: TextView, quantity: Quantity) -> Label | None:
    """Return the label of the quantity, or None where nothing names what is counted."""
    text, lasts = view.text, quantity.kind is _DURATION
    if lasts and label_lengths.is_length_only(text, quantity):
        return None
    if _OF_ALL.search(text, quantity.start - 6, quantity.start):
        return None
    label = of_whole(text, quantity) or _whole(view, _nearest(view, quantity), quantity)
    if label and text.startswith(("を", "平均を", "の平均を"), label.end) and _SURPASSES.match(text, quantity.end):
        return None  # 県平均を2ポイント上回った
    if label and quantity.unit == "回" and label.start >= quantity.end and PERSON_NOUN.search(text, *label):
        label = _held_before_persons(view, label, quantity)
    if label and quantity.unit in _PHYSICAL and label.end <= quantity.start:
        label = _thing_of_deed(view, label) or label
    if label and is_doer(text, label, quantity):
        return None
    if label and view.text.startswith("は", label.end) and THEN.search(view.text, label.start, label.end):
        return None
    # 310人のうち294人に配布: the deed tells those from the rest
    some = text.endswith(("うち", "うち、"), 0, quantity.start)
    if label and (quantity.unit in PERSONS or quantity.unit in COMPANIES) and _GIVEN.match(view.text, quantity.end):
        # 手引きを204人に配布: neither the thing nor the deed says who they are.
        to_them = text.startswith("を", label.end) and text[quantity.start - 1] not in "ただるう"
        other = text.startswith("は", label.end) and not PERSON_NOUN.search(text, *label)  # 制度は、40人に交付を決め
        label = (
            None
            if (label.start >= quantity.end and not some) or to_them or other or _is_object(text, label, quantity)
            else label
        )
    if label and text.endswith(_SINCE_THEN, *label) and text.startswith("は", label.end):
        return None  # 開設後は7棟となる
    if label and lasts and _AFTERWARDS.search(view.text, label.start, label.end):
        return None  # 開設後3年間
    if (
        label
        and (label.end < quantity.start or _PLACE.search(view.text, label.start, label.end))
        and (quantity.unit in PERSONS or quantity.unit in COMPANIES)
        and text.startswith(_CELL_ENDS, label.end)
        and not ATTENDANCE.search(view.text, label.start, label.end)
        and not NOT_ATTENDING.search(view.text, label.start, label.end)
        and not PERSON_NOUN.search(view.text, label.start, label.end)
        and (mark := attendance_rows.mark_before(view, quantity.start)) is not None
        and (
            label.start >= mark
            or _AREA.search(view.text, label.start, label.end)
            or (view.text[label.end] == ":" and OCCASION_ENDS.search(view.text, *label))
        )
    ):
        return came_behind(view, quantity)  # 7月8日（月）　東公民館　28人
    return label


def _held_before_persons(view: TextView, label: Label, quantity: Quantity) -> Label | None:
    """Return 講座 of 3回の講座の参加者: persons are never held; None for 3回の参加者, which names no occasion."""
    held = plain_noun_before(view, label.start - 1) if view.text[label.start - 1] == "の" else None
    return held if held and held.start > quantity.end else None


def _thing_of_deed(view: TextView, label: Label) -> Label | None:
    """Return わな of わなの貸出し: who counts 20基 counts no deeds."""
    if view.text[label.start - 1 : label.start] != "の" or not _HANDLING.search(view.text, *label):
        return None
    thing = plain_noun_before(view, label.start - 1) or noun_before(view, label.start - 1, label.start)
    return None if thing and _GIVER.search(view.text, *thing) else thing


def _whole(view: TextView, label: Label | None, quantity: Quantity) -> Label | None:
    """Return 補助金の額 for 額, 隊員数 for the 推移 of 隊員数の推移, 動画 for 動画「春の祭り」."""
    if label is None or names_whose(view.text, label):
        return None
    text = view.text
    words = text[label.start : label.end]
    names_sense = _SENSE_OF.fullmatch(words) is not None  # 受講者は実人数36名
    if text[label.start - 1 : label.start] in ("の", "は" * names_sense) and (words in _ALL_OF_THEM or names_sense):
        return plain_noun_before(view, label.start - 1) or label  # 参加者の実人数, 会員の皆さん
    if words in COUNTED_ONLY and (counted := clause_of_number(view, label)):
        return counted
    if (words in BARE or words == quantity.unit) and text[label.start - 1 : label.start] == "の" and label.start > 1:
        of_what = plain_noun_before(view, label.start - 1) or noun_before(view, label.start - 1, label.start)
        if of_what and words in OF_WHAT:
            return _whole(view, of_what, quantity)  # サロンの数の推移
        if of_what and _WHO_DID.search(text, *of_what):
            return label  # 「…」と答えた方の割合
        if of_what:
            return Label(of_what.start, label.end)
    return None if words in OF_WHAT else label


def _nearest(view: TextView, quantity: Quantity) -> Label | None:
    own_name = quantity.counter.names_itself
    if quantity.unit == "つ" and (things := noun_behind(view, quantity)):
        return things  # 施策を3つの柱に分ける
    if said := said_around(view, quantity):
        return said
    at, joined = _end_of_noun(view.text, quantity)
    if view.text[at - 1 : at] in ("」", "』"):
        return _quoted_before(view, at, quantity) or came_behind(view, quantity)
    # 58 組 131 名: its unit is not what is counted
    joined_on = ends_quantity(view, at) and named_by_number(view.text, at) is None
    inside = _INSIDE.search(view.text, at - 5, at)
    if inside and (quantity.unit in PERSONS or _BESIDE_OTHERS.match(view.text, quantity.end)):
        return Label(*inside.span(1))
    label = named_as(view, at, quantity) or (None if joined_on else plain_noun_before(view, at))
    if not own_name:
        label = label or numbered_before(view, at) or clause_before(view, at) or _amount_before(view, at, quantity.end)
    # 各会場30名が参加: the places are not what is counted.
    of_each = label is not None and quantity.unit in PERSONS and view.text[label.start - 1 : label.start] == "各"
    if label and not own_name and not of_each:
        return _attending_behind(view, label, quantity) or label
    label = label or (None if joined_on else noun_before(view, at, quantity.start))
    if own_name:
        return _of_own_name(view, quantity, label, at, joined=joined)
    if label and of_each:
        return noun_behind(view, quantity) or object_before(view, quantity)
    if label:
        return _attending_behind(view, label, quantity) or label
    if _in_own_bracket(view.text, quantity):
        return (
            _noun_before_bracket(view, quantity)
            or object_before(view, quantity)
            or (
                _head_of_line(view, quantity) if quantity.is_frequency else None  # おはなし会：毎週土曜日（年48回）
            )
        )
    return _without_noun(view, quantity, at)


def _without_noun(view: TextView, quantity: Quantity, at: int) -> Label | None:
    """Return what the clause says of a quantity before which, at `at`, no noun ends."""
    text, person = view.text, quantity.unit in PERSONS
    of_some = text.startswith("うち", at) or text.endswith("うち、", 0, quantity.start)
    if person and not of_some and (deed := of_attribute(view, at)):
        return deed  # 3月に卒業した22人は全員が就職した
    deed = done_with(view, quantity)
    if of_some and quantity.unit == "件":
        deed = deed or became_behind(view, quantity.end)
    if deed and (of_some or _AGAINST_ALL.search(text, at - 6, at)):
        return deed  # 補助金は、応募30件のうち21件を採択
    behind = predicate_behind(view, quantity) or noun_behind(view, quantity) or set_up_behind(view, quantity)
    if behind and text[behind.start - 1] not in "がのをら" and not ATTENDANCE.match(text, behind.start, behind.end):
        # 相談員を各市町に2名配置: the object says who they are, the verb only what was done with them.
        return object_before(view, quantity) or behind
    label = behind or _head_of_line(view, quantity) or object_before(view, quantity) or deed
    if label is None and quantity.unit == "回":
        label = held_so_often(view, at)
    if label is None and not person and quantity.kind is _COUNT:
        label = of_attribute(view, at)
    if label is None and (in_all := _IN_ALL.search(text, quantity.start - 5, quantity.start)):
        return Label(*in_all.span("name"))  # 貸付23件、総額4,600万円を決定した
    return label


def _of_own_name(view: TextView, quantity: Quantity, label: Label | None, at: int, *, joined: bool) -> Label | None:
    """Return the label of a quantity whose counter is a noun itself; `label` is the noun that ends before it at `at`."""
    text = view.text
    if amount := _amount_before(view, at, quantity.end):
        return amount
    if quantity.unit in GROUPS and (deed := _DEED_OF_GROUP.match(text, quantity.end)):
        return Label(*deed.span("what"))
    some = text.startswith("うち", at) and became_behind(view, quantity.end)  # 60世帯のうち45世帯が設置していた
    if quantity.unit in GROUPS and (became := some or of_attribute(view, at)):
        return became  # 対象となった12世帯
    if quantity.unit in _HOUSEHOLDS and joined and text[at - 1] == "の":
        return object_before(view, quantity)  # 保護に至ったのは7世帯
    # 実証を3圃場で実施, 来場者は3会場で延べ900人: those are places; 図書を3タイトル購入: those are the books.
    places = (
        _ALL_PLACES.match(text, quantity.end)
        or (text[quantity.start - 1] == "全" and text.startswith("で", quantity.end))
        or (text[at : at + 1] == "を" and _AT_OR_TO.match(text, quantity.end))
        or (
            text[at : at + 1] in ("を", "は")
            and (text.startswith("へ", quantity.end) or _IN_WHICH.match(text, quantity.end))
        )
    )
    of_kind = label and text[at : at + 1] == "を" and text[label.start : label.end].endswith(quantity.unit or "を")
    # 調査地点を3地点に増やす: those that the object names
    made_so = label and quantity.unit in _HOUSEHOLDS and text.startswith("として", label.end)  # 特定空家として5戸を認定
    named = label and (of_kind or made_so or ((joined or at == label.end) and not places))
    if label and named and text[label.start : label.end] != quantity.unit:
        which = (not made_so and text.endswith(SAYS_WHICH, *label)) or (text[slice(*label)] == "対象" and not joined)
        return None if which else label
    if _in_own_bracket(text, quantity) and (label := _noun_before_bracket(view, quantity)):
        if text.endswith("、", 0, label.start) and (head := _head_of_line(view, quantity)):
            return head  # 会場:北公民館、南公民館(2会場): the last of them is no name of all
        return None if text[label.start : label.end] == quantity.unit else label  # 市町村（25市町村）
    return sort_of_unit(view, quantity) or _head_of_line(view, quantity)


def _amount_before(view: TextView, at: int, end: int) -> Label | None:
    """Return the bare noun of an amount that で joins to its number: 件数で313件、金額で726万円の増."""
    if not _NAMED_AMOUNT.search(view.text, at - 5, at):
        return None
    label = plain_noun_before(view, view.text.rindex("で", 0, at))
    if label and _ROSE_OR_FELL.match(view.text, end):
        return label  # 前年に比べ、人口で48人減少し、世帯数では3世帯増加
    words = view.text[label.start : label.end] if label else ""
    return label if words in BARE or (view.text.startswith("では", at - 1) and words[1:] in BARE) else None


def _end_of_noun(text: str, quantity: Quantity) -> tuple[int, bool]:
    """Return what `skip` does, の passed over where the quantity is a part of what stands before: 市民の6割."""
    start = quantity.start
    if quantity.unit == "倍" and (then := _AT_FIRST.search(text, start - 12, start)):
        start = then.start()
    at, joined = skip(text, start)
    if (
        text.endswith("の", 0, at)
        and not text.endswith("もの", 0, at)
        and (
            quantity.kind is _RATIO
            or (quantity.unit == "%" and (text.startswith("に", quantity.end) or text.endswith("平均の", 0, at)))
            or (quantity.kind is _DURATION and _SPAN_NOUN.search(text, at - 4, at - 1))
            or (
                _STANDARD.search(text, at - 5, at)
                and not (quantity.unit in PERSONS and _EXCEEDED.match(text, quantity.end))  # 定員の20人を超える申込み
            )
        )
    ):
        at -= 1  # 高齢者の17％に当たる, 県平均の17％を下回る, 耐用年数の40年, 定員の20人を超える参加
    return at, joined


def _is_object(text: str, label: Label, quantity: Quantity) -> bool:
    return _OBJECT.search(text, label.end, quantity.start) is not None


def _attending_behind(view: TextView, label: Label, quantity: Quantity) -> Label | None:
    """Return 受講 of 研修は42人が受講: of an occasion that is the topic, it is those who came that are counted."""
    text = view.text
    done_to = _is_object(text, label, quantity)  # 創業塾を16人が修了
    more = text[label.start - 1 : label.start] == "や" or text.startswith("の", quantity.end)
    several = more and text.startswith("ら", label.end)  # 檀家や消防団員ら84名が参加, 住民ら420人の参加
    if quantity.unit not in PERSONS or not (several or done_to or OCCASION_ENDS.search(text, label.start, label.end)):
        return None
    cue = _CAME.match(text, quantity.end)
    if cue is None and done_to and text.startswith(("が", "の"), quantity.end):
        who = noun_behind(view, quantity)  # 12人の児童が
        return who if text[quantity.end] == "が" or (who and PERSON_NOUN.search(text, *who)) else None
    return Label(*cue.span("cue")) if cue else None


def _quoted_before(view: TextView, at: int, quantity: Quantity) -> Label | None:
    """Return what the quotes that end at `at` name: an answer (「順調」41事業), or the noun before them (動画「…」10本)."""
    text = view.text
    opens = max(text.rfind(c, max(0, at - WINDOW), at - 1) for c in "「『")
    if opens < 0 or "\n" in text[opens:at]:
        return None
    of_what = plain_noun_before(view, opens)
    if of_what:
        return of_what if quantity.unit not in PERSONS else None
    if (
        attendance_rows.mark_before(view, quantity.start) is not None
        or text[opens - 1 : opens] == ")"
        or at - opens > _MOST_QUOTED
    ):
        return None  # 第1回　6月8日（土）「自分を知る」23人
    return Label(opens + 1, at - 1) if text[opens + 1 : at - 1].strip() else None


def named_before(view: TextView, at: int) -> Label | None:
    """Return the noun that stands right before view offset `at`, connecting words and brackets passed over."""
    end, _ = skip(view.text, at)
    return plain_noun_before(view, end) or noun_before(view, end, at)


def _in_own_bracket(text: str, quantity: Quantity) -> bool:
    """Tell whether a bracket holds this quantity and nothing but its qualifiers."""
    opens = _OPENS_OWN.search(text, quantity.start - _LONGEST_OPENING, quantity.start)
    closes = _CLOSES_OWN.match(text, quantity.end)
    if not opens or not closes:
        return False
    return opens["each"] is None or quantity.kind is _MONEY  # 単価（1件7千円）


def _noun_before_bracket(view: TextView, quantity: Quantity) -> Label | None:
    text = view.text
    opens = max(text.rfind(c, max(0, quantity.start - _LONGEST_OPENING), quantity.start) for c in "([〔")
    if opens < 1:
        return None
    if text[opens - 1] in "」』":
        quote = max(text.rfind(c, max(0, opens - 40), opens - 1) for c in "「『")
        return Label(quote + 1, opens - 1) if quote >= 0 and opens - 1 > quote + 1 else None
    if quantity.unit in _COPIES and (thing := handed_out(view, opens)):
        return thing
    words = morphology.clause_tokens(view, opens)
    k = morphology.first_from(words, opens) - 1
    if k < 0:
        return None
    first, last = noun_phrase(words, k)
    if first is None:
        return None
    label = trim(text, words[first].start, words[last].end)
    if (
        first == last
        and is_deed(words[last])
        and (quantity.unit in _COPIES or (last and words[last - 1].surface in ("は", "を")))
        and not (label and ATTENDANCE.search(text, *label))
    ):
        return object_before(view, quantity) or label  # 会報を12月に発行（各1,200部）, 教室は継続（月2回）
    return label if label and not _PAST_PERIOD.search(text, label.start, label.end) else None


def _head_of_line(view: TextView, quantity: Quantity) -> Label | None:
    """Read the noun before the `：` that the quantity stands behind: 場所：…の2会場."""
    text = view.text
    colon = text.rfind(":", max(0, quantity.start - 80), quantity.start)
    if colon < 0 or _ANOTHER_CLAUSE.search(text, colon, quantity.start):
        return None
    words = morphology.tokens_through(view, quantity.start)
    k = morphology.first_from(words, colon) - 1
    if k >= 0 and words[k].surface == ")":
        k = before_bracket(words, k)
    if k < 0 or words[k].start < words[0].start:
        return None
    line = max(text.rfind("\n", max(0, colon - WINDOW), colon) + 1, colon - WINDOW, 0)
    if named := _OF_MEASURE.search(text, line, quantity.start):
        return Label(*named.span("name")) if text.find("(", named.end(), quantity.start) < 0 else None
    first, last = noun_phrase(words, k)
    if first is None or _FIELD.fullmatch(text, words[first].start, words[last].end):
        return None
    return trim(text, words[first].start, words[last].end)

"""The noun that a quantity counts, in the text's own words.

It stands before the number (参加者：500人, 授業を33回), before the bracket that holds it (支援センター（21か所）), behind
it (12名参加, 3回の研修会) or at the head of the line (体験活動：8月末現在で8回実施). Word classes decide where a noun
begins and ends; the modifying clause before it is no part of the label.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from extractors import attendance_rows, morphology, quantities, scripts
from extractors.counters import PERSONS
from extractors.label_links import WINDOW, skip
from extractors.label_nouns import (
    clause_before,
    ends_quantity,
    noun_before,
    noun_ending,
    numbered_before,
    of_cleft,
    plain_noun_before,
)
from extractors.label_words import ATTENDANCE, BARE, NOT_ATTENDING, OF_WHAT, PERSON_NOUN, Label, trim
from extractors.mentions import FigureKind
from extractors.nouns import before_bracket, is_noun, noun_phrase
from extractors.patterns import compile_pattern

if TYPE_CHECKING:
    from extractors.morphology import Token
    from extractors.quantities import Quantity
    from extractors.view import TextView

OCCASION_ENDS = scripts.compile(
    r"(?:研修|講座|教室|セミナー|フォーラム|講演会|大会|説明会|相談会|交流会|訓練|会議|イベント|フェア)$"
)
_CAME = scripts.compile(rf" ?(?:程度|以上)?(?:の方)?(?:が|の)(?P<cue>{ATTENDANCE.pattern})")

_MOST_QUOTED = 30
_ANOTHER_CLAUSE = compile_pattern(r"[。\nをがは]")
_A_YEAR = r"(?:[RHS]|令和|平成|昭和)(?:元|\d{1,2})年?"
_AT_THAT_TIME = (
    rf"(?:{_A_YEAR}(?:度?末?|\d{{1,2}}月末|\d{{1,2}}月(?:\d{{1,2}}日|末)?(?:現在|時点))|[前昨]年度?末?|\d{{1,2}}月末"
    r"|\d{1,2}月(?:\d{1,2}日|末)?(?:現在|時点)|現[状行在])[: 、]?"
)
_OPENS_OWN = scripts.compile(
    rf"[(\[〔](?:{_AT_THAT_TIME})?(?:約|最長|最大|最高|延べ|のべ|延|計|全|各|合計|実人数|実|累計|うち)?:? ?$"
)
_LONGEST_OPENING = 24  # characters: (令和4年12月31日現在、約
_CLOSES_OWN = scripts.compile(r" ?(?:程度|以上|以下|以内|超|延べ|予定|分|相当)?[)\]〕、]")
_CLAUSE_BEHIND = scripts.compile(r"(?:(?!\((?:うち|内|ほか))[^、。)\n\d]){0,30}")
_FROM_WHOM = scripts.compile(r"(?:程度|以上)?(?:の方)?から、?(?P<what>回答|応募|申込み?|申し込み|提案|意見)")
_ASIDE = scripts.compile(r" ?[(][^()\n]*\d[^()\n]*[)](?P<on>(?=[がもの]))?")
"""A bracket with numbers of its own behind a quantity, and whether the sentence goes on behind it."""
_WITH = compile_pattern(r"(?:対象|中心|テーマ|主|目途|めど|目標|会場|題材)[にと]")
_CLAUSE_ENDS = frozenset({"て", "で", "し", "つつ", "ながら", "ため", "ともに", "ほか", "うえ", "ところ"})
_COMPARED_BRACKET = scripts.compile(
    r" {0,2}(?:、|[(](?:[^()\n]{2,16}(?:現在|時点|末)[、。 ])?)(?:(?:令和|平成|[RH]) ?(?:元|\d{1,2})年度|前年|昨年|前回|前期|一昨年|前々年|目標|計画|令和|平成|R|H)[^()、。\n]{0,16}$"
)
_COMPANIES = frozenset({"組", "社", "団体", "世帯", "校", "園", "学級", "家族", "事業所"})
"""Counters of those who come together."""
_AREA = compile_pattern(r"(?:地区|地域|圏域|会場|校区|[市町村区県])$")
_PLACE = compile_pattern(r"(?:館|集会所|研修所|センター|ホール|プラザ|会場|校舎|庁舎|公園)$")
_GIVEN = compile_pattern(r"に(?:[^。、\n\d]{1,12}を)?(?:交付|配布|配付|支給|送付|郵送|発送|提供|進呈|渡)")
_INSIDE = compile_pattern(r"(?:[(、]|うち)([県都道府市区町村国]内)$")
"""市内12人、市外8人: among persons it says who they are."""
_ELSEWHERE = ("で", "に", "へ", "と", "又", "や", "の", "及")
_ALL_PLACES = scripts.compile(
    r"中、? ?[\d一二三四五六七八九十]+ ?(?:市町村?|町村|市|か所|箇所|会場|地区|地域|校区|施設|校)で"
)
_IN_WHICH = scripts.compile(r"(?:で(?:延べ|のべ|計|約)|の(?:うち、?)?(?:約|延べ)?) ?[\d一二三四五六七八九十百]")
"""Behind places or units: what was counted in them."""
_PAST_PERIOD = scripts.compile(r"(?:前年度?|昨年度?|前年同期|前回|前期|一昨年度?|前々年度)(?:同期|比)?$")
_THEN = scripts.compile(r"(?:[平休祝週]日|土日|週末|夜間|日中|冬季|夏季)$")
"""A topic that says when: 平日は1日14便を運行."""
_AFTERWARDS = compile_pattern(r"[後前]$|以来$|以降$")
_SPAN_NOUN = compile_pattern(r"(?:年数|日数|期間|時間|期限|任期)$")
_FALLS_IN = scripts.compile(r"で(?:約|計|延べ)?[\d一二三四五六七八九十]")
"""消防団員は5年間で27人の減: how long it took."""
_GROUPS = frozenset({"組", "世帯", "家族", "親子"})
_DEED_OF_GROUP = scripts.compile(
    rf" ?(?:程度|以上)?(?:が|の)?(?P<what>{ATTENDANCE.pattern}|回答|応募|入居|申込み?|登録|加入|相談|転入|移住|成立)"
)
"""129組が参加, 83世帯の応募: what groups did names them."""
_COPIES = frozenset({"部", "冊", "枚", "個", "本", "台", "セット", "通"})
_NAMED_AMOUNT = compile_pattern(r"(?:数|額|率|量)で$")
_OF_MEASURE = scripts.compile(
    r"(?:KPI|[^\n:]{0,8}指標|数値目標) ?: ?(?P<name>[^ 、。:()\d][^ 、。:()]{1,24}) +(?=目標|計画|実績|基準|現状|R\d|令和)"
)
_OF_DAYS = scripts.compile(r"(?:日(?:[(][^()\n]{1,6}[)])?|[旬末])(?:まで)?(?:の|[(、])計?$|祝日?[、(]*計 ?$")
_WHAT_CAME_OF_IT = compile_pattern(r"の[一-鿿]{0,6}(?:状況|成果|実績|結果|経過)")
_CARRIED_OUT_IN = compile_pattern(r"間?(?:かけて|で(?:進め|行[いうっ]|実施|整備|取り組|完了|終え|更新))")
"""整備を3か年で進める: how long it takes."""
_OCCURRED = scripts.compile(r"(?:ずつ)?(?:が|の)?(?:発生|起こ|起き|生じ|あり|あっ|ござい|確認)")
_SOUGHT = scripts.compile(r"を(募集|採用|認定|登録|養成|雇用)(?:し|する|予定|。|$)")


def read(view: TextView, quantity: Quantity) -> Label | None:
    """Return the label of the quantity, or None where nothing names what is counted."""
    if quantity.kind is FigureKind.DURATION and _is_length_only(view.text, quantity):
        return None
    label = _whole(view, _nearest(view, quantity), quantity)
    if label and quantity.unit in PERSONS and _GIVEN.match(view.text, quantity.end):
        # 手引きを204人に配布: neither the thing nor the deed says who they are.
        label = None if label.start >= quantity.end or view.text.startswith("を", label.end) else label
    if label and quantity.kind is FigureKind.DURATION and _AFTERWARDS.search(view.text, label.start, label.end):
        return None  # 開設後3年間
    if (
        label
        and (label.end < quantity.start or _PLACE.search(view.text, label.start, label.end))
        and (quantity.unit in PERSONS or quantity.unit in _COMPANIES)
        and view.text[label.end] in " (:|│1234567890"
        and not ATTENDANCE.search(view.text, label.start, label.end)
        and not NOT_ATTENDING.search(view.text, label.start, label.end)
        and not PERSON_NOUN.search(view.text, label.start, label.end)
        and (mark := attendance_rows.mark_before(view, quantity.start)) is not None
        and (label.start >= mark or _AREA.search(view.text, label.start, label.end))
    ):
        return None  # 7月8日（月）　東公民館　28人
    return label


def _is_length_only(text: str, quantity: Quantity) -> bool:
    """Tell whether a duration only says how long something is that has a name of its own: 3泊4日の合宿, 5月1日から3日までの3日間."""
    return (
        ("泊" in text[quantity.start : quantity.end] and text.startswith("の", quantity.end))
        or _OF_DAYS.search(text, max(0, quantity.start - 16), quantity.start) is not None
        or _WHAT_CAME_OF_IT.match(text, quantity.end) is not None
        or _CARRIED_OUT_IN.match(text, quantity.end) is not None
        or ("間" in text[quantity.end - 1 : quantity.end] and _FALLS_IN.match(text, quantity.end) is not None)
    )


def _whole(view: TextView, label: Label | None, quantity: Quantity) -> Label | None:
    """Return 補助金の額 for 額, 隊員数 for the 推移 of 隊員数の推移, 動画 for 動画「春の祭り」."""
    if label is None:
        return None
    text = view.text
    words = text[label.start : label.end]
    if (words in BARE or words == quantity.unit) and text[label.start - 1 : label.start] == "の" and label.start > 1:
        of_what = plain_noun_before(view, label.start - 1) or noun_before(view, label.start - 1, label.start)
        if of_what:
            return of_what if words in OF_WHAT else Label(of_what.start, label.end)
    return None if words in OF_WHAT else label


def _nearest(view: TextView, quantity: Quantity) -> Label | None:
    own_name = quantity.counter.names_itself
    if quantity.unit == "つ" and (things := _noun_behind(view, quantity)):
        return things  # 施策を3つの柱に分ける
    at, joined = _end_of_noun(view.text, quantity)
    if view.text[at - 1 : at] in ("」", "』"):
        return _quoted_before(view, at, quantity) or _attending_right_behind(view, quantity)
    joined_on = ends_quantity(view, at)  # 58 組 131 名: its unit is not what is counted
    if quantity.unit in PERSONS and (inside := _INSIDE.search(view.text, max(0, at - 5), at)):
        return Label(*inside.span(1))
    label = None if joined_on else plain_noun_before(view, at)
    if not own_name:
        label = label or numbered_before(view, at) or clause_before(view, at) or _amount_before(view, at)
    # 各会場30名が参加: the places are not what is counted.
    of_each = label is not None and quantity.unit in PERSONS and view.text[label.start - 1 : label.start] == "各"
    if label and not own_name and not of_each:
        return _attending_behind(view, label, quantity) or label
    label = label or (None if joined_on else noun_before(view, at, quantity.start))
    if own_name:
        return _of_own_name(view, quantity, label, at, joined=joined)
    if label and of_each:
        return _noun_behind(view, quantity) or _object_before(view, quantity)
    if label:
        return _attending_behind(view, label, quantity) or label
    if _in_own_bracket(view.text, quantity):
        return _noun_before_bracket(view, quantity) or _object_before(view, quantity)
    behind = _noun_behind(view, quantity)
    if (
        behind
        and view.text[behind.start - 1] not in "がの"
        and not ATTENDANCE.match(view.text, behind.start, behind.end)
    ):
        # 相談員を各市町に2名配置: the object says who they are, the verb only what was done with them.
        return _object_before(view, quantity) or behind
    return behind or _head_of_line(view, quantity) or _object_before(view, quantity)


def _of_own_name(view: TextView, quantity: Quantity, label: Label | None, at: int, *, joined: bool) -> Label | None:
    """Return the label of a quantity whose counter is a noun itself; `label` is the noun that ends before it at `at`."""
    text = view.text
    if quantity.unit in _GROUPS and (deed := _DEED_OF_GROUP.match(text, quantity.end)):
        return Label(*deed.span("what"))
    # 実証を3圃場で実施, 来場者は3会場で延べ900人: those are places; 図書を3タイトル購入: those are the books.
    places = (
        _ALL_PLACES.match(text, quantity.end)
        or (text[at : at + 1] == "を" and text[quantity.end : quantity.end + 1] in ("で", "に"))
        or (text[at : at + 1] in ("を", "は") and _IN_WHICH.match(text, quantity.end))
    )
    named = label and (joined or at == label.end) and not places
    if label and named and text[label.start : label.end] != quantity.unit:
        return label
    if _in_own_bracket(text, quantity) and (label := _noun_before_bracket(view, quantity)):
        return None if text[label.start : label.end] == quantity.unit else label  # 市町村（25市町村）
    return _head_of_line(view, quantity)


def _amount_before(view: TextView, at: int) -> Label | None:
    """Return the bare noun of an amount that で joins to its number: 件数で313件、金額で726万円の増."""
    if not _NAMED_AMOUNT.search(view.text, max(0, at - 3), at):
        return None
    label = plain_noun_before(view, at - 1)
    return label if label and view.text[label.start : label.end] in BARE else None


def _end_of_noun(text: str, quantity: Quantity) -> tuple[int, bool]:
    """Return what `skip` does, の passed over where the quantity is a part of what stands before: 市民の6割."""
    at, joined = skip(text, quantity.start)
    if (
        text.endswith("の", 0, at)
        and not text.endswith("もの", 0, at)
        and (
            quantity.kind is FigureKind.RATIO
            or (quantity.unit == "%" and (text.startswith("に", quantity.end) or text.endswith("平均の", 0, at)))
            or (quantity.kind is FigureKind.DURATION and _SPAN_NOUN.search(text, max(0, at - 4), at - 1))
        )
    ):
        at -= 1  # 高齢者の17％に当たる, 県平均の17％を下回る, 耐用年数の40年
    return at, joined


def _attending_behind(view: TextView, label: Label, quantity: Quantity) -> Label | None:
    """Return 受講 of 研修は42人が受講: of an occasion that is the topic, it is those who came that are counted."""
    text = view.text
    several = text[label.start - 1 : label.start] == "や" and text.startswith(
        "ら", label.end
    )  # 檀家や消防団員ら84名が参加
    if quantity.unit not in PERSONS or not (several or OCCASION_ENDS.search(text, label.start, label.end)):
        return None
    cue = _CAME.match(text, quantity.end)
    return Label(*cue.span("cue")) if cue else None


def _attending_right_behind(view: TextView, quantity: Quantity) -> Label | None:
    """Return 参加 of 「自分を知る」22名参加."""
    cue = ATTENDANCE.match(view.text, quantity.end + view.text.startswith(" ", quantity.end))
    return Label(*cue.span()) if cue and quantity.unit in PERSONS else None


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
    opens = _OPENS_OWN.search(text, max(0, quantity.start - _LONGEST_OPENING), quantity.start)
    closes = _CLOSES_OWN.match(text, quantity.end)
    return bool(opens and closes)


def _noun_before_bracket(view: TextView, quantity: Quantity) -> Label | None:
    text = view.text
    opens = max(text.rfind(c, max(0, quantity.start - _LONGEST_OPENING), quantity.start) for c in "([〔")
    if opens < 1:
        return None
    if text[opens - 1] in "」』":
        quote = max(text.rfind(c, max(0, opens - 40), opens - 1) for c in "「『")
        return Label(quote + 1, opens - 1) if quote >= 0 and opens - 1 > quote + 1 else None
    words = morphology.clause_tokens(view, opens)
    k = morphology.first_from(words, opens) - 1
    if k < 0:
        return None
    first, last = noun_phrase(words, k)
    if first is None:
        return None
    label = trim(text, words[first].start, words[last].end)
    if first == last and words[last].pos3 == "サ変可能" and quantity.unit in _COPIES:
        return _object_before(view, quantity) or label  # 会報を12月に発行（各1,200部）
    return label if label and not _PAST_PERIOD.search(text, label.start, label.end) else None


def _noun_behind(view: TextView, quantity: Quantity) -> Label | None:
    text = view.text
    clause = _CLAUSE_BEHIND.match(text, quantity.end)
    stop = clause.end() if clause else quantity.end
    persons = quantity.kind is FigureKind.PEOPLE
    rest = text[quantity.end : stop]
    if persons and (answer := _FROM_WHOM.match(text, quantity.end)):
        return Label(*answer.span("what"))
    aside = _ASIDE.match(text, quantity.end)
    if persons and aside:  # 55人（見学者6人を含む）が参加
        return _noun_behind(view, quantity._replace(end=aside.end())) if aside["on"] is not None else None
    link = re.match(
        r"(?: ?(?:程度|以上|以下|以内|超|余り?|弱|強|前後|ほど))? ?(の(?!うち|内)|が|も|は)?(?:方々?|皆さん|皆様)?(?:[のがに])?",
        rest,
    )
    at = quantity.end + (link.end() if link else 0)
    if persons and (cue := ATTENDANCE.match(text, at, stop)) and cue.end() == stop:
        return Label(at, stop)  # (12名参加): the tagger need not be asked
    if not persons and (link is None or link[1] != "の"):
        return None
    words = morphology.clause_tokens(view, quantity.end - 1)
    k = morphology.first_from(words, at)
    if persons:
        found = _person_behind(view, words, k, stop, linked=bool(link and link[1]))
        if found and link and link[1] in ("が", "は", "も") and not ATTENDANCE.match(text, *found):
            return None if text[found.end : found.end + 1] in _ELSEWHERE else found  # 12人が体育館で
        return found
    if k >= len(words):
        return None
    return _phrase_from(text, words, k, stop)


def _person_behind(view: TextView, words: list[Token], k: int, stop: int, *, linked: bool) -> Label | None:
    text = view.text
    if k < len(words) and (sought := _SOUGHT.match(text, words[k].start, stop)):
        return Label(*sought.span(1))
    while (
        k + 1 < len(words)
        and words[k].end < stop
        and (words[k + 1].surface in ("的", "に") or words[k].surface in ("的", "に") or words[k].pos1 == "副詞")
        and not (words[k].pos3 == "サ変可能" and words[k + 1].surface == "に")  # 6人の採用に結び付いた
    ):
        k += 1
    if k < len(words) and words[k].start < stop and (linked or words[k].pos3 == "サ変可能"):
        label = _phrase_from(text, words, k, stop)
        if label and (linked or ATTENDANCE.match(text, label.start, label.end) or words[k].pos3 == "サ変可能"):
            cue = ATTENDANCE.match(text, label.start, label.end)
            return (
                Label(cue.start(), cue.end())
                if cue and cue.end() - cue.start() == 2 and words[k].end == cue.end()
                else label
            )
    cue = ATTENDANCE.search(text, words[k].start if k < len(words) else stop, stop)
    return Label(cue.start(), cue.end()) if cue and cue[0] != "通っ" else None


def _phrase_from(text: str, words: list[Token], k: int, stop: int) -> Label | None:
    """Read the noun phrase that begins with token `k`."""
    last = k
    if (
        k >= len(words)
        or words[k].start >= stop
        or words[k].pos1 not in ("名詞", "接頭辞", "形状詞")
        or words[k].pos2 == "数詞"
    ):
        return None
    while (
        last + 1 < len(words)
        and words[last + 1].start == words[last].end
        and words[last + 1].end <= stop
        and is_noun(words, last + 1)
    ):
        last += 1
    if last + 1 < len(words) and words[last + 1].surface == "の" and words[last].pos3 != "サ変可能":
        further = _phrase_from(text, words, last + 2, stop)  # 3回の地域の研修会: the head noun is the last one
        if further and re.match(r"[をがは]", text[further.end : further.end + 1]):
            return further
    return trim(text, words[k].start, words[last].end)


def _head_of_line(view: TextView, quantity: Quantity) -> Label | None:
    """Read the noun before the `：` that the quantity stands behind: 場所：…の2会場."""
    text = view.text
    colon = text.rfind(":", max(0, quantity.start - 80), quantity.start)
    if colon < 0 or _ANOTHER_CLAUSE.search(text, colon, quantity.start):
        return None
    words = morphology.sentence_tokens(view, quantity.start)
    k = morphology.first_from(words, colon) - 1
    if k >= 0 and words[k].surface == ")":
        k = before_bracket(words, k)
    if k < 0 or words[k].start < words[0].start:
        return None
    line = max(text.rfind("\n", max(0, colon - WINDOW), colon) + 1, colon - WINDOW, 0)
    if named := _OF_MEASURE.search(text, line, quantity.start):
        return Label(*named.span("name")) if text.find("(", named.end(), quantity.start) < 0 else None
    first, last = noun_phrase(words, k)
    return None if first is None else trim(text, words[first].start, words[last].end)


def _object_before(view: TextView, quantity: Quantity) -> Label | None:
    """Read the nearest object or topic of the clause: 研修会を7月に3回実施."""
    text = view.text
    words = morphology.sentence_tokens(view, quantity.start)
    at = morphology.first_from(words, quantity.start)
    acted = False  # a verb stands between: the object before it is its own, and the topic only that of both
    for k in range(at - 1, max(0, at - 40), -1):
        word = words[k]
        if word.surface in "。」" and word.pos1 == "補助記号":
            return None
        if word.surface == "、" and k and _ends_clause(words[k - 1]):
            return None  # 成果を踏まえて、…: another clause
        acted = acted or (word.pos1 == "動詞" and word.surface != "し")
        takes = word.surface == "は" or (word.surface == "を" and not acted)
        takes = takes or (word.surface == "が" and not acted and bool(_OCCURRED.match(text, quantity.end)))
        if word.pos1 != "助詞" or not k or not takes:
            continue
        if word.surface == "を" and _WITH.match(text, word.end):
            continue  # 自治会を対象に22回
        if word.surface == "は" and words[k - 1].surface == "の":
            return of_cleft(text, words, k - 1, paid=quantity.kind is FigureKind.MONEY)
        if word.surface == "は" and _THEN.search(text, max(0, word.start - 2), word.start):
            return None
        noun = before_bracket(words, k - 1) if words[k - 1].surface == ")" else k - 1  # 貸与台数（延べ）は
        if noun >= 0 and noun_phrase(words, noun)[0] is not None:
            label = noun_ending(view, words, noun)
            if label is None and word.surface == "を":
                continue  # 満足度は前年を2ポイント上回った
            return label
        if words[k - 1].surface in "」』":
            quote = max(text.rfind(c, max(0, words[k].start - 40), words[k].start) for c in "「『")
            of_what = plain_noun_before(view, quote) if quote > 0 else None
            return of_what or (Label(quote + 1, words[k - 1].start) if 0 <= quote < words[k - 1].start - 1 else None)
    return None


def _ends_clause(word: Token) -> bool:
    """Tell whether a 、 behind the word ends a clause: 広げ、, 踏まえて、, 増やすとともに、."""
    return word.pos1 in ("動詞", "助動詞") or word.pos2 == "接続助詞" or word.surface in _CLAUSE_ENDS


def compared_with(view: TextView, quantity: Quantity) -> int | None:
    """Return the index of the quantity that this one in a bracket is compared with: 120人（前年度100人）."""
    text = view.text
    near = max(0, quantity.start - 40)
    if "(" not in text[max(0, quantity.start - WINDOW) : quantity.start]:
        return None
    opens = _COMPARED_BRACKET.search(text, near, quantity.start)
    all_of_them = view.memo(quantities.scan)
    k = bisect_left(all_of_them, (opens.start(),)) - 1 if opens else -1
    return k if opens and k >= 0 and all_of_them[k].end == opens.start() else None

"""The noun that a quantity counts, in the text's own words.

It stands before the number (参加者：500人, 授業を33回), before the bracket that holds it (支援センター（21か所）), behind
it (12名参加, 3回の研修会) or at the head of the line (体験活動：8月末現在で8回実施). Word classes decide where a noun
begins and ends; the modifying clause before it is no part of the label.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from extractors import morphology, numerals, quantities, scripts
from extractors.counters import PERSONS
from extractors.mentions import FigureKind

if TYPE_CHECKING:
    from extractors.morphology import Token
    from extractors.quantities import Quantity
    from extractors.view import TextView

ATTENDANCE = scripts.compile(
    r"参加|受講|来場|出席|聴講|視聴|修了|来館|入場|入館|観覧|観戦|観客|来客|来訪|来園|来所|見学|体験|利用|受検|受験|出場|出展|参集|参列|集ま|訪れ|傍聴|同席"
)
"""Words that say that people took part."""

_OCCASION_ENDS = scripts.compile(
    r"(?:研修|講座|教室|セミナー|フォーラム|講演会|大会|説明会|相談会|交流会|訓練|会議|イベント|フェア)$"
)
_CAME = scripts.compile(rf" ?(?:程度|以上)?(?:の方)?(?:が|の)(?P<cue>{ATTENDANCE.pattern})")

_WINDOW = 60
_NO_NOUN_ENDS = frozenset("、。([「『\n")
"""Characters with which no noun ends: the tagger need not be asked."""
_COUNTED_ONLY = frozenset({"人数", "件数", "回数", "人員", "世帯数"})
_SPACED_OUT = scripts.compile(r"(?:^|[^一-鿿])[一-鿿] [一-鿿]$")
_NO_WORD = scripts.compile(r"[\W_]+|[ぁ-んァ-ヶA-Za-z]")
_OPENS_OWN = scripts.compile(r"[(\[〔](?:約|延べ|のべ|延|計|全|各|合計|実人数|実|累計|うち)?:? ?$")
_CLOSES_OWN = scripts.compile(r" ?(?:程度|以上|以下|以内|超|延べ|予定)?[)\]〕]")
_CLAUSE_BEHIND = scripts.compile(r"[^、。)\n\d]{0,30}")
_COMPARED_BRACKET = scripts.compile(r"[(](?:前年|昨年|前回|前期|一昨年|前々年|目標|計画|令和|平成|R|H)[^()\n]{0,16}$")
_PARTICLES = "のをはがにでへたる"
_GATHERING = ("会", "場", "輪")
_FILLERS = frozenset({"合計", "総計", "累計", "計", "平均", "累積"})
_AIMS = frozenset({"目標", "目標値", "計画値"})
_SKIPPED = {
    "は": ("は",), "が": ("が",), "を": ("を",), "も": ("も",), ":": (":",), "約": ("約",), "べ": ("のべ", "延べ"), "延": ("延",),
    "計": ("合計", "総計", "累計", "計"), "積": ("累積",), "均": ("平均",), "大": ("最大",), "高": ("最高",), "長": ("最長",),
    "多": ("最多",), "少": ("最少",), "各": ("各",), "ち": ("うち",), "勢": ("総勢",), "そ": ("およそ",), "ね": ("概ね", "おおむね"),
    "実": ("実",), "標": ("目標",), "値": ("目標値", "計画値"), "る": ("である",),
}  # fmt: skip
"""Words between a noun and its number, by their last character."""
_NO_LABEL = scripts.compile(
    r"(?:元年度?|計|合計|総計|累計|小計|平均|最大|最小|最長|最多|最高|最低|延べ|のべ|実|各|うち|全|他|ほか|内訳|現在|時点|県内|市内|町内|区内|村内|国内|全国|当初|以上|"
    r"今回|今年|本年|昨年|前年|今年度|本年度|当該年度|昨年度|前年度|来年度|翌年度|前年同期|同年|同月|同|上半期|下半期|前期|後期|年度末|月末|末|毎月|毎週|毎年|年間|月間|期間中|"
    r"午前|午後|人中|名中|年度|年|月|日|回|者|人|数|それぞれ|いずれ|次|下記|以下|別|順|分|予定|新規|実績|実施|開催|等|全体|総数|人数|件数|回数|箇所数|毎回|毎日|目標値?|計画値?|内|当たり|あたり|つき|比べ|実質|過去|今後|直近|生後|築|規模|増加?|減少?|突破|達成|超過|金|到達|前後|上回|下回)"
)
_PERIOD = scripts.compile(
    r"(?:(?:令和|平成|昭和)[元\d一二三四五六七八九十]{1,3}|[前昨本今同来翌当各]|一昨|前々)?(?:年度?|月|期)(?:当初|末|初め|中|内)?"
    r"(?:同期|時点|現在|実績)?|もの|こと|ところ|とき|とおり|通り"
)
"""What no quantity counts: the time of a value (前年度末は7市町村), a noun without a meaning of its own."""
_YEAR_OF_SERIES = scripts.compile(r"(?:[RH]|令和|平成) ?(?:元|\d{1,2}) ?(?:年度?)?(?:末|実績|見込)?:$")
_PAST_PERIOD = scripts.compile(r"(?:前年度?|昨年度?|前年同期|前回|前期|一昨年度?|前々年度)(?:同期|比)?$")
_LEADING = scripts.compile(
    r"(?:延べ|のべ|延(?![長岡期焼納滞伸命着])(?=[一-鿿]*(?:者|人|数))|合計|計(?![画測量算])|約|各(?![種位])|うち|実(?=参加|利用|受講|人|件|相談))"
)
_TRAILING = ("の延べ", "延べ", "のべ", "合計", "累計", "各回", "各日")
_SOUGHT = scripts.compile(r"を(募集|採用|認定|登録|養成|雇用)(?:し|する|予定|。|$)")


class Label(NamedTuple):
    """A label at view offsets `start`..`end`."""

    start: int
    end: int


def read(view: TextView, quantity: Quantity) -> Label | None:
    """Return the label of the quantity, or None where nothing names what is counted."""
    own_name = quantity.counter.names_itself
    at, joined = _skip_connecting(view.text, quantity.start)
    label = _plain_noun_before(view, at)
    # 各会場30名が参加: the places are not what is counted.
    of_each = label is not None and quantity.unit in PERSONS and view.text[label.start - 1 : label.start] == "各"
    if label and not own_name and not of_each:
        return _attending_behind(view, label, quantity) or label
    label = label or _noun_before(view, at, quantity.start)
    if own_name:
        # 実証を3圃場で実施: those are places; 図書を3タイトル購入: those are the books.
        places = view.text[at : at + 1] == "を" and view.text[quantity.end : quantity.end + 1] in ("で", "に")
        named = label and (joined or at == label.end) and not places
        if label and named and view.text[label.start : label.end] != quantity.unit:
            return label
        if _in_own_bracket(view.text, quantity) and (label := _noun_before_bracket(view, quantity)):
            return label
        return _head_of_line(view, quantity)
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


def _attending_behind(view: TextView, label: Label, quantity: Quantity) -> Label | None:
    """Return 受講 of 研修は42人が受講: of an occasion that is the topic, it is those who came that are counted."""
    text = view.text
    if quantity.unit not in PERSONS or not _OCCASION_ENDS.search(text, label.start, label.end):
        return None
    cue = _CAME.match(text, quantity.end)
    return Label(*cue.span("cue")) if cue else None


def named_before(view: TextView, at: int) -> Label | None:
    """Return the noun that stands right before view offset `at`, connecting words and brackets passed over."""
    end, _ = _skip_connecting(view.text, at)
    return _plain_noun_before(view, end) or _noun_before(view, end, at)


def _skip_connecting(text: str, at: int) -> tuple[int, bool]:
    """Return where the words before a number end when connecting words and brackets are passed over.

    The flag tells whether は, ： or a bracket was passed: 参加市町：12市町 names its counter, 県内12市町 does not.
    """
    lowest = max(0, at - _WINDOW)
    joined = False
    while at > lowest:
        char = text[at - 1]
        if char == " ":
            at -= 1
        elif char == ":" and (year := _YEAR_OF_SERIES.search(text, lowest, at)):
            at, joined = year.start(), True  # 相談件数　R6:1,310件
        elif char == ")":
            opened = text.rfind("(", max(lowest, at - 32), at)
            if opened < 0 or "\n" in text[opened:at]:
                return at, joined
            at, joined = opened, True
        elif char in ("、", ",") and text[at - 2 : at - 1] in ("は", "も") and at >= 2:
            at -= 1
        elif char not in _SKIPPED:
            return at, joined
        else:
            word = next((w for w in _SKIPPED[char] if text.endswith(w, lowest, at)), None)
            if word is None:
                return at, joined
            if word in _AIMS and text[at - len(word) - 1 : at - len(word)] not in ("の", "", "\n", "、"):
                return at, joined  # 養成目標: a compound
            at -= len(word)
            joined = joined or word in ("は", ":")
            if word in (*_FILLERS, *_AIMS) and text[at - 1 : at] == "の":
                at -= 1  # サポーターの累計は18万人
    return at, joined


def _plain_noun_before(view: TextView, end: int) -> Label | None:
    """Read a noun written in kanji and katakana only that a boundary or a particle precedes: no tagger is needed."""
    text, start, lowest = view.text, end, max(0, end - _WINDOW)
    while start > lowest and ("一" <= (c := text[start - 1]) <= "鿿" or "ァ" <= c <= "ヶ" or c in "ー々"):
        start -= 1
    if start == end:
        return None
    numbers = view.memo(numerals.scan)
    k = bisect_left(numbers, (end,)) - 1
    if k >= 0 and numbers[k].end >= start:
        return None  # the rest of a date or of another quantity: 六年十月, 実地三日間
    if text[start:end] == "他" and text[start - 2 : start] == "その":
        start -= 2
        while start > 0 and ("一" <= (c := text[start - 1]) <= "鿿" or "ァ" <= c <= "ヶ" or c == "ー"):
            start -= 1  # 文具その他
        return Label(start, end)
    if end - start == 1 and _SPACED_OUT.match(text, start - 3 if start > 2 else 0, end):
        start -= 2  # 定　員：25人
    char = text[start - 1 : start]
    if text[start:end] in _GATHERING and char == "の":
        return None  # わかちあいの会, 通いの場: the tagger joins it
    if char.isalnum() and char not in _PARTICLES and not "①" <= char <= "⑳":
        return None
    joined = text[start - 2 : start - 1] if start > 1 else ""
    if (char in "・&" and char and joined.isalnum()) or (char == " " and joined.isascii() and joined.isalnum()):
        return None
    return _trim(text, start, end)


def _noun_before(view: TextView, at: int, inside: int) -> Label | None:
    """Read the noun phrase that ends at view offset `at`, in the sentence that holds view character `inside`."""
    text = view.text
    if not at or text[at - 1] in _NO_NOUN_ENDS:
        return None
    words = morphology.sentence_tokens(view, inside)
    k = morphology.first_from(words, at) - 1
    if k < 0 or words[k].end != at:
        return None
    first, last = noun_phrase(words, k)
    return None if first is None else _trim(text, words[first].start, words[last].end)


def _before_bracket(words: list[Token], close: int) -> int:
    """Return the index before the `(` that token `close` closes (-1 where it is far away or missing)."""
    depth = 0
    for k in range(close, max(-1, close - 30), -1):
        depth += {")": 1, "(": -1}.get(words[k].surface, 0)
        if depth == 0:
            return k - 1
    return -1


def _is_noun(words: list[Token], k: int) -> bool:
    word = words[k]
    if word.pos1 in ("名詞", "接尾辞", "記号", "接頭辞"):
        return word.pos2 != "数詞" and not (word.pos1 == "接尾辞" and word.surface in ("的", "中", "ごと", "あたり"))
    after = words[k + 1] if k + 1 < len(words) and words[k + 1].start == word.end else None
    nearer = after is not None and (
        after.pos1 in ("名詞", "接尾辞", "形状詞") or (after.pos1 == word.pos1 == "動詞" and _is_noun(words, k + 1))
    )
    if word.surface in ("・", "&") or word.pos1 == "形状詞":
        return nearer and (word.pos1 == "形状詞" or (k > 0 and words[k - 1].end == word.start))
    # 見守り協力: a verb's noun form inside a compound
    return (
        word.pos1 == "動詞"
        and nearer
        and (len(word.surface) > 1 or word.surface in "居見出入着")
        and word.surface[-1] in "居見出入着いきしちにひみりえけせてねべめれ"
    )


def noun_phrase(words: list[Token], last: int) -> tuple[int | None, int]:
    """Return the first and last token of the noun phrase that ends with token `last`; no first where none ends there."""
    if not _is_noun(words, last):
        return None, last
    first = last
    while first > 0 and _is_noun(words, first - 1) and _adjoins(words[first - 1], words[first]):
        first -= 1
    while first < last and words[first].surface in ("・", "&", "等", "など"):
        first += 1
    if first == last and words[last].surface in _GATHERING and first > 1 and words[first - 1].surface == "の":
        longer = first - 2 if words[first - 2].pos1 == "動詞" else noun_phrase(words, first - 2)[0]
        first = first if longer is None else longer
    before = words[first - 1] if first else None
    if before and before.end == words[first].start and before.pos2 == "数詞" and not "①" <= before.surface[0] <= "⑳":
        return None, last  # the rest of a date or of another quantity: 8月末, 3回開催
    return first, last


def _adjoins(left: Token, right: Token) -> bool:
    gap = right.start - left.end
    return gap == 0 or (
        gap == 1 and (left.surface[-1].isascii() or right.surface[0].isascii()) and left.surface[-1].isalnum()
    )


def _trim(text: str, start: int, end: int) -> Label | None:
    first = start
    while match := _LEADING.match(text, start, end):
        start = match.end()
    while start < end and text[start] in " ・":
        start += 1
    if text.endswith(_TRAILING, start, end):
        for tail in _TRAILING:
            if text.endswith(tail, start, end) and end - start > len(tail):
                end -= len(tail)
                break
    words = text[start:end]
    if words in _COUNTED_ONLY and start > first:
        return Label(first, end)  # 実人数26人
    if (
        not words
        or words.endswith(("ほか", "他", "以外"))
        or _NO_LABEL.fullmatch(words)
        or _PERIOD.fullmatch(words)
        or words.isdigit()
        or _NO_WORD.fullmatch(words)
    ):
        return None
    return Label(start, end)


def _in_own_bracket(text: str, quantity: Quantity) -> bool:
    """Tell whether a bracket holds this quantity and nothing but its qualifiers."""
    opens = _OPENS_OWN.search(text, max(0, quantity.start - 8), quantity.start)
    closes = _CLOSES_OWN.match(text, quantity.end)
    return bool(opens and closes)


def _noun_before_bracket(view: TextView, quantity: Quantity) -> Label | None:
    text = view.text
    opens = max(text.rfind(c, max(0, quantity.start - 10), quantity.start) for c in "([〔")
    if opens < 1:
        return None
    if text[opens - 1] in "」』":
        quote = max(text.rfind(c, max(0, opens - 40), opens - 1) for c in "「『")
        return Label(quote + 1, opens - 1) if quote >= 0 and opens - 1 > quote + 1 else None
    words = morphology.sentence_tokens(view, quantity.start)
    k = morphology.first_from(words, opens) - 1
    if k < 0:
        return None
    first, last = noun_phrase(words, k)
    if first is None:
        return None
    label = _trim(text, words[first].start, words[last].end)
    return label if label and not _PAST_PERIOD.search(text, label.start, label.end) else None


def _noun_behind(view: TextView, quantity: Quantity) -> Label | None:
    text = view.text
    clause = _CLAUSE_BEHIND.match(text, quantity.end)
    stop = clause.end() if clause else quantity.end
    persons = quantity.kind is FigureKind.PEOPLE
    rest = text[quantity.end : stop]
    link = re.match(
        r"(?: ?(?:程度|以上|以下|以内|超|余り?|弱|強|前後|ほど))? ?(の(?!うち|内)|が|も|は)?(?:方々?|皆さん|皆様)?(?:[のがに])?",
        rest,
    )
    at = quantity.end + (link.end() if link else 0)
    if persons and (cue := ATTENDANCE.match(text, at, stop)) and cue.end() == stop:
        return Label(at, stop)  # (12名参加): the tagger need not be asked
    if not persons and (link is None or link[1] != "の"):
        return None
    words = morphology.sentence_tokens(view, quantity.start)
    k = morphology.first_from(words, at)
    if persons:
        return _person_behind(view, words, k, stop, linked=bool(link and link[1]))
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
    return Label(cue.start(), cue.end()) if cue else None


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
        and _is_noun(words, last + 1)
    ):
        last += 1
    if last + 1 < len(words) and words[last + 1].surface == "の" and words[last].pos3 != "サ変可能":
        further = _phrase_from(text, words, last + 2, stop)  # 3回の地域の研修会: the head noun is the last one
        if further and re.match(r"[をがは]", text[further.end : further.end + 1]):
            return further
    return _trim(text, words[k].start, words[last].end)


def _head_of_line(view: TextView, quantity: Quantity) -> Label | None:
    """Read the noun before the `：` that the quantity stands behind: 場所：…の2会場."""
    text = view.text
    colon = text.rfind(":", max(0, quantity.start - 80), quantity.start)
    if colon < 0 or any(c in text[colon : quantity.start] for c in "。\n"):
        return None
    words = morphology.sentence_tokens(view, quantity.start)
    k = morphology.first_from(words, colon) - 1
    if k >= 0 and words[k].surface == ")":
        k = _before_bracket(words, k)
    if k < 0 or words[k].start < words[0].start:
        return None
    first, last = noun_phrase(words, k)
    return None if first is None else _trim(text, words[first].start, words[last].end)


def _object_before(view: TextView, quantity: Quantity) -> Label | None:
    """Read the nearest object or topic of the clause: 研修会を7月に3回実施."""
    text = view.text
    words = morphology.sentence_tokens(view, quantity.start)
    at = morphology.first_from(words, quantity.start)
    for k in range(at - 1, max(0, at - 25), -1):
        word = words[k]
        if word.surface in "。」" and word.pos1 == "補助記号":
            return None
        if word.surface == "、" and k and words[k - 1].surface in ("て", "で", "し", "つつ", "ながら", "ため"):
            return None  # 成果を踏まえて、…: another clause
        if word.pos1 == "助詞" and word.surface in ("を", "は") and k:
            first, last = noun_phrase(words, k - 1)
            if first is not None:
                return _trim(text, words[first].start, words[last].end)
            if words[k - 1].surface in "」』":
                quote = max(text.rfind(c, max(0, words[k].start - 40), words[k].start) for c in "「『")
                return Label(quote + 1, words[k - 1].start) if 0 <= quote < words[k - 1].start - 1 else None
    return None


def compared_with(view: TextView, quantity: Quantity) -> int | None:
    """Return the index of the quantity that this one in a bracket is compared with: 120人（前年度100人）."""
    text = view.text
    near = max(0, quantity.start - 20)
    opens = _COMPARED_BRACKET.search(text, near, quantity.start) if "(" in text[near : quantity.start] else None
    if not opens:
        return None
    all_of_them = view.memo(quantities.scan)
    k = bisect_left(all_of_them, (opens.start(),)) - 1
    return k if k >= 0 and all_of_them[k].end == opens.start() else None

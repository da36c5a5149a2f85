"""The noun that ends at a place of the text, as far as the label of a quantity needs it.

A noun of kanji and katakana is read from its characters, any other from the words of the tagger. Some labels are more
than a noun: 75歳以上の方, 4年生; what clauses say is read in `label_clauses`.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from extractors import label_clauses, morphology, numerals, quantities, scripts
from extractors.label_links import WINDOW
from extractors.label_words import PERSON_NOUN, PERSON_WORDS, Label, trim
from extractors.mentions import FigureKind
from extractors.nouns import GATHERING, noun_phrase

if TYPE_CHECKING:
    from extractors.morphology import Token
    from extractors.quantities import Quantity
    from extractors.view import TextView

_NO_NOUN_ENDS = frozenset("、。([「『\n")
"""Characters with which no noun ends: the tagger need not be asked."""
_SPACED_OUT = scripts.compile(r"(?:^|[^一-鿿])[一-鿿] [一-鿿]$")
_RANKS = ("等", "者", "種", "次", "級", "世")
_MEASURE = scripts.compile(r"(?:率|量|割合|[者件人]数)$")
_NAMED_BY_NUMBER = scripts.compile(
    r"(?<![\d.,月])(?:1(?:日|人|世帯|戸|乗車)|\d{3}番)[一-鿿ァ-ヶー]{2,12}$|(?<![A-Za-z])[A-Z]{1,4}\d(?:\.\d)?[一-鿿]{2,12}$"
)
"""１日最大配水量, 110番受理件数, CO2削減量: the number is a part of the name."""
_PARTICLES = "のをはがにでへたる"
_BEFORE_NOUN = ("うち", "当たり", "あたり")
"""Words that no noun takes in: 1日当たり利用者数."""
_LONGEST_YEAR = 3  # characters: 年度末
_NUMBERED = scripts.compile(
    r"(?<![\d.,一-鿿ァ-ヶー])[一-鿿ァ-ヶー]{0,6}(?<![\d.,])(?:[1-9]0代[・~]|[1-9][・,、~])?[\d一二三四五六七八九十百~]{1,5} ?(?:歳(?:\d{1,2} ?[かヶ]月)?児|歳(?:以上|未満|以下|代|(?<=~\d歳)|(?<=~\d\d歳))|[1-9]?0代|年生(?:以上)?|[かヶ]月児|級|等(?=[米級賞])|人槽|km)[一-鿿ァ-ヶー]{0,8}$"
    r"|第 ?[1-9一二三四五] ?(?:層|号(?!館|棟|線|機|車|室)|種|類|群|子|次(?!計画|総合)|圏域|ブロック|グループ|区分|期生)[一-鿿ァ-ヶー]{0,8}$"
)
"""A name that begins with a number: 4年生611人, ０歳児68名, 1歳6か月児健診, 10km512人, 第1号被保険者."""
_SIGNS_OF_NUMBERED = frozenset("歳代生児級等槽m第")
"""One of these is in each."""
_HEADS_COUNT = scripts.compile("定員|募集|対象者?|参加者?数?|受講者?数?|出席者?数?|来場者?数?|申込者?数?|応募者?数?")
"""Words that need no other before them: 中央ホールB　定員60人."""
_OTHERS = scripts.compile(r"[一-鿿ァ-ヶー]*その他$")
_AS = scripts.compile(r"として、?$")
_OF_MONEY = scripts.compile(r"(?:[費料金代税債額]|財源|報酬|手当|予算|利子|収入|支出)$")
_CHOSEN = scripts.compile(
    r"(?:程度|以上)?(?:を|が)[^、。\n\d]{0,12}?(?:派遣|配置|配属|招|採用|任命|委嘱|登録|認定|雇用|育成|養成|選[任定び]|迎え|送[りっ]|確保|募集|参加|活動|従事|加わ|受け入れ|受入|就任|活躍|応募)"
)
"""Behind persons: what was done with them in the part that they have, so that they did nothing in it to others."""
_NAMED_SO = scripts.compile(r"(?:程度)?を、?(?:新たに|新しく|追加で)?(?:認定|指定|選定|登録|選[びん出]|認め)")
"""Behind things: that they were made what として says."""
_NAMES_THEM = scripts.compile(
    r"[^\n]{2,}(?<![県市町村区国郡課局部室係会])(?<!全体|原則|結果|一環|対策|主体|法人|年度|今回|目的)"
)
"""Not who made them so: 県として3件を認定した."""
_HOSTS = scripts.compile(r"(?:主催|共催|事業|管理|設置|運営|実施|雇用|保護)[者主]$")
_PLACE_USED = scripts.compile(r"(?:会場|拠点|場所|施設|窓口|候補地|避難[所先]|対象地)$")
_CAME_IN = scripts.compile(r"[のが](?:あっ|なかっ|寄せられ|得られ|出され|届い)た$")
"""Before a number: what there was of it (届出のあった12件)."""


def plain_noun_before(view: TextView, end: int) -> Label | None:
    """Read a noun written in kanji and katakana only that a boundary or a particle precedes: no tagger is needed."""
    text, start, lowest = view.text, end, max(0, end - WINDOW)
    while start > lowest and ("一" <= (c := text[start - 1]) <= "鿿" or "ァ" <= c <= "ヶ" or c in "ー々"):
        start -= 1
    if start == end or text[start] == "ー":
        return None
    if text.startswith("年度", start) and end - start > _LONGEST_YEAR and text[start - 1 : start].isdecimal():
        return trim(text, start + 2, end)  # 令和6年度当初予算
    numbers = view.memo(numerals.scan)
    k = bisect_left(numbers, (end,)) - 1
    if k >= 0 and numbers[k].end >= start and not _in_name(view, numbers[k].start, numbers[k].end):
        # else the rest of a date or of another quantity: 六年十月, 実地三日間
        if _MEASURE.search(text, start, end):
            return _measured_over(view, start, end) or _behind_quantity(view, start, end)
        return _behind_quantity(view, start, end)
    if whole := _with_hiragana(text, start, end):
        return whole
    if end - start == 1 and _SPACED_OUT.match(text, start - 3 if start > 2 else 0, end):
        start -= 2  # 定　員：25人
    char = text[start - 1 : start]
    if text[start:end] in GATHERING and char == "の":
        return None  # わかちあいの会, 通いの場: the tagger joins it
    if (
        char.isalnum()
        and char not in _PARTICLES
        and not text.endswith(_BEFORE_NOUN, 0, start)
        and not "①" <= char <= "⑳"
    ):
        return None
    joined = text[start - 2 : start - 1] if start > 1 else ""
    if char == "・" and ends_quantity(view, start - 1):
        joined = ""  # 小学生24人・保護者17人
    latin = char == " " and joined.isascii() and joined.isalnum() and not _HEADS_COUNT.fullmatch(text, start, end)
    if (char in "・&" and char and joined.isalnum()) or latin:
        return None
    return trim(text, start, end)


def _with_hiragana(text: str, start: int, end: int) -> Label | None:
    """Read その他火災, 文具その他 and 延べ床面積, of which kanji are only a part."""
    if text.startswith(("床面積", "面積"), start) and text.endswith("延べ", 0, start):
        return Label(start - 2, end)
    if text[start] != "他" or not text.endswith("その", 0, start):
        return None
    whole = _OTHERS.search(text, end - WINDOW, end)
    return Label(whole.start() if whole else start - 2, end)


def named_as(view: TextView, at: int, quantity: Quantity) -> Label | None:
    """Read the noun that として joins to a number at view offset `at`: 委託料として300千円, 講師として12人を派遣; not 県として12件."""
    text = view.text
    link = _AS.search(text, at - 4, at)
    if link is None:
        return None
    label = plain_noun_before(view, link.start()) or noun_before(view, link.start(), at)
    if label is None:
        return None
    if quantity.kind is FigureKind.PEOPLE:
        chosen = PERSON_NOUN.search(text, *label) and _CHOSEN.match(text, quantity.end)
        fits = bool(chosen) and not _HOSTS.search(text, *label)
    elif quantity.kind is FigureKind.COUNT and _NAMED_SO.match(text, quantity.end):
        fits = _NAMES_THEM.fullmatch(text, *label) is not None
    else:
        sort = _OF_MONEY if quantity.kind is FigureKind.MONEY else _PLACE_USED if quantity.unit == "か所" else None
        fits = sort is not None and sort.search(text, *label) is not None
    return label if fits else None


def named_by_number(text: str, end: int) -> Label | None:
    """Read a name that ends at `end` and has a number before its noun: 1日最大配水量, 110番受理件数, CO2削減量."""
    named = _NAMED_BY_NUMBER.search(text, end - 20, end)
    return Label(*named.span()) if named else None


def _measured_over(view: TextView, start: int, end: int) -> Label | None:
    """Return 定着率 of 3年定着率, 雨量 of 24時間雨量: what is measured over the time before it."""
    if named := named_by_number(view.text, end):
        return named
    all_of_them = view.memo(quantities.scan)
    k = bisect_left(all_of_them, (start,)) - 1
    over = all_of_them[k] if k >= 0 else None
    long = over is not None and over.kind is FigureKind.DURATION and start <= over.end < end - 1
    return trim(view.text, over.end, end) if over and long else None


def _behind_quantity(view: TextView, start: int, end: int) -> Label | None:
    """Return 定員 of 全4回定員20人, the lines of a cell joined: a word that needs no other, right behind a quantity."""
    all_of_them = view.memo(quantities.scan)
    k = bisect_left(all_of_them, (end,)) - 1
    at = all_of_them[k].end if k >= 0 else end
    return Label(at, end) if start < at < end and _HEADS_COUNT.fullmatch(view.text, at, end) else None


def _in_name(view: TextView, start: int, end: int) -> bool:
    """Tell whether the number is a part of the word around it: 一等米, 三者面談."""
    text = view.text
    if text[start:end] not in "一二三四五六七八九十" or text[end : end + 1] not in _RANKS:
        return False
    all_of_them = view.memo(quantities.scan)
    k = bisect_left(all_of_them, (end,)) - 1
    return k < 0 or all_of_them[k].end <= start


def ends_quantity(view: TextView, at: int) -> bool:
    """Tell whether a quantity ends right before view offset `at`."""
    all_of_them = view.memo(quantities.scan)
    k = bisect_left(all_of_them, (at,)) - 1
    return k >= 0 and all_of_them[k].end == at


def noun_before(view: TextView, at: int, inside: int) -> Label | None:
    """Read the noun phrase that ends at view offset `at`, in the sentence that holds view character `inside`."""
    text = view.text
    if not at or text[at - 1] in _NO_NOUN_ENDS or not morphology.in_one_sentence(view, at - 1, inside):
        return None
    words = morphology.clause_tokens(view, at - 1)
    k = morphology.first_from(words, at) - 1
    if k < 0 or words[k].end != at:
        return None
    return noun_ending(view, words, k)


def noun_ending(view: TextView, words: list[Token], k: int) -> Label | None:
    """Read the noun phrase that ends with token `k`, a person with what is said of them."""
    first, last = noun_phrase(words, k)
    if first == last and words[last].surface in PERSON_WORDS and last:
        if words[last - 1].pos1 in ("動詞", "助動詞"):
            return label_clauses.who_did(words, last)
        at = words[last - 1].start
        if words[last - 1].surface == "の" and (of := plain_noun_before(view, at) or numbered_before(view, at)):
            return Label(of.start, words[last].end)  # 就労中の者, 75歳以上の方
        if words[last - 1].surface == "の" and last > 2 and words[last - 2].surface == "済み":
            first = noun_phrase(words, last - 3)[0]
            return None if first is None else Label(words[first].start, words[last].end)  # 策定済みの者
    return None if first is None else trim(view.text, words[first].start, words[last].end)


def numbered_before(view: TextView, at: int) -> Label | None:
    """Read a name with a number in it that ends at view offset `at`."""
    start = max(0, at - 20)
    name = None if _SIGNS_OF_NUMBERED.isdisjoint(view.text[start:at]) else _NUMBERED.search(view.text, start, at)
    return Label(*name.span()) if name else None


def clause_before(view: TextView, at: int) -> Label | None:
    """Read what the clause that ends at view offset `at` says was counted: 騒音によるものが25件, 届出のあった12件."""
    link = _CAME_IN.search(view.text, at - 12, at)
    of = link.start() if link else label_clauses.of_relation(view, at)
    if of is None:
        return label_clauses.of_thing(view, at)
    noun = plain_noun_before(view, of) or noun_before(view, of, at)
    return Label(noun.start, at) if noun and not link else noun

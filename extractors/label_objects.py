"""The topic or the object of the clause that a quantity stands in, as its label: 研修会を7月に3回実施."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors import morphology, scripts
from extractors.counters import PERSONS
from extractors.label_clauses import of_cleft
from extractors.label_nouns import noun_ending, numbered_before, plain_noun_before
from extractors.label_words import BOUNDS_OTHERS, OCCASION_ENDS, Label
from extractors.mentions import FigureKind
from extractors.nouns import before_bracket, is_relating, noun_phrase
from extractors.patterns import compile_pattern

if TYPE_CHECKING:
    from extractors.morphology import Token
    from extractors.quantities import Quantity
    from extractors.view import TextView

_WITH = compile_pattern(r"(?:対象|中心|テーマ|主|目途|めど|目標|会場|題材)[にと]")
_COPIES = frozenset({"部", "冊", "枚"})
_OF_HELD = frozenset({"回", "時間"})
_HELD_SO_LONG = compile_pattern(r"(?:を|の講義を)?(?:行[いうっ]|実施|開催|開[きいか]|学[びん]|受講)")
"""研修は定員20人で、計21時間行った; but 訓練は中止し、再開まで2時間待った."""
_OUTLASTS = _COPIES | _OF_HELD
"""Counters of what more than one clause may be about: 冊子は内容を改め、1万2千部を配布."""
_HELD = compile_pattern(rf"(?:{OCCASION_ENDS.pattern})|(?:会|面談|講習|演習|見学|健診|検診|相談|サロン|カフェ|体験)$")
"""What may be held often: 連絡会を立ち上げ、年度末までに2回開催する."""
_SUMMED_UP = scripts.compile(r"(?:合わせて|あわせて|合計|計)(?:で|、)?$")
_COUNTED_TOO = scripts.compile(r"を(?:計|延べ)?\d{1,4} ?(?:回|時間)[^。\n]*$")
"""基礎講習を8回、応用講習を2回開き、合わせて10回: those of both."""
_FOUNDED = scripts.compile(r"(?:新たに)?(?:創設|新設|設け|始め|開始)")
"""支援金を創設し、1件当たり60万円を交付する."""
_MADE = scripts.compile(
    r"(?:新たに|[\d一二三四五六七八九十]{1,3} ?[^、。\n\dを]{1,6}で|[^、。\n\dを]{1,6}[版別]で?に?)?(?:作成|発行|印刷|制作|製作|刊行|編集|改訂)し(?:て)?、"
)
"""冊子を8言語で作成し、4,500部を配布した: what was made is what was handed out."""
_CLAUSE_ENDS = frozenset({"て", "で", "し", "つつ", "ながら", "ため", "ともに", "ほか", "うえ", "ところ"})
THEN = scripts.compile(r"(?:[平休祝週]日|土日|週末|夜間|日中|冬季|夏季|[一-鿿]{2}時)$")
"""A topic that says when: 平日は1日14便を運行, 災害時は1日2回発信."""
_AGENT = scripts.compile(r"[員者師士生民]が")
_TREATS = scripts.compile(r"を(?!超|こえ|[上下]回|切|割|占|突破|数え|維持|確保|記録|達成|目標|目指)|に応じ")
"""Behind what someone does something to: 保健師が412世帯を訪ねた, but 利用者が300回を超えた."""
_AGES = ("歳", "歳代", "才")
_TOLD_ALREADY = scripts.compile(r"(?:約|延べ|計)?[\d,.]+[万億千\d,.]* ?[^\d、。\n]{1,6}、")
_HANDED_OUT = scripts.compile(r"を[一-鿿]{2,4}(?:する|します|した|しました|し) ?$")
_REACH = 40  # words
_NEAR = 60  # characters
_QUOTES = {"」": "「", "』": "『"}
_OCCURRED = scripts.compile(r"(?:ずつ)?(?:が|の)?(?:発生|起こ|起き|生じ|あり|あっ|ござい|確認)")


def is_doer(text: str, label: Label, quantity: Quantity) -> bool:
    """Tell whether a label is who did something so often (協力員が月2回訪ねる), or to what was counted (保健師が412世帯を訪ねた)."""
    if _AGENT.match(text, label.end - 1) is None:
        return False
    at_once = label.end + 1 == quantity.start and quantity.unit not in PERSONS
    return quantity.is_frequency or (at_once and _TREATS.match(text, quantity.end) is not None)


def object_before(view: TextView, quantity: Quantity) -> Label | None:
    """Read the nearest object or topic of the clause: 研修会を7月に3回実施."""
    text = view.text
    if BOUNDS_OTHERS.match(text, quantity.end):
        return None
    words = morphology.tokens_through(view, quantity.start)
    at = morphology.first_from(words, quantity.start)
    acted = False  # a verb stands between: the object before it is its own, and the topic only that of both
    beyond = False  # another clause: its occasion is what was held so often
    quoted = at
    for k in range(at - 1, max(0, at - _REACH), -1):
        word = words[k]
        if k >= quoted:
            continue  # 研修は、第1回「図書の選び方」…の3回
        if word.surface == "。" and word.pos1 == "補助記号":
            return None
        if word.surface in _QUOTES:
            if quantity.unit in PERSONS:
                return None  # 第1回「図書の選び方」（12人）: those of a session
            quoted = _opening(words, k)
        if word.surface == "、" and k and _ends_clause(words[k - 1]):
            if quantity.unit not in _OUTLASTS and quantity.kind is not FigureKind.MONEY:
                return None  # 成果を踏まえて、…: another clause
            beyond = True
        acted = acted or (word.pos1 == "動詞" and word.surface != "し" and not _joins(words, k))
        made = quantity.unit not in _COPIES or _MADE.match(text, word.end)
        object_too = bool(made) if beyond else not acted
        takes = word.surface == "は" or (word.surface == "を" and object_too)
        takes = takes or (word.surface == "が" and not acted and bool(_OCCURRED.match(text, quantity.end)))
        if word.pos1 != "助詞" or not k or not takes or (word.surface == "を" and _WITH.match(text, word.end)):
            continue  # 自治会を対象に22回
        label, named = _named_at(view, words, k, quantity)
        if named and not (label is None and word.surface == "を"):  # 満足度は前年を2ポイント上回った
            return label if not beyond or (label and _holds_on(text, word, label, quantity)) else None
    return None


def _is_another_object(text: str, particle: Token, quantity: Quantity) -> bool:
    """Tell whether a topic was told its own number, and something else was done: 登録は186人、年間12,640食を配達した."""
    told = quantity.kind in (FigureKind.COUNT, FigureKind.PEOPLE) and text.startswith("を", quantity.end)
    return told and _TOLD_ALREADY.match(text, particle.end, quantity.start) is not None


def _holds_on(text: str, particle: Token, label: Label, quantity: Quantity) -> bool:
    """Tell whether what a clause before was about is what the quantity counts in its own."""
    if quantity.kind is FigureKind.MONEY:
        return particle.surface == "を" and _FOUNDED.match(text, particle.end) is not None
    if quantity.unit in _OF_HELD:
        if _SUMMED_UP.search(text, quantity.start - 8, quantity.start) and _COUNTED_TOO.search(
            text, label.start - _NEAR, label.start
        ):
            return False
        so_long = quantity.unit == "回" or _HELD_SO_LONG.match(text, quantity.end)
        return bool(so_long) and _HELD.search(text, *label) is not None
    if particle.surface == "を" and _MADE.match(text, particle.end) is None:
        return False
    return text.startswith("を", quantity.end)


def _joins(words: list[Token], k: int) -> bool:
    """Tell whether the verb that is token `k` only joins a noun or sums up: 地図と併せて, 2地区で合わせて; 「はい」を合わせて adds up."""
    if words[k].surface in ("合わせ", "あわせ") and words[k - 1].surface == "で":
        return True
    return is_relating(words, k) and words[k - 1].surface != "を"


def _opening(words: list[Token], close: int) -> int:
    """Return the index of the token that opens the quotes which token `close` closes, its own if it is far away."""
    opening = _QUOTES[words[close].surface]
    return next((k for k in range(close, max(-1, close - _REACH), -1) if words[k].surface == opening), close)


def _named_at(view: TextView, words: list[Token], k: int, quantity: Quantity) -> tuple[Label | None, bool]:
    """Return what stands before the particle that is token `k`, and whether it ends the search."""
    text, word = view.text, words[k]
    if word.surface == "は":
        if words[k - 1].surface in _AGES or _is_another_object(text, word, quantity):
            return None, True  # うち18歳・19歳は120人
        if words[k - 1].surface == "の":
            paid, persons = quantity.kind is FigureKind.MONEY, quantity.unit in PERSONS
            return of_cleft(text, words, k - 1, paid=paid, persons=persons), True
        if THEN.search(text, word.start - 4, word.start):
            return None, True
        k = _before_about(words, k)
    noun = before_bracket(words, k - 1) if words[k - 1].surface == ")" else k - 1  # 貸与台数（延べ）は
    if noun >= 0 and noun_phrase(words, noun)[0] is not None:
        return noun_ending(view, words, noun), True
    if words[k - 1].surface in _QUOTES:
        start, end = words[_opening(words, k - 1)].end, words[k - 1].start
        of_what = plain_noun_before(view, start - 1) if start > 1 else None
        return of_what or (Label(start, end) if start < end else None), True
    label = numbered_before(view, words[k].start)  # 5歳児健診
    return label, label is not None


def _before_about(words: list[Token], k: int) -> int:
    """Return the index of the に of について that stands before the は which is token `k`, else `k`."""
    for about in (k - 3, k - 4):
        if about > 0 and words[about].surface == "に" and words[about + 1].surface in ("つい", "つき", "関し"):
            return about
    return k


def _ends_clause(word: Token) -> bool:
    """Tell whether a 、 behind the word ends a clause: 広げ、, 踏まえて、, 増やすとともに、."""
    return word.pos1 in ("動詞", "助動詞") or word.pos2 == "接続助詞" or word.surface in _CLAUSE_ENDS


def sort_of_unit(view: TextView, quantity: Quantity) -> Label | None:
    """Return the object that says which of its own sort are counted: 協力店を年度末までに90店以上にする."""
    text, unit = view.text, quantity.unit or ""
    if not unit or text.find(f"{unit}を", max(0, quantity.start - _NEAR), quantity.start) < 0:
        return None
    label = object_before(view, quantity)
    return label if label and label.end - label.start > len(unit) and text.endswith(unit, *label) else None


def handed_out(view: TextView, opens: int) -> Label | None:
    """Return what was handed out, before the bracket at `opens` with how many: 転入者に防災地図を配布する（3,000部）."""
    given = _HANDED_OUT.search(view.text, opens - 12, opens)
    return plain_noun_before(view, given.start()) if given else None

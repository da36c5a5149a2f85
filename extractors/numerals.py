"""Numbers as the text writes them: Arabic, kanji (positional or with 十百千万億兆) and mixed.

A kanji digit is also a letter of words and names (一般, 三重県, 十分). The cheap cases are decided by the characters
around it, the rest by the tagger: a numeral is a token of its own that counts something (三|人) or a lexicalised
count (一人). Fractions are two numerals (1/2, 三分の一).

What belongs to a numeral: thousands marks in well-formed groups, a decimal point, single blanks around or
(2, 034人, 1. 2%) behind it, scales (3億2,104万5千), and a sign: △ ▲ マイナス wherever they touch it; - + ± only where no
word, number or range stands before them. Digits that make no number (1,23,4) and vague ones (数十, 十数) are numerals
without a value, so that they never become a wrong figure. Circled digits and Roman numbers are markers.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from extractors import glyphs, kanji_words, money_units, morphology, scripts, signs
from extractors.glyphs import FRACTIONS, MAX_DIGITS, RAISED
from extractors.points import MEASURE, NO_DECIMALS, RATE
from extractors.spans import Numeral

if TYPE_CHECKING:
    from extractors.morphology import Token
    from extractors.view import TextView

DIGITS = {
    c: i for row in ("〇一二三四五六七八九", "零壱弐参肆伍陸漆捌玖", "零壹貳參肆伍陸柒捌玖") for i, c in enumerate(row)
}
FORMAL = {c: "〇一二三四五六七八九"[i] for c, i in DIGITS.items() if c not in "〇一二三四五六七八九零"} | {"拾": "十"}
"""The digits of deeds, and the plain ones that they stand for."""
SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "陌": 100, "千": 1_000, "阡": 1_000, "仟": 1_000}
LARGE = {"万": 10**4, "萬": 10**4, "億": 10**8, "兆": 10**12, "京": 10**16, "垓": 10**20}
ANY = r"(?:[0-9]+|[〇一二三四五六七八九十百]{1,8})"
"""A whole number inside other extractors' patterns."""

_D = "〇零一二三四五六七八九壱弐"
_U = "十百千万億兆垓"
_K = f"[{_D}{_U}]"
_ARABIC = rf"""
    (?:(?<![0-9A-Za-z.,])[0-9]+(?:\.[0-9]+)?[eE][+-]?[0-9]{{1,2}}(?![0-9A-Za-z.,])
     | (?<![0-9A-Za-z.,])(?:[0-9]{{1,2}}|[0-9]{{3}}(?=,\ 0))(?:,\ ?[0-9]{{3}})+(?:\.[0-9]+)?(?![0-9]|\ ?[.,]\ ?[0-9])
     | (?<=[^\s0-9A-Za-z.,])[0-9]{{1,3}}\.\ [0-9]{{1,2}}(?![0-9.,]){RATE}
     | (?<![・,.])[0-9]+(?:,[0-9]{{3}})*[・点]{NO_DECIMALS}[0-9]+(?![0-9・,.]){RATE}
     | [0-9]+(?:[,.][0-9]+)*(?:\ ,\ [0-9]{{3}}(?![0-9]))*(?:\ \.\ [0-9]+(?![0-9]|\ \.))?)
"""
# A scale behind Arabic digits, not the first sign of a word (図3千葉市, 5百貨店).
_SCALE = r"""
    (?:(?:[十百千万萬億兆垓](?![葉代種貨科全博能国劫候字勝]) | 京(?=[0-9円兆ド人回株をがはもにで、。通個件分バ]|の(?!都)|$)
       | (?<=[0-9])\ [万億兆](?!葉|博|国))+)
"""
_LOWER = r"(?:(?<=[0-9]億)\ (?=[0-9,]{1,5}万)|(?<=[0-9]万)\ (?=(?:[0-9]{1,4}|[0-9],[0-9]{3})[人円件名冊食個本台戸]))"
"""A blank typed between a scale and what is below it: 1億 2,500万円, 2万 3,400人."""
_FORMAL = "壱弐壹貳"
_FORMAL_BEFORE_UNIT = "参參肆伍漆柒陸捌玖"
"""Digits of deeds and receipts that are letters of words unless a unit of theirs stands behind them (参加, 陸上)."""
_GLYPHS = "".join(FRACTIONS)
_WESTERN = scripts.compile(rf"{_ARABIC}(?:{_SCALE}(?:(?:(?<=\ [万億兆])\ |{_LOWER})?{_ARABIC}{_SCALE}?)*)?", re.VERBOSE)
_START = scripts.compile(
    rf"(?P<plain>[0-9]{{1,{MAX_DIGITS}}}(?![0-9,.・点 eE^*×xの京萬{_U}{_GLYPHS}{RAISED}]))"
    rf"|[0-9{_D}{_U}{_FORMAL}{_FORMAL_BEFORE_UNIT}拾廿卅ゼ{_GLYPHS}]"
)
"""Where a number may begin; most are plain, digits that nothing joins."""
_DAIJI = f"[〇零一二三四五六七八九{_FORMAL}{_FORMAL_BEFORE_UNIT}十拾百佰陌千阡仟万萬億兆]"
_DAIJI_UNIT = "(?:[拾佰陌阡仟萬]|(?<![陸漆])[百千万億])"
_POINT_KANJI = rf"[{_D}]+[万億兆]?(?!{_K}|[点・、]|(?![割倍度歳秒])[㐀-鿿])"
"""The decimals of 三点一四; in 三点五名 and 十点二種類 the 点 counts."""
_TOLD = r"(?=\ ?(?:[件人名回円台冊戸株個枚本点社校](?!目)|[かカヶケ箇][所月]|団体|世帯|時間|日間|年間|トン|キロ|メートル|ヘクタール))"
_DECIMAL = rf"""
    (?:(?:{_K}*[十百千][{_D}]?・[{_D}] | (?<!第)[{_D}]+・[{_D}] | (?<!第)[{_D}]+・[{_D}]{{1,2}}[{_D[2:]}] | (?<=平均)[{_D}]+・[{_D}]+)(?!{_K}|[・、]){_TOLD}
     | {_K}+・[{_D}]{{1,3}}[万億兆](?!{_K}|[・、]){_TOLD})
"""
"""Behind 十 a lone digit is no second number of a list (十・十一月), and nothing is a three or four hundred million."""
_THREE_OR_FOUR = scripts.compile(
    rf"(?<!平均)(?<!当たり)(?<!あたり)(?<![第和成正治〇])[一二三四五六七八]・?[{_D}]{_TOLD}"
)
"""三・四人 is three or four as well as 3.4, 三四人 as well as 34."""
_LONG = scripts.compile(rf" ?(?!トン)(?:{MEASURE})")
_KANJI = scripts.compile(
    rf"""
    (?:{_K}*[万億兆])?[{_D}]{{1,3}}(?:[、,][{_D}]{{3}}(?![{_D}]))+(?:・[{_D}]+(?!{_K}))?[{_U}]*(?:(?<=[万億])[{_D}](?:、[{_D}]{{3}}|{_K}{{0,7}})(?![、{_D}]))?  # 二、四五〇  二億一,〇六〇万
  | {_K}+(?:,[{_D}]{{3}}(?![{_D}]))+[{_U}]*                                  # 十一,二〇〇: no number
  | {_K}+・{NO_DECIMALS}[{_D}]+(?!{_K}|[・、])(?:{RATE}|(?=[)。、\n]|$|(?<=[率数値比]は.・..)(?:だっ|で(?:す|あ|し|、)|に|と)))                 # 四八・五  三十二・五
  | {_DECIMAL}                                                             # 十二・八件  三・五億円
  | [{_D}]+\.[{_D}]+(?!{_K}|[.])                                           # 一.五
  | (?:{_K}+|ゼロ)点{_POINT_KANJI}                                          # 三点一四
  | ゼロ(?=\ ?(?:[人名件円%回歳社校台個本票]|パーセント|度(?!目)|メートル|[かカヶケ箇]所))
  | [{_FORMAL}]{_DAIJI}* | [{_FORMAL_BEFORE_UNIT}](?:{_DAIJI_UNIT}{_DAIJI}*|(?=[円圓銭錢])) | {_K}{{0,8}}拾(?![いうえっわ]){_DAIJI}*
  | [廿卅][{_D}]?
  | {_K}+(?:京(?![都阪急成浜王葉橋極町]){_K}*)?
    """,
    re.VERBOSE,
)
_BELOW_SCALE = scripts.compile(
    rf"(?<=[0-9][万億兆])(?:[一二三四五六七八九]?[十百千]|[一二三四五六七八九][{_D}]{{2,3}})"
    rf"|(?<=[0-9][百千])[一二三四五六七八九][十百]|(?<=[{_D}十百千][万億兆])[0-9]|(?<=[{_D}][百千])[0-9]+[十百]"
)
"""Where a scale written in one script goes on in the other."""
_PIECE = scripts.compile(rf"[0-9][0-9,.・]*|[{_D}{_FORMAL}{_FORMAL_BEFORE_UNIT}、・.,]+|.", re.DOTALL)
_SAME = str.maketrans({" ": "", "点": "・", "ゼ": "零", "ロ": "", "廿": "二十", "卅": "三十"})
_SCIENTIFIC = scripts.compile(r"[0-9]+(?:\.[0-9]+)?[eE][+-]?[0-9]{1,2}")
_THOUSANDS = scripts.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?")
_MONEY_UNIT = scripts.compile(r"(?<=[0-9])(?:千|百万|十億)$")
_VAGUE_TAIL = scripts.compile(
    r"数(?=[十百千万億人名件回社本日年団校市か箇ヶカ%倍円歳才台個冊枚杯頭匹棟戸軒隻通点施種店世時分秒週キメトセミリグポパ](?!目))[十百千万億]*"
)
_WORD = scripts.compile(r"[㐀-鿿々ァ-ヺー]")
_COUNT_OF = scripts.compile(r"[一-鿿]延$|延べ$|のべ$")  # before 数: 利用者延数1,200人, 延べ数120人; but 延数十人
_BEFORE_WIDER = frozenset("数何幾△▲ ス+-±ー.")
"""Characters before a number that may belong to it: all that `_widen` looks for."""
_SPOKEN_SIGN = scripts.compile(r"(?<![ァ-ヺー])(?P<sign>(?P<minus>マイナス)|プラス) ?$")
_POINT_FIRST = scripts.compile(r"(?:^|[\n(\[「、:=~約はがをのと率]) ?\.$")
_LEADS_POWER = frozenset(("^", "*", "×", "x", "の", *RAISED))
_VAGUE = ("数", "何", "幾")
_BARE_SCALES = frozenset("万億兆垓")
_SURE = frozenset("、,・.点ゼ廿卅")
"""What makes a run a number without asking the tagger."""


class Number(NamedTuple):
    """A numeral at view offsets `start`..`end`."""

    start: int
    end: int
    value: Decimal | None
    """None where the digits are no well-formed or no exact number (1,23,4; 数十)."""
    kanji: bool
    """Whether a kanji digit or scale stands in it."""


_new_number = partial(tuple.__new__, Number)
"""A third of the time of calling `Number`."""


def scan(view: TextView) -> list[Number]:
    """Return every numeral of the view in order; none overlaps another."""
    text = view.text
    found: list[Number] = []
    at = 0
    while (start := _START.search(text, at)) is not None:
        begin, end = start.span()
        if plain := start["plain"]:
            number = _new_number((begin, end, Decimal(plain), False))
        else:
            read = _read(view, begin)
            if isinstance(read, int):  # no numeral up to here
                at = read
                continue
            number = _joined(view, read) if read.kanji and text[read.end - 1] in _U else read
            begin, end, _, _ = number
        if text[begin - 1] in _BEFORE_WIDER or text[end : end + 1] == "数":
            number = _widen(view, number, at)
            end = number.end
        found.append(number)
        at = end
    return found


def _read(view: TextView, at: int) -> Number | int:
    first = view.text[at]
    if first.isascii():
        return _western(view.text, at)
    return Number(at, at + 1, FRACTIONS[first], kanji=False) if first in FRACTIONS else _kanji(view, at)


def _joined(view: TextView, number: Number) -> Number:
    """Return a number that ends in a scale with what the other script writes of it: 1億二千万, 一億2,500万."""
    text, (start, end, _, _) = view.text, number
    while _BELOW_SCALE.match(text, end):
        rest = _WESTERN.match(text, end) if text[end].isascii() else _read(view, end)
        if isinstance(rest, int) or rest is None:
            break
        end = rest.end() if isinstance(rest, re.Match) else rest.end
        if (whole := parse(text[start:end])) is None:
            break
        number = Number(start, end, whole, kanji=True)
    return number


def find(view: TextView) -> list[Numeral]:
    """Return every numeral of the view as a mention with raw offsets."""
    numbers = view.memo(scan)
    return [Numeral(span := view.span(n.start, n.end), view.slice(span), n.value) for n in numbers]


def parse(text: str) -> Decimal | None:
    """Return the value of a folded numeral without its sign (3億2,104万5千, 二〇二五, 4 . 6), None if malformed."""
    if (text.isascii() and text.isdecimal() and len(text) <= MAX_DIGITS) or _SCIENTIFIC.fullmatch(text):
        return Decimal(text)
    total = section = Decimal(0)
    current: Decimal | None = None
    last_small, last_large = 10**4, 10**24
    for piece in _PIECE.findall(text.translate(_SAME)):
        if piece in SMALL:
            unit = SMALL[piece]
            if unit >= last_small or (current is not None and not _scalable(text, current)):
                return None
            section += (Decimal(1) if current is None else current) * unit
            current, last_small = None, unit
        elif piece in LARGE:
            unit = LARGE[piece]
            section += current or 0
            if unit >= last_large or not (section or current is not None):
                return None
            total += section * unit
            section, current, last_small, last_large = Decimal(0), None, 10**4, unit
        else:
            value = _digits(piece)
            if (
                current is not None
                or value is None
                or value >= min(last_large, 10**24 if last_small == 10**4 else last_small)
            ):
                return value if piece == text else None
            current = value
    return total + section + (current or 0) if text else None


def parse_kanji(text: str) -> Decimal | None:
    """Return the value of a kanji numeral (百二十三万, 二〇二五, 壱拾), None if malformed or of other characters."""
    return parse(text) if text and all(c in DIGITS or c in SMALL or c in LARGE or c in "、,・" for c in text) else None


def _scalable(text: str, current: Decimal) -> bool:
    # 二三百 is two or three hundred, no number; 12千 is the usual thousand of accounts.
    return current < 10 or text[0].isascii()


def _digits(piece: str) -> Decimal | None:
    """Read digits without scales."""
    if len(piece) > MAX_DIGITS + MAX_DIGITS // 3:
        return None
    if not piece[0].isascii():
        piece = "".join(str(DIGITS[c]) if c in DIGITS else c for c in piece).replace("、", ",")
    piece = piece.replace("・", ".") if piece[0] != "・" else f"0.{piece[1:]}"  # 二十・五
    if not _THOUSANDS.fullmatch(piece):
        return None
    return Decimal(piece.replace(",", ""))


def _western(text: str, at: int) -> Number:
    match = _WESTERN.match(text, at)
    end = match.end() if match else at + 1
    if text[end : end + 1] in _LEADS_POWER and (power := glyphs.power(text, at)):
        return Number(at, *power, kanji=False)
    # 23,850千円: the thousand belongs to the unit, as an account's heading has it.
    if text.startswith(("円", " 円"), end):
        money = _MONEY_UNIT.search(text, max(at, end - 3), end)
        if money and not any(c in _U for c in text[at : money.start()]):
            end = money.start()
    written = text[at:end]
    kanji = not written.isascii() and any(c in _U for c in written)
    value = parse(written)
    if value is not None and (part := FRACTIONS.get(text[end : end + 1])):
        value, end = value + part, end + 1  # 3½
    return Number(at, end, value, kanji)


def _kanji(view: TextView, at: int) -> Number | int:
    """Read the kanji numeral at `at`, or return the offset behind what is none."""
    text = view.text
    match = _KANJI.match(text, at)
    if match is None:
        return at + 1
    start, end = at, match.end()
    run = match.group()
    if run[0] == "〇" and run[1:2] not in ("・", "点", "."):  # ○ as a bullet: 〇一般向け講座
        return at + len(run) - len(run.lstrip("〇"))
    counted = _counted_end(view, start, end)
    if counted is None:
        if word := kanji_words.NEVER.match(text, start):
            return word.end()
        return end if end - start == 1 else _skip(view, start, end)
    value = None if money_units.may_be_unit(text, start, counted) else parse(text[start:counted])
    # 8万8 at the end of a line and 千人 at the head of the next are one number, or none.
    is_rest = text[start] in _U and text[start - 1 : start] == "\n" and text[start - 2 : start - 1].isdecimal()
    vague = _THREE_OR_FOUR.match(text, start) and not _LONG.match(text, counted)
    if is_rest or (vague and DIGITS[text[counted - 1]] == DIGITS[text[start]] + 1):
        value = None
    return Number(start, counted, value, kanji=True)


def _skip(view: TextView, start: int, end: int) -> int:
    """Return where to read on behind the word that a refused run begins: 五十 of 五十嵐, 万 of 万一二人."""
    word = _word_at(view, start)
    return min(max(word.end, start + 1), end) if word else end


def _widen(view: TextView, number: Number, floor: int) -> Number:
    """Join the sign and the words that make the number vague; nothing before view offset `floor` is taken."""
    text, (start, end, value, kanji) = view.text, number
    if tail := _VAGUE_TAIL.match(text, end):
        end, value, kanji = tail.end(), None, True
    before = text[start - 1 : start] if start > floor else ""
    if before in _VAGUE and not _counts_word(text, start - 1):
        return Number(start - 1, end, None, kanji=True)
    if (before and before in "△▲") or (
        before == " " and start - 2 >= floor and signs.is_spaced_triangle(text, start - 2)
    ):
        return Number(start - (1 if before != " " else 2), end, None if value is None else -value, kanji)
    if text[start - 1 - (before == " ")] == "ス" and (
        signed := _SPOKEN_SIGN.search(text, max(floor, start - 6), start)
    ):
        return Number(signed.start("sign"), end, -value if value is not None and signed["minus"] else value, kanji)
    if before == "." and _POINT_FIRST.search(text, start - 3, start):
        digits = text[start:end]
        value = value.scaleb(-len(digits)) if value is not None and digits.isdecimal() else None
        return Number(start - 1, end, value, kanji)
    minus = (
        before == "-" and view.raw[view.raw_offset(start - 1)] == "−" and text[start - 2 : start - 1] in signs.BULLETS
    )
    if before and before in signs.SIGNS and (minus or signs.is_sign(text, start - 1)):
        if before == "±":
            value = value if value == 0 else None
        return Number(start - 1, end, -value if before in "-ー" and value is not None else value, kanji)
    return Number(start, end, value, kanji)


def _counts_word(text: str, at: int) -> bool:
    """Tell whether 数 at `at` ends a word (参加者数百人 is a hundred) instead of making the number vague."""
    if _COUNT_OF.search(text, at - 4, at):
        return True
    return bool(_WORD.match(before := text[at - 1 : at])) and before not in "約計延各"


# ---- kanji runs: number or word -------------------------------------------------------------------------------------

_COUNTER = scripts.compile(
    r"番目(?![玉標立的指覚])|[平立]方(?=[メキセミmkc])|アール|人(?![一-鿿ひっ々])|人(?=参加|増|減)|名(?=[ 、。)(がのにをでとは参増減\n]|$)|件|割|%|"
    r"[かカヶケヵ箇][所月年国]|団体"
    r"|月(?=[0-9一二三四五六七八九十末上中下初に、。()~にのかま\n]|$)|回(?!線|路|復|顧)|時間|年(?!輪|金|"
    r"貢|長|寄|配|収|齢|頭|始)"
    r"|冊|曲|[匹羽]|杯(?=[飲呑])|寸(?=[一二三四五六七八九]分)|頭(?=[をがにいのも、。)飼増減]|$)|軒(?![家屋先])|[円圓]|つ(?![ない])|世帯|市町|町村|会場|丁目|条|章|施設|事業所|分の|歳(?!時)"
)
"""Counters that make a number of the kanji digit before them without asking the tagger."""
_ONE_MORE = scripts.compile(
    r"(?:[便室席口鉢店園館班隊両]|品目?|往復|系統|学級|試合|種[目類]|項目|回線|クラス|講座|教室)を?(?:ずつ)?(?:増[やえ設]|減[らっ]|追加|新設|廃止|休止)"
)
"""Behind a lone 一 that begins words else: 運行を一便増やす, but 一席設ける."""
_SAFE_BEFORE = scripts.compile(r"(?:[^㐀-鿿々ァ-ヺー]|[第約計延全各年月内他中金]|令和|平成|昭和|大正|明治)$")
_IN_ROW = scripts.compile(rf"[{_D}十][、・][{_D}十](?=$|[、・。)\n ])")
_WHOLE = scripts.compile(rf"と{_K}+分の{_K}")
_CELL_BEFORE = scripts.compile(r"[|│┃\n] *$")
_UNIT_OF_CELL = scripts.compile(r"(?:[人円件本台冊枚トンt]|人泊|世帯) *[|│┃\n]")
_STRICT = frozenset("人校社市町村割級位区県年度円分条項章節款")
_LEXICAL = scripts.compile(
    rf"{_K}+(?:人|つ|日間?|月|年間?|回|件|名|分|本|個|枚|台|歳|校|社|[かカヶケヵ箇][所月年国]|時間|週間|夜|"
    rf"晩|泊|世帯|円|度|町|市|村)"
)
_NOUNS_COUNTED = "団体 施設 会場 世帯 学期 法人 企業 病院 機関 地区 集落 路線 区間 自治会 店舗 区画"
_STRICT_WORDS = frozenset(_NOUNS_COUNTED.split())
_UNCOUNTED = "者 重 酸化 密 節気 銀行 総 生命 郎 茶屋 石 酸 極 乗 頭筋 塁 角形 面体 軍 国志 冠 助 平 男 朗 太郎 太 宮"
_NO_COUNT = frozenset(_UNCOUNTED.split())


def _counted_end(view: TextView, start: int, end: int) -> int | None:
    """Return where the numeral of the kanji run `start`..`end` ends, None where the run is a part of a word."""
    text = view.text
    run = text[start:end]
    formal = run[0] in _FORMAL or run[0] in _FORMAL_BEFORE_UNIT or "拾" in run
    if formal and (any(c in SMALL or c in LARGE for c in run[1:]) or text[end : end + 1] in tuple("円圓銭錢")):
        return end
    if not _SURE.isdisjoint(run) or len(run) > MAX_DIGITS:
        return None if run[0] in "廿卅" and kanji_words.NEVER.match(text, start) else end
    if len(run) > 2 and all(c in DIGITS for c in run):
        return None if run[0] == "七" and kanji_words.NEVER.match(text, start) else end
    before = text[max(0, start - 3) : start]
    if before.endswith(_VAGUE):
        return end if not _counts_word(text, start - 1) or _COUNTER.match(text, end) else _tagged_end(view, start, end)
    if before.endswith("第"):
        never = kanji_words.NEVER_ORDINAL.match(text, start) is not None
    else:
        never = kanji_words.is_word(text, start, end) or (
            kanji_words.may_end_name(text, start, end) and not _COUNTER.match(text, end)
        )
    if never or run in _BARE_SCALES:
        return None
    if (start == 0 and end == len(text)) or before.endswith("分の") or _IN_ROW.search(text, start - 2, end + 1):
        return end  # nothing but a numeral; a third; one of 一、二、三
    if money_units.is_unit(text, start, end):
        return None  # (単位:千円)
    if run in ("千", "百万", "十億", "万", "億") and _CELL_BEFORE.search(before) and _UNIT_OF_CELL.match(text, end):
        return None  # |千人|
    counts = _COUNTER.match(text, end) or (run == "一" and _ONE_MORE.match(text, end))
    if ("〇" in run or counts or _VAGUE_TAIL.match(text, end)) and (not before or _SAFE_BEFORE.search(before)):
        return end
    return _tagged_end(view, start, end)


def _words(view: TextView, at: int) -> tuple[list[Token], int]:
    words = morphology.clause_tokens(view, at)
    return words, morphology.first_from(words, at + 1) - 1


def _word_at(view: TextView, at: int) -> Token | None:
    words, k = _words(view, at)
    return words[k] if k >= 0 else None


def _tagged_end(view: TextView, start: int, end: int) -> int | None:
    words, k = _words(view, start)
    if k < 0:
        return None
    first = words[k]
    if first.start != start and not (first.pos2 == "数詞" and view.text[start - 1] == "、"):
        return None  # the tagger has 五、六百 as one word
    if first.pos2 != "数詞":
        lexical = first.pos2 == "普通名詞" and first.end > end and _LEXICAL.fullmatch(first.surface)
        return end if lexical else None
    before = words[k - 1] if k else None
    stop = start
    while k < len(words) and words[k].pos2 == "数詞" and words[k].start < end:
        stop = min(words[k].end, end)
        k += 1
    behind = words[k] if k < len(words) else None
    return stop if _is_counted(view.text, start, stop, before, behind) else None


def _is_counted(text: str, start: int, stop: int, before: Token | None, behind: Token | None) -> bool:
    """Tell whether the words around the numeral tokens `start`..`stop` make them a number."""
    ordinal = text[start - 1 : start] == "第" if start else False
    lone = stop - start == 1
    if behind is None or behind.start != stop or not _WORD.match(behind.surface):
        return not lone or ordinal or text[start] != "一" or _stands_alone(text, start, stop)
    if ordinal:
        return behind.surface not in ("者", "生命", "セクター", "銀行")
    if behind.surface in _NO_COUNT:
        return False
    if behind.pos3 in ("助数詞可能", "助数詞") or behind.surface in _STRICT or behind.surface in _STRICT_WORDS:
        return behind.surface not in ("次", "重") and (before is None or before.pos2 != "固有名詞" or not lone)
    if behind.pos1 == "接頭辞" or behind.pos1 not in ("名詞", "接尾辞"):
        return not lone
    # A common noun that the number counts (五団体, 三世代); a lone 一 makes words (一運動).
    return (behind.pos2 in ("普通名詞", "名詞的") and text[start] != "一") or not lone


def _stands_alone(text: str, start: int, stop: int) -> bool:
    """Tell whether a lone 一 is a number: behind 分の, in brackets, or as the mark of a line (一、目的)."""
    before, behind = text[max(0, start - 4) : start], text[stop : stop + 1]
    return (
        before.endswith(("分の", "マイナス"))
        or _WHOLE.match(text, stop) is not None
        or (before[-1:] in ("(", "\n", "") and behind in (")", "、", " ", "."))
    )

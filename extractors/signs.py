"""Signs before a number: when △ is a minus and no mark, and - + ± ー a sign and no dash, bullet or long vowel."""

from __future__ import annotations

from extractors import scripts

SIGNS = "+-±ー"
_BULLETED = scripts.compile(
    r"[-ー][0-9][0-9,.]*(?! ?(?:%|パーセント|ポイント|pt|℃|度)) ?(?:[年月]|[一-鿿ァ-ヶーか]{1,6}(?:[がをはにもで](?!減|低)|の(?![減低縮マ])|、"
    r"|(?:参加|受講|出席|来場|開催|実施|配布|設置|訪問|派遣|利用|登録)))"
)
"""A hyphen at the head of a line that opens a clause about its number is a bullet; alone in a cell it is a sign."""
BULLETS = frozenset(" ・○●◎◇◆□■")  # behind one of them − (U+2212) is a sign
_HEATED = scripts.compile(r"(?!度)[一-鿿ぁ-んァ-ヶー]")
_HEATED_KANJI = scripts.compile(r"(?!度)[一-鿿をにのでと]")
_AGAINST = (
    *(f"{time}{by}" for time in ("前年", "前年度", "昨年", "昨年度", "前回", "同期") for by in ("", "から", "より")),
    *("に比べ", "に比べて", "と比べ", "と比べて", "(同", "、同"),
)
"""What says that a difference follows: 前年から＋25人, 昨年の32人に比べ-5人; but 共同-5名."""
_OF_HEAT = scripts.compile(r"[0-9]{1,3}(?:\.[0-9]+)? ?(?:℃|°C|度(?:C|(?<=[0-9]{2}度)(?=[にで以])))")
_BESIDE_PLUS = scripts.compile(r"(?<![0-9A-Za-z])\+ ?[0-9][0-9,.]*[^\s0-9、~+-]{0,4}[ 、/]{0,2}$")
_BESIDE_MINUS = scripts.compile(r"(?:^|[\n ([:|、/])-[0-9][0-9,.]*[^\s0-9、~+-]{0,4}[ /]{1,2}$")
_LONGEST_BESIDE = 16


def is_beside_signed(text: str, at: int, *, plus: bool = False) -> bool:
    """Tell whether another signed value stands right before the sign at `at` (+3人 -5人), one above zero where `plus` asks for it."""
    near = max(0, at - _LONGEST_BESIDE)
    return bool(_BESIDE_PLUS.search(text, near, at) or (not plus and _BESIDE_MINUS.search(text, near, at)))


def is_spaced_triangle(text: str, at: int) -> bool:
    """Tell whether the triangle at `at`, a blank before its number, is a minus: at the head of a line or beside other grades it is a mark."""
    return text[at] in "△▲" and text[at - 1 : at] not in ("", "\n", " ", "○", "◎", "×", "・") and at > 0


def is_sign(text: str, at: int) -> bool:
    """Tell whether the - + ± ー at `at` is a sign: nothing before it that could be the other end of a range or a word."""
    k = at - 1
    if text[at] == "±":
        return True  # of 20±3 as well: the 3 is no number by itself
    if k < 0 or text[k] == "\n":
        return not _BULLETED.match(text, at)
    spaced = text[k] == " "
    if spaced:
        k -= 1
        if k < 0 or text[k] == "\n":
            return not _BULLETED.match(text, at)
        if text[k] == " ":
            return True
    before = text[k]
    if before in "([{<「『【〈《:|=→、。/約" or (before == "~" and not spaced):
        return True
    if (_HEATED if text[at] == "-" else _HEATED_KANJI).match(before) and _OF_HEAT.match(text, at + 1):
        return True  # 温度を-18℃に保つ, 最低気温-5℃
    if before in "比差減増率はがも" or text.endswith(_AGAINST, 0, k + 1):
        return True
    if spaced and not before.isdigit() and before not in "時分秒日月年度人名件回円%号頁目前後~-":
        return True
    return text[at] in "+-" and is_beside_signed(text, at)

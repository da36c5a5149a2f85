"""The marks that headings begin with, written as forms: 第1章, 基本目標1, 1-(1)-①, (1), ■, 【…】, ##, and … for a bare line.

A form is a heading's mark with its first number: the number stands for all numbers of its kind, `…` for the title where
it is not simply what follows. `form_of` reads a form off a line, `pattern_of` turns it back into a pattern for all
lines of that form; both see folded text.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from extractors.patterns import compile_pattern

TITLE = "…"
RINGS = "○〇"  # 〇 is typed for ○
_PAREN = "(1)"  # which ⑴ is too: a report may write both
_NUMBERS = {
    "1": r"[0-9]{1,3}",
    "一": r"[一二三四五六七八九十]{1,3}",
    "Ⅰ": r"(?:[Ⅰ-Ⅻ]|(?:IX|IV|VI{0,3}|I{1,3}|X)(?![A-Za-z0-9]))",
    "①": r"[①-⑳㉑-㉟]",
    "⑴": r"[⑴-⒇]",
}
_FIRST = {"1": "0-9", "一": "一二三四五六七八九十", "Ⅰ": "Ⅰ-ⅫIVX", "①": "①-⑳㉑-㉟", "⑴": "⑴-⒇"}
_LETTERS = {"ア": r"[ア-ンｱ-ﾝ]", "a": r"[a-z]", "A": r"[A-Z]"}
_ANY = "|".join(_NUMBERS.values())
_OPEN, _CLOSE = "【[<《〔〈≪", "】]>》〕〉≫"
_OPENS, _CLOSES = re.escape(_OPEN), re.escape(_CLOSE)
# Words that number a heading of a plan: 基本目標1, 施策の方向2, 重点プロジェクト3.
_WORD = (
    r"(?:(?:基本|重点|推進|主要|主|施策|取組み?|取り組み|共通|支援|個別|行動|戦略|政策|分野別?|具体的)的?[のな]?)?"
    r"(?:目標|方針|方向性?|施策|政策|柱|戦略|分野|課題|項目|重点|プロジェクト|プラン|テーマ|視点|取組み?|取り組み|アクション|事業|領域)"
)
# A sheet's field that names what the sheet is of: 施策名：, 【事務事業名】, 基本目標：.
_NAMED = (
    r"(?:(?:主要な?|重点|具体的な?|個別|関連|実施|細|計画|基本|事務)*(?:政策|施策|事業|取組み?|取り組み|プロジェクト)(?:の?名称?|項目|事項)"
    r"|(?:基本|重点)(?:目標|方針|方向性?)名?|政策|施策|分野名?|(?:施策の)?柱|章|節)"
)
# A word of the report's own that numbers its cards: ▼カード1-1, [事業番号 3], ■事業No.12.
_OWN_WORD = r"(?!第|注|[図表別]|[RHS] ?[0-9]|令和|平成)[ぁ-んァ-ヶーA-Za-z㐀-鿿]{1,8}?(?<![一二三四五六七八九十])"
_COUNT = r"(?:[0-9]{1,3}|[Ⅰ-Ⅻ]|[①-⑳㉑-㉟])"
_GLYPHS = "■□◆◇●○〇◎▼▽▶▷★☆➢➤✓"
FRAMES = "=-*~>〓▽▼△▲◆◇■□●◎★☆"
_ANY_FRAME = f"[{re.escape(FRAMES)}]"
# What frames a heading: ▽▽▽ 柱1 … ▽▽▽, == 第1章 … ==; the hashes of Markdown stand before it only.
_FRAME = compile_pattern(rf"(?:(?P<hash>#{{1,6}})(?=[^#])|{_ANY_FRAME}{{2,}}) ?")
# What stands before the heading that a table is captioned with: 表1 基本方針2.
_CAPTION = rf"(?:図?表|別表) ?(?:{_ANY})(?:-(?:{_ANY}))* ?[::.]? ?"
_MARK = compile_pattern(
    "|".join(
        (
            rf"(?P<chapter>第 ?(?:{_ANY})(?: ?[章節編篇部]|(?= [^ 0-9])))",
            rf"(?P<field>(?:[{_OPENS}] ?{_NAMED} ?[{_CLOSES}](?: ?:)?|[■□◆◇●○]? ?{_NAMED} ?:)(?= ?\S))",
            rf"(?P<word>(?:{_CAPTION})?[{_OPENS}]? ?{_WORD} ?(?:\( ?[0-9]{{1,2}} ?\)|(?:その|の)?(?:{_ANY})(?:[-.](?:{_ANY}))*) ?[{_CLOSES}]?)(?![0-9年月日回人件つ%~]|[、及])",
            r"(?P<compound>(?:[0-9]{1,2}|[Ⅰ-Ⅻ]|[A-Z])(?:[-.](?:\([0-9]{1,2}\)|[0-9]{1,2}|[①-⑳])){1,3})(?![0-9%年月日回人件-])",
            rf"(?P<paren>\( ?(?:{_ANY}|[ア-ンｱ-ﾝ]|[a-z]) ?\)|(?:[0-9]{{1,2}}|[ア-ンｱ-ﾝ]|[a-z])\))",
            r"(?P<number>(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2}|[ア-ンｱ-ﾝ]|[A-Z](?=[.、 ] ?[^ -~]))(?:[.、](?![0-9])| (?![0-9])))",
            rf"(?P<counted>(?:[{_OPENS}] ?{_COUNT}(?:-{_COUNT})* ?(?=[{_CLOSES}])|(?:(?:[{_GLYPHS}]|[{_OPENS}(]{{1,2}}) ?(?:{_OWN_WORD}(?: ?: ?| ?)(?:(?:No\.?|№) ?)?|(?:No\.?|№) ?)|(?:[ァ-ヶー]{{2,8}}|[一-鿿]{{2,4}}番号) ?|(?:No\.?|№) ?){_COUNT}(?:-{_COUNT})* ?)[{_CLOSES})]{{0,2}})(?=[ ::.]|$|(?<=[{_CLOSES})])\S)",
            rf"(?P<caption>{_CAPTION})(?=\S)",
            r"(?P<symbol>[Ⅰ-Ⅻ①-⑳㉑-㉟⑴-⒇]|(?:IV|VI{0,3}|IX|I{1,3}|X)(?=[ .、]))(?![~・、及]|から|は|の)",
            rf"(?P<glyph>[{_GLYPHS}])(?![○〇◎×△▲])(?= ?\S)",
        )
    )
)
_START = compile_pattern(
    rf"[{_OPENS}第基重推主施取共支個行戦政分具目方柱課項プテ視ア-ンｱ-ﾝ事領関実細計章節図表別整管通(0-9a-zA-Z№Ⅰ-Ⅻ①-⑳㉑-㉟⑴-⒇一二三四五六七八九十{_GLYPHS}]"
)
_WHOLE = compile_pattern(
    rf"(?P<open>[{_OPENS}]) ?(?P<title>[^{_OPENS}{_CLOSES}]{{2,40}}?) ?(?P<close>[{_CLOSES}])(?=$| ?[(\[])"
)
# A number at its head is that of a name: 8050問題への対応, 6次産業化, 2050年カーボンニュートラル, 5G.
_BARE = r"(?P<title>(?:[^\s。、:!?「」『』()\[\]【】<>・=~※\-○◎●■◆0-9]|[0-9]{1,4}(?=問題|次産業|[A-Z]|年カ))[^。、:!?『』【】<>=~※]{1,38})$"
_TOKEN = compile_pattern("|".join(f"({pattern})" for pattern in _NUMBERS.values()))
_KINDS = tuple(_NUMBERS)
_PLACE = compile_pattern("[1一Ⅰ①⑴]")
_LONE_LETTER = compile_pattern(r"\(?[アaA]\)?[.)]?")
_LETTER_CODE = compile_pattern(r"A(?=[-.])")
_DEEPER = r"[\-.] ?[(0-9①-⑳]"  # 1-(1) of 1-(1)-①
_SEPARATOR = r" ?[::.、\-]? ?"
_TITLED = rf"(?P<title>[^{_CLOSES}\n]*[^{_CLOSES}\s])"


class Marked(NamedTuple):
    """A line's mark."""

    form: str
    title: int
    """Where the title begins in the line."""


def form_of(text: str) -> Marked | None:
    """Return the form of a folded line's mark, None if it bears none."""
    if text[:1] == "#" or (text[:1] in FRAMES and text[1:2] in FRAMES):
        return _framed(text)
    return _form_of(text) if _START.match(text) else None


@lru_cache(maxsize=4096)  # choosing a style and looking for a report's own labels ask for the same; headings come back
def _form_of(text: str) -> Marked | None:
    match = _MARK.match(text)
    if match is None:
        whole = _WHOLE.match(text)
        return whole and Marked(f"{whole['open']}{TITLE}{whole['close']}", whole.start("title"))
    mark, kind = match.group().replace(" ", ""), match.lastgroup
    if kind == "glyph":
        return Marked("○" if mark in RINGS else mark, match.end())
    if kind == "field":
        return Marked(mark, match.end())
    form = _TOKEN.sub(_kind, mark)
    form = _PAREN if form == "⑴" else form
    if kind in ("paren", "number"):
        form = re.sub("[ア-ンｱ-ﾝ]", "ア", form)
        form = re.sub("[a-z]", "a", form)
    if kind in ("number", "compound"):
        form = re.sub("^[A-HJ-UWYZ]", "A", form)  # I, V and X count in Roman numerals
    form = form.rstrip(".、:") if kind in ("number", "caption") else form
    if kind in ("word", "counted") and mark[0] in _OPEN and mark[-1] not in _CLOSE:
        if text[-1] not in _CLOSE:
            return None
        form += TITLE + _CLOSE[_OPEN.index(mark[0])]
    return Marked(form, match.end())


def unframed(text: str) -> tuple[int, int]:
    """Return the bounds of a folded line's words inside what frames them: all of it where nothing does."""
    frame = _FRAME.match(text)
    if frame is None:
        return 0, len(text)
    words = text.rstrip(f" #{'' if frame['hash'] else FRAMES + '<'}")
    closed = len(words) < len(text) and text[-1] != " "
    inner = form_of(text[frame.end() :]) is not None
    if len(words) <= frame.end() or not (frame.group().endswith(" ") or closed or inner):
        return 0, len(text)
    return frame.end(), len(words)


def is_title_mark(form: str) -> bool:
    """Tell whether a form may set off the title of a whole report: # … or == … == or ■ … as its mark."""
    return form in _GLYPHS or _FRAME.fullmatch(f"{form} ") is not None


def _framed(text: str) -> Marked | None:
    start, stop = unframed(text)
    if not start:
        return None
    frame = text[:start].rstrip()
    inner = form_of(text[start:stop])
    mark = frame if frame[0] == "#" else frame[:2]  # of a line of signs the first two
    if inner is not None and inner.title >= stop - start:  # it only counts what follows: --- カード 1 ---
        return None
    if inner is None or TITLE in inner.form or inner.form[0] in _GLYPHS:
        return Marked(mark, start)
    return Marked(mark + inner.form, start + inner.title)


def _kind(number: re.Match[str]) -> str:
    return _KINDS[(number.lastindex or 1) - 1]


def pattern_of(form: str) -> str:
    """Return the pattern of the headings of a form, with the groups `title` and, where it is numbered, `no`.

    Raises:
        ValueError: if the form is empty.
    """
    form = "".join(form.split())
    if not form:
        raise ValueError(form)
    if form == TITLE:
        return f"^{_BARE}"
    if form == _PAREN:
        return rf"^(?:\( ?(?=[0-9]{{1,3}} ?\))|(?=[⑴-⒇]))(?P<no>{_NUMBERS['1']}|[⑴-⒇])(?: ?\)|(?<=[⑴-⒇])){_behind(form)}(?P<title>.*)$"
    if form in RINGS:
        return rf"^(?:○|〇(?![歳.・]|[0-9一二三四五六七八九]{{1,4}}(?:[%割年月日人件回]|$))) ?(?![{RINGS}◎×△▲])(?P<title>\S.*)$"
    frame = _FRAME.match(f"{form} ")
    if frame:
        within = form[len(frame.group().rstrip()) :]
        inner = pattern_of(within)[1:].removesuffix("(?P<title>.*)$") if within else ""
        sign, more = ("#", "(?!#)") if frame["hash"] else (_ANY_FRAME, f"{_ANY_FRAME}*")
        return rf"^{re.escape(frame.group().rstrip())}{more} ?{inner}(?P<title>(?! |{sign}).*?)(?: ?(?:{sign}|<)+)?$"
    lone = bool(_LONE_LETTER.fullmatch(form))
    places = [m.start() for m in (re.finditer("[アaA]", form) if lone else _PLACE.finditer(form))]
    places += [m.start() for m in [_LETTER_CODE.match(form)] if m]
    parts = []
    for at, char in enumerate(form):
        if char == ":":
            parts.append(" ?: ?")
        elif char == TITLE:
            parts.append(rf"{_SEPARATOR}{_TITLED} ?")
        elif at in places:
            numbers = (_NUMBERS | _LETTERS)[char]
            # A heading numbered 1 may well be the first of a form whose word ends in a blank: 基本目標 1.
            parts.append(f" ?(?P<no>{numbers}) ?" if at == max(places) else f" ?{numbers} ?")
        else:
            within = " ?" if at and char == "(" else ""  # 主な取組 (1)
            parts.append(within + re.escape(char) + (" ?" if at == 0 and char in _GLYPHS + _OPEN else ""))
    if TITLE in form:
        return "^" + "".join(parts) + r"(?=$| ?[(\[])"
    return "^" + "".join(parts) + _behind(form) + r"(?P<title>.*)$"


def starts_of(form: str) -> str:
    """Return the characters that lines of a form begin with, as a class of a pattern; empty for any."""
    first = form[:1]
    if first in ("", TITLE):
        return ""
    if form in RINGS:
        return RINGS
    if form == _PAREN:
        return "(⑴-⒇"
    if (_LONE_LETTER.fullmatch(form) or _LETTER_CODE.match(form)) and first in _LETTERS:
        return _LETTERS[first][1:-1]
    return _FIRST.get(first, re.escape(first))


def _behind(form: str) -> str:
    """Return what must stand between a mark and its title, so that 12月 is no heading 12."""
    if form in ("1", "一", "ア", "A", "第1", "第一", "第Ⅰ"):
        return r"(?:[.、] ?|(?<= ))(?![0-9])"
    if form[-1] in "1一":
        return rf"(?![0-9年月日回人件つ%~]|[、及]|{_DEEPER}){_SEPARATOR}"
    return rf"(?!{_DEEPER}){_SEPARATOR}"

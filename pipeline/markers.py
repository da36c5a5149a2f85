"""The marks that headings begin with, written as forms: 第1章, 基本目標1, 1-(1)-①, (1), ■, 【…】, ##, and … for a bare line.

A form is a heading's mark with its first number: the number stands for all numbers of its kind, `…` for the title where
it is not simply what follows. `form_of` reads a form off a line, `pattern_of` turns it back into a pattern for all
lines of that form; both see folded text.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from extractors.counters import COUNTERS
from extractors.patterns import compile_pattern
from pipeline.codes import (
    ANY,
    BRACED,
    CODE,
    COMPOUND,
    COUNTING,
    DEEPER,
    FIRST,
    LETTERS,
    NAMED_BY_NUMBER,
    NUMBERS,
    RINGED,
    kinds_of,
    places_of,
)
from pipeline.states import FRONT

TITLE = "…"
ANY_LINE = "……"
"""The form of a line of any look that a department or a block's label below it shows to be a heading."""
STATUS = "【新規】"
"""The form of headings that begin with how things stand with the measure, 【新規】 or (拡充): it stays with the heading."""
ROUNDED = f"({TITLE})"
"""The form of headings in round brackets: (住宅の耐震化)【建築課】, or alone on a line above their department."""
CATALOGUED = "101"
"""The form of headings that begin with a number of three or four digits and nothing else."""
_WAVES = ("~", "-")  # as folded
_SHORTEST_SUBTITLE = 3
BULLETS = "・※*-"
"""Signs of points in a list; a heading bears one only where departments or labels show it."""
RINGS = "○〇"  # 〇 is typed for ○
ASKED = "問"
"""The form of questions, numbered or not: 問1 …, 再問 …, Q1 …."""
_PAREN = "(1)"  # which ⑴ is too: a report may write both
_OPEN, _CLOSE = "【[<《〔〈≪", "】]>》〕〉≫"
_CLOSING = dict(zip(_OPEN, _CLOSE, strict=True))
_OPENS, _CLOSES = re.escape(_OPEN), re.escape(_CLOSE)
# Words that number a heading of a plan: 基本目標1, 施策の方向2, 重点プロジェクト3.
_WORD = (
    r"(?:(?:基本|重点|推進|主要|主|施策|政策|取組み?|取り組み|共通|支援|個別|行動|戦略|分野別?|具体的?|実施|評価|事務|先導|横断|大|中|小|細|各)的?[のな]?){0,2}"
    r"(?:(?:目標|将来|都市|人間|町|まち)像|(?:目指|めざ)す(?:べき)?姿|目標|方針|方向性?|施策|政策|柱|戦略|分野|課題|項目|重点|プロジェクト|プラン|テーマ|視点|取組み?|取り組み|アクション|事業|措置|対策|領域|展開|宣言|公約|ねらい|ゴール|議題"
    r"|Goal|Action|Project|Plan|Target|Strategy|GOAL|ACTION|PROJECT|PLAN|TARGET|STRATEGY)"
)
# What a heading is of, behind its number: (1) 基本方向 ….
_RANKED = r"[ .]?(?:基本|重点|推進|施策の|取組の)?的?な?(?:目標|方針|方向性?|戦略|領域|の?柱)(?=[ :|] ?[^\s:|])"
LEVEL = (
    r"(?:(?:基本|重点)(?:目標|方針|方向性?|施策|政策)|(?:改革|行革|大綱|計画|政策|施策|基本|重点|推進)の?柱|(?:改革|行革)の?(?:視点|分野|領域)|(?:政策|施策|取組|重点|推進)分野"
    r"|(?:基本|重点|成長)?戦略|[大中](?:項目|分類|区分)|分野)名?"
)
"""A level of a plan that a sheet's field may name."""
# A sheet's field that names what the sheet is of: 施策名：, 【事務事業名】, 基本目標：.
_TITLE_FIELD = (
    r"(?:(?:主要な?|重点|具体的な?|個別|関連|実施|細|計画|基本|事務)*(?:政策|施策|事業|業務|取組み?|取り組み|プロジェクト|アクション|公約|提言)(?:\((?:政策|施策|事業|取組)\))?(?:の?名称?|項目|事項)|(?:改革|推進|実施|重点|取組|個別|検証|公約|提言)*項目の?名称?"
    r"|[案議]?件名|(?:案件|議案)の?名称?)"
)
_NAMED = rf"(?:{_TITLE_FIELD}|{LEVEL}|政策|施策|柱|章|節)"
_BY_PLACE = compile_pattern(r"項目|分類|部門|区分")
FIELD_ENDS = "/|│→"  # beside a colon: 事業名／…, 事業名│…
# A row of heads names no measure.
_NO_HEADS = r"(?! ?\S{0,6}?(?:課(?!題[^ 等])|担当|所管|主管|実績|状況|内容|概要|指標|区分|備考|予算|決算|番号|目標|[業組策]名)[^\s/|│]{0,3}(?:[ /|│→]|$))"
# The same where only a blank parts it from the name, 施策名　….
_NAMED_BY_BLANK = (
    r"(?:(?:政策|施策|事務事業|事業|取組み?|取り組み|プロジェクト|案件|議案|公約|提言|(?:改革|推進|実施|重点|取組|個別|検証|公約|提言)*項目)(?:の?名称?)|[案議]?件名|(?:公約|提言|検証)項目"
    rf"|{_TITLE_FIELD}(?<=[名称])|{LEVEL}(?! ?(?:[0-9]{{2}}|[一二三四五六七八九十]{{2,3}}|[0-9A-Z一二三四五六七八九十Ⅰ-Ⅻ①-⑳]|[IVX]+[.:|])[ .:|0-9-])) {{1,12}}(?! )"
    rf"{_NO_HEADS}"
)
# A word of the report's own that numbers its cards: ▼カード1-1, [事業番号 3], ■事業No.12.
_OWN_WORD = r"(?!第|注|[図表別]|[RHS] ?[0-9]|令和|平成)[ぁ-んァ-ヶーA-Za-z㐀-鿿]{1,8}?(?<![一二三四五六七八九十])(?!(?<=[A-Za-z])[IVX])"
_NUMBERING = r"(?!電話|郵便)(?:[一-鿿]{0,4}(?:番号|コード)|ID|No\.?|№)"
_ASKS = rf"(?:再々?)?(?:質問|質疑|問|Q)(?: ?(?P<no>{NUMBERS['1']}|{NUMBERS['一']}|{NUMBERS['①']}))?(?:[.:、)] ?| )"
_GLYPHS = "■□◆◇●○〇◎▼▽▶▷★☆➢➤✓☐☑♦❖◈▪▫❏❑✔⬛⬜❀✿❁✾❃❋✽✻✼❊✱✳✴✵✶✷✸✹✺✦✧❤♥♡♣♧☘"
_SIGNS_ON_BOTH_SIDES = frozenset("■□◆◇▼▽★☆")
"""Those that may close a heading as well as open it: ☆ 減らす ☆. A ring at its end is a grade."""
_UNIT = (
    r" ?(?:年|月|日|回|件|人|名|つ|個|%|割|円|千円|万|億|か所|箇所|ヶ所|団体|本|組|校|社|台|歳|時|分|位|度|倍|ポイント|k?[mgtl]|ha)"
    r"(?:$|[ :、,。()~/\-]|開催|実施|参加|以上|以下|程度|未満|増|減|目|間|末)"
)
_VALUE = compile_pattern(r"[0-9]+(?:[,.][0-9]+)*(?P<unit>[^0-9\s,.]{1,6})")
FRAMES = "=═-*~>〓▽▼△▲◆◇■□●◎★☆"
_MAY_FRAME = frozenset(f"#{FRAMES}")
_ANY_FRAME = f"[{re.escape(FRAMES)}]"
# What frames a heading: ▽▽▽ 柱1 … ▽▽▽, == 第1章 … ==; the hashes of Markdown stand before it only.
_FRAME = compile_pattern(rf"(?:(?P<hash>#{{1,6}})(?=[^#])|{_ANY_FRAME}{{2,}}) ?")
# What stands before the heading that a table is captioned with: 表1 基本方針2.
_CAPTION = rf"(?:図表?|表|別表) ?(?:{ANY})(?:-(?:{ANY}))* ?[::.]? ?"
_CAPTIONED = compile_pattern(_CAPTION)
_WORD_CODE = rf"{_WORD} ?(?:(?:[Nn][Oo]\.?|№) ?)?{CODE}"
_BEHIND_BRACKETED = rf"(?:(?<=[{_CLOSES}]) ?(?:-(?:{BRACED}|{RINGED}|[0-9]{{1,2}})|{BRACED}|{RINGED}))?"
"""A further number behind one in brackets of its own: 【1】-(2)."""
_PARTED = r"(?:[.、:] ?| )"  # between a number and its title where both are in brackets: 【A 備える】, but 【AIの活用】
_ARTICLE_TITLE = r"(?= {1,4}[^ 。]{2,30}(?: {2}|$))"
"""What stands behind 第3条 at the head of what is said of an article; 第3条の規定 and 第3条 市長は、…。 only quote it."""
_MARK = compile_pattern(
    "|".join(
        (
            rf"(?P<question>{_ASKS})(?=\S)",
            rf"(?P<chapter>(?:[{_OPENS}{_GLYPHS}] ?)?第 ?(?:{ANY})(?: ?[章節編篇部](?![会門局長分員])|[款項号](?= \S)|条(?: ?関係(?= ?\S)|{_ARTICLE_TITLE})| ?(?:の ?)?{_WORD}(?=[ :.|]+[^\s:.|]|[{_CLOSES}])|(?= [^ 0-9])) ?[{_CLOSES}]?)",
            rf"(?P<field>(?:[{_OPENS}] ?{_NAMED} ?[{_CLOSES}](?: ?:)?(?= {{0,12}}\S)|(?:[■□◆◇●○]? ?(?:{_NAMED} {{0,12}}:|(?:{_TITLE_FIELD}|{LEVEL}(?<=名)) {{0,12}}[{FIELD_ENDS}]{_NO_HEADS})|{_NAMED_BY_BLANK})(?= ?\S)))",
            rf"(?P<word>(?:{_CAPTION})?[{_OPENS}]? ?{_WORD_CODE}(?: ?[\-/・]? ?{_WORD_CODE}){{0,2}}(?: ?[{_CLOSES}](?: ?{_WORD_CODE}(?=[ :]))?)?{_BEHIND_BRACKETED})(?:(?<=[{_CLOSES}])|(?!{COUNTING}))",
            rf"(?P<within>[{_OPENS}] ?(?:[0-9]{{1,2}}|[A-Z]|[Ⅰ-Ⅻ]|[一二三四五六七八九十]{{1,2}}){_PARTED})(?=[^\s0-9][^\s{_CLOSES}])",
            rf"(?P<compound>{COMPOUND})(?![0-9%年月日回人件-])",
            rf"(?P<paren>(?:{BRACED}|(?:[0-9]{{1,2}}|[ア-ンｱ-ﾝ]|[a-z])\))(?:{_RANKED})?)",
            r"(?P<number>(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2}|[ア-ンｱ-ﾝ]|[A-Z](?=[.、 ] ?[^ -~])|[a-z](?=[.、] ?[^ -~]))(?:[.、:/](?![0-9])| (?:(?![0-9])|(?="
            + NAMED_BY_NUMBER
            + rf")))(?:{_RANKED})?)",
            rf"(?P<counted>(?:[{_OPENS}] ?{CODE} ?(?=[{_CLOSES}])|(?:(?:[{_GLYPHS}]|[{_OPENS}(]{{1,2}}) ?(?:{_OWN_WORD}(?: ?: ?| ?)(?:(?:No\.?|№) ?)?|(?:No\.?|№) ?)|[ァ-ヶー]{{2,8}} ?(?![RHS][0-9])|{_NUMBERING} ?(?:: ?(?=[^:]+ \S))?){CODE} ?)[{_CLOSES})]{{0,2}}{_BEHIND_BRACKETED})(?=[ ::.|]|$|(?<=[{_CLOSES}){RINGED[1:-1]}])\S)",
            rf"(?P<caption>{_CAPTION})(?=\S)",
            rf"(?P<symbol>[Ⅰ-Ⅻ]|{RINGED}|(?:IV|VI{{0,3}}|IX|I{{1,3}}|X)(?=[ .、]))(?![~・、及]|から|は|の)(?:{_RANKED})?",
            rf"(?P<led>[{_GLYPHS}] ?(?:{COMPOUND}(?![0-9%年月日回人件-])|{BRACED}|{RINGED}|[Ⅰ-Ⅻ]|(?:[0-9]{{1,2}}|[一二三四五六七八九十]{{1,2}})(?=[.、:)] ?[^\s0-9]| [^\s0-9]))(?!{_UNIT}))(?=\s?\S)",
            rf"(?P<glyph>[{_GLYPHS}])(?![○〇◎×△▲]|(?:[^◎○△▲×]+ [◎○△▲×]){{2}})(?= ?\S)",
        )
    )
)
_START = compile_pattern(
    rf"[{_OPENS}『第基重推主施取共支個業行戦政分具目方柱課項公改プテ視ア-ンｱ-ﾝ事措対領関実細計章節図表別整管通評先横大中小各展宣ねめ議番コ問質再件案提部成検(0-9a-zA-Z№Ⅰ-Ⅻ{RINGED[1:-1]}一二三四五六七八九十{_GLYPHS}]"
)
_MAY_OWN = compile_pattern(rf"[^\wー]|.{{0,20}}?[0-9{RINGED[1:-1]}Ⅰ-ⅫIVX一二三四五六七八九十]")
_IN_ROUND = r"(?:[^()\[\]【】〔〕。]|\([^()。]{1,20}\)){2,40}"
# Marks that only their coming back proves: words that no plan is known to count with, bare numbers, signs.
_OWN = compile_pattern(
    "|".join(
        (
            rf"(?P<status>{FRONT})(?= ?[^\s{_CLOSES})])",
            rf"(?P<rounded>\()(?={_IN_ROUND}\)(?: *[({_OPENS}][^()]*[){_CLOSES}])?$)",
            rf"(?P<catalogued>[0-9]{{3,4}}(?:[.、:] ?| )(?![0-9\s]|{_UNIT}))",
            rf"(?P<letter>(?![RH][0-9])[A-Z][0-9]{{1,2}}(?:-[0-9]{{1,2}})*(?= [^\s0-9])(?!{_UNIT}))",
            rf"(?P<own>(?!昭和|電話|内線|資料|写真|様式|別紙|参考|指標|TEL|Tel|(?:およそ|延べ|合計|毎.|午[前後]|[約計月年日時全]) ?[0-9])[{_OPENS}(]? ?{_OWN_WORD.replace('8', '16')} ?-? ?{CODE} ?[{_CLOSES})]?(?=[ :.|](?! ?[0-9\s]|{_UNIT})|(?<=[{_CLOSES})])[^\s0-9]))",
            rf"(?P<numbered>(?:[0-9]{{1,3}}(?:番|[部編章](?= ))|「(?:{CODE})」)(?=\s?[^\s0-9]))",
            rf"(?P<sign>(?:[{BULLETS}]|\ufffd(?!\ufffd)|[^\w\s\ufffd{BULLETS}:…「」『』()、。{_OPENS}]{{1,3}}) ?(?:{CODE}(?=[ .:](?!{_UNIT})))?)(?=\s?[^\s0-9])",
        )
    )
)
_BEHIND_BRACKET = r"(?=$| *[(\[【〔]| {2,}\S)"
"""What stands behind a heading in brackets: nothing, or a department or grade in others."""
_ENDS_BRACKET = compile_pattern(rf"(?<=[{_CLOSES}]){_BEHIND_BRACKET}")
_WHOLE = compile_pattern(
    rf"(?P<open>[{_OPENS}『]) ?(?P<title>[^{_OPENS}{_CLOSES}『』]{{2,40}}?) ?(?P<close>[{_CLOSES}』]){_BEHIND_BRACKET}"
)
_WORDED = rf"{{0}}{{{{1,2}}}} ?(?:[^{_OPENS}{_CLOSES}()0-9:。、]{{{{1,12}}}}?) ?{{1}}{{{{1,2}}}} {{{{0,4}}}}(?=[^\s{_OPENS}{_CLOSES}(:])"
_CATCHWORDS = {a: compile_pattern(_WORDED.format(re.escape(a), re.escape(b))) for a, b in _CLOSING.items()}
"""A catchword between an opening and a closing bracket, be they doubled, before a title: <<安全>> 飲める水."""
# A number at its head is that of a name (8050問題への対応, 6次産業化, 2050年カーボンニュートラル, 5G) or of a day.
DAY_OF = r"[0-9]{1,2}月(?:[0-9]{1,2}日)?(?:(?:から|より|以降|付け?|発生|施行)?の(?!予定|取組|[状概]況|現在|時点|末|[上中下]旬|[^。]{0,12}(?:[件人回者]数|実績|合計|平均)$)|執行の?)(?=[^\s0-9])"
"""８月７日からの大雨への対応: a day that opens a name, and no time of a value or a session."""
_BARE = (
    r"(?P<title>(?:[^\s。、:!?「」『』()\[\]【】<>・=~※\-○◎●■◆0-9]|[0-9]{1,4}(?=問題|次産業|[A-Z]|年カ)|"
    + DAY_OF
    + r")[^。、:!?『』【】<>=~※]{1,38})$"
)

_SIGN_BEHIND = compile_pattern(r"(?<=.)[.、:/]")  # of a number: 1. and 1.基本目標
_SEPARATOR = r" ?[::.、\-/|ー)]? ?"
_BEHIND = compile_pattern(_SEPARATOR)
_PARTS = frozenset(f" :.|/-){_CLOSE}{RINGED[1:-1]}")
"""What parts a mark from the title behind it."""
_DEEPER = rf"(?:{DEEPER}|[\-/]{_WORD} ?(?:{ANY}))"
_UNDER = rf"{_DEEPER}| ?{_WORD_CODE}(?=[ :])"
"""What goes on behind a word and its number: 施策1 of 基本目標1 施策1."""
_COUNTS_BY_WORD = compile_pattern(rf"[{_OPENS}]?{_WORD}")
_LONE = r"(?:[0-9]{1,2}(?![0-9])|[0-9]{3}(?=[.、]))"  # 101 and a blank is a code
_COUNTS_ONE = compile_pattern(
    rf"[{_GLYPHS}]? ?(?:[1一アaA]|第[1一Ⅰ])$"
)  # 1 of 1. and ■1: a blank or a point must follow
_NUMBER_OF_FIELD = (
    rf"(?:(?:{_WORD} ?|第 ?)?(?:[0-9]{{1,2}}-){{0,3}}(?P<no>[0-9]{{1,2}}|\([0-9]{{1,2}}\)|[①-⑳Ⅰ-Ⅻ]|(?<=第)[一二三四五六七八九十]{{1,2}})"
    r"(?:[.、:] ?| ?[章節編] ?| |(?<=[)①-⑳]))(?=[^\s0-9]))?"
)
"""Of 基本目標：1 …, where a field holds a number and the name behind it, be it in words: 戦略：戦略1 …, 章：第1章 …."""
_TITLED = rf"(?P<title>[^{_CLOSES}\n]*[^{_CLOSES}\s])"


class Marked(NamedTuple):
    """A line's mark."""

    form: str
    title: int
    """Where the title begins in the line."""


def form_of(text: str) -> Marked | None:
    """Return the form of a folded line's mark, None if it bears none."""
    first = text[:1]
    if first in _MAY_FRAME and (first == "#" or text[1:2] in FRAMES):
        return _framed(text)
    return _form_of(text) if _may_mark(first) else None


@cache  # there are so many characters, and lines begin with few
def _may_mark(first: str) -> bool:
    return _START.match(first) is not None


@lru_cache(maxsize=1024)  # choosing a style and looking for a report's own labels ask for the same; headings come back
def _form_of(text: str) -> Marked | None:
    match = _MARK.match(text) if not is_amount(text) else None
    if match is None:
        whole = _WHOLE.match(text)
        return whole and Marked(f"{whole['open']}{TITLE}{whole['close']}", whole.start("title"))
    mark, kind = match.group().replace(" ", ""), match.lastgroup
    if kind == "question":
        return Marked(ASKED, match.end())
    if kind in ("glyph", "field"):
        return Marked("○" if mark in RINGS else mark, match.end())
    form = kinds_of(mark)
    form = _PAREN if form == "⑴" else form
    if kind in ("number", "within"):
        form = _SIGN_BEHIND.sub("", form, count=1)
    form = form.rstrip(".、:/") if kind == "caption" else form
    if kind == "led":
        form = f"○{form[1:]}" if form[0] in RINGS else form
    if kind in ("word", "within", "counted", "chapter") and (closing := _CLOSING.get(mark[0], mark[0])) not in mark:
        if not _ENDS_BRACKET.match(text, text.find(closing, match.end()) + 1):
            return None
        form += TITLE + closing
    coded = kind in ("word", "compound", "led", "counted")
    separator = _BEHIND.match(text, match.end()) if coded else None
    return Marked(form, separator.end() if separator else match.end())


@lru_cache(maxsize=1024)  # as for `form_of`
def own_form_of(text: str) -> Marked | None:
    """Return the form of a folded line's mark if only its coming back can prove it to be one, None if it bears none.

    宣言3 …, 101 …, 【新規】…, ※…: the reader must see that such marks count up or what stands below them.
    """
    match = _OWN.match(text) if _MAY_OWN.match(text) else None
    if match is None:
        return None
    mark, kind = match.group().replace(" ", ""), match.lastgroup
    if kind == "status":
        return Marked(STATUS, 0)
    if kind == "catalogued":
        return Marked(CATALOGUED, match.end())
    if kind == "rounded":
        return Marked(ROUNDED, match.end())
    return Marked(kinds_of(mark), match.end())


def catchword_of(text: str) -> tuple[str, Marked] | None:
    """Return the word in brackets before the title of a folded line, with its form as a mark: <<安全>> 飲める水.

    The reader must see that it is neither a label of blocks, an office nor a status.
    """
    match = _CATCHWORDS[text[0]].match(text) if text[:1] in _CLOSING else None
    whole = match and f"{text[0]}{TITLE}{_CLOSING[text[0]]}"
    if match is None or ((marked := form_of(text)) and marked.form != whole):  # 【A】 counts
        return None
    form = f"{whole}{TITLE}"
    return match.group().strip(f"{_OPEN}{_CLOSE} "), Marked(form, match.end())


def mark_of(text: str) -> Marked | None:
    """Return the form of a folded line's mark, be it one that only its coming back can prove."""
    return form_of(text) or own_form_of(text)


def second_mark(title: str) -> Marked | None:
    """Return the numbered mark that a folded title behind another mark begins with: 基本目標1 of 2.1 基本目標1 ….

    None where nothing follows it, or no blank, sign or bracket parts it from what it names.
    """
    marked = form_of(title)
    if marked is None or not 0 < marked.title < len(title) or not places_of(marked.form) or TITLE in marked.form:
        return None
    parted = title[marked.title - 1] in _PARTS or title[marked.title] in " 「『"
    named = len(title) - len(title[marked.title :].lstrip())
    return Marked(marked.form, named) if parted and not is_caption(marked.form) else None


def is_amount(text: str) -> bool:
    """Tell whether a folded line is a number with its unit and nothing else, as a page displays it: 9.6㎡."""
    value = _VALUE.fullmatch(text) if text[:1].isdecimal() else None
    return value is not None and value["unit"] in COUNTERS


def is_subtitle(text: str) -> bool:
    """Tell whether a folded line stands between waves or dashes, as what explains the heading above it: ～暮らしを守る～."""
    return text[:1] in _WAVES and text[-1:] == text[:1] != text[1:2] and len(text) > _SHORTEST_SUBTITLE


def begins_with_status(text: str) -> bool:
    """Tell whether a folded line says in brackets how things stand with what it names: 【新規】 or (拡充)."""
    return text[:1] in _OPEN + "(" and (marked := own_form_of(text)) is not None and marked.form == STATUS


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


def is_bare(form: str | None) -> bool:
    """Tell whether lines of a form bear no mark."""
    return form in (TITLE, ANY_LINE)


def names_by_field(label: str, behind: str) -> bool:
    """Tell whether a folded label without blanks is a field's that names what the sheet is of: 件名 before 旗の購入."""
    marked = form_of(f"{label}{behind}")
    return named_by_place(label) or (marked is not None and marked.form.rstrip(f":{FIELD_ENDS}") == label)


def named_by_place(label: str) -> bool:
    """Tell whether a folded label may be such a field's only where it stands above others: 分類, 項目."""
    return _BY_PLACE.fullmatch(label) is not None


def is_caption(form: str) -> bool:
    """Tell whether a form is the number of a table or figure, which heads nothing but that: 表1, 別表2-1, 図1."""
    return _CAPTIONED.fullmatch(form) is not None


def is_title_mark(form: str) -> bool:
    """Tell whether a form may set off the title of a whole report: # … or == … == or ■ … as its mark."""
    return form in _GLYPHS or _FRAME.fullmatch(f"{form} ") is not None


def _framed(text: str) -> Marked | None:
    start, stop = unframed(text)
    if not start:
        return None
    frame = text[:start].rstrip()
    inner = form_of(text[start:stop]) or _counted_by_word(text[start:stop])
    mark = frame if frame[0] == "#" else frame[:2]  # of a line of signs the first two
    if inner is not None and inner.title >= stop - start:  # it only counts what follows: --- カード 1 ---
        return None
    if inner is None or TITLE in inner.form or inner.form[0] in _GLYPHS:
        return Marked(mark, start)
    return Marked(mark + inner.form, start + inner.title)


def _counted_by_word(words: str) -> Marked | None:
    """Return the form of a number behind a word of the report's own, as its frame shows it to be: ☆☆☆ その1 … ☆☆☆."""
    match = _OWN.match(words)
    return Marked(kinds_of(match.group().replace(" ", "")), match.end()) if match and match.lastgroup == "own" else None


def pattern_of(form: str) -> str:
    """Return the pattern of the headings of a form, with the groups `title` and, where it is numbered, `no`.

    Raises:
        ValueError: if the form is empty.
    """
    form = "".join(form.split())
    if not form:
        raise ValueError(form)
    form = "○" if form in RINGS else form
    if form in _WHOLE_PATTERNS:
        return _WHOLE_PATTERNS[form]
    frame = _FRAME.match(f"{form} ")
    if frame:
        within = form[len(frame.group().rstrip()) :]
        inner = pattern_of(within)[1:].removesuffix("(?P<title>.*)$") if within else ""
        sign, more = ("#", "(?!#)") if frame["hash"] else (_ANY_FRAME, f"{_ANY_FRAME}*")
        return rf"^{re.escape(frame.group().rstrip())}{more} ?{inner}(?P<title>(?! |{sign}).*?)(?: ?(?:{sign}|<)+)?$"
    places = places_of(form)
    parts = []
    for at, char in enumerate(form):
        if char == ":" or (char in FIELD_ENDS and at == len(form) - 1):
            parts.append(rf"{' {0,12}' if at == len(form) - 1 else ' ?'}{re.escape(char)} ?")
        elif char == TITLE:
            parts.append(rf"{_PARTED if places == [1] == [at - 1] else _SEPARATOR}{_TITLED} ?")
        elif at in places:
            numbers = _LONE if form == "1" else (NUMBERS | LETTERS)[char]
            # A heading numbered 1 may well be the first of a form whose word ends in a blank: 基本目標 1.
            ranked = r"[.、:]? ?" if at == 0 and form[1:2].isalpha() else ""  # 1. 基本目標
            parts.append(f" ?(?P<no>{numbers}) ?{ranked}" if at == places[-1] else f" ?{numbers} ?")
        elif char in RINGS and at == 0:
            parts.append(f"[{RINGS}] ?")
        else:
            within = " ?" if at and char in "(の第" else ""  # 主な取組 (1)
            blank = (
                (at == 0 and char in _GLYPHS + _OPEN) or char == "の" or (char == ")" and form[at + 1 :][:1].isalpha())
            )
            parts.append(within + re.escape(char) + (" ?" if blank else ""))
    if TITLE in form:
        return "^" + "".join(parts) + _BEHIND_BRACKET
    if not places and (form[-1] in f":{FIELD_ENDS}{_CLOSE}" or form[-1].isalpha()):  # 施策名 1 …
        return "^" + "".join(parts) + r" {0,12}" + _NUMBER_OF_FIELD + r"(?P<title>.*)$"
    if form in _SIGNS_ON_BOTH_SIDES:
        return "^" + "".join(parts) + _behind(form) + rf"(?P<title>.*?)(?: ?(?<!{form}){form})?$"
    return "^" + "".join(parts) + _behind(form) + r"(?P<title>.*)$"


def starts_of(form: str) -> str:
    """Return the characters that lines of a form begin with, as a class of a pattern; empty for any."""
    first = form[:1]
    if first in ("", TITLE):
        return ""
    if form == ASKED:
        return "再質問Q"
    if first in RINGS:
        return RINGS
    if form == _PAREN:
        return "(⑴-⒇"
    if form == STATUS:
        return f"{_OPENS}("
    return FIRST[first] if places_of(form)[:1] == [0] else re.escape(first)


def _behind(form: str) -> str:
    """Return what must stand between a mark and its title, so that 12月 is no heading 12."""
    if _COUNTS_ONE.match(form):
        closing = ")" if form[0] in _GLYPHS else ""  # 1) alone is a mark of its own
        return rf"(?:[.、:/{closing}] ?|(?<= ))(?:(?![0-9])|(?<= )(?={NAMED_BY_NUMBER}))"
    if form[-1] == "条":
        return rf"{_ARTICLE_TITLE} {{1,4}}"
    deeper = _UNDER if _COUNTS_BY_WORD.match(form) else _DEEPER
    if form[-1] in "1一":
        return rf"(?!{COUNTING}|{deeper}){_SEPARATOR}"
    return rf"(?!{deeper}){_SEPARATOR}"


_WHOLE_PATTERNS = {
    TITLE: f"^{_BARE}",
    ANY_LINE: rf"^(?P<title>[^\s{re.escape(BULLETS)}].{{0,78}}?[^\s、:])[:。]?$",
    ASKED: rf"^{_ASKS}(?P<title>\S.*)$",
    STATUS: rf"^(?P<title>{FRONT} ?[^\s{_CLOSES})].*)$",
    ROUNDED: rf"^\((?P<title>{_IN_ROUND})\)(?=$| *[({_OPENS}])",
    CATALOGUED: rf"^(?P<no>[0-9]{{3,4}})(?:[.、:] ?| )(?![0-9\s]|{_UNIT})(?P<title>.*)$",
    _PAREN: rf"^(?:\( ?(?=[0-9]{{1,3}} ?\))|(?=[⑴-⒇]))(?P<no>{NUMBERS['1']}|[⑴-⒇])(?: ?\)|(?<=[⑴-⒇])){_behind(_PAREN)}(?P<title>.*)$",
    **{
        f"{a}{TITLE}{b}{TITLE}": f"^{_WORDED.format(re.escape(a), re.escape(b))}(?P<title>.*)$"
        for a, b in _CLOSING.items()
    },
    "○": rf"^(?:○|〇(?![歳.・]|[0-9一二三四五六七八九]{{1,4}}(?:[%割年月日人件回]|$))) ?(?![{RINGS}◎×△▲])(?P<title>\S.*)$",
}
"""Those of the forms that are no simple sequence of signs and numbers."""

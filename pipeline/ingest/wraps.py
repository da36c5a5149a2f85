"""Line breaks that only wrap a line: the rule that text files and PDFs share, and its use on plain text.

A break is soft when the line before it is full, that is, the first unit of the next line would not have fitted
(greedy filling: a run of ASCII letters or digits stays whole, a closing mark is not left alone, an opening one is
not left behind), and the next line carries on: it is not blank, begins with no marker of a list or heading and
opens no indented paragraph, and the line itself does not close a sentence, a label or a heading.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.markers import TITLE, form_of

_CLOSERS = "、。，．,.」』）)】〕］〉》≫＞・：；！？!?ー～々ぁぃぅぇぉっゃゅょァィゥェォッャュョ％%"
_OPENERS = "（(「『【〔［〈《≪"
_UNIT = compile_pattern(rf"[ 　\t]*([{re.escape(_OPENERS)}]*(?:[0-9A-Za-z.,%/:+-]+|.)[{re.escape(_CLOSERS)}]*)")
_MARKER = compile_pattern(
    r"[ 　\t]*(?![（(][日月火水木金土](?:曜|祝|[・･、][祝休]|[)）]))"  # a weekday goes with the day before it
    r"(?!〇[・．.][〇一二三四五六七八九])"  # nought of a number in ideographs
    r"(?:[○〇◯◎●・･•◇◆■□▼▽△▲▶▷►▸★☆※→⇒✓\uf06c\uf06e\uf077\uf0b4\uf0d8【＜<〈《≪〔［\[|｜①-⑳㉑-㉟⑴-⒇]"
    r"|[（(](?=[^\n]*[)）])(?![^)）\n]*[)）][でとがはをにのもや、。])"  # （9月末現在）です, and what the line leaves open, go on
    r"|[-－―‐–—](?![0-9０-９])"
    r"|[0-9０-９]{1,3}(?:[.．)）]|[、，](?![0-9０-９]))(?![0-9０-９])|[0-9０-９]{1,2}[ 　\t]+[^0-9０-９\s人名回件]"
    r"|(?:写真|[図表](?=[ 　]*[0-9０-９]))[ 　]*(?:[0-9０-９]{1,2}(?:[-－][0-9０-９]{1,2})?)?[ 　:：]"  # what names a picture
    r"|[0-9０-９]{1,2}(?:[-－‐][0-9０-９]{1,2}){1,3}[ 　\t]"  # 1-2 …
    r"|[ア-ンｱ-ﾝa-zA-Zａ-ｚＡ-Ｚ][)）.．、]|[Ⅰ-Ⅻⅰ-ⅻ]|第[0-9０-９一二三四五六七八九十]|[注問](?:[ 　:：]|[0-9０-９]{1,2}(?![0-9０-９人名回件])))"
)
_DATED = compile_pattern(r"[ 　\t]*[0-9０-９]{1,2}[/／月][0-9０-９]{1,2}日?(?:[（(][月火水木金土日]|[ 　])")
_LEVEL = (
    r"(?:[一-鿿]{0,4}(?:目標|方針|方向性?|施策|政策|戦略|柱|視点|分野|領域|項目|事項|課題|約束|挑戦|テーマ|アクション|(?:リーディング)?プロジェクト)|取組|事業)"
    r"[0-9０-９一二三四五六七八九十Ⅰ-Ⅻ]{1,2}(?:[-－‐][0-9０-９]{1,2}){0,2}"
)
_NAMED_HEADING = compile_pattern(rf"{_LEVEL}[ 　](?=\S)")
_HEADING = compile_pattern(
    r"(?:第?[0-9０-９一二三四五六七八九十]{1,2}(?:[章節編部]|(?:[-－‐][0-9０-９]{1,2}){1,3})?|[（(][0-9０-９一二三四五六七八九十]{1,2}[)）]|[①-⑳⑴-⒇Ⅰ-Ⅻ]"
    rf"|{_LEVEL})[ 　](?=\S)"
)
"""The number of a heading with the blank behind it: 第１　…, 基本方針２　…."""
_POINT = compile_pattern(r"[ 　\t]*[・･•]")
_BULLET = compile_pattern(r"[・･•○●◇◆■□][ 　]{1,2}(?=[^ 　\t])")
_ORDINAL = compile_pattern(r"[ 　\t]*第[0-9０-９一二三四五六七八九十]+[回期次号条項弾]")
_IN_CLAUSE = compile_pattern(r"[、，をがはにへとでのもや]$")
_TIE = r"(?:[、を]|(?<![うくぐすつぬぶむるただいな]こ)と|(?<![うくぐすつぬぶむるただいな]も)の)"
"""What ties words to those behind them: 地域と, but not 取り組んだこと, nor 残ったもの."""
_LEFT_OPEN = compile_pattern(rf"(?:{_TIE}|[，がはにへでもや（(「『]|から|より|延べ|約)$")
_QUOTES = (("「", "」"), ("『", "』"), ("（", "）"), ("(", ")"))
_HIRAGANA = compile_pattern("[ぁ-ん\ufffd]")  # what a font does not name may be kana
_CLOSED = compile_pattern(r"[。．：:！？!?】〕］〉》＞>|｜]$")
_COMPLETE_HEADING = compile_pattern(r"[）)」』]$")
_FIRST_BRACKET = compile_pattern(r"[()（）]")
_GAP = compile_pattern(r"\S(?:[ 　]{2,}|　|\t)[ 　\t]*\S")
# What a wrap leaves behind: digits or a word cut in two, an open clause. Rows of a table or a list show none of it.
_TORN_END = compile_pattern(r"(?:[0-9０-９、，をがはにへとでのもやァ-ヺ（(「『]|(?<!つい)(?<!向け)(?<!おい)て)$")
_TORN_NUMBER = compile_pattern(
    r"[0-9０-９][,，](?:\n[0-9０-９]{3}|[0-9０-９]\n[0-9０-９]{2}|[0-9０-９]{2}\n[0-9０-９])(?![0-9０-９])"
)
"""A thousands mark of which the digits stand on either side of a break."""
_TORN_DATE = compile_pattern(r"[0-9０-９元]年\n[0-9０-９]{1,2}月|[0-9０-９]月\n[0-9０-９]{1,2}日")
_TORN_DAY = compile_pattern(
    r"[0-9０-９一二三四五六七八九十]月[0-9０-９一二三四五六七八九十]{1,3}\n[0-9０-９一二三四五六七八九十]{0,2}日(?![時程本])"
)
"""十月十二|日, 10月1|2日: no line ends so."""
_TORN_YEAR = compile_pattern(
    r"[0-9０-９元一二三四五六七八九十]年\n度(?!合)|(?:令和|平成|昭和)[ 　]?[0-9０-９元]{1,2}\n[ 　]?年(?!々)"
)
"""令和8年|度, 令和8|年度."""
_TORN_CALL = compile_pattern(
    r"(?<![0-9０-９])[0０][0-9０-９]{1,4}[-－‐−–](?:\n[0-9０-９]{1,4}[-－‐−–]|[0-9０-９]{1,4}[-－‐−–]\n)[0-9０-９]{3,4}(?![0-9０-９])"
)
"""The number of a telephone: 0999-|12-3456."""
_PER_WEEK = compile_pattern(r"[0-9０-９一二三四五六][0-9０-９~～]{0,3}[回日]")
_OFFICE_END = compile_pattern(r"(?:[課室係局所館園署会]|センター)(?:[(（][^()（）]{1,12}[)）])?$")
"""Whom the number on the next line reaches: 学校教育課|☎0999-12-3456."""
_TORN_WORD = compile_pattern(r"^[ァ-ヺー]\n(?!ア)[ァ-ヺ]、")
"""コ|マ、: the end of a word looks like the mark of a list, which would begin with ア."""
_OPEN_HEADING = compile_pattern(
    rf"[^\s。]{{4}}(?:{_TIE}|及び|並びに|または|又は|・|に(?:関する|よる|係る|向けた|資する|対する|おける))$"
)
_TORN_KATAKANA = compile_pattern(r"[ァ-ヺー]{2}")
_IN_PROSE = compile_pattern(r"[ァ-ヺー一-鿿][がはを]|[、，。]")
"""A line of the text below a heading may begin as its last word ends: ボランティアが本を below おはなしサロン."""
_LONGEST_HANGING = 60  # characters
_BLANKS = (" ", "　", "\t")
_HYPHENS = ("-", "－", "‐", "−", "–")
_ROW_END = compile_pattern(r"(?:[ 　\t…‥]|[・.．]{2})[△▲]?[0-9０-９,，]{1,9}[ 　]*$")
"""What a row of a table or of contents ends in, however it looks cut off: 　2,418, …… 12."""
_OPENS_PARAGRAPH = compile_pattern(r"　(?![\s　])")
_TORN_START = compile_pattern(r"[ 　]*[ぁ-ゖー、。，）」\ufffd]")

_NARROWEST = 40  # columns; nobody wraps prose at less than 20 characters, but lists and tables are that wide
_SEVERAL = 3  # full lines
LOOSE = 4  # columns that hanging punctuation, or a proportional font before, may add
_OVERLONG = 0.02  # share of lines beyond the margin (addresses of web pages, rows of tables)
_OVERLONG_OF_FULL = 0.2  # of the lines of exactly the margin's width, which in a short report show it as well
_NEARLY_FULL = 0.8  # of the width at which others are cut
_TORN = 0.4  # share of full lines that end in the middle of something


def first_unit(line: str) -> str:
    """Return what a line's first place would have had to hold: a character or run with its brackets and stops."""
    found = _UNIT.match(line)
    return found.group(1) if found else ""


def begins_item(line: str) -> bool:
    """Tell whether a line begins with the marker of a list, a note or a heading."""
    return _MARKER.match(line) is not None


def is_point(line: str) -> bool:
    """Tell whether a line is a point of a list of points: the lines below it that have no mark are its own."""
    return _POINT.match(line) is not None


def carries_on(line: str, following: str) -> bool:
    """Tell whether `following` can be the same paragraph as `line`, by what both say."""
    if not line.strip() or not following.strip():
        return False
    if _holds_open(line, following):
        return True
    if _MARKER.match(following) and not (
        (_ORDINAL.match(following) and _IN_CLAUSE.search(line.rstrip()))
        or _TORN_WORD.search(f"{line[-1]}\n{following}")
    ):
        return False
    if _NAMED_HEADING.match(following) and not _IN_CLAUSE.search(line.rstrip()):
        return False
    if _DATED.match(line) and _DATED.match(following) and not _IN_CLAUSE.search(line.rstrip()):
        return False  # the entries of a list, each with its day
    if not (_HIRAGANA.search(line) or _HIRAGANA.search(following) or is_point(line)):
        return False  # no sentence: a table, a list of names
    marked = _MARKER.match(line)
    if _CLOSED.search(line.rstrip()) or (marked and _COMPLETE_HEADING.search(line.rstrip())):
        return False
    return bool(marked) or line[0] in " 　\t" or following[0] not in " 　\t"


def _holds_open(line: str, following: str) -> bool:
    """Tell whether a line opens a quotation or bracket that the next one closes before it opens another."""
    for opener, closer in _QUOTES:
        end = following.find(closer)
        if line.rfind(opener) > line.rfind(closer) and end >= 0 and opener not in following[:end]:
            return True
    return False


def is_torn(line: str, following: str) -> bool:
    """Tell whether the break between two lines cuts something that only belongs together."""
    cut_off = line.rstrip()
    if _TORN_END.search(cut_off) or _TORN_START.match(following):
        return True
    return cut_off[-1:] in ("年", "月") and bool(_TORN_DATE.match(f"{cut_off[-2:]}\n{following.lstrip()[:3]}"))


def cuts_number(line: str, following: str) -> bool:
    """Tell whether the break between two lines parts a great number, a day, a year or a telephone's: nothing else reads so."""
    if following[:2].lstrip()[:1] in ("年", "度") and _TORN_YEAR.search(f"{line[-5:]}\n{following[:3]}"):
        return True
    if "月" in line[-4:] and "日" in following[:3] and _TORN_DAY.search(f"{line[-5:]}\n{following[:4]}"):
        return True
    if line[-1:] == "週" and _PER_WEEK.match(following):
        return True
    if following[:1] in ("☎", "℡"):
        return _OFFICE_END.search(line.rstrip()) is not None
    if not following[:1].isdecimal():
        return False
    if line[-1:] in _HYPHENS:
        return _TORN_CALL.search(f"{line[-12:]}\n{following[:10]}") is not None
    if not ({",", "，"} & set(line[-3:])):
        return False
    return _TORN_NUMBER.search(f"{line[-4:]}\n{following[:4]}") is not None


def has_gap(line: str) -> bool:
    """Tell whether a line is set in columns: the blank behind the number of a heading or a bullet parts none."""
    mark = _HEADING.match(line) or _BULLET.match(line)
    return _GAP.search(line, mark.end() if mark else 0) is not None


def display_width(text: str) -> int:
    """Return the columns that a text takes: the bytes of CP932, one for ASCII and half-width kana, else two."""
    return len(text.encode("cp932", "replace"))


def soft_breaks(text: str) -> tuple[int, ...]:
    """Return the offsets of the line breaks of `text` that only wrap a line.

    A text is taken as hard-wrapped when at least three lines are full at the same display width (full-width
    characters count 2 columns, others 1) of 40 columns or more, or at as many characters as fill these, next to none is
    longer, and enough of the full ones end in the middle of something (digits, a clause, a word in kana). Otherwise its
    lines are paragraphs and no break is soft, but for headings that go on below their title, brackets of points,
    paragraphs of which a blank opens the first line and none the others, and points that go on indented below their mark.

    Args:
        text: with line feeds as line ends.
    """
    lines = text.split("\n")
    columns = [len(line) for line in text.encode("cp932", "replace").split(b"\n")]
    carried = _carried(lines, _Measure(columns, _NARROWEST, display_width))
    if (characters := [*map(len, lines)]) != [width / 2 for width in columns]:
        counted = _carried(lines, _Measure(characters, _NARROWEST // 2, len))
        carried = max(carried, counted, key=len)
    indented = [at for at in range(len(lines) - 1) if lines[at + 1][:1] in _BLANKS]
    hanging = [at for at in indented if any(goes_on(lines[at], lines[at + 1]) for goes_on in _BY_HAND)]
    return _ends(lines, {*hanging, *carried, *_opened_by_blank(lines), *_hung(lines)})


def _opened_by_blank(lines: Sequence[str]) -> list[int]:
    """Return the numbers of the lines that go on on the next where only a blank tells paragraphs: wrapped by hand.

    Lines of any width are told by what they cut, enough of which must be in the middle of something.
    """
    inside, within = list[int](), False
    for at, line in enumerate(lines[:-1]):
        within = _OPENS_PARAGRAPH.match(line) is not None or (within and line[:1] not in ("", *_BLANKS))
        goes_on = bool(inside) and inside[-1] == at - 1
        within = within and (goes_on or not begins_item(line))  # 第二期計画の… below an open clause is no item
        if within and lines[at + 1][:1] not in ("", *_BLANKS) and carries_on(line, lines[at + 1]):
            inside.append(at)
    torn = [at for at in inside if is_torn(lines[at], lines[at + 1])]
    if len(torn) < max(_SEVERAL, _TORN * len(inside)):
        return []
    typical = sorted(display_width(lines[at]) for at in torn)[len(torn) // 2]
    return [
        at
        for at in inside
        if _is_left_open(lines[at], lines[at + 1])
        or _closes_bracket(lines[at], lines[at + 1])
        or (
            display_width(lines[at]) > typical * _NEARLY_FULL
            and not (has_gap(lines[at].strip()) or has_gap(lines[at + 1].strip()))
        )
    ]


def _hung(lines: Sequence[str]) -> list[int]:
    """Return the numbers of the lines that go on on an indented one, below a mark, in a text that is wrapped by hand.

    Lines of any width are told by what they cut, as of paragraphs that a blank opens.
    """
    inside, mark = list[int](), -1
    for at, line in enumerate(lines[:-1]):
        indent, following = len(_indent(line)), lines[at + 1]
        mark = -1 if indent == len(line) else indent if begins_item(line) else mark
        deeper = -1 < mark <= indent and mark < len(_indent(following))
        wide = deeper and 2 * len(line) >= _NARROWEST and display_width(line) >= _NARROWEST  # no label over its text
        if wide and not _ROW_END.search(line) and carries_on(line, following):
            inside.append(at)
    torn = [at for at in inside if is_torn(lines[at], lines[at + 1])]
    if len(torn) < max(_SEVERAL, _TORN * len(inside)):
        return []
    typical = sorted(display_width(lines[at]) for at in torn)[len(torn) // 2]
    torn += [at for at in inside if _closes_bracket(lines[at], lines[at + 1])]
    return [at for at in torn if display_width(lines[at]) > typical * _NEARLY_FULL]


def _tears_bracket(line: str, following: str) -> bool:
    """Tell whether a bracket goes on and closes on the indented line below, wherever the margin is.

    It is that of a list's point, or of a line set in as far that ends within an enumeration.
    """
    return (
        (is_point(line) or (line.endswith("、") and _indent(line) == _indent(following)))
        and _closes_bracket(line, following)
        and not (begins_item(following) or has_gap(line.strip()) or has_gap(following.strip()))
    )


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" 　\t"))]


def _sets_off_bracket(line: str, following: str) -> bool:
    """Tell whether a number ends a line and what it is made up of begins the next, where its clause goes on: 145件 | （電話82件、…）を."""
    return _OF_CLAUSE.match(following) is not None and _NUMBER_END.search(line.rstrip()) is not None


_NUMBER_END = compile_pattern(r"[0-9０-９][一-鿿ァ-ヶー]{1,4}$")
_OF_CLAUSE = compile_pattern(r"[ 　\t]+[（(][^()（）]*[0-9０-９][^()（）]*[）)][をがはにでと](?![0-9０-９]|[ 　])")


def _is_left_open(line: str, following: str) -> bool:
    """Tell whether a line of a wrapped text ends in a clause or bracket that the next goes on with, however much room it had."""
    is_open = _LEFT_OPEN.search(line) is not None or _closes_bracket(line, following)
    return is_open and carries_on(line, following) and not has_gap(line.strip())


class _Measure(NamedTuple):
    """How the lines of a text are measured."""

    widths: Sequence[int]
    narrowest: int
    """The least width at which prose is wrapped."""
    of: Callable[[str], int]


def _carried(lines: Sequence[str], measure: _Measure) -> list[int]:
    """Return the numbers of the lines that go on on the next, if the text is wrapped at a margin."""
    margin = margin_of(measure.widths, measure.narrowest)
    if not margin:
        return []
    full = [at for at in range(len(lines) - 1) if _is_full(lines, measure, at, margin)]
    carried = [at for at in full if carries_on(lines[at], lines[at + 1])]
    torn = sum(is_torn(lines[at], lines[at + 1]) for at in carried)
    few = _SEVERAL - (len(carried) == len(full) > _SEVERAL)  # where no full line ends what it says
    if torn < max(few, _TORN * len(carried)):
        return []
    long_ones = (at for at in range(len(lines) - 1) if margin - measure.widths[at] < margin // 2)
    return [*carried, *(at for at in long_ones if _is_left_open(lines[at], lines[at + 1]))]


def _ends(lines: Sequence[str], soft: Collection[int]) -> tuple[int, ...]:
    """Return the offsets of the ends of some lines."""
    if not soft:
        return ()
    breaks, offset = [], 0
    for at, line in enumerate(lines):
        offset += len(line)
        if at in soft:
            breaks.append(offset)
        offset += 1
    return tuple(breaks)


def _hangs(line: str, following: str) -> bool:
    """Tell whether a numbered heading goes on below its title: １　体験プログラムの磨き上げと | 　　担い手の発掘."""
    words, end = following.lstrip(" 　\t"), line.rstrip()
    if (
        not words
        or len(words) > _LONGEST_HANGING
        or "。" in words
        or words[-1] in "：:、，"
        or _MARKER.match(following)
    ):
        return False
    is_torn_word = _TORN_KATAKANA.match(f"{end[-1:]}{words[0]}") and not _IN_PROSE.search(words)
    if not (is_torn_word or _OPEN_HEADING.search(end)):
        return False
    begin = len(line) - len(line.lstrip(" 　\t"))
    marked = form_of(fold(line[begin:]))
    if marked is None or marked.form[-1] == TITLE:
        return False
    title = len(line) - len(line[begin + marked.title :].lstrip(" 　\t"))
    title, below = display_width(line[:title]), display_width(following[: len(following) - len(words)])
    return abs(title - below) <= 1


_BY_HAND = (_hangs, _tears_bracket, _sets_off_bracket)
"""How a line set in goes on with the one above it, wherever the margin is."""


def margin_of(widths: Sequence[int], narrowest: int = _NARROWEST) -> int:
    """Return the width at which lines were wrapped, `narrowest` at least; 0 if they were not."""
    tallies = Counter(width for width in widths if width >= narrowest)
    if not tallies:
        return 0
    widest = max(tallies, key=lambda width: (sum(tallies[width - less] for less in range(LOOSE)), width))
    near = range(widest, widest - LOOSE, -1)
    margin = max(near, key=lambda width: tallies[width])
    several = sum(tallies[width] for width in near)
    written = sum(1 for width in widths if width)
    overlong = sum(times for width, times in tallies.items() if width > margin + LOOSE)
    most = max(_OVERLONG * written, _OVERLONG_OF_FULL * tallies[margin])
    return margin if several >= _SEVERAL and overlong <= most else 0


def _is_full(lines: Sequence[str], measure: _Measure, at: int, margin: int) -> bool:
    room = margin - measure.widths[at]
    if not -LOOSE <= room < margin // 2:
        return False
    if room >= measure.of(first_unit(lines[at + 1])):
        return False
    # A bracket that the next line closes holds even a line set in columns together.
    return _closes_bracket(lines[at], lines[at + 1]) or not (
        has_gap(lines[at].strip()) or has_gap(lines[at + 1].strip())
    )


def _closes_bracket(line: str, following: str) -> bool:
    """Tell whether a bracket opens in `line` and `following` closes it before it opens one."""
    opens = max(line.rfind("（"), line.rfind("("))
    closes = _FIRST_BRACKET.search(following)
    return opens > max(line.rfind("）"), line.rfind(")")) and closes is not None and closes.group() in "）)"

"""Lines that explain signs, and those signs.

By some of them titles point at a plan, ①女性　②子ども　③高齢者, as 相談会（①・③）: such a line counts several times over, so
it heads nothing; without one, a number in brackets behind a title may tell the parts of a work apart, and stays. Others
open lines and say what these tell: ○実績　▲課題　→今後の取組.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.model import BlockKind
from pipeline.segment.lines import Line

_SEVERAL = 3  # signs
_SIGN = compile_pattern(
    r"(?<![^\s、,・/(\[【〔<「※:])(?:\((?P<braced>[0-9]{1,2})\)|(?P<letter>[A-Zア-ン])(?: ?[:=…]| ))|(?P<ringed>[①-⑳❶-❿])"
)
_LEAD = compile_pattern(
    r"[※・*○■◆●]? ?(?:[(\[【〔<「]? ?(?:凡例|[^\s:、。()]{0,10}(?:分野|区分|番号|記号|分類|項目|目標|柱)(?:の(?:凡例|番号|記号))?)(?: ?[)\]】〕>」])? ?:? ?)?[(\[【〔<「]?"
)
_BETWEEN = " 、,・/…:=()[]【】〔〕<>「」"
_LONGEST_MEANING = 20  # characters
_LONGEST = 240
_LONGEST_SIGN = 3
_CODES = compile_pattern(r" ?[(\[【〔<] ?(?P<codes>[①-⑳❶-❿A-Zア-ン0-9、,・/~\- ]{1,24}) ?[)\]】〕>]$")
_PARTS = compile_pattern(r"[、,・/~\- ]|(?<=[①-⑳❶-❿])(?=[①-⑳❶-❿])")
GLYPHS = "○〇◯◎●◇◆□■▲△▼▽☆★"
"""Signs that open lines, as texts write them."""
_OPENER = r"(?:[○〇◎●◇◆□■△▲▽▼☆★→➔▶▷☞►▸+\-・✓✔]|[\[(【〔<〈《][一-鿿A-Za-z][\])】〕>〉》])"
"""What may open lines of one kind."""
_OPENS = compile_pattern(_OPENER)
_MEANING = r"(?P<told>[^、。,:=「」『』○〇◎●◇◆□■△▲▽▼☆★→➔▶▷☞►▸]{2,20}?)"
_TELLS = compile_pattern(
    rf"(?<![^\s、,/|「『(:;。<【】〕>》\]※])(?P<sign>{_OPENER})[」』]? ?印?(?P<said>は|が|[:=]|…+)? ?、?"
    rf"{_MEANING}(?:(?:を(?:表|示)(?:す|します?)?|で(?:す|ある))?[」』)>】\]]*(?:[、。,/|]|$)| +(?={_OPENER})|(?=[」』)>】]+$))"
)
_CALLED = compile_pattern(
    r"[※(<【\[■◆●○]*(?:(?P<list>凡例|(?:記号|符号|印|マーク)(?![^\s、。)>】\]]*[をにで])|[^\s、。]{0,8}(?:見方|読み方|意味))|注|表示)|※|[(<【\[](?=[^一-鿿])"
)
_LONGEST_CALL = 20  # characters of a line above others that explain one sign each
_ILL = compile_pattern(
    r"課題(?!へ|に対|解決|を踏|が?あり)|問題|困|残され|残った|足りな|不十分|反省|悩み|できなかった|改善(?:点|すべき|を要)"
)
TO_COME = compile_pattern(
    r"予定|今後|これから|計画|方針|[次翌来]年|下半?期|以降の(?:対応|取組|取り組み|対策|進め方|方向)|次の(?:一手|段階|一歩|取組)|展[望開]"
    r"|[うくすむる](?:こと|内容|取組|取り組み|もの)$"
)
"""What a sign or label means that opens what is to come."""
_DONE = compile_pattern(
    r"実績|成果|実施|進捗|状況|取組|取り組み|結果|効果|[しっいんきげめれえせけ][ただ](?:こと|内容|もの)?$"
)
_GRADE = compile_pattern(
    r"[値額量率数]$|順調|遅れ|達成|完了|済|未|概ね|新規|継続|拡[充大]|縮小|廃止|評価|良好|一部|やや|中$"
)
_PLAIN_ZERO = str.maketrans("〇", "○")


def kinds_explained(lines: Iterable[str]) -> dict[str, BlockKind]:
    """Return what folded lines of a report say of the lines that signs open; nothing where they tell but one kind.

    Args:
        lines: of the report. A line explains all signs (凡例 ○実績 ▲課題 →今後の取組), or each has one below 記号の意味.
    """
    found: dict[str, BlockKind] = {}
    below = False
    for line in lines:
        if len(line) > _LONGEST:
            below = False
            continue
        explains = below or len(_OPENS.findall(line)) > 1
        called = _CALLED.match(line) if explains or len(line) <= _LONGEST_CALL else None
        told = list(_told(line)) if explains and (called or below or TO_COME.search(line)) else []
        if len(told) > 1 or (below and told):
            sure = called or below or all(said for _, _, said in told) or len(told) >= _SEVERAL
            kinds = {sign: kind for sign, kind, _ in told if kind is not None}
            if sure and (below or len(set(kinds.values())) > 1):
                found = kinds | found
        below = bool(called and called["list"] and len(line) <= _LONGEST_CALL) or (below and bool(told))
    return found if len(set(found.values())) > 1 else {}


def _told(line: str) -> Iterator[tuple[str, BlockKind | None, bool]]:
    """Yield the signs that a folded line explains, with what they tell, and whether a word or colon says so."""
    for match in _TELLS.finditer(line):
        words = match["told"].strip()
        kind = None
        if _ILL.search(words):
            kind = BlockKind.ISSUES
        elif not _GRADE.search(words):
            kind = BlockKind.OUTLOOK if TO_COME.search(words) else BlockKind.PROGRESS if _DONE.search(words) else None
        yield match["sign"].translate(_PLAIN_ZERO), kind, match["said"] is not None


def sign_opening(raw: str, start: int, signs: Mapping[str, BlockKind]) -> str | None:
    """Return which of some signs of folded lines opens what stands at an offset of a text; None without one."""
    opened = fold(raw[start : start + _LONGEST_SIGN]).translate(_PLAIN_ZERO)
    return next((sign for sign in signs if opened.startswith(sign)), None)


@lru_cache(maxsize=1024)  # choosing a style and reading its lines ask for the same
def signs_explained(text: str) -> tuple[str, ...]:
    """Return the signs that a folded line explains one after the other as they count; none for any other line.

    Args:
        text: ①女性 ②子ども ③高齢者 explains three; 記号 A=人材 B=設備 C=資金 as well.
    """
    if "。" in text or len(text) > _LONGEST:
        return ()
    signs = list(_SIGN.finditer(text))
    if len(signs) < _SEVERAL or _LEAD.fullmatch(text, 0, signs[0].start()) is None:
        return ()
    kind = signs[0].lastgroup or ""
    words = [sign[kind] or "" for sign in signs]
    counts = [int(word) if word.isdecimal() and word.isascii() else ord(word or "\0") for word in words]
    if any(after != before + 1 for before, after in pairwise(counts)):
        return ()
    meanings = meanings_behind(text, signs, _BETWEEN)
    return tuple(words) if all(0 < len(meaning) <= _LONGEST_MEANING for meaning in meanings) else ()


def meanings_behind(text: str, signs: Sequence[re.Match[str]], between: str) -> list[str]:
    """Return what stands behind each sign of a line up to the next, without some characters around it."""
    ends = [*(sign.start() for sign in signs[1:]), len(text)]
    return [text[sign.end() : end].strip(between) for sign, end in zip(signs, ends, strict=True)]


def find_signs(lines: Sequence[Line]) -> frozenset[str]:
    """Return the signs that lines of a report explain."""
    return frozenset(sign for line in lines for sign in signs_explained(line.text))


def before_signs(title: str, signs: frozenset[str]) -> int:
    """Return where a folded title ends before the signs in brackets that it closes with: of 相談会(①・③)."""
    found = _CODES.search(title, max(len(title) - 28, 0))
    if found is None or not set(_PARTS.split(found["codes"])) - {""} <= signs:
        return len(title)
    return found.start()

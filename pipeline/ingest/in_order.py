"""Fields of a line in the order of heads that say for certain that values follow a name: 指標名 単位 基準値 目標値.

A line is a row of theirs only if it ends in as many fields of values. The name may hold blanks of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.patterns import compile_pattern
from extractors.spans import Span
from extractors.view import fold
from pipeline.markers import form_of
from pipeline.tabular import OF_VALUES, Role, is_value, role_of, whole_year

SAYS = compile_pattern(r"目[ 　]{0,4}標|実[ 　]{0,4}績|基[ 　]{0,4}準|現[ 　]{0,4}状")
"""One of these words a line of such heads holds."""
FIELD = compile_pattern(r"[^ 　]+?(?:[ 　]?[(（][^\s()（）]*[)）])?(?=[ 　]|$)")
"""A field, with what stands in brackets behind a blank."""
_LINE = compile_pattern(r"[^\n\f]*")
_NAMES = compile_pattern(r"(?:項目|区分|名称|内容)名?")
SET_WIDE = frozenset((
    "合計", "総計", "小計", "区分", "項目", "年度", "内容", "期日", "日時", "日程", "会場", "場所", "地区", "種別", "名称", "科目", "品目", "路線",
    "人数", "回数", "件数", "備考", "施設", "金額", "数量", "事業", "取組", "施策", "事業名", "取組名", "施策名", "項目名", "番号", "担当", "所管", "担当課",
    "所管課", "指標", "指標名", "単位", "基準", "現状", "実績", "目標", "基準値", "現状値", "当初値", "策定時", "実績値", "最新値", "目標値", "達成率", "評価", "判定",
))  # fmt: skip
"""What names columns, and what rows are called, with any blanks between the letters: 指　　標."""
_JUDGES = compile_pattern(r"評価|判定|区分|(?:達成|進捗)状況|進捗")
_LONGEST_BAND = 40  # characters
_KANA = compile_pattern(r"[ぁ-ん]")
_LONGEST_WORD = 8  # characters of a unit or a grade
_LETTERS = max(map(len, SET_WIDE))
_FEWEST_VALUES = 2
VALUE = "value"
"""What a column of values holds."""
NAME = "name"
"""What the column of names holds."""


def _fields(text: str, start: int, end: int) -> list[Span]:
    return [Span(*match.span()) for match in FIELD.finditer(text, start, end)]


def letters_together(text: str, fields: Sequence[Span]) -> list[Span]:
    """Return the fields of a line of heads, those as one whose single letters make up a word: 指　　標　　名."""
    found: list[Span] = []
    at = 0
    while at < len(fields):
        stop = at
        while stop < min(len(fields), at + _LETTERS) and fields[stop].end - fields[stop].start == 1:
            stop += 1
        joined = ("".join(text[f.start] for f in fields[at:end]) for end in range(stop, at + 1, -1))
        size = next((len(word) for word in joined if word in SET_WIDE), 1)
        found.append(Span(fields[at].start, fields[at + size - 1].end))
        at += size
    return found


def kinds_of(text: str, heads: Sequence[Span]) -> list[str] | None:
    """Return what the fields below some heads hold: the name, values, or a word; none if that is not certain.

    Where all heads name values, and one of them targets, nothing need stand over the names before them.
    """
    kinds: list[str] = []
    named = [fold(text[head.start : head.end]).replace(" ", "") for head in heads]
    for words in named:
        role = role_of(words)
        if role in OF_VALUES or whole_year(words) is not None:
            kinds.append(VALUE)
        elif role is Role.INDICATOR or (_NAMES.fullmatch(words) and NAME not in kinds):
            kinds.append(NAME)
        elif role in (Role.UNIT, Role.NUMBER, Role.DEPARTMENT) or _JUDGES.fullmatch(words):
            kinds.append(role.value)
        else:
            return None
    aims = any(role_of(words) is Role.TARGET for words in named) and not any(map(_KANA.search, named))
    if aims and kinds[0] == VALUE and NAME not in kinds:
        kinds.insert(0, NAME)
    certain = kinds.count(NAME) == 1 and VALUE not in kinds[: kinds.index(NAME)]
    return kinds if certain and kinds.count(VALUE) >= _FEWEST_VALUES else None


def row_of(text: str, kinds: Sequence[str], start: int, end: int) -> list[Span] | None:
    """Return the cells of a line, if it holds what the heads say."""
    fields = _fields(text, start, end)
    wide = len(fields) - len(kinds)  # blanks in the name
    if wide < 0:
        return None
    name = kinds.index(NAME)
    if wide and is_value(fold(text[slice(*fields[name + wide])])):  # one value more than heads
        return None
    cells = [*fields[:name], Span(fields[name].start, fields[name + wide].end), *fields[name + wide + 1 :]]
    for kind, cell in zip(kinds, cells, strict=True):
        words = fold(text[cell.start : cell.end])
        if kind == VALUE and not is_value(words):
            return None
        if kind == NAME and is_value(words):
            return None
        if kind not in (VALUE, NAME) and cell.end - cell.start > _LONGEST_WORD:
            return None
    return cells


def band_at(text: str, kinds: Sequence[str], start: int, end: int) -> Span | None:
    """Return what a line with a mark holds that stands over a row of values: 【基本目標1】, 1 学びの場."""
    line = text[start:end]
    words = line.strip()
    if not words or len(words) > _LONGEST_BAND or words.endswith("。") or form_of(fold(words)) is None:
        return None
    below = _LINE.match(text, end + 1)
    if row_of(text, kinds, start, end) or below is None or not row_of(text, kinds, *below.span()):
        return None
    at = start + line.index(words)
    return Span(at, at + len(words))

"""Fields of records whose words alone do not say that they name a level of the plan, or the measure: 施策の方向, 部局名, 項目.

施策の方向：１ 起業の支援 above 事業名：… says what the record belongs to; below it the same label tells what is to be done.
A word is such a field wherever it stands, or nowhere.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import pairwise

from extractors.patterns import compile_pattern
from pipeline.codes import places_of
from pipeline.markers import FIELD_ENDS, Marked, begins_with_status, form_of, named_by_place
from pipeline.profile import Level
from pipeline.segment.forms import Form, opens_block
from pipeline.segment.headings import is_sheet_number
from pipeline.segment.lines import Line
from pipeline.tabular import Role, role_of

_DIRECTION = Role.DIRECTION
_FIELD = compile_pattern(
    rf"(?P<open>[【\[])?(?P<word>[^ :{FIELD_ENDS}】\]0-9。、()]{{2,10}})(?(open)[】\]] ?:?|(?: {{0,12}}[:{FIELD_ENDS}]| {{1,12}})) {{0,12}}(?P<value>(?! )[^。:]{{1,50}})$"
)
_BUREAU = compile_pattern(r"(?:対象)?部局名?|[部局]名")
PLACED = compile_pattern("体系$|位置(?:[付づ]け)?$")
"""総合計画の体系, 計画上の位置付け: what names the direction there."""
_ITEM = compile_pattern(r"項目|タイトル")
"""What names a measure where its departments or blocks follow."""
_ENTITLED = compile_pattern(r"名称|題名?|テーマ|見出し|標題|表題|(?:取組|実施|推進|重点)項目")
"""The same only where departments follow: a session has a theme and what came of it, too."""
_NAMES = compile_pattern(rf"(?:[^\W\d_]|.[:{FIELD_ENDS}】\]])$")
"""What the mark of a field ends in: 事業名, 事業名:, [事業名]."""
_SEVERAL = 2  # records
_NEAR = 8  # lines
_CHANGES = 3  # records that all differ in what their field holds
_NUMBERED = compile_pattern(r"[(第]?(?:[0-9]|[一二三四五六七八九十Ⅰ-Ⅻ①-⑳](?![一-鿿]))")


def find_level_fields(lines: Sequence[Line], forms: Sequence[tuple[Form, ...]]) -> dict[int, Marked]:
    """Return the lines that name by their place what records belong to, or the measure, with the marks that they bear."""
    words: dict[str, dict[int, Marked]] = {}
    values: dict[str, list[str]] = {}
    for number, word, marked, value in _fields(lines, forms):
        words.setdefault(word, {})[number] = marked
        values.setdefault(word, []).append(value)
    placed = {n for of_word in words.values() for n in of_word}
    found: dict[int, Marked] = {}
    for word, of_word in words.items():
        heads = _names_measure(word) and (
            all(_stands_over_fields(lines, forms, n, word) for n in of_word)
            or (_ITEM.fullmatch(word) is not None and _goes_on_alike(lines, of_word))
        )
        stands = heads or all(_stands(lines, forms, n, placed, word) for n in of_word)
        in_records = not any(lines[n + 1].gap for n in of_word if n + 1 < len(lines))
        scattered = (names_bureau(word) or named_by_place(word)) and not stand_together(values[word])
        if (
            len(of_word) >= _SEVERAL
            and stands
            and (heads or not (scattered or (in_records and changes_always(values[word]))))
        ):
            found |= of_word
    return found


def names_bureau(label: str) -> bool:
    """Tell whether a folded label is that of a bureau, over its departments: what others call their direction."""
    return _BUREAU.fullmatch(label) is not None


def names_record(text: str) -> bool:
    """Tell whether a folded line is a field that names what a record is of, or a level above it: 事業名：見守り."""
    marked = form_of(text)
    return marked is not None and not places_of(marked.form) and _NAMES.search(marked.form) is not None


def stand_together(values: Sequence[str]) -> bool:
    """Tell whether what a field holds in each of some records comes back only in records right behind each other, and says of none how it stands."""
    if any(begins_with_status(f"({value})x") for value in values):
        return False
    return len(values) > 0 and 1 + sum(above != value for above, value in pairwise(values)) == len(set(values))


def changes_always(values: Sequence[str]) -> bool:
    """Tell whether a field holds other words in each of some records, and no numbers: what it names groups nothing."""
    return len(values) >= _CHANGES and len(set(values)) == len(values) and not any(map(_NUMBERED.match, values))


def _fields(lines: Sequence[Line], forms: Sequence[tuple[Form, ...]]) -> Iterator[tuple[int, str, Marked, str]]:
    """Yield the lines that may be such fields, each with its word, its mark and what it holds."""
    for number, line in enumerate(lines):
        match = _FIELD.match(line.text) if "。" not in line.text else None
        if match is None:
            continue
        word = match["word"]
        placed = PLACED.search(word) is not None and heads_counted(match["value"])
        if not (placed or _is_level(word) or _names_measure(word) or names_bureau(word)):
            continue
        marked = form_of(line.text)
        if marked is None or places_of(marked.form):
            form = line.text[: match.start("value")].replace(" ", "")
            yield number, word, marked or Marked(form, match.start("value")), match["value"]


def heads_counted(value: str) -> bool:
    """Tell whether what a field holds, folded, begins with the mark of a heading that counts: 基本目標1 …."""
    marked = form_of(value)
    return marked is not None and marked.title < len(value) and bool(places_of(marked.form))


def _is_level(word: str) -> bool:
    return role_of(word) is _DIRECTION or (named_by_place(word) and not _names_measure(word))


def _names_measure(word: str) -> bool:
    return (_ITEM.fullmatch(word) or _ENTITLED.fullmatch(word)) is not None


def _stands_over_fields(lines: Sequence[Line], forms: Sequence[tuple[Form, ...]], number: int, word: str) -> bool:
    """Tell whether the departments or blocks of what a line names follow it."""
    told = (Level.DEPARTMENTS,) if _ENTITLED.fullmatch(word) else (Level.DEPARTMENTS, Level.LABEL)
    below = number + 1
    if below >= len(lines) or not any(form.level in told for form in forms[below]):
        return False
    return not lines[below].gap or (Level.LABEL in told and opens_block(lines[below].text, forms[below]))


def _goes_on_alike(lines: Sequence[Line], numbers: Iterable[int]) -> bool:
    """Tell whether the same words stand below each of some lines: <計画に記載した内容> below every title."""
    return len({lines[n + 1].text if n + 1 < len(lines) else "" for n in numbers}) == 1


def _stands(
    lines: Sequence[Line], forms: Sequence[tuple[Form, ...]], number: int, placed: Container[int], word: str
) -> bool:
    """Tell whether a line stands where what it says names a level: right above what names another, or the measure."""
    below = number + 1
    if below >= len(lines) or (lines[below].gap and not lines[number].gap):
        return False
    if _names_measure(word) and not _is_level(word):
        return False
    below += below + 1 < len(lines) and is_sheet_number(lines[below].text)
    marked = form_of(lines[below].text)
    if below not in placed and (marked is None or not _NAMES.search(marked.form)):
        return False
    near = range(below + 1, min(below + _NEAR, len(lines)))  # 部局名 above 件名 and 担当課
    return not names_bureau(word) or any(_names_offices(forms[n]) for n in near)


def _names_offices(readings: Sequence[Form]) -> bool:
    return any(form.level is Level.DEPARTMENTS for form in readings)

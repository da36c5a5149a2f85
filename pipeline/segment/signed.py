"""Lines of departments that signs or labels of their own show to be such.

A report may explain its signs: ◎主管 ○関係 in its foreword, then ◎福祉課 ○図書館 below each heading. A label may stand
alone above what it names: 担当課 over 福祉課, or head a column of the one row of fields below each title:
担当｜協力団体｜評価 over 住民課｜区長会｜Ｂ.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.patterns import compile_pattern
from pipeline.profile import Level
from pipeline.segment.departments import (
    NO_OFFICE_NAMED,
    is_department,
    is_institution,
    names_in,
    split_departments,
)
from pipeline.segment.forms import Form
from pipeline.segment.lines import Line
from pipeline.segment.office_names import LEADING
from pipeline.tabular import Role, role_of

_DEPARTMENT = Role.DEPARTMENT
_SIGN = rf"(?:[{LEADING}]|[(\[【〔<〈][主副関担][)\]】〕>〉])"
_WORD = r"(?:主な|主|副)?(?:担当|主管|所管|主務|関係|関連|協力|連携)(?:課室?|室課?|部署|部局|所属|機関|課等)?"
_EXPLAINED = compile_pattern(
    rf"(?P<sign>{_SIGN})[」』]? ?(?:印)?(?:[はが、:=/-]|…{{1,2}})? ?{_WORD}(?=$|[ 、,。)\]】〕>〉]|(?:を|で)|{_SIGN})"
)
_SIGNED = compile_pattern(_SIGN)
_LONGEST = 100  # characters of a line of departments
_LONGEST_LABEL = 16
_AROUND = "【】[]<>〔〕()《》≪≫〈〉「」・●○◎◇◆■□▼▽▶▷*: "  # a label
_HABIT = 2  # labels over departments, heads of columns
_MOST = 10  # departments below each other
_PARTS = compile_pattern(r" *[|│/] *| {2,}")
_BLANK = compile_pattern(r" ")  # a tab, as folded
_CHARGE = compile_pattern(r"(?:主な?)?(?:担当|主管|所管|主務)")
_HEAD = compile_pattern(r"[^\s0-9。、:()「」]{2,12}")
_NAMES = compile_pattern("名$|名称|項目|取組|事業|施策|指標")
"""The head of a column that makes each row one of its own."""
_LONGEST_ROW = 60  # characters


def signs_of_offices(lines: Sequence[Line]) -> frozenset[str]:
    """Return the folded signs of which a report says that departments stand behind them."""
    told = (line.text for line in lines if "管" in line.text or "担" in line.text or "主務" in line.text)
    return frozenset(match["sign"] for text in told for match in _EXPLAINED.finditer(text))


def sign_before(text: str, signs: frozenset[str]) -> bool:
    """Tell whether a folded line begins with one of some signs."""
    sign = _SIGNED.match(text) if signs else None
    return sign is not None and sign.group() in signs


def with_signed_offices(lines: Sequence[Line], forms: Sequence[tuple[Form, ...]]) -> Sequence[tuple[Form, ...]]:
    """Return the readings of lines, those that only name departments behind signs that the report explains as such."""
    signs = signs_of_offices(lines)
    if not signs:
        return forms
    return [
        (Form(Level.DEPARTMENTS, -1, "", None, (0, len(line.text)), len(line.text), None), *readings)
        if len(line.text) <= _LONGEST and sign_before(line.text, signs) and _names_offices(line.text)
        else readings
        for line, readings in zip(lines, forms, strict=True)
    ]


def with_offices_below(lines: Sequence[Line], forms: Sequence[tuple[Form, ...]]) -> Sequence[tuple[Form, ...]]:
    """Return the readings of lines, those that only name departments right below a label of theirs alone on its line.

    Args:
        lines: of the report.
        forms: what each may be.

    Returns:
        The readings; that of such a label begins behind its last character.
    """
    labels = [n for n, line in enumerate(lines) if len(line.text) <= _LONGEST_LABEL and _is_label(line.text)]
    below = {n: stop for n in labels if (stop := _offices_end(lines, n + 1)) > n + 1}
    if len(below) < _HABIT or 2 * len(below) <= len(labels):  # the heads of tables, too
        return forms
    read = list(forms)
    for number, stop in below.items():
        for n in range(number, stop):
            start, end = len(lines[n].text) if n == number else 0, len(lines[n].text)
            read[n] = (Form(Level.DEPARTMENTS, -1, "", None, (start, end), end, None), *forms[n])
    return read


def _is_label(text: str) -> bool:
    return role_of(text.strip(_AROUND)) is _DEPARTMENT


def _offices_end(lines: Sequence[Line], number: int) -> int:
    """Return the first line from `number` on that names no departments right below the one before it."""
    stop = number
    while stop < min(len(lines), number + _MOST) and not lines[stop].gap and len(lines[stop].text) <= _LONGEST:
        text = lines[stop].text
        if not (names_in(text, told=stop == number) or (stop == number and text in NO_OFFICE_NAMED)):
            break
        stop += 1
    return stop


def _names_offices(text: str) -> bool:
    """Tell whether all that stands behind the signs of a folded line are departments or institutions by their words."""
    names = split_departments(text, 0, len(text), told=True)
    return bool(names) and all(is_department(text[a:b]) or is_institution(text[a:b]) for a, b in names)


def with_office_heads(lines: Sequence[Line], forms: Sequence[tuple[Form, ...]]) -> Sequence[tuple[Form, ...]]:
    """Return the readings of lines, the rows below heads that come back as departments, as far as they name them.

    Args:
        lines: of the report.
        forms: what each may be.

    Returns:
        The readings; that of a line of heads begins behind its last character.
    """
    heads = [n for n, line in enumerate(lines[:-1]) if len(line.text) <= _LONGEST_ROW and _heads_offices(line.text)]
    if len(heads) < _HABIT:
        return forms
    found: dict[int, tuple[Form, ...]] = {}
    for number in heads:
        span = _offices_below(lines, number)
        if span is None:
            return forms  # a head of another table
        end, stop = len(lines[number].text), len(lines[number + 1].text)
        found[number] = (Form(Level.DEPARTMENTS, -1, "", None, (end, end), end, None),)
        found[number + 1] = (Form(Level.DEPARTMENTS, -1, "", None, span, stop, None),)
    return [found.get(number, readings) for number, readings in enumerate(forms)]


def _heads_offices(text: str) -> bool:
    """Tell whether a folded line holds nothing but heads of columns, one of them that of departments."""
    may_head = "担" in text or "管" in text or "課" in text
    return may_head and heads_offices([text[a:b] for a, b in _cells(text)])


def heads_offices(words: Sequence[str]) -> bool:
    """Tell whether folded words are heads of columns, one of them that of departments and none that of what is told of."""
    if len(words) < _HABIT or not all(_HEAD.fullmatch(word) and not _NAMES.search(word) for word in words):
        return False
    return sum(map(_is_head, words)) == 1


def _is_head(word: str) -> bool:
    return _CHARGE.fullmatch(word) is not None or (role_of(word) is _DEPARTMENT and not word.startswith("関係"))


def _offices_below(lines: Sequence[Line], number: int) -> tuple[int, int] | None:
    """Return the bounds of the departments in the only row below a line of heads, None where there is no such row."""
    head, row = lines[number : number + 2]
    heads, cells = list(_cells(head.text)), list(_cells(row.text))
    if row.gap or row.indent != head.indent or len(row.text) > _LONGEST_ROW or len(cells) != len(heads):
        return None
    further = lines[number + 2 : number + 3]
    if further and not further[0].gap and len(list(_cells(further[0].text))) == len(heads):
        return None
    at = next(k for k, (a, b) in enumerate(heads) if _is_head(head.text[a:b]))
    start, end = cells[at]
    names = row.text[start:end]
    return cells[at] if names in NO_OFFICE_NAMED or split_departments(row.text, start, end) else None


def _cells(text: str) -> Iterator[tuple[int, int]]:
    """Yield the bounds of what strokes or two blanks part in a folded line, else single ones, as tabs are."""
    parts = _PARTS if _PARTS.search(text) else _BLANK
    bounds = [(0, 0), *(match.span() for match in parts.finditer(text)), (len(text), len(text))]
    yield from ((before[1], behind[0]) for before, behind in pairwise(bounds))

"""Signs before departments that a report explains: ◎主管 ○関係 in its foreword, then ◎福祉課 ○図書館 below each heading."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.patterns import compile_pattern
from pipeline.profile import Level
from pipeline.segment.departments import is_department, is_institution, split_departments
from pipeline.segment.forms import Form
from pipeline.segment.lines import Line
from pipeline.segment.office_names import LEADING

_SIGN = rf"(?:[{LEADING}]|[(\[【〔<〈][主副関担][)\]】〕>〉])"
_WORD = r"(?:主な|主|副)?(?:担当|主管|所管|主務|関係|関連|協力|連携)(?:課室?|室課?|部署|部局|所属|機関|課等)?"
_EXPLAINED = compile_pattern(
    rf"(?P<sign>{_SIGN})[」』]? ?(?:印)?(?:[はが、:=/-]|…{{1,2}})? ?{_WORD}(?=$|[ 、,。)\]】〕>〉]|(?:を|で)|{_SIGN})"
)
_SIGNED = compile_pattern(_SIGN)
_LONGEST = 100  # characters of a line of departments


def signs_of_offices(lines: Sequence[Line]) -> frozenset[str]:
    """Return the folded signs of which a report says that departments stand behind them.

    Args:
        lines: of the report.
    """
    told = (line.text for line in lines if "管" in line.text or "担" in line.text or "主務" in line.text)
    return frozenset(match["sign"] for text in told for match in _EXPLAINED.finditer(text))


def sign_before(text: str, signs: frozenset[str]) -> bool:
    """Tell whether a folded line begins with one of some signs."""
    sign = _SIGNED.match(text) if signs else None
    return sign is not None and sign.group() in signs


def with_signed_offices(lines: Sequence[Line], forms: Sequence[tuple[Form, ...]]) -> Sequence[tuple[Form, ...]]:
    """Return the readings of lines, those that only name departments behind signs that the report explains as such.

    Args:
        lines: of the report.
        forms: what each may be.
    """
    signs = signs_of_offices(lines)
    if not signs:
        return forms
    return [
        (Form(Level.DEPARTMENTS, -1, "", None, (0, len(line.text)), len(line.text), None), *readings)
        if len(line.text) <= _LONGEST and sign_before(line.text, signs) and _names_offices(line.text)
        else readings
        for line, readings in zip(lines, forms, strict=True)
    ]


def _names_offices(text: str) -> bool:
    """Tell whether all that stands behind the signs of a folded line are departments or institutions by their words."""
    names = split_departments(text, 0, len(text), told=True)
    return bool(names) and all(is_department(text[a:b]) or is_institution(text[a:b]) for a, b in names)

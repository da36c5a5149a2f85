"""How many measures an overview says that there are, and the grades that do not add up to them: 全８施策, Ａが３施策、Ｂが４施策、Ｃが２施策."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractors.patterns import compile_pattern
from pipeline.check.beside import exact, words_between
from pipeline.check.listed import Miscount
from pipeline.model import FigureRecord

_OF_MEASURES = frozenset({"施策", "取組", "事業", "項目", "件", "つ"})
_ALL = compile_pattern(r"(?:全て?の?|掲げ(?:た|る|ている|ました)|対象とした|対象の|計画の) ?$")
_GRADE = compile_pattern(
    r"(?:^|[、。はが :\n,・「『])[「『]?(?P<grade>[A-ES◎○△×●▲])(?:評価|判定)?[」』]?(?:が|は|:|の(?:取組|施策|事業)は)? ?$"
)
_UNGRADED = compile_pattern(
    r"残|外|未|除|ほか|他|なし|無し|[わせきめ]な[いかく]|ません|保留|休止|廃止|見送|[-―－](?:が|は)"
)
"""Behind the grades: some measures have none."""
_REACH, _NEAR, _NEAR_REST = 400, 16, 40  # characters
_FEWEST = 2


def miscounted_grades(text: str, figures: Sequence[FigureRecord]) -> Iterator[Miscount]:
    """Yield the number of all measures that those of each grade do not add up to, both told in the overview.

    Args:
        text: without wraps.
        figures: of the report, by offset.
    """
    whole: FigureRecord | None = None
    graded: list[FigureRecord] = []
    for record in (*figures, None):
        if record is not None and whole is not None and _is_of_grade(text, record, whole, graded):
            graded.append(record)
            continue
        if whole is not None and len(graded) > _FEWEST:
            added = sum((r.figure.value for r in graded), Decimal(0))
            if added > whole.figure.value or (
                added < whole.figure.value and not _leaves_some(text, graded[-1], record)
            ):
                yield Miscount(whole, int(added), "、".join(_graded(text, r) for r in graded))
            whole = None
        graded = []
        if record is not None and record.place.measure_no is None and _counts_all(text, record):
            whole = record


def _counts_all(text: str, record: FigureRecord) -> bool:
    start = record.figure.span.start
    return (
        record.figure.unit_norm in _OF_MEASURES
        and exact(record)
        and _ALL.search(words_between(text, max(0, start - _NEAR), start)) is not None
    )


def _is_of_grade(text: str, record: FigureRecord, whole: FigureRecord, graded: Sequence[FigureRecord]) -> bool:
    """Tell whether a value is how many measures have a grade, right behind that of another grade if there is one."""
    start = record.figure.span.start
    last = graded[-1] if graded else whole
    if (
        record.figure.unit_norm != whole.figure.unit_norm
        or not exact(record)
        or start - last.figure.span.end > (_NEAR if graded else _REACH)
    ):
        return False
    return _GRADE.search(words_between(text, max(0, start - _NEAR), start)) is not None


def _leaves_some(text: str, last: FigureRecord, behind: FigureRecord | None) -> bool:
    """Tell whether the words behind the last grade say that measures have none: 評価対象外が2施策, 残りは実施前."""
    end = last.figure.span.end
    if behind is not None and behind.figure.unit_norm == last.figure.unit_norm:
        between = text[end : behind.figure.span.start]
        if len(between) <= _NEAR_REST and "\n" not in between:
            return True
    return _UNGRADED.search(words_between(text, end, end + _NEAR_REST).partition("\n")[0]) is not None


def _graded(text: str, record: FigureRecord) -> str:
    start, end = record.figure.span.start, record.figure.span.end
    found = _GRADE.search(words_between(text, max(0, start - _NEAR), start))
    return f"{found['grade'] if found else ''} {text[start:end]}"

"""The head of a row as the label of what stands at its end: ・離乳食教室　4、6、9月　第2木曜　計3回."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors import attendance_rows, scripts
from extractors.counters import PERSONS
from extractors.label_words import Label, trim
from extractors.mentions import FigureKind

if TYPE_CHECKING:
    from extractors.quantities import Quantity
    from extractors.view import TextView

_HEAD = scripts.compile(
    r"[ ・•●◇◆■□▪*-]*(?:[①-⑳] ?)?(?P<name>[^ 「」『』、。:()\d→~][^ 「」『』、。:()\d→~]{1,18}?)(?:\([^()\d]{1,4}\))? +(?=[^ ])"
)
_FIELDS = scripts.compile(
    r"(?:[\d\s、,.・/:~()-]|[年月日時分週毎隔第回各計約全のと火水木金土小高頃末祝翌同度]|延べ|令和|平成|[RHS](?=\d)|[偶奇]数月|年間|通年|[上中下]旬|[前後]期|午[前後]|から|まで|及び|[月火水木金土日]曜|中学?|現在|時点|[上下]半期|に|[人件台戸](?=[\d一 ]*[年月日]?(?:当たり|あたり))|当たり|あたり)*"
)
"""What says when: nothing that could be counted. No two of these can read the same words: a long row would take for ever."""
_NO_HEAD = scripts.compile(
    r"(?:[平休祝]日|土日|週末|夜間|日中|[春夏秋冬][季期]|午[前後])$|[東西南北中央]{1,2}部$|(?:地区|地域|圏域|ブロック|会場|校区|[県市町村区]内)$"
)
"""The head of a row that says when or where."""
_REACH = 70  # characters


def head_of_row(view: TextView, quantity: Quantity) -> Label | None:
    """Return the first word of the row at whose end a quantity stands that nothing else names.

    Args:
        view: the text.
        quantity: of things, money or time; persons in the row of a session are those who came.
    """
    text = view.text
    if quantity.kind is FigureKind.RATE or quantity.counter.names_itself:
        return None
    line = text.rfind("\n", max(0, quantity.start - _REACH), quantity.start) + 1
    if quantity.start - line >= _REACH or text.find("。", line, quantity.start) >= 0:
        return None
    head = _HEAD.match(text, line, quantity.start)
    if head is None or _NO_HEAD.search(head["name"]) or not _FIELDS.fullmatch(text, head.end(), quantity.start):
        return None
    if quantity.unit in PERSONS and attendance_rows.mark_before(view, quantity.start) is not None:
        return None
    return trim(text, *head.span("name"))

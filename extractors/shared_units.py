"""Units that stand away from their number: 延べ230（実45）人, 5人（男3女2）, 登録者数（人） R3 1,020 R4 1,155, 9件（市5、町4）."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors import scripts
from extractors.numbered_lines import NumberedLines

if TYPE_CHECKING:
    from extractors.view import TextView

_NUMBER = r"[0-9][0-9,]{0,8}"
_SENSE = r"(?:延べ|のべ|延|実)"
_UNIT = r"(?P<unit>人|名|件|回|世帯|団体)"
_TWO_SENSES = scripts.compile(
    rf"{_SENSE} ?(?P<first>{_NUMBER}) ?\( ?{_SENSE} ?(?P<second>{_NUMBER}) ?\) ?{_UNIT}(?![一-鿿])"
)
_BY_SEX = scripts.compile(
    rf"(?P<unit>人|名) ?\((?:内訳 ?:? ?)?(?:男|女) ?(?P<first>{_NUMBER})[、・, ]?(?:男|女) ?(?P<second>{_NUMBER})\)"
)
_ALL = scripts.compile(
    rf"(?P<all>{_NUMBER}) ?(?P<unit>人|名|件|回|世帯|団体|組|社|校|施設|事業所|か所|箇所|台|本|冊|点) ?\((?:内訳 ?:? ?)?"
    rf"(?P<parts>[^0-9、,()\n]{{1,16}} ?{_NUMBER}(?:[、,・ ] ?[^0-9、,()\n]{{1,16}}{_NUMBER}){{1,11}}) ?\)"
)
"""A total whose parts leave its counter out: 87団体（子ども会41、学級31、施設15）."""
_PART = scripts.compile(rf"(?<=[^0-9,]){_NUMBER}")
_YEAR = r"(?:(?:[RH] ?[0-9]{1,2}|(?:令和|平成) ?(?:元|[0-9]{1,2})(?: ?年度?)?|20[0-9]{2} ?年度?)(?: ?末)? ?[: ] ?)"
_ROW = scripts.compile(rf"\({_UNIT}\) ?[: ] ?(?P<row>(?:{_YEAR}{_NUMBER}(?![0-9.,]) *(?:[、,/] *)?){{2,12}})(?=\n|$)")
_CELL = scripts.compile(rf"{_YEAR}(?P<value>{_NUMBER})")


def scan(view: TextView) -> dict[int, str]:
    """Return the units of the numbers that have none of their own beside them, by where the number starts."""
    text, lines = view.text, view.memo(NumberedLines)
    found: dict[int, str] = {}
    for pattern, signs in ((_TWO_SENSES, ("(実", "(延", "(の", "( ")), (_BY_SEX, ("男", "女"))):
        for match in lines.matches(pattern, signs):
            found[match.start("first")] = found[match.start("second")] = match["unit"]
    for match in lines.matches(_ALL, ("(",)):
        parts = list(_PART.finditer(text, *match.span("parts")))
        if sum(_value(part.group()) for part in parts) == _value(match["all"]):  # else they may be anything
            found.update((part.start(), match["unit"]) for part in parts)
    for match in lines.matches(_ROW, ("(",)):
        for cell in _CELL.finditer(text, match.start("row"), match.end("row")):
            found[cell.start("value")] = match["unit"]
    return found


def _value(number: str) -> int:
    return int(number.replace(",", ""))

"""Lines that hold several fields side by side: 【目標】60%　【実績】47%, 〈評価〉Ａ　〈主管〉救急センター, 進捗率 80%　所管 保育課."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.patterns import compile_pattern
from pipeline.kinds import TOLD
from pipeline.profile import Level, base, shared_rules
from pipeline.segment.brackets import OPENING, closing_groups
from pipeline.segment.departments import bracket_line, names_in
from pipeline.segment.office_names import is_certain_office, may_name
from pipeline.states import IN_WORDS, SIGN

_OPENS = "【[〔<《≪〈"
_BRACKETED = compile_pattern(r"(?<! ) +(?=[【\[〔<《≪〈](?P<label>[^【】\[\]〔〕<>《》≪≫〈〉 ]{2,12})[】\]〕>》≫〉])")
_LABEL = compile_pattern(r"[【\[〔<《≪〈](?P<label>[^】\]〕>》≫〉]{2,20})[】\]〕>》≫〉]")
_IN_TEXT = compile_pattern(
    r"(?<=。) ?(?P<at>)[【\[〔<《≪〈](?P<label>[^【】\[\]〔〕<>《》≪≫〈〉 。、]{2,12})[】\]〕>》≫〉](?![のをがはにとでもや、。・等])"
)
"""A label behind a sentence on its line: 6回開いた。【課題】人手が足りない。"""
_DEPARTMENTS = Level.DEPARTMENTS
"""To look a member up takes thirty times as long."""
_LONGEST = 80  # characters
_FIELDS = 4
_WIDE = "  "
_CLOSERS = ")]】〕>》≫〉"
_GRADE = rf"(?:{SIGN}|[0-9]{{1,3}}(?:\.[0-9])? ?%|{IN_WORDS})"
_VALUE = rf"(?:{_GRADE}|[約△▲+-]?[0-9][0-9,.]{{0,12}}(?: ?[^\s0-9。、()]{{1,4}})?|-)(?: ?\([^()]{{1,12}}\))?"
_ENDS_IN_GRADE = compile_pattern(rf"[ :/]{_GRADE}$")
_WORD = r"(?!内線|電話|直通)(?:[一-鿿](?: +[一-鿿]){1,3}|[^\s:/。、()「」0-9・○◎●■◆□◇△▲☎]{2,10})"
_FIELD = rf"{_WORD}(?: ?[:/] ?| +){_VALUE}"
_VALUED = compile_pattern(rf"(?:・ ?)?{_FIELD}(?: +(?=\S)|$)")
"""A field with nothing but a number or grade, be it with something behind it: 進捗率 80%　…."""
_WITH_COLONS = compile_pattern(rf"(?:{_WORD} ?: ?[^\s:。、]{{1,20}} +){{1,4}}(?=[^\s:]{{2,8}} ?:)")
"""Fields with colons before another: 建築年度：昭和55年度　延床面積：860㎡　…."""
_BEHIND = compile_pattern(rf"(?<=[^\s:]) {{2,}}(?={_FIELD}(?: +{_FIELD}){{0,3}}$)")
"""Such fields at the end of a line, set apart."""
_BEHIND_BRACKET = compile_pattern(
    rf"(?<=[)\]】〕>》≫〉]) *(?=(?:(?:{_FIELD}|{_GRADE}|[(\[【〔<《≪〈] ?{_FIELD} ?[)\]】〕>》≫〉])(?: +(?=\S)|(?=[(\[【〔<《≪〈])|$)){{1,4}}$)"
)
"""The same behind a bracket, in brackets of their own or a grade alone: 〔担当：福祉課〕 総合評価：Ａ, （福祉課） Ｂ."""


def fields_within(text: str) -> list[int]:
    """Return where further fields begin in a folded line that begins with one; none in any other line.

    Args:
        text: the line. Labels in brackets are known ones; else departments stand behind what only has a grade or amount.
    """
    if text[0] in OPENING and (told := _behind_offices(text)):
        return told
    ends = "。" in text[:-1]
    in_text = {m.start("at") for m in _IN_TEXT.finditer(text) if _opens(m["label"])} if ends else ()
    if text[0] in _OPENS or in_text:
        return sorted({*in_text, *_bracketed(text)})
    if len(text) > _LONGEST or " " not in text:
        return []
    return _behind_values(text) if may_name(text) else _before_values(text)


def _opens(label: str) -> bool:
    return base().kind_of(label) in TOLD


def is_valued(text: str) -> bool:
    """Tell whether a folded line is a field with nothing but a number or grade: 進捗率 80%, 評価：Ａ."""
    return _VALUED.fullmatch(text) is not None


def names_departments(text: str) -> bool:
    """Tell whether a folded text says that it names departments: 所管：福祉課, 〈主管〉救急センター."""
    return any(rule.pattern.match(text) for rule in shared_rules(_DEPARTMENTS, text[:1]))


def _behind_offices(text: str) -> list[int]:
    """Return where fields begin behind brackets that say whose a measure is, in a folded line of nothing else."""
    behind = _BEHIND_BRACKET.search(text) if len(text) <= _LONGEST else None
    if behind is None:
        return []
    offices = text[: behind.start()]
    groups = closing_groups(offices)
    if not groups or groups[0][0]:
        return []
    named = bracket_line(offices) is not None or names_departments(offices)
    graded = _ENDS_IN_GRADE.search(text.rstrip(_CLOSERS)) is not None
    return [behind.end()] if named or (graded and names_in(offices)) else []


def _bracketed(text: str) -> Iterator[int]:
    first = _LABEL.match(text)
    known = first is not None and base().kind_of(first["label"].strip()) is not None
    found = list(_BRACKETED.finditer(text, 1))
    stops = [*(field.start() for field in found), len(text)]
    for field, stop in zip(found, stops[1:], strict=True):
        if base().kind_of(field["label"]) is not None or (known and names_departments(text[field.end() : stop])):
            yield field.end()


def _behind_values(text: str) -> list[int]:
    if ":" in text and (fields := _WITH_COLONS.match(text)) and names_departments(text[fields.end() :]):
        return [fields.end()]
    at = 0
    for _ in range(_FIELDS):
        field = _VALUED.match(text, at)
        if field is None:
            break
        at = field.end()
    if not 0 < at < len(text):
        return []
    names, before = text[at:], text[:at]
    listed = names_in(names) if before.endswith(_WIDE) and _ENDS_IN_GRADE.search(before.rstrip()) else ()
    sure = any(is_certain_office(names[a:b]) for a, b in listed)
    return [at] if sure or names_departments(names) else []


def _before_values(text: str) -> list[int]:
    behind = _BEHIND.search(text) if _WIDE in text else None
    return [behind.end()] if behind is not None and names_departments(text[: behind.start()]) else []

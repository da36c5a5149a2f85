"""Which field of a form names the measure, or what it belongs to: by its label, or by its place where no label is called so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from extractors.mentions import Span
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.kinds import TOLD
from pipeline.pages import Cell
from pipeline.segment.above import title_field
from pipeline.segment.columns import KindOf
from pipeline.segment.departments import names_in, split_heading
from pipeline.segment.fields import NUMBER, Field
from pipeline.segment.headings import ends_with_offices, names_departments
from pipeline.segment.level_fields import PLACED
from pipeline.segment.own_marks import counted_marks
from pipeline.segment.rows import names_direction
from pipeline.stacks import OFFICE
from pipeline.tabular import ITEM, NO_VALUE, Role, count_of, is_value, role_of

_LONGEST_TITLE = 60  # characters
_NO_TITLE = compile_pattern(r"^[・○●◆■]|。|[0-9] ?[人件回]$")
_NAME = compile_pattern(r"名(?:称|等)?$|^(?:具体的な?|個別)(?:施策|事業)$")
_BARE = compile_pattern("政策|施策")
_LABELLED = compile_pattern(r"(?P<label>[^:\s]{2,10}) ?: ?(?=\S)")
_NUMBERED = compile_pattern(rf"(?P<label>[^0-9:(]{{0,8}}?):?(?:{NUMBER.pattern}|\([0-9]{{1,2}}\))")
"""Ⅰ-1, No.3, 施策番号Ⅰ-1, 措置(1): a number, be it behind what it counts."""
_SUBJECT = compile_pattern("施策|項目|事項")
"""What a level is called that may be what the only sheet of a report tells of."""
_FIELD_OF_NUMBER = "番号"
OFFICES = "担当課"
_NEAR = 8  # fields
_LONGEST_GRADE = 6  # characters
_SEVERAL = 2  # sheets
_LEAST_OWN = 2  # characters: R6 counts nothing
_TITLES = (Role.TITLE, Role.DIRECTION)
_COUNTED = frozenset({Role.NUMBER, Role.TITLE})
_BEHIND_NUMBER = compile_pattern(rf"(?:{NUMBER.pattern}|\([0-9]{{1,2}}\))(?: |$)")
ASIDE = (*_TITLES, Role.DEPARTMENT, Role.NUMBER)
"""What the fields at the head of a sheet hold that tell nothing of its measure."""


class Names:
    """Tells the fields that name something."""

    def __init__(
        self,
        raw: str,
        kind_of: KindOf,
        subject: str | None = None,
        bands: frozenset[int] = frozenset(),
        counted: Iterable[str] = (),
    ) -> None:
        """Take the text, what a label opens by the report's style, and what `find_subject` found.

        Args:
            raw: the text.
            kind_of: what a label opens.
            subject: the label that `find_subject` returned.
            bands: where bands name measures.
            counted: the forms of the marks that are known to head sheets.
        """
        self.bands = bands
        self.counted = set(counted)
        self._raw = raw
        self._kind_of = kind_of
        self._subject = subject

    def find_subject(self, forms: Sequence[Sequence[Field]]) -> str | None:
        """Return the label of the field that names the measure by its place, where none is called so: 改革項目, else 基本施策.

        It stands in each sheet, before all that is told, and holds other words in each; so may a first cell without a
        label, whose words are empty then. None if there is no such field.

        Args:
            forms: the fields of each form.
        """
        labelled = [field for fields in forms for field in fields if field.label is not None]
        told = Counter(field.words for field in labelled if self._tells(field))
        if not told:
            return None
        first = next(at for at, field in enumerate(labelled) if self._tells(field))
        sheets = max(told.values())
        held: dict[str, list[str]] = {field.words: [] for field in labelled[:first]}
        roles = {field.words: field.role for field in labelled[:first]}
        for field in labelled:
            if field.words in held:
                held[field.words].append(self._words(field.values[-1]) if self._is_single(field) else "")
        names = [w for w, values in held.items() if len(values) >= sheets and self._differ(values)]
        items = [w for w in names if ITEM.fullmatch(w)]
        levels = [w for w in names if roles[w] is Role.DIRECTION and (sheets >= _SEVERAL or _SUBJECT.search(w))]
        if items:
            return items[-1]
        starts = [
            fields[at : at + _NEAR]
            for fields in map(self._with_number, forms)
            for at, f in enumerate(fields)
            if not at or f.role is Role.NUMBER
        ]
        cells = [cell for fields in starts if (cell := self._unlabelled(fields)) is not None]
        self.counted.update(mark.form for mark in counted_marks(list(map(self._words, cells))) if mark is not None)
        titles = [self._titled(cell) for cell in cells]
        words = [_without_offices(self._words(title.values[0])) for title in titles]
        begin = len(words) >= max(sheets, _SEVERAL) and self._differ(words)
        if levels and not (begin and all(title.label is not None for title in titles)):
            return levels[-1]
        return "" if begin else None

    def _tells(self, field: Field) -> bool:
        """Tell whether a field tells of a measure in words: a grade (進捗状況 ○) does not."""
        if field.label is None or self._kind_of(field.words) not in TOLD:
            return False
        return any(len(self._words(cell)) > _LONGEST_GRADE for cell in field.values)

    def _is_single(self, field: Field) -> bool:
        """Tell whether a field holds one name, be it behind its number."""
        *before, last = [self._words(cell) for cell in field.values] or [""]
        return last != "" and self._may_be(last) and not is_value(last) and all(map(NUMBER.fullmatch, before))

    def _differ(self, names: Sequence[str]) -> bool:
        return "" not in names and len(set(names)) == len(names) and all(map(self._may_be, names))

    def _unlabelled(self, fields: Sequence[Field]) -> Cell | None:
        """Return the first cell of a sheet where it names nothing but the measure: 窓口の改善 before 担当課 or its office, or behind its number."""
        first = fields[0]
        if first.role is Role.NUMBER and len(first.values) > 1:
            return first.values[1]
        placed = any(other.role in (Role.DEPARTMENT, Role.NUMBER) for other in fields[1:])
        if first.label is None:
            cell = first.values[0]
            band = cell.columns > 1 and not _offices(self._words(cell)) and any(map(self._tells, fields[1:]))
            return cell if placed or band else None
        beside = [self._words(cell) for cell in first.values]
        if (not placed and not beside) or not all(map(_offices, beside)):
            return None
        return None if first.role is not Role.OTHER or self._kind_of(first.words) else first.label

    def _titled(self, cell: Cell) -> Field:
        """Return a cell that names a measure as its title, what it calls itself apart (取組事項：窓口の改善), or its mark."""
        first, *others = cell.spans
        label = _LABELLED.match(fold(self._raw[first.start : first.end]))
        if label is not None and role_of(label["label"]) is Role.TITLE:
            cell = replace(cell, spans=(Span(first.start + label.end(), first.end), *others))
        elif not others:
            return title_field(self._raw, first, self.counted)._replace(words="", is_name=True)
        return Field(None, "", values=(cell,), is_name=True)

    def _with_number(self, fields: Sequence[Field]) -> Sequence[Field]:
        """Return the fields of a form with a number before the first words as the number's field: ① | 窓口の改善, 施策番号 Ⅰ-1 | ….

        Who has it in hand may stand behind these words, which then look like a label.
        """
        first, *others = fields
        if first.label is not None:
            numbered = first.values and (_counts(first.words) or self._counts_own(first.words))
            return [_numbered(first.label, first), *others] if numbered else fields
        number = first.values[0]
        if not others or not _counts(self._words(number).replace(" ", "")):
            return fields
        second, *others = others
        named = second.label is None or (second.values and all(_names_offices(self._words(c)) for c in second.values))
        return [_numbered(number, second), *others] if named else fields

    def _counts_own(self, words: str) -> bool:
        """Tell whether the first label of a sheet counts what no vocabulary has (約束3), and neither opens a block nor names a level."""
        counted = _NUMBERED.fullmatch(words)
        label = counted["label"] if counted is not None else ""
        known = self._kind_of(label) is not None or role_of(label) is not Role.OTHER or names_direction(words)
        return len(label) >= _LEAST_OWN and not known

    def _without_numbers(self, fields: Sequence[Field]) -> Iterator[Field]:
        """Yield the fields of a form, numbers apart that stand behind what they count before whose the measure is: 事業番号 1-1 | 担当：福祉課."""
        for at, field in enumerate(fields):
            offices = [_names_offices(self._words(cell)) for cell in field.values]
            across = not at and field.label is None and field.values[0].columns > 1
            alone = (
                _offices if across else names_departments
            )  # 環境部 緑政課 over all that is told, below a title's line
            if field.label is None and all(map(alone, map(self._words, field.values))):
                yield field._replace(words=OFFICES)
            elif field.label is None or not (offices and all(offices) and _counts(field.words)):
                yield field
            else:
                yield Field(None, _FIELD_OF_NUMBER, values=(field.label,))
                yield Field(None, OFFICES, values=field.values)

    def read(self, fields: Sequence[Field]) -> Iterator[Field]:
        """Yield the fields of a form, the numbers before names apart, and that which names by its place as a title."""
        fields = self._with_number(fields) if self._subject == "" else list(self._without_numbers(fields))
        fields = [*map(self._called, fields[:1]), *fields[1:]]
        for at, field in enumerate(fields):
            if (
                self._subject == ""
                and (at == 0 or field.role is Role.NUMBER)
                and (cell := self._unlabelled(fields[at : at + _NEAR]))
            ):
                if field.label is not cell and len(field.values) > 1:
                    yield field._replace(values=field.values[:1])
                yield self._titled(cell)
                others = field.values if field.label is cell else field.values[2:]
                yield from (Field(None, OFFICES if _names_offices(self._words(c)) else "", values=(c,)) for c in others)
                continue
            named = field._replace(is_name=True) if self._subject and field.words == self._subject else field
            behind = self._offices_behind(named)
            named = named._replace(values=named.values[: len(named.values) - len(behind)])
            if len(named.values) > 1 and named.role in _TITLES and self._is_single(named):
                yield Field(None, _FIELD_OF_NUMBER, values=named.values[:-1])
                named = named._replace(values=named.values[-1:])
            yield named
            yield from (Field(None, OFFICES, values=(cell,)) for cell in behind)

    def _called(self, first: Field) -> Field:
        """Return the first field of a form as its title where that is numbered below the bare word for one: 措置 | 1-1 窓口の改善."""
        numbered = first.values and _BEHIND_NUMBER.match(self._words(first.values[0]))
        called = first.role is Role.OTHER and numbered and role_of(f"{first.words}名") is Role.TITLE
        return first._replace(is_name=True) if called else first

    def _offices_behind(self, field: Field) -> Sequence[Cell]:
        """Return the cells behind the one that names a measure that say whose it is: 担当課：福祉課."""
        if field.role is not Role.TITLE:
            return ()
        name = next((at for at, cell in enumerate(field.values) if not NUMBER.fullmatch(self._words(cell))), 0)
        behind = takewhile(lambda cell: _names_offices(self._words(cell)), reversed(field.values[name + 1 :]))
        return list(behind)[::-1]

    def names(self, found: Field) -> bool:
        """Tell whether a field names a measure or what measures belong to."""
        if found.role is Role.TITLE and not _NAME.search(found.words) and self._kind_of(found.words) in TOLD:
            return False  # 主な取組 tells of the measure
        return self._is_name(found)

    def leads(self, fields: Sequence[Field]) -> Sequence[Field]:
        """Return the field that names a measure by its place, and those that are counted on below it: 事業1, 事業2 in one table."""
        lead = self._lead(fields)
        if lead is None or not self._is_counted(lead):
            return [] if lead is None else [lead]
        return [
            field for field in fields if field.words == lead.words and self._is_counted(field) and self._is_name(field)
        ]

    def _is_counted(self, field: Field) -> bool:
        return field.label is not None and count_of(self._words(field.label)) is not None

    def _lead(self, fields: Sequence[Field]) -> Field | None:
        """Return the field of 主な取組 that names the measure, as it stands where no other one does: before all that is told."""
        head = list(takewhile(lambda field: field.role in ASIDE, fields))
        named = [field for field in head if field.role is Role.TITLE and self.names(field)]
        if (named and not all(_BARE.fullmatch(field.words) for field in named)) or len(head) == len(fields):
            return None
        if named:  # of 施策 and 事業, both as bare, it is the latter
            behind = head[head.index(named[-1]) + 1 :]
            return next((field for field in behind if field.words == "事業" and self._is_name(field)), None)
        return next((field for field in head if field.role is Role.TITLE and self._is_name(field)), None)

    def _is_name(self, found: Field) -> bool:
        """Tell whether a field can name something: it is called so, and holds a few words."""
        if len(found.values) != 1:
            return False
        words = self._words(found.values[0])
        if found.role not in _TITLES and not (PLACED.search(found.words) and names_direction(words)):
            return False
        return self._may_be(words)

    def _may_be(self, words: str) -> bool:
        return len(words) <= _LONGEST_TITLE and not _NO_TITLE.search(words) and words not in NO_VALUE

    def _words(self, cell: Cell) -> str:
        return fold(cell.text(self._raw)).strip()


def _counts(words: str) -> bool:
    """Tell whether folded words without blanks are a number, be it behind what it counts: 施策番号Ⅰ-1, No.3."""
    counted = _NUMBERED.fullmatch(words)
    if counted is None or not (label := counted["label"]):
        return counted is not None
    return not _COUNTED.isdisjoint((role_of(label), role_of(f"{label}名")))  # 措置1-1, as 措置名 names one


def _numbered(number: Cell, field: Field) -> Field:
    """Return the field of a number that stands before the cells of another."""
    return Field(None, _FIELD_OF_NUMBER, values=(number, *(c for c in field.cells if c is not number)))


def _offices(words: str) -> str:
    """Return the label that a cell without one would have, where it names departments."""
    alone = OFFICE.fullmatch(words) and not ends_with_offices(words)  # 夜間の相談 所管:福祉課 is a title with its own
    return OFFICES if alone or names_departments(words) else ""


def _without_offices(words: str) -> str:
    """Return a folded title without the offices behind it: sheets that differ in these alone are named by something else."""
    return "".join(words[slice(*part)] for part in split_heading(words).title) if ends_with_offices(words) else words


def _names_offices(words: str) -> bool:
    """Tell whether a cell behind a name says whose it is; there an institution (図書館) does as well."""
    return bool(_offices(words) or names_in(words))

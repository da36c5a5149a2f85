"""The file that staff hand in: read as Excel saves it, each line checked against the table that it corrects."""

from __future__ import annotations

import csv
import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path

from extractors.patterns import compile_pattern
from pipeline.corrections import COLUMNS, DELETE, KEEP, WHOLE_ROW, Correction
from pipeline.errors import CorrectionsError
from pipeline.tables import TABLES
from pipeline.tables.schema import LIST_MARK, Column, Table, to_cell
from pipeline.write import bare, parse_rows

_MOST_TOLD = 20
_FIXED = frozenset({"document_id", "measure_id", "measure_no", "direction_no", "text", "context", "page", "bbox"}) | {
    "offset_start",
    "offset_end",
    "ref_id",
    "machine_values",
    "source",
}
"""Columns that say where a row stands and how it was read, or belong to another row."""
_DATE = compile_pattern(r"(\d{4})[-/年.](\d{1,2})[-/月.](\d{1,2})日?")
_TIME = compile_pattern(r"T?\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?")
_YES_NO = {"true": "true", "false": "false", "1": "true", "0": "false"}

_FORM = {
    "number": ("数だけを入れてください（例 6.9）", "write the number alone, such as 6.9"),
    "integer": ("整数だけを入れてください（例 12）", "write the whole number alone, such as 12"),
    "year": ("西暦の年だけを入れてください（例 2024）", "write the year alone, such as 2024"),
    "date": ("日付を入れてください（例 2024-03-31）", "write a day, such as 2024-03-31"),
    "boolean": ("true（はい）か false（いいえ）を入れてください", "write true or false"),
}
"""How to write a value, by the type of its column."""

_Fault = tuple[str, str]
Where = tuple[str, str]
"""Where in a file something stands: Japanese, English."""


def correctable(table: Table) -> dict[str, Column]:
    """Return the columns of a table whose values may be corrected, by name; none of a table that takes no corrections."""
    if "machine_values" not in table.header:
        return {}
    if table.name == "numerals":
        return {"claimed_by": next(c for c in table.columns if c.name == "claimed_by")}
    return {c.name: c for c in table.columns if c.name not in _FIXED and c.name not in table.key}


def read(path: Path, is_known: Callable[[str], bool]) -> list[Correction]:
    """Read a file of corrections.

    Args:
        path: CSV, in UTF-8 or CP932; its columns in any order, others beside them are passed over.
        is_known: tells whether the datasets hold a document.

    Raises:
        CorrectionsError: if it cannot be read or a line is wrong; it tells every such line.
    """
    lines = _lines(path)
    header = [name.strip() for name in next(lines, (1, []))[1]]
    missing = [name for name in COLUMNS if name not in header]
    if missing:
        raise CorrectionsError(
            f"{path} は訂正のファイルではありません（列 {', '.join(missing)} がありません）。何も変更していません。"
            "確認用の頁から保存したファイルを指定してください。",
            f"{path} is no file of corrections (it lacks {', '.join(missing)}). Nothing was changed: "
            "give the file that the review page saved.",
        )
    return checked(
        path,
        (
            ((f"{number} 行目", f"line {number}"), {name: bare(cell) for name, cell in zip(header, row, strict=False)})
            for number, row in lines
            if any(cell.strip() for cell in row)
        ),
        is_known,
    )


def checked(
    path: Path, lines: Iterable[tuple[Where, Mapping[str, str]]], is_known: Callable[[str], bool]
) -> list[Correction]:
    """Return lines as corrections.

    Args:
        path: the file that they stand in.
        lines: each with where it stands, and its cells by the columns of corrections.csv.
        is_known: tells whether the datasets hold a document.

    Raises:
        CorrectionsError: if a line is wrong; it tells every such line.
    """
    found: list[Correction] = []
    faults: list[tuple[Where, _Fault]] = []
    for where, cells in lines:
        line = _Line(cells, is_known)
        faults += [(where, fault) for fault in line.faults()]
        if not line.found:
            found.append(line.correction())
    if faults:
        raise _broken(path, faults)
    return found


def written_lines(path: Path) -> list[tuple[str, ...]]:
    """Return the lines of a file of corrections as they are written, in the order of COLUMNS.

    Raises:
        CorrectionsError: if it cannot be read.
    """
    lines = _lines(path)
    header = [name.strip() for name in next(lines, (1, []))[1]]
    rows = [dict(zip(header, map(bare, row), strict=False)) for _, row in lines if any(row)]
    return [tuple(row.get(name, "") for name in COLUMNS) for row in rows]


def _broken(path: Path, faults: Sequence[tuple[Where, _Fault]]) -> CorrectionsError:
    ja = "".join(f"\n  {where[0]}: {fault[0]}" for where, fault in faults[:_MOST_TOLD])
    en = "".join(f"\n  {where[1]}: {fault[1]}" for where, fault in faults[:_MOST_TOLD])
    if len(faults) > _MOST_TOLD:
        ja += f"\n  ほか {len(faults) - _MOST_TOLD} 件"
        en += f"\n  and {len(faults) - _MOST_TOLD} more"
    return CorrectionsError(
        f"{path} に誤りがあるため、何も変更していません。次の行を直してください。{ja}",
        f"{path} has mistakes, so nothing was changed. Mend these lines:{en}",
    )


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield the records of a CSV, each with the number of the line on which it ends."""
    try:
        content = path.read_bytes()
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise CorrectionsError(f"{path} を読めません（{why}）。", f"{path} cannot be read ({why}).") from error
    for encoding in ("utf-8-sig", "cp932"):
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise CorrectionsError(
            f"{path} の文字コードが分かりません。Excel で「CSV UTF-8」として保存し直してください。",
            f"{path} is neither UTF-8 nor CP932: save it in Excel as 'CSV UTF-8'.",
        )
    try:
        rows = parse_rows(text)
    except csv.Error as error:
        raise CorrectionsError(
            f"{path} を CSV として読めません（{error}）。何も変更していません。",
            f"{path} is no CSV ({error}). Nothing was changed.",
        ) from error
    number = 0
    for row in rows:
        number += 1 + sum(cell.count("\n") for cell in row)
        yield number, row


class _Line:
    """A line of the file, and what is wrong with it."""

    def __init__(self, cells: Mapping[str, str], is_known: Callable[[str], bool]) -> None:
        self._cells = {name: cells.get(name, "") for name in COLUMNS}
        self._is_known = is_known
        self._values: dict[str, str] = {}
        self.found: list[_Fault] = []

    def faults(self) -> list[_Fault]:
        """Check the line, keep its values in their normal form, and return what is wrong."""
        cells = self._cells
        for name in ("document_id", "table", "column", "quote", "who", "when"):
            if not cells[name].strip():
                self._fault(f"「{name}」が空です。", f"{name} is empty.")
        if cells["document_id"].strip() and not self._is_known(cells["document_id"].strip()):
            self._fault(
                f"文書 {cells['document_id']} は、この出力フォルダーにありません。",
                f"The output folder holds no document {cells['document_id']}.",
            )
        if cells["occurrence"].strip() and not re.fullmatch(r"[1-9][0-9]*", cells["occurrence"].strip()):
            self._fault(
                f"「occurrence」の {cells['occurrence']} は 1 以上の整数ではありません。",
                f"occurrence {cells['occurrence']!r} is no whole number of 1 or more.",
            )
        when = moment(cells["when"])
        if cells["when"].strip() and when is None:
            self._fault(
                f"「when」の {cells['when']} を日時として読めません。2026-04-01 10:00 のように書いてください。",
                f"when {cells['when']!r} is no time: write 2026-04-01 10:00.",
            )
        self._values["when"] = when or ""
        self._check_cell()
        return self.found

    def _check_cell(self) -> None:
        named, name = self._cells["table"].strip(), self._cells["column"].strip()
        tables = {table.name: table for table in TABLES if correctable(table)}
        if named and named not in tables:
            self._fault(
                f"表「{named}」は訂正できません（{', '.join(tables)} のいずれか）。",
                f"The table {named!r} takes no corrections; one of {', '.join(tables)}.",
            )
        if named not in tables or not name:
            return
        columns = correctable(tables[named])
        if name == WHOLE_ROW and named != "numerals":
            self._values["value"] = self._cells["value"].strip().lower()
            if self._values["value"] not in (DELETE, KEEP):
                self._fault(
                    f"列 * の値は {DELETE}（行を除く）か {KEEP}（残す）です。",
                    f"For the column * the value is {DELETE} or {KEEP}.",
                )
        elif name not in columns:
            self._fault(
                f"{named} の列「{name}」は訂正できません（{', '.join(columns)} のいずれか）。",
                f"The column {name!r} of {named} cannot be corrected; one of {', '.join(columns)}.",
            )
        else:
            for cell in ("machine_value", "value"):
                self._values[cell] = self._normal(tables[named], columns[name], cell)

    def _normal(self, table: Table, column: Column, which: str) -> str:
        written = self._cells[which].strip()
        if which == "value" and not written and column.required:
            self._fault(f"「{column.title_ja}」は空にできません。", f"{column.name} cannot be empty.")
        if which == "value" and written and column.name in {key.column for key in table.foreign}:
            self._fault(f"「{column.title_ja}」は、空にする訂正だけができます。", f"{column.name} can only be emptied.")
        cell = normal(column, written)
        taken = table.name == "numerals" and cell in ("figure", "date")
        if which == "value" and (cell is None or taken):
            choices = ", ".join(c for c in column.enum if not (table.name == "numerals" and c in ("figure", "date")))
            hint_ja, hint_en = (
                (f"次のいずれかにしてください: {choices}", f"it takes one of {choices}")
                if choices
                else _FORM[column.type]
            )
            self._fault(
                f"「{column.title_ja}」の値「{written}」は使えません。{hint_ja}。",
                f"{written!r} is no value of {column.name}: {hint_en}.",
            )
        return written if cell is None else cell

    def correction(self) -> Correction:
        """Return the line as a correction; it must be without fault."""
        cells = self._cells | self._values
        return Correction(
            document_id=cells["document_id"].strip(),
            table=cells["table"].strip(),
            quote=cells["quote"],
            before=cells["before"],
            after=cells["after"],
            occurrence=int(cells["occurrence"].strip() or 1),
            column=cells["column"].strip(),
            machine_value=cells["machine_value"],
            value=cells["value"],
            who=cells["who"].strip(),
            when=cells["when"],
            why=cells["why"].strip(),
        )

    def _fault(self, ja: str, en: str) -> None:
        self.found.append((ja, en))


def normal(column: Column, written: str) -> str | None:
    """Return a value as a cell of its column: 2024/8/31 is 2024-08-31, １，２００ is 1200; None if it is none."""
    if not written:
        return ""
    plain = unicodedata.normalize("NFKC", written)  # a value, never a quote
    match column.type:
        case "number" | "integer" | "year":
            try:
                number = Decimal(plain.replace(",", ""))
            except InvalidOperation:
                return None
            whole = column.type == "number" or number == number.to_integral_value()
            return to_cell(number) if number.is_finite() and whole else None
        case "boolean":
            return _YES_NO.get(plain.lower())
        case "date":
            return _day(plain)
        case "list":
            entries = [entry.strip() for entry in written.split(LIST_MARK) if entry.strip()]
            return LIST_MARK.join(entries) if not column.enum or set(entries) <= set(column.enum) else None
        case _:
            return written if not column.enum or written in column.enum else None


def moment(written: str) -> str | None:
    """Return a day or time as ISO 8601, as written or as Excel shows it (2026/4/1 9:05); None if it is none."""
    text = unicodedata.normalize("NFKC", written).strip()
    found = _DATE.match(text)
    day = _day(found.group()) if found else None
    rest = text[found.end() :].strip() if found else ""
    if day is None or not rest:
        return day
    time = _TIME.fullmatch(rest)
    if time is None:
        return None
    hour, minute, second = (int(part or 0) for part in time.groups()[:3])
    if hour > 23 or minute > 59 or second > 59:
        return None
    return f"{day}T{hour:02d}:{minute:02d}:{second:02d}{time[4] or ''}"


def _day(written: str) -> str | None:
    found = _DATE.fullmatch(written)
    try:
        return dt.date(*(int(part) for part in found.groups())).isoformat() if found else None
    except ValueError:
        return None

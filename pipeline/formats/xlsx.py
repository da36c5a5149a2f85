"""An Excel workbook: a sheet for each table, which a person can filter and a program can read.

It follows the rules of 総務省 for machine-readable tables: one table a sheet, one datum a cell, numbers and dates as
such, no merged cells, no blanks for looks. A text is written as a text whatever it looks like; there is no formula.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import partial
from itertools import compress
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.formats.source import Source
    from pipeline.formats.survey import Head, Survey
    from pipeline.tables.schema import Table, Value

HEAD_ROWS = 2
MOST_ROWS = 1_048_576  # Excel's, of a sheet
MOST_CHARACTERS = 32_767  # Excel's, of a cell, in UTF-16 units
MOST_LINKS = 65_530  # Excel's, of a sheet
_MOST_DIGITS = 15  # Excel keeps no more of a number
_MOST_NUMBER = Decimal("1e300")
_MOST_NAME = 31
_FIRST_DAY = dt.date(1900, 3, 1)  # Excel counts a 29 February 1900: the days before it are not those of others
_IN_MEMORY = 200_000  # rows; above, strings stand in the sheets, which some viewers do not show, but memory stays small
_CUT = " …（以下略）"
_A4 = 9
_LINE = 15  # points
_PROSE = frozenset({"message_ja", "message_en", "reason", "reason_en", "state_ja", "state_en", "failure"})
"""Columns of sentences that people read whole: they wrap."""


def files(source: Source) -> Iterator[tuple[str, Callable[[Path], None]]]:
    """Yield the one file."""
    yield "shinchoku.xlsx", partial(_fill, source)


def _fill(source: Source, path: Path) -> None:
    import xlsxwriter
    from xlsxwriter.exceptions import XlsxWriterException

    from pipeline.formats.links import looked_for
    from pipeline.formats.notes import COLUMNS, NOTES, VALUES, code_rows, column_rows, note_rows
    from pipeline.formats.survey import survey

    source.notices.clear()
    surveys = {table.name: survey(source, table, looked_for(source, table)) for table in source.tables}
    options = {
        "constant_memory": sum(s.rows for s in surveys.values()) > _IN_MEMORY,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
        "remove_timezone": True,
    }
    try:
        with path.open("wb") as file, xlsxwriter.Workbook(file, options) as made:
            made.use_zip64()
            book = Book(made, source, surveys)
            notes = book.add_sheet(NOTES)
            for table in source.tables:
                book.write_table(table)
            book.write_plain(book.add_sheet(COLUMNS), column_rows(source.tables))
            book.write_plain(book.add_sheet(VALUES), code_rows(source.tables))
            book.tell_limits()
            counts = {book.sheet_name(name): (s.table, s.rows) for name, s in surveys.items()}
            book.write_plain(notes, note_rows(counts, source.notices))
            made.set_properties({"title": "進捗状況報告書データセット", "created": _created(source)})
    except XlsxWriterException as error:
        raise OSError(str(error)) from error


def _created(source: Source) -> dt.datetime:
    """Return when the newest report was read, so that the same tables make the same bytes."""
    documents = source.tables[0]
    at = documents.header.index("processed_at")
    times = [row[at] for row in source.rows(documents)]
    newest = max((t for t in times if isinstance(t, dt.datetime)), default=dt.datetime(2000, 1, 1, tzinfo=dt.UTC))
    return newest.replace(tzinfo=None)


class Book:
    """A workbook that is being written."""

    def __init__(self, made: Any, source: Source, surveys: dict[str, Survey]) -> None:
        self._made = made
        self._source = source
        self._surveys = surveys
        self._title = made.add_format({"bold": True, "bg_color": "#DDEBF7"})
        self._name = made.add_format({"italic": True, "font_color": "#595959", "bg_color": "#DDEBF7", "bottom": 1})
        self._date = made.add_format({"num_format": "yyyy-mm-dd"})
        self._time = made.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        self._link = made.get_default_url_format()
        self._link.set_align("top")
        self._top = made.add_format({"valign": "top"})
        self._wrapped = made.add_format({"text_wrap": True, "valign": "top"})
        self._cut = self._as_text = 0

    def sheet_name(self, table: str, part: int = 0) -> str:
        """Return the name of a table's sheet; `part` counts those that it goes on on."""
        ending = f"_{part + 1}" if part else ""
        whole = f"{self._surveys[table].table.title_ja}_{table}"
        return whole[: _MOST_NAME - len(ending)] + ending

    def add_sheet(self, name: str) -> Any:
        """Add an empty sheet."""
        return self._made.add_worksheet(name)

    def write_plain(self, sheet: Any, rows: list[list[Value]]) -> None:
        """Write a table of our own: its first two rows are the heads."""
        from pipeline.formats.survey import text_width

        columns = list(zip(*rows, strict=True))
        widths = [max(text_width(str(cell or "")) for cell in cells) + 3 for cells in columns]
        self._head(sheet, zip(rows[0], rows[1], widths, strict=True), len(rows))
        for at, row in enumerate(rows[HEAD_ROWS:], start=HEAD_ROWS):
            self._make_room(sheet, at, row)
            for n, value in enumerate(row):
                self._put(sheet, at, n, value, is_prose=True)  # people read these sheets

    def write_table(self, table: Table) -> None:
        """Write a table, on as many sheets as it needs."""
        from pipeline.formats.links import Links

        survey = self._surveys[table.name]
        heads = survey.heads
        leads = [Links(self._surveys, self._address).of(table, head) for head in heads]
        prose = [head.name in _PROSE for head in heads]
        most = MOST_ROWS - HEAD_ROWS
        sheet, links = None, 0
        for number, row in enumerate(self._source.rows(table)):
            part, at = divmod(number, most)
            if at == 0:
                sheet, links = self._new_part(survey, heads, part, min(survey.rows - number, most)), 0
            values = survey.laid_out(row)
            if any(prose):
                self._make_room(sheet, at + HEAD_ROWS, list(compress(values, prose)))
            for n, (lead, value) in enumerate(zip(leads, values, strict=True)):
                target = None if lead is None else lead(row)
                if target is not None:
                    links += 1
                    if links == MOST_LINKS + 1:
                        name = self.sheet_name(table.name, part)
                        self._source.tell("format.links", sheet=name, most=f"{MOST_LINKS:,}")
                shown = target if links <= MOST_LINKS else None
                self._put(sheet, at + HEAD_ROWS, n, value, shown, is_prose=prose[n])
        if sheet is None:
            self._new_part(survey, heads, 0, 0)
        elif survey.rows > most:
            names = f"{self.sheet_name(table.name)} – {self.sheet_name(table.name, (survey.rows - 1) // most)}"
            self._source.tell("format.rows", table=table.name, rows=f"{survey.rows:,}", sheets=names)

    def _address(self, table: str, row: int, column: int) -> str:
        from xlsxwriter.utility import xl_rowcol_to_cell

        part, at = divmod(row, MOST_ROWS - HEAD_ROWS)
        return f"internal:'{self.sheet_name(table, part)}'!{xl_rowcol_to_cell(at + HEAD_ROWS, column)}"

    def _new_part(self, survey: Survey, heads: list[Head], part: int, rows: int) -> Any:
        sheet = self.add_sheet(self.sheet_name(survey.table.name, part))
        self._head(sheet, ((h.title_ja, h.name, survey.width(h)) for h in heads), rows + HEAD_ROWS)
        return sheet

    def _head(self, sheet: Any, columns: Iterable[tuple[Any, Any, int]], rows: int) -> None:
        """Write the two head rows, and make them stay, filter and print on every page."""
        from pipeline.formats.survey import WIDEST

        last = -1
        wide = list(columns)
        for last, (_, _, width) in enumerate(wide):
            sheet.set_column(last, last, min(width, WIDEST))
        for at, style in enumerate((self._title, self._name)):
            for n, column in enumerate(wide):
                sheet.write_string(at, n, str(column[at]), style)
        sheet.freeze_panes(HEAD_ROWS, 0)
        sheet.autofilter(HEAD_ROWS - 1, 0, max(rows, HEAD_ROWS) - 1, last)
        sheet.repeat_rows(0, HEAD_ROWS - 1)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        # A text of digits is meant as a text: no green corners.
        sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{max(rows, HEAD_ROWS)}"})

    def _make_room(self, sheet: Any, at: int, texts: list[Value]) -> None:
        """Make a row as high as its texts are when they wrap: not every program fits a height to its text."""
        from pipeline.formats.survey import WIDEST, text_width

        longest = max(text_width(str(text or ""), len(str(text or ""))) for text in texts)
        sheet.set_row(at, _LINE * max(1, -(-longest // (WIDEST - 3))), self._top)

    def _put(
        self, sheet: Any, at: int, n: int, value: Value, target: str | None = None, *, is_prose: bool = False
    ) -> None:
        match value:
            case None | "" | ():
                return
            case bool():
                sheet.write_boolean(at, n, value)
            case int() | Decimal() if _is_exact(value):
                sheet.write_number(at, n, value)
            case dt.datetime():
                sheet.write_datetime(at, n, value, self._time)
            case dt.date() if value >= _FIRST_DAY:
                sheet.write_datetime(at, n, value, self._date)
            case _:
                text = self._fitting(value)
                if is_prose and isinstance(value, str):
                    sheet.write_string(at, n, text, self._wrapped)
                elif target is None:
                    sheet.write_string(at, n, text)
                else:
                    sheet.write_url(at, n, target, self._link, text)

    def _fitting(self, value: Value) -> str:
        from pipeline.tables.schema import to_cell

        text = to_cell(value)
        self._as_text += not isinstance(value, str)
        units = text.encode("utf-16-le")
        if len(units) <= 2 * MOST_CHARACTERS:
            return text
        self._cut += 1
        return units[: 2 * (MOST_CHARACTERS - len(_CUT))].decode("utf-16-le", "ignore") + _CUT

    def tell_limits(self) -> None:
        """Note what cells could not hold."""
        if self._cut:
            self._source.tell("format.cut", count=self._cut, most=f"{MOST_CHARACTERS:,}")
        if self._as_text:
            self._source.tell("format.as_text", count=self._as_text)


def _is_exact(number: int | Decimal) -> bool:
    """Tell whether Excel can hold a number as it is."""
    exact = Decimal(number)
    return len(exact.normalize().as_tuple().digits) <= _MOST_DIGITS and abs(exact) < _MOST_NUMBER

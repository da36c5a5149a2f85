"""A report as a spreadsheet: a measure a row, what measures belong to merged over their rows, made from its text."""

from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
KUMOI = "kumoi-r6-fy"
FONT = "Noto Sans CJK JP"  # in OpenType outlines, which do not say how high the face is
_WIDTHS = (12, 14, 18, 12, 24, 44, 6, 22, 24)
_HEIGHT = 120  # points of a row: the table goes over two pages, and the break cuts two merged cells
_HEAD = 3
_MERGED = (1, 2)


def save(target: Path) -> None:
    """Write the workbook, for which openpyxl is needed."""
    from openpyxl import Workbook
    from openpyxl.worksheet.properties import PageSetupProperties

    title, note, _, *lines = (HERE / f"{KUMOI}.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")
    rows = [[cell.strip().replace("<br>", "\n") for cell in line.strip("|").split("|")] for line in lines]
    del rows[1]  # |---|---|
    workbook = Workbook()
    sheet = workbook.active
    _put(sheet, 1, 1, title, 14)
    _put(sheet, 2, 1, note, 9)
    for number, cells in enumerate(rows, start=_HEAD):
        for column, words in enumerate(cells, start=1):
            _put(sheet, number, column, words, 9, framed=True)
        if number > _HEAD:
            sheet.row_dimensions[number].height = _HEIGHT
    for column in _MERGED:
        begun = [n for n, cells in enumerate(rows[1:], start=_HEAD + 1) if cells[column - 1]]
        for first, last in zip(begun, [*(n - 1 for n in begun[1:]), _HEAD + len(rows) - 1], strict=True):
            sheet.merge_cells(start_row=first, end_row=last, start_column=column, end_column=column)
    for letter, width in zip("ABCDEFGHI", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{_HEAD}:{_HEAD}"
    sheet.oddFooter.center.text = "&P"
    workbook.save(target)


def _put(sheet: Any, row: int, column: int, words: str, size: float, *, framed: bool = False) -> None:
    from openpyxl.styles import Alignment, Border, Font, Side

    cell = sheet.cell(row, column, words)
    cell.font = Font(name=FONT, size=size)
    if framed:
        side = Side(style="thin")
        cell.border = Border(left=side, right=side, top=side, bottom=side)
        cell.alignment = Alignment(wrap_text=True, vertical="top")

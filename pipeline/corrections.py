"""What a person's corrections look like as a file: `corrections.csv`, which the review page downloads.

A row says which cell of which row a person puts right. It names the row by the characters that it was read from, so
that it still fits when ids or offsets move, and when the same text stands in another copy of the report.

- `document_id`: the report.
- `table`: figures, dates or events.
- `quote`: the characters that the row cites, `text[offset_start:offset_end]`.
- `before`, `after`: up to `CONTEXT` characters (code points) of the report on each side of the quote, line breaks
  among them.
- `occurrence`: 1 where `before + quote + after` begins at its first place in the text, 2 at its second …; places that
  overlap count too.
- `column`: the column of that table which is put right.
- `machine_value`: its cell when the page was made, as the table's CSV has it (without the apostrophe of harmless
  cells); empty where it had none.
- `value`: what it should be, in the same form; empty to say that the report gives none.
- `who`, `why`: as typed, may be empty. `when`: ISO 8601 in UTC, to the second.

UTF-8 with BOM, comma, RFC 4180 quoting, CRLF, a header row. Cells that a spreadsheet would run have an apostrophe in
front, as in every table: `pipeline.write.bare` takes it off.
"""

from __future__ import annotations

COLUMNS = (
    "document_id",
    "table",
    "quote",
    "before",
    "after",
    "occurrence",
    "column",
    "machine_value",
    "value",
    "who",
    "when",
    "why",
)
"""The columns, in order."""

CONTEXT = 20
"""Characters of the report that a row shows on each side of its quote, fewer at the ends of the text."""

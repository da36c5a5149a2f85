"""What a correction by a person is, and its file: `corrections.csv`, which the review page downloads.

A row says which cell of which row a person puts right. It names the row by the characters that it was read from, so
that it still fits when ids or offsets move, and when the same text stands in another copy of the report.

- `document_id`: the report.
- `table`: figures, dates, events, indicators or numerals.
- `quote`: the characters that the row cites, `text[offset_start:offset_end]`.
- `before`, `after`: up to `CONTEXT` characters (code points) of the report on each side of the quote, line breaks
  among them.
- `occurrence`: 1 where `before + quote + after` begins at its first place in the text, 2 at its second …; places that
  overlap count too.
- `column`: the column of that table which is put right; `*` for the whole row, whose `value` is delete or keep.
- `machine_value`: its cell when the page was made, as the table's CSV has it (without the apostrophe of harmless
  cells); empty where it had none.
- `value`: what it should be, in the same form; empty to say that the report gives none.
- `who`, `why`: as typed, may be empty. `when`: ISO 8601 in UTC, to the second.

UTF-8 with BOM, comma, RFC 4180 quoting, CRLF, a header row. Cells that a spreadsheet would run have an apostrophe in
front, as in every table: `pipeline.write.bare` takes it off.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum

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
"""The columns of corrections.csv, in order."""
WHOLE_ROW = "*"
"""Stands in `column` where the whole row is meant."""
DELETE, KEEP = "delete", "keep"
"""What `value` says of a whole row: it is false and left out, or (to take that back) it stays."""
CONTEXT = 20
"""Characters of `before` and `after`."""


class State(StrEnum):
    """What became of a correction."""

    APPLIED = "applied"
    STALE = "stale"
    """Its words are not found any more, the program says the same by now, or a later correction took its place."""
    CONFLICT = "conflict"
    """Two people say different things, or the program reads something else than when the correction was made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A line of corrections.csv; values are cells of their column, checked and in its normal form."""

    document_id: str
    table: str
    quote: str
    before: str
    after: str
    occurrence: int
    """From 1, among the places where quote stands between before and after."""
    column: str
    machine_value: str
    value: str
    who: str
    when: str
    """ISO 8601."""
    why: str

    def cells(self) -> dict[str, str]:
        """Return it as cells, by column."""
        return {name: str(value) for name, value in asdict(self).items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a correction in one report."""

    state: State
    ja: str
    en: str

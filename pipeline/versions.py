"""Which documents of the datasets are versions of one report, and which may be.

Those of one folder are. Folders side by side are those of two departments. A folder above or below another one may be
either: nobody but the sender can tell.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pipeline.ledger import Ledger
from pipeline.tables import TABLES
from pipeline.write import rows_of

_DOCUMENTS = TABLES[0]


class Versions:
    """The versions that a ledger holds."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def of(self, document: Mapping[str, str]) -> list[dict[str, str]]:
        """Return the rows of the other documents that are versions of a report."""
        return self._others(document["document_id"], document["source_file"], same_folder)

    def beside(self, document: Mapping[str, str]) -> list[dict[str, str]]:
        """Return the rows of the documents that may be versions of it, from a folder above or below its own."""
        return self._others(document["document_id"], document["source_file"], nested_folders)

    def is_put_right(self, document: Mapping[str, str], name: str) -> bool:
        """Tell whether a document that comes again as `name` now lies in the folder of a version that was beside it."""
        return (
            self._ledger.successor(document["document_id"]) is None
            and nested_folders(document["source_file"], name)
            and bool(self._others(document["document_id"], name, same_folder))
        )

    def _others(self, document_id: str, name: str, fits: Callable[[str, str], bool]) -> list[dict[str, str]]:
        found = (rows_of(_DOCUMENTS, self._ledger.stretch(i, 0)) for i in self._ledger.same_reports(document_id))
        others = (row for rows in found for row in rows)
        return [row for row in others if row["status"] != "failed" and fits(row["source_file"], name)]


def same_folder(one: str, other: str) -> bool:
    """Tell whether two files lie in one folder."""
    return one.rpartition("/")[0] == other.rpartition("/")[0]


def nested_folders(one: str, other: str) -> bool:
    """Tell whether one of two files lies in a folder below that of the other, as a copy that was put at the wrong level."""
    upper, lower = sorted((name.rpartition("/")[0] for name in (one, other)), key=len)
    return lower.startswith(f"{upper}/" if upper else "") and lower != upper

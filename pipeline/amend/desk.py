"""Where corrections wait for their reports: kept in the ledger, laid over each reading before it is kept."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.mentions import ClaimedBy
from pipeline.amend import intake
from pipeline.amend.rows import Claim, amend
from pipeline.amend.tree import carry_over
from pipeline.corrections import COLUMNS, Correction, Outcome, State
from pipeline.ledger import KeptCorrection, Ledger
from pipeline.packing import Packed, packed, unpacked
from pipeline.tables import TABLES
from pipeline.tables.further import CORRECTIONS
from pipeline.tables.schema import to_cell
from pipeline.versions import same_folder
from pipeline.write import json_bytes, rows_of, stretch_of

if TYPE_CHECKING:
    from pipeline.amend.workbook import Held

_GRAVEST = (State.CONFLICT, State.APPLIED, State.STALE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """A reading with the corrections laid over it."""

    document: dict[str, str]
    packed_rows: tuple[Packed, ...]
    unclaimed: int
    report: Packed | None
    outcomes: Mapping[int, Outcome]
    changed: bool
    """Whether a row is another than the machine's."""


class Desk:
    """The corrections of an output folder."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def read(self, path: Path, *, who: str, why: str) -> list[Correction]:
        """Read a file of corrections, or a workbook in which `who` corrected cells, and `why`.

        Raises:
            CorrectionsError: if it cannot be taken in.
        """
        from pipeline.amend import workbook  # only who takes in a workbook waits for what opens it

        if path.suffix.lower() in workbook.SUFFIXES:
            return workbook.read(path, self._held, who, why)
        return intake.read(path, lambda document_id: bool(self._ledger.stretch(document_id, 0)))

    def _held(self, document_id: str) -> Held | None:
        from pipeline.amend import workbook

        machine, report = self._ledger.machine(document_id)
        if report is None:
            return None
        rows = {t.name: rows_of(t, self._ledger.stretch(document_id, n)) for n, t in enumerate(TABLES)}
        read = {t.name: rows_of(t, machine.get(n, b"")) for n, t in enumerate(TABLES)}
        return workbook.Held(rows, read, json.loads(b"".join(unpacked(report)))["text"])

    def take_in(self, corrections: Iterable[Correction], documents: Mapping[str, tuple[str, str]]) -> None:
        """Keep corrections; one that is there already stays as it is.

        Args:
            corrections: of documents that the ledger holds.
            documents: (what versions of the report have in common, source_file) of each document.
        """
        for correction in corrections:
            report_of, source_file = documents[correction.document_id]
            cells = json.dumps(correction.cells(), ensure_ascii=False)
            self._ledger.add_correction(correction.document_id, report_of, source_file, cells)

    def lay_over(
        self, document: Mapping[str, str], report_of: str, packed_rows: Sequence[Packed], report: Packed | None
    ) -> Corrected | None:
        """Lay what concerns a document over its reading; None if nothing does.

        Args:
            document: its row of documents.
            report_of: what versions of the report have in common; empty where nobody can tell.
            packed_rows: the machine's rows of the other tables, packed; none for a failure.
            report: its JSON, packed.
        """
        kept = self._ledger.corrections_of(document["document_id"], report_of)
        claims = [claim for one in kept if (claim := _claim(one, document)) is not None]
        if not claims or not packed_rows:
            return None
        rows = {t.name: rows_of(t, b"".join(unpacked(rows))) for t, rows in zip(TABLES[1:], packed_rows, strict=True)}
        tree = None if report is None else json.loads(b"".join(unpacked(report)))
        done = amend({"documents": [dict(document)], **rows}, tree, claims)
        if done.changed and tree is not None:
            report = packed([json_bytes(carry_over(tree, done.rows))])
        return Corrected(
            document=done.rows["documents"][0],
            packed_rows=tuple(packed([stretch_of(t, done.rows[t.name])]) for t in TABLES[1:])
            if done.changed
            else tuple(packed_rows),
            unclaimed=sum(row["claimed_by"] == ClaimedBy.UNCLAIMED for row in done.rows["numerals"]),
            report=report,
            outcomes=done.outcomes,
            changed=done.changed,
        )

    def rows(self) -> list[dict[str, str]]:
        """Return the rows of corrections.csv, each with its `source_file`, in the order in which they were taken in.

        A correction that concerns several documents has its gravest state: conflict, then applied, then stale.
        """
        outcomes = self._ledger.outcomes()
        unknown = Outcome(state=State.STALE, ja="報告書が表にありません。", en="The report is not in the tables.")
        found = []
        for one in self._ledger.corrections():
            of = [Outcome(state=State(state), ja=ja, en=en) for state, ja, en in outcomes.get(one.number, [])]
            outcome = min(of, key=lambda o: _GRAVEST.index(o.state), default=unknown)
            words = {"state": outcome.state.value, "state_ja": outcome.ja, "state_en": outcome.en}
            words["source_file"] = one.source_file
            found.append({name: to_cell(cell) for name, cell in (json.loads(one.cells) | words).items()})
        return found

    def bytes(self) -> bytes | None:
        """Return the rows of corrections.csv as its file holds them below the header; None without any."""
        rows = self.rows()
        return stretch_of(CORRECTIONS, rows) if rows else None

    def knows(self, path: Path) -> bool:
        """Tell whether every line of a corrections.csv has been taken in, so that it may be replaced."""
        known = {tuple(json.loads(one.cells)[name] for name in COLUMNS) for one in self._ledger.corrections()}
        return all(line in known for line in intake.written_lines(path))


def _claim(kept: KeptCorrection, document: Mapping[str, str]) -> Claim | None:
    own = kept.document_id == document["document_id"]
    if not own and not same_folder(kept.source_file, document["source_file"]):
        return None
    cells = json.loads(kept.cells)
    correction = Correction(**cells | {"occurrence": int(cells["occurrence"])})
    return Claim(number=kept.number, correction=correction, own=own)

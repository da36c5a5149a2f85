"""The checks of a document once more, over what people corrected.

The values are judged twice, as the program read them and as they are now, by the same functions as at the first time.
Only where the two judgements differ do the checks change.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from extractors.view import with_ideographs
from pipeline.amend.rebuilt import Row, dataset_of
from pipeline.check import of_values
from pipeline.model import Check
from pipeline.tables import TABLES, Rows
from pipeline.tables.schema import to_cell

_CHECKS = next(table for table in TABLES if table.name == "checks")
_JUDGED = ("figures", "dates", "indicators")
_Place = tuple[str, str, str]
"""Code, offset_start and offset_end of a check."""


def recheck(machine: Rows, rows: Rows, report: Mapping[str, Any], dates: Mapping[str, Any]) -> list[dict[str, str]]:
    """Return the rows of checks that hold for corrected rows.

    Args:
        machine: the rows as the program read them.
        rows: the same as corrected, with the checks to go on from.
        report: the report's JSON.
        dates: the nodes of its dates there, by date_id.
    """
    read, now = _parts(machine), _parts(rows)
    whole = report.get("complete_totals", ())
    # What a person took out of a breakdown, or put into it, shows that its parts were not read as they are meant.
    still_whole = [total for total in whole if read.get(total) == now.get(total)]
    before = _by_message(of_values(dataset_of(machine, report, dates, whole)))
    after = _by_message(of_values(dataset_of(rows, report, dates, still_whole)))
    checks: list[dict[str, str]] = []
    free: dict[_Place, list[str]] = defaultdict(list)
    for row in rows["checks"]:
        place = (row["code"], row["offset_start"], row["offset_end"])
        if (place, row["message_ja"]) in before.keys() - after.keys():
            free[place].append(row["check_id"])
        else:
            checks.append(row)
    cited = {(row["offset_start"], row["offset_end"]): row for table in _JUDGED for row in rows[table]}
    for place, message in [key for key in after if key not in before]:
        check_id = free[place].pop(0) if free[place] else next_id(machine, checks)
        checks.append(_row(after[place, message], cited[place[1:]], check_id, report["text"]))
    return checks


def next_id(machine: Rows, checks: Iterable[Row]) -> str:
    """Return the id of a further check; no id that the program gave is given to another one."""
    (document,) = machine["documents"]
    numbers = (int(row["check_id"].rpartition("-c")[2]) for rows in (machine["checks"], checks) for row in rows)
    return f"{document['document_id']}-c{1 + max(numbers, default=0):03d}"


def _parts(rows: Rows) -> dict[str, set[str]]:
    """Return the parts of each total, as ids of figures."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows["figures"]:
        if row["part_of"]:
            found[row["part_of"]].add(row["figure_id"])
    return found


def _by_message(checks: Iterator[Check]) -> dict[tuple[_Place, str], Check]:
    """Return checks by place and message, the message as tables have it."""
    found = {}
    for check in checks:
        if check.span is not None:
            told = replace(
                check, message_ja=with_ideographs(check.message_ja), message_en=with_ideographs(check.message_en)
            )
            found[(check.code, str(check.span.start), str(check.span.end)), told.message_ja] = told
    return found


def _row(check: Check, cited: Row, check_id: str, text: str) -> dict[str, str]:
    """Return a check as its row; it stands where the row does that it is about."""
    start, end = (int(cited[name]) for name in ("offset_start", "offset_end"))
    told = {name: getattr(check, name) for name in ("severity", "code", "message_ja", "message_en", "measure_no")}
    return {name: cited.get(name, "") for name in _CHECKS.header} | {
        "check_id": check_id,
        "text": text[start:end],
        **{name: to_cell(value) for name, value in told.items()},
    }

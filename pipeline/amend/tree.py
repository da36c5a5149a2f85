"""The corrected rows of a document carried over into its nested JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from pipeline.tables import TABLES, Rows
from pipeline.tables.schema import LIST_MARK, Column, to_json

Node = dict[str, Any]
_MENTIONS = {"figures": "figure_id", "dates": "date_id", "events": "event_id"}
"""What stands anywhere in the tree, and what tells one from another."""
_LISTS = {"indicators": "indicator_id", "checks": "check_id", "numerals": "offset_start"}
"""What stands as a list of the report."""
_COLUMNS = {table.name: {column.name: column for column in table.columns} for table in TABLES}


def carry_over(report: Node, rows: Rows) -> Node:
    """Return a report's tree, which is changed, as its corrected rows say."""
    for name, key in _MENTIONS.items():
        kept = {row[key]: row for row in rows[name]}
        for node in _nodes(report):
            if name in node:
                node[name] = [_corrected(name, old, kept[old[key]]) for old in node[name] if old[key] in kept]
    for name, key in _LISTS.items():
        known = {str(old[key]): old for old in report[name]}
        report[name] = [_corrected(name, known.get(row[key]), row) for row in rows[name]]
    return report | {"status": rows["documents"][0]["status"]}


def dates_of(report: Node) -> dict[str, Node]:
    """Return the dates of a report's tree, by date_id."""
    return {date["date_id"]: date for node in _nodes(report) for date in node.get("dates", ())}


def _nodes(report: Node) -> Iterator[Node]:
    """Yield every node that may hold mentions."""
    yield report["outside"]
    yield from report["loose"]
    for direction in report["directions"]:
        for section in direction["sections"]:
            for measure in section["measures"]:
                yield measure
                yield from measure["blocks"]


def _corrected(table: str, old: Node | None, row: Mapping[str, str]) -> Node:
    """Return a node with what a person corrected; a row without a node (a check that was added) as a new one."""
    columns = _COLUMNS[table]
    if old is None:
        return {name: _value(column, row[name]) for name, column in columns.items()}
    kept = row.get("machine_values")
    if not kept:
        return old
    return old | {name: _value(columns[name], row[name]) for name in (*json.loads(kept), "machine_values")}


def _value(column: Column, cell: str) -> Any:
    """Return a cell as the JSON has it."""
    match column.type:
        case "list":
            return cell.split(LIST_MARK) if cell else [] if column.enum else None
        case _ if not cell:
            return None
        case "number":
            return to_json(Decimal(cell))
        case "integer" | "year":
            return int(cell)
        case "boolean":
            return cell == "true"
        case "object":
            return json.loads(cell)
        case _:
            return cell

"""Invented plans of several years whose links are annotated by hand: `plans/*/links.csv`; see README.md beside this."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from pipeline.run import Settings, run_many
from pipeline.store import Store
from pipeline.tables.schema import Value
from pipeline.trend import compute
from pipeline.trend.links import SURE

PLANS = sorted((Path(__file__).resolve().parent / "plans").iterdir())
FLOOR = 0.95
"""Least part of all links that is right."""
FLOOR_OF_ONE = 0.85
"""The same of any one plan: those whose two years were written in words of their own lose a link or two."""

MEASURE = r"^(?:[○■] ?|◆ |◆?施策 ?[0-9]|[１-９]－[１-９]?)"
"""How the heading of a measure begins in one plan or another."""

Key = tuple[Value, ...]


def made(plan: Path, output: Path) -> list[dict[str, Value]]:
    run_many(sorted(plan.glob("*.txt")), output, Settings())
    with Store(output) as store:
        documents = [store.rows(i)["documents"][0] for i in store.ledger.in_order()]
        found = compute(documents, store.rows)
        files = {d["document_id"]: d["source_file"] for d in documents}
    assert (found.plans, found.left_out) == (1, 0)
    assert len(files) == len(list(plan.glob("*.txt")))
    return [
        row
        | {
            "from_file": files.get(str(row["from_document_id"]), ""),
            "to_file": files.get(str(row["to_document_id"]), ""),
        }
        for row in found.tables["measure_links"]
    ]


def annotated(plan: Path) -> dict[Key, str]:
    with (plan / "links.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        # The report on the side that a new or dropped measure lacks says nothing.
        (
            row["from_file"] if row["from_no"] else "",
            int(row["from_no"]) if row["from_no"] else None,
            row["to_file"] if row["to_no"] else "",
            int(row["to_no"]) if row["to_no"] else None,
        ): row["relation"]
        for row in rows
    }


def key(row: dict[str, Value]) -> Key:
    return row["from_file"], row["from_measure_no"], row["to_file"], row["to_measure_no"]


def test_links_are_those_of_a_reader(tmp_path: Path) -> None:
    right, wanted = 0, 0
    for plan in PLANS:
        found, of = compare(plan, tmp_path / plan.name)
        assert found >= FLOOR_OF_ONE * of, plan.name
        right, wanted = right + found, wanted + of
    assert right >= FLOOR * wanted, (right, wanted)


def compare(plan: Path, tmp_path: Path) -> tuple[int, int]:
    """Return how many of a plan's links are right, and how many there are."""
    wanted, found = annotated(plan), {key(row): row for row in made(plan, tmp_path)}
    wrong = {k: row for k, row in found.items() if wanted.get(k) != row["relation"]}
    sure = [k for k, row in wrong.items() if row["from_title"] and row["to_title"] and row["score"] >= SURE]  # type: ignore[operator]
    assert not sure, plan.name
    return len(found) - len(wrong), len(wanted)


def test_every_plan_is_large_enough_and_has_every_relation() -> None:
    relations: set[str] = set()
    for plan in PLANS:
        links = annotated(plan)
        relations |= set(links.values())
        for file in plan.glob("*.txt"):
            assert len(re.findall(MEASURE, file.read_text(encoding="utf-8"), re.MULTILINE)) >= 15
    assert len(PLANS) >= 3
    assert relations == {"same", "retitled", "renamed", "moved", "split", "merged", "new", "dropped"}

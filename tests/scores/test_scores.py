"""Every annotated report, samples included, is read as a user would read it and held to the floors of floors.toml."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from pipeline.run import Settings, run_many

from .scorer import score

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
GOLD = sorted((ROOT / "tests" / "gold").glob("*.json"))
FLOORS = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))


def source_of(name: str) -> Path:
    (found,) = [p for folder in (ROOT / "samples", HERE / "reports") for p in folder.glob(f"{name}.*")]
    return found


def test_every_sample_is_annotated() -> None:
    assert {p.stem for p in (ROOT / "samples").iterdir()} <= {p.stem for p in GOLD}


@pytest.mark.parametrize("gold", GOLD, ids=lambda p: p.stem)
def test_floors(gold: Path, tmp_path: Path) -> None:
    run_many([source_of(gold.stem)], tmp_path, Settings())
    marks, said = score(tmp_path, json.loads(gold.read_text(encoding="utf-8")))
    own = FLOORS.get(gold.stem, {})
    below = [
        f"{table}.{name} is {marks[table].get(name)}, the floor is {floor}"
        for table, floors in FLOORS["all"].items()
        for name, general in floors.items()
        if marks[table].get(name, 0.0) < (floor := own.get(table, {}).get(name, general))
    ]
    assert not below, "\n".join([*below, *said])

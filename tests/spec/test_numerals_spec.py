"""Runs the cases of numerals.md."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from extractors import numerals
from extractors.view import TextView

_LINES = (Path(__file__).parent / "numerals.md").read_text(encoding="utf-8").splitlines()
_CASES = [line.split(" => ") for line in _LINES if " => " in line]


def _expected(cell: str) -> list[tuple[str, Decimal | None]]:
    if cell == "-":
        return []
    pairs = [entry.rsplit("=", 1) for entry in cell.split("; ")]
    return [(text, None if value == "-" else Decimal(value)) for text, value in pairs]


def test_there_are_cases() -> None:
    assert len(_CASES) >= 100


@pytest.mark.parametrize(("text", "cell"), _CASES, ids=[case[0][:24] for case in _CASES])
def test_numerals(text: str, cell: str) -> None:
    assert [(n.text, n.value) for n in numerals.find(TextView(text))] == _expected(cell)

"""Runs the cases of figures.md."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from extractors import find_figures
from extractors.mentions import Figure

_LINES = (Path(__file__).parent / "figures.md").read_text(encoding="utf-8").splitlines()
_CASES = [line.split(" => ") for line in _LINES if " => " in line]


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _shown(figure: Figure) -> str:
    value = _plain(figure.value)
    if figure.value_max is not None:
        value += f"..{_plain(figure.value_max)}"
    kind = f"{figure.kind}/{figure.per}" if figure.per else str(figure.kind)
    label = [f"<{figure.label}>"] if figure.label else []
    return " ".join([f"{figure.text} = {value}", figure.unit_norm or "-", kind, *figure.qualifiers, *label])


def test_there_are_cases() -> None:
    assert len(_CASES) >= 150


@pytest.mark.parametrize(("text", "expected"), _CASES, ids=[case[0][:24] for case in _CASES])
def test_figures(text: str, expected: str) -> None:
    assert ("; ".join(map(_shown, find_figures(text))) or "-") == expected

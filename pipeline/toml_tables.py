"""TOML as tables; of the texts that come with the program, what they say is kept: reading them takes as long as their use."""

from __future__ import annotations

import marshal
from typing import Any

from extractors.kept import Kept

_KEPT = Kept[str, bytes](__file__, "tables", "1")


def read_toml(text: str) -> dict[str, Any]:
    """Return what a text says.

    Raises:
        ValueError: if it is no TOML.
    """
    import tomllib

    return tomllib.loads(text)


def read_own(text: str) -> dict[str, Any]:
    """Return what a text of the program says, which holds no dates; see `read_toml`."""
    table: dict[str, Any] = marshal.loads(_KEPT.take(text) or _KEPT.add(text, marshal.dumps(read_toml(text))))
    return table

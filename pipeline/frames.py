"""A dataset for analysts: the tables of a folder as typed pandas frames."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.tables import TABLES
from pipeline.tables.schema import LIST_MARK, Type
from pipeline.write import bare, no_dataset, read_rows

if TYPE_CHECKING:
    import pandas as pd


def load(folder: Path | str) -> dict[str, pd.DataFrame]:
    """Read the tables of a folder that `shinchoku run` wrote.

    Args:
        folder: the folder given to --output.

    Returns:
        A frame for each table, by its name. Dates are datetime64[s] (days), times datetime64[s, UTC], whole numbers
        Int64, other numbers Float64, booleans boolean, texts string, all with a missing value for the empty cell;
        lists are lists of str, empty for the empty cell; objects dicts, None for the empty cell. Texts are as in the report: the apostrophe that guards a
        cell against spreadsheets is removed.

    Raises:
        UsageError: if the folder holds no dataset.
        OutputError: if it holds tables that this version did not write.
    """
    import pandas as pd

    folder = Path(folder)
    check_folder(folder)
    frames = {}
    for table in TABLES:
        rows = read_rows(folder / table.file_name, table)
        cells = zip(*rows, strict=True) if rows else ((),) * len(table.columns)
        frames[table.name] = pd.DataFrame(
            {column.name: _typed(column.type, found) for column, found in zip(table.columns, cells, strict=True)}
        )
    return frames


def check_folder(folder: Path) -> None:
    """Make sure that a folder holds the tables of a dataset.

    Raises:
        UsageError: if one is missing.
    """
    missing = [table.file_name for table in TABLES if not (folder / table.file_name).is_file()]
    if missing:
        raise no_dataset(folder, missing[0])


def _typed(kind: Type, cells: tuple[str, ...]) -> Any:
    """Return a column of cells as a pandas array or series of its type."""
    import numpy as np
    import pandas as pd

    match kind:
        case "date":
            return pd.Series(np.array([c or "NaT" for c in cells], dtype="datetime64[s]"))
        case "datetime":
            moments = np.array([c.removesuffix("Z") or "NaT" for c in cells], dtype="datetime64[s]")
            return pd.Series(moments).dt.tz_localize("UTC")
        case "integer" | "year":
            return pd.array([int(c) if c else None for c in cells], dtype="Int64")
        case "number":
            return pd.array([float(c) if c else None for c in cells], dtype="Float64")
        case "boolean":
            return pd.array([c == "true" if c else None for c in cells], dtype="boolean")
        case "list":
            return pd.Series([bare(c).split(LIST_MARK) if c else [] for c in cells], dtype="object")
        case "object":
            return pd.Series([json.loads(c) if c else None for c in cells], dtype="object")
        case "string":
            return pd.array([bare(c) if c else None for c in cells], dtype="string")

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from pipeline.errors import UsageError
from pipeline.frames import load
from pipeline.store import Store, reading_of
from pipeline.tables import TABLES

from .sample_dataset import TEXT, sample_dataset


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    store = Store(tmp_path)
    for seed, suffix in (("a", "txt"), ("b", "pdf")):
        dataset = sample_dataset(seed, name=seed, suffix=suffix)
        store.put(reading_of(dataset, pipeline_version="1", processed_at="2024-01-01T09:00:00Z"))
    store.save()
    return tmp_path


def test_frames_have_the_tables_and_their_columns(folder: Path) -> None:
    frames = load(folder)
    assert list(frames) == [table.name for table in TABLES]
    assert all(tuple(frames[table.name].columns) == table.header for table in TABLES)


def test_values_are_typed(folder: Path) -> None:
    frames = load(str(folder))
    documents, figures, dates = frames["documents"], frames["figures"], frames["dates"]
    assert documents["fiscal_year"].tolist() == [2023, 2023]
    assert documents["period_start"][0] == pd.Timestamp(2023, 4, 1)
    assert documents["processed_at"][0] == pd.Timestamp("2024-01-01T09:00:00Z")
    assert figures["value"].tolist()[:3] == [2000.0, 12.5, -3.0]
    assert figures["value"].dtype == "Float64"
    assert figures["value_max"].isna().all()
    assert figures["qualifiers"].tolist()[:2] == [["延べ", "約"], []]
    assert figures["as_of"].isna().tolist()[:2] == [False, True]
    assert dates["start"].dt.month.tolist() == [7, 7]
    assert dates["year_inferred"].dtype == "boolean"
    assert dates["year_inferred"].all()
    assert dates["weekday"].isna().all()
    assert sorted(map(len, figures["bbox"])) == [0, 0, 0, 2, 2, 2]


def test_texts_are_as_in_the_report_again(folder: Path) -> None:
    frames = load(folder)
    assert frames["measures"]["title"][0] == "=相談会|の開催"
    assert frames["figures"]["label"][0] == "-ABS(1)"
    for row in frames["figures"].itertuples():
        assert TEXT[row.offset_start : row.offset_end] == row.text


def test_an_empty_dataset_has_typed_columns(tmp_path: Path) -> None:
    Store(tmp_path).save()
    frames = load(tmp_path)
    assert len(frames["figures"]) == 0
    assert frames["figures"]["value"].dtype == "Float64"
    assert frames["dates"]["start"].dtype == "datetime64[s]"


def test_a_folder_without_a_dataset_is_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds no dataset"):
        load(tmp_path)


def test_pandas_is_not_on_the_way_of_a_run(root: Path) -> None:
    asked = "import sys, pipeline.store, pipeline.frames; print('pandas' in sys.modules or 'numpy' in sys.modules)"
    printed = subprocess.run([sys.executable, "-c", asked], cwd=root, capture_output=True, text=True, check=True).stdout
    assert printed.strip() == "False"

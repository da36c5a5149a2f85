"""The samples' outputs, byte for byte, beside the samples: what a change of the program changes for its users.

`--update-goldens` rewrites them and then fails the run, so that an update never passes unseen.
"""

from __future__ import annotations

import csv
import difflib
import io
from pathlib import Path

import pytest

from pipeline.run import Settings, run_many

HERE = Path(__file__).resolve().parent
SAMPLES = HERE.parents[1] / "samples"
ADVICE = "run `pytest tests/golden --update-goldens`, read the difference, and commit it with the change"


def test_samples_and_goldens_are_pairs() -> None:
    assert {p.name for p in SAMPLES.iterdir()} == {
        p.name for p in HERE.iterdir() if p.is_dir() and p.name[0] not in "_."
    }


@pytest.mark.parametrize("sample", sorted(p.name for p in SAMPLES.iterdir()))
def test_golden(sample: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    run_many([SAMPLES / sample], tmp_path, Settings())
    made = {path.name: _comparable(path) for path in [*tmp_path.glob("*.csv"), *tmp_path.glob("reports/*.json")]}
    folder = HERE / sample
    if request.config.getoption("--update-goldens"):
        folder.mkdir(exist_ok=True)
        for old in folder.iterdir():
            old.unlink()
        for name, content in made.items():
            (folder / name).write_bytes(content)
        pytest.fail("goldens written, run again")
    kept = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert sorted(made) == sorted(kept), ADVICE
    for name, content in sorted(made.items()):
        assert content == kept[name], f"{name}: {ADVICE}\n{_difference(kept[name], content)}"


def _comparable(path: Path) -> bytes:
    """Return a file's bytes; the time and the version in documents.csv do not belong to the result."""
    content = path.read_bytes()
    if path.name != "documents.csv":
        return content
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    masked = [rows[0].index("processed_at"), rows[0].index("pipeline_version")]
    for row in rows[1:]:
        for column in masked:
            row[column] = "*"
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(rows)
    return stream.getvalue().encode("utf-8")


def _difference(old: bytes, new: bytes) -> str:
    lines = difflib.unified_diff(
        old.decode("utf-8").splitlines(), new.decode("utf-8").splitlines(), "golden", "now", n=0
    )
    return "\n".join(line[:300] for line in list(lines)[:40])

"""What the READMEs show is what the program does: their commands, their Python, the excerpt of the tables."""

from __future__ import annotations

import csv
import re
import shlex
from pathlib import Path

import click
import pytest

from pipeline import cli

_READMES = ("README.md", "README.ja.md")
_COMMAND = re.compile(r"shinchoku +(?P<arguments>[a-z][^\n;&|]*)")


def _code(text: str) -> list[str]:
    return re.findall(r"^ {4}(\S.*)$", text, re.MULTILINE)


@pytest.mark.parametrize("name", _READMES)
def test_every_command_is_one_of_the_program(root: Path, name: str) -> None:
    program = cli._program("en")
    found = [
        m["arguments"] for line in _code((root / name).read_text(encoding="utf-8")) for m in _COMMAND.finditer(line)
    ]
    assert len(found) >= 4
    for arguments in found:
        words = shlex.split(arguments, comments=True)
        command = program.commands[words[0]]
        for sub in words[1:]:
            if not isinstance(command, click.Group):
                break
            command = command.commands[sub]
        known = {option for parameter in command.params for option in parameter.opts}
        assert {word for word in words if word.startswith("-")} <= known, arguments


@pytest.mark.parametrize("name", _READMES)
def test_the_excerpt_is_what_comes_out(root: Path, name: str) -> None:
    text = (root / name).read_text(encoding="utf-8")
    tables = {}
    for table in ("figures", "events", "checks"):
        with (root / "tests" / "golden" / "tatara-r5-h1.pdf" / f"{table}.csv").open(encoding="utf-8-sig") as file:
            tables[table] = list(csv.DictReader(file))
    shown = 0
    for block in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE):
        header, _, *rows = [[cell.strip() for cell in line.strip("|\n ").split("|")] for line in block.splitlines()]
        table = next((rows_ for rows_ in tables.values() if set(header) <= set(rows_[0])), None)
        if table is None:
            continue
        for row in rows:
            wanted = dict(zip(header, row, strict=True))
            assert any(all(r[k] == v for k, v in wanted.items()) for r in table), wanted
            shown += 1
    assert shown >= 10


def test_its_python_runs(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.run import Settings, run_many

    run_many([root / "samples" / "aose-r6-h1.txt"], tmp_path / "output", Settings())
    monkeypatch.chdir(tmp_path)
    for name in _READMES:
        lines = [line for line in _code((root / name).read_text(encoding="utf-8")) if not line.startswith(("py", "."))]
        python = [line for line in lines if re.match(r"from |tables|find_", line)]
        assert len(python) >= 5
        exec("\n".join(python), {})

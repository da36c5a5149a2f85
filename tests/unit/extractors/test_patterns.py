"""Compiled patterns are kept beside the bytecode, and nothing depends on the file that holds them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from extractors.patterns import compile_pattern

_RUN = """
import pathlib  # has patterns of its own
import re._parser as parser
parsed, parse = [], parser.parse
parser.parse = lambda source, flags=0: parsed.append(source) or parse(source, flags)
from extractors.patterns import compile_pattern
pattern = compile_pattern("(?P<count>[0-9〇一-九]+)人", 0)
print(len(parsed), pattern.search("計30人")["count"])
"""


def _run(root: Path, cache: Path, **environment: str) -> str:
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        [sys.executable, "-c", _RUN],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**kept, "PYTHONPATH": str(root), "PYTHONPYCACHEPREFIX": str(cache), **environment},
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.strip()


def _files(cache: Path) -> list[Path]:
    return [path for path in cache.rglob("*") if ".patterns" in path.suffixes]


def test_a_second_process_parses_nothing(root: Path, tmp_path: Path) -> None:
    first, second = _run(root, tmp_path), _run(root, tmp_path)
    assert int(first.split()[0]) > 0
    assert second == "0 30"
    assert [path.suffix for path in _files(tmp_path)] == [".patterns"]


def test_processes_at_the_same_time_add_to_the_file(root: Path, tmp_path: Path) -> None:
    run = (
        _RUN
        + """
import sys
from extractors import patterns
if len(sys.argv) > 1:
    import subprocess
    other = "from extractors import patterns as p; p.compile_pattern('[あ-ん]+度'); p.keep(); import os; os._exit(0)"
    subprocess.run([sys.executable, "-c", other], check=True)
    patterns.keep()
else:
    compile_pattern("[あ-ん]+度")
    print(len(parsed))
"""
    )
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environ = {**kept, "PYTHONPATH": str(root), "PYTHONPYCACHEPREFIX": str(tmp_path), "PYTHONIOENCODING": "utf-8"}
    for more, said in ((["other"], ""), ([], "0 30\n0\n")):
        command = [sys.executable, "-c", run, *more]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environ, check=True)
        assert done.stdout.endswith(said)


@pytest.mark.parametrize("content", [b"", b"{\x00\x00", b"(\x02\x00\x00\x00", b"i\x01\x00\x00\x00"])
def test_a_damaged_file_is_replaced(root: Path, tmp_path: Path, content: bytes) -> None:
    _run(root, tmp_path)
    (file,) = _files(tmp_path)
    file.write_bytes(content)
    assert _run(root, tmp_path).endswith(" 30")
    assert _run(root, tmp_path) == "0 30"


def test_nothing_is_written_where_bytecode_may_not_be(root: Path, tmp_path: Path) -> None:
    _run(root, tmp_path, PYTHONDONTWRITEBYTECODE="1")
    assert _files(tmp_path) == []


@pytest.mark.parametrize(
    ("source", "flags", "text"),
    [
        ("(?P<a>x)(y)?", 0, "xy"),
        ("^b$", re.MULTILINE, "a\nb"),
        ("(?i:Q)q", re.IGNORECASE | re.DOTALL, "qQ"),
        (b"\x00+", 0, b"\x00\x00"),
    ],
)
def test_patterns_are_those_of_re(source: str, flags: int, text: str) -> None:
    ours, theirs = compile_pattern(source, flags), re.compile(source, flags)
    assert (ours.pattern, ours.flags, ours.groupindex) == (theirs.pattern, theirs.flags, theirs.groupindex)
    found, expected = ours.search(text), theirs.search(text)
    assert found is not None
    assert expected is not None
    assert (found.span(), found.groups(), found.lastgroup) == (expected.span(), expected.groups(), expected.lastgroup)


@pytest.mark.parametrize(
    "members",
    [
        "一二三四五六七八九十",
        "^一二三四五六七八九十",
        r"\d京垓、。",
        r"^\s、。「」",
        "ア-ンｱ-ﾝ々〆",
        "アイエ一ウ",
        "⓪①-⑳㉑-㉟𝟎-𝟿",
    ],
)
def test_classes_hold_what_those_of_re_hold(members: str) -> None:
    text = "".join(map(chr, range(0x1E000)))
    for source in (f"[{members}]", f"(?<=.)[{members}]+(?!x)"):
        assert compile_pattern(source).findall(text) == re.compile(source).findall(text)


def test_a_wrong_pattern_is_refused_as_by_re() -> None:
    with pytest.raises(re.error):
        compile_pattern("(")


def test_a_search_from_before_the_beginning_begins_there() -> None:
    pattern = compile_pattern("^(?<!.)ab")
    assert pattern.search("abab", -8, 3) is not None
    assert pattern.match("abab", -8) is not None
    assert pattern.fullmatch("abab", -8, 2) is not None
    assert [match.start() for match in compile_pattern("ab").finditer("abab", -1)] == [0, 2]


_SOURCES = """
import hashlib, pipeline.check, pipeline.extract, pipeline.ingest, pipeline.resolve, pipeline.segment
from extractors.patterns import _PATTERNS
print(hashlib.sha256(repr(sorted(map(repr, _PATTERNS._patterns))).encode()).hexdigest())
"""


def test_a_pattern_is_the_same_in_every_process() -> None:
    """One made from a set would be another each time, and would be compiled and kept anew by each process."""
    told = {
        subprocess.run(
            [sys.executable, "-c", _SOURCES],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1

"""What several test folders need: the repository, and the program as a process."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-goldens", action="store_true", help="rewrite the samples' outputs, then fail the run")


Shinchoku = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def report_text() -> str:
    """A small report of invented places, complete enough for every table."""
    return (
        "「みどり県若者支援計画」に基づく取組の進捗状況について\n\n"
        "令和5年度の上半期の進捗状況を以下のとおり整理しました。\n\n"
        "【取組方向1】相談体制の充実\n\n"
        "（1）窓口の整備\n\n"
        "○ 巡回相談会の開催（健康部こころ課）\n\n"
        "（取組内容と上半期の進捗状況）\n\n"
        "・第1回巡回相談会：7月24日（月）（12名参加）\n"
        "・相談件数：90件（面談82件、電話8件）（8月末現在）\n\n"
        "（今後の取組方向）\n\n"
        "令和6年1～2月頃に講座を3回開催する予定です。\n"
    )


@pytest.fixture
def shinchoku(tmp_path: Path) -> Shinchoku:
    """Run the program in an empty folder; keyword arguments are environment variables, None removes one."""

    def run(*arguments: object, **environ: str | None) -> subprocess.CompletedProcess[str]:
        env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "SHINCHOKU_LANG": "en"}
        for name, value in environ.items():
            env.pop(name, None) if value is None else env.update({name: value})
        return subprocess.run(
            [sys.executable, "-m", "pipeline", *map(str, arguments)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            cwd=tmp_path,
            env=env,
            stdin=subprocess.DEVNULL,
            timeout=100,
            check=False,
        )

    return run

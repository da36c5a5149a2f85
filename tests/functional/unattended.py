"""An inbox that runs as a process of its own, and is killed at random moments.

As a program it does so for as many rounds as wanted:

    python tests/functional/unattended.py FOLDER [ROUNDS] [SEED]
"""

from __future__ import annotations

import contextlib
import csv
import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_ANSWERS = (".結果.html", ".理由.txt")
_AT_ONCE = 20


def report(number: int, value: int = 10) -> str:
    """A small report of an invented town, one title for each number."""
    return (
        f"「みなと町第{number}次見守り計画」に基づく取組の進捗状況について\n\n"
        "令和5年度の上半期の進捗状況を以下のとおり整理しました。\n\n"
        "【取組方向1】見守り体制の充実\n\n"
        "○ 見守り講座の開催（福祉部くらし課）\n\n"
        "（取組内容と上半期の進捗状況）\n\n"
        f"・講座の参加者：{value}名（8月末現在）\n"
    )


class Office:
    """The four folders below one, and the program over them."""

    def __init__(self, folder: Path) -> None:
        self.inbox, self.done, self.failed = folder / "受付", folder / "済", folder / "失敗"
        self.output = folder / "表"
        self.inbox.mkdir(parents=True, exist_ok=True)
        self.log = folder / "log.txt"
        settings = folder / "受付.toml"
        settings.write_text(
            "inbox = '受付'\ndone = '済'\nfailed = '失敗'\noutput = '表'\nquiet_seconds = 0.3\nscan_interval = 0.2\n",
            encoding="utf-8",
        )
        self.settings = settings
        self.hooks: tuple[Path, ...] = ()

    def command(self, name: str, *more: object) -> list[str]:
        return [sys.executable, "-m", "pipeline", name, "--settings", str(self.settings), *map(str, more)]

    def environ(self) -> dict[str, str]:
        path = os.pathsep.join(map(str, (*self.hooks, ROOT)))
        return {**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8", "SHINCHOKU_LANG": "ja"}

    def start(self) -> subprocess.Popen[bytes]:
        """Start the inbox; its messages go to `log`."""
        with self.log.open("ab") as log:
            return subprocess.Popen(
                self.command("inbox"), stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=self.environ()
            )

    def run(self, name: str, *more: object) -> subprocess.CompletedProcess[str]:
        """Run a command to its end."""
        return subprocess.run(
            self.command(name, *more),
            capture_output=True,
            text=True,
            encoding="utf-8",
            env=self.environ(),
            timeout=100,
            check=False,
        )

    def drop(self, name: str, content: str | bytes) -> None:
        """Put a file into the inbox as a copy program does: under its name at once, with its bytes a little later."""
        path = self.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)

    def files(self, folder: Path) -> list[str]:
        """Names of the handed-in files of a folder, without the folder of the day."""
        found = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
        names = [name for name in found if not name.endswith(_ANSWERS)]
        return sorted(name.partition("/")[2] for name in names) if folder == self.done else sorted(names)

    def answers(self) -> int:
        folders = (self.done, self.failed)
        return sum(path.name.endswith(_ANSWERS) for folder in folders for path in folder.rglob("*"))

    def table(self, name: str) -> list[dict[str, str]]:
        path = self.output / f"{name}.csv"
        if not path.exists():
            return []
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8") if self.log.exists() else ""


@contextlib.contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[bool]:
    """Hang a file system of a few kilobytes at `folder`; False where this user or system may not."""
    folder.mkdir(parents=True, exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(folder)]
    try:
        mounted = sys.platform == "linux" and subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        mounted = False
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", "-l", str(folder)], check=True)


def wait_until(true: Callable[[], object], seconds: float = 40) -> None:
    """Wait for something to become true.

    Raises:
        TimeoutError: if it does not.
    """
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.05)


def kill_at_random(folder: Path, kills: int, seed: int) -> Counter[str]:
    """Drop files while the inbox is killed again and again, let it end its work, and count.

    Returns:
        How many files lie where, how many documents there are, and how many kills left work undone.

    Raises:
        AssertionError: if a file is lost or doubled, or a content is not in the tables exactly once.
    """
    chance, office = random.Random(seed), Office(folder)
    dropped: list[str] = []
    contents: set[str] = set()
    cut_off = 0
    for kill in range(kills):
        for number in range(_AT_ONCE):
            name = f"課{kill % 3}/報告{kill}-{number}.txt"
            serial = kill * _AT_ONCE + (4 if number == 6 else number)  # two of them have the same bytes
            content = "\0" * (serial + 1) if number == 5 else report(serial)  # one cannot be read
            office.drop(name, content)
            dropped.append(name)
            contents.add(content)
        started = office.said().count("見張っています")
        watching = office.start()
        wait_until(lambda before=started: office.said().count("見張っています") > before)  # type: ignore[misc]
        time.sleep(chance.uniform(0.3, 0.6))
        watching.kill()
        watching.wait()
        cut_off += bool(office.files(office.inbox))
    for _ in range(5):
        office.run("inbox", "--once")
        if not office.files(office.inbox):
            break
    places = {where: Counter(office.files(getattr(office, where))) for where in ("inbox", "done", "failed")}
    everywhere = sum(places.values(), Counter[str]())
    assert everywhere == Counter(dropped), everywhere - Counter(dropped) or Counter(dropped) - everywhere
    documents = office.table("documents")
    assert Counter(row["source_sha256"] for row in documents).most_common(1)[0][1] == 1
    assert len(documents) == len(contents), (len(documents), len(contents))
    figures = Counter(row["document_id"] for row in office.table("figures"))
    assert all(figures[row["document_id"]] == int(row["figures"]) for row in documents)
    assert office.answers() == len(dropped), (office.answers(), len(dropped))
    assert not (office.output / "inbox-journal.json").exists()
    return Counter({where: names.total() for where, names in places.items()}, documents=len(documents), cut_off=cut_off)


if __name__ == "__main__":
    where, *numbers = sys.argv[1:]
    kills, seed = (*map(int, numbers), 20, 1)[:2] if len(numbers) != 1 else (int(numbers[0]), 1)
    print(json.dumps(kill_at_random(Path(where), kills, seed)))

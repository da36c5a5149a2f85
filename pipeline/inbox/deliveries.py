"""What is settled but not yet delivered: which file goes where, with which answer.

A delivery is written down before the datasets are saved, and crossed out when the file lies at its target with its
answer beside it. Whatever kills the program in between, the next start goes on with what is written down.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

from pipeline import ingest
from pipeline.errors import OutputError
from pipeline.inbox.moves import answer_name, long_path, mirrored, move
from pipeline.ingest import REASON
from pipeline.write import unwritable, write

RESULT = "結果.html"
JOURNAL = "inbox-journal.json"


class Kind(StrEnum):
    """How a file was answered."""

    READ = "read"
    SAME = "same"
    FAILED = "failed"
    NOTE = "note"
    """It is an answer of ours that came back with its file, and gets none."""

    @property
    def answer(self) -> str:
        """What its answer's name ends in; empty where it gets none."""
        return {Kind.FAILED: REASON, Kind.NOTE: ""}.get(self, RESULT)


def is_answer(name: str) -> bool:
    """Tell whether a file is called as our answers are."""
    return name.endswith((f".{REASON}", f".{RESULT}"))


class Fate(StrEnum):
    """What became of a delivery."""

    DELIVERED = "delivered"
    CHANGED = "changed"
    """The file is no longer what was read: it is a new arrival."""
    GONE = "gone"
    """Whoever handed it in took it back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A file that is to leave the inbox."""

    name: str
    """Its path inside the inbox, with `/`."""
    sha256: str
    """Of its bytes; empty where they cannot be read."""
    kind: Kind
    target: str
    """Where it is to lie."""
    at: str
    """When it was settled: local time, ISO 8601."""
    code: str = ""
    """Kind of the failure."""
    reason: str = ""
    """The failure in Japanese."""

    @property
    def document_id(self) -> str:
        """The id of its reading."""
        return self.sha256[:16]

    @property
    def answer(self) -> Path:
        """Where its answer is to lie."""
        target = Path(self.target)
        return target.with_name(answer_name(target.name, self.kind.answer))


class Journal:
    """The deliveries that are written down, in a file beside the datasets."""

    def __init__(self, output: Path) -> None:
        self._path = output / JOURNAL

    def read(self) -> list[Delivery]:
        """Return what is written down.

        Raises:
            OutputError: if the file is not one of ours.
        """
        try:
            entries = json.loads(self._path.read_text(encoding="utf-8"))["deliveries"]
            return [Delivery(**entry | {"kind": Kind(entry["kind"])}) for entry in entries]
        except FileNotFoundError:
            return []
        except OSError as error:
            raise unwritable(self._path, error) from error
        except (ValueError, KeyError, TypeError) as error:
            raise OutputError(
                f"{self._path} が壊れています。別の場所に移してから、もう一度実行してください。"
                "受付フォルダーに残っているファイルは読み直します。",
                f"{self._path} is broken. Move it away and run again: what still lies in the inbox is read anew.",
            ) from error

    def keep(self, deliveries: Sequence[Delivery]) -> None:
        """Write down these deliveries and no others.

        Raises:
            OutputError: if the file cannot be written.
        """
        if deliveries:
            write(self._path, {"deliveries": [asdict(delivery) for delivery in deliveries]})
            return
        try:
            self._path.unlink(missing_ok=True)
        except OSError as error:
            raise unwritable(self._path, error) from error


def carry_out(delivery: Delivery, inbox: Path, compose: Callable[[Delivery], str]) -> Fate:
    """Move a file to its target and lay its answer beside it; also where an earlier try was cut off anywhere in between.

    Args:
        delivery: the file.
        inbox: the folder that it lies in.
        compose: writes the answer.

    Raises:
        FileExistsError: if another file lies at the target.
        OSError: if it cannot be moved now.
        OutputError: if the answer cannot be written now.
    """
    source, target = inbox / delivery.name, Path(delivery.target)
    if os.path.lexists(source):
        if not _has(source, delivery.sha256):
            return Fate.CHANGED
        if delivery.sha256 and _has(target, delivery.sha256):  # cut off behind the copy
            source.unlink()
        else:
            move(source, target, delivery.sha256)
    elif not os.path.lexists(target) or not _has(target, delivery.sha256):
        return Fate.GONE
    answer = long_path(delivery.answer)
    if delivery.kind.answer and not answer.exists():
        write(answer, compose(delivery))
    return Fate.DELIVERED


def _has(path: Path, sha256: str) -> bool:
    """Tell whether a file has these bytes; one without a hash could not be read, and is taken for the same."""
    if path.is_symlink() or not path.is_file():
        return False
    return not sha256 or ingest.fingerprint(path) == sha256


def settle_reason(delivery: Delivery, failed: Path) -> None:
    """Lay the reason of an earlier failure beside the file that is done now, unless the failed file still lies there.

    Raises:
        OSError: if it cannot be moved.
    """
    earlier = mirrored(failed, delivery.name)
    reason = earlier.with_name(answer_name(earlier.name, REASON))
    if delivery.kind in (Kind.READ, Kind.SAME) and not os.path.lexists(earlier) and reason.is_file():
        target = Path(delivery.target)
        beside = target.with_name(answer_name(target.name, REASON))
        if not os.path.lexists(beside):
            move(reason, beside, ingest.fingerprint(reason))

"""Files in, source documents out: which files there are, and what each says. Nothing of a text is dropped or edited."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from extractors.patterns import compile_pattern
from pipeline.controls import masked
from pipeline.errors import UsageError
from pipeline.ingest import verdicts
from pipeline.source import SourceDoc

_FORMATS = {".txt": "txt", ".text": "txt", ".pdf": "pdf"}
SUFFIXES = " ".join(_FORMATS)
"""Those of the files that folders are searched for."""
REASON = "理由.txt"
"""What the name of a note ends in that the inbox lays beside a file: it is no report."""
_ERA_ALONE = compile_pattern(r"(?:令和|平成|昭和)[ 　]*\n(?=[ 　]*[0-9０-９元])")
_NOT_REPORTS = ("~$", ".")  # owner files of Office; hidden files, among them what macOS leaves


def find_inputs(inputs: Sequence[Path]) -> list[tuple[Path, str]]:
    """Return the files to read, each with the name that datasets give it.

    A file that is named is listed whatever it is, and though it is missing if another input is there, so that it
    becomes a row that says why it failed. Folders are
    searched through for the supported formats, in the order of their names; hidden files and links are passed over.

    Args:
        inputs: files and folders.

    Returns:
        (path, name): the file name, or for a file of a folder its path relative to that folder, with `/`.

    Raises:
        UsageError: if none of `inputs` exists, or they hold nothing to read.
    """
    found: list[tuple[Path, str]] = []
    missing: list[str] = []
    for path in inputs:
        is_folder = False
        try:
            is_folder = stat.S_ISDIR(path.stat().st_mode)
        except (FileNotFoundError, NotADirectoryError, ValueError):
            missing.append(printable(str(path)))
        except OSError:  # reading it will say why
            pass
        if is_folder:
            found += sorted(_reports_below(path), key=lambda entry: entry[1])
        else:
            found.append((path, printable(path.name)))
    if missing and len(missing) == len(inputs):
        ja, en = (comma.join(missing) for comma in ("、", ", "))
        raise UsageError(f"{ja} が見つかりません。パスを確かめてください。", f"{en} does not exist. Check the path.")
    if not found:
        ja, en = (comma.join(printable(str(path)) for path in inputs) for comma in ("、", ", "))
        raise UsageError(
            f"{ja} に読み取れるファイルがありません。対応形式は {SUFFIXES} です。場所を確かめてください。",
            f"{en}: no file to read. Supported: {SUFFIXES}. Check the place.",
        )
    return found


def _reports_below(folder: Path) -> Iterator[tuple[Path, str]]:
    """Yield the reports of a folder. A folder that cannot be listed is yielded itself: reading it will say why."""
    waiting = [(folder, "")]
    while waiting:
        here, prefix = waiting.pop()
        try:
            with os.scandir(here) as listing:
                entries = [(entry, entry.stat(follow_symlinks=False)) for entry in listing]
        except OSError:
            yield here, prefix.rstrip("/") or printable(here.name)
            continue
        for entry, status in entries:
            if _is_passed_over(entry.name, status):
                continue
            name = prefix + printable(entry.name)
            if stat.S_ISDIR(status.st_mode):
                waiting.append((Path(entry.path), name + "/"))
            elif stat.S_ISREG(status.st_mode) and Path(entry.name).suffix.lower() in _FORMATS:
                yield Path(entry.path), name


def _is_passed_over(name: str, status: os.stat_result) -> bool:
    hidden = getattr(status, "st_file_attributes", 0) & stat.FILE_ATTRIBUTE_HIDDEN
    junction = getattr(status, "st_reparse_tag", 0) == getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", -1)
    return bool(hidden or junction or name.lower().startswith(_NOT_REPORTS) or name.endswith(f".{REASON}"))


def printable(name: str) -> str:
    """Escape what UTF-8 cannot hold (bytes of a file name that are no characters), and mask controls."""
    return masked(name.encode("utf-8", "backslashreplace").decode("utf-8"))


def fingerprint(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, 64 hex digits.

    Raises:
        OSError: if it cannot be read.
        InputError: if it is no file.
    """
    if not path.is_file():  # opening a pipe or a device would wait for ever
        raise verdicts.no_file(printable(path.name))
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def format_of(path: Path) -> str:
    """Return txt or pdf by the suffix; the suffix itself, without its dot, for what is not supported."""
    suffix = path.suffix.lower()
    return _FORMATS.get(suffix, printable(suffix[1:]))


def read(
    path: Path,
    name: str,
    *,
    max_bytes: int,
    ocr_mode: str = "off",
    share: Callable[..., Callable[[], bytes | None]] | None = None,
) -> SourceDoc:
    """Read one file.

    Args:
        path: the file.
        name: how datasets call it.
        max_bytes: the largest size that is read.
        ocr_mode: auto, off or force: which pages of a PDF are read from their pictures.
        share: lets another process read the rest of a long PDF; see `pdf.read`.

    Raises:
        InputError: with `code` unsupported_format, unreadable, too_large, empty, binary, html, undecodable, password,
            damaged, no_text_layer or no_ocr.
    """
    name = printable(name)
    suffix = path.suffix.lower()
    raw = _bytes(path, name, max_bytes)
    if suffix not in _FORMATS:
        raise verdicts.unsupported(name, printable(suffix), SUFFIXES)
    sha256 = hashlib.sha256(raw).hexdigest()
    if not raw:
        raise verdicts.empty(name, 0)
    if _FORMATS[suffix] == "pdf":
        from pipeline.ingest import pdf

        return _with_whole_eras(pdf.read(name, sha256, raw, ocr_mode=ocr_mode, share=share))
    from pipeline.ingest import text

    return _with_whole_eras(text.read(name, sha256, raw))


def _with_whole_eras(source: SourceDoc) -> SourceDoc:
    """Return a text in which no line break parts an era from its year: a 6年度 below 令和 is not one of 平成."""
    breaks = [match.end() - 1 for match in _ERA_ALONE.finditer(source.text)]
    if not breaks:
        return source
    return replace(source, soft_breaks=tuple(sorted({*source.soft_breaks, *breaks})))


def _bytes(path: Path, name: str, max_bytes: int) -> bytes:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise (verdicts.folder if stat.S_ISDIR(status.st_mode) else verdicts.no_file)(name)
        if status.st_size > max_bytes:
            raise verdicts.too_large(name, status.st_size, max_bytes)
        with path.open("rb") as file:
            raw = file.read(max_bytes + 1)  # it may be growing
    except FileNotFoundError as error:
        raise verdicts.missing(name) from error
    except (OSError, ValueError) as error:
        raise verdicts.unreadable(name, printable(getattr(error, "strerror", None) or str(error))) from error
    if len(raw) > max_bytes:
        raise verdicts.too_large(name, len(raw), max_bytes)
    return raw

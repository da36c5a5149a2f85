"""The stages in order: a file becomes a dataset, files become a folder of tables."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline import __version__, check, extract, ingest, profile, resolve, segment
from pipeline.errors import InputError, PipelineError, UsageError, trace_of
from pipeline.lock import hold
from pipeline.model import Dataset, ReportHead, SourceDoc
from pipeline.segment.choice import chosen
from pipeline.store import Reading, Store, reading_of, reading_of_failure

Read = Callable[..., SourceDoc]
"""Called as `ingest.read` is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a user chose for a run."""

    profile: str | None = None
    """Id of the report style, or the TOML file of one; None leaves the choice to the text."""
    given: ReportHead = field(default_factory=ReportHead)
    """What the user says of the report, trusted where its text is silent."""
    max_bytes: int = 200 * 1024 * 1024
    ocr_mode: str = "auto"
    """auto reads the pages of a PDF that are pictures with Tesseract where it is installed, force all pages, off none."""

    @property
    def overrides(self) -> bool:
        """Whether a reading under these settings may differ from one without any."""
        return self.profile is not None or self.given != ReportHead() or self.ocr_mode != "auto"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one file: exactly one of `dataset` and `error` is set."""

    path: Path
    name: str
    sha256: str
    """64 hex digits; empty where the file could not even be opened."""
    format: str
    dataset: Dataset | None = None
    error: PipelineError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the summary of a run."""

    name: str
    document: Mapping[str, str]
    """The file's row of documents.csv."""
    unclaimed: int = 0
    known: bool = False
    """True where the folder already held the document and it was not read again."""
    same_as: str | None = None
    """The name by which the datasets know the file, where it has another: a file of the same bytes was read first."""
    versions: tuple[str, ...] = ()
    """Other files of the datasets that are versions of the same report: all of them are counted."""
    beside: tuple[str, ...] = ()
    """Files that may be versions of it, too, but came from a folder above or below."""
    error: PipelineError | None = None


_FIRST = SourceDoc(
    name="", sha256="", format="txt", text="【取組方向1】\n○研修（総務課）\n令和5年4月1日に10名が参加した。\n"
)


def prepare() -> None:
    """Do once what every report is the first to do (dictionary, styles, tables), while another process reads the file."""
    reading_of(_dataset_of(_FIRST, Settings()), pipeline_version="", processed_at="")


def _dataset_of(source: SourceDoc, settings: Settings) -> Dataset:
    named = style_named(settings.profile)
    style, sheet = (named, None) if named is not None else chosen(source, profile.builtin())
    report = segment.segment(source, style, settings.given, sheet)
    return check.check(resolve.resolve(source, report, extract.extract(source, report)))


def run_one(path: Path, name: str, settings: Settings, read: Read | None = None) -> Outcome:
    """Read one report through every stage.

    Args:
        path: the file.
        name: how datasets call it.
        settings: the user's choices.
        read: reads the file; None for `ingest.read`.

    Returns:
        The outcome; no exception of a stage gets out. An `internal` error holds its `trace`.
    """
    try:
        source = (read or ingest.read)(path, name, max_bytes=settings.max_bytes, ocr_mode=settings.ocr_mode)
        dataset = _dataset_of(source, settings)
    except PipelineError as error:
        return _failed(path, name, error)
    except MemoryError as error:
        return _failed(path, name, _out_of_memory(name, error))
    except Exception as error:  # one report must never stop the others
        return _failed(path, name, internal_error(name, error))
    return Outcome(path=path, name=name, sha256=source.sha256, format=source.format, dataset=dataset)


def read_one(path: Path, name: str, settings: Settings, *, processed_at: str, read: Read | None = None) -> Reading:
    """Read one report and make its rows, ready to be kept; never raises.

    Args:
        path: the file.
        name: how datasets call it.
        settings: the user's choices.
        processed_at: when, ISO 8601 in UTC.
        read: reads the file; None for `ingest.read`.
    """
    began = time.perf_counter()
    outcome = run_one(path, name, settings, read)
    error = outcome.error
    if outcome.dataset is not None:
        try:
            return reading_of(
                outcome.dataset,
                pipeline_version=__version__,
                processed_at=processed_at,
                seconds=time.perf_counter() - began,
            )
        except Exception as cause:  # a fault of ours in the tables costs this report only, too
            error = internal_error(name, cause)
    seconds = time.perf_counter() - began
    return failed_reading(path, name, error, sha256=outcome.sha256, processed_at=processed_at, seconds=seconds)


def read_here(path: Path, name: str, settings: Settings, read: Read | None = None) -> Reading:
    """Read one report now; see `read_one`."""
    return read_one(path, name, settings, processed_at=now(), read=read)


def failed_reading(
    path: Path, name: str, error: PipelineError | None, *, sha256: str, processed_at: str, seconds: float
) -> Reading:
    """Return the reading of a file that could not be read, with the reason."""
    return reading_of_failure(
        error,
        seconds=seconds,
        name=name,
        sha256=sha256,
        format=ingest.format_of(path),
        failure=str(error),
        pipeline_version=__version__,
        processed_at=processed_at,
    )


def run_many(
    inputs: Sequence[Path],
    output: Path,
    settings: Settings,
    watch: Callable[[int, int, Entry], None] = lambda _done, _total, _entry: None,
    read: Callable[[Path, str, Settings], Reading] | None = None,
) -> list[Entry]:
    """Read every report of `inputs` into the tables of `output`, which are written once, at the end.

    A document that the folder already holds, from this version and with no settings of its own, is not read again.
    What was finished is saved when the run is interrupted too.

    Args:
        inputs: files and folders.
        output: the folder of the tables; made if missing.
        settings: the user's choices, for every file.
        watch: called after each file with the number done, their total, and the file's entry.
        read: reads a report; None for `read_here`.

    Raises:
        PipelineError: if an input does not exist, another run holds the folder, or it cannot be written.
    """
    style_named(settings.profile)  # a wrong id is the user's mistake, not each file's
    found = ingest.find_inputs(inputs)
    entries: dict[str, Entry] = {}
    with hold(output), Store(output) as store:
        try:
            for done, (path, name) in enumerate(found, start=1):
                sha256 = fingerprint(path)
                entry = entries.get(sha256) or known_entry(store, name, sha256, settings)
                if entry is None:
                    first = first_name(store, name, sha256)
                    entry = enter(store, (read or read_here)(path, first, settings))
                held_as = entry.document["source_file"]
                entry = replace(entry, name=name, same_as=held_as if held_as != name else None)
                entries.setdefault(sha256 or name, entry)
                if sha256:
                    store.ledger.note_source(path, sha256)
                watch(done, len(found), entry)
        finally:
            store.save()
        return [_with_versions(store, entry) for entry in entries.values()]


def _with_versions(store: Store, entry: Entry) -> Entry:
    versions, beside = (
        tuple(other["source_file"] for other in found(entry.document))
        for found in (store.versions.of, store.versions.beside)
    )
    return replace(entry, versions=versions, beside=beside)


def known_entry(store: Store, name: str, sha256: str, settings: Settings) -> Entry | None:
    """Return the entry of a file that need not be read again, or None."""
    held = None if settings.overrides or not sha256 else store.held(sha256, pipeline_version=__version__)
    if held is None:
        return None
    return Entry(name=name, document=held, unclaimed=store.unclaimed(sha256), known=True)


def first_name(store: Store, name: str, sha256: str) -> str:
    """Return the name by which datasets know a file: bytes that were read stay known by the name they were read under."""
    known = store.known(sha256[:16]) if sha256 else None
    return name if known is None or known["status"] == "failed" else known["source_file"]


def enter(store: Store, reading: Reading, *, corrects: bool = False) -> Entry:
    """Keep a reading, which is not saved to the tables yet, and return its line of the summary."""
    document = store.put(reading, corrects=corrects)
    return Entry(name=reading.name, document=document, unclaimed=store.unclaimed(reading.sha256), error=reading.error)


def now() -> str:
    """Return the time of day as tables have it: ISO 8601 in UTC, to the second."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def style_named(profile_id: str | None) -> profile.Profile | None:
    """Return the style of an id or a file; None for None.

    Raises:
        UsageError: if there is no such style.
        ProfileError: if the file cannot be read or contradicts itself.
    """
    if profile_id is None:
        return None
    if profile_id.lower().endswith(".toml"):
        return profile.load(Path(profile_id))
    known = {p.id: p for p in profile.builtin()}
    if profile_id not in known:
        choices = ", ".join(sorted(known))
        raise UsageError(
            f"様式「{profile_id}」はありません。--profile に使えるのは次の ID か、様式ファイル（.toml）です: {choices}",
            f"There is no report style {profile_id!r}; --profile takes a style file (.toml) or one of: {choices}",
        )
    return known[profile_id]


def fingerprint(path: Path) -> str:
    """Return the SHA-256 of a file, empty if its bytes cannot be read."""
    try:
        return ingest.fingerprint(path)
    except (OSError, InputError):
        return ""


def _failed(path: Path, name: str, error: PipelineError) -> Outcome:
    return Outcome(path=path, name=name, sha256=fingerprint(path), format=ingest.format_of(path), error=error)


def _out_of_memory(name: str, cause: MemoryError) -> PipelineError:
    error = InputError(
        f"{name}: メモリーが足りず、読み取れませんでした。ほかのプログラムを閉じるか、ファイルを分けてください。",
        f"{name}: there was not enough memory to read it. Close other programs, or split the file.",
    )
    error.code = "memory_limit"
    error.trace = trace_of(cause)
    return error


def internal_error(name: str, cause: Exception) -> PipelineError:
    """Return the error of a file at which the program itself failed."""
    what = f"{type(cause).__name__}: {cause}"
    error = InputError(
        f"{name}: プログラムの内部エラーです（{what}）。このファイルを添えて開発元にお知らせください。"
        "--debug を付けて実行すると詳細が表示されます。",
        f"{name}: internal error ({what}). Please report it together with this file; --debug shows the details.",
    )
    error.code = "internal"
    error.trace = trace_of(cause)
    return error

"""Pages on which people look at a folder's reports: one for each, and an index over all. They need no server."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any

from extractors.patterns import compile_pattern
from pipeline.ledger import place_of
from pipeline.lock import hold
from pipeline.review.index import Listed, compose_index
from pipeline.review.page import Rows, compose_page
from pipeline.review.pictures import Album
from pipeline.review.plans import read_trend
from pipeline.store import Store
from pipeline.tables import TABLES
from pipeline.write import no_dataset, unwritable, write

_FOLDER = "review"
INDEX = "index.html"
_ALBUM = Album()
_PAGE_OF_A_REPORT = compile_pattern(r"[0-9a-f]{16}\.html")


def write_review(output: Path, album: Album = _ALBUM) -> Path:
    """Write the review pages of an output folder, and remove those of reports that it no longer has.

    A page that would be the same is not touched. Pages are made from the ledger, so another run may hold the folder
    meanwhile; only a folder without a ledger is held, as its ledger is made first.

    Args:
        output: a folder that `run`, `batch` or `inbox` wrote.
        album: where the pictures of pages come from.

    Returns:
        The index page.

    Raises:
        UsageError: if the folder holds no tables.
        OutputError: if the pages cannot be written.
        BusyError: if its ledger must be made and another run holds the folder.
    """
    new = not place_of(output).exists()
    if new and not (output / TABLES[0].file_name).exists():
        raise no_dataset(output, TABLES[0].file_name)
    folder = output / _FOLDER
    with hold(output) if new else contextlib.nullcontext(), Store(output) as store:
        try:
            folder.mkdir(exist_ok=True)
        except OSError as error:
            raise unwritable(folder, error) from error
        listed = []
        for document_id in list(store.ledger.in_order()):
            with store.ledger.change():  # both of one reading, though another run may be writing
                rows, report = store.rows(document_id), store.ledger.report(document_id)
            if not rows["documents"]:  # gone since it was listed
                continue
            if report is not None:
                _write_page(folder / f"{document_id}.html", store, rows, json.loads(b"".join(report)), album)
            listed.append(Listed.of(rows, readable=report is not None))
    write(folder / INDEX, compose_index(listed, read_trend(output)))
    _clear(folder, {f"{entry.document['document_id']}.html" for entry in listed if entry.readable})
    return folder / INDEX


def renew_index(output: Path) -> None:
    """Write the index page anew, if the folder has review pages: tables of the trend stand in it.

    Raises:
        OutputError: if it cannot be written.
    """
    index = output / _FOLDER / INDEX
    if not index.exists():
        return
    with Store(output) as store:
        ids = list(store.ledger.in_order())
        listed = [Listed.of(store.rows(i), readable=index.with_name(f"{i}.html").exists()) for i in ids]
    write(index, compose_index(listed, read_trend(output)))


def _write_page(page: Path, store: Store, rows: Rows, report: dict[str, Any], album: Album) -> None:
    (document,) = rows["documents"]
    numbers = [read["page"] for read in report.get("pages_read", ())]
    pictures = album.of(document, numbers, store.ledger.sources(document["source_sha256"]), page)
    write(page, compose_page(rows, report, pictures))


def _clear(folder: Path, kept: set[str]) -> None:
    for path in folder.iterdir():
        if _PAGE_OF_A_REPORT.fullmatch(path.name) and path.name not in kept:
            try:
                path.unlink()
            except OSError as error:
                raise unwritable(path, error) from error

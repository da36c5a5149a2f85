"""The pages of a PDF as pictures, and where on them a mark stands.

A picture is drawn once: the page of the report that holds it already is where the next run takes it from, also when
the file is no longer there.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.patterns import compile_pattern
from pipeline.write import unwritable

if TYPE_CHECKING:
    from PIL.Image import Image

    from pipeline.ingest.engine import Document

DPI = 110
"""Dots per inch at which pages are drawn: letters of 6 points are read at that."""
LIMIT_MB = 24
"""Most that the pictures of one report may take in its page, in MB: some 600 pages of text, or 150 of slides."""

_MB = 1024 * 1024
_MOST_DOTS = 4_000_000  # of one page: a poster is drawn coarser
_SHADES = 4  # of grey: at this size letters look as smooth as with 256, in a fifth of the bytes
_TONES = 16  # of a scan or photograph without colours; of colours too
_BETWEEN = slice(64, 192)  # tones that are neither paper nor ink
_MANY = 0.15  # share of such dots from which on a page is more than letters
_COLOURED = 24  # difference of a dot's channels from which on it has a colour
_FEW = 0.001  # share of coloured dots that a page without colour may have
_KEPT = compile_pattern(
    rb'<script type="text/plain" id="pictures" data-of="([0-9a-f]{64})" data-dpi="([0-9]+)">\n([A-Za-z0-9+/=\n]*)</script>'
)

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pictures of a report's pages, or why there are none."""

    sha256: str = ""
    pages: tuple[str, ...] = ()
    """Each page as PNG in base64; empty for a page that cannot be drawn."""
    why: str = ""
    """The word of the page that says why there are none; empty where none are to be expected."""
    parts: tuple[str, ...] = ()
    """What is put into that word."""


NONE = Pictures()


@dataclass(frozen=True, slots=True)
class Album:
    """Where pictures come from, and how large they may be."""

    folders: tuple[Path, ...] = ()
    """Where a person says that the files lie."""
    limit_mb: int = LIMIT_MB
    """Most for one report, in MB; 0 for no pictures at all."""

    def of(self, document: Mapping[str, str], pages: Sequence[int], known: Iterable[Path], page: Path) -> Pictures:
        """Return the pictures of a report.

        Args:
            document: its row of documents.csv.
            pages: the numbers of its pages, from 1, as the PDF counts them.
            known: where its file was seen.
            page: the HTML that may hold its pictures already.
        """
        if document["format"] != "pdf" or not self.limit_mb:
            return NONE
        kept = _kept(page, document["source_sha256"])
        if len(kept) == len(pages):
            return self._if_small(document["source_sha256"], kept)
        name = Path(document["source_file"])
        places = [
            *known,
            *(folder / part for folder in self.folders for part in dict.fromkeys((name, Path(name.name)))),
        ]
        changed = False
        for place in places:
            try:
                raw = place.read_bytes()
            except OSError:
                continue
            if sha256(raw).hexdigest() == document["source_sha256"]:
                return self._drawn(document["source_sha256"], raw, pages)
            changed = True
        return Pictures(why="pictures_changed" if changed else "pictures_gone", parts=(name.name,))

    def _drawn(self, of: str, raw: bytes, pages: Sequence[int]) -> Pictures:
        drawn, size = [], 0
        for picture in draw(raw, pages):
            drawn.append(picture)
            size += len(picture)
            if size > self.limit_mb * _MB:
                return self._too_large()
        return Pictures(of, tuple(drawn)) if any(drawn) else Pictures(why="pictures_undrawn")

    def _if_small(self, of: str, pages: Sequence[str]) -> Pictures:
        return self._too_large() if sum(map(len, pages)) > self.limit_mb * _MB else Pictures(of, tuple(pages))

    def _too_large(self) -> Pictures:
        return Pictures(why="pictures_large", parts=(str(self.limit_mb),))


def _kept(page: Path, of: str) -> tuple[str, ...]:
    """Return the pictures that a page holds, if they are those of the file."""
    try:
        found = _KEPT.search(page.read_bytes())
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise unwritable(page, error) from error
    if found is None or found[1].decode() != of or int(found[2]) != DPI:
        return ()
    return tuple(found[3].decode("ascii").removesuffix("\n").split("\n"))


def draw(raw: bytes, pages: Iterable[int]) -> Iterator[str]:
    """Yield pages of a PDF as PNG in base64, empty where one cannot be drawn.

    Args:
        raw: the file.
        pages: their numbers, from 1.
    """
    from pipeline.ingest.glyphs import Unopened, open_document

    try:
        document = open_document(raw, for_pictures=True)
    except Unopened:
        return
    try:
        for number in pages:
            try:
                yield base64.b64encode(_png(_image(document, number))).decode("ascii")
            except (RuntimeError, MemoryError, ValueError):
                yield ""
    finally:
        document.close()


def _image(document: Document, number: int) -> Image:
    page = document[number - 1]
    try:
        width, height = page.get_size()
        scale = min(DPI / 72, (_MOST_DOTS / max(width * height, 1.0)) ** 0.5)
        return page.picture(scale, grey=False)
    finally:
        page.close()


def _png(image: Image) -> bytes:
    """Return a page in few shades of grey, or in few colours where it has some."""
    from PIL import Image as Images
    from PIL import ImageChops

    red, green, blue = image.split()
    spread = ImageChops.lighter(ImageChops.difference(red, green), ImageChops.difference(green, blue))
    if sum(spread.histogram()[_COLOURED:]) > _FEW * image.width * image.height:
        small = image.quantize(_TONES, method=Images.Quantize.FASTOCTREE, dither=Images.Dither.NONE)
    else:
        rich = sum(green.histogram()[_BETWEEN]) > _MANY * image.width * image.height
        top = (_TONES if rich else _SHADES) - 1
        shades = green.point([round(value * top / 255) for value in range(256)])
        small = Images.frombytes("P", shades.size, shades.tobytes())
        small.putpalette([level * 255 // top for level in range(top + 1) for _ in range(3)])
    out = io.BytesIO()
    small.save(out, "PNG", bits=2 if len(small.getcolors() or ()) <= _SHADES else 4, compress_level=6)
    return out.getvalue()


def boxes(cell: str | Sequence[str] | None) -> list[Box]:
    """Return the boxes of a bbox cell, or of the list that stands for it in JSON."""
    parts = cell.split("|") if isinstance(cell, str) else cell or ()
    return [(x0, top, x1, bottom) for x0, top, x1, bottom in (map(float, part.split(",")) for part in parts if part)]


def by_page(found: Sequence[Box], first: int, *, crosses: bool) -> list[tuple[int, Box]]:
    """Return boxes with their pages.

    Args:
        found: in order of the text.
        first: the page on which the first one stands.
        crosses: whether the text goes on on the next page: there the boxes are at the top again.
    """
    if not crosses or len(found) < 2:
        return [(first, box) for box in found]
    turn = max(range(1, len(found)), key=lambda k: found[k - 1][1] - found[k][1])
    return [(first + (k >= turn), box) for k, box in enumerate(found)]

"""What a damaged PDF still has: its end, the index of its objects, and the root that PDFium finds its pages by."""

from __future__ import annotations

import re

from extractors.patterns import compile_pattern

_INDEX = compile_pattern(rb"startxref\s+([0-9]{1,10})\b")
_INDEX_START = compile_pattern(rb"\s*(?:xref|[0-9]+\s+[0-9]+\s+obj)")
_FIRST_OBJECT = compile_pattern(rb"\s*xref\s+0\s+[0-9]+\s+[0-9]{10} [0-9]{5} f\s+(?P<at>[0-9]{10}) [0-9]{5} n")
_OBJECT = compile_pattern(rb"\s*[0-9]+\s+[0-9]+\s+obj")
_CATALOG = compile_pattern(rb"([0-9]+ [0-9]+) obj(?:(?!endobj).){0,2000}?/Type\s*/Catalog", re.DOTALL)
_END = 1024  # bytes of a file in which its last mark stands


def has_end(raw: bytes) -> bool:
    """Tell whether a PDF ends as it should."""
    return b"%%EOF" in raw[-_END:]


def has_index(raw: bytes) -> bool:
    """Tell whether the index of a PDF's objects is where its end says; without one, PDFium puts together what it finds."""
    found = _INDEX.findall(raw[-2048:])
    begin = raw.find(b"%PDF-")
    if not found or _INDEX_START.match(raw, int(found[-1]) + begin) is None:
        return False
    first = _FIRST_OBJECT.match(raw, int(found[-1]) + begin)
    return first is None or _OBJECT.match(raw, int(first["at"]) + begin) is not None


def with_root(raw: bytes) -> bytes:
    """Return a file whose end is lost with a trailer that names its root, so that PDFium finds the pages that are left."""
    if b"trailer" in raw or b"/XRef" in raw:
        return raw
    root = _CATALOG.search(raw)
    return raw if root is None else raw + b"\nendobj\ntrailer<</Root " + root.group(1) + b" R>>\nstartxref\n0\n%%EOF\n"

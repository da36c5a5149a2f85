"""What is compiled of a text, kept from one process to the next as Python keeps its bytecode.

It is kept beside the bytecode of the module that asks (`__pycache__`, or where `PYTHONPYCACHEPREFIX` says), under the
text itself, so that a changed text is never served by an old form. Where bytecode may not be written nothing is, and
where the file is missing, damaged or of another Python everything is compiled as ever.
"""

from __future__ import annotations

import atexit
import marshal
import os
import sys
from collections.abc import Hashable
from contextlib import suppress
from importlib.util import cache_from_source
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any, Generic, TypeVar

_Key = TypeVar("_Key", bound=Hashable)
_Form = TypeVar("_Form")

_MOST_KEPT = 5_000
"""More than any release has: beyond it the file holds what old sources left behind, and begins anew."""


class Kept(Generic[_Key, _Form]):
    """The compiled forms of one installation, all of one sort; keys and forms must be fit for `marshal`."""

    _path: Path | None = None

    def __init__(self, module: str, sort: str, stamp: str) -> None:
        """Read what is kept, and have what is new written when the process ends.

        Args:
            module: the `__file__` of the module that asks.
            sort: the suffix of the file.
            stamp: what is kept under another one is not used.
        """
        with suppress(NotImplementedError):  # a Python that keeps no bytecode keeps nothing
            self._path = Path(cache_from_source(module)).with_suffix(f".{sort}")
        self._stamp = f"{stamp} {sys.version}"
        self._forms: dict[_Key, _Form] = self._written()
        self._new: dict[_Key, _Form] = {}
        atexit.register(self.save)

    def _written(self) -> dict[_Key, _Form]:
        if self._path is None:
            return {}
        with suppress(OSError, ValueError, EOFError, TypeError):
            with self._path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as kept:
                stamp, forms = marshal.loads(kept)
            if stamp == self._stamp:
                return dict[Any, Any](forms)
        return {}

    def take(self, key: _Key) -> _Form | None:
        """Return the form of a text, None if there is none; it is not held any longer."""
        return self._forms.pop(key, None)

    def add(self, key: _Key, form: _Form) -> _Form:
        """Keep the form of a text, and return it."""
        self._new[key] = form
        return form

    def save(self) -> None:
        """Write the forms if some are new. Another process may do the same: each writes a whole file, with what is there."""
        if not self._new or self._path is None or sys.dont_write_bytecode:
            return
        forms = self._written() | self._new
        if len(forms) > _MOST_KEPT:
            forms = self._new
        part = self._path.with_name(f"{self._path.name}.{os.getpid()}")
        with suppress(OSError):  # a read-only installation compiles each time
            self._path.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(marshal.dumps((self._stamp, forms)))
            part.replace(self._path)
        with suppress(OSError):  # left only where it could not take the place of the old one
            part.unlink(missing_ok=True)
        self._new = {}

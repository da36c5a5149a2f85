"""A request to stop, as schedulers and the system make it: SIGTERM, on Windows SIGBREAK too."""

from __future__ import annotations

import contextlib
import signal
import sys
from collections.abc import Iterator


@contextlib.contextmanager
def stop_on_signals() -> Iterator[None]:
    """Let a request to stop end what is done within as an interruption by a person does."""

    def stop(number: int, frame: object) -> None:
        del number, frame
        raise KeyboardInterrupt

    wanted = [signal.SIGTERM]
    if sys.platform == "win32":
        wanted.append(signal.SIGBREAK)
    before = [(number, signal.signal(number, stop)) for number in wanted]
    try:
        yield
    finally:
        for number, handler in before:
            signal.signal(number, handler)

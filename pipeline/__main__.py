"""`python -m pipeline` is `shinchoku`."""

import atexit
import gc
import os
import sys
import threading
from typing import NoReturn


def main() -> NoReturn:
    """Run the command line, and end the process with its exit status."""
    gc.disable()  # importing builds nothing that the collector could free
    from pipeline.apart import ahead
    from pipeline.collector import begin_collecting

    with ahead(sys.argv[1:]):
        from pipeline.cli import main as run

        begin_collecting()
        status = run()
    _end(status)


def _end(status: int) -> NoReturn:
    """End the process without taking apart all that it holds, which takes as long as reading two pages."""
    try:
        for stream in filter(None, (sys.stdout, sys.stderr)):
            stream.flush()
    except (OSError, ValueError):  # Python tells of it by the exit status
        sys.exit(status)
    if threading.active_count() > 1:  # it waits for them
        sys.exit(status)
    atexit._run_exitfuncs()
    os._exit(status)


if __name__ == "__main__":
    main()

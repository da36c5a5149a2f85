"""`python -m pipeline` is `shinchoku`."""

import gc
import sys

from pipeline.apart import ahead


def main() -> int:
    """Run the command line and return its exit status."""
    with ahead(sys.argv[1:]):
        from pipeline.cli import main as run

        status = run()
    gc.freeze()  # the process ends: the collector need not look through all that is left
    return status


if __name__ == "__main__":
    sys.exit(main())

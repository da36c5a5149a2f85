"""The whole process `shinchoku run REPORT.pdf` against one that only runs pdfplumber; memory by pages.

against_pdfplumber.py [REPORT.pdf [TABLES.pdf]]   the report's pages are repeated to 14 and 200 and read against
extract_text(); those of the other, full of tables, to 50 and read against extract_tables(). Memory is that of a text of
samples/ on 100 and 1,000 pages, of which every one has other digits: what comes back is kept only once.
"""

import os
import random
import re
import subprocess
import sys
import tempfile
from itertools import cycle, islice
from pathlib import Path

from turns import ROOT, medians, tell

sys.path.insert(0, str(ROOT / "tests" / "unit" / "pipeline"))
from drawn_pdf import FULL, pdf, rows

_THEIRS = (
    "import sys, pdfplumber\n"
    "with pdfplumber.open(sys.argv[1]) as document:\n"
    "    for page in document.pages:\n"
    "        getattr(page, sys.argv[2])()\n"
    "        page.close()\n"
)
_SAMPLE = ROOT / "samples" / "tatara-r5-h1.pdf"
_TEXT = ROOT / "samples" / "aose-r6-h1.txt"
_LINES = 30  # of a page
_TABLES = ROOT / "tests" / "scores" / "reports" / "sazanami-r6-fy.pdf"


def _repeated(path: Path, pages: int, folder: Path) -> Path:
    import pypdfium2

    source, made = pypdfium2.PdfDocument(path), pypdfium2.PdfDocument.new()
    while len(made) < pages:
        made.import_pages(source, list(range(min(len(source), pages - len(made)))))
    target = folder / f"{path.stem}-{pages}.pdf"
    made.save(target)
    return target


def _varied(pages: int, folder: Path) -> Path:
    """Draw the text again and again, each time with other digits."""
    text = _TEXT.read_text(encoding="utf-8")
    lines = cycle([line[at : at + FULL] for line in text.split("\n") for at in range(0, len(line) or 1, FULL)])
    digits = random.Random(1)
    target = folder / f"varied-{pages}.pdf"
    target.write_bytes(
        pdf(
            *(
                rows(
                    *(re.sub("[1-9]", lambda _: str(digits.randint(1, 9)), line) for line in islice(lines, _LINES)),
                    top=50,
                )
                for _ in range(pages)
            )
        )
    )
    return target


def _run(path: Path, folder: Path) -> list[str]:
    """Return the command that reads a report; into a new folder, for a known one would not be read at all."""
    return [sys.executable, "-m", "pipeline", "run", str(path), "--output", tempfile.mkdtemp(dir=folder)]


def _environ() -> dict[str, str]:
    """Bytecode and compiled patterns are kept from the first run on, as they are for any user."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _peak(path: Path, folder: Path) -> int:
    """Return the most memory that reading a report takes (POSIX)."""
    with subprocess.Popen(
        _run(path, folder), cwd=ROOT, env=_environ(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_maxrss


def main() -> None:
    given = [Path(argument).resolve() for argument in sys.argv[1:]]
    path, tables = (*given, *(_SAMPLE, _TABLES)[len(given) :])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for source, pages, reader, goal in (
            (path, 14, "extract_text", 0.5),
            (path, 200, "extract_text", 0.3),
            (tables, 50, "extract_tables", 0.8),
        ):
            report = _repeated(source, pages, folder)

            def ours(report: Path = report) -> None:
                subprocess.run(_run(report, folder), cwd=ROOT, env=_environ(), capture_output=True, check=True)

            def theirs(report: Path = report, reader: str = reader) -> None:
                command = [sys.executable, "-c", _THEIRS, str(report), reader]
                subprocess.run(command, env=_environ(), stderr=subprocess.DEVNULL, check=True)

            tell(f"{report.name} {reader}", *medians([ours, theirs], 3), goal)
        short, long = (_peak(_varied(pages, folder), folder) for pages in (100, 1000))
        print(f"memory, 1,000 pages / 100: {long / short:.2f} (goal 1.3, {'met' if long <= 1.3 * short else 'MISSED'})")


if __name__ == "__main__":
    main()

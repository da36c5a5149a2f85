"""The whole process `shinchoku run REPORT.pdf` against one that only runs pdfplumber's extract_text(); memory by pages.

against_pdfplumber.py [REPORT.pdf]   its pages are repeated to 14, 200, 100 and 1,000
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from turns import ROOT, medians, tell

_THEIRS = (
    "import sys, pdfplumber\n"
    "with pdfplumber.open(sys.argv[1]) as document:\n"
    "    for page in document.pages:\n"
    "        page.extract_text()\n"
    "        page.close()\n"
)
_SAMPLE = ROOT / "samples" / "tatara-r5-h1.pdf"


def _repeated(path: Path, pages: int, folder: Path) -> Path:
    import pypdfium2

    source, made = pypdfium2.PdfDocument(path), pypdfium2.PdfDocument.new()
    while len(made) < pages:
        made.import_pages(source, list(range(min(len(source), pages - len(made)))))
    target = folder / f"{path.stem}-{pages}.pdf"
    made.save(target)
    return target


def _run(path: Path, folder: Path) -> list[str]:
    """Return the command that reads a report; into a new folder, for a known one would not be read at all."""
    return [sys.executable, "-m", "pipeline", "run", str(path), "--output", tempfile.mkdtemp(dir=folder)]


def _peak(path: Path, folder: Path) -> int:
    """Return the most memory that reading a report takes (POSIX)."""
    with subprocess.Popen(
        _run(path, folder), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_maxrss


def main() -> None:
    path = Path(sys.argv[1]).resolve() if sys.argv[1:] else _SAMPLE
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for pages, goal in ((14, 0.5), (200, 0.3)):
            report = _repeated(path, pages, folder)

            def ours(report: Path = report) -> None:
                subprocess.run(_run(report, folder), cwd=ROOT, capture_output=True, check=True)

            def theirs(report: Path = report) -> None:
                subprocess.run([sys.executable, "-c", _THEIRS, str(report)], check=True)

            tell(report.name, *medians([ours, theirs], 3), goal)
        short, long = (_peak(_repeated(path, pages, folder), folder) for pages in (100, 1000))
        print(f"memory, 1,000 pages / 100: {long / short:.2f} (goal 1.3, {'met' if long <= 1.3 * short else 'MISSED'})")


if __name__ == "__main__":
    main()

"""The whole process `shinchoku run REPORT`, start to exit, against `python -c "import pandas"`, both with bytecode."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from turns import ROOT, medians, tell


def main() -> None:
    for path in [Path(a).resolve() for a in sys.argv[1:]] or sorted((ROOT / "samples").glob("*.txt")):
        with tempfile.TemporaryDirectory() as folder:
            turn = 0
            environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
            environment["PYTHONPYCACHEPREFIX"] = f"{folder}/bytecode"  # filled by the turn that warms up

            def ours(path: Path = path, folder: str = folder, env: dict[str, str] = environment) -> None:
                nonlocal turn
                turn += 1  # a new folder each time: a known report would not be read at all
                command = [sys.executable, "-m", "pipeline", "run", str(path), "--output", f"{folder}/{turn}"]
                subprocess.run(command, cwd=ROOT, env=env, capture_output=True, check=True)

            def theirs(env: dict[str, str] = environment) -> None:
                subprocess.run([sys.executable, "-c", "import pandas"], env=env, check=True)

            tell(path.name, *medians([ours, theirs], 9), 1)


if __name__ == "__main__":
    main()

"""Measures how long exporting 1,000 questions takes.

    python benchmarks/exporting.py [RUNS] [FORMAT]...

`heart export FORMAT --catalogue --count 1000` takes turns with `heart quiz --json` of the same
questions. Promise: for every format, the median of the ratios of such pairs is at most 3.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from startup import ENVIRONMENT

from heartcli.export.formats import FORMATS

HEART = str(Path(sys.executable).with_name("heart"))
QUESTIONS = ["--catalogue", "--count", "1000", "--seed", "1"]


def seconds(command: str, *options: str) -> float:
    """Returns the time that a command takes for the questions."""
    started = time.perf_counter()
    subprocess.run(
        [HEART, command, *options, *QUESTIONS], check=True, capture_output=True, env=ENVIRONMENT
    )
    return time.perf_counter() - started


def main() -> None:
    runs = int(sys.argv[1]) if sys.argv[1:] else 5
    with tempfile.TemporaryDirectory() as folder:
        ENVIRONMENT["HOME"] = ENVIRONMENT["XDG_DATA_HOME"] = folder
        for name in sys.argv[2:] or FORMATS:
            output = ("-o", str(Path(folder, f"questions{FORMATS[name].suffix}")), "--force")
            pairs = [
                (seconds("quiz", "--json"), seconds("export", name, *output)) for _ in range(runs)
            ]
            quiz, export = (median(times) for times in zip(*pairs, strict=True))
            ratio = median(export / quiz for quiz, export in pairs)
            print(
                f"{name:12} {export:6.2f} s   quiz {quiz:6.2f} s   ratio {ratio:5.2f}   at most 3"
            )


if __name__ == "__main__":
    main()

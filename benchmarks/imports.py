"""Compares the time and memory of `heart import imdb` with imdb-sqlite and s32cinemagoer.

    python -m venv rivals && rivals/bin/pip install imdb-sqlite cinemagoer
    python benchmarks/imports.py rivals/bin [--rows 1000000] [--runs 3] [--slow] [--memory 1,5,20]

In turn, all read the same seven files, made by dumps.py, into a new database with indexes.
Promise: importing only films takes at most half as long as imdb-sqlite and a quarter as long as
s32cinemagoer (--slow, because it takes minutes); importing all kinds takes no longer than
imdb-sqlite. Memory stays under 300 MB for dumps of any size (--memory, in millions of rows).
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from dumps import write_dump

HEART = str(Path(sys.executable).with_name("heart"))


def measure_seconds(command: list[str], home: Path) -> float:
    """Returns the time that a command takes, in seconds."""
    environment = {**os.environ, "HEART_HOME": str(home)}
    start = time.perf_counter()
    process = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False, cwd=home
    )
    duration = time.perf_counter() - start
    if process.returncode:
        sys.exit(f"{' '.join(command)}: {process.stderr}")
    if "rows" in process.stdout:
        print(f"    {process.stdout.splitlines()[0]}")
    return duration


def measure_memory(command: list[str], home: Path) -> float:
    """Returns a command's peak memory, in MB."""
    program = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    process = subprocess.run(
        [sys.executable, "-c", program, *command],
        env={**os.environ, "HEART_HOME": str(home)},
        capture_output=True,
        text=True,
        check=True,
    )
    return int(process.stdout.split()[-1]) / (1024 if sys.platform != "darwin" else 1024**2)


def compare_programs(dump: Path, rivals: Path, runs: int, *, slow: bool) -> None:
    """Times all programs in turn and prints the medians."""
    commands = {
        "imdb-sqlite": [str(rivals / "imdb-sqlite"), "--db", "it.db", "--cache-dir", str(dump)],
        "heart, films only": [HEART, "import", "imdb", str(dump)],
        "heart, all kinds": [HEART, "import", "imdb", str(dump), "--kinds", "all"],
    }
    if slow:
        commands["s32cinemagoer"] = [
            str(rivals / "python"), str(rivals / "s32cinemagoer.py"), str(dump), "sqlite:///it.db",
        ]  # fmt: skip
    times: dict[str, list[float]] = {name: [] for name in commands}
    for run in range(runs):
        for name, command in commands.items():
            if name == "s32cinemagoer" and run:
                continue  # too slow to repeat
            with tempfile.TemporaryDirectory() as home:
                times[name].append(measure_seconds(command, Path(home)))
    medians = {name: median(durations) for name, durations in times.items()}
    for name, duration in medians.items():
        print(f"{name:32} {duration:8.2f} s")
    for name, maximum in (("heart, films only", 0.5), ("heart, all kinds", 1.0)):
        print(f"{name + ' / imdb-sqlite':40} {medians[name] / medians['imdb-sqlite']:6.2f}"
              f"   at most {maximum}")  # fmt: skip
    if slow:
        ratio = medians["heart, films only"] / medians["s32cinemagoer"]
        print(f"{'heart, films only / s32cinemagoer':40} {ratio:6.3f}   at most 0.25")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rivals", type=Path, help="folder with the other programs")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--slow", action="store_true", help="include s32cinemagoer")
    parser.add_argument("--memory", default="", help="millions of rows: 1,5,20")
    parser.add_argument("--dump", type=Path, help="existing folder with the files")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        dump = args.dump or Path(folder, "dump")
        if not args.dump:
            write_dump(dump, args.rows)
        compare_programs(dump, args.rivals.absolute(), args.runs, slow=args.slow)
        for millions in filter(None, args.memory.split(",")):
            large = Path(folder, millions)
            write_dump(large, int(millions) * 1_000_000)
            for kinds in ("movie,tvMovie", "all"):
                with tempfile.TemporaryDirectory() as home:
                    peak = measure_memory([HEART, "import", "imdb", str(large), "--kinds", kinds],
                                  Path(home))  # fmt: skip
                print(f"{millions} million rows, {kinds:14} {peak:6.0f} MB   at most 300")


if __name__ == "__main__":
    main()

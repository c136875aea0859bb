"""How long `heart import imdb` takes beside imdb-sqlite and s32cinemagoer, and its memory.

    python -m venv rivals && rivals/bin/pip install imdb-sqlite cinemagoer
    python benchmarks/imports.py rivals/bin [--rows 1000000] [--runs 3] [--slow] [--memory 1,5,20]

All read the same seven files, made by dumps.py, in turn, each into a new database, its search index
or its indexes included. The promise: films only takes at most half of imdb-sqlite's wall time and a
quarter of s32cinemagoer's (--slow: it takes minutes), all kinds no longer than imdb-sqlite; and
under 300 MB of memory, however large the dump (--memory: millions of rows).
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from dumps import make

HEART = str(Path(sys.executable).with_name("heart"))


def seconds(command: list[str], home: Path) -> float:
    """How long a command takes."""
    environment = {**os.environ, "HEART_HOME": str(home)}
    begun = time.perf_counter()
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False, cwd=home
    )
    taken = time.perf_counter() - begun
    if done.returncode:
        sys.exit(f"{' '.join(command)}: {done.stderr}")
    if "rows" in done.stdout:
        print(f"    {done.stdout.splitlines()[0]}")
    return taken


def memory(command: list[str], home: Path) -> float:
    """The most memory that a command held, in MB."""
    program = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *command],
        env={**os.environ, "HEART_HOME": str(home)},
        capture_output=True,
        text=True,
        check=True,
    )
    return int(done.stdout.split()[-1]) / (1024 if sys.platform != "darwin" else 1024**2)


def compared(dump: Path, rivals: Path, runs: int, *, slow: bool) -> None:
    """Times all programs in turn, and prints their medians."""
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
                continue  # once is enough
            with tempfile.TemporaryDirectory() as home:
                times[name].append(seconds(command, Path(home)))
    middle = {name: median(taken) for name, taken in times.items()}
    for name, taken in middle.items():
        print(f"{name:32} {taken:8.2f} s")
    for name, most in (("heart, films only", 0.5), ("heart, all kinds", 1.0)):
        print(f"{name + ' / imdb-sqlite':40} {middle[name] / middle['imdb-sqlite']:6.2f}"
              f"   at most {most}")  # fmt: skip
    if slow:
        ratio = middle["heart, films only"] / middle["s32cinemagoer"]
        print(f"{'heart, films only / s32cinemagoer':40} {ratio:6.3f}   at most 0.25")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rivals", type=Path, help="the folder with the other programs")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--slow", action="store_true", help="with s32cinemagoer")
    parser.add_argument("--memory", default="", help="millions of rows: 1,5,20")
    parser.add_argument("--dump", type=Path, help="files that are there already")
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        dump = told.dump or Path(folder, "dump")
        if not told.dump:
            make(dump, told.rows)
        compared(dump, told.rivals.absolute(), told.runs, slow=told.slow)
        for millions in filter(None, told.memory.split(",")):
            large = Path(folder, millions)
            make(large, int(millions) * 1_000_000)
            for kinds in ("movie,tvMovie", "all"):
                with tempfile.TemporaryDirectory() as home:
                    most = memory([HEART, "import", "imdb", str(large), "--kinds", kinds],
                                  Path(home))  # fmt: skip
                print(f"{millions} million rows, {kinds:14} {most:6.0f} MB   at most 300")


if __name__ == "__main__":
    main()

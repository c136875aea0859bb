"""Measures how quickly `heart who A --to B` finds the shortest chain of films between two people.

    python benchmarks/chains.py [--films 1000000] [--pairs 20] [--home FOLDER]

Runs a process for each chain, alternating with `heart who teri garr`. The people are chosen at
random from the bundled catalogue, then from this many invented films, or from those already
imported to a HEART_HOME. Promise: the median is at most 3 × `heart who` with the bundled films,
15 × with 1,000,000 more.
"""

import argparse
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from random import Random
from statistics import median

from dumps import ROWS_PER_TITLE, write_dump
from startup import ENVIRONMENT

from heartcli.catalogue.store import FILE_NAME
from heartcli.storage import paths

HEART = str(Path(sys.executable).with_name("heart"))


def pick_people(path: Path, count: int) -> list[str]:
    """Returns the names of people in a catalogue, at random."""
    with closing(sqlite3.connect(path)) as catalogue:
        [[first, last]] = catalogue.execute("SELECT min(id), max(id) FROM person")
        rng = Random(2)  # noqa: S311 - no secret; differs from the seed that made the films
        ids = [rng.randint(first, last) for _ in range(4 * count)]
        query = "SELECT name FROM person WHERE id = ?"
        names = [name for id_ in ids for (name,) in catalogue.execute(query, [id_])]
    return names[:count]


def run(*args: str) -> tuple[float, int]:
    """Returns a command's time in milliseconds, and the number of lines it printed."""
    started = time.perf_counter()
    command = [HEART, "who", *args, "--plain"]
    printed = subprocess.run(command, check=False, capture_output=True, env=ENVIRONMENT).stdout
    return (time.perf_counter() - started) * 1000, printed.count(b"\n")


def print_speed(label: str, max_ratio: int, people: Sequence[str]) -> None:
    """Prints the time of chains between people, compared with listing a person's films."""
    ratios: list[tuple[float, str]] = []
    times: list[float] = []
    lengths: Counter[int] = Counter()
    for start, end in zip(people[::2], people[1::2], strict=False):
        alone, _ = run("Teri Garr")
        milliseconds, length = run(start, "--to", end)
        times.append(milliseconds)
        ratios.append((milliseconds / alone, f"{start} to {end}"))
        lengths[length] += 1
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10
    counts = ", ".join(f"{lengths[length]} of {length}" for length in sorted(lengths))
    print(f"{label}: median {median(times):.0f} ms, at most {memory} MB; chains: {counts}")
    print(f"  / heart who {median(ratio for ratio, _ in ratios):.2f}   at most {max_ratio}")
    slowest, pair = max(ratios)
    print(f"  slowest: {slowest:.2f}, {pair}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--films", type=int, default=1_000_000)
    parser.add_argument("--pairs", type=int, default=20)
    parser.add_argument("--home", type=Path, help="with imported films")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ENVIRONMENT["HEART_HOME"] = str(folder / "nothing")
        people = pick_people(paths.bundled_dir() / FILE_NAME, 2 * args.pairs)
        print_speed("bundled films", 3, people)
        home = args.home
        if not home:
            home, dump = folder / "home", folder / "dump"
            write_dump(dump, round(args.films * ROWS_PER_TITLE), films=True)
            environment = {**os.environ, "HEART_HOME": str(home)}
            command = [HEART, "import", "imdb", str(dump)]
            subprocess.run(command, check=True, env=environment, capture_output=True)
        ENVIRONMENT["HEART_HOME"] = str(home)
        print_speed("imported films", 15, pick_people(home / FILE_NAME, 2 * args.pairs))


if __name__ == "__main__":
    main()

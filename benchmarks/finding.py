"""Measures how well and how quickly films are found, compared with other ways to search.

    python -m venv rivals && rivals/bin/pip install cinemagoer
    python benchmarks/finding.py [rivals/bin] [--films 100000,1000000] [--queries 60]

Quality: mean reciprocal rank and share of first places for the truth file's queries on the bundled
films, compared with SQLite's LIKE, plain FTS5 and, if installed, cinemagoer.
Speed: `heart films TEXT --json` after importing this many films, a process per query, alternating
with program (b) of startup.py and cinemagoer's command. Promise: the median is at most 1.8 × (b)
with 100,000 films, 2.3 × with 1,000,000, and faster than cinemagoer; `heart cast casablanca --json`
takes at most 1.7 × (b).
"""

import argparse
import gzip
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

import tomli
from dumps import COLUMNS, ROWS_PER_TITLE, write_dump
from startup import ENVIRONMENT, PROGRAM_B, milliseconds

from heartcli.catalogue.search import films
from heartcli.catalogue.search.filters import FilmFilter
from heartcli.catalogue.store import FILE_NAME, Catalogue, Store
from heartcli.storage import paths

TRUTHS = Path(__file__).parent.parent / "tests" / "truths" / "films.toml"
HEART = str(Path(sys.executable).with_name("heart"))
Search = Callable[[str], list[str]]


def load_truths() -> list[tuple[str, str]]:
    """Returns the queries, each with the film that it should find."""
    truths_by_group: dict[str, Any] = tomli.loads(TRUTHS.read_text(encoding="utf-8"))
    return [(query, right) for pairs in truths_by_group.values() for query, right in pairs]


def print_score(name: str, search: Search) -> None:
    """Prints how well a search function performs."""
    ranks = []
    for query, right in load_truths():
        results = search(query)
        ranks.append(1 / (results.index(right) + 1) if right in results else 0.0)
    mean, first = sum(ranks) / len(ranks), sum(rank == 1 for rank in ranks) / len(ranks)
    print(f"{name:32} mean reciprocal rank {mean:.3f}   first {first:6.1%}")


def sqlite_searches(database: sqlite3.Connection) -> Iterator[tuple[str, Search]]:
    """Yields searches that use SQLite alone."""
    database.execute("CREATE VIRTUAL TABLE words USING fts5(title)")
    database.execute("INSERT INTO words (rowid, title) SELECT id, title FROM shipped.entry")

    def like(query: str) -> list[str]:
        rows = database.execute(
            "SELECT title, year FROM shipped.entry WHERE title LIKE ?"
            " ORDER BY popularity DESC LIMIT 50",
            (f"%{query}%",),
        )
        return [f"{title} ({year})" for title, year in rows]

    def fts(query: str) -> list[str]:
        quoted = " ".join('"' + word.replace('"', "") + '"' for word in query.split())
        rows = database.execute(
            "SELECT entry.title, year FROM words JOIN shipped.entry ON id = words.rowid"
            " WHERE words MATCH ? ORDER BY rank LIMIT 50",
            (quoted,),
        )
        return [f"{title} ({year})" for title, year in rows]

    yield "SQLite LIKE", like
    yield "plain FTS5", fts


def cinemagoer(rivals: Path, folder: Path) -> Search:
    """Returns cinemagoer's search of the bundled films, which it reads as IMDb files."""
    dump = folder / "as-imdb"
    dump.mkdir()
    with closing(sqlite3.connect(paths.bundled_dir() / FILE_NAME)) as catalogue:
        rows = catalogue.execute("SELECT imdb, title, year FROM entry").fetchall()
    files = {name: head.replace(" ", "\t") + "\n" for name, head in COLUMNS.items()}
    for imdb, title, year in rows:
        files["title.basics"] += f"tt{imdb:07}\tmovie\t{title}\t{title}\t0\t{year}\t\\N\t\\N\t\\N\n"
    for name, text in files.items():
        (dump / f"{name}.tsv.gz").write_bytes(gzip.compress(text.encode()))
    uri = f"sqlite:///{folder / 'cinemagoer.db'}"
    python = str(rivals / "python")
    subprocess.run(
        [python, str(rivals / "s32cinemagoer.py"), str(dump), uri], check=True, capture_output=True
    )
    program = (
        "import json, sys; from imdb import Cinemagoer; ia = Cinemagoer('s3', sys.argv[1])\n"
        "for line in sys.stdin:\n"
        " try: found = ia.search_movie(line.strip(), results=50)\n"
        " except Exception: found = []\n"
        " print(json.dumps([f\"{m.get('title')} ({m.get('year')})\" for m in found]), flush=True)"
    )
    queries = [query for query, _ in load_truths()]
    process = subprocess.run(
        [python, "-c", program, uri], input="\n".join(queries), capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    answers = dict(zip(queries, map(json.loads, process.stdout.splitlines()), strict=True))
    return lambda query: list(answers[query])


def print_quality(rivals: Path | None, folder: Path) -> None:
    """Prints how well each search performs on the bundled films."""
    with closing(Catalogue([Store(paths.bundled_dir() / FILE_NAME)])) as catalogue:
        print_score(
            "heart",
            lambda query: [
                f"{one.entry.title} ({one.entry.year})"
                for one in films.search(catalogue, query, FilmFilter())
            ],
        )
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute("ATTACH ? AS shipped", (str(paths.bundled_dir() / FILE_NAME),))
        for name, search in sqlite_searches(database):
            print_score(name, search)
    if rivals:
        print_score("cinemagoer", cinemagoer(rivals, folder))


def print_speed(
    count: int, max_tenths: int, queries: list[str], rivals: Path | None, folder: Path
) -> None:
    """Prints the time to search this many films, compared with (b) and cinemagoer."""
    dump, home = folder / f"dump-{count}", folder / f"home-{count}"
    write_dump(dump, round(count * ROWS_PER_TITLE), films=True)
    environment = {**os.environ, "HEART_HOME": str(home)}
    subprocess.run(
        [HEART, "import", "imdb", str(dump)], check=True, env=environment, capture_output=True
    )
    ENVIRONMENT["HEART_HOME"] = str(home)
    printed = subprocess.run(
        [HEART, "films", queries[0], "--json"], check=True, capture_output=True, env=ENVIRONMENT
    ).stdout
    b = folder / "b.py"
    b.write_text(PROGRAM_B.format(printed=printed), encoding="utf-8")
    uri = f"sqlite:///{folder / f'cinemagoer-{count}.db'}"
    if rivals:
        subprocess.run(
            [str(rivals / "python"), str(rivals / "s32cinemagoer.py"), str(dump), uri],
            check=True, capture_output=True,
        )  # fmt: skip
    times: dict[str, list[float]] = {"heart": [], "b": [], "cinemagoer": []}
    for query in queries:
        times["heart"].append(milliseconds([HEART, "films", query, "--json"]))
        times["b"].append(milliseconds([sys.executable, str(b), "--json"]))
        if rivals:
            command = [str(rivals / "cinemagoer"), "--uri", uri, "search", "movie", query]
            times["cinemagoer"].append(milliseconds(command))
    medians = {name: median(durations) for name, durations in times.items() if durations}
    slowest = max(zip(times["heart"], queries, strict=True))
    print(f"{count:,} films: heart films {medians['heart']:.0f} ms, (b) {medians['b']:.0f} ms")
    print(f"  / (b) {medians['heart'] / medians['b']:.2f}   at most {max_tenths / 10}")
    print(f"  slowest: {slowest[0]:.0f} ms, '{slowest[1]}'")
    if rivals:
        print(f"  cinemagoer {medians['cinemagoer']:.0f} ms")


def print_look_up_speed(folder: Path) -> None:
    """Prints the time of a look-up in the catalogue, compared with (b)."""
    ENVIRONMENT["HEART_HOME"] = str(folder / "nothing")
    command = [HEART, "cast", "casablanca", "--json"]
    printed = subprocess.run(command, check=True, capture_output=True, env=ENVIRONMENT).stdout
    b = folder / "b.py"
    b.write_text(PROGRAM_B.format(printed=printed), encoding="utf-8")
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(40):
        times[0].append(milliseconds(command))
        times[1].append(milliseconds([sys.executable, str(b), "--json"]))
    print(f"heart cast casablanca --json / (b) {median(times[0]) / median(times[1]):.2f}"
          "   at most 1.7")  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rivals", type=Path, nargs="?", help="folder with cinemagoer")
    parser.add_argument("--films", default="100000,1000000")
    parser.add_argument("--queries", type=int, default=1_000, help="maximum number")
    args = parser.parse_args()
    rivals = args.rivals and args.rivals.absolute()
    queries = [query for query, _ in load_truths()]
    Random(1).shuffle(queries)  # noqa: S311 - no secret
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print_quality(rivals, folder)
        print_look_up_speed(folder)
        for count in filter(None, args.films.split(",")):
            max_tenths = 18 if int(count) <= 100_000 else 23
            print_speed(int(count), max_tenths, queries[: args.queries], rivals, folder)


if __name__ == "__main__":
    main()

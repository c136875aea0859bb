"""How well and how quickly films are found: the truth file's queries, beside other ways to search.

    python -m venv rivals && rivals/bin/pip install cinemagoer
    python benchmarks/finding.py [rivals/bin] [--films 100000,1000000] [--queries 60]

How well: mean reciprocal rank, and first places, among the films that come with heart, beside
SQLite's LIKE, plain FTS5, and cinemagoer, where it is, on the same films.
How quickly: `heart films TEXT --json`, each query a program of its own, with so many films imported
and in turn with (b) of startup.py and cinemagoer's command on the same films. The promise: the
median at most 1.8 x (b) with 100,000 films, 2.3 x with 1,000,000, and quicker than cinemagoer.
`heart cast casablanca --json` at most 1.7 x (b).
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
from dumps import HEADS, ROWS_OF_A_TITLE, make
from startup import ENVIRONMENT, PROGRAM_B, milliseconds

from heartcli.catalogue.search import films
from heartcli.catalogue.search.films import FilmFilter
from heartcli.catalogue.store import FILE_NAME, Catalogue, Store
from heartcli.storage import paths

TRUTHS = Path(__file__).parent.parent / "tests" / "truths" / "films.toml"
HEART = str(Path(sys.executable).with_name("heart"))
Search = Callable[[str], list[str]]


def truths() -> list[tuple[str, str]]:
    """The queries, each with the film it means."""
    told: dict[str, Any] = tomli.loads(TRUTHS.read_text(encoding="utf-8"))
    return [(query, right) for pairs in told.values() for query, right in pairs]


def scored(name: str, search: Search) -> None:
    """Prints how well a way to search does."""
    ranks = []
    for query, right in truths():
        found = search(query)
        ranks.append(1 / (found.index(right) + 1) if right in found else 0.0)
    mean, first = sum(ranks) / len(ranks), sum(rank == 1 for rank in ranks) / len(ranks)
    print(f"{name:32} mean reciprocal rank {mean:.3f}   first {first:6.1%}")


def ways(database: sqlite3.Connection) -> Iterator[tuple[str, Search]]:
    """SQLite's own ways to search the same titles, the best known films first."""
    database.execute("CREATE VIRTUAL TABLE words USING fts5(title)")
    database.execute("INSERT INTO words (rowid, title) SELECT id, title FROM shipped.entry")

    def like(query: str) -> list[str]:
        rows = database.execute(
            "SELECT title, year FROM shipped.entry WHERE title LIKE ? ORDER BY fame DESC LIMIT 50",
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
    """Cinemagoer on the films that come with heart, given to it as IMDb's files."""
    dump = folder / "as-imdb"
    dump.mkdir()
    with closing(sqlite3.connect(paths.bundled_dir() / FILE_NAME)) as catalogue:
        rows = catalogue.execute("SELECT imdb, title, year FROM entry").fetchall()
    files = {name: head.replace(" ", "\t") + "\n" for name, head in HEADS.items()}
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
    queries = [query for query, _ in truths()]
    done = subprocess.run(
        [python, "-c", program, uri], input="\n".join(queries), capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    answers = dict(zip(queries, map(json.loads, done.stdout.splitlines()), strict=True))
    return lambda query: list(answers[query])


def quality(rivals: Path | None, folder: Path) -> None:
    """Prints how well each way does among the films that come with heart."""
    with closing(Catalogue([Store(paths.bundled_dir() / FILE_NAME)])) as catalogue:
        scored(
            "heart",
            lambda query: [
                f"{one.entry.title} ({one.entry.year})"
                for one in films.search(catalogue, query, FilmFilter())
            ],
        )
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute("ATTACH ? AS shipped", (str(paths.bundled_dir() / FILE_NAME),))
        for name, search in ways(database):
            scored(name, search)
    if rivals:
        scored("cinemagoer", cinemagoer(rivals, folder))


def speed(count: int, most: int, queries: list[str], rivals: Path | None, folder: Path) -> None:
    """Prints how quick a search is with so many films, beside (b) and cinemagoer."""
    dump, home = folder / f"dump-{count}", folder / f"home-{count}"
    make(dump, round(count * ROWS_OF_A_TITLE), films=True)
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
    middle = {name: median(taken) for name, taken in times.items() if taken}
    slowest = max(zip(times["heart"], queries, strict=True))
    print(f"{count:,} films: heart films {middle['heart']:.0f} ms, (b) {middle['b']:.0f} ms")
    print(f"  / (b) {middle['heart'] / middle['b']:.2f}   at most {most / 10}")
    print(f"  slowest: {slowest[0]:.0f} ms, '{slowest[1]}'")
    if rivals:
        print(f"  cinemagoer {middle['cinemagoer']:.0f} ms")


def casablanca(folder: Path) -> None:
    """Prints how long a look-up in the catalogue takes beside (b)."""
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
    parser.add_argument("rivals", type=Path, nargs="?", help="the folder with cinemagoer")
    parser.add_argument("--films", default="100000,1000000")
    parser.add_argument("--queries", type=int, default=1_000, help="at most so many")
    told = parser.parse_args()
    rivals = told.rivals and told.rivals.absolute()
    queries = [query for query, _ in truths()]
    Random(1).shuffle(queries)  # noqa: S311 - no secret
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        quality(rivals, folder)
        casablanca(folder)
        for count in filter(None, told.films.split(",")):
            most = 18 if int(count) <= 100_000 else 23
            speed(int(count), most, queries[: told.queries], rivals, folder)


if __name__ == "__main__":
    main()

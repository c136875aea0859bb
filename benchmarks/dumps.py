"""Makes files in the shape of IMDb's dumps, of any size, about films that nobody made.

    python benchmarks/dumps.py FOLDER ROWS [--films]

ROWS are those of all seven files together. They stand to one another as in the real dumps: for
each title 8 rows of principals, 4.5 of titles abroad, 1.2 of people; of 100 titles 76 are episodes
and 7 films. With --films all titles are films. Titles and names are put together from words of the
catalogue that comes with heart, so that searching them is as hard as searching real ones.
"""

import argparse
import gzip
import json
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from random import Random

from heartcli.storage import paths

ROWS_OF_A_TITLE = 16.6
PEOPLE, ABROAD, PRINCIPALS = 1.23, 4.5, 8
KINDS = [("tvEpisode", 0.76), ("short", 0.09), ("movie", 0.06), ("video", 0.03),
         ("tvSeries", 0.025), ("tvMovie", 0.013), ("tvMiniSeries", 0.006), ("tvSpecial", 0.006),
         ("videoGame", 0.01)]  # fmt: skip
GENRES = ["Drama", "Comedy", "Documentary", "Romance", "Action", "Crime", "Thriller", "Horror",
          "Adventure", "Family", "Mystery", "Sci-Fi", "War", "Western"]  # fmt: skip
CATEGORIES = ["actor", "actress", "actor", "actress", "self", "director", "writer", "producer",
              "composer", "cinematographer", "editor"]  # fmt: skip
REGIONS = ["US", "GB", "FR", "DE", "IT", "ES", "JP", "IN", "BR", "RU", "\\N"]
HEADS = {
    "title.basics": "tconst titleType primaryTitle originalTitle isAdult startYear endYear"
    " runtimeMinutes genres",
    "title.ratings": "tconst averageRating numVotes",
    "title.akas": "titleId ordering title region language types attributes isOriginalTitle",
    "title.crew": "tconst directors writers",
    "title.episode": "tconst parentTconst seasonNumber episodeNumber",
    "title.principals": "tconst ordering nconst category job characters",
    "name.basics": "nconst primaryName birthYear deathYear primaryProfession knownForTitles",
}
_BATCH = 20_000


class Words:
    """Titles and names as people give them, put together by chance."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        with sqlite3.connect(paths.bundled_dir() / "catalogue.db") as catalogue:
            titles = [title for (title,) in catalogue.execute("SELECT title FROM entry")]
            names = [name for (name,) in catalogue.execute("SELECT name FROM person")]
        self._words = [word for title in titles for word in title.split()]
        self._lengths = [len(title.split()) for title in titles]
        self._first = [name.split()[0] for name in names]
        self._last = [name.split()[-1] for name in names]

    def title(self) -> str:
        pick = self._rng.choice
        return " ".join([pick(self._words) for _ in range(pick(self._lengths))])

    def name(self) -> str:
        return f"{self._rng.choice(self._first)} {self._rng.choice(self._last)}"


def rows(count: int, *, films: bool, rng: Random) -> Iterator[tuple[str, str]]:
    """The rows, each with the file that it belongs to."""
    words = Words(rng)
    titles = max(1, round(count / ROWS_OF_A_TITLE))
    people = max(1, round(titles * PEOPLE))
    kinds = [kind for kind, share in KINDS for _ in range(round(share * 1000))]
    for number in sorted(range(1, titles + 1), key=str):
        own = f"tt{number:07}"
        kind = "movie" if films else rng.choice(kinds)
        plain = kind == "tvEpisode" and number % 2
        title = f"Episode #1.{number % 300}" if plain else words.title()
        yield from _title(own, kind, title, people, rng, words)
    for number in range(1, people + 1):
        born = rng.randint(1880, 2000) if rng.random() < 0.1 else "\\N"
        yield "name.basics", f"nm{number:07}\t{words.name()}\t{born}\t\\N\tactor\t\\N"


def _title(  # noqa: PLR0913, PLR0917 - what a title has
    own: str, kind: str, title: str, people: int, rng: Random, words: Words
) -> Iterator[tuple[str, str]]:
    genres = ",".join(rng.sample(GENRES, rng.randint(1, 3)))
    minutes = rng.randint(60, 180) if rng.random() < 0.6 else "\\N"
    year = rng.randint(1900, 2025) if rng.random() < 0.9 else "\\N"
    basics = f"{own}\t{kind}\t{title}\t{title}\t0\t{year}\t\\N\t{minutes}\t{genres}"
    yield "title.basics", basics
    if rng.random() < (0.5 if kind == "movie" else 0.1):
        votes = int(5 + 10 ** (rng.random() * 5.5))
        yield "title.ratings", f"{own}\t{rng.randint(10, 100) / 10}\t{votes}"
    for order in range(1, rng.randint(1, round(2 * ABROAD) - 1) + 1):
        other = title if rng.random() < 0.5 else words.title()
        yield "title.akas", f"{own}\t{order}\t{other}\t{rng.choice(REGIONS)}\t\\N\t\\N\t\\N\t0"
    credited = [f"nm{rng.randint(1, people):07}" for _ in range(rng.randint(1, 2 * PRINCIPALS - 1))]
    for order, person in enumerate(credited, 1):
        category = rng.choice(CATEGORIES)
        part = json.dumps([words.name()]) if category in ("actor", "actress") else "\\N"
        yield "title.principals", f"{own}\t{order}\t{person}\t{category}\t\\N\t{part}"
    yield "title.crew", f"{own}\t{credited[0]}\t{','.join(credited[:2])}"
    if kind == "tvEpisode":
        yield "title.episode", f"{own}\ttt0000001\t1\t{rng.randint(1, 30)}"


def make(folder: Path, count: int, *, films: bool = False) -> None:
    """Writes the seven files into a folder, packed as IMDb packs them."""
    folder.mkdir(parents=True, exist_ok=True)
    waiting: dict[str, list[str]] = {name: [] for name in HEADS}
    with ExitStack() as stack:
        files = {
            name: stack.enter_context(gzip.open(folder / f"{name}.tsv.gz", "wb", compresslevel=4))
            for name in HEADS
        }
        for name, head in HEADS.items():
            files[name].write(head.replace(" ", "\t").encode() + b"\n")
        for name, row in rows(count, films=films, rng=Random(1)):  # noqa: S311 - no secret
            waiting[name].append(row)
            if len(waiting[name]) >= _BATCH:
                files[name].write(("\n".join(waiting[name]) + "\n").encode())
                waiting[name].clear()
        for name, left in waiting.items():
            files[name].write("".join(f"{row}\n" for row in left).encode())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("rows", type=int)
    parser.add_argument("--films", action="store_true", help="all titles are films")
    told = parser.parse_args()
    make(told.folder, told.rows, films=told.films)


if __name__ == "__main__":
    main()

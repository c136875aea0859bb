"""Makes files like IMDb's dumps, of any size, with invented films.

    python benchmarks/dumps.py FOLDER ROWS [--films]

ROWS is the total for all seven files, in the proportions of the real dumps: each title has
8 principals, 4.5 other titles and 1.2 people; of 100 titles, 76 are episodes and 7 are films.
With --films, all titles are films. Titles and names consist of words from the bundled catalogue,
so searching them is as hard as searching real ones.
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

ROWS_PER_TITLE = 16.6
PEOPLE_PER_TITLE, AKAS_PER_TITLE, PRINCIPALS_PER_TITLE = 1.23, 4.5, 8
TITLE_TYPES = [("tvEpisode", 0.76), ("short", 0.09), ("movie", 0.06), ("video", 0.03),
         ("tvSeries", 0.025), ("tvMovie", 0.013), ("tvMiniSeries", 0.006), ("tvSpecial", 0.006),
         ("videoGame", 0.01)]  # fmt: skip
GENRES = ["Drama", "Comedy", "Documentary", "Romance", "Action", "Crime", "Thriller", "Horror",
          "Adventure", "Family", "Mystery", "Sci-Fi", "War", "Western"]  # fmt: skip
CATEGORIES = ["actor", "actress", "actor", "actress", "self", "director", "writer", "producer",
              "composer", "cinematographer", "editor"]  # fmt: skip
REGIONS = ["US", "GB", "FR", "DE", "IT", "ES", "JP", "IN", "BR", "RU", "\\N"]
COLUMNS = {
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


class NameMaker:
    """Makes random titles and names from real words."""

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


def make_rows(count: int, *, films: bool, rng: Random) -> Iterator[tuple[str, str]]:
    """Yields rows, each with the name of its file."""
    words = NameMaker(rng)
    titles = max(1, round(count / ROWS_PER_TITLE))
    people = max(1, round(titles * PEOPLE_PER_TITLE))
    kinds = [kind for kind, share in TITLE_TYPES for _ in range(round(share * 1000))]
    for number in sorted(range(1, titles + 1), key=str):
        title_id = f"tt{number:07}"
        kind = "movie" if films else rng.choice(kinds)
        has_plain_title = kind == "tvEpisode" and number % 2
        title = f"Episode #1.{number % 300}" if has_plain_title else words.title()
        yield from _make_title_rows(title_id, kind, title, people, rng, words)
    for number in range(1, people + 1):
        born = rng.randint(1880, 2000) if rng.random() < 0.1 else "\\N"
        yield "name.basics", f"nm{number:07}\t{words.name()}\t{born}\t\\N\tactor\t\\N"


def _make_title_rows(  # noqa: PLR0913, PLR0917 - the values of a title
    title_id: str, kind: str, title: str, people: int, rng: Random, words: NameMaker
) -> Iterator[tuple[str, str]]:
    genres = ",".join(rng.sample(GENRES, rng.randint(1, 3)))
    minutes = rng.randint(60, 180) if rng.random() < 0.6 else "\\N"
    year = rng.randint(1900, 2025) if rng.random() < 0.9 else "\\N"
    basics = f"{title_id}\t{kind}\t{title}\t{title}\t0\t{year}\t\\N\t{minutes}\t{genres}"
    yield "title.basics", basics
    if rng.random() < (0.5 if kind == "movie" else 0.1):
        votes = int(5 + 10 ** (rng.random() * 5.5))
        yield "title.ratings", f"{title_id}\t{rng.randint(10, 100) / 10}\t{votes}"
    for order in range(1, rng.randint(1, round(2 * AKAS_PER_TITLE) - 1) + 1):
        other_title = title if rng.random() < 0.5 else words.title()
        yield (
            "title.akas",
            f"{title_id}\t{order}\t{other_title}\t{rng.choice(REGIONS)}\t\\N\t\\N\t\\N\t0",
        )
    credits_ = [
        f"nm{rng.randint(1, people):07}"
        for _ in range(rng.randint(1, 2 * PRINCIPALS_PER_TITLE - 1))
    ]
    for order, person in enumerate(credits_, 1):
        category = rng.choice(CATEGORIES)
        characters = json.dumps([words.name()]) if category in ("actor", "actress") else "\\N"
        yield "title.principals", f"{title_id}\t{order}\t{person}\t{category}\t\\N\t{characters}"
    yield "title.crew", f"{title_id}\t{credits_[0]}\t{','.join(credits_[:2])}"
    if kind == "tvEpisode":
        yield "title.episode", f"{title_id}\ttt0000001\t1\t{rng.randint(1, 30)}"


def write_dump(folder: Path, count: int, *, films: bool = False) -> None:
    """Writes the seven files to a folder, compressed like IMDb's."""
    folder.mkdir(parents=True, exist_ok=True)
    pending: dict[str, list[str]] = {name: [] for name in COLUMNS}
    with ExitStack() as stack:
        files = {
            name: stack.enter_context(gzip.open(folder / f"{name}.tsv.gz", "wb", compresslevel=4))
            for name in COLUMNS
        }
        for name, head in COLUMNS.items():
            files[name].write(head.replace(" ", "\t").encode() + b"\n")
        for name, row in make_rows(count, films=films, rng=Random(1)):  # noqa: S311 - no secret
            pending[name].append(row)
            if len(pending[name]) >= _BATCH:
                files[name].write(("\n".join(pending[name]) + "\n").encode())
                pending[name].clear()
        for name, rest in pending.items():
            files[name].write("".join(f"{row}\n" for row in rest).encode())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("rows", type=int)
    parser.add_argument("--films", action="store_true", help="make only films")
    args = parser.parse_args()
    write_dump(args.folder, args.rows, films=args.films)


if __name__ == "__main__":
    main()

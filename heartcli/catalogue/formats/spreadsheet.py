"""CSV files whose first line names the columns: one's own, or what film sites let one take along.

Columns that are not in the table are left out, and told.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from heartcli.catalogue.claims import CAST, Claims
from heartcli.catalogue.taking import (
    Take,
    credits_of,
    imdb_number,
    listed,
    whole,
    wikidata_number,
    year_of,
)
from heartcli.errors import HeartError
from heartcli.text import fold, printable, words

# What a column may be called, its words written as one, and what it holds.
COLUMNS = {
    "title": ("title", "name", "film", "movie", "primarytitle"),
    "year": ("year", "releaseyear", "startyear", "date", "releasedate"),
    "original_title": ("originaltitle",),
    "premise": ("premise", "plot", "overview", "description"),
    "minutes": ("minutes", "runtime", "runtimemins", "runtimeminutes", "length", "duration"),
    "genres": ("genres", "genre"),
    "countries": ("countries", "country"),
    "languages": ("languages", "language"),
    "directors": ("directors", "director"),
    "writers": ("writers", "writer"),
    "cast": ("cast", "actors", "stars", "starring"),
    "imdb": ("imdb", "imdbid", "const", "tconst"),
    "tmdb": ("tmdb", "tmdbid"),
    "wikidata": ("wikidata", "wikidataid", "qid"),
    "votes": ("votes", "numvotes", "votecount"),
    "kind": ("kind", "titletype", "type"),
}
_PEOPLE = (("directors", "Director"), ("writers", "Writer"), ("cast", CAST))
_KINDS = {"movie": "", "film": "", "tv movie": "", "tvmovie": ""}


def read(paths: Sequence[Path], take: Take) -> None:
    """Reads films, a row each."""
    for path in take.reading.files(paths, (".csv", ".csv.gz", ".tsv")):
        head, blocks = take.reading.table(path)
        between = max(",;\t", key=head.count)
        names = _named(path, next(csv.reader([head], delimiter=between), []))
        lines = Lines(blocks)
        rows = csv.reader(lines, delimiter=between)
        while True:
            try:
                cells = next(rows)
            except StopIteration:
                break
            except csv.Error:
                take.reading.wrong(path, lines.number, "no row of a CSV file")
                continue
            told = dict(zip(names, cells, strict=False))
            told.pop("", None)
            if any(map(str.strip, cells)) and (why := take.film(_claims(told))):
                take.reading.wrong(path, lines.number, why)


class Lines:
    """The lines of a file one by one; a quoted cell may go on in the next."""

    def __init__(self, blocks: Iterator[tuple[int, list[str]]]) -> None:
        self.number = 1
        self._lines = (line for _, lines in blocks for line in lines)

    def __iter__(self) -> Lines:
        return self

    def __next__(self) -> str:
        self.number += 1
        return next(self._lines) + "\n"


def _named(path: Path, head: Sequence[str]) -> list[str]:
    """What each column holds, "" for one that is left out. Raises HeartError without a title."""
    known = {name: column for column, names in COLUMNS.items() for name in names}
    columns: list[str] = []
    for name in head:
        column = known.get("".join(words(name.replace("_", " "))), "")
        columns.append(column if column not in columns else "")
    if lacking := [name for name in ("title", "year") if name not in columns]:
        told = ", ".join(COLUMNS)
        raise HeartError(
            f"{printable(str(path))}:1: no column '{lacking[0]}'; columns that are read: {told}"
        )
    return columns


def _claims(told: dict[str, str]) -> Claims:
    title, original = told["title"].strip(), told.get("original_title", "").strip()
    kind = told.get("kind", "").strip()
    return Claims(
        title=title,
        year=year_of(told.get("year", "")),
        imdb=imdb_number(told.get("imdb", "").strip()),
        tmdb=whole(told.get("tmdb", "")),
        wikidata=wikidata_number(told.get("wikidata", "").strip()),
        votes=whole(told.get("votes", "")),
        kind=_KINDS.get(fold(kind), kind),
        original_title=original if original != title else "",
        premise=told.get("premise", "").strip(),
        minutes=whole(told.get("minutes", ""), 10_000),
        genres=_several(told, "genres"),
        countries=_several(told, "countries"),
        languages=_several(told, "languages"),
        credits=[c for key, job in _PEOPLE for c in credits_of(_several(told, key), job)],
    )


def _several(told: dict[str, str], key: str) -> tuple[str, ...]:
    """The names in a cell, with ";", "|" or "," between."""
    text = told.get(key, "")
    return listed(text, next((sign for sign in ";|" if sign in text), ","))

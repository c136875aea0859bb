"""CSV files whose first line names the columns: one's own, or what film sites let one take along.

Columns that are not in the table are left out, and told.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path

from heartcli.catalogue.importing.sink import (
    FilmSink,
    credits_for_job,
    parse_imdb_id,
    parse_int,
    parse_minutes,
    parse_title_type,
    parse_wikidata_id,
    parse_year,
    split_names,
)
from heartcli.catalogue.models import CAST, SourceFilm
from heartcli.errors import HeartError
from heartcli.text.display import safe_for_terminal
from heartcli.text.folding import fold, fold_words

# What a column may be called, its words written as one, the first that is there before the others.
COLUMNS = {
    "title": ("title", "name", "film", "movie", "primarytitle"),
    "year": ("year", "releaseyear", "startyear", "date", "releasedate"),
    "original_title": ("originaltitle",),
    "premise": ("premise", "plot", "overview"),
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
_UNCLOSED = "a quotation mark that nothing closes"
_MOST_LINES = 20  # of a quoted cell


def read(paths: Sequence[Path], take: FilmSink) -> None:
    """Reads films, a row each; of several files those that are of this format."""
    files = take.reader.files(paths, (".csv", ".csv.gz", ".tsv"))
    for path in files:
        try:
            _read(path, take)
        except _NoTable as error:
            if len(files) == 1:
                raise
            take.reader.add_problem(path, 1, str(error).partition(":1: ")[2])


class _NoTable(HeartError):  # noqa: N818 - it is what is said
    """A file whose first line doesn't name the columns that a film needs."""


def _read(path: Path, take: FilmSink) -> None:
    head, blocks = take.reader.table(path)
    between = max(",;\t", key=head.count)
    names, left = _named(path, _cells(head, between) or [])
    if left:
        told = ", ".join(left)
        take.reader.problems.append(
            safe_for_terminal(f"{path}:1: columns that are not read: {told}")
        )
    lines = ((number + i, line) for number, lines in blocks for i, line in enumerate(lines) if line)
    for number, cells in _rows(lines, between):
        if not cells:
            why = "a cell that is too long" if cells == [] else _UNCLOSED
            take.reader.add_problem(path, number, why)
            continue
        told_of = dict(zip(names, cells, strict=False))
        told_of.pop("", None)
        if any(map(str.strip, cells)) and (why := take.add_film(_claims(told_of))):
            take.reader.add_problem(path, number, why)


def _rows(lines: Iterator[tuple[int, str]], between: str) -> Iterator[tuple[int, list[str] | None]]:
    """The cells of each row, with its first line's number; none where one is too long.

    None for a line with a quotation mark that nothing closes. A quoted cell may go on in the next
    lines: in so few that a mark too many costs one row.
    """
    waiting: deque[tuple[int, str]] = deque()
    while begun := waiting.popleft() if waiting else next(lines, None):
        number, text = begun
        taken: list[tuple[int, str]] = []
        while (cells := _cells(text, between)) is None and len(taken) < _MOST_LINES:
            more = waiting.popleft() if waiting else next(lines, None)
            if more is None:
                break
            taken.append(more)
            text += f"\n{more[1]}"
        yield number, cells
        if cells is None:
            waiting.extendleft(reversed(taken))


def _cells(text: str, between: str) -> list[str] | None:
    """The cells of a row; None where a quoted one goes on behind it."""
    try:
        return next(csv.reader([text], delimiter=between, strict=True), [])
    except csv.Error as error:
        if "unexpected end" in str(error):
            return None
    try:
        return next(csv.reader([text], delimiter=between), [])
    except csv.Error:  # a cell that is too long
        return []


def _named(path: Path, head: Sequence[str]) -> tuple[list[str], list[str]]:
    """What each column holds, "" for what is not read; and those. Raises HeartError, if too few."""
    told = ["".join(fold_words(name.replace("_", " "))) for name in head]
    columns = [""] * len(head)
    for column, names in COLUMNS.items():
        if at := [told.index(name) for name in names if name in told]:
            columns[at[0]] = column
    if lacking := [name for name in ("title", "year") if name not in columns]:
        known = ", ".join(COLUMNS)
        raise _NoTable(
            f"{safe_for_terminal(str(path))}:1: no column '{lacking[0]}';"
            f" columns that are read: {known}"
        )
    left = [name for name, column in zip(head, columns, strict=True) if not column]
    return columns, left


def _claims(told: dict[str, str]) -> SourceFilm:
    title, original = told.get("title", "").strip(), told.get("original_title", "").strip()
    kind = told.get("kind", "").strip()
    kind = "movie" if fold(kind) == "film" else parse_title_type(kind)
    return SourceFilm(
        title=title,
        year=parse_year(told.get("year", "")),
        imdb=parse_imdb_id(told.get("imdb", "").strip()),
        tmdb=parse_int(told.get("tmdb", "")),
        wikidata=parse_wikidata_id(told.get("wikidata", "").strip()),
        votes=parse_int(told.get("votes", "")),
        kind=kind,
        original_title=original if original != title else "",
        premise=told.get("premise", "").strip(),
        minutes=parse_minutes(told.get("minutes", "")),
        genres=_several(told, "genres"),
        countries=_several(told, "countries"),
        languages=_several(told, "languages"),
        credits=[c for key, job in _PEOPLE for c in credits_for_job(_several(told, key), job)],
    )


def _several(told: dict[str, str], key: str) -> tuple[str, ...]:
    """The names in a cell, with ";", "|" or "," between."""
    text = told.get(key, "")
    return split_names(text, next((sign for sign in ";|" if sign in text), ","))

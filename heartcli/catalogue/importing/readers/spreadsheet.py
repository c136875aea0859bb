"""Reads CSV files whose first line names the columns, such as exports from film sites.

Unknown columns are ignored and reported.
"""

import csv
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter
from pathlib import Path

from heartcli.catalogue.codec import CAST
from heartcli.catalogue.importing import values
from heartcli.catalogue.importing.sink import FilmSink
from heartcli.catalogue.importing.tables import read_table
from heartcli.catalogue.models import SourceFilm
from heartcli.errors import HeartError
from heartcli.text.display import safe_for_terminal
from heartcli.text.folding import fold, fold_words

# Accepted column names, without spaces; if a file has several, the first one listed here wins.
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
_CREDIT_COLUMNS = (("directors", "Director"), ("writers", "Writer"), ("cast", CAST))
_MAX_CELL_LINES = 20  # extra lines that a quoted cell may span

_Line = tuple[int, str]  # its number and text


def read(paths: Sequence[Path], sink: FilmSink) -> None:
    """Reads a film from each row. Skips files without the required columns if there are others."""
    files = sink.files.find(paths, (".csv", ".csv.gz", ".tsv"))
    for path in files:
        head, blocks = read_table(sink.files, path)
        delimiter = max(",;\t", key=head.count)
        names = _split_cells(head, delimiter) or []
        try:
            columns = _map_columns(names)
        except ValueError as error:
            if len(files) == 1:
                raise HeartError(f"{safe_for_terminal(str(path))}:1: {error}") from error
            sink.report.add_problem(path, 1, str(error))
            continue
        if unknown := [name for name, column in zip(names, columns, strict=True) if not column]:
            sink.report.add_note(f"{path}:1: ignored columns: {', '.join(unknown)}")
        lines = ((number + i, line) for number, block in blocks for i, line in enumerate(block))
        for number, cells in _split_rows(filter(itemgetter(1), lines), delimiter):
            if problem := _add_row(sink, columns, cells):
                sink.report.add_problem(path, number, problem)


def _add_row(sink: FilmSink, columns: Sequence[str], cells: Sequence[str] | None) -> str:
    """Adds the film in a row unless all cells are empty; returns the problem with it, or ""."""
    if not cells:
        return "unclosed quotation mark" if cells is None else "cell too long"
    row = dict(zip(columns, map(str.strip, cells), strict=False))
    return sink.add_film(_to_film(row)) if any(map(str.strip, cells)) else ""


def _split_rows(lines: Iterator[_Line], delimiter: str) -> Iterator[tuple[int, list[str] | None]]:
    """Yields the number of each row's first line, and the row's cells.

    The cells are None if a quotation mark is never closed, and [] if a cell is too long. Quoted
    cells may span only a few lines, so that a stray quotation mark spoils only its own row.
    """
    waiting: deque[_Line] = deque()

    def next_line() -> _Line | None:
        return waiting.popleft() if waiting else next(lines, None)

    while line := next_line():
        number, text = line
        continuation: list[_Line] = []
        cells = _split_cells(text, delimiter)
        while cells is None and len(continuation) < _MAX_CELL_LINES and (line := next_line()):
            continuation.append(line)
            text += f"\n{line[1]}"
            cells = _split_cells(text, delimiter)
        yield number, cells
        if cells is None:
            waiting.extendleft(reversed(continuation))


def _split_cells(text: str, delimiter: str) -> list[str] | None:
    """The cells of a row; None if a quoted cell isn't closed, [] if a cell is too long."""
    for is_strict in (True, False):
        try:
            return next(csv.reader([text], delimiter=delimiter, strict=is_strict), [])
        except csv.Error as error:
            if "unexpected end" in str(error):
                return None
    return []


def _map_columns(names: Sequence[str]) -> list[str]:
    """The column for each name, "" if unknown; ValueError if a required column is missing."""
    joined = ["".join(fold_words(name.replace("_", " "))) for name in names]
    columns = [""] * len(names)
    for column, spellings in COLUMNS.items():
        if spelling := next((spelling for spelling in spellings if spelling in joined), None):
            columns[joined.index(spelling)] = column
    for required in ("title", "year"):
        if required not in columns:
            known = ", ".join(COLUMNS)
            raise ValueError(f"missing column '{required}'. Known columns: {known}")
    return columns


def _to_film(row: Mapping[str, str]) -> SourceFilm:
    kind = row.get("kind", "")
    return SourceFilm(
        title=row.get("title", ""),
        year=values.parse_year(row.get("year", "")),
        imdb=values.parse_imdb_id(row.get("imdb", "")),
        tmdb=values.parse_int(row.get("tmdb", "")),
        wikidata=values.parse_wikidata_id(row.get("wikidata", "")),
        votes=values.parse_int(row.get("votes", "")),
        kind="movie" if fold(kind) == "film" else values.parse_title_type(kind),
        original_title=row.get("original_title", ""),
        premise=row.get("premise", ""),
        minutes=values.parse_minutes(row.get("minutes", "")),
        genres=_split_list(row, "genres"),
        countries=_split_list(row, "countries"),
        languages=_split_list(row, "languages"),
        credits=values.make_credits((job, _split_list(row, name)) for name, job in _CREDIT_COLUMNS),
    )


def _split_list(row: Mapping[str, str], column: str) -> tuple[str, ...]:
    """The names in a cell, separated by ";", "|" or ","."""
    text = row.get(column, "")
    return values.split_names(text, next((sign for sign in ";|" if sign in text), ","))

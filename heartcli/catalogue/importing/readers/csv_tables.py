"""Reads tables of films whose columns have names, such as lists that people keep.

Unknown columns are ignored and reported.
"""

import re
from collections.abc import Sequence
from pathlib import Path

from heartcli.catalogue.importing.files import TABLE_SUFFIXES
from heartcli.catalogue.importing.sink import FilmSink
from heartcli.catalogue.importing.tables.columns import COLUMNS, map_columns, score_header, squeeze
from heartcli.catalogue.importing.tables.films import (
    CREW_COLUMNS,
    FilmCollector,
    RowReader,
)
from heartcli.catalogue.importing.tables.names import has_surnames_first
from heartcli.catalogue.importing.tables.opening import Table, open_table
from heartcli.catalogue.importing.values import IMDB_ID, WIKIDATA_ID
from heartcli.catalogue.importing.written_ratings import guess_rating_scale
from heartcli.catalogue.importing.written_titles import split_year
from heartcli.catalogue.models import SourceFilm
from heartcli.text.folding import restore_article

# Ids, perhaps in an address.
_ID = re.compile(rf"(?:https?://\S+/)?({IMDB_ID}|{WIKIDATA_ID})/?(?:\?\S*)?")
_PERSON_ID = re.compile(r"(?:https?://\S+/)?(nm[0-9]{7,9})/?(?:\?\S*)?")
_MAX_IDS_SHOWN = 3
_TEN_POINT_COLUMNS = ("rating10", "yourrating", "yourated")  # columns of ratings from 1 to 10


def read(paths: Sequence[Path], sink: FilmSink) -> None:
    """Reads films from tables. Reports files without the required columns if there are others."""
    films = FilmCollector(sink)
    files = sink.files.find(paths, TABLE_SUFFIXES)
    for path in files:
        table = open_table(sink.files, path, score_header)
        columns = map_columns(table)
        if problem := _find_problem(table, columns):
            films.reject(table, problem, is_only=len(files) == 1)
            continue
        _note_ignored_columns(sink, table, columns)
        surnames_first = [c for c in CREW_COLUMNS if has_surnames_first(_cells(table, columns, c))]
        rows = RowReader(films, table, columns, _rating_scale(table, columns), surnames_first)
        for line, cells in table.rows:
            row = rows.read(cells)
            films.add(path, line, row._replace(film=clean_title(row.film)))
    films.finish()


def _find_problem(table: Table, columns: Sequence[str]) -> str:
    """Returns why a table can't be read, or ""."""
    missing = _find_missing(table, columns)
    if not missing:
        return ""
    if ids := list_ids(table):
        more = " …" if ids[_MAX_IDS_SHOWN:] else ""
        hint = f"heart fetch {' '.join(ids[:_MAX_IDS_SHOWN])}{more}"
        return f"ids of films, but no titles. Get these films with: {hint}"
    if _find_ids(table, _PERSON_ID):
        return "a list of people, not of films"
    hint = "" if table.has_header else "No line names the columns. "
    return f"missing column {missing}. {hint}Known columns: {', '.join(COLUMNS)}"


def _find_missing(table: Table, columns: Sequence[str]) -> str:
    """Names the required column that a table lacks, or ""."""
    if "title" not in columns:
        return "'title'"
    has_year = bool({"year", "released", "premiered"} & {*columns})
    if has_year or any(split_year(title)[1] for title in _cells(table, columns, "title")):
        return ""
    return "'year'. The year may also end the title, as in Heat (1995)"


def list_ids(table: Table) -> list[str]:
    """Returns the first IMDb or Wikidata ids in a table without titles; none if it has titles."""
    titles = _cells(table, map_columns(table), "title")
    has_titles = any(not _ID.fullmatch(title.strip()) for title in titles)
    return [] if has_titles else _find_ids(table, _ID)


def _find_ids(table: Table, pattern: re.Pattern[str]) -> list[str]:
    """Returns the distinct ids in a table's first cells; group 1 of the pattern is the id."""
    cells = (cell.strip() for row in [table.names, *table.sample] for cell in row)
    return list(dict.fromkeys(match[1] for match in map(pattern.fullmatch, cells) if match))


def _note_ignored_columns(sink: FilmSink, table: Table, columns: Sequence[str]) -> None:
    ignored = [n for n, column in zip(table.names, columns, strict=True) if n and not column]
    sink.report.add_ignored_columns(f"{table.path}:{table.line}", ignored)


def _rating_scale(table: Table, columns: Sequence[str]) -> int:
    names = dict(zip(columns, map(squeeze, table.names), strict=True))
    if names.get("own_rating") in _TEN_POINT_COLUMNS:
        return 10
    return guess_rating_scale(_cells(table, columns, "own_rating"))


def _cells(table: Table, columns: Sequence[str], column: str) -> list[str]:
    """Returns the first cells of a column; none if the table doesn't have it."""
    return table.first_cells(columns.index(column)) if column in columns else []


def clean_title(film: SourceFilm) -> SourceFilm:
    """Moves the article to the front of the title, and takes a missing year from the title."""
    title, year = split_year(film.title)
    if film.year and abs(film.year - year) > 1:
        title = film.title
    return film._replace(
        title=restore_article(title),
        original_title=restore_article(film.original_title),
        year=film.year or year,
    )

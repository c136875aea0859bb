"""Reads Letterboxd's exports: the tables of an account in a zip archive, and single lists.

https://letterboxd.com/settings/data/
"""

from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from heartcli.catalogue.importing.sink import FilmSink
from heartcli.catalogue.importing.tables.columns import map_columns, score_header, squeeze
from heartcli.catalogue.importing.tables.films import FilmCollector, RowReader
from heartcli.catalogue.importing.tables.grouping import ListedFilm
from heartcli.catalogue.importing.tables.opening import Table, open_table
from heartcli.errors import HeartError

_MAX_STARS, _MAX_RATING = 5, 10  # in the columns Rating and Rating10
_ADDRESSES = ("https://boxd.it/", "https://letterboxd.com/film/", "http://letterboxd.com/film/")
_DELETED = ("deleted", "orphaned")  # folders of what the user has removed
_WITHOUT_FILMS = ("profile.csv", "comments.csv", "likes/lists.csv", "likes/reviews.csv")
_WATCHLIST = "watchlist.csv"
_SEEN_TABLES = {"watched.csv", "ratings.csv", "diary.csv", "reviews.csv", "films.csv"}
_VIEWING_COLUMNS = {"rewatch", "watcheddate"}  # in tables whose addresses lead to notes
_RATING, _LOGGED = "rating", "date"
_COLUMNS = {"title", "year", "imdb", "tmdb", "own_rating", "watched", "url"}


def read(paths: Sequence[Path], sink: FilmSink) -> None:
    """Reads the films in all tables, each film once."""
    films = FilmCollector(sink)
    has_films = False
    for path in sink.files.find(paths, (".csv",)):
        name = sink.files.relative_name(path)
        if not lists_films(name):
            continue
        table = open_table(sink.files, path, score_header)
        names = [squeeze(name) for name in table.names]
        if {"title", "name"} & {*names} and "year" in names:
            has_films = True
            _read_table(table, names, films, _shows_seen(PurePosixPath(name).name))
        else:
            sink.report.add_problem(path, table.line, "not a table of films from Letterboxd")
    if not has_films:
        reason = "no table of films from Letterboxd, with the columns Name and Year"
        raise HeartError(reason, *sink.report.problems)
    films.finish()


def is_table(table: Table) -> bool:
    """Whether a table of films comes from Letterboxd, judging by the addresses in it."""
    names = {squeeze(name) for name in table.names}
    cells = (cell for row in table.sample for cell in row)
    has_addresses = any(cell.startswith(_ADDRESSES) for cell in cells)
    return names >= {"name", "year"} and ("letterboxduri" in names or has_addresses)


def lists_films(name: str) -> bool:
    """Whether a file in an export lists films that the user hasn't deleted, judging by its name."""
    is_deleted = any(part in _DELETED for part in PurePosixPath(name).parts[:-1])
    return not is_deleted and not name.endswith(_WITHOUT_FILMS)


def _shows_seen(name: str) -> bool | None:
    """Whether the user has seen the films in a file; None for a list, which doesn't say."""
    return False if name == _WATCHLIST else name in _SEEN_TABLES or None


def _read_table(
    table: Table, names: Sequence[str], films: FilmCollector, seen: bool | None
) -> None:
    used = _COLUMNS - {"url"} if _VIEWING_COLUMNS & {*names} else _COLUMNS
    columns = [column if column in used else "" for column in map_columns(table)]
    has_stars = _RATING in names
    if has_stars:
        columns[names.index(_RATING)] = "own_rating"
    if _LOGGED in names:
        columns[names.index(_LOGGED)] = "rated_on"
    rows = RowReader(films, table, columns, _MAX_STARS if has_stars else _MAX_RATING)
    for line, cells in table.rows:
        film, rated_on = rows.read(cells)
        row = ListedFilm(film._replace(seen=seen), film.watched or rated_on)
        films.add(table.path, line, row)

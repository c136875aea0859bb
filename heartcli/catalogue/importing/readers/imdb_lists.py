"""Reads the lists and ratings that IMDb exports as tables, in any language and of any age.

https://help.imdb.com/article/imdb/track-movies-tv/exporting-lists-and-ratings
"""

import re
from collections.abc import Sequence
from pathlib import Path

from heartcli.catalogue.importing.sink import FilmSink
from heartcli.catalogue.importing.tables.columns import map_columns, score_header, squeeze
from heartcli.catalogue.importing.tables.films import FilmCollector, RowReader
from heartcli.catalogue.importing.tables.opening import Table, open_table
from heartcli.catalogue.importing.values import IMDB_ID
from heartcli.catalogue.models import SourceFilm

_MAX_RATING = 10
# The columns of each kind of export, as in `columns.COLUMNS`; "-" for those that aren't read.
_FACTS = "imdb_rating minutes year genres votes premiered directors"
_LAYOUTS = [
    layout.split()
    for layout in (
        f"- imdb - - - title original_title - kind {_FACTS} own_rating rated_on",
        f"- imdb - - - title - kind {_FACTS} own_rating rated_on",
        f"- imdb - - - title original_title - kind {_FACTS}",
        f"- imdb - - - title - kind {_FACTS}",
        f"imdb own_rating rated_on title original_title - kind {_FACTS}",
        f"imdb own_rating rated_on title - kind {_FACTS}",
    )
]
_ID = re.compile(IMDB_ID)
# Descriptions are the notes of the list's author, and addresses follow from ids. The release date
# is that of the first release anywhere.
_RENAMED = {"premise": "", "url": "", "released": "premiered"}


def read(paths: Sequence[Path], sink: FilmSink) -> None:
    """Reads the titles of each list."""
    films = FilmCollector(sink)
    files = sink.files.find(paths, (".csv",))
    for path in files:
        table = open_table(sink.files, path, score_list_header)
        columns = find_columns(table)
        if not columns:
            problem = "not a list from IMDb: no column of ids such as tt0034583"
            films.reject(table, problem, is_only=len(files) == 1)
            continue
        rows = RowReader(films, table, columns, _MAX_RATING)
        for line, cells in table.rows:
            row = rows.read(cells)
            films.add(path, line, row._replace(film=_clean_genres(row.film)))
    films.finish()


def score_list_header(cells: Sequence[str]) -> int:
    """Returns how much a row looks like a list's header; 0 for a row about a film."""
    has_ids = any(_ID.fullmatch(cell.strip()) for cell in cells)
    return 0 if has_ids else score_header(cells)  # a film may be called "Title"


def is_list(table: Table) -> bool:
    """Whether a table looks like a list from IMDb."""
    names = {squeeze(name) for name in table.names}
    return bool(find_columns(table)) and ("const" in names or not names & {"title", "year"})


def find_columns(table: Table) -> list[str]:
    """Recognises the columns by name, or else by position; none if it isn't a list from IMDb."""
    named = [_RENAMED.get(column, column) for column in map_columns(table)]
    if {"imdb", "title", "kind", "year"} <= {*named}:
        return named
    for layout in _LAYOUTS:
        if len(layout) == len(table.names) and _fits(layout, table.sample):
            return [column if column != "-" else "" for column in layout]
    return []


def _fits(layout: Sequence[str], sample: Sequence[Sequence[str]]) -> bool:
    """Whether rows have ids where a layout puts them."""
    ids = [row[layout.index("imdb")].strip() for row in sample if len(row) == len(layout)]
    return bool(ids) and all(map(_ID.fullmatch, ids))


def _clean_genres(film: SourceFilm) -> SourceFilm:
    """Returns the film with its genres spelled as in newer lists: "sci_fi" → "Sci-Fi"."""
    genres = [
        genre.replace("_", "-").title() if genre.islower() else genre for genre in film.genres
    ]
    return film._replace(genres=tuple(genres))

"""Reads MovieLens's tables of movies, and their ids at IMDb and TMDb.

https://files.grouplens.org/datasets/movielens/ml-latest-README.html
"""

from collections.abc import Sequence
from pathlib import Path

from heartcli.catalogue.importing import values
from heartcli.catalogue.importing.columns import score_header, squeeze
from heartcli.catalogue.importing.delimited import Table, open_table
from heartcli.catalogue.importing.sink import FilmSink
from heartcli.catalogue.importing.titles import split_other_title, split_year
from heartcli.catalogue.models import MAX_TEXT_LENGTH, SourceFilm
from heartcli.errors import HeartError

_MOVIES = ["movieid", "title", "genres"]
_LINKS = ["movieid", "imdbid", "tmdbid"]
_NO_GENRES = "(no genres listed)"

_Links = dict[str, tuple[int | None, int | None]]  # ids at IMDb and TMDb, by MovieLens's


def read(paths: Sequence[Path], sink: FilmSink) -> None:
    """Reads the movies; leaves out what MovieLens's users think of them."""
    tables: list[Table] = []
    links: _Links = {}
    for path in sink.files.find(paths, (".csv",)):
        table = open_table(sink.files, path, score_header)
        names = [squeeze(name) for name in table.names]
        if names[:3] == _MOVIES:
            tables.append(table)
        elif names[:3] == _LINKS:
            links |= _read_links(table)
        else:
            sink.report.add_note(f"Left out {path}: it isn't about movies, but about users or tags")
    if not tables:
        raise HeartError("no table of movies, such as MovieLens's movies.csv")
    for table in tables:
        for line, cells in table.rows:
            if problem := sink.add_film(_to_film(cells, links)):
                sink.report.add_problem(table.path, line, problem)


def _read_links(table: Table) -> _Links:
    return {
        number: (values.parse_imdb_number(imdb), values.parse_tmdb_id(tmdb))
        for _, [number, imdb, tmdb, *_] in (
            (line, [*cells, "", "", ""]) for line, cells in table.rows
        )
    }


def _to_film(cells: Sequence[str], links: _Links) -> SourceFilm:
    number, full_title, genres = [*map(str.strip, cells), "", "", ""][:3]
    title, year = split_year(full_title[: MAX_TEXT_LENGTH + 1])
    title, other = split_other_title(title)
    imdb, tmdb = links.get(number, (None, None))
    return SourceFilm(
        title=title, year=year, imdb=imdb, tmdb=tmdb,
        genres=() if genres == _NO_GENRES else values.split_names(genres, "|"),
        titles=[(other, "")] if other else [],
    )  # fmt: skip


def is_table(names: Sequence[str]) -> bool:
    """Whether these are the columns of one of MovieLens's tables."""
    return "movieid" in map(squeeze, names)

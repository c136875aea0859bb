"""Reads MovieLens's tables of movies, their ids at IMDb and TMDb, and one's own ratings.

https://files.grouplens.org/datasets/movielens/ml-latest-README.html
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from heartcli.catalogue.importing import values
from heartcli.catalogue.importing.columns import score_header, squeeze
from heartcli.catalogue.importing.delimited import Table, open_table
from heartcli.catalogue.importing.sink import FilmSink
from heartcli.catalogue.importing.table_films import parse_own_rating
from heartcli.catalogue.importing.titles import split_other_title, split_year
from heartcli.catalogue.models import MAX_TEXT_LENGTH, SourceFilm
from heartcli.errors import HeartError

_MAX_RATING = 5
_NO_GENRES = "(no genres listed)"

_Row = Mapping[str, str]  # cells by column
_Links = dict[str, dict[str, str]]  # by MovieLens's id


def read(paths: Sequence[Path], sink: FilmSink) -> None:
    """Reads the movies; leaves out what MovieLens's other users think of them."""
    tables: list[Table] = []
    links: _Links = {}
    for path in sink.files.find(paths, (".csv",)):
        table = open_table(sink.files, path, score_header)
        names = {squeeze(name) for name in table.names}
        if names >= {"movieid", "title"}:
            tables.append(table)
        elif names >= {"movieid", "imdbid", "tmdbid"}:
            links |= {row["movieid"]: row for _, row in _read_rows(table)}
        else:
            sink.report.add_note(f"Left out {path}: it isn't about movies, but about users or tags")
    if not tables:
        raise HeartError("no table of movies, such as MovieLens's movies.csv")
    for table in tables:
        for line, row in _read_rows(table):
            film = _to_film(links.get(row["movieid"], {}) | row)
            if problem := sink.add_film(film):
                sink.report.add_problem(table.path, line, problem)


def _read_rows(table: Table) -> Iterator[tuple[int, dict[str, str]]]:
    names = [squeeze(name) for name in table.names]
    for line, cells in table.rows:
        row = dict(zip(names, map(str.strip, cells), strict=False))
        yield line, {"movieid": "", "title": ""} | row


def _to_film(row: _Row) -> SourceFilm:
    title, year = split_year(row["title"][: MAX_TEXT_LENGTH + 1])
    title, other = split_other_title(title)
    genres = row.get("genres", "")
    return SourceFilm(
        title=title, year=year,
        imdb=values.parse_imdb_number(row.get("imdbid", "")),
        tmdb=values.parse_tmdb_id(row.get("tmdbid", "")),
        genres=() if genres == _NO_GENRES else values.split_names(genres, "|"),
        titles=[(other, "")] if other else [],
        own_rating=parse_own_rating(row.get("rating", ""), _MAX_RATING),  # in one's own export
    )  # fmt: skip


def is_table(names: Sequence[str]) -> bool:
    """Whether these are the columns of one of MovieLens's tables."""
    return "movieid" in map(squeeze, names)

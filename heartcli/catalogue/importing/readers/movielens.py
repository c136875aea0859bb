"""Reads MovieLens's tables of movies, their ids at IMDb and TMDb, and the user's own ratings.

https://files.grouplens.org/datasets/movielens/ml-latest-README.html
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from heartcli.catalogue.importing import values
from heartcli.catalogue.importing.files import ImportFiles
from heartcli.catalogue.importing.sink import FilmSink
from heartcli.catalogue.importing.tables.columns import score_header, squeeze
from heartcli.catalogue.importing.tables.decoding import read_lines
from heartcli.catalogue.importing.tables.opening import Table, open_table
from heartcli.catalogue.importing.written_ratings import parse_own_rating
from heartcli.catalogue.importing.written_titles import split_other_title, split_year
from heartcli.catalogue.models import SourceFilm
from heartcli.errors import HeartError
from heartcli.text.display import safe_for_terminal

WITHOUT_HEADER = "movies.dat"  # in data sets of a million ratings and more
_MAX_RATING = 5
_MAX_LINKS = 500_000  # in memory; MovieLens has 90,000 movies
_NO_GENRES = "(no genres listed)"

_Row = Mapping[str, str]  # cells by column
_Rows = Iterator[tuple[int, dict[str, str]]]  # with the numbers of their lines
_Links = dict[int, tuple[int | None, int | None]]  # ids at IMDb and TMDb, by MovieLens's id


def read(paths: Sequence[Path], sink: FilmSink) -> None:
    """Reads the movies, without the ratings and tags of MovieLens's other users."""
    movies: list[tuple[Path, _Rows]] = []
    links: _Links = {}
    for path in sink.files.find(paths, (".csv", WITHOUT_HEADER)):
        if path.name.endswith(WITHOUT_HEADER):
            movies.append((path, _read_without_header(sink.files, path)))
            continue
        table = open_table(sink.files, path, score_header)
        names = {squeeze(name) for name in table.names}
        if names >= {"movieid", "title"}:
            movies.append((path, _read_rows(table)))
        elif names >= {"movieid", "imdbid", "tmdbid"}:
            _add_links(links, table)
        else:
            sink.report.add_note(f"Skipped {path}: it's about users or tags, not about movies")
    if not movies:
        raise HeartError("no table of movies, such as MovieLens's movies.csv")
    for path, rows in movies:
        for line, row in rows:
            film = _to_film(row)
            if link := links.get(values.parse_int(row["movieid"]) or 0):
                film = film._replace(imdb=film.imdb or link[0], tmdb=film.tmdb or link[1])
            if problem := sink.add_film(film):
                sink.report.add_problem(path, line, problem)


def _read_without_header(files: ImportFiles, path: Path) -> _Rows:
    """Yields the rows of an older data set, which has colons between the cells."""
    for number, line in enumerate(read_lines(files, path), 1):
        files.report.rows += 1
        movie, title, genres = [*line.strip().split("::"), "", "", ""][:3]
        yield number, {"movieid": movie, "title": title, "genres": genres}


def _read_rows(table: Table) -> _Rows:
    names = [squeeze(name) for name in table.names]
    for line, cells in table.rows:
        row = dict(zip(names, map(str.strip, cells), strict=False))
        yield line, {"movieid": "", "title": "", "imdbid": "", "tmdbid": ""} | row


def _add_links(links: _Links, table: Table) -> None:
    for line, row in _read_rows(table):
        if movie := values.parse_int(row["movieid"]):
            links[movie] = (
                values.parse_imdb_number(row["imdbid"]), values.parse_tmdb_id(row["tmdbid"]),
            )  # fmt: skip
        if len(links) > _MAX_LINKS:
            path = safe_for_terminal(str(table.path))
            raise HeartError(f"{path}:{line}: more than {_MAX_LINKS:,} movies")


def _to_film(row: _Row) -> SourceFilm:
    title, year = split_year(row["title"])
    title, other = split_other_title(title)
    genres = row.get("genres", "")
    return SourceFilm(
        title=title, year=year,
        imdb=values.parse_imdb_number(row.get("imdbid", "")),
        tmdb=values.parse_tmdb_id(row.get("tmdbid", "")),
        genres=() if genres == _NO_GENRES else values.split_names(genres, "|"),
        titles=[(other, "")] if other else [],
        own_rating=None
        if "userid" in row  # ratings of all users
        else parse_own_rating(row.get("rating", ""), _MAX_RATING),
    )  # fmt: skip


def is_table(names: Sequence[str]) -> bool:
    """Whether these are the columns of one of MovieLens's tables."""
    return "movieid" in map(squeeze, names)

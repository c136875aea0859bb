"""Turns the rows of a table into films."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial
from html import unescape
from pathlib import Path
from typing import TypeVar

from heartcli.catalogue.codec import CAST
from heartcli.catalogue.importing import values
from heartcli.catalogue.importing.readers.regions import COUNTRY_BY_CODE, find_country
from heartcli.catalogue.importing.sink import FilmSink
from heartcli.catalogue.importing.tables.columns import is_address
from heartcli.catalogue.importing.tables.grouping import FilmGroups, ListedFilm
from heartcli.catalogue.importing.tables.headers import add_unit, find_day_first, find_unit
from heartcli.catalogue.importing.tables.names import split_list, split_people
from heartcli.catalogue.importing.tables.opening import Table
from heartcli.catalogue.importing.title_types import read_title_type
from heartcli.catalogue.importing.written_dates import find_date, find_year, parse_written_date
from heartcli.catalogue.importing.written_ratings import parse_own_rating
from heartcli.catalogue.languages import language_name
from heartcli.catalogue.models import (
    Credit,
    RatingRow,
    ReleaseRow,
    Sections,
    SourceFilm,
    box_office,
    budget,
    production_companies,
)
from heartcli.errors import HeartError
from heartcli.model.dates import is_year
from heartcli.text.display import plural, safe_for_terminal, shorten

_EMPTY = ("", "-", "–", "?", "n/a", "na", "nan", "null", "none", "\\n", "unknown")
_NULL = "\\N"  # how MySQL and IMDb write a missing value; it isn't a title, either
_ENTITY = re.compile("&#?[0-9A-Za-z]{2,10};")  # of HTML
CREW_COLUMNS = {"directors": "Director", "writers": "Writer"}
_CREDIT_COLUMNS = CREW_COLUMNS | {"cast": CAST}
_FIGURES = {"cost": budget, "box_office": box_office}
_RELEASE_KINDS = {"premiered": "premiere", "released": "theatrical"}
_DATE_COLUMNS = {*_RELEASE_KINDS, "watched", "rated_on"}
_IN_SECTIONS = {*_RELEASE_KINDS, "imdb_rating", "companies", *_FIGURES}
_MAX_TYPES, _MAX_TYPES_SHOWN = 1_000, 3  # unknown types that are counted, and shown
_PLACE = re.compile(r"\(([^()]+)\)\s*$")  # of a release, after its date
_EXCEL_TEXT = re.compile('="([^"]*)"')  # keeps Excel from reading the cell as a number
_MIN_DATE_DIGITS = 4  # as in 1/2/20

V = TypeVar("V")


class FilmCollector:
    """Collects the films of a source's tables and writes each film once."""

    def __init__(self, sink: FilmSink) -> None:
        self.report = sink.report
        self.unknown_types = Counter[str]()
        self._sink = sink
        self._groups = FilmGroups()

    def add(self, path: Path, line: int, row: ListedFilm) -> None:
        """Adds a film, or reports why it can't be used."""
        problem = "the title is an address" if is_address(row.film.title) else ""
        if problem := problem or self._sink.find_problem_unless_filtered(row.film):
            self.report.add_problem(path, line, problem)
            return
        self._groups.add(row)
        if self._groups.is_full:
            self._write()

    def reject(self, table: Table, problem: str, *, is_only: bool) -> None:
        """Reports why a table can't be read. Raises HeartError if it is the only one."""
        if is_only:
            raise HeartError(f"{safe_for_terminal(str(table.path))}:{table.line}: {problem}")
        self.report.add_problem(table.path, table.line, problem)

    def finish(self) -> None:
        """Writes the films, and notes the unknown types."""
        self._write()
        for name, count in self.unknown_types.most_common(_MAX_TYPES_SHOWN):
            titles = plural(count, "title")
            self.report.add_note(f"Read {titles} of the unknown type '{name}' as films")

    def _write(self) -> None:
        for film in self._groups.pop_films():
            self._sink.add_film(film)


class RowReader:
    """Turns rows into films, and counts the cells that can't be read."""

    def __init__(
        self,
        films: FilmCollector,
        table: Table,
        columns: Sequence[str],
        rating_scale: int = 10,
        surnames_first: Collection[str] = (),  # columns for which `has_surnames_first` is true
    ) -> None:
        self._report = films.report
        self._unknown_types = films.unknown_types
        self._columns = columns
        self._parse_rating = partial(parse_own_rating, scale=rating_scale)
        self._surnames_first = surnames_first
        self._cast_columns = sorted(name for name in columns if name.startswith("cast "))
        self._has_sections = not _IN_SECTIONS.isdisjoint(columns)
        units = ((c, find_unit(c, n)) for c, n in zip(columns, table.names, strict=True))
        self._units = [(column, unit) for column, unit in units if unit]
        day_first = {
            column: find_day_first(table.names[index], table.first_cells(index))
            for index, column in enumerate(columns)
            if column in _DATE_COLUMNS
        }
        self._parse_date = {
            column: partial(find_date if column in _RELEASE_KINDS else parse_written_date,
                            day_first=is_first)
            for column, is_first in day_first.items()
        }  # fmt: skip

    def read(self, cells: Sequence[str]) -> ListedFilm:
        """Returns the film in a row; its title and year may be missing."""
        row = self._fields(cells)
        film = self._read_film(row)
        return ListedFilm(film, self._read_date(row, "rated_on") or film.watched)

    def _read_film(self, row: Mapping[str, str]) -> SourceFilm:
        votes = self._read(row, "votes", "numbers of votes", values.parse_count)
        releases = list(self._releases(row))
        years = (find_year(row.get("year", "")), *(find_year(r.date) for r in releases))
        return SourceFilm(
            title=row.get("title") or row.get("original_title", ""),
            year=next(filter(None, years), 0),
            imdb=self._read(row, "imdb", "IMDb ids", values.parse_imdb_number),
            tmdb=self._read(row, "tmdb", "TMDb ids", values.parse_tmdb_id),
            wikidata=self._read(row, "wikidata", "Wikidata ids", values.parse_wikidata_id),
            votes=votes,
            kind=self._read_kind(row["kind"]) if "kind" in row else "",
            original_title=row.get("original_title", ""),
            premise=row.get("premise", ""),
            minutes=self._read(row, "minutes", "running times", values.parse_minutes),
            genres=split_list(row.get("genres", "")),
            countries=split_list(row.get("countries", ""), COUNTRY_BY_CODE.get),
            languages=split_list(row.get("languages", ""), language_name),
            credits=[
                Credit(name, job)
                for column, job in _CREDIT_COLUMNS.items()
                if column in row
                for name in split_people(row[column], surnames_first=column in self._surnames_first)
            ],
            sections=self._sections(row, releases, votes) if self._has_sections else Sections(),
            own_rating=self._read(row, "own_rating", "ratings", self._parse_rating),
            watched=self._read_date(row, "watched"),
            url=row["url"] if is_address(row.get("url", "")) else "",
        )

    def _fields(self, cells: Sequence[str]) -> dict[str, str]:
        """Returns the cells by column, without placeholders for missing values."""
        row: dict[str, str] = {}
        for column, text in zip(self._columns, map(str.strip, cells), strict=False):
            cell = _EXCEL_TEXT.sub(r"\1", text) if text.startswith("=") else text
            is_empty = cell == _NULL or (column != "title" and cell.lower() in _EMPTY)
            if column == "watched":  # some tables have a flag or a count there
                is_empty = sum(map(str.isdigit, cell)) < _MIN_DATE_DIGITS
            if not is_empty:
                row[column] = _ENTITY.sub(_unescape, cell) if "&" in cell else cell
        if self._cast_columns:
            row["cast"] = ";".join(row[column] for column in self._cast_columns if column in row)
        for column, unit in self._units:
            if column in row:
                row[column] = add_unit(row[column], unit)
        return row

    def _read(
        self, row: Mapping[str, str], column: str, label: str, parse: Callable[[str], V]
    ) -> V | None:
        text = row.get(column)
        if text is None:
            return None
        value = parse(text)
        if not value and text.strip("0.,$% "):
            self._report.unreadable[label] += 1
        return value

    def _read_kind(self, text: str) -> str:
        kind = read_title_type(text)
        if kind is None:
            name = shorten(text)
            if name in self._unknown_types or len(self._unknown_types) < _MAX_TYPES:
                self._unknown_types[name] += 1
        return kind or ""

    def _read_date(self, row: Mapping[str, str], column: str) -> str:
        if column not in row:
            return ""
        return self._read(row, column, "dates", self._parse_date[column]) or ""

    def _releases(self, row: Mapping[str, str]) -> Iterator[ReleaseRow]:
        """Yields the releases, some with only a year."""
        for column, kind in _RELEASE_KINDS.items():
            if date := self._read_date(row, column):
                place = _PLACE.search(row[column])
                country = find_country(place[1]) if place else ""
                yield ReleaseRow(date, kind, country or None)

    def _sections(
        self, row: Mapping[str, str], releases: Sequence[ReleaseRow], votes: int | None
    ) -> Sections:
        score = self._read(row, "imdb_rating", "ratings", values.parse_score)
        figures = [
            make_figure(money[0], money[1] or None)
            for column, make_figure in _FIGURES.items()
            if (money := self._read(row, column, "amounts", values.parse_money))
        ]
        return Sections(
            companies=production_companies(split_list(row.get("companies", ""))),
            releases=[release for release in releases if not is_year(release.date)],
            figures=figures,
            ratings=[RatingRow("IMDb", score, 10, votes)] if score else (),
        )


def _unescape(entity: re.Match[str]) -> str:
    return unescape(entity[0])

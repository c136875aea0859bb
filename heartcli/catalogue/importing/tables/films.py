"""Turns the rows of a table into films."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from html import unescape
from pathlib import Path
from typing import TypeVar

from heartcli.catalogue.codec import CAST
from heartcli.catalogue.importing import values
from heartcli.catalogue.importing.readers.languages import language_name
from heartcli.catalogue.importing.readers.regions import COUNTRY_BY_CODE
from heartcli.catalogue.importing.sink import FilmSink
from heartcli.catalogue.importing.tables.columns import is_address
from heartcli.catalogue.importing.tables.grouping import FilmGroups, ListedFilm
from heartcli.catalogue.importing.tables.names import split_list, split_people
from heartcli.catalogue.importing.tables.opening import Table
from heartcli.catalogue.importing.title_types import read_title_type
from heartcli.catalogue.importing.written_dates import find_date, find_year, parse_written_date
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
from heartcli.model.viewing import OwnRating
from heartcli.text.display import plural, safe_for_terminal, shorten

_EMPTY = ("", "-", "–", "?", "n/a", "na", "nan", "null", "none", "\\n", "unknown")
_NULL = "\\N"  # how MySQL and IMDb write a missing value; it isn't a title, either
_ENTITY = re.compile("&#?[0-9A-Za-z]{2,10};")  # of HTML
CREW_COLUMNS = {"directors": "Director", "writers": "Writer"}
_CREDIT_COLUMNS = CREW_COLUMNS | {"cast": CAST}
_FIGURES = {"cost": budget, "box_office": box_office}
_IN_SECTIONS = {"released", "imdb_rating", "companies", *_FIGURES}
_SCALES = (5, 10, 100)  # of people's own ratings
_MAX_TYPES, _MAX_TYPES_SHOWN = 1_000, 3  # unknown types that are counted, and shown
_EXCEL_TEXT = re.compile('="([^"]*)"')  # keeps Excel from reading the cell as a number
_MIN_DATE_DIGITS = 4  # as in 1/2/20
_STAR, _HALF = "★", "½"

V = TypeVar("V")


class FilmCollector:
    """Collects the films of a source's tables and writes each film once."""

    def __init__(self, sink: FilmSink) -> None:
        self.report = sink.report
        self.unknown_types = Counter[str]()
        self._sink = sink
        self._groups = FilmGroups()

    def add(self, path: Path, line: int, film: SourceFilm, rated: str = "") -> None:
        """Adds a film, or reports why it can't be used; `rated` is the date of its rating."""
        problem = "the title is an address" if is_address(film.title) else ""
        if problem := problem or self._sink.find_problem_unless_filtered(film):
            self.report.add_problem(path, line, problem)
            return
        self._groups.add(ListedFilm(film, rated))
        if self._groups.is_full:
            self._write()

    def reject(self, table: Table, problem: str, *, is_only: bool) -> None:
        """Reports why a table can't be read. Raises HeartError if there is no other."""
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
        columns: Sequence[str],
        rating_scale: int = 10,
        surnames_first: Collection[str] = (),  # columns, as `has_surnames_first` finds them
    ) -> None:
        self._report = films.report
        self._unknown_types = films.unknown_types
        self._columns = columns
        self._rating_scale = rating_scale
        self._surnames_first = surnames_first
        self._cast_columns = sorted(name for name in columns if name.startswith("cast "))
        self._has_sections = not _IN_SECTIONS.isdisjoint(columns)

    def read(self, cells: Sequence[str]) -> SourceFilm:
        """Returns the film in a row; its title and year may be missing."""
        row = self._fields(cells)
        released = self._read(row, "released", "dates", find_date) or ""
        votes = self._read(row, "votes", "numbers of votes", values.parse_count)
        return SourceFilm(
            title=row.get("title") or row.get("original_title", ""),
            year=find_year(row.get("year", "")) or find_year(released),
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
            sections=self._sections(row, released, votes) if self._has_sections else Sections(),
            own_rating=self._read(row, "own_rating", "ratings", self._own_rating),
            watched=self._read(row, "watched", "dates", parse_written_date) or "",
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

    def _own_rating(self, text: str) -> OwnRating | None:
        return parse_own_rating(text, self._rating_scale)

    def _sections(self, row: Mapping[str, str], released: str, votes: int | None) -> Sections:
        score = self._read(row, "imdb_rating", "ratings", values.parse_score)
        is_precise = released and not is_year(released)
        figures = [
            make_figure(money[0], money[1] or None)
            for column, make_figure in _FIGURES.items()
            if (money := self._read(row, column, "amounts", values.parse_money))
        ]
        return Sections(
            companies=production_companies(split_list(row.get("companies", ""))),
            releases=[ReleaseRow(released, "premiere")] if is_precise else (),
            figures=figures,
            ratings=[RatingRow("IMDb", score, 10, votes)] if score else (),
        )


def _unescape(entity: re.Match[str]) -> str:
    return unescape(entity[0])


def parse_own_rating(text: str, scale: int) -> OwnRating | None:
    """Reads a rating such as 4.5, 4,5, 9/10, 85% or ★★★½; `scale` is the default maximum."""
    if _STAR in text or text.strip() == _HALF:
        return OwnRating(text.count(_STAR) + (0.5 if _HALF in text else 0), _SCALES[0])
    number, slash, highest = text.partition("/")
    out_of = values.parse_int(highest) if slash else 100 if "%" in number else scale
    score = values.parse_score(number)
    return OwnRating(score, out_of) if score and out_of and score <= out_of else None


def guess_rating_scale(texts: Sequence[str]) -> int:
    """Guesses the highest possible rating from some ratings."""
    highest = max((values.parse_score(text) or 0 for text in texts), default=0)
    return next((scale for scale in _SCALES if highest <= scale), _SCALES[-1])

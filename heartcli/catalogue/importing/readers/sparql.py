"""Reads results of SPARQL queries about films, with a row for each combination of values.

The film is in a variable named as in `FILM_VARIABLES`, or else in any that holds an item. Other
variables are named as in `VARIABLES`, with "Label" added if they hold an item's name.
"""

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from operator import itemgetter

from heartcli.catalogue.codec import CAST
from heartcli.catalogue.importing import values
from heartcli.catalogue.importing.readers.genres import genre_names
from heartcli.catalogue.importing.readers.regions import country_name
from heartcli.catalogue.models import ReleaseRow, Sections, SourceFilm
from heartcli.model.dates import exact_first, is_year
from heartcli.model.records import Strings
from heartcli.text.folding import fold_words

FILM_VARIABLES = ("film", "item", "movie")
_JOB_VARIABLES = {
    "Director": ("director", "directors"),
    "Writer": ("writer", "writers", "screenwriter", "screenwriters"),
    "Producer": ("producer", "producers"),
    "Composer": ("composer", "composers"),
    "Cinematography": ("cinematographer", "directorofphotography"),
    "Editor": ("editor", "filmeditor"),
    CAST: ("cast", "castmember", "castmembers", "actor", "actors", "voiceactor"),
}
VARIABLES = {
    "title": ("title", "name", "label"),
    "other_titles": ("altlabel", "alias", "aliases"),
    "original_title": ("originaltitle",),
    "date": ("date", "publicationdate", "releasedate", "year"),
    "imdb": ("imdb", "imdbid"),
    "tmdb": ("tmdb", "tmdbid"),
    "minutes": ("minutes", "duration", "runtime", "runningtime"),
    "genres": ("genre", "genres"),
    "countries": ("country", "countries", "countryoforigin"),
    "languages": ("language", "languages", "originallanguage"),
    **_JOB_VARIABLES,
}
# Columns that may hold several names.
_LISTS = ("other_titles", "genres", "countries", "languages", *_JOB_VARIABLES)
_MAX_IGNORED, _MAX_NAME_LENGTH = 20, 60  # names of variables to report, and their length
_COLUMN_BY_VARIABLE = {name: column for column, names in VARIABLES.items() for name in names}
_ITEM = re.compile(rf"(?:<?https?://\S+/(?:entity|wiki)/|wd:)?({values.WIKIDATA_ID})>?")
_UNKNOWN_VALUE = re.compile(r"_:\S+|t[0-9]{4,}|https?://\S+")
_RAW_LITERAL = re.compile(r'"(.*)"(?:@[\w-]+|\^\^<[^>]*>)?', re.DOTALL)
_ESCAPES = {r"\"": '"', r"\\": "\\", r"\n": "\n", r"\t": "\t", r"\r": "\r"}

Row = Mapping[str, str]  # values by variable


def score_header(names: Iterable[str]) -> int:
    """Counts the known variables in a header; 0 unless one of them has a label."""
    folded = {_fold_variable(name) for name in names}
    labels = {name.removesuffix("label") for name in folded if name.endswith("label")}
    known = {*FILM_VARIABLES, *_COLUMN_BY_VARIABLE}
    return len((folded | labels) & known) if labels & folded and labels & known else 0


def has_film_variable(names: Iterable[str]) -> bool:
    """Whether one of these variables holds a film, or anything that also has a label."""
    folded = {_fold_variable(name) for name in names}
    return bool(folded & {*FILM_VARIABLES}) or any(f"{name}label" in folded for name in folded)


def is_row(row: Row) -> bool:
    """Whether a row holds an item's address, as results of queries do."""
    return any("/entity/Q" in value and _ITEM.fullmatch(value) for value in row.values())


class QueryResults:
    """The rows of query results, collected by film in a temporary table."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self.ignored: dict[str, None] = {}  # unknown variables
        self.unlabelled: dict[str, None] = {}  # variables that hold addresses instead of names
        self.nameless = 0  # how many values are items without a label
        columns = "film INTEGER, variable TEXT, value TEXT, UNIQUE (film, variable, value)"
        database.execute(f"CREATE TEMP TABLE result ({columns})")

    def add(self, row: Row) -> str:
        """Adds a row; returns the reason if it has no film, or ""."""
        read = _read_raw if any(name.startswith("?") for name in row) else str.strip
        variables = {_fold_variable(name): read(value) for name, value in row.items()}
        film_variable = _find_film_variable(variables)
        film = _ITEM.fullmatch(variables.pop(film_variable, ""))
        if not film:
            return "row without a film: no variable holds an item"
        for name, value in variables.items():
            column = _column_of(name, film_variable)
            if not column:
                if len(self.ignored) < _MAX_IGNORED:
                    self.ignored[name[:_MAX_NAME_LENGTH]] = None
            elif column == "title" and _ITEM.fullmatch(value):
                continue  # reported as a film without a title
            elif value and (column == "date" or self._is_name(name, value, variables)):
                names = _split_names(name, value) if column in _LISTS else (value,)
                cells = ((int(film[1][1:]), column, text) for text in names)
                self._database.executemany("INSERT OR IGNORE INTO result VALUES (?, ?, ?)", cells)
        return ""

    def _is_name(self, name: str, value: str, variables: Row) -> bool:
        """Whether a value is a name or a number. Notes items whose names are missing."""
        if not _ITEM.fullmatch(value):
            return not _UNKNOWN_VALUE.fullmatch(value)
        if name.endswith("label"):  # the service returns the item's id if it has no label
            self.nameless += 1
        elif f"{name}label" not in variables:
            self.unlabelled[name] = None
        return False

    def films(self) -> Iterator[SourceFilm]:
        """Yields the films, in the order of their first rows."""
        query = "SELECT film, variable, value FROM result ORDER BY first_row, film, rowid"
        window = "SELECT *, rowid, min(rowid) OVER (PARTITION BY film) AS first_row FROM result"
        rows = self._database.execute(query.replace("FROM result", f"FROM ({window})"))
        for film, cells in groupby(rows, key=itemgetter(0)):
            columns: dict[str, list[str]] = {}
            for _, column, value in cells:
                columns.setdefault(column, []).append(value)
            yield _to_film(film, columns)

    def close(self) -> None:
        """Drops the table."""
        self._database.execute("DROP TABLE result")


@cache
def _fold_variable(name: str) -> str:
    return "".join(fold_words(name))


def _find_film_variable(variables: Row) -> str:
    """Returns the variable that holds the film: one of `FILM_VARIABLES`, or else any item."""
    if name := next((n for n in FILM_VARIABLES if _ITEM.fullmatch(variables.get(n, ""))), ""):
        return name
    items = [n for n, value in variables.items() if "/" in value and _ITEM.fullmatch(value)]
    return min(items, key=_COLUMN_BY_VARIABLE.__contains__, default="")


def _column_of(name: str, film_variable: str) -> str:
    """Returns the column for a variable, or "": directorLabel → Director, filmLabel → title."""
    column = _COLUMN_BY_VARIABLE.get(name.removeprefix(film_variable))
    return column or _COLUMN_BY_VARIABLE.get(name.removesuffix("label"), "")


def _read_raw(term: str) -> str:
    """Returns the value of a SPARQL term: <address>, "text"@en or "1950"^^<type>."""
    term = term.strip()
    if literal := _RAW_LITERAL.fullmatch(term):
        return re.sub(r"\\.", lambda escape: _ESCAPES.get(escape[0], escape[0]), literal[1]).strip()
    return term[1:-1] if term.startswith("<") and term.endswith(">") else term


def _to_film(wikidata_id: int, columns: Mapping[str, Sequence[str]]) -> SourceFilm:
    lists = {column: tuple(columns.get(column, ())) for column in _LISTS}
    first_date = _find_first_date(columns.get("date", ()))
    is_precise = bool(first_date) and not is_year(first_date)
    title = next(iter(columns.get("title", ())), "")
    return SourceFilm(
        title=title,
        year=values.parse_year(first_date),
        wikidata=wikidata_id,
        imdb=next(filter(None, map(values.parse_imdb_id, columns.get("imdb", ()))), None),
        tmdb=next(filter(None, map(values.parse_int, columns.get("tmdb", ()))), None),
        original_title=next(iter(columns.get("original_title", ())), ""),
        titles=[(text, "") for text in lists["other_titles"] if text != title],
        minutes=next(filter(None, map(values.parse_minutes, columns.get("minutes", ()))), None),
        genres=genre_names(lists["genres"]),
        countries=tuple(dict.fromkeys(map(country_name, lists["countries"]))),
        languages=lists["languages"],
        credits=values.make_credits((job, lists[job]) for job in _JOB_VARIABLES),
        has_billing=False,
        sections=Sections(releases=[ReleaseRow(first_date, "premiere")] if is_precise else []),
    )


def _find_first_date(texts: Iterable[str]) -> str:
    """Returns the earliest date, or a more exact one in the same year."""
    dates = (values.parse_date(text) or text[:4] for text in texts)
    # The query service writes a year as 1 January of that year.
    valid = (date.removesuffix("-01-01") for date in dates if values.parse_year(date))
    return min(valid, key=exact_first, default="")


def _split_names(variable: str, text: str) -> Strings:
    """Splits names that GROUP_CONCAT joined; at commas only if the variable is a plural."""
    mark = next((mark for mark in "|;" if mark in text), "")
    is_plural = variable.removesuffix("label").endswith(("s", "alt"))
    return values.split_names(text, mark or ",") if mark or is_plural else (text,)

"""Fills a catalogue's file: claims → rows, and what they are found by."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from heartcli.catalogue.database import PROGRAM, VERSION
from heartcli.catalogue.models import (
    Claims,
    Credit,
    credits_read,
    credits_written,
    joined,
    more_written,
    parted,
    titles_read,
    written,
)
from heartcli.catalogue.search.normalize import facet_token, index_terms, name_key
from heartcli.catalogue.search.trigrams import MIN_COUNTED
from heartcli.catalogue.store import NUMBERS, SHIFT
from heartcli.storage import sqlite

BATCH = 5_000  # rows that are written at once
_CACHE = 40_000  # kB, of the file's pages
_WAITING = 16_000_000  # bytes of an index that wait in memory to be written
_MOST_NAMES = 200_000  # that are kept in memory while people are numbered
_UNNUMBERED = 1 << 31  # from here on people are numbered whom a source has no number for
_LONGEST_TOLD = 100_000  # characters; what is as long takes no more of what comes out of order
_GRAMS = ("titles", "names")
_ENTRY = (
    "INSERT OR IGNORE INTO entry (id, wikidata, imdb, tmdb, title, year, fame, kind,"
    " original_title, minutes, genres, countries, languages, more)"
    " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
)
# What one file says of an entry stands behind what another has said.
_TOLD = (
    "INSERT INTO {0} VALUES (?, ?) ON CONFLICT (entry) DO UPDATE"
    " SET told = substr(told, 1, length(told) - 1) || ',' || substr(excluded.told, 2)"
    f" WHERE length(told) < {_LONGEST_TOLD}"
)
_CREDITS, _TITLES = _TOLD.format("credits"), _TOLD.format("titles")
_PERSON = "INSERT OR IGNORE INTO person VALUES (?, ?, ?, ?)"

Tell = Callable[[int], None]  # how many more rows are done


def made(path: Path | str) -> sqlite3.Connection:
    """A new catalogue without films; a file that nobody else knows, so that nothing is locked."""
    connection = prepared(path)
    sqlite.run_script(connection, _script("schema.sql"))
    sqlite.write_header(connection, PROGRAM, VERSION)
    return connection


def prepared(path: Path | str) -> sqlite3.Connection:
    """A quick connection to a file that is thrown away as a whole if it is not finished."""
    connection = sqlite.open_read_write(path)
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute(f"PRAGMA cache_size = -{_CACHE}")
    return connection


def _script(name: str) -> str:
    return sqlite.read_script(Path(__file__).parent / name)


class Filling:
    """One source's films on their way into a catalogue."""

    def __init__(
        self, connection: sqlite3.Connection, source: int, *, numbered: bool = False
    ) -> None:
        self.connection = connection
        self.source = source
        self.base = source << SHIFT
        self._numbers: dict[str, int] = {}
        self._people = 0
        self._unnumbered = _UNNUMBERED if numbered else 0
        self.overfull: Counter[str] = Counter()  # parts that came too late, by table
        self.last = 0  # the number of the last film
        self._rows: dict[str, list[tuple[object, ...]]] = {}
        finding = _script("search/finding.sql").replace("{n}", str(source))
        sqlite.run_script(connection, finding)

    def film(self, claims: Claims) -> None:
        """Takes what the source says of a film."""
        self.last += 1
        number = self.last
        self.entry(
            (self.base | number, claims.wikidata, claims.imdb, claims.tmdb, claims.title,
             claims.year, claims.fame, claims.kind or None, claims.original_title or None,
             claims.minutes, joined(claims.genres), joined(claims.countries),
             joined(claims.languages), more_written(claims))
        )  # fmt: skip
        if claims.titles:
            self.titles(number, claims.titles)
        if claims.credits:
            self.credited(number, claims.credits)

    def credited(self, number: int, credits_: Iterable[Credit]) -> None:
        """Takes who made a film."""
        told = [(self._number(one), one.job, one.character) for one in credits_]
        self.credits(number, told)

    def entry(self, row: tuple[object, ...]) -> None:
        """Takes a row of the table, as it stands there."""
        self._add(_ENTRY, row)

    def titles(self, number: int, told: Any) -> None:
        """Takes what a film is called elsewhere: (title, place), ..."""
        self._add(_TITLES, (self.base | number, written(told)))

    def credits(self, number: int, told: Any) -> None:
        """Takes who made a film: (person, job, character), ..."""
        self._add(_CREDITS, (self.base | number, credits_written(told)))

    def person(self, number: int, name: str, born: int | None, died: int | None) -> None:
        """Takes somebody whom the source has a number for."""
        self._add(_PERSON, (self.base | number, name, born, died))

    def finish(self, tell: Tell) -> int:
        """Writes what is still to be written, and makes the films findable; gives their number."""
        self.flush()
        self.connection.execute("DROP INDEX IF EXISTS naming")
        self._numbers.clear()
        for table in (*_GRAMS, "facets"):
            self._tune(table, "hashsize", _WAITING)
            self._tune(table, "automerge", 0)
        kept = self._index_films(tell)
        self._index_people(tell)
        self._count_grams()
        return kept

    def told(self, name: str, its_format: str, day: str, read: tuple[int, int]) -> None:
        """Writes down what the source is; `read` is how many rows, and how many bad ones."""
        self.connection.execute(
            "INSERT INTO source SELECT ?, ?, ?, ?, ?, ?, count(*), min(year), max(year) FROM entry"
            " WHERE id BETWEEN ? AND ?",
            (self.source, name, its_format, day, *read, self.base, self.base | NUMBERS),
        )

    def flush(self) -> None:
        """Writes the rows that wait."""
        for statement, rows in self._rows.items():
            before = self.connection.total_changes
            self.connection.executemany(statement, rows)
            for table, its in (("titles", _TITLES), ("credits", _CREDITS)):
                if its == statement:
                    lost = len(rows) - (self.connection.total_changes - before)
                    self.overfull[table] += lost
            rows.clear()

    def _add(self, statement: str, row: tuple[object, ...]) -> None:
        rows = self._rows.setdefault(statement, [])
        rows.append(row)
        if len(rows) >= BATCH:
            self.flush()

    def _number(self, credit: Credit) -> int:
        """A person's number; of those who have only a name, the same for the same name."""
        person = credit.name
        if credit.number is not None:
            self.person(credit.number, person, None, None)
            return credit.number
        number = self._numbers.get(person)
        if number is None and self._people > len(self._numbers):  # some were forgotten
            self.flush()
            self.connection.execute("CREATE INDEX IF NOT EXISTS naming ON person (name)")
            found = self.connection.execute(
                "SELECT id FROM person WHERE name = ? AND id > ? AND id < ?",
                (person, self.base + self._unnumbered, self.base + (1 << SHIFT)),
            ).fetchone()
            number = found and found[0] - self.base
        if number is None:
            self._people += 1
            number = self._unnumbered + self._people
            self.person(number, person, None, None)
        if len(self._numbers) >= _MOST_NAMES:
            self._numbers.clear()
        self._numbers[person] = number
        return number

    def _index_films(self, tell: Tell) -> int:
        """Makes the films findable by their titles and by what is known of them."""
        connection, n = self.connection, self.source
        connection.execute("CREATE TEMP TABLE keyed (key TEXT, entry INTEGER)")
        films = connection.cursor().execute(
            "SELECT id, title, original_title, titles.told, year, genres, countries, credits.told"
            " FROM entry LEFT JOIN titles ON titles.entry = id"
            " LEFT JOIN credits ON credits.entry = id WHERE id BETWEEN ? AND ?",
            (self.base, self.base | NUMBERS),
        )
        kept = 0
        while some := list(islice(films, BATCH)):
            spelled, keyed, faceted = [], [], []
            for own, title, original, others, year, genres, countries, credited in some:
                texts = {title: None, original or title: None}
                if others:
                    texts |= dict.fromkeys([text for text, _ in titles_read(others)])
                keys, spelling = index_terms(texts)
                spelled.append((own, spelling))
                keyed += [(one, own) for one in keys]
                faceted.append((own, " ".join(_facets(year, genres, countries, credited))))
            for statement, rows in (
                (f"INSERT INTO titles_{n} (rowid, spellings) VALUES (?, ?)", spelled),
                ("INSERT INTO keyed VALUES (?, ?)", keyed),
                (f"INSERT INTO facets_{n} (rowid, words) VALUES (?, ?)", faceted),
            ):
                connection.executemany(statement, rows)
            kept += len(some)
            tell(len(some))
        connection.execute(
            f"INSERT OR IGNORE INTO exact_{n} SELECT key, entry FROM keyed ORDER BY 1, 2"
        )
        connection.execute("DROP TABLE keyed")
        return kept

    def _index_people(self, tell: Tell) -> None:
        people = self.connection.cursor().execute(
            "SELECT id, name FROM person WHERE id BETWEEN ? AND ?",
            (self.base, self.base | NUMBERS),
        )
        insert = f"INSERT INTO names_{self.source} (rowid, spellings) VALUES (?, ?)"
        while some := list(islice(people, BATCH)):
            self.connection.executemany(
                insert, [(own, f"^{name_key(name)}$") for own, name in some]
            )
            tell(len(some))

    def _count_grams(self) -> None:
        """Counts in how many rows each gram is, so that a search begins with the rare ones."""
        n = self.source
        for table in (*_GRAMS, "facets"):
            self.connection.execute(f"INSERT INTO {table}_{n} ({table}_{n}) VALUES ('optimize')")
        for table in _GRAMS:
            self.connection.execute(
                f"CREATE VIRTUAL TABLE temp.{table}_in USING fts5vocab(main, {table}_{n}, row)"
            )
        self.connection.execute(
            f"INSERT INTO gram_{n} SELECT term, sum(titles), sum(names) FROM ("
            " SELECT term, doc AS titles, 0 AS names FROM temp.titles_in UNION ALL"
            " SELECT term, 0, doc FROM temp.names_in) GROUP BY term"
            f" HAVING max(titles, names) > {MIN_COUNTED} ORDER BY term"
        )
        for table in _GRAMS:
            self.connection.execute(f"DROP TABLE temp.{table}_in")

    def _tune(self, table: str, what: str, value: int) -> None:
        name = f"{table}_{self.source}"
        self.connection.execute(f"INSERT INTO {name} ({name}, rank) VALUES (?, ?)", (what, value))


def _facets(
    year: int, genres: str | None, countries: str | None, credited: str | None
) -> Iterator[str]:
    """The words by which a film is found for what is known of it: see finding.sql."""
    yield f"y{year}"
    for letter, listed in (("g", genres), ("c", countries)):
        for one in parted(listed):
            yield facet_token(letter, one)
    if credited:
        yield from {f"p{person}" for person, _, _ in credits_read(credited)}

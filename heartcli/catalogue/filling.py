"""Fills a catalogue's file: claims → rows, and what they are found by."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from heartcli.catalogue.claims import (
    Claims,
    Person,
    credits_read,
    credits_written,
    more_written,
    written,
)
from heartcli.catalogue.keys import key, spellings
from heartcli.catalogue.store import PROGRAM, SHIFT, VERSION
from heartcli.text import slug

BATCH = 5_000  # rows that are written at once
RARE = 100  # a gram that is in no more rows than this is not counted
_CACHE = 64_000  # kB, of the file's pages
_MOST_NAMES = 200_000  # that are kept in memory while people are numbered
_ENTRY = (
    "INSERT INTO entry (id, wikidata, imdb, tmdb, title, year, fame, original_title, minutes,"
    " genres, countries, languages, more) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)"
)


def made(path: Path) -> sqlite3.Connection:
    """A new catalogue without films; a file that nobody else knows, so that nothing is locked."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = OFF")
    prepare(connection)
    schema = Path(__file__).with_name("schema.sql").read_text(encoding="utf-8")
    for statement in re.split(r";\n", schema):
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {PROGRAM}")
    connection.execute(f"PRAGMA user_version = {VERSION}")
    return connection


def prepare(connection: sqlite3.Connection) -> None:
    """Makes a connection quick: what is not finished is thrown away as a whole."""
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute(f"PRAGMA cache_size = -{_CACHE}")


class Filling:
    """One source's films on their way into a catalogue."""

    def __init__(self, connection: sqlite3.Connection, source: int) -> None:
        self.connection = connection
        self.base = source << SHIFT
        self.kept = 0
        self._numbers: dict[str, int] = {}
        self._people = 0
        self._entries = 0
        self._rows: dict[str, list[tuple[object, ...]]] = {}
        connection.execute("CREATE INDEX IF NOT EXISTS naming ON person (name)")

    def film(self, claims: Claims) -> None:
        """Takes what the source says of a film."""
        self._entries += 1
        number = self._entries if claims.number is None else claims.number
        own = self.base | number
        self.kept += 1
        self._add(
            _ENTRY,
            (own, claims.wikidata, claims.imdb, claims.tmdb, claims.title, claims.year,
             claims.fame, claims.original_title or None, claims.minutes,
             ", ".join(claims.genres) or None, ", ".join(claims.countries) or None,
             ", ".join(claims.languages) or None, more_written(claims)),
        )  # fmt: skip
        if claims.titles:
            told = written(list(map(list, claims.titles)))
            self._add("INSERT INTO titles VALUES (?, ?)", (own, told))
        if claims.credits:
            numbered = [
                (self._number(one.person), one.job, one.character) for one in claims.credits
            ]
            self._add("INSERT INTO credits VALUES (?, ?)", (own, credits_written(numbered)))

    def person(self, number: int, name: str, born: int | None, died: int | None) -> None:
        """Takes somebody whom the source has a number for."""
        self._add("INSERT INTO person VALUES (?, ?, ?, ?)", (self.base | number, name, born, died))

    def finish(self) -> None:
        """Writes what is still to be written, and makes the films findable."""
        self.flush()
        self.connection.execute("DROP INDEX naming")
        self._numbers.clear()
        _index_films(self.connection, self.base)
        _index_people(self.connection, self.base)

    def flush(self) -> None:
        """Writes the rows that wait."""
        for statement, rows in self._rows.items():
            self.connection.executemany(statement, rows)
            rows.clear()

    def _add(self, statement: str, row: tuple[object, ...]) -> None:
        rows = self._rows.setdefault(statement, [])
        rows.append(row)
        if len(rows) >= BATCH:
            self.flush()

    def _number(self, person: Person) -> int:
        """A person's number; of those who have only a name, the same for the same name."""
        if isinstance(person, int):
            return person
        number = self._numbers.get(person)
        if number is None and self._people > len(self._numbers):  # some were forgotten
            self.flush()
            found = self.connection.execute(
                "SELECT id FROM person WHERE name = ? AND id > ?", (person, self.base)
            ).fetchone()
            number = found and found[0] - self.base
        if number is None:
            self._people += 1
            number = self._people
            self.person(number, person, None, None)
        if len(self._numbers) >= _MOST_NAMES:
            self._numbers.clear()
        self._numbers[person] = number
        return number


def _index_films(connection: sqlite3.Connection, base: int) -> None:
    """Makes the films of a source findable by their titles and by what is known of them."""
    connection.execute("CREATE TEMP TABLE keyed (key TEXT, entry INTEGER)")
    films = connection.cursor().execute(
        "SELECT id, title, original_title, titles.told, year, genres, countries, credits.told"
        " FROM entry LEFT JOIN titles ON titles.entry = id LEFT JOIN credits ON credits.entry = id"
        " WHERE id >= ? AND id < ? ORDER BY id",
        (base, base + (1 << SHIFT)),
    )
    while some := list(islice(films, BATCH)):
        spelled, keyed, faceted = [], [], []
        for own, title, original, others, year, genres, countries, credited in some:
            texts = [title, *([original] if original else [])]
            texts += [text for text, _ in json.loads(others)] if others else []
            spelled.append((own, spellings(texts)))
            keyed += [(one, own) for one in {key(text) for text in texts}]
            faceted.append((own, " ".join(facets(base, year, genres, countries, credited))))
        connection.executemany("INSERT INTO title_grams (rowid, spellings) VALUES (?, ?)", spelled)
        connection.executemany("INSERT INTO keyed VALUES (?, ?)", keyed)
        connection.executemany("INSERT INTO facets (rowid, words) VALUES (?, ?)", faceted)
    connection.execute("INSERT OR IGNORE INTO exact SELECT key, entry FROM keyed ORDER BY 1, 2")
    connection.execute("DROP TABLE keyed")


def _index_people(connection: sqlite3.Connection, base: int) -> None:
    people = connection.cursor().execute(
        "SELECT id, name FROM person WHERE id >= ? AND id < ? ORDER BY id",
        (base, base + (1 << SHIFT)),
    )
    connection.executemany(
        "INSERT INTO name_grams (rowid, spellings) VALUES (?, ?)",
        ((own, spellings([name])) for own, name in people),
    )


def facets(
    base: int, year: int, genres: str | None, countries: str | None, credited: str | None
) -> Iterator[str]:
    """The words by which a film is found for what is known of it: see schema.sql."""
    yield f"y{year}"
    for letter, listed in (("g", genres), ("c", countries)):
        for one in listed.split(", ") if listed else ():
            yield facet(letter, one)
    if credited:
        yield from {f"p{base | person}" for person, _, _ in credits_read(credited)}


def facet(letter: str, text: str) -> str:
    """The word for a genre (g) or a country (c)."""
    return letter + slug(text).replace("-", "")


def finish(connection: sqlite3.Connection) -> None:
    """Makes a filled catalogue ready to be read."""
    connection.execute("CREATE INDEX IF NOT EXISTS film_of ON film (film)")
    for name in ("wikidata", "imdb", "tmdb"):
        connection.execute(
            f"CREATE INDEX IF NOT EXISTS {name} ON entry ({name}) WHERE {name} IS NOT NULL"
        )
    _count_grams(connection)


def _count_grams(connection: sqlite3.Connection) -> None:
    """Counts anew in how many rows each gram is, so that a search begins with the rare ones."""
    for table in ("title_grams", "name_grams"):
        connection.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")
        connection.execute(
            f"CREATE VIRTUAL TABLE temp.{table}_in USING fts5vocab(main, {table}, row)"
        )
    connection.execute("INSERT INTO facets (facets) VALUES ('optimize')")
    connection.execute("DELETE FROM gram")
    connection.execute(
        "INSERT INTO gram SELECT term, sum(titles), sum(names) FROM ("
        " SELECT term, doc AS titles, 0 AS names FROM temp.title_grams_in UNION ALL"
        " SELECT term, 0, doc FROM temp.name_grams_in) GROUP BY term"
        f" HAVING max(titles, names) > {RARE} ORDER BY term"
    )
    for table in ("title_grams", "name_grams"):
        connection.execute(f"DROP TABLE temp.{table}_in")

"""Fills a catalogue's file: claims → rows, and what they are found by."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from heartcli.catalogue.codec import (
    CreditRow,
    decode_credits,
    decode_titles,
    encode_credits,
    join_list,
    pack_sections,
    split_list,
    to_json,
)
from heartcli.catalogue.database import APPLICATION_ID, VERSION
from heartcli.catalogue.models import Credit, SourceFilm
from heartcli.catalogue.search.normalize import facet_token, index_terms, name_key
from heartcli.catalogue.search.trigrams import MIN_COUNTED
from heartcli.catalogue.store import LOCAL_MASK, SOURCE_SHIFT
from heartcli.storage import sqlite

BATCH = 5_000  # rows that are written at once
_CACHE = 40_000  # kB, of the file's pages
_INDEX_MEMORY = 16_000_000  # bytes of an index that wait in memory to be written
_MAX_CACHED_NAMES = 200_000  # that are kept in memory while people are numbered
_FIRST_ASSIGNED_NUMBER = 1 << 31  # from here on people are numbered whom a source has no number for
_MAX_JSON_LENGTH = 100_000  # characters; what is as long takes no more of what comes out of order
_TRIGRAM_TABLES = ("titles", "names")
_INSERT_ENTRY = (
    "INSERT OR IGNORE INTO entry (id, wikidata, imdb, tmdb, title, year, fame, kind,"
    " original_title, minutes, genres, countries, languages, more)"
    " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)"
)
# What one file says of an entry stands behind what another has said.
_APPEND_JSON = (
    "INSERT INTO {0} VALUES (?, ?) ON CONFLICT (entry) DO UPDATE"
    " SET told = substr(told, 1, length(told) - 1) || ',' || substr(excluded.told, 2)"
    f" WHERE length(told) < {_MAX_JSON_LENGTH}"
)
_APPEND_CREDITS, _APPEND_TITLES = _APPEND_JSON.format("credits"), _APPEND_JSON.format("titles")
_INSERT_PERSON = "INSERT OR IGNORE INTO person VALUES (?, ?, ?, ?)"

OnProgress = Callable[[int], None]  # how many more rows are done


def create_database(path: Path | str) -> sqlite3.Connection:
    """A new catalogue without films; a file that nobody else knows, so that nothing is locked."""
    connection = open_for_bulk_load(path)
    sqlite.run_script(connection, _script("schema.sql"))
    sqlite.write_header(connection, APPLICATION_ID, VERSION)
    return connection


def open_for_bulk_load(path: Path | str) -> sqlite3.Connection:
    """A quick connection to a file that is thrown away as a whole if it is not finished."""
    connection = sqlite.open_read_write(path)
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute(f"PRAGMA cache_size = -{_CACHE}")
    return connection


def _script(name: str) -> str:
    return sqlite.read_script(Path(__file__).parent / name)


class CatalogueWriter:
    """One source's films on their way into a catalogue."""

    def __init__(
        self, connection: sqlite3.Connection, source: int, *, has_person_ids: bool = False
    ) -> None:
        self.connection = connection
        self.source = source
        self.first_id = source << SOURCE_SHIFT
        self._numbers: dict[str, int] = {}
        self._people = 0
        self._unnumbered = _FIRST_ASSIGNED_NUMBER if has_person_ids else 0
        self.overflow: Counter[str] = Counter()  # parts that came too late, by table
        self.last_number = 0  # the number of the last film
        self._rows: dict[str, list[tuple[object, ...]]] = {}
        finding = _script("search/finding.sql").replace("{n}", str(source))
        sqlite.run_script(connection, finding)

    def add_film(self, film: SourceFilm) -> None:
        """Takes what the source says of a film."""
        self.last_number += 1
        number = self.last_number
        self.add_entry_row(
            (self.first_id | number, film.wikidata, film.imdb, film.tmdb, film.title,
             film.year, film.popularity, film.kind or None, film.original_title or None,
             film.minutes, join_list(film.genres), join_list(film.countries),
             join_list(film.languages), pack_sections(film))
        )  # fmt: skip
        if film.titles:
            self.add_titles(number, film.titles)
        if film.credits:
            self.add_credits(number, film.credits)

    def add_credits(self, number: int, credits_: Iterable[Credit]) -> None:
        """Takes who made a film."""
        rows = [(self._person_number(one), one.job, one.character) for one in credits_]
        self.add_credit_rows(number, rows)

    def add_entry_row(self, row: tuple[object, ...]) -> None:
        """Takes a row of the table, as it stands there."""
        self._add(_INSERT_ENTRY, row)

    def add_titles(self, number: int, titles: Sequence[tuple[str, str]]) -> None:
        """Takes what a film is called elsewhere: (title, place), ..."""
        self._add(_APPEND_TITLES, (self.first_id | number, to_json(titles)))

    def add_credit_rows(self, number: int, rows: Iterable[CreditRow]) -> None:
        """Takes who made a film: (person, job, character), ..."""
        self._add(_APPEND_CREDITS, (self.first_id | number, encode_credits(rows)))

    def add_person(self, number: int, name: str, born: int | None, died: int | None) -> None:
        """Takes somebody whom the source has a number for."""
        self._add(_INSERT_PERSON, (self.first_id | number, name, born, died))

    def build_indexes(self, on_progress: OnProgress) -> int:
        """Writes what is still to be written, and makes the films findable; gives their number."""
        self.flush()
        self.connection.execute("DROP INDEX IF EXISTS naming")
        self._numbers.clear()
        for table in (*_TRIGRAM_TABLES, "facets"):
            self._set_fts_option(table, "hashsize", _INDEX_MEMORY)
            self._set_fts_option(table, "automerge", 0)
        film_count = self._index_films(on_progress)
        self._index_people(on_progress)
        self._count_trigrams()
        return film_count

    def record_source(
        self, name: str, format_: str, imported_on: str, counts: tuple[int, int]
    ) -> None:
        """Writes down what the source is; `read` is how many rows, and how many bad ones."""
        self.connection.execute(
            "INSERT INTO source SELECT ?, ?, ?, ?, ?, ?, count(*), min(year), max(year) FROM entry"
            " WHERE id BETWEEN ? AND ?",
            (
                self.source,
                name,
                format_,
                imported_on,
                *counts,
                self.first_id,
                self.first_id | LOCAL_MASK,
            ),
        )

    def flush(self) -> None:
        """Writes the rows that wait."""
        for statement, rows in self._rows.items():
            before = self.connection.total_changes
            self.connection.executemany(statement, rows)
            for table, its in (("titles", _APPEND_TITLES), ("credits", _APPEND_CREDITS)):
                if its == statement:
                    lost = len(rows) - (self.connection.total_changes - before)
                    self.overflow[table] += lost
            rows.clear()

    def _add(self, statement: str, row: tuple[object, ...]) -> None:
        rows = self._rows.setdefault(statement, [])
        rows.append(row)
        if len(rows) >= BATCH:
            self.flush()

    def _person_number(self, credit: Credit) -> int:
        """A person's number; of those who have only a name, the same for the same name."""
        person = credit.name
        if credit.number is not None:
            self.add_person(credit.number, person, None, None)
            return credit.number
        number = self._numbers.get(person)
        if number is None and self._people > len(self._numbers):  # some were forgotten
            self.flush()
            self.connection.execute("CREATE INDEX IF NOT EXISTS naming ON person (name)")
            found = self.connection.execute(
                "SELECT id FROM person WHERE name = ? AND id > ? AND id < ?",
                (person, self.first_id + self._unnumbered, self.first_id + (1 << SOURCE_SHIFT)),
            ).fetchone()
            number = found and found[0] - self.first_id
        if number is None:
            self._people += 1
            number = self._unnumbered + self._people
            self.add_person(number, person, None, None)
        if len(self._numbers) >= _MAX_CACHED_NAMES:
            self._numbers.clear()
        self._numbers[person] = number
        return number

    def _index_films(self, on_progress: OnProgress) -> int:
        """Makes the films findable by their titles and by what is known of them."""
        connection, n = self.connection, self.source
        connection.execute("CREATE TEMP TABLE keyed (key TEXT, entry INTEGER)")
        films = connection.cursor().execute(
            "SELECT id, title, original_title, titles.told, year, genres, countries, credits.told"
            " FROM entry LEFT JOIN titles ON titles.entry = id"
            " LEFT JOIN credits ON credits.entry = id WHERE id BETWEEN ? AND ?",
            (self.first_id, self.first_id | LOCAL_MASK),
        )
        count = 0
        while batch := list(islice(films, BATCH)):
            spelled, keyed, faceted = [], [], []
            for entry_id, title, original, others, year, genres, countries, credited in batch:
                texts = {title: None, original or title: None}
                if others:
                    texts |= dict.fromkeys([text for text, _ in decode_titles(others)])
                keys, spelling = index_terms(texts)
                spelled.append((entry_id, spelling))
                keyed += [(one, entry_id) for one in keys]
                faceted.append(
                    (entry_id, " ".join(_facet_tokens(year, genres, countries, credited)))
                )
            for statement, rows in (
                (f"INSERT INTO titles_{n} (rowid, spellings) VALUES (?, ?)", spelled),
                ("INSERT INTO keyed VALUES (?, ?)", keyed),
                (f"INSERT INTO facets_{n} (rowid, words) VALUES (?, ?)", faceted),
            ):
                connection.executemany(statement, rows)
            count += len(batch)
            on_progress(len(batch))
        connection.execute(
            f"INSERT OR IGNORE INTO exact_{n} SELECT key, entry FROM keyed ORDER BY 1, 2"
        )
        connection.execute("DROP TABLE keyed")
        return count

    def _index_people(self, on_progress: OnProgress) -> None:
        people = self.connection.cursor().execute(
            "SELECT id, name FROM person WHERE id BETWEEN ? AND ?",
            (self.first_id, self.first_id | LOCAL_MASK),
        )
        insert = f"INSERT INTO names_{self.source} (rowid, spellings) VALUES (?, ?)"
        while batch := list(islice(people, BATCH)):
            self.connection.executemany(
                insert, [(person_id, f"^{name_key(name)}$") for person_id, name in batch]
            )
            on_progress(len(batch))

    def _count_trigrams(self) -> None:
        """Counts in how many rows each gram is, so that a search begins with the rare ones."""
        n = self.source
        for table in (*_TRIGRAM_TABLES, "facets"):
            self.connection.execute(f"INSERT INTO {table}_{n} ({table}_{n}) VALUES ('optimize')")
        for table in _TRIGRAM_TABLES:
            self.connection.execute(
                f"CREATE VIRTUAL TABLE temp.{table}_in USING fts5vocab(main, {table}_{n}, row)"
            )
        self.connection.execute(
            f"INSERT INTO gram_{n} SELECT term, sum(titles), sum(names) FROM ("
            " SELECT term, doc AS titles, 0 AS names FROM temp.titles_in UNION ALL"
            " SELECT term, 0, doc FROM temp.names_in) GROUP BY term"
            f" HAVING max(titles, names) > {MIN_COUNTED} ORDER BY term"
        )
        for table in _TRIGRAM_TABLES:
            self.connection.execute(f"DROP TABLE temp.{table}_in")

    def _set_fts_option(self, table: str, option: str, value: int) -> None:
        name = f"{table}_{self.source}"
        self.connection.execute(f"INSERT INTO {name} ({name}, rank) VALUES (?, ?)", (option, value))


def _facet_tokens(
    year: int, genres: str | None, countries: str | None, credited: str | None
) -> Iterator[str]:
    """The words by which a film is found for what is known of it: see finding.sql."""
    yield f"y{year}"
    for letter, names in (("g", genres), ("c", countries)):
        for one in split_list(names):
            yield facet_token(letter, one)
    if credited:
        yield from {f"p{person}" for person, _, _ in decode_credits(credited)}

"""Writes a source's films to a catalogue file, and indexes them."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path

from heartcli.catalogue import codec, store
from heartcli.catalogue.models import Credit, SourceFilm
from heartcli.catalogue.prominence import score_people, stored_score
from heartcli.catalogue.search.normalize import facet_token, index_terms, name_key
from heartcli.catalogue.search.trigrams import MIN_COUNTED
from heartcli.storage import sqlite

BATCH = 1_000  # rows written at once
_CACHE_SIZE = 40_000  # kB of memory for the file's pages
_MAX_CACHED_NAMES = 200_000  # people's names kept in memory with their numbers
_FIRST_ASSIGNED_NUMBER = 1 << 31  # for people without a number in a source that numbers most
_FOLDER = Path(__file__).parent
_QUERIES = sqlite.read_queries(_FOLDER / "writer.sql")
_TABLE_OF_APPEND = {"append_titles": "titles", "append_credits": "credits"}

OnProgress = Callable[[int], None]  # receives the number of rows just indexed


def create_database(path: Path | str) -> sqlite3.Connection:
    """Creates an empty catalogue file."""
    connection = open_for_bulk_load(path)
    sqlite.run_script(connection, (_FOLDER / "schema.sql").read_text("utf-8"))
    sqlite.write_header(connection, store.APPLICATION_ID, store.VERSION)
    return connection


def open_for_bulk_load(path: Path | str) -> sqlite3.Connection:
    """Opens a file for fast writing. Nothing else may use it, and a failure may corrupt it."""
    connection = sqlite.open_read_write(path)
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute(f"PRAGMA cache_size = -{_CACHE_SIZE}")
    return connection


class CatalogueWriter:
    """Writes one source's films. Collects rows and writes them in batches."""

    def __init__(
        self, connection: sqlite3.Connection, source: int, *, has_person_ids: bool = False
    ) -> None:
        self.connection = connection
        self.source = source
        self.first_id = source << store.SOURCE_SHIFT
        self._id_range = (self.first_id, self.first_id | store.LOCAL_MASK)
        self.last_number = 0  # the number of the latest film
        self.overflow: Counter[str] = Counter()  # titles and credits that didn't fit, by table
        self._rows: dict[str, list[tuple[store.Value, ...]]] = {}  # waiting to be written, by query
        self._person_numbers: dict[str, int] = {}  # a cache, by name
        self._person_count = 0
        self._first_assigned = _FIRST_ASSIGNED_NUMBER if has_person_ids else 0
        self._run_script((_FOLDER / "search" / "finding.sql").read_text("utf-8"))

    def add_film(self, film: SourceFilm) -> None:
        """Adds a film under the next number."""
        self.last_number += 1
        rating, box_office = film.sections.main_rating(), film.sections.box_office()
        packed = {
            section: [row for row in rows if row is not rating and row is not box_office]
            for section, rows in film.sections._asdict().items()
        }
        self._add("insert_entry",
            (self.first_id | self.last_number, film.wikidata, film.imdb, film.tmdb, film.title,
             film.year, film.popularity, film.kind or None, film.original_title or None,
             film.minutes, codec.join_list(film.genres), codec.join_list(film.countries),
             codec.join_list(film.languages), film.has_billing, film.url or None,
             *(rating or [None] * 4), box_office and box_office.amount,
             *(film.own_rating or [None] * 2), film.seen, film.watched or None,
             codec.pack_sections(packed, film.premise))
        )  # fmt: skip
        if film.titles:
            self.add_titles(self.last_number, film.titles)
        if film.credits:
            self.add_credits(self.last_number, film.credits)

    def add_credits(self, number: int, credits_: Iterable[Credit]) -> None:
        """Adds credits to a film."""
        rows = [(self._person_number(row), row.job, row.character) for row in credits_]
        self.add_credit_rows(number, rows)

    def add_imdb_row(self, row: tuple[store.Value, ...]) -> None:
        """Adds an entry that has only the columns that IMDb's data files fill."""
        self._add("insert_imdb_entry", row)

    def add_titles(self, number: int, titles: Sequence[tuple[str, str]]) -> None:
        """Adds other titles, each with its place, to a film."""
        self._add("append_titles", (self.first_id | number, codec.to_json(titles)))

    def add_credit_rows(self, number: int, rows: Iterable[codec.CreditRow]) -> None:
        """Adds credits to a film, with its people given by number."""
        self._add("append_credits", (self.first_id | number, codec.encode_credits(rows)))

    def add_person(
        self, number: int, name: str, born: int = 0, died: int = 0, other_names: Sequence[str] = ()
    ) -> None:
        """Adds a person under the source's number for them; 0 stands for an unknown year."""
        others = codec.join_list(other_names) if other_names else ""
        self._add("insert_person", (self.first_id | number, name, born, died, others))

    def record_source(
        self, name: str, format_: str, imported_on: str, rows_read: int, rows_invalid: int
    ) -> None:
        """Adds the source itself to the table of sources."""
        row = (self.source, name, format_, imported_on, rows_read, rows_invalid, *self._id_range)
        self.connection.execute(_QUERIES["insert_source"], row)

    def flush(self) -> None:
        """Writes the collected rows."""
        for query, rows in self._rows.items():
            before = self.connection.total_changes
            self.connection.executemany(_QUERIES[query], rows)
            if table := _TABLE_OF_APPEND.get(query):
                self.overflow[table] += before + len(rows) - self.connection.total_changes
            rows.clear()

    def _add(self, query: str, row: tuple[store.Value, ...]) -> None:
        rows = self._rows.setdefault(query, [])
        rows.append(row)
        if len(rows) >= BATCH:
            self.flush()

    def _person_number(self, credit: Credit) -> int:
        """Returns the source's number for a person, or one that is assigned to the name."""
        if credit.number is not None:
            self.add_person(credit.number, credit.name, other_names=credit.other_names)
            return credit.number
        number = self._person_numbers.get(credit.name) or self._find_person(credit.name)
        if number is None:
            self._person_count += 1
            number = self._first_assigned + self._person_count
            self.add_person(number, credit.name, other_names=credit.other_names)
        if len(self._person_numbers) >= _MAX_CACHED_NAMES:
            self._person_numbers.clear()
        self._person_numbers[credit.name] = number
        return number

    def _find_person(self, name: str) -> int | None:
        """Finds the number assigned to a name that was dropped from memory."""
        if self._person_count <= len(self._person_numbers):  # all names are still in memory
            return None
        self.flush()
        self.connection.execute("CREATE INDEX IF NOT EXISTS naming ON person (name)")
        values = (name, self.first_id + self._first_assigned + 1, self._id_range[1])
        row = self.connection.execute(_QUERIES["find_person"], values).fetchone()
        return None if row is None else int(row[0]) - self.first_id

    def build_indexes(self, on_progress: OnProgress) -> int:
        """Writes the remaining rows and indexes everything; returns the number of films."""
        self.flush()
        self._person_numbers.clear()
        self._run_script(_QUERIES["begin_indexing"])
        film_count = 0
        for batch in self._batches("films_to_index"):
            self._index_films(batch)
            film_count += len(batch)
            on_progress(len(batch))
        for batch in self._batches("people_to_index"):
            rows = [(person_id, _name_terms(name, others)) for person_id, name, others in batch]
            self._insert(f"names_{self.source} (rowid, spellings)", rows)
            on_progress(len(batch))
        self._score_people()
        self._run_script(_QUERIES["finish_indexing"].replace("{min_counted}", str(MIN_COUNTED)))
        return film_count

    def _score_people(self) -> None:
        """Scores the people in casts without a billing order, and stores their prominence."""
        scores = score_people(self._unbilled_casts())
        for batch in self._batches("people_to_index") if scores else ():
            rows = [(id_, name) for id_, name, _ in batch if id_ in scores]
            scores |= {id_: stored_score(scores[id_], name) for id_, name in rows}
        query = "UPDATE person SET prominence = ? WHERE id = ?"
        self.connection.executemany(query, ((score, id_) for id_, score in scores.items()))

    def _unbilled_casts(self) -> Iterator[tuple[int, set[int]]]:
        """Yields the popularity and cast of each film without a billing order, best known first."""
        for batch in self._batches("unbilled_credits"):
            for popularity, credits_ in batch:
                people = codec.decode_people([credits_])[0].get(codec.CAST, ())
                yield popularity, {self.first_id | person for person in people}

    def _run_script(self, script: str) -> None:
        sqlite.run_script(self.connection, script.replace("{n}", str(self.source)))

    def _batches(self, query: str) -> Iterator[list[store.Row]]:
        rows = self.connection.cursor().execute(_QUERIES[query], self._id_range)
        while batch := list(islice(rows, BATCH)):
            yield batch

    def _index_films(self, batch: Iterable[store.Row]) -> None:
        spellings, keys, facets = [], [], []
        for entry_id, title, original, titles, year, *lists, credits_ in batch:
            texts = [title, original or title, *codec.decode_valid_titles(titles)]
            entry_keys, entry_spellings = index_terms(dict.fromkeys(texts))
            keys += [(key, entry_id) for key in entry_keys]
            spellings.append((entry_id, entry_spellings))
            # Filters find entries by these tokens: see finding.sql.
            tokens = {f"p{person}" for person in codec.decode_valid_people(credits_)}
            for letter, joined in zip("gcl", lists, strict=True):
                tokens |= _facet_tokens(letter, joined)
            facets.append((entry_id, " ".join([f"y{year}", *tokens])))
        self._insert(f"titles_{self.source} (rowid, spellings)", spellings)
        self._insert("keyed", keys)
        self._insert(f"facets_{self.source} (rowid, tokens)", facets)

    def _insert(self, table: str, rows: Iterable[tuple[store.Value, store.Value]]) -> None:
        self.connection.executemany(f"INSERT INTO {table} VALUES (?, ?)", rows)


@lru_cache(maxsize=1_000)
def _facet_tokens(letter: str, joined: str | None) -> frozenset[str]:
    return frozenset(facet_token(letter, name) for name in codec.split_list(joined))


def _name_terms(name: str, other_names: str | None) -> str:
    """Returns the index terms for every spelling of a person's name."""
    if not other_names:
        return f"^{name_key(name)}$"
    keys = dict.fromkeys(map(name_key, [name, *codec.split_list(other_names)]))
    return " ".join(f"^{key}$" for key in keys)

"""Reads the catalogue: the bundled file, and the one filled by the user's imports."""

import json
import sqlite3
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from functools import partial
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from heartcli.catalogue import codec
from heartcli.catalogue.codec import RecordFields
from heartcli.catalogue.formats import FORMATS
from heartcli.errors import HeartError
from heartcli.model.dates import Date
from heartcli.model.field_types import MAX_YEAR, MIN_YEAR
from heartcli.model.film import default_id
from heartcli.model.records import imdb_id, wikidata_id
from heartcli.storage import paths, sqlite
from heartcli.storage.files import os_errors
from heartcli.text.display import plural, quote, safe_for_terminal, shorten
from heartcli.text.folding import slug

FILE_NAME = "catalogue.db"
APPLICATION_ID = 0x48656143  # "HeaC"; identifies heart's catalogues
VERSION = 2
_MAX_PARAMETERS = 500  # per SQL statement
_ROWS_AT_ONCE = 1_000  # read from a long result
_MANY_FILMS = 50_000  # for so many, reading all entries is faster than looking them up
Value = int | float | str | bytes | None
Row = Any  # a tuple; the query determines the types of its columns
ColumnTypes = tuple[type | tuple[type, ...], ...]
SOURCE_SHIFT = 32  # the id of an entry or a person is source << SOURCE_SHIFT | number
LOCAL_MASK = (1 << SOURCE_SHIFT) - 1
FIRST_UNIDENTIFIED = 1 << 40  # films without ids have numbers below -2^40: see schema.sql
_MAX_SOURCES = 1 << 30  # so that ids fit in 63 bits
_BUNDLED_SELECTION = " with a Rotten Tomatoes score, under their English titles"
_MAX_ID_DIGITS = 15
_QUERIES = sqlite.read_queries(Path(__file__).with_name("store.sql"))
_NUMBER, _TEXT, _REAL = (int, type(None)), (str, type(None)), (float, type(None))
_SOURCE_TYPES: ColumnTypes = (int, str, str, str, int, int, int, int, int)
_ENTRY_TYPES: ColumnTypes = (
    int, int, _TEXT, _NUMBER, _NUMBER, _NUMBER, str, int, int, _TEXT, _TEXT, _NUMBER, _TEXT,
    _TEXT, _TEXT, _NUMBER, _TEXT,
)  # fmt: skip
_SECTION_TYPES: ColumnTypes = (
    int, (bytes, type(None)), _TEXT, _REAL, _REAL, _NUMBER, _NUMBER
)  # fmt: skip
S = TypeVar("S")
T = TypeVar("T")


class NoSuchSourceError(HeartError):
    """No source has this name."""


class DamagedCatalogueError(HeartError):
    """A catalogue file is corrupt, too old, or isn't a catalogue."""

    def __init__(self, message: str, is_bundled: bool = False, is_outdated: bool = False) -> None:
        super().__init__(message)
        self.is_bundled = is_bundled  # an import can't repair the bundled catalogue
        self.is_outdated = is_outdated


class CatalogueSource(NamedTuple):
    """A row of the table `source`."""

    id: int
    name: str
    format: str
    imported_on: str
    rows_read: int
    rows_invalid: int
    film_count: int
    first_year: int
    last_year: int


class Entry(NamedTuple):
    """A film as one source describes it: a row of the view `numbered_entry`."""

    id: int
    film_number: int
    generated_id: str | None
    wikidata: int | None
    imdb: int | None
    tmdb: int | None
    title: str
    year: int
    popularity: int
    kind: str | None
    original_title: str | None
    minutes: int | None
    genres: str | None
    countries: str | None
    languages: str | None
    has_billing: int | None  # 1 if the cast is in billing order
    url: str | None

    @property
    def film_id(self) -> str:
        """The film's Wikidata id, its IMDb id if it has none, or an id from title and year."""
        if self.film_number > 0:
            return wikidata_id(self.film_number)
        if self.film_number > -FIRST_UNIDENTIFIED:
            return imdb_id(-self.film_number)
        return self.generated_id or default_id(self.title, self.year)


class StoredPerson(NamedTuple):
    """A person in one source."""

    name: str
    born: int | None
    died: int | None
    other_names: str | None
    prominence: int | None


class StoredViewing(NamedTuple):
    """What one source says about a film that the user rated, watched or put on a watchlist."""

    own_rating: float | None
    own_rating_scale: int | None  # the highest possible rating
    seen: int | None  # 1 or 0
    watched: str | None  # a date in the format of film files


class Store:
    """A catalogue file opened for reading. Methods raise HeartError if the file can't be read.

    Files are replaced atomically, so no locking is needed.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = safe_for_terminal(str(path))
        self.is_bundled = path.parent == paths.bundled_dir()
        if not path.is_file():
            raise HeartError(f"{self.name} is not a regular file")
        try:
            self._connection = sqlite.open_read_only(path)
            application_id, version = sqlite.read_header(self._connection)
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise self._as_heart_error(error) from error
        if application_id != APPLICATION_ID:
            raise self.damage_error("it is not a heart catalogue")
        if version > VERSION:
            raise HeartError(
                f"{self.name} is from a newer version of heart. Update heart, or move the file away"
                " and import again"
            )
        if version < VERSION:
            raise self._outdated_error()
        self.rows(_QUERIES["create_numbered_entry"])
        rows = self.rows("SELECT * FROM source ORDER BY id", types=_SOURCE_TYPES)
        # By id, from the earliest import to the latest.
        self.sources = {source.id: source for source in map(CatalogueSource._make, rows)}
        if not all(map(_is_valid, self.sources.values())):
            raise self.damage_error("its list of sources is unreadable")

    def close(self) -> None:
        self._connection.close()

    def rows(self, query: str, values: Sequence[Value] = (), types: ColumnTypes = ()) -> list[Row]:
        """Returns a query's rows; raises DamagedCatalogueError unless they have the given types."""
        try:
            rows = self._connection.execute(query, values).fetchall()
        except UnicodeEncodeError:  # catalogues hold only valid Unicode, so nothing matches
            return []
        except (sqlite3.Error, UnicodeDecodeError, OverflowError) as error:
            raise self._as_heart_error(error) from error
        if rows and types and not _have_types(rows, types):
            raise self.damage_error("a value has the wrong type")
        return rows

    def iterate(
        self, query: str, types: ColumnTypes, values: Sequence[Value] = ()
    ) -> Iterator[Row]:
        """Yields a query's rows, without holding all of them in memory."""
        try:
            cursor = self._connection.execute(query, values)
            while rows := cursor.fetchmany(_ROWS_AT_ONCE):
                if not _have_types(rows, types):
                    raise self.damage_error("a value has the wrong type")
                yield from rows
        except (sqlite3.Error, UnicodeDecodeError, OverflowError) as error:
            raise self._as_heart_error(error) from error

    def select_in(self, query: str, values: Iterable[Value], types: ColumnTypes = ()) -> list[Row]:
        """Returns the rows of a query that ends in "IN", with any number of values."""
        remaining = list(values)
        rows: list[Row] = []
        for start in range(0, len(remaining), _MAX_PARAMETERS):
            batch = remaining[start : start + _MAX_PARAMETERS]
            rows += self.rows(f"{query} ({','.join('?' * len(batch))})", batch, types=types)
        return rows

    def load_entries(self, entry_ids: Iterable[int]) -> list[Entry]:
        """Returns the entries with these ids."""
        query = "SELECT * FROM numbered_entry WHERE id IN"
        return self._to_entries(self.select_in(query, entry_ids, types=_ENTRY_TYPES))

    def entries_of_film(self, film_number: int) -> list[Entry]:
        """Returns the entries that describe a film."""
        query = _QUERIES["entries_of_film"]
        return self._to_entries(self.rows(query, [film_number], types=_ENTRY_TYPES))

    def _to_entries(self, rows: Iterable[Row]) -> list[Entry]:
        entries = [Entry(*row) for row in rows]
        for entry in entries:
            if not entry.title.strip() or not MIN_YEAR <= entry.year <= MAX_YEAR:
                raise self.entry_damage_error(entry.id)
        return entries

    def most_popular(self, limit: int, candidates: Collection[int] | None = None) -> list[Entry]:
        """Returns the most popular entries, overall or among the candidates."""
        if candidates is not None and len(candidates) <= limit:
            return self.load_entries(candidates)
        try:
            rows = self._connection.execute("SELECT id FROM entry ORDER BY popularity DESC, id")
            matches = (id_ for (id_,) in rows if candidates is None or id_ in candidates)
            ids = list(islice(matches, limit))
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise self._as_heart_error(error) from error
        return self.load_entries(ids)

    def film_numbers(self, entry_ids: Iterable[int] | None = None) -> set[int]:
        """Returns the numbers of the films that these entries describe, or of all films."""
        query = "SELECT film_number FROM numbered_entry"
        query_in = f"{query} WHERE id IN"
        types: ColumnTypes = (int,)
        if entry_ids is None:
            rows = self.rows(query, types=types)
        else:
            rows = self.select_in(query_in, entry_ids, types=types)
        return {number for (number,) in rows}

    def film_numbers_of_source(self, name: str, *, skip_unseen: bool = False) -> set[int]:
        """Returns the numbers of a source's films, perhaps without those on a watchlist."""
        ids = [source.id << SOURCE_SHIFT for source in self.sources.values() if source.name == name]
        query = "SELECT film_number FROM numbered_entry WHERE id BETWEEN ? AND ?"
        query += " AND id NOT IN (SELECT id FROM entry WHERE seen = 0)" if skip_unseen else ""
        ranges = [self.rows(query, (first, first | LOCAL_MASK)) for first in ids]
        return {number for rows in ranges for (number,) in rows}

    def film_numbers_with_cast(self) -> set[int]:
        """Returns the numbers of the films that have a cast in any entry."""
        rows = self.rows(_QUERIES["film_numbers_with_cast"], [f'["{codec.CAST}",'], types=(int,))
        return {number for (number,) in rows}

    def entry_ids(self, is_included: Callable[[int], bool]) -> set[int]:
        """Returns the ids of the entries whose film number passes `is_included`."""
        rows = self.rows("SELECT id, film_number FROM numbered_entry", types=(int, int))
        return {entry_id for entry_id, number in rows if is_included(number)}

    def entry_ids_of(self, film_numbers: Collection[int]) -> set[int]:
        """Returns the ids of the entries that describe these films."""
        if len(film_numbers) > _MANY_FILMS:
            return self.entry_ids(set(film_numbers).__contains__)
        rows = self.rows(_QUERIES["entries_of_films"], [json.dumps([*film_numbers])], (int,))
        return {entry_id for (entry_id,) in rows}

    def first_minutes(self, film_numbers: Collection[int]) -> dict[int, int]:
        """Returns the running times of these films in the first source that has one."""
        ids = json.dumps([*self.entry_ids_of(film_numbers)])
        minutes: dict[int, int] = {}
        for number, value in self.rows(_QUERIES["minutes_of_entries"], [ids], (int, int)):
            minutes.setdefault(number, value)
        return minutes

    def find_film_number(self, film_id: str) -> int | None:
        """Returns the number of the film with an id: Q132689, tt0034583, tmdb:289 or our own."""
        if wikidata := _number_after("q", film_id):
            rows = [(entry.film_number,) for entry in self.entries_of_film(wikidata)]
        elif imdb := _number_after("tt", film_id):
            query = "SELECT film_number FROM numbered_entry WHERE imdb = ? ORDER BY id"
            rows = self.rows(query, [imdb], types=(int,))
        elif tmdb := _number_after("tmdb:", film_id):
            query = "SELECT film_number FROM numbered_entry WHERE tmdb = ? ORDER BY id"
            rows = self.rows(query, [tmdb], types=(int,))
        else:
            query = "SELECT film_number FROM generated_id WHERE id = ?"
            rows = self.rows(query, [film_id], types=(int,))
        return rows[0][0] if rows else None

    def entries_with_key(self, keys: Iterable[str]) -> list[int]:
        """Returns the ids of the entries with a title that has one of these keys."""
        keys = list(keys)
        queries = [f"SELECT entry FROM title_keys_{number} WHERE key IN" for number in self.sources]
        return [id_ for query in queries for (id_,) in self.select_in(query, keys, types=(int,))]

    def count_more_popular(self, popularity: int, limit: int) -> int:
        """Counts the entries with a higher popularity, up to `limit`."""
        [[count]] = self.rows(_QUERIES["count_more_popular"], (popularity, limit), types=(int,))
        return int(count)

    def keep_most_popular(self, ids: Sequence[int], limit: int, year: int | None) -> list[int]:
        """Returns the `limit` most popular entries, and as many others from about that year."""
        if len(ids) <= limit:
            return list(ids)
        query = "SELECT popularity, year, id FROM entry WHERE id IN"
        rows = self.select_in(query, ids, types=(int, int, int))
        rows.sort(key=lambda row: -row[0])
        others = [row for row in rows[limit:] if year and abs(row[1] - year) <= 1]
        return [entry_id for _, _, entry_id in rows[:limit] + others[:limit]]

    def source_of(self, item_id: int) -> CatalogueSource:
        """Returns the source of an entry or a person."""
        source = self.sources.get(item_id >> SOURCE_SHIFT)
        if source is None:
            raise self.damage_error("an entry has no source")
        return source

    def load_sections(
        self, entry: Entry, names: Container[str] | None = None
    ) -> tuple[dict[str, list[RecordFields]], str]:
        """Loads an entry's records by section, or those of some sections, and its premise."""
        if entry.id not in (loaded := self.load_sections_of([entry], names)):
            raise self.entry_damage_error(entry.id)
        return loaded[entry.id]

    def load_sections_of(
        self, entries: Iterable[Entry], names: Container[str] | None = None
    ) -> dict[int, tuple[dict[str, list[RecordFields]], str]]:
        """Loads what `load_sections` does for many entries at once, by entry id."""
        ids = (entry.id for entry in entries)
        rows = self.select_in(_QUERIES["sections_of_entries"], ids, types=_SECTION_TYPES)
        read = partial(codec.read_sections, names=names)
        return {entry_id: self._decode(entry_id, read, tuple(row)) for entry_id, *row in rows}

    def read_scores(self, entry_id: int, columns: Sequence[Value]) -> list[codec.Score]:
        """Returns an entry's ratings, given the columns from `rating_by` to `packed_sections`."""
        return self._decode(entry_id, codec.read_scores, columns)

    def load_viewings(self, entry_ids: Iterable[int]) -> dict[int, StoredViewing]:
        """Loads the user's ratings and viewings, by entry id; not every entry has any."""
        types: ColumnTypes = (int, _REAL, _NUMBER, _NUMBER, _TEXT)
        rows = self.select_in(_QUERIES["viewings"], entry_ids, types=types)
        return {entry_id: StoredViewing(*row) for entry_id, *row in rows}

    def load_titles(self, entry_ids: Iterable[int]) -> dict[int, list[tuple[str, str]]]:
        """Loads the other titles of these entries, each with its place, by entry id."""
        query = "SELECT entry, json FROM titles WHERE entry IN"
        return self._load(query, codec.decode_titles, entry_ids)

    def load_credits(self, entry_ids: Iterable[int]) -> dict[int, list[codec.CreditRow]]:
        """Loads the credits of these entries, by entry id."""
        query = "SELECT entry, json FROM credits WHERE entry IN"
        return self._load(query, codec.decode_credits, entry_ids)

    def _load(self, query: str, decode: Callable[[str], T], ids: Iterable[int]) -> dict[int, T]:
        rows = self.select_in(query, ids)
        return {entry_id: self._decode(entry_id, decode, json) for entry_id, json in rows}

    def _decode(self, entry_id: int, decode: Callable[[S], T], stored: S) -> T:
        try:
            return decode(stored)
        except codec.DECODING_ERRORS as error:
            raise self.entry_damage_error(entry_id) from error

    def load_people(self, person_ids: Iterable[int]) -> dict[int, StoredPerson]:
        """Loads the people with these ids."""
        query = "SELECT id, name, born, died, other_names, prominence FROM person WHERE id IN"
        types: ColumnTypes = (int, str, _NUMBER, _NUMBER, _TEXT, _NUMBER)
        rows = self.select_in(query, person_ids, types=types)
        return {person_id: StoredPerson(*row) for person_id, *row in rows if row[0].strip()}

    def damage_error(self, why: str) -> DamagedCatalogueError:
        """Returns the error for a damaged file, with advice on how to replace it."""
        remedy = "The next import sets it aside and starts over"
        if self.is_bundled:
            remedy = "Reinstall heart"
        message = f"{self.name} is damaged ({why}). {remedy}"
        return DamagedCatalogueError(message, is_bundled=self.is_bundled)

    def _outdated_error(self) -> DamagedCatalogueError:
        """Returns the error for a file in an older format, whose sources can still be read."""
        names = [name for (name,) in self.rows("SELECT name FROM source ORDER BY id", types=(str,))]
        sources = f": {', '.join(map(safe_for_terminal, names))}" if names else ""
        remedy = "Reinstall heart" if self.is_bundled else f"Import your sources again{sources}"
        message = f"{self.name} was made by an older version of heart. {remedy}"
        return DamagedCatalogueError(message, self.is_bundled, is_outdated=True)

    def _as_heart_error(self, error: Exception) -> HeartError:
        why = shorten(str(error))
        if sqlite.is_environmental(error):
            return HeartError(f"can't read {self.name}: {why}")
        if sqlite.is_beyond_limit(error):
            return HeartError("the search is too long. Use fewer words, or a smaller number")
        return self.damage_error(why)

    def entry_damage_error(self, entry_id: int) -> DamagedCatalogueError:
        """Returns the error for a damaged entry, with advice on how to replace its source."""
        name = self.source_of(entry_id).name
        if self.is_bundled:
            return self.damage_error("an entry is unreadable")
        return DamagedCatalogueError(
            f"the data from '{name}' in {self.name} is damaged. Import '{name}' again, or remove"
            f" it: heart catalogue --remove {name}"
        )


def _have_types(rows: Sequence[Row], types: ColumnTypes) -> bool:
    """Whether all values have the types of their columns; by column, since few types differ."""
    found = [set(map(type, map(itemgetter(n), rows))) for n in range(len(rows[0]))]
    return len(found) == len(types) and all(
        issubclass(actual, expected)
        for column, expected in zip(found, types, strict=True)
        for actual in column
    )


def _number_after(prefix: str, text: str) -> int:
    digits = text[len(prefix) :]
    is_number = digits.isascii() and digits.isdecimal() and len(digits) <= _MAX_ID_DIGITS
    return int(digits) if is_number and text.lower().startswith(prefix) else 0


def _is_valid(source: CatalogueSource) -> bool:
    try:
        Date.parse(source.imported_on)
    except ValueError:
        return False
    has_name = source.name == slug(source.name) != ""
    return has_name and source.format in FORMATS and 0 <= source.id < _MAX_SOURCES


class Catalogue:
    """The user's catalogue file and the bundled one, in that order."""

    def __init__(self, stores: Sequence[Store]) -> None:
        self.stores = stores

    def close(self) -> None:
        """Closes the files."""
        for store in self.stores:
            store.close()

    def entries_of_film(self, film_number: int) -> list[tuple[Store, Entry]]:
        """Returns all entries that describe a film, each with its store."""
        return [(store, e) for store in self.stores for e in store.entries_of_film(film_number)]

    def entries_of_films(
        self, film_numbers: Collection[int]
    ) -> dict[int, list[tuple["Store", Entry]]]:
        """Returns what `entries_of_film` does for many films at once, by film number."""
        films: dict[int, list[tuple[Store, Entry]]] = {number: [] for number in film_numbers}
        for store in self.stores:
            entries = store.load_entries(store.entry_ids_of(film_numbers))
            for entry in sorted(entries, key=lambda entry: entry.id):
                films[entry.film_number].append((store, entry))
        return films


def find_film_number(catalogue: Catalogue, film_id: str) -> int | None:
    """Returns the number of the film with an id: Q132689, tt0034583, tmdb:289 or our own."""
    numbers = (store.find_film_number(film_id) for store in catalogue.stores)
    return next((number for number in numbers if number is not None), None)


def describe_coverage(catalogue: Catalogue) -> str:
    """Describes which films the catalogue has, for "not found" messages."""
    return " and ".join(_describe_store(store) for store in catalogue.stores if store.sources)


def _describe_store(store: Store) -> str:
    sources = store.sources.values()
    names = ", ".join(source.name for source in sources)
    count = sum(source.film_count for source in sources)
    if len(sources) > 1:  # several sources may describe the same film
        count = len(store.film_numbers())
    first = min(source.first_year for source in sources)
    last = max(source.last_year for source in sources)
    years = f"{first} to {last}" if first < last else str(first)
    selection = _BUNDLED_SELECTION if store.is_bundled else ""
    return f"{plural(count, 'film')} from {years}{selection} ({names})"


def source_names(catalogue: Catalogue) -> list[str]:
    """Returns the names of all sources, the user's first."""
    return [source.name for store in catalogue.stores for source in store.sources.values()]


def check_source(name: str, names: Collection[str]) -> None:
    """Raises NoSuchSourceError if no source has this name."""
    if name not in names:
        hint = f"Sources: {', '.join(names)}" if names else "Nothing has been imported"
        raise NoSuchSourceError(f"no source called {quote(name)}. {hint}")


def open_catalogue(notify: Callable[[str], None]) -> Catalogue:
    """Opens the catalogue. Skips the user's file with a message if it can't be read."""
    bundled = Store(paths.bundled_dir() / FILE_NAME)
    try:
        link, path = paths.data_dir() / FILE_NAME, paths.user_file(FILE_NAME)
    except HeartError:  # no home folder
        return Catalogue([bundled])
    try:
        with os_errors(safe_for_terminal(str(path)), "read"):
            if path.exists():
                return Catalogue([Store(path), bundled])
            if link.is_symlink():
                notify(f"Skipped your catalogue: {safe_for_terminal(str(link))} is a broken link")
    except HeartError as error:
        notify(f"Skipped your catalogue: {error}")
    return Catalogue([bundled])


def bundled_source_names() -> set[str]:
    """Returns the names of the bundled sources. Raises HeartError if they can't be read."""
    with closing(Store(paths.bundled_dir() / FILE_NAME)) as store:
        return {source.name for source in store.sources.values()}


def imported_source_names() -> list[str]:
    """Returns the names of the sources in the user's catalogue; none if it can't be read."""
    with suppress(HeartError, OSError), closing(Store(paths.user_file(FILE_NAME))) as store:
        return [source.name for source in store.sources.values()]
    return []

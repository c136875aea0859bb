"""A catalogue's files, opened to be read: the one that comes with heart, and the user's own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from heartcli.catalogue.codec import (
    DECODING_ERRORS,
    CreditRow,
    decode_credits,
    decode_titles,
    unpack_sections,
)
from heartcli.catalogue.database import ColumnTypes, DamagedCatalogueError, Database
from heartcli.catalogue.formats import FORMATS
from heartcli.catalogue.models import RecordFields
from heartcli.errors import HeartError
from heartcli.model.dates import Date
from heartcli.model.field_types import FIELD_TYPES
from heartcli.model.film import default_id
from heartcli.model.records import Year
from heartcli.storage import paths
from heartcli.storage.files import os_errors
from heartcli.text.display import plural, safe_for_terminal
from heartcli.text.folding import slug

FILE_NAME = "catalogue.db"
SOURCE_SHIFT = 32  # an id is source << SHIFT | number
LOCAL_MASK = (1 << SOURCE_SHIFT) - 1
_MAX_SOURCES = 1 << 30  # so that an id fits in 63 bits
# By which they were selected, and named.
_BUNDLED_SELECTION = " that have a Rotten Tomatoes score, under English titles"
_MAX_ID_DIGITS = 15  # figures
_NUMBER, _TEXT = (int, type(None)), (str, type(None))
_SOURCE_TYPES: ColumnTypes = (int, str, str, str, int, int, int, int, int)
_ENTRY_TYPES: ColumnTypes = (
    int, int, _TEXT, _NUMBER, _NUMBER, _NUMBER, str, int, int, _TEXT, _TEXT, _NUMBER, _TEXT,
    _TEXT, _TEXT, (bytes, type(None)),
)  # fmt: skip
T = TypeVar("T")


class CatalogueSource(NamedTuple):
    """A source of a catalogue: see schema.sql."""

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
    """A film as one source has it: see schema.sql."""

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
    packed_sections: bytes | None

    @property
    def film_id(self) -> str:
        """The id of its film: Wikidata's, else IMDb's, else one of title and year."""
        if self.film_number > 0:
            return f"Q{self.film_number}"
        if self.film_number > -FIRST_UNIDENTIFIED:
            return f"tt{-self.film_number:07}"
        return self.generated_id or default_id(self.title, self.year)


FIRST_UNIDENTIFIED = 1 << 40  # from here on down a film's number is of an entry without ids
# A film's number: of an entry with this name, and its row of the table `film`.
FILM_NUMBER = f"coalesce(film.film, {{0}}.wikidata, -{{0}}.imdb, -{FIRST_UNIDENTIFIED} - {{0}}.id)"
_FILM = FILM_NUMBER.format("entry")
_ENTRIES = (
    f"SELECT entry.id, {_FILM}, (SELECT id FROM own_id WHERE own_id.film = {_FILM}), wikidata,"
    " imdb, tmdb, title, year, fame, kind, original_title, minutes, genres, countries, languages,"
    " more FROM entry LEFT JOIN film ON film.entry = id WHERE "
)
# By what a film's number is made of; the row of `film` that says otherwise is looked at, too.
_OF_FILM = f"""
{_ENTRIES} id IN (
    SELECT id FROM entry WHERE wikidata = ?1 UNION SELECT id FROM entry WHERE imdb = -?1
    UNION SELECT -{FIRST_UNIDENTIFIED} - ?1 UNION SELECT entry FROM film WHERE film = ?1
) AND {_FILM} = ?1 ORDER BY id
"""


class Store(Database):
    """One file of a catalogue. Everything raises HeartError where the file can't be used."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        # In the order in which they came in; by number.
        rows = self.rows("SELECT * FROM source ORDER BY id", types=_SOURCE_TYPES)
        self.sources = {source.id: source for source in map(CatalogueSource._make, rows)}
        if not all(map(_is_valid, self.sources.values())):
            raise self.damage_error("its list of sources can't be read")

    def load_entries(self, entry_ids: Iterable[int]) -> list[Entry]:
        """The entries with these ids."""
        return self._to_entries(self.select_in(f"{_ENTRIES} id IN", entry_ids, types=_ENTRY_TYPES))

    def entries_of_film(self, film_number: int) -> list[Entry]:
        """The entries that speak of a film."""
        return self._to_entries(self.rows(_OF_FILM, [film_number], types=_ENTRY_TYPES))

    def entries_with_imdb_id(self, imdb_id: int) -> list[Entry]:
        """The entries with this IMDb number."""
        query = f"{_ENTRIES} imdb = ? ORDER BY id"
        return self._to_entries(self.rows(query, [imdb_id], types=_ENTRY_TYPES))

    def _to_entries(self, rows: Iterable[Any]) -> list[Entry]:
        entries = [Entry(*row) for row in rows]
        for entry in entries:
            if not entry.title.strip() or not _is_year(entry.year):
                raise self.entry_damage_error(entry.id)
        return entries

    def most_popular(self, limit: int, candidates: set[int] | None = None) -> list[Entry]:
        """The most famous entries, of all or among these."""
        if candidates is not None and len(candidates) <= limit:
            return self.load_entries(candidates)
        ids: list[int] = []
        for (entry_id,) in self._iterate("SELECT id FROM entry ORDER BY fame DESC, id"):
            if candidates is None or entry_id in candidates:
                ids.append(entry_id)
                if len(ids) == limit:
                    break
        return self.load_entries(ids)

    def film_numbers(self, entry_ids: set[int] | None) -> set[int]:
        """The films that entries speak of: all, or these."""
        query = f"SELECT {_FILM} FROM entry LEFT JOIN film ON film.entry = id"
        rows = (
            self.rows(query)
            if entry_ids is None
            else self.select_in(f"{query} WHERE id IN", entry_ids)
        )
        return {number for (number,) in rows}

    def entries_with_key(self, keys: Iterable[str]) -> list[int]:
        """The entries with a title of one of these keys."""
        key_list = list(keys)
        return [
            entry
            for n in self.sources
            for (entry,) in self.select_in(
                f"SELECT entry FROM exact_{n} WHERE key IN", key_list, types=(int,)
            )
        ]

    def count_more_popular(self, popularity: int, limit: int) -> int:
        """How many entries are better known, counted up to so many."""
        query = "SELECT count(*) FROM (SELECT 1 FROM entry WHERE fame > ? LIMIT ?)"
        [[count]] = self.rows(query, (popularity, limit))
        return int(count)

    def keep_most_popular(self, entries: Sequence[int], limit: int, year: int | None) -> list[int]:
        """Not all of so many entries: the most famous, and those of a year."""
        if len(entries) <= limit:
            return list(entries)
        query = "SELECT fame, year, id FROM entry WHERE id IN"
        rows = self.select_in(query, entries, types=(int, int, int))
        rows.sort(key=lambda row: -row[0])
        return [entry_id for _, _, entry_id in rows[:limit]] + [
            entry_id for _, its, entry_id in rows[limit:] if its == year
        ][:limit]

    def source_of(self, item_id: int) -> CatalogueSource:
        """The source of an entry, or of a person."""
        source = self.sources.get(item_id >> SOURCE_SHIFT)
        if source is None:
            raise self.damage_error("an entry is of no source")
        return source

    def load_sections(self, entry: Entry) -> tuple[dict[str, list[RecordFields]], str]:
        """The records of an entry by section, and its premise."""
        return self._decode(entry.id, unpack_sections, entry.packed_sections)

    def load_titles(self, entries: Iterable[int]) -> dict[int, list[tuple[str, str]]]:
        """What entries are called elsewhere: (title, place), ..."""
        return self._load_json("titles", decode_titles, entries)

    def load_credits(self, entries: Iterable[int]) -> dict[int, list[CreditRow]]:
        """Who is credited for entries: (person's number within the source, job, character), ..."""
        return self._load_json("credits", decode_credits, entries)

    def _load_json(
        self, table: str, read: Callable[[str], T], entries: Iterable[int]
    ) -> dict[int, T]:
        rows = self.select_in(f"SELECT entry, told FROM {table} WHERE entry IN", entries)
        return {entry: self._decode(entry, read, text) for entry, text in rows}

    def _decode(self, entry: int, read: Callable[[Any], T], stored: Any) -> T:
        try:
            return read(stored)
        except DECODING_ERRORS as error:
            raise self.entry_damage_error(entry) from error

    def load_people(self, people: Iterable[int]) -> dict[int, tuple[str, int | None, int | None]]:
        """The names of people, with the years when they were born and died."""
        query = "SELECT id, name, born, died FROM person WHERE id IN"
        rows = self.select_in(query, people, types=(int, str, _NUMBER, _NUMBER))
        return {
            person_id: (name, born, died) for person_id, name, born, died in rows if name.strip()
        }

    def entry_damage_error(self, entry: int) -> DamagedCatalogueError:
        """What a source says of an entry can't be read: the error to raise, as above."""
        name = self.source_of(entry).name
        if self.is_bundled:
            return self.damage_error("an entry can't be read")
        where = f"what '{name}' says in {safe_for_terminal(str(self.path))} is damaged"
        helps = f"import it again, or remove it: heart catalogue --remove {name}"
        return DamagedCatalogueError(f"{where}; {helps}", is_bundled=False)


def _is_valid(source: CatalogueSource) -> bool:
    try:
        Date.parse(source.imported_on)
    except ValueError:
        return False
    is_named = source.format in FORMATS and source.name == slug(source.name) != ""
    return is_named and 0 <= source.id < _MAX_SOURCES


def _is_year(year: int) -> bool:
    try:
        FIELD_TYPES[Year].read(year)
    except TypeError:
        return False
    return True


class Catalogue:
    """The files together. What the user imported stands before what came with heart."""

    def __init__(self, stores: Sequence[Store]) -> None:
        self.stores = stores

    def close(self) -> None:
        """Lets go of the files."""
        for store in self.stores:
            store.close()

    def entries_of_film(self, film_number: int) -> list[tuple[Store, Entry]]:
        """What all sources say of a film."""
        return [
            (store, entry) for store in self.stores for entry in store.entries_of_film(film_number)
        ]


def find_film_number(catalogue: Catalogue, film_id: str) -> int | None:
    """The number of the film with an id: Wikidata's, IMDb's, or one of title and year."""
    wikidata, imdb = _parse_id("q", film_id), _parse_id("tt", film_id)
    for store in catalogue.stores:
        if wikidata:
            films = [entry.film_number for entry in store.entries_of_film(wikidata)]
        elif imdb:
            films = [entry.film_number for entry in store.entries_with_imdb_id(imdb)]
        else:
            query = "SELECT film FROM own_id WHERE id = ?"
            films = [film for (film,) in store.rows(query, [film_id], types=(int,))]
        if films:
            return films[0]
    return None


def _parse_id(prefix: str, text: str) -> int:
    """The number behind some letters, which make an id; 0 for no id."""
    digits = text[len(prefix) :]
    is_id = text[: len(prefix)].lower() == prefix and digits.isascii() and digits.isdecimal()
    return int(digits) if is_id and len(digits) <= _MAX_ID_DIGITS else 0


def describe_coverage(catalogue: Catalogue) -> str:
    """What the catalogue has at all, for who didn't find a film."""
    parts = []
    for store in catalogue.stores:
        sources = store.sources.values()
        if not sources:
            continue
        names = ", ".join(source.name for source in sources)
        count = sum(source.film_count for source in sources)
        if len(sources) > 1:  # a film may be of several
            count = len(store.film_numbers(None))
        first, last = min(one.first_year for one in sources), max(one.last_year for one in sources)
        years = f"{first} to {last}" if first < last else str(first)
        selection = _BUNDLED_SELECTION if store.is_bundled else ""
        parts.append(f"{plural(count, 'film')} of {years}{selection} ({names})")
    return " and ".join(parts)


def open_catalogue(notify: Callable[[str], None]) -> Catalogue:
    """The catalogue. A user's own that can't be used is told, and left out."""
    stores = []
    path: Path | None
    try:
        path = paths.user_file(FILE_NAME)
    except HeartError:  # no home: nothing of one's own
        path = None
    try:
        with os_errors(safe_for_terminal(str(path)), "read"):
            if path and path.exists():
                stores.append(Store(path))
    except HeartError as error:
        notify(f"{error}; it is left out")
    return Catalogue([*stores, Store(paths.bundled_dir() / FILE_NAME)])


def imported_source_names() -> list[str]:
    """The names of the sources in the user's own catalogue; none where that can't be used."""
    with suppress(HeartError, OSError), closing(Store(paths.user_file(FILE_NAME))) as store:
        return [source.name for source in store.sources.values()]
    return []

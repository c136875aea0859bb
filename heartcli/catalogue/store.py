"""A catalogue's files, opened to be read: the one that comes with heart, and the user's own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from heartcli.catalogue.database import Damaged, Database, Types
from heartcli.catalogue.formats import FORMATS
from heartcli.catalogue.models import UNREADABLE, credits_read, more_read, titles_read
from heartcli.errors import HeartError
from heartcli.model.dates import Date
from heartcli.model.field_types import KINDS
from heartcli.model.film import default_id
from heartcli.model.records import Year
from heartcli.storage import paths
from heartcli.text.display import plural, safe_for_terminal
from heartcli.text.folding import slug

FILE = "catalogue.db"
SHIFT = 32  # an id is source << SHIFT | number
NUMBERS = (1 << SHIFT) - 1
_MOST_SOURCES = 1 << 30  # so that an id fits in 63 bits
# By which they were selected, and named.
_SHIPPED = " that have a Rotten Tomatoes score, under English titles"
_LONGEST_ID = 15  # figures
_NUMBER, _TEXT = (int, type(None)), (str, type(None))
_SOURCE_TYPES: Types = (int, str, str, str, int, int, int, int, int)
_ENTRY_TYPES: Types = (int, int, _TEXT, _NUMBER, _NUMBER, _NUMBER, str, int, int, _TEXT, _TEXT,
                       _NUMBER, _TEXT, _TEXT, _TEXT, (bytes, type(None)))  # fmt: skip
T = TypeVar("T")


class Source(NamedTuple):
    """A source of a catalogue: see schema.sql."""

    id: int
    name: str
    format: str
    day: str
    read: int
    bad: int
    kept: int
    first: int
    last: int


class Entry(NamedTuple):
    """A film as one source has it: see schema.sql."""

    id: int
    film: int
    own_id: str | None
    wikidata: int | None
    imdb: int | None
    tmdb: int | None
    title: str
    year: int
    fame: int
    kind: str | None
    original_title: str | None
    minutes: int | None
    genres: str | None
    countries: str | None
    languages: str | None
    more: bytes | None

    @property
    def film_id(self) -> str:
        """The id of its film: Wikidata's, else IMDb's, else one of title and year."""
        if self.film > 0:
            return f"Q{self.film}"
        if self.film > -NO_ID:
            return f"tt{-self.film:07}"
        return self.own_id or default_id(self.title, self.year)


NO_ID = 1 << 40  # from here on down a film's number is of an entry without ids
# A film's number: of an entry with this name, and its row of the table `film`.
FILM_OF = f"coalesce(film.film, {{0}}.wikidata, -{{0}}.imdb, -{NO_ID} - {{0}}.id)"
_FILM = FILM_OF.format("entry")
_ENTRIES = (
    f"SELECT entry.id, {_FILM}, (SELECT id FROM own_id WHERE own_id.film = {_FILM}), wikidata,"
    " imdb, tmdb, title, year, fame, kind, original_title, minutes, genres, countries, languages,"
    " more FROM entry LEFT JOIN film ON film.entry = id WHERE "
)
# By what a film's number is made of; the row of `film` that says otherwise is looked at, too.
_OF_FILM = f"""
{_ENTRIES} id IN (
    SELECT id FROM entry WHERE wikidata = ?1 UNION SELECT id FROM entry WHERE imdb = -?1
    UNION SELECT -{NO_ID} - ?1 UNION SELECT entry FROM film WHERE film = ?1
) AND {_FILM} = ?1 ORDER BY id
"""


class Store(Database):
    """One file of a catalogue. Everything raises HeartError where the file can't be used."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        # In the order in which they came in; by number.
        rows = self.rows("SELECT * FROM source ORDER BY id", of=_SOURCE_TYPES)
        self.sources = {source.id: source for source in map(Source._make, rows)}
        if not all(map(_is_sound, self.sources.values())):
            raise self.damaged("its list of sources can't be read")

    def entries(self, ids: Iterable[int]) -> list[Entry]:
        """The entries with these ids."""
        return self._entries(self.among(f"{_ENTRIES} id IN", ids, of=_ENTRY_TYPES))

    def of_film(self, film: int) -> list[Entry]:
        """The entries that speak of a film."""
        return self._entries(self.rows(_OF_FILM, [film], of=_ENTRY_TYPES))

    def with_imdb(self, number: int) -> list[Entry]:
        """The entries with this IMDb number."""
        query = f"{_ENTRIES} imdb = ? ORDER BY id"
        return self._entries(self.rows(query, [number], of=_ENTRY_TYPES))

    def _entries(self, rows: Iterable[Any]) -> list[Entry]:
        found = [Entry(*row) for row in rows]
        for entry in found:
            if not entry.title.strip() or not _is_year(entry.year):
                raise self.damaged_by(entry.id)
        return found

    def famous(self, most: int, among: set[int] | None = None) -> list[Entry]:
        """The most famous entries, of all or among these."""
        if among is not None and len(among) <= most:
            return self.entries(among)
        ids: list[int] = []
        for (own,) in self._walked("SELECT id FROM entry ORDER BY fame DESC, id"):
            if among is None or own in among:
                ids.append(own)
                if len(ids) == most:
                    break
        return self.entries(ids)

    def films(self, among: set[int] | None) -> set[int]:
        """The films that entries speak of: all, or these."""
        query = f"SELECT {_FILM} FROM entry LEFT JOIN film ON film.entry = id"
        found = self.rows(query) if among is None else self.among(f"{query} WHERE id IN", among)
        return {film for (film,) in found}

    def exact(self, keys: Iterable[str]) -> list[int]:
        """The entries with a title of one of these keys."""
        wanted = list(keys)
        return [
            entry
            for n in self.sources
            for (entry,) in self.among(
                f"SELECT entry FROM exact_{n} WHERE key IN", wanted, of=(int,)
            )
        ]

    def better_known(self, fame: int, most: int) -> int:
        """How many entries are better known, counted up to so many."""
        query = "SELECT count(*) FROM (SELECT 1 FROM entry WHERE fame > ? LIMIT ?)"
        [[count]] = self.rows(query, (fame, most))
        return int(count)

    def most_famous(self, entries: Sequence[int], most: int, year: int | None) -> list[int]:
        """Not all of so many entries: the most famous, and those of a year."""
        if len(entries) <= most:
            return list(entries)
        query = "SELECT fame, year, id FROM entry WHERE id IN"
        rows = self.among(query, entries, of=(int, int, int))
        rows.sort(key=lambda row: -row[0])
        return [own for _, _, own in rows[:most]] + [
            own for _, its, own in rows[most:] if its == year
        ][:most]

    def source_of(self, own: int) -> Source:
        """The source of an entry, or of a person."""
        source = self.sources.get(own >> SHIFT)
        if source is None:
            raise self.damaged("an entry is of no source")
        return source

    def more(self, entry: Entry) -> dict[str, Any]:
        """What else is known of an entry: section → records, their fields by name; the premise."""
        return self._decoded(entry.id, more_read, entry.more)

    def titles(self, entries: Iterable[int]) -> dict[int, list[tuple[str, str]]]:
        """What entries are called elsewhere: (title, place), ..."""
        return self._by_entry("titles", titles_read, entries)

    def credits(self, entries: Iterable[int]) -> dict[int, list[tuple[int, str, str]]]:
        """Who is credited for entries: (person's number within the source, job, character), ..."""
        return self._by_entry("credits", credits_read, entries)

    def _by_entry(
        self, table: str, read: Callable[[str], T], entries: Iterable[int]
    ) -> dict[int, T]:
        rows = self.among(f"SELECT entry, told FROM {table} WHERE entry IN", entries)
        return {entry: self._decoded(entry, read, text) for entry, text in rows}

    def _decoded(self, entry: int, read: Callable[[Any], T], stored: Any) -> T:
        try:
            return read(stored)
        except UNREADABLE as error:
            raise self.damaged_by(entry) from error

    def names(self, people: Iterable[int]) -> dict[int, tuple[str, int | None, int | None]]:
        """The names of people, with the years when they were born and died."""
        query = "SELECT id, name, born, died FROM person WHERE id IN"
        rows = self.among(query, people, of=(int, str, _NUMBER, _NUMBER))
        return {own: (name, born, died) for own, name, born, died in rows if name.strip()}

    def damaged_by(self, entry: int) -> Damaged:
        """What a source says of an entry can't be read: the error to raise, as above."""
        name = self.source_of(entry).name
        if self.is_shipped:
            return self.damaged("an entry can't be read")
        where = f"what '{name}' says in {safe_for_terminal(str(self.path))} is damaged"
        helps = f"import it again, or remove it: heart catalogue --remove {name}"
        return Damaged(f"{where}; {helps}", shipped=False)


def _is_sound(source: Source) -> bool:
    try:
        Date.parse(source.day)
    except ValueError:
        return False
    is_named = source.format in FORMATS and source.name == slug(source.name) != ""
    return is_named and 0 <= source.id < _MOST_SOURCES


def _is_year(year: int) -> bool:
    try:
        KINDS[Year].read(year)
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

    def of_film(self, film: int) -> list[tuple[Store, Entry]]:
        """What all sources say of a film."""
        return [(store, entry) for store in self.stores for entry in store.of_film(film)]


def film_with_id(catalogue: Catalogue, own: str) -> int | None:
    """The number of the film with an id: Wikidata's, IMDb's, or one of title and year."""
    wikidata, imdb = _number_behind("q", own), _number_behind("tt", own)
    for store in catalogue.stores:
        if wikidata:
            films = [entry.film for entry in store.of_film(wikidata)]
        elif imdb:
            films = [entry.film for entry in store.with_imdb(imdb)]
        else:
            query = "SELECT film FROM own_id WHERE id = ?"
            films = [film for (film,) in store.rows(query, [own], of=(int,))]
        if films:
            return films[0]
    return None


def _number_behind(letters: str, text: str) -> int:
    """The number behind some letters, which make an id; 0 for no id."""
    figures = text[len(letters) :]
    is_id = text[: len(letters)].lower() == letters and figures.isascii() and figures.isdecimal()
    return int(figures) if is_id and len(figures) <= _LONGEST_ID else 0


def covers(catalogue: Catalogue) -> str:
    """What the catalogue has at all, for who didn't find a film."""
    told = []
    for store in catalogue.stores:
        held = store.sources.values()
        if not held:
            continue
        names = ", ".join(source.name for source in held)
        count = sum(source.kept for source in held)
        if len(held) > 1:  # a film may be of several
            count = len(store.films(None))
        first, last = min(one.first for one in held), max(one.last for one in held)
        years = f"{first} to {last}" if first < last else str(first)
        which = _SHIPPED if store.is_shipped else ""
        told.append(f"{plural(count, 'film')} of {years}{which} ({names})")
    return " and ".join(told)


def opened(say: Callable[[str], None]) -> Catalogue:
    """The catalogue. A user's own that can't be used is told, and left out."""
    stores = []
    own: Path | None
    try:
        own = paths.user_file(FILE)
    except HeartError:  # no home: nothing of one's own
        own = None
    try:
        if own and own.exists():
            stores.append(Store(own))
    except HeartError as error:
        say(f"{error}; it is left out")
    except OSError as error:
        say(f"{safe_for_terminal(str(own))} can't be read: {error.strerror}; it is left out")
    return Catalogue([*stores, Store(paths.bundled_dir() / FILE)])


def imported_sources() -> list[str]:
    """The names of the sources in the user's own catalogue; none where that can't be used."""
    with suppress(HeartError, OSError), closing(Store(paths.user_file(FILE))) as store:
        return [source.name for source in store.sources.values()]
    return []

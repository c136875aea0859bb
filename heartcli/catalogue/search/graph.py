"""The catalogue as a graph of people and films, to find chains from one person to another.

Each source numbers its people separately. Chains pass from one source to another through films that
both describe, and through names that only one person has in each.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from heartcli.catalogue.search import known
from heartcli.catalogue.search.normalize import name_key
from heartcli.catalogue.search.people import find_people_named
from heartcli.catalogue.store import FIRST_UNIDENTIFIED, LOCAL_MASK, SOURCE_SHIFT, Catalogue, Store
from heartcli.text.display import to_ascii

_MAX_NAMES = 100_000  # people per source to look up by name in the others
_COUNT = "SELECT count(*) FROM person WHERE id BETWEEN ? AND ?"
_NAMES = "SELECT name, id FROM person WHERE id BETWEEN ? AND ?"
_IS_DOCUMENTARY = "coalesce(instr(genres, 'Documentary'), 0) > 0"
_NUMBERS = f"SELECT film_number, id, popularity, {_IS_DOCUMENTARY} FROM numbered_entry WHERE id IN"
_YEARS = f"SELECT film_number, year FROM numbered_entry WHERE NOT {_IS_DOCUMENTARY} AND id IN"


class LinkingFilm(NamedTuple):
    """A film and everybody credited for it."""

    popularity: int
    people: set[int]
    is_documentary: bool = False


class CreditGraph:
    """Finds the films of many people, and the people in many films.

    `more` adds people in films that the catalogue lacks, or has with fewer people: names by
    film number. They get negative ids.
    """

    def __init__(self, catalogue: Catalogue, more: Mapping[int, Iterable[str]]) -> None:
        self._catalogue = catalogue
        self._ids: dict[str, int] = {}  # of the people in `more`, by name key
        self._names: dict[int, str] = {}
        self._films: dict[int, LinkingFilm] = {}  # those loaded so far
        self._people = {number: {*map(self._add, names)} for number, names in more.items()}

    def _add(self, name: str) -> int:
        person = self._ids.setdefault(name_key(name), -1 - len(self._ids))
        self._names.setdefault(person, name)
        return person

    def people_called(self, name: str) -> set[int]:
        """Returns everybody with exactly this name, in any spelling."""
        people = {*filter(None, [self._ids.get(name_key(name))])}
        for store, source in self._sources():
            people |= find_people_named(store, source, name).keys()
        return people

    def films_of(self, people: Collection[int]) -> set[int]:
        """Returns the numbers of the films that credit any of these people."""
        films = {number for number, ids in self._people.items() if not ids.isdisjoint(people)}
        for store in self._catalogue.stores:
            entries = known.find_entries_of(store, _of_store(store, people))
            films |= store.film_numbers(entries)
        return films

    def load_films(self, numbers: Collection[int]) -> dict[int, LinkingFilm]:
        """Loads films by their numbers, each only once."""
        self._films |= self._read_films([n for n in numbers if n not in self._films])
        return {number: self._films[number] for number in numbers}

    def _read_films(self, numbers: Collection[int]) -> dict[int, LinkingFilm]:
        films = {number: LinkingFilm(0, {*self._people.get(number, ())}) for number in numbers}
        for store in self._catalogue.stores:
            rows = store.select_in(_NUMBERS, _find_entries(store, numbers), types=(int,) * 4)
            credits_ = known.people_by_job(store, [entry for _, entry, *_ in rows])
            for number, entry, popularity, is_documentary in rows:
                if film := films.get(number):
                    films[number] = LinkingFilm(
                        max(film.popularity, popularity),
                        film.people.union(*credits_.get(entry, {}).values()),
                        film.is_documentary or bool(is_documentary),
                    )
        return films

    def years_of(self, people: Collection[int]) -> dict[int, int]:
        """Returns the years of these people's films in the catalogue, by number.

        Leaves out documentaries.
        """
        years: dict[int, int] = {}
        for store in self._catalogue.stores:
            entries = known.find_entries_of(store, _of_store(store, people))
            years |= store.select_in(_YEARS, entries, types=(int, int))
        return years

    def names(self, people: Collection[int]) -> dict[int, str]:
        """Returns the names of these people. Raises HeartError if the catalogue lacks one."""
        names = {person: self._names[person] for person in people if person < 0}
        for store in self._catalogue.stores:
            ids = _of_store(store, people)
            names |= known.names(store, ids)
            if not names.keys() >= {*ids}:
                raise store.damage_error("a person is missing")
        return names

    @cached_property
    def same_people(self) -> dict[int, set[int]]:
        """Maps people to the same people in other sources, by name; empty with only one source.

        Leaves out names that several people share in a source. Compares two large sources only with
        the small ones: they meet in many films anyway.
        """
        groups: dict[str, set[int]] = {}
        for person, name in self._names.items():
            groups[to_ascii(name)] = groups[name] = {person}
        counts = {pair: _count_people(*pair) for pair in self._sources()}
        by_count = sorted(counts, key=lambda pair: counts[pair])
        for pair in by_count:
            is_small = counts[pair] <= _MAX_NAMES and pair != by_count[-1]
            people = _people_by_name(*pair, None if is_small else [*groups])
            for name, ids in people.items():
                if len(ids) == 1:
                    groups.setdefault(name, set()).update(ids)
        return {person: group for group in groups.values() if len(group) > 1 for person in group}

    def _sources(self) -> Iterator[tuple[Store, int]]:
        for store in self._catalogue.stores:
            for source in store.sources:
                yield store, source


def _of_store(store: Store, people: Iterable[int]) -> list[int]:
    return [person for person in people if person >> SOURCE_SHIFT in store.sources]


def _find_entries(store: Store, numbers: Iterable[int]) -> set[int]:
    """Returns the entries that may describe these films."""
    numbers = [*numbers]
    queries = (
        ("SELECT id FROM entry WHERE wikidata IN", [n for n in numbers if n > 0]),
        (
            "SELECT id FROM entry WHERE imdb IN",
            [-n for n in numbers if -FIRST_UNIDENTIFIED < n < 0],
        ),
        ("SELECT entry FROM film_number WHERE number IN", numbers),
    )
    entries = {-n - FIRST_UNIDENTIFIED for n in numbers if n <= -FIRST_UNIDENTIFIED}
    return entries.union(id_ for query, ids in queries for (id_,) in store.select_in(query, ids))


def _count_people(store: Store, source: int) -> int:
    [[count]] = store.rows(_COUNT, _id_range(source), types=(int,))
    return int(count)


def _people_by_name(
    store: Store, source: int, names: Collection[str] | None
) -> dict[str, set[int]]:
    """Returns the people of a source with these names, or all of them, by name."""
    query, values = _NAMES, [*_id_range(source)]
    if names is None:
        rows = store.rows(query, values, types=(str, int))
    else:
        query += " AND name IN (SELECT value FROM json_each(?))"
        rows = store.rows(query, [*values, json.dumps(names)], types=(str, int)) if names else []
    people: dict[str, set[int]] = {}
    for name, person in rows:
        people.setdefault(name, set()).add(person)
    return people


def _id_range(source: int) -> tuple[int, int]:
    first = source << SOURCE_SHIFT
    return first, first | LOCAL_MASK

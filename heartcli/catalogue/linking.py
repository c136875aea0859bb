"""Decides which entries describe the same film: by their ids, or by title, year and director."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import count, islice
from pathlib import Path

from heartcli.catalogue.search.normalize import title_key
from heartcli.catalogue.search.people import people_by_job
from heartcli.catalogue.store import Catalogue, Entry, Store
from heartcli.model.film import default_id
from heartcli.storage import sqlite
from heartcli.text.folding import fold, slug

_QUERIES = sqlite.read_queries(Path(__file__).with_name("linking.sql"))
_BATCH = 1_000  # entries in memory
_ANY_DIRECTOR, _NO_DIRECTOR = "*", ""  # placeholders for a director's name
_IdKinds = tuple[bool, bool]  # has a Wikidata id, has a TMDb id
_FilmsByIdKinds = dict[_IdKinds, dict[int, Entry]]


def link_by_ids(connection: sqlite3.Connection, bundled: Path) -> None:
    """Rebuilds the table `film_number` from the entries' ids."""
    connection.execute("DELETE FROM film_number")
    connection.execute("ATTACH ? AS bundled", (str(bundled),))
    try:
        connection.execute(_QUERIES["link_by_bundled_imdb_id"])
    finally:
        connection.execute("DETACH bundled")
    connection.execute(_QUERIES["link_by_imdb_id"])
    connection.execute(_QUERIES["link_by_tmdb_id"])
    connection.execute(_QUERIES["link_by_tmdb_id_alone"])


def match_by_title_and_director(catalogue: Catalogue) -> Iterator[tuple[int, int]]:
    """Matches entries that couldn't be linked by ids; yields entry ids with film numbers.

    An entry matches the only film with its title, year and a director in common or, if either has
    no director, the only film with its title and year. Entries with different ids never match.
    """
    user_store = catalogue.stores[0]
    unlinked_ids = {entry_id for (entry_id,) in user_store.rows(_QUERIES["unlinked_entries"])}
    for title, year, is_other_kind in sorted(_titles_and_years(user_store, [*unlinked_ids])):
        index = _TitleYearIndex()
        for store in catalogue.stores:
            known = _entries_with_title(store, title)[year, is_other_kind]
            if store is user_store:
                unlinked = [entry for entry in known if entry.id in unlinked_ids]
                known = [entry for entry in known if entry.id not in unlinked_ids]
            directors = _folded_directors(store, [entry.id for entry in known])
            for entry in known:
                index.add(entry, directors[entry.id])
        # An entry belongs to the group of its main title only.
        entries = [entry for entry in unlinked if title_key(entry.title) == title]
        directors = _folded_directors(user_store, [entry.id for entry in entries])
        yield from _match_entries(index, entries, directors)


def _titles_and_years(store: Store, entry_ids: Sequence[int]) -> set[tuple[str, int, bool]]:
    """Returns the entries' title keys, years, and whether they're of another kind than films.

    Loads the entries in batches, as there may be a million.
    """
    return {
        (title_key(entry.title), entry.year, bool(entry.kind))
        for start in range(0, len(entry_ids), _BATCH)
        for entry in store.load_entries(entry_ids[start : start + _BATCH])
    }


@lru_cache(maxsize=4)  # groups with the same title are adjacent; there are two stores
def _entries_with_title(store: Store, key: str) -> dict[tuple[int, bool], list[Entry]]:
    """Returns the entries with a title key, by year and by whether they're of another kind."""
    entries: dict[tuple[int, bool], list[Entry]] = defaultdict(list)
    for entry in store.load_entries(store.entries_with_key([key])):
        entries[entry.year, bool(entry.kind)].append(entry)
    return entries


def _match_entries(
    index: _TitleYearIndex, entries: Iterable[Entry], directors: Mapping[int, set[str]]
) -> Iterator[tuple[int, int]]:
    for entry in sorted(entries, key=lambda entry: entry.id):
        match = index.best_fit(entry, directors[entry.id])
        # An id may have linked it to the match already.
        is_linked = match is not None and match.film_number == entry.film_number
        has_both = match is not None and None not in (entry.wikidata, match.wikidata)
        if match is None or is_linked or has_both:
            index.add(entry, directors[entry.id])
        elif entry.wikidata is None:
            yield entry.id, match.film_number
            index.add(entry._replace(film_number=match.film_number), directors[entry.id])
        else:  # all entries of the matching film get the Wikidata id
            for entry_id in index.reassign(match.film_number, entry.film_number):
                yield entry_id, entry.film_number


class _TitleYearIndex:
    """Entries with the same title and year, by director and by the kinds of ids they have.

    Two entries with the same kind of id needn't be compared: either the ids are equal and have
    already linked them, or they describe different films.
    """

    def __init__(self) -> None:
        self._films: dict[str, _FilmsByIdKinds] = defaultdict(lambda: defaultdict(dict))
        self._entry_ids: dict[int, list[int]] = defaultdict(list)

    def add(self, entry: Entry, directors: Collection[str]) -> None:
        """Adds an entry; the first one added for a film represents the film."""
        self._entry_ids[entry.film_number].append(entry.id)
        for name in (*(directors or [_NO_DIRECTOR]), _ANY_DIRECTOR):
            self._films[name][_id_kinds(entry)].setdefault(entry.film_number, entry)

    def reassign(self, old: int, new: int) -> list[int]:
        """Changes a film's number; returns the ids of its entries."""
        for by_id_kinds in self._films.values():
            for films in by_id_kinds.values():
                if old in films:
                    films[new] = films.pop(old)._replace(film_number=new)
        self._entry_ids[new] += self._entry_ids.pop(old)
        return self._entry_ids[new]

    def best_fit(self, entry: Entry, directors: Collection[str]) -> Entry | None:
        """Finds the film that an entry by these directors describes; None unless only one fits."""
        candidates = (e for name in directors for e in self._candidates(name, entry))
        by_director = {e.film_number: e for e in candidates}
        by_title = self._candidates(_NO_DIRECTOR if directors else _ANY_DIRECTOR, entry)
        matches = list(islice(by_director.values() or by_title, 2))
        return matches[0] if len({match.film_number for match in matches}) == 1 else None

    def _candidates(self, director: str, entry: Entry) -> Iterator[Entry]:
        has_wikidata, has_tmdb = _id_kinds(entry)
        for (wikidata, tmdb), films in self._films[director].items():
            if not (wikidata and has_wikidata) and not (tmdb and has_tmdb):
                yield from films.values()


def _id_kinds(entry: Entry) -> _IdKinds:
    return entry.wikidata is not None, entry.tmdb is not None


def generated_ids(store: Store) -> Iterator[tuple[int, str]]:
    """Generates ids for films without a Wikidata or IMDb id; yields film numbers with ids.

    An id consists of title and year. If that is taken, a director is added, and then a number.
    """
    taken: set[str] = set()
    suffixes: dict[str, Iterator[int]] = defaultdict(lambda: count(2))  # numbers to try, by id
    query = _QUERIES["films_without_external_id"]
    for number, entry_id, title, year in store.rows(query, types=(int, int, str, int)):
        base = str(default_id(title, year))
        if base in taken:
            [names] = _folded_directors(store, [entry_id]).values()
            base = "-".join(filter(None, [base, *map(slug, sorted(names)[:1])]))
        film_id = base
        while film_id in taken:
            film_id = f"{base}-{next(suffixes[base])}"
        taken.add(film_id)
        yield number, film_id


def _folded_directors(store: Store, entry_ids: Collection[int]) -> dict[int, set[str]]:
    people = people_by_job(store, entry_ids, ["Director"])
    return {entry_id: set(map(fold, names.values())) for entry_id, names in people.items()}

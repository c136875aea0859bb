"""Which entries speak of one film: by their ids, else by title and year and director."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from heartcli.catalogue.search.normalize import title_key
from heartcli.catalogue.search.people import people_by_job
from heartcli.catalogue.store import FILM_NUMBER, FIRST_UNIDENTIFIED, Catalogue, Entry, Store
from heartcli.model.film import default_id
from heartcli.text.folding import fold, slug

# What has an IMDb id only is the film of the Wikidata item with that IMDb id.
_BY_IMDB = """
INSERT OR IGNORE INTO film SELECT entry.id, known.wikidata
FROM {0}.entry AS known CROSS JOIN main.entry ON entry.imdb = known.imdb
WHERE known.wikidata IS NOT NULL AND entry.wikidata IS NULL
"""
# What has a TMDb id only is the film of what has that and another, else of the first that has it.
_BY_TMDB = f"""
INSERT OR IGNORE INTO film SELECT entry.id, {FILM_NUMBER.format("known")}
FROM entry CROSS JOIN entry AS known ON known.tmdb = entry.tmdb
    AND (known.wikidata IS NOT NULL OR known.imdb IS NOT NULL)
LEFT JOIN film ON film.entry = known.id
WHERE entry.wikidata IS NULL AND entry.imdb IS NULL AND entry.tmdb IS NOT NULL ORDER BY known.id
"""
_BY_TMDB_ALONE = f"""
INSERT OR IGNORE INTO film
SELECT entry.id,
    -{FIRST_UNIDENTIFIED} - (SELECT min(known.id) FROM entry AS known WHERE known.tmdb = entry.tmdb)
FROM entry WHERE wikidata IS NULL AND imdb IS NULL AND tmdb IS NOT NULL
"""
_UNLINKED_ENTRIES = """
SELECT id FROM entry WHERE imdb IS NULL
AND (wikidata IS NOT NULL OR id NOT IN (SELECT entry FROM film WHERE film != -{0} - entry))
"""
_UNIDENTIFIED_FILMS = f"""
SELECT {FILM_NUMBER.format("entry")} AS number, min(id), title, year
FROM entry LEFT JOIN film ON film.entry = id
WHERE number <= -{FIRST_UNIDENTIFIED} GROUP BY number ORDER BY 2
"""


def link_by_ids(connection: sqlite3.Connection, shipped: Path) -> None:
    """Fills the table anew, as far as ids say it."""
    connection.execute("DELETE FROM film")
    connection.execute("ATTACH ? AS shipped", (str(shipped),))
    try:
        for schema in ("shipped", "main"):
            connection.execute(_BY_IMDB.format(schema))
    finally:
        connection.execute("DETACH shipped")
    connection.execute(_BY_TMDB)
    connection.execute(_BY_TMDB_ALONE)


def match_by_title_and_director(catalogue: Catalogue) -> Iterator[tuple[int, int]]:
    """The entries of the first store that no id links, each with the film that it speaks of, too.

    That is the one film of this title and year by one of the same directors; or of this title and
    year alone, where either has no director. None whose ids contradict it.
    """
    user_store = catalogue.stores[0]
    unlinked_ids = [
        entry for (entry,) in user_store.rows(_UNLINKED_ENTRIES.format(FIRST_UNIDENTIFIED))
    ]
    groups: dict[tuple[str, int, bool], list[Entry]] = defaultdict(list)
    for entry in user_store.load_entries(unlinked_ids):
        groups[title_key(entry.title), entry.year, bool(entry.kind)].append(entry)
    later = set(unlinked_ids)
    for (title, year, kind), entries in sorted(groups.items(), key=lambda group: group[0][0]):
        index = _TitleYearIndex()
        for store in catalogue.stores:
            named = _entries_with_title(store, title)[year, kind]
            directors = _directors(store, [one.id for one in named])
            for one in named:
                if store is not user_store or one.id not in later:
                    index.add(_LinkedEntry(one, one.film_number), directors[one.id])
        directors = _directors(user_store, [entry.id for entry in entries])
        for entry in sorted(entries, key=lambda one: one.id):
            match = index.best_fit(entry, directors[entry.id])
            if match is not None and entry.wikidata is None:
                yield entry.id, match.film
                index.add(_LinkedEntry(entry, match.film), directors[entry.id])
            elif match is not None and match.entry.wikidata is None:
                for one in index.reassign(
                    match.film, entry.film_number
                ):  # it has a Wikidata number
                    yield one.id, entry.film_number
            else:
                index.add(_LinkedEntry(entry, entry.film_number), directors[entry.id])


@lru_cache(maxsize=4)  # of one title after the other, in two stores
def _entries_with_title(store: Store, title: str) -> dict[tuple[int, bool], list[Entry]]:
    """The entries with a title of this key, by year and by whether they are no film."""
    entries: dict[tuple[int, bool], list[Entry]] = defaultdict(list)
    for entry in store.load_entries(store.entries_with_key([title])):
        entries[entry.year, bool(entry.kind)].append(entry)
    return entries


class _LinkedEntry(NamedTuple):
    """An entry of a title and year, and the film that it speaks of."""

    entry: Entry
    film: int


_ANY_DIRECTOR, _NO_DIRECTOR = "*", ""  # beside the directors' names
_IdKinds = tuple[bool, bool]  # whether an entry has a Wikidata id, and one of TMDb's


class _TitleYearIndex:
    """The entries of one title and year, by their directors and by which ids they have.

    Of two that both have an id of a kind either it is the same, and so is their film, or they speak
    of different films.
    """

    def __init__(self) -> None:
        self._films: dict[str, dict[_IdKinds, dict[int, _LinkedEntry]]] = defaultdict(
            lambda: defaultdict(dict)
        )
        self._entries: dict[int, list[Entry]] = defaultdict(list)

    def add(self, one: _LinkedEntry, directors: Collection[str]) -> None:
        """Adds an entry; of each film the first stands for it."""
        self._entries[one.film].append(one.entry)
        for name in (*(directors or [_NO_DIRECTOR]), _ANY_DIRECTOR):
            self._films[name][_id_kinds(one.entry)].setdefault(one.film, one)

    def reassign(self, film: int, number: int) -> list[Entry]:
        """Gives a film another number, and all its entries."""
        for by_ids in self._films.values():
            for known in by_ids.values():
                if film in known:
                    known[number] = known.pop(film)._replace(film=number)
        self._entries[number] += self._entries.pop(film)
        return self._entries[number]

    def best_fit(self, entry: Entry, directors: Collection[str]) -> _LinkedEntry | None:
        """The one that an entry with these directors fits, if it is one."""
        surely = {one.film: one for name in directors for one in self._candidates(name, entry)}
        maybe = self._candidates(_NO_DIRECTOR if directors else _ANY_DIRECTOR, entry)
        found = list(islice(surely.values() or maybe, 2))
        return found[0] if len({one.film for one in found}) == 1 else None

    def _candidates(self, director: str, entry: Entry) -> Iterator[_LinkedEntry]:
        for its, known in self._films[director].items():
            if not any(one and other for one, other in zip(its, _id_kinds(entry), strict=True)):
                yield from known.values()


def _id_kinds(entry: Entry) -> _IdKinds:
    return entry.wikidata is not None, entry.tmdb is not None


def generated_ids(store: Store) -> Iterator[tuple[int, str]]:
    """The films that have no id elsewhere, each with one of its title and year.

    Where several have one title and year, the director is added; else a number.
    """
    taken: set[str] = set()
    numbers: Counter[str] = Counter()  # with which an id was tried last
    for film, entry, title, year in store.rows(_UNIDENTIFIED_FILMS, types=(int, int, str, int)):
        base = str(default_id(title, year))
        if base in taken:
            [names] = _directors(store, [entry]).values()
            base = "-".join(filter(None, [base, *map(slug, sorted(names)[:1])]))
        film_id = base
        while film_id in taken:
            numbers[base] += 1
            film_id = f"{base}-{numbers[base] + 1}"
        taken.add(film_id)
        yield film, film_id


def _directors(store: Store, entries: list[int]) -> dict[int, set[str]]:
    """The directors of entries, by their folded names."""
    people_by_entry = people_by_job(store, entries, ["Director"])
    return {entry: set(map(fold, people.values())) for entry, people in people_by_entry.items()}

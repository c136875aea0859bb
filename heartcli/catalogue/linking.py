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
from heartcli.catalogue.store import FILM_OF, NO_ID, Catalogue, Entry, Store
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
INSERT OR IGNORE INTO film SELECT entry.id, {FILM_OF.format("known")}
FROM entry CROSS JOIN entry AS known ON known.tmdb = entry.tmdb
    AND (known.wikidata IS NOT NULL OR known.imdb IS NOT NULL)
LEFT JOIN film ON film.entry = known.id
WHERE entry.wikidata IS NULL AND entry.imdb IS NULL AND entry.tmdb IS NOT NULL ORDER BY known.id
"""
_BY_TMDB_ALONE = f"""
INSERT OR IGNORE INTO film
SELECT entry.id, -{NO_ID} - (SELECT min(known.id) FROM entry AS known WHERE known.tmdb = entry.tmdb)
FROM entry WHERE wikidata IS NULL AND imdb IS NULL AND tmdb IS NOT NULL
"""
_UNLINKED = """
SELECT id FROM entry WHERE imdb IS NULL
AND (wikidata IS NOT NULL OR id NOT IN (SELECT entry FROM film WHERE film != -{0} - entry))
"""
_WITHOUT_ID = f"""
SELECT {FILM_OF.format("entry")} AS number, min(id), title, year
FROM entry LEFT JOIN film ON film.entry = id
WHERE number <= -{NO_ID} GROUP BY number ORDER BY 2
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


def alike(catalogue: Catalogue) -> Iterator[tuple[int, int]]:
    """The entries of the first store that no id links, each with the film that it speaks of, too.

    That is the one film of this title and year by one of the same directors; or of this title and
    year alone, where either has no director. None whose ids contradict it.
    """
    own = catalogue.stores[0]
    left = [entry for (entry,) in own.rows(_UNLINKED.format(NO_ID))]
    groups: dict[tuple[str, int, bool], list[Entry]] = defaultdict(list)
    for entry in own.entries(left):
        groups[title_key(entry.title), entry.year, bool(entry.kind)].append(entry)
    later = set(left)
    for (wanted, year, kind), entries in sorted(groups.items(), key=lambda group: group[0][0]):
        known = _Namesakes()
        for store in catalogue.stores:
            named = _called(store, wanted)[year, kind]
            directors = _directors(store, [one.id for one in named])
            for one in named:
                if store is not own or one.id not in later:
                    known.add(_Namesake(one, one.film), directors[one.id])
        directors = _directors(own, [entry.id for entry in entries])
        for entry in sorted(entries, key=lambda one: one.id):
            found = known.of(entry, directors[entry.id])
            if found is not None and entry.wikidata is None:
                yield entry.id, found.film
                known.add(_Namesake(entry, found.film), directors[entry.id])
            elif found is not None and found.entry.wikidata is None:
                for one in known.renumbered(found.film, entry.film):  # it has a Wikidata number
                    yield one.id, entry.film
            else:
                known.add(_Namesake(entry, entry.film), directors[entry.id])


@lru_cache(maxsize=4)  # of one title after the other, in two stores
def _called(store: Store, wanted: str) -> dict[tuple[int, bool], list[Entry]]:
    """The entries with a title of this key, by year and by whether they are no film."""
    found: dict[tuple[int, bool], list[Entry]] = defaultdict(list)
    for entry in store.entries(store.exact([wanted])):
        found[entry.year, bool(entry.kind)].append(entry)
    return found


class _Namesake(NamedTuple):
    """An entry of a title and year, and the film that it speaks of."""

    entry: Entry
    film: int


_ANYBODY, _NOBODY = "*", ""  # beside the directors' names
_Ids = tuple[bool, bool]  # whether an entry has a Wikidata id, and one of TMDb's


class _Namesakes:
    """The entries of one title and year, by their directors and by which ids they have.

    Of two that both have an id of a kind either it is the same, and so is their film, or they speak
    of different films.
    """

    def __init__(self) -> None:
        self._films: dict[str, dict[_Ids, dict[int, _Namesake]]] = defaultdict(
            lambda: defaultdict(dict)
        )
        self._entries: dict[int, list[Entry]] = defaultdict(list)

    def add(self, one: _Namesake, directors: Collection[str]) -> None:
        """Adds an entry; of each film the first stands for it."""
        self._entries[one.film].append(one.entry)
        for name in (*(directors or [_NOBODY]), _ANYBODY):
            self._films[name][_ids(one.entry)].setdefault(one.film, one)

    def renumbered(self, film: int, number: int) -> list[Entry]:
        """Gives a film another number, and all its entries."""
        for by_ids in self._films.values():
            for known in by_ids.values():
                if film in known:
                    known[number] = known.pop(film)._replace(film=number)
        self._entries[number] += self._entries.pop(film)
        return self._entries[number]

    def of(self, entry: Entry, directors: Collection[str]) -> _Namesake | None:
        """The one that an entry with these directors fits, if it is one."""
        surely = {one.film: one for name in directors for one in self._fitting(name, entry)}
        maybe = self._fitting(_NOBODY if directors else _ANYBODY, entry)
        found = list(islice(surely.values() or maybe, 2))
        return found[0] if len({one.film for one in found}) == 1 else None

    def _fitting(self, director: str, entry: Entry) -> Iterator[_Namesake]:
        for its, known in self._films[director].items():
            if not any(one and other for one, other in zip(its, _ids(entry), strict=True)):
                yield from known.values()


def _ids(entry: Entry) -> _Ids:
    return entry.wikidata is not None, entry.tmdb is not None


def own_ids(store: Store) -> Iterator[tuple[int, str]]:
    """The films that have no id elsewhere, each with one of its title and year.

    Where several have one title and year, the director is added; else a number.
    """
    taken: set[str] = set()
    numbers: Counter[str] = Counter()  # with which an id was tried last
    for film, entry, title, year in store.rows(_WITHOUT_ID, of=(int, int, str, int)):
        own = str(default_id(title, year))
        if own in taken:
            [names] = _directors(store, [entry]).values()
            own = "-".join(filter(None, [own, *map(slug, sorted(names)[:1])]))
        wanted = own
        while wanted in taken:
            numbers[own] += 1
            wanted = f"{own}-{numbers[own] + 1}"
        taken.add(wanted)
        yield film, wanted


def _directors(store: Store, entries: list[int]) -> dict[int, set[str]]:
    """The directors of entries, by their folded names."""
    found = people_by_job(store, entries, ["Director"])
    return {entry: set(map(fold, people.values())) for entry, people in found.items()}

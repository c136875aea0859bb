"""Which entries speak of one film: by their ids, else by title and year and director."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from heartcli.catalogue.claims import credits_read
from heartcli.catalogue.keys import key
from heartcli.catalogue.store import FILM_OF, NO_ID, SHIFT, Catalogue, Entry, Store
from heartcli.film import default_id
from heartcli.text import fold, slug

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
        groups[key(entry.title), entry.year, bool(entry.kind)].append(entry)
    later = set(left)
    for (wanted, year, kind), entries in groups.items():
        known = _Namesakes()
        for store in catalogue.stores:
            named = [
                one
                for one in store.entries(store.exact([wanted]))
                if (one.year, bool(one.kind)) == (year, kind)
            ]
            directors = _directors(store, [one.id for one in named])
            for one in named:
                if store is not own or one.id not in later:
                    known.add(_Namesake(one, one.film), directors[one.id])
        directors = _directors(own, [entry.id for entry in entries])
        for entry in sorted(entries, key=lambda one: one.id):
            found = known.of(entry, directors[entry.id])
            film = entry.film if found is None else found.film
            if found is not None and entry.wikidata is None:
                yield entry.id, film
            elif found is not None and found.entry.wikidata is None:
                yield found.entry.id, entry.film  # a film's number is its Wikidata number
                film = entry.film
            known.add(_Namesake(entry, film), directors[entry.id])


class _Namesake(NamedTuple):
    """An entry of a title and year, and the film that it speaks of."""

    entry: Entry
    film: int

    def fits(self, other: Entry) -> bool:
        """Whether no id says that the two speak of different films."""
        return all(
            None in (one, its) or one == its
            for one, its in (
                (self.entry.wikidata, other.wikidata),
                (self.entry.imdb, other.imdb),
                (self.entry.tmdb, other.tmdb),
            )
        )


class _Namesakes:
    """The entries of one title and year, by their directors."""

    def __init__(self) -> None:
        self._by: dict[str, dict[int, _Namesake]] = defaultdict(dict)  # director → film → entry
        self._by_nobody: dict[int, _Namesake] = {}
        self._all: dict[int, _Namesake] = {}

    def add(self, one: _Namesake, directors: Iterable[str]) -> None:
        """Adds an entry; of each film the first stands for it."""
        self._all.setdefault(one.film, one)
        for name in directors:
            self._by[name].setdefault(one.film, one)
        if not directors:
            self._by_nobody.setdefault(one.film, one)

    def of(self, entry: Entry, directors: Iterable[str]) -> _Namesake | None:
        """The one that an entry with these directors fits, if it is one."""
        surely = {film: one for name in directors for film, one in self._by[name].items()}
        maybe = self._by_nobody if directors else self._all
        found = [one for one in (surely or maybe).values() if one.fits(entry)]
        return found[0] if len(found) == 1 else None


def own_ids(store: Store) -> Iterator[tuple[int, str]]:
    """The films that have no id elsewhere, each with one of its title and year.

    Where several have one title and year, the director is added; else a number.
    """
    taken: set[str] = set()
    for film, entry, title, year in store.rows(_WITHOUT_ID):
        own = str(default_id(title, year))
        if own in taken:
            [names] = _directors(store, [entry]).values()
            own = "-".join([own, *map(slug, sorted(names)[:1])])
        number = 1
        while (wanted := own if number == 1 else f"{own}-{number}") in taken:
            number += 1
        taken.add(wanted)
        yield film, wanted


def _directors(store: Store, entries: list[int]) -> dict[int, set[str]]:
    """The directors of entries, by their folded names."""
    told = store.told("credits", entries)
    people = {
        entry: [
            entry >> SHIFT << SHIFT | person
            for person, job, _ in credits_read(told.get(entry, "[]"))
            if job == "Director"
        ]
        for entry in entries
    }
    names = store.names({person for some in people.values() for person in some})
    return {
        entry: {fold(names[one][0]) for one in some if one in names}
        for entry, some in people.items()
    }

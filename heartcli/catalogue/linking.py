"""Which entries speak of one film: by their ids, else by title and year and director."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from heartcli.catalogue.claims import credits_read
from heartcli.catalogue.keys import key
from heartcli.catalogue.store import FILM_OF, SHIFT, Catalogue, Entry, Store
from heartcli.text import fold

# What has an IMDb id only is the film of the Wikidata item with that IMDb id.
_BY_IMDB = """
INSERT OR IGNORE INTO film SELECT entry.id, known.wikidata
FROM {0}.entry AS known CROSS JOIN main.entry ON entry.imdb = known.imdb
WHERE known.wikidata IS NOT NULL AND entry.wikidata IS NULL
"""
_WITHOUT_IDS = """
SELECT id FROM entry WHERE wikidata IS NULL AND imdb IS NULL AND id NOT IN (SELECT entry FROM film)
ORDER BY id
"""
# What has a TMDb id only is the film of what has that and another.
_BY_TMDB = f"""
INSERT OR IGNORE INTO film SELECT entry.id, {FILM_OF.format("known")}
FROM entry CROSS JOIN entry AS known ON known.tmdb = entry.tmdb
    AND (known.wikidata IS NOT NULL OR known.imdb IS NOT NULL)
LEFT JOIN film ON film.entry = known.id
WHERE entry.wikidata IS NULL AND entry.imdb IS NULL AND entry.tmdb IS NOT NULL ORDER BY known.id
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


def alike(catalogue: Catalogue) -> Iterator[tuple[int, int]]:
    """The entries of the first store that no id links, each with the film that it speaks of, too.

    That is the one film of this title and year by one of the same directors; or of this title and
    year alone, where either has no director.
    """
    own = catalogue.stores[0]
    left = [entry for (entry,) in own.rows(_WITHOUT_IDS)]
    later = set(left)
    linked: dict[int, int] = {}
    for entry in own.entries(left):
        directors = _directors(own, entry.id)
        surely, maybe = set(), set()
        for store, other in _of_same_name(catalogue, entry):
            if store is own and other.id in later:  # it is for that one to find this
                continue
            others = _directors(store, other.id)
            if directors & others:
                surely.add(linked.get(other.id, other.film))
            elif not directors or not others:
                maybe.add(linked.get(other.id, other.film))
        later.remove(entry.id)
        found = surely or maybe
        if len(found) == 1:
            linked[entry.id] = found.pop()
            yield entry.id, linked[entry.id]


def _of_same_name(catalogue: Catalogue, entry: Entry) -> Iterator[tuple[Store, Entry]]:
    for store in catalogue.stores:
        for other in store.entries(store.exact([key(entry.title)])):
            if other.year == entry.year and bool(other.kind) == bool(entry.kind):
                yield store, other


def _directors(store: Store, entry: int) -> set[str]:
    base = entry >> SHIFT << SHIFT
    told = credits_read(store.told("credits", [entry]).get(entry, "[]"))
    people = [base | person for person, job, _ in told if job == "Director"]
    return {fold(name) for name, _, _ in store.names(people).values()}

"""A name → the people of the catalogue who may be meant by it."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator
from typing import NamedTuple

from heartcli.catalogue.search.normalize import name_key, trigrams
from heartcli.catalogue.search.similarity import prepare, title_similarity
from heartcli.catalogue.search.trigrams import find_containing, find_most_similar
from heartcli.catalogue.store import LOCAL_MASK, SOURCE_SHIFT, Catalogue, Store
from heartcli.text.folding import MAX_NAME_LENGTH, fold

_LIKE_A_NAME = 0.8
_MOST_NAMESAKES = 1_000  # of those with one part of a name, who came into the source first
_SHORT = 2  # letters of a word that has no gram within


class PersonHit(NamedTuple):
    """Somebody who may be meant, by name, and in how many films of a source they are."""

    name: str
    film_count: int


def find_people_named(store: Store, source: int, name: str) -> list[int]:
    """Those of a source who have just this name, however it is written."""
    return list(_with_key(store, source, name_key(name)))


def find_people(catalogue: Catalogue, name: str) -> tuple[list[PersonHit], bool]:
    """Who may be meant by a name, likeliest first, and whether it is a part of theirs.

    They who have just that name; else they of whose name it is a part, those in most films first,
    of whose family name twice as many; else the one whose name is likest, if any is like it.
    """
    if len(name) > MAX_NAME_LENGTH:
        return [], False
    for near, is_part in ((_same, False), (_of_part, True), (_likest, False)):
        found: dict[str, PersonHit] = {}
        for store in catalogue.stores:
            for source in store.sources:
                for own, told in near(store, source, name):
                    films = count_films_of(store, own)
                    before = found.get(fold(told))
                    if before is None or before.film_count < films:
                        found[fold(told)] = PersonHit(before.name if before else told, films)
        if found:
            return sorted(found.values(), key=lambda one: -score(one, name)), is_part
    return [], False


def score(person: PersonHit, name: str) -> int:
    """How likely somebody is meant by a part of their name: twice as likely by the family name."""
    is_last = prepare(person.name).words[-1:] == prepare(name).words[-1:]
    return person.film_count * (1 + is_last)


def people_by_job(
    store: Store, entries: Collection[int], jobs: Container[str]
) -> dict[int, dict[int, str]]:
    """Of each of these entries those who are credited for a job, by their ids with their names."""
    told = store.load_credits(entries)
    people = {
        entry: [
            entry >> SOURCE_SHIFT << SOURCE_SHIFT | person
            for person, job, _ in told.get(entry, ())
            if job in jobs
        ]
        for entry in entries
    }
    names = store.load_people({person for some in people.values() for person in some})
    return {
        entry: {one: names[one][0] for one in some if one in names}
        for entry, some in people.items()
    }


def find_entries_of(store: Store, source: int, people: Iterable[int]) -> list[int]:
    """The entries of a source for which any of its people is credited."""
    terms = " OR ".join(f'"p{person & LOCAL_MASK}"' for person in people)
    query = f"SELECT rowid FROM facets_{source} WHERE facets_{source} MATCH ?"
    return [row for (row,) in store.rows(query, [terms])] if terms else []


def count_films_of(store: Store, person: int) -> int:
    """In how many films of a store somebody is."""
    table = f"facets_{person >> SOURCE_SHIFT}"
    query = f"SELECT count(*) FROM {table} WHERE {table} MATCH ?"
    [[count]] = store.rows(query, [f'"p{person & LOCAL_MASK}"'])
    return int(count)


def _same(store: Store, source: int, name: str) -> Iterator[tuple[int, str]]:
    yield from _with_key(store, source, name_key(name)).items()


def _with_key(store: Store, source: int, wanted: str) -> dict[int, str]:
    found = store.load_people(find_containing(store, source, "names", trigrams(wanted)))
    return {own: told for own, (told, _, _) in found.items() if name_key(told) == wanted}


def _of_part(store: Store, source: int, name: str) -> Iterator[tuple[int, str]]:
    words = {*prepare(name).words}
    within = [word[i : i + 3] for word in words for i in range(len(word) - _SHORT)]
    # A short word has no gram of its own, but where a name begins or ends.
    ways = [within] if within else [[gram] for word in words for gram in trigrams(word)]
    found = {own for wanted in ways for own in find_containing(store, source, "names", wanted)}
    named = {own: told for own, (told, _, _) in store.load_people(found).items()}
    of_it = [own for own in sorted(named) if words <= {*prepare(named[own]).words}]
    for own in of_it[:_MOST_NAMESAKES]:
        yield own, named[own]


def _likest(store: Store, source: int, name: str) -> Iterator[tuple[int, str]]:
    wanted = prepare(name)
    found = store.load_people(find_most_similar(store, source, "names", [name_key(name)]))
    ranked = [(title_similarity(wanted, told), -own, told) for own, (told, _, _) in found.items()]
    like, own, told = max(ranked, default=(0.0, 0, ""))
    if like > _LIKE_A_NAME:
        yield -own, told

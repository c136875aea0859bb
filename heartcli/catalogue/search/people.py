"""Finds people in the catalogue by name, and the entries that credit them."""

from collections.abc import Collection, Container, Iterable
from typing import NamedTuple

from heartcli.catalogue.search.normalize import name_key, trigrams
from heartcli.catalogue.search.similarity import prepare, title_similarity
from heartcli.catalogue.search.trigrams import find_containing, find_most_similar, match_rows
from heartcli.catalogue.store import LOCAL_MASK, SOURCE_SHIFT, Catalogue, Store
from heartcli.text.folding import MAX_NAME_LENGTH, fold

_MIN_SIMILARITY = 0.8  # for a misspelled name to match
_MAX_NAMESAKES = 1_000  # people per source whose names contain the words searched for


class PersonHit(NamedTuple):
    """A person who may match a name, and their highest number of films in any one source."""

    name: str
    film_count: int


def find_people_named(store: Store, source_id: int, name: str) -> dict[int, str]:
    """The people in a source with exactly this name, in any spelling: full names by id."""
    key = name_key(name)
    people = _names(store, find_containing(store, source_id, "names", trigrams(key)))
    return {person: full for person, full in people.items() if name_key(full) == key}


def find_people(catalogue: Catalogue, name: str) -> tuple[list[PersonHit], bool]:
    """The people who match a name, best first, and whether it's only part of their names.

    Tries an exact match, then names that contain these words, then the most similar name.
    """
    if len(name) > MAX_NAME_LENGTH:
        return [], False
    for find in (find_people_named, _find_by_part, _find_similar):
        hits: dict[str, PersonHit] = {}
        for store in catalogue.stores:
            for source_id in store.sources:
                for person_id, full_name in find(store, source_id, name).items():
                    film_count = count_films_of(store, person_id)
                    known = hits.setdefault(fold(full_name), PersonHit(full_name, film_count))
                    if known.film_count < film_count:
                        hits[fold(full_name)] = known._replace(film_count=film_count)
        if hits:
            return sorted(hits.values(), key=lambda hit: -score(hit, name)), find is _find_by_part
    return [], False


def score(person: PersonHit, name: str) -> int:
    """A person's rank in a search by name: their films, doubled if the family names match."""
    is_family_name = prepare(person.name).words[-1:] == prepare(name).words[-1:]
    return person.film_count * (2 if is_family_name else 1)


def people_by_job(
    store: Store, entries: Collection[int], jobs: Container[str]
) -> dict[int, dict[int, str]]:
    """For each entry, the people credited with any of these jobs: names by person id."""
    credits_ = store.load_credits(entries)
    people: dict[int, list[int]] = {}
    for entry in entries:
        first_id = entry >> SOURCE_SHIFT << SOURCE_SHIFT
        numbers = [number for number, job, _ in credits_.get(entry, ()) if job in jobs]
        people[entry] = [first_id | number for number in numbers]
    names = _names(store, {person for ids in people.values() for person in ids})
    return {
        entry: {person: names[person] for person in ids if person in names}
        for entry, ids in people.items()
    }


def find_entries_of(store: Store, source_id: int, people: Iterable[int]) -> list[int]:
    """The ids of the source's entries that credit any of these people."""
    terms = " OR ".join(f'"p{person & LOCAL_MASK}"' for person in people)
    return match_rows(store, f"facets_{source_id}", terms)


def count_films_of(store: Store, person: int) -> int:
    """The number of entries that credit a person."""
    return len(find_entries_of(store, person >> SOURCE_SHIFT, [person]))


def _names(store: Store, people: Iterable[int]) -> dict[int, str]:
    return {id_: person.name for id_, person in store.load_people(people).items()}


def _find_by_part(store: Store, source_id: int, name: str) -> dict[int, str]:
    words = {*prepare(name).words}
    inner = [trigram for word in words for trigram in trigrams(word)[1:-1]]
    # A word of two letters has no inner trigrams, so look for it at the start or end of names.
    alternatives = [inner] if inner else [[trigram] for word in words for trigram in trigrams(word)]
    ids = {
        person
        for group in alternatives
        for person in find_containing(store, source_id, "names", group)
    }
    people = sorted(_names(store, ids).items())
    matches = [(person, full) for person, full in people if words <= {*prepare(full).words}]
    return dict(matches[:_MAX_NAMESAKES])


def _find_similar(store: Store, source_id: int, name: str) -> dict[int, str]:
    query = prepare(name)
    people = _names(store, find_most_similar(store, source_id, "names", [name_key(name)]))
    ranked = [(title_similarity(query, full), -person, full) for person, full in people.items()]
    similarity, negative_id, full = max(ranked, default=(0.0, 0, ""))
    return {-negative_id: full} if similarity > _MIN_SIMILARITY else {}

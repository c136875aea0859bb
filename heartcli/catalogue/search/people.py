"""Finds people in the catalogue by name, and the entries that credit them."""

from collections.abc import Callable, Collection, Container, Iterable
from typing import NamedTuple

from heartcli.catalogue.codec import split_list
from heartcli.catalogue.search.fame import Fame, score_fame
from heartcli.catalogue.search.normalize import expand_words, name_key, trigrams
from heartcli.catalogue.search.similarity import prepare, title_similarity
from heartcli.catalogue.search.trigrams import find_containing, find_most_similar
from heartcli.catalogue.store import SOURCE_SHIFT, Catalogue, Store, StoredPerson
from heartcli.text.folding import MAX_NAME_LENGTH, fold, fold_words

_MIN_SIMILARITY = 0.8  # for a misspelled name to match
_MAX_NAMESAKES = 1_000  # people per source whose names contain the words searched for


class PersonHit(NamedTuple):
    """A person who may match a name, and how well known they are."""

    name: str
    fame: Fame  # in the source where it's highest
    other_name: str = ""  # the one that matched, if it isn't `name`


class _Match(NamedTuple):
    name: str
    other_name: str = ""  # the one that matched, if it isn't `name`


_Matches = dict[int, _Match]  # by person id


def find_people_named(store: Store, source_id: int, name: str) -> dict[int, str]:
    """Returns the people in a source with exactly this name, in any spelling: full names by id."""
    matches = find_people_called(store, source_id, name)
    return {person: match.name for person, match in matches.items() if not match.other_name}


def find_people_called(store: Store, source_id: int, name: str) -> _Matches:
    """Returns the people in a source for whom it gives exactly this name, main or other."""
    key = name_key(name)
    people = store.load_people(find_containing(store, source_id, "names", trigrams(key)))
    return _match(people, lambda full: name_key(full) == key)


def _match(people: dict[int, StoredPerson], is_match: Callable[[str], bool]) -> _Matches:
    matches: _Matches = {}
    for person_id, person in people.items():
        if is_match(person.name):
            matches[person_id] = _Match(person.name)
        elif other := next(filter(is_match, split_list(person.other_names)), ""):
            matches[person_id] = _Match(person.name, other)
    return matches


def find_people(catalogue: Catalogue, name: str) -> tuple[list[PersonHit], bool]:
    """Returns the people who match a name, best first, and whether it's only part of their names.

    Tries an exact match, then names that contain these words, then the most similar name; a single
    word may be part of a name even if it's somebody's whole name. Tries people's other names
    only if nobody's main name matches. A name without letters must match exactly.
    """
    if len(name) > MAX_NAME_LENGTH:
        return [], False
    ways = (find_people_called, _find_by_part, _find_similar)
    has_letters, is_one_word = bool(fold_words(name)), len(prepare(name).words) == 1
    for find in ways[is_one_word:] if has_letters else ways[:1]:
        hits: dict[tuple[str, bool], PersonHit] = {}
        for store in catalogue.stores:
            for source_id in store.sources:
                matches = find(store, source_id, name)
                for person_id, fame in score_fame(store, matches).items():
                    full, other = matches[person_id]
                    key = fold(full), bool(other)
                    if key not in hits or hits[key].fame < fame:
                        hits[key] = PersonHit(full, fame, other)
        if hits:
            by_own_name = [hit for hit in hits.values() if not hit.other_name]
            best_first = sorted(by_own_name or hits.values(), key=lambda hit: -score(hit, name))
            return best_first, find is _find_by_part
    return [], False


def score(person: PersonHit, name: str) -> float:
    """Returns a person's score in a search: their fame, tripled if the family names match."""
    is_family_name = prepare(person.name).words[-1:] == prepare(name).words[-1:]
    return person.fame.score * (3 if is_family_name else 1)


def people_by_job(
    store: Store, entries: Collection[int], jobs: Container[str]
) -> dict[int, dict[int, str]]:
    """Returns the people credited with any of these jobs in each entry: names by person id."""
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


def other_names_of(store: Store, people: Iterable[int]) -> list[str]:
    """Returns the other names that the source gives for any of these people."""
    known = store.load_people(people).values()
    return [name for person in known for name in split_list(person.other_names)]


def _names(store: Store, people: Iterable[int]) -> dict[int, str]:
    return {id_: person.name for id_, person in store.load_people(people).items()}


def _find_by_part(store: Store, source_id: int, name: str) -> _Matches:
    words = {*prepare(name).words}
    inner = [trigram for word in words for trigram in trigrams(word)[1:-1]]
    # A word of two letters has no inner trigrams, so look for it at the start or end of names.
    alternatives = [inner] if inner else [[trigram] for word in words for trigram in trigrams(word)]
    ids = {
        person
        for group in alternatives
        for person in find_containing(store, source_id, "names", group)
    }
    as_written = {*expand_words(name)}  # the X of Malcolm X isn't the Ten of Ten Years After
    matches = _match(store.load_people(ids), lambda full: as_written <= {*expand_words(full)})
    return dict(sorted(matches.items())[:_MAX_NAMESAKES])


def _find_similar(store: Store, source_id: int, name: str) -> _Matches:
    query = prepare(name)
    people = store.load_people(find_most_similar(store, source_id, "names", [name_key(name)]))
    names = [
        (title_similarity(query, full), -person_id, full)
        for person_id, person in people.items()
        for full in (person.name, *split_list(person.other_names))
    ]
    similarity, negative_id, full = max(names, default=(0.0, 0, ""))
    if similarity <= _MIN_SIMILARITY:
        return {}
    name = people[-negative_id].name
    return {-negative_id: _Match(name, "" if full == name else full)}

"""The films of a person, or those that several share: on the shelf and in the catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from itertools import product
from typing import Any, NamedTuple

from heartcli.catalogue import store
from heartcli.catalogue.models import CAST
from heartcli.catalogue.search.normalize import name_key
from heartcli.catalogue.search.people import (
    PersonHit,
    find_entries_of,
    find_people,
    find_people_named,
    score,
)
from heartcli.catalogue.store import LOCAL_MASK, Catalogue, Store
from heartcli.errors import HeartError, Notify
from heartcli.library import shelf
from heartcli.library.resolve import ShelfIndex
from heartcli.model.film import Film
from heartcli.model.frozen import Frozen, frozen
from heartcli.model.records import Strings
from heartcli.text.display import join_with_and, safe_for_terminal, shorten
from heartcli.text.folding import fold, fold_words

_MOST_CHOICES = 64  # among people of parts of names
_MOST_TOLD = 3
# person → the jobs they are credited for in a film, each with the character in a cast, if known
Roles = dict[str, dict[tuple[str, str], None]]


class FilmCredit(NamedTuple):
    """A film with what those who were asked for are credited for."""

    id: str
    title: str
    year: int
    roles: Roles
    sources: Strings

    def roles_of(self, person: str) -> list[str]:
        """What somebody is credited for: a job, or a character; "cast" where that isn't known."""
        roles = self.roles[person]
        plays = any(job == CAST and part for job, part in roles)
        return [part or job for job, part in roles if part or job != CAST or not plays]

    def data(self) -> dict[str, Any]:
        roles = {name: self.roles_of(name) for name in self.roles}
        return self._asdict() | {"roles": roles, "sources": list(self.sources)}


@frozen
class Filmography(Frozen):
    """The films of a person, or those that several share, by year."""

    people: list[str]
    films: list[FilmCredit]
    namesake_counts: dict[
        str, int
    ]  # how many people a source knows by that name, where it is not one

    def data(self) -> dict[str, Any]:
        return {"people": self.people, "films": [film.data() for film in self.films]}

    def rows(self) -> Iterator[Strings]:
        for film in self.films:
            roles = [", ".join(film.roles_of(name)) for name in self.people]
            yield film.id, film.title, str(film.year), *roles, ",".join(film.sources)


def find_filmography(names: Sequence[str], notify: Notify) -> Filmography:
    """The films that all of these people are credited for. Raises HeartError for nobody's name."""
    with closing(store.open_catalogue(notify)) as catalogue:
        credits_ = _Credits(catalogue, shelf.ShelfNameIndex(notify), notify)
        called = list(dict.fromkeys(_meant(credits_, names, notify)))
        films = sorted(credits_.shared(called), key=lambda film: (film.year, fold(film.title)))
    alike = {name: count for name, count in credits_.alike.items() if name in called}
    return Filmography(people=called, films=films, namesake_counts=alike)


def resolve_names(
    catalogue: Catalogue, shelved: shelf.ShelfNameIndex | None, names: Sequence[str], notify: Notify
) -> Strings:
    """Those who are meant by names, as they are credited. Raises HeartError for nobody's name.

    By parts of names they are meant who share the most films, or who is in most. That is told.
    """
    return _meant(_Credits(catalogue, shelved, notify), names, notify) if names else ()


def _meant(credits_: _Credits, names: Sequence[str], notify: Notify) -> Strings:
    near = [credits_.called(name) for name in names]
    told = tuple(some[0] for some, _ in near)
    if len(names) > 1 and any(len(some) > 1 for some, _ in near):
        tried = max(1, int(_MOST_CHOICES ** (1 / len(names))))  # of each; more names, fewer
        choices = product(*(some[:tried] for some, _ in near))
        told = max(choices, key=lambda people: len(credits_.shared(people)))
    for name, person, (others, is_part) in zip(names, told, near, strict=True):
        if name_key(name) == name_key(person):
            continue
        rest = [other for other in others if other != person][:_MOST_TOLD] if is_part else []
        more = f"; there {'are' if rest[1:] else 'is'} also {join_with_and(rest)}" if rest else ""
        notify(f"taken for '{shorten(name)}': {safe_for_terminal(person + more)}")
    return told


class _Credits:
    """Who is credited for which films, on the shelf and in the catalogue."""

    def __init__(
        self, catalogue: Catalogue, shelved: shelf.ShelfNameIndex | None, notify: Notify
    ) -> None:
        self.alike: dict[str, int] = {}
        self._catalogue = catalogue
        self._shelved = shelved
        self._known = ShelfIndex(shelf.list_entries(notify))
        self._films: dict[str, dict[str, FilmCredit]] = {}

    def called(self, name: str) -> tuple[list[str], bool]:
        """Who may be meant by a name, the likeliest first; and whether it is only a part of it."""
        wanted, parts = name_key(name), set(fold_words(name))
        on_shelf = self._on_shelf(name)
        if wanted in on_shelf:
            return [on_shelf[wanted][0]], False
        found, is_part = find_people(self._catalogue, name)
        if found and not is_part and name_key(found[0].name) == wanted:
            return [found[0].name], False
        near = {one.name: one for one in found}
        for own, films in on_shelf.values():
            if parts and parts <= set(fold_words(own)):
                near.setdefault(own, PersonHit(own, len(films)))
                is_part = True
        if not near:
            nobody = f"nobody is called '{shorten(name)}' on the shelf or in the catalogue"
            covers = store.describe_coverage(self._catalogue)
            raise HeartError(f"{nobody}, which has {covers}; heart import adds more")
        return sorted(near, key=lambda own: -score(near[own], name)), is_part

    def shared(self, people: Iterable[str]) -> list[FilmCredit]:
        """The films that all of these people are credited for."""
        found: dict[str, FilmCredit] | None = None
        for person in people:
            if person not in self._films:
                _, shelved = self._on_shelf(person).get(name_key(person), ("", {}))
                told = _in_catalogue(self._catalogue, person, self._known, self.alike)
                self._films[person] = {
                    own: _of(film, person) for own, film in shelved.items()
                } | told
            films = self._films[person]
            found = films if found is None else _both(found, films)
        return list((found or {}).values())

    def _on_shelf(self, name: str) -> dict[str, tuple[str, dict[str, FilmCredit]]]:
        """Those of a name, and others, who are credited on the shelf: see `_credited_in`."""
        return _credited_in(self._shelved.films_with_name(name)) if self._shelved else {}


def _credited_in(loaded: Iterable[Film]) -> dict[str, tuple[str, dict[str, FilmCredit]]]:
    """All who are credited in films, by the keys of their names: the name, and their films."""
    found: dict[str, tuple[str, dict[str, FilmCredit]]] = {}
    for film in loaded:
        people: dict[str, tuple[str, dict[tuple[str, str], None], dict[str, None]]] = {}
        cast = [(member.performer, (CAST, member.character), member) for member in film.cast]
        crew = [(member.name, (member.job, ""), member) for member in film.crew]
        for name, role, member in [*cast, *crew]:
            _, roles, sources = people.setdefault(name_key(name), (name, {}, {}))
            roles[role] = None
            sources.update(dict.fromkeys(member.sources))
        for key, (name, roles, sources) in people.items():
            first, films = found.setdefault(key, (name, {}))
            films[film.id] = FilmCredit(
                film.id, film.title, film.year, {first: roles}, tuple(sources)
            )
    return found


def _of(film: FilmCredit, person: str) -> FilmCredit:
    """A film with somebody's roles under the name that was asked for."""
    [roles] = film.roles.values()
    return film._replace(roles={person: roles})


def _in_catalogue(
    catalogue: Catalogue, person: str, shelved: ShelfIndex, alike: dict[str, int]
) -> dict[str, FilmCredit]:
    found: dict[str, FilmCredit] = {}
    for held in catalogue.stores:
        for source in held.sources:
            same = find_people_named(held, source, person)
            if len(same) > 1:
                alike[person] = max(alike.get(person, 0), len(same))
            for film in _credited(held, source, person, same, shelved):
                before = found.get(film.id)
                found[film.id] = _together(before, film) if before else film
    return found


def _credited(
    held: Store, source: int, person: str, same: Sequence[int], shelved: ShelfIndex
) -> Iterator[FilmCredit]:
    """What one source says: the films of those who have the name, but for those on the shelf."""
    numbers = {own & LOCAL_MASK for own in same}
    entries = held.load_entries(find_entries_of(held, source, same))
    told = held.load_credits([entry.id for entry in entries])
    for entry in entries:
        credited = told.get(entry.id, ())
        roles = {(job, part): None for own, job, part in credited if own in numbers}
        if entry not in shelved:
            sources = (held.sources[source].name,)
            yield FilmCredit(entry.film_id, entry.title, entry.year, {person: roles}, sources)


def _together(one: FilmCredit, other: FilmCredit) -> FilmCredit:
    """What two sources say of a film."""
    roles = {name: one.roles[name] | other.roles[name] for name in one.roles}
    return one._replace(roles=roles, sources=tuple(dict.fromkeys((*one.sources, *other.sources))))


def _both(one: dict[str, FilmCredit], other: dict[str, FilmCredit]) -> dict[str, FilmCredit]:
    return {
        own: film._replace(
            roles=film.roles | other[own].roles,
            sources=tuple(dict.fromkeys((*film.sources, *other[own].sources))),
        )
        for own, film in one.items()
        if own in other
    }

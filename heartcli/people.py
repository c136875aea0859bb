"""The films of a person, or those that several share: on the shelf and in the catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from typing import Any, ClassVar, NamedTuple

from heartcli import output, shelf
from heartcli.catalogue import find, store
from heartcli.catalogue.claims import CAST, credits_read
from heartcli.catalogue.store import NUMBERS, Catalogue, Store
from heartcli.errors import HeartError
from heartcli.film import Film
from heartcli.records import Frozen, Texts, frozen
from heartcli.text import fold, printable

# person → the jobs they are credited for in a film, each with the character in a cast, if known
Roles = dict[str, dict[tuple[str, str], None]]


class Credited(NamedTuple):
    """A film with what those who were asked for are credited for."""

    id: str
    title: str
    year: int
    roles: Roles
    sources: Texts

    def told(self, person: str) -> list[str]:
        """What somebody is credited for: a job, or a character; "cast" where that isn't known."""
        roles = self.roles[person]
        plays = any(job == CAST and part for job, part in roles)
        return [part or job for job, part in roles if part or job != CAST or not plays]

    def data(self) -> dict[str, Any]:
        roles = {name: self.told(name) for name in self.roles}
        return self._asdict() | {"roles": roles, "sources": list(self.sources)}


@frozen
class Filmography(Frozen):
    """The films of a person, or those that several share, by year."""

    panel: ClassVar = "many_films"
    people: list[str]
    films: list[Credited]
    alike: dict[str, int]  # how many people a source knows by that name, where it is not one

    def data(self) -> dict[str, Any]:
        return {"people": self.people, "films": [film.data() for film in self.films]}

    def rows(self) -> Iterator[Texts]:
        for film in self.films:
            roles = [", ".join(film.told(name)) for name in self.people]
            yield film.id, film.title, str(film.year), *roles, ",".join(film.sources)


def filmography(names: Sequence[str]) -> Filmography:
    """The films that all of these people are credited for. Raises HeartError for nobody's name."""
    shelved = shelf.films()
    alike: dict[str, int] = {}
    with closing(store.opened(output.say)) as catalogue:
        known = {own.lower() for film in shelved for own in (film.id, *_ids(film))}
        called = [_called(catalogue, shelved, name) for name in names]
        shared: dict[str, Credited] | None = None
        for person in called:
            found = _on_shelf(shelved, person)
            found |= _in_catalogue(catalogue, person, known, alike)
            shared = found if shared is None else _both(shared, found)
    films = sorted((shared or {}).values(), key=lambda film: (film.year, fold(film.title)))
    return Filmography(people=called, films=films, alike=alike)


def _called(catalogue: Catalogue, shelved: Iterable[Film], name: str) -> str:
    """The name as it is written in the credits; another one that was taken for it is told."""
    wanted = fold(name)
    for film in shelved:
        for own in [m.performer for m in film.cast] + [m.name for m in film.crew]:
            if fold(own) == wanted:
                return own
    found = [
        (like, told)
        for held in catalogue.stores
        for source in held.sources
        for like, _, told in find.people(held, source, name)
    ]
    if not found:
        nobody = f"nobody is called '{printable(name)}' on the shelf or in the catalogue"
        raise HeartError(f"{nobody}, which has {store.covers(catalogue)}; heart import adds more")
    like, told = max(found, key=lambda one: one[0])
    if like < find.SAME:
        output.say(f"taken for '{printable(name)}': {printable(told)}")
    return told


def _ids(film: Film) -> Texts:
    return tuple(filter(None, (film.ids.wikidata, film.ids.imdb)))


def _on_shelf(shelved: Iterable[Film], person: str) -> dict[str, Credited]:
    wanted = fold(person)
    found: dict[str, Credited] = {}
    for film in shelved:
        roles: dict[tuple[str, str], None] = {}
        sources: dict[str, None] = {}
        told = [(m.performer, (CAST, m.character), m) for m in film.cast]
        for name, role, member in [*told, *((m.name, (m.job, ""), m) for m in film.crew)]:
            if fold(name) == wanted:
                roles[role] = None
                sources |= dict.fromkeys(member.sources)
        if roles:
            found[film.id] = Credited(film.id, film.title, film.year, {person: roles},
                                      tuple(sources))  # fmt: skip
    return found


def _in_catalogue(
    catalogue: Catalogue, person: str, shelved: set[str], alike: dict[str, int]
) -> dict[str, Credited]:
    found: dict[str, Credited] = {}
    for held in catalogue.stores:
        for source in held.sources:
            same = [own for like, own, _ in find.people(held, source, person) if like >= find.SAME]
            if len(same) > 1:
                alike[person] = max(alike.get(person, 0), len(same))
            for film in _credited(held, source, person, same, shelved):
                before = found.get(film.id)
                found[film.id] = _together(before, film) if before else film
    return found


def _credited(
    held: Store, source: int, person: str, same: Sequence[int], shelved: set[str]
) -> Iterator[Credited]:
    """What one source says: the films of those who have the name, but for those on the shelf."""
    numbers = {own & NUMBERS for own in same}
    entries = held.entries(find.of_people(held, source, same))
    told = held.told("credits", [entry.id for entry in entries])
    for entry in entries:
        credited = credits_read(told.get(entry.id, "[]"))
        roles = {(job, part): None for own, job, part in credited if own in numbers}
        own = store.film_id(entry.film, entry.title, entry.year)
        if {own.lower(), f"tt{entry.imdb or 0:07}"} & shelved:
            continue
        yield Credited(own, entry.title, entry.year, {person: roles},
                       (held.sources[source].name,))  # fmt: skip


def _together(one: Credited, other: Credited) -> Credited:
    """What two sources say of a film."""
    roles = {name: one.roles[name] | other.roles[name] for name in one.roles}
    return one._replace(roles=roles, sources=tuple(dict.fromkeys((*one.sources, *other.sources))))


def _both(one: dict[str, Credited], other: dict[str, Credited]) -> dict[str, Credited]:
    return {
        own: film._replace(
            roles=film.roles | other[own].roles,
            sources=tuple(dict.fromkeys((*film.sources, *other[own].sources))),
        )
        for own, film in one.items()
        if own in other
    }

"""People's credits in films, from the shelf and the catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from typing import NamedTuple

from heartcli.catalogue.codec import CAST
from heartcli.catalogue.merging import load_summary
from heartcli.catalogue.search.normalize import name_key
from heartcli.catalogue.spelling import best_title
from heartcli.catalogue.store import SOURCE_SHIFT, Catalogue, Entry, Store, find_film_number
from heartcli.library.details import Details, details_of_entries, details_of_film
from heartcli.model.film import Film
from heartcli.model.frozen import JsonObject
from heartcli.model.records import Strings

# person → their credits in a film, as (job, character) pairs; "" for an unknown character
Roles = dict[str, dict[tuple[str, str], None]]


class FilmCredit(NamedTuple):
    """A film and what people are credited for in it."""

    id: str
    title: str
    year: int
    roles: Roles
    sources: Strings
    directors: Strings = ()
    genres: Strings = ()
    details: Details = Details()
    is_on_shelf: bool = False

    def roles_of(self, person: str) -> list[str]:
        """Returns the person's jobs and characters; "cast" where no character is known."""
        roles = self.roles[person]
        has_part = any(job == CAST and part for job, part in roles)
        return [part or job for job, part in roles if part or job != CAST or not has_part]

    def data(self) -> JsonObject:
        return {
            "id": self.id, "title": self.title, "year": self.year,
            "roles": {name: self.roles_of(name) for name in self.roles},
            "sources": list(self.sources), "directors": list(self.directors),
            "genres": list(self.genres), **self.details.data(),
        }  # fmt: skip

    def details_cells(self) -> Strings:
        """Returns the directors, running time, ratings, votes and box office as columns."""
        return ", ".join(self.directors), *self.details.cells()


def add_details(
    catalogue: Catalogue, credits_: Iterable[FilmCredit], films: Iterable[Film]
) -> list[FilmCredit]:
    """Adds the details that lists show, from the film's file or else from the catalogue."""
    on_shelf: dict[str, Film] = {film.id: film for film in films}
    return [_with_details(catalogue, credit, on_shelf.get(credit.id)) for credit in credits_]


def _with_details(catalogue: Catalogue, credit: FilmCredit, film: Film | None) -> FilmCredit:
    if film:
        return credit._replace(
            directors=film.directors, genres=film.genres, details=details_of_film(film),
            is_on_shelf=True,
        )  # fmt: skip
    number = find_film_number(catalogue, credit.id)
    if number is None:
        return credit
    entries = catalogue.entries_of_film(number)
    head, directors, _ = load_summary(entries)
    return credit._replace(
        directors=directors, genres=head.get("genres", ()), details=details_of_entries(entries)
    )


class ShelfPerson(NamedTuple):
    """A person credited on the shelf, and their films by id."""

    name: str
    films: dict[str, FilmCredit]


def people_in(films: Iterable[Film]) -> dict[str, ShelfPerson]:
    """Returns everyone credited in some films, by name key."""
    people: dict[str, ShelfPerson] = {}
    for film in films:
        cast = [(m.performer, (CAST, m.character), m.sources) for m in film.cast]
        crew = [(m.name, (m.job, ""), m.sources) for m in film.crew]
        for name, role, sources in [*cast, *crew]:
            person = people.setdefault(name_key(name), ShelfPerson(name, {}))
            roles = {person.name: {role: None}}
            credit = FilmCredit(film.id, film.title, film.year, roles, sources)
            person.films[film.id] = merge(person.films.get(film.id, credit), credit)
        for name, about in film.people.items():
            if known := people.get(name_key(name)):
                for other in about.also:
                    people.setdefault(name_key(other), known)
    return people


def credit_in_film(
    names: Sequence[str], entries: Iterable[tuple[Store, Entry]], film: Film | None = None
) -> FilmCredit:
    """Returns what people are credited for in a film, on the shelf or in any of its entries."""
    keys = {name_key(name): name for name in names}
    credits_: list[FilmCredit] = []
    for key, person in people_in([film] if film else []).items():
        if key in keys:
            [credit] = person.films.values()
            credits_.append(credit._replace(roles={keys[key]: credit.roles[person.name]}))
    for store, entry in entries:
        first_id = entry.id >> SOURCE_SHIFT << SOURCE_SHIFT
        rows = store.load_credits([entry.id]).get(entry.id, ())
        people = store.load_people({first_id | number for number, _, _ in rows})
        roles: Roles = {name: {} for name in names}
        for number, job, character in rows:
            known = people.get(first_id | number)
            if known and (name := keys.get(name_key(known.name))):
                roles[name][job, character] = None
        sources = (store.source_of(entry.id).name,)
        credits_.append(FilmCredit(entry.film_id, entry.title, entry.year, roles, sources))
    return reduce(merge, credits_)


def merge(film: FilmCredit, other: FilmCredit) -> FilmCredit:
    names = film.roles | other.roles
    roles = {name: film.roles.get(name, {}) | other.roles.get(name, {}) for name in names}
    sources = tuple(dict.fromkeys((*film.sources, *other.sources)))
    return film._replace(title=best_title([film.title, other.title]), roles=roles, sources=sources)

"""Resolves people's names, and finds their films, on the shelf and in the catalogue."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import reduce
from itertools import product

from heartcli.catalogue.search import people as persons
from heartcli.catalogue.search.fame import Fame
from heartcli.catalogue.search.known import find_entries_of
from heartcli.catalogue.search.normalize import name_key
from heartcli.catalogue.store import LOCAL_MASK, Catalogue, Store
from heartcli.errors import Notify, UnknownNameError
from heartcli.library.credits import FilmCredit, ShelfPerson, merge, people_in
from heartcli.library.messages import match_message
from heartcli.library.shelf import Shelf, ShelfIndex, ShelfNameIndex
from heartcli.model.film import Film
from heartcli.model.records import Strings
from heartcli.text.display import quote, safe_for_terminal
from heartcli.text.folding import fold_words

_MAX_SPELLINGS = 20  # of a name to look for in other sources
_MAX_COMBINATIONS = 64  # of people to try if several names are ambiguous


def resolve_names(
    catalogue: Catalogue, name_index: ShelfNameIndex | None, names: Sequence[str], notify: Notify
) -> Strings:
    """Resolves names, or parts of them, to people's names as credited.

    If part of a name fits several people, picks those who share the most films (or the best-known
    person, for a single name) and says so. Without `name_index`, searches only the catalogue.
    Raises UnknownNameError for an unknown name.
    """
    return resolve(CreditIndex(catalogue, name_index, notify), names, notify) if names else ()


def resolve(credit_index: CreditIndex, names: Sequence[str], notify: Notify) -> Strings:
    """Resolves names like `resolve_names`, with an existing index."""
    results = [credit_index.candidates(name) for name in names]
    people = tuple(candidates[0] for candidates, _ in results)
    if len(names) > 1 and any(len(candidates) > 1 for candidates, _ in results):
        tried = max(1, int(_MAX_COMBINATIONS ** (1 / len(names))))  # candidates tried per name
        combinations = product(*(candidates[:tried] for candidates, _ in results))
        people = max(combinations, key=lambda people: len(credit_index.shared_films(people)))
    for name, person, (candidates, is_part) in zip(names, people, results, strict=True):
        if name_key(name) != name_key(person):
            others = [safe_for_terminal(other) for other in candidates if other != person]
            shown = safe_for_terminal(person)
            if other_name := credit_index.other_names.get(person):
                shown += f", also known as {safe_for_terminal(other_name)}"
            notify(match_message(name, shown, others if is_part else []))
    return people


class CreditIndex:
    """Finds who is credited for which films, on the shelf and in the catalogue."""

    def __init__(self, catalogue: Catalogue, names: ShelfNameIndex | None, notify: Notify) -> None:
        self.namesake_counts: dict[str, int] = {}
        self.other_names: dict[str, str] = {}  # a person's name → the other name that matched
        self._catalogue = catalogue
        self._name_index = names
        self._shelf_index = ShelfIndex((names.shelf if names else Shelf(notify)).entries)
        self._films: dict[str, dict[str, FilmCredit]] = {}

    def candidates(self, name: str) -> tuple[list[str], bool]:
        """Returns the people a name may mean, and whether it's only part of their names.

        The likeliest come first. Raises UnknownNameError if there are none.
        """
        key, parts = name_key(name), set(fold_words(name))
        on_shelf = self._people_on_shelf(name)
        if key in on_shelf:
            return [on_shelf[key].name], False
        hits, is_part = persons.find_people(self._catalogue, name)
        self.other_names |= {hit.name: hit.other_name for hit in hits if hit.other_name}
        if hits and not is_part and name_key(hits[0].name) == key:
            return [hits[0].name], False
        by_name = {hit.name: hit for hit in hits}
        for person in on_shelf.values():
            if parts and parts <= set(fold_words(person.name)):
                by_name.setdefault(
                    person.name, persons.PersonHit(person.name, Fame(0, len(person.films)))
                )
                is_part = True
        if not by_name:
            raise UnknownNameError(
                name,
                f"no person called {quote(name)} on your shelf or in the catalogue."
                " Use heart fetch TITLE or heart import to add more",
            )
        return sorted(by_name, key=lambda person: -persons.score(by_name[person], name)), is_part

    def has_name(self, name: str) -> bool:
        """Whether somebody has exactly these words in their name."""
        try:
            [person, *_], _ = self.candidates(name)
        except UnknownNameError:
            return False
        return {*fold_words(name)} <= {*fold_words(person)}

    def shared_films(self, people: Sequence[str]) -> list[FilmCredit]:
        """Returns the films that all of these people are credited for."""
        films = [self._films_of(person) for person in people]
        first = films[0] if films else {}
        shared = [film_id for film_id in first if all(film_id in each for each in films)]
        return [reduce(merge, (each[film_id] for each in films)) for film_id in shared]

    def _films_of(self, name: str) -> dict[str, FilmCredit]:
        if name not in self._films:
            person = self._people_on_shelf(name).get(name_key(name), ShelfPerson(name, {}))
            on_shelf = {
                film_id: film._replace(roles={name: film.roles[person.name]})
                for film_id, film in person.films.items()
            }
            self._films[name] = on_shelf | self._films_in_catalogue(name)
        return self._films[name]

    def _people_on_shelf(self, name: str) -> dict[str, ShelfPerson]:
        """Returns everyone credited in the shelf films that may mention a name."""
        return people_in(self.films_on_shelf(name))

    def films_on_shelf(self, name: str) -> list[Film]:
        """Returns the films on the shelf that may mention a name."""
        return self._name_index.films_with_name(name) if self._name_index else []

    def _films_in_catalogue(self, name: str) -> dict[str, FilmCredit]:
        """Returns the catalogue's films with anyone of this name, except films on the shelf."""
        films: dict[str, FilmCredit] = {}
        spellings = {name: None}
        for file, source in self._sources():
            person_ids = persons.find_people_named(file, source, name)
            count = max(self.namesake_counts.get(name, 1), len(person_ids))
            if count > 1:
                self.namesake_counts[name] = count
            for film in self._credits_of_source(file, source, name, person_ids):
                films[film.id] = merge(films.get(film.id, film), film)
            spellings |= dict.fromkeys(persons.other_names_of(file, person_ids))
        for film in self._films_under_other_names(name, list(spellings)[:_MAX_SPELLINGS], films):
            films[film.id] = merge(films.get(film.id, film), film)
        return films

    def _films_under_other_names(
        self, name: str, spellings: Iterable[str], films: Mapping[str, FilmCredit]
    ) -> list[FilmCredit]:
        """Returns the films of people with another spelling who share a job in one of `films`."""
        credits_: list[FilmCredit] = []
        for spelling, (file, source) in product(spellings, self._sources()):
            people = persons.find_people_called(file, source, spelling)
            for person_id, match in people.items():
                if name_key(match.name) != name_key(name):
                    others = list(self._credits_of_source(file, source, name, [person_id]))
                    if any(_is_same_credit(film, films.get(film.id)) for film in others):
                        credits_ += others
        return credits_

    def _sources(self) -> list[tuple[Store, int]]:
        return [(file, source) for file in self._catalogue.stores for source in file.sources]

    def _credits_of_source(
        self, file: Store, source: int, name: str, person_ids: Collection[int]
    ) -> Iterator[FilmCredit]:
        numbers = {person_id & LOCAL_MASK for person_id in person_ids}
        entries = file.load_entries(find_entries_of(file, person_ids))
        credits_ = file.load_credits([entry.id for entry in entries])
        sources = (file.sources[source].name,)
        for entry in entries:
            rows = credits_.get(entry.id, ())
            roles = {(job, part): None for number, job, part in rows if number in numbers}
            if entry not in self._shelf_index:
                yield FilmCredit(entry.film_id, entry.title, entry.year, {name: roles}, sources)


def _is_same_credit(film: FilmCredit, other: FilmCredit | None) -> bool:
    """Whether two sources give somebody the same job in the same film."""
    if other is None:
        return False
    jobs, other_jobs = ({job for rs in f.roles.values() for job, _ in rs} for f in (film, other))
    return not jobs.isdisjoint(other_jobs)

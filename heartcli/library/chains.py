"""Finds the shortest chain of films between two people, and says where it may be wrong."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import closing
from itertools import pairwise
from typing import NamedTuple

from heartcli.catalogue import store
from heartcli.catalogue.search.fame import score_fame
from heartcli.catalogue.search.graph import CreditGraph
from heartcli.catalogue.store import SOURCE_SHIFT, Catalogue, find_film_number
from heartcli.errors import Notify
from heartcli.library.chain_doubts import Between, Doubt, Doubts, count_namesakes, is_numbered
from heartcli.library.credit_index import resolve_names
from heartcli.library.credits import FilmCredit, add_details, credit_in_film
from heartcli.library.details import describe_sources
from heartcli.library.path_search import Avoided, find_films_between
from heartcli.library.people import separate_option
from heartcli.library.shelf import Shelf, ShelfNameIndex
from heartcli.model.film import Film
from heartcli.model.frozen import Frozen, JsonObject, frozen
from heartcli.model.records import Strings
from heartcli.text.display import plural

_MAX_TRIES = 3  # extra searches for a chain without doubtful links
_MAX_DETOUR = 1  # films; how much longer such a chain may be
_FIRST_SHELF_NUMBER = -1 << 62  # of films on the shelf that the catalogue lacks


class Link(NamedTuple):
    """A film in a chain, and the two people whom it links."""

    start: str
    end: str
    film: FilmCredit
    doubt: str = ""  # why the two may not have worked together

    def data(self) -> JsonObject:
        link = {"from": self.start, "to": self.end} | self.film.data()
        return link | ({"doubt": self.doubt} if self.doubt else {})

    def row(self) -> Strings:
        start, end = (", ".join(self.film.roles_of(name)) for name in (self.start, self.end))
        head = (self.film.id, self.film.title, str(self.film.year))
        names = (self.start, start, self.end, end)
        notes = (",".join(self.film.sources), self.doubt)
        return *head, *names, *notes, *self.film.details_cells()


@frozen
class Chain(Frozen):
    """The films that link one person to another, in order; empty if none do."""

    people: list[str]  # the first and the last
    links: list[Link]
    goes_by_names: bool  # whether any person is matched by name only
    namesake_counts: dict[str, int]  # how many people share the first or last name
    origins: Sequence[str] = ()  # the sources, each with its date
    left_out: str = ""  # the length of a shorter but doubtful chain, and why it's doubtful

    @property
    def has_films(self) -> bool:
        return bool(self.links)

    def data(self) -> JsonObject:
        document = {"people": self.people, "chain": [link.data() for link in self.links]}
        return document | ({"left_out": self.left_out} if self.left_out else {})

    def rows(self) -> Iterator[Strings]:
        return (link.row() for link in self.links)


def find_chain(words: Sequence[str], other: str, notify: Notify) -> Chain:
    """Finds the shortest chain of films between two people, in any job.

    Raises HeartError for an unknown name.
    """
    with closing(store.open_catalogue(notify)) as catalogue:
        name_index = ShelfNameIndex(Shelf(notify))
        ends = separate_option(catalogue, name_index, words, other)
        people = [resolve_names(catalogue, name_index, [end], notify)[0] for end in ends]
        return _Chains(catalogue, name_index.films_with_name("")).find(people)


class _Route(NamedTuple):
    """The numbers of the films in a chain, and the people between them."""

    films: list[int]
    people: list[Between]
    doubts: list[Doubt]
    shorter: _Route | None = None  # a doubtful one that isn't shown

    def reasons(self, number: int | None = None) -> str:
        """Returns the reasons to doubt one film, or the whole route if no film is given."""
        return "; ".join(each.reason for each in self.doubts if number in (None, each.film))


class _Chains:
    """Finds chains in the catalogue and on the shelf."""

    def __init__(self, catalogue: Catalogue, films: Sequence[Film]) -> None:
        self._catalogue = catalogue
        numbers = [_film_number(catalogue, film) for film in films]
        self._shelf_films = {
            number or _FIRST_SHELF_NUMBER + place: film
            for place, (number, film) in enumerate(zip(numbers, films, strict=True))
        }
        names = {number: _names_in(film) for number, film in self._shelf_films.items()}
        self._graph = CreditGraph(catalogue, names)
        self._doubts = Doubts(catalogue, self._graph, self._shelf_films)

    def find(self, people: Sequence[str]) -> Chain:
        """Finds a chain between two people, given their names as credited."""
        ends = [self._graph.people_called(name) for name in people]
        counts = {name: count_namesakes(ids) for name, ids in zip(people, ends, strict=True)}
        route = self._find_route(*ends)
        names = self._graph.names([each.person for each in route.people])
        between = [names[each.person] for each in route.people]
        pairs = [*pairwise((people[0], *between, people[1]))] if route.films else []
        credits_ = [self._credit(*each) for each in zip(route.films, pairs, strict=True)]
        films = add_details(self._catalogue, credits_, self._shelf_films.values())
        doubts = map(route.reasons, route.films)
        links = zip(pairs, films, doubts, strict=True)
        sources = [film.sources for film in films if not film.is_on_shelf]
        return Chain(
            people=[*people],
            links=[Link(*pair, film, doubt) for pair, film, doubt in links],
            goes_by_names=not all(each.is_certain for each in route.people),
            namesake_counts={name: count for name, count in counts.items() if count > 1},
            origins=describe_sources(self._catalogue, sources),
            left_out=_describe(route.shorter) if route.shorter else "",
        )

    def _find_route(self, start: Collection[int], end: Collection[int]) -> _Route:
        """Finds the shortest route, or a slightly longer one without doubts.

        Uses documentaries only if every route needs one.
        """
        avoided = Avoided(films=self._doubts.documentaries_on_shelf, documentaries=True)
        route = first = self._route(start, end, avoided)
        if not first.films:
            return self._route(start, end, Avoided())
        for _ in range(_MAX_TRIES):
            if not route.doubts:
                break
            people = set().union(avoided.people, *(doubt.people for doubt in route.doubts))
            films = set().union(avoided.films, *(doubt.films for doubt in route.doubts))
            avoided = Avoided(people, films, documentaries=True)
            route = self._route(start, end, avoided)
        if route.doubts or not 0 < len(route.films) <= len(first.films) + _MAX_DETOUR:
            return first
        return route._replace(shorter=first if len(first.films) < len(route.films) else None)

    def _route(self, start: Collection[int], end: Collection[int], avoided: Avoided) -> _Route:
        films = find_films_between(self._graph, start, end, avoided)
        loaded = self._graph.load_films(films)
        people = [
            self._link(loaded[number].people, loaded[following].people, avoided)
            for number, following in pairwise(films)
        ]
        doubts = self._doubts.doubts(films, loaded, people, (start, end))
        return _Route(films, people, [*doubts])

    def _link(self, cast: Collection[int], following: Collection[int], avoided: Avoided) -> Between:
        """Returns the best-known person in two films, preferably one with a number in a source."""
        both = {*cast}.intersection(following).difference(avoided.people)
        if certain := {person for person in both if is_numbered(self._catalogue, person)}:
            return Between(max(certain, key=self._fame), is_certain=True)
        if not both:  # each source has its own number for the person they share
            both = (self._same(cast) & self._same(following)).difference(avoided.people)
        return Between(max(both, key=self._fame), is_certain=False)

    def _fame(self, person: int) -> tuple[float, int]:
        scores = [fame.score for file in self._catalogue.stores
                  if person >> SOURCE_SHIFT in file.sources
                  for fame in score_fame(file, [person]).values()]  # fmt: skip
        return max(scores, default=0.0), person

    def _same(self, people: Collection[int]) -> set[int]:
        same = self._graph.same_people
        return set().union(*(same.get(person, {person}) for person in people))

    def _credit(self, number: int, names: Sequence[str]) -> FilmCredit:
        entries = self._catalogue.entries_of_film(number)
        return credit_in_film(names, entries, self._shelf_films.get(number))


def _describe(route: _Route) -> str:
    return f"A shorter chain, of {plural(len(route.films), 'film')}, is doubtful: {route.reasons()}"


def _film_number(catalogue: Catalogue, film: Film) -> int | None:
    """Returns the number under which the catalogue has a film from the shelf."""
    ids = filter(None, (film.ids.wikidata, film.ids.imdb, film.id))
    numbers = (find_film_number(catalogue, film_id) for film_id in ids)
    return next(filter(None, numbers), None)


def _names_in(film: Film) -> list[str]:
    return [*(member.performer for member in film.cast), *(member.name for member in film.crew)]

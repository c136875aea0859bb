"""The shortest chain of films between two people, and where it may run through namesakes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing
from itertools import pairwise
from typing import NamedTuple

from heartcli.catalogue import store
from heartcli.catalogue.formats import FORMATS
from heartcli.catalogue.search.fame import score_fame
from heartcli.catalogue.search.graph import CreditGraph
from heartcli.catalogue.search.known import find_entries_of
from heartcli.catalogue.store import SOURCE_SHIFT, Catalogue, find_film_number
from heartcli.errors import Notify
from heartcli.library.credit_index import resolve_names
from heartcli.library.credits import FilmCredit, add_details, credit_in_film
from heartcli.library.details import describe_sources
from heartcli.library.path_search import find_films_between
from heartcli.library.people import separate_option
from heartcli.library.shelf import Shelf, ShelfNameIndex
from heartcli.model.film import Film
from heartcli.model.frozen import Frozen, JsonObject, frozen
from heartcli.model.records import Strings

_MAX_TRIES = 2  # more searches for an equally short chain without doubtful links
_LONG_SILENCE = 20  # years; after a longer time without films, a name may be another person's
_NUMBERED_FORMATS = ("imdb", *(name for name in FORMATS if FORMATS[name].has_person_ids))
_FIRST_SHELF_NUMBER = -1 << 62  # of films that only the shelf has


class Link(NamedTuple):
    """A film in a chain, and the two people whom it links."""

    start: str
    end: str
    film: FilmCredit
    doubt: str = ""  # why `end` may be two people

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
    """The films that lead from one person to another; none if nothing links them."""

    people: list[str]  # the first and the last
    links: list[Link]
    goes_by_names: bool  # whether a link may be two people with one name
    namesake_counts: dict[str, int]  # of the first and the last: how many people share the name
    origins: Sequence[str] = ()  # the sources, each with its date

    @property
    def has_films(self) -> bool:
        return bool(self.links)

    def data(self) -> JsonObject:
        return {"people": self.people, "chain": [link.data() for link in self.links]}

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
    people: list[int]
    doubts: list[str]  # why each may be two people; "" if there's no doubt
    goes_by_names: bool  # whether no source vouches for somebody being one person


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

    def find(self, people: Sequence[str]) -> Chain:
        """Finds a chain between two people, given their names as credited."""
        ends = [self._graph.people_called(name) for name in people]
        counts = {name: _count_namesakes(ids) for name, ids in zip(people, ends, strict=True)}
        route = self._find_route(*ends)
        names = self._graph.names(route.people)
        between = [names[person] for person in route.people]
        pairs = [*pairwise((people[0], *between, people[1]))] if route.films else []
        credits_ = [self._credit(*each) for each in zip(route.films, pairs, strict=True)]
        films = add_details(self._catalogue, credits_, self._shelf_films.values())
        links = zip(pairs, films, (*route.doubts, ""), strict=bool(pairs))
        sources = [film.sources for film in films if not film.is_on_shelf]
        return Chain(
            people=[*people],
            links=[Link(*pair, film, doubt) for pair, film, doubt in links],
            goes_by_names=route.goes_by_names,
            namesake_counts={name: count for name, count in counts.items() if count > 1},
            origins=describe_sources(self._catalogue, sources),
        )

    def _find_route(self, start: Collection[int], end: Collection[int]) -> _Route:
        """Finds a shortest route, if possible one on which everybody is clearly one person."""
        route = first = self._route(start, end, set())
        avoided: set[int] = set()
        for _ in range(_MAX_TRIES):
            doubtful = [p for p, doubt in zip(route.people, route.doubts, strict=True) if doubt]
            if not doubtful:
                return route
            avoided.update(*map(self._ids_of, doubtful))
            route = self._route(start, end, avoided)
            if len(route.films) != len(first.films):
                break
        return first

    def _route(self, start: Collection[int], end: Collection[int], avoided: set[int]) -> _Route:
        films = find_films_between(self._graph, start, end, avoided)
        casts = {number: film.people for number, film in self._graph.load_films(films).items()}
        people: list[int] = []
        doubts: list[str] = []
        goes_by_names = False
        for number, following in pairwise(films):
            both = (casts[number] & casts[following]) - avoided
            certain = set(filter(self._is_numbered, both))
            if not both:  # they share somebody whom each source numbers differently
                both = (self._same(casts[number]) & self._same(casts[following])) - avoided
            person = max(certain or both, key=self._fame)
            people.append(person)
            doubts.append("" if certain else self._doubt(person, number, following))
            goes_by_names |= not certain
        return _Route(films, people, doubts, goes_by_names)

    def _fame(self, person: int) -> tuple[float, int]:
        scores = [fame.score for file in self._catalogue.stores
                  if person >> SOURCE_SHIFT in file.sources
                  for fame in score_fame(file, [person]).values()]  # fmt: skip
        return max(scores, default=0.0), person

    def _ids_of(self, person: int) -> set[int]:
        return self._graph.same_people.get(person, {person})

    def _same(self, people: Collection[int]) -> set[int]:
        return set().union(*map(self._ids_of, people))

    def _is_numbered(self, person: int) -> bool:
        """Whether a person's source tells people with one name apart."""
        for file in self._catalogue.stores:
            if source := file.sources.get(person >> SOURCE_SHIFT):
                return not file.is_bundled and source.format in _NUMBERED_FORMATS
        return False

    def _doubt(self, person: int, number: int, following: int) -> str:
        """Returns why a person may be one in the first film and another in the second one."""
        [name] = self._graph.names([person]).values()
        namesakes = self._graph.people_called(name)
        if (count := _count_namesakes(namesakes)) > 1:
            return f"{count} people are called {name}"
        first, last = sorted((self._year(number), self._year(following)))
        years = {first, last, *self._years_of(namesakes)}
        between = sorted(year for year in years if first <= year <= last)
        start, end = max(pairwise(between), key=lambda pair: pair[1] - pair[0], default=(0, 0))
        if end - start <= _LONG_SILENCE:
            return ""
        return f"{name} may be two people: no films between {start} and {end}"

    def _years_of(self, people: Collection[int]) -> Iterator[int]:
        query = "SELECT year FROM entry WHERE id IN"
        for file in self._catalogue.stores:
            entries = find_entries_of(
                file, [p for p in people if p >> SOURCE_SHIFT in file.sources]
            )
            yield from (year for (year,) in file.select_in(query, entries, types=(int,)))

    def _year(self, number: int) -> int:
        if film := self._shelf_films.get(number):
            return film.year
        return self._catalogue.entries_of_film(number)[0][1].year

    def _credit(self, number: int, names: Sequence[str]) -> FilmCredit:
        entries = self._catalogue.entries_of_film(number)
        return credit_in_film(names, entries, self._shelf_films.get(number))


def _film_number(catalogue: Catalogue, film: Film) -> int | None:
    """Returns the number under which the catalogue has a film from the shelf."""
    ids = filter(None, (film.ids.wikidata, film.ids.imdb, film.id))
    numbers = (find_film_number(catalogue, film_id) for film_id in ids)
    return next(filter(None, numbers), None)


def _names_in(film: Film) -> list[str]:
    return [*(member.performer for member in film.cast), *(member.name for member in film.crew)]


def _count_namesakes(people: Collection[int]) -> int:
    """Returns how many of these people with one name are in the same source, at most."""
    counts = Counter(person >> SOURCE_SHIFT for person in people)
    return max(counts.values(), default=0)

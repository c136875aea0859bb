"""Finds the shortest chain of films between two people, with the best-known films.

Searches from both ends at once, one film further at a time, always from the side that has reached
fewer people.
"""

from collections.abc import Collection, Iterable
from math import log2
from typing import NamedTuple

from heartcli.catalogue.search.graph import CreditGraph, LinkingFilm


class Avoided(NamedTuple):
    """The people and films that a chain must not use."""

    people: Collection[int] = ()
    films: Collection[int] = ()
    documentaries: bool = False  # all of them, as they may show people who never met


class _Step(NamedTuple):
    """The last step of a search to a person."""

    score: float  # how well known the films on the way are
    film: int = 0  # the number of the last one; 0 at the start
    before: int = 0  # the person before


class _Search:
    """A search of everybody linked to a person."""

    def __init__(self, graph: CreditGraph, start: Iterable[int], avoided: Avoided) -> None:
        self._graph, self._avoided = graph, avoided
        self._films = {*avoided.films}  # films searched already, or to avoid
        self.steps = {person: _Step(0.0) for person in start}
        self.frontier = set(self.steps)  # those reached last

    def advance(self) -> None:
        """Adds everybody who shares a film with the people added last."""
        numbers = self._graph.films_of(self.frontier) - self._films
        self._films |= numbers
        reached: dict[int, _Step] = {}
        for number, film in self._graph.load_films(numbers).items():
            if film.is_documentary and self._avoided.documentaries:
                continue
            if before := film.people & self.frontier:
                step = self._step(number, film, before)
                for person in film.people:
                    if person not in self.steps:  # faster than a difference of sets
                        reached[person] = max(reached.get(person, step), step)
        self.steps |= reached
        self.frontier = {person for person in reached if person not in self._avoided.people}

    def _step(self, number: int, film: LinkingFilm, people: Iterable[int]) -> _Step:
        before = max(people, key=lambda person: (self.steps[person].score, person))
        fame = 0 if film.is_documentary else log2(1 + film.popularity)
        return _Step(self.steps[before].score + fame, number, before)

    def recognize(self) -> None:
        """Adds the same people in other sources."""
        for person in [*self.frontier]:
            for other in self._graph.same_people.get(person, ()):
                if other not in self.steps:
                    self.steps[other] = self.steps[person]
                    self.frontier.add(other)

    def films_to(self, person: int) -> list[int]:
        """Returns the numbers of the films from a person back to the start."""
        films: list[int] = []
        while number := self.steps[person].film:
            films.append(number)
            person = self.steps[person].before
        return films


def find_films_between(
    graph: CreditGraph, start: Collection[int], end: Collection[int], avoided: Avoided
) -> list[int]:
    """Returns the numbers of the films in the shortest chain, or an empty list if none exists.

    Of equally short chains, takes the one with the best-known films, and documentaries last.
    """
    first, last = _Search(graph, start, avoided), _Search(graph, end, avoided)
    while first.frontier and last.frontier:
        search, other = (
            (first, last) if len(first.frontier) <= len(last.frontier) else (last, first)
        )
        search.advance()
        if not (met := search.frontier & other.steps.keys()):
            search.recognize()
            met = search.frontier & other.steps.keys()
        if met:
            scores = {p: first.steps[p].score + last.steps[p].score for p in met}
            best = max(met, key=lambda person: (scores[person], person))
            return [*reversed(first.films_to(best)), *last.films_to(best)]
    return []

"""Finds doubtful links in chains: people who may not have worked together on a film."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from statistics import median_low
from typing import NamedTuple

from heartcli.catalogue.formats import FORMATS
from heartcli.catalogue.search.graph import CreditGraph, LinkingFilm
from heartcli.catalogue.store import SOURCE_SHIFT, Catalogue
from heartcli.model.film import Film
from heartcli.text.folding import fold

# Years without films; after a longer time, a credit may be a namesake's or for old footage.
_LONG_SILENCE = 20
_LONG_SILENCE_AT_END = 10  # between a chain's first or last film and most of the person's
_NUMBERED_FORMATS = ("imdb", *(name for name in FORMATS if FORMATS[name].has_person_ids))


class Between(NamedTuple):
    """Somebody in two films that follow each other in a chain."""

    person: int
    is_certain: bool  # whether a source says that they are one person


class Doubt(NamedTuple):
    """A reason why people may not have worked together on a film, and the links to avoid."""

    film: int
    reason: str
    people: Collection[int] = ()
    films: Collection[int] = ()


class Doubts:
    """Finds doubtful links: two people may share a name, and a film may show old footage."""

    def __init__(
        self, catalogue: Catalogue, graph: CreditGraph, shelf_films: Mapping[int, Film]
    ) -> None:
        self._catalogue, self._graph, self._shelf_films = catalogue, graph, shelf_films
        self.documentaries_on_shelf = {
            number
            for number, film in shelf_films.items()
            if "documentary" in map(fold, film.genres)
        }

    def doubts(
        self,
        numbers: Sequence[int],
        films: Mapping[int, LinkingFilm],
        people: Sequence[Between],
        ends: Iterable[Collection[int]],
    ) -> Iterator[Doubt]:
        """Yields the doubts about a chain of films and the people between them."""
        for pair, person in zip(pairwise(numbers), people, strict=True):
            yield from self._of_person(person, *pair)
        if numbers:
            for number, end in zip((numbers[0], numbers[-1]), ends, strict=True):
                yield from self._of_end(end, number)
        for number, film in films.items():
            if film.is_documentary or number in self.documentaries_on_shelf:
                title, _ = self._title_and_year(number)
                yield Doubt(number, f"{title} is a documentary: it may show people who never met")

    def _of_person(self, between: Between, number: int, following: int) -> Iterator[Doubt]:
        """Yields a doubt if somebody in two films may be two people, or in one as old footage."""
        person, is_certain = between
        [name] = self._graph.names([person]).values()
        namesakes = self._graph.people_called(name)
        years = self._graph.years_of(namesakes).values()
        ends = (self._title_and_year(number)[1], self._title_and_year(following)[1])
        reason = ""
        if not is_certain and (count := count_namesakes(namesakes)) > 1:
            reason = f"{count} people are called {name}"
        elif silence := _longest_silence(years, ends, _LONG_SILENCE):
            reason = _explain(name, silence, is_certain=is_certain)
        if reason:
            yield Doubt(number, reason, self._graph.same_people.get(person, {person}))

    def _of_end(self, people: Collection[int], number: int) -> Iterator[Doubt]:
        """Yields a doubt if a chain starts or ends with a film far from most of the person's."""
        years = self._graph.years_of(people)
        _, year = self._title_and_year(number)
        middle = median_low(years.values()) if years else year

        def silence_before(year: int) -> str:
            return _longest_silence(years.values(), (middle, year), _LONG_SILENCE_AT_END)

        if silence := silence_before(year):
            outliers = {film for film in years if silence_before(years[film])}
            name, *_ = self._graph.names(people).values()
            is_certain = all(is_numbered(self._catalogue, person) for person in people)
            yield Doubt(number, _explain(name, silence, is_certain=is_certain), films=outliers)

    def _title_and_year(self, number: int) -> tuple[str, int]:
        if film := self._shelf_films.get(number):
            return film.title, film.year
        _, entry = self._catalogue.entries_of_film(number)[0]
        return entry.title, entry.year


def is_numbered(catalogue: Catalogue, person: int) -> bool:
    """Whether a person's source tells namesakes apart."""
    for file in catalogue.stores:
        if source := file.sources.get(person >> SOURCE_SHIFT):
            return not file.is_bundled and source.format in _NUMBERED_FORMATS
    return False


def count_namesakes(people: Collection[int]) -> int:
    """Returns the highest number of these namesakes in a single source."""
    counts = Counter(person >> SOURCE_SHIFT for person in people)
    return max(counts.values(), default=0)


def _explain(name: str, silence: str, *, is_certain: bool) -> str:
    reason = "seen in old footage" if is_certain else "two people, or seen in old footage"
    return f"{name} may be {reason}: {silence}"


def _longest_silence(years: Iterable[int], ends: tuple[int, int], limit: int) -> str:
    """Describes the longest time without films between two years; "" if it's within the limit."""
    between = sorted(year for year in {*years, *ends} if min(ends) <= year <= max(ends))
    start, end = max(pairwise(between), key=lambda pair: pair[1] - pair[0], default=(0, 0))
    return f"no films between {start} and {end}" if end - start > limit else ""

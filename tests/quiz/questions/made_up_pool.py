"""A pool of made-up films by a few people, with titles that are easy to confuse."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import cache, lru_cache, partial
from itertools import cycle
from random import Random

from heartcli.model.film import Film, default_id
from heartcli.model.records import Slug, Source, Year
from heartcli.quiz.questions.from_catalogue.credits import measure_prominence
from heartcli.quiz.questions.from_catalogue.pool import (
    ClueKind,
    FilmFacts,
    FilmKey,
    KnownFilm,
    PersonKey,
)
from heartcli.text.folding import fold, fold_words, slug

FILMS = 200
FIRST_YEAR, LAST_YEAR = 1960, 1999
_FIRST_NAMES = ("Anna", "Bell", "Carl", "Dora", "Eve", "Gus", "Hal", "Ida", "Juan", "Xi")
_FAMILY_NAMES = ("Bell", "Blau", "Day", "Eng", "Kovács", "O'Neil", "Roth", "Van Horn")
_WORDS = (
    "Night",
    "Day",
    "Moon",
    "Sun",
    "Vegas",
    "Lift",
    "Heart",
    "Street",
    "Dream",
    "River",
    "1999",
    "Seven",
    "12",
    "Slow",
)
_GENRES = ("Drama", "Comedy", "Western", "Animation", "Documentary")
_CHARACTERS = (
    "Rosa Lind", "Moe", "Dr. Max Quist", "Cop #2", "Ida Vance", "Self", "Rosa Klein", "Sam Poe",
    "Bruno", "Mrs. Hatch", "Leo Marsh",
)  # fmt: skip
_FOREIGN_TITLES = ("La noche", "El corazón de oro", "Golpe al corazón", "Sole", "Un sogno lungo")
_CACHED_POOLS = 8


class MadeUpPool:
    """A pool whose films, cast and crew are random."""

    has_imports = True
    years = (FIRST_YEAR, LAST_YEAR)

    def __init__(self, seed: int) -> None:
        self._rng = Random(seed)  # noqa: S311
        self._names = [f"{first} {family}" for first in _FIRST_NAMES for family in _FAMILY_NAMES]
        films = {(film.title, film.year): film for film in map(self._make_film, range(FILMS))}
        self._films = {film.key: film for film in films.values()}
        self.known = list(self._films)
        self.askable = [key for key in self._films if key % 10]
        self._films_of: defaultdict[PersonKey, list[FilmKey]] = defaultdict(list)
        self._directed_by: defaultdict[PersonKey, list[FilmKey]] = defaultdict(list)
        self._years: defaultdict[int, list[FilmKey]] = defaultdict(list)
        for key, film in self._films.items():
            self._years[film.year].append(key)
            for person in film.cast:
                self._films_of[person].append(key)
            for person in film.directors:
                self._directed_by[person].append(key)
        self.prominence = cache(partial(measure_prominence, self))
        self.count_films_called = cache(self._count_films_called)

    def _below(self, limit: int) -> int:
        return int(self._rng.random() * limit)

    def _pick(self, items: Sequence[str], most: int) -> list[str]:
        return [items[self._below(len(items))] for _ in range(1 + self._below(most))]

    def _people(self, first: int, last: int, most: int) -> tuple[PersonKey, ...]:
        count = self._below(most + 1)
        places = [self._rng.random() ** 1.5 * (last - first) for _ in range(count)]
        return tuple(dict.fromkeys(first + int(place) for place in places))

    def _make_film(self, number: int) -> KnownFilm:
        article = "The " if number % 4 else ""
        title = article + " ".join(dict.fromkeys(self._pick(_WORDS, 3)))
        year = FIRST_YEAR + self._below(LAST_YEAR - FIRST_YEAR + 1)
        return KnownFilm(
            key=number,
            id=f"{default_id(title, year)}-{number}",
            title=title,
            year=year,
            rank=3 * number,
            minutes=(80 + self._below(120)) if self._below(5) else None,
            genres=frozenset(map(fold, self._pick(_GENRES, 2))),
            countries=tuple(self._pick(("France", "Italy"), 1)),
            directors=self._people(0, 16, 2) or (self._below(16),),
            cast=self._people(10, len(self._names), 40 if number % 3 == 0 else 8),
            is_year_disputed=not self._below(10),
        )

    def is_askable(self, number: FilmKey) -> bool:
        return number % 10 != 0

    @property
    def famous_people(self) -> Collection[PersonKey]:
        return [person for person in range(len(self._names)) if person % 5]

    def film(self, number: FilmKey) -> KnownFilm:
        return self._films[number]

    def title(self, number: FilmKey) -> str:
        return self._films[number].title

    def find_film(self, film_id: str) -> KnownFilm | None:
        return next((film for film in self._films.values() if film.id == film_id), None)

    def films_of_year(self, year: int) -> Sequence[FilmKey]:
        return self._years[year]

    def name(self, person: PersonKey) -> str:
        return self._names[person]

    def find_person(self, name: str) -> PersonKey | None:
        slugs = list(map(slug, self._names))
        return slugs.index(slug(name)) if slug(name) in slugs else None

    def characters(self, number: FilmKey) -> Mapping[PersonKey, str]:
        film = self.film(number)
        parts = zip(film.cast, cycle(_CHARACTERS[number % 4 :]), strict=False)
        return dict(parts) if number % 2 else {}

    def other_titles(self, number: FilmKey) -> Sequence[tuple[str, str]]:
        places = ("Spain", "United States", "Italy")[number % 3 :]
        return [(_FOREIGN_TITLES[(number + i) % 5], place) for i, place in enumerate(places)]

    def clue(self, number: FilmKey, kind: ClueKind) -> str:
        """Every second film has a clue of each kind."""
        if number % 2:
            return ""
        if kind == "one-letter":
            return f"{self.title(number)[:-1]}y | Pitch number {number}"
        return f"{kind.capitalize()} number {number}"

    def films_with_clue(self, kind: ClueKind) -> Sequence[FilmKey]:
        return [key for key in self.askable if self.clue(key, kind)]

    def name_riddle(self, person: PersonKey) -> str:
        return f"My name is number {person}." if person % 2 else ""

    def famous_cast(self, number: FilmKey) -> Sequence[PersonKey]:
        return [person for person in self.film(number).cast if person % 5 and number % 7]

    def leads(self, number: FilmKey) -> Sequence[PersonKey]:
        return [person for person in self.famous_cast(number) if person % 7 == 0]

    def is_household_name(self, person: PersonKey) -> bool:
        return person % 3 != 0

    def is_in_filter(self, person: PersonKey) -> bool:
        return person == len(self._names) - 1

    def films_of(self, person: PersonKey) -> Sequence[FilmKey]:
        return self._films_of[person]

    def directed_by(self, person: PersonKey) -> Sequence[FilmKey]:
        return self._directed_by[person]

    def _count_films_called(self, title: str) -> int:
        words = fold_words(title)
        return sum(fold_words(film.title) == words for film in self._films.values())

    def films_with(self, people: Sequence[PersonKey]) -> set[FilmKey]:
        films = self._films.items()
        return {key for key, film in films if {*people} <= {*film.cast, *film.directors}}

    def facts(self, number: FilmKey) -> FilmFacts:
        rng = Random(number)  # noqa: S311
        return FilmFacts(
            takings=tuple(10 ** (9 * rng.random()) for _ in range(number % 3)),
            oscars=number % 5,
        )

    def head(self, films: Sequence[KnownFilm], _section: str, /) -> Film:
        first = films[0]
        return Film(
            id=Slug(first.id), title=first.title, year=Year(first.year), people={}, pool={},
            sources={film.id: Source(title=film.title) for film in films}, cited={},
        )  # fmt: skip


@lru_cache(maxsize=_CACHED_POOLS)
def made_up_pool(seed: int) -> MadeUpPool:
    return MadeUpPool(seed)

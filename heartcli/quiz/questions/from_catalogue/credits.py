"""Film credits: who directed a film, which of its stars players may know, who isn't in it."""

from collections.abc import Sequence
from functools import cache, lru_cache

from heartcli.quiz.questions.from_catalogue.pool import FilmKey, KnownFilm, PersonKey, Pool
from heartcli.quiz.questions.well_known import well_known

_MAX_STARS = 4  # per film
_MAX_BILLING = 4  # places in the cast list, where the source has a billing order
_MIN_CAST = 8  # names; shorter lists would count too much
_CAST_POWER = 0.7  # how much less it counts to be one of many
_COUNTED = 5  # films of an actor, the best known
_HALF_RANK = 150  # the rank at which a film counts half
_LONG_CAST = 12  # names; somebody missing from a shorter list may still be in the film
_MAX_CAREER = 60  # years
_MAX_DIRECTING = 50  # years; a longer career may be that of two people with the same name
_FAMOUS_FILMS = 4  # known films by or with a director, if players are to know the name
_YEARS_AWAY = 10  # between a film and the nearest one of somebody who may be absent from it


def measure_prominence(pool: Pool, person: PersonKey) -> float:
    """Adds up a person's films; better-known films and those with a smaller cast count more."""
    return sum(_weight(pool, number) for number in pool.films_of(person)[:_COUNTED])


@lru_cache(maxsize=4096)
def _weight(pool: Pool, number: FilmKey) -> float:
    film = pool.film(number)
    if not film.has_roles:
        return 0
    cast: float = max(_MIN_CAST, len(film.cast)) ** _CAST_POWER
    return 1 / cast / (1 + film.rank / _HALF_RANK)


def stars(pool: Pool, film: KnownFilm) -> list[PersonKey]:
    """The best-known people in a film's cast, its leads first; none if it has no roles."""
    return list(_stars(pool, film.key))


@lru_cache(maxsize=4096)
def _stars(pool: Pool, number: FilmKey) -> Sequence[PersonKey]:
    film = pool.film(number)
    if not film.has_roles:
        return ()
    if film.is_billed:
        return film.cast[:_MAX_BILLING]
    leads = pool.leads(film.key)
    others = [person for person in pool.famous_cast(film.key) if person not in leads]
    household = [person for person in others if pool.is_household_name(person)]
    found = [*leads, *_by_prominence(pool, household)]
    if len(found) < _MAX_STARS:
        found += _by_prominence(pool, [person for person in others if person not in household])
    return found[:_MAX_STARS]


def _by_prominence(pool: Pool, people: Sequence[PersonKey]) -> list[PersonKey]:
    return sorted(people, key=lambda person: (-pool.prominence(person), person))


def steps_to_name(pool: Pool, star: PersonKey) -> int:
    """How many levels harder a question gets if this star's name is the answer."""
    return 0 if pool.name(star) in _well_known_actors() else 1


@cache
def _well_known_actors() -> frozenset[str]:
    return frozenset((*well_known("actor"), *well_known("actress")))


def co_stars(pool: Pool, star: PersonKey, film: KnownFilm) -> list[PersonKey]:
    """The other stars of a film with this star, except its director."""
    return [p for p in stars(pool, film) if p != star and p not in film.directors]


def shared_cast(films: Sequence[KnownFilm]) -> list[PersonKey]:
    """Those who are in the casts of all these films."""
    first, *others = films
    return [person for person in first.cast if all(person in film.cast for film in others)]


def fit_one_career(films: Sequence[KnownFilm]) -> bool:
    """Whether one actor can be in all these films, rather than two of the same name."""
    years = [film.year for film in films]
    return max(years) - min(years) <= _MAX_CAREER


def is_absent(pool: Pool, person: PersonKey, film: KnownFilm) -> bool:
    """Whether a film's cast list is long enough to rule out that somebody is in the film."""
    if person in (*film.cast, *film.directors) or not film.has_roles or len(film.cast) < _LONG_CAST:
        return False
    years = (pool.film(key).year for key in pool.films_of(person))
    return any(abs(year - film.year) <= _YEARS_AWAY for year in years)


def is_only_film_with(pool: Pool, film: KnownFilm, people: Sequence[PersonKey]) -> bool:
    """Whether this is the only film in the catalogue that credits all these people."""
    return {*pool.films_with(people)} == {film.key}


def sole_director(film: KnownFilm) -> PersonKey | None:
    """The film's director; None if there are several, since sources list second units too."""
    return film.directors[0] if len(film.directors) == 1 else None


def is_one_person(pool: Pool, director: PersonKey) -> bool:
    """Whether all films under a director's name can be by the same person."""
    years = [pool.film(key).year for key in pool.directed_by(director)]
    return max(years, default=0) - min(years, default=0) <= _MAX_DIRECTING


def is_famous_director(pool: Pool, director: PersonKey) -> bool:
    """Whether players may be expected to know a director, if only as an actor."""
    films = {*pool.directed_by(director), *pool.films_of(director)}
    return len(films) >= _FAMOUS_FILMS or pool.name(director) in _well_known_directors()


@cache
def _well_known_directors() -> frozenset[str]:
    return frozenset((*well_known("director"), *well_known("director abroad")))


def steps_to_know(pool: Pool, director: PersonKey) -> int:
    """How many levels harder a question gets if its director is little known."""
    if is_famous_director(pool, director):
        return 0
    return 1 if len(pool.directed_by(director)) > 1 else 2

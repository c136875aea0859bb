"""Choosing films and people at random, the best known most often, and others like them."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

from heartcli.quiz.questions.from_catalogue.pool import KnownFilm, PersonKey, Pool
from heartcli.quiz.questions.from_catalogue.stars import stars
from heartcli.quiz.stable_random import randbelow

_SIMILAR_YEARS = 5
_SIMILAR_PER_YEAR = 10  # the best-known films of each year to compare a film with
_Item = TypeVar("_Item")


def draw_film(pool: Pool, rng: Random) -> KnownFilm:
    """Draws a film that the round may ask about; half of the time one of the best-known eighth."""
    return pool.film(draw_early(pool.askable, rng))


def draw_early(items: Sequence[_Item], rng: Random) -> _Item:
    """Draws an item, the early ones much more often."""
    return items[int(rng.random() ** 3 * len(items))]


def draw(items: Sequence[_Item], rng: Random) -> _Item | None:
    """Draws an item; None if there is none."""
    return items[randbelow(len(items), rng)] if items else None


def askable_films_of(pool: Pool, person: PersonKey) -> list[KnownFilm]:
    """The films with this star that the round may ask about, the best known first."""
    films = [pool.film(key) for key in pool.films_of(person) if pool.is_askable(key)]
    return [film for film in films if person in stars(pool, film)]


def similar_films(pool: Pool, film: KnownFilm) -> list[KnownFilm]:
    """Films of about the same years, those of the same genres and countries first."""
    years = range(film.year - _SIMILAR_YEARS, film.year + _SIMILAR_YEARS + 1)
    keys = [key for year in years for key in pool.films_of_year(year)[:_SIMILAR_PER_YEAR]]
    others = [pool.film(key) for key in keys if key != film.key]
    return sorted(others, key=lambda other: (-_overlap(film, other), other.rank, other.id))


def _overlap(film: KnownFilm, other: KnownFilm) -> float:
    tags, other_tags = ({*f.genres, *f.countries} for f in (film, other))
    return len(tags & other_tags) / max(1, len(tags | other_tags))

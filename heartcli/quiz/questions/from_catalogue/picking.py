"""Choosing films and people at random, the best known most often, and others like them."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from random import Random
from typing import TypeVar

from heartcli.quiz.questions.from_catalogue.credits import sole_director, stars
from heartcli.quiz.questions.from_catalogue.pool import KnownFilm, PersonKey, Pool
from heartcli.quiz.questions.from_catalogue.template import Subjects
from heartcli.quiz.stable_random import randbelow, shuffled
from heartcli.text.folding import fold_words, strip_article

_SIMILAR_YEARS = 5
_SIMILAR_PER_YEAR = 10  # the best-known films of each year to compare a film with
_SERIES_WORDS = 2  # films whose titles share this many first words may be a series
_LEADS = 2  # stars of a film
_BEST_KNOWN = 4  # films of a star to draw one from
_Item = TypeVar("_Item")


def draw_film(pool: Pool, rng: Random) -> KnownFilm:
    """Draws a film that the round may ask about; half of the time one of the best-known sixth."""
    chance = rng.random()
    return pool.film(pool.askable[int((0.1 * chance + 0.9 * chance**3) * len(pool.askable))])


def draw(items: Sequence[_Item], rng: Random) -> _Item | None:
    """Draws an item; None if there is none."""
    return items[randbelow(len(items), rng)] if items else None


def draw_star(pool: Pool, rng: Random) -> PersonKey | None:
    """Draws a star, usually a lead, of a film to ask about; None if the film has none."""
    leads_first = [s for s in stars(pool, draw_film(pool, rng)) if not pool.is_in_filter(s)]
    return leads_first[int(rng.random() ** 2 * len(leads_first))] if leads_first else None


def askable_films_of(pool: Pool, star: PersonKey | None) -> Iterator[KnownFilm]:
    """Yields the films with this star that the round may ask about, the best known first."""
    keys = [] if star is None else pool.films_of(star)
    films = (pool.film(key) for key in keys if pool.is_askable(key))
    return (film for film in films if star in stars(pool, film))


def draw_film_of(pool: Pool, star: PersonKey | None, rng: Random) -> KnownFilm | None:
    """Draws one of a star's best-known films to ask about; None if there is none."""
    return draw(list(islice(askable_films_of(pool, star), _BEST_KNOWN)), rng)


def leading_films_of(pool: Pool, star: PersonKey | None) -> list[KnownFilm]:
    """The films led by this star that the round may ask about, the best known first."""
    films = askable_films_of(pool, star)
    return [film for film in films if star in stars(pool, film)[:_LEADS]]


def askable_films_by(pool: Pool, director: PersonKey) -> list[KnownFilm]:
    """The films that somebody directed alone and the round may ask about, the best known first."""
    films = [pool.film(key) for key in pool.directed_by(director) if pool.is_askable(key)]
    return [film for film in films if sole_director(film) == director]


def draw_films_of_star(pool: Pool, rng: Random, count: int, best_known: int) -> Subjects | None:
    """Draws a star, and this many of the star's best-known films, one per series."""
    return draw_films_of(pool, draw_star(pool, rng), rng, count, best_known)


def draw_films_of(
    pool: Pool, star: PersonKey | None, rng: Random, count: int, best_known: int
) -> Subjects | None:
    """Draws this many of a star's best-known films, one per series; None if there are too few."""
    films = list(islice(one_per_series(askable_films_of(pool, star)), best_known))
    if star is None or len(films) < count:
        return None
    return Subjects(tuple(shuffled(films, rng)[:count]), (star,))


def similar_films(pool: Pool, film: KnownFilm) -> list[KnownFilm]:
    """Films of about the same years, those of the same genres and countries first.

    A player who asked for certain years would rule out films from others.
    """
    first, last = pool.years
    years = range(max(first, film.year - _SIMILAR_YEARS), min(last, film.year + _SIMILAR_YEARS) + 1)
    keys = [key for year in years for key in pool.films_of_year(year)[:_SIMILAR_PER_YEAR]]
    others = [pool.film(key) for key in keys if key != film.key]
    return sorted(others, key=lambda other: (-_overlap(film, other), other.rank, other.id))


def _overlap(film: KnownFilm, other: KnownFilm) -> float:
    tags, other_tags = ({*f.genres, *f.countries} for f in (film, other))
    return len(tags & other_tags) / max(1, len(tags | other_tags))


def is_same_series(film: KnownFilm, other: KnownFilm) -> bool:
    """Whether two films look like parts of a series, going by their titles."""
    words, other_words = (list(strip_article(fold_words(f.title))) for f in (film, other))
    length = min(len(words), len(other_words))
    starts_alike = words[:_SERIES_WORDS][:length] == other_words[:_SERIES_WORDS][:length]
    is_part = {*words} <= {*other_words} or {*other_words} <= {*words}
    return starts_alike or (is_part and length > 1)


def one_per_series(films: Iterable[KnownFilm]) -> Iterator[KnownFilm]:
    """Yields the films, skipping all but the first of each series."""
    kept: list[KnownFilm] = []
    for film in films:
        if not any(is_same_series(film, other) for other in kept):
            kept.append(film)
            yield film

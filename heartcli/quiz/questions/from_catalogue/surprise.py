"""How far apart films are, in genre and time: the further, the more surprising their link."""

from collections.abc import Callable, Sequence
from itertools import combinations
from random import Random

from heartcli.quiz.questions.from_catalogue.pool import KnownFilm, Pool
from heartcli.quiz.questions.from_catalogue.template import Subjects

_ANY_GENRE = frozenset(("drama",))
_TRIES = 3  # subjects to choose the most surprising from
_MANY_YEARS = 40  # a gap that is as surprising as quite a different genre
_OBSCURE = 300  # the average rank that cancels out the same amount of surprise

Pick = Callable[[Pool, Random], Subjects | None]


def distance(film: KnownFilm, other: KnownFilm) -> float:
    """How different the genres of two films are, from 0 (the same) to 1."""
    genres, others = film.genres - _ANY_GENRE, other.genres - _ANY_GENRE
    return 1 - len(genres & others) / max(1, len(genres | others))


def surprise(films: Sequence[KnownFilm]) -> float:
    """How surprising it is that films have something in common, and how well known they are."""
    pairs = list(combinations(films, 2))
    years = [film.year for film in films]
    apart = sum(distance(*pair) for pair in pairs) / max(1, len(pairs))
    obscurity = sum(film.rank for film in films) / len(films) / _OBSCURE
    return apart + min(1, (max(years) - min(years)) / _MANY_YEARS) - obscurity


def surprising(pick: Pick) -> Pick:
    """Makes a pick try a few times and keep the most surprising combination of films."""

    def pick_best(pool: Pool, rng: Random) -> Subjects | None:
        picked = [subjects for _ in range(_TRIES) if (subjects := pick(pool, rng))]
        return max(picked, key=lambda subjects: surprise(subjects.films), default=None)

    return pick_best

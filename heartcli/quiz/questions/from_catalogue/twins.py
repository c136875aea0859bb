"""A question about two films with the same title and different casts."""

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from random import Random

from heartcli.quiz.questions.from_catalogue.credits import sole_director, stars
from heartcli.quiz.questions.from_catalogue.picking import draw
from heartcli.quiz.questions.from_catalogue.pool import FilmKey, KnownFilm, PersonKey, Pool
from heartcli.quiz.questions.from_catalogue.template import (
    Draft,
    Subjects,
    Template,
    by_year,
    middle_level,
)
from heartcli.quiz.questions.from_catalogue.wording import (
    say_years,
    spoken_title,
    title_answer,
    vary,
)
from heartcli.quiz.stable_random import shuffled
from heartcli.text.display import join_with_and

_TRIES = 6
_MIN_YEARS_APART = 5
_NAMED = 2  # stars of each film


@lru_cache(maxsize=1)
def _groups(pool: Pool) -> Sequence[Sequence[FilmKey]]:
    """The films to ask about, in groups that share a title."""
    by_title: defaultdict[str, list[FilmKey]] = defaultdict(list)
    for key in pool.askable:
        by_title[pool.title(key)].append(key)
    return [keys for keys in by_title.values() if len(keys) > 1]


def _pick(pool: Pool, rng: Random) -> Subjects | None:
    for _ in range(_TRIES):
        films = tuple(map(pool.film, shuffled(draw(_groups(pool), rng) or [], rng)[:2]))
        if len(films) == 2 and all(stars(pool, film) for film in films):
            return Subjects(tuple(by_year(films)))
    return None


def _are_clear_twins(films: Sequence[KnownFilm]) -> bool:
    """Whether two films have the same title, and years that can't be confused."""
    film, other = films
    is_apart = abs(film.year - other.year) >= _MIN_YEARS_APART
    return film.title == other.title and is_apart and not any(f.is_year_disputed for f in films)


def _cast(pool: Pool, film: KnownFilm, other: KnownFilm) -> tuple[PersonKey, ...]:
    """The best-known people in one film who aren't in the other."""
    excluded = {*film.directors, *other.directors, *other.cast}
    return tuple(star for star in stars(pool, film) if star not in excluded)[:_NAMED]


def _build(pool: Pool, subjects: Subjects) -> Draft | None:
    if len(subjects.films) != 2 or not _are_clear_twins(subjects.films):
        return None
    film, other = by_year(subjects.films)
    casts = _cast(pool, film, other), _cast(pool, other, film)
    if not all(casts) or not any(
        len(cast) == _NAMED and {*pool.films_with(cast)} == {twin.key}
        for cast, twin in zip(casts, (film, other), strict=True)
    ):
        return None
    names, other_names = (join_with_and(list(map(pool.name, cast))) for cast in casts)
    return Draft(
        ask=vary(
            film.id,
            f"{names} made it in {film.year}, {other_names} in {other.year}."
            " What are both films called?",
            f"One title, two casts: {names} in {film.year}, {other_names} in {other.year}."
            " What is the title?",
            f"First {names} in {film.year}, then {other_names} in {other.year}: which title do"
            " the two films share?",
        ),
        answer=title_answer(film, spoken_title(film.title)),
        why=_say_directors(pool, film, other),
        difficulty=middle_level((film, other)),
        forms=("typed",),
        people=(*casts[0], *casts[1]),
    )


def _say_directors(pool: Pool, film: KnownFilm, other: KnownFilm) -> str:
    """Says who directed the two films, or how far apart they are."""
    first, second = sole_director(film), sole_director(other)
    if first is None or second is None:
        return f"The two are {say_years(other.year - film.year)} apart."
    return f"{pool.name(first)} directed the first, {pool.name(second)} the second."


SAME_TITLE = Template("same-title", _pick, _build)

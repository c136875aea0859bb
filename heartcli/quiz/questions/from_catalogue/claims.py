"""Claims, half of them true and half false."""

from random import Random

from heartcli.quiz.judging import Answer
from heartcli.quiz.questions.from_catalogue.afterlines import (
    afterline,
    say_who_made,
    say_years_apart,
    who_directed,
)
from heartcli.quiz.questions.from_catalogue.credits import (
    is_famous_director,
    is_one_person,
    sole_director,
)
from heartcli.quiz.questions.from_catalogue.directors import other_directors
from heartcli.quiz.questions.from_catalogue.picking import (
    askable_films_by,
    draw,
    draw_film,
    is_same_series,
    similar_films,
)
from heartcli.quiz.questions.from_catalogue.pool import Pool
from heartcli.quiz.questions.from_catalogue.surprise import distance
from heartcli.quiz.questions.from_catalogue.template import (
    Draft,
    Subjects,
    Template,
    by_year,
    hardest,
    shift,
)
from heartcli.quiz.questions.from_catalogue.wording import (
    end_sentence,
    name_film,
    spoken_title,
)
from heartcli.quiz.questions.from_catalogue.years import has_clear_year
from heartcli.quiz.questions.question import TRUE_FALSE
from heartcli.quiz.stable_random import randbelow, shuffled

_YEARS_OFF = (-3, -2, 2, 3)  # between two films; premieres may be a year early
_BEST_KNOWN = 12  # films of a year to choose from
_SIMILAR = 8  # films most similar to another one


def _ask(claim: str) -> str:
    return end_sentence(f"True or false: {claim}")


def _answer(*, is_true: bool) -> Answer:
    return Answer(TRUE_FALSE[0] if is_true else TRUE_FALSE[1])


# --- … and … came out in the same year -----------------------------------------------------------


def _pick_pair(pool: Pool, rng: Random) -> Subjects | None:
    film = draw_film(pool, rng)
    year = film.year + (draw(_YEARS_OFF, rng) or 0) * randbelow(2, rng)
    keys = [key for key in pool.films_of_year(year)[:_BEST_KNOWN] if pool.is_askable(key)]
    unlike = [other for other in map(pool.film, keys) if not other.genres & film.genres]
    other = draw([other for other in unlike if other.key != film.key], rng)
    return Subjects((film, other)) if other else None


def _build_same_year(pool: Pool, subjects: Subjects) -> Draft | None:
    films = earlier, later = by_year(subjects.films)
    gap = later.year - earlier.year
    is_clear = all(has_clear_year(pool, film) for film in films)
    if not is_clear or abs(gap) not in (0, *_YEARS_OFF) or is_same_series(earlier, later):
        return None
    title, later_title = spoken_title(earlier.title), spoken_title(later.title)
    return Draft(
        ask=_ask(f"{title} and {later_title} came out in the same year"),
        answer=_answer(is_true=not gap),
        why=say_years_apart(films) or f"Both came out in {earlier.year}.",
        difficulty=shift(hardest(films), 1),
        forms=("true-false",),
        section="film",
    )


# --- … directed … ---------------------------------------------------------------------------------


def _pick_claimed(pool: Pool, rng: Random) -> Subjects | None:
    film = draw_film(pool, rng)
    known = [p for p in other_directors(pool, film) if is_famous_director(pool, p)]
    claimed = draw([sole_director(film), draw(known[:_SIMILAR], rng)], rng)
    return None if claimed is None else Subjects((film,), (claimed,))


def _build_directed(pool: Pool, subjects: Subjects) -> Draft | None:
    [film], [claimed] = subjects
    director = sole_director(film)
    if director is None or pool.is_in_filter(claimed) or pool.is_in_filter(director):
        return None
    if claimed in film.cast and claimed != director:
        return None
    if film.level != "easy" and not is_famous_director(pool, director):
        return None
    return Draft(
        ask=_ask(f"{pool.name(claimed)} directed {name_film(pool, film)}"),
        answer=_answer(is_true=claimed == director),
        why=(afterline if claimed == director else who_directed)(pool, film, [claimed]),
        difficulty=shift(film.level, 0 if is_famous_director(pool, director) else 1),
        forms=("true-false",),
        section="crew",
        people=(director,),
    )


# --- … and … are by the same director -------------------------------------------------------------


def _pick_by_one(pool: Pool, rng: Random) -> Subjects | None:
    """Picks two different films by one director or, as often, two similar ones by two."""
    film = draw_film(pool, rng)
    director = sole_director(film)
    if director is None:
        return None
    by_one = [other for other in askable_films_by(pool, director) if other is not film]
    unlike = sorted(by_one, key=lambda other: -distance(film, other))
    alike = [other for other in similar_films(pool, film) if pool.is_askable(other.key)]
    by_another = [other for other in alike if director not in other.directors]
    other = draw((unlike, by_another)[randbelow(2, rng)][:_SIMILAR], rng)
    return Subjects(tuple(shuffled([film, other], rng))) if other else None


def _build_same_director(pool: Pool, subjects: Subjects) -> Draft | None:
    first, second = subjects.films
    director, other_director = sole_director(first), sole_director(second)
    if director is None or other_director is None or is_same_series(first, second):
        return None
    both = director, other_director
    if any(map(pool.is_in_filter, both)) or not any(is_famous_director(pool, d) for d in both):
        return None
    if director == other_director and not is_one_person(pool, director):
        return None
    return Draft(
        ask=_ask(f"{name_film(pool, first)} and {name_film(pool, second)} have the same director"),
        answer=_answer(is_true=director == other_director),
        why=say_who_made(pool, first, second),
        difficulty=hardest(subjects.films),
        forms=("true-false",),
        section="film",
        people=both,
    )


SAME_YEAR = Template("same-year", _pick_pair, _build_same_year, interest=1)
DIRECTED_CLAIM = Template("directed-claim", _pick_claimed, _build_directed, interest=1)
SAME_DIRECTOR = Template("same-director", _pick_by_one, _build_same_director, interest=1)

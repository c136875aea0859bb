"""Claims that are true or false: half of them each."""

from random import Random

from heartcli.quiz.judging import Answer
from heartcli.quiz.questions.from_catalogue.directors import (
    is_famous,
    is_one_person,
    sole_director,
)
from heartcli.quiz.questions.from_catalogue.films import say_who_else
from heartcli.quiz.questions.from_catalogue.order import has_clear_year
from heartcli.quiz.questions.from_catalogue.picking import (
    draw,
    draw_film,
    is_same_series,
    similar_films,
)
from heartcli.quiz.questions.from_catalogue.pool import KnownFilm, Pool
from heartcli.quiz.questions.from_catalogue.template import (
    Draft,
    Subjects,
    Template,
    hardest,
    shift,
)
from heartcli.quiz.questions.from_catalogue.wording import (
    end_sentence,
    name_film,
    say_years,
    spoken_title,
)
from heartcli.quiz.questions.question import TRUE_FALSE
from heartcli.quiz.stable_random import shuffled

_MIN_GAP, _MAX_GAP = 2, 6  # years between two films; premieres may be a year early
_SIMILAR = 8  # films that are most like another one


def _ask(claim: str) -> str:
    return end_sentence(f"True or false: {claim}")


def _answer(*, is_true: bool) -> Answer:
    return Answer(TRUE_FALSE[0] if is_true else TRUE_FALSE[1])


# --- … came out before … --------------------------------------------------------------------------


def _pick_pair(pool: Pool, rng: Random) -> Subjects | None:
    film = draw_film(pool, rng)
    years = range(film.year - _MAX_GAP, film.year + _MAX_GAP + 1)
    keys = [key for year in years for key in pool.films_of_year(year)[:6] if pool.is_askable(key)]
    others = [pool.film(key) for key in keys if abs(pool.film(key).year - film.year) >= _MIN_GAP]
    unlike = [other for other in others if not other.genres & film.genres]
    other = draw(unlike or others, rng)  # the less alike, the more surprising
    return Subjects(tuple(shuffled([film, other], rng))) if other else None


def _build_before(pool: Pool, subjects: Subjects) -> Draft | None:
    films = subjects.films
    first, second = films
    gap = abs(first.year - second.year)
    is_clear = all(has_clear_year(pool, film) for film in films)
    if not is_clear or not _MIN_GAP <= gap <= _MAX_GAP or is_same_series(first, second):
        return None
    earlier, later = sorted(films, key=lambda film: film.year)
    title, later_title = spoken_title(earlier.title), spoken_title(later.title)
    return Draft(
        ask=_ask(f"{spoken_title(first.title)} is older than {spoken_title(second.title)}"),
        answer=_answer(is_true=first is earlier),
        why=f"{title} came out in {earlier.year}, {later_title} {say_years(gap)} later.",
        difficulty=shift(hardest(films), 0 if gap > _MIN_GAP else 1),
        forms=("true-false",),
        section="film",
    )


# --- … directed … ---------------------------------------------------------------------------------


def _pick_claimed(pool: Pool, rng: Random) -> Subjects | None:
    film = draw_film(pool, rng)
    others = [sole_director(other) for other in similar_films(pool, film)]
    credited = {*film.directors, *film.cast}
    known = [p for p in others if p is not None and p not in credited and is_famous(pool, p)]
    claimed = draw([sole_director(film), draw(known[:_SIMILAR], rng)], rng)
    return None if claimed is None else Subjects((film,), (claimed,))


def _build_directed(pool: Pool, subjects: Subjects) -> Draft | None:
    [film], [claimed] = subjects
    director = sole_director(film)
    if director is None or pool.is_given(claimed) or pool.is_given(director):
        return None
    if claimed in film.cast and claimed != director:
        return None
    if film.level != "easy" and not is_famous(pool, director):
        return None
    return Draft(
        ask=_ask(f"{pool.name(claimed)} directed {name_film(pool, film)}"),
        answer=_answer(is_true=claimed == director),
        why=say_who_else(pool, film, [claimed]),
        difficulty=shift(film.level, 0 if is_famous(pool, director) else 1),
        forms=("true-false",),
        section="crew",
        people=(director,),
    )


# --- … and … are by the same director -------------------------------------------------------------


def _pick_by_one(pool: Pool, rng: Random) -> Subjects | None:
    film = draw_film(pool, rng)
    director = sole_director(film)
    if director is None:
        return None
    by_one = [pool.film(key) for key in pool.directed_by(director)]
    alike = [other for other in similar_films(pool, film)[:_SIMILAR] if sole_director(other)]
    others = [
        [other for other in group if pool.is_askable(other.key) and other.key != film.key]
        for group in (by_one, alike)
    ]
    chosen = draw(others, rng) or []
    other = draw([o for o in chosen if not o.genres & film.genres] or chosen, rng)
    return Subjects(tuple(shuffled([film, other], rng))) if other else None


def _build_same_director(pool: Pool, subjects: Subjects) -> Draft | None:
    first, second = subjects.films
    director, other_director = sole_director(first), sole_director(second)
    if director is None or other_director is None or is_same_series(first, second):
        return None
    both = director, other_director
    if any(map(pool.is_given, both)) or not any(is_famous(pool, d) for d in both):
        return None
    if director == other_director and not is_one_person(pool, director):
        return None
    return Draft(
        ask=_ask(f"{name_film(pool, first)} and {name_film(pool, second)} had the same director"),
        answer=_answer(is_true=director == other_director),
        why=say_who_made(pool, first, second),
        difficulty=hardest(subjects.films),
        forms=("true-false",),
        section="film",
        people=both,
    )


def say_who_made(pool: Pool, first: KnownFilm, second: KnownFilm) -> str:
    """Says who directed two films."""
    [name], [other_name] = (map(pool.name, film.directors) for film in (first, second))
    if name == other_name:
        return f"{name} made both."
    return end_sentence(
        f"{name} made {spoken_title(first.title)}, {other_name} {spoken_title(second.title)}"
    )


BEFORE = Template("before", _pick_pair, _build_before, interest=1)
DIRECTED_CLAIM = Template("directed-claim", _pick_claimed, _build_directed, interest=1)
SAME_DIRECTOR = Template("same-director", _pick_by_one, _build_same_director, interest=1)

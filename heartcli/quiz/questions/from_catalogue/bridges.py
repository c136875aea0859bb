"""Questions about a star in two films decades apart, and a director of two in one year."""

from collections.abc import Sequence
from random import Random

from heartcli.quiz.judging import Answer
from heartcli.quiz.questions.from_catalogue.afterlines import joke_about_title
from heartcli.quiz.questions.from_catalogue.credits import (
    co_stars,
    fit_one_career,
    is_famous_director,
    shared_cast,
    sole_director,
    stars,
    steps_to_know,
    steps_to_name,
)
from heartcli.quiz.questions.from_catalogue.directors import other_directors
from heartcli.quiz.questions.from_catalogue.links import star_answer, wrong_people
from heartcli.quiz.questions.from_catalogue.picking import (
    askable_films_by,
    askable_films_of,
    draw,
    draw_film,
    draw_star,
    is_same_series,
)
from heartcli.quiz.questions.from_catalogue.pool import KnownFilm, PersonKey, Pool
from heartcli.quiz.questions.from_catalogue.surprise import surprising
from heartcli.quiz.questions.from_catalogue.template import (
    Draft,
    Subjects,
    Template,
    by_year,
    middle_level,
    person_forms,
    shift,
)
from heartcli.quiz.questions.from_catalogue.wording import (
    end_sentence,
    join_titles,
    say_years,
    spoken_title,
    vary,
)
from heartcli.quiz.questions.from_catalogue.years import has_clear_year

_MIN_YEARS = 35  # between two films of one star
_MAX_COMMON = 3  # people whom two films may share
_TRIES = 15


# --- Who is in …, and again decades later in …? ---------------------------------------------------


def _pick_star(pool: Pool, rng: Random) -> Subjects | None:
    for _ in range(_TRIES):
        star = draw_star(pool, rng)
        films = by_year(askable_films_of(pool, star))
        film = draw([f for f in films if films[-1].year - f.year >= _MIN_YEARS], rng)
        later = [f for f in films if film and f.year - film.year >= _MIN_YEARS]
        other = draw([f for f in later if film and not f.genres & film.genres] or later, rng)
        if star is not None and film and other:
            return Subjects((film, other), (star,))
    return None


def _build_star(pool: Pool, subjects: Subjects) -> Draft | None:
    films, [star] = by_year(subjects.films), subjects.people
    first, last = films
    common, gap = shared_cast(films), last.year - first.year
    is_bridge = gap >= _MIN_YEARS and fit_one_career(films) and star in common
    if not is_bridge or len(common) > _MAX_COMMON:
        return None
    if not all(has_clear_year(pool, film) for film in films) or is_same_series(*films):
        return None
    titles = join_titles([spoken_title(first.title)]), spoken_title(last.title)
    candidates = [p for film in films for p in stars(pool, film) if p not in common]
    return Draft(
        ask=vary(
            first.id,
            f"Who is in {titles[0]} and, {say_years(gap)} later, in {titles[1]}?",
            f"{first.year}: {end_sentence(titles[0])} {last.year}: {end_sentence(titles[1])}"
            " Who is in both?",
            f"From {titles[0]} to {titles[1]}: {say_years(gap)}, one career. Whose?",
        ),
        answer=star_answer(pool, star, common),
        why=joke_about_title(pool, films) or _say_co_stars(pool, star, films),
        difficulty=shift(middle_level(films), steps_to_name(pool, star)),
        wrong=wrong_people(pool, films, candidates),
        forms=person_forms(pool, star),
    )


def _say_co_stars(pool: Pool, star: PersonKey, films: Sequence[KnownFilm]) -> str:
    """Names a co-star from each film."""
    named = [star]
    for film in films:
        named += [p for p in co_stars(pool, star, film) if p not in named][:1]
    if len(named) <= len(films):
        return ""
    first, last = map(pool.name, named[1:])
    return f"{first} co-starred in {films[0].year}, {last} in {films[1].year}."


# --- One director, one year, two films ------------------------------------------------------------


def _pick_director(pool: Pool, rng: Random) -> Subjects | None:
    for _ in range(_TRIES):
        film = draw_film(pool, rng)
        director = sole_director(film)
        films = [] if director is None else askable_films_by(pool, director)
        other = draw([o for o in films if o.year == film.year and o.key != film.key], rng)
        if other and director is not None:
            return Subjects(tuple(sorted((film, other), key=lambda f: f.rank)), (director,))
    return None


def _build_director(pool: Pool, subjects: Subjects) -> Draft | None:
    (film, other), [director] = subjects
    if sole_director(film) != director or sole_director(other) != director:
        return None
    is_one_year = film.year == other.year and all(has_clear_year(pool, f) for f in subjects.films)
    is_clear = is_one_year and not is_same_series(film, other)
    if not is_clear or not is_famous_director(pool, director):
        return None
    titles = join_titles([spoken_title(f.title) for f in subjects.films])
    wrong = dict.fromkeys(p for f in subjects.films for p in other_directors(pool, f))
    return Draft(
        ask=vary(
            film.id,
            f"Which director made both {titles} in {film.year}?",
            f"Which director had a busy {film.year}, with {titles}?",
            f"One director, one year: who made {titles} in {film.year}?",
        ),
        answer=Answer(pool.name(director), kind="person"),
        why=_say_stars(pool, subjects.films),
        difficulty=shift(middle_level(subjects.films), steps_to_know(pool, director)),
        wrong=tuple(map(pool.name, wrong)),
        section="crew",
    )


def _say_stars(pool: Pool, films: Sequence[KnownFilm]) -> str:
    """Says who is in the two films."""
    leads = [pool.name(p) for film in films for p in stars(pool, film)[:1]]
    titles = [spoken_title(film.title) for film in films]
    if len(leads) < len(films):
        return ""
    if len({*leads}) == 1:
        return f"{leads[0]} is in both."
    return end_sentence(f"{leads[0]} is in {titles[0]}, {leads[1]} in {titles[1]}")


TIME_BRIDGE = Template("time-bridge", _pick_star, _build_star)
DOUBLE_SHIFT = Template("double-shift", surprising(_pick_director), _build_director, interest=1)

"""Questions about when films came out: in what year, in which order, and which one first."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from random import Random

from heartcli.model.records import Difficulty
from heartcli.quiz.judging import Answer
from heartcli.quiz.questions.from_catalogue.afterlines import afterline
from heartcli.quiz.questions.from_catalogue.picking import (
    draw_film,
    draw_star,
    is_same_series,
    leading_films_of,
)
from heartcli.quiz.questions.from_catalogue.pool import KnownFilm, PersonKey, Pool
from heartcli.quiz.questions.from_catalogue.surprise import surprising
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
    name_films,
    say_years,
    spoken_title,
    title_answer,
)
from heartcli.quiz.questions.question import OPTION_COUNT
from heartcli.quiz.stable_random import shuffled
from heartcli.text.display import join_with_and

_YEARS_OFF = (3, -3, 6, -6, 9, -9)  # of wrong options; a premiere may be a year or two early
_MIN_YEARS = 2  # between any two films to put in order; a premiere may be a year early
_CAREER_YEARS = 3  # between any two films of one star
_FIRST_YEARS = 3  # between the first film and the next
_MAX_SPAN = 15  # years between the first of four films and the last
_EASY_YEARS, _MEDIUM_YEARS = 5, 3  # the smallest gaps in an easy and a medium question
_BEST_KNOWN = 150  # films to choose from


def has_clear_year(pool: Pool, film: KnownFilm) -> bool:
    """Whether sources agree on a film's year, and its title neither shows it nor fits others."""
    in_title = re.search(r"\b(?:1[89]|20)\d\d\b", film.title)
    return not film.is_year_disputed and not in_title and pool.count_films_called(film.title) == 1


# --- In what year did … come out? -----------------------------------------------------------------


def _pick_year(pool: Pool, rng: Random) -> Subjects:
    return Subjects((draw_film(pool, rng),))


def _build_year(pool: Pool, subjects: Subjects) -> Draft | None:
    [film], _ = subjects
    first, last = pool.years
    wrong = [film.year + off for off in _YEARS_OFF if first <= film.year + off <= last]
    if not has_clear_year(pool, film) or len(wrong) < OPTION_COUNT - 1:
        return None
    return Draft(
        ask=f"In what year did {spoken_title(film.title)} come out?",
        answer=Answer(str(film.year)),
        why=afterline(pool, film),
        difficulty=film.level,
        wrong=tuple(map(str, wrong)),
        forms=("estimate", "choice"),
        section="film",
    )


# --- Four films of any stars or of one ------------------------------------------------------------


def _choose_apart(pool: Pool, films: Iterable[KnownFilm], years: int) -> list[KnownFilm]:
    """Chooses four films that are at least this many years apart, one per series."""
    chosen: list[KnownFilm] = []
    for film in films:
        is_apart = all(abs(film.year - other.year) >= years for other in chosen)
        is_series = any(is_same_series(film, other) for other in chosen)
        if is_apart and not is_series and has_clear_year(pool, film):
            chosen.append(film)
        if len(chosen) == OPTION_COUNT:
            break
    return chosen


def _films_noun(pool: Pool, films: Sequence[KnownFilm], people: Sequence[PersonKey]) -> str:
    """What to call four films: "films", or "Tom Hanks films" for a star; "" if they don't suit."""
    if len(films) != OPTION_COUNT or not all({*people} <= {*film.cast} for film in films):
        return ""
    is_clear = all(has_clear_year(pool, film) for film in films)
    return " ".join([*map(pool.name, people), "films"]) if is_clear else ""


# --- Put these films in the order they came out ---------------------------------------------------


def _pick_order(pool: Pool, rng: Random) -> Subjects | None:
    film = draw_film(pool, rng)
    others = map(pool.film, shuffled(pool.askable[:_BEST_KNOWN], rng))
    chosen = _choose_apart(pool, [film, *others], _MEDIUM_YEARS)
    return Subjects(tuple(chosen)) if len(chosen) == OPTION_COUNT else None


def _pick_career(pool: Pool, rng: Random) -> Subjects | None:
    star = draw_star(pool, rng)
    chosen = _choose_apart(pool, leading_films_of(pool, star), _CAREER_YEARS)
    return Subjects(tuple(chosen), (star,)) if star and len(chosen) == OPTION_COUNT else None


def _build_order(pool: Pool, subjects: Subjects) -> Draft | None:
    films, stars = by_year(subjects.films), subjects.people
    films_noun = _films_noun(pool, films, stars)
    if not films_noun or _gap(films) < _MIN_YEARS:
        return None
    titles = name_films(pool, films)
    return Draft(
        ask=f"Put these {films_noun} in the order they came out, earliest first.",
        answer=Answer("; ".join(titles)),
        why=_say_releases(pool, films, stars),
        difficulty=_level(films),
        forms=("order",),
        section="film",
        events=titles,
    )


def _gap(films: Sequence[KnownFilm]) -> int:
    return min(later.year - film.year for film, later in pairwise(films))


def _say_releases(pool: Pool, films: Sequence[KnownFilm], stars: Sequence[PersonKey]) -> str:
    """Says when the films came out, and how many years of a star's career they span."""
    first, *others = films
    dated = [f"{spoken_title(first.title)} came out in {first.year}"]
    dated += [f"{spoken_title(film.title)} in {film.year}" for film in others]
    years = say_years(films[-1].year - first.year)
    span = "".join(f": {years} of {pool.name(star)}" for star in stars)
    return end_sentence(f"{join_with_and(dated)}{span}")


def _level(films: Sequence[KnownFilm]) -> Difficulty:
    """The level of the least known film, or harder if the gaps are small."""
    gap = _gap(films)
    steps = 0 if gap >= _EASY_YEARS else 1 if gap >= _MEDIUM_YEARS else 2
    return shift(hardest(films), steps)


# --- Which of these came out first? ---------------------------------------------------------------


def _pick_first(pool: Pool, rng: Random) -> Subjects | None:
    film = draw_film(pool, rng)
    years = range(film.year + _FIRST_YEARS, film.year + _MAX_SPAN + 1)
    keys = [key for year in years for key in pool.films_of_year(year)[:6] if pool.is_askable(key)]
    others = [pool.film(key) for key in shuffled(keys, rng)]
    alike = [other for other in others if other.genres & film.genres]
    chosen = _choose_apart(pool, [film, *alike], 1)
    return Subjects(tuple(chosen)) if len(chosen) == OPTION_COUNT else None


def _pick_career_first(pool: Pool, rng: Random) -> Subjects | None:
    """Picks a star's earliest film, which may be a surprise, and three later ones."""
    star = draw_star(pool, rng)
    films = by_year(leading_films_of(pool, star))
    chosen = _choose_apart(pool, [*films[:1], *shuffled(films[1:], rng)], 1)
    return Subjects(tuple(chosen), (star,)) if star and len(chosen) == OPTION_COUNT else None


def _build_first(pool: Pool, subjects: Subjects) -> Draft | None:
    films, stars = by_year(subjects.films), subjects.people
    films_noun = _films_noun(pool, films, stars)
    if not films_noun or (gap := films[1].year - films[0].year) < _FIRST_YEARS:
        return None
    text, *wrong = name_films(pool, films)
    return Draft(
        ask=f"Which of these {films_noun} came out first?",
        answer=title_answer(films[0], text),
        why=f"It came out in {films[0].year}, {say_years(gap)} before {wrong[0]}.",
        difficulty=hardest(films),
        wrong=tuple(wrong),
        forms=("choice",),
        section="film",
    )


YEAR = Template("release-year", _pick_year, _build_year, interest=1)
RELEASED = Template("released", _pick_order, _build_order, interest=1, closes_rounds=True)
CAREER = Template("career", surprising(_pick_career), _build_order, closes_rounds=True)
FIRST = Template("first", _pick_first, _build_first, interest=1)
CAREER_FIRST = Template("career-first", surprising(_pick_career_first), _build_first, interest=1)

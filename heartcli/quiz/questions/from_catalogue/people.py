"""Questions about who is missing from a film, and about the first name that stars share."""

import re
from collections.abc import Sequence
from random import Random

from heartcli.quiz.judging import Answer
from heartcli.quiz.questions.from_catalogue.afterlines import capitalize, family_name
from heartcli.quiz.questions.from_catalogue.credits import is_absent, stars
from heartcli.quiz.questions.from_catalogue.picking import draw, draw_film
from heartcli.quiz.questions.from_catalogue.pool import KnownFilm, PersonKey, Pool
from heartcli.quiz.questions.from_catalogue.template import (
    Draft,
    Subjects,
    Template,
)
from heartcli.quiz.questions.from_catalogue.wording import (
    end_sentence,
    name_film,
    spoken_title,
    vary,
)
from heartcli.quiz.questions.question import OPTION_COUNT

_FULL_CAST = 25  # names; whoever is missing from such a list is not in the film
# Films whose cast may be spread over their parts.
_IN_PARTS = re.compile(r"(?i)\b(?:vol(?:ume|\.)|part|chapter)(?!\w)")
_MIN_FILMS = 8  # known films of anybody who may be the one who is missing


# --- Which of these stars is NOT in …? ------------------------------------------------------------


def _pick_missing(pool: Pool, rng: Random) -> Subjects | None:
    film = draw_film(pool, rng)
    if len(film.cast) < _FULL_CAST or not film.has_roles or _IN_PARTS.search(film.title):
        return None
    related = [key for director in film.directors for key in pool.directed_by(director)]
    related += [key for star in stars(pool, film) for key in pool.films_of(star)[:5]]
    people = [star for key in dict.fromkeys(related) for star in stars(pool, pool.film(key))[:3]]
    missing = draw([p for p in dict.fromkeys(people) if _is_missing(pool, p, film)], rng)
    return None if missing is None else Subjects((film,), (missing,))


def _is_missing(pool: Pool, person: PersonKey, film: KnownFilm) -> bool:
    years = [pool.film(key).year for key in pool.films_of(person)]
    if len(years) < _MIN_FILMS or not min(years) <= film.year <= max(years):
        return False
    return is_absent(pool, person, film, cast=_FULL_CAST)


def _build_missing(pool: Pool, subjects: Subjects) -> Draft | None:
    [film], [missing] = subjects
    present = stars(pool, film)
    is_whole = not _IN_PARTS.search(film.title)
    if len(present) < OPTION_COUNT - 1 or not is_whole or not _is_missing(pool, missing, film):
        return None
    if pool.is_in_filter(missing) or any(map(pool.is_in_filter, present)):
        return None
    return Draft(
        ask=vary(
            film.id,
            f"Which of these stars is NOT in {name_film(pool, film)}?",
            f"Three of these stars are in {name_film(pool, film)}. Which one is NOT?",
        ),
        answer=Answer(pool.name(missing), kind="person"),
        why=_say_where_instead(pool, missing, film, present),
        difficulty=film.level,
        wrong=tuple(map(pool.name, present)),
        forms=("choice",),
    )


def _say_where_instead(
    pool: Pool, missing: PersonKey, film: KnownFilm, present: Sequence[PersonKey]
) -> str:
    """Names a film that the missing star shares with the director or with one of the stars."""
    name = capitalize(family_name(pool.name(missing)))
    for other in map(pool.film, pool.films_of(missing)):
        if other.is_year_disputed:
            continue
        where = f"{spoken_title(other.title)} ({other.year})"
        if partners := [star for star in present if star in other.cast]:
            return end_sentence(f"{name} is in {where}, with {pool.name(partners[0])}")
        if len(film.directors) == 1 and film.directors == other.directors:
            director = pool.name(film.directors[0])
            return end_sentence(f"{name} is in {where}, also by {director}")
    return ""


NOT_IN = Template("not-in", _pick_missing, _build_missing, interest=1)

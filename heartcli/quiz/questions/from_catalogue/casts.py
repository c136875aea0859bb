"""Questions about the cast of a film: who is in it, and who is not."""

import re
from collections.abc import Iterable, Sequence
from random import Random

from heartcli.quiz.judging import Answer
from heartcli.quiz.questions.from_catalogue.afterlines import (
    afterline,
    family_name,
)
from heartcli.quiz.questions.from_catalogue.credits import (
    is_absent,
    is_only_film_with,
    sole_director,
    stars,
)
from heartcli.quiz.questions.from_catalogue.picking import draw, draw_film
from heartcli.quiz.questions.from_catalogue.pool import KnownFilm, PersonKey, Pool
from heartcli.quiz.questions.from_catalogue.template import Draft, Subjects, Template
from heartcli.quiz.questions.from_catalogue.wording import (
    end_sentence,
    name_film,
    name_films,
    spoken_title,
    title_answer,
    vary,
)
from heartcli.quiz.questions.question import OPTION_COUNT
from heartcli.quiz.stable_random import shuffled
from heartcli.text.display import join_with_and, upper_first

_DECOY_YEARS = 5  # between the film and a wrong option
_MIN_DECOYS = 3
_PAIRS = 4  # to choose the most unlikely from
_LEADS = 3  # stars to choose two from
_FULL_CAST = 25  # names; anybody missing from a list this long is not in the film
# Titles of films in parts, each of which may list only some of the cast.
_IN_PARTS = re.compile(r"(?i)\b(?:vol(?:ume|\.)|part|chapter)(?!\w)")
_MIN_FILMS = 8  # known films that the missing star must have


def _best_known_first(pool: Pool, people: Sequence[PersonKey]) -> list[PersonKey]:
    return sorted(people, key=lambda person: -pool.prominence(person))


def _near(film: KnownFilm, others: Iterable[KnownFilm]) -> list[KnownFilm]:
    """The other films from about the same years."""
    return [other for other in others if abs(other.year - film.year) <= _DECOY_YEARS]


# --- … and … are both in one of these. Which? -----------------------------------------------------


def _pick_pair(pool: Pool, rng: Random) -> Subjects | None:
    film = draw_film(pool, rng)
    leads = [star for star in stars(pool, film) if not pool.is_in_filter(star)][:_LEADS]
    pair = shuffled(leads, rng)[:2]
    return Subjects((film,), tuple(pair)) if len(pair) == 2 else None


def _pick_unlikely_pair(pool: Pool, rng: Random) -> Subjects | None:
    """Picks several pairs and keeps the one with the fewest films together."""
    picked = [subjects for _ in range(_PAIRS) if (subjects := _pick_pair(pool, rng))]
    return min(picked, key=lambda subjects: _count_shared(pool, subjects.people), default=None)


def _count_shared(pool: Pool, pair: Sequence[PersonKey]) -> int:
    return len(set.intersection(*({*pool.films_of(person)} for person in pair)))


def _build_together(pool: Pool, subjects: Subjects) -> Draft | None:
    [film], pair = subjects
    if not {*pair} <= {*film.cast} or len(pair) != 2 or any(map(pool.is_in_filter, pair)):
        return None
    star, other = _best_known_first(pool, pair)
    decoys = [*_decoys(pool, film, star, other)[:3], *_decoys(pool, film, other, star)[:2]]
    if len(decoys) < _MIN_DECOYS:
        return None
    text, *wrong = name_films(pool, [film, *decoys])
    return Draft(
        ask=vary(
            film.id,
            f"{pool.name(star)} and {pool.name(other)} are both in one of these. Which one?",
            f"One of these films stars both {pool.name(star)} and {pool.name(other)}. Which one?",
            f"In which of these films will you find {pool.name(star)} and {pool.name(other)}?",
        ),
        answer=title_answer(film, text),
        why=afterline(pool, film, pair),
        difficulty=film.level,
        wrong=tuple(wrong),
        forms=("choice",),
    )


def _decoys(pool: Pool, film: KnownFilm, person: PersonKey, other: PersonKey) -> list[KnownFilm]:
    """Films from about the same years with one person, but certainly not the other."""
    films = [pool.film(key) for key in pool.films_of(person) if key != film.key]
    return [decoy for decoy in _near(film, films) if is_absent(pool, other, decoy)]


# --- In … … directed … and … in which film? -------------------------------------------------------


def _build_name_film(pool: Pool, subjects: Subjects) -> Draft | None:
    [film], pair = subjects
    director = sole_director(film)
    if director is None or director in pair or not {*pair} <= {*film.cast} or len(pair) != 2:
        return None
    if not is_only_film_with(pool, film, [director, *pair]):
        return None
    names = join_with_and(list(map(pool.name, _best_known_first(pool, pair))))
    others = _related_films(pool, film, director, pair)
    wrong = dict.fromkeys(spoken_title(other.title) for other in others)
    return Draft(
        ask=vary(
            film.id,
            f"In which {film.year} film did {pool.name(director)} direct {names}?",
            f"Which {film.year} film did {pool.name(director)} make with {names}?",
        ),
        answer=title_answer(film, spoken_title(film.title)),
        why=afterline(pool, film, (director, *pair)),
        difficulty=film.level,
        wrong=tuple(wrong),
        people=(director,),
    )


def _related_films(
    pool: Pool, film: KnownFilm, director: PersonKey, pair: Sequence[PersonKey]
) -> list[KnownFilm]:
    """Other films by the director or with the stars, from about the same years."""
    keys = [*pool.directed_by(director), *(key for star in pair for key in pool.films_of(star)[:8])]
    films = [pool.film(key) for key in dict.fromkeys(keys) if key != film.key]
    return [other for other in _near(film, films) if other.has_roles][:8]


# --- Which of these stars is NOT in …? ------------------------------------------------------------


def _has_full_cast(film: KnownFilm) -> bool:
    return len(film.cast) >= _FULL_CAST and film.has_roles and not _IN_PARTS.search(film.title)


def _pick_missing(pool: Pool, rng: Random) -> Subjects | None:
    film = draw_film(pool, rng)
    if not _has_full_cast(film):
        return None
    related = [key for director in film.directors for key in pool.directed_by(director)]
    related += [key for star in stars(pool, film) for key in pool.films_of(star)[:5]]
    people = [star for key in dict.fromkeys(related) for star in stars(pool, pool.film(key))[:3]]
    missing = draw([p for p in dict.fromkeys(people) if _is_missing(pool, p, film)], rng)
    return None if missing is None else Subjects((film,), (missing,))


def _is_missing(pool: Pool, person: PersonKey, film: KnownFilm) -> bool:
    years = [pool.film(key).year for key in pool.films_of(person)]
    is_active = len(years) >= _MIN_FILMS and min(years) <= film.year <= max(years)
    return is_active and is_absent(pool, person, film)


def _build_missing(pool: Pool, subjects: Subjects) -> Draft | None:
    [film], [missing] = subjects
    present = stars(pool, film)
    is_missing = _has_full_cast(film) and _is_missing(pool, missing, film)
    if len(present) < OPTION_COUNT - 1 or not is_missing or any(map(pool.is_in_filter, present)):
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
    name = upper_first(family_name(pool.name(missing)))
    for other in map(pool.film, pool.films_of(missing)):
        if other.is_year_disputed:
            continue
        where = f"{spoken_title(other.title)} ({other.year})"
        if shared := [star for star in present if star in other.cast]:
            return end_sentence(f"{name} is in {where}, with {pool.name(shared[0])}")
        if len(film.directors) == 1 and film.directors == other.directors:
            director = pool.name(film.directors[0])
            return end_sentence(f"{name} is in {where}, also directed by {director}")
    return ""


TOGETHER = Template("together", _pick_unlikely_pair, _build_together, interest=1)
NAME_FILM = Template("name-film", _pick_pair, _build_name_film, interest=1)
NOT_IN = Template("not-in", _pick_missing, _build_missing, interest=1)

"""Questions about who directed a film."""

from collections.abc import Iterator, Sequence
from random import Random

from heartcli.quiz.judging import Answer
from heartcli.quiz.questions.from_catalogue.picking import (
    draw_film,
    similar_films,
)
from heartcli.quiz.questions.from_catalogue.pool import KnownFilm, PersonKey, Pool
from heartcli.quiz.questions.from_catalogue.stars import stars
from heartcli.quiz.questions.from_catalogue.template import (
    Draft,
    Subjects,
    Template,
)
from heartcli.quiz.questions.from_catalogue.wording import (
    name_film,
    name_films,
    spoken_title,
    title_answer,
)
from heartcli.quiz.questions.question import OPTION_COUNT
from heartcli.quiz.stable_random import shuffled
from heartcli.text.display import join_with_and

_LINKED = 3  # films that one director or actor links
_MAX_CAREER = 50  # years; a longer career may be that of two people of one name


def sole_director(film: KnownFilm) -> PersonKey | None:
    """The film's director; None if there are several, since sources list second units too."""
    return film.directors[0] if len(film.directors) == 1 else None


def is_one_person(pool: Pool, director: PersonKey) -> bool:
    """Whether all films under a director's name can be by the same person."""
    years = [pool.film(key).year for key in pool.directed_by(director)]
    return max(years, default=0) - min(years, default=0) <= _MAX_CAREER


def other_directors(pool: Pool, film: KnownFilm) -> Iterator[str]:
    """Names of directors of similar films who had no part in this one."""
    credited = {*film.directors, *film.cast}
    for other in similar_films(pool, film):
        director = sole_director(other)
        if director is not None and director not in credited:
            yield pool.name(director)


# --- Who directed …? ------------------------------------------------------------------------------


def _pick_directed(pool: Pool, rng: Random) -> Subjects | None:
    film = draw_film(pool, rng)
    director = sole_director(film)
    return None if director is None else Subjects((film,), (director,))


def _build_directed(pool: Pool, subjects: Subjects) -> Draft | None:
    [film], [director] = subjects
    if sole_director(film) != director or pool.is_given(director):
        return None
    return Draft(
        ask=f"Who directed {name_film(pool, film)}?",
        answer=Answer(pool.name(director), kind="person"),
        why=_say_who_is_in(pool, film),
        difficulty=film.level,
        wrong=tuple(dict.fromkeys(other_directors(pool, film))),
        section="crew",
    )


def _say_who_is_in(pool: Pool, film: KnownFilm) -> str:
    names = [pool.name(person) for person in stars(pool, film) if person not in film.directors]
    if not names:
        return ""
    is_are = "is" if len(names) == 1 else "are"
    return f"{join_with_and(names[:2])} {is_are} in {spoken_title(film.title)}."


# --- Which of these films did … direct? -----------------------------------------------------------


def _build_by(pool: Pool, subjects: Subjects) -> Draft | None:
    [film], [director] = subjects
    if sole_director(film) != director or pool.is_given(director):
        return None
    others = [o for o in similar_films(pool, film) if o.directors and director not in o.directors]
    leading = stars(pool, film)[:1]
    with_star = [o for o in others if leading and leading[0] in o.cast]
    films = list(dict.fromkeys([film, *with_star[:2], *others]))[: 2 * OPTION_COUNT]
    text, *wrong = name_films(pool, films)
    return Draft(
        ask=f"Which of these films did {pool.name(director)} direct?",
        answer=title_answer(film, text),
        why=_say_who_is_in(pool, film),
        difficulty=film.level,
        wrong=tuple(wrong),
        forms=("choice",),
        section="crew",
    )


# --- Which director made … and …? -----------------------------------------------------------------


def _pick_linked(pool: Pool, rng: Random) -> Subjects | None:
    director = sole_director(draw_film(pool, rng))
    if director is None:
        return None
    films = [pool.film(key) for key in pool.directed_by(director) if pool.is_askable(key)]
    films = [film for film in films if sole_director(film) == director]
    if len(films) < _LINKED:
        return None
    return Subjects(tuple(shuffled(films[: 2 * _LINKED], rng)[:_LINKED]), (director,))


def _build_linked(pool: Pool, subjects: Subjects) -> Draft | None:
    films, [director] = subjects
    is_by_one = all(sole_director(film) == director for film in films)
    if not is_by_one or not is_one_person(pool, director) or pool.is_given(director):
        return None
    in_order = sorted(films, key=lambda film: (film.year, film.id))
    wrong = dict.fromkeys(name for film in films for name in other_directors(pool, film))
    return Draft(
        ask=f"Which director made {join_with_and([name_film(pool, f) for f in in_order])}?",
        answer=Answer(pool.name(director), kind="person"),
        why=_say_another(pool, director, films),
        difficulty=min((film.level for film in films), key=("easy", "medium", "hard").index),
        wrong=tuple(wrong),
        section="crew",
    )


def _say_another(pool: Pool, director: PersonKey, films: Sequence[KnownFilm]) -> str:
    """Names another film by the director."""
    for key in pool.directed_by(director):
        other = pool.film(key)
        if other not in films and sole_director(other) == director:
            with_star = "".join(f", with {pool.name(s)}," for s in stars(pool, other)[:1])
            return f"{name_film(pool, other)}{with_star} makes one more."
    return ""


DIRECTED = Template("directed", _pick_directed, _build_directed, interest=1)
BY = Template("by", _pick_directed, _build_by, interest=1)
LINKED = Template("common-director", _pick_linked, _build_linked, interest=3)

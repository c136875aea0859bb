"""Questions about directors who are in the cast of somebody else's film."""

from random import Random

from heartcli.quiz.judging import Answer
from heartcli.quiz.questions.from_catalogue.directors import (
    is_one_person,
    other_directors,
    sole_director,
)
from heartcli.quiz.questions.from_catalogue.films import say_who_else
from heartcli.quiz.questions.from_catalogue.picking import draw, draw_film
from heartcli.quiz.questions.from_catalogue.pool import KnownFilm, PersonKey, Pool
from heartcli.quiz.questions.from_catalogue.stars import stars
from heartcli.quiz.questions.from_catalogue.template import (
    Draft,
    Subjects,
    Template,
    hardest,
    person_forms,
)
from heartcli.quiz.questions.from_catalogue.wording import end_sentence, name_film, spoken_title

_MAX_YEARS = 30  # between the two films; a longer time may be between two people of one name


def _directed_by(pool: Pool, person: PersonKey) -> list[KnownFilm]:
    """The films to ask about that a person directed alone."""
    films = [pool.film(key) for key in pool.directed_by(person) if pool.is_askable(key)]
    return [film for film in films if sole_director(film) == person]


def _pick(pool: Pool, rng: Random) -> Subjects | None:
    film = draw_film(pool, rng)
    director = draw([p for p in stars(pool, film) if _directed_by(pool, p)], rng)
    directed = [] if director is None else _directed_by(pool, director)
    other = draw([o for o in directed if o.key != film.key], rng)
    return Subjects((other, film), (director,)) if other and director is not None else None


def _build(pool: Pool, subjects: Subjects) -> Draft | None:
    directed, film = subjects.films
    [director] = subjects.people
    is_director = sole_director(directed) == director and is_one_person(pool, director)
    if not is_director or director not in stars(pool, film) or director in film.directors:
        return None
    if pool.is_given(director) or abs(directed.year - film.year) > _MAX_YEARS:
        return None
    titles = name_film(pool, directed), name_film(pool, film)
    cast = {pool.name(person) for person in film.cast}
    wrong = dict.fromkeys(name for name in other_directors(pool, directed) if name not in cast)
    return Draft(
        ask=(
            end_sentence(f"The director of {titles[0]} is in the cast of {titles[1]}")
            + " Who is it?"
        ),
        answer=Answer(pool.name(director), kind="person"),
        why=say_who_else(pool, film, (director,), spoken_title(film.title)),
        difficulty=hardest(subjects.films),
        wrong=tuple(wrong),
        forms=person_forms(pool, director),
    )


ACTING_DIRECTOR = Template("acting-director", _pick, _build)

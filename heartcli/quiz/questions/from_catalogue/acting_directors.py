"""Questions about directors who are in the cast of somebody else's film."""

from random import Random

from heartcli.quiz.judging import Answer
from heartcli.quiz.questions.from_catalogue.afterlines import joke_about_title, say_years_apart
from heartcli.quiz.questions.from_catalogue.credits import is_one_person, sole_director, stars
from heartcli.quiz.questions.from_catalogue.directors import other_directors
from heartcli.quiz.questions.from_catalogue.picking import askable_films_by, draw, draw_film
from heartcli.quiz.questions.from_catalogue.pool import Pool
from heartcli.quiz.questions.from_catalogue.surprise import surprising
from heartcli.quiz.questions.from_catalogue.template import (
    Draft,
    Subjects,
    Template,
    hardest,
    person_forms,
)
from heartcli.quiz.questions.from_catalogue.wording import (
    end_sentence,
    name_film,
    vary,
)

_MIN_PARTS = 2  # known films that a wrong option must act in, so that all four options are actors
_MAX_YEARS = 30  # between the two films; if more, two people may share the name


def _pick(pool: Pool, rng: Random) -> Subjects | None:
    film = draw_film(pool, rng)
    director = draw([p for p in stars(pool, film) if askable_films_by(pool, p)], rng)
    directed = [] if director is None else askable_films_by(pool, director)
    other = draw([o for o in directed if o.key != film.key and director not in o.cast], rng)
    return Subjects((other, film), (director,)) if other and director is not None else None


def _build(pool: Pool, subjects: Subjects) -> Draft | None:
    directed, film = subjects.films
    [director] = subjects.people
    is_director = sole_director(directed) == director and is_one_person(pool, director)
    is_actor = director in stars(pool, film) and director not in (*film.directors, *directed.cast)
    if not is_director or not is_actor or abs(directed.year - film.year) > _MAX_YEARS:
        return None
    titles = name_film(pool, directed), name_film(pool, film)
    others = [p for p in other_directors(pool, directed) if p not in film.cast]
    wrong = dict.fromkeys(pool.name(p) for p in others if len(pool.films_of(p)) >= _MIN_PARTS)
    return Draft(
        ask=vary(
            film.id,
            f"Who was in front of the camera in {titles[1]} and behind it for {titles[0]}?",
            f"Who acted in {titles[1]} and directed {titles[0]}?",
            end_sentence(f"The director of {titles[0]} is in the cast of {titles[1]}")
            + " Who is it?",
        ),
        answer=Answer(pool.name(director), kind="person"),
        why=joke_about_title(pool, subjects.films) or say_years_apart(subjects.films),
        difficulty=hardest(subjects.films),
        wrong=tuple(wrong),
        forms=person_forms(pool, director),
    )


ACTING_DIRECTOR = Template("acting-director", surprising(_pick), _build, interest=3)

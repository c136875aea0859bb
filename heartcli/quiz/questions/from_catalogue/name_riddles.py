"""Questions with a riddle about a star's name."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import islice
from random import Random

from heartcli.quiz.judging import Answer
from heartcli.quiz.questions.from_catalogue.afterlines import afterline
from heartcli.quiz.questions.from_catalogue.picking import askable_films_of, draw, similar_films
from heartcli.quiz.questions.from_catalogue.pool import PersonKey, Pool
from heartcli.quiz.questions.from_catalogue.stars import co_stars, steps_to_name
from heartcli.quiz.questions.from_catalogue.template import (
    Draft,
    Subjects,
    Template,
    person_forms,
    shift,
)
from heartcli.quiz.questions.from_catalogue.wording import name_film, vary

_BEST_KNOWN = 4  # films of a star to name one from
_SIMILAR = 6  # films whose stars are wrong options, too


@lru_cache(maxsize=1)
def _stars_with_riddles(pool: Pool) -> Sequence[PersonKey]:
    return [star for star in pool.famous_people if pool.name_riddle(star)]


def _pick(pool: Pool, rng: Random) -> Subjects | None:
    star = draw(_stars_with_riddles(pool), rng)
    film = draw(list(islice(askable_films_of(pool, star), _BEST_KNOWN)), rng)
    return None if star is None or film is None else Subjects((film,), (star,))


def _build(pool: Pool, subjects: Subjects) -> Draft | None:
    [film], [star] = subjects
    name, title = pool.name(star), name_film(pool, film)
    riddle = pool.name_riddle(star)
    if not riddle or star not in film.cast or pool.is_in_filter(star):
        return None
    similar = [o for o in similar_films(pool, film)[:_SIMILAR] if star not in o.cast]
    others = [*co_stars(pool, star, film), *(s for o in similar for s in co_stars(pool, star, o))]
    return Draft(
        ask=vary(
            film.id,
            f"“{riddle}” Which star of {title} is speaking?",
            f"A star of {title} says: “{riddle}” Who is it?",
            f"On the set of {title}, somebody says: “{riddle}” Which star is it?",
        ),
        answer=Answer(name, kind="person"),
        why=afterline(pool, film, [star]),
        difficulty=shift(film.level, steps_to_name(pool, star)),
        wrong=tuple(dict.fromkeys(map(pool.name, others))),
        forms=person_forms(pool, star),
    )


NAME_RIDDLE = Template("name-riddle", _pick, _build, interest=3)

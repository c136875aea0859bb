"""Questions about when a film came out."""

from random import Random

from heartcli.quiz.judging import Answer
from heartcli.quiz.questions.from_catalogue.films import say_who_else
from heartcli.quiz.questions.from_catalogue.order import has_clear_year
from heartcli.quiz.questions.from_catalogue.picking import draw_film
from heartcli.quiz.questions.from_catalogue.pool import Pool
from heartcli.quiz.questions.from_catalogue.template import Draft, Subjects, Template, shift
from heartcli.quiz.questions.from_catalogue.wording import spoken_title
from heartcli.quiz.questions.question import OPTION_COUNT

_YEARS_OFF = (3, -3, 6, -6, 9, -9)  # of wrong options; a premiere may be a year or two early
_DECADES_OFF = (-10, 10, -20, 20)
_EDGE_YEARS = (0, 1, 8, 9)  # last digits of years too near to another decade


def _pick_dated(pool: Pool, rng: Random) -> Subjects:
    return Subjects((draw_film(pool, rng),))


# --- In what year did … come out? -----------------------------------------------------------------


def _build_year(pool: Pool, subjects: Subjects) -> Draft | None:
    [film], _ = subjects
    first, last = pool.years
    wrong = [film.year + off for off in _YEARS_OFF if first <= film.year + off <= last]
    if not has_clear_year(pool, film) or len(wrong) < OPTION_COUNT - 1:
        return None
    return Draft(
        ask=f"In what year did {spoken_title(film.title)} come out?",
        answer=Answer(str(film.year)),
        why=say_who_else(pool, film, ()),
        difficulty=film.level,
        wrong=tuple(map(str, wrong)),
        forms=("estimate", "choice"),
        section="film",
    )


# --- In which decade did … come out? --------------------------------------------------------------


def _build_decade(pool: Pool, subjects: Subjects) -> Draft | None:
    [film], _ = subjects
    decade = film.year // 10 * 10
    first, last = (year // 10 * 10 for year in pool.years)
    wrong = [decade + off for off in _DECADES_OFF if first <= decade + off <= last]
    is_clear = has_clear_year(pool, film) and film.year % 10 not in _EDGE_YEARS
    if not is_clear or len(wrong) < OPTION_COUNT - 1:
        return None
    return Draft(
        ask=f"In which decade did {spoken_title(film.title)} come out?",
        answer=Answer(f"The {decade}s", kind="text"),
        why=say_who_else(pool, film, ()),
        difficulty=shift(film.level, -1),
        wrong=tuple(f"The {other}s" for other in wrong),
        forms=("choice",),
        section="film",
    )


YEAR = Template("release-year", _pick_dated, _build_year, interest=1)
DECADE = Template("decade", _pick_dated, _build_decade, interest=1)

"""Questions about when a film came out."""

from random import Random

from heartcli.quiz.judging import Answer
from heartcli.quiz.questions.from_catalogue.afterlines import afterline
from heartcli.quiz.questions.from_catalogue.order import has_clear_year
from heartcli.quiz.questions.from_catalogue.picking import draw_film
from heartcli.quiz.questions.from_catalogue.pool import Pool
from heartcli.quiz.questions.from_catalogue.template import Draft, Subjects, Template
from heartcli.quiz.questions.from_catalogue.wording import spoken_title
from heartcli.quiz.questions.question import OPTION_COUNT

_YEARS_OFF = (3, -3, 6, -6, 9, -9)  # of wrong options; a premiere may be a year or two early


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
        why=afterline(pool, film),
        difficulty=film.level,
        wrong=tuple(map(str, wrong)),
        forms=("estimate", "choice"),
        section="film",
    )


YEAR = Template("release-year", _pick_dated, _build_year, interest=1)

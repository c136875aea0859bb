"""Questions about film files: all of them, or as many as a round needs."""

from collections.abc import Callable, Sequence
from random import Random

from heartcli.errors import Notify
from heartcli.model.film import Film
from heartcli.quiz.questions.question import Question, gives_away, name_film
from heartcli.quiz.questions.written import written_questions
from heartcli.quiz.rounds.build import QuestionSet, QuestionSource, RoundRequest, build_from
from heartcli.quiz.rounds.draw import CLOSING_FORMS

_ENOUGH_WRITTEN = 2  # times as many as the round needs; with fewer, it may have generated ones, too


def build_film_round(
    films: Sequence[Film],
    film_args: Sequence[str],
    request: RoundRequest,
    rng: Random,
    notify: Notify,
) -> QuestionSet:
    """Builds a round about film files. Raises HeartError if no question matches.

    `film_args` name the films in the command that replays the round.
    """
    return build_from(
        QuestionSource(films, film_args, _question_maker(films, request)), request, rng, notify
    )


def _question_maker(
    films: Sequence[Film], request: RoundRequest
) -> Callable[[Random], Sequence[Question]]:
    """Returns a function that makes questions: the written ones, or all if those are too few."""
    has_names = len(films) > 1 or request.names_films
    if not has_names and (written := _enough_written_questions(films[0], request)):
        return lambda _: written
    from heartcli.quiz.questions.from_film import all_questions  # noqa: PLC0415 - slow

    questions = all_questions(films)
    if has_names:
        questions = name_films(questions)
    return lambda _: questions


def _enough_written_questions(film: Film, request: RoundRequest) -> list[Question]:
    """Returns a film's written questions; none if the round may need generated ones, too."""
    written = list(written_questions(film))
    matching = request.select(written)
    can_close = any(form in CLOSING_FORMS for question in matching for form in question.forms)
    is_enough = can_close and len(matching) >= _ENOUGH_WRITTEN * request.count
    return written if is_enough else []


def name_films(questions: Sequence[Question]) -> list[Question]:
    """Returns the questions with their films' titles, except those that this would give away."""
    named = map(name_film, questions)
    return [question for question in named if not gives_away(question.ask, question.answer)]

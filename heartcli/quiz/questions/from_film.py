"""All questions of film files: written ones, and those made from records and events."""

from collections.abc import Collection, Sequence
from random import Random

from heartcli.model.film import Film
from heartcli.quiz.questions.from_events import event_questions, regenerate_event_question
from heartcli.quiz.questions.from_records import record_questions
from heartcli.quiz.questions.question import OPTION_COUNT, Question
from heartcli.quiz.questions.which_film import which_film_questions
from heartcli.quiz.questions.written import written_questions


def all_questions(films: Sequence[Film], rng: Random) -> list[Question]:
    """Returns all questions of the films; `rng` picks the events to compare."""
    return [*fact_questions(films), *event_questions(films, rng)]


def fact_questions(films: Sequence[Film]) -> list[Question]:
    """Returns the questions that don't depend on chance.

    If there are enough films to choose from, these include questions for one of the films.
    """
    questions: list[Question] = []
    for film in films:
        questions += written_questions(film)
        questions += record_questions(film)
    if len(films) >= OPTION_COUNT:
        questions += which_film_questions(films, films)
    return questions


def regenerate(film: Film, ids: Collection[str], films: Sequence[Film] = ()) -> dict[str, Question]:
    """Makes the questions with these ids again, as far as the film still has them.

    Questions for one of several films need the other films, too.
    """
    questions = [*written_questions(film), *record_questions(film)]
    if films:
        questions += which_film_questions([film], films)
    result = {question.id: question for question in questions if question.id in ids}
    for question_id in ids:
        if question_id not in result and (q := regenerate_event_question(film, question_id)):
            result[question_id] = q
    return result

"""Practice: finds the questions that are due again, in film files and in the catalogue."""

from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import date
from random import Random

from heartcli import filmfile
from heartcli.errors import HeartError, Notify
from heartcli.library.shelf import Shelf, report_skipped
from heartcli.model.film import Film
from heartcli.quiz.progress.store import open_progress
from heartcli.quiz.questions.from_catalogue import is_catalogue_question
from heartcli.quiz.questions.from_film import is_which_film_question, regenerate
from heartcli.quiz.questions.question import Form, Question
from heartcli.quiz.rounds import catalogue_source
from heartcli.quiz.rounds.build import QuestionSet
from heartcli.quiz.rounds.draw import prepare_question
from heartcli.text.display import plural


def build_practice(
    today: date, forms: tuple[Form, ...], limit: int | None, rng: Random, notify: Notify
) -> QuestionSet:
    """Builds a round of due questions, each in one of these forms.

    Reports those that have no such form or no longer exist, and keeps their progress.
    """
    with closing(open_progress(notify, read_only=True)) as progress:
        due = progress.due_questions(today)
    films, known = load_questions(due, notify)
    questions = [known[question_id] for question_id in due if question_id in known]
    prepared = [p for question in questions if (p := prepare_question(question, forms, rng))]
    if formless := len(questions) - len(prepared):
        notify(f"Skipped {plural(formless, 'due question')} that can't be asked in this form")
    if gone := [question_id for question_id in due if question_id not in known]:
        count = plural(len(gone), "due question")
        notify(f"Skipped {count} no longer in your films. Their progress is kept")
    metadata = {"due": len(due), "gone": gone}
    return QuestionSet(
        films=films, questions=prepared[:limit], command="heart practice", metadata=metadata
    )


def load_questions(
    film_ids: Mapping[str, str], notify: Notify
) -> tuple[list[Film], dict[str, Question]]:
    """Loads films and regenerates their questions, leaving out any that no longer exist.

    `film_ids` and the returned questions are keyed by question id.
    """
    films = list(_load_films(set(film_ids.values()), notify))
    questions: dict[str, Question] = {}
    for film in films:
        ids = {question_id for question_id, film_id in film_ids.items() if film_id == film.id}
        on_shelf = Shelf(notify).load_films() if any(map(is_which_film_question, ids)) else []
        questions |= regenerate(film, ids, on_shelf)
        if catalogue_ids := set(filter(is_catalogue_question, ids)):
            remade = catalogue_source.regenerate_catalogue_questions(film, catalogue_ids, notify)
            questions |= {question.id: question for question in remade}
    return films, questions


def _load_films(ids: set[str], notify: Notify) -> Iterator[Film]:
    """Loads the films with these ids from the shelf or the catalogue; reports invalid files."""
    left = set(ids)
    for entry in Shelf(notify).entries if ids else ():
        if entry.id in left and not entry.error:
            left.remove(entry.id)
            try:
                yield filmfile.load(entry.path)
            except HeartError as error:
                report_skipped(error, notify)
    for film_id in sorted(left):
        if film := catalogue_source.load_film(film_id, notify):
            yield film

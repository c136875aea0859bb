"""Practice: finds the questions that are due again, in film files and in the catalogue."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date
from random import Random

from heartcli import filmfile
from heartcli.errors import HeartError, Notify
from heartcli.library.shelf import Shelf, report_skipped
from heartcli.model.film import Film
from heartcli.model.frozen import Frozen, frozen
from heartcli.quiz.progress.store import open_progress
from heartcli.quiz.questions.from_catalogue.templates import is_catalogue_question
from heartcli.quiz.questions.from_film import is_which_film_question, regenerate
from heartcli.quiz.questions.question import FORMS, Form, Question
from heartcli.quiz.rounds import catalogue_source
from heartcli.quiz.rounds.build import QuestionSet
from heartcli.quiz.rounds.draw import keep_section
from heartcli.quiz.rounds.film_source import name_films
from heartcli.quiz.rounds.prepare import PreparedQuestion, prepare_question
from heartcli.quiz.stable_random import randbelow
from heartcli.text.display import plural, shell_quote


@frozen
class PracticeFilter(Frozen):
    """Which due questions to practise."""

    films: Sequence[Film] = ()  # none for all films
    section: str = ""
    forms: tuple[Form, ...] = FORMS
    limit: int | None = None


def build_practice(
    today: date, practice_filter: PracticeFilter, rng: Random, notify: Notify
) -> QuestionSet:
    """Builds a round of due questions. Raises HeartError if questions are due, but none matches.

    Reports those that have no such form or no longer exist, and keeps their progress.
    """
    film_ids = [film.id for film in practice_filter.films]
    with closing(open_progress(notify, read_only=True)) as progress:
        all_due = progress.due_questions(today)
    due = {q: film_id for q, film_id in all_due.items() if not film_ids or film_id in film_ids}
    films, known = load_questions(due, notify)
    existing = [known[question_id] for question_id in due if question_id in known]
    questions = keep_section(existing, practice_filter.section)
    if len(films) > 1:
        named = {question.id: question for question in name_films(questions)}
        questions = [named.get(question.id, question) for question in questions]
    options = _options(film_ids, practice_filter.section)
    if all_due and not questions and options:
        shown = _options([film.title for film in practice_filter.films], practice_filter.section)
        raise HeartError(f"none of the {plural(len(all_due), 'due question')} match{shown}")
    prepared = _prepare(questions, practice_filter.forms, rng)
    if formless := len(questions) - len(prepared):
        notify(f"Skipped {plural(formless, 'due question')} that can't be asked in this form")
    if gone := [question_id for question_id in due if question_id not in known]:
        count = plural(len(gone), "due question")
        notify(f"Skipped {count} no longer in your films. Their progress is kept")
    return QuestionSet(
        films=films,
        questions=prepared[: practice_filter.limit],
        command=f"heart practice{options}",
        metadata={"due": len(due), "gone": gone},
    )


def _options(films: Sequence[str], section: str) -> str:
    """Returns a filter as command-line options, each after a space."""
    parts = [part for film in films for part in ("--film", film)]
    parts += ["--section", section] if section else []
    return "".join(f" {shell_quote(part)}" for part in parts)


def _prepare(
    questions: Sequence[Question], forms: tuple[Form, ...], rng: Random
) -> list[PreparedQuestion]:
    """Prepares the questions that can be asked in one of these forms, half of them as choices."""
    prepared = []
    for question in questions:
        prefer_choice = not randbelow(2, rng)
        prepared.append(prepare_question(question, forms, rng, prefer_choice=prefer_choice))
    return list(filter(None, prepared))


def load_questions(
    film_ids: Mapping[str, str], notify: Notify
) -> tuple[list[Film], dict[str, Question]]:
    """Loads films and regenerates their questions, leaving out any that no longer exist.

    `film_ids` and the returned questions are keyed by question id.
    """
    catalogue_ids = set(filter(is_catalogue_question, film_ids))
    others = {id_: film_id for id_, film_id in film_ids.items() if id_ not in catalogue_ids}
    films = list(_load_films(set(others.values()), notify))
    questions: dict[str, Question] = {}
    for film in films:
        ids = {question_id for question_id, film_id in others.items() if film_id == film.id}
        on_shelf = Shelf(notify).load_films() if any(map(is_which_film_question, ids)) else []
        questions |= regenerate(film, ids, on_shelf)
    if catalogue_ids:
        remade = list(catalogue_source.remake_catalogue_questions(catalogue_ids, notify))
        questions |= {question.id: question for question in remade}
        films += {q.film.id: q.film for q in remade if q.film.id not in others.values()}.values()
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

"""All questions about film files, including those that ask which of several films is meant."""

from collections.abc import Collection, Iterator, Sequence

from heartcli.model.film import Film
from heartcli.model.records import Record
from heartcli.quiz.judging import Answer
from heartcli.quiz.questions.from_events import event_questions, regenerate_event_question
from heartcli.quiz.questions.from_records import QuestionMaker
from heartcli.quiz.questions.question import OPTION_COUNT, Question, kind_of, new_question
from heartcli.quiz.questions.written import written_questions
from heartcli.text.display import with_article
from heartcli.text.folding import fold, fold_words


def all_questions(films: Sequence[Film]) -> list[Question]:
    """Returns all questions about the films, always the same ones.

    If there are at least four films, some questions ask which of them is meant.
    """
    questions: list[Question] = []
    for film in films:
        questions += written_questions(film)
        questions += QuestionMaker(film).make_all()
        questions += event_questions([film])
    if len(films) >= OPTION_COUNT:
        questions += which_film_questions(films, films)
    return questions


def regenerate(film: Film, ids: Collection[str], films: Sequence[Film] = ()) -> dict[str, Question]:
    """Regenerates the film's questions with these ids, leaving out any that no longer exist.

    Questions that ask which film is meant need `films` to choose from.
    """
    questions = [*written_questions(film), *QuestionMaker(film).make_all()]
    if films:
        questions += which_film_questions([film], films)
    result = {question.id: question for question in questions if question.id in ids}
    for question_id in ids:
        if question_id not in result and (q := regenerate_event_question(film, question_id)):
            result[question_id] = q
    return result


def is_which_film_question(question_id: str) -> bool:
    """Whether a question asks which of several films is meant."""
    return kind_of(question_id) == "film"


def which_film_questions(answers: Sequence[Film], films: Sequence[Film]) -> Iterator[Question]:
    """Yields questions whose answers are in `answers`, with distractors from `films`."""
    titles = _titles_by_attribute(films)
    for film in answers:
        for attribute, value, ask, record in _askable(film):
            right = [t for t in titles.get((attribute, fold(value)), ()) if t != film.title]
            wrong = tuple(f.title for f in films if f.title not in (film.title, *right))
            is_sure = record.is_undisputed(*record.FIELDS) and not record.spoiler
            is_given_away = set(fold_words(film.title)) <= set(fold_words(ask))
            if is_sure and not is_given_away and len(wrong) >= OPTION_COUNT - 1:
                answer = Answer(film.title, tuple(right), kind="title")
                yield new_question(film, [record.id], "film", ask, answer)._replace(
                    template=f"film-of-{attribute}",
                    distractor_pool=wrong,
                    forms=("choice", "typed"),
                    sources=record.sources,
                    hides_film=True,
                )


def _titles_by_attribute(films: Sequence[Film]) -> dict[tuple[str, str], list[str]]:
    """Maps each performer, director and title (folded) to the titles of the films that have it."""
    titles: dict[tuple[str, str], list[str]] = {}
    for film in films:
        keys = [("performer", fold(member.performer)) for member in film.cast]
        keys += [("director", fold(director)) for director in film.directors]
        keys += [("title", fold(title)) for title in (film.title, *(t.title for t in film.titles))]
        for key in dict.fromkeys(keys):
            titles.setdefault(key, []).append(film.title)
    return titles


def _askable(film: Film) -> Iterator[tuple[str, str, str, Record]]:
    """Yields facts that may single out a film: attribute, value, question and record."""
    for member in film.cast:
        if member.character and member.billing:
            ask = f"In which film does {member.performer} play {member.character}?"
            yield "performer", member.performer, ask, member
    for director in film.director_credits if film.is_director_certain else ():
        yield "director", director.name, f"Which film did {director.name} direct?", director
    for title in film.titles:
        ask = f"Which film is called “{title.title}” in {with_article(title.place)}?"
        yield "title", title.title, ask, title

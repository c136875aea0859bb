"""Questions that ask which of several films something is true of."""

from collections.abc import Iterator, Sequence

from heartcli.model.film import Film
from heartcli.model.records import Record, Strings
from heartcli.quiz.judging import Answer
from heartcli.quiz.questions.ids import format_id, kind_of, section_of
from heartcli.quiz.questions.question import OPTION_COUNT, Question
from heartcli.text.folding import fold, fold_words


def which_film_questions(answers: Sequence[Film], films: Sequence[Film]) -> Iterator[Question]:
    """Yields the questions that these films answer, with others of the films as distractors."""
    titles = _titles_by_attribute(films)
    for film in answers:
        for attribute, value, ask, record in _askable(film):
            right = titles.get((attribute, fold(value)), [])
            wrong = tuple(f.title for f in films if f.title not in (film.title, *right))
            if question := _question(film, ask, record, right, wrong):
                yield question


def _question(
    film: Film, ask: str, record: Record, right: Sequence[str], wrong: Strings
) -> Question | None:
    is_sure = record.is_undisputed(*record.FIELDS) and not record.spoiler
    is_given_away = set(fold_words(film.title)) <= set(fold_words(ask))
    if not is_sure or is_given_away or len(wrong) < OPTION_COUNT - 1:
        return None
    also_right = tuple(title for title in right if title != film.title)
    return Question(
        id=format_id(film.id, (record.id,), "film"),
        film=film,
        section=section_of(record.id),
        about=(record.id,),
        ask=ask,
        answer=Answer(film.title, also_right, kind="title"),
        distractor_pool=wrong,
        forms=("choice", "typed"),
        sources=record.sources,
        why=record.sentence,
        difficulty="medium",
    )


def _titles_by_attribute(films: Sequence[Film]) -> dict[tuple[str, str], list[str]]:
    """Returns the titles of the films with a performer, a director or a title (folded)."""
    titles: dict[tuple[str, str], list[str]] = {}
    for film in films:
        keys = [("performer", fold(member.performer)) for member in film.cast]
        keys += [("director", fold(director)) for director in film.directors]
        keys += [("title", fold(title)) for title in (film.title, *(t.title for t in film.titles))]
        for key in dict.fromkeys(keys):
            titles.setdefault(key, []).append(film.title)
    return titles


def is_which_film_question(question_id: str) -> bool:
    """Whether this module makes the question with this id."""
    return kind_of(question_id) == "film"


def _askable(film: Film) -> Iterator[tuple[str, str, str, Record]]:
    """Yields what may single out a film: an attribute, its value, the question and the record."""
    for member in film.cast:
        if member.character and member.billing:
            ask = f"Which film has {member.performer} in the part of {member.character}?"
            yield "performer", member.performer, ask, member
    for director in film.director_credits:
        yield "director", director.name, f"Which film did {director.name} direct?", director
    for title in film.titles:
        ask = f"Which film is called “{title.title}” in {title.place}?"
        yield "title", title.title, ask, title

"""Questions that ask which of several films something is true of."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cache

from heartcli.model.film import Film
from heartcli.model.records import Record
from heartcli.quiz.judging import Answer
from heartcli.quiz.questions.ids import format_id, kind_of, section_of
from heartcli.quiz.questions.question import OPTION_COUNT, Question
from heartcli.text.folding import fold, fold_words

# Returns the titles of the films that share an attribute: "performer", "Raul Julia".
TitlesSharing = Callable[[str, str], Collection[str]]


def which_film_questions(
    film: Film, films: Sequence[Film], titles_sharing: TitlesSharing
) -> Iterator[Question]:
    """Yields the questions that a film answers, with others of these films as distractors."""
    for attribute, value, ask, record in _askable(film):
        right = titles_sharing(attribute, value)
        wrong = tuple(other.title for other in films if other.title not in (film.title, *right))
        is_sure = record.is_undisputed(*record.FIELDS) and not record.spoiler
        is_given_away = set(fold_words(film.title)) <= set(fold_words(ask))
        if not is_sure or is_given_away or len(wrong) < OPTION_COUNT - 1:
            continue
        also_right = tuple(title for title in right if title != film.title)
        yield Question(
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


def titles_sharing(films: Sequence[Film]) -> TitlesSharing:
    """Returns a function that finds the films with a performer, a director or a title."""

    @cache
    def titles_by_value(attribute: str) -> dict[str, list[str]]:
        titles: dict[str, list[str]] = {}
        for film in films:
            for value in dict.fromkeys(map(fold, _attribute_values(film, attribute))):
                titles.setdefault(value, []).append(film.title)
        return titles

    return lambda attribute, value: titles_by_value(attribute).get(fold(value), [])


def _attribute_values(film: Film, attribute: str) -> Iterator[str]:
    if attribute == "performer":
        yield from (member.performer for member in film.cast)
    elif attribute == "director":
        yield from film.directors
    else:
        yield from (film.title, *(title.title for title in film.titles))


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

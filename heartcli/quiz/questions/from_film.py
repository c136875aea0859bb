"""All questions that films hold: those that somebody wrote, and those made of the facts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from random import Random

from heartcli.model.film import Film
from heartcli.model.records import Record, Strings, WrittenQuestion
from heartcli.quiz.judging import Answer, AnswerKind
from heartcli.quiz.questions.answers import names_in_film
from heartcli.quiz.questions.from_events import film_event_questions, regenerate_event_question
from heartcli.quiz.questions.from_records import record_questions
from heartcli.quiz.questions.question import OPTION_COUNT, Form, Question, can_be_typed
from heartcli.text.folding import fold, fold_words

# The titles of the films of which something is true: that their "performer" is "Raul Julia", say.
TitlesSharing = Callable[[str, str], Collection[str]]


def all_questions(films: Sequence[Film], rng: Random, fits: TitlesSharing) -> list[Question]:
    """All questions of the films; which events are compared is up to the generator."""
    return [*fact_questions(films, fits), *event_questions(films, rng)]


def fact_questions(films: Sequence[Film], fits: TitlesSharing) -> list[Question]:
    """The questions that are always the same: written ones, and ones about single facts.

    Of four films and more it is also asked of which of them something is true; `fits` says of
    which films, of these or others, it is.
    """
    found = [
        question
        for film in films
        for question in (*written_questions(film), *record_questions(film))
    ]
    if len(films) >= OPTION_COUNT:
        found += [
            question for film in films for question in which_film_questions(film, films, fits)
        ]
    return found


def event_questions(films: Sequence[Film], rng: Random) -> list[Question]:
    """Questions about several events, which the generator picks."""
    return [question for film in films for question in film_event_questions(film, rng)]


def regenerate(
    film: Film, ids: Collection[str], films: Sequence[Film] = (), fits: TitlesSharing | None = None
) -> dict[str, Question]:
    """The questions with these ids, as far as the film still has them.

    Those that ask which of several films it is need those films, and what fits them.
    """
    found = {q.id: q for q in (*written_questions(film), *record_questions(film)) if q.id in ids}
    if fits and any(map(asks_which_film, ids)):
        found |= {q.id: q for q in which_film_questions(film, films, fits) if q.id in ids}
    for wanted in ids:
        if wanted not in found and (question := regenerate_event_question(film, wanted)):
            found[wanted] = question
    return found


def asks_which_film(question: str) -> bool:
    """Whether the question with this id asks of which film something is true."""
    return question.endswith("/film")


def written_questions(film: Film) -> Iterator[Question]:
    """The questions that somebody wrote for the film."""
    records = {record.id: record for _, record in film.records()}
    names = {fold(name) for name in names_in_film(film) if len(fold_words(name)) > 1}
    for record in film.questions:
        about = [records[target] for target in record.about if target in records]
        kind: AnswerKind | None = "person" if fold(record.answer) in names else None
        answer = Answer(record.answer, record.accept, record.prompt, record.reject, kind)
        yield Question(
            id=f"{film.id}/{record.id}",
            film=film,
            section=record.about[0].partition("/")[0],
            about=tuple(sorted(record.about)),
            ask=record.ask,
            answer=answer,
            distractor_pool=record.wrong,
            forms=_forms(answer, record.wrong),
            sources=_sources(record, film, about),
            why=record.why,
            difficulty=record.difficulty,
            spoiler=record.spoiler or any(one.spoiler for one in about),
        )


def _sources(record: WrittenQuestion, film: Film, about: Sequence[Record]) -> Strings:
    """The sources of a written question: those of the records that it is about."""
    head = film.cited.values() if "film" in record.about else ()
    told = (record.sources, *head, *(one.sources for one in about))
    return tuple(dict.fromkeys(name for names in told for name in names))


def _forms(answer: Answer, wrong: Strings) -> tuple[Form, ...]:
    """A written question can be chosen where it has wrong answers, typed where it is short."""
    forms: list[Form] = ["choice"] if len(wrong) >= OPTION_COUNT - 1 else []
    return (*forms, "typed") if can_be_typed(answer) or not forms else tuple(forms)


def which_film_questions(
    film: Film, films: Sequence[Film], fits: TitlesSharing
) -> Iterator[Question]:
    """Of which film something is true, that is not true of others among them."""
    for what, value, ask, record in _asked_of(film):
        fitting = fits(what, value)
        wrong = tuple(other.title for other in films if other.title not in (film.title, *fitting))
        answer = Answer(film.title, tuple(t for t in fitting if t != film.title), kind="title")
        sure = record.is_undisputed(*record.FIELDS)
        if not sure or record.spoiler or len(wrong) < OPTION_COUNT - 1:
            continue
        if set(fold_words(film.title)) <= set(fold_words(ask)):
            continue
        yield Question(
            id=f"{film.id}/{record.id}/film",
            film=film,
            section=record.id.partition("/")[0],
            about=(record.id,),
            ask=ask,
            answer=answer,
            distractor_pool=wrong,
            forms=("choice", "typed"),
            sources=record.sources,
            why=record.sentence,
            difficulty="medium",
        )


def _asked_of(film: Film) -> Iterator[tuple[str, str, str, Record]]:
    """What may be true of a film: what it is, its value, the question, and the record."""
    for member in film.cast:
        if member.character and member.billing:
            ask = f"Which film has {member.performer} in the part of {member.character}?"
            yield "performer", member.performer, ask, member
    for director in film.director_credits:
        yield "director", director.name, f"Which film did {director.name} direct?", director
    for title in film.titles:
        ask = f"Which film is called “{title.title}” in {title.place}?"
        yield "title", title.title, ask, title

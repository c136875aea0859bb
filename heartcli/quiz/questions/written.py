"""The questions that a film file's author wrote."""

from collections.abc import Iterator, Sequence

from heartcli.model.film import Film
from heartcli.model.records import Record, Strings, WrittenQuestion
from heartcli.quiz.judging import Answer, AnswerKind
from heartcli.quiz.questions.answers import names_in_film
from heartcli.quiz.questions.ids import HEAD, section_of
from heartcli.quiz.questions.question import OPTION_COUNT, Form, Question, can_be_typed
from heartcli.text.folding import fold, fold_words


def written_questions(film: Film) -> Iterator[Question]:
    """Yields the questions under [[questions]], in their order."""
    records = {record.id: record for _, record in film.records()}
    full_names = {fold(name) for name in names_in_film(film) if len(fold_words(name)) > 1}
    for written in film.questions:
        about = [records[record_id] for record_id in written.about if record_id in records]
        kind: AnswerKind | None = "person" if fold(written.answer) in full_names else None
        answer = Answer(written.answer, written.accept, written.prompt, written.reject, kind)
        yield Question(
            id=f"{film.id}/{written.id}",
            film=film,
            section=section_of(written.about[0]),
            about=tuple(sorted(written.about)),
            ask=written.ask,
            answer=answer,
            distractor_pool=written.wrong,
            forms=_playable_forms(answer, written.wrong),
            sources=_sources(film, written, about),
            why=written.why,
            difficulty=written.difficulty,
            spoiler=written.spoiler or any(record.spoiler for record in about),
        )


def _sources(film: Film, written: WrittenQuestion, about: Sequence[Record]) -> Strings:
    """Returns the sources of a question and of everything that it is about."""
    head = film.cited.values() if HEAD in written.about else ()
    lists = (written.sources, *head, *(record.sources for record in about))
    return tuple(dict.fromkeys(name for names in lists for name in names))


def _playable_forms(answer: Answer, wrong: Strings) -> tuple[Form, ...]:
    has_options = len(wrong) >= OPTION_COUNT - 1
    if can_be_typed(answer):
        return ("choice", "typed") if has_options else ("typed",)
    return ("choice",) if has_options else ("typed",)

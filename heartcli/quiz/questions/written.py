"""The questions that a film file's author wrote."""

from collections.abc import Iterator

from heartcli.model.film import Film
from heartcli.quiz.judging import Answer, AnswerKind
from heartcli.quiz.questions.answers import names_in_film
from heartcli.quiz.questions.question import HEAD, Question, usable_forms
from heartcli.text.folding import fold, fold_words


def written_questions(film: Film) -> Iterator[Question]:
    """Yields the questions under [[questions]] in the film file, in order."""
    records = {record.id: record for _, record in film.records()}
    full_names = {fold(name) for name in names_in_film(film) if len(fold_words(name)) > 1}
    for written in film.questions:
        about = [records[record_id] for record_id in written.about if record_id in records]
        head = film.cited.values() if HEAD in written.about else ()
        cited = (written.sources, *head, *(record.sources for record in about))
        kind: AnswerKind | None = "person" if fold(written.answer) in full_names else None
        answer = Answer(written.answer, written.accept, written.prompt, written.reject, kind)
        yield Question(
            id=f"{film.id}/{written.id}",
            film=film,
            section=written.about[0].partition("/")[0],
            about=tuple(sorted(written.about)),
            ask=written.ask,
            answer=answer,
            distractor_pool=written.wrong,
            forms=usable_forms(("choice", "typed"), answer, written.wrong) or ("typed",),
            sources=tuple(dict.fromkeys(name for names in cited for name in names)),
            why=written.why,
            difficulty=written.difficulty,
            spoiler=written.spoiler or any(record.spoiler for record in about),
        )

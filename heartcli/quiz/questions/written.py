"""The questions that a film file's author wrote."""

from collections.abc import Iterator

from heartcli.model.film import Film
from heartcli.model.records import WrittenQuestion
from heartcli.quiz.judging import Answer, AnswerKind
from heartcli.quiz.questions.answers import names_in_film
from heartcli.quiz.questions.question import (
    HEAD,
    TRUE_FALSE,
    Form,
    Question,
    needs_options,
    usable_forms,
)
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
        text = written.answer or "; ".join(written.order)
        answer = Answer(text, written.accept, written.prompt, written.reject, kind)
        yield Question(
            id=f"{film.id}/{written.id}",
            film=film,
            section=written.about[0].partition("/")[0],
            about=tuple(sorted(written.about)),
            ask=written.ask,
            answer=answer,
            distractor_pool=written.wrong,
            forms=_forms(written, answer),
            sources=tuple(dict.fromkeys(name for names in cited for name in names)),
            why=written.why,
            difficulty=written.difficulty,
            spoiler=written.spoiler or any(record.spoiler for record in about),
            events=written.order,
            clues=written.clues,
        )


def _forms(written: WrittenQuestion, answer: Answer) -> tuple[Form, ...]:
    """Returns the forms that a question was written for; none if it lacks the options it needs."""
    if written.order or written.clues:
        return ("order" if written.order else "clues",)
    if written.choice_only:
        return usable_forms(("choice",), answer, written.wrong)
    if written.answer in TRUE_FALSE and not written.wrong:
        return ("true-false",)
    if written.estimate:
        return usable_forms(("choice", "estimate"), answer, written.wrong)
    if needs_options(written.ask):
        return usable_forms(("choice",), answer, written.wrong)
    return usable_forms(("choice", "typed"), answer, written.wrong) or ("typed",)

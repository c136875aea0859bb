"""Questions about a film's records, made from the drafts of the `templates`.

Doubtful records make no questions, nor do records with a dispute that names no field. No question
states a disputed value. If the answer itself is disputed, every source's answer is right. A
question that the film's author also asks is used only with --section.
"""

from collections.abc import Iterator, Sequence

from heartcli.model.film import Film
from heartcli.model.records import Record, Strings, WrittenQuestion
from heartcli.quiz.questions.answers import AnswerBuilder
from heartcli.quiz.questions.film_facts import Draft, FilmFacts, is_sure
from heartcli.quiz.questions.question import HEAD, Question, gives_away, new_question, usable_forms
from heartcli.quiz.questions.templates import TEMPLATES, Template
from heartcli.text.folding import fold


class QuestionMaker:
    """Makes the questions about a film's records and its head, by template."""

    def __init__(self, film: Film) -> None:
        self._film, self._facts, self._answers = film, FilmFacts(film), AnswerBuilder(film)
        self._written = {asked for question in film.questions for asked in _asked(question)}

    def make_all(self) -> Iterator[Question]:
        """Yields the questions of all templates."""
        for template in TEMPLATES:
            yield from self.make(template)

    def make(self, template: Template) -> Iterator[Question]:
        """Yields the questions of one template."""
        for draft in template(self._facts):
            if question := _finish(self._film, self._answers, draft):
                yield question._replace(interest=0) if self._is_written_too(question) else question

    def _is_written_too(self, question: Question) -> bool:
        texts = {*map(fold, question.answer.rights), question.answer.kind}
        return any((t, text) in self._written for t in question.about for text in texts)


def _asked(written: WrittenQuestion) -> Iterator[tuple[str, str]]:
    """Yields each record that a written question is about, with the answer or "number"."""
    for target in written.about:
        yield target, "number" if written.estimate else fold(written.answer)


def _finish(film: Film, answers: AnswerBuilder, draft: Draft) -> Question | None:
    """Returns the question, or None if it is unsure, gives its answer away or lacks options."""
    if not all(draft.rights) or not is_sure(draft.about, *draft.given_fields):
        return None
    answer = answers.build(draft.rights, draft.kind, draft.accept, draft.too_vague)
    pool = tuple(text for text in draft.pool if fold(text) not in map(fold, draft.too_vague))
    forms = usable_forms(draft.forms, answer, pool)
    if not forms or gives_away(draft.ask, answer):
        return None
    about = [record.id for record in draft.about] or [HEAD]
    return new_question(film, about, draft.suffix, draft.ask, answer)._replace(
        template=draft.template,
        distractor_pool=pool,
        forms=forms,
        sources=tuple(dict.fromkeys([*_cited(draft.about), *draft.other_sources])),
        why=draft.why,
        difficulty=draft.difficulty,
        interest=draft.interest,
        spoiler=any(record.spoiler for record in draft.about),
        exclusive_keys=tuple(map(fold, draft.names)),
    )


def _cited(records: Sequence[Record]) -> Strings:
    return tuple(name for record in records for names in record.citations() for name in names)

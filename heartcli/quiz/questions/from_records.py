"""Questions about a film's records, made from the templates in `templates`.

Doubtful records make no questions, nor do records with a dispute that names no field. No question
states a disputed value. If the answer itself is disputed, every source's answer is right.
"""

from collections.abc import Iterator, Sequence

from heartcli.model.film import Film
from heartcli.model.records import Dispute, Record, Strings
from heartcli.quiz.judging import Answer
from heartcli.quiz.questions.answers import AnswerBuilder
from heartcli.quiz.questions.distractors import Distractors
from heartcli.quiz.questions.question import HEAD, Question, gives_away, new_question, usable_forms
from heartcli.quiz.questions.templates import TEMPLATES, YEAR_TEMPLATE, QuestionTemplate
from heartcli.text.folding import fold


def record_questions(film: Film) -> Iterator[Question]:
    """Yields the questions about a film's records and its year."""
    maker = _QuestionMaker(film)
    for section, templates in TEMPLATES.items():
        records = film.section(section)
        for template in templates if records else ():
            yield from maker.questions(records, template)
    if question := maker.year_question():
        yield question


class _QuestionMaker:
    def __init__(self, film: Film) -> None:
        self._film = film
        self._answers = AnswerBuilder(film)
        self._dates = [
            record.date
            for _, record in film.records()
            if record.date and not record.spoiler and record.is_undisputed()
        ]

    def questions(
        self, records: Sequence[Record], template: QuestionTemplate
    ) -> Iterator[Question]:
        """Yields a template's questions about these records."""
        groups = _group_records(records, template)
        distractors = None
        if "choice" in template.forms and template.answer_kind != "date":
            pool = self._film.pool.get(template.field, ()) if template.uses_pool else ()
            distractors = Distractors([r for group in groups for r in group], template, pool)
        for group in groups:
            if question := self._question(group, template, distractors):
                yield question

    def _question(
        self, group: Sequence[Record], template: QuestionTemplate, distractors: Distractors | None
    ) -> Question | None:
        texts = [text for record in group for text in _right_texts(record, template)]
        right_texts = list(dict.fromkeys(texts))
        is_sure = all(record.is_undisputed(*template.given_fields) for record in group)
        if not right_texts or not is_sure:
            return None
        ask = template.format_ask(group[0], is_plural=len(group) > 1 and len(right_texts) > 1)
        answer = self._answers.build_for_records(group, template, right_texts)
        pool = self._formatted_dates(template) if template.answer_kind == "date" else ()
        if distractors:
            pool = distractors.candidates(group[0], right_texts[0])
            answer = _with_debatable_replies(answer, distractors, group, right_texts)
        forms = usable_forms(template.forms, answer, pool) if ask else ()
        if not forms or gives_away(ask, answer):
            return None
        about = [record.id for record in group]
        return new_question(self._film, about, template.suffix, ask, answer)._replace(
            distractor_pool=pool,
            forms=forms,
            sources=_cited_sources(group, template.field),
            why=" ".join(dict.fromkeys([_explain(record, template) for record in group])),
            difficulty=template.difficulty_of(group[0]),
            spoiler=any(record.spoiler for record in group),
        )

    def year_question(self) -> Question | None:
        """Asks for the film's year; any source's year is right."""
        film, template = self._film, YEAR_TEMPLATE
        if any(dispute.says for dispute in film.disputes):
            return None
        years = [film.year, *(d.value for d in film.disputes if d.field == "year")]
        right_texts = list(dict.fromkeys(map(str, years)))
        answer = self._answers.build(right_texts, "date")
        pool = self._formatted_dates(template)
        ask = template.format_ask(film, is_plural=False)
        disputed = [name for dispute in film.disputes for name in dispute.sources]
        return new_question(film, [HEAD], template.suffix, ask, answer)._replace(
            distractor_pool=pool,
            forms=usable_forms(template.forms, answer, pool),
            sources=tuple(dict.fromkeys([*film.cited.get("year", ()), *disputed])),
            why=f"{film.title} is of {' or '.join(right_texts)}.",
            difficulty=template.difficulty_of(film),
        )

    def _formatted_dates(self, template: QuestionTemplate) -> Strings:
        """Returns all years or days in the film's records, for use as distractors."""
        return tuple(dict.fromkeys(filter(None, map(template.format_date, self._dates))))


def _group_records(records: Sequence[Record], template: QuestionTemplate) -> list[list[Record]]:
    """Groups the records that have an answer by the values that the question states.

    A group is left out if a matching record has no answer, since others may be right, too.
    """
    groups: dict[Strings, list[Record]] = {}
    incomplete = set()
    for record in filter(template.applies_to, records):
        if template.has_answer(record):
            groups.setdefault(_given_values(record, template), []).append(record)
        elif template.given_fields != ("id",):  # an id matches only one record
            incomplete.add(_given_values(record, template))
    return [group for given, group in groups.items() if given not in incomplete]


def _given_values(record: Record, template: QuestionTemplate) -> Strings:
    return tuple([fold(str(getattr(record, field))) for field in template.given_fields])


def _right_texts(record: Record, template: QuestionTemplate) -> Iterator[str]:
    """Yields a record's answer, then the answers that its disputes claim."""
    disputes = record.disputes_of(template.field)
    for value in (getattr(record, template.field), *(dispute.value for dispute in disputes)):
        if text := template.format_answer(record, value):
            yield text


def _with_debatable_replies(
    answer: Answer, distractors: Distractors, group: Sequence[Record], right_texts: Sequence[str]
) -> Answer:
    """Treats debatable replies as too vague, and rejects values that resemble the answer."""
    debatable = [t for t in distractors.debatable(group, right_texts) if t not in right_texts]
    answer = answer._replace(too_vague=(*answer.too_vague, *debatable))
    if answer.kind != "text":
        return answer
    taken = (*right_texts, *debatable)
    rejected = [t for t in distractors.with_same_prefix(right_texts[0]) if t not in taken]
    accepted = tuple([text for text in answer.accept if text not in rejected])
    return answer._replace(accept=accepted, reject=tuple(rejected))


def _cited_sources(group: Sequence[Record], field: str) -> Strings:
    cited: list[Record | Dispute] = []
    for record in group:
        cited += [record, *record.disputes_of(field)]
    return tuple(dict.fromkeys(name for item in cited for name in item.sources))


def _explain(record: Record, template: QuestionTemplate) -> str:
    if template.field == "date" and record.date:
        return f"{record.date.words}: {record.sentence}"
    return record.sentence

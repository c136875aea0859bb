"""Checks a film's written questions; `heart check` prints the problems as warnings."""

import re
from collections.abc import Iterator, Mapping

from heartcli.model.dates import Date
from heartcli.model.film import Film
from heartcli.model.records import Dispute, FieldValue, Record, WrittenQuestion
from heartcli.quiz.judging import Answer, estimate, infer_kind, judge
from heartcli.quiz.questions.question import (
    OPTION_COUNT,
    Question,
    giveaway_feature,
    gives_away,
    needs_options,
)
from heartcli.quiz.questions.written import written_questions
from heartcli.text.display import safe_for_terminal
from heartcli.text.folding import fold, fold_words
from heartcli.text.numerals import CARDINALS

_MIN_SHARED_WORDS = 2  # words that a dispute shares with a question about the same thing
_COMMON_WORDS = frozenset((
    "the", "and", "for", "with", "was", "were", "that", "this", "which", "what", "who", "whom",
    "whose", "when", "where", "from", "film", "they", "said", "says", "have", "had", "one", "but",
    "not", "his", "her", "its",
))  # fmt: skip


def lint(film: Film) -> Iterator[tuple[int, str]]:
    """Yields the problems in a film's written questions, each after its question's index."""
    records = {record.id: record for _, record in film.records()}
    first_with_text: dict[str, str] = {}
    for index, question in enumerate(written_questions(film)):
        problems = [*_lint_form(question, film.questions[index]), *_lint_facts(question, records)]
        if not {"order", "true-false"} & set(question.forms):
            problems += _lint_answers(question)
        twin = first_with_text.setdefault(fold(question.full_text), question.id)
        if twin != question.id:
            problems.append(f"asks the same question as {twin.partition('/')[2]}")
        yield from ((index, problem) for problem in problems)


def _lint_form(question: Question, written: WrittenQuestion) -> Iterator[str]:
    """Finds questions that can't be asked in every form they were written for."""
    if (written.choice_only or needs_options(question.ask)) and not question.forms:
        yield f"is asked only with its options, but has fewer than {OPTION_COUNT - 1} wrong answers"
    elif 0 < len(written.wrong) < OPTION_COUNT - 1:
        yield f"has fewer than {OPTION_COUNT - 1} wrong answers, so they are never offered"
    if written.estimate and estimate(question.answer.text, question.answer).verdict != "right":
        yield "asks for an estimate, but its answer isn't a number"


def _lint_answers(question: Question) -> Iterator[str]:
    """Finds answers given away or rejected, and wrong answers that are right or repeated."""
    if any(gives_away(text, question.answer) for text in (question.ask, *question.clues)):
        yield "contains its own answer"
    if judge(question.answer.text, question.answer).verdict != "right":
        yield "rejects its own answer. Check reject and prompt"
    wrong, right = question.distractor_pool, question.answer.text
    for option in wrong:
        if judge(option, question.answer).verdict != "wrong":
            yield f"lists '{safe_for_terminal(option)}' as wrong, but it isn't clearly wrong"
    if len({tuple(fold_words(option)) or option for option in wrong}) < len(wrong):
        yield "lists the same wrong answer twice"
    if len(wrong) >= OPTION_COUNT - 1 and (feature := giveaway_feature(right, wrong)):
        yield f"gives its answer away: only the right option {feature}"


def _lint_facts(question: Question, records: Mapping[str, Record]) -> Iterator[str]:
    """Finds disputes and doubts about the records that a question is based on."""
    facts = [records.get(record_id, question.film) for record_id in question.about]
    if any(_concerns(dispute, fact, question) for fact in facts for dispute in fact.disputes):
        yield "asks about a disputed fact: sources give different answers"
    if any(isinstance(fact, Record) and fact.doubtful for fact in facts):
        yield "is based on a doubtful record"


def _concerns(dispute: Dispute, fact: Record | Film, question: Question) -> bool:
    """Whether a dispute is about the answer: it claims another one or uses the same words."""
    answer = question.answer
    if dispute.field:
        value = getattr(fact, dispute.field)
        return _is_right(value, answer) and not _is_right(dispute.value, answer)
    if infer_kind(answer.text) in ("number", "date"):
        has_digit = re.search(r"\d", dispute.says)
        return bool(has_digit or CARDINALS.keys() & _content_words(dispute.says))
    shared = _content_words(dispute.says) & _content_words(f"{question.ask} {answer.text}")
    return len(shared) >= _MIN_SHARED_WORDS


def _is_right(value: FieldValue, answer: Answer) -> bool:
    texts = (value.text, value.words) if isinstance(value, Date) else (str(value),)
    return any(judge(text, answer).verdict == "right" for text in texts)


def _content_words(text: str) -> set[str]:
    return {word for word in fold_words(text) if len(word) > 2} - _COMMON_WORDS

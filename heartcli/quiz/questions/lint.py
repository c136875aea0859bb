"""What a written question must obey, as generated ones do: told by `heart check` as warnings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from heartcli.model.dates import Date
from heartcli.model.film import Film
from heartcli.model.records import Dispute, Record
from heartcli.quiz.judging import Answer, infer_kind, judge
from heartcli.quiz.questions.question import OPTION_COUNT, Question, giveaway_feature, gives_away
from heartcli.quiz.questions.written import written_questions
from heartcli.text.display import safe_for_terminal
from heartcli.text.folding import fold, fold_words
from heartcli.text.numbers import CARDINALS

_TALKS_OF_IT = 2  # words that a dispute must share with the question to be about the same
_TOO_COMMON = frozenset((
    "the", "and", "for", "with", "was", "were", "that", "this", "which", "what", "who", "whom",
    "whose", "when", "where", "from", "film", "they", "said", "says", "have", "had", "one", "but",
    "not", "his", "her", "its",
))  # fmt: skip


def lint(film: Film) -> Iterator[tuple[int, str]]:
    """What is wrong with the film's written questions: the number of each, and what it does."""
    records = {record.id: record for _, record in film.records()}
    asked: dict[str, str] = {}
    for number, question in enumerate(written_questions(film)):
        told = [
            *_of_itself(question),
            *_of_its_options(question),
            *_of_its_facts(question, records),
        ]
        twin = asked.setdefault(fold(question.ask), question.id)
        if twin != question.id:
            told.append(f"asks the same as {twin.partition('/')[2]}")
        yield from ((number, fault) for fault in told)


def _of_itself(question: Question) -> Iterator[str]:
    if gives_away(question.ask, question.answer):
        yield "gives its answer away: the answer stands in the question"
    if judge(question.answer.text, question.answer).verdict != "right":
        yield "turns its own answer down, by what it rejects or finds too vague"


def _of_its_options(question: Question) -> Iterator[str]:
    """Options that could be right, are alike, or by which one sees which is right."""
    wrong, right = question.distractor_pool, question.answer.text
    for option in wrong:
        if judge(option, question.answer).verdict != "wrong":
            shown = safe_for_terminal(option)
            yield f"offers '{shown}' as wrong, which would be taken for the answer"
    if len({tuple(fold_words(option)) or option for option in wrong}) < len(wrong):
        yield "offers the same wrong answer twice"
    if 0 < len(wrong) < OPTION_COUNT - 1:
        yield f"has fewer than {OPTION_COUNT - 1} wrong answers, so that it can only be typed"
    if len(wrong) >= OPTION_COUNT - 1 and (sign := giveaway_feature(right, wrong)):
        yield f"shows its answer, which alone {sign}"


def _of_its_facts(question: Question, records: dict[str, Record]) -> Iterator[str]:
    asked: list[Any] = [records.get(target, question.film) for target in question.about]
    if any(_concerns(dispute, one, question) for one in asked for dispute in one.disputes):
        yield "asks what is disputed: another source gives another answer"
    if any(isinstance(one, Record) and one.doubtful for one in asked):
        yield "rests on a doubtful record"


def _concerns(dispute: Dispute, one: Record | Film, question: Question) -> bool:
    """Whether a dispute is about what is asked: another value, not accepted, or words of it."""
    answer = question.answer
    if dispute.field:
        own, others = getattr(one, dispute.field), dispute.value
        return _is_right(own, answer) and not _is_right(others, answer)
    if infer_kind(answer.text) in ("number", "date"):
        return bool(re.search(r"\d", dispute.says) or CARDINALS.keys() & _telling(dispute.says))
    said = _telling(dispute.says)
    return len(said & _telling(f"{question.ask} {answer.text}")) >= _TALKS_OF_IT


def _is_right(value: Any, answer: Answer) -> bool:
    told = (value.text, value.words) if isinstance(value, Date) else (str(value),)
    return any(judge(text, answer).verdict == "right" for text in told)


def _telling(text: str) -> set[str]:
    return {word for word in fold_words(text) if len(word) > 2} - _TOO_COMMON

"""Keeps the questions of a round from answering each other."""

import re
from collections.abc import Iterator

from heartcli.quiz.questions.question import TRUE_FALSE, Question, significant_words
from heartcli.quiz.rounds.prepare import PreparedQuestion
from heartcli.text.folding import fold, fold_words

_Words = frozenset[str]


class ShownTexts:
    """The texts that a round has shown so far, and the answers that they must not contain."""

    def __init__(self) -> None:
        self._texts: list[_Words] = []
        self._ask_words: set[str] = set()
        self._options: set[str] = set()
        self._answers: list[_Words] = []
        self._family_names: set[str] = set()
        self._answer_texts: set[str] = set()

    def add(self, prepared: PreparedQuestion) -> None:
        """Adds a question."""
        question = prepared.question
        self._texts += map(_words, _texts(question))
        self._ask_words |= _asked_words(question)
        if _has_guessable_answer(question):
            self._options |= set(map(fold, prepared.options))
            self._answers.append(significant_words(question.answer.text))
            self._family_names |= _family_name(question)
            self._answer_texts.add(fold(question.answer.text))

    def conflicts_with(self, prepared: PreparedQuestion) -> bool:
        """Whether a question's answer has been shown, or it would show an earlier one's answer."""
        question, texts = prepared.question, list(map(_words, _texts(prepared.question)))
        is_answered = _has_guessable_answer(question) and self._show(question)
        return (
            is_answered
            or any(answer <= text for answer in self._answers for text in texts)
            or not self._family_names.isdisjoint(_asked_words(question))
            or not self._answer_texts.isdisjoint(map(fold, prepared.options))
        )

    def _show(self, question: Question) -> bool:
        """Whether the texts show the answer to a question."""
        words, text = significant_words(question.answer.text), fold(question.answer.text)
        return (
            any(words <= shown for shown in self._texts)
            or not self._ask_words.isdisjoint(_family_name(question))
            or text in self._options
            or text in self._answer_texts
        )


def _texts(question: Question) -> Iterator[str]:
    yield from (question.ask, question.why, *question.clues, *question.events)


def _words(text: str) -> _Words:
    return significant_words(re.sub("['’]s\\b", "", text))


def _asked_words(question: Question) -> _Words:
    return _words(" ".join((question.ask, *question.clues)))


def _has_guessable_answer(question: Question) -> bool:
    """Whether reading the answer elsewhere would help; it doesn't for True, False and an order."""
    return question.answer.text not in TRUE_FALSE and not question.events


def _family_name(question: Question) -> set[str]:
    """Returns the last word of a person's name: enough to give the answer away in a question."""
    words = fold_words(question.answer.text) if question.answer.kind == "person" else []
    return set(words[-1:])

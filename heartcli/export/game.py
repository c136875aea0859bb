"""What live games take: questions with options, and the seconds to answer them."""

from collections.abc import Iterator

from heartcli.export.quiz import CitedQuestion, Quiz
from heartcli.quiz.questions.question import OPTION_COUNT, Form

GAME_FORMS: tuple[Form, ...] = ("choice", "true-false")
_TIME_LIMITS = (20, 30, 60, 90, 120, 240)  # of those that Kahoot allows, all but the shortest
_THINKING_SECONDS = 8
_CHARACTERS_PER_SECOND = 12  # reading speed


def game_rows(quiz: Quiz) -> Iterator[list[str | int]]:
    """Yields a row for each question: its number, text, options, time limit and right option."""
    for number, question in enumerate(quiz.questions, 1):
        options = [*question.options, *[""] * (OPTION_COUNT - len(question.options))]
        right = question.options.index(question.answer) + 1
        yield [number, question.ask, *options, _time_limit(question), right]


def _time_limit(question: CitedQuestion) -> int:
    length = len(question.ask) + sum(map(len, question.options))
    needed = _THINKING_SECONDS + length / _CHARACTERS_PER_SECOND
    return next((limit for limit in _TIME_LIMITS if limit >= needed), _TIME_LIMITS[-1])

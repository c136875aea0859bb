"""What live games ask of questions: they have options, and little time."""

from heartcli.export.quiz import CitedQuestion
from heartcli.quiz.questions.question import Form

GAME_FORMS: tuple[Form, ...] = ("choice", "true-false")
OPTION_COUNT = 4
_TIME_LIMITS = (20, 30, 60, 90, 120, 240)  # seconds; those of Kahoot's template that aren't short
_THINKING_SECONDS = 8
_CHARACTERS_PER_SECOND = 12  # as people read


def time_limit(question: CitedQuestion) -> int:
    """Returns the seconds to read a question with its options and answer it."""
    length = len(question.ask) + sum(map(len, question.options))
    needed = _THINKING_SECONDS + length / _CHARACTERS_PER_SECOND
    return next((limit for limit in _TIME_LIMITS if limit >= needed), _TIME_LIMITS[-1])


def correct_number(question: CitedQuestion) -> int:
    """Returns the number of the right option, from 1."""
    return question.options.index(question.answer) + 1

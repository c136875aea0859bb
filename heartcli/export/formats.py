"""The table of export formats: what each is, and which questions it can hold.

A new format needs a module and a row here.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import NamedTuple

from heartcli.export import csv_table
from heartcli.export.quiz import CitedQuestion, Quiz
from heartcli.quiz.questions.question import FORMS, Form


def _no_problem(_: CitedQuestion) -> str:
    return ""


class QuestionFormat(NamedTuple):
    """A format for questions."""

    name: str  # for messages: "an Anki deck"
    suffix: str
    write: Callable[[Quiz], bytes]  # makes the contents of the file
    forms: tuple[Form, ...] = FORMS  # the forms of questions that it can hold
    problem: Callable[[CitedQuestion], str] = _no_problem  # why it can't hold a question, or ""
    is_binary: bool = False
    is_collection: bool = True  # holds all questions by default; a sheet holds one round


FORMATS: dict[str, QuestionFormat] = {
    "csv": QuestionFormat("a CSV table", ".csv", csv_table.write, problem=csv_table.problem),
}


class Selection(NamedTuple):
    """The questions that a format can hold, and the others by reason."""

    kept: list[CitedQuestion]
    left_out: dict[str, list[CitedQuestion]]


def select(questions: Sequence[CitedQuestion], format_: QuestionFormat) -> Selection:
    """Divides questions into those that a format can hold and those that it can't."""
    kept: list[CitedQuestion] = []
    left_out: defaultdict[str, list[CitedQuestion]] = defaultdict(list)
    for question in questions:
        can_hold = question.form in format_.forms
        reason = format_.problem(question) if can_hold else f"the form {question.form}"
        (left_out[reason] if reason else kept).append(question)
    return Selection(kept, dict(left_out))

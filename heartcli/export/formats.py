"""The export formats: what each is, and which questions it can hold.

A new format needs a module and a row here.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from typing import NamedTuple

from heartcli.export import (
    anki,
    blooket,
    csv_table,
    gift,
    kahoot,
    markdown,
    moodle,
    nfo,
    qti,
    sheet,
)
from heartcli.export.game import GAME_FORMS
from heartcli.export.quiz import CitedQuestion, Quiz
from heartcli.model.film import Film
from heartcli.quiz.questions.question import FORMS, Form


class QuestionFormat(NamedTuple):
    """A format for questions."""

    name: str  # for messages: "an Anki deck"
    suffix: str
    write: Callable[[Quiz], bytes]  # makes the contents of the file
    forms: tuple[Form, ...] = FORMS  # the forms of questions that it can hold
    problem: Callable[[CitedQuestion], str] | None = None  # why it can't hold a question, or ""
    is_binary: bool = False
    is_round: bool = False  # by default, it holds a round of ten instead of every question
    has_title: bool = True
    has_tie_breaker: bool = False
    round_forms: tuple[Form, ...] = FORMS  # the forms of questions in a round drawn for it


FORMATS: dict[str, QuestionFormat] = {
    "sheet": QuestionFormat(
        "a sheet", ".html", sheet.write, is_round=True, has_tie_breaker=True
    ),
    "markdown": QuestionFormat(
        "a Markdown file", ".md", markdown.write, is_round=True, has_tie_breaker=True
    ),
    "anki": QuestionFormat("an Anki deck", ".apkg", anki.write, is_binary=True, has_title=False),
    "csv": QuestionFormat(
        "a CSV table", ".csv", csv_table.write, problem=csv_table.problem, has_title=False
    ),
    "kahoot": QuestionFormat(
        "a Kahoot workbook", ".xlsx", kahoot.write, GAME_FORMS, kahoot.problem, is_binary=True,
        is_round=True, round_forms=("choice",),
    ),
    "blooket": QuestionFormat(
        "a Blooket table", ".csv", blooket.write, GAME_FORMS, blooket.problem,
        has_title=False, is_round=True, round_forms=("choice",),
    ),
    "gift": QuestionFormat("a GIFT file", ".txt", gift.write, problem=gift.problem),
    "moodle": QuestionFormat("a Moodle XML file", ".xml", moodle.write),
    "qti": QuestionFormat("a QTI package", ".zip", qti.write, is_binary=True),
}  # fmt: skip


class FilmFormat(NamedTuple):
    """A format for films."""

    name: str  # for messages: "an .nfo file"
    suffix: str
    write: Callable[[Film, bool], nfo.FilmFile]  # makes a file, with spoilers or without


FILM_FORMATS = {"nfo": FilmFormat("an .nfo file", ".nfo", nfo.write)}


class Selection(NamedTuple):
    """The questions that a format can hold, and those that it can't."""

    kept: list[CitedQuestion]
    other_forms: dict[Form, int]  # how many it can't hold because of their form
    unfit: dict[str, list[CitedQuestion]]  # by reason, such as "that is too long"


def select(questions: Sequence[CitedQuestion], format_: QuestionFormat) -> Selection:
    """Divides questions into those that a format can hold and those that it can't."""
    kept: list[CitedQuestion] = []
    other_forms: Counter[Form] = Counter()
    unfit: defaultdict[str, list[CitedQuestion]] = defaultdict(list)
    for question in questions:
        if question.form not in format_.forms:
            other_forms[question.form] += 1
        elif format_.problem and (reason := format_.problem(question)):
            unfit[reason].append(question)
        else:
            kept.append(question)
    return Selection(kept, dict(other_forms), dict(unfit))

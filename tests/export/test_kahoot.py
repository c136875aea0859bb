"""Kahoot's workbook."""

import io

import pytest

from heartcli.export import kahoot
from tests.export.conftest import MakeQuiz


def test_a_workbook_holds_each_question_with_its_options(make: MakeQuiz) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    quiz = make()
    choices = [question for question in quiz.questions if question.form == "choice"]

    sheet = openpyxl.load_workbook(
        io.BytesIO(kahoot.write(quiz._replace(questions=choices)))
    ).worksheets[0]

    rows = list(sheet.iter_rows(min_row=9, values_only=True))
    assert [(row[1], row[2:6], row[1 + row[7]]) for row in rows] == [
        (question.ask, question.options, question.answer) for question in choices
    ]

"""The CSV table: a row for each question, as spreadsheets and scripts read it."""

import csv

from heartcli.export import csv_table
from heartcli.export.formats import FORMATS, select
from heartcli.model.film import Film
from tests.export.conftest import MakeQuiz


def test_a_table_holds_each_question_with_its_answer(make: MakeQuiz) -> None:
    quiz = make()

    rows = list(csv.DictReader(csv_table.write(quiz).decode("utf-8-sig").splitlines()))

    assert [(row["question"], row["answer"], row["why"]) for row in rows] == [
        (question.ask, question.answer, question.why) for question in quiz.questions
    ]


def test_hostile_text_comes_back_as_it_was(make: MakeQuiz, hostile: Film) -> None:
    quiz = make(hostile)

    rows = list(csv.DictReader(csv_table.write(quiz).decode("utf-8-sig").splitlines()))

    assert [row["question"] for row in rows] == [question.ask for question in quiz.questions]


def test_a_question_with_a_formula_is_left_out(make: MakeQuiz) -> None:
    quiz = make()
    first, second, *_ = quiz.questions
    formula = second._replace(answer="=HYPERLINK(A1)")

    selection = select([first, formula], FORMATS["csv"])

    assert selection.kept == [first]
    assert selection.unfit == {"that a spreadsheet would calculate": [formula]}

"""The CSV table: a row for each question, as spreadsheets and scripts read it."""

import csv
import io
from decimal import Decimal

import pytest

from heartcli.export import csv_table
from heartcli.export.formats import FORMATS, select
from heartcli.export.quiz import Quiz
from heartcli.model.film import Film
from tests.export.conftest import MakeQuiz, cited_question


def test_a_table_holds_each_question_with_its_answer(make: MakeQuiz) -> None:
    quiz = make()

    rows = _rows(quiz)

    assert [(row["question"], row["answer"], row["why"]) for row in rows] == [
        (question.ask, question.answer, question.why) for question in quiz.questions
    ]


def test_hostile_text_comes_back_as_it_was(make: MakeQuiz, hostile: Film) -> None:
    quiz = make(hostile)

    rows = _rows(quiz)

    assert [row["question"] for row in rows] == [question.ask for question in quiz.questions]


def test_excel_recognizes_the_encoding_and_the_line_ends(make: MakeQuiz) -> None:
    content = csv_table.write(make())

    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\n") == content.count(b"\r\n")


def test_an_estimate_has_its_number_and_tolerance_in_plain_digits() -> None:
    estimate = cited_question(
        "estimate", "How much?", answer="$26 million",
        numbers=((Decimal("2.60E+7"), Decimal("1300000.00")), (Decimal(26), Decimal("1.3"))),
    )  # fmt: skip

    [row] = _rows(Quiz("", [estimate], (), "", 0))

    assert (row["number"], row["tolerance"]) == ("26000000", "1300000")


@pytest.mark.parametrize("cell", ["=A1", "@SUM(A1)", "+A1", "-A1", "＝A1", "－A1"])
def test_a_question_with_a_formula_is_left_out(cell: str) -> None:
    good = cited_question("typed", "Which?", answer="-1", accept=("a =b",), why="+5%")
    formula = good._replace(answer=cell)

    selection = select([good, formula], FORMATS["csv"])

    assert selection.kept == [good]
    assert selection.unfit == {"with text that looks like a formula": [formula]}


def _rows(quiz: Quiz) -> list[dict[str, str]]:
    text = csv_table.write(quiz).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))

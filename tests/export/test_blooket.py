"""Blooket's table: its template's columns, and what they hold."""

import csv

from heartcli.export import blooket
from heartcli.export.formats import FORMATS, select
from heartcli.export.quiz import Quiz
from heartcli.model.film import Film
from tests.export.conftest import MakeQuiz, cited_question


def test_a_table_has_the_columns_of_the_template(make: MakeQuiz) -> None:
    title, columns, *_ = _rows(_playable(make()))

    assert title[0] == "Blooket\nImport Template"
    assert [name.split("\n")[0] for name in columns[:8]] == [
        "Question #", "Question Text", "Answer 1", "Answer 2", "Answer 3", "Answer 4",
        "Time Limit (sec)", "Correct Answer(s)",
    ]  # fmt: skip
    assert not any(columns[8:])


def test_the_terms_are_in_the_last_cell_of_the_first_row(make: MakeQuiz) -> None:
    quiz = _playable(make())

    title, *_ = _rows(quiz)

    assert title[-1] == " ".join(quiz.terms)
    assert not any(title[1:-1])


def test_hostile_text_comes_back_as_it_was(make: MakeQuiz, hostile: Film) -> None:
    quiz = _playable(make(hostile))

    rows = _rows(quiz)[2:]

    assert [
        (row[1], tuple(filter(None, row[2:6])), row[1 + int(row[7])], row[0]) for row in rows
    ] == [
        (question.ask, question.options, question.answer, str(number))
        for number, question in enumerate(quiz.questions, 1)
    ]


def test_a_long_question_gets_more_time() -> None:
    options = ("True", "False")
    texts = ["Short?", "Long? " * 40, "Endless? " * 1000]
    questions = [cited_question("true-false", ask, options=options, answer="True") for ask in texts]

    rows = _rows(Quiz("", questions, (), "", 0))[2:]

    assert [row[6] for row in rows] == ["20", "30", "240"]


def test_a_question_with_a_formula_is_left_out() -> None:
    good = cited_question("choice", "Which?", options=("-1", "+5%"), answer="-1")
    bad = good._replace(options=("-1", "=A1"))

    selection = select([good, bad], FORMATS["blooket"])

    assert selection.kept == [good]
    assert selection.unfit == {"with text that looks like a formula": [bad]}


def _playable(quiz: Quiz) -> Quiz:
    return quiz._replace(questions=select(quiz.questions, FORMATS["blooket"]).kept)


def _rows(quiz: Quiz) -> list[list[str]]:
    text = blooket.write(quiz).decode("utf-8-sig")
    return list(csv.reader(text.splitlines(keepends=True), strict=True))

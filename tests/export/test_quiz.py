"""What every format gets: a quiz in rounds."""

from decimal import Decimal

import pytest

from heartcli.export.quiz import Citation, Quiz
from tests.export.conftest import MakeQuiz, cited_question


@pytest.mark.parametrize(
    ("count", "sizes"),
    [(1, [1]), (10, [10]), (11, [6, 5]), (25, [9, 8, 8]), (40, [10, 10, 10, 10])],
)
def test_rounds_are_as_equal_as_possible(make: MakeQuiz, count: int, sizes: list[int]) -> None:
    quiz = make()

    rounds = quiz._replace(questions=quiz.questions[:count]).rounds

    assert [len(questions) for _, questions in rounds] == sizes
    assert [question for _, questions in rounds for question in questions] == quiz.questions[:count]


def test_a_single_round_has_no_name(make: MakeQuiz) -> None:
    quiz = make()

    names = [
        [name for name, _ in quiz._replace(questions=quiz.questions[:count]).rounds]
        for count in (10, 11)
    ]

    assert names == [[""], ["Round 1", "Round 2"]]


@pytest.mark.parametrize(
    ("answer", "accept", "shown"),
    [
        ("26", ("23", "24", "25", "27", "28"), ("23 to 28",)),
        ("26", ("27",), ("27",)),
        ("26", ("25", "28"), ("25", "28")),
        ("2", ("1", "3", "three"), ("1", "3", "three")),
        ("161", ("160",), ()),  # within the tolerance anyway
    ],
)
def test_whole_numbers_in_a_row_are_accepted_as_a_range(
    answer: str, accept: tuple[str, ...], shown: tuple[str, ...]
) -> None:
    number = Decimal(answer)
    numbers = ((number, number // 50),)
    estimate = cited_question(
        "estimate", "How many?", answer=answer, accept=accept, numbers=numbers
    )

    assert estimate.also_accept == shown
    assert estimate._replace(form="typed").also_accept == accept


def test_the_marking_rule_is_about_the_questions_of_the_quiz() -> None:
    typed, order = (cited_question(form, "?") for form in ("typed", "order"))
    quiz = Quiz("Film", [typed], (), "", 0)

    assert quiz.marking_rule == "One point each. Spelling doesn't count."
    with_order = quiz._replace(questions=[typed, order])
    assert with_order.marking_rule.endswith(" An order must be right from first to last.")
    with_name = quiz._replace(questions=[typed._replace(short_replies=("Garr",))])
    assert with_name.marking_rule.endswith(" Last names will do.")


def test_feedback_is_the_explanation_and_the_sources(make: MakeQuiz) -> None:
    citations = (Citation("Dream on, Time", "https://example.org"), Citation("A book", ""))
    question = make(count=1).questions[0]._replace(why="It rained.", citations=citations)

    assert question.feedback_lines == [
        "It rained.",
        "Source: Dream on, Time https://example.org",
        "Source: A book",
    ]


def test_a_question_names_its_film_unless_that_gives_the_answer_away(make: MakeQuiz) -> None:
    questions = make().questions

    headings = {question.heading for question in questions}
    assert headings == {"One from the Heart (1982)", "One from the Heart", ""}
    assert not any(q.answer.casefold() in q.heading.casefold() for q in questions)


def test_a_last_name_is_a_right_reply_where_heart_accepts_it(make: MakeQuiz) -> None:
    replies = {q.answer: q.short_replies for q in make().questions if q.form == "typed"}

    assert replies["Michael Douglas"] == ("Douglas",)
    assert replies["Paris, Texas"] == ()

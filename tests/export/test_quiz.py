"""What every format gets: a quiz in rounds."""

import pytest

from heartcli.export.quiz import Citation, short_id
from tests.export.conftest import MakeQuiz


@pytest.mark.parametrize(
    ("count", "sizes"),
    [(1, [1]), (10, [10]), (11, [6, 5]), (25, [9, 8, 8]), (40, [10, 10, 10, 10])],
)
def test_rounds_are_as_equal_as_possible(make: MakeQuiz, count: int, sizes: list[int]) -> None:
    quiz = make()

    rounds = quiz._replace(questions=quiz.questions[:count]).rounds

    assert [len(questions) for questions in rounds] == sizes
    numbered = [numbered for questions in rounds for numbered in questions]
    assert numbered == list(enumerate(quiz.questions[:count], 1))


def test_feedback_is_the_explanation_and_the_sources(make: MakeQuiz) -> None:
    citations = (Citation("Dream on, Time", "https://example.org"), Citation("A book", ""))
    question = make(count=1).questions[0]._replace(why="It rained.", citations=citations)

    assert question.feedback_lines == [
        "It rained.",
        "Source: Dream on, Time https://example.org",
        "Source: A book",
    ]


def test_a_long_id_keeps_its_start_and_gets_a_digest() -> None:
    long, longer = "film/" + "x" * 96, "film/" + "x" * 97

    assert short_id("film/x") == "film/x"
    assert short_id(long, 101) == long
    assert len(short_id(long)) == len(short_id(longer)) == 100
    assert short_id(long).startswith("film/xxx")
    assert short_id(long) != short_id(longer)


def test_a_question_names_its_film_unless_that_gives_the_answer_away(make: MakeQuiz) -> None:
    questions = make().questions

    assert {question.film for question in questions} == {"One from the Heart (1982)", ""}
    assert {question.film_file for question in questions} == {"One from the Heart (1982)"}
    assert not any(question.answer.casefold() in question.film.casefold() for question in questions)

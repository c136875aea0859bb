"""What every format gets: a quiz in rounds."""

import pytest

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

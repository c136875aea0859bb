"""How much room questions take in print."""

import pytest

from heartcli.export.page_fit import columns, print_size
from heartcli.export.quiz import CitedQuestion
from tests.export.conftest import cited_question


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("1980", "1981", "1982", "1983"), "quarters"),
        (("True", "False"), "quarters"),
        (("The Conversation", "The Rain People", "Dementia 13", "Rumble Fish"), "halves"),
        (("日本" * 5, "b", "c", "d"), "halves"),
        (("1980", "1981", "1982", "Longer than half a line, but not by too much"), "pairs"),
        (("Longer than half a line, but not by too much", "1", "2", "3"), "pairs"),
        (("Longer than half a line, but not by too much",) * 2, "rows"),
    ],
)  # fmt: skip
def test_options_share_a_line_if_they_fit(options: tuple[str, ...], expected: str) -> None:
    assert columns(options) == expected


TYPED = cited_question("typed", "Who?")
TWO_LINES = cited_question("typed", "Who is it, and where is it, and when is it? " * 3)
CHOICE = cited_question("choice", "Which?", options=("A", "B", "C", "D"))
LONG_CHOICE = cited_question("choice", "Which?", options=("So long an option " * 6,) * 4)
ORDER = cited_question("order", "In order?", options=("A", "B", "C", "D"))
CLUES = cited_question("clues", "Who am I?", clues=("I am a star.",) * 5)


@pytest.mark.parametrize(
    ("questions", "expected"),
    [
        ([TYPED] * 10, "large"),
        ([CHOICE] * 10, "large"),
        ([TWO_LINES] * 7 + [CLUES] * 2, "normal"),
        ([ORDER] * 10, "normal"),
        ([LONG_CHOICE] * 10, "small"),
        ([CLUES] * 10, "small"),
        ([CLUES] * 2 + [TWO_LINES] * 8, "small"),
    ],
)
def test_print_is_smaller_if_a_round_is_long(questions: list[CitedQuestion], expected: str) -> None:
    assert print_size("Film", questions) == expected


def test_print_is_smaller_below_a_long_title() -> None:
    questions = [TYPED] * 13

    assert print_size("Film", questions) == "large"
    assert print_size("Round 2: A night of films about films", questions) == "normal"

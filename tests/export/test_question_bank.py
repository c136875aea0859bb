"""Questions as Moodle's question bank has them."""

import re
from decimal import Decimal

import pytest
from hypothesis import given

from heartcli.export.question_bank import BankAnswer, category_path, make_bank_question
from heartcli.export.quiz import Citation, CitedQuestion, Quiz
from tests.export.conftest import QUESTION, texts

_ORDER = QUESTION._replace(
    form="order",
    ask="Put these in order.",
    options=("Dusk", "Dawn", "Noon", "Night"),
    answer="bcad",
)


def test_the_category_has_the_title_of_the_quiz() -> None:
    assert category_path(Quiz("AC/DC", [], (), "", 0)) == "$course$/top/AC//DC"


@given(texts)
def test_moodle_reads_a_category_back(title: str) -> None:
    path = category_path(Quiz(title, [], (), "", 0))

    names = [name.replace("//", "/").strip() for name in re.split("(?<!/)/(?!/)", path)]
    assert names == ["$course$", "top", title]


def test_a_long_id_keeps_its_start_and_gets_a_digest() -> None:
    fitting, long, longer = ("film/" + "x" * length for length in (95, 96, 97))

    ids = [make_bank_question(QUESTION._replace(id=id_)).id_number for id_ in (long, longer)]

    assert make_bank_question(QUESTION._replace(id=fitting)).id_number == fitting
    assert [len(id_) for id_ in ids] == [100, 100]
    assert ids[0].startswith("film/xxx")
    assert ids[0] != ids[1]


def test_a_name_is_the_question_unless_moodle_would_change_it() -> None:
    assert _name("Who is it?") == "Who is it?"
    assert _name("x" * 300) == "x" * 79 + "…"
    assert _name("Who is <b>it</b>?") == QUESTION.id


def test_clues_are_part_of_the_text() -> None:
    question = QUESTION._replace(form="clues", ask="Who am I?", clues=("I sang.", "I danced."))

    assert make_bank_question(question).text == "Who am I?\n1. I sang.\n2. I danced."


def test_events_to_put_in_order_have_letters_to_type() -> None:
    question = make_bank_question(_ORDER)

    assert question.kind == "shortanswer"
    assert question.text.splitlines() == [
        "Put these in order.",
        "a. Dusk",
        "b. Dawn",
        "c. Noon",
        "d. Night",
        "Type the letters in the right order.",
    ]
    assert [answer.text for answer in question.answers] == [
        "bcad", "b c a d", "b,c,a,d", "b, c, a, d",
    ]  # fmt: skip
    assert question.feedback == "In order: Dawn; Noon; Dusk; Night"


def test_an_estimate_has_its_numbers_with_their_tolerance() -> None:
    numbers = ((Decimal(1250), Decimal("62.50")), (Decimal("1E+3"), Decimal(0)))
    question = make_bank_question(QUESTION._replace(form="estimate", numbers=numbers))

    assert question.kind == "numerical"
    assert question.answers == [
        BankAnswer("1250", tolerance="62.5"),
        BankAnswer("1000", tolerance="0"),
    ]
    assert question.feedback == "Anything from 1,188 to 1,312 is right."


def test_an_estimate_without_a_single_number_is_a_short_answer() -> None:
    question = QUESTION._replace(form="estimate", answer="1:30 or 2:00")

    assert make_bank_question(question).kind == "shortanswer"


def test_feedback_is_the_explanation_and_the_sources() -> None:
    question = QUESTION._replace(why="She sang.", citations=(Citation("A book", "https://a.b"),))

    assert make_bank_question(question).feedback == "She sang.\nSource: A book https://a.b"


@pytest.mark.parametrize(
    ("answer", "right", "wrong"),
    [
        ("M*A*S*H", ["M*A*S*H", "m*a*s*h", "MASH"], ["Catch-22"]),
        ("*", ["*"], ["anything"]),
        ("C*", ["C*"], ["Casablanca", "C"]),
        (r"\*", [r"\*"], ["*", "x"]),
        ("The Café", ["The Café", "the café", "Cafe"], ["The Bar"]),
        ("Valentine's Day", ["valentines day"], ["day"]),
    ],
)
def test_replies_are_judged_much_as_in_the_quiz(
    answer: str, right: list[str], wrong: list[str]
) -> None:
    question = QUESTION._replace(answer=answer)

    assert all(_is_right(reply, question) for reply in right)
    assert not any(_is_right(reply, question) for reply in wrong)


@given(texts, texts)
def test_every_right_reply_is_right_as_it_is(answer: str, other: str) -> None:
    question = QUESTION._replace(answer=answer, accept=(other,))

    assert _is_right(answer, question)
    assert _is_right(other, question)


def _is_right(reply: str, question: CitedQuestion) -> bool:
    """Whether a reply is right by Moodle's rules."""
    return any(_matches(reply, answer.text) for answer in make_bank_question(question).answers)


def _matches(reply: str, pattern: str) -> bool:
    parts = [re.escape(part.replace(r"\*", "*")) for part in re.split(r"(?<!\\)\*+", pattern)]
    return bool(re.fullmatch(".*".join(parts), reply, re.IGNORECASE))


def _name(ask: str) -> str:
    return make_bank_question(QUESTION._replace(ask=ask)).name

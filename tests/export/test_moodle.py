"""Moodle's XML: questions with their answers in a category."""

from decimal import Decimal
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given

from heartcli.export import moodle
from heartcli.export.question_bank import make_bank_question
from heartcli.export.quiz import Citation, CitedQuestion, Quiz
from heartcli.model.film import Film
from tests.export.conftest import QUESTION, MakeQuiz, texts


def test_each_question_comes_back(make: MakeQuiz) -> None:
    _check(make())


def test_hostile_text_comes_back_as_it_was(make: MakeQuiz, hostile: Film) -> None:
    _check(make(hostile))


@given(texts, texts, texts)
def test_any_text_comes_back_as_it_was(ask: str, answer: str, why: str) -> None:
    citations = (Citation(answer, "https://example.org"),)
    typed = QUESTION._replace(ask=ask, answer=answer, why=why, citations=citations)
    choice = typed._replace(form="choice", options=(answer, f"{ask} 1", f"{why} 2"))

    _check(Quiz("Title", [typed, choice], ("Terms",), "", 0))


def test_the_file_begins_with_the_xml_declaration() -> None:
    assert moodle.write(_quiz(QUESTION)).startswith(b"<?xml ")


def test_a_category_has_the_terms_as_its_description() -> None:
    category, _ = _read(_quiz(QUESTION))

    assert category.get("type") == "category"
    assert category.findtext("category/text") == "$course$/top/Title"
    assert category.findtext("info/text") == "Terms -- a\nTerms b"


def test_a_choice_has_one_right_answer_and_is_shuffled() -> None:
    _, choice = _read(_quiz(QUESTION._replace(form="choice", options=("Bo", "Ana", "Cy", "Di"))))

    assert choice.get("type") == "multichoice"
    assert choice.findtext("single") == choice.findtext("shuffleanswers") == "true"
    assert _fractions(choice) == [("Bo", "0"), ("Ana", "100"), ("Cy", "0"), ("Di", "0")]


@pytest.mark.parametrize(("answer", "true", "false"), [("True", "100", "0"), ("False", "0", "100")])
def test_true_or_false_questions_are_marked_as_such(answer: str, true: str, false: str) -> None:
    question = QUESTION._replace(form="true-false", options=("True", "False"), answer=answer)

    _, truth = _read(_quiz(question))

    assert truth.get("type") == "truefalse"
    assert _fractions(truth) == [("true", true), ("false", false)]


def test_an_estimate_has_a_tolerance() -> None:
    question = QUESTION._replace(form="estimate", numbers=((Decimal(100), Decimal(2)),))

    _, estimate = _read(_quiz(question))

    assert _fractions(estimate) == [("100", "100")]
    assert estimate.findtext("answer/tolerance") == "2"


def test_capitals_in_a_typed_answer_do_not_matter() -> None:
    _, typed = _read(_quiz(QUESTION))

    assert typed.findtext("usecase") == "0"


def _check(quiz: Quiz) -> None:
    elements = [element for element in _read(quiz) if element.get("type") != "category"]
    assert len(elements) == len(quiz.questions)
    for element, question in zip(elements, quiz.questions, strict=True):
        bank = make_bank_question(question)
        assert element.get("type") == bank.kind
        assert element.findtext("name/text") == bank.name
        assert element.findtext("questiontext/text") == bank.text
        assert element.findtext("generalfeedback/text") == bank.feedback
        assert element.findtext("idnumber") == bank.id_number
        assert [text.text for text in element.iterfind("tags/tag/text")] == list(bank.tags)
        answers = [(answer.text, "100" if answer.is_right else "0") for answer in bank.answers]
        is_truth = bank.kind == "truefalse"
        assert _fractions(element) == [
            (text.lower() if is_truth else text, fraction) for text, fraction in answers
        ]
        formats = {text.get("format") for text in element.iter() if "format" in text.attrib}
        assert formats == {"plain_text"}


def _quiz(question: CitedQuestion) -> Quiz:
    return Quiz("Title", [question], ("Terms -- a", "Terms b"), "", 0)


def _read(quiz: Quiz) -> list[Element]:
    return list(fromstring(moodle.write(quiz)).iterfind("question"))


def _fractions(question: Element) -> list[tuple[str | None, str | None]]:
    return [
        (answer.findtext("text"), answer.get("fraction")) for answer in question.iterfind("answer")
    ]

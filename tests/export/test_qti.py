"""The QTI package: an item for each question, and a test of them all."""

import io
import zipfile
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from heartcli.export import qti
from heartcli.export.quiz import CitedQuestion, Quiz
from heartcli.model.film import Film
from tests.export.conftest import MakeQuiz

_QTI = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"


def test_a_package_holds_each_question_in_order(make: MakeQuiz) -> None:
    quiz = make()

    items = _items(quiz)

    assert [_text(item.find(f"{_QTI}itemBody/{_QTI}p")) for item in items] == [
        question.ask for question in quiz.questions
    ]


def test_hostile_text_comes_back_as_it_was(make: MakeQuiz, hostile: Film) -> None:
    for question, item in _pairs(make(hostile)):
        assert item.get("title") == question.ask
        assert _texts(item, "itemBody/p")[0] == question.ask
        assert _texts(item, "modalFeedback/p") == question.feedback_lines * 2


def _pairs(quiz: Quiz) -> list[tuple[CitedQuestion, Element]]:
    return list(zip(quiz.questions, _items(quiz), strict=True))


def _items(quiz: Quiz) -> list[Element]:
    """Returns the items in the order of the test."""
    files = _files(quiz)
    return [
        files[item.get("href", "")] for item in files["test.xml"].iter(f"{_QTI}assessmentItemRef")
    ]


def _files(quiz: Quiz) -> dict[str, Element]:
    with zipfile.ZipFile(io.BytesIO(qti.write(quiz))) as archive:
        return {name: fromstring(archive.read(name)) for name in archive.namelist()}


def _texts(parent: Element, path: str) -> list[str]:
    return [_text(element) for element in parent.iterfind(_QTI + path.replace("/", f"/{_QTI}"))]


def _text(element: Element | None) -> str:
    assert element is not None
    return element.text or ""

"""The QTI package: an item for each question, and a test with all of them."""

import io
import re
import zipfile
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from heartcli.export import qti
from heartcli.export.quiz import Citation, CitedQuestion, Quiz
from heartcli.model.film import Film
from heartcli.text.display import printable_line
from tests.export.conftest import QUESTION, MakeQuiz
from tests.export.qti_player import QTI, Result, correct_reply, play

_PACKAGING = "{http://www.imsglobal.org/xsd/imscp_v1p1}"
_RIGHT, _WRONG = Result(1, "Right"), Result(0, "Wrong")
_TEXTS = st.text().map(printable_line).filter(bool)


def test_a_package_holds_each_question_in_order(make: MakeQuiz) -> None:
    quiz = make()

    assert [_texts(item, "itemBody/p")[0] for item in _items(quiz)] == [
        question.ask for question in quiz.questions
    ]


def test_options_are_in_the_order_shown(make: MakeQuiz) -> None:
    for question, item in _pairs(make()):
        assert tuple(_texts(item, "itemBody/*/simpleChoice")) == question.options


def test_clues_are_a_numbered_list(make: MakeQuiz) -> None:
    for question, item in _pairs(make()):
        assert tuple(_texts(item, "itemBody/ol/li")) == question.clues


def test_the_right_answer_scores_a_point(make: MakeQuiz) -> None:
    for question, item in _pairs(make()):
        options = dict(zip("abcd", question.options, strict=False))
        reply = correct_reply(item)
        if question.form == "order":
            assert [options[letter] for letter in reply] == list(question.events_in_order)
        elif not question.numbers:
            assert [options.get(text, text) for text in reply] == [question.answer]
        assert play(item, reply) == _RIGHT


def test_other_options_score_nothing(make: MakeQuiz) -> None:
    for question, item in _pairs(make()):
        options = [choice.get("identifier", "") for choice in item.iter(f"{QTI}simpleChoice")]
        replies = [options[::-1], options] if question.form == "order" else [[o] for o in options]
        wrong = [reply for reply in replies if reply != correct_reply(item)]
        assert {play(item, reply) for reply in wrong} <= {_WRONG}


def test_all_accepted_replies_are_right_whatever_their_case(make: MakeQuiz) -> None:
    for question, item in _pairs(make()):
        if not question.options and not question.numbers:
            assert {play(item, [right.upper()]) for right in question.rights} == {_RIGHT}
            assert play(item, ["x"]) == _WRONG


def test_an_estimate_may_be_off_by_its_tolerance(make: MakeQuiz) -> None:
    for question, item in _pairs(make()):
        for number, tolerance in question.numbers:
            assert play(item, [str(number - tolerance)]) == _RIGHT
            assert play(item, [str(number + tolerance)]) == _RIGHT
        if question.numbers:
            assert play(item, ["-1"]) == _WRONG


def test_hostile_text_comes_back_as_it_was(make: MakeQuiz, hostile: Film) -> None:
    quiz = make(hostile)

    assert _files(quiz)["test.xml"].get("title") == quiz.title
    for question, item in _pairs(quiz):
        assert item.get("title") == question.ask
        assert _texts(item, "itemBody/p")[0] == question.ask
        assert tuple(_texts(item, "itemBody/*/simpleChoice")) == question.options
        assert _texts(item, "modalFeedback/p") == question.feedback_lines * 2


@given(_TEXTS, _TEXTS)
def test_any_text_comes_back_as_it_was(text: str, other: str) -> None:
    question = QUESTION._replace(
        id=text, ask=text, clues=(text, other), answer=text, accept=(other,), why=text,
        citations=(Citation(text, other),),
    )  # fmt: skip

    (item,) = _items(Quiz(text, [question], (), "", 0))

    assert _texts(item, "itemBody/p")[0] == text
    assert _texts(item, "itemBody/ol/li") == [text, other]
    assert correct_reply(item) == [text]
    assert [entry.get("mapKey") for entry in item.iter(f"{QTI}mapEntry")] == [
        *dict.fromkeys([text, other])
    ]
    assert _texts(item, "modalFeedback/p") == question.feedback_lines * 2


def test_the_manifest_lists_every_file(make: MakeQuiz) -> None:
    files = _files(make())

    paths = [file.get("href") for file in files["imsmanifest.xml"].iter(f"{_PACKAGING}file")]

    assert ["imsmanifest.xml", *paths] == list(files)


def test_the_test_depends_on_every_item(make: MakeQuiz) -> None:
    manifest = _files(make())["imsmanifest.xml"]

    test, *items = manifest.iter(f"{_PACKAGING}resource")

    assert [element.get("identifierref") for element in test.iter(f"{_PACKAGING}dependency")] == [
        item.get("identifier") for item in items
    ]


def test_identifiers_are_unique_and_stay_the_same(make: MakeQuiz, hostile: Film) -> None:
    first, second = (
        {question.id: item.get("identifier", "") for question, item in _pairs(quiz)}
        for quiz in (make(), make(seed="2"))
    )

    assert first == second
    assert len(set(first.values())) == len(first)
    for item in _items(make(hostile)):
        assert re.fullmatch(r"[a-z][a-z0-9]+", item.get("identifier", ""))


def test_the_terms_are_in_the_test(make: MakeQuiz) -> None:
    quiz = make()

    assert tuple(_texts(_files(quiz)["test.xml"], ".//rubricBlock/p")) == quiz.terms


def _pairs(quiz: Quiz) -> list[tuple[CitedQuestion, Element]]:
    return list(zip(quiz.questions, _items(quiz), strict=True))


def _items(quiz: Quiz) -> list[Element]:
    """Returns the items in the order of the test."""
    files = _files(quiz)
    references = files["test.xml"].iter(f"{QTI}assessmentItemRef")
    return [files[reference.get("href", "")] for reference in references]


def _files(quiz: Quiz) -> dict[str, Element]:
    with zipfile.ZipFile(io.BytesIO(qti.write(quiz))) as archive:
        return {name: fromstring(archive.read(name)) for name in archive.namelist()}


def _texts(parent: Element, path: str) -> list[str]:
    namespace = {"": QTI[1:-1]}
    return [element.text or "" for element in parent.iterfind(path, namespace)]

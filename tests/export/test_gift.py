"""GIFT, read back by Moodle's rules."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

import pytest
from hypothesis import given

from heartcli.export import gift
from heartcli.export.formats import FORMATS, select
from heartcli.export.question_bank import make_bank_question
from heartcli.export.quiz import Citation, CitedQuestion, Quiz
from heartcli.model.film import Film
from tests.export.conftest import QUESTION, MakeQuiz, texts

_FORMAT = FORMATS["gift"]
_CHOICE = QUESTION._replace(form="choice", options=("Ana", "Bo", "Cy", "Di"))


class _Paragraph(NamedTuple):
    id: str
    tags: list[str]
    kind: str
    name: str
    text: str
    answers: list[tuple[str, bool]]  # with whether each is right
    feedback: str


def test_each_question_comes_back(make: MakeQuiz) -> None:
    quiz = make()

    _check(quiz)


def test_hostile_text_comes_back_as_it_was(make: MakeQuiz, hostile: Film) -> None:
    quiz = make(hostile)
    kept, _, unfit = select(quiz.questions, _FORMAT)

    _check(quiz._replace(questions=kept))

    assert {reason: len(questions) for reason, questions in unfit.items()} == {
        'with "->" in a right answer': 2
    }


@given(texts, texts, texts, texts)
def test_any_text_comes_back_as_it_was(ask: str, answer: str, other: str, why: str) -> None:
    citations = (Citation(other, "https://example.org"),)
    typed = QUESTION._replace(ask=ask, answer=answer, accept=(other,), why=why, citations=citations)
    options = tuple(dict.fromkeys([other, answer, f"{ask} 1", f"{why} 2"]))
    choice = typed._replace(form="choice", options=options, accept=())
    estimate = typed._replace(form="estimate", numbers=((Decimal(5), Decimal(0)),))
    truth = typed._replace(form="true-false", answer="False", options=("True", "False"))
    clues = typed._replace(form="clues", clues=(why, other))
    questions = [typed, choice, estimate, truth, clues]

    kept, _, unfit = select(questions, _FORMAT)

    _check(Quiz("Title", kept, ("Terms",), "", 0))
    hard = re.search(r"->|&&(010|\d\d\d;)", f"{ask} {answer} {other} {why}")
    assert not unfit or hard


def test_the_terms_and_the_category_are_not_questions() -> None:
    title = r"AC/DC: \n {x} = #1"
    content = gift.write(Quiz(title, [QUESTION], ("Terms [id:x]",), "", 0))

    terms, category, _ = content.decode().split("\n\n")
    assert terms == "// Terms [id:x]"
    assert category == r"$CATEGORY: $course$/top/AC//DC: \\n {x} = #1"


@pytest.mark.parametrize("text", ["a -> b", "->"])
def test_a_right_answer_with_an_arrow_is_left_out(text: str) -> None:
    assert gift.problem(QUESTION._replace(accept=(text,))) == 'with "->" in a right answer'
    assert not gift.problem(QUESTION._replace(ask=text, why=text))
    assert not gift.problem(_CHOICE._replace(options=("Ana", text, "Cy", "Di")))


@pytest.mark.parametrize("text", ["&&010", "a &&058; b"])
def test_text_that_moodle_uses_for_escapes_is_left_out(text: str) -> None:
    assert gift.problem(QUESTION._replace(why=text)) == "with text that Moodle would change"


def _check(quiz: Quiz) -> None:
    """Checks that each question of a quiz comes back, and no other."""
    paragraphs = {
        paragraph.id + paragraph.kind + paragraph.text: paragraph for paragraph in _read(quiz)
    }
    assert len(paragraphs) == len(quiz.questions)
    for question in quiz.questions:
        _check_question(question, paragraphs)


def _check_question(question: CitedQuestion, paragraphs: dict[str, _Paragraph]) -> None:
    bank = make_bank_question(question)
    paragraph = paragraphs[bank.id_number + bank.kind + bank.text]
    assert paragraph.name == bank.name
    assert paragraph.tags == list(bank.tags)
    assert paragraph.feedback == bank.feedback
    if question.form == "true-false":
        assert paragraph.answers == [(question.answer.upper(), True)]
    else:
        assert paragraph.answers == [
            (f"{text}:{tolerance}" if tolerance else text, is_right)
            for text, is_right, tolerance in bank.answers
        ]


def _read(quiz: Quiz) -> Iterator[_Paragraph]:
    """Reads a file step by step, as Moodle does."""
    for paragraph in gift.write(quiz).decode().split("\n\n"):
        lines = [line.strip() for line in paragraph.splitlines()]
        comments = [line for line in lines if line.startswith("//")]
        text = "\n".join(line for line in lines if not line.startswith("//"))
        if text and not text.startswith("$CATEGORY:"):
            yield _read_question(" ".join(comments), _hide_escapes(text))


def _read_question(comments: str, text: str) -> _Paragraph:
    _, name, text = text.split("::", 2)
    text, answers = text.split("{", 1)
    answers, end = answers.split("}", 1)
    assert not end
    answers, _, feedback = answers.partition("####")
    kind, pairs = _read_answers(answers.strip())
    ids = re.findall(r"\[id:([^]]+)\]", comments)
    assert len(ids) == 1
    return _Paragraph(
        id=ids[0],
        tags=re.findall(r"\[tag:([^]]+)\]", comments),
        kind=kind,
        name=_show_escapes(name),
        text=_plain(text),
        answers=pairs,
        feedback=_plain(feedback),
    )


def _read_answers(text: str) -> tuple[str, list[tuple[str, bool]]]:
    if text in ("TRUE", "FALSE"):
        return "truefalse", [(text, True)]
    kind = "numerical" if text[0] == "#" else "multichoice" if "~" in text else "shortanswer"
    assert kind == "multichoice" or "->" not in text
    symbols_and_texts = re.split("([=~])", text.removeprefix("#").strip())[1:]
    pairs = zip(symbols_and_texts[::2], symbols_and_texts[1::2], strict=True)
    weight = re.compile(r"%-*\d{1,2}\.?\d*%")
    answers = [(answer.strip(), symbol == "=") for symbol, answer in pairs]
    assert not any(weight.match(answer) or "#" in answer for answer, _ in answers)
    return kind, [(_plain(answer), is_right) for answer, is_right in answers]


def _plain(text: str) -> str:
    """Returns a text without the name of its format."""
    if match := re.match(r"\[(html|plain|moodle|markdown)\]", text):
        assert match[1] == "plain"
        text = text[match.end() :]
    return _show_escapes(text).strip()


def _hide_escapes(text: str) -> str:
    # A surrogate stands for each escaped character: no text contains one.
    return re.sub(r"\\([\\~=#{}:n])", lambda match: chr(0xD800 + ord(match[1])), text)


def _show_escapes(text: str) -> str:
    shown = text.replace(chr(0xD800 + ord("n")), "\n")
    return re.sub("[\ud800-\ud8ff]", lambda match: chr(ord(match[0]) - 0xD800), shown)

"""Kahoot's workbook: what Excel's readers find in it."""

import io
from typing import Any
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heartcli.export import kahoot
from heartcli.export.formats import FORMATS, select
from heartcli.export.quiz import Quiz
from heartcli.text.display import printable_line
from tests.export.conftest import HOSTILE, MakeQuiz, cited_question

OPTIONS = ("Jaws", "Alien", "Heat", "Diva")
ESCAPES = ("_x0041_", "_x005F_", "_x", "_", "x0041_", "0041", "<", "&", "&amp;", "]]>", " ", "=1+1")
texts = st.lists(st.sampled_from(ESCAPES) | st.text(max_size=3)).map(
    lambda parts: printable_line("".join(["a", *parts, "b"]))
)


def test_questions_begin_below_the_columns_of_the_template(make: MakeQuiz) -> None:
    quiz = _playable(make())

    rows = _read(quiz)

    assert [str(name).split(" - ")[0] for name in rows[7][1:7]] == [
        "Question", "Answer 1", "Answer 2", "Answer 3", "Answer 4",
        "Time limit (sec) – 5, 10, 20, 30, 60, 90, 120, or 240 secs",
    ]  # fmt: skip
    held = [(row[0], row[1], [*filter(None, row[2:6])], row[1 + int(row[7])]) for row in rows[8:]]
    assert held == [
        (number, question.ask, list(question.options), question.answer)
        for number, question in enumerate(quiz.questions, 1)
    ]
    assert {row[6] for row in rows[8:]} <= {20, 30, 60}


def test_the_title_and_the_terms_are_above_the_columns(make: MakeQuiz) -> None:
    quiz = _playable(make())

    rows = _read(quiz)

    above = [row[1] for row in rows[:7] if row[1]]
    assert above == ["Quiz template", quiz.title, " ".join(quiz.terms)]


@given(texts)
def test_any_text_comes_back_as_it_was(text: str) -> None:
    question = cited_question("choice", text, options=(text, *OPTIONS[1:]), answer=text)

    [row] = _read(Quiz(text, [question], (text,), "", 0))[8:]

    assert row[1:3] == [text, text]


@pytest.mark.parametrize("text", HOSTILE.split())
def test_hostile_words_come_back_as_they_were(text: str) -> None:
    word = f"a {printable_line(text)} b"
    question = cited_question("choice", word, options=OPTIONS, answer="Jaws")

    [row] = _read(Quiz("", [question], (), "", 0))[8:]

    assert row[1] == word


def test_a_workbook_is_well_formed_xml_without_formulas(make: MakeQuiz) -> None:
    with ZipFile(io.BytesIO(kahoot.write(_playable(make())))) as archive:
        parts = {name: ET.fromstring(archive.read(name)) for name in archive.namelist()}  # noqa: S314

    assert "xl/worksheets/sheet1.xml" in parts
    tags = {element.tag for part in parts.values() for element in part.iter()}
    assert not [tag for tag in tags if tag.endswith("}f")]


def test_what_is_too_long_for_kahoot_is_left_out() -> None:
    fits = cited_question("choice", "é" * 120, options=("a" * 75, "b"), answer="b")
    long_question, emoji = fits._replace(ask="é" * 121), fits._replace(ask="🎬" * 61)
    long_answer = fits._replace(options=("a" * 76, "b"))

    selection = select([fits, long_question, emoji, long_answer], FORMATS["kahoot"])

    assert selection.kept == [fits]
    assert selection.unfit == {
        "longer than 120 characters": [long_question, emoji],
        "with an option longer than 75 characters": [long_answer],
    }


def _playable(quiz: Quiz) -> Quiz:
    return quiz._replace(questions=select(quiz.questions, FORMATS["kahoot"]).kept)


def _read(quiz: Quiz) -> list[list[Any]]:
    calamine = pytest.importorskip("python_calamine")
    workbook = calamine.CalamineWorkbook.from_filelike(io.BytesIO(kahoot.write(quiz)))
    rows: list[list[Any]] = workbook.get_sheet_by_index(0).to_python(skip_empty_area=False)
    return rows

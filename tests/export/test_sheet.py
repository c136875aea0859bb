"""The page for a pub quiz, as browsers read it."""

import re
from html.parser import HTMLParser
from typing import NamedTuple

import pytest

from heartcli.export import sheet
from heartcli.export.quiz import CitedQuestion, Quiz
from tests.export.conftest import MakeQuiz

VOID = ("meta",)


class Item(NamedTuple):
    """A question or an answer: its number, and what it says, element by element."""

    number: int
    texts: list[str]


class Page(HTMLParser):
    """What a browser shows of a page: its rounds, its answers, and all its elements."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.headings: list[str] = []
        self.rounds: list[list[Item]] = []
        self.key: list[Item] = []
        self.rest = ""
        self._items: list[Item] = []
        self._number = 0
        self.feed(content.decode())
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self.tags.add(tag)
        self.attributes |= attributes.keys()
        self.links += [str(attributes["href"])] if "href" in attributes else []
        if tag not in VOID:
            self.open.append(tag)
        css_class = attributes.get("class")
        if tag == "ol" and css_class in ("questions", "key"):
            self._number = int(str(attributes["start"]))
            self._items = [] if css_class == "questions" else self.key
            if css_class == "questions":
                self.rounds.append(self._items)
        elif tag == "li" and self.open.count("li") == 1:
            self._items.append(Item(self._number, []))
            self._number += 1

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        text = data.strip()
        if "li" in self.open:
            self._items[-1].texts.extend([text] if text else [])
        elif {"h1", "h2", "h3"} & {*self.open}:
            self.headings.append(text)
        elif "style" not in self.open:
            self.rest += f"{text} "


@pytest.fixture(scope="module")
def css() -> str:
    return re.sub(r"(?s)/\*.*?\*/", "", sheet._CSS)


def of_form(quiz: Quiz, form: str) -> CitedQuestion:
    return next(question for question in quiz.questions if question.form == form)


def test_a_page_has_every_question_once_in_order_with_its_clues_and_options(
    make: MakeQuiz,
) -> None:
    quiz = make()

    items = [item for items in Page(sheet.write(quiz)).rounds for item in items]

    assert [item.number for item in items] == list(range(1, len(quiz.questions) + 1))
    for item, question in zip(items, quiz.questions, strict=True):
        letters = "abcd"[: len(question.options)]
        lettered = [text for pair in zip(letters, question.options, strict=True) for text in pair]
        order = ["Order"] if question.form == "order" else []
        assert item.texts == [question.ask, *question.clues, *lettered, *order]


def test_an_answer_comes_with_its_letter_its_explanation_and_its_sources(make: MakeQuiz) -> None:
    quiz = make()

    for item, question in zip(Page(sheet.write(quiz)).key, quiz.questions, strict=True):
        first = item.texts[:2] if question.form in ("choice", "true-false") else item.texts[:1]
        if first[1:]:
            assert question.options["abcd".index(first[0])] == question.answer
        assert first[-1] == question.answer
        assert {*question.accept, *filter(None, [question.why])} <= {*item.texts}
        assert {*(citation.text for citation in question.citations)} <= {*item.texts}

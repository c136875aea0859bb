"""The page for a pub quiz, as browsers read it."""

import re
from decimal import Decimal
from html.parser import HTMLParser
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heartcli.export import sheet
from heartcli.export.quiz import Citation, CitedQuestion, Quiz
from heartcli.model.film import Film
from heartcli.text.display import printable_line
from tests.export.conftest import MakeQuiz

OWN_TAGS = {
    "a", "bdi", "body", "code", "div", "footer", "h1", "h2", "h3", "head", "header", "html", "li",
    "main", "meta", "ol", "p", "section", "span", "style", "title", "ul",
}  # fmt: skip
OWN_ATTRIBUTES = {
    "charset", "class", "content", "href", "http-equiv", "id", "lang", "name", "start",
}  # fmt: skip
TYPED = CitedQuestion(
    id="film/x/y", form="typed", ask="Who?", clues=(), options=(), answer="Plugh", accept=("Foo",),
    numbers=(), why="Xyzzy.", citations=(Citation("Source", "https://example.org/"),), section="x",
    difficulty="easy", film="Film (1999)", film_file="",
)  # fmt: skip
ORDER = TYPED._replace(form="order", options=("A", "B", "C", "D"), answer="badc", accept=())
TEXTS = st.text(min_size=1).map(printable_line).map(str.strip).filter(bool)


class Item(NamedTuple):
    """A question or an answer: its number, and its texts."""

    number: int
    texts: list[str]


class Page(HTMLParser):
    """What a browser shows of a page."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.headings: list[str] = []
        self.rounds: list[list[Item]] = []
        self.key: list[Item] = []
        self.rest = " "
        self._items: list[Item] = []
        self._number = 0
        self.feed(content.decode())
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: str(value) for name, value in attrs}
        self.tags.add(tag)
        self.attributes |= attributes.keys()
        self.links += [attributes["href"]] if "href" in attributes else []
        self.open += [tag] if tag != "meta" else []
        if "start" in attributes:
            self._number = int(attributes["start"])
            self._items = self.key
            if attributes["class"] == "questions":
                self._items = []
                self.rounds.append(self._items)
        elif tag == "li" and self.open.count("li") == 1:
            self._items.append(Item(self._number, []))
            self._number += 1

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not (text := data.strip()) or "style" in self.open:
            return
        if "li" in self.open:
            self._items[-1].texts.append(text)
        elif {"h1", "h2", "h3"} & {*self.open}:
            self.headings.append(text)
        elif "title" not in self.open:
            self.rest += f"{text} "


def quiz_of(*questions: CitedQuestion, title: str = "Film (1999)") -> Quiz:
    return Quiz(title, questions, ("Terms.",), "heart export sheet --seed 1-abcd", 0)


def questions_of(page: Page) -> list[Item]:
    return [item for items in page.rounds for item in items]


@pytest.fixture(params=["bundled", "hostile"])
def quiz(request: pytest.FixtureRequest, make: MakeQuiz, hostile: Film) -> Quiz:
    return make(*[hostile] if request.param == "hostile" else [])


def test_every_question_is_there_once_in_order_with_its_clues_and_options(quiz: Quiz) -> None:
    items = questions_of(Page(sheet.write(quiz)))

    assert [item.number for item in items] == list(range(1, len(quiz.questions) + 1))
    for item, question in zip(items, quiz.questions, strict=True):
        lettered = [text for pair in zip("abcd", question.options, strict=False) for text in pair]
        order = ["Order"] if question.form == "order" else []
        assert item.texts == [question.ask, *question.clues, *lettered, *order]


def test_every_answer_is_in_the_key_with_its_explanation_and_sources(quiz: Quiz) -> None:
    key = Page(sheet.write(quiz)).key

    assert [item.number for item in key] == list(range(1, len(quiz.questions) + 1))
    for item, question in zip(key, quiz.questions, strict=True):
        answer = [question.answer]
        if question.form in ("choice", "true-false"):
            answer = ["abcd"[question.options.index(question.answer)], *answer]
        assert item.texts[: len(answer)] == answer
        sources = [citation.text for citation in question.citations]
        assert {*filter(None, [question.why]), *sources} <= {*item.texts}


def test_other_right_replies_are_in_the_key_unless_there_are_options() -> None:
    choice = TYPED._replace(form="choice", options=("Plugh", "A", "B", "C"))

    typed_answer, choice_answer = Page(sheet.write(quiz_of(TYPED, choice))).key

    assert typed_answer.texts == ["Plugh", "Also right:", "Foo", "Xyzzy.", "Source"]
    assert choice_answer.texts == ["a", "Plugh", "Xyzzy.", "Source"]


def test_the_key_says_how_far_off_an_estimate_may_be() -> None:
    estimate = TYPED._replace(form="estimate", answer="41", numbers=((Decimal(41), Decimal(4)),))

    [answer] = Page(sheet.write(quiz_of(estimate))).key

    assert "Anything from 37 to 45 is right" in answer.texts


def test_the_key_has_the_letters_of_an_order_and_the_events_as_they_belong() -> None:
    page = Page(sheet.write(quiz_of(ORDER)))

    assert page.key[0].texts == ["badc", "B", "→", "A", "→", "D", "→", "C", "Xyzzy.", "Source"]
    assert "An order must be right as a whole." in page.rest


def test_the_sheet_gives_no_answer_away() -> None:
    questions, _, key = sheet.write(quiz_of(TYPED)).decode().partition("<h2>Answers</h2>")

    for text in (TYPED.answer, *TYPED.accept, TYPED.why):
        assert text not in questions
        assert text in key


def test_each_round_has_a_heading_and_places_for_the_team_and_its_score() -> None:
    page = Page(sheet.write(quiz_of(*[TYPED] * 25)))

    assert [len(items) for items in page.rounds] == [9, 8, 8]
    names = ["Round 1", "Round 2", "Round 3"]
    assert page.headings == ["Film (1999)", *names, "Answers", *names, "Scores"]
    assert "25 questions in 3 rounds, one point each" in page.rest
    assert "Total / 25" in page.rest
    for size in (9, 8, 8):
        assert f"Team Score / {size}" in page.rest
    assert "Team 1 2 3 Total" in page.rest  # for the host


def test_a_single_round_has_neither_a_number_nor_a_total() -> None:
    page = Page(sheet.write(quiz_of(TYPED)))

    assert page.headings == ["Film (1999)", "Questions", "Answers"]
    assert "1 question Go to" in page.rest
    assert "Team Score / 1" in page.rest
    assert "Total" not in page.rest


def test_more_rounds_than_a_night_has_come_without_a_score_table() -> None:
    page = Page(sheet.write(quiz_of(*[TYPED] * 121)))

    assert len(page.rounds) == 13
    assert "Scores" not in page.headings


def test_the_page_ends_with_the_terms_and_the_command() -> None:
    page = Page(sheet.write(quiz_of(TYPED)))

    end = "Terms. To make this sheet again: heart export sheet --seed 1-abcd "
    assert page.rest.endswith(end)


@pytest.mark.parametrize(
    ("options", "columns"),
    [
        (("1980", "1981", "1982", "1983"), "quarters"),
        (("True", "False"), "quarters"),
        (("The Conversation", "The Rain People", "Dementia 13", "Rumble Fish"), "halves"),
        (("日本" * 5, "b", "c", "d"), "halves"),
        (("1980", "1981", "1982", "The number is longer than half a line"), "rows"),
    ],
)
def test_options_stand_next_to_each_other_if_all_are_short(
    options: tuple[str, ...], columns: str
) -> None:
    choice = TYPED._replace(form="choice", options=options, answer=options[0])

    assert f'<ul class="options {columns}">' in sheet.write(quiz_of(choice)).decode()


def test_lines_and_boxes_are_high_enough_to_write_by_hand() -> None:
    css = sheet._CSS

    for selector in (r"\.line", r"\.team::after", r"\.box", "th, td"):
        rule = re.search(rf"(?m)^{selector} {{(.*?)}}", css, re.DOTALL)
        height = re.search(r"height: ([\d.]+)mm", rule[1] if rule else "")
        assert height
        assert float(height[1]) >= 8


@given(st.tuples(*[TEXTS] * 4), TEXTS, TEXTS)
def test_any_text_comes_back_as_it_was(
    options: tuple[str, ...], text: str, other_text: str
) -> None:
    choice = TYPED._replace(form="choice", ask=text, options=options, answer=options[0])
    clues = TYPED._replace(form="clues", clues=options, answer=text, accept=(other_text,), why=text)

    page = Page(sheet.write(quiz_of(choice, clues, title=text)))

    assert page.headings[0] == text
    first, second = questions_of(page)
    assert [first.texts[0], *first.texts[2::2]] == [text, *options]
    assert second.texts == ["Who?", *options]
    assert page.key[1].texts[:4] == [text, "Also right:", other_text, text]


def test_text_is_never_markup(make: MakeQuiz, hostile: Film) -> None:
    page = Page(sheet.write(make(hostile)))

    assert page.tags <= OWN_TAGS
    assert page.attributes <= OWN_ATTRIBUTES
    assert {*page.links} == {"#answers", "https://example.org/?a=1&b='<>\""}


def test_the_page_loads_nothing() -> None:
    page = sheet.write(quiz_of(*[TYPED] * 11)).decode()

    assert not re.search(r"src=|url\(|@import|<link|<script", page)
    assert "default-src 'none'" in page


def test_the_same_questions_give_the_same_bytes(make: MakeQuiz) -> None:
    assert sheet.write(make()) == sheet.write(make())

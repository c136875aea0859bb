"""The page for a pub quiz, as browsers read it."""

import re
from collections import defaultdict
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heartcli.export import sheet
from heartcli.export.quiz import Citation, CitedQuestion, Quiz, QuizRound
from heartcli.model.film import Film
from heartcli.quiz.questions.question import Form
from heartcli.text.display import printable_line
from tests.export.conftest import MakeQuiz

TAGS = {
    "a", "bdi", "body", "br", "code", "div", "footer", "h1", "h2", "h3", "head", "header", "html",
    "li", "main", "meta", "ol", "p", "section", "span", "style", "title", "ul",
}  # fmt: skip
ATTRIBUTES = {
    "charset", "class", "content", "href", "http-equiv", "id", "lang", "name", "value",
}  # fmt: skip
LETTERS = ("a)", "b)", "c)", "d)")
VOID_TAGS = ("br", "meta")
TYPED = CitedQuestion(
    id="film/x/y", form="typed", ask="Who?", clues=(), options=(), answer="Plugh", accept=("Foo",),
    numbers=(), why="Xyzzy.", citations=(Citation("Source", "https://example.org/"),), section="x",
    difficulty="easy", film="Film (1999)", heading="", deck="",
)  # fmt: skip
ORDER = TYPED._replace(form="order", options=("A", "B", "C", "D"), answer="badc", accept=())
TEXTS = st.text(min_size=1).map(printable_line).map(str.strip).filter(bool)


Round = list[list[str]]  # the texts of each question or answer


class Page(HTMLParser):
    """What a browser shows of a page."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.headings: list[str] = []
        self.sections: defaultdict[str, list[Round]] = defaultdict(list)
        self.rest = " "
        self._rounds: list[Round] = []
        self.feed(content.decode())
        self.close()
        assert self.open == []

    def items(self, section: str) -> Round:
        return [item for items in self.sections[section] for item in items]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: str(value) for name, value in attrs}
        self.tags.add(tag)
        self.attributes |= attributes.keys()
        self.links += [attributes["href"]] if "href" in attributes else []
        self.open += [tag] if tag not in VOID_TAGS else []
        if tag == "section":
            name = re.search("round|answers|reading|scores|sources", str(attributes))
            self._rounds = self.sections[name[0] if name else ""]
        elif tag == "ol" and "li" not in self.open:
            self._rounds.append([])
        elif tag == "li" and self.open.count("li") == 1:
            self._rounds[-1].append([])

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not (text := data.strip()) or {"style", "title"} & {*self.open}:
            return
        if "li" in self.open:
            self._rounds[-1][-1].append(text)
        elif {"h1", "h2", "h3"} & {*self.open}:
            self.headings.append(text)
        else:
            self.rest += f"{text} "


def quiz_of(*questions: CitedQuestion, title: str = "Film (1999)") -> Quiz:
    return Quiz(title, questions, ("Terms.",), "heart export sheet --seed 1-abcd", 0)


@pytest.fixture(params=["bundled", "hostile"])
def quiz(request: pytest.FixtureRequest, make: MakeQuiz, hostile: Film) -> Quiz:
    return make(*[hostile] if request.param == "hostile" else [])


def test_every_question_is_there_once_in_order_with_its_clues_and_options(quiz: Quiz) -> None:
    items = Page(sheet.write(quiz)).items("round")

    for item, question in zip(items, quiz.questions, strict=True):
        lettered = [text for pair in zip("abcd", question.options, strict=False) for text in pair]
        order = ["Order"] if question.form == "order" else []
        assert item == [question.ask, *question.clues, *lettered, *order]


def test_every_answer_is_in_the_key_and_to_read_aloud_with_its_explanation(quiz: Quiz) -> None:
    page = Page(sheet.write(quiz))

    for question, marked, read in zip(
        quiz.questions, page.items("answers"), page.items("reading"), strict=True
    ):
        answer = [*filter(None, [question.letter]), question.shown_answer]
        assert marked[: len(answer)] == answer
        options = question.options if question.form in ("choice", "order") else ()
        lettered = [text for pair in zip(LETTERS, options, strict=False) for text in pair]
        numbered = [text for n, clue in enumerate(question.clues, 1) for text in (f"{n})", clue)]
        texts = [question.ask, *numbered, *lettered, *answer]
        assert read[: len(texts)] == texts
        assert not question.why or read[-1] == question.why


def test_sources_have_the_numbers_of_their_questions(quiz: Quiz) -> None:
    uncited = TYPED._replace(citations=())
    page = sheet.write(quiz_of(TYPED, uncited, TYPED)).decode()

    source = '<a href="https://example.org/"><bdi>Source</bdi></a></li>'
    assert re.findall(r"<li value.*", page) == [f'<li value="{n}">{source}' for n in (1, 3)]
    cited = Page(sheet.write(quiz)).items("sources")
    assert [[text for text in item if text != ";"] for item in cited] == [
        [citation.text for citation in question.citations]
        for question in quiz.questions
        if question.citations
    ]


def test_other_right_replies_are_in_the_key_unless_there_are_options() -> None:
    choice = TYPED._replace(form="choice", options=("Plugh", "A", "B", "C"))

    typed_answer, choice_answer = Page(sheet.write(quiz_of(TYPED, choice))).items("answers")

    assert typed_answer == ["Plugh", "Also accept:", "Foo"]
    assert choice_answer == ["a", "Plugh"]


def test_the_key_says_how_far_off_an_estimate_may_be() -> None:
    estimate = TYPED._replace(
        form="estimate", answer="41", accept=(), numbers=((Decimal(41), Decimal(4)),)
    )

    page = Page(sheet.write(quiz_of(estimate)))

    assert page.items("answers") == [["41", "Anything from 37 to 45 is right"]]


def test_the_key_has_the_letters_of_an_order_and_the_host_reads_its_events_in_order() -> None:
    page = Page(sheet.write(quiz_of(ORDER)))

    assert page.items("answers") == [["b a d c"]]
    events = ["B", "→", "A", "→", "D", "→", "C"]
    assert page.items("reading")[0][-9:] == ["b a d c", *events, "Xyzzy."]
    assert "An order must be right from first to last." in page.rest


def test_the_sheet_gives_no_answer_away() -> None:
    quiz = quiz_of(TYPED)._replace(tie_breaker=TYPED._replace(ask="How many?", answer="1,234"))

    questions, _, key = sheet.write(quiz).decode().partition("<h2>Answers</h2>")

    for text in (TYPED.answer, *TYPED.accept, TYPED.why, "How many?", "1,234"):
        assert text not in questions
        assert text in key


def test_the_host_reads_the_tie_breaker() -> None:
    quiz = quiz_of(TYPED)
    tie_breaker = TYPED._replace(ask="How many?", answer="1,234", why="They counted.")

    page = Page(sheet.write(quiz._replace(tie_breaker=tie_breaker)))

    assert "Tie-breaker: nearest wins" in page.headings
    assert "How many? 1,234 They counted. " in page.rest
    assert "Tie-breaker: Source " in page.rest
    assert "Tie-breaker" not in sheet.write(quiz).decode()


def test_each_round_has_a_heading_and_places_for_the_team_and_its_score() -> None:
    page = Page(sheet.write(quiz_of(*[TYPED] * 25)))

    assert [len(items) for items in page.sections["round"]] == [9, 8, 8]
    names = ["Round 1", "Round 2", "Round 3"]
    titled = [text for name in names for text in (name, ":", "Film (1999)")]
    host = ["Answers", *names, "Reading aloud", *names, "Scores", "Sources", *names]
    assert page.headings == ["Film (1999)", *titled, *host]
    assert "25 questions in 3 rounds." in page.rest
    for size in (9, 8, 8):
        assert f"Team Score / {size} One point each." in page.rest
    assert "Team 1 2 3 Total" in page.rest  # for the host


def test_a_single_round_has_neither_a_number_nor_a_total() -> None:
    page = Page(sheet.write(quiz_of(TYPED)))

    assert page.headings == [*["Film (1999)"] * 2, "Answers", "Reading aloud", "Sources"]
    assert "1 question." in page.rest
    assert "Team Score / 1" in page.rest
    assert "Total" not in page.rest


@pytest.mark.parametrize(
    ("forms", "rules"),
    [
        (["typed", "clues"], "Spelling doesn't count."),
        (["choice", "true-false"], "Circle one letter."),
        (["order", "choice"], "Circle one letter. Write the letters in order in the boxes."),
        (["estimate", "choice"], "Spelling doesn't count. Circle one letter."),
    ],
)
def test_a_round_begins_with_the_rules_for_its_forms(forms: list[Form], rules: str) -> None:
    questions = [TYPED._replace(form=form, options=("Plugh",)) for form in forms]

    assert f'"rules">One point each. {rules}</p>' in "\n".join(
        sheet._round(1, QuizRound("", questions), "Film")
    )


def test_the_foot_of_each_page_has_the_round_and_the_title() -> None:
    title = 'Day & "Night" </style>\\ 日'
    page = sheet.write(quiz_of(*[TYPED] * 11, title=title)).decode()
    style = page[page.index("<style>") : page.index("</style>")]

    feet = re.findall(r"@page (\S+) { @bottom-left { content: \"([^\"]*)\"; } }", style)

    shown = [(name, re.sub(r"\\(\w+) ", lambda code: chr(int(code[1], 16)), foot))
             for name, foot in feet]  # fmt: skip
    isolated = f"\u2068{title}\u2069"
    assert shown == [
        ("round-1", f"Round 1 · {isolated}"),
        ("round-2", f"Round 2 · {isolated}"),
        ("host", f"For the host · {isolated}"),
    ]


def test_a_long_title_is_shortened_at_the_foot() -> None:
    page = sheet.write(quiz_of(TYPED, title="x" * 100)).decode()

    assert re.findall(r"x+(?=\\2026 )", page) == ["x" * 60] * 2


def test_a_quiz_of_very_many_rounds_has_no_score_table() -> None:
    page = Page(sheet.write(quiz_of(*[TYPED] * 121)))

    assert len(page.sections["round"]) == 13
    assert "Scores" not in page.headings


def test_the_page_ends_with_the_terms_and_the_command() -> None:
    page = Page(sheet.write(quiz_of(TYPED)))

    end = "Terms. To make this sheet again: heart export sheet --seed 1-abcd "
    assert page.rest.endswith(end)


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

    assert page.headings[:2] == [text, text]
    first, second = page.items("round")
    assert [first[0], *first[2::2]] == [text, *options]
    assert second == ["Who?", *options]
    assert page.items("answers")[1] == [text, "Also accept:", other_text]
    numbered = [part for n, clue in enumerate(options, 1) for part in (f"{n})", clue)]
    assert page.items("reading")[1] == ["Who?", *numbered, text, text]


def test_text_is_never_markup(make: MakeQuiz, hostile: Film) -> None:
    page = Page(sheet.write(make(hostile)))

    assert page.tags <= TAGS
    assert page.attributes <= ATTRIBUTES
    assert {*page.links} == {"#answers", "https://example.org/?a=1&b='<>\""}


def test_the_page_loads_nothing() -> None:
    page = sheet.write(quiz_of(*[TYPED] * 11)).decode()

    assert not re.search(r"src=|url\(|@import|<link|<script", page)
    assert "default-src 'none'" in page


def test_the_same_questions_give_the_same_bytes(make: MakeQuiz) -> None:
    assert sheet.write(make()) == sheet.write(make())

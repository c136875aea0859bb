"""The Markdown sheet, as a CommonMark reader shows it."""

import re
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from heartcli.export import markdown
from heartcli.export.quiz import Citation, Quiz
from heartcli.model.film import Film
from heartcli.quiz.questions.question import FORMS
from heartcli.text.display import printable_line
from tests.export.conftest import MakeQuiz, cited_question

MARKUP = r"""
    * ** _ __ ` `` ``` ~ ~~ ~~~ \ \\ < > <b> </b> <!-- <? <!X <http://a> & &amp; &#65; &#x41; ! $
    [ ] ( ) ![ ]( [a](b) [a]:b [^1] # ## - + = --- === 1. 12) 123456789. | |- :- : . " ' a 1 é 日 《
"""
BLOCKS = r"+ a,- a,* a,> a,# a,a #,1. a,1) a,12.,---,[a]: b,<?a?>,</b>,    a,:-|-,\,```"
texts = st.lists(
    st.sampled_from([*MARKUP.split(), " ", "    "]) | st.text(max_size=3), min_size=1
).map(lambda parts: printable_line("".join(parts)))


def test_a_sheet_reads_well_as_it_is() -> None:
    choice = cited_question("choice", "Which?", options=("Jaws", "Alien"), answer="Alien")
    estimate = cited_question(
        "estimate", "How many?", answer="41", accept=("forty-one",), why="They counted.",
        numbers=((Decimal(41), Decimal("4.1")),),
    )  # fmt: skip
    clues = cited_question("clues", "Who?", answer="Ripley", clues=("Hard.", "Easy."))
    sources = (Citation("Time, 1982", ""), Citation("AFI", "https://afi.com/a_(b)?c=<d>"))
    order = cited_question(
        "order", "In order?", options=("second", "first"), answer="ba", citations=sources
    )
    quiz = Quiz("Jaws (1975)", [choice, estimate, clues, order], ("CC0 1.0.",), "heart export", 0)

    assert (
        markdown.write(quiz).decode().replace("  \n", " $\n")
        == """# Jaws (1975)

Team: ______________________________ Score: ____ / 4

1. Which?

   a. Jaws $
   b. Alien

2. How many?

   Answer: ______________________________

3. Who?

   - Hard.
   - Easy.

   Answer: ______________________________

4. In order?

   a. second $
   b. first

   Order: ____ ____

---

## Answers

One point each. Spelling doesn't count. An order must be right from first to last.

1. **b. Alien**

2. **41** $
   Also accept: forty-one $
   Anything from 37 to 45 is right $
   They counted.

3. **Ripley**

4. **b a** $
   first → second

## Sources

**4** Time, 1982; AFI <https://afi.com/a_(b)?c=%3Cd%3E>

---

CC0 1.0.

To make this sheet again: `heart export`
"""
    )


def test_each_round_has_its_own_numbers_and_score(make: MakeQuiz) -> None:
    quiz = make()

    text = markdown.write(quiz._replace(questions=quiz.questions[:25])).decode()

    headings = re.findall("^#+ .*", text, re.MULTILINE)
    rounds = [f"Round {number}" for number in (1, 2, 3)]
    assert [heading.lstrip("# ") for heading in headings[1:]] == [
        *rounds,
        "Answers",
        *rounds,
        "Sources",
        *rounds,
    ]
    numbers = [str(number) for size in (9, 8, 8) for number in range(1, size + 1)]
    assert re.findall(r"^\d+(?=\. )", text, re.MULTILINE) == numbers * 2
    assert re.findall(r"^Team: _+ Score: _+ / (\d+)", text, re.MULTILINE) == ["9", "8", "8"]


@given(texts)
def test_any_text_comes_back_as_it_was(text: str) -> None:
    assume(text.strip())
    plain, hostile = (_rendered(markdown.write(_quiz(word))) for word in ("word", text))

    assert hostile == [line.replace("word", text.strip(" ")) for line in plain]


@pytest.mark.parametrize("text", BLOCKS.split(","))
def test_no_text_begins_a_list_or_another_block(text: str) -> None:
    plain, hostile = (_rendered(markdown.write(_quiz(word))) for word in ("word", text))

    assert hostile == [line.replace("word", text.strip()) for line in plain]


def test_lines_that_look_like_a_table_do_not_become_one() -> None:
    question = cited_question("typed", "Which?", answer="a", accept=("b | c",), why="|-|-|")

    lines = _rendered(markdown.write(Quiz("Films", [question], (), "heart export", 0)))

    assert lines[-5:-2] == ["a", "Also accept: b | c", "|-|-|"]


def test_hostile_text_comes_back_as_it_was(make: MakeQuiz, hostile: Film) -> None:
    quiz = make(hostile)

    lines = _rendered(markdown.write(quiz))

    shown = [question.ask for question in quiz.questions]
    assert [line for line in lines if line in shown] == shown


def _quiz(text: str) -> Quiz:
    """Returns a quiz with questions of every form that have nothing but this text."""
    questions = [
        cited_question(
            form, text, answer="a" if form == "order" else text, why=text, accept=(text,),
            options=(text,) if form in ("choice", "order") else (),
            clues=(text, text) if form == "clues" else (),
            citations=(Citation(text, "https://a.b"), Citation(text, "")),
        )
        for form in FORMS
    ]  # fmt: skip
    return Quiz(text, questions, (text, text), text.strip(), 0)


def _rendered(document: bytes) -> list[str]:
    """Returns the lines that a reader shows which knows GitHub's tables, too."""
    markdown_it = pytest.importorskip("markdown_it")
    parser = markdown_it.MarkdownIt("commonmark").enable(["strikethrough", "table"])
    lines: list[str] = []
    for token in parser.parse(document.decode()):
        children = [
            "\n" if child.type in ("softbreak", "hardbreak") else child.content
            for child in token.children or []
        ]
        lines += "".join(children).split("\n")
    return list(filter(None, lines))


def test_the_tie_breaker_is_among_the_answers() -> None:
    tie_breaker = cited_question("estimate", "How many?", answer="1,234", why="They counted.")
    quiz = Quiz("Films", [cited_question("typed", "Who?", answer="Ana")], (), "heart", 0)

    text = markdown.write(quiz._replace(tie_breaker=tie_breaker)).decode()

    end = "### Tie-breaker: nearest wins\n\nHow many?\n\n**1,234**  \nThey counted.\n\n## Sources"
    assert end in text.partition("## Answers")[2]
    assert "Tie-breaker" not in markdown.write(quiz).decode()

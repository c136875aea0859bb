"""Fixtures: questions to export, some of them with text that looks like markup."""

from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import hypothesis.strategies as st
import pytest
import tomli_w

from heartcli import filmfile
from heartcli.export.quiz import CitedQuestion, Quiz, make_quiz
from heartcli.model.film import Film
from heartcli.quiz.questions.question import Form
from heartcli.quiz.rounds.build import RoundRequest
from heartcli.quiz.rounds.film_source import build_film_round
from heartcli.text.display import printable_line

TIMESTAMP = 1_800_000_000
# Markup, quotation marks, escapes, weights, formulas, templates, control and invisible characters.
HOSTILE = (
    "<b onclick='x()'>b</b> <script>s</script> &copy; &amp; &#65; \"q\" 'r' `c` ~=#{}: \\ \\n \\=~ "
    "-> %50%p $$m$$ \\(t\\) \\[d\\] [latex]l[/latex] {{Front}} {{c1::x}} [sound:a.mp3] "
    "[a](b) ![i](j) *e* _u_ | # h > q _x0041_ ]]> <!-- --> ?> =1+1 @SUM(A1) +1 -1 // c /* d */ "
    "\x00\x07\x1b[31m\x1f\x7f\x85\u202er\u202c\u2066i\u2069\ufeff\u2028\n\t"
    "日本 👨\u200d👩\u200d👧 e\u0301"
)
QUESTION = CitedQuestion(
    id="film/cast/a/performer", form="typed", ask="Who is it?", clues=(), options=(),
    answer="Ana", accept=(), numbers=(), why="", citations=(), section="cast", difficulty="easy",
    film="Film (1999)", heading="Film (1999)", deck="Film",
)  # fmt: skip
# Texts of a question, rich in characters with a meaning in some format.
texts = (
    st.text(st.one_of(st.sampled_from("\\~=#{}:*%[]<>&;/->$n01 "), st.characters()), min_size=1)
    .map(lambda text: " ".join(printable_line(text).split()))
    .filter(bool)
)
_NAMES = ("Amsterdam", "Bangkok", "Casablanca", "Dublin")
MakeQuiz = Callable[..., Quiz]


@pytest.fixture
def make(film: Film) -> MakeQuiz:
    """Returns a function that makes a quiz about films, by default the bundled one."""

    def make(*films: Film, count: int = 1000, seed: str = "1", spoilers: bool = True) -> Quiz:
        request = RoundRequest(count=count, seed=seed, spoilers=spoilers, is_everything=True)
        question_set = build_film_round(films or [film], [], request, Random(0), print)  # noqa: S311
        return make_quiz(question_set, "", TIMESTAMP)

    return make


@pytest.fixture
def hostile_path(tmp_path: Path) -> Path:
    """Returns the path of a film file with questions of every form, all in hostile text."""
    path = tmp_path / "hostile.toml"
    path.write_text(tomli_w.dumps(_hostile_film()), encoding="utf-8")
    return path


@pytest.fixture
def hostile(hostile_path: Path) -> Film:
    return filmfile.load(hostile_path)


def _hostile_film() -> dict[str, object]:
    common = {"about": ["plot/x"], "why": f"Why {HOSTILE}", "difficulty": "easy"}
    texts = [f"{letter} {HOSTILE}" for letter in "PQRS"]
    words = HOSTILE.split(" ")
    options = [f"{name} {' '.join(words[n::4])}" for n, name in enumerate(_NAMES)]
    forms: dict[str, dict[str, object]] = {
        "choice": {"answer": options[0], "wrong": options[1:], "choice_only": True},
        "typed": {"answer": f"P {HOSTILE}", "accept": [f"Q {HOSTILE}", "plain"]},
        "estimate": {"answer": "1,250", "accept": ["1,300"], "estimate": True},
        "order": {"order": texts},
        "clues": {"answer": f"P {HOSTILE}", "clues": [*texts, f"T {HOSTILE}"]},
        "truth": {"answer": "True"},
    }
    questions = [
        {"id": form, "ask": f"Ask {form} {HOSTILE}?", **common, **fields}
        for form, fields in forms.items()
    ]
    return {
        "format": 1, "title": f"Title {HOSTILE}", "year": 1999,
        "sources": {"s": {"title": f"Source {HOSTILE}", "author": HOSTILE, "publisher": HOSTILE,
                          "url": "https://example.org/?a=1&b='<>\"\x07\ufffe", "note": HOSTILE}},
        "plot": [{"id": "x", "text": f"Plot {HOSTILE}", "sources": ["s"]}],
        "questions": questions,
    }  # fmt: skip


def cited_question(form: Form, ask: str, **fields: Any) -> CitedQuestion:
    """Returns a question with these fields; most others are empty."""
    empty: dict[str, Any] = dict.fromkeys(CitedQuestion._fields, "")
    lists = dict.fromkeys(("clues", "options", "accept", "numbers", "citations"), ())
    return CitedQuestion(**(empty | lists | {"form": form, "ask": ask} | fields))

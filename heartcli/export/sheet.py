"""Writes a page to print for a pub quiz: rounds with room to write, and the answers at the end."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from pathlib import Path
from unicodedata import east_asian_width

from heartcli.export.quiz import Citation, CitedQuestion, Quiz
from heartcli.quiz.rounds.play import OPTION_LETTERS
from heartcli.text.display import plural

_CSS = Path(__file__).with_suffix(".css").read_text("utf-8")
# Whatever the questions contain, the page runs no script and loads nothing.
_HEAD = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">"""
_BOX = '<span class="box"></span>'
_MAX_QUARTER, _MAX_HALF = 13, 29  # width of options, in letters, that fit four or two to a row
_TEAM_COUNT = 12  # rows of the score table
_MAX_ROUNDS = 12  # columns of the score table; nobody plays more in a night
_TIEBREAKER = "heart quiz --catalogue --form estimate --count 1"
_Numbered = Sequence[tuple[int, CitedQuestion]]


def write(quiz: Quiz) -> bytes:
    """Returns the page. It prints well on A4 and on Letter, and needs no other file."""
    rounds = quiz.rounds
    lines = [
        _HEAD,
        f"<title>Quiz: {escape(quiz.title)}</title>",
        f"<style>\n{_CSS}{''.join(_page_rules(len(rounds)))}</style>",
        "</head>",
        "<body>",
        *_masthead(quiz, len(rounds)),
        "<main>",
    ]
    for number, questions in enumerate(rounds, 1):
        lines += _round(number, questions, len(rounds))
    lines += [*_answers(rounds), *_scores(len(rounds)), "</main>", *_imprint(quiz)]
    return "\n".join([*lines, "</body>", "</html>", ""]).encode()


def _text(text: str) -> str:
    """Returns text as HTML, apart from the direction of the writing around it."""
    return f"<bdi>{escape(text)}</bdi>"


def _page_rules(round_count: int) -> Iterator[str]:
    """Yields the rules that print the round at the foot of each of its pages."""
    if round_count > 1:
        for number in range(1, round_count + 1):
            page = f"round-{number}"
            yield f'@page {page} {{ @bottom-left {{ content: "Round {number}"; }} }}\n'
            yield f"#{page} {{ page: {page}; }}\n"
        yield "#masthead { page: round-1; }\n"


def _masthead(quiz: Quiz, round_count: int) -> Iterator[str]:
    total = len(quiz.questions)
    rounds = f" in {round_count} rounds" if round_count > 1 else ""
    points = ", one point each" if total > 1 else ""
    yield '<header id="masthead">'
    yield f"<h1>{_text(quiz.title)}</h1>"
    yield f'<p class="size">{plural(total, "question")}{rounds}{points}</p>'
    yield '<p class="screen"><a href="#answers">Go to the answers</a></p>'
    if round_count > 1:
        yield f'<p class="score">Total {_BOX} / {total}</p>'
    yield "</header>"


def _round(number: int, questions: _Numbered, round_count: int) -> Iterator[str]:
    yield f'<section class="round" id="round-{number}">'
    yield '<div class="round-head">'
    yield f"<h2>{_round_name(number, round_count) or 'Questions'}</h2>"
    yield '<p class="team">Team</p>'
    yield f'<p class="score">Score {_BOX} / {len(questions)}</p>'
    yield "</div>"
    yield f'<ol class="questions" start="{questions[0][0]}">'
    for _, question in questions:
        yield "<li>"
        yield f'<p class="ask">{_text(question.ask)}</p>'
        yield from _room(question)
        yield "</li>"
    yield "</ol>"
    if number == round_count > 1:
        yield '<p class="tiebreaker line">Tie-breaker</p>'
    yield "</section>"


def _round_name(number: int, round_count: int) -> str:
    return f"Round {number}" if round_count > 1 else ""


def _room(question: CitedQuestion) -> Iterator[str]:
    """Yields what the players need to answer a question: options, clues, boxes, a line."""
    if question.clues:
        yield '<ol class="clues">'
        yield from (f"<li>{_text(clue)}</li>" for clue in question.clues)
        yield "</ol>"
    if question.options:
        yield f'<ul class="options {_columns(question.options)}">'
        yield from _lettered(question.options)
        yield "</ul>"
    if question.form == "order":
        yield f'<p class="order">Order {_BOX * len(question.options)}</p>'
    elif not question.options:
        yield '<div class="line"></div>'


def _lettered(options: Iterable[str]) -> Iterator[str]:
    for letter, option in zip(OPTION_LETTERS, options, strict=False):
        yield f'<li><span class="letter">{letter}</span> {_text(option)}</li>'


def _columns(options: Sequence[str]) -> str:
    """Returns how many options fit next to each other without wrapping, as a class."""
    width = max(map(_width, options))
    return "quarters" if width <= _MAX_QUARTER else "halves" if width <= _MAX_HALF else "rows"


def _width(text: str) -> int:
    """Returns about how wide text is, in small letters."""
    return sum(2 if c.isupper() or east_asian_width(c) in "WF" else 1 for c in text)


def _answers(rounds: Sequence[_Numbered]) -> Iterator[str]:
    yield '<section id="answers">'
    yield "<h2>Answers</h2>"
    yield "<p>One point for each right answer, however it is spelled."
    if any(question.form == "order" for questions in rounds for _, question in questions):
        yield "An order must be right as a whole."
    yield "</p>"
    for number, questions in enumerate(rounds, 1):
        name = _round_name(number, len(rounds))
        yield from [f"<h3>{name}</h3>"] if name else []
        yield f'<ol class="key" start="{questions[0][0]}">'
        for _, question in questions:
            yield "<li>"
            yield from _answer(question)
            yield "</li>"
        yield "</ol>"
    yield "</section>"


def _answer(question: CitedQuestion) -> Iterator[str]:
    is_lettered = question.form in ("choice", "true-false")
    letter = OPTION_LETTERS[question.options.index(question.answer)] if is_lettered else ""
    circle = f'<span class="letter">{letter}</span> ' if letter else ""
    yield f'<p class="answer">{circle}{_text(question.answer)}</p>'
    if question.form == "order":
        yield f"<p>{' → '.join(map(_text, question.events_in_order))}</p>"
    if question.accept and not is_lettered:
        yield f"<p>Also right: {'; '.join(map(_text, question.accept))}</p>"
    if question.allowance:
        yield f"<p>{question.allowance}</p>"
    if question.why:
        yield f"<p>{_text(question.why)}</p>"
    if question.citations:
        yield f'<p class="sources">{"; ".join(map(_citation, question.citations))}</p>'


def _citation(citation: Citation) -> str:
    text = _text(citation.text)
    return f'<a href="{escape(citation.url)}">{text}</a>' if citation.url else text


def _scores(round_count: int) -> Iterator[str]:
    """Yields a table for the host to add up the teams' points in a quiz of several rounds."""
    if not 1 < round_count <= _MAX_ROUNDS:
        return
    numbers = range(1, round_count + 1)
    yield '<section id="scores">'
    yield "<h2>Scores</h2>"
    yield "<p>If teams tie, ask for a number. The nearest guess wins. For such a question, run"
    yield f"<code>{_TIEBREAKER}</code></p>"
    yield "<table>"
    yield '<thead><tr><th scope="col">Team</th>'
    yield from (f'<th scope="col">{number}</th>' for number in numbers)
    yield '<th scope="col">Total</th></tr></thead>'
    yield "<tbody>"
    yield from [f"<tr>{'<td></td>' * (round_count + 2)}</tr>"] * _TEAM_COUNT
    yield "</tbody>"
    yield "</table>"
    yield "</section>"


def _imprint(quiz: Quiz) -> Iterator[str]:
    yield "<footer>"
    yield from (f"<p>{_text(line)}</p>" for line in quiz.licences)
    yield f"<p>To make this sheet again: <code>{_text(quiz.command)}</code></p>"
    yield "</footer>"

"""Writes a page to print for a pub quiz: rounds with room to write, then pages for the host."""

import re
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

from heartcli.export.page_fit import columns, print_size
from heartcli.export.quiz import Citation, CitedQuestion, Quiz, QuizRound
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
_MAX_FOOT_TITLE = 60  # characters, so that it fits beside the number of the page
_TEAM_COUNT = 12  # rows of the score table
_MAX_ROUNDS = 12  # columns of the score table; nobody plays more in a night


def write(quiz: Quiz) -> bytes:
    """Returns the page. It prints well on A4 and on Letter, and needs no other file."""
    lines = [
        _HEAD,
        f"<title>Quiz: {escape(quiz.title)}</title>",
        f"<style>\n{_CSS}{''.join(_page_feet(quiz))}</style>",
        "</head>",
        "<body>",
        *_masthead(quiz),
        "<main>",
    ]
    for number, round_ in enumerate(quiz.rounds, 1):
        lines += _round(number, round_, quiz.title)
    lines += [*_key(quiz), *_reading(quiz), *_scores(len(quiz.rounds)), *_sources(quiz)]
    # Chromium keeps the imprint with the end of the sources only if it's inside <main>, too.
    lines += [*_imprint(quiz), "</main>", "</body>", "</html>", ""]
    return "\n".join(lines).encode()


def _text(text: str) -> str:
    """Returns text as HTML, isolated from the writing direction of its surroundings."""
    return f"<bdi>{escape(text)}</bdi>"


def _page_feet(quiz: Quiz) -> Iterator[str]:
    """Yields the rules that print the title and the round at the foot of each page."""
    title = quiz.title
    if len(title) > _MAX_FOOT_TITLE:
        title = f"{title[:_MAX_FOOT_TITLE]}…"
    names = {f"round-{number}": name for number, (name, _) in enumerate(quiz.rounds, 1)}
    for page, name in {**names, "host": "For the host"}.items():
        foot = _css_string(" · ".join(filter(None, [name, f"\u2068{title}\u2069"])))
        yield f"@page {page} {{ @bottom-left {{ content: {foot}; }} }}\n"
        yield f".{page} {{ page: {page}; }}\n"


def _css_string(text: str) -> str:
    """Returns text as a string of CSS, where nothing ends the string or the style."""
    escaped = re.sub("[^A-Za-z0-9 ]", lambda match: f"\\{ord(match[0]):x} ", text)
    return f'"{escaped}"'


def _masthead(quiz: Quiz) -> Iterator[str]:
    """Yields the head of the page on a screen; on paper, each round has its own."""
    rounds = f" in {len(quiz.rounds)} rounds" if len(quiz.rounds) > 1 else ""
    yield '<header class="screen">'
    yield f"<h1>{_text(quiz.title)}</h1>"
    yield f"<p>{plural(len(quiz.questions), 'question')}{rounds}."
    yield '<a href="#answers">Go to the answers</a></p>'
    yield "</header>"


def _round(number: int, round_: QuizRound, title: str) -> Iterator[str]:
    name, questions = round_
    heading = f"{name}: {title}" if name else title
    yield f'<section class="round round-{number} {print_size(heading, questions)}">'
    yield '<div class="round-head">'
    if name:
        yield f'<h2>{name}<span class="paper">: {_text(title)}</span></h2>'
    else:
        yield f'<h2 class="paper">{_text(title)}</h2>'
    yield '<div class="result">'
    yield '<p class="team">Team</p>'
    yield f'<p class="score">Score {_BOX} / {len(questions)}</p>'
    yield "</div>"
    yield f'<p class="rules">{" ".join(_rules(questions))}</p>'
    yield "</div>"
    yield '<ol class="questions">'
    for question in questions:
        yield "<li>"
        yield f'<p class="ask">{_text(question.ask)}</p>'
        yield from _room(question)
        yield "</li>"
    yield "</ol>"
    yield "</section>"


def _rules(questions: Iterable[CitedQuestion]) -> Iterator[str]:
    """Yields what the teams must know to answer these questions."""
    forms = {question.form for question in questions}
    yield "One point each."
    if forms - {"choice", "true-false", "order"}:
        yield "Spelling doesn't count."
    if forms & {"choice", "true-false"}:
        yield "Circle one letter."
    if "order" in forms:
        yield "Write the letters in order in the boxes."


def _room(question: CitedQuestion) -> Iterator[str]:
    """Yields what players need below a question: clues, options, boxes, a line to write on."""
    if question.clues:
        yield '<ol class="clues">'
        yield from (f"<li>{_text(clue)}</li>" for clue in question.clues)
        yield "</ol>"
    if question.options:
        yield f'<ul class="options {columns(question.options)}">'
        for letter, option in zip(OPTION_LETTERS, question.options, strict=False):
            shown = letter if question.form == "order" else _circled(letter)
            yield f"<li>{shown} {_text(option)}</li>"
        yield "</ul>"
    if question.form == "order":
        yield f'<p class="order">Order {_BOX * len(question.options)}</p>'
    elif not question.options:
        yield '<div class="line"></div>'


def _circled(letter: str) -> str:
    return f'<span class="letter">{letter}</span>'


def _key(quiz: Quiz) -> Iterator[str]:
    """Yields the answers alone, to mark from."""
    yield '<section class="host" id="answers">'
    yield "<h2>Answers</h2>"
    yield f"<p>{quiz.marking_rule}</p>"
    yield '<div class="key">'
    for name, questions in quiz.rounds:
        yield "<div>"
        yield from _heading(name)
        yield "<ol>"
        yield from (f"<li>{_answer(question)} {_also(question)}</li>" for question in questions)
        yield "</ol>"
        yield "</div>"
    yield "</div>"
    yield "</section>"


def _heading(round_name: str) -> list[str]:
    return [f"<h3>{round_name}</h3>"] if round_name else []


def _answer(question: CitedQuestion) -> str:
    circled = f"{_circled(question.letter)} " if question.letter else ""
    return f'<span class="answer">{circled}{_text(question.shown_answer)}</span>'


def _also(question: CitedQuestion) -> str:
    """Returns what else a host accepts, in sentences."""
    replies = "; ".join(map(_text, question.also_accept))
    also = f"Also accept: {replies}" if replies else ""
    return ". ".join(filter(None, [also, question.allowance]))


def _reading(quiz: Quiz) -> Iterator[str]:
    """Yields the questions with their answers and explanations."""
    yield '<section class="host reading">'
    yield "<h2>Reading aloud</h2>"
    for name, questions in quiz.rounds:
        yield '<div class="reading-round">'
        yield from _heading(name)
        yield "<ol>"
        for question in questions:
            yield "<li>"
            yield from _read(question)
            yield "</li>"
        yield "</ol>"
        yield "</div>"
    if quiz.tie_breaker:
        yield '<div class="tie-breaker">'
        yield "<h3>Tie-breaker: nearest wins</h3>"
        yield from _read(quiz.tie_breaker)
        yield "</div>"
    yield "</section>"


def _read(question: CitedQuestion) -> Iterator[str]:
    yield f"<p>{_text(question.ask)}</p>"
    if question.clues:
        numbered = (f"{n})&nbsp;{_text(clue)}" for n, clue in enumerate(question.clues, 1))
        yield f"<p>{' '.join(numbered)}</p>"
    if question.form in ("choice", "order"):
        lettered = zip(OPTION_LETTERS, question.options, strict=False)
        options = (f"{letter})&nbsp;{_text(option)}" for letter, option in lettered)
        yield f"<p>{'&emsp;'.join(options)}</p>"
    answer = _answer(question)
    if question.form == "order":
        answer += f" {' → '.join(map(_text, question.events_in_order))}<br>"
    allowance = f"{question.allowance}." if question.allowance else ""
    yield f"<p>{answer} {allowance} {_text(question.why) if question.why else ''}</p>"


def _scores(round_count: int) -> Iterator[str]:
    """Yields a table for the host to add up the teams' points in a quiz of several rounds."""
    if not 1 < round_count <= _MAX_ROUNDS:
        return
    numbers = range(1, round_count + 1)
    yield '<section class="host scores">'
    yield "<h2>Scores</h2>"
    yield "<table>"
    yield '<thead><tr><th scope="col">Team</th>'
    yield from (f'<th scope="col">{number}</th>' for number in numbers)
    yield '<th scope="col">Total</th></tr></thead>'
    yield "<tbody>"
    yield from [f"<tr>{'<td></td>' * (round_count + 2)}</tr>"] * _TEAM_COUNT
    yield "</tbody>"
    yield "</table>"
    yield "</section>"


def _sources(quiz: Quiz) -> Iterator[str]:
    yield '<section class="host sources">'
    yield "<h2>Sources</h2>"
    for name, questions in quiz.rounds:
        yield from _heading(name)
        yield "<ol>"
        for number, question in enumerate(questions, 1):
            if question.citations:
                yield f'<li value="{number}">{_cite(question)}</li>'
        yield "</ol>"
    if quiz.tie_breaker and quiz.tie_breaker.citations:
        yield f"<p>Tie-breaker: {_cite(quiz.tie_breaker)}</p>"
    yield "</section>"


def _cite(question: CitedQuestion) -> str:
    return "; ".join(map(_citation, question.citations))


def _citation(citation: Citation) -> str:
    text = _text(citation.text)
    return f'<a href="{escape(citation.url)}">{text}</a>' if citation.url else text


def _imprint(quiz: Quiz) -> Iterator[str]:
    yield '<footer class="host">'
    yield from (f"<p>{_text(line)}</p>" for line in quiz.terms)
    yield f"<p>To make this sheet again: <code>{_text(quiz.command)}</code></p>"
    yield "</footer>"

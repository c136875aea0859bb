"""Writes a quiz sheet with its answers in Markdown (CommonMark) that also reads well as plain text.

No line is wrapped: notes and chats keep the line breaks that Markdown ignores.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from heartcli.export.quiz import Citation, CitedQuestion, Quiz
from heartcli.quiz.rounds.play import OPTION_LETTERS

_BLANK = "_" * 30  # room to write; between spaces, it isn't emphasis
# Where text needs a backslash, or it would be markup, at least on GitHub: "~" and tables.
_MARKUP = re.compile(
    r"""
    (?=[*_`~])
    | (?=\\(?:[!-/:-@\[-`{-~]|\Z))      # an escape, or a line break
    | (?=<[A-Za-z/!?])                  # a tag
    | (?=&\#?[0-9A-Za-z]+;)             # an entity
    | (?=\]\()                          # a link
    | \A(?=[-+=>\#\[|:])                # a list, heading, quotation, table or link's definition
    | \A[0-9]{1,9}(?=[.)](?:[ ]|\Z))    # a numbered list
    | (?=\#\Z)                          # the end of a heading
    """,
    re.VERBOSE,
)


def write(quiz: Quiz) -> bytes:
    """Returns the sheet, then the answers, their sources, the terms and the command."""
    blocks = [f"# {_escape(quiz.title)}"]
    for name, questions in quiz.rounds:
        blocks += [f"## {name}"] if name else []
        blocks.append(f"Team: {_BLANK} Score: ____ / {len(questions)}")
        blocks += _items(map(_question_blocks, questions))
    blocks += ["---", "## Answers", quiz.marking_rule]
    for name, questions in quiz.rounds:
        blocks += [f"### {name}"] if name else []
        blocks += _items([_answer(question)] for question in questions)
    if quiz.tie_breaker:
        blocks += ["### Tie-breaker: nearest wins", _escape(quiz.tie_breaker.ask)]
        blocks.append(_answer(quiz.tie_breaker))
    blocks += ["## Sources", *_sources(quiz)]
    command = _code_span(quiz.command)
    blocks += ["---", *map(_escape, quiz.terms), f"To make this sheet again: {command}"]
    return ("\n\n".join(blocks) + "\n").encode()


def _items(items: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yields the items of a numbered list, each of blocks."""
    for number, blocks in enumerate(items, 1):
        yield _item(number, blocks)


def _item(number: int, blocks: Iterable[str]) -> str:
    """Returns an item of a numbered list, indented as far as its number is wide."""
    marker = f"{number}. "
    text = "\n\n".join(blocks)
    return marker + re.sub(r"\n(?!\n)", "\n" + " " * len(marker), text)


def _question_blocks(question: CitedQuestion) -> Iterator[str]:
    yield _escape(question.ask)
    if question.clues:
        yield _bullets(map(_escape, question.clues))
    if question.options:
        lettered = zip(OPTION_LETTERS, question.options, strict=False)
        yield _lines([f"{letter}. {_escape(option)}" for letter, option in lettered])
    if question.form == "order":
        yield " ".join(["Order:", *["____"] * len(question.options)])
    elif not question.options:
        yield f"Answer: {_BLANK}"


def _answer(question: CitedQuestion) -> str:
    return _lines(list(_answer_lines(question)))


def _answer_lines(question: CitedQuestion) -> Iterator[str]:
    letter = f"{question.letter}. " if question.letter else ""
    yield f"**{letter}{_escape(question.shown_answer)}**"
    if question.form == "order":
        yield _escape(" → ".join(question.events_in_order))
    if question.also_accept:
        yield f"Also accept: {_escape('; '.join(question.also_accept))}"
    yield from map(_escape, filter(None, [question.allowance, question.why]))


def _sources(quiz: Quiz) -> Iterator[str]:
    for name, questions in quiz.rounds:
        yield from [f"### {name}"] if name else []
        yield _lines(
            [
                f"**{number}** {_cite(question)}"
                for number, question in enumerate(questions, 1)
                if question.citations
            ]
        )
    if quiz.tie_breaker:
        yield f"**Tie-breaker** {_cite(quiz.tie_breaker)}"


def _cite(question: CitedQuestion) -> str:
    return "; ".join(map(_citation, question.citations))


def _citation(citation: Citation) -> str:
    url = citation.url.replace("<", "%3C").replace(">", "%3E")
    return f"{_escape(citation.text)} <{url}>" if url else _escape(citation.text)


def _lines(lines: Sequence[str]) -> str:
    """Returns lines as a paragraph; two spaces at the end of a line keep its break."""
    return "  \n".join(lines)


def _bullets(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


def _code_span(text: str) -> str:
    """Returns text as code, between more backticks than it contains in a row."""
    longest = max(map(len, re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    return f"{fence} {text} {fence}" if longest else f"`{text}`"


def _escape(text: str) -> str:
    """Returns a line of text that Markdown shows as it is."""
    return _MARKUP.sub(r"\g<0>\\", text.strip(" "))

"""Writes a quiz sheet with an answer key as Markdown (CommonMark)."""

import re
from collections.abc import Iterable, Iterator

from heartcli.export.quiz import Citation, CitedQuestion, Quiz
from heartcli.quiz.rounds.play import OPTION_LETTERS

_BLANK = "_" * 30  # room to write; without a letter beside it, it isn't emphasis
# Where text needs a backslash so that Markdown, also GitHub's with its "~", leaves it alone.
_MARKUP = re.compile(
    r"""
    (?=[*_`~])
    | (?=\\(?:[!-/:-@\[-`{-~]|\Z))      # an escape, or the end of a line
    | (?=<[A-Za-z/!?])                  # a tag
    | (?=&\#?[0-9A-Za-z]+;)             # an entity
    | (?=\]\()                          # a link
    | \A(?=[-+=>\#\[])                  # a list, a heading, a quotation, a link's definition
    | \A[0-9]{1,9}(?=[.)](?:[ ]|\Z))    # a numbered list
    | (?=\#\Z)                          # the end of a heading
    """,
    re.VERBOSE,
)


def write(quiz: Quiz) -> bytes:
    """Returns the sheet, then the key under the heading "Answers", the terms and the command."""
    parts = [
        f"# {_escape(quiz.title)}", f"Team: {_BLANK}", *_sheet(quiz), "---", "## Answers",
        *_key(quiz), "---", *map(_escape, quiz.licences), f"Make this sheet: {_code(quiz.command)}",
    ]  # fmt: skip
    return "".join(f"{part}\n\n" for part in parts)[:-1].encode()


def _sheet(quiz: Quiz) -> Iterator[str]:
    for number, questions in enumerate(quiz.rounds, 1):
        yield f"## Round {number}"
        for question_number, question in questions:
            yield _item(question_number, _question_blocks(question))


def _question_blocks(question: CitedQuestion) -> Iterator[str]:
    yield _escape(question.ask)
    if question.options:
        lettered = zip(OPTION_LETTERS, question.options, strict=False)
        yield _lines(f"{letter}. {_escape(option)}" for letter, option in lettered)
    if question.form == "clues":
        yield _bullets(map(_escape, question.clues))
    if question.form not in ("choice", "true-false"):
        yield f"Answer: {_BLANK}"


def _key(quiz: Quiz) -> Iterator[str]:
    for number, question in enumerate(quiz.questions, 1):
        yield _item(number, _answer_blocks(question))


def _answer_blocks(question: CitedQuestion) -> Iterator[str]:
    lines = [f"**{_escape(_lettered_answer(question))}**"]
    if question.form == "order":
        lines.append(_escape("; ".join(question.events_in_order)))
    if question.accept and question.form not in ("choice", "true-false"):
        lines.append(f"Also right: {_escape('; '.join(question.accept))}")
    if question.why:
        lines.append(_escape(question.why))
    yield _lines(lines)
    if question.citations:
        yield _bullets(map(_cite, question.citations))


def _lettered_answer(question: CitedQuestion) -> str:
    if question.form not in ("choice", "true-false"):
        return question.answer
    return f"{OPTION_LETTERS[question.options.index(question.answer)]}. {question.answer}"


def _cite(citation: Citation) -> str:
    url = citation.url.replace("<", "%3C").replace(">", "%3E")
    return " ".join(filter(None, [_escape(citation.text), url and f"<{url}>"]))


def _item(number: int, blocks: Iterable[str]) -> str:
    """Returns an item of a numbered list, indented as far as its number is wide."""
    marker = f"{number}. "
    text = "\n\n".join(blocks).replace("\n", "\n" + " " * len(marker))
    return marker + re.sub(r"^ +$", "", text, flags=re.MULTILINE)


def _lines(lines: Iterable[str]) -> str:
    return "  \n".join(lines)  # a line ends in two spaces if another follows in its paragraph


def _bullets(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


def _code(text: str) -> str:
    """Returns text as a code span, which longer quotation marks than its own have to enclose."""
    fence = "`" * (max(map(len, re.findall("`+", text)), default=0) + 1)
    return f"{fence} {text} {fence}" if len(fence) > 1 else f"`{text}`"


def _escape(text: str) -> str:
    """Returns a line of text that Markdown shows as it is."""
    return _MARKUP.sub(r"\g<0>\\", text.strip(" "))

"""Writes a table with a row for each question, for spreadsheets and scripts."""

import csv
import io
import re
from collections.abc import Iterable

from heartcli.export.quiz import CitedQuestion, Quiz, plain_digits
from heartcli.quiz.questions.question import OPTION_COUNT

COLUMNS = (
    "id", "film", "section", "difficulty", "form", "question", "clues", "option a", "option b",
    "option c", "option d", "answer", "also accepted", "number", "tolerance", "why", "sources",
    "terms",
)  # fmt: skip
# The start of a cell that a spreadsheet calculates; some know the full-width characters, too.
_FORMULA = re.compile(r"[=@＝＠]|[+＋－-](?!$|[\d.,]+%?$)")


def write(quiz: Quiz) -> bytes:
    """Returns the table in UTF-8, with the byte order mark that Excel needs to recognize it."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    terms = " ".join(quiz.terms)
    writer.writerows((*_cells(question), terms) for question in quiz.questions)
    return buffer.getvalue().encode("utf-8-sig")


def problem(question: CitedQuestion) -> str:
    """Returns why a table can't hold a question, or ""."""
    return formula_problem(_cells(question))


def formula_problem(cells: Iterable[str]) -> str:
    """Returns why a CSV file can't hold these cells, or ""."""
    return "with text that looks like a formula" if any(map(_FORMULA.match, cells)) else ""


def _cells(question: CitedQuestion) -> list[str]:
    options = [*question.options, *[""] * (OPTION_COUNT - len(question.options))]
    number, tolerance = map(plain_digits, question.numbers[0]) if question.numbers else ("", "")
    sources = (" ".join(filter(None, citation)) for citation in question.citations)
    return [
        question.id, question.film, question.section, question.difficulty, question.form,
        question.ask, " / ".join(question.clues), *options, question.answer,
        "; ".join(question.accept), number, tolerance, question.why, "; ".join(sources),
    ]  # fmt: skip

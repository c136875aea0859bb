"""Writes questions for Blooket, in the columns of its CSV template."""

import csv
import io

from heartcli.export import csv_table
from heartcli.export.game import game_rows
from heartcli.export.quiz import CitedQuestion, Quiz

_COLUMNS = (
    "Question #", "Question Text", "Answer 1", "Answer 2", "Answer 3\n(Optional)",
    "Answer 4\n(Optional)", "Time Limit (sec)\n(Max: 300 seconds)",
    "Correct Answer(s)\n(Only include Answer #)",
)  # fmt: skip
_WIDTH = 26  # the template goes to column Z; most columns are empty


def write(quiz: Quiz) -> bytes:
    """Returns the table, with the terms at the end of the first row, which Blooket ignores."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    title, terms = "Blooket\nImport Template", " ".join(quiz.terms)
    writer.writerow([title, *[""] * (_WIDTH - 2), terms])
    for row in (_COLUMNS, *game_rows(quiz)):
        writer.writerow([*row, *[""] * (_WIDTH - len(row))])
    return buffer.getvalue().encode("utf-8-sig")


def problem(question: CitedQuestion) -> str:
    """Returns why Blooket's table can't hold a question, or ""."""
    return csv_table.formula_problem([question.ask, *question.options])

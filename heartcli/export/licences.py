"""The terms of what an export contains."""

from collections.abc import Iterable

from heartcli.model.records import Strings
from heartcli.quiz.questions.question import Question
from heartcli.text.display import printable_line

_BUNDLED_FILM = "one-from-the-heart-1982"
_OURS = "Questions and explanations by heart's authors: CC0 1.0."
_THEIRS = "Questions written in a film file are subject to the terms of its author."
_QUOTATIONS = "Quotations belong to their authors."


def licence_lines(questions: Iterable[Question]) -> Strings:
    """Returns the terms of the questions' texts and of the data they cite, a sentence each."""
    lines: dict[str, None] = {}
    for question in questions:
        film = question.film
        is_theirs = not film.is_from_catalogue and film.id != _BUNDLED_FILM
        lines[_THEIRS if is_theirs else _OURS] = None
        if film.is_from_catalogue:
            lines |= {film.sources[name].note: None for name in question.sources}
    return (*map(printable_line, filter(None, lines)), _QUOTATIONS)

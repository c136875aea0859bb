"""The terms of what an export contains."""

from collections.abc import Iterable

from heartcli.model.film import Film
from heartcli.model.records import Source, Strings
from heartcli.quiz.questions.question import Question
from heartcli.text.display import printable_line

_BUNDLED_FILM = "one-from-the-heart-1982"
_CC0 = "in the public domain (CC0 1.0, https://creativecommons.org/publicdomain/zero/1.0/)."
_HEART_TERMS = f"heart's questions and explanations are {_CC0}"
_HEART_FILM_TERMS = f"heart's descriptions of the film are {_CC0}"
_AUTHOR_TERMS = "Questions from other film files belong to their authors."
_FILM_AUTHOR_TERMS = "Texts from the film file belong to its author."
_QUOTATION_TERMS = "Quotations belong to their authors."


def licence_lines(questions: Iterable[Question]) -> Strings:
    """Returns the terms of the questions' texts and of the data they cite, a sentence or two each.

    The sources of catalogue films carry what their licences ask for in their notes.
    """
    lines: dict[str, None] = {}
    for question in questions:
        film = question.film
        if film.is_from_catalogue:
            lines[_HEART_TERMS] = None
            lines |= {printable_line(film.sources[name].note): None for name in question.sources}
        else:
            terms = _HEART_TERMS if film.id == _BUNDLED_FILM else _AUTHOR_TERMS
            lines |= {terms: None, _QUOTATION_TERMS: None}
    return tuple(filter(None, lines))


def film_licence_lines(film: Film, source_ids: Iterable[str]) -> Strings:
    """Returns the terms of a film's texts and of the data from these sources."""
    if film.id == _BUNDLED_FILM:
        return (_HEART_FILM_TERMS,)
    authors = () if film.is_from_catalogue else (_FILM_AUTHOR_TERMS,)
    terms = (_terms(film.sources[name]) for name in dict.fromkeys(source_ids))
    return tuple(dict.fromkeys(filter(None, [*authors, *terms])))


def _terms(source: Source) -> str:
    """Returns a source's terms, with the address that CC BY-SA asks for."""
    address = source.url if "CC BY-SA" in source.note else ""
    return printable_line(f"{source.note} {address}".rstrip())

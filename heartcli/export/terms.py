"""The terms of what an export contains."""

from collections.abc import Iterable

from heartcli.catalogue.formats import FORMATS
from heartcli.model.film import Film
from heartcli.model.records import Source, Strings
from heartcli.quiz.questions.question import Question
from heartcli.text.display import printable_line

_BUNDLED_FILM = "one-from-the-heart-1982"
_CC0 = "in the public domain (CC0 1.0, https://creativecommons.org/publicdomain/zero/1.0/)."
_HEART_TERMS = f"heart's questions and explanations are {_CC0}"
_HEART_FILM_TERMS = f"heart's descriptions of the film are {_CC0}"
_AUTHOR_TERMS = "Questions from users' film files belong to the authors of those files."
_FILM_AUTHOR_TERMS = "Texts from the film file belong to its author."
_QUOTATION_TERMS = "Quotations belong to their authors."


def question_terms(questions: Iterable[Question]) -> Strings:
    """Returns the terms of the questions and of the data they cite, a sentence or two each."""
    lines: dict[str, None] = {}
    for question in questions:
        film = question.film
        is_heart_text = film.is_from_catalogue or film.id == _BUNDLED_FILM
        lines[_HEART_TERMS if is_heart_text else _AUTHOR_TERMS] = None
        if not film.is_from_catalogue:
            lines[_QUOTATION_TERMS] = None
        lines |= {_source_terms(film.sources[name]): None for name in question.sources}
    return tuple(filter(None, lines))


def film_terms(film: Film, source_ids: Iterable[str]) -> Strings:
    """Returns the terms of a film's texts and of the data from these sources."""
    if film.id == _BUNDLED_FILM:
        return (_HEART_FILM_TERMS,)
    authors = () if film.is_from_catalogue else (_FILM_AUTHOR_TERMS,)
    terms = (_source_terms(film.sources[name]) for name in dict.fromkeys(source_ids))
    return tuple(dict.fromkeys(filter(None, [*authors, *terms])))


def _source_terms(source: Source) -> str:
    """Returns the terms that the note of an imported source states, or "".

    Film files that `heart new` wrote have such sources, too. CC BY-SA asks for the address.
    """
    for format_ in FORMATS.values():
        phrases = filter(None, (format_.attribution, format_.restriction))
        if any(phrase in source.note for phrase in phrases):
            address = source.url if "CC BY-SA" in format_.terms else ""
            return printable_line(f"{format_.terms} {address}".rstrip())
    return ""

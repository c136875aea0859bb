"""What questions about many films are made of: a film, others like it, and what all of them are."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple, get_args

from heartcli.model.film import Film
from heartcli.model.records import CastMember, Difficulty, Strings
from heartcli.text.folding import fold, fold_words, strip_article

HEAD = "film"  # the head of the film that a question is counted for
_SERIES = 2  # words that the titles of a series begin with


class CatalogueFacts(NamedTuple):
    """What can be asked of all films there are, beyond those of a round."""

    called: Callable[[str], int]  # how many have a title
    together: Callable[[Strings], Collection[str]]  # the ids of those in which all these people are
    years: tuple[int, int]  # of which films may be asked about
    people: Collection[str] = ()  # who is in all that are asked about, their names folded


class FilmContext(NamedTuple):
    """A film that is asked about."""

    film: Film
    near: Sequence[Film]  # of its time and kind
    same: Sequence[Film]  # others by its director
    stars: Sequence[CastMember]
    difficulty: Difficulty


_LEVELS: tuple[Difficulty, ...] = get_args(Difficulty)


def harder(difficulty: Difficulty, steps: int = 1) -> Difficulty:
    """A step harder, or easier, as far as there is one."""
    at = _LEVELS.index(difficulty) + steps
    return _LEVELS[min(max(at, 0), len(_LEVELS) - 1)]


def directors_of(film: Film) -> set[str]:
    return {fold(name) for name in film.directors}


def is_by_none(film: Film, directors: set[str]) -> bool:
    """Whether it is known who directed a film, and these did not."""
    known = directors_of(film)
    return bool(known) and not known & directors


def titles_of(films: Sequence[Film], film: Film, known: CatalogueFacts) -> Strings:
    """The titles of other films, of which it is clear that no other film is meant."""
    return tuple(
        dict.fromkeys(
            other.title
            for other in films
            if known.called(other.title) == 1 and not of_one_series(film, other)
        )
    )


def of_one_series(film: Film, other: Film) -> bool:
    """Whether two films look like parts of a series, by the beginnings of their titles."""
    one, two = (list(strip_article(fold_words(each.title))) for each in (film, other))
    shorter = min(len(one), len(two), _SERIES)
    return one[:shorter] == two[:shorter]

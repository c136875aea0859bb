"""Material for questions about catalogue films: a film, films like it, the catalogue."""

from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple, get_args

from heartcli.model.film import Film
from heartcli.model.records import CastMember, Difficulty, Strings

_LEVELS: tuple[Difficulty, ...] = get_args(Difficulty)


class CatalogueFacts(NamedTuple):
    """Facts about all films of the catalogue, beyond those that a round is about."""

    title_count: Callable[[str], int]  # the number of films with a title
    films_with_all: Callable[[Strings], Collection[str]]  # the ids of films with all these people
    years: tuple[int, int]  # the first and the last year that a round may ask about
    filter_people: frozenset[str] = frozenset()  # folded names that the player filtered by


class FilmContext(NamedTuple):
    """A film to ask about, and other films to compare it with."""

    film: Film
    similar: Sequence[Film]  # of about the same time and genre
    same_director: Sequence[Film]
    stars: Sequence[CastMember]
    difficulty: Difficulty
    catalogue: CatalogueFacts


def shift_difficulty(difficulty: Difficulty, steps: int) -> Difficulty:
    """Returns a difficulty some steps harder, or easier if steps are negative."""
    level = _LEVELS.index(difficulty) + steps
    return _LEVELS[min(max(level, 0), len(_LEVELS) - 1)]

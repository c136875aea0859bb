"""Material for questions about catalogue films: a film, films like it, the catalogue."""

from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple, get_args

from heartcli.model.film import Film
from heartcli.model.records import CastMember, Difficulty, Strings
from heartcli.text.folding import fold, fold_words, strip_article

_LEVELS: tuple[Difficulty, ...] = get_args(Difficulty)
_SERIES_WORDS = 2  # titles that start with the same words may be parts of a series


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


def folded_directors(film: Film) -> set[str]:
    """Returns the names of a film's directors, folded for comparison."""
    return set(map(fold, film.directors))


def is_by_others(film: Film, directors: set[str]) -> bool:
    """Whether a film has known directors, none of them among these (folded) ones."""
    known = folded_directors(film)
    return bool(known) and not known & directors


def is_same_series(film: Film, other: Film) -> bool:
    """Whether two films look like parts of a series, by the first words of their titles."""
    start, other_start = (list(strip_article(fold_words(f.title))) for f in (film, other))
    length = min(len(start), len(other_start), _SERIES_WORDS)
    return start[:length] == other_start[:length]


def unambiguous_titles(films: Sequence[Film], context: FilmContext) -> Strings:
    """Returns the titles that only one film has, without films of the series of the context's."""
    films = [film for film in films if not is_same_series(context.film, film)]
    title_count = context.catalogue.title_count
    return tuple(dict.fromkeys(film.title for film in films if title_count(film.title) == 1))

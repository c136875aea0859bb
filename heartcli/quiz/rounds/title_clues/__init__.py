"""Hand-written clues to the titles of well-known films and to the names of stars.

Each kind has a file, with a line per film or star: "Jaws (1975): Mandibles". Titles are
spelt as in the bundled catalogue.
"""

from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path

from heartcli.quiz.questions.from_catalogue.pool import ClueKind

_NAMES = "name-riddle"


def find_clue(kind: ClueKind, title: str, year: int) -> str:
    """The clue of this kind to a film's title; "" if there is none."""
    return _clues(kind).get(f"{title} ({year})", "")


def find_name_riddle(name: str) -> str:
    """A riddle about a star's name, in the star's words; "" if there is none."""
    return _clues(_NAMES).get(name, "")


@cache
def titles_with(kind: ClueKind) -> Collection[str]:
    """The titles of the films that have a clue of this kind."""
    return frozenset(film.rpartition(" (")[0] for film in _clues(kind))


@cache
def _clues(kind: str) -> Mapping[str, str]:
    path = Path(__file__).with_name(f"{kind}.txt")
    return dict(map(_split, path.read_text(encoding="utf-8").splitlines()))


def _split(line: str) -> tuple[str, str]:
    """Splits a line after the year of its film, or after the name of its star."""
    film, is_film, clue = line.partition("): ")
    if is_film:
        return f"{film})", clue
    name, _, riddle = line.partition(": ")
    return name, riddle

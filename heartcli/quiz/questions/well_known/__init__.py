"""Well-known people, studios and first names, for wrong options of the answer's own kind.

They are in people.txt, with the years in which they made films, and in first_names.txt.
"""

from collections.abc import Collection
from functools import cache
from pathlib import Path

from heartcli.model.records import Strings
from heartcli.text.folding import fold, fold_words


def peers(group: str, year: int, excluded: Collection[str]) -> Strings:
    """Returns who was active in a year, those in mid-career first.

    `group` is a heading of people.txt; `excluded` holds folded names.
    """
    active = [
        (abs(first + last - 2 * year), name)
        for first, last, name in _groups().get(group, ())
        if first <= year <= last and fold(name) not in excluded
    ]
    return tuple(name for _, name in sorted(active))


@cache
def first_year(name: str) -> int:
    """Returns the first year in which somebody well-known made films; 0 for others."""
    years = [first for group in _groups().values() for first, _, known in group if known == name]
    return min(years, default=0)


def well_known(group: str) -> Strings:
    """Returns all the names under a heading of people.txt."""
    return tuple(name for _, _, name in _groups()[group])


def gender(name: str) -> str:
    """Returns "women" or "men" by the first name; "" if the name doesn't show it."""
    first_name = (fold_words(name) or [""])[0]
    return next((group for group, names in _first_names().items() if first_name in names), "")


@cache
def _groups() -> dict[str, list[tuple[int, int, str]]]:
    groups: dict[str, list[tuple[int, int, str]]] = {}
    for heading, line in _lines("people"):
        years, _, name = line.partition(" ")
        first, _, last = years.partition("-")
        groups.setdefault(heading, []).append((int(first), int(last), name))
    return groups


@cache
def _first_names() -> dict[str, frozenset[str]]:
    names: dict[str, list[str]] = {}
    for heading, line in _lines("first_names"):
        names.setdefault(heading, []).extend(line.split())
    return {heading: frozenset(group) for heading, group in names.items()}


def _lines(name: str) -> list[tuple[str, str]]:
    """Returns the lines of a list, each with the heading above it."""
    heading, lines = "", []
    for line in Path(__file__).with_name(f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            heading = line.strip("[]")
        elif not line.startswith("#"):
            lines.append((heading, line))
    return lines

"""Whom players may be expected to know, and in which films.

Cast lists without a billing order are full of extras: going by the number of films, Bess Flowers is
one of Hollywood's greatest stars. So the names are listed by hand:

- star_names: one a line; with "from" and a year if earlier parts were tiny or uncredited
- hidden_parts: films with stars who are only heard, uncredited or briefly seen in them; "*" for a
  film full of such parts
- other_versions: titles of which players know another film that is older or newer than those in the
  bundled catalogue
"""

from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path

from heartcli.text.folding import fold

_EVERYBODY = "*"


def is_star(name: str, title: str, year: int) -> bool:
    """Whether players may be expected to know that somebody is in a film."""
    first_year = _first_years().get(fold(name))
    hidden = hidden_parts().get(fold(title), ())
    return (
        first_year is not None and year >= first_year and not {fold(name), _EVERYBODY} & {*hidden}
    )


def star_names() -> Collection[str]:
    """The names, folded, of those who are stars in some film."""
    return _first_years().keys()


def has_other_version(title: str) -> bool:
    """Whether players know a film of this title that the bundled catalogue lacks."""
    return fold(title) in _other_versions()


@cache
def _other_versions() -> frozenset[str]:
    return frozenset(map(fold, _lines("other_versions")))


@cache
def _first_years() -> dict[str, int]:
    rows = (line.partition(", from ") for line in _lines("star_names"))
    return {fold(name): int(year or 0) for name, _, year in rows}


@cache
def hidden_parts() -> Mapping[str, frozenset[str]]:
    """The names, folded, of those to leave out of each film, by its folded title."""
    rows = (line.rpartition(": ") for line in _lines("hidden_parts"))
    return {fold(title): frozenset(map(fold, names.split(", "))) for title, _, names in rows}


def _lines(name: str) -> list[str]:
    return Path(__file__).with_name(f"{name}.txt").read_text(encoding="utf-8").splitlines()

"""Knows who the stars are, and in which films they have large parts.

Cast lists without a billing order are full of extras: going by the number of films, Bess Flowers is
one of Hollywood's greatest stars. So there are lists, kept by hand:

- star_names: one per line; with "supporting" if few could think of the name without options, and
  with "from" and a year if earlier parts were tiny or uncredited
- leads: who comes first in a film's credits, where its best-known names don't
- hidden_parts: films with stars who are only heard, uncredited, cut out or briefly seen in them,
  or with namesakes of stars; "*" for a film full of such parts

Films are listed under their titles in the bundled catalogue, with the year where only one of
several films with a title is meant.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from heartcli.model.records import Strings
from heartcli.text.folding import fold

EVERYBODY = "*"
_SUPPORTING = "supporting"


class Star(NamedTuple):
    """What `star_names` says about a star."""

    is_supporting: bool
    first_year: int = 0  # the year of the first part worth mentioning


@cache
def stars() -> Mapping[str, Star]:
    """Returns the stars by their folded names."""
    return dict(map(_read_star, _lines("star_names")))


def _read_star(line: str) -> tuple[str, Star]:
    name, *notes = line.split(", ")
    years = [int(note.removeprefix("from ")) for note in notes if note != _SUPPORTING]
    return fold(name), Star(_SUPPORTING in notes, *years)


def leads_of(title: str, year: int) -> Strings:
    """Returns the folded names of a film's leads; none if the film isn't listed."""
    return _listed("leads", title, year)


def hidden_parts_of(title: str, year: int) -> Strings:
    """Returns the folded names of stars who hardly appear in a film; EVERYBODY for all of them."""
    return _listed("hidden_parts", title, year)


def _listed(list_name: str, title: str, year: int) -> Strings:
    films, title = names_by_film(list_name), fold(title)
    lines = films.get(title, ""), films.get(f"{title} ({year})", "")
    return tuple(fold(name) for line in lines if line for name in line.split(", "))


@cache
def names_by_film(list_name: str) -> Mapping[str, str]:
    """Returns the names in `leads` or `hidden_parts`, joined by commas, by folded film title."""
    rows = (line.rpartition(": ") for line in _lines(list_name))
    return {fold(film): names for film, _, names in rows}


def _lines(list_name: str) -> list[str]:
    path = Path(__file__).with_name(f"{list_name}.txt")
    return path.read_text(encoding="utf-8").splitlines()

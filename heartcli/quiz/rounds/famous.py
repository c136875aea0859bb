"""Whom players may be expected to know, and in which films; and what isn't asked about a film.

Cast lists without a billing order are full of extras: going by the number of films, Bess Flowers is
one of Hollywood's greatest stars. And the catalogue has years, lengths and directors that film
lovers would object to. So there are lists, kept by hand:

- star_names: one a line; with "supporting" if few could think of the name without options, and with
  "from" and a year if earlier parts were tiny or uncredited
- leads: who comes first in a film's credits, where its best-known names don't
- hidden_parts: films with stars who are only heard, uncredited, cut out or briefly seen in them,
  or with namesakes of stars; "*" for a film full of such parts
- doubtful: what isn't asked about a film, since the bundled catalogue is wrong or sources differ:
  its "year", "minutes" or "director"; "fame" if it is less known than its rank, "film" for nothing
- other_versions: titles of which players know another film that is older or newer than those in the
  bundled catalogue

Films go by their titles in the bundled catalogue; with the year where a film of that title differs,
and always in `doubtful`.
"""

from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from heartcli.model.records import Strings
from heartcli.text.folding import fold

_EVERYBODY = "*"
_SUPPORTING = "supporting"


def stars_of(cast: Mapping[int, str], title: str, year: int) -> list[int]:
    """The people in a cast whom players may be expected to know from this film."""
    hidden, stars = _listed(hidden_parts(), title, year), _stars()
    if _EVERYBODY in hidden:
        return []
    folded = ((person, fold(name)) for person, name in cast.items())
    known = [(person, name) for person, name in folded if name in stars and name not in hidden]
    return [person for person, name in known if year >= stars[name].first_year]


def star_names() -> Collection[str]:
    """The names, folded, of those who are stars in some film."""
    return _stars().keys()


def is_supporting(name: str) -> bool:
    """Whether few players could think of a star without options."""
    star = _stars().get(fold(name))
    return star is not None and star.is_supporting


def has_other_version(title: str) -> bool:
    """Whether players know a film of this title that the bundled catalogue lacks."""
    return fold(title) in _other_versions()


def leads_of(title: str, year: int) -> Strings:
    """The names, folded, of those who are first in a film's credits; none if it isn't listed."""
    return _listed(leads(), title, year)


def doubts_about(title: str, year: int) -> Strings:
    """What isn't asked about a film: "year", "minutes", "director", "fame" or "film"."""
    return doubtful().get(f"{title} ({year})", ())


def _listed(films: Mapping[str, Strings], title: str, year: int) -> Strings:
    title = fold(title)
    return (*films.get(title, ()), *films.get(f"{title} ({year})", ()))


@cache
def _other_versions() -> frozenset[str]:
    return frozenset(map(fold, _lines("other_versions")))


class _Star(NamedTuple):
    is_supporting: bool
    first_year: int = 0


@cache
def _stars() -> dict[str, _Star]:
    return dict(map(_read_star, _lines("star_names")))


def _read_star(line: str) -> tuple[str, _Star]:
    name, *notes = line.split(", ")
    years = [int(note.removeprefix("from ")) for note in notes if note != _SUPPORTING]
    return fold(name), _Star(_SUPPORTING in notes, *years)


@cache
def hidden_parts() -> Mapping[str, Strings]:
    """The names, folded, of those to leave out of each film, by its folded title."""
    return {fold(film): tuple(map(fold, names)) for film, names in _rows("hidden_parts")}


@cache
def leads() -> Mapping[str, Strings]:
    """The names, folded, of those who are first in a film's credits, by its folded title."""
    return {fold(film): tuple(map(fold, names)) for film, names in _rows("leads")}


@cache
def doubtful() -> Mapping[str, Strings]:
    """What isn't asked about a film, by its title and year."""
    return dict(_rows("doubtful"))


def _rows(name: str) -> list[tuple[str, Strings]]:
    rows = (line.rpartition(": ") for line in _lines(name))
    return [(film, tuple(items.split(", "))) for film, _, items in rows]


def _lines(name: str) -> list[str]:
    return Path(__file__).with_name(f"{name}.txt").read_text(encoding="utf-8").splitlines()

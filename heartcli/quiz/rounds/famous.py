"""Which stars players may be expected to know, and what isn't asked about a film.

The lists of stars are in `catalogue/stars.py`. The catalogue also has years, lengths and directors
that film lovers would object to, so there are two more lists, kept by hand:

- doubtful: what isn't asked about a film, since the bundled catalogue is wrong or sources differ:
  its "year", "minutes" or "director"; "fame" if it is less well known than its rank; "film" if
  nothing is asked about it
- other_versions: titles that players also know from an older or newer film, which the bundled
  catalogue lacks

Films are listed under their titles in the bundled catalogue; in `doubtful`, always with the year.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from heartcli.catalogue.stars import EVERYBODY, hidden_parts_of, stars
from heartcli.model.records import Strings
from heartcli.text.folding import fold


def stars_of(cast: Mapping[int, str], title: str, year: int) -> list[int]:
    """The people in a cast whom players may be expected to know from this film."""
    hidden = hidden_parts_of(title, year)
    if EVERYBODY in hidden:
        return []
    folded = ((person, fold(name)) for person, name in cast.items())
    known = [(person, name) for person, name in folded if name in stars() and name not in hidden]
    return [person for person, name in known if year >= stars()[name].first_year]


def is_supporting(name: str) -> bool:
    """Whether few players could think of a star without options."""
    star = stars().get(fold(name))
    return star is not None and star.is_supporting


def has_other_version(title: str) -> bool:
    """Whether players know a film of this title that the bundled catalogue lacks."""
    return fold(title) in _other_versions()


def doubts_about(title: str, year: int) -> Strings:
    """What isn't asked about a film: "year", "minutes", "director", "fame" or "film"."""
    return doubtful().get(f"{title} ({year})", ())


@cache
def doubtful() -> Mapping[str, Strings]:
    """What isn't asked about a film, by its title and year."""
    rows = (line.rpartition(": ") for line in _lines("doubtful"))
    return {film: tuple(doubts.split(", ")) for film, _, doubts in rows}


@cache
def _other_versions() -> frozenset[str]:
    return frozenset(map(fold, _lines("other_versions")))


def _lines(list_name: str) -> list[str]:
    path = Path(__file__).with_name(f"{list_name}.txt")
    return path.read_text(encoding="utf-8").splitlines()

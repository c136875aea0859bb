"""The formats that a catalogue takes films from: a module for each, and the table of them."""

from __future__ import annotations

from typing import NamedTuple


class Format(NamedTuple):
    """A format, with how its films are cited. Its module has the name that it has in FORMATS."""

    what: str  # what kind of files these are
    publisher: str
    address: str = ""  # of a film, with its ids in braces; "" where there is none
    attribution: str = ""  # what the source's licence asks to be told


FORMATS = {
    "wikidata": Format(
        "Wikidata entities as JSON",
        "Wikidata",
        "https://www.wikidata.org/wiki/Q{wikidata}",
        "Data from Wikidata contributors, CC0.",
    ),
}

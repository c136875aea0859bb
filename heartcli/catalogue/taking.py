"""What a format's module gives what it has read: films, and what can't be used."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from heartcli.catalogue.claims import Claims, Credit
from heartcli.catalogue.filling import Filling
from heartcli.catalogue.reading import Reading
from heartcli.dates import Date

FILMS = ("movie", "tvMovie")  # of the kinds that IMDb tells apart
FIRST_YEAR, LAST_YEAR = 1870, 2100
MOST = 2**62  # a number that can be stored


class Wish(NamedTuple):
    """Which films are wanted."""

    kinds: frozenset[str] | None = frozenset(FILMS)  # None for all
    min_votes: int = 0

    def fits(self, kind: str, votes: int) -> bool:
        """Whether a film is wanted; of what has no kind it is taken to be a film."""
        return votes >= self.min_votes and (self.kinds is None or (kind or "movie") in self.kinds)


class Take:
    """Takes what the files of an import say."""

    def __init__(self, reading: Reading, filling: Filling, wish: Wish) -> None:
        self.reading = reading
        self.filling = filling
        self.wish = wish

    def film(self, claims: Claims) -> str:
        """Takes a film; gives what is wrong with it, or ""."""
        if not claims.title.strip():
            return "no title"
        if not FIRST_YEAR <= claims.year <= LAST_YEAR:
            return "no year" if not claims.year else f"{claims.year} is no year of a film"
        if self.wish.fits(claims.kind, claims.votes or 0):
            self.filling.film(claims._replace(kind="" if claims.kind in FILMS else claims.kind))
        return ""


def whole(text: object, most: int = MOST) -> int | None:
    """The whole number that a text begins with: "142 min", "1,234"; None for none, or too much."""
    figures = ""
    for character in str(text).strip().removeprefix("$"):
        if character.isascii() and character.isdecimal():
            figures += character
        elif character != ",":
            break
    return int(figures) if figures and len(figures) < 20 and 0 < int(figures) <= most else None


def imdb_number(text: object) -> int | None:
    """The number in an IMDb id: tt0084445 → 84445; None for anything else."""
    found = str(text)
    return int(found[2:]) if found[:2] == "tt" and _is_number(found[2:]) else None


def wikidata_number(text: object) -> int | None:
    """The number in a Wikidata id, or in an item's address: Q132689 → 132689; None for none."""
    found = str(text).rpartition("/")[2]
    return int(found[1:]) if found[:1] == "Q" and _is_number(found[1:]) else None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 10 and int(text) > 0


def year_of(text: object) -> int:
    """The year that a date or a text begins with; 0 for none."""
    found = str(text).strip()[:4]
    return int(found) if len(found) == 4 and found.isascii() and found.isdecimal() else 0


def listed(text: object, between: str = ",") -> tuple[str, ...]:
    """The names in a text, each once; none for IMDb's and OMDb's ways to say so."""
    parts = (part.strip() for part in str(text or "").split(between))
    return tuple(dict.fromkeys(part for part in parts if part not in ("", "N/A", "\\N")))


def date_of(text: object) -> str:
    """A date as the film file has it, of one or of a time that begins with it; "" for none."""
    found = str(text).partition("T")[0].strip().removeprefix("+")
    try:
        return Date.parse(found).text
    except ValueError:
        return ""


def text_of(document: Any, *keys: str) -> str:
    """The text, or the number as text, that stands under keys within keys; "" for none."""
    for key in keys:
        document = document.get(key) if isinstance(document, dict) else None
    told = document if isinstance(document, str) else ""
    if isinstance(document, int | float) and not isinstance(document, bool):
        told = str(document)
    return "" if told == "N/A" else told.strip()


def objects(document: Any, *keys: str) -> list[dict[str, Any]]:
    """The objects in the list that stands under keys within keys; none where there is no list."""
    for key in keys:
        document = document.get(key) if isinstance(document, dict) else None
    return [one for one in document if isinstance(one, dict)] if isinstance(document, list) else []


def credits_of(people: Iterable[str], job: str) -> list[Credit]:
    """Their credits, all for one job."""
    return [Credit(name, job) for name in people]


def number_of(text: object) -> float | None:
    """A score: "7.1", "7.1/10", "56%"; None for none."""
    try:
        found = float(str(text).partition("/")[0].rstrip("%"))
    except ValueError:
        return None
    return found if 0 <= found <= 1000 else None  # neither infinite nor no number

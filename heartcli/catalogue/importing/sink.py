"""What a format's module gives what it has read: films, and what can't be used."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from heartcli.catalogue.importing.files import ImportReader
from heartcli.catalogue.models import (
    MAX_CREDITS,
    MAX_TEXT_LENGTH,
    Credit,
    RatingRow,
    SourceFilm,
    is_complete_credit,
    within_bounds,
)
from heartcli.catalogue.writer import CatalogueWriter
from heartcli.model.dates import Date
from heartcli.text.display import safe_for_terminal
from heartcli.text.folding import fold_words

# The kinds that IMDb tells apart, and those of them that are films.
TITLE_TYPES = ("movie", "tvMovie", "short", "tvShort", "tvSeries", "tvMiniSeries", "tvEpisode",
         "tvSpecial", "tvPilot", "video", "videoGame")  # fmt: skip
FILM_TYPES = TITLE_TYPES[:2]
FIRST_YEAR, LAST_YEAR = 1870, 2100
MAX_INTEGER = 2**62  # a number that can be stored
MAX_PERSON_NUMBER = 2**31 - 1  # the highest number of a person within a source
REASON_NO_YEAR, REASON_FEW_VOTES = (
    "no year",
    "few votes",
)  # why a title is left out, beside its kind
_HIGHEST = 1000  # score that anybody gives
# What stands behind a comma and still belongs to the name before it.
_SUFFIXES = ("Jr.", "Sr.", "Jr", "Sr", "II", "III", "IV", "Inc.", "Inc", "Ltd.", "Ltd", "LLC")


class ImportFilter(NamedTuple):
    """Which films are wanted."""

    title_types: frozenset[str] | None = frozenset(FILM_TYPES)  # None for all
    min_votes: int = 0

    def rejection_reason(self, kind: str, votes: int) -> str:
        """Why a film isn't wanted, or ""; what has no kind is taken to be a film."""
        if self.title_types is not None and (kind or "movie") not in self.title_types:
            return kind or "movie"
        return REASON_FEW_VOTES if votes < self.min_votes else ""


class FilmSink:
    """Takes what the files of an import say."""

    def __init__(self, reading: ImportReader, filling: CatalogueWriter, wish: ImportFilter) -> None:
        self.reader = reading
        self.writer = filling
        self.import_filter = wish

    def add_film(self, claims: SourceFilm) -> str:
        """Takes a film, if it is wanted; gives what is wrong with it, or ""."""
        if len(claims.title) > MAX_TEXT_LENGTH:
            return f"a title of more than {MAX_TEXT_LENGTH:,} characters"
        if not safe_for_terminal(claims.title).strip("\ufffd "):
            return "no title"
        if not FIRST_YEAR <= claims.year <= LAST_YEAR:
            why = "no year" if not claims.year else f"{claims.year} is no year of a film"
            return f"'{safe_for_terminal(claims.title)}': {why}"
        if why := self.import_filter.rejection_reason(claims.kind, claims.votes or 0):
            self.reader.skipped[why] += 1
        else:
            sound, left = within_bounds(claims)
            self.reader.skipped_parts += left
            kind = "" if claims.kind in FILM_TYPES else claims.kind
            ratings = list(filter(_is_score, sound.sections.ratings))
            sections = sound.sections._replace(ratings=ratings)
            self.writer.add_film(sound._replace(kind=kind, sections=sections))
        return ""

    def add_credits(self, number: int, people: Sequence[Credit]) -> None:
        """Takes who made a film that was taken without."""
        sound = list(filter(is_complete_credit, people))[:MAX_CREDITS]
        self.reader.skipped_parts["credits"] += len(people) - len(sound)
        self.writer.add_credits(number, sound)


def _is_score(rating: RatingRow) -> bool:
    return 0 <= rating.score <= rating.out_of and 1 <= rating.out_of <= _HIGHEST


def parse_title_type(text: str) -> str:
    """A kind as IMDb's dumps write it: "TV Series" → "tvSeries"; another as it stands."""
    squeezed = "".join(fold_words(text))
    return next((kind for kind in TITLE_TYPES if kind.lower() == squeezed), text)


def parse_int(text: object, maximum: int = MAX_INTEGER) -> int | None:
    """The whole number that a text begins with: "142 min", "1,234"; None for none, or too much."""
    figures = ""
    for character in str(text).strip().removeprefix("$"):
        if character.isascii() and character.isdecimal():
            figures += character
        elif character != ",":
            break
    return int(figures) if figures and len(figures) < 20 and 0 < int(figures) <= maximum else None


def parse_minutes(text: object) -> int | None:
    """A running time: 95, "95 min", "1:35", "1h 35m"; None for none."""
    hours = re.match(r"\s*(\d{1,2})\s*(?:h\w*|:)\s*(\d{1,2})?", str(text))
    return int(hours[1]) * 60 + int(hours[2] or 0) if hours else parse_int(text, 10_000)


def parse_imdb_id(text: object) -> int | None:
    """The number in an IMDb id: tt0084445 → 84445; None for anything else."""
    found = str(text)
    return int(found[2:]) if found[:2] == "tt" and _is_number(found[2:]) else None


def parse_wikidata_id(text: object) -> int | None:
    """The number in a Wikidata id, or in an item's address: Q132689 → 132689; None for none."""
    found = str(text).rpartition("/")[2]
    return int(found[1:]) if found[:1] == "Q" and _is_number(found[1:]) else None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 10 and int(text) > 0


def parse_year(text: object) -> int:
    """The year that a date or a text begins with; 0 for none."""
    found = str(text).strip()[:4]
    return int(found) if len(found) == 4 and found.isascii() and found.isdecimal() else 0


def split_names(text: object, separator: str = ",") -> tuple[str, ...]:
    """The names in a text, each once: Robert Downey, Jr. is one; none for "N/A" and the like."""
    found: list[str] = []
    for part in map(str.strip, str(text or "").split(separator)):
        if part in _SUFFIXES and found:
            if len(found[-1]) <= MAX_TEXT_LENGTH:  # else nobody takes it, anyway
                found[-1] += f" {part}"
        elif part not in ("", "N/A", "\\N"):
            found.append(part)
    return tuple(dict.fromkeys(found))


def parse_date(text: object) -> str:
    """A date as the film file has it, of one or of a time that begins with it; "" for none."""
    found = str(text).partition("T")[0].strip().removeprefix("+")
    try:
        return Date.parse(found).text
    except ValueError:
        return ""


def get_text(document: Any, *keys: str) -> str:
    """The text, or the number as text, that stands under keys within keys; "" for none."""
    for key in keys:
        document = document.get(key) if isinstance(document, dict) else None
    told = document if isinstance(document, str) else ""
    if isinstance(document, int | float) and not isinstance(document, bool):
        told = str(document)
    return "" if told == "N/A" else told.strip()


def get_objects(document: Any, *keys: str) -> list[dict[str, Any]]:
    """The objects in the list that stands under keys within keys; none where there is no list."""
    for key in keys:
        document = document.get(key) if isinstance(document, dict) else None
    return [one for one in document if isinstance(one, dict)] if isinstance(document, list) else []


def credits_for_job(people: Iterable[str], job: str) -> list[Credit]:
    """Their credits, all for one job."""
    return [Credit(name, job) for name in people]


def parse_score(text: object, maximum: float = 1000) -> float | None:
    """A score, or an amount: "7.1", "7.1/10", "56%", "+95"; None for none, or too much."""
    try:
        found = float(str(text).partition("/")[0].rstrip("%"))
    except ValueError:
        return None
    return found if 0 <= found <= maximum else None  # neither infinite nor no number

"""A film as one source describes it, and the limits on what is kept of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple, TypeVar

from heartcli.catalogue.codec import LIST_FIELDS, StoredRow, read_fields
from heartcli.model.records import Strings
from heartcli.text.folding import MAX_NAME_LENGTH

MAX_TEXT_LENGTH = 1_000  # characters of a title or name; IMDb's longest are half as long
_MAX_PREMISE_LENGTH = 20_000  # characters
MAX_TITLES, MAX_CREDITS, _MAX_ROWS = 500, 5_000, 500  # per film; rows: per section
_MAX_LIST_LENGTH = 100  # genres, countries or languages per film
_AWARD_WEIGHT = 8  # an award makes a film better known than any other statement
V = TypeVar("V")


class Credit(NamedTuple):
    """One person's job in a film; `job` is CAST for an actor."""

    name: str
    job: str
    character: str = ""
    number: int | None = None  # the source's number, where it has one to tell namesakes apart


# A row has the fields of its section in codec.PACKED_FIELDS.
class CompanyRow(NamedTuple):
    name: str
    role: str


class ReleaseRow(NamedTuple):
    date: str  # as in a film file
    kind: str
    place: str | None = None


class CertificateRow(NamedTuple):
    certificate: str
    place: str


class FigureRow(NamedTuple):
    name: str
    amount: int
    topic: str
    currency: str | None = None
    text: str | None = None


class RatingRow(NamedTuple):
    by: str
    score: float
    out_of: float
    votes: int | None = None


class AwardRow(NamedTuple):
    award: str
    category: str
    result: str
    doubtful: bool | None = None


class Sections(NamedTuple):
    """The records of a film that are stored packed: see codec.py."""

    companies: Sequence[CompanyRow] = ()
    releases: Sequence[ReleaseRow] = ()
    certificates: Sequence[CertificateRow] = ()
    figures: Sequence[FigureRow] = ()
    ratings: Sequence[RatingRow] = ()
    awards: Sequence[AwardRow] = ()


class SourceFilm(NamedTuple):
    """A film as one source describes it. What the source leaves out is None or empty."""

    title: str
    year: int
    wikidata: int | None = None
    imdb: int | None = None
    tmdb: int | None = None
    votes: int | None = None
    popularity_hint: int = 0  # from a source that counts something other than votes
    kind: str = ""  # such as tvSeries; empty for a film
    original_title: str = ""
    premise: str = ""
    minutes: int | None = None
    genres: Strings = ()
    countries: Strings = ()
    languages: Strings = ()
    titles: Sequence[tuple[str, str]] = ()  # the other titles, each with its place
    credits: Sequence[Credit] = ()  # the cast in billing order, if the source has one
    sections: Sections = Sections()

    @property
    def popularity(self) -> int:
        """The number of votes; without votes, the number of statements, awards counting more."""
        if known := self.votes or self.popularity_hint:
            return known
        lists = (*self.sections, self.genres, self.countries, self.languages, self.credits)
        statements = sum(map(len, lists)) + bool(self.minutes)
        return statements + _AWARD_WEIGHT * len(self.sections.awards)


def within_bounds(film: SourceFilm) -> tuple[SourceFilm, Counter[str]]:
    """The film without incomplete, overlong or excess items, and how many of each were dropped.

    The caller deals with an overlong title.
    """
    dropped: Counter[str] = Counter()

    def keep(name: str, values: Sequence[V], is_valid: Callable[[V], bool], limit: int) -> list[V]:
        valid = list(filter(is_valid, values))[:limit]
        dropped[name] += len(values) - len(valid)
        return valid

    genres, countries, languages = (
        tuple(keep(field, getattr(film, field), _is_valid_name, _MAX_LIST_LENGTH))
        for field in LIST_FIELDS
    )
    sections = {
        section: keep(section, rows, partial(_is_valid_row, section), _MAX_ROWS)
        for section, rows in film.sections._asdict().items()
    }
    original_title = keep("titles", [film.original_title], _is_short_enough, 1)
    premise = keep("premises", [film.premise], lambda text: len(text) <= _MAX_PREMISE_LENGTH, 1)
    kept = film._replace(
        original_title="".join(original_title),
        premise="".join(premise),
        genres=genres,
        countries=countries,
        languages=languages,
        titles=keep("titles", film.titles, _is_valid_title, MAX_TITLES),
        credits=keep("credits", film.credits, is_complete_credit, MAX_CREDITS),
        sections=Sections(**sections),
    )
    return kept, +dropped


def _is_short_enough(text: str) -> bool:
    return len(text) <= MAX_TEXT_LENGTH


def _is_valid_title(title: tuple[str, str]) -> bool:
    return _is_valid_name(title[0]) and _is_short_enough(title[1])


def _is_valid_name(text: str) -> bool:
    # NUL would end a query.
    return 0 < len(text) <= MAX_TEXT_LENGTH and not text.isspace() and "\0" not in text


def is_complete_credit(credit: Credit) -> bool:
    """Whether a credit has a name and a job, and none of it is too long."""
    is_findable = _is_valid_name(credit.name) and len(credit.name) <= MAX_NAME_LENGTH
    return is_findable and _is_valid_name(credit.job) and len(credit.character) <= MAX_TEXT_LENGTH


def _is_valid_row(section: str, row: StoredRow) -> bool:
    try:
        is_complete = read_fields(section, row) is not None
    except (TypeError, ValueError):
        return False
    return is_complete and all(_is_short_enough(text) for text in row if isinstance(text, str))

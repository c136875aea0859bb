"""A film as one source describes it, and limits on how much of it is stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import NamedTuple, TypeVar

from heartcli.catalogue import codec
from heartcli.catalogue.codec import StoredRow, read_fields
from heartcli.model.records import Strings
from heartcli.model.viewing import OwnRating
from heartcli.text.folding import MAX_NAME_LENGTH

MAX_TEXT_LENGTH = 1_000  # characters in a title or name; IMDb's longest are half as long
_MAX_PREMISE_LENGTH = 20_000  # characters
MAX_TITLES, MAX_CREDITS, _MAX_ROWS = 500, 5_000, 500  # per film; rows per section
_MAX_LIST_LENGTH = 100  # genres, countries or languages per film
_MAIN_RATINGS = ("IMDb", "TMDb")  # preferred to all others, in this order
_AWARD_WEIGHT = 8  # of an award in `popularity`; any other fact counts 1
V = TypeVar("V")


class Credit(NamedTuple):
    """One person's job in a film; `job` is CAST for an actor."""

    name: str
    job: str
    character: str = ""
    number: int | None = None  # the source's number for the person, if it has one
    other_names: Strings = ()  # other spellings of the name that the source gives


# The records of each section. Catalogues store the fields in this order: only ever add at the end.
class CompanyRow(NamedTuple):
    name: str
    role: str


class ReleaseRow(NamedTuple):
    date: str  # in the format of film files
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
    category: str  # "" if the award has none
    result: str
    doubtful: bool | None = None
    date: str | None = None  # in the format of film files
    people: Strings | None = None


def production_companies(names: Iterable[str]) -> list[CompanyRow]:
    """Returns a record for each of the companies that produced a film."""
    return [CompanyRow(name, "Production") for name in names]


def budget(amount: int, currency: str | None) -> FigureRow:
    """Returns a record of what a film cost."""
    return FigureRow("Budget", amount, "cost", currency)


def box_office(amount: int, currency: str | None) -> FigureRow:
    """Returns a record of a film's worldwide takings."""
    return FigureRow(codec.BOX_OFFICE, amount, codec.BOX_OFFICE_TAIL[0], currency)


class Sections(NamedTuple):
    """A film's records, by section."""

    companies: Sequence[CompanyRow] = ()
    releases: Sequence[ReleaseRow] = ()
    certificates: Sequence[CertificateRow] = ()
    figures: Sequence[FigureRow] = ()
    ratings: Sequence[RatingRow] = ()
    awards: Sequence[AwardRow] = ()

    def main_rating(self) -> RatingRow | None:
        """Returns the rating that films are sorted by; None if there are no ratings."""
        main = [row for by in _MAIN_RATINGS for row in self.ratings if row.by == by]
        return next(iter([*main, *self.ratings]), None)

    def box_office(self) -> FigureRow | None:
        """Returns the worldwide takings in US dollars; None if they are unknown."""
        figures = (row for row in self.figures if row.name == codec.BOX_OFFICE and not row.text)
        return next((row for row in figures if row[2:4] == codec.BOX_OFFICE_TAIL), None)


class SourceFilm(NamedTuple):
    """A film as one source describes it. Anything the source omits is None or empty."""

    title: str
    year: int
    wikidata: int | None = None
    imdb: int | None = None
    tmdb: int | None = None
    votes: int | None = None
    popularity_hint: int = 0  # used if there are no votes
    kind: str = ""  # such as tvSeries; empty for a film
    original_title: str = ""
    premise: str = ""
    minutes: int | None = None
    genres: Strings = ()
    countries: Strings = ()
    languages: Strings = ()
    titles: Sequence[tuple[str, str]] = ()  # other titles, each with its place
    credits: Sequence[Credit] = ()
    has_billing: bool = True  # whether the cast is in billing order
    sections: Sections = Sections()
    own_rating: OwnRating | None = None
    seen: bool | None = None  # whether the user has seen the film; None if the source can't say
    watched: str = ""  # the date of the user's latest viewing, in the format of film files
    url: str = ""  # the film's page in the source, if it doesn't follow from the film's ids

    @property
    def popularity(self) -> int:
        """The number of votes; if unknown, the number of facts, with awards counting more."""
        if known := self.votes or self.popularity_hint:
            return known
        lists = (*self.sections, self.genres, self.countries, self.languages, self.credits)
        statements = sum(map(len, lists)) + bool(self.minutes)
        return statements + _AWARD_WEIGHT * len(self.sections.awards)


def within_bounds(film: SourceFilm) -> tuple[SourceFilm, Counter[str]]:
    """Drops incomplete, overlong and excess items from a film, and counts them by kind.

    Callers must check the length of the title themselves.
    """
    dropped: Counter[str] = Counter()

    def keep(name: str, values: Sequence[V], is_valid: Callable[[V], bool], limit: int) -> list[V]:
        if not values:
            return []
        valid = list(filter(is_valid, values))[:limit]
        dropped[name] += len(values) - len(valid)
        return valid

    def keep_names(field: str, names: Strings) -> Strings:
        return tuple(keep(field, names, _is_valid_name, _MAX_LIST_LENGTH))

    sections = {
        section: keep(section, rows, partial(_is_valid_row, section), _MAX_ROWS)
        for section, rows in film.sections._asdict().items()
    }
    premise = keep("premises", [film.premise], lambda text: len(text) <= _MAX_PREMISE_LENGTH, 1)
    kept = film._replace(
        original_title="".join(keep("titles", [film.original_title], _is_short_enough, 1)),
        premise="".join(premise),
        genres=keep_names("genres", film.genres),
        countries=keep_names("countries", film.countries),
        languages=keep_names("languages", film.languages),
        titles=keep("titles", film.titles, _is_valid_title, MAX_TITLES),
        credits=keep("credits", film.credits, is_complete_credit, MAX_CREDITS),
        sections=Sections(**sections),
    )
    return kept, +dropped


def _is_short_enough(text: str) -> bool:
    return len(text) <= MAX_TEXT_LENGTH


def _is_valid_title(title: tuple[str, str]) -> bool:
    return _is_valid_name(title[0]) and _is_short_enough(title[1])


def _is_valid_name(text: str) -> bool:  # a NUL would cut a query short
    return 0 < len(text) <= MAX_TEXT_LENGTH and not text.isspace() and "\0" not in text


def is_complete_credit(credit: Credit) -> bool:
    """Whether a credit has a name and a job, and neither they nor the character are too long."""
    is_findable = _is_valid_name(credit.name) and len(credit.name) <= MAX_NAME_LENGTH
    return is_findable and _is_valid_name(credit.job) and len(credit.character) <= MAX_TEXT_LENGTH


def _is_valid_row(section: str, row: StoredRow) -> bool:
    try:
        is_complete = read_fields(section, row) is not None
    except (TypeError, ValueError):
        return False
    lists = (value if isinstance(value, list | tuple) else (value,) for value in row)
    texts = (text for values in lists for text in values if isinstance(text, str))
    return is_complete and all(map(_is_short_enough, texts))

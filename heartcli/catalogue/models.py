"""A film as one source describes it, and limits on how much of it is stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache, partial
from typing import Any, NamedTuple, TypeAlias, TypeVar

from heartcli.model.field_types import FieldType, TomlValue, field_specs
from heartcli.model.records import Strings
from heartcli.model.sections import SECTIONS
from heartcli.text.folding import MAX_NAME_LENGTH

CAST = "cast"  # an actor's job; all other jobs are crew
UNKNOWN_PLACE = "elsewhere"  # stands in for a required place that the source omits
MAX_TEXT_LENGTH = 1_000  # characters in a title or name; IMDb's longest are half as long
_MAX_PREMISE_LENGTH = 20_000  # characters
MAX_TITLES, MAX_CREDITS, _MAX_ROWS = 500, 5_000, 500  # per film; rows per section
_MAX_LIST_LENGTH = 100  # genres, countries or languages per film
_AWARD_WEIGHT = 8  # of an award in `popularity`; any other fact counts 1
V = TypeVar("V")
StoredRow: TypeAlias = "Sequence[TomlValue | None]"  # a record's values, as in PACKED_FIELDS
RecordFields = dict[str, Any]  # a record's values by field name, as in `model`


class Credit(NamedTuple):
    """One person's job in a film; `job` is CAST for an actor."""

    name: str
    job: str
    character: str = ""
    number: int | None = None  # the source's number for the person, if it has one


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
    category: str
    result: str
    doubtful: bool | None = None


PACKED_FIELDS: dict[str, Strings] = {
    "companies": CompanyRow._fields, "releases": ReleaseRow._fields,
    "certificates": CertificateRow._fields, "figures": FigureRow._fields,
    "ratings": RatingRow._fields, "awards": AwardRow._fields,
}  # fmt: skip


class Sections(NamedTuple):
    """A film's records, by section."""

    companies: Sequence[CompanyRow] = ()
    releases: Sequence[ReleaseRow] = ()
    certificates: Sequence[CertificateRow] = ()
    figures: Sequence[FigureRow] = ()
    ratings: Sequence[RatingRow] = ()
    awards: Sequence[AwardRow] = ()


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
    credits: Sequence[Credit] = ()  # the cast in billing order, if the source has one
    sections: Sections = Sections()

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
    return is_complete and all(_is_short_enough(text) for text in row if isinstance(text, str))


def read_fields(section: str, values: StoredRow) -> RecordFields | None:
    """Converts a stored row to a record's fields; None if a required field is missing.

    Raises ValueError or TypeError for values that don't suit their fields.
    """
    field_types, required = _field_types(section)
    if isinstance(values, str) or len(values) > len(field_types):
        raise TypeError(section)
    fields = {
        name: field_type.read(value)
        for (name, field_type), value in zip(field_types, values, strict=False)
        if value is not None and not (isinstance(value, str) and not value.strip())
    }
    if "place" in required:
        fields.setdefault("place", UNKNOWN_PLACE)
    return fields if all(name in fields for name in required) else None


@cache
def _field_types(section: str) -> tuple[list[tuple[str, FieldType]], Strings]:
    """The names and types of a section's stored fields, and the names of the required ones."""
    cls = SECTIONS[section].record_class
    specs = field_specs(cls)
    types = [(name, specs[name].field_type) for name in PACKED_FIELDS[section]]
    return [(name, field_type) for name, field_type in types if field_type], cls.REQUIRED

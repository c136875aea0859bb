"""What one source says of one film, and how a catalogue stores it."""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, partial
from itertools import chain
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

from heartcli.model.field_types import keys_of
from heartcli.model.records import Strings
from heartcli.model.sections import SECTIONS
from heartcli.text.folding import MAX_NAME_LENGTH

# Of the sections that a catalogue knows, the fields that a source may give, in this order. Cast,
# crew and titles have tables of their own, the running time a column.
PACKED_FIELDS: dict[str, Strings] = {
    "companies": ("name", "role"),
    "releases": ("date", "kind", "place"),
    "certificates": ("certificate", "place"),
    "figures": ("name", "amount", "topic", "currency", "text"),
    "ratings": ("by", "score", "out_of", "votes"),
    "awards": ("award", "category", "result", "doubtful"),
}
UNKNOWN_PLACE = "elsewhere"  # the place where a source names none
# What these are likely to hold, by which they are packed to a third.
_ZLIB_DICTIONARY = (
    b'"Academy Awards"," categories or more","nominated",true],"won"],["certificates":[["R","PG-13"'
    b'"United States"]]"figures":[["Box office",000"box office","USD"]],"Walt Disney Pictures"'
    b'"Columbia Pictures"]"Universal Pictures"]"Paramount Pictures"]"Warner Bros. Entertainment"],["'  # noqa: E501
    b'Films" Productions" Entertainment" Pictures"],"releases":[["20-09-10-1219","premiere"]],'
    b'{"companies":[["],["Production"]],"ratings":[["Rotten Tomatoes critics",6.5,10,1],'
    b'["Tomatometer",8,100],["Metacritic",6,100]]}'
)
_PACKED_MARK = b"\0"  # which no JSON begins with
_MIN_PACKED_LENGTH = 60  # bytes; to pack less takes longer than it saves
MAX_TEXT_LENGTH = (
    1_000  # characters of a title, or a name; the longest that IMDb has are half as long
)
_MAX_PREMISE_LENGTH = 20_000
MAX_TITLES, MAX_CREDITS = 500, 5_000  # of a film
_MAX_COUNTS = {"genres": 100, "countries": 100, "languages": 100, "credits": MAX_CREDITS}
_PERSON_ID_LIMIT = 1 << 32  # what a person's number within a source is below
# What reading raises where something else was written than this module writes.
DECODING_ERRORS = (
    ValueError, TypeError, LookupError, AttributeError, OverflowError, RecursionError, zlib.error,
)  # fmt: skip
V = TypeVar("V")
LIST_FIELDS = ("genres", "countries", "languages")
CAST = "cast"  # beside the jobs of the crew

LIST_SEPARATOR = "|"  # genres, countries and languages as they are stored


class Credit(NamedTuple):
    """Somebody's part in a film: a job, or `CAST`, with the character where it is known."""

    name: str
    job: str
    character: str = ""
    number: int | None = None  # within the source, where it tells people of one name apart


class SourceFilm(NamedTuple):
    """What one source says of one film. What it doesn't say is None or empty."""

    title: str
    year: int
    wikidata: int | None = None
    imdb: int | None = None
    tmdb: int | None = None
    votes: int | None = None
    popularity_hint: int = (
        0  # how well known it is, where the source tells that otherwise than by votes
    )
    kind: str = ""  # tvSeries, say; of a film nothing
    original_title: str = ""
    premise: str = ""
    minutes: int | None = None
    genres: Strings = ()
    countries: Strings = ()
    languages: Strings = ()
    titles: Sequence[tuple[str, str]] = ()  # what it is called elsewhere, and where
    credits: Sequence[Credit] = ()  # a cast in billing order, if the source has any order
    more: Mapping[str, list[Sequence[Any]]] = MappingProxyType(
        {}
    )  # section → records, their values as in FIELDS

    @property
    def popularity(self) -> int:
        """The votes; without any, how many statements there are, prizes counting for more."""
        if known := self.votes or self.popularity_hint:
            return known
        count = sum(len(records) for records in self.more.values())
        count += 8 * len(self.more.get("awards", ()))
        count += len(self.genres) + len(self.countries) + len(self.languages) + len(self.credits)
        return count + bool(self.minutes)


def within_bounds(film: SourceFilm) -> tuple[SourceFilm, Counter[str]]:
    """The claims without what is incomplete, too long or too many; and how much of that there is.

    What becomes of a title that is too long is for the caller to say.
    """
    skipped: Counter[str] = Counter()

    def keep(what: str, values: Sequence[V], is_sound: Callable[[V], bool]) -> list[V]:
        sound = list(filter(is_sound, values))[: _MAX_COUNTS.get(what, MAX_TITLES)]
        skipped[what] += len(values) - len(sound)
        return sound

    original = keep("titles", [film.original_title], _is_short_enough)
    premise = keep("premises", [film.premise], _is_premise)
    more = {
        section: keep(section, records, partial(_is_valid_record, section))
        for section, records in film.more.items()
    }
    kept = film._replace(
        original_title="".join(original),
        premise="".join(premise),
        genres=tuple(keep("genres", film.genres, _is_valid_name)),
        countries=tuple(keep("countries", film.countries, _is_valid_name)),
        languages=tuple(keep("languages", film.languages, _is_valid_name)),
        titles=keep("titles", film.titles, _is_title),
        credits=keep("credits", film.credits, is_complete_credit),
        more={section: records for section, records in more.items() if records},
    )
    return kept, +skipped


def _is_valid_name(text: str) -> bool:
    return (
        0 < len(text) <= MAX_TEXT_LENGTH and not text.isspace() and "\0" not in text
    )  # it ends a query


def _is_short_enough(text: str) -> bool:
    return len(text) <= MAX_TEXT_LENGTH


def _is_premise(text: str) -> bool:
    return len(text) <= _MAX_PREMISE_LENGTH


def _is_title(title: tuple[str, str]) -> bool:
    return _is_valid_name(title[0]) and len(title[1]) <= MAX_TEXT_LENGTH


def is_complete_credit(credit: Credit) -> bool:
    """Whether a credit has a name and a job, and nothing in it is too long."""
    is_name = (
        _is_valid_name(credit.name) and len(credit.name) <= MAX_NAME_LENGTH
    )  # or nobody could find them
    return is_name and _is_valid_name(credit.job) and len(credit.character) <= MAX_TEXT_LENGTH


def _is_valid_record(section: str, values: Sequence[Any]) -> bool:
    try:
        whole = read_fields(section, values) is not None
    except (TypeError, ValueError):
        return False
    return whole and all(
        len(value) <= MAX_TEXT_LENGTH for value in values if isinstance(value, str)
    )


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)


def to_json(value: Any) -> str:
    """A value as compact JSON."""
    return _ENCODER.encode(value)


def pack_sections(claims: SourceFilm) -> bytes | None:
    """What has no column of its own, as JSON, packed where that is shorter; None for nothing."""
    more: dict[str, Any] = {section: list(map(list, told)) for section, told in claims.more.items()}
    if claims.premise:
        more["premise"] = claims.premise
    if not more:
        return None
    plain = to_json(more).encode()
    if len(plain) < _MIN_PACKED_LENGTH:
        return plain
    packing = zlib.compressobj(9, wbits=-15, zdict=_ZLIB_DICTIONARY)
    return _PACKED_MARK + packing.compress(plain) + packing.flush()


def unpack_sections(stored: bytes | None) -> dict[str, Any]:
    """What was written: section → records, their fields by name; and the premise.

    Left out are records that lack what every record of their section has. Raises one of UNREADABLE
    for anything that isn't written here.
    """
    if not stored:
        return {}
    if stored[:1] == _PACKED_MARK:
        stored = zlib.decompressobj(wbits=-15, zdict=_ZLIB_DICTIONARY).decompress(stored[1:])
    more: dict[str, Any] = json.loads(stored)
    premise = more.pop("premise", "")
    if not isinstance(premise, str):
        raise TypeError("premise")
    read = {
        section: [record for record in (read_fields(section, one) for one in records) if record]
        for section, records in more.items()
    }
    return read | ({"premise": premise} if premise else {})


def read_fields(section: str, values: Sequence[Any]) -> dict[str, Any] | None:
    """The fields of a record by name, as its class has them; None where one is missing.

    Raises ValueError or TypeError for a value that the field can't have.
    """
    reads, required = _field_readers(section)
    if isinstance(values, str) or len(values) > len(reads):
        raise TypeError(section)
    fields = {
        name: read(value)
        for (name, read), value in zip(reads, values, strict=False)
        if value is not None and not (isinstance(value, str) and not value.strip())
    }
    if "place" in required:
        fields.setdefault("place", UNKNOWN_PLACE)
    return fields if all(name in fields for name in required) else None


@cache
def _field_readers(section: str) -> tuple[list[tuple[str, Callable[[Any], Any]]], Strings]:
    """How the fields of a section's records are read, and which of them each must have."""
    cls = SECTIONS[section].record_class
    keys = keys_of(cls)
    return [
        (name, key.read) for name in PACKED_FIELDS[section] if (key := keys[name].kind)
    ], cls.REQUIRED


def join_list(texts: Iterable[str]) -> str | None:
    """Genres, countries or languages as they are stored."""
    return LIST_SEPARATOR.join(text.replace(LIST_SEPARATOR, "/") for text in texts) or None


def split_list(text: str | None) -> tuple[str, ...]:
    """The same, each for itself."""
    return tuple(filter(str.strip, text.split(LIST_SEPARATOR))) if text else ()


def encode_credits(people: Iterable[tuple[int, str, str]]) -> str:
    """Credits (person, job, character) as JSON, by job: [["cast", [[7, "Rick"], 12]], ...]."""
    jobs: dict[str, list[Any]] = {}
    for person, job, character in people:
        jobs.setdefault(job, []).append([person, character] if character else person)
    return to_json(list(jobs.items()))


def decode_titles(stored: str) -> list[tuple[str, str]]:
    """What a film is called elsewhere, and where, out of its JSON; raises one of UNREADABLE."""
    titles = [(title, place) for title, place in json.loads(stored)]
    "".join(chain.from_iterable(titles))  # which only texts let themselves be
    return [(title, place) for title, place in titles if title.strip()]


def decode_credits(stored: str) -> list[tuple[int, str, str]]:
    """The credits (person, job, character) out of their JSON, each once.

    Raises one of UNREADABLE.
    """
    found = [
        (one[0], job, one[1]) if isinstance(one, list) else (one, job, "")
        for job, people in json.loads(stored)
        for one in people
    ]
    people = [person for person, _, _ in found]
    if people and not (
        {*map(type, people)} == {int} and 0 <= min(people) <= max(people) < _PERSON_ID_LIMIT
    ):
        raise TypeError("person")
    "".join([f for credit in found for f in credit[1:]])  # which only texts let themselves be
    return [credit for credit in dict.fromkeys(found) if credit[1]]

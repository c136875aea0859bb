"""What one source says of one film, and how a catalogue stores it."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import wraps
from types import MappingProxyType
from typing import Any, NamedTuple, ParamSpec, TypeVar

from heartcli.dates import Date
from heartcli.errors import HeartError
from heartcli.records import Texts

# Of the sections that a catalogue knows, the fields that a source may give, in this order. Cast,
# crew and titles have tables of their own, the running time a column.
FIELDS: dict[str, Texts] = {
    "companies": ("name", "role"),
    "releases": ("date", "kind", "place"),
    "certificates": ("certificate", "place"),
    "figures": ("name", "amount", "topic", "currency", "text"),
    "ratings": ("by", "score", "out_of", "votes"),
    "awards": ("award", "category", "result", "doubtful"),
}
_COUNTED = ("amount", "score", "out_of", "votes")
_NUMBERS = (int, float)
# What these are likely to hold, by which they are packed to a third.
_LIKELY = (
    b'"Academy Awards"," categories or more","nominated",true],"won"],["certificates":[["R","PG-13"'
    b'"United States"]]"figures":[["Box office",000"box office","USD"]],"Walt Disney Pictures"'
    b'"Columbia Pictures"]"Universal Pictures"]"Paramount Pictures"]"Warner Bros. Entertainment"],["'  # noqa: E501
    b'Films" Productions" Entertainment" Pictures"],"releases":[["20-09-10-1219","premiere"]],'
    b'{"companies":[["],["Production"]],"ratings":[["Rotten Tomatoes critics",6.5,10,1],'
    b'["Tomatometer",8,100],["Metacritic",6,100]]}'
)
_PACKED = b"\0"  # which no JSON begins with
_SHORT = 60  # bytes; to pack less takes longer than it saves
DAMAGED = "the catalogue is damaged: heart import anew, or remove its file (heart catalogue)"
P = ParamSpec("P")
T = TypeVar("T")
CAST = "cast"  # beside the jobs of the crew

BETWEEN = "|"  # genres, countries and languages as they are stored


class Credit(NamedTuple):
    """Somebody's part in a film: a job, or `CAST`, with the character where it is known."""

    name: str
    job: str
    character: str = ""
    number: int | None = None  # within the source, where it tells people of one name apart


class Claims(NamedTuple):
    """What one source says of one film. What it doesn't say is None or empty."""

    title: str
    year: int
    wikidata: int | None = None
    imdb: int | None = None
    tmdb: int | None = None
    votes: int | None = None
    standing: int = 0  # how well known it is, where the source tells that otherwise than by votes
    kind: str = ""  # tvSeries, say; of a film nothing
    original_title: str = ""
    premise: str = ""
    minutes: int | None = None
    genres: Texts = ()
    countries: Texts = ()
    languages: Texts = ()
    titles: Sequence[tuple[str, str]] = ()  # what it is called elsewhere, and where
    credits: Sequence[Credit] = ()  # a cast in billing order, if the source has any order
    more: Mapping[str, list[Sequence[Any]]] = MappingProxyType(
        {}
    )  # section → records, their values as in FIELDS

    @property
    def fame(self) -> int:
        """The votes; without any, how many statements there are, prizes counting for more."""
        if known := self.votes or self.standing:
            return known
        told = sum(len(records) for records in self.more.values())
        told += 8 * len(self.more.get("awards", ()))
        told += len(self.genres) + len(self.countries) + len(self.languages) + len(self.credits)
        return told + bool(self.minutes)


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)


def written(value: Any) -> str:
    """A value as compact JSON."""
    return _ENCODER.encode(value)


def more_written(claims: Claims) -> bytes | None:
    """What has no column of its own, as JSON, packed where that is shorter; None for nothing."""
    more: dict[str, Any] = {section: list(map(list, told)) for section, told in claims.more.items()}
    if claims.premise:
        more["premise"] = claims.premise
    if not more:
        return None
    plain = written(more).encode()
    if len(plain) < _SHORT:
        return plain
    packing = zlib.compressobj(9, wbits=-15, zdict=_LIKELY)
    return _PACKED + packing.compress(plain) + packing.flush()


def _undamaged(read: Callable[P, T]) -> Callable[P, T]:
    """Tells in words what was written otherwise than here."""

    @wraps(read)
    def reading(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return read(*args, **kwargs)
        except (ValueError, TypeError, LookupError, AttributeError, zlib.error) as error:
            raise HeartError(DAMAGED) from error

    return reading


@_undamaged
def more_read(told: bytes | None) -> dict[str, Any]:
    """What was written: section → records, their values as in FIELDS; and the premise."""
    if not told:
        return {}
    if told[:1] == _PACKED:
        told = zlib.decompressobj(wbits=-15, zdict=_LIKELY).decompress(told[1:])
    more: dict[str, Any] = json.loads(told)
    for section, records in more.items():
        if section != "premise" and not all(_is_sound(section, values) for values in records):
            raise TypeError(section)
    return more


def _is_sound(section: str, values: Sequence[Any]) -> bool:
    """Whether these are values of a record. Raises ValueError for a date that is none."""
    if section == "releases":
        Date.parse(values[0])
    return all(
        value is None or isinstance(value, _NUMBERS if field in _COUNTED else (str, bool))
        for field, value in zip(FIELDS[section], values, strict=False)
    )


def joined(texts: Iterable[str]) -> str | None:
    """Genres, countries or languages as they are stored."""
    return BETWEEN.join(text.replace(BETWEEN, "/") for text in texts) or None


def parted(told: str | None) -> tuple[str, ...]:
    """The same, each for itself."""
    return tuple(told.split(BETWEEN)) if told else ()


def credits_written(people: Iterable[tuple[int, str, str]]) -> str:
    """Credits (person, job, character) as JSON, by job: [["cast", [[7, "Rick"], 12]], ...]."""
    jobs: dict[str, list[Any]] = {}
    for person, job, character in people:
        jobs.setdefault(job, []).append([person, character] if character else person)
    return written(list(jobs.items()))


@_undamaged
def titles_read(told: str) -> list[tuple[str, str]]:
    """What a film is called elsewhere, and where, out of its JSON."""
    return [(str(title), str(place)) for title, place in json.loads(told)]


@_undamaged
def credits_read(told: str) -> list[tuple[int, str, str]]:
    """The credits (person, job, character) out of their JSON, each once."""
    found = [
        (one[0], job, one[1]) if isinstance(one, list) else (one, job, "")
        for job, people in json.loads(told)
        for one in people
    ]
    return list(dict.fromkeys(found))

"""Encodes and decodes film data for the columns of a catalogue."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from functools import cache, partial
from itertools import chain
from typing import Any, TypeAlias

from heartcli.model.field_types import FieldSpec, TomlValue, field_specs
from heartcli.model.frozen import JsonObject
from heartcli.model.records import Strings
from heartcli.model.sections import SECTIONS

CAST = "cast"  # an actor's job; all other jobs are crew
UNKNOWN_PLACE = "elsewhere"  # stands in for a required place that the source omits
StoredRow: TypeAlias = (
    "Sequence[TomlValue | Strings | None]"  # a record's values, as in PACKED_FIELDS
)
_Read: TypeAlias = "Callable[[Any], Any]"  # reads a stored value
RecordFields = dict[str, Any]  # a record's values by field name, as in `model`
# The fields of a stored record, in their order: only ever append to it. `models` has a row class
# for each; look-ups don't load these classes, which cost 1 ms.
PACKED_FIELDS: dict[str, Strings] = {
    "companies": ("name", "role"),
    "releases": ("date", "kind", "place"),
    "certificates": ("certificate", "place"),
    "figures": ("name", "amount", "topic", "currency", "text"),
    "ratings": ("by", "score", "out_of", "votes"),
    "awards": ("award", "category", "result", "doubtful", "date", "people"),
}
LIST_SEPARATOR = "|"
# The figure with its own column: its name, topic and currency.
BOX_OFFICE, BOX_OFFICE_TAIL = "Box office", ("box office", "USD")
Score = tuple[str, float, float, int | None]  # who rates, the score, its scale, number of votes
CreditRow = tuple[int, str, str]  # person's number within the source, job, character
# The exceptions that decoding may raise for corrupt data.
DECODING_ERRORS = (
    ValueError, TypeError, LookupError, AttributeError, OverflowError, RecursionError, zlib.error,
)  # fmt: skip
# Common strings for zlib to refer to. Existing catalogues can't be read with another dictionary.
_ZLIB_DICTIONARY = (
    b'"Academy Awards"," categories or more","nominated",true],"won"],["certificates":[["R","PG-13"'
    b'"United States"]]"figures":[["Box office",000"box office","USD"]],"Walt Disney Pictures"'
    b'"Columbia Pictures"]"Universal Pictures"]"Paramount Pictures"]"Warner Bros. Entertainment"],'
    b'["Films" Productions" Entertainment" Pictures"],"releases":[["20-09-10-1219","premiere"]],'
    b'{"companies":[["],["Production"]],"ratings":[["Rotten Tomatoes critics",6.5,10,1],'
    b'["Tomatometer",8,100],["Metacritic",6,100]]}'
)
_PACKED_MARK = b"\0"  # JSON never starts with this byte
_MIN_PACKED_LENGTH = 60  # bytes; compressing less isn't worth the time
_PERSON_NUMBER_LIMIT = 1 << 32

# Encodes a value as compact JSON.
to_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


def pack_sections(sections: Mapping[str, Iterable[StoredRow]], premise: str) -> bytes | None:
    """Packs sections and premise as JSON, compressed unless short; None if there's nothing to pack.

    The JSON is {"ratings": [["IMDb", 7.1, 10, 12]], ..., "premise": "..."}.
    """
    packed: JsonObject = {
        section: [_without_trailing_none(row) for row in rows]
        for section, rows in sections.items()
        if rows
    }
    if premise:
        packed["premise"] = premise
    if not packed:
        return None
    plain = to_json(packed).encode()
    if len(plain) < _MIN_PACKED_LENGTH:
        return plain
    compressor = zlib.compressobj(9, wbits=-15, zdict=_ZLIB_DICTIONARY)
    return _PACKED_MARK + compressor.compress(plain) + compressor.flush()


def _without_trailing_none(row: StoredRow) -> StoredRow:
    values = list(row)
    while values and values[-1] is None:
        values.pop()
    return values


def read_sections(
    stored: tuple[bytes | None, str | None, float | None, float | None, int | None, int | None],
    names: Container[str] | None = None,
) -> tuple[dict[str, list[RecordFields]], str]:
    """Returns the records by section, with the main rating and the box office, and the premise.

    With `names`, unpacks only these sections.

    Raises one of DECODING_ERRORS for corrupt data.
    """
    packed, *rating, box_office = stored
    sections, premise = unpack_sections(packed, names)
    typed: list[tuple[str, StoredRow]] = []
    if rating[0] is not None:
        typed.append(("ratings", rating))
    if box_office is not None:
        typed.append(("figures", (BOX_OFFICE, box_office, *BOX_OFFICE_TAIL)))
    for section, row in typed:
        if fields := read_fields(section, row):
            sections.setdefault(section, []).insert(0, fields)
    return sections, premise


def unpack_sections(
    stored: bytes | None, names: Container[str] | None = None
) -> tuple[dict[str, list[RecordFields]], str]:
    """Unpacks the records of each section, and the premise.

    Skips records that lack a required field. Raises one of DECODING_ERRORS for corrupt data.
    """
    sections = _unpack(stored)
    premise = sections.pop("premise", "")
    if not isinstance(premise, str):
        raise TypeError("premise")
    return {
        section: [fields for row in rows if (fields := read_fields(section, row))]
        for section, rows in sections.items()
        if names is None or section in names
    }, premise


def read_scores(columns: Sequence[Any]) -> list[Score]:
    """Returns the ratings with a score: the main one in its columns, and the packed ones.

    Raises one of DECODING_ERRORS for corrupt data.
    """
    *main, packed = columns
    rows = [main, *_unpack(packed).get("ratings", ())] if packed else [main]
    scores = ((*row, None, None)[:4] for row in rows)
    return [
        (str(by), score / 1, out_of / 1, votes)
        for by, score, out_of, votes in scores
        if score is not None and out_of
    ]


def _unpack(stored: bytes | None) -> JsonObject:
    if not stored:
        return {}
    if stored[:1] == _PACKED_MARK:
        stored = zlib.decompressobj(wbits=-15, zdict=_ZLIB_DICTIONARY).decompress(stored[1:])
    sections: JsonObject = json.loads(stored)
    return sections


def read_fields(section: str, values: StoredRow) -> RecordFields | None:
    """Converts a stored row to a record's fields; None if a required field is missing.

    Raises ValueError or TypeError for values that don't suit their fields.
    """
    readers, required = _field_readers(section)
    if isinstance(values, str) or len(values) > len(readers):
        raise TypeError(section)
    fields = {
        name: read(value)
        for (name, read), value in zip(readers, values, strict=False)
        if value is not None and not (isinstance(value, str) and not value.strip())
    }
    if "place" in required:
        fields.setdefault("place", UNKNOWN_PLACE)
    return fields if all(name in fields for name in required) else None


@cache
def _field_readers(section: str) -> tuple[list[tuple[str, _Read]], Strings]:
    """Returns functions that read a section's fields, with their names, and the required names."""
    cls = SECTIONS[section].record_class
    specs = field_specs(cls)
    return [(name, _reader(specs[name])) for name in PACKED_FIELDS[section]], cls.REQUIRED


def _reader(spec: FieldSpec) -> _Read:
    if spec.items:
        return partial(_read_list, _reader(spec.items))
    if spec.field_type is None:
        raise AssertionError("tables aren't stored")
    return spec.field_type.read


def _read_list(read_item: _Read, values: object) -> tuple[Any, ...]:
    if not isinstance(values, list | tuple):
        raise TypeError
    return tuple(map(read_item, values))


def join_list(names: Iterable[str]) -> str | None:
    """Joins genres, countries or languages for storage; None if there are none."""
    return LIST_SEPARATOR.join(name.replace(LIST_SEPARATOR, "/") for name in names) or None


def split_list(stored: str | None) -> Strings:
    """Splits names that `join_list` joined."""
    return tuple(filter(str.strip, stored.split(LIST_SEPARATOR))) if stored else ()


def encode_credits(rows: Iterable[CreditRow]) -> str:
    """Encodes credits as JSON, grouped by job: [["cast", [[7, "Rick"], 12]], ...]."""
    jobs: dict[str, list[int | tuple[int, str]]] = {}
    for person, job, character in rows:
        jobs.setdefault(job, []).append((person, character) if character else person)
    return to_json(list(jobs.items()))


def decode_credits(stored: str) -> list[CreditRow]:
    """Reverses `encode_credits`, without duplicates; raises one of DECODING_ERRORS if corrupt."""
    rows = [
        (item[0], job, item[1]) if isinstance(item, list) else (item, job, "")
        for job, items in json.loads(stored)
        for item in items
    ]
    _check_people([person for person, _, _ in rows])
    "".join([text for row in rows for text in row[1:]])  # raises TypeError unless all are strings
    return [row for row in dict.fromkeys(rows) if row[1]]


def decode_people(stored: Iterable[str]) -> list[dict[str, list[int]]]:
    """Decodes the people of many entries by job; raises one of DECODING_ERRORS if corrupt.

    Decoding them together takes a third of the time.
    """
    return list(map(_people_by_job, json.loads(f"[{','.join(stored)}]")))


def _people_by_job(document: list[tuple[str, list[Any]]]) -> dict[str, list[int]]:
    jobs: dict[str, list[int]] = {}
    for job, items in document:
        people = _people_of(items)
        # Credits that were added later may repeat a job and its people.
        jobs[job] = list(dict.fromkeys([*jobs[job], *people])) if job in jobs else people
    return jobs


def _people_of(items: list[Any]) -> list[int]:
    people = items
    if {*map(type, items)} != {int}:
        people = [item[0] if isinstance(item, list) else item for item in items]
    _check_people(people)
    return people


def _check_people(people: list[Any]) -> None:
    """Raises TypeError or ValueError unless all of them are numbers of people."""
    if {*map(type, people)} - {int}:
        raise TypeError("person")
    if people and not 0 <= min(people) <= max(people) < _PERSON_NUMBER_LIMIT:
        raise ValueError("person")


def decode_valid_people(stored: str | None) -> set[int]:
    """Returns the people in credits that were just encoded: fast, without checks."""
    if not stored:
        return set()
    return {
        item if isinstance(item, int) else item[0]
        for _, items in json.loads(stored)
        for item in items
    }


def decode_titles(stored: str) -> list[tuple[str, str]]:
    """Decodes a film's other titles and their places; raises one of DECODING_ERRORS if corrupt."""
    titles = [(title, place) for title, place in json.loads(stored)]
    "".join(chain.from_iterable(titles))  # raises TypeError unless all are strings
    return [(title, place) for title, place in titles if title.strip()]


def decode_valid_titles(stored: str | None) -> list[str]:
    """Returns the other titles that were just encoded: fast, without checks."""
    return [title for title, _ in json.loads(stored)] if stored else []

"""What may stand for each type of field: in words, as TOML read in, and as JSON Schema."""

import re
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from types import UnionType
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin

from heartcli.model import dates
from heartcli.model.dates import Date
from heartcli.model.frozen import Frozen
from heartcli.model.records import (
    Count,
    ImdbId,
    Length,
    Record,
    Slug,
    Strings,
    Target,
    Url,
    WikidataId,
    Year,
)
from heartcli.text.display import safe_for_terminal
from heartcli.text.suggestions import suggest


class Kind(NamedTuple):
    """`read` raises TypeError, or ValueError where it can say what is wrong."""

    allowed: str
    read: Callable[[Any], Any]
    schema: dict[str, Any]


class Key(NamedTuple):
    """What a key of a table holds: a value of a kind, a table, a list, or things by name."""

    kind: Kind | None = None
    table: type[Frozen] | None = None
    listed: "Key | None" = None
    named: "Key | None" = None


def kind_of(cls: Any) -> Kind:
    """The kind of a type that is neither a list nor a table."""
    return KINDS.get(cls) or _choice(cls)


def keys_of(cls: type[Frozen]) -> dict[str, Key]:
    """The keys that a film file may have for a class."""
    if cls not in _KEYS:
        told = {name: _key(kind) for name, kind in cls.FIELDS.items()}
        # A record knows its whole id, section/slug; its file gives the slug.
        _KEYS[cls] = {**told, "id": _key(Slug)} if issubclass(cls, Record) else told
    return _KEYS[cls]


def _key(kind: Any) -> Key:
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        return _key(get_args(kind)[0])
    if origin is tuple:
        return Key(listed=_key(get_args(kind)[0]))
    if origin is dict:
        return Key(named=_key(get_args(kind)[1]))
    if isinstance(kind, type) and issubclass(kind, Frozen):
        return Key(table=kind)
    return Key(kind_of(kind))


def required_keys(cls: type[Frozen]) -> Strings:
    """The keys that a film file must have for a class."""
    return ("id", *cls.REQUIRED) if issubclass(cls, Record) and not cls.ID_FIELDS else cls.REQUIRED


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    if not value.strip():
        raise ValueError("is empty")
    return value


def _whole(least: int, most: int) -> Callable[[Any], int]:
    def read(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise TypeError
        return value

    return read


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError
    if not -_LARGEST < value < _LARGEST:  # nor what is no number at all: nan
        raise TypeError
    return value


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _date(value: Any) -> Date:
    if isinstance(value, bool | datetime) or not isinstance(value, date | int | str):
        raise TypeError
    if isinstance(value, int) and not 1000 <= value <= 9999:
        raise TypeError
    return Date.of(value)


def _matching(allowed: str, pattern: str) -> Kind:
    def read(value: Any) -> str:
        if not re.fullmatch(pattern, _text(value)):  # compiled once it is needed
            raise TypeError
        return str(value)

    return Kind(allowed, read, {"type": "string", "pattern": f"^(?:{pattern})$"})


@cache
def _choice(cls: Any) -> Kind:
    if get_origin(cls) is not Literal:
        raise AssertionError(f"no kind for {cls}")
    choices = get_args(cls)

    def read(value: Any) -> str:
        if value not in choices:
            near = suggest(value, choices).removeprefix("; ") if isinstance(value, str) else ""
            raise ValueError(f'is "{safe_for_terminal(value)}" ({near})') if near else TypeError
        return str(value)

    return Kind("one of " + ", ".join(choices), read, {"enum": list(choices)})


_SLUG = r"Q?[a-z0-9]+(-[a-z0-9]+)*"  # a film's may be its Wikidata id
_KEYS: dict[type[Frozen], dict[str, Key]] = {}
_LARGEST = 2**63  # what TOML promises for whole numbers
KINDS: dict[Any, Kind] = {
    Any: Kind("any value", lambda value: value, {}),  # of a dispute: read as the field's own kind
    str: Kind("text in quotes", _text, {"type": "string", "pattern": "\\S"}),
    bool: Kind("true or false", _flag, {"type": "boolean"}),
    float: Kind(
        "a number",
        _number,
        {"type": "number", "exclusiveMinimum": -_LARGEST, "exclusiveMaximum": _LARGEST},
    ),
    Count: Kind(
        "a whole number from 1 up", _whole(1, _LARGEST - 1), {"type": "integer", "minimum": 1}
    ),
    Year: Kind(
        "a year from 1870 to 2100",
        _whole(1870, 2100),
        {"type": "integer", "minimum": 1870, "maximum": 2100},
    ),
    Date: Kind(
        dates.ALLOWED,
        _date,
        {
            "anyOf": [
                {"type": "integer", "minimum": 1000, "maximum": 9999},
                {"type": "string", "pattern": f"^{dates.PATTERN}$"},
            ]
        },
    ),
    Slug: _matching("lower-case words with hyphens, such as jack-singer-loan", _SLUG),
    Target: _matching("a record's id, such as cast/raul-julia-ray, or film", r"film|[a-z]+/\S+"),
    Url: _matching("an address that begins with http:// or https://", r"https?://\S+"),
    Length: _matching("minutes and seconds, such as 5:16", r"[0-9]{1,3}:[0-5][0-9]"),
    ImdbId: _matching("an IMDb id, such as tt0084445", r"tt[0-9]{7,9}"),
    WikidataId: _matching("a Wikidata id, such as Q1307044", r"Q[1-9][0-9]*"),
}

"""Field types: which values each one allows, how to read them, and their JSON Schema."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from functools import cache
from types import UnionType
from typing import Any, Literal, NamedTuple, TypeAlias, Union, get_args, get_origin

from heartcli.model import dates, records
from heartcli.model.dates import Date
from heartcli.model.frozen import Frozen, JsonObject
from heartcli.model.records import FieldValue, Record, Slug, Strings
from heartcli.text.display import safe_for_terminal, suggest

TomlValue: TypeAlias = "str | float | bool | date | time | list[TomlValue] | dict[str, TomlValue]"

MIN_YEAR, MAX_YEAR = 1870, 2100  # limits for a film's year
_SLUG = r"Q?[a-z0-9]+(-[a-z0-9]+)*"  # "Q", since a film's id can be its Wikidata id
_SPECS: dict[type[Frozen], dict[str, "FieldSpec"]] = {}
_LIMIT = 2**63  # TOML guarantees only integers below this


class FieldType(NamedTuple):
    """The type of a single value.

    For a value that isn't `allowed`, `read` raises TypeError, or ValueError with a message.
    """

    allowed: str
    read: "Callable[[TomlValue], FieldValue | TomlValue]"
    schema: JsonObject


class FieldSpec(NamedTuple):
    """The shape of a field: a single value, a table, a list of items, or named values."""

    field_type: FieldType | None = None
    table: type[Frozen] | None = None
    items: "FieldSpec | None" = None
    values: "FieldSpec | None" = None


def field_type(annotation: Any) -> FieldType:
    """The field type for an annotation that is neither a list nor a table."""
    return FIELD_TYPES.get(annotation) or _choice(annotation)


def field_specs(cls: type[Frozen]) -> Mapping[str, FieldSpec]:
    """The fields that a film file can set for a class, by name."""
    if cls not in _SPECS:
        _SPECS[cls] = {name: _spec(annotation) for name, annotation in cls.FIELDS.items()}
        if issubclass(cls, Record):  # its id is section/slug; files give the slug
            _SPECS[cls]["id"] = _spec(Slug)
    return _SPECS[cls]


def _spec(annotation: Any) -> FieldSpec:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin in (Union, UnionType):
        return _spec(arguments[0])
    if origin is tuple:
        return FieldSpec(items=_spec(arguments[0]))
    if origin is dict:
        return FieldSpec(values=_spec(arguments[1]))
    if isinstance(annotation, type) and issubclass(annotation, Frozen):
        return FieldSpec(table=annotation)
    return FieldSpec(field_type(annotation))


def required_fields(cls: type[Frozen]) -> Strings:
    """The fields that a film file must set for a class."""
    needs_id = issubclass(cls, Record) and not cls.ID_FIELDS
    return ("id", *cls.REQUIRED) if needs_id else cls.REQUIRED


def _read_text(value: TomlValue) -> str:
    if not isinstance(value, str) or not value.strip():
        raise TypeError
    return value


def _integer_reader(minimum: int, maximum: int) -> Callable[[TomlValue], int]:
    def read(value: TomlValue) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not minimum <= value <= maximum:
            raise TypeError
        return value

    return read


def _read_number(value: TomlValue) -> float:
    # The comparison also rejects NaN.
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < _LIMIT:
        raise TypeError
    return value


def _read_flag(value: TomlValue) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _read_date(value: TomlValue) -> Date:
    if isinstance(value, bool | datetime) or not isinstance(value, date | int | str):
        raise TypeError
    if isinstance(value, int) and not 1000 <= value <= 9999:
        raise TypeError
    return Date.from_value(value)


def _matching(allowed: str, pattern: str) -> FieldType:
    def read(value: TomlValue) -> str:
        text = _read_text(value)
        if not re.fullmatch(pattern, text):  # compiled on first use, to start faster
            raise TypeError
        return text

    return FieldType(allowed, read, {"type": "string", "pattern": f"^(?:{pattern})$"})


@cache
def _choice(annotation: Any) -> FieldType:
    if get_origin(annotation) is not Literal:
        raise AssertionError(f"no field type for {annotation}")
    choices: Strings = get_args(annotation)

    def read(value: TomlValue) -> str:
        if not isinstance(value, str):
            raise TypeError
        if value not in choices:
            if near := suggest(value, choices):
                raise ValueError(f"unknown value '{safe_for_terminal(value)}'{near}")
            raise TypeError
        return value

    return FieldType("one of " + ", ".join(choices), read, {"enum": list(choices)})


FIELD_TYPES: dict[Any, FieldType] = {
    # For a dispute's value, until its field is known.
    Any: FieldType("any value", lambda value: value, {}),
    str: FieldType("text in quotes", _read_text, {"type": "string", "pattern": "\\S"}),
    bool: FieldType("true or false", _read_flag, {"type": "boolean"}),
    float: FieldType("a number", _read_number, {
        "type": "number", "exclusiveMinimum": -_LIMIT, "exclusiveMaximum": _LIMIT}),
    records.Count: FieldType("a whole number, 1 or higher", _integer_reader(1, _LIMIT - 1), {
        "type": "integer", "minimum": 1}),
    records.Year: FieldType(
        f"a year from {MIN_YEAR} to {MAX_YEAR}", _integer_reader(MIN_YEAR, MAX_YEAR),
        {"type": "integer", "minimum": MIN_YEAR, "maximum": MAX_YEAR}),
    Date: FieldType(f"a date such as {dates.FORMATS}", _read_date, {"anyOf": [
        {"type": "integer", "minimum": 1000, "maximum": 9999},
        {"type": "string", "pattern": f"^{dates.PATTERN}$"}]}),
    Slug: _matching("lower-case words with hyphens such as jack-singer-loan", _SLUG),
    records.Target: _matching(
        "a record id such as cast/raul-julia-ray, or film", r"film|[a-z]+/\S+"),
    records.Url: _matching("a URL that starts with http:// or https://", r"https?://\S+"),
    records.Length: _matching("minutes and seconds such as 5:16", r"[0-9]{1,3}:[0-5][0-9]"),
    records.ImdbId: _matching("an IMDb id such as tt0084445", r"tt[0-9]{7,9}"),
    records.WikidataId: _matching("a Wikidata id such as Q1307044", r"Q[1-9][0-9]*"),
}  # fmt: skip

"""The film file format as JSON Schema (2020-12), made from the dataclasses, for editors."""

from typing import Any, get_args, get_origin

from heartcli.film import Film
from heartcli.kinds import keys_of, kind_of, required_keys
from heartcli.reader import FACTS, POOLED
from heartcli.records import Dispute, Frozen, Target

_GIVEN_BY_DEFAULT = ("id", "cited", "sources", "people", "pool")


def schema() -> dict[str, Any]:
    """What a film file may hold. It can't say which sources, ids and fields a file refers to."""
    classes = dict.fromkeys(cls for cls in _classes(Film) if cls is not Film)
    film = _table(Film)
    film["properties"] = {"format": {"const": 1}} | film["properties"]
    film["required"] = ["format", *(key for key in film["required"] if key not in _GIVEN_BY_DEFAULT)]
    film["properties"]["cited"]["propertyNames"] = {"enum": list(FACTS)}
    film["properties"]["pool"]["propertyNames"] = {"enum": sorted(POOLED)}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Film file, format 1",
        "description": "A film with its facts, every fact with its sources, for heart.",
        **film,
        "$defs": {cls.__name__: _table(cls) for cls in classes},
    }


def _classes(cls: type[Frozen]) -> list[type[Frozen]]:
    found: list[type[Frozen]] = [cls]
    for kind in keys_of(cls).values():
        for part in (kind, *get_args(kind)):
            if isinstance(part, type) and issubclass(part, Frozen) and part not in found:
                found += _classes(part)
    return found


def _table(cls: type[Frozen]) -> dict[str, Any]:
    table: dict[str, Any] = {
        "type": "object",
        "properties": {key: _value(kind) for key, kind in keys_of(cls).items()},
        "required": list(required_keys(cls)),
        "additionalProperties": False,
    }
    if cls.__doc__ and cls is not Film:
        table["description"] = cls.__doc__.splitlines()[0]
    if cls is Dispute:
        table["oneOf"] = [
            {"required": ["says"], "not": {"anyOf": [{"required": ["field"]}, {"required": ["value"]}]}},
            {"required": ["field", "value"], "not": {"required": ["says"]}},
        ]
    return table


def _value(kind: Any) -> dict[str, Any]:
    if get_origin(kind) is tuple:
        element = get_args(kind)[0]
        listed = {"type": "array", "items": _value(element)}
        return {"anyOf": [_value(element), listed]} if element is Target else listed
    if get_origin(kind) is dict:
        return {"type": "object", "additionalProperties": _value(get_args(kind)[1])}
    if isinstance(kind, type) and issubclass(kind, Frozen):
        return {"$ref": f"#/$defs/{kind.__name__}"}
    return {} if kind is Any else kind_of(kind).schema

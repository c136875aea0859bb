"""The film file format as JSON Schema (2020-12), made from the dataclasses, for editors."""

from typing import Any

from heartcli.filmfile.reader import pooled
from heartcli.model.field_types import Key, keys_of, kind_of, required_keys
from heartcli.model.film import HEAD_FIELDS, Film
from heartcli.model.frozen import Frozen
from heartcli.model.records import Dispute, Target

_GIVEN_BY_DEFAULT = ("id", "cited", "sources", "people", "pool")


def schema() -> dict[str, Any]:
    """What a film file may hold. It can't say which sources, ids and fields a file refers to."""
    classes = dict.fromkeys(cls for cls in _classes(Film) if cls is not Film)
    film = _table(Film)
    film["properties"] = {"format": {"const": 1}} | film["properties"]
    film["required"] = [
        "format",
        *(key for key in film["required"] if key not in _GIVEN_BY_DEFAULT),
    ]
    film["properties"]["cited"]["propertyNames"] = {"enum": list(HEAD_FIELDS)}
    film["properties"]["pool"]["propertyNames"] = {"enum": sorted(pooled())}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Film file, format 1",
        "description": "A film with its facts, every fact with its sources, for heart.",
        **film,
        "$defs": {_name(cls): _table(cls) for cls in classes},
    }


def _classes(cls: type[Frozen]) -> list[type[Frozen]]:
    found: list[type[Frozen]] = [cls]
    for key in keys_of(cls).values():
        table = (key.listed or key.named or key).table
        if table and table not in found:
            found += _classes(table)
    return found


def _name(cls: type[Frozen]) -> str:
    return cls.SCHEMA_NAME or cls.__name__


def _table(cls: type[Frozen]) -> dict[str, Any]:
    table: dict[str, Any] = {
        "type": "object",
        "properties": {
            name: _value(key, int(name in required_keys(cls)), cls.MAX_ENTRIES)
            for name, key in keys_of(cls).items()
        },
        "required": list(required_keys(cls)),
        "additionalProperties": False,
    }
    if cls.ABOUT:
        table["description"] = cls.ABOUT
    if cls is Dispute:
        table["oneOf"] = [
            {
                "required": ["says"],
                "not": {"anyOf": [{"required": ["field"]}, {"required": ["value"]}]},
            },
            {"required": ["field", "value"], "not": {"required": ["says"]}},
        ]
    return table


def _value(key: Key, least: int = 0, most: int | None = None) -> dict[str, Any]:
    """A value of a key, or a list of at least and at most so many."""
    if key.listed:
        listed: dict[str, Any] = {"type": "array", "items": _value(key.listed)}
        listed |= {"minItems": least} if least else {}
        listed |= {"maxItems": most} if most else {}
        one_will_do = key.listed.kind is kind_of(Target)
        return {"anyOf": [_value(key.listed), listed]} if one_will_do else listed
    if key.named:
        return {"type": "object", "additionalProperties": _value(key.named)}
    return key.kind.schema if key.kind else {"$ref": f"#/$defs/{_name(key.table or Frozen)}"}

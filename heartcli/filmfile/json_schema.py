"""The film file format as JSON Schema (2020-12), generated from the model's classes."""

from heartcli.filmfile.reader import pool_fields
from heartcli.model.field_types import FieldSpec, field_specs, field_type, required_fields
from heartcli.model.film import HEAD_FIELDS, Film
from heartcli.model.frozen import Frozen, JsonObject
from heartcli.model.records import Dispute, Target, WrittenQuestion

_OPTIONAL_IN_FILE = ("id", "cited", "sources", "people", "pool")  # though `Film` requires them


def schema() -> JsonObject:
    """Returns the schema for film files. It can't check references to sources and records."""
    film = _table_schema(Film)
    film["properties"] = {"format": {"const": 1}} | film["properties"]
    required = [name for name in film["required"] if name not in _OPTIONAL_IN_FILE]
    film["required"] = ["format", *required]
    film["properties"]["cited"]["propertyNames"] = {"enum": list(HEAD_FIELDS)}
    film["properties"]["pool"]["propertyNames"] = {"enum": sorted(pool_fields())}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Film file, format 1",
        "description": "A film for heart: its facts, each with its sources.",
        **film,
        "$defs": {_name(cls): _table_schema(cls) for cls in _table_classes(Film)},
    }


def _name(cls: type[Frozen]) -> str:
    return cls.SCHEMA_NAME or cls.__name__


def _table_classes(cls: type[Frozen]) -> dict[type[Frozen], None]:
    """The classes of all tables nested in a class's table, in schema order."""
    classes: dict[type[Frozen], None] = {}
    for spec in field_specs(cls).values():
        table = (spec.items or spec.values or spec).table
        if table and table not in classes:
            classes |= {table: None, **_table_classes(table)}
    return classes


def _table_schema(cls: type[Frozen]) -> JsonObject:
    required = required_fields(cls)
    table: JsonObject = {
        "type": "object",
        "properties": {
            name: _value_schema(spec, int(name in required), cls.MAX_ENTRIES)
            for name, spec in field_specs(cls).items()
        },
        "required": list(required),
        "additionalProperties": False,
    }
    if cls.ABOUT:
        table["description"] = cls.ABOUT
    if cls is Dispute:
        field_or_value = {"anyOf": [{"required": ["field"]}, {"required": ["value"]}]}
        table["oneOf"] = [
            {"required": ["says"], "not": field_or_value},
            {"required": ["field", "value"], "not": {"required": ["says"]}},
        ]
    if cls is WrittenQuestion:
        table |= _question_rules()
    return table


def _question_rules() -> JsonObject:
    """Says that a question needs an answer or an order, and which keys exclude each other."""
    lengths = {"order": WrittenQuestion.ORDER_LENGTH, "clues": WrittenQuestion.CLUE_COUNT}
    complete = [
        {
            "if": _has(key),
            "then": {
                "properties": {key: {"minItems": count, "maxItems": count, "uniqueItems": True}}
            },
        }
        for key, count in lengths.items()
    ]
    absent = {"enum": [False, []]}
    conflicts = [
        {"if": _has(key), "then": {"properties": dict.fromkeys(others, absent)}}
        for key, others in WrittenQuestion.CONFLICTS.items()
    ]
    needed = {"anyOf": [_has("order"), {"required": ["answer"]}]}
    return {"allOf": [needed, *complete, *conflicts]}


def _has(key: str) -> JsonObject:
    """Matches a table in which a key is neither missing, false nor empty."""
    return {"required": [key], "properties": {key: {"not": {"enum": [False, []]}}}}


def _value_schema(spec: FieldSpec, min_items: int = 0, max_items: int | None = None) -> JsonObject:
    if spec.items:
        array: JsonObject = {"type": "array", "items": _value_schema(spec.items)}
        array |= {"minItems": min_items} if min_items else {}
        array |= {"maxItems": max_items} if max_items else {}
        takes_single_value = spec.items.field_type is field_type(Target)
        return {"anyOf": [_value_schema(spec.items), array]} if takes_single_value else array
    if spec.values:
        return {"type": "object", "additionalProperties": _value_schema(spec.values)}
    if spec.field_type:
        return spec.field_type.schema
    return {"$ref": f"#/$defs/{_name(spec.table or Frozen)}"}

"""Reads a TOML document into a `Film`, or reports every problem in it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from heartcli.model.field_types import field_specs, field_type, required_fields
from heartcli.model.film import HEAD_FIELDS, Film, default_id, derived_id
from heartcli.model.frozen import Frozen
from heartcli.model.records import Dispute, Rating, Record, Target, WrittenQuestion
from heartcli.model.sections import SECTIONS
from heartcli.text.display import shorten
from heartcli.text.folding import fold
from heartcli.text.suggestions import suggest

if TYPE_CHECKING:
    from heartcli.filmfile.positions import KeyPath
    from heartcli.model.field_types import FieldSpec, TomlValue

    Value: TypeAlias = Any  # what a field's type reads
    Values = dict[str, Value]  # by field

MAX_PROBLEMS = 10_000  # that are reported of one file
_COMMON_FIELDS = tuple(Record.FIELDS)
_TARGET, _TEXT = field_type(Target), field_type(str)


class _TooManyProblemsError(Exception):
    """The reader has reported as many problems as it may."""


class Reader:
    """Reads one document. Methods return None for a value whose problem they have reported."""

    def __init__(self, document: dict[str, TomlValue], max_problems: int = MAX_PROBLEMS) -> None:
        # path, message, and the path of a value that it clashes with
        self.problems: list[tuple[KeyPath, str, KeyPath | None]] = []
        self.is_complete = True  # whether the whole document was read
        self._max_problems = max_problems
        self._document = {"sources": {}, "people": {}, "pool": {}, "cited": {}, **document}
        sources = self._document["sources"]
        self._sources = sources if isinstance(sources, dict) else {}
        self._paths: dict[str, KeyPath] = {}  # by record id

    def read_film(self) -> Film | None:
        """Reads the film, or fills `problems`."""
        try:
            return self._read_film()
        except _TooManyProblemsError:
            self.is_complete = False
            return None

    def _read_film(self) -> Film | None:
        version = self._document.pop("format", None)
        if type(version) is not int or version != 1:
            state = "is missing" if version is None else f"is {_describe(version)}"
            self._report(("format",), f"{state}; this heart reads: format = 1")
        if version is not None and version != 1:  # the rest may have another format as well
            return None
        values = self._read_table(Film, self._document, ())
        if self.problems:
            return None
        values.setdefault("id", default_id(values["title"], values["year"]))
        return Film(**values)

    def _report(self, path: KeyPath, message: str, clash: KeyPath | None = None) -> None:
        if len(self.problems) >= self._max_problems:
            raise _TooManyProblemsError
        self.problems.append((path, _path_label(path) + message, clash))

    def _read_table(self, cls: type[Frozen], raw: TomlValue, path: KeyPath) -> Values:
        """Reads the values of a table, as far as they are valid."""
        if not isinstance(raw, dict):
            self._report(path, f"is {_describe(raw)}; allowed: a table of keys")
            return {}
        specs = field_specs(cls)
        for key in () if raw.keys() <= specs.keys() else (key for key in raw if key not in specs):
            near = suggest(key, specs) or f"; allowed: {', '.join(specs)}"
            self._report((*path, key), f"is no key of a film file here{near}")
        for key in required_fields(cls):
            if key not in raw:
                self._report(path, f"has no {key}; it must have one")
            elif raw[key] == [] and specs[key].items:
                self._report((*path, key), "is an empty list; it must have at least one entry")
        # In the order of the class, so that questions come after the records that they are about.
        values = {
            key: self._read_value(spec, raw[key], (*path, key), cls)
            for key, spec in specs.items()
            if key in raw
        }
        values = {key: value for key, value in values.items() if value is not None}
        if cls is Rating:
            self._check_rating(values, path)
        if cls is WrittenQuestion:
            self._check_question(values, path)
        return values

    def _read_value(
        self, spec: FieldSpec, raw: TomlValue, path: KeyPath, owner: type[Frozen]
    ) -> Value:
        if spec.field_type is not None:
            try:
                return spec.field_type.read(raw)
            except (TypeError, ValueError) as error:
                problem = str(error) or f"is {_describe(raw)}"
                self._report(path, f"{problem}; allowed: {spec.field_type.allowed}")
                return None
        if spec.items is not None:
            return self._read_list(spec.items, raw, path, owner)
        if spec.values is not None:
            return self._read_values_by_name(spec.values, raw, path, owner)
        cls = spec.table or Frozen
        return _construct(cls, self._read_table(cls, raw, path))

    def _read_list(
        self, spec: FieldSpec, raw: TomlValue, path: KeyPath, owner: type[Frozen]
    ) -> tuple[Value, ...] | None:
        if spec.field_type is _TARGET and isinstance(raw, str):
            raw = [raw]
        if not isinstance(raw, list):
            allowed = f"tables, each under [[{path[-1]}]]" if spec.table else "a list in [brackets]"
            self._report(path, f"is {_describe(raw)}; allowed: {allowed}")
            return None
        if path[-1] == "sources" and all(
            type(name) is str and name in self._sources for name in raw
        ):
            return tuple(raw)  # a shortcut for most lists of a film file
        if owner.MAX_ENTRIES and len(raw) > owner.MAX_ENTRIES:
            self._report(path, f"has {len(raw):,} entries; at most {owner.MAX_ENTRIES} are allowed")
            return None
        items = [
            self._read_item(spec, item, (*path, number), owner) for number, item in enumerate(raw)
        ]
        return tuple(item for item in items if item is not None)

    def _read_item(
        self, spec: FieldSpec, raw: TomlValue, path: KeyPath, owner: type[Frozen]
    ) -> Value:
        if spec.table is Dispute:
            return self._read_dispute(raw, path, owner)
        if spec.table is not None:
            return self._read_record(str(path[0]), raw, path)
        names_source = path[-2] == "sources" or path[0] == "cited"
        if names_source and isinstance(raw, str) and raw not in self._sources:
            near = suggest(raw, self._sources)
            self._report(path, f"names '{shorten(raw)}', which is not under [sources]{near}")
            return None
        return self._read_value(spec, raw, path, owner)

    def _read_values_by_name(
        self, spec: FieldSpec, raw: TomlValue, path: KeyPath, owner: type[Frozen]
    ) -> Values | None:
        if not isinstance(raw, dict):
            self._report(path, f"is {_describe(raw)}; allowed: a table, under [{path[0]}]")
            return None
        if path[0] in ("cited", "pool"):
            fields = HEAD_FIELDS if path[0] == "cited" else pool_fields()
            for name in raw.keys() - set(fields):
                near = suggest(name, fields) or f"; allowed: {', '.join(sorted(fields))}"
                self._report((*path, name), f"is no field that has facts here{near}")
        values = {
            name: self._read_value(spec, value, (*path, name), owner) for name, value in raw.items()
        }
        return {name: value for name, value in values.items() if value is not None}

    def _read_record(self, section: str, raw: TomlValue, path: KeyPath) -> Frozen | None:
        cls = SECTIONS[section].record_class
        values = self._read_table(cls, raw, path)
        record_id = f"{section}/{values['id']}" if "id" in values else derived_id(section, values)
        record = _construct(cls, {**values, "id": record_id})
        if not record_id.endswith("/"):
            if record_id in self._paths:
                self._report(
                    path,
                    f"'{shorten(record_id)}' is the id of another; give it an id of its own",
                    self._paths[record_id],
                )
            self._paths.setdefault(record_id, path)
        elif cls.ID_FIELDS and record:
            self._report(path, "has no name that an id can be made of; give it an id")
        return record

    def _read_dispute(self, raw: TomlValue, path: KeyPath, owner: type[Frozen]) -> Dispute | None:
        values = self._read_table(Dispute, raw, path)
        if values.keys() & {"says", "field", "value"} not in ({"says"}, {"field", "value"}):
            if isinstance(raw, dict) and values.keys() == raw.keys():
                self._report(path, "is no dispute; allowed: says, or field and value")
            return None
        if field := values.get("field"):
            specs = _disputable_fields(owner)
            if field not in specs:
                near = suggest(field, specs) or f"; allowed: {', '.join(specs)}"
                self._report((*path, "field"), f"is '{shorten(field)}'{near}")
                return None
            value = self._read_value(specs[field], values["value"], (*path, "value"), owner)
            if value is None:
                return None
            values["value"] = value
        return Dispute(**values)

    def _check_rating(self, values: Values, path: KeyPath) -> None:
        if "score" in values and values["score"] > values.get("out_of", values["score"]):
            self._report((*path, "score"), f"is {values['score']:g} out of {values['out_of']:g}")

    def _check_question(self, values: Values, path: KeyPath) -> None:
        for number, target in enumerate(values.get("about", ())):
            if target != "film" and target not in self._paths:
                near = suggest(target, self._paths)
                message = f"names '{shorten(target)}', which is no record{near}"
                self._report((*path, "about", number), message)
        right = {fold(text) for text in (values.get("answer", ""), *values.get("accept", ()))}
        for key in ("wrong", "reject", "prompt"):
            for number, text in enumerate(values.get(key, ())):
                if fold(text) in right:
                    message = f"has the right answer, '{shorten(text)}'"
                    self._report((*path, key, number), message)


def _construct(cls: type[Frozen], values: Values) -> Frozen | None:
    """An instance of a class; None if a required field has no valid value."""
    return cls(**values) if values.keys() >= set(required_fields(cls)) else None


def _disputable_fields(owner: type[Frozen]) -> dict[str, FieldSpec]:
    return {
        name: spec
        for name, spec in field_specs(owner).items()
        if (name in HEAD_FIELDS if owner is Film else name not in _COMMON_FIELDS)
    }


def _path_label(path: KeyPath) -> str:
    """The keys of a path, before a message: ("cast", 2, "billing") → "cast: billing "."""
    keys = [shorten(key) for key in path if isinstance(key, str)]
    return ": ".join(keys) + " " if keys else ""


def _describe(value: TomlValue) -> str:
    """A value as it appears in the file, or what it is."""
    if isinstance(value, str):
        text = shorten(value)
        return f'"{text}"' if len(text) <= 40 else f'"{text[:39]}…"'
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "a table"
    if isinstance(value, int) and abs(value) >= 2**63:
        return "a number too large for TOML"
    return str(value)


@cache
def pool_fields() -> frozenset[str]:
    """The fields for which a film file can give plausible wrong answers."""
    return frozenset(
        name
        for section in SECTIONS.values()
        for name, spec in field_specs(section.record_class).items()
        if (spec.items or spec).field_type is _TEXT and name not in _COMMON_FIELDS
    )

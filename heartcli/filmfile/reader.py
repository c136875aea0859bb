"""Reads a TOML document into a `Film`, or reports every problem in it."""

from collections.abc import Collection
from contextlib import suppress
from functools import cache
from typing import Any, TypeAlias

from heartcli.model.field_types import (
    FieldSpec,
    TomlValue,
    field_specs,
    field_type,
    required_fields,
)
from heartcli.model.film import HEAD_FIELDS, Film, default_id, derived_id
from heartcli.model.frozen import Frozen
from heartcli.model.records import Dispute, Rating, Record, Target, WrittenQuestion
from heartcli.model.sections import SECTIONS
from heartcli.text.display import join_with_and, shorten, suggest
from heartcli.text.folding import fold

KeyPath = tuple[str | int, ...]  # from the root to a value: ("cast", 2, "sources", 0)
Value: TypeAlias = Any  # a value that a `FieldType` has read
Values = dict[str, Value]  # by field name

MAX_PROBLEMS = 10_000  # per file
_TARGET, _TEXT = field_type(Target), field_type(str)


class _TooManyProblemsError(Exception):
    """Raised when the reader has reported the maximum number of problems."""


class Reader:
    """Reads one document. Methods report a bad value and return None in its place."""

    def __init__(self, document: dict[str, TomlValue], max_problems: int = MAX_PROBLEMS) -> None:
        # (path, message, path of a clashing value)
        self.problems: list[tuple[KeyPath, str, KeyPath | None]] = []
        self.is_complete = True  # whether the whole document was read
        self._max_problems = max_problems
        self._document = {"sources": {}, "people": {}, "pool": {}, "cited": {}, **document}
        sources = self._document["sources"]
        self._sources = sources if isinstance(sources, dict) else {}
        self._paths: dict[str, KeyPath] = {}  # paths of records, by id

    def read_film(self) -> Film | None:
        """Reads the film, or returns None and fills `problems`."""
        version = self._document.pop("format", None)
        values: Values = {}
        try:
            if version is None:
                self._report(("format",), "missing format. Add: format = 1", label=())
            elif type(version) is not int or version != 1:
                self._report_unexpected(("format",), "1", version)
            if version in (None, 1):  # other formats can't be checked
                values = self._read_table(Film, self._document, ())
        except _TooManyProblemsError:
            self.is_complete = False
        if self.problems:
            return None
        values.setdefault("id", default_id(values["title"], values["year"]))
        return Film(**values)

    def _report(
        self, path: KeyPath, message: str,
        clash: KeyPath | None = None, label: KeyPath | None = None,
    ) -> None:  # fmt: skip
        if len(self.problems) >= self._max_problems:
            raise _TooManyProblemsError
        keys = [shorten(k) for k in (path if label is None else label) if isinstance(k, str)]
        self.problems.append((path, ": ".join([*keys, message]), clash))

    def _report_unexpected(self, path: KeyPath, allowed: str, raw: TomlValue) -> None:
        self._report(path, f"expected {allowed}; found {_describe(raw)}")

    def _report_unknown(self, path: KeyPath, noun: str, name: str, known: Collection[str]) -> None:
        """Reports an unknown key, field, source or record, and suggests a known one."""
        hint = suggest(name, known)
        if not hint and noun in ("key", "field"):
            hint = f". Known {noun}s: {', '.join(known)}"
        self._report(path, f"unknown {noun} '{shorten(name)}'{hint}", label=path[:-1])

    def _read_table(self, cls: type[Frozen], raw: TomlValue, path: KeyPath) -> Values:
        """Reads a table's valid values and reports any others."""
        if not isinstance(raw, dict):
            self._report_unexpected(path, "a table of keys", raw)
            return {}
        specs = field_specs(cls)
        for key in () if raw.keys() <= specs.keys() else (key for key in raw if key not in specs):
            self._report_unknown((*path, key), "key", key, specs)
        for key in required_fields(cls):
            if key not in raw:
                self._report(path, f"missing key '{key}'")
            elif raw[key] == [] and specs[key].items:
                self._report((*path, key), "expected at least one entry; found an empty list")
        # In class order, so that questions come after the records they are about.
        values = {
            key: value
            for key, spec in specs.items()
            if key in raw
            if (value := self._read_value(spec, raw[key], (*path, key), cls)) is not None
        }
        if cls is Rating:
            self._check_rating(values, path)
        if cls is WrittenQuestion:
            self._check_question(values, path)
            self._check_form(values, raw, path)
        return values

    def _read_value(
        self, spec: FieldSpec, raw: TomlValue, path: KeyPath, owner: type[Frozen]
    ) -> Value:
        if spec.field_type is not None:
            try:
                return spec.field_type.read(raw)
            except TypeError:
                self._report_unexpected(path, spec.field_type.allowed, raw)
            except ValueError as error:
                self._report(path, str(error))
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
            self._report_unexpected(path, allowed, raw)
            return None
        if path[-1] == "sources" and all(
            type(name) is str and name in self._sources for name in raw
        ):
            return tuple(raw)  # a shortcut for most lists in film files
        if owner.MAX_ENTRIES and len(raw) > owner.MAX_ENTRIES:
            message = f"expected at most {owner.MAX_ENTRIES} entries; found {len(raw):,}"
            self._report(path, message)
            return None
        if spec.field_type and path[-1] != "sources" and path[0] != "cited":
            with suppress(TypeError, ValueError):  # reported below, with its place
                return tuple(map(spec.field_type.read, raw))
        read = [self._read_item(spec, item, (*path, n), owner) for n, item in enumerate(raw)]
        return tuple(item for item in read if item is not None)

    def _read_item(
        self, spec: FieldSpec, raw: TomlValue, path: KeyPath, owner: type[Frozen]
    ) -> Value:
        if spec.table is Dispute:
            return self._read_dispute(raw, path, owner)
        if spec.table is not None:
            return self._read_record(str(path[0]), raw, path)
        names_source = path[-2] == "sources" or path[0] == "cited"
        if names_source and isinstance(raw, str) and raw not in self._sources:
            self._report_unknown(path, "source", raw, self._sources)
            return None
        return self._read_value(spec, raw, path, owner)

    def _read_values_by_name(
        self, spec: FieldSpec, raw: TomlValue, path: KeyPath, owner: type[Frozen]
    ) -> Values | None:
        if not isinstance(raw, dict):
            self._report_unexpected(path, f"a table, under [{path[0]}]", raw)
            return None
        if path[0] in ("cited", "pool"):
            fields = sorted(HEAD_FIELDS if path[0] == "cited" else pool_fields())
            for name in raw.keys() - set(fields):
                self._report_unknown((*path, name), "field", name, fields)
        values = {name: self._read_value(spec, raw[name], (*path, name), owner) for name in raw}
        return {name: value for name, value in values.items() if value is not None}

    def _read_record(self, section: str, raw: TomlValue, path: KeyPath) -> Frozen | None:
        cls = SECTIONS[section].record_class
        values = self._read_table(cls, raw, path)
        record_id = f"{section}/{values['id']}" if "id" in values else derived_id(section, values)
        record = _construct(cls, {**values, "id": record_id})
        if not record_id.endswith("/"):
            if record_id in self._paths:
                self._report(path, f"duplicate id '{shorten(record_id)}'", self._paths[record_id])
            self._paths.setdefault(record_id, path)
        elif cls.ID_FIELDS and record:
            fields = join_with_and(cls.ID_FIELDS)
            self._report(path, f"can't make an id from {fields}. Add an id")
        return record

    def _read_dispute(self, raw: TomlValue, path: KeyPath, owner: type[Frozen]) -> Dispute | None:
        values = self._read_table(Dispute, raw, path)
        if values.keys() & {"says", "field", "value"} not in ({"says"}, {"field", "value"}):
            if isinstance(raw, dict) and values.keys() == raw.keys():
                self._report(path, "expected either says, or field and value")
            return None
        if field := values.get("field"):
            known = HEAD_FIELDS if owner is Film else owner.FIELDS.keys() - Record.FIELDS.keys()
            specs = {name: spec for name, spec in field_specs(owner).items() if name in known}
            if field not in specs:
                self._report_unknown((*path, "field"), "field", field, specs)
                return None
            value = self._read_value(specs[field], values["value"], (*path, "value"), owner)
            if value is None:
                return None
            values["value"] = value
        return Dispute(**values)

    def _check_rating(self, values: Values, path: KeyPath) -> None:
        if "score" in values and values["score"] > values.get("out_of", values["score"]):
            message = f"{values['score']:g} is higher than out_of ({values['out_of']:g})"
            self._report((*path, "score"), message)

    def _check_question(self, values: Values, path: KeyPath) -> None:
        for number, target in enumerate(values.get("about", ())):
            if target != "film" and target not in self._paths:
                self._report_unknown((*path, "about", number), "record", target, self._paths)
        right = {fold(text) for text in (values.get("answer", ""), *values.get("accept", ()))}
        for key in ("wrong", "reject", "prompt"):
            for number, text in enumerate(values.get(key, ())):
                if fold(text) in right:
                    self._report((*path, key, number), f"'{shorten(text)}' is a right answer")

    def _check_form(self, values: Values, raw: dict[str, TomlValue], path: KeyPath) -> None:
        """Checks that a question has an answer or an order, and no keys that can't be combined."""
        if "answer" not in raw and raw.get("order", []) == []:
            self._report(path, "missing key 'answer'")
        for key, length, first in (
            ("order", WrittenQuestion.ORDER_LENGTH, "earliest"),
            ("clues", WrittenQuestion.CLUE_COUNT, "hardest"),
        ):
            texts = values.get(key, ())
            if texts and not len(texts) == len({fold(text) for text in texts}) == length:
                self._report((*path, key), f"expected {length} different entries, {first} first")
        for key, others in WrittenQuestion.CONFLICTS.items():
            for other in others if values.get(key) else ():
                if values.get(other):
                    self._report((*path, other), f"can't be combined with {key}")


def _construct(cls: type[Frozen], values: Values) -> Frozen | None:
    """Makes an instance of a class; None if a required field is missing."""
    return cls(**values) if values.keys() >= {*cls.REQUIRED} else None


def _describe(value: TomlValue) -> str:
    """Describes a value for a message: as written in the file, or as "a list"."""
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
    """The fields that a film file can list plausible wrong answers for."""
    return frozenset(
        name
        for section in SECTIONS.values()
        for name, spec in field_specs(section.record_class).items()
        if (spec.items or spec).field_type is _TEXT and name not in Record.FIELDS
    )

"""A document (what tomli gives for a film file) → a Film, or all that is wrong with it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from heartcli.model.field_types import Key, keys_of, kind_of, required_keys
from heartcli.model.film import HEAD_FIELDS, Film, default_id, derived_id
from heartcli.model.frozen import Frozen
from heartcli.model.records import Dispute, Rating, Record, Target, WrittenQuestion
from heartcli.model.sections import SECTIONS
from heartcli.text.display import shorten
from heartcli.text.folding import fold
from heartcli.text.suggestions import suggest

if TYPE_CHECKING:
    from heartcli.filmfile.positions import At

MOST_PROBLEMS = 10_000  # of one file
_BAD: Any = object()  # stands for a value that was a problem
_OF_EVERY_RECORD = tuple(Record.FIELDS)


class _EnoughError(Exception):
    """There are more problems than were asked for."""


class Reader:
    """Reads one document; `problems` holds what is wrong with it, up to `most_problems`."""

    def __init__(self, document: dict[str, Any], most_problems: int = MOST_PROBLEMS) -> None:
        # where, what is wrong there, and where what it clashes with stands
        self.problems: list[tuple[At, str, At | None]] = []
        self.is_complete = True  # whether the whole document was read
        self._most_problems = most_problems
        self._document = {"sources": {}, "people": {}, "pool": {}, "cited": {}, **document}
        known = self._document["sources"]
        self._sources = known if isinstance(known, dict) else {}
        self._ids: dict[str, At] = {}

    def film(self) -> Film | None:
        """The film, where there is no problem."""
        try:
            return self._film()
        except _EnoughError:
            self.is_complete = False
            return None

    def _film(self) -> Film | None:
        version = self._document.pop("format", None)
        if type(version) is not int or version != 1:
            had = "is missing" if version is None else f"is {_shown(version)}"
            self._wrong(("format",), f"{had}; this heart reads: format = 1")
        if version is None or version == 1:  # of another format nothing else can be said
            values = self._table(Film, self._document, ())
            if not self.problems:
                values.setdefault("id", default_id(values["title"], values["year"]))
                return Film(**values)
        return None

    def _wrong(self, at: At, what: str, other: At | None = None) -> None:
        if len(self.problems) >= self._most_problems:
            raise _EnoughError
        self.problems.append((at, _label(at) + what, other))

    def _made(self, cls: type[Frozen], raw: Any, at: At) -> Any:
        return self._built(cls, self._table(cls, raw, at))

    def _built(self, cls: type[Frozen], values: dict[str, Any]) -> Any:
        return cls(**values) if values.keys() >= set(required_keys(cls)) else _BAD

    def _table(self, cls: type[Frozen], raw: Any, at: At) -> dict[str, Any]:
        """The values of a table, as far as they could be read."""
        if not isinstance(raw, dict):
            self._wrong(at, f"is {_shown(raw)}; allowed: a table of keys")
            return {}
        keys = keys_of(cls)
        for key in () if raw.keys() <= keys.keys() else (key for key in raw if key not in keys):
            near = suggest(key, keys) or f"; allowed: {', '.join(keys)}"
            self._wrong((*at, key), f"is no key of a film file here{near}")
        for key in required_keys(cls):
            if key not in raw:
                self._wrong(at, f"has no {key}; it must have one")
            elif raw[key] == [] and keys[key].listed:
                self._wrong((*at, key), "is an empty list; it must have at least one entry")
        # In the order of the class: the ids that questions ask about are known before them.
        read = {
            key: self._value(keys[key], raw[key], (*at, key), cls) for key in keys if key in raw
        }
        values = {key: value for key, value in read.items() if value is not _BAD}
        self._check(cls, values, at)
        return values

    def _value(self, key: Key, raw: Any, at: At, owner: type[Frozen]) -> Any:
        """A value read as its key wants it, or _BAD once the problem is noted."""
        if key.kind is not None:
            try:
                return key.kind.read(raw)
            except (TypeError, ValueError) as error:
                self._wrong(at, f"{str(error) or 'is ' + _shown(raw)}; allowed: {key.kind.allowed}")
                return _BAD
        if key.listed is not None:
            return self._list(key.listed, raw, at, owner)
        if key.named is not None:
            return self._by_name(key.named, raw, at, owner)
        return self._made(key.table or Frozen, raw, at)

    def _list(self, key: Key, raw: Any, at: At, owner: type[Frozen]) -> Any:
        if key.kind is _TARGET and isinstance(raw, str):
            raw = [raw]
        if not isinstance(raw, list):
            allowed = f"tables, each under [[{at[-1]}]]" if key.table else "a list in [brackets]"
            self._wrong(at, f"is {_shown(raw)}; allowed: {allowed}")
            return _BAD
        if at[-1] == "sources" and all(type(name) is str and name in self._sources for name in raw):
            return tuple(raw)  # most lists of a film file, and nothing to say of them
        if owner.MAX_ENTRIES and len(raw) > owner.MAX_ENTRIES:
            self._wrong(at, f"has {len(raw):,} entries; at most {owner.MAX_ENTRIES} are allowed")
            return _BAD
        read = [self._entry(key, part, (*at, i), owner) for i, part in enumerate(raw)]
        return tuple(part for part in read if part is not _BAD)

    def _entry(self, key: Key, raw: Any, at: At, owner: type[Frozen]) -> Any:
        if key.table is Dispute:
            return self._dispute(raw, at, owner)
        if key.table is not None:
            return self._record(str(at[0]), raw, at)
        if (
            (at[-2] == "sources" or at[0] == "cited")
            and isinstance(raw, str)
            and raw not in self._sources
        ):
            near = suggest(raw, self._sources)
            self._wrong(at, f"names '{shorten(raw)}', which is not under [sources]{near}")
            return _BAD
        return self._value(key, raw, at, owner)

    def _by_name(self, key: Key, raw: Any, at: At, owner: type[Frozen]) -> Any:
        if not isinstance(raw, dict):
            self._wrong(at, f"is {_shown(raw)}; allowed: a table, under [{at[0]}]")
            return _BAD
        if at[0] in ("cited", "pool"):
            known = HEAD_FIELDS if at[0] == "cited" else pooled()
            for name in raw.keys() - set(known):
                near = suggest(name, known) or f"; allowed: {', '.join(sorted(known))}"
                self._wrong((*at, name), f"is no field that has facts here{near}")
        read = {name: self._value(key, part, (*at, name), owner) for name, part in raw.items()}
        return {name: part for name, part in read.items() if part is not _BAD}

    def _record(self, section: str, raw: Any, at: At) -> Any:
        cls = SECTIONS[section].record_class
        values = self._table(cls, raw, at)
        own = f"{section}/{values['id']}" if "id" in values else derived_id(section, values)
        built = self._built(cls, {**values, "id": own})
        if not own.endswith("/"):
            if own in self._ids:
                self._wrong(
                    at,
                    f"'{shorten(own)}' is the id of another; give it an id of its own",
                    self._ids[own],
                )
            self._ids.setdefault(own, at)
        elif cls.ID_FIELDS and built is not _BAD:
            self._wrong(at, "has no name that an id can be made of; give it an id")
        return built

    def _dispute(self, raw: Any, at: At, owner: type[Frozen]) -> Any:
        values = self._table(Dispute, raw, at)
        field = values.get("field")
        if ("says" in values) == ("field" in values) or ("field" in values) != ("value" in values):
            if isinstance(raw, dict) and values.keys() == raw.keys():
                self._wrong(at, "is no dispute; allowed: says, or field and value")
            return _BAD
        if field:
            known = {name: key for name, key in keys_of(owner).items() if _disputable(owner, name)}
            if field not in known:
                near = suggest(field, known) or f"; allowed: {', '.join(known)}"
                self._wrong((*at, "field"), f"is '{shorten(field)}'{near}")
                return _BAD
            values["value"] = self._value(known[field], values["value"], (*at, "value"), owner)
        return _BAD if values.get("value") is _BAD else Dispute(**values)

    def _check(self, cls: type[Frozen], values: dict[str, Any], at: At) -> None:
        """What concerns several values of one table."""
        if (
            cls is Rating
            and "score" in values
            and values["score"] > values.get("out_of", values["score"])
        ):
            self._wrong((*at, "score"), f"is {values['score']:g} out of {values['out_of']:g}")
        if cls is WrittenQuestion:
            for number, target in enumerate(values.get("about", ())):
                if target != "film" and target not in self._ids:
                    near = suggest(target, self._ids)
                    what = f"names '{shorten(target)}', which is no record{near}"
                    self._wrong((*at, "about", number), what)
            right = {fold(text) for text in (values.get("answer", ""), *values.get("accept", ()))}
            for key in ("wrong", "reject", "prompt"):
                for number, text in enumerate(values.get(key, ())):
                    if fold(text) in right:
                        self._wrong((*at, key, number), f"has the right answer, '{shorten(text)}'")


def _disputable(owner: type[Frozen], name: str) -> bool:
    return name in HEAD_FIELDS if owner is Film else name not in _OF_EVERY_RECORD


def _label(at: At) -> str:
    """The way to a value in words: ("cast", 2, "billing") → "cast: billing "."""
    names = [shorten(step) for step in at if isinstance(step, str)]
    return ": ".join(names) + " " if names else ""


def _shown(value: Any) -> str:
    """A value as people know it from the file."""
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
def pooled() -> set[str]:
    """The fields for which a film file may hold plausible wrong values."""
    return {
        name
        for section in SECTIONS.values()
        for name, key in keys_of(section.record_class).items()
        if (key.listed or key).kind is _TEXT and name not in _OF_EVERY_RECORD
    }


_TARGET, _TEXT = kind_of(Target), kind_of(str)

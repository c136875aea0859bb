"""Made-up films whose records are much alike, as the makers of questions have to fear them."""

from collections.abc import Callable
from random import Random
from typing import Any, TypeVar

from heartcli.model.dates import Date
from heartcli.model.field_types import FieldSpec, field_specs, field_type, required_fields
from heartcli.model.film import Film, derived_id
from heartcli.model.records import (
    Count,
    Dispute,
    Length,
    Rating,
    Record,
    Slug,
    Source,
    Target,
    WrittenQuestion,
    Year,
)
from heartcli.model.sections import SECTIONS
from heartcli.text.folding import fold

_Thing = TypeVar("_Thing")
PEOPLE = (
    *("Anna Bell", "Ann Bell", "Béla Kovács", "Bela Kovacs", "Carl Dean", "Carla Dean", "Dora Eng"),
    *("J. R. Fox", "Gus Van Horn", "Hal Ito", "Ida Jones", "Iris Jones", "Max O'Neil", "Madonna"),
    *("James Dean (II)", "Xi Yang", "Juan Gris", "Eve Stone", "Otto Blau", "Pia Roth"),
)
NAMES = (
    *("The Long Night", "Long Night", "A Long Night", "Night and Day", "Night & Day", "Vegas"),
    *("Las Vegas", "Tokyo", "Japan", "USA", "United States", "Studio One", "Studio 1", "Act II"),
    *("Studio One, Berlin", "Act 2", "Man in the lift", "a lift", "15", "PG-13", "Moon/Sun", "Sun"),
    *("It began in 1982.", "the end", "What a Very Long Name This Thing Has, Much Longer Than All"),
)
JOBS = ("Director", "director", "Editor", "Music", "Film editor", "Music and songs")
DATES = ("1981", "1982", "1982-02", "1982-02-11", "1982-03-01", "1983~", "1980/1984", "2003-11-20")
_OF_PEOPLE = ("performer", "critic", "people", "performers", "writers")


class _Maker:
    """Makes a film, of `random()` alone, which is promised to stay as it is."""

    def __init__(self, seed: int) -> None:
        self._rng = Random(seed)  # noqa: S311

    def pick(self, things: tuple[_Thing, ...]) -> _Thing:
        return things[int(self._rng.random() * len(things))]

    def some(self, things: tuple[_Thing, ...], most: int) -> tuple[_Thing, ...]:
        picked = [self.pick(things) for _ in range(int(self._rng.random() * (most + 1)))]
        return tuple(dict.fromkeys(picked))

    def often(self, share: float) -> bool:
        return self._rng.random() < share

    def value(self, name: str, key: FieldSpec, cls: type[Any]) -> Any:
        """A value for a field."""
        if key.items:
            return self.some(PEOPLE if name in _OF_PEOPLE else NAMES, 3)
        if key.field_type is None:
            raise AssertionError(f"{name} holds what this can't make")
        if choices := key.field_type.schema.get("enum"):
            return self.pick(tuple(choices))
        if key.field_type is field_type(str):
            person = name in _OF_PEOPLE or (name == "name" and cls is SECTIONS["crew"].record_class)
            return self.pick(PEOPLE if person else JOBS if name in ("job", "role") else NAMES)
        made: dict[str, Callable[[], Any]] = {
            field_type(bool).allowed: lambda: self.often(0.1),
            field_type(float).allowed: lambda: self.pick((0, 1, 2.5, 26, 26e6, 27e6, 1e9, -3)),
            field_type(Count).allowed: lambda: 1 + int(self._rng.random() * 120),
            field_type(Year).allowed: lambda: 1980 + int(self._rng.random() * 5),
            field_type(Date).allowed: lambda: Date.parse(self.pick(DATES)),
            field_type(Slug).allowed: lambda: "",
            field_type(Length).allowed: lambda: f"{int(self._rng.random() * 6)}:15",
        }
        return made[key.field_type.allowed]()

    def record(self, cls: type[Any]) -> dict[str, Any]:
        told: dict[str, Any] = {}
        for name, key in field_specs(cls).items():
            if name == "sources":
                told[name] = self.some(("a", "b"), 2)
            elif name == "disputes":
                told[name] = tuple(self.dispute(cls) for _ in range(self.often(0.15)))
            elif name != "about" and (name in required_fields(cls) or self.often(0.8)):
                told[name] = self.value(name, key, cls)
        if cls is Rating:
            told["score"] = min(told.get("score") or 0, told.get("out_of") or 0)
        return told

    def dispute(self, cls: type[Any]) -> Dispute:
        own = (*Record.FIELDS, "about")
        fields = tuple(name for name in field_specs(cls) if name not in own)
        if not fields or self.often(0.4):
            return Dispute(says=self.pick(NAMES), sources=("b",))
        field = self.pick(fields)
        value = self.value(field, field_specs(cls)[field], cls)
        return Dispute(field=field, value=value, sources=("b",))

    def film(self, number: int) -> Film:
        """The film with up to eight records in each section."""
        ids: list[str] = []
        told: dict[str, Any] = {}
        for section, described in SECTIONS.items():
            cls = described.record_class
            records = [self.record(cls) for _ in range(int(self._rng.random() * 9))]
            told[section] = tuple(self.named(section, cls, record, ids) for record in records)
        return Film(
            id=Slug(f"film-{number}"),
            title=f"{self.pick(NAMES)} {number}",
            year=Year(1982),
            cited={"year": ("a",)},
            people={},
            sources={name: Source(title=name.upper()) for name in ("a", "b")},
            pool={"performer": PEOPLE[:6], "title": NAMES[:5], "place": ("Rome", "Oslo", "Turin")},
            **told,
        )

    def named(self, section: str, cls: type[Any], told: dict[str, Any], ids: list[str]) -> Any:
        """The record, with an id of its own; a question with what it is about."""
        own = derived_id(section, told)
        own = f"{section}/own-{len(ids)}" if own in ids or own.endswith("/") else own
        if cls is WrittenQuestion:
            told["about"] = tuple(Target(one) for one in self.some(tuple(ids), 2)) or ("film",)
            right = {fold(text) for text in (told["answer"], *told.get("accept", ()))}
            for name in ("wrong", "reject", "prompt"):
                told[name] = tuple(t for t in told.get(name, ()) if fold(t) not in right)
        ids.append(own)
        return cls(**{**told, "id": own})


def made_up(seed: int, number: int = 0) -> Film:
    """The film of a seed: always the same, on every version of Python."""
    return _Maker(seed).film(number)

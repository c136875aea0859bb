"""Made-up films with records that are easy to confuse.

Their values follow the fields of the record classes. Each field of each record has its own seed, so
that adding a section or field leaves the rest of a film unchanged.
"""

from collections.abc import Callable
from functools import lru_cache
from random import Random
from typing import Any, TypeVar
from zlib import crc32

from heartcli.model.dates import Date
from heartcli.model.field_types import FieldSpec, field_specs, field_type, required_fields
from heartcli.model.film import Film, derived_id
from heartcli.model.records import (
    Count,
    CrewMember,
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

_Item = TypeVar("_Item")
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
_RECORD_CLASSES = {name: section.record_class for name, section in SECTIONS.items()}
_PEOPLE_FIELDS = ("performer", "critic", "people", "performers", "writers")
_ABOUT_SECTIONS = (  # that written questions may be about
    "titles", "cast", "crew", "companies", "plot", "production", "songs", "editions", "releases",
    "certificates", "figures", "reviews", "ratings", "awards", "legacy",
)  # fmt: skip


class _Maker:
    """Makes a film using only `Random.random()`, which Python promises not to change."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._rng = Random()  # noqa: S311

    def restart(self, *key: str | int) -> None:
        """Makes the values that follow depend only on the film's seed and this key."""
        self._rng.seed(crc32(repr((self._seed, *key)).encode()))

    def pick(self, items: tuple[_Item, ...]) -> _Item:
        return items[int(self._rng.random() * len(items))]

    def pick_some(self, items: tuple[_Item, ...], limit: int) -> tuple[_Item, ...]:
        picked = [self.pick(items) for _ in range(int(self._rng.random() * (limit + 1)))]
        return tuple(dict.fromkeys(picked))

    def happens(self, share: float) -> bool:
        return self._rng.random() < share

    def value(self, name: str, spec: FieldSpec, cls: type[Any]) -> Any:
        """Makes a value for a field."""
        if spec.items:
            return self.pick_some(PEOPLE if name in _PEOPLE_FIELDS else NAMES, 3)
        if spec.field_type is None:
            raise AssertionError(f"tests/made_up.py can't make a value for {name}")
        if choices := spec.field_type.schema.get("enum"):
            return self.pick(tuple(choices))
        if spec.field_type is field_type(str):
            is_person = name in _PEOPLE_FIELDS or (name == "name" and cls is CrewMember)
            return self.pick(PEOPLE if is_person else JOBS if name in ("job", "role") else NAMES)
        makers: dict[str, Callable[[], Any]] = {
            field_type(bool).allowed: lambda: self.happens(0.1),
            field_type(float).allowed: lambda: self.pick((0, 1, 2.5, 26, 26e6, 27e6, 1e9, -3)),
            field_type(Count).allowed: lambda: 1 + int(self._rng.random() * 120),
            field_type(Year).allowed: lambda: 1980 + int(self._rng.random() * 5),
            field_type(Date).allowed: lambda: Date.parse(self.pick(DATES)),
            field_type(Slug).allowed: lambda: "",
            field_type(Length).allowed: lambda: f"{int(self._rng.random() * 6)}:15",
        }
        return makers[spec.field_type.allowed]()

    def record(self, section: str, number: int, cls: type[Any]) -> dict[str, Any]:
        """Makes the values of a record; optional fields are sometimes missing."""
        values: dict[str, Any] = {}
        needed = {*required_fields(cls), *(("answer",) if cls is WrittenQuestion else ())}
        for name, spec in field_specs(cls).items():
            self.restart(section, number, name)
            if name == "sources":
                values[name] = self.pick_some(("a", "b"), 2)
            elif name == "disputes":
                values[name] = tuple(self.dispute(cls) for _ in range(self.happens(0.15)))
            elif name != "about" and (name in needed or self.happens(0.8)):
                values[name] = self.value(name, spec, cls)
        if cls is Rating:
            values["score"] = min(values.get("score") or 0, values.get("out_of") or 0)
        return values

    def dispute(self, cls: type[Any]) -> Dispute:
        specs = field_specs(cls)
        fields = tuple(name for name in specs if name not in (*Record.FIELDS, "about"))
        if not fields or self.happens(0.4):
            return Dispute(says=self.pick(NAMES), sources=("b",))
        field = self.pick(fields)
        return Dispute(field=field, value=self.value(field, specs[field], cls), sources=("b",))

    def film(self, number: int) -> Film:
        """Makes a film with up to eight records in each section."""
        ids: list[str] = []
        sections: dict[str, Any] = {}
        for section, cls in _RECORD_CLASSES.items():
            self.restart(section)
            count = int(self._rng.random() * 9)
            records = [self.record(section, n, cls) for n in range(count)]
            sections[section] = tuple(self.finish(section, cls, values, ids) for values in records)
        self.restart("film")
        return Film(
            id=Slug(f"film-{number}"),
            title=f"{self.pick(NAMES)} {number}",
            year=Year(1982),
            cited={"year": ("a",)},
            people={},
            sources={name: Source(title=name.upper()) for name in ("a", "b")},
            pool={"performer": PEOPLE[:6], "title": NAMES[:5], "place": ("Rome", "Oslo", "Turin")},
            **sections,
        )

    def finish(self, section: str, cls: type[Any], values: dict[str, Any], ids: list[str]) -> Any:
        """Returns the record with a unique id and, for a question, the records that it's about."""
        record_id = derived_id(section, values)
        if record_id in ids or record_id.endswith("/"):
            number = sum(other.startswith(f"{section}/") for other in ids)
            record_id = f"{section}/own-{number}"
        if cls is WrittenQuestion:
            self.restart("about", record_id)
            targets = tuple(other for other in ids if other.partition("/")[0] in _ABOUT_SECTIONS)
            values["about"] = tuple(map(Target, self.pick_some(targets, 2))) or ("film",)
            right = {fold(text) for text in (values.get("answer", ""), *values.get("accept", ()))}
            for name in ("wrong", "reject", "prompt"):
                values[name] = tuple(t for t in values.get(name, ()) if fold(t) not in right)
            values["order"] = NAMES[-4:] if self.happens(0.1) else ()
            values["clues"] = () if values["order"] or self.happens(0.9) else NAMES[:5]
            for key, others in WrittenQuestion.CONFLICTS.items():
                values = {k: v for k, v in values.items() if not (values.get(key) and k in others)}
        ids.append(record_id)
        return cls(**{**values, "id": record_id})


@lru_cache(maxsize=100)
def made_up(seed: int, number: int = 0) -> Film:
    """Returns the film for a seed, the same on every version of Python."""
    return _Maker(seed).film(number)

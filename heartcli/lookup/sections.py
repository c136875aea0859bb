"""Looks up sections, for the commands film, cast, crew, plot, production, reception and so on."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from heartcli.lookup.records import (
    cited_sources,
    dispute_notes,
    hidden_data,
    plain_text,
    record_data,
    record_notes,
)
from heartcli.model.film import HEAD_FIELDS, Film
from heartcli.model.frozen import Frozen, JsonObject, frozen, to_data
from heartcli.model.records import CastMember, Record, Strings
from heartcli.model.sections import SECTIONS

_FIRST_SECTIONS: dict[str, Strings] = {  # shown first by a command; the others follow in file order
    "film": ("crew", "cast"),
    "cast": (),
    "crew": (),
    "plot": (),
    "production": (),
    "reception": (),
    "music": ("songs", "production"),
    "releases": ("editions", "releases"),
}
LOOKUPS: dict[str, Strings] = {  # command → the sections that it shows
    command: tuple(
        dict.fromkeys(
            [*first, *(name for name, section in SECTIONS.items() if command in section.shown_by)]
        )
    )
    for command, first in _FIRST_SECTIONS.items()
}
_Sections = dict[str, tuple[Any, ...]]  # section → records of its class
_MAX_STARS = 6  # cast members that `heart film` shows


@frozen
class LookupResult(Frozen):
    """The records that a look-up shows, by section."""

    command: str
    film: Film
    sections: _Sections
    hidden: int  # spoilers

    def data(self) -> JsonObject:
        film = self.film
        header, cited = film.header(), []
        if self.command == "film":
            header |= _head(film)
            cited = [*film.cited.values(), *(dispute.sources for dispute in film.disputes)]
        sections = {
            name: [record_data(record) for record in records]
            for name, records in self.sections.items()
        }
        sources = cited_sources(chain(*self.sections.values()), cited)
        return {
            "film": header,
            **sections,
            **hidden_data(self.hidden),
            **film.sources_data(sources),
        }

    def rows(self) -> Iterator[Strings]:
        if self.command == "film":
            yield from _head_rows(self.film)
        for name, records in self.sections.items():
            for record in records:
                values = [plain_text(getattr(record, field)) for field in SECTIONS[name].columns]
                yield record.id, *values, record_notes(record), ",".join(record.sources)


def lookup(command: str, film: Film, *, spoilers: bool) -> LookupResult:
    """Looks up the sections that a command shows of a film."""
    sections: _Sections = {}
    hidden = 0
    for name in LOOKUPS[command]:
        records = _records(command, film, name)
        sections[name] = tuple(record for record in records if spoilers or not record.spoiler)
        hidden += len(records) - len(sections[name])
    if "cast" in sections:
        sections["cast"] = tuple(sorted(sections["cast"], key=_billing))
    if command == "film":
        sections["cast"] = sections["cast"][:_MAX_STARS]
    return LookupResult(command=command, film=film, sections=sections, hidden=hidden)


def has_content(command: str, film: Film) -> bool:
    """Whether a look-up has anything to show of a film, spoilers included."""
    return any(_records(command, film, name) for name in LOOKUPS[command])


def _records(command: str, film: Film, section: str) -> list[Record]:
    is_shown = SECTIONS[section].shown_by[command]
    return [record for record in film.section(section) if is_shown(record)]


def _billing(member: CastMember) -> float:
    return member.billing or float("inf")


def _head(film: Film) -> JsonObject:
    """The fields at the head of the film file."""
    names = ("id", *HEAD_FIELDS, "ids", "cited", "disputes")
    head = to_data({name: getattr(film, name) for name in names}, empty_lists=True)
    return {name: value for name, value in head.items() if value not in ("", {})}


def _head_rows(film: Film) -> Iterator[Strings]:
    for name in _head(film):
        if name in HEAD_FIELDS:
            notes = dispute_notes(dispute for dispute in film.disputes if dispute.field == name)
            sources = ",".join(film.cited.get(name, ()))
            yield f"film/{name}", plain_text(getattr(film, name)), notes, sources
    for dispute in film.disputes:
        if dispute.says:
            yield "film/dispute", dispute.says, "", ",".join(dispute.sources)

"""Looks up a film's sections and sources, and converts records to JSON and plain text."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from math import inf
from typing import Any, ClassVar

from heartcli.model.dates import Date
from heartcli.model.film import HEAD_FIELDS, Film
from heartcli.model.frozen import Frozen, JsonObject, frozen, to_data
from heartcli.model.records import Dispute, FieldValue, Record, Strings
from heartcli.model.sections import FACT_SECTIONS, SECTIONS

_FIRST_SECTIONS: dict[str, Strings] = {  # sections a command shows first; the rest keep file order
    "film": ("crew", "cast"), "cast": (), "crew": (), "plot": (), "production": (),
    "reception": (), "music": ("songs", "production"), "releases": ("editions", "releases"),
}  # fmt: skip
LOOKUPS: dict[str, Strings] = {  # command → sections it shows
    command: tuple(
        dict.fromkeys([*first, *(name for name in SECTIONS if command in SECTIONS[name].shown_by)])
    )
    for command, first in _FIRST_SECTIONS.items()
}
_Sections = dict[str, tuple[Any, ...]]  # section → its records
_BILLED_STARS, _UNBILLED_STARS = 6, 5  # cast members that `heart film` shows


@frozen
class LookupResult(Frozen):
    """The records that a look-up shows, by section."""

    command: str
    film: Film
    sections: _Sections
    hidden: int  # number of spoilers left out
    typed: str = ""  # how the user named the film; "" for the default film

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show, not even spoilers."""
        return self.command != "film" and not any(self.sections.values()) and not self.hidden

    def data(self) -> JsonObject:
        film, header = self.film, self.film.header()
        citations: list[Strings] = []
        if self.command == "film":
            header |= _head(film) | film.viewing.data()
            citations = [*film.cited.values(), *(dispute.sources for dispute in film.disputes)]
        sources = cited_sources(chain(*self.sections.values()), citations)
        sections = {
            name: [to_data(record, empty_lists=True) for record in records]
            for name, records in self.sections.items()
        }
        hidden = hidden_data(self.hidden)
        return {"film": header, **sections, **hidden, **film.sources_data(sources)}

    def rows(self) -> Iterator[Strings]:
        if self.command == "film":
            yield from _head_rows(self.film)
        for name, records in self.sections.items():
            for record in records:
                values = [plain_text(getattr(record, field)) for field in SECTIONS[name].columns]
                yield record.id, *values, record_notes(record), ",".join(record.sources)


def lookup(command: str, film: Film, *, spoilers: bool, typed: str = "") -> LookupResult:
    """Looks up the sections of a film that a command shows."""
    sections: _Sections = {}
    hidden = 0
    for name in LOOKUPS[command]:
        records = _records(command, film, name)
        sections[name] = tuple(record for record in records if spoilers or not record.spoiler)
        hidden += len(records) - len(sections[name])
    if "cast" in sections:
        by_billing = sorted(sections["cast"], key=lambda member: member.billing or inf)
        star_count = _BILLED_STARS if film.has_billing else _UNBILLED_STARS
        sections["cast"] = tuple(by_billing[: star_count if command == "film" else None])
    return LookupResult(command=command, film=film, sections=sections, hidden=hidden, typed=typed)


@frozen
class WholeFilm(Frozen):
    """Everything known about a film."""

    everything: LookupResult  # all records, as in the JSON document
    parts: list[LookupResult]  # by command, `film` first

    def data(self) -> JsonObject:
        return self.everything.data()

    def rows(self) -> Iterator[Strings]:
        return self.everything.rows()


def look_up_all(film: Film, *, spoilers: bool) -> WholeFilm:
    """Looks up every section of a film, and what each command shows of them."""
    parts = [
        lookup(command, film, spoilers=spoilers)
        for command in LOOKUPS
        if command == "film" or has_content(command, film)
    ]
    records = {name: film.section(name) for name in FACT_SECTIONS}
    sections: _Sections = {
        name: tuple(record for record in group if spoilers or not record.spoiler)
        for name, group in records.items()
    }
    hidden = sum(len(records[name]) - len(sections[name]) for name in records)
    everything = LookupResult(command="film", film=film, sections=sections, hidden=hidden)
    return WholeFilm(everything=everything, parts=parts)


def citations_of(result: LookupResult) -> list[list[Strings]]:
    """Returns the sources of each value that a look-up shows, by block of the screen."""
    head = result.film.cited.values() if result.command == "film" else ()
    blocks: dict[tuple[str, bool], list[Strings]] = {("", False): [*head]}
    for name, records in result.sections.items():
        for record in records:  # people without a character are a block of their own
            block = name, name == "cast" and not record.character
            blocks.setdefault(block, []).append(record.sources)
    return list(blocks.values())


def has_content(command: str, film: Film) -> bool:
    """Whether a look-up command has anything to show for a film, including spoilers."""
    return any(_records(command, film, name) for name in LOOKUPS[command])


def _records(command: str, film: Film, section: str) -> list[Record]:
    is_shown = SECTIONS[section].shown_by[command]
    return [record for record in film.section(section) if is_shown(record)]


def _head(film: Film) -> JsonObject:
    names = ("id", *HEAD_FIELDS, "ids", "cited", "disputes")
    head = to_data({name: getattr(film, name) for name in names}, empty_lists=True)
    return {name: value for name, value in head.items() if value not in ("", {})}


def _head_rows(film: Film) -> Iterator[Strings]:
    for name in _head(film):
        if name in HEAD_FIELDS:
            notes = [_dispute_note(dispute) for dispute in film.disputes if dispute.field == name]
            sources = ",".join(film.cited.get(name, ()))
            yield f"film/{name}", plain_text(getattr(film, name)), "; ".join(notes), sources
    for dispute in film.disputes:
        if dispute.says:
            yield "film/dispute", dispute.says, "", ",".join(dispute.sources)


@frozen
class SourceList(Frozen):
    """A film's sources, each with the number of records and of facts that cite it.

    The facts are the records and the fields at the head of the film file.
    """

    film: Film
    records: dict[str, int]  # source id → number of records
    facts: dict[str, int]  # source id → number of facts, most cited first
    command: ClassVar = "sources"

    @property
    def is_empty(self) -> bool:
        """Whether the film has no sources."""
        return not self.facts

    def data(self) -> JsonObject:
        sources = {
            name: to_data(self.film.sources[name])
            | {"records": self.records.get(name, 0), "facts": count}
            for name, count in self.facts.items()
        }
        return {"film": self.film.header(), "sources": sources}

    def rows(self) -> Iterator[Strings]:
        for name, count in self.facts.items():
            source = self.film.sources[name]
            origin = (source.author, source.publisher, source.title)
            address = (plain_text(source.date), source.url)
            records = str(self.records.get(name, 0))
            yield name, records, *origin, *address, source.kind or "", str(count), source.note


def list_sources(film: Film) -> SourceList:
    """Lists all of a film's sources, most cited first."""
    records = Counter(name for _, record in film.records() for name in cited_sources([record]))
    facts = records + Counter(chain.from_iterable(_head_citations(film).values()))
    by_count = sorted(film.sources, key=lambda name: -facts[name])
    return SourceList(film=film, records=records, facts={name: facts[name] for name in by_count})


def _head_citations(film: Film) -> dict[str, set[str]]:
    """The sources of each field at the head, and of the disputes about it."""
    citations = {field: set(sources) for field, sources in film.cited.items()}
    for dispute in film.disputes:
        citations.setdefault(dispute.field, set()).update(dispute.sources)
    return citations


def cited_sources(records: Iterable[Record], head: Iterable[Strings] = ()) -> list[str]:
    """The ids of the sources cited by the head, then by the records, without repeats."""
    cited = chain(head, *(record.citations() for record in records))
    return list(dict.fromkeys(chain.from_iterable(cited)))


def sentence_data(section: str, record: Record) -> JsonObject:
    """A record as JSON for timelines and searches, with a sentence instead of its fields."""
    date = {"date": record.date.text} if record.date else {}
    flags = dict.fromkeys(record.flags, True)
    data = {"section": section, "id": record.id, "text": record.sentence, **flags}
    disputes = to_data(record.disputes, empty_lists=True)
    return {**date, **data, "sources": list(record.sources), "disputes": disputes}


def hidden_data(count: int) -> dict[str, int]:
    """The `hidden` key of a JSON document; empty if no spoilers are hidden."""
    return {"hidden": count} if count else {}


def plain_text(value: FieldValue) -> str:
    """A field's value as plain text."""
    if value is None:
        return ""
    if isinstance(value, str | float | int):
        return str(value)
    return value.text if isinstance(value, Date) else ", ".join(value)


def record_notes(record: Record) -> str:
    """A record's flags and disputes as plain text."""
    return "; ".join([*record.flags, *map(_dispute_note, record.disputes)])


def _dispute_note(dispute: Dispute) -> str:
    """A dispute with its sources: "disputed: minutes: 101 (variety)"."""
    value, text = dispute.value, dispute.says
    if dispute.field:
        text = f"{dispute.field}: {value.words if isinstance(value, Date) else plain_text(value)}"
    return f"disputed: {text} ({','.join(dispute.sources)})"


def others_in_words(disputes: Iterable[Dispute], in_words: Callable[[float], str]) -> str:
    """Sums up what other sources say: "101 to 117 elsewhere"; "" if they say nothing."""
    values = [dispute.value for dispute in disputes]
    if not values:
        return ""
    if all(isinstance(value, int | float) for value in values):
        ends = dict.fromkeys((in_words(min(values)), in_words(max(values))))
        return f"{' to '.join(ends)} elsewhere"
    return f"{' or '.join(map(plain_text, values))} elsewhere"

"""What each look-up shows of a film: a result that output.py writes in three forms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from heartcli.errors import HeartError
from heartcli.model.dates import Date
from heartcli.model.film import HEAD_FIELDS, Film, named, sources_data
from heartcli.model.frozen import Frozen, frozen, to_data
from heartcli.model.records import Dispute, Record, Strings
from heartcli.text.folding import fold

if TYPE_CHECKING:
    from random import Random

# Jobs that stand on the first screen, as people write them.
_MAKERS = (
    *("director", "story", "screenplay", "writer", "script", "producer", "editor", "editing"),
    *("cinematography", "cinematographer", "photography", "director of photography"),
    *("music", "composer", "songs", "music and songs"),
)
_STARS = 6
Wanted = Callable[[Any], bool]


def _all(_: Any) -> bool:
    return True


# command → the sections that it draws from, with the records of each that it wants
LOOKUPS: dict[str, dict[str, Wanted]] = {
    "film": {
        "crew": lambda member: fold(member.job) in _MAKERS and not member.doubtful,
        "cast": lambda member: not member.cameo,
        "editions": _all,
    },
    "cast": {"cast": _all},
    "crew": {"crew": _all, "companies": _all},
    "plot": {"plot": _all},
    "production": {
        "production": lambda note: note.topic != "music",
        "figures": lambda figure: figure.topic != "box office",
    },
    "reception": {
        "figures": lambda figure: figure.topic == "box office" or fold(figure.name) == "budget",
        "reviews": _all,
        "ratings": _all,
        "awards": _all,
        "legacy": _all,
    },
    "music": {
        "songs": _all,
        "production": lambda note: note.topic == "music",
        "crew": lambda member: fold(member.department) == "music",
    },
    "releases": {"editions": _all, "releases": _all, "titles": _all, "certificates": _all},
}

# section → the columns of a line of plain text, between the id and the notes
COLUMNS: dict[str, Strings] = {
    "titles": ("place", "title", "text"),
    "cast": ("performer", "character", "billing", "text"),
    "crew": ("name", "job", "department", "text"),
    "companies": ("name", "role", "text"),
    "plot": ("text",),
    "production": ("topic", "date", "text"),
    "songs": ("title", "performers", "length", "text"),
    "editions": ("name", "date", "minutes", "text"),
    "releases": ("edition", "kind", "medium", "place", "date", "by", "text"),
    "certificates": ("place", "certificate", "date", "text"),
    "figures": ("name", "amount", "currency", "unit", "date", "text"),
    "reviews": ("critic", "publication", "date", "stance", "quote", "text"),
    "ratings": ("by", "score", "out_of", "votes", "quote", "text"),
    "awards": ("award", "category", "result", "people", "date", "text"),
    "legacy": ("date", "text"),
}


@frozen
class Look(Frozen):
    """The records that a look-up shows, by section, and how many spoilers it leaves out."""

    command: str
    film: Film
    sections: dict[str, tuple[Any, ...]]
    hidden: int

    def data(self) -> dict[str, Any]:
        film = named(self.film) | (_facts(self.film) if self.command == "film" else {})
        sections = {
            name: [record_data(r) for r in records] for name, records in self.sections.items()
        }
        head = [*self.film.cited.values(), *(d.sources for d in self.film.disputes)]
        cited = [head] if self.command == "film" else []
        return {"film": film} | sections | hidden(self.hidden) | sources_data(
            self.film, cites(self.sections.values(), *cited)
        )  # fmt: skip

    def rows(self) -> Iterator[Strings]:
        film = self.film
        for name, value in _facts(film).items() if self.command == "film" else ():
            if name in HEAD_FIELDS:
                others = _notes(dispute for dispute in film.disputes if dispute.field == name)
                yield f"film/{name}", _plain(value), others, ",".join(film.cited.get(name, ()))
        for dispute in film.disputes if self.command == "film" else ():
            if dispute.says:
                yield "film/dispute", dispute.says, "", ",".join(dispute.sources)
        for section, records in self.sections.items():
            for record in records:
                values = [_plain(getattr(record, column)) for column in COLUMNS[section]]
                yield record.id, *values, notes(record), ",".join(record.sources)


@frozen
class Entries(Frozen):
    """Records of any section as lines of text: a timeline, or a single fact."""

    command: str
    film: Film
    entries: list[tuple[str, Record]]
    hidden: int = 0

    def data(self) -> dict[str, Any]:
        lines = [line_data(section, record) for section, record in self.entries]
        shown = {"fact": lines[0]} if self.command == "fact" else {self.command: lines}
        cited = cites([[record for _, record in self.entries]])
        return (
            {"film": named(self.film)}
            | shown
            | hidden(self.hidden)
            | sources_data(self.film, cited)
        )

    def rows(self) -> Iterator[Strings]:
        for _, record in self.entries:
            yield (
                record.id,
                _plain(record.date),
                record.sentence,
                notes(record),
                ",".join(record.sources),
            )


@frozen
class Sources(Frozen):
    """The sources of a film, each with how many records rest on it."""

    film: Film
    counts: dict[str, int]

    def data(self) -> dict[str, Any]:
        told = {
            name: to_data(self.film.sources[name]) | {"records": n}
            for name, n in self.counts.items()
        }
        return {"film": named(self.film), "sources": told}

    def rows(self) -> Iterator[Strings]:
        for name, count in self.counts.items():
            source = self.film.sources[name]
            yield (
                name,
                str(count),
                source.author,
                source.publisher,
                source.title,
                _plain(source.date),
                source.url,
            )


def look(command: str, film: Film, *, spoilers: bool) -> Look:
    """What a look-up command shows of a film."""
    sections: dict[str, tuple[Any, ...]] = {}
    left_out = 0
    for name, wanted in LOOKUPS[command].items():
        records = [record for record in film.section(name) if wanted(record)]
        sections[name] = tuple(record for record in records if spoilers or not record.spoiler)
        left_out += len(records) - len(sections[name])
    if "cast" in sections:
        sections["cast"] = tuple(sorted(sections["cast"], key=lambda m: m.billing or 10**9))
    if command == "film":
        sections["cast"] = sections["cast"][:_STARS]
    return Look(command=command, film=film, sections=sections, hidden=left_out)


def has(film: Film, command: str) -> bool:
    """Whether a look-up, or the timeline, has anything to show of a film."""
    if command == "timeline":
        return any(record.date for _, record in film.records())
    return any(wanted(r) for name, wanted in LOOKUPS[command].items() for r in film.section(name))


def timeline(film: Film, *, spoilers: bool) -> Entries:
    """Every record that has a date, in the order of their dates."""
    dated = [(section, record) for section, record in film.records() if record.date]
    shown = [entry for entry in dated if spoilers or not entry[1].spoiler]

    def when(entry: tuple[str, Record]) -> str:
        return entry[1].date.text.replace("~", "") if entry[1].date else ""

    left_out = len(dated) - len(shown)
    return Entries(command="timeline", film=film, entries=sorted(shown, key=when), hidden=left_out)


def fact(film: Film, rng: Random) -> Entries:
    """One fact, neither doubtful nor a spoiler. Raises HeartError where the film has none."""
    told = [entry for entry in film.records() if not (entry[1].doubtful or entry[1].spoiler)]
    told = [entry for entry in told if entry[1].text] or told  # a name alone is dull
    if not told:
        raise HeartError(f"the film file of {film.title} has no fact to tell")
    return Entries(command="fact", film=film, entries=[told[int(rng.random() * len(told))]])


def sources(film: Film) -> Sources:
    """All sources, the most cited first."""
    counts = Counter(name for _, record in film.records() for name in set(cites([[record]])))
    by_count = sorted(film.sources, key=lambda name: -counts[name])
    return Sources(film=film, counts={name: counts[name] for name in by_count})


def cites(records: Iterable[Iterable[Record]], *more: Iterable[Strings]) -> list[str]:
    """The ids of the sources that records rest on, disputes included, in the order of citing."""
    found: dict[str, None] = {}
    for cited in (names for lists in more for names in lists):
        found |= dict.fromkeys(cited)
    for record in (record for group in records for record in group):
        found |= dict.fromkeys(record.sources)
        for dispute in record.disputes:
            found |= dict.fromkeys(dispute.sources)
    return list(found)


def record_data(record: Record) -> dict[str, Any]:
    """A record as JSON has it: the keys of the film file, `id` in full, lists even if empty."""
    return dict(to_data(record, empty_lists=True))


def line_data(section: str, record: Record) -> dict[str, Any]:
    """A record as one line of a timeline or a search."""
    when = record.date
    marks = {name: True for name in ("doubtful", "spoiler") if getattr(record, name)}
    told = {"section": section, "id": record.id, "text": record.sentence, **marks}
    told |= {"sources": list(record.sources), "disputes": record_data(record)["disputes"]}
    return {"date": when.text} | told if when else told


def hidden(count: int) -> dict[str, int]:
    """How many spoilers were left out, where any were."""
    return {"hidden": count} if count else {}


def dispute_in_words(dispute: Dispute) -> str:
    """What other sources say, as a phrase: "minutes: 101", or their sentence."""
    if not dispute.field:
        return dispute.says
    value = dispute.value
    return f"{dispute.field}: {value.words if isinstance(value, Date) else _plain(value)}"


def notes(record: Record) -> str:
    """What a reader must know of a record: doubtful, spoiler, disputes with their sources."""
    marks = [name for name in ("doubtful", "spoiler") if getattr(record, name)]
    return "; ".join([*marks, *filter(None, [_notes(record.disputes)])])


def _notes(disputes: Iterable[Dispute]) -> str:
    return "; ".join(f"disputed: {dispute_in_words(d)} ({','.join(d.sources)})" for d in disputes)


def _facts(film: Film) -> dict[str, Any]:
    """What stands at the head of a film file."""
    told = {key: getattr(film, key) for key in ("id", *HEAD_FIELDS, "ids", "cited", "disputes")}
    facts = to_data(told, empty_lists=True)
    return {key: fact for key, fact in facts.items() if fact not in ("", {})}


def _plain(value: Any) -> str:
    if isinstance(value, Date):
        return value.text
    if isinstance(value, tuple | list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)

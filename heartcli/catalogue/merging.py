"""What several sources say of a film → one Film: each value with its source, the rest as disputes.

Of values that differ the one stands first that most sources give; where as many give each, that of
the source which comes first: what the user imported before what came with heart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from heartcli.catalogue.formats import FORMATS
from heartcli.catalogue.models import CAST, LISTS, NOWHERE, parted
from heartcli.catalogue.search.normalize import facet_token, title_key
from heartcli.catalogue.search.people import count_films_of, people_by_job
from heartcli.catalogue.store import SHIFT, Catalogue, Entry, Store
from heartcli.catalogue.store import Source as Imported
from heartcli.model.dates import Date
from heartcli.model.film import HEAD_FIELDS, SECTIONS, Film, derived_id
from heartcli.model.records import (
    Count,
    CrewMember,
    Dispute,
    Ids,
    ImdbId,
    Record,
    Slug,
    Source,
    Strings,
    Url,
    WikidataId,
    Year,
)
from heartcli.text.folding import fold

# Whose names stand first.
_JOBS = ("Director", "Writer", "Screenplay", "Story", "Producer", "Composer", "Cinematography",
         "Editor", "Production design")  # fmt: skip
_BY_SOURCE = ("billing",)  # what each source numbers in its own way, so that nobody disputes it


class CatalogueFilm(Film):
    """A film out of the catalogue; it has the fields of every film."""

    is_from_catalogue = True


class _Told(NamedTuple):
    """What one source says of a film, in the words of a film file."""

    source: str
    head: dict[str, Any]
    sections: dict[str, list[dict[str, Any]]]


def film_of(catalogue: Catalogue, film: int) -> CatalogueFilm:
    """The film with this number, as all sources have it together."""
    told: list[_Told] = []
    cited: dict[str, Source] = {}
    entries = catalogue.of_film(film)
    for source, name, of_source in _by_source(entries):
        cited[name] = _cited(source, of_source[0][1])
        told.append(_in_one([_told(store, entry, source, name) for store, entry in of_source]))
    head, cites, disputes = _head(told)
    sections: dict[str, Any] = {name: tuple(_merged(name, told)) for name in _SECTIONS}
    sections["crew"] = tuple(sorted(sections["crew"], key=_place_of_job))
    ids = {name: _first(entries, name) for name in ("wikidata", "imdb", "tmdb")}
    return CatalogueFilm(
        id=Slug(entries[0][1].film_id),
        **head,
        ids=_ids(ids),
        cited=cites,
        disputes=disputes,
        sources=cited,
        people={},
        pool={},
        **sections,
    )


def _place_of_job(member: CrewMember) -> int:
    return _JOBS.index(member.job) if member.job in _JOBS else len(_JOBS)


class Brief(NamedTuple):
    """What one tells films apart by, as all sources have it together."""

    head: dict[str, Any]
    directors: Strings
    sources: Strings


def brief(catalogue: Catalogue, film: int) -> Brief:
    """The same as `film_of` says, without all the rest."""
    told: list[_Told] = []
    directors: dict[str, str] = {}
    for _, name, of_source in _by_source(catalogue.of_film(film)):
        told.append(_in_one([_Told(name, _head_of(entry), {}) for _, entry in of_source]))
        for store, entry in of_source:
            for director in people_by_job(store, [entry.id], ["Director"])[entry.id].values():
                directors.setdefault(fold(director), director)
    head, cites, _ = _head(told)
    rests_on = dict.fromkeys(name for names in cites.values() for name in names)
    return Brief(head, tuple(directors.values()), tuple(rests_on))


def _by_source(
    entries: Sequence[tuple[Store, Entry]],
) -> Iterator[tuple[Imported, str, list[tuple[Store, Entry]]]]:
    """The sources, each with its name here and with its entries, the fullest first."""
    grouped: dict[tuple[Store, int], list[tuple[Store, Entry]]] = {}
    for store, entry in entries:
        grouped.setdefault((store, store.source_of(entry.id).id), []).append((store, entry))
    told = [store.sources[number].name for store, number in grouped]
    names: set[str] = set()
    for (store, number), of_source in grouped.items():
        source, name, count = store.sources[number], store.sources[number].name, 1
        while name in names or (count > 1 and name in told):  # two catalogues have it
            count += 1
            name = f"{source.name}-{count}"
        names.add(name)
        yield source, name, sorted(of_source, key=lambda one: -len(one[1].more or b""))


def _in_one(told: Sequence[_Told]) -> _Told:
    """What the entries of one source say of a film: a source doesn't dispute itself."""
    first, *others = told
    if not others:
        return first
    known = {
        section: {_thing(section, record) for record in records}
        for section, records in first.sections.items()
    }
    for other in others:
        for field, value in other.head.items():
            first.head[field] = first.head.get(field) or value
        for section, records in other.sections.items():
            seen = known.setdefault(section, set())
            more = [(thing, r) for r in records if (thing := _thing(section, r)) not in seen]
            first.sections.setdefault(section, []).extend(record for _, record in more)
            seen.update(thing for thing, _ in more)
    return first


_SECTIONS = (
    "titles",
    "cast",
    "crew",
    "companies",
    "editions",
    "releases",
    "certificates",
    "figures",
    "ratings",
    "awards",
)


def _first(entries: Iterable[tuple[Store, Entry]], name: str) -> int | None:
    return next((value for _, entry in entries if (value := getattr(entry, name))), None)


def _ids(ids: dict[str, int | None]) -> Ids:
    wikidata, imdb = ids["wikidata"], ids["imdb"]
    return Ids(
        imdb=ImdbId(f"tt{imdb:07}" if imdb else ""),
        tmdb=Count(ids["tmdb"]) if ids["tmdb"] else None,
        wikidata=WikidataId(f"Q{wikidata}" if wikidata else ""),
    )


def _cited(source: Imported, entry: Entry) -> Source:
    """The source as a film file cites it, with the film's address there."""
    its = FORMATS[source.format]
    wanted = its.address.partition("{")[2].partition(":")[0].partition("}")[0]
    known = wanted and getattr(entry, wanted)
    return Source(
        title=entry.title,
        publisher=its.publisher if source.name == source.format else source.name,
        date=Date.parse(source.day),
        url=Url(its.address.format(**{wanted: known}) if known else ""),
        note=its.attribution,
    )


def _told(store: Store, entry: Entry, source: Imported, name: str) -> _Told:
    sections = store.more(entry)
    head = _head_of(entry) | {"premise": sections.pop("premise", "")}
    sections.get("releases", []).sort(key=_day)
    if entry.minutes and entry.minutes > 0:
        sections["editions"] = [{"name": "The film", "minutes": entry.minutes}]
    if titles := store.titles([entry.id]).get(entry.id):
        sections["titles"] = [
            {"title": t, "place": place.strip() or NOWHERE} for t, place in titles
        ]
    if credited := store.credits([entry.id]).get(entry.id):
        sections |= _credits(store, entry, credited, billed=FORMATS[source.format].billed)
    return _Told(name, head, sections)


def _day(release: dict[str, Any]) -> str:
    return release["date"].text if "date" in release else ""


def _head_of(entry: Entry) -> dict[str, Any]:
    head: dict[str, Any] = {"title": entry.title, "year": Year(entry.year)}
    lists = {field: parted(getattr(entry, field)) for field in LISTS}
    return head | {"original_title": entry.original_title or ""} | lists


def _credits(
    store: Store, entry: Entry, told: Sequence[tuple[int, str, str]], *, billed: bool
) -> dict[str, list[dict[str, Any]]]:
    """The cast, in billing order or those first who are in most films; and the crew."""
    base = entry.id >> SHIFT << SHIFT
    told_of = [(base | person, job, character) for person, job, character in told]
    names = store.names({person for person, _, _ in told_of})
    cast: dict[int, dict[str, Any]] = {}
    for person, job, character in told_of:
        if job == CAST and person in names:
            part = cast.setdefault(person, {"performer": names[person][0], "character": ""})
            parts = [part["character"], character]
            part["character"] = " / ".join(dict.fromkeys(filter(None, parts)))
    if billed:
        for number, part in enumerate(cast.values(), 1):
            part["billing"] = number
        members = list(cast.values())
    else:
        counts = {person: count_films_of(store, person) for person in cast}
        members = [cast[person] for person in sorted(cast, key=lambda one: -counts[one])]
    crew = [
        {"name": names[person][0], "job": job}
        for person, job, _ in told_of
        if job != CAST and person in names
    ]
    return {"cast": members, "crew": crew}


def _head(
    told: Sequence[_Told],
) -> tuple[dict[str, Any], dict[str, Strings], tuple[Dispute, ...]]:
    """The facts at the head of a film file, what they rest on, and what disputes them."""
    head: dict[str, Any] = {}
    cites: dict[str, Strings] = {}
    disputes: list[Dispute] = []
    for field in HEAD_FIELDS:
        values = [(one.head[field], one.source) for one in told if one.head.get(field)]
        for value, sources in _agreed(field, values):
            if field in head:
                disputes.append(Dispute(field=field, value=value, sources=sources))
            else:
                head[field], cites[field] = value, sources
    return head, cites, tuple(disputes)


def _agreed(field: str, values: Sequence[tuple[Any, str]]) -> list[tuple[Any, Strings]]:
    """The different values, each with all sources that give it, the most given first.

    A list that is a part of another says nothing else.
    """
    found: dict[Any, tuple[list[Any], list[str]]] = {}
    for value, source in values:
        its, sources = found.setdefault(_same(field, value), ([], []))
        its.append(value)
        sources.append(source)
    if field in LISTS:
        for part in sorted(found, key=len):
            if whole := next((other for other in found if part < other), None):
                found[whole][1].extend(found.pop(part)[1])
    ranked = sorted(found.values(), key=lambda one: -len(one[1]))
    return [(_upright(its), tuple(dict.fromkeys(sources))) for its, sources in ranked]


def _same(field: str, value: Any) -> Any:
    """What values have in common that nobody would call different."""
    if isinstance(value, Date):
        return value.text
    if isinstance(value, tuple):
        return frozenset(facet_token(field[0], one) for one in value)
    if field == "title":
        return title_key(value)
    return fold(value) if isinstance(value, str) else value


def _upright(values: Sequence[Any]) -> Any:
    """Of several ways to write one thing the first; "The Matrix" before "Matrix, The"."""
    behind = (", the", ", a", ", an")
    return next((v for v in values if not str(v).lower().endswith(behind)), values[0])


def _merged(section: str, told: Sequence[_Told]) -> Iterator[Record]:
    """The records of a section: what is one thing to several sources is one record."""
    things: dict[str, list[tuple[dict[str, Any], str]]] = {}
    for one in told:
        namesakes: Counter[str] = Counter()
        for record in one.sections.get(section, ()):
            thing = _thing(section, record)
            if section == "cast":  # each is somebody else to a source
                namesakes[thing] += 1
                thing = f"{thing} ({namesakes[thing]})"
            things.setdefault(thing, []).append((record, one.source))
    taken: set[str] = set()
    for claims in things.values():
        fields, disputes = _together(claims)
        own = derived_id(section, fields)
        if own in taken or own.endswith("/"):  # two of one name in other letters
            own = f"{own}{'' if own.endswith('/') else '-'}{len(taken) + 1}"
        taken.add(own)
        sources = tuple(dict.fromkeys(source for _, source in claims))
        others = {source for dispute in disputes for source in dispute.sources}
        sources = tuple(source for source in sources if source not in others) or sources
        yield SECTIONS[section](id=own, **fields, sources=sources, disputes=tuple(disputes))


def _together(
    claims: Sequence[tuple[dict[str, Any], str]],
) -> tuple[dict[str, Any], list[Dispute]]:
    """What sources say of one thing, and what of it they dispute."""
    if len(claims) == 1:
        [(record, _)] = claims
        return {name: value for name, value in record.items() if value not in (None, "")}, []
    fields: dict[str, Any] = {}
    disputes: list[Dispute] = []
    for field in dict.fromkeys(name for record, _ in claims for name in record):
        values = [(r[field], source) for r, source in claims if r.get(field) not in (None, "")]
        for value, sources in _agreed(field, values):
            if field not in fields:
                fields[field] = value
            elif field not in _BY_SOURCE:
                disputes.append(Dispute(field=field, value=value, sources=sources))
    return fields, disputes


def _thing(section: str, record: dict[str, Any]) -> str:
    """By what a record is known to be of the same thing as another source's."""
    return fold(record["performer"]) if section == "cast" else derived_id(section, record)

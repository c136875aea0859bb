"""What several sources say of a film → one Film: each value with its source, the rest as disputes.

Of values that differ the one stands first that most sources give; where as many give each, that of
the source which comes first: what the user imported before what came with heart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from heartcli.catalogue.codec import split_list
from heartcli.catalogue.formats import FORMATS
from heartcli.catalogue.models import CAST, LIST_FIELDS, UNKNOWN_PLACE
from heartcli.catalogue.search.normalize import facet_token, title_key
from heartcli.catalogue.search.people import count_films_of, people_by_job
from heartcli.catalogue.store import SOURCE_SHIFT, Catalogue, Entry, Store
from heartcli.catalogue.store import CatalogueSource as Imported
from heartcli.model.dates import Date
from heartcli.model.film import HEAD_FIELDS, Film, derived_id
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
from heartcli.model.sections import SECTIONS
from heartcli.text.folding import fold

# Whose names stand first.
_JOB_ORDER = ("Director", "Writer", "Screenplay", "Story", "Producer", "Composer", "Cinematography",
         "Editor", "Production design")  # fmt: skip
_UNDISPUTED_FIELDS = (
    "billing",
)  # what each source numbers in its own way, so that nobody disputes it


class CatalogueFilm(Film):
    """A film out of the catalogue; it has the fields of every film."""

    is_from_catalogue = True


class _SourceView(NamedTuple):
    """What one source says of a film, in the words of a film file."""

    source: str
    head: dict[str, Any]
    sections: dict[str, list[dict[str, Any]]]


def load_film(catalogue: Catalogue, film_number: int) -> CatalogueFilm:
    """The film with this number, as all sources have it together."""
    views: list[_SourceView] = []
    cited: dict[str, Source] = {}
    entries = catalogue.entries_of_film(film_number)
    for source, name, source_entries in _by_source(entries):
        cited[name] = _cite(source, source_entries[0][1])
        views.append(
            _merge_entries(
                [_read_entry(store, entry, source, name) for store, entry in source_entries]
            )
        )
    head, cites, disputes = _merge_head(views)
    sections: dict[str, Any] = {name: tuple(_merge_section(name, views)) for name in _SECTIONS}
    sections["crew"] = tuple(sorted(sections["crew"], key=_job_order))
    ids = {name: _first_value(entries, name) for name in ("wikidata", "imdb", "tmdb")}
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


def _job_order(member: CrewMember) -> int:
    return _JOB_ORDER.index(member.job) if member.job in _JOB_ORDER else len(_JOB_ORDER)


class FilmSummary(NamedTuple):
    """What one tells films apart by, as all sources have it together."""

    head: dict[str, Any]
    directors: Strings
    sources: Strings


def load_summary(catalogue: Catalogue, film_number: int) -> FilmSummary:
    """The same as `film_of` says, without all the rest."""
    views: list[_SourceView] = []
    directors: dict[str, str] = {}
    for _, name, source_entries in _by_source(catalogue.entries_of_film(film_number)):
        views.append(
            _merge_entries(
                [_SourceView(name, _read_head(entry), {}) for _, entry in source_entries]
            )
        )
        for store, entry in source_entries:
            for director in people_by_job(store, [entry.id], ["Director"])[entry.id].values():
                directors.setdefault(fold(director), director)
    head, cites, _ = _merge_head(views)
    rests_on = dict.fromkeys(name for names in cites.values() for name in names)
    return FilmSummary(head, tuple(directors.values()), tuple(rests_on))


def _by_source(
    entries: Sequence[tuple[Store, Entry]],
) -> Iterator[tuple[Imported, str, list[tuple[Store, Entry]]]]:
    """The sources, each with its name here and with its entries, the fullest first."""
    grouped: dict[tuple[Store, int], list[tuple[Store, Entry]]] = {}
    for store, entry in entries:
        grouped.setdefault((store, store.source_of(entry.id).id), []).append((store, entry))
    source_names = [store.sources[number].name for store, number in grouped]
    names: set[str] = set()
    for (store, number), source_entries in grouped.items():
        source, name, count = store.sources[number], store.sources[number].name, 1
        while name in names or (count > 1 and name in source_names):  # two catalogues have it
            count += 1
            name = f"{source.name}-{count}"
        names.add(name)
        yield (
            source,
            name,
            sorted(source_entries, key=lambda one: -len(one[1].packed_sections or b"")),
        )


def _merge_entries(views: Sequence[_SourceView]) -> _SourceView:
    """What the entries of one source say of a film: a source doesn't dispute itself."""
    first, *others = views
    if not others:
        return first
    known = {
        section: {_identity_key(section, record) for record in records}
        for section, records in first.sections.items()
    }
    for other in others:
        for field, value in other.head.items():
            first.head[field] = first.head.get(field) or value
        for section, records in other.sections.items():
            seen = known.setdefault(section, set())
            more = [(thing, r) for r in records if (thing := _identity_key(section, r)) not in seen]
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


def _first_value(entries: Iterable[tuple[Store, Entry]], name: str) -> int | None:
    return next((value for _, entry in entries if (value := getattr(entry, name))), None)


def _ids(ids: dict[str, int | None]) -> Ids:
    wikidata, imdb = ids["wikidata"], ids["imdb"]
    return Ids(
        imdb=ImdbId(f"tt{imdb:07}" if imdb else ""),
        tmdb=Count(ids["tmdb"]) if ids["tmdb"] else None,
        wikidata=WikidataId(f"Q{wikidata}" if wikidata else ""),
    )


def _cite(source: Imported, entry: Entry) -> Source:
    """The source as a film file cites it, with the film's address there."""
    its = FORMATS[source.format]
    wanted = its.url_template.partition("{")[2].partition(":")[0].partition("}")[0]
    known = wanted and getattr(entry, wanted)
    return Source(
        title=entry.title,
        publisher=its.publisher if source.name == source.format else source.name,
        date=Date.parse(source.imported_on),
        url=Url(its.url_template.format(**{wanted: known}) if known else ""),
        note=its.attribution,
    )


def _read_entry(store: Store, entry: Entry, source: Imported, name: str) -> _SourceView:
    sections, premise = store.load_sections(entry)
    head = _read_head(entry) | {"premise": premise}
    sections.get("releases", []).sort(key=_day)
    if entry.minutes and entry.minutes > 0:
        sections["editions"] = [{"name": "The film", "minutes": entry.minutes}]
    if titles := store.load_titles([entry.id]).get(entry.id):
        sections["titles"] = [
            {"title": t, "place": place.strip() or UNKNOWN_PLACE} for t, place in titles
        ]
    if credited := store.load_credits([entry.id]).get(entry.id):
        sections |= _credits(store, entry, credited, billed=FORMATS[source.format].cast_is_ordered)
    return _SourceView(name, head, sections)


def _day(release: dict[str, Any]) -> str:
    return release["date"].text if "date" in release else ""


def _read_head(entry: Entry) -> dict[str, Any]:
    head: dict[str, Any] = {"title": entry.title, "year": Year(entry.year)}
    lists = {field: split_list(getattr(entry, field)) for field in LIST_FIELDS}
    return head | {"original_title": entry.original_title or ""} | lists


def _credits(
    store: Store, entry: Entry, told: Sequence[tuple[int, str, str]], *, billed: bool
) -> dict[str, list[dict[str, Any]]]:
    """The cast, in billing order or those first who are in most films; and the crew."""
    base = entry.id >> SOURCE_SHIFT << SOURCE_SHIFT
    told_of = [(base | person, job, character) for person, job, character in told]
    names = store.load_people({person for person, _, _ in told_of})
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


def _merge_head(
    views: Sequence[_SourceView],
) -> tuple[dict[str, Any], dict[str, Strings], tuple[Dispute, ...]]:
    """The facts at the head of a film file, what they rest on, and what disputes them."""
    head: dict[str, Any] = {}
    cites: dict[str, Strings] = {}
    disputes: list[Dispute] = []
    for field in HEAD_FIELDS:
        values = [(one.head[field], one.source) for one in views if one.head.get(field)]
        for value, sources in _rank_values(field, values):
            if field in head:
                disputes.append(Dispute(field=field, value=value, sources=sources))
            else:
                head[field], cites[field] = value, sources
    return head, cites, tuple(disputes)


def _rank_values(field: str, values: Sequence[tuple[Any, str]]) -> list[tuple[Any, Strings]]:
    """The different values, each with all sources that give it, the most given first.

    A list that is a part of another says nothing else.
    """
    found: dict[Any, tuple[list[Any], list[str]]] = {}
    for value, source in values:
        its, sources = found.setdefault(_comparison_key(field, value), ([], []))
        its.append(value)
        sources.append(source)
    if field in LIST_FIELDS:
        for part in sorted(found, key=len):
            if whole := next((other for other in found if part < other), None):
                found[whole][1].extend(found.pop(part)[1])
    ranked = sorted(found.values(), key=lambda one: -len(one[1]))
    return [
        (_prefer_unswapped_title(its), tuple(dict.fromkeys(sources))) for its, sources in ranked
    ]


def _comparison_key(field: str, value: Any) -> Any:
    """What values have in common that nobody would call different."""
    if isinstance(value, Date):
        return value.text
    if isinstance(value, tuple):
        return frozenset(facet_token(field[0], one) for one in value)
    if field == "title":
        return title_key(value)
    return fold(value) if isinstance(value, str) else value


def _prefer_unswapped_title(values: Sequence[Any]) -> Any:
    """Of several ways to write one thing the first; "The Matrix" before "Matrix, The"."""
    behind = (", the", ", a", ", an")
    return next((v for v in values if not str(v).lower().endswith(behind)), values[0])


def _merge_section(section: str, views: Sequence[_SourceView]) -> Iterator[Record]:
    """The records of a section: what is one thing to several sources is one record."""
    things: dict[str, list[tuple[dict[str, Any], str]]] = {}
    for view in views:
        namesakes: Counter[str] = Counter()
        for record in view.sections.get(section, ()):
            thing = _identity_key(section, record)
            if section == "cast":  # each is somebody else to a source
                namesakes[thing] += 1
                thing = f"{thing} ({namesakes[thing]})"
            things.setdefault(thing, []).append((record, view.source))
    taken: set[str] = set()
    for claims in things.values():
        fields, disputes = _merge_fields(claims)
        record_id = derived_id(section, fields)
        if record_id in taken or record_id.endswith("/"):  # two of one name in other letters
            record_id = f"{record_id}{'' if record_id.endswith('/') else '-'}{len(taken) + 1}"
        taken.add(record_id)
        sources = tuple(dict.fromkeys(source for _, source in claims))
        others = {source for dispute in disputes for source in dispute.sources}
        sources = tuple(source for source in sources if source not in others) or sources
        yield SECTIONS[section].record_class(
            id=record_id, **fields, sources=sources, disputes=tuple(disputes)
        )


def _merge_fields(
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
        for value, sources in _rank_values(field, values):
            if field not in fields:
                fields[field] = value
            elif field not in _UNDISPUTED_FIELDS:
                disputes.append(Dispute(field=field, value=value, sources=sources))
    return fields, disputes


def _identity_key(section: str, record: dict[str, Any]) -> str:
    """By what a record is known to be of the same thing as another source's."""
    return fold(record["performer"]) if section == "cast" else derived_id(section, record)

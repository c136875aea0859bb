"""Merges the data that several sources have on a film into one `Film`.

Every value keeps its sources. Where sources differ, the film gets the value that `_precedence`
puts first, and the others become disputes.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import Any, ClassVar, NamedTuple

from heartcli.catalogue.codec import UNKNOWN_PLACE, RecordFields, split_list
from heartcli.catalogue.credits import order_cast, read_credits
from heartcli.catalogue.formats import FETCHED, FORMATS
from heartcli.catalogue.search.normalize import facet_token, name_key, title_key
from heartcli.catalogue.search.people import people_by_job
from heartcli.catalogue.spelling import best_spelling
from heartcli.catalogue.store import Catalogue, CatalogueSource, Entry, Store
from heartcli.catalogue.viewings import load_viewing
from heartcli.model import records
from heartcli.model.dates import Date
from heartcli.model.film import HEAD_FIELDS, Film, derived_id
from heartcli.model.records import Dispute, FieldValue, Record, Strings
from heartcli.model.sections import SECTIONS
from heartcli.model.viewing import Viewing
from heartcli.text.folding import fold, fold_words

_SECTIONS = ("titles", "cast", "crew", "companies", "editions", "releases", "certificates",
             "figures", "ratings", "awards")  # fmt: skip
# The order of jobs in the crew; all others come last.
_JOB_ORDER = {job: number for number, job in enumerate((
    "Director", "Writer", "Screenplay", "Story", "Producer", "Composer", "Cinematography",
    "Editor", "Production design"))}  # fmt: skip
_REPEATABLE = ("cast", "awards")  # what one source lists twice is two people, or won and nominated
_UNDISPUTED_FIELDS = ("billing",)  # sources number the cast differently
ComparisonKey = str | float | frozenset[str] | None
Records = list[RecordFields]
Claim = tuple[RecordFields, str]  # a record as one source describes it, and that source


class CatalogueFilm(Film):
    """A film from the catalogue."""

    is_from_catalogue: ClassVar[bool] = True

    def __init__(self, *, viewing: Viewing = Film.viewing, **values: Any) -> None:
        super().__init__(**values)
        vars(self)["viewing"] = viewing  # not among FIELDS, so it stays out of film files

    @property
    def has_billing(self) -> bool:
        """Whether any source has the cast in billing order."""
        return any(member.billing for member in self.cast)

    @property
    def is_director_certain(self) -> bool:
        """Whether there is a single director; of several, one may have directed the second unit."""
        return len(self.directors) <= 1


Directors = Mapping[tuple[Store, int], Strings]  # their names by store and entry id


class _SourceEntries(NamedTuple):
    """One source's entries for a film."""

    name: str  # the source's name, made unique among the film's sources
    source: CatalogueSource
    store: Store
    entries: list[Entry]


class _SourceView(NamedTuple):
    """A film as one source describes it, in the fields of a film file."""

    source: str
    head: RecordFields
    sections: dict[str, Records]
    prominence: dict[str, int]  # of a cast without a billing order, by name


def load_film(catalogue: Catalogue, film_number: int) -> CatalogueFilm:
    """Loads a film, merged from all its sources."""
    entries = catalogue.entries_of_film(film_number)
    groups = list(_group_by_source(entries))
    views = [
        _merge_views(sorted((_read_entry(group, e) for e in group.entries), key=_brevity))
        for group in groups
    ]
    _recognize_translations(views)
    sections: dict[str, Any] = {name: tuple(_merge_section(name, views)) for name in _SECTIONS}
    sections["cast"] = order_cast(sections["cast"], [view.prominence for view in views])
    by_job = sorted(sections["crew"], key=lambda m: _JOB_ORDER.get(m.job, len(_JOB_ORDER)))
    sections["crew"] = tuple(by_job)
    sections["viewing"] = load_viewing(entries)
    return _film(entries, groups, views, sections)


def merge_heads(entries: Sequence[tuple[Store, Entry]]) -> CatalogueFilm:
    """Returns the film that these entries describe, without its records."""
    groups = list(_group_by_source(entries))
    views = [_merge_views([_head_view(group, e) for e in group.entries]) for group in groups]
    _recognize_translations(views)
    return _film(entries, groups, views, {})


def _film(
    entries: Sequence[tuple[Store, Entry]],
    groups: Sequence[_SourceEntries],
    views: Sequence[_SourceView],
    more: dict[str, Any],
) -> CatalogueFilm:
    head, cited, disputes = _merge_fields(_head_claims(groups, views), HEAD_FIELDS)
    return CatalogueFilm(
        id=records.Slug(entries[0][1].film_id), ids=_merge_ids([entry for _, entry in entries]),
        sources={group.name: _cite(group.source, group.entries[0]) for group in groups},
        cited=cited, disputes=tuple(disputes), people={}, pool={}, **head, **more,
    )  # fmt: skip


def load_directors(entries: Iterable[tuple[Store, Entry]]) -> Directors:
    """Loads the names of the directors in these entries."""
    ids: dict[Store, list[int]] = {}
    for store, entry in entries:
        ids.setdefault(store, []).append(entry.id)
    return {
        (store, entry_id): tuple(names.values())
        for store, entry_ids in ids.items()
        for entry_id, names in people_by_job(store, entry_ids, ["Director"]).items()
    }


def load_summary(
    entries: Sequence[tuple[Store, Entry]], credited: Directors | None = None
) -> tuple[RecordFields, Strings, Strings]:
    """Loads the parts of a film that lists show: its head, directors and sources.

    `credited` holds the directors in these entries, and perhaps in others, if they are known.
    """
    credited = load_directors(entries) if credited is None else credited
    directors: dict[str, str] = {}
    views: list[_SourceView] = []
    groups = list(_group_by_source(entries))
    for group in groups:
        for entry in group.entries:
            for name in credited[group.store, entry.id]:
                directors.setdefault(fold(name), name)
        views.append(_merge_views([_head_view(group, entry) for entry in group.entries]))
    _recognize_translations(views)
    head, cited, _ = _merge_fields(_head_claims(groups, views), HEAD_FIELDS)
    sources = dict.fromkeys(name for names in cited.values() for name in names)
    return head, tuple(directors.values()), tuple(sources)


def _recognize_translations(views: Sequence[_SourceView]) -> None:
    """Moves a title to the titles abroad if the source's original title is another's title."""
    if len(views) == 1:  # most films, so that long lists take less time
        return
    titles = {title_key(view.head["title"]): view.head["title"] for view in views}
    for view in views:
        title, original_key = view.head["title"], title_key(view.head["original_title"])
        if original_key in titles.keys() - {title_key(title)}:
            view.head.update(title=titles[original_key], original_title="")
            abroad = {"title": title, "place": UNKNOWN_PLACE}
            view.sections.setdefault("titles", []).append(abroad)


def _head_claims(groups: Sequence[_SourceEntries], views: Sequence[_SourceView]) -> list[Claim]:
    """Returns the sources' heads; beside other sources, a summary adds only its premise."""
    is_summary = [FORMATS[group.source.format].is_summary for group in groups]
    claims: list[Claim] = []
    for view, has_only_premise in zip(views, is_summary, strict=True):
        is_cut = has_only_premise and not all(is_summary)
        head = {"premise": view.head.get("premise")} if is_cut else view.head
        claims.append((head, view.source))
    return claims


def _group_by_source(entries: Iterable[tuple[Store, Entry]]) -> Iterator[_SourceEntries]:
    groups: dict[tuple[Store, CatalogueSource], list[Entry]] = {}
    for store, entry in entries:
        groups.setdefault((store, store.source_of(entry.id)), []).append(entry)
    source_names = {source.name for _, source in groups}
    taken: set[str] = set()
    for (store, source), source_entries in groups.items():
        name = source.name
        if name in taken:  # both catalogue files have a source with this name
            suffixed = (f"{name}-{number}" for number in count(2))
            name = next(other for other in suffixed if other not in taken | source_names)
        taken.add(name)
        yield _SourceEntries(name, source, store, source_entries)


def _merge_ids(entries: Iterable[Entry]) -> records.Ids:
    columns = zip(*((entry.wikidata, entry.imdb, entry.tmdb) for entry in entries), strict=True)
    wikidata, imdb, tmdb = (next(filter(None, column), None) for column in columns)
    return records.Ids(
        imdb=records.imdb_id(imdb),
        tmdb=records.Count(tmdb) if tmdb else None,
        wikidata=records.wikidata_id(wikidata),
    )


def _cite(source: CatalogueSource, entry: Entry) -> records.Source:
    """Cites a source as film files do, with the address of the film's page."""
    format_ = FORMATS[source.format]
    number = getattr(entry, format_.id_field) if format_.id_field else None
    return records.Source(
        title=entry.title,
        publisher=format_.publisher if source.name in (source.format, FETCHED) else source.name,
        kind=format_.source_kind,
        date=Date.parse(source.imported_on),
        url=records.Url(entry.url or (format_.url_template.format(id=number) if number else "")),
        note=format_.terms,
    )


def _brevity(view: _SourceView) -> int:
    """Returns a sort key that puts the most detailed views first."""
    return -sum(map(len, view.sections.values()))


def _read_entry(group: _SourceEntries, entry: Entry) -> _SourceView:
    sections, premise = group.store.load_sections(entry)
    sections.get("releases", []).sort(key=lambda r: r["date"].text if "date" in r else "")
    if entry.minutes and entry.minutes > 0:
        sections["editions"] = [{"name": "The film", "minutes": entry.minutes}]
    titles = group.store.load_titles([entry.id]).get(entry.id, ())
    sections["titles"] = [{"title": t, "place": p.strip() or UNKNOWN_PLACE} for t, p in titles]
    sections["cast"], sections["crew"], prominence = read_credits(group.store, entry)
    return _SourceView(group.name, _read_head(entry) | {"premise": premise}, sections, prominence)


def _head_view(group: _SourceEntries, entry: Entry) -> _SourceView:
    return _SourceView(group.name, _read_head(entry), sections={}, prominence={})


def _read_head(entry: Entry) -> RecordFields:
    return {
        "title": entry.title, "original_title": entry.original_title or "",
        "year": records.Year(entry.year), "genres": split_list(entry.genres),
        "countries": split_list(entry.countries), "languages": split_list(entry.languages),
    }  # fmt: skip


def _merge_views(views: Sequence[_SourceView]) -> _SourceView:
    """Fills gaps in a source's first view from its others, so that no source disputes itself."""
    first, *others = views
    if not others:
        return first
    seen = {(name, _identity_key(name, r)) for name, rs in first.sections.items() for r in rs}
    for other in others:
        for field, value in other.head.items():
            first.head[field] = first.head.get(field) or value
        for section, fields in other.sections.items():
            keys = [(section, _identity_key(section, record)) for record in fields]
            new = [record for key, record in zip(keys, fields, strict=True) if key not in seen]
            first.sections.setdefault(section, []).extend(new)
            seen.update(keys)
        first.prominence.update(other.prominence)
    return first


def _precedence(sources: Sequence[str]) -> int:
    """Returns the sort key of a value, given its sources: the more sources, the earlier it comes.

    Ties keep their order: first the user's sources, from the earliest import to the latest, then
    those in the bundled catalogue.
    """
    return -len(sources)


def _rank_values(
    field: str, values: Iterable[tuple[FieldValue, str]]
) -> list[tuple[FieldValue, Strings]]:
    """Returns a field's distinct values, the preferred one first, each with its sources.

    A list whose items are all in a longer list supports the longer one, but isn't its source.
    """
    spellings: dict[ComparisonKey, list[FieldValue]] = {}
    sources: dict[ComparisonKey, list[str]] = {}
    for value, source in values:
        key = _comparison_key(field, value)
        spellings.setdefault(key, []).append(value)
        sources.setdefault(key, []).append(source)
    supporters = {key: [*names] for key, names in sources.items()}
    lists = [key for key in sources if isinstance(key, frozenset)]
    for part in sorted(lists, key=len):
        if whole := next((key for key in lists if part < key), None):
            supporters[whole] += supporters.pop(part)
    keys = sorted(supporters, key=lambda key: _precedence(supporters[key]))
    return [(_best_value(spellings[k]), tuple(dict.fromkeys(sources[k]))) for k in keys]


def _best_value(values: Sequence[FieldValue]) -> FieldValue:
    """Returns the best of several values that differ at most in spelling."""
    texts = [value for value in values if isinstance(value, str)]
    return best_spelling(texts) if texts else values[0]


def _comparison_key(field: str, value: FieldValue) -> ComparisonKey:
    """Returns a key that values share if they differ only in spelling."""
    if isinstance(value, tuple) and not isinstance(value, Date):
        return frozenset(facet_token(field[0], name) for name in value)
    if isinstance(value, str):
        return title_key(value) if field == "title" else "".join(fold_words(value)) or value
    return value.text if isinstance(value, Date) else value


def _merge_section(section: str, views: Sequence[_SourceView]) -> Iterator[Record]:
    """Merges records about the same thing from different sources, and adds ids and disputes."""
    taken: set[str] = set()
    for claims in _group_records(section, views):
        names = dict.fromkeys(name for record, _ in claims for name in record)
        fields, _, disputes = _merge_fields(claims, names)
        record_id = derived_id(section, fields)
        if record_id in taken or record_id.endswith("/"):  # its slug is empty
            record_id += f"{'' if record_id.endswith('/') else '-'}{len(taken) + 1}"
        taken.add(record_id)
        sources = tuple(dict.fromkeys(source for _, source in claims))
        disputing = {source for dispute in disputes for source in dispute.sources}
        agreeing = tuple(source for source in sources if source not in disputing)
        fields |= {"id": record_id, "sources": agreeing or sources, "disputes": tuple(disputes)}
        yield SECTIONS[section].record_class(**fields)


def _group_records(section: str, views: Iterable[_SourceView]) -> Collection[list[Claim]]:
    """Groups a section's records, with their sources, by the thing they describe."""
    groups: dict[str, list[Claim]] = {}
    for view in views:
        namesakes: Counter[str] = Counter()
        for record in view.sections.get(section, ()):
            key = _identity_key(section, record)
            if section in _REPEATABLE:
                namesakes[key] += 1
                key = f"{key} ({namesakes[key]})"
            groups.setdefault(key, []).append((record, view.source))
    return groups.values()


def _identity_key(section: str, record: RecordFields) -> str:
    """Returns a key that records share if they are about the same thing."""
    if section == "cast":
        return name_key(record["performer"])
    return derived_id(section, record).replace("-", "")  # PG-13 and PG13, J. K. and J.K.


def _merge_fields(
    claims: Sequence[Claim], names: Iterable[str]
) -> tuple[RecordFields, dict[str, Strings], list[Dispute]]:
    """Merges claims about one record or a film's head into fields, their sources and disputes."""
    fields: RecordFields = {}
    cited: dict[str, Strings] = {}
    disputes: list[Dispute] = []
    if len(claims) == 1:  # a fast path for the usual case
        [(record, source)] = claims
        fields = {name: record[name] for name in names if record.get(name) not in (None, "", ())}
        return fields, dict.fromkeys(fields, (source,)), []
    for name in names:
        values = [(r[name], source) for r, source in claims if r.get(name) not in (None, "", ())]
        for value, sources in _rank_values(name, values):
            if name not in fields:
                fields[name], cited[name] = value, sources
            elif name not in _UNDISPUTED_FIELDS:
                disputes.append(Dispute(field=name, value=value, sources=sources))
    return fields, cited, disputes

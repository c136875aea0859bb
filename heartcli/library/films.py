"""Films that match a text or a wish: on the shelf and in the catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from math import log2
from typing import Any

from heartcli import filmfile
from heartcli.catalogue import store
from heartcli.catalogue.merging import load_summary
from heartcli.catalogue.search import films
from heartcli.catalogue.search.films import FilmFilter, FilmHit
from heartcli.catalogue.search.normalize import facet_token
from heartcli.catalogue.search.people import find_people
from heartcli.catalogue.search.similarity import prepare, title_similarity
from heartcli.catalogue.store import Catalogue
from heartcli.errors import HeartError, Notify
from heartcli.library import shelf
from heartcli.library.resolve import ShelfIndex
from heartcli.model.film import Film
from heartcli.model.frozen import Frozen, frozen
from heartcli.model.records import Strings
from heartcli.text.display import format_command, join_with_and, shorten
from heartcli.text.folding import fold
from heartcli.text.suggestions import suggest

_ON_SHELF = 0.1  # what it counts for to be somebody's own
_LEAST_LIKE = 0.6
_MOST_TOLD = 3
_ALIKE = 0.6  # how like a film's title is that is named unasked
_MOST_GENRES = 30  # that are told
_MOST_SHELVED = 100  # films that the catalogue has as well, so that enough are left


@frozen
class FilmMatch(Frozen):
    """A film that was found, with what one tells films apart by; `path` of a film file."""

    id: str
    title: str
    year: int
    directors: Strings = ()
    genres: Strings = ()
    countries: Strings = ()
    kind: str = ""  # tvSeries, say; of a film nothing
    sources: Strings = ()
    path: str = ""
    similarity: float = 1.0  # of its title to the query

    def data(self) -> dict[str, Any]:
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in self.items()
            if value != "" and name != "similarity"
        }


@frozen
class FilmSearchResult(Frozen):
    """What was found, the likeliest first."""

    query: str
    films: list[FilmMatch]
    total: int  # how many there are; `films` may be fewer
    hint: str  # where nothing was: what no film has, or what the catalogue has at all

    def data(self) -> dict[str, Any]:
        told = {"query": self.query, "found": self.total}
        return told | {"films": [match.data() for match in self.films]}

    def rows(self) -> Iterator[Strings]:
        for one in self.films:
            directors, genres = ", ".join(one.directors), ", ".join(one.genres)
            where = one.path or "catalogue"
            yield one.id, one.title, str(one.year), directors, genres, where, ",".join(one.sources)


def search_films(
    text: str, film_filter: FilmFilter, *, limit: int, notify: Notify
) -> FilmSearchResult:
    """The films that a text means, or all of which is true what is wanted; at most `limit`."""
    with closing(store.open_catalogue(notify)) as catalogue:
        return _matches(catalogue, text, film_filter, limit, notify)


def _matches(
    catalogue: Catalogue, text: str, wanted: FilmFilter, limit: int, notify: Notify
) -> FilmSearchResult:
    near = shelved = shelf.list_entries(notify)
    known = ShelfIndex(shelved)
    if wanted.people:
        from heartcli.library.people import resolve_names  # noqa: PLC0415 - a title is found more quickly without

        by_name = shelf.ShelfNameIndex(notify)
        wanted = wanted._replace(people=resolve_names(catalogue, by_name, wanted.people, notify))
        named = [set(by_name.paths_with_name(name)) for name in wanted.people]
        near = [entry for entry in shelved if all(entry.path in paths for paths in named)]
    if text:
        found = films.find_by_id(catalogue, text) or films.search(catalogue, text, wanted)
        count = len(found)
    else:
        found = films.browse(catalogue, wanted, limit + _MOST_SHELVED)
        count = len(found)
        if count == limit + _MOST_SHELVED:  # perhaps there are more
            count = films.count_films(catalogue, wanted)
    scored = list(_on_shelf(near, text, wanted, notify))
    left = [one for one in found if one.entry not in known]
    ranked: list[tuple[float, FilmMatch | FilmHit]] = [*scored, *((one.score, one) for one in left)]
    ranked.sort(key=lambda one: -one[0])
    best = [
        one if isinstance(one, FilmMatch) else _match(catalogue, one) for _, one in ranked[:limit]
    ]
    missing = "" if best else explain_no_match(catalogue, wanted)
    if not best and not missing:
        missing = f"The catalogue has {store.describe_coverage(catalogue)}; heart import adds more."
    return FilmSearchResult(
        query=text, films=best, total=count - len(found) + len(ranked), hint=missing
    )


def explain_no_match(catalogue: Catalogue, wanted: FilmFilter) -> str:
    """What of a wish no film of the catalogue has, and what is there instead; "" for nothing."""
    for name, one in (("genre", wanted.genre), ("country", wanted.country)):
        there = films.count_values(catalogue, name) if one else {}
        if one and facet_token(name[0], one) not in {
            facet_token(name[0], value) for value in there
        }:
            near = suggest(one, there)
            if not near and name == "genre":
                near = f"; there are {join_with_and(list(there)[:_MOST_GENRES])}"
            return f"No film of the catalogue has the {name} '{shorten(one)}'{near}"
    return ""


def suggest_films(query: str, notify: Notify) -> None:
    """Tells, for who searched records without a hit, which films or people may be called so."""
    with closing(store.open_catalogue(notify)) as catalogue:
        found = _matches(catalogue, query, FilmFilter(), _MOST_TOLD, notify)
        named = [f"{one.title} ({one.year})" for one in found.films if one.similarity >= _ALIKE]
        told = [f"  {format_command('film', name)}" for name in named]
        people, is_part = find_people(catalogue, query)
        if people:
            told.append(f"  {format_command('who', query if is_part else people[0].name)}")
        if told:
            notify("films and people of such a name:", *told)
        else:
            covers = store.describe_coverage(catalogue)
            notify(f"no film of that name, either: the catalogue has {covers};"
                       " heart import adds more")  # fmt: skip


def _on_shelf(
    shelved: Iterable[shelf.ShelfEntry], text: str, wanted: FilmFilter, notify: Notify
) -> Iterator[tuple[float, FilmMatch]]:
    """The films on the shelf that match, each with how well."""
    titles = [(prepare(title), year) for title, year in films.parse_query(text)] if text else []
    low = text.lower()
    for entry in shelved:
        if entry.error or not _may_be_wanted(entry, wanted):
            continue
        like = 1.0
        if text and low not in (entry.id, *entry.external_ids):
            like = max(title_similarity(title, entry.title) + films.year_bonus(year, entry.year)
                       for title, year in titles)  # fmt: skip
        if like < _LEAST_LIKE:
            continue
        try:
            film = filmfile.load(entry.path, most_problems=1)
        except HeartError as error:
            shelf.report_skipped(error, notify)
            continue
        if _is_wanted(film, wanted):
            fame = (
                films.POPULARITY_BONUS * log2(1 + sum(1 for _ in film.records())) if text else 10**9
            )
            yield like + _ON_SHELF + fame, _of_file(film, str(entry.path), like)


def _may_be_wanted(entry: shelf.ShelfEntry, wanted: FilmFilter) -> bool:
    """Whether what stands at the head of a film file speaks against none of what is wanted."""
    first, last = wanted.years or (entry.year, entry.year)
    return (
        first <= entry.year <= last
        and (entry.genres is None or _has(entry.genres, wanted.genre, "g"))
        and (entry.countries is None or _has(entry.countries, wanted.country, "c"))
    )


def _is_wanted(film: Film, wanted: FilmFilter) -> bool:
    first, last = wanted.years or (film.year, film.year)
    people = {fold(m.performer) for m in film.cast} | {fold(m.name) for m in film.crew}
    return (
        first <= film.year <= last
        and _has(film.genres, wanted.genre, "g")
        and _has(film.countries, wanted.country, "c")
        and all(fold(name) in people for name in wanted.people)
    )


def _has(values: Sequence[str], wanted: str, letter: str) -> bool:
    return not wanted or facet_token(letter, wanted) in [
        facet_token(letter, value) for value in values
    ]


def _of_file(film: Film, path: str, like: float) -> FilmMatch:
    sources = dict.fromkeys(name for names in film.cited.values() for name in names)
    return FilmMatch(id=film.id, title=film.title, year=film.year, directors=film.directors,
                 genres=film.genres, countries=film.countries, sources=tuple(sources),
                 path=path, similarity=like)  # fmt: skip


def _match(catalogue: Catalogue, found: FilmHit) -> FilmMatch:
    head, directors, sources = load_summary(catalogue, found.film)
    return FilmMatch(
        id=found.entry.film_id,
        title=head["title"],
        year=head["year"],
        directors=directors,
        genres=head.get("genres", ()),
        countries=head.get("countries", ()),
        kind=found.entry.kind or "",
        sources=sources,
        similarity=found.similarity,
    )

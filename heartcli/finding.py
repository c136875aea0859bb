"""Films that match a text or a wish: on the shelf and in the catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from math import log2
from typing import Any, ClassVar

from heartcli import filmfile, output, shelf
from heartcli.catalogue import find, store
from heartcli.catalogue.claims import parted
from heartcli.catalogue.find import Found, Wanted
from heartcli.catalogue.likeness import likeness, typed
from heartcli.catalogue.merge import credited
from heartcli.errors import HeartError
from heartcli.film import Film
from heartcli.people import everybody, meant
from heartcli.records import Frozen, Texts, frozen
from heartcli.text import fold

_ON_SHELF = 0.1  # what it counts for to be somebody's own
_LEAST_LIKE = 0.6
_MOST_TOLD = 3
_MOST_SHELVED = 100  # films that the catalogue has as well, so that enough are left


@frozen
class Match(Frozen):
    """A film that was found, with what one tells films apart by; `path` of a film file."""

    id: str
    title: str
    year: int
    directors: Texts = ()
    genres: Texts = ()
    countries: Texts = ()
    kind: str = ""  # tvSeries, say; of a film nothing
    sources: Texts = ()
    path: str = ""

    def data(self) -> dict[str, Any]:
        return {name: list(value) if isinstance(value, tuple) else value
                for name, value in self.items() if value != ""}  # fmt: skip


@frozen
class Matches(Frozen):
    """What was found, the likeliest first."""

    panel: ClassVar = "many_films"
    query: str
    films: list[Match]
    found: int  # how many there are; `films` may be fewer
    covers: str  # what the catalogue has at all

    def data(self) -> dict[str, Any]:
        told = {"query": self.query, "found": self.found}
        return told | {"films": [match.data() for match in self.films]}

    def rows(self) -> Iterator[Texts]:
        for one in self.films:
            directors, genres = ", ".join(one.directors), ", ".join(one.genres)
            where = one.path or "catalogue"
            yield one.id, one.title, str(one.year), directors, genres, where, ",".join(one.sources)


def matches(text: str, wanted: Wanted, *, limit: int) -> Matches:
    """The films that a text means, or all of which is true what is wanted; at most `limit`."""
    with closing(store.opened(output.say)) as catalogue:
        if wanted.people:
            wanted = wanted._replace(people=meant(catalogue, shelf.films(), wanted.people))
        if text:
            found = find.films(catalogue, text, wanted)
            count = len(found)
        else:
            found, count = find.of_facets(catalogue, wanted, limit + _MOST_SHELVED)
        known, scored = _on_shelf(text, wanted)
        left = [one for one in found if not known.intersection(_ids(one))]
        ranked: list[tuple[float, Match | Found]] = [*scored, *((one.score, one) for one in left)]
        ranked.sort(key=lambda one: -one[0])
        best = [one if isinstance(one, Match) else _match(one) for _, one in ranked[:limit]]
        return Matches(
            query=text,
            films=best,
            found=count - len(found) + len(ranked),
            covers=store.covers(catalogue),
        )


def tell_films(query: str) -> None:
    """Tells, for who searched records without a hit, which films may be called so."""
    found = matches(query, Wanted(), limit=_MOST_TOLD)
    if named := [f"{one.title} ({one.year})" for one in found.films]:
        output.say("\n".join(["films of such a name:", *(f"  heart film '{n}'" for n in named)]))
    else:
        output.say(f"nor a film of that name: the catalogue has {found.covers};"
                   " heart import adds more")  # fmt: skip


def _ids(found: Found) -> Iterable[str]:
    yield found.entry.film_id.lower()
    yield f"tt{found.entry.imdb or 0:07}"


def _on_shelf(text: str, wanted: Wanted) -> tuple[set[str], list[tuple[float, Match]]]:
    """The ids of all films on the shelf, and those that match, each with how well."""
    known: set[str] = set()
    scored = []
    titles = [(typed(title), year) for title, year in dict.fromkeys(find.readings(text))]
    for entry in shelf.entries():
        if entry.broken:
            continue
        known |= {entry.id.lower(), *shelf.ids(entry)}
        like = 1.0
        if text:
            like = max(likeness(title, entry.title) + find.by_year(year, entry.year)
                       for title, year in titles)  # fmt: skip
        if like < _LEAST_LIKE:
            continue
        try:
            film = filmfile.load(entry.path)
        except HeartError as error:
            output.say(f"left out: {str(error).splitlines()[0]}")
            continue
        if _is_wanted(film, wanted):
            fame = find.FAME * log2(1 + sum(1 for _ in film.records())) if text else 10**9
            scored.append((like + _ON_SHELF + fame, _of_file(film, str(entry.path))))
    return known, scored


def _is_wanted(film: Film, wanted: Wanted) -> bool:
    first, last = wanted.years or (film.year, film.year)
    people = {fold(name) for name in everybody(film)}
    return (
        first <= film.year <= last
        and _has(film.genres, wanted.genre)
        and _has(film.countries, wanted.country)
        and all(fold(name) in people for name in wanted.people)
    )


def _has(values: Sequence[str], wanted: str) -> bool:
    return not wanted or fold(wanted) in map(fold, values)


def _of_file(film: Film, path: str) -> Match:
    directors = tuple(maker.name for maker in film.crew if fold(maker.job) == "director")
    sources = dict.fromkeys(name for names in film.cited.values() for name in names)
    return Match(id=film.id, title=film.title, year=film.year, directors=directors,
                 genres=film.genres, countries=film.countries, sources=tuple(sources),
                 path=path)  # fmt: skip


def _match(found: Found) -> Match:
    entry = found.entry
    return Match(
        id=entry.film_id,
        title=entry.title,
        year=entry.year,
        directors=tuple(credited(found.store, entry, "Director")),
        genres=parted(entry.genres),
        countries=parted(entry.countries),
        kind=entry.kind or "",
        sources=(found.store.source_of(entry.id).name,),
    )

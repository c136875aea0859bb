"""A text → the films, or the people, of the catalogue that it is likeliest to mean.

Found are those of the same key, of a key with one typing error, and those that share the most, and
the rarest, three-letter pieces with the text. How like these are to it is for likeness.py to say.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from math import log, log2
from typing import NamedTuple

from heartcli.catalogue.filling import RARE, facet
from heartcli.catalogue.keys import grams, key, one_error_away, plain, without_article
from heartcli.catalogue.likeness import Typed, likeness, typed
from heartcli.catalogue.store import NUMBERS, Catalogue, Entry, Store

Years = tuple[int, int]

_LONGEST_TRIED = 6  # letters; every error in a longer text leaves pieces whole
_MOST_READ = 30_000  # rows of pieces that are looked at
_MOST_GRAMS = 16
_MOST_COMPARED = 50
_MOST_ALIKE = 100  # films of one title
_RIGHT_YEAR, _NEAR_YEAR, _WRONG_YEAR = 0.12, 0.05, -0.12
FAME = 0.012  # for each time that a film is twice as famous
_LEAST_LIKE = 0.45
SAME = 0.98  # how like what differs in nothing but its accents, its case and its punctuation is
_LIKE_A_NAME = 0.8
# A year, and what may follow it: in the names of files there is much.
_YEAR = re.compile(r"(.+?)[\s.,_(\[-]+((?:18|19|20)\d\d)(?:[\s.,_)\]-].*)?")


class Wanted(NamedTuple):
    """What else must be true of a film."""

    years: Years | None = None
    genre: str = ""
    country: str = ""
    people: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.years or self.genre or self.country or self.people)

    def options(self) -> list[str]:
        """The same as options of a command."""
        first, last = self.years or (0, 0)
        told = ["--year", str(first) if first == last else f"{first}-{last}"] if first else []
        told += ["--genre", self.genre] if self.genre else []
        told += ["--country", self.country] if self.country else []
        return told + [part for name in self.people for part in ("--person", name)]


class Found(NamedTuple):
    """A film that may be meant: its number, how likely, and an entry that speaks of it."""

    film: int
    score: float
    likeness: float  # of its title alone
    store: Store
    entry: Entry


def title_and_year(text: str) -> tuple[str, int | None]:
    """A year in a text may be the film's: "the thing 1982", "The.Thing.1982.1080p"."""
    match = _YEAR.fullmatch(text.strip())
    return (match[1], int(match[2])) if match else (text, None)


def readings(text: str) -> list[tuple[str, int | None]]:
    """What a text may mean: a title, or a title with its year."""
    return list(dict.fromkeys([(text, None), title_and_year(text)]))


def by_year(wanted: int | None, year: int) -> float:
    """What the year that was typed counts for or against a film."""
    if wanted is None:
        return 0.0
    off = abs(wanted - year)
    return _RIGHT_YEAR if off == 0 else _NEAR_YEAR if off == 1 else _WRONG_YEAR


def exact(catalogue: Catalogue, text: str) -> list[Found]:
    """The films with just this title, with or without a year; the most famous first."""
    found: list[Found] = []
    for title, year in readings(text):
        found += [
            one
            for one in _scored(title, _with_key(catalogue, title, year), Wanted())
            if one.likeness > SAME and year in (None, one.entry.year)
        ]
    literal = [one for one in found if one.likeness == 1]
    return _ranked(literal or found)


def films(catalogue: Catalogue, text: str, wanted: Wanted) -> list[Found]:
    """The films that a text may mean and of which what is wanted is true, likeliest first."""
    found: list[Found] = []
    for title, year in readings(text):
        near = {store: _near(store, title, year, wanted) for store in catalogue.stores}
        found += [
            one._replace(score=one.score + by_year(year, one.entry.year))
            for one in _scored(title, near, wanted)
        ]
    return [one for one in _ranked(found) if one.score >= _LEAST_LIKE]


def of_facets(catalogue: Catalogue, wanted: Wanted, most: int) -> tuple[list[Found], int]:
    """The most famous films of which what is wanted is true, and how many there are of these."""
    found = []
    films: set[int] = set()
    for store in catalogue.stores:
        ids = facet_ids(store, wanted)
        entries = store.famous(most, ids)
        films |= {entry.film for entry in entries}
        if ids is None or len(ids) > len(entries):
            films |= store.films(ids)
        found += [Found(e.film, float(e.fame), 1.0, store, e) for e in entries]
    return _ranked(found)[:most], len(films)


def _with_key(catalogue: Catalogue, text: str, year: int | None) -> dict[Store, Iterable[int]]:
    return {
        store: store.most_famous(store.exact([key(text)]), _MOST_ALIKE, year)
        for store in catalogue.stores
    }


def _near(store: Store, text: str, year: int | None, wanted: Wanted) -> Iterable[int]:
    own = key(text)
    same = [store.exact([own])]
    if len(own) <= _LONGEST_TRIED:
        same.append(store.exact(one_error_away(own)))
    if not wanted:  # else it is for what is wanted to say which
        same = [store.most_famous(entries, _MOST_ALIKE, year) for entries in same]
    found = dict.fromkeys(entry for entries in same for entry in entries)
    spellings = [own, "".join(without_article(plain(text)))]
    for source in store.sources:
        found |= dict.fromkeys(_sharing(store, source, "titles", spellings))
    return found


def _sharing(store: Store, source: int, what: str, spellings: Sequence[str]) -> Iterator[int]:
    """The titles, or names, of a source that share the most of their rarest grams with a text."""
    table = f"{what}_{source}"
    wanted = [gram for spelling in dict.fromkeys(spellings) for gram in grams(spelling)]
    counts = dict(store.among(f"SELECT gram, {what} FROM gram_{source} WHERE gram IN", wanted))
    wanted.sort(key=lambda gram: counts.get(gram, RARE))
    points: dict[int, float] = defaultdict(float)
    read = 0
    for gram in wanted[:_MOST_GRAMS]:
        count = max(counts.get(gram, 0), RARE)
        if read and read + count > _MOST_READ:
            break
        read += count
        weight = 1 / log(count)
        query = f"SELECT rowid FROM {table} WHERE {table} MATCH ?"
        quoted = gram.replace('"', '""')
        for (row,) in store.rows(query, [f'"{quoted}"']):
            points[row] += weight
    best = sorted(points, key=lambda row: (-points[row], row))
    yield from best[:_MOST_COMPARED]


def _scored(text: str, near: dict[Store, Iterable[int]], wanted: Wanted) -> Iterator[Found]:
    as_typed = typed(text)
    for store, ids in near.items():
        among = list(ids)
        if wanted:
            allowed = facet_ids(store, wanted)
            among = [one for one in among if allowed is None or one in allowed]
        others = store.told("titles", among)
        for entry in store.entries(among):
            like = _likest(as_typed, entry, others.get(entry.id))
            yield Found(entry.film, like + FAME * log2(1 + entry.fame), like, store, entry)


def _likest(as_typed: Typed, entry: Entry, others: str | None) -> float:
    titles = [entry.title, *([entry.original_title] if entry.original_title else [])]
    if others:
        titles += [title for title, _ in json.loads(others)]
    return max(likeness(as_typed, title) for title in titles)


def _ranked(found: Iterable[Found]) -> list[Found]:
    """Each film once, the likeliest first."""
    best: dict[int, Found] = {}
    for one in found:
        if one.film not in best or best[one.film].score < one.score:
            best[one.film] = one
    return sorted(best.values(), key=lambda one: (-one.score, -one.entry.fame, one.entry.year))


def facet_ids(store: Store, wanted: Wanted) -> set[int] | None:
    """The entries of which all that is wanted is true; None where nothing is."""
    if not wanted:
        return None
    found: set[int] = set()
    for source in store.sources:
        if terms := _facet_terms(store, source, wanted):
            query = f"SELECT rowid FROM facets_{source} WHERE facets_{source} MATCH ?"
            found |= {row for (row,) in store.rows(query, [" AND ".join(terms)])}
    return found


def _facet_terms(store: Store, source: int, wanted: Wanted) -> list[str]:
    """What all must be true of a film of a source; nothing where that can't be."""
    terms = []
    if wanted.years:
        first, last = wanted.years
        terms.append("(" + " OR ".join(f'"y{year}"' for year in range(first, last + 1)) + ")")
    terms += [f'"{facet("g", wanted.genre)}"'] if wanted.genre else []
    terms += [f'"{facet("c", wanted.country)}"'] if wanted.country else []
    for name in wanted.people:
        ids = [person & NUMBERS for _, person, _ in people(store, source, name)]
        if not ids:
            return []
        terms.append("(" + " OR ".join(f'"p{person}"' for person in ids) + ")")
    return terms


def people(store: Store, source: int, name: str) -> list[tuple[float, int, str]]:
    """Those of a source who may be meant by a name, each with how like theirs is.

    All who have it; else the one who is likest, if any is; else, of those of whose name it is a
    part, the one who is in most films.
    """
    near = list(_sharing(store, source, "names", [key(name)]))
    as_typed = typed(name)
    ranked = sorted(
        ((likeness(as_typed, told[0]), own, told[0]) for own, told in store.names(near).items()),
        key=lambda one: (-one[0], one[1]),
    )
    same = [one for one in ranked if one[0] >= SAME]
    if found := same or [one for one in ranked[:1] if one[0] > _LIKE_A_NAME]:
        return found
    parts = set(as_typed.words)
    named = [one for one in ranked if parts and parts <= set(typed(one[2]).words)]
    return sorted(named, key=lambda one: -len(of_people(store, source, [one[1]])))[:1]


def of_people(store: Store, source: int, people: Iterable[int]) -> list[int]:
    """The entries of a source for which any of its people is credited."""
    terms = " OR ".join(f'"p{person & NUMBERS}"' for person in people)
    query = f"SELECT rowid FROM facets_{source} WHERE facets_{source} MATCH ?"
    return [row for (row,) in store.rows(query, [terms])] if terms else []

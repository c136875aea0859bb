"""A text → the films of the catalogue that it is likeliest to mean.

Found are those of the same key, of a key with one typing error, and those that share the most, and
the rarest, three-letter pieces with the text. How like these are to it is for likeness.py to say.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from math import log2
from typing import NamedTuple

from heartcli.catalogue.codec import split_list
from heartcli.catalogue.search.embedded import find_embedded_titles
from heartcli.catalogue.search.normalize import (
    expand_words,
    facet_token,
    one_edit_variants,
    title_key,
    trigrams,
)
from heartcli.catalogue.search.people import find_people_named
from heartcli.catalogue.search.similarity import PreparedText, prepare, title_similarity
from heartcli.catalogue.search.trigrams import find_containing, find_most_similar
from heartcli.catalogue.store import LOCAL_MASK, Catalogue, Entry, Store, find_film_number
from heartcli.text.folding import MAX_NAME_LENGTH, fold_words, strip_article

Years = tuple[int, int]
Allowed = dict["Store", "set[int] | None"]  # the entries of which what is wanted is true

_LONGEST_TRIED = 6  # letters; every error in a longer text leaves pieces whole
_MOST_ALIKE = 100  # films of one title
_RIGHT_YEAR, _NEAR_YEAR, _WRONG_YEAR = 0.12, 0.05, -0.12
POPULARITY_BONUS = 0.012  # for each time that a film is twice as famous
_LEAST_LIKE = 0.45
_CLEAR = 0.9  # how like a film is that is clearly meant
_FARTHEST_BELOW = 0.3  # the best, that is still shown
SAME_TITLE = (
    0.98  # how like what differs in nothing but its accents, its case and its punctuation is
)
# A year, and what may follow it: in the names of files there is much.
# They are compiled where a text may have one.
_YEAR = r"(.+?)[\s.,_(\[-]+((?:18|19|20)\d\d)(?:[\s.,_)\]-].*)?"
_YEAR_IN_SHORT = r"(.+?)\s+['’](\d\d)"  # hairspray '88
_OF_THIS_CENTURY = 30  # '29 and before
_YEAR_FIRST = r"((?:18|19|20)\d\d)[\s.,_)\]-]+(.+)"
_BRACKETS = r"[\[({](?!\d{4}[\])}])([^\])}]*)[\])}]"
_SITE = r"(?i)www\.[\w-]+\.\w+[\s.-]+"


class FilmFilter(NamedTuple):
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


class FilmHit(NamedTuple):
    """A film that may be meant: its number, how likely, and an entry that speaks of it."""

    film: int
    score: float
    similarity: float  # of its title alone
    store: Store
    entry: Entry


def split_year(text: str) -> tuple[str, int | None]:
    """A year in a text may be the film's: "the thing 1982", "The.Thing.1982.1080p", "2013 her"."""
    if text.isalpha() or not any(map(str.isdecimal, text)):
        return text, None
    if match := re.fullmatch(_YEAR_IN_SHORT, text.strip()):
        return match[1], (1900 if int(match[2]) >= _OF_THIS_CENTURY else 2000) + int(match[2])
    if match := re.fullmatch(_YEAR, text.strip()):
        return match[1], int(match[2])
    match = re.fullmatch(_YEAR_FIRST, text.strip())
    return (match[2], int(match[1])) if match else (text, None)


def parse_query(text: str) -> list[tuple[str, int | None]]:
    """What a text may mean: a title, or a title with its year; the title before or in brackets."""
    text = text[:MAX_NAME_LENGTH]
    found = [(text, None), split_year(text)]
    if set("[({") & set(text) or text.lower().startswith("www."):
        inside = re.findall(_BRACKETS, text)
        title, year = split_year(re.sub(_SITE, "", re.sub(_BRACKETS, " ", text)).strip())
        found += [(one, year) for one in (title, *inside) if fold_words(one)]
    return list(dict.fromkeys(found))


def year_bonus(query_year: int | None, year: int) -> float:
    """What the year that was typed counts for or against a film."""
    if query_year is None:
        return 0.0
    off = abs(query_year - year)
    return _RIGHT_YEAR if off == 0 else _NEAR_YEAR if off == 1 else _WRONG_YEAR


def find_exact_titles(catalogue: Catalogue, text: str) -> list[FilmHit]:
    """The films with just this title, with or without a year; the most famous first."""
    found: list[FilmHit] = []
    for title, year in parse_query(text):
        found += [
            one
            for one in _scored(title, None, _with_key(catalogue, title, year), {})
            if one.similarity > SAME_TITLE and year in (None, one.entry.year)
        ]
    literal = [one for one in found if one.similarity == 1]
    return _ranked(literal or found)


def search(catalogue: Catalogue, text: str, wanted: FilmFilter) -> list[FilmHit]:
    """The films that a text may mean and of which what is wanted is true, likeliest first.

    Beside one that is clearly meant nothing stays that is only a little like the text.
    """
    allowed = {store: filter_ids(store, wanted) for store in catalogue.stores}
    meant = parse_query(text)
    found: list[FilmHit] = []
    for title, year in meant:
        near = {store: _near(store, title, year, allowed[store]) for store in catalogue.stores}
        found += _scored(title, year, near, allowed)
    if max((one.similarity for one in found), default=0.0) < _CLEAR:
        for title, year in meant:
            found += _within(catalogue, title, year, allowed)
    least = max((one.similarity for one in found), default=0.0) - _FARTHEST_BELOW
    return [one for one in _ranked(found) if one.score >= _LEAST_LIKE and one.similarity >= least]


def _within(
    catalogue: Catalogue, text: str, year: int | None, allowed: Allowed
) -> Iterator[FilmHit]:
    for store in catalogue.stores:
        for entry, like in find_embedded_titles(store, text, allowed[store]):
            yield _found(store, entry, like, year)


def _found(store: Store, entry: Entry, like: float, year: int | None) -> FilmHit:
    score = (
        like + POPULARITY_BONUS * log2(1 + max(0, entry.popularity)) + year_bonus(year, entry.year)
    )
    return FilmHit(entry.film_number, score, like, store, entry)


def find_by_id(catalogue: Catalogue, text: str) -> list[FilmHit]:
    """The film with this id, if there is one."""
    film = find_film_number(catalogue, text.strip())
    found = catalogue.entries_of_film(film) if film else []
    return [FilmHit(entry.film_number, 1.0, 1.0, store, entry) for store, entry in found[:1]]


def count_values(catalogue: Catalogue, field: str) -> dict[str, int]:
    """The genres, or the countries, that films have, the commonest first, with how many have it."""
    column = {"genre": "genres", "country": "countries"}[field]
    counts: Counter[str] = Counter()
    for store in catalogue.stores:
        query = f"SELECT {column}, count(*) FROM entry GROUP BY {column}"
        for told, count in store.rows(query, types=((str, type(None)), int)):
            for one in split_list(told):
                counts[one] += count
    return dict(counts.most_common())


def browse(catalogue: Catalogue, film_filter: FilmFilter, limit: int) -> list[FilmHit]:
    """The most famous films of which what is wanted is true."""
    found = [
        FilmHit(entry.film_number, float(entry.popularity), 1.0, store, entry)
        for store in catalogue.stores
        for entry in store.most_popular(limit, filter_ids(store, film_filter))
    ]
    return _ranked(found)[:limit]


def count_films(catalogue: Catalogue, film_filter: FilmFilter) -> int:
    """Of how many films what is wanted is true."""
    stores = catalogue.stores
    return len(
        set().union(*(store.film_numbers(filter_ids(store, film_filter)) for store in stores))
    )


def _with_key(catalogue: Catalogue, text: str, year: int | None) -> dict[Store, Iterable[int]]:
    return {
        store: store.keep_most_popular(store.entries_with_key([title_key(text)]), _MOST_ALIKE, year)
        for store in catalogue.stores
    }


def _near(store: Store, text: str, year: int | None, allowed: set[int] | None) -> Iterable[int]:
    own = title_key(text)
    same = [store.entries_with_key([own])]
    if len(own) <= _LONGEST_TRIED:
        same.append(store.entries_with_key(one_edit_variants(own)))
    if allowed is None:  # else it is for what is wanted to say which
        same = [store.keep_most_popular(entries, _MOST_ALIKE, year) for entries in same]
    found = dict.fromkeys(entry for entries in same for entry in entries)
    told = strip_article(expand_words(text))
    spellings = [own, "".join(told)]
    of_year = filter_ids(store, FilmFilter((year, year))) if year else None
    for source in store.sources:
        for among in (allowed, of_year) if year else (allowed,):
            found |= dict.fromkeys(find_most_similar(store, source, "titles", spellings, among))
        inside = [gram for word in told for gram in trigrams(word)[1:-1]]
        if allowed is not None and inside:  # few enough to look at those with these words
            some = [
                row for row in find_containing(store, source, "titles", inside) if row in allowed
            ]
            found |= dict.fromkeys(store.keep_most_popular(some, _MOST_ALIKE, year))
    return found


def _scored(
    text: str, year: int | None, near: dict[Store, Iterable[int]], allowed: Allowed
) -> Iterator[FilmHit]:
    as_typed = prepare(text)
    for store, ids in near.items():
        only = allowed.get(store)
        among = [one for one in ids if only is None or one in only]
        others = store.load_titles(among)
        for entry in store.load_entries(among):
            like = _likest(as_typed, entry, others.get(entry.id, ()))
            yield _found(store, entry, like, year)


def _likest(as_typed: PreparedText, entry: Entry, others: Iterable[tuple[str, str]]) -> float:
    titles = {entry.title, entry.original_title or entry.title, *(title for title, _ in others)}
    return max(title_similarity(as_typed, title) for title in titles)


def _ranked(found: Iterable[FilmHit]) -> list[FilmHit]:
    """Each film once, the likeliest first."""
    best: dict[int, FilmHit] = {}
    for one in found:
        if one.film not in best or best[one.film].score < one.score:
            best[one.film] = one
    return sorted(
        best.values(), key=lambda one: (-one.score, -one.entry.popularity, one.entry.year)
    )


def filter_ids(store: Store, film_filter: FilmFilter) -> set[int] | None:
    """The entries of which all that is wanted is true; None where nothing is."""
    if not film_filter:
        return None
    found: set[int] = set()
    for source in store.sources:
        if terms := _facet_terms(store, source, film_filter):
            query = f"SELECT rowid FROM facets_{source} WHERE facets_{source} MATCH ?"
            found |= {row for (row,) in store.rows(query, [" AND ".join(terms)])}
    return found


def _facet_terms(store: Store, source: int, wanted: FilmFilter) -> list[str]:
    """What all must be true of a film of a source; nothing where that can't be."""
    terms = []
    if wanted.years:
        first, last = wanted.years
        terms.append("(" + " OR ".join(f'"y{year}"' for year in range(first, last + 1)) + ")")
    terms += [f'"{facet_token("g", wanted.genre)}"'] if wanted.genre else []
    terms += [f'"{facet_token("c", wanted.country)}"'] if wanted.country else []
    for name in wanted.people:
        ids = find_people_named(store, source, name)
        if not ids:
            return []
        terms.append("(" + " OR ".join(f'"p{person & LOCAL_MASK}"' for person in ids) + ")")
    return terms

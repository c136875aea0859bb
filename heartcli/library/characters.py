"""Finds out who played a character, in film files and in sources that list characters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from heapq import nlargest
from typing import NamedTuple

from heartcli.catalogue import store
from heartcli.catalogue.codec import CAST
from heartcli.catalogue.search.characters import (
    WHOLE_WORDS,
    WORD_STARTS,
    find_parts,
    match_character,
    sources_with_characters,
)
from heartcli.catalogue.search.normalize import name_key
from heartcli.catalogue.store import Catalogue, Entry, Store
from heartcli.errors import Notify, UnknownNameError
from heartcli.library.credits import FilmCredit, add_details, merge
from heartcli.library.details import describe_sources
from heartcli.library.messages import characters_hint, words_left_out
from heartcli.library.shelf import Shelf, ShelfIndex, ShelfNameIndex
from heartcli.model.film import Film
from heartcli.model.frozen import Frozen, JsonObject, frozen
from heartcli.model.records import Strings
from heartcli.text.display import quote
from heartcli.text.folding import MAX_WORDS, fold, fold_words

_MAX_PARTS = 200  # shown; the best known of them
_MAX_POPULARITY = 10**9  # of films on the shelf, which are always shown


class Part(NamedTuple):
    """Somebody's part in a film."""

    performer: str
    film: FilmCredit

    @property
    def character(self) -> str:
        return ", ".join(self.film.roles_of(self.performer))

    def data(self) -> JsonObject:
        film = self.film.data()
        del film["roles"]
        return film | {"character": self.character, "performer": self.performer}

    def row(self) -> Strings:
        film = self.film
        names = (self.character, self.performer)
        head = (film.id, film.title, str(film.year), *names, ",".join(film.sources))
        return *head, *film.details_cells()


@frozen
class CharacterSearch(Frozen):
    """The parts with a character's name, by year."""

    query: str
    parts: list[Part]
    total: int  # number of all parts; `parts` may hold fewer
    origins: Sequence[str] = ()  # the sources, each with its date

    @property
    def has_films(self) -> bool:
        return bool(self.parts)

    def data(self) -> JsonObject:
        parts = [part.data() for part in self.parts]
        return {"character": self.query, "found": self.total, "parts": parts}

    def rows(self) -> Iterator[Strings]:
        return (part.row() for part in self.parts)


class _RankedPart(NamedTuple):
    """A part, and how well its character matches; best known first of equal matches."""

    closeness: int
    popularity: int
    part: Part


def find_whole_character(words: Sequence[str], notify: Notify) -> CharacterSearch | None:
    """Finds the parts whose character has all these words, as in `--character rick blaine`.

    Without quotation marks, the second word is one of NAME's.
    """
    try:
        return find_character(" ".join(words), notify, min_closeness=WHOLE_WORDS)
    except UnknownNameError:
        return None


def find_character(
    text: str, notify: Notify, *, min_closeness: int = WORD_STARTS
) -> CharacterSearch:
    """Finds the parts whose character has all these words, or words that start with them.

    Raises UnknownNameError if there are none.
    """
    words = list(dict.fromkeys(fold_words(text)))
    if note := words_left_out(len(words)):
        notify(note)
    words = words[:MAX_WORDS]
    with closing(store.open_catalogue(notify)) as catalogue:
        shelf = Shelf(notify)
        films = ShelfNameIndex(shelf).films_with_name(text) if words else []
        parts = [*_parts_on_shelf(films, words)]
        parts += _parts_in_catalogue(catalogue, ShelfIndex(shelf.entries), words) if words else []
        parts = [ranked for ranked in parts if ranked.closeness >= min_closeness]
        if not parts:
            hint = characters_hint(sources_with_characters(catalogue))
            raise UnknownNameError(text, f"no character called {quote(text)}. {hint}")
        closest = max(ranked.closeness for ranked in parts)
        merged = _merge_sources(ranked for ranked in parts if ranked.closeness == closest)
        best_known = nlargest(_MAX_PARTS, merged, key=lambda ranked: ranked.popularity)
        shown = sorted((ranked.part for ranked in best_known), key=_by_year)
        credits_ = add_details(catalogue, [part.film for part in shown], films)
        sources = [film.sources for film in credits_ if not film.is_on_shelf]
        return CharacterSearch(
            query=text,
            parts=[part._replace(film=film) for part, film in zip(shown, credits_, strict=True)],
            total=len(merged),
            origins=describe_sources(catalogue, sources),
        )


def _by_year(part: Part) -> tuple[int, str]:
    return part.film.year, fold(part.film.title)


def _parts_on_shelf(films: Sequence[Film], words: Sequence[str]) -> Iterator[_RankedPart]:
    for film in films:
        for member in film.cast:
            if closeness := match_character(words, member.character):
                roles = {member.performer: {(CAST, member.character): None}}
                credit = FilmCredit(film.id, film.title, film.year, roles, member.sources)
                yield _RankedPart(closeness, _MAX_POPULARITY, Part(member.performer, credit))


def _parts_in_catalogue(
    catalogue: Catalogue, on_shelf: ShelfIndex, words: Sequence[str]
) -> Iterator[_RankedPart]:
    for file in catalogue.stores:
        hits = [*find_parts(file, words)]
        people = file.load_people({hit.person for hit in hits})
        entries = {entry.id: entry for entry in file.load_entries({hit.entry for hit in hits})}
        for hit in hits:
            entry = entries.get(hit.entry)
            if entry and hit.person in people and entry not in on_shelf:
                part = _part(file, entry, people[hit.person].name, hit.character)
                yield _RankedPart(hit.closeness, entry.popularity, part)


def _part(file: Store, entry: Entry, performer: str, character: str) -> Part:
    roles = {performer: {(CAST, character): None}}
    sources = (file.source_of(entry.id).name,)
    return Part(performer, FilmCredit(entry.film_id, entry.title, entry.year, roles, sources))


def _merge_sources(parts: Iterable[_RankedPart]) -> list[_RankedPart]:
    """Merges parts of one performer in one film, as several sources list them."""
    merged: dict[tuple[str, str], _RankedPart] = {}
    for ranked in parts:
        key = ranked.part.film.id, name_key(ranked.part.performer)
        before = merged.setdefault(key, ranked)
        if before is not ranked:
            performer = before.part.performer
            roles = {performer: ranked.part.film.roles[ranked.part.performer]}
            film = merge(before.part.film, ranked.part.film._replace(roles=roles))
            popularity = max(before.popularity, ranked.popularity)
            merged[key] = _RankedPart(before.closeness, popularity, Part(performer, film))
    return [*merged.values()]

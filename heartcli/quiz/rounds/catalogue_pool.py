"""The pool of films and people that questions about many films are made from."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache, partial
from typing import NamedTuple

from heartcli.catalogue import merging, stars
from heartcli.catalogue.codec import CAST, split_list
from heartcli.catalogue.formats import FORMATS
from heartcli.catalogue.search import filters, known, people
from heartcli.catalogue.search.filters import FilmFilter
from heartcli.catalogue.search.normalize import title_key
from heartcli.catalogue.spelling import best_title
from heartcli.catalogue.store import SOURCE_SHIFT, Catalogue, Entry, Store, find_film_number
from heartcli.model.film import Film
from heartcli.quiz.questions.from_catalogue.credits import measure_prominence
from heartcli.quiz.questions.from_catalogue.pool import (
    ClueKind,
    FilmFacts,
    FilmKey,
    KnownFilm,
    PersonKey,
)
from heartcli.quiz.rounds import famous, title_clues
from heartcli.quiz.rounds.catalogue_facts import read_facts
from heartcli.text.folding import fold

_MIN_STAR_FILMS = 2
_UNRANKED = 10_000  # the rank of a film that isn't among the best known of its decade
_OVERRATED = 150  # the rank, at best, of a film that is less known than its popularity suggests
_DIRECTOR = "Director"
_CREDITS = ("cast", "crew")  # the sections with people
_ADULT = "adult"


class _Credits(NamedTuple):
    directors: dict[PersonKey, None]
    cast: dict[PersonKey, None]


class CataloguePool:
    """The best-known films of a catalogue, and those that pass the player's filter."""

    def __init__(
        self, catalogue: Catalogue, film_filter: FilmFilter, per_decade: int, film_count: int = 0
    ) -> None:
        """Reads each decade's best-known films, and at least `film_count` that pass the filter."""
        self.years = film_filter.years or _covered_years(catalogue)
        self.has_imports = any(not store.is_bundled for store in catalogue.stores)
        self._catalogue = catalogue
        self._per_decade, self._film_count = per_decade, film_count
        self._has_genre_filter = bool(film_filter.genres)
        self._filter_people = set(map(fold, film_filter.people))
        self._names = _Names(catalogue)
        # The ranks of each store's entries among the films of their decade.
        self._store_ranks = {store: known.rank_by_decade(store) for store in catalogue.stores}
        self._entries: dict[FilmKey, list[tuple[Store, Entry]]] = {}
        self._credits: dict[FilmKey, _Credits] = {}
        self._credited: set[tuple[Store, int]] = set()  # entries with credits, if sources differ
        self._billed: set[FilmKey] = set()  # films whose cast is in billing order
        self._ranks: dict[FilmKey, int] = {}
        self._films_of_year: defaultdict[int, list[FilmKey]] = defaultdict(list)
        self._films_of: defaultdict[PersonKey, list[FilmKey]] = defaultdict(list)
        self._directed_by: defaultdict[PersonKey, list[FilmKey]] = defaultdict(list)
        askable: set[FilmKey] = set()
        for store, ids in filters.allowed_ids(catalogue, film_filter, skip_unseen=True).items():
            askable |= self._read(store, ids)
        if film_filter and self.has_imports:
            for number in sorted(askable):
                self._add_film(number)
        self._index(self._credits)
        self.famous_people = self._find_famous_people()
        self.known, self.askable = map(self._sorted, (self._credits, askable))
        self.is_askable = askable.__contains__
        self.film, self.name = cache(self._film), cache(self._names.name)
        self.facts = cache(self._facts)
        self.prominence = cache(partial(measure_prominence, self))
        self.famous_cast = cache(self._famous_cast)
        self.characters = cache(self._characters)
        self.is_household_name = cache(self._is_household_name)
        self.films_with_clue = cache(self._films_with_clue)
        self._entries_with = cache(self._find_entries_with)
        self.count_films_called = cache(self._count_films_called)

    def _read(self, store: Store, passing: set[int] | None) -> set[FilmKey]:
        """Reads a store's best-known films, and those that pass; returns the latter."""
        ranks = self._store_ranks[store]
        best_known = {entry_id for entry_id, rank in ranks.items() if rank < self._per_decade}
        askable = best_known
        if passing is not None:
            popular = store.most_popular(self._film_count, passing)
            askable = {*(best_known & passing), *(entry.id for entry in popular)}
        entries = list(filter(_is_asked, store.load_entries(sorted(best_known | askable))))
        self._add(store, entries)
        return {
            entry.film_number
            for entry in entries
            if entry.id in askable and (self._has_genre_filter or not _is_documentary(entry))
        }

    def _add_film(self, number: FilmKey) -> None:
        """Adds what sources say about a film, reading only what is missing."""
        read = {(store, entry.id) for store, entry in self._entries.get(number, ())}
        for store, entry in self._catalogue.entries_of_film(number):
            if (store, entry.id) not in read:
                self._add(store, [entry])

    def _add(self, store: Store, entries: Sequence[Entry]) -> None:
        jobs_by_entry = known.people_by_job(store, [entry.id for entry in entries])
        keys = self._names.key_function(store, jobs_by_entry.values())
        for entry in entries:
            number = entry.film_number
            self._entries.setdefault(number, []).append((store, entry))
            # The rank in the source that knows the most films of the decade.
            rank = self._store_ranks[store].get(entry.id, _UNRANKED)
            if "fame" in famous.doubts_about(entry.title, entry.year):
                rank = max(rank, _OVERRATED)
            self._ranks[number] = max(rank, self._ranks.get(number, 0))
            jobs = jobs_by_entry.get(entry.id, {})
            directors, cast = keys(jobs.get(_DIRECTOR, ())), keys(jobs.get(CAST, ()))
            if self.has_imports and (directors or cast):
                self._credited.add((store, entry.id))
            credits_ = self._credits.setdefault(number, _Credits({}, {}))
            if cast and entry.has_billing and number not in self._billed:
                self._billed.add(number)
                cast = [*cast, *credits_.cast]  # before people from a source without billing
                credits_.cast.clear()
            credits_.directors.update(dict.fromkeys(directors))
            credits_.cast.update(dict.fromkeys(cast))

    def _index(self, numbers: Iterable[FilmKey]) -> None:
        for number in sorted(numbers, key=self._ranks.__getitem__):
            year = self._entries[number][0][1].year
            self._films_of_year[year].append(number)
            directors, cast = self._credits[number]
            for index, film_people in ((self._directed_by, directors), (self._films_of, cast)):
                for person in film_people:
                    index[person].append(number)

    def _sorted(self, numbers: Iterable[FilmKey]) -> list[FilmKey]:
        return sorted(numbers, key=lambda number: (self._ranks[number], number))

    def title(self, number: FilmKey) -> str:
        entries = self._entries[number]
        is_sole = len(entries) == 1  # the usual case, and this is called thousands of times
        return entries[0][1].title if is_sole else best_title([e.title for _, e in entries])

    def find_film(self, film_id: str) -> KnownFilm | None:
        """The film with this id, even if it isn't among the best known."""
        number = find_film_number(self._catalogue, film_id)
        if number is not None and number not in self._entries:
            self._add_film(number)
            self._index([number] if number in self._entries else [])
        return self.film(number) if number in self._entries else None

    def _film(self, number: FilmKey) -> KnownFilm:
        (_, first), *others = self._entries[number]
        directors, cast = self._credits[number]
        title = self.title(number)
        doubts = famous.doubts_about(title, first.year)
        minutes, genres = first.minutes or None, _fold_list(first.genres)
        countries, is_year_disputed = _split_list(first.countries), "year" in doubts
        for _, entry in others:
            minutes = minutes or entry.minutes
            genres |= _fold_list(entry.genres)
            countries = tuple(dict.fromkeys((*countries, *_split_list(entry.countries))))
            is_year_disputed |= entry.year != first.year
        return KnownFilm(
            key=number,
            id=first.film_id,
            title=title,
            year=first.year,
            rank=self._ranks[number],
            minutes=None if "minutes" in doubts else minutes,
            genres=genres,
            countries=countries,
            directors=() if "director" in doubts else tuple(directors),
            cast=tuple(cast),
            is_billed=number in self._billed,
            is_year_disputed=is_year_disputed,
        )

    def _characters(self, number: FilmKey) -> Mapping[PersonKey, str]:
        characters: dict[PersonKey, str] = {}
        for store, entry in self._entries[number]:
            first_id = entry.id >> SOURCE_SHIFT << SOURCE_SHIFT
            rows = store.load_credits([entry.id]).get(entry.id, ())
            parts: dict[int, str] = {}
            for person_id, job, part in rows:
                if job == CAST and part:
                    parts.setdefault(first_id | person_id, part)
            for id_, person in store.load_people(parts).items():
                characters.setdefault(self._names.key(id_, person.name), parts[id_])
        return characters

    def other_titles(self, number: FilmKey) -> Sequence[tuple[str, str]]:
        titles = [store.load_titles([entry.id]) for store, entry in self._entries[number]]
        return [title for by_entry in titles for known in by_entry.values() for title in known]

    def clue(self, number: FilmKey, kind: ClueKind) -> str:
        film = self.film(number)
        return title_clues.find_clue(kind, film.title, film.year)

    def _films_with_clue(self, kind: ClueKind) -> Sequence[FilmKey]:
        titles = title_clues.titles_with(kind)
        return [key for key in self.askable if self.title(key) in titles]

    def name_riddle(self, person: PersonKey) -> str:
        return title_clues.find_name_riddle(self.name(person))

    def _famous_cast(self, number: FilmKey) -> Sequence[PersonKey]:
        film = self.film(number)
        names = {p: self.name(p) for p in film.cast if p in self.famous_people}
        return famous.stars_of(names, film.title, film.year)

    def leads(self, number: FilmKey) -> Sequence[PersonKey]:
        film = self.film(number)
        names = stars.leads_of(film.title, film.year)
        by_name = {fold(self.name(p)): p for p in self.famous_cast(number)} if names else {}
        return [by_name[name] for name in names if name in by_name]

    def _is_household_name(self, person: PersonKey) -> bool:
        return not famous.is_supporting(self.name(person))

    def _find_famous_people(self) -> set[PersonKey]:
        """The people in several known films whom players may be expected to know."""
        several = [p for p, numbers in self._films_of.items() if len(numbers) >= _MIN_STAR_FILMS]
        names, star_names = self._names.load(several), stars.stars()
        return {person for person, name in names.items() if fold(name) in star_names}

    def is_in_filter(self, person: PersonKey) -> bool:
        return bool(self._filter_people) and fold(self.name(person)) in self._filter_people

    def films_of(self, person: PersonKey) -> Sequence[FilmKey]:
        return self._films_of[person]

    def films_of_year(self, year: int) -> Sequence[FilmKey]:
        return self._films_of_year[year]

    def directed_by(self, person: PersonKey) -> Sequence[FilmKey]:
        return self._directed_by[person]

    def _count_films_called(self, title: str) -> int:
        key = title_key(title)
        entries = [(store, store.entries_with_key([key])) for store in self._catalogue.stores]
        numbers = {number for store, ids in entries for number in store.film_numbers(ids)}
        return len(numbers) + famous.has_other_version(title)

    def find_person(self, name: str) -> PersonKey | None:
        """The person with this name, in any spelling, who is in the most films."""
        hits: list[tuple[int, PersonKey]] = []
        for store in self._catalogue.stores:
            for source in store.sources:
                for person, full_name in people.find_people_named(store, source, name).items():
                    key = self._names.key(person, full_name)
                    hits.append((len(known.find_entries_of(store, [person])), key))
        return max(hits)[1] if hits else None

    def films_with(self, group: Sequence[PersonKey]) -> set[FilmKey]:
        """The films in the whole catalogue that credit all these people, in any job."""
        numbers: set[FilmKey] = set()
        for store in self._catalogue.stores:
            for source in store.sources:
                entries = [self._entries_with(store, source, person) for person in group]
                numbers |= store.film_numbers(set.intersection(*entries))
        return numbers

    def _find_entries_with(self, store: Store, source: int, person: PersonKey) -> set[int]:
        namesakes = people.find_people_named(store, source, self.name(person))
        return set(known.find_entries_of(store, namesakes))

    def _facts(self, number: FilmKey) -> FilmFacts:
        return read_facts(self._entries[number])

    def head(self, known_films: Sequence[KnownFilm], section: str) -> Film:
        """The first film without its records, and these films' sources for a section."""
        heads = [self._head(film.key, section) for film in known_films]
        first, *others = heads
        sources = dict(first.sources)
        for film in others:
            sources |= {f"{name}-{film.id.lower()}": s for name, s in film.sources.items()}
        return merging.CatalogueFilm(**{**dict(first.items()), "sources": sources})

    def _head(self, number: FilmKey, section: str) -> Film:
        entries = self._entries[number]
        film = merging.merge_heads(entries)
        informative = [entry for entry in entries if self._has_section(*entry, section)]
        if 0 < len(informative) < len(entries):
            sources = merging.merge_heads(informative).sources
            return merging.CatalogueFilm(**{**dict(film.items()), "sources": sources})
        return film

    def _has_section(self, store: Store, entry: Entry, section: str) -> bool:
        """Whether an entry may be cited for a section: one with credits, or else no summary."""
        if section in _CREDITS:
            return (store, entry.id) in self._credited
        return not FORMATS[store.source_of(entry.id).format].is_summary


class _Names:
    """People's names, and keys that are the same for one name in several sources."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._store = next(store for store in catalogue.stores if store.sources)
        self._is_single = sum(len(store.sources) for store in catalogue.stores) == 1
        self._names: dict[PersonKey, str] = {}
        self._keys: dict[str, PersonKey] = {}

    def name(self, person: PersonKey) -> str:
        known_name = self._names.get(person)
        return self.load([person])[person] if known_name is None else known_name

    def load(self, group: Collection[PersonKey]) -> dict[PersonKey, str]:
        """Loads several names in one query, which is faster than one by one."""
        if self._is_single:
            self._names |= known.names(self._store, group)
        return {person: self._names.get(person, "") for person in group}

    def key_function(
        self, store: Store, credits_: Collection[dict[str, list[int]]]
    ) -> Callable[[Iterable[int]], list[PersonKey]]:
        """Returns a function that turns a source's ids of people into keys."""
        if self._is_single:
            return list
        ids = {id_ for jobs in credits_ for job_ids in jobs.values() for id_ in job_ids}
        keys = {id_: self.key(id_, person.name) for id_, person in store.load_people(ids).items()}
        return lambda people_ids: [keys[id_] for id_ in people_ids if id_ in keys]

    def key(self, person_id: int, name: str) -> PersonKey:
        """The key of a person in a source."""
        if self._is_single:
            return person_id
        key = self._keys.setdefault(fold(name), len(self._keys))
        self._names.setdefault(key, name)
        return key


@cache
def _split_list(stored: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(split_list(stored)))


@cache
def _fold_list(stored: str | None) -> frozenset[str]:
    return frozenset(map(fold, split_list(stored)))


def _is_asked(entry: Entry) -> bool:
    """Whether an entry is a film that may be asked about."""
    is_film = not entry.kind and _ADULT not in fold(entry.genres or "")
    return is_film and "film" not in famous.doubts_about(entry.title, entry.year)


def _is_documentary(entry: Entry) -> bool:
    return "documentary" in fold(entry.genres or "")


def _covered_years(catalogue: Catalogue) -> tuple[int, int]:
    sources = [source for store in catalogue.stores for source in store.sources.values()]
    return min(s.first_year for s in sources), max(s.last_year for s in sources)

"""Chooses between the films that a name may mean."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from heartcli.catalogue.merging import load_summary
from heartcli.catalogue.search.closeness import Closeness, TitleMatch, closeness
from heartcli.catalogue.search.films import MIN_POPULARITY_RATIO, FilmHit
from heartcli.catalogue.search.queries import Query
from heartcli.catalogue.search.similarity import prepare
from heartcli.catalogue.store import Catalogue
from heartcli.catalogue.viewings import is_of_user
from heartcli.library.messages import MAX_CANDIDATES, byline, distinct_names, film_title
from heartcli.library.shelf import ShelfEntry, ShelfIndex, candidate_line
from heartcli.library.shelf_search import SHELF_BONUS, ShelfHit
from heartcli.text.display import quote

_LATEST_YEAR = 2040  # a later number belongs to a title: Blade Runner 2049
_WELL_KNOWN = 2_500  # this many films of a catalogue file are well known
_MAX_BEHIND = 0.1  # how far the closest titles' similarities may be below the best
_MIN_REASONS = 2  # reasons to choose the only film with all typed words in its title
_HAVE_ALL_WORDS = {
    Closeness.MAIN_TITLE, Closeness.SUBTITLE, Closeness.LONG_PART, Closeness.BEGINNING,
    Closeness.SHORT_PART, Closeness.FEW_WORDS,
}  # fmt: skip


class Candidate(NamedTuple):
    """A film that a name may mean."""

    match: TitleMatch
    score: float  # how close it is, with a bonus for popularity or for being on the shelf
    hit: ShelfEntry | FilmHit
    title: str
    year: int
    popularity: int | None  # None for a film on the shelf
    is_users: bool = False  # whether the user has rated, watched, listed or fetched it

    @property
    def name(self) -> str:
        """The title with its year."""
        return film_title(self.title, self.year)

    @property
    def id(self) -> str:
        """The film's id, which every command accepts."""
        return self.hit.id if isinstance(self.hit, ShelfEntry) else self.hit.entry.film_id


def merge_hits(
    catalogue: Catalogue,
    shelf: Sequence[ShelfEntry],
    shelf_hits: Iterable[ShelfHit],
    hits: Sequence[FilmHit],
) -> list[Candidate]:
    """Returns the films of shelf and catalogue, the best first; those in both only once."""
    index = ShelfIndex(shelf if hits else [])
    candidates = [
        *(_on_shelf(hit) for hit in shelf_hits),
        *(_in_catalogue(catalogue, hit) for hit in hits if hit.entry not in index),
    ]
    return sorted(candidates, key=lambda film: (film.match.rank, -film.score))


def _on_shelf(hit: ShelfHit) -> Candidate:
    entry, score = hit.entry, hit.match.similarity + SHELF_BONUS
    return Candidate(hit.match, score, entry, entry.title, entry.year, None)


def _in_catalogue(catalogue: Catalogue, hit: FilmHit) -> Candidate:
    title, year, popularity = hit.entry.title, hit.entry.year, hit.entry.popularity
    is_users = hit.match.is_exact and is_of_user(catalogue.entries_of_film(hit.film_number))
    return Candidate(hit.match, hit.score, hit, title, year, popularity, is_users)


def names_of(catalogue: Catalogue, films: Sequence[Candidate]) -> list[str]:
    """Returns the films' names, with a director or an id if several share title and year."""
    names = [film.name for film in films]
    return distinct_names(names, lambda i: _byline(catalogue, films[i]) or films[i].id)


def lines_of(catalogue: Catalogue, films: Sequence[Candidate]) -> list[str]:
    """Returns a line for each film in a list: its name, its id, and its path if it's a file."""
    films = films[:MAX_CANDIDATES]
    names = [film.name for film in films]
    names = distinct_names(names, lambda i: _byline(catalogue, films[i]))
    return [
        candidate_line(film.hit) if isinstance(film.hit, ShelfEntry) else f"{name} {film.id}"
        for name, film in zip(names, films, strict=True)
    ]


def _byline(catalogue: Catalogue, film: Candidate) -> str:
    if isinstance(film.hit, ShelfEntry):
        return ""
    _, directors, _ = load_summary(catalogue.entries_of_film(film.hit.film_number))
    return byline(directors)


def name_missing(query: Query, closest_title: str) -> str:
    """Returns the name of the film that a query with a year asks for: Dune (2021)."""
    if (query.year or 0) > _LATEST_YEAR:
        return quote(query.readings[0].title)
    typed = query.readings[1].title
    is_same = closeness(prepare(typed), closest_title) <= Closeness.SAME_LETTERS
    title = closest_title if is_same else quote(typed)
    return film_title(title, query.year or 0)


def keep_closest(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Returns the films whose titles are about as close as the closest."""
    best = max((film.match.similarity for film in candidates), default=0.0)
    return [film for film in candidates if film.match.similarity >= best - _MAX_BEHIND]


def choose(candidates: Iterable[Candidate], *, has_year: bool) -> list[Candidate]:
    """Returns the film that is clearly meant, then others that might be; none if it's unclear."""
    fitting = [candidate for candidate in candidates if candidate.match.fits_year]
    if not fitting or not fitting[0].match.is_exact:
        return _choose_near(fitting, has_year=has_year)
    first_rank = fitting[0].match.rank
    chosen = _most_popular([film for film in fitting if film.match.rank == first_rank])
    others = [film for film in fitting if film.match.is_exact and film.match.rank != first_rank]
    return chosen + [film for film in others if chosen and _is_ahead(film, chosen[0], min_ratio=1)]


def _choose_near(fitting: Sequence[Candidate], *, has_year: bool) -> list[Candidate]:
    groups: dict[Closeness, list[Candidate]] = {}
    for candidate in fitting:
        groups.setdefault(candidate.match.closeness, []).append(candidate)
    if series := groups.get(Closeness.MAIN_TITLE):
        return _first_of_series(series) or _most_popular(series)
    if part := groups.get(Closeness.SUBTITLE) or groups.get(Closeness.LONG_PART):
        return _most_popular(part)
    if with_all_words := [film for film in fitting if film.match.closeness in _HAVE_ALL_WORDS]:
        gap = min(film.match.year_gap for film in with_all_words)
        [film, *others] = [film for film in with_all_words if film.match.year_gap == gap]
        return [film] if not others and _is_likely(film, has_year=has_year) else []
    group = groups.get(Closeness.MISSPELLED) or groups.get(Closeness.EXPLAINED)
    return _most_popular(group) if group else []


def _first_of_series(films: Sequence[Candidate]) -> list[Candidate]:
    """Returns the films by year if the first is the most popular: Star Wars means the first."""
    [first, *others] = sorted(films, key=lambda film: film.year)
    is_best_known = all(
        first.year < film.year and _is_ahead(first, film, min_ratio=1) for film in others
    )
    return [first, *others] if is_best_known else []


def _most_popular(films: Sequence[Candidate]) -> list[Candidate]:
    """Returns the user's films and then others by popularity; none if the first isn't far ahead."""
    [first, *others] = sorted(films, key=lambda film: (not film.is_users, -(film.popularity or 0)))
    is_clear = not others or first.is_users > others[0].is_users or _is_ahead(first, others[0])
    return [first, *others] if is_clear else []


def _is_ahead(film: Candidate, other: Candidate, min_ratio: float = MIN_POPULARITY_RATIO) -> bool:
    """Whether a film is more popular by this ratio; a film on the shelf can't be compared."""
    if film.popularity is None or other.popularity is None:
        return False
    return film.popularity > min_ratio * other.popularity


def _is_likely(film: Candidate, *, has_year: bool) -> bool:
    """Whether the only film with all typed words in its title is the one that is meant."""
    reasons = (
        has_year and film.match.year_gap == 0,
        film.match.closeness != Closeness.FEW_WORDS,
        _is_well_known(film),
    )
    return sum(reasons) >= _MIN_REASONS


def _is_well_known(film: Candidate) -> bool:
    if isinstance(film.hit, ShelfEntry):  # known to the owner of the shelf
        return True
    popularity = film.hit.entry.popularity
    return film.hit.store.count_more_popular(popularity, _WELL_KNOWN) < _WELL_KNOWN

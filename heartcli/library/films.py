"""Searches films by title and by filter, on the shelf and in the catalogue."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from math import log2
from operator import itemgetter

from heartcli.catalogue import store
from heartcli.catalogue.merging import load_summary
from heartcli.catalogue.search import films
from heartcli.catalogue.search.films import FilmFilter, FilmHit
from heartcli.catalogue.search.normalize import facet_token
from heartcli.catalogue.search.people import find_people
from heartcli.catalogue.search.queries import read_query
from heartcli.catalogue.store import Catalogue
from heartcli.catalogue.viewings import load_viewing
from heartcli.errors import Notify
from heartcli.library.choosing import name_missing
from heartcli.library.messages import (
    MAX_OTHERS,
    byline,
    distinct_names,
    film_title,
    not_from_year,
)
from heartcli.library.people import resolve_names
from heartcli.library.shelf import Shelf, ShelfEntry, ShelfIndex, ShelfNameIndex, load_or_skip
from heartcli.library.shelf_search import SHELF_BONUS, match_shelf
from heartcli.model.film import Film
from heartcli.model.frozen import Frozen, JsonObject, frozen
from heartcli.model.records import Strings
from heartcli.model.viewing import Viewing
from heartcli.text.display import format_command, shorten, suggest
from heartcli.text.folding import fold

_MAX_POPULARITY = 10**9  # popularity of a shelf film in a list without a query: it comes first
_MIN_SUGGESTED = 0.6  # similarity of a suggested title to the query
_MAX_SUGGESTIONS = 3
_MAX_GENRES = 30  # listed if a genre is unknown
_MAX_DUPLICATES = 100  # extra films to list, as some may be on the shelf too


@frozen
class FilmMatch(Frozen):
    """A film that a search found, with details to recognise it by."""

    id: str
    title: str
    year: int
    directors: Strings = ()
    genres: Strings = ()
    countries: Strings = ()
    kind: str = ""  # such as tvSeries; "" for a film
    sources: Strings = ()
    path: str = ""  # of its film file, if it has one
    viewing: Viewing = Viewing()
    similarity: float = 1.0  # between its title and the query

    def data(self) -> JsonObject:
        document: JsonObject = {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in self.items()
            if value != "" and name not in ("similarity", "viewing")
        }
        return document | self.viewing.data()

    def row(self) -> Strings:
        about = (", ".join(self.directors), ", ".join(self.genres), self.path or "catalogue")
        watched = self.viewing.watched.text if self.viewing.watched else ""
        viewing = (self.viewing.rating_text, watched)
        return self.id, self.title, str(self.year), *about, ",".join(self.sources), *viewing


@frozen
class FilmSearchResult(Frozen):
    """The films that a search found, closest first."""

    query: str
    films: list[FilmMatch]
    total: int  # number of all matches; `films` may hold fewer
    hint: str  # why no films match; "" if some do
    closest: Sequence[FilmMatch] = ()  # films from other years, if none is from the stated year

    def data(self) -> JsonObject:
        films = [match.data() for match in self.films]
        closest = {"closest": [match.data() for match in self.closest]} if self.closest else {}
        return {"query": self.query, "found": self.total, "films": films} | closest

    def rows(self) -> Iterator[Strings]:
        return (match.row() for match in self.films)


def search_films(
    text: str, film_filter: FilmFilter, *, limit: int, notify: Notify
) -> FilmSearchResult:
    """Finds up to `limit` films that match `text` (unless it's empty) and pass a filter."""
    with closing(store.open_catalogue(notify)) as catalogue:
        if film_filter.source:
            store.check_source(film_filter.source, store.source_names(catalogue))
        result = _search(catalogue, text, film_filter, limit, notify)
    if result.closest:
        notify(_other_years_message(text, result.closest[:MAX_OTHERS]))
    return result


def _other_years_message(text: str, closest: Sequence[FilmMatch]) -> str:
    names = [film_title(film.title, film.year) for film in closest]
    names = distinct_names(names, lambda i: byline(closest[i].directors) or closest[i].id)
    return not_from_year(text, name_missing(read_query(text), closest[0].title), names)


def explain_no_match(catalogue: Catalogue, film_filter: FilmFilter) -> str:
    """Explains which part of a filter matches no films; "" if each part matches some."""
    for field, value in (("genre", film_filter.genre), ("country", film_filter.country)):
        known = films.count_values(catalogue, field) if value else {}
        if value and not _has(known, value, field):
            hint = suggest(value, known)
            if not hint and field == "genre":
                hint = f". Genres: {', '.join(list(known)[:_MAX_GENRES])}"
            return f"No films have the {field} '{shorten(value)}'{hint}"
    return ""


def check_source(name: str, notify: Notify) -> None:
    """Raises HeartError if the catalogue has no source with this name."""
    with closing(store.open_catalogue(notify)) as catalogue:
        store.check_source(name, store.source_names(catalogue))


def catalogue_id(film: Film, notify: Notify) -> str:
    """Returns the id under which the catalogue has a film; "" if it doesn't have it."""
    with closing(store.open_catalogue(notify)) as catalogue:
        for film_id in filter(None, (film.ids.wikidata, film.ids.imdb, film.id)):
            if number := store.find_film_number(catalogue, film_id):
                [(_, entry), *_] = catalogue.entries_of_film(number)
                return entry.film_id
    return ""


def suggest_films(query: str, notify: Notify) -> None:
    """Suggests films and people whose names match a query that found no records."""
    with closing(store.open_catalogue(notify)) as catalogue:
        matches = _search(catalogue, query, FilmFilter(), _MAX_SUGGESTIONS, notify).films
        titles = [f"{m.title} ({m.year})" for m in matches if m.similarity >= _MIN_SUGGESTED]
        suggestions = [format_command("film", title) for title in titles]
        people, is_part = find_people(catalogue, query)
        if people:
            suggestions.append(format_command("who", query if is_part else people[0].name))
        if suggestions:
            notify("Films and people with that name:", *suggestions)
        else:
            notify(f"No film has that name either. {_coverage(catalogue)}")


def _coverage(catalogue: Catalogue) -> str:
    return f"The catalogue has {store.describe_coverage(catalogue)}. Use heart import to add more"


def _search(
    catalogue: Catalogue, text: str, film_filter: FilmFilter, limit: int, notify: Notify
) -> FilmSearchResult:
    shelf = Shelf(notify)
    entries = [] if film_filter.source else shelf.entries  # no source has the shelf's films
    index = ShelfIndex(entries)
    if film_filter.people:
        name_index = ShelfNameIndex(shelf)
        people = resolve_names(catalogue, name_index, film_filter.people, notify)
        film_filter = film_filter._replace(people=people)
        paths = set.intersection(*(set(name_index.paths_with_name(name)) for name in people))
        entries = [entry for entry in entries if entry.path in paths]
    hits, total = _search_catalogue(catalogue, text, film_filter, limit)
    ranked: list[tuple[tuple[float, ...], FilmMatch | FilmHit]]
    ranked = list(_search_shelf(entries, text, film_filter, notify))
    ranked += [(hit.rank, hit) for hit in hits if hit.entry not in index]
    ranked.sort(key=itemgetter(0))
    fitting = [film for (misses_year, *_), film in ranked if not misses_year]
    matches = [
        film if isinstance(film, FilmMatch) else _match_of_hit(catalogue, film, film_filter.source)
        for film in (fitting or [film for _, film in ranked])[:limit]
    ]
    if matches and not fitting:
        return FilmSearchResult(query=text, films=[], closest=matches, total=0, hint="")
    hint = "" if matches else explain_no_match(catalogue, film_filter) or _coverage(catalogue)
    total += len(fitting) - len(hits)
    return FilmSearchResult(query=text, films=matches, total=total, hint=hint)


def _search_catalogue(
    catalogue: Catalogue, text: str, film_filter: FilmFilter, limit: int
) -> tuple[list[FilmHit], int]:
    """Returns the catalogue's matches, or enough to fill the limit, and how many there are."""
    if text:
        hits = films.find_by_id(catalogue, text) or films.search(catalogue, text, film_filter)
        return hits, len(hits)
    hits = films.browse(catalogue, film_filter, limit + _MAX_DUPLICATES)
    is_all = len(hits) < limit + _MAX_DUPLICATES
    return hits, len(hits) if is_all else films.count_films(catalogue, film_filter)


def _search_shelf(
    entries: Iterable[ShelfEntry], text: str, film_filter: FilmFilter, notify: Notify
) -> Iterator[tuple[tuple[float, ...], FilmMatch]]:
    """Yields the matching films on the shelf, each with its sort key."""
    passing = [entry for entry in entries if _passes_filter(entry, film_filter)]
    for match, entry in match_shelf(text, passing):
        film = load_or_skip(entry.path, notify)
        if film and _passes_filter(film, film_filter) and _credits_all(film, film_filter.people):
            bonus = films.POPULARITY_BONUS * log2(1 + len(list(film.records())))
            score = match.similarity + SHELF_BONUS + (bonus if text else _MAX_POPULARITY)
            yield (*match.rank, -score), _match_of_film(film, str(entry.path), match.similarity)


def _passes_filter(film: Film | ShelfEntry, film_filter: FilmFilter) -> bool:
    """Whether a film's year, genres and countries pass a filter; unknown ones always do."""
    first, last = film_filter.years or (film.year, film.year)
    return (
        first <= film.year <= last
        and (film.genres is None or _has(film.genres, film_filter.genre, "genre"))
        and (film.countries is None or _has(film.countries, film_filter.country, "country"))
    )


def _credits_all(film: Film, people: Strings) -> bool:
    credited = {fold(m.performer) for m in film.cast} | {fold(m.name) for m in film.crew}
    return all(fold(name) in credited for name in people)


def _has(values: Iterable[str], value: str, field: str) -> bool:
    """Whether values include a genre or country, however it's spelled; always True for ""."""
    letter = field[0]
    return not value or facet_token(letter, value) in [facet_token(letter, v) for v in values]


def _match_of_film(film: Film, path: str, similarity: float) -> FilmMatch:
    sources = tuple(dict.fromkeys(name for names in film.cited.values() for name in names))
    return FilmMatch(
        id=film.id, title=film.title, year=film.year, directors=film.directors, genres=film.genres,
        countries=film.countries, sources=sources, path=path, similarity=similarity,
    )  # fmt: skip


def _match_of_hit(catalogue: Catalogue, hit: FilmHit, source_name: str) -> FilmMatch:
    entries = catalogue.entries_of_film(hit.film_number)
    head, directors, sources = load_summary(entries)
    viewing = load_viewing(entries, source_name)
    return FilmMatch(
        id=hit.entry.film_id, title=head["title"], year=head["year"], directors=directors,
        genres=head.get("genres", ()), countries=head.get("countries", ()),
        kind=hit.entry.kind or "", sources=sources, viewing=viewing, similarity=hit.similarity,
    )  # fmt: skip

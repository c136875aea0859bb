"""`FilmMatch` and `FilmSearchResult`: the films that a search or a filter lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from heartcli.catalogue.merging import Directors, load_directors, load_summary
from heartcli.catalogue.search import sorting
from heartcli.catalogue.search.films import FilmHit
from heartcli.catalogue.search.sorting import (
    CRITICS,
    OWN_RATING,
    FilmOrder,
    SortValue,
    put_in_order,
    title_value,
)
from heartcli.catalogue.store import Catalogue, Entry, Store
from heartcli.catalogue.viewings import load_viewing
from heartcli.library.details import (
    Details,
    Score,
    Sections,
    details_of_entries,
    details_of_film,
    load_sections,
)
from heartcli.model.film import Film
from heartcli.model.frozen import Frozen, JsonObject, frozen
from heartcli.model.records import Strings
from heartcli.model.viewing import Viewing

_NOUNS = {
    "popularity": "a known popularity", "year": "a year", "title": "a title",
    "minutes": "a running time", "rating": "a rating", "votes": "votes",
    "box-office": "a box office in US dollars",
}  # fmt: skip
_FILMS_AT_ONCE = 1_000  # loaded together, which takes half of the time
_NOT_IN_JSON = ("similarity", "viewing", "details", "popularity")


@frozen
class FilmMatch(Frozen):
    """A film in a list, with the details that help to choose one."""

    id: str
    title: str
    year: int
    directors: Strings = ()
    genres: Strings = ()
    countries: Strings = ()
    languages: Strings = ()
    kind: str = ""  # such as tvSeries; "" for a film
    sources: Strings = ()
    path: str = ""  # of its film file, if it has one
    viewing: Viewing = Viewing()
    details: Details = Details()
    similarity: float = 1.0  # between its title and the query
    popularity: int = -1  # -1 if the catalogue doesn't have it

    def data(self) -> JsonObject:
        document: JsonObject = {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in self.items()
            if value != "" and name not in _NOT_IN_JSON
        }
        return document | self.details.data() | self.viewing.data()

    def row(self) -> Strings:
        about = (", ".join(self.directors), ", ".join(self.genres), self.path or "catalogue")
        watched = self.viewing.watched.text if self.viewing.watched else ""
        viewing = (self.viewing.rating_text, watched)
        head = (self.id, self.title, str(self.year), *about, ",".join(self.sources))
        return (*head, *viewing, *self.details.cells(), self.viewing.state)

    def score(self, measure: str) -> Score | None:
        """Returns the rating that somebody gives, or the user's own."""
        if measure != OWN_RATING:
            return self.details.rating(measure)
        first = next(iter(self.viewing.ratings), None)
        return Score(measure, first.score, first.out_of) if first else None

    def value(self, order: FilmOrder, measure: str) -> SortValue | None:
        """Returns what the film is sorted by; None if it isn't known."""
        score = self.score(measure)
        values: dict[str, SortValue | None] = {
            "popularity": self.popularity if self.popularity >= 0 else None,
            "year": self.year,
            "title": title_value(self.title),
            "minutes": self.details.minutes,
            "rating": score.score / score.out_of if score else None,
            "votes": score.votes if score else None,
            "box-office": self.details.box_office,
        }
        return values[order.key]


@frozen
class FilmSearchResult(Frozen):
    """The films that a search or a filter lists."""

    query: str
    films: list[FilmMatch]
    total: int  # number of all matches; `films` may hold fewer
    subject: str = ""  # what the films have in common, such as "western, 1950–1959"
    missing: str = ""  # says that no film is from the stated year
    missing_with_closest: str = ""  # the same, naming the closest
    closest: Sequence[FilmMatch] = ()  # films from other years, if none is from the stated year
    order: FilmOrder | None = None  # the order, if the user chose one
    measure: str = ""  # whose ratings they are sorted by
    is_random: bool = False  # whether they were picked at random
    meanings: Sequence[str] = ()  # how words for genres, countries and languages were understood
    origins: Sequence[str] = ()  # the sources, each with its date

    def data(self) -> JsonObject:
        films = [match.data() for match in self.films]
        document: JsonObject = {"query": self.query, "found": self.total, "films": films}
        if self.closest:
            document["closest"] = [match.data() for match in self.closest]
        return document

    def rows(self) -> Iterator[Strings]:
        return (match.row() for match in self.films)

    def order_notes(self) -> Iterator[str]:
        """Yields notes about the order: whose votes it uses, or that there are no values."""
        if not (self.order and self.films):
            return
        if all(film.value(self.order, self.measure) is None for film in self.films):
            noun = _NOUNS[self.order.key]
            yield f"None of these films has {noun}. The best known come first"
        elif self.order.key == "votes" and self.measure in CRITICS:
            yield "None of these films has votes. Sorted by the number of critics' reviews"


def choose_measure(matches: Sequence[FilmMatch], order: FilmOrder, source: str) -> str:
    """Chooses the ratings or votes to sort by: the user's own if the source has any."""
    if order.key == "rating" and any(source in film.viewing.rated_in for film in matches):
        return OWN_RATING
    if order.key not in ("rating", "votes"):
        return ""
    scores = (score for film in matches for score in film.details.ratings)
    givers = (s.by for s in scores if order.key == "rating" or s.votes is not None)
    return sorting.choose_measure(order.key, Counter(givers))


def match_of_film(film: Film, path: str, similarity: float, popularity: int) -> FilmMatch:
    """Describes a film on the shelf."""
    sources = tuple(dict.fromkeys(name for names in film.cited.values() for name in names))
    return FilmMatch(
        id=film.id, title=film.title, year=film.year, directors=film.directors, genres=film.genres,
        countries=film.countries, languages=film.languages, sources=sources, path=path,
        similarity=similarity, details=details_of_film(film), popularity=popularity,
    )  # fmt: skip


def match_of_hit(catalogue: Catalogue, hit: FilmHit, source_name: str) -> FilmMatch:
    """Loads a film that a search of the catalogue returned."""
    entries = catalogue.entries_of_film(hit.film_number)
    return _match(entries, hit.entry, _load(entries), source_name, hit.similarity)


class _Loaded(NamedTuple):
    """The details that lists show in addition to an entry's columns."""

    directors: Directors
    sections: Sections


def _load(entries: Sequence[tuple[Store, Entry]]) -> _Loaded:
    return _Loaded(load_directors(entries), load_sections(entries))


def match_numbers(
    catalogue: Catalogue, numbers: Sequence[int], source_name: str
) -> Iterator[FilmMatch]:
    """Loads films from the catalogue by number, in batches."""
    for start in range(0, len(numbers), _FILMS_AT_ONCE):
        films = catalogue.entries_of_films(numbers[start : start + _FILMS_AT_ONCE])
        entries = [pair for pairs in films.values() for pair in pairs]
        loaded = _load(entries)
        for pairs in films.values():
            yield _match(pairs, pairs[0][1], loaded, source_name)


def _match(
    entries: Sequence[tuple[Store, Entry]], entry: Entry, loaded: _Loaded, source_name: str,
    similarity: float = 1.0,
) -> FilmMatch:  # fmt: skip
    head, directors, sources = load_summary(entries, loaded.directors)
    return FilmMatch(
        id=entry.film_id, title=head["title"], year=head["year"], directors=directors,
        genres=head.get("genres", ()), countries=head.get("countries", ()),
        languages=head.get("languages", ()), kind=entry.kind or "", sources=sources,
        viewing=load_viewing(entries, source_name), similarity=similarity,
        details=details_of_entries(entries, loaded.sections),
        popularity=max(entry.popularity for _, entry in entries),
    )  # fmt: skip


def sort_matches(matches: Iterable[FilmMatch], order: FilmOrder, measure: str) -> list[FilmMatch]:
    """Sorts films; those without a value come last."""
    return put_in_order(
        matches, order, lambda film: film.value(order, measure), lambda film: film.popularity
    )

"""Applies a `FilmFilter` to film files, and explains a filter that no film passes."""

from collections.abc import Iterable

from heartcli.catalogue.search import filters
from heartcli.catalogue.search.filters import FilmFilter
from heartcli.catalogue.search.normalize import facet_token
from heartcli.catalogue.store import Catalogue
from heartcli.library.details import details_of_film
from heartcli.library.shelf import ShelfEntry
from heartcli.model.film import Film
from heartcli.model.records import Strings
from heartcli.text.display import quote, suggest
from heartcli.text.folding import fold

_PLURALS = {"genre": "Genres", "country": "Countries", "language": "Languages"}
_MAX_NAMES = 22  # listed if one is unknown: as many as the bundled films have genres


def may_pass(entry: ShelfEntry, film_filter: FilmFilter) -> bool:
    """Whether a film file may pass a filter, as far as its head shows."""
    first, last = film_filter.years or (entry.year, entry.year)
    is_right_genre = entry.genres is None or _have_genres(entry.genres, film_filter)
    countries = film_filter.countries
    is_from_there = entry.countries is None or _have_all(entry.countries, countries, "country")
    return first <= entry.year <= last and is_right_genre and is_from_there


def passes(film: Film, film_filter: FilmFilter) -> bool:
    """Whether a film passes a filter, apart from its source."""
    first, last = film_filter.years or (film.year, film.year)
    shortest, longest = film_filter.minutes or (0, 0)
    spoken, languages = film.languages, film_filter.languages
    credited = {fold(m.performer) for m in film.cast} | {fold(m.name) for m in film.crew}
    return (
        first <= film.year <= last
        and _have_genres(film.genres, film_filter)
        and _have_all(film.countries, film_filter.countries, "country")
        and (not languages or bool(_tokens(spoken, "language") & _tokens(languages, "language")))
        and (not longest or shortest <= (details_of_film(film).minutes or -1) <= longest)
        and credited.issuperset(map(fold, film_filter.people))
    )


def name_on_shelf(entries: Iterable[ShelfEntry], field: str, typed: str) -> str:
    """Returns the name that film files have for a genre or country, however it's spelled."""
    token = facet_token(field[0], typed)
    for entry in entries:
        for name in (entry.genres if field == "genre" else entry.countries) or ():
            if facet_token(field[0], name) == token:
                return name
    return ""


def explain_no_match(catalogue: Catalogue, film_filter: FilmFilter) -> str:
    """Explains which part of a filter matches no films; "" if each part matches some."""
    fields = {
        "genre": film_filter.genres,
        "country": film_filter.countries,
        "language": film_filter.languages,
    }
    for field, names in fields.items():
        known = filters.count_values(catalogue, field) if names else {}
        for name in names:
            if not _have_all(known, (name,), field):
                hint = suggest(name, known)
                if not hint:
                    hint = f". {_PLURALS[field]}: {', '.join(list(known)[:_MAX_NAMES])}"
                return f"No films have the {field} {quote(name)}{hint}"
    return ""


def describe_filter(text: str, film_filter: FilmFilter) -> str:
    """Describes a search in a few words: "western, 1950–1959, with John Wayne"."""
    parts = [
        text,
        *(genre.lower() for genre in film_filter.genres),
        *film_filter.countries,
        *film_filter.languages[:1],
        _describe_years(film_filter.years),
        *(f"with {name}" for name in film_filter.people),
        _describe_minutes(film_filter.minutes),
        film_filter.source,
    ]
    return ", ".join(filter(None, parts))


def _describe_years(years: tuple[int, int] | None) -> str:
    if not years:
        return ""
    first, last = years
    if last >= filters.NO_END:
        return f"since {first}"
    return f"{first}–{last}" if first < last else str(first)


def _describe_minutes(minutes: tuple[int, int] | None) -> str:
    if not minutes:
        return ""
    shortest, longest = minutes
    if longest >= filters.MAX_MINUTES:
        return f"at least {shortest:,} min" if shortest else ""
    if shortest == longest:
        return f"{longest:,} min"
    return f"{shortest:,}–{longest:,} min" if shortest else f"at most {longest:,} min"


def _have_genres(genres: Iterable[str], film_filter: FilmFilter) -> bool:
    tokens = _tokens(genres, "genre")
    is_left_out = not tokens.isdisjoint(_tokens(film_filter.without_genres, "genre"))
    return not is_left_out and _tokens(film_filter.genres, "genre") <= tokens


def _have_all(names: Iterable[str], needed: Strings, field: str) -> bool:
    """Whether genres or countries include all required ones, in any spelling."""
    return not needed or _tokens(needed, field) <= _tokens(names, field)


def _tokens(names: Iterable[str], field: str) -> set[str]:
    return {facet_token(field[0], name) for name in names}

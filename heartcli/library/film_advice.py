"""Advice for a search that finds no films, or perhaps not the ones you mean."""

from collections.abc import Iterator

from heartcli.catalogue import store
from heartcli.catalogue.search.filters import FilmFilter
from heartcli.catalogue.search.normalize import STOPWORDS, name_key
from heartcli.catalogue.search.people import find_people
from heartcli.catalogue.search.queries import read_query
from heartcli.catalogue.store import Catalogue
from heartcli.library.film_filters import describe_filter, explain_no_match
from heartcli.library.film_list import FilmSearchResult
from heartcli.library.messages import fetch_hint
from heartcli.text.display import format_command, quote
from heartcli.text.folding import fold_words

_CLOSE_TITLE = 0.7  # below this similarity, the closest film is probably another one …
_LIKELY_TITLE = 0.8  # … and below this one, the text may be a person's name


def advise(
    catalogue: Catalogue, text: str, film_filter: FilmFilter, result: FilmSearchResult
) -> Iterator[str]:
    """Yields messages about a search: what to try instead, and whose votes films are sorted by."""
    similarity = max((film.similarity for film in result.films), default=0.0)
    person = _find_person(catalogue, text) if text and similarity < _LIKELY_TITLE else ""
    if person:
        yield f"For a person's films: {format_command('who', person)}"
    if not (result.films or result.closest):
        yield explain_no_match(catalogue, film_filter) or _no_match(catalogue, text, film_filter)
    elif text and similarity < _CLOSE_TITLE and not (person or result.closest):
        yield f"No film is called {quote(text)}. {fetch_hint(text)}"
    yield from result.order_notes()


def _find_person(catalogue: Catalogue, text: str) -> str:
    """Returns the person that the text (without a year) names, or the text if it's part of one."""
    name = read_query(text).readings[-1].title
    if STOPWORDS.issuperset(fold_words(name)):
        return ""
    people, is_part = find_people(catalogue, name)
    if is_part:
        return name
    is_name = people and name_key(people[0].name) == name_key(name)
    return people[0].name if is_name else ""


def _no_match(catalogue: Catalogue, text: str, film_filter: FilmFilter) -> str:
    subject = quote(describe_filter(text, film_filter))
    if text:
        return f"No films match {subject}. {fetch_hint(text)}"
    coverage = f"The catalogue has {store.describe_coverage(catalogue)}"
    return f"No films match {subject}. {coverage}. Use heart import to add more"

"""What the user types becomes ids, or titles that can't change the search."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heartcli.catalogue.fetching.finding import NoClearFilmError, search_texts
from heartcli.catalogue.fetching.references import FilmReference, parse_references
from heartcli.catalogue.fetching.services import (
    MAX_HITS,
    Services,
    search_by_words,
    searches_by_id,
)
from heartcli.catalogue.search.queries import Reading
from heartcli.errors import HeartError

READINGS = {
    "dune": [("dune", None)],
    "dune 2021": [("dune 2021", None), ("dune", 2021)],
    "2021 dune": [("2021 dune", None), ("dune", 2021)],
    "hairspray '88": [("hairspray '88", None), ("hairspray", 1988)],
    "1917": [("1917", None)],
    "2012 2009": [("2012 2009", None), ("2012", 2009)],
    "Apollo 13": [("Apollo 13", None)],
    "THX 1138": [("THX 1138", None)],
    "Fahrenheit 9999": [("Fahrenheit 9999", None)],
    "Q & A": [("Q & A", None)],
    "tt": [("tt", None)],
    "Q132689 dune": [("Q132689 dune", None)],
}
IDS = {
    "Q132689": FilmReference(wikidata="Q132689"),
    "wikidata:q132689": FilmReference(wikidata="Q132689"),
    "http://www.wikidata.org/entity/Q132689": FilmReference(wikidata="Q132689"),
    "www.wikidata.org/wiki/Q132689?uselang=de": FilmReference(wikidata="Q132689"),
    "tt34583": FilmReference(imdb="tt0034583"),
    "TT0034583": FilmReference(imdb="tt0034583"),
    "tt99999999999": FilmReference(imdb="tt99999999999"),
    "Q99999999999": FilmReference(wikidata="Q99999999999"),
    "imdb:tt10872600": FilmReference(imdb="tt10872600"),
    "https://www.imdb.com/title/tt0034583": FilmReference(imdb="tt0034583"),
    "https://www.imdb.com/de/title/tt0034583/fullcredits": FilmReference(imdb="tt0034583"),
    "tmdb:289": FilmReference(tmdb="289"),
    "https://www.themoviedb.org/movie/289-casablanca/cast": FilmReference(tmdb="289"),
}


@pytest.mark.parametrize(("text", "readings"), READINGS.items())
def test_titles_are_read_literally_first(text: str, readings: list[tuple[str, int | None]]) -> None:
    [reference] = parse_references(text.split())

    assert [*reference.readings] == [Reading(*reading) for reading in readings]


@pytest.mark.parametrize(("text", "reference"), IDS.items())
def test_ids_and_addresses_are_recognised(text: str, reference: FilmReference) -> None:
    assert parse_references([text]) == [reference]


@pytest.mark.parametrize("text", ["https://www.imdb.com/name/nm0000006/", "http://x/Q1"])
def test_other_addresses_are_not_titles(text: str) -> None:
    with pytest.raises(HeartError, match="not a film's address"):
        parse_references([text])


@given(st.text(max_size=400))
def test_no_title_changes_the_syntax_of_a_search(text: str) -> None:
    try:
        [words] = search_texts([Reading(text, None)])
    except NoClearFilmError:
        return
    search = search_by_words(words)

    assert len(search) <= 300
    assert re.fullmatch(r"[^:|\"()*~?!\\-]+ haswbstatement:P31=Q11424(\|P31=Q\d+)+", search)
    assert not {"AND", "OR", "NOT"} & {*search.split()}
    assert re.fullmatch(r"[\x21-\x7e]+", Services().search(search))


@given(st.lists(st.integers(1, 99_999_999).map(lambda n: f"tt{n:07}"), max_size=100))
def test_ids_are_searched_for_in_batches(ids: list[str]) -> None:
    searches = [*searches_by_id("P345", ids)]

    assert [value for text in searches for value in re.findall(r"tt\d+", text)] == ids
    assert all(len(text) <= 300 and 0 < text.count("=") <= MAX_HITS for text in searches)

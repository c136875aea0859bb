"""`heart films`: sorting, filters, what people type as a genre, and what it says if unsure."""

from itertools import pairwise
from pathlib import Path

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from heartcli.catalogue.search import leading
from heartcli.catalogue.search.filters import FilmFilter
from heartcli.catalogue.search.sorting import FilmOrder, put_in_order
from heartcli.library.film_filters import describe_filter
from tests.conftest import TESTS, Heart

KEYS = ["popularity", "year", "title", "minutes", "rating", "votes", "box-office"]
RATINGS = """imdb,title,year,minutes,imdb rating,votes,my rating,watched date
tt0000001,First Film,1990,90,8.1,500,6,2024-03-12
tt0000002,Second Film,1991,120,7.2,90000,9,2024-03-13
tt0000003,Third Film,1992,,,,,
"""


def titles(heart: Heart, *args: str) -> list[str]:
    return [film["title"] for film in heart("films", *args, "--json").json["films"]]


# --- Sorting


@given(
    st.lists(st.tuples(st.none() | st.integers(), st.integers(-1, 50))),
    st.sampled_from(KEYS),
    st.booleans(),
)
def test_missing_values_come_last_and_ties_are_sorted_by_popularity(
    films: list[tuple[int | None, int]], key: str, is_reversed: bool
) -> None:
    order = FilmOrder(key, is_reversed)  # type: ignore[arg-type]
    ordered = put_in_order(films, order, lambda film: film[0], lambda film: film[1])

    assert sorted(ordered, key=repr) == sorted(films, key=repr)
    for (value, known), (other_value, other_known) in pairwise(ordered):
        if value is None or other_value is None:
            assert other_value is None
        elif value != other_value:
            assert (value > other_value) == order.is_descending
        if value == other_value:
            assert known >= other_known


@pytest.mark.parametrize(
    ("key", "first", "reversed_first"),
    [
        ("minutes", "Dances with Wolves", "Home on the Range"),
        ("year", "Dark Command", "A Million Ways to Die in the West"),
        ("title", "3:10 to Yuma", "Young Guns II"),
        ("popularity", "Dances with Wolves", None),
        ("box-office", "Django Unchained", None),
    ],
)
def test_films_are_sorted_by_a_key_and_in_reverse(
    heart: Heart, key: str, first: str, reversed_first: str | None
) -> None:
    options = ("--genre", "western", "--limit", "4", "--sort", key)

    assert titles(heart, *options)[0] == first
    assert reversed_first in {None, *titles(heart, *options, "--reverse")}


@pytest.mark.parametrize("key", ["minutes", "box-office"])
@pytest.mark.parametrize("direction", [(), ("--reverse",)])
def test_films_without_the_value_come_last_in_both_directions(
    heart: Heart, key: str, direction: tuple[str, ...]
) -> None:
    options = ("--country", "Japan", "--limit", "0", "--sort", key, *direction)
    films = heart("films", *options, "--json").json["films"]
    values = [film.get(key.replace("-", "_")) for film in films]

    known = [value for value in values if value is not None]
    assert 0 < len(known) < len(values)
    assert values[: len(known)] == sorted(known, reverse=not direction)
    assert set(values[len(known) :]) == {None}


@pytest.mark.parametrize("key", KEYS)
def test_a_large_catalogue_is_sorted_like_a_small_one(
    heart: Heart, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = ("--genre", "war", "--sort", key, "--limit", "30", "--json")
    small = heart("films", *options).json
    monkeypatch.setattr(leading, "LARGE", 0)

    assert heart("films", *options).json == small


def test_ratings_are_sorted_by_one_kind_of_rating_which_the_screen_explains(heart: Heart) -> None:
    screen = heart("films", "--genre", "western", "--sort", "rating", "--limit", "3")

    assert screen.lines[2].split() == ["Title", "Year", "Director", "min", "RT"]
    assert [line.split()[-1] for line in screen.lines[3:6]] == ["100", "100", "100"]
    assert "RT is the Tomatometer, of 100. Source: Wikidata, 18 Oct 2026" in screen.out


def test_without_votes_films_are_sorted_by_reviews_and_the_message_says_so(heart: Heart) -> None:
    screen = heart("films", "--genre", "western", "--sort", "votes")

    assert screen.err == "None of these films has votes. Sorted by the number of critics' reviews\n"
    assert "Most reviewed first" in screen.out
    assert screen.lines[2].split()[-1] == "Reviews"


def test_an_imported_list_is_sorted_by_your_rating_or_by_votes(
    heart: Heart, tmp_path: Path
) -> None:
    (tmp_path / "mine.csv").write_text(RATINGS, "utf-8")
    heart("import", "csv", str(tmp_path / "mine.csv"), "--as", "mine")
    mine = ("--source", "mine")

    assert titles(heart, *mine, "--sort", "rating") == ["Second Film", "First Film", "Third Film"]
    assert titles(heart, *mine, "--sort", "votes")[0] == "Second Film"
    assert titles(heart, *mine, "--sort", "minutes", "--reverse")[-1] == "Third Film"
    screen = heart("films", *mine, "--sort", "votes")
    assert screen.lines[2].split() == [
        "Title",
        "Year",
        "Director",
        "min",
        "Yours",
        "Watched",
        "IMDb",
        "Votes",
    ]
    assert "IMDb is its users' average rating, of 10" in screen.out
    [first, *_] = heart("films", *mine, "--json", "--sort", "title").json["films"]
    assert first["ratings"] == [{"by": "IMDb", "score": 8.1, "out_of": 10, "votes": 500}]


def test_a_value_that_no_film_has_is_reported(heart: Heart, tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("title,year\nAbc Film,1990\nAbd Film,1991\n", "utf-8")
    heart("import", "csv", str(tmp_path / "mine.csv"), "--as", "mine")
    screen = heart("films", "--source", "mine", "--sort", "box-office")

    assert "None of these films has a box office in US dollars. The best known come" in screen.err


def test_a_title_search_can_be_sorted(heart: Heart) -> None:
    assert titles(heart, "godfather")[0] == "The Godfather"
    assert titles(heart, "godfather", "--sort", "year", "--limit", "2")[0] == "3 Godfathers"


def test_films_on_the_shelf_are_sorted_and_filtered_like_the_others(heart: Heart) -> None:
    garr = ("--person", "Teri Garr", "--limit", "0")
    film = "One from the Heart"
    by_minutes = heart("films", *garr, "--sort", "minutes", "--json").json["films"]

    assert titles(heart, *garr)[0] == film
    minutes = [match["minutes"] for match in by_minutes if "minutes" in match]
    assert minutes == sorted(minutes, reverse=True)
    assert film in {match["title"] for match in by_minutes}
    assert film not in titles(heart, *garr, "--min-minutes", "108")
    assert film in titles(heart, *garr, "--max-minutes", "107")
    assert film not in titles(heart, *garr, "--language", "french")


# --- Filters


def test_a_film_needs_all_genres_and_all_countries(heart: Heart) -> None:
    both = heart("films", "--genre", "western", "--genre", "comedy", "--json", "--limit", "0").json
    options = ("--country", "France", "--country", "Italy", "--limit", "5", "--json")

    assert 0 < both["found"] == len(both["films"]) < 311
    assert all({"Western", "Comedy"} <= set(film["genres"]) for film in both["films"])
    for film in heart("films", *options).json["films"]:
        assert {"France", "Italy"} <= set(film["countries"])


def test_different_sources_may_meet_the_conditions(heart: Heart, tmp_path: Path) -> None:
    table = "imdb,title,year,genres\ntt0034583,Casablanca,1942,Film-Noir\n"
    (tmp_path / "mine.csv").write_text(table, "utf-8")
    heart("import", "csv", str(tmp_path / "mine.csv"))

    bogart = ("--person", "humphrey bogart", "--country", "usa")
    assert titles(heart, "--genre", "noir", *bogart) == ["Casablanca"]
    assert titles(heart, "--genre", "noir", "--person", "john wayne") == []
    assert titles(heart, "--source", "csv", "--genre", "noir", "--genre", "war") == ["Casablanca"]


def test_running_times_are_limited(heart: Heart) -> None:
    options = ("--min-minutes", "200", "--max-minutes", "220", "--limit", "0", "--json")
    films = heart("films", *options).json["films"]

    assert films
    assert all(200 <= film["minutes"] <= 220 for film in films)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--min-minutes", "120", "--max-minutes", "90"], "is more than --max-minutes 90"),
        (
            ["--min-minutes", "-1"],
            "can't be '-1'. Use a whole number from 0 to 99,999",
        ),
        (
            ["--max-minutes", "1000000"],
            "Use a whole number from 1 to 99,999",
        ),
        (["x", "--limit", "-3"], "--limit can't be '-3'. Use a whole number, 0 or more"),
        (["--genre", "western", "--seed", "1"], "--seed needs --random"),
        (["--seed", "1"], "--seed needs --random"),
        (["x", "--reverse"], "--reverse needs --sort here"),
        (["--random", "--reverse"], "--reverse needs --sort here"),
    ],
)
def test_options_that_make_no_sense_are_usage_errors(
    heart: Heart, options: list[str], message: str
) -> None:
    screen = heart("films", *options)

    assert screen.code == 2
    assert message in screen.err


@pytest.mark.parametrize("typed", ["french", "fr", "Quebec French"])
def test_a_language_is_found_by_name_code_and_variety(heart: Heart, typed: str) -> None:
    films = heart("films", "--language", typed, "--limit", "0", "--json").json["films"]

    assert films
    assert all(any("French" in name for name in film["languages"]) for film in films)


# --- What people type

NOIR = "American crime dramas from 1940 to 1958 that are neither comedies nor war films"


@pytest.mark.parametrize(
    ("typed", "meaning"),
    {
        "noir": NOIR,
        "film noir": NOIR,
        "neo-noir": "Crime and Thriller since 1960",
        "rom-com": "Romance and Comedy",
        "romcom": "Romance and Comedy",
        "dramedy": "Comedy and Drama",
        "anime": "Animation from Japan",
        "cartoons": "Animation",
        "spaghetti western": "Western from Italy",
        "doc": "Documentary",
        "docu": "Documentary",
        "suspense": "Thriller",
        "whodunits": "Mystery",
        "detective films": "Mystery",
        "gangster movies": "Crime",
        "heist": "Crime",
        "slasher": "Horror",
        "kids": "Family",
        "children": "Family",
        "romantic comedies": "Romance and Comedy",
        "science fiction": "Sci-Fi",
        "crime thriller": "Crime and Thriller",
    }.items(),
)
def test_a_genre_is_put_in_the_words_of_the_data(heart: Heart, typed: str, meaning: str) -> None:
    screen = heart("films", "--genre", typed, "--limit", "1", "--json")

    assert screen.err == f"'{typed}' means {meaning}\n"
    assert screen.json["found"] > 10


@pytest.mark.parametrize("typed", ["western", "Sci-Fi", "sci fi"])
def test_a_genre_in_the_data_needs_no_explanation(heart: Heart, typed: str) -> None:
    assert heart("films", "--genre", typed, "--limit", "1", "--json").err == ""


def test_a_genre_in_the_data_takes_precedence_over_its_everyday_meaning(
    heart: Heart, tmp_path: Path
) -> None:
    table = "title,year,genres\nDark Abc,1950,Film-Noir\nLight Abc,1950,Comedy\n"
    (tmp_path / "mine.csv").write_text(table, "utf-8")
    heart("import", "csv", str(tmp_path / "mine.csv"))
    screen = heart("films", "--genre", "noir", "--json")

    assert screen.err == "'noir' means Film-Noir\n"
    assert [film["title"] for film in screen.json["films"]] == ["Dark Abc"]


def test_a_typed_country_takes_precedence_over_that_of_a_genre(heart: Heart) -> None:
    screen = heart("films", "--genre", "noir", "--country", "France", "--json")
    meaning = NOIR.replace("American ", "")

    assert screen.err == f"'noir' means {meaning}\n"
    assert "Rififi" in [film["title"] for film in screen.json["films"]]


def test_noir_is_what_people_call_film_noir(heart: Heart) -> None:
    films = heart("films", "--genre", "noir", "--limit", "0", "--json").json["films"]
    listed = {f"{film['title']} ({film['year']})" for film in films}
    truths = tomli.loads((TESTS / "truths" / "noir.toml").read_text("utf-8"))

    assert len(listed.intersection(truths["noir"])) >= 35  # of 41
    assert len(listed.intersection(truths["others"])) <= 4  # of 20


def test_a_typed_genre_is_not_left_out(heart: Heart) -> None:
    assert "Casablanca" in titles(heart, "--genre", "noir", "--genre", "war", "--limit", "0")


def test_the_title_keeps_the_typed_words(heart: Heart) -> None:
    screen = heart("films", "--genre", "noir")

    assert screen.lines[0].startswith("Films: noir, 1940–1958 ")
    assert (screen.err, f"'noir' means {NOIR}." in " ".join(screen.out.split())) == ("", True)


def test_a_round_understands_the_same_words_for_genres(heart: Heart) -> None:
    screen = heart("quiz", "--genre", "noir", "--count", "1", "--seed", "1", "--plain")

    assert f"'noir' means {NOIR}" in screen.err
    assert "--genre noir" in screen.out


def test_typed_years_take_precedence_over_those_of_a_genre(heart: Heart) -> None:
    screen = heart("films", "--genre", "noir", "--year", "1974", "--json")

    assert (
        screen.err == "'noir' means American crime dramas that are neither comedies nor war films\n"
    )
    assert {film["year"] for film in screen.json["films"]} == {1974}


@pytest.mark.parametrize(
    ("option", "typed", "name"),
    [
        ("--country", "usa", "United States"),
        ("--country", "british", "United Kingdom"),
        ("--country", "Scotland", "United Kingdom"),
        ("--country", "french", "France"),
        ("--country", "Korea", "South Korea"),
        ("--language", "farsi", "Persian"),
        ("--language", "ja", "Japanese"),
        ("--language", "bengali", "Bangla"),
    ],
)
def test_countries_and_languages_go_by_other_names(
    heart: Heart, option: str, typed: str, name: str
) -> None:
    screen = heart("films", option, typed, "--limit", "1", "--json")

    assert screen.err == f"'{typed}' means {name}\n"
    assert screen.json["found"] > 5


# --- Years, people and absent films


@pytest.mark.parametrize(
    ("typed", "years"),
    [
        ("1999", "1999"), ("1950-1959", "1950-1959"), ("1950s", "1950-1959"), ("80s", "1980-1989"),
    ],
)  # fmt: skip
def test_years_alone_list_their_films(heart: Heart, typed: str, years: str) -> None:
    screen = heart("films", typed, "--json")

    assert screen.err == f"No film is called '{typed}'. Listing films from {years}\n"
    assert screen.json["found"] == heart("films", "--year", years, "--json").json["found"]


def test_a_year_that_is_a_title_or_has_no_films_is_looked_up_as_a_title(heart: Heart) -> None:
    title = heart("films", "1984", "--json")

    assert title.json["films"][0]["title"] == "Nineteen Eighty-Four"
    assert title.err == "For films from 1984: heart films --year 1984\n"
    assert "Listing films" not in heart("films", "2020").err
    assert "Listing films" not in heart("films", "1959-1950").err


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("ridley scott", "'Ridley Scott'"), ("nolan", "nolan"), ("tom hanks 1940", "'Tom Hanks'"),
    ],
)  # fmt: skip
def test_a_persons_name_gets_advice(heart: Heart, typed: str, name: str) -> None:
    assert f"For a person's films: heart who {name}\n" in heart("films", typed).err
    assert "For a person" not in heart("films", "heat").err + heart("films", "the").err


def test_a_search_without_matches_suggests_a_fetch(heart: Heart) -> None:
    far, none = heart("films", "everythingeverywhere"), heart("films", "qqqzzz")

    assert (none.code, none.out) == (1, "")
    assert none.err.endswith("To look on Wikidata: heart fetch qqqzzz\n")
    assert far.err.endswith("To look on Wikidata: heart fetch everythingeverywhere\n")


# --- On a narrow screen


def test_no_number_wraps_and_no_word_gains_a_space_on_a_narrow_screen(
    heart: Heart, tmp_path: Path
) -> None:
    title = "Donaudampfschifffahrtsgesellschaftskapitän"
    table = f"title,year,runtime,imdb rating,votes,my rating\n{title},1999,125,8.6,900000,10\n"
    (tmp_path / "wide.csv").write_text(table, "utf-8")
    heart("import", "csv", str(tmp_path / "wide.csv"), "--as", "wide")

    screen = heart("films", "--source", "wide", "--sort", "votes", COLUMNS="40")

    assert "1999   8.6  900,000" in screen.out
    assert "    125 min; Yours 10/10" in screen.lines
    beginnings = [line[:20].strip() for line in screen.lines]
    assert title in "".join(beginnings)


# --- How many


def test_limit_0_lists_all_films_and_plain_text_says_how_many_are_left_out(
    heart: Heart,
) -> None:
    some = heart("films", "--genre", "western", "--plain")
    everything = heart("films", "--genre", "western", "--limit", "0", "--plain")

    assert len(some.lines) == 10
    assert some.err == "Showing 10 of 311 films. Use --limit 0 for all\n"
    assert (len(everything.lines), everything.err) == (311, "")
    assert {len(line.split("\t")) for line in everything.lines} == {14}


def test_films_are_picked_at_random_and_can_be_picked_again(heart: Heart) -> None:
    options = ("--genre", "noir", "--random", "--limit", "3", "--json")
    first, again = heart("films", *options, "--seed", "7"), heart("films", *options, "--seed", "7")
    picked = heart("films", *options)

    assert first.json == again.json
    assert len({film["id"] for film in first.json["films"]}) == 3
    seed = picked.err.partition("--seed ")[2].split()[0]
    assert heart("films", *options, "--seed", seed).json == picked.json
    assert heart("films", *options, "--seed", "8").json != first.json


def test_sorting_alone_searches_everything(heart: Heart) -> None:
    document = heart("films", "--sort", "minutes", "--limit", "1", "--json").json

    assert document["found"] > 17_000
    assert document["films"][0]["title"] == "Out 1"


@pytest.mark.parametrize("args", [["--genre", "qqqq"], ["--source", "qqqq"], ["--year", "1900"]])
def test_no_seed_is_named_if_nothing_was_picked(heart: Heart, args: list[str]) -> None:
    screen = heart("films", *args, "--random")

    assert (screen.code, "--seed" in screen.err) == (1, False)
    assert "--seed" in heart("films", "--random", "--limit", "1").err


@pytest.mark.parametrize("language", [*'"%_*-?', "🎬"])
def test_a_language_without_letters_is_unknown(heart: Heart, language: str) -> None:
    screen = heart("films", "--language", language)

    assert (screen.code, "No films have the language" in screen.err) == (1, True)


@pytest.mark.parametrize(
    ("minutes", "description"),
    [
        ((0, 99_999), ""),
        ((1_000, 99_999), "at least 1,000 min"),
        ((0, 1_000), "at most 1,000 min"),
        ((100, 100), "100 min"),
        ((90, 1_000), "90–1,000 min"),
    ],
)
def test_running_times_are_described_briefly(minutes: tuple[int, int], description: str) -> None:
    assert describe_filter("", FilmFilter(minutes=minutes)) == description

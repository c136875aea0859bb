"""Which film a typed name opens, with and without a year, and what is said if it opens none."""

import re
from contextlib import closing
from pathlib import Path

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from heartcli.catalogue.models import SourceFilm
from heartcli.catalogue.search import films
from heartcli.catalogue.search.queries import Reading, read_query
from heartcli.catalogue.store import FILE_NAME, Catalogue, Store
from heartcli.catalogue.writer import CatalogueWriter, create_database
from heartcli.errors import HeartError
from heartcli.library.resolve import resolve_film
from heartcli.model.field_types import MAX_YEAR, MIN_YEAR
from heartcli.model.viewing import OwnRating
from heartcli.storage import paths
from tests.conftest import TESTS, Heart
from tests.library.test_resolve import put


def opened(name: str) -> str:
    """The film that a name opens, with its year; "" if it opens none."""
    try:
        film = resolve_film(name, lambda *_: None)
    except HeartError:
        return ""
    return f"{film.title} ({film.year})"


@pytest.fixture
def bundled_films_alone(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEART_HOME", str(home))


@pytest.mark.parametrize(
    ("file", "max_wrong"),
    [("films-with-years", 0.03), ("films-with-years-others", 0.03), ("films-by-name", 0.16)],
)
@pytest.mark.usefixtures("bundled_films_alone")
def test_a_name_opens_the_right_film_or_none(
    file: str, max_wrong: float, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (TESTS / "truths" / f"{file}.toml").read_text(encoding="utf-8")
    truths: dict[str, list[list[str]]] = tomli.loads(text)
    rows = [(name, right) for pairs in truths.values() for name, right in pairs]

    wrong = [name for name, right in rows if right not in (film := opened(name), film[:-7])]

    with capsys.disabled():
        print(f"\n{file}: {len(rows)} names, {1 - len(wrong) / len(rows):.1%} right")
    assert len(rows) >= 100
    assert len(wrong) <= max_wrong * len(rows), wrong


@pytest.mark.usefixtures("bundled_films_alone")
def test_every_title_that_ends_in_four_digits_opens_with_its_year() -> None:
    with closing(Store(paths.bundled_dir() / FILE_NAME)) as store:
        rows = store.rows("SELECT title, year FROM entry WHERE title GLOB '*[0-9][0-9][0-9][0-9]'")
    names = [f"{title} ({year})" for title, year in rows]

    assert len(names) > 40
    assert {name: opened(name) for name in names} == {name: name for name in names}


def test_titles_open_as_they_are_and_with_their_years() -> None:
    with closing(Catalogue([Store(paths.bundled_dir() / FILE_NAME)])) as catalogue:
        rows = catalogue.stores[0].rows("SELECT title, year FROM entry WHERE id % 20 = 0")
        wrong = [
            (title, year)
            for title, year in rows
            for text in (f"{title} ({year})", f"{title.lower()} {year}", title)
            if (title if text == title else f"{title} ({year})") not in first_hit(catalogue, text)
        ]

    assert len(rows) > 800
    assert len(wrong) <= len(rows) // 500, wrong


def first_hit(catalogue: Catalogue, text: str) -> str:
    hits = films.find_exact_titles(catalogue, text)
    return f"{hits[0].entry.title} ({hits[0].entry.year})" if hits else ""


@pytest.mark.parametrize(
    ("text", "title", "year"),
    [
        ("heat 1995", "heat", 1995),
        ("heat (1995)", "heat", 1995),
        ("heat, 1995", "heat", 1995),
        ("Heat [1995]", "Heat", 1995),
        ("Heat.1995.1080p.BluRay", "Heat.", 1995),
        ("Heat (1995 film)", "Heat", 1995),
        ("(1995) Heat", "Heat", 1995),
        ("the 1982 thing", "thing", 1982),
        ("hairspray '88", "hairspray", 1988),
        ("death race 2000 (1975)", "death race 2000", 1975),
        ("Blade Runner (1982) [2007 Final Cut]", "Blade Runner", 1982),
        ("$ 1971", "$", 1971),
    ],
)
def test_the_last_year_is_the_stated_one(text: str, title: str, year: int) -> None:
    query = read_query(text)

    assert query.year == year
    assert query.readings[0] == Reading(text, None)
    assert query.readings[1][:2] == (title, year)


@pytest.mark.parametrize("text", ["2012", "1408", "(500) Days of Summer", "10,000 BC", "1080p"])
def test_a_title_without_a_year_states_none(text: str) -> None:
    assert read_query(text).year is None


@given(st.text(max_size=40), st.sampled_from(["", " 1995", "(2012)", " or ", ": ", "'88", "["]))
def test_any_text_can_be_read_as_a_query(text: str, end: str) -> None:
    query = read_query(text + end)

    assert query.readings[0].title == (text + end).strip()
    assert {reading.year for reading in query.readings} <= {None, query.year}
    assert query.year is None or MIN_YEAR <= query.year < MAX_YEAR
    assert query.year is None or query.readings[1].title.strip()


@pytest.mark.parametrize(
    ("name", "missing", "command"),
    [
        ("dune 2021", "Dune (2021) is not in the catalogue; closest: Dune (1984)", "dune 2021"),
        (
            "king kong (1933)",
            "King Kong (1933) is not in the catalogue; closest: King Kong (2005), King Kong (1976)",
            "'king kong (1933)'",
        ),
        ("qwzx 2021", "'qwzx' (2021) is not in the catalogue", "qwzx 2021"),
        (
            "blade runner 2049",
            "'blade runner 2049' is not in the catalogue; closest: Blade Runner (1982)",
            "blade runner 2049",
        ),
    ],
)
def test_a_film_from_another_year_is_not_opened(
    heart: Heart, name: str, missing: str, command: str
) -> None:
    screen = heart("film", name)

    assert (screen.code, screen.out) == (1, "")
    assert screen.err == f"heart: {missing}. heart fetch {command} gets it from Wikidata\n"


def test_words_in_another_order_must_be_the_whole_title(heart: Heart) -> None:
    assert heart("film", "kane citizen", "--json").json["film"]["title"] == "Citizen Kane"
    assert heart("film", "jurassic world").code == 1  # The Lost World: Jurassic Park


def test_a_year_may_be_off_by_one(heart: Heart) -> None:
    assert heart("film", "casablanca 1943", "--json").json["film"]["year"] == 1942
    assert heart("film", "casablanca 1944").code == 1
    assert heart("film", "one from the heart 1983", "--json").json["film"]["year"] == 1982
    assert heart("film", "one from the heart 1985").code == 1


@pytest.mark.parametrize("command", ["cast", "quiz", "timeline"])
def test_every_command_that_takes_a_film_obeys_the_year(heart: Heart, command: str) -> None:
    assert "Dune (2021) is not in the catalogue" in heart(command, "dune 2021").err


def test_options_and_the_default_film_obey_the_year(heart: Heart) -> None:
    message = "Dune (2021) is not in the catalogue"

    assert message in heart("quiz", "--film", "dune 2021", "--json").err
    assert message in heart("search", "spice", "--film", "dune 2021").err
    assert f"HEART_FILM: {message}" in heart("cast", HEART_FILM="dune 2021").err
    assert heart("new", "dune 2021", "-o", "-").code == 2  # asks for the year of an unknown film


def test_a_film_on_the_shelf_obeys_the_year(heart: Heart, home: Path) -> None:
    put(home, "dune", "Dune", 2021)
    put(home, "heat-2000", "Heat 2000", 1977)

    assert heart("film", "dune 2020", "--json").json["film"]["year"] == 2021
    assert heart("film", "heat 2000", "--json").json["film"]["year"] == 1977
    assert "closest: Heat (1995)" in heart("film", "heat 2005").err


def test_a_literal_title_beats_the_same_title_in_other_words(heart: Heart, home: Path) -> None:
    put(home, "ten", "Ten Little Films", 1999)

    for name in ("10", "9", "W.", "Romeo + Juliet", "X", "Ocean's 11"):
        film = heart("film", name, "--json").json["film"]
        assert film["title"] == name
        assert heart("films", name, "--json").json["films"][0]["title"] == name


def test_a_more_popular_film_with_nearly_the_same_title_is_mentioned(heart: Heart) -> None:
    screen = heart("film", "ten", "--json")

    assert screen.json["film"]["title"] == "Ten"
    assert "Also: The Ten (2007)" in screen.err


@pytest.mark.parametrize(
    ("name", "film"),
    [
        ("godfather", "The Godfather (1972)"),
        ("deadpool", "The Dead Pool (1988)"),
        ("heat movie", "Heat (1995)"),
        ("ferris bueller", "Ferris Bueller's Day Off (1986)"),
    ],
)
def test_a_film_whose_title_differs_from_the_query_is_named(
    heart: Heart, name: str, film: str
) -> None:
    assert heart("film", name).err.startswith(f"'{name}' matched {film}")


@pytest.mark.parametrize("name", ["kill bill", "moonlight", "harry potter", "imaginarium"])
def test_several_similar_titles_are_listed_with_advice(heart: Heart, name: str) -> None:
    screen = heart("film", name)

    assert (screen.code, screen.out) == (1, "")
    assert screen.err.startswith(f"heart: no film called '{name}'. Closest:\n")
    assert screen.err.endswith(f"\nTo look on Wikidata: heart fetch {name}\n")


def test_films_with_the_same_title_can_be_chosen_by_year_or_id(heart: Heart) -> None:
    listed = heart("film", "solaris").err.splitlines()

    assert listed[0] == "heart: 2 films are called 'solaris'. Add the year or use an id:"
    assert heart("film", "solaris", "1972").code == heart("film", listed[1].split()[-1]).code == 0


def test_films_with_the_same_title_and_year_are_shown_with_their_directors(heart: Heart) -> None:
    matched = heart("film", "aftermath 2012", "--json").err
    listed = heart("film", "rage 2009").err.splitlines()
    missing = heart("films", "aftermath 2020", "--plain").err
    new = heart("new", "rage", "--year", "2009", "-o", "-").err.splitlines()

    first, second = "Aftermath (2012) by Władysław Pasikowski", "Aftermath (2012) by Péter Engert"
    assert matched == f"'aftermath 2012' matched {first}. Also: {second}\n"
    assert listed == [
        "heart: 2 films are called 'rage 2009'. Use an id:",
        "Rage (2009) by Sally Potter Q737348",
        "Rage (2009) by Sebastián Cordero Q6095949",
    ]
    assert f"closest: {first}, Aftermath (2013), {second}. heart fetch" in missing
    assert new == ["heart: 2 films are called 'rage (2009)'. Use an id:", *listed[1:]]


def test_a_search_lists_the_closest_films_if_none_is_from_the_year(heart: Heart) -> None:
    screen = heart("films", "dune 2021")
    document = heart("films", "dune 2021", "--json").json
    plain = heart("films", "dune 2021", "--plain")

    assert screen.code == 1
    assert screen.lines[0].split() == ["Films:", "dune", "2021", "closest", "titles"]
    assert (document["found"], document["films"]) == (0, [])
    assert document["closest"][0]["title"] == "Dune"
    assert (plain.code, plain.out) == (1, "")
    assert "Dune (2021) is not in the catalogue; closest: Dune (1984)" in plain.err
    assert "Dune (2021) is not in the catalogue. heart fetch dune 2021 gets it" in screen.err
    assert "Dune (1984)" not in screen.err  # it's on the screen


def test_a_search_with_a_year_lists_only_films_of_that_time(heart: Heart) -> None:
    found = heart("films", "the thing 1982", "--json").json["films"]

    assert found[0]["title"] == "The Thing"
    assert {film["year"] for film in found} <= {1981, 1982, 1983}
    assert "closest" not in heart("films", "the thing 1982", "--json").json


@pytest.fixture
def own_films(home: Path) -> None:
    """A catalogue with two sources, one with the user's own ratings."""
    connection = create_database(home / FILE_NAME)
    films_by_source = {
        "letterboxd": [
            SourceFilm("Casablanca", 1942, own_rating=OwnRating(4.5, 5), watched="2024-03-12"),
            SourceFilm("Unseen", 1999),
        ],
        "others": [SourceFilm("Another Film", 1960)],
    }
    for source_id, (name, source_films) in enumerate(films_by_source.items()):
        writer = CatalogueWriter(connection, source_id)
        for film in source_films:
            writer.add_film(film)
        writer.build_indexes(lambda _: None)
        writer.record_source(name, "csv", "2026-11-27", len(source_films), 0)
    connection.close()


@pytest.mark.usefixtures("own_films")
def test_the_films_of_a_source_show_the_users_own_rating_and_date(heart: Heart) -> None:
    found = heart("films", "--source", "letterboxd", "--json").json["films"]
    rows = [line.split("\t") for line in heart("films", "--source", "letterboxd", "--plain").lines]
    screen = heart("films", "--source", "letterboxd")

    by_title = {film["title"]: film for film in found}
    assert set(by_title) == {"Casablanca", "Unseen"}
    assert by_title["Casablanca"]["own_rating"] == {"score": 4.5, "out_of": 5}
    assert by_title["Casablanca"]["watched"] == "2024-03-12"
    assert not {"own_rating", "watched"} & set(by_title["Unseen"])
    assert {row[1]: row[7:9] for row in rows} == {
        "Casablanca": ["4.5/5", "2024-03-12"],
        "Unseen": ["", ""],
    }
    assert screen.lines[2].split() == ["Title", "Year", "Director", "min", "Yours", "Watched"]
    assert "  4.5/5  12 Mar 2024" in screen.out
    assert "Yours" not in heart("films", "another film").out


def test_each_sources_own_rating_is_kept_and_the_film_shows_them_all(
    heart: Heart, tmp_path: Path
) -> None:
    for name, rating in (("first", "8/10"), ("second", "4.5/5")):
        table = f"title,year,my rating,watched date\nZedx,1999,{rating},2024-03-12\n"
        (tmp_path / f"{name}.csv").write_text(table, "utf-8")
        heart("import", "csv", str(tmp_path / f"{name}.csv"), "--as", name)
    film = heart("film", "zedx", "--json").json["film"]
    screen = heart("film", "zedx").out
    [listed] = heart("films", "--source", "second", "--json").json["films"]

    assert film["own_rating"]["score"] == 8
    assert film["watched"] == "2024-03-12"
    assert listed["own_rating"]["score"] == 4.5
    assert re.search(r"Your rating +8/10 \(first\), 4.5/5 \(second\)", screen)
    assert "Yours is your rating in second." in heart("films", "--source", "second").out
    assert [rating["source"] for rating in film["own_ratings"]] == ["first", "second"]
    assert re.search(r"Watched +12 Mar 2024", screen)


def test_a_users_film_is_opened_before_others_with_its_title(heart: Heart, tmp_path: Path) -> None:
    rated = "title,year,my rating,director\nCasablanca,2031,8,Ann Box\n"
    (tmp_path / "rated.csv").write_text(rated, "utf-8")
    assert heart("film", "casablanca", "--json").json["film"]["year"] == 1942
    heart("import", "csv", str(tmp_path / "rated.csv"))
    screen = heart("film", "casablanca", "--json")

    assert screen.json["film"]["year"] == 2031
    assert screen.err == "'casablanca' matched Casablanca (2031). Also: Casablanca (1942)\n"
    assert heart("film", "casablanca 1942", "--json").json["film"]["year"] == 1942


@pytest.mark.usefixtures("own_films")
def test_a_source_narrows_a_search_and_must_exist(heart: Heart, home: Path) -> None:
    put(home, "unseen", "Unseen", 1999)

    [film] = heart("films", "unseen", "--source", "letterboxd", "--json").json["films"]
    unknown = heart("films", "--source", "netflix")

    assert "path" not in film
    assert heart("films", "unseen", "--source", "others", "--json").json["films"] == []
    assert unknown.code == 1
    assert "no source called 'netflix'. Sources: letterboxd, others, wikidata" in unknown.err


@pytest.mark.usefixtures("own_films")
def test_the_shell_completes_the_sources_of_a_search(program: Heart) -> None:
    words = "heart films --source le"
    screen = program(_HEART_COMPLETE="complete_bash", COMP_WORDS=words, COMP_CWORD="3")

    assert screen.out.split() == ["letterboxd"]

"""Films from several sources: which entries describe the same film, and how they're merged."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from heartcli.catalogue import linking
from heartcli.catalogue.store import FILE_NAME, Entry
from tests.catalogue.importing.test_readers import entity
from tests.conftest import Heart

Load = Callable[..., Any]


@pytest.fixture
def load(heart: Heart, tmp_path: Path) -> Load:
    """A function that imports text or a JSON document as a source."""

    def load(format_: str, contents: Any, name: str = "") -> Any:
        text = contents if isinstance(contents, str) else json.dumps(contents)
        path = tmp_path / f"{name or format_}.{'csv' if format_ == 'csv' else 'json'}"
        path.write_text(text, encoding="utf-8")
        screen = heart("import", format_, str(path), "--as", name or format_, "--json")
        assert screen.code == 0, screen.err
        return screen.json

    return load


def films(heart: Heart, text: str) -> list[Any]:
    """The films that a search finds outside the bundled catalogue."""
    found = heart("films", text, "--json").json["films"]
    return [film for film in found if film["sources"] != ["wikidata"]]


def test_a_film_that_a_source_repeats_is_linked_in_little_memory(heart: Heart, load: Load) -> None:
    film = entity("Q900001", "Zedx", P31=[{"id": "Q11424"}],
                  P577=[{"time": "+1950-03-02T00:00:00Z", "precision": 11}])  # fmt: skip
    load("csv", "title,year,imdb\nZedx,1950,tt0900001\n")
    load("csv", "title,year,imdb,wikidata\nZedy,1950,tt0900001,Q900001\n", "others")
    load("wikidata", [film] * 40)  # twice the memory for each would be a terabyte

    assert heart("film", "Q900001", "--json").json["film"]["title"] == "Zedx"


def test_entries_with_the_same_tmdb_id_are_one_film(heart: Heart, load: Load) -> None:
    load("tmdb", {"results": [{"id": 77, "title": "Alphax Road", "release_date": "2022-01-01"}]})
    load("csv", "title,year,tmdb\nStraße Alfax,2022,77\n")

    [film] = films(heart, "alphax road")
    assert {*film["sources"]} == {"tmdb", "csv"}


def test_entries_with_different_ids_are_different_films(heart: Heart, load: Load) -> None:
    results = [
        {"id": 1, "title": "Pinocchiox", "release_date": "2022-01-01"},
        {"id": 2, "title": "Pinocchiox", "release_date": "2022-09-09"},
    ]
    load("tmdb", {"results": results})

    found = films(heart, "pinocchiox")
    assert len({film["id"] for film in found}) == 2
    for film in found:
        assert heart("film", film["id"], "--json").json["film"]["id"] == film["id"]


IDS = {"a": "Q900001,", "b": ",tt7777777", "c": ","}


@pytest.mark.parametrize("order", ["ab", "ba", "bca", "cab", "bcac"])
def test_entries_without_common_ids_are_linked_by_title_year_and_director(
    heart: Heart, load: Load, order: str
) -> None:
    for name in order:
        load("csv", f"title,year,director,wikidata,imdb\nQuarryx,1950,Oda,{IDS[name]}\n", name)

    [film] = films(heart, "quarryx")
    assert (film["id"], {*film["sources"]}) == ("Q900001", {*order})


def test_films_of_one_title_and_year_get_different_ids(heart: Heart, load: Load) -> None:
    rows = "Homex,1999,Ann A\nHomex,1999,Bob B\nTom & Annax,1999,Cy\n!!!,1950,D\n???,1950,E\n"
    load("csv", f"title,year,director\n{rows}")
    found = [*films(heart, "homex"), *films(heart, "tom and annax")]

    assert len({film["id"] for film in found}) == 3
    for film in found:
        crew = heart("crew", film["id"], "--json").json["crew"]
        assert crew[0]["name"] == film["directors"][0]
    assert heart("film", "homex-1999-bob-b", "--json").code == 0


def test_importing_a_source_again_changes_nothing(heart: Heart, load: Load) -> None:
    rows = "title,year,imdb,minutes,genre\nZedx Road,1950,tt0900001,91,Drama\n"
    load("csv", rows, "one")
    load("csv", "title,year,imdb,minutes,genre\nZedx Rode,1951,tt0900001,99,Comedy\n", "two")
    before = [heart(command, "tt0900001", "--json").out for command in ("film", "releases")]
    result = load("csv", rows, "one")

    assert result["before"] == 1
    assert before == [heart(command, "tt0900001", "--json").out for command in ("film", "releases")]


def test_an_import_says_if_it_replaces_other_films_and_how_to_keep_both(
    heart: Heart, tmp_path: Path
) -> None:
    screens = []
    for rows in ("Zedx,1950", "ZEDX,1950\nZedy,1951", "Zedy,1951\nZedz,1952"):
        (tmp_path / "films.csv").write_text(f"title,year\n{rows}\n")
        screens.append(heart("import", str(tmp_path / "films.csv")).out)

    assert [" gone" in screen for screen in screens] == [False, False, True]
    assert "\n~ 1 film from the earlier import is gone. To keep both, use --as NAME\n" in screens[2]
    assert heart("import", str(tmp_path / "films.csv"), "--json").json["gone"] == 0


def test_a_source_does_not_dispute_itself(heart: Heart, load: Load) -> None:
    movie = {"id": 5, "imdb_id": "tt0900002", "title": "Zedx", "release_date": "1950-01-02"}
    more = {"vote_average": 8.4, "vote_count": 12, "runtime": 90}
    load("tmdb", [movie | more, movie | {"vote_average": 8.3, "vote_count": 11}])

    ratings = heart("reception", "tt0900002", "--json").json["ratings"]
    assert [(rating["votes"], rating["disputes"]) for rating in ratings] == [(12, [])]
    assert {*heart("film", "tt0900002", "--json").json["sources"]} == {"tmdb"}


def test_sources_with_the_same_name_get_different_ones(heart: Heart, load: Load) -> None:
    load("csv", "title,year,imdb,minutes\nZedx,1950,tt0900001,91\n", "wikidata-2")
    load("wikidata", entity("Q900001", "Zedx", P31=[{"id": "Q11424"}], P345=["tt0900001"],
                            P577=[{"time": "+1951-00-00T00:00:00Z", "precision": 9}]))  # fmt: skip
    document = heart("film", "tt0900001", "--json").json
    film = document["film"]

    assert {*document["sources"]} == {"wikidata-2", "wikidata"}
    assert {film["year"], *(dispute["value"] for dispute in film["disputes"])} == {1950, 1951}


@pytest.mark.parametrize(
    ("field", "value", "variant"),
    [
        ("countries", "USA", "United States"),
        ("countries", "United States of America", "US"),
        ("genres", "Science Fiction", "Sci-Fi"),
        ("title", "Zedx and Annax, The", "The Zedx & Annax"),
    ],
)
def test_different_spellings_are_not_a_dispute(
    heart: Heart, load: Load, field: str, value: str, variant: str
) -> None:
    head = "title,year,imdb" if field == "title" else f"title,year,imdb,{field}"
    for name, text in (("a", value), ("b", variant)):
        row = f'"{text}",1950,tt0900001' if field == "title" else f"Zedx,1950,tt0900001,{text}"
        load("csv", f"{head}\n{row}\n", name)
    film = heart("film", "tt0900001", "--json").json["film"]

    assert film["disputes"] == []
    assert film["cited"][field] == ["a", "b"]
    if field == "title":
        assert film["title"] == "The Zedx & Annax"


def test_a_longer_list_is_cited_only_to_the_source_that_has_all_of_it(
    heart: Heart, load: Load
) -> None:
    for name, genres in (("a", "Thriller; Drama"), ("b", "Drama; Thriller; Comedy")):
        load("csv", f"title,year,imdb,genres\nZedx,1950,tt0900001,{genres}\n", name)
    film = heart("film", "tt0900001", "--json").json["film"]

    assert (film["genres"], film["disputes"]) == (["Drama", "Thriller", "Comedy"], [])
    assert film["cited"]["genres"] == ["b"]


def test_an_imported_film_opens_by_its_tmdb_id_and_address(heart: Heart, load: Load) -> None:
    load("tmdb", {"id": 5, "title": "Zedx", "release_date": "1950-01-02"})

    for name in ("tmdb:5", "https://www.themoviedb.org/movie/5-zedx"):
        assert heart("film", name, "--json").json["film"]["title"] == "Zedx"
    assert "no film with the id tmdb:6" in heart("film", "tmdb:6").err


def test_a_translated_title_does_not_rename_a_film(heart: Heart, load: Load) -> None:
    load("csv", "title,original_title,year,imdb\nDer weiße Hai,Jaws,1975,tt0073195\n")
    film = heart("film", "jaws", "--json").json["film"]

    assert (film["title"], film["disputes"]) == ("Jaws", [])
    assert "Der weiße Hai" in heart("releases", "jaws").out
    assert heart("films", "der weiße hai", "--json").json["films"][0]["title"] == "Jaws"


# An import's spelling of a title in the bundled catalogue.
WORSE_SPELLINGS = {
    "tt0068646": ["the godfather", "THE GODFATHER", "The godfather", "Godfather", "Godfather, The"],
    "tt0133093": ["Matrix", "The_Matrix", "The.Matrix", "matrix, the", "THE MATRIX"],
    "tt0211915": ["Amelie", "AMELIE", "amélie"],
    "tt0910970": ["Wall-E", "wall e", "WALL·E"],
    "tt0078748": ["The Alien", "Alien.", "ALIEN"],
    "tt0240772": ["Oceans Eleven", "ocean's eleven", "Ocean’s 11"],
    "tt0079817": ["Rocky 2", "rocky two", "ROCKY II"],
    "tt0060196": ["The Good the Bad & the Ugly", "good, the bad and the ugly, the"],
}


@pytest.mark.parametrize(
    ("imdb", "variant"),
    [(imdb, title) for imdb, titles in WORSE_SPELLINGS.items() for title in titles],
)
def test_an_import_does_not_rename_a_film_by_spelling_it_worse(
    heart: Heart, load: Load, imdb: str, variant: str
) -> None:
    before = heart("film", imdb, "--json").json["film"]
    load("csv", f'title,year,imdb\n"{variant}",{before["year"]},{imdb}\n')
    film = heart("film", imdb, "--json").json["film"]

    assert film["title"] == before["title"]
    assert film["disputes"] == []


@pytest.mark.parametrize(
    ("worse", "better"),
    [
        ("zedx and annax", "Zedx and Annax"),
        ("ZEDX AND ANNAX", "Zedx and Annax"),
        ("Zedx.and.Annax", "Zedx and Annax"),
        ("Zedx And Annáx", "Zédx and Annáx"),
        ("Zedx Annax", "Zedx: Annax"),
        ("Zedx Annaxs World", "Zedx Annax's World"),
        ("Zedx, The", "The Zedx"),
    ],
)
@pytest.mark.parametrize("is_better_first", [True, False])
def test_of_two_spellings_the_more_careful_one_is_shown(
    heart: Heart, load: Load, worse: str, better: str, is_better_first: bool
) -> None:
    for title in (better, worse) if is_better_first else (worse, better):
        load("csv", f'title,year,imdb\n"{title}",1950,tt0900001\n', "a" if title == better else "b")
    film = heart("film", "tt0900001", "--json").json["film"]

    assert (film["title"], film["disputes"]) == (better, [])
    assert better in heart("films", "zedx").out


def test_a_truly_different_title_is_shown_as_a_dispute(heart: Heart, load: Load) -> None:
    load("csv", "title,year,imdb\nThe Harbour,1942,tt0034583\n")
    film = heart("film", "tt0034583", "--json").json["film"]

    titles = {film["title"], *(dispute["value"] for dispute in film["disputes"])}
    assert titles == {"The Harbour", "Casablanca"}
    screen = heart("film", "tt0034583").out
    assert all(title in screen for title in titles)


def test_a_source_does_not_dispute_itself_over_spellings_of_a_certificate(
    heart: Heart, load: Load
) -> None:
    def release(certification: str) -> dict[str, Any]:
        return {"certification": certification, "type": 3, "release_date": "1950-01-02"}

    releases = [release(text) for text in ("PG-13", "PG 13", "pg13", "R")]
    countries = {"results": [{"iso_3166_1": "US", "release_dates": releases}]}
    movie = {"id": 5, "imdb_id": "tt0900002", "title": "Zedx", "release_date": "1950-01-02"}
    load("tmdb", movie | {"release_dates": countries})
    certificates = heart("releases", "tt0900002", "--json").json["certificates"]

    assert [(row["certificate"], row["disputes"]) for row in certificates] == [
        ("PG-13", []), ("R", []),
    ]  # fmt: skip


def tmdb_film(*cast: str) -> dict[str, Any]:
    """Casablanca with this cast, as TMDb describes it."""
    people = [{"id": n, "name": name, "order": n} for n, name in enumerate(cast)]
    head = {"id": 289, "imdb_id": "tt0034583", "title": "Casablanca", "release_date": "1942-11-26"}
    return head | {"credits": {"cast": people}}


def test_billing_by_any_source_goes_before_prominence(heart: Heart, load: Load) -> None:
    load("tmdb", tmdb_film("Zed Quux", "Ingrid Bergman"))
    cast = heart("cast", "casablanca", "--json").json["cast"]

    assert [(member["performer"], member.get("billing")) for member in cast[:3]] == [
        ("Zed Quux", 1), ("Ingrid Bergman", 2), ("Humphrey Bogart", None),
    ]  # fmt: skip
    assert cast[1]["sources"] == ["tmdb", "wikidata"]
    assert "With " in heart("film", "casablanca").out
    assert "Among the cast" not in heart("cast", "casablanca").out


def test_a_cast_that_no_source_bills_has_no_billing(heart: Heart) -> None:
    cast = heart("cast", "casablanca", "--json").json["cast"]
    film = heart("film", "casablanca")

    assert {member.get("billing") for member in cast} == {None}
    assert "Among the cast  Humphrey Bogart" in film.out
    assert len(heart("film", "casablanca", "--json").json["cast"]) == 5


def test_an_import_without_billing_lists_stars_first(heart: Heart, load: Load) -> None:
    names = ["Aaron Quux", "Abel Quux", "Brad Pitt", "Zoe Quux"]
    rows = [
        {"film": f"http://www.wikidata.org/entity/Q90000{n}", "filmLabel": f"Zedx {n}",
         "date": "2020", "castLabel": name}
        for n, cast in ((1, names), (2, ["Zoe Quux"])) for name in cast
    ]  # fmt: skip
    results = [{name: {"value": value} for name, value in row.items()} for row in rows]
    load("wikidata", {"head": {}, "results": {"bindings": results}})
    cast = heart("cast", "Q900001", "--json").json["cast"]

    assert [member["performer"] for member in cast][:2] == ["Brad Pitt", "Zoe Quux"]
    assert {member["performer"] for member in cast} == {*names}
    assert "Among the cast" in heart("film", "Q900001").out


def test_spellings_of_a_performer_are_one_person(heart: Heart, load: Load) -> None:
    before = len(heart("cast", "casablanca", "--json").json["cast"])
    load("tmdb", tmdb_film("S.Z. Sakall", "humphrey bogart", "Ludwig Stossel"))
    cast = heart("cast", "casablanca", "--json").json["cast"]

    assert len(cast) == before
    assert [member["performer"] for member in cast[:3]] == [
        "S. Z. Sakall", "Humphrey Bogart", "Ludwig Stössel",
    ]  # fmt: skip


def test_the_list_of_films_agrees_with_the_film(heart: Heart, load: Load) -> None:
    load("csv", "title,year,wikidata,director\nCasablancax,1941,Q132689,Someone Else\n")

    [found] = [f for f in heart("films", "casablanca", "--json").json["films"]
               if f["id"] == "Q132689"]  # fmt: skip
    film = heart("film", "Q132689", "--json").json["film"]
    assert (found["title"], found["year"]) == (film["title"], film["year"])
    assert {*found["directors"]} == {"Michael Curtiz", "Someone Else"}
    assert {*found["sources"]} == {"csv", "wikidata"}


def test_numbered_people_of_one_name_are_different_people(heart: Heart, load: Load) -> None:
    def movie(tmdb_id: int, person: int) -> dict[str, Any]:
        crew = [{"id": person, "name": "Zed Quux", "job": "Director"}]
        details = {"id": tmdb_id, "title": f"Film {tmdb_id}", "release_date": "1950-01-02"}
        return details | {"credits": {"crew": crew}}

    load("tmdb", [movie(1, 93), movie(2, 94)])

    assert "Includes films of 2 people called Zed Quux" in heart("who", "zed", "quux").out


def test_two_actors_of_one_name_stay_two(heart: Heart, load: Load) -> None:
    cast = [{"id": n, "name": "John Smithx", "character": part} for n, part in ((1, "A"), (2, "B"))]
    load(
        "tmdb", {"id": 5, "title": "Zedx", "release_date": "1950-01-02", "credits": {"cast": cast}}
    )
    members = heart("cast", "zedx", "--json").json["cast"]

    assert [(member["character"], member["disputes"]) for member in members] == [
        ("A", []),
        ("B", []),
    ]


def test_only_people_who_share_a_film_are_shown(heart: Heart, load: Load) -> None:
    def film(tmdb_id: int, *people: tuple[int, str]) -> dict[str, Any]:
        crew = [{"id": n, "name": name, "job": "Director"} for n, name in people]
        details = {"id": tmdb_id, "title": f"Zedx {tmdb_id}", "release_date": "1950-01-02"}
        return details | {"credits": {"crew": crew}}

    sams = [film(n, (n, "Sam Quuxy")) for n in (1, 2, 3)]
    load("tmdb", [*sams, film(9, (8, "Bob Quuxy"), (9, "Tim Zedx"))])
    screen = heart("who", "quuxy", "--with", "tim zedx")

    assert screen.lines[0].startswith("Bob Quuxy and Tim Zedx  ")
    assert "Sam Quuxy" not in screen.out


@pytest.mark.parametrize("directors", [True, False])
def test_linking_many_entries_of_one_title_takes_linear_time(
    load: Load, monkeypatch: pytest.MonkeyPatch, directors: bool
) -> None:
    """Each of many films with the same title and year is compared with only one or two others."""
    compared: list[int] = []
    original = linking._TitleYearIndex._candidates

    def count_candidates(
        self: linking._TitleYearIndex, director: str, entry: Entry
    ) -> Iterator[Any]:
        for candidate in original(self, director, entry):
            compared.append(1)
            yield candidate

    monkeypatch.setattr(linking._TitleYearIndex, "_candidates", count_candidates)
    count = 400
    for ids in (True, False):
        rows = "".join(
            f"Untitledx,1950,{f'Person {n}' if directors else ''},{n + 1 if ids else ''}\n"
            for n in range(count)
        )
        compared.clear()
        films_ = count if ids or directors else 1  # rows without either are about one film
        assert load("csv", f"title,year,director,tmdb\n{rows}")["films"] == films_
        assert len(compared) <= 2 * count


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE credits SET json = '{bad'",
        "UPDATE credits SET json = '[1]'",
        "UPDATE titles SET json = '[1]'",
        "UPDATE entry SET packed_sections = x'0011223344'",
        "UPDATE entry SET packed_sections = CAST('[1]' AS blob)",
        "UPDATE source SET imported_on = 'zzz'",
        "UPDATE source SET format = 'xxx'",
        """UPDATE entry SET packed_sections = CAST('{"foo":[[1]]}' AS blob)""",
        """UPDATE entry SET packed_sections = CAST('{"releases":[["zzz"]]}' AS blob)""",
        """UPDATE entry SET packed_sections = CAST('{"ratings":[["x","y"]]}' AS blob)""",
        """UPDATE entry SET packed_sections = CAST('{"companies":[[1,2]]}' AS blob)""",
        "UPDATE entry SET id = id + (7 << 32)",
        "DELETE FROM source",
    ],
)
@pytest.mark.parametrize(
    "command",
    [["films", "zedx"], ["reception", "tt0900001"], ["catalogue"], ["who", "ann", "box"]],
)
def test_no_command_crashes_on_a_damaged_catalogue(
    heart: Heart, home: Path, load: Load, damage: str, command: list[str]
) -> None:
    movie = {"id": 5, "imdb_id": "tt0900001", "title": "Zedx", "release_date": "1950-01-02"}
    crew = [{"id": 9, "name": "Ann Box", "job": "Director"}]
    others = {"titles": [{"iso_3166_1": "", "title": "Zedy"}]}
    more = {"credits": {"crew": crew}, "alternative_titles": others, "vote_average": 7}
    load("tmdb", movie | more | {"vote_count": 2})
    with closing(sqlite3.connect(home / FILE_NAME)) as database:
        database.execute(damage)
        database.commit()
    screen = heart(*command)  # an exception would fail the test

    assert screen.code in (0, 1)
    assert len(screen.err.splitlines()) <= 2


def test_a_folder_in_place_of_the_catalogue_is_skipped(heart: Heart, home: Path) -> None:
    (home / FILE_NAME).mkdir()

    message = heart("cast", "casablanca", "--plain").err
    assert message == f"Skipped your catalogue: {home / FILE_NAME} is not a regular file\n"


def test_new_writes_a_valid_file_for_a_film_with_a_non_latin_title(
    heart: Heart, load: Load, tmp_path: Path
) -> None:
    rows = "東京物語,1953,Ann\n東京物語,1953,Bob\nZedx,1950,Ann\nZedx,1950,/\n"
    load("csv", f"title,year,director\n{rows}")
    for number, film in enumerate([*films(heart, "東京物語"), *films(heart, "zedx")]):
        path = tmp_path / f"{number}.toml"
        assert heart("new", film["id"], "-o", str(path)).code == 0
        assert heart("check", str(path)).code == 0

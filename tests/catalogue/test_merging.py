"""Several sources of one film: which entries are one, and what they say together."""

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

Import = Callable[..., Any]


@pytest.fixture
def take(heart: Heart, tmp_path: Path) -> Import:
    """Imports a text, or a JSON document, as a source of some name."""

    def take(what: str, contents: Any, name: str = "") -> Any:
        text = contents if isinstance(contents, str) else json.dumps(contents)
        path = tmp_path / f"{name or what}.{'csv' if what == 'csv' else 'json'}"
        path.write_text(text, encoding="utf-8")
        screen = heart("import", what, str(path), "--as", name or what, "--json")
        assert screen.code == 0, screen.err
        return screen.json

    return take


def films(heart: Heart, text: str) -> list[Any]:
    """The films of a text that are not of the catalogue that comes with heart."""
    found = heart("films", text, "--json").json["films"]
    return [film for film in found if film["sources"] != ["wikidata"]]


def test_entries_with_one_tmdb_id_are_one_film(heart: Heart, take: Import) -> None:
    take("tmdb", {"results": [{"id": 77, "title": "Alphax Road", "release_date": "2022-01-01"}]})
    take("csv", "title,year,tmdb\nStraße Alfax,2022,77\n")

    [film] = films(heart, "alphax road")
    assert {*film["sources"]} == {"tmdb", "csv"}


def test_entries_whose_ids_contradict_are_several_films(heart: Heart, take: Import) -> None:
    told = [
        {"id": 1, "title": "Pinocchiox", "release_date": "2022-01-01"},
        {"id": 2, "title": "Pinocchiox", "release_date": "2022-09-09"},
    ]
    take("tmdb", {"results": told})

    found = films(heart, "pinocchiox")
    assert len({film["id"] for film in found}) == 2
    for film in found:
        assert heart("film", film["id"], "--json").json["film"]["id"] == film["id"]


CLAIMS = {"a": "Q900001,", "b": ",tt7777777", "c": ","}


@pytest.mark.parametrize("order", ["ab", "ba", "bca", "cab", "bcac"])
def test_an_item_without_an_imdb_id_is_the_film_of_its_title_year_and_director(
    heart: Heart, take: Import, order: str
) -> None:
    for name in order:
        take("csv", f"title,year,director,wikidata,imdb\nQuarryx,1950,Oda,{CLAIMS[name]}\n", name)

    [film] = films(heart, "quarryx")
    assert (film["id"], {*film["sources"]}) == ("Q900001", {*order})


def test_films_of_one_title_and_year_have_ids_of_their_own(heart: Heart, take: Import) -> None:
    rows = "Homex,1999,Ann A\nHomex,1999,Bob B\nTom & Annax,1999,Cy\n!!!,1950,D\n???,1950,E\n"
    take("csv", f"title,year,director\n{rows}")
    found = [*films(heart, "homex"), *films(heart, "tom and annax")]

    assert len({film["id"] for film in found}) == 3
    for film in found:
        told = heart("crew", film["id"], "--json").json
        assert told["crew"][0]["name"] == film["directors"][0]
    assert heart("film", "homex-1999-bob-b", "--json").code == 0


def test_imported_again_a_source_counts_as_it_did(heart: Heart, take: Import) -> None:
    one = "title,year,imdb,minutes,genre\nZedx Road,1950,tt0900001,91,Drama\n"
    take("csv", one, "one")
    take("csv", "title,year,imdb,minutes,genre\nZedx Rode,1951,tt0900001,99,Comedy\n", "two")
    before = [heart(command, "tt0900001", "--json").out for command in ("film", "releases")]
    told = take("csv", one, "one")

    assert told["before"] == 1
    assert before == [heart(command, "tt0900001", "--json").out for command in ("film", "releases")]


def test_a_source_does_not_dispute_itself(heart: Heart, take: Import) -> None:
    movie = {"id": 5, "imdb_id": "tt0900002", "title": "Zedx", "release_date": "1950-01-02"}
    more = {"vote_average": 8.4, "vote_count": 12, "runtime": 90}
    take("tmdb", [movie | more, movie | {"vote_average": 8.3, "vote_count": 11}])

    ratings = heart("reception", "tt0900002", "--json").json["ratings"]
    assert [(one["votes"], one["disputes"]) for one in ratings] == [(12, [])]
    assert {*heart("film", "tt0900002", "--json").json["sources"]} == {"tmdb"}


def test_names_of_sources_are_never_taken_twice(heart: Heart, take: Import) -> None:
    take("csv", "title,year,imdb,minutes\nZedx,1950,tt0900001,91\n", "wikidata-2")
    take("wikidata", entity("Q900001", "Zedx", P31=[{"id": "Q11424"}], P345=["tt0900001"],
                            P577=[{"time": "+1951-00-00T00:00:00Z", "precision": 9}]))  # fmt: skip
    told = heart("film", "tt0900001", "--json").json

    assert {*told["sources"]} == {"wikidata-2", "wikidata"}
    assert {told["film"]["year"], *(d["value"] for d in told["film"]["disputes"])} == {1950, 1951}


@pytest.mark.parametrize(
    ("field", "one", "other"),
    [
        ("countries", "USA", "United States"),
        ("countries", "United States of America", "US"),
        ("genres", "Science Fiction", "Sci-Fi"),
        ("genres", "Drama; Thriller; Comedy", "Thriller; Drama"),
        ("title", "Zedx and Annax, The", "The Zedx & Annax"),
    ],
)
def test_what_only_is_written_otherwise_is_no_dispute(
    heart: Heart, take: Import, field: str, one: str, other: str
) -> None:
    head = "title,year,imdb" if field == "title" else f"title,year,imdb,{field}"
    for name, told in (("a", one), ("b", other)):
        row = f'"{told}",1950,tt0900001' if field == "title" else f"Zedx,1950,tt0900001,{told}"
        take("csv", f"{head}\n{row}\n", name)
    film = heart("film", "tt0900001", "--json").json["film"]

    assert film["disputes"] == []
    assert film["cited"][field] == ["a", "b"]
    if field == "title":
        assert film["title"] == "The Zedx & Annax"
    if "Comedy" in one:
        assert film["genres"] == ["Drama", "Thriller", "Comedy"]


def test_a_list_tells_what_the_film_tells(heart: Heart, take: Import) -> None:
    take("csv", "title,year,wikidata,director\nCasablancax,1941,Q132689,Someone Else\n")

    [found] = [f for f in heart("films", "casablanca", "--json").json["films"]
               if f["id"] == "Q132689"]  # fmt: skip
    film = heart("film", "Q132689", "--json").json["film"]
    assert (found["title"], found["year"]) == (film["title"], film["year"])
    assert {*found["directors"]} == {"Michael Curtiz", "Someone Else"}
    assert {*found["sources"]} == {"csv", "wikidata"}


def test_people_whom_a_source_numbers_are_told_apart(heart: Heart, take: Import) -> None:
    def movie(own: int, person: int) -> dict[str, Any]:
        crew = [{"id": person, "name": "Zed Quux", "job": "Director"}]
        told = {"id": own, "title": f"Film {own}", "release_date": "1950-01-02"}
        return told | {"credits": {"crew": crew}}

    take("tmdb", [movie(1, 93), movie(2, 94)])

    assert "2 people are called Zed Quux" in heart("who", "zed", "quux").out


def test_two_of_one_name_in_a_cast_are_two(heart: Heart, take: Import) -> None:
    cast = [{"id": n, "name": "John Smithx", "character": part} for n, part in ((1, "A"), (2, "B"))]
    take(
        "tmdb", {"id": 5, "title": "Zedx", "release_date": "1950-01-02", "credits": {"cast": cast}}
    )
    told = heart("cast", "zedx", "--json").json["cast"]

    assert [(one["character"], one["disputes"]) for one in told] == [("A", []), ("B", [])]


def test_people_of_a_name_who_were_not_meant_are_not_told(heart: Heart, take: Import) -> None:
    def film(own: int, *people: tuple[int, str]) -> dict[str, Any]:
        crew = [{"id": n, "name": name, "job": "Director"} for n, name in people]
        told = {"id": own, "title": f"Zedx {own}", "release_date": "1950-01-02"}
        return told | {"credits": {"crew": crew}}

    sams = [film(n, (n, "Sam Quuxy")) for n in (1, 2, 3)]
    take("tmdb", [*sams, film(9, (8, "Bob Quuxy"), (9, "Tim Zedx"))])
    screen = heart("who", "quuxy", "--with", "tim zedx")

    assert screen.lines[0].startswith("Bob Quuxy and Tim Zedx  ")
    assert "Sam Quuxy" not in screen.out


@pytest.mark.parametrize("directors", [True, False])
def test_linking_compares_no_more_the_more_there_are(
    take: Import, monkeypatch: pytest.MonkeyPatch, directors: bool
) -> None:
    """Of many films of one title and year each is compared with one or two others."""
    compared: list[int] = []
    original = linking._TitleYearIndex._candidates

    def counted(self: linking._TitleYearIndex, director: str, entry: Entry) -> Iterator[Any]:
        for one in original(self, director, entry):
            compared.append(1)
            yield one

    monkeypatch.setattr(linking._TitleYearIndex, "_candidates", counted)
    many = 400
    for ids in (True, False):
        rows = "".join(
            f"Untitledx,1950,{f'Person {n}' if directors else ''},{n + 1 if ids else ''}\n"
            for n in range(many)
        )
        compared.clear()
        assert take("csv", f"title,year,director,tmdb\n{rows}")["films"] == many
        assert len(compared) <= 2 * many


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE credits SET told = '{bad'",
        "UPDATE credits SET told = '[1]'",
        "UPDATE titles SET told = '[1]'",
        "UPDATE entry SET more = x'0011223344'",
        "UPDATE entry SET more = CAST('[1]' AS blob)",
        "UPDATE source SET day = 'zzz'",
        "UPDATE source SET format = 'xxx'",
        """UPDATE entry SET more = CAST('{"foo":[[1]]}' AS blob)""",
        """UPDATE entry SET more = CAST('{"releases":[["zzz"]]}' AS blob)""",
        """UPDATE entry SET more = CAST('{"ratings":[["x","y"]]}' AS blob)""",
        """UPDATE entry SET more = CAST('{"companies":[[1,2]]}' AS blob)""",
        "UPDATE entry SET id = id + (7 << 32)",
        "DELETE FROM source",
    ],
)
@pytest.mark.parametrize(
    "command",
    [["films", "zedx"], ["reception", "tt0900001"], ["catalogue"], ["who", "ann", "box"]],
)
def test_a_damaged_catalogue_is_told_in_words(
    heart: Heart, home: Path, take: Import, damage: str, command: list[str]
) -> None:
    movie = {"id": 5, "imdb_id": "tt0900001", "title": "Zedx", "release_date": "1950-01-02"}
    crew = [{"id": 9, "name": "Ann Box", "job": "Director"}]
    others = {"titles": [{"iso_3166_1": "", "title": "Zedy"}]}
    more = {"credits": {"crew": crew}, "alternative_titles": others, "vote_average": 7}
    take("tmdb", movie | more | {"vote_count": 2})
    with closing(sqlite3.connect(home / FILE_NAME)) as database:
        database.execute(damage)
        database.commit()
    screen = heart(*command)  # which raises what isn't told

    assert screen.code in (0, 1)
    assert len(screen.err.splitlines()) <= 2


def test_a_catalogue_that_is_no_file_is_left_out(heart: Heart, home: Path) -> None:
    (home / FILE_NAME).mkdir()

    assert "is not a regular file; it is left out" in heart("cast", "casablanca", "--plain").err


def test_a_film_file_is_begun_with_a_film_whose_id_a_film_file_can_not_have(
    heart: Heart, take: Import, tmp_path: Path
) -> None:
    rows = "東京物語,1953,Ann\n東京物語,1953,Bob\nZedx,1950,Ann\nZedx,1950,/\n"
    take("csv", f"title,year,director\n{rows}")
    for number, film in enumerate([*films(heart, "東京物語"), *films(heart, "zedx")]):
        path = tmp_path / f"{number}.toml"
        assert heart("new", film["id"], "-o", str(path)).code == 0
        assert heart("check", str(path)).code == 0

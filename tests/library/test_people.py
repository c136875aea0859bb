"""`heart who`, and what new film files get from the catalogue."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from heartcli import filmfile
from heartcli.library.credit_index import CreditIndex
from heartcli.library.credits import FilmCredit
from heartcli.model.film import Film
from tests.catalogue.importing.test_readers import file_of
from tests.conftest import Heart


def test_a_persons_films_are_listed_by_year_including_those_on_the_shelf(heart: Heart) -> None:
    films = heart("who", "teri", "garr", "--json").json["films"]
    years = [film["year"] for film in films]
    heart_ = next(film for film in films if film["title"] == "One from the Heart")

    assert years == sorted(years)
    assert [film["title"] for film in films].count("One from the Heart") == 1
    assert heart_["id"] == "one-from-the-heart-1982"
    assert heart_["roles"] == {"Teri Garr": ["Frannie"]}
    assert {"title": "Tootsie", "year": 1982}.items() <= next(
        film for film in films if film["id"] == "Q221249"
    ).items()


def test_with_lists_only_the_films_that_people_share(heart: Heart) -> None:
    result = heart("who", "Humphrey Bogart", "--with", "ingrid bergman", "--json").json

    assert result["people"] == ["Humphrey Bogart", "Ingrid Bergman"]
    assert "Q132689" in {film["id"] for film in result["films"]}
    for film in result["films"]:
        assert {*film["roles"]} == {"Humphrey Bogart", "Ingrid Bergman"}
    alone = {film["id"] for film in heart("who", "ingrid bergman", "--json").json["films"]}
    assert {film["id"] for film in result["films"]} < alone
    none_shared = heart("who", "Teri Garr", "--with", "Ingrid Bergman")
    assert (none_shared.code, "No films in common" in none_shared.out) == (1, True)


def test_a_misspelled_name_is_corrected_with_a_message(heart: Heart) -> None:
    screen = heart("who", "humphry", "bogart", "--plain")

    assert screen.err == "'humphry bogart' matched Humphrey Bogart\n"
    assert "Casablanca\t1942\tcast\twikidata" in screen.out


def test_an_unknown_name_says_how_to_add_films(heart: Heart) -> None:
    screen = heart("who", "Xyzzy", "Qwrt")

    assert (screen.code, screen.out) == (1, "")
    assert "heart fetch" in screen.err
    assert "heart import" in screen.err


def test_roles_from_several_sources_are_combined(heart: Heart, tmp_path: Path) -> None:
    for name in ("imdb", "tmdb"):
        heart("import", name, str(file_of(name, tmp_path)))
    [film] = heart("who", "stella first", "--json").json["films"]

    assert film["roles"]["Stella First"] == ['Nell "Nelly" Ash / Her Sister', "Nell"]
    assert {*film["sources"]} == {"imdb", "tmdb"}
    maker = heart("who", "oda maker", "--json").json["films"]
    assert {"Director", "Writer"} <= {role for film in maker for role in film["roles"]["Oda Maker"]}


def import_casts(heart: Heart, folder: Path, *films: tuple[int, str, str, str]) -> None:
    """Imports films from TMDb, each with its id, its title, and an actor's two names."""
    movies = [
        {"id": film, "title": title, "release_date": "1954-04-26",
         "credits": {"cast": [{"id": film, "name": name, "original_name": other}]}}
        for film, title, name, other in films
    ]  # fmt: skip
    path = folder / "movies.json"
    path.write_text(json.dumps(movies), encoding="utf-8")
    assert heart("import", "tmdb", str(path)).code == 0


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("三船敏郎", "'三船敏郎' matched Toshirô Mifunex, also known as 三船敏郎"),
        ("Toshiro Mifunex", ""),
        ("quuxy", "'quuxy' matched Anna Box, also known as Anna Quuxy"),
        ("annna quuxy", "'annna quuxy' matched Anna Box, also known as Anna Quuxy"),
    ],
)
def test_people_are_found_by_other_names_that_sources_give(
    heart: Heart, tmp_path: Path, query: str, message: str
) -> None:
    films = (1, "Zedx", "Toshirô Mifunex", "三船敏郎"), (2, "Zedy", "Anna Box", "Anna Quuxy")
    import_casts(heart, tmp_path, *films)
    screen = heart("who", query, "--json")

    assert screen.err == (f"{message}\n" if message else "")
    assert len(screen.json["films"]) == 1


def test_a_person_of_that_name_comes_before_one_who_is_also_known_by_it(
    heart: Heart, tmp_path: Path
) -> None:
    import_casts(heart, tmp_path, (1, "Zedx", "Michael Keaton", "Michael Douglas"))
    screen = heart("who", "Michael Douglas", "--json")

    assert screen.err == ""
    assert screen.json["people"] == ["Michael Douglas"]
    assert "Zedx" not in {film["title"] for film in screen.json["films"]}


def test_sources_that_spell_a_name_differently_are_combined_if_they_share_a_credit(
    heart: Heart, tmp_path: Path
) -> None:
    head = "title,year,cast,tmdb"
    (tmp_path / "a.csv").write_text(f"{head}\nZedx,1954,Anna Box,1\nZedy,1955,Anna Box,2\n")
    heart("import", "csv", str(tmp_path / "a.csv"))
    import_casts(
        heart, tmp_path, (1, "Zedx", "アンナ", "Anna Box"), (9, "Zedz", "アンナ二", "Anna Box")
    )

    def titles(name: str) -> list[str]:
        return [film["title"] for film in heart("who", name, "--json").json["films"]]

    assert titles("anna box") == ["Zedx", "Zedy"]
    assert titles("アンナ") == ["Zedx", "Zedy"]
    assert titles("アンナ二") == ["Zedz"]


def test_people_are_found_by_other_names_in_film_files(heart: Heart) -> None:
    screen = heart("who", "Francis Coppola", "--json")

    assert screen.json["people"] == ["Francis Ford Coppola"]
    assert screen.err == "'Francis Coppola' matched Francis Ford Coppola\n"


@pytest.mark.parametrize("title", [["casablanca"], ["Casablanca (1942)"], ["blade", "runner"]])
def test_a_new_film_file_is_filled_in_from_the_catalogue(
    heart: Heart, tmp_path: Path, title: list[str]
) -> None:
    path = tmp_path / "new.toml"
    screen = heart("new", *title, "-o", str(path))
    checked = heart("check", str(path), "--json").json["files"][0]
    film = heart("film", str(path), "--json").json
    of_catalogue = heart("film", *title, "--json").json

    assert screen.code == 0
    assert checked["problems"] == []
    assert film["film"]["id"] == of_catalogue["film"]["id"]
    assert film["cast"][:5] == of_catalogue.pop("cast")  # fewer are shown without billing
    assert film | of_catalogue == film
    assert "# [[plot]]" in path.read_text(encoding="utf-8")


def test_the_year_chooses_among_films_with_the_same_title(heart: Heart) -> None:
    screen = heart("new", "the thing", "-o", "-")

    assert (screen.code, screen.out) == (1, "")
    assert "The Thing (1982)" in screen.err
    assert 'id = "Q210756"' in heart("new", "the thing", "--year", "1982", "-o", "-").out


def test_parts_of_names_mean_the_people_who_share_films(heart: Heart) -> None:
    screen = heart("who", "bogart", "--with", "bacall", "--json")

    assert screen.json["people"] == ["Humphrey Bogart", "Lauren Bacall"]
    assert "'bogart' matched Humphrey Bogart" in screen.err


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        (["smith"], "Will Smith"),
        (["nolan"], "Christopher Nolan"),
        (["jones"], "Tommy Lee Jones"),
        (["allen"], "Woody Allen"),
        (["kelly"], "Gene Kelly"),
        (["li"], "Jet Li"),
        (["hepburn", "--with", "tracy"], "Katharine Hepburn and Spencer Tracy"),
        (["garr", "--with", "waits"], "Teri Garr and Tom Waits"),
    ],
    ids=" ".join,
)
def test_a_family_name_means_the_best_known_person(
    heart: Heart, typed: list[str], names: str
) -> None:
    assert heart("who", *typed).lines[0].startswith(f"{names}  ")


@pytest.mark.parametrize(
    ("typed", "people"),
    [
        ("coen --with coen", "Joel Coen"),
        ("hepburn --with tracy --with spencer-tracy", "Katharine Hepburn and Spencer Tracy"),
    ],
)
def test_naming_one_person_twice_is_a_usage_error(heart: Heart, typed: str, people: str) -> None:
    screen = heart("who", *typed.split(), "--json")

    assert (screen.code, screen.out) == (2, "")
    assert f"heart: NAME and --with both mean {people}. Use --with for" in screen.err


def test_the_combinations_tried_for_many_names_are_limited(
    heart: Heart, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[int] = []
    original = CreditIndex.shared_films

    def counting(self: CreditIndex, names: list[str]) -> list[FilmCredit]:
        tried.append(1)
        return original(self, names)

    monkeypatch.setattr(CreditIndex, "shared_films", counting)
    names = ["jones", "brown", "allen", "lee", "clark", "davis"]
    heart("who", "smith", *[part for name in names for part in ("--with", name)])

    assert len(tried) <= 65  # of about two million, 8 ** 7


def test_part_of_a_name_also_lists_other_people(heart: Heart) -> None:
    assert "Also: Katharine Hepburn" in heart("who", "hepburn").err


def test_films_with_person_finds_the_same_films_as_who(heart: Heart) -> None:
    both = heart("films", "--person", "garr", "--person", "waits", "--json")
    waits = heart("films", "--person", "tom wiats", "--limit", "100", "--json").json

    assert [film["id"] for film in both.json["films"]] == ["one-from-the-heart-1982"]
    assert "'garr' matched Teri Garr" in both.err
    who = heart("who", "tom waits", "--json").json["films"]
    assert {film["id"] for film in waits["films"]} == {film["id"] for film in who}


def test_a_new_film_file_can_be_started_from_an_id(heart: Heart) -> None:
    assert 'title = "Titanic"' in heart("new", "Q44578", "-o", "-").out
    assert "is on your shelf" in heart("new", "One from the Heart").err
    misspelled = heart("new", "Casblanca", "--year", "1942", "-o", "-")
    assert "heart new 'Casablanca (1942)'" in misspelled.err


def test_a_film_file_that_does_not_mention_the_name_is_not_parsed(
    heart: Heart, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = 'format = 1\ntitle = "Other"\nyear = 1999\n'
    people = {"other": "Ann Actor", "accents": "Zoë O’Brián", "escaped": "B\\u00e9la N\\u00e9gy"}
    for name, performer in people.items():
        text = f'{head}id = "{name}"\n[[cast]]\nperformer = "{performer}"\n'
        (home / "films" / f"{name}.toml").write_text(text, encoding="utf-8")
    loaded: list[str] = []
    load = filmfile.load

    def recording(path: Path, max_problems: int = 1) -> Film:
        loaded.append(path.stem)
        return load(path, max_problems)

    monkeypatch.setattr(filmfile, "load", recording)
    for person, stem in (
        ("zoe obrian", "accents"),
        ("Bela Negy", "escaped"),
        ("actor, ann", "other"),
    ):
        loaded.clear()
        heart("who", *person.split())
        assert [name for name in loaded if name != "film"] == [stem]  # film.toml mentions Zoetrope
    assert heart("who", "ann", "actor", "--json").json["films"][0]["id"] == "other"


def test_a_film_file_too_large_to_search_for_people_is_reported(heart: Heart, home: Path) -> None:
    text = 'format = 1\ntitle = "Large"\nyear = 1999\n' + "# more\n" * 80_000
    (home / "films" / "large.toml").write_text(text, encoding="utf-8")

    screen = heart("who", "teri", "garr")

    assert screen.code == 0
    assert "large.toml: over 400 kB, too large to search for people" in screen.err


def test_a_control_character_is_not_a_name(heart: Heart) -> None:
    screen = heart("films", "--person", "\0")

    assert screen.code == 1
    assert "no person called" in screen.err


@pytest.mark.parametrize("name", ["x", "-x", "10", "&", "+", "♥"])
def test_names_of_people_are_not_read_as_numbers_or_signs(heart: Heart, name: str) -> None:
    assert heart("who", "--", name).code == 1
    assert heart("who", "ten years", "--json").json["people"] == ["Ten Years After"]


def test_the_title_of_shared_films_lists_people_with_one_and(heart: Heart) -> None:
    screen = heart("who", "humphrey bogart", "--with", "lauren bacall", "--with", "john huston")

    assert screen.lines[0].startswith("Humphrey Bogart, Lauren Bacall and John Huston ")

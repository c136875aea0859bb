"""`heart who --job`, `--character`, and two names typed one after the other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from heartcli.library.jobs import matching_jobs
from tests.catalogue.importing.test_readers import file_of
from tests.conftest import Heart


@pytest.mark.parametrize(
    "typed",
    ["gene hackman/teri garr", "gene/hackman/teri/garr"],
    ids=["in quotation marks", "word by word"],
)
def test_two_names_in_a_row_suggest_with(heart: Heart, typed: str) -> None:
    screen = heart("who", *typed.split("/"))

    assert (screen.code, screen.out) == (1, "")
    assert "use: heart who 'gene hackman' --with 'teri garr'" in screen.err
    assert heart("who", "gene hackman", "--with", "teri garr").code == 0


def test_two_family_names_in_a_row_suggest_with(heart: Heart) -> None:
    assert "use: heart who hackman --with garr" in heart("who", "hackman", "garr").err
    assert "--with" not in heart("who", "xyzzy", "qwert").err


@pytest.mark.parametrize(
    "args",
    [
        ["teri", "garr", "--with", "gene", "hackman"],
        ["--with", "gene", "hackman", "teri", "garr"],
        ["garr", "--with", "gene", "hackman"],
    ],
    ids=" ".join,
)
def test_a_name_after_an_option_needs_no_quotation_marks(heart: Heart, args: list[str]) -> None:
    assert heart("who", *args, "--json").json["people"] == ["Teri Garr", "Gene Hackman"]
    to = ["--to" if arg == "--with" else arg for arg in args]
    assert heart("who", *to, "--json").json["people"] == ["Teri Garr", "Gene Hackman"]


def test_a_job_or_a_character_needs_no_quotation_marks(heart: Heart) -> None:
    job = heart("who", "dean tavoularis", "--job", "production", "designer", "--json").json
    part = heart("who", "--character", "a", "trumpet", "player", "--json").json
    both = heart("who", "tom", "waits", "--character", "trumpet", "--json").json

    assert job["people"] == ["Dean Tavoularis"]
    assert part["parts"][0]["performer"] == "Tom Waits"
    assert both["people"] == ["Tom Waits"]


@pytest.mark.parametrize(
    ("typed", "jobs", "matching"),
    [
        ("actress", ["cast", "Director"], {"cast"}),
        ("ACTING", ["cast", "Director"], {"cast"}),
        ("director", ["Director", "Assistant Director"], {"Director"}),
        ("director", ["Director of Photography"], {"Director of Photography"}),
        ("cinematographer", ["Director of Photography"], {"Director of Photography"}),
        ("writer", ["Screenplay", "Story", "Writer", "cast"], {"Screenplay", "Story", "Writer"}),
        ("screenplay", ["Writer"], {"Writer"}),
        ("composer", ["Original Music Composer", "Songs"], {"Original Music Composer"}),
        ("music", ["Composer"], {"Composer"}),
        ("producer", ["Executive Producer"], {"Executive Producer"}),
        ("costume", ["Costume Design"], {"Costume Design"}),
        ("gaffer", ["Gaffer", "Best Boy"], {"Gaffer"}),
        ("pilot", ["cast"], set()),
        ("", ["cast"], set()),
    ],
)
def test_the_words_people_use_for_a_job_match_the_jobs_in_the_data(
    typed: str, jobs: list[str], matching: set[str]
) -> None:
    assert matching_jobs(typed, jobs) == matching


def test_only_films_in_one_job_are_listed(heart: Heart) -> None:
    directed = heart("who", "clint eastwood", "--job", "director", "--json").json["films"]
    acted = heart("who", "clint eastwood", "--job", "actor", "--json").json["films"]

    assert all("Director" in film["roles"]["Clint Eastwood"] for film in directed)
    assert {"Bird", "Mystic River"} <= {film["title"] for film in directed}
    assert "Bird" not in {film["title"] for film in acted}


def test_an_unknown_job_lists_those_that_the_person_has(heart: Heart) -> None:
    screen = heart("who", "clint eastwood", "--job", "composer")

    assert (screen.code, screen.out) == (1, "")
    assert "Clint Eastwood isn't credited as 'composer'. Jobs: cast, Director" in screen.err


def test_a_job_applies_to_the_first_person(heart: Heart) -> None:
    names = ("clint eastwood", "--with", "gene hackman")
    films = heart("who", *names, "--job", "director", "--json").json["films"]

    assert "Unforgiven" in {film["title"] for film in films}
    assert heart("who", *names[::2], "--with", "clint eastwood", "--job", "director").code == 1


@pytest.mark.parametrize("typed", ["Frannie", "FRANNIE", "fran"])
def test_a_character_is_found_in_film_files(heart: Heart, typed: str) -> None:
    [part] = heart("who", "--character", typed, "--json").json["parts"]

    assert part["id"] == "one-from-the-heart-1982"
    assert (part["character"], part["performer"]) == ("Frannie", "Teri Garr")


def test_a_character_is_found_in_every_source_that_names_characters(
    heart: Heart, tmp_path: Path
) -> None:
    for name in ("imdb", "tmdb"):
        heart("import", name, str(file_of(name, tmp_path)))
    found = heart("who", "--character", "nell", "--json").json
    [part] = found["parts"]

    assert (found["found"], found["character"]) == (1, "nell")
    assert part["performer"] == "Stella First"
    assert {*part["sources"]} == {"imdb", "tmdb"}
    assert heart("who", "--character", "nell", "--plain").lines[0].split("\t")[4] == "Stella First"


def test_accents_and_apostrophes_in_a_character_make_no_difference(
    heart: Heart, home: Path
) -> None:
    characters = {"a": "Amélie Poulain", "b": "Miles O'Brien", "c": "Ælfred"}
    for name, character in characters.items():
        text = f'format = 1\ntitle = "Zedx {name}"\nyear = 2020\n'
        text += f'[[cast]]\nperformer = "Anna Zedx"\ncharacter = "{character}"\n'
        (home / "films" / f"{name}.toml").write_text(text, encoding="utf-8")

    for typed, character in (("amelie", "a"), ("obrien", "b"), ("O’Brien", "b"), ("aelfred", "c")):
        [part] = heart("who", "--character", typed, "--json").json["parts"]
        assert part["character"] == characters[character]


def test_whole_words_hide_parts_of_words(heart: Heart, home: Path) -> None:
    for name, character in (("a", "Rick Blaine"), ("b", "Rickshaw driver")):
        text = f'format = 1\ntitle = "Zedx {name}"\nyear = 2020\n'
        text += f'[[cast]]\nperformer = "Anna Zedx"\ncharacter = "{character}"\n'
        (home / "films" / f"{name}.toml").write_text(text, encoding="utf-8")

    def characters(typed: str) -> list[str]:
        parts = heart("who", "--character", typed, "--json").json["parts"]
        return [part["character"] for part in parts]

    assert characters("rick") == ["Rick Blaine"]
    assert characters("rickshaw") == ["Rickshaw driver"]
    assert characters("ric") == ["Rick Blaine", "Rickshaw driver"]


def test_if_no_source_names_characters_the_message_says_what_helps(heart: Heart) -> None:
    screen = heart("who", "--character", "Rick Blaine")

    assert (screen.code, screen.out) == (1, "")
    assert "no character called 'Rick Blaine'" in screen.err
    assert "Your catalogue names no characters. Use heart import" in screen.err
    assert "names no characters" in heart("who", "bogart", "--character", "rick").err
    assert heart("who", "--character", "?").code == 1


def test_a_message_names_the_sources_that_have_characters(heart: Heart, tmp_path: Path) -> None:
    heart("import", "tmdb", str(file_of("tmdb", tmp_path)))

    assert "Only film files and tmdb name characters" in heart("who", "--character", "qqqq").err


def test_a_name_and_a_character_list_the_films_with_both(heart: Heart) -> None:
    films = heart("who", "teri garr", "--character", "frannie", "--json").json["films"]

    assert [film["id"] for film in films] == ["one-from-the-heart-1982"]


def import_characters(heart: Heart, folder: Path, count: int) -> None:
    """Imports films with a character called Zork; those listed later are better known."""
    documents = [
        {"id": n, "title": f"Zork {n}", "release_date": "1990-04-26", "vote_count": n * 100,
         "credits": {"cast": [{"id": n, "name": "Anna", "character": "Zork"}]}}
        for n in range(1, count + 1)
    ]  # fmt: skip
    path = folder / "movies.json"
    path.write_text(json.dumps(documents), encoding="utf-8")
    assert heart("import", "tmdb", str(path)).code == 0


def test_the_best_known_parts_are_shown_and_all_are_counted(
    heart: Heart, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("heartcli.library.characters._MAX_PARTS", 2)
    import_characters(heart, tmp_path, 3)
    found = heart("who", "--character", "zork", "--json").json

    assert found["found"] == 3
    assert [part["title"] for part in found["parts"]] == ["Zork 2", "Zork 3"]
    table = heart("who", "--character", "zork")
    assert table.lines[0].endswith("2 of 3")
    assert "Only the best-known parts are shown." in table.out


def test_a_long_search_for_a_character_is_cut_short(heart: Heart) -> None:
    screen = heart("who", "--character", " ".join(f"w{i}" for i in range(1000)))

    assert (screen.code, "damaged" in screen.err) == (1, False)
    assert "Searched only for the first 64 of 1,000 words" in screen.err
    assert "no character called" in heart("who", "--character", "x" * 60_000).err

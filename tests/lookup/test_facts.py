"""`heart fact`: one fact about a film, which says what it is about."""

from pathlib import Path

import pytest

from tests.conftest import Heart


def test_a_record_id_shows_that_record(heart: Heart) -> None:
    screen = heart("fact", "cast/raul-julia-ray")

    assert screen.lines[0].split() == ["One", "from", "the", "Heart", "(1982)", "fact,", "cast"]
    assert screen.lines[2].startswith("  Raul Julia plays Ray.")
    assert heart("fact", "Cast/Raul-Julia-Ray", "--json").json["fact"]["id"] == (
        "cast/raul-julia-ray"
    )


def test_a_record_id_may_come_with_a_film(heart: Heart) -> None:
    screen = heart("fact", "the", "conversation", "cast/gene-hackman")

    assert screen.lines[0].startswith("The Conversation (1974)")
    assert "Gene Hackman is in the cast." in screen.out


def test_an_id_under_a_search_result_is_accepted(heart: Heart) -> None:
    for hit in heart("search", "tightrope", "--json").json["hits"]:
        assert heart("fact", hit["id"], "--json").json["fact"]["text"] == hit["text"]


def test_an_unknown_id_is_reported_with_the_closest(heart: Heart) -> None:
    screen = heart("fact", "cast/raul-julia")

    assert (screen.code, screen.out) == (1, "")
    assert "no record 'cast/raul-julia' in One from the Heart (1982). Closest: cast/raul-" in (
        " ".join(screen.err.split())
    )


def test_a_path_or_a_title_with_a_slash_is_a_film(heart: Heart, tmp_path: Path) -> None:
    folder = tmp_path / "cast"
    folder.mkdir()
    film = folder / "my.toml"
    film.write_text(
        'format = 1\ntitle = "Mine"\nyear = 1999\n[[cast]]\nperformer = "A"\ncharacter = "B"\n',
        encoding="utf-8",
    )

    assert "Mine" in heart("fact", str(film)).out
    assert heart("fact", "victor/victoria").lines[0].startswith("Victor/Victoria (1982)")


def test_two_record_ids_are_a_usage_error(heart: Heart) -> None:
    assert heart("fact", "cast/a", "plot/b").code == 2


def test_a_spoiler_is_shown_by_its_id_only_with_spoilers(heart: Heart) -> None:
    hidden = heart("fact", "plot/spit-on-a-griddle")
    shown = heart("fact", "plot/spit-on-a-griddle", "--spoilers")

    assert hidden.code == 1
    assert "plot/spit-on-a-griddle is a spoiler. Use --spoilers to see it" in hidden.err
    assert "(spoiler)" in shown.out


def test_every_form_of_a_fact_names_its_film(heart: Heart) -> None:
    data = heart("fact", "--seed", "1", "--json")
    [row] = (line.split("\t") for line in heart("fact", "--seed", "1", "--plain").lines)

    assert data.json["film"]["title"] == "One from the Heart"
    assert row[0] == data.json["fact"]["id"]
    assert row[5:] == ["one-from-the-heart-1982", "One from the Heart", "1982"]


@pytest.mark.parametrize("seed", range(20))
def test_a_fact_about_a_catalogue_film_is_more_than_a_credit(heart: Heart, seed: int) -> None:
    text = heart("fact", "amelie", "--seed", str(seed), "--json").json["fact"]["text"]

    assert "is in the cast" not in text


def test_a_film_with_only_bare_credits_has_no_fact_to_show(heart: Heart, tmp_path: Path) -> None:
    path = tmp_path / "bare.toml"
    path.write_text(
        'format = 1\ntitle = "Bare"\nyear = 1999\n'
        '[[cast]]\nperformer = "A"\n[[crew]]\nname = "B"\njob = "Director"\n',
        encoding="utf-8",
    )
    screen = heart("fact", str(path))

    assert (screen.code, screen.out) == (1, "")
    assert "nothing worth telling about Bare (1999)" in screen.err


@pytest.mark.parametrize("command", ["film", "cast", "fact", "timeline", "sources", "quiz"])
def test_an_empty_film_is_a_usage_error(heart: Heart, command: str) -> None:
    screen = heart(command, "")

    assert screen.code == 2
    assert "FILM is empty" in screen.err


def test_words_that_name_no_film_may_be_what_a_fact_is_about(heart: Heart) -> None:
    screen = heart("fact", "running", "time")

    assert screen.code == 1
    assert "To search facts: heart search running time" in screen.err


def test_a_field_of_the_film_is_not_a_record(heart: Heart) -> None:
    screen = heart("fact", "film/title")

    assert screen.code == 1
    assert "film/title is not a record. Use a record's id, such as " in screen.err

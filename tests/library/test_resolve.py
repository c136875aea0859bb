"""Resolving a name to a film, and the shelf."""

from pathlib import Path

import pytest

from heartcli.library.shelf import load_bundled_film
from heartcli.model.film import Film
from tests.conftest import TESTS, Heart

VALID = TESTS / "films" / "valid"


def put(home: Path, name: str, title: str, year: int, **fields: str) -> Path:
    path = home / "films" / f"{name}.toml"
    head = f'format = 1\ntitle = "{title}"\nyear = {year}\n'
    path.write_text(
        head + "".join(f"{key} = {value}\n" for key, value in fields.items()), encoding="utf-8"
    )
    return path


def title(heart: Heart, *name: str, **env: str) -> tuple[str, int]:
    film = heart("film", *name, "--json", **env).json["film"]
    return film["title"], film["year"]


@pytest.fixture
def shelf(home: Path) -> Path:
    put(home, "thing-82", "The Thing", 1982, ids='{ imdb = "tt0084787", wikidata = "Q210756" }')
    put(home, "thing-51", "The Thing", 1951)
    put(home, "amelie", "Le Fabuleux Destin d'Amélie Poulain", 2001, id='"amelie"')
    put(home, "blade-runner", "Blade Runner", 1982)
    return home


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (["blade", "runner"], ("Blade Runner", 1982)),
        (["BLADE RUNNER"], ("Blade Runner", 1982)),
        (["blade-runner-1982"], ("Blade Runner", 1982)),
        (["blade", "runner", "1982"], ("Blade Runner", 1982)),
        (["Blade Runner (1982)"], ("Blade Runner", 1982)),
        (["thing-51"], ("The Thing", 1951)),
        (["the", "thing", "1982"], ("The Thing", 1982)),
        (["The Thing (1951)"], ("The Thing", 1951)),
        (["tt0084787"], ("The Thing", 1982)),
        (["q210756"], ("The Thing", 1982)),
        (["amelie"], ("Le Fabuleux Destin d'Amélie Poulain", 2001)),
        (["le fabuleux destin d’amelie poulain"], ("Le Fabuleux Destin d'Amélie Poulain", 2001)),
        (["one from the heart"], ("One from the Heart", 1982)),
        (["tt0084445"], ("One from the Heart", 1982)),
        ([], ("One from the Heart", 1982)),
    ],
)
@pytest.mark.usefixtures("shelf")
def test_a_film_is_found_by_title_year_or_id(
    heart: Heart, name: list[str], expected: tuple[str, int]
) -> None:
    assert title(heart, *name) == expected


@pytest.mark.parametrize(
    ("name", "taken"),
    [
        ("blad runner", "Blade Runner (1982)"),
        ("fabuleux destin", "Le Fabuleux"),
        ("one from the hart", "One from the Heart"),
    ],
)
@pytest.mark.usefixtures("shelf")
def test_a_film_that_is_clearly_closest_is_shown_with_a_message(
    heart: Heart, name: str, taken: str
) -> None:
    screen = heart("film", *name.split(), "--json")

    assert screen.code == 0
    assert f"'{name}' matched {taken}" in screen.err
    assert screen.json


@pytest.mark.parametrize("name", ["the thing", "thing", "the thnig"])
@pytest.mark.usefixtures("shelf")
def test_equally_close_films_are_listed(heart: Heart, name: str) -> None:
    screen = heart("cast", name)

    assert (screen.code, screen.out) == (1, "")
    assert "The Thing (1982)" in screen.err
    assert "The Thing (1951)" in screen.err


@pytest.mark.parametrize("name", ["xyzzy", "tt9999999", "Q1", "???"])
@pytest.mark.usefixtures("shelf")
def test_an_unknown_film_is_reported_in_one_line(heart: Heart, name: str) -> None:
    screen = heart("cast", name)

    assert (screen.code, screen.out) == (1, "")
    assert "on your shelf or in the catalogue. " in screen.err
    assert len(screen.err.splitlines()) == 1


def test_a_path_names_a_film_file(heart: Heart, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes((VALID / "everything.toml").read_bytes())

    assert title(heart, str(path)) == ("Film", 1982)
    assert heart("cast", "./no/such/film").err == "heart: no such file: no/such/film\n"
    assert heart("cast", "~nosuchuser/film.toml").code == 1
    assert heart("cast", "no-such-film.toml").code == 1


@pytest.mark.usefixtures("shelf")
def test_heart_film_sets_the_default_film(heart: Heart) -> None:
    assert title(heart, HEART_FILM="blade runner") == ("Blade Runner", 1982)
    assert title(heart, HEART_FILM=str(VALID / "everything.toml")) == ("Film", 1982)
    assert title(heart, "thing-51", HEART_FILM="blade runner") == ("The Thing", 1951)
    assert heart("cast", HEART_FILM="xyzzy").err.startswith(
        "heart: HEART_FILM: no film called 'xyzzy'"
    )


def test_a_title_may_contain_a_slash(heart: Heart, home: Path) -> None:
    put(home, "face-off", "Face/Off", 1997)

    assert title(heart, "Face/Off") == ("Face/Off", 1997)
    assert title(heart, "face/off (1997)") == ("Face/Off", 1997)


def test_a_title_with_a_slash_may_be_longer_than_a_file_name(heart: Heart, home: Path) -> None:
    name = f"{'Very ' * 60}/ Long"
    put(home, "long", name, 1997)

    assert title(heart, name) == (name, 1997)


def test_ids_may_be_in_a_separate_table(heart: Heart, home: Path) -> None:
    path = put(home, "alien", "Alien", 1979)
    path.write_text(path.read_text() + '\n[ids]\nimdb = "tt0078748"\n', encoding="utf-8")

    assert title(heart, "tt0078748") == ("Alien", 1979)


def test_a_title_cannot_forge_a_message_line(heart: Heart, home: Path) -> None:
    put(home, "zorba", "Zorba\\nheart: all files deleted", 1964)
    put(home, "evil", "Evil", 1999, id='"x\\u001b]0;t\\u0007"')

    for words in (["zorba"], ["zorba heart al files deleted"], ["evl"]):
        screen = heart("cast", *words, "--json")
        assert "\nheart: all" not in screen.err
        assert "\x1b" not in screen.err


def test_absurd_values_in_a_file_do_not_affect_other_films(heart: Heart, home: Path) -> None:
    for number, head in enumerate(
        [
            'title = "A"\nyear = 0x' + "f" * 5_000,
            'title = "B"\nyear = 1999\nids = { imdb = 0x' + "f" * 5_000 + " }",
            'title = "C"\nyear = 1999\nid = 7',
            "title = [[[[[[1]]]]]]\nyear = 1999",
        ]
    ):
        text = f"format = 1\n{head}\n"
        (home / "films" / f"odd-{number}.toml").write_text(text, encoding="utf-8")

    assert title(heart) == ("One from the Heart", 1982)
    assert len([f for f in heart("films", "--json").json["films"] if "broken" in f]) == 4
    assert heart("check", str(home / "films")).code == 1


def test_a_users_file_replaces_the_bundled_film_with_the_same_id(heart: Heart, home: Path) -> None:
    put(home, "mine", "One from the Heart", 1982, premise='"My own words."')

    assert heart("film", "--json").json["film"]["premise"] == "My own words."
    assert heart("film", "one from the heart", "--json").json["film"]["premise"] == "My own words."
    assert len(heart("films", "--json").json["films"]) == 1


def test_an_invalid_file_does_not_affect_other_films(heart: Heart, home: Path) -> None:
    put(home, "good", "Good", 1999)
    (home / "films" / "broken.toml").write_text("this is = = not TOML", encoding="utf-8")
    (home / "films" / "strange.toml").write_text('title = 7\nyear = "x"', encoding="utf-8")
    (home / "films" / "folder.toml").mkdir()
    (home / "films" / "deep.toml").write_text("x = " + "[" * 9_000, encoding="utf-8")
    (home / "films" / "bytes.toml").write_bytes(b"\xff\xfe")

    assert title(heart, "good") == ("Good", 1999)
    assert title(heart) == ("One from the Heart", 1982)
    screen = heart("films")
    assert screen.code == 0
    assert screen.out.count("heart check") == 4
    assert "is a folder" in " ".join(screen.out.split())
    broken = [film for film in heart("films", "--json").json["films"] if "broken" in film]
    assert len(broken) == 5
    assert heart("search", "roulette", "--shelf").err.count("Skipped ") == 5


def test_naming_an_invalid_film_file_shows_its_problems(heart: Heart, home: Path) -> None:
    put(home, "bad", "Bad", 1999, yaer="1")

    screen = heart("cast", "bad")
    assert screen.code == 1
    assert "bad.toml:4: unknown key 'yaer'. Did you mean 'year'?" in screen.err


def test_the_shelf_is_listed_with_its_folder(heart: Heart, shelf: Path) -> None:
    listing = heart("films", "--json").json

    assert listing["folder"] == str(shelf / "films")
    assert [film["id"] for film in listing["films"]] == [
        "blade-runner-1982",
        "amelie",
        "one-from-the-heart-1982",
        "the-thing-1951",
        "the-thing-1982",
    ]
    assert [film["bundled"] for film in listing["films"]] == [False, False, True, False, False]
    rows = [line.split("\t") for line in heart("films", "--plain").lines]
    assert [row[:4] for row in rows][2] == [
        "one-from-the-heart-1982",
        "One from the Heart",
        "1982",
        "bundled",
    ]
    assert str(shelf / "films") in "".join(heart("films").out.split())


def test_an_unreadable_shelf_is_reported_and_the_bundled_film_still_works(
    heart: Heart, home: Path
) -> None:
    (home / "films").rmdir()
    (home / "films").write_text("a file where a folder belongs", encoding="utf-8")

    screen = heart("cast")
    assert screen.code == 0
    assert "Can't read " in screen.err
    assert ": Not a directory" in screen.err


def test_an_unknown_command_suggests_a_command_or_a_film(heart: Heart) -> None:
    assert "no command called 'casablanca'. Try: heart film casablanca" in heart("casablanca").err
    assert "no command called 'cats'. Did you mean 'cast'?" in heart("cats").err
    assert heart("casablanca").code == 2


@pytest.mark.usefixtures("shelf")
def test_the_shell_completes_the_films_on_the_shelf(program: Heart) -> None:
    screen = program(_HEART_COMPLETE="complete_bash", COMP_WORDS="heart cast bl", COMP_CWORD="2")

    assert screen.out.split() == ["blade-runner-1982"]


def test_the_shell_completes_the_commands(program: Heart) -> None:
    screen = program(_HEART_COMPLETE="complete_bash", COMP_WORDS="heart ca", COMP_CWORD="1")

    assert screen.out.split() == ["cast", "catalogue"]


def test_a_film_is_found_by_its_id_even_if_that_looks_like_wikidatas(
    heart: Heart, home: Path
) -> None:
    (home / "films" / "x.toml").write_text(
        'format = 1\nid = "Q210756"\ntitle = "The Thing"\nyear = 1982\n', encoding="utf-8"
    )

    assert heart("film", "Q210756", "--json").json["film"]["id"] == "Q210756"


def test_ids_are_found_wherever_their_table_is(heart: Heart, home: Path) -> None:
    (home / "films" / "broken.toml").write_text("title = ", encoding="utf-8")
    (home / "films" / "alien.toml").write_text(
        'format = 1\ntitle = "Alien"\nyear = 1979\n[sources.w]\ntitle = "W"\n'
        '[ ids ]\nimdb = "tt0078748"\n',
        encoding="utf-8",
    )

    assert heart("film", "tt0078748", "--json").json["film"]["title"] == "Alien"
    assert heart("film", "tt0000001").code == 1


def test_a_users_film_wins_over_the_bundled_one_with_the_same_imdb_id(
    heart: Heart, home: Path
) -> None:
    (home / "films" / "z.toml").write_text(
        'format = 1\ntitle = "Zzz"\nyear = 1982\nids = { imdb = "tt0084445" }\n',
        encoding="utf-8",
    )

    assert heart("film", "tt0084445", "--json").json["film"]["title"] == "Zzz"


def test_the_shell_completes_the_sections_of_a_quiz(program: Heart) -> None:
    words = "heart quiz --section re"
    screen = program(_HEART_COMPLETE="complete_bash", COMP_WORDS=words, COMP_CWORD="3")

    assert screen.out.split() == ["releases", "reviews", "reception"]


def test_the_bundled_film_without_its_questions_is_otherwise_the_same(film: Film) -> None:
    without = load_bundled_film(print, questions=False)

    assert film.questions
    assert dict(without.items()) == {**dict(film.items()), "questions": (), "pool": {}}

"""What a new user does, in the commands of the README: from a Letterboxd export to a quiz."""

import zipfile
from pathlib import Path

import pytest

from heartcli.catalogue.fetching import client
from tests.conftest import Heart
from tests.loopback import Wikimedia, claim, film, item_value, person, string

TITLES = ("The Glass Tram", "Harbour of Moths", "Nine Quiet Rooms", "A Ladder for Ada",
          "Salt and Signal", "The Orchard Clock", "Velvet Weather", "Two Rivers North")  # fmt: skip


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """A Letterboxd export with watched, rated and logged films."""
    watched = [f"2026-01-{n:02},{title},{2015 + n},https://boxd.it/a{n}"
               for n, title in enumerate(TITLES, 1)]  # fmt: skip
    rated = [f"{line},{3 + n % 3}" for n, line in enumerate(watched)]
    path = tmp_path / "letterboxd-ida-2026-11-27-08-00-utc.zip"
    with zipfile.ZipFile(path, "w") as archive:
        header = "Date,Name,Year,Letterboxd URI"
        archive.writestr("watched.csv", "\n".join([header, *watched, ""]))
        archive.writestr("ratings.csv", "\n".join([f"{header},Rating", *rated, ""]))
        archive.writestr("profile.csv", "Date Joined,Username\n2020-01-01,ida\n")
    return path


def add_films(wikimedia: Wikimedia) -> None:
    """Adds the films, one of them under the year before; each has a cast of its own."""
    for n, title in enumerate(TITLES, 1):
        people = [person(10_000 + 10 * n + k, f"{name} {title.split()[-1]}") for k, name in
                  enumerate(("Ida", "Ben", "Cleo", "Dan", "Eve", "Finn"))]  # fmt: skip
        cast = [
            claim("P161", item_value(10_000 + 10 * n + k), P4633=string(f"Role {n}{k}"))
            for k in range(1, 6)
        ]
        director = claim("P57", item_value(10_000 + 10 * n))
        date = f"{2015 + n - (n == 3)}-03-01"
        wikimedia.add(film(20_000 + n, title, date, director, *cast, sites=30), *people)


def test_a_letterboxd_export_becomes_a_quiz_in_three_commands(
    heart: Heart, wikimedia: Wikimedia, export: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_films(wikimedia)
    monkeypatch.setattr(client, "_PAUSE", 0.0)

    imported = heart("import", str(export))
    fetched = heart("fetch", "--source", "letterboxd", **wikimedia.environment)
    quiz = heart("quiz", "--catalogue", "--source", "letterboxd", "--json", "--seed", "1")

    assert (imported.code, fetched.code, quiz.code) == (0, 0, 0)
    assert "heart fetch --source letterboxd" in imported.out
    assert fetched.lines[0] == "✓ Fetched 8 of 8 films for letterboxd"
    assert "heart quiz --catalogue --source letterboxd" in fetched.out
    questions = quiz.json["questions"]
    assert len(questions) >= 5
    assert {film_["title"] for film_ in quiz.json["films"]} <= {*TITLES}
    assert all(film_["id"].startswith("Q2000") for film_ in quiz.json["films"])
    listed = heart("films", "--source", "letterboxd", "--limit", "20", "--json").json["films"]
    assert [film_["own_rating"]["score"] for film_ in listed if film_["directors"]] == [
        3 + n % 3 for n in range(len(TITLES))
    ]


def test_a_quiz_about_a_letterboxd_export_leaves_out_the_watchlist(
    heart: Heart, tmp_path: Path
) -> None:
    seen = {"Heat": 1995, "Alien": 1979, "Jaws": 1975, "Psycho": 1960}
    later = {"Vertigo": 1958, "Casablanca": 1942, "Fargo": 1996, "Alien": 1979}
    for name, films in (("watched", seen), ("watchlist", later)):
        rows = "".join(f"2024-01-01,{title},{year}\n" for title, year in films.items())
        (tmp_path / f"{name}.csv").write_text(f"Date,Name,Year\n{rows}", "utf-8")
    heart("import", "letterboxd", str(tmp_path))
    listed = heart("films", "--source", "letterboxd", "--json").json["films"]
    quiz = ["quiz", "--catalogue", "--source", "letterboxd", "--count", "40", "--json"]

    assert {film["title"] for film in listed if not film["seen"]} == {*later} - {"Alien"}
    assert {film["title"] for film in heart(*quiz).json["films"]} <= {*seen}
    table = " ".join(heart("films", "--source", "letterboxd").out.split())
    assert table.count(" yes ") == len(seen)
    assert table.count(" watchlist ") == len(later) - 1
    (tmp_path / "watched.csv").unlink()
    heart("import", "letterboxd", str(tmp_path))  # a watchlist alone is what to ask about
    assert {film["title"] for film in heart(*quiz).json["films"]} <= {*later}

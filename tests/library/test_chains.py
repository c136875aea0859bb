"""`heart who A --to B`: the shortest chain of films between two people."""

from __future__ import annotations

import json
from collections.abc import Collection
from itertools import pairwise
from pathlib import Path

import pytest

from tests.conftest import Heart

Movie = tuple[str, int, Collection[tuple[int, str]]]  # title, year, and the numbers and names


def import_movies(heart: Heart, folder: Path, *movies: Movie) -> None:
    """Imports films from TMDb; those listed later are better known."""
    documents = [
        {"id": number, "title": title, "release_date": f"{year}-04-26", "vote_count": number * 100,
         "credits": {"cast": [{"id": person, "name": each} for person, each in cast]}}
        for number, (title, year, cast) in enumerate(movies, 1)
    ]  # fmt: skip
    path = folder / "movies.json"
    path.write_text(json.dumps(documents), encoding="utf-8")
    assert heart("import", "tmdb", str(path)).code == 0


def import_table(heart: Heart, folder: Path, *rows: str) -> None:
    """Imports films from a table, in which people are names only."""
    (folder / "films.csv").write_text("\n".join(["title,year,cast", *rows]), encoding="utf-8")
    assert heart("import", "csv", str(folder / "films.csv")).code == 0


def chain(heart: Heart, start: str, end: str) -> list[str]:
    """Returns a chain in words: "Anna Zedx – Zedy – Bert Zedx – …"."""
    links = heart("who", start, "--to", end, "--json").json["chain"]
    assert all(a["to"] == b["from"] for a, b in pairwise(links))
    return [f"{link['from']} – {link['title']} – {link['to']}" for link in links]


A, B, C, D = (1, "Anna Zedx"), (2, "Bert Zedx"), (3, "Cleo Zedx"), (4, "Dora Zedx")


def test_people_in_the_same_film_are_one_film_apart(heart: Heart) -> None:
    assert chain(heart, "teri garr", "rebecca de mornay") == [
        "Teri Garr – One from the Heart – Rebecca De Mornay"
    ]


def test_a_chain_is_as_short_as_possible(heart: Heart, tmp_path: Path) -> None:
    import_movies(
        heart, tmp_path, ("Long", 1990, [A, C]), ("Longer", 1991, [C, D]),
        ("Longest", 1992, [D, B]), ("One", 1993, [A, D]),
    )  # fmt: skip

    assert chain(heart, "anna zedx", "bert zedx") == [
        "Anna Zedx – One – Dora Zedx",
        "Dora Zedx – Longest – Bert Zedx",
    ]
    assert chain(heart, "bert zedx", "anna zedx")[0] == "Bert Zedx – Longest – Dora Zedx"


def test_of_equally_short_chains_the_one_with_the_best_known_films_is_taken(
    heart: Heart, tmp_path: Path
) -> None:
    import_movies(
        heart, tmp_path, ("Obscure", 1990, [A, C]), ("Little Known", 1991, [C, B]),
        ("Known", 1992, [A, D]), ("Well Known", 1993, [D, B]),
    )  # fmt: skip

    assert chain(heart, "anna zedx", "bert zedx")[0] == "Anna Zedx – Known – Dora Zedx"


def test_directors_and_writers_are_links_too(heart: Heart) -> None:
    screen = heart("who", "toshiro mifune", "--to", "teri garr", "--json")

    [_, last] = screen.json["chain"]
    assert last["from"] == "Steven Spielberg"
    assert "Director" in last["roles"]["Steven Spielberg"]


def test_no_chain_is_an_answer(heart: Heart, tmp_path: Path) -> None:
    import_movies(heart, tmp_path, ("Island", 1990, [A, B]))
    screen = heart("who", "anna zedx", "--to", "teri garr")

    assert screen.code == 1
    assert "No chain of films links Anna Zedx and Teri Garr" in screen.out
    json_ = heart("who", "anna zedx", "--to", "teri garr", "--json")
    assert (json_.code, json_.json) == (1, {"people": ["Anna Zedx", "Teri Garr"], "chain": []})


def test_a_chain_runs_through_sources_that_share_a_film_or_a_name(
    heart: Heart, tmp_path: Path
) -> None:
    import_table(heart, tmp_path, "Zedx One,2020,Anna Zedx;Teri Garr", "Zedx Two,2021,Cleo Zedx")
    import_movies(heart, tmp_path, ("Zedx Two", 2021, [B, C]))

    assert chain(heart, "anna zedx", "gene hackman") == [
        "Anna Zedx – Zedx One – Teri Garr",
        "Teri Garr – The Conversation – Gene Hackman",
    ]
    assert chain(heart, "bert zedx", "cleo zedx") == ["Bert Zedx – Zedx Two – Cleo Zedx"]


def test_a_chain_runs_through_film_files(heart: Heart, home: Path) -> None:
    text = (
        'format = 1\ntitle = "Zedx"\nyear = 2020\n[[cast]]\nperformer = "Anna Zedx"\n'
        'character = "Zed"\n[[crew]]\nname = "Teri Garr"\njob = "Driver"\n'
    )
    (home / "films" / "zedx.toml").write_text(text, encoding="utf-8")
    [link] = heart("who", "anna zedx", "--to", "teri garr", "--json").json["chain"]

    assert link["id"] == "zedx-2020"
    assert link["roles"] == {"Anna Zedx": ["Zed"], "Teri Garr": ["Driver"]}


def test_namesakes_are_avoided_where_another_chain_is_as_short(heart: Heart) -> None:
    links = chain(heart, "michael fassbender", "james garner")

    assert len(links) == 2
    assert not any("Steve McQueen" in link for link in links)


def test_a_link_that_may_be_two_people_says_why(heart: Heart, tmp_path: Path) -> None:
    import_table(
        heart, tmp_path, "Zedx One,1931,Anna Zedx;Cleo Zedx", "Zedx Two,1999,Cleo Zedx;Bert Zedx"
    )
    screen = heart("who", "anna zedx", "--to", "bert zedx", "--json")
    doubt = "Cleo Zedx may be two people, or seen in old footage: no films between 1931 and 1999"

    assert screen.json["chain"][0]["doubt"] == doubt
    assert "doubt" not in screen.json["chain"][1]
    assert doubt in " ".join(heart("who", "anna zedx", "--to", "bert zedx").out.split())


def test_people_with_ids_in_a_source_are_told_apart(heart: Heart, tmp_path: Path) -> None:
    other = (9, "Cleo Zedx")
    import_movies(heart, tmp_path, ("Zedx One", 1990, [A, C]), ("Zedx Two", 1991, [other, B]))

    assert chain(heart, "anna zedx", "bert zedx") == []
    table = heart("who", "anna zedx", "--to", "cleo zedx").out
    assert "Includes films of 2 people called Cleo Zedx" in table


def test_a_chain_by_name_says_that_people_go_by_their_names(heart: Heart, tmp_path: Path) -> None:
    note = "one name may stand for two people"
    import_movies(heart, tmp_path, ("Zedx One", 1990, [A, C]), ("Zedx Two", 1991, [C, B]))

    assert note in " ".join(heart("who", "tom waits", "--to", "bogart").out.split())
    assert note not in " ".join(heart("who", "teri garr", "--to", "gene hackman").out.split())
    assert note not in " ".join(heart("who", "anna zedx", "--to", "bert zedx").out.split())


def test_a_name_that_links_two_sources_may_be_two_people(heart: Heart, tmp_path: Path) -> None:
    import_table(heart, tmp_path, "Zedx One,1990,Anna Zedx;Cleo Zedx")
    import_movies(heart, tmp_path, ("Zedx Two", 1991, [B, C]))
    out = " ".join(heart("who", "anna zedx", "--to", "bert zedx").out.split())

    assert "Anna Zedx 1990 Zedx One" in out
    assert "one name may stand for two people" in out


def test_plain_text_has_a_line_for_each_film_of_a_chain(heart: Heart, tmp_path: Path) -> None:
    import_movies(heart, tmp_path, ("Zedx One", 1990, [A, C]), ("Zedx Two", 1991, [C, B]))
    screen = heart("who", "anna zedx", "--to", "bert zedx", "--plain")

    assert [line.split("\t")[1:7] for line in screen.lines] == [
        ["Zedx One", "1990", "Anna Zedx", "cast", "Cleo Zedx", "cast"],
        ["Zedx Two", "1991", "Cleo Zedx", "cast", "Bert Zedx", "cast"],
    ]


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["garr", "--to", "bogart", "--with", "hackman"], "use --to or --with, not both"),
        (["garr", "--to", "bogart", "--job", "cast"], "use --to or --job, not both"),
        (["garr", "--to", "bogart", "--character", "x"], "use --to or --character, not both"),
        (["garr", "--job", "cast", "--character", "x"], "use --job or --character, not both"),
        (["--to", "bogart"], "missing NAME"),
        (["--character", "x", "--with", "bogart"], "missing NAME"),
        ([], "missing NAME"),
        (["garr", "--to", "teri garr"], "NAME and --to both mean Teri Garr"),
    ],
    ids=" ".join,
)
def test_options_that_exclude_each_other_are_usage_errors(
    heart: Heart, args: list[str], message: str
) -> None:
    screen = heart("who", *args)

    assert (screen.code, screen.out) == (2, "")
    assert message in screen.err


def test_a_chain_takes_documentaries_only_if_there_is_no_other(
    heart: Heart, tmp_path: Path
) -> None:
    rows = ("Zedx Doc,2001,Anna Zedx;Bert Zedx,Documentary", "Zedx One,2001,Anna Zedx;Cleo Zedx,")
    path = tmp_path / "films.csv"
    path.write_text("\n".join(["title,year,cast,genres", *rows]), encoding="utf-8")
    assert heart("import", "csv", str(path)).code == 0
    [link] = heart("who", "anna zedx", "--to", "bert zedx", "--json").json["chain"]

    assert link["doubt"] == "Zedx Doc is a documentary: it may show people who never met"

    more = tmp_path / "more.csv"
    more.write_text("title,year,cast\nZedx Two,2002,Cleo Zedx;Bert Zedx", encoding="utf-8")
    assert heart("import", "csv", str(more), "--as", "more").code == 0
    assert chain(heart, "anna zedx", "bert zedx") == [
        "Anna Zedx – Zedx One – Cleo Zedx",
        "Cleo Zedx – Zedx Two – Bert Zedx",
    ]


def test_documentaries_on_the_shelf_are_left_out_too(heart: Heart, home: Path) -> None:
    text = (
        'format = 1\ntitle = "Zedx"\nyear = 2020\ngenres = ["documentary"]\n[[cast]]\n'
        'performer = "Humphrey Bogart"\n[[cast]]\nperformer = "Teri Garr"\n'
    )
    (home / "films" / "zedx.toml").write_text(text, encoding="utf-8")

    assert len(chain(heart, "teri garr", "humphrey bogart")) == 2


@pytest.mark.parametrize(
    ("start", "end"),
    [("teri garr", "humphrey bogart"), ("tom hanks", "humphrey bogart"),
     ("steve martin", "humphrey bogart"), ("alfred hitchcock", "kevin bacon")],
    ids=" to ".join,
)  # fmt: skip
def test_a_chain_does_not_run_through_old_footage(heart: Heart, start: str, end: str) -> None:
    screen = heart("who", start, "--to", end, "--json").json
    years = {"Humphrey Bogart": 1956, "Alfred Hitchcock": 1976}

    for link in screen["chain"]:
        assert "Documentary" not in link["genres"]
        assert "doubt" not in link
        assert link["year"] <= min(years.get(link["from"], 9999), years.get(link["to"], 9999))


def test_a_shorter_but_doubtful_chain_is_named(heart: Heart) -> None:
    screen = heart("who", "steve martin", "--to", "humphrey bogart")

    doubt = "A shorter chain, of 1 film, is doubtful: Humphrey Bogart may be"
    assert doubt in " ".join(screen.out.split())
    assert doubt in heart("who", "steve martin", "--to", "humphrey bogart", "--plain").err
    json_ = heart("who", "steve martin", "--to", "humphrey bogart", "--json")
    assert (json_.err, json_.json["left_out"].startswith(doubt)) == ("", True)

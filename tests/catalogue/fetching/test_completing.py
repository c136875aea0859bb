"""`heart fetch --source` gets the films of an import that have no cast."""

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Heart
from tests.loopback import (
    Failure,
    Handler,
    Wikimedia,
    add_numbered,
    film,
)

pytestmark = pytest.mark.usefixtures("waits")


def test_films_of_an_import_are_completed(
    heart: Heart, wikimedia: Wikimedia, imported: Callable[[str], None], waits: list[float]
) -> None:
    add_numbered(wikimedia, 30)
    rows = [f"Reel no. {n} zed,2018,tt{9000000 + n}" for n in range(1, 26)]
    rows += [f"Reel no. {n} zed,{2018 + n % 2}," for n in range(26, 31)]
    imported("\n".join(["title,year,imdb id", *rows, "Casablanca,1942,tt0034583", "Nowhere,2018,"]))

    screen = heart("fetch", "--source", "mine", "--json", **wikimedia.environment)

    assert len(screen.json["fetched"]) == 30
    assert screen.json["missing"] == ["Wikidata has no film called 'Nowhere' from 2018"]
    assert {*waits} == {0.5}
    # 3 searches and 2 requests for items by id, 1 for names, 2 for each film by title, 1 more
    # for each with another year, and 3 for the film that isn't found
    assert len(wikimedia.requests) <= 3 + 2 + 1 + 2 * 5 + 2 + 3
    found = heart("films", "reel no zed", "--limit", "99", "--json").json["films"]
    assert len([film_ for film_ in found if film_["title"].startswith("Reel no. ")]) == 30

    again = heart("fetch", "--source", "mine", **wikimedia.environment)
    assert again.code == 0  # 30 films are there already
    assert "Nothing new for mine: 1 film not found" in again.out
    assert "heart quiz --catalogue --source mine" in again.out


def test_an_import_with_a_different_year_is_linked(
    heart: Heart, wikimedia: Wikimedia, imported: Callable[[str], None]
) -> None:
    wikimedia.add(film(600, "Late Show", "2017-12-31", aliases=("Último",)))
    imported("title,year\nÚltimo,2018\n")

    heart("fetch", "--source", "mine", **wikimedia.environment)

    assert heart("catalogue", "--json").json["sources"][1]["films"] == 1
    found = heart("films", "ultimo", "--json").json["films"][0]
    assert found["id"] == "Q600"
    assert (
        heart("fetch", "--source", "mine", "--json", **wikimedia.environment).json["missing"] == []
    )


def test_films_that_an_import_may_mean_are_listed(
    heart: Heart, wikimedia: Wikimedia, imported: Callable[[str], None]
) -> None:
    wikimedia.add(
        film(601, "Night Bus", "2010-01-01"), film(602, "Twins", "2018-01-01"),
        film(603, "Twins", "2018-05-05"), film(604, "Night Bus Home", "2018-01-01"),
    )  # fmt: skip
    imported("title,year\nNight Bus,2018\nTwins,2018\n")

    screen = heart("fetch", "--source", "mine", "--plain", **wikimedia.environment)

    assert screen.code == 1
    assert screen.lines == [
        (
            "missing\t\tWikidata has no film called 'Night Bus' from 2018. Closest:"
            " Night Bus (2010), Q601; Night Bus Home (2018), Q604\t"
        ),
        "missing\t\tWikidata has 2 films called 'Twins': Twins (2018), Q602; Twins (2018), Q603\t",
    ]


def test_an_import_says_how_many_films_have_no_cast(heart: Heart, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("title,year,imdb id\nCasablanca,1942,tt0034583\nHome Movie,2018,\n", "utf-8")

    some = heart("import", "csv", str(path)).out
    path.write_text("title,year,imdb id\nCasablanca,1942,tt0034583\n", "utf-8")
    none = heart("import", "csv", str(path)).out

    hint = "Get its cast from Wikidata: heart fetch --source csv"
    assert some == f"✓ Imported 2 films from 2 rows as csv\n  1 of 2 films has no cast\n\n{hint}\n"
    assert "heart fetch" not in none


def test_an_import_without_gaps_needs_no_request(
    heart: Heart, wikimedia: Wikimedia, imported: Callable[[str], None]
) -> None:
    imported("title,year,actors\nCasablanca,1942,\nHome Movie,2018,Me\n")

    screen = heart("fetch", "--source", "mine", **wikimedia.environment)

    assert screen.code == 0
    assert screen.out.startswith("✓ Nothing to fetch: every film in 'mine' has a cast")
    assert wikimedia.requests == []


def test_a_director_alone_is_not_a_cast_and_is_fetched_once(
    heart: Heart, wikimedia: Wikimedia, imported: Callable[[str], None]
) -> None:
    add_numbered(wikimedia, 1)  # its item has no cast either
    imported("title,year,director\nReel no. 1 zed,2018,Ida Lens\n")

    first = heart("fetch", "--source", "mine", "--json", **wikimedia.environment)
    asked = len(wikimedia.requests)
    again = heart("fetch", "--source", "mine", "--json", **wikimedia.environment)

    assert [film_["id"] for film_ in first.json["fetched"]] == ["Q5001"]
    assert (again.json["fetched"], len(again.json["kept"])) == ([], 1)
    assert len(wikimedia.requests) == asked


def test_a_fetch_that_fails_keeps_what_has_arrived(
    heart: Heart, wikimedia: Wikimedia, imported: Callable[[str], None]
) -> None:
    add_numbered(wikimedia, 3)
    imported("title,year\nReel no. 1 zed,2018\nReel no. 2 zed,2018\nReel no. 3 zed,2018\n")
    wikimedia.fail(*[None] * 3, lambda handler: handler.send(b"", 403))

    screen = heart("fetch", "--source", "mine", **wikimedia.environment)

    assert screen.code == 1
    assert screen.err.splitlines()[-1] == (
        "Fetched 1 of 3 films. Run the command again to continue"
    )
    assert heart("fetch", "--source", "mine", "--json", **wikimedia.environment).code == 0
    assert {
        entry["name"]: entry["films"] for entry in heart("catalogue", "--json").json["sources"]
    }["fetched"] == 3


@pytest.mark.parametrize(
    "refuse",
    [
        lambda handler: handler.send(b"", 400),
        lambda handler: handler.send({"error": {"code": "blocked", "info": "You are blocked"}}),
    ],
    ids=["a status", "an error of the API"],
)
@pytest.mark.parametrize("imdb", ["", "tt90000"])
def test_a_fetch_stops_if_everything_is_refused(
    heart: Heart,
    wikimedia: Wikimedia,
    imported: Callable[[str], None],
    refuse: Failure,
    imdb: str,
) -> None:
    rows = [f"Reel no. {n} zed,2018,{imdb and f'{imdb}{n}'}" for n in range(10, 40)]
    imported("\n".join(["title,year,imdb id", *rows]))
    wikimedia.fail(*[refuse] * 100)

    screen = heart("fetch", "--source", "mine", **wikimedia.environment)

    assert (screen.code, screen.out) == (1, "")
    assert screen.err.startswith("heart: 127.0.0.1 refused the request")
    assert screen.err.endswith("\nFetched 0 of 30 films. Run the command again to continue\n")
    assert len(wikimedia.requests) < 15


def test_a_missing_cast_comes_with_the_command_to_fetch_it(
    heart: Heart, wikimedia: Wikimedia, imported: Callable[[str], None]
) -> None:
    add_numbered(wikimedia, 1)
    imported("title,year\nReel no. 1 zed,2018\n")

    before, film_before = heart("cast", "reel no. 1 zed").err, heart("film", "reel no. 1 zed").out
    heart("fetch", "--source", "mine", **wikimedia.environment)
    after, film_after = heart("cast", "reel no. 1 zed").err, heart("film", "reel no. 1 zed").out

    nothing = "Nothing about the cast of Reel no. 1 zed (2018)."
    assert before == f"{nothing} To look on Wikidata: heart fetch 'Reel no. 1 zed (2018)'\n"
    assert after == f"{nothing} heart film 'reel no. 1 zed' shows what there is\n"
    assert "To get the cast from Wikidata: heart fetch 'Reel no. 1 zed (2018)'" in film_before
    assert "To get the cast from Wikidata: heart fetch Q171048" in heart("film", "toy story").out
    assert "heart fetch" not in film_after


def test_a_film_that_the_services_refuse_is_left_out(
    heart: Heart, wikimedia: Wikimedia, imported: Callable[[str], None]
) -> None:
    add_numbered(wikimedia, 3)
    imported(
        "title,year,imdb id\nReel no. 1 zed,2018,tt9000001\nReel no. 2 zed,2018,tt9000002\n"
        "Odd,2018,\nReel no. 3 zed,2018,\n"
    )
    huge = gzip.compress(b" " * (17 << 20))
    error = {"error": {"code": "cirrussearch-parse-error", "info": "Bad search"}}

    def send_huge(handler: Handler) -> None:
        handler.send(huge, Content_Encoding="gzip")

    # Both ids are searched for and their items asked for, together and alone; twice, because
    # half the batch has both. Then the first is searched for alone.
    wikimedia.fail(*[None, send_huge, send_huge] * 2, None, send_huge)
    # The second has its search, item and names.
    wikimedia.fail(None, None, None, lambda handler: handler.send(error))

    screen = heart("fetch", "--source", "mine", "--json", **wikimedia.environment)

    assert screen.code == 0, screen.err
    assert screen.json["missing"] == [
        "Reel no. 1 zed (2018): 127.0.0.1 sent more than 16 MB",
        "Odd (2018): 127.0.0.1 refused the request: Bad search",
    ]
    assert [film_["id"] for film_ in screen.json["fetched"]] == ["Q5002", "Q5003"]

"""`heart fetch` keeps what it fetches, and asks for each film only once."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Heart
from tests.loopback import (
    CASABLANCA_SUMMARY,
    Wikimedia,
    add_casablanca,
    add_numbered,
    summary,
)

pytestmark = pytest.mark.usefixtures("waits")


def test_a_film_is_shown_with_its_sources(heart: Heart, wikimedia: Wikimedia) -> None:
    add_casablanca(wikimedia)

    screen = heart("fetch", "casablanca", **wikimedia.environment)

    document = heart("film", "Q132689", "--json").json
    assert screen.lines[0] == "✓ Fetched Casablanca (1942), with Wikipedia's summary"
    assert "heart quiz Q132689" in screen.out
    assert document["film"]["cited"]["premise"] == ["wikipedia"]
    assert document["film"]["cited"]["year"][0] == "fetched"
    assert "wikipedia" not in document["film"]["cited"]["title"]
    sources = document["sources"]
    assert sources["fetched"]["url"] == "https://www.wikidata.org/wiki/Q132689"
    assert sources["fetched"]["publisher"] == "Wikidata"
    assert sources["wikipedia"]["url"] == "https://en.wikipedia.org/wiki/Casablanca_(film)"
    assert "CC BY-SA 4.0" in sources["wikipedia"]["note"]


def test_a_film_shows_each_premise_with_its_source(
    heart: Heart, wikimedia: Wikimedia, imported: Callable[[str], None]
) -> None:
    add_casablanca(wikimedia)
    imported("title,year,imdb id,premise\nCasablanca,1942,tt0034583,Rick meets Ilsa again.\n")
    heart("fetch", "casablanca", **wikimedia.environment)

    premises = heart("film", "casablanca").out.split("\n\n")[:2]

    assert premises[0].endswith("Rick meets Ilsa again.¹")
    assert premises[1].startswith(f"  According to Wikipedia: {CASABLANCA_SUMMARY[:40]}")


def test_a_film_is_fetched_once(heart: Heart, wikimedia: Wikimedia) -> None:
    add_casablanca(wikimedia)
    heart("fetch", "casablanca", **wikimedia.environment)
    asked = len(wikimedia.requests)

    for name in ("Q132689", "tt0034583", "tmdb:289", "casablanca (1942)", "Casablanca 1942"):
        screen = heart("fetch", name, **wikimedia.environment)

        assert screen.code == 0
        assert "Already fetched on" in screen.out
        assert ": Casablanca (1942)\n" in screen.out
        assert "Fetch again: --refresh" in screen.out
        assert "CC0" not in screen.out
    assert len(wikimedia.requests) == asked


def test_refresh_fetches_a_film_again(heart: Heart, wikimedia: Wikimedia) -> None:
    add_casablanca(wikimedia)
    heart("fetch", "casablanca", **wikimedia.environment)
    wikimedia.add_summary(summary("Casablanca (film)", "Another summary.", "Q132689"))

    heart("fetch", "casablanca", "1942", "--refresh", **wikimedia.environment)

    film_ = heart("film", "Q132689", "--json").json["film"]
    assert film_["premise"] == "Another summary."
    assert film_["disputes"] == []


def test_a_failed_refresh_keeps_the_film(heart: Heart, wikimedia: Wikimedia) -> None:
    add_casablanca(wikimedia)
    heart("fetch", "casablanca", **wikimedia.environment)
    wikimedia.fail(None, lambda handler: handler.send(b"", 403))

    screen = heart("fetch", "Q132689", "--refresh", **wikimedia.environment)

    assert screen.code == 1
    assert heart("film", "Q132689", "--json").json["film"]["premise"] == CASABLANCA_SUMMARY


def test_several_films_are_fetched_by_id(heart: Heart, wikimedia: Wikimedia) -> None:
    add_numbered(wikimedia, 2)

    screen = heart("fetch", "Q5001", "tt9000002", "--plain", **wikimedia.environment)

    assert screen.lines == [
        "fetched\tQ5001\tReel no. 1 zed\t2018", "fetched\tQ5002\tReel no. 2 zed\t2018",
    ]  # fmt: skip


def test_an_error_among_several_films_says_how_many_were_fetched(
    heart: Heart, wikimedia: Wikimedia
) -> None:
    add_numbered(wikimedia, 1)

    screen = heart("fetch", "Q5001", "Q99", "Q5002", **wikimedia.environment)

    assert (screen.code, screen.err.splitlines()) == (
        1, ["heart: Wikidata has no item with the id Q99", "Fetched 1 of 3 films"],
    )  # fmt: skip


def test_removing_fetched_films_deletes_their_files(
    heart: Heart, wikimedia: Wikimedia, home: Path
) -> None:
    add_casablanca(wikimedia)
    heart("fetch", "casablanca", **wikimedia.environment)
    assert [path.name for path in (home / "fetched").iterdir()] == ["Q132689.json"]

    alone = heart("catalogue", "--remove", "wikipedia", "--yes")
    together = heart("catalogue", "--remove", "fetched", "--yes")

    assert alone.err == (
        "heart: wikipedia can only be removed with fetched. Try: heart catalogue --remove fetched\n"
    )
    assert (together.code, together.err) == (0, "Removed fetched and wikipedia\n")
    assert not (home / "fetched").exists()
    assert not (home / "catalogue.db").exists()
    assert heart("catalogue", "--remove", "fetched", "--yes").code == 1


def test_the_bundled_source_cannot_be_removed(heart: Heart) -> None:
    screen = heart("catalogue", "--remove", "Wikidata", "--yes")

    assert screen.err == "heart: wikidata is bundled with heart and can't be removed\n"


@pytest.mark.parametrize(
    "args", [["films", "--source"], ["fetch", "--source"], ["catalogue", "--yes", "--remove"]]
)
def test_source_names_may_be_typed_in_any_case(
    heart: Heart, imported: Callable[[str], None], args: list[str]
) -> None:
    imported("title,year,actors\nHome Movie,2018,Me\n")

    assert heart(*args, "Mine").code == 0


def test_an_import_cannot_have_the_name_of_another_format(heart: Heart, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("title,year\nHome Movie,2018\n", "utf-8")

    refused, named = (heart("import", str(path), "--as", name) for name in ("wikidata", "csv"))

    assert (refused.code, named.code) == (2, 0)
    assert "'wikidata' is the name of a format. Use a name such as my-films" in " ".join(
        refused.err.replace("│", "").split()
    )


def test_an_import_cannot_have_the_name_of_a_fetched_source(heart: Heart) -> None:
    for name in ("fetched", "wikipedia"):
        screen = heart("import", "csv", "x.csv", "--as", name)

        assert screen.code == 2
        assert "is reserved for heart fetch" in screen.err


def test_a_damaged_document_is_reported_and_replaced(
    heart: Heart, wikimedia: Wikimedia, home: Path
) -> None:
    add_casablanca(wikimedia)
    add_numbered(wikimedia, 1)
    heart("fetch", "casablanca", **wikimedia.environment)
    (home / "fetched" / "Q132689.json").write_text('{"film": ', "utf-8")

    other = heart("fetch", "Q5001", **wikimedia.environment)
    again = heart("fetch", "Q132689", **wikimedia.environment)

    assert "Q132689.json:1: invalid or incomplete JSON" in other.err
    assert "Fetched Casablanca (1942)" in again.out


@pytest.mark.parametrize(
    ("args", "problem"),
    [
        ([], "missing title. Try: heart fetch 'Dune (2021)'"),
        (["dune", "--source", "x"], "use TITLE or --source, not both"),
        (["--source", "x"], "no source called 'x'. Nothing has been imported"),
    ],
)
def test_a_wrong_command_gets_a_reason(heart: Heart, args: list[str], problem: str) -> None:
    screen = heart("fetch", *args)

    assert screen.code in (1, 2)
    assert problem in " ".join(screen.err.replace("│", "").split())


def test_ids_of_items_are_not_used_as_paths(heart: Heart, wikimedia: Wikimedia, home: Path) -> None:
    add_casablanca(wikimedia)
    evil = wikimedia.items["Q132689"] | {"id": "../../Q132689"}
    wikimedia.fail(lambda handler: handler.send({"entities": {"Q132689": evil}}))

    screen = heart("fetch", "Q132689", **wikimedia.environment)

    assert screen.code == 1
    assert not (home / "fetched").exists()


def test_merged_items_leave_one_film(heart: Heart, wikimedia: Wikimedia, home: Path) -> None:
    add_numbered(wikimedia, 1)
    add_casablanca(wikimedia)
    heart("fetch", "Q5001", **wikimedia.environment)
    wikimedia.redirects["Q5001"] = "Q132689"

    screen = heart("fetch", "Q5001", "--refresh", **wikimedia.environment)

    assert "Fetched Casablanca (1942)" in screen.out
    assert [path.name for path in (home / "fetched").iterdir()] == ["Q132689.json"]

"""`heart fetch` gets the film that is meant, and adds it to the catalogue."""

from tests.conftest import Heart
from tests.loopback import CASABLANCA_SUMMARY, Wikimedia, add_casablanca


def test_a_film_is_fetched_by_its_title(heart: Heart, wikimedia: Wikimedia) -> None:
    add_casablanca(wikimedia)

    screen = heart("fetch", "casablanca", **wikimedia.environment)

    assert screen.code == 0
    assert screen.lines[0] == "Fetched Casablanca (1942), with Wikipedia's summary"
    film = heart("film", "Q132689", "--json").json["film"]
    assert film["premise"] == CASABLANCA_SUMMARY

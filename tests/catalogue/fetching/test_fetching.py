"""`heart fetch` keeps what it fetches, completes imports, and asks no more than it must."""

import gzip
import json
import ssl
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import format_datetime
from itertools import chain, repeat
from pathlib import Path
from urllib.error import URLError
from urllib.parse import unquote

import pytest

from heartcli.catalogue.fetching.client import Client
from heartcli.catalogue.fetching.services import Services, search_by_words, user_agent
from heartcli.catalogue.fetching.transport import Answer, HttpTransport, TooLargeError, _unpack
from heartcli.errors import HeartError
from tests.conftest import Heart
from tests.loopback import (
    CASABLANCA_SUMMARY,
    Failure,
    Handler,
    Wikimedia,
    add_casablanca,
    claim,
    film,
    item_value,
    person,
    string,
    summary,
)

pytestmark = pytest.mark.usefixtures("waits")
NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)


@pytest.fixture
def imported(heart: Heart, tmp_path: Path) -> Callable[[str], None]:
    """Imports a table as the source `mine`."""

    def import_(text: str) -> None:
        path = tmp_path / "list.csv"
        path.write_text(text, "utf-8")
        assert heart("import", "csv", str(path), "--as", "mine").code == 0

    return import_


def add_numbered(wikimedia: Wikimedia, count: int) -> None:
    """Adds films called "Reel no. 1 zed", "Reel no. 2 zed" and so on."""
    wikimedia.add(person(7, "Ida Lens"))
    for n in range(1, count + 1):
        director = claim("P57", item_value(7))
        ids = [claim("P345", string(f"tt{9000000 + n:07}"))]
        reel = film(5000 + n, f"Reel no. {n} zed", "2018-01-01", director, *ids,
                    description="2018 film by Ida Lens")  # fmt: skip
        wikimedia.add(reel)


def test_a_film_is_shown_with_its_sources(heart: Heart, wikimedia: Wikimedia) -> None:
    add_casablanca(wikimedia)

    screen = heart("fetch", "casablanca", **wikimedia.environment)

    document = heart("film", "Q132689", "--json").json
    assert screen.lines[0] == "Fetched Casablanca (1942), with Wikipedia's summary"
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
    assert premises[1].startswith(f"According to Wikipedia: {CASABLANCA_SUMMARY[:40]}")
    assert premises[1].endswith("²")


def test_a_film_is_fetched_once(heart: Heart, wikimedia: Wikimedia) -> None:
    add_casablanca(wikimedia)
    heart("fetch", "casablanca", **wikimedia.environment)
    asked = len(wikimedia.requests)

    for name in ("Q132689", "tt0034583", "tmdb:289", "casablanca (1942)", "Casablanca 1942"):
        screen = heart("fetch", name, **wikimedia.environment)

        assert screen.code == 0
        assert "Already fetched on" in screen.out
        assert ": Casablanca (1942). Use --refresh" in screen.out
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


def test_a_dry_run_prints_requests_and_sends_none(heart: Heart, wikimedia: Wikimedia) -> None:
    screen = heart("fetch", "dune", "2021", "--dry-run", **wikimedia.environment)

    assert screen.code == 0
    assert all(line.startswith(f"http://127.0.0.1:{wikimedia.port}/") for line in screen.lines)
    assert "srsearch=dune 2021 haswbstatement:P31=Q11424|" in unquote(screen.lines[0])
    assert wikimedia.requests == []
    assert "Nothing was sent" in screen.err
    by_id = heart("fetch", "Q1", "tt0000002", "--dry-run", "--json", **wikimedia.environment)
    assert "srsearch=haswbstatement:P345=tt0000002&" in unquote(by_id.json["requests"][0])


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
    assert "Fetched 0 of 1 film for mine" in again.out


def test_an_import_with_another_year_is_linked(
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

    assert "1 of 2 films has no cast\nTo quiz yourself on it: heart fetch --source csv\n" in some
    assert "heart fetch" not in none


def test_an_import_without_gaps_needs_no_request(
    heart: Heart, wikimedia: Wikimedia, imported: Callable[[str], None]
) -> None:
    imported("title,year,actors\nCasablanca,1942,\nHome Movie,2018,Me\n")

    screen = heart("fetch", "--source", "mine", **wikimedia.environment)

    assert screen.code == 0
    assert screen.out.startswith("Nothing to fetch: every film in 'mine' has a cast")
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


def test_the_bundled_source_can_not_be_removed(heart: Heart) -> None:
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


def test_no_import_may_take_the_names_of_fetched_sources(heart: Heart) -> None:
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


@pytest.mark.parametrize(
    "url", ["ftp://x", "file:///etc", "wikidata.org", "http://", "http://a b", "http://me@x"]
)
def test_addresses_of_services_are_http(heart: Heart, url: str) -> None:
    screen = heart("fetch", "dune", HEART_WIKIDATA_URL=url)

    assert screen.err == f"heart: HEART_WIKIDATA_URL is not an http(s) address: {url}\n"


def test_an_unknown_host_is_named(heart: Heart) -> None:
    screen = heart("fetch", "dune", HEART_WIKIDATA_URL="http://wikidata.invalid")

    assert screen.err.startswith("heart: can't find wikidata.invalid. Are you online?")


def test_a_closed_port_is_named(heart: Heart) -> None:
    screen = heart("fetch", "dune", HEART_WIKIDATA_URL="http://127.0.0.1:1")

    assert screen.err == "heart: can't reach 127.0.0.1: Connection refused. Are you online?\n"


def test_a_server_without_tls_is_named(heart: Heart, wikimedia: Wikimedia) -> None:
    base = f"https://127.0.0.1:{wikimedia.port}"

    screen = heart("fetch", "dune", HEART_WIKIDATA_URL=base)

    assert screen.err.startswith("heart: no secure connection to 127.0.0.1: ")


def test_the_program_names_itself_and_a_contact(heart: Heart, wikimedia: Wikimedia) -> None:
    heart("fetch", "dune", HEART_CONTACT="me@example.org\r\nX-Evil: (1)é", **wikimedia.environment)

    [agent] = {*wikimedia.agents}
    assert agent.startswith("heart/0.1.0 (me@example.orgX-Evil: 1) python-urllib/3.")
    assert user_agent("").startswith("heart/0.1.0 python-urllib/3.")


@pytest.mark.parametrize(
    ("proxy", "problem"),
    [
        ("http://", "the proxy for http is not an http(s) address: http://"),
        ("socks5://127.0.0.1:9", "the proxy for http is not an http(s) address: socks5://127"),
        ("http://me:secret@[::x/", "the proxy for http is not an http(s) address: [::x/"),
        ("http://me:secret@127.0.0.1:1", "can't reach the proxy 127.0.0.1: Connection refused"),
        ("127.0.0.1:1", "can't reach the proxy 127.0.0.1: Connection refused"),
        ("http://proxy.invalid", "can't find the proxy proxy.invalid."),
    ],
)
def test_a_wrong_proxy_is_named(heart: Heart, proxy: str, problem: str) -> None:
    base = "http://wikidata.example"

    screen = heart("fetch", "dune", HEART_WIKIDATA_URL=base, http_proxy=proxy)

    assert screen.code == 1
    assert screen.err.startswith(f"heart: {problem}")
    assert screen.err.count("\n") == 1


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


def test_a_refusal_asks_for_a_contact_only_if_there_is_none(
    heart: Heart, wikimedia: Wikimedia
) -> None:
    wikimedia.fail(*[lambda handler: handler.send(b"", 403)] * 2)

    without = heart("fetch", "dune", **wikimedia.environment)
    with_contact = heart("fetch", "dune", HEART_CONTACT="me@example.org", **wikimedia.environment)

    assert without.err.endswith("(403). Set HEART_CONTACT to your e-mail address or website,"
                                " and try again\n")  # fmt: skip
    assert with_contact.err == "heart: 127.0.0.1 refused the request (403)\n"


def test_an_untrusted_certificate_is_named() -> None:
    error = ssl.SSLCertVerificationError(1, "certificate verify failed")
    error.verify_message = "self-signed certificate"

    host = "wikidata.org"
    shown = HttpTransport("", lambda: NOW)._in_words(host, host, URLError(error))

    assert str(shown) == "can't trust the certificate of wikidata.org: self-signed certificate"


def test_a_silent_server_times_out(wikimedia: Wikimedia) -> None:
    wikimedia.fail(lambda _: threading.Event().wait(0.3))
    transport = HttpTransport("", lambda: NOW, timeout=0.05)

    with pytest.raises(HeartError, match=r"127\.0\.0\.1 didn't answer within 0\.05 seconds"):
        transport.get(f"http://127.0.0.1:{wikimedia.port}/")


@pytest.mark.parametrize(
    ("start", "endless"),
    [
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        (b"HTTP/1.1 200 OK\r\n", b""),
        (b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{", b" "),
    ],
    ids=["continue", "half a header", "a slow body"],
)
def test_a_request_without_end_is_given_up(
    wikimedia: Wikimedia, monkeypatch: pytest.MonkeyPatch, start: bytes, endless: bytes
) -> None:
    is_over = threading.Event()

    def drip(handler: Handler) -> None:
        handler.wfile.write(start)
        while not is_over.wait(0.001):
            handler.wfile.write(endless)
        handler.close_connection = True

    monkeypatch.setattr("heartcli.catalogue.fetching.transport._MAX_DURATION", 0.05)
    wikimedia.fail(drip)
    try:
        with pytest.raises(HeartError, match=r"127\.0\.0\.1 is too slow. Try again later"):
            HttpTransport("", lambda: NOW).get(f"http://127.0.0.1:{wikimedia.port}/")
    finally:
        is_over.set()


def test_bytes_after_the_packed_answer_are_not_read() -> None:
    blocks = chain([gzip.compress(b"{}")], repeat(b"x"))

    assert b"".join(_unpack(blocks)) == b"{}"


def test_waits_are_announced(heart: Heart, wikimedia: Wikimedia, waits: list[float]) -> None:
    add_casablanca(wikimedia)
    wikimedia.fail(
        lambda handler: handler.send(b"", 429, Retry_After="3"),
        lambda handler: handler.send(b"", 503, Retry_After="soon"),
    )

    screen = heart("fetch", "casablanca", **wikimedia.environment)

    assert screen.err.splitlines() == [
        "127.0.0.1 is getting too many requests (429). Trying again in 3 seconds",
        "127.0.0.1 has a problem (503). Trying again in 10 seconds",
    ]
    assert waits == [3, 10]


def test_a_date_says_how_long_to_wait(wikimedia: Wikimedia) -> None:
    date = format_datetime(NOW.replace(second=42), usegmt=True)
    wikimedia.fail(lambda handler: handler.send(b"", 503, Retry_After=date))
    add_casablanca(wikimedia)
    waits: list[float] = []
    services_ = Services.from_environment(wikimedia.environment)
    transport = HttpTransport("", lambda: NOW)
    client = Client(services_, transport, lambda *_: None, waits.append)

    assert client.search("casablanca") == ["Q132689"]
    assert waits[0] == 42


def test_an_answer_that_is_too_large_is_requested_in_parts() -> None:
    asked: list[list[str]] = []

    class SmallTransport:
        def get(self, url: str) -> Answer:
            ids = unquote(url).split("ids=")[1].split("&")[0].split("|")
            asked.append(ids)
            if len(ids) > 2:
                raise TooLargeError("too large")
            entities = {item_id: {"id": item_id, "labels": {"en": {}}} for item_id in ids}
            return Answer(json.dumps({"entities": entities}).encode())

    client = Client(Services(), SmallTransport(), lambda *_: None, lambda _: None)

    assert {*client.items([f"Q{n}" for n in range(1, 6)])} == {"Q1", "Q2", "Q3", "Q4", "Q5"}
    assert [len(ids) for ids in asked] == [5, 2, 3, 1, 2]


def test_long_titles_fit_into_a_search() -> None:
    text = search_by_words(["wonderful"] * 60)

    assert len(text) <= 300
    assert text.startswith("wonderful wonderful ")
    assert " haswbstatement:P31=Q11424|" in text


def test_a_missing_cast_comes_with_the_command_to_fetch_it(
    heart: Heart, wikimedia: Wikimedia, imported: Callable[[str], None]
) -> None:
    add_numbered(wikimedia, 1)
    imported("title,year\nReel no. 1 zed,2018\n")

    before, film_before = heart("cast", "reel no. 1 zed").out, heart("film", "reel no. 1 zed").out
    heart("fetch", "--source", "mine", **wikimedia.environment)
    after = heart("cast", "reel no. 1 zed").out + heart("film", "reel no. 1 zed").out

    for screen in (before, film_before):
        assert "To get it from Wikidata: heart fetch 'Reel no. 1 zed (2018)'" in screen
        assert "To write a film file: heart new 'Reel no. 1 zed (2018)'" in screen
    assert "No cast in the catalogue" in after
    assert "heart fetch" not in after


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

"""`heart fetch` asks politely, waits when it must, and names what goes wrong on the way."""

import gzip
import json
import ssl
import threading
from datetime import UTC, datetime
from email.utils import format_datetime
from itertools import chain, repeat
from urllib.error import URLError
from urllib.parse import unquote

import pytest

from heartcli.catalogue.fetching.client import Client
from heartcli.catalogue.fetching.services import Services, search_by_words, user_agent
from heartcli.catalogue.fetching.transport import Answer, HttpTransport, TooLargeError, _unpack
from heartcli.errors import HeartError
from tests.conftest import Heart
from tests.loopback import (
    Handler,
    Wikimedia,
    add_casablanca,
)

pytestmark = pytest.mark.usefixtures("waits")
NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)


def test_a_dry_run_prints_requests_and_sends_none(heart: Heart, wikimedia: Wikimedia) -> None:
    screen = heart("fetch", "dune", "2021", "--dry-run", **wikimedia.environment)

    assert screen.code == 0
    assert all(line.startswith(f"http://127.0.0.1:{wikimedia.port}/") for line in screen.lines)
    assert "srsearch=dune 2021 haswbstatement:P31=Q11424|" in unquote(screen.lines[0])
    assert wikimedia.requests == []
    assert "No requests were sent" in screen.err
    by_id = heart("fetch", "Q1", "tt0000002", "--dry-run", "--json", **wikimedia.environment)
    assert "srsearch=haswbstatement:P345=tt0000002&" in unquote(by_id.json["requests"][0])


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
def test_an_invalid_proxy_is_named(heart: Heart, proxy: str, problem: str) -> None:
    base = "http://wikidata.example"

    screen = heart("fetch", "dune", HEART_WIKIDATA_URL=base, http_proxy=proxy)

    assert screen.code == 1
    assert screen.err.startswith(f"heart: {problem}")
    assert screen.err.count("\n") == 1


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
def test_a_request_that_never_ends_is_given_up(
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

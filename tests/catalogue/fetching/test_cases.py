"""Whatever the services answer, `heart fetch` gets the right film or says in a line why not."""

import gzip
import socket
import struct
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.conftest import Heart
from tests.loopback import (
    BOOK,
    CASABLANCA_SUMMARY,
    TV_SERIES,
    Failure,
    Handler,
    Wikimedia,
    add_casablanca,
    claim,
    entity,
    film,
    item_value,
    person,
    quantity,
    string,
    summary,
    time,
    title_in,
)

SIGN_IN = "127.0.0.1 sent a web page instead of data. Does this network ask you to sign in?"
BROKE_OFF = "the connection to 127.0.0.1 broke off"


pytestmark = pytest.mark.usefixtures("waits")


class Case(NamedTuple):
    """A film, or what there is instead."""

    setup: Callable[[Wikimedia], None]
    args: Sequence[str]
    film: str = ""  # "Title (year)" of the film that is fetched
    error: str = ""  # the start of the only line, if none is
    has: dict[str, Any] = {}  # noqa: RUF012 - what sections of the film have


def items(*entities: Any, summaries: Sequence[Any] = ()) -> Callable[[Wikimedia], None]:
    """Sets up items and summaries."""

    def setup(wikimedia: Wikimedia) -> None:
        wikimedia.add(*entities)
        for document in summaries:
            wikimedia.add_summary(document)

    return setup


def casablanca(*failures: Failure | None) -> Callable[[Wikimedia], None]:
    """Sets up Casablanca, and how the first requests fail."""

    def setup(wikimedia: Wikimedia) -> None:
        add_casablanca(wikimedia)
        wikimedia.fail(*failures)

    return setup


def send(
    document: Any, status: int = 200, kind: str = "application/json", **headers: str
) -> Failure:
    return lambda handler: handler.send(document, status, kind, **headers)


def text_as_it_is(body: bytes, encoding: str = "identity") -> Failure:
    return send(body, Content_Encoding=encoding)


def api_error(code: str, info: str, **more: str) -> Failure:
    return send({"error": {"code": code, "info": info, **more}}, Retry_After="7")


def reset(handler: Handler) -> None:
    """Breaks the connection without an answer."""
    linger = struct.pack("ii", 1, 0)
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    handler.close_connection = True
    handler.connection.close()


def truncate(handler: Handler) -> None:
    """Announces more than it sends."""
    handler.send(b'{"query": {', Content_Length="5000", Content_Encoding="identity")
    handler.close_connection = True


def send_raw(handler: Handler, head: bytes, body: bytes) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n" + head + body)
    handler.close_connection = True


HIT = b'{"query": {"search": [{"title": "Q132689"}]}}'
CHUNKED = b"Transfer-Encoding: chunked\r\n\r\n"
IN_CHUNKS = b"5\r\n" + HIT[:5] + b"\r\n%x\r\n" % len(HIT[5:]) + HIT[5:] + b"\r\n0\r\n\r\n"


def send_chunks(handler: Handler) -> None:
    send_raw(handler, CHUNKED, IN_CHUNKS)


def send_part_of_chunks(handler: Handler) -> None:
    send_raw(handler, CHUNKED, IN_CHUNKS[:30])


def send_without_length(handler: Handler) -> None:
    send_raw(handler, b"\r\n", HIT)


def truncate_gzip(handler: Handler) -> None:
    handler.send(gzip.compress(b'{"query": {"search": []}}')[:-9], Content_Encoding="gzip")


HTML = b"<!DOCTYPE html><html><body>Welcome to our hotel</body></html>"
BUSY = send(HTML, 503, "text/html")
BOMB = text_as_it_is(gzip.compress(b" " * (40 << 20)), "gzip")
CAST_OF_500 = [person(1000 + n, f"Extra No. {n}") for n in range(500)]
MANY_CLAIMS = [claim("P2603", string("x" * 200)) for _ in range(12_000)]  # 5 MB
TWIN_PEAKS = film(300, "Twin Peaks", "1992-05-16", description="1992 film")
SERIES = entity(
    301, "Twin Peaks", claim("P31", item_value(TV_SERIES)), claim("P345", string("tt0098936"))
)
HOMES = [film(3000 + n, "Home", f"{1990 + n}-01-01", sites=30 - n) for n in range(19)]
DUNE_1984 = film(1984, "Dune", "1984-12-14", description="1984 film by David Lynch", sites=60)
DUNE_2021 = film(2021, "Dune", "2021-09-03", description="2021 film", sites=80)
NOVEL = entity(190192, "Dune", claim("P31", item_value(BOOK)), description="1965 novel", sites=99)

CASES = {
    "a title": Case(
        casablanca(), ["casablanca"], "Casablanca (1942)",
        has={"premise": CASABLANCA_SUMMARY, "minutes": 102, "Rick Blaine": "Humphrey Bogart",
             "Ilsa Lund": "Ingrid Bergman"},
    ),
    "a Wikidata id": Case(casablanca(), ["q132689"], "Casablanca (1942)"),
    "a Wikidata address": Case(
        casablanca(), ["https://www.wikidata.org/wiki/Q132689#P57"], "Casablanca (1942)"),
    "an IMDb id": Case(casablanca(), ["tt0034583"], "Casablanca (1942)"),
    "an IMDb address": Case(
        casablanca(), ["https://m.imdb.com/title/tt0034583/?ref_=fn"], "Casablanca (1942)"),
    "a TMDb id": Case(casablanca(), ["tmdb:289"], "Casablanca (1942)"),
    "a TMDb address": Case(
        casablanca(), ["https://www.themoviedb.org/movie/289-casablanca?language=de"],
        "Casablanca (1942)"),
    "an animated film with voices": Case(
        items(
            entity(
                400, "The Otters", claim("P31", item_value(202866)),
                claim("P577", time("2019-03-01")), claim("P725", item_value(401), P453=None),
                claim("P725", item_value(402), P4633=string("Ottoline"), P1545=string("1")),
            ),
            person(401, "Ann Voice"), person(402, "Bo Speaker"),
        ),
        ["the otters"], "The Otters (2019)", has={"Ottoline": "Bo Speaker"},
    ),
    "a cast with series ordinals": Case(
        items(
            film(410, "Ordinals", "2001-01-01",
                 claim("P161", item_value(411), P1545=string("2")),
                 claim("P161", item_value(412), P1545=string("1"))),
            person(411, "Second Name"), person(412, "First Name"),
        ),
        ["ordinals"], "Ordinals (2001)", has={"first in the cast": "First Name"},
    ),
    "several directors": Case(
        items(
            film(420, "Two Heads", "2001-01-01",
                 claim("P57", item_value(421)), claim("P57", item_value(422))),
            person(421, "Ada One"), person(422, "Bea Two"),
        ),
        ["two heads"], "Two Heads (2001)", has={"directors": ["Ada One", "Bea Two"]},
    ),
    "no date": Case(
        items(film(430, "Lost Reel")), ["lost reel"],
        error="Wikidata has no year for Lost Reel (Q430)"),
    "only a decade": Case(
        items(film(431, "Old Reel", "", claim("P577", time("1930-00-00", 8)))), ["old reel"],
        error="Wikidata has no year for Old Reel (Q431)"),
    "only a year": Case(
        items(film(432, "New Reel", "", claim("P577", time("1931-00-00", 9)))), ["new reel"],
        "New Reel (1931)"),
    "an unknown date": Case(
        items(film(433, "Some Reel", "", claim("P577", None))), ["some reel"],
        error="Wikidata has no year for Some Reel (Q433)"),
    "dates of several countries": Case(
        items(film(434, "Festival", "2002-05-20", claim("P577", time("2003-01-10")))),
        ["festival 2003"], "Festival (2002)"),
    "a preferred date": Case(
        items(film(435, "Premiere", "1999-01-01", claim("P577", time("2001-01-01"), "preferred"))),
        ["premiere 2001"], "Premiere (2001)"),
    "a deprecated date": Case(
        items(film(436, "Corrected", "2004-01-01",
                   claim("P577", time("1904-01-01"), "deprecated"))),
        ["corrected 2004"], "Corrected (2004)"),
    "a year too far away": Case(
        items(film(437, "Yearly", "2010-06-01")), ["yearly", "2012"],
        error="Wikidata has no film called 'yearly' from 2012. Closest:"),
    "a deleted item": Case(casablanca(), ["Q99"], error="Wikidata has no item with the id Q99"),
    "an id that never was": Case(
        casablanca(api_error("no-such-entity", "No such entity", id="Q999999999")),
        ["Q999999999"], error="Wikidata has no item with the id Q999999999"),
    "an item that was merged": Case(
        lambda w: (casablanca()(w), w.redirects.update({"Q55": "Q132689"}))[-1],
        ["Q55"], "Casablanca (1942)"),
    "no English name": Case(
        items(film(440, "夜の海", "1960-01-01", claim("P1476", title_in("ja", "夜の海")),
                   claim("P345", string("tt0999999")), claim("P57", item_value(441)),
                   language="ja"), person(441, "山田 花子", language="ja")),
        ["tt0999999"], "夜の海 (1960)", has={"directors": ["山田 花子"]}),
    "a name in another language alone": Case(
        items(film(443, "Ночь", "1960-01-01", language="ru")), ["Q443"], "Ночь (1960)"),
    "too long a title": Case(
        items(film(444, "x" * 2000, "1960-01-01")), ["Q444"],
        error="can't add Q444: title longer than 1,000 characters"),
    "no name at all": Case(
        items(film(442, "", "1960-01-01")), ["Q442"], error="Wikidata has no title for Q442"),
    "a cast of 500": Case(
        items(film(450, "Crowd", "2000-01-01",
                   *(claim("P161", item_value(1000 + n)) for n in range(500))), *CAST_OF_500),
        ["crowd"], "Crowd (2000)", has={"size of the cast": 500}),
    "an item of 5 MB": Case(
        items(film(451, "Colossus", "2000-01-01", *MANY_CLAIMS)), ["colossus"],
        "Colossus (2000)"),
    "two films of a title": Case(
        items(DUNE_1984, DUNE_2021, NOVEL), ["dune"], error="Wikidata has 2 films called 'dune':"),
    "a year that tells them apart": Case(
        items(DUNE_1984, DUNE_2021, NOVEL), ["dune", "2021"], "Dune (2021)"),
    "a year in brackets": Case(
        items(DUNE_1984, DUNE_2021, NOVEL), ["dune (1984)"], "Dune (1984)"),
    "a year first": Case(
        items(DUNE_1984, DUNE_2021, NOVEL), ["2021", "dune"], "Dune (2021)"),
    "the name of a release": Case(
        items(DUNE_1984, DUNE_2021, NOVEL), ["Dune.2021.1080p.BluRay"], "Dune (2021)"),
    "the name of a release with dots": Case(
        items(film(2103, "Night Bus", "2010-01-01")), ["Night.Bus.2010.720p.WEB"],
        "Night Bus (2010)"),
    "an IMDb id that is too long": Case(
        casablanca(), ["tt99999999999"], error="Wikidata has no item with the id tt99999999999"),
    "a title that ends in a year": Case(
        items(film(2049, "Blade Runner 2049", "2017-10-03"),
              film(184843, "Blade Runner", "1982-06-25", sites=90)),
        ["blade runner 2049"], "Blade Runner 2049 (2017)"),
    "a well-known film and a namesake": Case(
        items(film(460, "Alien", "1979-05-25", sites=90), film(461, "Alien", "2011-01-01")),
        ["alien"], "Alien (1979)"),
    "an article after a comma": Case(
        items(film(464, "A Clockwork Orange", "1971-12-19")), ["clockwork orange, a"],
        "A Clockwork Orange (1971)"),
    "part of a title": Case(
        items(film(462, "The Shawshank Redemption", "1994-09-10", sites=80)), ["shawshank"],
        "The Shawshank Redemption (1994)"),
    "another title": Case(
        items(film(463, "Amélie", "2001-04-25",
                   aliases=("The Fabulous Destiny of Amelie Poulain",))),
        ["the fabulous destiny of amélie poulain"], "Amélie (2001)"),
    "a series of the same name": Case(items(TWIN_PEAKS, SERIES), ["twin peaks"],
                                      "Twin Peaks (1992)"),
    "the id of a series": Case(
        items(SERIES), ["Q301"], error="Q301 is not a film: Twin Peaks"),
    "the IMDb id of a series": Case(
        items(SERIES), ["tt0098936"], error="tt0098936 is not a film: Twin Peaks"),
    "one of many films of a title": Case(
        items(*HOMES, film(2100, "Home", "2015-03-18", description="2015 film", sites=1)),
        ["home", "2015"], "Home (2015)"),
    "a title within another of that year": Case(
        items(film(2101, "Home Sweet Home", "2015-01-01", description="2015 film"),
              film(2102, "Home", "2015-03-18")),
        ["home (2015)"], "Home (2015)"),
    "the id of a person": Case(
        casablanca(), ["Q16390"], error="Q16390 is not a film: Humphrey Bogart"),
    "only a novel": Case(
        items(NOVEL), ["dune"], error="Wikidata has no film called 'dune'"),
    "nothing": Case(casablanca(), ["zzyzx road"],
                    error="Wikidata has no film called 'zzyzx road'"),
    "words of the search language": Case(
        casablanca(), ["haswbstatement:P31=Q5 OR -insource:/x/"],
        error="Wikidata has no film called"),
    "signs only": Case(casablanca(), ["$"], error="can't search for '$'. Use an id"),
    "another address": Case(
        casablanca(), ["https://example.org/x"], error="not a film's address on Wikidata, IMDb"),
    "no article": Case(
        items(film(470, "Unwritten", "2000-01-01", article="Unwritten")), ["unwritten"],
        "Unwritten (2000)", has={"premise": None}),
    "a list of meanings": Case(
        items(film(471, "Vague", "2000-01-01", article="Vague"),
              summaries=[summary("Vague", "Vague may refer to:", type="disambiguation")]),
        ["vague"], "Vague (2000)", has={"premise": None}),
    "an article about the book": Case(
        items(film(472, "Based", "2000-01-01", article="Based"),
              summaries=[summary("Based", "Based is a novel.", "Q1")]),
        ["based"], "Based (2000)", has={"premise": None}),
    "an extract with markup": Case(
        items(film(473, "AC/DC: Up?", "2000-01-01", article="AC/DC: Up?"),
              summaries=[summary("AC/DC: Up?", "<b>Up?</b> is a\n film\x1b[31m.")]),
        ["Q473"], "AC/DC: Up? (2000)", has={"premise": "Up? is a film\ufffd[31m."}),
    "control characters": Case(
        items(film(474, "Bell\x07 \x1b]0;x\x07", "2000-01-01")), ["Q474"],
        "Bell\x07 \x1b]0;x\x07 (2000)"),
    "lone surrogates": Case(
        items(film(475, "Half \ud83d", "2000-01-01")), ["Q475"], "Half \ufffd (2000)"),
    "malformed JSON": Case(
        casablanca(text_as_it_is(b'{"query": {"search": [}}')), ["casablanca"],
        error="127.0.0.1 sent invalid or incomplete JSON"),
    "JSON nested too deeply": Case(
        casablanca(text_as_it_is(b'{"a":' * 100_000)), ["casablanca"], error="127.0.0.1 sent "),
    "an array": Case(casablanca(send([1])), ["casablanca"], error="127.0.0.1 sent something that"),
    "another document": Case(
        casablanca(send({"hello": 1})), ["casablanca"],
        error="127.0.0.1 sent an unexpected answer"),
    "entities as a list": Case(
        casablanca(send({"entities": []})), ["Q1"],
        error="127.0.0.1 sent an unexpected answer"),
    "a web page": Case(casablanca(send(HTML, 200, "text/html")), ["casablanca"], error=SIGN_IN),
    "a web page called JSON": Case(casablanca(send(HTML)), ["casablanca"], error=SIGN_IN),
    "another kind": Case(
        casablanca(send(b"{}", 200, "text/plain")), ["casablanca"],
        error="127.0.0.1 sent text/plain that isn't JSON"),
    "a refusal": Case(
        casablanca(send(HTML, 403, "text/html")), ["casablanca"],
        error="127.0.0.1 refused the request (403). Set HEART_CONTACT"),
    "no service there": Case(
        casablanca(send(HTML, 404, "text/html")), ["casablanca"],
        error="127.0.0.1 has no such page (404)"),
    "a sign-in status": Case(
        casablanca(send(HTML, 511, "text/html")), ["casablanca"],
        error="something else answered for 127.0.0.1."),
    "another status": Case(
        casablanca(send(HTML, 410, "text/html")), ["casablanca"],
        error="127.0.0.1 answered with status 410"),
    "too many requests once": Case(
        casablanca(send(HTML, 429, "text/html", Retry_After="3")), ["casablanca"],
        "Casablanca (1942)"),
    "too many requests for an hour": Case(
        casablanca(send(HTML, 429, "text/html", Retry_After="3600")), ["casablanca"],
        error="127.0.0.1 is getting too many requests (429). Try again in 60 minutes"),
    **{
        f"too many requests for {seconds} seconds": Case(
            casablanca(send(HTML, 429, "text/html", Retry_After=seconds)), ["casablanca"],
            error="127.0.0.1 is getting too many requests (429). Try again later")
        for seconds in ("99999999", "9999999999", "9" * 400)
    },
    "a failure, then good": Case(casablanca(BUSY, BUSY), ["casablanca"], "Casablanca (1942)"),
    "a lasting failure": Case(
        casablanca(BUSY, BUSY, BUSY, BUSY), ["casablanca"],
        error="127.0.0.1 has a problem (503). Try again later"),
    "lag, then good": Case(
        casablanca(api_error("maxlag", "Waiting for db1: 6 seconds lagged")), ["casablanca"],
        "Casablanca (1942)"),
    "an error of the API": Case(
        casablanca(api_error("badvalue", "Unrecognized value\nfor x")), ["casablanca"],
        error="127.0.0.1 refused the request: Unrecognized value for x"),
    "plain text without gzip": Case(
        casablanca(text_as_it_is(HIT)),
        ["casablanca"], "Casablanca (1942)"),
    "an answer in chunks": Case(casablanca(send_chunks), ["casablanca"], "Casablanca (1942)"),
    "an incomplete answer in chunks": Case(
        casablanca(send_part_of_chunks), ["casablanca"], "Casablanca (1942)"),
    "an answer without a length": Case(
        casablanca(send_without_length), ["casablanca"], "Casablanca (1942)"),
    "not even HTTP": Case(
        casablanca(*[lambda handler: handler.wfile.write(b"SSH-2.0-x\r\n")] * 4), ["casablanca"],
        error=BROKE_OFF),
    "a gzip bomb": Case(casablanca(BOMB), ["casablanca"], error="127.0.0.1 sent more than 16 MB"),
    "another packing": Case(
        casablanca(send(b"{}", Content_Encoding="br")), ["casablanca"],
        error="127.0.0.1 compressed its answer with br, not gzip"),
    "truncated once": Case(casablanca(truncate), ["casablanca"], "Casablanca (1942)"),
    "truncated gzip": Case(
        casablanca(*[truncate_gzip] * 4), ["casablanca"], error=BROKE_OFF),
    "reset once": Case(casablanca(reset), ["casablanca"], "Casablanca (1942)"),
    "reset again and again": Case(casablanca(*[reset] * 4), ["casablanca"], error=BROKE_OFF),
    "a redirect to another site": Case(
        casablanca(send(b"", 302, Location="http://login.hotel.example/")), ["casablanca"],
        error="127.0.0.1 redirects to login.hotel.example. Does this network ask you to sign in?"),
    "a redirect to a file": Case(
        casablanca(send(b"", 302, Location="file:///etc/passwd")), ["casablanca"],
        error="127.0.0.1 redirects to "),
    "a redirect to nowhere": Case(
        casablanca(send(b"", 302)), ["casablanca"],
        error="127.0.0.1 redirects without an address."),
    **{
        f"a redirect to {address!r}": Case(
            casablanca(send(b"", 302, Location=address)), ["casablanca"],
            error="127.0.0.1 redirects to an invalid address: ")
        for address in ("/\xe9", "http://h:abc/", "http://[::1/", "http://x\x1b[31m.com/", "/a b")
    },
    "a redirect in a circle": Case(
        casablanca(*[send(b"", 301, Location="/w/api.php")] * 6), ["casablanca"],
        error="127.0.0.1 redirects in a circle"),
    "a failure of Wikipedia": Case(
        casablanca(None, None, None, send(HTML, 403, "text/html")), ["casablanca"],
        error="127.0.0.1 refused the request (403)"),
    "money in another currency": Case(
        items(film(480, "Lire", "1960-01-01", claim("P2130", quantity(500, 203567)))), ["lire"],
        "Lire (1960)"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_fetch_ends_with_the_film_or_one_line_of_error(
    heart: Heart, wikimedia: Wikimedia, home: Path, case: Case
) -> None:
    case.setup(wikimedia)

    screen = heart("fetch", *case.args, "--json", **wikimedia.environment)

    if case.error:
        lines = [line for line in screen.err.splitlines() if "Trying again" not in line]
        assert lines[0].startswith(f"heart: {case.error}")
        assert case.error.endswith(":") or "Closest" in lines[0] or len(lines) == 1
        assert (screen.code, screen.out) == (1, "")
        assert not (home / "catalogue.db").exists()
        return
    assert screen.code == 0, screen.err
    [fetched] = screen.json["fetched"]
    shown = heart("film", fetched["id"], "--json").json
    assert f"{shown['film']['title']} ({shown['film']['year']})" == case.film
    for name, expected in case.has.items():
        assert _value(heart, fetched["id"], name) == expected


def _value(heart: Heart, film_id: str, name: str) -> Any:
    """What the catalogue has under a name: a part of a film, or who plays a character."""
    film_ = heart("film", film_id, "--json").json
    cast = heart("cast", film_id, "--json").json["cast"]
    crew = heart("crew", film_id, "--json").json["crew"]
    known = {
        "premise": film_["film"].get("premise"),
        "minutes": next((edition["minutes"] for edition in film_.get("editions", ())), None),
        "directors": [member["name"] for member in crew if member["job"] == "Director"],
        "first in the cast": next((member["performer"] for member in cast), None),
        "size of the cast": len(cast),
    }
    return known[name] if name in known else _performers(cast)[name]


def _performers(cast: Any) -> dict[str, str]:
    return {member["character"]: member["performer"] for member in cast if "character" in member}

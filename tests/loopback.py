"""Wikidata and Wikipedia on the loopback device, with made-up films; can fail in every way."""

import gzip
import json
import re
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, cast
from urllib.parse import parse_qs, unquote, urlsplit

from heartcli.text.folding import fold_words

Json = Any  # a document, as these services write it
FILM, TV_SERIES, HUMAN, BOOK = 11424, 5398426, 5, 571
# Answers a request instead of the service, or breaks the connection.
Failure = Callable[["Handler"], object]


def item_value(number: int) -> Json:
    value = {"entity-type": "item", "numeric-id": number, "id": f"Q{number}"}
    return {"value": value, "type": "wikibase-entityid"}


def string(text: str) -> Json:
    return {"value": text, "type": "string"}


def title_in(language: str, text: str) -> Json:
    return {"value": {"text": text, "language": language}, "type": "monolingualtext"}


def time(date: str, precision: int = 11) -> Json:
    """A date such as 2021-09-03, or 2021-00-00 with precision 9."""
    value = {"time": f"+{date}T00:00:00Z", "precision": precision, "calendarmodel": "Q1985727"}
    return {"value": value, "type": "time"}


def quantity(amount: float, unit: int) -> Json:
    value = {"amount": f"+{amount}", "unit": f"http://www.wikidata.org/entity/Q{unit}"}
    return {"value": value, "type": "quantity"}


def claim(code: str, value: Json, rank: str = "normal", **qualifiers: Json) -> Json:
    """A statement with qualifiers; None stands for an unknown value."""
    return {
        "mainsnak": _snak(code, value), "type": "statement", "rank": rank, "id": f"x${code}",
        "qualifiers": {name: [_snak(name, v)] for name, v in qualifiers.items()},
        "references": [{"hash": "0" * 40, "snaks": {"P854": [_snak("P854", string("http://x"))]}}],
    }  # fmt: skip


def _snak(code: str, value: Json) -> Json:
    kinds = {"P345": "external-id", "P4947": "external-id", "P2603": "external-id"}
    known = {"snaktype": "value", "datavalue": value} if value else {"snaktype": "somevalue"}
    return known | {"property": code, "hash": "0" * 40, "datatype": kinds.get(code, "other")}


def entity(
    number: int,
    label: str,
    *claims: Json,
    language: str = "en",
    aliases: tuple[str, ...] = (),
    description: str = "",
    sites: int = 1,
    article: str = "",
) -> Json:
    """An item; `sites` is the number of pages about it."""
    grouped: dict[str, list[Json]] = {}
    for statement in claims:
        grouped.setdefault(statement["mainsnak"]["property"], []).append(statement)
    links = {f"wiki{n}": {"site": f"wiki{n}", "title": label} for n in range(sites)}
    links |= {"enwiki": {"site": "enwiki", "title": article}} if article else {}
    texts = [{"language": language, "value": alias} for alias in aliases]
    about = {"en": {"language": "en", "value": description}}
    return {
        "pageid": number, "ns": 0, "type": "item", "id": f"Q{number}",
        "labels": {language: {"language": language, "value": label}} if label else {},
        "aliases": {language: texts} if texts else {},
        "descriptions": about if description else {},
        "claims": grouped, "sitelinks": links,
    }  # fmt: skip


def film(number: int, label: str, date: str = "", *claims: Json, **more: Any) -> Json:
    """A film's item."""
    released = [claim("P577", time(date))] if date else []
    return entity(number, label, claim("P31", item_value(FILM)), *released, *claims, **more)


def person(number: int, name: str, **more: Any) -> Json:
    return entity(number, name, claim("P31", item_value(HUMAN)), **more)


def summary(title: str, extract: str, item: str = "", **more: Json) -> Json:
    """A summary of an article."""
    page = f"https://en.wikipedia.org/wiki/{title.replace(' ', '_')}"
    return {
        "type": "standard", "title": title, "displaytitle": f"<i>{title}</i>", "extract": extract,
        "extract_html": f"<p>{extract}</p>", "wikibase_item": item, "revision": "1234567",
        "timestamp": "2026-11-01T12:00:00Z", "content_urls": {"desktop": {"page": page}}, **more,
    }  # fmt: skip


@dataclass
class Wikimedia:
    """Both services: what they know, what was asked, and how the next requests fail."""

    items: dict[str, Json] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)
    summaries: dict[str, Json] = field(default_factory=dict)
    failures: deque[Failure | None] = field(default_factory=deque)
    requests: list[str] = field(default_factory=list)
    agents: list[str] = field(default_factory=list)
    port: int = 0

    @property
    def environment(self) -> dict[str, str]:
        """The variables that make the program ask here."""
        base = f"http://127.0.0.1:{self.port}"
        return {"HEART_WIKIDATA_URL": base, "HEART_WIKIPEDIA_URL": f"{base}/"}

    def add(self, *items: Json) -> None:
        self.items |= {item["id"]: item for item in items}

    def add_summary(self, document: Json) -> None:
        self.summaries[document["title"]] = document

    def fail(self, *failures: Failure | None) -> None:
        """Makes the next requests fail; None lets one through."""
        self.failures.extend(failures)

    def search(self, text: str) -> Json:
        """Finds items with all words in their names and description, and one of the statements."""
        assert len(text) <= 300
        words: set[str] = set()
        statements: set[str] = set()
        for part in text.split():
            if part.startswith("haswbstatement:"):
                statements |= {*part.removeprefix("haswbstatement:").split("|")}
            else:
                words |= {*fold_words(part)}
        hits = [item for item in self.items.values() if _matches(item, words, statements)]
        hits.sort(key=lambda item: -len(item["sitelinks"]))
        return {"batchcomplete": True, "query": {"search": [{"title": i["id"]} for i in hits[:20]]}}

    def entities(self, ids: list[str], props: list[str], languages: list[str]) -> Json:
        assert 0 < len(ids) <= 50
        found: dict[str, Json] = {}
        for item_id in ids:
            target = self.redirects.get(item_id, item_id)
            if target not in self.items:
                found[item_id] = {"id": item_id, "missing": ""}
                continue
            item = self.items[target]
            kept = {key: item[key] for key in ("type", "id", *props)}
            for key in {"labels", "aliases", "descriptions"} & {*props}:
                kept[key] = {n: t for n, t in item[key].items() if not languages or n in languages}
            if target != item_id:
                kept["redirects"] = {"from": item_id, "to": target}
            found[target] = kept
        return {"entities": found, "success": 1}


def _matches(item: Json, words: set[str], statements: set[str]) -> bool:
    groups = (item["labels"], item["descriptions"])
    texts = [text["value"] for group in groups for text in group.values()]
    texts += [text["value"] for group in item["aliases"].values() for text in group]
    if not words <= {word for text in texts for word in fold_words(text)}:
        return False
    facts = {
        f"{code}={value['id'] if isinstance(value, dict) and 'id' in value else value}"
        for code, claims in item["claims"].items()
        for statement in claims
        if (value := statement["mainsnak"].get("datavalue", {}).get("value"))
    }
    return not statements or bool(statements & facts)


class Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    protocol_version = "HTTP/1.1"

    @property
    def wikimedia(self) -> Wikimedia:
        return cast("Server", self.server).wikimedia

    def do_GET(self) -> None:
        self.wikimedia.requests.append(self.path)
        self.wikimedia.agents.append(self.headers["User-Agent"])
        failure = self.wikimedia.failures.popleft() if self.wikimedia.failures else None
        with suppress(BrokenPipeError, ConnectionResetError):  # a client that was killed
            if failure:
                failure(self)
            else:
                self.answer()

    def answer(self) -> None:
        """Answers as the services do."""
        url = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(url.query).items()}
        if match := re.fullmatch(r"/api/rest_v1/page/summary/(.+)", url.path):
            document = self.wikimedia.summaries.get(unquote(match[1]).replace("_", " "))
            self.send(document or {"type": "not_found"}, 200 if document else 404)
        elif query["action"] == "query":
            self.send(self.wikimedia.search(query["srsearch"]))
        else:
            lists = (query.get(name, "").split("|") for name in ("ids", "props", "languages"))
            ids, props, languages = lists
            self.send(self.wikimedia.entities(ids, props, [*filter(None, languages)]))

    def send(
        self, document: Json, status: int = 200, kind: str = "application/json", **headers: str
    ) -> None:
        """Sends a document, or bytes as they are."""
        body = document if isinstance(document, bytes) else json.dumps(document).encode()
        if "gzip" in self.headers.get("Accept-Encoding", "") and "Content_Encoding" not in headers:
            body = gzip.compress(body, 1)
            headers["Content_Encoding"] = "gzip"
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body))}.items():
            if name.replace("-", "_") not in headers:
                self.send_header(name, value)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Logs nothing."""


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, wikimedia: Wikimedia) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.wikimedia = wikimedia
        wikimedia.port = self.server_port


@contextmanager
def serve() -> Iterator[Wikimedia]:
    """Runs the services until the test ends."""
    with Server(Wikimedia()) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield server.wikimedia
        finally:
            server.shutdown()
            thread.join()


CASABLANCA_SUMMARY = "Casablanca is a 1942 American romantic drama film directed by Michael Curtiz."


def add_casablanca(wikimedia: Wikimedia) -> None:
    """Adds a film with a cast, characters, a director, a running time, money and an article."""
    wikimedia.add(
        film(
            132689, "Casablanca", "1942-11-26",
            claim("P57", item_value(51581)),
            claim("P161", item_value(16390), P453=item_value(1900001)),
            claim("P161", item_value(43247), P4633=string("Ilsa Lund")),
            claim("P345", string("tt0034583")), claim("P4947", string("289")),
            claim("P2603", string("35400")),
            claim("P2047", quantity(102, 7727)), claim("P2130", quantity(1039000, 4917)),
            claim("P136", item_value(130232)), claim("P495", item_value(30)),
            claim("P1476", title_in("en", "Casablanca")),
            description="1942 film by Michael Curtiz", sites=90, article="Casablanca (film)",
        ),
        person(51581, "Michael Curtiz"), person(16390, "Humphrey Bogart", aliases=("Bogie",)),
        person(43247, "Ingrid Bergman"), entity(1900001, "Rick Blaine"),
        entity(130232, "drama film"), entity(30, "United States"), entity(4917, "US dollar"),
    )  # fmt: skip
    wikimedia.add_summary(summary("Casablanca (film)", CASABLANCA_SUMMARY, "Q132689"))


def add_numbered(wikimedia: Wikimedia, count: int) -> None:
    """Adds films called "Reel no. 1 zed", "Reel no. 2 zed" and so on."""
    wikimedia.add(person(7, "Ida Lens"))
    for n in range(1, count + 1):
        director = claim("P57", item_value(7))
        ids = [claim("P345", string(f"tt{9000000 + n:07}"))]
        reel = film(5000 + n, f"Reel no. {n} zed", "2018-01-01", director, *ids,
                    description="2018 film by Ida Lens")  # fmt: skip
        wikimedia.add(reel)

"""Asks Wikidata and Wikipedia, one request at a time, and reads their answers."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from itertools import count
from urllib.parse import urlsplit

from heartcli.catalogue.fetching.services import MAX_IDS, MAX_ITEMS, Services
from heartcli.catalogue.fetching.transport import (
    BusyError,
    HttpTransport,
    NotFoundError,
    RefusedError,
    TooLargeError,
    Transport,
)
from heartcli.catalogue.importing.json_documents import parse_json
from heartcli.catalogue.importing.values import WIKIDATA_ID, JsonObject
from heartcli.errors import HeartError, Notify
from heartcli.text.display import plural, shorten

_ITEM_ID = re.compile(WIKIDATA_ID)  # also the name of a file
_PAUSE = 0.5  # seconds between requests, if many films are fetched
_MAX_ATTEMPTS = 4  # per request
_FIRST_WAIT = 5.0  # seconds, if the service doesn't name any; doubles with each attempt
_MAX_WAIT = 60.0  # seconds; if a service wants us to wait longer, we give up
_DAY = 24 * 60 * 60  # seconds
# Errors in the API's answers that go away by themselves.
_PASSING_ERRORS = ("maxlag", "ratelimited", "readonly", "cirrussearch-too-busy-error")
Items = dict[str, JsonObject]  # by id, such as Q132689
AddressOf = Callable[[Iterable[str]], str]  # the address for items with these ids


class _UnknownItemError(HeartError):
    """Wikidata never had an item with this id, and so refuses the whole request."""

    def __init__(self, message: str, item_id: str) -> None:
        super().__init__(message)
        self.item_id = item_id


class Client:
    """Gets search results, items and summaries. Methods raise HeartError if that fails."""

    def __init__(
        self,
        services: Services,
        transport: Transport,
        notify: Notify,
        sleep: Callable[[float], None],
        pause: float = 0.0,
    ) -> None:
        self._services = services
        self._transport = transport
        self._notify = notify
        self._sleep = sleep
        self._pause = pause  # seconds before each request but the first
        self._has_asked = False
        self._names: Items = {}

    def search(self, text: str) -> list[str]:
        """The ids of the items that match, the best first."""
        answer = self._ask(self._services.search(text))
        if not isinstance(answer.get("query", "search"), list):
            raise _strange_answer(self._services.wikidata)
        titles = (hit.text("title") for hit in answer.objects("query", "search"))
        return [title for title in titles if _ITEM_ID.fullmatch(title)]

    def items(self, ids: Sequence[str]) -> Items:
        """The complete items that exist, also under their old ids if they were merged."""
        return self._get_named(ids, self._services.items, MAX_ITEMS)

    def descriptions(self, ids: Sequence[str]) -> Items:
        """The items with their names and descriptions only."""
        return self._get_all(ids, self._services.descriptions, MAX_IDS)

    def names(self, ids: Collection[str]) -> Items:
        """The people and things that have a name, preferably in English; asks for each once."""
        new = [item_id for item_id in ids if item_id not in self._names]
        self._names |= self._get_named(new, self._services.names, MAX_IDS)
        return {item_id: self._names[item_id] for item_id in ids if item_id in self._names}

    def summary(self, title: str) -> JsonObject | None:
        """The summary of a Wikipedia article; None if there is no such article."""
        try:
            return self._ask(self._services.summary(title))
        except NotFoundError:
            return None

    def _get_named(self, ids: Sequence[str], address_of: AddressOf, size: int) -> Items:
        """Gets items; those without an English name get their names in all other languages."""
        items = self._get_all(ids, address_of, size)
        nameless = [item_id for item_id, item in items.items() if not item.get("labels")]
        named = self._get_all(nameless, self._services.names_in_any_language, MAX_IDS)
        for item_id in named.keys() & items.keys():
            labels = named[item_id].get("labels")
            items[item_id] = JsonObject(items[item_id].data | {"labels": labels})
        return items

    def _get_all(self, ids: Sequence[str], address_of: AddressOf, size: int) -> Items:
        """Gets items in batches, in smaller ones if an answer is too large."""
        items: Items = {}
        batches = [ids[start : start + size] for start in range(0, len(ids), size)]
        while batches:
            batch = batches.pop(0)
            try:
                items |= self._get_batch(batch, address_of)
            except TooLargeError:
                if len(batch) == 1:
                    raise
                half = len(batch) // 2
                batches[:0] = [batch[:half], batch[half:]]
            except _UnknownItemError as error:
                others = [item_id for item_id in batch if item_id != error.item_id]
                if len(others) == len(batch):
                    raise
                batches[:0] = [others] if others else []
        return items

    def _get_batch(self, batch: Sequence[str], address_of: AddressOf) -> Items:
        answer = self._ask(address_of(batch))
        entities = answer.get("entities")
        if not isinstance(entities, dict):
            raise _strange_answer(self._services.wikidata)
        items: Items = {}
        for data in entities.values():
            entity = JsonObject(data if isinstance(data, dict) else {})
            if "missing" not in entity.data and _ITEM_ID.fullmatch(entity.text("id")):
                items[entity.text("id")] = entity
                items[entity.text("redirects", "from") or entity.text("id")] = entity
        return items

    def _ask(self, url: str) -> JsonObject:
        """Sends a request, again if it fails for a reason that passes."""
        for attempt in count(1):
            if self._has_asked:
                self._sleep(self._pause)
            self._has_asked = True
            try:
                return self._ask_once(url)
            except BusyError as error:
                if attempt == _MAX_ATTEMPTS:
                    raise
                self._wait(error, _FIRST_WAIT * 2 ** (attempt - 1))
        raise AssertionError  # `count` never ends

    def _wait(self, error: BusyError, default: float) -> None:
        if (error.wait or 0) > _DAY:
            raise HeartError(f"{error.problem}. Try again later") from error
        seconds = max(1, round(default if error.wait is None else error.wait))
        if seconds > _MAX_WAIT:
            minutes = plural(round(seconds / 60), "minute")
            raise HeartError(f"{error.problem}. Try again in {minutes}") from error
        self._notify(f"{error.problem}. Trying again in {plural(seconds, 'second')}")
        self._sleep(seconds)

    def _ask_once(self, url: str) -> JsonObject:
        answer = self._transport.get(url)
        host = urlsplit(url).hostname
        try:
            value = parse_json(answer.body)
        except ValueError as error:
            raise HeartError(f"{host} sent {error}") from error
        document = JsonObject(value if isinstance(value, dict) else {})
        if code := document.text("error", "code"):
            info = shorten(document.text("error", "info") or code)
            if code in _PASSING_ERRORS:
                raise BusyError(f"{host} is overloaded ({code})", answer.wait)
            if code == "no-such-entity":
                raise _UnknownItemError(f"{host}: {info}", document.text("error", "id"))
            raise RefusedError(f"{host} refused the request: {info}")
        return document


def connect(
    environment: Mapping[str, str],
    notify: Notify,
    now: Callable[[], datetime],
    sleep: Callable[[float], None],
    *,
    is_long: bool,
) -> Client:
    """A client for the services, and with the contact, that the environment variables name."""
    services = Services.from_environment(environment)
    transport = HttpTransport(environment.get("HEART_CONTACT", ""), now)
    return Client(services, transport, notify, sleep, _PAUSE if is_long else 0.0)


def _strange_answer(base: str) -> HeartError:
    return HeartError(f"{urlsplit(base).hostname} sent an unexpected answer")

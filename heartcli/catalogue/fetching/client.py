"""Asks Wikidata and Wikipedia, one request at a time, and reads their answers."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
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
_WAITS = (5.0, 10.0, 20.0)  # seconds before each new attempt, unless the service sets a time
_MAX_WAIT = 60.0  # seconds; if a service asks for more, the request fails
_DAY = 24 * 60 * 60  # seconds
# Errors from the API that go away by themselves.
_PASSING_ERRORS = ("maxlag", "ratelimited", "readonly", "cirrussearch-too-busy-error")
Items = dict[str, JsonObject]  # by id, such as Q132689
AddressOf = Callable[[Iterable[str]], str]  # makes the address for items with these ids


class _UnknownItemError(HeartError):
    """Wikidata never had an item with this id, and so refuses the whole request."""

    def __init__(self, message: str, item_id: str) -> None:
        super().__init__(message)
        self.item_id = item_id


class Client:
    """Asks for search results, items and summaries. Methods raise HeartError if that fails."""

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
        self._pause = pause  # seconds between requests
        self._has_asked = False
        self._names: Items = {}

    def search(self, text: str) -> list[str]:
        """Returns the ids of the items that match a search, the best first."""
        answer = self._ask(self._services.search(text))
        if not isinstance(answer.get("query", "search"), list):
            raise _strange_answer(self._services.wikidata)
        titles = (hit.text("title") for hit in answer.objects("query", "search"))
        return [title for title in titles if _ITEM_ID.fullmatch(title)]

    def items(self, ids: Sequence[str]) -> Items:
        """Returns complete items by id, merged items under both ids. Leaves out missing items."""
        return self._get_named(ids, self._services.items, MAX_ITEMS)

    def descriptions(self, ids: Sequence[str]) -> Items:
        """Returns items with only their names and descriptions, by id."""
        return self._get_all(ids, self._services.descriptions, MAX_IDS)

    def names(self, ids: Collection[str]) -> Items:
        """Returns the names of people and things, in English where they have one.

        Requests each name only once.
        """
        new = [item_id for item_id in ids if item_id not in self._names]
        self._names |= self._get_named(new, self._services.names, MAX_IDS)
        return {item_id: self._names[item_id] for item_id in ids if item_id in self._names}

    def summary(self, title: str) -> JsonObject | None:
        """Returns the summary of a Wikipedia article, or None if it doesn't exist."""
        try:
            return self._ask(self._services.summary(title))
        except NotFoundError:
            return None

    def _get_named(self, ids: Sequence[str], address_of: AddressOf, size: int) -> Items:
        """Gets items, with names in every language for items that have no English name."""
        items = self._get_all(ids, address_of, size)
        nameless = [item_id for item_id, item in items.items() if not item.get("labels")]
        named = self._get_all(nameless, self._services.names_in_any_language, MAX_IDS)
        for item_id in named.keys() & items.keys():
            labels = named[item_id].get("labels")
            items[item_id] = JsonObject(items[item_id].data | {"labels": labels})
        return items

    def _get_all(self, ids: Sequence[str], address_of: AddressOf, size: int) -> Items:
        """Gets items in batches, which it splits if an answer is too large or an id is unknown."""
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
        """Sends a request, and repeats it if the service is busy."""
        for default_wait in _WAITS:
            try:
                return self._ask_once(url)
            except BusyError as error:
                self._wait(error, default_wait)
        return self._ask_once(url)

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
        if self._has_asked:
            self._sleep(self._pause)
        self._has_asked = True
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
    """Returns a client for the addresses and the contact in the environment variables.

    With `is_long`, it pauses between requests.
    """
    services = Services.from_environment(environment)
    transport = HttpTransport(environment.get("HEART_CONTACT", ""), now)
    return Client(services, transport, notify, sleep, _PAUSE if is_long else 0.0)


def _strange_answer(base: str) -> HeartError:
    return HeartError(f"{urlsplit(base).hostname} sent an unexpected answer")

"""The addresses and parameters of Wikidata and Wikipedia: what to change if the services change.

https://www.wikidata.org/w/api.php?action=help&modules=wbgetentities
https://www.mediawiki.org/wiki/Help:Extension:WikibaseCirrusSearch
https://en.wikipedia.org/api/rest_v1/
"""

import platform
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.metadata import metadata
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from heartcli.catalogue.fetching.references import FilmReference
from heartcli.catalogue.importing.readers.wikidata_properties import (
    FILM_CLASSES,
    IMDB,
    SHORT_FILM,
    TMDB,
    TV_FILM,
)
from heartcli.errors import HeartError
from heartcli.text.display import shorten

MAX_IDS = 50  # names per request: the limit that Wikidata sets
MAX_ITEMS = 20  # complete items per request; each can have 300 KB
MAX_HITS = 20  # of a search
_MAX_SEARCH_LENGTH = 300  # characters; Wikidata refuses longer searches
_MAX_LAG = 5  # seconds; if its servers are further behind, Wikidata asks us to wait
_LANGUAGES = "en|mul"
_CONTACT_LENGTH = 100  # characters of HEART_CONTACT in the User-Agent
_CLASSES = (*FILM_CLASSES, SHORT_FILM, TV_FILM)  # what a film may be an instance of
IDS = (IMDB, TMDB, "P1258")  # the ids to keep; the last one is Rotten Tomatoes'


class Services(NamedTuple):
    """The base addresses of both services, without a slash at the end."""

    wikidata: str = "https://www.wikidata.org"
    wikipedia: str = "https://en.wikipedia.org"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Services":
        """Returns the addresses in HEART_WIKIDATA_URL and HEART_WIKIPEDIA_URL, or the real ones."""
        variables = {field: f"HEART_{field.upper()}_URL" for field in cls._fields}
        bases = {field: environment.get(name, "") for field, name in variables.items()}
        for field, base in bases.items():
            if base and not _is_http(base):
                raise HeartError(f"{variables[field]} is not an http(s) address: {shorten(base)}")
        return cls()._replace(**{field: base.rstrip("/") for field, base in bases.items() if base})

    def search(self, text: str) -> str:
        """Returns the address that searches for items; the best come first."""
        return self._api(
            action="query", list="search", srsearch=text, srlimit=str(MAX_HITS), srprop="",
            formatversion="2",
        )  # fmt: skip

    def items(self, ids: Iterable[str]) -> str:
        """Returns the address of complete items."""
        props = "labels|aliases|descriptions|claims|sitelinks"
        return self._entities(ids, props=props, languages=_LANGUAGES, languagefallback="1")

    def descriptions(self, ids: Iterable[str]) -> str:
        """Returns the address of items with only their names and descriptions."""
        props = "labels|aliases|descriptions"
        return self._entities(ids, props=props, languages=_LANGUAGES, languagefallback="1")

    def names(self, ids: Iterable[str]) -> str:
        """Returns the address of the English names of people and things."""
        props = "labels|aliases"
        return self._entities(ids, props=props, languages=_LANGUAGES, languagefallback="1")

    def names_in_any_language(self, ids: Iterable[str]) -> str:
        """Returns the address of items' names in all languages, if they lack an English one."""
        return self._entities(ids, props="labels")

    def summary(self, title: str) -> str:
        """Returns the address of a Wikipedia article's first paragraph."""
        return f"{self.wikipedia}/api/rest_v1/page/summary/{_quote(title.replace(' ', '_'))}"

    def _entities(self, ids: Iterable[str], **parameters: str) -> str:
        return self._api(action="wbgetentities", ids="|".join(ids), **parameters)

    def _api(self, **parameters: str) -> str:
        parameters |= {"format": "json", "maxlag": str(_MAX_LAG)}
        pairs = (f"{name}={_quote(value)}" for name, value in parameters.items())
        return f"{self.wikidata}/w/api.php?{'&'.join(pairs)}"


def search_by_words(words: Sequence[str], *, films_only: bool = True) -> str:
    """Returns the text of a search for items with all these words, or as many as fit."""
    condition = f" {_has_statement('P31', (f'Q{n}' for n in _CLASSES))}" if films_only else ""
    text = " ".join(words)
    if len(text) + len(condition) > _MAX_SEARCH_LENGTH:
        text = text[: _MAX_SEARCH_LENGTH - len(condition) + 1].rpartition(" ")[0]
    return f"{text}{condition}"


def id_searches(references: Iterable[FilmReference]) -> Iterator[str]:
    """Yields searches by IMDb or TMDb id, for the films whose item isn't known."""
    others = [reference for reference in references if not reference.wikidata]
    imdb = [reference.imdb for reference in others if reference.imdb]
    tmdb = [reference.tmdb for reference in others if reference.tmdb and not reference.imdb]
    yield from searches_by_id(IMDB, imdb)
    yield from searches_by_id(TMDB, tmdb)


def searches_by_id(code: str, values: Iterable[str]) -> Iterator[str]:
    """Yields searches for items with any of these ids, as many in each as fit."""
    batch: list[str] = []
    for value in values:
        is_full = len(_has_statement(code, [*batch, value])) > _MAX_SEARCH_LENGTH
        if batch and (is_full or len(batch) == MAX_HITS):
            yield _has_statement(code, batch)
            batch = []
        batch.append(value)
    if batch:
        yield _has_statement(code, batch)


def _has_statement(code: str, values: Iterable[str]) -> str:
    return "haswbstatement:" + "|".join(f"{code}={value}" for value in values)


def user_agent(contact: str) -> str:
    """Names the program, the project's address if the package has one, and the user's contact."""
    package = metadata("heartcli")
    urls = [line.partition(",")[2].strip() for line in package.get_all("Project-URL") or ()]
    # A comment in a User-Agent is printable ASCII without brackets.
    safe_contact = re.sub(r"[^\x20-\x27\x2a-\x7e]+", "", contact)[:_CONTACT_LENGTH].strip()
    comment = "; ".join(filter(None, [*urls[:1], safe_contact]))
    parts = [f"heart/{package['Version']}", f"({comment})" if comment else ""]
    return " ".join(filter(None, [*parts, f"python-urllib/{platform.python_version()}"]))


def _quote(text: str) -> str:
    return quote(text, safe="{}")  # the plan of --dry-run has placeholders in braces


def _is_http(address: str) -> bool:
    try:
        parts = urlsplit(address)
        is_address = bool(parts.hostname) and (parts.port or 1) > 0 and "@" not in parts.netloc
    except ValueError:
        return False
    is_plain = address.isascii() and address.isprintable() and " " not in address
    return is_address and is_plain and parts.scheme in ("http", "https") and not parts.query

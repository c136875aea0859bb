"""A Wikidata item that may be a film: how well it fits a title, and the fields to keep."""

from contextlib import closing
from functools import cached_property

from heartcli.catalogue.fetching.services import IDS
from heartcli.catalogue.importing.readers.wikidata_claims import Claims
from heartcli.catalogue.importing.readers.wikidata_entities import FilmEntity
from heartcli.catalogue.importing.readers.wikidata_names import Names, aliases_in, any_label
from heartcli.catalogue.importing.readers.wikidata_properties import IMDB, TMDB
from heartcli.catalogue.importing.sink import find_problem
from heartcli.catalogue.importing.values import Json, JsonObject
from heartcli.catalogue.models import SourceFilm
from heartcli.catalogue.search.closeness import Closeness, TitleMatch, closeness
from heartcli.catalogue.search.normalize import title_key
from heartcli.catalogue.search.queries import Reading
from heartcli.catalogue.search.similarity import prepare
from heartcli.storage import sqlite
from heartcli.text.display import shorten
from heartcli.text.folding import MAX_NAME_LENGTH

_FILM_KINDS = ("", "short", "tvMovie")
_KEPT_PARTS = ("id", "type", "labels", "aliases", "descriptions")
_MAX_STATEMENTS = 5_000  # per property; the catalogue holds no more credits


class FilmItem:
    """An item that may be a film."""

    def __init__(self, entity: JsonObject) -> None:
        self.entity = entity
        self.id = entity.text("id")
        self.why_no_year = ""

    @cached_property
    def film(self) -> SourceFilm | None:
        """The film, without names of people and things; None for a series, a book or a person."""
        with closing(sqlite.open_read_write(":memory:")) as database:
            entity = FilmEntity(self.entity, Names(database))
            if not entity.is_film:
                return None
            film = entity.to_film()
            self.why_no_year = "" if film.year else entity.why_no_year()
            return film if film.kind in _FILM_KINDS else None

    @property
    def label(self) -> str:
        """The film's title, or the item's name; "" if it has none."""
        return (self.film.title if self.film else "") or any_label(self.entity)

    @property
    def description(self) -> str:
        """What the item is, in a few words; "" if nobody has described it."""
        return self.entity.text("descriptions", "en", "value")

    @property
    def year(self) -> int:
        """The year of the earliest release; 0 if there is none."""
        return self.film.year if self.film else 0

    @property
    def imdb(self) -> str:
        """The IMDb id, such as tt0034583; "" if there is none."""
        return self._id(IMDB)

    @property
    def tmdb(self) -> str:
        """The TMDb id, such as 289; "" if there is none."""
        return self._id(TMDB)

    @property
    def fame(self) -> int:
        """The number of Wikipedias and other sites that have a page about the film."""
        return len(self.entity.child("sitelinks").data)

    @property
    def article(self) -> str:
        """The title of the article in the English Wikipedia; "" if there is none."""
        return self.entity.text("sitelinks", "enwiki", "title")

    def _id(self, code: str) -> str:
        ids = (statement.text for statement in Claims(self.entity).best(code))
        return next(filter(None, ids), "")

    def match(self, reading: Reading) -> TitleMatch:
        """Returns how close the film's year and the closest of its names are to a reading."""
        closest = closeness(prepare(reading.title), self.label[: MAX_NAME_LENGTH + 1])
        closest = max(closest, Closeness.SAME_LETTERS)  # people leave out hyphens: Head-On
        if closest > Closeness.SAME_WORDS and self._has_other_name(reading.title):
            closest = Closeness.SAME_WORDS
        return TitleMatch(closest, 0.0, abs(self.year - reading.year) if reading.year else 0)

    def _has_other_name(self, title: str) -> bool:
        names = [alias for _, alias in aliases_in(self.entity)]
        names += [self.film.original_title] if self.film else []
        return title_key(title) in map(title_key, names)

    def find_problem(self) -> str:
        """Returns why the catalogue can't hold the film, or ""."""
        name = f"{shorten(self.label)} ({self.id})" if self.label else self.id
        if not self.film:
            return f"{name} is not a film"
        if not self.label:
            return f"Wikidata has no title for {name}"
        if not self.year:
            return f"Wikidata has no year for {name}: {self.why_no_year}"
        problem = find_problem(self.film)
        return f"can't add {self.id}: {problem}" if problem else ""

    def trimmed(self) -> dict[str, Json]:
        """Returns the item without references, other sites' ids and other languages."""
        kept: dict[str, Json] = {key: self.entity.get(key) for key in _KEPT_PARTS}
        claims: dict[str, Json] = {}
        for code in self.entity.child("claims").data:
            statements = self.entity.objects("claims", code)[:_MAX_STATEMENTS]
            is_id = any(s.text("mainsnak", "datatype") == "external-id" for s in statements)
            if code in IDS or not is_id:
                claims[code] = [_trim(statement) for statement in statements]
        article: dict[str, Json] = {"site": "enwiki", "title": self.article}
        return kept | {"claims": claims, "sitelinks": {"enwiki": article} if self.article else {}}


def _trim(statement: JsonObject) -> dict[str, Json]:
    qualifiers: dict[str, Json] = {
        code: [_trim_snak(snak) for snak in statement.objects("qualifiers", code)]
        for code in statement.child("qualifiers").data
    }
    trimmed: dict[str, Json] = {"mainsnak": _trim_snak(statement.child("mainsnak"))}
    trimmed |= {"rank": statement.get("rank")}
    return trimmed | ({"qualifiers": qualifiers} if qualifiers else {})


def _trim_snak(snak: JsonObject) -> dict[str, Json]:
    return {key: snak.get(key) for key in ("snaktype", "property", "datavalue") if key in snak.data}

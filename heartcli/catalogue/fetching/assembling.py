"""Assembles a film's document: its item, its summary, and the names that the item refers to."""

import re
from collections.abc import Sequence
from datetime import date

from heartcli.catalogue.fetching.client import Client
from heartcli.catalogue.fetching.documents import titles_to_json
from heartcli.catalogue.fetching.items import FilmItem
from heartcli.catalogue.importing.readers import wikidata
from heartcli.catalogue.importing.values import Json, JsonObject
from heartcli.catalogue.search.queries import Reading
from heartcli.model.records import wikidata_id
from heartcli.text.display import safe_for_terminal

_STANDARD_ARTICLE = "standard"  # the type of an article that isn't a disambiguation page
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")


def build_document(
    client: Client, item: FilmItem, requested: Sequence[Reading], today: date
) -> dict[str, Json]:
    """Gets the names and the summary that belong to a film, and returns its document."""
    entities: dict[str, Json] = {item.id: item.trimmed()}
    missing = wikidata.missing_names(JsonObject({"entities": entities}))
    for item_id, entity in client.names(list(map(wikidata_id, missing))).items():
        named: dict[str, Json] = {"id": entity.get("id"), "type": "item", "claims": {}}
        parts = ("labels", "aliases", "redirects")
        entities[item_id] = named | {key: entity.get(key) for key in parts if key in entity.data}
    document: dict[str, Json] = {
        "film": {
            "id": item.id, "title": item.label, "year": item.year,
            "imdb": item.imdb, "tmdb": item.tmdb,
        },
        "fetched": today.isoformat(),
        "requested": titles_to_json(requested),
        "entities": entities,
    }  # fmt: skip
    summary = client.summary(item.article) if item.article else None
    return document | ({"summary": kept} if summary and (kept := _trim(summary, item)) else {})


def _trim(summary: JsonObject, item: FilmItem) -> dict[str, Json]:
    """Returns the parts of a summary to keep; none unless its article is about the film."""
    extract = safe_for_terminal(_TAG.sub("", summary.text("extract")))
    is_about_film = summary.text("wikibase_item") in ("", item.id)  # not a book or a list of films
    if summary.text("type") != _STANDARD_ARTICLE or not extract or not is_about_film:
        return {}
    return {
        "title": summary.text("title"), "extract": extract,
        "url": summary.text("content_urls", "desktop", "page"),
        "revision": summary.text("revision"), "timestamp": summary.text("timestamp"),
    }  # fmt: skip

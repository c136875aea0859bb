"""Labels and aliases of Wikidata's entities, and the names of the items that films refer to."""

import json
import sqlite3
from collections.abc import Iterator

from heartcli.catalogue.importing.readers.wikidata_claims import Claims, entities_in
from heartcli.catalogue.importing.values import JsonObject, parse_wikidata_id
from heartcli.model.records import Strings
from heartcli.text.display import plural

# Languages of labels, in order of preference; "mul" is for all languages.
ENGLISH = ("en", "mul", "en-gb", "en-us", "en-ca")
_MAX_OTHER_NAMES = 20  # of a person
_HUMAN = 5
_TABLES = {
    "name": "item INTEGER PRIMARY KEY, label TEXT, others TEXT",  # as a JSON list
    "nameless": "item INTEGER PRIMARY KEY, is_person INTEGER",
}


def label_in(entity: JsonObject, languages: Strings = ENGLISH) -> str:
    """Returns an entity's label in the first of these languages that has one."""
    labels = entity.child("labels")
    return next(filter(None, (labels.text(name, "value") for name in languages)), "")


def any_label(entity: JsonObject) -> str:
    """Returns an entity's label in English, or else in any language."""
    return label_in(entity, (*ENGLISH, *entity.child("labels").data))


def aliases_in(entity: JsonObject) -> Iterator[tuple[str, str]]:
    """Yields an entity's aliases with their languages, those in English first."""
    aliases = entity.child("aliases")
    for language in dict.fromkeys([*ENGLISH, *aliases.data]):
        for alias in aliases.objects(language):
            if text := alias.text("value"):
                yield language, text


class Names:
    """The names of items, in a temporary table, and those that weren't found."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        for table, columns in _TABLES.items():
            database.execute(f"CREATE TEMP TABLE {table} ({columns})")

    def add_all(self, document: JsonObject) -> None:
        """Adds the names of all entities in a document."""
        for key, entity in entities_in(document):
            self.add(key, entity)

    def add(self, key: str, entity: JsonObject) -> None:
        """Adds an entity's names, also under the id that redirects to it, if any."""
        label = any_label(entity)
        if not label:
            return
        classes = {statement.item for statement in Claims(entity).all("P31")}
        aliases = dict.fromkeys(text for _, text in aliases_in(entity))
        others = list(aliases)[:_MAX_OTHER_NAMES] if classes <= {_HUMAN} else []
        for item_id in {key, entity.text("id"), entity.text("redirects", "from")}:
            if item := parse_wikidata_id(item_id):
                row = (item, label, json.dumps(others) if others else None)
                self._database.execute("INSERT OR REPLACE INTO name VALUES (?, ?, ?)", row)

    def find(self, item: int | None) -> str:
        """Returns the name of a thing; if it isn't known, returns "" and counts it as nameless."""
        return self._find(item, is_person=False)[0]

    def find_person(self, item: int | None) -> tuple[str, Strings]:
        """Returns a person's name, like `find`, and their other names."""
        name, others = self._find(item, is_person=True)
        return name, tuple(json.loads(others)) if others else ()

    def _find(self, item: int | None, *, is_person: bool) -> tuple[str, str | None]:
        query = "SELECT label, others FROM name WHERE item = ?"
        row: tuple[str, str] | None = self._database.execute(query, (item,)).fetchone()
        if row is None and item is not None:
            values = (item, is_person)
            self._database.execute("INSERT OR IGNORE INTO nameless VALUES (?, ?)", values)
        return row or ("", None)

    def nameless(self) -> list[int]:
        """Returns the items whose names weren't found."""
        return [item for (item,) in self._database.execute("SELECT item FROM nameless")]

    def describe_nameless(self) -> str:
        """Counts the items whose names weren't found: "1 person and 2 other items"."""
        query = "SELECT count(*) FROM nameless WHERE is_person = ?"
        people, items = (
            self._database.execute(query, (is_person,)).fetchone()[0] for is_person in (True, False)
        )
        counts = [plural(people, "person", "people")] if people else []
        counts += [plural(items, "other item" if people else "item")] if items else []
        return " and ".join(counts)

    def close(self) -> None:
        """Drops the tables."""
        for table in _TABLES:
            self._database.execute(f"DROP TABLE {table}")

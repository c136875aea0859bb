"""The claims of a Wikidata entity: statements with ranks and qualifiers, and their values.

https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html
"""

import re
from collections.abc import Iterator

from heartcli.catalogue.importing import values
from heartcli.catalogue.importing.values import JsonObject

_MONTH, _DAY = 10, 11  # precisions of a date
_YEAR = 9
_DECADE = 8
_LENGTH_BY_PRECISION = {_DAY: len("1982-02-11"), _MONTH: len("1982-02"), _YEAR: len("1982")}
_MAX_AMOUNT = 1e15


class Value:
    """The value of a statement or a qualifier."""

    def __init__(self, snak: JsonObject) -> None:
        self._data = snak.child("datavalue")

    @property
    def item(self) -> int | None:
        """The number of an item; old dumps have only the number."""
        item_id = self._data.wikidata_id("value", "id")
        return item_id or self._data.number("value", "numeric-id", maximum=values.MAX_PERSON_NUMBER)

    @property
    def text(self) -> str:
        """A string, or a text in a language."""
        return self._data.text("value") or self._data.text("value", "text")

    @property
    def date(self) -> str:
        """A date, to the precision that Wikidata gives; "" for a decade, a century or an era."""
        time = re.match(r"\+0*(\d{4}-\d\d-\d\d)T", self._data.text("value", "time"))
        length = _LENGTH_BY_PRECISION.get(self._precision, 0)
        return values.parse_date(time[1].replace("-00", "")[:length]) if time else ""

    @property
    def decade(self) -> str:
        """The decade, such as 1930s, if no more of a date is known."""
        time = re.match(r"\+0*(\d{3})\d-", self._data.text("value", "time"))
        return f"{time[1]}0s" if time and self._precision == _DECADE else ""

    @property
    def amount(self) -> float:
        return values.parse_score(self._data.text("value", "amount"), _MAX_AMOUNT) or 0

    @property
    def unit(self) -> int | None:
        """The item of an amount's unit."""
        return self._data.wikidata_id("value", "unit")

    @property
    def _precision(self) -> int:
        return self._data.number("value", "precision") or 0


class Statement(Value):
    """A statement that has a value."""

    def __init__(self, data: JsonObject) -> None:
        super().__init__(data.child("mainsnak"))
        self._statement = data
        self.is_preferred = data.get("rank") == "preferred"

    def qualifiers(self, *codes: str) -> Iterator[Value]:
        """The values of the qualifiers with these properties."""
        for code in codes:
            for snak in self._statement.objects("qualifiers", code):
                if _has_value(snak):
                    yield Value(snak)

    def has_qualifier(self, *codes: str) -> bool:
        """Whether it has any of these qualifiers, even with an unknown value."""
        return any(self._statement.objects("qualifiers", code) for code in codes)


def all_statements(entity: JsonObject, code: str) -> list[Statement]:
    """The statements for a property that have values and aren't deprecated."""
    return [
        Statement(data)
        for data in entity.objects("claims", code)
        if _has_value(data.child("mainsnak")) and data.get("rank") != "deprecated"
    ]


def best_statements(entity: JsonObject, code: str) -> list[Statement]:
    """The preferred statements for a property; all of them if none is preferred."""
    statements = all_statements(entity, code)
    return [statement for statement in statements if statement.is_preferred] or statements


def _has_value(snak: JsonObject) -> bool:
    return snak.text("snaktype") == "value"


def entities_in(document: JsonObject) -> Iterator[tuple[str, JsonObject]]:
    """The entities in a document, each with the id that was asked for."""
    entities = document.get("entities")
    for key, entity in entities.items() if isinstance(entities, dict) else [("", document.data)]:
        if isinstance(entity, dict):
            yield key, JsonObject(entity)

"""The claims of a Wikidata entity: statements with ranks and qualifiers, and their values.

https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html
"""

import re
from collections.abc import Iterator

from heartcli.catalogue.importing.values import (
    MAX_PERSON_NUMBER,
    Json,
    JsonObject,
    parse_date,
    parse_int,
    parse_score,
    parse_wikidata_id,
)

_MONTH, _DAY = 10, 11  # precisions of a date
_YEAR = 9
_DECADE = 8
_LENGTH_BY_PRECISION = {_DAY: len("1982-02-11"), _MONTH: len("1982-02"), _YEAR: len("1982")}
_MAX_AMOUNT = 1e15


class Value:
    """The value of a statement or a qualifier."""

    def __init__(self, snak: JsonObject) -> None:
        value = snak.get("datavalue", "value")
        self._fields: dict[str, Json] = value if isinstance(value, dict) else {"text": value}

    @property
    def text(self) -> str:
        """A string, or a text in a language."""
        return self._field("text")

    @property
    def item(self) -> int | None:
        """The number of an item; old dumps have only the number."""
        number = self._fields.get("numeric-id")
        if type(number) is int and 0 < number <= MAX_PERSON_NUMBER:
            return number
        return parse_wikidata_id(self._field("id"))

    @property
    def date(self) -> str:
        """A date, to the precision that Wikidata gives; "" for a decade, a century or an era."""
        time = re.match(r"\+0*(\d{4}-\d\d-\d\d)T", self._field("time"))
        length = _LENGTH_BY_PRECISION.get(self._precision, 0)
        return parse_date(time[1].replace("-00", "")[:length]) if time else ""

    @property
    def decade(self) -> str:
        """The decade, such as 1930s, if no more of a date is known."""
        time = re.match(r"\+0*(\d{3})\d-", self._field("time"))
        return f"{time[1]}0s" if time and self._precision == _DECADE else ""

    @property
    def amount(self) -> float:
        return parse_score(self._field("amount"), _MAX_AMOUNT) or 0

    @property
    def unit(self) -> int | None:
        """The item of an amount's unit."""
        return parse_wikidata_id(self._field("unit"))

    @property
    def _precision(self) -> int:
        return parse_int(self._field("precision")) or 0

    def _field(self, name: str) -> str:
        return JsonObject(self._fields).text(name)


class Statement(Value):
    """A statement that has a value."""

    def __init__(self, data: JsonObject, main_snak: JsonObject) -> None:
        super().__init__(main_snak)
        self._qualifiers = data.child("qualifiers")
        self.is_preferred = data.get("rank") == "preferred"

    def qualifiers(self, *codes: str) -> Iterator[Value]:
        """Yields the values of the qualifiers with these properties."""
        for code in filter(self._qualifiers.data.__contains__, codes):
            for snak in self._qualifiers.objects(code):
                if _has_value(snak):
                    yield Value(snak)

    def has_qualifier(self, *codes: str) -> bool:
        """Whether the statement has any of these qualifiers, even with an unknown value."""
        return any(code in self._qualifiers.data for code in codes)


class Claims:
    """The statements of an entity, by property."""

    def __init__(self, entity: JsonObject) -> None:
        self._claims = entity.child("claims")

    def all(self, code: str) -> list[Statement]:
        """Returns a property's statements that have values and aren't deprecated."""
        if code not in self._claims.data:
            return []
        pairs = ((data, data.child("mainsnak")) for data in self._claims.objects(code))
        return [
            Statement(data, snak)
            for data, snak in pairs
            if _has_value(snak) and data.get("rank") != "deprecated"
        ]

    def best(self, code: str) -> list[Statement]:
        """Returns a property's preferred statements; all of them if none is preferred."""
        if not (statements := self.all(code)):
            return []
        return [statement for statement in statements if statement.is_preferred] or statements


def _has_value(snak: JsonObject) -> bool:
    return snak.get("snaktype") == "value"


def entities_in(document: JsonObject) -> Iterator[tuple[str, JsonObject]]:
    """Yields the entities in a document, each with the id that was requested."""
    entities = document.get("entities")
    for key, entity in entities.items() if isinstance(entities, dict) else [("", document.data)]:
        if isinstance(entity, dict):
            yield key, JsonObject(entity)

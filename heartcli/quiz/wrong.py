"""Wrong answers: values of like records and of the pool, without those one could argue for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from heartcli.quiz.asking import Kind
from heartcli.quiz.replies.words import listed
from heartcli.records import Texts
from heartcli.text import fold, words

_ENOUGH = 6  # values that are alike; where there are more, no others are offered
_STRICT = ("place", "certificate", "amount", "length", "minutes", "score")  # of one sort only
_SORTS = ("department", "kind", "topic", "currency", "unit")  # fields that tell the sort
_OF_LANDS = {
    "united", "states", "kingdom", "new", "zealand", "soviet", "union", "czech", "republic",
    "north", "south", "east", "west", "hong", "kong", "saudi", "arabia", "the", "and",
}  # fmt: skip
_OF_TOWNS = {"york", "hollywood", "washington"}
_NAMED = ("name", "job", "role")  # where one may be a part of another: producer, co-producer


class _Value(NamedTuple):
    """A value that a record has, of what sort it is, and what it is given by."""

    text: str
    sort: str
    given: frozenset[str]


class Wrong:
    """What may be offered as wrong, where a kind of question is asked of these records."""

    def __init__(self, records: Sequence[Any], kind: Kind, pool: Texts) -> None:
        self._kind = kind
        self._sorts = [name for name in _SORTS if records and hasattr(records[0], name)]
        self._named = kind.given[0] if len(kind.given) == 1 and kind.given[0] in _NAMED else ""
        self._values: list[_Value] = []
        self._claims: dict[str, set[str]] = {}  # what a dispute gives → values that then fit
        for record in records:
            text = kind.text(record, getattr(record, kind.field))
            for dispute in record.disputes:
                if dispute.field in kind.given:
                    self._claims.setdefault(fold(str(dispute.value)), set()).add(text)
            if text and kind.is_sure(record) and not record.spoiler:
                self._values.append(_Value(text, self._sort(record, text), self._given(record)))
        alone = kind.field in _STRICT
        self._pool = [(text, self._sort(None, text) if alone else None) for text in pool]
        self._alike: dict[str, Texts] = {}

    def beside(self, group: Sequence[Any], right: str) -> Texts:
        """Values for a question about records that are alike, the likeliest first.

        Right ones may be among them.
        """
        sort = self._sort(group[0], right)
        if sort not in self._alike:
            self._alike[sort] = self._of_sort(sort)
        found = self._alike[sort]
        if not self._claims and not self._named:
            return found
        arguable = set().union(*map(self._arguable, group))
        return tuple([text for text in found if text not in arguable]) if arguable else found

    def _of_sort(self, sort: str) -> Texts:
        own = [value.text for value in self._values if value.sort == sort]
        pool = [text for text, its in self._pool if its in (None, sort)]
        alike = dict.fromkeys([*own, *pool])
        if self._kind.field not in _STRICT and len(alike) <= _ENOUGH:
            alike |= dict.fromkeys(value.text for value in self._values)
        return tuple(alike)

    def _arguable(self, record: Any) -> set[str]:
        """Values that a dispute would make right, or that are of somebody with nearly that job."""
        claimed: set[str] = set()
        for name in self._kind.given if self._claims else ():
            claimed |= self._claims.get(fold(str(getattr(record, name))), set())
        if given := self._given(record):
            claimed |= {v.text for v in self._values if v.given < given or v.given > given}
        return claimed

    def _given(self, record: Any) -> frozenset[str]:
        return _words(getattr(record, self._named)) if self._named else frozenset()

    def _sort(self, record: Any, text: str) -> str:
        """Of what sort a value is: of a department, of a topic; a land, a town, a house in one."""
        if self._kind.field == "place":
            if "," in text:
                return "house"
            lands = listed("places") - _OF_TOWNS
            return "land" if all(w in lands or w in _OF_LANDS for w in words(text)) else "town"
        if self._kind.field == "certificate":
            figures = any(map(str.isdecimal, text))
            return re.sub(r"\d+", "0", text) if figures else "sign" if len(text) < 4 else "word"
        return " ".join([str(getattr(record, name)) for name in self._sorts])


@lru_cache(maxsize=1024)
def _words(text: str) -> frozenset[str]:
    return frozenset(words(text))

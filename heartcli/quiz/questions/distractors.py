"""Wrong answers: values of like records and of the pool, without those one could argue for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from heartcli.model.records import Strings
from heartcli.quiz.questions.templates import QuestionTemplate, place_type
from heartcli.text.folding import fold, fold_words

_ENOUGH = 6  # values that are alike; where there are more, no others are offered
_TELLING = 100  # values; what is given with a word that more of them have is not told by it
_STRICT = ("place", "certificate", "amount", "length", "minutes", "score")  # of one sort only
_SORTS = ("department", "kind", "topic", "currency", "unit")  # fields that tell the sort
_NAMED = ("job", "role")  # where one may be a part of another: producer, co-producer


class _Value(NamedTuple):
    """A value that a record has, of what sort it is, and what it is given by."""

    text: str
    sort: str
    given: frozenset[str]


class Distractors:
    """What may be offered as wrong, where a kind of question is asked of these records."""

    def __init__(self, records: Sequence[Any], kind: QuestionTemplate, pool: Strings) -> None:
        self._kind = kind
        self._sorts = [name for name in _SORTS if records and hasattr(records[0], name)]
        self._named = kind.given[0] if len(kind.given) == 1 and kind.given[0] in _NAMED else ""
        self._values: list[_Value] = []
        self._claims: dict[str, set[str]] = {}  # what a dispute gives → values that then fit
        self._by_beginning: dict[str, dict[str, None]] | None = None  # made where it is asked for
        self._twins: dict[str, set[str]] = {}  # what a dispute has for a value → that value
        for record in records:
            text = kind.text(record, getattr(record, kind.field))
            for dispute in record.disputes if text else ():
                claimed = fold(str(dispute.value))
                if dispute.field in kind.given:
                    self._claims.setdefault(claimed, set()).add(text)
                elif dispute.field == kind.field:
                    self._twins.setdefault(claimed, set()).add(text)
            if text and record.is_undisputed() and not record.spoiler:
                self._values.append(_Value(text, self._sort(record, text), self._given(record)))
        self._by_given: dict[str, list[_Value]] = {}  # a word of what is given → values
        for value in self._values:
            for word in value.given:
                self._by_given.setdefault(word, []).append(value)
        alone = kind.field in _STRICT
        self._pool = [(text, self._sort(None, text) if alone else None) for text in pool]
        self._alike: dict[str, Strings] = {}

    def beside(self, record: Any, right: str) -> Strings:
        """Values for a question about a record, the likeliest first; right ones may be among them.

        What one could argue for is not taken out.
        """
        sort = self._sort(record, right)
        if sort not in self._alike:
            self._alike[sort] = self._of_sort(sort)
        return self._alike[sort]

    def arguable(self, group: Sequence[Any], rights: Sequence[str]) -> list[str]:
        """Values that a dispute would make right, or that are of somebody with nearly that job."""
        if not (self._twins or self._claims or self._named):
            return []
        found: set[str] = set()
        for right in rights if self._twins else ():
            found |= self._twins.get(fold(right), set())
        for record in group if self._claims else ():
            for name in self._kind.given:
                found |= self._claims.get(fold(str(getattr(record, name))), set())
        for given in map(self._given, group):
            told = [self._by_given.get(word, []) for word in given]
            near = [value for values in told if len(values) <= _TELLING for value in values]
            found |= {v.text for v in near if v.given < given or v.given > given}
        return sorted(found)

    def like(self, right: str) -> list[str]:
        """Other values that begin as a right one does: Columbia Pictures, Columbia Records."""
        if self._by_beginning is None:
            self._by_beginning = {}
            for value in self._values:
                first, space, _ = value.text.partition(" ")
                if space:
                    self._by_beginning.setdefault(first, {})[value.text] = None
        found = self._by_beginning.get(right.partition(" ")[0], {})
        return [text for text in found if text != right] if len(found) <= _TELLING else []

    def _of_sort(self, sort: str) -> Strings:
        own = [value.text for value in self._values if value.sort == sort]
        pool = [text for text, its in self._pool if its in (None, sort)]
        alike = dict.fromkeys([*own, *pool])
        if self._kind.field not in _STRICT and len(alike) <= _ENOUGH:
            alike |= dict.fromkeys(value.text for value in self._values)
        return tuple(alike)

    def _given(self, record: Any) -> frozenset[str]:
        return _words(getattr(record, self._named)) if self._named else frozenset()

    def _sort(self, record: Any, text: str) -> str:
        """Of what sort a value is: of a department, of a topic; a land, a town, a house in one."""
        if self._kind.field == "place":
            return place_type(text)
        if self._kind.field == "certificate":
            figures = any(map(str.isdecimal, text))
            return re.sub(r"\d+", "0", text) if figures else "sign" if len(text) < 4 else "word"
        return " ".join([str(getattr(record, name)) for name in self._sorts])


@lru_cache(maxsize=1024)
def _words(text: str) -> frozenset[str]:
    return frozenset(fold_words(text))

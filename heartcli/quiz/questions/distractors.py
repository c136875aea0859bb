"""Distractors: wrong options taken from similar records and the film's pool."""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

from heartcli.model.records import Record, Strings
from heartcli.quiz.questions.templates import QuestionTemplate, place_type
from heartcli.text.folding import fold, fold_words

_MIN_CANDIDATES = 6  # if a category has no more values than this, others' values are added
_MAX_SHARED = 100  # values; a word that more of them share is too common to count
# Fields whose options must all be in one category, so that none stands out.
_STRICT_FIELDS = ("place", "certificate", "amount", "length", "minutes", "score")
_CATEGORY_FIELDS = ("department", "kind", "topic", "currency", "unit")
_OVERLAPPING_FIELDS = ("job", "role")  # values may overlap: producer, co-producer


class _Value(NamedTuple):
    text: str
    category: str
    given_words: frozenset[str]  # words of the job or role, if the question states it


class Distractors:
    """Finds distractors for a template's questions about these records."""

    def __init__(
        self, records: Sequence[Record], template: QuestionTemplate, pool: Strings
    ) -> None:
        self._template = template
        self._pool = pool
        self._category_fields = [n for n in _CATEGORY_FIELDS if records and hasattr(records[0], n)]
        overlapping = [n for n in _OVERLAPPING_FIELDS if template.given_fields == (n,)]
        self._overlapping_field = overlapping[0] if overlapping else ""
        self._values: list[_Value] = []
        self._by_claim: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        self._by_given_word: defaultdict[str, list[_Value]] = defaultdict(list)
        self._by_first_word: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self._by_category: dict[str, Strings] = {}
        for record in records:
            if text := template.format_answer(record, getattr(record, template.field)):
                self._add_record(record, text)

    def _add_record(self, record: Record, text: str) -> None:
        for dispute in record.disputes:
            self._by_claim[dispute.field, fold(str(dispute.value))].add(text)
        if record.is_undisputed() and not record.spoiler:
            value = _Value(text, self._category(record, text), self._given_words(record))
            self._values.append(value)
            for word in value.given_words:
                self._by_given_word[word].append(value)
            first, space, _ = text.partition(" ")
            if space:
                self._by_first_word[first][text] = None

    def candidates(self, record: Record, right: str) -> Strings:
        """Returns values similar to the right one, best first; some may be right or debatable."""
        category = self._category(record, right)
        if category not in self._by_category:
            self._by_category[category] = self._values_in(category)
        return self._by_category[category]

    def debatable(self, records: Sequence[Record], right_texts: Sequence[str]) -> list[str]:
        """Returns values that are arguably right because of a dispute or an overlapping job."""
        claims = [(self._template.field, text) for text in right_texts]
        claims += [(n, str(getattr(r, n))) for r in records for n in self._template.given_fields]
        texts: set[str] = set()
        for field, value in claims if self._by_claim else ():
            texts |= self._by_claim.get((field, fold(value)), set())
        for words in map(self._given_words, records):
            sharing = [self._by_given_word.get(word, []) for word in words]
            values = [value for group in sharing if len(group) <= _MAX_SHARED for value in group]
            texts |= {v.text for v in values if v.given_words < words or v.given_words > words}
        return sorted(texts)

    def with_same_prefix(self, right: str) -> list[str]:
        """Returns other values with the same first word: Columbia Pictures, Columbia Records."""
        texts = self._by_first_word.get(right.partition(" ")[0], {})
        return [text for text in texts if text != right] if len(texts) <= _MAX_SHARED else []

    def _values_in(self, category: str) -> Strings:
        same = [value.text for value in self._values if value.category == category]
        category_of = _CATEGORY_OF_TEXT.get(self._template.field)
        pool = [text for text in self._pool if not category_of or category_of(text) == category]
        texts = dict.fromkeys([*same, *pool])
        if self._template.field not in _STRICT_FIELDS and len(texts) <= _MIN_CANDIDATES:
            texts |= dict.fromkeys(value.text for value in self._values)
        return tuple(texts)

    def _category(self, record: Record, text: str) -> str:
        """Returns a value's category, such as a department, a topic or a type of place."""
        if category_of := _CATEGORY_OF_TEXT.get(self._template.field):
            return category_of(text)
        return " ".join([str(getattr(record, name)) for name in self._category_fields])

    def _given_words(self, record: Record) -> frozenset[str]:
        field = self._overlapping_field
        return _cached_words(getattr(record, field)) if field else frozenset()


@lru_cache(maxsize=1024)
def _cached_words(text: str) -> frozenset[str]:
    return frozenset(fold_words(text))


def _certificate_style(text: str) -> str:
    if re.search(r"\d", text):
        return re.sub(r"\d+", "0", text)
    return "sign" if len(text) < 4 else "word"


_CATEGORY_OF_TEXT: dict[str, Callable[[str], str]] = {
    "place": place_type, "certificate": _certificate_style,
}  # fmt: skip

"""What the templates need to know about a film beyond a single record."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from heartcli.model.dates import Date
from heartcli.model.film import Film
from heartcli.model.records import CastMember, Difficulty, FieldValue, Record, Strings
from heartcli.quiz.judging import AnswerKind
from heartcli.quiz.judging.word_lists import word_list
from heartcli.quiz.questions.answers import names_in_film
from heartcli.quiz.questions.question import Form
from heartcli.quiz.questions.well_known import first_year, gender, peers, well_known
from heartcli.text.folding import fold, fold_words

_Record = TypeVar("_Record", bound=Record)

_MIN_CAST = 12  # names; in a shorter list a star may be missing
_MAX_BILLING = 8  # the first place in the cast list that few people know
_MAX_HANDLE = 60  # characters of a description that a question quotes
_MAX_FACT = 120  # characters of a sentence that an explanation quotes
_USUAL_CAREER, _SAME_GENERATION = 6, 8  # years since a star's first film; between two stars'
_MIN_NEAR = 3  # stars of one generation; if there are fewer, others are offered, too
_UNNAMED = frozenset((
    "barman", "bartender", "boss", "boy", "clerk", "cop", "customer", "dancer", "doctor", "driver",
    "extra", "first", "girl", "guard", "herself", "himself", "lady", "man", "narrator", "nurse",
    "officer", "owner", "passenger", "patron", "player", "police", "policeman", "reporter",
    "second", "secretary", "self", "singer", "soldier", "third", "understudy", "various", "voice",
    "waiter", "waitress", "woman",
))  # fmt: skip
_SMALL_WORDS = frozenset(
    ("da", "de", "del", "della", "di", "du", "la", "le", "of", "the", "van", "von")
)
_NOUN_PHRASE = re.compile(r"(?:(An?|The)\b|[A-Z][\w.]*(?: [A-Z]\w*)?['’]s?) ")
_MONTHS = {
    name[:3]: name
    for name in (
        "January", "February", "March", "April", "June", "July", "August", "September", "October",
        "November", "December",
    )
}  # fmt: skip


class Draft(NamedTuple):
    """A question as a template makes it: its records, wording, right answers and wrong options."""

    template: str
    suffix: str  # the last part of the question's id
    about: Sequence[Record]  # none for the head of the film file
    ask: str
    rights: Strings  # all right answers, the one shown first
    kind: AnswerKind
    forms: tuple[Form, ...]
    pool: Strings = ()
    given_fields: Strings = ()  # what the question states; if that is disputed, it isn't asked
    accept: Strings = ()
    too_vague: Strings = ()
    names: Strings = ()  # people whom a round should name only once
    interest: int = 1
    difficulty: Difficulty = "medium"
    why: str = ""
    other_sources: Strings = ()  # besides those of the records


class FilmFacts:
    """A film's people and records, as templates look at them."""

    def __init__(self, film: Film) -> None:
        self.film = film
        self.names = {*map(fold, _all_names(film))}
        languages = {fold(language) for language in film.languages}
        self.is_in_english = not languages or "english" in languages
        self.cast = sorted(film.cast, key=lambda m: (not m.billing, m.billing or 0))
        self._characters_with_word = Counter(
            word for member in film.cast for word in set(fold_words(member.character))
        )

    def peers(self, group: str) -> Strings:
        """Returns well-known people of the film's time who had no part in it, best first.

        Only directors if the film isn't in English.
        """
        heading = group if self.is_in_english else f"{group} abroad"
        return peers(heading, self.film.year, self.names)

    def prominent_cast(self) -> list[CastMember]:
        """Returns the well-known cast: those with a billing or, if nobody has one, the famous."""
        famous = {fold(name) for group in ("actor", "actress") for name in well_known(group)}
        if any(member.billing for member in self.cast):
            return [m for m in self.cast if (m.billing or _MAX_BILLING) < _MAX_BILLING or m.cameo]
        return [member for member in self.cast if fold(member.performer) in famous]

    def absentees(self) -> Strings:
        """Returns actors who aren't in the film: those its author lists, or else those of its time.

        Empty if the cast list is too short to be sure, or the film is animated.
        """
        pooled = self.film.pool.get("performer", ())
        genres = set(map(fold, self.film.genres))
        is_complete = len(self.cast) >= _MIN_CAST and not genres & {"animation", "documentary"}
        known = self.actors("") if is_complete else ()
        return tuple(name for name in pooled if fold(name) not in self.names) or known

    def parts_of_character(self, character: str) -> tuple[list[str], list[str]]:
        """Returns the name parts that only this character has, and those that others share."""
        parts = character.split()
        if len(parts) < 2 or not all(part[0].isupper() for part in parts):
            return [], []
        ignored = word_list("stopwords", "honorifics")
        names = [part for part in parts if len(part) > 2 and fold(part).strip(".") not in ignored]
        counts = self._characters_with_word
        unique = [p for p in names if max((counts[w] for w in fold_words(p)), default=0) == 1]
        return unique, [part for part in names if part not in unique]

    def actors(self, sex: str, beside: str = "") -> Strings:
        """Returns well-known actors of the film's time who aren't in it.

        If there are enough, those of the same generation as somebody to offer them `beside`.
        """
        in_pool = self.film.pool.get("performer", ())
        absent = [name for name in in_pool if fold(name) not in self.names]
        pooled = [name for name in absent if not sex or gender(name) == sex]
        groups = {"men": ("actor",), "women": ("actress",)}.get(sex, ("actor", "actress"))
        known = [name for group in groups for name in self.peers(group)]
        began = first_year(beside) or self.film.year - _USUAL_CAREER
        near = [n for n in known if beside and abs(first_year(n) - began) <= _SAME_GENERATION]
        return tuple(dict.fromkeys([*pooled, *(near if len(near) >= _MIN_NEAR else known)]))

    def what_else(self, name: str) -> str:
        """Returns a short sentence about somebody from the film's history; "" if there is none."""
        for record in (*self.film.production, *self.film.legacy):
            is_short = len(record.text) <= _MAX_FACT and record.text.count(". ") == 0
            if name in record.text and is_short and not record.spoiler and is_sure([record]):
                return record.text
        return ""


def _all_names(film: Film) -> Iterator[str]:
    """Yields every name of everybody in the film, by any source."""
    yield from names_in_film(film)
    for person in film.people.values():
        yield from person.also
    for record in (*film.cast, *film.crew):
        for field in ("performer", "name"):
            yield from (str(dispute.value) for dispute in record.disputes_of(field))


def is_sure(records: Iterable[Record], *fields: str) -> bool:
    """Whether no record is doubtful, or disputed as a whole or in one of these fields."""
    return all(record.is_undisputed(*fields) for record in records)


def usable(records: Iterable[_Record]) -> list[_Record]:
    """Returns the records whose values may be wrong options: undisputed and no spoilers."""
    return [record for record in records if record.is_undisputed() and not record.spoiler]


def values_of(record: Record, field: str) -> list[FieldValue]:
    """Returns the record's value of a field, then those that its disputes claim."""
    return [getattr(record, field), *(dispute.value for dispute in record.disputes_of(field))]


def claims(record: Record, field: str, values: Iterable[str]) -> bool:
    """Whether some source, though not the record itself, gives one of these values."""
    folded = {fold(value) for value in values}
    return any(fold(str(dispute.value)) in folded for dispute in record.disputes_of(field))


def date_in_full(date: Date) -> str:
    """Returns a date as people say it: "11 February 1982"."""
    return re.sub(r"[A-Z][a-z]{2}\b", lambda match: _MONTHS.get(match[0], match[0]), date.words)


def is_named(character: str) -> bool:
    """Whether a part has a name, such as Rick Blaine; "Man in the lift" has none."""
    words = character.split()
    is_capitalized = all(w[:1].isupper() or fold(w) in _SMALL_WORDS for w in words)
    folded = fold_words(character)
    return bool(folded) and is_capitalized and not {folded[0], folded[-1]} & _UNNAMED


def description(member: CastMember) -> str:
    """Returns who a character is, such as "a waiter, who says he sings".

    "" if the record's text doesn't say so in its first sentence.
    """
    text = re.split(r"[:;]|\.(?:\s|$)", member.text, maxsplit=1)[0]
    match = _NOUN_PHRASE.match(text)
    if match is None:
        return ""
    return f"{text[:1].lower()}{text[1:]}" if match[1] else text


def handle(member: CastMember) -> str:
    """Returns who a character is in a few words to follow the name, such as "a waiter"; or ""."""
    phrase = re.split(r",| who(?:se)? ", description(member), maxsplit=1)[0]
    return phrase if len(phrase) <= _MAX_HANDLE else ""

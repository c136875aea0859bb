"""The templates for questions about the records in each section."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple

from heartcli.model import records
from heartcli.model.dates import Date
from heartcli.model.film import Film
from heartcli.model.records import Difficulty, Record, Strings
from heartcli.quiz.judging import AnswerKind
from heartcli.quiz.judging.word_lists import word_list
from heartcli.quiz.questions.question import Form
from heartcli.text.display import format_number, join_with_and, with_article
from heartcli.text.folding import fold, fold_words

# A question's wording: text with {record.field} in it, or a function that returns "" if the record
# doesn't suit the question.
Ask = str | Callable[[Any], str]
FieldValue = str | float | Date | Strings | None

_CHOICE: tuple[Form, ...] = ("choice",)
_TYPED: tuple[Form, ...] = ("typed",)
_CHOICE_OR_TYPED: tuple[Form, ...] = ("choice", "typed")
_CHOICE_OR_ESTIMATE: tuple[Form, ...] = ("choice", "estimate")
_EMPTY = (None, "", ())
_MAX_EASY_BILLING, _MAX_MEDIUM_BILLING = 4, 8  # last easy and last medium place in the cast list
_DIFFICULTY_OF_JOB: dict[str, Difficulty] = {  # all other jobs are hard
    "director": "easy", "singer": "easy", "music and songs": "easy", "screenplay": "medium",
    "writer": "medium", "story": "medium", "producer": "medium", "cinematography": "medium",
    "editor": "medium", "composer": "medium", "music": "medium", "production design": "medium",
    "costumes": "medium", "choreography": "medium",
}  # fmt: skip
_OUTCOMES = {"won": "won it", "nominated": "was nominated"}
# Words of country names that aren't in the list of places, and words in it that name cities.
_COUNTRY_WORDS = {
    "united", "states", "kingdom", "new", "zealand", "soviet", "union", "czech", "republic",
    "north", "south", "east", "west", "hong", "kong", "saudi", "arabia", "the", "and",
}  # fmt: skip
_CITY_WORDS = {"york", "hollywood", "washington"}
# Words in texts that report an opinion or reveal when something happened.
_NOT_AN_EVENT = (
    r"\b(?:said|says|say|told|tells|wrote|writes|noted|notes|thought|thinks|recalled|remembers|"
    r"remembered|admitted|explained|believes|believed|reported|reports|called it|has it|"
    r"according|at the time|then|now|1[89]\d\d|20\d\d)\b"
)


class QuestionTemplate(NamedTuple):
    """Asks for one field of a record (or of several that are alike), given other fields."""

    suffix: str  # the last part of the question's id
    field: str  # the field asked for
    given_fields: Strings
    answer_kind: AnswerKind
    ask: Ask
    forms: tuple[Form, ...] = _CHOICE_OR_TYPED
    difficulty: Difficulty | Callable[[Any], Difficulty] = "medium"
    ask_plural: Ask = ""  # used instead of `ask` if several answers are right
    required: Strings = ()  # fields that must not be empty; by default, the given fields
    forbidden: Strings = ()  # fields that must be empty
    uses_pool: bool = True  # False if the pool's values are for another field of this name

    def applies_to(self, record: Record) -> bool:
        """Whether the record has the fields that the question needs."""
        needed = self.required or self.given_fields
        has_needed = all(getattr(record, name) not in _EMPTY for name in needed)
        return has_needed and not any(getattr(record, name) for name in self.forbidden)

    def has_answer(self, record: Record) -> bool:
        """Whether the record has the field asked for."""
        return getattr(record, self.field) not in _EMPTY

    def format_ask(self, record: Record | Film, *, is_plural: bool) -> str:
        """Returns the question, or "" if it can't be asked about this record."""
        ask = self.ask_plural if is_plural and self.ask_plural else self.ask
        text = ask.format(record=record) if isinstance(ask, str) else ask(record)
        return text.replace(".”?", "”?").replace("?”?", "?”")

    def format_answer(self, record: Record, value: FieldValue) -> str:
        """Formats a value as an answer; returns "" if it's missing or inexact."""
        if value is None or isinstance(value, str):
            return value or ""
        if not isinstance(value, float | int):
            return self.format_date(value) if isinstance(value, Date) else join_with_and(value)
        if isinstance(record, records.Figure):
            return record.format_amount(value)
        return f"{value} minutes" if self.field == "minutes" else format_number(value)

    def format_date(self, date: Date) -> str:
        """Returns a date's year or day, whichever is asked for, or "" if it's inexact."""
        if self.suffix != "year":
            return date.words if date.first == date.last else ""
        is_exact = date.first.year == date.last.year and "~" not in date.text
        return str(date.first.year) if is_exact else ""

    def difficulty_of(self, record: Record | Film) -> Difficulty:
        """Returns how hard the question about this record is."""
        return self.difficulty if isinstance(self.difficulty, str) else self.difficulty(record)


def _billing_difficulty(member: records.CastMember) -> Difficulty:
    if not member.billing or member.billing > _MAX_MEDIUM_BILLING:
        return "hard"
    return "easy" if member.billing <= _MAX_EASY_BILLING else "medium"


def _job_difficulty(member: records.CrewMember) -> Difficulty:
    return _DIFFICULTY_OF_JOB.get(fold(member.job), "hard")


def _describe_release(release: records.Release) -> str:
    text = ", ".join(filter(None, (release.edition, release.medium_in_words, release.place)))
    return text[0].upper() + text[1:]


def _ask_place(release: records.Release) -> str:
    """Asks where a release was, unless its date is missing or approximate."""
    if not release.date or "~" in release.date.text:
        return ""
    medium = f"{'new ' if release.kind == 'theatrical' else ''}{release.medium_in_words}"
    edition, place = release.edition or "The film", place_type(release.place)
    return f"{edition}, {medium}, {release.date.words}: in which {place} was that?"


@lru_cache(maxsize=256)
def place_type(place: str) -> str:
    """Returns "country", "city", or "house" (a place within a city)."""
    if "," in place:
        return "house"
    country_words = (word_list("places") - _CITY_WORDS) | _COUNTRY_WORDS
    return "country" if set(fold_words(place)) <= country_words else "city"


def _ask_amount(figure: records.Figure) -> str:
    if figure.unit:
        is_in_name = set(fold_words(figure.unit)) <= set(fold_words(figure.name))
        return f"{figure.name}: how many{'' if is_in_name else f' {figure.unit}'}?"
    currency = {"USD": "US dollars"}.get(figure.currency, figure.currency)
    return f"{figure.name}: how much{f', in {currency}' if currency else ''}?"


def _if_full_name(ask: str) -> Callable[[records.Review], str]:
    """Restricts a question to reviews whose critic's full name is known."""
    return lambda record: ask.format(record=record) if " " in record.critic else ""


def _ask_score(rating: records.Rating) -> str:
    date = rating.date  # ratings change, so skip any without a date
    return f"{rating.by}, {date.words}: what score, out of {rating.out_of:g}?" if date else ""


def is_event(text: str) -> bool:
    """Whether a text says what happened (not an opinion) without revealing when."""
    return not re.search(_NOT_AN_EVENT, text)


def _ask_year(record: Record) -> str:
    return f"In which year was that? “{record.text}”" if is_event(record.text) else ""


_AWARD = ("award", "category", "result")
_RELEASE = ("edition", "kind", "medium", "place")
TEMPLATES: dict[str, tuple[QuestionTemplate, ...]] = {
    "titles": (  # typed only: with options, a title's language would give the answer away
        QuestionTemplate("title", "title", ("place",), "title",
            lambda record: f"What is the film called in {with_article(record.place)}?", _TYPED),
        QuestionTemplate("place", "place", ("title",), "text",
            "Where is the film called “{record.title}”?", _TYPED),
    ),
    "cast": (
        QuestionTemplate("performer", "performer", ("character",), "person",
            "Who plays “{record.character}”?", difficulty=_billing_difficulty),
        QuestionTemplate("character", "character", ("performer",), "text",
            "Whom does {record.performer} play?", difficulty=_billing_difficulty),
        QuestionTemplate("described", "character", ("text",), "text",
            "Which character is this? “{record.text}”", difficulty=_billing_difficulty,
            forbidden=("cameo",)),
    ),
    "crew": (
        QuestionTemplate("name", "name", ("job",), "person",
            "Who is credited under “{record.job}”?", difficulty=_job_difficulty,
            ask_plural="Name somebody who is credited under “{record.job}”."),
        QuestionTemplate("job", "job", ("name",), "text",
            "What is {record.name} credited for?", _CHOICE, _job_difficulty),
    ),
    "companies": (
        QuestionTemplate("name", "name", ("role",), "text",
            "Which company is credited under “{record.role}”?", uses_pool=False,
            ask_plural="Name a company that is credited under “{record.role}”."),
        QuestionTemplate("role", "role", ("name",), "text",
            "What is {record.name} credited for?", _CHOICE),
    ),
    "songs": (
        QuestionTemplate("performers", "performers", ("title",), "person",
            "Who performs “{record.title}”?"),
        QuestionTemplate("length", "length", ("title",), "number",
            "How long is “{record.title}”, in minutes and seconds?", _CHOICE_OR_ESTIMATE, "hard"),
    ),
    "editions": (
        QuestionTemplate("minutes", "minutes", ("name",), "number",
            "{record.name}: how many minutes does it run?", ("choice", "typed", "estimate")),
        QuestionTemplate("year", "date", ("name",), "date",
            "{record.name}: from which year is this version?"),
    ),
    "releases": (
        QuestionTemplate("date", "date", _RELEASE, "date",
            lambda record: f"{_describe_release(record)}: when was that?",
            difficulty="hard", required=("place",)),
        QuestionTemplate("by", "by", _RELEASE, "text",
            lambda record: f"{_describe_release(record)}: who brought it out?",
            difficulty="hard", required=("place",)),
        QuestionTemplate("place", "place", ("edition", "kind", "medium", "date"), "text",
            _ask_place, required=("date",)),
    ),
    "certificates": (
        QuestionTemplate("certificate", "certificate", ("place",), "text",
            lambda record:
            f"Which certificate does the film have in {with_article(record.place)}?"),
    ),
    "figures": (
        QuestionTemplate("amount", "amount", ("name",), "number", _ask_amount, _CHOICE_OR_ESTIMATE),
    ),
    "reviews": (
        QuestionTemplate("critic", "critic", ("quote",), "person",
            _if_full_name("Who wrote, reviewing the film: “{record.quote}”?")),
        QuestionTemplate("publication", "publication", ("quote",), "text",
            "Which paper or site said of the film: “{record.quote}”?", forbidden=("critic",)),
        QuestionTemplate("reviewed-for", "publication", ("critic",), "text",
            _if_full_name("For which paper or site did {record.critic} review the film?")),
    ),
    "ratings": (
        QuestionTemplate("score", "score", ("by",), "number", _ask_score, ("estimate",),
            required=("by", "out_of")),
    ),
    "awards": (
        QuestionTemplate("category", "category", ("award", "result"), "text",
            "{record.award}, {record.result}: in which category?"),
        QuestionTemplate("people", "people", _AWARD, "person",
            lambda record: f"{record.award}, {record.category}: who {_OUTCOMES[record.result]}?"),
    ),
    "production": (QuestionTemplate("year", "date", ("id",), "date", _ask_year),),
    "legacy": (QuestionTemplate("year", "date", ("id",), "date", _ask_year),),
}  # fmt: skip
YEAR_TEMPLATE = QuestionTemplate(
    "year", "year", (), "date", "Of which year is the film?", difficulty="easy"
)

"""What is asked of the records of each section, and how: the table of generated questions."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple

from heartcli.model.dates import Date
from heartcli.model.records import Difficulty, Figure, Strings
from heartcli.quiz.judging import AnswerKind
from heartcli.quiz.judging.word_lists import word_list
from heartcli.quiz.questions.question import Form
from heartcli.text.display import format_number, join_with_and, with_article
from heartcli.text.folding import fold, fold_words

_CHOICE: tuple[Form, ...] = ("choice",)
_TYPED: tuple[Form, ...] = ("choice", "typed")
_GUESSED: tuple[Form, ...] = ("choice", "estimate")
_JOBS: dict[str, Difficulty] = {
    "director": "easy",
    "singer": "easy",
    "music and songs": "easy",
    "screenplay": "medium",
    "writer": "medium",
    "story": "medium",
    "producer": "medium",
    "cinematography": "medium",
    "editor": "medium",
    "composer": "medium",
    "music": "medium",
    "production design": "medium",
    "costumes": "medium",
    "choreography": "medium",
}
_NOTHING = (None, "", ())
_OUTCOME = {"won": "won it", "nominated": "was nominated"}
# How to ask of a record: with {r.field} in braces, or a function that gives "" where one can't.
Ask = str | Callable[[Any], str]
# What somebody said, or what tells the time by itself.
_NO_EVENT = (
    r"\b(?:said|says|say|told|tells|wrote|writes|noted|notes|thought|thinks|recalled|remembers|"
    r"remembered|admitted|explained|believes|believed|reported|reports|called it|has it|"
    r"according|at the time|then|now|1[89]\d\d|20\d\d)\b"
)
_TOWN_OR_LAND = {"house": "in which house", "town": "in which city", "land": "in which country"}
_OF_LANDS = {
    "united",
    "states",
    "kingdom",
    "new",
    "zealand",
    "soviet",
    "union",
    "czech",
    "republic",
    "north",
    "south",
    "east",
    "west",
    "hong",
    "kong",
    "saudi",
    "arabia",
    "the",
    "and",
}
_OF_TOWNS = {"york", "hollywood", "washington"}


class QuestionTemplate(NamedTuple):
    """What is asked of the records of a section: a field, of those that are alike in others."""

    what: str  # the last part of the question's id
    field: str
    given: Strings
    ask: Ask
    kind: AnswerKind
    forms: tuple[Form, ...] = _TYPED
    difficulty: Difficulty | Callable[[Any], Difficulty] = "medium"
    several: Ask = ""  # how to ask where several records are right
    needs: Strings = ()  # the fields that must be there, if not all that are given
    lacks: Strings = ()  # the fields that must not be there
    pooled: bool = True  # whether the pool has values of this kind for the field
    named_also: bool = False  # whether the record knows other names of it

    def fits(self, record: Any) -> bool:
        """Whether it can be asked by what a record has, if it has the field, too."""
        for name in self.needs or self.given:
            if getattr(record, name) in _NOTHING:
                return False
        return not any(getattr(record, name) for name in self.lacks)

    def is_in(self, record: Any) -> bool:
        """Whether a record has the field that is asked for."""
        return getattr(record, self.field) not in _NOTHING

    def in_words(self, record: Any, *, several: bool) -> str:
        """The question about a record, or about several that are right."""
        ask = self.several if several and self.several else self.ask
        told = ask.format(r=record) if isinstance(ask, str) else ask(record)
        return told.replace(".”?", "”?").replace("?”?", "?”")

    def text(self, record: Any, value: Any) -> str:
        """A value of a record as an answer has it; "" where it is none, or no exact one."""
        if isinstance(value, Date):
            return _year(value) if self.what == "year" else _day(value)
        if isinstance(value, tuple):
            return join_with_and(value)
        if value is None or value == "":
            return ""
        if isinstance(record, Figure):
            return record.format_amount(value)
        if isinstance(value, float):
            return format_number(value)
        return f"{value} minutes" if self.field == "minutes" else str(value)

    def difficulty_of(self, record: Any) -> Difficulty:
        """How hard the question about a record is."""
        return self.difficulty if isinstance(self.difficulty, str) else self.difficulty(record)


def _year(date: Date) -> str:
    """The year that a date is surely in, or ""."""
    exact = date.first.year == date.last.year and "~" not in date.text
    return str(date.first.year) if exact else ""


def _day(date: Date) -> str:
    return date.words if date.first == date.last else ""


def _billed(member: Any) -> Difficulty:
    billing = member.billing or 99
    return "easy" if billing <= 4 else "medium" if billing <= 8 else "hard"


def _job(member: Any) -> Difficulty:
    return _JOBS.get(fold(member.job), "hard")


def _event(release: Any) -> str:
    told = ", ".join(
        part for part in (release.edition, release.medium_in_words, release.place) if part
    )
    return told[0].upper() + told[1:]


def _where(release: Any) -> str:
    """A showing whose day is known, asked for its place."""
    if "~" in release.date.text:
        return ""
    how = (
        f"new {release.medium_in_words}"
        if release.kind == "theatrical"
        else release.medium_in_words
    )
    which = _TOWN_OR_LAND[place_type(release.place)]
    return f"{release.edition or 'The film'}, {how}, {release.date.words}: {which} was that?"


@lru_cache(maxsize=256)
def place_type(place: str) -> str:
    """What a place is: "land", "town", or a "house" in one."""
    if "," in place:
        return "house"
    lands, others = word_list("places"), _OF_LANDS
    land = all((w in lands and w not in _OF_TOWNS) or w in others for w in fold_words(place))
    return "land" if land else "town"


def _how_much(figure: Figure) -> str:
    if figure.unit:
        again = set(fold_words(figure.unit)) <= set(fold_words(figure.name))
        return f"{figure.name}: how many{'' if again else f' {figure.unit}'}?"
    currency = {"USD": "US dollars"}.get(figure.currency, figure.currency)
    return f"{figure.name}: how much{f', in {currency}' if currency else ''}?"


def _by_whom(review: Any) -> str:
    """Asked for the critic, whose full name must be known."""
    named = " " in review.critic
    return f"Who wrote, reviewing the film: “{review.quote}”?" if named else ""


def _for_whom(review: Any) -> str:
    named = " " in review.critic
    return f"For which paper or site did {review.critic} review the film?" if named else ""


def _score(rating: Any) -> str:
    """Scores change, so that one without a date can't be asked for."""
    when = rating.date.words if rating.date else ""
    return f"{rating.by}, {when}: what score, out of {rating.out_of:g}?" if when else ""


def is_event(text: str) -> bool:
    """Whether a text tells what happened: not what somebody said about it, nor when it was."""
    return not re.search(_NO_EVENT, text)


def _in_year(record: Any) -> str:
    return f"In which year was that? “{record.text}”" if is_event(record.text) else ""


_RELEASE = ("edition", "kind", "medium", "place")
_AWARD = ("award", "category", "result")
TEMPLATES: dict[str, tuple[QuestionTemplate, ...]] = {
    "titles": (
        # To choose from, the languages alone would tell.
        QuestionTemplate(
            "title",
            "title",
            ("place",),
            lambda r: f"What is the film called in {with_article(r.place)}?",
            "title",
            ("typed",),
        ),
        QuestionTemplate(
            "place",
            "place",
            ("title",),
            "Where is the film called “{r.title}”?",
            "text",
            ("typed",),
        ),
    ),
    "cast": (
        QuestionTemplate(
            "performer",
            "performer",
            ("character",),
            "Who plays “{r.character}”?",
            "person",
            difficulty=_billed,
        ),
        QuestionTemplate(
            "character",
            "character",
            ("performer",),
            "Whom does {r.performer} play?",
            "text",
            difficulty=_billed,
            named_also=True,
        ),
        QuestionTemplate(
            "described",
            "character",
            ("text",),
            "Which character is this? “{r.text}”",
            "text",
            difficulty=_billed,
            lacks=("cameo",),
            named_also=True,
        ),
    ),
    "crew": (
        QuestionTemplate(
            "name",
            "name",
            ("job",),
            "Who is credited under “{r.job}”?",
            "person",
            difficulty=_job,
            several="Name somebody who is credited under “{r.job}”.",
        ),
        QuestionTemplate(
            "job", "job", ("name",), "What is {r.name} credited for?", "text", _CHOICE, _job
        ),
    ),
    "companies": (
        QuestionTemplate(
            "name",
            "name",
            ("role",),
            "Which company is credited under “{r.role}”?",
            "text",
            several="Name a company that is credited under “{r.role}”.",
            pooled=False,
        ),
        QuestionTemplate(
            "role", "role", ("name",), "What is {r.name} credited for?", "text", _CHOICE
        ),
    ),
    "songs": (
        QuestionTemplate(
            "performers", "performers", ("title",), "Who performs “{r.title}”?", "person"
        ),
        QuestionTemplate(
            "length",
            "length",
            ("title",),
            "How long is “{r.title}”, in minutes and seconds?",
            "number",
            _GUESSED,
            "hard",
        ),
    ),
    "editions": (
        QuestionTemplate(
            "minutes",
            "minutes",
            ("name",),
            "{r.name}: how many minutes does it run?",
            "number",
            ("choice", "typed", "estimate"),
        ),
        QuestionTemplate(
            "year", "date", ("name",), "{r.name}: from which year is this version?", "date"
        ),
    ),
    "releases": (
        QuestionTemplate(
            "date",
            "date",
            _RELEASE,
            lambda r: f"{_event(r)}: when was that?",
            "date",
            difficulty="hard",
            needs=("place",),
        ),
        QuestionTemplate(
            "by",
            "by",
            _RELEASE,
            lambda r: f"{_event(r)}: who brought it out?",
            "text",
            difficulty="hard",
            needs=("place",),
        ),
        QuestionTemplate(
            "place", "place", ("edition", "kind", "medium", "date"), _where, "text", needs=("date",)
        ),
    ),
    "certificates": (
        QuestionTemplate(
            "certificate",
            "certificate",
            ("place",),
            lambda r: f"Which certificate does the film have in {with_article(r.place)}?",
            "text",
        ),
    ),
    "figures": (QuestionTemplate("amount", "amount", ("name",), _how_much, "number", _GUESSED),),
    "reviews": (
        QuestionTemplate("critic", "critic", ("quote",), _by_whom, "person"),
        QuestionTemplate(
            "publication",
            "publication",
            ("quote",),
            "Which paper or site said of the film: “{r.quote}”?",
            "text",
            lacks=("critic",),
        ),
        QuestionTemplate("reviewed-for", "publication", ("critic",), _for_whom, "text"),
    ),
    "ratings": (
        QuestionTemplate(
            "score", "score", ("by",), _score, "number", ("estimate",), needs=("by", "out_of")
        ),
    ),
    "awards": (
        QuestionTemplate(
            "category",
            "category",
            ("award", "result"),
            "{r.award}, {r.result}: in which category?",
            "text",
        ),
        QuestionTemplate(
            "people",
            "people",
            _AWARD,
            lambda r: f"{r.award}, {r.category}: who {_OUTCOME[r.result]}?",
            "person",
        ),
    ),
    "production": (QuestionTemplate("year", "date", ("id",), _in_year, "date"),),
    "legacy": (QuestionTemplate("year", "date", ("id",), _in_year, "date"),),
}
YEAR_TEMPLATE = QuestionTemplate("year", "year", (), "Of which year is the film?", "date",
                   difficulty="easy")  # fmt: skip

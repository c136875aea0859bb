"""What is asked of the records of each section, and how: the table of generated questions."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from heartcli.dates import Date
from heartcli.quiz import judge
from heartcli.quiz.question import Form
from heartcli.records import HOW_RELEASED, Difficulty, Figure, Record, Texts
from heartcli.text import fold

_CHOICE: tuple[Form, ...] = ("choice",)
_TYPED: tuple[Form, ...] = ("choice", "typed")
_GUESSED: tuple[Form, ...] = ("choice", "estimate")
_JOBS: dict[str, Difficulty] = {
    "director": "easy", "singer": "easy", "music and songs": "easy", "screenplay": "medium",
    "writer": "medium", "story": "medium", "producer": "medium", "cinematography": "medium",
    "editor": "medium", "composer": "medium", "music": "medium", "production design": "medium",
    "costumes": "medium", "choreography": "medium",
}  # fmt: skip
_PARTS = ("understudy", "narrator", "waiter", "waitress", "bartender", "dancer", "singer", "driver")
_WITH_ARTICLE = ("United States", "United Kingdom", "Netherlands", "Philippines", "Soviet Union")
_NOTHING = (None, "", ())
_OUTCOME = {"won": "won it", "nominated": "was nominated"}
# How to ask of a record: with {r.field} in braces, or a function that gives "" where one can't.
Ask = str | Callable[[Any], str]
_REPORTS = (
    r"\b(?:said|says|say|told|tells|wrote|writes|noted|notes|thought|thinks|recalled|remembers|"
    r"remembered|admitted|explained|believes|believed|called it|has it|according)\b"
)


class Kind(NamedTuple):
    """What is asked of the records of a section: a field, of those that are alike in others."""

    what: str  # the last part of the question's id
    field: str
    given: Texts
    ask: Ask
    kind: judge.Kind
    forms: tuple[Form, ...] = _TYPED
    difficulty: Difficulty | Callable[[Any], Difficulty] = "medium"
    several: Ask = ""  # how to ask where several records are right
    needs: Texts = ()  # the fields that must be there, if not all that are given
    lacks: Texts = ()  # the fields that must not be there
    pooled: bool = True  # whether the pool has values of this kind for the field
    named_also: bool = False  # whether the record knows other names of it

    def fits(self, record: Any) -> bool:
        """Whether it can be asked of a record, as far as that depends on what it has."""
        for name in (self.field, *(self.needs or self.given)):
            if getattr(record, name) in _NOTHING:
                return False
        return not any(getattr(record, name) for name in self.lacks)

    def in_words(self, record: Any, *, several: bool) -> str:
        """The question about a record, or about several that are right."""
        ask = self.several if several and self.several else self.ask
        return ask.format(r=record) if isinstance(ask, str) else ask(record)

    def text(self, record: Any, value: Any) -> str:
        """A value of a record as an answer has it; "" where it is none, or no exact one."""
        if isinstance(value, Date):
            return _year(value) if self.what == "year" else _day(value)
        if isinstance(value, tuple):
            return " and ".join([", ".join(value[:-1]), value[-1]] if value[1:] else value)
        if value is None or value == "":
            return ""
        if isinstance(record, Figure):
            return record.in_words(value)
        return f"{value} minutes" if self.field == "minutes" else str(value)

    def is_sure(self, record: Record, given: Texts = ()) -> bool:
        """Whether it can be asked: not of what is doubtful, disputed in words or as it is given."""
        if record.doubtful or not record.disputes:
            return not record.doubtful
        disputed = {dispute.field for dispute in record.disputes}
        return "" not in disputed and not disputed.intersection(given)

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


def _who_plays(member: Any) -> str:
    """A part that is no name stands in quotation marks: “Man in the lift”."""
    part = member.character
    named = all(word[0].isupper() for word in part.split()) and fold(part) not in _PARTS
    return f"Who plays {part if named else f'“{part}”'}?"


def _event(release: Any) -> str:
    how = release.medium or HOW_RELEASED[release.kind]
    told = ", ".join(part for part in (release.edition, how, release.place) if part)
    return told[0].upper() + told[1:]


def _place(release: Any) -> str:
    how = release.medium or HOW_RELEASED[release.kind]
    how = f"new {how}" if release.kind == "theatrical" else how
    return f"{release.edition or 'The film'}, {how}, {release.date.words}: where was that?"


def _in(record: Any) -> str:
    return f"in {'the ' if record.place in _WITH_ARTICLE else ''}{record.place}"


def _how_much(figure: Figure) -> str:
    if figure.unit:
        return f"{figure.name}: how many {figure.unit}?"
    currency = {"USD": "US dollars"}.get(figure.currency, figure.currency)
    return f"{figure.name}: how much{f', in {currency}' if currency else ''}?"


def is_event(text: str) -> bool:
    """Whether a text tells what happened, rather than what somebody said about it."""
    return not re.search(_REPORTS, text)


def _in_year(record: Any) -> str:
    return f"In which year was that? “{record.text}”" if is_event(record.text) else ""


_RELEASE = ("edition", "kind", "medium", "place")
_AWARD = ("award", "category", "result")
KINDS: dict[str, tuple[Kind, ...]] = {
    "titles": (
        Kind("title", "title", ("place",), lambda r: f"What is the film called {_in(r)}?", "title"),
        Kind("place", "place", ("title",), "Where is the film called “{r.title}”?", "text"),
    ),
    "cast": (
        Kind("performer", "performer", ("character",), _who_plays, "person", difficulty=_billed),
        Kind("character", "character", ("performer",), "Whom does {r.performer} play?", "text",
             difficulty=_billed, named_also=True),
        Kind("described", "character", ("text",), "Which character is this? “{r.text}”", "text",
             difficulty=_billed, named_also=True),
    ),
    "crew": (
        Kind("name", "name", ("job",), "Who is credited under “{r.job}”?", "person",
             difficulty=_job, several="Name somebody who is credited under “{r.job}”."),
        Kind("job", "job", ("name",), "What is {r.name} credited for?", "text", _CHOICE, _job),
    ),
    "companies": (
        Kind("name", "name", ("role",), "Which company is credited under “{r.role}”?", "text",
             several="Name a company that is credited under “{r.role}”.", pooled=False),
        Kind("role", "role", ("name",), "What is {r.name} credited for?", "text", _CHOICE),
    ),
    "songs": (
        Kind("performers", "performers", ("title",), "Who performs “{r.title}”?", "person"),
        Kind("length", "length", ("title",), "How long is “{r.title}”, in minutes and seconds?",
             "number", _GUESSED, "hard"),
    ),
    "editions": (
        Kind("minutes", "minutes", ("name",), "{r.name}: how many minutes does it run?", "number",
             ("choice", "typed", "estimate")),
        Kind("year", "date", ("name",), "{r.name}: from which year is this version?", "date"),
    ),
    "releases": (
        Kind("date", "date", _RELEASE, lambda r: f"{_event(r)}: when was that?", "date",
             difficulty="hard", needs=("place",)),
        Kind("by", "by", _RELEASE, lambda r: f"{_event(r)}: who brought it out?", "text",
             difficulty="hard", needs=("place",)),
        Kind("place", "place", ("edition", "kind", "medium", "date"), _place, "text",
             needs=("date",)),
    ),
    "certificates": (
        Kind("certificate", "certificate", ("place",),
             lambda r: f"Which certificate does the film have {_in(r)}?", "text"),
    ),
    "figures": (Kind("amount", "amount", ("name",), _how_much, "number", _GUESSED),),
    "reviews": (
        Kind("critic", "critic", ("quote",), "Who wrote, reviewing the film: “{r.quote}”?",
             "person"),
        Kind("publication", "publication", ("quote",),
             "Where was this said of the film: “{r.quote}”?", "text", lacks=("critic",)),
        Kind("reviewed-for", "publication", ("critic",),
             "Where did {r.critic} review the film?", "text"),
    ),
    "ratings": (
        Kind("score", "score", ("by",), "{r.by}: what score, out of {r.out_of:g}?", "number",
             ("estimate",), needs=("by", "out_of")),
    ),
    "awards": (
        Kind("category", "category", ("award", "result"),
             "{r.award}, {r.result}: in which category?", "text"),
        Kind("people", "people", _AWARD,
             lambda r: f"{r.award}, {r.category}: who {_OUTCOME[r.result]}?", "person"),
    ),
    "production": (Kind("year", "date", ("id",), _in_year, "date"),),
    "legacy": (Kind("year", "date", ("id",), _in_year, "date"),),
}  # fmt: skip
OF_THE_FILM = Kind("year", "year", (), "In which year did the film come out?", "date",
                   difficulty="easy")  # fmt: skip

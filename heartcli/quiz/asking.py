"""What is asked of the records of each section, and how: the table of generated questions."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from heartcli.quiz import judge
from heartcli.quiz.question import Form
from heartcli.records import HOW_RELEASED, Difficulty, Figure, Texts
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
_OUTCOME = {"won": "won it", "nominated": "was nominated"}
# How to ask of a record: with {r.field} in braces, or a function that gives "" where one can't.
Ask = str | Callable[[Any], str]
_REPORTS = (
    r"\b(?:said|says|say|told|tells|wrote|writes|noted|notes|thought|thinks|recalled|remembers|"
    r"remembered|admitted|explained|believes|believed|called it|according)\b"
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

    def fits(self, record: Any) -> bool:
        """Whether it can be asked of a record."""
        needed = all(getattr(record, name) for name in self.needs or self.given)
        return needed and not any(getattr(record, name) for name in self.lacks)

    def in_words(self, record: Any, *, several: bool) -> str:
        """The question about a record, or about several that are right."""
        ask = self.several if several and self.several else self.ask
        return ask.format(r=record) if isinstance(ask, str) else ask(record)

    def difficulty_of(self, record: Any) -> Difficulty:
        """How hard the question about a record is."""
        return self.difficulty if isinstance(self.difficulty, str) else self.difficulty(record)


def _billed(member: Any) -> Difficulty:
    billing = member.billing or 99
    return "easy" if billing <= 4 else "medium" if billing <= 8 else "hard"


def _job(member: Any) -> Difficulty:
    return _JOBS.get(fold(member.job), "hard")


def _who_plays(member: Any) -> str:
    """A part that is no name stands in quotation marks: “Man in the lift”."""
    part = member.character
    named = all(word[0].isupper() for word in part.split())
    return f"Who plays {part if named else f'“{part}”'}?"


def _event(release: Any) -> str:
    how = release.medium or HOW_RELEASED[release.kind]
    told = ", ".join(part for part in (release.edition, how, release.place) if part)
    return told[0].upper() + told[1:]


def _place(release: Any) -> str:
    how = release.medium or HOW_RELEASED[release.kind]
    return f"{release.edition or 'The film'}, {how}, {release.date.words}: where was that?"


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
        Kind("title", "title", ("place",), "What is the film called in {r.place}?", "title"),
        Kind("place", "place", ("title",), "Where is the film called “{r.title}”?", "text"),
    ),
    "cast": (
        Kind("performer", "performer", ("character",), _who_plays, "person", difficulty=_billed),
        Kind("character", "character", ("performer",), "Whom does {r.performer} play?", "text",
             difficulty=_billed),
        Kind("described", "character", ("text",), "Which character is this? “{r.text}”", "text",
             difficulty=_billed),
    ),
    "crew": (
        Kind("name", "name", ("job",), "Who is credited for “{r.job}”?", "person",
             difficulty=_job, several="Name somebody who is credited for “{r.job}”."),
        Kind("job", "job", ("name",), "What is {r.name} credited for?", "text", _CHOICE, _job),
    ),
    "companies": (
        Kind("name", "name", ("role",), "Which company is credited for “{r.role}”?", "text",
             several="Name a company that is credited for “{r.role}”.", pooled=False),
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
             "Which certificate does the film have in {r.place}?", "text"),
    ),
    "figures": (Kind("amount", "amount", ("name",), _how_much, "number", _GUESSED),),
    "reviews": (
        Kind("critic", "critic", ("quote",), "Who wrote of the film: “{r.quote}”?", "person"),
        Kind("publication", "publication", ("quote",),
             "Where did one read of the film: “{r.quote}”?", "text", lacks=("critic",)),
        Kind("reviewed-for", "publication", ("critic",),
             "For whom did {r.critic} review the film?", "text"),
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

"""Questions made of a film's records: one table says what of which section is asked, and how.

Nothing is made of a record that is doubtful, or disputed in words, nor asked by a value that is
disputed. Where the value that is asked for is disputed, each side's is right. A wrong option is a
value that another record has in the same place, or one out of the film file's pool.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from math import log
from typing import Any, NamedTuple

from heartcli.dates import Date
from heartcli.film import Film
from heartcli.quiz import judge
from heartcli.quiz.judge import Answer
from heartcli.quiz.people import name as name_of
from heartcli.quiz.question import LONGEST_TYPED, OPTIONS, Form, Question, gives_away, telling_words
from heartcli.records import HOW_RELEASED, Difficulty, Figure, Record, Texts
from heartcli.text import fold, words

_CHOICE: tuple[Form, ...] = ("choice",)
_TYPED: tuple[Form, ...] = ("choice", "typed")
_GUESSED: tuple[Form, ...] = ("choice", "estimate")
_MOST_OFFERED = 16  # more wrong options to choose from make no question better
_JOBS: dict[str, Difficulty] = {
    "director": "easy", "singer": "easy", "music and songs": "easy", "screenplay": "medium",
    "writer": "medium", "story": "medium", "producer": "medium", "cinematography": "medium",
    "editor": "medium", "composer": "medium", "music": "medium", "production design": "medium",
    "costumes": "medium", "choreography": "medium",
}  # fmt: skip
_OUTCOME = {"won": "won it", "nominated": "was nominated"}


class Kind(NamedTuple):
    """What is asked of the records of a section: a field, of those that are alike in others."""

    what: str  # the last part of the question's id
    field: str
    given: Texts
    ask: Callable[[Any], str]  # of a record
    kind: judge.Kind
    forms: tuple[Form, ...] = _TYPED
    difficulty: Callable[[Any], Difficulty] = lambda _: "medium"
    several: Callable[[Any], str] | None = None  # how to ask where several records are right
    needs: Texts | None = None  # the fields that must be there, if not all that are given


def _quoted(text: str) -> str:
    """In quotation marks, unless it is a name: “Man in the lift”, Ray."""
    return text if all(word[0].isupper() for word in text.split()) else f"“{text}”"


def _billed(member: Any) -> Difficulty:
    billing = member.billing or 99
    return "easy" if billing <= 4 else "medium" if billing <= 8 else "hard"


def _job(member: Any) -> Difficulty:
    return _JOBS.get(fold(member.job), "hard")


def _hard(_: Any) -> Difficulty:
    return "hard"


def _event(release: Any) -> str:
    how = release.medium or HOW_RELEASED[release.kind]
    return ", ".join(part for part in (release.edition, how, release.place) if part)


def _place(release: Any) -> str:
    how = release.medium or HOW_RELEASED[release.kind]
    told = (release.edition or "The film", how, release.date.words)
    return f"{', '.join(told)}: where was that?"


def _how_much(figure: Figure) -> str:
    if figure.unit:
        return f"{figure.name}: how many {figure.unit}?"
    currency = {"USD": "US dollars", "": ""}.get(figure.currency, figure.currency)
    return f"{figure.name}: how much{f', in {currency}' if currency else ''}?"


def _score(rating: Any) -> str:
    return f"{rating.by}: what score, out of {rating.out_of:g}?"


def _in_year(record: Any) -> str:
    return f"In which year was that? “{record.text}”"


_RELEASE = ("edition", "kind", "medium", "place")
KINDS: dict[str, tuple[Kind, ...]] = {
    "titles": (
        Kind("title", "title", ("place",), lambda r: f"What is the film called in {r.place}?", "title"),
        Kind("place", "place", ("title",), lambda r: f"Where is the film called “{r.title}”?", "text"),
    ),
    "cast": (
        Kind("performer", "performer", ("character",), lambda r: f"Who plays {_quoted(r.character)}?",
             "person", difficulty=_billed),
        Kind("character", "character", ("performer",), lambda r: f"Whom does {r.performer} play?",
             "text", difficulty=_billed),
        Kind("described", "character", ("text",), lambda r: f"Which character is this? “{r.text}”",
             "text", difficulty=_billed),
    ),
    "crew": (
        Kind("name", "name", ("job",), lambda r: f"Who is credited for “{r.job}”?", "person",
             difficulty=_job, several=lambda r: f"Name somebody who is credited for “{r.job}”."),
        Kind("job", "job", ("name",), lambda r: f"What is {r.name} credited for?", "text", _CHOICE,
             difficulty=_job),
    ),
    "companies": (
        Kind("name", "name", ("role",), lambda r: f"Which company is credited for “{r.role}”?", "text",
             several=lambda r: f"Name a company that is credited for “{r.role}”."),
        Kind("role", "role", ("name",), lambda r: f"What is {r.name} credited for?", "text", _CHOICE),
    ),
    "songs": (
        Kind("performers", "performers", ("title",), lambda r: f"Who performs “{r.title}”?", "person"),
        Kind("length", "length", ("title",), lambda r: f"How long is “{r.title}”, in minutes and seconds?",
             "number", _GUESSED, difficulty=_hard),
    ),
    "editions": (
        Kind("minutes", "minutes", ("name",), lambda r: f"{r.name}: how many minutes does it run?",
             "number", ("choice", "typed", "estimate")),
        Kind("year", "date", ("name",), lambda r: f"{r.name}: from which year is this version?", "date"),
    ),
    "releases": (
        Kind("date", "date", _RELEASE, lambda r: f"{_event(r)}: when was that?", "date",
             difficulty=_hard, needs=("place",)),
        Kind("by", "by", _RELEASE, lambda r: f"{_event(r)}: who brought it out?", "text",
             difficulty=_hard, needs=("place",)),
        Kind("place", "place", ("edition", "kind", "medium", "date"), _place, "text", needs=("date",)),
    ),
    "certificates": (
        Kind("certificate", "certificate", ("place",),
             lambda r: f"Which certificate does the film have in {r.place}?", "text"),
    ),
    "figures": (Kind("amount", "amount", ("name",), _how_much, "number", _GUESSED),),
    "reviews": (
        Kind("critic", "critic", ("quote",), lambda r: f"Who wrote of the film: “{r.quote}”?", "person"),
        Kind("publication", "publication", ("quote",),
             lambda r: f"Where did one read of the film: “{r.quote}”?", "text", difficulty=_hard),
        Kind("reviewed-for", "publication", ("critic",),
             lambda r: f"For whom did {r.critic} review the film?", "text"),
    ),
    "ratings": (
        Kind("score", "score", ("by",), _score, "number", ("estimate",), needs=("by", "out_of")),
    ),
    "awards": (
        Kind("category", "category", ("award", "result"),
             lambda r: f"{r.award}, {r.result}: in which category?", "text"),
        Kind("people", "people", ("award", "category", "result"),
             lambda r: f"{r.award}, {r.category}: who {_OUTCOME[r.result]}?", "person"),
    ),
    "production": (Kind("year", "date", ("id",), _in_year, "date"),),
    "legacy": (Kind("year", "date", ("id",), _in_year, "date"),),
}  # fmt: skip


class _Whole:
    """What the making of questions needs to know of the whole film."""

    def __init__(self, film: Film) -> None:
        self.film = film
        self._also = {fold(name): person.also for name, person in film.people.items()}
        names = {fold(name): name for name in people(film)}
        families = Counter(name_of(name).family[-1] for name in names.values() if words(name))
        self._shared = {family for family, count in families.items() if count > 1}
        self.dates = [
            (record, record.date)
            for _, record in film.records()
            if getattr(record, "date", None) and _is_sure(record)
        ]

    def answer(self, rights: Sequence[str], kind: judge.Kind) -> Answer:
        """An answer that takes each of several texts, other spellings, and short forms."""
        accept = dict.fromkeys(rights[1:])
        prompt: dict[str, None] = {}
        for text in rights:
            accept |= dict.fromkeys(self._also.get(fold(text), ()))
            if kind == "person" and words(text):
                family = name_of(text).family[-1]
                prompt |= dict.fromkeys([family] if family in self._shared else [])
            elif kind == "text":
                accept |= dict.fromkeys(_short_forms(text))
        accept.pop(rights[0], None)
        return Answer(rights[0], tuple(accept), tuple(prompt), (), kind)


def people(film: Film) -> Iterator[str]:
    """The names of all people in a film's records."""
    yield from (member.performer for member in film.cast)
    yield from (member.name for member in film.crew)
    yield from (name for song in film.songs for name in (*song.performers, *song.writers))
    yield from (review.critic for review in film.reviews if review.critic)
    yield from (name for award in film.awards for name in award.people)
    yield from film.people


def _short_forms(text: str) -> Iterator[str]:
    """What will do for a text: one of two companies, a house without its city."""
    if "/" in text:
        yield from (part.strip() for part in text.split("/") if part.strip())
    before, comma, _ = text.partition(", ")
    if comma and len(before.split()) > 1:
        yield before


def of_records(film: Film) -> Iterator[Question]:
    """All questions that are made of single records, or of records that are asked about alike."""
    whole = _Whole(film)
    for section, kinds in KINDS.items():
        records: tuple[Any, ...] = film.section(section)
        for kind in kinds if records else ():
            groups: dict[str, list[Any]] = {}
            for record in records:
                if all(getattr(record, name) for name in kind.needs or kind.given):
                    groups.setdefault(_given(record, kind), []).append(record)
            offered = list(_offered(whole, records, kind))
            for group in groups.values():
                if question := _question(whole, section, group, kind, offered):
                    yield question
    if question := _of_year(whole):
        yield question


def _given(record: Any, kind: Kind) -> str:
    return "|".join(fold(str(getattr(record, name))) for name in kind.given)


def _question(
    whole: _Whole, section: str, group: Sequence[Any], kind: Kind, offered: Sequence[_Offer]
) -> Question | None:
    """The question that asks for a field of records which are alike in what is given."""
    if not all(_is_sure(record, kind.given) for record in group):
        return None
    rights = list(dict.fromkeys(right for record in group for right in _rights(record, kind)))
    if not rights:
        return None
    several = kind.several if len(group) > 1 and len(rights) > 1 else None
    ask = (several or kind.ask)(group[0])
    answer = whole.answer(rights, kind.kind)
    wrong = _wrong(offered, group[0], kind, answer, ask)
    forms = _forms(kind, answer, wrong)
    if not forms or gives_away(ask, answer):
        return None
    ids = tuple(sorted(record.id for record in group))
    cited = [record, *record.disputed(kind.field)] for record in group
    return Question(
        id=f"{whole.film.id}/{'+'.join(ids)}/{kind.what}",
        film=whole.film,
        section=section,
        about=ids,
        ask=ask,
        answer=answer,
        wrong=wrong,
        forms=forms,
        sources=tuple(dict.fromkeys(name for one in cited for name in one.sources)),
        why=" ".join(dict.fromkeys(record.line for record in group[:3])),
        difficulty=kind.difficulty(group[0]),
        spoiler=any(record.spoiler for record in group),
    )

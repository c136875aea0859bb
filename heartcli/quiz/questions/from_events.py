"""Questions about several events: which came first, and in which order they came."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import pairwise
from random import Random
from typing import Any, NamedTuple

from heartcli.model.dates import Date
from heartcli.model.film import Film
from heartcli.model.records import Record
from heartcli.quiz.judging import Answer
from heartcli.quiz.questions.question import OPTION_COUNT, Question
from heartcli.quiz.questions.templates import is_event
from heartcli.quiz.stable_random import shuffled
from heartcli.text.display import safe_for_terminal

_SECTIONS = ("releases", "production", "legacy", "awards", "editions")
_SETS = 16  # of four events each, from one film
_LONGEST = 140  # characters; four longer texts are no question but a reading
_APART = timedelta(days=30)  # events that are to be put in order
_NEAR = timedelta(days=3 * 366)  # where it is asked which came first


class _Event(NamedTuple):
    section: str
    record: Record
    date: Date
    text: str


def film_event_questions(film: Film, rng: Random) -> Iterator[Question]:
    """Questions about four events that the generator picks, as many as the film has events for."""
    events = _events(film)
    seen = set()
    for _ in range(_SETS if len(events) >= OPTION_COUNT else 0):
        picked: list[_Event] = []
        for event in shuffled(events, rng):
            if all(_are_apart(event.date, e.date) for e in picked):
                picked.append(event)
            if len(picked) == OPTION_COUNT:
                ids = tuple(sorted(event.record.id for event in picked))
                if ids not in seen:
                    seen.add(ids)
                    yield from _questions(film, picked)
                break


def regenerate_event_question(film: Film, wanted: str) -> Question | None:
    """The question with this id, where its events are still there and still in a sure order."""
    ids = wanted.removeprefix(f"{film.id}/").rpartition("/")[0].split("+")
    events = {event.record.id: event for event in _events(film)}
    if len(ids) != OPTION_COUNT or not all(own in events for own in ids):
        return None
    picked = sorted((events[own] for own in ids), key=lambda event: event.date.first)
    if not all(one.date.before(other.date) for one, other in pairwise(picked)):
        return None
    return next((q for q in _questions(film, picked) if q.id == wanted), None)


def _are_apart(one: Date, other: Date) -> bool:
    if one.first > other.first:
        one, other = other, one
    return other.first - one.last >= _APART


def _events(film: Film) -> list[_Event]:
    """What has a date that nobody disputes, and tells it not."""
    found = []
    for section in _SECTIONS:
        for record in film.section(section):
            told: Any = record
            if record.is_undisputed("date") and told.date is not None and "~" not in told.date.text:
                text = record.short_sentence
                if len(text) <= _LONGEST and is_event(text):
                    found.append(_Event(section, record, told.date, text))
    return found


def _questions(film: Film, picked: Sequence[_Event]) -> Iterator[Question]:
    in_order = sorted(picked, key=lambda event: event.date.first)
    texts = tuple(event.text for event in in_order)
    if len(set(texts)) < OPTION_COUNT:
        return
    ids = tuple(sorted(event.record.id for event in picked))
    told = [safe_for_terminal(f"{event.date.words}: {event.text}") for event in in_order]
    question = Question(
        id=f"{film.id}/{'+'.join(ids)}/order",
        film=film,
        section=in_order[0].section,
        about=ids,
        ask="Put these in order, the earliest first.",
        answer=Answer("; ".join(texts)),
        distractor_pool=(),
        forms=("order",),
        sources=tuple(dict.fromkeys(name for e in in_order for name in e.record.sources)),
        why="\n".join(told),
        difficulty="hard",
        spoiler=any(event.record.spoiler for event in picked),
        events=texts,
    )
    yield question
    if in_order[1].date.first - in_order[0].date.last > _NEAR:
        return  # anybody could tell
    yield question._replace(
        id=question.id.removesuffix("order") + "first",
        ask="Which of these came first?",
        answer=Answer(texts[0], kind="text"),
        distractor_pool=texts[1:],
        forms=("choice",),
        difficulty="medium",
        events=(),
    )

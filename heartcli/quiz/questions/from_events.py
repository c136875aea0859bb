"""Questions about four events: which came first, and what order they happened in."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import pairwise
from random import Random
from typing import NamedTuple

from heartcli.model.dates import Date
from heartcli.model.film import Film
from heartcli.model.records import Record
from heartcli.quiz.judging import Answer
from heartcli.quiz.questions.question import OPTION_COUNT, Question, new_question, parse_id
from heartcli.quiz.questions.templates import is_event
from heartcli.quiz.stable_random import shuffled
from heartcli.text.display import safe_for_terminal

_SECTIONS = ("releases", "production", "legacy", "awards", "editions")
_MAX_SETS = 16  # sets of four events to draw from each film
_MAX_EVENT_LENGTH = 140  # characters; four longer texts would take too long to read
_MIN_GAP = timedelta(days=30)  # between any two events to put in order
_MAX_GAP = timedelta(days=3 * 366)  # between the first two events; a longer gap is too easy


class _Event(NamedTuple):
    record: Record
    date: Date
    text: str


def event_questions(films: Sequence[Film], rng: Random) -> Iterator[Question]:
    """Yields questions about each film's events; `rng` picks the events."""
    for film in films:
        events = _events(film)
        seen = set()
        for _ in range(_MAX_SETS if len(events) >= OPTION_COUNT else 0):
            picked = _pick_events(events, rng)
            record_ids = frozenset(event.record.id for event in picked)
            if record_ids not in seen:
                seen.add(record_ids)
                yield from _questions_about(film, picked)


def regenerate_event_question(film: Film, question_id: str) -> Question | None:
    """Regenerates the question with this id; None if its events have changed or are gone."""
    about, _ = parse_id(question_id)
    events = [event for event in _events(film) if event.record.id in about]
    return next((q for q in _questions_about(film, events) if q.id == question_id), None)


def _pick_events(events: Sequence[_Event], rng: Random) -> list[_Event]:
    """Picks four events that are far enough apart, or as many as there are."""
    picked: list[_Event] = []
    for event in shuffled(events, rng):
        date = event.date
        gaps = (max(date.first - e.date.last, e.date.first - date.last) for e in picked)
        if all(gap >= _MIN_GAP for gap in gaps):
            picked.append(event)
        if len(picked) == OPTION_COUNT:
            break
    return picked


def _events(film: Film) -> list[_Event]:
    """Returns the events with an undisputed date that their text doesn't give away."""
    events = []
    for record in (record for section in _SECTIONS for record in film.section(section)):
        date, text = record.date, record.short_sentence
        if not date or "~" in date.text or not record.is_undisputed("date"):
            continue
        if len(text) <= _MAX_EVENT_LENGTH and is_event(text):
            events.append(_Event(record, date, text))
    return events


def _questions_about(film: Film, events: Sequence[_Event]) -> Iterator[Question]:
    """Yields the questions about these events; none if their order is uncertain."""
    in_order = sorted(events, key=lambda event: event.date.first)
    texts = tuple(event.text for event in in_order)
    is_certain = all(event.date.is_before(later.date) for event, later in pairwise(in_order))
    if not is_certain or not len(events) == len(set(texts)) == OPTION_COUNT:
        return
    ids = [event.record.id for event in in_order]
    ask = "Put these in order, the earliest first."
    question = new_question(film, ids, "order", ask, Answer("; ".join(texts)))._replace(
        forms=("order",),
        sources=tuple(dict.fromkeys(s for event in in_order for s in event.record.sources)),
        why="\n".join(safe_for_terminal(f"{e.date.words}: {e.text}") for e in in_order),
        difficulty="hard",
        spoiler=any(event.record.spoiler for event in in_order),
        events=texts,
    )
    yield question
    if in_order[1].date.first - in_order[0].date.last <= _MAX_GAP:
        yield question._replace(
            id=question.id.removesuffix("order") + "first",
            ask="Which of these came first?",
            answer=Answer(texts[0], kind="text"),
            distractor_pool=texts[1:],
            forms=("choice",),
            difficulty="medium",
            events=(),
        )

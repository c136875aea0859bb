"""Questions about four events: which came first, and what order they happened in.

The events of a film are picked once and for all, so that its questions are always the same.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import pairwise
from random import Random
from typing import NamedTuple
from zlib import crc32

from heartcli.model.dates import Date
from heartcli.model.film import Film
from heartcli.model.records import Record, Release
from heartcli.quiz.judging import Answer
from heartcli.quiz.questions.film_facts import date_in_full
from heartcli.quiz.questions.question import (
    OPTION_COUNT,
    Question,
    giveaway_feature,
    new_question,
    parse_id,
)
from heartcli.quiz.stable_random import shuffled
from heartcli.text.display import join_with_and, with_article

_SECTIONS = ("production", "releases", "legacy", "awards")
_MAX_SETS = 4  # sets of four events for each film
_YEARS_BEFORE = 5  # years before the film; what happened earlier isn't its story
_ENOUGH_WRITTEN = 3  # orders by the author; then those made here are only for --section
_MAX_PICKS = 40  # attempts at finding them
_MAX_EVENT_LENGTH = 90  # characters; four longer sentences would take too long to read
_MIN_GAP = timedelta(days=150)  # between any two events to put in order
_MAX_GAP = timedelta(days=3 * 366)  # between the first two events; a longer gap is too easy
# Words in texts that report an opinion, or say when something happened.
_NOT_AN_EVENT = (
    r"\b(?:said|says|say|told|tells|wrote|writes|noted|notes|thought|thinks|recalled|remembers|"
    r"remembered|admitted|explained|believes|believed|reported|reports|called it|has it|"
    r"according|at the time|then|now|again|already|later|earlier|before|after|first|second|third|"
    r"last|finally|early|late|new|next|meanwhile|until|while|1[89]\d\d|20\d\d)\b|[;:“”]|\.\s"
)


_ORIGINAL, _GENERIC = r"(?i)\b(?:original|theatrical)\b", r"(?i)\b(?:cut|version)$"
_DEEDS = {
    "preview": "was previewed", "festival": "was shown at the festival",
    "premiere": "had its premiere", "theatrical": "opened",
}  # fmt: skip


class _Event(NamedTuple):
    record: Record
    date: Date
    text: str
    subject: str  # only one event of a subject is in a set


def event_questions(films: Sequence[Film]) -> Iterator[Question]:
    """Yields questions about each film's events."""
    for film in films:
        events = _events(film)
        rng = Random(crc32(film.id.encode()))  # noqa: S311 - not a secret
        seen: set[str] = set()
        for _ in range(_MAX_PICKS if len(events) >= OPTION_COUNT else 0):
            if len(seen) >= _MAX_SETS * OPTION_COUNT:
                break
            picked = _pick_events(events, rng)
            ids = {event.record.id for event in picked}
            if len(seen & ids) <= 1:
                seen |= ids
                yield from _questions_about(film, picked)


def regenerate_event_question(film: Film, question_id: str) -> Question | None:
    """Regenerates the question with this id; None if its events have changed or are gone."""
    about, _ = parse_id(question_id)
    events = [event for event in _events(film) if event.record.id in about]
    return next((q for q in _questions_about(film, events) if q.id == question_id), None)


def _pick_events(events: Sequence[_Event], rng: Random) -> list[_Event]:
    """Picks four events of different subjects that are far enough apart, or as many as it can."""
    picked: list[_Event] = []
    for event in shuffled(events, rng):
        gaps = (max(event.date.first - e.date.last, e.date.first - event.date.last) for e in picked)
        is_new = event.subject not in {other.subject for other in picked}
        if is_new and all(gap >= _MIN_GAP for gap in gaps):
            picked.append(event)
        if len(picked) == OPTION_COUNT:
            break
    return picked


def _events(film: Film) -> list[_Event]:
    """Returns the events with an undisputed date that their text doesn't give away."""
    events = []
    for record in (record for section in _SECTIONS for record in film.section(section)):
        date = record.date
        if not date or not _is_clear(date, film.year) or not record.is_undisputed("date"):
            continue
        text, subject = _describe(record)
        if text and is_event(text) and len(text) <= _MAX_EVENT_LENGTH:
            events.append(_Event(record, date, text, subject))
    return events


def _is_clear(date: Date, film_year: int) -> bool:
    """Whether a date is exact enough to compare, and belongs to the film's story."""
    return date.first.year >= film_year - _YEARS_BEFORE and not re.search(r"~|\.\.", date.text)


def is_event(text: str) -> bool:
    """Whether a text says in one sentence what happened, without saying when."""
    return not re.search(_NOT_AN_EVENT, text)


def _describe(record: Record) -> tuple[str, str]:
    """Returns what happened, without a full stop, and its subject; "" for a disc or tape."""
    if isinstance(record, Release):
        return _describe_release(record)
    section = record.id.partition("/")[0]
    return record.text.removesuffix("."), f"{section} {getattr(record, 'topic', record.id)}"


def _describe_release(release: Release) -> tuple[str, str]:
    is_original = re.search(_ORIGINAL, release.edition) or not release.edition
    is_named = not re.search(_GENERIC, release.edition)
    what, deed = "The film" if is_original else release.edition, _DEEDS.get(release.kind, "")
    if not deed or not release.place or "," in release.place or not (is_original or is_named):
        return "", ""
    return f"{what} {deed} in {with_article(release.place)}", f"{what} {release.kind}"


def _questions_about(film: Film, events: Sequence[_Event]) -> Iterator[Question]:
    """Yields the questions about these events; none if their order is uncertain."""
    in_order = sorted(events, key=lambda event: event.date.first)
    texts = tuple(event.text for event in in_order)
    is_certain = all(event.date.is_before(later.date) for event, later in pairwise(in_order))
    if not is_certain or not len(events) == len(set(texts)) == OPTION_COUNT:
        return
    ids = [event.record.id for event in in_order]
    ask = "Put these in order, earliest first."
    dates = [date_in_full(event.date) for event in in_order]
    question = new_question(film, ids, "order", ask, Answer("; ".join(texts)))._replace(
        template="events-in-order",
        forms=("order",),
        sources=tuple(dict.fromkeys(s for event in in_order for s in event.record.sources)),
        why=f"The dates are {join_with_and(dates)}.",
        difficulty="hard",
        interest=0 if sum(bool(q.order) for q in film.questions) >= _ENOUGH_WRITTEN else 1,
        spoiler=any(event.record.spoiler for event in in_order),
        events=texts,
    )
    yield question
    is_close = in_order[1].date.first - in_order[0].date.last <= _MAX_GAP
    if is_close and not giveaway_feature(texts[0], texts[1:]):
        yield question._replace(
            id=question.id.removesuffix("order") + "first",
            template="first-event",
            ask="Which of these happened first?",
            answer=Answer(texts[0], kind="text"),
            distractor_pool=texts[1:],
            forms=("choice",),
            difficulty="medium",
            interest=1,
            why=f"That was {'on' if dates[0][:1].isdecimal() else 'in'} {dates[0]}.",
            events=(),
        )

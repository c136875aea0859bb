"""When a question is due again: FSRS (free spaced repetition scheduler), counted in whole days.

Without fuzz, so that the same replies give the same days, and without learning steps, so that
nothing is due twice a day.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from heartcli.quiz.judging import Verdict

if TYPE_CHECKING:
    from fsrs import Scheduler

Grade = Literal["again", "hard", "good"]
# FSRS counts the days since the last answer: from a day at which no calendar ends.
_FIRST = datetime(2000, 1, 1, tzinfo=UTC)
_LONGEST = 1_000_000  # days


class Card(NamedTuple):
    """A question's schedule: when it is due, and what FSRS knows of one's memory of it."""

    due: date
    last: date
    stability: float
    difficulty: float


def grade(verdict: Verdict, *, helped: bool) -> Grade:
    """Right is good, right with help (a hint, being asked back) hard, all else again."""
    if verdict != "right":
        return "again"
    return "hard" if helped else "good"


def review(card: Card | None, graded: Grade, today: date) -> Card:
    """The card after an answer; a question that is new has none before."""
    import fsrs  # noqa: PLC0415 - 10 ms, and not before the first answer

    before = fsrs.Card(card_id=1)
    now = _FIRST
    if card is not None:
        before.state, before.step = fsrs.State.Review, None
        before.stability, before.difficulty = card.stability, card.difficulty
        before.last_review = _FIRST
        now += timedelta(max(0, min((today - card.last).days, _LONGEST)))
    rating = {"again": fsrs.Rating.Again, "hard": fsrs.Rating.Hard, "good": fsrs.Rating.Good}
    after, _ = _scheduler().review_card(before, rating[graded], now)
    if after.stability is None or after.difficulty is None:
        raise AssertionError("FSRS gives both after every review")
    wait = min((after.due - now).days, (date.max - today).days)
    return Card(today + timedelta(wait), today, after.stability, after.difficulty)


@cache
def _scheduler() -> Scheduler:
    import fsrs  # noqa: PLC0415

    return fsrs.Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)

"""Schedules questions with FSRS, the Free Spaced Repetition Scheduler, in whole days.

Fuzz is off, so the same replies always give the same days. There are no learning steps, so no
question is due twice a day.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Literal, NamedTuple

from heartcli.quiz.judging import Verdict

# A question comes back when the probability of remembering it falls to this.
DESIRED_RETENTION = 0.9
Grade = Literal["again", "hard", "good"]
# A stand-in date: FSRS needs only the days since then, and real dates could leave the calendar.
_LAST_REVIEW = datetime(2000, 1, 1, tzinfo=UTC)
_MAX_INTERVAL = 1_000_000  # days


class Card(NamedTuple):
    """A question's schedule: when it is due, and FSRS's model of how well it is remembered."""

    due: date
    last: date
    stability: float
    difficulty: float


def grade_attempt(verdict: Verdict, *, used_help: bool) -> Grade:
    """Returns "good" for a right reply, "hard" for a right one with help, and otherwise "again"."""
    if verdict != "right":
        return "again"
    return "hard" if used_help else "good"


def review(card: Card | None, grade: Grade, today: date) -> Card:
    """Returns a question's card after an attempt; `card` is the old one (None if it's new)."""
    import fsrs  # noqa: PLC0415 - takes 10 ms, and the first question doesn't need it

    before = fsrs.Card(card_id=1)
    now = _LAST_REVIEW
    if card is not None:
        before.state, before.step = fsrs.State.Review, None
        before.stability, before.difficulty = card.stability, card.difficulty
        before.last_review = _LAST_REVIEW
        now += timedelta(max(0, min((today - card.last).days, _MAX_INTERVAL)))
    scheduler = fsrs.Scheduler(
        desired_retention=DESIRED_RETENTION, enable_fuzzing=False,
        learning_steps=(), relearning_steps=(),
    )  # fmt: skip
    after, _ = scheduler.review_card(before, fsrs.Rating[grade.capitalize()], now)
    if after.stability is None or after.difficulty is None:
        raise AssertionError("FSRS sets both in every review")
    interval = min((after.due - now).days, (date.max - today).days)
    return Card(today + timedelta(interval), today, after.stability, after.difficulty)

"""What was answered, and what is due: saved answer by answer, read for the scores.

Progress hangs on the ids of questions; a question that is reworded keeps it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from heartcli.quiz.judging import Verdict
from heartcli.quiz.progress.database import (
    CorruptFileError,
    ProgressError,
    connect,
    reconnect,
    transaction,
    translate_errors,
    write_backup,
)
from heartcli.quiz.progress.schedule import Card, grade, review
from heartcli.quiz.questions.question import Form, Question

FILE_NAME = "progress.db"
_LATELY = 200  # answers in which a question counts as seen lately
_LONGEST_REPLY = 500  # characters that are kept of one
_COMING = 7  # days told of what is due
FSRS_LIMIT = 1e9  # what FSRS never comes to: days of stability are fewer, difficulty is at most 10


Connect = Callable[[Path, Callable[[str], None]], sqlite3.Connection]


class Attempt(NamedTuple):
    """A question's reply and its verdict; `helped` by a hint, or by being asked back."""

    question: Question
    form: Form
    reply: str
    verdict: Verdict
    used_help: bool


class SavedAttempt(NamedTuple):
    """Where an answer stands, and its question's card before it."""

    id: int
    card_before: Card | None


class DueQuestion(NamedTuple):
    """A question that is due."""

    question_id: str
    film_id: str


class Progress:
    """The player's progress. What can't be saved or read raises ProgressError."""

    def __init__(self, path: Path, say: Callable[[str], None], connect: Connect = connect) -> None:
        self._path = path
        self._say = say
        self._connection = connect(path, say)
        self._file = _identity(path)
        self._begun: tuple[str, str, str, int] = ("", "", "", 0)
        self._round: int | None = None  # its row, once its first answer is saved

    def close(self) -> None:
        """Leaves the file in order."""
        self._connection.close()

    def start_round(self, now: datetime, film: str, command: str, count: int) -> None:
        """Sets down that a round begins; it is saved with its first answer."""
        self._begun = (now.isoformat(timespec="seconds"), film, command, count)
        self._round = None

    def save(self, answered: Attempt, today: date) -> SavedAttempt:
        """Saves an answer with its question's new card; it is on the disk when this returns."""
        saved: SavedAttempt = self._mended(lambda: self._saved(answered, today))
        return saved

    def amend(self, saved: SavedAttempt, answered: Attempt, today: date) -> None:
        """Replaces an answer that was asked back by the one that came of it."""
        self._mended(lambda: self._amended(saved, answered, today))

    def _mended(self, work: Callable[[], Any]) -> Any:
        """Does the work; once more in a new file where the old one turns out to be damaged."""
        if _identity(self._path) != self._file:
            self._say(f"{self._path} was set aside or removed; progress goes on in a new one")
            self._renew(connect)
        try:
            with translate_errors(self._path):
                return work()
        except CorruptFileError:
            self._renew(reconnect)
        try:
            with translate_errors(self._path):
                return work()
        except CorruptFileError as error:
            raise ProgressError(f"{self._path} can't be used: it is damaged") from error

    def _renew(self, connect: Connect) -> None:
        renewed = connect(self._path, self._say)
        self._connection.close()
        self._connection, self._file = renewed, _identity(self._path)

    def _saved(self, answered: Attempt, today: date) -> SavedAttempt:
        question = answered.question
        with transaction(self._connection):
            begun = self._row_of_the_round()
            row = self._connection.execute(
                "INSERT INTO answer (round, day, film, question, section, difficulty, form, ask,"
                " reply, verdict, helped) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    begun, today.isoformat(), question.film.id, question.id,
                    question.section, question.difficulty, answered.form, question.full_text,
                    _kept(answered.reply), answered.verdict, answered.used_help,
                ),
            )  # fmt: skip
            before = self._card(question.id)
            self._review(answered, before, today)
        self._round = begun
        return SavedAttempt(row.lastrowid or 0, before)

    def _row_of_the_round(self) -> int:
        """The row of the round; another where it was forgotten, or its file was set aside."""
        known = "SELECT id FROM round WHERE id = ? AND began = ?"
        row = self._connection.execute(known, (self._round, self._begun[0])).fetchone()
        if row is not None:
            return int(row[0])
        made = self._connection.execute(
            "INSERT INTO round (began, film, command, count) VALUES (?, ?, ?, ?)", self._begun
        )
        return made.lastrowid or 0

    def _amended(self, saved: SavedAttempt, answered: Attempt, today: date) -> None:
        with transaction(self._connection):
            row = self._connection.execute(
                "UPDATE answer SET reply = ?, verdict = ?, helped = ?"
                " WHERE id = ? AND question = ?",
                (
                    _kept(answered.reply), answered.verdict, answered.used_help, saved.id,
                    answered.question.id,
                ),
            )  # fmt: skip
            if row.rowcount:
                self._review(answered, saved.card_before, today)
        if not row.rowcount:  # in a new file, since the old one was damaged or forgotten
            self._saved(answered, today)

    def _card(self, question: str) -> Card | None:
        row = self._connection.execute(
            "SELECT due, last, stability, difficulty FROM card WHERE question = ?", (question,)
        ).fetchone()
        if row is None:
            return None
        due, last, stability, difficulty = row
        due, last = parse_stored_date(due), parse_stored_date(last)
        if (
            due is None
            or last is None
            or not (0 < stability < FSRS_LIMIT and 0 < difficulty < FSRS_LIMIT)
        ):
            return None
        return Card(due, last, stability, difficulty)

    def _review(self, answered: Attempt, before: Card | None, today: date) -> None:
        card = review(before, grade(answered.verdict, helped=answered.used_help), today)
        self._connection.execute(
            "INSERT INTO card (question, film, due, last, stability, difficulty)"
            " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (question) DO UPDATE SET film = excluded.film,"
            " due = excluded.due, last = excluded.last, stability = excluded.stability,"
            " difficulty = excluded.difficulty",
            (
                answered.question.id, answered.question.film.id, card.due.isoformat(),
                card.last.isoformat(), card.stability, card.difficulty,
            ),
        )  # fmt: skip

    def fetch_all(self, query: str, *values: object) -> list[Any]:
        """What a query of the saved answers and cards gives."""

        def work() -> list[Any]:
            return self._connection.execute(query, values).fetchall()

        return list(self._mended(work))

    def recent_question_ids(self) -> set[str]:
        """The questions that were answered lately."""
        rows = self.fetch_all("SELECT question FROM answer ORDER BY id DESC LIMIT ?", _LATELY)
        return {question for (question,) in rows}

    def due_questions(self, today: date) -> list[DueQuestion]:
        """What is due, the longest due first."""
        rows = self.fetch_all(
            "SELECT question, film FROM card WHERE due <= ? ORDER BY due, question",
            today.isoformat(),
        )
        return [DueQuestion(*row) for row in rows]

    def due_per_day(self, today: date) -> list[int]:
        """How many questions are due today, and on each of the coming days of the calendar."""
        days = [today + timedelta(n) for n in range(min(_COMING, (date.max - today).days) + 1)]
        rows = self.fetch_all(
            "SELECT max(due, ?), count(*) FROM card WHERE due <= ? GROUP BY 1",
            today.isoformat(),
            days[-1].isoformat(),
        )
        counts = {parse_stored_date(due): count for due, count in rows}
        return [counts.get(day, 0) for day in days]

    def reset(self) -> Path:
        """Forgets everything; the copy that it keeps is complete, whoever else is playing."""

        def work() -> Path:
            with transaction(self._connection):
                with closing(sqlite3.connect(self._path)) as reader:
                    place = write_backup(reader, self._path, "before-reset")
                for table in ("answer", "round", "card"):
                    self._connection.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names
            return place

        return Path(self._mended(work))


def parse_stored_date(text: str) -> date | None:
    """A day as it is saved; None where somebody has put something else there."""
    try:
        return date.fromisoformat(text)
    except (TypeError, ValueError):
        return None


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file stands there: another one once it was set aside."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _kept(reply: str) -> str:
    """A reply as it is saved: what no text can hold replaced, and not too long."""
    return reply[:_LONGEST_REPLY].encode("utf-8", "replace").decode().replace("\0", "\ufffd")

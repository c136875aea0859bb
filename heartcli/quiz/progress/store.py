"""The player's progress: every attempt, saved as it is made, and when each question is due.

Progress is tied to a question's id, so rewording a question keeps it.
"""

from collections.abc import Callable
from contextlib import closing, suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from heartcli.errors import Notify
from heartcli.quiz.judging import Verdict
from heartcli.quiz.progress import database
from heartcli.quiz.progress.database import ProgressError, translate_errors
from heartcli.quiz.progress.schedule import Card, grade_attempt, review
from heartcli.quiz.questions.question import Form, Question
from heartcli.storage import paths, sqlite
from heartcli.storage.sqlite import CorruptFileError, transaction

FILE_NAME = "progress.db"
QUERIES = sqlite.read_queries(Path(__file__).with_name("queries.sql"))
FSRS_LIMIT = 1e9  # FSRS's stability (days) and difficulty (at most 10) stay below this
_RECENT_ATTEMPTS = 200  # latest attempts; a new round avoids their questions
_MAX_REPLY_LENGTH = 500  # characters saved
_FORECAST_DAYS = 7  # days after today

_Row = dict[str, str | int]  # a row of the table `round`, by column; its id is 0 until it's saved
_Result = TypeVar("_Result")


class Attempt(NamedTuple):
    """A reply to a question and its verdict; `used_help` is set after a hint or a second try.

    `overruled` is set if the player decided that the reply is right, whatever the judge says.
    """

    question: Question
    form: Form
    reply: str
    verdict: Verdict
    used_help: bool
    overruled: bool = False


class SavedAttempt(NamedTuple):
    """The id of a saved attempt, and the question's card before the attempt."""

    id: int
    card_before: Card | None


class Progress:
    """The player's progress in a database file. Its methods raise ProgressError."""

    def __init__(self, path: Path, notify: Notify, *, read_only: bool = False) -> None:
        self._path = path
        self._notify = notify
        connect = database.connect_read_only if read_only else database.connect
        self._connection = connect(path, notify)
        self._file_id = _file_id(path)
        self._round: _Row = {"id": 0, "began": "", "film": "", "command": "", "count": 0}

    def close(self) -> None:
        self._connection.close()

    def start_round(self, now: datetime, film_id: str, command: str, count: int) -> None:
        """Starts a round, which is saved with its first attempt."""
        began = now.isoformat(timespec="seconds")
        self._round = {"id": 0, "began": began, "film": film_id, "command": command, "count": count}

    def save(self, attempt: Attempt, today: date, old: SavedAttempt | None = None) -> SavedAttempt:
        """Saves an attempt to disk, replacing `old` if given, and schedules its question."""
        return self._with_recovery(lambda: self._save(attempt, today, old))

    def _with_recovery(self, work: Callable[[], _Result], *, is_retry: bool = False) -> _Result:
        """Runs `work`, and runs it again in a new file if the old one turns out to be corrupt."""
        if _file_id(self._path) != self._file_id:
            self._notify(f"{self._path} was moved or deleted. Progress continues in a new file")
            self._reconnect(check=False)
        try:
            with translate_errors(self._path):
                return work()
        except CorruptFileError as error:
            if is_retry:
                raise ProgressError(f"can't use {self._path}: it is damaged") from error
        self._reconnect(check=True)
        return self._with_recovery(work, is_retry=True)

    def _reconnect(self, *, check: bool) -> None:
        connection = database.connect(self._path, self._notify, check=check)
        self._connection.close()
        self._connection, self._file_id = connection, _file_id(self._path)

    def _save(self, attempt: Attempt, today: date, old: SavedAttempt | None) -> SavedAttempt:
        question = attempt.question
        # Shorten the reply, and replace characters that SQLite can't store.
        reply = attempt.reply[:_MAX_REPLY_LENGTH].encode("utf-8", "replace").decode()
        reply = reply.replace("\0", "\ufffd")
        outcome = reply, attempt.verdict, attempt.used_help, attempt.overruled
        with transaction(self._connection):
            round_id = self._round["id"]
            if not old or not self._amend(old.id, question.id, outcome):
                round_id = self._find_or_insert_round()
                values = (
                    round_id, today.isoformat(), question.film.id, question.id,
                    question.section, question.difficulty, attempt.form, question.full_text,
                )  # fmt: skip
                row = self._connection.execute(QUERIES["insert_answer"], (*values, *outcome))
                old = SavedAttempt(row.lastrowid or 0, self._load_card(question.id))
            self._save_card(attempt, old.card_before, today)
        self._round["id"] = round_id
        return old

    def _amend(
        self, attempt_id: int, question_id: str, outcome: tuple[str, Verdict, bool, bool]
    ) -> bool:
        """Replaces an attempt; False if it's gone because progress was deleted or set aside."""
        values = (*outcome, attempt_id, question_id)
        return self._connection.execute(QUERIES["amend_answer"], values).rowcount > 0

    def _find_or_insert_round(self) -> int:
        """Returns the id of the round's row, inserting it if it's new or was deleted."""
        query = "SELECT id FROM round WHERE id = :id AND began = :began"
        row = self._connection.execute(query, self._round).fetchone()
        if row:
            return int(row[0])
        return self._connection.execute(QUERIES["insert_round"], self._round).lastrowid or 0

    def _load_card(self, question_id: str) -> Card | None:
        """Returns a question's card; None if the question is new or its row holds nonsense."""
        row = self._connection.execute(QUERIES["select_card"], (question_id,)).fetchone()
        due_text, last_text, stability, difficulty = row or ("", "", 0, 0)
        due, last = parse_stored_date(due_text), parse_stored_date(last_text)
        if due and last and 0 < stability < FSRS_LIMIT and 0 < difficulty < FSRS_LIMIT:
            return Card(due, last, stability, difficulty)
        return None

    def _save_card(self, attempt: Attempt, card_before: Card | None, today: date) -> None:
        grade = grade_attempt(attempt.verdict, used_help=attempt.used_help)
        due, last, *memory = review(card_before, grade, today)
        ids = attempt.question.id, attempt.question.film.id
        values = (*ids, due.isoformat(), last.isoformat(), *memory)
        self._connection.execute(QUERIES["upsert_card"], values)

    def fetch_all(self, query: str, *values: object) -> list[Any]:
        """Returns all rows that match a query."""
        return self._with_recovery(lambda: self._connection.execute(query, values).fetchall())

    def recent_question_ids(self) -> set[str]:
        """Returns the ids of the questions in the latest attempts."""
        query = "SELECT question FROM answer ORDER BY id DESC LIMIT ?"
        return {question_id for (question_id,) in self.fetch_all(query, _RECENT_ATTEMPTS)}

    def accepted_replies(self, question_id: str) -> list[str]:
        """Returns the replies to a question that the player has counted as right."""
        query = "SELECT reply FROM answer WHERE question = ? AND overruled"
        return [reply for (reply,) in self.fetch_all(query, question_id)]

    def suppress(self, question: Question) -> None:
        """Leaves a question out of quizzes and practice from now on, until `restore`."""

        def insert() -> None:
            with transaction(self._connection):
                self._connection.execute(QUERIES["suppress"], (question.id,))

        self._with_recovery(insert)

    def suppressed_ids(self) -> set[str]:
        """Returns the ids of the questions that the player doesn't want to be asked again."""
        return {question_id for (question_id,) in self.fetch_all("SELECT question FROM suppressed")}

    def restore(self) -> int:
        """Brings all suppressed questions back, and returns how many there were."""

        def delete() -> int:
            with transaction(self._connection):
                return self._connection.execute("DELETE FROM suppressed").rowcount

        return self._with_recovery(delete)

    def due_questions(self, today: date) -> dict[str, str]:
        """Maps the ids of due questions to their films' ids, the longest overdue first."""
        return dict(self.fetch_all(QUERIES["due_questions"], today.isoformat()))

    def due_sections(self, today: date) -> set[str]:
        """Returns the sections of the due questions."""
        rows = self.fetch_all(QUERIES["due_sections"], today.isoformat())
        return {section for (section,) in rows}

    def due_per_day(self, today: date) -> list[int]:
        """Counts the questions due today (or overdue) and on each of the next days."""
        day_count = min(_FORECAST_DAYS, (date.max - today).days) + 1
        days = [today + timedelta(n) for n in range(day_count)]
        rows = self.fetch_all(QUERIES["due_per_day"], today.isoformat(), days[-1].isoformat())
        counts = {parse_stored_date(due): count for due, count in rows}
        return [counts.get(day, 0) for day in days]

    def reset(self) -> Path:
        """Deletes all progress and returns the path of a complete backup."""
        return self._with_recovery(self._reset)

    def _reset(self) -> Path:
        with transaction(self._connection):  # nobody else can write during the backup
            with closing(sqlite.open_read_write(self._path)) as reader:
                backup = database.write_backup(reader, self._path, "before-reset")
            sqlite.run_script(self._connection, QUERIES["delete_all"])
        return backup


def open_progress(notify: Notify, *, read_only: bool = False) -> Progress:
    """Opens the player's progress; with `read_only`, without creating a file. Raises HeartError."""
    return Progress(paths.user_file(FILE_NAME), notify, read_only=read_only)


def parse_stored_date(text: str) -> date | None:
    """Parses a date from the database; None if somebody has edited it into nonsense."""
    with suppress(TypeError, ValueError):
        return date.fromisoformat(text)
    return None


def _file_id(path: Path) -> tuple[int, int] | None:
    """Identifies the file currently at a path, so that a replacement is noticed."""
    with suppress(OSError):
        status = path.stat()
        return status.st_dev, status.st_ino
    return None

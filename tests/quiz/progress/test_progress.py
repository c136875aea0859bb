"""Tests when questions are due, and that progress is never lost, whatever happens to the file."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from heartcli.model.film import Film
from heartcli.quiz.judging import Answer, Verdict
from heartcli.quiz.progress import database
from heartcli.quiz.progress.database import ProgressError
from heartcli.quiz.progress.schedule import Card, grade_attempt, review
from heartcli.quiz.progress.statistics import compute_stats
from heartcli.quiz.progress.store import FSRS_LIMIT, Attempt, Progress
from heartcli.quiz.questions.question import Question
from tests.conftest import ROOT, environment

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 20, 15)  # noqa: DTZ001
FILM = Film(id="film", title="Film", year=1999, cited={}, people={}, sources={}, pool={})  # type: ignore[arg-type]


def make_attempt(
    verdict: Verdict = "right", name: str = "one", reply: str = "Raul Julia", *,
    helped: bool = False, section: str = "cast",
) -> Attempt:  # fmt: skip
    question = Question(
        f"film/{section}/{name}", FILM, section, (f"{section}/{name}",), "Who plays Ray?",
        Answer("Raul Julia"), (), ("typed",), (), "", "easy",
    )  # fmt: skip
    return Attempt(question, "typed", reply, verdict, helped)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "heart" / "progress.db"


@pytest.fixture
def messages() -> list[str]:
    return []


@pytest.fixture
def progress(path: Path, messages: list[str]) -> Iterator[Progress]:
    with closing(Progress(path, messages.append)) as progress:
        progress.start_round(NOW, "film", "heart quiz --seed 1", 10)
        yield progress


def load_answers(path: Path) -> list[tuple[str, str]]:
    """Returns the question and verdict of every saved attempt."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT question, verdict FROM answer ORDER BY id").fetchall()


def fill(path: Path, *names: str) -> None:
    """Creates a progress file with a right answer to each question."""
    with closing(Progress(path, print)) as progress:
        progress.start_round(NOW, "film", "heart quiz", len(names))
        for name in names:
            progress.save(make_attempt(name=name), TODAY)


# --- Schedule ---------------------------------------------------------------------------------

GRADES = st.lists(
    st.tuples(st.sampled_from(["again", "hard", "good"]), st.integers(0, 60)), max_size=12
)


@given(GRADES)
def test_nothing_is_due_twice_a_day(reviews: list[tuple[Any, int]]) -> None:
    card: Card | None = None
    today = TODAY
    for grade, days in reviews:
        card = review(card, grade, today)
        assert card.due > today
        assert card.last == today
        today += timedelta(days)


@given(GRADES)
def test_the_same_replies_give_the_same_days(reviews: list[tuple[Any, int]]) -> None:
    def days() -> list[date]:
        card: Card | None = None
        due, today = [], TODAY
        for grade, days in reviews:
            card = review(card, grade, today)
            due.append(card.due)
            today += timedelta(days)
        return due

    assert days() == days()


@given(st.lists(st.integers(0, 30), max_size=6))
def test_a_better_grade_never_brings_a_question_back_sooner(days: list[int]) -> None:
    card, today = review(None, "good", TODAY), TODAY
    for later in days:
        today += timedelta(later)
        card = review(card, "good", today)

    due = [review(card, grade, today).due for grade in ("again", "hard", "good")]

    assert due == sorted(due)


@pytest.mark.parametrize(
    ("verdict", "helped", "grade"),
    [
        ("right", False, "good"), ("right", True, "hard"), ("close", True, "again"),
        ("close", False, "again"), ("wrong", False, "again"), ("wrong", True, "again"),
    ],
)  # fmt: skip
def test_verdict_and_help_make_the_grade(verdict: Verdict, helped: bool, grade: str) -> None:
    assert grade_attempt(verdict, used_help=helped) == grade


def test_intervals_grow_with_each_right_reply() -> None:
    card, gaps = review(None, "good", TODAY), []
    for _ in range(5):
        gaps.append((card.due - card.last).days)
        card = review(card, "good", card.due)

    assert gaps == sorted(gaps)
    assert gaps[-1] > 30


def test_a_question_comes_back_when_nine_in_ten_would_still_know_it() -> None:
    """FSRS defines stability as the days until the chance of remembering falls to 90%."""
    card = review(None, "good", TODAY)
    for _ in range(5):
        card = review(card, "good", card.due)

    assert (card.due - card.last).days == round(card.stability)


# --- Saving -------------------------------------------------------------------------------------


def test_an_attempt_is_on_the_disk_when_save_returns(progress: Progress, path: Path) -> None:
    progress.save(make_attempt(), TODAY)

    assert load_answers(path) == [("film/cast/one", "right")]
    with closing(sqlite3.connect(path)) as connection:
        [mode] = connection.execute("PRAGMA journal_mode").fetchone()
        tables = connection.execute("SELECT name, strict FROM pragma_table_list").fetchall()
    assert mode == "wal"
    assert {name: strict for name, strict in tables if not name.startswith("sqlite")} == {
        "round": 1, "answer": 1, "card": 1, "suppressed": 1,
    }  # fmt: skip
    assert progress._connection.execute("PRAGMA synchronous").fetchone() == (2,)  # FULL


def test_a_second_try_counts_once_and_from_the_card_before_the_first(progress: Progress) -> None:
    saved = progress.save(make_attempt("close", reply="Raul"), TODAY)
    progress.save(make_attempt(helped=True), TODAY, saved)

    assert progress.fetch_all("SELECT reply, verdict, helped FROM answer") == [
        ("Raul Julia", "right", 1)
    ]
    [(due,)] = progress.fetch_all("SELECT due FROM card")
    assert due == review(None, "hard", TODAY).due.isoformat()


def test_a_round_without_attempts_is_not_saved(path: Path) -> None:
    with closing(Progress(path, print)) as progress:
        progress.start_round(NOW, "film", "heart quiz", 10)

    assert load_answers(path) == []
    with closing(Progress(path, print)) as progress:
        assert progress.fetch_all("SELECT count(*) FROM round") == [(0,)]


@pytest.mark.parametrize(
    "reply", ["\ud800", "a\0b", "x" * 1_000_000, "'; DROP TABLE answer; --", "[b]", "\x1b[2J", ""]
)
def test_any_reply_can_be_saved(progress: Progress, reply: str) -> None:
    progress.save(make_attempt("wrong", reply=reply), TODAY)

    [(saved,)] = progress.fetch_all("SELECT reply FROM answer")
    assert len(saved) <= 500
    assert saved[:2] == reply[:2].replace("\ud800", "?").replace("\0", "\ufffd")


def test_due_questions_start_with_the_longest_overdue(progress: Progress) -> None:
    for n, name in enumerate(("c", "a", "b")):
        progress.save(make_attempt("wrong", name=name), TODAY - timedelta(10 - n))
    progress.save(make_attempt(name="d"), TODAY)

    assert [question_id[-1] for question_id in progress.due_questions(TODAY)] == ["c", "a", "b"]
    assert progress.due_per_day(TODAY)[0] == 3
    assert sum(progress.due_per_day(TODAY)) == 4
    assert progress.recent_question_ids() == {f"film/cast/{name}" for name in "abcd"}


def test_eight_simultaneous_rounds_lose_no_attempt(tmp_path: Path) -> None:
    home = tmp_path / "home"
    command = [sys.executable, "-m", "heartcli", "quiz", "--form", "typed", "--count", "12"]
    processes = [
        subprocess.Popen(
            command,
            env=environment(home), cwd=ROOT, stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        )
        for _ in range(8)
    ]  # fmt: skip
    for process in processes:
        assert process.stdin
        process.stdin.write("something\n" * 12)
        process.stdin.close()
    for process in processes:
        assert process.stderr
        assert process.stderr.read() == ""
        process.stderr.close()
        assert process.wait() == 0

    assert len(load_answers(home / "progress.db")) == 96
    with closing(Progress(home / "progress.db", print)) as progress:
        assert progress.fetch_all("SELECT count(*), sum(count) FROM round") == [(8, 96)]


# --- Damage and errors --------------------------------------------------------------------------


def files_beside(path: Path) -> dict[str, bytes]:
    """Returns the contents of the folder's files, except the lock."""
    return {p.name: p.read_bytes() for p in path.parent.iterdir() if p.suffix != ".lock"}


def test_a_file_that_is_not_a_database_is_set_aside_and_reported(
    path: Path, messages: list[str]
) -> None:
    path.parent.mkdir()
    path.write_bytes(b"my diary\n" * 1_000)

    with closing(Progress(path, messages.append)) as progress:
        progress.start_round(NOW, "film", "heart quiz", 1)
        progress.save(make_attempt(), TODAY)

    assert path.with_name("progress.damaged-1.db").read_bytes() == b"my diary\n" * 1_000
    kept = path.with_name("progress.damaged-1.db")
    assert messages == [f"{path} was damaged: moved to {kept}. Progress starts over"]
    assert len(load_answers(path)) == 1


def test_repeated_damage_overwrites_no_backup(path: Path, messages: list[str]) -> None:
    path.parent.mkdir()
    for n in (1, 2, 3):
        path.write_bytes(bytes([n]) * 5_000)
        Progress(path, messages.append).close()

    for n in (1, 2, 3):
        assert path.with_name(f"progress.damaged-{n}.db").read_bytes() == bytes([n]) * 5_000


def make_malformed(path: Path) -> None:
    """Creates a progress file and overwrites its tables, but not its header."""
    fill(path, *(f"question-{n}" for n in range(200)))
    contents = path.read_bytes()
    path.write_bytes(contents[:4096] + b"\xff" * (len(contents) - 4096))


def test_a_malformed_database_is_set_aside_with_its_log(path: Path, messages: list[str]) -> None:
    make_malformed(path)
    path.with_name("progress.db-wal").write_bytes(b"the log")
    path.with_name("progress.db-shm").write_bytes(b"the index")
    before = files_beside(path)

    with closing(Progress(path, messages.append)) as progress:
        progress.start_round(NOW, "film", "heart quiz", 1)
        progress.save(make_attempt(), TODAY)

    kept = files_beside(path)
    for ending in ("", "-wal"):
        assert kept[f"progress.damaged-1.db{ending}"] == before[f"progress.db{ending}"]
    assert "progress.damaged-1.db-shm" in kept
    assert len(messages) == 1
    assert load_answers(path) == [("film/cast/one", "right")]


def test_damage_during_a_round_loses_no_attempt_of_that_round(
    path: Path, messages: list[str]
) -> None:
    fill(path, *(f"question-{n}" for n in range(400)))
    with closing(Progress(path, messages.append)) as progress:
        progress.start_round(NOW, "film", "heart quiz", 3)
        saved = progress.save(make_attempt("close", name="first"), TODAY)
        with path.open("r+b") as file:
            file.seek(4096)
            file.write(b"\xff" * (path.stat().st_size - 4096))
        Path(f"{path}-wal").write_bytes(b"")
        progress.save(make_attempt(name="first"), TODAY, saved)
        progress.save(make_attempt(name="second"), TODAY)

        assert len(messages) == 1
        assert load_answers(path)[-2:] == [
            ("film/cast/first", "right"),
            ("film/cast/second", "right"),
        ]


def test_a_damaged_index_counts_as_damage(path: Path, messages: list[str]) -> None:
    fill(path, "one", "two", "three")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        [page] = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'card_due'"
        ).fetchone()
        [size] = connection.execute("PRAGMA page_size").fetchone()
    content = bytearray(path.read_bytes())
    day = content.index(b"2026", (page - 1) * size)
    content[day + 9] ^= 1
    path.write_bytes(content)

    with closing(Progress(path, messages.append)) as progress:
        progress.start_round(NOW, "film", "heart quiz", 3)
        for name in ("one", "two", "three"):
            progress.save(make_attempt(name=name), TODAY)

    assert {"film/cast/two", "film/cast/three"} <= {name for name, _ in load_answers(path)}
    assert "was damaged: moved to" in messages[0]


def test_a_round_continues_in_the_new_file_after_its_file_was_renamed(
    progress: Progress, path: Path, messages: list[str]
) -> None:
    progress.save(make_attempt(name="one"), TODAY)
    for file in path.parent.glob("progress.db*"):
        file.rename(file.with_name(f"aside-{file.name}"))
    fill(path, "another")

    progress.save(make_attempt(name="two"), TODAY)

    assert [name for name, _ in load_answers(path)] == ["film/cast/another", "film/cast/two"]
    assert messages == [f"{path} was moved or deleted. Progress continues in a new file"]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE card SET stability = 0",
        "UPDATE card SET stability = 9e999",
        "UPDATE card SET difficulty = -1",
        "UPDATE card SET due = 'soon'",
        "UPDATE card SET last = '2026-1-1'",
        "UPDATE answer SET day = 'soon'",
        "UPDATE answer SET difficulty = 'odd'",
    ],
)
def test_nonsense_values_do_no_harm(path: Path, change: str) -> None:
    fill(path, "one", "two")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(change)

    with closing(Progress(path, print)) as progress:
        progress.start_round(NOW, "film", "heart quiz", 1)
        progress.save(make_attempt(name="one"), TODAY)
        assert len(progress.due_per_day(TODAY)) == 8
        assert set(progress.due_questions(TODAY + timedelta(30)).values()) <= {"film"}
        assert compute_stats(progress, TODAY, lambda _: ()).overall.right >= 1


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("PRAGMA user_version = 0", "has lost its version"),
        ("PRAGMA user_version = -1", "has lost its version"),
        ("DROP TABLE card", "no such table"),
        ("ALTER TABLE answer RENAME COLUMN helped TO aided", "has no column"),
    ],
)
def test_an_unexpected_schema_is_one_clear_error(path: Path, change: str, message: str) -> None:
    fill(path, "one")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(change)

    with pytest.raises(ProgressError, match=message), closing(Progress(path, print)) as progress:
        progress.save(make_attempt(), TODAY)
    assert not list(path.parent.glob("*damaged*"))


def test_a_second_try_after_a_reset_is_reviewed_once(progress: Progress) -> None:
    saved = progress.save(make_attempt("close"), TODAY)
    progress.reset()
    progress.save(make_attempt("right", helped=True), TODAY, saved)

    [(difficulty,)] = progress.fetch_all("SELECT difficulty FROM card")
    assert difficulty == review(None, "hard", TODAY).difficulty


def test_another_programs_database_is_left_alone(path: Path) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE bookmarks (url)")
    before = files_beside(path)

    with pytest.raises(ProgressError, match="is another program's database"):
        Progress(path, print)
    assert files_beside(path) == before


def test_a_file_from_a_newer_version_is_left_alone(path: Path) -> None:
    fill(path, "one")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA user_version = 99")
    before = files_beside(path)

    with pytest.raises(ProgressError, match="is from a newer version of heart"):
        Progress(path, print)
    assert files_beside(path) == before


def make_version_1(path: Path) -> None:
    """Turns a progress file into one that the first version of heart wrote."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("ALTER TABLE answer DROP COLUMN overruled")
        connection.execute("DROP TABLE suppressed")
        connection.execute("PRAGMA user_version = 1")


def test_a_file_of_the_first_version_is_backed_up_and_upgraded(path: Path) -> None:
    fill(path, "one")
    new_schema = schema(path)
    make_version_1(path)
    before = load_answers(path)

    with closing(Progress(path, print)) as progress:
        assert progress.fetch_all("PRAGMA user_version") == [(2,)]
        assert progress.fetch_all("SELECT overruled FROM answer") == [(0,)]
        assert progress.suppressed_ids() == set()
        progress.save(make_attempt(name="two"), TODAY)
    assert schema(path) == new_schema
    assert load_answers(path) == [*before, ("film/cast/two", "right")]
    copy = path.with_name("progress.of-version-1-1.db")
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
        assert connection.execute("SELECT count(*) FROM card").fetchone() == (1,)
    assert load_answers(copy) == before


def schema(path: Path) -> dict[str, list[Any]]:
    """Returns the columns of every table."""
    with closing(sqlite3.connect(path)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return {
            name: connection.execute("SELECT * FROM pragma_table_info(?)", (name,)).fetchall()
            for (name,) in tables
        }


def test_a_read_only_file_of_the_first_version_is_read(path: Path) -> None:
    fill(path, "one")
    make_version_1(path)
    path.chmod(0o444)

    with closing(Progress(path, print, read_only=True)) as progress:
        assert compute_stats(progress, TODAY, lambda ids: ids).overall.right == 1


def test_an_upgrade_that_fails_changes_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(path, "one")
    monkeypatch.setattr(database, "VERSION", database.VERSION + 1)
    monkeypatch.setitem(database.UPGRADES, 2, "broken.sql")
    script = "DELETE FROM answer;\nSELECT * FROM nowhere"
    monkeypatch.setattr(database, "read_script", {"broken.sql": script}.__getitem__)

    with pytest.raises(ProgressError, match="no such table: nowhere"):
        Progress(path, print)

    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (2,)
    assert len(load_answers(path)) == 1


def test_suppressed_questions_are_neither_due_nor_missed_until_restored(
    progress: Progress,
) -> None:
    for name in ("one", "two"):
        progress.save(make_attempt("wrong", name=name), TODAY)
    later = TODAY + timedelta(7)

    for _ in range(2):  # twice does no harm
        progress.suppress(make_attempt(name="one").question)

    assert progress.suppressed_ids() == {"film/cast/one"}
    assert progress.due_questions(later) == {"film/cast/two": "film"}
    assert sum(progress.due_per_day(TODAY)) == 1
    missed = compute_stats(progress, TODAY, lambda ids: ids).missed
    assert [question.question for question in missed] == ["film/cast/two"]
    assert [progress.restore(), progress.restore()] == [1, 0]
    assert progress.due_questions(later).keys() == {"film/cast/one", "film/cast/two"}


def test_a_reply_counted_as_right_replaces_the_verdict_and_the_schedule(
    progress: Progress,
) -> None:
    saved = progress.save(make_attempt("wrong"), TODAY)
    progress.save(make_attempt()._replace(overruled=True), TODAY, saved)

    assert progress.fetch_all("SELECT verdict, overruled FROM answer") == [("right", 1)]
    assert progress.accepted_replies("film/cast/one") == ["Raul Julia"]
    assert progress.accepted_replies("film/cast/two") == []
    [(due,)] = progress.fetch_all("SELECT due FROM card")
    assert due == review(None, "good", TODAY).due.isoformat()


def test_a_busy_file_is_one_clear_error_and_not_damage(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(path, "one")
    monkeypatch.setattr(database, "_BUSY_TIMEOUT", 0.05)
    with closing(Progress(path, print)) as progress, closing(sqlite3.connect(path)) as other:
        other.isolation_level = None
        other.execute("BEGIN IMMEDIATE")
        progress.start_round(NOW, "film", "heart quiz", 1)

        with pytest.raises(ProgressError, match="another program has it open"):
            progress.save(make_attempt(), TODAY)

    assert len(load_answers(path)) == 1
    assert [p.name for p in path.parent.iterdir() if "damaged" in p.name] == []


def test_a_full_disk_is_one_clear_error(progress: Progress, path: Path) -> None:
    progress.save(make_attempt(), TODAY)
    [(pages,)] = progress.fetch_all("PRAGMA page_count")
    progress._connection.execute(f"PRAGMA max_page_count = {pages}")

    def save_many() -> None:
        for n in range(1_000):
            progress.save(make_attempt(name=f"question-{n}", reply="x" * 500), TODAY)

    with pytest.raises(ProgressError, match="the disk is full"):
        save_many()
    assert ("film/cast/one", "right") in load_answers(path)


@pytest.mark.parametrize("mode", [0o000, 0o444])
def test_a_file_without_permissions_is_one_clear_error(path: Path, mode: int) -> None:
    fill(path, "one")
    path.chmod(mode)
    path.parent.chmod(0o555)
    if os.access(path, os.W_OK):
        pytest.skip("this user may read and write everything")
    try:
        with pytest.raises(ProgressError, match=r"it can't be opened|it is read-only"):
            Progress(path, print).save(make_attempt(), TODAY)
    finally:
        path.parent.chmod(0o755)
        path.chmod(0o644)
    assert len(load_answers(path)) == 1


def test_a_foreign_lock_file_is_one_clear_error(path: Path) -> None:
    path.parent.mkdir()
    path.with_name("progress.db.lock").write_bytes(b"mine" * 1_000)
    with pytest.raises(ProgressError, match=r"progress\.db\.lock is not a heart lock file"):
        Progress(path, print)


def test_a_folder_instead_of_the_file_is_one_clear_error(path: Path) -> None:
    path.mkdir(parents=True)
    with pytest.raises(ProgressError, match="is not a regular file"):
        Progress(path, print)

    with pytest.raises(ProgressError, match="can't create /dev/null/heart: Not a directory"):
        Progress(Path("/dev/null/heart/progress.db"), print)


# --- Statistics ---------------------------------------------------------------------------------


def test_statistics_are_zero_before_the_first_round(progress: Progress) -> None:
    stats = compute_stats(progress, TODAY, lambda ids: ids)

    assert (stats.rounds, stats.overall.answers, stats.current_streak) == (0, 0, 0)
    assert (stats.longest_streak, stats.longest_right_streak) == (0, 0)
    assert [count for _, count in stats.due] == [0] * 8


def test_accuracy_is_counted_by_section_difficulty_and_time(progress: Progress) -> None:
    for days, verdict in ((11, "wrong"), (11, "wrong"), (5, "right"), (0, "right"), (0, "close")):
        progress.save(make_attempt(verdict, section="cast"), TODAY - timedelta(days))  # type: ignore[arg-type]
    progress.save(make_attempt("right", section="songs"), TODAY)

    stats = compute_stats(progress, TODAY, lambda ids: ids)

    assert (stats.overall.right, stats.overall.answers) == (3, 6)
    assert {section.name: (section.right, section.answers) for section in stats.sections} == {
        "cast": (2, 5), "songs": (1, 1),
    }  # fmt: skip
    [cast] = [section for section in stats.sections if section.name == "cast"]
    assert cast.history == [0.0, *[None] * 5, 1.0, *[None] * 4, 0.5]
    assert [level.name for level in stats.difficulties] == ["easy"]


@pytest.mark.parametrize(
    ("days", "current", "longest"),
    [([0], 1, 1), ([1], 1, 1), ([2], 0, 1), ([0, 1, 2, 4, 5], 3, 3), ([3, 4, 5, 6, 0], 1, 4)],
)
def test_a_streak_counts_days_in_a_row(
    progress: Progress, days: list[int], current: int, longest: int
) -> None:
    for day in sorted(days, reverse=True):
        progress.save(make_attempt(), TODAY - timedelta(day))

    stats = compute_stats(progress, TODAY, lambda ids: ids)

    assert (stats.current_streak, stats.longest_streak) == (current, longest)


@settings(max_examples=25)
@given(st.lists(st.sampled_from(["right", "close", "wrong"]), max_size=12))
def test_the_longest_right_streak_counts_right_replies_in_a_row(verdicts: list[Verdict]) -> None:
    longest = max(map(len, "".join(v[0] for v in verdicts).replace("c", "w").split("w")), default=0)
    with TemporaryDirectory() as folder, closing(Progress(Path(folder, "p.db"), print)) as progress:
        for verdict in verdicts:
            progress.save(make_attempt(verdict), TODAY)
        assert compute_stats(progress, TODAY, lambda ids: ids).longest_right_streak == longest


def test_missed_questions_start_with_the_most_missed_and_mark_gone_ones(progress: Progress) -> None:
    for name, times in (("one", 1), ("two", 3), ("three", 2)):
        for _ in range(times):
            progress.save(make_attempt("wrong", name=name), TODAY)
    progress.save(make_attempt("right", name="four"), TODAY)

    stats = compute_stats(progress, TODAY, lambda ids: ids.keys() - {"film/cast/two"})

    assert [(missed.question, missed.missed, missed.gone) for missed in stats.missed] == [
        ("film/cast/two", 3, True), ("film/cast/three", 2, False), ("film/cast/one", 1, False),
    ]  # fmt: skip
    [played] = stats.recent_rounds
    assert played[1:] == ("film", 1, 7, 10, "heart quiz --seed 1", "film")


def test_the_weakest_sections_have_three_answers_and_a_command(progress: Progress) -> None:
    replies = {"cast": "rrw", "songs": "www", "film": "ww", "plot": "rrr", "crew": "rww"}
    for section, verdicts in replies.items():
        for number, letter in enumerate(verdicts):
            verdict: Verdict = "right" if letter == "r" else "wrong"
            progress.save(make_attempt(verdict, f"q-{number}", section=section), TODAY)
    progress.fetch_all("UPDATE card SET due = ? WHERE question LIKE 'film/songs/%'", "2026-11-24")

    weak = compute_stats(progress, TODAY, lambda ids: ids).weak_sections

    assert [(section.name, section.command) for section in weak] == [
        ("songs", "heart practice --section songs"),
        ("crew", "heart quiz --section crew"),
        ("cast", "heart quiz --section cast"),
    ]


def test_progress_under_a_former_id_moves_to_the_present_one(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(path, "one", "two", "three")
    make_version_1(path)
    ids = {"film/cast/one": "film/cast/1", "film/cast/two": "film/cast/three"}
    monkeypatch.setattr(database, "renamed", lambda name: ids.get(name, name))

    with closing(Progress(path, print)) as progress:
        cards = progress.fetch_all("SELECT question FROM card ORDER BY question")
    assert cards == [("film/cast/1",), ("film/cast/three",)]
    assert [name for name, _ in load_answers(path)] == [
        "film/cast/1", "film/cast/three", "film/cast/three",
    ]  # fmt: skip


def test_reset_keeps_a_complete_backup(progress: Progress, path: Path) -> None:
    for n in range(3):
        progress.save(make_attempt(name=str(n)), TODAY)
    before = load_answers(path)

    copies = [progress.reset()]
    progress.save(make_attempt(name="after"), TODAY)
    copies.append(progress.reset())

    assert load_answers(copies[0]) == before
    assert load_answers(copies[1]) == [("film/cast/after", "right")]
    assert load_answers(path) == []
    assert progress.due_questions(TODAY + timedelta(100)) == {}


@given(
    st.dates(), st.dates(), st.sampled_from(("again", "hard", "good")),
    st.floats(0, FSRS_LIMIT, exclude_min=True), st.floats(0, FSRS_LIMIT, exclude_min=True),
)  # fmt: skip
@example(date.min, date.max, "good", 1.0, 5.0)
@example(date.max, date.min, "good", 36_500.0, 1.0)
@example(date.max, date.max, "again", 5e-324, 5e-324)
def test_no_date_makes_a_question_due_in_the_past(
    last: date, today: date, grade: Any, stability: float, difficulty: float
) -> None:
    for card in (None, Card(last, last, stability, difficulty)):
        after = review(card, grade, today)
        assert after.last == today <= after.due <= date.max


@pytest.mark.parametrize("column", ["stability", "difficulty"])
@pytest.mark.parametrize("value", [1.79e308, 9e999, 1e9, 0.0, -1.0, 5e-324])
def test_an_impossible_schedule_starts_over(
    progress: Progress, path: Path, column: str, value: float
) -> None:
    progress.save(make_attempt(), TODAY)
    with closing(sqlite3.connect(path)) as file, file:
        file.execute(f"UPDATE card SET {column} = ?", (value,))  # noqa: S608 - our own names

    progress.save(make_attempt(), TODAY + timedelta(30))

    [(due,)] = progress.fetch_all("SELECT due FROM card")
    assert due > (TODAY + timedelta(30)).isoformat()

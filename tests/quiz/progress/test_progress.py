"""Progress: never lost, whatever the file or the disk does; due when it is to be learned."""

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


def answered(
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
def said() -> list[str]:
    return []


@pytest.fixture
def progress(path: Path, said: list[str]) -> Iterator[Progress]:
    with closing(Progress(path, said.append)) as progress:
        progress.start_round(NOW, "film", "heart quiz --seed 1", 10)
        yield progress


def answers(path: Path) -> list[tuple[str, str]]:
    """Question and verdict of all answers in a file."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT question, verdict FROM answer ORDER BY id").fetchall()


def filled(path: Path, *names: str) -> None:
    """Makes a file with an answer to each of the questions."""
    with closing(Progress(path, print)) as progress:
        progress.start_round(NOW, "film", "heart quiz", len(names))
        for name in names:
            progress.save(answered(name=name), TODAY)


# --- When something is due ----------------------------------------------------------------------

grades = st.lists(
    st.tuples(st.sampled_from(["again", "hard", "good"]), st.integers(0, 60)), max_size=12
)


@given(grades)
def test_nothing_is_due_twice_a_day(told: list[tuple[Any, int]]) -> None:
    card: Card | None = None
    today = TODAY
    for graded, days in told:
        card = review(card, graded, today)
        assert card.due > today
        assert card.last == today
        today += timedelta(days)


@given(grades)
def test_the_same_replies_give_the_same_days(told: list[tuple[Any, int]]) -> None:
    def days() -> list[date]:
        card: Card | None = None
        due, today = [], TODAY
        for graded, days in told:
            card = review(card, graded, today)
            due.append(card.due)
            today += timedelta(days)
        return due

    assert days() == days()


@given(st.lists(st.integers(0, 30), max_size=6))
def test_who_knows_it_is_asked_later_than_who_needed_help_than_who_did_not(days: list[int]) -> None:
    card, today = review(None, "good", TODAY), TODAY
    for later in days:
        today += timedelta(later)
        card = review(card, "good", today)

    due = [review(card, graded, today).due for graded in ("again", "hard", "good")]

    assert due == sorted(due)


@pytest.mark.parametrize(
    ("verdict", "helped", "graded"),
    [
        ("right", False, "good"), ("right", True, "hard"), ("close", True, "again"),
        ("close", False, "again"), ("wrong", False, "again"), ("wrong", True, "again"),
    ],
)  # fmt: skip
def test_a_verdict_is_a_grade(verdict: Verdict, helped: bool, graded: str) -> None:
    assert grade_attempt(verdict, used_help=helped) == graded


def test_learning_goes_on_for_longer_and_longer() -> None:
    card, gaps = review(None, "good", TODAY), []
    for _ in range(5):
        gaps.append((card.due - card.last).days)
        card = review(card, "good", card.due)

    assert gaps == sorted(gaps)
    assert gaps[-1] > 30


def test_a_question_comes_back_when_nine_in_ten_would_still_know_it() -> None:
    """FSRS defines stability as the days until the chance to remember has fallen to 90 %."""
    card = review(None, "good", TODAY)
    for _ in range(5):
        card = review(card, "good", card.due)

    assert (card.due - card.last).days == round(card.stability)


# --- Saving -------------------------------------------------------------------------------------


def test_an_answer_is_on_the_disk_when_save_returns(progress: Progress, path: Path) -> None:
    progress.save(answered(), TODAY)

    assert answers(path) == [("film/cast/one", "right")]
    with closing(sqlite3.connect(path)) as connection:
        [mode] = connection.execute("PRAGMA journal_mode").fetchone()
        tables = connection.execute("SELECT name, strict FROM pragma_table_list").fetchall()
    assert mode == "wal"
    assert {name: strict for name, strict in tables if not name.startswith("sqlite")} == {
        "round": 1, "answer": 1, "card": 1,
    }  # fmt: skip
    assert progress._connection.execute("PRAGMA synchronous").fetchone() == (2,)  # FULL


def test_what_is_amended_counts_once_and_from_the_card_before(progress: Progress) -> None:
    saved = progress.save(answered("close", reply="Raul"), TODAY)
    progress.amend(saved, answered(helped=True), TODAY)

    assert progress.fetch_all("SELECT reply, verdict, helped FROM answer") == [
        ("Raul Julia", "right", 1)
    ]
    [(due,)] = progress.fetch_all("SELECT due FROM card")
    assert due == review(None, "hard", TODAY).due.isoformat()


def test_a_round_that_nobody_answered_leaves_no_trace(path: Path) -> None:
    with closing(Progress(path, print)) as progress:
        progress.start_round(NOW, "film", "heart quiz", 10)

    assert answers(path) == []
    with closing(Progress(path, print)) as progress:
        assert progress.fetch_all("SELECT count(*) FROM round") == [(0,)]


@pytest.mark.parametrize(
    "reply", ["\ud800", "a\0b", "x" * 1_000_000, "'; DROP TABLE answer; --", "[b]", "\x1b[2J", ""]
)
def test_any_reply_can_be_saved(progress: Progress, reply: str) -> None:
    progress.save(answered("wrong", reply=reply), TODAY)

    [(kept,)] = progress.fetch_all("SELECT reply FROM answer")
    assert len(kept) <= 500
    assert kept[:2] == reply[:2].replace("\ud800", "?").replace("\0", "\ufffd")


def test_what_is_due_comes_longest_due_first(progress: Progress) -> None:
    for n, name in enumerate(("c", "a", "b")):
        progress.save(answered("wrong", name=name), TODAY - timedelta(10 - n))
    progress.save(answered(name="d"), TODAY)

    assert [one.question_id[-1] for one in progress.due_questions(TODAY)] == ["c", "a", "b"]
    assert progress.due_per_day(TODAY)[0] == 3
    assert sum(progress.due_per_day(TODAY)) == 4
    assert progress.recent_question_ids() == {f"film/cast/{name}" for name in "abcd"}


def test_eight_rounds_at_once_lose_nothing(tmp_path: Path) -> None:
    home = tmp_path / "home"
    command = [sys.executable, "-m", "heartcli", "quiz", "--form", "typed", "--count", "12"]
    rounds = [
        subprocess.Popen(
            [*command, "--seed", str(seed)],
            env=environment(home), cwd=ROOT, stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        )
        for seed in range(8)
    ]  # fmt: skip
    for one in rounds:
        assert one.stdin
        one.stdin.write("something\n" * 12)
        one.stdin.close()
    for one in rounds:
        assert one.stderr
        assert one.stderr.read() == ""
        one.stderr.close()
        assert one.wait() == 0

    assert len(answers(home / "progress.db")) == 96
    with closing(Progress(home / "progress.db", print)) as progress:
        assert progress.fetch_all("SELECT count(*), sum(count) FROM round") == [(8, 96)]


# --- Damage and trouble -------------------------------------------------------------------------


def beside(path: Path) -> dict[str, bytes]:
    """All files in a folder but the lock."""
    return {p.name: p.read_bytes() for p in path.parent.iterdir() if p.suffix != ".lock"}


def test_what_is_no_database_is_set_aside_kept_and_told(path: Path, said: list[str]) -> None:
    path.parent.mkdir()
    path.write_bytes(b"my diary\n" * 1_000)

    with closing(Progress(path, said.append)) as progress:
        progress.start_round(NOW, "film", "heart quiz", 1)
        progress.save(answered(), TODAY)

    assert path.with_name("progress.damaged-1.db").read_bytes() == b"my diary\n" * 1_000
    kept = path.with_name("progress.damaged-1.db")
    assert said == [f"{path} is damaged; it is kept as {kept}, and progress begins anew"]
    assert len(answers(path)) == 1


def test_damaged_again_nothing_is_overwritten(path: Path, said: list[str]) -> None:
    path.parent.mkdir()
    for n in (1, 2, 3):
        path.write_bytes(bytes([n]) * 5_000)
        Progress(path, said.append).close()

    for n in (1, 2, 3):
        assert path.with_name(f"progress.damaged-{n}.db").read_bytes() == bytes([n]) * 5_000


def malformed(path: Path) -> None:
    """Writes over the tables of a file, but not over its head."""
    filled(path, *(f"question-{n}" for n in range(200)))
    contents = path.read_bytes()
    path.write_bytes(contents[:4096] + b"\xff" * (len(contents) - 4096))


def test_what_is_malformed_is_set_aside_with_all_that_belongs_to_it(
    path: Path, said: list[str]
) -> None:
    malformed(path)
    path.with_name("progress.db-wal").write_bytes(b"the log")
    path.with_name("progress.db-shm").write_bytes(b"the index")
    before = beside(path)

    with closing(Progress(path, said.append)) as progress:
        progress.start_round(NOW, "film", "heart quiz", 1)
        progress.save(answered(), TODAY)

    kept = beside(path)
    for ending in ("", "-wal"):
        assert kept[f"progress.damaged-1.db{ending}"] == before[f"progress.db{ending}"]
    assert "progress.damaged-1.db-shm" in kept
    assert len(said) == 1
    assert answers(path) == [("film/cast/one", "right")]


def test_damage_that_shows_in_the_middle_of_a_round_loses_no_answer(
    path: Path, said: list[str]
) -> None:
    filled(path, *(f"question-{n}" for n in range(400)))
    with closing(Progress(path, said.append)) as progress:
        progress.start_round(NOW, "film", "heart quiz", 3)
        saved = progress.save(answered("close", name="first"), TODAY)
        with path.open("r+b") as file:
            file.seek(4096)
            file.write(b"\xff" * (path.stat().st_size - 4096))
        Path(f"{path}-wal").write_bytes(b"")
        progress.amend(saved, answered(name="first"), TODAY)
        progress.save(answered(name="second"), TODAY)

        assert len(said) == 1
        assert answers(path)[-2:] == [("film/cast/first", "right"), ("film/cast/second", "right")]


def test_a_damaged_index_is_damage_though_the_file_looks_sound(path: Path, said: list[str]) -> None:
    filled(path, "one", "two", "three")
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

    with closing(Progress(path, said.append)) as progress:
        progress.start_round(NOW, "film", "heart quiz", 3)
        for name in ("one", "two", "three"):
            progress.save(answered(name=name), TODAY)

    assert {"film/cast/two", "film/cast/three"} <= {name for name, _ in answers(path)}
    assert "is damaged; it is kept as" in said[0]


def test_set_aside_beneath_a_round_its_answers_go_into_the_new_file(
    progress: Progress, path: Path, said: list[str]
) -> None:
    progress.save(answered(name="one"), TODAY)
    for file in path.parent.glob("progress.db*"):
        file.rename(file.with_name(f"aside-{file.name}"))
    filled(path, "another")

    progress.save(answered(name="two"), TODAY)

    assert [name for name, _ in answers(path)] == ["film/cast/another", "film/cast/two"]
    assert said == [f"{path} was set aside or removed; progress goes on in a new one"]


@pytest.mark.parametrize(
    "changed",
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
def test_what_somebody_else_wrote_into_it_does_no_harm(path: Path, changed: str) -> None:
    filled(path, "one", "two")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(changed)

    with closing(Progress(path, print)) as progress:
        progress.start_round(NOW, "film", "heart quiz", 1)
        progress.save(answered(name="one"), TODAY)
        assert len(progress.due_per_day(TODAY)) == 8
        assert {due.film_id for due in progress.due_questions(TODAY + timedelta(30))} <= {"film"}
        assert compute_stats(progress, TODAY, lambda *_: ()).overall.right >= 1


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ("PRAGMA user_version = 0", "has lost its version"),
        ("PRAGMA user_version = -1", "has lost its version"),
        ("DROP TABLE card", "no such table"),
        ("ALTER TABLE answer RENAME COLUMN helped TO aided", "has no column"),
    ],
)
def test_what_is_not_as_it_should_be_is_a_clear_line(path: Path, changed: str, told: str) -> None:
    filled(path, "one")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(changed)

    with pytest.raises(ProgressError, match=told), closing(Progress(path, print)) as progress:
        progress.save(answered(), TODAY)
    assert not list(path.parent.glob("*damaged*"))


def test_what_is_amended_after_a_reset_is_reviewed_once(progress: Progress) -> None:
    saved = progress.save(answered("close"), TODAY)
    progress.reset()
    progress.amend(saved, answered("right", helped=True), TODAY)

    [(difficulty,)] = progress.fetch_all("SELECT difficulty FROM card")
    assert difficulty == review(None, "hard", TODAY).difficulty


def test_a_file_of_another_program_is_left_alone(path: Path) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE bookmarks (url)")
    before = beside(path)

    with pytest.raises(ProgressError, match="another program's database; it is left alone"):
        Progress(path, print)
    assert beside(path) == before


def test_a_file_of_a_newer_version_is_left_alone(path: Path) -> None:
    filled(path, "one")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA user_version = 99")
    before = beside(path)

    with pytest.raises(ProgressError, match="written by a newer heart; it is left alone"):
        Progress(path, print)
    assert beside(path) == before


def test_an_older_file_is_copied_then_upgraded(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(path, "one")
    monkeypatch.setattr(database, "VERSION", 3)
    upgrades = {
        1: "ALTER TABLE answer ADD COLUMN mood TEXT NOT NULL DEFAULT ''",
        2: "ALTER TABLE round ADD COLUMN place TEXT NOT NULL DEFAULT '';\nDELETE FROM card",
    }
    monkeypatch.setattr(database, "UPGRADES", upgrades)

    with closing(Progress(path, print)) as progress:
        assert progress.fetch_all("SELECT question, mood FROM answer") == [("film/cast/one", "")]
        assert progress.fetch_all("SELECT place FROM round") == [("",)]
        assert progress.fetch_all("PRAGMA user_version") == [(3,)]
    copy = path.with_name("progress.of-version-1-1.db")
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
        assert connection.execute("SELECT count(*) FROM card").fetchone() == (1,)
    assert answers(copy) == answers(path)


def test_an_upgrade_that_fails_changes_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(path, "one")
    monkeypatch.setattr(database, "VERSION", 2)
    monkeypatch.setattr(database, "UPGRADES", {1: "DELETE FROM answer;\nSELECT * FROM nowhere"})

    with pytest.raises(ProgressError, match="no such table: nowhere"):
        Progress(path, print)

    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    assert len(answers(path)) == 1


def test_a_busy_file_is_a_clear_line_and_stays_where_it_is(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(path, "one")
    monkeypatch.setattr(database, "_BUSY_TIMEOUT", 0.05)
    with closing(Progress(path, print)) as progress, closing(sqlite3.connect(path)) as other:
        other.isolation_level = None
        other.execute("BEGIN IMMEDIATE")
        progress.start_round(NOW, "film", "heart quiz", 1)

        with pytest.raises(ProgressError, match="another program keeps it busy"):
            progress.save(answered(), TODAY)

    assert len(answers(path)) == 1
    assert [p.name for p in path.parent.iterdir() if "damaged" in p.name] == []


def test_a_full_disk_is_a_clear_line(progress: Progress, path: Path) -> None:
    progress.save(answered(), TODAY)
    [(pages,)] = progress.fetch_all("PRAGMA page_count")
    progress._connection.execute(f"PRAGMA max_page_count = {pages}")

    def go_on() -> None:
        for n in range(1_000):
            progress.save(answered(name=f"question-{n}", reply="x" * 500), TODAY)

    with pytest.raises(ProgressError, match="the disk is full"):
        go_on()
    assert ("film/cast/one", "right") in answers(path)


@pytest.mark.parametrize("mode", [0o000, 0o444])
def test_a_file_that_may_not_be_used_is_a_clear_line(path: Path, mode: int) -> None:
    filled(path, "one")
    path.chmod(mode)
    path.parent.chmod(0o555)
    if os.access(path, os.W_OK):
        pytest.skip("who runs this may read and write everything")
    try:
        with pytest.raises(ProgressError, match=r"it can't be opened|it is read-only"):
            Progress(path, print).save(answered(), TODAY)
    finally:
        path.parent.chmod(0o755)
        path.chmod(0o644)
    assert len(answers(path)) == 1


def test_what_is_in_the_way_of_the_lock_is_a_clear_line(path: Path) -> None:
    path.parent.mkdir()
    path.with_name("progress.db.lock").write_bytes(b"mine" * 1_000)
    with pytest.raises(ProgressError, match=r"progress\.db\.lock is not heart's; remove it"):
        Progress(path, print)


def test_a_folder_in_its_place_is_a_clear_line(path: Path) -> None:
    path.mkdir(parents=True)
    with pytest.raises(ProgressError, match="is not a regular file"):
        Progress(path, print)

    with pytest.raises(ProgressError, match="can't be made: Not a directory"):
        Progress(Path("/dev/null/heart/progress.db"), print)


# --- How the player stands ------------------------------------------------------------------------


def test_nothing_played_nothing_told(progress: Progress) -> None:
    told = compute_stats(progress, TODAY, lambda _, ids: ids)

    assert (told.rounds, told.overall.answers, told.current_streak) == (0, 0, 0)
    assert (told.longest_streak, told.longest_right_streak) == (0, 0)
    assert [count for _, count in told.due] == [0] * 8


def test_accuracy_is_by_section_and_difficulty_over_time(progress: Progress) -> None:
    for days, verdict in ((11, "wrong"), (11, "wrong"), (5, "right"), (0, "right"), (0, "close")):
        progress.save(answered(verdict, section="cast"), TODAY - timedelta(days))  # type: ignore[arg-type]
    progress.save(answered("right", section="songs"), TODAY)

    told = compute_stats(progress, TODAY, lambda _, ids: ids)

    assert (told.overall.right, told.overall.answers) == (3, 6)
    assert {one.name: (one.right, one.answers) for one in told.sections} == {
        "cast": (2, 5), "songs": (1, 1),
    }  # fmt: skip
    [cast] = [one for one in told.sections if one.name == "cast"]
    assert cast.history == [0.0, *[None] * 5, 1.0, *[None] * 4, 0.5]
    assert [one.name for one in told.difficulties] == ["easy"]


@pytest.mark.parametrize(
    ("days", "now", "most"),
    [([0], 1, 1), ([1], 1, 1), ([2], 0, 1), ([0, 1, 2, 4, 5], 3, 3), ([3, 4, 5, 6, 0], 1, 4)],
)
def test_days_in_a_row(progress: Progress, days: list[int], now: int, most: int) -> None:
    for day in sorted(days, reverse=True):
        progress.save(answered(), TODAY - timedelta(day))

    told = compute_stats(progress, TODAY, lambda _, ids: ids)

    assert (told.current_streak, told.longest_streak) == (now, most)


@settings(max_examples=25)
@given(st.lists(st.sampled_from(["right", "close", "wrong"]), max_size=12))
def test_right_in_a_row(verdicts: list[Verdict]) -> None:
    longest = max(map(len, "".join(v[0] for v in verdicts).replace("c", "w").split("w")), default=0)
    with TemporaryDirectory() as folder, closing(Progress(Path(folder, "p.db"), print)) as progress:
        for verdict in verdicts:
            progress.save(answered(verdict), TODAY)
        assert compute_stats(progress, TODAY, lambda _, ids: ids).longest_right_streak == longest


def test_what_is_missed_most_comes_first_and_what_is_gone_is_told(progress: Progress) -> None:
    for name, times in (("one", 1), ("two", 3), ("three", 2)):
        for _ in range(times):
            progress.save(answered("wrong", name=name), TODAY)
    progress.save(answered("right", name="four"), TODAY)

    told = compute_stats(progress, TODAY, lambda _, ids: ids - {"film/cast/two"})

    assert [(one.question, one.missed, one.gone) for one in told.missed] == [
        ("film/cast/two", 3, True), ("film/cast/three", 2, False), ("film/cast/one", 1, False),
    ]  # fmt: skip
    [played] = told.recent_rounds
    assert played[1:] == ("film", 1, 7, 10, "heart quiz --seed 1")


def test_reset_keeps_a_copy_that_is_whole(progress: Progress, path: Path) -> None:
    for n in range(3):
        progress.save(answered(name=str(n)), TODAY)
    before = answers(path)

    copies = [progress.reset()]
    progress.save(answered(name="after"), TODAY)
    copies.append(progress.reset())

    assert answers(copies[0]) == before
    assert answers(copies[1]) == [("film/cast/after", "right")]
    assert answers(path) == []
    assert progress.due_questions(TODAY + timedelta(100)) == []


@given(
    st.dates(), st.dates(), st.sampled_from(("again", "hard", "good")),
    st.floats(0, FSRS_LIMIT, exclude_min=True), st.floats(0, FSRS_LIMIT, exclude_min=True),
)  # fmt: skip
@example(date.min, date.max, "good", 1.0, 5.0)
@example(date.max, date.min, "good", 36_500.0, 1.0)
@example(date.max, date.max, "again", 5e-324, 5e-324)
def test_on_any_day_a_question_is_due_again_on_that_day_or_later(
    last: date, today: date, graded: Any, stability: float, difficulty: float
) -> None:
    for card in (None, Card(last, last, stability, difficulty)):
        after = review(card, graded, today)
        assert after.last == today <= after.due <= date.max


@pytest.mark.parametrize("column", ["stability", "difficulty"])
@pytest.mark.parametrize("value", [1.79e308, 9e999, 1e9, 0.0, -1.0, 5e-324])
def test_a_schedule_that_cannot_be_is_begun_anew(
    progress: Progress, path: Path, column: str, value: float
) -> None:
    progress.save(answered(), TODAY)
    with closing(sqlite3.connect(path)) as file, file:
        file.execute(f"UPDATE card SET {column} = ?", (value,))  # noqa: S608 - our own names

    progress.save(answered(), TODAY + timedelta(30))

    [(due,)] = progress.fetch_all("SELECT due FROM card")
    assert due > (TODAY + timedelta(30)).isoformat()

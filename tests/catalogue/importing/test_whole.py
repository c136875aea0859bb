"""An import that fails or is killed leaves the old catalogue or the new one."""

from __future__ import annotations

import resource
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

import pytest

from heartcli.catalogue.search.normalize import title_key
from heartcli.catalogue.store import FILE_NAME, Store
from heartcli.storage import sqlite
from tests.catalogue.importing.test_readers import basics
from tests.conftest import ROOT, TIMEOUT_SECONDS, Heart, environment_without_coverage

FILMS = 2_000
USER_FILES = {FILE_NAME, f"{FILE_NAME}.lock", "films"}  # in the user's folder after an import


@pytest.fixture
def dumps(tmp_path: Path) -> list[Path]:
    """Two dumps of the same source with different titles."""
    paths = []
    for letter in "AB":
        folder = tmp_path / letter
        folder.mkdir()
        rows = [(number, f"{letter} film no. {number}") for number in range(1, FILMS + 1)]
        (folder / "title.basics.tsv").write_text(basics(*rows), encoding="utf-8")
        paths.append(folder)
    return paths


def start(home: Path, *args: str, **options: int) -> subprocess.Popen[str]:
    """Starts the program; `max_file_size` limits each file that it writes, in bytes."""

    def limit_file_size() -> None:
        if max_file_size := options.get("max_file_size"):
            resource.setrlimit(resource.RLIMIT_FSIZE, (max_file_size, max_file_size))

    return subprocess.Popen(
        [sys.executable, "-m", "heartcli", *args],
        env=environment_without_coverage(home),
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=limit_file_size,  # noqa: PLW1509 - there are no threads here
    )


def run(home: Path, *args: str) -> int:
    """Runs the program and returns its exit code."""
    process = start(home, *args)
    process.communicate(timeout=TIMEOUT_SECONDS)
    return process.returncode


def imported_letter(home: Path) -> str:
    """The letter of the dump that was imported in full; "" if none was."""
    if not (home / FILE_NAME).exists():
        return ""
    with closing(Store(home / FILE_NAME)) as store:
        letters = {title[0] for (title,) in store.rows("SELECT title FROM entry")}
        [source] = store.sources.values()
        [letter] = letters
        assert source.film_count == len(store.film_numbers(None)) == FILMS
        assert len(store.entries_with_key([title_key(f"{letter} film no. 7")])) == 1
    with closing(sqlite3.connect(home / FILE_NAME)) as database:
        assert database.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",)
    return str(letter)


def kill_imports(home: Path, dumps: list[Path], times: int) -> None:
    start_time = time.perf_counter()
    assert run(home, "import", "imdb", str(dumps[0])) == 0
    duration = time.perf_counter() - start_time
    rng = Random(1)  # noqa: S311
    before = "A"
    for number in range(times):
        process = start(home, "import", "imdb", str(dumps[(number + 1) % 2]))
        try:
            process.wait(rng.random() * duration * 1.1)
        except subprocess.TimeoutExpired:
            process.kill()
        process.communicate()
        after = imported_letter(home)
        assert after in (before, "AB"[(number + 1) % 2])
        before = after
    assert run(home, "import", "imdb", str(dumps[1])) == 0
    assert imported_letter(home) == "B"
    assert {path.name for path in home.iterdir()} == USER_FILES


def test_a_killed_import_leaves_the_old_catalogue_or_the_new_one(
    home: Path, dumps: list[Path]
) -> None:
    kill_imports(home, dumps, 6)


@pytest.mark.long
def test_a_hundred_killed_imports_leave_whole_catalogues(home: Path, dumps: list[Path]) -> None:
    kill_imports(home, dumps, 100)


SIGNALS = [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]


@pytest.mark.parametrize(("number", "code"), SIGNALS)
def test_an_import_ended_by_a_signal_leaves_nothing_behind(
    home: Path, dumps: list[Path], number: int, code: int
) -> None:
    assert run(home, "import", "imdb", str(dumps[0])) == 0
    process = start(home, "import", "imdb", str(dumps[1]))
    new = home / f".{FILE_NAME}.new"
    while not new.exists() and process.poll() is None:
        time.sleep(0.001)
    process.send_signal(number)
    _, err = process.communicate(timeout=TIMEOUT_SECONDS)

    assert (process.returncode, err) == (code, "")
    assert imported_letter(home) == "A"
    assert {path.name for path in home.iterdir()} == USER_FILES


def test_a_second_import_waits_for_the_first_and_says_so(home: Path, dumps: list[Path]) -> None:
    with sqlite.exclusive_lock(home / FILE_NAME, 1):
        process = start(home, "import", "imdb", str(dumps[0]))
        assert process.stderr is not None
        assert "Waiting for another import to finish" in process.stderr.readline()
    process.communicate(timeout=TIMEOUT_SECONDS)

    assert process.returncode == 0
    assert imported_letter(home) == "A"


def test_an_import_shows_a_progress_bar_on_a_terminal(dumps: list[Path], terminals: Any) -> None:
    terminal = terminals("import", "imdb", str(dumps[0]), columns=60)
    code = terminal.end()

    assert code == 0
    assert "Reading" in terminal.seen
    assert "Building search index" in terminal.seen
    assert "%" in terminal.seen
    assert "MB/s" in terminal.seen
    # The progress bar is cleared at the end.
    assert terminal.lines[0] == f"✓ Imported {FILMS:,} films from {FILMS:,} rows as imdb"
    assert terminal.after == terminal.before


@pytest.mark.parametrize(
    ("reply", "code", "letter"), [("n\r", 0, "A"), ("y\r", 0, ""), ("\x03", 130, "A")],
    ids=["no", "yes", "interrupted"],
)  # fmt: skip
def test_a_source_is_removed_after_a_confirmation(  # noqa: PLR0917
    home: Path, dumps: list[Path], terminals: Any, reply: str, code: int, letter: str
) -> None:
    assert run(home, "import", "imdb", str(dumps[0])) == 0
    terminal = terminals("catalogue", "--remove", "imdb")
    terminal.wait("Remove all data from 'imdb'? [y/N]")
    terminal.press(reply)

    assert terminal.end(press_again=reply if code == 130 else "") == code
    assert imported_letter(home) == letter


@pytest.mark.parametrize(("number", "code"), SIGNALS)
def test_a_waiting_import_can_be_interrupted(
    home: Path, dumps: list[Path], number: int, code: int
) -> None:
    with sqlite.exclusive_lock(home / FILE_NAME, 1):
        process = start(home, "import", "imdb", str(dumps[0]))
        assert process.stderr is not None
        process.stderr.readline()
        process.send_signal(number)
        process.communicate(timeout=TIMEOUT_SECONDS)

    assert process.returncode == code
    assert {path.name for path in home.iterdir()} == USER_FILES - {FILE_NAME}


def test_two_imports_at_once_both_succeed(home: Path, dumps: list[Path]) -> None:
    processes = [
        start(home, "import", "imdb", str(folder), "--as", name)
        for folder, name in zip(dumps, ("first", "second"), strict=True)
    ]
    for process in processes:
        process.communicate(timeout=TIMEOUT_SECONDS)
        assert process.returncode == 0

    with closing(Store(home / FILE_NAME)) as store:
        assert {source.name for source in store.sources.values()} == {"first", "second"}


def test_a_full_disk_leaves_the_catalogue_unchanged(home: Path, dumps: list[Path]) -> None:
    assert run(home, "import", "imdb", str(dumps[0])) == 0
    process = start(home, "import", "imdb", str(dumps[1]), max_file_size=200_000)
    out, err = process.communicate(timeout=TIMEOUT_SECONDS)

    assert (process.returncode, out) == (1, "")
    assert "the disk is full" in err
    assert err.count("\n") == 1
    assert imported_letter(home) == "A"
    assert {path.name for path in home.iterdir()} == USER_FILES


def test_a_file_that_is_not_a_catalogue_is_kept_under_another_name(
    heart: Heart, home: Path, dumps: list[Path]
) -> None:
    (home / FILE_NAME).write_bytes(b"somebody's letters" * 1000)
    screen = heart("import", "imdb", str(dumps[0]))

    kept = home / "catalogue.damaged-1.db"
    assert screen.code == 0
    assert f"{home / FILE_NAME} was damaged: moved to {kept}" in screen.err
    assert kept.read_bytes() == b"somebody's letters" * 1000
    assert imported_letter(home) == "A"

"""Whatever happens during an import, the catalogue is the old one or the new one."""

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
from heartcli.storage import lock
from tests.catalogue.importing.test_readers import basics
from tests.conftest import ROOT, TIMEOUT_SECONDS, Heart, environment_without_coverage

FILMS = 2_000
LEFT = {FILE_NAME, f"{FILE_NAME}.lock", "films"}  # what may be in the user's folder afterwards


@pytest.fixture
def dumps(tmp_path: Path) -> list[Path]:
    """Two dumps of the same source, of films that are called otherwise."""
    paths = []
    for letter in "AB":
        folder = tmp_path / letter
        folder.mkdir()
        rows = [(number, f"{letter} film no. {number}") for number in range(1, FILMS + 1)]
        (folder / "title.basics.tsv").write_text(basics(*rows), encoding="utf-8")
        paths.append(folder)
    return paths


def started(home: Path, *args: str, **options: int) -> subprocess.Popen[str]:
    """The program in a process of its own; `most` is how many bytes a file of its may have."""

    def limited() -> None:
        if most := options.get("most"):
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    return subprocess.Popen(
        [sys.executable, "-m", "heartcli", *args],
        env=environment_without_coverage(home),
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=limited,  # noqa: PLW1509 - there are no threads here
    )


def done(home: Path, *args: str) -> int:
    """How the program ends."""
    process = started(home, *args)
    process.communicate(timeout=TIMEOUT_SECONDS)
    return process.returncode


def state(home: Path) -> str:
    """Which dump the catalogue holds, wholly; "" for none."""
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


def killed(home: Path, dumps: list[Path], times: int) -> None:
    begun = time.perf_counter()
    assert done(home, "import", "imdb", str(dumps[0])) == 0
    usual = time.perf_counter() - begun
    chance = Random(1)  # noqa: S311
    before = "A"
    for number in range(times):
        process = started(home, "import", "imdb", str(dumps[(number + 1) % 2]))
        try:
            process.wait(chance.random() * usual * 1.1)
        except subprocess.TimeoutExpired:
            process.kill()
        process.communicate()
        after = state(home)
        assert after in (before, "AB"[(number + 1) % 2])
        before = after
    assert done(home, "import", "imdb", str(dumps[1])) == 0
    assert state(home) == "B"
    assert {path.name for path in home.iterdir()} == LEFT


def test_killed_at_any_moment_the_catalogue_is_the_old_one_or_the_new(
    home: Path, dumps: list[Path]
) -> None:
    killed(home, dumps, 6)


@pytest.mark.long
def test_a_hundred_kills(home: Path, dumps: list[Path]) -> None:
    killed(home, dumps, 100)


ENDED = [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]


@pytest.mark.parametrize(("number", "code"), ENDED)
def test_ended_by_a_signal_an_import_leaves_nothing_behind(
    home: Path, dumps: list[Path], number: int, code: int
) -> None:
    assert done(home, "import", "imdb", str(dumps[0])) == 0
    process = started(home, "import", "imdb", str(dumps[1]))
    new = home / f".{FILE_NAME}.new"
    while not new.exists() and process.poll() is None:
        time.sleep(0.001)
    process.send_signal(number)
    _, err = process.communicate(timeout=TIMEOUT_SECONDS)

    assert (process.returncode, err) == (code, "")
    assert state(home) == "A"
    assert {path.name for path in home.iterdir()} == LEFT


def test_a_second_import_waits_for_the_first_and_says_so(home: Path, dumps: list[Path]) -> None:
    with lock.exclusive(home / FILE_NAME, 1):
        process = started(home, "import", "imdb", str(dumps[0]))
        assert process.stderr is not None
        assert "another import is running" in process.stderr.readline()
    process.communicate(timeout=TIMEOUT_SECONDS)

    assert process.returncode == 0
    assert state(home) == "A"


def test_on_a_terminal_a_bar_tells_how_far_an_import_is(dumps: list[Path], terminals: Any) -> None:
    terminal = terminals("import", "imdb", str(dumps[0]), columns=60)
    ended = terminal.end()

    assert ended == 0
    assert "reading" in terminal.seen
    assert "making it searchable" in terminal.seen
    assert "%" in terminal.seen
    assert "MB/s" in terminal.seen
    # When it is done nothing of it is left.
    assert terminal.lines[0] == f"imdb: {FILMS:,} films of {FILMS:,} rows"
    assert terminal.after == terminal.before


@pytest.mark.parametrize(
    ("reply", "code", "left"), [("n\r", 0, "A"), ("y\r", 0, ""), ("\x03", 130, "A")],
    ids=["no", "yes", "interrupted"],
)  # fmt: skip
def test_a_source_is_removed_once_it_is_sure(  # noqa: PLR0917
    home: Path, dumps: list[Path], terminals: Any, reply: str, code: int, left: str
) -> None:
    assert done(home, "import", "imdb", str(dumps[0])) == 0
    terminal = terminals("catalogue", "--remove", "imdb")
    terminal.wait("Remove 'imdb' with all that it said? [y/N]")
    terminal.press(reply)

    assert terminal.end() == code
    assert state(home) == left


@pytest.mark.parametrize(("number", "code"), ENDED)
def test_who_waits_can_be_interrupted(
    home: Path, dumps: list[Path], number: int, code: int
) -> None:
    with lock.exclusive(home / FILE_NAME, 1):
        process = started(home, "import", "imdb", str(dumps[0]))
        assert process.stderr is not None
        process.stderr.readline()
        process.send_signal(number)
        process.communicate(timeout=TIMEOUT_SECONDS)

    assert process.returncode == code
    assert {path.name for path in home.iterdir()} == LEFT - {FILE_NAME}


def test_two_imports_at_once_both_arrive(home: Path, dumps: list[Path]) -> None:
    both = [
        started(home, "import", "imdb", str(folder), "--as", name)
        for folder, name in zip(dumps, ("one", "other"), strict=True)
    ]
    for process in both:
        process.communicate(timeout=TIMEOUT_SECONDS)
        assert process.returncode == 0

    with closing(Store(home / FILE_NAME)) as store:
        assert {source.name for source in store.sources.values()} == {"one", "other"}


def test_on_a_full_disk_all_is_as_it_was(home: Path, dumps: list[Path]) -> None:
    assert done(home, "import", "imdb", str(dumps[0])) == 0
    process = started(home, "import", "imdb", str(dumps[1]), most=200_000)
    out, err = process.communicate(timeout=TIMEOUT_SECONDS)

    assert (process.returncode, out) == (1, "")
    assert "the disk is full" in err
    assert err.count("\n") == 1
    assert state(home) == "A"
    assert {path.name for path in home.iterdir()} == LEFT


def test_a_file_that_is_not_a_catalogue_is_kept_under_another_name(
    heart: Heart, home: Path, dumps: list[Path]
) -> None:
    (home / FILE_NAME).write_bytes(b"somebody's letters" * 1000)
    screen = heart("import", "imdb", str(dumps[0]))

    kept = home / "catalogue.damaged-1.db"
    assert screen.code == 0
    assert f"{home / FILE_NAME} is damaged: it is kept as {kept}" in screen.err
    assert kept.read_bytes() == b"somebody's letters" * 1000
    assert state(home) == "A"

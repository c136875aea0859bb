"""`heart("cast", "--json")` runs the program as one types it and gives back the screen."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, settings
from typer.testing import CliRunner

from heartcli import places
from heartcli.cli import app
from heartcli.film import Film
from heartcli.filmfile import load

TESTS = Path(__file__).parent
ROOT = TESTS.parent
COMMANDS = [
    "film",
    "cast",
    "crew",
    "plot",
    "production",
    "reception",
    "music",
    "releases",
    "timeline",
    "sources",
]

PATIENCE = 60  # seconds until what a test waits for on a terminal won't come any more

# Started in the background by a shell, Python ignores interrupts; so would what tests start.
signal.signal(signal.SIGINT, signal.default_int_handler)

settings.register_profile(
    "heart",
    derandomize=True,  # the same cases every day
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.load_profile("heart")


@dataclass(frozen=True)
class Screen:
    """What a command printed and how it ended."""

    out: str
    err: str
    code: int

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


Heart = Callable[..., Screen]


def environment(home: Path, **more: str) -> dict[str, str]:
    """A clean environment: nothing of the machine's or of the person's who runs the tests."""
    kept = {
        name: os.environ[name]
        for name in ("PATH", "SYSTEMROOT", "COVERAGE_PROCESS_CONFIG")
        if name in os.environ
    }
    return (
        kept
        | {"HEART_HOME": str(home), "COLUMNS": "80", "LANG": "C.UTF-8", "TERM": "xterm-256color"}
        | more
    )


def unmeasured(home: Path) -> dict[str, str]:
    """The environment of a program that is interrupted or killed, or asked what it has loaded.

    Without coverage, which loads modules of its own, and waits for itself for ever if an interrupt
    meets it holding its lock.
    """
    env = environment(home)
    env.pop("COVERAGE_PROCESS_CONFIG", None)
    return env


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The user's folder, with an empty shelf."""
    folder = tmp_path / "home"
    (folder / "films").mkdir(parents=True)
    return folder


@pytest.fixture
def heart(home: Path) -> Heart:
    """Runs a command within this process."""

    def run(*args: str, typed: str | bytes = "", **env: str) -> Screen:
        with patch.dict(os.environ, environment(home, **env), clear=True):
            ended = CliRunner().invoke(app, args, input=typed, prog_name="heart")
        if ended.exception and not isinstance(ended.exception, SystemExit):
            raise ended.exception
        return Screen(ended.stdout_bytes.decode(), ended.stderr_bytes.decode(), ended.exit_code)

    return run


@pytest.fixture
def program(home: Path) -> Heart:
    """Runs a command as a process of its own, stdout a pipe."""

    def run(*args: str, **env: str) -> Screen:
        command = [sys.executable, "-m", "heartcli", *args]
        ended = subprocess.run(
            command,
            env=environment(home, **env),
            cwd=ROOT,
            capture_output=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )
        return Screen(ended.stdout.decode(), ended.stderr.decode(), ended.returncode)

    return run


@pytest.fixture(scope="session")
def film() -> Film:
    """The film that comes with heart."""
    return load(places.bundled() / "film.toml")


@pytest.fixture
def same_screen() -> Callable[[str, Screen], None]:
    """Asserts that a screen is as it was when somebody last looked at it: tests/screens/<name>.txt.

    HEART_UPDATE_SCREENS=1 pytest writes them anew; look at the difference before you commit it.
    """

    def compare(name: str, screen: Screen) -> None:
        path = TESTS / "screens" / f"{name}.txt"
        if os.environ.get("HEART_UPDATE_SCREENS"):
            path.write_text(screen.out, encoding="utf-8")
        assert screen.out == path.read_text(encoding="utf-8")

    return compare


@pytest.fixture(autouse=True)
def _no_terminal_of_mine() -> Iterator[None]:
    """No test asks the terminal of the person who runs it."""
    with patch.dict(os.environ, {"COLUMNS": "80"}):
        yield

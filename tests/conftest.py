"""Fixtures: `heart("cast", "--json")` runs a command and returns what it printed."""

import gc
import json
import os
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast
from unittest.mock import patch

import pexpect
import pyte
import pytest
from hypothesis import HealthCheck, settings
from typer.testing import CliRunner

from heartcli.cli import app
from heartcli.filmfile import load, toml
from heartcli.filmfile.reader import MAX_PROBLEMS
from heartcli.model.film import Film
from heartcli.storage import paths
from tests.loopback import Wikimedia, serve

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

_BUNDLED = (ROOT / "data" / "film.toml").read_bytes()
TIMEOUT_SECONDS = 60  # how long tests wait for a terminal

gc.set_threshold(50_000, 50, 50)  # with the defaults, it takes a tenth of the time

# In the background or under nohup, Python and its children would ignore these signals.
signal.signal(signal.SIGINT, signal.default_int_handler)
for _number in (signal.SIGHUP, signal.SIGQUIT, signal.SIGTERM):
    signal.signal(_number, signal.SIG_DFL)

settings.register_profile(
    "heart",
    derandomize=True,  # the same cases in every run
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


def environment(home: Path, **extra: str) -> dict[str, str]:
    """Returns a clean environment, without the settings of whoever runs the tests."""
    inherited = {
        name: os.environ[name]
        for name in ("PATH", "SYSTEMROOT", "COVERAGE_PROCESS_CONFIG")
        if name in os.environ
    }
    return (
        inherited
        | {"HEART_HOME": str(home), "LANG": "C.UTF-8", "TERM": "xterm-256color"}
        | {"PAGER": ""}
        | extra
    )


def environment_without_coverage(home: Path) -> dict[str, str]:
    """Returns the environment for tests that interrupt or kill a program, or list its modules.

    Coverage loads modules of its own, and an interrupt can make it wait forever for its lock.
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


_parse = toml.parse
_parse_once = cache(_parse)


def parse(contents: bytes | str, max_problems: int = MAX_PROBLEMS) -> toml.ParseResult:
    """Parses a film, but caches the bundled one, with and without questions: it takes 20 ms."""
    raw = contents.encode() if isinstance(contents, str) else contents
    is_bundled = len(raw) > len(_BUNDLED) // 2 and _BUNDLED.startswith(raw)
    return (_parse_once if is_bundled else _parse)(contents, max_problems)


@pytest.fixture
def heart(home: Path) -> Heart:
    """Runs a command within this process."""

    def run(*args: str, typed: str | bytes = "", **env: str) -> Screen:
        with (
            patch.dict(os.environ, environment(home, **env), clear=True),
            patch.object(toml, "parse", parse),
        ):
            result = CliRunner().invoke(app, args, input=typed, prog_name="heart")
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        out, err = (
            stream.decode("utf-8", "surrogateescape")  # paths may not be UTF-8
            for stream in (result.stdout_bytes, result.stderr_bytes)
        )
        return Screen(out, err, result.exit_code)

    return run


@pytest.fixture
def wikimedia() -> Iterator[Wikimedia]:
    """Wikidata and Wikipedia on the loopback device, without any films."""
    with serve() as services:
        yield services


@pytest.fixture
def program(home: Path) -> Heart:
    """Runs a command in a new process that writes to a pipe."""

    def run(*args: str, **env: str) -> Screen:
        command = [sys.executable, "-m", "heartcli", *args]
        completed = subprocess.run(
            command,
            env=environment(home, **env),
            cwd=ROOT,
            capture_output=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )
        return Screen(completed.stdout.decode(), completed.stderr.decode(), completed.returncode)

    return run


class Terminal:
    """A program on a terminal, and what its screen shows."""

    def __init__(
        self, home: Path, *args: str, columns: int = 80, command: str = "", **env: str
    ) -> None:
        terminal_environment = (
            environment_without_coverage(home) | {"PS1": "$ ", "PYTHONPATH": str(ROOT)} | env
        )
        program = [*command.split()] or [sys.executable, "-m", "heartcli", *args]
        self.child: Any = pexpect.spawn(
            program[0], program[1:], env=cast("Any", terminal_environment), cwd=str(ROOT),
            dimensions=(30, columns), timeout=TIMEOUT_SECONDS, echo=True,
        )  # fmt: skip
        self.child.delaybeforesend = None
        for wait in ("delayafterclose", "delayafterterminate"):
            setattr(cast("Any", self.child).ptyproc, wait, 0.01)
        self.screen = pyte.HistoryScreen(columns, 30, history=1_000)
        self.seen = ""
        self._stream = pyte.Stream(self.screen)
        self.before = self.after = self.mode()

    def mode(self) -> list[Any]:
        """Returns the terminal's mode, such as whether it echoes."""
        return termios.tcgetattr(self.child.child_fd)

    @property
    def lines(self) -> list[str]:
        return [line.rstrip() for line in self.screen.display]

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.lines).split())

    def read(self, seconds: float = 0.05) -> bool:
        """Reads new output; returns False at its end."""
        try:
            received: Any = self.child.read_nonblocking(65536, timeout=seconds)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        self.seen += received.decode("utf-8", "replace")
        self._stream.feed(received.decode("utf-8", "replace"))
        return True

    def wait(self, text: str) -> None:
        """Waits until the screen shows this text."""
        deadline = time.monotonic() + TIMEOUT_SECONDS
        while text not in self.text:
            alive = self.read()
            assert alive or text in self.text, f"missing at the end: {text!r}\n" + "\n".join(
                self.lines
            )
            assert time.monotonic() < deadline, f"timed out: {text!r}\n" + "\n".join(self.lines)

    def press(self, keys: str, then: str = "") -> None:
        """Presses keys, then waits until the screen shows a text."""
        self.child.send(keys)
        if then:
            self.wait(then)

    def end(self, press_again: str = "") -> int:
        """Waits until the program ends; returns its exit code as a shell would report it.

        Python misses a Ctrl-C that arrives just before it starts to read a line, which happens on a
        busy machine. `press_again` is pressed every five seconds until the program ends.
        """
        deadline = time.monotonic() + TIMEOUT_SECONDS
        pressed = time.monotonic()
        while self.read(1):
            assert time.monotonic() < deadline, "it didn't end\n" + "\n".join(self.lines)
            if press_again and time.monotonic() > pressed + 5:
                pressed = time.monotonic()
                self.press(press_again)
        self.after = self.mode()
        self.child.close(force=False)
        status: Any = self.child.exitstatus
        return int(128 + self.child.signalstatus if self.child.signalstatus else status)


@pytest.fixture
def terminals(home: Path) -> Iterator[Any]:
    """Opens terminals, and finally ends the programs still running on them."""
    opened_terminals: list[Terminal] = []

    def make(*args: str, **options: Any) -> Terminal:
        opened_terminals.append(Terminal(home, *args, **options))
        return opened_terminals[-1]

    yield make
    for terminal in opened_terminals:
        if not terminal.child.closed and terminal.child.isalive():
            terminal.child.kill(signal.SIGKILL)
        terminal.child.close(force=True)


@pytest.fixture(scope="session")
def film() -> Film:
    """The film that comes with heart."""
    return load(paths.bundled_dir() / "film.toml")


@pytest.fixture
def assert_same_screen() -> Callable[[str, Screen], None]:
    """Compares a screen with the reviewed one in tests/screens/<name>.txt.

    HEART_UPDATE_SCREENS=1 pytest updates the files; review the changes before you commit.
    """

    def compare(name: str, screen: Screen) -> None:
        path = TESTS / "screens" / f"{name}.txt"
        if os.environ.get("HEART_UPDATE_SCREENS"):
            path.write_text(screen.out, encoding="utf-8")
        assert screen.out == path.read_text(encoding="utf-8")

    return compare


@pytest.fixture(autouse=True)
def _fixed_terminal_width() -> Iterator[None]:
    """Keeps tests independent of the width of the real terminal."""
    with patch.dict(os.environ, {"COLUMNS": "80"}):
        yield

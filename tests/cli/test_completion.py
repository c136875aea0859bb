"""Tab completion offers only words that a shell can't run, and never prints a message."""

import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, cast

import pexpect
import pytest
import typer

from heartcli.cli import app
from tests.conftest import ROOT, TIMEOUT_SECONDS, Heart, environment_without_coverage

RUNS = [
    "$(touch PWNED)", "`touch PWNED`", ";touch PWNED;", r"\$(touch PWNED)", "&touch PWNED&",
    "|touch PWNED", "\ntouch PWNED\n", "'; touch PWNED; '", '"; touch PWNED; "', "<(touch PWNED)",
    "${X:=$(touch PWNED)}", r"\`touch PWNED\`", "{a,b}$(touch PWNED)", ")); touch PWNED; ((",
]  # fmt: skip
ODD = [" two words", "\x1b]0;title\x07", "\x1b[2J", "~", "*", "?", "%self", "!!", "#x", "\udce9"]
BEGUN = [f"e{number}x" for number in range(len(RUNS + ODD))]  # start of a film id for each
_AT_ONCE = "zstyle ':completion:*' insert-tab false"  # complete even with input pending
SHELLS = {
    "bash": (["--norc", "--noprofile", "-i"], "bind 'set enable-bracketed-paste off'"),
    "zsh": (
        ["-f", "-i"],
        "autoload -U compinit; compinit -u -D; zstyle :completion:\\* insert-tab false",
    ),
    "fish": (["--no-config", "-i"], "set -g fish_greeting"),
}


def basic_string(text: str) -> str:
    """Returns any text as a TOML string."""
    return '"' + "".join(f"\\U{ord(c):08x}" for c in text) + '"'


@pytest.fixture
def hostile(heart: Heart, home: Path) -> Path:
    """A shelf with ordinary films, and films whose ids, titles and file names are commands."""
    films = home / "films"
    (films / "x.toml").write_text('format = 1\ntitle = "Alien"\nyear = 1979\n')
    (films / "y.toml").write_text('format = 1\nid = "Q103569"\ntitle = "Aliens"\nyear = 1986\n')
    for number, evil in enumerate([*RUNS, *ODD]):
        if "\udce9" not in evil:
            text = basic_string(f"{BEGUN[number]}{evil}")
            head = f"format = 1\ntitle = {text}\nyear = 1979\n"
            (films / f"{number}.toml").write_text(f"{head}id = {text}\n")
        (films / f"ali{evil}.toml").write_text("title =")  # broken, so its file name is its id
    (home / "list.csv").write_text("title,year\nSome Film,1999\n")
    for name in ("my-films", "evil"):
        assert heart("import", "csv", str(home / "list.csv"), "--as", name).code == 0
    with closing(sqlite3.connect(home / "catalogue.db")) as catalogue, catalogue:
        catalogue.execute("UPDATE source SET name = 'my$(touch PWNED)' WHERE name = 'evil'")
    return home


class Shell:
    """A shell on a terminal. Its `heart` completes words, but only records the commands to run."""

    def __init__(self, name: str, home: Path, folder: Path) -> None:
        self.name = name
        self.folder = folder / "here"
        self.folder.mkdir()
        self._ran = folder / "ran"
        programs = folder / "bin"
        programs.mkdir()
        heart = programs / "heart"
        heart.write_text(
            f'#!/bin/sh\nif [ -n "$_HEART_COMPLETE" ]; then exec {sys.executable} -m heartcli; fi\n'
            f'for word; do printf "<%s>" "$word" >>{self._ran}; done\n'
        )
        heart.chmod(0o755)
        env = environment_without_coverage(home) | {
            "PYTHONPATH": str(ROOT),
            "HOME": str(folder),
            "TERM": "xterm",
        }
        env["PATH"] = f"{programs}:{env['PATH']}"
        options, begin = SHELLS[name]
        self._child: Any = pexpect.spawn(
            name, options, env=cast("Any", env), cwd=str(self.folder), timeout=TIMEOUT_SECONDS,
            dimensions=(50, 200), encoding="utf-8", codec_errors="replace",
        )  # fmt: skip
        self._child.delaybeforesend = None
        for wait in ("delayafterclose", "delayafterterminate"):
            setattr(cast("Any", self._child).ptyproc, wait, 0.01)
        self._steps = 0
        script = folder / "completion"
        with script.open("wb") as file:
            subprocess.run(
                [sys.executable, "-m", "heartcli"],
                env=env | {"_HEART_COMPLETE": f"source_{name}"}, stdout=file, check=True,
            )  # fmt: skip
        self.type(f"{begin}\r. {script}\r" if name != "fish" else f"{begin}\rsource {script}\r")

    def type(self, keys: str) -> str:
        """Types keys, waits until the shell is ready for more, and returns its output."""
        self._steps += 1
        self._child.send(keys)
        self._child.send(f"\x15printf 'step-%s\\n' {self._steps}\r")
        self._child.expect(f"step-{self._steps}\\r")
        return str(self._child.before)

    def ran(self) -> str:
        """Returns the arguments of each `heart` command so far."""
        return self._ran.read_text() if self._ran.exists() else ""

    def end(self) -> None:
        self._child.close(force=True)


@pytest.fixture(params=SHELLS)
def shell(request: pytest.FixtureRequest, hostile: Path, tmp_path: Path) -> Iterator[Shell]:
    if shutil.which(request.param) is None:
        pytest.skip(f"no {request.param} on this machine")
    shell = Shell(request.param, hostile, tmp_path)
    yield shell
    shell.end()


def test_tab_runs_nothing_from_a_film_file(shell: Shell) -> None:
    begun = BEGUN[[*SHELLS].index(shell.name) : len(RUNS) : len(SHELLS)]
    check_that_tab_runs_nothing(shell, begun)


@pytest.mark.long
def test_tab_runs_nothing_from_any_film_file_in_any_shell(shell: Shell) -> None:
    check_that_tab_runs_nothing(shell, BEGUN[: len(RUNS)])


def check_that_tab_runs_nothing(shell: Shell, ids: list[str]) -> None:
    lines = ["heart cast ", "heart search --film ali", "heart catalogue --remove ", "heart check "]
    lines += [f"heart cast {begun}" for begun in ("ali", "\\\\", "\\$")]
    ends = [f"{line}\t\t\r" for line in lines] + [f"heart cast {begun}\t\r" for begun in ids]
    for typed in ends:
        seen = shell.type(typed)
        assert "PWNED" not in seen
        assert "Traceback" not in seen

    assert not list(shell.folder.iterdir())
    assert "PWNED" not in shell.ran()


def test_tab_runs_nothing_from_a_file_name(shell: Shell) -> None:
    here = shell.folder
    (here / r"\$(touch PWNED).toml").touch()
    for line in ("heart check \t", "heart check \\\\\t", "heart import nfo \t", "heart cast ./\t"):
        shell.type(f"{line}\t")

    assert len(list(here.iterdir())) == 1


def test_tab_completes_films_sources_and_commands(shell: Shell, hostile: Path) -> None:
    with closing(sqlite3.connect(hostile / "catalogue.db")) as catalogue, catalogue:
        catalogue.execute("UPDATE source SET name = 'evil' WHERE name != 'my-films'")
    shell.type("heart cast alien-\t\r")
    shell.type("heart film Q\t\r")
    shell.type("heart rec\t--pl\t\r")
    shell.type("heart catalogue --remove my\t\r")

    words = "<cast><alien-1979><film><Q103569><reception><--plain><catalogue><--remove><my-films>"
    assert shell.ran() == words


def test_tab_prints_no_problems_of_film_files(shell: Shell, hostile: Path) -> None:
    (hostile / "catalogue.db").write_bytes(b"x" * 5_000)
    shutil.rmtree(hostile / "films")
    (hostile / "films").write_text("not a folder")
    for line in ("heart cast ", "heart catalogue --remove ", "heart nonsense ", "heart --json "):
        seen = shell.type(f"{line}\t\t")
        for message in ("Traceback", "heart:", "an't read", "Skipped", "can't be read", "Error"):
            assert message not in seen

    shell.type("heart cast one-f\t\r")

    assert shell.ran() == "<cast><one-from-the-heart-1982>"


def variables(shell: str, line: str) -> dict[str, str]:
    """The variables that a shell's script sets to ask for completions."""
    words = {"COMP_WORDS": line, "COMP_CWORD": str(len(line.split(" ")) - 1)}
    more = words if shell == "bash" else {"_TYPER_COMPLETE_ARGS": line}
    return {
        "_HEART_COMPLETE": f"complete_{shell}",
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
    } | more


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell", "pwsh"])
def test_no_shell_is_offered_a_command(program: Heart, hostile: Path, shell: str) -> None:
    screen = program(**variables(shell, "heart cast "), HEART_HOME=str(hostile))

    assert (screen.code, screen.err) == (0, "")
    assert {"alien-1979", "Q103569"} <= {*re.findall(r"[\w-]+", screen.out)}
    assert not set(screen.out) & set("$`;&|<>{}")
    assert "PWNED" not in screen.out


@pytest.mark.parametrize(
    "env",
    [
        {"_HEART_COMPLETE": "complete_bash"},
        {"_HEART_COMPLETE": "complete_bash", "COMP_WORDS": "heart cast"},
        {"_HEART_COMPLETE": "complete_bash", "COMP_WORDS": "heart cast", "COMP_CWORD": "x"},
        {"_HEART_COMPLETE": "complete_bash", "COMP_WORDS": "heart", "COMP_CWORD": "9" * 5_000},
        {"_HEART_COMPLETE": "complete_nosuchshell"},
    ],
    ids=str,
)
def test_a_malformed_request_for_completion_gets_nothing(
    program: Heart, env: dict[str, str]
) -> None:
    screen = program(**env)

    assert (screen.out, screen.err, screen.code) == ("", "", 1)


@pytest.mark.parametrize(
    "line",
    [
        "heart nonsense ", "heart --version ", "heart --help cast ", "heart --nonsense cast ",
        "heart quiz --year x --form ", "heart import nonsense --", "heart 'cast ",
        "heart cast -- -", "heart quiz --count -5 --", "heart new --year x ",
        "heart check \x1b[2J", "",
    ],
)  # fmt: skip
@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_a_line_with_mistakes_is_completed_without_a_message(
    heart: Heart, shell: str, line: str
) -> None:
    screen = heart(**variables(shell, line))

    assert screen.err == ""
    assert "Traceback" not in screen.out
    assert "Usage" not in screen.out
    assert not re.search(r"^heart \d", screen.out)


@pytest.mark.parametrize("evil", [*RUNS, *ODD])
def test_completion_never_offers_back_what_was_typed(evil: str) -> None:
    """Click would offer a path exactly as typed, and a shell might run it."""
    group = cast("Any", typer.main.get_command(app))
    context = group.make_context("heart", [], resilient_parsing=True)
    for command in group.commands.values():
        inner = command.make_context(command.name, [], parent=context, resilient_parsing=True)
        for parameter in command.get_params(inner):
            assert parameter.shell_complete(inner, evil) == []
        assert command.shell_complete(inner, evil) == []
    assert group.shell_complete(context, evil) == []

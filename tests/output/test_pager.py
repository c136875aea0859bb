"""Output that is longer than the screen goes through a pager."""

import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from heartcli.errors import HeartError
from heartcli.output import show_text
from heartcli.output.pager import show_in_pager
from heartcli.output.terminal import Terminal
from tests.cli.test_citizen import C_LOCALE

CTRL_C = "\x03"
TITLE = "One from the Heart"
HEADING = f"\x1b[1;35m{TITLE}"


@pytest.fixture
def pager(tmp_path: Path) -> Path:
    """A pager that waits for a line or an interrupt, and saves what it gets."""
    program = tmp_path / "pager"
    program.write_text(f"""#!{sys.executable}
import sys
from pathlib import Path
Path(__file__).with_name("paged").write_bytes(sys.stdin.buffer.read())
try:
    print("PAGING", flush=True)
    Path("/dev/tty").open().readline()
except KeyboardInterrupt:
    print("INTERRUPTED")
""")
    program.chmod(0o755)
    return program


@pytest.mark.parametrize(
    ("args", "env"),
    [(["cast"], {}), (["cast", "--json"], C_LOCALE), (["cast", "--plain"], {})],
    ids=str,
)
def test_the_pager_gets_the_output(
    terminals: Any, pager: Path, args: list[str], env: dict[str, str]
) -> None:
    paged = terminals(*args, HEART_PAGER=str(pager), **env)
    paged.wait("PAGING")
    paged.press("\r")
    printed = terminals(*args, "--no-pager", HEART_PAGER=str(pager), **env)

    assert (paged.end(), printed.end()) == (0, 0)
    got = pager.with_name("paged").read_bytes().decode()
    assert got == printed.seen.replace("\r\n", "\n")
    assert TITLE not in paged.seen


def test_messages_stand_above_a_table_in_the_pager_and_only_there(
    terminals: Any, pager: Path
) -> None:
    terminal = terminals("cast", "one from the hart", HEART_PAGER=str(pager))
    terminal.wait("PAGING")
    terminal.press("\r")

    assert terminal.end() == 0
    [message, heading, *_] = pager.with_name("paged").read_text(encoding="utf-8").splitlines()
    assert message == "'one from the hart' matched One from the Heart (1982)"
    assert heading.startswith(HEADING)
    assert "matched" not in terminal.seen


def test_a_pager_gets_json_without_messages(terminals: Any) -> None:
    reader = f"{sys.executable} -c 'import json, sys; json.load(sys.stdin); print(\"READ\")'"
    terminal = terminals("cast", "one from the hart", "--json", HEART_PAGER=reader)

    assert terminal.end() == 0
    assert terminal.lines[:2] == ["'one from the hart' matched One from the Heart (1982)", "READ"]


def test_ctrl_c_is_for_the_pager(terminals: Any, pager: Path) -> None:
    terminal = terminals("cast", PAGER=str(pager))
    terminal.wait("PAGING")
    terminal.press(CTRL_C, then="INTERRUPTED")

    assert terminal.end() == 0
    assert "Traceback" not in terminal.seen
    assert terminal.before == terminal.after


def test_ctrl_c_that_ends_the_pager_ends_heart(terminals: Any) -> None:
    terminal = terminals("cast", HEART_PAGER="echo PAGING; sleep 20")
    terminal.wait("PAGING")
    terminal.press(CTRL_C)

    assert terminal.end() == 130
    assert TITLE not in terminal.seen


@pytest.mark.skipif(not shutil.which("less"), reason="no less on this machine")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_also_ends_the_pager(terminals: Any, number: int) -> None:
    terminal = terminals("cast", PAGER="less")
    terminal.wait(TITLE)
    os.kill(terminal.child.pid, number)

    assert terminal.end() == 128 + number
    assert terminal.before == terminal.after


@pytest.mark.parametrize("command", ["no-such-pager", "-x", "less 'unclosed"])
def test_if_the_pager_cant_run_one_line_says_so_and_the_output_is_printed(
    terminals: Any, command: str
) -> None:
    terminal = terminals("cast", HEART_PAGER=command)

    assert terminal.end() == 0
    assert terminal.seen.startswith(f"Can't run HEART_PAGER '{command}': ")
    assert TITLE in terminal.seen.splitlines()[1]
    assert terminal.seen.count("Frederic Forrest") == 1


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Terminal]:
    """Makes terminals with this pager; stdout seems to be one."""

    def make(pager: str) -> Terminal:
        terminal = Terminal({"TERM": "xterm", "PAGER": pager})
        monkeypatch.setattr(terminal.stdout, "isatty", lambda: True)
        return terminal

    return make


@pytest.mark.parametrize(
    ("pager", "is_shown"),
    [
        ("cat >/dev/null", True),
        ("head -n 1 >/dev/null", True),
        ("cat >/dev/null; exit 3", True),
        ("kill -9 $$", False),
        ("exit 1", False),
        ("no-such-pager", False),
        ("less 'unclosed", False),
    ],
)
def test_a_pager_that_fails_has_shown_nothing(
    screen: Callable[[str], Terminal], pager: str, is_shown: bool
) -> None:
    assert show_in_pager(screen(pager), "Müller\n".encode() * 100_000) == is_shown


def test_a_pager_that_is_killed_while_it_shows_the_text_is_an_error(
    screen: Callable[[str], Terminal],
) -> None:
    with pytest.raises(HeartError, match="was ended by signal 9"):
        show_in_pager(screen("cat >/dev/null; kill -9 $$"), b"text")


def test_without_less_there_is_no_pager(
    screen: Callable[[str], Terminal], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")

    assert not show_in_pager(screen("less"), b"text")


def test_long_text_goes_to_the_pager(screen: Callable[[str], Terminal], tmp_path: Path) -> None:
    paged = tmp_path / "paged"

    show_text(screen(f"cat >{paged}"), "line\n" * 500)

    assert paged.read_text(encoding="utf-8") == "line\n" * 500


def test_a_pager_may_stop_reading_and_may_be_a_pipeline(terminals: Any) -> None:
    terminal = terminals("production", HEART_PAGER="head -n 1 | tr a-z A-Z", NO_COLOR="1")

    assert terminal.end() == 0
    assert len(terminal.seen.splitlines()) == 1
    assert TITLE.upper() in terminal.seen


@pytest.mark.skipif(not shutil.which("less"), reason="no less on this machine")
def test_less_shows_colours_whatever_its_settings(terminals: Any) -> None:
    terminal = terminals("cast", PAGER="less", LESS="-i")
    terminal.wait(TITLE)
    terminal.press("q")

    assert terminal.end() == 0
    assert HEADING in terminal.seen
    assert terminal.before == terminal.after


def test_output_that_fits_is_printed(terminals: Any) -> None:
    terminal = terminals("fact", "--seed", "1", HEART_PAGER="exit 0")

    assert terminal.end() == 0
    assert "1982" in terminal.seen


@pytest.mark.parametrize(
    ("environ", "pager"),
    [
        ({}, "less"),
        ({"PAGER": "more"}, "more"),
        ({"PAGER": "more", "HEART_PAGER": "bat -p"}, "bat -p"),
        ({"PAGER": "more", "HEART_PAGER": ""}, ""),
        ({"PAGER": " "}, ""),
        ({"PAGER": "cat"}, ""),
        ({"TERM": "dumb"}, ""),
        ({"TERM": ""}, ""),
        ({"LINES": "1"}, ""),
    ],
    ids=str,
)
def test_environment_variables_choose_the_pager(
    monkeypatch: pytest.MonkeyPatch, environ: dict[str, str], pager: str
) -> None:
    terminal = Terminal({"TERM": "xterm"} | environ)
    monkeypatch.setattr(terminal.stdout, "isatty", lambda: True)

    assert terminal.pager == pager


@pytest.mark.parametrize(
    ("lines", "fits"),
    [(["x"] * 23, True), (["x"] * 24, False), (["x" * 161] * 8, False), (["\x1b[2mx"] * 23, True)],
)
def test_a_screen_has_room_for_the_prompt(lines: list[str], fits: bool) -> None:
    assert Terminal({}).fits("\n".join(lines) + "\n") == fits


def test_messages_count_as_lines_on_the_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal({})
    monkeypatch.setattr(terminal.stderr, "isatty", lambda: True)

    terminal.message("first")
    terminal.message("first")

    assert terminal.fits("x\n" * 22)
    assert not terminal.fits("x\n" * 23)


@pytest.mark.parametrize(
    ("environ", "is_coloured"),
    [({"TERM": "xterm"}, True), ({"TERM": "dumb"}, False), ({"TERM": ""}, False), ({}, False)],
    ids=str,
)
def test_a_terminal_without_a_name_has_no_colours(
    monkeypatch: pytest.MonkeyPatch, environ: dict[str, str], is_coloured: bool
) -> None:
    terminal = Terminal(environ)
    monkeypatch.setattr(terminal.stdout, "isatty", lambda: True)

    assert terminal.allows_escapes(terminal.stdout) == is_coloured

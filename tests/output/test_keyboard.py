"""The quiz on a real pseudo-terminal: keys pressed, screens read, signals sent."""

import os
import re
import signal
import sqlite3
import sys
import termios
import time
from contextlib import closing, suppress
from pathlib import Path
from random import Random
from typing import Any

import pytest

from heartcli.output.keyboard import _RawTerminal
from tests.conftest import TIMEOUT_SECONDS, Heart, Terminal

GO_ON = "any key goes on, q stops"
CHOICE = ("--seed", "4711", "--form", "choice")
TYPED = ("--seed", "4711", "--form", "typed")
CTRL_C, CTRL_D, CTRL_Z, ENTER, UP = "\x03", "\x04", "\x1a", "\r", "\x1b[A"


def saved(home: Path) -> list[tuple[str, str]]:
    path = home / "progress.db"
    if not path.exists():
        return []
    with closing(sqlite3.connect(path)) as connection:
        try:
            return connection.execute("SELECT question, verdict FROM answer ORDER BY id").fetchall()
        except sqlite3.OperationalError:  # killed before there was a table
            return []


def questions(heart: Heart, *args: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = heart("quiz", *args, "--json").json["questions"]
    return found


def letter(question: dict[str, Any]) -> str:
    return "abcd"[question["options"].index(question["answer"])]


# --- Keys -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_a_round_is_played_by_keys_without_enter(
    heart: Heart, home: Path, terminals: Any, columns: int
) -> None:
    asked = questions(heart, *CHOICE, "--count", "3")
    terminal = terminals("quiz", *CHOICE, "--count", "3", columns=columns)
    for number, question in enumerate(asked, 1):
        terminal.wait(f"{number} of 3")
        terminal.wait("q to stop")
        assert question["ask"] in terminal.text
        assert all(option in terminal.text for option in question["options"])
        assert terminal.lines[0].startswith("One from the Heart")
        assert terminal.lines[1] == "─" * columns
        terminal.press(letter(question), GO_ON)
        assert "Right" in terminal.text
        assert "Source" in terminal.text
        assert saved(home)[-1] == (question["id"], "right")
        terminal.press(" ")
    terminal.wait("The same again")
    assert "3 of 3 points" in terminal.text

    assert terminal.end() == 0
    assert terminal.after == terminal.before


def test_keys_that_mean_nothing_do_nothing(home: Path, terminals: Any) -> None:
    terminal = terminals("quiz", *CHOICE)
    terminal.wait("q to stop")
    for keys in ("x", UP, ENTER, "\x1b", "é", "日", "1", "\t"):
        terminal.press(keys)
        time.sleep(0.1)  # else they would count as pasted together
    terminal.press("?", "or")
    assert saved(home) == []
    assert "1 of 10" in terminal.text


def test_a_hint_strikes_two_options_and_what_is_struck_cannot_be_chosen(
    heart: Heart, home: Path, terminals: Any
) -> None:
    [question] = questions(heart, *CHOICE, "--count", "1")
    terminal = terminals("quiz", *CHOICE, "--count", "1")
    terminal.wait("q to stop")
    terminal.press("?", "s to skip, q to stop")
    terminal.wait(" or ")
    struck = [option for option in question["options"] if option not in terminal.text]
    assert len(struck) == 2
    assert question["answer"] not in struck
    terminal.press("abcd"[question["options"].index(struck[0])])
    time.sleep(0.1)
    assert saved(home) == []
    terminal.press(letter(question), GO_ON)
    assert "Right" in terminal.text
    assert "with help" in terminal.text
    terminal.press(" ", "½ of 1 points")


def test_enter_behind_a_key_belongs_to_it(home: Path, terminals: Any) -> None:
    terminal = terminals("quiz", *CHOICE)
    terminal.wait("q to stop")
    terminal.press("a" + ENTER, GO_ON)
    assert len(saved(home)) == 1
    terminal.press("Q", "The same again")
    assert terminal.end() == 0


def test_stopped_when_asked_once_more_what_was_said_counts(
    heart: Heart, home: Path, terminals: Any
) -> None:
    args = ("--form", "typed", "--section", "cast", "--seed", "1", "--count", "30")
    asked = questions(heart, *args)
    at = next(i for i, q in enumerate(asked) if q["id"].endswith("/performer"))
    terminal = terminals("quiz", *args)
    for _ in range(at):
        terminal.wait("to skip")
        terminal.press(ENTER, GO_ON)
        terminal.press(" ")
    terminal.wait("to skip")
    terminal.press(asked[at]["answer"].split()[0] + ENTER, "Once more")
    terminal.press(CTRL_D, "The same again")
    assert "0 of 1 points" in terminal.text
    assert [verdict for _, verdict in saved(home)] == ["close"]


def test_where_nobody_could_call_it_back_ctrl_z_does_nothing(home: Path, terminals: Any) -> None:
    """As the first program of a terminal: the system ignores the stop."""
    terminal = terminals("quiz", *CHOICE)
    terminal.wait("q to stop")
    terminal.press(CTRL_Z)
    time.sleep(0.2)
    terminal.press("a", GO_ON)
    assert len(saved(home)) == 1


def test_ctrl_c_twice_leaves_the_terminal_as_it_was(terminals: Any) -> None:
    for wait in (0.0, 0.0001, 0.0003):
        terminal = terminals("quiz", *CHOICE)
        terminal.wait("q to stop")
        terminal.child.kill(signal.SIGINT)
        time.sleep(wait)
        if terminal.child.isalive():
            terminal.child.kill(signal.SIGINT)
        assert terminal.end() == 130
        assert terminal.after == terminal.before


def test_skip_and_stop(home: Path, terminals: Any) -> None:
    terminal = terminals("quiz", *CHOICE)
    terminal.wait("q to stop")
    terminal.press("s", GO_ON)
    assert "Skipped" in terminal.text
    terminal.press(" ", "2 of 10")
    terminal.press("q", "The same again")
    assert "1 of 10 played" in terminal.text
    assert terminal.end() == 0
    assert saved(home) == []


def test_the_end_of_input_stops(terminals: Any) -> None:
    for args in (CHOICE, TYPED):
        terminal = terminals("quiz", *args)
        terminal.wait("to s")
        terminal.press(CTRL_D, "The same again")
        assert terminal.end() == 0
        assert terminal.after == terminal.before


def test_a_line_is_edited_as_the_terminal_edits_lines(
    heart: Heart, home: Path, terminals: Any
) -> None:
    [question] = questions(heart, *TYPED, "--count", "1")
    terminal = terminals("quiz", *TYPED, "--count", "1")
    terminal.wait("Enter alone to skip")
    terminal.press("nonsense\x15", "")  # Ctrl-U takes it all back
    terminal.press(question["answer"] + "xyz\x7f\x7f\x7f" + ENTER, GO_ON)
    assert "Right" in terminal.text
    assert saved(home) == [(question["id"], "right")]


def test_typed_no_letter_is_a_command_and_a_question_mark_hints(
    heart: Heart, home: Path, terminals: Any
) -> None:
    asked = questions(heart, *TYPED, "--count", "3")
    terminal = terminals("quiz", *TYPED, "--count", "3")
    terminal.wait("Enter alone to skip")
    terminal.press("?" + ENTER, "Hint")
    assert "·" in terminal.text
    terminal.press("q" + ENTER, GO_ON)
    assert "Wrong" in terminal.text
    terminal.press(" ", "2 of 3")
    terminal.press(ENTER, GO_ON)
    assert "Skipped" in terminal.text
    assert saved(home) == [(asked[0]["id"], "wrong")]


def test_what_is_close_is_asked_once_more(heart: Heart, home: Path, terminals: Any) -> None:
    args = ("--form", "typed", "--section", "cast", "--seed", "1", "--count", "40")
    at, person = next(
        (at, q) for at, q in enumerate(questions(heart, *args)) if q["answer"] == "Raul Julia"
    )
    terminal = terminals("quiz", *args)
    for _ in range(at):
        terminal.wait("Enter alone to skip")
        terminal.press(ENTER, GO_ON)
        terminal.press(" ", "Enter alone to skip")
    terminal.wait("Enter alone to skip")
    terminal.press("Raul" + ENTER, "Once more")
    assert saved(home) == [(person["id"], "close")]
    terminal.press("Raul Julia" + ENTER, GO_ON)
    assert "Right" in terminal.text
    assert "with help" in terminal.text
    assert saved(home) == [(person["id"], "right")]


def test_an_order_that_is_none_is_asked_for_again(heart: Heart, terminals: Any) -> None:
    [question] = questions(heart, "--seed", "1", "--form", "order", "--count", "1")
    terminal = terminals("quiz", "--seed", "1", "--form", "order", "--count", "1")
    terminal.wait("Enter alone to skip")
    terminal.press("abc" + ENTER, "Type the four letters in order, such as cadb.")
    terminal.press(question["answer"].upper() + ENTER, GO_ON)
    assert "Right" in terminal.text


def test_out_of_time_is_wrong(home: Path, terminals: Any) -> None:
    terminal = terminals("quiz", *TYPED, "--time", "1")
    terminal.wait("Out of time")
    assert [verdict for _, verdict in saved(home)] == ["wrong"]
    terminal.press(" ", "2 of 10")
    terminal.press(CTRL_D, "The same again")
    assert terminal.end() == 0
    assert terminal.after == terminal.before


# --- Screens --------------------------------------------------------------------------------------


def test_resized_it_is_drawn_anew(terminals: Any) -> None:
    terminal = terminals("quiz", *CHOICE)
    terminal.wait("q to stop")
    for columns in (40, 100):
        terminal.screen.resize(30, columns)
        terminal.screen.reset()
        terminal.child.setwinsize(30, columns)
        terminal.wait("q to stop")
        assert terminal.lines[1] == "─" * columns
    terminal.press("a", GO_ON)
    terminal.screen.resize(30, 60)
    terminal.screen.reset()
    terminal.child.setwinsize(30, 60)
    terminal.wait(GO_ON)
    assert terminal.lines[1] == "─" * 60


@pytest.mark.parametrize("args", [CHOICE, TYPED], ids=["choice", "typed"])
def test_what_stood_on_the_terminal_can_be_scrolled_to(terminals: Any, args: Any) -> None:
    terminal = terminals(command="bash --norc --noprofile --noediting -i")
    terminal.press("echo be''fore\n", "before")
    terminal.press(f"{sys.executable} -m heartcli quiz {' '.join(args)}\n", "1 of 10")
    gone = "\n".join(
        "".join(line[x].data for x in range(80)) for line in terminal.screen.history.top
    )
    assert "before" in gone
    assert terminal.lines[0].startswith("One from the Heart")


def test_what_was_said_before_a_round_stands_on_its_screen(terminals: Any) -> None:
    terminal = terminals("quiz", "--seed", "4711-0000", "--form", "choice")
    terminal.wait("q to stop")
    assert "not the round that was shared" in terminal.text
    terminal.press("s", GO_ON)
    terminal.press(" ", "2 of 10")
    assert "this is not the round" not in terminal.text


def test_on_a_dumb_terminal_there_are_lines_and_no_escapes(
    heart: Heart, home: Path, terminals: Any
) -> None:
    asked = questions(heart, *CHOICE, "--count", "2")
    terminal = terminals("quiz", *CHOICE, "--count", "2", TERM="dumb")
    terminal.wait("q to stop")
    terminal.press("maybe\n", "One of: a b c d ? s q")
    terminal.press(letter(asked[0]) + "\n", "Right")
    terminal.press("\n", "2 of 2")
    terminal.press("q\n", "The same again")
    assert terminal.end() == 0
    assert "\x1b" not in terminal.seen
    assert saved(home) == [(asked[0]["id"], "right")]


def test_without_colour_keys_are_keys_still(terminals: Any) -> None:
    terminal = terminals("quiz", *CHOICE, NO_COLOR="1")
    terminal.wait("q to stop")
    terminal.press("s", "Skipped")
    assert not re.search(r"\x1b\[[0-9;]*m", terminal.seen)


def test_plain_has_nothing_that_moves(heart: Heart, terminals: Any) -> None:
    [question] = questions(heart, *CHOICE, "--count", "1")
    terminal = terminals("quiz", *CHOICE, "--count", "1", "--plain")
    terminal.wait("q to stop")
    assert f"a: {question['options'][0]}" in terminal.text
    terminal.press(letter(question), "Any key goes on")
    assert "Right: " in terminal.text
    terminal.press(" ", "The same again: heart quiz")
    assert terminal.end() == 0
    assert "\x1b" not in terminal.seen


@pytest.mark.parametrize("plain", [[], ["--plain"]], ids=["screen", "plain"])
def test_where_the_terminal_knows_ascii_only_there_is_nothing_else(
    terminals: Any, plain: list[str]
) -> None:
    ascii_only = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    terminal = terminals("quiz", *CHOICE, "--count", "1", *plain, **ascii_only)
    terminal.wait("q to stop")
    terminal.press("?", " or ")
    terminal.press("s", "q stops")
    terminal.press(" ", "The same again")
    assert terminal.end() == 0
    assert terminal.seen.isascii()


# --- What may happen to a terminal ----------------------------------------------------------------


def on_the_way(terminal: Terminal, where: str) -> None:
    """Plays up to a question, its verdict, or another question."""
    terminal.wait("to s")
    if where != "question":
        terminal.press("a" if "a to d" in terminal.text else "nonsense" + ENTER, GO_ON)
    if where == "next":
        terminal.press(" ", "2 of 10")
        terminal.wait("to s")


@pytest.mark.parametrize("where", ["question", "verdict", "next"])
@pytest.mark.parametrize("args", [CHOICE, TYPED], ids=["choice", "typed"])
def test_ctrl_c_keeps_what_was_answered_and_ends_with_130(
    home: Path, terminals: Any, args: Any, where: str
) -> None:
    terminal = terminals("quiz", *args)
    on_the_way(terminal, where)
    terminal.press(CTRL_C)

    assert terminal.end() == 130
    assert len(saved(home)) == (where != "question")
    assert "Traceback" not in terminal.seen
    assert terminal.after == terminal.before


@pytest.mark.parametrize(
    ("args", "number"),
    [
        (CHOICE, signal.SIGTERM),
        (TYPED, signal.SIGTERM),
        (CHOICE, signal.SIGHUP),
        (CHOICE, signal.SIGQUIT),
        (CHOICE, signal.SIGUSR1),
        (TYPED, signal.SIGALRM),
    ],
    ids=["choice TERM", "typed TERM", "choice HUP", "choice QUIT", "choice USR1", "typed ALRM"],
)
def test_ended_by_a_signal_the_terminal_is_as_it_was(
    home: Path, terminals: Any, args: Any, number: int
) -> None:
    terminal = terminals("quiz", *args)
    on_the_way(terminal, "next")
    os.kill(terminal.child.pid, number)

    assert terminal.end() == 128 + number
    assert len(saved(home)) == 1
    assert terminal.after == terminal.before


@pytest.mark.parametrize("keys", [True, False], ids=["keys", "lines"])
def test_whatever_goes_wrong_the_terminal_is_as_it_was(keys: bool) -> None:
    master, slave = os.openpty()
    before = termios.tcgetattr(slave)
    handlers = [signal.getsignal(n) for n in (signal.SIGTERM, signal.SIGWINCH, signal.SIGCONT)]

    def fail() -> None:
        with _RawTerminal(slave, lambda: None, keys=keys):
            assert (termios.tcgetattr(slave) == before) != keys
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    assert termios.tcgetattr(slave) == before
    assert handlers == [
        signal.getsignal(n) for n in (signal.SIGTERM, signal.SIGWINCH, signal.SIGCONT)
    ]
    os.close(master)
    os.close(slave)


def test_after_each_signal_that_can_be_caught_the_terminal_is_as_it_was() -> None:
    end_nothing = {"KILL", "STOP", "TSTP", "CONT", "CHLD", "URG", "WINCH", "TTIN", "TTOU", "INFO"}
    faults = {"BUS", "FPE", "ILL", "SEGV"}
    names = {f"SIG{name}" for name in end_nothing | faults}
    numbers = {n for n in signal.valid_signals() if getattr(n, "name", "") not in names}
    ending = {n for n in numbers if signal.getsignal(n) is signal.SIG_DFL}  # pytest has its own
    assert len(ending) > 12
    master, slave = os.openpty()
    before = termios.tcgetattr(slave)

    for number in [*ending, signal.SIGINT]:
        with (
            pytest.raises((SystemExit, KeyboardInterrupt)) as ended,
            _RawTerminal(slave, lambda: None, keys=True),
        ):
            signal.raise_signal(number)
        code = ended.value.code if isinstance(ended.value, SystemExit) else 130
        assert code == 128 + number
        assert termios.tcgetattr(slave) == before
        assert signal.getsignal(number) == (
            signal.SIG_DFL if number != signal.SIGINT else signal.default_int_handler
        )
    os.close(master)
    os.close(slave)


def test_a_signal_that_is_ignored_ends_no_round(home: Path, terminals: Any) -> None:
    """As under nohup."""
    program = f"trap '' HUP; exec {sys.executable} -m heartcli quiz {' '.join(CHOICE)}"
    terminal = terminals(command="sh")
    terminal.press(f"{program}\n", "q to stop")
    os.kill(terminal.child.pid, signal.SIGHUP)
    terminal.press("a", GO_ON)
    assert len(saved(home)) == 1


@pytest.mark.parametrize("where", ["question", "verdict"])
@pytest.mark.parametrize("args", [CHOICE, TYPED], ids=["choice", "typed"])
def test_suspended_and_called_back_it_goes_on(
    home: Path, terminals: Any, args: Any, where: str
) -> None:
    terminal = terminals(command="bash --norc --noprofile --noediting -i")
    terminal.wait("$")
    before = terminal.mode()
    terminal.press(f"{sys.executable} -m heartcli quiz {' '.join(args)}\n")
    on_the_way(terminal, where)
    terminal.press(CTRL_Z, "Stopped")
    terminal.press("echo still''here\n", "stillhere")
    assert terminal.mode() == before

    terminal.screen.reset()
    terminal.press("fg\n", GO_ON if where == "verdict" else "to s")
    if where == "question":
        terminal.press("a" if args == CHOICE else "nonsense" + ENTER, GO_ON)
    terminal.press("q", "The same again")
    terminal.press("echo at''last $?\n", "atlast 0")
    assert terminal.mode() == before
    assert len(saved(home)) == 1


def test_a_pasted_line_is_no_key(home: Path, terminals: Any) -> None:
    terminal = terminals("quiz", *CHOICE)
    terminal.wait("q to stop")
    terminal.press("abcd and so on, q\n" * 50)
    time.sleep(0.3)
    terminal.read()
    assert saved(home) == []
    terminal.press("s", "Skipped")


def test_a_long_line_that_is_pasted_is_a_wrong_reply(home: Path, terminals: Any) -> None:
    terminal = terminals("quiz", *TYPED)
    terminal.wait("Enter alone to skip")
    terminal.press("x" * 3_000 + "\n", GO_ON)
    assert "Wrong" in terminal.text
    assert len(saved(home)) == 1


def test_several_lines_that_are_pasted_answer_one_question(home: Path, terminals: Any) -> None:
    terminal = terminals("quiz", *TYPED)
    terminal.wait("Enter alone to skip")
    terminal.press("one\ntwo\nthree\n" * 20, GO_ON)
    time.sleep(0.3)
    terminal.read()
    assert len(saved(home)) == 1
    terminal.wait("1 of 10")


def test_a_terminal_that_goes_away_ends_it(home: Path, terminals: Any) -> None:
    for args in (CHOICE, TYPED):
        terminal = terminals("quiz", *args)
        on_the_way(terminal, "next")
        pid = terminal.child.pid
        terminal.child.ptyproc.fileobj.close()
        until = time.monotonic() + TIMEOUT_SECONDS
        ended = 0
        while not ended and time.monotonic() < until:
            with suppress(ChildProcessError):
                ended, _ = os.waitpid(pid, os.WNOHANG)
            time.sleep(0.01)
        assert ended == pid
        terminal.child.closed = terminal.child.ptyproc.closed = (
            terminal.child.ptyproc.terminated
        ) = True
    assert len(saved(home)) == 2


# --- Killed ---------------------------------------------------------------------------------------


def killed(home: Path, known: list[str], chance: Random) -> int:
    """Plays a round and kills it at some moment: what was told must be there. How much was told."""
    terminal = Terminal(home, "quiz", *CHOICE, "--count", "8")
    fatal = int(chance.random() * 8)
    try:
        for number in range(fatal + 1):
            terminal.wait(f"{number + 1} of 8")
            terminal.wait("q to stop")
            terminal.press("abcd"[int(chance.random() * 4)])
            if number < fatal:
                terminal.wait(GO_ON)
                terminal.press(" ")
        time.sleep(chance.random() * 0.06)
        os.kill(terminal.child.pid, signal.SIGKILL)
        terminal.end()
    finally:
        terminal.child.close(force=True)
    told = terminal.seen.count(GO_ON)
    there = [name for name, _ in saved(home)]
    assert there == known[: len(there)]
    assert len(there) >= told
    return told


def kill(heart: Heart, tmp_path: Path, times: int) -> None:
    known = [question["id"] for question in questions(heart, *CHOICE, "--count", "8")]
    chance = Random(4711)  # noqa: S311
    told = [killed(tmp_path / str(n), known, chance) for n in range(times)]

    assert len(set(told)) > min(times, 8) // 2  # they were killed at different moments


def test_killed_a_round_has_saved_all_that_it_told(heart: Heart, tmp_path: Path) -> None:
    kill(heart, tmp_path, 3)


@pytest.mark.long
def test_killed_200_times_a_round_has_saved_all_that_it_told(heart: Heart, tmp_path: Path) -> None:
    kill(heart, tmp_path, 200)

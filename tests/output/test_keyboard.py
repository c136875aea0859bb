"""The quiz on a real pseudo-terminal: keys pressed, screens read, signals sent."""

import os
import re
import signal
import sqlite3
import sys
import termios
import time
from collections import deque
from collections.abc import Iterator
from contextlib import closing, suppress
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

import pytest

from heartcli.output.keyboard import _RawTerminal
from tests.conftest import TIMEOUT_SECONDS, Heart, Terminal

GO_ON = "any key next"
OVER = "round over"
CHOICE = ("--seed", "4711", "--form", "choice")
TYPED = ("--seed", "4711", "--form", "typed")
CTRL_C, CTRL_D, CTRL_Z, ENTER, UP = "\x03", "\x04", "\x1a", "\r", "\x1b[A"
ROUNDS_AT_A_TIME = 3


def saved_answers(home: Path) -> list[tuple[str, str]]:
    path = home / "progress.db"
    if not path.exists():
        return []
    with closing(sqlite3.connect(path)) as connection:
        try:
            return connection.execute("SELECT question, verdict FROM answer ORDER BY id").fetchall()
        except sqlite3.OperationalError:  # killed before the table was created
            return []


def load_questions(heart: Heart, *args: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = heart("quiz", *args, "--json").json["questions"]
    return found


def right_letter(question: dict[str, Any]) -> str:
    return "abcd"[question["options"].index(question["answer"])]


# --- Keys -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_a_round_is_played_by_keys_without_enter(
    heart: Heart, home: Path, terminals: Any, columns: int
) -> None:
    questions = load_questions(heart, *CHOICE, "--count", "3")
    terminal = terminals("quiz", *CHOICE, "--count", "3", columns=columns)
    for number, question in enumerate(questions, 1):
        terminal.wait(f"{number} of 3")
        terminal.wait("s skip")
        left = " ".join(" ".join(line[:80] for line in terminal.lines).split())
        assert question["ask"] in left  # beside it there may be the round so far
        assert all(option in terminal.text for option in question["options"])
        heading = terminal.lines.index("─" * columns) - 1
        assert terminal.lines[heading].startswith("One from the Heart")
        terminal.press(right_letter(question), GO_ON)
        assert "Right" in terminal.text
        assert "Source" in terminal.text
        assert saved_answers(home)[-1] == (question["id"], "right")
        terminal.press(" ")
    terminal.wait("3 of 3 points")

    assert terminal.end() == 0
    assert terminal.after == terminal.before


def test_other_keys_do_nothing(home: Path, terminals: Any) -> None:
    terminal = terminals("quiz", *CHOICE)
    terminal.wait("s skip")
    for keys in ("x", UP, ENTER, "\x1b", "é", "日", "1", "\t"):
        terminal.press(keys)
        time.sleep(0.1)  # otherwise they would count as pasted
    terminal.wait("Type one of a, b, c or d.")
    terminal.press("?", " out")
    assert saved_answers(home) == []
    assert "1 of 10" in terminal.text


def test_a_hint_removes_two_options_which_cannot_be_chosen_any_more(
    heart: Heart, home: Path, terminals: Any
) -> None:
    [question] = load_questions(heart, *CHOICE, "--count", "1")
    terminal = terminals("quiz", *CHOICE, "--count", "1")
    terminal.wait("s skip")
    terminal.press("?", " out")
    struck = [option for option in question["options"] if f"– {option} out" in terminal.text]
    assert len(struck) == 2
    assert question["answer"] not in struck
    terminal.press("abcd"[question["options"].index(struck[0])])
    time.sleep(0.1)
    assert saved_answers(home) == []
    terminal.press(right_letter(question), GO_ON)
    assert "Right" in terminal.text
    assert "half a point" in terminal.text
    terminal.press(" ", "½ of 1 point")


def test_enter_after_a_key_belongs_to_the_key(home: Path, terminals: Any) -> None:
    terminal = terminals("quiz", *CHOICE)
    terminal.wait("s skip")
    terminal.press("a" + ENTER, GO_ON)
    assert len(saved_answers(home)) == 1
    terminal.press("Q", OVER)
    assert terminal.end() == 0


def test_stopping_at_a_second_try_keeps_the_first_reply(
    heart: Heart, home: Path, terminals: Any
) -> None:
    args = ("--form", "typed", "--section", "cast", "--seed", "1", "--count", "30")
    questions = load_questions(heart, *args)
    at = next(i for i, q in enumerate(questions) if q["id"].endswith("/performer"))
    terminal = terminals("quiz", *args)
    for _ in range(at):
        terminal.wait("skip")
        terminal.press(ENTER, GO_ON)
        terminal.press(" ")
    terminal.wait("skip")
    terminal.press(questions[at]["answer"].split()[0] + ENTER, "Try again")
    terminal.press(CTRL_D, f"½ of {at + 1} points")
    assert [verdict for _, verdict in saved_answers(home)] == ["close"]


def test_ctrl_z_does_nothing_where_no_shell_could_resume(home: Path, terminals: Any) -> None:
    """The system ignores Ctrl-Z for the first program on a terminal, for instance."""
    terminal = terminals("quiz", *CHOICE)
    terminal.wait("s skip")
    terminal.press(CTRL_Z)
    time.sleep(0.2)
    terminal.press("a", GO_ON)
    assert len(saved_answers(home)) == 1


def test_ctrl_c_twice_leaves_the_terminal_as_it_was(terminals: Any) -> None:
    for wait in (0.0, 0.0001, 0.0003):
        terminal = terminals("quiz", *CHOICE)
        terminal.wait("s skip")
        terminal.child.kill(signal.SIGINT)
        time.sleep(wait)
        if terminal.child.isalive():
            terminal.child.kill(signal.SIGINT)
        assert terminal.end() == 130
        assert terminal.after == terminal.before


def test_s_skips_and_q_stops(home: Path, terminals: Any) -> None:
    terminal = terminals("quiz", *CHOICE)
    terminal.wait("s skip")
    terminal.press("s", GO_ON)
    assert "Skipped" in terminal.text
    terminal.press(" ", "2 of 10")
    terminal.press("q", "1 skipped, 9 not played · 0 of 1 point")
    assert terminal.end() == 0
    assert saved_answers(home) == []


def test_ctrl_d_ends_the_round(terminals: Any) -> None:
    for args in (CHOICE, TYPED):
        terminal = terminals("quiz", *args)
        terminal.wait("stop")
        terminal.press(CTRL_D, OVER)
        assert terminal.end() == 0
        assert terminal.after == terminal.before


def test_a_typed_line_can_be_edited(heart: Heart, home: Path, terminals: Any) -> None:
    [question] = load_questions(heart, *TYPED, "--count", "1")
    terminal = terminals("quiz", *TYPED, "--count", "1")
    terminal.wait("empty to skip")
    terminal.press("nonsense\x15", "")  # Ctrl-U deletes the line
    terminal.press(question["answer"] + "xyz\x7f\x7f\x7f" + ENTER, GO_ON)
    assert "Right" in terminal.text
    assert saved_answers(home) == [(question["id"], "right")]


def test_in_typed_questions_letters_are_replies_and_a_question_mark_asks_for_a_hint(
    heart: Heart, home: Path, terminals: Any
) -> None:
    questions = load_questions(heart, *TYPED, "--count", "3")
    terminal = terminals("quiz", *TYPED, "--count", "3")
    terminal.wait("empty to skip")
    terminal.press("?" + ENTER, "Hint")
    assert "·" in terminal.text
    terminal.press("q" + ENTER, GO_ON)
    assert "Wrong" in terminal.text
    terminal.press(" ", "2 of 3")
    terminal.press(ENTER, GO_ON)
    assert "Skipped" in terminal.text
    assert saved_answers(home) == [(questions[0]["id"], "wrong")]


def test_a_close_reply_gets_a_second_try(heart: Heart, home: Path, terminals: Any) -> None:
    args = ("--form", "typed", "--section", "cast", "--seed", "1", "--count", "40")
    at, person = next(
        (at, q) for at, q in enumerate(load_questions(heart, *args)) if q["answer"] == "Raul Julia"
    )
    terminal = terminals("quiz", *args)
    for _ in range(at):
        terminal.wait("empty to skip")
        terminal.press(ENTER, GO_ON)
        terminal.press(" ", "empty to skip")
    terminal.wait("empty to skip")
    terminal.press("Raul" + ENTER, "Try again")
    assert saved_answers(home) == [(person["id"], "close")]
    terminal.press("Raul Julia" + ENTER, GO_ON)
    assert "Right" in terminal.text
    assert "half a point" in terminal.text
    assert saved_answers(home) == [(person["id"], "right")]


def test_a_malformed_order_is_asked_for_again(heart: Heart, terminals: Any) -> None:
    [question] = load_questions(heart, "--seed", "1", "--form", "order", "--count", "1")
    terminal = terminals("quiz", "--seed", "1", "--form", "order", "--count", "1")
    terminal.wait("empty to skip")
    terminal.press("abc" + ENTER, "Type the four letters in order, such as cadb.")
    terminal.press(question["answer"].upper() + ENTER, GO_ON)
    assert "Right" in terminal.text


def test_a_reply_after_the_time_limit_is_wrong(home: Path, terminals: Any) -> None:
    terminal = terminals("quiz", *TYPED, "--time", "1")
    terminal.wait("Time's up")
    assert [verdict for _, verdict in saved_answers(home)] == ["wrong"]
    terminal.press(" ", "2 of 10")
    terminal.press(CTRL_D, OVER)
    assert terminal.end() == 0
    assert terminal.after == terminal.before


def test_the_countdown_leaves_what_is_being_typed_alone(terminals: Any) -> None:
    terminal = terminals("quiz", *TYPED, "--time", "20")
    terminal.wait("20 s")
    terminal.press("half a rep", "> half a rep")
    column = terminal.screen.cursor.x
    terminal.wait("19 s")
    assert terminal.text.count("> half a rep") == 1
    assert terminal.screen.cursor.x == column == 14
    terminal.press("ly" + ENTER, GO_ON)
    assert "You said half a reply" in terminal.text
    assert " s " not in terminal.text.split("You said")[1]


def test_what_is_being_typed_survives_a_resize(terminals: Any) -> None:
    terminal = terminals("quiz", *TYPED, "--time", "60")
    terminal.wait("empty to skip")
    terminal.press("half a reply", "> half a reply")
    for columns in (40, 120, 60):
        terminal.screen.resize(30, columns)
        terminal.screen.reset()
        terminal.child.setwinsize(30, columns)
        terminal.wait("> half a reply")
        terminal.wait("stop")
        assert terminal.screen.cursor.x == 16
    terminal.press(ENTER, "You said half a reply")


def test_a_long_line_scrolls_within_its_row(terminals: Any) -> None:
    terminal = terminals("quiz", *TYPED, columns=40)
    terminal.wait("empty to skip")
    terminal.press("".join(f"{n:03}" for n in range(40)), "038039")
    assert "> 000" not in terminal.text
    terminal.press("\x01", "> 000001")  # Ctrl-A
    terminal.press("\x0b\x1b[3~Kinski\x1b[D\x1b[D\x1b[DX" + ENTER, GO_ON)
    assert "You said KinXski" in terminal.text


@pytest.mark.parametrize("typed", ["", "Raul", ":q" + ENTER])
@pytest.mark.parametrize("plain", [[], ["--plain"]], ids=["screen", "plain"])
def test_a_typed_question_has_a_free_way_out(
    home: Path, terminals: Any, typed: str, plain: list[str]
) -> None:
    terminal = terminals("quiz", *TYPED, *plain)
    terminal.wait("stop")
    terminal.press(typed)
    time.sleep(0.1)
    if ENTER not in typed:
        terminal.press(CTRL_D)
    terminal.wait("10 not played" if plain else "Nothing played")
    assert terminal.end() == 0
    assert saved_answers(home) == []
    assert terminal.after == terminal.before


def test_a_second_enter_neither_hides_the_verdict_nor_skips(home: Path, terminals: Any) -> None:
    terminal = terminals("quiz", *TYPED)
    terminal.wait("stop")
    terminal.press("nonsense" + ENTER)
    time.sleep(0.08)
    terminal.press(ENTER, GO_ON)
    time.sleep(0.3)
    terminal.read()
    assert "Wrong." in terminal.text
    terminal.press(ENTER)
    time.sleep(0.05)
    terminal.press(ENTER, "2 of 10")
    time.sleep(0.3)
    terminal.read()
    assert "empty to skip" in terminal.text
    assert "Skipped" not in terminal.text
    assert len(saved_answers(home)) == 1


def test_a_typed_reply_can_be_counted_as_right(home: Path, terminals: Any) -> None:
    terminal = terminals("quiz", *TYPED)
    terminal.wait("stop")
    terminal.press("the right one" + ENTER, GO_ON)
    assert "✗ ·" in terminal.text
    terminal.press("r", "Right: your decision.")
    assert "✓ ·" in terminal.text
    assert "1 point" in terminal.text
    assert [verdict for _, verdict in saved_answers(home)] == ["right"]
    assert "count it as right" not in terminal.text
    terminal.press(" ", "2 of 10")


def test_a_question_can_be_suppressed_and_comes_back_with_restore(
    heart: Heart, terminals: Any
) -> None:
    [question, *_] = load_questions(heart, *CHOICE)
    terminal = terminals("quiz", *CHOICE)
    terminal.wait("stop")
    terminal.press("s", GO_ON)
    terminal.press("x", "You won't be asked this again")
    terminal.press("q", OVER)
    assert question["id"] not in {q["id"] for q in load_questions(heart, *CHOICE)}
    assert "Brought back 1 question" in heart("practice", "--restore").err
    assert question["id"] in {q["id"] for q in load_questions(heart, *CHOICE)}


def test_clues_appear_one_by_one(heart: Heart, home: Path, terminals: Any) -> None:
    args = ("--catalogue", "--seed", "1", "--form", "clues", "--count", "1")
    [question] = load_questions(heart, *args)
    terminal = terminals("quiz", *args)
    terminal.wait("5 points now")
    assert question["clues"][1][:30] not in terminal.text
    terminal.press("?" + ENTER, "4 points now")
    assert question["clues"][1][:30] in terminal.text
    terminal.press("Nobody Atall" + ENTER, "3 points now")
    terminal.press(question["answer"] + ENTER, "Right, with 3 clues: 3 points.")
    terminal.press(" ", "3 of 5 points")
    assert [verdict for _, verdict in saved_answers(home)] == ["right"]


# --- Screens --------------------------------------------------------------------------------------


def test_a_resized_terminal_is_drawn_again(terminals: Any) -> None:
    terminal = terminals("quiz", *CHOICE)
    terminal.wait("s skip")
    for columns in (40, 100):
        terminal.screen.resize(30, columns)
        terminal.screen.reset()
        terminal.child.setwinsize(30, columns)
        terminal.wait("s skip")
        assert "─" * columns in terminal.lines
    terminal.press("a", GO_ON)
    terminal.screen.resize(30, 60)
    terminal.screen.reset()
    terminal.child.setwinsize(30, 60)
    terminal.wait(GO_ON)
    assert "─" * 60 in terminal.lines


@pytest.mark.parametrize("args", [CHOICE, TYPED], ids=["choice", "typed"])
def test_earlier_output_can_be_scrolled_to(terminals: Any, args: Any) -> None:
    terminal = terminals(command="bash --norc --noprofile --noediting -i")
    terminal.press("echo be''fore\n", "before")
    terminal.press(f"{sys.executable} -m heartcli quiz {' '.join(args)}\n", "1 of 10")
    gone = "\n".join(
        "".join(line[x].data for x in range(80)) for line in terminal.screen.history.top
    )
    assert "before" in gone
    assert "before" not in terminal.text


def test_messages_before_a_round_are_repeated_on_its_screen(terminals: Any) -> None:
    terminal = terminals("quiz", "--seed", "4711-0000", "--form", "choice")
    terminal.wait("s skip")
    assert "This seed is from another version" in terminal.text
    terminal.press("s", GO_ON)
    terminal.press(" ", "2 of 10")
    assert "This seed is from another version" not in terminal.text


def test_a_dumb_terminal_gets_lines_and_no_escape_codes(
    heart: Heart, home: Path, terminals: Any
) -> None:
    questions = load_questions(heart, *CHOICE, "--count", "2")
    terminal = terminals("quiz", *CHOICE, "--count", "2", "--time", "600", TERM="dumb")
    terminal.wait("s skip")
    terminal.press("maybe\n", "Type one of a, b, c or d.")
    terminal.press(right_letter(questions[0]) + "\n", "Right")
    terminal.press("\n", "2 of 2")
    terminal.press("q\n", OVER)
    assert terminal.end() == 0
    assert "\x1b" not in terminal.seen
    assert saved_answers(home) == [(questions[0]["id"], "right")]


def test_single_keys_work_without_colour(terminals: Any) -> None:
    terminal = terminals("quiz", *CHOICE, NO_COLOR="1")
    terminal.wait("s skip")
    terminal.press("s", "Skipped")
    assert not re.search(r"\x1b\[[0-9;]*m", terminal.seen)


def test_plain_rounds_write_line_after_line(heart: Heart, terminals: Any) -> None:
    [question] = load_questions(heart, *CHOICE, "--count", "1")
    terminal = terminals("quiz", *CHOICE, "--count", "1", "--plain")
    terminal.wait("skip")
    assert f"a: {question['options'][0]}" in terminal.text
    terminal.press(right_letter(question), "any key")
    assert "Right." in terminal.text
    terminal.press(" ", "Play it again: heart quiz")
    assert terminal.end() == 0
    assert "\x1b" not in terminal.seen


@pytest.mark.parametrize("plain", [[], ["--plain"]], ids=["screen", "plain"])
def test_an_ascii_terminal_gets_only_ascii(terminals: Any, plain: list[str]) -> None:
    ascii_only = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    terminal = terminals("quiz", *CHOICE, "--count", "1", *plain, **ascii_only)
    terminal.wait("skip")
    terminal.press("?", "Hint" if plain else " out")
    terminal.press("s", "any key")
    terminal.press(" ", "heart quiz --seed")
    assert terminal.end() == 0
    assert terminal.seen.isascii()


# --- Interruptions and signals --------------------------------------------------------------------


def play_to(terminal: Terminal, where: str) -> None:
    """Plays up to the first question, its verdict or the next question."""
    terminal.wait("stop")
    if where != "question":
        terminal.press("a" if "a–d" in terminal.text else "nonsense" + ENTER, GO_ON)
    if where == "next":
        terminal.press(" ", "2 of 10")
        terminal.wait("stop")


@pytest.mark.parametrize("where", ["question", "verdict", "next"])
@pytest.mark.parametrize("args", [CHOICE, TYPED], ids=["choice", "typed"])
def test_ctrl_c_keeps_the_answers_and_exits_with_130(
    home: Path, terminals: Any, args: Any, where: str
) -> None:
    terminal = terminals("quiz", *args)
    play_to(terminal, where)
    terminal.press(CTRL_C)

    assert terminal.end() == 130
    assert len(saved_answers(home)) == (where != "question")
    assert OVER in terminal.text
    assert "Traceback" not in terminal.seen
    assert "^C" not in terminal.seen
    assert terminal.after == terminal.before


def test_ctrl_c_in_a_plain_round_shows_the_summary(terminals: Any) -> None:
    terminal = terminals("quiz", *TYPED, "--plain")
    terminal.wait("stop")
    terminal.press("half a rep" + CTRL_C)

    assert terminal.end(press_again=CTRL_C) == 130
    assert "10 not played" in terminal.text
    assert "^C" not in terminal.seen
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
def test_a_signal_that_ends_the_program_restores_the_terminal(
    home: Path, terminals: Any, args: Any, number: int
) -> None:
    terminal = terminals("quiz", *args)
    play_to(terminal, "next")
    os.kill(terminal.child.pid, number)

    assert terminal.end() == 128 + number
    assert len(saved_answers(home)) == 1
    assert terminal.after == terminal.before


@pytest.mark.parametrize("keys", [True, False], ids=["keys", "lines"])
def test_an_error_restores_the_terminal(keys: bool) -> None:
    master, slave = os.openpty()
    before = termios.tcgetattr(slave)
    handlers = [signal.getsignal(n) for n in (signal.SIGTERM, signal.SIGWINCH, signal.SIGCONT)]

    def fail() -> None:
        with _RawTerminal(slave, lambda: None, keys=keys):
            assert termios.tcgetattr(slave) != before
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    assert termios.tcgetattr(slave) == before
    assert handlers == [
        signal.getsignal(n) for n in (signal.SIGTERM, signal.SIGWINCH, signal.SIGCONT)
    ]
    os.close(master)
    os.close(slave)


def test_every_signal_that_can_be_caught_restores_the_terminal() -> None:
    end_nothing = {"KILL", "STOP", "TSTP", "CONT", "CHLD", "URG", "WINCH", "TTIN", "TTOU", "INFO"}
    faults = {"BUS", "FPE", "ILL", "SEGV"}
    names = {f"SIG{name}" for name in end_nothing | faults}
    numbers = {n for n in signal.valid_signals() if getattr(n, "name", "") not in names}
    ending = {n for n in numbers if signal.getsignal(n) is signal.SIG_DFL}  # pytest handles others
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


def test_an_ignored_signal_does_not_end_a_round(home: Path, terminals: Any) -> None:
    """nohup, for instance, makes a program ignore SIGHUP."""
    program = f"trap '' HUP; exec {sys.executable} -m heartcli quiz {' '.join(CHOICE)}"
    terminal = terminals(command="sh")
    terminal.press(f"{program}\n", "s skip")
    os.kill(terminal.child.pid, signal.SIGHUP)
    terminal.press("a", GO_ON)
    assert len(saved_answers(home)) == 1


@pytest.mark.parametrize("where", ["question", "verdict"])
@pytest.mark.parametrize("args", [CHOICE, TYPED], ids=["choice", "typed"])
def test_a_suspended_round_can_be_resumed(
    home: Path, terminals: Any, args: Any, where: str
) -> None:
    terminal = terminals(command="bash --norc --noprofile --noediting -i")
    terminal.wait("$")
    before = terminal.mode()
    terminal.press(f"{sys.executable} -m heartcli quiz {' '.join(args)}\n")
    play_to(terminal, where)
    terminal.press(CTRL_Z, "Stopped")
    terminal.press("echo still''here\n", "stillhere")
    assert terminal.mode() == before

    terminal.screen.reset()
    terminal.press("fg\n", GO_ON if where == "verdict" else "stop")
    if where == "question":
        terminal.press("a" if args == CHOICE else "nonsense" + ENTER, GO_ON)
    terminal.press("q", OVER)
    terminal.press("echo at''last $?\n", "atlast 0")
    assert terminal.mode() == before
    assert len(saved_answers(home)) == 1


def test_a_pasted_line_is_not_a_key(home: Path, terminals: Any) -> None:
    terminal = terminals("quiz", *CHOICE)
    terminal.wait("s skip")
    terminal.press("abcd and so on, q\n" * 50)
    time.sleep(0.3)
    terminal.read()
    assert saved_answers(home) == []
    terminal.press("s", "Skipped")


def test_a_long_pasted_line_is_a_wrong_reply(home: Path, terminals: Any) -> None:
    terminal = terminals("quiz", *TYPED)
    terminal.wait("empty to skip")
    terminal.press("x" * 3_000 + "\n", GO_ON)
    assert "Wrong" in terminal.text
    assert len(saved_answers(home)) == 1


def test_several_pasted_lines_answer_one_question(home: Path, terminals: Any) -> None:
    terminal = terminals("quiz", *TYPED)
    terminal.wait("empty to skip")
    terminal.press("one\ntwo\nthree\n" * 20, GO_ON)
    time.sleep(0.3)
    terminal.read()
    assert len(saved_answers(home)) == 1
    terminal.wait("1 of 10")


def test_a_terminal_that_goes_away_ends_the_round(home: Path, terminals: Any) -> None:
    for args in (CHOICE, TYPED):
        terminal = terminals("quiz", *args)
        play_to(terminal, "next")
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
    assert len(saved_answers(home)) == 2


# --- Killed ---------------------------------------------------------------------------------------


def play_and_kill(home: Path, known: list[str], chance: Random) -> Iterator[int | None]:
    """Kills a round at a random moment, checks the saved answers, and counts the verdicts shown.

    After each key it yields None, so that others can be played while this one answers.
    """
    terminal = Terminal(home, "quiz", *CHOICE, "--count", "8")
    fatal = int(chance.random() * 8)
    try:
        for number in range(fatal + 1):
            yield None
            terminal.wait(f"{number + 1} of 8")
            terminal.wait("s skip")
            terminal.press("abcd"[int(chance.random() * 4)])
            if number < fatal:
                yield None
                terminal.wait(GO_ON)
                terminal.press(" ")
        time.sleep(chance.random() * 0.06)
        os.kill(terminal.child.pid, signal.SIGKILL)
        terminal.end()
    finally:
        terminal.child.close(force=True)
    shown_count = re.sub(r"\x1b\[[0-9;]*m", "", terminal.seen).count(GO_ON)
    there = [name for name, _ in saved_answers(home)]
    assert there == known[: len(there)]
    assert len(there) >= shown_count
    yield shown_count


def kill_rounds(heart: Heart, tmp_path: Path, times: int) -> None:
    known = [question["id"] for question in load_questions(heart, *CHOICE, "--count", "8")]
    chance = Random(4711)  # noqa: S311
    waiting = iter([play_and_kill(tmp_path / str(n), known, chance) for n in range(times)])
    playing = deque(islice(waiting, ROUNDS_AT_A_TIME))
    shown_counts: list[int] = []
    while playing:
        game = playing.popleft()
        shown_count = next(game)
        if shown_count is None:
            playing.append(game)
        else:
            shown_counts.append(shown_count)
            playing.extend(islice(waiting, 1))

    assert len(set(shown_counts)) > min(times, 8) // 2  # kills came at different moments


def test_a_killed_round_has_saved_every_answer_it_showed(heart: Heart, tmp_path: Path) -> None:
    kill_rounds(heart, tmp_path, 3)


@pytest.mark.long
def test_a_round_killed_200_times_has_saved_every_answer_it_showed(
    heart: Heart, tmp_path: Path
) -> None:
    kill_rounds(heart, tmp_path, 200)

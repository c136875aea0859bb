"""Shows long output in a pager."""

import os
import re
import shlex
import signal
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from shutil import which
from tempfile import TemporaryFile

from heartcli.errors import HeartError
from heartcli.output import tty
from heartcli.output.signals import exit_on_signals, keys_for_child
from heartcli.output.terminal import Terminal
from heartcli.text.display import shorten

# For less: quit if all fits on the screen, ignore case in searches, show colours, and leave the
# text on the screen. For lv: show colours.
_DEFAULTS = {"LESS": "FIRX", "LV": "-c"}
_CANT_RUN = (126, 127)  # exit codes of a shell
_KILLED = 128  # a shell's exit code for a signal is this and the signal's number
# The first program of a command, after any settings: LESS=-S less -R
_PROGRAM = re.compile(r"(?:\w+=\S*\s+)*([\w./+-]+)(?:\s|$)")
_SHELL_SYNTAX = re.compile(r"[|&;<>(){}`\n]")


def show_in_pager(terminal: Terminal, text: bytes) -> bool:
    """Shows text in the terminal's pager until the user quits it.

    Returns False, so that the text can be printed instead, if the pager is missing, or fails before
    it has read anything. Raises KeyboardInterrupt if Ctrl-C ends it, and HeartError if another
    signal does.
    """
    command = "less -R" if terminal.pager == "less" else terminal.pager  # LESS may lack R
    if problem := _find_problem(command):
        if terminal.pager_variable:
            terminal.message(f"Can't run {_describe(terminal)}: {problem}")
        return False
    settings = _DEFAULTS | ({} if text.isascii() else {"LESSCHARSET": "utf-8"})
    terminal.stdout.flush()
    with suppress(OSError), TemporaryFile() as file:  # unlike a pipe, it says what has been read
        file.write(text)
        file.seek(0)
        code = _run(terminal, _replace_shell(command), file.fileno(), settings | os.environ)
        return _has_shown(terminal, code, has_read=os.lseek(file.fileno(), 0, os.SEEK_CUR) > 0)
    return False


def _find_problem(command: str) -> str:
    """Returns why the shell can't run a command, or "" if it seems to be fine."""
    try:
        shlex.split(command)
    except ValueError as error:
        if "quotation" in str(error):
            return "a quotation mark isn't closed"
    program = _PROGRAM.match(command)
    if not program or which(program[1]) or _is_builtin(program[1]):
        return ""
    return "no such command"


def _is_builtin(word: str) -> bool:
    """Whether a word means something to the shell itself, as exec does."""
    if word.startswith("-") or os.name != "posix":
        return False
    check = ["/bin/sh", "-c", 'command -v "$1"', "sh", word]
    return subprocess.run(check, check=False, capture_output=True).returncode == 0  # noqa: S603 - only looks it up


def _replace_shell(command: str) -> str:
    """Makes the shell become the pager if it runs nothing else, so that a signal reaches it."""
    program = _PROGRAM.match(command)
    if not program or _SHELL_SYNTAX.search(command) or not which(program[1]):
        return command
    return f"{command[: program.start(1)]}exec {command[program.start(1) :]}"


def _run(terminal: Terminal, command: str, text: int, env: Mapping[str, str]) -> int:
    """Runs the pager, and returns its exit code.

    If heart is ended by a signal, it ends the pager first, or waits for the end of a pipeline.
    """
    mode = tty.read_mode(terminal.stdout)
    with exit_on_signals(), keys_for_child():
        alive, held = os.pipe()  # closed when all programs of a pipeline have ended
        pager = subprocess.Popen(  # noqa: S602 - the user's command, run as git runs it
            command, shell=True, stdin=text, env=env, pass_fds=[held] if os.name == "posix" else ()
        )
        os.close(held)
        try:
            code = pager.wait()
        except SystemExit:
            pager.terminate()
            pager.wait()
            os.read(alive, 1)
            tty.restore_mode(terminal.stdout, mode)
            raise
        finally:
            os.close(alive)
    if code:
        tty.restore_mode(terminal.stdout, mode)
    return code


def _has_shown(terminal: Terminal, code: int, *, has_read: bool) -> bool:
    """Whether a pager that ended with this code has shown the text."""
    number = -code if code < 0 else code - _KILLED
    is_killed = number in signal.valid_signals()
    if is_killed and number == signal.SIGINT:
        raise KeyboardInterrupt
    if code == 0 or (has_read and not is_killed and code not in _CANT_RUN):
        return True
    pager = _describe(terminal)
    if code in _CANT_RUN:
        terminal.message(f"Can't run {pager}")
        return False
    problem = f"was ended by signal {number}" if is_killed else f"failed with exit code {code}"
    if has_read:
        raise HeartError(f"{pager} {problem}")
    terminal.message(f"{pager[:1].upper()}{pager[1:]} {problem}")
    return False


def _describe(terminal: Terminal) -> str:
    """The pager in a message: HEART_PAGER 'less -S'."""
    return f"{terminal.pager_variable or 'the pager'} '{shorten(terminal.pager)}'"

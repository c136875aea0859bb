"""Shows long output in a pager."""

import os
import signal
import subprocess
from shutil import which

from heartcli.output.terminal import Terminal

# For less: quit if all fits on the screen, ignore case in searches, show colours, and leave the
# text on the screen. For lv: show colours.
_DEFAULTS = {"LESS": "FIRX", "LV": "-c"}
_KILLED = 128  # exit codes from here on stand for signals


def show_in_pager(terminal: Terminal, text: bytes) -> bool:
    """Shows text in the terminal's pager until the user quits it.

    Returns False, so that the text can be printed instead, if the pager is missing or fails.
    """
    command = terminal.pager
    if command == "less":
        if not which(command):
            return False
        command = "less -R"  # LESS may be set, but without R
    settings = _DEFAULTS | ({} if text.isascii() else {"LESSCHARSET": "utf-8"})
    terminal.stdout.flush()
    before = signal.signal(signal.SIGINT, _ignore)  # Ctrl-C is for the pager
    try:
        pager = subprocess.Popen(  # noqa: S602 - the user's command, run as git runs it
            command, shell=True, stdin=subprocess.PIPE, env=settings | os.environ
        )
        pager.communicate(text)  # quitting early is not an error
    except OSError:
        return False
    finally:
        signal.signal(signal.SIGINT, before)
    return not 0 < pager.returncode < _KILLED


def _ignore(*_: object) -> None:
    """Does nothing. Unlike SIG_IGN, a handler is not inherited by the pager."""

"""Reads and restores the mode of the terminal, such as whether it shows what is typed."""

import os
from contextlib import suppress
from typing import Any, TextIO

try:
    import termios
except ImportError:  # Windows
    HAS_MODES = False
else:
    HAS_MODES = True


def read_mode(stream: TextIO) -> list[Any]:
    """Returns the mode of a stream's terminal, or an empty list without a terminal."""
    if HAS_MODES:
        with suppress(OSError, ValueError, termios.error):
            return termios.tcgetattr(stream.fileno())
    return []


def restore_mode(stream: TextIO, mode: list[Any]) -> None:
    """Restores a mode that was read before."""
    if mode:
        set_mode(stream.fileno(), mode)


def set_mode(descriptor: int, mode: list[Any]) -> None:
    """Sets the terminal's mode, unless another program is in the foreground."""
    if is_foreground(descriptor):
        with suppress(termios.error):
            termios.tcsetattr(descriptor, termios.TCSADRAIN, mode)


def is_foreground(descriptor: int) -> bool:
    """Whether keys typed on a terminal come to this program."""
    try:
        return os.tcgetpgrp(descriptor) == os.getpgrp()
    except OSError:  # the terminal is gone, or isn't the controlling one
        return True

"""Reads replies: keys from a terminal, or lines from a pipe or a file."""

import atexit
import codecs
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from select import select
from time import monotonic
from typing import Any, BinaryIO, Self

from heartcli.output.terminal import Terminal
from heartcli.quiz.rounds.play import EndOfInputError, OutOfTimeError
from heartcli.storage.files import os_errors

try:
    import termios
except ImportError:  # Windows: reads lines instead of keys
    _HAS_KEYS = False
else:
    _HAS_KEYS = True

_PASTE_INTERVAL = 0.03  # seconds; keys this close together were pasted
_CTRL_D = "\x04"
_MAX_READ = 100_000  # bytes; a longer line is cut
_MAX_READS_PER_LINE = 1_000  # beyond this, the input counts as endless
# Signals that don't end a program, and faults, which would recur if a handler returned.
_NOT_CAUGHT = (
    "SIGCHLD", "SIGCONT", "SIGINFO", "SIGSTOP", "SIGTSTP", "SIGTTIN", "SIGTTOU", "SIGURG",
    "SIGWINCH", "SIGBUS", "SIGFPE", "SIGILL", "SIGSEGV",
)  # fmt: skip
_MAX_RECODED = 16 << 20  # bytes to read from a file that isn't UTF-8
# Some editors start files with one. UTF-32's starts with the bytes of UTF-16's, so it comes first.
_BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF32_LE: "utf-32", codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16",
}  # fmt: skip


class LineInput:
    """Reads replies from a pipe or a file, one line per question.

    The encoding is UTF-8, unless a byte-order mark says otherwise.
    """

    can_retry = False

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._has_begun = False

    def read_key(self, _: str, show: Callable[[], None]) -> str:
        """Returns the next line: a letter, or the text of an option."""
        return self.read_line(show).strip()

    def read_line(self, show: Callable[[], None]) -> str:
        """Returns the next line, cut if it is very long."""
        show()
        line = self._read_chunk() if self._has_begun else self._read_first_line()
        if not line:
            raise EndOfInputError
        rest, count = line, 0
        while rest and not rest.endswith(b"\n"):
            rest, count = self._read_chunk(), count + 1
            if count > _MAX_READS_PER_LINE:
                raise EndOfInputError
        return line.decode("utf-8", "replace").rstrip("\r\n")

    def _read_first_line(self) -> bytes:
        """Reads the first line without its byte-order mark. Converts other encodings to UTF-8."""
        self._has_begun = True
        line = self._read_chunk()
        mark = next(filter(line.startswith, _BYTE_ORDER_MARKS), b"")
        if not mark or mark == codecs.BOM_UTF8:
            return line.removeprefix(mark)
        with os_errors("the replies", "read"):
            rest = self._stream.read(_MAX_RECODED)
        text = (line + rest).decode(_BYTE_ORDER_MARKS[mark], "replace")
        self._stream = BytesIO(text.encode("utf-8", "replace"))
        return self._read_chunk()

    def _read_chunk(self) -> bytes:
        with os_errors("the replies", "read"):
            return self._stream.readline(_MAX_READ)

    def start_timer(self) -> None:
        """Does nothing: a pipe has no time limit."""

    def discard_typed(self) -> None:
        """Does nothing: every line is meant for a question."""

    def wait_until_read(self, show: Callable[[], None]) -> None:
        """Shows the verdict without waiting."""
        show()


class KeyInput:
    """Reads replies from a terminal. Between questions, the terminal is in its normal mode."""

    can_retry = True

    def __init__(self, terminal: Terminal, seconds: float | None) -> None:
        self._terminal = terminal
        self._descriptor = terminal.stdin.fileno()
        self._seconds = seconds
        self._deadline: float | None = None
        self._reads_keys = _HAS_KEYS and not terminal.is_dumb

    def start_timer(self) -> None:
        self._deadline = monotonic() + self._seconds if self._seconds else None

    def wait_until_read(self, show: Callable[[], None]) -> None:
        """Waits for any key, or for Enter if the terminal can't read single keys."""
        self._deadline = None
        if not self._reads_keys:
            if self.read_line(show).strip().lower() == "q":
                raise EndOfInputError
            return
        with _RawTerminal(self._descriptor, show, keys=True) as raw:
            show()
            while not (key := raw.read_key(None)):
                pass
        if key.lower() in ("q", _CTRL_D):
            raise EndOfInputError

    def read_line(self, show: Callable[[], None]) -> str:
        """Returns a line, which the player can edit before pressing Enter."""
        if not _HAS_KEYS:
            show()
            line = self._terminal.stdin.buffer.readline(_MAX_READ)
        else:
            with _RawTerminal(self._descriptor, show, keys=False) as raw:
                show()
                while not (line := raw.read_bytes(self._seconds_left())):
                    pass
        if not line:
            raise EndOfInputError
        return line.decode(self._terminal.stdin.encoding or "utf-8", "replace").rstrip("\r\n")

    def read_key(self, allowed: str, show: Callable[[], None]) -> str:
        """Returns an allowed key as soon as it is pressed; other keys do nothing."""
        if not self._reads_keys:
            return self._read_key_from_line(allowed, show)
        with _RawTerminal(self._descriptor, show, keys=True) as raw:
            show()
            while not (key := raw.read_key(self._seconds_left()).lower()) or key not in allowed:
                if key == _CTRL_D:
                    raise EndOfInputError
        return key

    def _read_key_from_line(self, allowed: str, show: Callable[[], None]) -> str:
        def hint() -> None:
            self._terminal.stdout.write(f"One of: {' '.join(allowed)}\n> ")
            self._terminal.stdout.flush()

        reply = self.read_line(show).strip().lower()
        while reply and (len(reply) > 1 or reply not in allowed):
            reply = self.read_line(hint).strip().lower()
        return reply or "s"

    def _seconds_left(self) -> float | None:
        """The seconds left for a reply; None without a time limit."""
        return None if self._deadline is None else max(0.0, self._deadline - monotonic())

    def discard_typed(self) -> None:
        """Discards what was typed before the question was shown."""
        if _HAS_KEYS:
            with suppress(termios.error):
                termios.tcflush(self._descriptor, termios.TCIFLUSH)


class _RawTerminal:
    """Reads single keys without echo, or whole lines, and handles signals.

    Restores the terminal's mode whenever the program is suspended or exits. Redraws the screen
    after the terminal is resized or the program resumes.
    """

    _is_restored_at_exit = False

    def __init__(self, descriptor: int, show: Callable[[], None], *, keys: bool) -> None:
        self._descriptor = descriptor
        self._show = show
        self._keys = keys
        self._needs_redraw = False

    def __enter__(self) -> Self:
        try:
            self._original_mode = termios.tcgetattr(self._descriptor)
        except termios.error as error:  # the terminal is gone
            raise EndOfInputError from error
        if not _RawTerminal._is_restored_at_exit:
            _RawTerminal._is_restored_at_exit = True
            # A second Ctrl-C could interrupt __exit__.
            atexit.register(_set_mode, self._descriptor, self._original_mode)
        self._wakeup_read, self._wakeup_write = os.pipe()
        os.set_blocking(self._wakeup_read, False)
        os.set_blocking(self._wakeup_write, False)
        handlers: dict[int, Callable[[int, object], None]] = {signal.SIGCONT: self._on_continue}
        if self._keys:
            handlers |= dict.fromkeys(_fatal_signals(), _exit_on_signal)
            handlers |= {signal.SIGWINCH: self._on_resize, signal.SIGTSTP: self._on_suspend}
        self._original_handlers = {
            number: signal.signal(number, handler) for number, handler in handlers.items()
        }
        self._original_wakeup = signal.set_wakeup_fd(self._wakeup_write, warn_on_full_buffer=False)
        self._set_raw_mode()
        return self

    def __exit__(self, *_: object) -> None:
        _set_mode(self._descriptor, self._original_mode)
        signal.set_wakeup_fd(self._original_wakeup)
        for number, handler in self._original_handlers.items():
            signal.signal(number, handler)
        os.close(self._wakeup_read)
        os.close(self._wakeup_write)

    def read_key(self, seconds: float | None) -> str:
        """Returns the next key; "" if several came at once, or a signal came first.

        Ignores Enter right after a key: many people press it out of habit.
        """
        typed = self.read_bytes(seconds)
        key = (typed + self._read_pasted() if len(typed) == 1 else typed).decode("utf-8", "replace")
        key = key.rstrip("\r\n") or key[:1]
        return key if len(key) == 1 else ""

    def read_bytes(self, seconds: float | None) -> bytes:
        """Returns the next bytes typed; b"" if a signal came first.

        Redraws the screen if necessary. Raises OutOfTimeError after this many seconds, and
        EndOfInputError at the end of the input.
        """
        typed = self._read(seconds)
        with suppress(BlockingIOError):
            os.read(self._wakeup_read, 4096)
        if self._needs_redraw:
            self._needs_redraw = False
            self._show()
        return typed

    def _read(self, seconds: float | None) -> bytes:
        ready, _, _ = select([self._descriptor, self._wakeup_read], [], [], seconds)
        if not ready:
            raise OutOfTimeError
        if self._descriptor not in ready:
            return b""
        try:
            typed = os.read(self._descriptor, _MAX_READ)
        except OSError as error:  # the terminal is gone
            raise EndOfInputError from error
        if not typed:
            raise EndOfInputError
        return typed

    def _read_pasted(self) -> bytes:
        """Reads what follows a key immediately, such as the rest of a paste."""
        more = b""
        while select([self._descriptor], [], [], _PASTE_INTERVAL)[0]:
            if not (typed := os.read(self._descriptor, _MAX_READ)):
                break
            more = (more + typed)[:_MAX_READ]
        return more

    def _set_raw_mode(self) -> None:
        if self._keys:
            mode = [*self._original_mode[:6], [*self._original_mode[6]]]
            mode[3] &= ~(termios.ICANON | termios.ECHO)
            mode[6][termios.VMIN], mode[6][termios.VTIME] = 1, 0
            _set_mode(self._descriptor, mode)

    def _on_resize(self, *_: object) -> None:
        self._needs_redraw = True

    def _on_suspend(self, number: int, _: object) -> None:
        _set_mode(self._descriptor, self._original_mode)
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)  # suspended here until the shell resumes it
        signal.signal(number, self._on_suspend)
        self._on_continue()

    def _on_continue(self, *_: object) -> None:
        self._needs_redraw = True
        self._set_raw_mode()  # the shell may have changed the mode
        if _is_foreground(self._descriptor):
            with suppress(termios.error):  # a half-typed line is no longer visible
                termios.tcflush(self._descriptor, termios.TCIFLUSH)


def _set_mode(descriptor: int, mode: list[Any]) -> None:
    """Sets the terminal's mode, unless another program is in the foreground."""
    if _is_foreground(descriptor):
        with suppress(termios.error):
            termios.tcsetattr(descriptor, termios.TCSADRAIN, mode)


def _is_foreground(descriptor: int) -> bool:
    try:
        return os.tcgetpgrp(descriptor) == os.getpgrp()
    except OSError:  # the terminal is gone, or isn't the controlling one
        return True


def _fatal_signals() -> list[int]:
    """Returns the signals that would end the program and leave the terminal's echo off."""
    harmless = {number for name in _NOT_CAUGHT if (number := getattr(signal, name, None))}
    caught = [n for n in signal.valid_signals() - harmless if n != signal.SIGKILL]
    return [number for number in caught if signal.getsignal(number) is signal.SIG_DFL]


def _exit_on_signal(number: int, _: object) -> None:
    raise SystemExit(128 + number)

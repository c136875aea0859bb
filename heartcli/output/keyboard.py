"""Reads replies: keys from a terminal, or lines from a pipe or a file."""

import atexit
import codecs
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from math import ceil
from select import select
from time import monotonic
from typing import BinaryIO, Protocol, Self

from heartcli.output.line_editor import LineEditor, is_unfinished
from heartcli.output.terminal import Terminal
from heartcli.output.tty import HAS_MODES, is_foreground, set_mode
from heartcli.quiz.rounds.play import EndOfInputError, OutOfTimeError
from heartcli.storage.files import os_errors

with suppress(ImportError):  # Windows has none: there, lines are read instead of keys
    import termios

_PASTE_INTERVAL = 0.03  # seconds; keys this close together were pasted
_DOUBLE_PRESS = 0.2  # seconds; Enter this soon after a reply belongs to the reply
_CTRL_D = "\x04"
_ENTER = ("\r", "\n")
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

    def read_key(self, show: Callable[[], None]) -> str:
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

    def wait_until_read(self, show: Callable[[], None]) -> str:
        """Shows the verdict without waiting."""
        show()
        return ""


class Display(Protocol):
    """What changes on the screen while somebody types."""

    edits_lines: bool  # whether it shows the line being typed; otherwise the terminal does

    def show_time(self, seconds_left: float) -> None: ...
    def show_typed(self, text: str, cursor: int) -> None: ...
    def leave(self) -> str: ...  # what to write before a shell appears


class _Countdown:
    """The time left for a reply, if it is limited."""

    def __init__(self, seconds: float | None, display: Display) -> None:
        self._seconds = seconds
        self._display = display
        self._deadline: float | None = None
        self._shown = 0

    def start(self) -> None:
        self._deadline = monotonic() + self._seconds if self._seconds else None

    def stop(self) -> None:
        self._deadline = None

    def pause(self) -> float | None:
        """Returns the seconds until the display changes; None if it doesn't."""
        if self._deadline is None:
            return None
        left = max(0.0, self._deadline - monotonic())
        return left - max(0, ceil(left) - 1)

    def tick(self) -> None:
        """Shows the time left if that has changed. Raises OutOfTimeError at the end."""
        if self._deadline is None:
            return
        left = self._deadline - monotonic()
        if left <= 0:
            raise OutOfTimeError
        if ceil(left) != self._shown:
            self._shown = ceil(left)
            self._display.show_time(left)


class KeyInput:
    """Reads replies from a terminal. Between questions, the terminal is in its normal mode."""

    can_retry = True

    def __init__(self, terminal: Terminal, seconds: float | None, display: Display) -> None:
        self._terminal = terminal
        self._descriptor = terminal.stdin.fileno()
        self._display = display
        self._countdown = _Countdown(seconds, display)
        self._reads_keys = HAS_MODES and not terminal.is_dumb
        self._replied_at = 0.0

    def start_timer(self) -> None:
        self._countdown.start()

    def wait_until_read(self, show: Callable[[], None]) -> str:
        """Waits for any key, or for Enter if the terminal can't read single keys."""
        self._countdown.stop()
        if not self._reads_keys:
            return self._read_line(show).strip().lower()
        with self._raw_terminal(show, keys=True) as raw:
            show()
            while len(key := raw.read_key(self._countdown)) != 1 or self._is_double_press(key):
                pass
        if key == _CTRL_D:
            raise EndOfInputError
        self._replied_at = monotonic() if key in _ENTER else 0.0
        return key.lower()

    def read_line(self, show: Callable[[], None]) -> str:
        """Returns a line, which the player can edit before pressing Enter.

        Ctrl-D ends the input, also after other text.
        """
        edits = self._reads_keys and self._display.edits_lines
        read = self._edit_line if edits else self._read_line
        while self._is_double_press(line := read(show)):
            pass
        self._replied_at = monotonic()
        return line

    def _edit_line(self, show: Callable[[], None]) -> str:
        editor, line = LineEditor(), None
        decoder = codecs.getincrementaldecoder(self._encoding)("replace")

        def redraw() -> None:
            show()
            self._display.show_typed(editor.text, editor.cursor)

        with self._raw_terminal(redraw, keys=True) as raw:
            redraw()
            while line is None:
                typed = decoder.decode(raw.read_bytes(self._countdown))
                if is_unfinished(typed):
                    typed += decoder.decode(raw.read_pasted())
                if typed and (line := editor.type(typed)) is None:
                    self._display.show_typed(editor.text, editor.cursor)
        return line

    def _read_line(self, show: Callable[[], None]) -> str:
        """Reads a line that the terminal shows and edits."""
        if not HAS_MODES:
            show()
            return self._decode(self._terminal.stdin.buffer.readline(_MAX_READ))
        with self._raw_terminal(show, keys=False) as raw:
            show()
            while not (typed := raw.read_bytes(self._countdown)):
                pass
        return self._decode(typed)

    def _decode(self, line: bytes) -> str:
        if not line.endswith(b"\n"):  # Ctrl-D, perhaps after other text
            raise EndOfInputError
        return line.decode(self._encoding, "replace").rstrip("\r\n")

    def read_key(self, show: Callable[[], None]) -> str:
        """Returns the next key, or what was pasted."""
        if not self._reads_keys:
            return self.read_line(show).strip() or "\n"
        with self._raw_terminal(show, keys=True) as raw:
            show()
            while not (key := raw.read_key(self._countdown)) or self._is_double_press(key):
                pass
        if key == _CTRL_D:
            raise EndOfInputError
        self._replied_at = monotonic()
        return key

    def _raw_terminal(self, show: Callable[[], None], *, keys: bool) -> "_RawTerminal":
        return _RawTerminal(self._descriptor, show, keys=keys, leave=self._leave)

    def _leave(self) -> None:
        if text := self._display.leave():
            os.write(self._terminal.stdout.fileno(), text.encode())

    @property
    def _encoding(self) -> str:
        return self._terminal.stdin.encoding or "utf-8"

    def _is_double_press(self, typed: str) -> bool:
        """Whether this is Enter alone, so soon after a reply that nobody meant it."""
        is_enter = typed in ("", *_ENTER)
        return is_enter and monotonic() - self._replied_at < _DOUBLE_PRESS

    def discard_typed(self) -> None:
        """Discards what was typed before the question was shown."""
        if HAS_MODES:
            with suppress(termios.error):
                termios.tcflush(self._descriptor, termios.TCIFLUSH)


class _RawTerminal:
    """Reads single keys without echo, or whole lines, and handles signals.

    Restores the terminal's mode whenever the program is suspended or exits, and calls `leave`
    before. Redraws the screen after the terminal is resized or the program resumes.
    """

    _is_restored_at_exit = False

    def __init__(
        self, descriptor: int, show: Callable[[], None], *, keys: bool,
        leave: Callable[[], None] = lambda: None,
    ) -> None:  # fmt: skip
        self._descriptor = descriptor
        self._show = show
        self._keys = keys
        self._leave = leave
        self._needs_redraw = False

    def __enter__(self) -> Self:
        try:
            self._original_mode = termios.tcgetattr(self._descriptor)
        except termios.error as error:  # the terminal is gone
            raise EndOfInputError from error
        if not _RawTerminal._is_restored_at_exit:
            _RawTerminal._is_restored_at_exit = True
            # A second Ctrl-C could interrupt __exit__.
            atexit.register(set_mode, self._descriptor, self._original_mode)
        self._wakeup_read, self._wakeup_write = os.pipe()
        os.set_blocking(self._wakeup_read, False)
        os.set_blocking(self._wakeup_write, False)
        handlers: dict[int, Callable[[int, object], None]] = {
            **dict.fromkeys(_fatal_signals(), _exit_on_signal),
            signal.SIGCONT: self._on_continue, signal.SIGTSTP: self._on_suspend,
        }  # fmt: skip
        if self._keys:  # redrawing would hide a line that the terminal edits
            handlers[signal.SIGWINCH] = self._on_resize
        self._original_handlers = {
            number: signal.signal(number, handler) for number, handler in handlers.items()
        }
        self._original_wakeup = signal.set_wakeup_fd(self._wakeup_write, warn_on_full_buffer=False)
        self._set_raw_mode()
        return self

    def __exit__(self, error: type[BaseException] | None, *_: object) -> None:
        set_mode(self._descriptor, self._original_mode)
        if error is SystemExit:
            self._leave()
        signal.set_wakeup_fd(self._original_wakeup)
        for number, handler in self._original_handlers.items():
            signal.signal(number, handler)
        os.close(self._wakeup_read)
        os.close(self._wakeup_write)

    def read_key(self, countdown: _Countdown) -> str:
        """Returns the next key, or what was pasted; "" if a signal came first.

        Ignores Enter right after a key: many people press it out of habit.
        """
        typed = self.read_bytes(countdown)
        key = (typed + self.read_pasted() if len(typed) == 1 else typed).decode("utf-8", "replace")
        return key.rstrip("\r\n") or key[:1]

    def read_bytes(self, countdown: _Countdown) -> bytes:
        """Returns the next bytes typed; b"" if a signal or a second of the countdown came first.

        Redraws the screen if necessary. Raises OutOfTimeError at the end of the countdown, and
        EndOfInputError at the end of the input.
        """
        typed = self._read(countdown.pause())
        with suppress(BlockingIOError):
            os.read(self._wakeup_read, 4096)
        if self._needs_redraw:
            self._needs_redraw = False
            self._show()
        countdown.tick()
        return typed

    def _read(self, seconds: float | None) -> bytes:
        ready, _, _ = select([self._descriptor, self._wakeup_read], [], [], seconds)
        if self._descriptor not in ready:
            return b""
        try:
            typed = os.read(self._descriptor, _MAX_READ)
        except OSError as error:  # the terminal is gone
            raise EndOfInputError from error
        if not typed:
            raise EndOfInputError
        return typed

    def read_pasted(self) -> bytes:
        """Reads what follows a key immediately, such as the rest of a paste."""
        more = b""
        while select([self._descriptor], [], [], _PASTE_INTERVAL)[0]:
            if not (typed := os.read(self._descriptor, _MAX_READ)):
                break
            more = (more + typed)[:_MAX_READ]
        return more

    def _set_raw_mode(self) -> None:
        mode = [*self._original_mode[:6], [*self._original_mode[6]]]
        mode[3] &= ~termios.ECHOCTL  # Ctrl-C would leave ^C on the screen
        if self._keys:
            mode[3] &= ~(termios.ICANON | termios.ECHO)
            mode[6][termios.VMIN], mode[6][termios.VTIME] = 1, 0
        set_mode(self._descriptor, mode)

    def _on_resize(self, *_: object) -> None:
        self._needs_redraw = True

    def _on_suspend(self, number: int, _: object) -> None:
        self._leave()
        set_mode(self._descriptor, self._original_mode)
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)  # suspended here until the shell resumes it
        signal.signal(number, self._on_suspend)
        self._on_continue()

    def _on_continue(self, *_: object) -> None:
        self._needs_redraw = True
        self._set_raw_mode()  # the shell may have changed the mode
        if is_foreground(self._descriptor):
            with suppress(termios.error):  # a half-typed line is no longer visible
                termios.tcflush(self._descriptor, termios.TCIFLUSH)


def _fatal_signals() -> list[int]:
    """Returns the signals that would end the program and leave the terminal's echo off."""
    harmless = {number for name in _NOT_CAUGHT if (number := getattr(signal, name, None))}
    caught = [n for n in signal.valid_signals() - harmless if n != signal.SIGKILL]
    return [number for number in caught if signal.getsignal(number) is signal.SIG_DFL]


def _exit_on_signal(number: int, _: object) -> None:
    raise SystemExit(128 + number)

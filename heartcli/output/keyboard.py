"""Who replies: somebody at a terminal, key by key; or lines of a pipe or a file."""

from __future__ import annotations

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
except ImportError:  # Windows: keys are taken as lines
    _HAS_KEYS = False
else:
    _HAS_KEYS = True

_PASTED = 0.03  # seconds in which more keys can only come of pasting
_END = "\x04"  # Ctrl-D
_LONGEST = 100_000  # bytes of a line that are looked at
_ENDLESS = 1_000  # times so many are no line any more
# These end no program; and to catch a fault would only be to meet it again.
_HARMLESS = (
    "SIGCHLD", "SIGCONT", "SIGINFO", "SIGSTOP", "SIGTSTP", "SIGTTIN", "SIGTTOU", "SIGURG",
    "SIGWINCH", "SIGBUS", "SIGFPE", "SIGILL", "SIGSEGV",
)  # fmt: skip
_MOST_RECODED = 16 << 20  # bytes
# What some editors begin a file with. The longer mark of two that begin alike stands first.
_MARKS = {
    codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF32_LE: "utf-32", codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16",
}  # fmt: skip


class Lines:
    """Replies out of a pipe or a file: one line a question, whatever is in it.

    UTF-8, or what a byte order mark at the beginning says.
    """

    can_retry = False

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._begun = False

    def read_key(self, allowed: str, show: Callable[[], None]) -> str:  # noqa: ARG002 - a line is as good
        """The letter on the next line, or the text of an option."""
        return self.read_line(show).strip()

    def read_line(self, show: Callable[[], None]) -> str:
        """The next line; of a very long one its beginning."""
        show()
        line = self._next() if self._begun else self._first()
        if not line:
            raise EndOfInputError
        rest, count = line, 0
        while rest and not rest.endswith(b"\n"):
            rest, count = self._next(), count + 1
            if count > _ENDLESS:
                raise EndOfInputError
        return line.decode("utf-8", "replace").rstrip("\r\n")

    def _first(self) -> bytes:
        """The first line without its byte-order mark; recodes the rest if it is not UTF-8."""
        self._begun = True
        line = self._next()
        mark = next(filter(line.startswith, _MARKS), b"")
        if not mark or mark == codecs.BOM_UTF8:
            return line.removeprefix(mark)
        text = (line + self._rest()).decode(_MARKS[mark], "replace")
        self._stream = BytesIO(text.encode("utf-8", "replace"))
        return self._next()

    def _rest(self) -> bytes:
        with os_errors("the replies", "read"):
            return self._stream.read(_MOST_RECODED)

    def _next(self) -> bytes:
        with os_errors("the replies", "read"):
            return self._stream.readline(_LONGEST)

    def start_timer(self) -> None:
        """Nobody hurries a pipe."""

    def discard_typed(self) -> None:
        """Each line is for a question."""

    def wait_until_read(self, show: Callable[[], None]) -> None:
        """Nobody reads what is told before the next question."""
        show()


class Keyboard:
    """Replies of somebody at a terminal, whose mode is as it was whenever nobody is asked."""

    can_retry = True

    def __init__(self, terminal: Terminal, seconds: float | None) -> None:
        self._terminal = terminal
        self._descriptor = terminal.stdin.fileno()
        self._seconds = seconds
        self._until: float | None = None
        self._keys = _HAS_KEYS and not terminal.is_dumb

    def start_timer(self) -> None:
        """The time for a question begins."""
        self._until = monotonic() + self._seconds if self._seconds else None

    def wait_until_read(self, show: Callable[[], None]) -> None:
        """Any key; or Enter, where keys are taken as lines."""
        self._until = None
        if not self._keys:
            if self.read_line(show).strip().lower() == "q":
                raise EndOfInputError
            return
        with _Attention(self._descriptor, show, keys=True) as typed:
            show()
            while not (key := typed.key(None)):
                pass
        if key.lower() in ("q", _END):
            raise EndOfInputError

    def read_line(self, show: Callable[[], None]) -> str:
        """A line as the terminal edits it; its end, where it ends."""
        if not _HAS_KEYS:
            show()
            line = self._terminal.stdin.buffer.readline(_LONGEST)
        else:
            with _Attention(self._descriptor, show, keys=False) as typed:
                show()
                while not (line := typed.text(self._left())):
                    pass
        if not line:
            raise EndOfInputError
        return line.decode(self._terminal.stdin.encoding or "utf-8", "replace").rstrip("\r\n")

    def read_key(self, allowed: str, show: Callable[[], None]) -> str:
        """One of the allowed keys, at once; others do nothing."""
        if not self._keys:
            return self._key_as_a_line(allowed, show)
        with _Attention(self._descriptor, show, keys=True) as typed:
            show()
            while not (key := typed.key(self._left()).lower()) or key not in allowed:
                if key == _END:
                    raise EndOfInputError
        return key

    def _key_as_a_line(self, allowed: str, show: Callable[[], None]) -> str:
        def hint() -> None:
            self._terminal.stdout.write(f"One of: {' '.join(allowed)}\n> ")
            self._terminal.stdout.flush()

        reply = self.read_line(show).strip().lower()
        while reply and (len(reply) > 1 or reply not in allowed):
            reply = self.read_line(hint).strip().lower()
        return reply or "s"

    def _left(self) -> float | None:
        """The seconds that are left for a reply."""
        return None if self._until is None else max(0.0, self._until - monotonic())

    def discard_typed(self) -> None:
        """What was typed so far is not read."""
        if _HAS_KEYS:
            with suppress(termios.error):
                termios.tcflush(self._descriptor, termios.TCIFLUSH)


class _Attention:
    """While somebody is asked: takes keys unseen or lines as they are, and heeds signals.

    Suspended, resized or ended, the terminal is left in order; what it shows is drawn anew.
    """

    _restored = False  # at the end of the program, however that comes

    def __init__(self, descriptor: int, show: Callable[[], None], *, keys: bool) -> None:
        self._descriptor = descriptor
        self._show = show
        self._keys = keys
        self._changed = False  # the screen, by another size or by coming back to the front

    def __enter__(self) -> Self:
        try:
            self._before = termios.tcgetattr(self._descriptor)
        except termios.error as error:  # the terminal is gone
            raise EndOfInputError from error
        if not _Attention._restored:
            _Attention._restored = True
            atexit.register(_set, self._descriptor, self._before)  # a second Ctrl-C may be quick
        self._woken, self._wake = os.pipe()
        os.set_blocking(self._woken, False)
        os.set_blocking(self._wake, False)
        handlers: dict[int, Callable[[int, object], None]] = {signal.SIGCONT: self._continued}
        if self._keys:
            handlers |= dict.fromkeys(_ending(), _ended)
            handlers |= {signal.SIGWINCH: self._resized, signal.SIGTSTP: self._suspended}
        self._old = {number: signal.signal(number, handler) for number, handler in handlers.items()}
        self._old_wake = signal.set_wakeup_fd(self._wake, warn_on_full_buffer=False)
        self._unbuffered()
        return self

    def __exit__(self, *_: object) -> None:
        _set(self._descriptor, self._before)
        signal.set_wakeup_fd(self._old_wake)
        for number, handler in self._old.items():
            signal.signal(number, handler)
        os.close(self._woken)
        os.close(self._wake)

    def key(self, seconds: float | None) -> str:
        """The next key; "" for what is none, or where the screen has changed.

        Enter behind a key, as it is typed out of habit, belongs to it.
        """
        typed = self.text(seconds)
        key = (typed + self._more() if len(typed) == 1 else typed).decode("utf-8", "replace")
        key = key.rstrip("\r\n") or key[:1]
        return key if len(key) == 1 else ""

    def text(self, seconds: float | None) -> bytes:
        """What is typed next; b"" where the screen has changed, which is then drawn anew.

        Raises OutOfTimeError, and EndOfInputError where nothing will come any more.
        """
        typed = _read(self._descriptor, seconds, self._woken)
        with suppress(BlockingIOError):
            os.read(self._woken, 4096)
        if self._changed:
            self._changed = False
            self._show()
        return typed

    def _more(self) -> bytes:
        """What else was typed at once, or pasted."""
        more = b""
        while select([self._descriptor], [], [], _PASTED)[0]:
            if not (typed := os.read(self._descriptor, _LONGEST)):
                break
            more = (more + typed)[:_LONGEST]
        return more

    def _unbuffered(self) -> None:
        if self._keys:
            mode = [*self._before[:6], [*self._before[6]]]
            mode[3] &= ~(termios.ICANON | termios.ECHO)
            mode[6][termios.VMIN], mode[6][termios.VTIME] = 1, 0
            _set(self._descriptor, mode)

    def _resized(self, *_: object) -> None:
        self._changed = True

    def _suspended(self, number: int, _: object) -> None:
        _set(self._descriptor, self._before)
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)  # stops here, if somebody is there to call it back
        signal.signal(number, self._suspended)
        self._continued()

    def _continued(self, *_: object) -> None:
        self._changed = True
        self._unbuffered()  # a shell may have set its own mode
        if _is_ours(self._descriptor):
            with suppress(termios.error):
                termios.tcflush(self._descriptor, termios.TCIFLUSH)  # half a line can't be seen


def _set(descriptor: int, mode: list[Any]) -> None:
    """Sets the mode of the terminal, unless it is gone, or another program has it at the moment."""
    if _is_ours(descriptor):
        with suppress(termios.error):
            termios.tcsetattr(descriptor, termios.TCSADRAIN, mode)


def _is_ours(descriptor: int) -> bool:
    try:
        return os.tcgetpgrp(descriptor) == os.getpgrp()
    except OSError:  # it is nobody's, or gone
        return True


def _ending() -> list[int]:
    """The signals that would end the program as it is, and leave the terminal without an echo."""
    harmless = {number for name in _HARMLESS if (number := getattr(signal, name, None))}
    caught = [n for n in signal.valid_signals() - harmless if n != signal.SIGKILL]
    return [number for number in caught if signal.getsignal(number) is signal.SIG_DFL]


def _ended(number: int, _: object) -> None:
    raise SystemExit(128 + number)


def _read(descriptor: int, seconds: float | None, *others: int) -> bytes:
    """What is typed next; b"" where another descriptor woke it.

    Raises OutOfTimeError, and EndOfInputError where nothing will come any more.
    """
    ready, _, _ = select([descriptor, *others], [], [], seconds)
    if not ready:
        raise OutOfTimeError
    if descriptor not in ready:
        return b""
    try:
        typed = os.read(descriptor, _LONGEST)
    except OSError as error:  # the terminal is gone
        raise EndOfInputError from error
    if not typed:
        raise EndOfInputError
    return typed

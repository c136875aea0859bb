"""Who replies: somebody at a terminal, key by key; or lines of a pipe or a file."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from select import select
from time import monotonic
from typing import Any, BinaryIO

from heartcli.quiz.round import EndOfInput, OutOfTime

try:
    import termios
except ImportError:  # Windows: keys are taken as lines
    termios = None  # type: ignore[assignment]

_PASTED = 0.03  # seconds in which more keys can only come of pasting
_LONGEST = 100_000  # bytes of a line that are looked at


class Lines:
    """Replies out of a pipe or a file: one line a question, whatever is in it."""

    asked_back = False

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def key(self, allowed: str, show: Callable[[], None]) -> str:  # noqa: ARG002 - drawn once only
        """The letter on the next line, or the text of an option."""
        reply = self.line().strip()
        return reply.lower() if reply.lower() in allowed else reply

    def line(self) -> str:
        """The next line; of a very long one its beginning."""
        line = self._stream.readline(_LONGEST)
        if not line:
            raise EndOfInput
        rest = line
        while rest and not rest.endswith(b"\n"):
            rest = self._stream.readline(_LONGEST)
        return line.decode("utf-8", "replace").rstrip("\r\n")

    def limit(self) -> None:
        """Nobody hurries a pipe."""

    def go_on(self, show: Callable[[], None]) -> None:
        """Nobody reads what is told before the next question."""


class Keyboard:
    """Replies of somebody at a terminal, whose mode is as it was whenever nobody is asked."""

    asked_back = True

    def __init__(self, seconds: float | None, *, keys: bool) -> None:
        self._descriptor = sys.stdin.fileno()
        self._seconds = seconds
        self._until: float | None = None
        self._keys = keys and termios is not None

    def limit(self) -> None:
        """The time for a question begins; what was typed before it is no reply to it."""
        self._forget()
        self._until = monotonic() + self._seconds if self._seconds else None

    def go_on(self, show: Callable[[], None]) -> None:
        """Any key; or Enter, where keys are taken as lines."""
        self._until = None
        self._forget()
        if not self._keys:
            self.line()
            return
        with self._key_by_key(show) as pressed:
            while not (key := pressed()):
                pass
            if key in ("q", "\x04"):
                raise EndOfInput

    def line(self) -> str:
        """A line as the terminal edits it; its end, where it ends."""
        if termios is None:
            line = sys.stdin.buffer.readline(_LONGEST)
        else:
            line = self._read([])
        if not line:
            raise EndOfInput
        return line.decode(sys.stdin.encoding or "utf-8", "replace").rstrip("\r\n")

    def key(self, allowed: str, show: Callable[[], None]) -> str:
        """One of the allowed keys, at once; others do nothing."""
        if not self._keys:
            return self._key_as_a_line(allowed)
        with self._key_by_key(show) as pressed:
            while (key := pressed().lower()) not in allowed or not key:
                if key == "\x04":
                    raise EndOfInput
        return key

    def _key_as_a_line(self, allowed: str) -> str:
        while True:
            reply = self.line().strip().lower()
            if not reply or (len(reply) == 1 and reply in allowed):
                return reply or "s"
            sys.stdout.write(f"One of: {' '.join(allowed)}\n> ")
            sys.stdout.flush()

    @contextmanager
    def _key_by_key(self, show: Callable[[], None]) -> Iterator[Callable[[], str]]:
        """Keys come without Enter and unseen; signals leave the terminal in order."""
        before = termios.tcgetattr(self._descriptor)
        woken, wake = os.pipe()
        os.set_blocking(wake, False)
        os.set_blocking(woken, False)
        changed: list[int] = []

        def suspended(number: int, _: Any) -> None:
            termios.tcsetattr(self._descriptor, termios.TCSADRAIN, before)
            signal.signal(number, signal.SIG_DFL)
            os.kill(os.getpid(), number)  # stops here, until it is called to the front again
            signal.signal(number, suspended)
            self._unbuffered(before)
            changed.append(number)

        def ended(number: int, _: Any) -> None:
            raise SystemExit(128 + number)

        def pressed() -> str:
            key = self._read([woken]).decode("utf-8", "replace")  # "" where a signal woke it
            with suppress(BlockingIOError):
                os.read(woken, 4096)
            if changed:
                changed.clear()
                show()
            return key if len(key) == 1 and not self._more() else ""

        handlers = {
            signal.SIGWINCH: lambda number, _: changed.append(number),
            signal.SIGTSTP: suspended,
            signal.SIGTERM: ended,
            signal.SIGHUP: ended,
            signal.SIGQUIT: ended,
        }
        old = {number: signal.signal(number, handler) for number, handler in handlers.items()}
        old_wake = signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
        try:
            self._unbuffered(before)
            yield pressed
        finally:
            termios.tcsetattr(self._descriptor, termios.TCSADRAIN, before)
            signal.set_wakeup_fd(old_wake)
            for number, handler in old.items():
                signal.signal(number, handler)
            os.close(woken)
            os.close(wake)

    def _unbuffered(self, before: list[Any]) -> None:
        mode = termios.tcgetattr(self._descriptor)
        mode[3] = before[3] & ~(termios.ICANON | termios.ECHO)
        mode[6] = [*before[6]]
        mode[6][termios.VMIN], mode[6][termios.VTIME] = 1, 0
        termios.tcsetattr(self._descriptor, termios.TCSADRAIN, mode)

    def _read(self, others: list[int]) -> bytes:
        """What is typed next; b"" where something else woke it. Raises OutOfTime, EndOfInput."""
        left = None if self._until is None else max(0.0, self._until - monotonic())
        ready, _, _ = select([self._descriptor, *others], [], [], left)
        if not ready:
            self._forget()
            raise OutOfTime
        if self._descriptor not in ready:
            return b""
        try:
            typed = os.read(self._descriptor, _LONGEST)
        except OSError as error:  # the terminal is gone
            raise EndOfInput from error
        if not typed:
            raise EndOfInput
        return typed

    def _more(self) -> bool:
        """Whether more was typed at once: something pasted, which is no key and is forgotten."""
        if not select([self._descriptor], [], [], _PASTED)[0]:
            return False
        while select([self._descriptor], [], [], _PASTED)[0] and os.read(self._descriptor, 65536):
            pass
        return True

    def _forget(self) -> None:
        """What was typed so far is not read."""
        if termios is not None:
            with suppress(termios.error):
                termios.tcflush(self._descriptor, termios.TCIFLUSH)

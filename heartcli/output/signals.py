"""Ends the program on signals after cleaning up."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

_ENDING_SIGNALS = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]


@contextmanager
def exit_on_signals() -> Iterator[None]:
    """Makes a command clean up on SIGTERM and SIGHUP, then exit with 143 or 129."""
    handlers = {number: signal.getsignal(number) for number in _ENDING_SIGNALS}
    for number, handler in handlers.items():
        if handler != signal.SIG_IGN:  # nohup ignores SIGHUP
            signal.signal(number, _on_signal)
    try:
        yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)


def _on_signal(number: int, _: object) -> NoReturn:
    for ending in _ENDING_SIGNALS:  # let the clean-up finish
        signal.signal(ending, signal.SIG_IGN)
    raise SystemExit(128 + number)


@contextmanager
def keys_for_child() -> Iterator[None]:
    """Leaves Ctrl-C, and the key for SIGQUIT, to a child on the same terminal."""
    numbers = [getattr(signal, name) for name in ("SIGINT", "SIGQUIT") if hasattr(signal, name)]
    handlers = {number: signal.signal(number, _do_nothing) for number in numbers}
    try:
        yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)


def _do_nothing(*_: object) -> None:
    """Does nothing. Unlike SIG_IGN, a handler is not inherited by the child."""

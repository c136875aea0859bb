"""Reports errors and sets exit codes, in one place for all commands."""

import os
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NoReturn, TypeAlias

import typer

from heartcli.errors import HeartError
from heartcli.output.terminal import Terminal

Click: TypeAlias = Any  # any Click object; Typer bundles a private Click since 0.26
UsageError: Click = typer.BadParameter.__base__


@contextmanager
def report_errors(terminal: Terminal, typed: Sequence[str]) -> Iterator[None]:
    """Reports an error once and exits: 1, 2 (wrong usage), 130 (Ctrl-C) or 141 (closed pipe)."""
    try:
        try:
            yield
        finally:
            terminal.print_messages()
            terminal.stdout.flush()
    except HeartError as error:
        _exit(terminal, 1, *error.lines)
    except UsageError as error:
        from heartcli.cli.usage import explain

        _exit(terminal, 2, *HeartError(explain(error, typed)).lines)
    except (KeyboardInterrupt, typer.Abort):  # prompts raise Abort
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # ignore a second Ctrl-C
        _exit(terminal, 130)
    except (BrokenPipeError, SystemExit) as error:
        if isinstance(error, SystemExit) and not isinstance(error.__context__, BrokenPipeError):
            raise  # a normal exit, not Rich's after a closed pipe
        _silence_stdout(terminal)
        _exit(terminal, 141)
    except OSError as error:
        if error.filename is not None:
            _exit(terminal, 1, f"can't use {error.filename}: {error.strerror}")
        _silence_stdout(terminal)
        _exit(terminal, 1, f"can't write output: {error.strerror}")


def _exit(terminal: Terminal, code: int, *message: str) -> NoReturn:
    if message:
        terminal.message(f"heart: {message[0]}", *message[1:])
    raise typer.Exit(code) from None


def _silence_stdout(terminal: Terminal) -> None:
    """Discards unwritten output, which Python would otherwise try to write again on exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), terminal.stdout.fileno())

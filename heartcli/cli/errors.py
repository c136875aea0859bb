"""Reports errors and sets exit codes, in one place for all commands."""

import os
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NoReturn, TypeAlias

import typer

from heartcli.errors import HeartError
from heartcli.output.terminal import Terminal

Click: TypeAlias = Any  # an object of Click's, which Typer carries privately from 0.26 on
UsageError: Click = typer.BadParameter.__base__
_ENDING_SIGNALS = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]


@contextmanager
def report_errors(terminal: Terminal, typed: Sequence[str]) -> Iterator[None]:
    """Reports an error once and exits: HeartError 1, interrupted 130, closed pipe 141."""
    try:
        try:
            yield
        finally:
            terminal.stdout.flush()
    except HeartError as error:
        _exit(terminal, 1, *error.lines)
    except UsageError as error:
        from heartcli.text.display import safe_for_terminal

        error.message = safe_for_terminal(error.message) + _hyphen_hint(error, typed)
        adapt_typer_to(terminal)  # which prints the error
        raise
    except (KeyboardInterrupt, typer.Abort):  # Abort: at a prompt
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # once is enough
        _exit(terminal, 130)
    except (BrokenPipeError, SystemExit) as error:
        if isinstance(error, SystemExit) and not isinstance(error.__context__, BrokenPipeError):
            raise  # the usual end; Rich ends so as well if a pipe is closed
        _silence_stdout(terminal)
        _exit(terminal, 141)
    except OSError as error:
        if error.filename is not None:
            _exit(terminal, 1, f"can't use {error.filename}: {error.strerror}")
        _silence_stdout(terminal)
        _exit(terminal, 1, f"can't write output: {error.strerror}")


def _hyphen_hint(error: Click, typed: Sequence[str]) -> str:
    """A hint for a name that was read as options, such as "-30-", which is a film."""
    if getattr(error, "possibilities", True) or not error.ctx:  # not an unknown option, or a typo
        return ""
    from heartcli.text.display import format_command

    is_subcommand = error.ctx.parent is not None
    kinds = [parameter.param_type_name for parameter in error.ctx.command.params]
    name = next((word for word in typed if word.startswith(error.option_name)), "")
    if not name or (is_subcommand and "argument" not in kinds):
        return ""
    command = format_command(error.ctx.info_name if is_subcommand else "film", name)
    return f". If it's a name, use: {command}"


def _exit(terminal: Terminal, code: int, *message: str) -> NoReturn:
    if message:
        terminal.message(f"heart: {message[0]}", *message[1:])
    raise typer.Exit(code) from None


def _silence_stdout(terminal: Terminal) -> None:
    """Discards what is still to be written, or Python would try again when it exits."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), terminal.stdout.fileno())


@contextmanager
def exit_on_signals() -> Iterator[None]:
    """Makes SIGTERM and SIGHUP end a command like an error, so that it cleans up: 143 or 129."""
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
    for ending in _ENDING_SIGNALS:  # once is enough
        signal.signal(ending, signal.SIG_IGN)
    raise SystemExit(128 + number)


def adapt_typer_to(terminal: Terminal) -> None:
    """Makes Typer print help and errors as wide and as colourful as the program's own screens.

    Typer creates its consoles from environment variables alone, some of which make it fail. It has
    no setting for this, so its function is replaced, right before help or an error is printed.
    """
    os.environ.pop("TERMINAL_WIDTH", None)  # Typer reads it on import; "abc" is a ValueError
    from typer import rich_utils

    from heartcli.output.rich.console import create_console

    def console(*, stderr: bool, theme: Click, highlighter: Click, **_: object) -> object:
        return create_console(terminal, stderr=stderr, theme=theme, highlighter=highlighter)

    vars(rich_utils)["Console"] = console

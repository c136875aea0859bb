"""Reports errors, the one place where that is done."""

import os
import signal
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

import typer

from heartcli.errors import HeartError
from heartcli.output.terminal import Terminal

_UsageError: Any = typer.BadParameter.__base__  # Click's; from 0.26 Typer carries Click inside
_ENDING = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]


@contextmanager
def ended_by_signals() -> Iterator[None]:
    """SIGTERM and SIGHUP end a command as an error does, so that it cleans up: exit 143 or 129."""
    before = {number: signal.getsignal(number) for number in _ENDING}
    for number, handler in before.items():
        if handler != signal.SIG_IGN:  # as nohup does
            signal.signal(number, _exit)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _exit(number: int, _: object) -> NoReturn:
    for other in _ENDING:  # once is enough
        signal.signal(other, signal.SIG_IGN)
    raise SystemExit(128 + number)


@contextmanager
def report_errors(terminal: Terminal, words: Iterable[str]) -> Iterator[None]:
    """What goes wrong in words, once: HeartError 1, interrupted 130, a closed pipe 141.

    `words` is what was typed.
    """
    typed = tuple(words)
    try:
        try:
            yield
        finally:
            terminal.stdout.flush()
    except HeartError as error:
        _end(terminal, 1, *error.lines)
    except _UsageError as error:
        from heartcli.text.display import safe_for_terminal

        error.message = safe_for_terminal(error.message) + _hyphen(error, typed)
        adapt_typer_to(terminal)  # it prints the error
        raise
    except (KeyboardInterrupt, typer.Abort):  # Abort: at a prompt
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # once is enough
        _end(terminal, 130)
    except (BrokenPipeError, SystemExit) as error:
        if isinstance(error, SystemExit) and not isinstance(error.__context__, BrokenPipeError):
            raise  # Typer has done what was asked; where a pipe is closed, Rich ends so, too
        _drop_output(terminal)
        _end(terminal, 141)
    except OSError as error:
        if error.filename is not None:
            _end(terminal, 1, f"{error.filename} can't be used: {error.strerror}")
        _drop_output(terminal)
        _end(terminal, 1, f"the output can't be written: {error.strerror}")


def _hyphen(error: Any, words: Iterable[str]) -> str:
    """How a name is written that was taken for options, as "-30-", which is a film."""
    if getattr(error, "possibilities", True) or not error.ctx:  # not an unknown option, or a typo
        return ""
    from heartcli.text.display import format_command

    verb = error.ctx.info_name if error.ctx.parent else "film"
    takes_names = not error.ctx.parent or any(
        parameter.param_type_name == "argument" for parameter in error.ctx.command.params
    )
    name = next((word for word in words if word.startswith(error.option_name)), "")
    return (
        f"; if it is a name, put -- before it: {format_command(verb, name)}"
        if name and takes_names
        else ""
    )


def _end(terminal: Terminal, code: int, *message: str) -> NoReturn:
    if message:
        terminal.message(f"heart: {message[0]}", *message[1:])
    raise typer.Exit(code) from None


def _drop_output(terminal: Terminal) -> None:
    """What is still to be written goes nowhere, or Python would try again on its way out."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), terminal.stdout.fileno())


def adapt_typer_to(terminal: Terminal) -> None:
    """Makes Typer print help and errors as wide and as colourful as our tables.

    Typer makes its consoles from environment variables alone, of which some crash it; so this
    replaces the function that it makes them with. Called before help or an error is printed.
    """
    os.environ.pop("TERMINAL_WIDTH", None)  # Typer reads it on import; "abc" is a ValueError
    from typer import rich_utils

    from heartcli.output.rich.console import create_console

    def console(*, stderr: bool, theme: Any, highlighter: Any, **_: object) -> Any:
        return create_console(terminal, stderr=stderr, theme=theme, highlighter=highlighter)

    vars(rich_utils)["Console"] = console

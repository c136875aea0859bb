"""The group of all commands: bare calls, unknown commands, and the one place that tells errors."""

import os
import signal
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, redirect_stderr, suppress
from pathlib import Path
from typing import Any, NoReturn

import typer
from typer.core import TyperGroup

from heartcli.errors import HeartError

_UsageError: Any = typer.BadParameter.__base__  # Click's; from 0.26 Typer carries Click inside
_ENDING = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
_BARE = ("--json", "--plain", "--spoilers")  # `heart --json` is `heart film --json`


class Commands(TyperGroup):
    """The group of all commands, with the one error boundary."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if (
            not ctx.resilient_parsing
            and not any(arg in self.commands for arg in args)
            and (not args or args[0] in _BARE)
        ):
            args = ["film", *args]
        return super().parse_args(ctx, args)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if ctx.resilient_parsing or args[0] in self.commands or args[0].startswith("-"):
            return super().resolve_command(ctx, args)
        from heartcli.text.display import format_command, safe_for_terminal  # noqa: PLC0415
        from heartcli.text.suggestions import suggest  # noqa: PLC0415

        near = suggest(args[0], self.commands) or f"; the film: {format_command('film', args[0])}"
        return ctx.fail(f"no command '{safe_for_terminal(args[0])}'{near}")

    def make_context(
        self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any
    ) -> Any:
        from heartcli.output.terminal import settle_environment  # noqa: PLC0415

        settle_environment()
        with _told(args):
            try:
                return super().make_context(info_name, args, parent, **extra)
            except UnicodeDecodeError as error:  # --install-completion reads, say, ~/.bashrc
                raise HeartError(
                    "your shell's start-up file is not UTF-8, so nothing was installed;"
                    " add to it what heart --show-completion prints"
                ) from error

    def _main_shell_completion(self, *args: Any, **kwargs: Any) -> None:
        """Answers a shell that completes. Where that fails it gets nothing, and no message.

        A message would stand in the middle of the line that somebody is typing.
        """
        if not os.environ.get("_HEART_COMPLETE", "").startswith("complete"):
            super()._main_shell_completion(*args, **kwargs)
            return
        with Path(os.devnull).open("w") as nowhere, redirect_stderr(nowhere), suppress(Exception):
            super()._main_shell_completion(*args, **kwargs)
        sys.exit(1)

    def invoke(self, ctx: Any) -> Any:
        with _told(ctx.args):
            return super().invoke(ctx)


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
def _told(words: Iterable[str]) -> Iterator[None]:
    """What goes wrong in words, once: HeartError 1, interrupted 130, a closed pipe 141.

    `words` is what was typed.
    """
    typed = tuple(words)
    try:
        try:
            yield
        finally:
            sys.stdout.flush()
    except HeartError as error:
        _end(1, *error.lines)
    except _UsageError as error:
        from heartcli.text.display import safe_for_terminal  # noqa: PLC0415

        error.message = safe_for_terminal(error.message) + _hyphen(error, typed)
        raise
    except (KeyboardInterrupt, typer.Abort):  # Abort: at a prompt
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # once is enough
        _end(130)
    except (BrokenPipeError, SystemExit) as error:
        if isinstance(error, SystemExit) and not isinstance(error.__context__, BrokenPipeError):
            raise  # Typer has done what was asked; where a pipe is closed, Rich ends so, too
        _drop_output()
        _end(141)
    except OSError as error:
        if error.filename is not None:
            _end(1, f"{error.filename} can't be used: {error.strerror}")
        _drop_output()
        _end(1, f"the output can't be written: {error.strerror}")


def _hyphen(error: Any, words: Iterable[str]) -> str:
    """How a name is written that was taken for options, as "-30-", which is a film."""
    if getattr(error, "possibilities", True) or not error.ctx:  # not an unknown option, or a typo
        return ""
    from heartcli.text.display import format_command  # noqa: PLC0415

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


def _end(code: int, *message: str) -> NoReturn:
    from heartcli.output.terminal import say  # noqa: PLC0415

    if message:
        say(f"heart: {message[0]}", *message[1:])
    raise typer.Exit(code) from None


def _drop_output() -> None:
    """What is still to be written goes nowhere, or Python would try again on its way out."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

"""The group of all commands. Handles bare calls, unknown commands and completion."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import redirect_stderr, suppress
from pathlib import Path

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command_from_info
from typer.models import CommandInfo

from heartcli.cli import keep, look_up, many_films, play
from heartcli.cli.errors import Click, adapt_typer_to, report_errors
from heartcli.errors import HeartError
from heartcli.output.terminal import Terminal

# The panels of `heart --help`, in order.
PANELS: dict[str, typer.Typer] = {
    "Look up": look_up.app,
    "Many films": many_films.app,
    "Play": play.app,
    "Keep and share": keep.app,
}
_OPTION_HELP = {  # of the options that Typer adds
    "help": "Show this help.",
    "install_completion": "Set up Tab completion.",
    "show_completion": "Print the completion script.",
}
_BARE_OPTIONS = ("--json", "--plain", "--spoilers")  # `heart --json` is `heart film --json`


class _LazyCommands(Mapping[str, Click]):
    """Builds a command when it is first used. Building all of them takes 14 ms."""

    def __init__(self) -> None:
        self._built: dict[str, Click] = {}
        self._infos: dict[str, CommandInfo] = {}
        for panel, app in PANELS.items():
            for info in app.registered_commands:
                info.rich_help_panel = panel
                info.cls = _HeartCommand
                self._infos[info.name or str(getattr(info.callback, "__name__", ""))] = info

    def __getitem__(self, name: str) -> Click:
        if name not in self._built:
            self._built[name] = get_command_from_info(
                self._infos[name], pretty_exceptions_short=True, rich_markup_mode="rich"
            )
        return self._built[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._infos)

    def __len__(self) -> int:
        return len(self._infos)


class _HeartHelp:
    """Help that keeps to the terminal, and words its own options as the others."""

    def format_help(self, ctx: Click, formatter: Click) -> None:
        for parameter in ctx.command.get_params(ctx):
            parameter.help = _OPTION_HELP.get(parameter.name, parameter.help)
        adapt_typer_to(ctx.obj)
        super().format_help(ctx, formatter)  # type: ignore[misc] # of Typer's class


class _HeartCommand(_HeartHelp, TyperCommand):
    pass


class HeartGroup(_HeartHelp, TyperGroup):
    """The group of all commands."""

    def __init__(self, **attributes: Click) -> None:
        super().__init__(**attributes)
        self.commands = _LazyCommands()  # type: ignore[assignment] # nobody changes them

    def make_context(
        self, info_name: str | None, args: list[str], parent: Click = None, **extra: Click
    ) -> Click:
        """Creates the context, with the terminal for all commands."""
        terminal = Terminal(os.environ)
        with report_errors(terminal, (*args,)):
            try:
                return super().make_context(info_name, args, parent, obj=terminal, **extra)
            except UnicodeDecodeError as error:  # --install-completion reads, say, ~/.bashrc
                raise HeartError(
                    "your shell's start-up file is not UTF-8; nothing installed."
                    " Add to it what this prints: heart --show-completion"
                ) from error

    def parse_args(self, ctx: Click, args: list[str]) -> list[str]:
        """Shows a film if no command is typed."""
        is_bare = not args or args[0] in _BARE_OPTIONS
        if is_bare and not ctx.resilient_parsing and not any(arg in self.commands for arg in args):
            args = ["film", *args]
        return super().parse_args(ctx, args)

    def resolve_command(self, ctx: Click, args: list[str]) -> Click:
        """Suggests a command or a film if the command is unknown."""
        if ctx.resilient_parsing or args[0] in self.commands or args[0].startswith("-"):
            return super().resolve_command(ctx, args)
        from heartcli.text.display import format_command, safe_for_terminal
        from heartcli.text.suggestions import suggest

        hint = suggest(args[0], self.commands) or f". Try: {format_command('film', args[0])}"
        return ctx.fail(f"no command called '{safe_for_terminal(args[0])}'{hint}")

    def invoke(self, ctx: Click) -> Click:
        """Runs a command and reports its errors."""
        with report_errors(ctx.obj, (*ctx.args,)):
            return super().invoke(ctx)

    def _main_shell_completion(self, *args: Click, **kwargs: Click) -> None:
        """Answers a shell that completes; nothing if that fails.

        A message would appear in the middle of the line that is being typed.
        """
        if not os.environ.get("_HEART_COMPLETE", "").startswith("complete"):
            super()._main_shell_completion(*args, **kwargs)
            return
        with Path(os.devnull).open("w") as null, redirect_stderr(null), suppress(Exception):
            super()._main_shell_completion(*args, **kwargs)
        sys.exit(1)

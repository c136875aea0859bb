"""The group of all commands: builds the one that is typed; handles bare calls and unknown ones."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import redirect_stderr, suppress
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command_from_info
from typer.models import CommandInfo

from heartcli.cli import keep, look_up, many_films, play
from heartcli.cli.errors import adapt_typer_to, report_errors
from heartcli.errors import HeartError
from heartcli.output.terminal import Terminal

# The panels of `heart --help`, in their order there.
PANELS: dict[str, typer.Typer] = {
    "Look up": look_up.app,
    "Many films": many_films.app,
    "Play": play.app,
    "Keep": keep.app,
}
_BARE_OPTIONS = ("--json", "--plain", "--spoilers")  # `heart --json` is `heart film --json`


class _LazyCommands(Mapping[str, Any]):
    """Commands by name, each built when it is first needed: to build all takes 14 ms."""

    def __init__(self) -> None:
        self._infos: dict[str, CommandInfo] = {}
        self._built: dict[str, Any] = {}
        for panel, app in PANELS.items():
            for info in app.registered_commands:
                info.rich_help_panel = panel
                info.cls = _HeartCommand
                self._infos[info.name or str(getattr(info.callback, "__name__", ""))] = info

    def __getitem__(self, name: str) -> Any:
        if name not in self._built:
            self._built[name] = get_command_from_info(
                self._infos[name], pretty_exceptions_short=True, rich_markup_mode="rich"
            )
        return self._built[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._infos)

    def __len__(self) -> int:
        return len(self._infos)


class _HeartCommand(TyperCommand):
    def format_help(self, ctx: Any, formatter: Any) -> None:
        adapt_typer_to(ctx.obj)
        super().format_help(ctx, formatter)


class HeartGroup(TyperGroup):
    """The group of all commands."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands = _LazyCommands()  # type: ignore[assignment]

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if (
            not ctx.resilient_parsing
            and not any(arg in self.commands for arg in args)
            and (not args or args[0] in _BARE_OPTIONS)
        ):
            args = ["film", *args]
        return super().parse_args(ctx, args)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if ctx.resilient_parsing or args[0] in self.commands or args[0].startswith("-"):
            return super().resolve_command(ctx, args)
        from heartcli.text.display import format_command, safe_for_terminal
        from heartcli.text.suggestions import suggest

        near = suggest(args[0], self.commands) or f"; the film: {format_command('film', args[0])}"
        return ctx.fail(f"no command '{safe_for_terminal(args[0])}'{near}")

    def make_context(
        self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any
    ) -> Any:
        terminal = Terminal(os.environ)
        with report_errors(terminal, args):
            try:
                return super().make_context(info_name, args, parent, obj=terminal, **extra)
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
        with report_errors(ctx.obj, ctx.args):
            return super().invoke(ctx)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        adapt_typer_to(ctx.obj)
        super().format_help(ctx, formatter)

"""The group that holds all commands. Handles bare calls, unknown commands and completion."""

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import redirect_stderr, suppress
from importlib import import_module
from itertools import takewhile
from pathlib import Path

from typer.core import TyperCommand, TyperGroup, TyperOption
from typer.main import get_command_from_info

from heartcli.cli.context import CITE_ALL
from heartcli.cli.errors import Click, UsageError, report_errors
from heartcli.errors import HeartError, UnknownNameError
from heartcli.output.terminal import Terminal

# The panels of `heart --help`, in order, each with its module and commands.
PANELS = {
    "Look up": ("heartcli.cli.look_up", (
        "film", "cast", "crew", "plot", "production", "reception", "music", "releases", "timeline",
        "search", "compare", "fact", "sources")),
    "Many films": ("heartcli.cli.many_films", ("films", "who", "fetch", "import", "catalogue")),
    "Play": ("heartcli.cli.play", ("quiz", "practice", "scores")),
    "Keep and share": ("heartcli.cli.keep", ("check", "new", "export", "schema")),
    "Help": ("heartcli.cli.help", ("help",)),
}  # fmt: skip
_PANEL_OF_COMMAND = {name: panel for panel, (_, names) in PANELS.items() for name in names}
# `heart --json` is `heart film --json`, and `heart --json cast` is `heart cast --json`.
_BARE_OPTIONS = ("--json", "--plain", "--spoilers", "--all", "--cite", "--no-pager")
_TYPED = "heartcli.typed"  # in Typer's `ctx.meta`: the words after the command
# The commands whose tables may be longer than the screen, and that show nothing before them.
_PAGED = (*PANELS["Look up"][1], "films", "who")
_ROUNDS = ("quiz", "practice")  # played, never paged


class HeartCommand(TyperCommand):
    def parse_args(self, ctx: Click, args: list[str]) -> list[str]:
        """Parses arguments. Raises UsageError if an option that takes one value is repeated."""
        ctx.meta[_TYPED] = typed = (*args,)
        args = super().parse_args(ctx, args)
        if not ctx.resilient_parsing:
            _, _, given = self.make_parser(ctx).parse_args(args=[*typed])
            _check_repeated(given)
        return args

    def invoke(self, ctx: Click) -> Click:
        """Runs the command. For an unknown name, suggests missing quotation marks."""
        if self.name in _PAGED and not (ctx.params.get("json") or ctx.params.get("plain")):
            ctx.obj.hold_messages()
        try:
            return super().invoke(ctx)
        except (UnknownNameError, UsageError) as error:
            from heartcli.cli.usage import suggest_quotes
            from heartcli.text.display import shorten

            hint = suggest_quotes(self, ctx.meta[_TYPED])
            if not hint:
                raise
            if isinstance(error, UsageError):
                raise UsageError(f"{error.message}{hint}") from error
            raise HeartError(f"no match for '{shorten(error.name)}'{hint}") from error


def _check_repeated(given: list[Click]) -> None:
    for position, parameter in enumerate(given):
        takes_one = parameter.param_type_name == "option" and not parameter.is_flag
        if takes_one and not parameter.multiple and parameter in given[:position]:
            raise UsageError(f"{parameter.opts[0]} can be given only once")


class _LazyCommands(Mapping[str, Click]):
    """Imports and builds each command on first use: building all would take 20 ms."""

    def __init__(self) -> None:
        self._built: dict[str, Click] = {}

    def __getitem__(self, name: str) -> Click:
        if name not in self._built:
            panel = _PANEL_OF_COMMAND[name]
            app = import_module(PANELS[panel][0]).app
            infos = {info.name or info.callback.__name__: info for info in app.registered_commands}
            info = infos[name]
            info.cls, info.rich_help_panel, info.add_help_option = HeartCommand, panel, False
            command = get_command_from_info(
                info, pretty_exceptions_short=True, rich_markup_mode=None
            )
            command.params += [*_display_options(command), _help_option()]
            self._built[name] = command
        return self._built[name]

    def __iter__(self) -> Iterator[str]:
        return iter(_PANEL_OF_COMMAND)

    def __len__(self) -> int:
        return len(_PANEL_OF_COMMAND)


def _display_options(command: Click) -> list[TyperOption]:
    """Returns the options that change how a result looks. Commands don't get their values."""
    has_forms = any("--plain" in parameter.opts for parameter in command.params)
    if command.name in _ROUNDS or not (has_forms or command.name == "schema"):
        return []
    cites = _PANEL_OF_COMMAND[command.name] == "Look up" and command.name != "sources"
    cite = [_flag("--cite", call=_cite_all, says="Mark every source.")] if cites else []
    return [*cite, _flag("--no-pager", call=_turn_pager_off, says="Don't use a pager.")]


def _flag(*names: str, call: Callable[[Click], None], says: str) -> TyperOption:
    """Returns an option that calls a function, instead of giving the command a value."""

    def on_option(ctx: Click, _: Click, is_given: bool) -> None:
        if is_given:
            call(ctx)

    return TyperOption(
        param_decls=[*names], is_flag=True, default=False, expose_value=False, callback=on_option,
        is_eager="--help" in names, help=says,
    )  # fmt: skip


def _cite_all(ctx: Click) -> None:
    ctx.meta[CITE_ALL] = True


def _turn_pager_off(ctx: Click) -> None:
    ctx.obj.allows_pager = False


def _show_help(ctx: Click) -> None:
    if not ctx.resilient_parsing:
        from heartcli.cli.help import show_help

        show_help(ctx)
        ctx.exit()


def _help_option() -> TyperOption:
    return _flag("--help", "-h", call=_show_help, says="Show this help.")


class HeartGroup(TyperGroup):
    def __init__(self, **attributes: Click) -> None:
        super().__init__(**attributes | {"add_help_option": False})
        self.params.append(_help_option())
        self.commands = _LazyCommands()  # type: ignore[assignment] # nobody changes them

    def make_context(
        self, info_name: str | None, args: list[str], parent: Click = None, **extra: Click
    ) -> Click:
        """Creates the context, and the terminal that all commands use."""
        terminal = Terminal(os.environ)
        with report_errors(terminal, (*args,)):
            try:
                return super().make_context(info_name, args, parent, obj=terminal, **extra)
            except UnicodeDecodeError as error:  # --install-completion reads ~/.bashrc
                raise HeartError(
                    "your shell's start-up file is not UTF-8, so nothing was installed."
                    " Add the output of: heart --show-completion"
                ) from error

    def parse_args(self, ctx: Click, args: list[str]) -> list[str]:
        """Moves shared options after the command; without a command, shows a film."""
        if not ctx.resilient_parsing:
            flags = [*takewhile(_BARE_OPTIONS.__contains__, args)]
            others = args[len(flags) :]
            if others and others[0] in self.commands:
                args = [others[0], *flags, *others[1:]]
            elif (flags or not args) and not any(arg in self.commands for arg in others):
                args = ["film", *args]
        return super().parse_args(ctx, args)

    def resolve_command(self, ctx: Click, args: list[str]) -> Click:
        """Suggests a command or a film if the command is unknown."""
        if ctx.resilient_parsing or args[0] in self.commands or args[0].startswith("-"):
            return super().resolve_command(ctx, args)
        from heartcli.cli.usage import explain_unknown_command

        options = [name for parameter in self.params for name in parameter.opts]
        raise UsageError(explain_unknown_command(args, self.commands, options))

    def invoke(self, ctx: Click) -> Click:
        """Runs a command and reports its errors."""
        with report_errors(ctx.obj, (*ctx.args,)):
            return super().invoke(ctx)

    def _main_shell_completion(self, *args: Click, **kwargs: Click) -> None:
        """Prints completions for the shell; if that fails, prints nothing.

        An error message would appear in the middle of the line that the user is typing.
        """
        if not os.environ.get("_HEART_COMPLETE", "").startswith("complete"):
            super()._main_shell_completion(*args, **kwargs)
            return
        with Path(os.devnull).open("w") as null, redirect_stderr(null), suppress(Exception):
            super()._main_shell_completion(*args, **kwargs)
        sys.exit(1)

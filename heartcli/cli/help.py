"""What a command's help says, for `--help`, `heart help` and the man page."""

from typing import Annotated

import typer
from typer import Argument

from heartcli.cli.context import Context
from heartcli.cli.errors import Click, UsageError
from heartcli.output.help_text import Help, Row, write_help

app = typer.Typer()
_REWORDED = {  # help for options that Typer adds
    "install_completion": "Set up Tab completion.",
    "show_completion": "Print the completion script.",
}


def _complete_command(ctx: typer.Context, incomplete: str) -> list[str]:
    names = ctx.find_root().command.commands  # type: ignore[attr-defined] # of the group
    return [name for name in names if name.startswith(incomplete)]


@app.command("help", help="Show help for a command.\n\n"
    "Without a command, lists all of them. Adding --help to a command shows the same."
)  # fmt: skip
def help_(
    ctx: Context,
    command: Annotated[str, Argument(metavar="[COMMAND]", autocompletion=_complete_command,
        help="The command to explain.")] = "",
) -> None:  # fmt: skip
    root: Click = ctx.find_root()
    commands = root.command.commands
    if not command:
        show_help(root)
    elif command in commands:
        with commands[command].make_context(
            command, [], parent=root, resilient_parsing=True
        ) as context:
            show_help(context)
    else:
        from heartcli.cli.usage import explain_unknown_topic

        raise UsageError(explain_unknown_topic(command, commands))


def show_help(ctx: Click) -> None:
    """Shows the help for the command of a context."""
    write_help(ctx.obj, describe(ctx))


def describe(ctx: Click) -> Help:
    """Describes the command of a context: its usage, arguments, options and subcommands."""
    command = ctx.command
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    options = [p for p in command.params if p.param_type_name == "option" and not p.hidden]
    sections = {
        "Arguments": [(p.metavar, p.help or "") for p in arguments],
        **_list_commands(command),
        "Options": [*map(_describe_option, options)],
    }
    usage = [ctx.command_path, "[OPTIONS]", *(p.metavar for p in arguments)]
    return Help(
        usage=" ".join(usage if ctx.parent else [ctx.command_path, "[COMMAND]", *usage[1:]]),
        paragraphs=tuple((command.help or "").split("\n\n")),
        sections={heading: tuple(rows) for heading, rows in sections.items() if rows},
        epilog=command.epilog or "",
    )


def _list_commands(group: Click) -> dict[str, list[Row]]:
    """Returns a group's commands by panel, each with the first paragraph of its help."""
    panels: dict[str, list[Row]] = {}
    for name, command in getattr(group, "commands", {}).items():
        summary = command.help.partition("\n\n")[0]
        panels.setdefault(command.rich_help_panel, []).append((name, summary))
    return panels


def _describe_option(option: Click) -> Row:
    takes_value = option.metavar and not option.is_flag
    names = ", ".join(sorted(option.opts, key=len))
    text = _REWORDED.get(option.name, option.help or "")
    is_preset = takes_value and isinstance(option.default, str | int) and option.default
    if is_preset and "default:" not in text:
        text = f"{text.removesuffix('.')} (default: {option.default})."
    return (f"{names} {option.metavar}" if takes_value else names), text

"""The command line: one module per panel of the help, each with its commands.

`options` has the arguments and options that commands share, and `group` builds the command that
was typed. `errors` turns exceptions into exit codes and messages, in the words of `usage` if a
command was mistyped; `help` describes commands.
"""

from typing import Annotated

import typer

from heartcli.cli.group import HeartGroup

app = typer.Typer(
    name="heart",
    cls=HeartGroup,
    help="Look up films and play film trivia, offline, with a source for every fact.\n\n"
    "Without FILM, a look-up shows the default: $HEART_FILM or One from the Heart.",
    epilog="For details: heart help COMMAND",
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # heart prints its own help and errors
)


def _show_version(ctx: typer.Context, is_given: bool) -> None:
    if is_given and not ctx.resilient_parsing:
        from importlib.metadata import version

        typer.echo(f"heart {version('heartcli')}")
        raise typer.Exit


@app.callback()
def heart(
    version: Annotated[
        bool,
        typer.Option("--version", help="Show the version.", callback=_show_version, is_eager=True),
    ] = False,
) -> None:
    pass

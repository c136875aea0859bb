"""The context of a command, and helpers that commands share."""

from contextlib import suppress
from datetime import UTC, datetime

import typer

from heartcli.cli import options
from heartcli.output.result import Result
from heartcli.output.terminal import Terminal


class Context(typer.Context):
    """Typer's context, with the terminal that the group has put there."""

    obj: Terminal


def show(ctx: Context, result: Result, json: bool, plain: bool) -> None:
    """Shows a result as a table, as JSON or as plain text."""
    from heartcli import output

    options.check_at_most_one(("--json", json), ("--plain", plain))
    output.write(ctx.obj, result, "json" if json else "plain" if plain else "table")


def local_time() -> datetime:
    """Returns the time, in the local time zone."""
    now = datetime.now(UTC)
    with suppress(OverflowError, ValueError):  # on the first and the last day of the calendar
        now = now.astimezone()
    return now

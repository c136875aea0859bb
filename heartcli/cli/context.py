"""Helpers that all commands share."""

from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from heartcli.cli.options import not_both


def show(result: Any, json: bool, plain: bool) -> None:
    """Shows a result as a table, as JSON, or as plain text."""
    from heartcli import output  # noqa: PLC0415

    not_both(("--json", json), ("--plain", plain))
    output.write(result, "json" if json else "plain" if plain else "table")


def notify(*lines: str) -> None:
    """Prints a message on stderr."""
    from heartcli.output.terminal import say  # noqa: PLC0415

    say(*lines)


def local_time() -> datetime:
    """Returns the time, in the local time zone."""
    now = datetime.now(UTC)
    with suppress(OverflowError, ValueError):  # on the first and the last day of the calendar
        now = now.astimezone()
    return now

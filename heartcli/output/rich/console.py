"""Creates Rich consoles."""

from typing import Any

from rich.console import Console

from heartcli.output.terminal import Terminal

_HEIGHT = 25  # lines; unused, but without it Rich would read LINES, and fail if that is "²"


def create_console(terminal: Terminal, *, stderr: bool = False, **options: Any) -> Console:
    """Creates a console that takes size and colour from the terminal, not from the environment."""
    stream = terminal.stderr if stderr else terminal.stdout
    allows_escapes = terminal.allows_escapes(stream)
    return Console(
        file=stream, width=terminal.width, height=_HEIGHT, force_terminal=allows_escapes,
        color_system="auto" if allows_escapes else None, no_color=False, **options,
    )  # fmt: skip

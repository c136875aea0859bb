"""The program: `heart`, or `python -m heartcli`."""

import gc
import os
import sys
from pathlib import Path
from typing import Any


def main() -> None:
    """Runs the command that was typed. Collecting garbage would take 15 of its 100 ms."""
    gc.disable()
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # a shell may start a program with these closed
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115
    try:
        from heartcli.cli import app  # noqa: PLC0415 - loading it makes objects, too

        # Typer makes every command that it knows; one will do, and is made in a twentieth of that.
        commands = app.registered_commands
        app.registered_commands = [
            one for one in commands if _name(one) in sys.argv[1:2]
        ] or commands
        app(prog_name="heart")
    except KeyboardInterrupt:  # before there is anything that could tell
        sys.exit(130)
    finally:
        gc.freeze()  # else Python looks through a whole film on its way out


def _name(command: Any) -> str:
    return str(command.name or command.callback.__name__)


if __name__ == "__main__":
    main()

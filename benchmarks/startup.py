"""Compares heart with programs that only print what it prints.

    python benchmarks/startup.py [RUNS]

(b) is a Typer program with one command that prints the output of `heart cast --json`; (c) prints
the table of `heart cast` with Rich. Starts each many times in turn, and compares the medians.
Promise: --json takes at most 1.4 × as long as (b), the table at most 1.15 × as long as (c).
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

HEART = [str(Path(sys.executable).with_name("heart")), "cast"]
PROGRAM_B = """\
import sys
import typer

app = typer.Typer()

@app.command()
def cast(json: bool = False) -> None:
    sys.stdout.buffer.write({printed!r})

app()
"""
PROGRAM_C = """\
import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

app = typer.Typer()

@app.command()
def cast() -> None:
    console = Console(width=80, highlight=False)
    table = Table.grid(padding=(0, 2, 0, 0))
    for performer, character, text in {rows!r}:
        table.add_row(Text(performer, "bold"), Text(character, "cyan"), Text(text))
    console.print(table)

app()
"""


def milliseconds(command: list[str]) -> float:
    """Returns the time that a command takes."""
    started = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=ENVIRONMENT)
    return (time.perf_counter() - started) * 1000


# Leaves out the user's shelf, and lets Python write bytecode, as it does for an installed package;
# otherwise this would measure the compiler.
ENVIRONMENT = {
    name: value
    for name, value in os.environ.items()
    if name not in ("PYTHONDONTWRITEBYTECODE", "HEART_HOME", "HEART_FILM", "COLUMNS")
}


def main() -> None:
    runs = int(sys.argv[1]) if sys.argv[1:] else 40
    with tempfile.TemporaryDirectory() as folder:
        ENVIRONMENT["HOME"] = ENVIRONMENT["XDG_DATA_HOME"] = folder
        printed = subprocess.run(
            [*HEART, "--json"], check=True, capture_output=True, env=ENVIRONMENT
        ).stdout
        cast = json.loads(printed)["cast"]
        rows = [
            (part["performer"], part.get("character", ""), part.get("text", "")) for part in cast
        ]
        program_b, program_c = Path(folder, "b.py"), Path(folder, "c.py")
        program_b.write_text(PROGRAM_B.format(printed=printed), encoding="utf-8")
        program_c.write_text(PROGRAM_C.format(rows=rows), encoding="utf-8")
        commands = {
            "bare Python": [sys.executable, "-c", ""],
            "(b) Typer, same bytes": [sys.executable, str(program_b), "--json"],
            "heart cast --json": [*HEART, "--json"],
            "(c) Typer and Rich, same table": [sys.executable, str(program_c)],
            "heart cast": HEART,
        }
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(runs):
            for name, command in commands.items():
                times[name].append(milliseconds(command))
    medians = {name: median(durations) for name, durations in times.items()}
    for name, durations in medians.items():
        print(f"{name:32} {durations:7.1f} ms")
    as_json = medians["heart cast --json"] / medians["(b) Typer, same bytes"]
    as_table = medians["heart cast"] / medians["(c) Typer and Rich, same table"]
    print(f"{'heart cast --json / (b)':32} {as_json:7.2f}   at most 1.4")
    print(f"{'heart cast / (c)':32} {as_table:7.2f}   at most 1.15")


if __name__ == "__main__":
    main()

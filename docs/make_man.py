"""Makes the manual page from the help: python docs/make_man.py [FILE]"""

import re
import sys
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from typer.main import get_command

from heartcli.cli import app
from heartcli.cli.group import PANELS
from heartcli.cli.help import EXAMPLES, describe
from heartcli.output.help_text import Help, Row

HERE = Path(__file__).parent
DATE = "2026-11-27"  # when the sections below last changed
_SHARED_BY = 5  # commands; options that fewer commands have are described with each
_TROFF = str.maketrans({
    "\\": r"\e", "-": r"\-", "'": r"\(aq", "`": r"\(ga", "^": r"\(ha", "~": r"\(ti", '"': r"\(dq",
})  # fmt: skip

INTRODUCTION = (
    "heart comes with all of One from the Heart (1982) and a catalogue of thousands of films. A"
    " look-up shows the default film, or the one that you name by its title, its IMDb or Wikidata"
    " id, or the path of a film file."
)
FORMS = (
    "Results are tables for people. With --json, they are one JSON document; with --plain, lines of"
    " tab-separated values. Messages go to standard error."
)
ENDING = {
    "ENVIRONMENT": {
        "HEART_FILM": "The film to show if none is named.",
        "HEART_HOME": "The folder for film files, imports and progress.",
        "HEART_PAGER, PAGER": "The command that shows output longer than the screen, instead of"
        " less. With an empty value or cat, it is printed. HEART_PAGER comes first.",
        "LESS": "Options for less. If it isn't set, heart uses FIRX.",
        "TERM": "If it is dumb, empty or missing, nothing is coloured, and there is no pager.",
        "NO_COLOR": "If not empty, nothing is coloured.",
        "FORCE_COLOR": "If neither empty nor 0, output is coloured even in a pipe.",
        "COLUMNS": "The width of tables, help and messages, from 20 to 120 columns.",
    },
    "FILES": {
        "~/.local/share/heart": "On Linux, the folder for your data, unless HEART_HOME is set.",
        "~/Library/Application Support/heart": "The same on macOS.",
        "films/*.toml": "In that folder, your film files.",
        "catalogue.db": "The films that you imported or fetched.",
        "progress.db": "Your answers in the quiz.",
    },
    "EXIT STATUS": {
        "0": "Success.",
        "1": "Failure, nothing found, or problems found.",
        "2": "Usage error.",
        "130": "Interrupted with Ctrl-C.",
        "141": "The pipe was closed.",
        "128+n": "Ended by signal n.",
    },
}


def page() -> str:
    """Returns the manual page, in troff."""
    root: Any = get_command(app).make_context("heart", [], resilient_parsing=True)
    program, commands = describe(root), [*_commands(root)]
    counts = Counter(row for command in commands for row in _rows(command))
    shared = [row for row, count in counts.items() if count >= _SHARED_BY]
    summary = program.paragraphs[0].rstrip(".")
    lines = [
        f'.TH HEART 1 "{DATE}" "heart" "User Commands"',
        ".SH NAME",
        *_fill(f"heart \\- {_escape(summary[0].lower() + summary[1:])}"),
        ".SH SYNOPSIS",
        r"\fBheart\fR [\fICOMMAND\fR] [\fIOPTIONS\fR] [\fIARGUMENTS\fR]",
        ".SH DESCRIPTION",
        *_fill(_escape(INTRODUCTION)),
        ".PP",
        *_fill(_escape(FORMS)),
        ".SH COMMANDS",
    ]
    for heading, (_, names) in PANELS.items():
        lines += [f'.SS "{_escape(heading)}"']
        for command in commands:
            if _name(command) in names:
                lines += _command(command, shared)
    options = dict.fromkeys([*shared, *program.sections["Options"]])
    lines += [".SH OPTIONS", *_items(options)]
    for heading, items in ENDING.items():
        lines += [f".SH {heading}", *_items(items.items())]
    lines += [".SH EXAMPLES", *_items(dict.fromkeys(chain(*EXAMPLES.values())))]
    lines += [".SH SEE ALSO", ".BR jq (1),", ".BR less (1)"]
    return "\n".join(lines) + "\n"


def _commands(root: Any) -> Iterator[Help]:
    for name, command in root.command.commands.items():
        yield describe(command.make_context(name, [], parent=root, resilient_parsing=True))


def _name(command: Help) -> str:
    return command.usage.split()[1]


def _rows(command: Help) -> list[Row]:
    return [row for rows in command.sections.values() for row in rows]


def _command(command: Help, shared: list[Row]) -> Iterator[str]:
    """Returns a command, with its particular options and the names of those it shares."""
    _, name, _, *arguments = command.usage.split()
    yield ".TP"
    yield " ".join([rf"\fBheart {name}\fR", *map(_placeholders, arguments)])
    yield from _fill(_escape(" ".join(command.paragraphs)))
    yield ".RS"
    yield from _items(row for row in _rows(command) if row not in shared)
    terms = [term.split()[-1] for term, text in _rows(command) if (term, text) in shared]
    names = ", ".join(rf"\fB{_escape(term)}\fR" for term in terms if term.startswith("-"))
    yield from (".PP", *_fill(f"Also: {names}"), ".RE")


def _placeholders(term: str) -> str:
    """Returns a term with its placeholders, such as FILM, in italics."""
    return re.sub(r"([A-Z]+)", r"\\fI\1\\fR", _escape(term))


def _items(rows: Iterable[Row]) -> Iterator[str]:
    for term, description in rows:
        yield from (".TP", rf"\fB{_escape(term)}\fR", *_fill(_escape(description)))


def _fill(text: str) -> list[str]:
    """Returns lines of source that troff doesn't mistake for requests."""
    lines = textwrap.wrap(text, 78, break_on_hyphens=False, break_long_words=False)
    return [rf"\&{line}" if line.startswith(".") else line for line in lines]


def _escape(words: str) -> str:
    return words.translate(_TROFF)


if __name__ == "__main__":
    path = Path(sys.argv[1]) if sys.argv[1:] else HERE / "heart.1"
    path.write_text(page(), encoding="utf-8")

"""The contents of a command's help, for `--help`, `heart help` and the manual page."""

from typing import Annotated

import typer
from typer import Argument

from heartcli.cli.context import Context
from heartcli.cli.errors import Click, UsageError
from heartcli.output.help_text import Help, Row, Sections, write_help

app = typer.Typer()
_REWORDED = {  # help for options that Typer adds
    "install_completion": "Set up Tab completion.",
    "show_completion": "Print the completion script.",
}
# The options of commands that have many, by heading; others come last.
OPTION_PANELS: dict[str, dict[str, tuple[str, ...]]] = {
    "films": {
        "Which films": (
            "--year", "--genre", "--country", "--language", "--person", "--min-minutes",
            "--max-minutes", "--source",
        ),
        "Order and number": ("--sort", "--reverse", "--random", "--seed", "--limit"),
    },
    "export": {
        "Which questions": (
            "--count", "--all", "--form", "--section", "--difficulty", "--spoilers", "--seed",
            "--daily", "--name-films",
        ),
        "Which films": (
            "--shelf", "--film", "--without", "--catalogue", "--source", "--year", "--genre",
            "--person",
        ),
    },
    "quiz": {
        "Which questions": (
            "--count", "--form", "--section", "--difficulty", "--spoilers", "--seed", "--daily",
        ),
        "Which films": (
            "--shelf", "--film", "--without", "--catalogue", "--source", "--year", "--genre",
            "--person",
        ),
    },
}  # fmt: skip
# Commands to copy, by the command they belong to.
EXAMPLES: dict[str, tuple[Row, ...]] = {
    "heart": (
        ("heart", "Show the default film on one screen."),
        ("heart cast casablanca", "Show who plays whom in another film."),
        ("heart films --genre noir --sort rating", "List noirs, the best-rated first."),
        ("heart quiz --year 1980-1989", "Play a round about the eighties."),
    ),
    "film": (
        ("heart film casablanca", "Show a film by its title."),
        ("heart film solaris 1972", "Add the year if several films have the title."),
        ("heart film tt0034583", "Use an id from IMDb or Wikidata."),
        ("heart film --all --spoilers", "Show everything about the default film."),
    ),
    "search": (
        ("heart search kinsky tightrope", "Search the default film, despite a typo."),
        ("heart search tom waits --shelf", "Search all your film files."),
        ("heart search bogart --film casablanca", "Search another film."),
    ),
    "compare": (
        ("heart compare jaws --with alien", "Compare two films."),
        ("heart compare jaws --with 'the birds'", "Put quotes around a title of several words."),
        ("heart compare jaws --with alien --with heat", "Compare three films."),
    ),
    "fact": (
        ("heart fact", "Show a random fact about the default film."),
        ("heart fact casablanca", "Show a random fact about another film."),
        ("heart fact cast/raul-julia-ray", "Show the record with this id."),
    ),
    "films": (
        ("heart films godfather 2", "Find a film, however you type it."),
        ("heart films --genre noir --sort rating", "List noirs, the best-rated first."),
        ("heart films --person bogart --limit 0", "List all films with a person."),
        ("heart films --max-minutes 90 --random", "Pick something short for tonight."),
    ),
    "who": (
        ("heart who teri garr", "List her films."),
        ("heart who hepburn --with tracy", "List the films they share."),
        ("heart who 'tom hanks' --to 'humphrey bogart'", "Link two people, film by film."),
        ("heart who coppola --job director", "List the films he directed."),
    ),
    "fetch": (
        ("heart fetch dune 2021", "Get a film by its title and year."),
        ("heart fetch tt1160419", "Get a film by its IMDb id."),
        ("heart fetch --source letterboxd", "Get casts for the films you imported."),
    ),
    "import": (
        ("heart import letterboxd-export.zip", "Import an export as you downloaded it."),
        ("heart import imdb downloads/", "Import a folder of IMDb's dumps."),
        ("heart import films.csv --as my-films", "Import a table and name the source."),
    ),
    "quiz": (
        ("heart quiz --daily", "Play today's ten questions."),
        ("heart quiz --section music --count 5", "Ask five questions about the music."),
        ("heart quiz --year 1980-1989", "Play a round about the eighties."),
        ("heart quiz --catalogue --form typed", "Type your answers, about many films."),
    ),
    "export": (
        ("heart export sheet -o quiz.html", "Make a sheet of ten questions to print."),
        (
            "heart export sheet --year 1980-1989 --count 40 -o night.html",
            "Make four rounds about the eighties.",
        ),
        ("heart export anki -o heart.apkg", "Make a deck of all questions about a film."),
        ("heart export csv --catalogue --count 100 -o quiz.csv", "Make a table for a spreadsheet."),
        ("heart export nfo casablanca -o casablanca.nfo", "Describe a film for Kodi."),
    ),
    "new": (
        ("heart new 'Paris, Texas (1984)'", "Start a file with what the catalogue knows."),
        ("heart new my film --year 2026", "Start an empty file."),
    ),
}


def _complete_command(ctx: typer.Context, incomplete: str) -> list[str]:
    names = ctx.find_root().command.commands  # type: ignore[attr-defined] # of the group
    return [name for name in names if name.startswith(incomplete)]


@app.command("help", help="Show help for a command.\n\n"
    "Without a command, lists all of them. Adding --help to a command shows the same."
)  # fmt: skip
def help_(
    ctx: Context,
    command: Annotated[str | None, Argument(metavar="[COMMAND]",
        help="The command to show help for.", autocompletion=_complete_command)] = None,
) -> None:  # fmt: skip
    root: Click = ctx.find_root()
    commands = root.command.commands
    if command is None:
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
    described = [(p.metavar, p.help or "") for p in arguments]
    usage = ["heart", command.name, "[OPTIONS]", *(p.metavar for p in arguments)]
    groups = (
        _list_commands(command),
        {"Arguments": tuple(described)} | _list_options(command),
    )
    return Help(
        usage=" ".join(usage) if ctx.parent else "heart [COMMAND [FILM]] [OPTIONS]",
        paragraphs=tuple((command.help or "").split("\n\n")),
        groups=tuple({name: rows for name, rows in group.items() if rows} for group in groups),
        examples=EXAMPLES.get(command.name, ()),
        epilog=command.epilog or "",
    )


def _list_commands(group: Click) -> Sections:
    """Returns a group's commands by panel, each with the first paragraph of its help."""
    panels: Sections = {}
    for name, command in getattr(group, "commands", {}).items():
        if name != "help":  # the epilog names it
            row = (name, command.help.partition("\n\n")[0])
            panels[command.rich_help_panel] = (*panels.get(command.rich_help_panel, ()), row)
    return panels


def _list_options(command: Click) -> Sections:
    """Returns a command's options, in panels if there are many."""
    options = [p for p in command.params if p.param_type_name == "option" and not p.hidden]
    panels = OPTION_PANELS.get(command.name, {})
    panel_of = {name: panel for panel, names in panels.items() for name in names}
    last = "Other options" if panels else "Options"
    rows: dict[str, list[Row]] = {panel: [] for panel in (*panels, last)}
    for option in options:
        rows[panel_of.get(option.opts[0], last)].append(_describe_option(option))
    return {panel: tuple(described) for panel, described in rows.items()}


def _describe_option(option: Click) -> Row:
    takes_value = option.metavar and not option.is_flag
    names = ", ".join(sorted(option.opts, key=len))
    text = _REWORDED.get(option.name, option.help or "")
    is_preset = takes_value and isinstance(option.default, str | int) and option.default
    if is_preset and "default:" not in text:
        text = f"{text.removesuffix('.')} (default: {option.default})."
    return (f"{names} {option.metavar}" if takes_value else names), text

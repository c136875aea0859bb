"""The arguments and options that commands share, and what values they take."""

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from heartcli.catalogue.formats import FORMATS
from heartcli.cli.completion import (
    complete_film,
    complete_format,
    complete_section,
    complete_source,
)
from heartcli.output.terminal import Terminal

if TYPE_CHECKING:
    from heartcli.catalogue.search.films import FilmFilter
    from heartcli.quiz.questions.question import Form

_MAX_SECONDS = 86_400  # for a question: a day


def _check_choice(noun: str, text: str, choices: Collection[str], more: str = "") -> str:
    from heartcli.text.suggestions import suggest

    if text not in choices:
        hint = suggest(text, choices) or f". Use {', '.join(choices)}{more}"
        raise typer.BadParameter(f"unknown {noun} '{text}'{hint}")
    return text


def _check_section(text: str) -> str:
    from heartcli.model.sections import FACT_SECTIONS

    return text and _check_choice("section", text, ("film", *FACT_SECTIONS))


def _check_import_format(text: str) -> str:
    return _check_choice("format", text, FORMATS)


def _check_title_types(text: str) -> str:
    from heartcli.catalogue.importing.values import TITLE_TYPES

    kinds = [kind.strip() for kind in text.split(",")]
    if kinds != ["all"]:
        for kind in kinds:
            _check_choice("kind", kind, TITLE_TYPES, ", or all")
    return ",".join(kinds)


def _check_source_name(text: str) -> str:
    from heartcli.text.folding import slug

    if text and text != slug(text):
        raise typer.BadParameter(f"'{text}' is not a source name. Use {slug(text) or 'my-films'}")
    return text


def _check_seed(text: str) -> str:
    from heartcli.quiz.rounds.build import parse_seed

    try:
        parse_seed(text or "0")
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    return text


def _check_seconds(seconds: float | None) -> float | None:
    if seconds is not None and not 1 <= seconds <= _MAX_SECONDS:
        raise typer.BadParameter(f"use 1 to {_MAX_SECONDS:,} seconds")
    return seconds


def _check_years(text: str) -> str:
    parse_years(text)
    return text


def parse_years(text: str) -> tuple[int, int] | None:
    """Parses "1982" or "1980-1989"; None if empty."""
    if not text:
        return None
    first, hyphen, last = text.partition("-")
    years = (first, last if hyphen else first)
    if not all(year.isascii() and year.isdecimal() and len(year) == 4 for year in years):
        raise typer.BadParameter(f"'{text}' is not a year. Use 1982 or 1980-1989")
    if years[0] > years[1]:
        raise typer.BadParameter(f"'{text}' ends before it starts")
    return int(years[0]), int(years[1])


def expand_form(form: str) -> "tuple[Form, ...]":
    """Returns the forms of questions that --form names: one, or all for "mixed"."""
    from heartcli.quiz.questions.question import FORMS

    return tuple(name for name in FORMS if form in (name, "mixed"))


def confirm(terminal: Terminal, question: str, *, yes: bool) -> bool:
    """Asks on the terminal whether to go ahead, unless --yes says so already."""
    if not yes and not terminal.can_prompt:
        raise typer.BadParameter("can't ask for confirmation here. Use --yes")
    from heartcli.text.display import safe_for_terminal

    return yes or typer.confirm(safe_for_terminal(question), err=True)


def prompt_year(terminal: Terminal) -> int:
    """Asks for the year of a film on the terminal."""
    if not terminal.can_prompt:
        raise typer.BadParameter("missing year. Use --year or a title like 'Casablanca (1942)'")
    return int(typer.prompt("Year of the film", type=int, err=True))


def check_at_most_one(*options: tuple[str, object]) -> None:
    """Refuses options, each with its value, that exclude each other."""
    given = [name for name, value in options if value]
    if len(given) > 1:
        raise typer.BadParameter(f"use {' or '.join(given[:2])}, not both")


def catalogue_filter(
    *, is_given: bool, year: str, genre: str, person: list[str] | None
) -> "FilmFilter | None":
    """Returns the films that --catalogue asks about; None without it.

    Raises BadParameter if another option needs --catalogue.
    """
    options = {"year": year, "genre": genre, "person": person}
    if not is_given:
        for name in filter(options.get, options):
            raise typer.BadParameter(f"--{name} needs --catalogue")
        return None
    from heartcli.catalogue.search.films import FilmFilter

    return FilmFilter(parse_years(year), genre, "", tuple(person or ()))


FilmName = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[FILM]...",
        help="Title, id or film file (default: $HEART_FILM or One from the Heart).",
        autocompletion=complete_film,
    ),
]
Spoilers = Annotated[bool, typer.Option("--spoilers", help="Include spoilers.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Plain = Annotated[bool, typer.Option("--plain", help="Print tab-separated lines.")]
Limit = Annotated[int, typer.Option(min=1, metavar="N", help="Show at most N results.")]
AssumeYes = Annotated[bool, typer.Option("--yes", help="Don't ask for confirmation.")]

# Many films
Years = Annotated[
    str,
    typer.Option(
        "--year",
        metavar="YEAR[-YEAR]",
        help="A year or a range: 1982, 1980-1989.",
        callback=_check_years,
    ),
]
Genre = Annotated[str, typer.Option(metavar="GENRE", help="Only this genre.")]
Country = Annotated[str, typer.Option(metavar="COUNTRY", help="Only this country.")]
Person = Annotated[
    list[str] | None,
    typer.Option(metavar="NAME", help="Only films with this person (repeatable)."),
]
PersonName = Annotated[list[str], typer.Argument(metavar="NAME...", help="A name, or part of one.")]
SharedWith = Annotated[
    list[str] | None,
    typer.Option(
        "--with",
        metavar="NAME",
        help='Only films shared with this person, such as "Teri Garr" (repeatable).',
    ),
]
ImportFormat = Annotated[
    str,
    typer.Argument(
        metavar="FORMAT",
        help=f"{', '.join([*FORMATS][:-1])} or {[*FORMATS][-1]}.",
        callback=_check_import_format,
        autocompletion=complete_format,
    ),
]
Paths = Annotated[
    list[Path], typer.Argument(metavar="PATH...", help="Files or folders to read.", readable=False)
]
SourceName = Annotated[
    str,
    typer.Option(
        "--as",
        metavar="NAME",
        help="Name the source (default: the format).",
        callback=_check_source_name,
    ),
]
Kinds = Annotated[
    str,
    typer.Option(
        metavar="KIND,...", help="IMDb title types to import, or all.", callback=_check_title_types
    ),
]
MinVotes = Annotated[int, typer.Option(min=0, metavar="N", help="Skip films with fewer votes.")]
Remove = Annotated[
    str,
    typer.Option(
        metavar="SOURCE", help="Remove a source and its data.", autocompletion=complete_source
    ),
]

# Rounds
AnswerForm = Annotated[
    Literal["mixed", "choice", "typed", "estimate", "order"],
    typer.Option("--form", metavar="FORM", help="choice, typed, estimate, order or mixed."),
]
Section = Annotated[
    str,
    typer.Option(
        metavar="SECTION",
        help="Only questions about this section.",
        callback=_check_section,
        autocompletion=complete_section,
    ),
]
Difficulty = Annotated[
    Literal["easy", "medium", "hard"] | None,
    typer.Option(metavar="LEVEL", help="easy, medium or hard."),
]
Seed = Annotated[
    str, typer.Option(metavar="SEED", help="Replay a round by its number.", callback=_check_seed)
]
Daily = Annotated[bool, typer.Option("--daily", help="Play today's round.")]
FromShelf = Annotated[bool, typer.Option("--shelf", help="Ask about all films on your shelf.")]
FromCatalogue = Annotated[
    bool,
    typer.Option(
        "--catalogue",
        help="Ask about catalogue films. Narrow them with --year, --genre and --person.",
    ),
]
Time = Annotated[
    float | None,
    typer.Option(metavar="SECONDS", help="Limit the time per question.", callback=_check_seconds),
]
Replies = Annotated[str, typer.Option(metavar="FILE", help="Read replies from FILE; - is stdin.")]
NoSave = Annotated[bool, typer.Option("--no-save", help="Don't save your answers.")]
PlainRound = Annotated[bool, typer.Option("--plain", help="Print plain lines, for screen readers.")]
JsonRound = Annotated[bool, typer.Option("--json", help="Print questions and answers; don't play.")]

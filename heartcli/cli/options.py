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
        hint = suggest(text, choices) or f"; one of {', '.join(choices)}{more}"
        raise typer.BadParameter(f"no {noun} '{text}'{hint}")
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
        raise typer.BadParameter(f"'{text}' is no name of a source; allowed: my-films")
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
        raise typer.BadParameter(f"{seconds:g} is not between 1 and {_MAX_SECONDS} seconds")
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
        raise typer.BadParameter(f"'{text}' is no year; allowed: 1982 or 1980-1989")
    if years[0] > years[1]:
        raise typer.BadParameter(f"'{text}' ends before it begins")
    return int(years[0]), int(years[1])


def expand_form(form: str) -> "tuple[Form, ...]":
    """Returns the forms of questions that --form names: one, or all for "mixed"."""
    from heartcli.quiz.questions.question import FORMS

    return tuple(name for name in FORMS if form in (name, "mixed"))


def confirm(terminal: Terminal, question: str, option: str, *, yes: bool) -> bool:
    """Asks on the terminal whether to go ahead, unless --yes says so already."""
    if not yes and not terminal.can_prompt:
        raise typer.BadParameter(f"{option} asks first, on a terminal; --yes doesn't ask")
    from heartcli.text.display import safe_for_terminal

    return yes or typer.confirm(safe_for_terminal(question), err=True)


def prompt_year(terminal: Terminal) -> int:
    """Asks for the year of a film on the terminal."""
    if not terminal.can_prompt:
        raise typer.BadParameter(
            "the year is missing: --year, or in the title, as in 'Casablanca (1942)'"
        )
    return int(typer.prompt("Year of the film", type=int, err=True))


def check_at_most_one(*options: tuple[str, object]) -> None:
    """Refuses options, each with its value, that exclude each other."""
    given = [name for name, value in options if value]
    if len(given) > 1:
        raise typer.BadParameter(f"{' and '.join(given[:2])}: choose one")


def catalogue_filter(
    *, is_given: bool, year: str, genre: str, person: list[str] | None
) -> "FilmFilter | None":
    """Returns the films that --catalogue asks about; None without it.

    Raises BadParameter if another option needs --catalogue.
    """
    options = {"year": year, "genre": genre, "person": person}
    if not is_given:
        for name in filter(options.get, options):
            raise typer.BadParameter(f"--{name} goes with --catalogue")
        return None
    from heartcli.catalogue.search.films import FilmFilter

    return FilmFilter(parse_years(year), genre, "", tuple(person or ()))


Years = Annotated[
    str,
    typer.Option(
        "--year", metavar="YEAR[-YEAR]", help="Of this year, or of these.", callback=_check_years
    ),
]
Genre = Annotated[str, typer.Option("--genre", help="Of this genre.")]
Person = Annotated[
    list[str] | None,
    typer.Option("--person", help="With this person; give it twice for two."),
]
ImportFormat = Annotated[
    str,
    typer.Argument(
        metavar="FORMAT",
        help=f"What the files are: {', '.join(FORMATS)}.",
        callback=_check_import_format,
        autocompletion=complete_format,
    ),
]
SourceName = Annotated[
    str,
    typer.Option(
        "--as",
        metavar="NAME",
        help="What to call the source; else as its format.",
        callback=_check_source_name,
    ),
]
Paths = Annotated[
    list[Path],
    typer.Argument(
        metavar="PATH...", help="Files, or folders of them.", show_default=False, readable=False
    ),
]
Kinds = Annotated[
    str,
    typer.Option(
        metavar="KIND,...",
        help="Of the kinds that IMDb tells apart; all for all.",
        callback=_check_title_types,
    ),
]
MinVotes = Annotated[
    int, typer.Option(min=0, metavar="N", help="Only films with at least so many votes.")
]
PersonName = Annotated[list[str], typer.Argument(help="A person's name.")]
SharedWith = Annotated[
    list[str] | None,
    typer.Option(
        "--with",
        metavar="NAME",
        help="Only films that they share with this person; two words stand in quotation marks.",
    ),
]
FromShelf = Annotated[bool, typer.Option("--shelf", help="About all films on the shelf.")]
FromCatalogue = Annotated[
    bool, typer.Option("--catalogue", help="About films of the catalogue, such as:")
]
Remove = Annotated[
    str,
    typer.Option(
        "--remove",
        metavar="SOURCE",
        help="Remove a source with all that it said.",
        autocompletion=complete_source,
    ),
]
FilmName = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[FILM]...",
        help="A title, an id or a film file. Without it: $HEART_FILM, or One from the Heart.",
        autocompletion=complete_film,
    ),
]
AssumeYes = Annotated[bool, typer.Option("--yes", help="Don't ask.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON document, for scripts.")]
Plain = Annotated[
    bool, typer.Option("--plain", help="Lines with tabs, for grep, cut and screen readers.")
]
Spoilers = Annotated[bool, typer.Option("--spoilers", help="Tell what gives the story away, too.")]
AnswerForm = Annotated[
    Literal["mixed", "choice", "typed", "estimate", "order"],
    typer.Option(
        "--form", metavar="FORM", help="How to answer: choice, typed, estimate, order; or mixed."
    ),
]
Time = Annotated[
    float | None,
    typer.Option(metavar="SECONDS", help="Time for a question.", callback=_check_seconds),
]
Replies = Annotated[
    str,
    typer.Option(metavar="FILE", help="Replies, a line each; - is stdin."),
]
NoSave = Annotated[bool, typer.Option("--no-save", help="Leave no trace.")]
PlainRound = Annotated[
    bool, typer.Option("--plain", help="Line by line, for screen readers and simple terminals.")
]
JsonRound = Annotated[
    bool, typer.Option("--json", help="Print the questions with answers; play nothing.")
]
Section = Annotated[
    str,
    typer.Option(
        help="Only about this section.", callback=_check_section, autocompletion=complete_section
    ),
]
Difficulty = Annotated[
    Literal["easy", "medium", "hard"] | None,
    typer.Option(metavar="HOW", help="Only what is easy, medium or hard."),
]
Seed = Annotated[str, typer.Option(metavar="N", help="That round again.", callback=_check_seed)]

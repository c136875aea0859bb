"""The options that several commands share, each named once, and what is allowed of them."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from heartcli.catalogue.formats import FORMATS
from heartcli.output.terminal import Terminal

_A_DAY = 86_400  # seconds


def _offered(names: Iterable[str], incomplete: str) -> list[str]:
    """The names that begin so, for the shell's completion.

    Only letters, digits and hyphens: a shell may run what it is offered.
    """
    from heartcli.text.folding import slug

    def is_plain(name: str) -> bool:
        return name.removeprefix("Q") == slug(name.removeprefix("Q")) != ""

    return [name for name in names if name.startswith(incomplete) and is_plain(name)]


def complete_film(incomplete: str) -> list[str]:
    """The ids of the films on the shelf that begin so."""
    from heartcli.library.shelf import Shelf

    return _offered((entry.id for entry in Shelf(lambda *_: None).entries), incomplete)


def _sections() -> tuple[str, ...]:
    from heartcli.model.sections import FACT_SECTIONS

    return ("film", *FACT_SECTIONS)


def _complete_section(incomplete: str) -> list[str]:
    return _offered(_sections(), incomplete)


def section(text: str) -> str:
    """A section of film files, or "film" for their head."""
    from heartcli.text.suggestions import suggest

    known = _sections()
    if text and text not in known:
        near = suggest(text, known) or f"; one of {', '.join(known)}"
        raise typer.BadParameter(f"no section '{text}'{near}")
    return text


def seed(text: str) -> str:
    """A seed of a round, with its check or without."""
    from heartcli.quiz.rounds.build import parse_seed

    try:
        parse_seed(text or "0")
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    return text


def time(seconds: float | None) -> float | None:
    """The seconds for a question: a second to a day."""
    if seconds is not None and not 1 <= seconds <= _A_DAY:
        raise typer.BadParameter(f"{seconds:g} is not between 1 and {_A_DAY} seconds")
    return seconds


def forms(form: str) -> Any:
    """The forms that are meant by one of them, or by "mixed"."""
    from heartcli.quiz.questions.question import FORMS

    return FORMS if form == "mixed" else (form,)


def years(text: str) -> tuple[int, int] | None:
    """The first and the last year of a span: "1982", "1980-1989"; None for none."""
    if not text:
        return None
    first, hyphen, last = text.partition("-")
    told = (first, last if hyphen else first)
    if not all(part.isascii() and part.isdecimal() and len(part) == 4 for part in told):
        raise typer.BadParameter(f"'{text}' is no year; allowed: 1982 or 1980-1989")
    if told[0] > told[1]:
        raise typer.BadParameter(f"'{text}' ends before it begins")
    return int(told[0]), int(told[1])


def _checked_years(text: str) -> str:
    years(text)
    return text


def import_format(text: str) -> str:
    """A format that films can be imported from."""
    from heartcli.text.suggestions import suggest

    if text not in FORMATS:
        near = suggest(text, FORMATS) or f"; one of {', '.join(FORMATS)}"
        raise typer.BadParameter(f"no format '{text}'{near}")
    return text


def _complete_format(incomplete: str) -> list[str]:
    return _offered(FORMATS, incomplete)


def kinds(text: str) -> str:
    """Kinds of titles, or "all"."""
    from heartcli.catalogue.importing.values import TITLE_TYPES
    from heartcli.text.suggestions import suggest

    told = [kind.strip() for kind in text.split(",")]
    for kind in told if told != ["all"] else ():
        if kind not in TITLE_TYPES:
            near = suggest(kind, TITLE_TYPES) or f"; one of {', '.join(TITLE_TYPES)}, or all"
            raise typer.BadParameter(f"no kind '{kind}'{near}")
    return ",".join(told)


def source_name(text: str) -> str:
    """The name of a source: letters, digits and hyphens, as records cite it."""
    from heartcli.text.folding import slug

    if text and text != slug(text):
        raise typer.BadParameter(f"'{text}' is no name of a source; allowed: my-films")
    return text


def _complete_source(incomplete: str) -> list[str]:
    from heartcli.catalogue import store

    return _offered(store.imported_source_names(), incomplete)


def is_sure(terminal: Terminal, question: str, option: str, *, yes: bool) -> bool:
    """Whether somebody at a terminal says so; --yes says so without being asked."""
    if not yes and not terminal.can_prompt:
        raise typer.BadParameter(f"{option} asks first, on a terminal; --yes doesn't ask")
    from heartcli.text.display import safe_for_terminal

    return yes or typer.confirm(safe_for_terminal(question), err=True)


def asked_year(terminal: Terminal) -> int:
    """The year of a film, asked for on a terminal."""
    if not terminal.can_prompt:
        raise typer.BadParameter(
            "the year is missing: --year, or in the title, as in 'Casablanca (1942)'"
        )
    return int(typer.prompt("Year of the film", type=int, err=True))


def not_both(*options: tuple[str, bool]) -> None:
    """Refuses options, named with whether they are given, that exclude each other."""
    if all(given for _, given in options):
        raise typer.BadParameter(f"{' and '.join(name for name, _ in options)}: choose one")


def many(film: list[str] | None, *, shelf: bool, catalogue: bool, **wish: Any) -> Any:
    """What is wanted of films of the catalogue; None where a round is not about these."""
    not_both(("--shelf", shelf), ("FILM", bool(film)))
    not_both(("--catalogue", catalogue), ("FILM", bool(film)))
    not_both(("--catalogue", catalogue), ("--shelf", shelf))
    if not catalogue and any(wish.values()):
        name = next(name for name, given in wish.items() if given)
        raise typer.BadParameter(f"--{name} goes with --catalogue")
    if not catalogue:
        return None
    from heartcli.catalogue.search.films import FilmFilter  # few rounds need it

    return FilmFilter(years(wish["year"]), wish["genre"], "", tuple(wish["person"] or ()))


Years = Annotated[
    str,
    typer.Option(
        "--year",
        metavar="YEAR[-YEAR]",
        help="Of this year, or of these.",
        callback=_checked_years,
        show_default=False,
    ),
]
Genre = Annotated[str, typer.Option("--genre", help="Of this genre.", show_default=False)]
Person = Annotated[
    list[str] | None,
    typer.Option("--person", help="With this person; give it twice for two.", show_default=False),
]
ImportFormat = Annotated[
    str,
    typer.Argument(
        metavar="FORMAT",
        help=f"What the files are: {', '.join(FORMATS)}.",
        callback=import_format,
        autocompletion=_complete_format,
        show_default=False,
    ),
]
SourceName = Annotated[
    str,
    typer.Option(
        "--as",
        metavar="NAME",
        help="What to call the source; else as its format.",
        callback=source_name,
        show_default=False,
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
        metavar="KIND,...", help="Of the kinds that IMDb tells apart; all for all.", callback=kinds
    ),
]
MinVotes = Annotated[
    int, typer.Option(min=0, metavar="N", help="Only films with at least so many votes.")
]
Name = Annotated[list[str], typer.Argument(help="A person's name.", show_default=False)]
With = Annotated[
    list[str] | None,
    typer.Option(
        "--with",
        metavar="NAME",
        help="Only films that they share with this person; two words stand in quotation marks.",
        show_default=False,
    ),
]
OfShelf = Annotated[bool, typer.Option("--shelf", help="About all films on the shelf.")]
OfCatalogue = Annotated[
    bool, typer.Option("--catalogue", help="About films of the catalogue, such as:")
]
Remove = Annotated[
    str,
    typer.Option(
        "--remove",
        metavar="SOURCE",
        help="Remove a source with all that it said.",
        autocompletion=_complete_source,
        show_default=False,
    ),
]
FilmName = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[FILM]...",
        help="A title, an id or a film file. Without it: $HEART_FILM, or One from the Heart.",
        autocompletion=complete_film,
        show_default=False,
    ),
]
Yes = Annotated[bool, typer.Option("--yes", help="Don't ask.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON document, for scripts.")]
Plain = Annotated[
    bool, typer.Option("--plain", help="Lines with tabs, for grep, cut and screen readers.")
]
Spoilers = Annotated[bool, typer.Option("--spoilers", help="Tell what gives the story away, too.")]
Form = Annotated[
    Literal["mixed", "choice", "typed", "estimate", "order"],
    typer.Option(
        "--form",
        metavar="FORM",
        help="How to answer: choice, typed, estimate, order; or mixed.",
    ),
]
Time = Annotated[
    float | None,
    typer.Option(metavar="SECONDS", help="Time for a question.", callback=time, show_default=False),
]
Replies = Annotated[
    str,
    typer.Option(metavar="FILE", help="Replies, a line each; - is stdin.", show_default=False),
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
        help="Only about this section.",
        callback=section,
        autocompletion=_complete_section,
        show_default=False,
    ),
]
Difficulty = Annotated[
    Literal["easy", "medium", "hard"] | None,
    typer.Option(metavar="HOW", help="Only what is easy, medium or hard.", show_default=False),
]
Seed = Annotated[
    str, typer.Option(metavar="N", help="That round again.", callback=seed, show_default=False)
]

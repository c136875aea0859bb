"""The commands: names, options, help. Each finds, computes, shows; what goes wrong is told here."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, Literal, NoReturn

import typer
from typer.core import TyperGroup

from heartcli.errors import HeartError

_UsageError: Any = typer.BadParameter.__base__  # Click's; from 0.26 Typer carries Click inside
_BARE = ("--json", "--plain", "--spoilers")  # `heart --json` is `heart film --json`


class Commands(TyperGroup):
    """The group of all commands, with the one error boundary."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if (
            not ctx.resilient_parsing
            and not any(arg in self.commands for arg in args)
            and (not args or args[0] in _BARE)
        ):
            args = ["film", *args]
        return super().parse_args(ctx, args)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args[0] in self.commands or args[0].startswith("-"):
            return super().resolve_command(ctx, args)
        from heartcli.text import did_you_mean, printable  # noqa: PLC0415

        wanted = printable(args[0])
        near = did_you_mean(wanted, self.commands)
        return ctx.fail(f"no command '{wanted}'{near or f'; the film: heart film {wanted}'}")

    def make_context(self, *args: Any, **kwargs: Any) -> Any:
        from heartcli.output import settle_colour  # noqa: PLC0415

        settle_colour()
        with _told():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: Any) -> Any:
        with _told():
            return super().invoke(ctx)


@contextmanager
def _told() -> Iterator[None]:
    """What goes wrong in words, once: HeartError 1, interrupted 130, a closed pipe 141."""
    try:
        try:
            yield
        finally:
            sys.stdout.flush()
    except HeartError as error:
        _end(1, str(error))
    except _UsageError as error:
        from heartcli.text import printable  # noqa: PLC0415

        error.message = printable(error.message)
        raise
    except (KeyboardInterrupt, typer.Abort):  # Abort: at a prompt
        _end(130)
    except (BrokenPipeError, SystemExit) as error:
        if isinstance(error, SystemExit) and not isinstance(error.__context__, BrokenPipeError):
            raise  # Typer has done what was asked; where a pipe is closed, Rich ends so, too
        _drop_output()
        _end(141)
    except OSError as error:
        if error.filename is not None:
            _end(1, f"{error.filename} can't be used: {error.strerror}")
        _drop_output()
        _end(1, f"the output can't be written: {error.strerror}")


def _end(code: int, message: str = "") -> NoReturn:
    from heartcli.output import say  # noqa: PLC0415

    if message:
        say(f"heart: {message}")
    raise typer.Exit(code) from None


def _drop_output() -> None:
    """What is still to be written goes nowhere, or Python would try again on its way out."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


app = typer.Typer(
    name="heart",
    cls=Commands,
    help="Films in the terminal, every fact with its source.",
    epilog="The film is One from the Heart (1982) unless another is named.",
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)

_LOOK_UP, _MANY, _PLAY, _KEEP = "Look up", "Many films", "Play", "Keep"


def _complete_film(incomplete: str) -> list[str]:
    from heartcli import shelf  # noqa: PLC0415

    return shelf.complete(incomplete)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version  # noqa: PLC0415

        typer.echo(f"heart {version('heartcli')}")
        raise typer.Exit


_FilmName = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[FILM]...",
        help="A title, an id or a film file. Without it: $HEART_FILM, or One from the Heart.",
        autocompletion=_complete_film,
        show_default=False,
    ),
]
_Json = Annotated[bool, typer.Option("--json", help="One JSON document, for scripts.")]
_Plain = Annotated[
    bool, typer.Option("--plain", help="Lines with tabs, for grep, cut and screen readers.")
]
_Spoilers = Annotated[bool, typer.Option("--spoilers", help="Tell what gives the story away, too.")]


@app.callback()
def heart(
    version: Annotated[
        bool, typer.Option("--version", help="Show the version.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    pass


def _show(result: Any, json: bool, plain: bool) -> None:
    from heartcli import output  # noqa: PLC0415

    _not_both(("--json", json), ("--plain", plain))
    output.write(result, "json" if json else "plain" if plain else "table")


def _look(command: str, film: list[str] | None, spoilers: bool, json: bool, plain: bool) -> None:
    from heartcli import lookup, shelf  # noqa: PLC0415

    _show(lookup.look(command, shelf.film(film), spoilers=spoilers), json, plain)


@app.command("film", rich_help_panel=_LOOK_UP)
def film_(
    film: _FilmName = None, spoilers: _Spoilers = False, json: _Json = False, plain: _Plain = False
) -> None:
    """The film on one screen: who made it, who is in it, what it is about."""
    _look("film", film, spoilers, json, plain)


@app.command(rich_help_panel=_LOOK_UP)
def cast(
    film: _FilmName = None, spoilers: _Spoilers = False, json: _Json = False, plain: _Plain = False
) -> None:
    """Who plays whom, in billing order; cameos."""
    _look("cast", film, spoilers, json, plain)


@app.command(rich_help_panel=_LOOK_UP)
def crew(
    film: _FilmName = None, spoilers: _Spoilers = False, json: _Json = False, plain: _Plain = False
) -> None:
    """The makers by department; the companies."""
    _look("crew", film, spoilers, json, plain)


@app.command(rich_help_panel=_LOOK_UP)
def plot(
    film: _FilmName = None, spoilers: _Spoilers = False, json: _Json = False, plain: _Plain = False
) -> None:
    """The story, beat by beat."""
    _look("plot", film, spoilers, json, plain)


@app.command(rich_help_panel=_LOOK_UP)
def production(
    film: _FilmName = None, spoilers: _Spoilers = False, json: _Json = False, plain: _Plain = False
) -> None:
    """How it was made: development, money, studio, sets, technology, shooting."""
    _look("production", film, spoilers, json, plain)


@app.command(rich_help_panel=_LOOK_UP)
def reception(
    film: _FilmName = None, spoilers: _Spoilers = False, json: _Json = False, plain: _Plain = False
) -> None:
    """Box office, reviews then and since, ratings, awards, legacy."""
    _look("reception", film, spoilers, json, plain)


@app.command(rich_help_panel=_LOOK_UP)
def music(
    film: _FilmName = None, spoilers: _Spoilers = False, json: _Json = False, plain: _Plain = False
) -> None:
    """The songs, who performs them, how long; the recording."""
    _look("music", film, spoilers, json, plain)


@app.command(rich_help_panel=_LOOK_UP)
def releases(
    film: _FilmName = None, spoilers: _Spoilers = False, json: _Json = False, plain: _Plain = False
) -> None:
    """Editions and running times, release dates, titles abroad, certificates."""
    _look("releases", film, spoilers, json, plain)


@app.command(rich_help_panel=_LOOK_UP)
def timeline(
    film: _FilmName = None, spoilers: _Spoilers = False, json: _Json = False, plain: _Plain = False
) -> None:
    """Everything that has a date, in order."""
    from heartcli import lookup, shelf  # noqa: PLC0415

    _show(lookup.timeline(shelf.film(film), spoilers=spoilers), json, plain)


@app.command(rich_help_panel=_LOOK_UP)
def search(  # noqa: PLR0913, PLR0917 - as many as it has options
    text: Annotated[list[str], typer.Argument(help="Words to look for.", show_default=False)],
    film: Annotated[
        str,
        typer.Option(
            "--film", help="In this film.", autocompletion=_complete_film, show_default=False
        ),
    ] = "",
    shelf: Annotated[bool, typer.Option("--shelf", help="In all films on the shelf.")] = False,
    limit: Annotated[int, typer.Option(min=1, help="The most hits to show.")] = 10,
    spoilers: _Spoilers = False,
    json: _Json = False,
    plain: _Plain = False,
) -> None:
    """Records that match, best first. Forgives accents, case and a typing error."""
    from heartcli import search as searching  # noqa: PLC0415
    from heartcli import shelf as films  # noqa: PLC0415

    _not_both(("--film", bool(film)), ("--shelf", shelf))
    one = None if shelf else films.film([film] if film else None)
    query = " ".join(text)
    searched = [one] if one else films.films()
    found = searching.search(query, searched, spoilers=spoilers, limit=limit, one=one)
    _show(found, json, plain)
    if not found.hits:
        raise typer.Exit(1)


@app.command(rich_help_panel=_LOOK_UP)
def fact(
    film: _FilmName = None,
    seed: Annotated[
        int | None, typer.Option(help="The same fact for the same number.", show_default=False)
    ] = None,
    json: _Json = False,
    plain: _Plain = False,
) -> None:
    """One fact with its source: for the greeting of a shell."""
    from random import Random  # noqa: PLC0415

    from heartcli import lookup, shelf  # noqa: PLC0415

    _show(lookup.fact(shelf.film(film), Random(seed)), json, plain)  # noqa: S311 - no secret


@app.command(rich_help_panel=_LOOK_UP)
def sources(film: _FilmName = None, json: _Json = False, plain: _Plain = False) -> None:
    """The sources, with how many records rest on each."""
    from heartcli import lookup, shelf  # noqa: PLC0415

    _show(lookup.sources(shelf.film(film)), json, plain)


@app.command(rich_help_panel=_MANY)
def films(json: _Json = False, plain: _Plain = False) -> None:
    """The films on the shelf, and the folder of your own."""
    from heartcli import shelf  # noqa: PLC0415

    _show(shelf.shelf(), json, plain)


_Form = Literal["mixed", "choice", "typed", "estimate", "order"]
_Count = Annotated[int, typer.Option(min=1, max=1000, help="How many questions.")]
_FormOption = Annotated[
    _Form, typer.Option("--form", help="How to answer: pick, type, guess a number, put in order.")
]
_Time = Annotated[
    float | None,
    typer.Option(min=1, metavar="SECONDS", help="Time for a question.", show_default=False),
]
_Replies = Annotated[
    str,
    typer.Option(metavar="FILE", help="Replies, a line each; - is stdin.", show_default=False),
]
_NoSave = Annotated[bool, typer.Option("--no-save", help="Leave no trace.")]
_PlainRound = Annotated[
    bool, typer.Option("--plain", help="Line by line, for screen readers and simple terminals.")
]
_JsonRound = Annotated[
    bool, typer.Option("--json", help="Print the questions with answers; play nothing.")
]


def _forms(form: _Form) -> Any:
    from heartcli.quiz.question import FORMS  # noqa: PLC0415

    return FORMS if form == "mixed" else (form,)


def _seed(text: str) -> str:
    from heartcli.playing import seed_and_check  # noqa: PLC0415

    try:
        seed_and_check(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    return text


def _section(text: str) -> str:
    from heartcli.film import SECTIONS  # noqa: PLC0415
    from heartcli.text import did_you_mean  # noqa: PLC0415

    known = ("film", *(name for name in SECTIONS if name != "questions"))
    if text and text not in known:
        near = did_you_mean(text, known) or f"; one of {', '.join(known)}"
        raise typer.BadParameter(f"no section '{text}'{near}")
    return text


@app.command(rich_help_panel=_PLAY)
def quiz(  # noqa: PLR0913, PLR0917 - as many as it has options
    film: _FilmName = None,
    count: _Count = 10,
    form: _FormOption = "mixed",
    section: Annotated[
        str, typer.Option(help="Only about this section.", callback=_section, show_default=False)
    ] = "",
    difficulty: Annotated[
        Literal["easy", "medium", "hard"] | None,
        typer.Option(help="Only as difficult as this.", show_default=False),
    ] = None,
    spoilers: _Spoilers = False,
    seed: Annotated[
        str,
        typer.Option(metavar="N", help="The same round again.", callback=lambda text: text and _seed(text), show_default=False),
    ] = "",
    daily: Annotated[bool, typer.Option("--daily", help="The round of the day.")] = False,
    shelf: Annotated[bool, typer.Option("--shelf", help="About all films on the shelf.")] = False,
    time: _Time = None,
    replies: _Replies = "",
    no_save: _NoSave = False,
    plain: _PlainRound = False,
    json: _JsonRound = False,
) -> None:
    """A round of questions, each with its source. a to d answer, ? hints, s skips, q stops."""
    from heartcli import output, playing  # noqa: PLC0415
    from heartcli import shelf as films  # noqa: PLC0415
    from heartcli.quiz.draw import Wish  # noqa: PLC0415

    _not_both(("--json", json), ("--plain", plain))
    _not_both(("--daily", daily), ("--seed", bool(seed)))
    _not_both(("--shelf", shelf), ("FILM", bool(film)))
    asked = films.films() if shelf else [films.film(film)]
    wish = Wish(count, _forms(form), section, difficulty, spoilers)
    named = films.named(asked, film, shelf=shelf)
    paper = playing.quiz(asked, wish, seed, named, daily=daily, save=not no_save)
    if json:
        output.document(paper.data())
    else:
        playing.play(paper, playing.Manner(plain, replies, time, not no_save))


@app.command(rich_help_panel=_PLAY)
def practice(  # noqa: PLR0913, PLR0917 - as many as it has options
    count: Annotated[
        int | None, typer.Option(min=1, help="At most so many.", show_default=False)
    ] = None,
    form: _FormOption = "mixed",
    time: _Time = None,
    replies: _Replies = "",
    no_save: _NoSave = False,
    plain: _PlainRound = False,
    json: _JsonRound = False,
) -> None:
    """What is due today, of all films: questions come back just before you forget them."""
    from heartcli import output, playing  # noqa: PLC0415

    _not_both(("--json", json), ("--plain", plain))
    paper = playing.practice(_forms(form), count)
    if json:
        output.document(paper.data())
    elif not paper.drawn:
        output.say("Nothing is due; heart quiz asks something new")
    else:
        playing.play(paper, playing.Manner(plain, replies, time, not no_save))


@app.command("scores", rich_help_panel=_PLAY)
def scores_(
    reset: Annotated[
        bool, typer.Option("--reset", help="Forget it all; a copy is kept.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask.")] = False,
    json: _Json = False,
    plain: _Plain = False,
) -> None:
    """How you stand: accuracy over time, streaks, what is due, what you miss most."""
    from heartcli import output, playing  # noqa: PLC0415

    if reset:
        if not yes and not (sys.stdin.isatty() and sys.stderr.isatty()):
            raise typer.BadParameter("--reset asks first, which takes a terminal; --yes doesn't ask")
        if yes or typer.confirm("Forget all progress?", err=True, abort=True):
            output.say(f"Forgotten; a copy is kept: {playing.reset()}")
        return
    _show(playing.standing(), json, plain)


def _not_both(*options: tuple[str, bool]) -> None:
    if all(given for _, given in options):
        raise typer.BadParameter(f"{' and '.join(name for name, _ in options)}: choose one")


@app.command(rich_help_panel=_KEEP)
def check(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...", help="Film files, or folders of them.", show_default=False
        ),
    ],
    json: _Json = False,
    plain: _Plain = False,
) -> None:
    """Every problem of film files as path:line, and warnings; 1 where there is a problem."""
    from heartcli import checking  # noqa: PLC0415

    report = checking.check(files)
    _show(report, json, plain)
    if not report.sound:
        raise typer.Exit(1)


@app.command(rich_help_panel=_KEEP)
def new(
    title: Annotated[
        list[str],
        typer.Argument(
            help='The title; the year may stand in it: "Casablanca (1942)".', show_default=False
        ),
    ],
    year: Annotated[
        int | None, typer.Option(help="The year of the film.", show_default=False)
    ] = None,
    output: Annotated[
        str,
        typer.Option(
            "--output",
            "-o",
            metavar="PATH|-",
            help="Where to write; - is stdout.",
            show_default=False,
        ),
    ] = "",
) -> None:
    """Write a commented film file and print its path: $EDITOR "$(heart new TITLE)"."""
    from heartcli import new as newly  # noqa: PLC0415
    from heartcli import output as out  # noqa: PLC0415

    named, known = newly.title_and_year(" ".join(title), year)
    if named and known is None and not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise typer.BadParameter(
            "the year is missing: --year, or in the title, as in 'Casablanca (1942)'"
        )
    if named and known is None:
        known = typer.prompt("Year of the film", type=int, err=True)
    text = newly.film_file(named, known)
    if output == "-":
        out.text(text)
    else:
        path = newly.write(text, Path(output) if output else newly.place(named, known))
        out.path(path)


@app.command(rich_help_panel=_KEEP)
def schema() -> None:
    """The film file format as JSON Schema, for editors."""
    from json import dumps  # noqa: PLC0415

    from heartcli import output  # noqa: PLC0415
    from heartcli.schema import schema as made  # noqa: PLC0415

    output.text(dumps(made(), indent=2) + "\n")

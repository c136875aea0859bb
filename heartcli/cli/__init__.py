"""The commands: names, options, help. Each finds, computes, shows."""

from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from heartcli.cli.errors import Commands, ended_by_signals
from heartcli.cli.options import (
    Difficulty,
    FilmName,
    Form,
    Genre,
    ImportFormat,
    Json,
    JsonRound,
    Kinds,
    MinVotes,
    Name,
    NoSave,
    OfCatalogue,
    OfShelf,
    Paths,
    Person,
    Plain,
    PlainRound,
    Remove,
    Replies,
    Section,
    Seed,
    SourceName,
    Spoilers,
    Time,
    With,
    Years,
    Yes,
    asked_year,
    complete_film,
    forms,
    is_sure,
    many,
    not_both,
    years,
)

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


def _version(ctx: typer.Context, asked: bool) -> None:
    if asked and not ctx.resilient_parsing:
        from importlib.metadata import version  # noqa: PLC0415

        typer.echo(f"heart {version('heartcli')}")
        raise typer.Exit


@app.callback()
def heart(
    version: Annotated[
        bool, typer.Option("--version", help="Show the version.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    pass


def _show(result: Any, json: bool, plain: bool) -> None:
    from heartcli import output  # noqa: PLC0415

    not_both(("--json", json), ("--plain", plain))
    output.write(result, "json" if json else "plain" if plain else "table")


def _notify(*lines: str) -> None:
    from heartcli.output.terminal import say  # noqa: PLC0415

    say(*lines)


def _command(
    panel: str, text: str, name: str | None = None
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Makes a function a command. Its help is an argument: `python -OO` drops docstrings."""
    return app.command(name, help=text, rich_help_panel=panel)


def _look_up(command: str, text: str) -> None:
    """Adds a command that shows some of a film's sections."""

    def look(
        film: FilmName = None,
        spoilers: Spoilers = False,
        json: Json = False,
        plain: Plain = False,
    ) -> None:
        from heartcli.library import resolve  # noqa: PLC0415
        from heartcli.lookup import sections  # noqa: PLC0415

        _show(
            sections.look(command, resolve.resolve_film(film, _notify), spoilers=spoilers),
            json,
            plain,
        )

    _command(_LOOK_UP, text, name=command)(look)


for _section, _text in {
    "film": "The film on one screen: who made it, who is in it, what it is about.",
    "cast": "Who plays whom, in billing order; cameos.",
    "crew": "The makers by department; the companies.",
    "plot": "The story, beat by beat.",
    "production": "How it was made: development, money, studio, sets, technology, shooting.",
    "reception": "Box office, reviews then and since, ratings, awards, legacy.",
    "music": "The songs, who performs them, how long; the recording.",
    "releases": "Editions and running times, release dates, titles abroad, certificates.",
}.items():
    _look_up(_section, _text)


@_command(_LOOK_UP, "Everything that has a date, in order.")
def timeline(
    film: FilmName = None,
    spoilers: Spoilers = False,
    json: Json = False,
    plain: Plain = False,
) -> None:
    from heartcli.library import resolve  # noqa: PLC0415
    from heartcli.lookup import sections  # noqa: PLC0415

    _show(sections.timeline(resolve.resolve_film(film, _notify), spoilers=spoilers), json, plain)


@_command(_LOOK_UP, "Records that match, best first. Forgives accents, case and a typing error.")
def search(  # noqa: PLR0913, PLR0917 - as many as it has options
    text: Annotated[list[str], typer.Argument(help="Words to look for.", show_default=False)],
    film: Annotated[
        str,
        typer.Option(
            "--film", help="In this film.", autocompletion=complete_film, show_default=False
        ),
    ] = "",
    shelf: Annotated[bool, typer.Option("--shelf", help="In all films on the shelf.")] = False,
    limit: Annotated[int, typer.Option(min=1, help="The most hits to show.")] = 10,
    spoilers: Spoilers = False,
    json: Json = False,
    plain: Plain = False,
) -> None:
    from heartcli.library import resolve  # noqa: PLC0415
    from heartcli.library import shelf as films  # noqa: PLC0415
    from heartcli.lookup import search as searching  # noqa: PLC0415

    not_both(("--film", bool(film)), ("--shelf", shelf))
    one = None if shelf else resolve.resolve_film([film] if film else None, _notify)
    query = " ".join(text)
    searched = [one] if one else films.load_films(_notify)
    found = searching.search(query, searched, spoilers=spoilers, limit=limit, one=one)
    if found.note:
        _notify(found.note)
    _show(found, json, plain)
    if not found.hits:
        from heartcli.library.films import suggest_films  # noqa: PLC0415

        suggest_films(query, _notify)
        raise typer.Exit(1)


@_command(_LOOK_UP, "One fact with its source: for the greeting of a shell.")
def fact(
    film: FilmName = None,
    seed: Annotated[
        int | None, typer.Option(help="The same fact for the same number.", show_default=False)
    ] = None,
    json: Json = False,
    plain: Plain = False,
) -> None:
    from random import Random  # noqa: PLC0415

    from heartcli.library import resolve  # noqa: PLC0415
    from heartcli.lookup import sections  # noqa: PLC0415

    _show(sections.fact(resolve.resolve_film(film, _notify), Random(seed)), json, plain)  # noqa: S311 - no secret


@_command(_LOOK_UP, "The sources, with how many records rest on each.")
def sources(film: FilmName = None, json: Json = False, plain: Plain = False) -> None:
    from heartcli.library import resolve  # noqa: PLC0415
    from heartcli.lookup import sections  # noqa: PLC0415

    _show(sections.sources(resolve.resolve_film(film, _notify)), json, plain)


@_command(
    _MANY, "Films on the shelf and in the catalogue; without a text or a wish the shelf alone."
)
def films(  # noqa: PLR0913, PLR0917 - as many as it has options
    text: Annotated[
        list[str] | None,
        typer.Argument(help="A title, or what you remember of it.", show_default=False),
    ] = None,
    year: Years = "",
    genre: Genre = "",
    country: Annotated[str, typer.Option(help="Of this country.", show_default=False)] = "",
    person: Person = None,
    limit: Annotated[int, typer.Option(min=1, help="The most films to show.")] = 10,
    json: Json = False,
    plain: Plain = False,
) -> None:
    from heartcli.catalogue.search.films import Wanted  # noqa: PLC0415

    wanted = Wanted(years(year), genre, country, tuple(person or ()))
    if not text and not wanted:
        from heartcli.library import shelf  # noqa: PLC0415

        _show(shelf.list_shelf(_notify), json, plain)
        return
    from heartcli.library.films import search_films  # noqa: PLC0415

    found = search_films(" ".join(text or ()), wanted, limit=limit, notify=_notify)
    _show(found, json, plain)
    if not found.films:
        raise typer.Exit(1)


@_command(_MANY, "The films of a person, by year, with their roles; or those that several share.")
def who(
    name: Name,
    with_: With = None,
    json: Json = False,
    plain: Plain = False,
) -> None:
    from heartcli.library import people  # noqa: PLC0415

    found = people.find_filmography([" ".join(name), *(with_ or ())], _notify)
    _show(found, json, plain)
    if not found.films:
        raise typer.Exit(1)


@_command(
    _MANY,
    "Films out of a dump or of files into your catalogue; again replaces what was there.",
    name="import",
)
def import_(  # noqa: PLR0913, PLR0917 - as many as it has options
    format_: ImportFormat,
    paths: Paths,
    name: SourceName = "",
    kinds: Kinds = "movie,tvMovie",
    min_votes: MinVotes = 0,
    json: Json = False,
    plain: Plain = False,
) -> None:
    from heartcli import output  # noqa: PLC0415
    from heartcli.catalogue.importing.run import Order, imported  # noqa: PLC0415
    from heartcli.catalogue.importing.sink import Wish  # noqa: PLC0415
    from heartcli.library import catalogue_info  # noqa: PLC0415

    not_both(("--json", json), ("--plain", plain))
    wanted = None if kinds == "all" else frozenset(kinds.split(","))
    day = _now().date()
    order = Order(format_, tuple(paths), name or format_, Wish(wanted, min_votes), day)
    with ended_by_signals(), output.watched() as watch:
        came = imported(order, watch, _notify)
    _show(catalogue_info.summarise_import(order, came), json, plain)


@_command(_MANY, "What the catalogue holds: from where, since when, how large.")
def catalogue(
    remove: Remove = "",
    yes: Yes = False,
    json: Json = False,
    plain: Plain = False,
) -> None:
    from heartcli.library import catalogue_info  # noqa: PLC0415

    if not remove:
        _show(catalogue_info.load_catalogue_info(_notify), json, plain)
        return
    if is_sure(f"Remove '{remove}' with all that it said?", "--remove", yes=yes):
        from heartcli.catalogue.importing.run import removed  # noqa: PLC0415

        with ended_by_signals():
            removed(remove, _notify)
        _notify(f"removed: {remove}")
    else:
        _notify("nothing is removed")


_NOTHING_DUE = "nothing is due; heart quiz asks something new"


def _now() -> datetime:
    now = datetime.now(UTC)
    with suppress(OverflowError, ValueError):  # on the first and the last day of the calendar
        now = now.astimezone()
    return now


@_command(
    _PLAY, "A round of questions, each with its source. a to d answer, ? hints, s skips, q stops."
)
def quiz(  # noqa: PLR0913, PLR0917 - as many as it has options
    film: FilmName = None,
    count: Annotated[int, typer.Option(min=1, max=1000, help="How many questions.")] = 10,
    form: Form = "mixed",
    section: Section = "",
    difficulty: Difficulty = None,
    spoilers: Spoilers = False,
    seed: Seed = "",
    daily: Annotated[bool, typer.Option("--daily", help="The round of the day.")] = False,
    shelf: OfShelf = False,
    catalogue: OfCatalogue = False,
    year: Years = "",
    genre: Genre = "",
    person: Person = None,
    time: Time = None,
    replies: Replies = "",
    no_save: NoSave = False,
    plain: PlainRound = False,
    json: JsonRound = False,
) -> None:
    from heartcli import output  # noqa: PLC0415
    from heartcli.cli import rounds  # noqa: PLC0415
    from heartcli.quiz.rounds.draw import Wish  # noqa: PLC0415

    not_both(("--json", json), ("--plain", plain))
    not_both(("--daily", daily), ("--seed", bool(seed)))
    wanted = many(film, shelf=shelf, catalogue=catalogue, year=year, genre=genre, person=person)
    wish = Wish(count, forms(form), section, difficulty, spoilers)
    day = _now().date() if daily else None
    start = (seed, day, not no_save)
    paper = rounds.paper(film, shelf=shelf, wanted=wanted, wish=wish, start=start)
    if json:
        output.document(paper.data())
    else:
        rounds.play(paper, rounds.Manner(plain, replies, time, not no_save), _now())


@_command(
    _PLAY, "What is due today, of all films: questions come back just before you forget them."
)
def practice(  # noqa: PLR0913, PLR0917 - as many as it has options
    count: Annotated[
        int | None, typer.Option(min=1, help="At most so many.", show_default=False)
    ] = None,
    form: Form = "mixed",
    time: Time = None,
    replies: Replies = "",
    no_save: NoSave = False,
    plain: PlainRound = False,
    json: JsonRound = False,
) -> None:
    from heartcli import output  # noqa: PLC0415
    from heartcli.cli import rounds  # noqa: PLC0415
    from heartcli.quiz.rounds import build  # noqa: PLC0415

    not_both(("--json", json), ("--plain", plain))
    with closing(rounds.to_read()) as progress:
        paper = build.practice(progress, _now().date(), forms(form), count, _notify)
    if json:
        output.document(paper.data())
    elif not paper.head["due"]:
        _notify(_NOTHING_DUE)
    elif paper.drawn:
        rounds.play(paper, rounds.Manner(plain, replies, time, not no_save), _now())


@_command(_PLAY, "How you stand: accuracy over time, streaks, what is due, what you miss most.")
def scores(
    reset: Annotated[bool, typer.Option("--reset", help="Forget it all; a copy is kept.")] = False,
    yes: Yes = False,
    json: Json = False,
    plain: Plain = False,
) -> None:
    from heartcli.cli import rounds  # noqa: PLC0415

    if not reset:
        _show(rounds.standing(_now().date()), json, plain)
        return
    sure = is_sure("Forget all progress?", "--reset", yes=yes)
    with closing(rounds.opened()) as progress:
        told = f"forgotten; a copy is kept: {progress.reset()}" if sure else "nothing is forgotten"
        _notify(told)


@_command(
    _KEEP, "Every problem of film files as path:line, and warnings; 1 where there is a problem."
)
def check(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...", help="Film files, or folders of them.", show_default=False
        ),
    ],
    json: Json = False,
    plain: Plain = False,
) -> None:
    from heartcli.filmfile.check import check_files  # noqa: PLC0415
    from heartcli.quiz.questions.lint import lint  # noqa: PLC0415

    report = check_files(files, lint)
    _show(report, json, plain)
    if not report.sound:
        raise typer.Exit(1)


@_command(_KEEP, "Write a film file, with what the catalogue knows, and print its path.")
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
    from heartcli import output as out  # noqa: PLC0415
    from heartcli.filmfile import template as newly  # noqa: PLC0415
    from heartcli.library import resolve  # noqa: PLC0415

    named, known = newly.title_and_year(" ".join(title), year)
    film = resolve.resolve_in_catalogue(named, known, _notify) if named else None
    if film:
        named, known = film.title, film.year
    elif named and known is None:
        known = asked_year()
    text = newly.prefilled(film) if film else newly.film_file(named, known)
    if output == "-":
        out.text(text)
    else:
        path = newly.write(text, Path(output) if output else newly.place(named, known))
        out.path(path)


@_command(_KEEP, "The film file format as JSON Schema, for editors.")
def schema() -> None:
    from json import dumps  # noqa: PLC0415

    from heartcli import output  # noqa: PLC0415
    from heartcli.filmfile.json_schema import schema as made  # noqa: PLC0415

    output.text(dumps(made(), indent=2) + "\n")

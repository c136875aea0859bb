"""The commands for film files."""

from pathlib import Path
from typing import Annotated

import typer

from heartcli.cli.context import notify, show
from heartcli.cli.options import Json, Plain, asked_year

app = typer.Typer()


@app.command(
    help="Every problem of film files as path:line, and warnings; 1 where there is a problem."
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
    show(report, json, plain)
    if not report.sound:
        raise typer.Exit(1)


@app.command(help="Write a film file, with what the catalogue knows, and print its path.")
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
    film = resolve.resolve_in_catalogue(named, known, notify) if named else None
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


@app.command(help="The film file format as JSON Schema, for editors.")
def schema() -> None:
    from json import dumps  # noqa: PLC0415

    from heartcli import output  # noqa: PLC0415
    from heartcli.filmfile.json_schema import schema as made  # noqa: PLC0415

    output.text(dumps(made(), indent=2) + "\n")

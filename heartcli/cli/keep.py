"""The commands for film files."""

from pathlib import Path

import typer

from heartcli.cli import options
from heartcli.cli.context import Context, local_time, show
from heartcli.cli.errors import UsageError

app = typer.Typer()


@app.command(help="Check film files for problems.\n\n"
    "Prints problems and warnings as path:line. Exits with 1 if there are problems.")  # fmt: skip
def check(
    ctx: Context, files: options.Files, json: options.Json = False, plain: options.Plain = False
) -> None:
    from heartcli.filmfile.check import check_files
    from heartcli.quiz.questions.lint import lint

    report = check_files(files, lint)
    show(ctx, report, json, plain)
    if not report.ok:
        raise typer.Exit(1)


@app.command(help="Start a film file.\n\n"
    "Fills in what the catalogue knows and prints the path. Never overwrites a file.")  # fmt: skip
def new(
    ctx: Context, title: options.NewTitle, year: options.NewYear = None, output: options.Output = ""
) -> None:
    from heartcli import output as out
    from heartcli.filmfile import template
    from heartcli.library import resolve

    named, known = template.title_and_year(" ".join(title), year)
    film = resolve.resolve_in_catalogue(named, known, ctx.obj.message) if named else None
    if film:
        named, known = film.title, film.year
    elif named and known is None:
        if not ctx.obj.can_prompt:
            raise UsageError("missing year. Use --year or a title like 'Casablanca (1942)'")
        known = int(typer.prompt("Year of the film", type=int, err=True))
    text = template.prefilled_film_file(film) if film else template.blank_film_file(named, known)
    if output == "-":
        out.write_text(ctx.obj, text)
    else:
        path = Path(output) if output else template.default_path(named, known)
        template.write_film_file(text, path)
        out.write_path(ctx.obj, path)


@app.command(help="Export questions or a film to a file.\n\n"
    "Makes quiz sheets, flash cards, live games and files for learning platforms and media centres."
    " If you import a newer deck into Anki, it updates your cards and adds no duplicates."
)  # fmt: skip
def export(
    ctx: Context, format_: options.ExportFormat, film: options.FilmName = None,
    output: options.Output = "-", force: options.Force = False, title: options.QuizTitle = "",
    count: options.ExportCount = None, every: options.EveryQuestion = False,
    form: options.ExportedForm = None, section: options.Section = "",
    difficulty: options.Difficulty = None, spoilers: options.Spoilers = False,
    seed: options.Seed = "", daily: options.DailyExport = False, shelf: options.FromShelf = False,
    films: options.Films = None, without: options.WithoutFilms = None,
    catalogue: options.FromCatalogue = False, source: options.Source = "",
    year: options.Years = "", genre: options.Genre = "", person: options.Person = None,
    names_films: options.NameFilms = False,
) -> None:  # fmt: skip
    from heartcli.cli import exporting
    from heartcli.export.formats import FILM_FORMATS

    target = exporting.Target(ctx.obj, output, force)
    if format_ in FILM_FORMATS:
        options.check_for_film(
            format_, ("--count", count), ("--all", every), ("--form", form),
            ("--section", section), ("--difficulty", difficulty), ("--seed", seed),
            ("--daily", daily), ("--shelf", shelf), ("--film", films), ("--without", without),
            ("--catalogue", catalogue), ("--source", source), ("--year", year),
            ("--genre", genre), ("--person", person), ("--title", title),
            ("--name-films", names_films),
        )  # fmt: skip
        exporting.export_film(format_, film, target, spoilers=spoilers)
        return
    options.check_at_most_one(("--daily", daily), ("--seed", seed))
    options.check_at_most_one(("--all", every), ("--count", count))
    scope = options.scope(
        film, films, shelf=shelf, without=without, catalogue=catalogue, year=year, genre=genre,
        person=person, source=source,
    )  # fmt: skip
    questions = exporting.QuestionOptions(
        count, form, section, difficulty, spoilers, seed, daily, every, title, names_films
    )
    exporting.export_questions(format_, scope, questions, target, local_time())


@app.command(help="Print the film file format as JSON Schema.\n\n"
    "Editors use it to complete and check film files. Save it with heart schema > film.schema.json."
)  # fmt: skip
def schema(ctx: Context) -> None:
    from json import dumps

    from heartcli import output
    from heartcli.filmfile.json_schema import schema as film_file_schema

    output.show_text(ctx.obj, dumps(film_file_schema(), indent=2) + "\n")

"""The commands for many films."""

from typing import Annotated

import typer

from heartcli.cli.context import local_time, notify, show
from heartcli.cli.errors import ended_by_signals
from heartcli.cli.options import (
    Genre,
    ImportFormat,
    Json,
    Kinds,
    MinVotes,
    Name,
    Paths,
    Person,
    Plain,
    Remove,
    SourceName,
    With,
    Years,
    Yes,
    is_sure,
    not_both,
    years,
)

app = typer.Typer()


@app.command(
    help="Films on the shelf and in the catalogue; without a text or a wish the shelf alone."
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
    from heartcli.catalogue.search.films import FilmFilter  # noqa: PLC0415

    film_filter = FilmFilter(years(year), genre, country, tuple(person or ()))
    if not text and not film_filter:
        from heartcli.library.shelf import Shelf  # noqa: PLC0415

        show(Shelf(notify).listing(), json, plain)
        return
    from heartcli.library.films import search_films  # noqa: PLC0415

    found = search_films(" ".join(text or ()), film_filter, limit=limit, notify=notify)
    show(found, json, plain)
    if not found.films:
        raise typer.Exit(1)


@app.command(help="The films of a person, by year, with their roles; or those that several share.")
def who(
    name: Name,
    with_: With = None,
    json: Json = False,
    plain: Plain = False,
) -> None:
    from heartcli.library import people  # noqa: PLC0415

    found = people.find_filmography([" ".join(name), *(with_ or ())], notify)
    show(found, json, plain)
    if not found.films:
        raise typer.Exit(1)


@app.command(
    "import",
    help="Films out of a dump or of files into your catalogue; again replaces what was there.",
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
    from heartcli.catalogue.importing.run import ImportRequest, import_source  # noqa: PLC0415
    from heartcli.catalogue.importing.sink import ImportFilter  # noqa: PLC0415
    from heartcli.library import catalogue_info  # noqa: PLC0415

    not_both(("--json", json), ("--plain", plain))
    title_types = None if kinds == "all" else frozenset(kinds.split(","))
    day = local_time().date()
    request = ImportRequest(
        format_, tuple(paths), name or format_, ImportFilter(title_types, min_votes), day
    )
    with ended_by_signals(), output.watched() as watch:
        result = import_source(request, watch, notify)
    show(catalogue_info.summarise_import(request, result), json, plain)


@app.command(help="What the catalogue holds: from where, since when, how large.")
def catalogue(
    remove: Remove = "",
    yes: Yes = False,
    json: Json = False,
    plain: Plain = False,
) -> None:
    from heartcli.library import catalogue_info  # noqa: PLC0415

    if not remove:
        show(catalogue_info.load_catalogue_info(notify), json, plain)
        return
    if is_sure(f"Remove '{remove}' with all that it said?", "--remove", yes=yes):
        from heartcli.catalogue.importing.run import remove_source  # noqa: PLC0415

        with ended_by_signals():
            remove_source(remove, notify)
        notify(f"removed: {remove}")
    else:
        notify("nothing is removed")

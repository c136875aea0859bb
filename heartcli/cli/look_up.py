"""The commands that look up a film."""

from typing import Annotated

import typer

from heartcli.cli.context import notify, show
from heartcli.cli.film_argument import load_film
from heartcli.cli.options import FilmName, Json, Plain, Spoilers, complete_film, not_both

app = typer.Typer()


@app.command(help="The film on one screen: who made it, who is in it, what it is about.")
def film(
    film: FilmName = None, spoilers: Spoilers = False, json: Json = False, plain: Plain = False
) -> None:
    _show_sections("film", film, spoilers=spoilers, json=json, plain=plain)


@app.command(help="Who plays whom, in billing order; cameos.")
def cast(
    film: FilmName = None, spoilers: Spoilers = False, json: Json = False, plain: Plain = False
) -> None:
    _show_sections("cast", film, spoilers=spoilers, json=json, plain=plain)


@app.command(help="The makers by department; the companies.")
def crew(
    film: FilmName = None, spoilers: Spoilers = False, json: Json = False, plain: Plain = False
) -> None:
    _show_sections("crew", film, spoilers=spoilers, json=json, plain=plain)


@app.command(help="The story, beat by beat.")
def plot(
    film: FilmName = None, spoilers: Spoilers = False, json: Json = False, plain: Plain = False
) -> None:
    _show_sections("plot", film, spoilers=spoilers, json=json, plain=plain)


@app.command(help="How it was made: development, money, studio, sets, technology, shooting.")
def production(
    film: FilmName = None, spoilers: Spoilers = False, json: Json = False, plain: Plain = False
) -> None:
    _show_sections("production", film, spoilers=spoilers, json=json, plain=plain)


@app.command(help="Box office, reviews then and since, ratings, awards, legacy.")
def reception(
    film: FilmName = None, spoilers: Spoilers = False, json: Json = False, plain: Plain = False
) -> None:
    _show_sections("reception", film, spoilers=spoilers, json=json, plain=plain)


@app.command(help="The songs, who performs them, how long; the recording.")
def music(
    film: FilmName = None, spoilers: Spoilers = False, json: Json = False, plain: Plain = False
) -> None:
    _show_sections("music", film, spoilers=spoilers, json=json, plain=plain)


@app.command(help="Editions and running times, release dates, titles abroad, certificates.")
def releases(
    film: FilmName = None, spoilers: Spoilers = False, json: Json = False, plain: Plain = False
) -> None:
    _show_sections("releases", film, spoilers=spoilers, json=json, plain=plain)


@app.command(help="Everything that has a date, in order.")
def timeline(
    film: FilmName = None,
    spoilers: Spoilers = False,
    json: Json = False,
    plain: Plain = False,
) -> None:
    from heartcli.lookup.timeline import timeline  # noqa: PLC0415

    show(timeline(load_film(film), spoilers=spoilers), json, plain)


@app.command(help="Records that match, best first. Forgives accents, case and a typing error.")
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
    from heartcli.library.shelf import Shelf  # noqa: PLC0415
    from heartcli.lookup import search as searching  # noqa: PLC0415

    not_both(("--film", bool(film)), ("--shelf", shelf))
    one = None if shelf else load_film([film] if film else None)
    query = " ".join(text)
    searched = [one] if one else Shelf(notify).load_films()
    found = searching.search(query, searched, spoilers=spoilers, limit=limit, single_film=one)
    if found.note:
        notify(found.note)
    show(found, json, plain)
    if not found.hits:
        from heartcli.library.films import suggest_films  # noqa: PLC0415

        suggest_films(query, notify)
        raise typer.Exit(1)


@app.command(help="One fact with its source: for the greeting of a shell.")
def fact(
    film: FilmName = None,
    seed: Annotated[
        int | None, typer.Option(help="The same fact for the same number.", show_default=False)
    ] = None,
    json: Json = False,
    plain: Plain = False,
) -> None:
    from random import Random  # noqa: PLC0415

    from heartcli.lookup.timeline import random_fact  # noqa: PLC0415

    show(random_fact(load_film(film), Random(seed)), json, plain)  # noqa: S311 - no secret


@app.command(help="The sources, with how many records rest on each.")
def sources(film: FilmName = None, json: Json = False, plain: Plain = False) -> None:
    from heartcli.lookup.sources import list_sources  # noqa: PLC0415

    show(list_sources(load_film(film)), json, plain)


def _show_sections(
    command: str, film: list[str] | None, *, spoilers: bool, json: bool, plain: bool
) -> None:
    from heartcli.lookup.sections import lookup  # noqa: PLC0415

    show(lookup(command, load_film(film), spoilers=spoilers), json, plain)

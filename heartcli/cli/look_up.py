"""The commands that look up a film."""

from typing import TYPE_CHECKING, Annotated

import typer

from heartcli.cli import options
from heartcli.cli.completion import complete_film
from heartcli.cli.context import Context, show
from heartcli.cli.film_argument import load_film

if TYPE_CHECKING:
    from heartcli.lookup.sections import LookupResult

app = typer.Typer()


@app.command(help="The film on one screen: who made it, who is in it, what it is about.")
def film(
    ctx: Context,
    film: options.FilmName = None,
    spoilers: options.Spoilers = False,
    json: options.Json = False,
    plain: options.Plain = False,
) -> None:
    show(ctx, _look_up(ctx, "film", film, spoilers=spoilers), json, plain)


@app.command(help="Who plays whom, in billing order; cameos.")
def cast(
    ctx: Context,
    film: options.FilmName = None,
    spoilers: options.Spoilers = False,
    json: options.Json = False,
    plain: options.Plain = False,
) -> None:
    show(ctx, _look_up(ctx, "cast", film, spoilers=spoilers), json, plain)


@app.command(help="The makers by department; the companies.")
def crew(
    ctx: Context,
    film: options.FilmName = None,
    spoilers: options.Spoilers = False,
    json: options.Json = False,
    plain: options.Plain = False,
) -> None:
    show(ctx, _look_up(ctx, "crew", film, spoilers=spoilers), json, plain)


@app.command(help="The story, beat by beat.")
def plot(
    ctx: Context,
    film: options.FilmName = None,
    spoilers: options.Spoilers = False,
    json: options.Json = False,
    plain: options.Plain = False,
) -> None:
    show(ctx, _look_up(ctx, "plot", film, spoilers=spoilers), json, plain)


@app.command(help="How it was made: development, money, studio, sets, technology, shooting.")
def production(
    ctx: Context,
    film: options.FilmName = None,
    spoilers: options.Spoilers = False,
    json: options.Json = False,
    plain: options.Plain = False,
) -> None:
    show(ctx, _look_up(ctx, "production", film, spoilers=spoilers), json, plain)


@app.command(help="Box office, reviews then and since, ratings, awards, legacy.")
def reception(
    ctx: Context,
    film: options.FilmName = None,
    spoilers: options.Spoilers = False,
    json: options.Json = False,
    plain: options.Plain = False,
) -> None:
    show(ctx, _look_up(ctx, "reception", film, spoilers=spoilers), json, plain)


@app.command(help="The songs, who performs them, how long; the recording.")
def music(
    ctx: Context,
    film: options.FilmName = None,
    spoilers: options.Spoilers = False,
    json: options.Json = False,
    plain: options.Plain = False,
) -> None:
    show(ctx, _look_up(ctx, "music", film, spoilers=spoilers), json, plain)


@app.command(help="Editions and running times, release dates, titles abroad, certificates.")
def releases(
    ctx: Context,
    film: options.FilmName = None,
    spoilers: options.Spoilers = False,
    json: options.Json = False,
    plain: options.Plain = False,
) -> None:
    show(ctx, _look_up(ctx, "releases", film, spoilers=spoilers), json, plain)


@app.command(help="Everything that has a date, in order.")
def timeline(
    ctx: Context,
    film: options.FilmName = None,
    spoilers: options.Spoilers = False,
    json: options.Json = False,
    plain: options.Plain = False,
) -> None:
    from heartcli.lookup import timeline as dates

    show(ctx, dates.timeline(load_film(film, ctx.obj.message), spoilers=spoilers), json, plain)


@app.command(help="Records that match, best first. Forgives accents, case and a typing error.")
def search(
    ctx: Context,
    text: Annotated[list[str], typer.Argument(help="Words to look for.")],
    film: Annotated[
        str,
        typer.Option("--film", help="In this film.", autocompletion=complete_film),
    ] = "",
    shelf: Annotated[bool, typer.Option("--shelf", help="In all films on the shelf.")] = False,
    limit: Annotated[int, typer.Option(min=1, help="The most hits to show.")] = 10,
    spoilers: options.Spoilers = False,
    json: options.Json = False,
    plain: options.Plain = False,
) -> None:
    from heartcli.library.shelf import Shelf
    from heartcli.lookup import search as searching

    options.check_at_most_one(("--film", film), ("--shelf", shelf))
    one = None if shelf else load_film([film] if film else None, ctx.obj.message)
    query = " ".join(text)
    searched = [one] if one else Shelf(ctx.obj.message).load_films()
    found = searching.search(query, searched, spoilers=spoilers, limit=limit, single_film=one)
    if found.note:
        ctx.obj.message(found.note)
    show(ctx, found, json, plain)
    if not found.hits:
        from heartcli.library.films import suggest_films

        suggest_films(query, ctx.obj.message)
        raise typer.Exit(1)


@app.command(help="One fact with its source: for the greeting of a shell.")
def fact(
    ctx: Context,
    film: options.FilmName = None,
    seed: Annotated[int | None, typer.Option(help="The same fact for the same number.")] = None,
    json: options.Json = False,
    plain: options.Plain = False,
) -> None:
    from random import Random

    from heartcli.lookup.timeline import random_fact

    rng = Random(seed)  # noqa: S311 - no secret
    show(ctx, random_fact(load_film(film, ctx.obj.message), rng), json, plain)


@app.command(help="The sources, with how many records rest on each.")
def sources(
    ctx: Context,
    film: options.FilmName = None,
    json: options.Json = False,
    plain: options.Plain = False,
) -> None:
    from heartcli.lookup.sources import list_sources

    show(ctx, list_sources(load_film(film, ctx.obj.message)), json, plain)


def _look_up(
    ctx: Context, command: str, film: list[str] | None, *, spoilers: bool
) -> "LookupResult":
    from heartcli.lookup.sections import lookup

    return lookup(command, load_film(film, ctx.obj.message), spoilers=spoilers)

"""The commands that look up a film."""

from typing import TYPE_CHECKING, Annotated

import typer

from heartcli.cli import options
from heartcli.cli.completion import complete_film
from heartcli.cli.context import Context, show
from heartcli.cli.film_argument import load_film
from heartcli.cli.options import FilmName, Json, Plain, Spoilers

if TYPE_CHECKING:
    from heartcli.lookup.sections import LookupResult

app = typer.Typer()


@app.command(
    help="Show a film on one screen.\n\n"
    "Lists director, cast, running times and premise. Running heart alone shows the default film."
)
def film(
    ctx: Context, film: FilmName = None, spoilers: Spoilers = False,
    json: Json = False, plain: Plain = False,
) -> None:  # fmt: skip
    show(ctx, _look_up(ctx, "film", film, spoilers=spoilers), json, plain)


@app.command(
    help="Show who plays whom.\n\n"
    "Cameos come last. Without billing, the best-known names come first."
)
def cast(
    ctx: Context, film: FilmName = None, spoilers: Spoilers = False,
    json: Json = False, plain: Plain = False,
) -> None:  # fmt: skip
    show(ctx, _look_up(ctx, "cast", film, spoilers=spoilers), json, plain)


@app.command(
    help="Show who made the film.\n\nPeople are grouped by department. Companies come last."
)
def crew(
    ctx: Context, film: FilmName = None, spoilers: Spoilers = False,
    json: Json = False, plain: Plain = False,
) -> None:  # fmt: skip
    show(ctx, _look_up(ctx, "crew", film, spoilers=spoilers), json, plain)


@app.command(
    help="Show the story, beat by beat.\n\n"
    "Spoilers are hidden and counted. Add --spoilers to read the ending."
)
def plot(
    ctx: Context, film: FilmName = None, spoilers: Spoilers = False,
    json: Json = False, plain: Plain = False,
) -> None:  # fmt: skip
    show(ctx, _look_up(ctx, "plot", film, spoilers=spoilers), json, plain)


@app.command(
    help="Show how the film was made and what it cost.\n\nGoes topic by topic. Costs come last."
)
def production(
    ctx: Context, film: FilmName = None, spoilers: Spoilers = False,
    json: Json = False, plain: Plain = False,
) -> None:  # fmt: skip
    show(ctx, _look_up(ctx, "production", film, spoilers=spoilers), json, plain)


@app.command(
    help="Show box office, reviews, ratings, awards and legacy.\n\n"
    "Compares takings with the budget. Reviews are split into then and since."
)
def reception(
    ctx: Context, film: FilmName = None, spoilers: Spoilers = False,
    json: Json = False, plain: Plain = False,
) -> None:  # fmt: skip
    show(ctx, _look_up(ctx, "reception", film, spoilers=spoilers), json, plain)


@app.command(
    help="Show the songs and how the score was made.\n\n"
    "Lists songs with performers and lengths. Recording notes and crew follow."
)
def music(
    ctx: Context, film: FilmName = None, spoilers: Spoilers = False,
    json: Json = False, plain: Plain = False,
) -> None:  # fmt: skip
    show(ctx, _look_up(ctx, "music", film, spoilers=spoilers), json, plain)


@app.command(
    help="Show editions, release dates, titles and certificates.\n\n"
    "Running times come first. Dates run from previews to television."
)
def releases(
    ctx: Context, film: FilmName = None, spoilers: Spoilers = False,
    json: Json = False, plain: Plain = False,
) -> None:  # fmt: skip
    show(ctx, _look_up(ctx, "releases", film, spoilers=spoilers), json, plain)


@app.command(
    help="Show everything with a date, in order.\n\n"
    "Mixes records from every section. Spoilers are hidden unless you add --spoilers."
)
def timeline(
    ctx: Context, film: FilmName = None, spoilers: Spoilers = False,
    json: Json = False, plain: Plain = False,
) -> None:  # fmt: skip
    from heartcli.lookup import timeline as dates

    show(ctx, dates.timeline(load_film(film, ctx.obj.message), spoilers=spoilers), json, plain)


@app.command(
    help="Search a film's facts.\n\n"
    "Best matches come first; small typos don't matter. Add --shelf to search every film file."
)
def search(
    ctx: Context,
    text: Annotated[list[str], typer.Argument(metavar="TEXT...", help="Words to search for.")],
    film: Annotated[
        str,
        typer.Option(metavar="FILM", help="Search this film.", autocompletion=complete_film),
    ] = "",
    shelf: Annotated[
        bool, typer.Option("--shelf", help="Search every film on your shelf.")
    ] = False,
    limit: options.Limit = 10,
    spoilers: Spoilers = False,
    json: Json = False,
    plain: Plain = False,
) -> None:
    from heartcli.library.shelf import Shelf
    from heartcli.lookup.search import search as search_films

    options.check_at_most_one(("--film", film), ("--shelf", shelf))
    single_film = None if shelf else load_film([film] if film else None, ctx.obj.message)
    films = [single_film] if single_film else Shelf(ctx.obj.message).load_films()
    query = " ".join(text)
    result = search_films(query, films, spoilers=spoilers, limit=limit, single_film=single_film)
    if result.note:
        ctx.obj.message(result.note)
    show(ctx, result, json, plain)
    if not result.hits:
        from heartcli.library.films import suggest_films

        suggest_films(query, ctx.obj.message)
        raise typer.Exit(1)


@app.command(help="Show one fact.\n\nPicks one at random. Use --seed to show the same one again.")
def fact(
    ctx: Context,
    film: FilmName = None,
    seed: Annotated[int | None, typer.Option(metavar="N", help="Show the same fact again.")] = None,
    json: Json = False,
    plain: Plain = False,
) -> None:
    from random import Random

    from heartcli.lookup.timeline import random_fact

    rng = Random(seed)  # noqa: S311 - no secret
    show(ctx, random_fact(load_film(film, ctx.obj.message), rng), json, plain)


@app.command(
    help="List a film's sources.\n\nThe most cited come first. Each shows how many records cite it."
)
def sources(
    ctx: Context,
    film: FilmName = None,
    json: Json = False,
    plain: Plain = False,
) -> None:
    from heartcli.lookup.sections import list_sources

    show(ctx, list_sources(load_film(film, ctx.obj.message)), json, plain)


def _look_up(
    ctx: Context, command: str, film: list[str] | None, *, spoilers: bool
) -> "LookupResult":
    from heartcli.lookup.sections import lookup

    return lookup(command, load_film(film, ctx.obj.message), spoilers=spoilers)

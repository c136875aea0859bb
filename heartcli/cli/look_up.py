"""The commands that look up a film."""

import os
from typing import TYPE_CHECKING

import typer

from heartcli.cli import options
from heartcli.cli.context import Context, check_film_name, load_film, show
from heartcli.cli.errors import UsageError
from heartcli.cli.options import FilmName, Json, Plain, Spoilers
from heartcli.errors import Notify, UnknownNameError

if TYPE_CHECKING:
    from heartcli.lookup.sections import LookupResult, SourceList
    from heartcli.lookup.timeline import RecordList
    from heartcli.model.film import Film

app = typer.Typer()
_NOTHING = {"sources": "No sources for", "timeline": "Nothing with a date in"}
_FETCHABLE = ("cast", "crew")  # the commands whose records a fetch may add


@app.command(help="Show a film on one screen.\n\n"
    "Lists director, cast, running times and premise. Running heart alone shows the default film."
)  # fmt: skip
def film(ctx: Context, film: FilmName = None, everything: options.Everything = False,
         spoilers: Spoilers = False, json: Json = False, plain: Plain = False) -> None:  # fmt: skip
    from heartcli.lookup.sections import look_up_all, lookup

    loaded = load_film(film, ctx.obj.message)
    if everything:
        show(ctx, look_up_all(loaded, spoilers=spoilers), json, plain)
    else:
        result = lookup("film", loaded, spoilers=spoilers, typed=" ".join(film or ()))
        show(ctx, result, json, plain)


@app.command(help="Show who plays whom.\n\n"
    "Cameos follow the cast. Without a billing order, the best-known people come first."
)  # fmt: skip
def cast(ctx: Context, film: FilmName = None, spoilers: Spoilers = False,
         json: Json = False, plain: Plain = False) -> None:  # fmt: skip
    _show_sections(ctx, "cast", film, spoilers, json, plain)


@app.command(help="Show who made the film.\n\n"
    "People are grouped by department. Companies come last.")  # fmt: skip
def crew(ctx: Context, film: FilmName = None, spoilers: Spoilers = False,
         json: Json = False, plain: Plain = False) -> None:  # fmt: skip
    _show_sections(ctx, "crew", film, spoilers, json, plain)


@app.command(help="Show the story, beat by beat.\n\n"
    "Spoilers are hidden and counted. Add --spoilers to read the ending.")  # fmt: skip
def plot(ctx: Context, film: FilmName = None, spoilers: Spoilers = False,
         json: Json = False, plain: Plain = False) -> None:  # fmt: skip
    _show_sections(ctx, "plot", film, spoilers, json, plain)


@app.command(help="Show how the film was made and what it cost.\n\n"
    "Arranged by topic. Figures come last.")  # fmt: skip
def production(ctx: Context, film: FilmName = None, spoilers: Spoilers = False,
               json: Json = False, plain: Plain = False) -> None:  # fmt: skip
    _show_sections(ctx, "production", film, spoilers, json, plain)


@app.command(help="Show box office, reviews, ratings, awards and legacy.\n\n"
    "Compares takings with the cost. Lists reviews on release, then those since.")  # fmt: skip
def reception(ctx: Context, film: FilmName = None, spoilers: Spoilers = False,
              json: Json = False, plain: Plain = False) -> None:  # fmt: skip
    _show_sections(ctx, "reception", film, spoilers, json, plain)


@app.command(help="Show the songs and how the score was made.\n\n"
    "Lists songs with performers and lengths. Recording notes and crew follow.")  # fmt: skip
def music(ctx: Context, film: FilmName = None, spoilers: Spoilers = False,
          json: Json = False, plain: Plain = False) -> None:  # fmt: skip
    _show_sections(ctx, "music", film, spoilers, json, plain)


@app.command(help="Show editions, release dates, titles and certificates.\n\n"
    "Running times come first. Releases follow by date, on screen, then at home.")  # fmt: skip
def releases(ctx: Context, film: FilmName = None, spoilers: Spoilers = False,
             json: Json = False, plain: Plain = False) -> None:  # fmt: skip
    _show_sections(ctx, "releases", film, spoilers, json, plain)


@app.command(help="Show everything with a date, in order.\n\n"
    "Mixes records from every section. Spoilers are hidden unless you add --spoilers.")  # fmt: skip
def timeline(ctx: Context, film: FilmName = None, spoilers: Spoilers = False,
             json: Json = False, plain: Plain = False) -> None:  # fmt: skip
    from heartcli.lookup import timeline as dates

    result = dates.timeline(load_film(film, ctx.obj.message), spoilers=spoilers)
    _show_unless_empty(ctx, result, film, json, plain)


@app.command(help="Search a film's facts.\n\n"
    "Best matches come first; small typos don't matter. Add --shelf to search every film file."
)  # fmt: skip
def search(
    ctx: Context, text: options.SearchText, film: options.SearchFilm = None,
    shelf: options.SearchShelf = False, limit: options.Limit = 10,
    spoilers: Spoilers = False, json: Json = False, plain: Plain = False,
) -> None:  # fmt: skip
    from heartcli.library.shelf import Shelf
    from heartcli.lookup.search import search as search_films

    options.check_at_most_one(("--film", film is not None), ("--shelf", shelf))
    query, notify = " ".join(text).strip(), ctx.obj.message
    if not query:
        raise UsageError("TEXT is empty. Use the words to search for")
    single_film = None if shelf else load_film(None if film is None else [film], notify)
    films = [single_film] if single_film else Shelf(notify).load_films()
    result = search_films(query, films, spoilers=spoilers, limit=limit, single_film=single_film)
    if single_film and film is None:
        from heartcli.lookup.elsewhere import find_leads  # searches the catalogue

        result = result.with_leads(find_leads(query, single_film, notify, spoilers=spoilers))
    if result.note:
        notify(result.note)
    if result.hits or json or plain:
        show(ctx, result, json, plain)
    if (not result.hits or plain) and (messages := [*result.messages()]):
        notify(*messages)
    if not result.hits:
        raise typer.Exit(1)


@app.command(help="Compare films side by side.\n\n"
    "Lines up directors, running times, money, ratings and awards of up to five films. Then lists "
    "what they share.")  # fmt: skip
def compare(
    ctx: Context, film: FilmName = None, with_: options.CompareWith = None,
    spoilers: Spoilers = False, json: Json = False, plain: Plain = False,
) -> None:  # fmt: skip
    from heartcli.lookup import compare as comparing
    from heartcli.text.display import quote

    notify = ctx.obj.message
    check_film_name(film)
    if not with_:
        raise UsageError(f"missing --with. Try: {_compare_command(film or [], [], notify)}")
    if len(with_) >= comparing.MAX_FILMS:
        raise UsageError(f"compare at most {comparing.MAX_FILMS} films at a time")
    try:
        films = [load_film(words, notify) for words in (film, *([name] for name in with_))]
    except UnknownNameError as error:
        if not film or error.name != " ".join(film):
            raise
        command = _compare_command(film, with_, notify)
        problem = f"no film called {quote(error.name)}. Try: {command}"
        raise UnknownNameError(error.name, problem) from error
    if repeated := comparing.find_repeated(films):
        raise UsageError(f"{repeated.title} ({repeated.year}) can't be compared with itself")
    show(ctx, comparing.compare(films, spoilers=spoilers), json, plain)


def _compare_command(words: list[str], with_: list[str], notify: Notify) -> str:
    """Returns the command that compares the films in FILM, with each other and with --with."""
    from heartcli.library.resolve import split_into_titles
    from heartcli.text.display import shell_quote

    first, *others = split_into_titles(words, notify) if words else [""]
    names = [shell_quote(name) for name in (*others, *with_)] or ["FILM"]
    options = (f"--with {name}" for name in names)
    return " ".join(["heart compare", *map(shell_quote, first.split()), *options])


@app.command(help="Show one fact.\n\n"
    "Picks one at random; --seed repeats it. A record id, such as cast/raul-julia-ray, shows that "
    "record.")  # fmt: skip
def fact(
    ctx: Context, words: options.FactWords = None, seed: options.FactSeed = None,
    spoilers: Spoilers = False, json: Json = False, plain: Plain = False,
) -> None:  # fmt: skip
    from random import Random

    from heartcli.lookup import facts
    from heartcli.text.display import format_command, shorten

    ids = [*dict.fromkeys(word.lower() for word in words or () if _is_record_id(word))]
    if len(ids) > 1:
        raise UsageError(f"use one record id: {shorten(ids[0])} or {shorten(ids[1])}")
    names = [word for word in words or () if not _is_record_id(word)]
    try:
        film = load_film(names, ctx.obj.message)
    except UnknownNameError as error:  # perhaps it's what the fact should be about
        search = format_command("search", *names)
        raise UnknownNameError(error.name, *error.lines, f"To search facts: {search}") from error
    if ids:
        result = facts.find_fact(film, ids[0], spoilers=spoilers)
    else:
        rng = Random(seed)  # noqa: S311 - no secret
        result = facts.random_fact(film, rng, spoilers=spoilers)
    show(ctx, result, json, plain)


def _is_record_id(word: str) -> bool:
    """Whether a word is the id of a record, such as cast/raul-julia-ray, and not a path."""
    from pathlib import Path

    from heartcli.filmfile import has_film_file_name
    from heartcli.model.sections import FACT_SECTIONS

    section, slash, _ = word.partition("/")
    path = Path(word)
    is_id = bool(slash) and section.lower() in ("film", *FACT_SECTIONS)
    is_path = os.path.exists(word)  # noqa: PTH110 - Path.exists raises an error for long names
    return is_id and not has_film_file_name(path) and not is_path


@app.command(help="List a film's sources.\n\n"
    "Groups them by kind, the most cited first. The number says how many facts rest on each."
)  # fmt: skip
def sources(ctx: Context, film: FilmName = None, json: Json = False, plain: Plain = False) -> None:
    from heartcli.lookup.sections import list_sources

    result = list_sources(load_film(film, ctx.obj.message))
    _show_unless_empty(ctx, result, film, json, plain)


def _show_sections(
    ctx: Context, command: str, film: list[str] | None, spoilers: bool, json: bool, plain: bool
) -> None:
    from heartcli.lookup.sections import lookup

    result = lookup(command, load_film(film, ctx.obj.message), spoilers=spoilers)
    _show_unless_empty(ctx, result, film, json, plain)


def _show_unless_empty(
    ctx: Context, result: "LookupResult | RecordList | SourceList", words: list[str] | None,
    json: bool, plain: bool,
) -> None:  # fmt: skip
    """Shows a result. If it is empty, says so instead of drawing an empty screen, and exits."""
    if json or plain or not result.is_empty:
        show(ctx, result, json, plain)
    if result.is_empty:
        ctx.obj.message(_describe_missing(result.command, result.film, words))
        raise typer.Exit(1)


def _describe_missing(command: str, film: "Film", words: list[str] | None) -> str:
    """Says that a film has nothing for a command, and which command helps."""
    from heartcli.catalogue.formats import FETCHED
    from heartcli.library.messages import film_title
    from heartcli.text.display import format_command

    nothing = _NOTHING.get(command, f"Nothing about the {command} of")
    if film.is_from_catalogue and command in _FETCHABLE and FETCHED not in film.sources:
        film_id = film.ids.wikidata or film.ids.imdb or f"{film.title} ({film.year})"
        advice = f"To look on Wikidata: {format_command('fetch', film_id)}"
    else:
        look_up = format_command("film", *words) if words else "heart film"
        advice = f"{look_up} shows what there is"
    return f"{nothing} {film_title(film.title, film.year)}. {advice}"

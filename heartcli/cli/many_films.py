"""The commands for many films."""

import os
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

import typer

from heartcli.cli import options
from heartcli.cli.context import Context, local_time, show
from heartcli.cli.errors import UsageError
from heartcli.errors import HeartError, Notify

if TYPE_CHECKING:
    from heartcli.catalogue.fetching.references import FilmReference
    from heartcli.catalogue.search.sorting import SortKey
    from heartcli.library.chains import Chain
    from heartcli.library.characters import CharacterSearch
    from heartcli.library.film_list import FilmSearchResult
    from heartcli.library.films import Selection
    from heartcli.library.people import Filmography

app = typer.Typer()
_USUAL_LIMIT = 10  # films
_MAX_SEED = 10_000


@app.command(help="List your shelf, or find films.\n\n"
    "Without arguments, lists your shelf. A title or a filter searches shelf and catalogue. "
    "Years and titles are sorted in ascending order, the rest in descending order."
)  # fmt: skip
def films(
    ctx: Context, text: options.FilmText = None, year: options.Years = "",
    genre: options.Genres = None, country: options.Countries = None,
    language: options.Language = "", person: options.Person = None,
    min_minutes: options.MinMinutes = None, max_minutes: options.MaxMinutes = None,
    source: options.FilmSource = "", sort: options.FilmSort = None,
    reverse: options.Reverse = False, random: options.AtRandom = False,
    seed: options.RandomSeed = None, limit: options.FilmLimit = None,
    json: options.Json = False, plain: options.Plain = False,
) -> None:  # fmt: skip
    from heartcli.catalogue.search.filters import FilmFilter

    if seed is not None and not random:
        raise UsageError("--seed needs --random")
    film_filter = FilmFilter(
        options.parse_years(year), tuple(genre or ()), tuple(country or ()), tuple(person or ()),
        source, languages=(language,) if language else (),
        minutes=options.parse_minutes(min_minutes, max_minutes),
    )  # fmt: skip
    if not (text or film_filter or sort or reverse or random or limit is not None):
        from heartcli.library.shelf import Shelf

        show(ctx, Shelf(ctx.obj.message).listing(), json, plain)
        return
    from heartcli.library.films import search_films

    is_new = random and seed is None
    seed = _roll() if is_new else seed
    title = " ".join(text or ())
    selection = _selection(title, sort, limit, seed, reverse=reverse)
    result = search_films(title, film_filter, selection, ctx.obj.message)
    for line in _messages(result, seed if is_new else None, json=json, plain=plain):
        ctx.obj.message(line)
    show(ctx, result, json, plain)
    if not result.films:
        raise typer.Exit(1)


def _messages(
    result: "FilmSearchResult", new_seed: int | None, *, json: bool, plain: bool
) -> Iterator[str]:
    """Yields the messages about a result that its screen doesn't show."""
    if json or plain or not (result.films or result.closest):
        yield from result.meanings
    if new_seed is not None and result.films:
        yield f"Picked at random. To pick them again: --seed {new_seed}"
    if result.missing:
        yield result.missing_with_closest if plain else result.missing
    if plain and len(result.films) < result.total:
        yield f"Showing {len(result.films):,} of {result.total:,} films. Use --limit 0 for all"


def _roll() -> int:
    """Returns a seed that is short enough to type."""
    from random import randrange

    return randrange(_MAX_SEED)  # noqa: S311 - no secret


def _selection(
    title: str, sort: "SortKey | None", limit: int | None, seed: int | None, *, reverse: bool
) -> "Selection":
    """Returns which films to list, at random if there is a seed.

    Raises UsageError if the options don't fit together.
    """
    from heartcli.catalogue.search.sorting import FilmOrder
    from heartcli.library.films import Selection

    is_random = seed is not None
    if reverse and not sort and (title or is_random):
        raise UsageError("--reverse needs --sort here")
    order = FilmOrder(sort or "popularity", reverse) if sort or reverse else None
    limit = _USUAL_LIMIT if limit is None else limit
    if not is_random:
        return Selection(limit, order)
    from random import Random

    return Selection(limit, order, Random(seed))  # noqa: S311 - no secret


@app.command(help="List a person's films.\n\n"
    "Lists jobs or characters, year by year. Add --with for films people share, --to for a chain of"
    " films.")  # fmt: skip
def who(
    ctx: Context, name: options.PersonName = None, with_: options.SharedWith = None,
    to: options.ChainEnd = None, job: options.Job = "", character: options.Character = None,
    json: options.Json = False, plain: options.Plain = False,
) -> None:  # fmt: skip
    options.check_person_options(name, with_, to, job, character)
    notify = ctx.obj.message
    if to is not None:
        chain = _find_chain(name or [], to, notify)
        if plain and chain.left_out:
            notify(chain.left_out)
        result: Filmography | Chain | CharacterSearch = chain
    else:
        result = _find_who(name or [], with_ or [], job, character, notify)
    show(ctx, result, json, plain)
    if not result.has_films:
        raise typer.Exit(1)


def _find_chain(name: list[str], to: str, notify: Notify) -> "Chain":
    from heartcli.library.chains import find_chain

    chain = find_chain(name, to, notify)
    if chain.people[0] == chain.people[1]:
        raise UsageError(f"NAME and --to both mean {chain.people[0]}. Use --to for somebody else")
    return chain


def _find_who(
    name: list[str], others: list[str], job: str, character: str | None, notify: Notify
) -> "Filmography | CharacterSearch":
    """Returns what `heart who` shows without --to: a character's parts or a person's films."""
    if character is not None and not others:
        from heartcli.library import characters

        if not name:
            return characters.find_character(character, notify)
        if parts := characters.find_whole_character([character, *name], notify):
            return parts
    from heartcli.library.people import find_filmography
    from heartcli.text.display import join_with_and

    result = find_filmography(name, others, notify, job=job, character=character or "")
    if len(result.people) <= len(others):
        people = join_with_and(result.people)
        raise UsageError(f"NAME and --with both mean {people}. Use --with for somebody else")
    return result


@app.command(help="Get films from Wikidata.\n\n"
    "Adds them to your catalogue, with Wikipedia's summary. No other command goes online."
)  # fmt: skip
def fetch(
    ctx: Context, title: options.FetchTitle = None, source: options.FetchSource = "",
    refresh: options.Refresh = False, dry_run: options.DryRun = False,
    json: options.Json = False, plain: options.Plain = False,
) -> None:  # fmt: skip
    from heartcli import output
    from heartcli.catalogue.fetching import client, plan, run
    from heartcli.library import fetched
    from heartcli.output.signals import exit_on_signals

    options.check_at_most_one(("--json", json), ("--plain", plain))
    message = ctx.obj.message
    references = _find_references(title, source, message, refresh=refresh)
    if dry_run:
        requests = plan.plan_requests(os.environ, references, refresh=refresh)
        show(ctx, fetched.RequestList(requests=requests), json, plain)
        message(
            "No requests were sent. Braces stand for values from earlier answers"
            if requests
            else "Nothing to fetch: the films are already there. Use --refresh to fetch them again"
        )
        return
    with exit_on_signals(), output.progress_bar(ctx.obj) as progress:
        connection = client.connect(
            os.environ, message, local_time, time.sleep, is_long=bool(source)
        )
        fetcher = run.Fetcher(connection, local_time().date(), progress, message, refresh=refresh)
        result = fetcher.complete(references) if source else fetcher.fetch(references)
    summary = fetched.summarize_fetch(source, result, message)
    show(ctx, summary, json, plain)
    if summary.is_failure:
        raise typer.Exit(1)


def _find_references(
    title: list[str] | None, source: str, notify: Notify, *, refresh: bool
) -> "list[FilmReference]":
    """Returns references to the films to fetch, from TITLE or from a source."""
    from heartcli.catalogue.fetching import incomplete, references

    options.check_at_most_one(("TITLE", title), ("--source", source))
    if source:
        return incomplete.find_incomplete(source, notify, refresh=refresh)
    if not title:
        raise UsageError("missing title. Try: heart fetch 'Dune (2021)'")
    return references.parse_references(title)


@app.command("import", help="Add films from files to your catalogue.\n\n"
    "Reads dumps and exports, as files, folders or zip archives. Importing a source again replaces "
    "it.")  # fmt: skip
def import_(
    ctx: Context, format_: options.ImportFormat = "", paths: options.Paths = None,
    name: options.SourceName = "", kinds: options.Kinds = "movie,tvMovie",
    min_votes: options.MinVotes = 0, json: options.Json = False, plain: options.Plain = False,
) -> None:  # fmt: skip
    from heartcli import output
    from heartcli.catalogue.formats import FORMATS
    from heartcli.catalogue.importing.run import ImportRequest, import_source
    from heartcli.catalogue.importing.sink import ImportFilter
    from heartcli.library import catalogue_info
    from heartcli.output.signals import exit_on_signals

    options.check_at_most_one(("--json", json), ("--plain", plain))
    format_, places = options.split_import_arguments([format_, *(paths or ())])
    if not format_:
        from heartcli.catalogue.importing.recognition import recognize_format

        format_ = recognize_format(places, output.NullProgress())
        ctx.obj.message(f"Recognised {FORMATS[format_].description}")
    options.check_not_a_format(name, format_)
    title_types = None if kinds == "all" else frozenset(kinds.split(","))
    filters, day = ImportFilter(title_types, min_votes), local_time().date()
    request = ImportRequest(format_, tuple(places), name or format_, filters, day)
    try:
        with exit_on_signals(), output.progress_bar(ctx.obj) as progress:
            result = import_source(request, progress, ctx.obj.message)
    except HeartError:
        from heartcli.catalogue.importing.recognition import check_format

        check_format(format_, places, output.NullProgress())
        raise
    show(ctx, catalogue_info.summarize_import(request, result, ctx.obj.message), json, plain)


@app.command(help="Show what the catalogue holds.\n\n"
    "Lists each source with its films and date. Use --remove to delete a source.")  # fmt: skip
def catalogue(
    ctx: Context, remove: options.Remove = "", yes: options.AssumeYes = False,
    json: options.Json = False, plain: options.Plain = False,
) -> None:  # fmt: skip
    from heartcli.catalogue.formats import FETCHED, WIKIPEDIA
    from heartcli.library import catalogue_info

    if not remove:
        show(ctx, catalogue_info.load_catalogue_info(ctx.obj.message), json, plain)
        return
    names = [FETCHED, WIKIPEDIA] if remove == FETCHED else [remove]
    _check_removable(names)
    quoted = " and ".join(f"'{name}'" for name in names)
    if not options.confirm(ctx.obj, f"Remove all data from {quoted}?", yes=yes):
        ctx.obj.message("Nothing removed")
        return
    _remove(names, ctx.obj.message)
    ctx.obj.message(f"Removed {' and '.join(names)}")


def _check_removable(names: list[str]) -> None:
    from heartcli.catalogue.fetching.documents import FetchedFilms
    from heartcli.catalogue.formats import FETCHED, WIKIPEDIA
    from heartcli.catalogue.importing.run import check_removable

    if names == [WIKIPEDIA]:
        command = f"heart catalogue --remove {FETCHED}"
        raise HeartError(f"{WIKIPEDIA} can only be removed with {FETCHED}. Try: {command}")
    if FETCHED not in names or not FetchedFilms.of_user().paths():
        check_removable(names)


def _remove(names: list[str], notify: Notify) -> None:
    from heartcli.catalogue.fetching.update import remove_fetched
    from heartcli.catalogue.formats import FETCHED
    from heartcli.catalogue.importing.run import remove_sources
    from heartcli.output.signals import exit_on_signals

    with exit_on_signals():
        if FETCHED in names:
            remove_fetched(notify)
        else:
            remove_sources(names, notify)

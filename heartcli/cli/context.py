"""The context of a command: its terminal, its film, the time, and how it shows its result."""

import os
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import typer

from heartcli.cli.errors import UsageError
from heartcli.cli.options import check_at_most_one
from heartcli.errors import HeartError, Notify
from heartcli.output.terminal import Terminal

if TYPE_CHECKING:
    from heartcli.model.film import Film
    from heartcli.output import Result


CITE_ALL = "heartcli.cite_all"  # in Typer's `ctx.meta`: whether --cite was given


class Context(typer.Context):
    """Typer's context, holding the terminal that the group creates."""

    obj: Terminal


def show(ctx: Context, result: "Result", json: bool, plain: bool) -> None:
    """Shows a result as a table, as JSON or as plain text."""
    from heartcli import output

    check_at_most_one(("--json", json), ("--plain", plain))
    form: output.Form = "json" if json else "plain" if plain else "table"
    output.write(ctx.obj, result, form, cite=ctx.meta.get(CITE_ALL, False))


def local_time() -> datetime:
    now = datetime.now(UTC)
    with suppress(OverflowError, ValueError):  # fails near the years 1 and 9999
        now = now.astimezone()
    return now


def load_film(words: list[str] | None, notify: Notify, *, questions: bool = False) -> "Film":
    """Loads the film that FILM or `$HEART_FILM` names, or the bundled one.

    The bundled film has its written questions only if `questions` is set.

    Raises HeartError if no film matches, or none is clearly the best match, and UsageError if FILM
    is empty.
    """
    from heartcli.library.shelf import Shelf, load_bundled_film

    check_film_name(words)
    typed, preset = " ".join(words or ()).strip(), os.environ.get("HEART_FILM", "").strip()
    if not (name := typed or preset):
        return load_bundled_film(notify, questions=questions)
    shelf = Shelf(notify)
    try:
        if film := shelf.find(name):
            return film
        from heartcli.library.resolve import resolve_near  # slower: searches the catalogue

        return resolve_near(name, shelf, notify)
    except HeartError as error:
        if typed:
            raise
        first, *others = error.lines
        raise HeartError(f"HEART_FILM: {first}", *others) from error


def check_film_name(words: list[str] | None) -> None:
    """Raises UsageError if FILM is given, but empty."""
    if words and not "".join(words).strip():
        raise UsageError("FILM is empty. Use a title, an id or a path")


def replay_argument(film: "Film", words: list[str] | None, notify: Notify) -> str:
    """Returns the film's name for a command that others can run; "" for the default film.

    The name is the film's id, or the file's path if the film isn't on the shelf.
    """
    from heartcli.library.shelf import Shelf

    name = " ".join(words or ()) or os.environ.get("HEART_FILM", "")
    if not name:
        return ""
    if film.is_from_catalogue or any(entry.id == film.id for entry in Shelf(notify).entries):
        return film.id
    return f"./{name}" if name.startswith("-") else name

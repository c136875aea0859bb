"""The arguments and options that commands share, with their checks and completions."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple, TypeVar

import typer
from typer import Argument, BadParameter, CallbackParam, Option
from typer.main import get_click_type

from heartcli.cli.errors import Click, UsageError

if TYPE_CHECKING:
    from heartcli.catalogue.search.filters import FilmFilter
    from heartcli.output.terminal import Terminal
    from heartcli.quiz.questions.question import Form

_MAX_MINUTES = 99_999  # of a film
_MAX_SECONDS = 86_400  # per question: one day
T = TypeVar("T")


def _restrict(annotation: type, pattern: str) -> Click:
    """Returns a number type that accepts only text matching a pattern.

    Python also reads 1_000, +5, nan and digits of other scripts.
    """
    kind: Click = type(get_click_type(annotation=annotation, parameter_info=Option(min=0)))

    def convert(self: Click, value: Click, param: Click, ctx: Click) -> Click:
        if isinstance(value, str) and not re.fullmatch(pattern, value):
            self.fail(f"{value!r} is not a valid number.", param, ctx)
        return kind.convert(self, value, param, ctx)

    return type(kind.__name__, (kind,), {"convert": convert})


_Whole = _restrict(int, "[0-9]+")
_Decimal = _restrict(float, r"[0-9]+(\.[0-9]+)?")


class Scope(NamedTuple):
    """The films that a round asks about: those named, the shelf, or films in the catalogue."""

    words: list[str] | None  # of FILM
    names: Sequence[str]  # from --film
    without: Sequence[str]  # names of films to leave out
    film_filter: FilmFilter | None  # for films in the catalogue
    shelf: bool


def _not_empty(ctx: typer.Context, param: CallbackParam, value: T) -> T:
    """Raises UsageError if an option has an empty text that isn't its default."""
    texts = value if isinstance(value, list) else [value]
    source = ctx.get_parameter_source(param.name or "")
    if "" in texts and source and source.name == "COMMANDLINE":
        raise UsageError(f"{param.opts[0]} is empty")
    return value


def _checked(check: Callable[[str], str]) -> Callable[[typer.Context, CallbackParam, str], str]:
    """Returns a callback that checks an option's text, which may not be empty."""

    def callback(ctx: typer.Context, param: CallbackParam, value: str) -> str:
        return check(_not_empty(ctx, param, value))

    return callback


def _check_choice(noun: str, text: str, choices: Collection[str], more: str = "") -> str:
    from heartcli.text.display import suggest

    if text not in choices:
        hint = suggest(text, choices) or f". Use {', '.join(choices)}{more}"
        raise BadParameter(f"unknown {noun} '{text}'{hint}")
    return text


def _check_section(text: str) -> str:
    return text and _check_choice("section", text, _sections())


def _sections() -> tuple[str, ...]:
    """Returns the sections, then the look-up commands that show parts of several."""
    from heartcli.model.sections import FACT_SECTIONS, LOOK_UPS

    return tuple(dict.fromkeys(("film", *FACT_SECTIONS, *LOOK_UPS)))


def split_import_arguments(words: Sequence[str]) -> tuple[str, list[Path]]:
    """Returns the format, or "" if the first word is a path, and the paths."""
    from heartcli.catalogue.formats import IMPORT_FORMATS

    first, *others = words
    if not first:
        raise UsageError("missing PATH. Try: heart import --help")
    if "" in others:
        raise UsageError("PATH is empty. Use the path of a file or folder")
    is_format = first in IMPORT_FORMATS
    if is_format and not others:
        raise UsageError(f"missing PATH. To import a file called {first}, use ./{first}")
    if not is_format and others and first.isidentifier() and not Path(first).exists():
        _check_choice("format", first, IMPORT_FORMATS)
    return (first, [*map(Path, others)]) if is_format else ("", [*map(Path, words)])


def _check_title_types(text: str) -> str:
    from heartcli.catalogue.importing.title_types import TITLE_TYPES

    kinds = [kind.strip() for kind in text.split(",")]
    if kinds != ["all"]:
        for kind in kinds:
            _check_choice("kind", kind, TITLE_TYPES, ", or all")
    return ",".join(kinds)


def _check_source_name(text: str) -> str:
    from heartcli.catalogue.formats import FETCHED, WIKIPEDIA
    from heartcli.text.folding import slug

    if text and text != slug(text):
        raise BadParameter(f"'{text}' is not a source name. Use {slug(text) or 'my-films'}")
    if text in (FETCHED, WIKIPEDIA):
        raise BadParameter(f"'{text}' is reserved for heart fetch. Use another name")
    return text


def check_not_a_format(source_name: str, format_: str) -> None:
    """Raises a usage error if a source of one format would get the name of another."""
    from heartcli.catalogue.formats import FORMATS

    if source_name in FORMATS and source_name != format_:
        raise UsageError(f"'{source_name}' is the name of a format. Use a name such as my-films")


def _lower(source_name: str) -> str:
    return source_name.lower()


def _check_seed(text: str) -> str:
    from heartcli.quiz.rounds.build import parse_seed

    try:
        parse_seed(text or "0")
    except ValueError as error:
        raise BadParameter(str(error)) from error
    return text


def _check_years(text: str) -> str:
    parse_years(text)
    return text


def _complete_film(incomplete: str) -> list[str]:
    from heartcli.library.shelf import Shelf

    return _matching((entry.id for entry in Shelf(lambda *_: None).entries), incomplete)


def _complete_section(incomplete: str) -> list[str]:
    return _matching(_sections(), incomplete)


def _complete_format(incomplete: str) -> list[str]:
    from heartcli.catalogue.formats import IMPORT_FORMATS

    return _matching(IMPORT_FORMATS, incomplete)


def _export_formats() -> list[str]:
    from heartcli.export.formats import FILM_FORMATS, FORMATS

    return [*FORMATS, *FILM_FORMATS]


def _check_export_format(text: str) -> str:
    return _check_choice("format", text, _export_formats())


def _complete_export_format(incomplete: str) -> list[str]:
    return _matching(_export_formats(), incomplete)


def _complete_source(incomplete: str) -> list[str]:
    from heartcli.catalogue import store

    return _matching(store.imported_source_names(), incomplete)


def _matching(names: Iterable[str], incomplete: str) -> list[str]:
    """Returns names that start with the typed text and consist of letters, digits and hyphens.

    A shell might run anything else as a command.
    """
    from heartcli.text.folding import slug

    def is_plain(name: str) -> bool:
        return name.removeprefix("Q") == slug(name.removeprefix("Q")) != ""

    return [name for name in names if name.startswith(incomplete) and is_plain(name)]


def parse_years(text: str) -> tuple[int, int] | None:
    """Parses "1982" or "1980-1989"; None if empty."""
    if not text:
        return None
    first, hyphen, last = text.partition("-")
    years = (first, last if hyphen else first)
    if not all(year.isascii() and year.isdecimal() and len(year) == 4 for year in years):
        raise BadParameter(f"'{text}' is not a year. Use 1982 or 1980-1989")
    if years[0] > years[1]:
        raise BadParameter(f"'{text}' ends before it starts")
    return int(years[0]), int(years[1])


def parse_minutes(shortest: int | None, longest: int | None) -> tuple[int, int] | None:
    """Returns the limits of a running time; None if there are none."""
    if shortest is None and longest is None:
        return None
    if shortest is not None and longest is not None and shortest > longest:
        raise UsageError(f"--min-minutes {shortest} is more than --max-minutes {longest}")
    return shortest or 0, _MAX_MINUTES if longest is None else longest


def expand_form(form: str) -> tuple[Form, ...]:
    """Returns the question forms that --form selects: one, or all for "mixed"."""
    from heartcli.quiz.questions.question import FORMS

    return tuple(name for name in FORMS if form in (name, "mixed"))


def confirm(terminal: Terminal, question: str, *, yes: bool) -> bool:
    """Asks for confirmation on the terminal, unless --yes was given."""
    if not yes and not terminal.can_prompt:
        raise UsageError("can't ask for confirmation here. Use --yes")
    from heartcli.text.display import safe_for_terminal

    return yes or typer.confirm(safe_for_terminal(question), err=True)


def check_at_most_one(*options: tuple[str, object]) -> None:
    """Raises UsageError if more than one of these (name, value) pairs has a value."""
    given = [name for name, value in options if value]
    if len(given) > 1:
        raise UsageError(f"use {' or '.join(given[:2])}, not both")


def check_for_film(format_: str, *options: tuple[str, object]) -> None:
    """Raises UsageError if one of these (name, value) pairs has a value.

    The options choose questions, which a format for films doesn't export.
    """
    for name in (name for name, value in options if value):
        raise UsageError(f"{name} is for questions, but {format_} exports a film")


def check_person_options(
    name: object, with_: object, to: str | None, job: str, character: str | None
) -> None:
    """Raises UsageError if options of `heart who` exclude each other, or need a name."""
    has_character = ("--character", character is not None)
    for option in (("--with", with_), ("--job", job), has_character):
        check_at_most_one(("--to", to is not None), option)
    check_at_most_one(("--job", job), has_character)
    if not name and (character is None or with_):
        raise UsageError("missing NAME. Try: heart who 'Teri Garr'")


def scope(
    words: list[str] | None,
    films: list[str] | None,
    *,
    shelf: bool,
    without: list[str] | None,
    catalogue: bool,
    year: str,
    genre: str,
    person: list[str] | None,
    source: str,
) -> Scope:
    """Returns which films a round asks about. Raises UsageError if options exclude each other."""
    conditions = {"--year": year, "--genre": genre, "--person": person, "--source": source}
    [catalogue_option, *_] = [*filter(conditions.get, conditions), "--catalogue"]
    if catalogue:
        catalogue_option = "--catalogue"
    is_catalogue = catalogue or any(conditions.values())
    check_at_most_one(
        (catalogue_option, is_catalogue), ("--shelf", shelf), ("--film", films), ("FILM", words)
    )
    if without and not (is_catalogue or shelf or films):
        raise UsageError("--without needs --shelf, --film or --catalogue")
    film_filter = None
    if is_catalogue:
        from heartcli.catalogue.search.filters import FilmFilter

        genres, people = (genre,) if genre else (), tuple(person or ())
        film_filter = FilmFilter(parse_years(year), genres, people=people, source=source)
    return Scope(words, films or (), without or (), film_filter, shelf=shelf)


# fmt: off
FilmName = Annotated[list[str] | None, Argument(metavar="[FILM]...", autocompletion=_complete_film,
    help="Title, id or film file (default: $HEART_FILM or One from the Heart).")]
Everything = Annotated[bool, Option("--all", help="Show everything, from cast to releases.")]
Spoilers = Annotated[bool, Option("--spoilers", help="Include spoilers.")]
Json = Annotated[bool, Option("--json", help="Print JSON.")]
Plain = Annotated[bool, Option("--plain", help="Print tab-separated lines.")]
Limit = Annotated[int, Option(metavar="N", click_type=_Whole(min=0),
    help="Show at most N results; 0 for all.")]
AssumeYes = Annotated[bool, Option("--yes", help="Don't ask for confirmation.")]

# Look up
SearchText = Annotated[list[str], Argument(metavar="TEXT...", help="Words to search for.")]
SearchFilm = Annotated[str | None, Option(metavar="FILM", callback=_not_empty,
    help="Search this film.", autocompletion=_complete_film)]
SearchShelf = Annotated[bool, Option("--shelf", help="Search every film on your shelf.")]
CompareWith = Annotated[list[str] | None, Option("--with", metavar="FILM", callback=_not_empty,
    help="Film to compare (repeatable).", autocompletion=_complete_film)]
FactWords = Annotated[list[str] | None, Argument(metavar="[FILM]... [RECORD]",
    autocompletion=_complete_film,
    help="Title, id or film file (default: $HEART_FILM or One from the Heart), and a record's id.")]
FactSeed = Annotated[int | None, Option(metavar="N", click_type=_Whole(min=0),
    help="Show the same fact again.")]

# Many films
FilmText = Annotated[list[str] | None, Argument(metavar="[TEXT]...",
    help="A title, or what you remember of it.")]
Years = Annotated[str, Option("--year", metavar="YEAR[-YEAR]", callback=_checked(_check_years),
    help="A year or a range: 1982, 1980-1989.")]
Genre = Annotated[str, Option(metavar="GENRE", callback=_not_empty, help="Only this genre.")]
Genres = Annotated[list[str] | None, Option("--genre", metavar="GENRE", callback=_not_empty,
    help="Only this genre, such as noir (repeatable).")]
Countries = Annotated[list[str] | None, Option("--country", metavar="COUNTRY", callback=_not_empty,
    help="Only this country (repeatable).")]
Language = Annotated[str, Option(metavar="LANGUAGE", callback=_not_empty,
    help="Only this language.")]
MinMinutes = Annotated[int | None, Option("--min-minutes", metavar="N",
    click_type=_Whole(min=0, max=_MAX_MINUTES), help="Only films of at least N minutes.")]
MaxMinutes = Annotated[int | None, Option("--max-minutes", metavar="N",
    click_type=_Whole(min=1, max=_MAX_MINUTES), help="Only films of at most N minutes.")]
FilmSort = Annotated[
    Literal["popularity", "year", "title", "minutes", "rating", "votes", "box-office"] | None,
    Option("--sort", metavar="KEY",
        help="Sort by popularity (default without TEXT), year, title, minutes, rating, votes or"
        " box-office.")]
Reverse = Annotated[bool, Option("--reverse", help="Reverse the order.")]
AtRandom = Annotated[bool, Option("--random", help="Pick films at random.")]
RandomSeed = Annotated[int | None, Option("--seed", metavar="N", click_type=_Whole(min=0),
    help="Repeat an earlier --random, by the number it printed.")]
FilmLimit = Annotated[int | None, Option("--limit", metavar="N", click_type=_Whole(min=0),
    help="Show at most N films; 0 for all (default: 10).")]
Person = Annotated[list[str] | None, Option(metavar="NAME", callback=_not_empty,
    help="Only films with this person (repeatable).")]
FilmSource = Annotated[str, Option("--source", metavar="SOURCE", callback=_checked(_lower),
    autocompletion=_complete_source, help="Only films from this source (see heart catalogue).")]
PersonName = Annotated[list[str] | None, Argument(metavar="[NAME]...",
    help="A name, or part of one.")]
SharedWith = Annotated[list[str] | None, Option("--with", metavar="NAME", callback=_not_empty,
    help='Only films shared with this person, such as "Teri Garr" (repeatable).')]
ChainEnd = Annotated[str | None, Option("--to", metavar="NAME", callback=_not_empty,
    help="Show the shortest chain of films to this person.")]
Job = Annotated[str, Option(metavar="JOB", callback=_not_empty,
    help="Only films with NAME in this job, such as director.")]
Character = Annotated[str | None, Option(metavar="NAME", callback=_not_empty,
    help='Show who played this character, such as "Rick Blaine".')]
FetchTitle = Annotated[list[str] | None, Argument(metavar="[TITLE]...",
    help="Title and year, or Wikidata, IMDb or TMDb ids.")]
FetchSource = Annotated[str, Option("--source", metavar="SOURCE", callback=_checked(_lower),
    autocompletion=_complete_source, help="Get casts and details for the films of this source.")]
Refresh = Annotated[bool, Option("--refresh", help="Fetch again, even if already fetched.")]
DryRun = Annotated[bool, Option("--dry-run", help="Print the requests; send nothing.")]
ImportFormat = Annotated[str, Argument(metavar="[FORMAT]", autocompletion=_complete_format,
    help="imdb, imdb-lists, letterboxd, movielens, tmdb, omdb, wikidata, nfo or csv."
    " Recognised if left out.")]
Paths = Annotated[list[str] | None, Argument(metavar="PATH...",  # Path takes "" for a folder
    help="Files, folders or zip archives to read.")]  # the import reports unreadable files
SourceName = Annotated[str, Option("--as", metavar="NAME", callback=_checked(_check_source_name),
    help="Name the source (default: the format).")]
Kinds = Annotated[str, Option(metavar="KIND,...", callback=_checked(_check_title_types),
    help="IMDb title types to import, or all.")]
MinVotes = Annotated[int, Option(metavar="N", click_type=_Whole(min=0),
    help="Skip films with fewer votes.")]
Remove = Annotated[str, Option(metavar="SOURCE", callback=_checked(_lower),
    autocompletion=_complete_source, help="Remove a source and its data.")]

# Play
QuestionCount = Annotated[int, Option(metavar="N", click_type=_Whole(min=1, max=1000),
    help="Ask N questions.")]
MaxCount = Annotated[int | None, Option(metavar="N", click_type=_Whole(min=1),
    help="Ask at most N questions.")]
AnswerForm = Annotated[
    Literal["mixed", "choice", "typed", "estimate", "order", "true-false", "clues"],
    Option("--form", metavar="FORM",
        help="choice, typed, estimate, order, true-false, clues or mixed.")]
Films = Annotated[list[str] | None, Option("--film", metavar="FILM", callback=_not_empty,
    help="Ask about this film (repeatable).", autocompletion=_complete_film)]
WithoutFilms = Annotated[list[str] | None, Option("--without", metavar="FILM", callback=_not_empty,
    help="Leave this film out (repeatable).", autocompletion=_complete_film)]
Source = Annotated[str, Option(metavar="SOURCE", callback=_checked(_lower),
    autocompletion=_complete_source,
    help="Ask about films from this source (see heart catalogue).")]
Section = Annotated[str, Option(metavar="SECTION",
    help="Only questions about this section, such as cast or music.",
    callback=_checked(_check_section), autocompletion=_complete_section)]
Difficulty = Annotated[Literal["easy", "medium", "hard"] | None,
    Option(metavar="LEVEL", help="Only easy, medium or hard questions.")]
Seed = Annotated[str, Option(metavar="SEED", callback=_checked(_check_seed),
    help="Replay the round with this seed.")]
Daily = Annotated[bool, Option("--daily", help="Play today's round.")]
FromShelf = Annotated[bool, Option("--shelf", help="Ask about all films on your shelf.")]
FromCatalogue = Annotated[bool, Option("--catalogue",
    help="Ask about films in the catalogue.")]
TimeLimit = Annotated[float | None, Option("--time", metavar="SECONDS",
    click_type=_Decimal(min=1, max=_MAX_SECONDS), help="Limit the time per question.")]
Replies = Annotated[str, Option(metavar="FILE", callback=_not_empty,
    help="Read replies from FILE; - is stdin.")]
NoSave = Annotated[bool, Option("--no-save", help="Don't save your answers.")]
PlainRound = Annotated[bool, Option("--plain", help="Print plain lines, for screen readers.")]
JsonRound = Annotated[bool, Option("--json", help="Print questions and answers; don't play.")]
Restore = Annotated[bool, Option("--restore",
    help="Bring back the questions you didn't want to be asked again.")]
Reset = Annotated[bool, Option("--reset", help="Delete all progress, keeping a backup.")]

# Keep and share
Files = Annotated[list[Path], Argument(metavar="FILE...", help="Film files, or folders of them.")]
NewTitle = Annotated[list[str], Argument(metavar="TITLE...",
    help='The title, with its year: "Casablanca (1942)".')]
NewYear = Annotated[int | None, Option(metavar="YEAR", click_type=_Whole(),
    help="Year of release.")]
ExportFormat = Annotated[str, Argument(metavar="FORMAT", callback=_checked(_check_export_format),
    autocompletion=_complete_export_format,
    help="sheet, markdown, anki, csv, kahoot, blooket, gift, moodle, qti or nfo.")]
ExportCount = Annotated[int | None, Option("--count", metavar="N",
    click_type=_Whole(min=1, max=1000),
    help="Export N questions (default: 10 on sheets and in games; otherwise all, or 200 from"
    " the catalogue).")]
EveryQuestion = Annotated[bool, Option("--all",
    help="Export every question (from the catalogue, 1,000).")]
ExportedForm = Annotated[
    Literal["mixed", "choice", "typed", "estimate", "order", "true-false", "clues"] | None,
    Option("--form", metavar="FORM",
        help="choice, typed, estimate, order, true-false, clues or mixed.")]
NameFilms = Annotated[bool, Option("--name-films", help="Name the film in every question.")]
QuizTitle = Annotated[str, Option("--title", metavar="TEXT", callback=_not_empty,
    help="Give the quiz this title (default: its films).")]
DailyExport = Annotated[bool, Option("--daily", help="Export today's round.")]
Force = Annotated[bool, Option("--force", help="Overwrite an existing file.")]
Output = Annotated[str, Option("--output", "-o", metavar="PATH|-", callback=_not_empty,
    help="Write to PATH; - is stdout.")]
# fmt: on

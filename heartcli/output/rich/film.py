"""The screen of `heart film`: a film on one screen."""

from __future__ import annotations

from itertools import chain, zip_longest
from typing import TYPE_CHECKING

from rich.text import Text

from heartcli.catalogue.formats import FETCHED
from heartcli.lookup.money import main_figures
from heartcli.lookup.sections import LOOKUPS, has_content, others_in_words
from heartcli.model.sections import FILM_JOBS
from heartcli.output.rich.ink import spaces
from heartcli.output.rich.layout import GAP, INDENT
from heartcli.output.rich.page import Page, value_in_words
from heartcli.output.rich.palette import QUIET, QUOTE
from heartcli.output.rich.table import Table
from heartcli.text.display import format_command, in_sentence_case
from heartcli.text.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from heartcli.lookup.sections import LookupResult
    from heartcli.model.film import Film
    from heartcli.model.records import CastMember, Dispute, Edition, Figure, Rating, Strings

_MAIN_WIDTH = 72  # columns of the panel on the left of a wide page
_MAX_LINES = 2  # of names for each job
_LABEL_WIDTH = 12  # columns at least
_MAX_LINES_BEFORE_FACTS = 13  # after more, only necessary rows fit a screen of 24 lines
_COUNT_WORDS = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_TITLE_FIELDS = ("year", "title", "original_title", "")  # their disputes are noted in the title
_KIND_FIELDS = ("genres", "countries", "languages")


def draw(result: LookupResult, page: Page) -> None:
    film = result.film
    page.title(film, "film", _head_notes(film, _TITLE_FIELDS, page))
    if page.is_wide:
        page.panels(
            lambda panel: _draw_main(result, panel, has_side=True),
            lambda panel: _draw_side(result, panel), _MAIN_WIDTH,
        )  # fmt: skip
    else:
        _draw_main(result, page)
    if film.is_from_catalogue and not film.cast and FETCHED not in film.sources:
        page.gap()
        _draw_fetch_hint(film, page)
    page.footer(_more(result, page))


def _draw_fetch_hint(film: Film, page: Page) -> None:
    """Draws the command that gets the film's cast from Wikidata."""
    film_id = film.ids.wikidata or film.ids.imdb  # several films may have the same title and year
    command = format_command("fetch", film_id or f"{film.title} ({film.year})")
    page.prose(page.hint("To get the cast from Wikidata", command))


def _draw_main(result: LookupResult, page: Page, *, has_side: bool = False) -> None:
    film, cast = result.film, result.sections["cast"]
    premise = page.with_mark(page.untrusted(film.premise), film.cited.get("premise", ()))
    page.prose(page.untrusted(film.original_title, QUOTE), premise)
    for dispute in film.disputes:
        if dispute.field == "premise":
            page.gap()
            text = f"According to {_source_names(dispute, film)}: {dispute.value or dispute.says}"
            page.prose(page.untrusted(text))
    page.gap()
    has_characters = any(member.character for member in cast)
    makers = [*_makers(result, page), *([] if has_characters else _among_the_cast(result, page))]
    width = max([_LABEL_WIDTH, *(label.cell_len for label, _ in makers)])
    page.labelled(makers, width)
    if has_characters and not has_side:
        page.gap()
        _draw_cast(cast, page, INDENT + width + GAP)
    facts = [*_facts(result, page, has_side=has_side), *_kind(film, page), *_viewing(film, page)]
    page.gap()
    page.labelled(facts, width)


def _draw_side(result: LookupResult, page: Page) -> None:
    """Draws the panel beside the main facts on a wide page."""
    cast, film = result.sections["cast"], result.film
    if any(member.character for member in cast):
        page.section("Cast")
        _draw_pairs([_pair(member, page) for member in cast], page, INDENT)
    editions = [edition for edition in result.sections["editions"] if edition.minutes]
    if len(editions) > 1:
        page.section("Running times")
        rows = [
            [page.untrusted(edition.name), _year(edition, page), _minutes(edition, page)]
            for edition in editions
        ]
        Table(page, rows, right=(2,), elastic=(0,)).draw_all(rows)
    if money := main_figures(film.figures):
        page.section("Money")
        rows = [
            [_figure_label(label, f, page), page.untrusted(f.format_amount(f.amount))]
            for label, f in money
        ]
        Table(page, rows, right=(1,), elastic=(0,)).draw_all(rows)


def _makers(result: LookupResult, page: Page) -> Iterator[tuple[Text, Text]]:
    """Returns rows of names by job; a job without a label in `SECTIONS` keeps its name."""
    labels = {job: label for label, jobs in FILM_JOBS.items() for job in jobs}
    groups: dict[str, dict[str, Strings]] = {}
    for member in result.sections["crew"]:
        names = groups.setdefault(labels[fold(member.job)], {})
        names.setdefault(member.name, member.sources)
    for label in FILM_JOBS:
        if names := groups.get(label, {}):
            plural = "s" if len(names) > 1 and label.endswith(("or", "er")) else ""
            yield page.trusted(label + plural, QUIET), _names(names, page)


def _among_the_cast(result: LookupResult, page: Page) -> Iterator[tuple[Text, Text]]:
    if cast := result.sections["cast"]:
        label = "With" if result.film.has_billing else "Among the cast"
        names = {member.performer: member.sources for member in cast}
        yield page.trusted(label, QUIET), _names(names, page)


def _names(names: dict[str, Strings], page: Page) -> Text:
    """Returns the names that the main source has, on at most two lines; counts the others."""
    main = page.footnotes.main if page.footnotes else ""
    shown = [name for name, sources in names.items() if main in sources] or [*names]
    room = (page.width - INDENT - _LABEL_WIDTH - GAP) * _MAX_LINES - len(" and three more")
    while len(shown) > 1 and page.longest([", ".join(shown)]) > room:
        shown.pop()
    parts = [page.with_mark(page.untrusted(name), names[name]) for name in shown]
    text = page.join(parts, ", ")
    if others := [sources for name, sources in names.items() if name not in shown]:
        count = _COUNT_WORDS[len(others)] if len(others) < len(_COUNT_WORDS) else str(len(others))
        text += page.with_mark(page.trusted(f" and {count} more"), others[0])
    return text


def _draw_cast(cast: Sequence[CastMember], page: Page, stop: int) -> None:
    """Draws performers and characters, in two pairs of columns if there is room."""
    label = page.trusted("Cast", QUIET)
    pairs = [_pair(member, page) for member in cast]
    if page.is_narrow:
        page.prose(label)
        _draw_pairs(pairs, page, INDENT * 2)
        return
    half = (len(cast) + 1) // 2
    side_by_side = [[*chain.from_iterable(pairs[i::half])] for i in range(half)]
    columns = zip_longest(*side_by_side, fillvalue=Text())
    width = sum(GAP + max(cell.cell_len for cell in column) for column in columns)
    _draw_pairs(side_by_side if stop + width - GAP <= page.width else pairs, page, stop, label)


def _pair(member: CastMember, page: Page) -> list[Text]:
    return [page.untrusted(member.performer), page.cited(member, page.untrusted(member.character))]


def _draw_pairs(
    rows: Sequence[Sequence[Text]], page: Page, indent: int, label: Text | None = None
) -> None:
    table = Table(page, rows, indent=indent)
    table.draw(rows[0], spaces(INDENT) + label if label else None)
    table.draw_all(rows[1:])


def _facts(result: LookupResult, page: Page, *, has_side: bool) -> Iterator[tuple[Text, Text]]:
    film = result.film
    has_room = has_side or len(page.lines) <= _MAX_LINES_BEFORE_FACTS
    if has_room and (release := film.first_release):
        date = page.with_mark(page.date(release.date), release.sources)
        yield page.trusted("Released", QUIET), date
    editions = [edition for edition in result.sections["editions"] if edition.minutes]
    if editions and not (has_side and len(editions) > 1):
        yield page.trusted("Running time", QUIET), _running_times(editions, page)
    if has_room and (ratings := [r for r in film.ratings if r.score is not None]):
        ratings.sort(key=lambda rating: rating.out_of != 100)
        texts = [page.with_mark(_rating(rating, page), rating.sources) for rating in ratings]
        yield page.trusted("Ratings", QUIET), page.join(texts, ", ")


def _rating(rating: Rating, page: Page) -> Text:
    return page.untrusted(f"{rating.by} {rating.format_score(rating.score or 0)}")


def _running_times(editions: Sequence[Edition], page: Page) -> Text:
    """The main running time, and the others with their editions."""
    parts = [_minutes(editions[0], page)]
    for edition in editions[1:]:
        about = ", ".join(filter(None, (edition.name, _year(edition, page).plain)))
        text = page.untrusted(f"{edition.minutes} ({about})")
        parts.append(page.with_mark(text, edition.sources))
    return page.join(parts, "; ")


def _minutes(edition: Edition, page: Page) -> Text:
    note = others_in_words(edition.disputes_of("minutes"), str)
    return page.with_mark(page.untrusted(f"{edition.minutes} min"), edition.sources, note)


def _figure_label(label: str, figure: Figure, page: Page) -> Text:
    """Returns a figure's label, with a note of other sources' amounts."""
    note = others_in_words(figure.disputes_of("amount"), figure.shorten_amount)
    return page.with_mark(page.untrusted(label, QUIET), figure.sources, note)


def _year(edition: Edition, page: Page) -> Text:
    return page.trusted(str(edition.date.first.year) if edition.date else "")


def _kind(film: Film, page: Page) -> Iterator[tuple[Text, Text]]:
    """The genres, countries and languages in one line."""
    texts = [
        in_sentence_case(film.genres), ", ".join(film.countries),
        "in " + ", ".join(film.languages) if film.languages else "",
    ]  # fmt: skip
    parts = [
        page.with_mark(page.untrusted(text), film.cited.get(field, ()))
        + _head_notes(film, (field,), page)
        for field, text in zip(_KIND_FIELDS, texts, strict=True)
        if text
    ]
    if parts:
        yield page.trusted("Kind", QUIET), page.join(parts, "; ")


def _viewing(film: Film, page: Page) -> Iterator[tuple[Text, Text]]:
    viewing = film.viewing
    watched = viewing.watched.words if viewing.watched else "yes" * viewing.is_seen
    watched = "not yet: on your watchlist" if viewing.is_on_watchlist else watched
    for label, text in (("Your rating", viewing.rating_text), ("Watched", watched)):
        if text:
            yield page.trusted(label, QUIET), page.trusted(text)


def _head_notes(film: Film, fields: Sequence[str], page: Page) -> Text:
    """Returns the numbers of notes about disputes over the film as a whole."""
    notes = Text()
    for dispute in film.disputes:
        if dispute.field in fields:
            text = dispute.says.removesuffix(".") or value_in_words(dispute.value)
            notes += page.note(f"{text}: {_source_names(dispute, film)}")
    return notes


def _source_names(dispute: Dispute, film: Film) -> str:
    cited = [film.sources[name] for name in dispute.sources]
    return ", ".join(s.publisher or s.author or s.title for s in cited) or "others"


def _more(result: LookupResult, page: Page) -> Text:
    """Returns the commands that show more of the film, the first of them ready to copy."""
    film = result.film
    commands = [command for command in LOOKUPS if command != "film" and has_content(command, film)]
    if any(record.date for _, record in film.records()):
        commands.append("timeline")
    if film.is_from_catalogue:
        commands.append("quiz")
    if not commands:
        return Text()
    names = [page.command(command) for command in commands]
    if result.typed:
        names[0] = page.command(format_command(commands[0], result.typed))
        names[1:2] = [page.trusted("also ", QUIET) + name for name in names[1:2]]
    lead = page.trusted("More: " if result.typed else "More: heart ", QUIET)
    return lead + page.trusted(", ", QUIET).join(names)

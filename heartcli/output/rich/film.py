"""The screens of one film: its sections, timeline, facts, sources and search results."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from rich.text import Text

from heartcli.catalogue.formats import FETCHED
from heartcli.lookup.sections import LOOKUPS, has_content
from heartcli.output.rich.page import ACCENT, NAME, QUIET, WARN, Page, Row, blank_repeats
from heartcli.output.rich.sections import SECTION_VIEWS
from heartcli.text.display import format_command

if TYPE_CHECKING:
    from heartcli.lookup.search import Hit, SearchResult
    from heartcli.lookup.sections import LookupResult, SourceList
    from heartcli.lookup.timeline import RecordList
    from heartcli.model.film import Film
    from heartcli.model.records import Record, Source, Strings
    from heartcli.model.viewing import Viewing

_FETCHABLE = ("cast", "crew")  # what a fetch can add if it's missing


def draw_lookup(result: LookupResult, page: Page) -> None:
    film = result.film
    page.title(film, result.command)
    if result.command == "film":
        _draw_film(result, page)
    elif not any(result.sections.values()) and not result.hidden:
        _draw_missing(film, result.command, page)
    else:
        for name, records in result.sections.items():
            if records:
                SECTION_VIEWS[name](records, film, page)
    page.footer(film, result.hidden)


def _draw_missing(film: Film, subject: str, page: Page) -> None:
    """Prints that a section is empty and, for a catalogue film, the commands that may fill it."""
    if not film.is_from_catalogue:
        page.print(page.trusted(f"No {subject} in this film file"))
        return
    page.print(page.trusted(f"No {subject} in the catalogue"))
    if subject in _FETCHABLE and FETCHED not in film.sources:
        _draw_fetch_hint(film, subject, page)
    command = format_command("new", f"{film.title} ({film.year})")
    page.print_labelled("To write a film file: ", page.untrusted(command, ACCENT))


def _draw_fetch_hint(film: Film, subject: str, page: Page) -> None:
    film_id = film.ids.wikidata or film.ids.imdb  # several films may have the same title and year
    command = format_command("fetch", film_id or f"{film.title} ({film.year})")
    page.print_labelled(f"To get the {subject} from Wikidata: ", page.untrusted(command, ACCENT))


def draw_records(result: RecordList, page: Page) -> None:
    page.title(result.film, result.command)
    rows: list[Row] = []
    for _, record in result.records:
        sentence = page.untrusted(record.sentence)
        if result.command == "fact":
            page.print(page.body([_date(record, page), sentence], record))
        elif record.date:
            rows.append(([page.untrusted(record.date.words, NAME)], page.body([sentence], record)))
    if not result.records:
        _draw_missing(result.film, "dates", page)
    page.rows(rows)
    page.footer(result.film, result.hidden)


def _date(record: Record, page: Page) -> Text:
    return page.untrusted(record.date.words if record.date else "", ACCENT)


def draw_sources(result: SourceList, page: Page) -> None:
    page.title(result.film, "sources")
    if not result.facts:
        page.print(page.trusted("No sources in this film file"))
    highest = max(result.facts.values(), default=1) or 1
    rows: list[Row] = []
    for name, count in result.facts.items():
        cells = [page.trusted(f"{count:4}"), page.bar(count / highest, 8)]
        rows.append((cells, _source(result.film.sources[name], page)))
    page.rows(rows)


def _source(source: Source, page: Page) -> Text:
    makers = [page.untrusted(name) for name in (source.author, source.publisher) if name]
    title = page.join([page.untrusted(source.title, NAME), *makers], ", ")
    date = page.untrusted(source.date.words, QUIET) if source.date else Text()
    address, note = page.untrusted(source.url, ACCENT), page.untrusted(source.note, QUIET)
    return page.join([page.join([title, date], "  "), address, note], "\n")


def draw_hits(result: SearchResult, page: Page) -> None:
    if not result.hits:
        place = f"in {result.film.title}" if result.film else "on your shelf"
        page.print(page.untrusted(f"Nothing {place} matches '{result.query}'"))
    for film, hits in result.by_film():
        page.title(film, "search")
        for hit in hits:
            parts = [_date(hit.record, page), _marked_sentence(hit, page)]
            page.print(page.body(parts, hit.record))
            page.print(page.untrusted(hit.record.id, ACCENT), indent=2)
        page.footer(film)
    if result.total > len(result.hits):
        text = f"Showing {len(result.hits)} of {result.total:,} results. Use --limit for more"
        page.print(page.trusted(text, QUIET))
    if result.hidden:
        text = f"{result.hidden} more are spoilers. Use --spoilers to see them"
        one = "1 more is a spoiler. Use --spoilers to see it"
        page.print(page.trusted(one if result.hidden == 1 else text, WARN))


def _marked_sentence(hit: Hit, page: Page) -> Text:
    """The record's sentence with its matches marked, made safe for the terminal."""
    sentence, parts, end = hit.record.sentence, [], 0
    for start, stop in [*hit.marked, (len(sentence), len(sentence))]:
        parts += [(sentence[end:start], ""), (sentence[start:stop], "bold reverse")]
        end = stop
    # Without the x around it, a part would lose the spaces at its ends.
    safe = ((page.untrusted(f"x{text}x").plain[1:-1], style) for text, style in parts)
    return Text.assemble(*safe)


def _draw_film(result: LookupResult, page: Page) -> None:
    film = result.film
    if film.original_title:
        page.print(page.untrusted(film.original_title, "italic"))
    _draw_premises(film, page)
    page.blank()
    rows = [*_makers(result, page), *_running_times(result, page), *_head_fields(film, page)]
    page.rows(blank_repeats([*rows, *_viewing(film.viewing, page)]))
    page.blank()
    if film.is_from_catalogue and not film.cast and FETCHED not in film.sources:
        _draw_fetch_hint(film, "cast", page)
        page.blank()
    commands = [command for command in LOOKUPS if command != "film" and has_content(command, film)]
    if any(record.date for _, record in film.records()):
        commands.append("timeline")
    hints = [page.trusted(name, ACCENT) for name in (*commands, "search", "sources", "quiz")]
    page.wrap_items([page.trusted("See also", QUIET), *hints], "  ")


def _draw_premises(film: Film, page: Page) -> None:
    if film.premise:
        page.print(page.with_footnotes(page.untrusted(film.premise), film.cited.get("premise", ())))
    for dispute in film.disputes:
        if dispute.field == "premise":
            page.blank()
            other = page.trusted("According to ", QUIET) + page.objection(dispute, film)
            page.print(page.with_footnotes(other, dispute.sources))


def _viewing(viewing: Viewing, page: Page) -> Iterator[Row]:
    watched = viewing.watched.words if viewing.watched else ""
    watched = "not yet: on your watchlist" if viewing.is_on_watchlist else watched
    for label, text in (("Your rating", viewing.rating_text), ("Watched", watched)):
        if text:
            yield [page.trusted(label, QUIET)], page.trusted(text, ACCENT)


def _makers(result: LookupResult, page: Page) -> Iterator[Row]:
    for job, members in groupby(result.sections["crew"], key=lambda member: member.job):
        names = [(member.name, member.sources) for member in members]
        yield [page.untrusted(job, QUIET)], _names(names, page)
    if stars := result.sections["cast"]:
        names = [(member.performer, member.sources) for member in stars]
        label = "With" if result.film.has_billing else "Among the cast"
        yield [page.trusted(label, QUIET)], _names(names, page)


def _names(names: Sequence[tuple[str, Strings]], page: Page) -> Text:
    parts = (page.with_footnotes(page.untrusted(name, NAME), sources) for name, sources in names)
    return page.join(parts, ", ")


def _running_times(result: LookupResult, page: Page) -> Iterator[Row]:
    film, editions = result.film, result.sections["editions"]
    for edition in editions:
        if edition.minutes:
            disputes = edition.disputes_of("minutes")
            text = page.values(f"{edition.minutes} min", disputes, film, edition.sources)
            if not film.is_from_catalogue or len(editions) > 1:
                date = page.untrusted(edition.date.words if edition.date else "")
                name = page.join([page.untrusted(edition.name), date], ", ")
                text = page.join([name + ":", text])
            yield [page.trusted("Running time", QUIET)], text


def _head_fields(film: Film, page: Page) -> Iterator[Row]:
    """Rows for fields about the film as a whole, and for disputes about them."""
    values = {"year": str(film.year), "title": "", "original_title": "", "": ""}
    for field in ("genres", "countries", "languages"):
        values[field] = ", ".join(getattr(film, field))
    for field, value in values.items():
        disputes = [dispute for dispute in film.disputes if dispute.field == field]
        if text := page.values(value, disputes, film, film.cited.get(field, ())):
            label = (field or "disputed").replace("_", " ").capitalize()
            yield [page.trusted(label, QUIET)], text

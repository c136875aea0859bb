"""The screens of the look-ups."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any

from rich.text import Text

from heartcli.lookup.sections import LOOKUPS, has_content
from heartcli.output.rich import sections
from heartcli.output.rich.page import ACCENT, NAME, QUIET, WARN, Page, Row, blank_repeats
from heartcli.text.display import format_command

if TYPE_CHECKING:
    from heartcli.lookup.search import SearchResult
    from heartcli.lookup.sections import LookupResult
    from heartcli.lookup.sources import SourceList
    from heartcli.lookup.timeline import RecordList
    from heartcli.model.film import Film
    from heartcli.model.records import Dispute


def draw_lookup(result: LookupResult, page: Page) -> None:
    """A film's sections, each by its view; a section that the film lacks is told in a line."""
    film = result.film
    page.title(film, result.command)
    if result.command == "film":
        _film(result, page)
    elif not any(result.sections.values()) and not result.hidden:
        _nothing(film, f"Nothing under '{result.command}'", page)
    else:
        for name, records in result.sections.items():
            if records:
                sections.SECTION_VIEWS[name](records, film, page)
    page.footer(film, result.hidden)


def _nothing(film: Film, told: str, page: Page) -> None:
    """What is missing, and how a film out of the catalogue gets it."""
    if not film.is_from_catalogue:
        page.print(page.trusted(f"{told} in this film file."))
        return
    page.print(page.trusted(f"{told} in the catalogue. To write it down: "))
    page.print(
        page.untrusted(format_command("new", f"{film.title} ({film.year})"), ACCENT), indent=2
    )


def draw_records(result: RecordList, page: Page) -> None:
    """A timeline, or one fact."""
    page.title(result.film, result.command)
    rows: list[Row] = []
    for _, record in result.records:
        body = page.body([page.untrusted(record.sentence)], record)
        if result.command == "fact":
            page.print(body)
        elif record.date:
            rows.append(([page.untrusted(record.date.words, NAME)], body))
    if not result.records:
        _nothing(result.film, "Nothing that has a date", page)
    page.rows(rows)
    page.footer(result.film, result.hidden)


def draw_sources(result: SourceList, page: Page) -> None:
    """The sources, the most cited first, with their addresses."""
    page.title(result.film, "sources")
    if not result.counts:
        page.print(page.trusted("No sources in this film file."))
    most = max(result.counts.values(), default=1) or 1
    rows: list[Row] = []
    for name, count in result.counts.items():
        source = result.film.sources[name]
        told = [page.untrusted(part) for part in (source.author, source.publisher) if part]
        head = page.join([page.join([page.untrusted(source.title, NAME), *told], ", ")])
        when = page.untrusted(source.date.words, QUIET) if source.date else Text()
        lines = [
            page.join([head, when], "  "),
            page.untrusted(source.url, ACCENT),
            page.untrusted(source.note, QUIET),
        ]
        rows.append(
            ([page.trusted(f"{count:4}"), page.bar(count / most, 8)], page.join(lines, "\n"))
        )
    page.rows(rows)


def draw_hits(result: SearchResult, page: Page) -> None:
    """What a search found, the match marked."""
    if not result.hits:
        page.print(page.untrusted(f"Nothing matches '{result.query}'."))
    for film, found in result.by_film():
        page.title(film, "search")
        for hit in found:
            line = Text(hit.record.sentence)  # unsafe until _safe has had it
            for start, end in hit.marked:
                line.stylize("bold reverse", start, end)
            page.print(page.body([_safe(line, page)], hit.record))
            page.print(page.untrusted(hit.record.id, ACCENT), indent=2)
        page.footer(film)
    if result.total > len(result.hits):
        page.print(page.trusted(f"{len(result.hits)} of {result.total}; --limit shows more", QUIET))
    if result.hidden:
        more = "1 more is a spoiler" if result.hidden == 1 else f"{result.hidden} more are spoilers"
        page.print(
            page.trusted(f"{more}; --spoilers shows {'it' if result.hidden == 1 else 'them'}", WARN)
        )


def _safe(line: Text, page: Page) -> Text:
    """A marked text made safe, its marks kept."""
    parts = [
        (page.untrusted("x" + part.plain + "x").plain[1:-1], part.spans)
        for part in line.divide(_edges(line))
    ]
    return Text.assemble(*((words, str(spans[0].style) if spans else "") for words, spans in parts))


def _edges(line: Text) -> list[int]:
    return sorted({edge for span in line.spans for edge in (span.start, span.end)})


def _film(result: LookupResult, page: Page) -> None:
    film = result.film
    if film.original_title:
        page.print(page.untrusted(film.original_title, "italic"))
    if film.premise:
        page.print(page.with_footnotes(page.untrusted(film.premise), film.cited.get("premise", ())))
    page.blank()
    page.rows(
        blank_repeats([*_makers(result, page), *_running_times(result, page), *_facts(film, page)])
    )
    page.blank()
    there = [n for n in LOOKUPS if n != "film" and has_content(n, film)]
    there += ["timeline"] if any(record.date for _, record in film.records()) else []
    hints = [page.trusted(name, ACCENT) for name in (*there, "search", "sources", "quiz")]
    page.wrap_items([page.trusted("More with heart", QUIET), *hints], "  ")


def _makers(result: LookupResult, page: Page) -> Iterator[Row]:
    for job, members in groupby(result.sections["crew"], key=lambda member: member.job):
        yield [page.untrusted(job, QUIET)], _people(members, "name", page)
    if stars := result.sections["cast"]:
        yield [page.trusted("With", QUIET)], _people(stars, "performer", page)


def _running_times(result: LookupResult, page: Page) -> Iterator[Row]:
    for edition in result.sections["editions"]:
        if edition.minutes:
            when = page.untrusted(edition.date.words if edition.date else "")
            name = page.join([page.untrusted(edition.name), when], ", ")
            others = edition.disputes_of("minutes")
            length = f"{edition.minutes} min"
            minutes = page.values(length, others, result.film, edition.sources)
            only = result.film.is_from_catalogue and len(result.sections["editions"]) == 1
            told = minutes if only else page.join([name + ":", minutes])
            yield [page.trusted("Running time", QUIET)], told


def _facts(film: Film, page: Page) -> Iterator[Row]:
    told = {"year": str(film.year)}
    told |= dict.fromkeys(("title", "original_title", "premise", ""), "")
    told |= {name: ", ".join(getattr(film, name)) for name in ("genres", "countries", "languages")}
    for field, value in told.items():
        if shown := page.values(value, _disputes(film, field), film, film.cited.get(field, ())):
            label = page.trusted((field or "disputed").replace("_", " ").capitalize(), QUIET)
            yield [label], shown


def _disputes(film: Film, field: str) -> Iterator[Dispute]:
    return (dispute for dispute in film.disputes if dispute.field == field)


def _people(members: Iterable[Any], field: str, page: Page) -> Text:
    return page.join(
        [page.with_footnotes(page.untrusted(getattr(m, field), NAME), m.sources) for m in members],
        ", ",
    )

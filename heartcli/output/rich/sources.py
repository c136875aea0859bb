"""The screen of `heart sources`: sources by kind, the most cited first."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from rich.style import Style
from rich.text import Text

from heartcli.output.rich.ink import spaces
from heartcli.output.rich.layout import GAP, INDENT, MEDIUM
from heartcli.output.rich.page import Page
from heartcli.output.rich.palette import NAME, QUIET
from heartcli.text.display import plural
from heartcli.text.folding import fold

if TYPE_CHECKING:
    from heartcli.lookup.sections import SourceList
    from heartcli.model.records import Source

_HEADINGS = {
    "reference": "Reference works", "press": "Press", "book": "Books",
    "interview": "Interviews and talks", "fan": "Fans and blogs", None: "Other",
}  # fmt: skip
_COUNT_WIDTH = 3  # columns
_URL_SIGNS = "!#$%&'()*+,-./:;=?@[]_~"  # what an address may hold besides letters and digits


def draw(result: SourceList, page: Page) -> None:
    page.title(result.film, "sources")
    meaning = "The number says how many facts rest on each."
    page.prose(page.trusted(f"{plural(len(result.facts), 'source')}. {meaning}"))
    for heading, names in _groups(result).items():
        page.section(heading, label=plural(len(names), "source"))
        for name in names:
            _draw_source(name, result, page)
    page.footer(page.hint("Addresses and notes", "--plain"))


def _groups(result: SourceList) -> dict[str, list[str]]:
    """The sources by heading, most cited first; those that nothing cites come last."""
    groups: dict[str, list[str]] = {heading: [] for heading in (*_HEADINGS.values(), "Not cited")}
    for name, count in result.facts.items():
        heading = _HEADINGS[result.film.sources[name].kind] if count else "Not cited"
        groups[heading].append(name)
    return {heading: names for heading, names in groups.items() if names}


def _draw_source(name: str, result: SourceList, page: Page) -> None:
    source, count = result.film.sources[name], result.facts[name]
    width = 12 if page.width >= MEDIUM else 0 if page.is_narrow else 6
    start = INDENT + _COUNT_WIDTH + GAP + (width + GAP if width else 0)
    shown = f"{count:{INDENT + _COUNT_WIDTH},}" if count else ""
    bar = page.bar(count / max(result.facts.values()), width) if count and width else Text()
    lead = page.trusted(shown + " " * GAP if shown else "") + bar
    body = _describe(source, result.film.title, page)
    domain = _link(source, page)
    if domain and start + body.cell_len + GAP + domain.cell_len <= page.width:
        gap = spaces(start - lead.cell_len)
        page.at_edges(lead + gap + body, domain)
    else:
        page.hang(lead, body, start)


def _link(source: Source, page: Page) -> Text:
    """Returns the source's domain, which opens its address on terminals that know links."""
    link = Style.parse(QUIET) + Style(link=quote(source.url, safe=_URL_SIGNS))
    return Text.assemble((page.untrusted(source.domain).plain, link))


def _describe(source: Source, film_title: str, page: Page) -> Text:
    """The source's name in bold, then its author, its date and, if there is room, its title."""
    name = source.publisher or source.author or source.title
    has_title = page.is_wide or not source.publisher
    title = source.title if has_title and fold(source.title) != fold(film_title) else ""
    details = [detail for detail in (source.author, title) if detail != name]
    parts = [page.untrusted(name, NAME), *map(page.untrusted, details), page.date(source.date)]
    return page.join(parts, ", ")

"""The screen of `heart releases`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heartcli.output.rich.entries import draw_labelled_records
from heartcli.output.rich.palette import NAME

if TYPE_CHECKING:
    from heartcli.lookup.sections import LookupResult
    from heartcli.output.rich.page import Page


def draw(result: LookupResult, page: Page) -> None:
    if editions := result.sections["editions"]:
        page.section("Cuts")
        for edition in editions:
            minutes = page.trusted(f"{edition.minutes} min" if edition.minutes else "")
            page.at_edges(
                page.trusted("  ") + page.untrusted(edition.name, NAME),
                page.join([minutes, page.date(edition.date)], "  "),
            )
            page.story(edition, page.untrusted(edition.text))
    if releases := result.sections["releases"]:
        page.section("Releases")
        for release in releases:
            page.at_edges(
                page.trusted("  ") + page.untrusted(release.place or release.medium, NAME),
                page.date(release.date),
            )
            about = ", ".join(filter(None, (release.edition, release.medium, release.by)))
            text = page.join([page.untrusted(about and f"{about}."), page.untrusted(release.text)])
            page.story(release, text)
    if titles := result.sections["titles"]:
        page.section("Titles abroad")
        draw_labelled_records(titles, "place", "title", page)
    if certificates := result.sections["certificates"]:
        page.section("Certificates")
        draw_labelled_records(certificates, "place", "certificate", page)

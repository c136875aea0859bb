"""The screen of `heart crew`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heartcli.output.rich.entries import draw_labelled_records, group_by

if TYPE_CHECKING:
    from heartcli.lookup.sections import LookupResult
    from heartcli.output.rich.page import Page


def draw(result: LookupResult, page: Page) -> None:
    for department, members in group_by(result.sections["crew"], "department"):
        page.section(department or "Crew")
        draw_labelled_records(members, "job", "name", page)
    if companies := result.sections["companies"]:
        page.section("Companies")
        draw_labelled_records(companies, "role", "name", page)

"""The screen of `heart crew`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from heartcli.output.rich.entries import Records, draw_labelled_records, group_by, label_width

if TYPE_CHECKING:
    from heartcli.lookup.sections import LookupResult
    from heartcli.output.rich.page import Page


def draw(result: LookupResult, page: Page) -> None:
    crew, companies = result.sections["crew"], result.sections["companies"]
    width = max(label_width(crew, "job", page), label_width(companies, "role", page))
    departments = group_by(crew, "department")
    blocks = [
        partial(_draw_block, department or "Crew", members, "job", width)
        for department, members in departments
    ]
    if companies:
        blocks.append(partial(_draw_block, "Companies", companies, "role", width))
    page.in_columns(blocks)


def _draw_block(heading: str, records: Records, label: str, width: int, page: Page) -> None:
    with page.block(heading, [record.sources for record in records]):
        draw_labelled_records(records, label, "name", page, width)

"""The screen of `heart crew`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from heartcli.output.rich.entries import Records, draw_names, group_by

if TYPE_CHECKING:
    from heartcli.lookup.sections import LookupResult
    from heartcli.output.rich.page import Page


def draw(result: LookupResult, page: Page) -> None:
    crew, companies = result.sections["crew"], result.sections["companies"]
    width = page.longest([*(m.job for m in crew), *(company.role for company in companies)])
    blocks = [
        partial(_draw_block, department or "Crew", members, "job", width)
        for department, members in group_by(crew, "department").items()
    ]
    if companies:
        blocks.append(partial(_draw_block, "Companies", companies, "role", width))
    page.in_columns(blocks)


def _draw_block(heading: str, records: Records, label: str, width: int, page: Page) -> None:
    with page.block(heading, records):
        draw_names(records, label, page, width)

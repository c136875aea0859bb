"""Draws films side by side or, where there is no room for that, one below the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from heartcli.output.rich.page import Page

if TYPE_CHECKING:
    from heartcli.lookup.compare import Comparison


def draw_comparison(result: Comparison, page: Page) -> None:
    for row in result.rows():
        page.prose(page.untrusted("  ".join(row)))

"""Results → Rich: the only package that imports it. One module for each panel of the help.

A result names its panel; there a function of the name of its class draws it.
"""

from __future__ import annotations

import re
import sys
from importlib import import_module
from typing import TYPE_CHECKING

from heartcli.views.page import Page

if TYPE_CHECKING:
    from heartcli.output import Result


def draw(result: Result, page: Page | None = None) -> None:
    """The result on the terminal, or on a page of another make."""
    panel = import_module(f"heartcli.views.{result.panel}")  # the others' imports cost start-up
    view = getattr(panel, type(result).__name__.lower())
    if page is not None:
        view(result, page)
        return
    page = Page()
    with page.console.capture() as screen:
        view(result, page)
    sys.stdout.write(re.sub(r" +$", "", screen.get(), flags=re.MULTILINE))  # Rich fills cells up

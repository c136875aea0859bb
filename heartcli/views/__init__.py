"""Results → Rich: the only package that imports it. One module for each panel of the help."""

import re
import sys
from collections.abc import Callable
from typing import Any

from heartcli.checking import Report
from heartcli.lookup import Entries, Look, Sources
from heartcli.output import Result
from heartcli.search import Hits
from heartcli.shelf import Shelf
from heartcli.views import keep, look_up, many_films
from heartcli.views.page import Page

_VIEWS: dict[type, Callable[[Any, Page], None]] = {
    Look: look_up.look,
    Entries: look_up.entries,
    Sources: look_up.sources,
    Hits: look_up.hits,
    Shelf: many_films.shelf,
    Report: keep.report,
}


def draw(result: Result, page: Page | None = None) -> None:
    """The result on the terminal, or on a page of another make."""
    if page is not None:
        _VIEWS[type(result)](result, page)
        return
    page = Page()
    with page.console.capture() as screen:
        _VIEWS[type(result)](result, page)
    sys.stdout.write(re.sub(r" +$", "", screen.get(), flags=re.MULTILINE))  # Rich fills cells up

"""The progress bar of an import, with its rate and the time left."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn
from rich.text import Text
from rich.theme import Theme

from heartcli.catalogue.importing.files import READING_LABEL
from heartcli.output.rich.console import create_console
from heartcli.output.rich.palette import BAR, QUIET
from heartcli.output.terminal import Terminal

_MEGABYTE = 1 << 20
_THEME = Theme({"progress.remaining": QUIET})


class _Rate(TextColumn):
    """Megabytes per second while reading, otherwise films and people per second."""

    def render(self, task: object) -> Text:
        speed = getattr(task, "speed", None) or 0
        if getattr(task, "description", "") == READING_LABEL:
            return Text(f"{speed / _MEGABYTE:,.1f} MB/s", QUIET)
        return Text(f"{speed:,.0f}/s" if speed >= 1 else "", QUIET)


class _Bar:
    """Shows a progress bar for each step of the work in turn."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._task: TaskID | None = None

    def start(self, label: str, total: int) -> None:
        """Replaces the previous bar with a new one."""
        if self._task is not None:
            self._progress.remove_task(self._task)
        self._task = self._progress.add_task(label, total=max(total, 1))

    def advance(self, steps: int) -> None:
        if self._task is not None:
            self._progress.advance(self._task, steps)


@contextmanager
def show_bar(terminal: Terminal) -> Iterator[_Bar]:
    """Shows a progress bar until the work is done. Messages appear above it."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(style=QUIET, complete_style=BAR, finished_style=BAR),
        TextColumn("{task.percentage:>3.0f}%"),
        _Rate(""),
        TimeRemainingColumn(compact=True),
    )
    stderr = terminal.stderr
    console = create_console(terminal, stderr=True, theme=_THEME)
    with Progress(*columns, console=console, transient=True) as progress:
        terminal.stderr = sys.stderr  # Rich's stream, which prints above the bar
        try:
            yield _Bar(progress)
        finally:
            terminal.stderr = stderr

"""The screen of `heart check`."""

from __future__ import annotations

from rich.text import Text

from heartcli.filmfile.check import FileReport, Report
from heartcli.output.rich.page import NAME, Page


def draw_report(result: Report, page: Page) -> None:
    """Every problem and warning as path:line, then how each file stands."""
    for file in result.files:
        for found, word, style in ((file.problems, "", ""), (file.warnings, "warning: ", "yellow")):
            for line, text in found:
                where = page.untrusted(f"{file.path}:{line}:" if line else "", NAME)
                page.console.print(
                    page.join([where, page.trusted(word, style) + page.untrusted(text)]),
                    soft_wrap=True,
                )
        page.console.print(
            page.untrusted(file.path, NAME) + page.trusted(": ") + _summary(file, page),
            soft_wrap=True,
        )


def _summary(file: FileReport, page: Page) -> Text:
    warnings = _count(len(file.warnings), "warning")
    if file.film is None:
        return page.trusted(_count(len(file.problems), "problem"), "bold red")
    records = sum(1 for _ in file.film.records())
    told = f"{_count(records, 'record')}, {_count(len(file.film.sources), 'source')}"
    return page.trusted("sound", "bold green") + page.trusted(
        f", {told}" + (f", {warnings}" if file.warnings else "")
    )


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")

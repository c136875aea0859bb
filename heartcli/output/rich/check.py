"""The screen of `heart check`."""

from rich.text import Text

from heartcli.filmfile.check import FileReport, Report
from heartcli.output.rich.page import Page
from heartcli.output.rich.palette import DOUBT, GOOD, NAME
from heartcli.text.display import plural


def draw_report(result: Report, page: Page) -> None:
    """Draws every problem and warning as path:line, then a summary of each file."""
    for file in result.files:
        for problems, label in ((file.problems, ""), (file.warnings, "warning: ")):
            for line, text in problems:
                where = page.untrusted(f"{file.path}:{line}:" if line else "", NAME)
                problem = page.trusted(label, DOUBT) + page.untrusted(text)
                page.line(page.join([where, problem]))
        path = page.untrusted(file.path, NAME) + page.trusted(": ")
        page.line(path + _summary(file, page))


def _summary(file: FileReport, page: Page) -> Text:
    if file.film is None:
        return page.trusted(plural(len(file.problems), "problem"), "bold red")
    records = plural(sum(1 for _ in file.film.records()), "record")
    counts = f"{records}, {plural(len(file.film.sources), 'source')}"
    if file.warnings:
        counts += f", {plural(len(file.warnings), 'warning')}"
    return page.trusted("OK", f"bold {GOOD}") + page.trusted(f": {counts}")

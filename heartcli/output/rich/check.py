"""The screen of `heart check`."""

from heartcli.filmfile.check import FileReport, Report
from heartcli.output.rich.page import Page
from heartcli.output.rich.palette import DONE, FAILED, NAME
from heartcli.text.display import plural


def draw_report(result: Report, page: Page) -> None:
    """Draws every problem and warning as path:line, then a summary of each file."""
    for file in result.files:
        for problems, label in ((file.problems, ""), (file.warnings, "warning: ")):
            for line, text in problems:
                where = page.untrusted(f"{file.path}:{line}:" if line else "", NAME)
                page.hanging(page.join([where, page.untrusted(label + text)]))
        _draw_summary(file, page)
    if len(result.files) > 1:
        page.footer(page.trusted(_total(result)))


def _draw_summary(file: FileReport, page: Page) -> None:
    path = page.untrusted(file.path, NAME)
    if file.film is None:
        problems = page.trusted(": " + plural(len(file.problems), "problem"))
        page.hang(page.trusted(*FAILED), path + problems)
        return
    records = plural(sum(1 for _ in file.film.records()), "record")
    counts = f": OK: {records}, {plural(len(file.film.sources), 'source')}"
    if file.warnings:
        counts += f", {plural(len(file.warnings), 'warning')}"
    page.hang(page.trusted(*DONE), path + page.trusted(counts))


def _total(result: Report) -> str:
    files = result.files
    parts = [f"{len(files):,} files", f"{sum(file.film is not None for file in files):,} OK"]
    for noun, problems in (
        ("problem", sum(len(file.problems) for file in files)),
        ("warning", sum(len(file.warnings) for file in files)),
    ):
        parts += [plural(problems, noun)] if problems else []
    return ", ".join(parts)

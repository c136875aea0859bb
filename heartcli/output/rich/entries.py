"""Entries that several screens share: labelled names, dated notes, figures."""

from collections.abc import Iterable, Sequence
from typing import Any

from rich.text import Text

from heartcli.model.records import Figure, Record
from heartcli.output.rich.page import Page
from heartcli.output.rich.palette import NAME, QUIET

_FIGURE_HEADINGS = {
    "cost": "What it cost", "production": "In numbers", "box office": "Box office",
    "aftermath": "Afterwards",
}  # fmt: skip
Records = Sequence[Any]


def group_by(records: Records, field: str, order: Iterable[str] = ()) -> list[tuple[str, Records]]:
    """Groups records by a field, in the given order or by each group's first appearance."""
    groups: dict[str, list[Any]] = {value: [] for value in order}
    for record in records:
        groups.setdefault(getattr(record, field), []).append(record)
    return [(value, members) for value, members in groups.items() if members]


def draw_labelled_records(records: Records, label: str, name: str, page: Page) -> None:
    """Draws names after their labels. A repeated label is shown once."""
    rows: list[tuple[Text, Text]] = []
    above = ""
    for record in records:
        shown = getattr(record, label)
        text = page.join(
            [page.untrusted(getattr(record, name), NAME), page.untrusted(record.text)], "  "
        )
        body = page.join([page.body(record, text), *page.objections(record)], "\n")
        rows.append((page.untrusted(shown if shown != above else "", QUIET), body))
        above = shown
    page.labelled(rows)


def draw_notes(notes: Sequence[Record], page: Page) -> None:
    """Draws notes, each after its date."""
    rows = [
        (
            page.date(note.date),
            page.join([page.body(note, page.untrusted(note.text)), *page.objections(note)], "\n"),
        )
        for note in notes
    ]
    page.labelled(rows)


def draw_figures(figures: Sequence[Figure], page: Page) -> None:
    """Draws amounts of money and other numbers by topic."""
    for topic, group in group_by(figures, "topic", _FIGURE_HEADINGS):
        page.section(_FIGURE_HEADINGS[topic])
        rows = []
        for figure in group:
            amount = page.untrusted(figure.format_amount(figure.amount), NAME)
            text = page.join([amount, page.date(figure.date), page.untrusted(figure.text)], "  ")
            body = page.join([page.body(figure, text), *page.objections(figure)], "\n")
            rows.append((page.untrusted(figure.name, QUIET), body))
        page.labelled(rows)

"""Entries that several screens share: labelled names and notes."""

from collections.abc import Iterable, Sequence
from functools import partial
from itertools import groupby
from operator import attrgetter
from typing import Any

from rich.text import Text

from heartcli.model.records import Record
from heartcli.output.rich.layout import INDENT
from heartcli.output.rich.page import Page
from heartcli.output.rich.palette import NAME, QUIET

Records = Sequence[Any]


def group_by(records: Records, field: str, order: Iterable[str] = ()) -> list[tuple[str, Records]]:
    """Groups records by a field, in the given order or by each group's first appearance."""
    groups: dict[str, list[Any]] = {value: [] for value in order}
    for record in records:
        groups.setdefault(getattr(record, field), []).append(record)
    return [(value, members) for value, members in groups.items() if members]


def label_width(records: Records, label: str, page: Page) -> int:
    """Returns the width of a label column that several blocks share."""
    return max((page.untrusted(getattr(record, label)).cell_len for record in records), default=0)


def draw_labelled_records(
    records: Records, label: str, name: str, page: Page, label_width: int = 0
) -> None:
    """Draws names after their labels, each with a note. A label that they share is shown once."""
    rows: list[tuple[Text, Text]] = []
    for shown, group in groupby(records, key=attrgetter(label)):
        lines = [line for record in group for line in _named(record, name, page)]
        rows.append((page.untrusted(shown, QUIET), Text("\n").join(lines)))
    page.labelled(rows, label_width, INDENT)


def _named(record: Record, name: str, page: Page) -> list[Text]:
    """A name with its note, and what other sources say."""
    parts = [page.untrusted(getattr(record, name), NAME), page.untrusted(record.text)]
    return [page.body(record, page.join(parts, "  ")), *page.objections(record)]


def draw_notes(notes: Sequence[Record], page: Page) -> None:
    """Draws notes with their dates, as paragraphs in one or two columns."""
    page.in_columns([partial(_draw_note, note) for note in notes])


def _draw_note(note: Record, page: Page) -> None:
    text = page.join([page.date(note.date), page.untrusted(note.text)], ": ")
    page.story(note, text, INDENT)

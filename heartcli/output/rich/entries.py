"""Entries that several screens share: labelled names and notes."""

from collections.abc import Sequence
from functools import partial
from itertools import groupby
from operator import attrgetter
from typing import Any

from rich.text import Text

from heartcli.model.records import Company, CrewMember, Record
from heartcli.output.rich.layout import GAP, INDENT
from heartcli.output.rich.page import Page
from heartcli.output.rich.palette import NAME, QUIET

Records = Sequence[Any]


def group_by(records: Records, field: str) -> dict[str, Records]:
    """Groups records by a field; groups are in order of first appearance."""
    groups: dict[str, list[Any]] = {}
    for record in records:
        groups.setdefault(getattr(record, field), []).append(record)
    return {**groups}


def draw_names(records: Records, label: str, page: Page, label_width: int = 0) -> None:
    """Draws names beside their labels, each with a note. A shared label is shown once."""
    rows: list[tuple[Text, Text]] = []
    for shown, group in groupby(records, key=attrgetter(label)):
        lines = [line for record in group for line in _name_lines(record, page)]
        rows.append((page.untrusted(shown, QUIET), Text("\n").join(lines)))
    page.labelled(rows, label_width, INDENT)


def _name_lines(record: Company | CrewMember, page: Page) -> list[Text]:
    """Returns a name with its note, and what other sources say."""
    parts = [page.untrusted(record.name, NAME), page.untrusted(record.text)]
    return [page.cited(record, page.join(parts, " " * GAP)), *page.dispute_lines(record)]


def draw_notes(notes: Sequence[Record], page: Page) -> None:
    """Draws notes with their dates, as paragraphs in one or two columns."""
    page.in_columns([partial(_draw_note, note) for note in notes])


def _draw_note(note: Record, page: Page) -> None:
    text = page.join([page.date(note.date), page.untrusted(note.text)], ": ")
    page.text_and_disputes(note, text, INDENT)

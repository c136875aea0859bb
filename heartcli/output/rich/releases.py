"""The screen of `heart releases`: one grid of dates, kinds and places for all its blocks."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from rich.text import Text

from heartcli.model.dates import vague_first
from heartcli.model.records import Certificate, Edition, Release, Title
from heartcli.output.rich.date_column import DateColumn, DateLines, date_lines, in_one_line
from heartcli.output.rich.ink import UNKNOWN, spaces
from heartcli.output.rich.layout import GAP, INDENT
from heartcli.output.rich.page import Draw, Page
from heartcli.output.rich.palette import NAME
from heartcli.output.terminal import NARROW
from heartcli.text.display import upper_first

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from heartcli.lookup.sections import LookupResult

_Dated = TypeVar("_Dated", Edition, Release)
_InPlace = TypeVar("_InPlace", Title, Certificate)
_MAIN_WIDTH, _SIDE_WIDTH = 76, 40  # columns of the panels of a wide page, at most and at least
_MAX_KIND = 12  # columns; a longer kind, such as "VHS and laserdisc", has a line to itself
_MAX_LABEL = 20  # columns
_MINUTES = len("107 min")
_KINDS = {
    "preview": "Preview", "festival": "Festival", "premiere": "Premiere", "theatrical": "Cinemas",
    "re-release": "Reissue", "home": "Home", "broadcast": "TV",
}  # fmt: skip
_AT_HOME = ("home", "broadcast")


class _Grid(NamedTuple):
    """The columns that the blocks of a panel share."""

    dates: DateColumn
    kinds: int  # their width
    editions: int
    stop: int  # where kinds, editions, titles and notes begin


def draw(result: LookupResult, page: Page) -> None:
    sections = result.sections
    dated = [*sections["editions"], *sections["releases"]]
    labels = [record.place for record in (*sections["titles"], *sections["certificates"])]
    if page.is_wide and dated and labels:
        main_width = min(_MAIN_WIDTH, page.width - _SIDE_WIDTH - INDENT * 2)
        page.panels(
            lambda panel: _draw_dated(result, _grid(dated, [], panel), panel),
            lambda panel: _draw_places(result, _grid([], labels, panel), panel), main_width,
        )  # fmt: skip
    else:
        grid = _grid(dated, labels, page)
        _draw_dated(result, grid, page)
        _draw_places(result, grid, page)


def _grid(records: Sequence[Edition | Release], labels: Sequence[str], page: Page) -> _Grid:
    """Returns the columns for dated records and for labelled ones.

    On a narrow page, dates and labels are above what belongs to them.
    """
    editions = [record for record in records if isinstance(record, Edition)]
    names = [edition.name for edition in editions]
    kinds = [page.untrusted(_kind(r)).cell_len for r in records if isinstance(r, Release)]
    labels = [*labels, *([] if _has_date(editions) else names)]
    dates = DateColumn(map(_date_lines, records), min(page.longest(labels), _MAX_LABEL))
    return _Grid(
        dates=dates,
        kinds=max((width for width in kinds if width <= _MAX_KIND), default=0),
        editions=min(page.longest(names), page.width // 2),
        stop=INDENT * 2 if page.is_narrow else INDENT + dates.width + GAP,
    )


# --- Cuts and releases


def _draw_dated(result: LookupResult, grid: _Grid, page: Page) -> None:
    """Draws the cuts of the film and its releases by date."""
    editions = _by_date(result.sections["editions"])
    releases = _by_date(result.sections["releases"])
    blocks: dict[str, Sequence[Edition | Release]] = {
        "Cuts" if len(editions) > 1 else "Running time": editions,
        "On screen": [release for release in releases if release.kind not in _AT_HOME],
        "At home": [release for release in releases if release.kind in _AT_HOME],
    }
    for heading, records in blocks.items():
        if records:
            with page.block(heading, records):
                _draw_block(records, grid, page)


def _by_date(records: Sequence[_Dated]) -> list[_Dated]:
    """Sorts records by date; records without a date come last."""
    return sorted(records, key=lambda r: vague_first(r.date.text) if r.date else "~")


def _has_date(records: Sequence[Edition | Release]) -> bool:
    return any(record.date for record in records)


def _draw_block(records: Sequence[Edition | Release], grid: _Grid, page: Page) -> None:
    for record in records:
        if isinstance(record, Release):
            _draw_at_date(record, partial(_draw_release, record, grid), grid, page)
        elif _has_date(records):
            _draw_at_date(record, partial(_draw_edition, record, grid), grid, page)
        else:
            _draw_at_label(page.untrusted(record.name), _minutes(record, page), record, grid, page)


def _draw_at_date(record: Edition | Release, draw_entry: Draw, grid: _Grid, page: Page) -> None:
    dates = [page.trusted(line) for line in grid.dates.align(_date_lines(record))]
    if page.is_narrow:
        page.prose(page.trusted(in_one_line(_date_lines(record))))
        dates = []
    page.with_margin(dates, draw_entry, grid.stop)


def _date_lines(record: Edition | Release) -> DateLines:
    return date_lines(record.date) or ((UNKNOWN, ""),)


def _draw_edition(edition: Edition, grid: _Grid, page: Page) -> None:
    name, minutes = page.untrusted(edition.name, NAME), _minutes(edition, page)
    gap = max(grid.editions - name.cell_len, 0) + GAP + max(_MINUTES - minutes.cell_len, 0)
    lead = name + spaces(gap) + minutes
    _draw_entry(edition, lead, page.untrusted(edition.text), Text(), page)


def _minutes(edition: Edition, page: Page) -> Text:
    return page.trusted(f"{edition.minutes} min" if edition.minutes else UNKNOWN)


def _draw_release(release: Release, grid: _Grid, page: Page) -> None:
    """Draws how, where and by whom the film was released; the edition on the right."""
    kind, place = page.untrusted(_kind(release)), page.untrusted(_place(release), NAME)
    note, edition = page.untrusted(release.text), page.untrusted(release.edition)
    stop = spaces(0 if page.is_narrow else grid.kinds + GAP)
    if page.is_narrow:
        lead = page.join([kind, place], ", ")
        note, edition = page.join([edition, note], ". "), Text()
    elif kind.cell_len <= grid.kinds:
        if not place:
            place, note = note or page.trusted(UNKNOWN), Text()
        lead = kind + stop[kind.cell_len :] + place
    else:
        page.prose(kind if place else Text(), indent=0)
        lead = stop + place if place else kind
    _draw_entry(release, lead, note, edition, page, stop.cell_len + INDENT)


def _kind(release: Release) -> str:
    """The kind of release in a word or, for the home, the medium."""
    medium = release.medium if release.kind == "home" else ""
    return upper_first(medium) or _KINDS[release.kind]


def _place(release: Release) -> str:
    medium = "" if release.kind == "home" else release.medium
    return ", ".join(filter(None, (release.place, medium, release.by)))


def _draw_entry(
    record: Edition | Release, lead: Text, note: Text, edition: Text, page: Page, hang: int = INDENT
) -> None:
    """Draws a line about a record, with the edition on the right if there is room, and a note."""
    lead = lead if note else page.cited(record, lead)
    note = page.cited(record, note) if note else note
    *_, last = page.wrap(lead, page.width, hang)
    if last.cell_len + GAP + edition.cell_len > page.width:
        note, edition = page.join([edition, note], ". "), Text()
    page.at_edges(lead, edition, hang)
    page.prose(note, *page.dispute_lines(record), indent=0)


# --- Titles and certificates


def _draw_places(result: LookupResult, grid: _Grid, page: Page) -> None:
    """Draws the titles and certificates in other places."""
    titles, certificates = result.sections["titles"], result.sections["certificates"]
    if titles:
        with page.block("Titles abroad", titles):
            for label, title in _labelled(titles, page):
                _draw_at_label(label, page.untrusted(title.title, NAME), title, grid, page)
    if certificates:
        with page.block("Certificates", certificates):
            for label, record in _labelled(certificates, page):
                _draw_at_label(label, page.untrusted(_certificate(record)), record, grid, page)


def _labelled(records: Sequence[_InPlace], page: Page) -> Iterator[tuple[Text, _InPlace]]:
    """Yields records with their places; a repeated place is shown once."""
    above = ""
    for record in records:
        yield page.untrusted(record.place if record.place != above else ""), record
        above = record.place


def _certificate(certificate: Certificate) -> str:
    """The certificate with its edition and date, unless its text has the date."""
    date = certificate.date.words if certificate.date else ""
    date = "" if date in certificate.text else date
    return ", ".join(filter(None, (certificate.certificate, certificate.edition, date)))


def _draw_at_label(
    label: Text, value: Text, record: Edition | Title | Certificate, grid: _Grid, page: Page
) -> None:
    """Draws a value next to its label, and what there is to say about it."""
    note = page.untrusted(record.text)
    has_room = grid.stop + value.cell_len + GAP + note.cell_len <= page.width
    text = page.join([value, note], "  " if has_room or page.width >= NARROW else "\n")
    body = page.join([page.cited(record, text), *page.dispute_lines(record)], "\n")
    if page.is_narrow:
        page.prose(label)
        page.prose(body, indent=grid.stop)
    else:
        page.hang(spaces(INDENT) + label, body, grid.stop)

"""Opens comma-, semicolon- or tab-separated tables in any dialect.

The encoding, the delimiter and the quotation marks are recognised, and so is the header, even if
there are other lines before it.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

from heartcli.catalogue.importing.files import ImportFiles
from heartcli.catalogue.importing.tables.decoding import read_lines
from heartcli.catalogue.importing.tables.dialects import DELIMITERS, Dialect
from heartcli.catalogue.importing.tables.rows import Row, RowSplitter

_SAMPLE_LINES = 200
_SAMPLE_LENGTH = 1 << 18  # characters
_MAX_HEADER_ROW = 40  # the header may follow a title, or a table of other things
_MAX_SAMPLE_ROWS = 50

HeaderScore = Callable[[Sequence[str]], int]  # 0 for a row that isn't a header


class Table(NamedTuple):
    """A table with a header. Reading it reports the rows that are unreadable."""

    path: Path
    line: int  # of the header
    names: list[str]
    has_header: bool
    sample: list[list[str]]  # the first rows after the header
    rows: Iterator[Row]

    def first_cells(self, index: int) -> list[str]:
        """Returns the cells of a column in the sample, without blank ones."""
        return [row[index] for row in self.sample if index < len(row) and row[index].strip()]


def open_table(files: ImportFiles, path: Path, score_header: HeaderScore) -> Table:
    """Opens a file as a table. Its header is the row with the highest score.

    If no row looks like a header, the first row counts as one, and `has_header` is False.
    """
    lines = read_lines(files, path)
    sample = _take_sample(lines)
    layout = _guess_layout(sample, score_header)

    def report(number: int, reason: str) -> None:
        files.report.rows += 1
        files.report.add_problem(path, number, reason)

    reader = RowSplitter(chain(sample, lines), layout.dialect, report)
    rows = iter(reader)
    # Millions of blank lines may follow a sample of blank lines.
    header = next(islice(rows, layout.rows_before, None), (1, [])) if layout.rows else (1, [])
    reader.width = max(len(header[1]), layout.width)

    def count_rows() -> Iterator[Row]:
        for row in rows:
            files.report.rows += 1
            yield row

    has_header = layout.score > 0
    return Table(path, header[0], header[1], has_header, layout.rows[1:], count_rows())


def _take_sample(lines: Iterator[str]) -> list[str]:
    """Returns the first lines of a table."""
    sample, length = [], 0
    for line in islice(lines, _SAMPLE_LINES):
        sample.append(line)
        length += len(line)
        if length > _SAMPLE_LENGTH:
            break
    return sample


class _Layout(NamedTuple):
    """How a table is written, judged by its first lines."""

    dialect: Dialect
    score: int  # of the header
    rows_before: int  # number of rows before the header
    rows: list[list[str]]  # the header and some of the rows after it

    @property
    def width(self) -> int:
        """How many cells a row usually has."""
        widths = [len(row) for row in self.rows[1:]]
        return max(widths, key=widths.count, default=0)

    @property
    def regularity(self) -> tuple[float, int]:
        """The share of rows with as many cells as the first, and how many that is."""
        width = len(self.rows[0]) if self.rows else 1
        alike = sum(len(row) == width for row in self.rows)
        return (alike / len(self.rows), width) if width > 1 else (0.0, width)


def _guess_layout(lines: Sequence[str], score_header: HeaderScore) -> _Layout:
    layouts = [_find_header(lines, Dialect(mark), score_header) for mark in DELIMITERS]
    layout = max(layouts, key=lambda layout: (layout.score, layout.regularity))
    header = layout.rows[0] if layout.rows else []
    return _find_header(lines, _refine(layout.dialect, header), score_header)


def _find_header(lines: Sequence[str], dialect: Dialect, score_header: HeaderScore) -> _Layout:
    reader = RowSplitter(lines, dialect, lambda *_: None)
    rows = [cells for _, cells in islice(reader, _MAX_HEADER_ROW + _MAX_SAMPLE_ROWS)]
    scores = [score_header(row) for row in rows[:_MAX_HEADER_ROW]] or [0]
    index = scores.index(max(scores)) if max(scores) else 0
    return _Layout(dialect, max(scores), index, rows[index : index + _MAX_SAMPLE_ROWS])


def _refine(dialect: Dialect, header: Sequence[str]) -> Dialect:
    """Corrects the dialect if the header has single quotation marks, or a single column."""
    names = [name.strip() for name in header]
    if names and all(name.startswith("?") for name in names):  # SPARQL's terms in TSV
        return dialect._replace(quote="")
    if all(len(name) > 1 and name[0] == name[-1] == "'" for name in names):
        dialect = dialect._replace(quote="'")
    if len(header) == 1:
        return dialect._replace(delimiter="\t")  # commas belong to the titles
    return dialect

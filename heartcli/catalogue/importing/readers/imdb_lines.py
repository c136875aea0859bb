"""Reads IMDb's data files many lines at a time."""

import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain
from pathlib import Path

from heartcli.catalogue.importing.files import INCOMPLETE, ImportFiles
from heartcli.catalogue.importing.readers.imdb_values import IdSet
from heartcli.catalogue.importing.report import ImportReport
from heartcli.catalogue.importing.tables.decoding import (
    MAX_LINE_LENGTH,
    TOO_LONG,
    find_damage,
)
from heartcli.errors import HeartError
from heartcli.text.display import safe_for_terminal

_NO_LINE_END = "no line break at the end. The download may be incomplete"

Block = tuple[int, str]  # the number of its first line, and its lines
# Consecutive rows with the same title's id, or any other line.
_ROWS_OF_TITLE = re.compile(r"^(?:tt([0-9]{1,9})\t.*(?:\ntt\1\t.*)*|.*)", re.MULTILINE)


def read_dump(files: ImportFiles, path: Path) -> tuple[str, Iterator[Block]]:
    """Returns a file's first line, and its other lines in blocks; unreadable lines become empty."""
    blocks = _read_blocks(files, path)
    _, text = next(blocks, (1, ""))
    head, newline, first_lines = text.partition("\n")

    def count_rows() -> Iterator[Block]:
        for number, lines in chain([(2, first_lines)] if newline else [], blocks):
            files.report.rows += lines.count("\n") + 1
            yield number, lines

    return head, count_rows()


def group_by_title(block: Block, title_ids: IdSet) -> Iterator[tuple[int, Block]]:
    """Yields the rows of each of these titles. Lines without a valid id belong to title 0."""
    number, text = block
    counted = 0  # the characters of the lines that `number` counts
    for rows in _ROWS_OF_TITLE.finditer(text):
        title_id = int(rows[1] or 0)
        if not title_id or title_id in title_ids:
            number += text.count("\n", counted, rows.start())
            counted = rows.start()
            yield title_id, (number, rows[0])


def _read_blocks(files: ImportFiles, path: Path) -> Iterator[Block]:
    number, rest, min_tabs = 1, b"", 0
    is_cut = False  # whether the start of an overlong line was dropped
    for chunk in files.read_blocks(path):
        complete, newline, rest = (rest + chunk).rpartition(b"\n")
        if newline:
            lines = _decode(files.report, path, number, complete, is_cut=is_cut)
            min_tabs = min_tabs or lines.partition("\n")[0].count("\t")
            yield number, lines
            number += lines.count("\n") + 1
            is_cut = False
        if len(rest) > MAX_LINE_LENGTH:
            rest, is_cut = b"", True
    if rest and not is_cut:
        name = safe_for_terminal(str(path))
        if rest.count(b"\t") < min_tabs:
            raise HeartError(f"{name} {INCOMPLETE}")
        files.report.add_note(f"{path}:{number}: {_NO_LINE_END}")
    if rest or is_cut:
        yield number, _decode(files.report, path, number, rest, is_cut=is_cut)


def _decode(report: ImportReport, path: Path, number: int, text: bytes, *, is_cut: bool) -> str:
    """Decodes the lines of a block; reports unreadable ones, and empties them."""
    if b"\r" in text:
        text = text.replace(b"\r\n", b"\n").removesuffix(b"\r")
    with suppress(UnicodeDecodeError):
        if not is_cut and b"\0" not in text:
            return text.decode()
    lines = []
    for i, line in enumerate(text.split(b"\n")):
        if reason := TOO_LONG if is_cut and not i else find_damage(line):
            report.add_problem(path, number + i, reason)
        lines.append("" if reason else line.decode())
    return "\n".join(lines)

"""Reads IMDb's dumps in blocks of lines."""

from collections.abc import Iterator
from contextlib import suppress
from itertools import chain
from pathlib import Path

from heartcli.catalogue.importing.files import INCOMPLETE, ImportFiles
from heartcli.catalogue.importing.report import ImportReport
from heartcli.catalogue.importing.tables.decoding import (
    MAX_LINE_LENGTH,
    TOO_LONG,
    find_damage,
)
from heartcli.errors import HeartError
from heartcli.text.display import safe_for_terminal

_NO_LINE_END = "no line break at the end. The download may be incomplete"

Block = tuple[int, list[str]]  # the number of its first line, and its lines


def read_dump(files: ImportFiles, path: Path) -> tuple[str, Iterator[Block]]:
    """Returns a file's first line, and its other lines in blocks; unreadable lines become empty."""
    blocks = _read_blocks(files, path)
    _, [head, *first_lines] = next(blocks, (1, [""]))

    def count_rows() -> Iterator[Block]:
        for number, lines in chain([(2, first_lines)], blocks):
            files.report.rows += len(lines)
            yield number, lines

    return head, count_rows()


def _read_blocks(files: ImportFiles, path: Path) -> Iterator[Block]:
    number, rest, min_tabs = 1, b"", 0
    is_cut = False  # whether the start of an overlong line was dropped
    for chunk in files.read_blocks(path):
        complete, newline, rest = (rest + chunk).rpartition(b"\n")
        if newline:
            lines = _decode(files.report, path, number, complete, is_cut=is_cut)
            min_tabs = min_tabs or lines[0].count("\t")
            yield number, lines
            number += len(lines)
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


def _decode(
    report: ImportReport, path: Path, number: int, text: bytes, *, is_cut: bool
) -> list[str]:
    """Splits a block into lines, and reports unreadable ones; `number` is the first line's."""
    if b"\r" in text:
        text = text.replace(b"\r\n", b"\n").removesuffix(b"\r")
    with suppress(UnicodeDecodeError):
        if not is_cut and b"\0" not in text:
            return text.decode().split("\n")
    lines = []
    for i, line in enumerate(text.split(b"\n")):
        if reason := TOO_LONG if is_cut and not i else find_damage(line):
            report.add_problem(path, number + i, reason)
        lines.append("" if reason else line.decode())
    return lines

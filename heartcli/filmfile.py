"""TOML ⇄ Film. Reading is strict: every problem of a file at once, each with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from os import fstat
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import Any, NamedTuple

import tomli

from heartcli.dates import Date
from heartcli.errors import HeartError
from heartcli.film import SECTIONS, Film, default_id, derived_id
from heartcli.reader import Reader
from heartcli.records import Record, data
from heartcli.text import printable

MOST_BYTES = 64 * 1024 * 1024
LONGEST_LINE = 20_000
_SHORT_LIST = re.compile(r"^([^\s#\"']+ = )\[\n((?:    .*,\n)+)\]$", re.MULTILINE)
_WIDEST_LIST = 100
_HEAD = 8 * 1024  # bytes in which the head of a film file is likely to end
_MOST_KEY_PARTS = 100  # tomli needs seconds for a key of thousands
_PART = r"""[ \t]*(?:"(?:\\.|[^"\\\n])*"|'[^'\n]*'|[\w-]+)[ \t]*\."""
_TOO_MANY_PARTS = rf"(?:^[ \t]*\[{{0,2}}|[{{,])(?:{_PART}){{{_MOST_KEY_PARTS}}}"


class Problem(NamedTuple):
    """What is wrong, and what is allowed, on a line of a film file."""

    line: int
    text: str


class Reading(NamedTuple):
    """What came of a film file: a film, or problems. The text is what the lines refer to."""

    film: Film | None
    problems: list[Problem]
    text: str


def load(path: Path) -> Film:
    """The film in a file. Raises HeartError with its problems, a line each."""
    reading = read(path)
    if reading.film is None:
        told = [f"{printable(str(path))}:{line}: {text}" for line, text in reading.problems[:10]]
        if more := len(reading.problems) - len(told):
            told.append(f"… and {more} more; see all: heart check {printable(str(path))}")
        raise HeartError("\n".join(told))
    return reading.film


def read(path: Path) -> Reading:
    """The film in a file, or every problem of it. Raises HeartError where it can't be read."""
    return parse(_contents(path))


def parse(contents: bytes | str) -> Reading:
    """The film in the contents of a file, or every problem of them."""
    try:
        text = contents if isinstance(contents, str) else contents.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        return Reading(None, [Problem(line, "not UTF-8; a film file is saved as UTF-8")], "")
    text = text.replace("\r\n", "\n")
    if unreadable := list(_unreadable_lines(text)):
        return Reading(None, unreadable, text)
    try:
        document = tomli.loads(text)
    except (ValueError, RecursionError) as error:
        return Reading(None, [_syntax_problem(text, error)], text)
    reader = Reader(document)
    film = reader.film()
    if film is not None:
        return Reading(film, [], text)
    from heartcli.positions import Positions  # noqa: PLC0415 - only for a file with problems

    where = Positions(text)
    found = set()
    for at, what, other in reader.problems:
        clash = f" (the other: line {where.line(other)})" if other else ""
        found.add(Problem(where.line(at), what + clash))
    return Reading(None, sorted(found), text)


def peek(path: Path) -> dict[str, Any]:
    """The values at the head of a film file, unchecked: what stands before the first table.

    Quick, for finding a film among many. Raises HeartError or ValueError where it can't be read.
    """
    start = _contents(path, _HEAD)
    text = start.decode("utf-8-sig", "ignore").replace("\r\n", "\n")
    head, *tables = re.split(r"^[ \t]*\[", text, maxsplit=1, flags=re.MULTILINE)
    whole = bool(tables) or len(start) < _HEAD
    with suppress(ValueError, RecursionError):
        if whole and not next(_unreadable_lines(head), None):
            found = tomli.loads(head)
            if {"title", "year"} <= found.keys():
                return found
    text = _contents(path).decode("utf-8-sig").replace("\r\n", "\n")
    if next(_unreadable_lines(text), None):
        raise ValueError("not to be parsed")
    try:
        return tomli.loads(text)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def document(film: Film) -> dict[str, Any]:
    """The film as it stands in a TOML file; `parse` reads the same film out of it."""
    written: dict[str, Any] = {"format": 1, **data(film, _toml_date)}
    if film.id == default_id(film.title, film.year):
        del written["id"]
    for section in SECTIONS:
        tables = []
        for record, table in zip(film.section(section), written.get(section, ()), strict=False):
            told = dict(record.items())
            own = {} if record.id == derived_id(section, told) else {"id": table["id"]}
            own = {key: name.removeprefix(f"{section}/") for key, name in own.items()}
            what = {key: value for key, value in table.items() if key not in Record.FIELDS}
            behind = {key: value for key, value in table.items() if key not in ("id", *what)}
            tables.append(own | what | behind)
        if tables:
            written[section] = tables
    return written


def dump(film: Film) -> str:
    """The film as the text of a film file."""
    import tomli_w  # noqa: PLC0415 - most commands only read

    return re.sub(_SHORT_LIST, _on_one_line, tomli_w.dumps(document(film)))


def _on_one_line(listed: re.Match[str]) -> str:
    """A list as people write it; tomli-w gives each value a line."""
    values = [line.strip().removesuffix(",") for line in listed[2].split("\n")[:-1]]
    line = f"{listed[1]}[{', '.join(values)}]"
    return line if len(line) <= _WIDEST_LIST else listed[0]


def _toml_date(date: Date) -> Any:
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", date.text):
        return date.first
    return int(date.text) if re.fullmatch(r"[1-9][0-9]{3}", date.text) else date.text


def _contents(path: Path, most: int = MOST_BYTES) -> bytes:
    name = printable(str(path))
    try:
        mode = path.stat().st_mode
        if not S_ISREG(mode):
            kind = "a folder" if S_ISDIR(mode) else "not a regular file"
            raise HeartError(f"{name} is {kind}; a film file is a regular file that ends in .toml")
        with path.open("rb") as file:
            before = fstat(file.fileno())
            if before.st_size > MOST_BYTES:
                raise HeartError(
                    f"{name} has {before.st_size:,} bytes; a film file has at most 64 MB"
                )
            contents = file.read(most)
            after = fstat(file.fileno())
    except FileNotFoundError as error:
        raise HeartError(f"there is no file {name}") from error
    except (OSError, ValueError) as error:  # ValueError: a NUL byte in the name
        raise HeartError(
            f"{name} can't be read: {getattr(error, 'strerror', None) or error}"
        ) from error
    if len(contents) != min(most, after.st_size) or (before.st_mtime_ns, before.st_size) != (
        after.st_mtime_ns,
        after.st_size,
    ):
        raise HeartError(f"{name} changed while it was read; try again")
    return contents


def _unreadable_lines(text: str) -> Iterator[Problem]:
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > LONGEST_LINE:
            yield Problem(
                number, f"a line of {len(line):,} characters; at most {LONGEST_LINE:,} are allowed"
            )
        elif line.count(".") >= _MOST_KEY_PARTS and re.search(_TOO_MANY_PARTS, line):
            yield Problem(number, f"a key of over {_MOST_KEY_PARTS} parts; a film file needs three")


def _syntax_problem(text: str, error: ValueError | RecursionError) -> Problem:
    """What tomli says, without the position that it puts at the end of its sentence."""
    lines = text.split("\n")
    if isinstance(error, tomli.TOMLDecodeError):
        said = re.fullmatch(
            r"(.*) \(at (?:line (\d+), column \d+|end of document)\)", str(error), re.DOTALL
        )
        what, line = (said[1], int(said[2] or len(lines))) if said else (str(error), 1)
        return Problem(min(line, len(lines)), f"not TOML: {printable(what)}")
    # These come without a position: it is the first line with which the text so far raises them.
    low, high = 1, len(lines)
    while low < high:
        middle = (low + high) // 2
        try:
            tomli.loads("\n".join(lines[:middle]))
        except tomli.TOMLDecodeError:
            low = middle + 1
        except (ValueError, RecursionError):
            high = middle
        else:
            low = middle + 1
    nested = isinstance(error, RecursionError)
    what = "values nested too deeply" if nested else "a number with too many digits"
    return Problem(low, f"not to be read: {what}")

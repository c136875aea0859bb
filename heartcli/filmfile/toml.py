"""TOML ⇄ Film. Reading is strict: every problem of a file at once, each with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from os import fstat
from pathlib import Path
from typing import Any, NamedTuple

import tomli

from heartcli.errors import HeartError
from heartcli.filmfile.reader import MOST_PROBLEMS, Reader
from heartcli.model.dates import Date
from heartcli.model.film import Film, default_id, derived_id
from heartcli.model.frozen import to_data
from heartcli.model.records import Record
from heartcli.model.sections import SECTIONS
from heartcli.storage.files import open_regular, os_errors
from heartcli.text.display import format_command, safe_for_terminal

MOST_BYTES = 16 * 1024 * 1024
LONGEST_LINE = 20_000
_SIGNS = "=.[{,"  # by which values are counted
# Keys, parts of keys, tables, lists and their entries. One takes up to a kilobyte of memory once
# it is read; the bundled film has 8,000.
MOST_VALUES = 300_000
_SHORT_LIST = re.compile(r"^([^\s#\"']+ = )\[\n((?:    .*,\n)+)\]$", re.MULTILINE)
_WIDEST_LIST = 100
_START = 64 * 1024  # bytes of a film file in which its title, its year and its ids must be
_LONGEST_HEAD = 8 * 1024  # characters; of a longer head only single lines are parsed
_LONGEST_STATEMENT = 500  # characters of such a line
_PEEKED = r"(?:title|year|id|ids|genres|countries)"
_IDS = r"(?m)^[ \t]*\[[ \t]*ids[ \t]*\][^\n]*\n((?:[ \t]*(?:[a-z]|#)[^\n]*\n|[ \t]*\n){1,20})"
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


def is_named_so(path: Path) -> bool:
    """Whether a file is named as a film file is: it ends in .toml, in small letters or capitals."""
    return path.name.lower().endswith(".toml")


def load(path: Path, most_problems: int = MOST_PROBLEMS) -> Film:
    """The film in a file. Raises HeartError with its problems, a line each.

    Whoever needs to know only whether there is a film asks for one problem, and has it sooner.
    """
    reading = read(path, most_problems)
    if reading.film is None:
        told = [
            f"{safe_for_terminal(str(path))}:{line}: {text}" for line, text in reading.problems[:10]
        ]
        if more := len(reading.problems) - len(told):
            told.append(f"… and {more} more; see all: {format_command('check', str(path))}")
        raise HeartError(*told)
    return reading.film


def read(path: Path, most_problems: int = MOST_PROBLEMS) -> Reading:
    """The film in a file, or its problems. Raises HeartError where it can't be read."""
    return parse(contents(path), most_problems)


def contents(path: Path, most: int = MOST_BYTES) -> bytes:
    """The first bytes of a film file, by default all. Raises HeartError where it can't be read."""
    name = safe_for_terminal(str(path))
    with os_errors(name, "read"):
        opened = open_regular(path)
        if opened is None:
            kind = "a folder" if path.is_dir() else "not a regular file"
            raise HeartError(f"{name} is {kind}; a film file is a regular file that ends in .toml")
        with opened as file:
            before = fstat(file.fileno())
            if before.st_size > MOST_BYTES:
                raise HeartError(
                    f"{name} has {before.st_size:,} bytes; a film file has at most 16 MB"
                )
            read = file.read(most)
            after = fstat(file.fileno())
    if len(read) != min(most, after.st_size) or (before.st_mtime_ns, before.st_size) != (
        after.st_mtime_ns,
        after.st_size,
    ):
        raise HeartError(f"{name} changed while it was read; try again")
    return read


def parse(contents: bytes | str, most_problems: int = MOST_PROBLEMS) -> Reading:
    """The film in the contents of a file, or every problem of them, up to so many."""
    try:
        text = contents if isinstance(contents, str) else contents.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        return Reading(None, [Problem(line, "not UTF-8; a film file is saved as UTF-8")], "")
    text = text.replace("\r\n", "\n")
    if unreadable := list(islice(_unreadable(text), most_problems)):
        return Reading(None, unreadable, text)
    try:
        reader = Reader(tomli.loads(text), most_problems)
    except (ValueError, RecursionError) as error:
        return Reading(None, [_syntax_problem(text, error)], text)
    film = reader.film()
    if film is not None:
        return Reading(film, [], text)
    problems, is_all = reader.problems, reader.is_complete
    del reader  # a large document and the positions in it need not be in memory together
    from heartcli.filmfile.positions import Positions  # noqa: PLC0415 - only for a file with problems

    where = Positions(text)
    found = set()
    for at, what, other in problems:
        clash = f" (the other: line {where.line(other)})" if other else ""
        found.add(Problem(where.line(at), what + clash))
    ordered = sorted(found)
    if not is_all:
        last = Problem(ordered[-1].line, f"{len(problems):,} problems so far; no more are listed")
        ordered.append(last)
    return Reading(None, ordered, text)


def peek(path: Path) -> dict[str, Any]:
    """What stands at the head of a film file by which it is found among others, unchecked.

    Takes the same short time for every file. Raises HeartError or ValueError where it can't be
    read, or where its first 64 kB don't tell.
    """
    start = contents(path, _START)
    text = start.decode("utf-8-sig", "ignore").replace("\r\n", "\n")
    head, *tables = re.split(r"^[ \t]*\[", text, maxsplit=1, flags=re.MULTILINE)
    found = {}
    if len(head) <= _LONGEST_HEAD and (tables or len(start) < _START):
        with suppress(ValueError):
            found = {"genres": [], "countries": []} | _parsed(head)  # there are no more of them
    if not {"title", "year"} <= found.keys():
        found = _parsed(text) if len(text) <= _LONGEST_HEAD else _statements(text)
    if "ids" not in found and (ids := re.search(_IDS, text)):
        with suppress(ValueError):
            found["ids"] = _parsed(ids[1])
    return found


def _parsed(text: str) -> dict[str, Any]:
    """What a short text says. Raises ValueError where it is not TOML, or too much of it."""
    if next(_unreadable(text), None):
        raise ValueError("not to be parsed")
    try:
        return tomli.loads(text)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def _statements(text: str) -> dict[str, Any]:
    """What single lines of a long head say, each for itself, of what a film is found by."""
    found: dict[str, Any] = {}
    for match in re.finditer(rf"^[ \t]*({_PEEKED})[ \t]*=[^\n]*$", text, re.MULTILINE):
        if match[1] not in found and len(match[0]) <= _LONGEST_STATEMENT:
            with suppress(ValueError):
                found |= _parsed(match[0])
    return found


def document(film: Film) -> dict[str, Any]:
    """The film as it stands in a TOML file; `parse` reads the same film out of it."""
    written: dict[str, Any] = {"format": 1, **to_data(film, convert_date=_toml_date)}
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


def _unreadable(text: str) -> Iterator[Problem]:
    """What the parser would need too much time or memory for."""
    if count := _too_many_values(text):
        what = f"{count:,} keys, tables and list entries; at most {MOST_VALUES:,} are allowed"
        yield Problem(1, what)
        return
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > LONGEST_LINE:
            yield Problem(
                number, f"a line of {len(line):,} characters; at most {LONGEST_LINE:,} are allowed"
            )
        elif line.count(".") >= _MOST_KEY_PARTS and re.search(_TOO_MANY_PARTS, line):
            yield Problem(number, f"a key of over {_MOST_KEY_PARTS} parts; a film file needs three")


def _too_many_values(text: str) -> int:
    """How many keys, tables, lists and list entries a text has, if they are too many; else 0."""
    if len(text) <= MOST_VALUES or sum(map(text.count, _SIGNS)) <= MOST_VALUES:
        return 0
    from heartcli.filmfile.positions import TEXTS  # noqa: PLC0415 - for few files

    bare = re.sub(TEXTS, "", text, flags=re.DOTALL)  # a sign within a text is not a value
    count = sum(map(bare.count, _SIGNS))
    return count if count > MOST_VALUES else 0


def _syntax_problem(text: str, error: ValueError | RecursionError) -> Problem:
    """What tomli says, without the position that it puts at the end of its sentence."""
    lines = text.split("\n")
    if isinstance(error, tomli.TOMLDecodeError):
        said = re.fullmatch(
            r"(.*) \(at (?:line (\d+), column \d+|end of document)\)", str(error), re.DOTALL
        )
        what, line = (said[1], int(said[2] or len(lines))) if said else (str(error), 1)
        return Problem(min(line, len(lines)), f"not TOML: {safe_for_terminal(what)}")
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

"""Parses and writes film files. Reports all of a file's problems at once, with their lines."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from itertools import islice
from os import fstat
from pathlib import Path
from typing import NamedTuple

import tomli

from heartcli.errors import HeartError
from heartcli.filmfile.reader import MAX_PROBLEMS, KeyPath, Reader
from heartcli.model.dates import Date
from heartcli.model.film import Film, default_id, derived_id
from heartcli.model.frozen import JsonObject, to_data
from heartcli.model.records import Record
from heartcli.model.sections import SECTIONS
from heartcli.storage.files import open_regular, os_errors
from heartcli.text.display import format_command, safe_for_terminal

# Limits that keep reading fast and memory use low.
MAX_BYTES = 16 * 1024 * 1024
MAX_LINE = 20_000  # characters
MAX_VALUES = 300_000  # about 1 kB of memory each; the bundled film has 8,000
_VALUE_SIGNS = "=.[{,"  # every key, key part, table, list and list entry has one of these
_MAX_KEY_PARTS = 100  # tomli takes seconds to parse a key with thousands of parts
_KEY_PART = r"""[ \t]*(?:"(?:\\.|[^"\\\n])*"|'[^'\n]*'|[\w-]+)[ \t]*\."""
_TOO_MANY_KEY_PARTS = rf"(?:^[ \t]*\[{{0,2}}|[{{,])(?:{_KEY_PART}){{{_MAX_KEY_PARTS}}}"
_FIRST_QUESTION = b"\n[[questions]]\n"
_MAX_SHOWN_PROBLEMS = 10  # listed in an error message

# Limits and patterns for `read_head`.
_HEAD_BYTES = 64 * 1024
_MAX_HEAD = 8 * 1024  # characters; longer heads are parsed line by line
_MAX_STATEMENT = 500  # characters; longer lines of such a head are skipped
_HEAD_KEYS = r"(?:title|year|id|ids|genres|countries)"
_IDS = r"(?m)^[ \t]*\[[ \t]*ids[ \t]*\][^\n]*\n((?:[ \t]*(?:[a-z]|#)[^\n]*\n|[ \t]*\n){1,20})"

_WRAPPED_LIST = r"(?m)^([^\s#\"']+ = )\[\n((?:    .*,\n)+)\]$"
_MAX_LIST_WIDTH = 100  # characters; longer lists get a line for each value


class Problem(NamedTuple):
    """A problem on a line of a film file."""

    line: int
    text: str


class ParseResult(NamedTuple):
    """A film or its problems, and the text that the problems refer to."""

    film: Film | None
    problems: list[Problem]
    text: str


def has_film_file_name(path: Path) -> bool:
    """Whether a file's name ends in .toml, in upper or lower case."""
    return path.name.lower().endswith(".toml")


def load(path: Path, max_problems: int = MAX_PROBLEMS, *, questions: bool = True) -> Film:
    """Loads a film file. Raises HeartError with its first problems, one per line.

    Reading stops after `max_problems`, so `max_problems=1` is the fastest way to test a file. With
    `questions=False`, it stops at the first question, which is faster if they come last.
    """
    contents = read_bytes(path)
    if not questions:
        contents = contents.partition(_FIRST_QUESTION)[0]
    film, problems, _ = parse(contents, max_problems)
    if film is None:
        name = safe_for_terminal(str(path))
        lines = [f"{name}:{line}: {text}" for line, text in problems[:_MAX_SHOWN_PROBLEMS]]
        if more := len(problems) - len(lines):
            lines.append(f"… and {more} more. Try: {format_command('check', str(path))}")
        raise HeartError(*lines)
    return film


def parse_file(path: Path, max_problems: int = MAX_PROBLEMS) -> ParseResult:
    """Parses a film file. Raises HeartError if it can't be read."""
    return parse(read_bytes(path), max_problems)


def read_bytes(path: Path, limit: int = MAX_BYTES) -> bytes:
    """Reads a film file, or its first `limit` bytes. Raises HeartError if it can't be read."""
    name = safe_for_terminal(str(path))
    with os_errors(name, "read"):
        file = open_regular(path)
        if file is None:
            kind = "a folder, not a film file" if path.is_dir() else "not a regular file"
            raise HeartError(f"{name} is {kind}")
        with file:
            before = fstat(file.fileno())
            if before.st_size > MAX_BYTES:
                size = f"{before.st_size / 1024**2:,.0f} MB"
                raise HeartError(f"{name} is too large: {size}; the limit is 16 MB")
            contents = file.read(limit)
            after = fstat(file.fileno())
    has_changed = (before.st_mtime_ns, before.st_size) != (after.st_mtime_ns, after.st_size)
    if has_changed or len(contents) != min(limit, after.st_size):
        raise HeartError(f"{name} changed while being read. Try again")
    return contents


def parse(contents: bytes | str, max_problems: int = MAX_PROBLEMS) -> ParseResult:
    """Parses a film file's contents; stops after `max_problems` problems."""
    try:
        text = contents if isinstance(contents, str) else contents.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        return ParseResult(None, [Problem(line, "not UTF-8. Save the file as UTF-8")], "")
    text = text.replace("\r\n", "\n")
    if excesses := list(islice(_find_excesses(text), max_problems)):
        return ParseResult(None, excesses, text)
    try:
        reader = Reader(tomli.loads(text), max_problems)
    except (ValueError, RecursionError) as error:
        return ParseResult(None, [_syntax_problem(text, error)], text)
    film = reader.read_film()
    if film is not None:
        return ParseResult(film, [], text)
    problems, is_complete = reader.problems, reader.is_complete
    del reader  # to free a large document before finding lines
    return ParseResult(None, _find_lines(problems, text, is_complete=is_complete), text)


def _find_lines(
    problems: list[tuple[KeyPath, str, KeyPath | None]], text: str, *, is_complete: bool
) -> list[Problem]:
    """Finds the lines of problems; returns them in order, without duplicates."""
    from heartcli.filmfile.positions import LineFinder  # noqa: PLC0415 - few files have problems

    lines = LineFinder(text)
    found = set()
    for path, message, clash in problems:
        hint = f" (first used on line {lines.line(clash)})" if clash else ""
        found.add(Problem(lines.line(path), message + hint))
    ordered = sorted(found)
    if not is_complete:
        ordered.append(Problem(ordered[-1].line, f"stopped after {len(problems):,} problems"))
    return ordered


def read_head(path: Path) -> JsonObject:
    """Reads a film file's title, year, ids, genres and countries, without checking them.

    Fast for files of any size. Raises HeartError if the file can't be read, ValueError if its first
    64 kB aren't valid TOML.
    """
    start = read_bytes(path, _HEAD_BYTES)
    text = start.decode("utf-8-sig", "ignore").replace("\r\n", "\n")
    head, *tables = re.split(r"^[ \t]*\[", text, maxsplit=1, flags=re.MULTILINE)
    is_whole = bool(tables) or len(start) < _HEAD_BYTES
    values: JsonObject = {}
    if is_whole and len(head) <= _MAX_HEAD:
        with suppress(ValueError):
            values = {"genres": [], "countries": []} | _parse_part(head)
    if not {"title", "year"} <= values.keys():
        values = _parse_part(text) if len(text) <= _MAX_HEAD else _parse_statements(text)
    if "ids" not in values and (ids := re.search(_IDS, text)):
        with suppress(ValueError):
            values["ids"] = _parse_part(ids[1])
    return values


def _parse_part(text: str) -> JsonObject:
    """Parses part of a document. Raises ValueError if it isn't TOML or exceeds a limit."""
    if next(_find_excesses(text), None):
        raise ValueError("exceeds a limit")
    try:
        return tomli.loads(text)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def _parse_statements(text: str) -> JsonObject:
    """Parses, one by one, the lines in a long head that set one of the head keys."""
    values: JsonObject = {}
    for match in re.finditer(rf"^[ \t]*({_HEAD_KEYS})[ \t]*=[^\n]*$", text, re.MULTILINE):
        if match[1] not in values and len(match[0]) <= _MAX_STATEMENT:
            with suppress(ValueError):
                values |= _parse_part(match[0])
    return values


def dump(film: Film) -> str:
    """Converts a film to the text of a film file."""
    import tomli_w  # noqa: PLC0415 - most commands only read

    return re.sub(_WRAPPED_LIST, _unwrap_list, tomli_w.dumps(to_document(film)))


def to_document(film: Film) -> JsonObject:
    """Converts a film to a TOML document, which `parse` turns back into the same film."""
    document = {"format": 1, **to_data(film, convert_date=_toml_date)}
    if film.id == default_id(film.title, film.year):
        del document["id"]
    for name in SECTIONS:
        if name in document:
            records = zip(film.section(name), document[name], strict=True)
            document[name] = [_order_keys(name, record, table) for record, table in records]
    return document


def _order_keys(section: str, record: Record, table: JsonObject) -> JsonObject:
    """Orders a record's keys: its id if needed, the section's own keys, then the common ones."""
    needs_id = record.id != derived_id(section, dict(record.items()))
    slug = {"id": record.id.removeprefix(f"{section}/")} if needs_id else {}
    specific = {key: value for key, value in table.items() if key not in Record.FIELDS}
    common = {key: value for key, value in table.items() if key in Record.FIELDS and key != "id"}
    return {**slug, **specific, **common}


def _unwrap_list(match: re.Match[str]) -> str:
    """Writes a list on one line if it fits; tomli-w puts each value on its own line."""
    values = [line.strip().removesuffix(",") for line in match[2].split("\n")[:-1]]
    line = f"{match[1]}[{', '.join(values)}]"
    return line if len(line) <= _MAX_LIST_WIDTH else match[0]


def _toml_date(value: Date) -> date | int | str:
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value.text):
        return value.first
    return int(value.text) if re.fullmatch(r"[1-9][0-9]{3}", value.text) else value.text


def _find_excesses(text: str) -> Iterator[Problem]:
    """Finds anything that would take the TOML parser too much time or memory."""
    if (count := _count_values(text)) > MAX_VALUES:
        message = f"too many keys, tables and list entries: {count:,}; the limit is {MAX_VALUES:,}"
        yield Problem(1, message)
        return
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) < 2 * _MAX_KEY_PARTS:  # too short to break either limit
            continue
        if len(line) > MAX_LINE:
            message = f"line too long: {len(line):,} characters; the limit is {MAX_LINE:,}"
            yield Problem(number, message)
        elif line.count(".") >= _MAX_KEY_PARTS and re.search(_TOO_MANY_KEY_PARTS, line):
            yield Problem(number, f"too many parts in a key; the limit is {_MAX_KEY_PARTS}")


def _count_values(text: str) -> int:
    """Counts values. Ignores strings and comments only if the count would exceed the limit."""
    count = sum(map(text.count, _VALUE_SIGNS))
    if count <= MAX_VALUES:
        return count
    from heartcli.filmfile.positions import STRINGS_AND_COMMENTS  # noqa: PLC0415 - for few files

    bare = re.sub(STRINGS_AND_COMMENTS, "", text, flags=re.DOTALL)
    return sum(map(bare.count, _VALUE_SIGNS))


def _syntax_problem(text: str, error: ValueError | RecursionError) -> Problem:
    if isinstance(error, tomli.TOMLDecodeError):
        return Problem(error.lineno, f"invalid TOML: {safe_for_terminal(error.msg)}")
    is_nested = isinstance(error, RecursionError)
    message = "values nested too deeply" if is_nested else "number with too many digits"
    return Problem(_line_of_error(text), message)


def _line_of_error(text: str) -> int:
    """Finds the first line that makes parsing fail, for errors that don't give a position."""
    lines = text.split("\n")
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
    return low

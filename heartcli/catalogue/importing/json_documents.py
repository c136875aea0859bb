"""Reads JSON documents: one per file, several in an array, or one per line."""

import json
import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE, iterdecode
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import chain
from pathlib import Path

from heartcli.catalogue.importing.files import INCOMPLETE, ImportFiles, concatenate
from heartcli.catalogue.importing.report import ImportReport
from heartcli.catalogue.importing.values import Json, JsonObject
from heartcli.errors import HeartError
from heartcli.text.display import safe_for_terminal

MAX_DOCUMENT_SIZE = 16 << 20  # bytes; parsing this much takes up to 300 MB of memory
# Limits on the objects and arrays in a document, and on its keys; each takes up to 250 bytes.
_MAX_CONTAINERS, _MAX_KEYS = 400_000, 600_000
# Group 1 is the escape of half a character (a lone surrogate), which SQLite can't store. Escapes of
# both halves match only so that they are left alone.
_HALF_CHARACTER = re.compile(
    rb"(?<!\\)(?:\\\\)*+\\u(?:d[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2}|(d[89a-f][0-9a-f]{2}))",
    re.IGNORECASE,
)
_A_PAGE = "a web page or XML instead of JSON. Download it again"

_Line = tuple[int, bytes]  # its number and contents
Document = tuple[int, JsonObject]  # the number of its first line, and its contents


def read_documents(files: ImportFiles, path: Path) -> Iterator[Document]:
    """Yields the objects in a file; reports the rest. Raises HeartError if it's incomplete."""
    lines = (line for line in enumerate(_read_lines(files, path), 1) if line[1].strip())
    first, second = next(lines, (1, b"")), next(lines, (2, b""))
    rest = chain([second] if second[1] else [], lines)
    if first[1].strip() == b"[" and second[1].strip()[:2] in (b'{"', b"]"):
        yield from _parse_lines(files.report, path, rest, in_array=True)
    elif _is_one_per_line(first[1], second[1]):
        yield from _parse_lines(files.report, path, chain([first], rest))
    else:
        texts = (text for _, text in chain([first], rest))
        whole = concatenate(path, texts, MAX_DOCUMENT_SIZE)
        yield from _parse(files.report, path, first[0], whole)


def is_json(files: ImportFiles, path: Path) -> bool:
    """Whether a file holds JSON, by its name or its first character."""
    if ".json" in "".join(path.suffixes).lower():
        return True
    first = next((block.lstrip() for block in files.read_blocks(path) if block.strip()), b"")
    return first.startswith((b"{", b"["))


def _read_blocks(files: ImportFiles, path: Path) -> Iterator[bytes]:
    """Yields the blocks of a file; recodes UTF-16, which Windows' shells write, as UTF-8."""
    blocks = files.read_blocks(path)
    first = next(blocks, b"")
    if first.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        for text in iterdecode(chain([first], blocks), "utf-16", "replace"):
            yield text.encode()
    else:
        yield first
        yield from blocks


def _read_lines(files: ImportFiles, path: Path) -> Iterator[bytes]:
    rest = b""
    for block in _read_blocks(files, path):
        lines = (rest + block).splitlines(keepends=True)
        rest = lines.pop() if lines and not lines[-1].endswith(b"\n") else b""
        yield from lines
        if len(rest) > MAX_DOCUMENT_SIZE:
            limit = MAX_DOCUMENT_SIZE >> 20
            raise HeartError(f"{safe_for_terminal(str(path))} has a line longer than {limit} MB")
    yield rest


def _is_one_per_line(first: bytes, second: bytes) -> bool:
    if not second or first.strip()[-1:] in (b"[", b"{", b",", b":"):
        return False
    for line in (first, second):
        with suppress(ValueError):
            if line.strip().endswith(b"}"):  # without a comma after it
                parse_json(line)
                return True
    return False


def _parse_lines(
    report: ImportReport, path: Path, lines: Iterable[_Line], *, in_array: bool = False
) -> Iterator[Document]:
    last = b""
    for number, line in lines:
        last = line.strip()
        if last != b"]":
            text = last[:-1] if in_array and last.endswith(b"}]") else last
            yield from _parse(report, path, number, text.removesuffix(b","))
    if in_array and not last.endswith(b"]"):
        raise HeartError(f"{safe_for_terminal(str(path))} {INCOMPLETE}")


def _parse(report: ImportReport, path: Path, line: int, text: bytes) -> Iterator[Document]:
    try:
        value = parse_json(text)
    except ValueError as error:
        report.rows += 1
        report.add_problem(path, line, str(error))
        return
    for document in value if isinstance(value, list) else [value]:
        report.rows += 1
        if isinstance(document, dict):
            yield line, JsonObject(document)
        else:
            report.add_problem(path, line, "not a JSON object")


def parse_json(text: bytes) -> Json:
    """Parses a document. Raises ValueError with a message for the user."""
    containers = text.count(b"{") + text.count(b"[")
    if containers > _MAX_CONTAINERS or text.count(b":") > _MAX_KEYS:
        raise ValueError("too many values in one JSON document")
    try:
        string = text.decode(json.detect_encoding(text))
        if "\\ud" in string.lower():
            string = _replace_half_characters(string.encode()).decode()
        value: Json = json.loads(string)
    except UnicodeDecodeError as error:
        raise ValueError("invalid UTF-8") from error
    except ValueError as error:
        is_page = text.lstrip()[:1] == b"<"
        raise ValueError(_A_PAGE if is_page else "invalid or incomplete JSON") from error
    except RecursionError as error:
        raise ValueError("JSON nested too deeply") from error
    return value


def _replace_half_characters(text: bytes) -> bytes:
    repaired = bytearray(text)
    for match in _HALF_CHARACTER.finditer(text):
        if match[1]:
            repaired[match.start(1) : match.end(1)] = b"fffd"
    return bytes(repaired)

"""Decodes text files in the encodings that spreadsheets and film sites write."""

import codecs
import re
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain
from pathlib import Path

from heartcli.catalogue.importing.files import ImportFiles
from heartcli.errors import HeartError
from heartcli.text.display import safe_for_terminal

MAX_LINE_LENGTH = 1 << 20  # bytes
TOO_LONG = f"line longer than {MAX_LINE_LENGTH >> 20} MB"
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_SAMPLE_SIZE = 4096  # bytes
_MIN_NUL_SHARE = 0.4  # of every second byte of Latin text in UTF-16
_QUOTED = rb'"[^"]*"'
# What other encodings look like in Windows-1252: a sign between letters (Polish, DOS), a capital
# between small letters (old Macs), or many accented letters in a row (Cyrillic, Greek, Asian).
_FOREIGN = re.compile(
    "[a-zà-ÿ][\xa1-\xb6\xb8-\xbf‚ƒ„†‡ˆ‰‹›˜™]+[a-zà-ÿ]|[a-z][À-ÞŠŽŒŸ][a-z]|[À-ÖØ-öø-ÿŠŽŒŸšžœ]{4}"
)
_MAX_FOREIGN_SHARE = 0.2


def read_lines(files: ImportFiles, path: Path) -> Iterator[str]:
    """Yields the lines of a file with their line ends; reports unreadable ones and empties them.

    Raises HeartError if the encoding is unknown.
    """
    blocks = _convert_to_utf8(files, path)
    first = next(blocks, b"")
    newline = _find_newline(first)
    number, rest = 1, b""
    is_cut = False  # whether the start of an overlong line was dropped
    for block in chain([first], blocks):
        complete, end, rest = (rest + block).rpartition(newline)
        if end:
            for line in _decode_lines(files, path, number, complete + end, is_cut=is_cut):
                number += 1
                yield line
            is_cut = False
        if len(rest) > MAX_LINE_LENGTH:
            rest, is_cut = b"", True
    if rest or is_cut:
        yield from _decode_lines(files, path, number, rest, is_cut=is_cut)


def _find_newline(text: bytes) -> bytes:
    """Returns the line break: a bare carriage return only if no line ends otherwise."""
    unquoted = re.sub(_QUOTED, b"", text)
    return b"\r" if b"\r" in unquoted and b"\n" not in unquoted else b"\n"


def _decode_lines(
    files: ImportFiles, path: Path, number: int, block: bytes, *, is_cut: bool
) -> Iterator[str]:
    newline = "\r" if block.endswith(b"\r") else "\n"
    with suppress(UnicodeDecodeError):
        if not is_cut and b"\0" not in block:
            for text in _clean_spaces(block.decode()).removesuffix(newline).split(newline):
                yield text + newline
            return
    for i, line in enumerate(block.removesuffix(newline.encode()).split(newline.encode())):
        if reason := TOO_LONG if is_cut and not i else find_damage(line):
            files.report.add_problem(path, number + i, reason)
        yield newline if reason else line.decode() + newline


def _clean_spaces(text: str) -> str:
    """Drops spaces without a width, and makes no-break spaces plain ones."""
    return text if text.isascii() else text.replace("\u200b", "").replace("\u00a0", " ")


def find_damage(line: bytes) -> str:
    """Returns why a line can't be used, or ""."""
    try:
        return "NUL byte" if "\0" in line.decode() else ""
    except UnicodeDecodeError:
        return "invalid UTF-8"


def _convert_to_utf8(files: ImportFiles, path: Path) -> Iterator[bytes]:
    """Yields the blocks of a file, recoded as UTF-8 if necessary."""
    name = safe_for_terminal(str(path))
    blocks = files.read_blocks(path)
    first = next(blocks, b"")
    blocks = chain([first], blocks)
    if encoding := _find_utf16(first):
        yield from _convert(blocks, encoding, name)
        return
    for block in blocks:
        if block.isascii():
            yield block
        elif _is_mostly_utf8(block):
            yield block
            yield from blocks
        else:
            if not _is_western(block):
                raise HeartError(f"{name} is neither UTF-8 nor Windows-1252. Save it as UTF-8")
            files.report.add_note(f"{path} isn't in UTF-8, and was read as Windows-1252")
            yield from _convert(chain([block], blocks), "cp1252", name)


def _find_utf16(start: bytes) -> str:
    """Returns the encoding if it has two or four bytes per character, or ""."""
    for mark, encoding in _MARKS:
        if start.startswith(mark):
            return encoding
    sample = start[:_SAMPLE_SIZE]
    even, odd = (sample[i::2].count(0) / max(1, len(sample) // 2) for i in (0, 1))
    if max(even, odd) < _MIN_NUL_SHARE:
        return ""
    return "utf-16-be" if even > odd else "utf-16-le"


def _convert(blocks: Iterator[bytes], encoding: str, name: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for block in blocks:
            yield decoder.decode(block).encode()
        yield decoder.decode(b"", final=True).encode()
    except UnicodeError as error:
        raise HeartError(f"{name} is damaged: not all of it is in {encoding}") from error


def _is_mostly_utf8(block: bytes) -> bool:
    text = block.decode("utf-8", "replace")
    invalid = text.count("\ufffd")
    return sum(not character.isascii() for character in text) > 2 * invalid


def _is_western(block: bytes) -> bool:
    """Whether a block makes sense in Windows-1252, the encoding of Western European files."""
    try:
        text = block.decode("cp1252")
    except UnicodeDecodeError:
        return False
    words = [word for word in text.split() if not word.isascii()]
    foreign = sum(bool(_FOREIGN.search(word)) for word in words)
    return foreign <= _MAX_FOREIGN_SHARE * len(words)

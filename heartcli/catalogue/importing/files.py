"""The files of an import, as they are read: unpacked, in lines, with what is wrong with them."""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import IO, Any, Protocol

from heartcli.errors import HeartError
from heartcli.storage.files import open_regular, os_errors
from heartcli.text.display import safe_for_terminal

READING_LABEL = "reading"  # whose steps are bytes
_CHUNK = 1 << 20  # bytes that are read, or unpacked, at once
_LONGEST_LINE = 1 << 20
_LONGEST_DOCUMENT = 16 << 20  # which takes 300 MB of memory once it is read
_TELLS_A_BOMB = 200  # times as long unpacked; dumps of films come to 3 to 10
_NO_BOMB_YET = 64 << 20  # bytes below which nobody asks
_MOST_TOLD = 5  # of what is wrong
_GZIP = b"\x1f\x8b"
_MARK = b"\xef\xbb\xbf"  # of byte order
_UNFINISHED = "ends in the middle: the download is not complete"
_NO_END = "the last line has no end; is the download complete?"


class Progress(Protocol):
    """Who is told how an import goes on."""

    def start(self, label: str, total: int) -> None:
        """Something of so many steps begins; what was before it is done."""

    def advance(self, steps: int) -> None:
        """So many more are done."""


class ImportReader:
    """What has been read so far of the files of an import."""

    def __init__(self, watch: Progress) -> None:
        self.rows = 0  # or documents
        self.invalid = 0
        self.problems: list[str] = []  # the first few of them, as path:line: what is wrong
        self.skipped: Counter[str] = Counter()  # what is left out though it can be used, and why
        self.skipped_parts: Counter[str] = Counter()  # of films: what is left out of them
        self._strange: list[Path] = []  # in folders, with the ending of a file
        self._watch = watch

    def files(self, paths: Sequence[Path], endings: tuple[str, ...]) -> list[Path]:
        """The files that are meant, whose reading begins: of a folder those with such an ending.

        Raises HeartError for a folder that has none.
        """
        found: dict[Path, None] = {}
        for path in paths:
            inside = [path]
            with os_errors(safe_for_terminal(str(path)), "read"):
                if path.is_dir():
                    inside = list(self._inside(path, endings))
            if not inside:
                told = " or ".join(endings)
                raise HeartError(f"no file in {safe_for_terminal(str(path))} ends in {told}")
            found |= dict.fromkeys(inside)
        self._begin(found)
        return list(found)

    def _inside(self, folder: Path, endings: tuple[str, ...]) -> Iterator[Path]:
        """The files in a folder with such an ending; what can't be read as one is counted."""
        for path in sorted(folder.rglob("*")):
            if path.name.lower().endswith(endings) and not path.is_dir():
                if path.is_file():
                    yield path
                else:
                    self._strange.append(path)

    def restart(self, found: Iterable[Path]) -> None:
        """Counts from nothing: the files are read once more."""
        self.rows = self.invalid = 0
        self.problems.clear()
        self.skipped.clear()
        self.skipped_parts.clear()
        self._begin(found)

    def _begin(self, found: Iterable[Path]) -> None:
        for path in self._strange:
            self.add_problem(
                path, 0, "a link to nothing" if path.is_symlink() else "not a regular file"
            )
        size = 0
        for path in found:
            with suppress(OSError):  # which is told when it is read
                size += path.stat().st_size
        self._watch.start(READING_LABEL, size)

    def add_problem(self, path: Path, line: int, why: str) -> None:
        """Counts a row, or a document, that can't be used; the first few are told."""
        self.invalid += 1
        if len(self.problems) < _MOST_TOLD:
            where = f"{path}:{line}" if line else str(path)
            self.problems.append(safe_for_terminal(f"{where}: {why}"))

    def document(self, path: Path, most: int) -> bytes:
        """All of a file. Raises HeartError where it has more bytes than this."""
        blocks = ((0, block) for block in self._blocks(path))
        return self._joined(path, blocks, most).removeprefix(_MARK)

    def documents(self, path: Path) -> Iterator[tuple[int, Any]]:
        """The JSON documents of a file, with the line of each; what is no JSON is counted.

        A file has one, or several in an array, or one on each line. Raises HeartError where an
        array of lines has no end.
        """
        lines = ((number, line) for number, line in self._split(path) if line.strip())
        first, second = next(lines, (1, b"")), next(lines, (2, b""))
        listed = first[1].strip() == b"["
        rest = chain([second] if second[1] else [], lines)
        if listed and second[1].strip()[:2] in (b'{"', b"]"):
            yield from self._by_line(path, rest, end=b"]")
        elif second[1] and not _goes_on(first[1]) and any(map(_is_whole, (first[1], second[1]))):
            yield from self._by_line(path, chain([first], rest))
        else:
            yield from self._parsed(path, first[0], self._joined(path, chain([first], rest)))

    def _by_line(
        self, path: Path, lines: Iterable[tuple[int, bytes]], end: bytes = b""
    ) -> Iterator[tuple[int, Any]]:
        last = b""
        for number, line in lines:
            last = line.strip()
            if last != b"]":
                text = last[:-1] if end and last.endswith(b"}]") else last
                yield from self._parsed(path, number, text.removesuffix(b","))
        if not last.endswith(end):
            raise HeartError(f"{safe_for_terminal(str(path))} {_UNFINISHED}")

    @staticmethod
    def _joined(
        path: Path, lines: Iterable[tuple[int, bytes]], most: int = _LONGEST_DOCUMENT
    ) -> bytes:
        whole = bytearray()
        for _, line in lines:
            whole += line
            if len(whole) > most:
                told = f"{safe_for_terminal(str(path))} is longer than {most >> 20} MB in one piece"
                raise HeartError(f"{told}; give it in several")
        return bytes(whole)

    def _parsed(self, path: Path, line: int, text: bytes) -> Iterator[tuple[int, Any]]:
        value, why = read_json(text)
        if why:
            self.rows += 1
            self.add_problem(path, line, why)
        else:
            yield from self._listed(path, line, value)

    def _listed(self, path: Path, line: int, value: Any) -> Iterator[tuple[int, Any]]:
        for one in value if isinstance(value, list) else [value]:
            self.rows += 1
            if isinstance(one, dict):
                yield line, one
            else:
                self.add_problem(path, line, "no JSON object")

    def table(self, path: Path) -> tuple[str, Iterator[tuple[int, list[str]]]]:
        """The first line of a file, and its other lines in blocks, each with its first's number."""
        blocks = self._lines(path)
        _, [head, *first] = next(blocks, (1, [""]))

        def others() -> Iterator[tuple[int, list[str]]]:
            self.rows += len(first)
            yield 2, first
            for number, lines in blocks:
                self.rows += len(lines)
                yield number, lines

        return head, others()

    def _lines(self, path: Path) -> Iterator[tuple[int, list[str]]]:
        """The lines of a file in blocks; one that can't be read is counted, and empty here."""
        number, rest, tabs = 1, b"", 0
        cut = False  # whether the beginning of this line was too long and is gone
        for block in self._blocks(path):
            whole, newline, rest = (rest + block).rpartition(b"\n")
            if newline:
                lines = self._decoded(path, number, whole, cut=cut)
                tabs = tabs or lines[0].count("\t")
                yield number, lines
                number += len(lines)
                cut = False
            if len(rest) > _LONGEST_LINE:
                rest, cut = b"", True
        if rest or cut:
            if not cut and rest.count(b"\t") < tabs:
                raise HeartError(f"{safe_for_terminal(str(path))} {_UNFINISHED}")
            if not cut:
                self.problems.append(f"{safe_for_terminal(str(path))}:{number}: {_NO_END}")
            yield number, self._decoded(path, number, rest, cut=cut)

    def _decoded(self, path: Path, number: int, whole: bytes, *, cut: bool) -> list[str]:
        if number == 1:
            whole = whole.removeprefix(_MARK)
        if b"\r" in whole:
            whole = whole.replace(b"\r\n", b"\n").removesuffix(b"\r")
        try:
            if not cut and b"\0" not in whole:
                return whole.decode().split("\n")
        except UnicodeDecodeError:
            pass
        lines = []
        for i, line in enumerate(whole.split(b"\n")):
            text, why = "", ""
            try:
                text = line.decode()
                why = "a NUL byte" if "\0" in text else ""
            except UnicodeDecodeError:
                why = "not written in UTF-8"
            if cut and i == 0:
                why = f"a line of over {_LONGEST_LINE >> 20} MB"
            if why:
                self.add_problem(path, number + i, why)
            lines.append("" if why else text)
        return lines

    def _split(self, path: Path) -> Iterator[tuple[int, bytes]]:
        """The lines of a file as they are, with their ends."""
        number, rest = 1, b""
        for block in self._blocks(path):
            *lines, rest = (rest + block).splitlines(keepends=True) or [b""]
            if rest.endswith(b"\n"):
                lines.append(rest)
                rest = b""
            for line in lines:
                yield number, line.removeprefix(_MARK) if number == 1 else line
                number += 1
            if len(rest) > _LONGEST_DOCUMENT:
                raise HeartError(f"{safe_for_terminal(str(path))} has a line that is too long")
        yield number, rest.removeprefix(_MARK) if number == 1 else rest

    def _blocks(self, path: Path) -> Iterator[bytes]:
        """A file's bytes, unpacked. Raises HeartError where it can't be read to its end."""
        name = safe_for_terminal(str(path))
        with os_errors(name, "read"):
            opened = open_regular(path)
            if opened is None:
                raise HeartError(f"{name} is not a regular file")
            with opened as file:
                packed = file.read(2) == _GZIP
                file.seek(0)
                yield from self._unpacked(file, name) if packed else self._plain(file)

    def _plain(self, file: IO[bytes]) -> Iterator[bytes]:
        while block := file.read(_CHUNK):
            self._watch.advance(len(block))
            yield block

    def _unpacked(self, file: IO[bytes], name: str) -> Iterator[bytes]:
        unpack = zlib.decompressobj(31)  # with the header of gzip
        taken = given = 0
        while packed := file.read(_CHUNK // 4):
            self._watch.advance(len(packed))
            taken += len(packed)
            while packed:
                if unpack.eof:  # one archive behind another, or what fills up a block of a tape
                    packed = packed.lstrip(b"\0")
                    if not packed:
                        break
                    unpack = zlib.decompressobj(31)
                try:
                    block = unpack.decompress(packed, _CHUNK)
                except zlib.error as error:
                    raise HeartError(f"{name} is damaged, and can't be unpacked") from error
                packed = unpack.unused_data if unpack.eof else unpack.unconsumed_tail
                given += len(block)
                if given > max(_NO_BOMB_YET, _TELLS_A_BOMB * taken):
                    raise HeartError(f"{name} is packed as no dump is: it would fill the disk")
                yield block
        if not unpack.eof:
            raise HeartError(f"{name} {_UNFINISHED}")


def _goes_on(line: bytes) -> bool:
    """Whether a line opens what others close."""
    return line.strip()[-1:] in (b"[", b"{", b",", b":")


def _is_whole(line: bytes) -> bool:
    """Whether a line is a JSON object for itself, not one of several in an array."""
    return line.strip()[-1:] == b"}" and not read_json(line)[1]


def read_json(text: bytes) -> tuple[Any, str]:
    """What a JSON text says, or why it can't be read."""
    try:
        told = text.decode(json.detect_encoding(text))
        value = json.loads(told)
        if "\\ud" in told.lower():
            value = _without_surrogates(value)
    except UnicodeDecodeError:
        return None, "not written in UTF-8"
    except ValueError:
        return None, "no JSON, or not all of it"
    except RecursionError:
        return None, "JSON nested too deeply"
    return value, ""


def _without_surrogates(value: Any) -> Any:
    """Halves of characters, which JSON can write and nothing can store, as question marks."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {_without_surrogates(k): _without_surrogates(v) for k, v in value.items()}
    return [_without_surrogates(one) for one in value] if isinstance(value, list) else value

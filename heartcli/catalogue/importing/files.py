"""Finds the files to import, and reads and unpacks them."""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Protocol

from heartcli.catalogue.importing.report import ImportReport
from heartcli.errors import HeartError
from heartcli.storage.files import open_regular, os_errors
from heartcli.text.display import safe_for_terminal

READING_LABEL = "Reading"  # the step whose progress is counted in bytes
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
INCOMPLETE = "is incomplete. Download it again"
_GZIP_MAGIC = b"\x1f\x8b"
_GZIP_WBITS = 31  # zlib: expect a gzip header
_CHUNK_SIZE = 1 << 20  # bytes
# Film dumps unpack to 3 to 10 times their size; far more than that could fill the disk.
_MAX_COMPRESSION_RATIO = 200
_BOMB_CHECK_FROM = 64 << 20  # unpacked bytes; smaller files may have any ratio


class Progress(Protocol):
    """Receives the progress of an import: its steps, and how many units of each are done."""

    def start(self, label: str, total: int) -> None: ...
    def advance(self, steps: int) -> None: ...


class ImportFiles:
    """The files of one import; reading them reports progress."""

    def __init__(self, report: ImportReport, progress: Progress) -> None:
        self.report = report
        self._progress = progress
        self._irregular: list[Path] = []  # found in folders, but not regular files

    def find(self, paths: Sequence[Path], suffixes: tuple[str, ...]) -> list[Path]:
        """Replaces folders with the matching files in them; HeartError if a folder has none."""
        found: dict[Path, None] = {}
        for path in paths:
            name = safe_for_terminal(str(path))
            with os_errors(name, "read"):
                files = self._files_in(path, suffixes) if path.is_dir() else [path]
            if not files:
                raise HeartError(f"no {' or '.join(suffixes)} files in {name}")
            found |= dict.fromkeys(files)
        self.start(found)
        return list(found)

    def start(self, paths: Iterable[Path]) -> None:
        """Resets the report and the progress before files are read from the beginning."""
        self.report.clear()
        for path in self._irregular:
            reason = "broken link" if path.is_symlink() else "not a regular file"
            self.report.add_problem(path, 0, reason)
        size = 0
        for path in paths:
            with suppress(OSError):  # reported when the file is read
                size += path.stat().st_size
        self._progress.start(READING_LABEL, size)

    def read_blocks(self, path: Path) -> Iterator[bytes]:
        """The unpacked bytes of a file, without a byte order mark.

        Raises HeartError if the file can't be read to its end.
        """
        name = safe_for_terminal(str(path))
        with os_errors(name, "read"):
            file = open_regular(path)
            if file is None:
                raise HeartError(f"{name} is not a regular file")
            with file:
                is_packed = file.read(2) == _GZIP_MAGIC
                file.seek(0)
                blocks = self._unpack(file, name) if is_packed else self._read(file)
                yield next(filter(None, blocks), b"").removeprefix(_BYTE_ORDER_MARK)
                yield from blocks

    def read_whole(self, path: Path, max_size: int) -> bytes:
        """All bytes of a file. Raises HeartError if there are more than `max_size`."""
        return concatenate(path, self.read_blocks(path), max_size)

    def _files_in(self, folder: Path, suffixes: tuple[str, ...]) -> list[Path]:
        matches = [
            path
            for path in sorted(folder.rglob("*"))
            if path.name.lower().endswith(suffixes) and not path.is_dir()
        ]
        self._irregular += [path for path in matches if not path.is_file()]
        return [path for path in matches if path.is_file()]

    def _read(self, file: IO[bytes], size: int = _CHUNK_SIZE) -> Iterator[bytes]:
        while block := file.read(size):
            self._progress.advance(len(block))
            yield block

    def _unpack(self, file: IO[bytes], name: str) -> Iterator[bytes]:
        """Unpacks consecutive gzip archives, in blocks of limited size."""
        archive = zlib.decompressobj(_GZIP_WBITS)
        packed_size = unpacked_size = 0
        for chunk in self._read(file, _CHUNK_SIZE // 4):
            packed = chunk
            packed_size += len(chunk)
            # Skip zeros after an archive: some tools pad files with them.
            while packed := packed.lstrip(b"\0") if archive.eof else packed:
                if archive.eof:
                    archive = zlib.decompressobj(_GZIP_WBITS)
                try:
                    block = archive.decompress(packed, _CHUNK_SIZE)
                except zlib.error as error:
                    raise HeartError(f"{name} is damaged. Download it again") from error
                unpacked_size += len(block)
                if unpacked_size > max(_BOMB_CHECK_FROM, _MAX_COMPRESSION_RATIO * packed_size):
                    raise HeartError(f"won't unpack {name}: it could fill the disk")
                packed = archive.unused_data if archive.eof else archive.unconsumed_tail
                yield block
        if not archive.eof:
            raise HeartError(f"{name} {INCOMPLETE}")


def concatenate(path: Path, blocks: Iterable[bytes], max_size: int) -> bytes:
    """Joins the blocks of a file. Raises HeartError if they are longer than `max_size`."""
    joined = bytearray()
    for block in blocks:
        joined += block
        if len(joined) > max_size:
            name, limit = safe_for_terminal(str(path)), max_size >> 20
            raise HeartError(f"{name} is larger than {limit} MB. Split it into several files")
    return bytes(joined)

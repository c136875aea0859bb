"""Finds the files to import, and reads and unpacks them."""

import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Protocol
from zipfile import ZipInfo

from heartcli.catalogue.importing.archives import Archive, is_archive
from heartcli.catalogue.importing.file_types import START_SIZE, describe_unusable
from heartcli.catalogue.importing.report import ImportReport
from heartcli.errors import HeartError
from heartcli.model.records import Strings
from heartcli.storage.files import open_regular, os_errors
from heartcli.text.display import safe_for_terminal

JSON_SUFFIXES = (".json", ".json.gz", ".jsonl")
TABLE_SUFFIXES = (".csv", ".csv.gz", ".tsv", ".tsv.gz")
READING_LABEL = "Reading"  # the step whose progress is counted in bytes
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
INCOMPLETE = "is incomplete. Download it again"
_MAC_METADATA = "._"  # macOS adds such files on disks with other file systems
_GZIP_MAGIC = b"\x1f\x8b"
GZIP_WBITS = 31  # zlib: expect a gzip header
_CHUNK_SIZE = 1 << 20  # bytes
# Film dumps unpack to 3 to 10 times their size; far more than that could fill the disk.
_MAX_COMPRESSION_RATIO = 200
_BOMB_CHECK_FROM = 64 << 20  # unpacked bytes; files that unpack to less may have any ratio


class Progress(Protocol):
    """Receives the progress of an import: its steps, and how many units of each are done."""

    def start(self, label: str, total: int) -> None: ...
    def advance(self, steps: int) -> None: ...


class ImportFiles:
    """The files of one import; reading them reports progress.

    A file in a zip archive has a path such as `export.zip:ratings.csv`, which isn't on disk.
    """

    def __init__(self, report: ImportReport, progress: Progress) -> None:
        self.report = report
        self._progress = progress
        self._unusable: dict[Path, str] = {}  # files in folders and archives, with the reasons
        self._archives: dict[Path, Archive] = {}
        self._members: dict[Path, tuple[Path, ZipInfo]] = {}  # with the archive's path
        self._unpacked = Counter[Path]()  # bytes read from each archive
        self._relative_names: dict[Path, str] = {}

    def find(self, paths: Sequence[Path], suffixes: Strings) -> list[Path]:
        """Replaces folders and zip archives with the matching files in them.

        Raises HeartError if one of them has no such file, or only files of other types.
        """
        names: dict[Path, str] = {}
        for path in paths:
            shown = safe_for_terminal(str(path))
            with os_errors(shown, "read"):
                matches = self._files_at(path, suffixes)
            if not matches:
                *kinds, last = (suffix for suffix in suffixes if suffix[-3:] != ".gz")
                listed = f"{', '.join(kinds)} or {last}" if kinds else last
                raise HeartError(f"no {listed} files in {shown}")
            names |= self._drop_unusable(matches)
        self._relative_names = names
        self.start(names)
        return list(names)

    def start(self, paths: Iterable[Path]) -> None:
        """Resets the report and the progress before files are read from the beginning."""
        self.report.clear()
        self._unpacked.clear()
        for path, reason in self._unusable.items():
            self.report.add_problem(path, 0, reason)
        self._progress.start(READING_LABEL, sum(map(self._packed_size, paths)))

    def relative_name(self, path: Path) -> str:
        """Returns a file's path within its folder or archive, with slashes."""
        return self._relative_names[path]

    def read_blocks(self, path: Path) -> Iterator[bytes]:
        """Yields the unpacked bytes of a file, without a byte order mark.

        Raises HeartError if the file can't be read to its end.
        """
        name = safe_for_terminal(str(path))
        with os_errors(name, "read"), self._open(path, name) as file:
            is_packed = file.read(2) == _GZIP_MAGIC
            file.seek(0)
            # Unpacking copies the rest of a block several times, so packed blocks are smaller.
            blocks = self._read(file, _CHUNK_SIZE // 4 if is_packed else _CHUNK_SIZE)
            blocks = self._limit_unpacking(blocks, path)
            if is_packed:
                blocks = self._limit_unpacking(_unpack(blocks, name), path)
            yield next(filter(None, blocks), b"").removeprefix(_BYTE_ORDER_MARK)
            yield from blocks

    def read_whole(self, path: Path, max_size: int) -> bytes:
        """Returns all bytes of a file. Raises HeartError if there are more than `max_size`."""
        return concatenate(path, self.read_blocks(path), max_size)

    def _files_at(self, path: Path, suffixes: Strings) -> dict[Path, str]:
        """Returns the matching files in a folder or archive, or the file itself, with names."""
        if path.is_dir():
            return {
                file: file.relative_to(path).as_posix() for file in self._files_in(path, suffixes)
            }
        if not is_archive(path):
            return {path: path.name}
        archive = self._archives[path] = Archive(path)
        infos = {Path(f"{path}:{info.filename}"): info for info in archive.members(suffixes)}
        if not infos:
            archive.check_not_nested()
        self._members |= {member: (path, info) for member, info in infos.items()}
        return {member: info.filename for member, info in sorted(infos.items())}

    def _files_in(self, folder: Path, suffixes: Strings) -> list[Path]:
        matches = [
            path
            for path in sorted(folder.rglob("*"))
            if path.name.lower().endswith(suffixes)
            and not path.name.startswith(_MAC_METADATA)
            and not path.is_dir()
        ]
        self._unusable |= {
            path: "broken link" if path.is_symlink() else "not a regular file"
            for path in matches
            if not path.is_file()
        }
        return [path for path in matches if path not in self._unusable]

    def _drop_unusable(self, matches: dict[Path, str]) -> dict[Path, str]:
        """Returns the files that may hold films. Raises HeartError if there are none."""
        reasons = {path: why for path in matches if (why := describe_unusable(self._start(path)))}
        if len(reasons) == len(matches):
            path = next(iter(reasons))
            raise HeartError(f"{safe_for_terminal(str(path))} is {reasons[path]}")
        self._unusable |= reasons
        return {path: name for path, name in matches.items() if path not in reasons}

    def _start(self, path: Path) -> bytes:
        """Returns the first bytes of a file, unpacked and without a byte order mark."""
        name = safe_for_terminal(str(path))
        with os_errors(name, "read"), self._open(path, name) as file:
            start = file.read(START_SIZE)
        if start.startswith(_GZIP_MAGIC):
            with suppress(zlib.error):  # reported when the file is read
                start = zlib.decompressobj(GZIP_WBITS).decompress(start, START_SIZE) or start
        return start.removeprefix(_BYTE_ORDER_MARK)

    def _packed_size(self, path: Path) -> int:
        if path in self._members:
            return self._members[path][1].file_size
        with suppress(OSError):  # reported when the file is read
            return path.stat().st_size
        return 0

    @contextmanager
    def _open(self, path: Path, name: str) -> Iterator[IO[bytes]]:
        if path in self._members:
            archive, info = self._members[path]
            with self._archives[archive].open(info) as member:
                yield member
            return
        file = open_regular(path)
        if file is None:
            raise HeartError(f"{name} is not a regular file")
        with file:
            yield file

    def _read(self, file: IO[bytes], size: int) -> Iterator[bytes]:
        while block := file.read(size):
            self._progress.advance(len(block))
            yield block

    def _limit_unpacking(self, blocks: Iterator[bytes], path: Path) -> Iterator[bytes]:
        """Passes on the blocks of a file. Raises HeartError if its archive is a zip bomb.

        It counts all bytes read from the archive, because the sizes that an archive states may be
        wrong, and its files may overlap or be packed twice.
        """
        if path not in self._members:
            yield from blocks
            return
        archive, _ = self._members[path]
        archive_size = archive.stat().st_size
        for block in blocks:
            self._unpacked[archive] += len(block)
            _check_ratio(self._unpacked[archive], archive_size, str(archive))
            yield block


def _unpack(blocks: Iterator[bytes], name: str) -> Iterator[bytes]:
    """Unpacks consecutive gzip archives, in blocks of limited size."""
    archive = zlib.decompressobj(GZIP_WBITS)
    packed_size = unpacked_size = 0
    for chunk in blocks:
        packed = chunk
        packed_size += len(chunk)
        # Some tools pad archives with zeros.
        while packed := packed.lstrip(b"\0") if archive.eof else packed:
            if archive.eof:
                archive = zlib.decompressobj(GZIP_WBITS)
            try:
                block = archive.decompress(packed, _CHUNK_SIZE)
            except zlib.error as error:
                raise HeartError(f"{name} is damaged. Download it again") from error
            unpacked_size += len(block)
            _check_ratio(unpacked_size, packed_size, name)
            packed = archive.unused_data if archive.eof else archive.unconsumed_tail
            yield block
    if not archive.eof:
        raise HeartError(f"{name} {INCOMPLETE}")


def _check_ratio(unpacked_size: int, packed_size: int, name: str) -> None:
    if unpacked_size > max(_BOMB_CHECK_FROM, _MAX_COMPRESSION_RATIO * packed_size):
        raise HeartError(f"won't unpack {safe_for_terminal(name)}: it could fill the disk")


def concatenate(path: Path, blocks: Iterable[bytes], max_size: int) -> bytes:
    """Joins the blocks of a file. Raises HeartError if they are longer than `max_size`."""
    joined = bytearray()
    for block in blocks:
        joined += block
        if len(joined) > max_size:
            name, limit = safe_for_terminal(str(path)), max_size >> 20
            raise HeartError(f"{name} is larger than {limit} MB. Split it into several files")
    return bytes(joined)

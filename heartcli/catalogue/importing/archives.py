"""Lists and opens the files in a zip archive, without unpacking them to disk."""

import errno
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from heartcli.catalogue.importing.file_types import describe_document
from heartcli.errors import HeartError
from heartcli.model.records import Strings
from heartcli.text.display import safe_for_terminal, shorten

_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")  # of an archive with files, and of an empty one
_END_RECORD = b"PK\x05\x06"
_END_RECORD_SIZE = 22
_END_64 = b"PK\x06\x07"  # precedes the end record of an archive with 64-bit sizes
_END_64_SIZE = 20
_MAX_COMMENT_LENGTH = 1 << 16
# zipfile reads the whole directory; this much is about 100,000 files, and takes 100 MB of memory.
_MAX_DIRECTORY_SIZE = 8 << 20  # bytes
# What zipfile raises for damaged archives; ValueError means a file name isn't UTF-8.
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError)
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 1  # a flag
_UNPACK = "Unpack it and import the folder"
_HIDDEN = ("__MACOSX/", "._")  # macOS adds such files to every archive


def is_archive(path: Path) -> bool:
    """Whether a file is a zip archive, whatever its name is."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(4) in _MAGIC


class Archive:
    """A zip archive that is open for reading."""

    def __init__(self, path: Path) -> None:
        self.name = safe_for_terminal(str(path))
        _check_directory_size(path, self.name)
        with _describe_errors(self.name):
            self._zip = zipfile.ZipFile(path)
        if description := describe_document(self._zip.NameToInfo.keys()):
            raise HeartError(f"{self.name} is {description}")

    def members(self, suffixes: Strings) -> Iterator[zipfile.ZipInfo]:
        """Yields the files with these suffixes. Raises HeartError if one can't be unpacked."""
        for info in self._zip.infolist():
            name = info.filename
            is_hidden = name.startswith(_HIDDEN) or "/._" in name
            if is_hidden or not name.lower().endswith(suffixes):
                continue
            if info.flag_bits & _ENCRYPTED:
                raise HeartError(f"{self.name} needs a password. {_UNPACK}")
            if info.compress_type not in _METHODS:
                raise HeartError(f"{self.name} uses an unknown compression method. {_UNPACK}")
            yield info

    def check_not_nested(self) -> None:
        """Raises HeartError if there is another archive in this one."""
        for name in self._zip.namelist():
            if name.lower().endswith(".zip"):
                hint = "Unpack both and import the folder"
                raise HeartError(f"{self.name} contains the archive {shorten(name)}. {hint}")

    @contextmanager
    def open(self, info: zipfile.ZipInfo) -> Iterator[IO[bytes]]:
        """Opens a file in the archive. Raises HeartError if it turns out to be damaged."""
        with _describe_errors(self.name), self._zip.open(info) as file:
            yield file


@contextmanager
def _describe_errors(name: str) -> Iterator[None]:
    try:
        yield
    except _DAMAGE as error:
        raise HeartError(f"{name} is damaged. Download it again") from error
    except OSError as error:
        if error.errno != errno.EINVAL:  # from seeking an impossible offset
            raise
        raise HeartError(f"{name} is damaged. Download it again") from error


def _check_directory_size(path: Path, name: str) -> None:
    """Raises HeartError if the list of the archive's files is too large to hold in memory."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - _MAX_COMMENT_LENGTH - _END_RECORD_SIZE - _END_64_SIZE))
        tail = file.read()
    end = _find_end_record(tail)
    directory_size = int.from_bytes(tail[end + 12 : end + 16], "little")
    has_64_bits = tail[max(0, end - _END_64_SIZE) : max(0, end)].startswith(_END_64)
    if end >= 0 and (has_64_bits or directory_size > _MAX_DIRECTORY_SIZE):
        raise HeartError(f"{name} is too large or holds too many files. {_UNPACK}")


def _find_end_record(tail: bytes) -> int:
    """Returns where zipfile finds the end record: right at the end, or else before a comment."""
    last = len(tail) - _END_RECORD_SIZE
    if tail.startswith(_END_RECORD, last) and tail.endswith(b"\0\0"):
        return last
    return tail.rfind(_END_RECORD)

"""Opens files, writes and replaces them atomically, and puts OS errors into words."""

import itertools
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from stat import S_ISREG
from typing import BinaryIO

from heartcli.errors import HeartError

_READ_WITHOUT_BLOCKING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
UNFINISHED = ".new"  # the suffix of a file that `write_file` is writing
_DATABASE_SUFFIXES = ("", "-wal", "-shm", "-journal")  # of a database and SQLite's files beside it


@contextmanager
def os_errors(
    name: Path | str, action: str, error_type: type[HeartError] = HeartError
) -> Iterator[None]:
    """Raises OS errors as `error_type`, for example "can't read NAME: Permission denied"."""
    try:
        yield
    except (OSError, ValueError) as error:  # ValueError: a NUL byte in the name
        if action == "read" and isinstance(error, FileNotFoundError):
            raise error_type(f"no such file: {name}") from error
        raise error_type(f"can't {action} {name}: {error_reason(error)}") from error


def error_reason(error: Exception) -> str:
    """The reason to show the user, such as "Permission denied"."""
    return getattr(error, "strerror", None) or str(error)


def open_regular(path: Path) -> BinaryIO | None:
    """Opens a file for reading; returns None, without opening it, for a folder, pipe or device.

    Raises OSError.
    """
    if not S_ISREG(path.stat().st_mode):
        return None
    file = os.fdopen(os.open(path, _READ_WITHOUT_BLOCKING), "rb")
    if S_ISREG(os.fstat(file.fileno()).st_mode):
        return file
    file.close()  # it was replaced after the check
    return None


def write_new_file(path: Path, content: bytes) -> None:
    """Writes a new file, in full or not at all. Raises OSError (FileExistsError if it exists)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{os.urandom(8).hex()}")
    try:
        with temporary.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _link_or_move(temporary, path)
    finally:
        with suppress(OSError):
            temporary.unlink()


def write_device(path: Path, content: bytes) -> None:
    """Writes to a device or pipe, such as /dev/stdout. Raises OSError."""
    with path.open("wb") as file:
        file.write(content)


def _link_or_move(temporary: Path, path: Path) -> None:
    """Moves a finished file to its path. Raises FileExistsError if the path is taken."""
    try:
        os.link(temporary, path)
    except OSError:  # not every file system has hard links
        path.touch(exist_ok=False)
        try:
            temporary.replace(path)  # replaces the empty file made above
        except BaseException:
            path.unlink()
            raise


def write_file(path: Path, content: bytes) -> None:
    """Writes or replaces a file, in full or not at all. Raises OSError."""
    temporary = path.with_name(f".{path.name}.{os.urandom(8).hex()}{UNFINISHED}")
    try:
        temporary.write_bytes(content)
        with suppress(FileNotFoundError):
            temporary.chmod(path.stat().st_mode)
        replace_file(temporary, path)
    finally:
        with suppress(OSError):
            temporary.unlink()


def replace_file(new: Path, path: Path) -> None:
    """Renames a finished file over an old one, safely even in a power cut. Raises OSError."""
    _sync(new)
    new.replace(path)
    _sync(path.parent)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def set_aside(database: Path, label: str) -> Path:
    """Renames a database with the files that SQLite keeps beside it, and returns its new path.

    Raises OSError.
    """
    new_path = unused_path_beside(database, label)
    for part, new_part in zip(_database_files(database), _database_files(new_path), strict=True):
        if os.path.lexists(part):
            part.rename(new_part)
    return new_path


def unused_path_beside(database: Path, label: str) -> Path:
    """An unused path for a copy of a database, such as progress.damaged-1.db."""
    names = (f"{database.stem}.{label}-{n}{database.suffix}" for n in itertools.count(1))
    paths = map(database.with_name, names)
    return next(path for path in paths if not any(map(os.path.lexists, _database_files(path))))


def _database_files(database: Path) -> list[Path]:
    return [database.with_name(database.name + suffix) for suffix in _DATABASE_SUFFIXES]

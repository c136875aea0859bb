"""Where the user's files live, and where the bundled ones do."""

import itertools
import os
from pathlib import Path
from stat import S_ISREG
from typing import BinaryIO

from heartcli.errors import HeartError

_OF_A_DATABASE = ("", "-wal", "-shm", "-journal")  # what SQLite appends to its name


def data_dir() -> Path:
    """The folder of the user's films and progress; `$HEART_HOME` overrides it. It may not exist.

    Raises HeartError where the user has no home.
    """
    if chosen := os.environ.get("HEART_HOME"):
        return Path(os.path.expanduser(chosen))  # noqa: PTH111 - pathlib's raises for ~nobody
    from platformdirs import user_data_path  # noqa: PLC0415 - 3 ms, not needed with HEART_HOME

    try:
        return user_data_path("heart", appauthor=False)
    except RuntimeError as error:
        raise HeartError("there is no home folder; HEART_HOME names one for heart") from error


def user_file(name: str) -> Path:
    """A file of the user's; where that is a link, the file it leads to, which may not exist.

    So a file that is replaced or renamed stays where it is, and the link is kept. Raises HeartError
    where the user has no home.
    """
    return Path(os.path.realpath(data_dir() / name))


def make_data_dir() -> None:
    """Makes the user's folder, where it isn't there. Raises OSError, and HeartError for no home."""
    folder = Path(os.path.realpath(data_dir()))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise HeartError(f"{folder} is not a folder") from error


def set_aside(path: Path, why: str) -> Path:
    """Renames a database, and what SQLite keeps beside it; gives its new path. Raises OSError."""
    place = unused_path_beside(path, why)
    for part, new in zip(_parts(path), _parts(place), strict=True):
        if os.path.lexists(part):
            part.rename(new)
    return place


def unused_path_beside(path: Path, why: str) -> Path:
    """A name for a database beside another that nothing has yet: progress.damaged-1.db."""
    names = (path.with_name(f"{path.stem}.{why}-{n}{path.suffix}") for n in itertools.count(1))
    return next(place for place in names if not any(map(os.path.lexists, _parts(place))))


def _parts(database: Path) -> list[Path]:
    return [database.with_name(database.name + ending) for ending in _OF_A_DATABASE]


def open_regular(path: Path) -> BinaryIO | None:
    """A file opened to be read; None for a folder, a pipe or a device, which is not opened.

    Raises OSError.
    """
    if not S_ISREG(path.stat().st_mode):
        return None
    file = open(path, "rb", opener=_without_waiting)  # noqa: SIM115 - pathlib has no opener
    if S_ISREG(os.fstat(file.fileno()).st_mode):
        return file
    file.close()  # it has become another thing meanwhile
    return None


def _without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def films_dir() -> Path:
    """The folder of the user's film files. Raises HeartError where the user has no home."""
    return data_dir() / "films"


def bundled_dir() -> Path:
    """The folder of the data that comes with heart: inside the package, in a checkout beside it."""
    package = Path(__file__).parents[1]
    installed = package / "data"
    return installed if installed.is_dir() else package.parent / "data"

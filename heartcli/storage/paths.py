"""Where the user's files and the bundled ones are."""

import os
from pathlib import Path

from heartcli.errors import HeartError


def data_dir() -> Path:
    """The folder for the user's films and progress, `$HEART_HOME` if set; it may not exist yet.

    Raises HeartError if the user has no home folder.
    """
    if chosen := os.environ.get("HEART_HOME"):
        return Path(os.path.expanduser(chosen))  # noqa: PTH111 - pathlib's raises for ~nobody
    from platformdirs import user_data_path  # noqa: PLC0415 - 3 ms, not needed with HEART_HOME

    try:
        return user_data_path("heart", appauthor=False)
    except RuntimeError as error:
        raise HeartError("no home folder. Set HEART_HOME to a folder") from error


def user_file(name: str) -> Path:
    """The path of a file in the data folder, with links resolved so that replacing it keeps them.

    It may not exist yet. Raises HeartError if the user has no home folder.
    """
    return Path(os.path.realpath(data_dir() / name))


def make_data_dir() -> None:
    """Creates the data folder if it is missing. Raises OSError or HeartError."""
    folder = Path(os.path.realpath(data_dir()))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise HeartError(f"{folder} is not a folder") from error


def films_dir() -> Path:
    """The folder of the user's film files. Raises HeartError if the user has no home folder."""
    return data_dir() / "films"


def bundled_dir() -> Path:
    """The folder of the bundled data: inside an installed package, or beside it in a checkout."""
    package = Path(__file__).parents[1]
    installed = package / "data"
    return installed if installed.is_dir() else package.parent / "data"

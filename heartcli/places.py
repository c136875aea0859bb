"""Where the user's files live, and where the bundled ones do."""

import os
from pathlib import Path

from heartcli.errors import HeartError


def home() -> Path:
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


def films() -> Path:
    """The folder of the user's film files. Raises HeartError where the user has no home."""
    return home() / "films"


def bundled() -> Path:
    """The folder of the data that comes with heart: inside the package, in a checkout beside it."""
    package = Path(__file__).parent
    installed = package / "data"
    return installed if installed.is_dir() else package.parent / "data"

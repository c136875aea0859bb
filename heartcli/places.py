"""Where the user's files live, and where the bundled ones do."""

import os
from pathlib import Path


def home() -> Path:
    """The folder of the user's films and progress; `$HEART_HOME` overrides it. It may not exist."""
    if chosen := os.environ.get("HEART_HOME"):
        return Path(chosen)
    from platformdirs import user_data_path  # noqa: PLC0415 - 5 ms, not needed with HEART_HOME

    return user_data_path("heart", appauthor=False)


def films() -> Path:
    """The folder of the user's film files."""
    return home() / "films"


def bundled() -> Path:
    """The folder of the data that comes with heart: inside the package, in a checkout beside it."""
    package = Path(__file__).parent
    installed = package / "data"
    return installed if installed.is_dir() else package.parent / "data"

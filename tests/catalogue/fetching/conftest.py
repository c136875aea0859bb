"""What the tests of fetching share."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.conftest import Heart


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long the program has waited; it doesn't really wait."""
    seconds: list[float] = []
    clock = SimpleNamespace(sleep=lambda wait: seconds.append(wait) if wait else None)
    monkeypatch.setattr("heartcli.cli.many_films.time", clock)
    return seconds


@pytest.fixture
def imported(heart: Heart, tmp_path: Path) -> Callable[[str], None]:
    """Imports a table as the source `mine`."""

    def import_(text: str) -> None:
        path = tmp_path / "list.csv"
        path.write_text(text, "utf-8")
        assert heart("import", "csv", str(path), "--as", "mine").code == 0

    return import_

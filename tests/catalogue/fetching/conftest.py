"""What the tests of fetching share."""

from types import SimpleNamespace

import pytest


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long the program has waited; it doesn't really wait."""
    seconds: list[float] = []
    clock = SimpleNamespace(sleep=lambda wait: seconds.append(wait) if wait else None)
    monkeypatch.setattr("heartcli.cli.many_films.time", clock)
    return seconds

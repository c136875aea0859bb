"""What every command comes to."""

from collections.abc import Iterable
from typing import Any, Protocol


class Result(Protocol):
    """A result that is shown as JSON, as plain text, or by a view in `rich`."""

    def data(self) -> dict[str, Any]:
        """The JSON document."""

    def rows(self) -> Iterable[tuple[str, ...]]:
        """The lines of plain text, each as its fields."""

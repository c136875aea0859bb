"""The program's exception, and the type of functions that show messages."""

from collections.abc import Callable

Notify = Callable[..., None]  # shows a message; each argument is a line


class HeartError(Exception):
    """An error that the user can do something about: one clear line, or one per problem.

    Each line is an argument, since paths and other outside text may contain line breaks. Any code
    can raise it; `cli/errors.py` shows it and exits with 1.
    """

    @property
    def lines(self) -> list[str]:
        """The message's lines, each without line breaks."""
        return [" ".join(str(line).split()) for line in self.args]

    def __str__(self) -> str:
        return "\n".join(self.lines)


class UnknownNameError(HeartError):
    """No film, person or character has a name."""

    def __init__(self, name: str, *lines: str) -> None:
        super().__init__(*lines)
        self.name = name

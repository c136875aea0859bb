"""The program's exception, and the type of the functions that show messages."""

from collections.abc import Callable

Notify = Callable[..., None]  # shows a message; each argument is a line


class HeartError(Exception):
    """An error that people can do something about: one clear line, or a line for each problem.

    Each line is an argument, since a path or a text from outside may contain line breaks. Raised
    anywhere; `cli/errors.py` shows it and exits with 1.
    """

    @property
    def lines(self) -> list[str]:
        """The lines of the message, without line breaks."""
        return [" ".join(str(line).split()) for line in self.args]

    def __str__(self) -> str:
        return "\n".join(self.lines)

"""What reaches the person at the terminal: the one exception, and notices that end nothing."""

from collections.abc import Callable

Notify = Callable[..., None]  # shows lines of text, one argument each, as a message


class HeartError(Exception):
    """What went wrong, in words for people: one clear line, or one line for each problem.

    Each line is an argument, since a path or a text from outside may hold a line break.
    Raised anywhere, shown in one place (the error boundary in `boundary.py`), exit code 1.
    """

    @property
    def lines(self) -> list[str]:
        """The lines of the message, without line breaks."""
        return [" ".join(str(line).split()) for line in self.args]

    def __str__(self) -> str:
        return "\n".join(self.lines)

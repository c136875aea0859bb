"""The one exception that is meant for the person at the terminal."""


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

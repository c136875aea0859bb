"""The one exception that is meant for the person at the terminal."""


class HeartError(Exception):
    """What went wrong, in words for people: one clear line, or one line for each problem.

    Raised anywhere, shown in one place (the error boundary in `cli.py`), exit code 1.
    """

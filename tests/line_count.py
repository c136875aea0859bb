"""Measures work without a clock, by counting the lines of code that run."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import Any


@dataclass
class LineCount:
    """The lines counted so far."""

    count: int = 0


@contextmanager
def count_lines(*files: str) -> Iterator[LineCount]:
    """Counts the lines that run in source files whose paths contain one of these strings."""
    lines = LineCount()

    def count(_: FrameType, event: str, __: Any) -> Any:
        lines.count += event == "line"
        return count

    def enter(frame: FrameType, event: str, argument: Any) -> Any:
        path = frame.f_code.co_filename
        return count(frame, event, argument) if any(part in path for part in files) else None

    previous_trace = sys.gettrace()
    sys.settrace(enter)
    try:
        yield lines
    finally:
        sys.settrace(previous_trace)

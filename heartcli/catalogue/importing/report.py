"""Counts what an import reads and skips, and keeps the first problems."""

from collections import Counter
from collections.abc import Sequence
from itertools import starmap
from pathlib import Path

from heartcli.catalogue.importing.title_types import count_titles
from heartcli.errors import HeartError
from heartcli.text.display import plural, safe_for_terminal, shorten

_MAX_PROBLEMS = 5  # shown to the user; all are counted
_MAX_INVALID = 50_000  # rows or documents, unless as many are valid
_MAX_KINDS = 100  # types of titles that are counted separately
_MAX_COLUMNS = 40  # ignored columns that are listed
_MAX_LENGTH = 1_500  # characters in a problem or note, which may contain a path and a title
# Reasons to skip a title, besides its type; they're also keys in the JSON output.
REASON_NO_YEAR = "no year"
REASON_FEW_VOTES = "few votes"
UNKNOWN_KIND = "of another kind"  # stands in for a type that has no name
_DESCRIPTIONS = {
    REASON_NO_YEAR: "without a year", REASON_FEW_VOTES: "with few votes",
    UNKNOWN_KIND: UNKNOWN_KIND,
}  # fmt: skip


class ImportReport:
    """What an import has read and skipped so far."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Resets the counts and the problems."""
        self.rows = 0  # rows or documents read
        self.invalid = 0
        self.problems: list[str] = []  # the first few, as "path:line: reason"
        self.notes: list[str] = []
        self.skipped: Counter[str] = Counter()  # valid films that were filtered out, by reason
        self.skipped_parts: Counter[str] = Counter()  # values left out of films, by kind
        self.unreadable: Counter[str] = Counter()  # values that weren't understood, by kind

    def add_problem(self, path: Path, line: int, reason: str) -> None:
        """Counts an invalid row or document; line 0 means the whole file.

        Raises HeartError if many are invalid and few are valid, since going on could take hours.
        """
        self.invalid += 1
        if len(self.problems) < _MAX_PROBLEMS:
            location = f"{path}:{line}" if line else str(path)
            self.problems.append(_limit(f"{location}: {reason}"))
        if self.invalid >= _MAX_INVALID and self.invalid > self.rows / 2:
            message = f"stopped after {self.invalid:,} invalid items"
            raise HeartError(message, *self.problems)

    def skip(self, reason: str) -> None:
        """Counts a title that is filtered out; the reason may be a type that a file names."""
        if reason not in self.skipped:
            reason = shorten(reason) if len(self.skipped) < _MAX_KINDS else UNKNOWN_KIND
        self.skipped[reason] += 1

    def skipped_by_reason(self, limit: int | None = None) -> str:
        """Lists the counts of skipped titles: "17 short films, 4 titles without a year"."""
        return ", ".join(starmap(_count_skipped, self.skipped.most_common(limit)))

    def add_note(self, text: str) -> None:
        """Adds a line that is shown after the problems, but isn't counted as one."""
        self.notes.append(_limit(text))

    def add_ignored_columns(self, location: str, names: Sequence[str]) -> None:
        """Notes the columns of a table that aren't read, if there are any."""
        if names:
            listed = ", ".join(map(shorten, names[:_MAX_COLUMNS]))
            more = f" and {len(names) - _MAX_COLUMNS:,} more" if names[_MAX_COLUMNS:] else ""
            self.add_note(f"{location}: ignored columns: {listed}{more}")


def _count_skipped(reason: str, count: int) -> str:
    if reason in _DESCRIPTIONS:
        return f"{plural(count, 'title')} {_DESCRIPTIONS[reason]}"
    return count_titles(reason, count)


def _limit(text: str) -> str:
    safe = safe_for_terminal(text[: 2 * _MAX_LENGTH])
    return f"{safe[:_MAX_LENGTH]}…" if safe[_MAX_LENGTH:] else safe

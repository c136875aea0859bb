"""Makes the texts of a screen: safe for the terminal, in its characters, wrapped at words."""

import re
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.text import Span, Text

from heartcli.model.dates import Date
from heartcli.output.rich.palette import BAR, KEY, QUIET, QUOTE
from heartcli.text.display import safe_for_terminal, to_ascii

UNKNOWN = "–"  # stands for an unknown value
BUT = "but: "  # what a dispute begins with
_MIN_HANGING = 20  # columns; in less, a dispute isn't indented
_CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
# A line never breaks between a day and its month, or between an amount and its unit, which a
# footnote number may follow.
_UNBREAKABLE = re.compile(
    r"(?<=[0-9]) (?=(?:min|million|billion|nominations?|of [0-9]+|[KM]B"
    r"|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*)(?![A-Za-z]))"
    r"|(?<=[0-9] of) (?=[0-9])|(?<=\b[A-Z]\.) (?=[A-Z])"
    r"|(?<=\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)) (?=[0-9]{4}(?![0-9]))"
)
_SUPERSCRIPTS = str.maketrans("0123456789,", "⁰¹²³⁴⁵⁶⁷⁸⁹·")
_BOUND_SPACE = "\ue000"  # replaces such a space while a text is wrapped


class Ink:
    """Makes texts that the terminal can show."""

    def __init__(self, console: Console, *, unicode: bool) -> None:
        self.unicode = unicode
        self._console = console

    def untrusted(self, value: object, style: str = "") -> Text:
        """Text from a film file or another source, made safe for the terminal."""
        return self.trusted(safe_for_terminal(str(value)), style)

    def trusted(self, text: str, style: str = "") -> Text:
        """The program's own text, in ASCII if the terminal can't show more."""
        shown = text if text.isprintable() else _CONTROLS.sub("\ufffd", text)  # just in case
        shown = shown if self.unicode else to_ascii(shown)
        # Text(shown, style) would also style text added to it.
        return Text(shown, spans=[Span(0, len(shown), style)] if shown and style else None)

    def join(self, parts: Iterable[Text], separator: str = " ") -> Text:
        """Joins the parts that are not empty."""
        return self.trusted(separator).join(part for part in parts if part)

    def enumerate(self, parts: Sequence[Text], conjunction: str) -> Text:
        """Joins parts for use in a sentence: A, B and C."""
        return self.join([self.join(parts[:-1], ", "), parts[-1]], f" {conjunction} ")

    def sentences(self, first: Text, second: Text) -> Text:
        """Joins two texts, adding a full stop to the first if it has none."""
        has_stop = first.plain.endswith((".", "!", "?", "…", "”"))
        return self.join([first, second], " " if has_stop else ". ")

    def quote(self, text: str) -> Text:
        """Puts a text in quotation marks, unless it is empty."""
        marks = self.trusted("“", QUOTE), self.trusted("”", QUOTE)
        return marks[0] + self.untrusted(text, QUOTE) + marks[1] if text else Text()

    def date(self, date: Date | None) -> Text:
        """Returns a date in words, or an empty text if there is no date."""
        return self.untrusted(date.words if date else "")

    def command(self, command: str) -> Text:
        """A command that can be copied."""
        return self.untrusted(command, KEY)

    def hint(self, purpose: str, command: str) -> Text:
        """Returns a purpose, then the command or option to type for it."""
        return self.trusted(f"{purpose}: ", QUIET) + self.command(command)

    def bar(self, share: float, width: int, style: str = BAR, *, track: bool = False) -> Text:
        """Draws a bar for a share from 0 to 1. A share above 0 always shows."""
        halves = max(round(min(share, 1) * width * 2), 1 if share > 0 else 0)
        full, half = divmod(halves, 2)
        rest = ("─" if self.unicode else ".") * (width - full - half if track else 0)
        return self.trusted("━" * full + "╸" * half, style) + self.trusted(rest, QUIET)

    def numbers(self, numbers: Sequence[int]) -> Text:
        """Footnote numbers: ¹·² or [1,2]."""
        digits = ",".join(map(str, numbers))
        shown = digits.translate(_SUPERSCRIPTS) if self.unicode else f"[{digits}]"
        return self.trusted(shown if digits else "")

    def wrap(self, text: Text, width: int, hang: int = 0) -> list[Text]:
        """Wraps a text at words to lines of at most `width` columns; at least one line.

        Lines after the first of each paragraph are indented by `hang`, those of a dispute as
        far as its text.
        """
        if "\n" in text.plain:
            return [line for part in text.split("\n") for line in self.wrap(part, width, hang)]
        if text.plain.startswith(BUT) and width > _MIN_HANGING:
            hang = len(BUT)
        bound = text.copy()
        bound.plain = _UNBREAKABLE.sub(_BOUND_SPACE, text.plain)
        lines = list(bound.wrap(self._console, max(width, 1), overflow="fold")) or [Text()]
        for line in lines:
            line.rstrip()
            line.plain = line.plain.replace(_BOUND_SPACE, " ")
        if hang and len(lines) > 1:
            rest = self.wrap(_text_after(text, lines[0]), width - hang)
            lines = [lines[0], *(spaces(hang) + line for line in rest)]
        return lines

    def longest(self, texts: Iterable[str]) -> int:
        """Returns the width of the longest text from a film file, or 0 if there is none."""
        return max((self.untrusted(text).cell_len for text in texts), default=0)


def spaces(count: int) -> Text:
    """Returns a run of spaces, empty if the count is negative."""
    return Text(" " * count)


def _text_after(text: Text, line: Text) -> Text:
    """Returns what follows a text's first line."""
    rest = text[len(line.plain) :]
    return rest[len(rest.plain) - len(rest.plain.lstrip()) :]

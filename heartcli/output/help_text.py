"""Writes help in the layout and colours of heart's screens, without loading Rich."""

import re
from typing import NamedTuple, TypeAlias

from heartcli.output.terminal import NARROW, PROSE_WIDTH, Terminal
from heartcli.text.display import to_ascii
from heartcli.text.wrapping import wrap

_HEADING, _KEY, _END = "\x1b[1;35m", "\x1b[36m", "\x1b[0m"  # the colours of headings and commands
_GAP = 2  # columns
_MIN_DESCRIPTION = 24  # columns; with less room beside the term, a description goes below it
_COMMAND = re.compile(r"\bheart .+")
Row: TypeAlias = tuple[str, str]  # what to type, and what it does
Sections: TypeAlias = dict[str, tuple[Row, ...]]  # by heading


class Help(NamedTuple):
    """The help for a command."""

    usage: str
    paragraphs: tuple[str, ...]
    groups: tuple[Sections, ...]  # the sections of a group share their columns
    examples: tuple[Row, ...]
    epilog: str

    @property
    def sections(self) -> Sections:
        """The sections of all groups."""
        return {heading: rows for group in self.groups for heading, rows in group.items()}


def write_help(terminal: Terminal, text: Help) -> None:
    """Writes help to stdout."""
    layout = _Layout(terminal.width, terminal.allows_escapes(terminal.stdout))
    blocks = [*layout.prose(text), *layout.sections(text), layout.epilog(text)]
    shown = "\n\n".join("\n".join(lines) for lines in blocks if lines) + "\n"
    terminal.stdout.write(shown if terminal.has_unicode else to_ascii(shown))


class _Layout(NamedTuple):
    width: int
    is_styled: bool

    def prose(self, text: Help) -> list[list[str]]:
        """The summary, the usage, then the rest of the description."""
        summary, *others = text.paragraphs
        usage, *rest = wrap(f"Usage: {text.usage}", self.width, indent="  ")
        label, _, pieces = usage.partition(" ")
        usage = f"{self._style(_HEADING, label)} {pieces}"
        wrapped = (wrap(paragraph, min(self.width, PROSE_WIDTH)) for paragraph in others)
        return [wrap(summary, min(self.width, PROSE_WIDTH)), [usage, *rest], *wrapped]

    def sections(self, text: Help) -> list[list[str]]:
        """The arguments, commands, options and examples under their headings, in two columns."""
        blocks = []
        for group in (*text.groups, {"Examples": text.examples} if text.examples else {}):
            start = self._start_of_descriptions(group)
            for heading, rows in group.items():
                lines = [self._style(_HEADING, heading)]
                for term, description in rows:
                    lines += self._row(term, description, start)
                blocks.append(lines)
        return blocks

    def epilog(self, text: Help) -> list[str]:
        """The last lines; the command in them is highlighted."""
        lines = wrap(text.epilog, self.width) if text.epilog else []
        return [_COMMAND.sub(lambda command: self._style(_KEY, command[0]), line) for line in lines]

    def _start_of_descriptions(self, group: Sections) -> int:
        """Returns the column where descriptions start, or 0 if they go below their terms."""
        terms = [term for rows in group.values() for term, _ in rows]
        start = 2 + max(map(len, terms), default=0) + _GAP
        is_stacked = self.width < max(NARROW, start + _MIN_DESCRIPTION)
        return 0 if is_stacked else start

    def _row(self, term: str, description: str, start: int) -> list[str]:
        """Formats a row; its description starts at a column or, with 0, on the next line."""
        left = start or 4
        width = min(self.width - left, PROSE_WIDTH)
        lines = [" " * left + line for line in wrap(description, width)]
        terms = [f"  {self._style(_KEY, part)}" for part in wrap(term, self.width - 2)]
        if not start:
            return [*terms, *lines]
        return [terms[0] + lines[0][2 + len(term) :], *lines[1:]]

    def _style(self, code: str, words: str) -> str:
        return f"{code}{words}{_END}" if self.is_styled else words

"""Writes help in the layout and colours of heart's screens, without loading Rich."""

from typing import NamedTuple, TypeAlias

from heartcli.output.terminal import Terminal
from heartcli.text.display import to_ascii
from heartcli.text.wrapping import wrap

_HEADING, _KEY, _END = "\x1b[1;35m", "\x1b[36m", "\x1b[0m"  # the colours of headings and commands
_PROSE_WIDTH = 84  # columns
_STACKED_BELOW = 60  # columns; on a narrower terminal, descriptions go below what they describe
_GAP = 2  # columns
Row: TypeAlias = tuple[str, str]  # what to type, and what it does


class Help(NamedTuple):
    """The help for a command."""

    usage: str
    paragraphs: tuple[str, ...]
    sections: dict[str, tuple[Row, ...]]  # by heading
    epilog: str


def write_help(terminal: Terminal, text: Help) -> None:
    """Writes help to stdout."""
    layout = _Layout(terminal.width, terminal.allows_escapes(terminal.stdout))
    blocks = [*layout.prose(text), *layout.sections(text)]
    shown = "\n\n".join("\n".join(lines) for lines in blocks if lines) + "\n"
    terminal.stdout.write(shown if terminal.has_unicode else to_ascii(shown))


class _Layout(NamedTuple):
    width: int
    is_styled: bool

    def prose(self, text: Help) -> list[list[str]]:
        """The summary, the usage, then what else there is to say."""
        summary, *others = text.paragraphs
        usage, *rest = wrap(f"Usage: {text.usage}", self.width, indent="  ")
        label, _, pieces = usage.partition(" ")
        usage = f"{self._style(_HEADING, label)} {pieces}"
        wrapped = (wrap(paragraph, min(self.width, _PROSE_WIDTH)) for paragraph in others)
        return [wrap(summary, min(self.width, _PROSE_WIDTH)), [usage, *rest], *wrapped]

    def sections(self, text: Help) -> list[list[str]]:
        """The arguments, commands and options under their headings, in one pair of columns."""
        terms = [term for rows in text.sections.values() for term, _ in rows]
        start = 2 + max(map(len, terms)) + _GAP if self.width >= _STACKED_BELOW else 0
        blocks = []
        for heading, rows in text.sections.items():
            lines = [self._style(_HEADING, heading)]
            for term, description in rows:
                lines += self._row(term, description, start)
            blocks.append(lines)
        return [*blocks, wrap(text.epilog, self.width) if text.epilog else []]

    def _row(self, term: str, description: str, start: int) -> list[str]:
        """A row whose description starts at a column; with 0, it starts on the next line."""
        left = start or 4
        width = min(self.width - left, _PROSE_WIDTH)
        lines = [" " * left + line for line in wrap(description, width)]
        terms = [f"  {self._style(_KEY, part)}" for part in wrap(term, self.width - 2)]
        if not start:
            return [*terms, *lines]
        return [terms[0] + lines[0][2 + len(term) :], *lines[1:]]

    def _style(self, code: str, words: str) -> str:
        return f"{code}{words}{_END}" if self.is_styled else words

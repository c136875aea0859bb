"""Footnotes: a screen names its main source once, and numbers the others in order."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from heartcli.model.film import Film
from heartcli.model.records import Review, Strings
from heartcli.text.folding import fold


class Footnotes:
    """The footnotes of a screen about one film.

    The main source is the one that most values rest on; they have no number. A block of the screen
    that rests wholly on one source doesn't count. With `cites_all`, every source is numbered.
    """

    def __init__(
        self, film: Film, blocks: Sequence[Sequence[Strings]], *, cites_all: bool = False
    ) -> None:
        self._sources = film.sources
        self.cites_all = cites_all
        self.main = "" if cites_all else _most_cited(film, blocks)
        self._unmarked = {self.main}
        self._names = film.source_names()
        self._numbers: dict[str, int] = {}  # by the text at the foot of the screen

    def numbers_of(self, sources: Strings) -> list[int]:
        """Returns the number of the strongest source, unless it goes without saying."""
        if self.cites_all:
            return sorted(self._number(self.name(source)) for source in sources)
        if not sources or not self._unmarked.isdisjoint(sources):
            return []
        return [self._number(self.name(sources[0]))]

    def number_of_note(self, text: str) -> int:
        """Returns the number of a note, which stands at the foot of the screen like a source."""
        return self._number(text)

    def is_first_hand(self, review: Review) -> bool:
        """Whether a source of a review is the paper it appeared in, or the critic."""
        names = {fold(name) for name in (review.publication, review.critic) if name}
        sources = [self._sources[name] for name in review.sources]
        return any(fold(name) in names for s in sources for name in (s.publisher, s.author) if name)

    @contextmanager
    def block(self, citations: Sequence[Strings]) -> Iterator[list[int]]:
        """Yields the number for the heading of a block that rests wholly on one other source.

        Within the block, that source isn't numbered again.
        """
        source = "" if self.cites_all else _only_source(citations)
        numbers = self.numbers_of((source,)) if source else []
        if numbers:
            self._unmarked.add(source)
        try:
            yield numbers
        finally:
            if numbers:
                self._unmarked.remove(source)

    def name(self, source: str) -> str:
        """Returns the short name of a source."""
        return self._names[source]

    def notes(self) -> list[tuple[int, str]]:
        """Returns the numbered texts for the foot of the screen, in order."""
        return [(number, text) for text, number in self._numbers.items()]

    def _number(self, text: str) -> int:
        return self._numbers.setdefault(text, len(self._numbers) + 1)


def _only_source(citations: Sequence[Strings]) -> str:
    """Returns the source that several values rest on and no other; "" if there is none."""
    strongest = {sources[0] if sources else "" for sources in citations}
    return strongest.pop() if len(strongest) == 1 and len(citations) > 1 else ""


def _most_cited(film: Film, blocks: Sequence[Sequence[Strings]]) -> str:
    """Returns the source that most lists contain; of several, the strongest, listed first."""
    mixed = [block for block in blocks if not _only_source(block)] or blocks
    counts = Counter(name for block in mixed for sources in block for name in sources)
    return max(film.sources, key=lambda name: counts[name]) if counts else ""

"""Footnotes: a screen names its main source once, and numbers the others in order."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from heartcli.model.film import Film
from heartcli.model.records import Review, Source, Strings
from heartcli.text.folding import fold

Blocks = Sequence[Sequence[Strings]]  # for each block of a screen, the sources of each value


class Footnotes:
    """The footnotes of a screen.

    The main source is the most cited one; its values have no number. A block of the screen
    that rests wholly on one source counts once. With `cites_all`, every source is numbered.
    """

    def __init__(
        self,
        sources: Mapping[str, Source],
        names: Mapping[str, str],
        main: Sequence[str],
        *,
        cites_all: bool = False,
    ) -> None:
        self.cites_all = cites_all
        self.main = "" if cites_all else next(iter(main), "")
        self.main_names = [] if cites_all else [names[source] for source in main]
        self._sources, self._names = sources, names
        self._unmarked = {source for source in names if names[source] in self.main_names}
        self._numbers: dict[str, int] = {}  # by the text at the foot of the screen

    @classmethod
    def of_film(cls, film: Film, blocks: Blocks, *, cites_all: bool) -> "Footnotes":
        """Returns the footnotes of a screen about one film, given what it shows."""
        main = _most_cited(film, blocks)
        names = film.source_names()
        return cls(film.sources, names, [main] if main else [], cites_all=cites_all)

    @classmethod
    def of_films(
        cls, films: Sequence[Film], blocks: Sequence[Blocks], *, cites_all: bool
    ) -> "Footnotes":
        """Returns the footnotes of a screen about several films, each with a main source.

        A source goes by its film's position and its id, as in `source_of`.
        """
        sources: dict[str, Source] = {}
        names: dict[str, str] = {}
        for number, film in enumerate(films):
            sources |= {source_of(number, name): each for name, each in film.sources.items()}
            names |= {source_of(number, name): each for name, each in film.source_names().items()}
        mains = map(_most_cited, films, blocks)
        main = [source_of(number, name) for number, name in enumerate(mains) if name]
        return cls(sources, names, main, cites_all=cites_all)

    def numbers_of(self, sources: Strings) -> list[int]:
        """Returns the number of the strongest source; none if that is the main source."""
        if self.cites_all:
            return sorted(self.number(self.name(source)) for source in sources)
        if not sources or not self._unmarked.isdisjoint(sources):
            return []
        return [self.number(self.name(sources[0]))]

    def number(self, text: str) -> int:
        """Returns the number of a text that stands at the foot of the screen, such as a source."""
        return self._numbers.setdefault(text, len(self._numbers) + 1)

    def is_first_hand(self, review: Review) -> bool:
        """Whether a source of a review is the review itself, not somebody who quotes it."""
        return any(_is_review_in(review, self._sources[name]) for name in review.sources)

    @contextmanager
    def block(self, citations: Sequence[Strings]) -> Iterator[list[int]]:
        """Yields the number to put on the heading of a block that rests wholly on one other source.

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

    @property
    def has_content(self) -> bool:
        """Whether there is anything for the foot of the screen."""
        return bool(self.main or self._numbers)

    def notes(self) -> list[tuple[int, str]]:
        """Returns the numbered texts for the foot of the screen, in order."""
        return [(number, text) for text, number in self._numbers.items()]


def source_of(film_number: int, name: str) -> str:
    """Returns the id that tells a film's source from those of the other films on the screen."""
    return f"{film_number}/{name}"


def _is_review_in(review: Review, source: Source) -> bool:
    if _is_same(review.critic, source.author):
        return True
    is_another_author = bool(review.critic and source.author)
    return _is_same(review.publication, source.publisher) and not is_another_author


def _is_same(name: str, other: str) -> bool:
    return bool(name) and _bare_name(name) == _bare_name(other)


def _bare_name(name: str) -> str:
    """A name without a remark in brackets: Museum of the Moving Image (talk)."""
    return fold(name.partition(" (")[0])


def _only_source(citations: Sequence[Strings]) -> str:
    """Returns the source that several values all rest on; "" if they rest on different ones."""
    strongest = {sources[0] if sources else "" for sources in citations}
    return strongest.pop() if len(strongest) == 1 and len(citations) > 1 else ""


def _most_cited(film: Film, blocks: Blocks) -> str:
    """Returns the source that most values rest on; in a tie, the one listed first as stronger.

    A block that rests wholly on one source counts as one value.
    """
    counts: Counter[str] = Counter()
    for block in blocks:
        only = _only_source(block)
        counts.update([only] if only else (name for sources in block for name in sources))
    return max(film.sources, key=lambda name: counts[name]) if counts else ""

"""Counts a film's awards and nominations, award by award."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from heartcli.catalogue.search.normalize import name_key
from heartcli.model.records import Award, Strings
from heartcli.text.display import plural

# Some sources only say in how many categories a film won or was nominated.
_COUNTED = re.compile(r"([0-9]{1,3}) categor(?:y|ies)( or more)?")
_NICKNAMES = {"academyaward": "Oscars"}


class Tally(NamedTuple):
    """How many times a film won or was nominated; more often if it's only a minimum."""

    number: int = 0
    is_minimum: bool = False


class AwardCount(NamedTuple):
    """What a film won of one award, and what else it was nominated for."""

    name: str
    won: Tally
    nominated: Tally
    is_itemised: bool  # whether nominations exclude those that led to an award
    sources: Strings
    is_doubtful: bool

    @property
    def text(self) -> str:
        """The counts in words: "at least 8 won, 11 nominations"."""
        more = "more " if self.is_itemised and self.won.number else ""
        parts = [f"{self.won.number} won"] if self.won.number else []
        if self.nominated.number:
            parts.append(plural(self.nominated.number, f"{more}nomination"))
        minimum = "at least " if self.won.is_minimum or self.nominated.is_minimum else ""
        return minimum + ", ".join(parts) + (" (doubtful)" if self.is_doubtful else "")


def count_awards(awards: Iterable[Award]) -> list[AwardCount]:
    """Counts what a film won of each award; its name may be in the singular or the plural."""
    groups: dict[str, list[Award]] = {}
    for award in awards:
        groups.setdefault(name_key(award.award).removesuffix("s"), []).append(award)
    return [_count(key, group) for key, group in groups.items()]


def _count(key: str, awards: list[Award]) -> AwardCount:
    won, won_sources = _tally(award for award in awards if award.result == "won")
    nominated, other_sources = _tally(award for award in awards if award.result == "nominated")
    is_itemised = not any(_COUNTED.fullmatch(award.category) for award in awards)
    return AwardCount(
        name=_NICKNAMES.get(key) or _in_plural(awards[0].award),
        won=won,
        nominated=nominated,
        is_itemised=is_itemised,
        sources=tuple(dict.fromkeys((*won_sources, *other_sources))),
        is_doubtful=is_itemised and all(award.doubtful for award in awards),
    )


def _tally(awards: Iterable[Award]) -> tuple[Tally, list[str]]:
    """Counts categories, or takes the highest count that a source gives if that's higher."""
    categories: dict[str, None] = {}
    highest = Tally()
    sources: list[str] = []
    for i, award in enumerate(awards):
        sources += award.sources
        if counted := _COUNTED.fullmatch(award.category):
            highest = max(highest, Tally(int(counted[1]), bool(counted[2])))
        else:
            categories[name_key(award.category) or str(i)] = None
    return max(highest, Tally(len(categories))), sources


def _in_plural(award: str) -> str:
    return f"{award}s" if award.endswith(" Award") else award

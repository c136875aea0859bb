"""Counts a film's awards and nominations, award by award."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from heartcli.catalogue.search.normalize import name_key
from heartcli.model.records import Award, Strings
from heartcli.text.display import plural

# Some sources give only the number of categories that a film won or was nominated in.
_COUNTED = re.compile(r"([0-9]{1,3}) categor(?:y|ies)( or more)?")
_NICKNAMES = {"academyaward": "Oscars"}
_MAX_AWARDS = 6  # awards with a row each
OTHER_AWARDS = "Other awards"


class Tally(NamedTuple):
    """The number of times a film won or was nominated, or the minimum."""

    number: int = 0
    is_minimum: bool = False


class AwardCount(NamedTuple):
    """A film's wins and nominations for one award."""

    name: str
    won: Tally
    nominated: Tally
    is_itemised: bool  # whether `nominated` leaves out nominations that won
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


def count_awards(films: Sequence[Iterable[Award]]) -> list[list[AwardCount]]:
    """Counts each film's wins and nominations by award; if there are many, groups the minor ones.

    The name of an award may be in the singular or the plural.
    """
    groups = [_group(awards) for awards in films]
    main = _main_awards(groups)
    counts: list[list[AwardCount]] = []
    for group in groups:
        by_name: dict[str, list[Award]] = {}
        for key, awards in group.items():
            by_name.setdefault(main.get(key, OTHER_AWARDS), []).extend(awards)
        counts.append([_count(name, awards) for name, awards in by_name.items()])
    return counts


def _group(awards: Iterable[Award]) -> dict[str, list[Award]]:
    groups: dict[str, list[Award]] = {}
    for award in awards:
        groups.setdefault(_key(award), []).append(award)
    return groups


def _key(award: Award) -> str:
    return name_key(award.award).removesuffix("s")


def _main_awards(groups: Sequence[dict[str, list[Award]]]) -> dict[str, str]:
    """Returns the names of the awards that most of the films have, or all if they are few."""
    every = [(key, awards) for group in groups for key, awards in group.items()]
    names = {key: _NICKNAMES.get(key) or _in_plural(awards[0].award) for key, awards in every}
    if len(names) <= _MAX_AWARDS:
        return names
    films = Counter(key for key, _ in every)
    sizes = {key: sum(len(awards) for other, awards in every if other == key) for key in names}
    ranked = sorted(names, key=lambda key: (key not in _NICKNAMES, -films[key], -sizes[key]))
    return {key: names[key] for key in ranked[: _MAX_AWARDS - 1]}


def _count(name: str, awards: list[Award]) -> AwardCount:
    won, won_sources = _tally(award for award in awards if award.result == "won")
    nominated, other_sources = _tally(award for award in awards if award.result == "nominated")
    is_itemised = not any(_COUNTED.fullmatch(award.category) for award in awards)
    return AwardCount(
        name=name,
        won=won,
        nominated=nominated,
        is_itemised=is_itemised,
        sources=tuple(dict.fromkeys((*won_sources, *other_sources))),
        is_doubtful=is_itemised and all(award.doubtful for award in awards),
    )


def _tally(awards: Iterable[Award]) -> tuple[Tally, list[str]]:
    """Counts categories, unless a source gives a higher count."""
    categories: dict[str, None] = {}
    highest = Tally()
    sources: list[str] = []
    for i, award in enumerate(awards):
        sources += award.sources
        if counted := _COUNTED.fullmatch(award.category):
            highest = max(highest, Tally(int(counted[1]), bool(counted[2])))
        else:
            categories[f"{_key(award)} {name_key(award.category) or i}"] = None
    return max(highest, Tally(len(categories))), sources


def _in_plural(award: str) -> str:
    return f"{award}s" if award.endswith(" Award") else award

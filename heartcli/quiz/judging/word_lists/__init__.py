"""Lists of folded words that judging needs to know, a file each.

- common: English words, none of which is a slip of another
- little: words that may be missing or too many anywhere
- kinds: words for a kind of thing, missing or too many beside its name: the (River) Mississippi
- additions: words for a kind of thing that may only be too many: Kansas is not Kansas City
- places: lands and states, which may be said behind a place: Las Vegas, Nevada
- first_names, family_first (names that stand before the first name: Mao Zedong), particles (van),
  honorifics, and royal ones among them
- nicknames: first names that stand for one another, a line each
"""

from functools import cache
from pathlib import Path


@cache
def word_list(*names: str) -> frozenset[str]:
    """All words of a list, or of several."""
    if len(names) > 1:
        return frozenset().union(*map(word_list, names))
    return frozenset(_text(names[0]).split())


@cache
def nicknames() -> tuple[frozenset[str], ...]:
    """Sets of first names that stand for one another."""
    return tuple(frozenset(line.split()) for line in _text("nicknames").splitlines())


def _text(name: str) -> str:
    return Path(__file__).with_name(f"{name}.txt").read_text(encoding="utf-8")

"""Lists of words that judging needs to know, each a file of folded words."""

from functools import cache
from pathlib import Path


@cache
def listed(name: str) -> frozenset[str]:
    """All words of a list: common (English words), first_names, places (lands and states)."""
    return frozenset(_text(name).split())


@cache
def nicknames() -> tuple[frozenset[str], ...]:
    """First names that stand for one another."""
    return tuple(frozenset(line.split()) for line in _text("nicknames").splitlines())


def _text(name: str) -> str:
    return Path(__file__).with_name(f"{name}.txt").read_text(encoding="utf-8")

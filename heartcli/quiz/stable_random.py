"""Chance that is the same on every platform and Python version.

Of `random.Random` only `random()`, seeded with a whole number, is promised to stay as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

_Thing = TypeVar("_Thing")


def randbelow(count: int, rng: Random) -> int:
    """A whole number from 0 up, below the count."""
    return int(rng.random() * count)


def shuffled(things: Sequence[_Thing], rng: Random) -> list[_Thing]:
    """The things in another order, each as likely as any."""
    left = list(things)
    for i in range(len(left) - 1, 0, -1):
        j = randbelow(i + 1, rng)
        left[i], left[j] = left[j], left[i]
    return left

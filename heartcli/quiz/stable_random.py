"""Random choices that are the same on every platform and Python version.

Python only promises that for `Random.random()`, and only if the seed is a whole number.
"""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

_Item = TypeVar("_Item")


def randbelow(limit: int, rng: Random) -> int:
    """Returns a whole number from 0 up to, but not including, the limit."""
    return int(rng.random() * limit)


def shuffled(items: Sequence[_Item], rng: Random) -> list[_Item]:
    """Returns the items in random order."""
    result = list(items)
    for i in range(len(result) - 1, 0, -1):
        j = randbelow(i + 1, rng)
        result[i], result[j] = result[j], result[i]
    return result

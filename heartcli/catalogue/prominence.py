"""Scores how prominent people are in casts that aren't in billing order."""

from collections import defaultdict
from collections.abc import Collection, Iterable

# The longer a cast, the smaller the parts of most people in it.
_CAST_SIZE_POWER = 0.7


def score_people(casts: Iterable[tuple[int, Collection[int]]]) -> dict[int, int]:
    """Scores people by their films, each given as its popularity and the ids of its cast."""
    scores: defaultdict[int, float] = defaultdict(float)
    for popularity, cast in casts:
        share = popularity / len(cast) ** _CAST_SIZE_POWER if cast else 0.0
        for person in cast:
            scores[person] += share
    return {person: round(score) for person, score in scores.items()}

"""Scores how prominent people are, for casts that aren't in billing order.

A film's popularity is divided among its cast, with larger shares for more prominent people.
Somebody's prominence is the sum of their shares. So each round of the calculation starts from the
scores of the one before, and the first from equal shares. Dividing by the square root of the number
of films keeps busy extras from adding up to a star.
"""

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from heartcli.catalogue.stars import Star, stars
from heartcli.text.folding import fold

_MAX_FILMS = 100_000  # the best known; the others change little, and need much memory
_POPULARITY_POWER = 0.75  # how much more a well-known film counts
_SHARE_POWER = 0.7  # how much larger the shares of the prominent are
_ROUNDS = 4
_EXTRA_FILMS = 3  # added to everybody's number of films, so that one hit doesn't make a star
_STAR, _SUPPORTING_STAR = 16, 4  # factors for people in the list of stars
_SCALE = 100  # scores are stored as whole numbers


def score_people(casts: Iterable[tuple[int, Iterable[int]]]) -> dict[int, float]:
    """Returns scores by person's id, from each film's popularity and cast, best known first."""
    best_known = islice(casts, _MAX_FILMS)
    films = [(popularity**_POPULARITY_POWER, array("q", cast)) for popularity, cast in best_known]
    counts = Counter(person for _, cast in films for person in cast)
    scores = dict.fromkeys(counts, 1.0)
    for _ in range(_ROUNDS):
        scores = _share_out(films, scores)
        for person, count in counts.items():
            scores[person] /= (count + _EXTRA_FILMS) ** 0.5
    return scores


def _share_out(
    films: Iterable[tuple[float, Sequence[int]]], scores: Mapping[int, float]
) -> dict[int, float]:
    """Adds up everybody's shares in the popularity of their films."""
    totals = dict.fromkeys(scores, 0.0)
    for popularity, cast in films:
        claims = [scores[person] ** _SHARE_POWER for person in cast]
        share = popularity / (sum(claims) or 1)
        for person, claim in zip(cast, claims, strict=True):
            totals[person] += share * claim
    return totals


def stored_score(score: float, name: str) -> int:
    """Returns a person's score as catalogues store it; listed stars get a higher one."""
    return round(_SCALE * score * _star_factor(stars().get(fold(name))))


def _star_factor(star: Star | None) -> int:
    if star is None:
        return 1
    return _SUPPORTING_STAR if star.is_supporting else _STAR

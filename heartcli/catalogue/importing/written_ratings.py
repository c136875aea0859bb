"""Reads people's own ratings in the forms that they write."""

import re
from collections.abc import Sequence

from heartcli.catalogue.importing.values import parse_int, parse_score
from heartcli.model.viewing import OwnRating

_SCALES = (5, 10, 100)  # of people's own ratings
_STAR, _HALF = "★", "½"
_MAX_STARS = _SCALES[0]
_IN_STARS = re.compile(r"(.*[0-9½])\s?(?:stars?|★)", re.IGNORECASE)
_OUT_OF = re.compile(r"\s(?:out of|of)\s", re.IGNORECASE)


def parse_own_rating(text: str, scale: int) -> OwnRating | None:
    """Reads a rating such as 4.5, 4½, 9/10, 4 out of 5, 85%, 4 stars or ★★★½.

    `scale` is the highest possible rating if the text doesn't state one.
    """
    if text.startswith(_STAR):
        return OwnRating(text.count(_STAR) + (0.5 if _HALF in text else 0), _MAX_STARS)
    if text.isdecimal():  # as most are
        plain = parse_score(text)
        return OwnRating(plain, scale) if plain and plain <= scale else None
    number, slash, highest = _OUT_OF.sub("/", text).partition("/")
    if match := _IN_STARS.fullmatch(number.strip()):
        number, scale = match[1], _MAX_STARS
    score = _parse_halves(number.strip())
    if _HALF in number and score and score <= _MAX_STARS:
        scale = _MAX_STARS
    out_of = parse_int(highest) if slash else 100 if "%" in number else scale
    return OwnRating(score, out_of) if score and out_of and score <= out_of else None


def _parse_halves(text: str) -> float | None:
    """Reads a score that may have a half: 4½."""
    whole = parse_score(text.removesuffix(_HALF) or "0")
    return whole + 0.5 if whole is not None and text.endswith(_HALF) else whole


def guess_rating_scale(texts: Sequence[str]) -> int:
    """Guesses the highest possible rating from some ratings."""
    highest = max((parse_score(text) or 0 for text in texts), default=0)
    return next((scale for scale in _SCALES if highest <= scale), _SCALES[-1])

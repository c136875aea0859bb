"""Suggests the known name that is nearest to a wrong one."""

from collections.abc import Collection
from functools import lru_cache

from heartcli.text.display import safe_for_terminal
from heartcli.text.folding import fold

_MAX_NAMES = 400  # finding the nearest of more takes too long
_MAX_LENGTH = 60  # characters; longer names are not compared
_MIN_SIMILARITY = 60  # per cent


def suggest(typed: str, known: Collection[str]) -> str:
    """The end of an error message: ". Did you mean 'cast'?"; "" if no name is near."""
    if len(typed) > _MAX_LENGTH or len(known) > _MAX_NAMES:
        return ""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - takes 10 ms

    names = _by_fold(tuple(known))
    nearest = process.extractOne(
        fold(typed), names.keys(), scorer=fuzz.ratio, score_cutoff=_MIN_SIMILARITY
    )
    return f". Did you mean '{safe_for_terminal(names[nearest[0]])}'?" if nearest else ""


@lru_cache(maxsize=8)  # a file with one wrong name may have more
def _by_fold(names: tuple[str, ...]) -> dict[str, str]:
    return {fold(name): name for name in names if len(name) <= _MAX_LENGTH}

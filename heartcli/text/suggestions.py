"""Names that are near what was typed."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from heartcli.text.display import printable
from heartcli.text.folding import fold

_MOST_SUGGESTED = 400  # among more names the nearest is not worth the time
_LONGEST_SUGGESTED = 60  # letters; a longer name is not compared
_NEAR = 60  # per cent that a name must be alike to be suggested


def did_you_mean(wrong: str, known: Collection[str]) -> str:
    """What to add to an error where a known name is near: "; did you mean 'cast'?"."""
    if len(wrong) > _LONGEST_SUGGESTED or len(known) > _MOST_SUGGESTED:
        return ""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - only a wrong name needs it

    by_fold = _by_fold(tuple(known))
    near = process.extractOne(fold(wrong), by_fold.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR)
    return f"; did you mean '{printable(by_fold[near[0]])}'?" if near else ""


@lru_cache(maxsize=8)  # a file with one wrong name may have many
def _by_fold(names: tuple[str, ...]) -> dict[str, str]:
    return {fold(name): name for name in names if len(name) <= _LONGEST_SUGGESTED}

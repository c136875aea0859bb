"""Messages about a name: what it was taken for, or what it may mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from heartcli.text.display import join_with_and, safe_for_terminal, shorten

_MAX_CANDIDATES = 8  # films listed by "did you mean"
_MAX_OTHERS = 3  # others that are named beside the film or person taken


def film_title(title: str, year: int) -> str:
    """The title with its year: Dune (1984)."""
    return safe_for_terminal(f"{title} ({year})")


def taken_for(query: str, taken: str, others: Sequence[str] = ()) -> str:
    """The message that a query was taken for a film or person, and what else it may mean."""
    also = join_with_and(others[:_MAX_OTHERS])
    more = f"; there {'are' if len(others) > 1 else 'is'} also {also}" if others else ""
    return f"taken for '{shorten(query)}': {taken}{more}"


def did_you_mean(problem: str, candidates: Iterable[str]) -> list[str]:
    """The lines of an error that lists the films a name may mean."""
    return [f"{problem}; did you mean:", *list(candidates)[:_MAX_CANDIDATES]]


def nothing_found(problem: str, coverage: str) -> str:
    """The error that neither shelf nor catalogue has a film or person."""
    return f"{problem}, which has {coverage}; heart import adds more"

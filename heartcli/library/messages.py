"""Messages about a name: what it matched, or what it may mean."""

from collections.abc import Iterable, Sequence

from heartcli.text.display import safe_for_terminal, shorten

_MAX_CANDIDATES = 8  # films listed if a name may mean several
_MAX_OTHERS = 3  # named after the film or person that matched


def film_title(title: str, year: int) -> str:
    """The title with its year: Dune (1984)."""
    return safe_for_terminal(f"{title} ({year})")


def match_message(query: str, match: str, others: Sequence[str] = ()) -> str:
    """The message that a query matched a film or person, and others less well."""
    also = f". Also: {', '.join(others[:_MAX_OTHERS])}" if others else ""
    return f"'{shorten(query)}' matched {match}{also}"


def candidate_list(problem: str, candidates: Iterable[str]) -> list[str]:
    """The lines of an error that lists the films a name may mean."""
    return [f"{problem}:", *list(candidates)[:_MAX_CANDIDATES]]


def nothing_found(problem: str, coverage: str) -> str:
    """The error that neither shelf nor catalogue has a film or person."""
    return f"{problem}, which has {coverage}. heart import adds more"

"""Messages about a name: what it matched, or what it might mean."""

from collections.abc import Iterable, Sequence

from heartcli.text.display import format_command, safe_for_terminal, shell_quote, shorten
from heartcli.text.folding import fold_words

_MAX_CANDIDATES = 8  # films listed if a name might mean several
_MAX_OTHERS = 3  # other matches listed after the best one


def film_title(title: str, year: int) -> str:
    """The title with its year: Dune (1984)."""
    return safe_for_terminal(f"{title} ({year})")


def match_message(query: str, match: str, others: Sequence[str] = ()) -> str:
    """Says which film or person a query matched, and which others it might mean."""
    also = f". Also: {', '.join(others[:_MAX_OTHERS])}" if others else ""
    return f"'{shorten(query)}' matched {match}{also}"


def candidate_list(problem: str, candidates: Iterable[str]) -> list[str]:
    """The lines of an error that lists the films a name might mean."""
    return [f"{problem}:", *list(candidates)[:_MAX_CANDIDATES]]


def nothing_found(problem: str, coverage: str) -> str:
    """The message for a person in neither the shelf nor the catalogue."""
    return f"{problem}, which has {coverage}. Use heart import to add more"


def not_from_year(name: str, film: str, closest: Sequence[str]) -> str:
    """The message for a film of a year that the catalogue lacks, with the closest films."""
    others = f"; closest: {', '.join(closest[:_MAX_OTHERS])}" if closest else ""
    return f"{film} is not in the catalogue{others}. {fetch_hint(name)}"


def fetch_hint(name: str, introduction: str = "") -> str:
    """The advice to fetch a film; to import it if the name can't be searched for on the web."""
    if not fold_words(name) or shorten(name) != name:
        return "Use heart import to add more"
    words = name.split()
    needs_quotes = any(shell_quote(word) != word for word in words)
    command = format_command("fetch", *([name] if needs_quotes else words))
    return f"{introduction}{command} gets it from Wikidata"

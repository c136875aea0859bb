"""Messages about a name: which film or person it matched, or might mean."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from heartcli.text.display import (
    format_command,
    join_with_and,
    quote,
    safe_for_terminal,
    shell_quote,
    shorten,
)
from heartcli.text.folding import MAX_WORDS, fold, fold_words

MAX_CANDIDATES = 8  # films listed if a name might mean several
MAX_OTHERS = 3  # other matches listed after the best one
_IMPORT_HINT = "Use heart import to add more"


def film_title(title: str, year: int) -> str:
    """Returns a title with its year: Dune (1984)."""
    return safe_for_terminal(f"{title} ({year})")


def distinct_names(names: Sequence[str], detail: Callable[[int], str]) -> list[str]:
    """Adds a detail to each name that occurs more than once; calls `detail` with its position."""
    counts = Counter(map(fold, names))
    return [
        f"{name} {detail(i)}".rstrip() if counts[fold(name)] > 1 else name
        for i, name in enumerate(names)
    ]


def byline(directors: Sequence[str]) -> str:
    """Names the directors: "by Ann Bell and Gus Horn"; "" if there are none."""
    return f"by {shorten(join_with_and(directors))}" if directors else ""


def match_message(query: str, match: str, others: Sequence[str] = ()) -> str:
    """Returns a message with the film or person that a query matched, and other matches."""
    also = f". Also: {', '.join(others[:MAX_OTHERS])}" if others else ""
    return f"{quote(query)} matched {match}{also}"


def candidate_list(problem: str, candidates: Iterable[str]) -> list[str]:
    """Returns the lines of an error that lists the films a name might mean."""
    return [f"{problem}:", *list(candidates)[:MAX_CANDIDATES]]


def not_from_year(name: str, film: str, closest: Sequence[str]) -> str:
    """Returns the message for a film the catalogue lacks, with the closest from other years."""
    others = f"; closest: {', '.join(closest[:MAX_OTHERS])}" if closest else ""
    command = _fetch_command(name)
    advice = f"{command} gets it from Wikidata" if command else _IMPORT_HINT
    return f"{film} is not in the catalogue{others}. {advice}"


def fetch_hint(name: str) -> str:
    """Returns the advice to look on Wikidata, or to import if the name can't be searched for."""
    command = _fetch_command(name)
    return f"To look on Wikidata: {command}" if command else _IMPORT_HINT


def _fetch_command(name: str) -> str:
    """Returns the command that fetches a film; "" if its name can't be searched for."""
    if not fold_words(name) or shorten(name) != name:
        return ""
    words = name.split()
    needs_quotes = any(shell_quote(word) != word for word in words)
    return format_command("fetch", *([name] if needs_quotes else words))


def several_films(name: str, count: int, *, has_year: bool) -> str:
    """Returns the message for a name that several films have, and how to choose one."""
    hint = "Use an id" if has_year else "Add the year or use an id"
    return f"{count} films are called {quote(name)}. {hint}"


def words_left_out(count: int) -> str:
    """Says how many words of a long query are ignored; "" if none are."""
    if count <= MAX_WORDS:
        return ""
    return f"Searched only for the first {MAX_WORDS} of {count:,} words"


def characters_hint(sources: Sequence[str]) -> str:
    """Says which sources name characters, or what would help if none does."""
    if sources:
        return f"Only film files and {join_with_and(sources)} name characters"
    return "Your catalogue names no characters. Use heart import with IMDb's or TMDb's data"

"""Reads facts about catalogue films that only a few questions need."""

import re
from collections.abc import Iterator, Sequence

from heartcli.catalogue.codec import BOX_OFFICE
from heartcli.catalogue.store import Entry, Store
from heartcli.quiz.questions.from_catalogue.pool import FilmFacts

_DOLLARS = "USD"
_OSCARS = "Academy Awards"


def read_facts(entries: Sequence[tuple[Store, Entry]]) -> FilmFacts:
    """The facts about the film that these entries describe."""
    return FilmFacts(
        takings=tuple(amount for store, entry in entries for amount in _read_takings(store, entry)),
        oscars=max((_read_oscars(store, entry) for store, entry in entries), default=0),
    )


def _read_takings(store: Store, entry: Entry) -> Iterator[float]:
    for figure in store.load_sections(entry)[0].get("figures", ()):
        # Takings in one country alone go by another name.
        if figure["name"] == BOX_OFFICE and figure.get("currency") == _DOLLARS:
            yield figure["amount"]


def _read_oscars(store: Store, entry: Entry) -> int:
    """The minimum number of Academy Awards the film has won."""
    awards = store.load_sections(entry)[0].get("awards", ())
    won = [a for a in awards if a["award"] == _OSCARS and a.get("result") == "won"]
    counts = [re.match(r"(\d+) categor", award.get("category", "")) for award in won]
    return max((int(count[1]) for count in counts if count), default=0)

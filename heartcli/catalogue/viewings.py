"""Loads the user's own ratings and viewings of a film, from all their lists."""

from collections.abc import Sequence

from heartcli.catalogue.formats import FETCHED
from heartcli.catalogue.store import Entry, Store
from heartcli.model.dates import Date
from heartcli.model.viewing import OwnRating, Viewing


def load_viewing(entries: Sequence[tuple[Store, Entry]], source_name: str = "") -> Viewing:
    """Loads the user's ratings of a film, the named source's first, and the latest viewing."""
    entries = [(store, entry) for store, entry in entries if not store.is_bundled]
    entries.sort(key=lambda item: item[0].source_of(item[1].id).name != source_name)
    ratings: dict[float, tuple[OwnRating, str]] = {}  # by share of the highest possible rating
    dates: list[Date] = []
    seen: set[int | None] = set()
    for store, entry in entries:
        for score, out_of, is_seen, watched in store.load_viewings([entry.id]).values():
            seen.add(is_seen)
            if score is not None and out_of:
                rating = OwnRating(score, out_of), store.source_of(entry.id).name
                ratings.setdefault(score / out_of, rating)
            if watched:
                dates.append(_parse_date(watched, store, entry))
    is_seen = 1 in seen or bool(ratings or dates)
    is_on_watchlist = 0 in seen and not is_seen
    last = max(dates, key=lambda date: date.text, default=None)
    given, rated_in = zip(*ratings.values(), strict=True) if ratings else ((), ())
    return Viewing(given, last, is_on_watchlist, rated_in, is_seen)


def is_of_user(entries: Sequence[tuple[Store, Entry]]) -> bool:
    """Whether the user has rated, watched, listed or fetched the film that these describe."""
    return any(
        store.source_of(entry.id).name == FETCHED or store.load_viewings([entry.id])
        for store, entry in entries
        if not store.is_bundled
    )


def _parse_date(text: str, store: Store, entry: Entry) -> Date:
    try:
        return Date.parse(text)
    except ValueError as error:
        raise store.entry_damage_error(entry.id) from error

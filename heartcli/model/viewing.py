"""The user's own notes about a film: a rating, and whether and when they watched it."""

from typing import NamedTuple

from heartcli.model.dates import Date
from heartcli.model.frozen import JsonObject


class OwnRating(NamedTuple):
    """The user's own rating of a film."""

    score: float
    out_of: int

    def __str__(self) -> str:
        return f"{self.score:g}/{self.out_of}"


class Viewing(NamedTuple):
    """A film's ratings and dates in the user's own lists."""

    ratings: tuple[OwnRating, ...] = ()  # those that differ; the requested source's first
    watched: Date | None = None  # the latest date
    is_on_watchlist: bool = False  # and not watched yet
    rated_in: tuple[str, ...] = ()  # the source of each rating
    is_seen: bool = False  # perhaps without a date

    @property
    def rating_text(self) -> str:
        """The ratings, such as "8/10", or "8/10 (letterboxd), 7/10 (csv)"; "" if there are none."""
        if len(self.ratings) < 2:
            return "".join(map(str, self.ratings))
        pairs = zip(self.ratings, self.rated_in, strict=True)
        return ", ".join(f"{rating} ({source})" for rating, source in pairs)

    @property
    def state(self) -> str:
        """Whether the user has seen the film: "yes", "watchlist", or "" if that isn't known."""
        return "yes" if self.is_seen else "watchlist" if self.is_on_watchlist else ""

    @property
    def words(self) -> list[str]:
        """The notes as short phrases, such as "watched 12 Mar 2024"."""
        rating = f"your rating: {self.rating_text}" if self.ratings else ""
        watched = f"watched {self.watched.words}" if self.watched else ""
        seen = "seen" if self.is_seen and not (rating or watched) else ""
        listed = "on your watchlist" if self.is_on_watchlist else ""
        return list(filter(None, [rating, watched, seen, listed]))

    def data(self) -> JsonObject:
        """Returns the keys that the notes add to a film's JSON."""
        document: JsonObject = {}
        if self.ratings:
            pairs = zip(self.ratings, self.rated_in, strict=True)
            document["own_rating"] = self.ratings[0]._asdict()
            document["own_ratings"] = [r._asdict() | {"source": source} for r, source in pairs]
        if self.watched:
            document["watched"] = self.watched.text
        is_known = self.is_seen or self.is_on_watchlist
        return document | ({"seen": self.is_seen} if is_known else {})

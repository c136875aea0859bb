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
    """What the user's own lists have about a film."""

    ratings: tuple[OwnRating, ...] = ()  # distinct; first those of the source asked for
    watched: Date | None = None  # the latest date
    is_on_watchlist: bool = False  # and not watched yet

    @property
    def rating_text(self) -> str:
        """The ratings, such as "8/10, 4.5/5"; "" if there are none."""
        return ", ".join(map(str, self.ratings))

    @property
    def words(self) -> list[str]:
        """The notes as short phrases, such as "watched 12 Mar 2024"."""
        rating = f"your rating: {self.rating_text}" if self.ratings else ""
        watched = f"watched {self.watched.words}" if self.watched else ""
        return list(filter(None, [rating, watched, "on your watchlist" * self.is_on_watchlist]))

    def data(self) -> JsonObject:
        """Returns the keys that the notes add to a film's JSON."""
        document: JsonObject = {}
        if self.ratings:
            document["own_rating"] = self.ratings[0]._asdict()
        if self.watched:
            document["watched"] = self.watched.text
        return document | ({"seen": False} if self.is_on_watchlist else {})

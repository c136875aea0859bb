"""Names genres as the bundled catalogue does: "science fiction film" → Sci-Fi."""

import re
from collections.abc import Iterable, Iterator

from heartcli.model.records import Strings
from heartcli.text.display import upper_first

# The bundled catalogue's genres, by the words that other sources use.
_GENRE_BY_WORD = {
    "action": "Action", "adventure": "Adventure", "animated": "Animation",
    "animation": "Animation", "biographical": "Biography", "biography": "Biography",
    "biopic": "Biography", "comedy": "Comedy", "crime": "Crime", "documentary": "Documentary",
    "drama": "Drama", "family": "Family", "fantasy": "Fantasy", "historical": "History",
    "history": "History", "horror": "Horror", "musical": "Musical", "music": "Music",
    "mystery": "Mystery", "romance": "Romance", "romantic": "Romance", "scifi": "Sci-Fi",
    "sport": "Sport", "sports": "Sport", "thriller": "Thriller", "war": "War",
    "western": "Western",
}  # fmt: skip


def genre_names(labels: Iterable[str]) -> Strings:
    """Returns the genres as the bundled catalogue names them, without duplicates."""
    return tuple(dict.fromkeys(name for label in labels for name in _genres_in(label)))


def _genres_in(label: str) -> Iterator[str]:
    """Yields the genres in a label: "romantic comedy" is two, "black comedy" a kind of comedy."""
    stem = re.sub(r"(?<=\S)[ -]+film$", "", label.strip(), flags=re.IGNORECASE)
    folded = re.sub(r"\bsci(ence)?[ -]fi(ction)?\b", "scifi", stem.casefold())
    known = [_GENRE_BY_WORD.get(word, "") for word in re.split(r"[\s/-]+", folded)]
    yield from known if all(known) else filter(None, known[-1:])
    if not all(known):
        yield upper_first(stem)

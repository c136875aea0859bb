"""Recognises IMDb's title types in the languages of its exports, and other words for them."""

import re
from functools import lru_cache

from heartcli.text.display import plural
from heartcli.text.folding import fold, fold_words

# IMDb's title types, and those that count as films.
TITLE_TYPES = ("movie", "tvMovie", "short", "tvShort", "tvSeries", "tvMiniSeries", "tvEpisode",
               "tvSpecial", "tvPilot", "video", "videoGame")  # fmt: skip
FILM_TYPES = TITLE_TYPES[:2]
# Types in plain words, if those differ, and their plurals.
_NAMES = {
    "movie": ("film", "films"), "tvMovie": ("TV film", "TV films"),
    "short": ("short film", "short films"), "tvShort": ("TV short", "TV shorts"),
    "tvSeries": ("TV series", "TV series"), "tvMiniSeries": ("miniseries", "miniseries"),
    "tvEpisode": ("TV episode", "TV episodes"), "tvSpecial": ("TV special", "TV specials"),
    "tvPilot": ("TV pilot", "TV pilots"), "video": ("video", "videos"),
    "videoGame": ("video game", "video games"), "musicVideo": ("music video", "music videos"),
    "podcastSeries": ("podcast", "podcasts"), "season": ("season", "seasons"),
    "person": ("person", "people"), "collection": ("collection", "collections"),
    "company": ("company", "companies"),
}  # fmt: skip
# Types by words in their names, the more specific ones first. Media such as DVD aren't types.
_PATTERNS = {
    "podcastSeries": "podcast",
    "musicVideo": "music ?video|musikvideo|clip musical|video ?musical|videoclip",
    "videoGame": r"\bgame\b|videogame|videospiel|jeu video|juego|gioco|jogo|игра|ゲーム|videopeli",
    "tvEpisode": "episod|folge|эпизод|エピソード|bolum|odcinek|aflevering|avsnitt|jakso",
    "season": r"\bseason|\bsaison|staffel|temporada|stagione",
    "tvMiniSeries": "mini.?ser|мини-сериал|ミニシリーズ",
    "tvSpecial": r"\btv.special|special.tv|especial de tv|speciale tv|emission speciale",
    "tvSeries": r"^tv$|seri|\bshow\b|sitcom|soap|сериал|シリーズ|\bdizi|電視劇|telenovela|sarja",
    "tvShort": r"\btv.short|tv.kurzfilm",
    "tvMovie": r"\btv.?(?:movie|film)|fernsehfilm|tele.?film|(?:film|pelicula).{0,9}\btv\b"
    "|телефильм|テレビ映画",
    "short": r"\bshort|kurzfilm|court.?metra|\bcorto|curta|короткометраж|短編|kortfilm|kisa film",
    "person": r"^person$|^people$",
    "": r"blu.?ray|\bdvd|\b4k\b|\buhd\b|\bvhs\b|laserdisc|\bdigital|\bstream|\bdisc\b|super ?8",
    "movie": r"film|\bmovie|feature|pelicula|motion picture|\bkino|cinema|long.?metra|lungometra"
    "|largometra|longa|фильм|кино|映画|电影|電影|영화|elokuva|ταινια|documentar|pelikula",
    "video": r"^video$|video release|direct.to.video|видео|ビデオ",
}  # fmt: skip
_MAX_LENGTH = 100  # characters in the name of a type that is looked at


def count_titles(kind: str, count: int) -> str:
    """Returns a number of titles of a type in plain words: "3 TV episodes"."""
    singular, several = _NAMES.get(kind, (kind, kind))
    return plural(count, singular, several)


@lru_cache
def read_title_type(text: str) -> str | None:
    """Returns the type in IMDb's spelling: "Película" → "movie"; "" for none, None for unknown."""
    joined = "".join(fold_words(text[:_MAX_LENGTH]))
    for name in TITLE_TYPES:
        if name.lower() == joined:
            return name
    folded = fold(text[:_MAX_LENGTH])
    for name, pattern in _PATTERNS.items():
        if re.search(pattern, folded):
            return name
    return None if joined else ""

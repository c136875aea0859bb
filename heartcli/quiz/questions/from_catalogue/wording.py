"""Titles and names as people say them."""

import re
from collections.abc import Sequence
from typing import NamedTuple
from zlib import crc32

from heartcli.model.records import Strings
from heartcli.quiz.judging import Answer
from heartcli.quiz.questions.from_catalogue.pool import KnownFilm, Pool
from heartcli.text.display import join_with_and
from heartcli.text.numerals import CARDINALS

_BLANK = "____"
_SPELT = 10  # the highest number that is spelt out

# Series whose parts go by what follows the series' name.
_SERIES = (
    r"Star Wars: Episode [IVX]+ – (?!A New Hope)|The Lord of the Rings: "
    r"|The Chronicles of Narnia: (?=The Lion)"
)
_SPOKEN = {
    "Star Wars: Episode IV – A New Hope": "Star Wars",
    "E.T. the Extra-Terrestrial": "E.T.",
    "Dr. Strangelove or: How I Learned to Stop Worrying and Love the Bomb": "Dr. Strangelove",
    "Pirates of the Caribbean: The Curse of the Black Pearl": "Pirates of the Caribbean",
    "The Naked Gun: From the Files of Police Squad!": "The Naked Gun",
    "Master and Commander: The Far Side of the World": "Master and Commander",
    "Sweeney Todd: The Demon Barber of Fleet Street": "Sweeney Todd",
    "Borat: Cultural Learnings of America for Make Benefit Glorious Nation of Kazakhstan": "Borat",
    "Precious: Based on the Novel Push by Sapphire": "Precious",
    "Birdman or (The Unexpected Virtue of Ignorance)": "Birdman",
}


class Gap(NamedTuple):
    """A word left out of a title or name, and the text around it."""

    start: str
    word: str
    end: str

    @property
    def text(self) -> str:
        """The title or name with a blank in place of the word."""
        return f"“{self.start}{_BLANK}{self.end}”"


def spoken_title(title: str) -> str:
    """A title as people say it: "The Empire Strikes Back" without "Star Wars: Episode V –"."""
    spoken = _SPOKEN.get(title, title)
    if ": " in spoken:  # a quick check, since most titles have none
        spoken = re.sub(_SERIES, "", spoken, count=1)
    return spoken.replace("’", "'")


def name_film(pool: Pool, film: KnownFilm) -> str:
    """A film's title, with its year if another film has the same title."""
    return name_films(pool, [film])[0]


def name_films(pool: Pool, films: Sequence[KnownFilm]) -> Strings:
    """The films' titles, all of them with their years if another film has one of the titles.

    In that case, leaves out films after the first whose year is disputed.
    """
    titles = [spoken_title(film.title) for film in films]
    has_twin = any(pool.count_films_called(film.title) > 1 for film in films)
    has_twin = has_twin or len(set(titles)) < len(titles)
    if not has_twin:
        return tuple(titles)
    dated = [film for film in films if film is films[0] or not film.is_year_disputed]
    return tuple(f"{spoken_title(film.title)} ({film.year})" for film in dated)


def join_titles(titles: Sequence[str]) -> str:
    """Joins titles in a sentence, in quotation marks if one of them contains a comma."""
    has_comma = any("," in title for title in titles)
    return join_with_and([f"“{title}”" for title in titles] if has_comma else list(titles))


def end_sentence(text: str) -> str:
    """Adds a full stop, unless the text is empty or ends in a title's own punctuation."""
    return f"{text}." if text and not text.endswith(("!", "?", ".")) else text


def vary(key: str, *wordings: str) -> str:
    """One of several wordings, always the same for a key, such as a film's id."""
    return wordings[crc32(key.encode()) % len(wordings)]


def say_number(number: int) -> str:
    """A number, in words up to ten."""
    words = (word for word, value in CARDINALS.items() if value == number <= _SPELT)
    return next(words, str(number))


def say_years(count: int) -> str:
    """A number of years, in words up to ten."""
    return f"{say_number(count)} {'year' if count == 1 else 'years'}"


def title_answer(film: KnownFilm, text: str) -> Answer:
    """The answer that names this film, shown as `text`."""
    forms = dict.fromkeys([spoken_title(film.title), film.title])
    return Answer(text, tuple(form for form in forms if form != text), kind="title")

"""Chooses between the spellings that sources have for the same title or name."""

import re
from collections.abc import Sequence

from heartcli.catalogue.search.normalize import title_key

# Patterns are compiled only when needed.
_SWAPPED_ARTICLE = r"(?i), (?:the|an?)$"  # Matrix, The
_LIKE_FILE_NAME = r"_|[^\W\d]{2}\.\w|\w\.[^\W\d]{2}"  # The_Matrix, 12.Years.a.Slave
_CAPITAL_RUN = r"[A-Z]{5}"  # AMELIE, but not JFK or WALL-E
_INNER_SIGN = r"(?<=.)[^\w\s&+](?=.*\w)"  # Ocean's, X-Men, Mission: Impossible


def best_title(titles: Sequence[str]) -> str:
    """Returns the best spelling of the first title; the others may be different titles."""
    first = titles[0]
    if len(titles) == 1:
        return first
    return best_spelling([title for title in titles if title_key(title) == title_key(first)])


def best_spelling(spellings: Sequence[str]) -> str:
    """Returns the most careful spelling: "Amélie", not "amelie"; "The Matrix", not "Matrix, The".

    Of several good ones it takes the last: the bundled catalogue's sources come after the user's,
    and their titles have been checked.
    """
    if len({*spellings}) == 1:
        return spellings[0]
    return max(reversed(spellings), key=_carefulness)


def _carefulness(spelling: str) -> tuple[int, int, int]:
    """Returns a spelling's sort key: by its flaws, then by its accents and signs."""
    is_shouted = spelling == spelling.upper() and bool(re.search(_CAPITAL_RUN, spelling))
    is_in_lower_case = spelling[0].islower() and spelling == spelling.lower()
    is_like_file_name = bool(re.search(_LIKE_FILE_NAME, spelling))
    is_swapped = bool(re.search(_SWAPPED_ARTICLE, spelling))
    flaws = is_shouted + is_in_lower_case + is_like_file_name + is_swapped
    accents = sum(character.isalpha() and not character.isascii() for character in spelling)
    return -flaws, accents, len(re.findall(_INNER_SIGN, spelling))

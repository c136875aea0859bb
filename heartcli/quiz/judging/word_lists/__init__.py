"""Lists of folded words for judging, one file each. A list has words, or lines of related words.

- common: English words; none is a misspelling of another
- stopwords: words that may be missing or added anywhere
- generic_nouns: words that may be missing or added next to a name: the (River) Mississippi
- optional_nouns: words that may be added but not missing: Kansas is not Kansas City
- places: countries and states, which may follow a place: Las Vegas, Nevada
- first_names; family_first: family names that come first: Mao Zedong; particles: van
- honorifics; royal ones; male_titles, female_titles
- works: the work or character that a vague reply names: a Beethoven symphony
- date_fillers: words that say nothing in a date: of, around, Tuesday
- nicknames: lines of first names that are forms of one name
- abbreviations, other_names, irregular_plurals: the usual form and, after a colon, others
"""

from functools import cache
from pathlib import Path


@cache
def word_list(*names: str) -> frozenset[str]:
    """All words of one or more lists."""
    return frozenset(word for name in names for line in _lines(name) for word in line.split())


@cache
def usual_forms(name: str) -> dict[str, str]:
    """Maps words to their usual form."""
    pairs = (line.split(": ") for line in _lines(name))
    return {form: usual for usual, forms in pairs for form in forms.split(", ")}


@cache
def nicknames() -> tuple[frozenset[str], ...]:
    """Sets of first names that are forms of one name."""
    return tuple(frozenset(line.split()) for line in _lines("nicknames"))


def _lines(name: str) -> list[str]:
    return Path(__file__).with_name(f"{name}.txt").read_text(encoding="utf-8").splitlines()

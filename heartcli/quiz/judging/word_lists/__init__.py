"""Lists of folded words for judging, one per file. A line holds words, or forms of one name.

- common: English words, which are never taken for misspellings of each other
- stopwords: words that may be left out or added anywhere
- generic_nouns: words that may be left out or added beside a name: the (River) Mississippi
- optional_nouns: words that may be added but not left out: Kansas isn't Kansas City
- places: countries and states, which may be added after a place: Las Vegas, Nevada
- first_names; family_first: family names that come first: Mao Zedong; particles: van
- honorifics; among them royal, male_titles and female_titles
- works: kinds of work, ignored in vague replies: a Beethoven symphony
- date_fillers: words ignored in dates: of, around, Tuesday
- nicknames: first names, with forms of the same name on one line
- abbreviations, other_names, irregular_plurals: the usual form and, after a colon, the others
"""

from functools import cache
from pathlib import Path


@cache
def word_list(*names: str) -> frozenset[str]:
    """All the words in one or more lists."""
    if len(names) > 1:
        return frozenset().union(*map(word_list, names))
    return frozenset(_read(names[0]).split())


@cache
def usual_forms(name: str) -> dict[str, str]:
    """Maps the other forms in a list to the usual ones."""
    pairs = (line.split(": ") for line in _read(name).splitlines())
    return {form: usual for usual, forms in pairs for form in forms.split(", ")}


@cache
def nicknames() -> dict[str, set[str]]:
    """Maps first names to all forms of the same name."""
    forms: dict[str, set[str]] = {}
    for names in map(str.split, _read("nicknames").splitlines()):
        for name in names:
            forms.setdefault(name, set()).update(names)
    return forms


def _read(name: str) -> str:
    return Path(__file__).with_name(f"{name}.txt").read_text(encoding="utf-8")

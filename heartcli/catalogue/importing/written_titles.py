"""Separates titles from years and other titles that lists add to them."""

import re

from heartcli.catalogue.importing.written_dates import YEAR
from heartcli.text.folding import fold, restore_article

# As in Heat (1995), Birdman (I) (2014), Heat (1995/II) and The Kingdom (1994-1997).
_WITH_YEAR = re.compile(
    rf"(.*?\S)\s*(?:\([IVX]+\)\s*)?[(\[]({YEAR})(?:[-–/][0-9IVX]*)?[)\]]", re.DOTALL
)
_OTHER_TITLE = re.compile(r"(.*\S) \(([^()]+)\)", re.DOTALL)
_ALSO_KNOWN_AS = re.compile(r"a\.?k\.?a\.?:? ", re.IGNORECASE)


def split_year(title: str) -> tuple[str, int]:
    """Splits a title from the year in brackets after it; the year is 0 if there is none."""
    match = _WITH_YEAR.fullmatch(title.strip()) if title.endswith((")", "]")) else None
    return (match[1], int(match[2])) if match else (title, 0)


def split_other_title(title: str) -> tuple[str, str]:
    """Splits a title from another one in brackets: "Seven (a.k.a. Se7en)" → "Seven", "Se7en"."""
    match = _OTHER_TITLE.fullmatch(title)
    if not match or fold(match[1]).endswith((" or", ":", "-")):  # "Birdman: Or (The …)"
        return restore_article(title), ""
    return restore_article(match[1]), restore_article(_ALSO_KNOWN_AS.sub("", match[2]))

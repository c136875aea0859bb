"""The import formats and how films from them are cited.

Each has a reader in `READERS` in `heartcli/catalogue/importing/readers`.
"""

from __future__ import annotations

from typing import NamedTuple


class Format(NamedTuple):
    """A format, with how its films are cited."""

    description: str  # what kind of files these are
    publisher: str
    url_template: str = ""  # of a film, with its ids in braces; "" where there is none
    attribution: str = ""  # what the source's licence asks to be told
    cast_is_ordered: bool = True  # whether casts are in billing order
    has_person_ids: bool = False  # whether people have numbers


FORMATS = {
    "imdb": Format("IMDb's non-commercial TSV files", "IMDb",
        "https://www.imdb.com/title/tt{imdb:07}/",
        "Information courtesy of IMDb (https://www.imdb.com). Used with permission."),
    "tmdb": Format("TMDb movies as JSON", "TMDb",
        "https://www.themoviedb.org/movie/{tmdb}",
        "This product uses the TMDB API but is not endorsed or certified by TMDB.",
        has_person_ids=True),
    "omdb": Format("OMDb movies as JSON", "OMDb",
        "https://www.imdb.com/title/tt{imdb:07}/", "Data from OMDb, CC BY-NC 4.0."),
    "wikidata": Format("Wikidata entities, or SPARQL results, as JSON", "Wikidata",
        "https://www.wikidata.org/wiki/Q{wikidata}",
        "Data from Wikidata contributors, CC0.", cast_is_ordered=False, has_person_ids=True),
    "nfo": Format("Kodi's and Jellyfin's .nfo files", "NFO files"),
    "csv": Format("a CSV file whose first line names its columns", "CSV file"),
}  # fmt: skip

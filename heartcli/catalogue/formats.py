"""The import formats, with what is needed to describe and cite each one.

Each has a reader in `READERS` in `heartcli/catalogue/importing/readers`.
"""

from typing import NamedTuple

from heartcli.model.records import SourceKind


class Format(NamedTuple):
    """An import format."""

    description: str
    publisher: str
    id_field: str = ""  # the field of an entry that fills in `url_template`
    url_template: str = ""  # the address of a film's page
    attribution: str = ""  # the wording that the source's licence requires
    restriction: str = ""  # what its terms restrict the data to, in a sentence
    has_person_ids: bool = False
    source_kind: SourceKind | None = "reference"  # `kind` when cited; None if it varies
    is_summary: bool = False  # whether it has only premises, from heart fetch

    @property
    def terms(self) -> str:
        """What to say wherever its data goes."""
        return " ".join(filter(None, [self.attribution, self.restriction]))


_IMDB_PAGE = "https://www.imdb.com/title/tt{id:07}/"
_IMDB_ATTRIBUTION = "Information courtesy of IMDb (https://www.imdb.com). Used with permission."
_IMDB_RESTRICTION = "IMDb's data is for personal, non-commercial use."

FORMATS = {
    "imdb": Format("IMDb's non-commercial data files", "IMDb",
        "imdb", _IMDB_PAGE, _IMDB_ATTRIBUTION, _IMDB_RESTRICTION),
    "tmdb": Format("movies from TMDb", "TMDb",
        "tmdb", "https://www.themoviedb.org/movie/{id}",
        "This product uses the TMDB API but is not endorsed or certified by TMDB.",
        "TMDB's data is for non-commercial use.",
        has_person_ids=True),
    "omdb": Format("movies from OMDb", "OMDb",
        "imdb", _IMDB_PAGE, "Data from OMDb, CC BY-NC 4.0.",
        "OMDb's data is for non-commercial use."),
    "wikidata": Format("films from Wikidata", "Wikidata",
        "wikidata", "https://www.wikidata.org/wiki/Q{id}",
        "Data from Wikidata contributors, CC0.", has_person_ids=True),
    "nfo": Format(".nfo files from Kodi or Jellyfin", "NFO files", source_kind=None),
    "letterboxd": Format("a Letterboxd export", "Letterboxd"),
    "imdb-lists": Format("an IMDb list (imdb-lists)", "IMDb",
        "imdb", _IMDB_PAGE, _IMDB_ATTRIBUTION, _IMDB_RESTRICTION),
    "movielens": Format("a MovieLens data set", "MovieLens",
        restriction="MovieLens data is for non-commercial use."),
    "csv": Format("a CSV table", "CSV file", source_kind=None),
    "wikipedia": Format("summaries from the English Wikipedia", "Wikipedia",
        attribution="Summaries by Wikipedia's contributors, CC BY-SA 4.0"
        " (https://creativecommons.org/licenses/by-sa/4.0/).", is_summary=True),
}  # fmt: skip
IMPORT_FORMATS = [name for name, format_ in FORMATS.items() if not format_.is_summary]
# The names of the sources that heart fetch fills: entities from Wikidata, and summaries.
FETCHED, WIKIPEDIA = "fetched", "wikipedia"

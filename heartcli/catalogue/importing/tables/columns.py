"""Recognises the columns of tables of films by their names."""

import re
from collections.abc import Mapping, Sequence

from heartcli.catalogue.importing.tables.headers import find_unit
from heartcli.catalogue.importing.tables.opening import Table
from heartcli.model.records import Strings
from heartcli.text.folding import fold_words

# Names of columns, as `squeeze` returns them; if a table has several, the first one here counts.
# A mere "date" isn't listed, because it may be when a film was watched or added to a list.
COLUMNS: Mapping[str, Strings] = {
    "title": ("title", "name", "film", "movie", "names", "movietitle", "filmtitle", "moviename",
              "filmname", "primarytitle", "seriestitle", "englishtitle", "titel", "filmtitel",
              "titre", "titulo", "titolo"),
    "year": ("year", "releaseyear", "yearofrelease", "releasedyear", "startyear", "titleyear",
             "movieyear", "filmyear", "productionyear", "jahr", "annee", "ano", "anno",
             "produktionsjahr", "erscheinungsjahr", "anneedeproduction", "anneedesortie"),
    "released": ("releasedate", "released", "release", "dateofrelease", "datex", "firstreleased",
                 "originalreleasedate", "theatricalreleasedate", "intheatersdate", "intheaters",
                 "releasedatetheaters", "erscheinungsdatum", "datedesortie"),
    "premiered": ("premiere", "premiered"),
    "original_title": ("originaltitle", "titleoriginal", "origtitle", "originaltitel",
                       "titreoriginal", "titulooriginal", "titolooriginale"),
    "premise": ("premise", "plot", "overview", "synopsis", "summary", "storyline", "description"),
    "minutes": ("minutes", "runtime", "runtimemins", "runtimeminutes", "runningtime", "length",
                "duration", "laufzeit", "lange", "spieldauer", "duree", "duracion", "durata"),
    "genres": ("genres", "genre", "listedin", "genero", "generos", "genere"),
    "countries": ("countries", "country", "countryoforigin", "productioncountries",
                  "land", "pays", "pais", "paese"),
    "languages": ("languages", "language", "origlang", "originallanguage", "spokenlanguages"),
    "directors": ("directors", "director", "directorname", "directedby", "regie", "regisseur",
                  "realisateur", "direccion", "regia"),
    "writers": ("writers", "writer", "screenwriter", "screenplay", "writtenby", "authors",
                "drehbuch"),
    "cast": ("cast", "actors", "stars", "star", "starring", "darsteller", "besetzung", "acteurs",
             "reparto", "attori"),
    "imdb": ("imdb", "imdbid", "const", "tconst", "imdbtitleid", "imdburl", "imdblink",
             "movieimdblink"),
    "tmdb": ("tmdb", "tmdbid", "themoviedb", "tmdburl", "tmdblink"),
    "wikidata": ("wikidata", "wikidataid", "qid"),
    "votes": ("votes", "numvotes", "votecount", "imdbvotes", "noofvotes", "numvotedusers",
              "numberofvotes"),
    "imdb_rating": ("imdbrating", "imdbscore"),
    "cost": ("budget", "budgetx", "productionbudget", "cost"),
    "box_office": ("boxoffice", "revenue", "gross", "worldwidegross", "grossworldwide",
                   "worldwideboxoffice", "boxofficeworldwide", "lifetimegross",
                   "worldwidelifetimegross"),
    "companies": ("companies", "productioncompanies", "productioncompany", "studios", "studio"),
    "kind": ("kind", "titletype", "type", "mediatype"),
    "own_rating": ("yourrating", "yourated", "myrating", "ownrating", "rating10", "myscore",
                   "meinebewertung", "manote", "minota", "ilmiovoto"),
    "rated_on": ("ratedon", "ratedat", "rateddate", "daterated", "ratingdate"),
    "watched": ("watched", "watcheddate", "datewatched", "watchdate", "watchedat", "watchedon",
                "lastwatched", "lastwatchedat", "lastviewedat", "dateseen", "gesehenam",
                "vule", "vistoel"),
    "url": ("url", "link", "letterboxduri", "letterboxdurl"),
}  # fmt: skip
# A rating is the user's own if a column holds when it was given, or when the film was watched.
_RATINGS = ("userrating", "ratingscore", "rating", "score")
_MY_RATING = "myrating"  # RatS writes one for each site, such as imdb_my_rating
_DATES_OF_RATINGS = frozenset((*COLUMNS["rated_on"], *COLUMNS["watched"])) - {"watched"}
_NUMBERED_CAST = re.compile("(?:star|actor)([1-9])(?:name)?")  # one person per column
# Columns of tables that have a format of their own.
_OTHER_NAMES = frozenset(
    ("movieid", "userid", "tag", "timestamp", "item", "itemlabel", "filmlabel", "movielabel")
)
_KNOWN_NAMES = frozenset(name for names in COLUMNS.values() for name in names)
_YEARS = frozenset((*COLUMNS["year"], *COLUMNS["released"], *COLUMNS["premiered"], *_OTHER_NAMES))
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_YEAR_IN_BRACKETS = re.compile(r"\(year\)", re.IGNORECASE)  # as in "Title (Year)"
_BRACKET = re.compile(r"[(\[]")
_YEAR_BONUS = 10


def squeeze(name: str) -> str:
    """Returns a column's name folded, without spaces and punctuation: "Directed by" → directedby.

    An unknown name also loses everything from a bracket on: "Cast (first five)" → cast.
    """
    name = _YEAR_IN_BRACKETS.sub("", name)
    full, short = (
        "".join(fold_words(text.replace("_", " "))) for text in (name, _BRACKET.split(name)[0])
    )
    return full if full in _KNOWN_NAMES else short or full


def score_header(cells: Sequence[str]) -> int:
    """Returns how much a row looks like the header of a table of films; 0 if it isn't one."""
    names = {squeeze(cell) for cell in cells}
    return len(names & (_KNOWN_NAMES | _OTHER_NAMES)) + _YEAR_BONUS * bool(names & _YEARS)


def map_columns(table: Table) -> list[str]:
    """Returns the key in COLUMNS for each column of a table; "" for unknown columns.

    Columns that each hold one member of the cast become "cast 1", "cast 2" and so on.
    """
    squeezed = [squeeze(name) for name in table.names]
    columns = [""] * len(squeezed)
    for column, spellings in COLUMNS.items():
        for spelling in filter(squeezed.__contains__, spellings):
            index = squeezed.index(spelling)
            if _is_usable(column, index, table):
                columns[index] = column
                break
    for index, name in enumerate(squeezed):
        if match := _NUMBERED_CAST.fullmatch(name):
            columns[index] = f"cast {match[1]}"
    if "own_rating" not in columns and (index := _find_own_rating(squeezed, table)) >= 0:
        columns[index] = "own_rating"
    if "title" not in columns and "original_title" in columns:
        columns[columns.index("original_title")] = "title"
    return columns


def _find_own_rating(names: Sequence[str], table: Table) -> int:
    """Finds the column of the user's ratings if it has no usual name; -1 if there is none."""
    for index, name in enumerate(names):
        if name.endswith(_MY_RATING):
            return index
    rating = next((name for name in _RATINGS if name in names), "")
    if not rating or _DATES_OF_RATINGS.isdisjoint(names):
        return -1
    index = names.index(rating)
    has_letters = any(map(str.isalpha, "".join(table.first_cells(index))))
    return -1 if has_letters else index  # certificates have letters


def _is_usable(column: str, index: int, table: Table) -> bool:
    """Whether a column's titles aren't addresses, and the unit of its amounts, if any, is known."""
    cells = table.first_cells(index) if column == "title" else []
    has_addresses = bool(cells) and all(map(is_address, cells))
    return not has_addresses and find_unit(column, table.names[index]) is not None


def is_address(text: str) -> bool:
    """Whether a text is a web address."""
    return bool(_ADDRESS.fullmatch(text.strip()))

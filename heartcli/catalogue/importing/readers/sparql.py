"""Reads results of SPARQL queries about films, with a row for each combination of values.

The variable `film`, `item` or `movie` holds the film. Other variables are named as in COLUMNS, with
"Label" added if they hold an item's name.
"""

from collections.abc import Iterator

from heartcli.catalogue.codec import CAST
from heartcli.catalogue.importing import values
from heartcli.catalogue.importing.sink import FilmSink
from heartcli.catalogue.models import ReleaseRow, Sections, SourceFilm

_FILM_VARIABLES = ("film", "item", "movie")
COLUMNS = {
    "date": ("date", "publicationDate", "releaseDate", "year"),
    "imdb": ("imdb", "imdbId", "imdbID"),
    "tmdb": ("tmdb", "tmdbId", "tmdbID"),
    "minutes": ("minutes", "duration", "runtime"),
    "genres": ("genre",),
    "countries": ("country", "countryOfOrigin"),
    "languages": ("language", "originalLanguage"),
    "Director": ("director",),
    "Writer": ("writer", "screenwriter"),
    "Producer": ("producer",),
    "Composer": ("composer",),
    CAST: ("cast", "castMember", "actor"),
}
_JOBS = ("Director", "Writer", "Producer", "Composer", CAST)

_Columns = dict[str, dict[str, None]]  # a film's distinct values, by column


def read_results(document: values.JsonObject, sink: FilmSink) -> Iterator[str]:
    """Adds the films to the sink; yields problems with rows and films."""
    films: dict[int, _Columns] = {}
    rows = document.objects("results", "bindings")
    sink.report.rows += max(0, len(rows) - 1)
    for row in rows:
        item = next((row.text(name, "value") for name in _FILM_VARIABLES if name in row.data), "")
        if wikidata_id := values.parse_wikidata_id(item):
            columns = films.setdefault(wikidata_id, {})
            for column, variables in (*COLUMNS.items(), ("title", _FILM_VARIABLES)):
                if text := _find_value(row, column, variables):
                    columns.setdefault(column, {})[text] = None
        else:
            names = ", ".join(_FILM_VARIABLES)
            yield f"row without a film: none of {names} is an item"
    for wikidata_id, columns in films.items():
        if problem := sink.add_film(_to_film(wikidata_id, columns)):
            yield f"Q{wikidata_id}: {problem}"


def _find_value(row: values.JsonObject, column: str, variables: tuple[str, ...]) -> str:
    for name in variables:
        text = row.text(f"{name}Label", "value") or row.text(name, "value")
        is_address = text.startswith("http") and column != "date"
        # If a label is missing, the service returns the item's id.
        is_id = text[:1] == "Q" and values.parse_wikidata_id(text)
        if text and not is_address and not is_id:
            return text
    return ""


def _to_film(wikidata_id: int, found: _Columns) -> SourceFilm:
    columns = {column: tuple(texts) for column, texts in found.items()}
    dates = (values.parse_date(text) or text[:4] for text in columns.get("date", ()))
    first_date = min(filter(None, dates), default="")
    # The service gives a year as 1 January of that year.
    is_precise = len(first_date) > len("1982") and not first_date.endswith("-01-01")
    return SourceFilm(
        title=next(iter(columns.get("title", ())), ""),
        year=values.parse_year(first_date),
        wikidata=wikidata_id,
        imdb=next(filter(None, map(values.parse_imdb_id, columns.get("imdb", ()))), None),
        tmdb=next(filter(None, map(values.parse_int, columns.get("tmdb", ()))), None),
        minutes=next(map(values.parse_minutes, columns.get("minutes", ())), None),
        genres=columns.get("genres", ()),
        countries=columns.get("countries", ()),
        languages=columns.get("languages", ()),
        credits=values.make_credits((job, columns.get(job, ())) for job in _JOBS),
        has_billing=False,
        sections=Sections(releases=[ReleaseRow(first_date, "premiere")] if is_precise else []),
    )

"""Turns a movie or a series as TMDb describes it into a `SourceFilm`.

https://developer.themoviedb.org/reference/movie-details
"""

from collections.abc import Iterator

from heartcli.catalogue import models
from heartcli.catalogue.codec import CAST
from heartcli.catalogue.importing import values
from heartcli.catalogue.importing.readers.regions import COUNTRY_BY_CODE, country_name
from heartcli.catalogue.importing.tables.names import split_list, split_people
from heartcli.catalogue.importing.values import MAX_PERSON_NUMBER, JsonObject
from heartcli.catalogue.importing.written_dates import find_year, parse_written_date
from heartcli.catalogue.languages import language_name
from heartcli.model.dates import is_year
from heartcli.model.records import Strings
from heartcli.model.viewing import OwnRating

# https://developer.themoviedb.org/reference/genre-movie-list
_GENRE_BY_ID = {
    "28": "Action", "12": "Adventure", "16": "Animation", "35": "Comedy", "80": "Crime",
    "99": "Documentary", "18": "Drama", "10751": "Family", "14": "Fantasy", "36": "History",
    "27": "Horror", "10402": "Music", "9648": "Mystery", "10749": "Romance",
    "878": "Science Fiction", "10770": "TV Movie", "53": "Thriller", "10752": "War",
    "37": "Western",
}  # fmt: skip
_RELEASE_KINDS = {
    "1": "premiere", "2": "theatrical", "3": "theatrical", "4": "home", "5": "home",
    "6": "broadcast",
}  # fmt: skip
_NO_LANGUAGE = "No Language"  # of silent films
_FIGURES = {"budget": models.budget, "revenue": models.box_office}
_JOBS = {
    "Director of Photography": "Cinematography", "Original Music Composer": "Composer",
    "Executive Producer": "Executive producer", "Production Design": "Production design",
    "Art Direction": "Art direction", "Costume Design": "Costume design",
}  # fmt: skip
# Columns of tables that list names.
_CREDIT_COLUMNS = {
    "cast": CAST, "director": "Director", "writers": "Writer", "producers": "Producer",
    "music_composer": "Composer", "director_of_photography": "Cinematography",
}  # fmt: skip


def film_from_details(movie: JsonObject, kind: str = "") -> models.SourceFilm:
    """Reads a film from an object in any of TMDb's documents; series and episodes need a `kind`."""
    title = movie.text("title") or movie.text("name")
    if not title and "title" not in movie.data:  # in tables without a column of titles
        title = movie.text("original_title")
    date = movie.text("release_date") or movie.text("first_air_date") or movie.text("air_date")
    return models.SourceFilm(
        title=title,
        year=values.parse_year(movie.text("release_year")) or find_year(date),
        imdb=movie.imdb_id("imdb_id") or movie.imdb_id("external_ids", "imdb_id"),
        tmdb=None if kind else movie.number("id"),  # series are numbered separately
        wikidata=movie.wikidata_id("external_ids", "wikidata_id"),
        votes=movie.number("vote_count"),
        kind=kind,
        original_title=movie.text("original_title") or movie.text("original_name"),
        premise=movie.text("overview"),
        minutes=values.parse_minutes(f"{movie.text('runtime')} min"),
        genres=_names(movie, "genres") or _genres_by_id(movie),
        countries=_countries(movie),
        languages=_languages(movie),
        titles=[row for row in dict.fromkeys(_other_titles(movie)) if row[0] not in ("", title)],
        credits=list(_credits(movie)),
        sections=_sections(movie),
        own_rating=_own_rating(movie),
    )


def _credits(movie: JsonObject) -> Iterator[models.Credit]:
    """Yields the credits appended to details, or those in the cells of a table."""
    yield from read_credits(movie.child("credits") if "credits" in movie.data else movie)
    for key, job in _CREDIT_COLUMNS.items():
        yield from values.make_credits([(job, split_people(movie.text(key)))])


def read_credits(document: JsonObject) -> Iterator[models.Credit]:
    """Yields the cast, in billing order, and then the crew."""
    cast = document.objects("cast")
    for member in sorted(cast, key=lambda member: member.number("order") or 0):
        yield from _credit(member, CAST, member.text("character"))
    for member in document.objects("crew"):
        if job := member.text("job"):
            yield from _credit(member, _JOBS.get(job, job))


def _credit(member: JsonObject, job: str, character: str = "") -> Iterator[models.Credit]:
    if name := member.text("name"):
        number = member.number("id", maximum=MAX_PERSON_NUMBER)
        original_name = member.text("original_name")
        other_names = (original_name,) if original_name not in ("", name) else ()
        yield models.Credit(name, job, character, number, other_names)


def _names(movie: JsonObject, key: str) -> Strings:
    """Returns the names of the objects in a list, or the names in a cell of a table."""
    names = (item.text("name") for item in movie.objects(key))
    return tuple(dict.fromkeys(filter(None, names))) or split_list(movie.text(key))


def _genres_by_id(movie: JsonObject) -> Strings:
    names = (_GENRE_BY_ID.get(number, "") for number in movie.texts("genre_ids"))
    return tuple(filter(None, names))


def _countries(movie: JsonObject) -> Strings:
    in_production = movie.objects("production_countries")
    names = (
        [_place(item) or item.text("name") for item in in_production]
        or split_list(movie.text("production_countries"))
        or [COUNTRY_BY_CODE.get(code, "") for code in movie.texts("origin_country")]
    )
    return tuple(dict.fromkeys(map(country_name, filter(None, names))))


def _languages(movie: JsonObject) -> Strings:
    spoken = [
        language.text("english_name")
        or language_name(language.text("iso_639_1"))
        or language.text("name")
        for language in movie.objects("spoken_languages")
    ] or split_list(movie.text("spoken_languages"))
    original = language_name(movie.text("original_language"))
    names = dict.fromkeys(spoken or [original])
    return tuple(name for name in names if name not in ("", _NO_LANGUAGE))


def _other_titles(movie: JsonObject) -> Iterator[tuple[str, str]]:
    for item in movie.objects("alternative_titles", "titles"):
        yield item.text("title"), _place(item)
    for item in movie.objects("translations", "translations"):
        yield item.text("data", "title"), _place(item)


def _place(item: JsonObject) -> str:
    code = item.text("iso_3166_1")
    return COUNTRY_BY_CODE.get(code, code)


def _own_rating(movie: JsonObject) -> OwnRating | None:
    """Finds the user's own rating, which is in lists of rated movies and in account states."""
    texts = (
        movie.text("rating"),
        movie.text("account_rating", "value"),
        movie.text("account_states", "rated", "value"),
    )
    score = next(filter(None, map(values.parse_score, texts)), None)
    return OwnRating(score, 10) if score else None


def _sections(movie: JsonObject) -> models.Sections:
    figures = [
        make_figure(amount, "USD")
        for key, make_figure in _FIGURES.items()
        if (amount := movie.number(key))
    ]
    score, votes = values.parse_score(movie.text("vote_average")), movie.number("vote_count")
    return models.Sections(
        companies=models.production_companies(_names(movie, "production_companies")),
        releases=_releases(movie),
        certificates=list(dict.fromkeys(_certificates(movie))),
        figures=figures,
        ratings=[models.RatingRow("TMDb", score, 10, votes)] if score and votes else [],
    )


def _releases(movie: JsonObject) -> list[models.ReleaseRow]:
    """Returns the first release of each kind in each country, or else the movie's date."""
    first: dict[tuple[str, str], models.ReleaseRow] = {}
    for country in movie.objects("release_dates", "results"):
        place = _place(country)
        for release in country.objects("release_dates"):
            kind = _RELEASE_KINDS.get(release.text("type"))
            date = values.parse_date(release.text("release_date"))
            if kind and date:
                row = models.ReleaseRow(date, kind, place)
                first[kind, place] = min(row, first.get((kind, place), row))
    return list(first.values()) or _main_release(movie)


def _main_release(movie: JsonObject) -> list[models.ReleaseRow]:
    """Returns the release on the movie's date; none if that is inexact or in an unlikely year."""
    date = parse_written_date(movie.text("release_date"))
    is_usual = movie.text("release_year") in ("", date[:4])  # 1/30/26 may be of another century
    return (
        [models.ReleaseRow(date, "theatrical")] if is_usual and date and not is_year(date) else []
    )


def _certificates(movie: JsonObject) -> Iterator[models.CertificateRow]:
    for country in movie.objects("release_dates", "results"):
        for release in country.objects("release_dates"):
            if certificate := release.text("certification"):
                yield models.CertificateRow(certificate, _place(country))

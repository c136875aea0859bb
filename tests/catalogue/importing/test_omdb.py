"""OMDb's documents, as its users save them."""

import json
from pathlib import Path
from typing import Any

import pytest

from heartcli.catalogue.importing.readers import omdb
from heartcli.catalogue.importing.report import ImportReport
from heartcli.catalogue.importing.values import JsonObject
from heartcli.catalogue.models import Credit, SourceFilm
from tests.catalogue.importing.reading import ALL_KINDS, FILMS_ONLY, read_films

MOVIE: dict[str, Any] = {
    "Title": "Zedx", "Year": "1972", "imdbID": "tt9968646", "Type": "movie", "Response": "True",
}  # fmt: skip


def read(folder: Path, document: object, **fields: Any) -> tuple[list[SourceFilm], ImportReport]:
    import_filter = fields.pop("import_filter", FILMS_ONLY)
    path = folder / "film.json"
    contents = {**document, **fields} if isinstance(document, dict) else document
    path.write_text(json.dumps(contents), encoding="utf-8")
    return read_films("omdb", [path], import_filter)


def read_one(folder: Path, **fields: Any) -> SourceFilm:
    [film], report = read(folder, MOVIE, **fields)
    assert not report.problems
    return film


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            (
                "Mario Box (screenplay by), Fran Box (screenplay by), Mario Box (based on the "
                'novel "The One, or The Other" by)'
            ),
            ["Mario Box", "Fran Box"],
        ),
        ("Fran Box, Lana Box (co-director)", ["Fran Box", "Lana Box"]),
        ('Ann Box (play "To, Fro (and Back)"), Bo Doe', ["Ann Box", "Bo Doe"]),
        ("Sammy Davis, Jr., Ann Box", ["Sammy Davis Jr.", "Ann Box"]),
        ("III, Ann Box", ["III", "Ann Box"]),
        ("Ann Box (novel, 1950), Bo Doe", ["Ann Box", "Bo Doe"]),
        ("Ann Box (unclosed, Bo Doe", ["Ann Box", "Bo Doe"]),
        ("Ann Box (uncredited), (unknown)", ["Ann Box"]),
        ("N/A", []),
        ("n/a", []),
    ],
)
def test_people_are_listed_once_without_their_jobs(
    tmp_path: Path, text: str, names: list[str]
) -> None:
    film = read_one(tmp_path, Writer=text)

    assert film.credits == [Credit(name, "Writer") for name in names]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (
            {"imdbRating": "9.2", "imdbVotes": "1,271,727", "Metascore": "100"},
            [("IMDb", 9.2, 10, 1271727), ("Metacritic", 100, 100, None)],
        ),
        (
            {
                "Ratings": [
                    {"Source": "Internet Movie Database", "Value": "9.2/10"},
                    {"Source": "Rotten Tomatoes", "Value": "97%"},
                    {"Source": "Metacritic", "Value": "100/100"},
                ],
                "imdbRating": "9.2",
                "imdbVotes": "12",
                "Metascore": "100",
            },
            [("IMDb", 9.2, 10, 12), ("Tomatometer", 97, 100, None), ("Metacritic", 100, 100, None)],
        ),
        (
            {"tomatoMeter": "99", "tomatoReviews": "88", "tomatoRating": "9.1"},
            [("Tomatometer", 99, 100, 88), ("Rotten Tomatoes critics", 9.1, 10, 88)],
        ),
        (
            {"Ratings": [{"Source": "Internet Movie Database", "Value": "9.2/10"}]},
            [("IMDb", 9.2, 10, None)],
        ),
        ({"imdbRating": "N/A", "Ratings": [{"Source": "Metacritic", "Value": "N/A"}]}, []),
    ],
)
def test_ratings_are_read_with_and_without_a_list(
    tmp_path: Path, fields: dict[str, Any], expected: list[tuple[Any, ...]]
) -> None:
    assert [tuple(row) for row in read_one(tmp_path, **fields).sections.ratings] == expected


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("$133.7M", 133_700_000, "USD"),
        ("$1,234,567", 1_234_567, "USD"),
        ("£2.5 million", 2_500_000, "GBP"),
        ("€1.234.567", 1_234_567, "EUR"),
        ("$950k", 950_000, "USD"),
        ("1234567", 1_234_567, "USD"),
    ],
)
def test_the_box_office_is_read_in_many_spellings(
    tmp_path: Path, text: str, amount: int, currency: str
) -> None:
    [figure] = read_one(tmp_path, BoxOffice=text).sections.figures

    assert (figure.amount, figure.currency) == (amount, currency)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Won 3 Oscars. Another 23 wins & 27 nominations.",
            [("Academy Awards", "3 categories", "won")],
        ),
        ("Nominated for 1 Oscar. 2 wins", [("Academy Awards", "1 category", "nominated")]),
        ("Won 2 BAFTA Film Awards", [("BAFTA Awards", "2 categories", "won")]),
        ("23 wins & 27 nominations total", []),
        ("N/A", []),
    ],
)
def test_the_main_awards_are_read(
    tmp_path: Path, text: str, expected: list[tuple[str, ...]]
) -> None:
    awards = read_one(tmp_path, Awards=text).sections.awards

    assert [tuple(award)[:3] for award in awards] == expected


def test_dates_and_certificates_are_read(tmp_path: Path) -> None:
    film = read_one(tmp_path, Released="24 Mar 1972", DVD="09 Oct 2001", Rated="16+")

    assert [tuple(row)[:2] for row in film.sections.releases] == [
        ("1972-03-24", "theatrical"), ("2001-10-09", "home")
    ]  # fmt: skip
    assert [tuple(row) for row in film.sections.certificates] == [("16+", "")]
    certificates = read_one(tmp_path, Rated="PG-13").sections.certificates
    assert [tuple(row) for row in certificates] == [("PG-13", "United States")]


def test_search_results_are_read(tmp_path: Path) -> None:
    results = {"Search": [MOVIE, MOVIE | {"Title": "Zedy"}], "totalResults": "2"}
    films, report = read(tmp_path, results)

    assert [film.title for film in films] == ["Zedx", "Zedy"]
    assert (report.rows, report.invalid) == (2, 0)


@pytest.mark.parametrize(
    ("document", "is_known"),
    [({"Search": []}, True), ({"Response": "False"}, True), ({"Title": "A"}, False),
     ({"Title": "A", "imdbID": "tt0000007"}, True)],
    ids=["a search", "an error", "a title", "a movie"],
)  # fmt: skip
def test_documents_of_omdb_are_recognised(document: dict[str, Any], is_known: bool) -> None:
    assert omdb.is_document(JsonObject(document)) == is_known


def test_series_are_counted_as_such_even_if_their_type_is_missing(tmp_path: Path) -> None:
    shows = [
        {"Title": "A", "Year": "2014–", "Type": "series", "Response": "True"},
        {"Title": "B", "Season": "1", "totalSeasons": "8", "Episodes": [], "Response": "True"},
        {"Title": "C", "Year": "2014", "Type": "Game", "Response": "True"},
    ]
    films, report = read(tmp_path, shows)

    assert (films, report.skipped) == ([], {"tvSeries": 2, "videoGame": 1})
    [show], _ = read(tmp_path, shows[:1], import_filter=ALL_KINDS)
    assert (show.year, show.kind) == (2014, "tvSeries")


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        ({"Response": "False", "Error": "Movie not found!"}, "Movie not found!"),
        ({"Response": "False", "Error": "Request limit reached!"}, "Request limit reached!"),
        ({"Response": False, "Error": "Invalid API key!"}, "Invalid API key!"),
        ({"Error": "Incorrect IMDb ID."}, "Incorrect IMDb ID."),
        ({"Response": "False"}, "no reason given"),
    ],
)
def test_errors_of_the_api_are_reported(
    tmp_path: Path, document: dict[str, Any], reason: str
) -> None:
    films, report = read(tmp_path, document)

    assert films == []
    assert report.problems == [f"{tmp_path / 'film.json'}:1: error from OMDb: {reason}"]


def test_values_that_cannot_be_read_are_counted(tmp_path: Path) -> None:
    unreadable = {"BoxOffice": "much", "Released": "Summer 1972", "imdbRating": "good"}
    [film], report = read(tmp_path, MOVIE, **unreadable)

    assert film.sections.figures == []
    assert report.unreadable == {"box offices": 1, "release dates": 1, "ratings": 1}
